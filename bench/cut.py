"""A road that is cut for a minute in the middle of a conversation of fifty messages, once the player's and once the
agent's, before `pitboss demo`. Counts what is missing, doubled or out of order afterwards, on both screens."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from bench.idle import Demo
from bench.measure import Row
from bench.screens import QUIET
from tests.browser.cut import ROUNDS, Side, talk
from tests.browser.site import Road

SECONDS = 60.0
_OPENED = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: 'open'}); };"""
FIRST = "Hello, where is my withdrawal?"
SIDES: dict[Side, str] = {"player": "hb-20418", "agent": ""}  # of the demo's players, and a visitor


async def _player(browser: Browser, road: Road, account: str) -> Page:
    page = await (await browser.new_context(locale="en-GB")).new_page()
    await page.add_init_script(_OPENED)
    await page.goto(f"{road.url}/demo/harbour" + (f"?player={account}" if account else ""))
    await page.locator(".launcher").click()
    await page.locator("button.main").click()
    if not account:
        await page.get_by_role("button", name="Begin").click()
    field = page.get_by_label("Your message")
    await field.fill(FIRST)
    await field.press("Enter")
    await expect(page.get_by_text("Delivered")).to_be_visible(timeout=20_000)
    return page


async def _agent(browser: Browser, road: Road) -> Page:
    context = await browser.new_context(locale="en-GB", viewport={"width": 1440, "height": 900})
    signed = await context.request.post(
        f"{road.url}/api/v1/session",
        data={"email": "supervisor@demo.example", "password": "bench bench bench"},
    )
    assert signed.ok, await signed.text()
    newest = await context.request.get(f"{road.url}/api/v1/tickets?channel=webchat&sort=newest&limit=1")
    assert newest.ok, await newest.text()
    page = await context.new_page()
    await page.goto(f"{road.url}/desk/list/all/{(await newest.json())['items'][0]['id']}")
    await expect(page.get_by_role("log").get_by_text(FIRST)).to_be_visible(timeout=20_000)
    return page


async def run(*, quick: bool) -> list[Row]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return [Row(work="a cut of the road", value="no Chromium here: scripts/browser installs one")]
    seconds = 3.0 if quick else SECONDS
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder))
        async with demo.running(), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            for side, account in SIDES.items():
                rows.append(await _one(browser, demo.port, side, account, seconds))
            await browser.close()
    return rows


async def _one(browser: Browser, port: int, side: Side, account: str, seconds: float) -> Row:
    roads: dict[Side, Road] = {"player": Road(port), "agent": Road(port)}
    for road in roads.values():
        await road.mend()
    player = await _player(browser, roads["player"], account)
    agent = await _agent(browser, roads["agent"])
    began = time.monotonic()
    # Some rounds are written in the cut before this, so it lasts longer.
    talked = await talk(player, agent, side, roads[side], lambda: asyncio.sleep(seconds))
    found = talked.flaws()
    for page in (player, agent):
        await page.context.close()
    for road in roads.values():
        await road.cut()
    return Row(
        work=f"{2 * ROUNDS} messages, the {side}'s road cut for {seconds:.0f} s and longer",
        value="nothing missing, doubled or out of order" if not found else "; ".join(found),
        target="nothing missing, doubled or out of order",
        met=not found,
        detail={"flaws": len(found), "written": len(talked.written), "seconds": time.monotonic() - began},
    )
