"""The supervisor's wall, in a real browser."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.async_api import Browser, Page, expect

from pitboss.db.tx import SYSTEM
from tests.browser.conftest import PHONE, Visit
from tests.browser.seen import signed_in
from tests.desk import Desk, Seat
from tests.making import ABrand, a_staff
from tests.serving import House, a_chat, an_agent


async def wall(visit: Visit, seat: Seat, **more: object) -> Page:
    page = await visit("/desk/wall", as_=seat, **more)  # type: ignore[arg-type]
    await expect(page.get_by_role("heading", name="Queues")).to_be_visible()
    return page


async def test_what_waits_shows_on_the_wall_by_itself_and_its_number_opens_it(
    desk: Desk, visit: Visit
) -> None:
    page = await wall(visit, await desk.sits("supervisor"))
    waiting = page.get_by_role("link", name="Waiting, General")
    await expect(waiting).to_have_text("0")
    ticket = await desk.a_ticket(subject="Where is my bonus")
    await expect(waiting).to_have_text("1")
    await desk.time_passes(ticket, timedelta(hours=5, minutes=10))
    broken = page.get_by_role("link", name="Broken, General")
    await expect(broken).to_have_text("1")
    await expect(page.get_by_role("row").filter(has_text="General")).to_contain_text("Broken promises")
    await broken.click()
    await expect(page.get_by_role("list", name="Results")).to_contain_text("Where is my bonus")
    await page.go_back()
    await waiting.click()
    await expect(page.get_by_role("list", name="Results")).to_contain_text("Where is my bonus")


async def test_a_chat_that_waits_shows_with_how_long_it_waits(
    house: House, casino: ABrand, browser: Browser
) -> None:
    head = await a_staff(house.db, casino, role="supervisor")
    _, agent = await an_agent(house, casino, name="Nina")
    context = await signed_in(browser, house.url, head)
    page = await context.new_page()
    await page.goto(f"{house.url}/desk/wall")
    card = page.get_by_role("article", name="Nina")
    await expect(card).to_contain_text("0 of 5 chats")
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal of 200 euros?"))["ticket"]["id"]
    waiting = page.get_by_role("link", name="Waiting, General")
    await expect(waiting).to_have_text("1")
    taken = await agent.post(f"/tickets/{ticket}/take", json={})
    assert taken.status_code == 200, taken.text
    await expect(waiting).to_have_text("0")
    await expect(card).to_contain_text("1 of 5 chats")
    await expect(card.get_by_role("listitem")).to_contain_text("Where is my withdrawal of 200 euros?")
    await expect(card.get_by_role("listitem")).to_contain_text(re.compile(r"waits \d+ sec"))
    await context.close()


async def test_a_supervisor_whispers_hands_on_and_takes_over(desk: Desk, visit: Visit) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent(name="Nina")
    other = await desk.agent(name="Oleg")
    ticket = await desk.a_ticket(subject="Limits", text="Where can I set a limit?")
    await agent.does(ticket, "take")
    page = await wall(visit, head)
    card = page.get_by_role("article", name="Nina")
    await expect(card).to_contain_text("Where can I set a limit?")
    await expect(card).to_contain_text("1 of 5 e-mails")

    async def does(name: str, what: str) -> None:
        await page.get_by_role("article", name=name).get_by_role("button", name="Actions on").click()
        await page.get_by_role("menuitem", name=what).click()

    await does("Nina", "Whisper")
    await page.get_by_role("textbox", name="Text").fill("It is in the profile")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Told Nina.")).to_be_visible()
    (notice,) = (await agent.gets("/me/notices"))["items"]
    assert (notice["kind"], notice["ticket_id"]) == ("whisper", str(ticket.id))

    await does("Nina", "Reassign")
    await page.get_by_role("combobox", name="To whom").click()
    await page.get_by_role("option", name=re.compile("Oleg")).click()
    await page.get_by_role("button", name="Reassign").click()
    await expect(page.get_by_role("article", name="Oleg")).to_contain_text("Where can I set a limit?")
    assert (await head.view(ticket))["assignee"]["id"] == str(other.id)

    await does("Oleg", "Take over")
    await expect(page).to_have_url(re.compile(f"/desk/list/mine/{ticket.id}"))
    assert (await head.view(ticket))["assignee"]["id"] == str(head.id)


async def test_a_word_to_all_reaches_another_browser_and_its_reading_comes_back(
    desk: Desk, visit: Visit
) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent(name="Nina")
    page, hers = await wall(visit, head), await visit("/desk/search", as_=agent)
    await expect(hers.get_by_role("heading", name="Search", level=1)).to_be_visible()
    await page.get_by_role("button", name="Broadcast").click()
    await page.get_by_role("textbox", name="Text").fill("Payments are slow today")
    await page.get_by_role("button", name="Send").click()
    told = page.get_by_role("article").filter(has_text="Payments are slow today")
    await expect(told).to_contain_text("0 of 1 has read it")
    await expect(told).to_contain_text("Not yet: Nina")
    banner = hers.get_by_role("alert").filter(has_text="Payments are slow today")
    await expect(banner).to_be_visible()
    await expect(hers.get_by_role("button", name="Notices: 1 new")).to_be_visible()
    await hers.get_by_role("button", name="Mark as read").click()
    await expect(banner).to_be_hidden()
    await expect(told).to_contain_text("All have read it", timeout=15_000)  # the wall asks every five seconds
    await hers.reload()
    await expect(hers.get_by_role("heading", name="Search", level=1)).to_be_visible()
    await expect(banner).to_be_hidden()


async def test_an_agent_has_no_wall_by_its_address_either(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/wall", as_=await desk.agent())
    await expect(page.get_by_role("heading", name="The wall is for supervisors")).to_be_visible()
    await expect(page.get_by_role("link", name="Wall", exact=True)).to_have_count(0)


async def test_the_day_is_charts_and_a_table(desk: Desk, visit: Visit) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(ticket, "There you are", then="solved")
    page = await wall(visit, head)
    arrived = page.get_by_role("img", name=re.compile("^Arrived, by five minutes"))
    await expect(arrived).to_have_accessible_name(re.compile("Total 1"))
    await page.get_by_role("button", name="As a table").click()
    await expect(page.get_by_role("columnheader", name="First replies")).to_be_visible()
    await page.get_by_role("button", name="As charts").click()
    await expect(arrived).to_be_visible()


async def test_the_days_numbers_open_the_days_tickets(desk: Desk, visit: Visit) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    today, before = await desk.a_ticket(subject="today"), await desk.a_ticket(subject="before")
    for ticket in (today, before):
        await agent.says(ticket, "There you are", then="solved")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE ticket SET solved_at = solved_at - interval '2 days' WHERE id = $1", before.id)
        await tx.run("UPDATE clock SET breached_at = now() WHERE ticket_id = $1", before.id)
    page = await wall(visit, head)
    await page.get_by_role("link", name="Solved: 1").click()
    rows = page.get_by_role("grid").get_by_role("row")
    await expect(rows).to_have_count(1)
    await expect(rows).to_have_attribute("data-ticket", str(today.id))
    await page.go_back()
    await page.get_by_role("link", name=re.compile("^Broken promises: ")).click()
    await expect(rows).to_have_count(1)
    await expect(rows).to_have_attribute("data-ticket", str(before.id))


async def test_the_wall_covers_the_screen_and_fits_a_phone(desk: Desk, visit: Visit) -> None:
    head = await desk.sits("supervisor")
    page = await wall(visit, head)
    await page.get_by_role("button", name="Full screen").click()
    leave = page.get_by_role("button", name="Leave full screen")
    await expect(leave).to_be_visible()
    await leave.click()
    await expect(page.get_by_role("button", name="Full screen")).to_be_visible()
    phone = await wall(visit, head, size=PHONE)
    assert await phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
