"""The one log. `record` notes what happened and lets what must follow at once follow; `flush` writes the notes as the
last statement before the commit. Why readers miss nothing: docs/subsystems/events.md."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

import msgspec

from pitboss.db.tx import ActorName, Pending, Tx


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """Something that happened. Subclasses are frozen Structs tagged by their name in snake case; `public`: the
    ticket's player may know."""

    public: ClassVar[bool] = False


class Stored(msgspec.Struct, frozen=True):
    """An event as readers get it. `number` is where to resume."""

    number: int
    brand: str
    ticket: UUID | None
    type: str
    public: bool
    version: int | None
    actor_kind: ActorName
    actor_id: UUID | None
    data: dict[str, Any]
    at: datetime


class Subject(Protocol):
    """What an event is about: a ticket, or anything with these."""

    @property
    def brand(self) -> str: ...
    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...


async def record(tx: Tx, ticket: Subject, event: Event, about: object = None) -> None:
    """Notes an event of a ticket and runs the reactions that ride in this transaction. `about` is what the reactions
    may need and the log must not hold, such as the message."""
    data = msgspec.to_builtins(event)
    tx.pending.append(Pending(ticket.brand, ticket.id, data.pop("type"), event.public, ticket.version, data))
    await tx.react(tx, ticket, event, about)


async def record_in(tx: Tx, brand: str, event: Event) -> None:
    """Notes an event of a brand that belongs to no ticket."""
    data = msgspec.to_builtins(event)
    tx.pending.append(Pending(brand, None, data.pop("type"), event.public, None, data))
    await tx.react(tx, None, event, None)


async def flush(tx: Tx) -> None:
    if not tx.pending:
        return
    await tx.run(
        """
        INSERT INTO event (brand_id, number, ticket_id, type, public, version, actor_kind, actor_id, data)
        SELECT brand, event_number(place::int), ticket, type, public, version, $6, $7, data
        FROM   unnest($1::text[], $2::uuid[], $3::text[], $4::boolean[], $5::int[], $8::jsonb[])
               WITH ORDINALITY AS p (brand, ticket, type, public, version, data, place)
        """,
        [p.brand for p in tx.pending],
        [p.ticket for p in tx.pending],
        [p.type for p in tx.pending],
        [p.public for p in tx.pending],
        [p.version for p in tx.pending],
        tx.actor.kind.value,
        tx.actor.id,
        [p.data for p in tx.pending],
    )
    tx.pending.clear()
    tx.wake.add("events")


_COLUMNS = """number, brand_id AS brand, ticket_id AS ticket, type, public, version, actor_kind, actor_id, data, at"""


async def after(tx: Tx, number: int, *, limit: int = 500) -> list[Stored]:
    """The events after `number` that the actor may see, oldest first, up to the watermark."""
    return await tx.all(
        Stored,
        f"""
        SELECT {_COLUMNS}
        FROM   event
        WHERE  number > $1 AND number < event_watermark()
        ORDER  BY number
        LIMIT  $2
        """,
        number,
        limit,
    )


async def of_ticket(tx: Tx, brand: str, ticket: UUID, *, after: int = 0, limit: int = 500) -> list[Stored]:
    """A ticket's timeline, oldest first."""
    return await tx.all(
        Stored,
        f"""
        SELECT {_COLUMNS}
        FROM   event
        WHERE  brand_id = $1 AND ticket_id = $2 AND number > $3 AND number < event_watermark()
        ORDER  BY number
        LIMIT  $4
        """,
        brand,
        ticket,
        after,
        limit,
    )


async def since_version(tx: Tx, brand: str, ticket: UUID, version: int) -> list[Stored]:
    """What happened to a ticket after the version that somebody has read."""
    return await tx.all(
        Stored,
        f"""
        SELECT {_COLUMNS}
        FROM   event
        WHERE  brand_id = $1 AND ticket_id = $2 AND version > $3
        ORDER  BY number
        LIMIT  100
        """,
        brand,
        ticket,
        version,
    )


async def watermark(tx: Tx) -> int:
    """The number from which a reader who has just read the present state goes on: nothing before it is missing."""
    return int(await tx.value("SELECT event_watermark() - 1"))
