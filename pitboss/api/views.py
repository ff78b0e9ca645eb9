"""The shapes that go out. What is in here is the API; see /api/docs."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

import msgspec
from litestar.openapi.datastructures import ResponseSpec

from pitboss.api.sentences import in_language
from pitboss.channels import queries as channels
from pitboss.complaints.queries import ComplaintOfTicket
from pitboss.db.tx import Tx
from pitboss.events.reasons import told
from pitboss.files.queries import STATE, FileState
from pitboss.kit.shapes import shaped
from pitboss.routing.actions import brand_queues
from pitboss.routing.choose import ReasonView, in_words, sentence
from pitboss.sla.clocks import ClockName, State
from pitboss.tickets.model import PRIORITY_NAMES, Level, Message, PriorityName, Status
from pitboss.tickets.queries import Link, Listed

T = TypeVar("T")


class Named(msgspec.Struct, frozen=True):
    id: UUID
    name: str


class PlayerBrief(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    vip: int


class Promise(msgspec.Struct, frozen=True):
    """`due_at` is null while the clock stands still."""

    kind: ClockName
    due_at: datetime | None
    warn_at: datetime | None
    warned: bool
    breached: bool
    paused: bool


class MessageKind(StrEnum):
    reply = "reply"
    note = "note"
    system = "system"


class AuthorKind(StrEnum):
    player = "player"
    agent = "agent"
    bot = "bot"
    system = "system"


class LastMessage(msgspec.Struct, frozen=True):
    """The last thing that a person said; the desk's own notices don't count. `excerpt`: at most 140 characters."""

    kind: MessageKind
    author: AuthorKind
    excerpt: str
    at: datetime


class Deadline(msgspec.Struct, frozen=True):
    """The promise that breaks next, or has broken first; of those that stand still only if none runs. Once it is
    `warn_at` the state is warned, once it is `due_at` breached: a client counts on by itself."""

    kind: ClockName
    due_at: datetime | None
    warn_at: datetime | None
    state: State


class TicketState(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket as everybody sees it. `waiting_since`: the player's first word that nobody has answered; `player_said_at`:
    their last word; `heard`: how many messages the player has written. `topic_reason`,
    `priority_reasons` and `because` are in the reader's language (`locale`)."""

    id: UUID
    number: int
    reference: str
    brand: str
    subject: str
    status: Status
    hold_reason: str | None
    topic: str
    topic_confidence: float
    topic_reason: str
    danger: list[str]
    priority: PriorityName
    priority_score: int
    priority_reasons: list[ReasonView]
    because: str
    restricted: bool
    queue: Named | None
    assignee: Named | None
    player: PlayerBrief
    channel: str
    language: str
    jurisdiction: str
    level: Level
    tags: list[str]
    version: int
    due_at: datetime | None
    waiting_since: datetime | None
    snoozed_until: datetime | None
    solved_at: datetime | None
    spam: bool
    merged_into: UUID | None
    created_at: datetime
    updated_at: datetime
    promises: list[Promise]
    deadline: Deadline | None
    last_message: LastMessage | None
    player_said_at: datetime | None
    heard: int


class TicketView(TicketState, frozen=True, kw_only=True):
    """`unread`: messages of the player since the last that you have read. `draft`: you have begun an answer or a note."""

    unread: int
    draft: bool


class TicketInFull(TicketView, frozen=True, kw_only=True):
    """`complaint`: the case that it belongs to, or why the desk proposes one."""

    links: list[Link]
    complaint: ComplaintOfTicket | None


async def staff_names(tx: Tx, wanted: set[UUID]) -> dict[UUID, str]:
    known: dict[UUID, str] = tx.cache.setdefault("staff names", {})
    if not wanted <= known.keys():
        for row in await tx.connection.fetch("SELECT id, name FROM staff WHERE id = ANY ($1)", list(wanted)):
            known[row["id"]] = row["name"]
    return known


def state_of(view: TicketView) -> TicketState:
    return shaped(TicketState, view)


async def ticket_views(tx: Tx, rows: list[Listed], *, language: str | None = None) -> list[TicketView]:
    """In the actor's language unless another is named."""
    names = await staff_names(tx, {row.assignee_id for row in rows if row.assignee_id})
    brands = {name: await channels.brand(tx, name) for name in {row.brand for row in rows}}
    queues = {
        queue.id: Named(queue.id, queue.name) for name in brands for queue in await brand_queues(tx, name)
    }
    now = datetime.now(UTC)
    return [_view(row, brands[row.brand], queues, names, now, language or tx.actor.locale) for row in rows]


_FAR = datetime.max.replace(tzinfo=UTC)


def deadline(promises: list[Promise], now: datetime) -> Deadline | None:
    """The one to show of a ticket's open promises."""
    if not promises:
        return None
    first = min(promises, key=lambda p: (p.paused, p.due_at or _FAR)) if len(promises) > 1 else promises[0]
    if first.breached or (first.due_at is not None and now >= first.due_at):
        state = State.breached
    elif first.paused:
        state = State.paused
    else:
        state = State.warned if first.warn_at is not None and now >= first.warn_at else State.running
    return Deadline(first.kind, first.due_at, first.warn_at, state)


def _last(row: Listed) -> LastMessage | None:
    if row.said_at is None or row.said_kind is None or row.said_by is None:
        return None
    return LastMessage(
        MessageKind[row.said_kind], AuthorKind[row.said_by], row.said_excerpt or "", row.said_at
    )


def _view(
    row: Listed,
    brand: channels.Brand,
    queues: dict[UUID, Named],
    names: dict[UUID, str],
    now: datetime,
    language: str,
) -> TicketView:
    clocks = msgspec.convert(row.clocks, list[Promise])
    reasons = in_words(row.priority_reasons, language)
    return TicketView(
        id=row.id,
        number=row.number,
        reference=f"{brand.prefix}-{row.number}",
        brand=row.brand,
        subject=row.subject,
        status=Status[row.status],
        hold_reason=row.hold_reason,
        topic=row.topic,
        topic_confidence=round(row.topic_confidence, 3),
        topic_reason=told(row.topic_reason, language),
        danger=row.danger,
        priority=PRIORITY_NAMES[row.priority],
        priority_score=row.priority_score,
        priority_reasons=reasons,
        because=sentence(row.priority, reasons, language),
        restricted=row.restricted,
        queue=queues.get(row.queue_id) if row.queue_id else None,
        assignee=Named(row.assignee_id, names.get(row.assignee_id, "")) if row.assignee_id else None,
        player=PlayerBrief(row.player_id, row.player_name, row.vip),
        channel=row.channel,
        language=row.language,
        jurisdiction=row.jurisdiction,
        level=Level[row.level],
        tags=row.tags,
        version=row.version,
        due_at=row.due_at,
        waiting_since=row.waiting_since,
        snoozed_until=row.snoozed_until,
        solved_at=row.solved_at,
        spam=row.spam,
        merged_into=row.merged_into,
        created_at=row.created_at,
        updated_at=row.updated_at,
        promises=clocks,
        deadline=deadline(clocks, now),
        last_message=_last(row),
        player_said_at=row.player_said_at,
        heard=row.heard,
        unread=max(0, row.heard - row.read),
        draft=row.draft,
    )


class AttachmentView(msgspec.Struct, frozen=True):
    """`may_hold_card`: its text seems to hold a card number, which can't be masked in such a file; redact the file."""

    id: UUID
    name: str
    content_type: str
    size: int
    inline: bool
    may_hold_card: bool
    state: FileState


class DeliveryView(msgspec.Struct, frozen=True):
    address: str
    state: Literal["queued", "sending", "sent", "delivered", "read", "failed"]
    attempts: int
    error: str | None


AssuranceName = Literal["A0", "A1", "A2", "A3"]
ASSURANCE_NAMES: tuple[AssuranceName, ...] = ("A0", "A1", "A2", "A3")


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    ticket: UUID
    kind: MessageKind
    author: AuthorKind
    author_id: UUID | None
    author_name: str
    channel: str
    subject: str | None
    text: str
    html: str | None
    quoted: str | None
    assurance: AssuranceName
    automatic: str | None
    masked: list[str]
    key: str | None
    version: int
    moved_from: UUID | None
    created_at: datetime
    attachments: list[AttachmentView]
    deliveries: list[DeliveryView]


# The files and deliveries of a message `m`, as AttachmentView and DeliveryView have them.
ATTACHMENTS = f"""(
        SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'content_type', a.content_type, 'size', a.size,
                                            'inline', a.inline, 'may_hold_card', a.may_hold_card, 'state', {STATE}) ORDER BY a.id)
        FROM   attachment a WHERE a.brand_id = m.brand_id AND a.message_id = m.id)"""
DELIVERIES = """(
        SELECT jsonb_agg(jsonb_build_object('address', d.address, 'state', d.state, 'attempts', d.attempts,
                                            'error', d.error) ORDER BY d.id)
        FROM   delivery d WHERE d.brand_id = m.brand_id AND d.message_id = m.id)"""


async def message_views(tx: Tx, messages: list[Message], language: str) -> list[MessageView]:
    """With attachments and deliveries, in one more read for any number of messages. `language`: of why a delivery failed."""
    if not messages:
        return []
    rows = await tx.connection.fetch(
        f"""
        SELECT m.id, {ATTACHMENTS} AS attachments, {DELIVERIES} AS deliveries
        FROM   (SELECT $1::text AS brand_id, id FROM unnest($2::uuid[]) AS id) AS m
        """,
        messages[0].brand,
        [m.id for m in messages],
    )
    with_them = {row["id"]: row for row in rows}
    return [
        message_in(
            message_view_with(m, with_them[m.id]["attachments"], with_them[m.id]["deliveries"]), language
        )
        for m in messages
    ]


def message_view_with(m: Message, attachments: Any, deliveries: Any) -> MessageView:
    """With what ATTACHMENTS and DELIVERIES gave."""
    return message_view(
        m,
        msgspec.convert(attachments, list[AttachmentView]) if attachments else None,
        msgspec.convert(deliveries, list[DeliveryView]) if deliveries else None,
    )


def message_in(view: MessageView, language: str) -> MessageView:
    """The same message where no delivery says anything."""
    if not any(delivery.error for delivery in view.deliveries):
        return view
    told = [
        msgspec.structs.replace(d, error=d.error and in_language(d.error, language)) for d in view.deliveries
    ]
    return msgspec.structs.replace(view, deliveries=told)


def message_view(
    m: Message, attachments: list[AttachmentView] | None = None, deliveries: list[DeliveryView] | None = None
) -> MessageView:
    return MessageView(
        id=m.id,
        ticket=m.ticket_id,
        kind=MessageKind(m.kind),
        author=AuthorKind(m.author_kind),
        author_id=m.author_id,
        author_name=m.author_name,
        channel=m.channel,
        subject=m.subject,
        text=m.text,
        html=m.html,
        quoted=m.quoted,
        assurance=ASSURANCE_NAMES[m.assurance],
        automatic=m.automatic,
        masked=m.masked,
        key=m.key,
        version=m.version,
        moved_from=m.moved_from,
        created_at=m.created_at,
        attachments=attachments or [],
        deliveries=deliveries or [],
    )


class Page(msgspec.Struct, frozen=True):
    """`next`: the cursor of the following page; null on the last."""

    items: list[Any]
    next: str | None


class Listing(msgspec.Struct, Generic[T], frozen=True):
    """A Page, for the description: what its items are."""

    items: list[T]
    next: str | None


class Done(msgspec.Struct, frozen=True):
    done: Literal[True] = True


DONE = Done()


class Made(msgspec.Struct, frozen=True):
    """What was made, found or begun."""

    id: UUID


def gives(status: int, shape: Any, media_type: str = "application/json") -> dict[int, ResponseSpec]:
    """What a handler answers with that writes its own bytes, for the description."""
    return {status: ResponseSpec(shape, generate_examples=False, description="Done.", media_type=media_type)}
