"""The chain of a case's evidence. Pure: anybody can compute it again from the manifest of an exported pack.

Each link covers what was taken (by its hash), everything said about it (by the hash of its canonical form) and the link
before it, so nothing can be changed, left out, put in or moved without every later link changing, and the head with them.
docs/subsystems/evidence.md spells out the form for who checks it with other tools."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import msgspec

START = "0" * 64  # what the first link follows
FORMAT = "pitboss-evidence-1"


class NotCanonical(ValueError):
    """A value that has no one spelling, such as a float."""


def canonical(value: Any) -> bytes:
    """JSON in the one spelling that is hashed: UTF-8, keys in the order of their code points, no blanks, no floats."""
    return json.dumps(
        plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def plain(value: Any) -> Any:
    """As strings, whole numbers, booleans, null, lists and objects. Moments are UTC, decimals keep their digits.

    Raises:
        NotCanonical.
    """
    match value:
        case Enum():
            return plain(value.value)
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case UUID() | Decimal():
            return str(value)
        case bytes():
            return value.hex()
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise NotCanonical("an object's names are texts")
            return {key: plain(item) for key, item in value.items()}
        case msgspec.Struct():
            return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
        case _ if hasattr(value, "isoformat"):
            return value.isoformat()
    raise NotCanonical(f"{type(value).__name__} has no one spelling")


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Link(msgspec.Struct, frozen=True):
    """`content`: of the bytes as they were taken. `meta`: of the canonical form of everything said about them. `sha256`:
    of the canonical form of the other fields with the format's name."""

    seq: int
    id: str
    content: str
    meta: str
    previous: str
    sha256: str


def link(seq: int, item: UUID | str, *, content: str, meta: Any, previous: str) -> Link:
    """The link that follows `previous`."""
    return _closed(seq, str(item), content, sha256(canonical(meta)), previous)


def _closed(seq: int, item: str, content: str, meta: str, previous: str) -> Link:
    said = {"format": FORMAT, "seq": seq, "id": item, "content": content, "meta": meta, "previous": previous}
    return Link(seq, item, content, meta, previous, sha256(canonical(said)))


def head(links: Sequence[Link]) -> str:
    return links[-1].sha256 if links else START


class Break(msgspec.Struct, frozen=True):
    """Where a chain does not hold. `seq`: of the link, from 1. `what`: order, previous, hash."""

    seq: int
    what: str


def breaks(links: Sequence[Link]) -> Break | None:
    """The first place at which the chain does not hold."""
    previous = START
    for place, one in enumerate(links, 1):
        if one.seq != place:
            return Break(place, "order")
        if one.previous != previous:
            return Break(place, "previous")
        if one.sha256 != _closed(one.seq, one.id, one.content, one.meta, one.previous).sha256:
            return Break(place, "hash")
        previous = one.sha256
    return None
