"""What happens to documents. Their names, sizes and reasons are not in the log."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class DocumentsAsked(Event, frozen=True, tag="documents_asked"):
    request: UUID
    kinds: list[str]


class DocumentsWithdrawn(Event, frozen=True, tag="documents_withdrawn"):
    """The link is no longer good."""

    request: UUID


class DocumentsReceived(Event, frozen=True, tag="documents_received"):
    request: UUID
    kinds: list[str]


class DocumentRefusedAtDoor(Event, frozen=True, tag="document_refused_at_door"):
    """What a player tried to send was not taken. `why`: infected, or what the file is."""

    request: UUID
    why: str


class DocumentViewed(Event, frozen=True, tag="document_viewed"):
    document: UUID
    kind: str
    purpose: str


class DocumentAccepted(Event, frozen=True, tag="document_accepted"):
    document: UUID
    kind: str


class DocumentRefused(Event, frozen=True, tag="document_refused"):
    document: UUID
    kind: str


class DocumentDeleted(Event, frozen=True, tag="document_deleted"):
    """Its time to be kept was over."""

    document: UUID
    kind: str
