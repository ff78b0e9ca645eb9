"""One conversation over chat, mail and the cabinet: one ticket, nothing said twice; and what the chat offers beside."""

from __future__ import annotations

import re
import time
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.async_api import Page, expect

from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_players import a_help_centre, an_address, at
from tests.browser.test_widget import KEY, OPENED, Casino, begins, casino, field, opens, says, shown
from tests.desk import a_mail, until
from tests.public.test_cabinet import code_of

__all__ = ["casino"]

TOLD = [
    "My deposit has not arrived",
    "It was yesterday",
    "Which card?",
    "The blue one",
    "Here is the statement",
]


async def comes_known(casino: Casino, email: str) -> Page:
    """The operator's site says who it is, and which address is theirs."""
    now = int(time.time())
    claims = {
        "sub": email,
        "iat": now,
        "exp": now + 3600,
        "brand": casino.desk.brand.id,
        "name": "Olga",
        "email": email,
    }
    page = await casino.page()
    await page.evaluate(
        "token => Pitboss.identify(token)", jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(KEY))
    )
    return page  # fmt: skip


async def said_in(casino: Casino, ticket: UUID, *, agents: bool = True) -> list[str]:
    return [
        message.text
        for message in await casino.desk.messages(ticket)
        if message.author_kind == "player" or (agents and message.author_kind == "agent")
    ]


async def test_from_chat_to_mail_to_the_cabinet_and_back_it_is_one_conversation(
    casino: Casino, visit: Visit
) -> None:
    desk = casino.desk
    agent = await desk.agent(online=True)
    email = an_address()

    # In the chat.
    chat = await comes_known(casino, email)
    await opens(chat)
    await chat.get_by_role("button", name="Write to us").click()
    await says(chat, TOLD[0])
    await expect(chat.get_by_text("Delivered")).to_be_visible()
    await says(chat, TOLD[1])
    ticket = await casino.ticket()
    await until(lambda: said_is(casino, ticket, 2))
    await chat.get_by_role("button", name="More").click()
    await chat.get_by_role("button", name="End the conversation").click()
    await chat.get_by_role("button", name="End it").click()
    await expect(chat.get_by_text("The conversation is over")).to_be_visible()

    # By mail: the answer comes there, and the player replies.
    await agent.says(ticket, TOLD[2])
    answer = await until(lambda: next((m for m in desk.sent_mails(email) if TOLD[2] in m.text), None))
    reply_to = str(answer.mail["Reply-To"] or answer.sender)
    await desk.keeps(
        a_mail(
            to=reply_to,
            from_=f"Olga <{email}>",
            subject=f"Re: {answer.mail['Subject']}",
            text=TOLD[3],
            answers=(answer.id,),
        ),
        sender=email,
        to=re.sub(r".*<|>.*", "", reply_to),
    )
    await until(lambda: said_is(casino, ticket, 4))

    # In the cabinet, by a code to the same address.
    cabinet = await visit(at(desk, "/my"), size=PHONE, setup=OPENED)
    await cabinet.get_by_label("Your e-mail address").fill(email)
    await cabinet.get_by_role("button", name="Send me a code").click()
    await until(lambda: any("opens your requests" in str(m.mail["Subject"]) for m in desk.sent_mails(email)))
    await cabinet.get_by_label("Six digits from the mail").fill(await code_of(desk))
    await cabinet.get_by_role("button", name="Sign in").click()
    await cabinet.locator("main .list a").click()
    for text in TOLD[:4]:
        await expect(cabinet.get_by_role("listitem").get_by_text(text)).to_be_visible()
    await cabinet.get_by_label("Your message").fill(TOLD[4])
    await cabinet.get_by_role("button", name="Send", exact=True).click()
    await expect(cabinet.get_by_text("Thank you, we have your message.")).to_be_visible()

    # And back in the chat, on whatever device, by the one-time link.
    await cabinet.get_by_role("button", name="Go on in the chat").click()
    await expect(cabinet.get_by_role("img", name="QR code of the link")).to_be_visible()
    link = await cabinet.get_by_role("link", name="Open the chat here").get_attribute("href")
    assert link is not None
    phone = await visit(link, size=PHONE, setup=OPENED)
    await phone.get_by_role("button", name="Open the chat").click()
    for text in TOLD:
        await expect(phone.locator(".log").get_by_text(text)).to_be_visible()
    assert [text for text in await shown(phone) if text in TOLD] == TOLD
    await says(phone, "And now here")
    await expect(phone.get_by_text("Delivered")).to_be_visible()
    again = await visit(link)
    await again.get_by_role("button", name="Open the chat").click()
    await expect(again.get_by_text("This link was used before")).to_be_visible()

    # For the agent it was one conversation all the time.
    assert len(await desk.tickets()) == 1
    assert await said_in(casino, ticket) == [*TOLD, "And now here"]
    screen = await visit(f"/desk/list/all/{ticket}", as_=agent)
    for text in [*TOLD, "And now here"]:
        await expect(screen.get_by_role("log").get_by_text(text)).to_be_visible()


async def said_is(casino: Casino, ticket: UUID, count: int) -> bool:
    return len(await said_in(casino, ticket)) == count


async def test_whom_the_site_vouches_for_goes_on_in_the_cabinet_by_a_link_of_the_chat(
    casino: Casino, visit: Visit
) -> None:
    email = an_address()
    chat = await comes_known(casino, email)
    await opens(chat)
    await chat.get_by_role("button", name="Write to us").click()
    await says(chat, TOLD[0])
    await expect(chat.get_by_text("Delivered")).to_be_visible()
    await casino.ticket()
    await chat.get_by_role("button", name="More").click()
    await chat.get_by_role("button", name="Go on on another device").click()
    await expect(chat.get_by_role("heading", name="Go on in your requests")).to_be_focused()
    await expect(chat.get_by_role("img", name="QR code of the link")).to_be_visible()
    assert await flaws(chat, "pitboss-chat") == []
    link = await chat.get_by_role("link", name="Open your requests").get_attribute("href")
    assert link is not None
    path = "/" + link.split("/", 3)[3]
    phone = await visit(path, size=PHONE, java_script_enabled=False)
    await phone.get_by_role("button", name="Sign in").click()
    await expect(phone.get_by_role("listitem").get_by_text(TOLD[0])).to_be_visible()
    other = await visit(path, java_script_enabled=False)
    await other.get_by_role("button", name="Sign in").click()
    await expect(other.get_by_text("This link was used before")).to_be_visible()


async def test_a_visitor_is_told_to_sign_in_by_a_code(casino: Casino) -> None:
    chat = await casino.page()
    await begins(chat)
    await says(chat, TOLD[0])
    await expect(chat.get_by_text("Delivered")).to_be_visible()
    await casino.ticket()
    await chat.get_by_role("button", name="More").click()
    await chat.get_by_role("button", name="Go on on another device").click()
    link = chat.get_by_role("link", name="Sign in by a code")
    await expect(link).to_have_attribute("href", f"{casino.road.url}{at(casino.desk, '/my')}")
    assert await casino.desk.value("SELECT count(*) FROM handover WHERE brand_id = $1") == 0


async def test_articles_are_offered_while_the_first_message_is_written(casino: Casino) -> None:
    await a_help_centre(casino.desk)
    chat = await casino.page()
    await begins(chat)
    await field(chat).fill("my money has not arrived")
    offered = chat.get_by_role("link", name="Where is my withdrawal")
    await expect(offered).to_have_attribute("target", "_blank")
    assert str(await offered.get_attribute("href")).endswith(at(casino.desk, "/a/withdrawal"))
    assert await flaws(chat, "pitboss-chat") == []
    await field(chat).press("Enter")
    await expect(chat.get_by_text("Delivered")).to_be_visible()
    await field(chat).fill("my money has still not arrived")
    await expect(offered).to_have_count(0)
