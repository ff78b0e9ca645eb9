"""Every write to chat sessions. Locks are taken in the order identity, session, ticket (docs/subsystems/chat.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.channels import intake
from pitboss.channels.adapter import Channel, File, Incoming
from pitboss.channels.intake import Received
from pitboss.channels.webchat import events, queries
from pitboss.channels.webchat.model import (
    COLUMNS,
    EMPTY_FOR,
    KEPT_FOR,
    SILENT_AFTER,
    Session,
    assured,
    digest,
    new_token,
)
from pitboss.channels.webchat.queries import Talk
from pitboss.db.tx import SYSTEM, Call, Database, Tx
from pitboss.events.log import record
from pitboss.events.reasons import because
from pitboss.files.actions import MOST_FILES, Upload
from pitboss.files.kinds import Checked
from pitboss.files.store import Kept
from pitboss.kit.ids import first_id_at, new_id
from pitboss.kit.refused import Invalid, NotFound
from pitboss.players import merges
from pitboss.players.model import Player
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import Message, Ticket

LEAVERS = 50  # sessions looked at in one round
EMPTY_BATCH = 200
FRESH = timedelta(seconds=10)  # a fraction of SILENT_AFTER
WINDOWS = 20  # further tokens of one session


class New(msgspec.Struct, frozen=True, kw_only=True):
    hash: bytes
    channel: Channel
    player: UUID
    assurance: int
    assurance_until: datetime | None
    language: str
    email: str | None
    device: Mapping[str, str]


async def open_session(tx: Tx, new: New) -> Session:
    return await tx.one(
        Session,
        f"""
        INSERT INTO chat_session (brand_id, id, hash, channel_id, player_id, assurance, assurance_until, language, email, device)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        RETURNING {COLUMNS}
        """,
        new.channel.brand,
        new_id(),
        new.hash,
        new.channel.id,
        new.player,
        new.assurance,
        new.assurance_until,
        new.language,
        new.email,
        dict(new.device),
    )


async def open_window(tx: Tx, session: Session, hashed: bytes) -> None:
    """One more token of a session, whose latest WINDOWS count; the caller holds the session. The same again changes
    nothing."""
    await tx.run(
        "INSERT INTO chat_token (brand_id, hash, session_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        session.brand,
        hashed,
        session.id,
    )
    await tx.run(
        """
        DELETE FROM chat_token WHERE brand_id = $1 AND session_id = $2 AND hash IN (
            SELECT hash FROM chat_token WHERE brand_id = $1 AND session_id = $2
            ORDER BY created_at DESC, hash OFFSET $3)
        """,
        session.brand,
        session.id,
        WINDOWS,
    )


async def carry_on(
    tx: Tx,
    channel: Channel,
    ticket: Ticket,
    *,
    assurance: int,
    until: datetime | None,
    language: str,
) -> str:
    """A conversation of another channel goes on in the chat, with everything said and the assurance that its player had; gives
    the token of the chat. The caller holds the ticket."""
    token = new_token()
    session = await open_session(
        tx,
        New(
            hash=digest(token),
            channel=channel,
            player=ticket.player_id,
            assurance=assurance,
            assurance_until=until,
            language=language,
            email=None,
            device={},
        ),
    )
    await tx.run(
        "UPDATE ticket SET session_id = $3 WHERE brand_id = $1 AND id = $2",
        ticket.brand,
        ticket.id,
        session.id,
    )
    if ticket.channel_id != channel.id:
        await tickets.change_channel(tx, ticket, channel.id, channel.kind, reason=because("player_moved"))
    return token


async def vouch(tx: Tx, session: Session, player: Player, level: int, until: datetime | None) -> Session:
    """The operator's site says who the session's player is; the caller holds the session. A visitor without any
    identity becomes that player, with the tickets of this session. One who has an identity stays, and a merge is
    proposed: people decide."""
    if session.player_id != player.id:
        was = await queries.reader(tx, session.brand, session.player_id)
        if await queries.has_identity(tx, was, session.brand):
            await merges.propose(tx, session.brand, player.id, was.id, reason=because("same_chat"))
        else:
            await _hand_over(tx, session, player.id)
    return await tx.one(
        Session,
        f"""
        UPDATE chat_session SET player_id = $3, assurance = $4, assurance_until = $5
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        session.brand,
        session.id,
        player.id,
        level,
        until,
    )


async def _hand_over(tx: Tx, session: Session, player: UUID) -> None:
    mine = await tx.column(
        "SELECT id FROM ticket WHERE brand_id = $1 AND session_id = $2 AND player_id = $3 ORDER BY id",
        session.brand,
        session.id,
        session.player_id,
    )
    for ticket_id in mine:
        ticket = await tickets.hold(tx, session.brand, ticket_id)
        await tx.run(
            "UPDATE ticket SET player_id = $3 WHERE brand_id = $1 AND id = $2",
            session.brand,
            ticket_id,
            player,
        )
        await tx.run(
            "UPDATE read_mark SET reader_id = $4 WHERE brand_id = $1 AND ticket_id = $2 AND reader_id = $3",
            session.brand,
            ticket_id,
            session.player_id,
            player,
        )
        await record(
            tx,
            msgspec.structs.replace(ticket, player_id=player),
            events.PlayerRecognised(player=player, was=session.player_id),
        )


async def returned(
    tx: Tx, session: Session, *, email: str | None = None, now: datetime | None = None
) -> Session:
    """A sign of life: the player is in the chat. The caller holds the session. With `now`, a sign that follows another
    within seconds is not written down."""
    away = session.left_at is not None or session.ended_at is not None
    if now is not None and not away and email is None:
        if now - session.seen_at >= FRESH:
            tx.at_last(Call("see_chat", (session.brand, session.id)))
        return session
    here = await tx.one(
        Session,
        f"""
        UPDATE chat_session SET seen_at = now(), left_at = NULL, ended_at = NULL, email = coalesce($3, email)
        WHERE  brand_id = $1 AND id = $2
        RETURNING {COLUMNS}
        """,
        session.brand,
        session.id,
        email,
    )
    if away:
        ticket = await queries.current_ticket(tx, session)
        if ticket is not None:
            held = await tickets.hold(tx, ticket.brand, ticket.id)
            await record(tx, held, events.ChatReturned(session=session.id))
    return here


async def leave(tx: Tx, session: Session, *, how: str, email: str | None = None) -> None:
    """The player is away; what follows (mail) follows the event. The caller holds the session."""
    column = "ended_at" if how == "ended" else "left_at"
    gone = session.left_at is not None or session.ended_at is not None
    await tx.run(
        f"""
        UPDATE chat_session SET {column} = coalesce({column}, now()), email = coalesce($3, email)
        WHERE  brand_id = $1 AND id = $2
        """,
        session.brand,
        session.id,
        email,
    )
    if gone and (email is None or email == session.email):
        return
    ticket = await queries.current_ticket(tx, session)
    if ticket is not None:
        # Under the ticket's lock: an answer that is being written now is either seen as unread by what follows, or
        # waits, and then finds the session left.
        held = await tickets.hold(tx, ticket.brand, ticket.id)
        await record(tx, held, events.ChatLeft(session=session.id, how=how))


async def leavers(db: Database) -> int:
    """Marks sessions as left that have given no sign of life for SILENT_AFTER."""
    async with db.tx(SYSTEM) as tx:
        silent = await tx.all(
            Session,
            f"""
            SELECT {COLUMNS} FROM chat_session
            WHERE  left_at IS NULL AND ended_at IS NULL AND seen_at <= now() - $1::interval
            ORDER  BY seen_at
            LIMIT  $2
            FOR UPDATE SKIP LOCKED
            """,
            SILENT_AFTER,
            LEAVERS,
        )
        for session in silent:
            await leave(tx, session, how="silent")
        return len(silent)


async def forget_empty(db: Database, *, now: datetime | None = None) -> int:
    """Forgets chats that were opened and in which nothing was ever said, and their visitors; gives how many."""
    now = now or datetime.now(UTC)
    gone = 0
    while True:
        async with db.tx(SYSTEM) as tx:
            some: int = await tx.value(
                "SELECT forget_empty_chats($1, $2, $3, $4)",
                first_id_at(now - KEPT_FOR - EMPTY_FOR),
                first_id_at(now - EMPTY_FOR),
                EMPTY_FOR,
                EMPTY_BATCH,
            )
        gone += some
        if some < EMPTY_BATCH:
            return gone


async def still_here(db: Database, sessions: Sequence[UUID]) -> None:
    """The sockets of these sessions are open."""
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE chat_session s SET seen_at = now()
            FROM   brand b
            WHERE  s.brand_id = b.id AND s.id = ANY ($1)
            """,
            sessions,
        )


async def say(
    tx: Tx,
    talk: Talk,
    channel: Channel,
    *,
    text: str,
    key: str | None,
    uploads: Sequence[UUID],
    topic: str | None = None,
) -> tuple[Ticket, Message]:
    """A player's message into the session's ticket, or a new one. The caller holds both."""
    if talk.said_in is not None:
        assert key is not None, "only what has a key is known again"
        return await _said_before(tx, talk, key)
    player, now = talk.player, talk.now
    session = await returned(tx, talk.session, now=now)
    files = await _take_uploads(tx, session, uploads)
    received: Received = await intake.receive(
        tx,
        channel,
        player,
        Incoming(
            external_id=f"{session.id}:{key}" if key else None,
            identity=("session", str(session.id)),
            name=player.name,
            assurance=int(assured(session, now)),
            subject="" if text else files[0][0].name,
            text=text,
            language=session.language,
            key=key,
            topic=topic,
        ),
        files,
        session_id=session.id,
        ticket=talk.ticket,
        now=now,
        first_try=True,
    )
    assert received.message is not None, "what was said before has been answered above"
    return received.ticket, received.message


async def _said_before(tx: Tx, talk: Talk, key: str) -> tuple[Ticket, Message]:
    ticket = await ticket_queries.find(tx, str(talk.said_in), brand=talk.session.brand)
    message = await ticket_queries.message_of_key(tx, ticket, key)
    assert message is not None, "a chat message has its key"
    return ticket, message


async def keep_upload(tx: Tx, session: Session, file: Checked, kept: Kept) -> UUID:
    upload = new_id()
    await tx.run(
        """
        INSERT INTO chat_upload (brand_id, id, session_id, name, content_type, size, sha256, file_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        session.brand,
        upload,
        session.id,
        file.name,
        file.content_type,
        kept.size,
        kept.sha256,
        kept.key,
    )
    return upload


async def _take_uploads(tx: Tx, session: Session, wanted: Sequence[UUID]) -> list[tuple[File, Kept]]:
    if not wanted:
        return []
    if len(wanted) > MOST_FILES:
        raise Invalid(f"A message has at most {MOST_FILES} files.")
    rows = await tx.all(
        Upload,
        """
        DELETE FROM chat_upload WHERE brand_id = $1 AND session_id = $2 AND id = ANY ($3)
        RETURNING id, name, content_type, size, sha256, file_key
        """,
        session.brand,
        session.id,
        list(wanted),
    )
    if len(rows) != len(set(wanted)):
        raise Invalid("A file of this message is not here: send it again, then the message.")
    return [
        (File(u.name, u.content_type, b""), Kept(u.file_key, u.sha256, u.size))
        for u in sorted(rows, key=lambda u: u.id)
    ]


async def mark_read(tx: Tx, ticket: Ticket, reader: UUID, message: UUID) -> None:
    """`reader` has read the ticket up to `message`; a mark never goes back."""
    there = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM message WHERE brand_id = $1 AND ticket_id = $2 AND id = $3)",
        ticket.brand,
        ticket.id,
        message,
    )
    if not there:
        raise NotFound("There is no such message in this conversation.")
    await tx.run(
        """
        INSERT INTO read_mark (brand_id, ticket_id, reader_id, message, heard)
        SELECT $1, $2, $3, $4, count(*) FROM message
        WHERE  brand_id = $1 AND ticket_id = $2 AND author_kind = 'player' AND id <= $4
        ON CONFLICT (brand_id, ticket_id, reader_id)
        DO UPDATE SET message = greatest(read_mark.message, excluded.message), heard = greatest(read_mark.heard, excluded.heard),
                      at = now()
        """,
        ticket.brand,
        ticket.id,
        reader,
        message,
    )
