"""Events to sockets. One Hub a process hears that something was committed, reads the new events once, and gives each
connection what it may see. A client that was away asks with `after` and gets what it missed from the log itself.
docs/subsystems/events.md says why nothing is missed and nothing is seen that may not be."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar import WebSocket

from pitboss.api.beside import Beside, beside, protected_queues
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
from pitboss.db.tx import SYSTEM, Actor, Database, Kind, Tx
from pitboss.events import log as events
from pitboss.events.log import Stored
from pitboss.kit.limits import Buckets, Limit, TooMany

log = structlog.get_logger()

BACKLOG = 1_000  # frames a slow client may lag behind before it is sent away to resume
FRAMES = Limit("socket-frames", burst=30, per_second=5)
PAGE = 500
FIRST_SECONDS = 0.02
LONGEST = 4_000  # characters of a frame that a client sends
HINT_SECONDS = 1.0
COUNTS_CHANGED = msgspec.json.encode(CountsChanged())
PONG = msgspec.json.encode(Pong())
BAD_FRAME = msgspec.json.encode(
    Error("bad_frame", f"A frame is a JSON object of at most {LONGEST} characters.")
)
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


class Told(msgspec.Struct, frozen=True):
    """A frame on its way to the other processes' sockets by NOTIFY: to everybody who sees what `facts` say, but not
    to `by`; or to the member of staff `to` alone."""

    frame: msgspec.Raw
    facts: Facts | None = None
    by: UUID | None = None
    to: UUID | None = None


def sees(actor: Actor, facts: Facts) -> bool:
    """The same answer as the policies `ticket_sight`, `event_sight` and `event_player` of the database give; the house
    test tests/house/test_wall.py holds them together."""
    if actor.kind is Kind.system:
        return True
    if facts.brand not in actor.brands:
        return False
    if actor.kind is Kind.staff:
        return (
            facts.ticket is None
            or facts.assignee_id == actor.id
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
    def __init__(self, actor: Actor, *, after: int | None) -> None:
        self.actor = actor
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(BACKLOG)
        self.sent = after if after is not None else -1
        self.waiting: list[tuple[int, bytes]] | None = []  # live events while the missed ones are read
        self.close_code: int | None = None
        self.closed = asyncio.Event()
        self._hinted = 0.0  # when the last `counts_changed` went out
        self._hint: asyncio.TimerHandle | None = None

    def hint(self) -> None:
        """Says that counters may have changed: at once, or a second after the last time."""
        loop = asyncio.get_running_loop()
        if self._hint is None and not self.closed.is_set():
            self._hint = loop.call_at(max(loop.time(), self._hinted + HINT_SECONDS), self._give_hint)

    def _give_hint(self) -> None:
        self._hint = None
        self._hinted = asyncio.get_running_loop().time()
        if not self.closed.is_set():
            self.put(COUNTS_CHANGED)

    def push(self, number: int, frame: bytes) -> None:
        if self.waiting is not None:
            self.waiting.append((number, frame))
        elif number > self.sent:
            self.sent = number
            self.put(frame)

    def put(self, frame: bytes) -> None:
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            self.leave(GO_AWAY)

    def leave(self, code: int) -> None:
        self.close_code = self.close_code or code
        self.closed.set()


# The files of a message m.
_ATTACHED = """coalesce((
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'content_type', a.content_type, 'size', a.size) ORDER BY a.id)
        FROM   attachment a
        WHERE  a.brand_id = m.brand_id AND a.message_id = m.id), '[]')"""


# The new events with all that decides who sees them and what they are told; or, where none may be read yet, one row that
# says that some are written. It runs for every commit and must never be planned anew or scan a table, however large the
# log is: `(SELECT $1)` gives the planner no value to plan for, and OFFSET 0 leaves it no other way than the keys.
_FRESH = f"""
    WITH fresh AS MATERIALIZED (
        SELECT number, brand_id, ticket_id, type, public, version, actor_kind, actor_id, data, at,
               CASE WHEN type IN ('message_received', 'message_sent', 'note_added') THEN (data->>'message')::uuid END AS message_id
        FROM   event
        WHERE  number > (SELECT $1::bigint) AND number < event_watermark()
        ORDER  BY number
        LIMIT  {PAGE})
    SELECT e.number, e.brand_id AS brand, e.ticket_id AS ticket, e.type, e.public, e.version, e.actor_kind, e.actor_id, e.data,
           e.at, t.queue_id, t.assignee_id, coalesce(t.restricted, false) AS restricted, t.player_id, t.session_id, m.said_kind,
           m.said_by, m.said_name, m.said, m.said_key, m.said_with, (SELECT max(number) FROM event) > e.number AS more
    FROM   fresh e
    LEFT   JOIN LATERAL (
        SELECT queue_id, assignee_id, restricted, player_id, session_id FROM ticket
        WHERE  brand_id = e.brand_id AND id = e.ticket_id
        OFFSET 0) t ON true
    LEFT   JOIN LATERAL (
        SELECT m.kind::text AS said_kind, m.author_kind::text AS said_by, m.author_name AS said_name, m.text AS said,
               m.key AS said_key, {_ATTACHED} AS said_with
        FROM   message m
        WHERE  m.brand_id = e.brand_id AND m.id = e.message_id
        OFFSET 0) m ON true
    UNION  ALL
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, true
    WHERE  NOT EXISTS (SELECT FROM fresh) AND (SELECT max(number) FROM event) > $1
    ORDER  BY 1
"""


class Hub:
    def __init__(self, db: Database) -> None:
        self._db = db
        # By what may let a connection see an event: its brand, the queues it sees, the brands it sees widely, who it is.
        self._groups: dict[tuple[str, object], set[Connection]] = {}
        self._wake = asyncio.Event()
        self._reading: asyncio.Event | None = None  # set when what is being read has been given out
        self.position = -1
        self.delivered = 0

    @property
    def count(self) -> int:
        return len(self._everyone())

    def _everyone(self) -> set[Connection]:
        return set().union(*self._groups.values())

    def wake(self) -> None:
        self._wake.set()

    async def first(self) -> None:
        """Lets the sockets go before the answer to what was just committed: waits, for a moment at most, while new events
        are read."""
        await asyncio.sleep(0)  # the notice of a commit comes no later than its confirmation
        if self._reading is not None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FIRST_SECONDS):
                    await self._reading.wait()

    def join(self, connection: Connection) -> None:
        for name in _groups_of(connection.actor):
            self._groups.setdefault(name, set()).add(connection)

    def part(self, connection: Connection) -> None:
        for name in _groups_of(connection.actor):
            group = self._groups.get(name, set())
            group.discard(connection)
            if not group:
                self._groups.pop(name, None)

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
        while True:
            self._wake.clear()
            more = await self._give_out()
            if not more:
                # The timeout only guards against a lost wake-up; and what another transaction held back shows itself.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), 0.05 if more is None else 2.0)

    async def _give_out(self) -> bool | None:
        """Gives out what is new. True: there may be more; None: something is written but held back by an older
        transaction still open."""
        reading = self._reading = asyncio.Event()
        try:
            async with self._db.single() as tx:
                rows = await tx.connection.fetch(_FRESH, self.position)
                if not rows:
                    return False
                fresh = [row for row in rows if row["number"] is not None]
                near = {r["brand"]: self._groups.get(("brand", r["brand"]), set()) for r in fresh}
                told = await beside(
                    tx,
                    [
                        (r["number"], r["brand"], r["ticket"], r["type"], r["data"])
                        for r in fresh
                        if near[r["brand"]]
                    ],
                    {one.actor.locale for group in near.values() for one in group},
                )
            for row in fresh:
                self.position = row["number"]
                self._deliver(row, told)
            if len(rows) == PAGE:
                return True
            return None if rows[-1]["more"] else False
        finally:
            reading.set()
            self._reading = None

    def _deliver(self, row: Any, told: Beside) -> None:
        facts = Facts(
            row["brand"], row["ticket"], row["public"], row["queue_id"], row["assignee_id"], row["restricted"],
            row["player_id"], row["session_id"],
        )  # fmt: skip
        inside_facts = now(facts, told)
        earlier = before(row["type"], row["data"], inside_facts, told.protected)
        frames: dict[str | None, bytes] = {}  # by the language of staff; None: for players
        for connection in self._near(facts, inside_facts, earlier):
            language = connection.actor.locale if connection.actor.kind is Kind.staff else None
            inside = language is not None
            if sees(connection.actor, inside_facts if inside else facts):
                if language not in frames:
                    frame = frame_of(row)
                    shown = for_player(frame) if language is None else told.add_to(frame, language)
                    frames[language] = msgspec.json.encode(shown)
                connection.push(row["number"], frames[language])
                self.delivered += 1
            elif inside and earlier is not None and sees(connection.actor, earlier):
                assert facts.ticket is not None
                gone = Gone(number=row["number"], brand=facts.brand, ticket=facts.ticket)
                connection.push(row["number"], msgspec.json.encode(gone))
            else:
                continue
            if inside and row["type"] in MOVING:
                connection.hint()
        if row["type"] in STAFF_EVENTS:
            self._recheck(row["data"])

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
        frame = bytes(told.frame)
        if told.facts is None:
            for connection in self._groups.get(("who", told.to), set()):
                if connection.actor.kind is Kind.staff:
                    connection.put(frame)
            return
        for connection in self._near(told.facts):
            if connection.actor.id != told.by and sees(connection.actor, told.facts):
                connection.put(frame)


def now(facts: Facts, told: Beside) -> Facts:
    """By the ticket as it is told, which may be later than its event was read."""
    if facts.ticket is None or (ticket := told.tickets.get(facts.ticket)) is None:
        return facts
    return msgspec.structs.replace(
        facts, queue_id=ticket.queue_id, assignee_id=ticket.assignee_id, restricted=ticket.restricted
    )


MOVES = ("queued", "assigned", "unassigned")


def before(kind: str, data: dict[str, Any], facts: Facts, protected: frozenset[UUID]) -> Facts | None:
    """What decided who sees a ticket before it moved; None where nothing moved."""
    if kind not in MOVES or data["was"] is None:
        return None
    was = UUID(data["was"])
    if kind == "queued":
        return msgspec.structs.replace(facts, queue_id=was, restricted=was in protected)
    return msgspec.structs.replace(facts, assignee_id=was)


def for_player(frame: dict[str, Any]) -> dict[str, Any]:
    """What of a frame a player may know: of an agent, the first name."""
    shown = {**frame, "data": {key: value for key, value in frame["data"].items() if key in FOR_PLAYERS}}
    if frame["actor_kind"] == Kind.staff:
        shown["actor_id"] = None
    if (message := frame.get("message")) is not None and message["author"] == "agent":
        shown["message"] = {**message, "author_name": first_name(message["author_name"])}
    return shown


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else ""


def frame_of(row: Any) -> dict[str, Any]:
    message = None
    if row["said_kind"] is not None:
        message = {
            "id": row["data"]["message"],
            "kind": row["said_kind"],
            "author": row["said_by"],
            "author_name": row["said_name"],
            "text": row["said"],
            "key": row["said_key"],
            "attachments": row["said_with"],
        }
    return {
        "number": row["number"],
        "brand": row["brand"],
        "ticket": row["ticket"],
        "type": row["type"],
        "version": row["version"],
        "actor_kind": row["actor_kind"],
        "actor_id": row["actor_id"],
        "data": row["data"],
        "at": row["at"],
        **({"message": message} if message else {}),
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
    connection = Connection(actor, after=after)
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
        for number, frame in connection.waiting or []:
            if number > connection.sent:
                connection.sent = number
                connection.put(frame)
        connection.waiting = None
        await _both_ways(socket, connection, buckets, heard)
    finally:
        hub.part(connection)


async def _tell(socket: Socket, frame: Hello | Reset) -> None:
    await socket.send_data(msgspec.json.encode(frame), mode="text")


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
                told = await beside(
                    tx, [(e.number, e.brand, e.ticket, e.type, e.data) for e in missed], {actor.locale}
                )
                shown = [told.add_to(msgspec.to_builtins(event), actor.locale) for event in missed]
            else:
                shown = [for_player(await _with_message(tx, event)) for event in missed]
        for event, frame in zip(missed, shown, strict=True):
            await socket.send_data(msgspec.json.encode(frame), mode="text")
            connection.sent = event.number
        if len(missed) < PAGE:
            break
    if inside:
        for gone in await _gone(db, actor, start):
            await socket.send_data(msgspec.json.encode(gone), mode="text")


async def _gone(db: Database, actor: Actor, start: int) -> list[Gone]:
    """Tickets that moved out of the actor's sight after `start`. The wall hides from them the events that would tell it,
    so the desk itself looks."""
    async with db.single() as tx:
        rows = await tx.connection.fetch(
            """
            SELECT e.number, e.brand_id AS brand, e.type, e.data, t.id AS ticket, t.queue_id, t.assignee_id, t.restricted,
                   t.player_id, t.session_id
            FROM   event e JOIN ticket t ON t.brand_id = e.brand_id AND t.id = e.ticket_id
            WHERE  e.number > $1 AND e.number < event_watermark() AND e.brand_id = ANY ($2) AND e.type = ANY ($3)
            ORDER  BY e.number DESC
            LIMIT  $4
            """,
            start,
            sorted(actor.brands),
            list(MOVES),
            10 * PAGE,
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


async def _with_message(tx: Tx, event: Stored) -> dict[str, Any]:
    frame: dict[str, Any] = msgspec.to_builtins(event)
    if event.type in WITH_MESSAGE:
        row = await tx.connection.fetchrow(
            f"""
            SELECT id, kind::text, author_kind::text AS author, author_name, text, key, {_ATTACHED} AS attachments
            FROM   message m WHERE brand_id = $1 AND id = $2
            """,
            event.brand,
            UUID(event.data["message"]),
        )
        if row is not None:
            frame["message"] = dict(row)
    return frame


async def _both_ways(socket: Socket, connection: Connection, buckets: Buckets, heard: Any) -> None:
    tasks = [
        asyncio.create_task(_send(socket, connection)),
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


async def _send(socket: Socket, connection: Connection) -> None:
    while True:
        await socket.send_data(await connection.frames.get(), mode="text")


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
