"""The deadlines of a case: reckoned by the rules that it began with (deadlines.py), kept as rows, met by its steps, or where
the player has to be told by the letter that tells them (reach.py). No step moves the first receipt, so no escalation begins a
clock anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import deadlines, own_rules, packs, reach
from pitboss.complaints import events as e
from pitboss.complaints.deadlines import Deadline, Extension, Facts, Pause, PauseNotAllowed
from pitboss.complaints.model import COLUMNS, ENDINGS, AppealOutcome, Complaint, Stage, Waiting
from pitboss.complaints.pack_model import (
    OF_THE_PLAYER,
    DeadlineRule,
    Force,
    From,
    Ground,
    Kind,
    OwnRules,
    Pack,
)
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.refused import Invalid

WARN_SHARE = 0.75  # of the time between the start of a clock and its end
NOT_OURS = OF_THE_PLAYER | {Kind.body_decision}
LETTER_SOON = timedelta(days=1)  # after a step that a letter tells; then whoever has the case is warned

# What a step begins to count from, what it meets, and which letter meets what else it comes to.
BEGINS: dict[type[e.Step], From] = {
    e.ComplaintAppealAsked: From.appeal_asked,
    e.ComplaintReferralSent: From.referred,
    e.ComplaintReferralRuled: From.concluded,
}
MEETS: dict[type[e.Step], Kind] = {
    e.ComplaintReferralAnswered: Kind.body_answer,
    e.ComplaintReferralRuled: Kind.body_decision,
}
OWES: dict[type[e.Step], Kind] = {
    e.ComplaintAcknowledged: Kind.acknowledge,
    e.ComplaintDecided: Kind.final_answer,
    e.ComplaintAppealDecided: Kind.appeal_answer,
}


@cache
def _effective(pack: str) -> tuple[Pack, str, bytes]:
    rules = packs.effective(pack)
    return rules, packs.version_of(rules), packs.content(rules)


async def pack_of(tx: Tx, brand: str, jurisdiction: str) -> tuple[str, str]:
    """The rules that a case of this jurisdiction begins with, and their version; kept, so that it stays with them."""
    pack = packs.pack_for(jurisdiction)
    own = (await own_rules.own(tx, brand, pack)).rules
    if own == OwnRules():
        rules, version, content = _effective(pack)
    else:
        rules = packs.effective(pack, own)
        version, content = packs.version_of(rules), packs.content(rules)
    there = await tx.value(
        "SELECT true FROM complaint_rules WHERE brand_id = $1 AND version = $2", brand, version
    )
    if not there:
        await tx.run(
            "INSERT INTO complaint_rules (brand_id, version, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            brand,
            version,
            content,
        )
    return rules.id, version


async def rules_of(tx: Tx, one: Complaint) -> Pack:
    known = tx.cache.get(("complaint rules", one.brand, one.pack, one.pack_version))
    if known is None:
        content: bytes | None = await tx.value(
            "SELECT content FROM complaint_rules WHERE brand_id = $1 AND version = $2",
            one.brand,
            one.pack_version,
        )
        # A case from before its rules were kept is reckoned by those of today.
        known = packs.kept(content, one.pack_version) if content is not None else _effective(one.pack)[0]
        tx.cache[("complaint rules", one.brand, one.pack, one.pack_version)] = known
    assert isinstance(known, Pack)
    return known


class _Moment(msgspec.Struct, frozen=True):
    moment: str
    at: datetime
    about: str


class _Pause(msgspec.Struct, frozen=True):
    rule: str
    since: datetime
    until: datetime | None


class _Extension(msgspec.Struct, frozen=True):
    rule: str
    told_at: datetime


async def facts_of(tx: Tx, one: Complaint) -> Facts:
    """What the clocks of a case count from and by."""
    moments = await tx.all(
        _Moment,
        "SELECT moment, at, about FROM complaint_moment WHERE brand_id = $1 AND complaint_id = $2",
        one.brand,
        one.id,
    )
    pauses = await tx.all(
        _Pause,
        """
        SELECT rule, from_at AS since, to_at AS until FROM complaint_pause
        WHERE  brand_id = $1 AND complaint_id = $2 AND pauses
        ORDER  BY from_at
        """,
        one.brand,
        one.id,
    )
    extensions = await tx.all(
        _Extension,
        "SELECT rule, told_at FROM complaint_extension WHERE brand_id = $1 AND complaint_id = $2 ORDER BY told_at",
        one.brand,
        one.id,
    )
    return Facts(
        category=one.category,
        moments={
            From.first_receipt: one.first_received_at,
            **{From(known.moment): known.at for known in moments},
        },
        pauses=tuple(Pause(pause.rule, pause.since, pause.until) for pause in pauses),
        extensions=tuple(Extension(extended.rule, extended.told_at) for extended in extensions),
        body=next((known.about for known in moments if known.moment == From.referred and known.about), None),
    )


async def mark(tx: Tx, one: Complaint, moment: From, *, at: datetime | None = None, about: str = "") -> None:
    """Something has happened from which clocks count. The first time counts, but of an appeal and a referral the last: each
    has its own clock."""
    again = moment in (From.appeal_asked, From.referred, From.body_asked)
    await tx.run(
        f"""
        INSERT INTO complaint_moment (brand_id, complaint_id, moment, at, about) VALUES ($1, $2, $3, coalesce($4, now()), $5)
        ON CONFLICT {"(brand_id, complaint_id, moment) DO UPDATE SET at = excluded.at, about = excluded.about" if again else "DO NOTHING"}
        """,
        one.brand,
        one.id,
        moment,
        at,
        about,
    )


async def meet(tx: Tx, one: Complaint, kind: str, *, at: datetime | None = None) -> None:
    """What was due is done. `at`: when it was, if not now."""
    due = await tx.connection.fetchrow(
        """
        UPDATE complaint_deadline
        SET    met_at = coalesce($4, now()), next_at = NULL,
               broken_at = CASE WHEN due_at < coalesce($4, now()) THEN coalesce(broken_at, due_at) END
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND met_at IS NULL
        RETURNING coalesce(due_at < met_at, false) AS late, ours
        """,
        one.brand,
        one.id,
        kind,
        at,
    )
    if due is not None and due["ours"]:
        met = e.ComplaintDeadlineMet(complaint=one.id, kind=str(kind), late=due["late"])
        await record_in(tx, one.brand, met)


async def unmeet(tx: Tx, one: Complaint, kind: Kind, *, since: datetime | None = None) -> None:
    """It is not done after all, so its clock runs on to where it stood, and says so again. `since`: only what was met from
    then on."""
    due = await tx.connection.fetchrow(
        """
        UPDATE complaint_deadline
        SET    met_at = NULL, warned_at = NULL, broken_at = CASE WHEN broken_at < met_at THEN broken_at END,
               next_at = CASE WHEN due_at IS NOT NULL AND NOT coalesce(broken_at < met_at, false) THEN now() END
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND met_at IS NOT NULL AND ours
          AND  ($4::timestamptz IS NULL OR met_at >= $4)
        RETURNING due_at, rule
        """,
        one.brand,
        one.id,
        kind,
        since,
    )
    if due is not None and due["due_at"] is not None:
        tx.wake.add("complaints")
        set_ = e.ComplaintDeadlineSet(complaint=one.id, kind=kind, due_at=due["due_at"], rule=due["rule"])
        await record_in(tx, one.brand, set_)


async def _letter_owed(tx: Tx, one: Complaint, kind: Kind) -> None:
    """The step is taken and its letter is not sent: a warning comes soon, however far the end is."""
    armed = await tx.run(
        """
        UPDATE complaint_deadline
        SET    warned_at = NULL, next_at = least(due_at, now() + $4::interval)
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND met_at IS NULL AND due_at > now()
        """,
        one.brand,
        one.id,
        kind,
        LETTER_SOON,
    )
    if armed:
        tx.wake.add("complaints")


async def follow(tx: Tx, one: Complaint, step: e.Step) -> Complaint:
    """What a step means for the clocks."""
    if (begins := BEGINS.get(type(step))) is not None:
        await mark(tx, one, begins, about=step.body if isinstance(step, e.ComplaintReferralSent) else "")
    if isinstance(step, e.ComplaintAppealAsked):  # each appeal has its own answer
        await unmeet(tx, one, Kind.appeal_answer)
    if isinstance(step, e.ComplaintReferralSent):
        await unmeet(tx, one, Kind.body_answer)
    met, owed = MEETS.get(type(step)), OWES.get(type(step))
    if (
        isinstance(step, e.ComplaintAcknowledged) and step.reason
    ):  # told otherwise than by a letter, says who did
        met, owed = owed, None
    if isinstance(step, e.ComplaintAppealDecided) and step.outcome != AppealOutcome.upheld:
        await _unanswered(tx, one)
        if step.outcome == AppealOutcome.sent_back:  # there is nothing to tell in writing yet
            met, owed = owed, None
    if begins is None and met is None and owed is None:
        return one
    one = await renew(tx, one)
    if owed is not None:
        await _letter_owed(tx, one, owed)
    if met is None:
        return one
    await meet(tx, one, met)
    return await nearest(tx, one)


async def _unanswered(tx: Tx, one: Complaint) -> None:
    """What was answered is not the answer any more: until the next is there, the clock of the answer runs on from the first
    receipt, and no time of the player's runs."""
    await unmeet(tx, one, Kind.final_answer)
    await _forget_answer(tx, one)


async def _forget_answer(tx: Tx, one: Complaint) -> None:
    await tx.run(
        "DELETE FROM complaint_moment WHERE brand_id = $1 AND complaint_id = $2 AND moment = $3",
        one.brand,
        one.id,
        From.final_response,
    )
    await tx.run(
        "DELETE FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = ANY ($3)",
        one.brand,
        one.id,
        [Kind.appeal, Kind.dispute_body],
    )


async def hear_of_letter(tx: Tx, one: Complaint, message: UUID) -> Complaint:
    """A letter has gone, or came back: its clock is met when it went, and runs again where nothing else has told the player.
    The transaction is elevated, and the caller holds the case."""
    letters = await reach.of_case(tx, one)
    letter = next((known for known in letters if known.message == message), None)
    if letter is None or letter.kind not in reach.MEETS:
        return one
    decision = one.state.get("decision")
    current = [
        known
        for known in letters
        if reach.MEETS.get(known.kind) is reach.MEETS[letter.kind]
        and known.gone_at is not None
        and (known.decision is None or str(known.decision) == decision)
    ]
    if letter.gone_at is None and letter.came_back:
        failed = e.ComplaintLetterFailed(complaint=one.id, letter=letter.id, kind=str(letter.kind))
        await record_in(tx, one.brand, failed)
    meets = {reach.MEETS[letter.kind], *([Kind.final_answer] if letter.kind in reach.TELLS else [])}
    if current:
        at = min(known.gone_at for known in current if known.gone_at is not None)
        for kind in sorted(meets):
            await meet(tx, one, kind, at=at)
        if letter.kind in reach.TELLS:
            await mark(tx, one, From.final_response, at=at)
            return await renew(tx, one)
    elif letter.came_back:
        for kind in sorted(meets):
            await unmeet(tx, one, kind, since=letter.sent_at)
        if letter.kind in reach.TELLS:
            await _forget_answer(tx, one)
    return await nearest(tx, one)


class _Kept(msgspec.Struct, frozen=True):
    kind: str
    due_at: datetime | None
    warned_at: datetime | None
    broken_at: datetime | None
    met_at: datetime | None


async def renew(tx: Tx, one: Complaint) -> Complaint:
    """Reckons all deadlines anew and keeps them. What is met stays so."""
    rules, facts = await rules_of(tx, one), await facts_of(tx, one)
    for kind, due in deadlines.deadlines(rules, facts).items():
        clock = Clock(
            rule=due.rule,
            force=due.force,
            started_at=_started(rules, due, facts),
            due_at=due.due_at,
            explained=msgspec.to_builtins(due),
            ours=kind not in NOT_OURS,
        )
        await put(tx, one, kind.value, clock, again=False)
    return await nearest(tx, one)


async def nearest(tx: Tx, one: Complaint) -> Complaint:
    """Keeps with the case which of its clocks ends next, and stops them where the case is over."""
    over = Stage(one.stage) in ENDINGS
    if over:
        await tx.run(
            "UPDATE complaint_deadline SET next_at = NULL WHERE brand_id = $1 AND complaint_id = $2 AND next_at IS NOT NULL",
            one.brand,
            one.id,
        )
    return await tx.one(
        Complaint,
        f"""
        UPDATE complaint AS c
        SET    (next_due_at, next_warn_at) = (
                   SELECT min(d.due_at), min(d.warn_at) FROM complaint_deadline d
                   WHERE  d.brand_id = $1 AND d.complaint_id = $2 AND d.ours AND d.met_at IS NULL AND NOT $3)
        WHERE  c.brand_id = $1 AND c.id = $2
        RETURNING {COLUMNS}
        """,
        one.brand,
        one.id,
        over,
    )


def _started(rules: Pack, due: Deadline, facts: Facts) -> datetime:
    rule = rules.rule(due.rule)
    starts = rule.starts if isinstance(rule, DeadlineRule) else From.first_receipt
    return facts.moments.get(starts, facts.moments[From.first_receipt])


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """`due_at`: null while it rests. `explained`: the reckoning."""

    rule: str
    force: Force
    started_at: datetime
    due_at: datetime | None
    explained: dict[str, Any]
    ours: bool = True

    @property
    def warn_at(self) -> datetime | None:
        return None if self.due_at is None else self.started_at + (self.due_at - self.started_at) * WARN_SHARE


async def put(tx: Tx, one: Complaint, kind: str, clock: Clock, *, again: bool = True) -> None:
    """Sets a clock, or sets it to another moment: then it warns and breaks anew. `again`: also one that was met."""
    moved = await tx.value(
        """
        INSERT INTO complaint_deadline AS d (brand_id, complaint_id, kind, rule, force, started_at, due_at, warn_at, next_at,
                                             explained, ours)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $10::boolean THEN $8::timestamptz END, $9, $10)
        ON CONFLICT (brand_id, complaint_id, kind) DO UPDATE
        SET    rule = $4, force = $5, started_at = $6, due_at = $7, warn_at = $8, explained = $9, met_at = NULL,
               warned_at = NULL, broken_at = CASE WHEN d.met_at IS NULL AND $7::timestamptz <= d.broken_at THEN d.broken_at END,
               next_at = CASE WHEN $10::boolean AND (d.broken_at IS NULL OR d.met_at IS NOT NULL OR $7::timestamptz > d.broken_at) THEN $8::timestamptz END
        WHERE  (d.due_at IS DISTINCT FROM $7::timestamptz OR d.rule <> $4) AND (d.met_at IS NULL OR $11::boolean)
        RETURNING true
        """,
        one.brand,
        one.id,
        kind,
        clock.rule,
        clock.force,
        clock.started_at,
        clock.due_at,
        clock.warn_at,
        clock.explained,
        clock.ours,
        again,
    )
    if not moved:
        return
    if clock.ours:
        tx.wake.add("complaints")
    if clock.due_at is not None:
        set_ = e.ComplaintDeadlineSet(complaint=one.id, kind=kind, due_at=clock.due_at, rule=clock.rule)
        await record_in(tx, one.brand, set_)


async def pause_rule(tx: Tx, one: Complaint, waiting: Waiting) -> str | None:
    """The rule by which the clock may rest while this is waited for; None where the case's rules know none."""
    today: datetime = await tx.value("SELECT now()")
    try:
        return deadlines.pause_rule(await rules_of(tx, one), Ground(waiting.value), today.date()).id
    except PauseNotAllowed:
        return None


async def extend(tx: Tx, one: Complaint, kind: str, by: UUID | None) -> tuple[str, datetime]:
    """Gives more time by the case's own rules; the rule, and when it is due then.

    Raises:
        NotExtendable, ExtendedTooOften, ToldTooLate.
    """
    try:
        which = Kind(kind)
    except ValueError:
        raise Invalid("There is no such deadline.") from None
    now: datetime = await tx.value("SELECT now()")
    rule = deadlines.extension_rule(await rules_of(tx, one), await facts_of(tx, one), which, now)
    await tx.run(
        """
        INSERT INTO complaint_extension (brand_id, complaint_id, rule, told_at, staff_id) VALUES ($1, $2, $3, now(), $4)
        """,
        one.brand,
        one.id,
        rule.id,
        by,
    )
    due = deadlines.due(await rules_of(tx, one), await facts_of(tx, one), which)
    assert due is not None
    assert due.due_at is not None
    return rule.id, due.due_at
