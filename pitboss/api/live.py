"""What is told at once and kept nowhere: who is typing. And how far each side has read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, post

from pitboss.api import frames
from pitboss.api.edge import Desk, Req, write
from pitboss.api.stream import Facts, Told
from pitboss.api.views import gives
from pitboss.channels import queries as channels
from pitboss.channels.webchat import actions as chats
from pitboss.db.tx import Tx
from pitboss.kit.limits import Limit
from pitboss.staff.actors import Signed
from pitboss.tickets import actions, queries, staff_notices
from pitboss.tickets.model import Ticket

TYPING = Limit("typing", burst=5, per_second=1)


async def tell(
    tx: Tx,
    ticket: Ticket,
    frame: frames.Typing | frames.Read | frames.Viewing,
    *,
    to_player: bool,
    by: UUID | None,
) -> None:
    """To the sockets of everybody who sees the ticket, in all processes; `by` is not told."""
    facts = Facts(
        brand=ticket.brand,
        ticket=ticket.id,
        public=to_player,
        queue_id=ticket.queue_id,
        assignee_id=ticket.assignee_id,
        restricted=ticket.restricted,
        player_id=ticket.player_id,
        session_id=ticket.session_id,
    )
    told = Told(msgspec.Raw(msgspec.json.encode(frame)), facts, by)
    await tx.run("SELECT pg_notify('pitboss_typing', $1)", msgspec.json.encode(told).decode())


async def tell_staff(tx: Tx, staff: UUID, frame: frames.BulkProgress | frames.NoticesSeen) -> None:
    """To the sockets of one member of staff, in all processes."""
    told = Told(msgspec.Raw(msgspec.json.encode(frame)), to=staff)
    await tx.run("SELECT pg_notify('pitboss_typing', $1)", msgspec.json.encode(told).decode())


class Typing(msgspec.Struct, frozen=True):
    """`note`: what is being written is a note, so the player is not told."""

    note: bool = False


@post("/tickets/{name:str}/typing", status_code=204, operation_id="tellTyping")
async def typing(
    desk: Desk, signed: Signed, name: str, data: Typing | None = None, brand: str | None = None
) -> None:
    """Others who look at the ticket see that you are writing; what you write is neither sent nor kept."""
    desk.buckets.take(TYPING, signed.staff_id)
    note = data is not None and data.note
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        signed.actor.must("tickets.note" if note else "tickets.reply", ticket.brand)
        frame = frames.Typing(
            brand=ticket.brand,
            ticket=ticket.id,
            by="agent",
            name=(await channels.names_of(tx, ticket.brand, "webchat")).short(signed.actor.name),
            note=note,
        )
        await tell(tx, ticket, frame, to_player=not note, by=signed.staff_id)


class MarkRead(msgspec.Struct, frozen=True):
    """`message`: the last that was read."""

    message: UUID


class MarkedRead(msgspec.Struct, frozen=True):
    message: UUID


@post(
    "/tickets/{name:str}/read",
    status_code=200,
    operation_id="markTicketRead",
    responses=gives(200, MarkedRead),
)
async def read(
    desk: Desk, signed: Signed, request: Req, name: str, data: MarkRead, brand: str | None = None
) -> Response[bytes]:
    """How far you have read; what mentions you up to there is seen, and so are your notices that the ticket needs
    you, unless the player has written since. The player is told when it is you who has the
    ticket. An API token needs the scope `tickets.reply`."""
    signed.token_must("tickets.reply")

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        held = await actions.hold(tx, ticket.brand, ticket.id)
        await chats.mark_read(tx, held, signed.staff_id, data.message)
        seen = await staff_notices.see_up_to(tx, held, signed.staff_id, data.message)
        if seen:
            await tell_staff(tx, signed.staff_id, frames.NoticesSeen(notices=seen))
        frame = frames.Read(brand=held.brand, ticket=held.id, by="agent", message=data.message)
        await tell(tx, held, frame, to_player=held.assignee_id == signed.staff_id, by=signed.staff_id)
        return 200, MarkedRead(data.message)

    return await write(desk, request, signed.actor, do)


class Looking(msgspec.Struct, frozen=True):
    """`viewing`: false when you leave the ticket."""

    viewing: bool = True


@post("/tickets/{name:str}/viewing", status_code=204, operation_id="tellViewing")
async def viewing(
    desk: Desk, signed: Signed, name: str, data: Looking | None = None, brand: str | None = None
) -> None:
    """Colleagues who look at the ticket see that you do too. Repeat it every 20 seconds; it is kept nowhere."""
    desk.buckets.take(TYPING, signed.staff_id)
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        frame = frames.Viewing(
            brand=ticket.brand,
            ticket=ticket.id,
            staff=signed.staff_id,
            name=signed.actor.name,
            viewing=data is None or data.viewing,
        )
        await tell(tx, ticket, frame, to_player=False, by=signed.staff_id)


HANDLERS = [typing, read, viewing]
