"""JSON goes out packed where the client takes that: a list of fifty tickets is 92 KB, packed 8 to 12.

What a packed answer's length tells about its words could serve whoever makes another's browser ask again and again, with
words of their own in the answer beside a secret (BREACH). Here such a request comes without the cookie of a colleague, which is
SameSite=Strict; a player's cookie opens pages only, and these are not JSON. Tokens are only given in answers to POST, and
these are never packed."""

from __future__ import annotations

import zlib

from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPResponseBodyEvent,
    HTTPResponseStartEvent,
    Message,
    Receive,
    Scope,
    Send,
)

SMALLEST = 1_024  # bytes: less fits into one packet anyway
LEVEL = 1  # a quarter of a millisecond for 90 KB; level 6 takes three times as long for a fifth less
_GZIP = 16 + zlib.MAX_WBITS


class Packed:
    """Packs answers that are JSON, whole and not small. Sockets, streams and files pass as they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        wanted = any(name == b"accept-encoding" and takes_gzip(value) for name, value in scope["headers"])
        start: HTTPResponseStartEvent | None = None

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and is_plain_json(message):
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                begun, start = start, None
                whole = not message.get("more_body") and len(message["body"]) >= SMALLEST
                if whole and wanted:
                    begun, message = packed(begun, message)
                if whole:
                    begun["headers"] = [*begun["headers"], (b"vary", b"accept-encoding")]
                await send(begun)
                await send(message)
            else:
                await send(message)

        await self.app(scope, receive, sending)


def takes_gzip(accepted: bytes) -> bool:
    for part in accepted.split(b","):
        coding, _, weight = part.strip().partition(b";")
        if coding.strip().lower() == b"gzip":
            return weight.replace(b" ", b"") not in (b"q=0", b"q=0.0", b"q=0.00", b"q=0.000")
    return False


def is_plain_json(start: HTTPResponseStartEvent) -> bool:
    headers = dict(start["headers"])
    kind = headers.get(b"content-type", b"")
    return kind.partition(b";")[0] == b"application/json" and b"content-encoding" not in headers


def packed(
    start: HTTPResponseStartEvent, message: HTTPResponseBodyEvent
) -> tuple[HTTPResponseStartEvent, HTTPResponseBodyEvent]:
    squeeze = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
    body = squeeze.compress(message["body"]) + squeeze.flush()
    told = [
        *((name, value) for name, value in start["headers"] if name != b"content-length"),
        (b"content-length", b"%d" % len(body)),
        (b"content-encoding", b"gzip"),
    ]
    return {**start, "headers": told}, {**message, "body": body}
