"""Chat sessions and what belongs to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.channels.webchat.model import COLUMNS, KEPT_FOR, SILENT_AFTER, Session
from pitboss.db.tx import SYSTEM, Call, Database, Tx
from pitboss.players import queries as players
from pitboss.players.model import COLUMNS as PLAYER_COLUMNS
from pitboss.players.model import Player
from pitboss.tickets import model, queries
from pitboss.tickets.model import Message, Ticket

# The last ticket of the session `s`.
LATEST = """SELECT l.id FROM ticket l WHERE l.brand_id = s.brand_id AND l.session_id = s.id
    ORDER BY l.created_at DESC, l.id DESC LIMIT 1"""


class Found(msgspec.Struct, frozen=True):
    session: Session
    now: datetime


# A session by the hash ($1) of its first token or of one for another window.
_BY_TOKEN = """hash = coalesce(
    (SELECT o.hash FROM chat_token w JOIN chat_session o ON o.brand_id = w.brand_id AND o.id = w.session_id
     WHERE w.hash = $1), $1)"""


async def by_hash(tx: Tx, hashed: bytes) -> Found | None:
    """The session of a token, with the database's time. The transaction is SYSTEM's."""
    row = await tx.connection.fetchrow(
        f"SELECT {COLUMNS}, now() AS now FROM chat_session WHERE {_BY_TOKEN} AND seen_at > now() - $2::interval",
        hashed,
        KEPT_FOR,
    )
    if row is None:
        return None
    fields = dict(row)
    now = fields.pop("now")
    return Found(Session(**fields), now)


class Talk(msgspec.Struct, frozen=True):
    """A chat at the moment when its player says something. `said_in`: the ticket in which the same was said before.
    `more`: the row of the caller's own question about the ticket. `clocks`, `heard`: of the ticket, as Listed has them."""

    session: Session
    player: Player
    ticket: Ticket | None
    said_in: UUID | None
    now: datetime
    more: tuple[Any, ...] | None
    clocks: list[Any]
    heard: int


async def talk(tx: Tx, hashed: bytes, key: str | None, more: str, *, ahead: bool) -> Talk | None:
    """All that a message of the token's session needs to know, in one round trip. `more`: a SELECT about the ticket `t`
    of player `t.player_id`, asked in the same statement. The transaction is SYSTEM's, has not begun, and begins by locking the session
    and then its latest ticket. `ahead`: reads before that; if any of the rows is written before it has its locks, the
    transaction fails with asyncpg.SerializationError."""
    if not ahead:
        tx.soon(Call("hold_chat", (hashed,)))
    row = await (tx.before if ahead else tx.connection).fetchrow(
        f"""
        SELECT coalesce(
                   (SELECT m.ticket_id FROM message m
                    WHERE m.brand_id = s.brand AND m.channel_id = s.channel_id AND m.external_id = s.id::text || ':' || $3),
                   (SELECT m.ticket_id FROM message m
                    WHERE m.brand_id = t.brand AND m.ticket_id = t.id AND m.key = $3)) AS said_in,
               now() AS now, s.*, p.*, t.*, f.*
        FROM   (SELECT {COLUMNS}, xmin::text AS was FROM chat_session
                WHERE {_BY_TOKEN} AND seen_at > now() - $2::interval) s
        JOIN   LATERAL (SELECT {PLAYER_COLUMNS}, xmin::text AS was FROM player
                        WHERE brand_id = s.brand AND id = s.player_id) p ON true
        LEFT   JOIN LATERAL (
            SELECT {model.COLUMNS}, promises, heard, xmin::text AS was FROM ticket
            WHERE  brand_id = s.brand AND session_id = s.id
            ORDER  BY created_at DESC, id DESC
            LIMIT  1) t ON true
        LEFT   JOIN LATERAL ({more}) f ON t.id IS NOT NULL
        """,
        hashed,
        KEPT_FOR,
        key,
    )
    if row is None:
        return None
    said_in, now = row[:2]
    session = Session(**dict(zip(_OF_SESSION, row[2:], strict=False)))
    player = Player(**dict(zip(_OF_PLAYER, row[_PLAYER_AT:], strict=False)))
    ticket = Ticket(*row[_TICKET_AT:_CLOCKS_AT]) if row[_TICKET_AT] is not None else None
    beside = row[_MORE_AT:] if ticket is not None else None
    merged = player.merged_into is not None or (ticket is not None and ticket.merged_into is not None)
    if ahead and (merged or said_in is not None):  # needs more than these rows
        return await talk(tx, hashed, key, more, ahead=False)
    if ahead:
        places = (_PLAYER_AT - 1, _TICKET_AT - 1, _MORE_AT - 1)
        tx.soon(Call("hold_same_chat", (hashed, *(row[place] for place in places))))
    if player.merged_into is not None:
        stayed = await players.player(tx, session.brand, session.player_id)
        assert stayed is not None, "a merged player leads to one who stayed"
        player, beside = stayed, None
    if ticket is not None and ticket.merged_into is not None:
        ticket, beside = await current_ticket(tx, session, hold=True), None
        if ticket is not None and key is not None and said_in is None:
            before = await queries.message_of_key(tx, ticket, key)
            said_in = before.ticket_id if before else None
    clocks, heard = row[_CLOCKS_AT : _CLOCKS_AT + 2]
    return Talk(session, player, ticket, said_in, now, beside, clocks or [], heard or 0)


# Where each Struct's columns stand in that row, which are in the order of its fields and end with the row's version.
_OF_SESSION = Session.__struct_fields__
_OF_PLAYER = Player.__struct_fields__[: len(PLAYER_COLUMNS.split(","))]
_PLAYER_AT = 2 + len(_OF_SESSION) + 1
_TICKET_AT = _PLAYER_AT + len(_OF_PLAYER) + 1
_CLOCKS_AT = _TICKET_AT + len(Ticket.__struct_fields__)
_MORE_AT = _CLOCKS_AT + 3


async def of_conversation(tx: Tx, brand: str, ticket: UUID, player: UUID) -> Session | None:
    """The session in which a player's conversation goes on, if it is the session's latest and the session lives; locked."""
    return await tx.maybe(
        Session,
        f"""
        SELECT {COLUMNS} FROM chat_session s
        WHERE  brand_id = $1 AND player_id = $3 AND seen_at > now() - $4::interval
          AND  id = (SELECT session_id FROM ticket WHERE brand_id = $1 AND id = $2 AND player_id = $3)
          AND  $2 = ({LATEST})
        FOR    UPDATE
        """,
        brand,
        ticket,
        player,
        KEPT_FOR,
    )


async def elsewhere(tx: Tx, session: Session, tickets: list[UUID]) -> set[UUID]:
    """Which of these the player of `session` may go on with in their other sessions, as `of_conversation` finds them. The
    transaction is SYSTEM's or elevated."""
    return set(
        await tx.column(
            f"""
            SELECT t.id
            FROM   ticket t JOIN chat_session s ON s.brand_id = t.brand_id AND s.id = t.session_id
            WHERE  t.brand_id = $1 AND t.id = ANY ($2) AND t.player_id = $3 AND s.player_id = $3 AND s.id <> $4
              AND  s.seen_at > now() - $5::interval AND t.id = ({LATEST})
            """,
            session.brand,
            tickets,
            session.player_id,
            session.id,
            KEPT_FOR,
        )
    )


async def hold(tx: Tx, brand: str, session_id: UUID) -> Session:
    """Locks a session, so that two messages of it come one after the other."""
    return await tx.one(
        Session,
        f"SELECT {COLUMNS} FROM chat_session WHERE brand_id = $1 AND id = $2 FOR UPDATE",
        brand,
        session_id,
    )


async def current_ticket(tx: Tx, session: Session, *, hold: bool = False) -> Ticket | None:
    """The latest ticket of the session; for a merged one, where it went, if that is still this player's. `hold`: locked;
    the caller holds the session."""
    lock = "FOR UPDATE" if hold else ""
    found = await tx.maybe(
        Ticket,
        f"""
        SELECT {model.COLUMNS} FROM ticket
        WHERE  brand_id = $1 AND session_id = $2
        ORDER  BY created_at DESC, id DESC
        LIMIT  1
        {lock}
        """,
        session.brand,
        session.id,
    )
    while found is not None and found.merged_into is not None:
        found = await tx.maybe(
            Ticket,
            f"SELECT {model.COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2 AND (player_id = $3 OR session_id = $4) {lock}",
            session.brand,
            found.merged_into,
            session.player_id,
            session.id,
        )
    return found


async def history(
    tx: Tx, session: Session, ticket: Ticket | None, *, earlier: bool, after: UUID | None, limit: int
) -> list[Message]:
    """What was said in the current ticket and, with `earlier`, in all chats of the player; oldest first."""
    if not earlier:
        return await queries.messages(tx, ticket, after=after, limit=limit) if ticket else []
    columns = model.MESSAGE_COLUMNS
    return await tx.all(
        Message,
        f"""
        SELECT {columns}
        FROM   message
        WHERE  brand_id = $1 AND kind = 'reply' AND ($3::uuid IS NULL OR id > $3)
          AND  ticket_id IN (SELECT id FROM ticket WHERE brand_id = $1 AND session_id IS NOT NULL
                             AND (player_id = $2 OR session_id = $5))
        ORDER  BY id
        LIMIT  $4
        """,
        session.brand,
        session.player_id,
        after,
        limit,
        session.id,
    )


class Reader(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    account: str | None


async def reader(tx: Tx, brand: str, player_id: UUID) -> Reader:
    """The player of a session; `account` is their id on the site, if it vouched for them once."""
    return await tx.one(
        Reader,
        """
        SELECT p.id, p.name, (SELECT i.value FROM identity i
                              WHERE i.brand_id = p.brand_id AND i.player_id = p.id AND i.kind = 'account' LIMIT 1) AS account
        FROM   player p
        WHERE  p.brand_id = $1 AND p.id = $2
        """,
        brand,
        player_id,
    )


async def has_identity(tx: Tx, player: Reader, brand: str) -> bool:
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT 1 FROM identity WHERE brand_id = $1 AND player_id = $2)", brand, player.id
        )
    )


async def next_silent(db: Database) -> datetime | None:
    """When the next session will have been silent for too long."""
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(seen_at) + $1::interval FROM chat_session WHERE left_at IS NULL AND ended_at IS NULL",
            SILENT_AFTER,
        )
        return due


async def read_mark(tx: Tx, ticket: Ticket, reader: UUID | None) -> UUID | None:
    """How far somebody has read the ticket. The transaction is SYSTEM's or elevated."""
    message: UUID | None = await tx.value(
        "SELECT message FROM read_mark WHERE brand_id = $1 AND ticket_id = $2 AND reader_id = $3",
        ticket.brand,
        ticket.id,
        reader,
    )
    return message


async def may_rate(tx: Tx, ticket: Ticket) -> bool:
    """There is an agent's answer, and no rating of it."""
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM message WHERE brand_id = $1 AND ticket_id = $2 AND kind = 'reply' AND author_kind = 'agent')
               AND NOT EXISTS (SELECT 1 FROM rating WHERE brand_id = $1 AND ticket_id = $2)
            """,
            ticket.brand,
            ticket.id,
        )
    )


class LiveChat(msgspec.Struct, frozen=True):
    """An open chat. `left_at`: since when its player is not in it; null while they are. `ended`: they ended it themselves."""

    ticket: UUID
    left_at: datetime | None
    ended: bool


MOST_HELD = 100


async def held_by(tx: Tx, staff: UUID) -> list[LiveChat]:
    """The open chats of a member of staff, as far as the actor sees them."""
    return await tx.all(
        LiveChat,
        """
        SELECT t.id AS ticket, least(s.left_at, s.ended_at) AS left_at, s.ended_at IS NOT NULL AS ended
        FROM   ticket t
        JOIN   chat_session s ON s.brand_id = t.brand_id AND s.id = t.session_id
        WHERE  t.brand_id = ANY ($1) AND t.assignee_id = $2 AND t.channel = 'webchat'
          AND  t.status IN ('new', 'open', 'waiting', 'on_hold')
        ORDER  BY t.id
        LIMIT  $3
        """,
        sorted(tx.actor.brands),
        staff,
        MOST_HELD,
    )
