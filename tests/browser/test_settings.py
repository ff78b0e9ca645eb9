"""The settings of the workspace, in a real browser: who sees which section, and what a colleague changes there."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, WIDE, Visit
from tests.desk import Desk, until

OF_SUPERVISOR = ["Your settings", "Access", "Canned replies", "Colleagues", "Teams", "Quarantine"]
SECTIONS = [
    "profile",
    "access",
    "canned",
    "brands",
    "channels",
    "queues",
    "topics",
    "promises",
    "texts",
    "staff",
    "teams",
    "roles",
    "quarantine",
    "audit",
]


async def _saves(page: Page, name: str = "Save") -> None:
    """Presses the button of the drawer and waits until it is gone."""
    drawer = page.get_by_role("dialog")
    await drawer.get_by_role("button", name=name, exact=True).click()
    await expect(drawer).to_have_count(0)


async def test_a_supervisor_sees_no_settings_that_are_not_theirs(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings", as_=await desk.sits("supervisor"))
    sections = page.get_by_role("navigation", name="Settings").get_by_role("link")
    await expect(sections).to_have_text(OF_SUPERVISOR)
    await page.goto("/desk/settings/audit")
    await expect(page.get_by_text("There is no such section")).to_be_visible()
    await page.goto("/desk/settings/staff")
    await expect(page.get_by_role("list", name="Colleagues")).to_be_visible()
    await expect(page.get_by_role("button", name="New colleague")).to_have_count(0)


async def test_a_queue_is_made_with_its_topic_and_member(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    agent = await desk.sits("agent", name="Zoya Lind")
    page = await visit("/desk/settings/queues", as_=admin)
    await page.get_by_role("button", name="New queue").click()
    await page.get_by_label("Name").fill("Card refunds")
    await page.get_by_role("combobox", name="Topics").fill("Deposit missing")
    await page.get_by_role("option", name="Deposit missing").click()
    await page.get_by_role("combobox", name="Members").fill("Zoya")
    await page.get_by_role("option", name="Zoya Lind").click()
    await _saves(page)
    await expect(page.get_by_role("button", name=re.compile("Card refunds.*1 member"))).to_be_visible()
    queues = await admin.gets(f"/brands/{desk.brand.id}/queues")
    (made,) = [queue for queue in queues if queue["name"] == "Card refunds"]
    assert (made["topics"], made["members"]) == (["deposit_missing"], [str(agent.id)])


async def test_what_was_typed_is_not_lost_by_a_stray_click(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/topics", as_=await desk.sits("admin"))
    await page.get_by_role("link", name="Queues").click()
    await page.get_by_role("button", name="New queue").click()
    await page.get_by_label("Name").fill("Half a queue")
    await page.mouse.click(20, 500)
    question = page.get_by_role("dialog", name="Changes are not saved")
    await question.get_by_role("button", name="Stay").last.click()
    await expect(page.get_by_label("Name")).to_have_value("Half a queue")
    await page.go_back()
    await expect(question).to_be_visible()
    await question.get_by_role("button", name="Leave without saving").click()
    await expect(page.get_by_label("Name")).to_have_count(0)


async def test_a_refusal_stands_beside_the_form_and_what_was_typed_stays(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/brands", as_=await desk.sits("admin"))
    sites = page.get_by_role("combobox", name="Sites that may open the chat")
    await sites.fill("casino.example")
    await sites.press("Enter")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("is not a site's origin")
    await expect(page.get_by_text("casino.example", exact=True)).to_be_visible()
    await expect(page.get_by_text("Changes are not saved yet")).to_be_visible()


async def test_a_canned_reply_is_tried_while_it_is_written(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/canned", as_=agent)
    await page.get_by_role("button", name="New canned reply").click()
    await page.get_by_role("textbox", name="Shortcut", exact=True).fill("thanks")
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.fill("Thank you, {{playr.name}}.")
    await expect(page.get_by_role("alert", name="This would fail players")).to_contain_text("playr.name")
    await text.fill("Thank you, {{player.name}}.")
    await expect(page.get_by_text("Thank you, Olga.")).to_be_visible()
    await _saves(page)
    await expect(page.get_by_role("button", name=re.compile("/thanks.*Mine"))).to_be_visible()
    (kept,) = await agent.gets("/canned-replies", brand=desk.brand.id, q="thanks")
    assert kept["text"]["en"] == "Thank you, {{player.name}}."


async def test_the_answer_of_a_channels_test_is_shown(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/channels", as_=await desk.sits("admin"))
    await page.get_by_role("button", name=desk.brand.address).click()
    await page.get_by_role("button", name="Test the channel").click()
    await expect(page.get_by_role("status").filter(has_text="It works")).to_contain_text("127.0.0.1")


async def test_the_log_is_filtered_and_exported(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    ticket = await desk.a_ticket(subject="Where is my money")
    reference = (await (await desk.sits("supervisor")).view(ticket))["reference"]
    page = await visit("/desk/settings/audit", as_=admin)
    rows = page.get_by_role("table").get_by_role("row")
    await page.get_by_role("textbox", name="Ticket", exact=True).fill(reference)
    await page.get_by_role("textbox", name="Ticket", exact=True).press("Enter")
    what = page.get_by_role("combobox", name="What")
    await what.fill("Ticket opened")
    await page.get_by_role("option", name="Ticket opened").click()
    await expect(rows).to_have_count(2)
    await expect(rows.last).to_contain_text(reference)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Export as CSV").click()
    path = await (await download.value).path()
    exported = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [(row["type"], row["reference"]) for row in exported] == [("ticket_opened", reference)]


async def test_how_the_screen_looks_follows_its_person(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/profile", as_=agent)
    await page.get_by_text("Compact", exact=True).click()
    await page.get_by_role("switch", name="Enter sends").check()

    async def kept() -> bool:
        mine = await agent.gets("/me/preferences")
        return bool(mine["density"] == "compact" and mine["enter_sends"])

    await until(kept)
    elsewhere = await visit("/desk/settings/profile", as_=agent)
    await expect(elsewhere.get_by_role("switch", name="Enter sends")).to_be_checked()
    await expect(elsewhere.get_by_role("radio", name="Compact")).to_be_checked()


async def test_a_token_is_shown_once(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/access", as_=agent)
    await page.get_by_role("button", name="New token").click()
    await page.get_by_label("Name").fill("Nightly report")
    await page.get_by_label("See players").check()
    await _saves(page, "Create")
    shown = (await page.locator("[data-token]").inner_text()).strip()
    answer = await agent.asks("GET", "/tokens")
    assert [(token["name"], token["scopes"]) for token in answer.json()] == [
        ("Nightly report", ["players.see"])
    ]
    await page.reload()
    await expect(page.get_by_text("Nightly report")).to_be_visible()
    assert shown not in await page.content()


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_section_is_accessible(desk: Desk, visit: Visit, theme: str, locale: str) -> None:
    admin = await desk.sits("admin")
    page = await visit(
        size=WIDE if locale == "en-GB" else PHONE,
        as_=admin,
        locale=locale,
        theme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    found: list[str] = []
    for section in SECTIONS:
        await page.goto(f"/desk/settings/{section}")
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        found += [f"{section}: {flaw}" for flaw in await flaws(page, "main")]
    assert found == [], "\n".join(found)
