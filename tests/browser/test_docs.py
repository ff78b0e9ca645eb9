"""The API's description, as a page."""

from __future__ import annotations

from tests.browser.axe import flaws
from tests.browser.conftest import Visit


async def test_the_description_of_the_api_has_no_serious_flaw(visit: Visit) -> None:
    page = await visit("/api/docs")
    await page.get_by_role("heading", level=1).wait_for()
    assert await flaws(page) == []
