"""The chat and the portal as channels: players read there themselves, so nothing is ever handed to a provider. What must
reach a player who is away goes by the brand's mail channel (reactions.send_out)."""

from __future__ import annotations

from pitboss.channels.adapter import Channel, Ignored, Original, Outgoing, Undeliverable


class DeskChannel:
    """A channel whose messages come by the desk's own API."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def read(self, channel: Channel, original: Original, raw: bytes) -> Ignored:
        return Ignored("messages of this channel come by the API")

    async def send(self, channel: Channel, out: Outgoing) -> str | None:
        raise Undeliverable("Messages of this channel are read at the desk; they are not delivered.")
