"""Incidents on the screen: opened, linked from a ticket, told of, seen by everybody."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.async_api import expect

from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.seen import Asked
from tests.browser.test_inbox import arrives
from tests.desk import Desk


async def test_a_lead_opens_an_incident_links_a_ticket_and_tells_its_player(desk: Desk, visit: Visit) -> None:
    head = await desk.sits("supervisor")
    ticket = await desk.a_ticket(subject="Game", text="The game Book of Suns froze", from_="p@mail.example")
    page = await visit("/desk/incidents", as_=head)
    await page.get_by_role("button", name="Open an incident").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Title in Russian").fill("Не грузится Book of Suns")
    await dialog.get_by_label("Title in English").fill("Book of Suns does not load")
    await dialog.get_by_label("Games").fill("Book of Suns")
    await dialog.get_by_label("Games").press("Enter")
    await dialog.get_by_role("button", name="Open the incident").click()
    await expect(page.get_by_role("heading", name="Book of Suns does not load")).to_be_visible()
    incident = page.url

    await page.goto(f"{page.url.partition('/desk')[0]}/desk/list/all/{ticket.id}")
    block = page.get_by_role("region", name="Incidents")
    await expect(block).to_contain_text("Looks like an open incident")
    await block.get_by_role("button", name="Link", exact=True).click()
    await expect(block).to_contain_text("Part of")
    assert (await desk.notices(ticket)).count("incident_known") == 1

    await page.goto(incident)
    await page.get_by_label("In Russian").fill("Чиним")
    await page.get_by_label("In English").fill("We are repairing it")
    await expect(page.get_by_role("region", name="What players read")).to_contain_text("We are repairing it")
    await page.get_by_role("button", name="Send the update").click()
    await page.get_by_role("button", name="Tell them now").click()
    await expect(page.get_by_text(re.compile("Told 0 of 1"))).to_be_visible()
    await desk.work_until_idle()
    await expect(page.get_by_text("Told 1 player")).to_be_visible()
    assert (await desk.notices(ticket)).count("incident_update") == 1


async def test_a_whole_list_is_linked_in_the_background_and_taken_out_again(
    at_work: Desk, visit: Visit
) -> None:
    desk = at_work
    head = await desk.sits("supervisor")
    body = {"title_ru": "Не грузится", "title_en": "Does not load", "shown": True, "severity": "major"}
    made = await head.asks("POST", f"/brands/{desk.brand.id}/incidents", body)
    tickets = [await arrives(desk, name) for name in "abc"]
    page = await visit("/desk/list/all", as_=head)
    row = page.locator(f'[data-ticket="{tickets[0].id}"]')
    await row.hover()
    await row.get_by_role("checkbox").click()
    await page.get_by_role("button", name="Select all 3").click()
    bar = page.get_by_role("toolbar", name="What to do with them")
    await bar.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Link to an incident").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Does not load").click()
    await dialog.get_by_role("button", name="Do it to 3 tickets").click()
    result = page.get_by_role("status").filter(has_text="Link to an incident: 3 tickets changed")
    await expect(result).to_be_visible()
    path = f"/brands/{desk.brand.id}/incidents/{made.json()['id']}"
    assert (await head.gets(path))["counts"]["tickets"] == 3
    await result.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Link to an incident: 3 tickets put back")).to_be_visible()
    assert (await head.gets(path))["counts"]["tickets"] == 0


@pytest.mark.parametrize(("locale", "theme"), [("en", "light"), ("ru", "dark")])
async def test_everybody_can_use_the_incidents(
    desk: Desk, visit: Visit, locale: str, theme: Literal["light", "dark"]
) -> None:
    head = await desk.sits("supervisor")
    body = {"title_ru": "Не грузится", "title_en": "Does not load", "shown": True, "severity": "major"}
    made = await head.asks("POST", f"/brands/{desk.brand.id}/incidents", body)
    for size in ((1440, 900), PHONE):
        page = await visit(as_=head, locale=locale, theme=theme, size=size, reduced_motion="reduce")
        asked = Asked(page)
        await page.goto(f"/desk/incidents?incident={made.json()['id']}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await asked.is_answered()
        assert await flaws(page) == []
