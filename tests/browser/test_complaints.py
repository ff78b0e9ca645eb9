"""Complaints on the screen: from a ticket to a decision that is carried out and proven, its appeal, and a pack that verifies."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect
from typer.testing import CliRunner

from pitboss.backoffice.connector import Money
from pitboss.cli import app
from pitboss.db.tx import SYSTEM
from pitboss.players import actions as players
from pitboss.players.model import Claims
from pitboss.tickets.model import Ticket
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_ticket import opened
from tests.casino import Open, an_open_casino
from tests.complaints.cases import ACCOUNT, VOIDED
from tests.complaints.deciding import Room, a_room, investigated
from tests.desk import Desk


@pytest.fixture
async def back_office(tmp_path: Path) -> AsyncIterator[Open]:
    async with an_open_casino(tmp_path) as open_:
        yield open_


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name, exact=True)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def chooses(within: Page | Locator, page: Page, label: str, option: str) -> None:
    await within.get_by_role("combobox", name=label).click()
    await page.get_by_role("option", name=option, exact=True).click()


async def disputed(desk: Desk, back_office: Open) -> Ticket:
    """Declan Murphy, whose bet the back office shows as void, writes about it."""
    await back_office.serve(desk.db, desk.brand.id, accounts="hb-")
    address = f"d.murphy-{desk.brand.id}@post.example"
    async with desk.db.tx(SYSTEM) as tx:
        await players.identify(
            tx, desk.brand.id, Claims(account=ACCOUNT, name="Declan Murphy", email=address)
        )
    return await desk.a_ticket(
        from_=f"Declan Murphy <{address}>",
        subject="My bet",
        text="You voided my winning bet. I want to make a formal complaint.",
    )


async def test_a_voided_bet_from_the_ticket_to_the_pack_of_the_dispute_body(
    desk: Desk, visit: Visit, back_office: Open, tmp_path: Path
) -> None:
    ticket = await disputed(desk, back_office)
    concerned = await desk.sits("complaints_lead", desk.brand.queue, name="Sarah Stone")
    handler = await desk.sits("complaints_handler", desk.brand.queue, name="Olga Oak")
    officer = await desk.sits("compliance", name="Grace Lee")
    reviewer = await desk.sits("complaints_reviewer", name="Tim Ash")
    await Room(desk, handler, concerned, officer, reviewer).limit("compliance", "GBP", "500")
    await concerned.says(ticket, "The bet stays void.")

    # Registered from the ticket, with the reason why the desk proposes it.
    page = await opened(visit, handler, ticket)
    await expect(page.get_by_text("This reads like a complaint because")).to_be_visible()
    await page.get_by_role("button", name="Make it a complaint").click()
    await chooses(dialog(page), page, "Category", "Voided or refused bet")
    await dialog(page).get_by_label("What the player complains about").fill("A winning bet was voided.")
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="Register", exact=True).click()
    await expect(page.get_by_role("heading", level=1, name=re.compile(r"^C-\d+$"))).to_be_visible()
    number = await page.get_by_role("heading", level=1).inner_text()
    assert await flaws(page) == []

    # Acknowledged by its letter, analysed, investigated.
    await tab(page, "Letters").click()
    await expect(page.get_by_text("Nothing keeps it from going.")).to_be_visible()
    await page.get_by_label("Text", exact=True).fill("We have it.")
    await expect(page.get_by_role("alert").filter(has_text="This keeps it from going")).to_contain_text(
        "The day on which we received it is missing"
    )
    await page.get_by_role("button", name="Draft it anew").click()
    await expect(page.get_by_text("Nothing keeps it from going.")).to_be_visible()
    assert await flaws(page) == []
    await page.get_by_role("button", name="Send the letter").click()
    await expect(stage(page)).to_have_text("Acknowledged")
    await tab(page, "Case").click()
    await page.get_by_role("button", name="Write the analysis").click()
    await dialog(page).get_by_label("What is claimed").fill("The bet shall be paid.")
    await dialog(page).get_by_label("What it is about").fill(f"bet {VOIDED}")
    await dialog(page).get_by_role("button", name="Write the analysis").click()
    await expect(stage(page)).to_have_text("Analysis")
    await page.get_by_role("button", name="Begin the investigation").click()
    await dialog(page).get_by_role("button", name="Begin the investigation").click()
    await expect(stage(page)).to_have_text("Evidence")

    # Frozen; the settlement changes afterwards, and what was frozen does not.
    await tab(page, "Evidence").click()
    await page.get_by_role("button", name="Freeze everything that is missing").click()
    checklist = page.get_by_role("list", name="What this category needs")
    await expect(checklist.locator("[data-need=bets][data-state=present]")).to_be_visible()
    await expect(page.get_by_text("The chain holds: 3 items, nothing altered")).to_be_visible()
    house = back_office.casino
    house.roll_back(desk.brand.id, ACCOUNT, VOIDED, reason="reopened")
    house.void(desk.brand.id, ACCOUNT, VOIDED, reason="tidied up", by="system")
    await page.reload()
    items = page.get_by_role("list", name="Frozen evidence")
    await items.locator("[data-kind=bets]").get_by_role("button", name=re.compile("^Open")).click()
    await expect(dialog(page)).to_contain_text(VOIDED)
    await expect(dialog(page)).not_to_contain_text("tidied up")
    await dialog(page).get_by_text("Raw", exact=True).click()
    await expect(dialog(page)).to_contain_text('"settlement_log"')
    await expect(dialog(page)).not_to_contain_text("tidied up")
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="Close").click()
    await page.get_by_role("button", name="Mark all 3 as read").click()
    await expect(items.get_by_text("not read yet")).to_have_count(0)
    assert await flaws(page) == []

    # Proposed: the facts come from the evidence, the conclusion from the person.
    await tab(page, "Decision").click()
    await page.get_by_role("button", name="Propose a decision").click()
    form = dialog(page)
    await chooses(form, page, "Outcome", "Partly upheld")
    await form.get_by_label("Day of the disputed event").fill("2026-03-10")
    await form.get_by_role("button", name="Fill the facts from the evidence").click()
    await expect(form.get_by_label("Facts found")).to_have_value(re.compile(rf"Bet voided \(.*{VOIDED}"))
    await expect(form.get_by_label("Reasoning")).to_have_value("")
    await form.get_by_label("Why no clause applies").fill("The rules know no such reason.")
    await form.get_by_label("Reasoning").fill(
        "The odds were wrong, but we told you so too late. We pay a part."
    )
    await form.get_by_role("button", name="Add something").click()
    await form.get_by_label("Sum").fill("25.00")
    await form.get_by_label("Currency").fill("GBP")
    assert await flaws(page, "[role=dialog]") == []
    await form.get_by_role("button", name="Propose a decision").click()
    await expect(stage(page)).to_have_text("Proposed")

    # The colleague whom it concerns may not decide it.
    here = f"/desk/complaints/{number}?brand={desk.brand.id}&tab="
    hers = await visit(f"{here}decision", as_=concerned)
    await hers.get_by_role("button", name="Decide", exact=True).click()
    await expect(hers.get_by_role("alert")).to_contain_text(
        "This person handled the disputed matter, so somebody else decides."
    )
    assert await flaws(hers) == []

    # Another does, within their limit; both screens follow.
    theirs = await visit(f"{here}decision", as_=officer)
    await theirs.get_by_role("button", name="Decide", exact=True).click()
    await expect(stage(theirs)).to_have_text("Decided")
    await expect(stage(page)).to_have_text("Decided")

    # Carried out: a reference of nothing proves nothing; the payment does.
    action = page.get_by_role("list", name="Carrying it out").locator("[data-action=payment]")
    await action.get_by_role("button", name=re.compile("^Give the proof")).click()
    await dialog(page).get_by_label("Reference in the back office").fill("nothing-1")
    await dialog(page).get_by_role("button", name="Give the proof").click()
    await expect(action.get_by_role("alert")).to_be_visible()
    paid = house.pay(desk.brand.id, ACCOUNT, money=Money(Decimal("25.00"), "GBP"), reason=number)
    await action.get_by_role("button", name=re.compile("^Give the proof")).click()
    await dialog(page).get_by_label("Reference in the back office").fill(paid.id)
    await dialog(page).get_by_role("button", name="Give the proof").click()
    await expect(action).to_contain_text("shown by the back office")
    await expect(stage(page)).to_have_text("Carried out")
    assert await flaws(page) == []
    await tab(page, "Case").click()
    await page.get_by_role("button", name="Close the case").click()
    await dialog(page).get_by_label("Summary of the case").fill("Partly upheld, 25 GBP paid.")
    await dialog(page).get_by_role("button", name="Close the case").click()
    await expect(stage(page)).to_have_text("Closed")

    # The appeal goes to nobody who took part, and blindly to who did not.
    await tab(page, "Appeal and dispute body").click()
    await page.get_by_role("button", name="Note an appeal").click()
    await dialog(page).get_by_label("What the player says is wrong").fill("All of it should be paid.")
    await dialog(page).get_by_role("button", name="Save").click()
    lead = await desk.sits("complaints_lead", name="Lena Lead")
    given = await visit(f"{here}appeal", as_=lead)
    await given.get_by_role("button", name="Give it to somebody").click()
    people = dialog(given).get_by_role("listitem")
    first = people.filter(has_text="Grace Lee")
    await expect(first).to_contain_text("This person took part in the decision")
    await expect(first.get_by_role("button")).to_be_disabled()
    assert await flaws(given, "[role=dialog]") == []
    await dialog(given).get_by_role("button", name="Give to Tim Ash").click()
    await expect(page.get_by_text("Heard by Tim Ash")).to_be_visible()
    blind = await visit(f"{here}decision", as_=reviewer)
    await expect(blind.get_by_text("is shown once you have written your own")).to_be_visible()
    await expect(blind.get_by_text("We pay a part.")).to_have_count(0)
    await tab(blind, "Appeal and dispute body").click()
    await chooses(blind, blind, "Outcome, as you see it", "Partly upheld")
    await blind.get_by_label("What you think, and why").fill("The records show a late correction.")
    assert await flaws(blind) == []
    await blind.get_by_role("button", name="Write the view and see the first decision").click()
    await expect(blind.get_by_text("We pay a part.")).to_be_visible()

    # The pack verifies; one flipped byte is found.
    await tab(page, "Evidence").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Full, for the dispute body: ZIP with manifest").click()
    pack = tmp_path / "pack.zip"
    await (await download.value).save_as(pack)
    good = CliRunner().invoke(app, ["verify-pack", str(pack)])
    assert good.exit_code == 0, good.output
    assert f"Complaint {number} of" in good.output
    whole = bytearray(pack.read_bytes())
    at = whole.index(VOIDED.encode()) if VOIDED.encode() in whole else len(whole) // 2
    whole[at] ^= 1
    pack.write_bytes(whole)
    bad = CliRunner().invoke(app, ["verify-pack", str(pack)])
    assert bad.exit_code == 1, bad.output
    assert bad.output.rstrip().endswith("ALTERED: this is not the pack that was made.")


def stage(page: Page) -> Locator:
    return page.get_by_role("list", name="Stages of the case").locator("[aria-current=step]")


async def test_the_board_follows_the_desk_and_fits_a_phone(desk: Desk, visit: Visit) -> None:
    room = await a_room(desk)
    page = await visit("/desk/complaints", as_=room.handler)
    await expect(page.get_by_role("region", name="Evidence")).to_contain_text("Nothing here")
    assert await flaws(page) == []
    case = await room.case(await investigated(desk, room.handler))
    card = page.get_by_role("region", name="Evidence").get_by_role("link", name=case.number)
    await expect(card).to_contain_text("Voided or refused bet")
    await page.get_by_role("combobox", name="Owner").click()
    await page.get_by_role("option", name="Mine").click()
    await expect(card).to_have_count(0)
    await expect(page).to_have_url(re.compile("owner=me"))

    phone = await visit("/desk/complaints", as_=room.handler, size=PHONE, locale="ru-RU", theme="dark")
    await chooses(phone, phone, "Стадия", "Доказательства · 1")
    await phone.get_by_role("link", name=case.number).click()
    await expect(phone.get_by_role("heading", level=1, name=case.number)).to_be_visible()
    assert await flaws(phone) == []
    await phone.get_by_role("button", name=re.compile("^Объяснить")).first.click()
    await expect(dialog(phone)).to_contain_text("Расчёт")
    assert await flaws(phone, "[role=dialog]") == []
    width = await phone.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE[0]


async def test_what_the_desk_proposes_is_declined_with_a_reason(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(text="I want to make a formal complaint about your support.")
    page = await opened(visit, agent, ticket)
    await page.get_by_role("button", name="It is none").click()
    await dialog(page).get_by_label("Reason").fill("A copy of what we answered already.")
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="It is none").click()
    await expect(page.get_by_text("This reads like a complaint")).to_have_count(0)
    # It can become one all the same, by whoever answers it.
    await page.get_by_label("More actions").click()
    await page.get_by_role("menuitem", name="Make a complaint of it").click()
    await chooses(dialog(page), page, "Category", "Service")
    await dialog(page).get_by_role("button", name="Register", exact=True).click()
    await expect(page.get_by_text(re.compile(r"Part of complaint C-\d+ · Registered"))).to_be_visible()
    await expect(page.get_by_role("link", name=re.compile("Part of complaint"))).to_have_count(0)


async def test_what_somebody_unknown_says_becomes_a_case_when_they_are_known(
    desk: Desk, visit: Visit
) -> None:
    room = await a_room(desk)
    async with desk.db.tx(SYSTEM) as tx:
        await players.identify(tx, desk.brand.id, Claims(account="hb-7", name="Norma Quill"))
    page = await visit("/desk/complaints/unknown", as_=room.handler)
    await page.get_by_role("button", name="Record a report").click()
    await dialog(page).get_by_label("What they said").fill("My exclusion did not hold.")
    await dialog(page).get_by_label("It concerns somebody's safety").check()
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="Record it").click()
    report = page.get_by_role("listitem").filter(has_text="My exclusion did not hold.")
    await expect(report).to_contain_text("safety")
    assert await flaws(page) == []
    await report.get_by_role("button", name="We know who it is").click()
    await dialog(page).get_by_role("combobox", name="Player").fill("Norma")
    await page.get_by_role("option", name="Norma Quill").click()
    await chooses(dialog(page), page, "Category", "Safer gambling")
    await dialog(page).get_by_role("button", name="Open the case").click()
    await expect(page.get_by_role("heading", level=1, name=re.compile(r"^C-\d+$"))).to_be_visible()
    await expect(page.get_by_text("My exclusion did not hold.")).to_be_visible()


async def test_closed_notes_are_for_compliance_alone_and_reports_for_those_who_lead(
    desk: Desk, visit: Visit
) -> None:
    room = await a_room(desk)
    case = await room.case(await investigated(desk, room.handler))
    here = f"/desk/complaints/{case.number}?brand={desk.brand.id}"
    page = await visit(here, as_=room.officer)
    await tab(page, "Compliance").click()
    await page.get_by_role("textbox", name="New closed note").fill("A report was made.")
    await page.get_by_role("button", name="Keep it").click()
    await expect(page.get_by_role("textbox", name="New closed note")).to_have_value("")
    await expect(page.get_by_text("A report was made.")).to_have_count(0)
    await page.get_by_label("Why you read them").fill("The yearly check")
    await page.get_by_role("button", name="Read the notes").click()
    await expect(page.get_by_text("A report was made.")).to_be_visible()
    await expect(page.get_by_text("The yearly check")).to_be_visible()
    assert await flaws(page) == []

    handler = await visit(f"{here}&tab=compliance", as_=room.handler)
    await expect(tab(handler, "People")).to_be_visible()
    await expect(tab(handler, "Compliance")).to_have_count(0)
    await expect(handler.get_by_role("button", name="Read the notes")).to_have_count(0)
    await handler.goto("/desk/complaints/reports")
    await expect(handler.get_by_text("not yours to see")).to_be_visible()

    lead = await visit("/desk/complaints/reports", as_=room.lead)
    await expect(lead.get_by_role("region", name="Workload")).to_contain_text("Open cases")
    await expect(lead.get_by_role("region", name="Who saw what")).to_contain_text(case.number)
    await expect(lead.get_by_role("link", name="Download as CSV")).to_be_visible()
    assert await flaws(lead) == []
    await lead.get_by_text("Rules", exact=True).first.click()
    await expect(lead.get_by_text("in use here")).to_be_visible()
    await expect(lead.get_by_text("Unverified").first).to_be_visible()
    assert await flaws(lead) == []
