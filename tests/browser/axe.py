"""What axe-core finds on a page, in all open shadow roots too."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from playwright.async_api import Page

SCRIPT = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

# The rules that colours decide. No theme changes the roles, names, places and sizes that the others look at.
COLOURS = ("color-contrast", "link-in-text-block")

# What fades in or out is paler than it will be, or was; a toast may begin to leave while it is looked at. A change is drawn
# in the next frame, and what it moves has begun in the one after.
AT_REST = """async () => {
    if (!document.still) {
        document.still = new CSSStyleSheet();
        document.still.replaceSync('.mantine-Notification-root { opacity: 1 !important; transition: none !important }');
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, document.still];
    }
    const frame = () => new Promise(requestAnimationFrame);
    const moving = () => [document, ...[...document.querySelectorAll('pitboss-chat')].map(one => one.shadowRoot ?? document)]
        .flatMap(root => root.getAnimations())
        .filter(one => one.playState === 'running' && one.effect?.getComputedTiming().endTime !== Infinity);
    do {
        await frame();
        await frame();
        await Promise.allSettled(moving().map(one => one.finished));
    } while (moving().length > 0);
}"""

# Light letters are of a dark theme. Of the part that is looked at, or of what its shadow root holds.
LETTERS = """([within, theme]) => {
    const part = within === null ? document.body : document.querySelector(within);
    const letters = getComputedStyle(part.shadowRoot?.querySelector('div') ?? part).color;
    const [red, green, blue] = letters.match(/[\\d.]+/g).map(Number);
    return (red + green + blue > 382) === (theme === 'dark');
}"""

RUN = """([within, rules]) => axe.run(within ?? document, {
    resultTypes: ['violations'],
    ...(rules && {runOnly: rules}),
})"""

Theme = Literal["light", "dark"]


async def flaws(
    page: Page, within: str | None = None, *, every: bool = False, both: bool = False
) -> list[str]:
    """The serious and critical ones, each with where it is. `within`: a CSS selector of the part to look at. `every`: the
    lesser ones too, and what is only good practice. `both`: the colours also in the other theme, which the page must follow
    as it stands; afterwards it has its own again."""
    found = await _found(page, within, every)
    if both:
        was, other = await _themes(page)
        await _turn(page, other, within)
        found += [f"{other}: {flaw}" for flaw in await _found(page, within, every, COLOURS)]
        await _turn(page, was, within)
    return found


async def _themes(page: Page) -> tuple[Theme, Theme]:
    dark: bool = await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return ("dark", "light") if dark else ("light", "dark")


async def _turn(page: Page, theme: Theme, within: str | None) -> None:
    await page.emulate_media(color_scheme=theme)
    await page.wait_for_function(LETTERS, arg=[within, theme])


async def _found(
    page: Page, within: str | None, every: bool, rules: tuple[str, ...] | None = None
) -> list[str]:
    await page.evaluate(AT_REST)
    if not await page.evaluate("'axe' in window"):
        # Evaluated rather than added as a script, so that the page's own security policy doesn't matter.
        await page.evaluate(SCRIPT.read_text())
    found: dict[str, Any] = await page.evaluate(RUN, [within, rules])
    return [
        f"{flaw['id']}: {flaw['help']} at {[node['target'] for node in flaw['nodes']]}"
        for flaw in found["violations"]
        if every or flaw["impact"] in ("serious", "critical")
    ]
