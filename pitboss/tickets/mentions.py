"""Who may be mentioned in a ticket's notes: those who may see it anyway."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.tickets.model import Ticket

MOST_SHOWN = 50

# Of a colleague s: as the policy ticket_sight lets them see the ticket ($1 brand, $2 assignee, $3 queue, $4 restricted).
_MAY_SEE = """(s.active
    AND EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = s.id)
    AND (s.id IS NOT DISTINCT FROM $2::uuid
         OR EXISTS (SELECT 1 FROM queue_member m WHERE m.brand_id = $1 AND m.queue_id = $3::uuid AND m.staff_id = s.id)
         OR EXISTS (SELECT 1 FROM staff_role r JOIN role ON role.name = r.role
                    WHERE r.brand_id = $1 AND r.staff_id = s.id
                      AND (CASE WHEN $4::boolean THEN 'tickets.see_restricted' ELSE 'tickets.see_all' END) = ANY (role.permissions))))"""


def _facts(ticket: Ticket) -> tuple[Any, ...]:
    return ticket.brand, ticket.assignee_id, ticket.queue_id, ticket.restricted


class Mentionable(msgspec.Struct, frozen=True):
    """`kind`: staff or team. `people`: how many of a team may see the ticket; of a colleague, 1."""

    kind: Literal["staff", "team"]
    id: UUID
    name: str
    people: int


async def candidates(tx: Tx, ticket: Ticket, words: str) -> list[Mentionable]:
    """Colleagues and teams with a name of which a word begins so, those who work on the ticket first."""
    like = re.sub(r"([\\%_])", r"\\\1", " ".join(words.split()).lower().lstrip("@"))
    people = await tx.all(
        Mentionable,
        f"""
        SELECT 'staff' AS kind, s.id, s.name, 1 AS people
        FROM   staff s
        WHERE  {_MAY_SEE} AND s.id <> $5 AND ' ' || lower(s.name) LIKE '% ' || $6 || '%'
        ORDER  BY s.id IS NOT DISTINCT FROM $2 DESC, s.name, s.id
        LIMIT  $7
        """,
        *_facts(ticket),
        tx.actor.id,
        like,
        MOST_SHOWN,
    )
    teams = await tx.all(
        Mentionable,
        f"""
        SELECT 'team' AS kind, t.id, t.name, count(*)::int AS people
        FROM   team t
        JOIN   team_member m ON m.brand_id = t.brand_id AND m.team_id = t.id
        JOIN   staff s ON s.id = m.staff_id
        WHERE  t.brand_id = $1 AND {_MAY_SEE} AND ' ' || lower(t.name) LIKE '% ' || $5 || '%'
        GROUP  BY t.id, t.name
        ORDER  BY t.name, t.id
        LIMIT  $6
        """,
        *_facts(ticket),
        like,
        MOST_SHOWN,
    )
    return people + teams


async def blind(tx: Tx, ticket: Ticket, people: Sequence[UUID]) -> list[str | None]:
    """The names of those who may not see the ticket; None for whom nobody knows."""
    if not people:
        return []
    return await tx.column(
        f"""
        SELECT s.name
        FROM   unnest($5::uuid[]) AS wanted (id) LEFT JOIN staff s ON s.id = wanted.id
        WHERE  s.id IS NULL OR NOT {_MAY_SEE}
        """,
        *_facts(ticket),
        list(people),
    )


async def named(tx: Tx, ticket: Ticket, text: str) -> list[UUID]:
    """Colleagues whose whole name stands behind an @ in a note, as far as they may see the ticket; without the actor."""
    if "@" not in text:
        return []
    rows = await tx.connection.fetch(
        f"""
        SELECT s.id, s.name
        FROM   staff s
        WHERE  {_MAY_SEE} AND s.id <> $5 AND position('@' || lower(s.name) IN lower($6)) > 0
        ORDER  BY s.id
        """,
        *_facts(ticket),
        tx.actor.id,
        text,
    )
    return [row["id"] for row in rows if re.search(rf"@{re.escape(row['name'])}(?!\w)", text, re.IGNORECASE)]


async def of_teams(tx: Tx, ticket: Ticket, teams: Sequence[UUID]) -> list[UUID]:
    """The members of teams who may see the ticket, without the actor."""
    wanted = list(dict.fromkeys(teams))
    if not wanted:
        return []
    known = await tx.value(
        "SELECT count(*) FROM team WHERE brand_id = $1 AND id = ANY ($2)", ticket.brand, wanted
    )
    if known != len(wanted):
        raise Invalid("There is no such team in this brand.")
    return await tx.column(
        f"""
        SELECT DISTINCT s.id
        FROM   team_member m JOIN staff s ON s.id = m.staff_id
        WHERE  m.brand_id = $1 AND m.team_id = ANY ($5) AND s.id <> $6 AND {_MAY_SEE}
        ORDER  BY s.id
        """,
        *_facts(ticket),
        wanted,
        tx.actor.id,
    )
