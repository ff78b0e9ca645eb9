"""Opening hours: named refusals, and deadlines that survive what zones do to their clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboss.sla.calendars import (
    ALWAYS,
    EmptyInterval,
    EndBeforeStart,
    Holiday,
    HolidayTwice,
    Hours,
    HoursRefused,
    Interval,
    NeverOpen,
    NotAWeek,
    OverlappingIntervals,
    UnknownZone,
    UnreadableInterval,
    due_at,
    interval,
    open_time_between,
    weekly,
)

WEEKDAYS = range(5)
DAILY = range(7)


def every_day(zone: str, *texts: str) -> Hours:
    return weekly(zone, dict.fromkeys(DAILY, texts))


OFFICE = weekly(
    "Europe/Moscow",
    dict.fromkeys(WEEKDAYS, ("09:00-13:00", "14:00-18:00")),
    {date(2026, 1, 7): (), date(2026, 1, 9): ("10:00-12:00",)},
)

# name, zone, hours, start (local), allowance, due (local; second reading of a repeated hour: fold=1)
DUE: list[tuple[str, Hours, str, float, str]] = [
    ("within a morning", OFFICE, "2026-01-12 09:30", 2, "2026-01-12 11:30"),
    ("over lunch", OFFICE, "2026-01-12 12:00", 2, "2026-01-12 15:00"),
    ("to the minute of closing", OFFICE, "2026-01-12 12:00", 1, "2026-01-12 13:00"),
    ("over night", OFFICE, "2026-01-12 17:00", 2, "2026-01-13 10:00"),
    ("over a weekend", OFFICE, "2026-01-16 17:30", 1, "2026-01-19 09:30"),
    ("before opening", OFFICE, "2026-01-12 03:00", 1, "2026-01-12 10:00"),
    ("over a holiday", OFFICE, "2026-01-06 17:00", 2, "2026-01-08 10:00"),
    ("through a short day", OFFICE, "2026-01-08 17:00", 4, "2026-01-12 10:00"),
    ("nothing", OFFICE, "2026-01-11 05:00", 0, "2026-01-11 05:00"),
    ("leap day", every_day("Europe/Moscow", "09:00-10:00"), "2028-02-28 09:30", 1, "2028-02-29 09:30"),
    ("no leap day", every_day("Europe/Moscow", "09:00-10:00"), "2027-02-28 09:30", 1, "2027-03-01 09:30"),
    ("day and night", ALWAYS, "2026-01-12 09:30", 100, "2026-01-16 13:30"),
    ("far off", every_day("Europe/London", "09:00-10:00"), "2299-12-31 09:30", 1, "2300-01-01 09:30"),
    ("London, spring: 01:00 to 03:00 is an hour", every_day("Europe/London", "01:00-03:00"),
     "2026-03-28 02:00", 2.5, "2026-03-30 01:30"),
    ("London, autumn: 00:00 to 03:00 is four hours", every_day("Europe/London", "00:00-03:00"),
     "2026-10-25 00:00", 4, "2026-10-25 03:00"),
    ("London, start in the skipped hour", every_day("Europe/London", "01:30-03:00"),
     "2026-03-29 00:00", 1, "2026-03-29 03:00"),
    ("New York, spring", every_day("America/New_York", "00:00-24:00"), "2026-03-08 00:00", 12, "2026-03-08 13:00"),
    ("New York, autumn", every_day("America/New_York", "00:00-24:00"), "2026-11-01 00:00", 12, "2026-11-01 11:00"),
    ("New York, closes in the repeated hour: once", every_day("America/New_York", "00:00-01:30"),
     "2026-11-01 00:00", 2, "2026-11-02 00:30"),
    ("Moscow has no summer time", every_day("Europe/Moscow", "00:00-24:00"), "2026-03-29 00:00", 12, "2026-03-29 12:00"),
    ("Moscow, autumn of 2014", every_day("Europe/Moscow", "00:00-24:00"), "2014-10-26 00:00", 12, "2014-10-26 11:00"),
    ("Almaty, the shift of 2024", every_day("Asia/Almaty", "00:00-24:00"), "2024-02-29 12:00", 24, "2024-03-01 11:00"),
    ("Almaty, evening before the shift", every_day("Asia/Almaty", "22:00-24:00"),
     "2024-02-29 22:00", 2, "2024-02-29 23:00 fold"),
    ("Almaty, the whole evening before the shift", every_day("Asia/Almaty", "22:00-24:00"),
     "2024-02-29 22:00", 3, "2024-03-01 00:00"),
    ("Lord Howe, half an hour back", every_day("Australia/Lord_Howe", "01:00-03:00"),
     "2026-04-05 01:00", 2.5, "2026-04-05 03:00"),
    ("Lord Howe, half an hour on", every_day("Australia/Lord_Howe", "01:00-03:00"),
     "2026-10-04 01:00", 1.5, "2026-10-04 03:00"),
    ("Samoa, the day that was not", every_day("Pacific/Apia", "09:00-10:00"),
     "2011-12-29 09:30", 1, "2011-12-31 09:30"),
    ("Kathmandu, 5:45 from Greenwich", every_day("Asia/Kathmandu", "09:00-10:00"),
     "2026-05-01 09:30", 1, "2026-05-02 09:30"),
    ("a shift across midnight", weekly("Europe/Moscow", {4: ("22:00-06:00",)}),
     "2026-01-16 12:00", 5, "2026-01-17 03:00"),
    ("from Sunday night to Monday", weekly("Europe/Moscow", {6: ("23:00-01:00",)}),
     "2026-01-18 23:30", 1, "2026-01-19 00:30"),
]  # fmt: skip


def local(text: str, hours: Hours) -> datetime:
    moment = datetime.fromisoformat(text.removesuffix(" fold")).replace(tzinfo=ZoneInfo(hours.zone))
    return moment.replace(fold=int(text.endswith("fold")))


@pytest.mark.parametrize(
    ("hours", "start", "allowance", "due"), [c[1:] for c in DUE], ids=[c[0] for c in DUE]
)
def test_a_deadline_falls_where_open_time_runs_out(
    hours: Hours, start: str, allowance: float, due: str
) -> None:
    began = local(start, hours)
    assert due_at(began, timedelta(hours=allowance), hours) == local(due, hours).astimezone(UTC)
    assert open_time_between(began, local(due, hours), hours) == timedelta(hours=allowance)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda: Hours("Mars/Olympus", ALWAYS.week), UnknownZone),
        (lambda: Hours("../etc/passwd", ALWAYS.week), UnknownZone),
        (lambda: Hours("Europe", ALWAYS.week), UnknownZone),
        (lambda: Hours("", ALWAYS.week), UnknownZone),
        (lambda: Hours("UTC", ALWAYS.week[:6]), NotAWeek),
        (lambda: weekly("UTC", {7: ("09:00-10:00",)}), NotAWeek),
        (lambda: interval("09:00-09:00"), EmptyInterval),
        (lambda: interval("18:00-09:00"), EndBeforeStart),
        (lambda: interval("09:00-24:01"), UnreadableInterval),
        (lambda: interval("09:60-10:00"), UnreadableInterval),
        (lambda: interval("nine to five"), UnreadableInterval),
        (lambda: weekly("UTC", {0: ("25:00-26:00",)}), UnreadableInterval),
        (lambda: weekly("UTC", {0: ("09:00-12:00", "11:00-13:00")}), OverlappingIntervals),
        (lambda: weekly("UTC", {0: ("22:00-06:00",), 1: ("05:00-09:00",)}), OverlappingIntervals),
        (
            lambda: Hours("UTC", ALWAYS.week, (Holiday(date(2026, 1, 1)), Holiday(date(2026, 1, 1)))),
            HolidayTwice,
        ),
        (lambda: due_at(datetime(2026, 1, 1, tzinfo=UTC), timedelta(1), weekly("UTC", {})), NeverOpen),
    ],
)
def test_hours_that_make_no_sense_are_refused_by_name(make: object, refusal: type[HoursRefused]) -> None:
    assert callable(make)
    with pytest.raises(refusal) as told:
        make()
    assert told.value.status == 422
    assert told.value.detail.endswith(".")


def test_moments_without_a_zone_and_negative_allowances_are_bugs() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        due_at(naive, timedelta(1), ALWAYS)
    with pytest.raises(ValueError, match="negative"):
        due_at(naive.replace(tzinfo=UTC), -timedelta(1), ALWAYS)


# --- properties

ZONES = ["UTC", "Europe/London", "Europe/Moscow", "America/New_York", "Asia/Almaty", "Australia/Lord_Howe",
         "Pacific/Apia", "America/Havana", "Asia/Beirut", "Africa/Casablanca"]  # fmt: skip


@st.composite
def days(draw: st.DrawFn) -> tuple[Interval, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 96), max_size=6)))
    return tuple(Interval(a * 15, b * 15) for a, b in zip(edges[::2], edges[1::2], strict=False))


@st.composite
def calendars(draw: st.DrawFn) -> Hours:
    week = [draw(days()) for _ in range(7)]
    week[draw(st.integers(0, 6))] = (Interval(9 * 60, 17 * 60),)
    around = st.dates(date(2024, 1, 1), date(2026, 12, 31))
    holidays = draw(st.dictionaries(around, days(), max_size=4))
    return Hours(draw(st.sampled_from(ZONES)), tuple(week), tuple(Holiday(d, i) for d, i in holidays.items()))


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 1), timezones=st.just(UTC)) | st.sampled_from(  # noqa: DTZ001
    [
        datetime(2026, 3, 28, 22, tzinfo=UTC),
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2024, 2, 29, 15, tzinfo=UTC),
        datetime(2026, 4, 4, 13, tzinfo=UTC),
        datetime(2026, 3, 8, 3, tzinfo=UTC),
        datetime(2026, 11, 1, 3, tzinfo=UTC),
    ]
)
ALLOWANCES = st.timedeltas(timedelta(), timedelta(days=5))


@given(calendars(), MOMENTS, ALLOWANCES)
def test_the_open_time_up_to_the_deadline_is_the_allowance(
    hours: Hours, start: datetime, allowance: timedelta
) -> None:
    assert open_time_between(start, due_at(start, allowance, hours), hours) == allowance


@given(calendars(), MOMENTS, ALLOWANCES, ALLOWANCES)
def test_more_allowance_is_never_due_sooner(
    hours: Hours, start: datetime, one: timedelta, more: timedelta
) -> None:
    assert due_at(start, one, hours) <= due_at(start, one + more, hours)


@given(calendars(), MOMENTS, ALLOWANCES, ALLOWANCES)
def test_a_later_start_is_never_due_sooner(
    hours: Hours, start: datetime, later: timedelta, one: timedelta
) -> None:
    assert due_at(start, one, hours) <= due_at(start + later, one, hours)


@given(calendars(), MOMENTS, ALLOWANCES, ALLOWANCES)
def test_open_time_adds_up(hours: Hours, start: datetime, one: timedelta, two: timedelta) -> None:
    middle, end = start + one, start + one + two
    parts = open_time_between(start, middle, hours) + open_time_between(middle, end, hours)
    assert parts == open_time_between(start, end, hours)


@settings(max_examples=40)
@given(calendars(), MOMENTS, st.integers(0, 600))
def test_it_agrees_with_counting_minute_by_minute(hours: Hours, start: datetime, minutes: int) -> None:
    start = start.replace(second=0, microsecond=0)
    expected = counted(hours, start, minutes)
    if expected is not None:
        assert due_at(start, timedelta(minutes=minutes), hours) == expected


def counted(hours: Hours, start: datetime, minutes: int) -> datetime | None:
    """The slow way: look at the clock on the wall each minute. In a repeated hour nothing opens or closes."""
    special = {holiday.day: holiday.intervals for holiday in hours.holidays}
    moment = start - timedelta(hours=26)
    is_open = False
    for _ in range(26 * 60 + 4 * 24 * 60):
        if minutes == 0 and moment >= start:
            return moment
        wall = moment.astimezone(hours.tz)
        if not wall.fold:
            minute = wall.hour * 60 + wall.minute
            is_open = any(
                one.opens <= minute < one.closes
                for one in special.get(wall.date(), hours.week[wall.weekday()])
            )
        if is_open and moment >= start:
            minutes -= 1
        moment += timedelta(minutes=1)
    return None
