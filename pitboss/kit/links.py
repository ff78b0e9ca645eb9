"""Signed names: whoever holds the link may follow one ticket, and nobody can make one up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import date
from uuid import UUID

_CITED = re.compile(r"\[([^\[\]\n]{1,200})\]\(clause:([a-z0-9][a-z0-9.-]{0,59})\)", re.IGNORECASE)


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

    def digits(self, purpose: str, brand: str, item: UUID) -> str:
        """Six digits for somebody to type."""
        mac = hmac.new(self._key, f"digits {purpose}\0{brand}\0{item}".encode(), hashlib.sha256).digest()
        return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06}"

    def page(self, path: str) -> str:
        """The full address of one of the desk's pages."""
        return f"{self._base}{path}"

    def documents(self, brand: str, language: str, token: str) -> str:
        return f"{self._base}/help/{brand}/{language}/documents/{token}"

    def service(self, brand: str, language: str) -> str:
        """Where anybody reads how the desk is doing, and what is broken."""
        return f"{self._base}/help/{brand}/{language}/service"

    def spelled_out(self, text: str, brand: str, language: str) -> str:
        """A text whose links to clauses, as in [terms 4.2](clause:terms-4.2), stand as words with an address."""
        return _CITED.sub(lambda m: f"{m[1]} ({self._rule(brand, language, m[2])})", text)

    def linked(self, html: str, brand: str, language: str) -> str:
        """The same in HTML, where the words are the link."""
        return _CITED.sub(lambda m: f'<a href="{self._rule(brand, language, m[2])}">{m[1]}</a>', html)

    def _rule(self, brand: str, language: str, clause: str) -> str:
        return f"{self._base}/help/{brand}/{language}/rules/{clause.lower()}"

    def complaint(self, brand: str, language: str, complaint: UUID, until: date) -> str:
        """Where its player reads how a case goes, for as long as the link holds: until the end of that day, UTC."""
        secret = self.secret(f"complaint {until:%Y%m%d}", brand, complaint)
        return f"{self._base}/help/{brand}/{language}/complaint/case/{complaint}/{until:%Y%m%d}/{secret}"

    def verification(self) -> str:
        """Where anybody asks whether a message is ours."""
        return f"{self._base}/verify"

    def tracking(self, brand: str, ticket: UUID) -> str:
        return f"{self._base}/track/{brand}/{ticket}/{self.secret('track', brand, ticket)}"
