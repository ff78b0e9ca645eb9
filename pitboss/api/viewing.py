"""Who looks at a ticket and who writes there, told to the others who look at it, and kept nowhere. Workspaces say it by
their socket every ten seconds; each process hears of all by NOTIFY, forgets who has fallen silent, and tells its own
sockets whenever something changes. So all processes know the same, and none needs a table."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
import structlog

from pitboss.api.stream import Connection
from pitboss.db.tx import Database
from pitboss.kit.ids import as_uuid

log = structlog.get_logger()

CHANNEL = "pitboss_viewing"
SILENT_SECONDS = 25.0  # two signs may be lost
SWEEP_SECONDS = 5.0
MOST_OPEN = 12  # tickets of one socket

Typing = Literal["reply", "note"]


class Sign(msgspec.Struct, frozen=True):
    """`typing`: reply, note, or nothing. `gone`: looks no more."""

    ticket: UUID
    staff: UUID
    name: str = ""
    typing: Typing | None = None
    gone: bool = False


class Viewer(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    typing: Typing | None


class Viewers:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._here: dict[UUID, dict[UUID, tuple[Viewer, float]]] = {}
        self._sockets: dict[UUID, set[Connection]] = {}

    async def heard(self, connection: Connection, frame: dict[str, Any]) -> None:
        """A frame from a workspace: {"type": "viewing", "ticket": id, "typing": "reply" | "note" | null}, or
        {"type": "left", "ticket": id}. Whoever may not see the ticket is heard and told as if it weren't there."""
        ticket = as_uuid(str(frame.get("ticket", "")))
        if ticket is None or frame.get("type") not in ("viewing", "left"):
            return
        if frame["type"] == "left":
            await self._leave(connection, ticket)
            return
        said = frame.get("typing")
        typing: Typing | None = "reply" if said == "reply" else "note" if said == "note" else None
        watching = sum(connection in sockets for sockets in self._sockets.values())
        if watching >= MOST_OPEN and connection not in self._sockets.get(ticket, ()):
            return
        if not await self._tell(connection, ticket, typing):
            await self._leave(connection, ticket)
            return
        sockets = self._sockets.setdefault(ticket, set())
        if connection not in sockets:
            sockets.add(connection)
            self._show(connection, ticket)

    async def _tell(self, connection: Connection, ticket: UUID, typing: Typing | None) -> bool:
        actor = connection.actor
        assert actor.id is not None
        sign = Sign(ticket, actor.id, actor.name, typing)
        async with self._db.tx(actor) as tx:
            told = await tx.connection.fetchval(
                "SELECT pg_notify($1, $2) IS NOT NULL FROM ticket WHERE brand_id = ANY ($3) AND id = $4",
                CHANNEL,
                msgspec.json.encode(sign).decode(),
                sorted(actor.brands),
                ticket,
            )
        return told is not None

    async def _leave(self, connection: Connection, ticket: UUID) -> None:
        sockets = self._sockets.get(ticket, set())
        if connection not in sockets:
            return
        sockets.discard(connection)
        if not sockets:
            del self._sockets[ticket]
        staff = connection.actor.id
        if staff is None or any(other.actor.id == staff for other in sockets):  # another window of theirs
            return
        sign = Sign(ticket, staff, gone=True)
        # Who is not told hears the silence.
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            async with self._db.single() as tx:
                await tx.run("SELECT pg_notify($1, $2)", CHANNEL, msgspec.json.encode(sign).decode())

    async def gone(self, connection: Connection) -> None:
        """The socket has closed."""
        for ticket in [ticket for ticket, sockets in self._sockets.items() if connection in sockets]:
            await self._leave(connection, ticket)

    def hear(self, payload: str) -> None:
        """What some process, perhaps this one, has told."""
        sign = msgspec.json.decode(payload, type=Sign)
        here = self._here.setdefault(sign.ticket, {})
        before = here.get(sign.staff)
        if sign.gone:
            here.pop(sign.staff, None)
            changed = before is not None
        else:
            viewer = Viewer(sign.staff, sign.name, sign.typing)
            here[sign.staff] = (viewer, time.monotonic() + SILENT_SECONDS)
            changed = before is None or before[0] != viewer
        if not here:
            del self._here[sign.ticket]
        if changed:
            self._show_all(sign.ticket)

    async def run_for_ever(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.forget_silent(time.monotonic())

    def forget_silent(self, now: float) -> None:
        for ticket, here in list(self._here.items()):
            silent = [staff for staff, (_, until) in here.items() if until <= now]
            for staff in silent:
                del here[staff]
            if not here:
                del self._here[ticket]
            if silent:
                self._show_all(ticket)

    def _show_all(self, ticket: UUID) -> None:
        for connection in self._sockets.get(ticket, ()):
            self._show(connection, ticket)

    def _show(self, connection: Connection, ticket: UUID) -> None:
        others = [v for v, _ in self._here.get(ticket, {}).values() if v.id != connection.actor.id]
        frame = {"type": "viewers", "ticket": ticket, "viewers": sorted(others, key=lambda v: (v.name, v.id))}
        connection.put(msgspec.json.encode(frame))
