"""Complaints: the board, and a case as it is read. docs/subsystems/complaints.md

Its steps are in complaint_steps.py, its evidence in complaint_evidence.py, its decision, execution, appeal and referral in
complaint_decisions.py."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar
from uuid import UUID

import msgspec
from litestar import get
from litestar.params import QueryParameter

from pitboss.api.complaint_case import TheCase
from pitboss.api.edge import Desk
from pitboss.api.lists import BadCursor, Limit, cursor_of, page, place_of
from pitboss.api.sentences import event_in
from pitboss.api.views import Listing, Page, gives
from pitboss.complaints import actions, clocks, conflicts, explain, queries, referrals, stages, timeline
from pitboss.complaints.deadlines import Deadline, Step
from pitboss.complaints.model import (
    CATEGORIES,
    OUTCOMES,
    Appeal,
    Category,
    Complaint,
    ComplaintFields,
    Outcome,
    Referral,
    Stage,
    Waiting,
)
from pitboss.complaints.pack_model import LetterKind
from pitboss.complaints.queries import LinkedTicket, LoggedConflict, Party, PausedFor
from pitboss.complaints.reach import LetterState
from pitboss.db.tx import Actor, Tx
from pitboss.kit.refused import NotFound
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed

V = TypeVar("V", bound="ComplaintView")
Search = Annotated[
    str,
    QueryParameter(
        max_length=200, description="Words of the summary, a number, or an identity of the player."
    ),
]


class ComplaintView(ComplaintFields, frozen=True, kw_only=True):
    """A case. `first_received_at`: on any channel; it never changes. `pack`, `pack_version`: the rules that it began with.
    `claim`, `about`, `rules`: its analysis. `next_due_at`: of its open deadlines, the nearest. `version`: send it with a
    change, so that nobody's is lost."""

    category: Category
    stage: Stage
    waiting: Waiting | None
    appeal: Appeal
    referral: Referral
    outcome: Outcome | None


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
    return shaped(
        ComplaintDeadline,
        row,
        grade=known.get("grade", "own"),
        verified=known.get("verified", False),
        source=list(known.get("source", ())),
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


def _view(one: Complaint, shape: type[V], **more: Any) -> V:
    return shaped(
        shape,
        one,
        category=Category(one.category),
        stage=Stage(one.stage),
        waiting=Waiting(one.waiting) if one.waiting else None,
        appeal=Appeal(one.appeal),
        referral=Referral(one.referral),
        outcome=Outcome(one.outcome) if one.outcome else None,
        **more,
    )


def complaint_view(one: Complaint) -> ComplaintView:
    return _view(one, ComplaintView)


def brands_meant(actor: Actor, named: str | None) -> list[str]:
    return sorted(actor.complaints & {named}) if named is not None else sorted(actor.complaints)


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
            brands=brands_meant(signed.actor, brand),
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
    return ComplaintPage([_view(row, ComplaintCard) for row in shown], cursor_of(last) if last else None)


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
    wanted = queries.Wanted(brands=brands_meant(signed.actor, brand), team=team, category=category, words=q)
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
async def get_complaint(case: TheCase) -> ComplaintInFull:
    """A case by its id or its number; `brand` where several brands have the number. That you looked is kept."""
    async with case.looked_at("case") as (tx, one):
        # As the actor sees it: a linked ticket behind the wall is a number of nothing.
        state = actions.state_of(one)
        return _view(
            one,
            ComplaintInFull,
            stands=shaped(
                Stands,
                state,
                may_be_appealed=stages.may_be_appealed(state),
                may_be_referred=await referrals.may_be_referred(tx, one),
            ),
            tickets=await queries.tickets_of(tx, one),
            deadlines=[_deadline(row) for row in await queries.deadlines(tx, one)],
            pauses=await queries.pauses(tx, one),
        )


class ComplaintTimeline(msgspec.Struct, frozen=True):
    """`hidden`: linked tickets that aren't yours to see, and are left out."""

    items: list[timeline.TimelineEntry]
    next: str | None
    hidden: int


@get("/complaints/{complaint:str}/timeline")
async def complaint_timeline(
    case: TheCase,
    cursor: str | None = None,
    limit: Limit = 100,
) -> ComplaintTimeline:
    """Everything about a case on one time line, oldest first: what was said in its tickets, its own steps, its deadlines,
    notes, and what its evidence says happened. That you looked is kept."""
    place = place_of(cursor, timeline.Place)
    async with case.looked_at("timeline") as (tx, one):
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
    case: TheCase,
    cursor: str | None = None,
    limit: Limit = 100,
) -> HappeningPage:
    """The case's own events, oldest first: each step with its actor and reason."""
    async with case.read() as (tx, one):
        found = await queries.happened(tx, one, after=place_of(cursor, int) or 0, limit=limit + 1)
    shown = found[:limit]
    items = [shaped(Happening, event, data=event_in(event.data, case.signed.locale)) for event in shown]
    return HappeningPage(items, cursor_of(shown[-1].number) if len(found) > limit else None)


@get("/complaints/{complaint:str}/deadlines")
async def complaint_deadlines(case: TheCase) -> list[ComplaintDeadline]:
    """Every deadline of a case, and how surely its rule is known."""
    async with case.read() as (tx, one):
        return [_deadline(row) for row in await queries.deadlines(tx, one)]


@get("/complaints/{complaint:str}/deadlines/{kind:str}/explained")
async def explain_deadline(
    case: TheCase,
    kind: str,
    language: Literal["ru", "en"] | None = None,
) -> ExplainedDeadline:
    """How a deadline comes about, step by step: its rule and source, what it counts from, pauses, extensions, holidays.
    `language`: yours, if you name none."""
    async with case.read() as (tx, one):
        row = next((row for row in await queries.deadlines(tx, one) if row.kind == kind), None)
        if row is None:
            raise NotFound("There is no such deadline.")
        steps: list[Step] = []
        told: list[str] = []
        if row.explained:
            reckoned = msgspec.convert(row.explained, Deadline)
            steps = list(reckoned.steps)
            told = explain.told(await clocks.rules_of(tx, one), reckoned, language or case.signed.locale)
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
        shaped(
            Person,
            person,
            not_decide=conflicts.why_not_decide(person.staff_id, standing),
            not_hear=conflicts.why_not_hear(person.staff_id, standing),
        )
        for person in await queries.able(tx, one.brand)
    ]
    return Conflicts(await queries.parties(tx, one), await queries.logged_conflicts(tx, one), people)


@get("/complaints/{complaint:str}/conflicts")
async def complaint_conflicts(case: TheCase) -> Conflicts:
    """Who handled the matter, whom the complaint is about, whose conflict is logged; and who may decide or hear an appeal."""
    async with case.looked_at("conflicts") as (tx, one):
        return await _conflicts(tx, one)


@get("/complaints/{complaint:str}/notes", responses=gives(200, Listing[queries.Note]))
async def list_complaint_notes(
    case: TheCase,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """What those who work on a case say among themselves, the newest first. That you looked is kept."""
    async with case.looked_at("notes") as (tx, one):
        found = await queries.notes(tx, one, before=place_of(cursor, UUID), limit=limit + 1)
    return page(found, limit, lambda row: row.id)


@get("/complaints/{complaint:str}/views", responses=gives(200, Listing[queries.Looked]))
async def list_complaint_views(
    case: TheCase,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """Who looked at what of a case, the newest first."""
    async with case.read() as (tx, one):
        case.signed.actor.must("complaints.reports", one.brand)
        found = await queries.looks(tx, one, before=place_of(cursor, UUID), limit=limit + 1)
    return page(found, limit, lambda row: row.id)


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
]
