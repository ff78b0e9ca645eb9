"""What a pack tells of a case besides its evidence: its sheet, decisions, execution, letters, appeals and referrals.

`read` takes it as whoever orders the pack may see it; `told` is pure, and says field by field what an edition shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import (
    appeals,
    decisions,
    execution,
    letter_sending,
    queries,
    referrals,
    rules,
    stages,
)
from pitboss.complaints.appeals import Appeal
from pitboss.complaints.chronology import Dated
from pitboss.complaints.decisions import Decision
from pitboss.complaints.execution import Action
from pitboss.complaints.freezing import without_links
from pitboss.complaints.letter_sending import Letter
from pitboss.complaints.model import CATEGORIES, OUTCOMES, Category, Complaint, Outcome, Stage
from pitboss.complaints.redact import Reader
from pitboss.complaints.redress import DECIMALS, Redress
from pitboss.complaints.referrals import Referral
from pitboss.db.tx import Tx
from pitboss.events.log import Stored

MOST_EVENTS = 5000
_TOLD = frozenset(
    f"complaint_{what}"
    for what in (
        "registered", "acknowledged", "analysed", "investigated", "waits", "resumed", "extended", "withdrawn", "out_of_scope",
        "merged", "evidence_frozen", "evidence_waived", "decided", "action_verified", "carried_out", "closed", "letter_sent",
        "appeal_asked", "appeal_given", "appeal_decided", "referral_sent", "referral_answered", "referral_ruled",
    )
)  # fmt: skip


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """`role`: proposer, decider, second."""

    decision_id: UUID
    role: str
    staff_id: UUID
    at: datetime


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """How a letter left: by which kind of channel, and when that took it; null: it has not yet, or needs no sending."""

    message_id: UUID
    channel: str
    sent_at: datetime | None


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """`zone`: in which the rules of the case count days. `records`: SHA-256 of what the back office showed, by action.
    `people`: names of staff by their ids. `home`: the desk's own address."""

    case: Complaint
    brand_name: str
    zone: str
    entered: list[tuple[Stage, datetime]]
    steps: list[Dated]
    decisions: list[Decision]
    signatures: list[Signed]
    actions: list[Action]
    records: dict[UUID, str]
    letters: list[Letter]
    went: dict[UUID, Went]
    appeals: list[Appeal]
    referrals: list[Referral]
    people: dict[UUID, str]
    home: str


async def read(tx: Tx, brand: str, complaint: UUID, *, brand_name: str) -> CaseFile:
    """As the case stands; nothing of it changes until the transaction ends. Afterwards the transaction is elevated.

    Raises:
        ViewFirst: the actor hears the appeal, and has not written their own view yet.
        NoSuchComplaint.
    """
    await tx.run("SELECT 1 FROM complaint WHERE brand_id = $1 AND id = $2 FOR SHARE", brand, complaint)
    case = await queries.complaint(tx, brand, complaint)
    if await appeals.is_blind(tx, brand, complaint):
        raise appeals.ViewFirst
    decided = await decisions.of_case(tx, brand, complaint)
    actions = await execution.of_case(tx, brand, complaint)
    letters = await letter_sending.letters_of(tx, case)
    asked = await appeals.all_of_case(tx, brand, complaint)
    referred = await referrals.of_case(tx, brand, complaint)
    pack = await rules.pack_of(tx, case)
    await tx.elevate()
    happened = await queries.happened(tx, case, limit=MOST_EVENTS)
    signatures = await tx.all(
        Signed,
        """
        SELECT decision_id, role, staff_id, at FROM complaint_signature WHERE brand_id = $1 AND decision_id = ANY ($2)
        ORDER  BY at, role
        """,
        brand,
        [one.id for one in decided],
    )
    shown = await tx.connection.fetch(
        "SELECT id, encode(record, 'hex') AS record FROM complaint_execution WHERE brand_id = $1 AND id = ANY ($2) AND record IS NOT NULL",
        brand,
        [one.id for one in actions],
    )
    went = await tx.all(
        Went,
        """
        SELECT m.id AS message_id, m.channel, min(d.sent_at) AS sent_at
        FROM   message m LEFT JOIN delivery d ON d.brand_id = m.brand_id AND d.message_id = m.id
        WHERE  m.brand_id = $1 AND m.id = ANY ($2)
        GROUP  BY m.id, m.channel
        """,
        brand,
        [one.message_id for one in letters],
    )
    people = await tx.connection.fetch("SELECT id, name FROM staff WHERE id = ANY ($1)", _people(signatures, actions, letters, asked, referred))  # fmt: skip
    return CaseFile(
        case=case,
        brand_name=brand_name,
        zone=pack.calendar.zone,
        entered=stages.entered(happened),
        steps=[
            Dated(
                one.at, "complaint", f"complaint.{one.type.removeprefix('complaint_')}", _facts(one), case.id
            )
            for one in happened
            if one.type in _TOLD
        ],
        decisions=decided,
        signatures=signatures,
        actions=actions,
        records={row["id"]: row["record"] for row in shown},
        letters=letters,
        went={one.message_id: one for one in went},
        appeals=asked,
        referrals=referred,
        people={row["id"]: row["name"] for row in people},
        home=tx.links.page(""),
    )


def _facts(one: Stored) -> dict[str, str]:
    return {"letter": f"letter_{one.data['kind']}"} if one.type == "complaint_letter_sent" else {}


def _people(
    signatures: list[Signed],
    actions: list[Action],
    letters: list[Letter],
    asked: list[Appeal],
    referred: list[Referral],
) -> list[UUID]:
    some = [
        *(one.staff_id for one in signatures),
        *(who for one in actions for who in (one.proven_by, one.verified_by)),
        *(one.sent_by for one in letters),
        *(who for one in asked for who in (one.handler_id, one.noted_by)),
        *(who for one in referred for who in (one.sent_by, one.answered_by, one.noted_by)),
    ]
    return sorted({who for who in some if who is not None})


# ── what an edition tells ───────────────────────────────────────────────────────────────────────────────────


def told(file: CaseFile, reader: Reader | None) -> dict[str, Any]:
    """By the parts of pack_form.RECORD, but for the chronology. `reader`: the player; None: the full edition.

    In neither: notes of deliberation, why a proposal was sent back, and what the handler of an appeal thought at first."""
    whole = reader is None
    says: Callable[[str], str] = reader.text if reader else lambda words: words
    return {
        "case": _sheet(file, whole, says),
        "decisions": [
            _decision(one, file, whole, says) for one in file.decisions if whole or one.state == "decided"
        ],
        "execution": [_action(one, file, whole, says) for one in file.actions],
        "letters": [_letter(one, file, whole, says) for one in file.letters],
        "appeals": [_appeal(one, file, whole, says) for one in file.appeals],
        "referrals": [_referral(one, file, whole, says) for one in file.referrals],
    }


Says = Callable[[str], str]


def stage_shown(stage: str, *, whole: bool) -> str:
    """That a decision was proposed is the operator's own affair until it holds."""
    return "investigation" if stage == "proposed" and not whole else stage


def outcome_held(case: Complaint) -> str | None:
    """Not what was only proposed."""
    return None if case.stage == "proposed" else case.outcome


def stages_shown(file: CaseFile, *, whole: bool) -> list[tuple[str, datetime]]:
    found: list[tuple[str, datetime]] = []
    for stage, at in file.entered:
        shown = stage_shown(stage, whole=whole)
        if not found or found[-1][0] != shown:
            found.append((shown, at))
    return found


def _by(file: CaseFile, who: UUID | None) -> str | None:
    return None if who is None else file.people.get(who)


def _sheet(file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    case = file.case
    kind = CATEGORIES[Category(case.category)]
    sub = kind.subcategories.get(case.subcategory)
    outcome = outcome_held(case)
    sheet = {
        "number": case.number,
        "brand": case.brand,
        "brand_name": file.brand_name,
        "category": case.category,
        "category_label": kind.label,
        "subcategory": case.subcategory,
        "subcategory_label": sub,
        "jurisdiction": case.jurisdiction,
        "rules": {"pack": case.pack, "version": case.pack_version},
        "zone": file.zone,
        "language": case.language,
        "channel": case.channel,
        "summary": says(case.summary),
        "first_received_at": case.first_received_at,
        "registered_at": case.registered_at,
        "stage": stage_shown(case.stage, whole=whole),
        "stages": [{"stage": stage, "at": at} for stage, at in stages_shown(file, whole=whole)],
        "waiting": case.waiting,
        "appeal": case.appeal,
        "referral": case.referral,
        "outcome": outcome,
        "outcome_label": OUTCOMES[Outcome(outcome)] if outcome else None,
        "closed_at": case.closed_at,
    }
    if whole:
        sheet |= {
            "claim": case.claim,
            "about": case.about,
            "rules_it_turns_on": case.rules,
            "closing": case.closing,
        }
    return sheet


def _amount(amount: Decimal | None, currency: str | None) -> str | None:
    """With the decimal places of its currency."""
    if amount is None:
        return None
    places = DECIMALS.get(currency or "")
    plain = amount.normalize() if places is None else amount.quantize(Decimal(1).scaleb(-places))
    return f"{plain:f}"


def _redress(one: Redress, says: Says) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "amount": _amount(one.amount, one.currency),
        "currency": one.currency,
        "subject": one.subject,
        "what": says(one.what),
        "promised_for": one.promised_for,
    }


def _decision(one: Decision, file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    signed = [s for s in file.signatures if s.decision_id == one.id]
    said: dict[str, Any] = {
        "id": one.id,
        "state": one.state,
        "replaces": one.replaces,
        "appeal": one.appeal_id,
        "outcome": one.outcome,
        "outcome_label": OUTCOMES[one.outcome],
        "disputed_on": one.disputed_on,
        "facts": says(one.facts),
        "clauses": [
            {
                "name": clause.name,
                "title": clause.title,
                "text": clause.text,
                "language": clause.language,
                "valid_from": clause.valid_from,
                "valid_to": clause.valid_to,
            }
            for clause in one.clauses
        ],
        "no_clause": says(one.no_clause),
        "reasoning": says(one.reasoning),
        "language": one.language,
        "redress": [_redress(action, says) for action in one.redress],
        "second": one.second,
        "proposed_at": one.proposed_at,
        "taken_at": one.taken_at,
        "signatures": [
            {"role": s.role, "at": s.at, **({"by": _by(file, s.staff_id)} if whole else {})} for s in signed
        ],
    }
    if whole:
        said |= {"digest": one.digest, "returned_at": one.returned_at}
    return said


def _action(one: Action, file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.id,
        "decision": one.decision_id,
        "referral": one.referral_id,
        "kind": one.kind,
        "amount": _amount(one.amount, one.currency),
        "currency": one.currency,
        "subject": one.subject,
        "what": says(one.what),
        "promised_for": one.promised_for,
        "state": one.state,
        "reference": says(one.reference) if one.reference else None,
        "proven_at": one.proven_at,
        "verified_at": one.verified_at,
        "verified": None if one.verified_at is None else "by_person" if one.verified_by else "by_back_office",
    }
    if whole:
        said |= {
            "proof": one.proof,
            "proven_by": _by(file, one.proven_by),
            "verified_by": _by(file, one.verified_by),
            "source": one.source,
            "record_sha256": file.records.get(one.id),
        }
    return said


def _letter(one: Letter, file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    went = file.went.get(one.message_id)
    said: dict[str, Any] = {
        "id": one.id,
        "kind": one.kind,
        "language": one.language,
        "subject": says(one.subject),
        "text": says(without_links(one.text, file.home)),
        "written_at": one.sent_at,
        "channel": went.channel if went else None,
        "delivered_at": went.sent_at if went else None,
    }
    if whole:
        said |= {
            "sent_by": _by(file, one.sent_by),
            "rules_version": one.pack_version,
            "ticket": one.ticket_id,
            "message": one.message_id,
        }
    return said


def _appeal(one: Appeal, file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    over = one.decided_at is not None
    said: dict[str, Any] = {
        "id": one.id,
        "decision": one.decision_id,
        "how": one.how,
        "grounds": says(one.grounds),
        "asked_at": one.asked_at,
        "until": one.until,
        "outcome": one.outcome if over else None,
        "reasoning": says(one.reasoning) if over and one.reasoning else None,
        "new_decision": one.new_decision_id if over else None,
        "decided_at": one.decided_at,
    }
    if whole:
        said |= {
            "rule": one.rule,
            "heard_by": _by(file, one.handler_id),
            "given_at": one.given_at,
            "own_view_at": one.view_at,
        }
    return said


def _referral(one: Referral, file: CaseFile, whole: bool, says: Says) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": one.id,
        "body": one.body,
        "body_name": one.body_name,
        "asked_by": one.asked_by,
        "reference": one.reference,
        "sent_at": one.sent_at,
        "answer_due": one.answer_due,
        "answered_at": one.answered_at,
        "ruling": one.ruling,
        "ruling_text": says(one.ruling_text) if one.ruling_text else None,
        "redress": [_redress(action, says) for action in one.ruling_redress],
        "ruled_at": one.ruled_at,
    }
    if whole:
        said |= {
            "decision": one.decision_id,
            "body_record": one.body_record,
            "rule": one.rule,
            "export_head": one.export_hash,
            "noted_at": one.noted_at,
        }
    return said
