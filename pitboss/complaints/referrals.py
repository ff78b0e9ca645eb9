"""A case before a dispute body: which one is valid on the day, what went to it, its answer clock, its ruling, and what the ruling
asks for. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec

from pitboss.complaints import actions as cases
from pitboss.complaints import decisions, events, execution, queries, rules
from pitboss.complaints.model import UNDECIDED, Complaint, NotReferable, Outcome
from pitboss.complaints.pack_model import Body
from pitboss.complaints.redress import Redress, checked
from pitboss.complaints.stages import ANSWERED
from pitboss.db.tx import Tx
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.tickets.actions import storable

HANDLE = "complaints.handle"
MAX_TEXT = 20_000
MAX_REFERENCE = 120
AskedBy = Literal["player", "us"]


class NoSuchReferral(NotFound):
    """There is no such referral, or it isn't yours to see."""


class BodyNotValid(Conflict):
    """This dispute body does not hear this case now."""


class NoExport(Conflict):
    """Make the full export of the evidence first. It goes with the referral."""


class ReferralOver(Conflict):
    """The dispute body has ruled, and that stays as it is."""


class AnsweredAlready(Conflict):
    """The dispute body has its answer already."""


class Ruling(StrEnum):
    for_player = "for_player"
    for_operator = "for_operator"
    settled = "settled"
    refused = "refused"


OUTCOME_OF = {
    Ruling.for_player: Outcome.adr_for_player,
    Ruling.for_operator: Outcome.adr_for_operator,
    Ruling.settled: Outcome.adr_settled,
    Ruling.refused: Outcome.adr_refused,
}
WITH_REDRESS = (Ruling.for_player, Ruling.settled)


class ReferralFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of a referral goes out as it is."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID | None
    body: str
    body_name: str
    asked_by: AskedBy
    reference: str
    export_id: UUID | None
    export_hash: str
    sent_at: datetime
    sent_by: UUID | None
    answer_due: datetime | None
    rule: str
    answered_at: datetime | None
    answered_by: UUID | None
    ruling: Ruling | None
    ruling_text: str | None
    ruling_redress: list[Redress]
    ruled_at: datetime | None
    noted_by: UUID | None
    noted_at: datetime | None
    version: int


class Referral(ReferralFields, frozen=True, kw_only=True):
    """`body_record`: the pack's record of the body as it stood that day. `export_id`, `export_hash`: the evidence that went with
    it. `answer_due`: when the body expects ours, by `rule`; null where the pack sets no time. `ruled_at`: by the body."""

    brand: str
    body_record: dict[str, Any]


_COLUMNS = """brand_id AS brand, id, complaint_id, decision_id, body, body_name, body_record, asked_by, reference, export_id,
    export_hash, sent_at, sent_by, answer_due, rule, answered_at, answered_by, ruling, ruling_text, ruling_redress, ruled_at,
    noted_by, noted_at, version"""


def _referral(row: asyncpg.Record) -> Referral:
    return msgspec.convert(dict(row), Referral)


async def referral(tx: Tx, brand: str, which: UUID, *, hold: bool = False) -> Referral:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM complaint_referral WHERE brand_id = $1 AND id = $2 {'FOR UPDATE' if hold else ''}",
        brand,
        which,
    )
    if row is None:
        raise NoSuchReferral
    return _referral(row)


async def of_case(tx: Tx, brand: str, complaint: UUID) -> list[Referral]:
    rows = await tx.connection.fetch(
        f"SELECT {_COLUMNS} FROM complaint_referral WHERE brand_id = $1 AND complaint_id = $2 ORDER BY id",
        brand,
        complaint,
    )
    return [_referral(row) for row in rows]


async def bodies(tx: Tx, case: Complaint) -> list[Body]:
    """Where the case may go today, by the rules that it began with."""
    today = await tx.value("SELECT current_date")
    return (await rules.pack_of(tx, case)).bodies_for(case.category, today)


async def may_be_referred(tx: Tx, case: Complaint) -> bool:
    """Whether a case may go to a dispute body now: it is decided, or our answer is overdue where its rules let nobody wait."""
    if case.referral != "none" or case.appeal in ("asked", "heard"):
        return False
    return case.stage in ANSWERED or (
        case.stage in UNDECIDED and await rules.unanswered(tx, case) is not None
    )


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`body`: its id in the pack. `reference`: the body's own, once known. `asked_at`: when the body asked for our answer;
    left out: now."""

    body: str
    export: UUID
    asked_by: AskedBy = "player"
    reference: str = ""
    asked_at: datetime | None = None


async def send(
    tx: Tx, brand: str, complaint: UUID, wanted: Wanted, *, version: int | None = None
) -> Referral:
    """Notes that a case went to a dispute body, with the full edition of its evidence: once it is decided, or where its rules
    say so once our answer is overdue.

    Raises:
        BodyNotValid, NoExport, NotReferable.
    """
    tx.actor.must(HANDLE, brand)
    await queries.complaint(tx, brand, complaint)
    case = await cases.hold(tx, brand, complaint, version=version)
    early = ""
    if case.stage in UNDECIDED:
        found = await rules.unanswered(tx, case)
        if found is None:
            raise NotReferable
        early = found
    valid = await bodies(tx, case)
    body = next((one for one in valid if one.id == wanted.body), None)
    if body is None:
        raise BodyNotValid(may=[{"id": one.id, "name": one.name.said(tx.actor.locale)} for one in valid])
    exported = await tx.connection.fetchrow(
        """
        SELECT head_sha256 FROM complaint_export
        WHERE  brand_id = $1 AND complaint_id = $2 AND id = $3 AND edition = 'full'
        """,
        brand,
        complaint,
        wanted.export,
    )
    if exported is None:
        raise NoExport
    now: datetime = await tx.value("SELECT now()")
    asked = wanted.asked_at or now
    if not case.first_received_at <= asked <= now:
        raise Invalid("The dispute body asked between the complaint's receipt and now.")
    clock = await rules.body_answer(tx, case, body, asked)
    standing = None if early else decisions.standing(await decisions.of_case(tx, brand, complaint))
    which = new_id()
    await tx.run(
        """
        INSERT INTO complaint_referral (brand_id, id, complaint_id, decision_id, body, body_name, body_record, asked_by, reference,
                                        export_id, export_hash, sent_by, answer_due, rule)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """,
        brand, which, complaint, standing.id if standing else None, body.id, body.name.said(case.language),
        msgspec.to_builtins(body, str_keys=True), wanted.asked_by, _named(wanted.reference), wanted.export,
        exported["head_sha256"].hex(), tx.actor.id, clock.due_at if clock else None, clock.rule if clock else "",
    )  # fmt: skip
    await rules.body_asks(tx, case, asked)
    step = events.ComplaintReferralSent(complaint=case.id, referral=which, body=body.id, unanswered=early)
    await cases.take(tx, case, step)
    return await referral(tx, brand, which)


def _named(reference: str) -> str:
    clean = " ".join(storable(reference).split())
    if len(clean) > MAX_REFERENCE:
        raise Invalid(f"A reference has at most {MAX_REFERENCE} characters.")
    return clean


async def answer(
    tx: Tx, brand: str, which: UUID, *, reference: str = "", version: int | None = None
) -> Referral:
    """The dispute body has our answer; its clock stops.

    Raises:
        AnsweredAlready, ReferralOver.
    """
    tx.actor.must(HANDLE, brand)
    case, held = await _held(tx, brand, which, version)
    if held.answered_at is not None:
        raise AnsweredAlready
    await cases.take(tx, case, events.ComplaintReferralAnswered(complaint=case.id, referral=which))
    await tx.run(
        """
        UPDATE complaint_referral
        SET    answered_at = now(), answered_by = $3, reference = CASE WHEN $4 = '' THEN reference ELSE $4 END, version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        tx.actor.id,
        _named(reference),
    )
    return await referral(tx, brand, which)


class Ruled(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: what the body ruled. `redress`: what it asks of us, each to be carried out and verified like our own."""

    ruling: Ruling
    text: str
    ruled_at: datetime
    redress: list[Redress] = []
    reference: str = ""


async def rule(tx: Tx, brand: str, which: UUID, wanted: Ruled, *, version: int | None = None) -> Referral:
    """Notes what the dispute body ruled. It binds us, so it needs no second signature; its execution is verified.

    Raises:
        ReferralOver.
    """
    tx.actor.must("complaints.decide", brand)
    case, held = await _held(tx, brand, which, version)
    text = secrets.mask(storable(wanted.text)).text.strip()
    if not 0 < len(text) <= MAX_TEXT:
        raise Invalid(f"A ruling has 1 to {MAX_TEXT} characters.")
    if wanted.ruled_at < held.sent_at or wanted.ruled_at > await tx.value("SELECT now()"):
        raise Invalid("A ruling was made between the referral and now.")
    redress = checked(wanted.redress)
    if redress and wanted.ruling not in WITH_REDRESS:
        raise Invalid("A ruling gives something only where it is for the player, or settled.")
    await tx.run(
        """
        UPDATE complaint_referral
        SET    ruling = $3, ruling_text = $4, ruling_redress = $5, ruled_at = $6, noted_by = $7, noted_at = now(),
               reference = CASE WHEN $8 = '' THEN reference ELSE $8 END, version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        wanted.ruling,
        text,
        msgspec.to_builtins(redress),
        wanted.ruled_at,
        tx.actor.id,
        _named(wanted.reference),
    )
    if case.stage in UNDECIDED and wanted.ruling is not Ruling.refused:
        await decisions.overtaken(tx, case)
    todo = await execution.plan(tx, case, redress, referral=which)
    step = events.ComplaintReferralRuled(
        complaint=case.id, referral=which, outcome=OUTCOME_OF[wanted.ruling], todo=todo
    )
    case = await cases.take(tx, case, step)
    await cases.end_waiting(tx, case)
    await rules.meet(tx, case, rules.BODY_ANSWER)
    await execution.finish(tx, case)
    return await referral(tx, brand, which)


async def _held(tx: Tx, brand: str, which: UUID, version: int | None) -> tuple[Complaint, Referral]:
    seen = await referral(tx, brand, which)
    case = await cases.hold(tx, brand, seen.complaint_id)
    held = await referral(tx, brand, which, hold=True)
    if held.ruling is not None:
        raise ReferralOver
    if version is not None and version != held.version:
        raise Conflict("Somebody has changed this referral since you read it. Look again.")
    return case, held
