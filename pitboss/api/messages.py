"""Messages of the staff: said at once, later, or taken back; tried again when they did not arrive."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.views import MessageView, gives, message_view, message_views
from pitboss.channels import outbox
from pitboss.channels.email.html import safe, safe_for_chat, to_text
from pitboss.db.tx import Tx
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.kit.secrets import kept_key
from pitboss.staff.actors import Signed
from pitboss.tickets import actions, drafts, later, mentions, queries
from pitboss.tickets.drafts import Draft
from pitboss.tickets.later import Later
from pitboss.tickets.mentions import Mentionable
from pitboss.tickets.model import Ticket

Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None
MAX_BODY = 100_000  # characters of one message of an agent


class NewMessageBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`version`: the ticket's version that you read; a reply against an older one is refused with what was missed.
    `then`: the status after a reply; solved sends and solves in one. `html`: the reply with its formatting; what the
    channel can't show is taken out, and without `text` the words are read from it. `files`: ids of uploads
    (POST /api/v1/attachments) that go with it. `mentions`, `teams`: who is mentioned in a
    note, besides the colleagues whose whole name stands in it behind an @.

    `send_at`: the reply goes then; if the player writes or a colleague answers before, it becomes your draft again and you
    get a notice. `undo_seconds`: it goes after so many seconds, and may be taken back until then. The player sees nothing
    of a reply that has not gone."""

    text: str = ""
    kind: Literal["reply", "note"] = "reply"
    key: str | None = None
    version: Version = None
    then: Literal["waiting", "open", "solved"] = "waiting"
    html: str | None = None
    mentions: list[UUID] = []
    teams: list[UUID] = []
    files: list[UUID] = []
    send_at: datetime | None = None
    undo_seconds: Annotated[int, msgspec.Meta(ge=0, le=later.MOST_UNDO)] = 0


@post(
    "/tickets/{name:str}/messages",
    responses={**gives(201, MessageView), **gives(202, Later)},
)
async def post_message(
    desk: Desk, signed: Signed, request: Req, name: str, data: NewMessageBody, brand: str | None = None
) -> Response[bytes]:
    """Answers the player, or adds a note that the player never sees: 201 with the message. With `send_at` or
    `undo_seconds` 202 with the reply that is still to go."""
    if data.key:
        data = msgspec.structs.replace(data, key=kept_key(data.key))

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        if len(data.text) > MAX_BODY or len(data.html or "") > MAX_BODY * 3:
            raise Invalid(f"A message has at most {MAX_BODY} characters.")
        waits = data.send_at is not None or data.undo_seconds > 0
        if waits and (data.kind == "note" or (data.send_at is not None and data.undo_seconds)):
            raise Invalid("Only a reply goes later, and either at `send_at` or after `undo_seconds`.")
        signed.actor.must("tickets.note" if data.kind == "note" else "tickets.reply", ticket.brand)
        held = await actions.hold(tx, ticket.brand, ticket.id)
        if data.key and (before := await queries.message_of_key(tx, held, data.key)) is not None:
            return 200, (await message_views(tx, [before], signed.locale))[0]
        if data.key and (waiting := await later.of_ticket(tx, held, key=data.key)):
            return 202, waiting[0]
        status, answer = await (_put_off if waits else _say)(tx, signed, held, data)
        await drafts.discard(tx, held, signed.staff_id, data.kind)
        return status, answer

    return await write(desk, request, signed.actor, do, key=data.key)


async def _say(tx: Tx, signed: Signed, held: Ticket, data: NewMessageBody) -> tuple[int, Any]:
    if data.kind == "note":
        said = await actions.note(
            tx,
            held,
            text=data.text,
            key=data.key,
            mentioned=data.mentions,
            teams=data.teams,
            attached=data.files,
        )
    else:
        text, html = _words(held, data)
        said = await actions.reply(
            tx,
            held,
            text=text,
            html=html,
            key=data.key,
            version=data.version,
            then=data.then,
            attached=data.files,
        )
    return 201, (await message_views(tx, [said], signed.locale))[0] if data.files else message_view(said)


async def _put_off(tx: Tx, signed: Signed, held: Ticket, data: NewMessageBody) -> tuple[int, Any]:
    text, html = _words(held, data)
    return 202, await later.put_off(
        tx,
        held,
        text=text,
        html=html,
        key=data.key,
        version=data.version,
        then=data.then,
        files=data.files,
        send_at=data.send_at,
        undo=data.undo_seconds,
    )


def _words(ticket: Ticket, data: NewMessageBody) -> tuple[str, str | None]:
    """The plain words and their formatting, as far as the ticket's channel shows it."""
    if not data.html:
        return data.text, None
    html = safe_for_chat(data.html) if ticket.class_ == "chat" else safe(data.html)
    return data.text if data.text.strip() else to_text(html)[0].strip()[:MAX_BODY], html


@get("/tickets/{name:str}/later")
async def list_later(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> list[Later]:
    """Replies that are still to go, yours and colleagues', the next first."""
    async with desk.db.tx(signed.actor) as tx:
        return await later.of_ticket(tx, await queries.find(tx, name, brand=brand))


class TakenBack(msgspec.Struct, frozen=True):
    """`draft`: what you have in your composer now; null when it was a colleague's, who has it."""

    draft: Draft | None


@post("/tickets/{name:str}/messages/{message:uuid}/cancel", status_code=200, responses=gives(200, TakenBack))
async def cancel(
    desk: Desk, signed: Signed, request: Req, name: str, message: UUID, brand: str | None = None
) -> Response[bytes]:
    """Takes back a reply that has not gone yet; it becomes its author's draft again. `message`: the id that you got when
    you sent it."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        signed.actor.must("tickets.reply", ticket.brand)
        held = await actions.hold(tx, ticket.brand, ticket.id)
        author = await later.take_back(tx, held, message)
        mine = author == signed.staff_id
        return 200, TakenBack(await drafts.find(tx, held, author, "reply") if mine else None)

    return await write(desk, request, signed.actor, do)


class NothingFailed(Conflict):
    """This message has no failed delivery."""


@post("/messages/{message:uuid}/retry", status_code=200, responses=gives(200, MessageView))
async def retry(desk: Desk, signed: Signed, request: Req, message: UUID) -> Response[bytes]:
    """Tries the failed deliveries of a message again."""

    async def do(tx: Tx) -> tuple[int, Any]:
        found = await queries.message(tx, message)
        if found is None:
            raise NotFound("There is no such message, or it isn't yours to see.")
        signed.actor.must("tickets.reply", found.brand)
        held = await actions.hold(tx, found.brand, found.ticket_id)
        if not await outbox.retry(tx, held, message):
            raise NothingFailed
        return 200, (await message_views(tx, [found], signed.locale))[0]

    return await write(desk, request, signed.actor, do)


@get("/tickets/{name:str}/mentionable")
async def mentionable(
    desk: Desk, signed: Signed, name: str, q: str = "", brand: str | None = None
) -> list[Mentionable]:
    """Colleagues and teams who may be mentioned in this ticket's notes, since they may see it, by the beginning of a word
    of their name; at most 50 of each."""
    async with desk.db.tx(signed.actor) as tx:
        return await mentions.candidates(tx, await queries.find(tx, name, brand=brand), q[:100])


HANDLERS = [post_message, list_later, cancel, retry, mentionable]
