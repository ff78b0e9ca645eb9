"""The only way out. A delivery row stands for one message to one address; it rides in the transaction of the message.
`step` leases due ones, hands them to their channel, and writes down what became of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from pitboss.channels import codes, queries
from pitboss.channels.adapter import Adapter, Channel, File, NoProvider, Outgoing, TryLater, Undeliverable
from pitboss.channels.names import Names
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record
from pitboss.events.reasons import because
from pitboss.files.store import FileStore
from pitboss.kit.failures import in_words
from pitboss.kit.ids import as_uuid, new_id
from pitboss.kit.links import Links
from pitboss.tickets import actions as tickets
from pitboss.tickets import events
from pitboss.tickets.model import Message, Status, Ticket

log = structlog.get_logger()

LEASE = timedelta(seconds=120)
BATCH = 10
NO_PROVIDER_PAUSE = timedelta(minutes=1)
UNCHECKED_PAUSE = timedelta(seconds=3)
MAX_ATTEMPTS = 12  # with the pauses below: about two days


class Undressed(msgspec.Struct, frozen=True, kw_only=True):
    """A mail before its look: `notice` is what the desk tells by it, null for an answer; `proof` the line that tells how to
    check it; `reference` null where it belongs to no request."""

    brand: str
    brand_name: str
    accent: str | None
    language: str
    notice: str | None
    reference: str | None
    sender_name: str
    subject: str
    text: str
    html: str | None
    proof: str | None


Dress = Callable[[Links, Undressed], str]


class Claimed(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket_id: UUID
    message_id: UUID
    channel_id: UUID
    address: str
    attempts: int
    external_id: str


async def post(tx: Tx, ticket: Ticket, message: Message, channel: Channel, address: str) -> UUID:
    """Queues a message to an address. Its external id is made here, once: a second try after a crash carries the same,
    and mail programs show it once."""
    delivery = new_id()
    domain = (channel.address or "desk.invalid").rpartition("@")[2]
    external_id = f"<{delivery}@{domain}>"
    await tx.run(
        """
        WITH queued AS (
            INSERT INTO delivery (brand_id, id, ticket_id, message_id, channel_id, address, external_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (brand_id, message_id, address) DO NOTHING
            RETURNING brand_id, ticket_id, external_id)
        INSERT INTO mail_reference (brand_id, message_id, ticket_id)
        SELECT brand_id, external_id, ticket_id FROM queued
        ON CONFLICT DO NOTHING
        """,
        ticket.brand,
        delivery,
        ticket.id,
        message.id,
        channel.id,
        address,
        external_id,
    )
    tx.wake.add("outbox")
    return delivery


async def has_sent(tx: Tx, external_id: str | None) -> bool:
    """Whether the desk made the Message-ID that `external_id` begins with, for any brand: its answers, notices and letters
    may come back by way of anybody. The transaction is SYSTEM's."""
    message_id = (external_id or "").partition(" ")[0]
    return bool(
        await tx.value(
            """
            SELECT EXISTS (
                SELECT 1 FROM brand b
                WHERE  EXISTS (SELECT 1 FROM delivery d WHERE d.brand_id = b.id AND d.external_id = $1)
                   OR  EXISTS (SELECT 1 FROM letter l WHERE l.brand_id = b.id AND l.id = $2))
            """,
            message_id,
            as_uuid(message_id.strip("<>").partition("@")[0]),
        )
    )


async def retry(tx: Tx, ticket: Ticket, message_id: UUID) -> int:
    """Tries failed deliveries of a message again; gives how many."""
    count = await tx.run(
        """
        UPDATE delivery SET state = 'queued', attempts = 0, next_at = now(), error = NULL
        WHERE  brand_id = $1 AND ticket_id = $2 AND message_id = $3 AND state = 'failed'
        """,
        ticket.brand,
        ticket.id,
        message_id,
    )
    if count:
        await record(tx, ticket, events.DeliveryChanged(message=message_id, state="queued"))
        tx.wake.add("outbox")
    return count


async def step(
    db: Database, files: FileStore, adapters: Mapping[str, Adapter], dress: Dress | None = None
) -> int:
    """`dress`: makes the HTML of a mail; without, it goes as it was written."""
    async with db.tx(SYSTEM) as tx:
        claimed = await tx.all(
            Claimed,
            """
            WITH due AS (
                SELECT brand_id, id FROM delivery
                WHERE  next_at <= now()
                ORDER  BY next_at
                LIMIT  $1
                FOR UPDATE SKIP LOCKED)
            UPDATE delivery d
            SET    state = 'sending', attempts = attempts + 1, next_at = now() + $2::interval
            FROM   due
            WHERE  d.brand_id = due.brand_id AND d.id = due.id
            RETURNING d.brand_id AS brand, d.id, ticket_id, message_id, channel_id, address, attempts, external_id
            """,
            BATCH,
            LEASE,
        )
    for delivery in claimed:
        await _send(db, files, adapters, delivery, dress)
    return len(claimed)


async def _send(
    db: Database, files: FileStore, adapters: Mapping[str, Adapter], delivery: Claimed, dress: Dress | None
) -> None:
    async with db.tx(SYSTEM) as tx:
        channel = await queries.channel(tx, delivery.brand, delivery.channel_id)
        assert channel is not None, "a delivery belongs to a channel"
        mine = await tx.run(
            """
            UPDATE delivery SET next_at = now() + $4::interval
            WHERE  brand_id = $1 AND id = $2 AND state = 'sending' AND attempts = $3
            """,
            delivery.brand,
            delivery.id,
            delivery.attempts,
            LEASE,
        )
        if not mine:  # this batch was slow, and another worker has it now
            return
        facts, attached = await _facts(tx, delivery)
        seen = await queries.names_of(tx, delivery.brand, channel.kind, channel.id)
        said, line = facts, None
        if codes.wanted(channel.settings):
            given = await codes.give(tx, delivery.brand, delivery.ticket_id, [delivery.message_id])
            line = codes.footer(given[delivery.message_id], tx.links.verification(), facts.language)
            facts = msgspec.structs.replace(
                facts, text=f"{facts.text}\n\n{line}", html=facts.html and codes.below(facts.html, line)
            )
        if dress is not None and channel.kind == "email":
            brand = await queries.brand(tx, delivery.brand)
            undressed = Undressed(
                brand=delivery.brand,
                brand_name=brand.name,
                accent=brand.settings.get("widget", {}).get("accent"),
                language=said.language,
                notice=said.notice,
                reference=f"{said.prefix}-{said.number}",
                sender_name=_sender(said, seen),
                subject=said.subject,
                text=said.text,
                html=said.html,
                proof=line,
            )
            facts = msgspec.structs.replace(facts, html=dress(tx.links, undressed))
    if db.scanning and any(file.scan in ("none", "waiting") for file in attached):
        await _waits(db, delivery, "A file of it is still being checked for viruses.", UNCHECKED_PAUSE)
        return
    if any(file.scan in ("infected", "unchecked") for file in attached):
        await _failed(
            db, delivery, "A file of it was withheld by the virus check; write again without it.", final=True
        )
        return
    try:
        out = await _outgoing(files, delivery, facts, attached, seen)
        external_id = await adapters[channel.kind].send(channel, out)
    except NoProvider as problem:
        await _waits(db, delivery, str(problem))
    except TryLater as problem:
        await _failed(db, delivery, str(problem), final=delivery.attempts >= MAX_ATTEMPTS)
    except Undeliverable as problem:
        await _failed(db, delivery, problem.detail, final=True)
    except Exception as problem:  # noqa: BLE001 - whatever is wrong with one delivery, the next ones must go out
        why = in_words(problem)
        await _failed(db, delivery, why, final=delivery.attempts >= MAX_ATTEMPTS)
    else:
        async with db.tx(SYSTEM) as tx:
            await tx.run(
                """
                UPDATE delivery
                SET    state = 'sent', sent_at = now(), next_at = NULL, error = NULL, external_id = coalesce($3, external_id)
                WHERE  brand_id = $1 AND id = $2 AND state = 'sending'
                """,
                delivery.brand,
                delivery.id,
                external_id,
            )
            ticket = await tickets.hold(tx, delivery.brand, delivery.ticket_id)
            await record(tx, ticket, events.DeliveryChanged(message=delivery.message_id, state="sent"))


async def _outgoing(
    files: FileStore, delivery: Claimed, facts: _Facts, attached: list[_Attached], seen: Names
) -> Outgoing:
    return Outgoing(
        delivery=delivery.id,
        ticket=delivery.ticket_id,
        reference=f"{facts.prefix}-{facts.number}",
        address=delivery.address,
        player_name=facts.player_name,
        sender_name=_sender(facts, seen),
        subject=facts.subject,
        text=facts.text,
        html=facts.html,
        notice=facts.author_kind != "agent",
        external_id=delivery.external_id,
        answers=tuple(facts.answers),
        files=tuple(
            [
                File(a.name, a.content_type, await files.get(a.file_key), a.inline, a.content_id)
                for a in attached
            ]
        ),
        at=facts.created_at,
        password=facts.password,
    )


def _sender(facts: _Facts, seen: Names) -> str:
    return seen.of(facts.author_name) if facts.author_kind == "agent" else seen.sender


def pause_after(attempts: int) -> timedelta:
    """10 s, 20 s, 40 s … at most 6 h."""
    return timedelta(seconds=min(10 * 2 ** (attempts - 1), 6 * 3600))


async def _waits(db: Database, delivery: Claimed, why: str, pause: timedelta = NO_PROVIDER_PAUSE) -> None:
    """As if it had not been tried: with nobody to hand it to, it may wait for as long as it takes."""
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE delivery
            SET    state = 'queued', attempts = attempts - 1, error = $3, next_at = now() + $4::interval
            WHERE  brand_id = $1 AND id = $2 AND state = 'sending'
            """,
            delivery.brand,
            delivery.id,
            why[:500],
            pause,
        )


async def _failed(db: Database, delivery: Claimed, why: str, *, final: bool) -> None:
    log.warning(
        "delivery failed",
        delivery=str(delivery.id),
        brand=delivery.brand,
        attempt=delivery.attempts,
        final=final,
    )
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE delivery
            SET    state = CASE WHEN $4 THEN 'failed' ELSE 'queued' END::delivery_state, error = $3,
                   next_at = CASE WHEN NOT $4 THEN now() + $5::interval END
            WHERE  brand_id = $1 AND id = $2 AND state = 'sending'
            """,
            delivery.brand,
            delivery.id,
            why[:500],
            final,
            pause_after(delivery.attempts),
        )
        await tx.run(
            "UPDATE channel SET errors = errors + 1, last_error = $3, error_at = now() WHERE brand_id = $1 AND id = $2",
            delivery.brand,
            delivery.channel_id,
            why[:500],
        )
        if final:
            ticket = await tickets.hold(tx, delivery.brand, delivery.ticket_id)
            await undelivered(tx, ticket, delivery.message_id, why)


async def undelivered(tx: Tx, ticket: Ticket, message: UUID, why: str) -> None:
    """An answer that did not arrive wakes its ticket. A notice does not: the notice "solved" to a dead address would
    reopen the ticket each time somebody solves it."""
    await record(tx, ticket, events.DeliveryChanged(message=message, state="failed", error=why[:200]))
    if ticket.status not in (Status.waiting, Status.solved) or ticket.merged_into:
        return
    if await tx.value(
        "SELECT author_kind = 'agent' FROM message WHERE brand_id = $1 AND id = $2", ticket.brand, message
    ):
        await tickets.reopen(tx, ticket, reason=because("not_delivered"))


class _Facts(msgspec.Struct, frozen=True):
    prefix: str
    number: int
    subject: str
    text: str
    html: str | None
    author_kind: str
    author_name: str
    player_name: str
    answers: list[str]
    created_at: datetime
    language: str
    password: str | None
    notice: str | None
    moved_from: UUID | None


class _Attached(msgspec.Struct, frozen=True):
    name: str
    content_type: str
    file_key: str
    inline: bool
    content_id: str | None
    scan: str


async def _facts(tx: Tx, delivery: Claimed) -> tuple[_Facts, list[_Attached]]:
    facts = await tx.one(
        _Facts,
        """
        SELECT b.prefix, t.number, coalesce(m.subject, t.subject) AS subject, m.text, m.html,
               m.author_kind::text, m.author_name, p.name AS player_name, m.created_at,
               ARRAY(SELECT id FROM (
                   SELECT split_part(r.external_id, ' ', 1) AS id, r.created_at FROM message r
                   WHERE  r.brand_id = t.brand_id AND r.ticket_id = t.id AND r.author_kind = 'player' AND r.external_id IS NOT NULL AND r.id < m.id
                   UNION ALL
                   SELECT d.external_id, d.created_at FROM delivery d
                   WHERE  d.brand_id = t.brand_id AND d.ticket_id = t.id AND d.message_id < m.id AND d.address = $4) AS thread
                   ORDER BY created_at) AS answers, t.language,
               (SELECT s.value FROM brand_secret s WHERE s.brand_id = t.brand_id AND s.name = 'smtp:' || $5::text) AS password,
               CASE WHEN m.author_kind <> 'agent' THEN coalesce(
                   (SELECT e.data->>'notice' FROM event e
                    WHERE  e.brand_id = t.brand_id AND e.ticket_id = t.id AND e.type = 'message_sent'
                      AND  e.data->>'message' = m.id::text
                    LIMIT  1), '') END AS notice, m.moved_from
        FROM   message m
        JOIN   ticket t ON t.brand_id = m.brand_id AND t.id = m.ticket_id
        JOIN   brand b ON b.id = m.brand_id
        JOIN   player p ON p.brand_id = t.brand_id AND p.id = t.player_id
        WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.id = $3
        """,
        delivery.brand,
        delivery.ticket_id,
        delivery.message_id,
        delivery.address,
        str(delivery.channel_id),
    )
    facts = msgspec.structs.replace(
        facts,
        text=tx.links.unsealed(facts.text, delivery.brand, delivery.ticket_id, facts.moved_from),
        html=facts.html
        and tx.links.unsealed(facts.html, delivery.brand, delivery.ticket_id, facts.moved_from),
    )
    attached = await tx.all(
        _Attached,
        "SELECT name, content_type, file_key, inline, content_id, scan FROM attachment WHERE brand_id = $1 AND message_id = $2 AND file_key IS NOT NULL ORDER BY id",
        delivery.brand,
        delivery.message_id,
    )
    return facts, attached


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM delivery WHERE next_at IS NOT NULL")
        return due
