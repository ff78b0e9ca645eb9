"""The arithmetic of a clock, step by step, for an agent who asks why it is due when it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from pitboss.events import reasons
from pitboss.kit.durations import Language, in_short
from pitboss.sla import clocks
from pitboss.sla.calendars import open_stretches, utc
from pitboss.sla.clocks import NOTHING, Clock, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHOWN = 24
"""Steps told one by one; those between the first and the last of a longer story are told as one sum."""


class StepKind(StrEnum):
    open = "open"
    pause = "pause"
    holiday = "holiday"


class Step(msgspec.Struct, frozen=True):
    """One step of the count: `used` of open time between two moments, a pause with its reason, a holiday passed."""

    kind: StepKind
    start: datetime
    end: datetime
    used: timedelta = NOTHING
    note: str = ""


def steps(clock: Clock, now: datetime) -> list[Step]:
    """The open stretches that the clock counts, with its pauses and the holidays between, in order of time.

    The count ends when the clock is due, met or paused, or at `now` if that is later than due; the used times add up
    to the open time until then. A clock without its pauses tells what was used before `running_since` as one step.
    """
    found: list[Step] = []
    if not clock.pauses and clock.running_since not in (None, clock.started_at):
        found.append(
            Step(StepKind.open, clock.started_at, clock.running_since or clock.started_at, clock.spent)
        )
    for begin, end in _stretches(clock, now):
        found += (
            Step(StepKind.open, opens, closes, closes - opens)
            for opens, closes in open_stretches(begin, clock.hours, until=end)
            if opens < closes
        )
        found += _holidays(clock, begin, end)
    found += (
        Step(StepKind.pause, one.since, one.until or max(utc(now), one.since), note=one.reason)
        for one in clock.pauses
    )
    order = (StepKind.holiday, StepKind.open, StepKind.pause)
    return sorted(found, key=lambda step: (step.start, order.index(step.kind), step.end))


def explain(clock: Clock, now: datetime, language: Language) -> list[str]:
    """Sentences that tell how the due moment comes about, in the local time of the clock's hours."""
    say = _RU if language == "ru" else _EN

    def when(moment: datetime) -> str:
        local = moment.astimezone(clock.hours.tz)
        return f"{say[f'day{local.weekday()}']} {local:%d.%m.%Y %H:%M:%S}".removesuffix(":00")

    def short(duration: timedelta) -> str:
        return in_short(duration, language)

    lines = [
        say["promise"].format(
            kind=say[clock.kind], allowance=short(clock.allowance), policy=clock.policy or say["no_name"]
        ),
        say["start"].format(at=when(clock.started_at), zone=clock.hours.zone),
    ]
    if clock.hours.always:
        lines.append(say["always"])
    total = NOTHING
    told = steps(clock, now)
    first, last = (len(told), 0) if len(told) <= SHOWN else (SHOWN // 2, len(told) - SHOWN // 2)
    left_out = NOTHING
    for number, step in enumerate(told):
        total += step.used
        if first <= number < last:
            left_out += step.used
            if number == last - 1:
                lines.append(say["more"].format(count=last - first, used=short(left_out), total=short(total)))
        elif step.kind is StepKind.open:
            lines.append(
                say["open"].format(
                    start=when(step.start), end=when(step.end), used=short(step.used), total=short(total)
                )
            )
        elif step.kind is StepKind.pause:
            lines.append(
                say["pause"].format(
                    start=when(step.start),
                    end=when(step.end),
                    reason=reasons.told(step.note, language) or "–",
                )
            )
        else:
            day = f"{step.start.astimezone(clock.hours.tz):%d.%m.%Y}"
            lines.append(say["holiday"].format(day=day, name=step.note or say["closed"]))
    lines.append(_ending(clock, now, say, when, short))
    return lines


def _ending(
    clock: Clock,
    now: datetime,
    say: dict[str, str],
    when: Callable[[datetime], str],
    short: Callable[[timedelta], str],
) -> str:
    used = clocks.spent(clock, now)
    left = max(NOTHING, clock.allowance - used)
    if clock.met_at is not None:
        return say["met" if clocks.kept(clock) else "met_late"].format(
            at=when(clock.met_at),
            used=short(clock.spent),
            over=short(max(NOTHING, clock.spent - clock.allowance)),
        )
    breaks = clocks.due(clock)
    if breaks is None:
        return say["paused"].format(used=short(used), left=short(left))
    if utc(now) >= breaks:
        return say["breached"].format(at=when(breaks), over=short(max(NOTHING, used - clock.allowance)))
    return say["due"].format(at=when(breaks), used=short(used), left=short(left))


def _stretches(clock: Clock, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When the clock ran and is going to run: between its pauses, up to the end of the count."""
    begin = clock.started_at if clock.pauses else clock.running_since or clock.started_at
    for one in clock.pauses:
        yield begin, one.since
        if one.until is None:
            return
        begin = one.until
    if clock.met_at is not None:
        yield begin, clock.met_at
    elif clock.running_since is not None:
        breaks = clocks.due(clock)
        yield begin, utc(now) if breaks is None else max(utc(now), breaks)


def _holidays(clock: Clock, begin: datetime, end: datetime) -> Iterator[Step]:
    zone = clock.hours.tz
    first: date = begin.astimezone(zone).date()
    last: date = end.astimezone(zone).date()
    for holiday in clock.hours.holidays:
        if first <= holiday.day <= last:
            midnight = datetime(holiday.day.year, holiday.day.month, holiday.day.day, tzinfo=zone)
            note = ", ".join(filter(None, (holiday.name, *map(str, holiday.intervals))))
            yield Step(StepKind.holiday, utc(midnight), utc(midnight), note=note)


_EN = {
    "promise": "Promise: {kind} within {allowance} of open time ({policy}).",
    "no_name": "no policy named",
    Kind.first_reply: "first reply",
    Kind.next_reply: "next reply",
    Kind.resolution: "solution",
    "start": "The clock started on {at} ({zone}).",
    "always": "Hours: day and night, every day.",
    "open": "Open from {start} to {end}: {used}, together {total}.",
    "more": "{count} more steps: {used}, together {total}.",
    "pause": "Paused from {start} to {end}, not counted: {reason}.",
    "holiday": "Holiday {day}: {name}.",
    "due": "Due on {at}: {used} used, {left} left.",
    "breached": "Was due on {at}; over by {over} of open time.",
    "paused": "Paused now: {used} used, {left} left. The due moment is set again when the clock goes on.",
    "met": "Met on {at} after {used}, in time.",
    "met_late": "Met on {at} after {used}, late by {over} of open time.",
    "closed": "closed",
    **{f"day{i}": name for i, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))},
}
_RU = {
    "promise": "Обещание: {kind} за {allowance} рабочего времени ({policy}).",
    "no_name": "правило без названия",
    Kind.first_reply: "первый ответ",
    Kind.next_reply: "следующий ответ",
    Kind.resolution: "решение",
    "start": "Отсчёт начат {at} ({zone}).",
    "always": "Часы работы: круглосуточно, без выходных.",
    "open": "Открыто с {start} до {end}: {used}, всего {total}.",
    "more": "Ещё шагов: {count}, на них {used}, всего {total}.",
    "pause": "Пауза с {start} до {end}, не считается: {reason}.",
    "holiday": "Праздник {day}: {name}.",
    "due": "Срок: {at}. Прошло {used}, осталось {left}.",
    "breached": "Срок был {at}; просрочено на {over} рабочего времени.",
    "paused": "Сейчас пауза: прошло {used}, осталось {left}. Срок будет назначен заново, когда отсчёт продолжится.",
    "met": "Выполнено {at}, за {used}: в срок.",
    "met_late": "Выполнено {at}, за {used}: с опозданием на {over} рабочего времени.",
    "closed": "закрыто",
    **{f"day{i}": name for i, name in enumerate(("пн", "вт", "ср", "чт", "пт", "сб", "вс"))},
}
