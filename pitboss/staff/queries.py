"""Every read of people, roles, teams and queues. None of them selects a password hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx


class Colleague(msgspec.Struct, frozen=True):
    """A member of staff as a brand sees them: the roles, queues and teams are those in this brand. `capacity`: by class of
    channel (chat, mail, phone), how many tickets at once."""

    id: UUID
    name: str
    email: str
    languages: list[str]
    locale: str
    active: bool
    presence: str
    presence_since: datetime | None
    roles: list[str]
    queues: list[UUID]
    teams: list[UUID]
    capacity: dict[str, int]


class Role(msgspec.Struct, frozen=True):
    name: str
    permissions: list[str]
    builtin: bool


class Member(msgspec.Struct, frozen=True):
    staff_id: UUID
    name: str
    lead: bool


class Team(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    members: list[Member]


COLLEAGUE = """
    SELECT s.id, s.name, s.email, s.languages, s.locale, s.active,
           coalesce(p.state::text, 'offline') AS presence, p.since AS presence_since,
           ARRAY(SELECT role FROM staff_role WHERE brand_id = $1 AND staff_id = s.id ORDER BY role) AS roles,
           ARRAY(SELECT queue_id FROM queue_member WHERE brand_id = $1 AND staff_id = s.id ORDER BY queue_id) AS queues,
           ARRAY(SELECT team_id FROM team_member WHERE brand_id = $1 AND staff_id = s.id ORDER BY team_id) AS teams,
           (SELECT coalesce(jsonb_object_agg(l.class, l.capacity), '{}') FROM staff_load l WHERE l.staff_id = s.id) AS capacity
    FROM   staff s LEFT JOIN presence p ON p.staff_id = s.id
    WHERE  EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = s.id)
"""


async def colleague(tx: Tx, brand: str, staff_id: UUID) -> Colleague | None:
    if tx.actor.id != staff_id:
        tx.actor.must("staff.see", brand)
    return await tx.maybe(Colleague, f"{COLLEAGUE} AND s.id = $2", brand, staff_id)


async def staff_by_email(tx: Tx, brand: str, email: str) -> UUID | None:
    """Of the whole installation, for granting somebody a role in one more brand."""
    tx.actor.must("roles.manage", brand)
    found: UUID | None = await tx.value("SELECT id FROM staff WHERE email = $1", email.strip().lower())
    return found


async def roles(tx: Tx) -> list[Role]:
    return await tx.all(Role, "SELECT name, permissions, builtin FROM role ORDER BY builtin DESC, name")


async def teams(tx: Tx, brand: str) -> list[Team]:
    tx.actor.must("staff.see", brand)
    rows = await tx.connection.fetch(
        """
        SELECT t.id, t.name,
               coalesce((SELECT jsonb_agg(jsonb_build_object('staff_id', s.id, 'name', s.name, 'lead', m.lead)
                                          ORDER BY m.lead DESC, s.name, s.id)
                         FROM   team_member m JOIN staff s ON s.id = m.staff_id
                         WHERE  m.brand_id = t.brand_id AND m.team_id = t.id), '[]') AS members
        FROM   team t
        WHERE  t.brand_id = $1
        ORDER  BY t.name
        """,
        brand,
    )
    return [Team(row["id"], row["name"], msgspec.convert(row["members"], list[Member])) for row in rows]
