"""The players' side of the web chat. docs/subsystems/chat.md says how it holds together."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, Router, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import Parameter

from pitboss.api import attachments, frames, waiting
from pitboss.api.beside import foresee
from pitboss.api.choices import ACTIVE, Chosen, choose, is_late, last_choice
from pitboss.api.edge import CHAT_OPEN, CHAT_SAY, Again, Desk, Req, address_of, bearer, write
from pitboss.api.live import TYPING, tell
from pitboss.api.origins import must_be_listed
from pitboss.api.sentences import speaks
from pitboss.api.stream import Hub
from pitboss.api.views import gives
from pitboss.assist.settings import known_topics
from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel
from pitboss.channels.webchat import actions as chats
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import (
    LONG_KEY,
    MAX_TEXT,
    NoSuchChat,
    Session,
    actor_of,
    assured,
    clean_line,
    clean_text,
    digest,
    new_token,
    token_of_key,
)
from pitboss.db.tx import SYSTEM, Actor, Call, Kind, Tx
from pitboss.events import log as events
from pitboss.files.links import How
from pitboss.files.queries import STATE, FileState
from pitboss.kit import secrets
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.notifications.templates import choices
from pitboss.players import actions as players
from pitboss.players.assurance import Assurance, for_chat
from pitboss.players.model import Player, reachable
from pitboss.players.tokens import Verified, verify_for
from pitboss.reactions import Ahead, mail_address
from pitboss.routing.actions import Facts, pressure_on
from pitboss.tickets import actions
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import Message, Priority, Ticket
from pitboss.tickets.ratings import MAX_COMMENT
from pitboss.tickets.ratings import rate as rate_answer

UPLOAD = Limit("chat-upload", burst=15, per_second=0.2)
MAX_DEVICE = 20


class NoChatHere(NotFound):
    """This brand has no web chat, or there is no such brand."""


class NoTicketYet(Conflict):
    """Nothing has been said in this chat yet."""


class Chatting(msgspec.Struct, frozen=True):
    """Who chats: the session of the token, and what it may see at this moment."""

    session: Session
    actor: Actor
    now: datetime


async def chatting_by(tx: Tx, token: str) -> Chatting | None:
    """The transaction is SYSTEM's."""
    found = await queries.by_hash(tx, digest(token))
    if found is None:
        return None
    return Chatting(found.session, actor_of(found.session, found.now), found.now)


async def provide_chatting(request: Req, state: State) -> Chatting:
    """By `Authorization: Bearer <chat token>`.

    Raises:
        NoSuchChat: without a valid token.
        ForeignOrigin: from a page of a site that the brand doesn't list.
    """
    token = bearer(request)
    if token is None:
        raise NoSuchChat
    desk: Desk = state.desk
    async with desk.db.single() as tx:
        found = await chatting_by(tx, token)
        if found is None:
            raise NoSuchChat
        speaks(request, found.session.language)
        await must_be_listed(tx, desk, request, found.session.brand)
    return found


# ── opening ─────────────────────────────────────────────────────────────────────────────────────────────────


class OpenChat(msgspec.Struct, frozen=True, kw_only=True):
    """`token`: of an earlier session, to resume it. `jwt`: signed by the operator's site. `conversation`: one of your
    latest, begun in another window; with a `jwt` and a `key`. `device`: short strings, such as the user agent, the
    platform, the app's version, the page's URL."""

    brand: str
    token: str | None = None
    jwt: str | None = None
    conversation: UUID | None = None
    name: str | None = None
    email: str | None = None
    language: Literal["ru", "en"] | None = None
    device: dict[str, str] = {}
    key: str | None = None


class Called(msgspec.Struct, frozen=True):
    name: str


class TicketBrief(msgspec.Struct, frozen=True):
    id: UUID
    number: int
    reference: str
    status: str


class ChatView(msgspec.Struct, frozen=True, kw_only=True):
    """`token` is there only when the session is new. `number`: where to begin the stream. `promise_seconds`: the first
    reply promised."""

    session: UUID
    token: str | None
    assurance: str
    assurance_until: datetime | None
    player: Called
    ticket: TicketBrief | None
    presence: waiting.Staffed
    expected_wait_seconds: int | None
    promise_seconds: int | None
    language: str
    number: int


@post("/sessions", status_code=201)
async def open_chat(desk: Desk, request: Req, data: OpenChat) -> Response[ChatView]:
    """Opens a chat, or resumes the one of `token`: 201 with a token, or 200. A token that is not valid (any more), or
    that belongs to another account than the `jwt`, opens a new one. With `conversation` the answer's token opens the
    session of that conversation, as the one of the other window does."""
    speaks(request, data.language)
    address = address_of(request, desk.settings)
    desk.buckets.take(CHAT_OPEN, address)
    email = reachable(data.email) if data.email else None
    device = _device(data.device)
    key = request.headers.get("idempotency-key") or data.key or ""
    async with desk.db.tx(SYSTEM) as tx:
        channel = await chat_channel(tx, data.brand)
        await must_be_listed(tx, desk, request, data.brand)
        now: datetime = await tx.value("SELECT now()")
        verified = await verify_for(tx, data.brand, data.jwt) if data.jwt else None
        # The identity's lock comes before the session's, as everywhere.
        player = await players.identify(tx, data.brand, verified.claims) if verified else None
        level, until = _assurance(verified, now)
        session = None if data.conversation else await _resumed(tx, data, player)
        token: str | None = None
        if data.conversation is not None:
            session, token = await _joined(tx, desk, data, player, address, key)
        elif session is None:
            token = (
                token_of_key(desk.settings.secret_key, data.brand, address, key)
                if len(key) >= LONG_KEY
                else new_token()
            )
            session = await _opened(tx, data, channel, token, player, level, until, email, device)
        session = await chats.returned(tx, session, email=email)
        if player is not None:
            session = await chats.vouch(tx, session, player, int(level), until)
        return Response(await _view(tx, session, token, now), status_code=201 if token else 200)


async def chat_channel(tx: Tx, brand: str) -> Channel:
    known = await tx.value("SELECT EXISTS (SELECT 1 FROM brand WHERE id = $1)", brand)
    channel = await channels.first_channel(tx, brand, "webchat") if known else None
    if channel is None:
        raise NoChatHere
    return channel


def _device(given: dict[str, str]) -> dict[str, str]:
    if len(given) > MAX_DEVICE:
        raise Invalid(f"`device` has at most {MAX_DEVICE} entries.")
    return {
        secrets.mask(clean_line(name, most=40)).text: secrets.mask(clean_line(value, most=300)).text
        for name, value in given.items()
    }


def _assurance(verified: Verified | None, now: datetime) -> tuple[Assurance, datetime | None]:
    if verified is None:
        return Assurance.A0, None
    return for_chat(True, verified.issued_at, now, token_expires_at=verified.expires_at)


async def _resumed(tx: Tx, data: OpenChat, player: Player | None) -> Session | None:
    if not data.token:
        return None
    found = await queries.by_hash(tx, digest(data.token))
    if found is None or found.session.brand != data.brand:
        return None
    session = await queries.hold(tx, data.brand, found.session.id)
    if player is not None and player.id != session.player_id:
        before = await queries.reader(tx, data.brand, session.player_id)
        if before.account is not None:  # another account on the same device: their chat stays theirs
            return None
    return session


async def _joined(
    tx: Tx, desk: Desk, data: OpenChat, player: Player | None, address: str, key: str
) -> tuple[Session, str]:
    """The session of a conversation begun in another window, and a token of its own for this one."""
    found = None
    if player is not None and data.conversation is not None and len(key) >= LONG_KEY:
        found = await queries.of_conversation(tx, data.brand, data.conversation, player.id)
    if found is None:
        raise NotFound("There is no conversation of yours here that can be gone on with.")
    token = token_of_key(desk.settings.secret_key, data.brand, f"{address} {found.id}", key)
    await chats.open_window(tx, found, digest(token))
    return found, token


async def _opened(
    tx: Tx,
    data: OpenChat,
    channel: Channel,
    token: str,
    player: Player | None,
    level: Assurance,
    until: datetime | None,
    email: str | None,
    device: dict[str, str],
) -> Session:
    """Of several openings at once with the same key all get the session of the first."""
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"chat {digest(token).hex()}")
    if (found := await queries.by_hash(tx, digest(token))) is not None:
        return await queries.hold(tx, data.brand, found.session.id)
    brand = await channels.brand(tx, data.brand)
    if player is None:
        player = await players.create_visitor(tx, data.brand, name=data.name or "", language=data.language)
    new = chats.New(
        hash=digest(token),
        channel=channel,
        player=player.id,
        assurance=int(level),
        assurance_until=until,
        language=data.language or player.language or brand.language,
        email=email,
        device=device,
    )
    return await chats.open_session(tx, new)


async def _view(tx: Tx, session: Session, token: str | None, now: datetime) -> ChatView:
    number = await events.watermark(tx)
    ticket = await queries.current_ticket(tx, session)
    promised = await waiting.promise_seconds(
        tx,
        session.brand,
        channel="webchat",
        topic=ticket.topic if ticket else "unsure",
        priority=ticket.priority if ticket else Priority.normal,
    )
    place = await waiting.position(tx, ticket) if ticket else 1
    level = assured(session, now)
    return ChatView(
        session=session.id,
        token=token,
        assurance=level.name,
        assurance_until=session.assurance_until if level else None,
        player=Called((await queries.reader(tx, session.brand, session.player_id)).name),
        ticket=await brief(tx, ticket) if ticket else None,
        presence=await waiting.presence(tx, session.brand),
        expected_wait_seconds=await waiting.expected_seconds(
            tx, session.brand, ticket.queue_id if ticket else None, place, promised
        ),
        promise_seconds=promised,
        language=session.language,
        number=number,
    )


async def brief(tx: Tx, ticket: Ticket) -> TicketBrief:
    brand = await channels.brand(tx, ticket.brand)
    return TicketBrief(ticket.id, ticket.number, f"{brand.prefix}-{ticket.number}", ticket.status)


# ── messages ────────────────────────────────────────────────────────────────────────────────────────────────


class ChatFile(msgspec.Struct, frozen=True):
    """Get it from /api/v1/chat/attachments/{id}/link. `state`: only what is ready can be got."""

    id: UUID
    name: str
    content_type: str
    size: int
    state: FileState


class ChatMessage(msgspec.Struct, frozen=True, kw_only=True):
    """`author`: player, agent or bot. `masked`: kinds of secrets that were taken out before it was kept."""

    id: UUID
    ticket: UUID
    author: str
    author_name: str
    channel: str
    text: str
    key: str | None
    masked: list[str]
    created_at: datetime
    attachments: list[ChatFile]


class Said(msgspec.Struct, frozen=True):
    message: ChatMessage
    ticket: TicketBrief


class ChatPage(msgspec.Struct, frozen=True):
    """`next`: give it as `after` for the following page; null on the last."""

    items: list[ChatMessage]
    next: UUID | None


class Say(msgspec.Struct, frozen=True):
    """`attachments`: ids of uploads. With one, the text may be empty. `topic`: one of the known topics, chosen by the
    player; a hint that counts for what opens a ticket."""

    text: str = ""
    key: str | None = None
    attachments: list[UUID] = []
    topic: str | None = None


_PRESSURE = pressure_on("t.brand", "t.id", "t.player_id", "t.waiting_since", "t.assignee_id", more=1)


async def chat_messages(tx: Tx, messages: list[Message], *, with_files: bool = True) -> list[ChatMessage]:
    files: dict[UUID, list[ChatFile]] = {}
    if messages and with_files:
        for row in await tx.connection.fetch(
            f"""
            SELECT message_id, id, name, content_type, size, {STATE} AS state FROM attachment a
            WHERE  brand_id = $1 AND message_id = ANY ($2)
            ORDER  BY id
            """,
            messages[0].brand,
            [m.id for m in messages],
        ):
            files.setdefault(row["message_id"], []).append(
                ChatFile(row["id"], row["name"], row["content_type"], row["size"], FileState(row["state"]))
            )
    mailed = [m.id for m in messages if m.author_kind == "bot" and m.channel != "webchat"]
    words = await channels.on_page(tx, messages[0].brand, mailed) if mailed else {}
    by_agents = any(m.author_kind == "agent" for m in messages)
    seen = await channels.names_of(tx, messages[0].brand, "webchat") if by_agents else None
    return [
        ChatMessage(
            id=m.id,
            ticket=m.ticket_id,
            author=m.author_kind,
            author_name=seen.of(m.author_name) if m.author_kind == "agent" and seen else m.author_name,
            channel=m.channel,
            text=tx.links.unsealed(words.get(m.id, m.text), m.brand, m.ticket_id, m.moved_from),
            key=m.key,
            masked=m.masked,
            created_at=m.created_at,
            attachments=files.get(m.id, []),
        )
        for m in messages
        if m.kind == "reply"
    ]


@get("/history", operation_id="listChatMessages")
async def history(
    desk: Desk,
    chatting: Chatting,
    after: UUID | None = None,
    limit: Annotated[int, Parameter(ge=1, le=100)] = 50,
    ticket: UUID | None = None,
) -> ChatPage:
    """What was said, oldest first: in this chat and, while the site vouches for you, in your earlier ones; with `ticket`,
    in that conversation only."""
    async with desk.db.tx(chatting.actor) as tx:
        if ticket is not None:
            one = await ticket_queries.find(tx, str(ticket), brand=chatting.session.brand)
            found = await ticket_queries.messages(tx, one, after=after, limit=limit + 1)
            return ChatPage(
                await chat_messages(tx, found[:limit]), found[limit - 1].id if len(found) > limit else None
            )
        current = await queries.current_ticket(tx, chatting.session)
        earlier = chatting.actor.kind is Kind.player
        found = await queries.history(
            tx, chatting.session, current, earlier=earlier, after=after, limit=limit + 1
        )
        shown = await chat_messages(tx, found[:limit])
        return ChatPage(shown, found[limit - 1].id if len(found) > limit else None)


@post("/messages", status_code=201, responses=gives(201, Said), operation_id="postChatMessage")
async def say(desk: Desk, request: Req, data: Say) -> Response[bytes]:
    """Says something: into the open ticket of this chat, or a new one. The same key again gives the same message."""
    token = bearer(request)
    if token is None:
        raise NoSuchChat
    hashed = digest(token)
    desk.buckets.take(CHAT_SAY, hashed)
    given = request.headers.get("idempotency-key") or data.key
    key = secrets.kept_key(given) if given else None

    hub: Hub = request.app.state.hub
    ahead = True

    async def do(tx: Tx) -> tuple[int, Any]:
        nonlocal ahead
        talk = await queries.talk(tx, hashed, key, _PRESSURE, ahead=ahead)
        ahead = False
        if talk is None:
            raise NoSuchChat
        tx.around = partial(hub.at_once, partial(foresee, tx, talk))
        tx.at_last(Call("place_in_log"))
        if reading is not None:
            facts = Facts(*talk.more) if talk.more is not None else None
            tx.ahead = Ahead(data.text, reading, talk.ticket.id if talk.ticket else None, facts)
        speaks(request, talk.session.language)
        await must_be_listed(tx, desk, request, talk.session.brand)
        text = clean_text(data.text, may_be_empty=bool(data.attachments))
        tx.actor = actor_of(talk.session, talk.now)
        channel = await channels.channel(tx, talk.session.brand, talk.session.channel_id)
        assert channel is not None, "a session belongs to a channel"
        if data.topic is not None:
            await known_topics(tx, channel.brand, [data.topic])
        ticket, message = await chats.say(
            tx, talk, channel, text=text, key=key, uploads=data.attachments, topic=data.topic
        )
        said = await chat_messages(tx, [message], with_files=bool(data.attachments))
        answer = Said(said[0], await brief(tx, ticket))
        return 201, Again(answer) if talk.said_in is not None else answer

    read = desk.db.words if len(data.text) <= MAX_TEXT else None
    reading = asyncio.create_task(read(data.text)) if read is not None else None
    try:
        answer = await write(
            desk,
            request,
            SYSTEM,
            do,
            key=data.key,
            who=f"chat:{hashed.hex()}",
            late=True,
        )
    finally:
        if reading is not None:
            reading.cancel()
    return answer


@post(
    "/attachments",
    status_code=201,
    responses=gives(201, attachments.Uploaded),
    operation_id="uploadChatAttachment",
)
async def upload(desk: Desk, chatting: Chatting, request: Req) -> Response[bytes]:
    """One file as multipart/form-data, in the field `file`. Name its id in the next message."""
    desk.buckets.take(UPLOAD, chatting.session.id)
    file = await attachments.sent_file(desk, request)
    kept = await desk.files.put(chatting.session.brand, file.data)

    async def do(tx: Tx) -> tuple[int, Any]:
        await tx.elevate()
        upload_id = await chats.keep_upload(tx, chatting.session, file, kept)
        return 201, attachments.Uploaded(upload_id, file.name, file.content_type, kept.size)

    return await write(desk, request, chatting.actor, do)


# ── signs ───────────────────────────────────────────────────────────────────────────────────────────────────


class Writing(msgspec.Struct, frozen=True):
    """`text`: whether there is something in the field now. The text itself is never sent."""

    text: bool = True


async def tell_typing(desk: Desk, chatting: Chatting, text: bool) -> None:
    async with desk.db.tx(chatting.actor) as tx:
        ticket = await queries.current_ticket(tx, chatting.session)
        if ticket is not None:
            frame = frames.Typing(brand=ticket.brand, ticket=ticket.id, by="player", text=text)
            await tell(tx, ticket, frame, to_player=False, by=chatting.actor.id)


@post("/typing", status_code=204, operation_id="tellChatTyping")
async def typing(desk: Desk, chatting: Chatting, data: Writing | None = None) -> None:
    """Tells the staff that you are writing, not what."""
    desk.buckets.take(TYPING, chatting.session.id)
    await tell_typing(desk, chatting, data is None or data.text)


class ChatRead(msgspec.Struct, frozen=True):
    """`message`: the last that was read."""

    message: UUID


@post("/read", status_code=200, operation_id="markChatRead", responses=gives(200, ChatRead))
async def read(desk: Desk, chatting: Chatting, request: Req, data: ChatRead) -> Response[bytes]:
    """How far you have read."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await _mine(tx, chatting)
        await chats.mark_read(tx, ticket, chatting.session.player_id, data.message)
        frame = frames.Read(brand=ticket.brand, ticket=ticket.id, by="player", message=data.message)
        await tell(tx, ticket, frame, to_player=False, by=chatting.actor.id)
        return 200, data

    return await write(desk, request, chatting.actor, do)


async def _mine(tx: Tx, chatting: Chatting) -> Ticket:
    """The session's ticket, found through the wall and locked; from then on the desk acts."""
    ticket = await queries.current_ticket(tx, chatting.session)
    if ticket is None:
        raise NoTicketYet
    return await actions.hold(tx, ticket.brand, ticket.id)


class Offered(msgspec.Struct, frozen=True):
    """For POST /chat/choice."""

    id: str
    label: str


class ChatStatus(msgspec.Struct, frozen=True):
    """`position`: your place in the line from 1; null when somebody has your request or none waits. `agent`: the first
    name of who has it. `read`: the last message that you have read; `seen`: the last that who has it has read.
    `choices`: how it may go on, when an answer is late and nothing was chosen. `may_rate`: there is an answer that you may
    be asked to rate. `email`: where answers go when you are away, its middle left out."""

    presence: waiting.Staffed
    ticket: TicketBrief | None
    position: int | None
    expected_wait_seconds: int | None
    agent: str | None
    read: UUID | None = None
    seen: UUID | None = None
    choices: list[Offered] = []
    may_rate: bool = False
    email: str | None = None


@get("/status", operation_id="getChatStatus")
async def status(desk: Desk, chatting: Chatting) -> ChatStatus:
    """Whether somebody is there, your place in the line and how long it may take."""
    async with desk.db.tx(chatting.actor) as tx:
        ticket = await queries.current_ticket(tx, chatting.session)
        await tx.elevate()
        here = await waiting.presence(tx, chatting.session.brand)
        if ticket is None:
            return ChatStatus(here, None, None, None, None, email=_hidden(chatting.session.email))
        place = await waiting.position(tx, ticket)
        agent: str | None = await tx.value("SELECT name FROM staff WHERE id = $1", ticket.assignee_id)
        promised = await waiting.promise_seconds(
            tx, ticket.brand, channel=ticket.channel, topic=ticket.topic, priority=ticket.priority
        )
        wait = None
        if place is not None:
            wait = await waiting.expected_seconds(tx, ticket.brand, ticket.queue_id, place, promised)
        return ChatStatus(
            here,
            await brief(tx, ticket),
            place,
            wait,
            agent and (await channels.names_of(tx, ticket.brand, "webchat")).short(agent),
            read=await queries.read_mark(tx, ticket, chatting.session.player_id),
            seen=await queries.read_mark(tx, ticket, ticket.assignee_id),
            choices=[Offered(c.id, c.label) for c in choices(ticket.language)]
            if await _choosing(tx, ticket)
            else [],
            may_rate=not ticket.danger and await queries.may_rate(tx, ticket),
            email=_hidden(await mail_address(tx, ticket)),
        )


async def _choosing(tx: Tx, ticket: Ticket) -> bool:
    return ticket.status in ACTIVE and await is_late(tx, ticket) and await last_choice(tx, ticket) is None


def _hidden(address: str | None) -> str | None:
    """oliver@post.example → o***r@post.example: enough to know one's own."""
    name, _, domain = (address or "").partition("@")
    return f"{name[:1]}***{name[-1:]}@{domain}" if domain else None


class ChooseInChat(msgspec.Struct, frozen=True):
    choice: Chosen
    key: str | None = None


class Chose(msgspec.Struct, frozen=True):
    choice: Chosen


@post("/choice", status_code=200, operation_id="chooseInChat", responses=gives(200, Chose))
async def choice(desk: Desk, chatting: Chatting, request: Req, data: ChooseInChat) -> Response[bytes]:
    """What you choose when an answer is late."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await _mine(tx, chatting)
        await choose(tx, ticket, data.choice)
        return 200, Chose(data.choice)

    return await write(desk, request, chatting.actor, do, key=data.key)


# ── going ───────────────────────────────────────────────────────────────────────────────────────────────────


class Ended(msgspec.Struct, frozen=True):
    ended: Literal[True] = True


@post("/end", status_code=200, operation_id="endChat", responses=gives(200, Ended))
async def end(desk: Desk, chatting: Chatting, request: Req) -> Response[bytes]:
    """You are done. Whatever is still to be said comes by mail, if we have your address; a new message begins again."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await tx.elevate()
        session = await queries.hold(tx, chatting.session.brand, chatting.session.id)
        await chats.leave(tx, session, how="ended")
        return 200, Ended()

    return await write(desk, request, chatting.actor, do)


class Leave(msgspec.Struct, frozen=True):
    """`token`: for beacons, which can't send headers. `email`: where to go on."""

    token: str | None = None
    email: str | None = None


@post("/leave", status_code=204, operation_id="leaveChat")
async def leave(desk: Desk, request: Req) -> None:
    """The widget's beacon when its page goes away. The body is JSON of any content type, or empty."""
    raw = await request.body()
    try:
        data = msgspec.json.decode(raw, type=Leave) if raw.strip() else Leave()
    except msgspec.DecodeError as problem:
        raise Invalid("The body is JSON with `token` and `email`, or empty.") from problem
    token = bearer(request) or data.token
    email = reachable(data.email) if data.email else None
    async with desk.db.tx(SYSTEM) as tx:
        found = await chatting_by(tx, token) if token else None
        if found is None:
            raise NoSuchChat
        speaks(request, found.session.language)
        await must_be_listed(tx, desk, request, found.session.brand)
    async with desk.db.tx(found.actor) as tx:
        await tx.elevate()
        session = await queries.hold(tx, found.session.brand, found.session.id)
        await chats.leave(tx, session, how="left", email=email)


class Rating(msgspec.Struct, frozen=True):
    score: Annotated[int, msgspec.Meta(ge=1, le=5)]
    comment: str = ""
    key: str | None = None


class Rated(msgspec.Struct, frozen=True):
    score: int


@post("/rate", status_code=200, operation_id="rateChat", responses=gives(200, Rated))
async def rate(desk: Desk, chatting: Chatting, request: Req, data: Rating) -> Response[bytes]:
    """Rates the answer, from 1 to 5; may be changed within a day."""
    comment = secrets.mask(clean_text(data.comment, may_be_empty=True, most=MAX_COMMENT)).text

    async def do(tx: Tx) -> tuple[int, Any]:
        await rate_answer(tx, await _mine(tx, chatting), data.score, comment)
        return 200, Rated(data.score)

    return await write(desk, request, chatting.actor, do, key=data.key)


@get("/attachments/{attachment:uuid}", operation_id="downloadChatAttachment", status_code=303)
async def download(desk: Desk, chatting: Chatting, attachment: UUID) -> Response[bytes]:
    """A file of this chat: sends on to a signed link."""
    return attachments.sent_on(await attachments.link_to(desk, chatting.actor, attachment, How.download))


@get("/attachments/{attachment:uuid}/link", operation_id="linkChatAttachment")
async def file_link(desk: Desk, chatting: Chatting, attachment: UUID) -> attachments.FileLink:
    """A signed link to a file of this chat."""
    made = await attachments.link_to(desk, chatting.actor, attachment, How.download)
    return attachments.FileLink(made.url, made.expires_at)


DEPENDENCIES = {"chatting": Provide(provide_chatting)}
ROUTER = Router(
    "/chat",
    route_handlers=[
        open_chat,
        history,
        say,
        upload,
        download,
        file_link,
        typing,
        read,
        status,
        choice,
        end,
        leave,
        rate,
    ],
    dependencies=DEPENDENCIES,
)
