"""A simulated casino on a free port of this machine, for the length of a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from pitboss.backoffice.settings import connect_brand
from pitboss.backoffice.simulated import Casino, serve
from pitboss.db.tx import SYSTEM, Database
from tests.desk import a_listening_socket

INSIDE = ("127.0.0.1",)
TOKEN = "a token of the back office"


class Open:
    """`casino`: what its staff do. `url`: where it answers."""

    def __init__(self, casino: Casino, url: str) -> None:
        self.casino = casino
        self.url = url

    async def serve(self, db: Database, brand: str, *, accounts: str = "", currency: str = "GBP") -> None:
        """The brand's players play here, and the desk may ask."""
        self.casino.open_brand(brand, token=f"{TOKEN} {brand}", accounts=accounts, currency=currency)
        async with db.tx(SYSTEM) as tx:
            await connect_brand(tx, brand, self.url, f"{TOKEN} {brand}", inside_hosts=INSIDE)


@asynccontextmanager
async def an_open_casino(folder: Path) -> AsyncIterator[Open]:
    casino, stopping = Casino(folder / "casino.sqlite"), asyncio.Event()
    listening = a_listening_socket()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    serving = asyncio.create_task(serve(casino, listening, stopping))
    try:
        yield Open(casino, url)
    finally:
        stopping.set()
        await serving
        casino.close()


@asynccontextmanager
async def answering(
    answer: bytes | Sequence[bytes], *, hold: bool = False
) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that says the same bytes to everybody, and keeps what it was asked. `hold`: it says them and goes on listening."""
    asked: list[bytes] = []
    over = asyncio.Event()

    async def told(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        try:
            for part in [answer] if isinstance(answer, bytes) else answer:
                writer.write(part)
                await writer.drain()
            if hold:
                await over.wait()
        except ConnectionError:
            pass
        writer.close()

    server = await asyncio.start_server(told, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        over.set()
        server.close()
        await server.wait_closed()


def headed(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", "connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
