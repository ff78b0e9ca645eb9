"""Decisions: proposed by whoever investigated, taken by somebody without a conflict, signed by a second person above a limit.
Nothing of a decision is ever written anew. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec

from pitboss.assist.language import detect
from pitboss.complaints import actions as cases
from pitboss.complaints import events, execution, queries, stages
from pitboss.complaints.conflicts import must_decide, must_hear
from pitboss.complaints.model import DECIDABLE, AppealOutcome, Complaint, Outcome
from pitboss.complaints.redress import Beyond, Redress, beyond, checked, money
from pitboss.db.tx import Tx
from pitboss.events.log import Event, record_in
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.kit.shapes import shaped
from pitboss.knowledge import queries as knowledge
from pitboss.tickets.actions import storable

DECIDE, SIGN, LIMITS = "complaints.decide", "complaints.sign", "settings.manage"
MAX_WORDS = 20_000
MAX_REASON = 2_000
MOST_CLAUSES = 20
EARLIEST = date(1990, 1, 1)
State = Literal["proposed", "signing", "decided", "returned"]


class NoSuchDecision(NotFound):
    """There is no such decision, or it isn't yours to see."""


class DecisionOpen(Conflict):
    """A proposed decision is waiting already. Decide it, or send it back first."""


class AlreadyDecided(Conflict):
    """This case is decided. A changed mind is a new decision that names the old one: send `replaces`."""


class Replaced(Conflict):
    """Another decision has taken the place of this one."""


class NotWaiting(Conflict):
    """This decision does not wait for anybody any more."""


class NotToSign(Conflict):
    """This decision does not wait for a second signature."""


class OwnSignature(Conflict):
    """You proposed or decided this yourself. A second person signs."""


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """A clause as it stood on the day of the disputed event."""

    id: UUID
    name: str
    title: str
    text: str
    language: str
    jurisdiction: str | None
    valid_from: date
    valid_to: date | None


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`disputed_on`: the day of the disputed event; `clauses`: names such as terms-4.2, of which the text of that day is
    quoted; where none applies, `no_clause` says why. `reasoning`: in the player's language. `replaces`: the decision whose
    place it takes; its `redress` is then what is still to be done."""

    outcome: Outcome
    disputed_on: date
    facts: str
    reasoning: str
    clauses: list[str] = []
    no_clause: str = ""
    redress: list[Redress] = []
    replaces: UUID | None = None


class DecisionFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of a decision goes out as it is."""

    id: UUID
    complaint_id: UUID
    replaces: UUID | None
    appeal_id: UUID | None
    state: State
    outcome: Outcome
    disputed_on: date
    facts: str
    clauses: list[Clause]
    no_clause: str
    reasoning: str
    language: str
    redress: list[Redress]
    proposed_by: UUID
    proposed_at: datetime
    decided_by: UUID | None
    decided_at: datetime | None
    second: bool
    beyond: list[Beyond]
    taken_at: datetime | None
    returned_by: UUID | None
    returned_at: datetime | None
    returned_why: str | None


class Decision(DecisionFields, frozen=True, kw_only=True):
    """`second`: it takes a second person. `beyond`: the sums for which one person alone may not answer. `taken_at`: from when on it holds."""

    brand: str
    digest: bytes


_COLUMNS = """brand_id AS brand, id, complaint_id, replaces, appeal_id, state, outcome, disputed_on, facts, clauses, no_clause,
    reasoning, language, redress, digest, proposed_by, proposed_at, decided_by, decided_at, second, beyond, taken_at, returned_by,
    returned_at, returned_why"""


# ── reads ───────────────────────────────────────────────────────────────────────────────────────────────────


def _decision(row: asyncpg.Record) -> Decision:
    return msgspec.convert(dict(row), Decision)


async def decision(tx: Tx, brand: str, which: UUID, *, hold: bool = False) -> Decision:
    """
    Raises:
        NoSuchDecision: also while the actor hears an appeal and has not written their own view yet.
    """
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM complaint_decision WHERE brand_id = $1 AND id = $2 {'FOR UPDATE' if hold else ''}",
        brand,
        which,
    )
    if row is None:
        raise NoSuchDecision
    return _decision(row)


async def of_case(tx: Tx, brand: str, complaint: UUID) -> list[Decision]:
    """All of a case, the oldest first, as the actor may see them."""
    rows = await tx.connection.fetch(
        f"SELECT {_COLUMNS} FROM complaint_decision WHERE brand_id = $1 AND complaint_id = $2 ORDER BY id",
        brand,
        complaint,
    )
    return [_decision(row) for row in rows]


def standing(decisions: Iterable[Decision]) -> Decision | None:
    """The one that holds: taken, and not replaced."""
    taken = [one for one in decisions if one.state == "decided"]
    replaced = {one.replaces for one in taken}
    return next((one for one in taken if one.id not in replaced), None)


# ── proposing ───────────────────────────────────────────────────────────────────────────────────────────────


def _words(text: str, refusal: str) -> str:
    clean = secrets.mask(storable(text)).text.strip()
    if not 0 < len(clean) <= MAX_WORDS:
        raise Invalid(refusal)
    return clean


def must_be_in(language: str, text: str) -> None:
    """
    Raises:
        Invalid: a player could not read it.
    """
    found = detect(text)
    if found != language and found in ("ru", "en") and language in ("ru", "en"):
        raise Invalid(
            "Write the reasoning in Russian: it is the player's language."
            if language == "ru"
            else "Write the reasoning in English: it is the player's language."
        )


async def quoted(tx: Tx, case: Complaint, names: list[str], day: date) -> list[Clause]:
    """The clauses as they stood on that day, in the player's language, or else in the other one.

    Raises:
        Invalid: one of them had no text on that day.
    """
    if len(names) > MOST_CLAUSES:
        raise Invalid(f"A decision names at most {MOST_CLAUSES} clauses.")
    found = []
    for name in dict.fromkeys(name.strip().lower() for name in names):
        for language in dict.fromkeys((case.language, "en", "ru")):
            held = await knowledge.clauses_on(
                tx, case.brand, language, day, jurisdiction=case.jurisdiction, name=name
            )
            if held:
                found.append(shaped(Clause, held[0]))
                break
        else:
            raise Invalid(
                f"The clause {name!r} had no text on {day.isoformat()}. Check its name and the day."
            )
    return found


def digest_of(wanted: Wanted, clauses: list[Clause], language: str) -> bytes:
    """Of everything that is signed."""
    return hashlib.sha256(msgspec.json.encode([wanted, clauses, language])).digest()


async def _fits(tx: Tx, case: Complaint, wanted: Wanted) -> UUID | None:
    """Which decision a new one would replace.

    Raises:
        DecisionOpen, AlreadyDecided, Replaced.
    """
    # Whoever proposes anew after an appeal may not see the old decision; that there is one they learn here at most.
    rows = await tx.connection.fetch(
        "SELECT id, state, replaces FROM complaint_decision WHERE brand_id = $1 AND complaint_id = $2",
        case.brand,
        case.id,
    )
    if any(row["state"] in ("proposed", "signing") for row in rows):
        raise DecisionOpen
    taken = [row for row in rows if row["state"] == "decided"]
    replaced = {row["replaces"] for row in taken}
    last = next((row["id"] for row in taken if row["id"] not in replaced), None)
    if last is not None and wanted.replaces is None:
        raise AlreadyDecided
    if wanted.replaces != last:
        raise Replaced if wanted.replaces in replaced else NoSuchDecision
    return last


async def propose(tx: Tx, brand: str, complaint: UUID, wanted: Wanted, *, version: int | None = None) -> UUID:
    """Writes down what is to be decided. From here on only others act on it.

    Raises:
        DecisionOpen, AlreadyDecided, Replaced.
        Invalid: something in it can't be used, such as a clause that did not hold on that day.
    """
    cases.must_handle(tx, brand)
    case = await cases.hold(tx, brand, complaint, version=version)
    return await write(tx, case, wanted)


async def write(tx: Tx, case: Complaint, wanted: Wanted, *, appeal: UUID | None = None) -> UUID:
    """A proposed decision of a case that is held. `appeal`: the one that it answers; then its own step follows."""
    brand = case.brand
    if wanted.outcome not in DECIDABLE:
        raise Invalid("A complaint is upheld, partly upheld, not upheld, or settled as goodwill.")
    today: date = await knowledge.today(tx, brand)
    if not EARLIEST <= wanted.disputed_on <= today:
        raise Invalid("The disputed event lies between 1990 and today.")
    facts = _words(wanted.facts, f"Say in at most {MAX_WORDS} characters what was found.")
    reasoning = _words(wanted.reasoning, f"Give the reasons in at most {MAX_WORDS} characters.")
    must_be_in(case.language, reasoning)
    none = " ".join(secrets.mask(storable(wanted.no_clause)).text.split())
    if bool(wanted.clauses) == bool(none) or len(none) > MAX_REASON:
        raise Invalid("Name the clauses that applied on that day, or say why none applies.")
    redress = checked(wanted.redress)
    if not redress and wanted.outcome is not Outcome.not_upheld:
        raise Invalid(
            "Say what is done for the player: a complaint that is right, even in part, has at least one action."
        )
    if wanted.outcome is Outcome.not_upheld and any(one.amount is not None for one in redress):
        raise Invalid("A complaint that is not upheld gives no money. Settle it as goodwill instead.")
    clauses = await quoted(tx, case, wanted.clauses, wanted.disputed_on)
    before = await _fits(tx, case, wanted)
    kept = msgspec.structs.replace(wanted, facts=facts, reasoning=reasoning, no_clause=none, redress=redress)
    which, digest = new_id(), digest_of(kept, clauses, case.language)
    await tx.elevate()
    await tx.run(
        """
        WITH made AS (
            INSERT INTO complaint_decision (brand_id, id, complaint_id, replaces, appeal_id, outcome, disputed_on, facts, clauses,
                                            no_clause, reasoning, language, redress, digest, proposed_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))
        INSERT INTO complaint_signature (brand_id, decision_id, role, staff_id, digest) VALUES ($1, $2, 'proposer', $15, $14)
        """,
        brand, which, case.id, before, appeal, kept.outcome, kept.disputed_on, facts, msgspec.to_builtins(clauses), none,
        reasoning, case.language, msgspec.to_builtins(redress), digest, tx.actor.id,
    )  # fmt: skip
    if appeal is None:
        needs = beyond(redress, await _deciding_roles(tx, brand), await limits(tx, brand))
        step = events.ComplaintDecisionProposed(
            complaint=case.id, decision=which, outcome=kept.outcome, signatures=1 if needs else 0
        )
        await cases.take(tx, case, step)
    return which


# ── deciding ────────────────────────────────────────────────────────────────────────────────────────────────


async def decide(tx: Tx, brand: str, which: UUID, *, version: int | None = None) -> Decision:
    """Takes a proposed decision. It holds at once, or once a second person has signed it, where it gives more than one
    person may.

    Raises:
        NotWaiting: somebody was faster.
        Conflicted: the actor may not decide this case, and why.
        EvidenceMissing, EvidenceUnread.
    """
    tx.actor.must(DECIDE, brand)
    case, held = await _held(tx, brand, which, version)
    if held.state != "proposed":
        raise NotWaiting
    if held.appeal_id is not None:
        raise NotWaiting("This decision answers an appeal. Whoever hears the appeal takes it.")
    await must_be_free(tx, case)
    return await take(tx, case, held)


async def must_be_free(tx: Tx, case: Complaint) -> None:
    """
    Raises:
        Conflicted: the actor is who the case is about, or handled it, or a conflict of theirs is logged.
    """
    assert tx.actor.id is not None, "a person decides"
    must_decide(tx.actor.id, await queries.standing(tx, case, []))


def must_be_ready(case: Complaint) -> None:
    """
    Raises:
        EvidenceMissing, EvidenceUnread.
    """
    if (lacking := stages.lacks_evidence(cases.state_of(case))) is not None:
        raise lacking


async def take(tx: Tx, case: Complaint, held: Decision) -> Decision:
    """The decider's signature, and the decision itself if it is enough."""
    must_be_ready(case)
    assert tx.actor.id is not None, "a person decides"
    needs = beyond(held.redress, await _roles(tx, case.brand, tx.actor.id), await limits(tx, case.brand))
    own = held.appeal_id is None
    second = bool(needs) or (
        own and cases.state_of(case).signatures > 0
    )  # as the limits were when it was proposed
    await tx.elevate()
    await _sign(tx, held, "decider")
    await tx.run(
        """
        UPDATE complaint_decision
        SET    decided_by = $3, decided_at = now(), beyond = $4, second = $5,
               state = CASE WHEN $5 THEN 'signing' ELSE 'decided' END, taken_at = CASE WHEN $5 THEN NULL ELSE now() END
        WHERE  brand_id = $1 AND id = $2
        """,
        case.brand,
        held.id,
        tx.actor.id,
        msgspec.to_builtins(needs),
        second,
    )
    if not second:
        await _takes_effect(tx, case, held)
    elif own and tx.actor.id != held.proposed_by:  # who proposed it counts as having taken part already
        await cases.take(tx, case, events.ComplaintDecisionSigned(complaint=case.id, decision=held.id))
    return await decision(tx, case.brand, held.id)


async def sign(tx: Tx, brand: str, which: UUID, *, version: int | None = None) -> Decision:
    """The second signature: with it the decision holds.

    Raises:
        NotToSign: it needs none, or has it.
        OwnSignature: the actor proposed or decided it.
        Conflicted: the actor may not sign in this case, and why.
    """
    tx.actor.must(SIGN, brand)
    case, held = await _held(tx, brand, which, version)
    if held.state != "signing":
        raise NotToSign
    if tx.actor.id in (held.proposed_by, held.decided_by):
        raise OwnSignature
    if held.appeal_id is None:
        await must_be_free(tx, case)
    else:  # as independent as who heard the appeal
        assert tx.actor.id is not None, "a person signs"
        must_hear(tx.actor.id, await queries.standing(tx, case, cases.state_of(case).took_part))
    must_be_ready(case)
    await tx.elevate()
    await _sign(tx, held, "second")
    await tx.run(
        "UPDATE complaint_decision SET state = 'decided', taken_at = now() WHERE brand_id = $1 AND id = $2",
        brand,
        which,
    )
    if held.appeal_id is None and cases.state_of(case).signatures > 0:
        case = await cases.take(tx, case, events.ComplaintDecisionSigned(complaint=case.id, decision=held.id))
    await _takes_effect(tx, case, held)
    return await decision(tx, brand, which)


async def send_back(tx: Tx, brand: str, which: UUID, reason: str, *, version: int | None = None) -> Decision:
    """Not so: back to the investigation, with a reason. What was proposed stays to be read.

    Raises:
        NotWaiting, Conflicted.
    """
    if not tx.actor.can(DECIDE, brand):
        tx.actor.must(SIGN, brand)
    why = " ".join(secrets.mask(storable(reason)).text.split())
    if not 0 < len(why) <= MAX_REASON:
        raise Invalid(f"Say in at most {MAX_REASON} characters why it goes back.")
    case, held = await _held(tx, brand, which, version)
    if held.state not in ("proposed", "signing"):
        raise NotWaiting
    await must_be_free(tx, case)
    await tx.elevate()
    await tx.run(
        """
        UPDATE complaint_decision SET state = 'returned', returned_by = $3, returned_at = now(), returned_why = $4
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        tx.actor.id,
        why,
    )
    if held.appeal_id is None:
        await cases.take(tx, case, events.ComplaintProposalReturned(complaint=case.id, decision=held.id))
    return await decision(tx, brand, which)


async def overtaken(tx: Tx, case: Complaint) -> None:
    """A dispute body has ruled: what is proposed waits for nobody any more, and stays to be read."""
    await tx.run(
        """
        UPDATE complaint_decision SET state = 'returned', returned_by = $3, returned_at = now(), returned_why = $4
        WHERE  brand_id = $1 AND complaint_id = $2 AND state IN ('proposed', 'signing')
        """,
        case.brand,
        case.id,
        tx.actor.id,
        "The dispute body has ruled.",
    )


async def _held(tx: Tx, brand: str, which: UUID, version: int | None) -> tuple[Complaint, Decision]:
    """The case is locked before its decision: evidence that is being added, and another decider, wait or are seen."""
    seen = await decision(tx, brand, which)
    case = await cases.hold(tx, brand, seen.complaint_id, version=version)
    return case, await decision(tx, brand, which, hold=True)


async def _sign(tx: Tx, held: Decision, role: Literal["decider", "second"]) -> None:
    await tx.run(
        "INSERT INTO complaint_signature (brand_id, decision_id, role, staff_id, digest) VALUES ($1, $2, $3, $4, $5)",
        held.brand,
        held.id,
        role,
        tx.actor.id,
        held.digest,
    )


async def _takes_effect(tx: Tx, case: Complaint, held: Decision) -> None:
    """What the old decision has not carried out yet is dropped; the new one says what is to be done."""
    await execution.drop(tx, case)
    todo = await execution.plan(tx, case, held.redress, decision=held.id)
    if held.appeal_id is None:
        step = events.ComplaintDecided(complaint=case.id, decision=held.id, outcome=held.outcome, todo=todo)
        case = await cases.take(tx, case, step)
    else:
        case = await _answers_appeal(tx, case, held, todo)
    await execution.finish(tx, case)


async def _answers_appeal(tx: Tx, case: Complaint, held: Decision, todo: list[UUID]) -> Complaint:
    """With the decision that answers it, an appeal is decided."""
    heard_by: UUID = await tx.value(
        """
        UPDATE complaint_appeal
        SET    outcome = 'changed', new_decision_id = $3, decided_at = now(), version = version + 1
        WHERE  brand_id = $1 AND id = $2
        RETURNING handler_id
        """,
        case.brand,
        held.appeal_id,
        held.id,
    )
    assert held.appeal_id is not None, "it answers an appeal"
    step = events.ComplaintAppealDecided(
        complaint=case.id,
        appeal=held.appeal_id,
        outcome=AppealOutcome.changed,
        decision=held.id,
        result=held.outcome,
        todo=todo,
        heard_by=heard_by,
    )
    return await cases.take(tx, case, step)


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────


class SignLimitSet(Event, frozen=True, tag="sign_limit_set"):
    """`amount`: null: there is none any more."""

    role: str
    currency: str
    amount: str | None


class SignLimit(msgspec.Struct, frozen=True, kw_only=True):
    """Up to `amount`, somebody with `role` decides alone; `set_by` null: the installation."""

    role: str
    currency: str
    amount: Decimal
    set_by: UUID | None
    set_at: datetime


async def sign_limits(tx: Tx, brand: str) -> list[SignLimit]:
    return await tx.all(
        SignLimit,
        "SELECT role, currency, amount, set_by, set_at FROM complaint_sign_limit WHERE brand_id = $1 ORDER BY role, currency",
        brand,
    )


async def limits(tx: Tx, brand: str) -> dict[tuple[str, str], Decimal]:
    return {(one.role, one.currency): one.amount for one in await sign_limits(tx, brand)}


async def set_limit(tx: Tx, brand: str, role: str, currency: str, amount: Decimal | None) -> None:
    """`amount`: zero always takes two people; None forgets the limit, which does so too.

    Raises:
        Invalid: no such role, or no such sum.
    """
    tx.actor.must(LIMITS, brand)
    money(amount or Decimal(1), currency)  # zero is a limit, though no sum
    if not await tx.value("SELECT EXISTS (SELECT 1 FROM role WHERE name = $1)", role):
        raise Invalid(f"There is no role {role!r}.")
    await tx.elevate()
    if amount is None:
        await tx.run(
            "DELETE FROM complaint_sign_limit WHERE brand_id = $1 AND role = $2 AND currency = $3",
            brand,
            role,
            currency,
        )
    else:
        await tx.run(
            """
            INSERT INTO complaint_sign_limit (brand_id, role, currency, amount, set_by) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (brand_id, role, currency) DO UPDATE SET amount = excluded.amount, set_by = excluded.set_by, set_at = now()
            """,
            brand,
            role,
            currency,
            amount,
            tx.actor.id,
        )
    told = SignLimitSet(role=role, currency=currency, amount=None if amount is None else f"{amount:f}")
    await record_in(tx, brand, told)


async def _roles(tx: Tx, brand: str, staff: UUID) -> list[str]:
    return await tx.column("SELECT role FROM staff_role WHERE brand_id = $1 AND staff_id = $2", brand, staff)


async def _deciding_roles(tx: Tx, brand: str) -> list[str]:
    return await tx.column("SELECT name FROM role WHERE $1 = ANY (permissions)", DECIDE)
