"""Promises of tickets: their clocks start, pause, run on, are met, warn and break. All arithmetic is in clocks.py.

Whoever calls holds the ticket's lock, so a ticket's clocks change one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record
from pitboss.kit.ids import new_id
from pitboss.sla import clocks
from pitboss.sla.calendars import ALWAYS, Hours
from pitboss.sla.clocks import Clock, ClockName, Kind, Pause
from pitboss.sla.policies import Pauses, Policy, Rung, What, choose, counted, defaults, ladder, rung_at
from pitboss.tickets import actions as tickets
from pitboss.tickets import events
from pitboss.tickets.model import Ticket, promised_topic

log = structlog.get_logger()

REPLIES = (Kind.first_reply, Kind.next_reply)


class Row(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket_id: UUID
    kind: ClockName
    policy_id: UUID
    allowance: timedelta
    warn_share: float
    started_at: datetime
    spent: timedelta
    running_since: datetime | None
    pauses: list[Any]
    warned_at: datetime | None
    breached_at: datetime | None
    met_at: datetime | None
    step: int
    told_warning: bool
    told_breach: bool


_COLUMNS = """brand_id AS brand, id, ticket_id, kind::text, policy_id, allowance, warn_share, started_at, spent,
    running_since, pauses, warned_at, breached_at, met_at, step, told_warning, told_breach"""


class Held(msgspec.Struct, frozen=True):
    """A clock with its row and its policy."""

    row: Row
    clock: Clock
    policy: Policy


class _PolicyRow(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    channel: str | None
    topic: str | None
    priority: int | None
    first_reply: timedelta | None
    next_reply: timedelta | None
    resolution: timedelta | None
    aim: timedelta | None
    warn_share: float
    ladder: list[Any]
    position: int
    retired: bool
    pauses: list[Pauses]
    hours: dict[str, Any] | None


async def policies(tx: Tx, brand: str) -> dict[UUID, Policy]:
    known: Any = tx.cache.get(("policies", brand))
    if known is None:
        rows = await tx.all(
            _PolicyRow,
            """
            SELECT p.id, p.name, p.channel, p.topic, p.priority, p.first_reply, p.next_reply, p.resolution, p.aim, p.warn_share,
                   p.ladder, p.position, p.retired_at IS NOT NULL AS retired, p.pauses, c.hours
            FROM   promise_policy p LEFT JOIN calendar c ON c.brand_id = p.brand_id AND c.id = p.calendar_id
            WHERE  p.brand_id = $1
            ORDER  BY p.position, p.name
            """,
            brand,
        )
        known = tx.cache[("policies", brand)] = {row.id: _policy(brand, row) for row in rows}
    return known  # type: ignore[no-any-return]


def _policy(brand: str, row: _PolicyRow) -> Policy:
    return Policy(
        id=row.id,
        name=row.name,
        brand=brand,
        channel=row.channel,
        topic=row.topic,
        priority=row.priority,
        first_reply=row.first_reply,
        next_reply=row.next_reply,
        resolution=row.resolution,
        aim=row.aim,
        hours=counted(msgspec.convert(row.hours, Hours) if row.hours else ALWAYS, row.pauses),
        pauses=tuple(row.pauses),
        warn_share=row.warn_share,
        escalations=tuple(msgspec.convert(row.ladder, list[Rung])),
        position=row.position,
        retired=row.retired,
    )


async def install_defaults(tx: Tx, brand: str) -> None:
    """A new brand's promises, as rows that can be changed."""
    language: str = await tx.value("SELECT language FROM brand WHERE id = $1", brand)
    await tx.connection.executemany(
        """
        INSERT INTO promise_policy (brand_id, id, name, channel, topic, priority, first_reply, next_reply, resolution, aim,
                                    warn_share, ladder, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT DO NOTHING
        """,
        [
            (
                brand,
                policy.id,
                policy.name,
                policy.channel,
                policy.topic,
                policy.priority,
                policy.first_reply,
                policy.next_reply,
                policy.resolution,
                policy.aim,
                policy.warn_share,
                msgspec.to_builtins(policy.escalations),
                policy.position,
            )
            for policy in defaults(brand, language)
        ],
    )
    tx.wake.add("settings")


async def policy_for(tx: Tx, brand: str, *, channel: str, topic: str, priority: int) -> Policy:
    return choose((await policies(tx, brand)).values(), channel=channel, topic=topic, priority=priority)


async def policy_of(tx: Tx, ticket: Ticket) -> Policy:
    return await policy_for(
        tx, ticket.brand, channel=ticket.channel, topic=promised_topic(ticket), priority=ticket.priority
    )


async def begin(tx: Tx, ticket: Ticket, policy: Policy, kinds: Iterable[Kind], at: datetime) -> list[Clock]:
    """Starts the clocks of the kinds that the policy promises; the caller writes the ticket's due moment."""
    started: list[Clock] = []
    for kind in kinds:
        allowance = policy.allowance(kind)
        if allowance is not None:
            started.append(
                clocks.start(
                    kind, at, allowance, policy.hours, warn_share=policy.warn_share, policy=policy.name
                )
            )
    if not started:
        return []
    rows = [clocks.stored(clock) for clock in started]
    await tx.run(
        """
        INSERT INTO clock (brand_id, id, ticket_id, kind, policy_id, allowance, warn_share, started_at, running_since, due_at,
                           warn_at, next_at)
        SELECT $1, c.id, $2, c.kind::clock_kind, $3, c.allowance, $4, $5, $5, c.due_at, c.warn_at, c.next_at
        FROM   unnest($6::uuid[], $7::text[], $8::interval[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[])
               AS c (id, kind, allowance, due_at, warn_at, next_at)
        ON CONFLICT DO NOTHING
        """,
        ticket.brand,
        ticket.id,
        policy.id,
        policy.warn_share,
        started[0].started_at,
        [new_id() for _ in rows],
        [row.kind.value for row in rows],
        [row.allowance for row in rows],
        [row.due_at for row in rows],
        [row.warn_at for row in rows],
        [_next(clock, policy, 0, warned=False, breached=False) for clock in started],
    )
    for clock, row in zip(started, rows, strict=True):
        if row.due_at is not None:
            await record(tx, ticket, events.ClockStarted(kind=clock.kind.value, due_at=row.due_at))
    tx.wake.add("clocks")
    return started


def told(started: Iterable[Clock]) -> list[dict[str, object]]:
    """Clocks as the ticket's row holds them for lists."""
    return clocks.told(started)


def first_due(started: Iterable[Clock]) -> datetime | None:
    return min((moment for clock in started if (moment := clocks.due(clock)) is not None), default=None)


async def expect_reply(tx: Tx, ticket: Ticket, at: datetime) -> None:
    """The player has spoken: unless a reply is already promised, the next one is."""
    open_clocks = await held(tx, ticket)
    if any(h.clock.kind in REPLIES for h in open_clocks):
        return
    policy = await policy_of(tx, ticket)
    started = await begin(tx, ticket, policy, [Kind.next_reply], at)
    await _due(tx, ticket, [*(h.clock for h in open_clocks), *started])


async def expect_resolution(tx: Tx, ticket: Ticket, at: datetime) -> None:
    open_clocks = await held(tx, ticket)
    if any(h.clock.kind is Kind.resolution for h in open_clocks):
        return
    policy = await policy_of(tx, ticket)
    started = await begin(tx, ticket, policy, [Kind.resolution], at)
    await _due(tx, ticket, [*(h.clock for h in open_clocks), *started])


async def meet(tx: Tx, ticket: Ticket, kinds: Sequence[Kind], at: datetime) -> None:
    """What was promised is done."""
    after: list[Clock] = []
    for h in await held(tx, ticket):
        if h.clock.kind not in kinds:
            after.append(h.clock)
            continue
        clock = clocks.met(h.clock, at)
        await _save(tx, h, clock)
        await record(tx, ticket, events.ClockMet(kind=clock.kind.value, late=clocks.kept(clock) is False))
    await _due(tx, ticket, after)


async def pause(
    tx: Tx, ticket: Ticket, kinds: Sequence[Kind], at: datetime, reason: str, rule: Pauses
) -> None:
    """Clocks of these kinds stand still if their promise knows this rule, and else run, on if they stood still before."""
    after: list[Clock] = []
    for h in await held(tx, ticket):
        clock = h.clock
        if clock.kind in kinds and clock.running_since is not None and rule in h.policy.pauses:
            clock = clocks.pause(clock, at, reason)
            await _save(tx, h, clock)
            await record(tx, ticket, events.ClockPaused(kind=clock.kind.value, reason=reason))
        elif clock.kind in kinds and clock.running_since is None and rule not in h.policy.pauses:
            clock = await _resumed(tx, ticket, h, at)
        after.append(clock)
    await _due(tx, ticket, after)


async def resume(tx: Tx, ticket: Ticket, at: datetime) -> None:
    after: list[Clock] = []
    for h in await held(tx, ticket):
        after.append(await _resumed(tx, ticket, h, at) if h.clock.running_since is None else h.clock)
    await _due(tx, ticket, after)


async def _resumed(tx: Tx, ticket: Ticket, h: Held, at: datetime) -> Clock:
    clock = clocks.resume(h.clock, at)
    await _save(tx, h, clock)
    if (moment := clocks.due(clock)) is not None:
        await record(tx, ticket, events.ClockResumed(kind=clock.kind.value, due_at=moment))
    return clock


async def unmeet(tx: Tx, ticket: Ticket, met_at: datetime) -> None:
    """What was met at that moment was not met after all: those clocks go on as if it had not happened."""
    after: list[Clock] = []
    for h in await held(tx, ticket, also_over=True):
        if h.clock.met_at == met_at:
            stood_still = bool(h.clock.pauses) and h.clock.pauses[-1].until is None
            clock = msgspec.structs.replace(
                h.clock, met_at=None, running_since=None if stood_still else met_at
            )
            await _save(tx, h, clock)
            after.append(clock)
        elif h.clock.met_at is None:
            after.append(h.clock)
    await _due(tx, ticket, after)


async def retarget(tx: Tx, ticket: Ticket) -> None:
    """Topic, priority or channel changed: open clocks take the allowance of the policy that fits now. They keep their
    start and what is spent, and no promise made to the player gets later by it."""
    policy = await policy_of(tx, ticket)
    after: list[Clock] = []
    for h in await held(tx, ticket):
        allowance = policy.allowance(h.clock.kind)
        if allowance is None or allowance >= h.clock.allowance or h.row.policy_id == policy.id:
            after.append(h.clock)
            continue
        clock = msgspec.structs.replace(
            h.clock, allowance=allowance, hours=policy.hours, warn_share=policy.warn_share, policy=policy.name
        )
        await _save(tx, Held(h.row, clock, policy), clock)
        after.append(clock)
    await _due(tx, ticket, after)


async def held(tx: Tx, ticket: Ticket, *, also_over: bool = False) -> list[Held]:
    """A ticket's open clocks (and those that are over)."""
    rows = await tx.all(
        Row,
        f"""
        SELECT {_COLUMNS}
        FROM   clock
        WHERE  brand_id = $1 AND ticket_id = $2 AND (met_at IS NULL OR $3)
        ORDER  BY started_at, kind
        """,
        ticket.brand,
        ticket.id,
        also_over,
    )
    return [await _held(tx, row) for row in rows]


async def _held(tx: Tx, row: Row) -> Held:
    policy = (await policies(tx, row.brand))[row.policy_id]
    clock = Clock(
        kind=Kind(row.kind),
        started_at=row.started_at,
        allowance=row.allowance,
        hours=policy.hours,
        warn_share=row.warn_share,
        policy=policy.name,
        spent=row.spent,
        running_since=row.running_since,
        pauses=tuple(msgspec.convert(row.pauses, list[Pause])),
        warned_at=row.warned_at,
        breached_at=row.breached_at,
        met_at=row.met_at,
    )
    return Held(row, clock, policy)


async def _save(tx: Tx, h: Held, clock: Clock) -> None:
    row = clocks.stored(clock)
    await tx.run(
        """
        UPDATE clock
        SET    allowance = $3, warn_share = $4, spent = $5, running_since = $6, pauses = $7, due_at = $8, warn_at = $9,
               warned_at = $10, breached_at = $11, met_at = $12, next_at = $13, policy_id = $14
        WHERE  brand_id = $1 AND id = $2
        """,
        h.row.brand,
        h.row.id,
        row.allowance,
        row.warn_share,
        row.spent,
        row.running_since,
        msgspec.to_builtins(row.pauses),
        row.due_at,
        row.warn_at,
        row.warned_at,
        row.breached_at,
        row.met_at,
        _next(clock, h.policy, h.row.step, warned=h.row.told_warning, breached=h.row.told_breach),
        h.policy.id,
    )
    tx.wake.add("clocks")


def _next(clock: Clock, policy: Policy, step: int, *, warned: bool, breached: bool) -> datetime | None:
    """The next moment at which this clock does something that it has not done yet."""
    if clock.running_since is None:
        return None
    moments: list[datetime | None] = []
    if not warned:
        moments.append(clocks.warn_at(clock))
    if not breached:
        moments.append(clocks.due(clock))
    rungs = ladder(policy, clock.allowance)
    if step < len(rungs):
        moments.append(rung_at(clock, rungs[step]))
    return min((moment for moment in moments if moment is not None), default=None)


async def _due(tx: Tx, ticket: Ticket, open_clocks: Iterable[Clock]) -> None:
    still = list(open_clocks)
    await tx.run(
        """
        UPDATE ticket SET due_at = $3, promises = $4
        WHERE  brand_id = $1 AND id = $2 AND (due_at IS DISTINCT FROM $3 OR promises <> $4)
        """,
        ticket.brand,
        ticket.id,
        first_due(clock for clock in still if clock.running_since is not None),
        clocks.told(still),
    )


# ── timers ──────────────────────────────────────────────────────────────────────────────────────────────────


async def step(db: Database) -> int:
    """Does what is due of up to 50 clocks, each in its own transaction, under its ticket's lock."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.connection.fetch(
            "SELECT brand_id, ticket_id, id FROM clock WHERE next_at <= now() ORDER BY next_at LIMIT 50"
        )
    for row in due:
        try:
            async with db.tx(SYSTEM) as tx:
                ticket = await tickets.hold(tx, row["brand_id"], row["ticket_id"])
                await _strike(tx, ticket, row["id"])
        except Exception as problem:  # one clock must not stop all others
            log.error("clock failed", clock=str(row["id"]), problem=type(problem).__name__, exc_info=True)
            async with db.tx(SYSTEM) as tx:
                await tx.run(
                    "UPDATE clock SET next_at = now() + interval '1 minute' WHERE brand_id = $1 AND id = $2 AND next_at <= now()",
                    row["brand_id"],
                    row["id"],
                )
    return len(due)


async def _strike(tx: Tx, ticket: Ticket, clock_id: UUID) -> None:
    row = await tx.maybe(
        Row,
        f"SELECT {_COLUMNS} FROM clock WHERE brand_id = $1 AND id = $2 AND next_at <= now() FOR UPDATE",
        ticket.brand,
        clock_id,
    )
    if row is None:  # another worker did it, or something was said meanwhile
        return
    h = await _held(tx, row)
    now: datetime = await tx.value("SELECT now()")
    warns, breaks = clocks.warn_at(h.clock), clocks.due(h.clock)
    warned = row.told_warning or (warns is not None and warns <= now)
    broken = row.told_breach or (breaks is not None and breaks <= now)
    rungs = ladder(h.policy, h.clock.allowance)
    climbed = row.step
    while climbed < len(rungs) and (moment := rung_at(h.clock, rungs[climbed])) is not None and moment <= now:
        climbed += 1
    raised = any(rung.what is What.raise_priority for rung in rungs[row.step : climbed])
    clock = msgspec.structs.replace(
        h.clock,
        warned_at=warns if warned else h.clock.warned_at,
        breached_at=breaks if broken else h.clock.breached_at,
    )
    await tx.run(
        """
        UPDATE clock
        SET    warned_at = $3, breached_at = $4, told_warning = $5, told_breach = $6, step = $7, next_at = $8,
               raised = raised OR $9
        WHERE  brand_id = $1 AND id = $2
        """,
        row.brand,
        row.id,
        clock.warned_at,
        clock.breached_at,
        warned,
        broken,
        climbed,
        _next(clock, h.policy, climbed, warned=warned, breached=broken),
        raised,
    )
    await _due(tx, ticket, [other.clock for other in await held(tx, ticket)])
    if broken and not row.told_breach and breaks is not None:
        await record(tx, ticket, events.ClockBreached(kind=row.kind, due_at=breaks), h)
    elif warned and not row.told_warning and breaks is not None:
        await record(tx, ticket, events.ClockWarned(kind=row.kind, due_at=breaks), h)
    for place in range(row.step, climbed):
        await record(tx, ticket, events.Escalated(step=place + 1, what=rungs[place].what.value), rungs[place])


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM clock WHERE next_at IS NOT NULL")
        return due
