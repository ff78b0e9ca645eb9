"""What every handler of one case needs: the case that the path names, for whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any

import msgspec
from litestar import Response

from pitboss.api.edge import Desk, Req, write
from pitboss.complaints import actions, queries
from pitboss.complaints.model import Complaint
from pitboss.db.tx import Tx
from pitboss.staff.actors import Signed

Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)]


class OnCase(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version`: of the case or the thing that you read; somebody's change since then is a conflict."""

    version: Version | None = None
    key: str | None = None


class TheCase(msgspec.Struct, frozen=True):
    """A case by its id or its number; `brand` where several brands have the number."""

    desk: Desk
    signed: Signed
    request: Req
    name: str
    brand: str | None

    async def find(self, tx: Tx) -> Complaint:
        return await queries.find(tx, self.name, brand=self.brand)

    @asynccontextmanager
    async def tx(self) -> AsyncIterator[tuple[Tx, Complaint]]:
        """One transaction of whoever asks, for what `write` does not fit."""
        async with self.desk.db.tx(self.signed.actor) as tx:
            yield tx, await self.find(tx)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[tuple[Tx, Complaint]]:
        """For reading what keeps no trace of who looked; see Database.look."""
        async with self.desk.db.look(self.signed.actor) as tx:
            yield tx, await self.find(tx)

    @asynccontextmanager
    async def looked_at(self, part: str) -> AsyncIterator[tuple[Tx, Complaint]]:
        """For reading this part of the case; that they looked is kept."""
        async with self.tx() as (tx, one):
            await actions.look(tx, one, part)
            yield tx, one

    async def write(
        self, do: Callable[[Tx, Complaint], Awaitable[Any]], *, key: str | None = None, status: int = 200
    ) -> Response[bytes]:
        """Does something to the case and answers with what it gives; see edge.write."""

        async def act(tx: Tx) -> tuple[int, Any]:
            return status, await do(tx, await self.find(tx))

        return await write(self.desk, self.request, self.signed.actor, act, key=key)


async def provide_case(
    desk: Desk, signed: Signed, request: Req, complaint: str, brand: str | None = None
) -> TheCase:
    return TheCase(desk, signed, request, complaint, brand)
