"""Signed names: whoever holds the link may follow one ticket, and nobody can make one up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import date
from uuid import UUID

SEALED = "sealed-"  # begins what stands for a secret in an address
_SEALED = re.compile(rf"(?<=/documents/){SEALED}(?P<request>[a-p]{{32}})(?P<proof>[A-Za-z0-9_-]{{20}})")
# Hexadecimal without digits: a row of those may look like a card number, and be masked.
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_DIGITS = str.maketrans("ghijklmnop", "0123456789")
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

    def documents_token(self, brand: str, request: UUID) -> str:
        return base64.urlsafe_b64encode(self.digest("documents", f"{brand}\0{request}")[:24]).decode()

    def sealed_documents(self, brand: str, language: str, request: UUID, ticket: UUID) -> str:
        """What stands in the desk's records for the one-time page of a request for documents: staff who read, search or
        export a thread see that there is a link, and not the link. `unsealed` makes it the link, in this ticket alone."""
        proof = self.secret(f"documents in {ticket}", brand, request)
        return (
            f"{self._base}/help/{brand}/{language}/documents/{SEALED}{request.hex.translate(_LETTERS)}{proof}"
        )

    def unsealed(self, text: str, brand: str, *tickets: UUID | None) -> str:
        """A text as its player gets it. `tickets`: where it stands, and where it was said first."""

        def opened(match: re.Match[str]) -> str:
            request, proof = UUID(match["request"].translate(_DIGITS)), match["proof"]
            if any(one and self.holds(f"documents in {one}", brand, request, proof) for one in tickets):
                return self.documents_token(brand, request)
            return match[0]

        return _SEALED.sub(opened, text) if SEALED in text else text

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
