"""Every write to people and roles. Signing in and tokens are in sign_in.py, presence in presence.py, teams and queues in
teams.py."""

from __future__ import annotations

import re
from collections.abc import Collection
from uuid import UUID

from pitboss.db.tx import Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound
from pitboss.staff import events, passwords
from pitboss.staff.permissions import BUILTIN_ROLES, out_of_reach, unknown
from pitboss.staff.power import (
    BeyondYourRights,
    NoSuchPerson,
    OwnAccount,
    OwnRights,
    brands_of,
    must_manage,
    record_everywhere,
)
from pitboss.staff.presence import DEFAULT_CAPACITY, go_offline

_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")


class StaffExists(Conflict):
    """Somebody with this e-mail address is already a member of staff. Grant them a role instead."""


class UnknownRole(NotFound):
    """There is no such role."""


class BuiltinRole(Conflict):
    """Built-in roles can't be changed. Define a role of your own."""


class SamePassword(Invalid):
    """This is the password that you were given. Take another one that only you know."""


class CurrentPasswordWrong(Forbidden):
    """The current password is wrong."""


async def install_roles(tx: Tx) -> None:
    """Brings the built-in roles up to this release. Called at every start, after the migrations."""
    await tx.run(
        """
        INSERT INTO role (name, permissions, builtin)
        SELECT name, ARRAY(SELECT jsonb_array_elements_text(permissions) ORDER BY 1), true
        FROM   jsonb_each($1) AS built (name, permissions)
        ON CONFLICT (name) DO UPDATE SET permissions = excluded.permissions, builtin = true
        WHERE  role.permissions <> excluded.permissions OR NOT role.builtin
        """,
        {name: sorted(permissions) for name, permissions in BUILTIN_ROLES.items()},
    )


async def create_staff(
    tx: Tx,
    brand: str,
    *,
    email: str,
    name: str,
    password: str,
    role: str,
    languages: list[str] | None = None,
    locale: str = "en",
) -> UUID:
    """A new member of staff with their first role. Needs staff.manage and what granting the role needs. A password that a
    colleague made up is good for one thing only: setting another."""
    tx.actor.must("staff.manage", brand)
    await _must_grant(tx, brand, role)
    address, shown = email.strip().lower(), " ".join(name.split())
    if not _EMAIL.fullmatch(address) or len(address) > 254:
        raise Invalid("Write the e-mail address in full, for example anna@desk.example.")
    if not 0 < len(shown) <= 100:
        raise Invalid("A name has 1 to 100 characters.")
    languages = sorted(set(languages or ["en"]))
    if locale not in ("ru", "en") or not set(languages) <= {"ru", "en"}:
        raise Invalid("A language is ru or en.")
    passwords.check_strength(password, email=address, name=shown)
    password_hash = await passwords.hash_password(password)
    staff_id = new_id()
    added = await tx.run(
        """
        INSERT INTO staff (id, email, name, password_hash, languages, locale, must_change_password)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (email) DO NOTHING
        """,
        staff_id,
        address,
        shown,
        password_hash,
        languages,
        locale,
        tx.actor.kind is Kind.staff,
    )
    if not added:
        raise StaffExists
    await tx.run("INSERT INTO presence (staff_id) VALUES ($1)", staff_id)
    await tx.run(
        "INSERT INTO staff_load (staff_id, class, capacity) SELECT $1, * FROM unnest($2::text[], $3::int[])",
        staff_id,
        list(DEFAULT_CAPACITY),
        list(DEFAULT_CAPACITY.values()),
    )
    await tx.run(
        "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, $3)", brand, staff_id, role
    )
    await record_in(tx, brand, events.StaffCreated(staff=staff_id, role=role))
    return staff_id


async def set_password(tx: Tx, staff_id: UUID, password: str, *, current: str | None = None) -> None:
    """One's own, proved by the current one, or a colleague's by whoever manages them: who then has to set their own. Ends
    all the person's sessions."""
    person = await tx.connection.fetchrow(
        "SELECT email, name, password_hash, must_change_password FROM staff WHERE id = $1", staff_id
    )
    if person is None:
        raise NoSuchPerson
    own = tx.actor.kind is Kind.staff and tx.actor.id == staff_id
    if own:
        if current is None or not await passwords.verify(person["password_hash"], current):
            raise CurrentPasswordWrong
        if person["must_change_password"] and password == current:
            raise SamePassword
    else:
        await must_manage(tx, staff_id, takes_over=True)
    passwords.check_strength(password, email=person["email"], name=person["name"])
    password_hash = await passwords.hash_password(password)
    await tx.elevate()
    await tx.run(
        "UPDATE staff SET password_hash = $2, must_change_password = $3 WHERE id = $1",
        staff_id,
        password_hash,
        not own and tx.actor.kind is Kind.staff,
    )
    await tx.run("DELETE FROM staff_session WHERE staff_id = $1", staff_id)
    await record_everywhere(tx, staff_id, events.PasswordSet(staff=staff_id))


async def deactivate(tx: Tx, staff_id: UUID) -> None:
    """The person can't sign in any more; sessions and API tokens end; presence becomes offline, so their chats go back.
    Roles and queues stay for a later `reactivate`."""
    if tx.actor.id == staff_id:
        raise OwnAccount
    await must_manage(tx, staff_id)
    await tx.elevate()
    if not await tx.run("UPDATE staff SET active = false WHERE id = $1 AND active", staff_id):
        return
    await tx.run("DELETE FROM staff_session WHERE staff_id = $1", staff_id)
    await tx.run("DELETE FROM api_token WHERE staff_id = $1", staff_id)
    await record_everywhere(tx, staff_id, events.StaffDeactivated(staff=staff_id))
    await go_offline(tx, staff_id)


async def reactivate(tx: Tx, staff_id: UUID) -> None:
    await must_manage(tx, staff_id, takes_over=True)
    await tx.elevate()
    if await tx.run("UPDATE staff SET active = true WHERE id = $1 AND NOT active", staff_id):
        await record_everywhere(tx, staff_id, events.StaffReactivated(staff=staff_id))


async def grant_role(tx: Tx, brand: str, staff_id: UUID, role: str) -> None:
    if tx.actor.id == staff_id:
        raise OwnRights
    await _must_grant(tx, brand, role)
    if not await tx.value("SELECT EXISTS (SELECT 1 FROM staff WHERE id = $1)", staff_id):
        raise NoSuchPerson
    added = await tx.run(
        "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        brand,
        staff_id,
        role,
    )
    if added:
        await record_in(tx, brand, events.RoleGranted(staff=staff_id, role=role))


async def set_roles(tx: Tx, brand: str, staff_id: UUID, roles: Collection[str]) -> None:
    """From now on these are the person's roles in the brand. Those first that come, lest somebody who only changes roles
    leaves all queues in between."""
    await tx.run("SELECT 1 FROM staff WHERE id = $1 FOR NO KEY UPDATE", staff_id)
    before: list[str] = await tx.column(
        "SELECT role FROM staff_role WHERE brand_id = $1 AND staff_id = $2 ORDER BY 1", brand, staff_id
    )
    for role in roles:
        if role not in before:
            await grant_role(tx, brand, staff_id, role)
    for role in before:
        if role not in roles:
            await revoke_role(tx, brand, staff_id, role)


async def revoke_role(tx: Tx, brand: str, staff_id: UUID, role: str) -> None:
    """With their last role in the brand a person also leaves its queues and teams."""
    tx.actor.must("roles.manage", brand)
    if tx.actor.id == staff_id:
        raise OwnRights
    removed = await tx.run(
        "DELETE FROM staff_role WHERE brand_id = $1 AND staff_id = $2 AND role = $3", brand, staff_id, role
    )
    if not removed:
        return
    await record_in(tx, brand, events.RoleRevoked(staff=staff_id, role=role))
    if brand in await brands_of(tx, staff_id):
        return
    for queue in await tx.column(
        "DELETE FROM queue_member WHERE brand_id = $1 AND staff_id = $2 RETURNING queue_id", brand, staff_id
    ):
        await record_in(tx, brand, events.QueueLeft(queue=queue, staff=staff_id))
    for team in await tx.column(
        "DELETE FROM team_member WHERE brand_id = $1 AND staff_id = $2 RETURNING team_id", brand, staff_id
    ):
        await record_in(tx, brand, events.TeamLeft(team=team, staff=staff_id))


async def define_role(tx: Tx, name: str, permissions: set[str]) -> None:
    """Makes or changes a role of one's own. Roles are the installation's, so to change one, the actor must manage roles,
    and hold what is guarded, in every brand where somebody has it.

    Raises:
        BuiltinRole, BeyondYourRights, OwnRights (the actor has this role), Invalid (unknown permission or bad name).
    """
    if not tx.actor.can_anywhere("roles.manage"):
        raise Forbidden("You need the permission 'roles.manage' for this.")
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,40}", name):
        raise Invalid(
            "A role's name has 2 to 41 small Latin letters, digits and underscores, a letter first."
        )
    if strange := unknown(permissions):
        raise Invalid(f"There is no permission {', '.join(strange)}.")
    before = await tx.connection.fetchrow(
        "SELECT permissions, builtin FROM role WHERE name = $1 FOR UPDATE", name
    )
    if name in BUILTIN_ROLES or (before is not None and before["builtin"]):
        raise BuiltinRole
    used_in = await tx.column("SELECT brand_id FROM role_use($1)", name)
    if tx.actor.kind is Kind.staff:
        await _must_redefine(tx, name, permissions, used_in)
    was = None if before is None else list(before["permissions"])
    if was is not None and set(was) == permissions:
        return
    await tx.run(
        """
        INSERT INTO role (name, permissions) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET permissions = excluded.permissions
        """,
        name,
        sorted(permissions),
    )
    where = {*used_in, *(brand for brand in tx.actor.brands if tx.actor.can("roles.manage", brand))}
    if tx.actor.kind is Kind.system:
        where.update(await tx.column("SELECT id FROM brand"))
    for brand in sorted(where):
        await record_in(tx, brand, events.RoleDefined(role=name, permissions=sorted(permissions), was=was))


async def _must_redefine(tx: Tx, name: str, permissions: set[str], used_in: list[str]) -> None:
    own = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM staff_role WHERE staff_id = $1 AND role = $2)", tx.actor.id, name
    )
    if own:
        raise OwnRights
    if not all(tx.actor.can("roles.manage", brand) for brand in used_in):
        raise BeyondYourRights("This role is also used in a brand where you don't manage roles.")
    where = used_in or [brand for brand in tx.actor.brands if tx.actor.can("roles.manage", brand)]
    out = [out_of_reach(permissions, tx.actor.permissions[brand]) for brand in where]
    if not used_in and any(not lacking for lacking in out):
        return
    if lacking := sorted({permission for lacking in out for permission in lacking}):
        raise BeyondYourRights(f"You can't hand on what you don't hold: {', '.join(lacking)}.")


async def _must_grant(tx: Tx, brand: str, role: str) -> None:
    tx.actor.must("roles.manage", brand)
    # The lock keeps the role as it was checked until the grant is in.
    permissions = await tx.value("SELECT permissions FROM role WHERE name = $1 FOR SHARE", role)
    if permissions is None:
        raise UnknownRole(f"There is no role {role!r}.")
    if tx.actor.kind is Kind.system:
        return
    if lacking := out_of_reach(permissions, tx.actor.permissions.get(brand, ())):
        raise BeyondYourRights(f"You can't hand on what you don't hold: {', '.join(lacking)}.")
