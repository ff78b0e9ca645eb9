"""Every write of a case that is not its evidence, decision, execution, appeal or referral. `take` is the one way by which
any part changes a case's state; whoever calls it asks for the permission first."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.channels import queries as channels
from pitboss.complaints import clocks, notices, queries, stages, telling
from pitboss.complaints import events as e
from pitboss.complaints.conflicts import concerns, keeps_from, must_decide, refusal
from pitboss.complaints.model import (
    CATEGORIES,
    COLUMNS,
    ENDINGS,
    BadCategory,
    CaseChanged,
    Category,
    Complaint,
    Ending,
    NoSuchComplaint,
    Source,
    Stage,
    Waiting,
)
from pitboss.complaints.stages import State
from pitboss.db.tx import Kind, Tx
from pitboss.events.log import record, record_in
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound
from pitboss.players import queries as players
from pitboss.tickets import actions as tickets
from pitboss.tickets.actions import storable
from pitboss.tickets.model import Ticket

HANDLE, REGISTER, SEE = "complaints.handle", "complaints.register", "complaints.see"
MAX_REASON, MAX_SUMMARY, MAX_SAID = 500, 4_000, 20_000
MOST_TICKETS = 20
OLDEST = timedelta(days=3 * 366)  # of a receipt that is told by hand

# The next number of a brand, $1; cases and reports share them.
COUNTED = """WITH counted AS (
            INSERT INTO complaint_number AS n (brand_id, last) VALUES ($1, 1001)
            ON CONFLICT (brand_id) DO UPDATE SET last = n.last + 1
            RETURNING last)"""
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
    by = staff_of(tx)
    state = state_of(held)
    if (refused := stages.may_step(state, step, by)) is not None:
        raise refused
    await _without_conflict(tx, held, state, step, by)
    after = stages.apply(state, step, by)
    assert after.stage is not None
    taken = await clocks.follow(tx, await _keep(tx, held, after, step), step)
    await telling.follow(tx, taken, step, was=Stage(held.stage))
    return taken


async def _without_conflict(tx: Tx, held: Complaint, state: State, step: e.Step, by: UUID | None) -> None:
    if not concerns(step):
        return
    why = keeps_from(step, by, await queries.standing(tx, held, state.took_part))
    if why is not None:
        raise refusal(why)


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


def staff_of(tx: Tx) -> UUID | None:
    """Who acts, if it is staff."""
    return tx.actor.id if tx.actor.kind is Kind.staff else None


def words(text: str, most: int, *, needed: bool = True) -> str:
    """What a person wrote, without secrets.

    Raises:
        Invalid: it is empty though needed, or too long.
    """
    plain = secrets.mask(storable(text)).text.strip()
    if needed and not plain:
        raise Invalid("Say why, or what it is about: an empty text is not enough.")
    if len(plain) > most:
        raise Invalid(f"This text has at most {most} characters.")
    return plain


def must_handle(tx: Tx, brand: str) -> None:
    tx.actor.must(HANDLE, brand)


# ── registration ────────────────────────────────────────────────────────────────────────────────────────────


class How(StrEnum):
    """How a case came to the desk."""

    ticket = "ticket"
    call = "call"
    form = "form"
    report = "report"


class NewComplaint(msgspec.Struct, frozen=True, kw_only=True):
    """`received_at`: when it was first received, where that is earlier than what the linked tickets show, such as a call.
    `channel`, `language`: by default those of the first ticket, else of the player or brand."""

    brand: str
    player: UUID
    category: Category
    summary: str
    how: How
    subcategory: str = ""
    tickets: list[UUID] = []
    channel: str = ""
    language: str = ""
    received_at: datetime | None = None
    safety: bool = False
    resolved_at_first_contact: bool = False


class AlreadyRegistered(Conflict):
    """This ticket has an open complaint already. Work on that one."""


class OtherPlayer(Conflict):
    """A case belongs to one player, and this ticket is of another."""


async def register(tx: Tx, new: NewComplaint, *, key: str | None = None) -> Complaint:
    """Opens a case. `key`: of whoever registers; the same key again gives the case that it made. By staff with
    `complaints.register`, by the player themselves, or by the desk.

    Raises:
        AlreadyRegistered, OtherPlayer, NotFound: of a ticket.
        BadCategory, Invalid.
    """
    _must_register(tx, new)
    _check_category(new.category, new.subcategory)
    summary = words(new.summary, MAX_SUMMARY)
    linked = await linkable(tx, new.brand, new.tickets)
    await tx.elevate()
    player = await players.player(tx, new.brand, new.player)
    if player is None:
        raise NotFound("There is no such player, or they aren't yours to see.")
    if key is not None:
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"complaint {new.brand} {key}")
        if (before := await queries.by_key(tx, new.brand, key)) is not None:
            return before
    owner = player.merged_into or player.id
    held = await _hold_tickets(tx, new.brand, linked, owner)
    brand = await channels.brand(tx, new.brand)
    first = held[0] if held else None
    pack, version = await clocks.pack_of(tx, new.brand, player.jurisdiction or brand.jurisdiction)
    which = new_id()
    step = e.ComplaintRegistered(complaint=which, how=new.how.value, safety=new.safety)
    by = staff_of(tx)
    state = stages.apply(stages.NOTHING, step, by)
    one = await tx.one(
        Complaint,
        f"""
        {COUNTED}
        INSERT INTO complaint AS c (brand_id, id, number, player_id, category, subcategory, jurisdiction, pack, pack_version,
                                    language, channel, summary, safety, resolved_at_first_contact, first_received_at,
                                    registered_by, state, key)
        SELECT $1, $2, 'C-' || last, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17
        FROM   counted
        RETURNING {COLUMNS}
        """,
        new.brand,
        which,
        owner,
        new.category,
        new.subcategory,
        player.jurisdiction or brand.jurisdiction,
        pack,
        version,
        new.language or (first.language if first else player.language or brand.language),
        new.channel or (first.channel if first else "phone"),
        summary,
        new.safety,
        new.resolved_at_first_contact,
        await first_receipt(tx, new.brand, new.received_at, linked),
        by,
        msgspec.to_builtins(state),
        key,
    )
    await record_in(tx, new.brand, step)
    for ticket in held:
        await _link(tx, one, ticket, "origin")
    await derive_parties(tx, one)
    renewed = await clocks.renew(tx, one)
    if new.safety and new.how is not How.report:  # of a report they know already
        await notices.tell(tx, one, "complaint_safety", await notices.guards(tx, new.brand))
    await telling.follow(tx, renewed, step)
    return renewed


def _must_register(tx: Tx, new: NewComplaint) -> None:
    if tx.actor.kind is Kind.player:
        if tx.actor.id != new.player or new.brand not in tx.actor.brands:
            raise Forbidden("A complaint is registered by the player whose it is, or by staff.")
    else:
        tx.actor.must(REGISTER, new.brand)


def _check_category(category: Category, subcategory: str) -> None:
    if subcategory and subcategory not in CATEGORIES[category].subcategories:
        raise BadCategory


async def linkable(tx: Tx, brand: str, wanted: list[UUID]) -> list[UUID]:
    """Those tickets, all of which the actor sees; to be asked before anything is elevated."""
    if len(wanted) > MOST_TICKETS:
        raise Invalid("At most 20 tickets can be linked to a case at once.")
    seen = await queries.seen_tickets(tx, brand, wanted)
    if missing := set(wanted) - set(seen):
        raise NotFound(
            "There is no such ticket, or it isn't yours to see.", tickets=sorted(map(str, missing))
        )
    return seen


async def _hold_tickets(tx: Tx, brand: str, wanted: list[UUID], player: UUID) -> list[Ticket]:
    held = [await tickets.hold(tx, brand, ticket) for ticket in wanted]
    for ticket in held:
        if ticket.player_id != player:
            raise OtherPlayer
    if (there := await queries.open_case_of(tx, brand, wanted)) is not None:
        raise AlreadyRegistered(complaint=str(there.id), number=there.number)
    return held


async def first_receipt(tx: Tx, brand: str, told: datetime | None, linked: list[UUID]) -> datetime:
    """The first of: what somebody told of it, what these tickets show, now.

    Raises:
        Invalid: what was told lies ahead, or too long ago.
    """
    now = await queries.now(tx)
    if told is not None and (told.tzinfo is None or told > now + timedelta(minutes=5) or told < now - OLDEST):
        raise Invalid("A complaint was received in the past, within the last three years.")
    said = await queries.first_said(tx, brand, linked)
    return min(at for at in (told, said, now) if at is not None)


async def _link(tx: Tx, one: Complaint, ticket: Ticket, why: str) -> None:
    added = await tx.run(
        """
        INSERT INTO complaint_ticket (brand_id, complaint_id, ticket_id, why, linked_by)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        """,
        one.brand,
        one.id,
        ticket.id,
        why,
        staff_of(tx),
    )
    if not added:
        return
    await tx.run(
        """
        UPDATE complaint_proposal SET state = 'accepted', complaint_id = $3, decided_by = $4, decided_at = now()
        WHERE  brand_id = $1 AND ticket_id = $2 AND state = 'proposed'
        """,
        one.brand,
        ticket.id,
        one.id,
        staff_of(tx),
    )
    await record(tx, ticket, e.ComplaintTicketLinked(complaint=one.id, why=why))


async def link_tickets(tx: Tx, brand: str, which: UUID, wanted: list[UUID]) -> Complaint:
    """Tickets that turn out to belong to a case. Its first receipt stays."""
    must_handle(tx, brand)
    seen = await linkable(tx, brand, wanted)
    held = await hold(tx, brand, which)
    for ticket in seen:
        linked = await tickets.hold(tx, brand, ticket)
        if linked.player_id != held.player_id:
            raise OtherPlayer
        await _link(tx, held, linked, "linked")
    await derive_parties(tx, held)
    return held


async def derive_parties(tx: Tx, one: Complaint) -> None:
    """Who handled what is disputed: whoever answered in the linked tickets, had them, or decided in them (solved or closed
    them, judged a document) before the case was registered. What is done afterwards is work on the case itself."""
    await tx.run(
        """
        INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source, ticket_id)
        SELECT DISTINCT ON (x.staff_id, x.source) $1, $2, x.staff_id, x.source, x.ticket_id
        FROM  (SELECT m.author_id AS staff_id, 'replied' AS source, m.ticket_id
               FROM   complaint_ticket l JOIN message m ON m.brand_id = l.brand_id AND m.ticket_id = l.ticket_id
               WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND m.kind = 'reply' AND m.author_kind = 'agent' AND m.created_at <= $3
               UNION ALL
               SELECT (v.data ->> 'to')::uuid, 'assigned', v.ticket_id
               FROM   complaint_ticket l JOIN event v ON v.brand_id = l.brand_id AND v.ticket_id = l.ticket_id
               WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND v.type = 'assigned' AND v.at <= $3
               UNION ALL
               SELECT v.actor_id, 'decided', v.ticket_id
               FROM   complaint_ticket l JOIN event v ON v.brand_id = l.brand_id AND v.ticket_id = l.ticket_id
               WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND v.type = 'status_changed' AND v.actor_kind = 'staff'
                 AND  v.data ->> 'status' IN ('solved', 'closed') AND v.at <= $3
               UNION ALL
               SELECT d.decided_by, 'decided', d.ticket_id
               FROM   complaint_ticket l JOIN document d ON d.brand_id = l.brand_id AND d.ticket_id = l.ticket_id
               WHERE  l.brand_id = $1 AND l.complaint_id = $2 AND d.decided_at <= $3) AS x
        JOIN   staff s ON s.id = x.staff_id
        ORDER  BY x.staff_id, x.source, x.ticket_id
        ON CONFLICT DO NOTHING
        """,
        one.brand,
        one.id,
        one.registered_at,
    )


# ── the stages ──────────────────────────────────────────────────────────────────────────────────────────────


async def _step(
    tx: Tx,
    brand: str,
    which: UUID,
    step: e.Step,
    *,
    version: int | None = None,
    sets: str = "",
    **values: object,
) -> Complaint:
    """A step by who handles cases. `sets`: columns that change with it, `values` by name in the same order from $3 on."""
    must_handle(tx, brand)
    held = await hold(tx, brand, which, version=version)
    taken = await take(tx, held, step)
    if not sets:
        return taken
    return await tx.one(
        Complaint,
        f"UPDATE complaint AS c SET {sets} WHERE c.brand_id = $1 AND c.id = $2 RETURNING {COLUMNS}",
        brand,
        which,
        *values.values(),
    )


async def acknowledge(
    tx: Tx, brand: str, which: UUID, *, reason: str = "", version: int | None = None
) -> Complaint:
    """The player was told that their complaint is here, and what comes next."""
    step = e.ComplaintAcknowledged(complaint=which, reason=words(reason, MAX_REASON, needed=False))
    return await _step(tx, brand, which, step, version=version)


class Analysis(msgspec.Struct, frozen=True, kw_only=True):
    """What is claimed, about what (a bet, a payment, by its reference), and which rules it turns on."""

    claim: str
    about: str
    rules: list[str] = []


async def analyse(
    tx: Tx, brand: str, which: UUID, wanted: Analysis, *, version: int | None = None
) -> Complaint:
    """Writes the analysis, or writes it anew."""
    rules = list(dict.fromkeys(words(rule, 200) for rule in wanted.rules))
    if len(rules) > 50:
        raise Invalid("An analysis names at most 50 rules.")
    return await _step(
        tx,
        brand,
        which,
        e.ComplaintAnalysed(complaint=which),
        version=version,
        sets="claim = $3, about = $4, rules = $5",
        claim=words(wanted.claim, MAX_SUMMARY),
        about=words(wanted.about, 1_000),
        rules=rules,
    )


async def investigate(tx: Tx, brand: str, which: UUID, *, version: int | None = None) -> Complaint:
    return await _step(tx, brand, which, e.ComplaintInvestigated(complaint=which), version=version)


async def wait(
    tx: Tx,
    brand: str,
    which: UUID,
    waiting: Waiting,
    *,
    reason: str,
    pause: bool = True,
    version: int | None = None,
) -> Complaint:
    """Waits for the player or a third party. `pause`: the clock rests meanwhile if the pack allows it for this; where it
    doesn't, the case waits all the same and its clock runs on."""
    must_handle(tx, brand)
    why = words(reason, MAX_REASON)
    held = await hold(tx, brand, which, version=version)
    rule = await clocks.pause_rule(tx, held, waiting) if pause else None
    step = e.ComplaintWaits(
        complaint=which,
        waiting=waiting.value,
        ground=waiting.value,
        pauses=rule is not None,
        rule=rule or "",
        reason=why,
    )
    taken = await take(tx, held, step)
    await tx.run(
        """
        INSERT INTO complaint_pause (brand_id, id, complaint_id, waiting, ground, rule, pauses, reason, staff_id)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)
        """,
        brand,
        new_id(),
        which,
        waiting,
        rule or "",
        rule is not None,
        why,
        tx.actor.id,
    )
    return await clocks.renew(tx, taken)


async def resume(
    tx: Tx, brand: str, which: UUID, *, reason: str = "", version: int | None = None
) -> Complaint:
    step = e.ComplaintResumed(complaint=which, reason=words(reason, MAX_REASON, needed=False))
    taken = await _step(tx, brand, which, step, version=version)
    await end_waiting(tx, taken)
    return await clocks.renew(tx, taken)


async def end_waiting(tx: Tx, one: Complaint) -> None:
    """What a case that waits for nobody any more has waited for is over."""
    if one.waiting is not None:
        return
    await tx.run(
        "UPDATE complaint_pause SET to_at = now() WHERE brand_id = $1 AND complaint_id = $2 AND to_at IS NULL",
        one.brand,
        one.id,
    )


async def withdraw(
    tx: Tx, brand: str, which: UUID, because: Ending, *, reason: str, version: int | None = None
) -> Complaint:
    """The player takes it back, is content at the first contact, or does not reply any more."""
    step = e.ComplaintWithdrawn(complaint=which, because=because.value, reason=words(reason, MAX_REASON))
    contact = because is Ending.satisfied
    taken = await _step(
        tx,
        brand,
        which,
        step,
        version=version,
        sets="resolved_at_first_contact = c.resolved_at_first_contact OR $3, closing = $4",
        contact=contact,
        closing=step.reason,
    )
    return await _over(tx, taken)


async def set_out_of_scope(
    tx: Tx, brand: str, which: UUID, *, reason: str, version: int | None = None
) -> Complaint:
    step = e.ComplaintOutOfScope(complaint=which, reason=words(reason, MAX_REASON))
    taken = await _step(tx, brand, which, step, version=version, sets="closing = $3", closing=step.reason)
    return await _over(tx, taken)


async def _over(tx: Tx, one: Complaint) -> Complaint:
    await end_waiting(tx, one)
    return await clocks.renew(tx, one)


class MergeOlder(Conflict):
    """The case that was received first goes on. Merge the later one into it."""


async def merge(
    tx: Tx, brand: str, which: UUID, into: UUID, *, reason: str, version: int | None = None
) -> Complaint:
    """Two cases about the same: the one received first goes on, with the other's tickets and parties.

    Raises:
        MergeOlder, OtherPlayer, WrongStage, CaseOver.
    """
    must_handle(tx, brand)
    why = words(reason, MAX_REASON)
    if which == into:
        raise Invalid("A case is not merged into itself.")
    held = {one: await hold(tx, brand, one) for one in sorted([which, into])}
    if version is not None and held[which].version != version:
        raise CaseChanged(version=held[which].version)
    if held[which].player_id != held[into].player_id:
        raise OtherPlayer
    if held[into].stage in _OVER:
        raise Conflict("The case that should go on is over.")
    if held[into].first_received_at > held[which].first_received_at:
        raise MergeOlder
    taken = await take(tx, held[which], e.ComplaintMerged(complaint=which, into=into, reason=why))
    for ticket in await queries.tickets_of(tx, taken):
        await _link(tx, held[into], await tickets.hold(tx, brand, ticket.ticket), "merged")
    await tx.run(
        """
        INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source, ticket_id, reason, named_by)
        SELECT brand_id, $3, staff_id, source, ticket_id, reason, named_by FROM complaint_party
        WHERE  brand_id = $1 AND complaint_id = $2
        ON CONFLICT DO NOTHING
        """,
        brand,
        which,
        into,
    )
    await record_in(tx, brand, e.ComplaintTookIn(complaint=into, other=which))
    return await _over(tx, taken)


async def close(tx: Tx, brand: str, which: UUID, *, summary: str, version: int | None = None) -> Complaint:
    """The last step: everything that was decided is carried out. `summary`: what is kept of the case for those who learn
    from it."""
    closing = words(summary, MAX_SUMMARY)
    return await _step(
        tx,
        brand,
        which,
        e.ComplaintClosed(complaint=which),
        version=version,
        sets="closing = $3",
        closing=closing,
    )


async def extend(
    tx: Tx,
    brand: str,
    which: UUID,
    kind: str,
    *,
    reason: str,
    version: int | None = None,
    letter: bool = False,
) -> Complaint:
    """More time by the pack's own rule, before the time is up. `letter`: its notice goes with it (letter_sending.extend).

    Raises:
        NotExtendable, ExtendedTooOften, ToldTooLate.
    """
    must_handle(tx, brand)
    why = words(reason, MAX_REASON)
    held = await hold(tx, brand, which, version=version)
    by = staff_of(tx)
    rule, due_at = await clocks.extend(tx, held, kind, by)
    step = e.ComplaintExtended(
        complaint=which, kind=kind, due_at=due_at, rule=rule, reason=why, letter=letter
    )
    return await clocks.renew(tx, await take(tx, held, step))


# ── beside the stages ───────────────────────────────────────────────────────────────────────────────────────


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is absent stays."""

    category: Category | msgspec.UnsetType = msgspec.UNSET
    subcategory: str | msgspec.UnsetType = msgspec.UNSET
    summary: str | msgspec.UnsetType = msgspec.UNSET
    safety: bool | msgspec.UnsetType = msgspec.UNSET
    resolved_at_first_contact: bool | msgspec.UnsetType = msgspec.UNSET
    owner: UUID | msgspec.UnsetType | None = msgspec.UNSET
    team: UUID | msgspec.UnsetType | None = msgspec.UNSET


async def change(tx: Tx, brand: str, which: UUID, wanted: Change, *, version: int | None = None) -> Complaint:
    """
    Raises:
        BadCategory, Invalid, CaseChanged.
        Conflicted: the owner is whom the complaint is about.
    """
    must_handle(tx, brand)
    held = await hold(tx, brand, which, version=version)
    given = {
        name: value
        for name in Change.__struct_fields__
        if (value := getattr(wanted, name)) is not msgspec.UNSET
    }
    if "summary" in given:
        given["summary"] = words(given["summary"], MAX_SUMMARY)
    category = Category(given.get("category", held.category))
    if "category" in given and category != held.category:
        given.setdefault("subcategory", "")
    if "subcategory" in given:
        _check_category(category, given["subcategory"])
    columns = {"owner": "owner_staff_id", "team": "team_id"}
    named = {columns.get(name, name): value for name, value in given.items()}
    changed = [name for name, value in named.items() if getattr(held, name) != value]
    if not changed:
        return held
    owner, team = named.get("owner_staff_id", held.owner_staff_id), named.get("team_id", held.team_id)
    if {"owner_staff_id", "team_id"} & set(changed):
        await _may_own(tx, held, owner, team)
    sets = ", ".join(f"{name} = ${place}" for place, name in enumerate(changed, start=3))
    kept = await tx.one(
        Complaint,
        f"""
        UPDATE complaint AS c SET {sets}, version = c.version + 1, updated_at = now()
        WHERE  c.brand_id = $1 AND c.id = $2
        RETURNING {COLUMNS}
        """,
        brand,
        which,
        *(named[name] for name in changed),
    )
    if rest := sorted(set(changed) - {"owner_staff_id", "team_id"}):
        await record_in(tx, brand, e.ComplaintChanged(complaint=which, fields=rest))
    if "safety" in changed and kept.safety:
        await notices.tell(tx, kept, "complaint_safety", await notices.guards(tx, brand))
    if {"owner_staff_id", "team_id"} & set(changed):
        await record_in(tx, brand, e.ComplaintAssigned(complaint=which, owner=owner, team=team))
        if owner is not None and owner != held.owner_staff_id:
            await notices.tell(tx, kept, "complaint_given", [owner])
    return await clocks.renew(tx, kept) if "category" in changed else kept


async def _may_own(tx: Tx, held: Complaint, owner: UUID | None, team: UUID | None) -> None:
    if owner is not None:
        if not await queries.may(tx, held.brand, owner, HANDLE):
            raise Invalid("This person doesn't work on complaints of this brand.")
        standing = await queries.standing(tx, held, [])
        if Source.subject in standing.parties.get(owner, frozenset()):
            must_decide(owner, standing)
    if team is not None and not await queries.is_team(tx, held.brand, team):
        raise Invalid("This brand has no such team.")


async def name_party(
    tx: Tx, brand: str, which: UUID, staff: UUID, source: Source, *, reason: str
) -> Complaint:
    """Names somebody as one who handled the matter, or whom the complaint is about. It stays: nobody clears their own way
    to a decision."""
    must_handle(tx, brand)
    if source not in (Source.named, Source.subject):
        raise Invalid(
            "By hand, somebody is named as having handled the matter or as whom the complaint is about."
        )
    why = words(reason, MAX_REASON)
    held = await hold(tx, brand, which)
    if not await queries.works_for(tx, brand, staff):
        raise Invalid("This person doesn't work for this brand.")
    added = await tx.run(
        """
        INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source, reason, named_by)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING
        """,
        brand,
        which,
        staff,
        source,
        why,
        tx.actor.id,
    )
    if added:
        await record_in(
            tx, brand, e.ComplaintPartyNamed(complaint=which, staff=staff, source=source.value, reason=why)
        )
    return held


async def log_conflict(tx: Tx, brand: str, which: UUID, staff: UUID, *, reason: str) -> Complaint:
    """A conflict of interest: everybody logs their own, and those who work on cases also others'."""
    if staff != tx.actor.id:
        must_handle(tx, brand)
    tx.actor.must(SEE, brand)
    why = words(reason, MAX_REASON)
    held = await hold(tx, brand, which)
    if not await queries.works_for(tx, brand, staff):
        raise Invalid("This person doesn't work for this brand.")
    added = await tx.run(
        """
        INSERT INTO complaint_conflict (brand_id, complaint_id, staff_id, reason, logged_by)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING
        """,
        brand,
        which,
        staff,
        why,
        tx.actor.id,
    )
    if added:
        await record_in(tx, brand, e.ComplaintConflictLogged(complaint=which, staff=staff, reason=why))
    return held


async def note(tx: Tx, brand: str, which: UUID, text: str) -> UUID:
    """Among those who work on the case. In no edition for the player."""
    tx.actor.must(SEE, brand)
    said = words(text, MAX_SAID)
    await hold(tx, brand, which)
    made = new_id()
    await tx.run(
        "INSERT INTO complaint_note (brand_id, id, complaint_id, staff_id, text) VALUES ($1, $2, $3, $4, $5)",
        brand,
        made,
        which,
        tx.actor.id,
        said,
    )
    await record_in(tx, brand, e.ComplaintNoteAdded(complaint=which, note=made))
    return made


# ── proposals ───────────────────────────────────────────────────────────────────────────────────────────────


async def propose(
    tx: Tx, ticket: Ticket, message: UUID, *, reason: str, score: float, category: Category | None
) -> bool:
    """The desk thinks that a message is a complaint. Once for a ticket, and not where it has a case."""
    added = await tx.run(
        """
        INSERT INTO complaint_proposal (brand_id, ticket_id, message_id, reason, score, category)
        SELECT $1, $2, $3, $4, $5, $6
        WHERE  NOT EXISTS (SELECT 1 FROM complaint_ticket WHERE brand_id = $1 AND ticket_id = $2)
        ON CONFLICT DO NOTHING
        """,
        ticket.brand,
        ticket.id,
        message,
        reason,
        score,
        category,
    )
    if added:
        await record(tx, ticket, e.ComplaintProposed(reason=reason))
    return bool(added)


class NothingProposed(Conflict):
    """The desk proposes no complaint here, or somebody has answered that."""


async def decline(tx: Tx, ticket: Ticket, *, reason: str) -> str:
    """It is no complaint, says who answers the player, and why. The caller holds the ticket."""
    tx.actor.must(REGISTER, ticket.brand)
    why = words(reason, MAX_REASON)
    done = await tx.run(
        """
        UPDATE complaint_proposal SET state = 'declined', declined_why = $3, decided_by = $4, decided_at = now()
        WHERE  brand_id = $1 AND ticket_id = $2 AND state = 'proposed'
        """,
        ticket.brand,
        ticket.id,
        why,
        tx.actor.id,
    )
    if not done:
        raise NothingProposed
    await record(tx, ticket, e.ComplaintDeclined(reason=why))
    return why


# ── by the player ───────────────────────────────────────────────────────────────────────────────────────────
# The transaction is elevated or SYSTEM's; whose the case is was asked before.


async def withdraw_own(tx: Tx, brand: str, which: UUID) -> Complaint:
    """The player takes their complaint back."""
    held = await hold(tx, brand, which)
    step = e.ComplaintWithdrawn(complaint=which, because=Ending.asked.value)
    return await _over(tx, await take(tx, held, step))


async def answered(tx: Tx, brand: str, which: UUID) -> None:
    """The player has answered. If the case waits for them, it goes on, and so does its clock."""
    held = await hold(tx, brand, which)
    if held.waiting == Waiting.player:
        taken = await take(tx, held, e.ComplaintResumed(complaint=which))
        await end_waiting(tx, taken)
        await clocks.renew(tx, taken)


async def begin_ticket(tx: Tx, one: Complaint, ticket: Ticket) -> None:
    """The player's first words in a case that had no ticket."""
    await _link(tx, one, ticket, "linked")
