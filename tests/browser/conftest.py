"""Screens in a real Chromium, on a real desk whose worker runs by itself.

`visit` opens pages, each in a browser profile of its own; a page that throws fails its test. `at_work` runs the worker's
loops while a test runs, so that tickets are dispatched and mail goes out without the test's doing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Literal, Protocol

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from pitboss.api.edge import COOKIE
from pitboss.api.screens import BUILT
from pitboss.jobs.loops import Loops, listen
from pitboss.worker import works
from tests.browser.seen import browser, line
from tests.desk import Building, Desk, Seat
from tests.serving import casino, house

__all__ = ["browser", "casino", "house", "line"]

WIDE = (1440, 900)
PHONE = (390, 844)


class Visit(Protocol):
    async def __call__(
        self,
        path: str = "",
        *,
        size: tuple[int, int] = WIDE,
        locale: str = "en-GB",
        theme: Literal["light", "dark"] = "light",
        as_: Seat | None = None,
        setup: str = "",
        **more: Any,
    ) -> Page: ...


@pytest.fixture
async def visit(browser: Browser, building: Building) -> AsyncIterator[Visit]:
    """Opens an address of the desk, or a whole URL. `as_`: signed in as that colleague. `setup`: a script that runs in
    the page before its own. `more`: options of Playwright's browser contexts."""
    if not (BUILT / "widget" / "widget.js").exists():
        pytest.fail("The screens are not built. Run `make web`.")
    contexts: list[BrowserContext] = []
    thrown: list[str] = []

    async def visit(
        path: str = "",
        *,
        size: tuple[int, int] = WIDE,
        locale: str = "en-GB",
        theme: Literal["light", "dark"] = "light",
        as_: Seat | None = None,
        setup: str = "",
        **more: Any,
    ) -> Page:
        context = await browser.new_context(
            base_url=building.base_url,
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            color_scheme=theme,
            **more,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        if as_ is not None:
            await context.add_cookies([{"name": COOKIE, "value": as_.token, "url": building.base_url}])
        if setup:
            await context.add_init_script(setup)
        page = await context.new_page()
        page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
        if path:
            await page.goto(path)
        return page

    yield visit
    for context in contexts:
        await context.close()
    assert thrown == []


@pytest.fixture
async def at_work(building: Building, database_url: str, desk: Desk) -> AsyncIterator[Desk]:
    """The desk with its worker running."""
    loops = Loops(works(building.db, building.files, building.settings, building.own))
    stopping = asyncio.Event()

    def heard(channel: str, payload: str) -> None:
        for work in loops.works:
            if payload in ("", work.name):
                loops.wake(work.name)

    tasks = [
        asyncio.create_task(loops.run()),
        asyncio.create_task(listen(database_url, ["pitboss_work"], heard, stopping)),
    ]
    try:
        yield desk
    finally:
        stopping.set()
        loops.stop()
        await asyncio.gather(*tasks)
