"""Teams, and who serves which queue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.staff import events
from pitboss.staff.power import OwnRights, must_work_in


class TeamExists(Conflict):
    """There is already a team of this name."""


async def create_team(tx: Tx, brand: str, name: str) -> UUID:
    tx.actor.must("staff.manage", brand)
    shown = " ".join(name.split())
    if not 0 < len(shown) <= 100:
        raise Invalid("A team's name has 1 to 100 characters.")
    team_id = new_id()
    added = await tx.run(
        "INSERT INTO team (brand_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (brand_id, name) DO NOTHING",
        brand,
        team_id,
        shown,
    )
    if not added:
        raise TeamExists
    await record_in(tx, brand, events.TeamCreated(team=team_id, name=shown))
    return team_id


async def join_team(tx: Tx, brand: str, team_id: UUID, staff_id: UUID, *, lead: bool = False) -> None:
    """Also changes whether a member leads."""
    tx.actor.must("staff.manage", brand)
    await must_work_in(tx, brand, staff_id)
    if not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM team WHERE brand_id = $1 AND id = $2)", brand, team_id
    ):
        raise NotFound("There is no such team in this brand.")
    changed = await tx.run(
        """
        INSERT INTO team_member (brand_id, team_id, staff_id, lead) VALUES ($1, $2, $3, $4)
        ON CONFLICT (brand_id, team_id, staff_id) DO UPDATE SET lead = excluded.lead
        WHERE  team_member.lead <> excluded.lead
        """,
        brand,
        team_id,
        staff_id,
        lead,
    )
    if changed:
        await record_in(tx, brand, events.TeamJoined(team=team_id, staff=staff_id, lead=lead))


async def set_team(tx: Tx, brand: str, team_id: UUID, members: Mapping[UUID, bool]) -> None:
    """From now on these are the team's members, and those lead whose value is true."""
    tx.actor.must("staff.manage", brand)
    await _hold_team(tx, brand, team_id)
    for staff_id in await tx.column(
        "SELECT staff_id FROM team_member WHERE brand_id = $1 AND team_id = $2 ORDER BY 1", brand, team_id
    ):
        if staff_id not in members:
            await leave_team(tx, brand, team_id, staff_id)
    for staff_id, lead in members.items():
        await join_team(tx, brand, team_id, staff_id, lead=lead)


async def _hold_team(tx: Tx, brand: str, team_id: UUID) -> None:
    if not await tx.run(
        "SELECT 1 FROM team WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE", brand, team_id
    ):
        raise NotFound("There is no such team in this brand.")


async def leave_team(tx: Tx, brand: str, team_id: UUID, staff_id: UUID) -> None:
    tx.actor.must("staff.manage", brand)
    removed = await tx.run(
        "DELETE FROM team_member WHERE brand_id = $1 AND team_id = $2 AND staff_id = $3",
        brand,
        team_id,
        staff_id,
    )
    if removed:
        await record_in(tx, brand, events.TeamLeft(team=team_id, staff=staff_id))


async def join_queue(tx: Tx, brand: str, queue_id: UUID, staff_id: UUID) -> None:
    """Whoever serves a queue sees its tickets. So into a protected queue it needs what granting the sight of protected
    queues needs, and nobody lets themselves in."""
    restricted = await tx.value(
        "SELECT restricted FROM queue WHERE brand_id = $1 AND id = $2", brand, queue_id
    )
    if restricted is None:
        raise NotFound("There is no such queue in this brand.")
    if restricted:
        tx.actor.must("roles.manage", brand)
        tx.actor.must("tickets.see_restricted", brand)
        if tx.actor.id == staff_id:
            raise OwnRights
    else:
        tx.actor.must("staff.manage", brand)
    await must_work_in(tx, brand, staff_id)
    added = await tx.run(
        "INSERT INTO queue_member (brand_id, queue_id, staff_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        brand,
        queue_id,
        staff_id,
    )
    if added:
        await record_in(tx, brand, events.QueueJoined(queue=queue_id, staff=staff_id))


async def set_queue(tx: Tx, brand: str, queue_id: UUID, members: Collection[UUID]) -> None:
    """From now on these serve the queue, and nobody else. Those who stay need no right to let anybody in."""
    await tx.run("SELECT 1 FROM queue WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE", brand, queue_id)
    before: list[UUID] = await tx.column(
        "SELECT staff_id FROM queue_member WHERE brand_id = $1 AND queue_id = $2 ORDER BY 1", brand, queue_id
    )
    for staff_id in before:
        if staff_id not in members:
            await leave_queue(tx, brand, queue_id, staff_id)
    for staff_id in members:
        if staff_id not in before:
            await join_queue(tx, brand, queue_id, staff_id)


async def leave_queue(tx: Tx, brand: str, queue_id: UUID, staff_id: UUID) -> None:
    tx.actor.must("staff.manage", brand)
    removed = await tx.run(
        "DELETE FROM queue_member WHERE brand_id = $1 AND queue_id = $2 AND staff_id = $3",
        brand,
        queue_id,
        staff_id,
    )
    if removed:
        await record_in(tx, brand, events.QueueLeft(queue=queue_id, staff=staff_id))
