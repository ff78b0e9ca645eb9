"""What those who lead ask of complaints: workload, clocks, causes, outcomes, overturned decisions, time per stage, and who saw
what. Every figure counts events of the one log, and `trace` names them: read from `complaint_step`, which the log writes beside
them, narrow and in the order of time. Sums stand by currency and are never added over
currencies. Read as the actor, behind the policies: who is blind to a decision is blind to it here.
docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from pitboss.db.tx import Tx

MOST_TRACED = 500
MOST_LISTED = 500
FEW = 10  # with fewer, a share says little
ENDED = ("closed", "withdrawn", "out_of_scope", "merged")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`since` is part of the time, `until` no more. `zone` decides where weeks begin."""

    brand: str
    since: datetime
    until: datetime
    zone: str
    category: str | None = None
    pack: str | None = None
    team: UUID | None = None


class Figure(StrEnum):
    """What can be counted, and traced to its events."""

    received = "received"
    ended = "ended"
    decided = "decided"
    appealed = "appealed"
    heard = "heard"
    referred = "referred"
    ruled = "ruled"
    carried_out = "carried_out"
    broken = "broken"


EVENTS_OF: Mapping[Figure, tuple[str, ...]] = {
    Figure.received: ("complaint_registered",),
    Figure.ended: ("complaint_closed", "complaint_withdrawn", "complaint_out_of_scope", "complaint_merged"),
    Figure.decided: ("complaint_decided",),
    Figure.appealed: ("complaint_appeal_asked",),
    Figure.heard: ("complaint_appeal_decided",),
    Figure.referred: ("complaint_referral_sent",),
    Figure.ruled: ("complaint_referral_ruled",),
    Figure.carried_out: ("complaint_carried_out",),
    Figure.broken: ("complaint_deadline_broken",),
}
_FIGURE_OF = {type_: figure for figure, types in EVENTS_OF.items() for type_ in types}

# The parameters of every report: brand, since, until, zone, category, pack, team.
OF = """($5::text IS NULL OR c.category = $5) AND ($6::text IS NULL OR c.pack = $6) AND ($7::uuid IS NULL OR c.team_id = $7)"""
_ALL = "$5::text IS NULL AND $6::text IS NULL AND $7::uuid IS NULL"
# When a deadline was met or broken; as the index has it. A policy would keep `coalesce` from an index.
_ENDED = "CASE WHEN d.met_at IS NULL THEN d.broken_at ELSE d.met_at END"
_CASE = "JOIN complaint c ON c.brand_id = e.brand_id AND c.id = e.complaint_id"
_HAPPENED = f"""
    SELECT e.number, e.type, e.at, e.decision_id, c.id AS complaint_id, c.number AS reference, c.category, c.subcategory, c.team_id,
           date_trunc('week', e.at AT TIME ZONE $4)::date AS week
    FROM   complaint_step e {_CASE}
    WHERE  e.brand_id = $1 AND e.at >= $2 AND e.at < $3 AND {OF}
"""


def values_of(asked: Asked) -> tuple[object, ...]:
    return (asked.brand, asked.since, asked.until, asked.zone, asked.category, asked.pack, asked.team)


def _narrowed(asked: Asked) -> tuple[str, str]:
    """The join with the case and the condition on it: none where all cases are asked for, which then need not be read."""
    if (asked.category, asked.pack, asked.team) == (None, None, None):
        return "", _ALL
    return _CASE, OF


def weeks_of(asked: Asked) -> list[date]:
    """Their Mondays, those in which nothing happened too."""
    zone = ZoneInfo(asked.zone)
    first = asked.since.astimezone(zone).date()
    last = (asked.until - timedelta(microseconds=1)).astimezone(zone).date()
    first -= timedelta(days=first.weekday())
    return [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]


# ── the events behind a figure ──────────────────────────────────────────────────────────────────────────────


class Traced(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a figure counts. `number`: in the log."""

    number: int
    type: str
    at: datetime
    complaint_id: UUID
    reference: str
    category: str


async def trace(
    tx: Tx, asked: Asked, figure: Figure, *, week: date | None = None, after: int = 0
) -> list[Traced]:
    """At most MOST_TRACED, the oldest first, from the number `after` on."""
    return await tx.all(
        Traced,
        f"""
        SELECT number, type, at, complaint_id, reference, category
        FROM   ({_HAPPENED} AND e.type = ANY ($8)) h
        WHERE  ($9::date IS NULL OR week = $9) AND number > $10
        ORDER  BY number
        LIMIT  {MOST_TRACED}
        """,
        *values_of(asked),
        list(EVENTS_OF[figure]),
        week,
        after,
    )


async def _by_week(tx: Tx, asked: Asked) -> dict[date, dict[Figure, int]]:
    """How often each figure. The weeks' beginnings are reckoned once, not for each event."""
    case, of = _narrowed(asked)
    rows = await tx.connection.fetch(
        f"""
        WITH weeks AS MATERIALIZED (
            SELECT array_agg(monday::date ORDER BY monday) AS named, array_agg(monday AT TIME ZONE $4 ORDER BY monday) AS began
            FROM   generate_series(date_trunc('week', $2 AT TIME ZONE $4), $3 AT TIME ZONE $4, interval '7 days') AS monday)
        SELECT (SELECT named FROM weeks)[x.place] AS week, x.type, x.many
        FROM  (SELECT width_bucket(e.at, (SELECT began FROM weeks)) AS place, e.type, count(*)::int AS many
               FROM   complaint_step e {case}
               WHERE  e.brand_id = $1 AND e.at >= $2 AND e.at < $3 AND e.type = ANY ($8) AND {of}
               GROUP  BY 1, 2) AS x
        """,
        *values_of(asked),
        list(_FIGURE_OF),
    )
    found: dict[date, dict[Figure, int]] = {}
    for row in rows:
        held = found.setdefault(row["week"], {})
        figure = _FIGURE_OF[row["type"]]
        held[figure] = held.get(figure, 0) + row["many"]
    return found


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    received: int = 0
    ended: int = 0
    decided: int = 0
    appealed: int = 0
    heard: int = 0
    referred: int = 0
    ruled: int = 0
    carried_out: int = 0
    broken: int = 0


def _counted(figures: Mapping[Figure, int]) -> Counted:
    return Counted(**{figure.value: many for figure, many in figures.items()})


# ── workload ────────────────────────────────────────────────────────────────────────────────────────────────


class OfOwner(msgspec.Struct, frozen=True, kw_only=True):
    """`staff` null: nobody has them. `stages`: how many open cases stand in each. `oldest`: the first receipt of the oldest."""

    staff: UUID | None
    name: str | None
    open: int
    waiting: int
    broken: int
    oldest: datetime
    stages: dict[str, int]


class OfWeek(Counted, frozen=True, kw_only=True):
    week: date


class Workload(msgspec.Struct, frozen=True, kw_only=True):
    """`owners`: what is open now, whoever has the most first. `weeks`: what happened in each."""

    open: int
    owners: list[OfOwner]
    weeks: list[OfWeek]


async def workload(tx: Tx, asked: Asked) -> Workload:
    rows = await tx.connection.fetch(
        f"""
        SELECT x.owner AS staff, s.name, sum(x.many)::int AS open, sum(x.waiting)::int AS waiting, sum(x.broken)::int AS broken,
               min(x.oldest) AS oldest, jsonb_object_agg(x.stage, x.many) AS stages
        FROM  (SELECT c.owner_staff_id AS owner, c.stage, count(*)::int AS many,
                      count(*) FILTER (WHERE c.waiting IS NOT NULL) AS waiting,
                      count(*) FILTER (WHERE EXISTS (SELECT 1 FROM complaint_deadline d
                                                     WHERE d.brand_id = c.brand_id AND d.complaint_id = c.id
                                                       AND d.broken_at IS NOT NULL AND d.met_at IS NULL)) AS broken,
                      min(c.first_received_at) AS oldest
               FROM   complaint c
               WHERE  c.brand_id = $1 AND c.closed_at IS NULL AND $2::timestamptz < $3::timestamptz AND $4::text <> '' AND {OF}
               GROUP  BY 1, 2) x
        LEFT   JOIN staff s ON s.id = x.owner
        GROUP  BY 1, 2
        ORDER  BY 3 DESC, 2
        """,
        *values_of(asked),
    )
    owners = [OfOwner(**dict(row)) for row in rows]
    by_week = await _by_week(tx, asked)
    weeks = [
        OfWeek(week=week, **msgspec.structs.asdict(_counted(by_week.get(week, {}))))
        for week in weeks_of(asked)
    ]
    return Workload(open=sum(one.open for one in owners), owners=owners, weeks=weeks)


# ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────


class AtRisk(msgspec.Struct, frozen=True, kw_only=True):
    """An open clock that is broken, warned of, or due soon; `due_at` is null while it rests. `force`: must, should or own_policy; `rule`: of the pack."""

    complaint_id: UUID
    reference: str
    category: str
    stage: str
    kind: str
    force: str
    rule: str
    due_at: datetime | None
    state: Literal["broken", "warned", "near"]
    paused: bool
    owner: UUID | None
    owner_name: str | None


class OfKind(msgspec.Struct, frozen=True, kw_only=True):
    """Of clocks that ended in the time: met, or broken. `late`: met after they broke."""

    kind: str
    force: str
    met: int
    late: int
    broken: int


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """`at_risk`: the nearest first, at most 500 of `risks`."""

    risks: int
    at_risk: list[AtRisk]
    kinds: list[OfKind]


async def clocks(tx: Tx, asked: Asked, *, within: timedelta) -> Clocks:
    rows = await tx.connection.fetch(
        f"""
        SELECT c.id AS complaint_id, c.number AS reference, c.category, c.stage, d.kind, d.force, d.rule, d.due_at,
               CASE WHEN d.broken_at IS NOT NULL OR d.due_at <= now() THEN 'broken' WHEN d.warned_at IS NOT NULL THEN 'warned'
                    ELSE 'near' END AS state,
               d.due_at IS NULL AS paused, c.owner_staff_id AS owner, s.name AS owner_name, count(*) OVER () AS risks
        FROM   complaint_deadline d JOIN complaint c ON c.brand_id = d.brand_id AND c.id = d.complaint_id
        LEFT   JOIN staff s ON s.id = c.owner_staff_id
        WHERE  d.brand_id = $1 AND $2::timestamptz < $3::timestamptz AND $4::text <> '' AND {OF} AND c.closed_at IS NULL
          AND  d.ours AND d.met_at IS NULL AND (d.broken_at IS NOT NULL OR d.warned_at IS NOT NULL OR d.due_at <= now() + $8::interval)
        ORDER  BY d.due_at, c.id
        LIMIT  {MOST_LISTED}
        """,
        *values_of(asked),
        within,
    )
    kinds = await tx.all(
        OfKind,
        f"""
        SELECT d.kind, d.force, (count(*) FILTER (WHERE d.met_at IS NOT NULL AND d.broken_at IS NULL))::int AS met,
               (count(*) FILTER (WHERE d.met_at IS NOT NULL AND d.broken_at IS NOT NULL))::int AS late,
               (count(*) FILTER (WHERE d.met_at IS NULL))::int AS broken
        FROM   complaint_deadline d JOIN complaint c ON c.brand_id = d.brand_id AND c.id = d.complaint_id
        WHERE  d.brand_id = $1 AND {_ENDED} >= $2 AND {_ENDED} < $3
          AND  d.ours AND $4::text <> '' AND {OF}
        GROUP  BY 1, 2
        ORDER  BY 1, 2
        """,
        *values_of(asked),
    )
    shown = [AtRisk(**{key: row[key] for key in AtRisk.__struct_fields__}) for row in rows]
    return Clocks(risks=rows[0]["risks"] if rows else 0, at_risk=shown, kinds=kinds)


# ── causes ──────────────────────────────────────────────────────────────────────────────────────────────────


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What complaints are about. `weeks`: how many were received in each week. `right`: decided for the player in whole or in
    part, of `decided`: where the operator has something to mend. `before`: received in as long a time before."""

    category: str
    subcategory: str
    received: int
    before: int
    decided: int
    right: int
    weeks: list[int]
    clauses: list[str]


class Causes(msgspec.Struct, frozen=True, kw_only=True):
    """Those with the most to mend first."""

    weeks: list[date]
    causes: list[Cause]


async def causes(tx: Tx, asked: Asked) -> Causes:
    received = await tx.connection.fetch(
        f"""
        SELECT h.category, h.subcategory, h.week, count(*)::int AS many
        FROM   ({_HAPPENED} AND e.type = 'complaint_registered') h
        GROUP  BY 1, 2, 3
        """,
        *values_of(asked),
    )
    earlier = msgspec.structs.replace(
        asked, since=asked.since - (asked.until - asked.since), until=asked.since
    )
    before = await tx.connection.fetch(
        f"""
        SELECT h.category, h.subcategory, count(*)::int AS many
        FROM   ({_HAPPENED} AND e.type = 'complaint_registered') h
        GROUP  BY 1, 2
        """,
        *values_of(earlier),
    )
    decided = await tx.connection.fetch(
        f"""
        SELECT x.category, x.subcategory, count(DISTINCT x.decision)::int AS many,
               (count(DISTINCT x.decision) FILTER (WHERE x.outcome IN ('upheld', 'partly_upheld')))::int AS right,
               array_remove(array_agg(DISTINCT x.clause) FILTER (WHERE x.outcome IN ('upheld', 'partly_upheld')), NULL) AS clauses
        FROM  (SELECT h.category, h.subcategory, d.id AS decision, d.outcome, q->>'name' AS clause
               FROM   ({_HAPPENED} AND e.type = 'complaint_decided') h
               JOIN   complaint_decision d ON d.brand_id = $1 AND d.id = h.decision_id
               LEFT   JOIN LATERAL jsonb_array_elements(d.clauses) q ON true) x
        GROUP  BY 1, 2
        """,
        *values_of(asked),
    )
    weeks = weeks_of(asked)
    found: dict[tuple[str, str], dict[str, Any]] = {}

    def of(row: Mapping[str, Any]) -> dict[str, Any]:
        empty = {"weeks": dict.fromkeys(weeks, 0), "before": 0, "decided": 0, "right": 0, "clauses": []}
        return found.setdefault((row["category"], row["subcategory"]), empty)

    for row in received:
        of(row)["weeks"][row["week"]] = row["many"]
    for row in before:
        of(row)["before"] = row["many"]
    for row in decided:
        of(row).update(decided=row["many"], right=row["right"], clauses=sorted(row["clauses"] or []))
    shown = [
        Cause(
            category=category,
            subcategory=subcategory,
            received=sum(held["weeks"].values()),
            before=held["before"],
            decided=held["decided"],
            right=held["right"],
            weeks=[held["weeks"][week] for week in weeks],
            clauses=held["clauses"],
        )
        for (category, subcategory), held in found.items()
    ]
    return Causes(
        weeks=weeks,
        causes=sorted(shown, key=lambda one: (-one.right, -one.received, one.category, one.subcategory)),
    )


# ── outcomes ────────────────────────────────────────────────────────────────────────────────────────────────


class OfOutcome(msgspec.Struct, frozen=True, kw_only=True):
    category: str
    outcome: str
    many: int


class OfCurrency(msgspec.Struct, frozen=True, kw_only=True):
    """`given`: by decisions and rulings of the time. `paid`: verified in the time. One currency; sums are strings."""

    currency: str
    given: Decimal
    paid: Decimal


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """`decisions`: by us, the changed ones of appeals too. `rulings`: by dispute bodies. `endings`: without a decision."""

    decisions: list[OfOutcome]
    rulings: list[OfOutcome]
    endings: list[OfOutcome]
    money: list[OfCurrency]


async def outcomes(tx: Tx, asked: Asked) -> Outcomes:
    decided = await tx.all(
        OfOutcome,
        f"""
        SELECT c.category, d.outcome, count(*)::int AS many
        FROM   complaint_decision d JOIN complaint c ON c.brand_id = d.brand_id AND c.id = d.complaint_id
        WHERE  d.brand_id = $1 AND d.state = 'decided' AND d.taken_at >= $2 AND d.taken_at < $3 AND $4::text <> '' AND {OF}
        GROUP  BY 1, 2
        ORDER  BY 1, 3 DESC, 2
        """,
        *values_of(asked),
    )
    ruled = await tx.all(
        OfOutcome,
        f"""
        SELECT c.category, r.ruling AS outcome, count(*)::int AS many
        FROM   complaint_referral r JOIN complaint c ON c.brand_id = r.brand_id AND c.id = r.complaint_id
        WHERE  r.brand_id = $1 AND r.noted_at >= $2 AND r.noted_at < $3 AND r.ruling IS NOT NULL AND $4::text <> '' AND {OF}
        GROUP  BY 1, 2
        ORDER  BY 1, 3 DESC, 2
        """,
        *values_of(asked),
    )
    ended = await tx.all(
        OfOutcome,
        f"""
        SELECT h.category, CASE h.type WHEN 'complaint_withdrawn' THEN 'withdrawn' WHEN 'complaint_merged' THEN 'duplicate'
                                       ELSE 'out_of_scope' END AS outcome, count(*)::int AS many
        FROM   ({_HAPPENED} AND e.type IN ('complaint_withdrawn', 'complaint_out_of_scope', 'complaint_merged')) h
        GROUP  BY 1, 2
        ORDER  BY 1, 3 DESC, 2
        """,
        *values_of(asked),
    )
    money = await tx.all(
        OfCurrency,
        f"""
        SELECT x.currency, coalesce(sum(x.amount) FILTER (WHERE x.since >= $2 AND x.since < $3), 0) AS given,
               coalesce(sum(x.amount) FILTER (WHERE x.verified_at >= $2 AND x.verified_at < $3), 0) AS paid
        FROM   complaint_execution x JOIN complaint c ON c.brand_id = x.brand_id AND c.id = x.complaint_id
        WHERE  x.brand_id = $1 AND x.currency IS NOT NULL AND $4::text <> '' AND {OF}
          AND  ((x.since >= $2 AND x.since < $3) OR (x.verified_at >= $2 AND x.verified_at < $3))
        GROUP  BY 1
        ORDER  BY 1
        """,
        *values_of(asked),
    )
    return Outcomes(decisions=decided, rulings=ruled, endings=ended, money=money)


# ── overturned decisions ────────────────────────────────────────────────────────────────────────────────────


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """`low`, `high`: between which the true share lies, 19 times of 20. `few`: too few to say anything."""

    share: float | None
    low: float | None
    high: float | None
    few: bool


def share_of(some: int, all_: int) -> Share:
    """With Wilson's interval (Wilson 1927), which also holds for few and for none."""
    if all_ == 0:
        return Share(share=None, low=None, high=None, few=True)
    z = 1.959964
    p = some / all_
    base = 1 + z * z / all_
    middle = (p + z * z / (2 * all_)) / base
    half = z * math.sqrt(p * (1 - p) / all_ + z * z / (4 * all_ * all_)) / base
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Share(share=round(p, 4), low=round(low, 4), high=round(high, 4), few=all_ < FEW)


class Overturn(msgspec.Struct, frozen=True, kw_only=True):
    """`of`: a category, a clause's name, or a team's id. `overturned`: changed or sent back, of `heard` appeals."""

    of: str | None
    name: str | None
    heard: int
    upheld: int
    changed: int
    sent_back: int
    overturned: Share


class Overturns(msgspec.Struct, frozen=True, kw_only=True):
    """A decision with several clauses counts for each of them. `bodies`: rulings for the player, of those that ruled for one of
    the sides."""

    total: Overturn
    categories: list[Overturn]
    clauses: list[Overturn]
    teams: list[Overturn]
    bodies: Share
    body_rulings: int


_HEARD = f"""
    SELECT a.id, a.outcome, c.category, c.team_id::text AS team, d.clauses
    FROM   complaint_appeal a
    JOIN   complaint c ON c.brand_id = a.brand_id AND c.id = a.complaint_id
    JOIN   complaint_decision d ON d.brand_id = a.brand_id AND d.id = a.decision_id
    WHERE  a.brand_id = $1 AND a.decided_at >= $2 AND a.decided_at < $3 AND $4::text <> '' AND {OF}
"""


_TALLY = """count(*)::int AS heard, (count(*) FILTER (WHERE outcome = 'upheld'))::int AS upheld,
    (count(*) FILTER (WHERE outcome = 'changed'))::int AS changed, (count(*) FILTER (WHERE outcome = 'sent_back'))::int AS sent_back"""


async def _overturned(tx: Tx, asked: Asked) -> dict[str, list[Overturn]]:
    """By what they are told apart by: total, category, clause, team. The appeals are read once."""
    rows = await tx.connection.fetch(
        f"""
        WITH heard AS MATERIALIZED ({_HEARD})
        SELECT 'total' AS by, NULL::text AS of, {_TALLY} FROM heard HAVING count(*) > 0
        UNION ALL
        SELECT 'category', category, {_TALLY} FROM heard GROUP BY 2
        UNION ALL
        SELECT 'team', team, {_TALLY} FROM heard GROUP BY 2
        UNION ALL
        SELECT 'clause', clause, {_TALLY}
        FROM  (SELECT DISTINCT h.id, h.outcome, q->>'name' AS clause FROM heard h CROSS JOIN LATERAL jsonb_array_elements(h.clauses) q) x
        GROUP  BY 2
        """,
        *values_of(asked),
    )
    teams = await _team_names(tx, asked.brand)
    found: dict[str, list[Overturn]] = {}
    for row in rows:
        one = Overturn(
            of=row["of"],
            name=teams.get(row["of"]) if row["by"] == "team" else None,
            heard=row["heard"],
            upheld=row["upheld"],
            changed=row["changed"],
            sent_back=row["sent_back"],
            overturned=share_of(row["changed"] + row["sent_back"], row["heard"]),
        )
        found.setdefault(row["by"], []).append(one)
    for parts in found.values():
        parts.sort(key=lambda one: (-(one.overturned.low or 0), -one.heard, one.of or ""))
    return found


async def _team_names(tx: Tx, brand: str) -> dict[str, str]:
    rows = await tx.connection.fetch("SELECT id::text, name FROM team WHERE brand_id = $1", brand)
    return {row["id"]: row["name"] for row in rows}


async def overturns(tx: Tx, asked: Asked) -> Overturns:
    found = await _overturned(tx, asked)
    bodies = await tx.connection.fetchrow(
        f"""
        SELECT count(*)::int AS ruled, (count(*) FILTER (WHERE r.ruling = 'for_player'))::int AS for_player
        FROM   complaint_referral r JOIN complaint c ON c.brand_id = r.brand_id AND c.id = r.complaint_id
        WHERE  r.brand_id = $1 AND r.noted_at >= $2 AND r.noted_at < $3 AND r.ruling IN ('for_player', 'for_operator')
          AND  $4::text <> '' AND {OF}
        """,
        *values_of(asked),
    )
    assert bodies is not None, "a count gives a row"
    nothing = Overturn(
        of=None, name=None, heard=0, upheld=0, changed=0, sent_back=0, overturned=share_of(0, 0)
    )
    return Overturns(
        total=found.get("total", [nothing])[0],
        categories=found.get("category", []),
        clauses=found.get("clause", []),
        teams=found.get("team", []),
        bodies=share_of(bodies["for_player"], bodies["ruled"]),
        body_rulings=bodies["ruled"],
    )


# ── time per stage ──────────────────────────────────────────────────────────────────────────────────────────


class OfStage(msgspec.Struct, frozen=True, kw_only=True):
    """Of stays in a stage that ended in the time, in hours: half were shorter than `median`, nine of ten than `p90`. `now`: cases
    that stand in it."""

    stage: str
    stays: int
    median: float | None
    p90: float | None
    now: int


STAGES = ("registered", "acknowledged", "analysis", "investigation", "proposed", "decided", "carried_out")


async def stages(tx: Tx, asked: Asked) -> list[OfStage]:
    case, of = _narrowed(asked)
    rows = await tx.connection.fetch(
        f"""
        SELECT of.stage, x.stays, x.lasted[1] AS median, x.lasted[2] AS p90
        FROM   unnest($8::text[]) AS of (stage)
        CROSS  JOIN LATERAL (
            SELECT count(*)::int AS stays,
                   percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY date_part('epoch', e.left_at - e.at)) AS lasted
            FROM   complaint_step e {case}
            WHERE  e.brand_id = $1 AND e.stage = of.stage AND e.left_at >= $2 AND e.left_at < $3 AND $4::text <> '' AND {of}) AS x
        WHERE  x.stays > 0
        """,
        *values_of(asked),
        list(STAGES),
    )
    now = await tx.connection.fetch(
        f"""
        SELECT c.stage, count(*)::int AS many FROM complaint c
        WHERE  c.brand_id = $1 AND c.closed_at IS NULL AND $2::timestamptz < $3::timestamptz AND $4::text <> '' AND {OF}
        GROUP  BY 1
        """,
        *values_of(asked),
    )
    stays, standing = {row["stage"]: row for row in rows}, {row["stage"]: row["many"] for row in now}
    return [
        OfStage(
            stage=stage,
            stays=stays[stage]["stays"] if stage in stays else 0,
            median=_hours(stays, stage, "median"),
            p90=_hours(stays, stage, "p90"),
            now=standing.get(stage, 0),
        )
        for stage in STAGES
    ]


def _hours(stays: Mapping[str, Mapping[str, Any]], stage: str, which: str) -> float | None:
    return round(stays[stage][which] / 3600, 2) if stage in stays else None


# ── who saw what ────────────────────────────────────────────────────────────────────────────────────────────


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    at: datetime
    staff: UUID
    name: str
    complaint_id: UUID
    reference: str
    what: str


async def seen(
    tx: Tx,
    asked: Asked,
    *,
    complaint: UUID | None = None,
    staff: UUID | None = None,
    before: UUID | None = None,
    limit: int,
) -> list[Seen]:
    """The newest first, from before the id `before`."""
    return await tx.all(
        Seen,
        f"""
        SELECT v.id, v.at, v.staff_id AS staff, s.name, c.id AS complaint_id, c.number AS reference, v.what
        FROM   complaint_view v
        JOIN   complaint c ON c.brand_id = v.brand_id AND c.id = v.complaint_id
        JOIN   staff s ON s.id = v.staff_id
        WHERE  v.brand_id = $1 AND v.at >= $2 AND v.at < $3 AND $4::text <> '' AND {OF}
          AND  ($8::uuid IS NULL OR c.id = $8) AND ($9::uuid IS NULL OR v.staff_id = $9) AND ($10::uuid IS NULL OR v.id < $10)
        ORDER  BY v.id DESC
        LIMIT  $11
        """,
        *values_of(asked),
        complaint,
        staff,
        before,
        limit,
    )
