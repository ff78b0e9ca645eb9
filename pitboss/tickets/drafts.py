"""What an agent has written and not yet sent. A draft survives signing out, and goes when what it holds is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.files.actions import MOST_FILES
from pitboss.kit import secrets
from pitboss.kit.refused import Invalid
from pitboss.tickets.actions import storable
from pitboss.tickets.model import Ticket

MAX_DRAFT = 100_000  # characters, as of a message
KEPT = "60 days"

DraftKind = Literal["reply", "note"]
CameBack = Literal["cancelled", "player_wrote", "answered", "refused"]


class DraftFile(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    content_type: str
    size: int


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`version`: the ticket's, against which it was begun; `stale`: the ticket has moved on since. `came_back`: why a
    reply that was to go later lies here again: cancelled, player_wrote, answered, refused. `files`: uploads that are
    still there."""

    ticket: UUID
    kind: DraftKind
    text: str
    html: str | None
    files: list[DraftFile]
    version: int
    stale: bool
    came_back: CameBack | None
    updated_at: datetime


_DRAFTS = """
    SELECT d.ticket_id AS ticket, d.kind, d.text, d.html, d.version, t.version > d.version AS stale, d.came_back,
           d.updated_at,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'content_type', u.content_type,
                                                         'size', u.size) ORDER BY array_position(d.files, u.id))
                     FROM   staff_upload u
                     WHERE  u.brand_id = d.brand_id AND u.staff_id = d.staff_id AND u.id = ANY (d.files)), '[]') AS files
    FROM   draft d JOIN ticket t ON t.brand_id = d.brand_id AND t.id = d.ticket_id
"""


async def of_ticket(tx: Tx, ticket: Ticket, staff: UUID) -> list[Draft]:
    rows = await tx.connection.fetch(
        f"{_DRAFTS} WHERE d.brand_id = $1 AND d.ticket_id = $2 AND d.staff_id = $3 ORDER BY d.kind DESC",
        ticket.brand,
        ticket.id,
        staff,
    )
    return [Draft(**{**row, "files": msgspec.convert(row["files"], list[DraftFile])}) for row in rows]


async def find(tx: Tx, ticket: Ticket, staff: UUID, kind: str) -> Draft | None:
    return next((d for d in await of_ticket(tx, ticket, staff) if d.kind == kind), None)


class Begun(msgspec.Struct, frozen=True):
    """A ticket in which one has a draft: for the mark in lists."""

    ticket: UUID
    kind: DraftKind
    came_back: CameBack | None
    updated_at: datetime


async def of_actor(tx: Tx, *, limit: int) -> list[Begun]:
    return await tx.all(
        Begun,
        """
        SELECT ticket_id AS ticket, kind, came_back, updated_at
        FROM   draft
        WHERE  staff_id = $1
        ORDER  BY updated_at DESC
        LIMIT  $2
        """,
        tx.actor.id,
        limit,
    )


async def keep(
    tx: Tx,
    ticket: Ticket,
    staff: UUID,
    kind: DraftKind,
    *,
    text: str,
    html: str | None,
    files: Sequence[UUID],
    version: int,
) -> None:
    """Writes it over the one there was. Card numbers, passwords and codes are masked here already."""
    files = list(dict.fromkeys(files))
    if len(text) > MAX_DRAFT or len(html or "") > MAX_DRAFT * 3:
        raise Invalid(f"A draft has at most {MAX_DRAFT} characters.")
    if len(files) > MOST_FILES:
        raise Invalid(f"A message has at most {MOST_FILES} files.")
    await tx.run(
        """
        INSERT INTO draft (brand_id, ticket_id, staff_id, kind, text, html, files, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (brand_id, ticket_id, staff_id, kind) DO UPDATE
        SET text = excluded.text, html = excluded.html, files = excluded.files, version = excluded.version, updated_at = now()
        """,
        ticket.brand,
        ticket.id,
        staff,
        kind,
        secrets.mask(storable(text)).text,
        secrets.mask_html(storable(html)).text if html else None,
        files,
        version,
    )


async def put_back(
    tx: Tx,
    ticket: Ticket,
    staff: UUID,
    *,
    text: str,
    html: str | None,
    files: Sequence[UUID],
    version: int,
    why: CameBack,
) -> None:
    """A reply that did not go is a draft again. If its author has begun another meanwhile, both stand there, this one
    first; then as plain text, since what was formatted and what was not don't mix."""
    await tx.run(
        """
        INSERT INTO draft (brand_id, ticket_id, staff_id, kind, text, html, files, version, came_back)
        VALUES ($1, $2, $3, 'reply', $4, $5, $6, $7, $8)
        ON CONFLICT (brand_id, ticket_id, staff_id, kind) DO UPDATE
        SET text = excluded.text || E'\\n\\n' || draft.text, html = NULL, files = excluded.files || draft.files,
            version = excluded.version, came_back = excluded.came_back, updated_at = now()
        """,
        ticket.brand,
        ticket.id,
        staff,
        text,
        html,
        list(files),
        version,
        why,
    )


async def discard(tx: Tx, ticket: Ticket, staff: UUID | None, kind: str) -> int:
    return await tx.run(
        "DELETE FROM draft WHERE brand_id = $1 AND ticket_id = $2 AND staff_id = $3 AND kind = $4",
        ticket.brand,
        ticket.id,
        staff,
        kind,
    )


async def sweep(tx: Tx) -> int:
    """Drafts that nobody has touched for long."""
    return await tx.run(f"DELETE FROM draft WHERE updated_at < now() - interval '{KEPT}'")
