"""Channels and their health."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from pitboss.channels.adapter import CHANNEL_COLUMNS, Channel
from pitboss.channels.names import Names, names
from pitboss.channels.quiet import is_quiet
from pitboss.db.tx import Tx
from pitboss.kit.shapes import shaped


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


async def is_brand(tx: Tx, brand_id: str) -> bool:
    return bool(await tx.value("SELECT EXISTS (SELECT 1 FROM brand WHERE id = $1)", brand_id))


async def brand_names(tx: Tx, only: str | None = None) -> dict[str, str]:
    """By id, in the order of the names."""
    return dict(
        await tx.connection.fetch(
            "SELECT id, name FROM brand WHERE $1::text IS NULL OR id = $1 ORDER BY name, id", only
        )
    )


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


async def passwords(tx: Tx, brand_id: str) -> dict[UUID, frozenset[str]]:
    """By channel, of which of its servers (`imap`, `smtp`) a password is kept. The transaction is the desk's own."""
    held: dict[UUID, frozenset[str]] = {}
    for name in await tx.column(
        "SELECT name FROM brand_secret WHERE brand_id = $1 AND (name LIKE 'imap:%' OR name LIKE 'smtp:%')",
        brand_id,
    ):
        server, _, channel_id = name.partition(":")
        held[UUID(channel_id)] = held.get(UUID(channel_id), frozenset()) | {server}
    return held


async def secrets(tx: Tx, channel: Channel) -> dict[str, str]:
    """The passwords of a channel's servers, by `imap` and `smtp`, for who signs in there. The transaction is the desk's."""
    rows = await tx.connection.fetch(
        "SELECT name, value FROM brand_secret WHERE brand_id = $1 AND name = ANY ($2)",
        channel.brand,
        [f"{server}:{channel.id}" for server in ("imap", "smtp")],
    )
    return {row["name"].partition(":")[0]: row["value"] for row in rows}


async def names_of(tx: Tx, brand_id: str, kind: str, channel_id: UUID | None = None) -> Names:
    """Who players see behind answers: by this channel, or the brand's first of the kind. Call it last: a player may not
    look at channels, so the desk does, unless they are known."""
    if ("channels", brand_id) not in tx.cache:
        await tx.elevate()
    home = await brand(tx, brand_id)
    found = (
        await first_channel(tx, brand_id, kind)
        if channel_id is None
        else await channel(tx, brand_id, channel_id)
    )
    return names(home.name, home.settings.get("sender"), found and found.settings.get("sender"), kind)


class _Counted(msgspec.Struct, frozen=True):
    brand: str
    channel: UUID
    kind: str
    name: str
    enabled: bool
    last_in: datetime | None
    last_out: datetime | None
    waiting_out: int
    quarantined: int
    ignored: int
    errors: int
    last_error: str | None
    error_at: datetime | None


class Health(_Counted, frozen=True):
    """`ignored`: mails under the desk's own addresses in the last seven days that became no request: its own come back, and
    what names nobody to answer. `quiet`: nothing came in for longer than usual here, which is `quiet_after` seconds, or
    what the channel has learned if that is null."""

    quiet: bool
    quiet_after: int | None


class _Looked(_Counted, frozen=True):
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
               (SELECT count(*) FROM original g WHERE g.brand_id = c.brand_id AND g.channel_id = c.id AND g.state = 'ignored'
                AND g.error IS NOT NULL AND g.received_at > now() - interval '7 days')::int AS ignored,
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
        shaped(
            Health,
            row,
            quiet=row.enabled
            and is_quiet(row.silent_since, row.now, setting=row.quiet_after, usual=row.usual_quiet),
            quiet_after=None if row.quiet_after is None else round(row.quiet_after.total_seconds()),
        )
        for row in rows
    ]


async def on_page(tx: Tx, brand: str, messages: Sequence[UUID]) -> dict[UUID, str]:
    """Of these, the words of those that went out as mail, for who reads them on a page."""
    rows = await tx.connection.fetch(
        "SELECT message_id, text FROM notice_on_page WHERE brand_id = $1 AND message_id = ANY ($2)",
        brand,
        messages,
    )
    return {row["message_id"]: row["text"] for row in rows}
