"""Everything that can happen to a ticket."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pitboss.events.log import Event


class Public(Event, frozen=True):
    public: ClassVar[bool] = True


class TicketOpened(Public, frozen=True, tag="ticket_opened"):
    message: UUID
    channel: str
    player: UUID
    follows: UUID | None = None


class MessageReceived(Public, frozen=True, tag="message_received"):
    message: UUID
    channel: str
    assurance: int
    automatic: str | None = None


class MessageSent(Public, frozen=True, tag="message_sent"):
    message: UUID
    channel: str
    author: str  # agent or bot
    notice: str | None = None  # the template, when the desk itself speaks


class ReplyScheduled(Event, frozen=True, tag="reply_scheduled"):
    """`undo`: it only waits for the seconds in which it may be taken back."""

    reply: UUID
    send_at: datetime
    undo: bool


class ReplyUnscheduled(Event, frozen=True, tag="reply_unscheduled"):
    """It is its author's draft again. `reason`: cancelled, player_wrote, answered or refused."""

    reply: UUID
    reason: str


class NoteAdded(Event, frozen=True, tag="note_added"):
    message: UUID
    mentions: list[UUID]


class SecretMasked(Event, frozen=True, tag="secret_masked"):
    message: UUID
    kinds: list[str]


class CardSuspected(Event, frozen=True, tag="card_suspected"):
    """A file seems to hold a card number, and can't be masked."""

    message: UUID
    attachment: UUID


class FileScanned(Public, frozen=True, tag="file_scanned"):
    """`result`: clean, infected, or unchecked (too large for the scanner)."""

    message: UUID
    attachment: UUID
    result: str


class Redacted(Event, frozen=True, tag="redacted"):
    message: UUID
    reason: str
    attachment: UUID | None = None  # when a file of the message was taken away, not words


class TopicSet(Event, frozen=True, tag="topic_set"):
    topic: str
    was: str
    confidence: float
    reason: str


class DangerFound(Event, frozen=True, tag="danger_found"):
    signals: list[str]
    message: UUID


class DangerCleared(Event, frozen=True, tag="danger_cleared"):
    signals: list[str]
    reason: str


class PrioritySet(Event, frozen=True, tag="priority_set"):
    priority: int
    was: int
    reasons: list[str]


class Queued(Event, frozen=True, tag="queued"):
    queue: UUID
    was: UUID | None
    reason: str


class Assigned(Event, frozen=True, tag="assigned"):
    to: UUID
    was: UUID | None
    reason: str


class Unassigned(Event, frozen=True, tag="unassigned"):
    was: UUID
    reason: str


class LevelChanged(Event, frozen=True, tag="level_changed"):
    level: str
    was: str
    reason: str


class StatusChanged(Public, frozen=True, tag="status_changed"):
    status: str
    was: str
    reason: str = ""


class Snoozed(Event, frozen=True, tag="snoozed"):
    until: datetime


class Woken(Event, frozen=True, tag="woken"):
    reason: str


class Merged(Event, frozen=True, tag="merged"):
    into: UUID
    messages: list[UUID]
    # what the ticket was before, for the undo
    status: str
    assignee: UUID | None = None
    hold_reason: str | None = None
    snoozed_until: datetime | None = None
    solved_at: datetime | None = None


class TookIn(Event, frozen=True, tag="took_in"):
    other: UUID
    messages: list[UUID]


class Unmerged(Event, frozen=True, tag="unmerged"):
    from_: UUID


class Split(Event, frozen=True, tag="split"):
    new: UUID
    messages: list[UUID]


class SpamMarked(Event, frozen=True, tag="spam_marked"):
    spam: bool


class Tagged(Event, frozen=True, tag="tagged"):
    tags: list[str]


class Linked(Event, frozen=True, tag="linked"):
    other: UUID
    kind: str


class Unlinked(Event, frozen=True, tag="unlinked"):
    other: UUID
    kind: str


class LanguageSet(Event, frozen=True, tag="language_set"):
    language: str
    was: str


class Renamed(Event, frozen=True, tag="renamed"):
    subject: str


class ChannelChanged(Public, frozen=True, tag="channel_changed"):
    channel: str
    was: str
    reason: str


class DeliveryChanged(Public, frozen=True, tag="delivery_changed"):
    message: UUID
    state: str
    error: str | None = None


class SpeedUpAsked(Event, frozen=True, tag="speed_up_asked"):
    """The player can't wait."""


class Rated(Event, frozen=True, tag="rated"):
    score: int


class SurveySent(Event, frozen=True, tag="survey_sent"):
    """The player was asked how we did. `by`: chat or mail."""

    by: str


class ChoiceMade(Event, frozen=True, tag="choice_made"):
    """What the player chose when they were told of a delay."""

    choice: str


class ClockStarted(Event, frozen=True, tag="clock_started"):
    kind: str
    due_at: datetime


class ClockMet(Event, frozen=True, tag="clock_met"):
    kind: str
    late: bool


class ClockWarned(Event, frozen=True, tag="clock_warned"):
    kind: str
    due_at: datetime


class ClockBreached(Event, frozen=True, tag="clock_breached"):
    kind: str
    due_at: datetime


class ClockPaused(Event, frozen=True, tag="clock_paused"):
    kind: str
    reason: str


class ClockResumed(Event, frozen=True, tag="clock_resumed"):
    kind: str
    due_at: datetime


class Escalated(Event, frozen=True, tag="escalated"):
    step: int
    what: str


class StaffNotified(Event, frozen=True, tag="staff_notified"):
    """`to`: who found a new notice on their desk."""

    what: str
    to: list[UUID]


class ViewSaved(Event, frozen=True, tag="view_saved"):
    """A saved view is new or has changed. The name and the filter are not in the log: they may hold a player's name."""

    view: UUID
    scope: str


class ViewDeleted(Event, frozen=True, tag="view_deleted"):
    view: UUID
    scope: str
