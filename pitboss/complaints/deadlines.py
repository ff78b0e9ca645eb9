"""When each step of a complaint is due by its rule pack, and how that comes about. docs/subsystems/complaint-rules.md says why.

Hours are real hours. Days, working days, weeks and months are counted in the pack's time zone from the day after the one on
which the clock started, and end with the end (23:59:59) of their last day, which no weekend moves. A pause leaves out the
days of the calendar that lie wholly in it. Nothing here asks what stage a case is in, so no escalation can reset a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints.pack_model import (
    OF_THE_PLAYER,
    Bilingual,
    Calendar,
    DeadlineRule,
    ExtensionRule,
    Force,
    From,
    Grade,
    Ground,
    Kind,
    Pack,
    PauseRule,
    Unit,
    Within,
)
from pitboss.kit.refused import Conflict
from pitboss.sla.calendars import reached, utc

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
NOTHING = timedelta()


class PauseNotAllowed(Conflict):
    """The rules of this case know no pause on these grounds."""


class NotExtendable(Conflict):
    """The rules of this case know no more time for this."""


class ExtendedTooOften(NotExtendable):
    """It was extended as often as the rules allow."""


class ExtendedTooFar(NotExtendable):
    """That is more time than the rules allow."""


class ToldTooLate(NotExtendable):
    """More time is told before the time is up; it is up."""


class Pause(msgspec.Struct, frozen=True):
    """`rule`: the pack's rule that allows it. `until`: null while it goes on."""

    rule: str
    since: datetime
    until: datetime | None = None


class Extension(msgspec.Struct, frozen=True):
    """`rule`: the pack's rule that allows it. `by`: at most what that says, null for all of it. `told_at`: when the player was
    told."""

    rule: str
    told_at: datetime
    by: Within | None = None


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the clocks of a case need to know. `moments`: from which they count; `first_receipt` on any channel. `body`: the
    dispute body that has the case."""

    category: str
    moments: Mapping[From, datetime]
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    body: str | None = None


class StepKind(StrEnum):
    rule = "rule"
    also = "also"
    started = "started"
    counted = "counted"
    off = "off"
    shorter_month = "shorter_month"
    paused = "paused"
    allowed = "allowed"
    extended = "extended"
    inside = "inside"
    end_of_day = "end_of_day"
    stopped = "stopped"
    due = "due"


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of the reckoning, in no language: `told` says it. `count` of `unit`, from `first` to `last`; `left_out` days."""

    kind: StepKind
    rule: str = ""
    at: datetime | None = None
    until: datetime | None = None
    starts: str = ""
    count: int = 0
    unit: Unit | None = None
    first: date | None = None
    last: date | None = None
    left_out: int = 0
    ground: Ground | None = None
    name: Bilingual | None = None


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """`due_at`: null while a pause holds it. `rule`: the one that decides, with its force, grade and source. `verified`: that
    rule and every pause and extension which moved the day were read at their source."""

    kind: Kind
    due_at: datetime | None
    rule: str
    force: Force
    grade: Grade
    verified: bool
    source: tuple[str, ...]
    steps: tuple[Step, ...]


# ── counting days ───────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=64)
def _days_off(calendar: Calendar) -> dict[date, Bilingual]:
    return {off.day: off.name for off in calendar.off}


def works(calendar: Calendar, day: date) -> bool:
    if day in calendar.worked:
        return True
    return day.weekday() not in calendar.weekend and day not in _days_off(calendar)


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _add(
    calendar: Calendar, day: date, within: Within, paused: Sequence[tuple[date, date | None]]
) -> date | None:
    """The last day of `within` after `day`, over the days that are paused (both ends included); None if a pause without end
    is met first."""
    match within.unit:
        case Unit.day_of_next_month:
            return add_months(day.replace(day=1), 1).replace(day=within.count)
        case Unit.working_days:
            left = within.count
        case Unit.days:
            left = within.count
        case Unit.weeks:
            left = within.count * 7
        case Unit.months:
            left = (add_months(day, within.count) - day).days
        case Unit.hours:
            raise AssertionError("hours are no days")
    if within.unit is not Unit.working_days and not paused:
        return day + left * _DAY
    while left:
        day += _DAY
        if any(first <= day and (last is None or day <= last) for first, last in paused):
            if any(last is None and first <= day for first, last in paused):
                return None
            continue
        if within.unit is not Unit.working_days or works(calendar, day):
            left -= 1
    return day


def _merged(pauses: Iterable[Pause]) -> list[tuple[datetime, datetime | None]]:
    """Apart and in order; pauses that overlap or touch are one."""
    merged: list[tuple[datetime, datetime | None]] = []
    for one in sorted(pauses, key=lambda pause: utc(pause.since)):
        since, until = utc(one.since), utc(one.until) if one.until else None
        if until is not None and until <= since:
            continue
        if merged and (merged[-1][1] is None or since <= merged[-1][1]):
            last = merged[-1][1]
            merged[-1] = (merged[-1][0], None if last is None or until is None else max(last, until))
        else:
            merged.append((since, until))
    return merged


def _whole_days(
    zone: ZoneInfo, pauses: Iterable[tuple[datetime, datetime | None]]
) -> list[tuple[date, date | None]]:
    """The first and last local day wholly in each pause."""
    found = []
    for since, until in pauses:
        first = since.astimezone(zone).date()
        if reached(zone, first, 0) < since:
            first += _DAY
        last = None if until is None else until.astimezone(zone).date() - _DAY
        if last is None or first <= last:
            found.append((first, last))
    return found


def end_of(zone: ZoneInfo, day: date) -> datetime:
    """The last second of a local day, in UTC."""
    return reached(zone, day + _DAY, 0) - _SECOND


# ── one rule ────────────────────────────────────────────────────────────────────────────────────────────────────


class _Reckoned(msgspec.Struct, frozen=True):
    due_at: datetime | None
    steps: tuple[Step, ...]


def _reckon(pack: Pack, rule: DeadlineRule, facts: Facts, start: datetime) -> _Reckoned:
    pauses = _merged(pause for pause in facts.pauses if _stops(pack, pause, rule.kind))
    parts = [("", rule.within)]
    for one in sorted(facts.extensions, key=lambda extension: utc(extension.told_at)):
        allowed = _extends(pack, one)
        if allowed.of == rule.id:
            parts.append((allowed.id, one.by or allowed.by))
    said = [Step(kind=StepKind.started, at=start, starts=rule.starts)]
    if rule.within.unit is Unit.hours:
        return _hours(parts, pauses, start, said)
    zone = ZoneInfo(pack.calendar.zone)
    paused = _whole_days(zone, pauses)
    day: date | None = start.astimezone(zone).date()
    for extended_by, within in parts:
        if day is None:
            break
        if extended_by:
            said.append(
                Step(
                    kind=StepKind.extended, rule=extended_by, count=within.count, unit=within.unit, first=day
                )
            )
        day = _counted(pack.calendar, day, within, paused, said)
    said += _allowed(facts, pack, rule.kind, said, stopped=day is None)
    if day is None:
        since = next(since for since, until in pauses if until is None)
        said.append(Step(kind=StepKind.stopped, at=since))
        return _Reckoned(None, tuple(said))
    due = end_of(zone, day)
    said.append(Step(kind=StepKind.end_of_day, at=due, last=day))
    return _Reckoned(due, tuple(said))


def _allowed(facts: Facts, pack: Pack, kind: Kind, said: list[Step], *, stopped: bool) -> list[Step]:
    """By which rules the clock stood still, where it did."""
    if not stopped and all(step.kind is not StepKind.paused for step in said):
        return []
    rules = sorted({pause.rule for pause in facts.pauses if _stops(pack, pause, kind)})
    return [Step(kind=StepKind.allowed, rule=rule) for rule in rules]


def _counted(
    calendar: Calendar, day: date, within: Within, paused: list[tuple[date, date | None]], said: list[Step]
) -> date | None:
    last = _add(calendar, day, within, [])
    assert last is not None
    said.append(Step(kind=StepKind.counted, count=within.count, unit=within.unit, first=day, last=last))
    if within.unit is Unit.months and last.day < day.day:
        said.append(Step(kind=StepKind.shorter_month, first=day, last=last))
    over = _add(calendar, day, within, paused)
    reaches = over or date.max
    if within.unit is Unit.working_days:
        said += [
            Step(kind=StepKind.off, first=off, name=name)
            for off, name in sorted(_days_off(calendar).items())
            if day < off <= min(reaches, last + 60 * _DAY) and off.weekday() not in calendar.weekend
        ]
    for first, end in paused:
        if within.unit is Unit.day_of_next_month or first > reaches or (first > last and over == last):
            continue
        seen = min(end, reaches) if end is not None else None
        if seen is not None and seen >= max(first, day + _DAY):
            said.append(
                Step(
                    kind=StepKind.paused,
                    first=max(first, day + _DAY),
                    last=seen,
                    left_out=(seen - max(first, day + _DAY)).days + 1,
                )
            )
    if over is not None and over != last:
        said.append(
            Step(
                kind=StepKind.counted,
                count=within.count,
                unit=within.unit,
                first=day,
                last=over,
                left_out=(over - last).days,
            )
        )
    return over


def _hours(
    parts: list[tuple[str, Within]],
    pauses: list[tuple[datetime, datetime | None]],
    start: datetime,
    said: list[Step],
) -> _Reckoned:
    for extended_by, part in parts:
        kind = StepKind.extended if extended_by else StepKind.counted
        said.append(Step(kind=kind, rule=extended_by, count=part.count, unit=part.unit))
    left, at = timedelta(hours=sum(part.count for _, part in parts)), start
    for since, until in pauses:
        if until is not None and until <= at:
            continue
        begins = max(since, at)
        if begins - at >= left:
            break
        left -= begins - at
        if until is None:
            said.append(Step(kind=StepKind.stopped, at=begins))
            return _Reckoned(None, tuple(said))
        said.append(Step(kind=StepKind.paused, at=begins, until=until))
        at = until
    return _Reckoned(at + left, tuple(said))


def _stops(pack: Pack, pause: Pause, kind: Kind) -> bool:
    rule = pack.rule(pause.rule)
    if not isinstance(rule, PauseRule):
        raise PauseNotAllowed(f"The rules of this case have no pause “{pause.rule}”.")
    return kind in rule.stops


def _extends(pack: Pack, extension: Extension) -> ExtensionRule:
    rule = pack.rule(extension.rule)
    if not isinstance(rule, ExtensionRule):
        raise NotExtendable(f"The rules of this case have no extension “{extension.rule}”.")
    return rule


# ── all rules of a case ─────────────────────────────────────────────────────────────────────────────────────────


def due(pack: Pack, facts: Facts, kind: Kind) -> Deadline | None:
    """When something is due, and every step of how that comes about; None where no rule asks for it or the moment from which
    it counts has not come.

    Raises:
        PauseNotAllowed, NotExtendable: the facts name a pause or extension that the pack doesn't know.
    """
    found = []
    for rule in _asking(pack, facts, kind):
        reckoned = _reckon(pack, rule, facts, utc(facts.moments[rule.starts]))
        found.append((rule, _inside(pack, rule, facts, reckoned)))
    if not found:
        return None
    never = reached(ZoneInfo("UTC"), date.max - _DAY, 0)

    def order(one: tuple[DeadlineRule, _Reckoned]) -> tuple[datetime, bool, str]:
        at = one[1].due_at or never
        return at, one[0].force is Force.own_policy, one[0].id

    found.sort(key=order)
    rule, reckoned = found[-1] if kind in OF_THE_PLAYER else found[0]
    also = tuple(
        Step(
            kind=StepKind.also,
            rule=other.id,
            at=later.due_at,
            count=other.within.count,
            unit=other.within.unit,
        )
        for other, later in found
        if other is not rule
    )
    moved = [pack.rule(step.rule) for step in reckoned.steps if step.kind in _MOVES]
    last = () if reckoned.due_at is None else (Step(kind=StepKind.due, at=reckoned.due_at, rule=rule.id),)
    steps = (Step(kind=StepKind.rule, rule=rule.id), *reckoned.steps, *also, *last)
    return Deadline(
        kind=kind,
        due_at=reckoned.due_at,
        rule=rule.id,
        force=rule.force,
        grade=rule.grade,
        verified=rule.verified and all(one is not None and one.verified for one in moved),
        source=tuple(pack.source_of(rule)),
        steps=steps,
    )


_MOVES = (StepKind.allowed, StepKind.extended, StepKind.inside)


def deadlines(pack: Pack, facts: Facts) -> dict[Kind, Deadline]:
    """Every deadline that runs by now."""
    return {kind: found for kind in Kind if (found := due(pack, facts, kind)) is not None}


def _asking(pack: Pack, facts: Facts, kind: Kind) -> list[DeadlineRule]:
    """The rules of this kind that concern the case. One that has expired is used while no newer one is known: compliance is
    warned of it, and the player still gets an answer in time."""
    rules = [rule for rule in (*pack.deadlines, *_of_body(pack, facts)) if rule.kind is kind]
    rules = [rule for rule in rules if rule.concerns(facts.category) and rule.starts in facts.moments]
    zone = ZoneInfo(pack.calendar.zone)

    def day(rule: DeadlineRule) -> date:
        return facts.moments[rule.starts].astimezone(zone).date()

    valid = [rule for rule in rules if rule.holds(day(rule))]
    if valid:
        return valid
    expired = [rule for rule in rules if rule.valid_to is not None and rule.valid_to < day(rule)]
    return sorted(expired, key=lambda rule: rule.valid_to or date.min)[-1:]


_BODY = (
    ("accepts_within", Kind.dispute_body, From.final_response),
    ("answer_within", Kind.body_answer, From.body_asked),
    ("decides_within", Kind.body_decision, From.file_complete),
)


def _of_body(pack: Pack, facts: Facts) -> list[DeadlineRule]:
    """What the dispute body itself says of its times."""
    body = pack.body(facts.body) if facts.body else None
    if body is None:
        return []
    return [
        DeadlineRule(
            id=body.id, text=body.text, force=body.force, grade=body.grade, verified=body.verified, source=body.source,
            valid_from=body.valid_from, valid_to=body.valid_to, kind=kind, starts=starts, within=within,
        )
        for name, kind, starts in _BODY
        if (within := getattr(body, name)) is not None
    ]  # fmt: skip


def _inside(pack: Pack, rule: DeadlineRule, facts: Facts, reckoned: _Reckoned) -> _Reckoned:
    if rule.inside is None or reckoned.due_at is None:
        return reckoned
    outer = due(pack, facts, rule.inside)
    if (
        outer is None
        or outer.due_at is None
        or not utc(facts.moments[rule.starts]) <= outer.due_at < reckoned.due_at
    ):
        return reckoned
    step = Step(kind=StepKind.inside, rule=outer.rule, at=outer.due_at)
    return _Reckoned(outer.due_at, (*reckoned.steps, step))


# ── what may be asked for ───────────────────────────────────────────────────────────────────────────────────────


def pause_rule(pack: Pack, ground: Ground, on: date) -> PauseRule:
    """The rule by which the clock may stop on these grounds. Raises PauseNotAllowed."""
    for rule in pack.pauses:
        if rule.ground is ground and rule.holds(on):
            return rule
    raise PauseNotAllowed


def extension_rule(
    pack: Pack, facts: Facts, kind: Kind, now: datetime, by: Within | None = None
) -> ExtensionRule:
    """The rule by which there may be more time for `kind` now.

    Raises:
        NotExtendable, ExtendedTooOften, ExtendedTooFar, ToldTooLate.
    """
    at = due(pack, facts, kind)
    rule = next((one for one in pack.extensions if at is not None and one.of == at.rule), None)
    if at is None or rule is None:
        raise NotExtendable
    if sum(one.rule == rule.id for one in facts.extensions) >= rule.times:
        raise ExtendedTooOften
    if by is not None and (by.unit is not rule.by.unit or not 1 <= by.count <= rule.by.count):
        raise ExtendedTooFar
    if at.due_at is not None and utc(now) > at.due_at:
        raise ToldTooLate
    return rule
