"""The settings of the workspace, in a real browser: who sees which section, and what a colleague changes there."""

from __future__ import annotations

import asyncio
import csv
import io
import re

import pytest
from playwright.async_api import Locator, Page, Route, expect

from pitboss.kit.ids import new_id
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, WIDE, Visit
from tests.browser.seen import Asked
from tests.desk import Desk, until
from tests.management.test_audit import an_original

OF_SUPERVISOR = [
    "Your settings",
    "Access",
    "Canned replies",
    "Official channels",
    "Colleagues",
    "Teams",
    "Quarantine",
    "Impostors",
]
SECTIONS = [
    "profile",
    "access",
    "canned",
    "brands",
    "channels",
    "official",
    "queues",
    "topics",
    "promises",
    "texts",
    "staff",
    "teams",
    "roles",
    "limits",
    "quarantine",
    "impostors",
    "audit",
]


async def _saves(page: Page, name: str = "Save") -> None:
    """Presses the button of the drawer and waits until it is gone."""
    drawer = page.get_by_role("dialog")
    await drawer.get_by_role("button", name=name, exact=True).click()
    await expect(drawer).to_have_count(0)


async def test_a_supervisor_sees_no_settings_that_are_not_theirs(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings", as_=await desk.sits("supervisor"))
    sections = page.get_by_role("navigation", name="Settings").get_by_role("link")
    await expect(sections).to_have_text(OF_SUPERVISOR)
    await page.goto("/desk/settings/audit")
    await expect(page.get_by_text("There is no such section")).to_be_visible()
    await page.goto("/desk/settings/staff")
    await expect(page.get_by_role("list", name="Colleagues")).to_be_visible()
    await expect(page.get_by_role("button", name="New colleague")).to_have_count(0)


async def test_a_queue_is_made_with_its_topic_and_member(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    agent = await desk.sits("agent", name="Zoya Lind")
    page = await visit("/desk/settings/queues", as_=admin)
    await page.get_by_role("button", name="New queue").click()
    await page.get_by_label("Name").fill("Card refunds")
    await page.get_by_role("combobox", name="Topics").fill("Deposit missing")
    await page.get_by_role("option", name="Deposit missing").click()
    await page.get_by_role("combobox", name="Members").fill("Zoya")
    await page.get_by_role("option", name="Zoya Lind").click()
    writes: list[str] = []
    page.on("request", lambda sent: writes.append(sent.url) if sent.method != "GET" else None)
    await _saves(page)
    assert [url for url in writes if "/queues" in url] == writes[:1]
    await expect(page.get_by_role("button", name=re.compile("Card refunds.*1 member"))).to_be_visible()
    queues = await admin.gets(f"/brands/{desk.brand.id}/queues")
    (made,) = [queue for queue in queues if queue["name"] == "Card refunds"]
    assert (made["topics"], made["members"]) == (["deposit_missing"], [str(agent.id)])


async def test_what_was_typed_is_not_lost_by_a_stray_click(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/topics", as_=await desk.sits("admin"))
    await page.get_by_role("link", name="Queues").click()
    await page.get_by_role("button", name="New queue").click()
    await page.get_by_label("Name").fill("Half a queue")
    await page.mouse.click(20, 500)
    question = page.get_by_role("dialog", name="Changes are not saved")
    await question.get_by_role("button", name="Stay").last.click()
    await expect(page.get_by_label("Name")).to_have_value("Half a queue")
    await page.go_back()
    await expect(question).to_be_visible()
    await question.get_by_role("button", name="Leave without saving").click()
    await expect(page.get_by_label("Name")).to_have_count(0)


async def _opens(page: Page, channel: str) -> Locator:
    await page.goto("/desk/settings/channels")
    await page.get_by_role("list", name="Channels").get_by_role("button", name=channel).click()
    return page.get_by_role("dialog")


async def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(desk: Desk, visit: Visit) -> None:
    page = await visit(as_=await desk.sits("admin"))
    form = await _opens(page, "Chat")
    sites = form.get_by_role("combobox", name="Sites that may open the chat")
    await sites.fill("casino.example")
    await sites.press("Enter")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form.get_by_role("alert")).to_contain_text("is not a site's origin")
    await expect(sites).to_have_attribute("aria-invalid", "true")
    await expect(form.get_by_text("casino.example", exact=True)).to_be_visible()


async def test_a_mailbox_is_set_up_and_its_password_never_comes_back(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    page = await visit(as_=admin)
    form = await _opens(page, desk.brand.address)
    await form.get_by_label("Fetch from a mailbox (IMAP)").check()
    await form.get_by_role("textbox", name="Server").fill("imap.aurora.example")
    await form.get_by_role("textbox", name="User").fill("support")
    await form.get_by_role("combobox", name="Encryption").click()
    await page.get_by_role("option", name="STARTTLS").click()
    await expect(form.get_by_role("textbox", name="Port")).to_have_value("143")
    await form.get_by_role("button", name="Save", exact=True).click()
    password = form.get_by_label("Password", exact=True)
    await expect(password).to_have_attribute("aria-invalid", "true")
    await expect(password).to_be_focused()
    await password.fill("hush hush")
    await _saves(page)
    (kept,) = [one for one in await admin.gets(f"/brands/{desk.brand.id}/channels") if one["kind"] == "email"]
    assert kept["settings"]["imap"]["url"] == "imap://imap.aurora.example:143"
    assert kept["settings"]["imap_password_set"] is True

    form = await _opens(page, desk.brand.address)
    await expect(form.get_by_text("A password is kept.")).to_be_visible()
    await expect(form.get_by_label("Password", exact=True)).to_have_value("")
    await form.get_by_role("textbox", name="Server").fill("imap.elsewhere.example")
    await form.get_by_role("button", name="Save", exact=True).click()
    await expect(form.get_by_text("so its password is needed again").first).to_be_visible()


async def test_a_chats_hours_are_told_in_a_sentence(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    made = await admin.asks(
        "POST",
        f"/brands/{desk.brand.id}/calendars",
        {"name": "Office", "hours": {"zone": "Europe/Riga", "week": [["09:00-18:00"]] * 5 + [[], []]}},
    )
    page = await visit(as_=admin)
    form = await _opens(page, "Chat")
    await expect(form.get_by_text("Staffed day and night, every day.")).to_be_visible()
    await form.get_by_role("combobox", name="Calendar").click()
    await page.get_by_role("option", name="Office").click()
    await expect(form.get_by_text("Staffed Mon–Fri 9–18, Riga time.")).to_be_visible()
    await _saves(page)
    channels = await admin.gets(f"/brands/{desk.brand.id}/channels")
    assert [one["settings"]["hours"] for one in channels if one["kind"] == "webchat"] == [made.json()["id"]]


async def test_agents_are_called_as_the_brand_likes(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    page = await visit("/desk/settings/brands", as_=admin)
    await page.get_by_label("Sender's name").fill("Player care")
    await page.get_by_role("combobox", name="Agents are called").click()
    await page.get_by_role("option", name="Anna from Player care").click()
    await page.get_by_role("button", name="Save", exact=True).click()
    await expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    home = await admin.gets(f"/brands/{desk.brand.id}")
    assert home["sender"] == {"name": "Player care", "agents": "first_from"}


async def test_pauses_are_explained_before_they_are_saved(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    page = await visit("/desk/settings/promises", as_=admin)
    await page.get_by_role("list", name="Promises").get_by_role("button", name=re.compile("^E-mail")).click()
    form = page.get_by_role("dialog")
    await form.get_by_role("button", name="Show an example").click()
    example = form.get_by_role("status")
    await expect(example).to_contain_text("not counted: waiting for the player")
    await form.get_by_role("checkbox", name="While you wait for the player").uncheck()
    await expect(example).to_have_count(0)
    await form.get_by_role("button", name="Show an example").click()
    await expect(example).to_contain_text("not counted: on hold")
    await expect(example).not_to_contain_text("waiting for the player")
    await _saves(page)
    promises = await admin.gets(f"/brands/{desk.brand.id}/promises")
    assert [one["pauses"] for one in promises if one["channel"] == "email" and one["topic"] is None] == [
        ["on_hold", "outside_hours"]
    ]


async def test_who_was_given_a_password_sets_their_own_before_anything_else(desk: Desk, visit: Visit) -> None:
    admin, email = await desk.sits("admin"), f"{new_id().hex}@desk.example"
    new = {"email": email, "name": "Vera", "password": "given by the admin", "role": "agent"}
    assert (await admin.asks("POST", "/staff", {**new, "brand": desk.brand.id})).status_code == 201
    page = await visit("/desk/list/all")
    await page.get_by_label("Work e-mail").fill(email)
    await page.locator("input[name=password]").fill("given by the admin")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Set your own password")).to_be_visible()
    await page.goto("/desk/settings/profile")
    await expect(page.get_by_role("heading", name="Set your own password")).to_be_visible()
    assert await flaws(page, "main") == []

    async def sets(password: str, again: str) -> None:
        await page.locator("input[name=current]").fill("given by the admin")
        await page.locator("input[name=password]").fill(password)
        await page.locator("input[name=again]").fill(again)
        await page.get_by_role("button", name="Set and go on").click()

    await sets("known to me alone", "known to me only")
    await expect(page.get_by_text("The two are not the same.")).to_be_visible()
    await sets("given by the admin", "given by the admin")
    await expect(page.get_by_text("Take another one that only you know.")).to_be_visible()
    await sets("known to me alone", "known to me alone")
    await expect(page.get_by_role("link", name="Mine")).to_be_visible()


async def test_a_canned_reply_is_tried_while_it_is_written(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/canned", as_=agent)
    await page.get_by_role("button", name="New canned reply").click()
    await page.get_by_role("textbox", name="Shortcut", exact=True).fill("thanks")
    text = page.get_by_role("textbox", name="Text", exact=True)
    await text.fill("Thank you, {{playr.name}}.")
    await expect(page.get_by_role("alert", name="This would fail players")).to_contain_text("playr.name")
    await text.fill("Thank you, {{player.name}}.")
    await expect(page.get_by_text("Thank you, Olga.")).to_be_visible()
    await _saves(page)
    await expect(page.get_by_role("button", name=re.compile("thanks.*Mine"))).to_be_visible()
    (kept,) = await agent.gets("/canned-replies", brand=desk.brand.id, q="thanks")
    assert kept["text"]["en"] == "Thank you, {{player.name}}."


async def test_the_answer_of_a_channels_test_is_shown(desk: Desk, visit: Visit) -> None:
    page = await visit("/desk/settings/channels", as_=await desk.sits("admin"))
    await page.get_by_role("button", name=desk.brand.address).click()
    await page.get_by_role("button", name="Test the channel").click()
    await expect(page.get_by_role("status").filter(has_text="It works")).to_contain_text("127.0.0.1")


async def test_the_log_is_filtered_and_exported(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    ticket = await desk.a_ticket(subject="Where is my money")
    reference = (await (await desk.sits("supervisor")).view(ticket))["reference"]
    page = await visit("/desk/settings/audit", as_=admin)
    rows = page.get_by_role("table").get_by_role("row")
    await page.get_by_role("textbox", name="Ticket", exact=True).fill(reference)
    await page.get_by_role("textbox", name="Ticket", exact=True).press("Enter")
    what = page.get_by_role("combobox", name="What")
    await what.fill("Ticket opened")
    await page.get_by_role("option", name="Ticket opened").click()
    await expect(rows).to_have_count(2)
    await expect(rows.last).to_contain_text(reference)
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Export as CSV").click()
    path = await (await download.value).path()
    exported = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert [(row["type"], row["reference"]) for row in exported] == [("ticket_opened", reference)]


async def test_how_the_screen_looks_follows_its_person(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/profile", as_=agent)
    await page.get_by_text("Compact", exact=True).click()
    await page.get_by_role("switch", name="Enter sends").check()

    async def kept() -> bool:
        mine = await agent.gets("/me/preferences")
        return bool(mine["density"] == "compact" and mine["enter_sends"])

    await until(kept)
    elsewhere = await visit("/desk/settings/profile", as_=agent)
    await expect(elsewhere.get_by_role("switch", name="Enter sends")).to_be_checked()
    await expect(elsewhere.get_by_role("radio", name="Compact")).to_be_checked()


async def test_a_token_is_shown_once(desk: Desk, visit: Visit) -> None:
    agent = await desk.agent()
    page = await visit("/desk/settings/access", as_=agent)
    await page.get_by_role("button", name="New token").click()
    await page.get_by_label("Name").fill("Nightly report")
    await page.get_by_label("See players").check()
    await _saves(page, "Create")
    shown = (await page.locator("[data-token]").inner_text()).strip()
    answer = await agent.asks("GET", "/tokens")
    assert [(token["name"], token["scopes"]) for token in answer.json()] == [
        ("Nightly report", ["players.see"])
    ]
    await page.reload()
    await expect(page.get_by_text("Nightly report")).to_be_visible()
    assert shown not in await page.content()


async def test_what_could_not_be_read_is_shown_and_read_again(desk: Desk, visit: Visit) -> None:
    await an_original(desk.db, desk.brand, state="quarantined")
    page = await visit("/desk/settings/quarantine", as_=await desk.sits("supervisor"))
    await expect(page.get_by_role("status").filter(has_text="1 waits")).to_be_visible()
    await expect(page.get_by_text("ValueError: odd")).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download as it came").click()
    assert (await (await download.value).path()).read_bytes() == b"From: a\r\n\r\nhello"
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("Nothing waits here")).to_be_visible()


NEW = re.compile("^New |^Нов(ый|ая|ое) ")
CLOSE = re.compile("^(Close|Закрыть)$")


OPENS = "main nav a[href^='/desk/settings/{}']"


async def _goes(page: Page, section: str) -> None:
    """By the list of sections, which stands on a phone in place of the open one."""
    before = page.locator("main h1")
    if await before.count():
        await before.evaluate("heading => { heading.dataset.before = '' }")
    link = page.locator(OPENS.format(section))
    if not await link.is_visible():
        await page.locator("main a[href$='/desk/settings']").click()
    await link.click()
    await expect(page.locator("main h1:not([data-before])")).to_be_visible()


@pytest.mark.parametrize(("locale", "size"), [("en-GB", WIDE), ("ru-RU", PHONE)])
async def test_every_section_is_accessible(
    desk: Desk, visit: Visit, locale: str, size: tuple[int, int]
) -> None:
    page = await visit(size=size, as_=await desk.sits("admin"), locale=locale, reduced_motion="reduce")
    asked, drawer = Asked(page), page.get_by_role("dialog")
    found: list[str] = []

    async def look(name: str, within: str) -> None:
        await asked.is_answered()
        found.extend(f"{name}: {flaw}" for flaw in await flaws(page, within, both=True))

    async def leaves() -> None:
        await drawer.get_by_role("button", name=CLOSE).click()
        await expect(drawer).to_have_count(0)

    await page.goto(f"/desk/settings/{SECTIONS[-1]}")
    await expect(page.locator("main h1")).to_be_visible()
    for section in SECTIONS:
        await _goes(page, section)
        await look(section, "main")
        new = page.locator("main").get_by_role("button", name=NEW)
        if await new.count():
            await new.first.click()
            await expect(drawer).to_be_visible()
            await look(f"{section}, new", "[role=dialog]")
            await leaves()
    await _goes(page, "channels")
    for at in range(3):
        await page.locator("main").get_by_role("list").get_by_role("button").nth(at).click()
        await expect(drawer.get_by_role("switch").first).to_be_visible()
        await look(f"channel {at}", "[role=dialog]")
        await leaves()
    assert found == [], "\n".join(found)


async def test_what_is_still_on_its_way_says_so_to_everybody(desk: Desk, visit: Visit) -> None:
    page, arrives = await visit(as_=await desk.sits("admin")), asyncio.Event()

    async def held(route: Route) -> None:
        await arrives.wait()
        await route.continue_()

    await page.route("**/api/v1/brands/*/channels", held)
    await page.goto("/desk/settings/channels")
    await expect(page.get_by_role("status", name="Loading")).to_be_visible()
    assert await flaws(page, both=True) == []
    arrives.set()
    await expect(page.get_by_role("list", name="Channels")).to_be_visible()
    await expect(page.get_by_role("status", name="Loading")).to_have_count(0)


async def _width(shown: Locator) -> float:
    box = await shown.bounding_box()
    assert box is not None
    return box["width"]


async def test_a_mail_is_previewed_in_its_frame_narrow_wide_light_and_dark(desk: Desk, visit: Visit) -> None:
    admin = await desk.sits("admin")
    page = await visit("/desk/settings/texts", as_=admin)
    await page.get_by_role("list", name="A request came in").get_by_role("button", name="By e-mail").click()
    form = page.get_by_role("dialog")
    await form.get_by_role("textbox", name="Text").fill(
        "Good day. Number {number}, {expected}. <script>alert(1)</script> {link}"
    )
    frame = form.get_by_title("The mail as the player sees it")
    mail, pages = frame.content_frame, page.context.pages
    await expect(mail.get_by_role("paragraph").filter(has_text="Good day.")).to_be_visible()
    await expect(mail.get_by_role("paragraph").filter(has_text="<script>alert(1)</script>")).to_be_visible()
    name = (await admin.gets(f"/brands/{desk.brand.id}"))["name"]
    await expect(mail.get_by_text(name).first).to_be_visible()
    await expect(frame).to_have_attribute("sandbox", "")
    ground = mail.locator("body")
    await expect(ground).to_have_css("background-color", "rgb(245, 247, 248)")
    await form.get_by_text("Dark", exact=True).click()
    await expect(ground).not_to_have_css("background-color", "rgb(245, 247, 248)")
    wide = await _width(frame)
    await form.get_by_text("Phone", exact=True).click()
    assert await _width(frame) == 360 < wide
    await mail.get_by_role("link").first.click()
    await expect(mail.get_by_role("paragraph").filter(has_text="Good day.")).to_be_visible()
    assert page.context.pages == pages
    assert await flaws(page) == []


async def test_a_letter_of_complaints_is_put_in_own_words_refused_by_name_and_taken_back(
    desk: Desk, visit: Visit
) -> None:
    officer = await desk.sits("compliance")
    page = await visit("/desk/settings/texts", as_=officer)
    await expect(page.get_by_role("list", name="A request came in")).to_have_count(0)
    letters = page.get_by_role("list", name="Letters of complaints")
    await letters.get_by_role("button", name="Acknowledgement").click()
    form = page.get_by_role("dialog")
    words = form.get_by_role("textbox", name="Text")
    before = await words.input_value()
    await words.fill(before.replace("{due}", "soon") + "\n\nSee https://ec.europa.eu/consumers/odr.")
    await expect(form.get_by_role("alert")).to_contain_text("platform was closed")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_role("alert").filter(has_text="The EU's ODR platform").first).to_be_visible()
    await words.fill(before + "\n\nYours, the people who look into complaints.")
    await expect(form.get_by_role("alert", name="Rules that these words break")).to_have_count(0)
    assert await flaws(page, "[role=dialog]") == []
    await form.get_by_role("button", name="Save").click()
    await expect(form).to_have_count(0)
    await expect(letters.get_by_role("listitem").filter(has_text="Acknowledgement")).to_contain_text(
        "Own words"
    )
    await letters.get_by_role("button", name="Acknowledgement").click()
    await expect(form.get_by_text("Earlier words")).to_be_visible()
    await expect(form.get_by_role("button", name="Take these words")).to_be_visible()
    await form.get_by_role("button", name="Restore the built-in text").click()
    sure = page.get_by_role("dialog", name="Restore the built-in text")
    await sure.get_by_role("button", name="Restore the built-in text").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(letters.get_by_role("listitem").filter(has_text="Acknowledgement")).not_to_contain_text(
        "Own words"
    )
