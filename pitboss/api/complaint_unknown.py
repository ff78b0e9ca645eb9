"""Reports of people unknown: what somebody says whom nobody has identified yet. docs/subsystems/complaints.md"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api.complaint_steps import REGISTERED, Key, Reasoned, Registered, Words, registered
from pitboss.api.complaints import brands_meant
from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, cursor_of, must_work_for, place_of
from pitboss.api.views import gives
from pitboss.complaints import queries, unknown
from pitboss.complaints.model import Category
from pitboss.db.tx import Tx
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed


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
        made = await unknown.report(tx, shaped(unknown.NewReport, data))
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
            tx, brands_meant(signed.actor, brand), settled=settled, after=place, limit=limit + 1
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
        made = await unknown.identify(
            tx,
            brand,
            report,
            data.player,
            data.category,
            subcategory=data.subcategory,
            summary=data.summary,
        )
        return 201, registered(made)

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
        await unknown.settle_report(tx, brand, report, reason=data.reason)
        return 200, await queries.report(tx, brand, report)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [record_report, list_reports, identify_report, settle_report]
