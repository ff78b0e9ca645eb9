"""Events to sockets. One Hub a process hears that something was committed, reads the new events once, and gives each
connection what it may see. A client that was away asks with `after` and gets what it missed from the log itself.
docs/subsystems/events.md says why nothing is missed and nothing is seen that may not be."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar import WebSocket
from litestar.types import WebSocketSendEvent

from pitboss.api.beside import PAGE, Foreseen, Known, New, beside, new_after, protected_queues, seen_names
from pitboss.api.frames import (
    FOR_PLAYERS,
    MOVING,
    WITH_MESSAGE,
    CountsChanged,
    Error,
    Gone,
    Hello,
    Pong,
    Reset,
)
from pitboss.api.sockets import Write, wire_of, writer_of
from pitboss.api.views import ATTACHMENTS, AuthorKind, MessageView, message_view_with
from pitboss.channels.names import Names, first_name
from pitboss.db.tx import SYSTEM, Actor, Database, Kind, Tx
from pitboss.events import log as events
from pitboss.events.log import Stored
from pitboss.kit.limits import Buckets, Limit, TooMany
from pitboss.kit.links import Links
from pitboss.tickets.model import MESSAGE_COLUMNS, Message

log = structlog.get_logger()

BACKLOG = 1_000  # frames a slow client may lag behind before it is sent away to resume
FRAMES = Limit("socket-frames", burst=30, per_second=5)
FIRST_SECONDS = 0.02
LOOKED_THROUGH = 10_000  # events of a brand, for tickets that went out of sight while a client was away
LONGEST = 4_000  # characters of a frame that a client sends
HINT_SECONDS = 1.0
STAFF_EVENTS = frozenset(
    {
        "role_granted",
        "role_revoked",
        "role_defined",
        "queue_joined",
        "queue_left",
        "staff_deactivated",
        "password_set",
        "signed_out",
        "token_revoked",
    }
)

GO_AWAY = 1013  # try again later: you lagged; resume
NOT_YOURS = 4401
NO_NUMBER = 4400
FLOOD = 4429

Socket = WebSocket[Any, Any, Any]


class NoNumber(ValueError):
    """`after` is the number of the last event that you have: a whole number"""


def number_of(after: str | None) -> int | None:
    """Raises:
    NoNumber: unless it is absent or a whole number as the log has them.
    """
    if after is None:
        return None
    if not (after.isascii() and after.isdigit() and len(after) < 20 and int(after) < 2**63):
        raise NoNumber(NoNumber.__doc__)
    return int(after)


class Sending(msgspec.Struct, frozen=True):
    """What a socket sends. One for all that get the frame: none of them changes it, or encodes it again. `wire`: the bytes
    that leave."""

    event: WebSocketSendEvent
    wire: bytes


_encode = msgspec.json.Encoder().encode


def sending_of(frame: object) -> Sending:
    text = _encode(frame)
    return Sending({"type": "websocket.send", "bytes": None, "text": text.decode()}, wire_of(text))


COUNTS_CHANGED = sending_of(CountsChanged())
PONG = sending_of(Pong())
BAD_FRAME = sending_of(Error("bad_frame", f"A frame is a JSON object of at most {LONGEST} characters."))


class Facts(msgspec.Struct, frozen=True):
    """What decides who sees an event."""

    brand: str
    ticket: UUID | None
    public: bool
    queue_id: UUID | None
    assignee_id: UUID | None
    restricted: bool
    player_id: UUID | None
    session_id: UUID | None
    case: bool = False  # of a complaint, and of no ticket


class Told(msgspec.Struct, frozen=True):
    """A frame on its way to the other processes' sockets by NOTIFY: to everybody who sees what `facts` say, but not
    to `by`; or to the member of staff `to` alone."""

    frame: msgspec.Raw
    facts: Facts | None = None
    by: UUID | None = None
    to: UUID | None = None


def sees(actor: Actor, facts: Facts) -> bool:
    """The same answer as the policies `ticket_sight`, `event_sight`, `event_brand` and `event_player` of the database give; the house
    test tests/house/test_wall.py holds them together."""
    if actor.kind is Kind.system:
        return True
    if facts.brand not in actor.brands:
        return False
    if actor.kind is Kind.staff and facts.ticket is None:
        return not facts.case or facts.brand in actor.complaints
    if actor.kind is Kind.staff:
        return (
            facts.assignee_id == actor.id
            or facts.queue_id in actor.queues
            or (not facts.restricted and facts.brand in actor.wide)
        )
    if not facts.public or facts.ticket is None:
        return False
    return actor.id == (facts.player_id if actor.kind is Kind.player else facts.session_id)


def _groups_of(actor: Actor) -> list[tuple[str, object]]:
    """What may let the actor see an event, each with its kind."""
    assert actor.kind is not Kind.system, "the desk itself opens no socket"
    who: list[tuple[str, object]] = [("who", actor.id)]
    if actor.kind is not Kind.staff:
        return who
    who += [("brand", brand) for brand in actor.brands]
    who += [("wide", brand) for brand in actor.wide]
    return who + [("queue", queue) for queue in actor.queues]


def _groups_for(facts: Facts) -> list[tuple[str, object]]:
    if facts.ticket is None:
        return [("brand", facts.brand)]
    who = (facts.assignee_id, facts.player_id, facts.session_id)
    return [("queue", facts.queue_id), ("wide", facts.brand), *(("who", one) for one in who)]


class Connection:
    """`write`: puts bytes on their way at once, or says that it can't now (see `api.sockets`)."""

    def __init__(self, actor: Actor, *, after: int | None, write: Write) -> None:
        self.actor = actor
        self.frames: asyncio.Queue[Sending] = asyncio.Queue(BACKLOG)
        self._write = write  # only once it is live, since the hello comes first
        self._behind = 0  # frames that are not on their way yet
        self.sent = after if after is not None else -1
        self.waiting: list[tuple[int, Sending]] | None = []  # live events while the missed ones are read
        self.close_code: int | None = None
        self.closed = asyncio.Event()
        self._hinted = 0.0  # when the last `counts_changed` went out
        self._hint: asyncio.TimerHandle | None = None

    def hint(self) -> None:
        """Says that counters may have changed: at once, or a second after the last time."""
        if self._hint is not None or self.closed.is_set():
            return
        loop = asyncio.get_running_loop()
        if loop.time() < self._hinted + HINT_SECONDS:
            self._hint = loop.call_at(self._hinted + HINT_SECONDS, self._give_hint)
        else:
            self._give_hint()

    def _give_hint(self) -> None:
        self._hint = None
        self._hinted = asyncio.get_running_loop().time()
        if not self.closed.is_set():
            self.put(COUNTS_CHANGED)

    def push(self, number: int, frame: Sending) -> None:
        if self.waiting is not None:
            self.waiting.append((number, frame))
        elif number > self.sent:
            self.sent = number
            self.put(frame)

    def go_live(self) -> None:
        """The hello and all that was missed are on their way."""
        waiting, self.waiting = self.waiting, None
        for number, frame in waiting or []:
            self.push(number, frame)

    def put(self, frame: Sending) -> None:
        if self.closed.is_set():  # they resume by the last number that they got, and as who they are then
            return
        if self.waiting is None and not self._behind and self._write(frame.wire):
            return
        try:
            self.frames.put_nowait(frame)
            self._behind += 1
        except asyncio.QueueFull:
            self.leave(GO_AWAY)

    async def send_what_waits(self, socket: Socket) -> None:
        while True:
            sending = await self.frames.get()
            await socket.send(sending.event)
            self._behind -= 1

    def leave(self, code: int) -> None:
        self.close_code = self.close_code or code
        self.closed.set()


def _hint(moved: set[Connection]) -> None:
    for connection in moved:
        connection.hint()


class Hub:
    def __init__(self, db: Database) -> None:
        self._db = db
        # By what may let a connection see an event: its brand, the queues it sees, the brands it sees widely, who it is.
        self._groups: dict[tuple[str, object], set[Connection]] = {}
        self._languages: Counter[str] = Counter()  # in which staff who are connected read
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()  # one reads
        self._coming = 0  # commits whose makers read at once
        self._came = asyncio.Event()
        self.position = -1
        self.delivered = 0

    @property
    def count(self) -> int:
        return len(self._everyone())

    def _everyone(self) -> set[Connection]:
        return set().union(*self._groups.values())

    def wake(self) -> None:
        self._wake.set()

    async def at_once(
        self,
        foresee: Callable[[Sequence[str]], Awaitable[Foreseen | None]],
        connection: Any,
        commit: Coroutine[Any, Any, Any],
    ) -> None:
        """Awaits a commit, and gives out what it brings before it is answered: what was foreseen of it meanwhile, or what is read
        on the desk's own connection that made it, which is awake where the hub's would have to wake up."""
        self._coming += 1
        self._came.clear()
        try:
            committing = asyncio.create_task(commit)
            try:
                await asyncio.sleep(0)  # the commit is on its way
                foreseen = await self._foreseen(foresee)
                row = await committing
            except BaseException:
                committing.cancel()
                await asyncio.gather(committing, return_exceptions=True)
                raise
            await self._give_out_soon(connection, foreseen.known(row) if foreseen is not None else None)
        finally:
            self._coming -= 1
            if not self._coming:
                self._came.set()

    async def _foreseen(
        self, foresee: Callable[[Sequence[str]], Awaitable[Foreseen | None]]
    ) -> Foreseen | None:
        try:
            return await foresee(self._spoken())
        except Exception as problem:  # what is committed is read instead
            log.error("events not foreseen", problem=type(problem).__name__, exc_info=True)
            return None

    def _spoken(self) -> list[str]:
        return [name for name, many in self._languages.items() if many]

    async def _give_out_soon(self, connection: Any, known: Known | None) -> None:
        try:
            if (
                self.position < 0
                or self._turn.locked()
                or await self._give_out(Tx(connection, SYSTEM, self._db), known) is not False
            ):
                self.wake()
            await asyncio.sleep(0)  # what sockets send goes before the answer
        except Exception as problem:  # what was committed stands; the loop reads it again
            log.error("events not read", problem=type(problem).__name__, exc_info=True)
            self.wake()

    def join(self, connection: Connection) -> None:
        for name in _groups_of(connection.actor):
            self._groups.setdefault(name, set()).add(connection)
        if connection.actor.kind is Kind.staff:
            self._languages[connection.actor.locale] += 1

    def part(self, connection: Connection) -> None:
        for name in _groups_of(connection.actor):
            group = self._groups.get(name, set())
            group.discard(connection)
            if not group:
                self._groups.pop(name, None)
        if connection.actor.kind is Kind.staff:
            self._languages[connection.actor.locale] -= 1

    def _near(self, *several: Facts | None) -> set[Connection]:
        """All who may see what these facts decide of; `sees` says who does."""
        near: set[Connection] = set()
        for facts in several:
            for name in _groups_for(facts) if facts is not None else ():
                near |= self._groups.get(name, set())
        return near

    def close_all(self) -> None:
        for connection in self._everyone():
            connection.leave(GO_AWAY)

    async def run_for_ever(self) -> None:
        """Reads and gives out events until cancelled, over any loss of the database."""
        while True:
            try:
                await self._run()
            except Exception as problem:
                log.error("events not read", problem=type(problem).__name__, exc_info=True)
                await asyncio.sleep(0.5)

    async def _run(self) -> None:
        if self.position < 0:
            async with self._db.tx(SYSTEM) as tx:
                self.position = await events.watermark(tx)
        async with self._db.single() as tx:
            while True:
                self._wake.clear()
                more = await self._give_out(tx)
                if not more:
                    # The timeout only guards against a lost wake-up; and what another transaction held back shows itself.
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(0.05 if more is None else 2.0):
                            await self._wake.wait()
                if self._coming:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(FIRST_SECONDS):
                            await self._came.wait()

    async def _give_out(self, tx: Tx, known: Known | None = None) -> bool | None:
        """Gives out what is new, which is what is `known` where that comes next. True: there may be more; None: something is
        written but held back by an older transaction still open."""
        async with self._turn:
            languages = self._spoken()
            if known is not None and known.follows(self.position, languages):
                new = known.new
            else:
                new = await new_after(tx, self.position, languages)
            moved: set[Connection] = set()
            for event in new.events:
                self.position = event.number
                moved |= self._deliver(event, new)
            if moved:  # after the events themselves are on their way
                asyncio.get_running_loop().call_soon(_hint, moved)
            if len(new.events) == PAGE:
                return True
            return None if new.more else False

    def _deliver(self, event: Stored, new: New) -> set[Connection]:
        """Gives the staff for whom a counter may have changed."""
        told = new.beside
        ticket = told.tickets.get(event.ticket) if event.ticket is not None else None
        facts = (
            Facts(
                event.brand, event.ticket, event.public, None, None, False, None, None,
                case=event.ticket is None and event.type.startswith("complaint_"),
            )
            if ticket is None
            else Facts(
                event.brand, event.ticket, event.public, ticket.queue_id, ticket.assignee_id, ticket.restricted,
                ticket.player_id, ticket.session_id,
            )
        )  # fmt: skip
        earlier = before(event.type, event.data, facts, told.protected)
        moving = event.type in MOVING
        moved: set[Connection] = set()
        sendings: dict[str | None, Sending] = {}  # by the language of staff; None: for players
        for connection in self._near(facts, earlier):
            inside = connection.actor.kind is Kind.staff
            if sees(connection.actor, facts):
                language = connection.actor.locale if inside else None
                if (sending := sendings.get(language)) is None:
                    frame = (
                        for_player(
                            event, new.said.get(event.number), self._db.links, new.names.get(event.brand)
                        )
                        if language is None
                        else told.add_to(frame_of(event), language)
                    )
                    sending = sendings[language] = sending_of(frame)
                connection.push(event.number, sending)
                self.delivered += 1
            elif inside and earlier is not None and sees(connection.actor, earlier):
                assert facts.ticket is not None
                gone = Gone(number=event.number, brand=facts.brand, ticket=facts.ticket)
                connection.push(event.number, sending_of(gone))
            else:
                continue
            if inside and moving:
                moved.add(connection)
        if event.type in STAFF_EVENTS:
            self._recheck(event.data)
        return moved

    def _recheck(self, data: dict[str, Any]) -> None:
        """Somebody's rights changed: their sockets begin again, with the rights of now."""
        staff = data.get("staff")
        for connection in self._everyone():
            if connection.actor.kind is Kind.staff and (
                staff is None or str(connection.actor.id) == str(staff)
            ):
                connection.leave(GO_AWAY)

    def tell(self, told: Told) -> None:
        """Something that is not an event and is not kept, such as typing."""
        frame = sending_of(told.frame)
        if told.facts is None:
            for connection in self._groups.get(("who", told.to), set()):
                if connection.actor.kind is Kind.staff:
                    connection.put(frame)
            return
        for connection in self._near(told.facts):
            if connection.actor.id != told.by and sees(connection.actor, told.facts):
                connection.put(frame)


MOVES = ("queued", "assigned", "unassigned")


def before(kind: str, data: dict[str, Any], facts: Facts, protected: frozenset[UUID]) -> Facts | None:
    """What decided who sees a ticket before it moved; None where nothing moved."""
    if kind not in MOVES or data["was"] is None:
        return None
    was = UUID(data["was"])
    if kind == "queued":
        return msgspec.structs.replace(facts, queue_id=was, restricted=was in protected)
    return msgspec.structs.replace(facts, assignee_id=was)


def shown_author(name: str, *, agent: bool, names: Names | None) -> str:
    if not agent:
        return name
    return first_name(name) if names is None else names.of(name)


def frame_of(event: Stored) -> dict[str, Any]:
    return {
        "number": event.number,
        "brand": event.brand,
        "ticket": event.ticket,
        "type": event.type,
        "version": event.version,
        "actor_kind": event.actor_kind,
        "actor_id": event.actor_id,
        "data": event.data,
        "at": event.at,
    }


def for_player(
    event: Stored, message: MessageView | None, links: Links, names: Names | None = None
) -> dict[str, Any]:
    """What of an event, and of the message that it is about, a player may know: of an agent, what `names` shows; else the
    first name; and the links that are theirs alone."""
    shown = frame_of(event)
    shown["data"] = {key: value for key, value in event.data.items() if key in FOR_PLAYERS}
    if event.actor_kind == Kind.staff:
        shown["actor_id"] = None
    if message is not None and event.type in WITH_MESSAGE:
        text = links.unsealed(message.text, event.brand, message.ticket, message.moved_from)
        shown["message"] = said_of(msgspec.structs.replace(message, text=text), names)
    return shown


def said_of(view: MessageView, names: Names | None = None) -> dict[str, Any]:
    """As `frames.SaidMessage` has it."""
    return {
        "id": view.id,
        "kind": view.kind,
        "author": view.author,
        "author_name": shown_author(view.author_name, agent=view.author is AuthorKind.agent, names=names),
        "text": view.text,
        "key": view.key,
        "attachments": [
            {"id": a.id, "name": a.name, "content_type": a.content_type, "size": a.size, "state": a.state}
            for a in view.attachments
        ],
    }


async def serve(
    socket: Socket,
    hub: Hub,
    db: Database,
    actor: Actor,
    *,
    after: int | None,
    buckets: Buckets,
    heard: Any = None,
) -> None:
    """Follows the log for one accepted socket until it closes. The first frame is `hello` with the number from which
    the client goes on; then what it missed; then what happens. A client that knows more than this log has outlived
    another: after the `hello` it gets `reset`, and goes on from the present like a new one. `heard(frame)` gets the
    client's own frames."""
    connection = Connection(actor, after=after, write=writer_of(socket.scope))
    hub.join(connection)
    try:
        async with db.tx(actor) as tx:
            upto = await events.watermark(tx)
        outlived = after is not None and after > upto and not await _has(db, after)
        if outlived:
            after = None
        await _tell(socket, Hello(upto if after is None else after))
        if outlived:
            await _tell(socket, Reset(upto))
        if after is None:
            connection.sent = upto
        else:
            await _catch_up(socket, db, actor, connection)
        connection.go_live()
        await _both_ways(socket, connection, buckets, heard)
    finally:
        hub.part(connection)


async def _tell(socket: Socket, frame: Hello | Reset | Gone) -> None:
    await socket.send(sending_of(frame).event)


async def _has(db: Database, number: int) -> bool:
    """Whether the log has this event or a later one. An event may be there, and known to its writer, while an older
    transaction still holds the watermark back."""
    async with db.single() as tx:
        return bool(await tx.value("SELECT EXISTS (SELECT 1 FROM event WHERE number >= $1)", number))


async def _catch_up(socket: Socket, db: Database, actor: Actor, connection: Connection) -> None:
    inside = actor.kind is Kind.staff
    start = connection.sent
    while True:
        async with db.tx(actor) as tx:
            missed = await events.after(tx, connection.sent, limit=PAGE)
            if inside:
                told = await beside(tx, missed, actor.locale)
                shown = [told.add_to(frame_of(event), actor.locale) for event in missed]
            else:
                said = await _said(tx, missed)
                names = await seen_names(tx, {event.brand for event in missed})
                shown = [
                    for_player(
                        event, said.get(event.data.get("message", "")), tx.links, names.get(event.brand)
                    )
                    for event in missed
                ]
        for event, frame in zip(missed, shown, strict=True):
            await socket.send(sending_of(frame).event)
            connection.sent = event.number
        if len(missed) < PAGE:
            break
    if inside:
        gone = await _gone(db, actor, start)
        for told_last in [Reset(connection.sent)] if gone is None else gone:
            await _tell(socket, told_last)


async def _gone(db: Database, actor: Actor, start: int) -> list[Gone] | None:
    """Tickets that moved out of the actor's sight after `start`. The wall hides from them the events that would tell it,
    so the desk itself looks. None: too much has happened since to look through it."""
    async with db.single() as tx:
        brands = sorted(actor.brands)
        much = await tx.value(
            """
            SELECT EXISTS (
                SELECT FROM unnest($1::text[]) AS b (id)
                CROSS  JOIN LATERAL (
                    SELECT FROM event
                    WHERE  brand_id = b.id AND number > $2
                    ORDER  BY number
                    OFFSET $3
                    LIMIT  1) AS beyond)
            """,
            brands,
            start,
            LOOKED_THROUGH,
        )
        if much:
            return None
        rows = await tx.connection.fetch(
            """
            SELECT e.number, b.id AS brand, e.type, e.data, t.id AS ticket, t.queue_id, t.assignee_id, t.restricted,
                   t.player_id, t.session_id
            FROM   unnest($2::text[]) AS b (id)
            JOIN   event e ON e.brand_id = b.id AND e.number > $1 AND e.number < event_watermark() AND e.type = ANY ($3)
            JOIN   ticket t ON t.brand_id = e.brand_id AND t.id = e.ticket_id
            ORDER  BY e.number DESC
            """,
            start,
            brands,
            list(MOVES),
        )
        protected = await protected_queues(tx, actor.brands)
    gone: dict[UUID, Gone] = {}
    for row in rows:
        facts = Facts(
            row["brand"], row["ticket"], False, row["queue_id"], row["assignee_id"], row["restricted"], row["player_id"],
            row["session_id"],
        )  # fmt: skip
        earlier = before(row["type"], row["data"], facts, protected)
        if earlier is not None and sees(actor, earlier) and not sees(actor, facts):
            gone[row["ticket"]] = Gone(number=row["number"], brand=facts.brand, ticket=row["ticket"])
    return sorted(gone.values(), key=lambda frame: frame.number)


async def _said(tx: Tx, missed: Sequence[Stored]) -> dict[str, MessageView]:
    """The messages of these events by their ids, as far as the actor sees them, in one read."""
    about = [event for event in missed if event.type in WITH_MESSAGE]
    if not about:
        return {}
    rows = await tx.connection.fetch(
        f"""
        SELECT {MESSAGE_COLUMNS}, {ATTACHMENTS}, NULL
        FROM   message m
        WHERE  (brand_id, id) IN (SELECT * FROM unnest($1::text[], $2::uuid[]))
        """,
        [event.brand for event in about],
        [UUID(event.data["message"]) for event in about],
    )
    width = len(Message.__struct_fields__)
    views = [message_view_with(Message(*row[:width]), row[width], None) for row in rows]
    return {str(view.id): view for view in views}


async def _both_ways(socket: Socket, connection: Connection, buckets: Buckets, heard: Any) -> None:
    tasks = [
        asyncio.create_task(connection.send_what_waits(socket)),
        asyncio.create_task(_receive(socket, connection, buckets, heard)),
        asyncio.create_task(connection.closed.wait()),
    ]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    with contextlib.suppress(Exception):  # the peer may be gone already
        await socket.close(code=connection.close_code or 1000)


async def _receive(socket: Socket, connection: Connection, buckets: Buckets, heard: Any) -> None:
    while True:
        text = await socket.receive_data(mode="text")
        try:
            buckets.take(FRAMES, id(connection))
        except TooMany:
            connection.leave(FLOOD)
            return
        try:
            frame = msgspec.json.decode(text) if len(text) <= LONGEST else None
        except msgspec.DecodeError:
            frame = None
        if not isinstance(frame, dict):
            connection.put(BAD_FRAME)
        elif frame.get("type") == "ping":
            connection.put(PONG)
        elif heard is not None:
            await heard(frame)
