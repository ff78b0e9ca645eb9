"""The log as an auditor reads it: by brand, filtered, forwards from a number or backwards from the newest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import ActorName, Tx
from pitboss.events.reasons import readable


class Entry(msgspec.Struct, frozen=True):
    """`actor` is the name of a member of staff, else what acted: player, visitor, system. `reference` names the ticket
    as people do; of an event of no ticket the complaint, or the report of somebody unknown."""

    number: int
    at: datetime
    type: str
    actor_kind: ActorName
    actor_id: UUID | None
    actor: str
    ticket: UUID | None
    reference: str | None
    version: int | None
    data: dict[str, Any]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """None: any. `actor`: of staff; `actor_kind`: staff, player, visitor or system. With `after` the oldest come first,
    else the newest, from before `before` on. `since` is part of the time, `until` no more."""

    type: str | None = None
    actor: UUID | None = None
    actor_kind: str | None = None
    ticket: UUID | None = None
    after: int | None = None
    before: int | None = None
    since: datetime | None = None
    until: datetime | None = None


async def entries(tx: Tx, brand: str, asked: Asked, *, limit: int) -> list[Entry]:
    tx.actor.must("audit.read", brand)
    order = "DESC" if asked.after is None else "ASC"
    rows = await tx.all(
        Entry,
        f"""
        SELECT e.number, e.at, e.type, e.actor_kind, e.actor_id,
               CASE WHEN e.actor_kind = 'staff' THEN coalesce(s.name, '') ELSE e.actor_kind END AS actor,
               e.ticket_id AS ticket, coalesce(b.prefix || '-' || t.number, c.number, r.number) AS reference, e.version, e.data
        FROM  (SELECT brand_id, number, at, type, actor_kind, actor_id, ticket_id, version, data
               FROM   event
               WHERE  brand_id = $1 AND number < event_watermark()
                 AND  ($2::text IS NULL OR type = $2) AND ($3::uuid IS NULL OR actor_id = $3)
                 AND  ($4::text IS NULL OR actor_kind = $4) AND ($5::uuid IS NULL OR ticket_id = $5)
                 AND  ($6::bigint IS NULL OR number > $6) AND ($7::bigint IS NULL OR number < $7)
                 AND  ($9::timestamptz IS NULL OR at >= $9) AND ($10::timestamptz IS NULL OR at < $10)
               ORDER  BY number {order}
               LIMIT  $8) e
        JOIN   brand b ON b.id = e.brand_id
        LEFT   JOIN ticket t ON t.brand_id = e.brand_id AND t.id = e.ticket_id
        LEFT   JOIN complaint c ON c.brand_id = e.brand_id
               AND c.id = CASE WHEN e.type LIKE 'complaint\\_%' THEN (e.data->>'complaint')::uuid END
        LEFT   JOIN complaint_report r ON r.brand_id = e.brand_id
               AND r.id = CASE WHEN e.type LIKE 'complaint\\_report%' THEN (e.data->>'report')::uuid END
        LEFT   JOIN staff s ON s.id = e.actor_id
        ORDER  BY e.number {order}
        """,
        brand,
        asked.type,
        asked.actor,
        asked.actor_kind,
        asked.ticket,
        asked.after,
        asked.before,
        limit,
        asked.since,
        asked.until,
    )
    return [msgspec.structs.replace(row, data=readable(row.data, tx.actor.locale)) for row in rows]
