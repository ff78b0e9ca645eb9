"""The server's end of a WebSocket. What goes to many is one text frame, the same bytes for all: it is put together once, and
each socket only writes it, where the way through ASGI would put it together for each and wake a task for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

_EXTENSION = "pitboss"  # of the ASGI scope

Write = Callable[[bytes], bool]


def wire_of(text: bytes) -> bytes:
    """A text frame (RFC 6455) as a server sends it."""
    return Frame(Opcode.TEXT, text).serialize(mask=False)


def writer_of(scope: Mapping[str, Any]) -> Write:
    """The socket's `write`; where another server runs the application, one that never can."""
    return cast("Write", scope.get("extensions", {}).get(_EXTENSION, {}).get("write", _never))


def _never(wire: bytes) -> bool:
    return False


class Sockets(WebSocketsSansIOProtocol):
    async def run_asgi(self) -> None:
        self.scope["extensions"][_EXTENSION] = {"write": self.write}
        await super().run_asgi()

    def write(self, wire: bytes) -> bool:
        """Puts a whole frame on its way, unless the socket is not open, the client is slow, or it agreed upon an extension, which
        would change the frame: whether it did."""
        if (
            self.conn.state is not State.OPEN
            or self.conn.extensions
            or self.transport.is_closing()
            or not self.writable.is_set()
            or not self.handshake_complete
        ):
            return False
        self.transport.write(wire)
        return True

    def keepalive_timeout(self) -> None:
        """Whoever does not read any more would not take the close either, and what is on its way to them would be kept for as
        long as they like."""
        super().keepalive_timeout()
        self.loop.call_later(self.ping_timeout or 0, self.transport.abort)


# How uvicorn serves sockets. Frames go uncompressed: each socket would pack them for itself, and what a stranger writes would be
# packed with what they may not know, whose length tells of it.
SERVED: dict[str, Any] = {"ws": Sockets, "ws_max_size": 64 * 1024, "ws_per_message_deflate": False}
