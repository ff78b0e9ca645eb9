"""The supervisor's wall: queues and agents as they are now, the day in steps of five minutes, and words to colleagues.
docs/subsystems/wall.md says what it costs and how a screen stays live."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from litestar import Response, get, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import the_brand
from pitboss.api.views import MessageView, gives, message_view
from pitboss.api.waiting import first_id_of
from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.kit.refused import Conflict
from pitboss.knowledge.lists import Attention, attention
from pitboss.staff.actors import Signed
from pitboss.staff.presence import Load
from pitboss.tickets import actions, broadcasts, queries
from pitboss.tickets.broadcasts import Audience, Broadcast
from pitboss.tickets.model import Priority

MOST_COUNTED = 1_000  # waiting tickets of one queue; clocks at risk: ten times as many
MOST_AGENTS = 500
MOST_HELD = 10  # tickets shown of one agent
EXCERPT = 140
STEP = timedelta(minutes=5)


class WallQueue(msgspec.Struct, frozen=True, kw_only=True):
    """`waiting`: unassigned and ready to be taken, at most 1000. `oldest`: since when the one waits that waits longest.
    `at_risk`, `breached`: tickets with an open promise that was warned of, or is broken."""

    id: UUID
    name: str
    restricted: bool
    waiting: int
    oldest: datetime | None
    at_risk: int
    breached: int


class WallTicket(msgspec.Struct, frozen=True, kw_only=True):
    """`last_word`: the beginning of what the player said last."""

    id: UUID
    number: int
    subject: str
    channel: str
    class_: str
    status: str
    priority: str
    player: str
    vip: int
    waiting_since: datetime | None
    due_at: datetime | None
    last_word: str | None
    last_word_at: datetime | None


class WallAgent(msgspec.Struct, frozen=True, kw_only=True):
    """`loads`: what they hold and may hold by class, over all brands. `tickets`: open ones of this brand that you may see,
    chats first, at most 10."""

    id: UUID
    name: str
    state: str
    since: datetime | None
    languages: list[str]
    loads: list[Load]
    tickets: list[WallTicket]


class Wall(msgspec.Struct, frozen=True):
    """`knowledge`: articles that somebody should read again, and places that cite a clause which has changed."""

    at: datetime
    queues: list[WallQueue]
    agents: list[WallAgent]
    knowledge: Attention


@get("/wall")
async def wall(desk: Desk, signed: Signed, brand: str | None = None) -> Wall:
    """Queues and agents of a brand as they are now; counted as far as you see. Ask again when the stream tells of anything
    in the brand, but not more often than every three seconds."""
    home = the_brand(signed.actor, brand)
    signed.actor.must("wall.see", home)
    async with desk.db.tx(signed.actor) as tx:
        return Wall(
            await tx.value("SELECT now()"),
            await _queues(tx, home),
            await _agents(tx, home),
            await attention(tx, home),
        )


async def _queues(tx: Tx, brand: str) -> list[WallQueue]:
    return await tx.all(
        WallQueue,
        """
        WITH risky AS MATERIALIZED (
            SELECT ticket_id, bool_or(breached_at IS NOT NULL) AS breached
            FROM  (SELECT ticket_id, breached_at
                   FROM   clock
                   WHERE  brand_id = $1 AND met_at IS NULL AND (warned_at IS NOT NULL OR breached_at IS NOT NULL)
                   LIMIT  $2 * 10) c
            GROUP  BY ticket_id),
        risks AS MATERIALIZED (
            SELECT t.queue_id, count(*) FILTER (WHERE NOT r.breached)::int AS at_risk,
                   count(*) FILTER (WHERE r.breached)::int AS breached
            FROM   risky r JOIN ticket t ON t.brand_id = $1 AND t.id = r.ticket_id
            GROUP  BY t.queue_id)
        SELECT q.id, q.name, q.restricted, w.waiting, w.oldest, coalesce(r.at_risk, 0) AS at_risk,
               coalesce(r.breached, 0) AS breached
        FROM   queue q
        CROSS  JOIN LATERAL (
            SELECT count(*)::int AS waiting, min(least(waiting_since, queued_at)) AS oldest
            FROM  (SELECT t.waiting_since, t.queued_at
                   FROM   ticket t
                   WHERE  t.brand_id = q.brand_id AND t.queue_id = q.id AND t.waiting
                   ORDER  BY t.queued_at
                   LIMIT  $2) line) w
        LEFT   JOIN risks r ON r.queue_id = q.id
        WHERE  q.brand_id = $1
        ORDER  BY q.name
        """,
        brand,
        MOST_COUNTED,
    )


async def _agents(tx: Tx, brand: str) -> list[WallAgent]:
    people = await tx.connection.fetch(
        """
        SELECT s.id, s.name, coalesce(p.state::text, 'offline') AS state, p.since, s.languages,
               coalesce((SELECT jsonb_agg(jsonb_build_object('class_', l.class, 'load', l.load, 'capacity', l.capacity,
                                                             'online', l.online) ORDER BY l.class)
                         FROM   staff_load l WHERE l.staff_id = s.id), '[]') AS loads
        FROM   staff s LEFT JOIN presence p ON p.staff_id = s.id
        WHERE  s.active AND EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = s.id)
        ORDER  BY coalesce(p.state, 'offline') = 'offline', s.name, s.id
        LIMIT  $2
        """,
        brand,
        MOST_AGENTS,
    )
    held = await tx.connection.fetch(
        """
        SELECT a.id AS agent, t.id, t.number, t.subject, t.channel, t.class AS class_, t.status::text, t.priority,
               p.name AS player, p.vip, t.waiting_since, t.due_at, m.last_word, m.last_word_at
        FROM   unnest($2::uuid[]) AS a (id)
        CROSS  JOIN LATERAL (
            SELECT id, number, subject, channel, class, status, priority, player_id, waiting_since, due_at
            FROM   ticket
            WHERE  assignee_id = a.id AND brand_id = $1 AND status IN ('new', 'open')
              AND  status IN ('new', 'open', 'waiting', 'on_hold')
            ORDER  BY class = 'chat' DESC, waiting_since, id
            LIMIT  $3) t
        JOIN   player p ON p.brand_id = $1 AND p.id = t.player_id
        LEFT   JOIN LATERAL (
            SELECT left(text, $4) AS last_word, created_at AS last_word_at
            FROM   message
            WHERE  brand_id = $1 AND ticket_id = t.id AND author_kind = 'player'
            ORDER  BY id DESC
            LIMIT  1) m ON true
        ORDER  BY a.id, t.class = 'chat' DESC, t.waiting_since, t.id
        """,
        brand,
        [row["id"] for row in people],
        MOST_HELD,
        EXCERPT,
    )
    tickets: dict[UUID, list[WallTicket]] = {}
    for row in held:
        fields = {**row, "priority": Priority(row["priority"]).name}
        tickets.setdefault(fields.pop("agent"), []).append(WallTicket(**fields))
    return [
        WallAgent(
            **{
                **row,
                "loads": msgspec.convert(row["loads"], list[Load]),
                "tickets": tickets.get(row["id"], []),
            }
        )
        for row in people
    ]


# ── the day ─────────────────────────────────────────────────────────────────────────────────────────────────


class Slot(msgspec.Struct, frozen=True):
    """Five minutes from `at`. `arrived`: new tickets; `answered`: first replies given; `solved`: solved then, and still;
    `breached`: promises broken; `median_first_reply`: seconds, of the first replies given."""

    at: datetime
    arrived: int
    answered: int
    solved: int
    breached: int
    median_first_reply: float | None


class Day(msgspec.Struct, frozen=True):
    """From midnight in `time_zone`, the brand's, until now."""

    time_zone: str
    slots: list[Slot]


@get("/wall/day")
async def wall_day(desk: Desk, signed: Signed, brand: str | None = None) -> Day:
    """A brand's day in steps of five minutes, as far as you see."""
    home = the_brand(signed.actor, brand)
    signed.actor.must("wall.see", home)
    async with desk.db.tx(signed.actor) as tx:
        zone = zone_of((await channels.brand(tx, home)).settings.get("time_zone"))
        now: datetime = await tx.value("SELECT now()")
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        return Day(zone.key, await _slots(tx, home, midnight, now))


def zone_of(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(name) if isinstance(name, str) and name else ZoneInfo("UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


async def _slots(tx: Tx, brand: str, midnight: datetime, now: datetime) -> list[Slot]:
    """Each part reads only today's rows, by an index in order of time; the primary key of a ticket is one (UUIDv7)."""
    rows = await tx.connection.fetch(
        """
        SELECT 'arrived' AS what, date_bin('5 minutes', created_at, $2) AS at, count(*)::int AS many, NULL::float8 AS median
        FROM   ticket
        WHERE  brand_id = $1 AND id >= $3 AND created_at >= $2
        GROUP  BY 2
        UNION ALL
        SELECT 'answered', date_bin('5 minutes', met_at, $2), count(*)::int,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM met_at - started_at)::float8)
        FROM   clock
        WHERE  brand_id = $1 AND kind = 'first_reply' AND met_at >= $2
        GROUP  BY 2
        UNION ALL
        SELECT 'solved', date_bin('5 minutes', solved_at, $2), count(*)::int, NULL
        FROM   ticket
        WHERE  brand_id = $1 AND solved_at >= $2
        GROUP  BY 2
        UNION ALL
        SELECT 'breached', date_bin('5 minutes', breached_at, $2), count(*)::int, NULL
        FROM   clock
        WHERE  brand_id = $1 AND breached_at >= $2
        GROUP  BY 2
        """,
        brand,
        midnight,
        first_id_of(midnight - timedelta(minutes=1)),
    )
    known: dict[datetime, dict[str, int]] = {}
    medians: dict[datetime, float] = {}
    for row in rows:
        known.setdefault(row["at"], {})[row["what"]] = row["many"]
        if row["median"] is not None:
            medians[row["at"]] = round(row["median"], 1)
    slots = []
    for step in range(int((now - midnight) / STEP) + 1):
        at = midnight + step * STEP
        counted = known.get(at, {})
        slots.append(
            Slot(
                at,
                counted.get("arrived", 0),
                counted.get("answered", 0),
                counted.get("solved", 0),
                counted.get("breached", 0),
                medians.get(at),
            )
        )
    return slots


# ── words to colleagues ─────────────────────────────────────────────────────────────────────────────────────


class NewBroadcast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`target`: the queue or team, if it isn't for all."""

    text: str
    audience: Audience = "all"
    target: UUID | None = None
    brand: str | None = None
    key: str | None = None


@post("/wall/broadcasts", responses=gives(201, Broadcast))
async def broadcast(desk: Desk, signed: Signed, request: Req, data: NewBroadcast) -> Response[bytes]:
    """Tells all colleagues of a brand, of a queue or of a team something; each finds it among their notices at once."""

    async def do(tx: Tx) -> tuple[int, Any]:
        home = the_brand(signed.actor, data.brand)
        told = await broadcasts.tell(tx, home, data.text, data.audience, data.target)
        return 201, (await broadcasts.latest(tx, home, only=told))[0]

    return await write(desk, request, signed.actor, do, key=data.key)


@get("/wall/broadcasts")
async def list_broadcasts(desk: Desk, signed: Signed, brand: str | None = None) -> list[Broadcast]:
    """What was told lately, and who has read it; the newest 50."""
    home = the_brand(signed.actor, brand)
    signed.actor.must("wall.see", home)
    async with desk.db.tx(signed.actor, elevated=True) as tx:
        return await broadcasts.latest(tx, home)


class Whisper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    key: str | None = None


class NobodyThere(Conflict):
    """Nobody else has this ticket, so there is nobody to whisper to. Leave a note instead."""


@post("/tickets/{name:str}/whisper", responses=gives(201, MessageView))
async def whisper(
    desk: Desk, signed: Signed, request: Req, name: str, data: Whisper, brand: str | None = None
) -> Response[bytes]:
    """A note for the agent who has the ticket, with a notice to them. All staff who see the ticket can read it, the player
    never."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        signed.actor.must("wall.see", ticket.brand)
        signed.actor.must("tickets.note", ticket.brand)
        held = await actions.hold(tx, ticket.brand, ticket.id)
        to = held.assignee_id
        if to is None or to == signed.staff_id:
            raise NobodyThere
        said = await actions.note(tx, held, text=data.text, key=data.key, mentioned=[to], whisper=True)
        return 201, message_view(said)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [wall, wall_day, broadcast, list_broadcasts, whisper]
