"""Drafts: what you have written in a ticket and not yet sent."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, delete, get, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.views import gives
from pitboss.channels.email.html import safe
from pitboss.db.tx import Tx
from pitboss.kit.refused import NotFound
from pitboss.staff.actors import Signed
from pitboss.tickets import drafts, queries
from pitboss.tickets.drafts import Begun, Draft, DraftKind

MOST_BEGUN = 500


class NoDraft(NotFound):
    """You have no draft of this kind in this ticket."""


@get("/me/drafts")
async def my_drafts(desk: Desk, signed: Signed) -> list[Begun]:
    """The tickets in which you have a draft, the latest first, at most 500."""
    async with desk.db.tx(signed.actor) as tx:
        return await drafts.of_actor(tx, limit=MOST_BEGUN)


@get("/tickets/{name:str}/drafts")
async def list_drafts(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> list[Draft]:
    """Your drafts in a ticket: at most a reply and a note."""
    async with desk.db.tx(signed.actor) as tx:
        return await drafts.of_ticket(tx, await queries.find(tx, name, brand=brand), signed.staff_id)


@get("/tickets/{name:str}/drafts/{kind:str}")
async def get_draft(
    desk: Desk, signed: Signed, name: str, kind: DraftKind, brand: str | None = None
) -> Draft:
    """Your draft of a reply or note."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        found = await drafts.find(tx, ticket, signed.staff_id, kind)
    if found is None:
        raise NoDraft
    return found


class DraftBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version`: the ticket's version against which you began to write; left out, the present one. `files`: ids of
    uploads, which are kept as long as the draft."""

    text: str
    html: str | None = None
    files: list[UUID] = []
    version: Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None = None
    key: str | None = None


@put("/tickets/{name:str}/drafts/{kind:str}", responses=gives(200, Draft))
async def keep_draft(
    desk: Desk,
    signed: Signed,
    request: Req,
    name: str,
    kind: DraftKind,
    data: DraftBody,
    brand: str | None = None,
) -> Response[bytes]:
    """Keeps a draft over the one there was. It goes by itself when you send the message. Card numbers, passwords and codes
    are masked in it as in a message."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        signed.actor.must("tickets.reply" if kind == "reply" else "tickets.note", ticket.brand)
        await drafts.keep(
            tx,
            ticket,
            signed.staff_id,
            kind,
            text=data.text,
            html=safe(data.html) if data.html else None,
            files=data.files,
            version=ticket.version if data.version is None else data.version,
        )
        return 200, await drafts.find(tx, ticket, signed.staff_id, kind)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/tickets/{name:str}/drafts/{kind:str}", status_code=204)
async def discard_draft(
    desk: Desk, signed: Signed, name: str, kind: DraftKind, brand: str | None = None
) -> None:
    """Throws your draft away. Saying so again changes nothing."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        await drafts.discard(tx, ticket, signed.staff_id, kind)


HANDLERS = [my_drafts, list_drafts, get_draft, keep_draft, discard_draft]
