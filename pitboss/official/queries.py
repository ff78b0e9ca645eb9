"""Every read of official channels and impostors."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pitboss.db.tx import Tx
from pitboss.official.model import (
    Impostor,
    ImpostorState,
    NoSuchEntry,
    NoSuchImpostor,
    Official,
    OfficialKind,
)

COLUMNS = """brand_id AS brand, id, kind, platform, value, normal, about_en, about_ru, shown, source, valid_from, valid_to,
    added_by, ended_by"""
IMPOSTOR = """i.brand_id AS brand, i.id, i.kind, i.platform, i.value, i.normal, i.state, i.note, i.state_by, i.state_at,
    i.reported_at, i.version,
    ARRAY(SELECT r.ticket_id FROM impostor_report r WHERE r.brand_id = i.brand_id AND r.impostor_id = i.id
          ORDER BY r.reported_at DESC LIMIT 100) AS reports"""


def official_of(row: Any) -> Official:
    return Official(**{**row, "kind": OfficialKind(row["kind"])})


def impostor_of(row: Any) -> Impostor:
    return Impostor(**{**row, "kind": OfficialKind(row["kind"]), "state": ImpostorState(row["state"])})


async def entries(tx: Tx, brand: str | None = None, *, ended: bool = False) -> list[Official]:
    """What is official, in the order of the page; with `ended` what was, too."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS} FROM official_channel
        WHERE  ($1::text IS NULL OR brand_id = $1) AND ($2 OR ((valid_to IS NULL OR valid_to > now()) AND valid_from <= now()))
        ORDER  BY brand_id, array_position('{{site,email,phone,handle,name}}'::text[], kind), platform, valid_from, id
        LIMIT  5000
        """,
        brand,
        ended,
    )
    return [official_of(row) for row in rows]


async def entry(tx: Tx, brand: str, which: UUID) -> Official:
    row = await tx.connection.fetchrow(
        f"SELECT {COLUMNS} FROM official_channel WHERE brand_id = $1 AND id = $2", brand, which
    )
    if row is None:
        raise NoSuchEntry
    return official_of(row)


async def impostors(
    tx: Tx,
    brand: str | None = None,
    *,
    state: ImpostorState | None = None,
    before: UUID | None = None,
    limit: int = 5000,
) -> list[Impostor]:
    """The last reported first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {IMPOSTOR} FROM impostor i
        WHERE  ($1::text IS NULL OR i.brand_id = $1) AND ($2::text IS NULL OR i.state = $2) AND ($3::uuid IS NULL OR i.id < $3)
        ORDER  BY i.id DESC
        LIMIT  $4
        """,
        brand,
        state,
        before,
        limit,
    )
    return [impostor_of(row) for row in rows]


async def impostor(tx: Tx, brand: str, which: UUID) -> Impostor:
    row = await tx.connection.fetchrow(
        f"SELECT {IMPOSTOR} FROM impostor i WHERE i.brand_id = $1 AND i.id = $2", brand, which
    )
    if row is None:
        raise NoSuchImpostor
    return impostor_of(row)


async def of_ticket(tx: Tx, brand: str, ticket: UUID) -> list[Impostor]:
    """Those that a ticket reports."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {IMPOSTOR} FROM impostor i
        JOIN   impostor_report o ON o.brand_id = i.brand_id AND o.impostor_id = i.id
        WHERE  o.brand_id = $1 AND o.ticket_id = $2
        ORDER  BY i.id
        """,
        brand,
        ticket,
    )
    return [impostor_of(row) for row in rows]


async def known(tx: Tx, brand: str | None = None) -> tuple[list[Official], list[Impostor]]:
    """Everything that a verdict depends on. The transaction is SYSTEM's: what is not shown counts too. Kept until the
    settings change."""
    kept: Any = tx.cache.get(("official", brand))
    if kept is None:
        rows = await tx.connection.fetch(
            f"SELECT {IMPOSTOR} FROM impostor i WHERE ($1::text IS NULL OR i.brand_id = $1) AND i.state IN ('confirmed', 'takedown_asked', 'down') LIMIT 20000",
            brand,
        )
        kept = (await entries(tx, brand, ended=True), [impostor_of(row) for row in rows])
        tx.cache[("official", brand)] = kept
    return kept  # type: ignore[no-any-return]
