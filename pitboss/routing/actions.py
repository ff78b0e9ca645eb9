"""Puts tickets into their queue and priority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Call, Database, Tx
from pitboss.events.log import record
from pitboss.routing.choose import Choice, Pressure, Reason, choose_queue, older_at, waited, weigh
from pitboss.tickets import events, queries
from pitboss.tickets.actions import Heard
from pitboss.tickets.model import COLUMNS, Priority, Ticket


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from the player's words."""

    topic: str
    confidence: float
    reason: str
    danger: Sequence[str]
    language: str
    automatic: bool


class Facts(msgspec.Struct, frozen=True):
    """What presses on a ticket. `promised`: one of its open clocks promises a reply. `on_shift`: who has it is at work."""

    vip: int
    contacts: int
    just_now: int
    unanswered: int
    warned: bool
    breached: bool
    raised: bool
    promised: bool
    on_shift: bool
    now: datetime


class Judged(msgspec.Struct, frozen=True):
    """Where a new ticket goes, and how urgent it is. `just_now`: how many tickets its player opened within the hour, this
    one included; counted up to MANY."""

    priority: Priority
    score: int
    reasons: list[Reason]
    choice: Choice
    just_now: int


MANY = 11


async def judge(tx: Tx, ticket: Ticket, read: Understood, facts: Facts) -> Judged:
    priority, score, reasons = weigh(
        Pressure(
            topic=read.topic,
            danger=read.danger,
            vip=facts.vip,
            contacts=facts.contacts,
            automatic=read.automatic,
        )
    )
    choice = choose_queue(
        await brand_queues(tx, ticket.brand), topic=read.topic, language=read.language, danger=read.danger
    )
    return Judged(priority, score, reasons, choice, facts.just_now)


async def place(
    tx: Tx,
    ticket: Ticket,
    read: Understood,
    judged: Judged,
    *,
    message: UUID,
    due_at: datetime | None,
    promises: Any,
) -> Ticket:
    """A new ticket's topic, language, danger, priority and queue, in one UPDATE. Its clocks were started for the priority
    judged; that is what `read` beside the event says. `promises`: the clocks as lists show them."""
    priority, choice = judged.priority, judged.choice
    after = await tx.one(
        Ticket,
        f"""
        UPDATE ticket
        SET    topic = $3, topic_confidence = $4, topic_reason = $5, language = $6, danger = $7, restricted = $8,
               priority = $9, priority_score = $10, priority_reasons = $11, queue_id = $12, queued_at = now(),
               level = $13::text::ticket_level, due_at = $14, promises = $15
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        read.topic,
        read.confidence,
        read.reason,
        read.language,
        list(read.danger),
        choice.restricted,
        int(priority),
        judged.score,
        msgspec.to_builtins(judged.reasons),
        choice.queue,
        choice.level,
        due_at,
        promises,
    )
    await record(tx, after, _topic_set(read, was=ticket.topic))
    if read.danger:
        await record(tx, after, events.DangerFound(signals=list(read.danger), message=message))
    if priority != ticket.priority:
        await record(
            tx,
            after,
            events.PrioritySet(
                priority=int(priority), was=ticket.priority, reasons=[r.said for r in judged.reasons]
            ),
            read,
        )
    if choice.queue is not None:
        await record(tx, after, events.Queued(queue=choice.queue, was=None, reason=choice.reason))
    tx.wake.add("dispatch")
    return after


async def endanger(tx: Tx, ticket: Ticket, signals: Sequence[str], *, message: UUID) -> Ticket:
    """A later message shows danger: into the protected queue at once, whoever held the ticket."""
    danger = sorted({*ticket.danger, *signals})
    if danger == sorted(ticket.danger):
        return ticket
    choice = choose_queue(
        await brand_queues(tx, ticket.brand), topic=ticket.topic, language=ticket.language, danger=danger
    )
    moves = choice.queue != ticket.queue_id
    after = await tx.one(
        Ticket,
        f"""
        UPDATE ticket
        SET    danger = $3, restricted = $4, queue_id = $5, version = version + 1, updated_at = now(), priority_manual = false,
               queued_at = CASE WHEN $6 THEN now() ELSE queued_at END,
               assignee_id = CASE WHEN $6 THEN NULL ELSE assignee_id END, to_front = true
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        danger,
        choice.restricted,
        choice.queue,
        moves,
    )
    await record(tx, after, events.DangerFound(signals=list(signals), message=message))
    if moves and choice.queue is not None:
        await record(tx, after, events.Queued(queue=choice.queue, was=ticket.queue_id, reason=choice.reason))
        if ticket.assignee_id is not None:
            await record(tx, after, events.Unassigned(was=ticket.assignee_id, reason=choice.reason))
    tx.wake.add("dispatch")
    return await prioritise(tx, after)


async def retopic(tx: Tx, ticket: Ticket, read: Understood) -> Ticket:
    """A later message makes clear what an unsure ticket is about; if nobody has it yet, it changes its queue."""
    after = await tx.one(
        Ticket,
        f"""
        UPDATE ticket SET topic = $3, topic_confidence = $4, topic_reason = $5
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        read.topic,
        read.confidence,
        read.reason,
    )
    await record(tx, after, _topic_set(read, was=ticket.topic))
    return await requeue(tx, after)


def _topic_set(read: Understood, *, was: str) -> events.TopicSet:
    return events.TopicSet(
        topic=read.topic, was=was, confidence=round(read.confidence, 3), reason=read.reason
    )


async def requeue(tx: Tx, ticket: Ticket, *, spoke: str | None = None, meant: str | None = None) -> Ticket:
    """Moves an unassigned ticket to the queue of its present topic, language and danger. `spoke`, `meant`: its language or
    its topic so far. A ticket that stands elsewhere than those sent it was put there by people. Another language leaves it there,
    and so does another topic where they protected or escalated it; but what the topic protects is protected."""
    if ticket.assignee_id is not None:
        return ticket
    queues = await brand_queues(tx, ticket.brand)
    choice = choose_queue(
        queues,
        topic=ticket.topic,
        language=ticket.language,
        danger=ticket.danger,
    )
    if (spoke is not None or meant is not None) and (ticket.restricted or not choice.restricted):
        sent = choose_queue(
            queues, topic=meant or ticket.topic, language=spoke or ticket.language, danger=ticket.danger
        )
        kept = spoke is not None or ticket.restricted or ticket.level != sent.level
        if kept and sent.queue != ticket.queue_id:
            return ticket
    if choice.queue is None or choice.queue == ticket.queue_id:
        return ticket
    after = await tx.one(
        Ticket,
        f"""
        UPDATE ticket
        SET    queue_id = $3, restricted = $4, level = $5::text::ticket_level, queued_at = now(), version = version + 1,
               updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        choice.queue,
        choice.restricted,
        choice.level,
    )
    await record(tx, after, events.Queued(queue=choice.queue, was=ticket.queue_id, reason=choice.reason))
    tx.wake.add("dispatch")
    return after


async def prioritise(tx: Tx, ticket: Ticket, facts: Facts | None = None, *, last: bool = False) -> Ticket:
    """Weighs a ticket anew. What a hand has set stays, unless danger is found. `facts`: of this moment. `last`: nothing
    in this transaction reads the ticket's score or its reasons after this, so they may go with the commit."""
    if ticket.priority_manual and not ticket.danger:
        return ticket
    facts = facts or await pressure(tx, ticket)
    priority, score, reasons = weigh(
        Pressure(
            topic=ticket.topic,
            danger=ticket.danger,
            vip=facts.vip,
            contacts=facts.contacts,
            unanswered=facts.unanswered,
            warned=facts.warned,
            breached=facts.breached,
            raised=facts.raised,
            waiting=waited(ticket.waiting_since, facts.now),
            automatic="automatic" in ticket.tags,
            waits=ticket.waiting_since is not None,
        )
    )
    parts = msgspec.to_builtins(reasons)
    if (priority, score, parts) == (ticket.priority, ticket.priority_score, ticket.priority_reasons):
        return ticket
    if last and priority == ticket.priority:
        again = older_at(ticket.waiting_since, facts.now)
        weighed = msgspec.structs.replace(ticket, priority_score=score, priority_reasons=parts)
        values = (score, msgspec.Raw(msgspec.json.encode(parts)), again)
        if (heard := tx.unsent(Heard)) is not None and heard.ticket.id == ticket.id:
            heard.weigh(weighed, values)
        else:
            tx.at_last(Call("keep_weight", (ticket.brand, ticket.id, *values)))
        return weighed
    after = await tx.one(
        Ticket,
        f"""
        UPDATE ticket SET priority = $3, priority_score = $4, priority_reasons = $5, weigh_at = $6
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        int(priority),
        score,
        parts,
        older_at(ticket.waiting_since, facts.now),
    )
    if priority != ticket.priority:
        await record(
            tx,
            after,
            events.PrioritySet(
                priority=int(priority), was=ticket.priority, reasons=[r.said for r in reasons]
            ),
        )
    return after


AGING_BATCH = 50


async def age(db: Database) -> int:
    """Weighs waiting tickets anew as they get older by an hour, until their age counts no further; gives how many."""
    async with db.tx(SYSTEM) as tx:
        older = await tx.all(
            Ticket,
            f"""
            SELECT {COLUMNS} FROM ticket
            WHERE  waiting AND weigh_at <= now()
            ORDER  BY weigh_at
            LIMIT  $1
            FOR UPDATE SKIP LOCKED
            """,
            AGING_BATCH,
        )
        if not older:
            return 0
        now: datetime = await tx.value("SELECT now()")
        await tx.run(
            """
            UPDATE ticket t SET weigh_at = o.weigh_at
            FROM   unnest($1::text[], $2::uuid[], $3::timestamptz[]) AS o (brand_id, id, weigh_at)
            WHERE  t.brand_id = o.brand_id AND t.id = o.id
            """,
            [ticket.brand for ticket in older],
            [ticket.id for ticket in older],
            [older_at(ticket.waiting_since, now) for ticket in older],
        )
        for ticket in older:
            await prioritise(tx, ticket)
        return len(older)


async def next_older(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(weigh_at) FROM ticket WHERE waiting AND weigh_at IS NOT NULL"
        )
        return due


async def brand_queues(tx: Tx, brand: str) -> list[queries.QueueRow]:
    known: Any = tx.cache.get(("queues", brand))
    if known is None:
        known = tx.cache[("queues", brand)] = await queries.queues(tx, brand)
    return known  # type: ignore[no-any-return]


def pressure_on(brand: str, ticket: str, player: str, since: str, assignee: str, *, more: int = 0) -> str:
    """The SELECT of Facts for SQL expressions of a ticket's brand, id, player, `waiting_since` and assignee. `more`:
    further messages of the player that are about to be written."""
    return f"""
        SELECT p.vip,
               (SELECT count(*) FROM (
                   SELECT 1 FROM ticket o
                   WHERE o.brand_id = {brand} AND o.player_id = {player} AND o.updated_at > now() - interval '7 days'
                     AND o.id <> {ticket} AND NOT o.spam
                   LIMIT 5) AS recent)::int AS contacts,
               (SELECT count(*) FROM (
                   SELECT 1 FROM ticket o
                   WHERE o.brand_id = {brand} AND o.player_id = {player} AND o.updated_at > now() - interval '1 hour'
                     AND o.created_at > now() - interval '1 hour'
                   LIMIT {MANY}) AS opened)::int AS just_now,
               CASE WHEN {since} IS NULL THEN 0 ELSE greatest(least({more} + (
                   SELECT count(*) FROM (
                       SELECT 1 FROM message m
                       WHERE m.brand_id = {brand} AND m.ticket_id = {ticket} AND m.author_kind = 'player'
                         AND m.created_at >= {since}
                       LIMIT 5) AS said), 5) - 1, 0)::int END AS unanswered,
               coalesce(bool_or(c.warned_at IS NOT NULL), false) AS warned,
               coalesce(bool_or(c.breached_at IS NOT NULL), false) AS breached,
               coalesce(bool_or(c.raised), false) AS raised,
               coalesce(bool_or(c.kind IN ('first_reply', 'next_reply')), false) AS promised,
               EXISTS (SELECT 1 FROM presence a WHERE a.staff_id = {assignee} AND a.state <> 'offline') AS on_shift,
               now() AS now
        FROM   player p
        LEFT   JOIN clock c ON c.brand_id = {brand} AND c.ticket_id = {ticket} AND c.met_at IS NULL
        WHERE  p.brand_id = {brand} AND p.id = {player}
        GROUP  BY p.vip
    """


_PRESSURE = pressure_on("$1", "$3", "$2", "$4::timestamptz", "$5")


async def pressure(tx: Tx, ticket: Ticket) -> Facts:
    """What `prioritise` weighs beside the ticket itself."""
    return await tx.one(
        Facts,
        _PRESSURE,
        ticket.brand,
        ticket.player_id,
        ticket.id,
        ticket.waiting_since,
        ticket.assignee_id,
    )
