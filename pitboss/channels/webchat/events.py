"""What happens in a chat besides messages."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class ChatLeft(Event, frozen=True, tag="chat_left"):
    """`how`: silent (no socket for a while), left (the widget said so) or ended (the player ended the chat)."""

    session: UUID
    how: str


class ChatReturned(Event, frozen=True, tag="chat_returned"):
    session: UUID


class PlayerRecognised(Event, frozen=True, tag="player_recognised"):
    """The visitor who wrote signed in on the site; the ticket is the player's now."""

    player: UUID
    was: UUID
