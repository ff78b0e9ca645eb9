"""What axe-core finds on a page, in all open shadow roots too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.async_api import Page

SCRIPT = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

# What fades in or out is paler than it will be, or was; a toast may begin to leave while it is looked at.
AT_REST = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync('.mantine-Notification-root { opacity: 1 !important; transition: none !important }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
    return Promise.allSettled(document.getAnimations()
    .filter(one => one.playState === "running" && one.effect?.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished)).then(() => null);
}"""


async def flaws(page: Page, within: str | None = None, *, every: bool = False) -> list[str]:
    """The serious and critical ones, each with where it is. `within`: a CSS selector of the part to look at. `every`: the
    lesser ones too, and what is only good practice."""
    await page.evaluate(AT_REST)
    # Evaluated rather than added as a script, so that the page's own security policy doesn't matter.
    await page.evaluate(SCRIPT.read_text())
    found: dict[str, Any] = await page.evaluate(
        "within => axe.run(within ?? document, {resultTypes: ['violations']})", within
    )
    return [
        f"{flaw['id']}: {flaw['help']} at {[node['target'] for node in flaw['nodes']]}"
        for flaw in found["violations"]
        if every or flaw["impact"] in ("serious", "critical")
    ]
