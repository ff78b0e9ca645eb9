"""In which brand a row lies, when a request names the row alone."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pitboss.db.tx import Tx
from pitboss.kit.refused import NotFound

Table = Literal[
    "calendar", "channel", "merge_proposal", "original", "player", "promise_policy", "queue", "team", "ticket"
]


async def brand_of(tx: Tx, table: Table, row: UUID, *, brand: str | None = None) -> str:
    """Among the actor's brands, or only in `brand`.

    Raises:
        NotFound: also when the row exists and isn't the actor's to see.
    """
    found: str | None = await tx.value(
        f"SELECT brand_id FROM {table} WHERE brand_id = ANY ($1) AND id = $2",
        sorted(tx.actor.brands if brand is None else tx.actor.brands & {brand}),
        row,
    )
    if found is None:
        raise NotFound(f"There is no such {table.replace('_', ' ')}, or it isn't yours to see.")
    return found
