"""The only way in. A channel keeps the provider's original (`keep`) and acknowledges after the commit; `step` reads
originals into tickets: seen before? who is it? which ticket? message. What can't be read is quarantined, visible, and
never blocks what comes after it. docs/subsystems/intake.md says why nothing is lost or doubled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import obstore.exceptions
import structlog

from pitboss.channels import outbox, queries
from pitboss.channels.adapter import Adapter, Channel, File, Ignored, Incoming, Original, Report
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.reasons import because
from pitboss.files import admit
from pitboss.files.store import FileStore, Kept
from pitboss.kit import secrets
from pitboss.kit.failures import in_words
from pitboss.kit.ids import new_id
from pitboss.players import actions as players
from pitboss.players.assurance import Assurance
from pitboss.players.model import Player
from pitboss.tickets import actions as tickets
from pitboss.tickets.model import COLUMNS, Message, Status, Ticket
from pitboss.tickets.queries import message_of_key

log = structlog.get_logger()

IN_ROW = 256 * 1024  # originals up to this size live in their row, larger ones in the object store
LEASE = timedelta(seconds=60)
TURN = timedelta(seconds=1)  # so long a mail waits each time for the one that it answers to be read
MAX_ATTEMPTS = 4
BATCH = 20
# The file store or the database is away, or another transaction was in the way.
AWAY = (
    OSError,
    obstore.exceptions.BaseError,
    asyncpg.PostgresConnectionError,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)

ORIGINAL_COLUMNS = (
    "brand_id AS brand, id, channel_id, external_id, envelope, raw, file_key, masked, attempts, received_at"
)


class Received(msgspec.Struct, frozen=True):
    """`again`: this message was already here; `opened`: it began a ticket."""

    ticket: Ticket
    message: Message | None
    opened: bool
    again: bool = False


async def keep(
    tx: Tx,
    files: FileStore,
    channel: Channel,
    external_id: str,
    raw: bytes,
    *,
    envelope: Mapping[str, Any],
    masked: Sequence[str] = (),
    doubt: str | None = None,
) -> UUID | None:
    """Keeps an original, to be read after the commit. None: it is already kept, which providers' retries make normal.
    `doubt`: why it goes to quarantine instead, for a person to decide."""
    kept = await files.put(channel.brand, raw) if len(raw) > IN_ROW else None
    row: UUID | None = await tx.value(
        """
        INSERT INTO original (brand_id, id, channel_id, external_id, envelope, raw, file_key, size, sha256, masked, error, state,
                              next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::text, CASE WHEN $11::text IS NULL THEN 'new' ELSE 'quarantined' END::original_state,
                CASE WHEN $11::text IS NULL THEN now() END)
        ON CONFLICT (brand_id, channel_id, external_id) DO NOTHING
        RETURNING id
        """,
        channel.brand,
        new_id(),
        channel.id,
        external_id,
        dict(envelope),
        None if kept else raw,
        kept.key if kept else None,
        len(raw),
        hashlib.sha256(raw).digest(),
        list(masked),
        doubt,
    )
    tx.wake.add("intake")
    return row


async def raw_of(tx: Tx, files: FileStore, channel: Channel, external_id: str) -> bytes:
    """The bytes of an original that is kept."""
    row = await tx.connection.fetchrow(
        "SELECT raw, file_key FROM original WHERE brand_id = $1 AND channel_id = $2 AND external_id = $3",
        channel.brand,
        channel.id,
        external_id,
    )
    assert row is not None, "the original is kept"
    return bytes(row["raw"]) if row["raw"] is not None else await files.get(row["file_key"])


async def step(db: Database, files: FileStore, adapters: Mapping[str, Adapter]) -> int:
    """Reads up to BATCH kept originals. The claim is a lease, committed first, so an original that kills its reader
    counts an attempt too, and ends in quarantine instead of killing every worker."""
    async with db.tx(SYSTEM) as tx:
        claimed = await tx.all(
            Original,
            f"""
            WITH due AS (
                SELECT brand_id, id FROM original
                WHERE  next_at <= now()
                ORDER  BY next_at
                LIMIT  $1
                FOR UPDATE SKIP LOCKED)
            UPDATE original o
            SET    attempts = attempts + 1, next_at = now() + $2::interval
            FROM   due
            WHERE  o.brand_id = due.brand_id AND o.id = due.id
            RETURNING {ORIGINAL_COLUMNS.replace("brand_id AS brand, id", "o.brand_id AS brand, o.id")}
            """,
            BATCH,
            LEASE,
        )
        channels = {o.id: await queries.channel(tx, o.brand, o.channel_id) for o in claimed}
    for original in sorted(claimed, key=lambda o: o.id):
        await read_one(db, files, adapters, original, channels[original.id])
    return len(claimed)


async def read_one(
    db: Database,
    files: FileStore,
    adapters: Mapping[str, Adapter],
    original: Original,
    channel: Channel | None,
) -> None:
    try:
        if original.attempts > MAX_ATTEMPTS:
            raise RuntimeError("its reader died or failed each time")
        raw = original.raw if original.raw is not None else await files.get(original.file_key or "")
        assert channel is not None, "an original belongs to a channel"
        await _read(db, files, adapters, original, channel, raw)
    except AWAY as problem:
        await _put_off(db, original, problem, ours=True)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one original, the next ones must come in
        await _put_off(db, original, problem)


async def _read(
    db: Database,
    files: FileStore,
    adapters: Mapping[str, Adapter],
    original: Original,
    channel: Channel,
    raw: bytes,
) -> None:
    read = adapters[channel.kind].read(channel, original, raw)
    said = read.otherwise if isinstance(read, Report) else read
    incoming = said if isinstance(said, Incoming) else None
    ignored = said.reason if isinstance(said, Ignored) else None
    kept = await keep_files(files, channel.brand, incoming.files) if incoming else []
    async with db.tx(SYSTEM) as tx:
        ticket: Ticket | None = None
        message: Message | None = None
        state = "done"
        if isinstance(read, Report):
            ticket = await report(tx, channel, read)
        if (
            incoming is not None
            and incoming.under_our_name
            and await outbox.has_sent(tx, incoming.external_id)
        ):
            incoming, ignored = None, "our own mail came back"
        if isinstance(read, Incoming) and incoming is not None and await _answers_unread(tx, original, read):
            await _wait_for_turn(tx, original)
            return
        if ticket is None and incoming is not None:
            player = await recognise(tx, channel.brand, incoming)
            if not player.registered:
                incoming = msgspec.structs.replace(incoming, assurance=Assurance.A0)
            received = await receive(
                tx, channel, player, incoming, kept, original_id=original.id, first_try=original.attempts == 1
            )
            ticket, message = received.ticket, received.message
        if ticket is None:
            state = "ignored"
            log.info(
                "original ignored",
                original=str(original.id),
                brand=original.brand,
                reason=ignored or "it tells of nothing of ours",
            )
        done = await tx.run(
            """
            UPDATE original
            SET    state = $3::text::original_state, next_at = NULL, ticket_id = $4, message_id = $5, error = $6
            WHERE  brand_id = $1 AND id = $2 AND state IN ('new', 'quarantined')
            """,
            original.brand,
            original.id,
            state,
            ticket.id if ticket else None,
            message.id if message else None,
            ignored if ticket is None else None,
        )
        assert done, "another worker read this original in the meantime"


async def _answers_unread(tx: Tx, original: Original, read: Incoming) -> bool:
    """Whether a mail answers one of the same writer that came before it and is not read yet, because its reader died or
    failed and its lease still runs. Read now, it would open a ticket of its own."""
    named = [name for kind, name in read.threads if kind == "message-id"]
    return bool(named) and bool(
        await tx.value(
            """
            SELECT EXISTS (
                SELECT 1 FROM original
                WHERE  brand_id = $1 AND channel_id = $2 AND external_id = ANY ($3) AND state = 'new' AND id < $4)
            """,
            original.brand,
            original.channel_id,
            [f"{name} {read.identity[1]}" for name in named],
            original.id,
        )
    )


async def _wait_for_turn(tx: Tx, original: Original) -> None:
    """Waiting is no failed attempt. It ends, since the other is read or goes to quarantine, and older ones never wait
    for younger ones."""
    await tx.run(
        """
        UPDATE original SET attempts = attempts - 1, next_at = now() + $3::interval
        WHERE  brand_id = $1 AND id = $2 AND state = 'new'
        """,
        original.brand,
        original.id,
        TURN,
    )


async def _put_off(db: Database, original: Original, problem: Exception, *, ours: bool = False) -> None:
    """`ours`: it is not the original's fault, so it doesn't count against it."""
    gave_up = original.attempts >= MAX_ATTEMPTS and not ours
    log.error(
        "original not read",
        original=str(original.id),
        brand=original.brand,
        attempt=original.attempts,
        problem=type(problem).__name__,
        quarantined=gave_up,
    )
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE original
            SET    error = $3, state = CASE WHEN $4 THEN 'quarantined' ELSE state END, attempts = attempts - $6,
                   next_at = CASE WHEN NOT $4 THEN now() + $5::interval END
            WHERE  brand_id = $1 AND id = $2 AND state = 'new'
            """,
            original.brand,
            original.id,
            in_words(problem),
            gave_up,
            timedelta(seconds=2**original.attempts),
            int(ours),
        )


async def replay(tx: Tx, *, brand: str | None = None, original: UUID | None = None) -> int:
    """Puts quarantined originals back to be read; gives how many."""
    count = await tx.run(
        """
        UPDATE original SET state = 'new', attempts = 0, next_at = now()
        WHERE  state = 'quarantined' AND ($1::text IS NULL OR brand_id = $1) AND ($2::uuid IS NULL OR id = $2)
        """,
        brand,
        original,
    )
    tx.wake.add("intake")
    return count


async def keep_files(files: FileStore, brand: str, attached: Sequence[File]) -> list[tuple[File, Kept]]:
    """Files that nobody may refuse any more, as they may be shown; the original keeps them as they came."""
    kept: list[tuple[File, Kept]] = []
    for file, taken in zip(attached, await admit.receive([(f.name, f.data) for f in attached]), strict=True):
        shown = msgspec.structs.replace(
            file, name=taken.name, content_type=taken.content_type, data=taken.data
        )
        kept.append((shown, await files.put(brand, taken.data)))
    return kept


async def recognise(tx: Tx, brand: str, read: Incoming) -> Player:
    kind, value = read.identity
    return await players.recognise(tx, brand, kind, value, name=read.name)


async def receive(
    tx: Tx,
    channel: Channel,
    player: Player,
    read: Incoming,
    files: Sequence[tuple[File, Kept]] = (),
    *,
    original_id: UUID | None = None,
    session_id: UUID | None = None,
    ticket: Ticket | None = None,
    now: datetime | None = None,
    first_try: bool = False,
) -> Received:
    """One message of a player into its ticket. `ticket`: already known (a chat's own), and locked by the caller. `now`: by
    the database's clock, if the caller knows.
    `first_try`: nobody has read its original before, or the caller has looked, so it can't be here; if it is, its unique
    key fails the try."""
    if not first_try and (seen := await _seen(tx, channel, read.external_id)) is not None:
        return Received(seen, None, opened=False, again=True)
    target = ticket or await _thread(tx, channel.brand, player, read)
    if (
        not first_try
        and target is not None
        and read.key is not None
        and (before := await message_of_key(tx, target, read.key)) is not None
    ):
        return Received(target, before, opened=False, again=True)
    message = tickets.NewMessage(
        kind="reply",
        author_kind="player",
        author_id=player.id,
        author_name=read.name or player.name,
        channel_id=channel.id,
        channel=channel.kind,
        subject=read.subject or None,
        text=read.text,
        html=read.html,
        quoted=read.quoted,
        external_id=read.external_id,
        key=read.key,
        original_id=original_id,
        address=read.identity[1],
        assurance=read.assurance,
        automatic=read.automatic,
        masked=read.masked,
    )
    brand = await queries.brand(tx, channel.brand)
    follows: UUID | None = None
    if target is not None:
        now = now or await tx.value("SELECT now()")
        if is_over(target, brand.grace_days, now):
            follows, target = target.id, None
    if target is not None and now is not None:
        if target.channel_id != channel.id and read.automatic is None:
            target = await tickets.change_channel(
                tx, target, channel.id, channel.kind, reason=because("player_wrote_here")
            )
        after, said = await tickets.receive(tx, target, message, now)
        opened = False
    else:
        after, said = await tickets.open_ticket(
            tx,
            tickets.NewTicket(
                brand=channel.brand,
                player_id=player.id,
                channel_id=channel.id,
                channel=channel.kind,
                subject=read.subject,
                language=read.language or player.language or brand.language,
                jurisdiction=player.jurisdiction or brand.jurisdiction,
                session_id=session_id,
                follows=follows,
                tags=[
                    *(["automatic"] if read.automatic else []),
                    *([f"said:{read.topic}"] if read.topic else []),
                ],
            ),
            message,
        )
        opened = True
    await attach(tx, after, said, files)
    if channel.kind == "email":
        # Who is copied in a ticket's first mail belongs to it; later only a writer who is surely the player adds people.
        also = read.also if opened or read.assurance >= Assurance.A1 else ()
        await remember_thread(tx, after, [read.external_id], [read.identity[1], *also])
    return Received(after, said, opened=opened)


def is_over(ticket: Ticket, grace_days: int, now: datetime) -> bool:
    """Whether a player's new words open a follow-up instead of waking the ticket."""
    if ticket.status == Status.closed:
        return True
    return ticket.solved_at is not None and now - ticket.solved_at > timedelta(days=grace_days)


async def _seen(tx: Tx, channel: Channel, external_id: str | None) -> Ticket | None:
    if external_id is None:
        return None
    return await tx.maybe(
        Ticket,
        f"""
        SELECT {COLUMNS} FROM ticket
        WHERE  brand_id = $1 AND id = (
            SELECT ticket_id FROM message WHERE brand_id = $1 AND channel_id = $2 AND external_id = $3)
        """,
        channel.brand,
        channel.id,
        external_id,
    )


async def _thread(tx: Tx, brand: str, player: Player, read: Incoming) -> Ticket | None:
    """The ticket that a message answers, locked: the first that its threads name and that is the writer's own, or
    whose conversation the writer's address already belongs to. A subject alone names nothing."""
    if not read.threads:
        return None
    candidates = await tx.all(
        _Candidate,
        """
        SELECT DISTINCT ON (ticket_id) w.place, coalesce(t.merged_into, t.id) AS ticket_id,
               t.player_id = $4 OR EXISTS (
                   SELECT 1 FROM ticket_address a WHERE a.brand_id = t.brand_id AND a.ticket_id = t.id AND a.address = $5) AS own
        FROM   unnest($2::text[], $3::text[]) WITH ORDINALITY AS w (kind, name, place)
        JOIN   LATERAL (
            SELECT t.* FROM mail_reference r JOIN ticket t ON t.brand_id = r.brand_id AND t.id = r.ticket_id
            WHERE  w.kind = 'message-id' AND r.brand_id = $1 AND r.message_id = w.name
            UNION ALL
            SELECT t.* FROM ticket t WHERE t.brand_id = $1 AND t.id = CASE WHEN w.kind = 'ticket' THEN w.name::uuid END
            UNION ALL
            SELECT t.* FROM ticket t JOIN brand b ON b.id = t.brand_id
            WHERE  t.brand_id = $1 AND b.prefix = split_part(w.name, '-', 1)
              AND  t.number = CASE WHEN w.kind = 'reference' AND w.name ~ '^[A-Z]{2,5}-[0-9]{1,15}$'
                                   THEN split_part(w.name, '-', 2)::bigint END) t ON true
        ORDER  BY ticket_id, own DESC, w.place
        """,
        brand,
        [kind for kind, _ in read.threads],
        [name for _, name in read.threads],
        player.id,
        read.identity[1].lower(),
    )
    for candidate in sorted(candidates, key=lambda c: c.place):
        if candidate.own:
            return await tickets.hold_where_it_went(tx, brand, candidate.ticket_id)
    return None


class _Candidate(msgspec.Struct, frozen=True):
    place: int
    ticket_id: UUID
    own: bool


async def attach(tx: Tx, ticket: Ticket, message: Message, files: Sequence[tuple[File, Kept]]) -> None:
    if not files:
        return
    await tx.connection.executemany(
        """
        INSERT INTO attachment (brand_id, id, ticket_id, message_id, name, content_type, size, sha256, inline, content_id, file_key,
                                look_at, scan)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $12 THEN now() END,
                CASE WHEN $13 THEN 'waiting' ELSE 'none' END)
        """,
        [
            (
                ticket.brand,
                new_id(),
                ticket.id,
                message.id,
                secrets.mask_filename(file.name).text,
                file.content_type,
                kept.size,
                kept.sha256,
                file.inline,
                file.content_id,
                kept.key,
                admit.is_pdf(file.name, file.content_type),
                tx.scanning,
            )
            for file, kept in files
        ],
    )
    if any(admit.is_pdf(file.name, file.content_type) for file, _ in files):
        tx.wake.add("pdfs")
    if tx.scanning:
        tx.wake.add("scans")


async def remember_thread(
    tx: Tx, ticket: Ticket, message_ids: Sequence[str | None], addresses: Sequence[str]
) -> None:
    """By these Message-IDs and addresses a later mail finds its way to the ticket."""
    await tx.run(
        """
        WITH named AS (
            INSERT INTO mail_reference (brand_id, message_id, ticket_id)
            SELECT $1, m, $2 FROM unnest($3::text[]) AS m
            ON CONFLICT DO NOTHING)
        INSERT INTO ticket_address (brand_id, ticket_id, address)
        SELECT $1, $2, a FROM unnest($4::text[]) AS a
        ON CONFLICT DO NOTHING
        """,
        ticket.brand,
        ticket.id,
        [m.partition(" ")[0] for m in message_ids if m],
        [a.lower() for a in addresses if a],
    )


async def report(tx: Tx, channel: Channel, told: Report) -> Ticket | None:
    """A provider's word on a delivery: marks it, and wakes the ticket if an answer did not arrive."""
    final = told.permanent or told.state != "failed"
    row = await tx.maybe(
        _Delivered,
        """
        SELECT id, ticket_id AS ticket, message_id AS message
        FROM   delivery
        WHERE  brand_id = $1 AND state IN ('sending', 'sent', 'delivered', 'failed')
          AND  (external_id = $2 OR (ticket_id = ANY ($3::text[]::uuid[]) AND address = ANY ($4)))
        ORDER  BY external_id = $2 DESC, id DESC
        LIMIT  1
        """,
        channel.brand,
        told.external_id,
        list(told.tickets),
        list(told.addresses),
    )
    if row is None:
        return None
    ticket = await tickets.hold(tx, channel.brand, row.ticket)
    if final:  # a delay is the provider's own matter: it tries again by itself
        await tx.run(
            """
            UPDATE delivery
            SET    state = $3::text::delivery_state, error = CASE WHEN $3 = 'failed' THEN $4 END, next_at = NULL
            WHERE  brand_id = $1 AND id = $2
            """,
            channel.brand,
            row.id,
            told.state,
            told.text[:500],
        )
        if told.state == "failed":
            await outbox.undelivered(tx, ticket, row.message, told.text)
    return ticket


class _Delivered(msgspec.Struct, frozen=True):
    id: UUID
    ticket: UUID
    message: UUID


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM original WHERE next_at IS NOT NULL")
        return due
