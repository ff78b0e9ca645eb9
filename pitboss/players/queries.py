"""Every read of players. Full addresses and phones are for those who hold players.contacts; others see them masked."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.events.reasons import told
from pitboss.players.model import COLUMNS, Player, masked


class Identity(msgspec.Struct, frozen=True):
    """`value` may be masked."""

    id: UUID
    kind: str
    value: str
    registered: bool
    created_at: datetime


class Proposal(msgspec.Struct, frozen=True):
    """`player_id` stays, `other_id` would be merged into them."""

    id: UUID
    player_id: UUID
    player_name: str
    other_id: UUID
    other_name: str
    reason: str
    state: str
    decided_by: UUID | None
    decided_at: datetime | None
    created_at: datetime


class Tickets(msgspec.Struct, frozen=True):
    """How many of the player's tickets the reader may see."""

    total: int
    live: int


class Card(msgspec.Struct, frozen=True):
    player: Player
    identities: list[Identity]
    tickets: Tickets
    proposals: list[Proposal]


async def player(tx: Tx, brand: str, player_id: UUID) -> Player | None:
    """Without contacts; for a merged player, the one who stayed."""
    return await tx.maybe(
        Player,
        f"""
        WITH RECURSIVE trail (id, merged_into) AS (
            SELECT id, merged_into FROM player WHERE brand_id = $1 AND id = $2
            UNION ALL
            SELECT p.id, p.merged_into FROM player p JOIN trail t ON p.brand_id = $1 AND p.id = t.merged_into)
        SELECT {COLUMNS} FROM player
        WHERE  brand_id = $1 AND id = (SELECT id FROM trail WHERE merged_into IS NULL)
        """,
        brand,
        player_id,
    )


async def card(tx: Tx, brand: str, player_id: UUID) -> Card | None:
    """The player as an agent sees them, with the open proposals and the approved ones that can be undone."""
    tx.actor.must("players.see", brand)
    who = await tx.maybe(
        Player, f"SELECT {COLUMNS} FROM player WHERE brand_id = $1 AND id = $2", brand, player_id
    )
    if who is None:
        return None
    return Card(
        player=who,
        identities=await identities(tx, brand, player_id),
        tickets=await tx.one(
            Tickets,
            """
            SELECT count(*)::int AS total,
                   (count(*) FILTER (WHERE status IN ('new', 'open', 'waiting', 'on_hold')))::int AS live
            FROM   ticket
            WHERE  brand_id = $1 AND player_id = $2
            """,
            brand,
            player_id,
        ),
        proposals=await tx.all(
            Proposal,
            f"{_PROPOSALS} AND m.state IN ('open', 'approved') AND $2 IN (m.player_id, m.other_id) ORDER BY m.id DESC",
            brand,
            player_id,
        ),
    )


class Found(msgspec.Struct, frozen=True):
    """`kind`: the address or account by which the player was found, null for the name. `value`: that address, masked for
    whoever may not see contacts."""

    brand: str
    id: UUID
    name: str
    vip: int
    kind: str | None
    value: str | None


MOST_WORDS = 5
NAMES_MILLISECONDS = 400
_WORDS = re.compile(r"[^\W_]+")


async def by_identity(tx: Tx, words: str, *, limit: int) -> list[Found]:
    """Players whose account id, address or phone this is, in the brands where the actor may see players."""
    rows = await tx.all(
        Found,
        """
        SELECT p.brand_id AS brand, p.id, p.name, p.vip, i.kind, i.value
        FROM   identity i
        JOIN   player p ON p.brand_id = i.brand_id AND p.id = i.player_id AND p.merged_into IS NULL
        WHERE  i.brand_id = ANY ($1) AND i.kind IN ('account', 'email', 'phone', 'telegram') AND i.value IN ($2, lower($2))
        ORDER  BY i.registered DESC, p.name, p.id
        LIMIT  $3
        """,
        _seen_in(tx),
        words,
        limit,
    )
    return [
        row
        if row.kind is None or row.value is None or tx.actor.can("players.contacts", row.brand)
        else msgspec.structs.replace(row, value=masked(row.kind, row.value))
        for row in rows
    ]


async def by_name(tx: Tx, words: str, *, limit: int) -> list[Found] | None:
    """Players with a name in which each word begins a word, in the brands where the actor may see players; None if it could not
    be found out within NAMES_MILLISECONDS, as for a single letter among very many players."""
    begins = _WORDS.findall(words)[:MOST_WORDS]
    if not begins:
        return []
    try:
        async with tx.savepoint():
            await tx.connection.execute(f"SET LOCAL statement_timeout TO '{NAMES_MILLISECONDS}ms'")
            found = await tx.all(
                Found,
                """
                SELECT brand_id AS brand, id, name, vip, NULL::text AS kind, NULL::text AS value
                FROM   find_players($1, $2, $3)
                """,
                _seen_in(tx),
                " & ".join(f"'{word}':*" for word in begins),
                limit,
            )
    except asyncpg.QueryCanceledError:
        found = None
    await tx.connection.execute("SET LOCAL statement_timeout TO DEFAULT")
    return found


def _seen_in(tx: Tx) -> list[str]:
    return sorted(brand for brand in tx.actor.brands if tx.actor.can("players.see", brand))


async def identities(tx: Tx, brand: str, player_id: UUID) -> list[Identity]:
    tx.actor.must("players.see", brand)
    full = tx.actor.can("players.contacts", brand)
    rows = await tx.all(
        Identity,
        """
        SELECT id, kind, value, registered, created_at
        FROM   identity
        WHERE  brand_id = $1 AND player_id = $2
        ORDER  BY kind, registered DESC, id
        """,
        brand,
        player_id,
    )
    return rows if full else [msgspec.structs.replace(i, value=masked(i.kind, i.value)) for i in rows]


async def open_proposals(
    tx: Tx, brand: str, *, after: UUID | None = None, limit: int = 100
) -> list[Proposal]:
    """The oldest first, from the one after `after` on; reasons in the actor's language."""
    tx.actor.must("players.see", brand)
    rows = await tx.all(
        Proposal,
        f"{_PROPOSALS} AND m.state = 'open' AND ($3::uuid IS NULL OR m.id > $3) ORDER BY m.id LIMIT $2",
        brand,
        limit,
        after,
    )
    return [msgspec.structs.replace(row, reason=told(row.reason, tx.actor.locale)) for row in rows]


_PROPOSALS = """
    SELECT m.id, m.player_id, p.name AS player_name, m.other_id, o.name AS other_name, m.reason, m.state, m.decided_by,
           m.decided_at, m.created_at
    FROM   merge_proposal m
           JOIN player p ON p.brand_id = m.brand_id AND p.id = m.player_id
           JOIN player o ON o.brand_id = m.brand_id AND o.id = m.other_id
    WHERE  m.brand_id = $1
"""
