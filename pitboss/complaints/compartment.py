"""Compliance's closed notes. They lie in a schema that neither the web nor the worker may read; the database's own
functions ask for the session of a person who holds the permission, and keep who read what. Nothing of them is in the log,
in a search, a report, a socket or an export, and no event says that there are any: to know of a note can be a breach too.
docs/subsystems/evidence.md"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.refused import Forbidden, Invalid

MOST = 20_000
MOST_WHY = 500


class ComplianceNote(msgspec.Struct, frozen=True):
    id: UUID
    staff_id: UUID
    text: str
    at: datetime


class ComplianceRead(msgspec.Struct, frozen=True):
    """`what`: wrote, read or read_log."""

    staff_id: UUID
    what: str
    why: str
    notes: int
    at: datetime


class Closed(Forbidden):
    """This is open to compliance only."""


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except asyncpg.InsufficientPrivilegeError as problem:
        raise Closed from problem


async def add(tx: Tx, session: str, brand: str, complaint: UUID, text: str) -> UUID:
    """`session`: the token of who writes. Raises Closed, Invalid."""
    if not 1 <= len(text.strip()) <= MOST:
        raise Invalid(f"A note has 1 to {MOST} characters.")
    with _refusing():
        made: UUID = await tx.value(
            "SELECT compliance.write_note($1, $2, $3, $4)", session, brand, complaint, text.strip()
        )
    return made


async def notes(tx: Tx, session: str, brand: str, complaint: UUID, *, why: str) -> list[ComplianceNote]:
    """The oldest first. Raises Closed, Invalid."""
    if len(why) > MOST_WHY:
        raise Invalid(f"The purpose has at most {MOST_WHY} characters.")
    with _refusing():
        return await tx.all(
            ComplianceNote,
            "SELECT id, staff_id, text, at FROM compliance.read_notes($1, $2, $3, $4)",
            session,
            brand,
            complaint,
            why.strip(),
        )


async def reads(tx: Tx, session: str, brand: str, complaint: UUID) -> list[ComplianceRead]:
    """The oldest first; this look is kept as well. Raises Closed."""
    with _refusing():
        return await tx.all(
            ComplianceRead,
            "SELECT staff_id, what, why, notes, at FROM compliance.read_log($1, $2, $3)",
            session,
            brand,
            complaint,
        )
