"""Every write of articles and categories. A version is written, reviewed by somebody else, approved, published; what was
published is never written again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import asyncpg

from pitboss.channels import queries as channels
from pitboss.db.tx import Kind as ActorKind
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid
from pitboss.knowledge import events, queries
from pitboss.knowledge.model import (
    MOST_ARTICLES,
    REVIEW_DAYS,
    Article,
    ArticleState,
    BadArticle,
    Category,
    CategoryHidden,
    CategoryInUse,
    Language,
    NoDraft,
    NoSuchCategory,
    OutOfTurn,
    OwnWords,
    Properties,
    SlugTaken,
    Stage,
    Version,
    Visibility,
    Wording,
    WrittenMeanwhile,
)
from pitboss.knowledge.wording import checked, checked_properties, checked_slug, slug_of

WRITE, REVIEW, PUBLISH, CLAUSES = (
    "knowledge.write",
    "knowledge.review",
    "knowledge.publish",
    "knowledge.clauses",
)
MOST_CATEGORIES = 100
FARTHEST = timedelta(days=366)  # of a scheduled publication


async def create(
    tx: Tx,
    brand: str,
    language: Language,
    wording: Wording,
    properties: Properties,
    *,
    slug: str | None = None,
) -> UUID:
    """A new article with its first draft. Without `slug` its address comes from the title."""
    tx.actor.must(WRITE, brand)
    wanted = await _properties(tx, brand, properties)
    kept, _ = checked(wording)
    address = checked_slug(slug) if slug is not None else slug_of(kept.title)
    await tx.elevate()
    if await tx.value("SELECT count(*) FROM article WHERE brand_id = $1", brand) >= MOST_ARTICLES:
        raise Conflict(f"A brand has at most {MOST_ARTICLES} articles.")
    article = new_id()
    try:
        async with tx.savepoint():
            await tx.run(
                """
                INSERT INTO article (brand_id, id, language, slug, kind, visibility, team_id, category_id, topics, related,
                                     place, owner_id, review_days, created_by)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12::uuid, $14), $13, $14)
                """,
                brand,
                article,
                language,
                address,
                *_values(wanted),
                tx.actor.id,
            )
    except asyncpg.UniqueViolationError as problem:
        raise SlugTaken from problem
    await record_in(tx, brand, events.ArticleCreated(article=article, language=language))
    await _insert(tx, brand, article, language, 1, wording)
    return article


async def change(tx: Tx, article: UUID, properties: Properties, *, slug: str | None = None) -> None:
    """What stands around the words. Whoever may read a published text is for publishers to widen, and never for its author."""
    before = await held(tx, article, WRITE)
    wanted = await _properties(tx, before.brand, properties, before=before)
    if before.state is not ArticleState.draft:
        if wanted.kind is not before.kind:
            raise Conflict("An article that was published stays what it is: an article or an instruction.")
        if slug is not None and slug != before.slug:
            raise Conflict("An article that was published keeps its address, so that links to it work.")
        if _wider(before, wanted):
            tx.actor.must(PUBLISH, before.brand)
            _not_own(tx, await queries.live(tx, before.brand, article))
    elif await queries.work(tx, before.brand, article) is None:
        raise NoDraft
    address = checked_slug(slug) if slug is not None else before.slug
    now = {**{f: getattr(wanted, f) for f in wanted.__struct_fields__}, "slug": address}
    differs = sorted(field for field, value in now.items() if value != getattr(before, field))
    if not differs:
        return
    try:
        async with tx.savepoint():
            await tx.run(
                """
                UPDATE article
                SET    kind = $3, visibility = $4, team_id = $5, category_id = $6, topics = $7, related = $8, place = $9,
                       owner_id = $10, review_days = $11, slug = $12, updated_at = now(),
                       review_by = least(review_by, CURRENT_DATE + $11::int), reminded_at = NULL
                WHERE  brand_id = $1 AND id = $2
                """,
                before.brand,
                article,
                *_values(wanted),
                address,
            )
    except asyncpg.UniqueViolationError as problem:
        raise SlugTaken from problem
    await record_in(tx, before.brand, events.ArticleChanged(article=article, fields=differs))
    tx.wake.add("settings")  # pages that are kept are made anew


async def write(tx: Tx, article: UUID, wording: Wording, *, revision: int | None = None) -> Version:
    """Saves the draft, or begins one. A version that was handed in or approved is a draft again. `revision`: of the draft
    that the writer has read.

    Raises:
        WrittenMeanwhile: it has been saved since then.
    """
    known = await held(tx, article, WRITE)
    work = await queries.work(tx, known.brand, article)
    if work is None:
        number = await tx.value(
            "SELECT coalesce(max(number), 0) + 1 FROM article_version WHERE brand_id = $1 AND article_id = $2",
            known.brand,
            article,
        )
        await _insert(tx, known.brand, article, known.language, number, wording)
        return await queries.version(tx, known.brand, article, number)
    if revision is not None and revision != work.revision:
        raise WrittenMeanwhile(revision=work.revision)
    kept, pointed = checked(wording)
    await tx.run(
        """
        UPDATE article_version
        SET    title = $4, summary = $5, text = $6, words = $7, change = $8, plain = $9, cites = $10, images = $11,
               state = 'draft', revision = revision + 1, updated_at = now(), publish_at = NULL, reviewer_id = NULL,
               reviewed_at = NULL, submitted_at = NULL,
               authors = CASE WHEN $12::uuid IS NULL OR $12 = ANY (authors) THEN authors ELSE authors || $12::uuid END
        WHERE  brand_id = $1 AND article_id = $2 AND number = $3
        """,
        known.brand,
        article,
        work.number,
        kept.title,
        kept.summary,
        kept.text,
        kept.words,
        kept.change,
        pointed.plain,
        pointed.cites,
        pointed.images,
        tx.actor.id,
    )
    if work.stage is not Stage.draft or tx.actor.id not in work.authors:
        await record_in(tx, known.brand, events.ArticleDrafted(article=article, version=work.number))
    return await queries.version(tx, known.brand, article, work.number)


async def discard(tx: Tx, article: UUID) -> None:
    """Throws the version in work away; of what was never published nothing stays."""
    known, work = await _in_work(tx, article, WRITE)
    whole = known.state is ArticleState.draft
    if whole:
        await tx.run("DELETE FROM article WHERE brand_id = $1 AND id = $2", known.brand, article)
    else:
        await tx.run(
            "DELETE FROM article_version WHERE brand_id = $1 AND article_id = $2 AND number = $3",
            known.brand,
            article,
            work.number,
        )
    await record_in(
        tx, known.brand, events.ArticleDiscarded(article=article, version=work.number, whole=whole)
    )


async def submit(tx: Tx, article: UUID) -> Version:
    """Hands the draft in for review."""
    known, work = await _in_work(tx, article, WRITE)
    if work.stage is not Stage.draft:
        raise OutOfTurn("This version was handed in already.")
    if not work.text:
        raise BadArticle("Write the text before you hand it in.")
    await _move(tx, known, work, Stage.review, "submitted_at = now(), review_note = ''")
    await record_in(tx, known.brand, events.ArticleSubmitted(article=article, version=work.number))
    return await queries.version(tx, known.brand, article, work.number)


async def approve(tx: Tx, article: UUID, *, note: str = "") -> Version:
    known, work = await _reviewed(tx, article)
    await _move(
        tx, known, work, Stage.approved, "reviewer_id = $4, reviewed_at = now(), review_note = $5", note=note
    )
    await record_in(tx, known.brand, events.ArticleApproved(article=article, version=work.number))
    return await queries.version(tx, known.brand, article, work.number)


async def send_back(tx: Tx, article: UUID, *, note: str) -> Version:
    """The reviewer says what to change; the version is a draft again."""
    known, work = await _reviewed(tx, article)
    if not note.strip():
        raise Invalid("Say what to change.")
    await _move(
        tx, known, work, Stage.draft, "reviewer_id = $4, reviewed_at = now(), review_note = $5", note=note
    )
    await record_in(tx, known.brand, events.ArticleSentBack(article=article, version=work.number))
    return await queries.version(tx, known.brand, article, work.number)


async def publish(tx: Tx, article: UUID) -> Version:
    """Readers see the approved version from now on."""
    known, work = await _in_work(tx, article, PUBLISH)
    if work.stage is not Stage.approved:
        raise OutOfTurn("Only an approved version can be published.")
    return await put_live(tx, known, work)


async def schedule(tx: Tx, article: UUID, at: datetime | None) -> Version:
    """Publishes the approved version at that time; None calls that off."""
    known, work = await _in_work(tx, article, PUBLISH)
    if work.stage is not Stage.approved:
        raise OutOfTurn("Only an approved version can be published.")
    if at is not None:
        if at.tzinfo is None:
            raise Invalid("A time needs its offset, such as 2026-03-01T09:00:00+03:00.")
        now: datetime = await tx.value("SELECT now()")
        if not now < at.astimezone(UTC) <= now + FARTHEST:
            raise Invalid("Choose a time to come, within a year.")
    await tx.run(
        "UPDATE article_version SET publish_at = $4 WHERE brand_id = $1 AND article_id = $2 AND number = $3",
        known.brand,
        article,
        work.number,
        at,
    )
    await record_in(tx, known.brand, events.ArticleScheduled(article=article, version=work.number, at=at))
    tx.wake.add("articles")
    return await queries.version(tx, known.brand, article, work.number)


async def put_live(tx: Tx, known: Article, work: Version) -> Version:
    """Takes the place of what readers have seen. The caller has made sure that it may."""
    await tx.run(
        """
        UPDATE article_version SET live = false, state = 'replaced'
        WHERE  brand_id = $1 AND article_id = $2 AND state = 'published'
        """,
        known.brand,
        known.id,
    )
    await tx.run(
        """
        UPDATE article_version
        SET    state = 'published', live = true, publish_at = NULL, published_at = now(), published_by = $4
        WHERE  brand_id = $1 AND article_id = $2 AND number = $3
        """,
        known.brand,
        known.id,
        work.number,
        tx.actor.id if tx.actor.kind is ActorKind.staff else None,
    )
    await tx.run(
        """
        UPDATE article
        SET    state = 'published', review_by = CURRENT_DATE + review_days, reminded_at = NULL, updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        known.brand,
        known.id,
    )
    told = events.ArticlePublished(
        article=known.id,
        version=work.number,
        language=known.language,
        visibility=known.visibility.value,
    )
    await record_in(tx, known.brand, told)
    tx.wake.add("settings")  # pages that are kept are made anew
    return await queries.version(tx, known.brand, known.id, work.number)


async def _set_state(tx: Tx, article: Article, state: ArticleState) -> None:
    await tx.run(
        "UPDATE article SET state = $3, updated_at = now() WHERE brand_id = $1 AND id = $2",
        article.brand,
        article.id,
        state,
    )


async def archive(tx: Tx, article: UUID) -> None:
    """Nobody but its editors sees it any more. What was planned for it is called off."""
    known = await held(tx, article, PUBLISH)
    if known.state is not ArticleState.published:
        raise OutOfTurn("Only a published article can be archived.")
    await _set_state(tx, known, ArticleState.archived)
    await tx.run(
        """
        UPDATE article_version SET live = false, publish_at = NULL
        WHERE  brand_id = $1 AND article_id = $2 AND (live OR publish_at IS NOT NULL)
        """,
        known.brand,
        article,
    )
    await record_in(tx, known.brand, events.ArticleArchived(article=article))
    tx.wake.add("settings")  # pages that are kept are made anew


async def restore(tx: Tx, article: UUID) -> None:
    """Its last published version is seen again."""
    known = await held(tx, article, PUBLISH)
    if known.state is not ArticleState.archived:
        raise OutOfTurn("This article is not archived.")
    if known.category is not None:
        await _may_stand_in(tx, known.brand, known.category, archived=False)
    await tx.run(
        "UPDATE article_version SET live = true WHERE brand_id = $1 AND article_id = $2 AND state = 'published'",
        known.brand,
        article,
    )
    await _set_state(tx, known, ArticleState.published)
    await record_in(tx, known.brand, events.ArticleRestored(article=article))
    tx.wake.add("settings")  # pages that are kept are made anew


async def check(tx: Tx, article: UUID) -> date:
    """Somebody has read it again and found it right; gives the day of the next review."""
    known = await held(tx, article, WRITE)
    if known.state is not ArticleState.published:
        raise OutOfTurn("Only a published article is due for a review.")
    review_by: date = await tx.value(
        """
        UPDATE article SET review_by = CURRENT_DATE + review_days, reminded_at = NULL, updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        RETURNING review_by
        """,
        known.brand,
        article,
    )
    await record_in(tx, known.brand, events.ArticleChecked(article=article, review_by=review_by))
    return review_by


# ── categories ──────────────────────────────────────────────────────────────────────────────────────────────


async def save_category(tx: Tx, brand: str, wanted: Category) -> None:
    tx.actor.must(PUBLISH, brand)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", wanted.id):
        raise Invalid("A category's id has 1 to 60 small Latin letters, digits and hyphens.")
    names = [" ".join(words.name.split()) for words in (wanted.en, wanted.ru)]
    if not all(0 < len(name) <= 80 for name in names):
        raise Invalid("A category has a name of at most 80 characters in Russian and in English.")
    if any(len(words.about) > 300 for words in (wanted.en, wanted.ru)):
        raise Invalid("What a category is about fits into 300 characters.")
    if not re.fullmatch(r"[a-z0-9-]{0,60}", wanted.icon) or not 0 <= wanted.place <= 100_000:
        raise Invalid("An icon is a name such as credit-card, a place a number from 0 to 100000.")
    await tx.elevate()
    # Its row is locked, so that no article comes into it before it is hidden.
    known = await tx.value(
        "SELECT true FROM article_category WHERE brand_id = $1 AND id = $2 FOR UPDATE", brand, wanted.id
    )
    if known is None:
        many = await tx.value("SELECT count(*) FROM article_category WHERE brand_id = $1", brand)
        if many >= MOST_CATEGORIES:
            raise Conflict(f"A brand has at most {MOST_CATEGORIES} categories.")
    if wanted.hidden and await _stands_in(tx, brand, wanted.id, archived=False):
        raise CategoryInUse("There are articles in this category. Move or archive them first.")
    changed = await tx.run(
        """
        INSERT INTO article_category AS c (brand_id, id, icon, name_en, name_ru, about_en, about_ru, place, hidden)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (brand_id, id) DO UPDATE
        SET    icon = $3, name_en = $4, name_ru = $5, about_en = $6, about_ru = $7, place = $8, hidden = $9, updated_at = now()
        WHERE  (c.icon, c.name_en, c.name_ru, c.about_en, c.about_ru, c.place, c.hidden)
               IS DISTINCT FROM ($3, $4, $5, $6, $7, $8, $9)
        """,
        brand,
        wanted.id,
        wanted.icon,
        *names,
        wanted.en.about,
        wanted.ru.about,
        wanted.place,
        wanted.hidden,
    )
    if changed:
        await record_in(tx, brand, events.CategorySaved(category=wanted.id))
        tx.wake.add("settings")


async def _stands_in(tx: Tx, brand: str, category: str, *, archived: bool) -> bool:
    stands: bool = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM article WHERE brand_id = $1 AND category_id = $2 AND ($3 OR state <> 'archived'))
        """,
        brand,
        category,
        archived,
    )
    return stands


async def order_categories(tx: Tx, brand: str, order: list[str]) -> None:
    """`order`: every category of the brand once."""
    tx.actor.must(PUBLISH, brand)
    await tx.elevate()
    known = await tx.column(
        "SELECT id FROM article_category WHERE brand_id = $1 ORDER BY id FOR UPDATE", brand
    )
    if sorted(order) != sorted(known):
        raise Conflict("The categories have changed meanwhile. Look at them again.")
    moved = await tx.column(
        """
        UPDATE article_category c SET place = o.place * 10, updated_at = now()
        FROM   unnest($2::text[]) WITH ORDINALITY AS o (id, place)
        WHERE  c.brand_id = $1 AND c.id = o.id AND c.place <> o.place * 10
        RETURNING c.id
        """,
        brand,
        order,
    )
    for category in sorted(moved):
        await record_in(tx, brand, events.CategorySaved(category=category))
    if moved:
        tx.wake.add("settings")


async def delete_category(tx: Tx, brand: str, category: str) -> None:
    """Only an empty one."""
    tx.actor.must(PUBLISH, brand)
    await tx.elevate()
    if await _stands_in(tx, brand, category, archived=True):
        raise CategoryInUse
    if not await tx.run("DELETE FROM article_category WHERE brand_id = $1 AND id = $2", brand, category):
        raise NoSuchCategory
    await record_in(tx, brand, events.CategoryDeleted(category=category))
    tx.wake.add("settings")


# ── what they share ─────────────────────────────────────────────────────────────────────────────────────────


async def held(tx: Tx, article: UUID, permission: str) -> Article:
    """The article, as the actor sees it, locked: from here on the desk writes on their behalf."""
    known = await queries.find(tx, article)
    tx.actor.must(permission, known.brand)
    await tx.elevate()
    await tx.run("SELECT 1 FROM article WHERE brand_id = $1 AND id = $2 FOR UPDATE", known.brand, article)
    return await queries.find(tx, article, brand=known.brand)


async def _in_work(tx: Tx, article: UUID, permission: str) -> tuple[Article, Version]:
    known = await held(tx, article, permission)
    work = await queries.work(tx, known.brand, article)
    if work is None:
        raise NoDraft
    return known, work


async def _reviewed(tx: Tx, article: UUID) -> tuple[Article, Version]:
    known, work = await _in_work(tx, article, REVIEW)
    if work.stage is not Stage.review:
        raise OutOfTurn("This version was not handed in for review.")
    _not_own(tx, work)
    return known, work


def _not_own(tx: Tx, version: Version | None) -> None:
    if version is not None and tx.actor.id in version.authors:
        raise OwnWords


async def _move(
    tx: Tx, known: Article, work: Version, to: Stage, also: str, *, note: str | None = None
) -> None:
    if note is not None and len(note) > 2_000:
        raise Invalid("A note has at most 2000 characters.")
    values = [] if note is None else [tx.actor.id, note.strip()]
    await tx.run(
        f"""
        UPDATE article_version SET state = '{to.value}', {also}
        WHERE  brand_id = $1 AND article_id = $2 AND number = $3
        """,
        known.brand,
        known.id,
        work.number,
        *values,
    )


async def _insert(tx: Tx, brand: str, article: UUID, language: str, number: int, wording: Wording) -> None:
    kept, pointed = checked(wording)
    await tx.run(
        """
        INSERT INTO article_version (brand_id, article_id, number, state, language, title, summary, text, words, change, plain,
                                     cites, images, authors)
        VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        brand,
        article,
        number,
        language,
        kept.title,
        kept.summary,
        kept.text,
        kept.words,
        kept.change,
        pointed.plain,
        pointed.cites,
        pointed.images,
        [tx.actor.id] if tx.actor.id else [],
    )
    await record_in(tx, brand, events.ArticleDrafted(article=article, version=number))


async def _properties(tx: Tx, brand: str, wanted: Properties, *, before: Article | None = None) -> Properties:
    settings = (await channels.brand(tx, brand)).settings
    days = settings.get("article_review_days")
    kept = checked_properties(wanted, brand_days=days if isinstance(days, int) else REVIEW_DAYS)
    known = set(
        await tx.column("SELECT id FROM topic WHERE brand_id = $1 AND id = ANY ($2)", brand, kept.topics)
    )
    if unknown := sorted(set(kept.topics) - known):
        raise Invalid(f"There is no topic {', '.join(unknown)} in this brand.")
    if kept.category is not None:
        await _may_stand_in(
            tx, brand, kept.category, archived=bool(before and before.state is ArticleState.archived)
        )
    if kept.team is not None and kept.team != (before.team if before else None):
        await _must_be_in(tx, brand, kept.team)
    if kept.owner is not None and kept.owner != (before.owner if before else None):
        works = await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM staff_role r JOIN staff s ON s.id = r.staff_id AND s.active
                           WHERE r.brand_id = $1 AND r.staff_id = $2)
            """,
            brand,
            kept.owner,
        )
        if not works:
            raise Invalid("The owner must be a colleague of this brand.")
    return kept


async def _may_stand_in(tx: Tx, brand: str, category: str, *, archived: bool) -> None:
    """The category's row is locked, so that nobody hides it meanwhile."""
    hidden = await tx.value(
        "SELECT hidden FROM article_category WHERE brand_id = $1 AND id = $2 FOR SHARE", brand, category
    )
    if hidden is None:
        raise Invalid(f"There is no category {category!r} in this brand.")
    if hidden and not archived:
        raise CategoryHidden


async def _must_be_in(tx: Tx, brand: str, team: UUID) -> None:
    known = await tx.connection.fetchrow(
        """
        SELECT EXISTS (SELECT 1 FROM team_member m WHERE m.brand_id = $1 AND m.team_id = $2 AND m.staff_id = $3) AS member
        FROM   team WHERE brand_id = $1 AND id = $2
        """,
        brand,
        team,
        tx.actor.id,
    )
    if known is None:
        raise Invalid("There is no such team in this brand.")
    if tx.actor.kind is not ActorKind.system and not known["member"]:
        raise Forbidden("Only members of a team write for it.")


def _values(wanted: Properties) -> tuple[object, ...]:
    return (
        wanted.kind.value,
        wanted.visibility.value,
        wanted.team,
        wanted.category,
        wanted.topics,
        wanted.related,
        wanted.place,
        wanted.owner,
        wanted.review_days,
    )


_REACH = [Visibility.team, Visibility.staff, Visibility.players, Visibility.public]


def _wider(before: Article, wanted: Properties) -> bool:
    if before.visibility is wanted.visibility is Visibility.team:
        return before.team != wanted.team
    return _REACH.index(wanted.visibility) > _REACH.index(before.visibility)
