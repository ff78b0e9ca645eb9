"""What a player does on the public pages, from the first look to the rating: with JavaScript, and without."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Page, expect

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.knowledge import importing
from tests.browser.conftest import PHONE, Visit
from tests.desk import Desk, Seat
from tests.flows.test_documents import asks_for, verifier
from tests.pictures import PNG, picture
from tests.public.test_cabinet import code_of
from tests.public.test_help import FILES
from tests.public.test_verify import CODE, with_codes

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
TRACK = re.compile(r"https?://\S+?(/track/[\w/-]+)")


async def a_help_centre(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await importing.take_folder(tx, desk.brand.id, FILES, publish=True)


def at(desk: Desk, rest: str = "", language: str = "en") -> str:
    return f"/help/{desk.brand.id}/{language}{rest}"


def a_file(name: str, data: bytes = PNG) -> Any:
    return {"name": name, "mimeType": "image/png", "buffer": data}


async def writes_of_a_deposit(
    desk: Desk, page: Page, email: str, text: str = "I paid, nothing came."
) -> None:
    """The form from its first page on, until it is sent."""
    paid = (await desk.now() - timedelta(days=1)).date().isoformat()
    await page.goto(at(desk, "/request"))
    await page.get_by_role("link", name="My deposit has not arrived").click()
    await page.get_by_label("Date of the payment").fill(paid)
    await page.get_by_label("Amount and currency").fill("50")
    await page.get_by_label("Currency", exact=True).fill("EUR")
    await page.get_by_label("Payment method").select_option(label="Bank card")
    await page.get_by_label("Tell us in your own words").fill(text)
    await page.get_by_label("Pictures or documents").set_input_files(a_file("receipt.png"))
    await page.get_by_label("E-mail address for our answer").fill(email)
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("We have your request")).to_be_visible()


async def signs_in(desk: Desk, page: Page, email: str) -> None:
    await page.goto(at(desk, "/my"))
    await page.get_by_label("Your e-mail address").fill(email)
    await page.get_by_role("button", name="Send me a code").click()
    await expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    await desk.work_until_idle()
    await page.get_by_label("Six digits from the mail").fill(await code_of(desk))
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="My requests")).to_be_visible()


def an_address() -> str:
    return f"{new_id().hex}@mail.example"


@SCRIPTS
async def test_a_player_finds_an_article_and_leaves_helped(desk: Desk, visit: Visit, scripts: bool) -> None:
    await a_help_centre(desk)
    page = await visit(at(desk), java_script_enabled=scripts)
    await page.get_by_label("Search the help pages").fill("where is my withdrawal")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("link", name="Where is my withdrawal").click()
    await expect(page.get_by_text("Look at the cashier")).to_be_visible()
    await page.get_by_role("button", name="Yes").click()
    await expect(page.get_by_role("heading", name="Good to hear")).to_be_visible()
    said = "SELECT count(*) FROM article_feedback WHERE brand_id = $1 AND helpful"
    assert await desk.value(said) == 1
    await page.get_by_label("Is there anything that we could say better?").fill("Clear enough.")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Thank you, we have noted it.")).to_be_visible()
    assert await desk.value(said) == 1
    assert await desk.tickets() == []


@SCRIPTS
async def test_a_request_with_a_photo_is_followed_and_the_player_says_how_to_go_on_when_it_is_late(
    desk: Desk, visit: Visit, scripts: bool
) -> None:
    agent = await desk.agent()
    email = an_address()
    page = await visit(size=PHONE, java_script_enabled=scripts)
    await writes_of_a_deposit(desk, page, email)
    (ticket,) = await desk.tickets()
    assert (ticket.topic, ticket.channel) == ("deposit_missing", "portal")
    (said, *_) = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    assert [file["name"] for file in said["attachments"]] == ["receipt.png"]
    followed = page.url
    await expect(page.get_by_text("We will answer by").first).to_be_visible()
    assert "nothing came" not in await page.inner_text("main"), "the page says nothing of what was written"

    await desk.time_passes(ticket, timedelta(hours=5, minutes=30))
    (delay,) = [sent for sent in desk.sent_mails(email) if "later than we promised" in sent.mail["Subject"]]
    named = TRACK.search(delay.text)
    assert named is not None
    await page.goto(named[1])
    assert page.url.partition("?")[0] == followed.partition("?")[0]
    await expect(page.get_by_text("We will answer by").first).to_be_visible()
    await page.get_by_role("button", name="Pass it to a senior").click()
    await expect(page.get_by_text("Thank you, we have noted your choice")).to_be_visible()
    assert (await desk.reads(ticket)).level == "senior"

    senior = await desk.sits("senior", desk.seniors)
    await senior.says(ticket, "It has arrived.", then="solved")
    await page.reload()
    await expect(page.get_by_text("solved").first).to_be_visible()


async def test_the_form_says_what_is_wrong_where_it_is_and_keeps_what_was_typed(
    desk: Desk, visit: Visit
) -> None:
    await a_help_centre(desk)
    page = await visit(at(desk, "/request?topic=deposit_missing"))
    await page.get_by_label("Amount and currency").fill("many")
    await page.get_by_label("Currency", exact=True).click()
    await expect(page.get_by_text("Write the amount in figures")).to_be_visible()
    await page.get_by_label("Tell us in your own words").fill("My withdrawal has not arrived")
    await expect(page.get_by_role("link", name="Where is my withdrawal")).to_be_visible()
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_label("Date of the payment")).to_be_focused()
    await expect(page.get_by_text("Give an e-mail address or a phone number.")).to_be_visible()
    assert await desk.tickets() == []
    await expect(page.locator("#draft")).to_have_text("Draft kept in this browser")
    await page.reload()
    await expect(page.get_by_label("Tell us in your own words")).to_have_value(
        "My withdrawal has not arrived"
    )


async def test_without_scripts_the_page_names_the_fields_to_look_at_again(desk: Desk, visit: Visit) -> None:
    page = await visit(at(desk, "/request?topic=deposit_missing"), java_script_enabled=False)
    await page.get_by_label("Amount and currency").fill("many")
    await page.get_by_label("Tell us in your own words").fill("It has not come")
    await page.get_by_label("Pictures or documents").set_input_files(a_file("receipt.png"))
    await page.get_by_role("button", name="Send").click()
    wrong = page.get_by_role("alert")
    await expect(wrong.get_by_role("link", name="Payment method: Please fill this in.")).to_be_visible()
    await wrong.get_by_role("link", name="Amount and currency: Write the amount in figures").click()
    await expect(page.get_by_label("Amount and currency")).to_have_value("many")
    await expect(page.get_by_label("Tell us in your own words")).to_have_value("It has not come")
    await expect(page.get_by_text("The files were not kept.")).to_be_visible()


@SCRIPTS
async def test_a_document_sent_by_its_link_opens_for_the_verification_team_alone(
    desk: Desk, visit: Visit, scripts: bool
) -> None:
    agent, checker = await desk.agent(), await verifier(desk)
    ticket = await desk.a_ticket()
    link = await asks_for(desk, agent, ticket, "identity", note="Both sides, please.")
    page = await visit(link, size=PHONE, java_script_enabled=scripts)
    await expect(page.get_by_text("Both sides, please.")).to_be_visible()
    await page.get_by_label("Choose a file").set_input_files(a_file("passport.png", picture(size=(600, 400))))
    await page.get_by_role("button", name="Add").click()
    await expect(page.get_by_text("Added", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Send all for checking").click()
    await expect(page.get_by_role("heading", name="Thank you, we have your documents")).to_be_visible()
    again = await page.goto(link)
    assert again is not None
    assert "<input" not in await again.text(), "the link takes nothing more"

    await _sees_the_state_only(visit, agent, desk, str(ticket.id))
    screen = await visit(f"/desk/list/all/{ticket.id}", as_=checker)
    await screen.get_by_role("button", name="Open: Identity document").click()
    asked = screen.get_by_role("dialog")
    await asked.get_by_label("Check of the player").check()
    await asked.get_by_role("button", name="Open", exact=True).click()
    await expect(asked.get_by_role("button", name="Accept")).to_be_visible()
    (request,) = (await checker.gets(f"/tickets/{ticket.id}/documents"))["requests"]
    (document,) = request["documents"]
    (look,) = document["looks"]
    assert (look["staff"], look["purpose"]) == (str(checker.id), "check")
    assert [e.type for e in await desk.events(ticket, "document_viewed")] == ["document_viewed"]


async def _sees_the_state_only(visit: Visit, agent: Seat, desk: Desk, ticket: str) -> None:
    screen = await visit(f"/desk/list/all/{ticket}", as_=agent)
    await expect(screen.get_by_text("Identity document").first).to_be_visible()
    await expect(screen.get_by_text("Received", exact=True).first).to_be_visible()
    await expect(screen.get_by_role("button", name="Open: Identity document")).to_have_count(0)
    (request,) = (await agent.gets(f"/tickets/{ticket}/documents", brand=desk.brand.id))["requests"]
    answer = await agent.asks(
        "POST", f"/documents/{request['documents'][0]['id']}/looks", {"purpose": "check", "note": ""}
    )
    assert answer.status_code == 403, answer.text


@SCRIPTS
async def test_a_genuine_code_is_told_from_a_forged_one(desk: Desk, visit: Visit, scripts: bool) -> None:
    await with_codes(desk)
    ticket = await desk.a_ticket(from_="Ivan Petrov <ivan@mail.example>")
    agent = await desk.agent()
    await agent.says(ticket, "It is on its way.")
    await desk.work_until_idle()
    (answer,) = [sent for sent in desk.sent_mails() if "on its way" in sent.text]
    genuine = CODE.search(answer.text)
    assert genuine is not None
    page = await visit(at(desk, "/verify"), java_script_enabled=scripts)

    async def checks(text: str) -> None:
        await page.get_by_label("What did you get?").fill(text)
        await page.get_by_role("button", name="Check", exact=True).click()

    await checks(genuine[0].lower())
    verdict = page.get_by_role("status")
    await expect(verdict).to_contain_text("sent this message")
    await expect(verdict).to_contain_text(f"…{str(ticket.number)[-4:]}")
    await expect(verdict).not_to_contain_text("Ivan")
    forged = "BBBB-CCCC-DDDD" if genuine[0] != "BBBB-CCCC-DDDD" else "CCCC-BBBB-DDDD"
    await checks(forged)
    await expect(page.get_by_role("status")).to_contain_text("We don't know this code")
    await expect(page.get_by_role("heading", name="What to do now")).to_be_visible()


@SCRIPTS
async def test_in_the_cabinet_a_player_reads_answers_hurries_closes_and_rates(
    desk: Desk, visit: Visit, scripts: bool
) -> None:
    agent = await desk.agent()
    email = an_address()
    page = await visit(size=PHONE, java_script_enabled=scripts)
    await writes_of_a_deposit(desk, page, email)
    (ticket,) = await desk.tickets()
    await signs_in(desk, page, email)
    await page.get_by_role("link", name=f"-{ticket.number}").click()
    await expect(page.get_by_role("heading", name="I paid, nothing came.", exact=True)).to_be_visible()
    await expect(page.get_by_role("listitem").get_by_text("I paid, nothing came.")).to_be_visible()
    await expect(page.get_by_role("link", name="receipt.png")).to_be_visible()
    await page.get_by_role("button", name="Ask to speed up").click()
    await expect(page.get_by_text("your request has risen in our line")).to_be_visible()
    await expect(page.get_by_role("button", name="Ask to speed up")).to_have_count(0)
    await page.get_by_label("Your message").fill("Here is the statement too.")
    await page.get_by_label("Pictures or documents").set_input_files(a_file("statement.png"))
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("Thank you, we have your message.")).to_be_visible()
    await expect(page.get_by_role("link", name="statement.png")).to_be_visible()

    await agent.says(ticket, "It has arrived. See https://casino.example/cashier.")
    await page.reload()
    await expect(page.get_by_role("link", name="https://casino.example/cashier")).to_be_visible()
    await page.get_by_role("button", name="It is solved").click()
    await expect(page.get_by_role("button", name="It is not solved")).to_be_visible()
    await page.get_by_role("radio", name="4 of five").check(force=True)
    await page.get_by_label("What could be better?").fill("A bit faster")
    await page.get_by_role("button", name="Send the rating").click()
    await expect(page.get_by_text("Thank you for your rating.")).to_be_visible()
    assert await desk.value("SELECT score FROM rating WHERE brand_id = $1") == 4
    await page.get_by_role("link", name="My requests").first.click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_text("You are signed out.")).to_be_visible()
    await page.go_back()
    await page.reload()
    await expect(page.get_by_text("I paid, nothing came.")).to_have_count(0)
