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

    def digits(self, purpose: str, brand: str, item: UUID) -> str:
        """Six digits for somebody to type."""
        mac = hmac.new(self._key, f"digits {purpose}\0{brand}\0{item}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06}"

    def page(self, path: str) -> str:
        """The full address of one of the desk's pages."""
        return f"{self._base}{path}"

    def documents(self, brand: str, language: str, token: str) -> str:
        return f"{self._base}/help/{brand}/{language}/documents/{token}"

    def tracking(self, brand: str, ticket: UUID) -> str:
        return f"{self._base}/track/{brand}/{ticket}/{self.secret('track', brand, ticket)}"
