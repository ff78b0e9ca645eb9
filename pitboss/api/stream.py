"""Events to sockets. One Hub a process hears that something was committed, reads the new events once, and gives each
connection what it may see. A client that was away asks with `after` and gets what it missed from the log itself.
docs/subsystems/events.md says why nothing is missed and nothing is seen that may not be."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec
import structlog
from litestar import WebSocket

from pitboss.api.frames import FOR_PLAYERS, WITH_MESSAGE, Error, Hello, Pong, Reset
from pitboss.db.tx import SYSTEM, Actor, Database, Kind, Tx
from pitboss.events import log as events
from pitboss.events.log import Stored
from pitboss.kit.limits import Buckets, Limit, TooMany

log = structlog.get_logger()

BACKLOG = 1_000  # frames a slow client may lag behind before it is sent away to resume
FRAMES = Limit("socket-frames", burst=30, per_second=5)
PAGE = 500
LONGEST = 4_000  # characters of a frame that a client sends
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
    """A frame on its way to the other processes' sockets by NOTIFY; `by` is not told."""

    facts: Facts
    frame: msgspec.Raw
    by: UUID | None


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


class Connection:
    def __init__(self, actor: Actor, *, after: int | None) -> None:
        self.actor = actor
        self.frames: asyncio.Queue[bytes] = asyncio.Queue(BACKLOG)
        self.sent = after if after is not None else -1
        self.waiting: list[tuple[int, bytes]] | None = []  # live events while the missed ones are read
        self.close_code: int | None = None
        self.closed = asyncio.Event()

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


class Hub:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._by_brand: dict[str, set[Connection]] = {}
        self._by_owner: dict[UUID, set[Connection]] = {}
        self._wake = asyncio.Event()
        self.position = -1
        self.delivered = 0

    @property
    def count(self) -> int:
        return len({*self._everyone()})

    def _everyone(self) -> Iterable[Connection]:
        for group in (*self._by_brand.values(), *self._by_owner.values()):
            yield from group

    def wake(self) -> None:
        self._wake.set()

    def join(self, connection: Connection) -> None:
        for group in self._groups(connection.actor):
            group.add(connection)

    def part(self, connection: Connection) -> None:
        for group in self._groups(connection.actor):
            group.discard(connection)
        owner = connection.actor.id
        if owner is not None and owner in self._by_owner and not self._by_owner[owner]:
            del self._by_owner[owner]

    def _groups(self, actor: Actor) -> list[set[Connection]]:
        if actor.kind is Kind.staff:
            return [self._by_brand.setdefault(brand, set()) for brand in actor.brands]
        assert actor.id is not None
        return [self._by_owner.setdefault(actor.id, set())]

    def close_all(self) -> None:
        for connection in list(self._everyone()):
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
        async with self._db.single() as tx:
            rows = await tx.connection.fetch(
                f"""
                SELECT e.number, e.brand_id AS brand, e.ticket_id AS ticket, e.type, e.public, e.version, e.actor_kind, e.actor_id,
                       e.data, e.at, t.queue_id, t.assignee_id, coalesce(t.restricted, false) AS restricted, t.player_id,
                       t.session_id, m.kind::text AS said_kind, m.author_kind::text AS said_by, m.author_name AS said_name, m.text AS said, m.key AS said_key,
                       {_ATTACHED} AS said_with
                FROM   event e
                LEFT   JOIN ticket t ON t.brand_id = e.brand_id AND t.id = e.ticket_id
                LEFT   JOIN message m ON e.type IN ('message_received', 'message_sent', 'note_added')
                       AND m.brand_id = e.brand_id AND m.id = (e.data->>'message')::uuid
                WHERE  e.number > $1 AND e.number < event_watermark()
                ORDER  BY e.number
                LIMIT  $2
                """,
                self.position,
                PAGE,
            )
            if not rows:
                held_back = await tx.value(
                    "SELECT EXISTS (SELECT 1 FROM event WHERE number > $1)", self.position
                )
                return None if held_back else False
        for row in rows:
            self.position = row["number"]
            self._deliver(row)
        return True

    def _deliver(self, row: Any) -> None:
        facts = Facts(
            row["brand"], row["ticket"], row["public"], row["queue_id"], row["assignee_id"], row["restricted"],
            row["player_id"], row["session_id"],
        )  # fmt: skip
        frames: dict[bool, bytes] = {}
        candidates: set[Connection] = set(self._by_brand.get(facts.brand, ()))
        for owner in (facts.player_id, facts.session_id):
            if owner is not None:
                candidates |= self._by_owner.get(owner, set())
        for connection in candidates:
            if sees(connection.actor, facts):
                inside = connection.actor.kind is Kind.staff
                if inside not in frames:
                    frames[inside] = msgspec.json.encode(shaped(frame_of(row), inside=inside))
                connection.push(row["number"], frames[inside])
                self.delivered += 1
        if row["type"] in STAFF_EVENTS:
            self._recheck(row["data"])

    def _recheck(self, data: dict[str, Any]) -> None:
        """Somebody's rights changed: their sockets begin again, with the rights of now."""
        staff = data.get("staff")
        for connection in list(self._everyone()):
            if connection.actor.kind is Kind.staff and (
                staff is None or str(connection.actor.id) == str(staff)
            ):
                connection.leave(GO_AWAY)

    def tell(self, facts: Facts, frame: bytes, *, but: UUID | None = None) -> None:
        """Something that is not an event and is not kept, such as typing."""
        candidates = set(self._by_brand.get(facts.brand, ()))
        for owner in (facts.player_id, facts.session_id):
            if owner is not None:
                candidates |= self._by_owner.get(owner, set())
        for connection in candidates:
            if connection.actor.id != but and sees(connection.actor, facts):
                connection.put(frame)


def shaped(frame: dict[str, Any], *, inside: bool) -> dict[str, Any]:
    """The frame for staff, or what of it a player may know: of an agent, the first name."""
    if inside:
        return frame
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
    while True:
        async with db.tx(actor) as tx:
            missed = await events.after(tx, connection.sent, limit=PAGE)
            inside = actor.kind is Kind.staff
            frames = [
                msgspec.json.encode(shaped(await _with_message(tx, event), inside=inside)) for event in missed
            ]
        for event, frame in zip(missed, frames, strict=True):
            await socket.send_data(frame, mode="text")
            connection.sent = event.number
        if len(missed) < PAGE:
            return


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
