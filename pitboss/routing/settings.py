"""Queues as settings: every write, and the page that shows them. Their members are in staff/teams.py."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.routing import events
from pitboss.tickets.model import Level

LONGEST = timedelta(days=30)


class NoSuchQueue(NotFound):
    """There is no such queue in this brand."""


class QueueExists(Conflict):
    """The brand already has a queue of this name."""


class QueueHoldsTickets(Conflict):
    """Tickets are or were in this queue, so it can't be deleted. Rename it, or take its topics away."""


class QueueInUse(Conflict):
    """Other settings name this queue."""


class LastFallback(Conflict):
    """A brand needs one queue that takes what no other takes. Make another queue the fallback first."""


class ProtectionSettled(Conflict):
    """Whether a queue is protected can only be changed while it has no tickets and no members.

    Both would change who sees whose health. Make a new queue instead."""


class OverflowRefused(Invalid):
    """Tickets can't overflow there."""


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """`topics`, `languages`: empty languages mean any. `restricted`: protected, for its members and those with the
    permission. `fallback`: takes what no other queue takes. `overflow_after`, `escalate_after`: how long a ticket waits
    before it goes to `overflow_queue_id`, or to a senior, the latter wherever it has overflowed by then."""

    brand: str
    id: UUID
    name: str
    topics: list[str] = []
    languages: list[str] = []
    restricted: bool = False
    fallback: bool = False
    level: str = "first_line"
    overflow_queue_id: UUID | None = None
    overflow_after: timedelta | None = None
    escalate_after: timedelta | None = None


class Shown(msgspec.Struct, frozen=True):
    """A queue with who serves it, and how many tickets the reader sees waiting in it (at most 1000)."""

    queue: Queue
    members: list[UUID]
    waiting: int


_COLUMNS = """brand_id AS brand, id, name, topics, languages, restricted, fallback, level::text, overflow_queue_id,
    overflow_after, escalate_after"""


async def shown(tx: Tx, brand: str) -> list[Shown]:
    rows = await tx.connection.fetch(
        f"""
        SELECT {_COLUMNS},
               ARRAY(SELECT staff_id FROM queue_member m WHERE m.brand_id = q.brand_id AND m.queue_id = q.id ORDER BY staff_id)
                   AS members,
               (SELECT count(*) FROM (
                   SELECT 1 FROM ticket t WHERE t.brand_id = q.brand_id AND t.queue_id = q.id AND t.waiting LIMIT 1000) AS w)::int
                   AS waiting
        FROM   queue q
        WHERE  brand_id = $1
        ORDER  BY name
        """,
        brand,
    )
    return [
        Shown(
            Queue(**{k: v for k, v in row.items() if k not in ("members", "waiting")}),
            row["members"],
            row["waiting"],
        )
        for row in rows
    ]


async def create_queue(tx: Tx, brand: str, wanted: Queue) -> Queue:
    """`wanted.id` and `wanted.brand` are replaced. Topics are taken as given: the caller knows which there are."""
    tx.actor.must("settings.manage", brand)
    await _hold_brand(tx, brand)
    queue = await _checked(tx, msgspec.structs.replace(wanted, brand=brand, id=new_id()))
    if queue.fallback:
        await _hand_over_fallback(tx, queue)
    await _write(
        tx,
        """
        INSERT INTO queue (brand_id, id, name, topics, languages, restricted, fallback, level, overflow_queue_id, overflow_after,
                           escalate_after)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::ticket_level, $9, $10, $11)
        """,
        queue,
    )
    await record_in(tx, brand, events.QueueCreated(queue=queue.id, name=queue.name))
    return queue


async def change_queue(tx: Tx, brand: str, queue_id: UUID, **to: Any) -> Queue:
    """`to`: fields of Queue.

    Raises:
        NoSuchQueue, QueueExists, LastFallback, ProtectionSettled, OverflowRefused, QueueInUse (a ladder names it).
    """
    tx.actor.must("settings.manage", brand)
    await _hold_brand(tx, brand)
    before = await _queue(tx, brand, queue_id)
    after = await _checked(tx, msgspec.structs.replace(before, **to))
    fields = [f for f in Queue.__struct_fields__ if getattr(before, f) != getattr(after, f)]
    if not fields:
        return before
    if before.fallback and not after.fallback:
        raise LastFallback
    if before.name != after.name:
        await _must_be_unnamed(tx, before)
    if before.restricted != after.restricted:
        await _must_be_empty(tx, before)
    if after.fallback and not before.fallback:
        await _hand_over_fallback(tx, after)
    await _write(
        tx,
        """
        UPDATE queue
        SET    name = $3, topics = $4, languages = $5, restricted = $6, fallback = $7, level = $8::text::ticket_level,
               overflow_queue_id = $9, overflow_after = $10, escalate_after = $11
        WHERE  brand_id = $1 AND id = $2
        """,
        after,
    )
    await record_in(tx, brand, events.QueueChanged(queue=queue_id, fields=fields))
    return after


async def delete_queue(tx: Tx, brand: str, queue_id: UUID) -> None:
    """
    Raises:
        NoSuchQueue, LastFallback, QueueHoldsTickets (also closed ones), QueueInUse (an overflow or a ladder leads here).
    """
    tx.actor.must("settings.manage", brand)
    await _hold_brand(tx, brand)
    queue = await _queue(tx, brand, queue_id)
    if queue.fallback:
        raise LastFallback
    await _must_be_unnamed(tx, queue)
    leading = await tx.value(
        "SELECT name FROM queue WHERE brand_id = $1 AND overflow_queue_id = $2 LIMIT 1", brand, queue_id
    )
    if leading is not None:
        raise QueueInUse(f"The queue {leading!r} overflows into this one. Change that first.")
    try:
        async with tx.savepoint():
            await tx.run("DELETE FROM queue_member WHERE brand_id = $1 AND queue_id = $2", brand, queue_id)
            await tx.run("DELETE FROM queue WHERE brand_id = $1 AND id = $2", brand, queue_id)
    except asyncpg.ForeignKeyViolationError as problem:
        raise QueueHoldsTickets from problem
    await record_in(tx, brand, events.QueueDeleted(queue=queue_id, name=queue.name))
    tx.wake.update({"settings", "dispatch"})


async def _queue(tx: Tx, brand: str, queue_id: UUID) -> Queue:
    found = await tx.maybe(
        Queue, f"SELECT {_COLUMNS} FROM queue WHERE brand_id = $1 AND id = $2", brand, queue_id
    )
    if found is None:
        raise NoSuchQueue
    return found


async def _hold_brand(tx: Tx, brand: str) -> None:
    """A brand's queues change one at a time: their rules span them all."""
    await tx.run("SELECT 1 FROM brand WHERE id = $1 FOR NO KEY UPDATE", brand)


async def _checked(tx: Tx, queue: Queue) -> Queue:
    name = " ".join(queue.name.split())
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise Invalid("A queue's name has 1 to 100 printable characters.")
    if not set(queue.languages) <= {"ru", "en"}:
        raise Invalid("A queue's languages are ru and en; none means any.")
    if queue.level not in set(Level):
        raise Invalid(f"There is no level {queue.level!r}. Levels: {', '.join(Level)}.")
    if queue.fallback and queue.restricted:
        raise Invalid("The fallback queue takes everything unsure, so it can't be protected.")
    for what, after in (("overflow", queue.overflow_after), ("escalate", queue.escalate_after)):
        if after is not None and not timedelta(seconds=1) <= after <= LONGEST:
            raise Invalid(f"The time to {what} is from 1 second to 30 days.")
    if (queue.overflow_queue_id is None) != (queue.overflow_after is None):
        raise Invalid("An overflow needs both the queue and the time after which tickets go there.")
    await _check_overflow(tx, queue)
    return msgspec.structs.replace(
        queue, name=name, topics=sorted(set(queue.topics)), languages=sorted(set(queue.languages))
    )


async def _check_overflow(tx: Tx, queue: Queue) -> None:
    """Tickets go on in one direction, and out of protection never."""
    others = {
        other.id: other
        for other in await tx.all(Queue, f"SELECT {_COLUMNS} FROM queue WHERE brand_id = $1", queue.brand)
    }
    to = queue.overflow_queue_id
    if to is not None and to not in others:
        raise NoSuchQueue("There is no queue in this brand to overflow into.")
    if to is not None and others[to].restricted != queue.restricted:
        raise OverflowRefused(
            "A protected queue overflows into a protected one only, and an open one into an open one."
        )
    passed = {queue.id}
    while to is not None:
        if to in passed:
            raise OverflowRefused("Tickets would go round in a circle.")
        passed.add(to)
        to = others[to].overflow_queue_id


async def _must_be_unnamed(tx: Tx, queue: Queue) -> None:
    policy = await tx.value(
        """
        SELECT name FROM promise_policy
        WHERE  brand_id = $1 AND retired_at IS NULL AND ladder @> jsonb_build_array(jsonb_build_object('queue', $2::text))
        LIMIT  1
        """,
        queue.brand,
        queue.name,
    )
    if policy is not None:
        raise QueueInUse(
            f"The promise {policy!r} moves tickets to the queue {queue.name!r}. Change that first."
        )


async def _must_be_empty(tx: Tx, queue: Queue) -> None:
    used = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM queue_member WHERE brand_id = $1 AND queue_id = $2)
            OR EXISTS (SELECT 1 FROM queue WHERE brand_id = $1 AND overflow_queue_id = $2)
        """,
        queue.brand,
        queue.id,
    )
    if used:
        raise ProtectionSettled
    await tx.elevate()  # the actor may not see the tickets that are there
    if await tx.value(
        "SELECT EXISTS (SELECT 1 FROM ticket WHERE brand_id = $1 AND queue_id = $2)", queue.brand, queue.id
    ):
        raise ProtectionSettled


async def _hand_over_fallback(tx: Tx, queue: Queue) -> None:
    for was in await tx.column(
        "UPDATE queue SET fallback = false WHERE brand_id = $1 AND fallback AND id <> $2 RETURNING id",
        queue.brand,
        queue.id,
    ):
        await record_in(tx, queue.brand, events.QueueChanged(queue=was, fields=["fallback"]))


async def _write(tx: Tx, sql: str, queue: Queue) -> None:
    try:
        async with tx.savepoint():
            await tx.run(
                sql,
                queue.brand,
                queue.id,
                queue.name,
                queue.topics,
                queue.languages,
                queue.restricted,
                queue.fallback,
                queue.level,
                queue.overflow_queue_id,
                queue.overflow_after,
                queue.escalate_after,
            )
    except asyncpg.UniqueViolationError as problem:
        raise QueueExists from problem
    tx.wake.update({"settings", "dispatch"})
