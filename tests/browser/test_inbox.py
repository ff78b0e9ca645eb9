"""The lists of the workspace, in a real browser: long, live, filtered, changed in bulk."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import product
from uuid import UUID

from playwright.async_api import Locator, Page, expect

from pitboss.db.tx import SYSTEM
from pitboss.tickets.model import Ticket
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, Visit
from tests.desk import Desk, Seat, a_mail, until

ON_HOLD = "?filter=%7B%22status%22%3A%5B%22on_hold%22%5D%7D"
NODES_OF_A_LIST = 3_000  # elements, at most
ROWS_IN_THE_PAGE = 80  # at most, however long the list is


async def many(desk: Desk, count: int) -> None:
    """`count` tickets on hold, the first with number 100000, told to nobody."""
    ticket = await desk.a_ticket(from_="Vera <vera@mail.example>", subject="the first of many")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO ticket (brand_id, id, number, subject, status, hold_reason, topic, topic_confidence, topic_reason, priority,
                                priority_score, priority_reasons, queue_id, queued_at, player_id, channel_id, channel, class, language,
                                jurisdiction, tags, due_at, created_at, updated_at, said_kind, said_by, said_excerpt, said_at, heard,
                                promises)
            SELECT t.brand_id, gen_random_uuid(), 100000 + n, 'Question ' || n, 'on_hold', 'a provider', t.topic, t.topic_confidence,
                   t.topic_reason, 2, t.priority_score, t.priority_reasons, t.queue_id, t.queued_at, t.player_id, t.channel_id,
                   t.channel, t.class, t.language, t.jurisdiction, '{}', now() + n * interval '1 minute', t.created_at,
                   t.updated_at - n * interval '1 second', 'reply', 'player', 'Word of ' || n, t.created_at, 1, '[]'
            FROM   ticket t
            CROSS  JOIN generate_series(0, $3::int - 1) AS n
            WHERE  t.brand_id = $1 AND t.id = $2
            """,
            desk.brand.id,
            ticket.id,
            count,
        )


def rows(page: Page) -> Locator:
    return page.get_by_role("grid").get_by_role("row")


def row_of(page: Page, ticket: UUID | str) -> Locator:
    return page.locator(f"[data-ticket='{ticket}']")


async def ready(page: Page) -> Page:
    await (
        page.locator("section").locator("[role=grid][aria-busy=false], [class*=EmptyState]").first.wait_for()
    )
    return page


# Sets the scroll in one frame and looks in the next, when it is drawn: the page hears of the scroll before.
SCROLL = """
async ({to, by}) => {
  const grid = document.querySelector('[role=grid]');
  const box = grid.getBoundingClientRect();
  const frame = () => new Promise(requestAnimationFrame);
  let frames = 0, blank = 0, most = 0;
  const done = () => by > 0 ? grid.scrollTop + grid.clientHeight >= Math.min(to, grid.scrollHeight) - 1 : grid.scrollTop <= to;
  while (!done() && frames < 3000) {
    grid.scrollTop += by;
    await frame();
    frames += 1;
    for (let part = 1; part < 10; part += 1) {
      const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height * part / 10);
      if (!at?.closest('[role=row], [data-to-come]')) blank += 1;
    }
    most = Math.max(most, grid.querySelectorAll('[role=row], [data-to-come]').length);
  }
  return {frames, blank, most};
}
"""


# Whether one can go on: further rows are there by now, or announced.
GOES_ON = """
(down) => {
  const grid = document.querySelector('[role=grid]');
  const room = down ? grid.scrollTop + grid.clientHeight < grid.scrollHeight - 1 : grid.scrollTop > 0;
  return room || grid.querySelector('[data-to-come]') !== null || grid.textContent.includes('Word of 2999');
}
"""


async def test_a_list_of_thousands_scrolls_there_and_back_without_a_gap(desk: Desk, visit: Visit) -> None:
    await many(desk, 3_000)
    boss = await desk.sits("supervisor")
    page = await ready(await visit(f"/desk/list/all{ON_HOLD}", as_=boss))
    await expect(rows(page).first).to_contain_text("Word of 0")
    last = rows(page).filter(has_text="Word of 2999")
    seen = {"frames": 0, "blank": 0, "most": 0}
    while await last.count() == 0:
        went: dict[str, int] = await page.evaluate(SCROLL, {"to": 10**9, "by": 1_200})
        seen = {
            "frames": seen["frames"] + went["frames"],
            "blank": seen["blank"] + went["blank"],
            "most": max(seen["most"], went["most"]),
        }
        await page.wait_for_function(GOES_ON, arg=True)
    assert seen["blank"] == 0
    assert seen["frames"] > 100
    assert seen["most"] <= ROWS_IN_THE_PAGE
    # What was let go on the way down is read again on the way up.
    back: dict[str, int] = await page.evaluate(SCROLL, {"to": 0, "by": -1_200})
    assert back["blank"] == 0
    assert back["most"] <= ROWS_IN_THE_PAGE
    await expect(rows(page).first).to_contain_text("Word of 0")
    await expect(page.locator("[role=grid] [data-to-come]")).to_have_count(0)


# Goes as far as rows have been read; gives where it is then.
GO = """
async ({to, by}) => {
  const grid = document.querySelector('[role=grid]');
  const frame = () => new Promise(requestAnimationFrame);
  for (let before = -1; grid.scrollTop !== before && Math.abs(to - grid.scrollTop) > Math.abs(by);) {
    before = grid.scrollTop;
    grid.scrollTop += by;
    await frame();
  }
  if (Math.abs(to - grid.scrollTop) <= Math.abs(by)) grid.scrollTop = to;
  await frame();
  return grid.scrollTop;
}
"""

# Of each row whose middle is in sight, from top to bottom: its number, its ticket's word.
IN_SIGHT = """
() => {
  const grid = document.querySelector('[role=grid]');
  const box = grid.getBoundingClientRect();
  return [...grid.querySelectorAll('[role=row]')]
    .map(row => [row.getBoundingClientRect(), row])
    .filter(([at]) => (at.top + at.bottom) / 2 > box.top && (at.top + at.bottom) / 2 < box.bottom)
    .sort(([a], [b]) => a.top - b.top)
    .map(([, row]) => [Number(row.ariaRowIndex), Number(/Word of (\\d+)/.exec(row.textContent)[1])]);
}
"""


async def test_far_down_a_long_list_the_right_rows_stand_in_order(desk: Desk, visit: Visit) -> None:
    await many(desk, 4_000)
    page = await ready(await visit(f"/desk/list/all{ON_HOLD}", as_=await desk.sits("supervisor")))

    async def stands_at(row: int, by: int) -> None:
        """Goes there in steps that are longer than what is drawn beyond the sight, and looks."""
        while await page.evaluate(GO, {"to": row * 90, "by": by}) != row * 90:
            await page.wait_for_function(GOES_ON, arg=by > 0)
        await expect(page.locator("[role=grid] [data-to-come]")).to_have_count(0)
        seen: list[list[int]] = await page.evaluate(IN_SIGHT)
        first = seen[0][0]
        assert abs(first - row) <= 2
        assert seen == [[first + n, first + n - 1] for n in range(len(seen))]
        assert len(seen) >= 5
        assert await page.evaluate("document.querySelectorAll('[role=grid] *').length") < NODES_OF_A_LIST

    for row in (900, 2_500, 3_900):
        await stands_at(row, 2_000)
    for row in (2_000, 300):
        await stands_at(row, -2_000)


async def test_what_arrives_above_does_not_move_what_one_reads(desk: Desk, visit: Visit) -> None:
    await many(desk, 300)
    boss = await desk.sits("supervisor")
    page = await ready(await visit("/desk/list/all?sort=recent", as_=boss))
    await page.evaluate(SCROLL, {"to": 4_000, "by": 400})
    middle = rows(page).filter(has_text="Word of 40").first
    await middle.wait_for()
    before = await middle.bounding_box()
    await desk.a_ticket(from_="Gleb <gleb@mail.example>", subject="new on top")
    counter = page.get_by_role("link", name="All open").or_(page.locator("a", has_text="All open"))
    await expect(counter.first).to_contain_text("302")
    assert await middle.bounding_box() == before


async def test_rows_and_counters_follow_what_happens(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent(name="Maria")
    page = await ready(await visit("/desk/list/unassigned", as_=agent))
    await expect(page.get_by_text("Nothing waits here")).to_be_visible()
    ticket = await desk.a_ticket(
        from_="Ivan Petrov <ivan@mail.example>", subject="Where is it", text="I wait."
    )
    row = row_of(page, ticket.id)
    await expect(row).to_contain_text("Ivan Petrov")
    await expect(row).to_contain_text("I wait.")
    await expect(row.get_by_role("img", name="1 unread message")).to_be_visible()
    await expect(row.get_by_role("img", name="E-mail")).to_be_visible()
    nav = page.get_by_role("navigation", name="Main navigation")
    await expect(nav.get_by_role("link", name="Unassigned")).to_contain_text("1")
    await agent.does(ticket, "take")
    await expect(row).to_have_count(0)
    await expect(nav.get_by_role("link", name="Mine")).to_contain_text("1")
    await nav.get_by_role("link", name="Mine").click()
    await expect(row_of(page, ticket.id)).to_be_visible()


async def test_keys_by_their_place_move_open_and_select(desk: Desk, visit: Visit) -> None:
    first, second, third = [await desk.a_ticket(from_=f"{n} <{n}@mail.example>", subject=n) for n in "abc"]
    boss = await desk.sits("supervisor")
    page = await ready(await visit("/desk/list/all?sort=oldest", as_=boss, locale="ru-RU"))
    # As a Russian layout sends them: another letter, the same place.
    await page.keyboard.press("KeyJ")
    await expect(row_of(page, first.id).get_by_role("link")).to_be_focused()
    await page.keyboard.press("KeyJ")
    await page.keyboard.press("KeyX")
    await expect(row_of(page, second.id)).to_have_attribute("aria-selected", "true")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(re.compile(f"/list/all/{second.id}\\?sort=oldest"))
    await expect(row_of(page, second.id)).to_have_attribute("data-open", "true")
    await page.keyboard.press("Alt+KeyJ")
    await expect(page).to_have_url(re.compile(str(third.id)))
    await page.keyboard.press("Alt+KeyK")
    await expect(page).to_have_url(re.compile(str(second.id)))


async def test_a_filter_is_built_shared_by_its_address_and_saved(desk: Desk, visit: Visit) -> None:
    high, normal = [await desk.a_ticket(from_=f"{n} <{n}@mail.example>", subject=n) for n in "ab"]
    boss = await desk.sits("supervisor")
    await boss.does(high, "priority", priority="high", reason="angry")
    page = await ready(await visit("/desk/list/all", as_=boss))
    await expect(rows(page)).to_have_count(2)
    await page.get_by_role("button", name="Filter").click()
    panel = page.get_by_role("dialog")
    await panel.get_by_role("combobox", name="Priority").click()
    await page.get_by_role("option", name="High").click()
    await page.keyboard.press("Escape")
    await panel.get_by_role("button", name="Show 1 ticket").click()
    await expect(rows(page)).to_have_count(1)
    await expect(row_of(page, high.id)).to_be_visible()
    await expect(page.get_by_role("button", name="Priority: High", exact=True)).to_be_visible()

    colleague = await ready(await visit(page.url, as_=await desk.sits("supervisor")))
    await expect(rows(colleague)).to_have_count(1)

    await page.get_by_role("button", name="Save as a view").click()
    await page.get_by_role("textbox", name="Name").fill("Angry ones")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page).to_have_url(re.compile("/list/view-"))
    nav = page.get_by_role("navigation", name="Main navigation")
    await expect(nav.get_by_role("link", name="Angry ones")).to_contain_text("1")
    await boss.does(normal, "priority", priority="high", reason="angry too")
    await expect(rows(page)).to_have_count(2)
    await expect(nav.get_by_role("link", name="Angry ones")).to_contain_text("2")

    await page.get_by_role("button", name="More for this list").click()
    await page.get_by_role("menuitem", name="Rename or share").click()
    await page.get_by_role("textbox", name="Name").fill("Hot ones")
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(nav.get_by_role("link", name="Hot ones")).to_be_visible()
    await page.get_by_role("button", name="More for this list").click()
    await page.get_by_role("menuitem", name="Delete the view").click()
    await page.get_by_role("button", name="Delete the view").click()
    await expect(page).to_have_url(re.compile("/list/mine"))
    await expect(nav.get_by_role("link", name="Hot ones")).to_have_count(0)


async def test_all_of_a_filter_is_changed_refused_where_it_must_be_and_undone(
    at_work: Desk, visit: Visit
) -> None:
    desk = at_work
    done, *open_ = [await arrives(desk, name) for name in "abc"]
    boss = await desk.sits("supervisor")
    await boss.does(done, "solve")
    page = await ready(await visit(f"/desk/list/all?filter={_json('status', 'active', 'solved')}", as_=boss))
    await expect(rows(page)).to_have_count(3)
    await row_of(page, done.id).hover()
    await row_of(page, done.id).get_by_role("checkbox").click()
    await page.get_by_role("button", name="Select all 3").click()
    bar = page.get_by_role("toolbar", name="What to do with them")
    await expect(bar).to_contain_text("All 3 of this list")
    await bar.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Solve", exact=True).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("This touches 3 tickets. You can undo it afterwards.")
    await expect(dialog).to_contain_text("1 would be refused")
    await dialog.get_by_role("button", name="Do it to 3 tickets").click()
    result = page.get_by_role("status").filter(has_text="Solve: 2 tickets changed")
    await expect(result).to_contain_text("1 refused")
    await result.get_by_role("button", name="Why").click()
    reference = (await boss.view(done))["reference"]
    await expect(result.get_by_role("listitem")).to_contain_text(reference)
    assert [(await desk.reads(t)).status for t in open_] == ["solved", "solved"]
    await result.get_by_role("button", name="Undo").click()
    await expect(page.get_by_text("Solve: 2 tickets put back")).to_be_visible()
    assert {(await desk.reads(t)).status for t in open_} == {"new"}


async def test_some_are_picked_and_only_they_are_changed(at_work: Desk, visit: Visit) -> None:
    desk = at_work
    a, b, c = [await arrives(desk, name) for name in "abc"]
    boss = await desk.sits("supervisor")
    page = await ready(await visit("/desk/list/all", as_=boss))
    for ticket in (a, c):
        await row_of(page, ticket.id).hover()
        await row_of(page, ticket.id).get_by_role("checkbox").click()
    await page.get_by_role("toolbar").get_by_role("button", name="Tags").click()
    await page.get_by_role("combobox", name="Add tags").fill("bank")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Do it to 2 tickets").click()
    await expect(page.get_by_text("Tags: 2 tickets changed")).to_be_visible()
    assert [(await desk.reads(t)).tags for t in (a, b, c)] == [["bank"], [], ["bank"]]


async def test_next_gives_the_most_urgent_or_says_why_there_is_none(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE presence SET state = 'away' WHERE staff_id = $1", agent.id)
    normal, high = [await desk.a_ticket(from_=f"{n} <{n}@mail.example>", subject=n) for n in "ab"]
    await (await desk.sits("supervisor")).does(high, "priority", priority="high", reason="angry")
    page = await ready(await visit("/desk/list/mine", as_=agent))
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE presence SET state = 'away' WHERE staff_id = $1", agent.id)
    await page.keyboard.press("Shift+KeyN")
    await expect(page).to_have_url(re.compile(str(high.id)))
    await page.get_by_role("button", name="Next ticket").click()
    await expect(page).to_have_url(re.compile(str(normal.id)))
    await expect(rows(page)).to_have_count(2)
    await page.get_by_role("button", name="Next ticket").click()
    await expect(page.get_by_text("Nothing waits in your queues now.")).to_be_visible()


async def test_my_live_chats_stand_above_and_call_when_nobody_answers(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    chats = [await a_chat(desk, agent, name) for name in ("Anna", "Boris")]
    page = await ready(await visit("/desk/list/mine", as_=agent))
    strip = page.get_by_role("navigation", name="Your live chats")
    anna, boris = strip.get_by_role("link", name="Anna"), strip.get_by_role("link", name="Boris")
    await expect(boris).to_be_visible()
    await expect(anna).not_to_have_attribute("data-late", "true")
    await expect(anna).to_have_accessible_name(re.compile("^Anna Last word .* ago$"))
    await desk.time_passes(chats[1], timedelta(seconds=45), work=False)
    await page.reload()
    await expect(boris).to_have_attribute("data-late", "true")
    await expect(boris).to_contain_text(re.compile(r"No answer for (4[5-9] s|\d+ min)"))
    await page.keyboard.press("Alt+Digit2")
    await expect(page).to_have_url(re.compile(str(chats[1])))
    await expect(boris).to_have_attribute("data-open", "true")
    await agent.says(chats[1], "Here I am.")
    await expect(boris).to_contain_text("Answered")


async def test_a_chat_that_its_player_left_says_so_until_they_are_back(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent(online=True)
    chats = [await a_chat_of(desk, agent, name) for name in ("Anna", "Boris")]
    page = await ready(await visit("/desk/list/mine", as_=agent))
    strip = page.get_by_role("navigation", name="Your live chats")
    links, anna = strip.get_by_role("link"), strip.get_by_role("link", name="Anna")
    await expect(links.first).to_contain_text("Anna")
    ticket, of_anna = chats[0]
    await agent.says(ticket, "It is on its way.")
    await expect(anna).to_contain_text("Answered")
    client = desk.building.client
    assert (await client.post("/chat/leave", headers=of_anna)).is_success
    await expect(anna).to_contain_text(re.compile("Left .* ago"))
    await expect(links.last).to_contain_text("Anna")
    said = await client.post("/chat/messages", json={"text": "And now?", "key": "now"}, headers=of_anna)
    assert said.is_success
    await expect(links.first).to_contain_text("Anna")
    await expect(anna).not_to_contain_text("Left")


async def test_no_serious_flaw_in_either_theme_and_language_also_on_a_phone(desk: Desk, visit: Visit) -> None:
    boss = await desk.sits("supervisor")
    await a_chat(desk, boss, "Anna")
    danger = await desk.a_ticket(text="I want to end my life. I can't pay.", subject="help")
    await boss.does(danger, "snooze", until="2099-01-01T00:00:00Z")
    for locale, size in product(("en-GB", "ru-RU"), ((1440, 900), PHONE)):
        page = await visit(
            f"/desk/list/all?filter={_json('language', 'en', 'ru')}", as_=boss, locale=locale, size=size
        )
        await ready(page)
        await expect(rows(page)).to_have_count(2)
        assert await flaws(page, both=True) == [], (locale, size)
        await page.locator("[role=grid] [role=checkbox], [role=grid] input").first.focus()
        await page.keyboard.press("Space")
        await page.get_by_role("toolbar").wait_for()
        assert await flaws(page, both=True) == [], (locale, size, "selecting")


def _json(field: str, *values: str) -> str:
    listed = "%2C".join(f"%22{value}%22" for value in values)
    return f"%7B%22{field}%22%3A%5B{listed}%5D%7D"


async def arrives(desk: Desk, name: str) -> Ticket:
    """By mail, read by the worker that runs by itself."""
    id = f"<{name}.{desk.brand.id}@mail.example>"
    await desk.keeps(
        a_mail(to=desk.brand.address, from_=f"{name} <{name}@mail.example>", subject=name, id=id)
    )
    ticket: Ticket = await until(lambda: desk.ticket_of(id))
    return ticket


async def a_chat(desk: Desk, agent: Seat, name: str) -> UUID:
    return (await a_chat_of(desk, agent, name))[0]


async def a_chat_of(desk: Desk, agent: Seat, name: str) -> tuple[UUID, dict[str, str]]:
    """A player of that name writes in the chat; the agent holds it. With it what the player's requests carry."""
    client = desk.building.client
    begun = await client.post("/chat/sessions", json={"brand": desk.brand.id, "name": name})
    assert begun.status_code == 201, begun.text
    headers = {"authorization": f"Bearer {begun.json()['token']}"}
    said = await client.post("/chat/messages", json={"text": "Hello", "key": name}, headers=headers)
    assert said.status_code == 201, said.text
    ticket = UUID(said.json()["ticket"]["id"])
    boss = await desk.sits("supervisor")
    await boss.does(ticket, "assign", to=str(agent.id))
    return ticket, headers
