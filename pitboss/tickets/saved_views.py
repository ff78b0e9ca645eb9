"""Saved views: filters under a name, one's own or shared."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound
from pitboss.tickets import events, filters
from pitboss.tickets.filters import Sort, TicketFilter

Scope = Literal["own", "team", "all"]
MOST = 100  # of one person in one brand


class NoSuchView(NotFound):
    """There is no such view, or it isn't yours to see."""


class TooManyViews(Conflict):
    """You have 100 views here already. Delete one that you no longer need."""


class SavedView(msgspec.Struct, frozen=True, kw_only=True):
    """`scope`: own is seen by its owner, team by the members of `team`, all by everybody of the brand. `mine`: you may
    change it."""

    brand: str
    id: UUID
    name: str
    filter: TicketFilter
    sort: Sort
    scope: Scope
    owner: UUID
    team: UUID | None
    position: int
    mine: bool
    updated_at: datetime


_COLUMNS = """v.brand_id AS brand, v.id, v.name, v.filter, v.sort, v.scope, v.owner_id AS owner, v.team_id AS team,
    v.position, v.updated_at"""


async def views(tx: Tx, brands: list[str]) -> list[SavedView]:
    """What the actor sees: their own first, then their teams', then everybody's."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {_COLUMNS}
        FROM   saved_view v
        WHERE  v.brand_id = ANY ($1)
        ORDER  BY array_position('{{own,team,all}}', v.scope), v.position, v.name, v.id
        LIMIT  1000
        """,
        brands,
    )
    return [_shown(tx, dict(row)) for row in rows]


def _shown(tx: Tx, row: dict[str, object]) -> SavedView:
    mine = row["owner"] == tx.actor.id or (
        row["scope"] != "own" and tx.actor.can("views.share", str(row["brand"]))
    )
    return msgspec.convert({**row, "mine": mine}, SavedView)


async def view(tx: Tx, view_id: UUID) -> SavedView:
    row = await tx.connection.fetchrow(
        f"SELECT {_COLUMNS} FROM saved_view v WHERE v.brand_id = ANY ($1) AND v.id = $2",
        sorted(tx.actor.brands),
        view_id,
    )
    if row is None:
        raise NoSuchView
    return _shown(tx, dict(row))


async def save_view(
    tx: Tx, brand: str, *, name: str, wanted: TicketFilter, sort: Sort, scope: Scope, team: UUID | None
) -> SavedView:
    if brand not in tx.actor.brands:
        raise Forbidden(f"You don't work for the brand {brand!r}.")
    await _may_share(tx, brand, scope, team)
    filters.conditions(wanted, tx.actor.id)
    owned = await tx.value(
        "SELECT count(*) FROM saved_view WHERE brand_id = $1 AND owner_id = $2", brand, tx.actor.id
    )
    if owned >= MOST:
        raise TooManyViews
    view_id = new_id()
    await tx.run(
        """
        INSERT INTO saved_view (brand_id, id, name, filter, sort, scope, owner_id, team_id, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
                (SELECT coalesce(max(position), 0) + 1 FROM saved_view WHERE brand_id = $1 AND scope = $6))
        """,
        brand,
        view_id,
        _name(name),
        msgspec.to_builtins(wanted),
        sort.value,
        scope,
        tx.actor.id,
        team,
    )
    await record_in(tx, brand, events.ViewSaved(view=view_id, scope=scope))
    return await view(tx, view_id)


async def change_view(
    tx: Tx,
    view_id: UUID,
    *,
    name: str | UnsetType = UNSET,
    wanted: TicketFilter | UnsetType = UNSET,
    sort: Sort | UnsetType = UNSET,
    scope: Scope | UnsetType = UNSET,
    team: UUID | UnsetType | None = UNSET,
    position: int | UnsetType = UNSET,
) -> SavedView:
    before = await _mine(tx, view_id)
    to_scope = before.scope if scope is UNSET else scope
    to_team = before.team if team is UNSET else team
    if to_scope != "team":
        to_team = None
    if (to_scope, to_team) != (before.scope, before.team):
        await _may_share(tx, before.brand, to_scope, to_team)
    if wanted is not UNSET:
        filters.conditions(wanted, tx.actor.id)
    await tx.run(
        """
        UPDATE saved_view
        SET    name = $3, filter = $4, sort = $5, scope = $6, team_id = $7, position = $8, updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        before.brand,
        view_id,
        before.name if name is UNSET else _name(name),
        msgspec.to_builtins(before.filter if wanted is UNSET else wanted),
        (before.sort if sort is UNSET else sort).value,
        to_scope,
        to_team,
        before.position if position is UNSET else position,
    )
    await record_in(tx, before.brand, events.ViewSaved(view=view_id, scope=to_scope))
    return await view(tx, view_id)


async def delete_view(tx: Tx, view_id: UUID) -> None:
    before = await _mine(tx, view_id)
    await tx.run("DELETE FROM saved_view WHERE brand_id = $1 AND id = $2", before.brand, view_id)
    await record_in(tx, before.brand, events.ViewDeleted(view=view_id, scope=before.scope))


async def _mine(tx: Tx, view_id: UUID) -> SavedView:
    found = await view(tx, view_id)
    if not found.mine:
        raise Forbidden("This view is a colleague's. Save one of your own, or ask who may share views.")
    return found


async def _may_share(tx: Tx, brand: str, scope: Scope, team: UUID | None) -> None:
    if (scope == "team") != (team is not None):
        raise Invalid("A view for a team names the team; any other names none.")
    if scope == "all":
        tx.actor.must("views.share", brand)
    if team is None:
        return
    lead = await tx.value(
        "SELECT lead FROM team_member WHERE brand_id = $1 AND team_id = $2 AND staff_id = $3",
        brand,
        team,
        tx.actor.id,
    )
    known = await tx.value("SELECT EXISTS (SELECT 1 FROM team WHERE brand_id = $1 AND id = $2)", brand, team)
    if not known:
        raise Invalid("There is no such team in this brand.")
    if not lead:
        tx.actor.must("views.share", brand)


def _name(given: str) -> str:
    name = " ".join(given.replace("\x00", "").split())
    if not 0 < len(name) <= 80:
        raise Invalid("A view's name has 1 to 80 characters.")
    return name
