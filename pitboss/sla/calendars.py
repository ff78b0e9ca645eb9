"""Opening hours, and how much of a stretch of time they cover. docs/subsystems/promises.md says why it is correct.

Open time is real elapsed time. Each interval of a day is held once: it opens when its local time is first reached and
closes when its end is first reached; a local time that the clocks skip is reached when they skip it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from pitboss.kit.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DAY = 24 * 60
SEARCHED_DAYS = 400
_DAY = timedelta(days=1)


class HoursRefused(Refused):
    """These opening hours can't be used."""

    status = 422


class UnknownZone(HoursRefused):
    """This time zone is not known. Use a name such as Europe/Moscow."""


class NotAWeek(HoursRefused):
    """Opening hours need seven days, Monday first."""


class UnreadableInterval(HoursRefused):
    """Write an interval as 09:00-18:00, within one day; its end may be 24:00."""


class EmptyInterval(HoursRefused):
    """An interval must be longer than nothing."""


class EndBeforeStart(HoursRefused):
    """An interval must end after it starts. Split one that crosses midnight."""


class OverlappingIntervals(HoursRefused):
    """Two intervals of one day overlap."""


class HolidayTwice(HoursRefused):
    """A day is listed as a holiday twice."""


class NeverOpen(HoursRefused):
    """These opening hours have no open time within 400 days."""


class Interval(msgspec.Struct, frozen=True, order=True):
    """Open from `opens` to `closes`, in minutes of the local day (0 to 1440)."""

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{self.opens // 60:02}:{self.opens % 60:02}-{self.closes // 60:02}:{self.closes % 60:02}"


def _check(intervals: Sequence[Interval]) -> None:
    last = 0
    for one in intervals:
        if one.closes == one.opens:
            raise EmptyInterval
        if one.closes < one.opens:
            raise EndBeforeStart
        if one.opens < 0 or one.closes > DAY:
            raise UnreadableInterval
        if one.opens < last:
            raise OverlappingIntervals
        last = one.closes


@lru_cache(maxsize=512)
def _known_zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (
        KeyError,
        ValueError,
        OSError,
    ):  # ZoneInfoNotFoundError is a KeyError; a folder's name is an OSError
        return None


def _zone(name: str) -> ZoneInfo:
    zone = _known_zone(name)
    if zone is None:
        raise UnknownZone(f"The time zone “{name}” is not known. Use a name such as Europe/Moscow.")
    return zone


class Holiday(msgspec.Struct, frozen=True):
    """A day with hours of its own; no intervals: closed."""

    day: date
    intervals: tuple[Interval, ...] = ()
    name: str = ""


class Hours(msgspec.Struct, frozen=True):
    """When a team is there: IANA zone, the intervals of each weekday (Monday first), and days that differ.

    Intervals of a day are in order and may touch. Refused on making: UnknownZone, NotAWeek, EmptyInterval,
    EndBeforeStart, UnreadableInterval, OverlappingIntervals, HolidayTwice.
    """

    zone: str
    week: tuple[tuple[Interval, ...], ...]
    holidays: tuple[Holiday, ...] = ()

    def __post_init__(self) -> None:
        _zone(self.zone)
        if len(self.week) != 7:
            raise NotAWeek
        for intervals in (*self.week, *(holiday.intervals for holiday in self.holidays)):
            _check(intervals)
        if len({holiday.day for holiday in self.holidays}) != len(self.holidays):
            raise HolidayTwice

    @property
    def always(self) -> bool:
        """Open day and night, every day."""
        return all(
            sum(i.closes - i.opens for i in day) == DAY
            for day in (*self.week, *(holiday.intervals for holiday in self.holidays))
        )

    @property
    def tz(self) -> ZoneInfo:
        return _zone(self.zone)


ALWAYS = Hours("UTC", ((Interval(0, DAY),),) * 7)


def interval(text: str) -> Interval:
    """`09:00-18:00` as an interval; the end may be 24:00. Raises UnreadableInterval and its kin."""
    made = Interval(*_ends_of(text))
    _check((made,))
    return made


def weekly(
    zone: str,
    week: Mapping[int, Sequence[str]],
    holidays: Mapping[date, Sequence[str]] | None = None,
) -> Hours:
    """Hours from text: weekday (0 is Monday) and date to intervals. `22:00-06:00` is split at midnight.

    A weekday without an entry is closed, and so is a holiday without intervals (nothing crosses midnight there).
    """
    days: list[list[Interval]] = [[] for _ in range(7)]
    for weekday, texts in week.items():
        if weekday not in range(7):
            raise NotAWeek
        for text in texts:
            opens, closes = _ends_of(text)
            if closes < opens:
                days[weekday].append(Interval(opens, DAY))
                if closes:
                    days[(weekday + 1) % 7].append(Interval(0, closes))
            else:
                days[weekday].append(interval(text))
    special = tuple(
        Holiday(day, tuple(sorted(map(interval, texts)))) for day, texts in sorted((holidays or {}).items())
    )
    return Hours(zone, tuple(tuple(sorted(day)) for day in days), special)


def due_at(start: datetime, allowance: timedelta, hours: Hours) -> datetime:
    """The first moment (UTC) when `allowance` of open time has passed since `start`; `start` for no allowance.

    Raises NeverOpen where 400 days pass without open time before the allowance is used up.
    """
    if allowance < timedelta():
        raise ValueError("an allowance is not negative")
    start = utc(start)
    if not allowance:
        return start
    if hours.always:
        return start + allowance
    left = allowance
    for opens, closes in open_stretches(start, hours):
        if closes - opens >= left:
            return opens + left
        left -= closes - opens
    raise NeverOpen


def open_time_between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """How long it is open between two moments; nothing if `end` is not after `start`."""
    start, end = utc(start), utc(end)
    if end <= start:
        return timedelta()
    if hours.always:
        return end - start
    passed = timedelta()
    for opens, closes in open_stretches(start, hours, until=end):
        passed += closes - opens
    return passed


def open_stretches(
    start: datetime, hours: Hours, *, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """The open stretches (UTC) from `start` on, in order and apart; ends `until` then, or after 400 closed days."""
    start = utc(start)
    special = {holiday.day: holiday.intervals for holiday in hours.holidays}
    day = start.astimezone(hours.tz).date() - _DAY
    closed_days = 0
    while closed_days <= SEARCHED_DAYS or until is not None:
        if until is not None and reached(hours.tz, day, 0) >= until:
            return
        closed_days += 1
        for one in special.get(day, hours.week[day.weekday()]):
            opens = max(start, reached(hours.tz, day, one.opens))
            closes = reached(hours.tz, day, one.closes)
            if until is not None:
                closes = min(closes, until)
            if opens < closes:
                closed_days = 0
                yield opens, closes
        day += _DAY


@lru_cache(maxsize=4096)
def reached(zone: ZoneInfo, day: date, minute: int) -> datetime:
    """The first moment (UTC) when clocks in `zone` show this minute of the local day, or skip it."""
    local = datetime.combine(day, time()) + timedelta(minutes=minute)
    first = local.replace(tzinfo=zone).astimezone(UTC)
    second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if first <= second:
        return first
    # Skipped (PEP 495: fold=0 then reads by the offset before the jump): the jump lies between the two readings.
    before, after = second, first
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


def utc(moment: datetime) -> datetime:
    """The moment in UTC. A time without a zone is a bug of the caller: ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def _ends_of(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*(\d\d?):([0-5]\d)\s*[-–—]\s*(\d\d?):([0-5]\d)\s*", text, re.ASCII)
    if match is None:
        raise UnreadableInterval(f"“{text}” is not an interval. Write it as 09:00-18:00.")
    hour, minute, end_hour, end_minute = map(int, match.groups())
    return hour * 60 + minute, end_hour * 60 + end_minute
