"""Everything that can happen to a complaint. Ids and facts only: what a player said is never in the log.

Each names its `complaint`; the subclasses of `Step` change its state (stages.apply), and are recorded by actions.take
alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pitboss.events.log import Event


class OfComplaint(Event, frozen=True, kw_only=True):
    complaint: UUID


class Step(OfComplaint, frozen=True, kw_only=True):
    """`reason`: of whoever took the step, in words of the staff; may be empty where the step says it all."""

    reason: str = ""


class ComplaintRegistered(Step, frozen=True, tag="complaint_registered"):
    how: str  # ticket, call, form, report
    safety: bool = False


class ComplaintAcknowledged(Step, frozen=True, tag="complaint_acknowledged"):
    pass


class ComplaintAnalysed(Step, frozen=True, tag="complaint_analysed"):
    """The analysis has begun, or was written anew."""


class ComplaintInvestigated(Step, frozen=True, tag="complaint_investigated"):
    """The investigation has begun."""


class ComplaintWaits(Step, frozen=True, tag="complaint_waits"):
    """`pauses`: the clock rests meanwhile, by `rule` of the pack."""

    waiting: str
    ground: str
    pauses: bool
    rule: str = ""


class ComplaintResumed(Step, frozen=True, tag="complaint_resumed"):
    pass


class ComplaintExtended(Step, frozen=True, tag="complaint_extended"):
    """`letter`: the rules ask for a notice, which goes with it."""

    kind: str
    due_at: datetime
    rule: str
    letter: bool = False


class ComplaintWithdrawn(Step, frozen=True, tag="complaint_withdrawn"):
    because: str  # asked, satisfied, no_reply


class ComplaintOutOfScope(Step, frozen=True, tag="complaint_out_of_scope"):
    pass


class ComplaintMerged(Step, frozen=True, tag="complaint_merged"):
    into: UUID


class ComplaintTookIn(OfComplaint, frozen=True, tag="complaint_took_in"):
    other: UUID


class ComplaintClosed(Step, frozen=True, tag="complaint_closed"):
    pass


# ── evidence ────────────────────────────────────────────────────────────────────────────────────────────────


class ComplaintEvidenceNeeded(Step, frozen=True, tag="complaint_evidence_needed"):
    """The checklist is drawn up: `needs` are its codes that are neither met nor waived."""

    needs: list[str]


class ComplaintEvidenceFrozen(Step, frozen=True, tag="complaint_evidence_frozen"):
    """`need`: what of the checklist it meets. `sha256`: of its entry in the chain."""

    evidence: UUID
    kind: str
    sha256: str = ""
    need: str | None = None


class ComplaintEvidenceReviewed(Step, frozen=True, tag="complaint_evidence_reviewed"):
    evidence: UUID


class ComplaintEvidenceWaived(Step, frozen=True, tag="complaint_evidence_waived"):
    need: str


class ComplaintEvidenceAsked(OfComplaint, frozen=True, tag="complaint_evidence_asked"):
    """Of the player, by a one-time link."""

    needs: list[str]


class ComplaintPackExported(OfComplaint, frozen=True, tag="complaint_pack_exported"):
    """`edition`: full or redacted; `form`: zip or pdf; `head`: where the chain stood."""

    edition: str
    form: str
    head: str


# ── decision, execution ─────────────────────────────────────────────────────────────────────────────────────


class ComplaintDecisionProposed(Step, frozen=True, tag="complaint_decision_proposed"):
    """`signatures`: how many others must sign before it can be decided."""

    decision: UUID
    outcome: str
    signatures: int = 0


class ComplaintDecisionSigned(Step, frozen=True, tag="complaint_decision_signed"):
    decision: UUID


class ComplaintProposalReturned(Step, frozen=True, tag="complaint_proposal_returned"):
    """Back to the investigation."""

    decision: UUID


class ComplaintDecided(Step, frozen=True, tag="complaint_decided"):
    """`todo`: the actions by which it will be carried out."""

    decision: UUID
    outcome: str
    todo: list[UUID]


class ComplaintActionAdded(Step, frozen=True, tag="complaint_action_added"):
    action: UUID
    kind: str


class ComplaintActionProven(Step, frozen=True, tag="complaint_action_proven"):
    action: UUID


class ComplaintActionVerified(Step, frozen=True, tag="complaint_action_verified"):
    action: UUID


class ComplaintCarriedOut(Step, frozen=True, tag="complaint_carried_out"):
    pass


# ── appeal, dispute body ────────────────────────────────────────────────────────────────────────────────────


class ComplaintAppealAsked(Step, frozen=True, tag="complaint_appeal_asked"):
    appeal: UUID


class ComplaintAppealGiven(Step, frozen=True, tag="complaint_appeal_given"):
    """To somebody independent; again, if it goes to another."""

    appeal: UUID
    to: UUID


class ComplaintAppealViewed(Step, frozen=True, tag="complaint_appeal_viewed"):
    """The provisional view is written, so the first decision is shown."""

    appeal: UUID


class ComplaintAppealDecided(Step, frozen=True, tag="complaint_appeal_decided"):
    """`outcome`: upheld (the first decision stands), changed or sent_back. `changed` makes `decision`, with its own
    `result` and `todo`. `heard_by`: who decided it, where a second person's signature completes that."""

    appeal: UUID
    outcome: str
    todo: list[UUID]
    decision: UUID | None = None
    result: str | None = None
    heard_by: UUID | None = None


class ComplaintReferralSent(Step, frozen=True, tag="complaint_referral_sent"):
    """`unanswered`: before a decision, the rule by which the player need not wait for our answer any longer."""

    referral: UUID
    body: str
    unanswered: str = ""


class ComplaintReferralAnswered(Step, frozen=True, tag="complaint_referral_answered"):
    referral: UUID


class ComplaintReferralRuled(Step, frozen=True, tag="complaint_referral_ruled"):
    """`todo`: what the ruling asks for."""

    referral: UUID
    outcome: str
    todo: list[UUID]


# ── beside the stages ───────────────────────────────────────────────────────────────────────────────────────


class ComplaintChanged(OfComplaint, frozen=True, tag="complaint_changed"):
    """`fields`: names of what was changed."""

    fields: list[str]


class ComplaintAssigned(OfComplaint, frozen=True, tag="complaint_assigned"):
    owner: UUID | None
    team: UUID | None


class ComplaintTicketLinked(OfComplaint, frozen=True, tag="complaint_ticket_linked"):
    """Of the ticket: it belongs to a case now."""

    why: str


class ComplaintPartyNamed(OfComplaint, frozen=True, tag="complaint_party_named"):
    staff: UUID
    source: str
    reason: str = ""


class ComplaintConflictLogged(OfComplaint, frozen=True, tag="complaint_conflict_logged"):
    staff: UUID
    reason: str


class ComplaintNoteAdded(OfComplaint, frozen=True, tag="complaint_note_added"):
    note: UUID


class ComplaintDeadlineSet(OfComplaint, frozen=True, tag="complaint_deadline_set"):
    kind: str
    due_at: datetime
    rule: str


class ComplaintDeadlineMet(OfComplaint, frozen=True, tag="complaint_deadline_met"):
    kind: str
    late: bool


class ComplaintDeadlineWarned(OfComplaint, frozen=True, tag="complaint_deadline_warned"):
    kind: str
    due_at: datetime


class ComplaintDeadlineBroken(OfComplaint, frozen=True, tag="complaint_deadline_broken"):
    kind: str
    due_at: datetime


# ── what is no case yet ─────────────────────────────────────────────────────────────────────────────────────


class ComplaintReported(Event, frozen=True, tag="complaint_reported"):
    """Somebody unknown has said something."""

    report: UUID
    safety: bool


class ComplaintReportSettled(Event, frozen=True, tag="complaint_report_settled"):
    """`became`: the case, where it became one."""

    report: UUID
    became: UUID | None


class ComplaintProposed(Event, frozen=True, tag="complaint_proposed"):
    """Of the ticket: a message in it reads like a complaint."""

    reason: str


class ComplaintDeclined(Event, frozen=True, tag="complaint_declined"):
    """Of the ticket: it is no complaint, says who answers it."""

    reason: str


# ── letters, rules ──────────────────────────────────────────────────────────────────────────────────────────


class ComplaintLetterSent(OfComplaint, frozen=True, tag="complaint_letter_sent"):
    """`message`: by which it went."""

    letter: UUID
    kind: str
    message: UUID


class ComplaintLetterFailed(OfComplaint, frozen=True, tag="complaint_letter_failed"):
    """It came back, or could not be delivered: the player was not told."""

    letter: UUID
    kind: str


class ComplaintRulesSet(Event, frozen=True, kw_only=True, tag="complaint_rules_set"):
    """A brand's own terms and dispute bodies, for cases to come."""

    pack: str
    version: int
