"""How a brand's desk is doing: what is broken now, how long players really waited in the last hour, when somebody is there,
what is promised and how often that was kept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import msgspec
from litestar import Response, get

from pitboss.api.edge import Desk, Req
from pitboss.assist.taxonomy import TOPICS
from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel
from pitboss.db.tx import SYSTEM, Tx
from pitboss.incidents import queries
from pitboss.incidents.model import Incident
from pitboss.incidents.queries import Said
from pitboss.public.contact import duration
from pitboss.public.shell import Here, kept, page
from pitboss.sla import actions as sla
from pitboss.sla import kept as promises
from pitboss.sla.calendars import Hours, Interval
from pitboss.sla.policies import NoPolicy
from pitboss.sla.settings import hours_of
from pitboss.tickets.model import Priority

ENOUGH = 5  # answers in the last hour; fewer say nothing of a wait
ENOUGH_PROMISES = 10
ICONS = {"webchat": "chat", "email": "mail", "portal": "form", "phone": "phone"}
STATE_BADGES = {"investigating": "broken", "identified": "near", "monitoring": "near", "resolved": "met"}


class Line(msgspec.Struct, frozen=True):
    state: str
    text: str
    at: str


class Trouble(msgspec.Struct, frozen=True):
    """`since`, `until`: in words; `affected`: topics, games and payment methods."""

    title: str
    state: str
    badge: str
    since: str
    until: str | None
    affected: list[str]
    lines: list[Line]


class Staffed(msgspec.Struct, frozen=True):
    """`days`: in words, with the hours; empty: day and night."""

    zone: str
    days: list[tuple[str, str]]
    off: list[tuple[str, str]]


class Way(msgspec.Struct, frozen=True):
    """`median`, `most`: how long one in two, and nine of ten, waited; None: too few to say. `promise`: in words. `share`:
    percent of the promises kept; None: too few."""

    kind: str
    icon: str
    median: str | None
    most: str | None
    staffed: Staffed | None
    promise: str | None
    share: int | None
    broken: int
    given: int


@get("/help/{brand:str}/{lang:str}/service")
async def service(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            now, over = await troubles(tx, here)
        async with desk.db.tx(SYSTEM) as tx:
            found = await ways(tx, here)
        return page(
            here,
            "service.html",
            title=here.t("service.title"),
            description=here.t("service.description", brand=here.name),
            current="/service",
            now=now,
            over=over,
            ways=found,
            at=here.when(datetime.now(UTC)),
            days=promises.DAYS,
        )

    return await kept(request, desk, here, make)


async def broken_now(tx: Tx, here: Here) -> list[str]:
    """The titles of public incidents that are open, the gravest first. The transaction is a reader's."""
    return [one.title(here.language) for one in await queries.open_ones(tx, here.brand.id)]


async def troubles(tx: Tx, here: Here) -> tuple[list[Trouble], list[Trouble]]:
    """What is open, and what was resolved in the last week, as far as everybody may know."""
    now = await queries.open_ones(tx, here.brand.id)
    over = await queries.lately_resolved(tx, here.brand.id)
    said: dict[UUID, list[Said]] = {}
    for one in await queries.told_of(tx, here.brand.id, [one.id for one in [*now, *over]]):
        said.setdefault(one.incident, []).append(one)
    shown = [_trouble(here, one, said.get(one.id, [])) for one in [*now, *over]]
    return shown[: len(now)], shown[len(now) :]


def _trouble(here: Here, one: Incident, said: list[Said]) -> Trouble:
    names = [
        (topic.ru if here.language == "ru" else topic.en)
        for name in one.topics
        if (topic := TOPICS.get(name)) is not None
    ]
    return Trouble(
        one.title(here.language),
        one.state,
        STATE_BADGES[one.state],
        here.when(one.opened_at),
        here.when(one.resolved_at) if one.resolved_at else None,
        [*names, *one.games, *one.methods],
        [
            Line(line.state, line.text_ru if here.language == "ru" else line.text_en, here.when(line.at))
            for line in said
        ],
    )


async def ways(tx: Tx, here: Here) -> list[Way]:
    brand = here.brand.id
    waited = {one.channel: one for one in await promises.waited(tx, brand)}
    told = {one.channel: one for one in await promises.kept(tx, brand)}
    found: dict[str, Way] = {}
    for channel in await channels.channels(tx, brand):
        if not channel.enabled or channel.kind in found or channel.kind not in ICONS:
            continue
        lately, of_month = waited.get(channel.kind), told.get(channel.kind)
        enough = lately is not None and lately.count >= ENOUGH
        given = of_month.kept + of_month.broken if of_month else 0
        found[channel.kind] = Way(
            channel.kind,
            ICONS[channel.kind],
            duration(here.t, round(lately.median)) if lately is not None and enough else None,
            duration(here.t, round(lately.most)) if lately is not None and enough else None,
            await _staffed(tx, here, channel),
            await _promise(tx, here, channel),
            # Down: 99.6 % kept is not all of them.
            of_month.kept * 100 // given if of_month and given >= ENOUGH_PROMISES else None,
            of_month.broken if of_month else 0,
            given,
        )
    return list(found.values())


async def _promise(tx: Tx, here: Here, channel: Channel) -> str | None:
    try:
        policy = await sla.policy_for(
            tx, channel.brand, channel=channel.kind, topic="unsure", priority=Priority.normal
        )
    except NoPolicy:
        return None
    allowed = policy.first_reply
    return duration(here.t, round(allowed.total_seconds())) if allowed else None


async def _staffed(tx: Tx, here: Here, channel: Channel) -> Staffed | None:
    if channel.calendar_id is None:
        return None
    return in_words(here, await hours_of(tx, channel.brand, channel.calendar_id), datetime.now(UTC).date())


def in_words(here: Here, hours: Hours, today: date) -> Staffed:
    """The week with like days in a row put together, and the days of the next four weeks that differ."""
    names = here.t("service.days").split()
    rows: list[tuple[int, int, str]] = []
    for day, intervals in enumerate(hours.week):
        said = _hours(here, intervals)
        if rows and rows[-1][2] == said:
            rows[-1] = (rows[-1][0], day, said)
        else:
            rows.append((day, day, said))
    days = [(names[a] if a == b else f"{names[a]}–{names[b]}", said) for a, b, said in rows]
    off = [
        (f"{one.day:%d.%m}", _hours(here, one.intervals))
        for one in hours.holidays
        if 0 <= (one.day - today).days < 28
    ]
    return Staffed(hours.zone, days, off)


def _hours(here: Here, intervals: tuple[Interval, ...]) -> str:
    if not intervals:
        return here.t("service.closed")
    if [(one.opens, one.closes) for one in intervals] == [(0, 1440)]:
        return here.t("service.all_day")
    return ", ".join(str(one).replace("-", "–") for one in intervals)


HANDLERS = [service]
