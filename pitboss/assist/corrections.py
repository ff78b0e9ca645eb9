"""What agents put right: the classifier learns from it (`pitboss train`)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx


class Correction(msgspec.Struct, frozen=True):
    """`text` is about `topic`; the classifier had said `was`."""

    brand: str
    ticket: UUID
    text: str
    topic: str
    was: str
    created_at: datetime


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ends."""

    at: datetime
    ticket: UUID


async def corrections(tx: Tx, brand: str, *, after: Place | None, limit: int) -> list[Correction]:
    """The oldest first, of tickets that the actor may see."""
    tx.actor.must("classify.train", brand)
    return await tx.all(
        Correction,
        """
        SELECT brand_id AS brand, ticket_id AS ticket, text, topic, was, created_at
        FROM   correction
        WHERE  brand_id = $1 AND ($2::timestamptz IS NULL OR (created_at, ticket_id) > ($2, $3::uuid))
        ORDER  BY created_at, ticket_id
        LIMIT  $4
        """,
        brand,
        after.at if after else None,
        after.ticket if after else None,
        limit,
    )
