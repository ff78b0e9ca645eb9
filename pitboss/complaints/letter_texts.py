"""A brand's own words in place of the packaged letters of complaints. They are checked against the rules of the brand's licence when
they are written, and each letter again when it goes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.complaints import letters, own_rules, packs
from pitboss.complaints.letters import Draft, Told
from pitboss.complaints.lint import LetterFlaw, LetterRefused, Problem, lint
from pitboss.complaints.model import Category
from pitboss.complaints.pack_model import LetterKind, Pack
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.durations import Language
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid
from pitboss.notifications.events import TextChanged, TextRestored
from pitboss.notifications.templates import LANGUAGES

SETTINGS, PACKS = "settings.manage", "complaints.packs"
MAX_TEXT, MAX_SUBJECT = 10_000, 200
MOST_SHOWN = 50
# What no words can put right: the brand names its dispute body with its rules.
_OF_THE_RULES = (LetterFlaw.no_body_known, LetterFlaw.body_not_chosen)


class TextMoved(Conflict):
    """Somebody has changed this letter since you read it. Look again."""


class LetterVersion(msgspec.Struct, frozen=True):
    """`id`: of this version. `subject`, `text`: null where it went back to the packaged words."""

    id: UUID
    subject: str | None
    text: str | None
    changed_by: UUID | None
    changed_at: datetime


class PackagedLetter(msgspec.Struct, frozen=True):
    subject: str
    text: str


class LetterText(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a kind of letter, with places such as {number}. `own`: the brand's stand instead of the packaged ones.
    `version`: of the last change; send it with the next."""

    kind: LetterKind
    language: Language
    subject: str
    text: str
    own: bool
    built_in: PackagedLetter
    version: UUID | None
    changed_by: UUID | None
    changed_at: datetime | None


class LetterTried(msgspec.Struct, frozen=True):
    """A letter with sample values, by the rules of the brand's licence. `problems` keep the words from being kept."""

    subject: str
    text: str
    problems: list[Problem]


async def own(tx: Tx, brand: str, kind: LetterKind, language: str) -> Draft | None:
    """The brand's words for a letter, where it has its own."""
    last = await _last(tx, brand, kind, language)
    return Draft(last.subject, last.text) if last and last.subject is not None and last.text else None


async def _last(tx: Tx, brand: str, kind: LetterKind, language: str) -> LetterVersion | None:
    return next(iter(await history(tx, brand, kind, language, limit=1)), None)


async def history(
    tx: Tx, brand: str, kind: LetterKind, language: str, *, limit: int = MOST_SHOWN
) -> list[LetterVersion]:
    """The newest first."""
    return await tx.all(
        LetterVersion,
        """
        SELECT id, subject, text, changed_by, changed_at FROM complaint_letter_text
        WHERE  brand_id = $1 AND kind = $2 AND language = $3
        ORDER  BY id DESC
        LIMIT  $4
        """,
        brand,
        kind,
        language,
        limit,
    )


async def shown(tx: Tx, brand: str) -> list[LetterText]:
    """Every kind in every language."""
    found = []
    for kind in LetterKind:
        for language in LANGUAGES:
            packaged, last = letters.packaged(kind, language), await _last(tx, brand, kind, language)
            mine = last is not None and last.text is not None
            found.append(
                LetterText(
                    kind=kind,
                    language=language,
                    subject=last.subject if last and last.subject is not None else packaged.subject,
                    text=last.text if last and last.text is not None else packaged.text,
                    own=mine,
                    built_in=PackagedLetter(packaged.subject, packaged.text),
                    version=last.id if last else None,
                    changed_by=last.changed_by if last else None,
                    changed_at=last.changed_at if last else None,
                )
            )
    return found


def must_manage(tx: Tx, brand: str) -> None:
    if not tx.actor.can(SETTINGS, brand) and not tx.actor.can(PACKS, brand):
        raise Forbidden(
            "You need to manage the brand's settings, or look after the rules of complaints, for this."
        )


async def tried(tx: Tx, brand: str, kind: LetterKind, language: Language, words: Draft) -> LetterTried:
    """How a letter reads with sample values, and what is wrong with it. Saves nothing."""
    clean = _clean(words)
    home = await channels.brand(tx, brand)
    pack_id = packs.pack_for(home.jurisdiction)
    pack = packs.effective(pack_id, (await own_rules.own(tx, brand, pack_id)).rules)
    on = (await _now(tx)).date()
    told = _sample(pack, language, home.name, on)
    made = letters.draft(pack, kind, language, told, on, own=clean)
    found = lint(pack, kind, made.subject, made.text, told, on)
    return LetterTried(made.subject, made.text, [one for one in found if one.flaw not in _OF_THE_RULES])


async def put(
    tx: Tx, brand: str, kind: LetterKind, language: Language, words: Draft, *, version: UUID | None
) -> LetterText:
    """
    Raises:
        LetterRefused: with `problems`, each with its sentence; nothing is kept.
        TextMoved: it is not of this version any more.
    """
    must_manage(tx, brand)
    clean = _clean(words)
    problems = (await tried(tx, brand, kind, language, clean)).problems
    if problems:
        said = [problem.ru if tx.actor.locale == "ru" else problem.en for problem in problems]
        raise LetterRefused(
            " ".join(said),
            problems=[
                {"flaw": problem.flaw.value, "detail": detail, "quote": problem.quote}
                for problem, detail in zip(problems, said, strict=True)
            ],
        )
    await _write(tx, brand, kind, language, clean, version)
    await record_in(tx, brand, TextChanged(template=f"complaint_{kind.value}", language=language))
    return await _one(tx, brand, kind, language)


async def restore(
    tx: Tx, brand: str, kind: LetterKind, language: Language, *, version: UUID | None
) -> LetterText:
    """Back to the packaged words. What was written stays in the history."""
    must_manage(tx, brand)
    if await own(tx, brand, kind, language) is not None:
        await _write(tx, brand, kind, language, None, version)
        await record_in(tx, brand, TextRestored(template=f"complaint_{kind.value}", language=language))
    return await _one(tx, brand, kind, language)


async def _one(tx: Tx, brand: str, kind: LetterKind, language: str) -> LetterText:
    return next(one for one in await shown(tx, brand) if (one.kind, one.language) == (kind, language))


async def _write(
    tx: Tx, brand: str, kind: LetterKind, language: str, words: Draft | None, version: UUID | None
) -> None:
    await tx.run(
        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"letter {brand} {kind.value} {language}"
    )
    last = await _last(tx, brand, kind, language)
    if (last.id if last else None) != version:
        raise TextMoved
    await tx.run(
        """
        INSERT INTO complaint_letter_text (brand_id, id, kind, language, subject, text, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        brand,
        new_id(),
        kind,
        language,
        words.subject if words else None,
        words.text if words else None,
        tx.actor.id,
    )


def _clean(words: Draft) -> Draft:
    subject, text = " ".join(words.subject.split()), words.text.replace("\r\n", "\n").strip()
    if "\x00" in subject + text or len(text) > MAX_TEXT or len(subject) > MAX_SUBJECT:
        raise Invalid(f"A letter has at most {MAX_TEXT} characters, its subject at most {MAX_SUBJECT}.")
    return Draft(subject, text)


async def _now(tx: Tx) -> datetime:
    now: datetime = await tx.value("SELECT now()")
    return now


def _sample(pack: Pack, language: Language, brand: str, on: date) -> Told:
    said = letters.sample(language)
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    hears = pack.bodies_for(Category.SETL, on)
    return Told(
        number="C-1042",
        brand=brand,
        received_at=noon - timedelta(days=10),
        category=Category.SETL,
        player=said["player"],
        summary=said["summary"],
        link="https://help.example.com/c/…",
        due=noon + timedelta(days=20),
        reason=said["reason"],
        news=said["news"],
        items=(said["item"],),
        facts=said["facts"],
        clause=said["clause"],
        clause_name="terms-4.2",
        reasons=said["reasons"],
        outcome=said["outcome"],
        redress=said["redress"],
        appeal_link="https://help.example.com/appeal",
        appeal_until=noon + timedelta(days=14),
        body=hears[0].id if hears else None,
    )
