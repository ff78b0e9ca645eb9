"""Complaints: formal cases, from their registration to their closing. docs/subsystems/complaints.md

Their evidence is in complaint_evidence.py, their decision, execution, appeal and referral in complaint_decisions.py."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import QueryParameter

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import BadCursor, Limit, cursor_of, must_work_for, place_of
from pitboss.api.sentences import event_in
from pitboss.api.views import Listing, Page, gives
from pitboss.complaints import (
    actions,
    clocks,
    conflicts,
    explain,
    letter_sending,
    queries,
    referrals,
    stages,
    timeline,
)
from pitboss.complaints.actions import Analysis
from pitboss.complaints.deadlines import Deadline, Step
from pitboss.complaints.model import (
    CATEGORIES,
    OUTCOMES,
    Appeal,
    Category,
    Complaint,
    Ending,
    Outcome,
    Referral,
    Source,
    Stage,
    Waiting,
)
from pitboss.complaints.pack_model import LetterKind
from pitboss.complaints.queries import (
    LinkedTicket,
    LoggedConflict,
    OnBoard,
    Party,
    PausedFor,
)
from pitboss.complaints.reach import LetterState
from pitboss.db.tx import Actor, Tx
from pitboss.kit.limits import Limit as Pace
from pitboss.kit.refused import NotFound
from pitboss.staff.actors import Signed
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries as ticket_queries

REGISTERED = Pace("complaints", burst=30, per_second=0.5)
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None
Words = Annotated[str, msgspec.Meta(max_length=4_000)]
Reason = Annotated[str, msgspec.Meta(max_length=500)]
Key = Annotated[str, msgspec.Meta(max_length=200)] | None
Search = Annotated[
    str,
    QueryParameter(
        max_length=200, description="Words of the summary, a number, or an identity of the player."
    ),
]


class ComplaintView(msgspec.Struct, frozen=True, kw_only=True):
    """A case. `first_received_at`: on any channel; it never changes. `pack`, `pack_version`: the rules that it began with.
    `claim`, `about`, `rules`: its analysis. `next_due_at`: of its open deadlines, the nearest. `version`: send it with a
    change, so that nobody's is lost."""

    brand: str
    id: UUID
    number: str
    player_id: UUID
    category: Category
    subcategory: str
    jurisdiction: str
    pack: str
    pack_version: str
    language: str
    channel: str
    summary: str
    claim: str
    about: str
    rules: list[str]
    owner_staff_id: UUID | None
    team_id: UUID | None
    safety: bool
    resolved_at_first_contact: bool
    first_received_at: datetime
    registered_at: datetime
    registered_by: UUID | None
    stage: Stage
    stage_since: datetime
    waiting: Waiting | None
    appeal: Appeal
    referral: Referral
    outcome: Outcome | None
    merged_into: UUID | None
    closing: str
    closed_at: datetime | None
    next_due_at: datetime | None
    version: int
    updated_at: datetime


class ComplaintCard(ComplaintView, frozen=True, kw_only=True):
    """A case on the board. `next_kind`: which deadline is next, with its `next_force`; `risk`: late, near, or null."""

    player_name: str
    owner_name: str | None
    next_kind: str | None
    next_force: str | None
    risk: str | None


class Stands(msgspec.Struct, frozen=True, kw_only=True):
    """What still stands before the next steps. `listed`: the checklist of evidence is drawn up; `needs`: what of it is
    neither there nor waived; `unread`: evidence that nobody has reviewed. `signatures`: those that the proposed decision
    lacks. `todo`: actions that are not verified. `took_part`: who worked towards the decision. `may_be_appealed`: as far as the
    stages go. `may_be_referred`: it is decided, or our answer is overdue where its rules let nobody wait longer."""

    listed: bool
    needs: list[str]
    waived: list[str]
    unread: list[UUID]
    read: int
    decision: UUID | None
    signatures: int
    todo: list[UUID]
    verified: int
    took_part: list[UUID]
    heard_by: UUID | None
    may_be_appealed: bool
    may_be_referred: bool


class ComplaintDeadline(msgspec.Struct, frozen=True, kw_only=True):
    """`due_at` null: the clock rests. `ours`: false for the player's and a dispute body's. `force`: must (law), should (good
    practice) or own_policy; `grade`, `verified`: how surely the rule is known; `source`: where it was read. `owes`: the step
    is taken, and this letter has not reached the player; `letter`: where that is, null while none was sent."""

    kind: str
    rule: str
    force: str
    ours: bool
    grade: str
    verified: bool
    source: list[str]
    started_at: datetime
    due_at: datetime | None
    warned_at: datetime | None
    met_at: datetime | None
    broken_at: datetime | None
    owes: LetterKind | None
    letter: LetterState | None


class ExplainedDeadline(ComplaintDeadline, frozen=True, kw_only=True):
    """`steps`: the reckoning in no language; the last is the day that it comes to. `explained`: a sentence for each; the first
    names the rule, its force, its source and how surely it is known. `pack_version`: the rules that the case began with."""

    steps: list[Step]
    explained: list[str]
    pack: str
    pack_version: str


def _deadline(row: queries.DeadlineRow) -> ComplaintDeadline:
    known = row.explained
    return ComplaintDeadline(
        kind=row.kind,
        rule=row.rule,
        force=row.force,
        ours=row.ours,
        grade=known.get("grade", "own"),
        verified=known.get("verified", False),
        source=list(known.get("source", ())),
        started_at=row.started_at,
        due_at=row.due_at,
        warned_at=row.warned_at,
        met_at=row.met_at,
        broken_at=row.broken_at,
        owes=row.owes,
        letter=row.letter,
    )


class ComplaintInFull(ComplaintView, frozen=True, kw_only=True):
    """`tickets`: those that it grew from and those linked later. `pauses`: what it waited for, the newest first."""

    stands: Stands
    tickets: list[LinkedTicket]
    deadlines: list[ComplaintDeadline]
    pauses: list[PausedFor]


class ComplaintPage(msgspec.Struct, frozen=True):
    items: list[ComplaintCard]
    next: str | None


class StageTally(msgspec.Struct, frozen=True):
    """`near`, `late`: of these cases, those with a clock that was warned of, or is broken."""

    stage: Stage
    cases: int
    near: int
    late: int


def _fields(one: Complaint, shape: type[ComplaintView] = ComplaintView) -> dict[str, Any]:
    given = {field: getattr(one, field) for field in shape.__struct_fields__}
    return given | {
        "category": Category(one.category),
        "stage": Stage(one.stage),
        "waiting": Waiting(one.waiting) if one.waiting else None,
        "appeal": Appeal(one.appeal),
        "referral": Referral(one.referral),
        "outcome": Outcome(one.outcome) if one.outcome else None,
    }


def _card(one: OnBoard) -> ComplaintCard:
    return ComplaintCard(**_fields(one, ComplaintCard))


async def in_full(tx: Tx, one: Complaint) -> ComplaintInFull:
    """As the actor sees it: a ticket behind the wall is a number of nothing. To be asked before anything is elevated, or
    in a transaction of its own."""
    state = actions.state_of(one)
    return ComplaintInFull(
        **_fields(one),
        stands=Stands(
            **{field: getattr(state, field) for field in Stands.__struct_fields__ if hasattr(state, field)},
            may_be_appealed=stages.may_be_appealed(state),
            may_be_referred=await referrals.may_be_referred(tx, one),
        ),
        tickets=await queries.tickets_of(tx, one),
        deadlines=[_deadline(row) for row in await queries.deadlines(tx, one)],
        pauses=await queries.pauses(tx, one),
    )


def _brands(actor: Actor, named: str | None) -> list[str]:
    return sorted(actor.complaints & {named}) if named is not None else sorted(actor.complaints)


async def changing(
    desk: Desk,
    request: Req,
    signed: Signed,
    name: str,
    brand: str | None,
    do: Callable[[Tx, Complaint], Awaitable[Complaint]],
    *,
    key: str | None,
) -> Response[bytes]:
    """A write to a case that is named by its id or its number; the answer is the case as it is then."""

    async def act(tx: Tx) -> tuple[int, Any]:
        done = await do(tx, await queries.find(tx, name, brand=brand))
        return 200, ComplaintView(**_fields(done))

    return await write(desk, request, signed.actor, act, key=key)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────


@get("/complaints")
async def list_complaints(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    stage: Stage | None = None,
    owner: str | None = None,
    team: UUID | None = None,
    category: Category | None = None,
    player: UUID | None = None,
    waiting: Waiting | None = None,
    at_risk: bool = False,
    safety: bool = False,
    appeal: bool = False,
    over: bool = False,
    q: Search = "",
    sort: queries.BoardOrder = queries.BoardOrder.due,
    cursor: str | None = None,
    limit: Limit = 50,
) -> ComplaintPage:
    """The board: open cases, what is due next first. `owner` is an id, `me` or `nobody`; `over` true also shows those that
    are over, as does a `stage` of the past. `appeal` true: only those whose appeal waits."""
    wanted = _wanted(
        signed,
        queries.Wanted(
            brands=_brands(signed.actor, brand),
            open=not over,
            stage=stage,
            team=team,
            category=category,
            player=player,
            waiting=waiting,
            at_risk=at_risk,
            safety=safety,
            appeal=appeal,
            words=q,
        ),
        owner,
    )
    place = place_of(cursor, queries.Place)
    if place is not None and place.sort is not sort:
        raise BadCursor
    async with desk.db.look(signed.actor) as tx:
        rows = await queries.board(tx, wanted, sort=sort, place=place, limit=limit + 1)
    shown = rows[:limit]
    last = queries.Place(sort, shown[-1].id, shown[-1].next_due_at) if len(rows) > limit else None
    return ComplaintPage([_card(row) for row in shown], cursor_of(last) if last else None)


def _wanted(signed: Signed, wanted: queries.Wanted, owner: str | None) -> queries.Wanted:
    if owner in (None, ""):
        return wanted
    if owner == "nobody":
        return msgspec.structs.replace(wanted, unowned=True)
    try:
        whose = signed.staff_id if owner == "me" else UUID(owner)
    except ValueError:
        return msgspec.structs.replace(wanted, brands=[])
    return msgspec.structs.replace(wanted, owner=whose)


@get("/complaints/counts")
async def count_complaints(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    owner: str | None = None,
    team: UUID | None = None,
    category: Category | None = None,
    q: Search = "",
) -> list[StageTally]:
    """How many open cases stand at each stage, and how many of them are near a deadline or past it."""
    wanted = queries.Wanted(brands=_brands(signed.actor, brand), team=team, category=category, words=q)
    async with desk.db.look(signed.actor) as tx:
        counted = await queries.counts(tx, _wanted(signed, wanted, owner))
    return [StageTally(Stage(row.stage), row.cases, row.near, row.late) for row in counted]


class Label(msgspec.Struct, frozen=True):
    code: str
    en: str
    ru: str


class CategoryLabels(msgspec.Struct, frozen=True):
    code: str
    en: str
    ru: str
    subcategories: list[Label]


class ComplaintWords(msgspec.Struct, frozen=True):
    categories: list[CategoryLabels]
    outcomes: list[Label]


@get("/complaints/words")
async def complaint_words(signed: Signed) -> ComplaintWords:
    """The categories and outcomes of complaints, in both languages."""
    return ComplaintWords(
        [
            CategoryLabels(
                code.value,
                facts.label.en,
                facts.label.ru,
                [Label(sub, named.en, named.ru) for sub, named in facts.subcategories.items()],
            )
            for code, facts in CATEGORIES.items()
        ],
        [Label(code.value, named.en, named.ru) for code, named in OUTCOMES.items()],
    )


@get("/complaints/{complaint:str}")
async def get_complaint(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> ComplaintInFull:
    """A case by its id or its number; `brand` where several brands have the number. That you looked is kept."""
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        await actions.look(tx, one, "case")
        return await in_full(tx, one)


class ComplaintTimeline(msgspec.Struct, frozen=True):
    """`hidden`: linked tickets that aren't yours to see, and are left out."""

    items: list[timeline.TimelineEntry]
    next: str | None
    hidden: int


@get("/complaints/{complaint:str}/timeline")
async def complaint_timeline(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    cursor: str | None = None,
    limit: Limit = 100,
) -> ComplaintTimeline:
    """Everything about a case on one time line, oldest first: what was said in its tickets, its own steps, its deadlines,
    notes, and what its evidence says happened. That you looked is kept."""
    place = place_of(cursor, timeline.Place)
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        await actions.look(tx, one, "timeline")
        found = await timeline.entries(tx, one, after=place, limit=limit + 1)
        hidden = sum(ticket.reference is None for ticket in await queries.tickets_of(tx, one))
    shown = found[:limit]
    more = cursor_of(timeline.Place(shown[-1].at, shown[-1].id)) if len(found) > limit else None
    return ComplaintTimeline(shown, more, hidden)


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """A step or another event of a case, from the one log."""

    number: int
    type: str
    actor_kind: str
    actor_id: UUID | None
    data: dict[str, Any]
    at: datetime


class HappeningPage(msgspec.Struct, frozen=True):
    items: list[Happening]
    next: str | None


@get("/complaints/{complaint:str}/events")
async def complaint_events(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    cursor: str | None = None,
    limit: Limit = 100,
) -> HappeningPage:
    """The case's own events, oldest first: each step with its actor and reason."""
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        found = await queries.happened(tx, one, after=place_of(cursor, int) or 0, limit=limit + 1)
    shown = found[:limit]
    items = [
        Happening(
            number=event.number,
            type=event.type,
            actor_kind=event.actor_kind,
            actor_id=event.actor_id,
            data=event_in(event.data, signed.locale),
            at=event.at,
        )
        for event in shown
    ]
    return HappeningPage(items, cursor_of(shown[-1].number) if len(found) > limit else None)


@get("/complaints/{complaint:str}/deadlines")
async def complaint_deadlines(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> list[ComplaintDeadline]:
    """Every deadline of a case, and how surely its rule is known."""
    async with desk.db.look(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        return [_deadline(row) for row in await queries.deadlines(tx, one)]


@get("/complaints/{complaint:str}/deadlines/{kind:str}/explained")
async def explain_deadline(
    desk: Desk,
    signed: Signed,
    complaint: str,
    kind: str,
    brand: str | None = None,
    language: Literal["ru", "en"] | None = None,
) -> ExplainedDeadline:
    """How a deadline comes about, step by step: its rule and source, what it counts from, pauses, extensions, holidays.
    `language`: yours, if you name none."""
    async with desk.db.look(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        row = next((row for row in await queries.deadlines(tx, one) if row.kind == kind), None)
        if row is None:
            raise NotFound("There is no such deadline.")
        steps: list[Step] = []
        told: list[str] = []
        if row.explained:
            reckoned = msgspec.convert(row.explained, Deadline)
            steps = list(reckoned.steps)
            told = explain.told(await clocks.rules_of(tx, one), reckoned, language or signed.locale)
    return ExplainedDeadline(
        **msgspec.structs.asdict(_deadline(row)),
        steps=steps,
        explained=told,
        pack=one.pack,
        pack_version=one.pack_version,
    )


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may decide, sign or hear appeals by their permissions; `not_decide`, `not_hear`: why not in this case
    (subject, handled, logged, took_part, leads), null where nothing stands against it."""

    staff_id: UUID
    name: str
    permissions: list[str]
    not_decide: conflicts.ConflictWhy | None
    not_hear: conflicts.ConflictWhy | None


class Conflicts(msgspec.Struct, frozen=True):
    parties: list[Party]
    logged: list[LoggedConflict]
    people: list[Person]


async def _conflicts(tx: Tx, one: Complaint) -> Conflicts:
    standing = await queries.standing(tx, one, actions.state_of(one).took_part)
    people = [
        Person(
            staff_id=person.staff_id,
            name=person.name,
            permissions=person.permissions,
            not_decide=conflicts.why_not_decide(person.staff_id, standing),
            not_hear=conflicts.why_not_hear(person.staff_id, standing),
        )
        for person in await queries.able(tx, one.brand)
    ]
    return Conflicts(await queries.parties(tx, one), await queries.logged_conflicts(tx, one), people)


@get("/complaints/{complaint:str}/conflicts")
async def complaint_conflicts(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> Conflicts:
    """Who handled the matter, whom the complaint is about, whose conflict is logged; and who may decide or hear an appeal."""
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        await actions.look(tx, one, "conflicts")
        return await _conflicts(tx, one)


@get("/complaints/{complaint:str}/notes", responses=gives(200, Listing[queries.Note]))
async def list_complaint_notes(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """What those who work on a case say among themselves, the newest first. That you looked is kept."""
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        await actions.look(tx, one, "notes")
        found = await queries.notes(tx, one, before=place_of(cursor, UUID), limit=limit + 1)
    return Page(found[:limit], cursor_of(found[limit - 1].id) if len(found) > limit else None)


@get("/complaints/{complaint:str}/views", responses=gives(200, Listing[queries.Looked]))
async def list_complaint_views(
    desk: Desk,
    signed: Signed,
    complaint: str,
    brand: str | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """Who looked at what of a case, the newest first."""
    async with desk.db.look(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        signed.actor.must("complaints.reports", one.brand)
        found = await queries.looks(tx, one, before=place_of(cursor, UUID), limit=limit + 1)
    return Page(found[:limit], cursor_of(found[limit - 1].id) if len(found) > limit else None)


# ── registration ────────────────────────────────────────────────────────────────────────────────────────────


class Registered(msgspec.Struct, frozen=True):
    """The case that was opened; the player may quote the number."""

    brand: str
    id: UUID
    number: str
    stage: Stage
    first_received_at: datetime


def _registered(one: Complaint) -> Registered:
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
        given = {name: getattr(data, name) for name in data.__struct_fields__ if name != "key"}
        new = actions.NewComplaint(**given, how=actions.How.call)
        return 201, _registered(await actions.register(tx, new))

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
        return 201, _registered(await actions.register(tx, new))

    return await write(desk, request, signed.actor, do, key=data.key)


class Reasoned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason
    version: Version = None
    key: Key = None


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


class Plain(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    reason: Reason = ""
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/acknowledge", status_code=200, responses=gives(200, ComplaintView))
async def acknowledge_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Plain, brand: str | None = None
) -> Response[bytes]:
    """The player was told that their complaint is here, and what comes next."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.acknowledge(tx, one.brand, one.id, reason=data.reason, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class NewAnalysis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`claim`: what is claimed; `about`: the bet, payment or document by its reference; `rules`: which it turns on."""

    claim: Words
    about: Annotated[str, msgspec.Meta(max_length=1_000)]
    rules: Annotated[list[Annotated[str, msgspec.Meta(max_length=200)]], msgspec.Meta(max_length=50)] = []
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/analyse", status_code=200, responses=gives(200, ComplaintView))
async def analyse_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewAnalysis, brand: str | None = None
) -> Response[bytes]:
    """Writes the analysis of an acknowledged case, or writes it anew."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        wanted = Analysis(claim=data.claim, about=data.about, rules=data.rules)
        return await actions.analyse(tx, one.brand, one.id, wanted, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


@post("/complaints/{complaint:str}/investigate", status_code=200, responses=gives(200, ComplaintView))
async def investigate_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Plain, brand: str | None = None
) -> Response[bytes]:
    """Begins the investigation of an analysed case."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.investigate(tx, one.brand, one.id, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class NewWait(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`waiting`: for whom (`for` of the path's verb). `pause`: let the clock rest meanwhile, if the case's rules allow it."""

    waiting: Waiting
    reason: Reason
    pause: bool = True
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/wait", status_code=200, responses=gives(200, ComplaintView))
async def wait_for_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewWait, brand: str | None = None
) -> Response[bytes]:
    """Waits for the player or a third party. Where the case's rules know no such pause the clock runs on; `pauses` of the
    case tells."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.wait(
            tx, one.brand, one.id, data.waiting, reason=data.reason, pause=data.pause, version=data.version
        )

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


@post("/complaints/{complaint:str}/resume", status_code=200, responses=gives(200, ComplaintView))
async def resume_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Plain, brand: str | None = None
) -> Response[bytes]:
    """What the case waited for is here, or isn't waited for any more."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.resume(tx, one.brand, one.id, reason=data.reason, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class MoreTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`kind`: of the deadline, such as final_answer."""

    reason: Reason
    kind: Annotated[str, msgspec.Meta(max_length=40)] = "final_answer"
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/extend", status_code=200, responses=gives(200, ComplaintView))
async def extend_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: MoreTime, brand: str | None = None
) -> Response[bytes]:
    """Takes more time by the case's own rules, before the time is up. Where those ask for a notice, its letter goes with it, in
    the player's language and with this reason; with `problems` neither happens."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await letter_sending.extend(
            tx, one.brand, one.id, data.kind, reason=data.reason, version=data.version
        )

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class Withdrawal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`because`: asked (the player takes it back), satisfied (content at the first contact) or no_reply."""

    because: Ending
    reason: Reason
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/withdraw", status_code=200, responses=gives(200, ComplaintView))
async def withdraw_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Withdrawal, brand: str | None = None
) -> Response[bytes]:
    """Ends a case without a decision: the player doesn't pursue it."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.withdraw(
            tx, one.brand, one.id, data.because, reason=data.reason, version=data.version
        )

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


@post("/complaints/{complaint:str}/out-of-scope", status_code=200, responses=gives(200, ComplaintView))
async def set_complaint_out_of_scope(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Reasoned, brand: str | None = None
) -> Response[bytes]:
    """Ends a case without a decision: it is nothing that the complaints procedure is for."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.set_out_of_scope(tx, one.brand, one.id, reason=data.reason, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class Merge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`into`: the case that goes on; it was received first."""

    into: UUID
    reason: Reason
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/merge", status_code=200, responses=gives(200, ComplaintView))
async def merge_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Merge, brand: str | None = None
) -> Response[bytes]:
    """Ends a case as a double of an earlier one of the same player, which takes its tickets over."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.merge(tx, one.brand, one.id, data.into, reason=data.reason, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class Closing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    summary: Words
    version: Version = None
    key: Key = None


@post("/complaints/{complaint:str}/close", status_code=200, responses=gives(200, ComplaintView))
async def close_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: Closing, brand: str | None = None
) -> Response[bytes]:
    """Closes a case that is carried out, with a summary of it."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.close(tx, one.brand, one.id, summary=data.summary, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


# ── beside the stages ───────────────────────────────────────────────────────────────────────────────────────


class ComplaintPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is absent stays. `owner`, `team`: null for nobody."""

    category: Category | msgspec.UnsetType = msgspec.UNSET
    subcategory: Annotated[str, msgspec.Meta(max_length=60)] | msgspec.UnsetType = msgspec.UNSET
    summary: Words | msgspec.UnsetType = msgspec.UNSET
    safety: bool | msgspec.UnsetType = msgspec.UNSET
    resolved_at_first_contact: bool | msgspec.UnsetType = msgspec.UNSET
    owner: UUID | msgspec.UnsetType | None = msgspec.UNSET
    team: UUID | msgspec.UnsetType | None = msgspec.UNSET
    version: Version = None
    key: Key = None


@patch("/complaints/{complaint:str}", responses=gives(200, ComplaintView))
async def change_complaint(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: ComplaintPatch, brand: str | None = None
) -> Response[bytes]:
    """Its category, summary, owner and team, and what kind of case it is."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        wanted = actions.Change(**{name: getattr(data, name) for name in actions.Change.__struct_fields__})
        return await actions.change(tx, one.brand, one.id, wanted, version=data.version)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class MoreTickets(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    tickets: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=20)]
    key: Key = None


@post("/complaints/{complaint:str}/tickets", status_code=200, responses=gives(200, ComplaintView))
async def link_complaint_tickets(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: MoreTickets, brand: str | None = None
) -> Response[bytes]:
    """Tickets of the same player that turn out to belong to a case. Its first receipt stays."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.link_tickets(tx, one.brand, one.id, data.tickets)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class NewParty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`source`: named (handled the matter) or subject (the complaint is about them)."""

    staff: UUID
    source: Source
    reason: Reason
    key: Key = None


@post("/complaints/{complaint:str}/parties", status_code=200, responses=gives(200, ComplaintView))
async def name_complaint_party(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewParty, brand: str | None = None
) -> Response[bytes]:
    """Names a member of staff who handled the matter, or whom the complaint is about. It can't be taken back."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.name_party(tx, one.brand, one.id, data.staff, data.source, reason=data.reason)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class NewConflict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    staff: UUID
    reason: Reason
    key: Key = None


@post("/complaints/{complaint:str}/conflicts", status_code=200, responses=gives(200, ComplaintView))
async def log_complaint_conflict(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewConflict, brand: str | None = None
) -> Response[bytes]:
    """Logs a conflict of interest: your own, or a colleague's if you work on cases. It can't be taken back."""

    async def do(tx: Tx, one: Complaint) -> Complaint:
        return await actions.log_conflict(tx, one.brand, one.id, data.staff, reason=data.reason)

    return await changing(desk, request, signed, complaint, brand, do, key=data.key)


class NewNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    key: Key = None


class NoteMade(msgspec.Struct, frozen=True):
    id: UUID


@post("/complaints/{complaint:str}/notes", responses=gives(201, NoteMade))
async def add_complaint_note(
    desk: Desk, signed: Signed, request: Req, complaint: str, data: NewNote, brand: str | None = None
) -> Response[bytes]:
    """A note among those who work on a case. In no edition for the player."""

    async def do(tx: Tx) -> tuple[int, Any]:
        one = await queries.find(tx, complaint, brand=brand)
        return 201, NoteMade(await actions.note(tx, one.brand, one.id, data.text))

    return await write(desk, request, signed.actor, do, key=data.key)


# ── reports of people unknown ───────────────────────────────────────────────────────────────────────────────


class NewUnknown(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`contact`: how they may be reached, as they said it. `safety`: it is about somebody's safety, and needs no name."""

    brand: str
    said: Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
    contact: Annotated[str, msgspec.Meta(max_length=500)] = ""
    channel: Annotated[str, msgspec.Meta(max_length=40)] = "phone"
    language: Annotated[str, msgspec.Meta(max_length=10)] = "en"
    safety: bool = False
    ticket: UUID | None = None
    received_at: datetime | None = None
    key: Key = None


@post("/complaint-reports", responses=gives(201, queries.Report))
async def record_report(desk: Desk, signed: Signed, request: Req, data: NewUnknown) -> Response[bytes]:
    """Keeps what somebody says whom nobody has identified yet. It is never refused for want of a name."""
    desk.buckets.take(REGISTERED, signed.staff_id)

    async def do(tx: Tx) -> tuple[int, Any]:
        given = {name: getattr(data, name) for name in data.__struct_fields__ if name != "key"}
        made = await actions.report(tx, actions.NewReport(**given))
        return 201, await queries.report(tx, data.brand, made)

    return await write(desk, request, signed.actor, do, key=data.key)


class Reports(msgspec.Struct, frozen=True):
    items: list[queries.Report]
    next: str | None


@get("/complaint-reports")
async def list_reports(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    settled: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Reports:
    """What people unknown have said: those reports that wait, what concerns safety first; or those that are settled."""
    place = place_of(cursor, queries.ReportPlace)
    async with desk.db.look(signed.actor) as tx:
        found = await queries.reports(
            tx, _brands(signed.actor, brand), settled=settled, after=place, limit=limit + 1
        )
    shown = found[:limit]
    last = queries.ReportPlace(shown[-1].safety, shown[-1].id) if len(found) > limit else None
    return Reports(shown, cursor_of(last) if last else None)


class Identified(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`summary`: by default what they said."""

    player: UUID
    category: Category
    subcategory: str = ""
    summary: Words = ""
    key: Key = None


@post("/brands/{brand:str}/complaint-reports/{report:uuid}/identify", responses=gives(201, Registered))
async def identify_report(
    desk: Desk, signed: Signed, request: Req, brand: str, report: UUID, data: Identified
) -> Response[bytes]:
    """Whoever reported is known now: the report becomes a case, received when the report was."""
    must_work_for(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await actions.identify(
            tx,
            brand,
            report,
            data.player,
            data.category,
            subcategory=data.subcategory,
            summary=data.summary,
        )
        return 201, _registered(made)

    return await write(desk, request, signed.actor, do, key=data.key)


@post(
    "/brands/{brand:str}/complaint-reports/{report:uuid}/settle",
    status_code=200,
    responses=gives(200, queries.Report),
)
async def settle_report(
    desk: Desk, signed: Signed, request: Req, brand: str, report: UUID, data: Reasoned
) -> Response[bytes]:
    """The report was looked into and becomes no case, and why."""
    must_work_for(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.settle_report(tx, brand, report, reason=data.reason)
        return 200, await queries.report(tx, brand, report)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [
    list_complaints,
    count_complaints,
    complaint_words,
    get_complaint,
    complaint_timeline,
    complaint_events,
    complaint_deadlines,
    explain_deadline,
    complaint_conflicts,
    list_complaint_notes,
    list_complaint_views,
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
    record_report,
    list_reports,
    identify_report,
    settle_report,
]
