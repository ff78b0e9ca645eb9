"""Signed names: whoever holds the link may follow one ticket, and nobody can make one up."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID


class Links:
    """`base` is the desk's public address; `key` signs."""

    def __init__(self, base: str, key: bytes) -> None:
        self._base = base.rstrip("/")
        self._key = hashlib.sha256(b"links:" + key).digest()

    def secret(self, purpose: str, brand: str, item: UUID) -> str:
        mac = hmac.new(self._key, f"{purpose}\0{brand}\0{item}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(mac[:15]).decode()

    def holds(self, purpose: str, brand: str, item: UUID, secret: str) -> bool:
        return hmac.compare_digest(
            self.secret(purpose, brand, item).encode(), secret.encode("utf-8", "replace")
        )

    def digest(self, purpose: str, text: str) -> bytes:
        """Of a text, by the desk's key: nobody else can make it, and nothing follows from it."""
        return hmac.new(self._key, f"{purpose}\0{text}".encode(), hashlib.sha256).digest()

    def tracking(self, brand: str, ticket: UUID) -> str:
        return f"{self._base}/track/{brand}/{ticket}/{self.secret('track', brand, ticket)}"
