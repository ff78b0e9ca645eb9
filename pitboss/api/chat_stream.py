"""The chat's socket: events and messages of what the player may see, as they happen, and who is still there."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from litestar import websocket
from litestar.datastructures import State

from pitboss.api import stream
from pitboss.api.chat import Chatting, chatting_by, tell_typing
from pitboss.api.edge import Desk
from pitboss.api.live import TYPING
from pitboss.api.origins import is_listed
from pitboss.channels import queries as channels
from pitboss.channels.webchat import actions as chats
from pitboss.channels.webchat import queries
from pitboss.db.tx import SYSTEM, Database, Kind
from pitboss.kit.limits import TooMany

log = structlog.get_logger()

BEAT_SECONDS = 30.0
AT_ONCE = 50  # sessions in one transaction
SUBPROTOCOL = "pitboss."


class Present:
    """The chat sessions with a socket in this process. Their `seen_at` is kept fresh: of some at a time, in a short transaction,
    since a long one would hold back the events of all, and one after the other over the whole beat, since whoever says
    something meanwhile needs the database too."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._open: Counter[UUID] = Counter()

    async def come(self, session: UUID) -> None:
        self._open[session] += 1

    async def go(self, session: UUID) -> None:
        """From now on the time counts after which the player has left, unless another socket is open."""
        self._open[session] -= 1
        if self._open[session] <= 0:
            del self._open[session]
        await chats.still_here(self._db, [session])

    async def run_for_ever(self) -> None:
        while True:
            known = list(self._open)
            parts = [known[start : start + AT_ONCE] for start in range(0, len(known), AT_ONCE)] or [[]]
            for part in parts:
                await asyncio.sleep(BEAT_SECONDS / len(parts))
                if here := [session for session in part if session in self._open]:
                    try:
                        await chats.still_here(self._db, here)
                    except Exception as problem:  # noqa: BLE001 - the database may be away; the next beat repairs it
                        log.error("presence of chats not noted", problem=type(problem).__name__)


def _token(socket: stream.Socket) -> tuple[str | None, str | None]:
    """The token by header, query or subprotocol, and the subprotocol to agree to."""
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    offered = [part.strip() for part in socket.headers.get("sec-websocket-protocol", "").split(",")]
    mine = next((part for part in offered if part.startswith(SUBPROTOCOL)), None)
    if scheme.lower() == "bearer" and token:
        return token.strip(), mine
    return socket.query_params.get("token") or (mine.removeprefix(SUBPROTOCOL) if mine else None), mine


@websocket("/api/v1/chat/stream")
async def chat_stream(socket: stream.Socket, state: State, after: str | None = None) -> None:
    """What happens in your chat, as it happens. `after`: the number of the last event that you have. Send
    {"type":"typing"} while you write."""
    desk: Desk = state.desk
    token, subprotocol = _token(socket)
    async with desk.db.tx(SYSTEM) as tx:
        chatting = await chatting_by(tx, token) if token else None
        origin = socket.headers.get("origin")
        if chatting is not None and origin is not None:
            brand = await channels.brand(tx, chatting.session.brand)
            if not is_listed(origin, socket.headers.get("host", ""), brand, desk):
                chatting = None
    await socket.accept(subprotocols=subprotocol)
    if chatting is None:
        await socket.close(code=stream.NOT_YOURS, reason="open the chat first")
        return
    try:
        number = stream.number_of(after)
    except stream.NoNumber as problem:
        await socket.close(code=stream.NO_NUMBER, reason=str(problem))
        return
    present: Present = state.present
    await _welcome(desk, chatting)
    await present.come(chatting.session.id)

    async def heard(frame: dict[str, Any]) -> None:
        if frame.get("type") == "typing":
            try:
                desk.buckets.take(TYPING, chatting.session.id)
            except TooMany:
                return
            await tell_typing(desk, chatting, bool(frame.get("text", True)))

    try:
        # A player's sight ends with the site's word; the client comes back and gets what is theirs then.
        async with asyncio.timeout(_seconds_left(chatting)):
            await stream.serve(
                socket, state.hub, desk.db, chatting.actor, after=number, buckets=desk.buckets, heard=heard
            )
    except TimeoutError:
        await socket.close(code=stream.GO_AWAY)
    finally:
        await asyncio.shield(present.go(chatting.session.id))


async def _welcome(desk: Desk, chatting: Chatting) -> None:
    async with desk.db.tx(chatting.actor) as tx:
        await tx.elevate()
        session = await queries.hold(tx, chatting.session.brand, chatting.session.id)
        await chats.returned(tx, session)


def _seconds_left(chatting: Chatting) -> float | None:
    until: datetime | None = chatting.session.assurance_until
    if chatting.actor.kind is not Kind.player or until is None:
        return None
    return max(0.0, (until - chatting.now).total_seconds())


HANDLERS = [chat_stream]
