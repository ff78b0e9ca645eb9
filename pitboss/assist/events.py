"""What can happen to a brand's topics."""

from __future__ import annotations

from pitboss.events.log import Event


class TopicAdded(Event, frozen=True, tag="topic_added"):
    topic: str
    parent: str


class TopicChanged(Event, frozen=True, tag="topic_changed"):
    topic: str
    fields: list[str]
