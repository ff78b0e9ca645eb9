"""The one log. `record` notes what happened and lets what must follow at once follow; `flush` writes the notes in
the round trip of the commit. Why readers miss nothing: docs/subsystems/events.md."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

import msgspec

from pitboss.db.tx import ActorName, Call, Kind, Pending, Tx


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
    """Notes an event of a brand that belongs to no ticket; `about` of its reactions is the brand's id."""
    data = msgspec.to_builtins(event)
    tx.pending.append(Pending(brand, None, data.pop("type"), event.public, None, data))
    await tx.react(tx, None, event, brand)


def flush(tx: Tx) -> Call | None:
    """The call that writes the notes, to go with the commit."""
    if not tx.pending:
        return None
    tx.written, tx.pending = tx.pending, []
    tx.wake.add("events")
    noted = msgspec.Raw(msgspec.json.encode(tx.written))
    return Call("write_events", (noted, tx.actor.kind.value, tx.actor.id))


_COLUMNS = """number, brand_id AS brand, ticket_id AS ticket, type, public, version, actor_kind, actor_id, data, at"""


# Where an actor's events are: in each of their brands, or, for a player, in each of their tickets. Every place has an index
# by number, so a reader passes over nothing of other brands, and players nothing of other players.
_PLACES = {
    Kind.system: "SELECT id AS brand, NULL::uuid AS ticket FROM brand",
    Kind.staff: "SELECT brand, NULL::uuid AS ticket FROM unnest($3::text[]) AS brand",
    Kind.player: "SELECT brand_id AS brand, id AS ticket FROM ticket WHERE brand_id = ANY ($3) AND player_id = $4",
    Kind.visitor: "SELECT brand_id AS brand, id AS ticket FROM ticket WHERE brand_id = ANY ($3) AND session_id = $4",
}


async def after(tx: Tx, number: int, *, limit: int = 500) -> list[Stored]:
    """The events after `number` that the actor may see, oldest first, up to the watermark."""
    kind = tx.actor.kind
    of_ticket = "AND ticket_id = place.ticket" if kind in (Kind.player, Kind.visitor) else ""
    scope: list[object] = [] if kind is Kind.system else [sorted(tx.actor.brands)]
    if of_ticket:
        scope.append(tx.actor.id)
    return await tx.all(
        Stored,
        f"""
        SELECT e.*
        FROM   ({_PLACES[kind]}) AS place
        CROSS  JOIN LATERAL (
            SELECT {_COLUMNS}
            FROM   event
            WHERE  brand_id = place.brand {of_ticket} AND number > $1 AND number < event_watermark()
            ORDER  BY number
            LIMIT  $2) AS e
        ORDER  BY e.number
        LIMIT  $2
        """,
        number,
        limit,
        *scope,
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


async def newest_of_ticket(tx: Tx, brand: str, ticket: UUID, *, limit: int) -> list[Stored]:
    """The end of a ticket's timeline, the newest first."""
    return await tx.all(
        Stored,
        f"""
        SELECT {_COLUMNS}
        FROM   event
        WHERE  brand_id = $1 AND ticket_id = $2 AND number < event_watermark()
        ORDER  BY number DESC
        LIMIT  $3
        """,
        brand,
        ticket,
        limit,
    )


async def last_of_ticket(tx: Tx, brand: str, ticket: UUID, kind: str) -> Stored | None:
    """The last event of a type, also one above the watermark."""
    return await tx.maybe(
        Stored,
        f"""
        SELECT {_COLUMNS}
        FROM   event
        WHERE  brand_id = $1 AND ticket_id = $2 AND type = $3
        ORDER  BY number DESC
        LIMIT  1
        """,
        brand,
        ticket,
        kind,
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
