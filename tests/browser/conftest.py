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
from tests.browser.seen import Profile, Profiles, browser, line
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
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        fresh: bool = False,
        **more: Any,
    ) -> Page: ...


@pytest.fixture(scope="session")
async def profiles(browser: Browser, building: Building) -> Profiles:
    return Profiles(browser, building.base_url)


@pytest.fixture
async def visit(browser: Browser, building: Building, profiles: Profiles) -> AsyncIterator[Visit]:
    """Opens an address of the desk, or a whole URL. `as_`: signed in as that colleague. `setup`: a script that runs in
    the page before its own. `more`: options of Playwright's browser contexts. `fresh`, and with `more`: in a profile that
    nobody has used."""
    if not (BUILT / "widget" / "widget.js").exists():
        pytest.fail("The screens are not built. Run `make web`.")
    taken: list[Profile] = []
    contexts: list[BrowserContext] = []
    thrown: list[str] = []

    async def a_profile(locale: str, setup: str) -> BrowserContext:
        taken.append(await profiles.take(locale, setup))
        return taken[-1].context

    async def a_new_profile(locale: str, setup: str, more: dict[str, Any]) -> BrowserContext:
        context = await browser.new_context(base_url=building.base_url, locale=locale, **more)
        contexts.append(context)
        context.set_default_timeout(15_000)
        if setup:
            await context.add_init_script(setup)
        return context

    async def visit(
        path: str = "",
        *,
        size: tuple[int, int] = WIDE,
        locale: str = "en-GB",
        theme: Literal["light", "dark"] = "light",
        as_: Seat | None = None,
        setup: str = "",
        reduced_motion: Literal["reduce", "no-preference"] = "no-preference",
        fresh: bool = False,
        **more: Any,
    ) -> Page:
        context = await (a_new_profile(locale, setup, more) if fresh or more else a_profile(locale, setup))
        if as_ is not None:
            await context.add_cookies([{"name": COOKIE, "value": as_.token, "url": building.base_url}])
        page = await context.new_page()
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        await page.emulate_media(color_scheme=theme, reduced_motion=reduced_motion)
        page.on("pageerror", lambda error: thrown.append(f"{page.url}: {error}"))
        if path:
            await page.goto(path)
        return page

    yield visit
    for one in taken:
        await profiles.give_back(one)
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
