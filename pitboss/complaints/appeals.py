"""Appeals: asked by the player, heard by somebody who took no part, and blind to the first decision until they have written
what they think themselves. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.complaints import actions as cases
from pitboss.complaints import decisions, events, execution, queries, rules, stages
from pitboss.complaints.conflicts import ConflictWhy, Standing, refusal, why_not_hear
from pitboss.complaints.decisions import Wanted
from pitboss.complaints.model import DECIDABLE, AppealOutcome, Complaint, Conflicted, Outcome
from pitboss.db.tx import Kind, Tx
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.tickets.actions import storable

HANDLE, HEAR = "complaints.handle", "complaints.appeal"
PURPOSE = "appeal"  # of the link in a letter
MAX_GROUNDS = 10_000
MAX_WORDS = 20_000
MOST_SUGGESTED = 10
How = Literal["link", "cabinet", "staff"]


class NoSuchAppeal(NotFound):
    """There is no such appeal, or it isn't yours to see."""


class NothingToAppeal(Conflict):
    """There is no decision yet that could be appealed."""


class TooLate(Conflict):
    """The time to appeal is over."""


class AppealOver(Conflict):
    """This appeal is decided, and stays as it is."""


class NotGiven(Conflict):
    """Nobody hears this appeal yet. Give it to somebody first."""


class NotYours(Conflict):
    """Somebody else hears this appeal."""


class ViewFirst(Conflict):
    """Write your own provisional view first. The first decision is shown afterwards."""


class ViewWritten(Conflict):
    """The provisional view is written, and stays as it is."""


class AppealFields(msgspec.Struct, frozen=True, kw_only=True):
    """What of an appeal goes out as it is."""

    id: UUID
    complaint_id: UUID
    decision_id: UUID
    how: How
    grounds: str
    asked_at: datetime
    until: datetime | None
    rule: str
    handler_id: UUID | None
    given_at: datetime | None
    view_outcome: Outcome | None
    view_text: str | None
    view_at: datetime | None
    outcome: AppealOutcome | None
    reasoning: str | None
    new_decision_id: UUID | None
    decided_at: datetime | None
    version: int


class Appeal(AppealFields, frozen=True, kw_only=True):
    """An appeal as it is kept."""

    brand: str
    noted_by: UUID | None
    given_by: UUID | None


_COLUMNS = """brand_id AS brand, id, complaint_id, decision_id, how, grounds, noted_by, asked_at, until, rule, handler_id, given_by,
    given_at, view_outcome, view_text, view_at, outcome, reasoning, new_decision_id, decided_at, version"""


async def appeal(tx: Tx, brand: str, which: UUID, *, hold: bool = False) -> Appeal:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM complaint_appeal WHERE brand_id = $1 AND id = $2 {'FOR UPDATE' if hold else ''}",
        brand,
        which,
    )
    if row is None:
        raise NoSuchAppeal
    return msgspec.convert(dict(row), Appeal)


async def of_case(tx: Tx, brand: str, complaint: UUID) -> Appeal | None:
    """The last of a case: there is another only where one has sent it back."""
    found = await all_of_case(tx, brand, complaint)
    return found[-1] if found else None


async def all_of_case(tx: Tx, brand: str, complaint: UUID) -> list[Appeal]:
    """The oldest first: each is of another decision."""
    rows = await tx.connection.fetch(
        f"SELECT {_COLUMNS} FROM complaint_appeal WHERE brand_id = $1 AND complaint_id = $2 ORDER BY id",
        brand,
        complaint,
    )
    return [msgspec.convert(dict(row), Appeal) for row in rows]


async def is_blind(tx: Tx, brand: str, complaint: UUID) -> bool:
    """Whether the actor hears the appeal of a case and has not written their own view yet: nothing of the first decision may
    reach them, whoever shows it."""
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM complaint_appeal
                           WHERE  brand_id = $1 AND complaint_id = $2 AND handler_id = $3 AND view_at IS NULL)
            """,
            brand,
            complaint,
            tx.actor.id if tx.actor.kind is Kind.staff else None,
        )
    )


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────


def secret_of(tx: Tx, brand: str, decision: UUID) -> str:
    """For the link in the letter: whoever holds it may appeal this decision, and do nothing else."""
    return tx.links.secret(PURPOSE, brand, decision)


async def ask(tx: Tx, brand: str, complaint: UUID, grounds: str, *, how: How) -> Appeal:
    """The player appeals, in the cabinet (`tx` is theirs) or through staff who note what they say. Asked again, the appeal
    that is there is given, and nothing changes.

    Raises:
        NothingToAppeal, TooLate.
        NoSuchComplaint: it isn't theirs.
    """
    if how == "staff":
        tx.actor.must(HANDLE, brand)
    await queries.complaint(tx, brand, complaint)  # whose it is
    await tx.elevate()
    case = await cases.hold(tx, brand, complaint)
    return await _ask(tx, case, grounds, how)


async def by_link(
    tx: Tx, brand: str, decision: UUID, secret: str
) -> tuple[Complaint, decisions.Decision, Appeal | None, datetime | None, bool]:
    """What the link of a letter leads to: the case, the decision, its appeal, until when it can be asked, and whether it can
    now. The transaction is SYSTEM's.

    Raises:
        NoSuchAppeal: the same for a wrong secret as for a decision that isn't there.
    """
    if not tx.links.holds(PURPOSE, brand, decision, secret):
        raise NoSuchAppeal("There is no such decision. Check that the link is complete.")
    try:
        held = await decisions.decision(tx, brand, decision)
    except decisions.NoSuchDecision as problem:
        raise NoSuchAppeal("There is no such decision. Check that the link is complete.") from problem
    if held.taken_at is None:
        raise NoSuchAppeal("There is no such decision. Check that the link is complete.")
    case = await queries.complaint(tx, brand, held.complaint_id)
    asked = await of_case(tx, brand, case.id)
    standing = decisions.standing(await decisions.of_case(tx, brand, case.id))
    window = await rules.appeal_until(tx, case, decision)
    now: datetime = await tx.value("SELECT now()")
    in_time = window is None or now <= window.due_at
    if asked is not None and asked.decision_id != decision:  # of another round
        asked = None
    stands = standing is not None and standing.id == decision
    open_ = asked is None and stands and in_time and stages.may_be_appealed(cases.state_of(case))
    return case, held, asked, window.due_at if window else None, open_


async def ask_by_link(tx: Tx, brand: str, decision: UUID, secret: str, grounds: str) -> Appeal:
    """The same from the link of the letter. The transaction is SYSTEM's.

    Raises:
        NoSuchAppeal: the same for a wrong secret as for a decision that isn't there.
    """
    case, *_ = await by_link(tx, brand, decision, secret)
    case = await cases.hold(tx, brand, case.id)
    return await _ask(tx, case, grounds, "link", decision=decision)


async def _ask(tx: Tx, case: Complaint, grounds: str, how: How, *, decision: UUID | None = None) -> Appeal:
    there = await of_case(tx, case.brand, case.id)
    anew = decision is None and stages.may_be_appealed(cases.state_of(case))
    if there is not None and not anew and decision in (None, there.decision_id):
        return there  # sent twice
    words = secrets.mask(storable(grounds)).text.strip()
    if not 0 < len(words) <= MAX_GROUNDS:
        raise Invalid(f"Say in at most {MAX_GROUNDS} characters what is wrong with the decision.")
    standing = decisions.standing(await decisions.of_case(tx, case.brand, case.id))
    if standing is None or decision not in (None, standing.id):
        raise NothingToAppeal
    window = await rules.appeal_until(tx, case, standing.id)
    now: datetime = await tx.value("SELECT now()")
    if window is not None and now > window.due_at:
        raise TooLate(f"The time to appeal was over on {window.due_at:%Y-%m-%d}.")
    which = new_id()
    await tx.run(
        """
        INSERT INTO complaint_appeal (brand_id, id, complaint_id, decision_id, how, grounds, noted_by, until, rule)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        case.brand,
        which,
        case.id,
        standing.id,
        how,
        words,
        tx.actor.id if how == "staff" else None,
        window.due_at if window else None,
        window.rule if window else "",
    )
    await cases.take(tx, case, events.ComplaintAppealAsked(complaint=case.id, appeal=which))
    return await appeal(tx, case.brand, which)


# ── giving ──────────────────────────────────────────────────────────────────────────────────────────────────


class Reviewer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who holds the permission to hear appeals. `why_not`: the sentence that keeps them from this one; null: nothing
    does. `has_read`: they have read the first decision, so they would not be blind to it. `hears`: how many they have now."""

    staff: UUID
    name: str
    why_not: str | None
    has_read: bool
    hears: int


async def candidates(tx: Tx, case: Complaint, appealed: Appeal) -> list[Reviewer]:
    """Who may hear an appeal, the freest first; then those who may not, and why. The transaction is elevated."""
    rows = await tx.connection.fetch(
        """
        SELECT s.id, s.name,
               EXISTS (SELECT 1 FROM complaint_view v
                       WHERE v.brand_id = $1 AND v.complaint_id = $2 AND v.staff_id = s.id AND v.what = 'decision') AS has_read,
               (SELECT count(*)::int FROM complaint_appeal a
                WHERE  a.brand_id = $1 AND a.handler_id = s.id AND a.decided_at IS NULL) AS hears
        FROM   staff s
        WHERE  s.active AND EXISTS (SELECT 1 FROM staff_role r JOIN role ON role.name = r.role
                                    WHERE r.brand_id = $1 AND r.staff_id = s.id AND $3 = ANY (role.permissions))
        ORDER  BY s.name, s.id
        """,
        case.brand,
        case.id,
        HEAR,
    )
    standing = await _standing(tx, case, appealed)
    found = []
    for row in rows:
        why = why_not_hear(row["id"], standing)
        found.append(
            Reviewer(
                staff=row["id"],
                name=row["name"],
                why_not=None if why is None else refusal(why).detail,
                has_read=row["has_read"],
                hears=row["hears"],
            )
        )
    return sorted(found, key=lambda one: (one.why_not is not None, one.has_read, one.hears, one.name))


async def _standing(tx: Tx, case: Complaint, appealed: Appeal) -> Standing:
    """Beside those who took a step, or heard an appeal before: whoever signed, carried out or verified something, and wrote for the desk."""
    partook = await tx.column(
        """
        SELECT staff_id FROM complaint_signature s JOIN complaint_decision d ON d.brand_id = s.brand_id AND d.id = s.decision_id
        WHERE  d.brand_id = $1 AND d.complaint_id = $2
        UNION
        SELECT unnest(ARRAY[proven_by, verified_by]) FROM complaint_execution WHERE brand_id = $1 AND complaint_id = $2
        UNION
        SELECT returned_by FROM complaint_decision WHERE brand_id = $1 AND complaint_id = $2
        UNION
        SELECT owner_staff_id FROM complaint WHERE brand_id = $1 AND id = $2
        """,
        case.brand,
        case.id,
    )
    took = {*cases.state_of(case).took_part, *(one for one in partook if one is not None)}
    return await queries.standing(tx, case, sorted(took))


async def give(tx: Tx, brand: str, which: UUID, staff: UUID, *, version: int | None = None) -> Appeal:
    """Gives an appeal to whoever shall hear it; again, while they have not written their view. Whoever has read the first
    decision can't hear it blindly, and is refused while somebody else is free.

    Raises:
        Conflicted: saying why, and in `may` who could.
        AppealOver, ViewWritten.
    """
    if not tx.actor.can(HEAR, brand):
        tx.actor.must("complaints.reports", brand)
    case, held = await _held(tx, brand, which, version)
    if held.decided_at is not None:
        raise AppealOver
    if held.view_at is not None:
        raise ViewWritten
    known = await candidates(tx, case, held)
    free = [one for one in known if one.why_not is None and one.staff != staff]
    may = [{"staff": str(one.staff), "name": one.name} for one in free[:MOST_SUGGESTED]]
    wanted = next((one for one in known if one.staff == staff), None)
    if wanted is None:
        why = why_not_hear(staff, await _standing(tx, case, held))
        if why is not None:
            raise Conflicted(refusal(why).detail, why=why.value, may=may)
        raise Invalid("This person does not hear appeals. Choose somebody who may.", may=may)
    if wanted.why_not is not None:
        why = why_not_hear(staff, await _standing(tx, case, held)) or ConflictWhy.took_part
        raise Conflicted(wanted.why_not, why=why.value, may=may)
    if wanted.has_read and any(not one.has_read for one in free):
        raise Conflicted(
            "This person has read the first decision already, so somebody who has not hears the appeal.",
            why="has_read",
            may=[{"staff": str(one.staff), "name": one.name} for one in free if not one.has_read][
                :MOST_SUGGESTED
            ],
        )
    await cases.take(tx, case, events.ComplaintAppealGiven(complaint=case.id, appeal=which, to=staff))
    await tx.run(
        """
        UPDATE complaint_appeal SET handler_id = $3, given_by = $4, given_at = now(), version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        staff,
        tx.actor.id,
    )
    return await appeal(tx, brand, which)


async def _held(tx: Tx, brand: str, which: UUID, version: int | None) -> tuple[Complaint, Appeal]:
    seen = await appeal(tx, brand, which)
    case = await cases.hold(tx, brand, seen.complaint_id)
    held = await appeal(tx, brand, which, hold=True)
    if version is not None and version != held.version:
        raise Conflict("Somebody has changed this appeal since you read it. Look again.")
    return case, held


def _must_be_theirs(tx: Tx, held: Appeal) -> None:
    tx.actor.must(HEAR, held.brand)
    if held.decided_at is not None:
        raise AppealOver
    if held.handler_id is None:
        raise NotGiven
    if held.handler_id != tx.actor.id:
        raise NotYours


# ── hearing ─────────────────────────────────────────────────────────────────────────────────────────────────


def _words(text: str) -> str:
    clean = secrets.mask(storable(text)).text.strip()
    if not 0 < len(clean) <= MAX_WORDS:
        raise Invalid(f"Reasons have 1 to {MAX_WORDS} characters.")
    return clean


async def write_view(
    tx: Tx, brand: str, which: UUID, outcome: Outcome, text: str, *, version: int | None = None
) -> Appeal:
    """What the handler thinks by the evidence alone. It is never changed; from here on they see the first decision.

    Raises:
        NotYours, ViewWritten.
    """
    case, held = await _held(tx, brand, which, version)
    _must_be_theirs(tx, held)
    if held.view_at is not None:
        raise ViewWritten
    if outcome not in DECIDABLE:
        raise Invalid("A complaint is upheld, partly upheld, not upheld, or settled as goodwill.")
    words = _words(text)
    await cases.take(tx, case, events.ComplaintAppealViewed(complaint=case.id, appeal=which))
    await tx.run(
        """
        UPDATE complaint_appeal SET view_outcome = $3, view_text = $4, view_at = now(), version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        outcome,
        words,
    )
    return await appeal(tx, brand, which)


class Conclusion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reasoning`: in the player's language. `decision`: with `changed`, what is decided instead; its `replaces` is filled
    in."""

    outcome: AppealOutcome
    reasoning: str
    decision: Wanted | None = None


async def conclude(
    tx: Tx, brand: str, which: UUID, wanted: Conclusion, *, version: int | None = None
) -> Appeal:
    """Decides an appeal. A changed decision that gives more than its handler may alone waits for a second person, as
    independent as they are, and with it the appeal.

    Raises:
        NotYours, ViewFirst, AppealOver, DecisionOpen.
    """
    case, held = await _held(tx, brand, which, version)
    _must_be_theirs(tx, held)
    if held.view_at is None:
        raise ViewFirst
    if (wanted.outcome is AppealOutcome.changed) != (wanted.decision is not None):
        raise Invalid(
            "Give the decision that takes the place of the first one, and only where it is changed."
        )
    words = _words(wanted.reasoning)
    decisions.must_be_in(case.language, words)
    await tx.run(
        "UPDATE complaint_appeal SET reasoning = $3, version = version + 1 WHERE brand_id = $1 AND id = $2",
        brand,
        which,
        words,
    )
    if wanted.decision is not None:
        changed_to = msgspec.structs.replace(wanted.decision, replaces=held.decision_id)
        made = await decisions.write(tx, case, changed_to, appeal=which)
        await decisions.take(tx, case, await decisions.decision(tx, brand, made, hold=True))
        return await appeal(tx, brand, which)
    if wanted.outcome is AppealOutcome.sent_back:
        await execution.drop(tx, case)
    step = events.ComplaintAppealDecided(complaint=case.id, appeal=which, outcome=wanted.outcome, todo=[])
    case = await cases.take(tx, case, step)
    await _decided(tx, held, wanted.outcome)
    if wanted.outcome is AppealOutcome.upheld:
        await execution.finish(tx, case)
    return await appeal(tx, brand, which)


async def _decided(tx: Tx, held: Appeal, outcome: AppealOutcome) -> None:
    await tx.run(
        """
        UPDATE complaint_appeal SET outcome = $3, decided_at = now(), version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        held.brand,
        held.id,
        outcome,
    )
