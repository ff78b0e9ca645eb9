"""The report of satisfaction, in a real browser."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.async_api import expect

from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, WIDE, Visit
from tests.desk import Desk
from tests.flows.test_reports import rated


@pytest.mark.parametrize(
    ("size", "locale", "theme"),
    [(WIDE, "en-GB", "light"), (WIDE, "ru-RU", "dark"), (PHONE, "ru-RU", "light"), (PHONE, "en-GB", "dark")],
)
async def test_a_lead_reads_the_scores_and_the_words_behind_them(
    desk: Desk, visit: Visit, size: tuple[int, int], locale: str, theme: Literal["light", "dark"]
) -> None:
    russian = locale.startswith("ru")
    nina, head = await desk.agent(name="Nina"), await desk.sits("supervisor")
    await rated(desk, nina, 5, "Fast and polite")
    await rated(desk, nina, 2, "Nobody listens, and my money is gone", topic="withdrawal_status", ago=8)
    page = await visit("/desk/reports", as_=head, size=size, locale=locale, theme=theme)
    await expect(page.get_by_role("heading", level=1)).to_have_text(
        "Удовлетворённость" if russian else "Satisfaction"
    )
    await expect(page.get_by_text("Fast and polite")).to_be_visible()
    agents = page.get_by_role("table", name="По сотрудникам" if russian else "By agent")
    await expect(agents.get_by_role("row", name=re.compile("Nina"))).to_contain_text(
        "3,5" if russian else "3.5"
    )
    assert await flaws(page) == []
    assert await page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        " && [...document.querySelectorAll('table')].every(t => t.getBoundingClientRect().right <= innerWidth)"
    )
    await page.get_by_role("button", name=re.compile("^Деньги" if russian else "^Money")).click()
    await expect(page.get_by_text("Fast and polite")).to_be_hidden()
    await expect(page.get_by_text("Nobody listens")).to_be_visible()
    await page.get_by_role("button", name="Таблицей" if russian else "As a table").click()
    await expect(page.get_by_role("columnheader", name="Неделя с" if russian else "Week of")).to_be_visible()
    assert await flaws(page) == []


async def test_reports_are_for_those_who_lead(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/reports", as_=await desk.agent())
    await expect(page.get_by_role("heading", name="Reports are for those who lead")).to_be_visible()
    await expect(page.get_by_role("link", name="Reports", exact=True)).to_have_count(0)
