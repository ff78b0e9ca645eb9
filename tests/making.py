"""What tests begin with: brands, queues, members of staff, players, tickets. Everything is committed."""

from __future__ import annotations

import itertools
import secrets
import string
from functools import cache
from uuid import UUID

import msgspec
from argon2 import PasswordHasher

from pitboss.complaints import stages
from pitboss.complaints.events import ComplaintRegistered
from pitboss.db.tx import SYSTEM, Actor, Database
from pitboss.events.log import Stored, record_in
from pitboss.kit.ids import new_id
from pitboss.players.actions import recognise
from pitboss.players.model import IdentityKind, Player
from pitboss.staff import passwords
from pitboss.staff.actors import actor_of

PASSWORD = "correct horse battery"

_prefixes = ("".join(letters) for letters in itertools.product(string.ascii_uppercase, repeat=5))


class ABrand(msgspec.Struct, frozen=True):
    """`email`, `webchat`, `portal`: its channels. `queue`: its fallback queue."""

    id: str
    prefix: str
    address: str
    email: UUID
    webchat: UUID
    portal: UUID
    queue: UUID


class APerson(msgspec.Struct, frozen=True):
    """A member of staff; `actor` is what they were when made (see `as_now`)."""

    id: UUID
    email: str
    name: str
    actor: Actor


async def a_brand(db: Database, *, language: str = "en", jurisdiction: str = "MGA") -> ABrand:
    name = f"b{secrets.token_hex(6)}"
    brand = ABrand(name, next(_prefixes), f"support@{name}.example", new_id(), new_id(), new_id(), new_id())
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO brand (id, name, prefix, language, jurisdiction) VALUES ($1, $2, $3, $4, $5)",
            brand.id,
            f"Casino {name}",
            brand.prefix,
            language,
            jurisdiction,
        )
        await tx.run(
            """
            INSERT INTO channel (brand_id, id, kind, name, address)
            VALUES ($1, $2, 'email', 'Mail', $5), ($1, $3, 'webchat', 'Chat', NULL), ($1, $4, 'portal', 'Portal', NULL)
            """,
            brand.id,
            brand.email,
            brand.webchat,
            brand.portal,
            brand.address,
        )
        await tx.run(
            "INSERT INTO queue (brand_id, id, name, fallback) VALUES ($1, $2, 'General', true)",
            brand.id,
            brand.queue,
        )
    return brand


async def a_queue(db: Database, brand: ABrand, *, name: str = "", restricted: bool = False) -> UUID:
    queue = new_id()
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO queue (brand_id, id, name, restricted) VALUES ($1, $2, $3, $4)",
            brand.id,
            queue,
            name or f"queue {queue.hex}",
            restricted,
        )
    return queue


@cache
def _password_hash() -> str:
    hasher = PasswordHasher(passwords.PASSES, passwords.MEMORY_KIB, passwords.LANES)
    return hasher.hash(PASSWORD)


async def a_staff(
    db: Database,
    brand: ABrand,
    *,
    role: str = "agent",
    queues: list[UUID] | None = None,
    name: str = "",
    capacity: int = 5,
    online: bool = False,
) -> APerson:
    """Signs in with PASSWORD. The hash is made once a run: it is the slow part of making a person."""
    staff_id = new_id()
    shown = name or f"Anna {staff_id.hex[-6:]}"
    email = f"{staff_id.hex}@desk.example"
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO staff (id, email, name, password_hash, languages) VALUES ($1, $2, $3, $4, '{en,ru}')",
            staff_id,
            email,
            shown,
            _password_hash(),
        )
        await tx.run(
            "INSERT INTO staff_load (staff_id, class, capacity) SELECT $1, class, $2 FROM unnest('{chat,mail,phone}'::text[]) AS class",
            staff_id,
            capacity,
        )
        await tx.run(
            "INSERT INTO presence (staff_id, state) VALUES ($1, $2::text::presence_state)",
            staff_id,
            "online" if online else "offline",
        )
        await tx.run(
            "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, $3)", brand.id, staff_id, role
        )
        await tx.run(
            "INSERT INTO queue_member (brand_id, queue_id, staff_id) SELECT $1, queue, $2 FROM unnest($3::uuid[]) AS queue",
            brand.id,
            staff_id,
            queues or [],
        )
    return APerson(staff_id, email, shown, await as_now(db, staff_id))


async def as_now(db: Database, staff_id: UUID) -> Actor:
    """The actor that this member of staff is at this moment."""
    async with db.tx(SYSTEM) as tx:
        actor = await actor_of(tx, staff_id)
    assert actor is not None
    return actor


async def a_player(db: Database, brand: ABrand, *, email: str = "", registered: bool = False) -> Player:
    async with db.tx(SYSTEM) as tx:
        return await recognise(
            tx, brand.id, IdentityKind.email, email or f"{new_id().hex}@mail.example", registered=registered
        )


async def a_ticket(db: Database, brand: ABrand, player: UUID, *, queue: UUID | None = None) -> UUID:
    """A bare row, for tests of what stands around tickets."""
    ticket = new_id()
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO ticket (brand_id, id, number, queue_id, restricted, player_id, channel_id, channel, class, language,
                                jurisdiction)
            VALUES ($1, $2, next_ticket_number($1), $3,
                    coalesce((SELECT restricted FROM queue WHERE brand_id = $1 AND id = $3), false),
                    $4, $5, 'email', 'mail', 'en', 'MGA')
            """,
            brand.id,
            ticket,
            queue or brand.queue,
            player,
            brand.email,
        )
    return ticket


async def a_complaint(db: Database, brand: ABrand, player: UUID, *, category: str = "SETL") -> UUID:
    """A case of a player that has just been registered."""
    complaint = new_id()
    step = ComplaintRegistered(complaint=complaint, how="call")
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            WITH counted AS (
                INSERT INTO complaint_number AS n (brand_id, last) VALUES ($1, 1001)
                ON CONFLICT (brand_id) DO UPDATE SET last = n.last + 1
                RETURNING last)
            INSERT INTO complaint (brand_id, id, number, player_id, category, jurisdiction, pack, language, channel, summary,
                                   first_received_at, state)
            SELECT $1, $2, 'C-' || last, $3, $4, 'MGA', 'iso10002', 'en', 'phone', 'The bet was voided.', now(), $5
            FROM   counted
            """,
            brand.id,
            complaint,
            player,
            category,
            msgspec.to_builtins(stages.apply(stages.NOTHING, step, None)),
        )
        await record_in(tx, brand.id, step)
    return complaint


async def happened(db: Database, brand: ABrand) -> list[Stored]:
    """Everything in the brand's log, oldest first."""
    async with db.tx(SYSTEM) as tx:
        return await tx.all(
            Stored,
            """
            SELECT number, brand_id AS brand, ticket_id AS ticket, type, public, version, actor_kind, actor_id, data, at
            FROM   event
            WHERE  brand_id = $1
            ORDER  BY number
            """,
            brand.id,
        )
