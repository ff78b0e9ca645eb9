"""What was decided, carried out and proven: the desk asks the simulated casino over the wire."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from pitboss.backoffice.connector import BetStatus, Money, PaymentKind, PaymentState
from pitboss.backoffice.settings import connect_brand
from pitboss.complaints import events as e
from pitboss.complaints import execution
from pitboss.complaints.model import NotCarriedOut
from pitboss.db.tx import SYSTEM
from tests.casino import INSIDE, Open, an_open_casino
from tests.complaints.deciding import PAYS, Room, a_room, investigated, take
from tests.desk import Desk
from tests.making import happened

EUR = Money(Decimal("120.50"), "EUR")


class Paying(Room):
    """A room whose brand has a back office."""

    casino: Open

    @property
    def brand(self) -> str:
        return self.desk.brand.id

    async def account(self, complaint: UUID) -> str:
        found: str = await self.desk.value(
            """
            SELECT i.value FROM identity i JOIN complaint c ON c.brand_id = i.brand_id AND c.player_id = i.player_id
            WHERE  i.brand_id = $1 AND c.id = $2 AND i.kind = 'account'
            """,
            complaint,
        )
        return found

    async def actions(self, complaint: UUID) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.asks(
            self.handler, "GET", f"/complaints/{complaint}/execution", 200
        )
        return found

    async def proves(self, complaint: UUID, action: dict[str, Any], status: int = 200, **body: Any) -> Any:
        return await self.posts(
            self.handler, f"/complaints/{complaint}/execution/{action['id']}/prove", status, **body
        )

    async def to_do(
        self, *redress: dict[str, Any], outcome: str = "upheld"
    ) -> tuple[UUID, list[dict[str, Any]]]:
        complaint = await investigated(self.desk, self.handler)
        made = await self.proposed(complaint, redress=list(redress), outcome=outcome)
        path = f"/complaints/{complaint}/decisions/{made['id']}"
        if (await self.posts(self.lead, f"{path}/decide"))["state"] == "signing":
            await self.posts(self.officer, f"{path}/sign")
        return complaint, await self.actions(complaint)


@pytest.fixture
async def paying(desk: Desk, tmp_path: Path) -> AsyncIterator[Paying]:
    room = await a_room(desk)
    made = Paying(desk, room.handler, room.lead, room.officer, room.reviewer)
    async with an_open_casino(tmp_path) as casino:
        casino.casino.open_brand(
            desk.brand.id, token="the token of the casino", accounts="P-", currency="EUR"
        )
        admin = await desk.sits("admin")
        async with desk.db.tx(admin.person.actor) as tx:
            await connect_brand(tx, desk.brand.id, casino.url, "the token of the casino", inside_hosts=INSIDE)
        made.casino = casino
        yield made


async def test_a_payment_is_proven_by_its_reference_and_the_case_can_close(paying: Paying) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    account = await paying.account(complaint)
    paid = paying.casino.casino.pay(paying.brand, account, money=EUR, reason="Complaint")
    with pytest.raises(NotCarriedOut):
        await take(
            paying.desk, paying.handler.person.actor, complaint, e.ComplaintCarriedOut(complaint=complaint)
        )
    shown = await paying.proves(complaint, action, reference=paid.id)
    assert (shown["state"], shown["found"], shown["verified_by"]) == ("verified", "", None)
    assert shown["source"].endswith(f"/payments/{paid.id}")
    assert (await paying.case(complaint)).stage == "carried_out"
    types = [one.type for one in await happened(paying.desk.db, paying.desk.brand)]
    assert types[-3:] == ["complaint_action_proven", "complaint_action_verified", "complaint_carried_out"]
    await take(paying.desk, paying.handler.person.actor, complaint, e.ComplaintClosed(complaint=complaint))


async def test_a_wrong_reference_sum_currency_player_or_state_is_told_and_proves_nothing(
    paying: Paying,
) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    account, casino = await paying.account(complaint), paying.casino.casino
    other = await paying.account(await investigated(paying.desk, paying.handler))

    async def said(reference: str) -> str:
        shown = await paying.proves(complaint, action, reference=reference)
        assert (shown["state"], shown["verified_at"], shown["next_at"]) == ("proven", None, None)
        found: str = shown["found"]
        return found

    assert "knows no 'PR-nothing' of this player" in await said("PR-nothing")
    less = casino.pay(paying.brand, account, money=Money(Decimal("120.05"), "EUR"), reason="")
    assert "shows 120.05 EUR, but 120.5 EUR was decided" in await said(less.id)
    pounds = casino.pay(paying.brand, account, money=Money(Decimal("120.50"), "GBP"), reason="")
    assert "shows 120.5 GBP, but 120.5 EUR" in await said(pounds.id)
    theirs = casino.pay(paying.brand, other, money=EUR, reason="")
    assert "of this player. Check the reference." in await said(theirs.id)
    pending = casino.pay(paying.brand, account, money=EUR, reason="", state=PaymentState.pending)
    assert "is not done yet: the back office shows 'Pending'" in await said(pending.id)
    deposit = casino.pay(paying.brand, account, money=EUR, reason="", kind=PaymentKind.deposit)
    assert "is a deposit of the player" in await said(deposit.id)
    assert (await paying.case(complaint)).stage == "decided"
    casino.move_payment(paying.brand, account, pending.id, state=PaymentState.paid, reason="")
    await paying.proves(complaint, action, reference=pending.id)
    assert (await paying.case(complaint)).stage == "carried_out"


async def test_a_payment_from_before_the_decision_carries_nothing_out(paying: Paying) -> None:
    complaint = await investigated(paying.desk, paying.handler)
    before = paying.casino.casino.pay(
        paying.brand, await paying.account(complaint), money=EUR, reason="Long ago"
    )
    await paying.decided(complaint)
    (action,) = await paying.actions(complaint)
    shown = await paying.proves(complaint, action, reference=before.id)
    assert "older than the decision" in shown["found"]


async def test_one_payment_carries_out_one_action(paying: Paying) -> None:
    complaint, (first, second) = await paying.to_do(PAYS, PAYS)
    account = await paying.account(complaint)
    paid = paying.casino.casino.pay(paying.brand, account, money=EUR, reason="")
    assert (await paying.proves(complaint, first, reference=paid.id))["state"] == "verified"
    again = await paying.proves(complaint, second, reference=paid.id)
    assert (again["state"], again["found"]) == (
        "proven",
        "This payment carries out another action already.",
    )
    by_processor = await paying.proves(complaint, second, reference=str(paid.processor_reference))
    assert by_processor["state"] == "proven"


async def test_a_bet_is_resettled_and_stays_so(paying: Paying) -> None:
    complaint = await investigated(paying.desk, paying.handler)
    account, casino = await paying.account(complaint), paying.casino.casino
    bet = casino.of(paying.brand, account).bets[0]
    casino.void(paying.brand, account, bet.id, reason="Palpable error")
    settled = {"kind": "bet_resettled", "subject": bet.id, "amount": "75.00", "currency": "EUR"}
    await paying.decided(complaint, redress=[settled])
    (action,) = await paying.actions(complaint)
    assert "was not settled anew since the decision" in (await paying.proves(complaint, action))["found"]
    win = Money(Decimal("75.00"), "EUR")
    casino.resettle(paying.brand, account, bet.id, status=BetStatus.won, payout=win, reason="Complaint")
    casino.roll_back(paying.brand, account, bet.id, reason="Oops")
    assert "was rolled back" in (await paying.proves(complaint, action))["found"]
    less = Money(Decimal("7.50"), "EUR")
    casino.resettle(paying.brand, account, bet.id, status=BetStatus.won, payout=less, reason="Complaint")
    assert "shows 7.5 EUR, but 75 EUR was decided" in (await paying.proves(complaint, action))["found"]
    casino.resettle(paying.brand, account, bet.id, status=BetStatus.won, payout=win, reason="Complaint")
    assert (await paying.proves(complaint, action))["state"] == "verified"
    assert (await paying.case(complaint)).stage == "carried_out"


async def test_only_an_operators_limit_is_lifted_and_never_an_exclusion(paying: Paying) -> None:
    complaint = await investigated(paying.desk, paying.handler)
    account, casino = await paying.account(complaint), paying.casino.casino
    held = casino.of(paying.brand, account).restrictions
    own = [one for one in held.limits if one.set_by == "player"]
    lift = {"kind": "limit_lifted", "subject": own[0].id if own else "l-none"}
    await paying.decided(complaint, redress=[lift])
    (action,) = await paying.actions(complaint)
    found = (await paying.proves(complaint, action))["found"]
    assert ("the player set is theirs" if own else "knows no") in found


# ── when the back office is away ────────────────────────────────────────────────────────────────────────────


async def test_a_back_office_that_is_away_is_asked_again(paying: Paying) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    account, casino = await paying.account(complaint), paying.casino.casino
    paid = casino.pay(paying.brand, account, money=EUR, reason="")
    casino.away = True
    shown = await paying.proves(complaint, action, reference=paid.id)
    assert shown["state"] == "proven"
    assert "does not answer right now" in shown["found"]
    assert shown["next_at"] is not None
    casino.away = False
    await _due(paying, action)
    await paying.desk.work_until_idle()
    assert (await paying.case(complaint)).stage == "carried_out"


async def _due(paying: Paying, action: dict[str, Any]) -> None:
    async with paying.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint_execution SET next_at = now() WHERE brand_id = $1 AND id = $2",
            paying.brand,
            UUID(action["id"]),
        )


async def test_a_worker_that_dies_between_its_steps_leaves_the_proof_to_be_looked_at_again(
    paying: Paying,
) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    paid = paying.casino.casino.pay(paying.brand, await paying.account(complaint), money=EUR, reason="")
    actor = paying.handler.person.actor
    async with paying.desk.db.tx(actor) as tx:  # said, and then everything died before anybody looked
        await execution.prove(tx, paying.brand, UUID(action["id"]), reference=paid.id)
    asked = asyncio.create_task(
        execution.look(paying.desk.db, paying.brand, UUID(action["id"]), hosts=INSIDE)
    )
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    (seen,) = await paying.actions(complaint)
    assert (seen["state"], seen["next_at"] is not None) == ("proven", True)
    assert (await paying.case(complaint)).stage == "decided"
    await paying.desk.work_until_idle()
    assert (await paying.case(complaint)).stage == "carried_out"
    types = [one.type for one in await happened(paying.desk.db, paying.desk.brand)]
    assert types.count("complaint_action_verified") == 1


async def test_many_looks_at_once_verify_once(paying: Paying) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    paid = paying.casino.casino.pay(paying.brand, await paying.account(complaint), money=EUR, reason="")
    async with paying.desk.db.tx(paying.handler.person.actor) as tx:
        await execution.prove(tx, paying.brand, UUID(action["id"]), reference=paid.id)
    look = f"/complaints/{complaint}/execution/{action['id']}/look"
    answers = await asyncio.gather(*(paying.posts(paying.handler, look) for _ in range(5)))
    assert {one["state"] for one in answers} == {"verified"}
    types = [one.type for one in await happened(paying.desk.db, paying.desk.brand)]
    assert types.count("complaint_action_verified") == 1
    assert types.count("complaint_carried_out") == 1


# ── what no system shows ────────────────────────────────────────────────────────────────────────────────────

SORRY = {"kind": "apology", "what": "In writing, by the head of trading."}


async def test_what_no_system_shows_is_confirmed_by_a_second_person(paying: Paying) -> None:
    complaint, (action,) = await paying.to_do(SORRY)
    path = f"/complaints/{complaint}/execution/{action['id']}/confirm"
    assert (await paying.posts(paying.lead, path, 409))["title"] == "not_proven_yet"
    await paying.proves(complaint, action, 422)
    shown = await paying.proves(complaint, action, proof="The mail of 12 March, 14:00.")
    assert (shown["state"], shown["by_hand"]) == ("proven", True)
    assert (await paying.posts(paying.handler, path, 409))["title"] == "own_proof"
    confirmed = await paying.posts(paying.lead, path)
    assert (confirmed["state"], confirmed["verified_by"]) == ("verified", str(paying.lead.id))
    assert (await paying.case(complaint)).stage == "carried_out"
    assert (await paying.proves(complaint, action, 409, proof="Another."))["title"] == "action_over"


async def test_nobody_confirms_by_hand_what_the_back_office_shows(paying: Paying) -> None:
    complaint, (action,) = await paying.to_do(PAYS)
    await paying.proves(complaint, action, reference="PR-1")
    path = f"/complaints/{complaint}/execution/{action['id']}/confirm"
    assert (await paying.posts(paying.lead, path, 409))["title"] == "system_looks"


async def test_without_a_back_office_a_second_person_looks(desk: Desk) -> None:
    room = await a_room(desk)
    complaint = await investigated(desk, room.handler)
    await room.decided(complaint)
    (action,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/execution", 200)
    path = f"/complaints/{complaint}/execution/{action['id']}"
    shown = await room.posts(room.handler, f"{path}/prove", reference="PR-1", proof="Bank statement.")
    assert (shown["state"], shown["by_hand"]) == ("proven", True)
    assert "no back office connected" in shown["found"]
    assert (await room.posts(room.lead, f"{path}/confirm"))["state"] == "verified"


async def test_more_can_be_done_but_money_is_given_by_decisions_alone(paying: Paying) -> None:
    complaint, _ = await paying.to_do(SORRY)
    path = f"/complaints/{complaint}/execution"
    refused = await paying.posts(paying.handler, path, 422, **PAYS)
    assert "Money is given by a decision" in refused["detail"]
    added = await paying.posts(paying.handler, path, 201, kind="other", what="Train the trader.")
    assert added["state"] == "open"
    assert str((await paying.case(complaint)).state["todo"]).count("-") == 8


async def test_what_was_carried_out_stays_as_it_is_not_even_the_desk_itself_changes_it(
    paying: Paying,
) -> None:
    complaint, (action,) = await paying.to_do(SORRY)
    await paying.proves(complaint, action, proof="Sent.")
    await paying.posts(paying.lead, f"/complaints/{complaint}/execution/{action['id']}/confirm")
    for change in ("proof = 'x'", "state = 'open', verified_at = NULL", "amount = 5, currency = 'EUR'"):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with paying.desk.db.tx(SYSTEM) as tx:
                await tx.run(
                    f"UPDATE complaint_execution SET {change} WHERE brand_id = $1 AND id = $2",
                    paying.brand,
                    UUID(action["id"]),
                )


async def test_a_promise_with_a_day_has_a_clock_until_it_is_kept(paying: Paying) -> None:
    day = (datetime.now(UTC) + timedelta(days=5)).date()
    later = (datetime.now(UTC) + timedelta(days=9)).date()
    complaint, (pay, sorry) = await paying.to_do(
        {**PAYS, "promised_for": day.isoformat()}, {**SORRY, "promised_for": later.isoformat()}
    )

    async def clock() -> Any:
        async with paying.desk.db.tx(SYSTEM) as tx:
            return await tx.connection.fetchrow(
                "SELECT due_at, met_at FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = 'promise'",
                paying.brand,
                complaint,
            )

    first = await clock()
    assert first["due_at"].date() == day
    assert (await paying.case(complaint)).next_due_at == first["due_at"]
    paid = paying.casino.casino.pay(paying.brand, await paying.account(complaint), money=EUR, reason="")
    await paying.proves(complaint, pay, reference=paid.id)
    second = await clock()
    assert (second["due_at"].date(), second["met_at"]) == (later, None)
    await paying.proves(complaint, sorry, proof="Sent.")
    await paying.posts(paying.lead, f"/complaints/{complaint}/execution/{sorry['id']}/confirm")
    assert (await clock())["met_at"] is not None
