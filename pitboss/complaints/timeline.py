"""A case on one time line: what was said in its tickets, its own steps, notes, deadlines, and what its evidence says
happened. What the actor does not see elsewhere they don't see here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import chronology
from pitboss.complaints.chronology import Dated
from pitboss.complaints.model import Complaint
from pitboss.db.tx import Tx

EXCERPT = 500  # characters of a message or note


class TimelineEntry(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: message, step, note, deadline, or what frozen evidence tells of: payment, bet, round, bonus, session, account…
    `what`: of a message reply, note or system; of a step its event's type; of a deadline its kind; of evidence a code such as
    bet.voided. `by_kind`: player, agent, bot, system or staff. `text`: at most 500 characters of a message or note.
    `data`: a step's own facts, a deadline's rule and state, what evidence says, with the id of its item."""

    id: str
    kind: str
    at: datetime
    what: str
    by_kind: str
    by: UUID | None
    by_name: str
    ticket: UUID | None
    text: str
    data: dict[str, Any]


class Place(msgspec.Struct, frozen=True):
    at: datetime
    id: str


# Each part gives the fields of TimelineEntry; {after} and {limit} hold a page's bounds. Steps that only renew clocks are left out:
# the deadline itself stands on the line.
PARTS = (
    """
    SELECT 'm' || m.id::text AS id, 'message' AS kind, m.created_at AS at, m.kind::text AS what, m.author_kind::text AS by_kind,
           m.author_id AS by, m.author_name AS by_name, m.ticket_id AS ticket, left(m.text, $5) AS text, '{}'::jsonb AS data
    FROM   complaint_ticket l JOIN message m ON m.brand_id = l.brand_id AND m.ticket_id = l.ticket_id
    WHERE  l.brand_id = $1 AND l.complaint_id = $2
      AND  ($3::timestamptz IS NULL OR (m.created_at, 'm' || m.id::text) > ($3, $4::text))
    ORDER  BY m.created_at, m.id
    LIMIT  $6
    """,
    """
    SELECT 'e' || lpad(v.number::text, 20, '0'), 'step', v.at, v.type, v.actor_kind, v.actor_id, coalesce(s.name, ''), NULL::uuid, '',
           v.data - 'complaint'
    FROM   event v LEFT JOIN staff s ON v.actor_kind = 'staff' AND s.id = v.actor_id
    WHERE  v.brand_id = $1 AND v.number IN (SELECT events_of_complaint($1, $2, 0)) AND v.ticket_id IS NULL
      AND  v.type NOT IN ('complaint_note_added', 'complaint_deadline_set', 'complaint_deadline_met', 'complaint_deadline_broken')
      AND  ($3::timestamptz IS NULL OR (v.at, 'e' || lpad(v.number::text, 20, '0')) > ($3, $4::text))
    ORDER  BY v.at, v.number
    LIMIT  $6
    """,
    """
    SELECT 'n' || n.id::text, 'note', n.at, 'note', 'staff', n.staff_id, coalesce(s.name, ''), NULL::uuid, left(n.text, $5), '{}'::jsonb
    FROM   complaint_note n LEFT JOIN staff s ON s.id = n.staff_id
    WHERE  n.brand_id = $1 AND n.complaint_id = $2
      AND  ($3::timestamptz IS NULL OR (n.at, 'n' || n.id::text) > ($3, $4::text))
    ORDER  BY n.at, n.id
    LIMIT  $6
    """,
    """
    SELECT 'd' || d.kind, 'deadline', d.due_at, d.kind, 'system', NULL::uuid, '', NULL::uuid, '',
           jsonb_build_object('rule', d.rule, 'force', d.force, 'ours', d.ours, 'met_at', d.met_at, 'broken_at', d.broken_at)
    FROM   complaint_deadline d
    WHERE  d.brand_id = $1 AND d.complaint_id = $2 AND d.due_at IS NOT NULL
      AND  ($3::timestamptz IS NULL OR (d.due_at, 'd' || d.kind) > ($3, $4::text))
    ORDER  BY d.due_at, d.kind
    LIMIT  $6
    """,
)


async def entries(tx: Tx, one: Complaint, *, after: Place | None = None, limit: int) -> list[TimelineEntry]:
    """Oldest first, from a place on. Each part is read no further than a page, but for what the evidence says: that is read
    out of all its items."""
    parts = "\nUNION ALL\n".join(f"({part})" for part in PARTS)
    found = await tx.all(
        TimelineEntry,
        f"SELECT x.* FROM ({parts}) AS x ORDER BY x.at, x.id LIMIT $6",
        one.brand,
        one.id,
        after.at if after else None,
        after.id if after else None,
        EXCERPT,
        limit,
    )
    proven = [
        _proven(place, dated) for place, dated in enumerate(await chronology.of_case(tx, one.brand, one.id))
    ]
    if after is not None:
        proven = [entry for entry in proven if (entry.at, entry.id) > (after.at, after.id)]
    return sorted([*found, *proven], key=lambda entry: (entry.at, entry.id))[:limit]


def _proven(place: int, dated: Dated) -> TimelineEntry:
    """`place` among all that the evidence says keeps apart what happened at one moment."""
    return TimelineEntry(
        id=f"v{place:06d}",
        kind=dated.kind,
        at=dated.at,
        what=dated.what,
        by_kind="system",
        by=None,
        by_name="",
        ticket=None,
        text="",
        data={**dated.facts, "evidence": str(dated.evidence)},
    )
