"""Cases with everything around them: a player with an account at an open casino, a ticket with a conversation, a handler."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import msgspec

from pitboss.complaints.actions import hold
from pitboss.db.tx import SYSTEM
from pitboss.players import actions as players
from pitboss.players.model import Claims
from pitboss.tickets.model import Ticket
from tests.casino import Open
from tests.desk import Desk, Seat
from tests.flows.test_documents import LINK
from tests.making import a_complaint

ACCOUNT = "hb-40022"
BET, VOIDED = "88120443", "88120977"


class ACase(msgspec.Struct, frozen=True):
    """A case of Declan Murphy about a bet, and who works on it."""

    desk: Desk
    id: UUID
    ticket: Ticket
    handler: Seat
    address: str

    async def asks(
        self, seat: Seat, method: str, path: str, body: Any = None, **query: Any
    ) -> httpx.Response:
        return await seat.asks(
            method, f"/complaints/{self.id}/{path}", body, brand=self.desk.brand.id, **query
        )

    async def does(self, path: str, body: Any = None, *, expect: int = 200, by: Seat | None = None) -> Any:
        answer = await self.asks(by or self.handler, "POST", path, body)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def sees(
        self, path: str = "evidence", *, expect: int = 200, by: Seat | None = None, **query: Any
    ) -> Any:
        answer = await self.asks(by or self.handler, "GET", path, **query)
        assert answer.status_code == expect, answer.text
        return answer.json()

    async def takes(self, *, by: Seat | None = None, **query: Any) -> bytes:
        answer = await self.asks(by or self.handler, "GET", "evidence/export", **query)
        assert answer.status_code == 200, answer.text
        return answer.content


async def a_case(
    desk: Desk,
    casino: Open,
    *,
    category: str = "VOID",
    account: str = ACCOUNT,
    text: str = "You voided my bet.",
    files: tuple[tuple[str, bytes], ...] = (),
) -> ACase:
    await casino.serve(desk.db, desk.brand.id, accounts="hb-")
    address = f"d.murphy-{desk.brand.id}@post.example"
    async with desk.db.tx(SYSTEM) as tx:
        player = await players.identify(
            tx, desk.brand.id, Claims(account=account, name="Declan Murphy", email=address)
        )
    ticket = await desk.a_ticket(from_=f"Declan Murphy <{address}>", subject="My bet", text=text, files=files)
    complaint = await a_complaint(desk.db, desk.brand, player.id, category=category)
    async with desk.db.tx(SYSTEM) as tx:
        await hold(tx, desk.brand.id, complaint)
        await tx.run(
            "INSERT INTO complaint_ticket (brand_id, complaint_id, ticket_id, why) VALUES ($1, $2, $3, 'origin')",
            desk.brand.id,
            complaint,
            ticket.id,
        )
    handler = await desk.sits("complaints_handler", desk.brand.queue)
    return ACase(desk, complaint, ticket, handler, address)


def need(shown: Any, code: str) -> Any:
    return next(one for one in shown["needs"] if one["code"] == code)


async def upload_page(case: ACase) -> str:
    """The path of the page that the player's last message names."""
    said = (await case.desk.messages(case.ticket, "bot"))[-1]
    found = LINK.search(case.desk.db.links.unsealed(said.text, case.desk.brand.id, case.ticket.id))
    assert found, said.text
    return found[1]
