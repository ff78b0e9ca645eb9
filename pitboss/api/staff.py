"""Colleagues, their rights, teams, presence, and one's own API tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, must_work_for, page, place_of, the_brand
from pitboss.api.views import DONE, Done, Listing, Made, Page, gives
from pitboss.db.tx import Tx
from pitboss.db.whose import brand_of
from pitboss.events.reasons import because
from pitboss.kit.refused import Forbidden
from pitboss.routing import dispatch
from pitboss.staff import actions, people, presence, queries, sign_in, teams
from pitboss.staff.actors import Signed
from pitboss.staff.permissions import PERMISSIONS, Permission
from pitboss.staff.power import NoSuchPerson, brands_of
from pitboss.staff.presence import Presence
from pitboss.staff.sign_in import ApiToken


class OnlyBySession(Forbidden):
    """Tokens are made and ended by a person who has signed in, not by another token."""


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────


@get("/staff", responses=gives(200, Listing[queries.Colleague]))
async def list_staff(
    desk: Desk, signed: Signed, brand: str | None = None, cursor: str | None = None, limit: Limit = 100
) -> Page:
    """Who works for a brand, by name; also those who are no longer active."""
    after = place_of(cursor, people.ByName)
    async with desk.db.tx(signed.actor) as tx:
        rows = await people.colleagues(tx, the_brand(signed.actor, brand), after=after, limit=limit + 1)
    return page(rows, limit, lambda row: people.ByName(row.name, row.id))


@get("/staff/by-email", operation_id="findStaffByEmail")
async def find_staff(desk: Desk, signed: Signed, email: str, brand: str | None = None) -> Made:
    """Somebody of the whole installation, to grant them a role in one more brand."""
    async with desk.db.tx(signed.actor) as tx:
        found = await queries.staff_by_email(tx, the_brand(signed.actor, brand), email)
    if found is None:
        raise NoSuchPerson
    return Made(found)


class NewStaff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`languages`: in which they answer; `locale`: of their workspace."""

    email: str
    name: str
    password: str
    role: str
    brand: str | None = None
    languages: list[str] | None = None
    locale: str = "en"
    key: str | None = None


@post("/staff", responses=gives(201, queries.Colleague))
async def create_staff(desk: Desk, signed: Signed, request: Req, data: NewStaff) -> Response[bytes]:
    """Adds a member of staff."""

    async def do(tx: Tx) -> tuple[int, Any]:
        brand = the_brand(signed.actor, data.brand)
        made = await actions.create_staff(
            tx,
            brand,
            email=data.email,
            name=data.name,
            password=data.password,
            role=data.role,
            languages=data.languages,
            locale=data.locale,
        )
        return 201, await _colleague(tx, signed, made, brand)

    return await write(desk, request, signed.actor, do, key=data.key)


class StaffPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `active` false ends all sessions and tokens. `capacity`: by class of
    channel (chat, mail, phone), how many tickets at once. `roles`: all that they have in `brand` from now on; with none
    they also leave its queues and teams."""

    name: str | None = None
    languages: list[str] | None = None
    locale: str | None = None
    active: bool | None = None
    capacity: dict[str, int] = {}
    roles: Annotated[list[str], msgspec.Meta(max_length=100)] | None = None
    key: str | None = None


@patch("/staff/{staff:uuid}", responses=gives(200, queries.Colleague))
async def change_staff(
    desk: Desk, signed: Signed, request: Req, staff: UUID, data: StaffPatch, brand: str | None = None
) -> Response[bytes]:
    """Your own name and languages, or a colleague's if you manage staff in every brand that they work for."""

    async def do(tx: Tx) -> tuple[int, Any]:
        if data.name is not None or data.languages is not None or data.locale is not None:
            await people.change_person(
                tx, staff, name=data.name, languages=data.languages, locale=data.locale
            )
        for class_, capacity in data.capacity.items():
            await presence.set_capacity(tx, staff, class_, capacity)
        if data.active is not None:
            await (actions.reactivate if data.active else actions.deactivate)(tx, staff)
        if data.roles is not None:
            here = the_brand(signed.actor, brand)
            left = await _colleague(tx, signed, staff, here)
            await actions.set_roles(tx, here, staff, data.roles)
            if not data.roles:  # nobody of this brand any more
                return 200, msgspec.structs.replace(left, roles=[])
        return 200, await _colleague(tx, signed, staff, brand)

    return await write(desk, request, signed.actor, do, key=data.key)


async def _colleague(tx: Tx, signed: Signed, staff: UUID, brand: str | None) -> queries.Colleague:
    shared = sorted(signed.actor.brands & set(await brands_of(tx, staff)))
    if brand is not None:
        must_work_for(signed.actor, brand)
    found = await queries.colleague(tx, brand or shared[0], staff) if brand or shared else None
    if found is None:
        raise NoSuchPerson
    return found


class RoleBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    role: str
    brand: str | None = None
    key: str | None = None


@post("/staff/{staff:uuid}/roles", status_code=200, responses=gives(200, queries.Colleague))
async def grant_role(
    desk: Desk, signed: Signed, request: Req, staff: UUID, data: RoleBody
) -> Response[bytes]:
    """Gives a member of staff a role in a brand."""

    async def do(tx: Tx) -> tuple[int, Any]:
        brand = the_brand(signed.actor, data.brand)
        await actions.grant_role(tx, brand, staff, data.role)
        return 200, await _colleague(tx, signed, staff, brand)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/staff/{staff:uuid}/roles/{role:str}", status_code=200, responses=gives(200, Done))
async def revoke_role(
    desk: Desk, signed: Signed, request: Req, staff: UUID, role: str, brand: str | None = None
) -> Response[bytes]:
    """With their last role in the brand a person also leaves its queues and teams."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.revoke_role(tx, the_brand(signed.actor, brand), staff, role)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


class NewPassword(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`current`: needed for your own. A colleague's is good for one thing only: they have to set their own with it."""

    password: str
    current: str | None = None


@post("/staff/{staff:uuid}/password", status_code=200, responses=gives(200, Done))
async def set_password(
    desk: Desk, signed: Signed, request: Req, staff: UUID, data: NewPassword
) -> Response[bytes]:
    """Ends all sessions of the person."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.set_password(tx, staff, data.password, current=data.current)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── rights ──────────────────────────────────────────────────────────────────────────────────────────────────


@get("/permissions")
async def list_permissions(signed: Signed) -> list[Permission]:
    """What may be allowed, with its meaning in English and Russian. `guarded`: only who holds it may hand it on."""
    return list(PERMISSIONS.values())


@get("/roles")
async def list_roles(desk: Desk, signed: Signed) -> list[queries.Role]:
    """The roles and their permissions."""
    async with desk.db.tx(signed.actor) as tx:
        return await queries.roles(tx)


class RoleDefinition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    permissions: list[str]
    key: str | None = None


@put("/roles/{name:str}", responses=gives(200, queries.Role))
async def define_role(
    desk: Desk, signed: Signed, request: Req, name: str, data: RoleDefinition
) -> Response[bytes]:
    """Makes a role, or changes its permissions."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.define_role(tx, name, set(data.permissions))
        return 200, queries.Role(name, sorted(set(data.permissions)), builtin=False)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── one's own tokens ────────────────────────────────────────────────────────────────────────────────────────


def _by_session(signed: Signed) -> None:
    if signed.session is None:
        raise OnlyBySession


@get("/tokens")
async def list_tokens(desk: Desk, signed: Signed) -> list[ApiToken]:
    """Your API tokens, without their secrets."""
    _by_session(signed)
    async with desk.db.tx(signed.actor) as tx:
        return await sign_in.tokens(tx, signed.staff_id)


class NewToken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`scopes`: permissions; the token can do what both they and your own rights of the moment allow."""

    name: str
    scopes: list[str]
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class MadeToken(msgspec.Struct, frozen=True):
    """`text` is shown this once."""

    text: str
    token: ApiToken


@post("/tokens", responses=gives(201, MadeToken))
async def create_token(desk: Desk, signed: Signed, request: Req, data: NewToken) -> Response[bytes]:
    """Takes no idempotency key: the answer, which holds the token, must not be kept."""
    _by_session(signed)
    async with desk.db.tx(signed.actor) as tx:
        text, token = await sign_in.create_token(
            tx, name=data.name, scopes=set(data.scopes), expires_at=data.expires_at
        )
    return Response(
        msgspec.json.encode(MadeToken(text, token)), status_code=201, media_type="application/json"
    )


@delete("/tokens/{token:uuid}", status_code=200, responses=gives(200, Done))
async def revoke_token(desk: Desk, signed: Signed, request: Req, token: UUID) -> Response[bytes]:
    """Makes an API token worthless."""
    _by_session(signed)

    async def do(tx: Tx) -> tuple[int, Any]:
        await sign_in.revoke_token(tx, signed.staff_id, token)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── teams ───────────────────────────────────────────────────────────────────────────────────────────────────


@get("/teams")
async def list_teams(desk: Desk, signed: Signed, brand: str | None = None) -> list[queries.Team]:
    """The teams."""
    async with desk.db.tx(signed.actor) as tx:
        return await queries.teams(tx, the_brand(signed.actor, brand))


class NewTeam(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    brand: str | None = None
    key: str | None = None


@post("/teams", responses=gives(201, Made))
async def create_team(desk: Desk, signed: Signed, request: Req, data: NewTeam) -> Response[bytes]:
    """Adds a team."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await teams.create_team(tx, the_brand(signed.actor, data.brand), data.name)
        return 201, Made(made)

    return await write(desk, request, signed.actor, do, key=data.key)


class NewMember(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    staff: UUID
    lead: bool = False
    key: str | None = None


@post("/teams/{team:uuid}/members", status_code=200, responses=gives(200, Done))
async def join_team(desk: Desk, signed: Signed, request: Req, team: UUID, data: NewMember) -> Response[bytes]:
    """Also changes whether a member leads."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await teams.join_team(tx, await brand_of(tx, "team", team), team, data.staff, lead=data.lead)
        return 200, DONE

    return await write(desk, request, signed.actor, do, key=data.key)


class Membership(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    staff: UUID
    lead: bool = False


class TeamMembers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All members from now on."""

    members: Annotated[list[Membership], msgspec.Meta(max_length=1000)]
    key: str | None = None


@put("/teams/{team:uuid}/members", operation_id="setTeamMembers", responses=gives(200, Done))
async def set_team(
    desk: Desk, signed: Signed, request: Req, team: UUID, data: TeamMembers
) -> Response[bytes]:
    """Says who is in a team and who leads it, all at once."""

    async def do(tx: Tx) -> tuple[int, Any]:
        brand = await brand_of(tx, "team", team)
        await teams.set_team(tx, brand, team, {one.staff: one.lead for one in data.members})
        return 200, DONE

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/teams/{team:uuid}/members/{staff:uuid}", status_code=200, responses=gives(200, Done))
async def leave_team(desk: Desk, signed: Signed, request: Req, team: UUID, staff: UUID) -> Response[bytes]:
    """Takes a colleague out of a team."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await teams.leave_team(tx, await brand_of(tx, "team", team), team, staff)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── presence ────────────────────────────────────────────────────────────────────────────────────────────────


@get("/me/presence", operation_id="getMyPresence")
async def my_presence(desk: Desk, signed: Signed) -> people.There:
    """Whether you are at work, and for how much."""
    async with desk.db.tx(signed.actor) as tx:
        return await people.there(tx, signed.staff_id)


class PresenceBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`reassign`: give the live chats back to their queues. Going offline always does."""

    state: Literal["online", "away", "transfer_only", "offline"]
    reassign: bool = False
    key: str | None = None


@put("/me/presence", responses=gives(200, people.There))
async def set_my_presence(desk: Desk, signed: Signed, request: Req, data: PresenceBody) -> Response[bytes]:
    """Says whether you are at work. An API token needs the scope `tickets.take`."""
    signed.token_must("tickets.take")

    async def do(tx: Tx) -> tuple[int, Any]:
        state = Presence(data.state)
        await presence.set_presence(tx, signed.staff_id, state)
        if data.reassign and state is not Presence.online:
            await dispatch.release(
                tx, signed.staff_id, "chat", reason=because("agent_is", presence=state.value)
            )
        return 200, await people.there(tx, signed.staff_id)

    return await write(desk, request, signed.actor, do, key=data.key)


class Beat(msgspec.Struct, frozen=True):
    state: Presence


class SignOfLife(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`active`: you touched the workspace since the last sign; without that for some minutes you are away, and with it
    back. `focused`: the workspace is in front of you, so nothing is pushed to your browsers."""

    active: bool = True
    focused: bool = False


@post("/me/beat", status_code=200, operation_id="sendBeat", responses=gives(200, Beat))
async def beat(desk: Desk, signed: Signed, request: Req, data: SignOfLife | None = None) -> Response[bytes]:
    """A sign of life, every 20 seconds. Gives the state you are in, since silence or idleness may have changed it. An API
    token needs the scope `tickets.take`."""
    signed.token_must("tickets.take")
    sign = data or SignOfLife()

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, Beat(await presence.beat(tx, signed.staff_id, active=sign.active, focused=sign.focused))

    return await write(desk, request, signed.actor, do)


@get("/presence", operation_id="listPresence", responses=gives(200, Listing[people.There]))
async def who_is_there(
    desk: Desk, signed: Signed, brand: str | None = None, cursor: str | None = None, limit: Limit = 200
) -> Page:
    """Who is online, and what each holds and may hold by class of channel."""
    after = place_of(cursor, people.ByName)
    async with desk.db.tx(signed.actor) as tx:
        rows = await people.who_is_there(tx, the_brand(signed.actor, brand), after=after, limit=limit + 1)
    return page(rows, limit, lambda row: people.ByName(row.name, row.staff_id))


HANDLERS = [
    list_staff,
    find_staff,
    create_staff,
    change_staff,
    grant_role,
    revoke_role,
    set_password,
    list_permissions,
    list_roles,
    define_role,
    list_tokens,
    create_token,
    revoke_token,
    list_teams,
    create_team,
    join_team,
    set_team,
    leave_team,
    my_presence,
    set_my_presence,
    beat,
    who_is_there,
]
