"""Two browsers: from the player's Enter in the widget to the words on the agent's screen. Both on this machine, before
`pitboss demo`; so the players, the agent, the server and the database share its cores."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from bench.idle import Demo
from bench.measure import Row, ms, times

TARGET = 0.150
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# The widget's shadow root is closed for the page; the measurement looks inside.
_OPENED = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: 'open'}); };"""
# When a text was first in the document, by the clock of the machine.
_WATCH = """() => {
  window.seen = {};
  const look = () => {
    for (const found of document.body.innerText.matchAll(/beacon-[a-z]+/g))
      window.seen[found[0]] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.body, {subtree: true, childList: true, characterData: true});
  look();
}"""
_ENTER = """() => {
  window.pressed = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') window.pressed = performance.timeOrigin + performance.now();
  }, true);
}"""


def word(number: int) -> str:
    """Without digits, which might be masked as a secret."""
    return "beacon-" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:04d}")


async def agent(browser: Browser, base: str) -> Page:
    context = await browser.new_context()
    signed = await context.request.post(
        f"{base}/api/v1/session", data={"email": "supervisor@demo.example", "password": "bench bench bench"}
    )
    assert signed.ok, await signed.text()
    return await context.new_page()


async def player(browser: Browser, base: str) -> Page:
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(_OPENED)
    await page.goto(f"{base}/demo/harbour?player=hb-20418")
    await page.locator(".launcher").click()
    await page.locator("button.main").click()
    return page


async def run(*, quick: bool) -> list[Row]:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return [
            Row(work="two browsers, Enter to screen", value="no Chromium here: scripts/browser installs one")
        ]
    with tempfile.TemporaryDirectory() as folder:
        demo = Demo(Path(folder))
        async with demo.running(), async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
            taken = await _talk(browser, f"http://127.0.0.1:{demo.port}", 20 if quick else 60)
            await browser.close()
    found = times(taken)
    return [
        Row(
            work="two browsers, Enter to screen",
            value=f"{ms(found.median)} median, {ms(found.p99)} p99",
            target=f"<= {ms(TARGET)} median",
            met=found.median <= TARGET,
            detail={"median": found.median, "p99": found.p99, "count": found.count},
        )
    ]


async def _talk(browser: Browser, base: str, many: int) -> list[float]:
    writing = await player(browser, base)
    words = writing.locator("textarea").last
    await words.fill("Hello, where is my withdrawal?")
    await words.press("Enter")
    desk = await agent(browser, base)
    async with asyncio.timeout(30):
        while True:
            answer = await desk.context.request.get(f"{base}/api/v1/tickets?channel=webchat&limit=1")
            if items := (await answer.json())["items"]:
                break
    await desk.goto(f"{base}/desk/list/all/{items[0]['id']}")
    await desk.get_by_text("Hello, where is my withdrawal?").first.wait_for()
    await desk.evaluate(_WATCH)
    await writing.evaluate(_ENTER)
    taken: list[float] = []
    for number in range(many):
        await words.fill(word(number))
        await words.press("Enter")
        await desk.wait_for_function("word => window.seen[word]", arg=word(number))
        seen = await desk.evaluate("word => window.seen[word]", word(number))
        taken.append((seen - await writing.evaluate("() => window.pressed")) / 1_000)
    return taken[5:]
