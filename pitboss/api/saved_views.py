"""Saved views, and the counters beside all lists."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post
from msgspec import UNSET, UnsetType

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for, the_brand
from pitboss.api.views import DONE, Done, gives
from pitboss.db.tx import Tx
from pitboss.staff.actors import Signed
from pitboss.tickets import queries, saved_views
from pitboss.tickets.filters import Sort, TicketFilter
from pitboss.tickets.saved_views import SavedView, Scope

Position = Annotated[int, msgspec.Meta(ge=0, le=10_000)]


@get("/views")
async def list_views(desk: Desk, signed: Signed, brand: str | None = None) -> list[SavedView]:
    """The saved views that you see: your own, your teams', everybody's."""
    if brand is not None:
        must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return await saved_views.views(tx, [brand] if brand else sorted(signed.actor.brands))


class NewView(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`scope` team needs the `team`, of which you are a lead or may share views; all needs views.share. `brand`: whose
    people see it, if you work for several; the tickets are those that the filter holds and the reader sees."""

    name: str
    filter: TicketFilter
    sort: Sort = Sort.urgency
    scope: Scope = "own"
    team: UUID | None = None
    brand: str | None = None
    key: str | None = None


@post("/views", responses=gives(201, SavedView))
async def create_view(desk: Desk, signed: Signed, request: Req, data: NewView) -> Response[bytes]:
    """Saves a filter and an order under a name."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 201, await saved_views.save_view(
            tx,
            the_brand(signed.actor, data.brand),
            name=data.name,
            wanted=data.filter,
            sort=data.sort,
            scope=data.scope,
            team=data.team,
        )

    return await write(desk, request, signed.actor, do, key=data.key)


class ViewPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay."""

    name: str | UnsetType = UNSET
    filter: TicketFilter | UnsetType = UNSET
    sort: Sort | UnsetType = UNSET
    scope: Scope | UnsetType = UNSET
    team: UUID | UnsetType | None = UNSET
    position: Position | UnsetType = UNSET
    key: str | None = None


@patch("/views/{view:uuid}", responses=gives(200, SavedView))
async def change_view(
    desk: Desk, signed: Signed, request: Req, view: UUID, data: ViewPatch
) -> Response[bytes]:
    """Changes a saved view; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await saved_views.change_view(
            tx,
            view,
            name=data.name,
            wanted=data.filter,
            sort=data.sort,
            scope=data.scope,
            team=data.team,
            position=data.position,
        )

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/views/{view:uuid}", status_code=200, responses=gives(200, Done))
async def delete_view(desk: Desk, signed: Signed, request: Req, view: UUID) -> Response[bytes]:
    """Deletes a saved view."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await saved_views.delete_view(tx, view)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── counters ────────────────────────────────────────────────────────────────────────────────────────────────

MOST = 1_000


class ListCount(msgspec.Struct, frozen=True, kw_only=True):
    """A list and how many tickets it holds: `count` of them if `exact`, else more than that. `filter` and `sort` are what
    to give GET /api/v1/tickets for it. `id`: of the queue or the view."""

    list: Literal["mine", "unassigned", "open", "mentioned", "snoozed", "queue", "view"]
    id: UUID | None = None
    name: str = ""
    brand: str | None = None
    filter: TicketFilter
    sort: Sort = Sort.urgency
    count: int
    exact: bool


class Counts(msgspec.Struct, frozen=True):
    lists: list[ListCount]


STANDING: dict[Literal["mine", "unassigned", "open", "mentioned", "snoozed"], TicketFilter] = {
    "mine": TicketFilter(assignee=["me"], status=["active"], snoozed=False),
    "unassigned": TicketFilter(assignee=["nobody"], status=["active"], snoozed=False),
    "open": TicketFilter(status=["active"]),
    "mentioned": TicketFilter(mentioned="any", status=["active"]),
    "snoozed": TicketFilter(snoozed=True),
}


@get("/counts", operation_id="getCounts")
async def counts(desk: Desk, signed: Signed) -> Counts:
    """How many tickets each of your lists holds, counted up to 1000: yours, those of nobody, all open, open ones with
    a note that mentions you, snoozed ones, each queue that you serve, each saved view that you see. Ask again when the
    stream says `counts_changed`."""
    async with desk.db.tx(signed.actor) as tx:
        found = []
        for name, wanted in STANDING.items():
            held = await queries.count(tx, wanted, most=MOST, estimate=False)
            found.append(ListCount(list=name, filter=wanted, count=held.count, exact=held.exact))
        for queue, held in await queries.queue_counts(tx, signed.staff_id, most=MOST):
            wanted = TicketFilter(queue=[queue.id], status=["active"], snoozed=False)
            found.append(
                ListCount(
                    list="queue",
                    id=queue.id,
                    name=queue.name,
                    brand=queue.brand,
                    filter=wanted,
                    count=held.count,
                    exact=held.exact,
                )
            )
        for view in await saved_views.views(tx, sorted(signed.actor.brands)):
            held = await queries.count(tx, view.filter, most=MOST, estimate=False)
            found.append(
                ListCount(
                    list="view",
                    id=view.id,
                    name=view.name,
                    brand=view.brand,
                    filter=view.filter,
                    sort=view.sort,
                    count=held.count,
                    exact=held.exact,
                )
            )
        return Counts(found)


HANDLERS = [list_views, create_view, change_view, delete_view, counts]
