"""Whatever people try in whatever order, by whatever roles: what must never happen does not, and the log tells the state."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from pitboss.complaints import actions as cases
from pitboss.complaints import appeals, decisions, execution, queries, stages
from pitboss.complaints import events as e
from pitboss.complaints.appeals import Conclusion
from pitboss.complaints.decisions import Wanted
from pitboss.complaints.model import AppealOutcome, Outcome
from pitboss.complaints.redress import Redress, RedressKind
from pitboss.db.tx import SYSTEM, Actor, Tx
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Refused
from tests.complaints.deciding import FACTS, REASONING, Room, a_room, investigated
from tests.desk import Desk
from tests.making import a_complaint, a_player, happened

Move = Callable[[Tx], Awaitable[object]]
SORRY = Redress(kind=RedressKind.apology, what="In writing.")
LARGE = Redress(kind=RedressKind.payment, amount=Decimal(900), currency="EUR")
STEPS = 200
WEIGHTS = {
    "list": 0.3,
    "freeze": 0.5,
    "acknowledge": 1,
    "analyse": 1,
    "investigate": 1,
    "return": 1,
    "appeal": 1,
}
WEIGHTS |= {"give": 12, "view": 12, "conclude": 12, "confirm": 8}


def calls(action: Callable[..., Awaitable[object]], *values: object, **named: object) -> Move:
    async def move(tx: Tx) -> None:
        await action(tx, *values, **named)

    return move


class Walk:
    """Somebody tries something with one case, again and again."""

    def __init__(self, room: Room, complaint: UUID, dice: random.Random) -> None:
        self.room, self.complaint, self.dice = room, complaint, dice
        self.brand = room.desk.brand.id
        self.done: list[str] = []

    async def known(self, tx: Tx) -> tuple[list[Any], list[Any], Any]:
        return (
            await decisions.of_case(tx, self.brand, self.complaint),
            await execution.of_case(tx, self.brand, self.complaint),
            await appeals.of_case(tx, self.brand, self.complaint),
        )

    def wanted(self, replaces: UUID | None) -> Wanted:
        outcome = self.dice.choice([Outcome.upheld, Outcome.not_upheld, Outcome.partly_upheld])
        redress = [] if outcome is Outcome.not_upheld else [SORRY, *self.dice.choice([[], [LARGE]])]
        return Wanted(
            outcome=outcome,
            disputed_on=date(2026, 3, 10),
            facts=FACTS,
            reasoning=REASONING,
            clauses=["terms-4.2"],
            redress=redress,
            replaces=self.dice.choice([None, replaces]),
        )

    async def moves(self, tx: Tx) -> list[tuple[str, Move]]:
        made, todo, appeal = await self.known(tx)
        brand, case = self.brand, self.complaint
        item = new_id()
        standing = decisions.standing(made)

        def step(event: e.Step) -> Move:
            async def taken(tx: Tx) -> None:
                await cases.take(tx, await cases.hold(tx, brand, case), event)

            return taken

        state = (
            stages.State()
            if (held := await queries.complaint(tx, brand, case)) is None
            else cases.state_of(held)
        )
        unread = state.unread[:1] or [item]
        found: list[tuple[str, Move]] = [
            ("acknowledge", step(e.ComplaintAcknowledged(complaint=case))),
            ("analyse", step(e.ComplaintAnalysed(complaint=case))),
            ("investigate", step(e.ComplaintInvestigated(complaint=case))),
            ("list", step(e.ComplaintEvidenceNeeded(complaint=case, needs=["bet"]))),
            ("freeze", step(e.ComplaintEvidenceFrozen(complaint=case, evidence=item, kind="bet", need="bet"))),
            ("review", step(e.ComplaintEvidenceReviewed(complaint=case, evidence=unread[0]))),
            ("review", step(e.ComplaintEvidenceReviewed(complaint=case, evidence=unread[0]))),
            ("carry out", step(e.ComplaintCarriedOut(complaint=case))),
            ("close", step(e.ComplaintClosed(complaint=case))),
            ("propose", calls(decisions.propose, brand, case, self.wanted(standing.id if standing else None))),
            ("appeal", calls(appeals.ask, brand, case, "Wrong.", how="staff")),
        ]  # fmt: skip
        for one in made[-2:]:
            found += [
                ("decide", calls(decisions.decide, brand, one.id)),
                ("sign", calls(decisions.sign, brand, one.id)),
                ("return", calls(decisions.send_back, brand, one.id, "Not so.")),
            ]
        for one in todo[-3:]:
            found += [
                (
                    "prove",
                    calls(execution.prove, brand, one.id, reference="PR-1", proof="Sent."),
                ),
                ("confirm", calls(execution.confirm, brand, one.id)),
            ]
        if appeal is not None:
            to = self.dice.choice(self.people()).id
            outcome = self.dice.choice(list(AppealOutcome))
            change = self.wanted(None) if outcome is AppealOutcome.changed else None
            said = Conclusion(outcome=outcome, reasoning=REASONING, decision=change)
            found += [
                ("give", calls(appeals.give, brand, appeal.id, to)),
                ("view", calls(appeals.write_view, brand, appeal.id, Outcome.upheld, "So.")),
                ("conclude", calls(appeals.conclude, brand, appeal.id, said)),
            ]
        return found

    def people(self) -> list[Actor]:
        room = self.room
        return [seat.person.actor for seat in (room.handler, room.lead, room.officer, room.reviewer)]

    async def tries(self) -> bool:
        """Whether it was let."""
        async with self.room.desk.db.tx(SYSTEM) as tx:
            choices = await self.moves(tx)
        weights = [WEIGHTS.get(name, 4) for name, _ in choices]
        ((name, move),) = self.dice.choices(choices, weights)
        try:
            async with self.room.desk.db.tx(self.dice.choice(self.people())) as tx:
                await move(tx)
        except Refused:
            return False
        self.done.append(name)
        return True

    async def holds(self) -> None:
        """What must be true after each step."""
        async with self.room.desk.db.tx(SYSTEM) as tx:
            case = await queries.complaint(tx, self.brand, self.complaint)
            made, todo, appeal = await self.known(tx)
            kept = await tx.connection.fetch(
                """
                SELECT d.state, d.second, d.proposed_by, d.decided_by, d.appeal_id, s.staff_id, s.role FROM complaint_signature s
                JOIN complaint_decision d ON d.brand_id = s.brand_id AND d.id = s.decision_id
                WHERE d.brand_id = $1 AND d.complaint_id = $2
                """,
                self.brand,
                self.complaint,
            )
            barred = set(
                await tx.column(
                    """
                    SELECT staff_id FROM complaint_party WHERE brand_id = $1 AND complaint_id = $2
                    UNION SELECT staff_id FROM complaint_conflict WHERE brand_id = $1 AND complaint_id = $2
                    """,
                    self.brand,
                    self.complaint,
                )
            )
        assert not barred & {row["staff_id"] for row in kept}, "nobody with a conflict decides or signs"
        for row in kept:
            if row["state"] == "decided" and row["role"] == "second":
                assert row["staff_id"] not in (row["proposed_by"], row["decided_by"])
        taken = [one for one in made if one.state == "decided"]
        assert len({one.replaces for one in taken}) == len(taken), "one line of decisions"
        assert sum(one.state in ("proposed", "signing") for one in made) <= 1
        if case.stage in ("carried_out", "closed"):
            assert all(one.state in ("verified", "dropped") for one in todo)
        for one in todo:
            if one.state == "verified":
                assert one.verified_by is None or one.verified_by != one.proven_by
        if appeal is not None and appeal.handler_id is not None:
            partook = {row["staff_id"] for row in kept if row["appeal_id"] is None}
            assert appeal.handler_id not in barred | partook
            assert appeal.decided_at is None or appeal.view_at is not None
        log = [
            one
            for one in await happened(self.room.desk.db, self.room.desk.brand)
            if one.data.get("complaint") == str(self.complaint)
        ]
        assert stages.replay_stored(log) == cases.state_of(case), "the log tells the state"


@pytest.mark.parametrize("seed", range(4))
async def test_no_order_of_attempts_breaks_what_must_hold(desk: Desk, seed: int) -> None:
    room = await a_room(desk)
    await room.limit("complaints_reviewer", "EUR", "100")
    dice = random.Random(seed)
    player = await a_player(desk.db, desk.brand)
    complaint = (
        await investigated(desk, room.handler) if seed else await a_complaint(desk.db, desk.brand, player.id)
    )
    walk = Walk(room, complaint, dice)
    if seed % 3 == 1:
        async with desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source) VALUES ($1, $2, $3, 'replied')",
                desk.brand.id,
                complaint,
                dice.choice([room.lead.id, room.officer.id]),
            )
    for _ in range(STEPS):
        if await walk.tries():
            await walk.holds()
