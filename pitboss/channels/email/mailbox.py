"""What the desk knows of its IMAP mailboxes: their settings, how far each folder has been read, and what went wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import msgspec

from pitboss.channels.adapter import CHANNEL_COLUMNS, Channel
from pitboss.channels.email.adapter import Envelope, external_id_of
from pitboss.channels.email.imap_protocol import read_url
from pitboss.channels.email.original import without_secrets
from pitboss.db.tx import Tx
from pitboss.kit.ids import new_id

UNFETCHED = "unfetched:"  # before the external id of a mail that was noticed but not taken


class BadMailbox(Exception):
    """A sentence for whoever wrote the settings."""


class Mailbox(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`settings["imap"]` of an e-mail channel. `after`: what becomes of a mail that was taken: "keep", "seen" or
    "move:Folder". `since`: older mails are left alone; by default the day before the channel was made."""

    url: str
    user: str
    folders: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=20)] = ("INBOX",)
    after: Annotated[str, msgspec.Meta(pattern=r"^(keep|seen|move:[^\r\n]+)$")] = "keep"
    since: date | None = None
    check_days: Annotated[int, msgspec.Meta(ge=1, le=3650)] = 14
    plain: bool = False

    @property
    def moves_to(self) -> str | None:
        kind, colon, folder = self.after.partition(":")
        return folder if colon and kind == "move" else None


class Known(msgspec.Struct, frozen=True):
    """A channel with a mailbox, as the settings have it now."""

    channel: Channel
    password: str | None
    created_at: datetime


class _Row(Channel, frozen=True, kw_only=True):
    password: str | None
    created_at: datetime


class Position(msgspec.Struct, frozen=True):
    uid_validity: int
    last_uid: int


def read_mailbox(channel: Channel) -> Mailbox:
    """Raises:
    BadMailbox: with the first mistake.
    """
    try:
        mailbox = msgspec.convert(channel.settings.get("imap"), Mailbox)
        read_url(mailbox.url)
    except ValueError as mistake:  # msgspec.ValidationError and BadUrl are both
        raise BadMailbox(f"The mailbox's settings can't be used: {mistake}") from mistake
    if mailbox.moves_to in mailbox.folders:
        raise BadMailbox(
            "The mailbox's settings can't be used: mails would be moved to a folder that is read."
        )
    return mailbox


async def known_mailboxes(tx: Tx) -> list[Known]:
    """Every enabled channel with a mailbox, over all brands. Not from the cache: a password may change alone."""
    columns = ", ".join(f"c.{column.strip()}" for column in CHANNEL_COLUMNS.split(","))
    rows = await tx.all(
        _Row,
        f"""
        SELECT {columns}, s.value AS password, c.created_at
        FROM   channel c
        LEFT   JOIN brand_secret s ON s.brand_id = c.brand_id AND s.name = 'imap:' || c.id::text
        WHERE  c.kind = 'email' AND c.enabled AND c.settings ? 'imap'
        ORDER  BY c.id
        """,
    )
    return [
        Known(
            Channel(*(getattr(row, field) for field in Channel.__struct_fields__)),
            row.password,
            row.created_at,
        )
        for row in rows
    ]


async def position(tx: Tx, channel: Channel, folder: str) -> Position | None:
    return await tx.maybe(
        Position,
        """
        SELECT uid_validity, last_uid FROM mailbox_state
        WHERE  brand_id = $1 AND channel_id = $2 AND folder = $3
        """,
        channel.brand,
        channel.id,
        folder,
    )


async def begin_anew(
    tx: Tx, channel: Channel, folder: str, uid_validity: int, skipped: Sequence[int]
) -> None:
    """The folder's numbers mean something else from now on. `skipped`: mails that are left alone."""
    await tx.run(
        """
        INSERT INTO mailbox_state (brand_id, channel_id, folder, uid_validity, last_uid, seen)
        SELECT $1, $2, $3, $4, 0, coalesce(range_agg(int8range(uid, uid, '[]')), '{}') FROM unnest($5::bigint[]) AS uid
        ON CONFLICT (brand_id, channel_id, folder) DO UPDATE
        SET    uid_validity = excluded.uid_validity, last_uid = 0, seen = excluded.seen, checked_at = now()
        """,
        channel.brand,
        channel.id,
        folder,
        uid_validity,
        list(skipped),
    )


async def unseen(tx: Tx, channel: Channel, folder: str, uid_validity: int, uids: Sequence[int]) -> list[int]:
    """Those of `uids` that have not been taken, rising."""
    return await tx.column(
        """
        SELECT uid FROM unnest($5::bigint[]) AS uid
        WHERE  NOT EXISTS (
            SELECT 1 FROM mailbox_state
            WHERE  brand_id = $1 AND channel_id = $2 AND folder = $3 AND uid_validity = $4 AND seen @> uid)
        ORDER  BY uid
        """,
        channel.brand,
        channel.id,
        folder,
        uid_validity,
        list(uids),
    )


async def advance(
    tx: Tx,
    channel: Channel,
    folder: str,
    uid_validity: int,
    taken: Sequence[int],
    *,
    position_stays: bool = False,
) -> None:
    """To be called after the commit that keeps the mails. Does nothing if the folder began anew meanwhile."""
    await tx.run(
        """
        UPDATE mailbox_state
        SET    last_uid = CASE WHEN $6 THEN last_uid
                               ELSE greatest(last_uid, (SELECT max(uid) FROM unnest($5::bigint[]) AS uid)) END,
               seen = seen + (SELECT range_agg(int8range(uid, uid, '[]')) FROM unnest($5::bigint[]) AS uid),
               checked_at = now()
        WHERE  brand_id = $1 AND channel_id = $2 AND folder = $3 AND uid_validity = $4 AND cardinality($5::bigint[]) > 0
        """,
        channel.brand,
        channel.id,
        folder,
        uid_validity,
        list(taken),
        position_stays,
    )


async def keep_unfetched(
    tx: Tx, channel: Channel, head: bytes, envelope: Envelope, *, known_as: str, why: str
) -> None:
    """Puts a mail that can't be taken where people look after such things: into quarantine, with its header only."""
    head = head and head.rstrip(b"\r\n") + b"\r\n\r\n"
    clean, masked = without_secrets(head)
    await tx.run(
        """
        INSERT INTO original (brand_id, id, channel_id, external_id, state, envelope, raw, size, sha256, masked,
                              next_at, error)
        VALUES ($1, $2, $3, $4, 'quarantined', $5, $6, $7, $8, $9, NULL, $10)
        ON CONFLICT (brand_id, channel_id, external_id) DO NOTHING
        """,
        channel.brand,
        new_id(),
        channel.id,
        UNFETCHED + (external_id_of(head) if head else known_as),
        msgspec.to_builtins(envelope),
        clean,
        len(clean),
        hashlib.sha256(clean).digest(),
        [kind.value for kind in masked],
        why[:500],
    )


async def went_wrong(tx: Tx, channel: Channel, what: str) -> None:
    await tx.run(
        """
        UPDATE channel SET errors = errors + 1, last_error = $3, error_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        channel.brand,
        channel.id,
        what[:500],
    )
