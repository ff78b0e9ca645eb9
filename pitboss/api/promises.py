"""A brand's promises and the calendars by which they are counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post
from msgspec import UNSET, UnsetType

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.views import DONE, Done, gives
from pitboss.assist.settings import known_topics
from pitboss.db.tx import Tx
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid
from pitboss.sla import settings
from pitboss.sla.calendars import Hours, weekly
from pitboss.sla.clocks import Kind
from pitboss.sla.policies import EVERY_PAUSE, Pauses, Rung, What
from pitboss.sla.settings import Calendar, Promised
from pitboss.staff.actors import Signed
from pitboss.tickets.model import PRIORITY_NAMES, Priority, PriorityName

YEAR = 366 * 24 * 3600
Seconds = Annotated[int, msgspec.Meta(ge=1, le=YEAR)]
Later = Annotated[int, msgspec.Meta(ge=0, le=YEAR)]
ChannelName = Literal["email", "webchat", "portal", "telegram", "whatsapp", "social", "phone"]
Intervals = Annotated[list[str], msgspec.Meta(max_length=24)]


# ── calendars ───────────────────────────────────────────────────────────────────────────────────────────────


class HolidayBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day with hours of its own; no intervals: closed."""

    day: date
    intervals: Intervals = []
    name: Annotated[str, msgspec.Meta(max_length=100)] = ""


class HoursBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`zone`: such as Europe/Moscow. `week`: seven lists, Monday first, of intervals such as 09:00-18:00; 22:00-06:00 goes
    on into the next day."""

    zone: Annotated[str, msgspec.Meta(max_length=100)]
    week: list[Intervals]
    holidays: Annotated[list[HolidayBody], msgspec.Meta(max_length=1000)] = []


class CalendarView(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    hours: HoursBody


def _calendar(calendar: Calendar) -> CalendarView:
    hours = calendar.hours
    return CalendarView(
        calendar.id,
        calendar.name,
        HoursBody(
            hours.zone,
            [[str(interval) for interval in day] for day in hours.week],
            [HolidayBody(h.day, [str(interval) for interval in h.intervals], h.name) for h in hours.holidays],
        ),
    )


def _hours(body: HoursBody) -> Hours:
    if len({holiday.day for holiday in body.holidays}) != len(body.holidays):
        raise Invalid("A day is listed as a holiday twice.")
    made = weekly(
        body.zone, dict(enumerate(body.week)), {holiday.day: holiday.intervals for holiday in body.holidays}
    )
    names = {holiday.day: " ".join(holiday.name.split()) for holiday in body.holidays}
    return msgspec.structs.replace(
        made, holidays=tuple(msgspec.structs.replace(h, name=names[h.day]) for h in made.holidays)
    )


@get("/brands/{brand:str}/calendars")
async def list_calendars(desk: Desk, signed: Signed, brand: str) -> list[CalendarView]:
    """The brand's calendars of working hours."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return [_calendar(calendar) for calendar in await settings.calendars(tx, brand)]


class NewCalendar(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    hours: HoursBody
    key: str | None = None


@post("/brands/{brand:str}/calendars", responses=gives(201, CalendarView))
async def create_calendar(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewCalendar
) -> Response[bytes]:
    """Adds a calendar of working hours."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await settings.create_calendar(tx, brand, name=data.name, hours=_hours(data.hours))
        return 201, _calendar(made)

    return await write(desk, request, signed.actor, do, key=data.key)


class CalendarPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str | None = None
    hours: HoursBody | None = None
    key: str | None = None


@patch("/brands/{brand:str}/calendars/{calendar:uuid}", responses=gives(200, CalendarView))
async def change_calendar(
    desk: Desk, signed: Signed, request: Req, brand: str, calendar: UUID, data: CalendarPatch
) -> Response[bytes]:
    """Changes a calendar; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        hours = None if data.hours is None else _hours(data.hours)
        return 200, _calendar(
            await settings.change_calendar(tx, brand, calendar, name=data.name, hours=hours)
        )

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/brands/{brand:str}/calendars/{calendar:uuid}", status_code=200, responses=gives(200, Done))
async def delete_calendar(
    desk: Desk, signed: Signed, request: Req, brand: str, calendar: UUID
) -> Response[bytes]:
    """Deletes a calendar that no promise uses."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await settings.delete_calendar(tx, brand, calendar)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── promises ────────────────────────────────────────────────────────────────────────────────────────────────


class RungBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the ladder: once `share` of the promised time is used, or `after` seconds of open time beyond it. `queue`:
    the name, for move_to_queue."""

    what: What
    share: float | None = None
    after: Later | None = None
    queue: str | None = None


class PromiseView(msgspec.Struct, frozen=True, kw_only=True):
    """Times are in seconds of open time. Null of channel, topic and priority fits all; null of a time promises nothing.
    `calendar`: null is day and night. `pauses`: when its clocks stand still, of waiting_for_player (only the resolution's),
    on_hold and outside_hours (without it, closed hours of the calendar count too)."""

    id: UUID
    name: str
    channel: str | None
    topic: str | None
    priority: PriorityName | None
    first_reply: int | None
    next_reply: int | None
    resolution: int | None
    aim: int | None
    warn_share: float
    calendar: UUID | None
    pauses: list[Pauses]
    ladder: list[RungBody]
    position: int


def _view(policy: Promised) -> PromiseView:
    return PromiseView(
        id=policy.id,
        name=policy.name,
        channel=policy.channel,
        topic=policy.topic,
        priority=None if policy.priority is None else PRIORITY_NAMES[policy.priority],
        first_reply=_seconds(policy.first_reply),
        next_reply=_seconds(policy.next_reply),
        resolution=_seconds(policy.resolution),
        aim=_seconds(policy.aim),
        warn_share=round(policy.warn_share, 4),
        calendar=policy.calendar_id,
        pauses=list(policy.pauses),
        ladder=[RungBody(r.what, r.share, _seconds(r.after), r.queue) for r in policy.ladder],
        position=policy.position,
    )


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())


def _duration(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _ladder(rungs: list[RungBody]) -> tuple[Rung, ...]:
    return tuple(Rung(what=r.what, share=r.share, after=_duration(r.after), queue=r.queue) for r in rungs)


def _priority(name: str | None) -> int | None:
    return None if name is None else int(Priority[name])


@get("/brands/{brand:str}/promises")
async def list_promises(desk: Desk, signed: Signed, brand: str) -> list[PromiseView]:
    """The one that names most of a ticket's channel, topic and priority wins; of equals, the lower position."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return [_view(policy) for policy in await settings.promises(tx, brand)]


class NewPromise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See PromiseView."""

    name: str
    channel: ChannelName | None = None
    topic: str | None = None
    priority: PriorityName | None = None
    first_reply: Seconds | None = None
    next_reply: Seconds | None = None
    resolution: Seconds | None = None
    aim: Seconds | None = None
    warn_share: float = 0.75
    calendar: UUID | None = None
    pauses: tuple[Pauses, ...] = EVERY_PAUSE
    ladder: list[RungBody] = []
    position: int = 0
    key: str | None = None


@post("/brands/{brand:str}/promises", responses=gives(201, PromiseView))
async def create_promise(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewPromise
) -> Response[bytes]:
    """Adds a promise."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await known_topics(tx, brand, [data.topic] if data.topic is not None else [])
        made = await settings.create_policy(
            tx,
            brand,
            Promised(
                id=new_id(),
                name=data.name,
                channel=data.channel,
                topic=data.topic,
                priority=_priority(data.priority),
                first_reply=_duration(data.first_reply),
                next_reply=_duration(data.next_reply),
                resolution=_duration(data.resolution),
                aim=_duration(data.aim),
                warn_share=data.warn_share,
                calendar_id=data.calendar,
                pauses=data.pauses,
                ladder=_ladder(data.ladder),
                position=data.position,
            ),
        )
        return 201, _view(made)

    return await write(desk, request, signed.actor, do, key=data.key)


class PromisePatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. Promises already given keep their time."""

    name: str | UnsetType = UNSET
    channel: ChannelName | UnsetType | None = UNSET
    topic: str | UnsetType | None = UNSET
    priority: PriorityName | UnsetType | None = UNSET
    first_reply: Seconds | UnsetType | None = UNSET
    next_reply: Seconds | UnsetType | None = UNSET
    resolution: Seconds | UnsetType | None = UNSET
    aim: Seconds | UnsetType | None = UNSET
    warn_share: float | UnsetType = UNSET
    calendar: UUID | UnsetType | None = UNSET
    pauses: tuple[Pauses, ...] | UnsetType = UNSET
    ladder: list[RungBody] | UnsetType = UNSET
    position: int | UnsetType = UNSET
    key: str | None = None


@patch("/brands/{brand:str}/promises/{promise:uuid}", responses=gives(200, PromiseView))
async def change_promise(
    desk: Desk, signed: Signed, request: Req, brand: str, promise: UUID, data: PromisePatch
) -> Response[bytes]:
    """Changes a promise; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        to: dict[str, Any] = {
            field: value
            for field in ("name", "channel", "topic", "warn_share", "position")
            if (value := getattr(data, field)) is not UNSET
        }
        for field in ("first_reply", "next_reply", "resolution", "aim"):
            if (value := getattr(data, field)) is not UNSET:
                to[field] = _duration(value)
        if data.topic is not UNSET:
            await known_topics(tx, brand, [data.topic] if data.topic is not None else [])
        if data.priority is not UNSET:
            to["priority"] = _priority(data.priority)
        if data.calendar is not UNSET:
            to["calendar_id"] = data.calendar
        if data.pauses is not UNSET:
            to["pauses"] = data.pauses
        if data.ladder is not UNSET:
            to["ladder"] = _ladder(data.ladder)
        return 200, _view(await settings.change_policy(tx, brand, promise, **to))

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/brands/{brand:str}/promises/{promise:uuid}", status_code=200, responses=gives(200, Done))
async def retire_promise(
    desk: Desk, signed: Signed, request: Req, brand: str, promise: UUID
) -> Response[bytes]:
    """It fits no new ticket; what was promised under it stands."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await settings.retire_policy(tx, brand, promise)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


class PreviewBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ticket that comes at `at`; left out: now."""

    channel: ChannelName
    topic: str
    priority: PriorityName = "normal"
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    language: Literal["ru", "en"] | None = None


@post("/brands/{brand:str}/promises/preview", status_code=200)
async def preview_promise(
    desk: Desk, signed: Signed, brand: str, data: PreviewBody
) -> list[settings.Preview]:
    """What such a ticket would be promised, and step by step why. Saves nothing."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        await known_topics(tx, brand, [data.topic])
        at = data.at or await tx.value("SELECT now()")
        return await settings.preview(
            tx,
            brand,
            channel=data.channel,
            topic=data.topic,
            priority=int(Priority[data.priority]),
            at=at,
            language=data.language or ("ru" if signed.locale == "ru" else "en"),
        )


class PausesBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a promise that may not be saved yet: what `allowance` seconds of `kind` become in a made-up ticket that comes at
    `at` (left out: now): after `work` seconds it waits for the player for `waiting`, after `work` more it is `on_hold`."""

    allowance: Seconds
    kind: Literal["first_reply", "next_reply", "resolution"] = "resolution"
    name: str = ""
    calendar: UUID | None = None
    pauses: tuple[Pauses, ...] = EVERY_PAUSE
    work: Later = 3600
    waiting: Later = 7200
    on_hold: Later = 10800
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    language: Literal["ru", "en"] | None = None


@post("/brands/{brand:str}/promises/pauses/preview", status_code=200, operation_id="previewPauses")
async def preview_pauses(desk: Desk, signed: Signed, brand: str, data: PausesBody) -> settings.Preview:
    """When such a clock would stand still, step by step. Saves nothing."""
    must_work_for(signed.actor, brand)
    language: Literal["ru", "en"] = data.language or ("ru" if signed.locale == "ru" else "en")
    fields: dict[str, Any] = {data.kind: _duration(data.allowance)}
    policy = Promised(
        id=new_id(),
        name=data.name.strip() or ("это обещание" if language == "ru" else "this promise"),
        calendar_id=data.calendar,
        pauses=data.pauses,
        **fields,
    )
    async with desk.db.tx(signed.actor) as tx:
        story = settings.Story(
            at=data.at or await tx.value("SELECT date_trunc('minute', now())"),
            work=timedelta(seconds=data.work),
            waiting=timedelta(seconds=data.waiting),
            on_hold=timedelta(seconds=data.on_hold),
        )
        return await settings.preview_pauses(tx, brand, Kind(data.kind), policy, story, language)


HANDLERS = [
    list_calendars,
    create_calendar,
    change_calendar,
    delete_calendar,
    list_promises,
    create_promise,
    change_promise,
    retire_promise,
    preview_promise,
    preview_pauses,
]
