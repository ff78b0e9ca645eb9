"""Replies that go later: at a moment that their author chose, or after the few seconds in which they may be taken back.
Until then they are no messages: the player sees nothing of them, and no promise is met. `step` sends what is due, acting as
the author; what can't go any more becomes its author's draft again, and they get a notice.

A ticket's lock decides between sending, taking back and the player's words: each holds it first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.events.log import record
from pitboss.files.actions import MOST_FILES
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, Refused
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions, drafts, events, staff_notices
from pitboss.tickets.drafts import CameBack, DraftFile
from pitboss.tickets.model import Ticket, check_step

log = structlog.get_logger()

LONGEST = timedelta(days=366)
MOST_UNDO = 30  # seconds
MOST = 10  # of one ticket
BATCH = 20
PAUSE = timedelta(minutes=1)

After = Literal["waiting", "open", "solved"]


class TooLate(Conflict):
    """This reply has gone already, or was taken back."""


class Later(msgspec.Struct, frozen=True, kw_only=True):
    """A reply that is still to go. `undo`: it only waits for the seconds in which it may be taken back. `then`: the
    ticket's status afterwards."""

    id: UUID
    ticket: UUID
    author_id: UUID
    author_name: str
    text: str
    html: str | None
    files: list[DraftFile]
    masked: list[str]
    then: After
    key: str | None
    version: int
    undo: bool
    send_at: datetime
    created_at: datetime


_LATER = """
    SELECT l.id, l.ticket_id AS ticket, l.staff_id AS author_id, s.name AS author_name, l.text, l.html, l.masked,
           l.status AS "then", l.key, l.version, NOT l.stops AS undo, l.send_at, l.created_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'content_type', u.content_type,
                                                         'size', u.size) ORDER BY array_position(l.files, u.id))
                     FROM   staff_upload u
                     WHERE  u.brand_id = l.brand_id AND u.staff_id = l.staff_id AND u.id = ANY (l.files)), '[]') AS files
    FROM   later_reply l JOIN staff s ON s.id = l.staff_id
"""


async def of_ticket(
    tx: Tx, ticket: Ticket, *, key: str | None = None, reply: UUID | None = None
) -> list[Later]:
    """What is still to go, the next first; of a colleague's files, the sight of an agent shows none."""
    rows = await tx.connection.fetch(
        f"""
        {_LATER}
        WHERE  l.brand_id = $1 AND l.ticket_id = $2 AND l.stopped IS NULL
          AND  ($3::text IS NULL OR l.key = $3) AND ($4::uuid IS NULL OR l.id = $4)
        ORDER  BY l.send_at, l.id
        """,
        ticket.brand,
        ticket.id,
        key,
        reply,
    )
    return [Later(**{**row, "files": msgspec.convert(row["files"], list[DraftFile])}) for row in rows]


async def put_off(
    tx: Tx,
    ticket: Ticket,
    *,
    text: str,
    html: str | None = None,
    key: str | None = None,
    version: int | None = None,
    then: After = "waiting",
    files: Sequence[UUID] = (),
    send_at: datetime | None = None,
    undo: int = 0,
) -> Later:
    """A reply to go at `send_at`, unless something else is said before; or in `undo` seconds, whatever is said meanwhile,
    since it had passed the guard when its author sent it. The caller holds the ticket.

    Raises:
        Stale: as for a reply that goes at once.
    """
    check_step(ticket, "reply")
    if not text.strip() and not files:
        raise Invalid("The reply is empty. Write something, or add a file.")
    now: datetime = await tx.value("SELECT now()")
    due = _due(now, send_at, undo)
    if version is not None and version < ticket.version:
        await actions.refuse_stale(tx, ticket, version)
    files = list(dict.fromkeys(files))
    await _must_have(tx, ticket.brand, files)
    waiting = await tx.value(
        "SELECT count(*) FROM later_reply WHERE brand_id = $1 AND ticket_id = $2", ticket.brand, ticket.id
    )
    if waiting >= MOST:
        raise Conflict(f"{MOST} replies wait to be sent in this ticket. Take one back first.")
    masked_text = secrets.mask(actions.storable(text))
    masked_html = secrets.mask_html(actions.storable(html)) if html else None
    reply = new_id()
    await tx.run(
        """
        INSERT INTO later_reply (brand_id, id, ticket_id, staff_id, text, html, files, masked, status, key, version, stops,
                                 send_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)
        """,
        ticket.brand,
        reply,
        ticket.id,
        tx.actor.id,
        masked_text.text,
        masked_html.text if masked_html else None,
        files,
        sorted({kind.value for kind in (*masked_text.found, *(masked_html.found if masked_html else ()))}),
        then,
        key,
        ticket.version if version is None else version,
        send_at is not None,
        due,
    )
    await record(tx, ticket, events.ReplyScheduled(reply=reply, send_at=due, undo=send_at is None))
    tx.wake.add("later")
    (made,) = await of_ticket(tx, ticket, reply=reply)
    return made


def _due(now: datetime, send_at: datetime | None, undo: int) -> datetime:
    if send_at is None:
        return now + timedelta(seconds=undo)
    if send_at.tzinfo is None:
        raise Invalid("Write `send_at` with its time zone, as in 2026-11-22T10:00:00Z.")
    if not now < send_at <= now + LONGEST:
        raise Invalid("A reply is sent later at a moment in the future, within a year.")
    return send_at


async def _must_have(tx: Tx, brand: str, files: list[UUID]) -> None:
    if len(files) > MOST_FILES:
        raise Invalid(f"A message has at most {MOST_FILES} files.")
    there = await tx.value(
        "SELECT count(*) FROM staff_upload WHERE brand_id = $1 AND staff_id = $2 AND id = ANY ($3)",
        brand,
        tx.actor.id,
        files,
    )
    if there != len(files):
        raise Invalid("A file of this message is not here: send it again, then the message.")


async def take_back(tx: Tx, ticket: Ticket, reply: UUID) -> UUID:
    """It becomes its author's draft again; gives the author. Also for a colleague who may assign tickets. The caller holds
    the ticket.

    Raises:
        TooLate.
    """
    author = await tx.value(
        "SELECT staff_id FROM later_reply WHERE brand_id = $1 AND ticket_id = $2 AND id = $3",
        ticket.brand,
        ticket.id,
        reply,
    )
    if author is None:
        raise TooLate
    if author != tx.actor.id and not tx.actor.can("tickets.assign", ticket.brand):
        raise Forbidden("This is a colleague's reply. Whoever may assign tickets can take it back.")
    await _back_to_draft(tx, ticket, reply, "cancelled")
    if author != tx.actor.id:
        await staff_notices.notify(tx, ticket, "reply_stopped", [author])
    return UUID(str(author))


class _Due(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket_id: UUID
    staff_id: UUID


class _Reply(msgspec.Struct, frozen=True):
    text: str
    html: str | None
    files: list[UUID]
    masked: list[str]
    status: After
    key: str | None
    version: int
    stopped: CameBack | None


async def step(db: Database) -> int:
    """Sends what is due, each in a transaction of its own."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.all(
            _Due,
            """
            SELECT brand_id AS brand, id, ticket_id, staff_id
            FROM   later_reply
            WHERE  next_at <= now()
            ORDER  BY next_at
            LIMIT  $1
            """,
            BATCH,
        )
    for reply in due:
        try:
            await _go(db, reply)
        except Exception as problem:
            log.error(
                "a reply did not go", reply=str(reply.id), problem=type(problem).__name__, exc_info=True
            )
            async with db.tx(SYSTEM) as tx:
                await tx.run(
                    "UPDATE later_reply SET next_at = now() + $3::interval WHERE brand_id = $1 AND id = $2",
                    reply.brand,
                    reply.id,
                    PAUSE,
                )
    return len(due)


async def _go(db: Database, due: _Due) -> None:
    async with db.tx(SYSTEM) as tx:
        author = await actor_of(tx, due.staff_id)
    try:
        await _send(db, author, due)
    except Refused:
        async with db.tx(SYSTEM) as tx:
            await _stop(tx, due, "refused")


async def _send(db: Database, author: Actor | None, due: _Due) -> None:
    """As the author, as far as they may still do it: the wall stands before the ticket as it did when they wrote."""
    if author is None:
        raise Forbidden("Who wrote it works here no more.")
    async with db.tx(author) as tx:
        author.must("tickets.reply", due.brand)
        ticket = await actions.hold(tx, due.brand, due.ticket_id)
        reply = await _taken(tx, due.brand, due.id, due=True)
        if reply is None:  # gone or taken back by now
            return
        if reply.stopped is not None:
            await _draft(tx, ticket, due.staff_id, reply, reply.stopped, due.id)
            await staff_notices.notify(tx, ticket, "reply_stopped", [due.staff_id])
            return
        await actions.reply(
            tx,
            ticket,
            text=reply.text,
            html=reply.html,
            key=reply.key,
            then=reply.status,
            attached=reply.files,
            masked=reply.masked,
        )


async def _stop(tx: Tx, due: _Due, why: CameBack) -> None:
    ticket = await actions.hold(tx, due.brand, due.ticket_id)
    if await _back_to_draft(tx, ticket, due.id, why):
        await staff_notices.notify(tx, ticket, "reply_stopped", [due.staff_id])


async def _back_to_draft(tx: Tx, ticket: Ticket, which: UUID, why: CameBack) -> bool:
    staff = await tx.value(
        "SELECT staff_id FROM later_reply WHERE brand_id = $1 AND id = $2", ticket.brand, which
    )
    reply = await _taken(tx, ticket.brand, which)
    if reply is None:
        return False
    await _draft(tx, ticket, staff, reply, reply.stopped or why, which)
    return True


async def _draft(tx: Tx, ticket: Ticket, staff: UUID, reply: _Reply, why: CameBack, which: UUID) -> None:
    await drafts.put_back(
        tx,
        ticket,
        staff,
        text=reply.text,
        html=reply.html,
        files=reply.files,
        version=reply.version,
        why=why,
    )
    await record(tx, ticket, events.ReplyUnscheduled(reply=which, reason=why))


async def _taken(tx: Tx, brand: str, which: UUID, *, due: bool = False) -> _Reply | None:
    return await tx.maybe(
        _Reply,
        """
        DELETE FROM later_reply
        WHERE  brand_id = $1 AND id = $2 AND (NOT $3 OR next_at <= now())
        RETURNING text, html, files, masked, status, key, version, stopped
        """,
        brand,
        which,
        due,
    )


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM later_reply")
        return due
