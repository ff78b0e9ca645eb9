"""What a ticket is, and which step may follow which. Nothing here reads or writes."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Literal, Protocol
from uuid import UUID

import msgspec

from pitboss.kit.refused import Conflict


class Status(StrEnum):
    new = "new"
    open = "open"
    waiting = "waiting"  # for the player
    on_hold = "on_hold"
    solved = "solved"
    closed = "closed"


class Level(StrEnum):
    bot = "bot"
    first_line = "first_line"
    senior = "senior"
    specialist = "specialist"
    developers = "developers"
    disputes = "disputes"


# How high a level stands. Those beyond the first line stand beside each other.
HEIGHT = {
    Level.bot: 0,
    Level.first_line: 1,
    Level.senior: 2,
    Level.specialist: 2,
    Level.developers: 2,
    Level.disputes: 2,
}


class Priority(IntEnum):
    urgent = 0
    high = 1
    normal = 2
    low = 3


PriorityName = Literal["urgent", "high", "normal", "low"]
LevelName = Literal["bot", "first_line", "senior", "specialist", "developers", "disputes"]
PRIORITY_NAMES: tuple[PriorityName, ...] = ("urgent", "high", "normal", "low")


class Ticket(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    number: int
    subject: str
    status: str
    hold_reason: str | None
    topic: str
    topic_confidence: float
    topic_reason: str
    topic_manual: bool
    danger: list[str]
    priority: int
    priority_score: int
    priority_reasons: list[Any]
    priority_manual: bool
    restricted: bool
    queue_id: UUID | None
    queued_at: datetime | None
    assignee_id: UUID | None
    last_assignee_id: UUID | None
    level: str
    player_id: UUID
    session_id: UUID | None
    channel_id: UUID
    channel: str
    class_: str
    language: str
    jurisdiction: str
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


COLUMNS = """brand_id AS brand, id, number, subject, status::text, hold_reason, topic, topic_confidence, topic_reason,
    topic_manual, danger, priority, priority_score, priority_reasons, priority_manual, restricted, queue_id, queued_at,
    assignee_id, last_assignee_id, level::text, player_id, session_id, channel_id, channel, class AS class_, language,
    jurisdiction, tags, version, due_at, waiting_since, snoozed_until, solved_at, spam, merged_into, created_at,
    updated_at"""


class Message(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket_id: UUID
    kind: str
    author_kind: str
    author_id: UUID | None
    author_name: str
    channel_id: UUID | None
    channel: str
    subject: str | None
    text: str
    html: str | None
    quoted: str | None
    external_id: str | None
    key: str | None
    assurance: int
    automatic: str | None
    masked: list[str]
    version: int
    moved_from: UUID | None
    created_at: datetime


MESSAGE_COLUMNS = """brand_id AS brand, id, ticket_id, kind::text, author_kind::text, author_id, author_name, channel_id,
    channel, subject, text, html, quoted, external_id, key, assurance, automatic, masked, version, moved_from, created_at"""

CLASS_OF_CHANNEL = {"webchat": "chat", "telegram": "chat", "phone": "phone"}  # all others: mail


def class_of(channel: str) -> str:
    """Which capacity of an agent a ticket of this channel takes."""
    return CLASS_OF_CHANNEL.get(channel, "mail")


class TicketClosed(Conflict):
    """This ticket is closed. Reopen it first."""


class TicketMerged(Conflict):
    """This ticket was merged into another; work on that one."""


class WrongStep(Conflict):
    """This step does not fit the ticket's status."""


class Stale(Conflict):
    """Something happened in this ticket after the version you read; look at `missed` and send again."""


# action → the statuses from which it may be taken
STEPS: dict[str, frozenset[Status]] = {
    "reply": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold, Status.solved}),
    "assign": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold, Status.solved}),
    "transfer": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold}),
    "escalate": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold}),
    "snooze": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold}),
    "wait": frozenset({Status.new, Status.open, Status.on_hold}),
    "hold": frozenset({Status.new, Status.open, Status.waiting}),
    "solve": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold}),
    "close": frozenset({Status.new, Status.open, Status.waiting, Status.on_hold, Status.solved}),
    "reopen": frozenset({Status.new, Status.waiting, Status.on_hold, Status.solved, Status.closed}),
}


class Stepping(Protocol):
    """A ticket, as far as its steps go."""

    @property
    def status(self) -> str: ...
    @property
    def merged_into(self) -> UUID | None: ...


def check_step(ticket: Stepping, action: str) -> None:
    """Raises TicketMerged, TicketClosed or WrongStep if `action` can't be taken now."""
    if ticket.merged_into is not None and action != "unmerge":
        raise TicketMerged(merged_into=str(ticket.merged_into))
    allowed = STEPS.get(action)
    if allowed is None or ticket.status in allowed:
        return
    if ticket.status == Status.closed:
        raise TicketClosed
    raise WrongStep(f"A ticket that is {ticket.status.replace('_', ' ')} can't take the step {action!r}.")


# The topic whose queue and promise a signal of danger gets, whatever the ticket was about; the gravest first.
TOPIC_OF_DANGER = {
    "self_harm": "crisis",
    "violence": "crisis",
    "underage": "underage",
    "self_exclusion": "self_exclusion",
    "account_takeover": "account_takeover",
    "death": "deceased",
}


def package_topic(topic: str) -> str:
    """The topic itself, or the one that a brand's own topic (`parent/child`) stands below."""
    return topic.partition("/")[0]


def promised_topic(ticket: Ticket) -> str:
    """The topic whose promise holds for a ticket."""
    return next((topic for signal, topic in TOPIC_OF_DANGER.items() if signal in ticket.danger), ticket.topic)


def after_player_message(status: str) -> Status:
    """A player's words wake everything but a ticket nobody has touched yet."""
    return Status.new if status == Status.new else Status.open
