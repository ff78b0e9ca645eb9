"""Bulk actions over a whole filter: look first, then do it in the background, follow it, stop it, undo it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import QueryParameter

from pitboss.api.edge import Desk, Req, write
from pitboss.api.frames import BulkProgress
from pitboss.api.lists import Limit, ticket_page
from pitboss.api.live import tell_staff
from pitboss.api.sentences import in_language
from pitboss.api.views import Listing, Page, TicketView, gives
from pitboss.assist.settings import offered_topics
from pitboss.db.tx import Tx
from pitboss.incidents import actions as incidents
from pitboss.kit.limits import Limit as Pace
from pitboss.staff.actors import Signed, scopes_of
from pitboss.tickets import bulk
from pitboss.tickets.bulk import ActionName, Arguments, Bulk, Refusal, Result, TicketState
from pitboss.tickets.filters import Sort, TicketFilter, sort_of

STARTED = Pace("bulk", burst=10, per_second=0.1)
SAMPLE = 5


class BulkBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`expected`: the count that the preview showed; if there are more tickets by now, nothing is done."""

    filter: TicketFilter
    action: ActionName
    arguments: Arguments = msgspec.field(default_factory=Arguments)
    expected: Annotated[int, msgspec.Meta(ge=0)]
    key: str | None = None


class PreviewBulk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    filter: TicketFilter
    action: ActionName
    arguments: Arguments = msgspec.field(default_factory=Arguments)


class BulkPreview(msgspec.Struct, frozen=True):
    """`sample`: the most urgent of them, if all are open, else those touched last. `refused`: what would be refused, and why, as far as the tickets' state tells."""

    count: int
    sample: list[TicketView]
    refused: list[Refusal]
    can_undo: bool


async def _check(tx: Tx, wanted: TicketFilter, arguments: Arguments) -> None:
    """A topic must be offered by every brand whose tickets may be among those wanted; an incident must be open."""
    topic = arguments.topic
    if arguments.brand is not None and arguments.incident is not None:
        await incidents.check_open(tx, arguments.brand, arguments.incident)
    if topic is not None:
        for brand in sorted(tx.actor.brands & set(wanted.brand) if wanted.brand else tx.actor.brands):
            await offered_topics(tx, brand, [topic])


@post("/bulk/preview", status_code=200, operation_id="previewBulk")
async def preview(desk: Desk, signed: Signed, data: PreviewBulk) -> BulkPreview:
    """What a bulk action would touch. Changes nothing."""
    arguments = bulk.checked(data.action, data.arguments, now=datetime.now(UTC))
    async with desk.db.tx(signed.actor) as tx:
        await _check(tx, data.filter, arguments)
        foreseen = await bulk.foresee(tx, data.filter, data.action, arguments)
        page = await ticket_page(
            tx,
            data.filter,
            sort=sort_of(data.filter, Sort.urgency),
            cursor=None,
            limit=SAMPLE,
        )
        refused = [
            msgspec.structs.replace(r, detail=in_language(r.detail, signed.locale)) for r in foreseen.refused
        ]
        return BulkPreview(foreseen.count, page.items, refused, data.action in bulk.UNDOABLE)


@post("/bulk", operation_id="startBulk", responses=gives(201, Bulk))
async def start(desk: Desk, signed: Signed, request: Req, data: BulkBody) -> Response[bytes]:
    """Takes an action on every ticket that the filter holds now and you see: at most 10,000, each by itself, with your
    rights. The stream tells how far it is (`bulk_progress`)."""
    desk.buckets.take(STARTED, signed.staff_id)
    arguments = bulk.checked(data.action, data.arguments, now=datetime.now(UTC))

    async def do(tx: Tx) -> tuple[int, Any]:
        await _check(tx, data.filter, arguments)
        made = await bulk.start(
            tx,
            data.filter,
            data.action,
            arguments,
            expected=data.expected,
            scopes=await scopes_of(tx, signed),
        )
        return 201, await bulk.bulk(tx, made)

    return await write(desk, request, signed.actor, do, key=data.key)


@get("/bulk", operation_id="listBulks")
async def list_bulks(desk: Desk, signed: Signed, limit: Limit = 20) -> list[Bulk]:
    """Your bulk actions of the last 30 days, the newest first."""
    async with desk.db.tx(signed.actor) as tx:
        return await bulk.bulks(tx, limit=limit)


@get("/bulk/{bulk_id:uuid}", operation_id="getBulk")
async def get_bulk(desk: Desk, signed: Signed, bulk_id: UUID) -> Bulk:
    """How far a bulk action of yours is."""
    async with desk.db.tx(signed.actor) as tx:
        return await bulk.bulk(tx, bulk_id)


@get("/bulk/{bulk_id:uuid}/tickets", operation_id="listBulkTickets", responses=gives(200, Listing[Result]))
async def list_results(
    desk: Desk,
    signed: Signed,
    bulk_id: UUID,
    only: Annotated[TicketState | None, QueryParameter(name="state")] = None,
    after: UUID | None = None,
    limit: Limit = 100,
) -> Page:
    """What became of each ticket, and why not. `next` is the id to give as `after`."""
    async with desk.db.tx(signed.actor) as tx:
        await bulk.bulk(tx, bulk_id)
        rows = await bulk.results(tx, bulk_id, state=only, after=after, limit=limit + 1)
    told = [
        msgspec.structs.replace(r, refusal=r.refusal and in_language(r.refusal, signed.locale))
        for r in rows[:limit]
    ]
    return Page(told, str(rows[limit - 1].ticket) if len(rows) > limit else None)


@post("/bulk/{bulk_id:uuid}/stop", status_code=200, operation_id="stopBulk", responses=gives(200, Bulk))
async def stop(desk: Desk, signed: Signed, request: Req, bulk_id: UUID) -> Response[bytes]:
    """Leaves the rest alone; what is done stays done, and can be undone."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await bulk.stop(tx, bulk_id)

    return await write(desk, request, signed.actor, do)


@post("/bulk/{bulk_id:uuid}/undo", status_code=200, operation_id="undoBulk", responses=gives(200, Bulk))
async def undo(desk: Desk, signed: Signed, request: Req, bulk_id: UUID) -> Response[bytes]:
    """Puts back, in the background, what the action changed, where nobody has changed it since. What players were told of
    it stays told."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await bulk.undo(tx, bulk_id)

    return await write(desk, request, signed.actor, do)


async def bulk_progress(tx: Tx, staff: UUID, seen: Bulk) -> None:
    """For the worker: tells the owner how far it is."""
    frame = BulkProgress(
        bulk=seen.id,
        state=seen.state,
        total=seen.total,
        waiting=seen.waiting,
        done=seen.done,
        refused=seen.refused,
    )
    await tell_staff(tx, staff, frame)


async def _link(tx: Tx, brand: str, ticket: UUID, given: Arguments) -> bool:
    assert given.incident is not None
    return await incidents.link_one(tx, brand, given.incident, ticket)


async def _unlink(tx: Tx, brand: str, ticket: UUID, given: Arguments) -> bool:
    assert given.incident is not None
    return await incidents.unlink_one(tx, brand, given.incident, ticket)


DOINGS: bulk.Doings = {"incident": bulk.Doing(_link, _unlink)}
HANDLERS = [preview, start, list_bulks, get_bulk, list_results, stop, undo]
