"""The cases that a figure of the reports is made of, each with its event: whoever asks "which are they" reads them here, the
newest first, page by page. Read as the actor, behind the policies, like the reports themselves.

Each figure is one SELECT of what is counted (`_SOURCES`), filtered as its row of the report is. It must agree with `reports`;
tests/complaints/test_behind.py compares every number with its cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.complaints.reports import EVENTS_OF, OF, Asked, values_of
from pitboss.complaints.reports import Figure as Counted
from pitboss.db.tx import Tx

NOBODY = "nobody"


class Behind(StrEnum):
    """What of the reports can be opened. open, waiting, late: cases that are open now. standing: in a stage now; stayed: left it
    in the time. before: received in as long a time before. judged: decided, as causes count it. decision, ruling, ending,
    given, paid: of outcomes. appeal: heard in the time; sided: a dispute body ruled for one of the sides. met, met_late,
    broken_clock: how deadlines ended. The rest are events of a week."""

    received = "received"
    ended = "ended"
    decided = "decided"
    appealed = "appealed"
    referred = "referred"
    carried_out = "carried_out"
    broken = "broken"
    before = "before"
    judged = "judged"
    open = "open"
    waiting = "waiting"
    late = "late"
    standing = "standing"
    stayed = "stayed"
    decision = "decision"
    ruling = "ruling"
    ending = "ending"
    given = "given"
    paid = "paid"
    appeal = "appeal"
    sided = "sided"
    met = "met"
    met_late = "met_late"
    broken_clock = "broken_clock"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which row of the report: None asks for all. `week`: its Monday. `owner`: of staff, or nobody. `outcome`: of a decision,
    ruling, ending or appeal; right: for the player in whole or in part; overturned: changed or sent back. `kind`, `force`: of
    a deadline. `clause`: by name. `of_team`: a team's id, or nobody."""

    figure: Behind
    week: date | None = None
    subcategory: str | None = None
    outcome: str | None = None
    stage: str | None = None
    owner: str | None = None
    currency: str | None = None
    kind: str | None = None
    force: str | None = None
    clause: str | None = None
    of_team: str | None = None


class BehindCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case, and what of it is counted. `at`: when that was. `event`, `type`: in the log; null where that is not to be seen.
    `amount`: of money, in `currency`."""

    complaint_id: UUID
    reference: str
    category: str
    subcategory: str
    stage: str
    at: datetime
    event: int | None
    type: str | None
    amount: Decimal | None
    currency: str | None
    key: str


class Place(msgspec.Struct, frozen=True):
    at: datetime
    key: str


Add = Callable[[object, str], str]
"""Adds a parameter of a type to the query and gives its name there."""

_TIMED = "e.brand_id = $1 AND e.type LIKE 'complaint\\_%' AND e.at >= $2 AND e.at < $3"
_EVENT = "(e.data->>'complaint')::uuid AS complaint_id, e.number::text AS key, e.number"
_NAMED = "NULL::bigint AS number"
_NO_SUM = "NULL::numeric AS amount, NULL::text AS currency"
_UNNAMED = "NULL::text[] AS types, NULL::text AS field, NULL::text AS named"
_ENDINGS = {
    "withdrawn": "complaint_withdrawn",
    "duplicate": "complaint_merged",
    "out_of_scope": "complaint_out_of_scope",
}
_RIGHT = ("upheld", "partly_upheld")
_OVERTURNED = ("changed", "sent_back")
_GROUPS: Mapping[str, tuple[str, ...]] = {"right": _RIGHT, "overturned": _OVERTURNED}


def _is(add: Add, column: str, value: str | None) -> str:
    if value is None:
        return "true"
    return f"{column} = ANY ({add(list(_GROUPS.get(value, (value,))), 'text[]')})"


def _happened(wanted: Wanted, add: Add, types: tuple[str, ...], more: str = "") -> str:
    week = "true"
    if wanted.week is not None:
        week = f"date_trunc('week', e.at AT TIME ZONE $4)::date = {add(wanted.week, 'date')}"
    return f"""
        SELECT {_EVENT}, e.at, {_NO_SUM}, {_UNNAMED}
        FROM   event e {more}
        WHERE  {_TIMED} AND e.type = ANY ({add(list(types), "text[]")}) AND {week}
    """


def _ended(wanted: Wanted, add: Add) -> str:
    if wanted.outcome is None:
        return _happened(wanted, add, tuple(_ENDINGS.values()))
    return _happened(wanted, add, (_ENDINGS.get(wanted.outcome, ""),))


def _judged(wanted: Wanted, add: Add) -> str:
    of = _is(add, "d.outcome", wanted.outcome)
    decision = f"""
        JOIN   complaint_decision d ON d.brand_id = e.brand_id AND d.id = (e.data->>'decision')::uuid AND {of}
    """
    return _happened(wanted, add, EVENTS_OF[Counted.decided], decision)


def _open(wanted: Wanted, add: Add) -> str:
    owner = "true"
    if wanted.owner == NOBODY:
        owner = "o.owner_staff_id IS NULL"
    elif wanted.owner is not None:
        owner = f"o.owner_staff_id::text = {add(wanted.owner, 'text')}"
    stage = _is(add, "o.stage", wanted.stage)
    more = {
        Behind.waiting: "o.waiting IS NOT NULL",
        Behind.late: """EXISTS (SELECT 1 FROM complaint_deadline d
                                WHERE d.brand_id = o.brand_id AND d.complaint_id = o.id
                                  AND d.broken_at IS NOT NULL AND d.met_at IS NULL)""",
    }.get(wanted.figure, "true")
    return f"""
        SELECT o.id AS complaint_id, o.id::text AS key, {_NAMED}, o.first_received_at AS at, {_NO_SUM},
               ARRAY['complaint_registered'] AS types, NULL::text AS field, NULL::text AS named
        FROM   complaint o
        WHERE  o.brand_id = $1 AND o.closed_at IS NULL AND {owner} AND {stage} AND {more}
    """


def _stayed(wanted: Wanted, add: Add) -> str:
    """A stay ends by the step that leads out of it."""
    return f"""
        SELECT e.complaint_id, n.number::text AS key, n.number, e.left_at AS at, {_NO_SUM}, {_UNNAMED}
        FROM   complaint_step e,
               LATERAL (SELECT min(n.number) AS number FROM complaint_step n
                        WHERE  n.brand_id = e.brand_id AND n.complaint_id = e.complaint_id
                          AND  n.number > e.number AND n.stage IS NOT NULL) n
        WHERE  e.brand_id = $1 AND e.left_at >= $2 AND e.left_at < $3 AND {_is(add, "e.stage", wanted.stage)}
    """


def _decision(wanted: Wanted, add: Add) -> str:
    return f"""
        SELECT d.complaint_id, d.id::text AS key, {_NAMED}, d.taken_at AS at, {_NO_SUM},
               ARRAY['complaint_decided', 'complaint_appeal_decided'] AS types, 'decision' AS field, d.id::text AS named
        FROM   complaint_decision d
        WHERE  d.brand_id = $1 AND d.taken_at >= $2 AND d.taken_at < $3 AND {_is(add, "d.outcome", wanted.outcome)}
    """


def _ruling(wanted: Wanted, add: Add) -> str:
    of = _is(add, "r.ruling", wanted.outcome)
    sides = "r.ruling IN ('for_player', 'for_operator')" if wanted.figure is Behind.sided else "true"
    return f"""
        SELECT r.complaint_id, r.id::text AS key, {_NAMED}, r.noted_at AS at, {_NO_SUM},
               ARRAY['complaint_referral_ruled'] AS types, 'referral' AS field, r.id::text AS named
        FROM   complaint_referral r
        WHERE  r.brand_id = $1 AND r.noted_at >= $2 AND r.noted_at < $3 AND r.ruling IS NOT NULL AND {of} AND {sides}
    """


def _money(wanted: Wanted, add: Add) -> str:
    at, types, field, named = (
        ("x.verified_at", "ARRAY['complaint_action_verified']", "action", "x.id::text")
        if wanted.figure is Behind.paid
        else (
            "x.since",
            "ARRAY['complaint_decided', 'complaint_appeal_decided', 'complaint_referral_ruled']",
            "",
            "coalesce(x.decision_id, x.referral_id)::text",
        )
    )
    column = f"'{field}'" if field else "CASE WHEN x.decision_id IS NULL THEN 'referral' ELSE 'decision' END"
    return f"""
        SELECT x.complaint_id, x.id::text AS key, {_NAMED}, {at} AS at, x.amount, x.currency, {types} AS types,
               {column} AS field, {named} AS named
        FROM   complaint_execution x
        WHERE  x.brand_id = $1 AND x.currency IS NOT NULL AND {at} >= $2 AND {at} < $3
          AND  {_is(add, "x.currency", wanted.currency)}
    """


def _appeal(wanted: Wanted, add: Add) -> str:
    clause = "true"
    if wanted.clause is not None:
        name = add(wanted.clause, "text")
        clause = f"EXISTS (SELECT 1 FROM jsonb_array_elements(d.clauses) q WHERE q->>'name' = {name})"
    team = "true"
    if wanted.of_team == NOBODY:
        team = "o.team_id IS NULL"
    elif wanted.of_team is not None:
        team = f"o.team_id::text = {add(wanted.of_team, 'text')}"
    return f"""
        SELECT a.complaint_id, a.id::text AS key, {_NAMED}, a.decided_at AS at, {_NO_SUM},
               ARRAY['complaint_appeal_decided'] AS types, 'appeal' AS field, a.id::text AS named
        FROM   complaint_appeal a
        JOIN   complaint o ON o.brand_id = a.brand_id AND o.id = a.complaint_id
        JOIN   complaint_decision d ON d.brand_id = a.brand_id AND d.id = a.decision_id
        WHERE  a.brand_id = $1 AND a.decided_at >= $2 AND a.decided_at < $3 AND {clause} AND {team}
          AND  {_is(add, "a.outcome", wanted.outcome)}
    """


def _clock(wanted: Wanted, add: Add) -> str:
    state = {
        Behind.met: "d.met_at IS NOT NULL AND d.broken_at IS NULL",
        Behind.met_late: "d.met_at IS NOT NULL AND d.broken_at IS NOT NULL",
    }.get(wanted.figure, "d.met_at IS NULL")
    ended = "coalesce(d.met_at, d.broken_at)"
    return f"""
        SELECT d.complaint_id, d.complaint_id::text || d.kind AS key, {_NAMED}, {ended} AS at, {_NO_SUM},
               ARRAY[CASE WHEN d.met_at IS NULL THEN 'complaint_deadline_broken' ELSE 'complaint_deadline_met' END] AS types,
               'kind' AS field, d.kind AS named
        FROM   complaint_deadline d
        WHERE  d.brand_id = $1 AND {ended} >= $2 AND {ended} < $3 AND d.ours AND {state}
          AND  {_is(add, "d.kind", wanted.kind)} AND {_is(add, "d.force", wanted.force)}
    """


def _of(figure: Counted) -> Callable[[Wanted, Add], str]:
    return lambda wanted, add: _happened(wanted, add, EVENTS_OF[figure])


_SOURCES: Mapping[Behind, Callable[[Wanted, Add], str]] = {
    Behind.received: _of(Counted.received),
    Behind.before: _of(Counted.received),
    Behind.ended: _of(Counted.ended),
    Behind.decided: _of(Counted.decided),
    Behind.appealed: _of(Counted.appealed),
    Behind.referred: _of(Counted.referred),
    Behind.carried_out: _of(Counted.carried_out),
    Behind.broken: _of(Counted.broken),
    Behind.judged: _judged,
    Behind.open: _open,
    Behind.waiting: _open,
    Behind.late: _open,
    Behind.standing: _open,
    Behind.stayed: _stayed,
    Behind.decision: _decision,
    Behind.ruling: _ruling,
    Behind.sided: _ruling,
    Behind.ending: _ended,
    Behind.given: _money,
    Behind.paid: _money,
    Behind.appeal: _appeal,
    Behind.met: _clock,
    Behind.met_late: _clock,
    Behind.broken_clock: _clock,
}


async def cases(
    tx: Tx, asked: Asked, wanted: Wanted, *, after: Place | None = None, limit: int
) -> list[BehindCase]:
    """The newest first, from after `after`."""
    if wanted.figure is Behind.before:
        asked = msgspec.structs.replace(
            asked, since=asked.since - (asked.until - asked.since), until=asked.since
        )
    values = [*values_of(asked)]

    def add(value: object, type_: str) -> str:
        values.append(value)
        return f"${len(values)}::{type_}"

    source = _SOURCES[wanted.figure](wanted, add)
    part = "true" if wanted.subcategory is None else f"c.subcategory = {add(wanted.subcategory, 'text')}"
    place = "true"
    if after is not None:
        place = f'(f.at, f.key COLLATE "C") < ({add(after.at, "timestamptz")}, {add(after.key, "text")})'
    return await tx.all(
        BehindCase,
        f"""
        SELECT p.complaint_id, p.reference, p.category, p.subcategory, p.stage, p.at, e.number AS event, e.type, p.amount,
               p.currency, p.key
        FROM  (SELECT f.*, c.number AS reference, c.category, c.subcategory, c.stage
               FROM   ({source}) f JOIN complaint c ON c.brand_id = $1 AND c.id = f.complaint_id
               WHERE  $2::timestamptz < $3::timestamptz AND $4::text <> '' AND {OF} AND {part} AND {place}
               ORDER  BY f.at DESC, f.key COLLATE "C" DESC
               LIMIT  {add(limit, "int")}) p
        LEFT   JOIN LATERAL (
               SELECT e.number, e.type
               FROM   event e
               WHERE  e.brand_id = $1 AND e.type LIKE 'complaint\\_%' AND e.data->>'complaint' = p.complaint_id::text
                 AND  (e.number = p.number
                       OR (e.type = ANY (p.types) AND (p.field IS NULL OR e.data->>p.field = p.named)))
               ORDER  BY e.number DESC
               LIMIT  1) e ON true
        ORDER  BY p.at DESC, p.key COLLATE "C" DESC
        """,
        *values,
    )
