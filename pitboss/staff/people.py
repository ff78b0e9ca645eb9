"""Colleagues as a page of settings shows them, and what of them can be changed besides their rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.staff import events
from pitboss.staff.power import NoSuchPerson, must_be_self_or_manage, record_everywhere
from pitboss.staff.presence import Load
from pitboss.staff.queries import COLLEAGUE, Colleague


class ByName(msgspec.Struct, frozen=True, array_like=True):
    """Where a page of colleagues ends."""

    name: str
    id: UUID


class There(msgspec.Struct, frozen=True):
    """Whether a colleague is there, and what they hold and may hold, by class of channel."""

    staff_id: UUID
    name: str
    state: str
    since: datetime | None
    languages: list[str]
    loads: list[Load]


_LOADS = """coalesce((SELECT jsonb_agg(jsonb_build_object('class_', l.class, 'load', l.load, 'capacity', l.capacity,
                                                         'online', l.online) ORDER BY l.class)
                     FROM   staff_load l WHERE l.staff_id = s.id), '[]')"""

_THERE = f"""
    SELECT s.id AS staff_id, s.name, coalesce(p.state::text, 'offline') AS state, p.since, s.languages, {_LOADS} AS loads
    FROM   staff s LEFT JOIN presence p ON p.staff_id = s.id
"""


def _there(row: Any) -> There:
    return There(**{**row, "loads": msgspec.convert(row["loads"], list[Load])})


async def colleagues(tx: Tx, brand: str, *, after: ByName | None, limit: int) -> list[Colleague]:
    """Everybody who works for the brand, also those deactivated, by name."""
    tx.actor.must("staff.see", brand)
    return await tx.all(
        Colleague,
        f"{COLLEAGUE} AND ($2::text IS NULL OR (s.name, s.id) > ($2, $3::uuid)) ORDER BY s.name, s.id LIMIT $4",
        brand,
        after.name if after else None,
        after.id if after else None,
        limit,
    )


async def change_person(
    tx: Tx,
    staff_id: UUID,
    *,
    name: str | None = None,
    languages: list[str] | None = None,
    locale: str | None = None,
) -> None:
    """One's own, or a colleague's by whoever manages them; None stays. `languages`: in which the person answers."""
    await must_be_self_or_manage(tx, staff_id)
    shown = " ".join(name.split()) if name is not None else None
    if shown is not None and not 0 < len(shown) <= 100:
        raise Invalid("A name has 1 to 100 characters.")
    spoken = sorted(set(languages)) if languages is not None else None
    if spoken is not None and (not spoken or not set(spoken) <= {"ru", "en"}):
        raise Invalid("Name at least one language: ru, en.")
    if locale not in (None, "ru", "en"):
        raise Invalid("The language of the workspace is ru or en.")
    await tx.elevate()
    before = await tx.connection.fetchrow(
        "SELECT name, languages, locale FROM staff WHERE id = $1 FOR NO KEY UPDATE", staff_id
    )
    if before is None:
        raise NoSuchPerson
    wanted = {"name": shown, "languages": spoken, "locale": locale}
    differs = sorted(field for field, to in wanted.items() if to is not None and to != before[field])
    if not differs:
        return
    await tx.run(
        """
        UPDATE staff
        SET    name = coalesce($2, name), languages = coalesce($3, languages), locale = coalesce($4, locale)
        WHERE  id = $1
        """,
        staff_id,
        shown,
        spoken,
        locale,
    )
    await record_everywhere(tx, staff_id, events.StaffChanged(staff=staff_id, fields=differs))
    tx.wake.update({"settings", "dispatch"})


async def there(tx: Tx, staff_id: UUID) -> There:
    """One's own presence and load."""
    row = await tx.connection.fetchrow(f"{_THERE} WHERE s.id = $1", staff_id)
    if row is None:
        raise NoSuchPerson
    return _there(row)


async def who_is_there(tx: Tx, brand: str, *, after: ByName | None, limit: int) -> list[There]:
    """The active staff of a brand by name, whoever is offline too."""
    tx.actor.must("staff.see", brand)
    rows = await tx.connection.fetch(
        f"""
        {_THERE}
        WHERE  s.active AND EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = s.id)
          AND  ($2::text IS NULL OR (s.name, s.id) > ($2, $3::uuid))
        ORDER  BY s.name, s.id
        LIMIT  $4
        """,
        brand,
        after.name if after else None,
        after.id if after else None,
        limit,
    )
    return [_there(row) for row in rows]
