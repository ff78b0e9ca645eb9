"""Clauses of terms and rules: what holds from when to when. What has held is never written again; what cites a clause that
changed is listed until somebody confirms it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.knowledge import events, queries
from pitboss.knowledge.actions import CLAUSES, WRITE
from pitboss.knowledge.model import MAX_TITLE, Clause, ClauseHeld, ClauseKind, ClauseOverlaps, Language

MAX_CLAUSE = 20_000
MOST_CLAUSES = 20_000
EARLIEST = date(1990, 1, 1)
LATEST = date(2200, 1, 1)
Cause = Literal["added", "changed", "closed", "removed"]


class NoSuchCitation(NotFound):
    """There is no such citation, or it isn't yours to see."""


class ClauseWanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name`: what others cite, such as terms-4.2. `text`: Markdown. `jurisdiction`: null for all that have no text of
    their own. `valid_from`, `valid_to`: the first and the last day; null: until further notice."""

    name: str
    kind: ClauseKind
    language: Language
    title: str
    text: str
    valid_from: date
    valid_to: date | None = None
    jurisdiction: str | None = None
    place: int = 0


def _columns(wanted: ClauseWanted) -> tuple[object, ...]:
    """As `enter` and `amend` number them."""
    return (
        wanted.name,
        wanted.kind,
        wanted.language,
        wanted.jurisdiction,
        wanted.title.strip(),
        wanted.text.strip(),
        wanted.valid_from,
        wanted.valid_to,
        wanted.place,
    )


async def enter(tx: Tx, brand: str, wanted: ClauseWanted) -> UUID:
    """A text of a clause for days on which it has none. One that holds until further notice ends the day before, if the new
    one begins on a day to come.

    Raises:
        ClauseOverlaps: another text holds on some of these days.
    """
    tx.actor.must(CLAUSES, brand)
    _check(wanted)
    await tx.elevate()
    if await tx.value("SELECT count(*) FROM clause WHERE brand_id = $1", brand) >= MOST_CLAUSES:
        raise Conflict(f"A brand has at most {MOST_CLAUSES} texts of clauses.")
    before = await tx.maybe(
        Clause,
        f"""
        SELECT {queries.CLAUSE_COLUMNS} FROM clause
        WHERE  brand_id = $1 AND name = $2 AND language = $3 AND jurisdiction IS NOT DISTINCT FROM $4
          AND  valid_to IS NULL AND valid_from < $5
        """,
        brand,
        wanted.name,
        wanted.language,
        wanted.jurisdiction,
        wanted.valid_from,
    )
    if before is not None and wanted.valid_from >= await queries.today(tx, brand):
        await _write(
            tx,
            "UPDATE clause SET valid_to = $3 WHERE brand_id = $1 AND id = $2",
            brand,
            before.id,
            wanted.valid_from - timedelta(days=1),
        )
    known = before is not None or await tx.value(
        "SELECT EXISTS (SELECT 1 FROM clause WHERE brand_id = $1 AND name = $2 AND language = $3)",
        brand,
        wanted.name,
        wanted.language,
    )
    made = new_id()
    await _write(
        tx,
        """
        INSERT INTO clause (brand_id, id, name, kind, language, jurisdiction, title, text, valid_from, valid_to, place, entered_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        brand,
        made,
        *_columns(wanted),
        tx.actor.id,
    )
    entered = events.ClauseEntered(
        clause=made, name=wanted.name, language=wanted.language, valid_from=wanted.valid_from
    )
    await record_in(tx, brand, entered)
    tx.wake.add("settings")  # pages that are kept are made anew
    if known:
        await mark_stale(tx, brand, wanted.name, wanted.language, "changed")
    return made


async def amend(tx: Tx, brand: str, clause_id: UUID, wanted: ClauseWanted) -> None:
    """Changes a text that has not held yet; of one that holds only its last day, to today or later.

    Raises:
        ClauseHeld, ClauseOverlaps.
    """
    tx.actor.must(CLAUSES, brand)
    before = await queries.clause(tx, brand, clause_id)
    _check(wanted)
    fields = ("name", "kind", "language", "jurisdiction", "title", "text", "valid_from", "valid_to", "place")
    differs = [field for field in fields if getattr(before, field) != getattr(wanted, field)]
    if not differs:
        return
    today = await queries.today(tx, brand)
    if before.valid_from <= today:
        if set(differs) - {"valid_to", "place"}:
            raise ClauseHeld
        if "valid_to" in differs and (
            (before.valid_to or LATEST) < today or (wanted.valid_to or LATEST) < today
        ):
            raise ClauseHeld("Days that are over stay as they were: a clause can end today or later.")
    elif wanted.valid_from < today:
        raise ClauseHeld("A new text begins today or later.")
    await tx.elevate()
    await _write(
        tx,
        """
        UPDATE clause SET name = $3, kind = $4, language = $5, jurisdiction = $6, title = $7, text = $8, valid_from = $9,
                          valid_to = $10, place = $11
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        clause_id,
        *_columns(wanted),
    )
    changed = events.ClauseChanged(
        clause=clause_id, name=wanted.name, language=wanted.language, fields=differs
    )
    await record_in(tx, brand, changed)
    tx.wake.add("settings")  # pages that are kept are made anew
    if differs != ["place"]:
        cause: Cause = "closed" if differs == ["valid_to"] and wanted.valid_to is not None else "changed"
        await mark_stale(tx, brand, wanted.name, wanted.language, cause)
        if before.name != wanted.name or before.language != wanted.language:
            await mark_stale(tx, brand, before.name, before.language, "removed")


async def remove(tx: Tx, brand: str, clause_id: UUID) -> None:
    """Only a text that has not held yet."""
    tx.actor.must(CLAUSES, brand)
    before = await queries.clause(tx, brand, clause_id)
    if before.valid_from <= await queries.today(tx, brand):
        raise ClauseHeld("This clause has held. End it instead of removing it.")
    await tx.elevate()
    await tx.run("DELETE FROM clause WHERE brand_id = $1 AND id = $2", brand, clause_id)
    removed = events.ClauseRemoved(clause=clause_id, name=before.name, language=before.language)
    await record_in(tx, brand, removed)
    tx.wake.add("settings")  # pages that are kept are made anew
    await mark_stale(tx, brand, before.name, before.language, "removed")


class Citing(msgspec.Struct, frozen=True, kw_only=True):
    """Something that cites a clause. `kind`: article, canned_reply or text (a notice to players, by its template)."""

    kind: Literal["article", "canned_reply", "text"]
    article: UUID | None
    reply: UUID | None
    template: str | None
    title: str


async def citing(tx: Tx, brand: str, name: str, language: str) -> list[Citing]:
    """Everything that cites the clause in that language: articles (what readers see and what is in work), canned replies, and
    the brand's own texts; as far as the actor may see it."""
    pattern = rf"\(clause:{re.escape(name)}\)"
    return await tx.all(
        Citing,
        """
        SELECT DISTINCT ON (v.article_id) 'article' AS kind, v.article_id AS article, NULL::uuid AS reply,
               NULL::text AS template, v.title
        FROM   article_version v
        WHERE  v.brand_id = $1 AND v.language = $3 AND v.cites @> ARRAY[$2::text]
          AND  (v.live OR v.state IN ('draft', 'review', 'approved'))
        UNION ALL
        SELECT 'canned_reply', NULL, r.id, NULL, coalesce(r.title_ru, r.title_en, '/' || r.shortcut)
        FROM   canned_reply r
        WHERE  r.brand_id = $1 AND CASE $3 WHEN 'ru' THEN r.text_ru ELSE r.text_en END ~* $4
        UNION ALL
        SELECT 'text', NULL, NULL, t.template, t.template
        FROM   brand_text t
        WHERE  t.brand_id = $1 AND t.language = $3 AND t.text ~* $4
        """,
        brand,
        name,
        language,
        pattern,
    )


async def mark_stale(tx: Tx, brand: str, name: str, language: str, cause: Cause) -> int:
    """Lists everything that cites the clause. What is listed already stays listed once, with the newest cause. The
    transaction is elevated, so that nothing is left out."""
    found = await citing(tx, brand, name, language)
    for one in found:
        await tx.run(
            """
            INSERT INTO stale_citation (brand_id, id, clause, language, cause, kind, article_id, reply_id, template)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (brand_id, clause, language, kind, coalesce(article_id::text, reply_id::text, template))
                WHERE confirmed_at IS NULL
            DO UPDATE SET cause = excluded.cause, since = now()
            """,
            brand,
            new_id(),
            name,
            language,
            cause,
            one.kind,
            one.article,
            one.reply,
            one.template,
        )
    return len(found)


async def confirm(tx: Tx, brand: str, citation: UUID) -> None:
    """Somebody has looked: what cites the clause is right. Once is enough."""
    if not tx.actor.can(WRITE, brand):
        tx.actor.must(CLAUSES, brand)
    seen = await tx.connection.fetchrow(
        "SELECT clause, confirmed_at FROM stale_citation WHERE brand_id = $1 AND id = $2", brand, citation
    )
    if seen is None:
        raise NoSuchCitation
    if seen["confirmed_at"] is not None:
        return
    await tx.elevate()
    await tx.run(
        "UPDATE stale_citation SET confirmed_at = now(), confirmed_by = $3 WHERE brand_id = $1 AND id = $2",
        brand,
        citation,
        tx.actor.id,
    )
    await record_in(tx, brand, events.CitationConfirmed(citation=citation, clause=seen["clause"]))


def _check(wanted: ClauseWanted) -> None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,59}", wanted.name):
        raise Invalid(
            "A clause's name has 1 to 60 small Latin letters, digits, dots and hyphens, such as terms-4.2."
        )
    if not 0 < len(wanted.title.strip()) <= MAX_TITLE:
        raise Invalid(f"A clause has a title of at most {MAX_TITLE} characters.")
    if not 0 < len(wanted.text.strip()) <= MAX_CLAUSE:
        raise Invalid(f"A clause has a text of at most {MAX_CLAUSE} characters.")
    if wanted.jurisdiction is not None and not 0 < len(wanted.jurisdiction) <= 40:
        raise Invalid("A jurisdiction has 1 to 40 characters, or is left out.")
    if not EARLIEST <= wanted.valid_from <= LATEST or not EARLIEST <= (wanted.valid_to or LATEST) <= LATEST:
        raise Invalid("A clause holds between 1990 and 2200.")
    if wanted.valid_to is not None and wanted.valid_to < wanted.valid_from:
        raise Invalid("The last day of a clause is not before its first.")
    if not 0 <= wanted.place <= 100_000:
        raise Invalid("A place in a list is a number from 0 to 100000.")


async def _write(tx: Tx, sql: str, *values: object) -> None:
    try:
        async with tx.savepoint():
            await tx.run(sql, *values)
    except asyncpg.ExclusionViolationError as problem:
        raise ClauseOverlaps from problem
    except asyncpg.RestrictViolationError as problem:
        raise ClauseHeld from problem
