"""Reports on complaints for those who lead and for compliance, and the regulator's return. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from pitboss.api.audit import harmless
from pitboss.api.edge import Desk
from pitboss.api.lists import Limit, Number, cursor_of, place_of, the_brand
from pitboss.api.views import gives
from pitboss.api.wall import zone_of
from pitboss.channels import queries as channels
from pitboss.complaints import behind, reports, returns
from pitboss.complaints.behind import Behind, BehindCase
from pitboss.complaints.reports import Asked, Causes, Clocks, Figure, OfStage, Outcomes, Overturns, Workload
from pitboss.complaints.returns import Definition, Edition
from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.staff.actors import Signed

MOST_WEEKS = 104
SEE = "complaints.reports"
Weeks = Annotated[int, QueryParameter(ge=1, le=MOST_WEEKS)]
Hours = Annotated[int, QueryParameter(ge=1, le=24 * 60)]


async def _weeks(
    tx: Tx, brand: str, weeks: int, category: str | None, pack: str | None, team: UUID | None
) -> Asked:
    """So many weeks back, with this one; weeks begin on the brand's Monday."""
    zone = zone_of((await channels.brand(tx, brand)).settings.get("time_zone")).key
    row = await tx.connection.fetchrow(
        """
        SELECT now() + interval '1 second' AS until,
               (date_trunc('week', now() AT TIME ZONE $1) - make_interval(weeks => $2 - 1)) AT TIME ZONE $1 AS since
        """,
        zone,
        weeks,
    )
    assert row is not None, "a select without a table gives a row"
    return Asked(
        brand=brand,
        since=row["since"],
        until=row["until"],
        zone=zone,
        category=category,
        pack=pack,
        team=team,
    )


def _brand(signed: Signed, brand: str | None) -> str:
    home = the_brand(signed.actor, brand)
    signed.actor.must(SEE, home)
    return home


@get("/complaints/reports/workload")
async def report_workload(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> Workload:
    """Who has how many open cases, in which stages; and week by week what was received, decided, appealed, referred, ended and
    broken."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await reports.workload(tx, await _weeks(tx, home, weeks, category, pack, team))


@get("/complaints/reports/clocks")
async def report_clocks(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    within_hours: Hours = 72,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> Clocks:
    """Open clocks that are broken, warned of or due within so many hours, the nearest first; and how those that ended were
    kept."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        asked = await _weeks(tx, home, weeks, category, pack, team)
        return await reports.clocks(tx, asked, within=timedelta(hours=within_hours))


@get("/complaints/reports/causes")
async def report_causes(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> Causes:
    """What complaints are about, week by week, and where players were right: what to mend so that complaints fall."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await reports.causes(tx, await _weeks(tx, home, weeks, category, pack, team))


@get("/complaints/reports/outcomes")
async def report_outcomes(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> Outcomes:
    """How cases were decided, by category; what was given and what was paid, each currency for itself."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await reports.outcomes(tx, await _weeks(tx, home, weeks, category, pack, team))


@get("/complaints/reports/overturns")
async def report_overturns(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 52,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> Overturns:
    """How often appeals changed a decision or sent it back, by category, clause and team, with the interval in which the true
    share lies; and how often dispute bodies ruled for the player."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await reports.overturns(tx, await _weeks(tx, home, weeks, category, pack, team))


@get("/complaints/reports/stages")
async def report_stages(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
) -> list[OfStage]:
    """How long cases stay in each stage, and how many stand in it now."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await reports.stages(tx, await _weeks(tx, home, weeks, category, pack, team))


class EventPage(msgspec.Struct, frozen=True):
    """`next`: give it as `after`; null at the end."""

    items: list[reports.Traced]
    next: int | None


@get("/complaints/reports/events")
async def trace_report(
    desk: Desk,
    signed: Signed,
    figure: Figure,
    brand: str | None = None,
    weeks: Weeks = 12,
    week: date | None = None,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
    after: Number = None,
) -> EventPage:
    """The events that a figure counts, the oldest first. `week`: the Monday of one week alone."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        asked = await _weeks(tx, home, weeks, category, pack, team)
        found = await reports.trace(tx, asked, figure, week=week, after=after or 0)
    return EventPage(found, found[-1].number if len(found) == reports.MOST_TRACED else None)


class BehindPage(msgspec.Struct, frozen=True):
    items: list[BehindCase]
    next: str | None


Short = Annotated[str | None, QueryParameter(max_length=200)]


@get("/complaints/reports/behind")
async def list_behind(
    desk: Desk,
    signed: Signed,
    figure: Behind,
    brand: str | None = None,
    weeks: Weeks = 12,
    category: str | None = None,
    pack: str | None = None,
    team: UUID | None = None,
    week: date | None = None,
    subcategory: Short = None,
    outcome: Short = None,
    stage: Short = None,
    owner: Short = None,
    currency: Short = None,
    kind: Short = None,
    force: Short = None,
    clause: Short = None,
    of_team: Short = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> BehindPage:
    """The cases that a figure is made of, each with the event that is counted, the newest first. The other parameters name the
    row of the report: `week` its Monday, `owner` and `of_team` an id or nobody, `outcome` also right (in whole or in part) and
    overturned (changed or sent back)."""
    home = _brand(signed, brand)
    wanted = behind.Wanted(
        figure=figure,
        week=week,
        subcategory=subcategory,
        outcome=outcome,
        stage=stage,
        owner=owner,
        currency=currency,
        kind=kind,
        force=force,
        clause=clause,
        of_team=of_team,
    )
    after = place_of(cursor, behind.Place)
    async with desk.db.tx(signed.actor) as tx:
        asked = await _weeks(tx, home, weeks, category, pack, team)
        found = await behind.cases(tx, asked, wanted, after=after, limit=limit + 1)
    shown = found[:limit]
    last = behind.Place(shown[-1].at, shown[-1].key) if len(found) > limit else None
    return BehindPage(shown, cursor_of(last) if last else None)


class SeenPage(msgspec.Struct, frozen=True):
    items: list[reports.Seen]
    next: str | None


@get("/complaints/reports/seen")
async def report_seen(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: Weeks = 12,
    complaint: UUID | None = None,
    staff: UUID | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> SeenPage:
    """Who looked at what of which case, the newest first."""
    home = _brand(signed, brand)
    before = place_of(cursor, UUID)
    async with desk.db.tx(signed.actor) as tx:
        asked = await _weeks(tx, home, weeks, None, None, None)
        found = await reports.seen(
            tx, asked, complaint=complaint, staff=staff, before=before, limit=limit + 1
        )
    shown = found[:limit]
    return SeenPage(shown, cursor_of(shown[-1].id) if len(found) > limit else None)


# ── the regulator's return ──────────────────────────────────────────────────────────────────────────────────


async def _table(
    desk: Desk, signed: Signed, brand: str, pack: str, edition: Edition, since: date, until: date
) -> returns.Table:
    """`until`: the first day that is not part of it."""
    if until <= since or until - since > timedelta(days=370):
        raise Invalid("A return is of at least a day and at most a year: `until` is the first day after it.")
    async with desk.db.tx(signed.actor) as tx:
        zone = zone_of((await channels.brand(tx, brand)).settings.get("time_zone")).key
        row = await tx.connection.fetchrow(
            "SELECT $1::date::timestamp AT TIME ZONE $3 AS since, $2::date::timestamp AT TIME ZONE $3 AS until",
            since,
            until,
            zone,
        )
        assert row is not None, "a select without a table gives a row"
        asked = Asked(brand=brand, since=row["since"], until=row["until"], zone=zone)
        return await returns.table(tx, asked, pack, edition, signed.locale)


@get("/complaints/reports/return")
async def read_return(
    desk: Desk,
    signed: Signed,
    pack: str,
    since: date,
    until: date,
    edition: Edition = Edition.returned,
    brand: str | None = None,
) -> returns.Table:
    """The regulator's return of a rule pack, or its records of each complaint, with the definition of every column. `until` is the
    first day after it. What the rules ask for and the desk does not keep is empty, and says so."""
    return await _table(desk, signed, _brand(signed, brand), pack, edition, since, until)


@get("/complaints/reports/return.csv", media_type="text/csv", responses=gives(200, str, "text/csv"))
async def export_return(
    desk: Desk,
    signed: Signed,
    pack: str,
    since: date,
    until: date,
    edition: Edition = Edition.returned,
    brand: str | None = None,
) -> Response[bytes]:
    """The same as a table for a spreadsheet; definitions.csv says what its columns mean."""
    home = _brand(signed, brand)
    made = await _table(desk, signed, home, pack, edition, since, until)
    rows = [[one.column for one in made.definitions], *made.rows]
    return _csv(rows, f"{edition.value}-{home}-{pack}-{since}.csv")


@get("/complaints/reports/definitions.csv", media_type="text/csv", responses=gives(200, str, "text/csv"))
async def export_definitions(
    desk: Desk,
    signed: Signed,
    pack: str,
    edition: Edition = Edition.returned,
    brand: str | None = None,
) -> Response[bytes]:
    """What each column of a return means: what the rules ask, what the desk counts, by which rule, and whether that was read at
    its source."""
    home = _brand(signed, brand)
    async with desk.db.tx(signed.actor) as tx:
        known = await returns.defined(tx, home, pack, edition, signed.locale)
    head = ["column", "asked", "counted", "rule", "force", "grade", "verified", "source"]
    return _csv([head, *map(_defined, known)], f"definitions-{edition.value}-{pack}.csv")


def _defined(one: Definition) -> list[str]:
    verified = "" if not one.rule else "yes" if one.verified else "no"
    return [
        one.column,
        one.asked,
        one.counted,
        one.rule,
        one.force,
        one.grade,
        verified,
        "; ".join(one.source),
    ]


def _csv(rows: list[list[str]], name: str) -> Response[bytes]:
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in rows)
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    # The byte order mark: without it spreadsheets read Cyrillic wrongly.
    return Response(
        b"\xef\xbb\xbf" + out.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers
    )


HANDLERS = [
    report_workload,
    report_clocks,
    report_causes,
    report_outcomes,
    report_overturns,
    report_stages,
    trace_report,
    list_behind,
    report_seen,
    read_return,
    export_return,
    export_definitions,
]
