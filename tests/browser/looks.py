"""A page looked at on every screen and in both themes: what axe finds of any weight, good practice too, what is too wide, what
the console says."""

from __future__ import annotations

from typing import Literal

from playwright.async_api import ConsoleMessage, Page

from tests.browser.axe import flaws

SIZES = ((1440, 900), (390, 844), (320, 640))
LANGUAGES: tuple[Literal["en", "ru"], ...] = ("en", "ru")


class Looks:
    """`found`: by page and width, what is wrong with it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._said: list[str] = []
        self.found: dict[str, list[str]] = {}
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._said.append(str(error)))

    def _hear(self, said: ConsoleMessage) -> None:
        # A page that is refused (404, 422) says so in the console by itself.
        refused = said.text.startswith("Failed to load resource") and said.location["url"] == self._page.url
        if said.type in ("error", "warning") and not refused:
            self._said.append(said.text)

    async def look(self, name: str) -> None:
        for width, height in SIZES:
            await self._page.set_viewport_size({"width": width, "height": height})
            wrong = await flaws(self._page, every=True, both=True)
            wide = await self._page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                wrong.append(f"{wide} pixels too wide")
            wrong += self._said
            self._said.clear()
            if wrong:
                self.found[f"{name} at {width}"] = wrong

    async def seen(self, name: str, path: str) -> None:
        await self._page.goto(path)
        await self.look(name)
