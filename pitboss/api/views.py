"""The shapes that go out. What is in here is the API; see /api/docs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

import msgspec
from litestar.openapi.datastructures import ResponseSpec

from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.routing.actions import brand_queues
from pitboss.routing.choose import Reason, sentence
from pitboss.sla.clocks import ClockName
from pitboss.tickets.model import PRIORITY_NAMES, Level, Message, PriorityName, Status
from pitboss.tickets.queries import Link, Listed, QueueRow

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
    warned: bool
    breached: bool
    paused: bool


class TicketView(msgspec.Struct, frozen=True, kw_only=True):
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
    priority_reasons: list[Reason]
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


class TicketInFull(TicketView, frozen=True, kw_only=True):
    links: list[Link]


async def staff_names(tx: Tx, wanted: set[UUID]) -> dict[UUID, str]:
    known: dict[UUID, str] = tx.cache.setdefault("staff names", {})
    if not wanted <= known.keys():
        for row in await tx.connection.fetch("SELECT id, name FROM staff WHERE id = ANY ($1)", list(wanted)):
            known[row["id"]] = row["name"]
    return known


async def ticket_views(tx: Tx, rows: list[Listed]) -> list[TicketView]:
    names = await staff_names(tx, {row.assignee_id for row in rows if row.assignee_id})
    brands = {name: await channels.brand(tx, name) for name in {row.brand for row in rows}}
    queues = {queue.id: queue for name in brands for queue in await brand_queues(tx, name)}
    return [_view(row, brands[row.brand], queues, names) for row in rows]


def _view(
    row: Listed, brand: channels.Brand, queues: dict[UUID, QueueRow], names: dict[UUID, str]
) -> TicketView:
    queue = queues.get(row.queue_id) if row.queue_id else None
    reasons = [Reason(int(r.get("points", 0)), str(r.get("why", ""))) for r in row.priority_reasons]
    return TicketView(
        id=row.id,
        number=row.number,
        reference=f"{brand.prefix}-{row.number}",
        brand=row.brand,
        subject=row.subject,
        status=Status(row.status),
        hold_reason=row.hold_reason,
        topic=row.topic,
        topic_confidence=round(row.topic_confidence, 3),
        topic_reason=row.topic_reason,
        danger=row.danger,
        priority=PRIORITY_NAMES[row.priority],
        priority_score=row.priority_score,
        priority_reasons=reasons,
        because=sentence(row.priority, reasons),
        restricted=row.restricted,
        queue=Named(queue.id, queue.name) if queue else None,
        assignee=Named(row.assignee_id, names.get(row.assignee_id, "")) if row.assignee_id else None,
        player=PlayerBrief(row.player_id, row.player_name, row.vip),
        channel=row.channel,
        language=row.language,
        jurisdiction=row.jurisdiction,
        level=Level(row.level),
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
        promises=[Promise(**clock) for clock in row.clocks],
    )


class AttachmentView(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    content_type: str
    size: int
    inline: bool


class DeliveryView(msgspec.Struct, frozen=True):
    address: str
    state: Literal["queued", "sending", "sent", "delivered", "read", "failed"]
    attempts: int
    error: str | None


class MessageKind(StrEnum):
    reply = "reply"
    note = "note"
    system = "system"


class AuthorKind(StrEnum):
    player = "player"
    agent = "agent"
    bot = "bot"
    system = "system"


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


async def message_views(tx: Tx, messages: list[Message]) -> list[MessageView]:
    """With attachments and deliveries, in two more reads for any number of messages."""
    if not messages:
        return []
    brand, ids = messages[0].brand, [m.id for m in messages]
    attachments: dict[UUID, list[AttachmentView]] = {}
    deliveries: dict[UUID, list[DeliveryView]] = {}
    for row in await tx.connection.fetch(
        "SELECT message_id, id, name, content_type, size, inline FROM attachment WHERE brand_id = $1 AND message_id = ANY ($2) ORDER BY id",
        brand,
        ids,
    ):
        attachments.setdefault(row["message_id"], []).append(
            AttachmentView(row["id"], row["name"], row["content_type"], row["size"], row["inline"])
        )
    for row in await tx.connection.fetch(
        "SELECT message_id, address, state::text, attempts, error FROM delivery WHERE brand_id = $1 AND message_id = ANY ($2) ORDER BY id",
        brand,
        ids,
    ):
        deliveries.setdefault(row["message_id"], []).append(
            DeliveryView(row["address"], row["state"], row["attempts"], row["error"])
        )
    return [message_view(m, attachments.get(m.id, []), deliveries.get(m.id, [])) for m in messages]


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
