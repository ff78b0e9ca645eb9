"""The steps of a complaint, from its registration to its closing, and what is changed beside them.
docs/subsystems/complaints.md"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Concatenate, ParamSpec
from uuid import UUID

import msgspec
from litestar import Response, patch, post

from pitboss.api.complaint_case import TheCase, Version
from pitboss.api.complaints import ComplaintView, complaint_view
from pitboss.api.edge import Desk, Req, write
from pitboss.api.views import gives
from pitboss.complaints import actions, letter_sending
from pitboss.complaints.model import Category, Complaint, Ending, Source, Stage, Waiting
from pitboss.db.tx import Tx
from pitboss.kit.limits import Limit as Pace
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries as ticket_queries

P = ParamSpec("P")
REGISTERED = Pace("complaints", burst=30, per_second=0.5)
Words = Annotated[str, msgspec.Meta(max_length=4_000)]
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Key = Annotated[str, msgspec.Meta(max_length=200)] | None


class _Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Version | None = None
    key: Key = None


class Reasoned(_Step, frozen=True, kw_only=True):
    reason: Reason


async def _act(
    case: TheCase,
    key: str | None,
    verb: Callable[Concatenate[Tx, str, UUID, P], Awaitable[Complaint]],
    *given: P.args,
    **named: P.kwargs,
) -> Response[bytes]:
    """Does a verb to a case; the answer is the case as it is then."""

    async def do(tx: Tx, one: Complaint) -> ComplaintView:
        return complaint_view(await verb(tx, one.brand, one.id, *given, **named))

    return await case.write(do, key=key)


# ── registration ────────────────────────────────────────────────────────────────────────────────────────────


class Registered(msgspec.Struct, frozen=True):
    """The case that was opened; the player may quote the number."""

    brand: str
    id: UUID
    number: str
    stage: Stage
    first_received_at: datetime


def registered(one: Complaint) -> Registered:
    return Registered(one.brand, one.id, one.number, Stage(one.stage), one.first_received_at)


class NewCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tickets`: of the same player. `received_at`: when it was first received, where that is earlier than what the tickets
    show, such as a call."""

    brand: str
    player: UUID
    category: Category
    summary: Words
    subcategory: str = ""
    tickets: Annotated[list[UUID], msgspec.Meta(max_length=20)] = []
    channel: Annotated[str, msgspec.Meta(max_length=40)] = ""
    received_at: datetime | None = None
    safety: bool = False
    resolved_at_first_contact: bool = False
    key: Key = None


@post("/complaints", responses=gives(201, Registered))
async def register_complaint(desk: Desk, signed: Signed, request: Req, data: NewCase) -> Response[bytes]:
    """Registers a complaint of a known player, such as one told by phone."""
    desk.buckets.take(REGISTERED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        new = shaped(actions.NewComplaint, data, how=actions.How.call, language="")
        return 201, registered(await actions.register(tx, new))

    return await write(desk, request, signed.actor, do, key=data.key)


class CaseOfTicket(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`tickets`: further ones of the same player."""

    category: Category
    summary: Words
    subcategory: str = ""
    tickets: Annotated[list[UUID], msgspec.Meta(max_length=19)] = []
    safety: bool = False
    resolved_at_first_contact: bool = False
    key: Key = None


@post("/tickets/{name:str}/complaint", responses=gives(201, Registered))
async def register_from_ticket(
    desk: Desk, signed: Signed, request: Req, name: str, data: CaseOfTicket, brand: str | None = None
) -> Response[bytes]:
    """Registers what a ticket says as a complaint of its player. Whoever has handled the ticket so far may not decide it."""
    desk.buckets.take(REGISTERED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await ticket_queries.find(tx, name, brand=brand)
        new = actions.NewComplaint(
            brand=ticket.brand,
            player=ticket.player_id,
            category=data.category,
            subcategory=data.subcategory,
            summary=data.summary,
            how=actions.How.ticket,
            tickets=list(dict.fromkeys([ticket.id, *data.tickets])),
            safety=data.safety,
            resolved_at_first_contact=data.resolved_at_first_contact,
        )
        return 201, registered(await actions.register(tx, new))

    return await write(desk, request, signed.actor, do, key=data.key)


class Declined(msgspec.Struct, frozen=True):
    ticket: UUID
    reason: str


@post("/tickets/{name:str}/complaint/decline", status_code=200, responses=gives(200, Declined))
async def decline_complaint(
    desk: Desk, signed: Signed, request: Req, name: str, data: Reasoned, brand: str | None = None
) -> Response[bytes]:
    """The desk proposed a complaint here; it is none, and why."""

    async def do(tx: Tx) -> tuple[int, Any]:
        found = await ticket_queries.find(tx, name, brand=brand)
        why = await actions.decline(tx, await tickets.hold(tx, found.brand, found.id), reason=data.reason)
        return 200, Declined(found.id, why)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── steps ───────────────────────────────────────────────────────────────────────────────────────────────────


class Plain(_Step, frozen=True, kw_only=True):
    reason: Reason = ""


@post("/complaints/{complaint:str}/acknowledge", status_code=200, responses=gives(200, ComplaintView))
async def acknowledge_complaint(case: TheCase, data: Plain) -> Response[bytes]:
    """The player was told that their complaint is here, and what comes next."""
    return await _act(case, data.key, actions.acknowledge, reason=data.reason, version=data.version)


class NewAnalysis(_Step, frozen=True, kw_only=True):
    """`claim`: what is claimed; `about`: the bet, payment or document by its reference; `rules`: which it turns on."""

    claim: Words
    about: Annotated[str, msgspec.Meta(max_length=1_000)]
    rules: Annotated[list[Annotated[str, msgspec.Meta(max_length=200)]], msgspec.Meta(max_length=50)] = []


@post("/complaints/{complaint:str}/analyse", status_code=200, responses=gives(200, ComplaintView))
async def analyse_complaint(case: TheCase, data: NewAnalysis) -> Response[bytes]:
    """Writes the analysis of an acknowledged case, or writes it anew."""
    return await _act(case, data.key, actions.analyse, shaped(actions.Analysis, data), version=data.version)


@post("/complaints/{complaint:str}/investigate", status_code=200, responses=gives(200, ComplaintView))
async def investigate_complaint(case: TheCase, data: Plain) -> Response[bytes]:
    """Begins the investigation of an analysed case."""
    return await _act(case, data.key, actions.investigate, version=data.version)


class NewWait(_Step, frozen=True, kw_only=True):
    """`waiting`: for whom (`for` of the path's verb). `pause`: let the clock rest meanwhile, if the case's rules allow it."""

    waiting: Waiting
    reason: Reason
    pause: bool = True


@post("/complaints/{complaint:str}/wait", status_code=200, responses=gives(200, ComplaintView))
async def wait_for_complaint(case: TheCase, data: NewWait) -> Response[bytes]:
    """Waits for the player or a third party. Where the case's rules know no such pause the clock runs on; `pauses` of the
    case tells."""
    return await _act(
        case, data.key, actions.wait, data.waiting, reason=data.reason, pause=data.pause, version=data.version
    )


@post("/complaints/{complaint:str}/resume", status_code=200, responses=gives(200, ComplaintView))
async def resume_complaint(case: TheCase, data: Plain) -> Response[bytes]:
    """What the case waited for is here, or isn't waited for any more."""
    return await _act(case, data.key, actions.resume, reason=data.reason, version=data.version)


class MoreTime(_Step, frozen=True, kw_only=True):
    """`kind`: of the deadline, such as final_answer."""

    reason: Reason
    kind: Annotated[str, msgspec.Meta(max_length=40)] = "final_answer"


@post("/complaints/{complaint:str}/extend", status_code=200, responses=gives(200, ComplaintView))
async def extend_complaint(case: TheCase, data: MoreTime) -> Response[bytes]:
    """Takes more time by the case's own rules, before the time is up. Where those ask for a notice, its letter goes with it, in
    the player's language and with this reason; with `problems` neither happens."""
    return await _act(
        case, data.key, letter_sending.extend, data.kind, reason=data.reason, version=data.version
    )


class Withdrawal(_Step, frozen=True, kw_only=True):
    """`because`: asked (the player takes it back), satisfied (content at the first contact) or no_reply."""

    because: Ending
    reason: Reason


@post("/complaints/{complaint:str}/withdraw", status_code=200, responses=gives(200, ComplaintView))
async def withdraw_complaint(case: TheCase, data: Withdrawal) -> Response[bytes]:
    """Ends a case without a decision: the player doesn't pursue it."""
    return await _act(
        case, data.key, actions.withdraw, data.because, reason=data.reason, version=data.version
    )


@post("/complaints/{complaint:str}/out-of-scope", status_code=200, responses=gives(200, ComplaintView))
async def set_complaint_out_of_scope(case: TheCase, data: Reasoned) -> Response[bytes]:
    """Ends a case without a decision: it is nothing that the complaints procedure is for."""
    return await _act(case, data.key, actions.set_out_of_scope, reason=data.reason, version=data.version)


class Merge(_Step, frozen=True, kw_only=True):
    """`into`: the case that goes on; it was received first."""

    into: UUID
    reason: Reason


@post("/complaints/{complaint:str}/merge", status_code=200, responses=gives(200, ComplaintView))
async def merge_complaint(case: TheCase, data: Merge) -> Response[bytes]:
    """Ends a case as a double of an earlier one of the same player, which takes its tickets over."""
    return await _act(case, data.key, actions.merge, data.into, reason=data.reason, version=data.version)


class Closing(_Step, frozen=True, kw_only=True):
    summary: Words


@post("/complaints/{complaint:str}/close", status_code=200, responses=gives(200, ComplaintView))
async def close_complaint(case: TheCase, data: Closing) -> Response[bytes]:
    """Closes a case that is carried out, with a summary of it."""
    return await _act(case, data.key, actions.close, summary=data.summary, version=data.version)


# ── beside the stages ───────────────────────────────────────────────────────────────────────────────────────


class ComplaintPatch(_Step, frozen=True, kw_only=True):
    """What is absent stays. `owner`, `team`: null for nobody."""

    category: Category | msgspec.UnsetType = msgspec.UNSET
    subcategory: Annotated[str, msgspec.Meta(max_length=60)] | msgspec.UnsetType = msgspec.UNSET
    summary: Words | msgspec.UnsetType = msgspec.UNSET
    safety: bool | msgspec.UnsetType = msgspec.UNSET
    resolved_at_first_contact: bool | msgspec.UnsetType = msgspec.UNSET
    owner: UUID | msgspec.UnsetType | None = msgspec.UNSET
    team: UUID | msgspec.UnsetType | None = msgspec.UNSET


@patch("/complaints/{complaint:str}", responses=gives(200, ComplaintView))
async def change_complaint(case: TheCase, data: ComplaintPatch) -> Response[bytes]:
    """Its category, summary, owner and team, and what kind of case it is."""
    return await _act(case, data.key, actions.change, shaped(actions.Change, data), version=data.version)


class MoreTickets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    tickets: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=20)]
    key: Key = None


@post("/complaints/{complaint:str}/tickets", status_code=200, responses=gives(200, ComplaintView))
async def link_complaint_tickets(case: TheCase, data: MoreTickets) -> Response[bytes]:
    """Tickets of the same player that turn out to belong to a case. Its first receipt stays."""
    return await _act(case, data.key, actions.link_tickets, data.tickets)


class NewParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`source`: named (handled the matter) or subject (the complaint is about them)."""

    staff: UUID
    source: Source
    reason: Reason
    key: Key = None


@post("/complaints/{complaint:str}/parties", status_code=200, responses=gives(200, ComplaintView))
async def name_complaint_party(case: TheCase, data: NewParty) -> Response[bytes]:
    """Names a member of staff who handled the matter, or whom the complaint is about. It can't be taken back."""
    return await _act(case, data.key, actions.name_party, data.staff, data.source, reason=data.reason)


class NewConflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    staff: UUID
    reason: Reason
    key: Key = None


@post("/complaints/{complaint:str}/conflicts", status_code=200, responses=gives(200, ComplaintView))
async def log_complaint_conflict(case: TheCase, data: NewConflict) -> Response[bytes]:
    """Logs a conflict of interest: your own, or a colleague's if you work on cases. It can't be taken back."""
    return await _act(case, data.key, actions.log_conflict, data.staff, reason=data.reason)


class NewNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    key: Key = None


class NoteMade(msgspec.Struct, frozen=True):
    id: UUID


@post("/complaints/{complaint:str}/notes", responses=gives(201, NoteMade))
async def add_complaint_note(case: TheCase, data: NewNote) -> Response[bytes]:
    """A note among those who work on a case. In no edition for the player."""

    async def do(tx: Tx, one: Complaint) -> NoteMade:
        return NoteMade(await actions.note(tx, one.brand, one.id, data.text))

    return await case.write(do, key=data.key, status=201)


HANDLERS = [
    register_complaint,
    register_from_ticket,
    decline_complaint,
    acknowledge_complaint,
    analyse_complaint,
    investigate_complaint,
    wait_for_complaint,
    resume_complaint,
    extend_complaint,
    withdraw_complaint,
    set_complaint_out_of_scope,
    merge_complaint,
    close_complaint,
    change_complaint,
    link_complaint_tickets,
    name_complaint_party,
    log_complaint_conflict,
    add_complaint_note,
]
