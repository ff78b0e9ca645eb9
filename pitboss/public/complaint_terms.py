"""What a player is told of the rules that a complaint of theirs goes by: each term in plain words, and whose it is. A rule that
nobody has verified never stands there as a law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints import deadlines
from pitboss.complaints.deadlines import Deadline, Facts
from pitboss.complaints.explain import counted
from pitboss.complaints.letters import until
from pitboss.complaints.pack_model import Body, DeadlineRule, Force, From, Kind, Pack
from pitboss.kit.moments import day_in_words
from pitboss.public.shell import Here


class Term(msgspec.Struct, frozen=True):
    """`day`: until when, where that is known. `standing`: whose rule it is."""

    what: str
    long: str
    day: str
    standing: str


class Way(msgspec.Struct, frozen=True):
    """Where a player may go with the dispute. `until`: how long it hears it. `checked`: its present approval was read."""

    name: str
    url: str
    scope: str
    free: bool
    until: str
    checked: bool


def standing(here: Here, force: Force, *, verified: bool) -> str:
    if verified and force is Force.must:
        return here.t("complaint.standing_law")
    if verified and force is Force.should:
        return here.t("complaint.standing_practice")
    return here.t("complaint.standing_own")


def day_at(pack: Pack, here: Here, moment: datetime) -> str:
    """The day where the rules count days, as their letters name it."""
    return day_in_words(moment.astimezone(ZoneInfo(pack.calendar.zone)).date(), here.language)


def day_of(pack: Pack, here: Here, due: Deadline) -> str:
    return "" if due.due_at is None else day_at(pack, here, due.due_at)


def terms(here: Here, pack: Pack, category: str, now: datetime) -> list[Term]:
    """What comes next, if the complaint were sent now."""
    facts = Facts(
        category=category, moments={From.first_receipt: now, From.incident: now, From.event_resolved: now}
    )
    found = []
    for kind in (Kind.acknowledge, Kind.final_answer, Kind.complain):
        due = deadlines.due(pack, facts, kind)
        rule = pack.rule(due.rule) if due else None
        if due is None or not isinstance(rule, DeadlineRule):
            continue
        found.append(
            Term(
                what=here.t(f"complaint.term_{kind.value}"),
                long=counted(rule.within, here.language),
                day="" if kind is Kind.complain else day_of(pack, here, due),
                standing=standing(here, due.force, verified=due.verified),
            )
        )
    return found


def ways(here: Here, pack: Pack, category: str, today: date, *, answered: date | None = None) -> list[Way]:
    """Where the dispute may go on this day. `answered`: the day of our final answer, from which their own time counts."""
    return [_way(here, body, answered) for body in pack.bodies_for(category, today)]


def _way(here: Here, body: Body, answered: date | None) -> Way:
    known = body.accepts_within is not None and answered is not None
    return Way(
        name=body.name.said(here.language),
        url=body.url or "",
        scope=body.scope.said(here.language),
        free=body.free is True,
        until=day_in_words(until(body.accepts_within, answered), here.language)
        if known and body.accepts_within and answered
        else "",
        checked=body.verified,
    )


def too_late(pack: Pack, category: str, happened: date, now: datetime) -> bool:
    """Whether the time to complain by the case's rules seems to be over; it is read all the same."""
    at = datetime.combine(happened, datetime.min.time(), tzinfo=ZoneInfo(pack.calendar.zone))
    moments: Mapping[From, datetime] = {From.incident: at, From.event_resolved: at}
    due = deadlines.due(pack, Facts(category=category, moments=moments), Kind.complain)
    return due is not None and due.due_at is not None and due.due_at < now
