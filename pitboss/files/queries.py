"""Reads of files."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.kit.refused import Refused


class FileState(StrEnum):
    ready = "ready"
    checking = "checking"  # the virus scanner has not looked yet
    infected = "infected"
    unchecked = "unchecked"  # too large for the scanner
    redacted = "redacted"


# Of a row of `attachment` by the name of `a`.
STATE = """CASE WHEN a.file_key IS NULL THEN 'redacted' WHEN a.scan IN ('none', 'clean') THEN 'ready'
           WHEN a.scan = 'waiting' THEN 'checking' ELSE a.scan END"""


class BeingChecked(Refused):
    """This file is still being checked for viruses. Try again in a moment."""

    status = 425


class Infected(Refused):
    """This file is withheld: the check found a virus in it."""

    status = 403


class NotCheckable(Refused):
    """This file is withheld: it is too large to be checked for viruses. Ask for a smaller one."""

    status = 403


class FileRedacted(Refused):
    """This file was redacted."""

    status = 404


class Attached(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    name: str
    content_type: str
    file_key: str | None
    scan: str


async def attached(tx: Tx, brands: Iterable[str], attachment: UUID) -> Attached | None:
    """As far as the actor may see it."""
    return await tx.maybe(
        Attached,
        "SELECT brand_id AS brand, id, name, content_type, file_key, scan FROM attachment WHERE brand_id = ANY ($1) AND id = $2",
        sorted(brands),
        attachment,
    )


def must_be_ready(file: Attached, *, scanning: bool) -> str:
    """The key of its bytes.

    Raises:
        FileRedacted, BeingChecked, Infected, NotCheckable.
    """
    if file.file_key is None:
        raise FileRedacted
    if file.scan == "infected":
        raise Infected
    if file.scan == "unchecked":
        raise NotCheckable
    if file.scan == "waiting" or (scanning and file.scan == "none"):
        raise BeingChecked
    return file.file_key
