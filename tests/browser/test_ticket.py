"""A ticket on an agent's screen: reading, writing, acting, by hand and by key."""

from __future__ import annotations

import re
from email.utils import make_msgid
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from pitboss.tickets.model import Ticket
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.seen import Line, signed_in
from tests.desk import Desk, Seat, a_mail, until
from tests.making import ABrand, a_brand
from tests.serving import House, a_chat, an_agent


async def a_ticket(desk: Desk, *, id: str = "", **fields: Any) -> Ticket:
    """A mail has come in, and the worker has made a ticket of it."""
    id = id or make_msgid(domain="mail.example")
    await desk.keeps(a_mail(to=desk.brand.address, id=id, **fields))
    ticket = await until(lambda: desk.ticket_of(id))
    assert isinstance(ticket, Ticket)
    return ticket


async def opened(visit: Visit, seat: Seat, ticket: Ticket, **more: Any) -> Page:
    """The ticket on a screen that follows the desk."""
    page = await visit(f"/desk/list/all/{ticket.id}", as_=seat, **more)
    await expect(editor(page)).to_be_visible()
    await expect(page.get_by_role("log")).to_be_visible()
    return page


def editor(page: Page) -> Locator:
    return page.locator("[contenteditable=true]")


async def begins(page: Page, key: str) -> None:
    """By key, a reply (r) or a note (n); what is typed goes there once the cursor is in it."""
    await page.keyboard.press(key)
    await expect(page.get_by_role("textbox", name="Reply" if key == "r" else "Private note")).to_be_focused()


def said(page: Page, text: str) -> Locator:
    return page.get_by_role("log").get_by_role("article").filter(has_text=text)


async def messages(seat: Seat, ticket: Ticket, kind: str = "reply") -> list[str]:
    items = (await seat.gets(f"/tickets/{ticket.id}/messages"))["items"]
    return [one["text"] for one in items if one["kind"] == kind and one["author"] == "agent"]


async def drafts(seat: Seat, ticket: Ticket) -> dict[str, str]:
    return {one["kind"]: one["text"] for one in await seat.gets(f"/tickets/{ticket.id}/drafts")}


async def test_a_reply_by_mail_can_be_seen_going_and_arrives(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk, text="Where is my bonus?")
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("It is on your account now.")
    await page.keyboard.press("Control+Enter")
    await expect(
        said(page, "It is on your account now.").get_by_text(re.compile(r"Goes in \d s"))
    ).to_be_visible()
    await expect(said(page, "It is on your account now.").get_by_text("Sent")).to_be_visible(timeout=15_000)
    await expect(said(page, "It is on your account now.")).to_have_count(1)
    (mail,) = [m for m in desk.sent_mails("ivan@mail.example") if "on your account now" in m.text]
    assert mail.recipient == "ivan@mail.example"
    await expect(editor(page)).to_have_text("")


async def test_a_reply_is_taken_back_and_its_words_are_in_the_editor_again(
    at_work: Desk, visit: Visit
) -> None:
    agent, ticket = await at_work.agent(), await a_ticket(at_work)
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("Sent too soon")
    await page.get_by_role("button", name="Other ways to send").click()
    await page.get_by_role("menuitem", name="Send later").click()
    await page.get_by_role("button", name="In 3 hours").click()
    waiting = said(page, "Sent too soon")
    await expect(waiting).to_contain_text("Goes")
    await waiting.get_by_role("button", name="Take back").click()
    await expect(waiting).to_have_count(0)
    await expect(editor(page)).to_have_text("Sent too soon")
    assert await messages(agent, ticket) == []
    assert await agent.gets(f"/tickets/{ticket.id}/later") == []


async def test_a_note_mentions_a_colleague_and_stays_inside(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, anna = await desk.agent(), await desk.agent(name="Anna Vetrova")
    ticket = await a_ticket(desk)
    page = await opened(visit, agent, ticket)
    await begins(page, "n")
    await page.keyboard.type("Please look, @ann")
    await expect(page.get_by_role("option", name="Anna Vetrova")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.type("today")
    await page.keyboard.press("Control+Enter")
    await expect(said(page, "Please look, @Anna Vetrova today")).to_contain_text("Private note")
    mentioned = await anna.gets("/tickets", mentioned="unseen")
    assert [one["id"] for one in mentioned["items"]] == [str(ticket.id)]
    assert [m for m in desk.sent_mails() if "Please look" in m.text] == []


async def test_a_slash_puts_in_a_prepared_text(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk)
    made = await (await desk.sits("admin")).asks(
        "POST",
        "/canned-replies",
        {
            "scope": "brand",
            "brand": desk.brand.id,
            "shortcut": "patience",
            "title": {"en": "Patience", "ru": "Терпение"},
            "text": {"en": "Thank you for waiting, {{player.name}}.", "ru": "Спасибо, что подождали."},
        },
    )
    assert made.status_code == 201, made.text
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("/pat")
    await expect(page.get_by_role("option", name="/patience")).to_be_visible()
    await expect(page.get_by_text("Thank you for waiting, Ivan.")).to_be_visible()
    await page.keyboard.press("Enter")
    await expect(editor(page)).to_have_text("Thank you for waiting, Ivan.")


async def test_drafts_of_reply_and_note_are_two_and_survive_a_reload(at_work: Desk, visit: Visit) -> None:
    agent, ticket = await at_work.agent(), await a_ticket(at_work)
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("Dear Ivan")
    await page.keyboard.press("Escape")
    await begins(page, "n")
    await page.keyboard.type("He is angry")

    async def both() -> bool:
        return await drafts(agent, ticket) == {"reply": "Dear Ivan", "note": "He is angry"}

    await until(both)
    await page.reload()
    await expect(editor(page)).to_have_text("Dear Ivan")
    await begins(page, "n")
    await expect(editor(page)).to_have_text("He is angry")


async def test_a_reply_to_something_older_stops_and_shows_what_came(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    id = make_msgid(domain="mail.example")
    agent, ticket = await desk.agent(), await a_ticket(desk, id=id)
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("We are checking")
    await desk.keeps(a_mail(to=desk.brand.address, text="Forget it, it arrived", answers=(id,)))
    await expect(said(page, "Forget it, it arrived")).to_be_visible()
    await page.keyboard.press("Control+Enter")
    stopped = page.get_by_role("alert").filter(has_text="something arrived while you were writing")
    await expect(stopped).to_contain_text("Forget it, it arrived")
    await expect(stopped).to_contain_text("We are checking")
    assert await messages(agent, ticket) == []
    await stopped.get_by_role("button", name="Send anyway").click()
    await expect(stopped).to_have_count(0)
    await expect(said(page, "We are checking").get_by_text("Sent")).to_be_visible(timeout=15_000)
    assert await messages(agent, ticket) == ["We are checking"]


async def test_a_mail_that_did_not_arrive_is_sent_again_by_hand(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk, text="Where is my bonus?")
    page = await opened(visit, agent, ticket)
    desk.building.outside.refuse["ivan@mail.example"] = "550 5.2.2 the mailbox is full"
    try:
        await begins(page, "r")
        await page.keyboard.type("It is on your account now.")
        await page.keyboard.press("Control+Enter")
        reply = said(page, "It is on your account now.")
        await expect(reply.get_by_text("Not delivered")).to_be_visible(timeout=20_000)
        await reply.get_by_text("Not delivered").hover()
        await expect(page.get_by_text("the mailbox is full", exact=False)).to_be_visible()
    finally:
        del desk.building.outside.refuse["ivan@mail.example"]
    await reply.get_by_role("button", name="Try again").click()
    await expect(reply.get_by_text("Sent")).to_be_visible(timeout=20_000)
    assert len([m for m in desk.sent_mails("ivan@mail.example") if "on your account now" in m.text]) == 1


async def test_a_message_says_that_a_card_number_was_masked(at_work: Desk, visit: Visit) -> None:
    agent, ticket = await at_work.agent(), await a_ticket(at_work, text="My card is 4111 1111 1111 1111.")
    page = await opened(visit, agent, ticket)
    message = said(page, "My card is")
    await expect(
        message.get_by_text("A secret was masked before it was stored: card number", exact=False)
    ).to_be_visible()
    await expect(message).not_to_contain_text("1111 1111")


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


async def test_a_file_is_dropped_and_a_picture_pasted_into_an_answer(at_work: Desk, visit: Visit) -> None:
    agent, ticket = await at_work.agent(), await a_ticket(at_work)
    page = await opened(visit, agent, ticket)
    await begins(page, "r")
    await page.keyboard.type("Here is the statement")
    for event, name, kind, content in (
        ("drop", "statement.txt", "text/plain", b"50 euro on Friday"),
        ("paste", "image.png", "image/png", DOT),
    ):
        await editor(page).evaluate(
            """(field, [event, name, type, bytes]) => {
                const carried = new DataTransfer();
                carried.items.add(new File([new Uint8Array(bytes)], name, {type}));
                const given = event === "paste" ? {clipboardData: carried} : {dataTransfer: carried};
                const happens = event === "paste" ? ClipboardEvent : DragEvent;
                field.dispatchEvent(new happens(event, {...given, bubbles: true, cancelable: true}));
            }""",
            [event, name, kind, list(content)],
        )
        await expect(page.get_by_text(name).first).to_be_visible()
    await expect(page.get_by_role("progressbar")).to_have_count(0)
    await page.get_by_role("button", name="Send", exact=True).click()
    sent = said(page, "Here is the statement")
    await expect(sent.get_by_text("Sent")).to_be_visible(timeout=20_000)
    (mail,) = [m for m in at_work.sent_mails("ivan@mail.example") if "Here is the statement" in m.text]
    assert {part.get_filename() for part in mail.mail.iter_attachments()} == {"statement.txt", "image.png"}


async def test_keys_act_on_a_russian_layout(at_work: Desk, visit: Visit) -> None:
    """The key that carries T carries е there; what counts is where it is."""
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk)
    page = await opened(visit, agent, ticket, locale="ru-RU")
    await expect(page.get_by_text("Это обращение пока никто не взял.")).to_be_visible()

    async def press(code: str, key: str, **more: bool) -> None:
        await page.evaluate(
            "press => document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...press}))",
            {"code": code, "key": key, **more},
        )

    await press("KeyT", "е")
    await expect(page.get_by_text("Это обращение пока никто не взял.")).to_have_count(0)
    await until(lambda: assigned(agent, ticket))
    await press("KeyN", "т")
    await expect(editor(page)).to_be_focused()
    await page.keyboard.press("Escape")
    await press("KeyE", "у")

    async def solved() -> bool:
        return bool((await agent.view(ticket))["status"] == "solved")

    await until(solved)


async def assigned(agent: Seat, ticket: Ticket) -> bool:
    holder = (await agent.view(ticket))["assignee"]
    return holder is not None and holder["id"] == str(agent.id)


async def test_a_ticket_is_transferred_by_keys(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk)
    page = await opened(visit, agent, ticket)
    queue = (await agent.view(ticket))["queue"]["name"]
    await page.keyboard.press("Shift+T")
    dialog = page.get_by_role("dialog", name=re.compile("Transfer"))
    await expect(dialog.get_by_label("Queue")).to_be_focused()
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await dialog.get_by_label("Reason").fill("It is about money")
    await dialog.get_by_role("button", name="Transfer").click()
    await expect(dialog).to_have_count(0)

    async def elsewhere() -> bool:
        answer = await agent.asks("GET", f"/tickets/{ticket.id}")
        return answer.status_code != 200 or answer.json()["queue"]["name"] != queue

    await until(elsewhere)


async def test_a_ticket_of_another_brand_does_not_open(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    ticket = await a_ticket(desk, subject="Nobody else's")
    other = await a_brand(desk.db)
    stranger = await Desk(desk.building, other).sits("agent", other.queue)
    page = await visit(f"/desk/list/all/{ticket.id}", as_=stranger)
    await expect(page.get_by_text("This ticket does not exist, or you may not see it.")).to_be_visible()
    await expect(page.get_by_text("Nobody else's")).to_have_count(0)


async def test_two_agents_see_each_other_look_and_write(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, anna = await desk.agent(), await desk.agent(name="Anna Vetrova")
    ticket = await a_ticket(desk)
    page = await opened(visit, agent, ticket)
    hers = await opened(visit, anna, ticket)
    await expect(page.get_by_label("Anna Vetrova is looking at this")).to_be_visible()
    await begins(hers, "n")
    await hers.keyboard.type("I have it")
    await expect(page.get_by_label("Anna Vetrova is writing here")).to_be_visible()
    await expect(page.get_by_text("Anna is writing a note…")).to_be_visible()


async def test_the_column_beside_tells_of_the_player_and_the_promises(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent = await desk.sits("senior", desk.brand.queue)
    before, ticket = await a_ticket(desk, subject="Earlier question"), await a_ticket(desk, subject="Now")
    page = await opened(visit, agent, ticket)
    beside = page.get_by_role("complementary", name="About the player and the ticket")
    await expect(beside.get_by_text("ivan@mail.example")).to_be_visible()
    promises = beside.get_by_role("region", name="Promises")
    await promises.get_by_role("button", name="Explain this deadline").first.click()
    await expect(promises.get_by_role("listitem").first).to_be_visible()
    await beside.get_by_role("button", name="Promises", exact=True).click()
    await page.reload()
    await expect(beside.get_by_role("button", name="Promises", exact=True)).to_have_attribute(
        "aria-expanded", "false"
    )
    await beside.get_by_role("link", name="Earlier question").click()
    await expect(page.get_by_role("heading", name="Earlier question")).to_be_visible()
    assert str(before.id) in page.url


async def test_a_chat_goes_on_by_mail_after_a_warning(
    house: House, casino: ABrand, browser: Browser, line: Line
) -> None:
    person, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino, email="olga@mail.example", name="Olga")
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    page = await (await signed_in(browser, line.url, person)).new_page()
    await page.goto(f"{line.url}/desk/list/all/{ticket}")
    await page.get_by_role("button", name="Change the channel of the answer").click()
    await page.get_by_role("menuitem", name="E-mail").click()
    warning = page.get_by_role("dialog")
    await expect(warning).to_contain_text("Others may read that mailbox")
    await expect(warning).to_contain_text("has not confirmed that this address is the player's")
    await warning.get_by_role("button", name="Switch").click()
    await expect(page.get_by_text("From now on it is answered by e-mail").first).to_be_visible()
    await expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    assert (await agent.get(f"/tickets/{ticket}")).json()["channel"] == "email"
    await page.context.close()


async def test_on_a_phone_everything_is_in_one_column(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk, subject="A long subject that has no room " * 3)
    page = await opened(visit, agent, ticket, size=PHONE)
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    await page.get_by_text("Details", exact=True).click()
    await expect(page.get_by_role("complementary", name="About the player and the ticket")).to_be_visible()
    await page.get_by_role("link", name="Back to the list").click()
    await expect(page).to_have_url(re.compile(r"/desk/list/all$"))


async def test_nothing_serious_stands_in_the_way_of_anybody(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    agent, ticket = await desk.agent(), await a_ticket(desk, text="Where is my bonus?")
    await agent.notes(ticket, "Ask Anna")
    for locale, theme in (("en-GB", "light"), ("ru-RU", "dark")):
        page = await opened(visit, agent, ticket, locale=locale, theme=theme)
        await expect(page.get_by_role("complementary")).to_be_visible()
        for part in ("section[aria-label*=' ']:has([role=log])", "aside"):
            found = await flaws(page, part)
            assert found == [], "\n".join(found)
