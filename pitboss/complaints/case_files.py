"""The files in the tickets of a case, to be taken as evidence: those that the actor sees, the newest first."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.complaints.model import Complaint
from pitboss.db.tx import Tx
from pitboss.files.queries import STATE, FileState


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """`reference`: of the ticket. `author`: player, agent, bot or system; `author_name` where it is known. `note`: in an inner
    note. `taken`: the number of the item that it is among the evidence; null: not yet taken."""

    id: UUID
    message: UUID
    ticket: UUID
    reference: str
    at: datetime
    author: str
    author_name: str
    note: bool
    name: str
    content_type: str
    size: int
    state: FileState
    may_hold_card: bool
    taken: int | None


class Place(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


async def files(
    tx: Tx, case: Complaint, *, message: UUID | None = None, after: Place | None = None, limit: int = 50
) -> list[CaseFile]:
    """Pictures that belong to the words of a mail are left out. `message`: of that one alone."""
    return await tx.all(
        CaseFile,
        f"""
        SELECT a.id, m.id AS message, t.id AS ticket, b.prefix || '-' || t.number AS reference, m.created_at AS at,
               m.author_kind::text AS author, coalesce(s.name, p.name, '') AS author_name, m.kind = 'note' AS note, a.name,
               a.content_type, a.size, {STATE} AS state, a.may_hold_card,
               (SELECT min(v.seq) FROM complaint_evidence v
                WHERE  v.brand_id = c.brand_id AND v.complaint_id = c.complaint_id AND v.source = 'attachment ' || a.id) AS taken
        FROM   complaint_ticket c
        JOIN   ticket t ON t.brand_id = c.brand_id AND t.id = c.ticket_id
        JOIN   brand b ON b.id = t.brand_id
        JOIN   attachment a ON a.brand_id = t.brand_id AND a.ticket_id = t.id
        JOIN   message m ON m.brand_id = a.brand_id AND m.id = a.message_id
        LEFT   JOIN staff s ON m.author_kind = 'agent' AND s.id = m.author_id
        LEFT   JOIN player p ON m.author_kind = 'player' AND p.brand_id = t.brand_id AND p.id = t.player_id
        WHERE  c.brand_id = $1 AND c.complaint_id = $2 AND NOT a.inline AND ($3::uuid IS NULL OR m.id = $3)
          AND  ($4::timestamptz IS NULL OR (m.created_at, a.id) < ($4, $5::uuid))
        ORDER  BY m.created_at DESC, a.id DESC
        LIMIT  $6
        """,
        case.brand,
        case.id,
        message,
        after.at if after else None,
        after.id if after else None,
        limit,
    )
