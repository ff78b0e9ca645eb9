"""A chat session, and what a player's text may be. Nothing here reads or writes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.db.tx import Actor, Kind
from pitboss.kit.refused import Invalid, Refused
from pitboss.players.assurance import Assurance, current

MAX_TEXT = 10_000  # characters of one message of a player
SILENT_AFTER = timedelta(minutes=2)  # without a socket or a request: the player has left
KEPT_FOR = timedelta(days=30)  # without a sign of life: the token opens nothing any more
EMPTY_FOR = timedelta(days=1)  # the same where nothing was ever said
PREFIX = "pbc_"
LONG_KEY = 16  # a retry with a key this long gets the same session; a shorter one could be guessed


class NoSuchChat(Refused):
    """This chat token is not valid (any more). Open the chat again: POST /api/v1/chat/sessions."""

    status = 401


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """`assurance` counts until `assurance_until`; see `assured`."""

    brand: str
    id: UUID
    channel_id: UUID
    player_id: UUID
    assurance: int
    assurance_until: datetime | None
    language: str
    email: str | None
    seen_at: datetime
    left_at: datetime | None
    ended_at: datetime | None


COLUMNS = """brand_id AS brand, id, channel_id, player_id, assurance, assurance_until, language, email, seen_at, left_at,
    ended_at"""


def assured(session: Session, now: datetime) -> Assurance:
    return current(session.assurance, session.assurance_until, now)


def actor_of(session: Session, now: datetime) -> Actor:
    """While the operator's site vouches for them: the player, who sees all their tickets. Else a visitor, who sees those
    of this session."""
    brands = frozenset({session.brand})
    if assured(session, now) >= Assurance.A2:
        return Actor(kind=Kind.player, id=session.player_id, brands=brands, name="player")
    return Actor(kind=Kind.visitor, id=session.id, brands=brands, name="visitor")


def new_token() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def token_of_key(secret: bytes, brand: str, address: str, key: str) -> str:
    """The token of the session that a key opened from a network address. It is computed again for a retry, so it needs
    no storing."""
    known = hashlib.sha256(b"chat-token:" + secret).digest()
    mac = hmac.new(known, f"{brand}\0{address}\0{key}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def clean_text(text: str, *, may_be_empty: bool = False, most: int = MAX_TEXT) -> str:
    """A player's text with line ends as \\n.

    Raises:
        Invalid: it is empty, too long, or holds control characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text and not may_be_empty:
        raise Invalid("The message is empty. Write something.")
    if len(text) > most:
        raise Invalid(
            f"The message has {len(text)} characters; at most {most} are allowed. Send it in parts."
        )
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise Invalid("The message holds control characters. Send plain text.")
    return text


def clean_line(text: str | None, *, most: int = 200) -> str:
    """A name or another short line: printable, in one line."""
    shown = "".join(c if c.isprintable() else " " for c in text or "")
    return " ".join(shown.split())[:most]
