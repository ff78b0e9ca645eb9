"""What was decided, carried out: each action with its proof, and each proof looked at by the back office or by a second person.
The back office is asked between transactions, never inside one. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec

from pitboss.backoffice.connector import (
    BackOfficeRefusal,
    Connector,
    NoSuchRecord,
    NotConnected,
    NotOffered,
    Payment,
    Taken,
)
from pitboss.backoffice.settings import back_office
from pitboss.complaints import actions as cases
from pitboss.complaints import events, rules
from pitboss.complaints.model import Complaint
from pitboss.complaints.proof import NotProven, Record, by_second_person, must_prove
from pitboss.complaints.redress import MOST, Redress, RedressKind, checked
from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.tickets.actions import storable

MAX_REFERENCE = 120
MAX_PROOF = 2_000
SLOWEST = timedelta(hours=1)  # between two looks at a back office that is away
MOST_TRIES = 200
State = Literal["open", "proven", "verified", "dropped"]


class NoSuchAction(NotFound):
    """There is no such action, or it isn't yours to see."""


class ActionOver(Conflict):
    """This action is verified already, or dropped, and stays as it is."""


class ActionChanged(Conflict):
    """Somebody has changed this action since you read it. Look again."""


class NotProvenYet(Conflict):
    """Nobody has said yet by what this can be seen. Give the proof first."""


class OwnProof(Conflict):
    """You gave this proof yourself. A second person confirms it."""


class SystemLooks(Conflict):
    """The back office shows whether this is done, so nobody confirms it by hand."""


class ProofUsed(Conflict):
    """This payment carries out another action already."""


class ActionFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of an action goes out as it is."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID | None
    referral_id: UUID | None
    kind: RedressKind
    amount: Decimal | None
    currency: str | None
    subject: str
    what: str
    promised_for: datetime | None
    state: State
    by_hand: bool
    reference: str | None
    proof: str
    proven_by: UUID | None
    proven_at: datetime | None
    found: str
    tries: int
    next_at: datetime | None
    verified_at: datetime | None
    verified_by: UUID | None
    source: str | None
    version: int


class Action(ActionFields, frozen=True, kw_only=True):
    """`reference`, `proof`: by what it can be seen, as somebody said. `by_hand`: no system can show it, so a second person
    confirms. `found`: why it is not verified yet. `verified_by` null: the back office showed it, at `source`."""

    brand: str
    since: datetime

    @property
    def redress(self) -> Redress:
        return Redress(kind=self.kind, amount=self.amount, currency=self.currency, subject=self.subject)


_COLUMNS = """brand_id AS brand, id, complaint_id, decision_id, referral_id, kind, amount, currency, subject, what, promised_for,
    since, state, by_hand, reference, proof, proven_by, proven_at, found, tries, next_at, verified_at, verified_by, source, version"""


def _action(row: asyncpg.Record) -> Action:
    return msgspec.convert(dict(row), Action)


async def action(tx: Tx, brand: str, which: UUID, *, hold: bool = False) -> Action:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM complaint_execution WHERE brand_id = $1 AND id = $2 {'FOR UPDATE' if hold else ''}",
        brand,
        which,
    )
    if row is None:
        raise NoSuchAction
    return _action(row)


async def of_case(tx: Tx, brand: str, complaint: UUID) -> list[Action]:
    """All of a case, the oldest first, as the actor may see them."""
    rows = await tx.connection.fetch(
        f"SELECT {_COLUMNS} FROM complaint_execution WHERE brand_id = $1 AND complaint_id = $2 ORDER BY since, place, id",
        brand,
        complaint,
    )
    return [_action(row) for row in rows]


# ── planning ────────────────────────────────────────────────────────────────────────────────────────────────


async def plan(
    tx: Tx,
    case: Complaint,
    redress: Sequence[Redress],
    *,
    decision: UUID | None = None,
    referral: UUID | None = None,
) -> list[UUID]:
    """Writes down the actions of a decision or a ruling that holds from now on. The transaction is elevated."""
    made = []
    for place, one in enumerate(redress):
        which = new_id()
        await tx.run(
            """
            INSERT INTO complaint_execution (brand_id, id, complaint_id, decision_id, referral_id, place, kind, amount, currency,
                                             subject, what, promised_for, by_hand)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            case.brand, which, case.id, decision, referral, place, one.kind, one.amount, one.currency, one.subject.strip(),
            one.what.strip(), await rules.end_of(tx, case, one.promised_for), by_second_person(one.kind),
        )  # fmt: skip
        made.append(which)
    await renew_promise(tx, case)
    return made


async def drop(tx: Tx, case: Complaint) -> None:
    """What is not verified yet is not to be done any more: another decision takes the place of the one that asked for it."""
    await tx.run(
        """
        UPDATE complaint_execution SET state = 'dropped', next_at = NULL, version = version + 1
        WHERE  brand_id = $1 AND complaint_id = $2 AND state IN ('open', 'proven')
        """,
        case.brand,
        case.id,
    )


async def add(tx: Tx, brand: str, complaint: UUID, wanted: Redress, *, version: int | None = None) -> UUID:
    """One thing more to be done, such as an apology. Money is given by decisions alone.

    Raises:
        Invalid: it holds money, or there are too many.
    """
    cases.must_handle(tx, brand)
    (one,) = checked([wanted])
    if one.amount is not None:
        raise Invalid("Money is given by a decision, not added to its execution.")
    case = await cases.hold(tx, brand, complaint, version=version)
    await tx.elevate()
    decision = case.state.get("decision")
    if decision is None or len(await of_case(tx, brand, complaint)) >= 2 * MOST:
        raise Invalid("There is no decision to be carried out, or it has too many actions.")
    (which,) = await plan(tx, case, [one], decision=UUID(decision))
    await cases.take(tx, case, events.ComplaintActionAdded(complaint=case.id, action=which, kind=one.kind))
    return which


# ── proving ─────────────────────────────────────────────────────────────────────────────────────────────────


async def prove(
    tx: Tx, brand: str, which: UUID, *, reference: str = "", proof: str = "", version: int | None = None
) -> Action:
    """Somebody says by what it can be seen that an action was done: a reference of the back office, or words where no system
    can show it. What was said before and not verified yet is replaced.

    Raises:
        ActionOver, ActionChanged.
        Invalid: nothing was said, or no reference where one is needed.
    """
    cases.must_handle(tx, brand)
    case, held = await _held(tx, brand, which)
    if held.state not in ("open", "proven"):
        raise ActionOver
    if version is not None and version != held.version:
        raise ActionChanged
    named = " ".join(storable(reference).split()) or held.subject
    words = secrets.mask(storable(proof)).text.strip()
    if len(named) > MAX_REFERENCE or len(words) > MAX_PROOF:
        raise Invalid(f"A reference has at most {MAX_REFERENCE} characters, and its words {MAX_PROOF}.")
    if held.kind in (RedressKind.payment, RedressKind.bonus_restored) and not named:
        raise Invalid("Give the reference under which the back office shows it.")
    if by_second_person(held.kind) and not words and not named:
        raise Invalid("Say by what it can be seen that this was done.")
    await tx.elevate()
    await tx.run(
        """
        UPDATE complaint_execution
        SET    state = 'proven', reference = $3, proof = $4, proven_by = $5, proven_at = now(), found = '', tries = 0,
               by_hand = $6, next_at = CASE WHEN $6 THEN NULL ELSE now() END, version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        named,
        words,
        tx.actor.id,
        by_second_person(held.kind),
    )
    await cases.take(tx, case, events.ComplaintActionProven(complaint=case.id, action=which))
    tx.wake.add("executions")
    return await action(tx, brand, which)


async def confirm(tx: Tx, brand: str, which: UUID, *, version: int | None = None) -> Action:
    """A second person has looked: what no system can show is done.

    Raises:
        SystemLooks, NotProvenYet, OwnProof, ActionOver.
    """
    cases.must_handle(tx, brand)
    case, held = await _held(tx, brand, which)
    if held.state in ("verified", "dropped"):
        raise ActionOver
    if held.state == "open":
        raise NotProvenYet
    if version is not None and version != held.version:
        raise ActionChanged
    if not held.by_hand:
        raise SystemLooks
    if held.proven_by == tx.actor.id:
        raise OwnProof
    await tx.elevate()
    await tx.run(
        """
        UPDATE complaint_execution
        SET    state = 'verified', verified_at = now(), verified_by = $3, found = '', next_at = NULL, version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        tx.actor.id,
    )
    await _verified(tx, case, held)
    return await action(tx, brand, which)


async def _held(tx: Tx, brand: str, which: UUID) -> tuple[Complaint, Action]:
    """The case is locked before its action."""
    seen = await action(tx, brand, which)
    case = await cases.hold(tx, brand, seen.complaint_id)
    return case, await action(tx, brand, which, hold=True)


async def _verified(tx: Tx, case: Complaint, held: Action) -> None:
    step = events.ComplaintActionVerified(complaint=case.id, action=held.id)
    case = await cases.take(tx, case, step)
    await renew_promise(tx, case)
    await finish(tx, case)


async def finish(tx: Tx, case: Complaint) -> Complaint:
    """Once nothing is left to be done, the case is carried out."""
    if case.stage == "decided" and not case.state["todo"] and case.waiting is None:
        return await cases.take(tx, case, events.ComplaintCarriedOut(complaint=case.id))
    return case


async def renew_promise(tx: Tx, case: Complaint) -> None:
    """The clock of what was promised by a day: the nearest that is still open."""
    due: datetime | None = await tx.value(
        """
        SELECT min(promised_for) FROM complaint_execution
        WHERE  brand_id = $1 AND complaint_id = $2 AND state IN ('open', 'proven')
        """,
        case.brand,
        case.id,
    )
    await rules.promise(tx, case, due)


# ── looking into the back office ────────────────────────────────────────────────────────────────────────────


async def _asked(connector: Connector, accounts: list[str], held: Action) -> Taken[Record]:
    """The record that would prove an action, of whichever account of the player holds it.

    Raises:
        NoSuchRecord, and what a Connector raises.
    """
    reference = held.reference or ""
    for account in accounts:
        try:
            match held.kind:
                case RedressKind.payment:
                    return await connector.payment(account, reference)  # type: ignore[return-value]
                case RedressKind.bet_resettled:
                    return await connector.bet(account, held.subject)  # type: ignore[return-value]
                case RedressKind.bonus_restored:
                    return await connector.bonuses(account)  # type: ignore[return-value]
                case RedressKind.limit_lifted:
                    return await connector.restrictions(account)  # type: ignore[return-value]
                case _:
                    return await connector.player(account)  # type: ignore[return-value]
        except NoSuchRecord:
            continue
    raise NoSuchRecord


async def look(db: Database, brand: str, which: UUID, *, hosts: Sequence[str], actor: Actor = SYSTEM) -> None:
    """Asks the back office whether an action is done, and notes what it shows. Whatever stops this in between, the proof
    stands unverified and is looked at again."""
    async with db.tx(SYSTEM) as tx:
        held = await action(tx, brand, which)
        accounts = await tx.column(
            """
            SELECT i.value FROM identity i JOIN complaint c ON c.brand_id = i.brand_id AND c.player_id = i.player_id
            WHERE  i.brand_id = $1 AND c.id = $2 AND i.kind = 'account' ORDER BY i.id
            """,
            brand,
            held.complaint_id,
        )
    if held.state != "proven" or held.by_hand:
        return
    taken: Taken[Record] | None = None
    found, again, by_hand = "", False, False
    try:
        async with await back_office(db, brand, inside_hosts=hosts) as connector:
            taken = await _asked(connector, accounts, held)
        must_prove(held.redress, held.reference or "", taken.value, since=held.since, now=datetime.now(UTC))
    except NotProven as problem:
        found = problem.detail
    except NoSuchRecord:
        found = f"The back office knows no {held.reference!r} of this player. Check the reference."
    except (NotConnected, NotOffered) as problem:  # no system can show it
        found, by_hand = problem.detail, True
    except BackOfficeRefusal as problem:
        found, again = problem.detail, True
    async with db.tx(actor, elevated=True) as tx:
        await _note(tx, held, taken if not found else None, found, again=again, by_hand=by_hand)


async def _note(
    tx: Tx, seen: Action, taken: Taken[Record] | None, found: str, *, again: bool, by_hand: bool
) -> None:
    """What the look has shown, unless the proof was replaced in the meantime."""
    case, held = await _held(tx, seen.brand, seen.id)
    if held.version != seen.version or held.state != "proven":
        return
    if taken is None:
        pause = min(timedelta(seconds=30) * 2 ** min(held.tries, 10), SLOWEST)
        await tx.run(
            """
            UPDATE complaint_execution
            SET    found = $3, by_hand = $4, tries = tries + 1,
                   next_at = CASE WHEN $5 AND tries < $7 THEN now() + $6::interval END
            WHERE  brand_id = $1 AND id = $2
            """,
            held.brand,
            held.id,
            found,
            by_hand,
            again,
            pause,
            MOST_TRIES,
        )
        return
    try:
        async with tx.savepoint():
            await tx.run(
                """
                UPDATE complaint_execution
                SET    state = 'verified', verified_at = now(), found = '', next_at = NULL, record = $3, source = $4,
                       record_id = $5, version = version + 1
                WHERE  brand_id = $1 AND id = $2
                """,
                held.brand,
                held.id,
                hashlib.sha256(taken.raw).digest(),
                taken.source,
                taken.value.id if isinstance(taken.value, Payment) else None,
            )
    except asyncpg.UniqueViolationError:
        await tx.run(
            "UPDATE complaint_execution SET found = $3, next_at = NULL, tries = tries + 1 WHERE brand_id = $1 AND id = $2",
            held.brand,
            held.id,
            ProofUsed().detail,
        )
        return
    await _verified(tx, case, held)


async def step(db: Database, *, hosts: Sequence[str]) -> int:
    """Looks at one proof that waits for the back office. It is put off first, so that of several workers one looks, and a
    look that dies is made again."""
    async with db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            """
            UPDATE complaint_execution e
            SET    next_at = now() + interval '2 minutes'
            FROM  (SELECT brand_id, id FROM complaint_execution
                   WHERE  state = 'proven' AND next_at <= now()
                   ORDER  BY next_at
                   LIMIT  1
                   FOR UPDATE SKIP LOCKED) AS due
            WHERE  e.brand_id = due.brand_id AND e.id = due.id
            RETURNING e.brand_id, e.id
            """
        )
    if row is None:
        return 0
    await look(db, row["brand_id"], row["id"], hosts=hosts)
    return 1


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(next_at) FROM complaint_execution WHERE state = 'proven' AND next_at IS NOT NULL"
        )
    return due
