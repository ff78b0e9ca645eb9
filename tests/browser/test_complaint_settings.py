"""What compliance sets and asks of complaints on the screen: own rules, limits, files as evidence, the cases behind a number,
words of the log, and what concerns somebody's safety."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from pitboss.db.tx import SYSTEM
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.browser.test_ticket import opened
from tests.casino import Open, an_open_casino
from tests.complaints.cases import a_case
from tests.complaints.deciding import Room, a_room, investigated
from tests.desk import Desk
from tests.pictures import PNG


@pytest.fixture
async def back_office(tmp_path: Path) -> AsyncIterator[Open]:
    async with an_open_casino(tmp_path) as open_:
        yield open_


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


async def chooses(within: Page | Locator, page: Page, label: str, option: str | re.Pattern[str]) -> None:
    await within.get_by_role("combobox", name=label).click()
    await page.get_by_role("option", name=option).click()


async def pack_opened(page: Page, name: str) -> Locator:
    """The part of a pack that is the brand's own."""
    head = page.get_by_role("button", name=re.compile(f"^{name}"))
    if await head.get_attribute("aria-expanded") == "false":
        await head.click()
    return page.locator(f"[data-own={name.lower() if name != 'Great Britain' else 'gb'}]")


# ── a brand's own rules ─────────────────────────────────────────────────────────────────────────────────────


async def test_an_own_term_is_set_changed_and_taken_away_with_its_reasons(room: Room, visit: Visit) -> None:
    brand = room.desk.brand.id
    page = await visit(f"/desk/complaints/rules?brand={brand}", as_=room.officer)
    own = await pack_opened(page, "Malta")
    term = own.locator("[data-term='malta.acknowledge']")
    await expect(term).to_contain_text("not set by the brand")
    await expect(term).to_contain_text("The pack starts with 24 hours; that is no law.")
    assert await flaws(page) == []

    await term.get_by_role("button").click()
    form = dialog(page)
    await form.get_by_label("How many").fill("12")
    await expect(form.get_by_role("button", name="Save")).to_be_disabled()
    await form.get_by_label("Why").fill("We are here day and night.")
    assert await flaws(page, "[role=dialog]") == []
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await expect(term).to_contain_text("set by the brand")
    await expect(term).to_contain_text("12 hours")
    # What the brand sets itself is nobody's law, and does not look verified.
    rule = page.locator("[data-rule='malta.acknowledge']")
    await expect(rule).to_contain_text("own policy")
    await expect(rule).to_contain_text("Unverified")
    assert "malta.acknowledge" not in await own.locator("xpath=..").get_by_role("alert").all_inner_texts()

    await term.get_by_role("button").click()
    await form.get_by_label("How many").fill("0")
    await form.get_by_label("Why").fill("At once.")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_contain_text("A term is at least 1 and not endless")
    await form.get_by_role("button", name="Take the own term away").click()
    await expect(form).to_have_count(0)
    await expect(term).to_contain_text("not set by the brand")

    await own.get_by_role("button", name="History").click()
    lines = form.get_by_role("list", name="History").get_by_role("listitem")
    await expect(lines).to_have_count(2)
    await expect(lines.first).to_contain_text(room.officer.person.name)
    await expect(lines.first).to_contain_text("own term taken away, was 12 hours")
    await expect(lines.first).to_contain_text("At once.")
    await expect(lines.last).to_contain_text("We are here day and night.")
    assert await flaws(page, "[role=dialog]") == []


async def test_the_dispute_body_is_chosen_where_letters_wait_for_it(room: Room, visit: Visit) -> None:
    brand = room.desk.brand.id
    page = await visit(f"/desk/complaints/rules?brand={brand}", as_=room.lead)
    own = await pack_opened(page, "Great Britain")
    await expect(own.get_by_role("alert")).to_contain_text(
        "Until one is chosen, letters that must name it are refused"
    )
    await expect(own).to_contain_text("None is chosen.")
    await own.get_by_role("button", name="Choose the dispute body").click()
    await chooses(dialog(page), page, "Dispute body", re.compile("^Unverified: IBAS"))
    await expect(dialog(page)).to_contain_text("https://ibas-uk.com")
    await dialog(page).get_by_label("Why").fill("Our agreement of May.")
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="Save").click()
    await expect(own).to_contain_text(re.compile("Letters name IBAS"))
    await expect(own.get_by_role("alert")).to_have_count(0)
    await expect(own).to_contain_text("Unverified")

    # Where none is known, the brand adds its own; an address that is none is refused, and nothing typed is lost.
    malta = await pack_opened(page, "Malta")
    await expect(malta.get_by_role("alert")).to_contain_text("No dispute body is known for today.")
    await malta.get_by_role("button", name="Add a dispute body").click()
    form = dialog(page)
    await form.get_by_label("Name in English").fill("The Panel")
    await form.get_by_label("Name in Russian").fill("Палата")
    await form.get_by_label("What it hears, in English").fill("Disputes.")
    await form.get_by_label("What it hears, in Russian").fill("Споры.")
    await form.get_by_role("textbox", name="Address").fill("panel.example")
    await form.get_by_label("Why").fill("Named in our terms.")
    assert await flaws(page, "[role=dialog]") == []
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert")).to_contain_text(
        "The address of a dispute body begins with https://"
    )
    await form.get_by_role("textbox", name="Address").fill("https://panel.example")
    await form.get_by_role("button", name="Save").click()
    bodies = malta.get_by_role("list", name="Dispute bodies that the brand added")
    await expect(bodies).to_contain_text("The Panel")
    await expect(malta.get_by_role("alert")).to_have_count(0)
    await bodies.get_by_role("button", name="Change: The Panel").click()
    await form.get_by_label("Why").fill("It has closed.")
    await form.get_by_role("button", name="Take it away").click()
    await expect(bodies).to_have_count(0)


async def test_who_does_not_look_after_the_rules_reads_them_only(room: Room, visit: Visit) -> None:
    page = await visit(
        f"/desk/complaints/rules?brand={room.desk.brand.id}", as_=room.handler, size=PHONE, locale="ru-RU"
    )
    own = page.locator("[data-own=malta]")
    await expect(page.get_by_role("heading", name="Свои правила бренда").first).to_be_visible()
    await expect(own.get_by_role("button")).to_have_text(["История"])
    await own.get_by_role("button").click()
    await expect(dialog(page)).to_contain_text("Бренд пока ничего не менял.")
    assert await flaws(page, "[role=dialog]") == []


async def test_rules_that_a_colleague_changed_meanwhile_are_not_overwritten(room: Room, visit: Visit) -> None:
    brand = room.desk.brand.id
    page = await visit(f"/desk/complaints/rules?brand={brand}", as_=room.officer)
    own = await pack_opened(page, "Malta")
    await own.locator("[data-term='malta.appeal']").get_by_role("button").click()
    body = {"brand": brand, "version": 0, "reason": "First.", "rules": {"terms": {}}}
    await room.asks(room.lead, "PUT", "/complaints/rules/malta", 200, body)
    await dialog(page).get_by_label("How many").fill("30")
    await dialog(page).get_by_label("Why").fill("Longer.")
    await dialog(page).get_by_role("button", name="Save").click()
    await expect(dialog(page).get_by_role("alert")).to_contain_text("Somebody has changed these rules")


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_limit_is_set_as_a_decimal_and_read_by_those_who_decide(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/limits", as_=await desk.sits("admin"))
    await expect(page.get_by_role("heading", name="Leads on complaints")).to_be_visible()
    assert await flaws(page) == []
    await page.get_by_role("button", name="New limit").click()
    form = dialog(page)
    await chooses(form, page, "Role", "Leads on complaints")
    await form.get_by_label("Currency").fill("e")
    await form.get_by_label("Decides alone up to").fill("a lot")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form.get_by_role("alert")).to_be_visible()
    await expect(form.get_by_label("Decides alone up to")).to_have_attribute("aria-invalid", "true")
    assert await flaws(page, "[role=dialog]") == []
    await form.get_by_label("Currency").fill("eur")
    await form.get_by_label("Decides alone up to").fill("1 000,505")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form.get_by_role("alert")).to_contain_text("A sum in EUR has at most 2 decimal places")
    await form.get_by_label("Decides alone up to").fill("1 000,50")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form).to_have_count(0)
    limits = page.get_by_role("list", name="Leads on complaints")
    await expect(limits).to_contain_text("alone up to 1000.50 EUR")

    lead = await visit("/desk/settings/limits", as_=await desk.sits("complaints_lead"), locale="ru-RU")
    theirs = lead.get_by_role("list", name="Руководит жалобами")
    await expect(theirs).to_contain_text("в одиночку до 1000.50 EUR")
    await expect(theirs.get_by_role("button")).to_have_count(0)
    await expect(lead.get_by_text("Вы можете смотреть.")).to_be_visible()

    await limits.get_by_role("button").click()
    await form.get_by_role("button", name="Take the limit away").click()
    sure = page.get_by_role("dialog", name="Take the limit away")
    assert await flaws(page, "[role=dialog]") == []
    await sure.get_by_role("button", name="Take the limit away").click()
    await expect(limits).to_have_count(0)
    agent = await visit("/desk/settings/limits", as_=await desk.agent())
    await expect(agent.get_by_text("There is no such section")).to_be_visible()


# ── files as evidence ───────────────────────────────────────────────────────────────────────────────────────


async def test_a_file_of_a_ticket_is_taken_as_evidence_from_the_case_and_from_the_message(
    desk: Desk, visit: Visit, back_office: Open
) -> None:
    case = await a_case(
        desk, back_office, files=(("slip.png", PNG), ("letter.txt", b"I bet on Tuesday, and won."))
    )
    async with desk.db.tx(SYSTEM) as tx:
        number = await tx.value(
            "SELECT number FROM complaint WHERE brand_id = $1 AND id = $2", desk.brand.id, case.id
        )
    await case.does("evidence/freeze", {"code": "transcript"})
    page = await visit(f"/desk/complaints/{number}?brand={desk.brand.id}&tab=evidence", as_=case.handler)
    await page.get_by_role("button", name="Take a file from a ticket").click()
    files = dialog(page)
    slip = files.locator("[data-file='slip.png']")
    await expect(slip).to_contain_text("Declan Murphy")
    await chooses(slip, page, "What it is: slip.png", "Screenshots")
    assert await flaws(page, "[role=dialog]") == []
    await slip.get_by_role("button", name="Take as evidence").click()
    await expect(slip).to_contain_text(re.compile(r"evidence no\. \d"))
    await files.get_by_role("button", name="Close").last.click()
    await expect(page.locator("[data-need=screenshots][data-state=present]")).to_be_visible()

    ticket = await opened(visit, case.handler, case.ticket)
    message = ticket.get_by_role("article").filter(has_text="You voided my bet.")
    await message.get_by_role("button", name=re.compile("^More for the message")).click()
    await ticket.get_by_role("menuitem", name="Take files as evidence").click()
    letter = dialog(ticket).locator("[data-file='letter.txt']")
    await expect(dialog(ticket).locator("[data-file='slip.png']")).to_contain_text("evidence no.")
    await letter.get_by_role("button", name="Take as evidence").click()
    await expect(letter).to_contain_text("evidence no.")
    assert await flaws(ticket, "[role=dialog]") == []


async def test_a_message_of_a_ticket_without_a_case_offers_no_evidence(desk: Desk, visit: Visit) -> None:
    handler = await desk.sits("complaints_handler", desk.brand.queue)
    ticket = await desk.a_ticket(text="My slip.", files=(("slip.png", PNG),))
    page = await opened(visit, handler, ticket)
    message = page.get_by_role("article").filter(has_text="My slip.")
    await message.get_by_role("button", name=re.compile("^More for the message")).click()
    await expect(page.get_by_role("menuitem", name="Copy the text")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Take files as evidence")).to_have_count(0)


# ── behind the numbers ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_number_of_the_reports_opens_its_cases_and_their_events(room: Room, visit: Visit) -> None:
    first = await investigated(room.desk, room.handler)
    await room.decided(first, outcome="not_upheld", redress=[])
    second = await investigated(room.desk, room.handler)
    await room.decided(second)
    await investigated(room.desk, room.handler, category="WDRL")
    numbers = {case: (await room.case(case)).number for case in (first, second)}
    page = await visit(f"/desk/complaints/reports?brand={room.desk.brand.id}", as_=room.lead)

    workload = page.get_by_role("table", name="Workload")
    await workload.get_by_role("button", name="3: Nobody: Open").click()
    cases = dialog(page).get_by_role("listitem")
    await expect(cases).to_have_count(3)
    await expect(cases.first).to_contain_text("Registered, no.")
    assert await flaws(page, "[role=dialog]") == []
    await dialog(page).get_by_role("button", name="Close").click()

    causes = page.get_by_role("table", name="Causes over time")
    await causes.get_by_role("button", name=re.compile("^1: Voided or refused bet.*right")).click()
    await expect(cases).to_have_count(1)
    await expect(cases).to_contain_text(numbers[second])
    await expect(cases).to_contain_text("Decided, no.")
    await dialog(page).get_by_role("button", name="Close").click()

    await causes.get_by_role("button", name=re.compile("^Withdrawal.*By week")).click()
    await page.get_by_role("menuitem", name=re.compile("^Week of .*: 1$")).click()
    await expect(cases).to_have_count(1)
    await dialog(page).get_by_role("button", name="Close").click()

    await (
        page.get_by_role("table", name="Our decisions")
        .get_by_role("button", name=re.compile("^1: .*Not upheld"))
        .click()
    )
    await expect(cases).to_contain_text(numbers[first])
    await dialog(page).get_by_role("button", name="Close").click()

    await (
        page.get_by_role("table", name="Money")
        .get_by_role("button", name=re.compile("Given by decisions: 120.50 EUR"))
        .click()
    )
    await expect(cases).to_contain_text("120.50 EUR")
    await dialog(page).get_by_role("button", name="Close").click()

    await (
        page.get_by_role("table", name="Time per stage")
        .get_by_role("button", name="1: Evidence: there now")
        .click()
    )
    await expect(cases).to_have_count(1)
    await cases.get_by_role("link").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"^C-\d+$"))


async def test_the_reports_can_be_opened_on_a_phone_in_russian_in_the_dark(room: Room, visit: Visit) -> None:
    await investigated(room.desk, room.handler)
    page = await visit(
        f"/desk/complaints/reports?brand={room.desk.brand.id}",
        as_=room.lead,
        size=PHONE,
        locale="ru-RU",
        theme="dark",
    )
    await page.get_by_role("button", name="1: Открытые дела").click()
    await expect(dialog(page).get_by_role("listitem")).to_have_count(1)
    assert await flaws(page, "[role=dialog]") == []
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


# ── the log, and safety ─────────────────────────────────────────────────────────────────────────────────────


async def test_the_log_says_what_happened_to_a_complaint_in_words(room: Room, visit: Visit) -> None:
    complaint = await investigated(room.desk, room.handler)
    number = (await room.case(complaint)).number
    looks: tuple[tuple[str, str], ...] = (
        ("en-GB", "Complaint: evidence frozen"),
        ("ru-RU", "Жалоба: доказательство зафиксировано"),
    )
    for locale, words in looks:
        page = await visit(
            f"/desk/settings/audit?brand={room.desk.brand.id}", as_=room.officer, locale=locale
        )
        row = page.get_by_role("row").filter(has_text=words)
        await expect(row).to_contain_text(number)
        await expect(page.get_by_text(re.compile("^complaint[ _]"))).to_have_count(0)


async def test_a_report_on_safety_rings_and_leads_to_it(room: Room, visit: Visit) -> None:
    page = await visit("/desk/complaints", as_=room.handler)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    said = "My brother says that he can't go on."
    report = await room.posts(
        await room.desk.agent(), "/complaint-reports", 201, brand=room.desk.brand.id, said=said, safety=True
    )
    await page.get_by_role("button", name=re.compile("^Notices: 1 new")).click()
    line = dialog(page).get_by_role("button", name=re.compile("danger to somebody's safety"))
    await expect(line).to_contain_text(report["number"])
    assert await flaws(page, "[role=dialog]") == []
    await line.click()
    await expect(page).to_have_url(re.compile(rf"/complaints/unknown\?brand={room.desk.brand.id}"))
    await expect(page.get_by_text(said)).to_be_visible()
