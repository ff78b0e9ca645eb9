"""From a token, or a person, to the actor of a transaction: one query."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Actor, Kind, Tx
from pitboss.kit.refused import Forbidden
from pitboss.staff.sign_in import API_PREFIX, SESSION_IDLE, digest

SEE_ALL = "tickets.see_all"
SEE_COMPLAINTS = "complaints.see"
SEE_RESTRICTED = "tickets.see_restricted"


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Who made a request, and by what: `session` is the session's hash, `token` the API token's id; one of them is set.
    `must_change_password`: somebody else set it; the session is good for nothing before they have set their own."""

    actor: Actor
    staff_id: UUID
    email: str
    locale: str
    expires_at: datetime | None
    must_change_password: bool = False
    session: bytes | None = None
    token: UUID | None = None

    def token_must(self, permission: str) -> None:
        """For what everybody does with themselves when they are there in person: a token needs a scope for it."""
        if self.token is not None and not self.actor.can_anywhere(permission):
            raise Forbidden(f"An API token needs the scope {permission!r} for this.")


# What a person holds: their permissions by brand; the queues that they serve there, open and protected; and the protected
# queues of the brands in which they see those.
_HELD = """
    SELECT s.id AS staff_id, s.name, s.email, s.locale, s.must_change_password,
           coalesce((SELECT jsonb_object_agg(held.brand_id, held.permissions)
                     FROM   (SELECT r.brand_id, jsonb_agg(role.permissions) AS permissions
                             FROM   staff_role r JOIN role ON role.name = r.role
                             WHERE  r.staff_id = s.id
                             GROUP  BY r.brand_id) AS held), '{}') AS permissions,
           coalesce((SELECT jsonb_agg(jsonb_build_array(q.brand_id, q.id, q.restricted))
                     FROM   queue_member m JOIN queue q ON q.brand_id = m.brand_id AND q.id = m.queue_id
                     WHERE  m.staff_id = s.id
                       AND  EXISTS (SELECT 1 FROM staff_role r WHERE r.staff_id = s.id AND r.brand_id = m.brand_id)), '[]')
               AS serves,
           coalesce((SELECT jsonb_agg(jsonb_build_array(q.brand_id, q.id))
                     FROM   queue q
                     WHERE  q.restricted AND q.brand_id IN (
                                SELECT r.brand_id FROM staff_role r JOIN role ON role.name = r.role
                                WHERE  r.staff_id = s.id AND 'tickets.see_restricted' = ANY (role.permissions))), '[]')
               AS protected
    FROM   staff s
"""

# Requests of one session come in parallel: whoever finds the row locked leaves the noting to the other.
_BY_SESSION = f"""
    WITH good AS (
        SELECT hash, staff_id, expires_at, seen_at
        FROM   staff_session
        WHERE  hash = $1 AND expires_at > now() AND seen_at > now() - $2::interval),
    noted AS (
        UPDATE staff_session SET seen_at = now()
        WHERE  hash = (SELECT hash FROM staff_session
                       WHERE  hash = (SELECT hash FROM good WHERE seen_at < now() - interval '1 minute')
                       FOR NO KEY UPDATE SKIP LOCKED))
    SELECT held.*, good.expires_at, NULL::text[] AS scopes, NULL::uuid AS token
    FROM   good, LATERAL ({_HELD} WHERE s.id = good.staff_id AND s.active) AS held
"""
_BY_TOKEN = f"""
    WITH good AS (
        SELECT id, staff_id, expires_at, scopes, used_at
        FROM   api_token
        WHERE  hash = $1 AND (expires_at IS NULL OR expires_at > now())),
    noted AS (
        UPDATE api_token SET used_at = now()
        WHERE  id = (SELECT id FROM api_token
                     WHERE  id = (SELECT id FROM good WHERE coalesce(used_at, '-infinity') < now() - interval '1 minute')
                     FOR NO KEY UPDATE SKIP LOCKED))
    SELECT held.*, good.expires_at, good.scopes, good.id AS token
    FROM   good, LATERAL ({_HELD} WHERE s.id = good.staff_id AND s.active) AS held
"""


async def authenticate(tx: Tx, token: str) -> Signed | None:
    """Whose token this is, as of now; None if it is nobody's, is over, or its owner has left. The transaction is SYSTEM's;
    keep it short, since it may note that the session was seen."""
    hashed = digest(token)
    if token.startswith(API_PREFIX):
        row = await tx.connection.fetchrow(_BY_TOKEN, hashed)
    else:
        row = await tx.connection.fetchrow(_BY_SESSION, hashed, SESSION_IDLE)
    if row is None:
        return None
    return Signed(
        actor=_actor(row),
        staff_id=row["staff_id"],
        email=row["email"],
        locale=row["locale"],
        expires_at=row["expires_at"],
        must_change_password=row["must_change_password"] and row["token"] is None,
        session=hashed if row["token"] is None else None,
        token=row["token"],
    )


async def actor_of(tx: Tx, staff_id: UUID, *, scopes: list[str] | None = None) -> Actor | None:
    """The actor that an active member of staff is now, without a token (or with one of these scopes). The transaction is
    SYSTEM's."""
    row = await tx.connection.fetchrow(
        f"SELECT held.*, $2::text[] AS scopes FROM ({_HELD} WHERE s.id = $1 AND s.active) AS held",
        staff_id,
        scopes,
    )
    return None if row is None else _actor(row)


async def scopes_of(tx: Tx, signed: Signed) -> list[str] | None:
    """Those of the API token by which somebody is signed in; None for a session."""
    if signed.token is None:
        return None
    scopes: list[str] = await tx.value("SELECT scopes FROM api_token WHERE id = $1", signed.token)
    return scopes


def _actor(row: Any) -> Actor:
    scopes = None if row["scopes"] is None else frozenset(row["scopes"])
    permissions: dict[str, frozenset[str]] = {}
    for brand, roles in row["permissions"].items():
        held = frozenset(permission for role in roles for permission in role)
        permissions[brand] = held if scopes is None else held & scopes
    return Actor(
        kind=Kind.staff,
        id=row["staff_id"],
        name=row["name"],
        locale=row["locale"],
        brands=frozenset(permissions),
        wide=frozenset(brand for brand, held in permissions.items() if SEE_ALL in held),
        complaints=frozenset(brand for brand, held in permissions.items() if SEE_COMPLAINTS in held),
        queues=_queues(row["serves"], row["protected"], permissions, scopes),
        permissions=permissions,
    )


def _queues(
    serves: list[tuple[str, str, bool]],
    protected: list[tuple[str, str]],
    permissions: dict[str, frozenset[str]],
    scopes: frozenset[str] | None,
) -> frozenset[UUID]:
    """A token without any scope on tickets sees no queue, and without tickets.see_restricted no protected one, even where
    its owner serves it."""
    tickets = scopes is None or any(scope.startswith("tickets.") for scope in scopes)
    closed = scopes is None or SEE_RESTRICTED in scopes
    served = {UUID(queue) for _, queue, restricted in serves if tickets and (closed or not restricted)}
    seen = {UUID(queue) for brand, queue in protected if SEE_RESTRICTED in permissions[brand]}
    return frozenset(served | seen)
