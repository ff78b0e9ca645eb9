"""What the desk tells the one who asks: what needs them in a ticket, promises at risk, words of supervisors."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post

from pitboss.api import frames
from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, page, place_of
from pitboss.api.live import tell_staff
from pitboss.api.views import Listing, Page, gives
from pitboss.db.tx import Tx
from pitboss.staff.actors import Signed
from pitboss.tickets import staff_notices


@get("/me/notices", responses=gives(200, Listing[staff_notices.Notice]))
async def list_notices(
    desk: Desk, signed: Signed, unseen: bool = False, cursor: str | None = None, limit: Limit = 50
) -> Page:
    """Your own notices, the newest first; those of tickets that you no longer see are left out. The stream tells of new
    ones as `staff_notified`, with you in `to`, and of what needs you in a ticket by the event itself: `assigned`,
    `message_received`, `note_added`. What you have seen in another browser comes as `notices_seen`."""
    before = place_of(cursor, tuple[datetime, UUID])
    async with desk.db.tx(signed.actor) as tx:
        rows = await staff_notices.of_actor(tx, unseen=unseen, before=before, limit=limit + 1)
    return page(rows, limit, lambda row: (row.created_at, row.id))


@post("/me/notices/{notice:uuid}/seen", status_code=200, responses=gives(200, staff_notices.Notice))
async def see_notice(
    desk: Desk, signed: Signed, request: Req, notice: UUID, upto: datetime | None = None
) -> Response[bytes]:
    """You have seen it. Saying so again changes nothing. `upto`: the `created_at` that you know; if it has come again
    since, it stays new."""

    async def do(tx: Tx) -> tuple[int, Any]:
        seen = await staff_notices.see(tx, notice, upto=upto)
        if seen.seen_at is not None:
            await tell_staff(tx, signed.staff_id, frames.NoticesSeen(notices=[notice]))
        return 200, seen

    return await write(desk, request, signed.actor, do)


HANDLERS = [list_notices, see_notice]
