"""Every read of tickets. What comes back is what the wall lets the transaction's actor see."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.excerpts import excerpt
from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.tickets import filters
from pitboss.tickets.filters import ORDERS, Place, Sort, TicketFilter
from pitboss.tickets.model import COLUMNS, MESSAGE_COLUMNS, Level, Message, Ticket


class QueueRow(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    name: str
    topics: list[str]
    languages: list[str]
    restricted: bool
    fallback: bool
    level: str
    overflow_queue_id: UUID | None


QUEUE_COLUMNS = (
    "brand_id AS brand, id, name, topics, languages, restricted, fallback, level::text, overflow_queue_id"
)


class Ambiguous(Conflict):
    """Several brands have a ticket of this number; name the brand too, as in HB-1001."""


async def find(tx: Tx, name: str, *, brand: str | None = None) -> Ticket:
    """A ticket by its id, its number (1001) or its reference (HB-1001).

    Raises:
        NotFound: also when it exists but isn't the actor's to see.
        Ambiguous: when the number alone fits tickets of several brands.
    """
    if (ticket_id := as_uuid(name)) is not None:
        found = await tx.all(
            Ticket,
            f"SELECT {COLUMNS} FROM ticket WHERE brand_id = ANY ($1) AND id = $2",
            await _brands(tx, brand),
            ticket_id,
        )
    else:
        prefix, _, digits = name.strip().lstrip("#").rpartition("-")
        if not digits.isascii() or not digits.isdigit() or len(digits) > 15:
            raise NotFound("A ticket is named by its id, its number or its reference, such as HB-1001.")
        brands = await _brands(tx, brand)
        if prefix:
            brands = await tx.column(
                "SELECT id FROM brand WHERE prefix = upper($1) AND id = ANY ($2)", prefix, brands
            )
        found = await tx.all(
            Ticket,
            f"SELECT {COLUMNS} FROM ticket WHERE brand_id = ANY ($1) AND number = $2",
            brands,
            int(digits),
        )
    if not found:
        raise NotFound("There is no such ticket, or it isn't yours to see.")
    if len(found) > 1:
        raise Ambiguous(brands=sorted(ticket.brand for ticket in found))
    return found[0]


async def _brands(tx: Tx, brand: str | None) -> list[str]:
    if brand is not None:
        return [brand]
    if tx.actor.brands:
        return sorted(tx.actor.brands)
    return await tx.column("SELECT id FROM brand ORDER BY id")


class Listed(Ticket, frozen=True):
    """A ticket with what a list or a screen shows beside it. `clocks`: its open promises; `said_…`: the last thing that
    a person said; `heard`: the player's messages, of which the actor has `read` so many."""

    clocks: list[Any]
    said_kind: str | None
    said_by: str | None
    said_excerpt: str | None
    said_at: datetime | None
    player_said_at: datetime | None
    heard: int
    player_name: str
    vip: int
    read: int
    draft: bool


_SAID = "promises AS clocks, said_kind::text, said_by::text, said_excerpt, said_at, player_said_at, heard"
_BESIDE = """p.name AS player_name, p.vip, coalesce((
        SELECT r.heard FROM read_mark r
        WHERE  r.brand_id = x.brand AND r.ticket_id = x.id AND r.reader_id = (SELECT actor_id())), 0) AS read, false AS draft"""


def listed_where(condition: str) -> str:
    """The statement that reads tickets as Listed."""
    return f"""
        SELECT x.*, {_BESIDE}
        FROM   (SELECT {COLUMNS}, {_SAID} FROM ticket WHERE {condition}) AS x
        JOIN   player p ON p.brand_id = x.brand AND p.id = x.player_id
    """


async def listed(tx: Tx, ticket: Ticket) -> Listed:
    """A ticket as it is now, with what is shown beside it."""
    found = await tx.maybe(
        Listed,
        listed_where("brand_id = $1 AND id = $2"),
        ticket.brand,
        ticket.id,
    )
    if found is None:
        raise NotFound("There is no such ticket, or it isn't yours to see.")
    return found


async def listed_by_ids(tx: Tx, brands: list[str], ids: list[UUID]) -> list[Listed]:
    return await tx.all(
        Listed,
        listed_where("brand_id = ANY ($1) AND id = ANY ($2)"),
        brands,
        ids,
    )


async def listing(
    tx: Tx, wanted: TicketFilter, *, sort: Sort = Sort.recent, place: Place | None = None, limit: int
) -> list[Listed]:
    """Tickets in an order, from a place on. Keyset: the cost is that of `limit` rows a brand, however many there are,
    as long as what is wanted is not rare. Before a place (`back`) they come in reverse."""
    brands, conditions, values = await _wanted(tx, wanted)
    if not brands:
        return []
    keys = filters.key_values(place)[1] if place else []
    sql = list_sql(
        conditions,
        brands=len(brands),
        limit=limit,
        paged=place is not None,
        sort=sort,
        back=place is not None and place.back,
    )
    return await tx.all(Listed, sql, *brands, *keys, *values)


async def _those(tx: Tx, wanted: TicketFilter, ids: list[UUID]) -> set[UUID]:
    """Which of these tickets a filter holds."""
    brands, conditions, values = await _wanted(tx, wanted)
    slots = iter(f"${n}" for n in range(3, 3 + len(values)))
    where = [c.format(next(slots)) if "{}" in c else c for c in conditions]
    found = await tx.column(
        f"SELECT t.id FROM ticket t WHERE {' AND '.join(['t.brand_id = ANY ($1)', 't.id = ANY ($2)', *where])}",
        brands,
        ids,
        *values,
    )
    return set(found)


async def _wanted(tx: Tx, wanted: TicketFilter) -> tuple[list[str], list[str], list[Any]]:
    conditions, values = filters.conditions(wanted, tx.actor.id)
    brands = await _brands(tx, None)
    if wanted.brand:
        brands = sorted(set(brands) & set(wanted.brand))
    return brands, conditions, values


def place_at(row: Ticket, sort: Sort, *, back: bool) -> Place:
    order = ORDERS[sort]
    return Place(sort, back, row.id, getattr(row, order.by) if order.by else None, row.priority)


def list_sql(
    conditions: list[str],
    *,
    brands: int,
    limit: int,
    paged: bool,
    sort: Sort = Sort.recent,
    back: bool = False,
) -> str:
    """Takes the brands, the place of the last row if paged, and what the conditions need.

    How many brands and rows are meant stands in the text, so that one plan serves all values."""
    order = ORDERS[sort]
    way = "DESC" if order.descending != back else "ASC"
    where = ["t.brand_id = b.id"]
    slots = [f"${brands + 1 + i}" for i in range(50)]
    if paged:
        key = filters.key_values(Place(sort, back, UUID(int=0)))[0]
        shown = [slot.format(slots.pop(0)) for slot in key]
        where.append(
            f"({', '.join(filters.keys(order, 't'))}) {'<' if way == 'DESC' else '>'} ({', '.join(shown)})"
        )
    where += [c.format(slots.pop(0)) if "{}" in c else c for c in conditions]
    columns = COLUMNS.replace("brand_id AS brand", "t.brand_id AS brand").replace(" id,", " t.id,")

    def by(table: str) -> str:
        return ", ".join(f"{column} {way}" for column in filters.keys(order, table))

    return f"""
        SELECT x.*, {_BESIDE}
        FROM   (SELECT first.*
                FROM   (VALUES {", ".join(f"(${i + 1}::text)" for i in range(brands))}) AS b (id)
                CROSS  JOIN LATERAL (
                    SELECT {columns}, {_SAID}
                    FROM   ticket t
                    WHERE  {" AND ".join(where)}
                    ORDER  BY {by("t")}
                    LIMIT  {int(limit)}) AS first
                ORDER  BY {by("first")}
                LIMIT  {int(limit)}) AS x
        JOIN   player p ON p.brand_id = x.brand AND p.id = x.player_id
        ORDER  BY {by("x")}
    """


class Count(msgspec.Struct, frozen=True):
    """`exact` false: there are more than could be counted in time, and `count` is an estimate."""

    count: int
    exact: bool


COUNTED = 1_000  # tickets counted one by one; beyond, the planner's estimate is good enough
COUNT_MILLISECONDS = 250


async def count(tx: Tx, wanted: TicketFilter, *, most: int = COUNTED, estimate: bool = True) -> Count:
    """How many tickets there are, exactly up to `most`; beyond that an estimate, or `most` itself. A
    filter for which no index serves is not counted for longer than COUNT_MILLISECONDS."""
    rows, values = await from_filter(tx, wanted, limit=most + 1)
    counted: int | None = None
    try:
        async with tx.savepoint():
            await tx.connection.execute(f"SET LOCAL statement_timeout TO '{COUNT_MILLISECONDS}ms'")
            counted = await tx.value(f"SELECT count(*) FROM (SELECT 1 {rows}) AS found", *values)
    except asyncpg.QueryCanceledError:
        pass
    await tx.connection.execute("SET LOCAL statement_timeout TO DEFAULT")
    if counted is not None and counted <= most:
        return Count(counted, exact=True)
    if counted is not None and not estimate:
        return Count(most, exact=False)
    brands, conditions, values = await _wanted(tx, wanted)
    where = [c.format(f"${i}") for c, i in zip(conditions, _places(conditions, 2), strict=True)]
    plan = await tx.value(
        f"EXPLAIN (FORMAT JSON) SELECT 1 FROM ticket t WHERE {' AND '.join(['t.brand_id = ANY ($1)', *where])}",
        brands,
        *values,
    )
    told = plan if isinstance(plan, list) else msgspec.json.decode(plan)
    guess = int(told[0]["Plan"]["Plan Rows"])
    return Count(max(guess, most + 1 if counted else 0) if estimate else min(guess, most), exact=False)


class ServedQueue(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    name: str


async def queue_counts(tx: Tx, staff: UUID, *, most: int) -> list[tuple[ServedQueue, Count]]:
    """The queues that a member of staff serves, with how many open tickets wait or are worked on in each."""
    rows = await tx.connection.fetch(
        f"""
        SELECT q.brand_id AS brand, q.id, q.name, held.count
        FROM   queue_member m
        JOIN   queue q ON q.brand_id = m.brand_id AND q.id = m.queue_id
        CROSS  JOIN LATERAL (
            SELECT count(*) AS count FROM (
                SELECT 1 FROM ticket t
                WHERE  t.brand_id = q.brand_id AND t.queue_id = q.id AND t.snoozed_until IS NULL
                  AND  t.status IN ('new', 'open', 'waiting', 'on_hold')
                LIMIT  {int(most) + 1}) AS found) AS held
        WHERE  m.staff_id = $1
        ORDER  BY q.brand_id, q.name
        """,
        staff,
    )
    return [
        (
            ServedQueue(row["brand"], row["id"], row["name"]),
            Count(min(row["count"], most), exact=row["count"] <= most),
        )
        for row in rows
    ]


async def from_filter(tx: Tx, wanted: TicketFilter, *, limit: int, first: int = 1) -> tuple[str, list[Any]]:
    """`FROM … LIMIT …` of the tickets `t` that a filter holds, and the values that it needs from parameter `first` on."""
    brands, conditions, values = await _wanted(tx, wanted)
    slots = _places(conditions, first + 1)
    where = [c.format(f"${i}") for c, i in zip(conditions, slots, strict=True)]
    # The order makes the planner walk an index that holds only what is open, or begin with what was touched last. Left to
    # itself it reads the whole table, where what is open lies at the end.
    order = "t.id" if filters.only_open(wanted) else "t.updated_at DESC, t.id DESC"
    return (
        f"""
        FROM   unnest(${first}::text[]) AS b (id)
        CROSS  JOIN LATERAL (
            SELECT t.brand_id, t.id, t.status, t.merged_into, t.spam, t.danger, t.number
            FROM   ticket t
            WHERE  {" AND ".join(["t.brand_id = b.id", *where])}
            ORDER  BY {order}
            LIMIT  {int(limit)}) AS t
        LIMIT  {int(limit)}
        """,
        [brands, *values],
    )


def _places(conditions: list[str], start: int) -> list[int]:
    """For each condition the number of its parameter."""
    places: list[int] = []
    for condition in conditions:
        places.append(start)
        start += "{}" in condition
    return places


async def messages(tx: Tx, ticket: Ticket, *, after: UUID | None = None, limit: int = 100) -> list[Message]:
    """A ticket's messages, oldest first, after the message `after`."""
    return await tx.all(
        Message,
        f"""
        SELECT {MESSAGE_COLUMNS}
        FROM   message
        WHERE  brand_id = $1 AND ticket_id = $2 AND ($3::uuid IS NULL OR id > $3)
        ORDER  BY id
        LIMIT  $4
        """,
        ticket.brand,
        ticket.id,
        after,
        limit,
    )


async def messages_by_ids(tx: Tx, brand: str, ids: list[UUID]) -> list[Message]:
    return await tx.all(
        Message,
        f"SELECT {MESSAGE_COLUMNS} FROM message WHERE brand_id = $1 AND id = ANY ($2)",
        brand,
        ids,
    )


async def message(tx: Tx, message_id: UUID) -> Message | None:
    """Among the actor's brands."""
    return await tx.maybe(
        Message,
        f"SELECT {MESSAGE_COLUMNS} FROM message WHERE brand_id = ANY ($1) AND id = $2",
        sorted(tx.actor.brands),
        message_id,
    )


async def message_of_key(tx: Tx, ticket: Ticket, key: str) -> Message | None:
    return await tx.maybe(
        Message,
        f"SELECT {MESSAGE_COLUMNS} FROM message WHERE brand_id = $1 AND ticket_id = $2 AND key = $3",
        ticket.brand,
        ticket.id,
        key,
    )


async def messages_since(tx: Tx, brand: str, ticket_id: UUID, version: int) -> list[Message]:
    return await tx.all(
        Message,
        f"""
        SELECT {MESSAGE_COLUMNS}
        FROM   message
        WHERE  brand_id = $1 AND ticket_id = $2 AND version > $3
        ORDER  BY id
        LIMIT  50
        """,
        brand,
        ticket_id,
        version,
    )


async def queue(tx: Tx, brand: str, queue_id: UUID) -> QueueRow | None:
    return await tx.maybe(
        QueueRow, f"SELECT {QUEUE_COLUMNS} FROM queue WHERE brand_id = $1 AND id = $2", brand, queue_id
    )


async def queues(tx: Tx, brand: str) -> list[QueueRow]:
    return await tx.all(
        QueueRow, f"SELECT {QUEUE_COLUMNS} FROM queue WHERE brand_id = $1 ORDER BY name", brand
    )


async def queue_of_level(tx: Tx, brand: str, level: Level, topic: str) -> UUID | None:
    """The brand's queue of a level: rather one that knows the topic."""
    found: UUID | None = await tx.value(
        """
        SELECT id FROM queue
        WHERE  brand_id = $1 AND level = $2::text::ticket_level AND NOT restricted
        ORDER  BY $3 = ANY (topics) DESC, cardinality(topics), name
        LIMIT  1
        """,
        brand,
        level.value,
        topic,
    )
    return found


class Hit(msgspec.Struct, frozen=True):
    brand: str
    ticket_id: UUID
    message_id: UUID | None
    rank: float
    excerpt: str


class Link(msgspec.Struct, frozen=True):
    """`direction`: `to` when this ticket was linked to the other, `from` when the other was linked to this."""

    reference: str
    ticket: UUID
    kind: str
    direction: str


async def links(tx: Tx, ticket: Ticket) -> list[Link]:
    """The tickets that a ticket is linked with, as far as the actor sees them."""
    return await tx.all(
        Link,
        """
        SELECT b.prefix || '-' || t.number AS reference, t.id AS ticket, l.kind, l.direction
        FROM   (SELECT other_id AS id, kind, 'to' AS direction FROM ticket_link WHERE brand_id = $1 AND ticket_id = $2
                UNION ALL
                SELECT ticket_id, kind, 'from' FROM ticket_link WHERE brand_id = $1 AND other_id = $2) AS l
        JOIN   ticket t ON t.brand_id = $1 AND t.id = l.id
        JOIN   brand b ON b.id = t.brand_id
        ORDER  BY t.number, l.kind, l.direction
        """,
        ticket.brand,
        ticket.id,
    )


SEARCH_REACH = 5_000
SEARCH_NARROWED = 400


async def search(tx: Tx, words: str, *, limit: int, wanted: TicketFilter | None = None) -> list[Hit]:
    """Tickets by words (all forms, Russian and English), by number or reference, or by an address or account id.
    Best first; a ticket comes once. `wanted` narrows the best 400."""
    if wanted is None:
        return await _found(tx, words, limit)
    found = await _found(tx, words, SEARCH_NARROWED)
    kept = await _those(tx, wanted, [hit.ticket_id for hit in found])
    return [hit for hit in found if hit.ticket_id in kept][:limit]


def _excerpt(said: str, sought: str | None) -> str:
    """`sought`: a tsquery as text, None for what is shown as it is. Stems begin their words, as a rule: in `happy` only but for
    its last letter does `happi`."""
    if sought is None:
        return said
    shown, found = excerpt(said, _sought(sought, 0))
    return shown if found else excerpt(said, _sought(sought, 1))[0]


@lru_cache(maxsize=1_000)
def _sought(query: str, less: int) -> frozenset[str]:
    lexemes = {lexeme.replace("''", "'") for negated, lexeme in _LEXEME.findall(query) if not negated}
    return frozenset(lexeme[: len(lexeme) - less] for lexeme in lexemes if len(lexeme) > 2 * less)


_LEXEME = re.compile(r"(!?)'((?:[^']|'')+)'")


async def _found(tx: Tx, words: str, limit: int) -> list[Hit]:
    words = words.strip()
    if not words:
        raise Invalid("Write what to search for.")
    hits: list[Hit] = []
    if named := re.fullmatch(r"#?(?:([A-Za-z]{2,5})-)?([0-9]{1,15})", words):
        hits += await tx.all(
            Hit,
            """
            SELECT t.brand_id AS brand, t.id AS ticket_id, NULL::uuid AS message_id, 10::real AS rank, t.subject AS excerpt
            FROM   ticket t JOIN brand b ON b.id = t.brand_id
            WHERE  t.brand_id = ANY ($1) AND t.number = $2 AND b.prefix = coalesce(upper($3), b.prefix)
            """,
            await _brands(tx, None),
            int(named[2]),
            named[1],
        )
    rows = await tx.connection.fetch(
        """
        SELECT brand_id, ticket_id, message_id, rank, said, sought
        FROM   search_tickets($1, $2, $3, $4, $5)
        WHERE  message_id IS NULL OR message_id <> ALL ((SELECT actor_blind_messages())::uuid[])
        """,
        await _brands(tx, None),
        words,
        words if len(words.split()) == 1 else None,
        SEARCH_REACH,
        limit,
    )
    hits += [
        Hit(brand, ticket, message, rank, _excerpt(said, sought))
        for brand, ticket, message, rank, said, sought in rows
    ]
    best: dict[UUID, Hit] = {}
    for hit in hits:
        if hit.ticket_id not in best or best[hit.ticket_id].rank < hit.rank:
            best[hit.ticket_id] = hit
    return sorted(best.values(), key=lambda hit: -hit.rank)[:limit]
