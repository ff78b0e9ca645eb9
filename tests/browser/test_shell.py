"""The workspace around the tickets, in a real browser: finding, being told, wrong addresses, languages, for everybody."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, WIDE, Visit
from tests.browser.seen import Asked
from tests.desk import Building, Desk, until


async def heading(page: Page, name: str) -> None:
    await expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()


# ── finding ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_another_form_of_a_word_finds_the_ticket_and_opens_it_at_the_message(
    desk: Desk, visit: Visit
) -> None:
    seat = await desk.sits("supervisor")
    ticket = await desk.a_ticket(subject="Вопрос", text="Мой депозит не пришёл <b>на счёт</b>.")
    page = await visit("/desk/search", as_=seat)
    await page.get_by_role("searchbox").fill("депозитами")
    hit = page.get_by_role("link").filter(has_text="Вопрос")
    await expect(hit.locator("mark")).to_have_text("депозит")
    await expect(page.get_by_role("status").filter(has_text="1 ticket found")).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await expect(hit).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/desk/list/all/{ticket.id}#message-"))
    await expect(page.get_by_text("Мой депозит не пришёл").last).to_be_visible()
    await page.goto("/desk/search")
    await page.get_by_role("button", name="депозитами").click()
    await expect(hit).to_be_visible()


async def test_filters_narrow_and_numbers_and_addresses_find_directly(desk: Desk, visit: Visit) -> None:
    seat = await desk.sits("supervisor")
    mine = await desk.a_ticket(subject="First", text="My deposit is late", from_="Ann <ann@mail.example>")
    await desk.a_ticket(subject="Second", text="Another deposit", from_="Bob <bob@mail.example>")
    await seat.does(mine, "take")
    page = await visit("/desk/search?q=deposits", as_=seat)
    results = page.get_by_role("list", name="Results").get_by_role("listitem")
    await expect(results).to_have_count(2)
    await page.get_by_role("button", name="Filters").click()
    await page.get_by_role("combobox", name="Assignee").click()
    await page.get_by_role("option", name="Me", exact=True).click()
    await expect(results).to_have_count(1)
    await expect(results).to_contain_text("First")
    await page.reload()
    await expect(results).to_have_count(1)
    await page.get_by_role("button", name="Clear filters").click()
    await expect(results).to_have_count(2)
    for words in (str(mine.number), f"#{mine.number}", "ann@mail.example"):
        await page.get_by_role("searchbox").fill(words)
        await expect(results).to_have_count(1)
        await expect(results).to_contain_text("First")
    await page.get_by_role("searchbox").fill("zebra")
    await heading(page, "Search")
    await expect(page.get_by_text("Nothing found")).to_be_visible()


async def test_the_command_bar_finds_tickets_and_places_on_a_russian_keyboard(
    desk: Desk, visit: Visit
) -> None:
    seat = await desk.sits("supervisor")
    ticket = await desk.a_ticket(subject="Withdrawal still pending")
    page = await visit("/desk/search", as_=seat)
    await heading(page, "Search")
    await page.keyboard.press("Control+k")
    await page.get_by_placeholder("Go to, do or find…").fill("withdrawals")
    await page.get_by_role("button", name=re.compile("Withdrawal still pending")).click()
    await expect(page).to_have_url(re.compile(str(ticket.id)))
    await page.goto("/desk/nowhere")
    await page.get_by_role("heading", level=1).click()
    await page.evaluate(
        "for (const [code, key] of [['KeyG', 'п'], ['KeyW', 'ц']])"
        " document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true}))"
    )
    await heading(page, "Wall")
    await page.keyboard.press("Shift+Slash")
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()


async def test_a_player_is_found_by_name_and_leads_to_their_tickets(desk: Desk, visit: Visit) -> None:
    seat = await desk.sits("supervisor")
    ticket = await desk.a_ticket(subject="Limits", from_="Мария Лаптева <maria@mail.example>")
    await desk.a_ticket(subject="Another", from_="Ann Lee <ann@mail.example>")
    await seat.does(ticket, "solve")
    page = await visit("/desk/search", as_=seat)
    await expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()
    await page.keyboard.press("Control+k")
    await page.get_by_placeholder("Go to, do or find…").fill("лапт")
    await page.get_by_role("button", name=re.compile("Мария Лаптева")).click()
    row = page.get_by_role("grid").get_by_role("row")
    await expect(row).to_have_count(1)
    await expect(row).to_have_attribute("data-ticket", str(ticket.id))
    await page.goto("/desk/search?q=maria@mail.example")
    found = page.get_by_role("region", name="Players").get_by_role("link", name=re.compile("Мария Лаптева"))
    await expect(found).to_contain_text("maria@mail.example")
    await found.click()
    await expect(row).to_have_attribute("data-ticket", str(ticket.id))


# ── being told ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_bell_rings_for_what_needs_me_and_opening_it_is_seeing_it(desk: Desk, visit: Visit) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    ticket = await desk.a_ticket(subject="Limits")
    page = await visit("/desk/search", as_=agent)
    bell = page.get_by_role("button", name=re.compile("^Notices"))
    await expect(bell).to_have_accessible_name("Notices")
    await head.does(ticket, "assign", to=str(agent.id))
    await expect(bell).to_have_accessible_name("Notices: 1 new")
    await head.asks("POST", f"/tickets/{ticket.id}/whisper", {"text": "Look at the profile"})
    await bell.click()
    await expect(page.get_by_role("button", name=re.compile("A supervisor whispers to you"))).to_be_visible()
    await page.get_by_role("button", name=re.compile("A ticket for you")).click()
    await expect(page).to_have_url(re.compile(str(ticket.id)))
    await expect(bell).to_have_accessible_name("Notices")

    async def all_seen() -> bool:
        return bool((await agent.gets("/me/notices", unseen="true"))["items"] == [])

    await until(all_seen)


# Counts the tones instead of playing them.
COUNTS_TONES = """
window.AudioContext = class {
  currentTime = 0;
  createOscillator() {
    localStorage.setItem("tones", Number(localStorage.getItem("tones") ?? 0) + 1);
    const node = { frequency: {}, connect: (to) => to, start() {}, stop() {} };
    return node;
  }
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} };
    return { gain, connect: (to) => to };
  }
};
"""


async def test_each_window_and_browser_knows_what_needs_me_and_one_window_sounds(
    desk: Desk, visit: Visit
) -> None:
    head, agent = await desk.sits("supervisor", name="Vera"), await desk.agent()
    ticket, other = await desk.a_ticket(subject="Limits"), await desk.a_ticket(subject="Bonus")
    page = await visit("/desk/search", as_=agent, setup=COUNTS_TONES)
    window = await page.context.new_page()
    await window.goto("/desk/search")
    elsewhere = await visit("/desk/search", as_=agent)
    bells = [one.get_by_role("button", name=re.compile("^Notices")) for one in (page, window, elsewhere)]
    for bell in bells:
        await expect(bell).to_have_accessible_name("Notices")
    await head.does(ticket, "assign", to=str(agent.id))
    for bell in bells:
        await expect(bell).to_have_accessible_name("Notices: 1 new")
    tones = "Number(localStorage.getItem('tones'))"
    await page.wait_for_function(f"{tones} === 2")  # of one sound
    await head.does(ticket, "assign", to=str(head.id))
    await head.does(other, "assign", to=str(agent.id))
    for bell in bells:
        await expect(bell).to_have_accessible_name("Notices: 3 new")
    await bells[2].click()
    await expect(elsewhere.get_by_role("button", name=re.compile("Taken over by Vera"))).to_be_visible()
    await elsewhere.get_by_role("button", name=re.compile("A ticket for you .*Bonus")).click()
    for bell in bells:
        await expect(bell).to_have_accessible_name("Notices: 2 new")
    await bells[0].click()
    await page.get_by_role("button", name="Mark all as seen").click()
    for bell in bells:
        await expect(bell).to_have_accessible_name("Notices")
    assert await page.evaluate(tones) <= 6  # three sounds at most


async def test_the_notice_worker_is_given_out_for_the_whole_desk(building: Building) -> None:
    answer = await building.client.get(f"{building.base_url}/desk/sw.js")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["service-worker-allowed"] == "/desk/"
    assert answer.headers["cache-control"] == "no-cache"


async def test_the_notice_worker_registers_and_the_desk_gives_its_key(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/search", as_=await desk.agent())
    await heading(page, "Search")
    scope = await page.evaluate(
        "navigator.serviceWorker.register('/desk/sw.js', {scope: '/desk/'}).then(worker => worker.scope)"
    )
    assert scope.endswith("/desk/")


# ── what goes wrong ─────────────────────────────────────────────────────────────────────────────────────────


async def test_a_wrong_address_says_where_to_go(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/no/such/place", as_=await desk.agent())
    await heading(page, "There is no such page")
    await expect(page).to_have_title("There is no such page · Pitboss")
    await page.get_by_role("main").get_by_role("link", name="Search").click()
    await heading(page, "Search")


async def test_a_screen_that_can_t_be_loaded_says_so_and_the_rest_stays(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/search", as_=await desk.sits("supervisor"))
    await heading(page, "Search")
    loads = 0

    async def gone(route: Route) -> None:
        await route.fulfill(status=404, body="There is nothing here.")

    def loaded() -> None:
        nonlocal loads
        loads += 1

    page.on("load", lambda _: loaded())
    await page.route(re.compile("/desk/assets/Wall-.*js"), gone)
    await page.get_by_role("link", name="Wall", exact=True).click()
    await heading(page, "The desk has been renewed")
    await expect(page.get_by_role("navigation", name="Main navigation")).to_be_visible()
    # Loaded anew by itself, once.
    assert loads == 1
    await page.unroute_all()
    await page.get_by_role("button", name="Reload the page").click()
    await heading(page, "Wall")


# ── for everybody ───────────────────────────────────────────────────────────────────────────────────────────


async def test_the_language_of_the_screen_becomes_the_desk_s(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    assert (await agent.gets("/session"))["locale"] == "en"
    page = await visit("/desk/search", as_=agent)
    await heading(page, "Search")
    await page.get_by_role("button", name=re.compile("^Your account")).click()
    await page.get_by_text("Русский").click()
    await heading(page, "Поиск")
    await expect(page.locator("html")).to_have_attribute("lang", "ru")
    async with page.expect_response("**/api/v1/me/preferences") as told:
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name=re.compile("^Ваша учётная")).click()
        await page.get_by_text("English").click()
    assert (await told.value).ok
    await heading(page, "Search")


async def test_who_uses_the_keyboard_gets_to_the_content_and_hears_where_they_are(
    desk: Desk, visit: Visit
) -> None:
    page = await visit("/desk/no/such/place", as_=await desk.sits("supervisor"))
    await heading(page, "There is no such page")
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    await expect(skip).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main")).to_be_focused()
    await page.get_by_role("link", name="Wall", exact=True).click()
    await expect(page.get_by_role("heading", name="Wall", level=1)).to_be_focused()
    await expect(page).to_have_title("Wall · Pitboss")


async def test_on_a_phone_the_rail_is_a_drawer_that_goes_when_one_has_chosen(
    desk: Desk, visit: Visit
) -> None:
    page = await visit("/desk/search", as_=await desk.sits("supervisor"), size=PHONE)
    await heading(page, "Search")
    await page.get_by_role("button", name="Open the menu").click()
    await page.get_by_role("link", name="Wall", exact=True).click()
    await heading(page, "Wall")
    await expect(page.get_by_role("navigation", name="Main navigation")).to_be_hidden()


@pytest.mark.parametrize("locale", ["en-GB", "ru-RU"])
async def test_everybody_can_use_the_shell(desk: Desk, visit: Visit, locale: str) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent(online=True)
    ticket = await desk.a_ticket(subject="Вывод", text="Где мой депозит?")
    await desk.a_ticket(subject="Another", text="Мой второй депозит")
    await agent.does(ticket, "take")
    await agent.asks("PUT", "/me/presence", {"state": "online"})
    found: dict[str, list[str]] = {}
    pages = [await visit(as_=seat, locale=locale, reduced_motion="reduce") for seat in (None, agent, head)]
    nobodys, agents, heads = [(page, Asked(page)) for page in pages]
    for name, path, (page, asked) in (
        ("sign-in", "/desk/sign-in", nobodys),
        ("wall", "/desk/wall", heads),
        ("no wall", "/desk/wall", agents),
        ("incidents", "/desk/incidents", heads),
        ("search", "/desk/search?q=депозиты", heads),
        ("list", "/desk/search?status=active", heads),
        ("lost", "/desk/nowhere", heads),
    ):
        for size in (WIDE, PHONE):
            await page.set_viewport_size({"width": size[0], "height": size[1]})
            await page.goto(path)
            await expect(page.get_by_role("heading", level=1)).to_be_visible()
            await asked.is_answered()
            found[f"{name} {size[0]}"] = await flaws(page, both=True)
            if (name, size) == ("lost", WIDE):
                await page.keyboard.press("Shift+Slash")
                await expect(page.get_by_role("dialog")).to_be_visible()
                found["help"] = await flaws(page, both=True)
                await page.keyboard.press("Escape")
                await page.get_by_role("button", name=re.compile("^(Notices|Уведомления)")).click()
                await expect(page.get_by_role("dialog")).to_be_visible()
                await asked.is_answered()
                found["notices"] = await flaws(page, both=True)
                await page.keyboard.press("Escape")
                await page.keyboard.press("Control+k")
                await expect(page.get_by_role("dialog")).to_be_visible()
                found["command bar"] = await flaws(page, both=True)
    assert {name: what for name, what in found.items() if what} == {}
