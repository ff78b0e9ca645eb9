"""Promises and calendars as settings: every write, the pages that show them, and a preview."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.events.reasons import because
from pitboss.kit.durations import Language
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.sla import clocks, events
from pitboss.sla.actions import policy_for
from pitboss.sla.calendars import ALWAYS, DAY, Hours, HoursRefused, NeverOpen
from pitboss.sla.clocks import Kind
from pitboss.sla.explain import explain
from pitboss.sla.policies import EVERY_PAUSE, Pauses, Rung, counted

LONGEST = timedelta(days=366)
MAX_RUNGS = 20


class NoSuchCalendar(NotFound):
    """There is no such calendar in this brand."""


class NoSuchPolicy(NotFound):
    """There is no such promise in this brand."""


class CalendarExists(Conflict):
    """The brand already has a calendar of this name."""


class PolicyExists(Conflict):
    """The brand already has a promise of this name."""


class CalendarInUse(Conflict):
    """Promises are counted by this calendar, or a channel is staffed by it. Give them another one first."""


class LastPromise(Conflict):
    """Every ticket needs a promise: one must fit every channel, topic and priority."""


class HoursTooShort(HoursRefused):
    """These opening hours are too short: the promise would take longer than two years of them."""


class Calendar(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    hours: Hours


class Promised(msgspec.Struct, frozen=True, kw_only=True):
    """A promise policy as its row: see sla.policies.Policy. `calendar_id` None: day and night."""

    id: UUID
    name: str
    channel: str | None = None
    topic: str | None = None
    priority: int | None = None
    first_reply: timedelta | None = None
    next_reply: timedelta | None = None
    resolution: timedelta | None = None
    aim: timedelta | None = None
    warn_share: float = 0.75
    calendar_id: UUID | None = None
    pauses: tuple[Pauses, ...] = EVERY_PAUSE
    ladder: tuple[Rung, ...] = ()
    position: int = 0


class Preview(msgspec.Struct, frozen=True):
    """What a ticket that comes at a moment would be promised. `steps`: sentences that tell how `due_at` comes about."""

    kind: Kind
    policy: str
    due_at: datetime | None
    steps: list[str]


_COLUMNS = """id, name, channel, topic, priority, first_reply, next_reply, resolution, aim, warn_share, calendar_id, pauses,
    ladder, position"""


def _promised(row: Any) -> Promised:
    return Promised(
        **{
            **row,
            "ladder": tuple(msgspec.convert(row["ladder"], list[Rung])),
            "pauses": tuple(Pauses(rule) for rule in row["pauses"]),
        }
    )


async def promises(tx: Tx, brand: str) -> list[Promised]:
    """In the order in which equally specific ones win."""
    rows = await tx.connection.fetch(
        f"SELECT {_COLUMNS} FROM promise_policy WHERE brand_id = $1 AND retired_at IS NULL ORDER BY position, name",
        brand,
    )
    return [_promised(row) for row in rows]


async def calendars(tx: Tx, brand: str) -> list[Calendar]:
    rows = await tx.connection.fetch(
        "SELECT id, name, hours FROM calendar WHERE brand_id = $1 ORDER BY name", brand
    )
    return [Calendar(row["id"], row["name"], msgspec.convert(row["hours"], Hours)) for row in rows]


async def hours_of(tx: Tx, brand: str, calendar_id: UUID) -> Hours:
    """The transaction is staff's or the desk's own."""
    known: Hours | None = tx.cache.get(("hours", brand, calendar_id))
    if known is None:
        known = (await _calendar(tx, brand, calendar_id)).hours
        tx.cache[("hours", brand, calendar_id)] = known
    return known


async def create_calendar(tx: Tx, brand: str, *, name: str, hours: Hours) -> Calendar:
    tx.actor.must("promises.manage", brand)
    _must_open(hours)
    calendar = Calendar(new_id(), _name(name, "A calendar's name"), hours)
    added = await tx.run(
        "INSERT INTO calendar (brand_id, id, name, hours) VALUES ($1, $2, $3, $4) ON CONFLICT (brand_id, name) DO NOTHING",
        brand,
        calendar.id,
        calendar.name,
        msgspec.to_builtins(hours),
    )
    if not added:
        raise CalendarExists
    await record_in(tx, brand, events.CalendarCreated(calendar=calendar.id, name=calendar.name))
    tx.wake.add("settings")
    return calendar


async def change_calendar(
    tx: Tx, brand: str, calendar_id: UUID, *, name: str | None = None, hours: Hours | None = None
) -> Calendar:
    """None stays. Moments that were already computed stay until their clock next stops, runs on or is met."""
    tx.actor.must("promises.manage", brand)
    await _hold_brand(tx, brand)
    before = await _calendar(tx, brand, calendar_id)
    after = Calendar(
        calendar_id,
        before.name if name is None else _name(name, "A calendar's name"),
        before.hours if hours is None else hours,
    )
    _must_open(after.hours)
    for policy in await promises(tx, brand):
        if policy.calendar_id == calendar_id:
            _must_fit(policy, counted(after.hours, policy.pauses))
    fields = [f for f in ("name", "hours") if getattr(before, f) != getattr(after, f)]
    if not fields:
        return before
    try:
        async with tx.savepoint():
            await tx.run(
                "UPDATE calendar SET name = $3, hours = $4 WHERE brand_id = $1 AND id = $2",
                brand,
                calendar_id,
                after.name,
                msgspec.to_builtins(after.hours),
            )
    except asyncpg.UniqueViolationError as problem:
        raise CalendarExists from problem
    await record_in(tx, brand, events.CalendarChanged(calendar=calendar_id, fields=fields))
    tx.wake.add("settings")
    return after


async def delete_calendar(tx: Tx, brand: str, calendar_id: UUID) -> None:
    """
    Raises:
        NoSuchCalendar, CalendarInUse (also by a retired promise: what was promised can always be explained).
    """
    tx.actor.must("promises.manage", brand)
    calendar = await _calendar(tx, brand, calendar_id)
    try:
        async with tx.savepoint():
            await tx.run("DELETE FROM calendar WHERE brand_id = $1 AND id = $2", brand, calendar_id)
    except asyncpg.ForeignKeyViolationError as problem:
        raise CalendarInUse from problem
    await record_in(tx, brand, events.CalendarDeleted(calendar=calendar_id, name=calendar.name))
    tx.wake.add("settings")


async def create_policy(tx: Tx, brand: str, wanted: Promised) -> Promised:
    """`wanted.id` is replaced. Channel and topic are taken as given: the caller knows which there are."""
    tx.actor.must("promises.manage", brand)
    await _hold_brand(tx, brand)
    policy = await _checked(tx, brand, msgspec.structs.replace(wanted, id=new_id()))
    await _write(
        tx,
        """
        INSERT INTO promise_policy (brand_id, id, name, channel, topic, priority, first_reply, next_reply, resolution, aim,
                                    warn_share, calendar_id, ladder, position, pauses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        brand,
        policy,
    )
    await record_in(tx, brand, events.PolicyCreated(policy=policy.id, name=policy.name))
    return policy


async def change_policy(tx: Tx, brand: str, policy_id: UUID, **to: Any) -> Promised:
    """`to`: fields of Promised. Promises already given keep their allowance."""
    tx.actor.must("promises.manage", brand)
    await _hold_brand(tx, brand)
    before = await _policy(tx, brand, policy_id)
    after = await _checked(tx, brand, msgspec.structs.replace(before, **to))
    fields = [f for f in Promised.__struct_fields__ if getattr(before, f) != getattr(after, f)]
    if not fields:
        return before
    if _fits_all(before) and not _fits_all(after):
        await _must_not_be_last(tx, brand, policy_id)
    await _write(
        tx,
        """
        UPDATE promise_policy
        SET    name = $3, channel = $4, topic = $5, priority = $6, first_reply = $7, next_reply = $8, resolution = $9,
               aim = $10, warn_share = $11, calendar_id = $12, ladder = $13, position = $14,
               pauses = $15
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        after,
    )
    await record_in(tx, brand, events.PolicyChanged(policy=policy_id, fields=fields))
    return after


async def retire_policy(tx: Tx, brand: str, policy_id: UUID) -> None:
    """
    Raises:
        NoSuchPolicy, LastPromise.
    """
    tx.actor.must("promises.manage", brand)
    await _hold_brand(tx, brand)
    policy = await _policy(tx, brand, policy_id)
    if _fits_all(policy):
        await _must_not_be_last(tx, brand, policy_id)
    await tx.run(
        "UPDATE promise_policy SET retired_at = now() WHERE brand_id = $1 AND id = $2", brand, policy_id
    )
    await record_in(tx, brand, events.PolicyRetired(policy=policy_id, name=policy.name))
    tx.wake.add("settings")


async def preview(
    tx: Tx, brand: str, *, channel: str, topic: str, priority: int, at: datetime, language: Language
) -> list[Preview]:
    """What a ticket that comes at `at` would be promised, and why."""
    tx.actor.must("promises.manage", brand)
    if not 2000 <= at.year < 2200:
        raise Invalid("Name a moment between the years 2000 and 2200.")
    policy = await policy_for(tx, brand, channel=channel, topic=topic, priority=priority)
    shown = []
    for kind in Kind:
        if (allowance := policy.allowance(kind)) is None:
            continue
        clock = clocks.start(
            kind, at, allowance, policy.hours, warn_share=policy.warn_share, policy=policy.name
        )
        shown.append(Preview(kind, policy.name, clocks.due(clock), explain(clock, at, language)))
    return shown


class Story(msgspec.Struct, frozen=True):
    """A made-up ticket by which pauses are explained: from its beginning `work` of them passes, then it waits for the
    player, then `work` again, then it is on hold, and is worked on from then on."""

    at: datetime
    work: timedelta
    waiting: timedelta
    on_hold: timedelta


async def preview_pauses(
    tx: Tx, brand: str, kind: Kind, policy: Promised, story: Story, language: Language
) -> Preview:
    """How a clock of a promise that may not be saved yet lives through the story."""
    tx.actor.must("promises.manage", brand)
    if not 2000 <= story.at.year < 2200:
        raise Invalid("Name a moment between the years 2000 and 2200.")
    policy = await _checked(tx, brand, policy)
    allowance = {
        Kind.first_reply: policy.first_reply,
        Kind.next_reply: policy.next_reply,
        Kind.resolution: policy.resolution,
    }[kind]
    if allowance is None:
        raise Invalid("This promise says nothing of that. Choose one that has a time.")
    hours = ALWAYS
    if policy.calendar_id is not None:
        hours = (await _calendar(tx, brand, policy.calendar_id)).hours
    clock = clocks.start(
        kind,
        story.at,
        allowance,
        counted(hours, policy.pauses),
        warn_share=policy.warn_share,
        policy=policy.name,
    )
    at = story.at + story.work
    if Pauses.waiting_for_player in policy.pauses and kind is Kind.resolution and story.waiting:
        clock = clocks.resume(clocks.pause(clock, at, because("waiting_for_player")), at + story.waiting)
    at += story.waiting + story.work
    if Pauses.on_hold in policy.pauses and story.on_hold:
        clock = clocks.resume(clocks.pause(clock, at, because("on_hold")), at + story.on_hold)
    return Preview(kind, policy.name, clocks.due(clock), explain(clock, at + story.on_hold, language))


def _fits_all(policy: Promised) -> bool:
    return policy.channel is None and policy.topic is None and policy.priority is None


async def _must_not_be_last(tx: Tx, brand: str, policy_id: UUID) -> None:
    if not any(_fits_all(other) and other.id != policy_id for other in await promises(tx, brand)):
        raise LastPromise


async def _hold_brand(tx: Tx, brand: str) -> None:
    """A brand's promises change one at a time: their rules span them all."""
    await tx.run("SELECT 1 FROM brand WHERE id = $1 FOR NO KEY UPDATE", brand)


async def _policy(tx: Tx, brand: str, policy_id: UUID) -> Promised:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM promise_policy WHERE brand_id = $1 AND id = $2 AND retired_at IS NULL",
        brand,
        policy_id,
    )
    if row is None:
        raise NoSuchPolicy
    return _promised(row)


async def _calendar(tx: Tx, brand: str, calendar_id: UUID) -> Calendar:
    row = await tx.connection.fetchrow(
        "SELECT id, name, hours FROM calendar WHERE brand_id = $1 AND id = $2", brand, calendar_id
    )
    if row is None:
        raise NoSuchCalendar
    return Calendar(row["id"], row["name"], msgspec.convert(row["hours"], Hours))


async def _checked(tx: Tx, brand: str, policy: Promised) -> Promised:
    policy = msgspec.structs.replace(
        policy,
        name=_name(policy.name, "A promise's name"),
        pauses=tuple(rule for rule in Pauses if rule in policy.pauses),
    )
    if policy.priority not in (None, 0, 1, 2, 3):
        raise Invalid("A priority is 0 (urgent) to 3 (low).")
    if not 0 < policy.warn_share < 1:
        raise Invalid("The share at which to warn lies between 0 and 1, as in 0.75.")
    if not 0 <= policy.position <= 10_000:
        raise Invalid("A position is a number from 0 to 10000.")
    if policy.first_reply is None and policy.next_reply is None and policy.resolution is None:
        raise Invalid("Promise at least one of first_reply, next_reply and resolution.")
    for what in ("first_reply", "next_reply", "resolution", "aim"):
        allowed: timedelta | None = getattr(policy, what)
        if allowed is not None and not timedelta(seconds=1) <= allowed <= LONGEST:
            raise Invalid(f"{what} is from 1 second to 366 days.")
    if len(policy.ladder) > MAX_RUNGS:
        raise Invalid(f"A ladder has at most {MAX_RUNGS} steps.")
    for rung in policy.ladder:
        if rung.after is not None and rung.after > LONGEST:
            raise Invalid("A step is taken at most 366 days after the promise broke.")
        if rung.queue is not None and not await tx.value(
            "SELECT EXISTS (SELECT 1 FROM queue WHERE brand_id = $1 AND name = $2)", brand, rung.queue
        ):
            raise Invalid(f"There is no queue {rung.queue!r} in this brand to move tickets to.")
    hours = ALWAYS
    if policy.calendar_id is not None:
        hours = (await _calendar(tx, brand, policy.calendar_id)).hours
    _must_fit(policy, counted(hours, policy.pauses))
    return policy


def _open_share(hours: Hours) -> float:
    return sum(i.closes - i.opens for day in hours.week for i in day) / (7 * DAY)


def _must_open(hours: Hours) -> None:
    if not _open_share(hours):
        raise NeverOpen("A calendar needs open time on at least one day of the week.")


def _must_fit(policy: Promised, hours: Hours) -> None:
    """A clock walks through its calendar day by day, so a promise that takes years of it is refused."""
    promised = [policy.first_reply, policy.next_reply, policy.resolution]
    longest = max((a for a in promised if a is not None), default=timedelta())
    longest += max((r.after for r in policy.ladder if r.after is not None), default=timedelta())
    if longest / _open_share(hours) > 2 * LONGEST:
        raise HoursTooShort(
            f"The promise {policy.name!r} would take longer than two years of these opening hours."
        )


def _name(text: str, what: str) -> str:
    shown = " ".join(text.split())
    if not 0 < len(shown) <= 100 or not shown.isprintable():
        raise Invalid(f"{what} has 1 to 100 printable characters.")
    return shown


async def _write(tx: Tx, sql: str, brand: str, policy: Promised) -> None:
    try:
        async with tx.savepoint():
            await tx.run(
                sql,
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
                policy.calendar_id,
                msgspec.to_builtins(policy.ladder),
                policy.position,
                [rule.value for rule in policy.pauses],
            )
    except asyncpg.UniqueViolationError as problem:
        raise PolicyExists from problem
    tx.wake.add("settings")
