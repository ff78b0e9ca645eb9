"""Channels and their health."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from pitboss.channels.adapter import CHANNEL_COLUMNS, Channel
from pitboss.channels.quiet import is_quiet
from pitboss.db.tx import Tx


class Brand(msgspec.Struct, frozen=True):
    id: str
    name: str
    prefix: str
    language: str
    jurisdiction: str
    origins: list[str]
    grace_days: int
    settings: dict[str, Any]


async def brand(tx: Tx, brand_id: str) -> Brand:
    known: Any = tx.cache.get(("brand", brand_id))
    if known is None:
        known = await tx.one(
            Brand,
            "SELECT id, name, prefix, language, jurisdiction, origins, grace_days, settings FROM brand WHERE id = $1",
            brand_id,
        )
        tx.cache[("brand", brand_id)] = known
    return known  # type: ignore[no-any-return]


async def channels(tx: Tx, brand_id: str) -> list[Channel]:
    known: Any = tx.cache.get(("channels", brand_id))
    if known is None:
        known = await tx.all(
            Channel,
            f"SELECT {CHANNEL_COLUMNS} FROM channel WHERE brand_id = $1 ORDER BY created_at, id",
            brand_id,
        )
        tx.cache[("channels", brand_id)] = known
    return known  # type: ignore[no-any-return]


async def channel(tx: Tx, brand_id: str, channel_id: UUID) -> Channel | None:
    return next((c for c in await channels(tx, brand_id) if c.id == channel_id), None)


async def first_channel(tx: Tx, brand_id: str, kind: str) -> Channel | None:
    """The brand's channel of a kind that is switched on; the oldest if there are several."""
    return next((c for c in await channels(tx, brand_id) if c.kind == kind and c.enabled), None)


async def mail_channels(tx: Tx) -> dict[str, Channel]:
    """Every mail address that the desk receives for, over all brands."""
    known: Any = tx.cache.get("mail channels")
    if known is None:
        rows = await tx.all(
            Channel,
            f"SELECT {CHANNEL_COLUMNS} FROM channel WHERE kind = 'email' AND enabled AND address IS NOT NULL",
        )
        known = {row.address.lower(): row for row in rows if row.address}
        tx.cache["mail channels"] = known
    return known  # type: ignore[no-any-return]


async def is_own_address(tx: Tx, address: str) -> bool:
    """Whether mail to it comes back to the desk, `name+anything@…` included."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" in await mail_channels(tx)


class Health(msgspec.Struct, frozen=True):
    """`quiet`: nothing came in for longer than usual here, which is `quiet_after` seconds, or
    what the channel has learned if that is null."""

    brand: str
    channel: UUID
    kind: str
    name: str
    enabled: bool
    last_in: datetime | None
    last_out: datetime | None
    waiting_out: int
    quarantined: int
    errors: int
    last_error: str | None
    error_at: datetime | None
    quiet: bool
    quiet_after: int | None


class _Looked(msgspec.Struct, frozen=True):
    brand: str
    channel: UUID
    kind: str
    name: str
    enabled: bool
    last_in: datetime | None
    last_out: datetime | None
    waiting_out: int
    quarantined: int
    errors: int
    last_error: str | None
    error_at: datetime | None
    quiet_after: timedelta | None
    usual_quiet: list[timedelta] | None
    silent_since: datetime
    now: datetime


async def health(tx: Tx, brand_id: str) -> list[Health]:
    rows = await tx.all(
        _Looked,
        """
        SELECT c.brand_id AS brand, c.id AS channel, c.kind, c.name, c.enabled, i.last_in, o.last_out,
               (SELECT count(*) FROM delivery d WHERE d.brand_id = c.brand_id AND d.channel_id = c.id AND d.next_at IS NOT NULL)::int AS waiting_out,
               (SELECT count(*) FROM original q WHERE q.brand_id = c.brand_id AND q.channel_id = c.id AND q.state = 'quarantined')::int AS quarantined,
               c.errors, c.last_error, c.error_at,
               c.quiet_after, c.usual_quiet, coalesce(i.last_in, c.created_at) AS silent_since, now() AS now
        FROM   channel c
        LEFT   JOIN LATERAL (
            SELECT m.created_at AS last_in FROM message m
            WHERE m.brand_id = c.brand_id AND m.channel_id = c.id AND m.author_kind = 'player' ORDER BY m.id DESC LIMIT 1) i ON true
        LEFT   JOIN LATERAL (
            SELECT d.sent_at AS last_out FROM delivery d
            WHERE d.brand_id = c.brand_id AND d.channel_id = c.id AND d.sent_at IS NOT NULL ORDER BY d.sent_at DESC LIMIT 1) o ON true
        WHERE  c.brand_id = $1
        ORDER  BY c.kind, c.name
        """,
        brand_id,
    )
    return [
        Health(
            row.brand,
            row.channel,
            row.kind,
            row.name,
            row.enabled,
            row.last_in,
            row.last_out,
            row.waiting_out,
            row.quarantined,
            row.errors,
            row.last_error,
            row.error_at,
            row.enabled
            and is_quiet(row.silent_since, row.now, setting=row.quiet_after, usual=row.usual_quiet),
            None if row.quiet_after is None else round(row.quiet_after.total_seconds()),
        )
        for row in rows
    ]
