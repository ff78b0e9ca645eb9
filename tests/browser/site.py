"""An operator's site on a port of its own, with a strict policy and careless styles; and the way from there to the desk,
which can be cut."""

from __future__ import annotations

import asyncio
import contextlib
from urllib.parse import parse_qs, urlsplit

# What an operator may well have on the page; nothing of it may reach the chat.
STYLE = b"""
* { font-size: 31px !important; color: red !important; letter-spacing: 9px !important; }
div, button, pitboss-chat { display: none; width: 7px; transform: rotate(9deg); }
"""


class Road:
    """TCP between browser and desk: a real connection that is really cut."""

    def __init__(self, port: int) -> None:
        self.to = port
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Ends every connection; new ones are refused until `mend`."""
        if self._server is not None:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        there: asyncio.StreamWriter | None = None
        try:
            back, there = await asyncio.open_connection("127.0.0.1", self.to)
            both = [asyncio.create_task(_pump(reader, there)), asyncio.create_task(_pump(back, writer))]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in both:
                    one.cancel()
                await asyncio.gather(*both, return_exceptions=True)
        except (asyncio.CancelledError, OSError):
            pass  # the cut itself
        finally:
            self._open.discard(task)
            for end in (writer, there):
                if end is not None:
                    end.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


class Site:
    """`/?brand=…&lang=…&theme=…&early=…` is a page with the chat; `early` is a script that runs before it."""

    def __init__(self, road: Road) -> None:
        self._road = road
        self._server: asyncio.Server | None = None
        self.port = 0

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()
        await self._server.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        parts = urlsplit(request.split(b" ")[1].decode())
        kind, body = self._page({name: values[0] for name, values in parse_qs(parts.query).items()})
        if parts.path == "/style.css":
            kind, body = "text/css", STYLE
        desk = self._road.url
        head = (
            f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n"
            f"content-security-policy: default-src 'none'; script-src {desk}; style-src 'self'; img-src blob: data:; "
            f"connect-src {desk} {desk.replace('http', 'ws', 1)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    def _page(self, asked: dict[str, str]) -> tuple[str, bytes]:
        theme = f" data-theme='{asked['theme']}'" if "theme" in asked else ""
        page = (
            f"<!doctype html><html lang='{asked.get('lang', 'de')}'><head><meta charset='utf-8'><title>Casino</title>"
            "<meta name='viewport' content='width=device-width, initial-scale=1'>"
            "<link rel='icon' href='data:,'><link rel='stylesheet' href='/style.css'></head><body><main><h1>Casino</h1></main>"
            f"<script src='{self._road.url}/widget.js' data-brand='{asked.get('brand', '')}'{theme} async></script></body></html>"
        )
        return "text/html; charset=utf-8", page.encode()
