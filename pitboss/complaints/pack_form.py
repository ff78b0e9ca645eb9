"""The form of a pack's file: a ZIP that is written in one way only, so that whoever checks it can write it again from its
members and compare byte by byte. Members are stored as they are; no clock, user or library leaves a mark."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import msgspec

FORMAT = "pitboss-pack-2"
FORMATS = frozenset({"pitboss-pack-1", FORMAT})  # that are read; the first had nothing but evidence
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
RECORD = ("case", "decisions", "execution", "letters", "appeals", "referrals", "chronology")


class Member(msgspec.Struct, frozen=True):
    """A file of the pack, in the order in which they stand."""

    path: str
    size: int
    sha256: str


class Signature(msgspec.Struct, frozen=True):
    """Over the bytes of manifest.json. `public_key`, `signature`: Base64."""

    algorithm: str
    public_key: str
    signature: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`chain`: every link of the case, in order; `head`: the last one's hash. `items`: what this edition holds of each.
    `record`: which member tells each part of RECORD; of the second format on."""

    format: str
    edition: str
    language: str
    generated_at: str
    tool: dict[str, str]
    case: dict[str, Any]
    rules: dict[str, str]
    head: str
    chain: list[dict[str, Any]]
    items: list[dict[str, Any]]
    members: list[Member]
    key: str
    record: dict[str, str] = {}


class Window(io.RawIOBase):
    """What was written and not yet taken. It can be gone back into, as a ZIP's writer does to fill in a member's length,
    but not before what was taken."""

    def __init__(self) -> None:
        super().__init__()
        self._base = 0
        self._held = bytearray()
        self._at = 0

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._base + self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if whence != 0 or offset < self._base:
            raise io.UnsupportedOperation("that part is gone")
        self._at = offset - self._base
        return offset

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._held[self._at : self._at + len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def take(self) -> bytes:
        taken, self._held = bytes(self._held), bytearray()
        self._base += len(taken)
        self._at = 0
        return taken


class Archive:
    """Writes a pack, member by member. `add` and `end` give the bytes that are ready."""

    def __init__(self) -> None:
        self._window = Window()
        self._zip = zipfile.ZipFile(self._window, "w", zipfile.ZIP_STORED, allowZip64=True)

    def add(self, path: str, data: bytes) -> bytes:
        info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
        info.create_system = 3
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_STORED
        self._zip.writestr(info, data)
        return self._window.take()

    def end(self) -> bytes:
        self._zip.close()
        return self._window.take()
