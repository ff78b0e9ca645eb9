"""A clock measures one promise of a ticket in open time. Values in, values out; nothing here reads the time of day.

docs/subsystems/promises.md says how pausing works and why it never shortens a promise.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

import msgspec

from pitboss.sla.calendars import ALWAYS, Hours, due_at, open_time_between, utc

NOTHING = timedelta()


class Kind(StrEnum):
    first_reply = "first_reply"
    next_reply = "next_reply"
    resolution = "resolution"


ClockName = Literal["first_reply", "next_reply", "resolution"]


class State(StrEnum):
    running = "running"
    warned = "warned"
    breached = "breached"
    paused = "paused"
    met = "met"


class Pause(msgspec.Struct, frozen=True):
    """The clock stood still from `since` to `until` (None: still does)."""

    since: datetime
    reason: str
    until: datetime | None = None


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """One running, paused or finished promise.

    `spent` is the open time used before `running_since`; `running_since` is None while paused and once met. With
    these two, `hours` and `allowance`, every other moment is computed; `pauses` only tell the story. `breached_at`
    and `warned_at` are kept once a pause or the end has put them into the past.
    """

    kind: Kind
    started_at: datetime
    allowance: timedelta
    hours: Hours = ALWAYS
    warn_share: float = 0.75
    policy: str = ""
    spent: timedelta = NOTHING
    running_since: datetime | None
    pauses: tuple[Pause, ...] = ()
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    met_at: datetime | None = None


class StoredClock(msgspec.Struct, frozen=True, kw_only=True):
    """A clock as its row: what it was computed from, and the moments computed. Hours and policy live elsewhere."""

    kind: Kind
    allowance: timedelta
    warn_share: float
    started_at: datetime
    spent: timedelta
    running_since: datetime | None
    pauses: tuple[Pause, ...]
    due_at: datetime | None
    warn_at: datetime | None
    warned_at: datetime | None
    breached_at: datetime | None
    met_at: datetime | None


def start(
    kind: Kind,
    at: datetime,
    allowance: timedelta,
    hours: Hours = ALWAYS,
    *,
    warn_share: float = 0.75,
    policy: str = "",
) -> Clock:
    """A clock that runs from `at`. Raises NeverOpen if the hours can't hold the allowance."""
    due_at(at, allowance, hours)
    return Clock(
        kind=kind,
        started_at=utc(at),
        allowance=allowance,
        hours=hours,
        warn_share=warn_share,
        policy=policy,
        running_since=utc(at),
    )


def pause(clock: Clock, at: datetime, reason: str) -> Clock:
    """The clock, standing still from `at`. A clock that stands still or is met stays as it is."""
    if clock.running_since is None:
        return clock
    at = max(utc(at), clock.running_since)
    return msgspec.structs.replace(
        _settled(clock, at), running_since=None, pauses=(*clock.pauses, Pause(at, reason))
    )


def resume(clock: Clock, at: datetime) -> Clock:
    """The clock, running on from `at`. A clock that runs or is met stays as it is."""
    if clock.running_since is not None or clock.met_at is not None:
        return clock
    *earlier, last = clock.pauses or (Pause(clock.started_at, ""),)
    at = max(utc(at), last.since)
    ended = msgspec.structs.replace(last, until=at)
    return msgspec.structs.replace(clock, running_since=at, pauses=(*earlier, ended) if clock.pauses else ())


def met(clock: Clock, at: datetime) -> Clock:
    """The clock, finished at `at`. The first end counts."""
    if clock.met_at is not None:
        return clock
    at = utc(at)
    return msgspec.structs.replace(_settled(clock, at), running_since=None, met_at=at)


def kept(clock: Clock) -> bool | None:
    """Whether the promise was kept; None while that is open. A reply at the very moment that is due keeps it."""
    if clock.met_at is None:
        return None if clock.breached_at is None else False
    return clock.breached_at is None or clock.breached_at >= clock.met_at


def spent(clock: Clock, now: datetime) -> timedelta:
    """Open time used up to `now`, pauses left out."""
    if clock.running_since is None:
        return clock.spent
    return clock.spent + open_time_between(clock.running_since, now, clock.hours)


def reached_at(clock: Clock, amount: timedelta) -> datetime | None:
    """When `amount` of open time is used; None while the clock stands still.

    An amount used up before the last pause gives the moment when the clock resumed: it can only be acted upon then.
    """
    if clock.running_since is None:
        return None
    return due_at(clock.running_since, max(NOTHING, amount - clock.spent), clock.hours)


def due(clock: Clock) -> datetime | None:
    """When the promise breaks or broke; None while paused before that, or met in time."""
    return clock.breached_at or reached_at(clock, clock.allowance)


def warn_at(clock: Clock) -> datetime | None:
    """When `warn_share` of the allowance is used; None while paused before that, or met before that."""
    return clock.warned_at or reached_at(clock, clock.allowance * clock.warn_share)


def state(clock: Clock, now: datetime) -> State:
    """The clock at `now`. From the moment that is due it is breached, paused or not; once met it is met."""
    if clock.met_at is not None:
        return State.met
    breaks, warns = due(clock), warn_at(clock)
    if breaks is not None and utc(now) >= breaks:
        return State.breached
    if clock.running_since is None:
        return State.paused
    return State.warned if warns is not None and utc(now) >= warns else State.running


def next_at(clock: Clock, now: datetime) -> datetime | None:
    """The next warning or breach after `now`; None if nothing will happen by itself."""
    if clock.running_since is None:
        return None
    moments = [moment for moment in (warn_at(clock), due(clock)) if moment is not None and moment > utc(now)]
    return min(moments, default=None)


def stored(clock: Clock) -> StoredClock:
    return StoredClock(
        kind=clock.kind,
        allowance=clock.allowance,
        warn_share=clock.warn_share,
        started_at=clock.started_at,
        spent=clock.spent,
        running_since=clock.running_since,
        pauses=clock.pauses,
        due_at=due(clock),
        warn_at=warn_at(clock),
        warned_at=clock.warned_at,
        breached_at=clock.breached_at,
        met_at=clock.met_at,
    )


def told(clocks: Iterable[Clock]) -> list[dict[str, object]]:
    """Open clocks as the ticket's own row shows them, in lists."""
    return [
        {
            "kind": clock.kind.value,
            "due_at": due(clock),
            "warn_at": warn_at(clock),
            "warned": clock.warned_at is not None,
            "breached": clock.breached_at is not None,
            "paused": clock.running_since is None,
        }
        for clock in sorted(clocks, key=lambda clock: list(Kind).index(clock.kind))
    ]


def restored(row: StoredClock, hours: Hours, policy: str = "") -> Clock:
    """The clock of a row. `stored(restored(row, hours))` is `row` as long as the hours are the same."""
    return Clock(
        kind=row.kind,
        allowance=row.allowance,
        warn_share=row.warn_share,
        started_at=row.started_at,
        spent=row.spent,
        running_since=row.running_since,
        pauses=row.pauses,
        warned_at=row.warned_at,
        breached_at=row.breached_at,
        met_at=row.met_at,
        hours=hours,
        policy=policy,
    )


def _settled(clock: Clock, at: datetime) -> Clock:
    """The clock with what has happened by `at` written down, before it stops running."""
    warns, breaks = warn_at(clock), due(clock)
    return msgspec.structs.replace(
        clock,
        spent=spent(clock, at),
        warned_at=warns if warns is not None and warns <= at else None,
        breached_at=breaks if breaks is not None and breaks <= at else None,
    )
