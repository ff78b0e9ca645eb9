"""What the rules that a case began with say of its appeal and its dispute body, and the clocks that follow."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints import clocks, deadlines, reach
from pitboss.complaints.deadlines import Deadline, Facts
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_model import Body, Force, From, Kind, Pack
from pitboss.db.tx import Tx

PROMISE = "promise"
BODY_ANSWER = Kind.body_answer.value


class Until(msgspec.Struct, frozen=True):
    due_at: datetime
    rule: str


async def pack_of(tx: Tx, case: Complaint) -> Pack:
    """As the case began with it."""
    return await clocks.rules_of(tx, case)


def _until(found: Deadline | None) -> Until | None:
    return None if found is None or found.due_at is None else Until(found.due_at, found.rule)


async def appeal_until(tx: Tx, case: Complaint, decision: UUID) -> Until | None:
    """How long the player may appeal a decision. None: the rules set no end, or the player has not had it in writing yet, so
    that their time has not begun."""
    told_at = await reach.decision_told_at(tx, case, decision)
    return None if told_at is None else await appeal_window(tx, case, told_at)


async def appeal_window(tx: Tx, case: Complaint, told_at: datetime) -> Until | None:
    """The same of a decision that the player has in writing from then on."""
    facts = Facts(category=case.category, moments={From.final_response: told_at})
    return _until(deadlines.due(await pack_of(tx, case), facts, Kind.appeal))


async def body_answer(tx: Tx, case: Complaint, body: Body, asked_at: datetime) -> Deadline | None:
    """When the dispute body expects our answer."""
    facts = Facts(category=case.category, moments={From.body_asked: asked_at}, body=body.id)
    return deadlines.due(await pack_of(tx, case), facts, Kind.body_answer)


async def unanswered(tx: Tx, case: Complaint) -> str | None:
    """The rule by which the player may go to a dispute body now although we have not decided: the time of the final answer is
    over, and the rules of the case say so."""
    today: datetime = await tx.value("SELECT now()")
    rule = (await pack_of(tx, case)).unanswered(today.date())
    over = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM complaint_deadline
                       WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND met_at IS NULL AND due_at < now())
        """,
        case.brand,
        case.id,
        Kind.final_answer,
    )
    return rule.id if rule is not None and over else None


async def body_asks(tx: Tx, case: Complaint, asked_at: datetime) -> None:
    """The clock of our answer counts from here; the step that follows sets it."""
    await clocks.mark(tx, case, From.body_asked, at=asked_at)


async def end_of(tx: Tx, case: Complaint, day: date | None) -> datetime | None:
    """The end of a day where the rules count days."""
    if day is None:
        return None
    pack = await pack_of(tx, case)
    return deadlines.end_of(ZoneInfo(pack.calendar.zone), day)


# ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────


async def promise(tx: Tx, case: Complaint, due_at: datetime | None) -> None:
    """What was promised to the player by a day; None: nothing is open any more."""
    if due_at is None:
        await meet(tx, case, PROMISE)
        return
    now: datetime = await tx.value("SELECT now()")
    await clocks.put(
        tx,
        case,
        PROMISE,
        clocks.Clock(rule="", force=Force.own_policy, started_at=now, due_at=due_at, explained={}),
    )
    await clocks.nearest(tx, case)


async def meet(tx: Tx, case: Complaint, kind: str) -> None:
    await clocks.meet(tx, case, kind)
    await clocks.nearest(tx, case)
