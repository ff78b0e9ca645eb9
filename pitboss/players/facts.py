"""What the desk knows of who is writing: facts, each with when it ends."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.players.assurance import current


class ChatSession(msgspec.Struct, frozen=True):
    """A chat session that is still open. `assurance` is what the level is worth now; it ends at `until`."""

    id: UUID
    assurance: str
    until: datetime | None
    seen_at: datetime


class Facts(msgspec.Struct, frozen=True):
    """`account`: the operator's site has named the player. `registered`: kinds of identity that the site says are
    theirs. `last`: the assurance of their last message, in which `channel`, and when."""

    account: bool
    registered: list[str]
    sessions: list[ChatSession]
    last: str | None
    last_channel: str | None
    last_at: datetime | None


class _Known(msgspec.Struct, frozen=True):
    kinds: list[str]
    registered: list[str]
    now: datetime


class _Open(msgspec.Struct, frozen=True):
    id: UUID
    assurance: int
    assurance_until: datetime | None
    seen_at: datetime


async def facts(tx: Tx, brand: str, player_id: UUID) -> Facts:
    tx.actor.must("players.see", brand)
    known = await tx.one(
        _Known,
        """
        SELECT ARRAY(SELECT DISTINCT kind FROM identity WHERE brand_id = $1 AND player_id = $2) AS kinds,
               ARRAY(SELECT DISTINCT kind FROM identity WHERE brand_id = $1 AND player_id = $2 AND registered ORDER BY kind)
                   AS registered,
               now() AS now
        """,
        brand,
        player_id,
    )
    opened = await tx.all(
        _Open,
        """
        SELECT id, assurance, assurance_until, seen_at
        FROM   chat_session
        WHERE  brand_id = $1 AND player_id = $2 AND ended_at IS NULL
        ORDER  BY seen_at DESC
        LIMIT  5
        """,
        brand,
        player_id,
    )
    last = await tx.connection.fetchrow(
        """
        SELECT m.assurance, m.channel, m.created_at
        FROM  (SELECT brand_id, id FROM ticket
               WHERE  brand_id = $1 AND player_id = $2
               ORDER  BY updated_at DESC
               LIMIT  20) t
        JOIN   message m ON m.brand_id = t.brand_id AND m.ticket_id = t.id AND m.author_kind = 'player'
        ORDER  BY m.id DESC
        LIMIT  1
        """,
        brand,
        player_id,
    )
    return Facts(
        account="account" in known.kinds,
        registered=known.registered,
        sessions=[
            ChatSession(
                o.id, current(o.assurance, o.assurance_until, known.now).name, o.assurance_until, o.seen_at
            )
            for o in opened
        ],
        last=f"A{last['assurance']}" if last else None,
        last_channel=last["channel"] if last else None,
        last_at=last["created_at"] if last else None,
    )
