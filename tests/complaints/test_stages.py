"""The state machine of a case, by itself."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pitboss.complaints import events as e
from pitboss.complaints import stages
from pitboss.complaints.model import (
    CATEGORIES,
    OUTCOMES,
    Appeal,
    Category,
    EvidenceMissing,
    EvidenceUnread,
    NotCarriedOut,
    Outcome,
    SignatureMissing,
    Stage,
    StillWaiting,
    WrongStage,
)
from pitboss.complaints.stages import NOTHING, State, apply, may_step
from pitboss.kit.refused import Refused

CASE, HANDLER, LEAD, REVIEWER = uuid4(), uuid4(), uuid4(), uuid4()
EVIDENCE, DECISION, ACTION, APPEAL = uuid4(), uuid4(), uuid4(), uuid4()


def walk(*steps: e.Step | tuple[e.Step, UUID], state: State = NOTHING) -> State:
    """Takes steps one after the other, by the handler where nobody else is named."""
    for one in steps:
        step, by = one if isinstance(one, tuple) else (one, HANDLER)
        assert (refused := may_step(state, step, by)) is None, (step, refused)
        state = apply(state, step, by)
    return state


def refused(state: State, step: e.Step, by: UUID | None = HANDLER) -> type[Refused] | None:
    refusal = may_step(state, step, by)
    return None if refusal is None else type(refusal)


INVESTIGATED = (
    e.ComplaintRegistered(complaint=CASE, how="ticket"),
    e.ComplaintAcknowledged(complaint=CASE),
    e.ComplaintAnalysed(complaint=CASE),
    e.ComplaintInvestigated(complaint=CASE),
)
READ = (
    e.ComplaintEvidenceNeeded(complaint=CASE, needs=["bet", "terms"]),
    e.ComplaintEvidenceFrozen(complaint=CASE, evidence=EVIDENCE, kind="bet", need="bet"),
    e.ComplaintEvidenceWaived(complaint=CASE, need="terms", reason="No terms were in force."),
    e.ComplaintEvidenceReviewed(complaint=CASE, evidence=EVIDENCE),
)
PROPOSED = (
    *INVESTIGATED,
    *READ,
    e.ComplaintDecisionProposed(complaint=CASE, decision=DECISION, outcome="partly_upheld"),
)
DECIDED = (
    *PROPOSED,
    (e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="partly_upheld", todo=[ACTION]), LEAD),
)
CLOSED = (
    *DECIDED,
    e.ComplaintActionVerified(complaint=CASE, action=ACTION),
    e.ComplaintCarriedOut(complaint=CASE),
    e.ComplaintClosed(complaint=CASE),
)


def test_a_case_goes_from_its_registration_to_its_closing() -> None:
    state = walk(*CLOSED)
    assert (state.stage, state.outcome, state.todo) == (Stage.closed, Outcome.partly_upheld, [])
    assert state.took_part == sorted([HANDLER, LEAD])


def test_nothing_is_proposed_before_the_evidence_is_there_and_read() -> None:
    propose = e.ComplaintDecisionProposed(complaint=CASE, decision=DECISION, outcome="upheld")
    assert refused(walk(*INVESTIGATED), propose) is EvidenceMissing
    assert refused(walk(*INVESTIGATED, READ[0]), propose) is EvidenceMissing
    assert refused(walk(*INVESTIGATED, *READ[:3]), propose) is EvidenceUnread
    assert refused(walk(*INVESTIGATED, *READ), propose) is None
    none_needed = e.ComplaintEvidenceNeeded(complaint=CASE, needs=[])
    assert refused(walk(*INVESTIGATED, none_needed), propose) is EvidenceUnread


def test_evidence_that_comes_after_the_proposal_is_read_before_the_decision() -> None:
    late = e.ComplaintEvidenceFrozen(complaint=CASE, evidence=uuid4(), kind="statement")
    decide = e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="partly_upheld", todo=[])
    assert refused(walk(*PROPOSED, late), decide) is EvidenceUnread


def test_a_decision_that_needs_a_signature_waits_for_a_second_person() -> None:
    proposed = walk(
        *INVESTIGATED,
        *READ,
        e.ComplaintDecisionProposed(complaint=CASE, decision=DECISION, outcome="upheld", signatures=1),
    )
    sign = e.ComplaintDecisionSigned(complaint=CASE, decision=DECISION)
    decide = e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="upheld", todo=[ACTION])
    assert refused(proposed, decide) is SignatureMissing
    refusal = may_step(proposed, sign, HANDLER)
    assert refusal is not None
    assert refusal.code == "conflicted"
    assert walk((sign, LEAD), decide, state=proposed).stage is Stage.decided


def test_the_desk_by_itself_decides_nothing() -> None:
    decide = e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="partly_upheld", todo=[])
    refusal = may_step(walk(*PROPOSED), decide, None)
    assert refusal is not None
    assert refusal.code == "conflicted"


def test_nothing_is_closed_before_it_is_carried_out() -> None:
    decided = walk(*DECIDED)
    assert refused(decided, e.ComplaintClosed(complaint=CASE)) is WrongStage
    assert refused(decided, e.ComplaintCarriedOut(complaint=CASE)) is NotCarriedOut
    granted = walk(
        *PROPOSED,
        (e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="partly_upheld", todo=[]), LEAD),
    )
    assert refused(granted, e.ComplaintCarriedOut(complaint=CASE)) is NotCarriedOut


def test_a_case_that_waits_is_not_decided() -> None:
    waits = e.ComplaintWaits(complaint=CASE, waiting="player", ground="proof", pauses=False)
    waiting = walk(*PROPOSED, waits)
    decide = e.ComplaintDecided(complaint=CASE, decision=DECISION, outcome="partly_upheld", todo=[])
    assert refused(waiting, decide) is StillWaiting
    assert refused(waiting, waits) is StillWaiting
    assert walk(e.ComplaintResumed(complaint=CASE), state=waiting).waiting is None


def test_an_appeal_is_heard_once_by_who_took_no_part_and_after_a_view_of_their_own() -> None:
    closed = walk(*CLOSED)
    asked = walk(e.ComplaintAppealAsked(complaint=CASE, appeal=APPEAL), state=closed)
    to_lead = e.ComplaintAppealGiven(complaint=CASE, appeal=APPEAL, to=LEAD)
    refusal = may_step(asked, to_lead, HANDLER)
    assert refusal is not None
    assert refusal.code == "conflicted"
    given = walk(e.ComplaintAppealGiven(complaint=CASE, appeal=APPEAL, to=REVIEWER), state=asked)
    upheld = e.ComplaintAppealDecided(complaint=CASE, appeal=APPEAL, outcome="upheld", todo=[])
    assert refused(given, upheld, REVIEWER) is WrongStage
    viewed = walk((e.ComplaintAppealViewed(complaint=CASE, appeal=APPEAL), REVIEWER), state=given)
    assert (may_step(viewed, upheld, LEAD) or WrongStage()).code == "conflicted"
    heard = walk((upheld, REVIEWER), state=viewed)
    assert (heard.stage, heard.appeal) == (Stage.closed, Appeal.decided)
    assert refused(heard, e.ComplaintAppealAsked(complaint=CASE, appeal=uuid4())) is WrongStage
    back = e.ComplaintAppealDecided(complaint=CASE, appeal=APPEAL, outcome="sent_back", todo=[])
    assert walk((back, REVIEWER), state=viewed).stage is Stage.investigation


@pytest.mark.parametrize(
    "ending",
    [
        e.ComplaintWithdrawn(complaint=CASE, because="asked"),
        e.ComplaintOutOfScope(complaint=CASE),
        e.ComplaintMerged(complaint=CASE, into=uuid4()),
    ],
    ids=lambda step: type(step).__name__,
)
def test_an_ending_is_final_and_comes_before_a_decision(ending: e.Step) -> None:
    over = walk(*INVESTIGATED, ending)
    assert all(may_step(over, step, LEAD) is not None for step in (*INVESTIGATED, *READ, ending))
    assert refused(walk(*DECIDED), ending) is WrongStage


def test_every_step_has_its_stages_and_every_code_its_words() -> None:
    assert {*stages.FROM, e.ComplaintRegistered} == set(e.Step.__subclasses__())
    assert CATEGORIES.keys() == set(Category)
    assert OUTCOMES.keys() == set(Outcome)
    words = [one.label for one in CATEGORIES.values()] + list(OUTCOMES.values())
    words += [label for one in CATEGORIES.values() for label in one.subcategories.values()]
    assert all(word.en and word.ru and word.en != word.ru for word in words)
