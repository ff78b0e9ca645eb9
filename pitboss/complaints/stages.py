"""The state machine of a case. Pure: `may_step` says whether a step fits, `apply` what it makes of the state, and `replay`
what all steps of a case add up to. A step is the event that will be in the log; who took it counts as well.

Why no sequence of steps decides without evidence or closes without execution: docs/subsystems/complaints.md"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import reduce
from uuid import UUID

import msgspec

from pitboss.complaints import events as e
from pitboss.complaints.model import (
    DECIDABLE,
    ENDINGS,
    OPEN,
    UNDECIDED,
    Appeal,
    AppealOutcome,
    CaseOver,
    Conflicted,
    Ending,
    EvidenceMissing,
    EvidenceUnread,
    NotCarriedOut,
    NotReferable,
    Outcome,
    Referral,
    SignatureMissing,
    Stage,
    StillWaiting,
    Waiting,
    WrongStage,
)
from pitboss.events.log import Event, Stored
from pitboss.kit.refused import Refused

ANSWERED = (Stage.decided, Stage.carried_out, Stage.closed)
GRANTS = frozenset({Outcome.upheld, Outcome.partly_upheld, Outcome.goodwill})


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What the events of a case add up to. Sets are sorted lists, so that equal states are written alike.

    `listed`: the checklist of evidence is drawn up; `needs`: what of it is neither met nor waived; `unread`: evidence that
    nobody has reviewed; `read`: how much was. `signatures`: those that the proposal still lacks. `todo`: actions of the
    decision that are not verified; `verified`: how many are; `owes`: it grants something, so at least one must be. `took_part`: who worked towards a decision; `heard_by`: who has
    the appeal; `sent_back`: the appeal sent the case back, so what is decided anew may be appealed anew."""

    stage: Stage | None = None
    waiting: Waiting | None = None
    outcome: Outcome | None = None
    listed: bool = False
    needs: list[str] = []
    waived: list[str] = []
    unread: list[UUID] = []
    read: int = 0
    decision: UUID | None = None
    proposed_by: UUID | None = None
    signed_by: list[UUID] = []
    signatures: int = 0
    todo: list[UUID] = []
    verified: int = 0
    owes: bool = False
    took_part: list[UUID] = []
    appeal: Appeal = Appeal.none
    heard_by: UUID | None = None
    viewed: bool = False
    sent_back: bool = False
    referral: Referral = Referral.none
    merged_into: UUID | None = None


NOTHING = State()

# The stages from which each step may be taken.
FROM: dict[type[e.Step], tuple[Stage, ...]] = {
    e.ComplaintAcknowledged: (Stage.registered,),
    e.ComplaintAnalysed: (Stage.acknowledged, Stage.analysis),
    e.ComplaintInvestigated: (Stage.analysis,),
    e.ComplaintWaits: (*UNDECIDED, Stage.decided),
    e.ComplaintResumed: OPEN,
    e.ComplaintExtended: UNDECIDED,
    e.ComplaintWithdrawn: UNDECIDED,
    e.ComplaintOutOfScope: UNDECIDED,
    e.ComplaintMerged: UNDECIDED,
    e.ComplaintClosed: (Stage.carried_out,),
    e.ComplaintEvidenceNeeded: (*OPEN, Stage.closed),
    e.ComplaintEvidenceFrozen: (*OPEN, Stage.closed),
    e.ComplaintEvidenceReviewed: (*OPEN, Stage.closed),
    e.ComplaintEvidenceWaived: (*OPEN, Stage.closed),
    e.ComplaintDecisionProposed: (Stage.investigation,),
    e.ComplaintDecisionSigned: (Stage.proposed,),
    e.ComplaintProposalReturned: (Stage.proposed,),
    e.ComplaintDecided: (Stage.proposed,),
    e.ComplaintActionAdded: (Stage.decided,),
    e.ComplaintActionProven: (Stage.decided,),
    e.ComplaintActionVerified: (Stage.decided,),
    e.ComplaintCarriedOut: (Stage.decided,),
    e.ComplaintAppealAsked: ANSWERED,
    e.ComplaintAppealGiven: ANSWERED,
    e.ComplaintAppealViewed: ANSWERED,
    e.ComplaintAppealDecided: ANSWERED,
    e.ComplaintReferralSent: (*UNDECIDED, *ANSWERED),
    e.ComplaintReferralAnswered: (*UNDECIDED, *ANSWERED),
    e.ComplaintReferralRuled: (*UNDECIDED, *ANSWERED),
}
# Steps by which somebody takes part in the first decision.
PARTAKING = (
    e.ComplaintAnalysed,
    e.ComplaintInvestigated,
    e.ComplaintEvidenceReviewed,
    e.ComplaintEvidenceWaived,
    e.ComplaintDecisionProposed,
    e.ComplaintDecisionSigned,
    e.ComplaintProposalReturned,
    e.ComplaintDecided,
)
# What only a person does, never the desk by itself.
HUMAN = (
    e.ComplaintDecisionProposed,
    e.ComplaintDecisionSigned,
    e.ComplaintDecided,
    e.ComplaintEvidenceReviewed,
    e.ComplaintEvidenceWaived,
    e.ComplaintAppealViewed,
    e.ComplaintAppealDecided,
)
# What isn't done while the case waits for somebody.
NOT_WHILE_WAITING = (
    e.ComplaintDecisionProposed,
    e.ComplaintDecided,
    e.ComplaintCarriedOut,
    e.ComplaintClosed,
)


def may_step(state: State, step: e.Step, by: UUID | None) -> Refused | None:
    """Why `step` can't be taken now by this member of staff (None: the desk itself); None if it can."""
    if isinstance(step, e.ComplaintRegistered):
        return None if state.stage is None else WrongStage("This case is registered already.")
    if state.stage is None:
        return WrongStage("This case is not registered yet.")
    if state.stage in ENDINGS:
        return CaseOver()
    if state.stage not in FROM[type(step)]:
        return WrongStage(f"A case that is {state.stage.replace('_', ' ')} can't take this step.")
    if by is None and isinstance(step, HUMAN):
        return Conflicted("A person takes this step, never the desk by itself.")
    if state.waiting is not None and isinstance(step, NOT_WHILE_WAITING):
        return StillWaiting()
    return _may(state, step, by)


def _may(state: State, step: e.Step, by: UUID | None) -> Refused | None:
    match step:
        case e.ComplaintWaits() if state.waiting is not None:
            return StillWaiting("The case waits already.")
        case e.ComplaintResumed() if state.waiting is None:
            return WrongStage("The case does not wait for anybody.")
        case e.ComplaintEvidenceFrozen() if step.evidence in state.unread:
            return WrongStage("This evidence is taken already.")
        case e.ComplaintEvidenceReviewed() if step.evidence not in state.unread:
            return WrongStage("This evidence is not there, or was reviewed already.")
        case e.ComplaintEvidenceWaived() if step.need not in state.needs:
            return WrongStage("This is not needed, or is there already.")
        case e.ComplaintDecisionProposed() | e.ComplaintDecided() if step.outcome not in DECIDABLE:
            return WrongStage("A decision can't have this outcome.")
        case e.ComplaintDecisionProposed():
            return lacks_evidence(state)
        case e.ComplaintDecisionSigned():
            return _may_sign(state, step, by)
        case e.ComplaintProposalReturned() if step.decision != state.decision:
            return WrongStage("This is not the decision that is proposed.")
        case e.ComplaintDecided():
            return _may_decide(state, step)
        case e.ComplaintActionAdded() if step.action in state.todo:
            return WrongStage("This action is there already.")
        case e.ComplaintActionProven() | e.ComplaintActionVerified() if step.action not in state.todo:
            return WrongStage("There is no such action to carry out.")
        case e.ComplaintCarriedOut() if state.todo:
            return NotCarriedOut()
        case e.ComplaintCarriedOut() if state.owes and not state.verified:
            return NotCarriedOut(
                "What was granted is carried out by at least one action. Add it, and have it verified."
            )
        case e.ComplaintClosed() if state.appeal in (Appeal.asked, Appeal.heard):
            return WrongStage("An appeal is open. Decide it first.")
        case (
            e.ComplaintAppealAsked()
            | e.ComplaintAppealGiven()
            | e.ComplaintAppealViewed()
            | e.ComplaintAppealDecided()
        ):
            return _may_appeal(state, step, by)
        case e.ComplaintReferralSent() if state.referral is not Referral.none:
            return WrongStage("The case was referred already.")
        case e.ComplaintReferralSent() if state.appeal in (Appeal.asked, Appeal.heard):
            return WrongStage("An appeal is open. Decide it first.")
        case e.ComplaintReferralSent() if state.stage in UNDECIDED and not step.unanswered:
            return NotReferable()
        case e.ComplaintReferralAnswered() if state.referral is not Referral.sent:
            return WrongStage("No dispute body waits for an answer.")
        case e.ComplaintReferralRuled() if state.referral not in (Referral.sent, Referral.answered):
            return WrongStage("No dispute body has this case.")
    return None


def lacks_evidence(state: State) -> Refused | None:
    """What of the evidence still stands before a decision."""
    if not state.listed:
        return EvidenceMissing("The checklist of evidence has not been drawn up.")
    if state.needs:
        return EvidenceMissing(needs=state.needs)
    if state.unread:
        return EvidenceUnread(evidence=[str(item) for item in state.unread])
    if not state.read and not state.waived:
        return EvidenceUnread("No evidence was reviewed. Nothing is decided without any.")
    return None


def _may_sign(state: State, step: e.ComplaintDecisionSigned, by: UUID | None) -> Refused | None:
    if step.decision != state.decision:
        return WrongStage("This is not the decision that is proposed.")
    if by == state.proposed_by:
        return Conflicted("Who proposed the decision can't sign it. A second person does.")
    if by in state.signed_by:
        return Conflicted("This person has signed already.")
    return None


def _may_decide(state: State, step: e.ComplaintDecided) -> Refused | None:
    if step.decision != state.decision:
        return WrongStage("This is not the decision that is proposed.")
    if step.outcome != state.outcome:
        return WrongStage(
            "The decision has another outcome than what was proposed. Return it, and propose anew."
        )
    if state.signatures:
        return SignatureMissing()
    return lacks_evidence(state)


def _may_appeal(state: State, step: e.Step, by: UUID | None) -> Refused | None:
    match step:
        case e.ComplaintAppealAsked():
            if state.appeal is not Appeal.none and not state.sent_back:
                return WrongStage("This case has had its appeal.")
            if state.referral is not Referral.none:
                return WrongStage("The case is with a dispute body, so there is no appeal any more.")
        case e.ComplaintAppealGiven():
            if state.appeal not in (Appeal.asked, Appeal.heard):
                return WrongStage("No appeal waits for somebody.")
            if step.to in state.took_part:
                return Conflicted("This person took part in the decision, so somebody else hears the appeal.")
        case _:
            if state.appeal is not Appeal.heard:
                return WrongStage("No appeal is being heard.")
            signed = step.heard_by if isinstance(step, e.ComplaintAppealDecided) else None
            if (signed or by) != state.heard_by:
                return Conflicted("The appeal is with somebody else.")
            if isinstance(step, e.ComplaintAppealDecided) and not state.viewed:
                return WrongStage("Write a provisional view first; then the first decision is shown.")
    return None


def apply(state: State, step: Event, by: UUID | None) -> State:
    """The state after a step that `may_step` lets pass. Events that are no steps change nothing."""
    if not isinstance(step, e.Step):
        return state
    after = _applied(state, step, by)
    taking = {by} if isinstance(step, PARTAKING) else set()
    if isinstance(step, e.ComplaintAppealDecided):  # of the next round they are no judges
        taking = {by, step.heard_by, state.heard_by}
    if new := taking - {None, *after.took_part}:
        after = msgspec.structs.replace(
            after, took_part=sorted([*after.took_part, *(one for one in new if one)])
        )
    return after


def may_be_appealed(state: State) -> bool:
    """Whether what is decided is open to an appeal, as far as the stages go: once, and anew after each time that an appeal sent
    the case back."""
    open_ = state.appeal is Appeal.none or (state.appeal is Appeal.decided and state.sent_back)
    return state.stage in ANSWERED and open_ and state.referral is Referral.none


def _applied(state: State, step: e.Step, by: UUID | None) -> State:
    def to(**changes: object) -> State:
        return msgspec.structs.replace(state, **changes)

    match step:
        case e.ComplaintRegistered():
            return to(stage=Stage.registered)
        case e.ComplaintAcknowledged():
            return to(stage=Stage.acknowledged)
        case e.ComplaintAnalysed():
            return to(stage=Stage.analysis)
        case e.ComplaintInvestigated():
            return to(stage=Stage.investigation)
        case e.ComplaintWaits():
            return to(waiting=Waiting(step.waiting))
        case e.ComplaintResumed():
            return to(waiting=None)
        case e.ComplaintWithdrawn():
            outcome = Outcome.no_reply if step.because == Ending.no_reply else Outcome.withdrawn
            return to(stage=Stage.withdrawn, waiting=None, outcome=outcome)
        case e.ComplaintOutOfScope():
            return to(stage=Stage.out_of_scope, waiting=None, outcome=Outcome.out_of_scope)
        case e.ComplaintMerged():
            return to(stage=Stage.merged, waiting=None, outcome=Outcome.duplicate, merged_into=step.into)
        case e.ComplaintClosed():
            return to(stage=Stage.closed)
        case e.ComplaintEvidenceNeeded():
            return to(listed=True, needs=sorted(set(step.needs) - set(state.waived)))
        case e.ComplaintEvidenceFrozen():
            left = [need for need in state.needs if need != step.need]
            return to(unread=sorted([*state.unread, step.evidence]), needs=left)
        case e.ComplaintEvidenceReviewed():
            return to(unread=[item for item in state.unread if item != step.evidence], read=state.read + 1)
        case e.ComplaintEvidenceWaived():
            left = [need for need in state.needs if need != step.need]
            return to(needs=left, waived=sorted([*state.waived, step.need]))
        case _:
            return _decided(state, step, by)


def _decided(state: State, step: e.Step, by: UUID | None) -> State:
    def to(**changes: object) -> State:
        return msgspec.structs.replace(state, **changes)

    match step:
        case e.ComplaintDecisionProposed():
            return to(
                stage=Stage.proposed,
                decision=step.decision,
                outcome=Outcome(step.outcome),
                proposed_by=by,
                signed_by=[],
                signatures=step.signatures,
            )
        case e.ComplaintDecisionSigned():
            signed = sorted([*state.signed_by, *([by] if by else [])])
            return to(signed_by=signed, signatures=max(0, state.signatures - 1))
        case e.ComplaintProposalReturned():
            return _back(state)
        case e.ComplaintDecided():
            return to(stage=Stage.decided, todo=sorted(step.todo), verified=0, owes=state.outcome in GRANTS)
        case e.ComplaintActionAdded():
            return to(todo=sorted([*state.todo, step.action]))
        case e.ComplaintActionVerified():
            return to(todo=[one for one in state.todo if one != step.action], verified=state.verified + 1)
        case e.ComplaintCarriedOut():
            return to(stage=Stage.carried_out)
        case e.ComplaintAppealAsked():
            return to(appeal=Appeal.asked, heard_by=None, viewed=False, sent_back=False)
        case e.ComplaintAppealGiven():
            return to(appeal=Appeal.heard, heard_by=step.to, viewed=False)
        case e.ComplaintAppealViewed():
            return to(viewed=True)
        case e.ComplaintAppealDecided():
            return _heard(to(appeal=Appeal.decided), step)
        case e.ComplaintReferralSent():
            return to(referral=Referral.sent)
        case e.ComplaintReferralAnswered():
            return to(referral=Referral.answered)
        case e.ComplaintReferralRuled():
            if state.stage in UNDECIDED:
                return _ruled_first(state, step)
            ruled = to(referral=Referral.ruled, outcome=Outcome(step.outcome))
            if not step.todo:
                return ruled
            todo = sorted({*state.todo, *step.todo})
            return msgspec.structs.replace(ruled, stage=Stage.decided, todo=todo)
    return state


def _back(state: State) -> State:
    return msgspec.structs.replace(
        state,
        stage=Stage.investigation,
        outcome=None,
        decision=None,
        proposed_by=None,
        signed_by=[],
        signatures=0,
        todo=[],
        verified=0,
        owes=False,
    )


def _ruled_first(state: State, step: e.ComplaintReferralRuled) -> State:
    """The dispute body has ruled before we decided: its ruling is what is carried out. One that it did not take up goes on, and
    may come to it again."""
    if step.outcome == Outcome.adr_refused:
        return msgspec.structs.replace(state, referral=Referral.none)
    return msgspec.structs.replace(
        _back(state),
        stage=Stage.decided,
        waiting=None,
        referral=Referral.ruled,
        outcome=Outcome(step.outcome),
        todo=sorted(step.todo),
    )


def _heard(state: State, step: e.ComplaintAppealDecided) -> State:
    match AppealOutcome(step.outcome):
        case AppealOutcome.upheld:
            return state
        case AppealOutcome.sent_back:
            return msgspec.structs.replace(_back(state), sent_back=True)
        case AppealOutcome.changed:
            return msgspec.structs.replace(
                state,
                stage=Stage.decided,
                decision=step.decision,
                outcome=(outcome := Outcome(step.result) if step.result else state.outcome),
                todo=sorted(step.todo),
                verified=0,
                owes=outcome in GRANTS,
            )


def replay(happened: Iterable[tuple[Event, UUID | None]]) -> State:
    """What events, each with the member of staff who made it, add up to."""
    return reduce(lambda state, one: apply(state, *one), happened, NOTHING)


_STEPS: dict[str, type[e.Step]] = {str(kind.__struct_config__.tag): kind for kind in e.Step.__subclasses__()}


def _happened(log: Iterable[Stored]) -> Iterator[tuple[Event, UUID | None, datetime]]:
    for stored in log:
        if stored.type in _STEPS:
            step = msgspec.convert(stored.data, _STEPS[stored.type], strict=False)
            yield step, stored.actor_id if stored.actor_kind == "staff" else None, stored.at


def replay_stored(log: Iterable[Stored]) -> State:
    """What the log says that a case is: its events, oldest first."""
    return replay((step, by) for step, by, _ in _happened(log))


def entered(log: Iterable[Stored]) -> list[tuple[Stage, datetime]]:
    """The stages of a case in the order in which it came to them, some more than once."""
    state, found = NOTHING, list[tuple[Stage, datetime]]()
    for step, by, at in _happened(log):
        state = apply(state, step, by)
        if state.stage is not None and (not found or found[-1][0] is not state.stage):
            found.append((state.stage, at))
    return found
