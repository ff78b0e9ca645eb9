"""A transaction acts for somebody. Row-level security reads who, and shows and takes only what is theirs.

Rows become Structs: the SELECT list names exactly the fields of the Struct."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID, SafeUUID

import asyncpg
import msgspec

from pitboss.kit.links import Links
from pitboss.kit.refused import Forbidden

if TYPE_CHECKING:
    Connection = asyncpg.Connection[Any] | asyncpg.pool.PoolConnectionProxy[Any]

T = TypeVar("T")

_ELEVATE = "SET LOCAL pitboss.kind TO 'system'"


class Kind(StrEnum):
    system = "system"  # rules, intake, timers
    staff = "staff"
    player = "player"  # proved at least A2: sees all their own tickets
    visitor = "visitor"  # a chat session: sees the tickets of this session only


ActorName = Literal["system", "staff", "player", "visitor"]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts. `brands`: where they may act; `wide`: brands in which they see every queue that isn't restricted;
    `queues`: queues they see besides. `complaints`: brands whose complaints they see. `permissions`: by brand. `locale`: the language in which they read. A system actor has no permissions and needs none."""

    kind: Kind
    id: UUID | None = None
    brands: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    queues: frozenset[UUID] = frozenset()
    complaints: frozenset[str] = frozenset()
    permissions: dict[str, frozenset[str]] = {}
    name: str = ""
    locale: str = "en"

    def can(self, permission: str, brand: str) -> bool:
        return self.kind is Kind.system or permission in self.permissions.get(brand, ())

    def must(self, permission: str, brand: str) -> None:
        if not self.can(permission, brand):
            raise Forbidden(f"You need the permission {permission!r} in brand {brand!r} for this.")

    def can_anywhere(self, permission: str) -> bool:
        return self.kind is Kind.system or any(permission in held for held in self.permissions.values())


SYSTEM = Actor(kind=Kind.system, name="system")


class Pending(msgspec.Struct, frozen=True):
    """An event waiting for the end of its transaction; see events.log."""

    brand: str
    ticket: UUID | None
    type: str
    public: bool
    version: int | None
    data: dict[str, Any]


class Call(msgspec.Struct):
    """A call of a function of the database whose answer nobody waits for. `args`: what `literal` takes."""

    name: str
    args: tuple[object, ...] = ()

    def __str__(self) -> str:
        return f"SELECT {self.name}({', '.join(map(literal, self.args))})"


C = TypeVar("C", bound=Call)


class _InOrder:
    """A transaction's connection: what waits to be sent goes before each question."""

    def __init__(self, raw: Connection, waiting: list[str | Call]) -> None:
        self._raw = raw
        self._waiting = waiting

    async def send(self) -> Connection:
        if self._waiting:
            told = "; ".join(map(str, self._waiting))
            self._waiting.clear()
            await self._raw.execute(told)
        return self._raw

    async def fetch(self, sql: str, *args: object) -> list[Any]:
        return await (await self.send()).fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: object) -> Any:
        return await (await self.send()).fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: object) -> Any:
        return await (await self.send()).fetchval(sql, *args)

    async def execute(self, sql: str, *args: object) -> str:
        return await (await self.send()).execute(sql, *args)

    async def executemany(self, sql: str, args: Iterable[Sequence[object]]) -> None:
        await (await self.send()).executemany(sql, args)


class NotHeld(Exception):
    """It would have to be asked."""


class _Nothing:
    async def fetch(self, sql: str, *args: object) -> Any:
        raise NotHeld

    fetchrow = fetchval = execute = executemany = fetch


class Tx:
    """One open transaction: the connection, the actor, and the events to be written before the commit. `waiting`: statements
    that have not been sent; with the BEGIN among them, the transaction has not begun."""

    def __init__(
        self,
        connection: Connection,
        actor: Actor,
        db: Database,
        *,
        elevated: bool = False,
        waiting: Sequence[str] = (),
    ) -> None:
        self.waiting: list[str | Call] = list(waiting)
        self.before = connection  # to look at something before the transaction begins
        self.connection = _InOrder(connection, self.waiting)
        self.actor = actor
        self.db = db
        self.react = db.react
        self.cache = db.cache
        self.links = db.links
        self.scanning = db.scanning
        self.ahead: object = None  # what was found out before it is asked for; see reactions.Ahead
        self.pending: list[Pending] = []
        self.written: list[Pending] = []  # of these, what the commit writes
        self.last: list[Call] = []  # what goes with the commit
        self.wake: set[str] = set()  # loops that have work after the commit
        self.around: Around | None = None  # what awaits the commit instead
        self._elevated = elevated or actor.kind is Kind.system

    async def elevate(self) -> None:
        """From here on the desk itself acts, on behalf of `actor`: clocks, queues and deliveries follow from a write
        whose author may not see them. Call it only after the wall has let the actor hold the ticket."""
        if not self._elevated:
            await self.connection.execute(_ELEVATE)
            self._elevated = True

    def soon(self, call: Call) -> None:
        """Has a function called before the next statement, or with the commit, without a round trip of its own."""
        self.waiting.append(call)

    def unsent(self, kind: type[C]) -> C | None:
        """A call that still waits, so that more can be put into it."""
        return next((one for one in self.waiting if isinstance(one, kind)), None)

    def at_last(self, call: Call) -> None:
        """Has the desk itself call a function in the commit's round trip."""
        self.last.append(call)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the transaction that may fail alone."""
        await self.connection.execute("SAVEPOINT part")
        elevated = self._elevated
        try:
            yield
        except BaseException:
            self.waiting.clear()
            await self.connection.execute("ROLLBACK TO SAVEPOINT part")
            self._elevated = elevated
            raise
        await self.connection.execute("RELEASE SAVEPOINT part")

    async def one(self, shape: type[T], sql: str, *args: object) -> T:
        """The one row of a statement that always gives one."""
        row = await self.connection.fetchrow(sql, *args)
        assert row is not None, "the statement gave no row"
        return _shaped(shape, [row])[0]

    async def maybe(self, shape: type[T], sql: str, *args: object) -> T | None:
        row = await self.connection.fetchrow(sql, *args)
        return None if row is None else _shaped(shape, [row])[0]

    async def all(self, shape: type[T], sql: str, *args: object) -> list[T]:
        return _shaped(shape, await self.connection.fetch(sql, *args))

    async def value(self, sql: str, *args: object) -> Any:
        return await self.connection.fetchval(sql, *args)

    async def column(self, sql: str, *args: object) -> list[Any]:
        return [row[0] for row in await self.connection.fetch(sql, *args)]

    async def run(self, sql: str, *args: object) -> int:
        """Runs a statement; gives the number of rows it touched."""
        status = await self.connection.execute(sql, *args)
        last = status.rpartition(" ")[2]
        return int(last) if last.isdigit() else 0


# Awaits the commit, and may use its connection then. The commit gives the row of what was called if that was all (see `_in_one`).
Around = Callable[[Any, Awaitable[Any]], Awaitable[None]]
React = Callable[[Tx, Any, Any, object], Awaitable[None]]  # transaction, ticket, event, what it is about
Flush = Callable[[Tx], Call | None]  # gives the call that writes what is pending
Words = Callable[[str], Coroutine[Any, Any, Any]]  # reads a player's words while others wait


class _Connection(asyncpg.Connection):
    def get_reset_query(self) -> str:
        # Everything a transaction sets is local to it, so the pool's reset would be a round trip for nothing.
        return ""


class _Looking(_Connection):
    """A connection that only reads. It goes on acting for whom it acted last, until it is told otherwise."""

    _acts: str | None = None  # what it was told; None when that is not certain

    async def act(self, actor: Actor) -> None:
        told = "; ".join(f"SET pitboss.{key} TO {literal(value)}" for key, value in _settings(actor).items())
        if self._acts != told:
            self._acts = None
            await self.execute(told)
            self._acts = told


async def _nobody_reacts(tx: Tx, ticket: Any, event: Any, about: object) -> None:
    return None


def _nothing_to_flush(tx: Tx) -> Call | None:
    return None


class Database:
    """The pools, and the one way to a transaction. `own`: connections of the desk itself, which no other actor ever gets
    (see `connect`); without it the desk's transactions go through the policies like everybody's. `scanning`: files wait for the
    virus scanner. `react`, `flush` and `words` are set once by the wiring (reactions.py and events.log)."""

    def __init__(
        self,
        pool: asyncpg.Pool[Any],
        *,
        own: asyncpg.Pool[Any] | None = None,
        looks: asyncpg.Pool[Any] | None = None,
        react: React | None = None,
        flush: Flush | None = None,
        words: Words | None = None,
        links: Links | None = None,
        scanning: bool = False,
    ) -> None:
        self.pool = pool
        self._own = own
        self._looks = looks
        self.links = links or Links("http://127.0.0.1", b"")
        self.scanning = scanning
        self.react = react or _nobody_reacts
        self.words = words
        self.cache: dict[object, Any] = {}  # brands' settings; emptied when any of them changes
        self.kept: dict[
            str, Any
        ] = {}  # what a process holds for as long as it runs; each of its keepers bounds it
        self._flush = flush or _nothing_to_flush

    @asynccontextmanager
    async def tx(self, actor: Actor, *, elevated: bool = False, late: bool = False) -> AsyncIterator[Tx]:
        """Commits at the end of the block; rolls back if it raises. `elevated`: the desk acts on the actor's behalf from
        the start, so the block itself holds the actor to what is theirs. `late`: the BEGIN is sent with the first statement,
        so the block can look at something before (`Tx.before`); where all it does waits for the commit, that is one round trip,
        and for the desk itself one statement."""
        own = self._own if elevated or actor.kind is Kind.system else None
        async with (own or self.pool).acquire() as connection:
            start = begin(actor, elevated=elevated, own=own is not None)
            tx = Tx(connection, actor, self, elevated=elevated, waiting=[start] if late else ())
            try:
                if not late:
                    await connection.execute(start)
                yield tx
                rest = self._rest(tx)
                if calls := _all_calls(rest):
                    commit = _in_one(connection, calls)
                else:
                    tx.waiting.clear()
                    commit = connection.execute("; ".join([*map(str, rest), "COMMIT"]))
                around, tx.around = tx.around, None  # which mostly holds `tx`
                await (around(connection, commit) if around else commit)
                if "settings" in tx.wake:
                    self.cache.clear()
            except BaseException:
                with suppress(
                    OSError, asyncpg.PostgresError, asyncpg.InterfaceError
                ):  # the connection may be gone
                    if start not in tx.waiting:
                        await connection.execute("ROLLBACK")
                raise

    def _rest(self, tx: Tx) -> list[str | Call]:
        """What a transaction still does before its COMMIT."""
        events = self._flush(tx)
        as_desk: list[str | Call] = [*tx.last]
        if tx.last and not tx._elevated:
            as_desk.insert(0, _ELEVATE)
        wakes = [Call("pg_notify", ("pitboss_work", name)) for name in sorted(tx.wake)]
        return [*tx.waiting, *([events] if events else []), *as_desk, *wakes]

    @asynccontextmanager
    async def single(self) -> AsyncIterator[Tx]:
        """For one statement of the desk itself that records nothing, such as a look at a token: one round trip instead
        of three where there is a pool of the desk's own connections."""
        if self._own is None:
            async with self.tx(SYSTEM) as tx:
                yield tx
        else:
            async with self._own.acquire() as connection:
                yield Tx(connection, SYSTEM, self)

    @asynccontextmanager
    async def look(self, actor: Actor) -> AsyncIterator[Tx]:
        """For a page that only reads, as `actor`: each statement stands alone and sees what is committed when it begins, so
        there is neither BEGIN nor COMMIT to wait for. What writes is refused by the database."""
        if self._looks is None:
            async with self.tx(actor) as tx:
                yield tx
        else:
            async with self._looks.acquire() as connection:
                await connection.act(actor)  # type: ignore[attr-defined]
                yield Tx(connection, actor, self)

    def held(self) -> Tx:
        """For what needs only what the process holds already: whoever asks the database gets NotHeld."""
        return Tx(_Nothing(), SYSTEM, self)  # type: ignore[arg-type]

    async def close(self) -> None:
        for pool in (self.pool, self._own, self._looks):
            if pool is not None:
                await pool.close()


def _all_calls(rest: Sequence[str | Call]) -> list[Call]:
    """The calls that are all there is of a transaction that has not begun and names no actor."""
    calls = [one for one in rest[1:] if isinstance(one, Call)]
    return calls if rest[:1] == ["BEGIN"] and len(calls) == len(rest) - 1 else []


async def _in_one(connection: Any, calls: Sequence[Call]) -> Any:
    """A transaction of one statement, which is planned once; gives what the functions gave, by their names. They are called
    in their order (a target list is computed from left to right), and each sees what those before it have written."""
    slots = iter(range(1, sum(len(call.args) for call in calls) + 1))
    told = ", ".join(f"{call.name}({', '.join(f'${next(slots)}' for _ in call.args)})" for call in calls)
    return await connection.fetchrow(f"SELECT {told}", *(arg for call in calls for arg in call.args))


def begin(actor: Actor, *, elevated: bool = False, own: bool = False) -> str:
    """BEGIN and the actor in one round trip. What isn't named is empty: it is set for one transaction only, never for a
    connection. `own`: a connection that is the desk's already."""
    settings = _settings(actor, elevated=elevated)
    if own:
        del settings["kind"]
    sets = [f"SET LOCAL pitboss.{key} TO {literal(value)}" for key, value in settings.items() if value]
    return "; ".join(["BEGIN", *sets])


def _settings(actor: Actor, *, elevated: bool = False) -> dict[str, str]:
    """Everything by which the policies know the actor; what does not apply is empty."""
    return {
        "kind": Kind.system.value if elevated else actor.kind.value,
        "actor": str(actor.id) if actor.id else "",
        "brands": _array(actor.brands) if actor.brands else "",
        "wide": _array(actor.wide) if actor.wide else "",
        "queues": _array(str(queue) for queue in actor.queues) if actor.queues else "",
        "complaints": _array(actor.complaints) if actor.complaints else "",
    }


def _shaped(shape: type[T], rows: list[Any]) -> list[T]:
    """Where the columns come in the order of the fields, by place: a tenth of the time that names take."""
    if rows and getattr(shape, "__match_args__", None) == tuple(rows[0].keys()):
        return [shape(*row) for row in rows]
    return [shape(**row) for row in rows]


def _array(items: Any) -> str:
    return "{" + ",".join(sorted(items)) + "}"


def literal(value: object) -> str:
    """A value in the text of a statement; `connect` sees to it that a backslash is one. A list is one of ids, `msgspec.Raw` is
    jsonb."""
    match value:
        case None:
            return "NULL"
        case bytes():
            return f"'\\x{value.hex()}'::bytea"
        case datetime():
            value = value.isoformat()
        case list():
            value = "{" + ",".join(map(str, value)) + "}"
        case msgspec.Raw():
            value = bytes(value).decode()
    return "'" + str(value).replace("'", "''") + "'"


_put_int = vars(UUID)["int"].__set__
_put_safe = vars(UUID)["is_safe"].__set__
_UNKNOWN = SafeUUID.unknown


def _uuid(raw: bytes) -> UUID:
    """UUID(bytes=raw) in a quarter of the time: its constructor can be called in six ways, and a list of tickets holds
    hundreds."""
    made = UUID.__new__(UUID)
    _put_int(made, int.from_bytes(raw, "big"))
    _put_safe(made, _UNKNOWN)
    return made


async def _codecs(connection: asyncpg.Connection[Any]) -> None:
    await connection.set_type_codec(
        "jsonb",
        encoder=lambda value: b"\x01" + msgspec.json.encode(value),
        decoder=lambda raw: msgspec.json.decode(raw[1:]),
        schema="pg_catalog",
        format="binary",
    )
    # asyncpg's own UUID class is a subclass that msgspec does not take.
    await connection.set_type_codec(
        "uuid",
        encoder=lambda value: value.bytes,
        decoder=_uuid,
        schema="pg_catalog",
        format="binary",
    )


def app_url(owner_url: str) -> str:
    """The address of the embedded database for the unprivileged role."""
    return owner_url.replace("postgresql://postgres:@", "postgresql://pitboss_app@", 1)


async def connect(
    url: str, *, size: int = 10, application: str = "pitboss", own: bool = False, looks: bool = False
) -> asyncpg.Pool[Any]:
    """A pool whose every connection is the unprivileged role `pitboss_app`, whoever the URL names. `own`: the role
    `pitboss_desk`, which may do the same but sees all rows; on these connections the desk itself acts. `looks`: for
    Database.look; they can only read."""

    async def init(connection: asyncpg.Connection[Any]) -> None:
        await _codecs(connection)
        if own:
            await connection.execute("SET ROLE pitboss_desk; SET pitboss.kind TO 'system'")
        elif await connection.fetchval("SELECT current_user") != "pitboss_app":
            await connection.execute("SET ROLE pitboss_app")
        if looks:
            await connection.execute("SET default_transaction_read_only TO on")

    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        init=init,
        connection_class=_Looking if looks else _Connection,
        server_settings={
            "application_name": application,
            "timezone": "UTC",
            "lock_timeout": "10s",
            "standard_conforming_strings": "on",
        },
        command_timeout=60,
    )
