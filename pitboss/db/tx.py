"""A transaction acts for somebody. Row-level security reads who, and shows and takes only what is theirs.

Rows become Structs: the SELECT list names exactly the fields of the Struct."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID

import asyncpg
import msgspec

from pitboss.kit.links import Links
from pitboss.kit.refused import Forbidden

if TYPE_CHECKING:
    Connection = asyncpg.Connection[Any] | asyncpg.pool.PoolConnectionProxy[Any]

T = TypeVar("T")


class Kind(StrEnum):
    system = "system"  # rules, intake, timers
    staff = "staff"
    player = "player"  # proved at least A2: sees all their own tickets
    visitor = "visitor"  # a chat session: sees the tickets of this session only


ActorName = Literal["system", "staff", "player", "visitor"]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts. `brands`: where they may act; `wide`: brands in which they see every queue that isn't restricted;
    `queues`: queues they see besides. `permissions`: by brand. A system actor has no permissions and needs none."""

    kind: Kind
    id: UUID | None = None
    brands: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    queues: frozenset[UUID] = frozenset()
    permissions: dict[str, frozenset[str]] = {}
    name: str = ""

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


class Tx:
    """One open transaction: the connection, the actor, and the events to be written before the commit."""

    def __init__(self, connection: Connection, actor: Actor, db: Database, *, elevated: bool = False) -> None:
        self.connection = connection
        self.actor = actor
        self.react = db.react
        self.cache = db.cache
        self.links = db.links
        self.pending: list[Pending] = []
        self.wake: set[str] = set()  # loops that have work after the commit
        self._elevated = elevated or actor.kind is Kind.system

    async def elevate(self) -> None:
        """From here on the desk itself acts, on behalf of `actor`: clocks, queues and deliveries follow from a write
        whose author may not see them. Call it only after the wall has let the actor hold the ticket."""
        if not self._elevated:
            await self.connection.execute("SET LOCAL pitboss.kind TO 'system'")
            self._elevated = True

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part of the transaction that may fail alone."""
        await self.connection.execute("SAVEPOINT part")
        elevated = self._elevated
        try:
            yield
        except BaseException:
            await self.connection.execute("ROLLBACK TO SAVEPOINT part")
            self._elevated = elevated
            raise
        await self.connection.execute("RELEASE SAVEPOINT part")

    async def one(self, shape: type[T], sql: str, *args: object) -> T:
        """The one row of a statement that always gives one."""
        row = await self.connection.fetchrow(sql, *args)
        assert row is not None, "the statement gave no row"
        return shape(**row)

    async def maybe(self, shape: type[T], sql: str, *args: object) -> T | None:
        row = await self.connection.fetchrow(sql, *args)
        return None if row is None else shape(**row)

    async def all(self, shape: type[T], sql: str, *args: object) -> list[T]:
        return [shape(**row) for row in await self.connection.fetch(sql, *args)]

    async def value(self, sql: str, *args: object) -> Any:
        return await self.connection.fetchval(sql, *args)

    async def column(self, sql: str, *args: object) -> list[Any]:
        return [row[0] for row in await self.connection.fetch(sql, *args)]

    async def run(self, sql: str, *args: object) -> int:
        """Runs a statement; gives the number of rows it touched."""
        status = await self.connection.execute(sql, *args)
        last = status.rpartition(" ")[2]
        return int(last) if last.isdigit() else 0


React = Callable[[Tx, Any, Any, object], Awaitable[None]]  # transaction, ticket, event, what it is about
Flush = Callable[[Tx], Awaitable[None]]


class _Connection(asyncpg.Connection):
    def get_reset_query(self) -> str:
        # Everything a transaction sets is local to it, so the pool's reset would be a round trip for nothing.
        return ""


async def _nobody_reacts(tx: Tx, ticket: Any, event: Any, about: object) -> None:
    return None


async def _nothing_to_flush(tx: Tx) -> None:
    return None


class Database:
    """The pool, and the one way to a transaction. `react` and `flush` are set once by the wiring
    (reactions.py and events.log)."""

    def __init__(
        self,
        pool: asyncpg.Pool[Any],
        *,
        own: asyncpg.Pool[Any] | None = None,
        react: React | None = None,
        flush: Flush | None = None,
        links: Links | None = None,
    ) -> None:
        self.pool = pool
        self._own = own
        self.links = links or Links("http://127.0.0.1", b"")
        self.react = react or _nobody_reacts
        self.cache: dict[object, Any] = {}  # brands' settings; emptied when any of them changes
        self._flush = flush or _nothing_to_flush

    @asynccontextmanager
    async def tx(self, actor: Actor, *, elevated: bool = False) -> AsyncIterator[Tx]:
        """Commits at the end of the block; rolls back if it raises. `elevated`: the desk acts on the actor's behalf from
        the start, so the block itself holds the actor to what is theirs."""
        async with self.pool.acquire() as connection:
            await connection.execute(begin(actor, elevated=elevated))
            tx = Tx(connection, actor, self, elevated=elevated)
            try:
                yield tx
                await self._flush(tx)
                await connection.execute(_commit(tx.wake))
                if "settings" in tx.wake:
                    self.cache.clear()
            except BaseException:
                with suppress(
                    OSError, asyncpg.PostgresError, asyncpg.InterfaceError
                ):  # the connection may be gone
                    await connection.execute("ROLLBACK")
                raise

    @asynccontextmanager
    async def single(self) -> AsyncIterator[Tx]:
        """For one statement of the desk itself that records nothing, such as a look at a token: one round trip instead
        of three where there is a pool of the desk's own connections, which no other actor ever gets."""
        if self._own is None:
            async with self.tx(SYSTEM) as tx:
                yield tx
        else:
            async with self._own.acquire() as connection:
                yield Tx(connection, SYSTEM, self)

    async def close(self) -> None:
        await self.pool.close()
        if self._own is not None:
            await self._own.close()


def begin(actor: Actor, *, elevated: bool = False) -> str:
    """BEGIN and the actor in one round trip. What isn't named is empty: it is set for one transaction only, never for a
    connection."""
    settings = {
        "kind": Kind.system.value if elevated else actor.kind.value,
        "actor": str(actor.id) if actor.id else "",
        "brands": _array(actor.brands) if actor.brands else "",
        "wide": _array(actor.wide) if actor.wide else "",
        "queues": _array(str(queue) for queue in actor.queues) if actor.queues else "",
    }
    sets = [f"SET LOCAL pitboss.{key} TO {_literal(value)}" for key, value in settings.items() if value]
    return "; ".join(["BEGIN", *sets])


def _commit(wake: set[str]) -> str:
    if not wake:
        return "COMMIT"
    calls = ", ".join(f"pg_notify('pitboss_work', {_literal(name)})" for name in sorted(wake))
    return f"SELECT {calls}; COMMIT"


def _array(items: Any) -> str:
    return "{" + ",".join(sorted(items)) + "}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


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
        decoder=lambda raw: UUID(bytes=bytes(raw)),
        schema="pg_catalog",
        format="binary",
    )


def app_url(owner_url: str) -> str:
    """The address of the embedded database for the unprivileged role."""
    return owner_url.replace("postgresql://postgres:@", "postgresql://pitboss_app@", 1)


async def connect(
    url: str, *, size: int = 10, application: str = "pitboss", own: bool = False
) -> asyncpg.Pool[Any]:
    """A pool whose every connection is the unprivileged role `pitboss_app`, whoever the URL names. `own`: for
    Database.single; on these connections the desk itself acts."""

    async def init(connection: asyncpg.Connection[Any]) -> None:
        await _codecs(connection)
        if await connection.fetchval("SELECT current_user") != "pitboss_app":
            await connection.execute("SET ROLE pitboss_app")
        if own:
            await connection.execute("SET pitboss.kind TO 'system'")

    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        init=init,
        connection_class=_Connection,
        server_settings={"application_name": application, "timezone": "UTC", "lock_timeout": "10s"},
        command_timeout=60,
    )
