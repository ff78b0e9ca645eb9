"""Canned replies: prepared text of one person, of a team, or of the whole brand. The wall shows everybody their own, their
teams' and the brand's."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec

from pitboss.assist import events
from pitboss.assist.settings import known_topics
from pitboss.assist.variables import VariableFlaw, lint
from pitboss.db.tx import Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound

Scope = Literal["own", "team", "brand"]
CHANNELS = ("email", "webchat", "portal", "telegram", "phone")
MAX_TEXT = 10_000
MOST = 2_000  # of one brand, all scopes together
_SHORTCUT = re.compile(r"[\w-]{1,40}")


class NoSuchReply(NotFound):
    """There is no such canned reply, or it isn't yours to see."""


class ShortcutTaken(Conflict):
    """There is already a canned reply with this shortcut."""


class BadReply(Invalid):
    """This text would fail players."""


class CannedWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In Russian and English; one of them is enough."""

    ru: str | None = None
    en: str | None = None


class Canned(msgspec.Struct, frozen=True, kw_only=True):
    """`topics`, `channels`: where it is offered first, or at all; empty: everywhere. `scope`: own, team or brand.
    `mine`: the reader may change it."""

    id: UUID
    brand: str
    shortcut: str
    title: CannedWords
    text: CannedWords
    topics: list[str]
    channels: list[str]
    scope: Scope
    owner: UUID | None
    team: UUID | None
    mine: bool
    updated_at: datetime


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A canned reply as somebody wants it."""

    shortcut: str
    title: CannedWords
    text: CannedWords
    topics: list[str]
    channels: list[str]
    scope: Scope
    team: UUID | None


_COLUMNS = """c.id, c.brand_id AS brand, c.shortcut, c.title_ru, c.title_en, c.text_ru, c.text_en, c.topics, c.channels, c.scope,
    c.owner_id AS owner, c.team_id AS team, c.updated_at,
    EXISTS (SELECT 1 FROM team_member m WHERE m.brand_id = c.brand_id AND m.team_id = c.team_id AND m.staff_id = $2 AND m.lead)
        AS leads"""


def _canned(tx: Tx, row: Any) -> Canned:
    fields = dict(row)
    leads = fields.pop("leads")
    return Canned(
        title=CannedWords(fields.pop("title_ru"), fields.pop("title_en")),
        text=CannedWords(fields.pop("text_ru"), fields.pop("text_en")),
        mine=_may_write(tx, fields["brand"], fields["scope"], owner=fields["owner"], leads=leads),
        **fields,
    )


def _may_write(tx: Tx, brand: str, scope: str, *, owner: UUID | None, leads: bool) -> bool:
    if scope == "own":
        return owner == tx.actor.id
    return tx.actor.can("canned.share", brand) or (scope == "team" and leads)


async def find(tx: Tx, reply: UUID) -> Canned:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM canned_reply c WHERE c.brand_id = ANY ($1) AND c.id = $3",
        sorted(tx.actor.brands),
        tx.actor.id,
        reply,
    )
    if row is None:
        raise NoSuchReply
    return _canned(tx, row)


async def search(
    tx: Tx, brand: str, words: str, *, channel: str | None, topic: str | None, limit: int
) -> list[Canned]:
    """As somebody types: those whose shortcut begins so, then whose title has a word that begins so, then whose text does;
    among equals those for the topic, then one's own. Those for other channels are left out."""
    like = re.sub(r"([\\%_])", r"\\\1", " ".join(words.split()).lower().lstrip("/"))
    rows = await tx.connection.fetch(
        f"""
        SELECT {_COLUMNS}
        FROM   canned_reply c
        CROSS  JOIN LATERAL (SELECT CASE
            WHEN lower(c.shortcut) LIKE $3 || '%' THEN 0
            WHEN ' ' || lower(concat_ws(' ', c.title_ru, c.title_en)) LIKE '% ' || $3 || '%' THEN 1
            WHEN ' ' || lower(concat_ws(' ', c.text_ru, c.text_en)) LIKE '% ' || $3 || '%' THEN 2 END AS rank) r
        WHERE  c.brand_id = $1 AND r.rank IS NOT NULL
          AND  ($4::text IS NULL OR cardinality(c.channels) = 0 OR $4 = ANY (c.channels))
        ORDER  BY r.rank, ($5::text IS NOT NULL AND c.topics && ARRAY[$5, split_part($5, '/', 1)]) DESC,
                  array_position('{{own,team,brand}}'::text[], c.scope), c.shortcut, c.id
        LIMIT  $6
        """,
        brand,
        tx.actor.id,
        like,
        channel,
        topic,
        limit,
    )
    return [_canned(tx, row) for row in rows]


async def create(tx: Tx, brand: str, wanted: Wanted) -> UUID:
    await _must_write(tx, brand, wanted.scope, team=wanted.team)
    _check(wanted)
    await known_topics(tx, brand, wanted.topics)
    await tx.elevate()
    if await tx.value("SELECT count(*) FROM canned_reply WHERE brand_id = $1", brand) >= MOST:
        raise Conflict(f"A brand has at most {MOST} canned replies. Delete some that nobody needs.")
    reply = new_id()
    await _write(
        tx,
        """
        INSERT INTO canned_reply (brand_id, id, shortcut, title_ru, title_en, text_ru, text_en, topics, channels, scope,
                                  team_id, owner_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        *_values(brand, reply, wanted),
        tx.actor.id,
    )
    await record_in(tx, brand, events.CannedReplyCreated(reply=reply, scope=wanted.scope))
    return reply


async def change(tx: Tx, reply: UUID, wanted: Wanted) -> None:
    """Whoever may change it as it is, and write what it is to be."""
    before = await find(tx, reply)
    if not before.mine:
        raise Forbidden("This canned reply isn't yours to change.")
    if (wanted.scope, wanted.team) != (before.scope, before.team):
        await _must_write(tx, before.brand, wanted.scope, team=wanted.team)
    _check(wanted)
    await known_topics(tx, before.brand, wanted.topics)
    differs = sorted(
        field for field in wanted.__struct_fields__ if getattr(wanted, field) != getattr(before, field)
    )
    if not differs:
        return
    await tx.elevate()
    await _write(
        tx,
        """
        UPDATE canned_reply
        SET    shortcut = $3, title_ru = $4, title_en = $5, text_ru = $6, text_en = $7, topics = $8, channels = $9,
               scope = $10, team_id = $11, owner_id = coalesce(owner_id, $12), updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        *_values(before.brand, reply, wanted),
        tx.actor.id,
    )
    await record_in(tx, before.brand, events.CannedReplyChanged(reply=reply, fields=differs))


async def delete(tx: Tx, reply: UUID) -> None:
    before = await find(tx, reply)
    if not before.mine:
        raise Forbidden("This canned reply isn't yours to delete.")
    await tx.elevate()
    await tx.run("DELETE FROM canned_reply WHERE brand_id = $1 AND id = $2", before.brand, reply)
    await record_in(tx, before.brand, events.CannedReplyDeleted(reply=reply, scope=before.scope))


async def _must_write(tx: Tx, brand: str, scope: Scope, *, team: UUID | None) -> None:
    if tx.actor.kind is not Kind.system and brand not in tx.actor.brands:
        raise Forbidden(f"You don't work for the brand {brand!r}.")
    if (scope == "team") != (team is not None):
        raise Invalid("Name the team of a canned reply whose scope is team, and of no other.")
    if scope == "own":
        if not tx.actor.can("tickets.note", brand):
            tx.actor.must("tickets.reply", brand)
        return
    leads = False
    if team is not None:
        known = await tx.connection.fetchrow(
            """
            SELECT EXISTS (SELECT 1 FROM team_member m
                           WHERE m.brand_id = $1 AND m.team_id = $2 AND m.staff_id = $3 AND m.lead) AS leads
            FROM   team WHERE brand_id = $1 AND id = $2
            """,
            brand,
            team,
            tx.actor.id,
        )
        if known is None:
            raise Invalid("There is no such team in this brand.")
        leads = known["leads"]
    if not leads:
        tx.actor.must("canned.share", brand)


def flaws(text: CannedWords) -> list[VariableFlaw]:
    return [flaw for words in (text.ru, text.en) if words for flaw in lint(words)]


def _check(wanted: Wanted) -> None:
    if not _SHORTCUT.fullmatch(wanted.shortcut):
        raise Invalid("A shortcut has 1 to 40 letters, digits, - or _.")
    texts = [words for words in (wanted.text.ru, wanted.text.en) if words is not None]
    if not texts or not all(words.strip() for words in texts):
        raise Invalid("Write the text in Russian, in English, or in both.")
    if any(len(words) > MAX_TEXT for words in texts):
        raise Invalid(f"A canned reply has at most {MAX_TEXT} characters.")
    if any(len(title) > 100 for title in (wanted.title.ru, wanted.title.en) if title):
        raise Invalid("A title has at most 100 characters.")
    if unknown := sorted(set(wanted.channels) - set(CHANNELS)):
        raise Invalid(f"There is no channel {', '.join(unknown)}. Channels: {', '.join(CHANNELS)}.")
    if wrong := flaws(wanted.text):
        raise BadReply(" ".join(flaw.detail for flaw in wrong), problems=msgspec.to_builtins(wrong))


def _values(brand: str, reply: UUID, wanted: Wanted) -> tuple[Any, ...]:
    return (
        brand,
        reply,
        wanted.shortcut,
        wanted.title.ru,
        wanted.title.en,
        wanted.text.ru,
        wanted.text.en,
        sorted(set(wanted.topics)),
        sorted(set(wanted.channels)),
        wanted.scope,
        wanted.team,
    )


async def _write(tx: Tx, sql: str, *values: Any) -> None:
    try:
        async with tx.savepoint():
            await tx.run(sql, *values)
    except asyncpg.UniqueViolationError as problem:
        raise ShortcutTaken from problem
