"""Clocks: warned, breached, paused and met at the right moments, and able to tell why."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.sla.calendars import ALWAYS, Hours, NeverOpen, weekly
from pitboss.sla.clocks import (
    Clock,
    Kind,
    State,
    StoredClock,
    due,
    kept,
    met,
    next_at,
    pause,
    restored,
    resume,
    spent,
    start,
    state,
    stored,
    warn_at,
)
from pitboss.sla.explain import StepKind, explain, steps
from tests.sla.test_calendars import ALLOWANCES, MOMENTS, calendars

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
OFFICE = weekly(
    "Europe/Moscow", dict.fromkeys(range(5), ("09:00-13:00", "14:00-18:00")), {date(2026, 1, 14): ()}
)


def a_clock(allowance: timedelta = 4 * HOUR, hours: Hours = ALWAYS) -> Clock:
    return start(Kind.first_reply, NOON, allowance, hours, policy="E-mail")


def test_a_clock_runs_warns_and_breaks_in_turn() -> None:
    clock = a_clock()
    assert due(clock) == NOON + 4 * HOUR
    assert warn_at(clock) == NOON + 3 * HOUR
    assert state(clock, NOON) is State.running
    assert next_at(clock, NOON) == NOON + 3 * HOUR
    assert state(clock, NOON + 3 * HOUR) is State.warned
    assert next_at(clock, NOON + 3 * HOUR) == NOON + 4 * HOUR
    assert state(clock, NOON + 4 * HOUR) is State.breached
    assert next_at(clock, NOON + 4 * HOUR) is None
    assert kept(clock) is None


def test_a_pause_stops_the_count_and_moves_the_deadline() -> None:
    paused = pause(a_clock(), NOON + HOUR, "waiting for the player")
    assert due(paused) is None
    assert next_at(paused, NOON + 9 * HOUR) is None
    assert state(paused, NOON + 9 * HOUR) is State.paused
    assert spent(paused, NOON + 9 * HOUR) == HOUR
    running = resume(paused, NOON + 10 * HOUR)
    assert due(running) == NOON + 13 * HOUR
    assert warn_at(running) == NOON + 12 * HOUR
    assert spent(running, NOON + 11 * HOUR) == 2 * HOUR


def test_a_pause_outside_open_hours_moves_nothing() -> None:
    evening = datetime(2026, 1, 12, 16, tzinfo=UTC)
    clock = start(Kind.resolution, NOON, 6 * HOUR, OFFICE)
    rested = resume(pause(clock, evening, "on hold"), evening + 10 * HOUR)
    assert due(rested) == due(clock)


def test_pausing_and_resuming_twice_is_the_same_as_once() -> None:
    paused = pause(a_clock(), NOON + HOUR, "a")
    assert pause(paused, NOON + 2 * HOUR, "b") == paused
    running = resume(paused, NOON + 3 * HOUR)
    assert resume(running, NOON + 4 * HOUR) == running


def test_a_breach_stays_a_breach_through_a_pause() -> None:
    paused = pause(a_clock(), NOON + 5 * HOUR, "on hold")
    assert state(paused, NOON + 6 * HOUR) is State.breached
    assert due(resume(paused, NOON + 7 * HOUR)) == NOON + 4 * HOUR


def test_a_warning_given_before_a_pause_is_not_given_again() -> None:
    paused = pause(a_clock(), NOON + 3.5 * HOUR, "on hold")
    running = resume(paused, NOON + 8 * HOUR)
    assert state(running, NOON + 8 * HOUR) is State.warned
    assert warn_at(running) == NOON + 3 * HOUR
    assert next_at(running, NOON + 8 * HOUR) == NOON + 8.5 * HOUR


@pytest.mark.parametrize(("after", "in_time"), [(1, True), (4, True), (4.001, False), (9, False)])
def test_a_promise_is_kept_up_to_the_very_moment(after: float, in_time: bool) -> None:
    done = met(a_clock(), NOON + after * HOUR)
    assert state(done, NOON + 99 * HOUR) is State.met
    assert kept(done) is in_time
    assert met(done, NOON) == done
    assert pause(done, NOON, "x") == done
    assert resume(done, NOON) == done
    assert next_at(done, NOON) is None


def test_a_promise_met_while_paused_is_kept() -> None:
    assert kept(met(pause(a_clock(), NOON + HOUR, "x"), NOON + 99 * HOUR)) is True


def test_a_clock_on_hours_that_never_open_is_refused() -> None:
    with pytest.raises(NeverOpen):
        a_clock(hours=weekly("UTC", {}))


def test_a_clock_survives_its_row() -> None:
    clock = resume(pause(a_clock(hours=OFFICE), NOON + HOUR, "on hold"), NOON + 2 * HOUR)
    row = msgspec.json.decode(msgspec.json.encode(stored(clock)), type=StoredClock)
    assert restored(row, OFFICE, "E-mail") == clock
    assert stored(restored(row, OFFICE)) == row
    bare = msgspec.structs.replace(row, pauses=(), warned_at=None)
    assert due(restored(bare, OFFICE)) == due(clock)


# --- telling why


def test_an_explanation_tells_every_step_in_english() -> None:
    clock = resume(pause(start(Kind.first_reply, NOON, 8 * HOUR, OFFICE, policy="E-mail"), NOON + 2 * HOUR, "on hold"),
                   NOON + 3 * HOUR)  # fmt: skip
    assert explain(clock, NOON + 3 * HOUR, "en") == [
        "Promise: first reply within 8 h of open time (E-mail).",
        "The clock started on Mon 12.01.2026 15:00 (Europe/Moscow).",
        "Open from Mon 12.01.2026 15:00 to Mon 12.01.2026 17:00: 2 h, together 2 h.",
        "Paused from Mon 12.01.2026 17:00 to Mon 12.01.2026 18:00, not counted: on hold.",
        "Open from Tue 13.01.2026 09:00 to Tue 13.01.2026 13:00: 4 h, together 6 h.",
        "Open from Tue 13.01.2026 14:00 to Tue 13.01.2026 16:00: 2 h, together 8 h.",
        "Due on Tue 13.01.2026 16:00: 2 h used, 6 h left.",
    ]


def test_an_explanation_tells_every_step_in_russian() -> None:
    clock = start(
        Kind.next_reply, datetime(2026, 1, 13, 14, 30, tzinfo=UTC), 90 * MINUTE, OFFICE, policy="Почта"
    )
    assert explain(clock, clock.started_at + 99 * HOUR, "ru")[:6] == [
        "Обещание: следующий ответ за 1 ч 30 мин рабочего времени (Почта).",
        "Отсчёт начат вт 13.01.2026 17:30 (Europe/Moscow).",
        "Открыто с вт 13.01.2026 17:30 до вт 13.01.2026 18:00: 30 мин, всего 30 мин.",
        "Праздник 14.01.2026: закрыто.",
        "Открыто с чт 15.01.2026 09:00 до чт 15.01.2026 13:00: 4 ч, всего 4 ч 30 мин.",
        "Открыто с чт 15.01.2026 14:00 до чт 15.01.2026 18:00: 4 ч, всего 8 ч 30 мин.",
    ]
    assert explain(clock, clock.started_at + 99 * HOUR, "ru")[-1].startswith("Срок был чт 15.01.2026 10:00")


@pytest.mark.parametrize(
    ("clock", "now", "ending"),
    [
        (pause(a_clock(), NOON + HOUR, ""), 9, "Paused now: 1 h used, 3 h left. The due moment is set again when the "
         "clock goes on."),
        (met(a_clock(), NOON + HOUR), 9, "Met on Mon 12.01.2026 13:00 after 1 h, in time."),
        (met(a_clock(), NOON + 5 * HOUR), 9, "Met on Mon 12.01.2026 17:00 after 5 h, late by 1 h of open time."),
        (a_clock(), 5, "Was due on Mon 12.01.2026 16:00; over by 1 h of open time."),
    ],
)  # fmt: skip
def test_an_explanation_ends_with_how_things_stand(clock: Clock, now: int, ending: str) -> None:
    assert explain(clock, NOON + now * HOUR, "en")[-1] == ending


def test_a_long_explanation_is_told_in_short() -> None:
    clock = start(Kind.resolution, NOON, 400 * HOUR, OFFICE)
    lines = explain(clock, NOON, "en")
    assert len(lines) < 32
    assert any("more steps" in line for line in lines)
    assert "together 400 h." in lines[-2]


def test_an_explanation_without_the_pauses_still_adds_up() -> None:
    clock = resume(pause(a_clock(), NOON + HOUR, ""), NOON + 2 * HOUR)
    bare = msgspec.structs.replace(clock, pauses=())
    assert sum((step.used for step in steps(bare, NOON + 2 * HOUR)), timedelta()) == 4 * HOUR


# --- properties

GAPS = st.lists(st.tuples(ALLOWANCES, ALLOWANCES), max_size=4)


def lived(
    hours: Hours, began: datetime, allowance: timedelta, gaps: list[tuple[timedelta, timedelta]]
) -> Clock:
    clock = start(Kind.resolution, began, allowance, hours)
    at = began
    for run, rest in gaps:
        clock = pause(clock, at + run, "on hold")
        at += run + rest
        clock = resume(clock, at)
    return clock


@given(calendars(), MOMENTS, ALLOWANCES, GAPS)
def test_pausing_never_shortens(
    hours: Hours, began: datetime, allowance: timedelta, gaps: list[tuple[timedelta, timedelta]]
) -> None:
    without, paused = due(lived(hours, began, allowance, [])), due(lived(hours, began, allowance, gaps))
    assert without is not None
    assert paused is not None
    assert paused >= without


@given(calendars(), MOMENTS, ALLOWANCES, GAPS, ALLOWANCES)
def test_the_steps_told_add_up(
    hours: Hours,
    began: datetime,
    allowance: timedelta,
    gaps: list[tuple[timedelta, timedelta]],
    later: timedelta,
) -> None:
    clock = lived(hours, began, allowance, gaps)
    now = began + sum((run + rest for run, rest in gaps), timedelta()) + later
    told = steps(clock, now)
    total = sum((step.used for step in told), timedelta())
    assert total == max(allowance, spent(clock, now))
    assert sum(step.kind is StepKind.pause for step in told) == len(gaps)
    for language in ("ru", "en"):
        lines = explain(clock, now, language)
        assert not any(re.search(r"[{}]", line) for line in lines)


@given(calendars(), MOMENTS, ALLOWANCES, GAPS, ALLOWANCES)
def test_the_state_follows_from_what_is_spent(
    hours: Hours,
    began: datetime,
    allowance: timedelta,
    gaps: list[tuple[timedelta, timedelta]],
    later: timedelta,
) -> None:
    clock = lived(hours, began, allowance, gaps)
    now = began + sum((run + rest for run, rest in gaps), timedelta()) + later
    assert (state(clock, now) is State.breached) == (spent(clock, now) >= allowance)
    assert restored(stored(clock), hours) == clock
