"""Everything that can happen to players. Values of identities are not in the log, only their ids: the log stays when a
player's data must go."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class PlayerCreated(Event, frozen=True, tag="player_created"):
    player: UUID
    by: str  # the kind of identity


class IdentityAdded(Event, frozen=True, tag="identity_added"):
    player: UUID
    identity: UUID
    kind: str
    registered: bool


class IdentityUnregistered(Event, frozen=True, tag="identity_unregistered"):
    """The site now names another address or phone."""

    player: UUID
    identity: UUID
    kind: str


class PlayerChanged(Event, frozen=True, tag="player_changed"):
    """`fields`: which of name, language, jurisdiction, vip, flags, mails changed; `source`: site, staff or player."""

    player: UUID
    fields: list[str]
    source: str


class CabinetEntered(Event, frozen=True, tag="cabinet_entered"):
    """Somebody proved to be the player, and reads all their requests."""

    player: UUID
    session: UUID
    assurance: int


class MergeProposed(Event, frozen=True, tag="merge_proposed"):
    proposal: UUID
    player: UUID
    other: UUID
    reason: str


class PlayersMerged(Event, frozen=True, tag="players_merged"):
    proposal: UUID
    player: UUID
    other: UUID
    tickets: list[UUID]


class MergeRefused(Event, frozen=True, tag="merge_refused"):
    proposal: UUID
    player: UUID
    other: UUID


class MergeUndone(Event, frozen=True, tag="merge_undone"):
    proposal: UUID
    player: UUID
    other: UUID
    tickets: list[UUID]
