"""A real browser before the real desk, over a line that a test can freeze and cut."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Frame, Page, Request, async_playwright

from tests.desk import until
from tests.making import PASSWORD, APerson
from tests.serving import House

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--process-per-site",
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


class Profile:
    """A browser profile that can be washed and used again. A new one costs more than a second of a processor before the
    desk stands there: a process, and the whole script compiled. What keeps both is a page that stays open."""

    def __init__(self, of: tuple[str, str], context: BrowserContext, kept: Page) -> None:
        self.of = of  # what can't be changed any more: the language, and the first script of each page
        self.context = context
        self._kept = kept
        self._origins: set[str] = set()
        context.on("page", lambda page: page.on("framenavigated", self._went))

    def _went(self, frame: Frame) -> None:
        parts = urlsplit(frame.url)
        if parts.scheme in ("http", "https"):
            self._origins.add(f"{parts.scheme}://{parts.netloc}")

    async def wash(self) -> None:
        """No page, cookie, kept word, worker, file or rule of its last use is left."""
        for page in self.context.pages:
            if page is not self._kept:
                await page.close()
        await self.context.unroute_all(behavior="ignoreErrors")
        await self.context.clear_cookies()
        await self.context.clear_permissions()
        session = await self.context.new_cdp_session(self._kept)
        for origin in self._origins:
            await session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        await session.send("Network.clearBrowserCache")
        await session.detach()
        self._origins.clear()


class Profiles:
    """Those that nobody uses now, the last used first; each takes memory, so only some stay."""

    MOST = 5

    def __init__(self, browser: Browser, base_url: str) -> None:
        self._browser = browser
        self._base_url = base_url
        self._free: list[Profile] = []

    async def take(self, locale: str, setup: str) -> Profile:
        """`setup`: a script that runs in each page before its own."""
        for free in reversed(self._free):
            if free.of == (locale, setup):
                self._free.remove(free)
                return free
        context = await self._browser.new_context(base_url=self._base_url, locale=locale)
        context.set_default_timeout(15_000)
        if setup:
            await context.add_init_script(setup)
        kept = await context.new_page()
        await kept.goto("/robots.txt")
        return Profile((locale, setup), context, kept)

    async def give_back(self, profile: Profile) -> None:
        await profile.wash()
        self._free.append(profile)
        if len(self._free) > self.MOST:
            await self._free.pop(0).context.close()


TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class Asked:
    """What a page has asked for from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._open: set[Request] = set()
        page.on("request", lambda request: self._open.add(request))
        page.on("requestfinished", lambda request: self._open.discard(request))
        page.on("requestfailed", lambda request: self._open.discard(request))

    async def is_answered(self) -> None:
        """Waits until everything has come, and what came has made the page ask for nothing more."""
        while True:
            await until(lambda: not self._open)
            await self._page.evaluate(TWO_FRAMES)
            if not self._open:
                return


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
