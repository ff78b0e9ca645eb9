"""Puts what an import brings into a brand's knowledge, and tells what was taken, what not, and why. The same import again
changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.files.store import FileStore, Kept
from pitboss.kit.refused import Invalid, Refused
from pitboss.knowledge import actions, clauses, events, images, queries
from pitboss.knowledge.bundle import MAX_FILE, MOST_FILES, Bundle, Page, of_folder, with_images
from pitboss.knowledge.clauses import ClauseWanted
from pitboss.knowledge.elsewhere import of_intercom, of_zendesk
from pitboss.knowledge.images import CheckedImage, checked_image
from pitboss.knowledge.model import Article, ArticleState, Language, Properties, Stage, Visibility
from pitboss.knowledge.wording import checked

MOST_PAGES = 1_000


class ImportOutcome(StrEnum):
    created = "created"
    updated = "updated"
    unchanged = "unchanged"
    skipped = "skipped"


class ImportLine(msgspec.Struct, frozen=True):
    """`origin`: where it stood in what was imported. `why`: only where something was skipped, or left as a draft."""

    origin: str
    what: ImportOutcome
    why: str | None = None
    article: UUID | None = None


class ImportReport(msgspec.Struct, frozen=True):
    source: str
    created: int
    updated: int
    unchanged: int
    skipped: int
    lines: list[ImportLine]


async def placeholders(tx: Tx, brand: str) -> dict[str, str]:
    """What {{brand}} and {{support_email}} stand for."""
    mail = await channels.first_channel(tx, brand, "email")
    name = (await channels.brand(tx, brand)).name
    return {"brand": name, "support_email": (mail.address if mail else None) or ""}


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there. Links are not followed.

    Raises:
        Invalid: there are too many, or one is too large.
    """
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        if len(found) >= MOST_FILES or path.stat().st_size > 4 * MAX_FILE:
            raise Invalid(
                f"The folder holds too much: at most {MOST_FILES} files of {4 * MAX_FILE // 2**20} MB."
            )
        found[name] = path.read_bytes()
    return found


Source = Literal["markdown", "zendesk", "intercom"]


def read(source: Source, files: dict[str, bytes], fill: dict[str, str], language: Language) -> Bundle:
    """What the files hold. `fill`: values of placeholders; `language`: of what names none.

    Raises:
        BadExport.
    """
    match source:
        case "zendesk":
            return of_zendesk(files, language)
        case "intercom":
            return of_intercom(files, language)
        case _:
            return of_folder(files, fill)


async def store(store: FileStore, brand: str, bundle: Bundle) -> list[tuple[str, CheckedImage, Kept]]:
    """Stores the pictures that can be shown; those that can't are told in the bundle."""
    kept = []
    for path, raw in bundle.pictures.items():
        try:
            image = await checked_image(path, raw)
        except Refused as refusal:
            bundle.skipped.append((path, refusal.detail))
        else:
            kept.append((path, image, await store.put(brand, image.data)))
    return kept


async def take_folder(tx: Tx, brand: str, files: dict[str, bytes], *, publish: bool) -> ImportReport:
    """A folder without pictures."""
    return await take(tx, brand, of_folder(files, await placeholders(tx, brand)), publish=publish)


async def take(
    tx: Tx,
    brand: str,
    bundle: Bundle,
    *,
    publish: bool,
    pictures: Sequence[tuple[str, CheckedImage, Kept]] = (),
) -> ImportReport:
    """`publish`: everything is published at once, which only the desk itself may do; else it is handed in for review.
    `pictures`: what `store` gave."""
    if publish and tx.actor.id is not None:
        raise Invalid("What a person imports is reviewed by a colleague before it is published.")
    tx.actor.must(actions.WRITE, brand)
    if len(bundle.pages) > MOST_PAGES:
        raise Invalid(f"This is too much at once: at most {MOST_PAGES} articles.")
    lines = [ImportLine(origin, ImportOutcome.skipped, why) for origin, why in bundle.skipped]
    shown = {path: await images.keep(tx, brand, image, kept) for path, image, kept in pictures}
    kept_hidden = {category.id for category in await queries.categories(tx, brand) if category.hidden}
    if bundle.categories and tx.actor.can(actions.PUBLISH, brand):
        for category in bundle.categories:
            hidden = category.id in kept_hidden
            async with tx.savepoint():
                await actions.save_category(tx, brand, msgspec.structs.replace(category, hidden=hidden))
    known_categories = {
        category.id for category in await queries.categories(tx, brand) if not category.hidden
    }
    known_topics = set(await tx.column("SELECT id FROM topic WHERE brand_id = $1", brand))
    for origin, clause in bundle.clauses:
        lines.append(await _clause(tx, brand, origin, clause))
    for page in bundle.pages:
        kept = msgspec.structs.replace(
            with_images(page, shown),
            category=page.category if page.category in known_categories else None,
            topics=[topic for topic in page.topics if topic in known_topics],
        )
        lines.append(await _page(tx, brand, kept, publish=publish))
    told = Counter(line.what for line in lines)
    report = ImportReport(
        bundle.source,
        told[ImportOutcome.created],
        told[ImportOutcome.updated],
        told[ImportOutcome.unchanged],
        told[ImportOutcome.skipped],
        lines,
    )
    await record_in(
        tx,
        brand,
        events.HelpImported(
            source=report.source,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            skipped=report.skipped,
        ),
    )
    return report


async def _page(tx: Tx, brand: str, page: Page, *, publish: bool) -> ImportLine:
    try:
        async with tx.savepoint():
            return await _taken(tx, brand, page, publish=publish)
    except Refused as refusal:
        return ImportLine(page.origin, ImportOutcome.skipped, refusal.detail)


async def _taken(tx: Tx, brand: str, page: Page, *, publish: bool) -> ImportLine:
    if page.visibility is Visibility.team:
        raise Invalid("What only a team sees is written here, not imported.")
    properties = Properties(
        kind=page.kind,
        visibility=page.visibility,
        category=page.category,
        topics=page.topics,
        related=page.related,
    )
    known = await queries.by_slug(tx, brand, page.language, page.slug)
    if known is None:
        made = await actions.create(tx, brand, page.language, page.wording, properties, slug=page.slug)
        return await _forward(tx, brand, page, made, ImportOutcome.created, publish=publish)
    if await _same(tx, known, page):
        return ImportLine(page.origin, ImportOutcome.unchanged, None, known.id)
    if known.work is not None and known.state is not ArticleState.draft:
        raise Invalid("Somebody is writing a new version of this article.")
    await actions.write(tx, known.id, page.wording)
    return await _forward(tx, brand, page, known.id, ImportOutcome.updated, publish=publish)


async def _forward(
    tx: Tx, brand: str, page: Page, article: UUID, what: ImportOutcome, *, publish: bool
) -> ImportLine:
    if page.draft or not page.wording.text.strip():
        return ImportLine(page.origin, what, page.note or "It is a draft.", article)
    if publish:
        known = await queries.find(tx, article, brand=brand)
        work = await queries.work(tx, brand, article)
        assert work is not None, "it was written just now"
        await actions.put_live(tx, known, work)
    else:
        await actions.submit(tx, article)
    return ImportLine(page.origin, what, page.note, article)


async def _same(tx: Tx, known: Article, page: Page) -> bool:
    newest = await queries.work(tx, known.brand, known.id) or await queries.live(tx, known.brand, known.id)
    if newest is None or (newest.stage is Stage.draft and not page.draft):
        return False
    wording, _ = checked(page.wording)
    return (newest.title, newest.summary, newest.text, newest.words) == (
        wording.title, wording.summary, wording.text, wording.words,
    )  # fmt: skip


async def _clause(tx: Tx, brand: str, origin: str, wanted: ClauseWanted) -> ImportLine:
    try:
        async with tx.savepoint():
            for known in await queries.clause_history(
                tx, brand, wanted.language, wanted.name, jurisdiction=wanted.jurisdiction
            ):
                if (known.jurisdiction, known.valid_from) == (wanted.jurisdiction, wanted.valid_from):
                    if known.text == wanted.text.strip() and known.title == wanted.title.strip():
                        return ImportLine(origin, ImportOutcome.unchanged)
                    await clauses.amend(tx, brand, known.id, wanted)
                    return ImportLine(origin, ImportOutcome.updated)
            await clauses.enter(tx, brand, wanted)
    except Refused as refusal:
        return ImportLine(origin, ImportOutcome.skipped, refusal.detail)
    return ImportLine(origin, ImportOutcome.created)
