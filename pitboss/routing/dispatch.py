"""Gives waiting tickets to agents. Woken by whatever changes either side; docs/subsystems/dispatch.md says why no ticket
is given twice and none is forgotten while somebody could take it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import last_of_ticket
from pitboss.events.reasons import because, told
from pitboss.kit.ids import new_id
from pitboss.tickets import actions as tickets
from pitboss.tickets.model import COLUMNS, Level, Status, Ticket

ROUND = 25  # tickets looked at in one transaction
LOOK_AGAIN = 0.02  # seconds, where another holds what could be given


class Head(msgspec.Struct, frozen=True):
    """A ticket at the head of its line: queue, class of channel, language."""

    brand: str
    id: UUID
    queue_id: UUID
    queue_name: str
    class_: str
    language: str
    last_assignee_id: UUID | None
    knows: UUID | None
    reopened: bool


class Agent(msgspec.Struct, frozen=True):
    staff_id: UUID
    name: str
    load: int
    capacity: int
    idle_since: datetime


def _may_reply(brand: str, staff: str) -> str:
    """Whoever may only look on (quality, compliance) is given nothing, though they be members of the queue."""
    return f"""EXISTS (
        SELECT 1 FROM staff_role r JOIN role ON role.name = r.role
        WHERE  r.brand_id = {brand} AND r.staff_id = {staff} AND 'tickets.reply' = ANY (role.permissions))"""


async def step(db: Database) -> int:
    """One round: the heads of all lines, most urgent first, each to the best free agent. Gives how many were assigned; at
    least one where another dispatcher held a ticket or an agent of what could be given, since that one may have found both of
    no use because of what was held here. So it must be looked at again, though nothing wakes anybody for it."""
    async with db.tx(SYSTEM) as tx:
        given, held = 0, False
        dry: set[tuple[UUID, str, str]] = set()  # lines for which nobody is free now
        for head in await _heads(tx):
            line = (head.queue_id, head.class_, head.language)
            if line in dry:
                continue
            agent, why = await _agent_for(tx, head)
            if agent is None:  # there was somebody for this line
                dry.add(line)
                held = True
                continue
            ticket = await still_waiting(tx, head.brand, head.id)
            if ticket is None:  # another dispatcher has it
                held = True
                continue
            await tickets.assign(tx, ticket, agent.staff_id, reason=why)
            await log_decision(tx, head, agent, why)
            given += 1
    if held and not given:
        await asyncio.sleep(LOOK_AGAIN)
    return given or int(held)


async def _heads(tx: Tx) -> list[Head]:
    """Each line is read by its own index in order, so the cost does not grow with the number waiting. Lines that nobody
    can serve now are left out, else enough of them would hide the line that somebody can. OFFSET 0 makes the planner
    begin with the free agents, by their own index, and not with all members of the queue."""
    return await tx.all(
        Head,
        f"""
        SELECT q.brand_id AS brand, t.id, q.id AS queue_id, q.name AS queue_name, l.class AS class_, l.language,
               t.last_assignee_id, p.last_agent_id AS knows, t.to_front AS reopened
        FROM   queue q
        CROSS  JOIN (VALUES ('chat', 'ru'), ('chat', 'en'), ('mail', 'ru'), ('mail', 'en'), ('phone', 'ru'), ('phone', 'en'))
               AS l (class, language)
        CROSS  JOIN LATERAL (
            SELECT id, last_assignee_id, player_id, to_front, priority, due_at
            FROM   ticket
            WHERE  brand_id = q.brand_id AND queue_id = q.id AND class = l.class AND language = l.language AND waiting
            ORDER  BY to_front DESC, priority, due_at, id
            LIMIT  5) t
        JOIN   player p ON p.brand_id = q.brand_id AND p.id = t.player_id
        CROSS  JOIN LATERAL (
            SELECT 1
            FROM   (SELECT staff_id FROM staff_load
                    WHERE class = l.class AND online AND load < capacity ORDER BY idle_since OFFSET 0) f
            WHERE  EXISTS (SELECT 1 FROM queue_member m
                           WHERE m.brand_id = q.brand_id AND m.queue_id = q.id AND m.staff_id = f.staff_id)
              AND  EXISTS (SELECT 1 FROM staff s WHERE s.id = f.staff_id AND s.active AND l.language = ANY (s.languages))
              AND  {_may_reply("q.brand_id", "f.staff_id")}
            LIMIT  1) somebody
        ORDER  BY t.priority, t.to_front DESC, t.due_at, t.id
        LIMIT  $1
        """,
        ROUND * 4,
    )


_FREE = f"""
    SELECT l.staff_id, s.name, l.load, l.capacity, l.idle_since
    FROM   staff_load l
    JOIN   queue_member m ON m.brand_id = $1 AND m.queue_id = $2 AND m.staff_id = l.staff_id
    JOIN   staff s ON s.id = l.staff_id AND s.active AND $4 = ANY (s.languages)
    WHERE  l.class = $3 AND l.online AND l.load < l.capacity
      AND  {_may_reply("$1", "l.staff_id")}
"""


async def _agent_for(tx: Tx, head: Head) -> tuple[Agent | None, str]:
    line = (head.brand, head.queue_id, head.class_, head.language)
    for known, why in (
        (head.last_assignee_id if head.reopened else None, because("had_it_before")),
        (head.knows, because("knows_player")),
    ):
        if known is not None:
            agent = await tx.maybe(
                Agent, f"{_FREE} AND l.staff_id = $5 FOR UPDATE OF l SKIP LOCKED", *line, known
            )
            if agent is not None:
                return agent, why
    agent = await tx.maybe(
        Agent, f"{_FREE} ORDER BY l.idle_since, l.staff_id LIMIT 1 FOR UPDATE OF l SKIP LOCKED", *line
    )
    return agent, because("idle_longest")


async def still_waiting(tx: Tx, brand: str, ticket_id: UUID) -> Ticket | None:
    """Locked; None also where somebody else holds it."""
    return await tx.maybe(
        Ticket,
        f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 AND waiting FOR UPDATE SKIP LOCKED",
        brand,
        ticket_id,
    )


async def log_decision(tx: Tx, head: Head, agent: Agent, why: str) -> None:
    await tx.run(
        """
        INSERT INTO dispatch_log (brand_id, id, ticket_id, staff_id, reason, facts)
        VALUES ($1, $2, $3, $4, $5, $6::jsonb || jsonb_build_object('others', (
            SELECT coalesce(jsonb_agg(o), '[]') FROM (
                SELECT s.name, coalesce(p.state::text, 'offline') AS presence, coalesce(l.load, 0) AS load,
                       coalesce(l.capacity, 0) AS capacity, $7 = ANY (s.languages) AS speaks, l.idle_since
                FROM   queue_member m
                JOIN   staff s ON s.id = m.staff_id
                LEFT   JOIN presence p ON p.staff_id = s.id
                LEFT   JOIN staff_load l ON l.staff_id = s.id AND l.class = $8
                WHERE  m.brand_id = $1 AND m.queue_id = $9 AND m.staff_id <> $4
                LIMIT  20) AS o)))
        """,
        head.brand,
        new_id(),
        head.id,
        agent.staff_id,
        why,
        {
            "queue": head.queue_name,
            "agent": agent.name,
            "load": agent.load,
            "capacity": agent.capacity,
            "idle_since": agent.idle_since,
        },
        head.language,
        head.class_,
        head.queue_id,
    )


# ── what time does to a line ────────────────────────────────────────────────────────────────────────────────


# What the step takes and what it sleeps for must be the same tickets, or the loop would spin.
_OVERFLOWS = "(q.overflow_queue_id IS NOT NULL AND cardinality(ticket.danger) = 0)"
_ESCALATES = "(ticket.level = 'first_line')"
# A snoozed ticket is due once it wakes.
_PROMISED = """
    FROM   overflowed o JOIN ticket t ON t.brand_id = o.brand_id AND t.id = o.ticket_id
    WHERE  (t.snoozed_until IS NULL OR t.queued_at <> o.queued_at)
"""


class Promised(msgspec.Struct, frozen=True):
    """When a ticket is due at a senior, and which queue asked for that."""

    escalate_at: datetime
    queue_name: str


async def overdue_step(db: Database) -> int:
    """Overflow to the second queue, and escalation to a senior, after the times of the queue and of those that it
    overflowed from."""
    async with db.tx(SYSTEM) as tx:
        return await _by_the_queue(tx) + await _by_those_before(tx)


async def _by_the_queue(tx: Tx) -> int:
    rows = await tx.connection.fetch(
        f"""
        SELECT q.brand_id, t.id, q.name, q.overflow_queue_id, q.escalate_after, t.overflows
        FROM   queue q
        CROSS  JOIN LATERAL (
            SELECT id, {_OVERFLOWS} AND queued_at <= now() - q.overflow_after AS overflows
            FROM   ticket
            WHERE  brand_id = q.brand_id AND queue_id = q.id AND waiting
              AND  ({_OVERFLOWS} AND queued_at <= now() - q.overflow_after
                    OR {_ESCALATES} AND queued_at <= now() - q.escalate_after)
            ORDER  BY queued_at
            LIMIT  100) t
        WHERE  q.overflow_after IS NOT NULL OR q.escalate_after IS NOT NULL
        LIMIT  100
        """
    )
    for row in rows:
        ticket = await still_waiting(tx, row["brand_id"], row["id"])
        if ticket is None:
            continue
        if row["overflows"]:
            await _overflow(tx, ticket, row["overflow_queue_id"], row["name"], row["escalate_after"])
        else:
            await _escalate(tx, ticket, because("waited_too_long"), row["name"])
    return len(rows)


async def _by_those_before(tx: Tx) -> int:
    """Also forgets what is due of tickets that wait no longer, or anew."""
    rows = await tx.connection.fetch(
        f"""
        SELECT o.brand_id, o.ticket_id {_PROMISED} AND o.escalate_at <= now()
        ORDER  BY o.escalate_at
        LIMIT  100
        """
    )
    for row in rows:
        ticket = await tx.maybe(
            Ticket,
            f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 FOR UPDATE SKIP LOCKED",
            row["brand_id"],
            row["ticket_id"],
        )
        if ticket is None:
            continue
        promised = await _promised(tx, ticket)
        if promised is not None and ticket.snoozed_until is not None:
            continue
        await tx.run(
            "DELETE FROM overflowed WHERE brand_id = $1 AND ticket_id = $2 AND escalate_at <= now()",
            ticket.brand,
            ticket.id,
        )
        if promised is not None and await _waits_in_first_line(tx, ticket):
            reason = because("waited_too_long_since", queue=promised.queue_name)
            await _escalate(tx, ticket, reason, promised.queue_name)
    return len(rows)


async def _promised(tx: Tx, ticket: Ticket) -> Promised | None:
    """What was asked before this wait, if the ticket came here by overflow."""
    return await tx.maybe(
        Promised,
        """
        SELECT escalate_at, queue_name FROM overflowed
        WHERE  brand_id = $1 AND ticket_id = $2 AND queued_at = $3
        """,
        ticket.brand,
        ticket.id,
        ticket.queued_at,
    )


async def _waits_in_first_line(tx: Tx, ticket: Ticket) -> bool:
    waits: bool = await tx.value(
        f"SELECT waiting AND {_ESCALATES} FROM ticket WHERE brand_id = $1 AND id = $2",
        ticket.brand,
        ticket.id,
    )
    return waits


async def _overflow(
    tx: Tx, ticket: Ticket, to: UUID, queue_name: str, escalate_after: timedelta | None
) -> None:
    asked = [await _promised(tx, ticket)]
    if escalate_after is not None and ticket.queued_at is not None:
        asked.append(Promised(ticket.queued_at + escalate_after, queue_name))
    first = min((one for one in asked if one is not None), key=lambda one: one.escalate_at, default=None)
    after = await tickets.transfer(tx, ticket, to, reason=because("overflowed"))
    await _log_move(tx, ticket, because("overflowed"), queue_name)
    if first is not None and after.level == Level.first_line:
        await tx.run(
            """
            INSERT INTO overflowed (brand_id, ticket_id, queued_at, escalate_at, queue_name) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (brand_id, ticket_id) DO UPDATE
            SET    queued_at = excluded.queued_at, escalate_at = excluded.escalate_at, queue_name = excluded.queue_name
            """,
            after.brand,
            after.id,
            after.queued_at,
            first.escalate_at,
            first.queue_name,
        )
    tx.wake.add("dispatch")


async def _escalate(tx: Tx, ticket: Ticket, reason: str, queue_name: str) -> None:
    await tickets.escalate(tx, ticket, Level.senior, reason=reason)
    await _log_move(tx, ticket, reason, queue_name)
    tx.wake.add("dispatch")


async def _log_move(tx: Tx, ticket: Ticket, reason: str, queue_name: str) -> None:
    """`queue_name`: whose time was over."""
    await tx.run(
        "INSERT INTO dispatch_log (brand_id, id, ticket_id, reason, facts) VALUES ($1, $2, $3, $4, $5)",
        ticket.brand,
        new_id(),
        ticket.id,
        reason,
        {"queue": queue_name},
    )


async def next_overdue(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            f"""
            SELECT least(
                (SELECT min(t.queued_at + t.after)
                 FROM   queue q
                 CROSS  JOIN LATERAL (
                     SELECT queued_at, least(CASE WHEN {_OVERFLOWS} THEN q.overflow_after END,
                                             CASE WHEN {_ESCALATES} THEN q.escalate_after END) AS after
                     FROM   ticket
                     WHERE  brand_id = q.brand_id AND queue_id = q.id AND waiting
                       AND  ({_OVERFLOWS} AND q.overflow_after IS NOT NULL OR {_ESCALATES} AND q.escalate_after IS NOT NULL)
                     ORDER  BY queued_at
                     LIMIT  1) t
                 WHERE  q.overflow_after IS NOT NULL OR q.escalate_after IS NOT NULL),
                (SELECT o.escalate_at {_PROMISED} ORDER BY o.escalate_at LIMIT 1))
            """
        )
        return due


async def snoozed_step(db: Database) -> int:
    """Wakes what was snoozed until now."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.all(
            Ticket,
            f"SELECT {COLUMNS} FROM ticket WHERE snoozed_until <= now() ORDER BY snoozed_until LIMIT 50 FOR UPDATE SKIP LOCKED",
        )
        for ticket in due:
            await tickets.wake(tx, ticket, reason=because("snooze_over"))
        tx.wake.add("dispatch")
        return len(due)


async def next_snoozed(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(snoozed_until) FROM ticket WHERE snoozed_until IS NOT NULL"
        )
        return due


# ── an agent leaves ─────────────────────────────────────────────────────────────────────────────────────────


async def release(tx: Tx, staff: UUID, class_: str, *, reason: str, brand: str | None = None) -> int:
    """Gives an agent's open tickets of a class of channel back to the front of their queues, in one brand or all."""
    held = await tx.all(
        Ticket,
        f"""
        SELECT {COLUMNS} FROM ticket
        WHERE  assignee_id = $1 AND status IN ('new', 'open') AND class = $2
          AND  ($3::text IS NULL OR brand_id = $3)
        ORDER  BY brand_id, id
        FOR UPDATE
        """,
        staff,
        class_,
        brand,
    )
    for ticket in held:
        await tickets.unassign(tx, ticket, reason=reason, to_front=True)
    if held:
        tx.wake.add("dispatch")
    return len(held)


# ── why ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Other(msgspec.Struct, frozen=True):
    """A colleague who did not get it, as they were then."""

    name: str
    presence: str
    load: int
    capacity: int
    speaks: bool
    idle_since: datetime | None = None


class Then(msgspec.Struct, frozen=True):
    """What was known when it was decided. `queue`: which it was given from, or whose time was over; `load`, `capacity`,
    `idle_since`: of who got it."""

    queue: str = ""
    agent: str = ""
    load: int = 0
    capacity: int = 0
    idle_since: datetime | None = None
    others: list[Other] = []


class Decision(msgspec.Struct, frozen=True):
    """`staff_id`: who got it; nobody where time moved it to another queue or level."""

    staff_id: UUID | None
    reason: str
    facts: Then
    at: datetime


class Candidate(msgspec.Struct, frozen=True):
    """`now`: free, or what speaks against them at this moment."""

    agent: str
    now: str


class Why(msgspec.Struct, frozen=True):
    """`log`: the decisions so far; `candidates`: everybody of the queue, and what speaks against each now;
    `ahead`: how many of its line go first."""

    log: list[Decision]
    candidates: list[Candidate]
    ahead: int
    sentence: str


async def why(tx: Tx, ticket: Ticket) -> Why:
    """Why this agent, why not the others, why still waiting; in the actor's language."""
    language = tx.actor.locale
    logged = await tx.connection.fetch(
        "SELECT staff_id, reason, facts, at FROM dispatch_log WHERE brand_id = $1 AND ticket_id = $2 ORDER BY id",
        ticket.brand,
        ticket.id,
    )
    decisions = [msgspec.convert(dict(row), Decision) for row in logged]
    members = await tx.connection.fetch(
        f"""
        SELECT s.name, coalesce(p.state::text, 'offline') AS presence, coalesce(l.load, 0) AS load,
               coalesce(l.capacity, 0) AS capacity, $4 = ANY (s.languages) AS speaks,
               {_may_reply("$1", "s.id")} AS may_reply
        FROM   queue_member m
        JOIN   staff s ON s.id = m.staff_id AND s.active
        LEFT   JOIN presence p ON p.staff_id = s.id
        LEFT   JOIN staff_load l ON l.staff_id = s.id AND l.class = $3
        WHERE  m.brand_id = $1 AND m.queue_id = $2
        ORDER  BY s.name
        LIMIT  200
        """,
        ticket.brand,
        ticket.queue_id,
        ticket.class_,
        ticket.language,
    )
    against = [(str(row["name"]), _against(dict(row), ticket)) for row in members]
    candidates = [Candidate(name, told(now, language)) for name, now in against]
    waiting = ticket.status in (Status.new, Status.open) and ticket.assignee_id is None
    ahead = 0
    if waiting and ticket.queue_id is not None:
        ahead = await tx.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM ticket
                WHERE  brand_id = $1 AND queue_id = $2 AND class = $3 AND language = $4 AND waiting
                  AND  (NOT to_front, priority, coalesce(due_at, 'infinity'), id) <
                       (SELECT NOT to_front, priority, coalesce(due_at, 'infinity'), id FROM ticket WHERE brand_id = $1 AND id = $5)
                LIMIT  1000) AS line
            """,
            ticket.brand,
            ticket.queue_id,
            ticket.class_,
            ticket.language,
            ticket.id,
        )
    free = [name for name, now in against if now == FREE]
    if not waiting:
        sentence = await _given_because(tx, ticket) or because("not_dispatched")
    elif not members:
        sentence = because("nobody_serves")
    elif free:
        sentence = because("about_to_be_given", agents=free[:5])
    else:
        sentence = because("nobody_free")
    log = [msgspec.structs.replace(one, reason=told(one.reason, language)) for one in decisions]
    return Why(log, candidates, ahead, told(sentence, language))


async def _given_because(tx: Tx, ticket: Ticket) -> str | None:
    """Why the one who has the ticket, or had it last, got it: by the dispatcher or by hand."""
    assigned = await last_of_ticket(tx, ticket.brand, ticket.id, "assigned")
    return assigned.data["reason"] if assigned else None


FREE = because("free")


def _against(member: dict[str, Any], ticket: Ticket) -> str:
    if not member["may_reply"]:
        return because("may_not_reply")
    if member["presence"] != "online":
        return because("not_online", presence=member["presence"])
    if not member["speaks"]:
        return because("speaks_not", language=ticket.language)
    if member["capacity"] == 0:
        return because("takes_none", **{"class": ticket.class_})
    if member["load"] >= member["capacity"]:
        return because("full", load=member["load"], capacity=member["capacity"])
    return FREE
