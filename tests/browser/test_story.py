"""The whole story in three browsers: a player on the operator's site, an agent, a specialist."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_widget import Casino, begins, casino, says
from tests.desk import until

__all__ = ["casino"]


async def writes(page: Page, text: str) -> None:
    await page.keyboard.press("r")
    await expect(page.locator("[contenteditable=true]")).to_be_focused()
    await page.keyboard.type(text)
    await page.keyboard.press("Control+Enter")


async def test_a_player_writes_is_handed_on_helped_and_asked_how_it_was(casino: Casino, visit: Visit) -> None:
    desk = casino.desk
    anna = await desk.sits("agent", desk.brand.queue, online=True, name="Anna Gray")
    pavel = await desk.sits("senior", desk.payments, online=True, name="Pavel Stone")
    at_anna = await visit("/desk/list/mine", as_=anna)
    at_pavel = await visit("/desk/list/mine", as_=pavel)
    player = await casino.page()
    await begins(player)
    await says(player, "Hello, I have a question about my account")
    await expect(player.get_by_text("Delivered")).to_be_visible()
    ticket = await casino.ticket()

    # It comes to Anna without her doing anything, and she sees the player write.
    await at_anna.get_by_role("link", name="I have a question about my account").click()
    conversation = at_anna.get_by_role("log")
    await expect(conversation.get_by_text("I have a question about my account")).to_be_visible()
    await player.get_by_label("Your message").fill("My withdr")
    await expect(at_anna.get_by_text("is typing")).to_be_visible()

    # She answers; the player sees her write, reads, and thanks.
    await at_anna.keyboard.press("r")
    await expect(at_anna.locator("[contenteditable=true]")).to_be_focused()
    await at_anna.keyboard.type("Hello, what is it about?")
    await expect(player.get_by_text("Anna is writing")).to_be_visible()
    await at_anna.keyboard.press("Control+Enter")
    await expect(player.get_by_text("Hello, what is it about?")).to_be_visible()
    await says(player, "My withdrawal is pending")
    await expect(conversation.get_by_text("My withdrawal is pending")).to_be_visible()

    # It is a matter for payments: Pavel gets it, with all that was said.
    await at_anna.keyboard.press("Escape")
    await at_anna.keyboard.press("Shift+T")
    dialog = at_anna.get_by_role("dialog")
    await dialog.get_by_role("combobox", name="Queue").click()
    await at_anna.get_by_role("option", name="Payments").click()
    await dialog.get_by_role("button", name="Transfer").click()
    await expect(dialog).to_be_hidden()
    await at_pavel.get_by_role("link", name="I have a question about my account").click()
    handed = at_pavel.get_by_role("log")
    await expect(handed.get_by_text("I have a question about my account")).to_be_visible()
    await expect(handed.get_by_text("Hello, what is it about?")).to_be_visible()
    await writes(at_pavel, "It was paid a minute ago.")
    await expect(player.get_by_text("It was paid a minute ago.")).to_be_visible()

    # Solved; the player says how it was, in the same window.
    await at_pavel.keyboard.press("Escape")
    await at_pavel.keyboard.press("e")
    await player.get_by_text("5 of 5").locator("..").click()
    await player.get_by_label("What could we do better", exact=False).fill("Quick and kind")
    await player.locator("form.card").get_by_role("button", name="Send", exact=True).click()
    await expect(player.get_by_text("Thank you. We read every rating.")).to_be_visible()
    rated = "SELECT (score, comment)::text FROM rating WHERE brand_id = $1 AND ticket_id = $2"
    assert await until(lambda: desk.value(rated, ticket)) == '(5,"Quick and kind")'
    said = [m.text for m in await desk.messages(ticket) if m.author_kind in ("player", "agent")]
    assert said == [
        "Hello, I have a question about my account",
        "Hello, what is it about?",
        "My withdrawal is pending",
        "It was paid a minute ago.",
    ]
