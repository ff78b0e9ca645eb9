"""Every read of tickets. What comes back is what the wall lets the transaction's actor see."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import Conflict, Invalid, NotFound
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


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """None: any. `assignee`: a member of staff, or `nobody`. `q`: words in the subject or the number."""

    brand: str | None = None
    status: list[str] | None = None
    queue: UUID | None = None
    assignee: UUID | None = None
    unassigned: bool = False
    topic: str | None = None
    channel: str | None = None
    priority: int | None = None
    player: UUID | None = None
    language: str | None = None
    tag: str | None = None
    mentioned: UUID | None = None
    unseen: bool = False  # only mentions that were not seen
    snoozed: bool | None = None
    danger: bool | None = None


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    at: datetime
    id: UUID


ACTIVE = ("new", "open", "waiting", "on_hold")


class Listed(Ticket, frozen=True):
    """A ticket with what a list or a screen shows beside it. `clocks`: its open promises."""

    player_name: str
    vip: int
    clocks: list[Any]


_BESIDE = """p.name AS player_name, p.vip, coalesce((
        SELECT jsonb_agg(jsonb_build_object(
                   'kind', c.kind, 'due_at', c.due_at, 'warned', c.warned_at IS NOT NULL, 'breached', c.breached_at IS NOT NULL,
                   'paused', c.running_since IS NULL))
        FROM   clock c
        WHERE  c.brand_id = x.brand AND c.ticket_id = x.id AND c.met_at IS NULL), '[]') AS clocks"""


async def listed(tx: Tx, ticket: Ticket) -> Listed:
    """A ticket as it is now, with what is shown beside it."""
    found = await tx.maybe(
        Listed,
        f"""
        SELECT x.*, {_BESIDE}
        FROM   (SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2) AS x
        JOIN   player p ON p.brand_id = x.brand AND p.id = x.player_id
        """,
        ticket.brand,
        ticket.id,
    )
    if found is None:
        raise NotFound("There is no such ticket, or it isn't yours to see.")
    return found


async def listing(tx: Tx, wanted: Filter, *, after: Cursor | None, limit: int) -> list[Listed]:
    """Tickets, the most recently touched first. Keyset: the next page begins after the last row of this one.

    Each brand is read by its own index in order, so the cost is that of `limit` rows a brand, however many there are."""
    conditions, values = _conditions(wanted)
    brands = await _brands(tx, wanted.brand)
    sql = list_sql(conditions, brands=len(brands), limit=limit, paged=after is not None)
    keys: list[Any] = [after.at, after.id] if after else []
    return await tx.all(Listed, sql, *brands, *keys, *values) if brands else []


def list_sql(conditions: list[str], *, brands: int, limit: int, paged: bool) -> str:
    """Takes the brands, the place of the last row if paged, and what the conditions need.

    How many brands and rows are meant stands in the text, so that the planner sees it without looking at the values, and
    keeps one plan for all of them: to plan anew, with the policies of four tables, took longer than to run."""
    start = brands + 1
    where = ["t.brand_id = b.id"]
    if paged:
        where.append(f"(t.updated_at, t.id) < (${start}, ${start + 1})")
        start += 2
    where += [
        condition.format(f"${start + i}") if "{}" in condition else condition
        for i, condition in enumerate(conditions)
    ]
    columns = COLUMNS.replace("brand_id AS brand", "t.brand_id AS brand").replace(" id,", " t.id,")
    return f"""
        SELECT x.*, {_BESIDE}
        FROM   (SELECT touched.*
                FROM   (VALUES {", ".join(f"(${i + 1}::text)" for i in range(brands))}) AS b (id)
                CROSS  JOIN LATERAL (
                    SELECT {columns}
                    FROM   ticket t
                    WHERE  {" AND ".join(where)}
                    ORDER  BY t.updated_at DESC, t.id DESC
                    LIMIT  {int(limit)}) AS touched
                ORDER  BY touched.updated_at DESC, touched.id DESC
                LIMIT  {int(limit)}) AS x
        JOIN   player p ON p.brand_id = x.brand AND p.id = x.player_id
        ORDER  BY x.updated_at DESC, x.id DESC
    """


def _conditions(wanted: Filter) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []

    def want(condition: str, value: Any) -> None:
        if value is not None:
            conditions.append(condition)
            values.append(value)

    want("t.status = ANY ({}::text[]::ticket_status[])", wanted.status)
    want("t.queue_id = {}", wanted.queue)
    want("t.assignee_id = {}", wanted.assignee)
    want("t.topic = {}", wanted.topic)
    want("t.channel = {}", wanted.channel)
    want("t.priority = {}", wanted.priority)
    want("t.player_id = {}", wanted.player)
    want("t.language = {}", wanted.language)
    want("{} = ANY (t.tags)", wanted.tag)
    want(
        "EXISTS (SELECT 1 FROM mention m WHERE m.brand_id = t.brand_id AND m.ticket_id = t.id AND m.staff_id = {}"
        + (" AND m.seen_at IS NULL)" if wanted.unseen else ")"),
        wanted.mentioned,
    )
    if wanted.unassigned:
        conditions.append("t.assignee_id IS NULL")
    if wanted.snoozed is not None:
        conditions.append(f"t.snoozed_until IS {'NOT ' if wanted.snoozed else ''}NULL")
    if wanted.danger is not None:
        conditions.append(f"cardinality(t.danger) {'>' if wanted.danger else '='} 0")
    if wanted.queue is not None and wanted.status is not None and set(wanted.status) <= set(ACTIVE):
        conditions.append("t.status IN ('new', 'open', 'waiting', 'on_hold')")  # lets the partial index serve
    return conditions, values


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


async def search(tx: Tx, words: str, *, limit: int) -> list[Hit]:
    """Tickets by words (all forms, Russian and English), by number or reference, or by an address or account id.
    Best first; a ticket comes once."""
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
    hits += await tx.all(
        Hit,
        "SELECT brand_id AS brand, ticket_id, message_id, rank, excerpt FROM search_tickets($1, $2, $3, $4, $5)",
        await _brands(tx, None),
        words,
        words if len(words.split()) == 1 else None,
        SEARCH_REACH,
        limit,
    )
    best: dict[UUID, Hit] = {}
    for hit in hits:
        if hit.ticket_id not in best or best[hit.ticket_id].rank < hit.rank:
            best[hit.ticket_id] = hit
    return sorted(best.values(), key=lambda hit: -hit.rank)[:limit]


async def by_ids(tx: Tx, ids: list[UUID]) -> dict[UUID, Ticket]:
    found = await tx.all(
        Ticket,
        f"SELECT {COLUMNS} FROM ticket WHERE brand_id = ANY ($1) AND id = ANY ($2)",
        await _brands(tx, None),
        ids,
    )
    return {ticket.id: ticket for ticket in found}
