"""Originals: those that couldn't be read, and the one behind a message."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.channels import events, intake
from pitboss.channels.adapter import Original
from pitboss.channels.intake import ORIGINAL_COLUMNS
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.refused import NotFound


class NoSuchOriginal(NotFound):
    """There is no such original, or it isn't yours to see."""


class Quarantined(msgspec.Struct, frozen=True):
    """`error`: what its reader said. `size` in bytes."""

    id: UUID
    channel: UUID
    channel_name: str
    external_id: str
    size: int
    attempts: int
    error: str | None
    received_at: datetime


async def quarantined(tx: Tx, brand: str, *, after: UUID | None, limit: int) -> list[Quarantined]:
    """The oldest first."""
    tx.actor.must("quarantine.manage", brand)
    return await tx.all(
        Quarantined,
        """
        SELECT o.id, o.channel_id AS channel, c.name AS channel_name, o.external_id, o.size, o.attempts, o.error,
               o.received_at
        FROM   original o JOIN channel c ON c.brand_id = o.brand_id AND c.id = o.channel_id
        WHERE  o.brand_id = $1 AND o.state = 'quarantined' AND ($2::uuid IS NULL OR o.id > $2)
        ORDER  BY o.id
        LIMIT  $3
        """,
        brand,
        after,
        limit,
    )


async def retry(tx: Tx, brand: str, original: UUID) -> None:
    tx.actor.must("quarantine.manage", brand)
    if not await intake.replay(tx, brand=brand, original=original):
        raise NoSuchOriginal("This original is not in quarantine.")
    await record_in(tx, brand, events.OriginalRetried(original=original))


async def original(tx: Tx, brand: str, original_id: UUID) -> Original:
    """What became a message is for whoever sees the message, where it is now. What became none, so that nobody but its
    writer has read it, is for those who look after the quarantine; looking after it opens no ticket.

    Raises:
        NoSuchOriginal.
    """
    found = await tx.maybe(
        Original,
        f"""
        SELECT {ORIGINAL_COLUMNS}
        FROM   original o
        WHERE  brand_id = $1 AND id = $2
          AND  CASE WHEN message_id IS NOT NULL THEN EXISTS (
                        SELECT 1 FROM message m WHERE m.brand_id = o.brand_id AND m.id = o.message_id)
                    WHEN ticket_id IS NOT NULL THEN EXISTS (
                        SELECT 1 FROM ticket t WHERE t.brand_id = o.brand_id AND t.id = o.ticket_id)
                    ELSE $3 END
        """,
        brand,
        original_id,
        tx.actor.can("quarantine.manage", brand),
    )
    if found is None:
        raise NoSuchOriginal
    return found
