"""Incidents: one technical failure that many tickets report. docs/subsystems/incidents.md"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, cursor_of, must_work_for, place_of
from pitboss.api.sentences import in_language
from pitboss.api.views import DONE, Done, gives
from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.incidents import actions, queries
from pitboss.incidents.actions import Linking
from pitboss.incidents.model import (
    Alarm,
    AlarmFacts,
    How,
    Incident,
    IncidentEntry,
    IncidentFacts,
    IncidentInBrief,
    IncidentState,
    Wanted,
)
from pitboss.incidents.queries import IncidentCounts
from pitboss.incidents.telling import occasion_of
from pitboss.kit.limits import Limit as Pace
from pitboss.kit.shapes import shaped
from pitboss.notifications.actions import overrides
from pitboss.notifications.templates import render
from pitboss.staff.actors import Signed
from pitboss.tickets import queries as tickets

OPENED = Pace("incidents", burst=20, per_second=0.2)
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class IncidentView(IncidentFacts, frozen=True, kw_only=True):
    """`shown`: players may know. `counts`: over all queues, also those that you don't see. `version`: send it with a
    change, so that nobody's is lost."""

    counts: IncidentCounts


class IncidentInFull(IncidentView, frozen=True, kw_only=True):
    """`timeline`: the newest first."""

    timeline: list[IncidentEntry]


class AlarmView(AlarmFacts, frozen=True, kw_only=True):
    """Many alike in ten minutes. `words`: what they have in common; empty: the topic alone. `players`: different ones.
    `usual`: so many write of this at this hour; null: not known yet. `tickets`: those that you see."""


class Incidents(msgspec.Struct, frozen=True):
    """`open`: the gravest first. `suspected`: alarms that wait for a decision."""

    open: list[IncidentView]
    suspected: list[AlarmView]


class IncidentPage(msgspec.Struct, frozen=True):
    items: list[IncidentView]
    next: str | None


def _alarm(one: Alarm) -> AlarmView:
    return shaped(AlarmView, one)


async def _views(tx: Tx, brand: str, found: list[Incident]) -> list[IncidentView]:
    """The transaction is elevated: the counts are of all queues."""
    counts = await queries.counts(tx, brand, [one.id for one in found])
    return [shaped(IncidentView, one, counts=counts[one.id]) for one in found]


async def _in_full(tx: Tx, brand: str, which: UUID) -> IncidentInFull:
    await tx.elevate()
    one = await queries.incident(tx, brand, which)
    (view,) = await _views(tx, brand, [one])
    return shaped(IncidentInFull, view, timeline=await queries.entries(tx, brand, which))


@get("/brands/{brand:str}/incidents")
async def list_incidents(desk: Desk, signed: Signed, brand: str) -> Incidents:
    """What is open now, and what is suspected."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        alarms = await queries.suspected(tx, brand)  # with the tickets that the actor sees
        await tx.elevate()
        return Incidents(
            await _views(tx, brand, await queries.open_ones(tx, brand)), [_alarm(one) for one in alarms]
        )


@get("/brands/{brand:str}/incidents/resolved")
async def list_resolved_incidents(
    desk: Desk, signed: Signed, brand: str, cursor: str | None = None, limit: Limit = 20
) -> IncidentPage:
    """What is over, the last opened first."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor, elevated=True) as tx:
        found = await queries.resolved(tx, brand, before=place_of(cursor, UUID), limit=limit + 1)
        items = await _views(tx, brand, found[:limit])
    return IncidentPage(items, cursor_of(items[-1].id) if len(found) > limit else None)


@get("/brands/{brand:str}/incidents/{incident:uuid}")
async def get_incident(desk: Desk, signed: Signed, brand: str, incident: UUID) -> IncidentInFull:
    """An incident with its timeline. Its tickets: the list of tickets with the filter `incident`."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await _in_full(tx, brand, incident)


class NewIncident(Wanted, frozen=True, kw_only=True):
    key: str | None = None


@post("/brands/{brand:str}/incidents", responses=gives(201, IncidentInFull))
async def open_incident(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewIncident
) -> Response[bytes]:
    """Opens an incident. A shown one stands on the brand's service page at once."""
    desk.buckets.take(OPENED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await actions.open_(tx, brand, data)
        return 201, await _in_full(tx, brand, made.id)

    return await write(desk, request, signed.actor, do, key=data.key)


class IncidentPatch(Wanted, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@patch("/brands/{brand:str}/incidents/{incident:uuid}", responses=gives(200, IncidentInFull))
async def change_incident(
    desk: Desk, signed: Signed, request: Req, brand: str, incident: UUID, data: IncidentPatch
) -> Response[bytes]:
    """What it is called, what is affected, how grave it is, and whether players may know."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.change(tx, brand, incident, data, version=data.version)
        return 200, await _in_full(tx, brand, incident)

    return await write(desk, request, signed.actor, do, key=data.key)


class NewUpdate(actions.Update, frozen=True, kw_only=True):
    key: str | None = None


@post("/brands/{brand:str}/incidents/{incident:uuid}/updates", responses=gives(201, IncidentInFull))
async def update_incident(
    desk: Desk, signed: Signed, request: Req, brand: str, incident: UUID, data: NewUpdate
) -> Response[bytes]:
    """Says what is new to the players of all linked tickets, each once, in the ticket's channel and language. `waiting` in
    the timeline is how many have still to be told; the stream says how far it is (`incident_told`)."""
    desk.buckets.take(OPENED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.update(tx, brand, incident, data)
        return 201, await _in_full(tx, brand, incident)

    return await write(desk, request, signed.actor, do, key=data.key)


class UpdatePreview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    state: IncidentState
    text_ru: str = ""
    text_en: str = ""
    solves: bool = False


class SaidAs(msgspec.Struct, frozen=True):
    """A mail and a chat message as a player of this language would get them, with sample values."""

    language: str
    subject: str
    mail: str
    chat: str


@post("/brands/{brand:str}/incidents/{incident:uuid}/updates/preview", status_code=200)
async def preview_update(
    desk: Desk, signed: Signed, brand: str, incident: UUID, data: UpdatePreview
) -> list[SaidAs]:
    """What players would read. Tells nobody."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        await queries.incident(tx, brand, incident)
        return [await _said_as(tx, brand, data, language) for language in ("ru", "en")]


async def _said_as(tx: Tx, brand: str, data: UpdatePreview, language: str) -> SaidAs:
    about = await channels.brand(tx, brand)
    occasion = occasion_of(data.state, solves=data.solves)
    sample = {
        "brand": about.name,
        "number": f"{about.prefix}-1042",
        "subject": "…",
        "link": "…",
        "news": (data.text_ru if language == "ru" else data.text_en) or "…",
    }
    own = await overrides(tx, brand)
    mail = render(f"{occasion}.email", language, own, sample)
    chat = render(f"{occasion}.chat", language, own, sample)
    return SaidAs(language, mail.subject or "", mail.text, chat.text)


# ── tickets ─────────────────────────────────────────────────────────────────────────────────────────────────


class NewLinks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`how`: `suggestion` where the desk proposed it."""

    tickets: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=100)]
    how: How = How.hand
    key: str | None = None


@post("/brands/{brand:str}/incidents/{incident:uuid}/tickets", status_code=200, responses=gives(200, Linking))
async def link_tickets(
    desk: Desk, signed: Signed, request: Req, brand: str, incident: UUID, data: NewLinks
) -> Response[bytes]:
    """Makes tickets part of an incident, at most 100 at once. Where players may know of it, each is told at once that it
    is known."""
    must_work_for(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        how = How.suggestion if data.how is How.suggestion else How.hand
        done = await actions.link(tx, brand, incident, data.tickets, how=how)
        refused = [
            msgspec.structs.replace(one, detail=in_language(one.detail, signed.locale))
            for one in done.refused
        ]
        return 200, msgspec.structs.replace(done, refused=refused)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete(
    "/brands/{brand:str}/incidents/{incident:uuid}/tickets/{ticket:uuid}",
    status_code=200,
    responses=gives(200, Done),
)
async def unlink_ticket(
    desk: Desk, signed: Signed, request: Req, brand: str, incident: UUID, ticket: UUID
) -> Response[bytes]:
    """Takes a ticket out of an incident. What its player was told stays told."""
    must_work_for(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.unlink(tx, brand, incident, ticket)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


class IncidentsOfTicket(msgspec.Struct, frozen=True):
    """`part_of`: those that it belongs to. `looks_like`: an open one that it seems to report, and that it is not part of."""

    part_of: list[IncidentInBrief]
    looks_like: IncidentInBrief | None


def _brief(one: Incident) -> IncidentInBrief:
    return shaped(IncidentInBrief, one)


@get("/tickets/{name:str}/incidents")
async def get_incidents_of_ticket(
    desk: Desk, signed: Signed, name: str, brand: str | None = None
) -> IncidentsOfTicket:
    """What a ticket is part of, or seems to report."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await tickets.find(tx, name, brand=brand)
        part_of = await queries.of_ticket(tx, ticket.brand, ticket.id)
        held = any(one.state is not IncidentState.resolved for one in part_of)
        like = None if held else await queries.suggested(tx, ticket)
        return IncidentsOfTicket(
            [_brief(one) for one in part_of],
            _brief(like) if like is not None and like not in part_of else None,
        )


# ── alarms ──────────────────────────────────────────────────────────────────────────────────────────────────


@post("/brands/{brand:str}/alarms/{alarm:uuid}/confirm", responses=gives(201, IncidentInFull))
async def confirm_alarm(
    desk: Desk, signed: Signed, request: Req, brand: str, alarm: UUID, data: NewIncident
) -> Response[bytes]:
    """It is one: opens the incident, and links the alarm's tickets in the background."""
    desk.buckets.take(OPENED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await actions.confirm(tx, brand, alarm, data)
        return 201, await _in_full(tx, brand, made.id)

    return await write(desk, request, signed.actor, do, key=data.key)


class Dismissal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`quiet_minutes`: for so long nothing alike raises an alarm."""

    reason: str
    quiet_minutes: Annotated[int, msgspec.Meta(ge=1, le=10_080)] = 60
    key: str | None = None


@post("/brands/{brand:str}/alarms/{alarm:uuid}/dismiss", status_code=200, responses=gives(200, AlarmView))
async def dismiss_alarm(
    desk: Desk, signed: Signed, request: Req, brand: str, alarm: UUID, data: Dismissal
) -> Response[bytes]:
    """It is none, and why."""

    async def do(tx: Tx) -> tuple[int, Any]:
        quiet = timedelta(minutes=data.quiet_minutes)
        return 200, _alarm(await actions.dismiss(tx, brand, alarm, reason=data.reason, quiet=quiet))

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [
    list_incidents,
    list_resolved_incidents,
    get_incident,
    open_incident,
    change_incident,
    update_incident,
    preview_update,
    link_tickets,
    unlink_ticket,
    get_incidents_of_ticket,
    confirm_alarm,
    dismiss_alarm,
]
