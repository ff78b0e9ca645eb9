"""What a channel is to the rest of the desk. A new channel is one folder with an adapter that passes
tests/channels/test_contract.py; docs/how-to/channel.md walks through it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec

from pitboss.kit.refused import Refused


class Channel(msgspec.Struct, frozen=True):
    """A configured way in and out of a brand."""

    brand: str
    id: UUID
    kind: str
    name: str
    address: str | None
    settings: dict[str, Any]
    enabled: bool
    calendar_id: UUID | None = None  # when somebody is there; None: day and night


CHANNEL_COLUMNS = "brand_id AS brand, id, kind, name, address, settings, enabled, calendar_id"


class File(msgspec.Struct, frozen=True):
    name: str
    content_type: str
    data: bytes
    inline: bool = False
    content_id: str | None = None


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What an adapter reads from an original: one message of somebody.

    `assurance`: the level that it has if the identity is registered as the player's; intake takes it away if not.
    `threads`: names of earlier messages or tickets that it answers, the surest first (see intake.Thread).
    `topic`: what the player says it is about; a hint, kept as the tag `said:…`.
    `under_our_name`: it came from one of the desk's own addresses, so it is nothing if the desk itself has sent it."""

    external_id: str | None
    identity: tuple[str, str]  # kind, value
    name: str
    assurance: int
    subject: str
    text: str
    html: str | None = None
    quoted: str | None = None
    automatic: str | None = None
    files: tuple[File, ...] = ()
    threads: tuple[
        tuple[str, str], ...
    ] = ()  # ("message-id", "<…>"), ("ticket", "<uuid>"), ("reference", "HB-1001")
    also: tuple[str, ...] = ()  # other addresses of the conversation
    masked: tuple[str, ...] = ()
    language: str | None = None
    topic: str | None = None
    key: str | None = None
    under_our_name: bool = False


class Report(msgspec.Struct, frozen=True):
    """What a provider tells of an earlier delivery: one that it names by its external id, or one of `tickets` (to whose
    signed address the report came) to one of `addresses`. An address alone names nothing, since anybody can write it.
    `otherwise`: what the report is if it tells of none of ours."""

    external_id: str | None
    addresses: tuple[str, ...]
    state: str  # delivered, read or failed
    permanent: bool
    text: str
    tickets: tuple[str, ...] = ()
    otherwise: Incoming | Ignored | None = None


class Ignored(msgspec.Struct, frozen=True):
    """Nothing of a player: our own mail come back, say. It is counted in the channel's health and logged with `reason`."""

    reason: str


class Original(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    channel_id: UUID
    external_id: str
    envelope: dict[str, Any]
    raw: bytes | None
    file_key: str | None
    masked: list[str]
    attempts: int
    received_at: datetime


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """A message on its way out."""

    delivery: UUID
    ticket: UUID
    reference: str  # HB-1001
    address: str
    player_name: str
    sender_name: str
    subject: str
    text: str
    html: str | None
    notice: bool
    external_id: str
    answers: tuple[str, ...]  # external ids of the thread, oldest first
    files: tuple[File, ...]
    at: datetime
    password: str | None = None  # of the channel's own server


class TryLater(Exception):
    """The provider can't take it now."""


class NoProvider(TryLater):
    """Nobody has said yet who takes it, so trying does not count."""


class Undeliverable(Refused):
    """The provider will never take it."""


class Adapter(Protocol):
    kind: str

    def read(self, channel: Channel, original: Original, raw: bytes) -> Incoming | Report | Ignored:
        """Raises only for originals that can't be read at all; those are quarantined."""
        ...

    async def send(self, channel: Channel, out: Outgoing) -> str | None:
        """Hands a message to the provider; gives the provider's id of it if that isn't `external_id`.

        Raises:
            NoProvider: no provider is set.
            TryLater: with the provider's words.
            Undeliverable: likewise.
        """
        ...
