"""What a brand says itself of the rules of complaints: its own terms, and the dispute bodies that it uses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import packs
from pitboss.complaints.events import ComplaintRulesSet
from pitboss.complaints.pack_model import OwnRules, Pack
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid
from pitboss.tickets.actions import storable

MANAGE = "complaints.packs"
MOST_BODIES = 50
MOST_TERMS = 50
MAX_REASON = 500


class RulesChanged(Conflict):
    """Somebody has changed these rules since you read them. Look again."""


class NoReason(Invalid):
    """Say why the rules change, in at most 500 characters: it stays with them."""


class Kept(msgspec.Struct, frozen=True):
    """`version`: 0 where the brand has said nothing yet."""

    pack: str
    rules: OwnRules
    version: int
    changed_by: UUID | None
    changed_at: datetime | None


class _Row(msgspec.Struct, frozen=True):
    pack: str
    rules: dict[str, Any]
    version: int
    changed_by: UUID | None
    changed_at: datetime


async def all_own(tx: Tx, brand: str) -> dict[str, Kept]:
    rows = await tx.all(
        _Row,
        "SELECT pack, rules, version, changed_by, changed_at FROM complaint_own_rules WHERE brand_id = $1",
        brand,
    )
    return {
        row.pack: Kept(
            row.pack, msgspec.convert(row.rules, OwnRules), row.version, row.changed_by, row.changed_at
        )
        for row in rows
    }


async def own(tx: Tx, brand: str, pack: str) -> Kept:
    return (await all_own(tx, brand)).get(pack, Kept(pack, OwnRules(), 0, None, None))


async def effective(tx: Tx, brand: str, pack: str) -> Pack:
    """The rules by which a case that begins now is handled."""
    return packs.effective(pack, (await own(tx, brand, pack)).rules)


async def put(tx: Tx, brand: str, pack: str, wanted: OwnRules, *, version: int, reason: str) -> Kept:
    """For cases to come; those that have begun keep their rules.

    Raises:
        NoSuchPack, OwnRulesRefused, NoReason.
        RulesChanged: they are not of this version any more.
    """
    tx.actor.must(MANAGE, brand)
    why = secrets.mask(storable(reason)).text.strip()
    if not 1 <= len(why) <= MAX_REASON:
        raise NoReason
    if len(wanted.bodies) > MOST_BODIES or len(wanted.terms) > MOST_TERMS:
        raise Invalid(f"A brand has at most {MOST_BODIES} dispute bodies and {MOST_TERMS} terms of its own.")
    packs.effective(pack, wanted)
    await tx.elevate()
    was = (await own(tx, brand, pack)).rules
    kept = await tx.maybe(
        _Row,
        """
        INSERT INTO complaint_own_rules AS o (brand_id, pack, rules, changed_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (brand_id, pack) DO UPDATE
        SET    rules = $3, changed_by = $4, changed_at = now(), version = o.version + 1
        WHERE  o.version = $5
        RETURNING pack, rules, version, changed_by, changed_at
        """,
        brand,
        pack,
        msgspec.to_builtins(wanted),
        tx.actor.id,
        version,
    )
    if kept is None or (kept.version == 1 and version != 0):
        raise RulesChanged
    await tx.run(
        """
        INSERT INTO complaint_own_rules_change (brand_id, id, pack, version, was, rules, reason, changed_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        brand,
        new_id(),
        pack,
        kept.version,
        msgspec.to_builtins(was),
        msgspec.to_builtins(wanted),
        why,
        tx.actor.id,
    )
    await record_in(tx, brand, ComplaintRulesSet(pack=pack, version=kept.version))
    return Kept(kept.pack, wanted, kept.version, kept.changed_by, kept.changed_at)


class OwnChange(msgspec.Struct, frozen=True, kw_only=True):
    """`was`, `now`: all that the brand said itself of the pack, before and after. `name`: of who changed it; null: the
    installation."""

    id: UUID
    version: int
    changed_at: datetime
    changed_by: UUID | None
    name: str | None
    reason: str
    was: OwnRules
    now: OwnRules


async def changes(
    tx: Tx, brand: str, pack: str, *, before: int | None = None, limit: int = 50
) -> list[OwnChange]:
    """The newest first, from before the version `before`."""
    rows = await tx.connection.fetch(
        """
        SELECT h.id, h.version, h.changed_at, h.changed_by, s.name, h.reason, h.was, h.rules AS now
        FROM   complaint_own_rules_change h LEFT JOIN staff s ON s.id = h.changed_by
        WHERE  h.brand_id = $1 AND h.pack = $2 AND ($3::int IS NULL OR h.version < $3)
        ORDER  BY h.version DESC
        LIMIT  $4
        """,
        brand,
        pack,
        before,
        limit,
    )
    return [
        OwnChange(
            **{
                **dict(row),
                "was": msgspec.convert(row["was"], OwnRules),
                "now": msgspec.convert(row["now"], OwnRules),
            }
        )
        for row in rows
    ]
