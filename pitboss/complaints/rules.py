"""What the rules that a case began with say of its appeal and its dispute body, and the clocks that follow."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints import deadlines, packs
from pitboss.complaints.deadlines import Deadline, Facts
from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_model import Body, Force, From, Kind, Pack
from pitboss.db.tx import Tx

PROMISE = "promise"
APPEAL_ANSWER, BODY_ANSWER = Kind.appeal_answer.value, Kind.body_answer.value
WARN_BEFORE = 0.2  # of its time
WARN_AT_MOST = timedelta(days=2)


class Until(msgspec.Struct, frozen=True):
    due_at: datetime
    rule: str


async def pack_of(tx: Tx, case: Complaint) -> Pack:
    return packs.effective(case.pack)


def _until(found: Deadline | None) -> Until | None:
    return None if found is None or found.due_at is None else Until(found.due_at, found.rule)


async def appeal_until(tx: Tx, case: Complaint, told_at: datetime) -> Until | None:
    """How long the player may appeal; None: the rules set no end."""
    facts = Facts(category=case.category, moments={From.final_response: told_at})
    return _until(deadlines.due(await pack_of(tx, case), facts, Kind.appeal))


async def appeal_answer(tx: Tx, case: Complaint, asked_at: datetime) -> Deadline | None:
    """When an appeal has to be answered: also within the time for the final answer, which no escalation begins anew."""
    moments = {From.appeal_asked: asked_at, From.first_receipt: case.first_received_at}
    return deadlines.due(
        await pack_of(tx, case), Facts(category=case.category, moments=moments), Kind.appeal_answer
    )


async def body_answer(tx: Tx, case: Complaint, body: Body, asked_at: datetime) -> Deadline | None:
    """When the dispute body expects our answer."""
    facts = Facts(category=case.category, moments={From.body_asked: asked_at}, body=body.id)
    return deadlines.due(await pack_of(tx, case), facts, Kind.body_answer)


async def end_of(tx: Tx, case: Complaint, day: date | None) -> datetime | None:
    """The end of a day where the rules count days."""
    if day is None:
        return None
    pack = await pack_of(tx, case)
    return deadlines.end_of(ZoneInfo(pack.calendar.zone), day)


# ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────────


async def start(tx: Tx, case: Complaint, kind: str, due: Deadline | None, started_at: datetime) -> None:
    if due is not None and due.due_at is not None:
        explained = msgspec.to_builtins(due)
        await _set(
            tx, case, kind, started_at, due.due_at, rule=due.rule, force=due.force, explained=explained
        )


async def promise(tx: Tx, case: Complaint, due_at: datetime | None) -> None:
    """What was promised to the player by a day; None: nothing is open any more."""
    if due_at is None:
        await meet(tx, case, PROMISE)
    else:
        started_at = await tx.value("SELECT now()")
        await _set(tx, case, PROMISE, started_at, due_at, rule="", force=Force.own_policy, explained={})


async def _set(
    tx: Tx,
    case: Complaint,
    kind: str,
    started_at: datetime,
    due_at: datetime,
    *,
    rule: str,
    force: Force,
    explained: object,
) -> None:
    """A clock that is there already goes on unless it is due at another moment: then it was met, or replaced."""
    ahead = max(due_at - started_at, timedelta(0))
    await tx.run(
        """
        INSERT INTO complaint_deadline AS d (brand_id, complaint_id, kind, rule, force, started_at, due_at, warn_at, explained)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (brand_id, complaint_id, kind) DO UPDATE
        SET rule = excluded.rule, force = excluded.force, started_at = excluded.started_at, due_at = excluded.due_at,
            warn_at = excluded.warn_at, explained = excluded.explained, warned_at = NULL, met_at = NULL, broken_at = NULL
        WHERE  d.due_at <> excluded.due_at OR d.met_at IS NOT NULL
        """,
        case.brand,
        case.id,
        kind,
        rule,
        force,
        started_at,
        due_at,
        due_at - min(ahead * WARN_BEFORE, WARN_AT_MOST),
        explained,
    )
    await _nearest(tx, case)


async def meet(tx: Tx, case: Complaint, kind: str) -> None:
    await tx.run(
        """
        UPDATE complaint_deadline
        SET    met_at = now(), broken_at = CASE WHEN due_at < now() THEN coalesce(broken_at, due_at) END
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND met_at IS NULL
        """,
        case.brand,
        case.id,
        kind,
    )
    await _nearest(tx, case)


async def _nearest(tx: Tx, case: Complaint) -> None:
    await tx.run(
        """
        UPDATE complaint SET next_due_at = (
            SELECT min(due_at) FROM complaint_deadline
            WHERE  brand_id = $1 AND complaint_id = $2 AND met_at IS NULL AND paused_at IS NULL)
        WHERE  brand_id = $1 AND id = $2
        """,
        case.brand,
        case.id,
    )
