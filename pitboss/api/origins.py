"""Which sites may talk to the players' API from a browser: those that a brand lists, and the desk itself (CORS)."""

from __future__ import annotations

from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from pitboss.api.edge import Desk, ForeignOrigin, Req, own_origin, problem
from pitboss.api.sentences import preferred
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Tx

OPEN_TO_SITES = ("/api/v1/chat/", "/api/v1/requests")
_ALLOWED = [
    (b"access-control-allow-methods", b"GET, POST, OPTIONS"),
    (b"access-control-allow-headers", b"authorization, content-type, idempotency-key"),
    (b"access-control-max-age", b"600"),
]
_READABLE = (
    b"access-control-expose-headers",
    b"retry-after, idempotent-replay, x-request-id, content-disposition",
)


def open_to_sites(path: str) -> bool:
    """Of the help centre only its search and the word on an article: pictures need no permission, documents get none."""
    helps = path.startswith("/api/v1/help/") and path.endswith(("/search", "/feedback"))
    return helps or path.startswith(OPEN_TO_SITES)


class Origins:
    """Answers preflights and marks answers for the sites of all brands; whether a site belongs to the brand of a request
    is for `must_be_listed`, since a preflight says nothing of brands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not open_to_sites(scope["path"]):
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        if not origin:
            await self.app(scope, receive, send)
            return
        host = headers.get(b"host", b"").decode("latin-1")
        if not await self._knows(scope["app"].state.desk, origin, host):
            language = preferred(headers.get(b"accept-language", b"").decode("latin-1"))
            refusal = problem(
                language,
                403,
                "foreign_origin",
                f"The site {origin[:200]} is not on the list of any brand here.",
            )
            await send({"type": "http.response.start", "status": 403, "headers": [
                (b"content-type", b"application/problem+json"), (b"vary", b"origin"),
                (b"content-language", language.encode())]})  # fmt: skip
            await send({"type": "http.response.body", "body": refusal.content, "more_body": False})
            return
        marks = [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"origin"), _READABLE]
        if str(dict(scope).get("method")) == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*marks, *_ALLOWED]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *marks]
            await send(message)

        await self.app(scope, receive, sending)

    async def _knows(self, desk: Desk, origin: str, host: str) -> bool:
        if own_origin(origin, host, desk.settings):
            return True
        known: Any = desk.db.cache.get("origins")
        if known is None:
            async with desk.db.tx(SYSTEM) as tx:
                known = frozenset(await tx.column("SELECT DISTINCT unnest(origins) FROM brand"))
            desk.db.cache["origins"] = known
        return origin in known


def is_listed(origin: str, host: str, brand: channels.Brand, desk: Desk) -> bool:
    return own_origin(origin, host, desk.settings) or origin in brand.origins


async def must_be_listed(tx: Tx, desk: Desk, request: Req, brand: str) -> None:
    """
    Raises:
        ForeignOrigin: the request comes from a page of a site that the brand doesn't list.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return
    if not is_listed(origin, request.headers.get("host", ""), await channels.brand(tx, brand), desk):
        raise ForeignOrigin("This site is not on the brand's list of sites.")
