"""What can happen to queues. Who joins and leaves them is in staff/events.py."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class QueueCreated(Event, frozen=True, tag="queue_created"):
    queue: UUID
    name: str


class QueueChanged(Event, frozen=True, tag="queue_changed"):
    queue: UUID
    fields: list[str]


class QueueDeleted(Event, frozen=True, tag="queue_deleted"):
    queue: UUID
    name: str
