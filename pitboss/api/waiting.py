"""How long a player in the chat will wait: who is there, the place in the line, the line's recent pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel
from pitboss.db.tx import Tx
from pitboss.sla import actions as sla
from pitboss.sla.calendars import due_at, open_stretches
from pitboss.sla.policies import NoPolicy
from pitboss.sla.settings import hours_of
from pitboss.tickets.model import Priority, Ticket

PACE_OVER = timedelta(minutes=30)
ENOUGH = 3  # tickets given in that time; fewer say nothing of a pace
PACE_MOST = 500


class Staffed(msgspec.Struct, frozen=True):
    """`agents`: people online who take chats."""

    online: bool
    agents: int


async def presence(tx: Tx, brand: str) -> Staffed:
    count: int = await tx.value(
        """
        SELECT count(DISTINCT l.staff_id)
        FROM   staff_load l JOIN queue_member m ON m.staff_id = l.staff_id
        WHERE  m.brand_id = $1 AND l.class = 'chat' AND l.online AND l.capacity > 0
        """,
        brand,
    )
    return Staffed(count > 0, count)


async def position(tx: Tx, ticket: Ticket) -> int | None:
    """The place in the line, from 1; None for a ticket that doesn't wait for an agent."""
    place: int | None = await tx.value(
        """
        SELECT 1 + (SELECT count(*) FROM (
            SELECT 1 FROM ticket o
            WHERE  o.brand_id = $1 AND o.queue_id = t.queue_id AND o.class = t.class AND o.language = t.language AND o.waiting
              AND  (NOT o.to_front, o.priority, coalesce(o.due_at, 'infinity'), o.id) <
                   (NOT t.to_front, t.priority, coalesce(t.due_at, 'infinity'), t.id)
            LIMIT  1000) AS ahead)
        FROM   ticket t
        WHERE  t.brand_id = $1 AND t.id = $2 AND t.waiting
        """,
        ticket.brand,
        ticket.id,
    )
    return place


async def promise_seconds(
    tx: Tx, brand: str, *, channel: str, topic: str = "unsure", priority: int = Priority.normal
) -> int | None:
    """Until the first reply promised, closed hours included; None where the brand promises none."""
    try:
        policy = await sla.policy_for(tx, brand, channel=channel, topic=topic, priority=priority)
    except NoPolicy:
        return None
    allowed = policy.first_reply or policy.next_reply
    if allowed is None:
        return None
    now = datetime.now(UTC)
    return int((due_at(now, allowed, policy.hours) - now).total_seconds())


async def opens_at(tx: Tx, chat: Channel, now: datetime) -> datetime | None:
    """When the hours begin in which the chat is staffed; None within them."""
    if chat.calendar_id is None:
        return None
    hours = await hours_of(tx, chat.brand, chat.calendar_id)
    opens = next((opens for opens, _ in open_stretches(now, hours)), None)
    return opens if opens is not None and opens > now else None


async def _closed_seconds(tx: Tx, chat: Channel | None) -> int:
    """Until the chat is staffed again; 0: it is."""
    now = datetime.now(UTC)
    opens = None if chat is None else await opens_at(tx, chat, now)
    return 0 if opens is None else int((opens - now).total_seconds())


async def expected_seconds(
    tx: Tx, brand: str, queue: UUID | None, place: int | None, promised: int | None
) -> int | None:
    """The wait by the pace at which the line's chats were given out lately, else the promise; the promise too while nobody
    who serves the line is online, since then it has no pace. 0: assigned already. Nothing is answered before the chat is
    staffed."""
    if place is None:
        return 0
    closed = await _closed_seconds(tx, await channels.first_channel(tx, brand, "webchat"))
    row = await tx.connection.fetchrow(
        """
        SELECT count(*) AS given, extract(epoch FROM now() - min(at))::float8 AS over,
               EXISTS (SELECT 1
                       FROM   staff_load l JOIN queue_member m ON m.staff_id = l.staff_id
                       WHERE  m.brand_id = $1 AND ($3::uuid IS NULL OR m.queue_id = $3)
                         AND  l.class = 'chat' AND l.online AND l.capacity > 0) AS staffed
        FROM  (SELECT d.at
               FROM   dispatch_log d JOIN ticket t ON t.brand_id = d.brand_id AND t.id = d.ticket_id
               WHERE  d.brand_id = $1 AND d.id >= $2 AND d.staff_id IS NOT NULL AND t.class = 'chat' AND ($3::uuid IS NULL OR t.queue_id = $3)
               ORDER  BY d.id DESC
               LIMIT  $4) AS lately
        """,
        brand,
        first_id_of(datetime.now(UTC) - PACE_OVER),
        queue,
        PACE_MOST,
    )
    assert row is not None
    if row["given"] < ENOUGH or not row["staffed"]:
        return None if promised is None else max(promised, closed)
    over: float = row["over"]
    return closed + max(1, round(place * over / int(row["given"])))


def first_id_of(moment: datetime) -> UUID:
    """The smallest UUIDv7 of a moment: ids made by time are an index by time."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=(milliseconds << 80) | (7 << 76) | (2 << 62))
