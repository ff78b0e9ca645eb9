"""What can happen to a brand, its channels and its originals. No value of a secret is ever in the log."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class BrandChanged(Event, frozen=True, tag="brand_changed"):
    fields: list[str]


class SecretSet(Event, frozen=True, tag="secret_set"):
    name: str


class ChannelCreated(Event, frozen=True, tag="channel_created"):
    channel: UUID
    kind: str
    name: str


class ChannelSettingsChanged(Event, frozen=True, tag="channel_settings_changed"):
    channel: UUID
    fields: list[str]


class OriginalRetried(Event, frozen=True, tag="original_retried"):
    """A quarantined original goes back to be read."""

    original: UUID
