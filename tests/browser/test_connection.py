"""What a member of staff sees when the line breaks, and afterwards."""

from __future__ import annotations

from playwright.async_api import Browser, Page, expect

from tests.browser.seen import Line, signed_in
from tests.making import ABrand
from tests.serving import Chat, House, a_chat, an_agent

NO_CONNECTION = "No connection; this may be old."


async def at_a_ticket(house: House, casino: ABrand, browser: Browser, line: Line) -> tuple[Page, Chat, str]:
    person, _ = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket: str = (await chat.say("Where is my withdrawal of 200 euros?"))["ticket"]["id"]
    page = await (await signed_in(browser, line.url, person)).new_page()
    await page.goto(f"{line.url}/desk/list/all/{ticket}")
    await expect(page.locator("[contenteditable=true]")).to_be_visible()
    # What comes by itself shows that the page follows.
    await chat.say("It was yesterday at noon.")
    await expect(page.get_by_text("It was yesterday at noon.").last).to_be_visible()
    return page, chat, ticket


async def writes_a_note(page: Page, text: str) -> None:
    await page.keyboard.press("Escape")
    await page.get_by_text("Private note", exact=True).first.click()
    await page.locator("[contenteditable=true]").click()
    await page.keyboard.type(text)
    await page.keyboard.press("Control+Enter")


async def test_after_a_lost_line_nothing_is_missing_and_what_was_written_is_sent_once(
    house: House, casino: ABrand, browser: Browser, line: Line
) -> None:
    page, chat, ticket = await at_a_ticket(house, casino, browser, line)
    line.freeze()
    await expect(page.get_by_text(NO_CONNECTION)).to_be_visible(timeout=10_000)
    await writes_a_note(page, "The provider has been asked.")
    await expect(page.get_by_text("Kept, goes out by itself: 1.")).to_be_visible()
    await expect(page.get_by_text("The provider has been asked.").last).to_be_visible()
    for i in range(5):
        await chat.say(f"Question {i} while the line is away")

    line.thaw()
    await expect(page.get_by_text(NO_CONNECTION)).to_be_hidden(timeout=20_000)
    for i in range(5):
        await expect(page.get_by_text(f"Question {i} while the line is away").last).to_be_visible()
    await expect(page.get_by_text("Kept, goes out by itself: 1.")).to_be_hidden()
    _, other = await an_agent(house, casino)
    said = (await other.get(f"/tickets/{ticket}/messages")).json()["items"]
    assert [m["text"] for m in said if m["kind"] == "note"] == ["The provider has been asked."]
    await page.context.close()


async def test_what_is_kept_survives_a_reload(
    house: House, casino: ABrand, browser: Browser, line: Line
) -> None:
    page, _, ticket = await at_a_ticket(house, casino, browser, line)
    line.freeze()
    await expect(page.get_by_text(NO_CONNECTION)).to_be_visible(timeout=10_000)
    await writes_a_note(page, "Kept over a reload.")
    await expect(page.get_by_text("Kept, goes out by itself: 1.")).to_be_visible()
    line.thaw()
    await page.reload()
    await expect(page.get_by_text("Kept over a reload.").last).to_be_visible()
    _, other = await an_agent(house, casino)
    said = (await other.get(f"/tickets/{ticket}/messages")).json()["items"]
    assert [m["text"] for m in said if m["kind"] == "note"] == ["Kept over a reload."]
    await page.context.close()
