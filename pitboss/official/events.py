"""What can happen to official channels and impostors."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class OfficialAdded(Event, frozen=True, tag="official_added"):
    entry: UUID
    kind: str
    source: str


class OfficialEnded(Event, frozen=True, tag="official_ended"):
    entry: UUID
    kind: str
    source: str


class ImpostorReported(Event, frozen=True, tag="impostor_reported"):
    """In the ticket that reports it."""

    impostor: UUID
    kind: str


class ImpostorMoved(Event, frozen=True, tag="impostor_moved"):
    """How far the desk is with it."""

    impostor: UUID
    state: str
    was: str
