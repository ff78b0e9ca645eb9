"""Every write of a case that is not its evidence, decision, execution, appeal or referral. `take` is the one way by which
any part changes a case's state."""

from __future__ import annotations

from uuid import UUID

import msgspec

from pitboss.complaints import events as e
from pitboss.complaints import queries, stages
from pitboss.complaints.conflicts import must_decide, must_hear
from pitboss.complaints.model import COLUMNS, ENDINGS, CaseChanged, Complaint, NoSuchComplaint, Stage
from pitboss.complaints.stages import State
from pitboss.db.tx import Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id

_CONFLICTED_STEPS = (e.ComplaintDecisionProposed, e.ComplaintDecisionSigned, e.ComplaintDecided)
_OVER = {*ENDINGS, Stage.closed}


async def hold(tx: Tx, brand: str, which: UUID, *, version: int | None = None) -> Complaint:
    """Locks a case that the actor sees; from then on the desk acts on the actor's behalf.

    Raises:
        NoSuchComplaint.
        CaseChanged: it is not of this version any more.
    """
    held = await tx.maybe(
        Complaint,
        f"SELECT {COLUMNS} FROM complaint c WHERE c.brand_id = $1 AND c.id = $2 FOR NO KEY UPDATE",
        brand,
        which,
    )
    if held is None:
        raise NoSuchComplaint
    if version is not None and version != held.version:
        raise CaseChanged(version=held.version)
    await tx.elevate()
    return held


def state_of(held: Complaint) -> State:
    return msgspec.convert(held.state, State)


async def take(tx: Tx, held: Complaint, step: e.Step) -> Complaint:
    """Takes a step of a case that the caller holds: asks stages.py whether it fits and conflicts.py whether this person
    may, keeps the new state, and records the event. Permissions are the caller's to ask.

    Raises:
        WrongStage, CaseOver, StillWaiting, EvidenceMissing, EvidenceUnread, SignatureMissing, NotCarriedOut: it doesn't fit.
        Conflicted: this person, or who the appeal is given to, has a conflict.
    """
    by = tx.actor.id if tx.actor.kind is Kind.staff else None
    state = state_of(held)
    if (refused := stages.may_step(state, step, by)) is not None:
        raise refused
    await _without_conflict(tx, held, state, step, by)
    after = stages.apply(state, step, by)
    assert after.stage is not None
    return await _keep(tx, held, after, step)


async def _without_conflict(tx: Tx, held: Complaint, state: State, step: e.Step, by: UUID | None) -> None:
    if by is not None and isinstance(step, _CONFLICTED_STEPS):
        must_decide(by, await queries.standing(tx, held, state.took_part))
    if isinstance(step, e.ComplaintAppealGiven):
        must_hear(step.to, await queries.standing(tx, held, state.took_part))
    if by is not None and isinstance(step, e.ComplaintAppealViewed | e.ComplaintAppealDecided):
        must_hear(by, await queries.standing(tx, held, state.took_part))


async def _keep(tx: Tx, held: Complaint, after: State, step: e.Step) -> Complaint:
    kept = await tx.one(
        Complaint,
        f"""
        UPDATE complaint AS c
        SET    state = $3, stage = $4, waiting = $5, appeal = $6, referral = $7, outcome = $8, merged_into = $9,
               stage_since = CASE WHEN c.stage = $4 THEN c.stage_since ELSE now() END,
               closed_at = CASE WHEN $10 THEN coalesce(c.closed_at, now()) END,
               version = c.version + 1, updated_at = now()
        WHERE  c.brand_id = $1 AND c.id = $2
        RETURNING {COLUMNS}
        """,
        held.brand,
        held.id,
        msgspec.to_builtins(after),
        after.stage,
        after.waiting,
        after.appeal,
        after.referral,
        after.outcome,
        after.merged_into,
        after.stage in _OVER,
    )
    await record_in(tx, held.brand, step)
    return kept


async def look(tx: Tx, one: Complaint, what: str) -> None:
    """Keeps that the actor looked at this part of a case: once in ten minutes."""
    if tx.actor.kind is not Kind.staff:
        return
    await tx.run(
        """
        INSERT INTO complaint_view (brand_id, id, complaint_id, staff_id, what)
        SELECT $1, $3, $2, $4, $5
        WHERE  NOT EXISTS (SELECT 1 FROM complaint_view
                           WHERE brand_id = $1 AND complaint_id = $2 AND staff_id = $4 AND what = $5
                             AND at > now() - interval '10 minutes')
        """,
        one.brand,
        one.id,
        new_id(),
        tx.actor.id,
        what,
    )
