"""Tells those who look after the rules of complaints what in them is new to look at: never an error to a player."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from pitboss.complaints import packs
from pitboss.complaints.own_rules import MANAGE
from pitboss.complaints.pack_model import OwnRules
from pitboss.db.tx import Tx
from pitboss.tickets.staff_notices import notify_of

MOST = 100  # people told at once


class _Brand(msgspec.Struct, frozen=True):
    brand: str
    jurisdiction: str
    rules: dict[str, Any]  # the brand's own, by pack


async def step(tx: Tx, on: date) -> int:
    """Compares the rules of every brand that has a case, or rules of its own, with what its people were told before. What is
    right again is forgotten, so that it is told anew if it comes back."""
    brands = await tx.all(
        _Brand,
        """
        SELECT b.id AS brand, b.jurisdiction,
               coalesce((SELECT jsonb_object_agg(o.pack, o.rules) FROM complaint_own_rules o WHERE o.brand_id = b.id), '{}') AS rules
        FROM   brand b
        WHERE  EXISTS (SELECT 1 FROM complaint c WHERE c.brand_id = b.id)
           OR  EXISTS (SELECT 1 FROM complaint_own_rules o WHERE o.brand_id = b.id)
        ORDER  BY b.id
        """,
    )
    told = 0
    for one in brands:
        own = {pack: msgspec.convert(rules, OwnRules) for pack, rules in one.rules.items()}
        for pack in sorted({packs.pack_for(one.jurisdiction), *own}):
            told += await _compare(tx, one.brand, pack, own.get(pack), on)
    return told


async def _compare(tx: Tx, brand: str, pack: str, own: OwnRules | None, on: date) -> int:
    warned = {(one.rule, one.kind.value) for one in packs.warnings(packs.effective(pack, own), on)}
    rules, kinds = [rule for rule, _ in sorted(warned)], [kind for _, kind in sorted(warned)]
    await tx.run(
        """
        DELETE FROM complaint_rule_warned
        WHERE  brand_id = $1 AND pack = $2 AND (rule, kind) NOT IN (SELECT * FROM unnest($3::text[], $4::text[]))
        """,
        brand,
        pack,
        rules,
        kinds,
    )
    new = await tx.column(
        """
        INSERT INTO complaint_rule_warned (brand_id, pack, rule, kind)
        SELECT $1, $2, w.rule, w.kind FROM unnest($3::text[], $4::text[]) AS w (rule, kind)
        ON CONFLICT DO NOTHING
        RETURNING rule
        """,
        brand,
        pack,
        rules,
        kinds,
    )
    if not new:
        return 0
    people = await tx.column(
        """
        SELECT DISTINCT r.staff_id
        FROM   staff_role r JOIN role ON role.name = r.role JOIN staff s ON s.id = r.staff_id AND s.active
        WHERE  r.brand_id = $1 AND $2 = ANY (role.permissions)
        ORDER  BY r.staff_id
        LIMIT  $3
        """,
        brand,
        MANAGE,
        MOST,
    )
    return await notify_of(tx, brand, "rules_warned", "pack", pack, people)
