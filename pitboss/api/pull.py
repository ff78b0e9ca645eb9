"""The next ticket, asked for."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.sentences import in_language
from pitboss.api.views import TicketView, gives, ticket_views
from pitboss.db.tx import Tx
from pitboss.routing import pull
from pitboss.routing.pull import WhyNot
from pitboss.staff.actors import Signed
from pitboss.tickets import queries


class NextTicket(msgspec.Struct, frozen=True):
    """`ticket` is yours now; null: `why_not` says why, and `detail` in a sentence."""

    ticket: TicketView | None
    why_not: WhyNot | None
    detail: str


@post("/next", status_code=200, operation_id="takeNext", responses=gives(200, NextTicket))
async def take_next(desk: Desk, signed: Signed, request: Req) -> Response[bytes]:
    """Gives and assigns you the most urgent ticket that you may take: of your queues, in your languages, while you have
    room for its kind of channel. The order is the dispatcher's."""

    async def do(tx: Tx) -> tuple[int, Any]:
        pulled = await pull.next_for(tx, signed.staff_id)
        view = None
        if pulled.ticket is not None:
            [view] = await ticket_views(tx, [await queries.listed(tx, pulled.ticket)])
        return 200, NextTicket(view, pulled.why_not, in_language(pulled.detail, signed.locale))

    return await write(desk, request, signed.actor, do)


HANDLERS = [take_next]
