"""What a supervisor tells many colleagues at once. Each finds it among their notices; seen notices are the read marks."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid
from pitboss.tickets import events
from pitboss.tickets.actions import storable

MAX_TEXT = 2_000
MOST_TOLD = 2_000
SHOWN = 50

Audience = Literal["all", "queue", "team"]


class Reader(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    seen_at: datetime | None


class Broadcast(msgspec.Struct, frozen=True, kw_only=True):
    """`target`: the queue or team. `readers`: whom it was told, those who haven't read it first."""

    id: UUID
    brand: str
    by: str
    audience: str
    target: UUID | None
    text: str
    created_at: datetime
    read: int
    readers: list[Reader]


_AUDIENCE = {
    "all": "$2::uuid IS NULL",
    "queue": "EXISTS (SELECT 1 FROM queue_member m WHERE m.brand_id = $1 AND m.queue_id = $2 AND m.staff_id = s.id)",
    "team": "EXISTS (SELECT 1 FROM team_member m WHERE m.brand_id = $1 AND m.team_id = $2 AND m.staff_id = s.id)",
}


async def tell(tx: Tx, brand: str, text: str, audience: Audience, target: UUID | None) -> UUID:
    """To everybody of the brand who is active, or of one of its queues or teams; not to its author."""
    tx.actor.must("staff.tell", brand)
    if not 0 < len(text.strip()) <= MAX_TEXT:
        raise Invalid(f"Write something, at most {MAX_TEXT} characters.")
    if (audience == "all") != (target is None):
        raise Invalid("Name the queue or team, and none when it is for all.")
    await tx.elevate()
    people = await tx.column(
        f"""
        SELECT s.id
        FROM   staff s
        WHERE  s.active AND s.id <> $3 AND {_AUDIENCE[audience]}
          AND  EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = s.id)
        ORDER  BY s.id
        LIMIT  $4
        """,
        brand,
        target,
        tx.actor.id,
        MOST_TOLD,
    )
    if not people:
        raise Invalid("Nobody is there to be told.")
    broadcast = new_id()
    await tx.run(
        """
        INSERT INTO broadcast (brand_id, id, staff_id, audience, target_id, text) VALUES ($1, $2, $3, $4, $5, $6)
        """,
        brand,
        broadcast,
        tx.actor.id,
        audience,
        target,
        secrets.mask(storable(text.strip())).text,
    )
    await tx.run(
        """
        INSERT INTO staff_notice (brand_id, id, staff_id, kind, broadcast_id)
        SELECT $1, n.id, n.staff, 'broadcast', $2 FROM unnest($3::uuid[], $4::uuid[]) AS n (id, staff)
        """,
        brand,
        broadcast,
        [new_id() for _ in people],
        people,
    )
    await record_in(tx, brand, events.StaffNotified(what="broadcast", to=people))
    return broadcast


async def latest(tx: Tx, brand: str, *, only: UUID | None = None) -> list[Broadcast]:
    """The newest first, with who has read them. The transaction is elevated."""
    rows = await tx.connection.fetch(
        """
        SELECT b.id, b.brand_id AS brand, a.name AS by, b.audience, b.target_id AS target, b.text, b.created_at,
               count(n.seen_at)::int AS read,
               jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'seen_at', n.seen_at)
                         ORDER BY n.seen_at NULLS FIRST, s.name) AS readers
        FROM  (SELECT brand_id, id, staff_id, audience, target_id, text, created_at
               FROM   broadcast
               WHERE  brand_id = $1 AND ($2::uuid IS NULL OR id = $2)
               ORDER  BY id DESC
               LIMIT  $3) b
        JOIN   staff a ON a.id = b.staff_id
        JOIN   staff_notice n ON n.brand_id = b.brand_id AND n.broadcast_id = b.id
        JOIN   staff s ON s.id = n.staff_id
        GROUP  BY b.id, b.brand_id, a.name, b.audience, b.target_id, b.text, b.created_at
        ORDER  BY b.id DESC
        """,
        brand,
        only,
        SHOWN,
    )
    return [Broadcast(**{**row, "readers": msgspec.convert(row["readers"], list[Reader])}) for row in rows]
