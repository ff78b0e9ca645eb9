"""Every write to a ticket: one function per verb. Each takes the transaction, records its event, and never commits.

A write by staff begins with `hold`: it locks the ticket through the wall, so nobody writes what they can't see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Call, Kind, Tx
from pitboss.events import log
from pitboss.events.log import record
from pitboss.events.reasons import because, readable
from pitboss.files.actions import take_uploads
from pitboss.files.admit import is_pdf
from pitboss.jobs.queue import enqueue
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.tickets import events, mentions, queries, staff_notices
from pitboss.tickets.model import (
    COLUMNS,
    HEIGHT,
    MESSAGE_COLUMNS,
    Level,
    Message,
    Priority,
    Stale,
    Status,
    Ticket,
    after_player_message,
    check_step,
    class_of,
)

ANSWERED = because("answered_it")
EXCERPT = 140  # characters of the last message that lists show
MAX_TEXT = 200_000  # characters of one message; the rest stays in the original


class NotSamePlayer(Conflict):
    """Only tickets of the same player can be merged. If both are one person, merge the players first."""


class MergeUndone(msgspec.Struct, frozen=True):
    """`merged_at`: when the merge met the ticket's promises."""

    merged_at: datetime


class NewTicket(msgspec.Struct, frozen=True, kw_only=True):
    brand: str
    player_id: UUID
    channel_id: UUID
    channel: str
    subject: str
    language: str
    jurisdiction: str
    session_id: UUID | None = None
    follows: UUID | None = None
    tags: list[str] = []


class NewMessage(msgspec.Struct, frozen=True, kw_only=True):
    """`masked` may already name secrets that were taken out before."""

    kind: str
    author_kind: str
    author_id: UUID | None
    author_name: str
    channel_id: UUID | None
    channel: str
    text: str
    subject: str | None = None
    html: str | None = None
    quoted: str | None = None
    external_id: str | None = None
    key: str | None = None
    original_id: UUID | None = None
    address: str | None = None
    assurance: int = 0
    automatic: str | None = None
    masked: tuple[str, ...] = ()


async def hold(tx: Tx, brand: str, ticket_id: UUID) -> Ticket:
    """Locks a ticket that the actor sees; from then on the desk acts on the actor's behalf."""
    ticket = await tx.maybe(
        Ticket, f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 FOR UPDATE", brand, ticket_id
    )
    if ticket is None:
        raise NotFound("There is no such ticket, or it isn't yours to see.")
    await tx.elevate()
    return ticket


async def hold_where_it_went(tx: Tx, brand: str, ticket_id: UUID) -> Ticket:
    """The ticket, or the one that it was merged into, on or in the meantime; locked."""
    ticket = await hold(tx, brand, ticket_id)
    while ticket.merged_into is not None:
        ticket = await hold(tx, brand, ticket.merged_into)
    return ticket


async def open_ticket(tx: Tx, new: NewTicket, first: NewMessage) -> tuple[Ticket, Message]:
    """A ticket and its first message, in one statement."""
    first, masked = without_secrets(first)
    subject = secrets.mask(" ".join(storable(new.subject).split())[:300])
    ticket_id, message_id = new_id(), new_id()
    row = await tx.connection.fetchrow(
        f"""
        WITH opened AS (
            INSERT INTO ticket (brand_id, id, number, subject, player_id, session_id, channel_id, channel, class, language,
                                jurisdiction, tags, waiting_since, said_kind, said_by, said_excerpt, said_at,
                                player_said_at, heard)
            VALUES ($1, $2, next_ticket_number($1), $3, $4, $5, $6, $7, $8, $9, $10, $11, now(), {", ".join(_said(12))},
                    now(), now(), 1)
            RETURNING {COLUMNS}),
        said AS ({_insert_message(12)} RETURNING created_at AS said_at)
        SELECT * FROM opened, said
        """,
        new.brand,
        ticket_id,
        subject.text or first.text[:80],
        new.player_id,
        new.session_id,
        new.channel_id,
        new.channel,
        class_of(new.channel),
        new.language,
        new.jurisdiction,
        new.tags,
        *_message_values(message_id, first, version=1),
    )
    assert row is not None
    fields = dict(row)
    said_at = fields.pop("said_at")
    ticket = Ticket(**fields)
    message = _as_message(ticket, message_id, first, said_at)
    await record(
        tx,
        ticket,
        events.TicketOpened(
            message=message_id, channel=new.channel, player=new.player_id, follows=new.follows
        ),
        message,
    )
    if masked or subject.found:
        kinds = sorted({*masked, *(kind.value for kind in subject.found)})
        await record(tx, ticket, events.SecretMasked(message=message_id, kinds=kinds))
    if new.follows:
        await link(tx, ticket, new.follows, "follow_up")
    return ticket, message


_NO_WEIGHT = (None, None, None)


class Heard(Call, kw_only=True):
    """A player's message that waits to be written. `ticket`: as it is with it."""

    ticket: Ticket
    message: Message

    def weigh(self, weighed: Ticket, values: tuple[int, msgspec.Raw, datetime | None]) -> None:
        """Has the ticket's weight written with it, since a row is written once for what it would cost twice. `values`: score,
        reasons, when to weigh again."""
        self.args = (*self.args[: -len(_NO_WEIGHT)], *values)
        self.ticket = weighed


async def receive(tx: Tx, ticket: Ticket, new: NewMessage, now: datetime) -> tuple[Ticket, Message]:
    """A player's further message, at `now` by the database's clock. It wakes a ticket that waits, is held, snoozed or
    solved; automatic mail wakes nothing. The caller holds the ticket's lock. What is written is known beforehand, so it
    goes with the next statement or the commit."""
    new, masked = without_secrets(new)
    wakes = new.automatic is None
    status = after_player_message(ticket.status) if wakes else Status(ticket.status)
    after = msgspec.structs.replace(ticket, version=ticket.version + 1, updated_at=now, status=status.value)
    if wakes:
        after = msgspec.structs.replace(
            after,
            hold_reason=None,
            snoozed_until=None,
            solved_at=None,
            waiting_since=ticket.waiting_since or now,
        )
    message_id = new_id()
    row = dict(zip(_MESSAGE_FIELDS, _message_values(message_id, new, version=after.version), strict=True))
    message = _as_message(after, message_id, new, now)
    said = msgspec.Raw(msgspec.json.encode(row))
    values = (ticket.brand, ticket.id, status.value, wakes, now, excerpt_of(new.text), said)
    tx.soon(Heard("hear_player", (*values, *_NO_WEIGHT), ticket=after, message=message))
    if ticket.snoozed_until is not None and wakes:
        await record(tx, after, events.Woken(reason=because("player_wrote")))
    if status != ticket.status:
        await record(
            tx,
            after,
            events.StatusChanged(status=status.value, was=ticket.status, reason=because("player_wrote")),
        )
    await record(
        tx,
        after,
        events.MessageReceived(
            message=message_id, channel=new.channel, assurance=new.assurance, automatic=new.automatic
        ),
        message,
    )
    if masked:
        await record(tx, after, events.SecretMasked(message=message_id, kinds=list(masked)))
    return after, message


async def reply(
    tx: Tx,
    ticket: Ticket,
    *,
    text: str,
    html: str | None = None,
    key: str | None = None,
    version: int | None = None,
    then: str = "waiting",
    notice: str | None = None,
    author: str = "agent",
    external_id: str | None = None,
    subject: str | None = None,
    attached: Sequence[UUID] = (),
    masked: Sequence[str] = (),
) -> Message:
    """A public answer through the ticket's channel. `attached`: uploads of the actor that go with it. `masked`: kinds of
    secrets that were taken out before. `version` is the ticket's version that its author read; `then` is
    the status afterwards: waiting, open, on_hold (unchanged) or solved.

    Raises:
        Stale: if something was said or done after `version`; nothing is sent.
    """
    check_step(ticket, "reply" if author == "agent" else "notice")
    if not text.strip() and not attached:
        raise Invalid("The reply is empty. Write something, or add a file.")
    if version is not None and version < ticket.version:
        await refuse_stale(tx, ticket, version)
    new = NewMessage(
        kind="reply",
        author_kind=author,
        author_id=tx.actor.id if author == "agent" else None,
        author_name=tx.actor.name if author == "agent" else "",
        channel_id=ticket.channel_id,
        channel=ticket.channel,
        subject=subject,
        text=text,
        html=html,
        key=key,
        external_id=external_id,
        masked=tuple(masked),
    )
    keeps = (
        author != "agent"
    )  # a notice is not an answer: the ticket keeps its status and the player still waits
    status = Status(ticket.status if keeps else then)
    if notice is not None:
        after, message = ticket, await _tell(tx, ticket, new)
    else:
        after, message = await _say(tx, ticket, new, status=status, answered=not keeps)
    await _attach(tx, message, attached)
    if not keeps and tx.actor.kind is Kind.staff:
        await tx.run(
            "UPDATE player SET last_agent_id = $3 WHERE brand_id = $1 AND id = $2 AND last_agent_id IS DISTINCT FROM $3",
            ticket.brand,
            ticket.player_id,
            tx.actor.id,
        )
    await record(
        tx,
        after,
        events.MessageSent(message=message.id, channel=ticket.channel, author=author, notice=notice),
        message,
    )
    if status != ticket.status:
        await record(
            tx,
            after,
            events.StatusChanged(status=status.value, was=ticket.status, reason=because("replied")),
            message,
        )
    if not keeps and after.assignee_id is None and tx.actor.kind is Kind.staff and tx.actor.id is not None:
        after = await _change(
            tx,
            after,
            "assignee_id = $3, assigned_at = now(), last_assignee_id = $3, to_front = false",
            tx.actor.id,
        )
        await record(tx, after, events.Assigned(to=tx.actor.id, was=None, reason=ANSWERED))
    return message


async def note(
    tx: Tx,
    ticket: Ticket,
    *,
    text: str,
    key: str | None = None,
    mentioned: Sequence[UUID] = (),
    teams: Sequence[UUID] = (),
    attached: Sequence[UUID] = (),
    whisper: bool = False,
) -> Message:
    """A private note; the player never sees it, nor what is attached. Of `teams` those are mentioned who may see the
    ticket. `whisper`: who is mentioned is told so and not that they are mentioned."""
    check_step(ticket, "note")
    if not text.strip() and not attached:
        raise Invalid("The note is empty. Write something, or add a file.")
    people = list(dict.fromkeys(mentioned))
    await _check_mentions(tx, ticket, people)
    called = await mentions.named(tx, ticket, text)
    people = list(dict.fromkeys([*people, *called, *await mentions.of_teams(tx, ticket, teams)]))
    new = NewMessage(
        kind="note",
        author_kind="agent",
        author_id=tx.actor.id,
        author_name=tx.actor.name,
        channel_id=None,
        channel=ticket.channel,
        text=text,
        key=key,
    )
    after, message = await _say(tx, ticket, new, status=Status(ticket.status), answered=False)
    await _attach(tx, message, attached)
    if people:
        await tx.run(
            """
            INSERT INTO mention (brand_id, ticket_id, message_id, staff_id)
            SELECT $1, $2, $3, staff FROM unnest($4::uuid[]) AS staff
            """,
            ticket.brand,
            ticket.id,
            message.id,
            people,
        )
    await record(tx, after, events.NoteAdded(message=message.id, mentions=people), message)
    if whisper:
        await staff_notices.notify(tx, after, "whisper", people)
    else:
        staff_notices.need(tx, after, "mentioned", people, by=tx.actor.id)
    return message


async def remark(tx: Tx, ticket: Ticket, text: str) -> Message:
    """A note of the desk itself, for the staff."""
    new = NewMessage(
        kind="system",
        author_kind="system",
        author_id=None,
        author_name="",
        channel_id=None,
        channel=ticket.channel,
        text=text,
    )
    after, message = await _say(tx, ticket, new, status=Status(ticket.status), answered=False)
    await record(tx, after, events.NoteAdded(message=message.id, mentions=[]), message)
    return message


async def _attach(tx: Tx, message: Message, attached: Sequence[UUID]) -> None:
    for upload in await take_uploads(tx, message.brand, tx.actor.id, attached):
        await tx.run(
            """
            INSERT INTO attachment (brand_id, id, ticket_id, message_id, name, content_type, size, sha256, file_key, look_at, scan)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $10 THEN now() END,
                    CASE WHEN $11 THEN 'waiting' ELSE 'none' END)
            """,
            message.brand,
            new_id(),
            message.ticket_id,
            message.id,
            upload.name,
            upload.content_type,
            upload.size,
            upload.sha256,
            upload.file_key,
            is_pdf(upload.name, upload.content_type),
            tx.scanning,
        )
        if is_pdf(upload.name, upload.content_type):
            tx.wake.add("pdfs")
        if tx.scanning:
            tx.wake.add("scans")


async def _check_mentions(tx: Tx, ticket: Ticket, mentioned: list[UUID]) -> None:
    """A mention shows the ticket to nobody who could not see it anyway."""
    blind = await mentions.blind(tx, ticket, mentioned)
    if blind:
        names = ", ".join(name or "somebody unknown" for name in blind)
        raise Invalid(f"You can mention only those who may see this ticket; these may not: {names}.")


async def refuse_stale(tx: Tx, ticket: Ticket, version: int) -> None:
    missed = await log.since_version(tx, ticket.brand, ticket.id, version)
    said = await queries.messages_since(tx, ticket.brand, ticket.id, version)
    raise Stale(
        version=ticket.version,
        missed=[
            {**msgspec.to_builtins(event), "data": readable(event.data, tx.actor.locale)} for event in missed
        ],
        messages=[msgspec.to_builtins(message) for message in said],
    )


async def assign(tx: Tx, ticket: Ticket, to: UUID, *, reason: str) -> Ticket:
    check_step(ticket, "assign")
    if ticket.assignee_id == to:
        return ticket
    works_here = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM staff_role r JOIN staff s ON s.id = r.staff_id
                       WHERE r.brand_id = $1 AND r.staff_id = $2 AND s.active)
        """,
        ticket.brand,
        to,
    )
    if not works_here:
        raise Invalid("This person doesn't work for the ticket's brand, so they can't be given its tickets.")
    status = Status.open if ticket.status in (Status.new, Status.solved) else Status(ticket.status)
    after = await _change(
        tx,
        ticket,
        "assignee_id = $3, assigned_at = now(), last_assignee_id = $3, to_front = false, status = $4::text::ticket_status, solved_at = NULL",
        to,
        status.value,
    )
    await record(tx, after, events.Assigned(to=to, was=ticket.assignee_id, reason=reason))
    if status != ticket.status:
        await record(
            tx,
            after,
            events.StatusChanged(status=status.value, was=ticket.status, reason=because("assigned")),
        )
    return after


async def unassign(tx: Tx, ticket: Ticket, *, reason: str, to_front: bool = False) -> Ticket:
    """Back to the queue."""
    if ticket.assignee_id is None:
        return ticket
    after = await _change(tx, ticket, "assignee_id = NULL, queued_at = now(), to_front = $3", to_front)
    await record(tx, after, events.Unassigned(was=ticket.assignee_id, reason=reason))
    return after


async def transfer(
    tx: Tx,
    ticket: Ticket,
    queue: UUID,
    *,
    reason: str,
    keep_assignee: bool = False,
    level: Level | None = None,
) -> Ticket:
    """Into another queue of the brand; whoever held it lets go. `level`: by default the queue's own, except that nobody
    but a person hands a ticket down."""
    check_step(ticket, "transfer")
    to = await queries.queue(tx, ticket.brand, queue)
    if to is None:
        raise Invalid("There is no such queue in this brand.")
    if ticket.danger and not to.restricted and ticket.restricted:
        raise Invalid("This ticket has a signal of danger; it can only go to a protected queue.")
    if ticket.queue_id == queue:
        return ticket
    was = Level(ticket.level)
    if level is None:
        level = Level(to.level)
        if tx.actor.kind is not Kind.staff and HEIGHT[level] < HEIGHT[was]:
            level = was
    after = await _change(
        tx,
        ticket,
        "queue_id = $3, queued_at = now(), restricted = $4, to_front = false, assignee_id = CASE WHEN $5 THEN assignee_id END, "
        "level = $6::text::ticket_level",
        queue,
        to.restricted,
        keep_assignee,
        level.value,
    )
    if level is not was:
        await record(tx, after, events.LevelChanged(level=level.value, was=was.value, reason=reason))
    await record(tx, after, events.Queued(queue=queue, was=ticket.queue_id, reason=reason))
    if ticket.assignee_id and not keep_assignee:
        await record(tx, after, events.Unassigned(was=ticket.assignee_id, reason=reason))
    return after


async def escalate(tx: Tx, ticket: Ticket, level: Level, *, reason: str, queue: UUID | None = None) -> Ticket:
    """To a higher level: into `queue`, or the brand's queue of that level if there is one, or back into its own."""
    check_step(ticket, "escalate")
    if not reason.strip():
        raise Invalid("Say why the ticket is escalated.")
    if HEIGHT[level] < HEIGHT[Level(ticket.level)]:
        raise Invalid(
            f"{level.value} is below the ticket's level, {ticket.level}. To hand it down, transfer it to a queue."
        )
    if level == ticket.level and queue in (None, ticket.queue_id):
        return ticket
    after = await _change(tx, ticket, "level = $3::text::ticket_level", level.value)
    await record(tx, after, events.LevelChanged(level=level.value, was=ticket.level, reason=reason))
    target = queue or (
        None if ticket.restricted else await queries.queue_of_level(tx, ticket.brand, level, ticket.topic)
    )
    if target is not None and target != ticket.queue_id:
        return await transfer(tx, after, target, reason=reason, level=level)
    return await unassign(tx, after, reason=reason)


async def set_priority(tx: Tx, ticket: Ticket, priority: Priority, *, reason: str) -> Ticket:
    """By hand, with a reason; from then on only hands change it, save danger."""
    check_step(ticket, "priority")
    if not reason.strip():
        raise Invalid("Say why the priority changes.")
    if ticket.danger and priority is not Priority.urgent:
        raise Invalid("A ticket with a signal of danger stays urgent.")
    after = await _change(
        tx,
        ticket,
        "priority = $3, priority_manual = true, priority_reasons = $4",
        int(priority),
        [{"points": 0, "code": "by_hand", "params": {"text": reason}, "by": tx.actor.name}],
    )
    await record(tx, after, events.PrioritySet(priority=int(priority), was=ticket.priority, reasons=[reason]))
    return after


async def clear_danger(tx: Tx, ticket: Ticket, *, reason: str) -> Ticket:
    """A person has looked: it was a false alarm. The ticket goes back among the others."""
    check_step(ticket, "clear_danger")
    if not ticket.danger:
        raise Conflict("This ticket has no signal of danger.")
    if len(reason.strip()) < 5:
        raise Invalid("Say why the signal was a false alarm.")
    topic = (
        ticket.topic if ticket.topic_manual else "unsure"
    )  # it was the signal that said what this is about
    why = ticket.topic_reason if ticket.topic_manual else because("no_danger")
    after = await _change(
        tx,
        ticket,
        "danger = '{}', priority_manual = false, assignee_id = NULL, queued_at = now(), topic = $3, topic_reason = $4",
        topic,
        why,
    )
    if topic != ticket.topic:
        await record(tx, after, events.TopicSet(topic=topic, was=ticket.topic, confidence=0.0, reason=why))
    await record(tx, after, events.DangerCleared(signals=ticket.danger, reason=reason))
    if ticket.assignee_id is not None:
        await record(tx, after, events.Unassigned(was=ticket.assignee_id, reason=because("no_danger")))
    return after


async def set_topic(tx: Tx, ticket: Ticket, topic: str) -> Ticket:
    """By hand: the classifier is corrected, and learns from it."""
    check_step(ticket, "topic")
    if topic == ticket.topic and ticket.topic_manual:
        return ticket
    after = await _change(
        tx,
        ticket,
        "topic = $3, topic_confidence = 1, topic_manual = true, topic_reason = $4",
        topic,
        because("set_by", name=tx.actor.name),
    )
    await tx.run(
        """
        INSERT INTO correction (brand_id, ticket_id, topic, was, text, staff_id)
        SELECT $1, $2, $3, $4, left(m.text, 4000), $5
        FROM   message m
        WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player'
        ORDER  BY m.id
        LIMIT  1
        ON CONFLICT (brand_id, ticket_id) DO UPDATE SET topic = excluded.topic, staff_id = excluded.staff_id, created_at = now()
        """,
        ticket.brand,
        ticket.id,
        topic,
        ticket.topic,
        tx.actor.id,
    )
    await record(
        tx,
        after,
        events.TopicSet(
            topic=topic, was=ticket.topic, confidence=1.0, reason=because("set_by", name=tx.actor.name)
        ),
    )
    return after


async def snooze(tx: Tx, ticket: Ticket, until: datetime) -> Ticket:
    check_step(ticket, "snooze")
    if until <= await tx.value("SELECT now()"):
        raise Invalid("A ticket is snoozed until a moment in the future.")
    after = await _change(tx, ticket, "snoozed_until = $3", until)
    await record(tx, after, events.Snoozed(until=until))
    tx.wake.add("snoozed")
    return after


async def wake(tx: Tx, ticket: Ticket, *, reason: str) -> Ticket:
    if ticket.snoozed_until is None:
        return ticket
    after = await _change(tx, ticket, "snoozed_until = NULL, queued_at = coalesce(queued_at, now())")
    await record(tx, after, events.Woken(reason=reason))
    return after


async def wait(tx: Tx, ticket: Ticket, *, reason: str = "") -> Ticket:
    """The player is to do something first. A promise of an answer that nobody has given goes on."""
    check_step(ticket, "wait")
    return await _set_status(tx, ticket, Status.waiting, reason=reason)


async def put_on_hold(tx: Tx, ticket: Ticket, *, reason: str) -> Ticket:
    check_step(ticket, "hold")
    if not reason.strip():
        raise Invalid("Say what the ticket is on hold for.")
    return await _set_status(tx, ticket, Status.on_hold, reason=reason)


async def solve(tx: Tx, ticket: Ticket, *, reason: str = "") -> Ticket:
    check_step(ticket, "solve")
    return await _set_status(tx, ticket, Status.solved, reason=reason)


async def close(tx: Tx, ticket: Ticket, *, reason: str = "") -> Ticket:
    check_step(ticket, "close")
    return await _set_status(tx, ticket, Status.closed, reason=reason)


async def reopen(tx: Tx, ticket: Ticket, *, reason: str = "") -> Ticket:
    check_step(ticket, "reopen")
    if ticket.spam:
        ticket = await mark_spam(tx, ticket, spam=False)
        if ticket.status == Status.open:
            return ticket
    return await _set_status(tx, ticket, Status.open, reason=reason)


# When the player said the first thing that nobody has answered.
_UNANSWERED_SINCE = """(
    SELECT min(m.created_at) FROM message m
    WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player' AND m.automatic IS NULL
      AND  m.id > coalesce((SELECT a.id FROM message a
                            WHERE a.brand_id = $1 AND a.ticket_id = $2 AND a.author_kind = 'agent' AND a.kind = 'reply'
                            ORDER BY a.id DESC LIMIT 1), '00000000-0000-0000-0000-000000000000'))"""


async def mark_spam(tx: Tx, ticket: Ticket, *, spam: bool) -> Ticket:
    check_step(ticket, "spam")
    if ticket.spam == spam:
        return ticket
    if spam and ticket.danger:
        raise Invalid("A ticket with a signal of danger can't be marked as spam. Clear the signal first.")
    after = await _change(
        tx, ticket, f"spam = $3, waiting_since = {'NULL' if spam else _UNANSWERED_SINCE}", spam
    )
    await record(tx, after, events.SpamMarked(spam=spam))
    return await _set_status(
        tx, after, Status.closed if spam else Status.open, reason=because("spam" if spam else "not_spam")
    )


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What a ticket was, as far as `put_back` restores it."""

    assignee_id: UUID | None
    status: str
    hold_reason: str | None
    waiting_since: datetime | None
    snoozed_until: datetime | None
    tags: list[str]
    queue_id: UUID | None
    topic: str
    topic_confidence: float
    topic_reason: str
    topic_manual: bool
    priority: int
    priority_score: int
    priority_reasons: list[Any]
    priority_manual: bool


async def put_back(tx: Tx, ticket: Ticket, was: Before, fields: set[str], *, reason: str) -> Ticket:
    """Undoes a change: those of `fields` become again what they were, with the events of every change."""
    after = ticket
    if "tags" in fields:
        after = await tag(tx, after, was.tags)
    if "topic" in fields:
        after = await _change(
            tx,
            after,
            "topic = $3, topic_confidence = $4, topic_reason = $5, topic_manual = $6",
            was.topic,
            was.topic_confidence,
            was.topic_reason,
            was.topic_manual,
        )
        await tx.run(
            "DELETE FROM correction WHERE brand_id = $1 AND ticket_id = $2 AND topic = $3",
            ticket.brand,
            ticket.id,
            ticket.topic,
        )
        topic_set = events.TopicSet(
            topic=was.topic, was=ticket.topic, confidence=was.topic_confidence, reason=reason
        )
        await record(tx, after, topic_set)
    if "queue_id" in fields and was.queue_id is not None:
        after = await transfer(tx, after, was.queue_id, reason=reason, keep_assignee=True)
    if fields & {"priority", "priority_manual"}:
        after = await _change(
            tx,
            after,
            "priority = $3, priority_score = $4, priority_reasons = $5, priority_manual = $6",
            was.priority,
            was.priority_score,
            was.priority_reasons,
            was.priority_manual,
        )
        priority_set = events.PrioritySet(priority=was.priority, was=ticket.priority, reasons=[reason])
        await record(tx, after, priority_set)
    if "status" in fields:
        after = await _change(
            tx,
            after,
            """
            status = $3::text::ticket_status, hold_reason = $4, waiting_since = $5,
            solved_at = CASE WHEN $3 IN ('solved', 'closed') THEN coalesce(solved_at, now()) END
            """,
            was.status,
            was.hold_reason,
            was.waiting_since,
        )
        await record(tx, after, events.StatusChanged(status=was.status, was=ticket.status, reason=reason))
    if "snoozed_until" in fields:
        after = await _change(tx, after, "snoozed_until = $3", was.snoozed_until)
        if was.snoozed_until is None:
            await record(tx, after, events.Woken(reason=reason))
        else:
            await record(tx, after, events.Snoozed(until=was.snoozed_until))
            tx.wake.add("snoozed")
    if "assignee_id" in fields:
        if was.assignee_id is None:
            after = await unassign(tx, after, reason=reason)
        elif after.status != Status.closed:
            after = await assign(tx, after, was.assignee_id, reason=reason)
    return after


async def rename(tx: Tx, ticket: Ticket, subject: str) -> Ticket:
    check_step(ticket, "rename")
    text = secrets.mask(" ".join(subject.split())).text
    if not 0 < len(text) <= 300:
        raise Invalid("A subject has 1 to 300 characters.")
    after = await _change(tx, ticket, "subject = $3", text)
    await record(tx, after, events.Renamed(subject=text))
    return after


async def tag(tx: Tx, ticket: Ticket, tags: list[str]) -> Ticket:
    check_step(ticket, "tag")
    clean = sorted({secrets.mask(" ".join(t.split()).lower()).text for t in tags} - {""})
    if len(clean) > 50 or any(len(t) > 50 for t in clean):
        raise Invalid("A ticket has at most 50 tags of at most 50 characters.")
    if clean == ticket.tags:
        return ticket
    after = await _change(tx, ticket, "tags = $3", clean)
    await record(tx, after, events.Tagged(tags=clean))
    return after


async def set_language(tx: Tx, ticket: Ticket, language: str) -> Ticket:
    if language not in ("ru", "en"):
        raise Invalid("The language is ru or en.")
    if language == ticket.language:
        return ticket
    after = await _change(tx, ticket, "language = $3", language)
    await record(tx, after, events.LanguageSet(language=language, was=ticket.language))
    return after


async def link(tx: Tx, ticket: Ticket, other: UUID, kind: str) -> None:
    try:
        async with tx.savepoint():
            added = await tx.run(
                "INSERT INTO ticket_link (brand_id, ticket_id, other_id, kind) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                ticket.brand,
                ticket.id,
                other,
                kind,
            )
    except asyncpg.ForeignKeyViolationError as problem:
        raise Invalid("There is no such ticket in this brand to link to.") from problem
    except asyncpg.CheckViolationError as problem:
        raise Invalid("A link is one of: duplicate, follow_up, incident.") from problem
    if added:
        await record(tx, ticket, events.Linked(other=other, kind=kind))


async def unlink(tx: Tx, ticket: Ticket, other: UUID, kind: str) -> None:
    """Takes back a link of two tickets, whichever of them it began at."""
    taken = await tx.run(
        """
        DELETE FROM ticket_link
        WHERE  brand_id = $1 AND kind = $4 AND (ticket_id, other_id) IN (($2, $3), ($3, $2))
        """,
        ticket.brand,
        ticket.id,
        other,
        kind,
    )
    if not taken:
        raise Invalid(f"These tickets are not linked as {kind!r}.")
    await record(tx, ticket, events.Unlinked(other=other, kind=kind))


async def merge(tx: Tx, ticket: Ticket, into: Ticket) -> Ticket:
    """Moves all messages of `ticket` into `into` and closes it; `unmerge` puts everything back. The caller holds both."""
    check_step(ticket, "merge")
    check_step(into, "merge")
    if ticket.id == into.id:
        raise Invalid("A ticket can't be merged into itself.")
    if ticket.player_id != into.player_id:
        raise NotSamePlayer
    if into.spam:
        raise Conflict("The other ticket is marked as spam. Take that back first.")
    try:
        moved = await _move_messages(tx, ticket, into, None)
    except asyncpg.UniqueViolationError as problem:
        raise Conflict("Both tickets hold a message with the same key; they can't be merged.") from problem
    danger = sorted({*ticket.danger, *into.danger})
    if ticket.restricted and not into.restricted:
        raise Invalid("Merge the other way round: this ticket is in a protected queue.")
    source = await _change(
        tx,
        ticket,
        "merged_into = $3, status = 'closed', solved_at = NULL, snoozed_until = NULL, hold_reason = NULL, assignee_id = NULL",
        into.id,
    )
    target = await _change(
        tx,
        into,
        "waiting_since = least(waiting_since, $3), danger = $4",
        ticket.waiting_since,
        danger,
    )
    await link(tx, source, into.id, "merged")
    before = events.Merged(
        into=into.id,
        status=ticket.status,
        messages=moved,
        assignee=ticket.assignee_id,
        hold_reason=ticket.hold_reason,
        snoozed_until=ticket.snoozed_until,
        solved_at=ticket.solved_at,
    )
    await record(tx, source, before)
    if ticket.status != Status.closed:
        await record(
            tx, source, events.StatusChanged(status="closed", was=ticket.status, reason=because("merged"))
        )
    if ticket.waiting_since is not None and target.status not in (Status.new, Status.open):
        target = await _set_status(tx, target, Status.open, reason=because("took_unanswered"))
    await record(tx, target, events.TookIn(other=ticket.id, messages=moved))
    return target


async def unmerge(tx: Tx, ticket: Ticket) -> Ticket:
    """Undoes a merge: the messages come back, and so do status, assignee and promises. What came to the other ticket
    since then stays there."""
    if ticket.merged_into is None:
        raise Conflict("This ticket is not merged into another.")
    noted = await log.last_of_ticket(tx, ticket.brand, ticket.id, "merged")
    assert noted is not None, "a merge has its event"
    merged = msgspec.convert(noted.data, events.Merged)
    into = await tx.one(
        Ticket,
        f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 FOR UPDATE",
        ticket.brand,
        ticket.merged_into,
    )
    if into.merged_into is not None:
        raise Conflict("The other ticket has since been merged into another. Undo that merge first.")
    await _move_messages(tx, into, ticket, merged.messages, back=True)
    after = await _change(
        tx,
        ticket,
        f"""
        merged_into = NULL, status = $3::text::ticket_status, assignee_id = $4, hold_reason = $5, snoozed_until = $6,
        solved_at = $7, queued_at = now(), waiting_since = CASE WHEN $3 NOT IN ('solved', 'closed') THEN {_UNANSWERED_SINCE} END
        """,
        merged.status,
        merged.assignee,
        merged.hold_reason,
        merged.snoozed_until,
        merged.solved_at,
    )
    target = await _change(
        tx, into, f"waiting_since = CASE WHEN waiting_since IS NOT NULL THEN {_UNANSWERED_SINCE} END"
    )
    await tx.run(
        "DELETE FROM ticket_link WHERE brand_id = $1 AND ticket_id = $2 AND other_id = $3 AND kind = 'merged'",
        ticket.brand,
        ticket.id,
        into.id,
    )
    await record(tx, target, events.Unmerged(from_=ticket.id))
    if merged.status != Status.closed:
        undone = events.StatusChanged(status=merged.status, was="closed", reason=because("unmerged"))
        await record(tx, after, undone, MergeUndone(noted.at))
    return after


async def split(tx: Tx, ticket: Ticket, messages: list[UUID], *, subject: str) -> Ticket:
    """Takes some messages out into a ticket of their own, of the same player and channel."""
    check_step(ticket, "split")
    wanted = set(messages)
    there = await tx.all(
        Message,
        f"SELECT {MESSAGE_COLUMNS} FROM message WHERE brand_id = $1 AND ticket_id = $2 ORDER BY id",
        ticket.brand,
        ticket.id,
    )
    taken = [m for m in there if m.id in wanted]
    if not taken or len(taken) != len(wanted):
        raise Invalid("Name messages of this ticket, at least one.")
    if len(taken) == len([m for m in there if m.kind != "system"]) or len(taken) == len(there):
        raise Invalid("At least one message stays. To move all, rename or transfer the ticket instead.")
    new_ticket_id = new_id()
    new = await tx.one(
        Ticket,
        f"""
        INSERT INTO ticket (brand_id, id, number, subject, status, topic, topic_confidence, topic_reason, topic_manual, priority,
                            priority_score, priority_reasons, priority_manual, level, danger, restricted, queue_id, queued_at,
                            player_id, session_id, channel_id, channel, class, language, jurisdiction, waiting_since)
        SELECT brand_id, $3, next_ticket_number(brand_id), $4, 'open', topic, topic_confidence, topic_reason, topic_manual, priority,
               priority_score, priority_reasons, priority_manual, level, danger, restricted, queue_id, now(),
               player_id, session_id, channel_id, channel, class, language, jurisdiction, $5
        FROM   ticket
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        new_ticket_id,
        secrets.mask(" ".join(subject.split())[:300]).text or ticket.subject,
        next((m.created_at for m in taken if m.author_kind == "player"), None),
    )
    await _move_messages(tx, ticket, new, [m.id for m in taken])
    first = next((m for m in taken if m.author_kind == "player"), taken[0])
    after = await _change(tx, ticket, "updated_at = now()")
    await link(tx, new, ticket.id, "split")
    await record(tx, after, events.Split(new=new.id, messages=[m.id for m in taken]))
    await record(
        tx, new, events.TicketOpened(message=first.id, channel=new.channel, player=new.player_id), first
    )
    return new


REDACTED = "▇▇▇"


async def redact(tx: Tx, ticket: Ticket, message_id: UUID, part: str, *, reason: str) -> Ticket:
    """Takes `part` out of a message for good, and out of every copy in the ticket: quotations, notices, subjects, what
    the classifier learns from, what the player wrote to their rating. The raw originals of these messages go too."""
    if len(part) < 2:
        raise Invalid(
            "Name the part to redact: at least two characters, exactly as they stand in the message."
        )
    if not reason.strip():
        raise Invalid("Say why the part is redacted.")
    holding = await tx.column(
        """
        SELECT id FROM message
        WHERE  brand_id = $1 AND ticket_id = $2
          AND  (position($3 IN concat_ws(' ', text, html, quoted, subject)) > 0 OR position($4 IN html) > 0)
        ORDER  BY id
        """,
        ticket.brand,
        ticket.id,
        part,
        escape(part, quote=False),
    )
    commented = await tx.run(
        """
        UPDATE rating SET comment = replace(comment, $3, $4)
        WHERE  brand_id = $1 AND ticket_id = $2 AND position($3 IN comment) > 0
          AND  EXISTS (SELECT 1 FROM message m WHERE m.brand_id = $1 AND m.ticket_id = $2 AND m.id = $5)
        """,
        ticket.brand,
        ticket.id,
        part,
        REDACTED,
        message_id,
    )
    if message_id not in holding and not commented:
        raise Invalid("The message does not contain this part.")
    await tx.run(
        """
        UPDATE message
        SET    text = replace(text, $3, $5), html = replace(replace(html, $3, $5), $4, $5),
               quoted = replace(quoted, $3, $5), subject = replace(subject, $3, $5)
        WHERE  brand_id = $1 AND id = ANY ($2)
        """,
        ticket.brand,
        holding,
        part,
        escape(part, quote=False),
        REDACTED,
    )
    await tx.run(
        """
        DELETE FROM notice_on_page n
        USING  message m
        WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND n.brand_id = m.brand_id AND n.message_id = m.id
          AND  position($3 IN n.text) > 0
        """,
        ticket.brand,
        ticket.id,
        part,
    )
    await _forget_originals(tx, ticket, holding, reason)
    merged = (
        "brand_id = $1 AND merged_into = $2"  # what was merged into it keeps its own subject and correction
    )
    await tx.run(
        f"""
        UPDATE correction SET text = replace(text, $3, $4)
        WHERE  brand_id = $1 AND (ticket_id = $2 OR ticket_id IN (SELECT id FROM ticket WHERE {merged}))
        """,
        ticket.brand,
        ticket.id,
        part,
        REDACTED,
    )
    await tx.run(
        f"UPDATE ticket SET subject = replace(subject, $3, $4) WHERE {merged} AND position($3 IN subject) > 0",
        ticket.brand,
        ticket.id,
        part,
        REDACTED,
    )
    await recount(tx, ticket.brand, ticket.id)
    for unsent in ("draft", "later_reply"):
        await tx.run(
            f"""
            UPDATE {unsent} SET text = replace(text, $3, $5), html = replace(replace(html, $3, $5), $4, $5)
            WHERE  brand_id = $1 AND ticket_id = $2
            """,
            ticket.brand,
            ticket.id,
            part,
            escape(part, quote=False),
            REDACTED,
        )
    # Answers kept for retries that tell of drafts and of replies that go later.
    after = await _change(tx, ticket, "subject = replace(subject, $3, $4)", part, REDACTED)
    for redacted in holding or [message_id]:
        # The answers kept for retries hold the words too.
        await tx.run(
            """
            UPDATE idempotency SET body = convert_to(jsonb_build_object('id', $1::uuid, 'redacted', true)::text, 'UTF8')
            WHERE  position(convert_to($1::uuid::text, 'UTF8') IN body) > 0
            """,
            redacted,
        )
        await record(tx, after, events.Redacted(message=redacted, reason=reason))
    await tx.run(
        """
        UPDATE idempotency SET body = convert_to('{"redacted":true}', 'UTF8')
        WHERE  position(convert_to($1::uuid::text, 'UTF8') IN body) > 0 AND position($2::bytea IN body) > 0
        """,
        ticket.id,
        msgspec.json.encode(part)[1:-1],
    )
    return after


class _File(msgspec.Struct, frozen=True):
    message_id: UUID
    file_key: str | None


async def redact_file(tx: Tx, ticket: Ticket, attachment: UUID, *, reason: str) -> Ticket:
    """Deletes a file of the ticket for good, with the raw original that it came in; its place stays to be seen."""
    if not reason.strip():
        raise Invalid("Say why the file is redacted.")
    file = await tx.maybe(
        _File,
        """
        SELECT message_id, file_key FROM attachment
        WHERE  brand_id = $1 AND ticket_id = $2 AND id = $3
        FOR UPDATE
        """,
        ticket.brand,
        ticket.id,
        attachment,
    )
    if file is None:
        raise Invalid("This ticket has no such file.")
    if file.file_key is None:
        return ticket
    await tx.run(
        """
        UPDATE attachment
        SET    name = 'redacted', size = 0, sha256 = '', content_id = NULL, file_key = NULL, look_at = NULL,
               may_hold_card = false
        WHERE  brand_id = $1 AND id = $2
        """,
        ticket.brand,
        attachment,
    )
    await enqueue(tx, "forget_file", {"key": file.file_key}, brand=ticket.brand)
    await _forget_originals(tx, ticket, [file.message_id], reason)
    after = await _change(tx, ticket, "updated_at = now()")
    await record(tx, after, events.Redacted(message=file.message_id, reason=reason, attachment=attachment))
    return after


async def suspect_card(tx: Tx, brand: str, ticket_id: UUID, attachment: UUID) -> None:
    """A file whose text can't be masked seems to hold a card number: whoever reads the ticket is told."""
    ticket = await hold(tx, brand, ticket_id)
    message: UUID | None = await tx.value(
        """
        UPDATE attachment SET may_hold_card = true
        WHERE  brand_id = $1 AND id = $2 AND NOT may_hold_card AND file_key IS NOT NULL
        RETURNING message_id
        """,
        brand,
        attachment,
    )
    if message is not None:
        after = await _change(tx, ticket, "updated_at = now()")
        await record(tx, after, events.CardSuspected(message=message, attachment=attachment))


FRESH_FILE = timedelta(hours=1)  # screens that wait for it are still open


async def file_scanned(tx: Tx, brand: str, ticket_id: UUID, attachment: UUID, result: str, said: str) -> None:
    """What the scanner says of a file; whoever reads the ticket is told, unless it is an old file and all is well."""
    ticket = await hold(tx, brand, ticket_id)
    row = await tx.maybe(
        _Scanned,
        """
        UPDATE attachment SET scan = $3, scan_said = nullif($4, '')
        WHERE  brand_id = $1 AND id = $2 AND scan IN ('none', 'waiting') AND file_key IS NOT NULL
        RETURNING message_id AS message, created_at > now() - $5::interval AS fresh
        """,
        brand,
        attachment,
        result,
        said,
        FRESH_FILE,
    )
    if row is not None and (row.fresh or result != "clean"):
        await record(
            tx, ticket, events.FileScanned(message=row.message, attachment=attachment, result=result)
        )


class _Scanned(msgspec.Struct, frozen=True):
    message: UUID
    fresh: bool


async def _forget_originals(tx: Tx, ticket: Ticket, messages: list[UUID], reason: str) -> None:
    stored = await tx.column(
        """
        WITH before AS (
            SELECT id, file_key FROM original
            WHERE  brand_id = $1
              AND  id IN (SELECT original_id FROM message WHERE brand_id = $1 AND id = ANY ($2))
            ORDER  BY id
            FOR UPDATE)
        UPDATE original
        SET    raw = convert_to('redacted: ' || $3, 'UTF8'), file_key = NULL
        FROM   before
        WHERE  brand_id = $1 AND original.id = before.id
        RETURNING before.file_key
        """,
        ticket.brand,
        messages,
        reason,
    )
    for key in stored:
        if key is not None:
            await enqueue(tx, "forget_file", {"key": key}, brand=ticket.brand)


async def change_channel(tx: Tx, ticket: Ticket, channel_id: UUID, channel: str, *, reason: str) -> Ticket:
    """From now on the ticket is answered by another channel."""
    if ticket.channel_id == channel_id:
        return ticket
    after = await _change(
        tx, ticket, "channel_id = $3, channel = $4, class = $5", channel_id, channel, class_of(channel)
    )
    await record(tx, after, events.ChannelChanged(channel=channel, was=ticket.channel, reason=reason))
    return after


async def _set_status(tx: Tx, ticket: Ticket, status: Status, *, reason: str) -> Ticket:
    if ticket.status == status:
        return ticket
    over = status in (Status.solved, Status.closed)
    after = await _change(
        tx,
        ticket,
        """
        status = $3::text::ticket_status,
        hold_reason = CASE WHEN $3 = 'on_hold' THEN $4 END,
        solved_at = CASE WHEN $5 THEN coalesce(solved_at, now()) END,
        snoozed_until = CASE WHEN $5 THEN NULL ELSE snoozed_until END,
        waiting_since = CASE WHEN $5 THEN NULL ELSE waiting_since END
        """,
        status.value,
        reason,
        over,
    )
    await record(tx, after, events.StatusChanged(status=status.value, was=ticket.status, reason=reason))
    return after


async def _change(tx: Tx, ticket: Ticket, assignments: str, *values: Any) -> Ticket:
    """One UPDATE of a ticket under its lock; `assignments` count their parameters from $3."""
    return await tx.one(
        Ticket,
        f"""
        UPDATE ticket SET {assignments}{"" if "updated_at" in assignments else ", updated_at = now()"}, version = version + 1
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        ticket.brand,
        ticket.id,
        *values,
    )


async def _say(
    tx: Tx, ticket: Ticket, new: NewMessage, *, status: Status, answered: bool
) -> tuple[Ticket, Message]:
    new, masked = without_secrets(new)
    message_id = new_id()
    # A notice of the desk itself must not make the reply stale that an agent is writing.
    version = ticket.version + (new.author_kind != "bot")
    by_person = new.author_kind in ("agent", "player")
    said_here = (
        f", (said_kind, said_by, said_excerpt) = ROW ({', '.join(_said(6))}), said_at = now()"
        if by_person
        else ""
    )
    row = await tx.connection.fetchrow(
        f"""
        WITH said_to AS (
            UPDATE ticket
            SET    version = $5, updated_at = now(), status = $3::text::ticket_status,
                   solved_at = CASE WHEN $3 = 'solved' THEN coalesce(solved_at, now()) END,
                   hold_reason = CASE WHEN $3 = 'on_hold' THEN hold_reason END,
                   snoozed_until = CASE WHEN $3 <> 'solved' THEN snoozed_until END,
                   waiting_since = CASE WHEN $4 THEN NULL ELSE waiting_since END{said_here}
            WHERE  brand_id = $1 AND id = $2
            RETURNING {COLUMNS}),
        said AS ({_insert_message(6)} RETURNING created_at AS said_at)
        SELECT * FROM said_to, said
        """,
        ticket.brand,
        ticket.id,
        status.value,
        answered,
        version,
        *_message_values(message_id, new, version=version),
    )
    assert row is not None
    fields = dict(row)
    said_at = fields.pop("said_at")
    after = Ticket(**fields)
    if masked:
        await record(tx, after, events.SecretMasked(message=message_id, kinds=list(masked)))
    return after, _as_message(after, message_id, new, said_at)


async def _tell(tx: Tx, ticket: Ticket, new: NewMessage) -> Message:
    """A notice of the desk itself. Its words are our own, with a subject that was masked before, so there is nothing to
    mask; and nothing has happened to the ticket by it, so the ticket's row stays as it is."""
    message_id = new_id()
    said_at = await tx.value(
        f"{_insert_message(3)} RETURNING created_at",
        ticket.brand,
        ticket.id,
        *_message_values(message_id, new, version=ticket.version),
    )
    return _as_message(ticket, message_id, new, said_at)


async def _move_messages(
    tx: Tx, source: Ticket, to: Ticket, only: list[UUID] | None, *, back: bool = False
) -> list[UUID]:
    """Moves messages with what hangs on them; gives their ids in order."""
    async with tx.savepoint():
        moved = await tx.column(
            """
            UPDATE message SET ticket_id = $3, moved_from = CASE WHEN $5 THEN NULL ELSE $2 END
            WHERE  brand_id = $1 AND ticket_id = $2 AND ($4::uuid[] IS NULL OR id = ANY ($4))
            RETURNING id
            """,
            source.brand,
            source.id,
            to.id,
            only,
            back,
        )
        for table in ("attachment", "delivery", "mention"):
            await tx.run(
                f"UPDATE {table} SET ticket_id = $3 WHERE brand_id = $1 AND message_id = ANY ($2)",
                source.brand,
                moved,
                to.id,
            )
        await tx.run(
            """
            INSERT INTO ticket_address (brand_id, ticket_id, address)
            SELECT brand_id, $3, address FROM ticket_address WHERE brand_id = $1 AND ticket_id = $2
            ON CONFLICT DO NOTHING
            """,
            source.brand,
            source.id,
            to.id,
        )
        await recount(tx, source.brand, source.id)
        await recount(tx, to.brand, to.id)
    return sorted(moved)


def without_secrets(new: NewMessage) -> tuple[NewMessage, tuple[str, ...]]:
    """Masks card numbers, CVV, passwords and codes in every part of a message, whoever wrote it."""
    text = secrets.mask(storable(new.text[:MAX_TEXT]))
    html = secrets.mask_html(storable(new.html[: MAX_TEXT * 3])) if new.html else None
    quoted = secrets.mask(storable(new.quoted[:MAX_TEXT])) if new.quoted else None
    subject = secrets.mask(storable(new.subject[:998])) if new.subject else None
    found = {*new.masked, *text.found}
    for part in (html, quoted, subject):
        if part is not None:
            found.update(kind.value for kind in part.found)
    kinds = tuple(sorted(str(kind) for kind in found))
    return (
        msgspec.structs.replace(
            new,
            author_name=secrets.mask(storable(new.author_name[:200])).text,
            text=text.text,
            html=html.text if html else new.html,
            quoted=quoted.text if quoted else new.quoted,
            subject=subject.text if subject else new.subject,
            masked=kinds,
        ),
        kinds,
    )


def storable(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL does not take."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def excerpt_of(text: str) -> str:
    """As `_said` cuts it."""
    return " ".join(text[:1000].split())[:EXCERPT]


def _said(first: int) -> tuple[str, str, str]:
    """What the ticket's row shows of the message whose values begin at parameter `first`."""
    return (
        f"${first + 1}::text::message_kind",
        f"${first + 2}::text::author_kind",
        f"left(btrim(regexp_replace(left(${first + 8}, 1000), '\\s+', ' ', 'g')), {EXCERPT})",
    )


async def recount(tx: Tx, brand: str, ticket_id: UUID) -> None:
    """Messages came, went or changed otherwise than by being said: what lists show of them is read anew."""
    await tx.run(
        f"""
        UPDATE ticket
        SET    (said_kind, said_by, said_excerpt, said_at) = (
                   SELECT m.kind, m.author_kind, left(btrim(regexp_replace(left(m.text, 1000), '\\s+', ' ', 'g')), {EXCERPT}),
                          m.created_at
                   FROM   message m
                   WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind IN ('player', 'agent')
                   ORDER  BY m.id DESC
                   LIMIT  1),
               (heard, player_said_at) = (
                   SELECT count(*), max(m.created_at) FROM message m
                   WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player')
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        ticket_id,
    )
    await tx.run(
        """
        UPDATE read_mark r
        SET    heard = (SELECT count(*) FROM message m
                        WHERE m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player' AND m.id <= r.message)
        WHERE  r.brand_id = $1 AND r.ticket_id = $2
        """,
        brand,
        ticket_id,
    )


_MESSAGE_FIELDS = (
    "id", "kind", "author_kind", "author_id", "author_name", "channel_id", "channel", "subject", "text", "html", "quoted",
    "external_id", "key", "original_id", "address", "assurance", "automatic", "masked", "version",
)  # fmt: skip


def _insert_message(first: int) -> str:
    """The INSERT of a message whose own values begin at parameter `first`; $1 is the brand, $2 the ticket."""
    p = [f"${first + i}" for i in range(len(_MESSAGE_FIELDS))]
    return f"""
        INSERT INTO message (brand_id, ticket_id, {", ".join(_MESSAGE_FIELDS)})
        VALUES ($1, $2, {p[0]}, {p[1]}::text::message_kind, {p[2]}::text::author_kind, {", ".join(p[3:])})
    """


def _message_values(message_id: UUID, new: NewMessage, *, version: int) -> tuple[Any, ...]:
    return (
        message_id,
        new.kind,
        new.author_kind,
        new.author_id,
        new.author_name,
        new.channel_id,
        new.channel,
        new.subject,
        new.text,
        new.html,
        new.quoted,
        new.external_id,
        new.key,
        new.original_id,
        new.address,
        new.assurance,
        new.automatic,
        list(new.masked),
        version,
    )


def _as_message(ticket: Ticket, message_id: UUID, new: NewMessage, created_at: datetime) -> Message:
    return Message(
        brand=ticket.brand,
        id=message_id,
        ticket_id=ticket.id,
        kind=new.kind,
        author_kind=new.author_kind,
        author_id=new.author_id,
        author_name=new.author_name,
        channel_id=new.channel_id,
        channel=new.channel,
        subject=new.subject,
        text=new.text,
        html=new.html,
        quoted=new.quoted,
        external_id=new.external_id,
        key=new.key,
        assurance=new.assurance,
        automatic=new.automatic,
        masked=list(new.masked),
        version=ticket.version,
        moved_from=None,
        created_at=created_at,
    )
