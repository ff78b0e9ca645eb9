"""What a person may do over all brands, and who may change them. The rule: taking rights away needs the permission;
giving them, or taking over an account that has them, needs the guarded rights too (permissions.GUARDED)."""

from __future__ import annotations

from uuid import UUID

import msgspec

from pitboss.db.tx import Kind, Tx
from pitboss.events.log import Event, record_in
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound
from pitboss.staff.permissions import out_of_reach


class BeyondYourRights(Forbidden):
    """You can't hand on rights that you don't hold."""


class OwnRights(Forbidden):
    """Nobody changes their own rights. Ask a colleague who manages roles."""


class ManagedElsewhere(Forbidden):
    """This person also works for a brand where you don't manage staff."""


class NotInBrand(Invalid):
    """This person doesn't work for this brand."""


class NoSuchPerson(NotFound):
    """There is no such member of staff."""


class OwnAccount(Conflict):
    """You can't deactivate yourself."""


class Held(msgspec.Struct, frozen=True):
    brand_id: str
    role: str
    permissions: list[str]


async def roles_held(tx: Tx, staff_id: UUID) -> list[Held]:
    """In every brand, also those that the actor can't see."""
    return await tx.all(Held, "SELECT brand_id, role, permissions FROM staff_power($1)", staff_id)


async def brands_of(tx: Tx, staff_id: UUID) -> list[str]:
    return sorted({held.brand_id for held in await roles_held(tx, staff_id)})


async def record_everywhere(tx: Tx, staff_id: UUID, event: Event) -> None:
    """In each brand that the person works for. The transaction must be the desk's (SYSTEM or elevated)."""
    for brand in await brands_of(tx, staff_id):
        await record_in(tx, brand, event)


async def must_manage(tx: Tx, staff_id: UUID, *, takes_over: bool = False) -> None:
    """`takes_over`: the change would let the actor act as this person, so their guarded rights must be the actor's too."""
    if tx.actor.kind is Kind.system:
        return
    held = await roles_held(tx, staff_id)
    if not any(h.brand_id in tx.actor.brands for h in held):
        raise NoSuchPerson
    if not tx.actor.can_anywhere("staff.manage"):
        raise Forbidden("You need the permission 'staff.manage' for this.")
    if not all(tx.actor.can("staff.manage", h.brand_id) for h in held):
        raise ManagedElsewhere
    if takes_over:
        for h in held:
            lacking = out_of_reach(h.permissions, tx.actor.permissions.get(h.brand_id, ()))
            if lacking:
                raise BeyondYourRights(
                    f"This person may do what you may not ({', '.join(lacking)}); a colleague with these rights must do it."
                )


async def must_be_self_or_manage(tx: Tx, staff_id: UUID) -> None:
    if not (tx.actor.kind is Kind.staff and tx.actor.id == staff_id):
        await must_manage(tx, staff_id)


async def must_work_in(tx: Tx, brand: str, staff_id: UUID) -> None:
    works_here = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM staff_role r JOIN staff s ON s.id = r.staff_id
                       WHERE r.brand_id = $1 AND r.staff_id = $2 AND s.active)
        """,
        brand,
        staff_id,
    )
    if not works_here:
        raise NotInBrand
