"""What can happen to canned replies and to a brand's topics. Words of a reply are not told here: the log can't be changed."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class CannedReplyCreated(Event, frozen=True, tag="canned_reply_created"):
    reply: UUID
    scope: str


class CannedReplyChanged(Event, frozen=True, tag="canned_reply_changed"):
    reply: UUID
    fields: list[str]


class CannedReplyDeleted(Event, frozen=True, tag="canned_reply_deleted"):
    reply: UUID
    scope: str


class TopicAdded(Event, frozen=True, tag="topic_added"):
    topic: str
    parent: str


class TopicChanged(Event, frozen=True, tag="topic_changed"):
    topic: str
    fields: list[str]
