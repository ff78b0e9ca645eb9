"""Signed links to files: whoever holds one gets that file, for some minutes, and nothing else. Whoever may see a file gets
a fresh one each time they ask."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.kit.refused import Refused

LASTS = timedelta(minutes=10)


class How(StrEnum):
    view = "view"  # in a page's frame
    download = "download"
    document = "document"  # one look at a document; `item` is the row that says who looks and why


class LinkOver(Refused):
    """This link is no longer good. Open the file again where you found it."""

    status = 410


class BadLink(Refused):
    """There is no such file. Check that the link is complete."""

    status = 404


class Link(msgspec.Struct, frozen=True):
    url: str
    expires_at: datetime


class FileLinks:
    """`base`: the host that serves nothing but files; empty: a link is a path of the desk's own."""

    def __init__(self, base: str, key: bytes) -> None:
        self._base = base.rstrip("/")
        self._key = hashlib.sha256(b"files:" + key).digest()

    def make(self, brand: str, item: UUID, how: How, now: datetime, *, lasts: timedelta = LASTS) -> Link:
        until = int((now + lasts).timestamp())
        mac = self._mac(brand, item, how, until)
        return Link(
            f"{self._base}/files/{brand}/{item}/{how}/{until}/{mac}",
            datetime.fromtimestamp(until, now.tzinfo),
        )

    def check(self, brand: str, item: UUID, how: How, until: int, mac: str, now: datetime) -> None:
        """Raises BadLink, LinkOver."""
        if not hmac.compare_digest(
            self._mac(brand, item, how, until).encode(), mac.encode("utf-8", "replace")
        ):
            raise BadLink
        if now.timestamp() >= until:
            raise LinkOver

    def _mac(self, brand: str, item: UUID, how: How, until: int) -> str:
        said = f"{how}\0{brand}\0{item}\0{until}".encode()
        return (
            base64.urlsafe_b64encode(hmac.new(self._key, said, hashlib.sha256).digest()).decode().rstrip("=")
        )
