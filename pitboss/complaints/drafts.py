"""What a player has filled in of the complaint form so far, known by a token that only their browser has. All transactions are
SYSTEM's."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.files.store import Kept
from pitboss.kit import secrets as masking
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Refused

LIFE = timedelta(days=14)
MOST_FILES = 10


class TooManyFiles(Refused):
    """A complaint has at most 10 files. Take one out, or send the others later: the case takes more."""

    status: ClassVar[int] = 422


class DraftFile(msgspec.Struct, frozen=True):
    """A file that was let in and is kept already."""

    name: str
    content_type: str
    key: str
    sha256: bytes
    size: int

    @property
    def kept(self) -> Kept:
        return Kept(self.key, self.sha256, self.size)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`reached`: the furthest step that may be opened. `sent_at`: from then on nothing of it changes."""

    brand: str
    id: UUID
    player_id: UUID | None
    reached: int
    answers: dict[str, str]
    files: list[DraftFile]
    report_id: UUID | None
    complaint_id: UUID | None
    sent_at: datetime | None


_COLUMNS = "brand_id AS brand, id, player_id, reached, answers, files, report_id, complaint_id, sent_at"


def cookie_name(brand: str) -> str:
    return f"pitboss_complaint_{brand}"


async def _one(tx: Tx, sql: str, *args: object) -> Draft | None:
    row = await tx.connection.fetchrow(sql, *args)
    return None if row is None else msgspec.convert(dict(row), Draft)


async def begin(tx: Tx, brand: str) -> tuple[Draft, str]:
    """A new draft, and its token."""
    token = secrets.token_urlsafe(32)
    made = await _one(
        tx,
        f"INSERT INTO complaint_draft (brand_id, id, hash) VALUES ($1, $2, $3) RETURNING {_COLUMNS}",
        brand,
        new_id(),
        _digest(token),
    )
    assert made is not None, "an insert that returns gives its row"
    return made, token


async def of_token(tx: Tx, brand: str, token: str, *, hold: bool = False) -> Draft | None:
    return await _one(
        tx,
        f"""
        SELECT {_COLUMNS} FROM complaint_draft
        WHERE  brand_id = $1 AND hash = $2 AND updated_at > now() - $3::interval {"FOR UPDATE" if hold else ""}
        """,
        brand,
        _digest(token),
        LIFE,
    )


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


async def keep(tx: Tx, held: Draft, answers: Mapping[str, str], *, reached: int | None = None) -> Draft:
    """Writes answers over those that are there, without secrets. A draft that was sent stays as it is."""
    clean = {name: masking.mask(value).text for name, value in answers.items()}
    kept = await _one(
        tx,
        f"""
        UPDATE complaint_draft SET answers = answers || $3::jsonb, reached = greatest(reached, $4), updated_at = now()
        WHERE  brand_id = $1 AND id = $2 AND sent_at IS NULL
        RETURNING {_COLUMNS}
        """,
        held.brand,
        held.id,
        clean,
        reached or held.reached,
    )
    return kept or held


async def set_files(tx: Tx, held: Draft, files: list[DraftFile]) -> None:
    """
    Raises:
        TooManyFiles.
    """
    if len(files) > MOST_FILES:
        raise TooManyFiles
    await tx.run(
        "UPDATE complaint_draft SET files = $3, updated_at = now() WHERE brand_id = $1 AND id = $2 AND sent_at IS NULL",
        held.brand,
        held.id,
        msgspec.to_builtins(files),
    )


async def belongs(tx: Tx, held: Draft, player: UUID) -> None:
    await tx.run(
        "UPDATE complaint_draft SET player_id = $3 WHERE brand_id = $1 AND id = $2 AND player_id IS NULL",
        held.brand,
        held.id,
        player,
    )


async def sent(tx: Tx, held: Draft, *, report: UUID | None = None, complaint: UUID | None = None) -> None:
    await tx.run(
        """
        UPDATE complaint_draft
        SET    sent_at = coalesce(sent_at, now()), report_id = coalesce($3, report_id), complaint_id = coalesce($4, complaint_id),
               updated_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        held.brand,
        held.id,
        report,
        complaint,
    )


async def drop(tx: Tx, held: Draft) -> None:
    await tx.run(
        "DELETE FROM complaint_draft WHERE brand_id = $1 AND id = $2 AND sent_at IS NULL", held.brand, held.id
    )


async def sweep(tx: Tx) -> None:
    """Forgets what nobody went on with, and what was sent: the case or the report has it."""
    await tx.run("DELETE FROM complaint_draft WHERE updated_at < now() - $1::interval", LIFE)


async def held(tx: Tx, known: Draft) -> Draft:
    """The same draft, locked, as it is now."""
    found = await _one(
        tx,
        f"SELECT {_COLUMNS} FROM complaint_draft WHERE brand_id = $1 AND id = $2 FOR UPDATE",
        known.brand,
        known.id,
    )
    return found or known
