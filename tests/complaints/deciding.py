"""Cases that are ready to be decided, and the people around them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from pitboss.complaints import actions as cases
from pitboss.complaints import clocks, queries
from pitboss.complaints import events as e
from pitboss.complaints.model import Complaint
from pitboss.db.tx import SYSTEM, Actor
from pitboss.kit.ids import new_id
from tests.desk import Desk, Seat
from tests.making import a_complaint, a_player, a_ticket

FACTS = "The bet was accepted at 14:02 and voided at 14:20, without a reason that the rules know."
REASONING = (
    "We looked at the bet and at the rules of that day. The bet should not have been voided, so we pay it."
)
PAYS = {"kind": "payment", "amount": "120.50", "currency": "EUR"}
WANTED: dict[str, Any] = {
    "outcome": "upheld",
    "disputed_on": "2026-03-10",
    "facts": FACTS,
    "reasoning": REASONING,
    "clauses": ["terms-4.2"],
    "redress": [PAYS],
}
ACCOUNT = "P-1001"


async def clauses(desk: Desk) -> None:
    """terms-4.2 as it stood until the middle of March 2026, and since."""
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO clause (brand_id, id, name, kind, language, title, text, valid_from, valid_to)
            VALUES ($1, $2, 'terms-4.2', 'terms', 'en', 'Void bets', 'A bet is void only for a reason of rule 7.', '2020-01-01', '2026-03-15'),
                   ($1, $3, 'terms-4.2', 'terms', 'en', 'Void bets', 'Any bet may be void.', '2026-03-16', NULL)
            """,
            desk.brand.id,
            new_id(),
            new_id(),
        )


async def take(desk: Desk, by: Actor, complaint: UUID, *steps: e.Step) -> Complaint:
    async with desk.db.tx(by) as tx:
        case = await cases.hold(tx, desk.brand.id, complaint)
        for step in steps:
            case = await cases.take(tx, case, step)
    return case


async def investigated(desk: Desk, by: Seat, *, category: str = "VOID", account: str = ACCOUNT) -> UUID:
    """A case whose evidence is there and read."""
    player = await a_player(desk.db, desk.brand)
    complaint = await a_complaint(desk.db, desk.brand, player.id, category=category)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, $2, $3, 'account', $4)",
            desk.brand.id,
            new_id(),
            player.id,
            f"{account}" if account != ACCOUNT else f"P-{complaint.hex[-12:]}",
        )
    item = new_id()
    await take(
        desk,
        by.person.actor,
        complaint,
        e.ComplaintAcknowledged(complaint=complaint, reason="Told on the telephone."),
        e.ComplaintAnalysed(complaint=complaint),
        e.ComplaintInvestigated(complaint=complaint),
        e.ComplaintEvidenceNeeded(complaint=complaint, needs=[]),
        e.ComplaintEvidenceFrozen(complaint=complaint, evidence=item, kind="bet"),
        e.ComplaintEvidenceReviewed(complaint=complaint, evidence=item),
    )
    return complaint


async def in_writing(desk: Desk, complaint: UUID, *, ago: timedelta = timedelta()) -> None:
    """As if the final response had been said in a chat of the player's so long ago."""
    async with desk.db.tx(SYSTEM) as tx:
        case = await queries.complaint(tx, desk.brand.id, complaint)
    ticket = await a_ticket(desk.db, desk.brand, case.player_id)
    message = new_id()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO complaint_letter (brand_id, id, complaint_id, kind, language, subject, text, pack_version, lint, ticket_id,
                                          message_id, decision_id, sent_at)
            VALUES ($1, $2, $3, 'final_response', 'en', 'Our answer', 'Our answer', '', '{}', $4, $5, $6, now() - $7::interval)
            """,
            desk.brand.id,
            new_id(),
            complaint,
            ticket,
            message,
            UUID(case.state["decision"]),
            ago,
        )
        await clocks.hear_of_letter(tx, await cases.hold(tx, desk.brand.id, complaint), message)


class Room:
    """A handler, a lead and a compliance officer who decide, a reviewer who hears appeals."""

    def __init__(self, desk: Desk, handler: Seat, lead: Seat, officer: Seat, reviewer: Seat) -> None:
        self.desk = desk
        self.handler, self.lead, self.officer, self.reviewer = handler, lead, officer, reviewer

    async def asks(
        self, seat: Seat, method: str, path: str, status: int, /, body: Any = None, **more: Any
    ) -> Any:
        answer = await seat.asks(method, path, body, brand=self.desk.brand.id, **more)
        assert answer.status_code == status, answer.text
        return answer.json()

    async def posts(self, seat: Seat, path: str, status: int = 200, /, **body: Any) -> Any:
        return await self.asks(seat, "POST", path, status, body)

    async def case(self, complaint: UUID) -> Complaint:
        async with self.desk.db.tx(SYSTEM) as tx:
            return await queries.complaint(tx, self.desk.brand.id, complaint)

    async def proposed(self, complaint: UUID, **more: Any) -> dict[str, Any]:
        made: dict[str, Any] = await self.posts(
            self.handler, f"/complaints/{complaint}/decisions", 201, **{**WANTED, **more}
        )
        return made

    async def decided(self, complaint: UUID, **more: Any) -> dict[str, Any]:
        """By the lead, who may pay so much alone."""
        made = await self.proposed(complaint, **more)
        taken: dict[str, Any] = await self.posts(
            self.lead, f"/complaints/{complaint}/decisions/{made['id']}/decide"
        )
        return taken

    async def limit(self, role: str, currency: str, amount: str | None) -> None:
        async with self.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "DELETE FROM complaint_sign_limit WHERE brand_id = $1 AND role = $2 AND currency = $3",
                self.desk.brand.id,
                role,
                currency,
            )
            if amount is not None:
                await tx.run(
                    "INSERT INTO complaint_sign_limit (brand_id, role, currency, amount) VALUES ($1, $2, $3, $4::text::numeric)",
                    self.desk.brand.id,
                    role,
                    currency,
                    amount,
                )


async def a_room(desk: Desk) -> Room:
    room = Room(
        desk,
        await desk.sits("complaints_handler"),
        await desk.sits("complaints_lead"),
        await desk.sits("compliance"),
        await desk.sits("complaints_reviewer"),
    )
    await clauses(desk)
    await room.limit("complaints_lead", "EUR", "500")
    return room
