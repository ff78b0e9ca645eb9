"""Ids: UUIDv7, so that rows made together lie together."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    return uuid7()


def first_id_at(moment: datetime) -> UUID:
    """The lowest id that can have been made at that moment or later."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def as_uuid(text: str) -> UUID | None:
    """The UUID that `text` spells, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
