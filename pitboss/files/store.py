"""Attachments and large originals: a folder or S3, by content. The same bytes are kept once; a file without a row is
harmless, a row without a file can't be, since the file is stored first."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import obstore
from obstore.store import LocalStore, from_url

from pitboss.kit.refused import NotFound


class FileMissing(NotFound):
    """The file is no longer in the store."""


class Kept(msgspec.Struct, frozen=True):
    key: str
    sha256: bytes
    size: int


class FileStore:
    """Its calls run in threads of Python's own. Those of `obstore`'s asynchronous functions end whenever they like: one that
    is still telling the loop of its result when a short command's interpreter ends takes the process with it (SIGABRT)."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme == "file":
            folder = Path(unquote(parts.path))
            folder.mkdir(parents=True, exist_ok=True)
            self._store: Any = LocalStore(prefix=str(folder))
        else:
            self._store = from_url(url)

    async def put(self, brand: str, data: bytes) -> Kept:
        digest = hashlib.sha256(data)
        name = digest.hexdigest()
        key = f"{brand}/{name[:2]}/{name}"
        await asyncio.to_thread(obstore.put, self._store, key, data)
        return Kept(key, digest.digest(), len(data))

    async def put_sealed(self, key: str, data: bytes) -> None:
        """Encrypted bytes, under a key of their own: the same file is never the same bytes."""
        await asyncio.to_thread(obstore.put, self._store, key, data)

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread(self._get, key)
        except FileNotFoundError as problem:
            raise FileMissing from problem

    def _get(self, key: str) -> bytes:
        return bytes(obstore.get(self._store, key).bytes())

    async def delete(self, key: str) -> None:
        """Also when it is gone already."""
        with contextlib.suppress(FileNotFoundError):
            await asyncio.to_thread(obstore.delete, self._store, key)

    async def check(self) -> None:
        """Writes, reads and deletes a probe; raises whatever the store raises."""
        key = "probe/health"
        await asyncio.to_thread(self._check, key)

    def _check(self, key: str) -> None:
        obstore.put(self._store, key, b"ok")
        obstore.get(self._store, key)
        obstore.delete(self._store, key)
