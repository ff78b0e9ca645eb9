"""A real browser before the real desk, over a line that a test can freeze and cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, async_playwright

from tests.making import PASSWORD, APerson
from tests.serving import House

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("PITBOSS_TEST_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    assert found is not None, "There is no Chromium. scripts/browser installs it."
    return found


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=[*QUIET])
        yield browser
        await browser.close()


class Line:
    """Between browser and desk. Frozen, nothing passes and nobody is told, as when a train enters a tunnel."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.open = asyncio.Event()
        self.open.set()
        self.requests: list[bytes] = []
        self._server: asyncio.Server | None = None
        self._passing: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def freeze(self) -> None:
        self.open.clear()

    def thaw(self) -> None:
        """The old connections are dead by now; new ones pass."""
        for task in self._passing:
            task.cancel()
        self.open.set()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await self.open.wait()
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.port)
            ways = [
                asyncio.create_task(self._pass(reader, there_writer)),
                asyncio.create_task(self._pass(there_reader, writer)),
            ]
            self._passing.update(ways)
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
                self._passing.discard(way)
            there_writer.close()
        writer.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                await self.open.wait()
                writer.write(data)
                await writer.drain()

    async def stop(self) -> None:
        self.thaw()
        assert self._server is not None
        self._server.close()


@pytest.fixture
async def line(house: House) -> AsyncIterator[Line]:
    line = Line(house.port)
    await line.start()
    yield line
    await line.stop()


async def signed_in(
    browser: Browser,
    base: str,
    person: APerson,
    *,
    width: int = 1440,
    height: int = 900,
    locale: str = "en-GB",
) -> BrowserContext:
    """A browser of one's own, as after the sign-in page."""
    context = await browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    answer = await context.request.post(
        base + "/api/v1/session", data={"email": person.email, "password": PASSWORD}
    )
    assert answer.ok, await answer.text()
    return context
