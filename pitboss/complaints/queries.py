"""Every read of complaints."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import reach
from pitboss.complaints.conflicts import Standing
from pitboss.complaints.model import (
    COLUMNS,
    ENDINGS,
    Appeal,
    Category,
    Complaint,
    NoSuchComplaint,
    Source,
    Stage,
    Waiting,
)
from pitboss.complaints.pack_model import Kind, LetterKind
from pitboss.complaints.reach import LetterState
from pitboss.complaints.stages import ANSWERED
from pitboss.db.tx import Tx
from pitboss.events.log import Stored


async def complaint(tx: Tx, brand: str, which: UUID) -> Complaint:
    """
    Raises:
        NoSuchComplaint.
    """
    found = await tx.maybe(
        Complaint, f"SELECT {COLUMNS} FROM complaint c WHERE c.brand_id = $1 AND c.id = $2", brand, which
    )
    if found is None:
        raise NoSuchComplaint
    return found


async def find(tx: Tx, name: str, *, brand: str | None = None) -> Complaint:
    """A case by its id or its number; `brand` where several have the number.

    Raises:
        NoSuchComplaint.
    """
    try:
        column, value = "id", UUID(name)  # type: tuple[str, UUID | str]
    except ValueError:
        column, value = "number", name.strip().upper()
    found = await tx.all(
        Complaint,
        f"SELECT {COLUMNS} FROM complaint c WHERE c.{column} = $1 AND ($2::text IS NULL OR c.brand_id = $2) LIMIT 2",
        value,
        brand,
    )
    if len(found) != 1:
        raise NoSuchComplaint
    return found[0]


async def standing(tx: Tx, one: Complaint, took_part: list[UUID]) -> Standing:
    """Who stands how to a case, for conflicts.py. The transaction is elevated, or its actor sees complaints."""
    rows = await tx.connection.fetch(
        """
        SELECT staff_id, array_agg(source) AS sources FROM complaint_party
        WHERE  brand_id = $1 AND complaint_id = $2
        GROUP  BY staff_id
        """,
        one.brand,
        one.id,
    )
    parties = {row["staff_id"]: frozenset(Source(source) for source in row["sources"]) for row in rows}
    logged = await tx.column(
        "SELECT staff_id FROM complaint_conflict WHERE brand_id = $1 AND complaint_id = $2", one.brand, one.id
    )
    led = await tx.connection.fetch(
        """
        SELECT m.staff_id, array_agg(DISTINCT l.staff_id) AS leads
        FROM   team_member m
        JOIN   team_member l ON l.brand_id = m.brand_id AND l.team_id = m.team_id AND l.lead AND l.staff_id <> m.staff_id
        WHERE  m.brand_id = $1 AND m.staff_id = ANY ($2)
        GROUP  BY m.staff_id
        """,
        one.brand,
        sorted({*parties, *took_part}),
    )
    return Standing(
        parties=parties,
        logged=frozenset(logged),
        took_part=frozenset(took_part),
        leads={row["staff_id"]: frozenset(row["leads"]) for row in led},
    )


# ── one case ────────────────────────────────────────────────────────────────────────────────────────────────


async def now(tx: Tx) -> datetime:
    at: datetime = await tx.value("SELECT now()")
    return at


async def by_key(tx: Tx, brand: str, key: str) -> Complaint | None:
    return await tx.maybe(
        Complaint, f"SELECT {COLUMNS} FROM complaint c WHERE c.brand_id = $1 AND c.key = $2", brand, key
    )


async def seen_tickets(tx: Tx, brand: str, wanted: list[UUID]) -> list[UUID]:
    """Those of these that the actor sees, in the order in which they are locked."""
    return await tx.column(
        "SELECT id FROM ticket WHERE brand_id = $1 AND id = ANY ($2) ORDER BY id", brand, wanted
    )


async def first_said(tx: Tx, brand: str, tickets: list[UUID]) -> datetime | None:
    """When the player first wrote in any of these."""
    at: datetime | None = await tx.value(
        """
        SELECT min(created_at) FROM message
        WHERE  brand_id = $1 AND ticket_id = ANY ($2) AND author_kind = 'player'
        """,
        brand,
        tickets,
    )
    return at


class CaseInBrief(msgspec.Struct, frozen=True, kw_only=True):
    """A case as a ticket names it."""

    id: UUID
    number: str
    stage: str


_BRIEF = "c.id, c.number, c.stage"


async def open_case_of(tx: Tx, brand: str, tickets: list[UUID]) -> CaseInBrief | None:
    """An open case that grew from one of these tickets."""
    return await tx.maybe(
        CaseInBrief,
        f"""
        SELECT {_BRIEF} FROM complaint_ticket l JOIN complaint c ON c.brand_id = l.brand_id AND c.id = l.complaint_id
        WHERE  l.brand_id = $1 AND l.ticket_id = ANY ($2) AND c.closed_at IS NULL
        ORDER  BY c.id
        LIMIT  1
        """,
        brand,
        tickets,
    )


class ComplaintOfTicket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Either the case that a ticket belongs to, by `id`, `number` and `stage`; or `proposed`: why the desk thinks that
    `message` is a complaint, as a code, and what `category` it may be of."""

    id: UUID | None = None
    number: str | None = None
    stage: str | None = None
    proposed: str | None = None
    message: UUID | None = None
    category: str | None = None


async def of_ticket(tx: Tx, brand: str, ticket: UUID) -> ComplaintOfTicket | None:
    """What a ticket shows of complaints: its newest case, or that the desk proposes one. The transaction is elevated, and
    the actor sees the ticket."""
    case = await tx.maybe(
        ComplaintOfTicket,
        f"""
        SELECT {_BRIEF} FROM complaint_ticket l JOIN complaint c ON c.brand_id = l.brand_id AND c.id = l.complaint_id
        WHERE  l.brand_id = $1 AND l.ticket_id = $2 AND c.stage <> 'merged'
        ORDER  BY c.id DESC
        LIMIT  1
        """,
        brand,
        ticket,
    )
    if case is not None:
        return case
    return await tx.maybe(
        ComplaintOfTicket,
        """
        SELECT reason AS proposed, message_id AS message, category FROM complaint_proposal
        WHERE  brand_id = $1 AND ticket_id = $2 AND state = 'proposed'
        """,
        brand,
        ticket,
    )


class LinkedTicket(msgspec.Struct, frozen=True, kw_only=True):
    """`reference`, `subject`, `status`: null where the ticket isn't yours to see."""

    ticket: UUID
    why: str
    linked_at: datetime
    reference: str | None
    subject: str | None
    status: str | None


async def tickets_of(tx: Tx, one: Complaint) -> list[LinkedTicket]:
    return await tx.all(
        LinkedTicket,
        """
        SELECT l.ticket_id AS ticket, l.why, l.linked_at, b.prefix || '-' || t.number AS reference, t.subject,
               t.status::text AS status
        FROM   complaint_ticket l
        JOIN   brand b ON b.id = l.brand_id
        LEFT   JOIN ticket t ON t.brand_id = l.brand_id AND t.id = l.ticket_id
        WHERE  l.brand_id = $1 AND l.complaint_id = $2
        ORDER  BY l.ticket_id
        """,
        one.brand,
        one.id,
    )


async def ticket_to_write_in(tx: Tx, one: Complaint) -> UUID | None:
    """Of the case's tickets the one in which the player spoke last."""
    found: UUID | None = await tx.value(
        """
        SELECT t.id
        FROM   complaint_ticket l JOIN ticket t ON t.brand_id = l.brand_id AND t.id = l.ticket_id
        WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND t.merged_into IS NULL AND NOT t.spam
        ORDER  BY t.status = 'closed', t.player_said_at DESC NULLS LAST, t.id DESC
        LIMIT  1
        """,
        one.brand,
        one.id,
    )
    return found


async def messages_of_letters(tx: Tx, one: Complaint) -> frozenset[UUID]:
    """By which its letters went."""
    return frozenset(
        await tx.column(
            "SELECT message_id FROM complaint_letter WHERE brand_id = $1 AND complaint_id = $2",
            one.brand,
            one.id,
        )
    )


async def may(tx: Tx, brand: str, staff: UUID, permission: str) -> bool:
    held: bool = await tx.value(
        """
        SELECT EXISTS (
            SELECT 1 FROM staff_role h JOIN role r ON r.name = h.role JOIN staff s ON s.id = h.staff_id
            WHERE  h.brand_id = $1 AND h.staff_id = $2 AND $3 = ANY (r.permissions) AND s.active)
        """,
        brand,
        staff,
        permission,
    )
    return held


async def works_for(tx: Tx, brand: str, staff: UUID) -> bool:
    works: bool = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM staff_role WHERE brand_id = $1 AND staff_id = $2)", brand, staff
    )
    return works


async def is_team(tx: Tx, brand: str, team: UUID) -> bool:
    there: bool = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM team WHERE brand_id = $1 AND id = $2)", brand, team
    )
    return there


class PausedFor(msgspec.Struct, frozen=True, kw_only=True):
    """`pauses`: the clock rests meanwhile, by `rule` of the case's pack."""

    waiting: str
    rule: str
    pauses: bool
    reason: str
    staff_id: UUID | None
    from_at: datetime
    to_at: datetime | None


async def pauses(tx: Tx, one: Complaint) -> list[PausedFor]:
    """What it waited for, the newest first."""
    return await tx.all(
        PausedFor,
        """
        SELECT waiting, rule, pauses, reason, staff_id, from_at, to_at FROM complaint_pause
        WHERE  brand_id = $1 AND complaint_id = $2
        ORDER  BY id DESC
        LIMIT  200
        """,
        one.brand,
        one.id,
    )


class DeadlineRow(msgspec.Struct, frozen=True, kw_only=True):
    """`due_at` null: the clock rests. `ours`: false for the player's and a dispute body's. `force`: must, should or
    own_policy. `explained`: the reckoning, step by step; `grade`, `verified` and `source` of it say how surely it is known.
    `owes`: the step is taken, and this letter has not reached the player; `letter`: where that is, null while none was sent."""

    kind: str
    rule: str
    force: str
    ours: bool
    started_at: datetime
    due_at: datetime | None
    warned_at: datetime | None
    met_at: datetime | None
    broken_at: datetime | None
    explained: dict[str, Any]
    owes: LetterKind | None = None
    letter: LetterState | None = None


async def deadlines(tx: Tx, one: Complaint) -> list[DeadlineRow]:
    rows = await tx.all(
        DeadlineRow,
        """
        SELECT kind, rule, force, ours, started_at, due_at, warned_at, met_at, broken_at, explained FROM complaint_deadline
        WHERE  brand_id = $1 AND complaint_id = $2
        ORDER  BY due_at NULLS LAST, kind
        """,
        one.brand,
        one.id,
    )
    owed = {row.kind: letter for row in rows if row.met_at is None and (letter := _owed(one, row.kind))}
    if not owed:
        return rows
    sent = await reach.of_case(tx, one)
    return [
        msgspec.structs.replace(
            row,
            owes=owed[row.kind],
            letter=next(
                (went.state for went in reversed(sent) if reach.MEETS.get(went.kind) == row.kind), None
            ),
        )
        if row.kind in owed
        else row
        for row in rows
    ]


def _owed(one: Complaint, kind: str) -> LetterKind | None:
    """The letter that tells a step which is taken."""
    stage = Stage(one.stage)
    match kind:
        case Kind.acknowledge if stage is not Stage.registered and stage not in ENDINGS:
            return LetterKind.acknowledgement
        case Kind.final_answer if stage in ANSWERED and one.state.get("decision"):
            return LetterKind.final_response
        case Kind.appeal_answer if one.appeal == Appeal.decided:
            return LetterKind.appeal_outcome
    return None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    staff_id: UUID | None
    text: str
    at: datetime


async def notes(tx: Tx, one: Complaint, *, before: UUID | None = None, limit: int = 50) -> list[Note]:
    """The newest first."""
    return await tx.all(
        Note,
        """
        SELECT id, staff_id, text, at FROM complaint_note
        WHERE  brand_id = $1 AND complaint_id = $2 AND ($3::uuid IS NULL OR id < $3)
        ORDER  BY id DESC
        LIMIT  $4
        """,
        one.brand,
        one.id,
        before,
        limit,
    )


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    staff_id: UUID
    what: str
    at: datetime


async def looks(tx: Tx, one: Complaint, *, before: UUID | None = None, limit: int = 50) -> list[Looked]:
    """Who looked at what, the newest first."""
    return await tx.all(
        Looked,
        """
        SELECT id, staff_id, what, at FROM complaint_view
        WHERE  brand_id = $1 AND complaint_id = $2 AND ($3::uuid IS NULL OR id < $3)
        ORDER  BY id DESC
        LIMIT  $4
        """,
        one.brand,
        one.id,
        before,
        limit,
    )


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """`source`: replied, assigned or decided in a linked ticket; named by hand as one who handled the matter, or as the
    subject of the complaint."""

    staff_id: UUID
    name: str
    source: str
    ticket_id: UUID | None
    reason: str
    named_by: UUID | None
    at: datetime


async def parties(tx: Tx, one: Complaint) -> list[Party]:
    return await tx.all(
        Party,
        """
        SELECT p.staff_id, s.name, p.source, p.ticket_id, p.reason, p.named_by, p.at
        FROM   complaint_party p JOIN staff s ON s.id = p.staff_id
        WHERE  p.brand_id = $1 AND p.complaint_id = $2
        ORDER  BY s.name, p.staff_id, p.source
        """,
        one.brand,
        one.id,
    )


class LoggedConflict(msgspec.Struct, frozen=True, kw_only=True):
    staff_id: UUID
    name: str
    reason: str
    logged_by: UUID | None
    at: datetime


async def logged_conflicts(tx: Tx, one: Complaint) -> list[LoggedConflict]:
    return await tx.all(
        LoggedConflict,
        """
        SELECT k.staff_id, s.name, k.reason, k.logged_by, k.at
        FROM   complaint_conflict k JOIN staff s ON s.id = k.staff_id
        WHERE  k.brand_id = $1 AND k.complaint_id = $2
        ORDER  BY k.at, k.staff_id
        """,
        one.brand,
        one.id,
    )


class Able(msgspec.Struct, frozen=True):
    """Somebody with a permission that a case needs in the end."""

    staff_id: UUID
    name: str
    permissions: list[str]


async def able(tx: Tx, brand: str) -> list[Able]:
    """Who may decide, sign or hear appeals in a brand."""
    return await tx.all(
        Able,
        """
        SELECT s.id AS staff_id, s.name, array_agg(DISTINCT held.permission ORDER BY held.permission) AS permissions
        FROM   staff_role h
        JOIN   staff s ON s.id = h.staff_id AND s.active
        JOIN   role r ON r.name = h.role
        CROSS  JOIN LATERAL unnest(r.permissions) AS held (permission)
        WHERE  h.brand_id = $1 AND held.permission IN ('complaints.decide', 'complaints.sign', 'complaints.appeal')
        GROUP  BY s.id, s.name
        ORDER  BY s.name, s.id
        LIMIT  200
        """,
        brand,
    )


async def happened(tx: Tx, one: Complaint, *, after: int = 0, limit: int = 500) -> list[Stored]:
    """The case's own events, oldest first."""
    return await tx.all(
        Stored,
        """
        SELECT number, brand_id AS brand, ticket_id AS ticket, type, public, version, actor_kind, actor_id, data, at
        FROM   event
        WHERE  brand_id = $1 AND number IN (SELECT events_of_complaint($1, $2, $3))
        ORDER  BY number
        LIMIT  $4
        """,
        one.brand,
        one.id,
        after,
        limit,
    )


# ── the board ───────────────────────────────────────────────────────────────────────────────────────────────


class BoardOrder(StrEnum):
    due = "due"  # what is due next first; what is not due last
    newest = "newest"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """`open`: only what is not over. `at_risk`: a deadline of ours was warned of, or is broken. `owner`: null for all,
    `unowned` for those of nobody. `words`: of the summary, a number, or an identity of the player."""

    brands: list[str]
    open: bool = True
    stage: Stage | None = None
    owner: UUID | None = None
    unowned: bool = False
    team: UUID | None = None
    category: Category | None = None
    player: UUID | None = None
    waiting: Waiting | None = None
    at_risk: bool = False
    safety: bool = False
    appeal: bool = False
    words: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where a page ends. `due`: infinity where nothing is due."""

    sort: BoardOrder
    id: UUID
    due: datetime | None = None


class OnBoard(Complaint, frozen=True, kw_only=True):
    """A case with what its card shows beside it. `risk`: late, near, or null."""

    player_name: str
    owner_name: str | None
    next_kind: str | None
    next_force: str | None
    risk: str | None


_AT_RISK = "c.next_warn_at <= now()"  # a clock of ours was warned of, or is broken
MOST_FOUND = 500
_NEVER = "'infinity'::timestamptz"


def _due(table: str) -> str:
    """As the indexes have it. A policy would keep `coalesce` from them, and a page would begin at the first."""
    return f"(CASE WHEN {table}.next_due_at IS NULL THEN {_NEVER} ELSE {table}.next_due_at END)"


def _conditions(wanted: Wanted, first: int) -> tuple[list[str], list[Any]]:
    conditions: list[str] = []
    values: list[Any] = []

    def add(condition: str, value: Any) -> None:
        conditions.append(condition.format(f"${first + len(values)}"))
        values.append(value)

    if wanted.stage is not None:
        add("c.stage = {}", wanted.stage)
    elif wanted.open:
        conditions.append("c.closed_at IS NULL")
    if wanted.owner is not None:
        add("c.owner_staff_id = {}", wanted.owner)
    if wanted.unowned:
        conditions.append("c.owner_staff_id IS NULL")
    if wanted.team is not None:
        add("c.team_id = {}", wanted.team)
    if wanted.category is not None:
        add("c.category = {}", wanted.category)
    if wanted.player is not None:
        add("c.player_id = {}", wanted.player)
    if wanted.waiting is not None:
        add("c.waiting = {}", wanted.waiting)
    if wanted.at_risk:
        conditions.append(_AT_RISK)
    if wanted.safety:
        conditions.append("c.safety")
    if wanted.appeal:
        conditions.append("c.appeal IN ('asked', 'heard')")
    return conditions, values


async def found_ids(tx: Tx, wanted: Wanted) -> list[UUID] | None:
    """The cases that `wanted.words` find, the newest first; None where there are no words."""
    if not wanted.words.strip():
        return None
    words = wanted.words.strip()[:200]
    return await tx.column("SELECT id FROM find_complaints($1, $2, $2, $3)", wanted.brands, words, MOST_FOUND)


async def board(
    tx: Tx, wanted: Wanted, *, sort: BoardOrder = BoardOrder.due, place: Place | None = None, limit: int = 50
) -> list[OnBoard]:
    """Cases in an order, from a place on. Keyset: it costs `limit` rows a brand, however many cases there are."""
    if not wanted.brands:
        return []
    sql, values = board_sql(wanted, sort, place, await found_ids(tx, wanted), limit=limit)
    return await tx.all(OnBoard, sql, *values)


def board_sql(
    wanted: Wanted,
    sort: BoardOrder,
    place: Place | None = None,
    ids: list[UUID] | None = None,
    *,
    limit: int,
) -> tuple[str, list[Any]]:
    """The statement of the board with its parameters. `ids`: only these. How many brands and rows are meant stands in the text, so
    that one plan serves all values."""
    first = len(wanted.brands) + 1
    conditions, values = _conditions(wanted, first)
    if ids is not None:
        conditions.append(f"c.id = ANY (${first + len(values)})")
        values.append(ids)
    if place is not None and sort is BoardOrder.newest:
        conditions.append(f"c.id < ${first + len(values)}")
        values.append(place.id)
    elif place is not None:
        conditions.append(
            f"({_due('c')}, c.id) > (coalesce(${first + len(values)}::timestamptz, {_NEVER}), ${first + 1 + len(values)}::uuid)"
        )
        values += [place.due, place.id]
    inner = "c.id DESC" if sort is BoardOrder.newest else f"{_due('c')}, c.id"
    outer = "x.id DESC" if sort is BoardOrder.newest else f"{_due('x')}, x.id"
    brands = ", ".join(f"(${nth}::text)" for nth in range(1, first))
    where = " AND ".join(["c.brand_id = b.id", *conditions])
    sql = f"""
    SELECT x.*, p.name AS player_name, s.name AS owner_name, n.kind AS next_kind, n.force AS next_force,
           CASE WHEN n.due_at <= now() THEN 'late' WHEN n.warn_at <= now() THEN 'near' END AS risk
    FROM  (SELECT c.*
           FROM   (VALUES {brands}) AS b (id)
           CROSS  JOIN LATERAL (SELECT {COLUMNS} FROM complaint c WHERE {where} ORDER BY {inner} LIMIT {int(limit)}) AS c
           ORDER  BY {outer.replace("x.", "c.")}
           LIMIT  {int(limit)}) AS x
    JOIN   player p ON p.brand_id = x.brand AND p.id = x.player_id
    LEFT   JOIN staff s ON s.id = x.owner_staff_id
    LEFT   JOIN LATERAL (
        SELECT d.kind, d.due_at, d.warn_at, d.force FROM complaint_deadline d
        WHERE  d.brand_id = x.brand AND d.complaint_id = x.id AND d.ours AND d.met_at IS NULL AND d.due_at IS NOT NULL
        ORDER  BY d.due_at, d.kind
        LIMIT  1) AS n ON x.next_due_at IS NOT NULL
    ORDER  BY {outer}
    """
    return sql, [*wanted.brands, *values]


class StageCount(msgspec.Struct, frozen=True):
    """`near`, `late`: of them, those with a clock of ours that was warned of, or is broken."""

    stage: str
    cases: int
    near: int
    late: int


async def counts(tx: Tx, wanted: Wanted) -> list[StageCount]:
    """How many open cases stand at each stage."""
    if not wanted.brands:
        return []
    conditions, values = _conditions(msgspec.structs.replace(wanted, open=True, stage=None), 2)
    if (ids := await found_ids(tx, wanted)) is not None:
        conditions.append(f"c.id = ANY (${2 + len(values)})")
        values.append(ids)
    return await tx.all(
        StageCount,
        f"""
        SELECT c.stage, count(*)::int AS cases,
               (count(*) FILTER (WHERE c.next_due_at > now() AND {_AT_RISK}))::int AS near,
               (count(*) FILTER (WHERE c.next_due_at <= now()))::int AS late
        FROM   complaint c
        WHERE  c.brand_id = ANY ($1) AND {" AND ".join(conditions)}
        GROUP  BY c.stage
        """,
        wanted.brands,
        *values,
    )


# ── reports of people unknown ───────────────────────────────────────────────────────────────────────────────


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody unknown said. `complaint_id`: the case that it became; `settled_why`: why it became none."""

    brand: str
    id: UUID
    number: str
    said: str
    contact: str
    channel: str
    language: str
    safety: bool
    ticket_id: UUID | None
    received_at: datetime
    recorded_at: datetime
    recorded_by: UUID | None
    complaint_id: UUID | None
    settled_at: datetime | None
    settled_by: UUID | None
    settled_why: str


_REPORT = """brand_id AS brand, id, number, said, contact, channel, language, safety, ticket_id, received_at, recorded_at,
    recorded_by, complaint_id, settled_at, settled_by, settled_why"""


async def report(tx: Tx, brand: str, which: UUID, *, lock: bool = False) -> Report | None:
    return await tx.maybe(
        Report,
        f"SELECT {_REPORT} FROM complaint_report WHERE brand_id = $1 AND id = $2 {'FOR NO KEY UPDATE' if lock else ''}",
        brand,
        which,
    )


class ReportPlace(msgspec.Struct, frozen=True):
    safety: bool
    id: UUID


async def reports(
    tx: Tx, brands: list[str], *, settled: bool, after: ReportPlace | None = None, limit: int = 50
) -> list[Report]:
    """What concerns safety before all else, the newest first."""
    return await tx.all(
        Report,
        f"""
        SELECT {_REPORT} FROM complaint_report
        WHERE  brand_id = ANY ($1) AND (settled_at IS NOT NULL) = $2
          AND  ($3::boolean IS NULL OR (safety, id) < ($3, $4::uuid))
        ORDER  BY safety DESC, id DESC
        LIMIT  $5
        """,
        brands,
        settled,
        after.safety if after else None,
        after.id if after else None,
        limit,
    )
