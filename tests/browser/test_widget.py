"""The chat on an operator's page, in a real browser: cross-origin, under a strict policy, over a road that breaks."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from playwright.async_api import Locator, Page, Response, Route, async_playwright, expect

from pitboss.api.screens import BUILT
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.sla.calendars import weekly
from tests.browser.axe import flaws
from tests.browser.conftest import PHONE, WIDE, Visit
from tests.browser.seen import QUIET, chromium
from tests.browser.site import Road, Site
from tests.desk import Building, Desk, Seat, until

KEY = "a chat key of at least thirty-two bytes"
# Closed for the page's own scripts; tests look inside.
OPENED = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (init) { return attach.call(this, {...init, mode: 'open'}); };"""


FIRST = "My deposit has not arrived"


class Casino:
    """The brand of `desk` with its site."""

    def __init__(self, desk: Desk, site: Site, road: Road, visit: Visit) -> None:
        self.desk = desk
        self.site = site
        self.road = road
        self._visit = visit

    async def page(
        self,
        lang: str = "en",
        theme: str | None = "light",
        size: tuple[int, int] = WIDE,
        early: str = "",
        fresh: bool = False,
        **more: Any,
    ) -> Page:
        """`theme`: as the site says; None, as the player's system does."""
        url = (
            f"{self.site.origin}/?brand={self.desk.brand.id}&lang={lang}{f'&theme={theme}' if theme else ''}"
        )
        page = await self._visit(
            url, size=size, setup=OPENED + early, reduced_motion="reduce", fresh=fresh, **more
        )
        await page.locator(".launcher").wait_for(state="attached")
        return page

    def token(self, account: str, name: str) -> str:
        now = int(time.time())
        claims = {"sub": account, "iat": now, "exp": now + 3600, "brand": self.desk.brand.id, "name": name}
        return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(KEY))

    async def changes(self, **settings: Any) -> None:
        async with self.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE brand SET settings = settings || $2 WHERE id = $1",
                self.desk.brand.id,
                {"widget": settings},
            )
            tx.wake.add("settings")

    async def ticket(self) -> UUID:
        found: UUID = await until(
            lambda: self.desk.value("SELECT id FROM ticket WHERE brand_id = $1 ORDER BY created_at DESC")
        )
        return found


@pytest.fixture
async def casino(at_work: Desk, building: Building, visit: Visit) -> AsyncIterator[Casino]:
    road = Road(int(building.base_url.rpartition(":")[2]))
    site = Site(road)
    await road.mend()
    await site.open()
    async with at_work.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET origins = $2 WHERE id = $1", at_work.brand.id, [site.origin])
        await tx.run(
            "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', $2)",
            at_work.brand.id,
            KEY,
        )
        tx.wake.add("settings")
    yield Casino(at_work, site, road, visit)
    await road.cut()
    await site.close()


async def opens(page: Page) -> None:
    await page.locator(".launcher").click()
    await page.get_by_role("dialog").wait_for()


async def begins(page: Page) -> None:
    """From home to an empty thread, without giving a name."""
    await opens(page)
    await page.get_by_role("button", name="Write to us").click()
    await page.get_by_role("button", name="Begin").click()


def field(page: Page) -> Locator:
    return page.get_by_label("Your message")


async def says(page: Page, text: str) -> None:
    await field(page).fill(text)
    await field(page).press("Enter")


async def shown(page: Page) -> list[str]:
    return [text.strip() for text in await page.locator(".log .bubble:not(.bot) > p").all_inner_texts()]


async def test_a_player_writes_and_gets_the_answer(casino: Casino) -> None:
    agent = await casino.desk.agent(online=True)
    page = await casino.page()
    await begins(page)
    await says(page, "My deposit has not arrived")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    ticket = await casino.ticket()
    await until(lambda: assigned(agent, ticket))
    await expect(page.get_by_text("Anna is with you")).to_be_visible()
    await agent.asks("POST", f"/tickets/{ticket}/typing", {}, brand=casino.desk.brand.id)
    await expect(page.get_by_text("Anna is writing")).to_be_visible()
    await agent.says(ticket, "It has arrived. See https://casino.example/help.")
    await expect(page.get_by_role("link", name="https://casino.example/help")).to_be_visible()
    await expect(page.get_by_text("Anna is writing")).to_be_hidden()
    answer = (await casino.desk.messages(ticket, "agent"))[0].id
    await until(lambda: read_by_player(casino, ticket, answer))

    await says(page, "Thank you")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    said = (await casino.desk.messages(ticket, "player"))[-1]
    await agent.asks("POST", f"/tickets/{ticket}/read", {"message": str(said.id)}, brand=casino.desk.brand.id)
    await expect(page.get_by_text("Read", exact=True)).to_be_visible()


async def assigned(agent: Seat, ticket: UUID) -> bool:
    return await agent.sees(ticket) and (await agent.view(ticket))["assignee"] is not None


async def read_by_player(casino: Casino, ticket: UUID, message: UUID) -> bool:
    return bool(
        await casino.desk.value(
            "SELECT EXISTS (SELECT 1 FROM read_mark WHERE brand_id = $1 AND ticket_id = $2 AND message >= $3)",
            ticket,
            message,
        )
    )


async def test_nothing_is_kept_before_one_writes_and_nobody_else_is_asked(casino: Casino) -> None:
    page = await casino.page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    await page.reload()
    await opens(page)
    await page.get_by_role("button", name="Registration").click()
    stored = "Object.keys(sessionStorage).length + Object.keys(localStorage).length"
    assert await page.context.cookies() == []
    assert await page.evaluate(stored) == 0
    assert await casino.desk.value("SELECT count(*) FROM chat_session WHERE brand_id = $1") == 0

    await page.get_by_role("button", name="Begin").click()
    await says(page, "How do I register?")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    assert await page.context.cookies() == []
    assert await page.evaluate(stored) == 1
    assert {host.partition(":")[0] for host in asked} == {"127.0.0.1"}
    assert asked <= {f"127.0.0.1:{casino.site.port}", f"127.0.0.1:{casino.road.port}"}


async def test_a_conversation_goes_on_in_the_tab_after_a_reload(casino: Casino) -> None:
    agent = await casino.desk.agent(online=True)
    page = await casino.page()
    await begins(page)
    await says(page, "First")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    await page.reload()
    await agent.says(await casino.ticket(), "While you were away")
    await expect(page.get_by_role("button", name="new message", exact=False)).to_be_visible()
    await opens(page)
    await expect(page.locator(".log").get_by_text("While you were away")).to_be_visible()
    assert await shown(page) == ["First", "While you were away"]
    await says(page, "Second")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    assert len(await casino.desk.tickets()) == 1


async def test_who_signs_in_is_known_and_signing_out_forgets_them(casino: Casino) -> None:
    page = await casino.page()
    await page.evaluate("token => Pitboss.identify(token)", casino.token("a-1", "Olga Petrova"))
    await opens(page)
    await expect(page.get_by_text("Hello, Olga. How can we help?")).to_be_visible()
    await page.get_by_role("button", name="Write to us").click()
    await says(page, "Olga's secret")
    await expect(page.get_by_text("Delivered")).to_be_visible()

    await page.evaluate("Pitboss.reset()")
    await expect(page.get_by_text("Hello. How can we help?")).to_be_visible()
    assert await page.get_by_text("Olga").count() == 0
    assert await page.evaluate("Object.keys(sessionStorage).length") == 0

    await page.evaluate("token => Pitboss.identify(token)", casino.token("a-2", "Pavel Gromov"))
    await expect(page.get_by_text("Hello, Pavel. How can we help?")).to_be_visible()
    assert await page.get_by_text("secret").count() == 0
    # And Olga, on whatever device, finds her conversation.
    await page.evaluate("token => Pitboss.identify(token)", casino.token("a-1", "Olga Petrova"))
    await page.get_by_role("button", name="Received").click()
    await expect(page.get_by_text("Olga's secret")).to_be_visible()


async def test_what_was_begun_in_one_window_goes_on_in_another_and_both_live(casino: Casino) -> None:
    agent = await casino.desk.agent(online=True)
    windows = [await casino.page(), await casino.page()]
    for page in windows:
        await page.evaluate("token => Pitboss.identify(token)", casino.token("a-1", "Olga Petrova"))
        await opens(page)
    first, second = windows
    await first.get_by_role("button", name="Write to us").click()
    await says(first, FIRST)
    await expect(first.get_by_text("Delivered")).to_be_visible()
    ticket = await casino.ticket()

    await second.get_by_role("button", name="Write to us").click()
    await second.get_by_role("button", name="Back", exact=True).click()
    await second.locator(".recent button").click()
    await expect(second.locator(".log").get_by_text(FIRST)).to_be_visible()
    await says(second, "It was yesterday")
    await expect(first.locator(".log").get_by_text("It was yesterday")).to_be_visible()
    await says(first, "Before noon")
    await expect(second.locator(".log").get_by_text("Before noon")).to_be_visible()
    await agent.says(ticket, "It has arrived")
    for page in windows:
        await expect(page.locator(".log").get_by_text("It has arrived")).to_be_visible()
        assert await shown(page) == [FIRST, "It was yesterday", "Before noon", "It has arrived"]
    assert len(await casino.desk.tickets()) == 1

    # And after a reload it is still the chat of this window.
    await second.reload()
    await second.evaluate("token => Pitboss.identify(token)", casino.token("a-1", "Olga Petrova"))
    await opens(second)
    await expect(second.locator(".log").get_by_text("It has arrived")).to_be_visible()
    await says(second, "Thank you")
    await expect(first.locator(".log").get_by_text("Thank you")).to_be_visible()


async def test_a_token_that_is_not_the_sites_makes_a_visitor(casino: Casino) -> None:
    page = await casino.page()
    forged = jwt.encode(
        {"alg": "HS256"},
        {"sub": "a-1", "iat": int(time.time()), "exp": int(time.time()) + 60, "name": "Olga"},
        OctKey.import_key("another key of at least thirty-two bytes"),
    )
    await opens(page)
    assert await page.evaluate("token => Pitboss.identify(token)", forged) is False
    await expect(page.get_by_text("Hello. How can we help?")).to_be_visible()


async def test_calls_made_before_the_script_came_are_answered(casino: Casino) -> None:
    early = """window.heard = []; window.Pitboss = {calls: [
        ["on", "unread", count => window.heard.push(count)],
        ["prefill", {topic: "deposit_missing", text: "It was 50 euro"}], ["open"]]};"""
    page = await casino.page(early=early)
    await page.get_by_role("button", name="Begin").click()
    await expect(field(page)).to_have_value("It was 50 euro")
    assert await page.evaluate("window.heard") == [0]
    await field(page).press("Enter")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    tags: list[str] = await casino.desk.value("SELECT tags FROM ticket WHERE brand_id = $1")
    assert "said:deposit_missing" in tags


async def test_neither_sides_styles_nor_shortcuts_reach_the_other(casino: Casino) -> None:
    page = await casino.page(early="addEventListener('keydown', () => { window.pressed = true; });")
    launcher = page.locator(".launcher")
    assert await launcher.bounding_box() == {"x": 1440 - 80, "y": 900 - 80, "width": 60, "height": 60}
    await begins(page)
    looks = "node => [getComputedStyle(node).fontSize, getComputedStyle(node).letterSpacing]"
    assert await field(page).evaluate(looks) == ["16px", "normal"]
    assert await page.locator("h1").evaluate(looks) == ["31px", "9px"]
    await field(page).type("abc")
    assert await page.evaluate("window.pressed") is None


async def test_everything_can_be_done_by_keyboard(casino: Casino) -> None:
    page = await casino.page()
    await page.keyboard.press("Tab")
    await expect(page.locator(".launcher")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Hello. How can we help?")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("button", name="Write to us")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator(".launcher")).to_be_focused()
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_on_a_phone_the_chat_fills_the_screen_and_keeps_the_focus(casino: Casino) -> None:
    page = await casino.page(size=PHONE, has_touch=True, is_mobile=True)
    box = await page.locator(".launcher").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (50, 50)
    await begins(page)
    panel = page.get_by_role("dialog")
    assert await panel.bounding_box() == {"x": 0, "y": 0, "width": PHONE[0], "height": PHONE[1]}
    await expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.activeElement.tagName") == "PITBOSS-CHAT"


async def test_files_go_with_a_message_and_one_that_may_not_is_refused_in_words(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await page.locator("input[type=file]").first.set_input_files(
        {"name": "receipt.png", "mimeType": "image/png", "buffer": DOT}
    )
    await says(page, "Here is the receipt")
    await expect(page.get_by_role("img", name="receipt.png")).to_be_visible()
    await page.locator("input[type=file]").first.set_input_files(
        {"name": "game.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00 program"}
    )
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("This kind of file can't be sent", exact=False)).to_be_visible()
    await page.get_by_role("button", name="Remove", exact=True).click()
    await says(page, "Without it then")
    await expect(page.get_by_text("Delivered")).to_be_visible()


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


async def carries(page: Page, event: str, name: str, kind: str, content: bytes) -> None:
    """What the browser does when a file is dropped into the field or pasted there."""
    await field(page).evaluate(
        """(field, [event, name, type, bytes]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([new Uint8Array(bytes)], name, {type}));
            const given = event === "paste" ? {clipboardData: carried} : {dataTransfer: carried};
            const happens = event === "paste" ? ClipboardEvent : DragEvent;
            field.dispatchEvent(new happens(event, {...given, bubbles: true, cancelable: true, composed: true}));
        }""",
        [event, name, kind, list(content)],
    )


async def test_a_file_is_dropped_and_a_picture_pasted_into_the_message(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await carries(page, "drop", "statement.txt", "text/plain", b"50 euro on Friday")
    await carries(page, "paste", "image.png", "image/png", DOT)
    for name in ("statement.txt", "image.png"):
        await expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    await page.get_by_role("button", name="Send", exact=True).click()
    for name in ("statement.txt", "image.png"):
        await expect(page.get_by_role("button", name=f"Download {name}")).to_be_visible()
    kept = "SELECT string_agg(name, ' ' ORDER BY id) FROM attachment WHERE brand_id = $1"
    assert await casino.desk.value(kept) == "statement.txt image.png"


async def test_a_screenshot_of_what_the_player_chooses_goes_with_the_message(casino: Casino) -> None:
    async with async_playwright() as playwright:
        # A screen of the browser's own, chosen in its dialog by itself.
        choosing = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
        browser = await playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, *choosing])
        page = await (await browser.new_context(locale="en-GB")).new_page()
        await page.add_init_script(OPENED)
        await page.goto(f"{casino.site.origin}/?brand={casino.desk.brand.id}&lang=en")
        await begins(page)
        await page.get_by_role("button", name="Attach a screenshot").click()
        await expect(page.get_by_role("button", name="Remove screenshot.jpg")).to_be_visible()
        await says(page, "It looks like this")
        picture = page.get_by_role("img", name="screenshot.jpg")
        await expect(picture).to_be_visible()
        assert await picture.evaluate("image => [image.naturalWidth > 300, image.naturalHeight > 200]") == [
            True,
            True,
        ]
        await browser.close()
    kept = "SELECT content_type FROM attachment WHERE brand_id = $1"
    assert await casino.desk.value(kept) == "image/jpeg"


async def test_a_card_number_is_taken_out_and_the_player_is_told(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await says(page, "My card is 4111 1111 1111 1111")
    await expect(page.get_by_text("We took out what looked like card data", exact=False)).to_be_visible()
    await expect(page.locator(".bubble.mine")).not_to_contain_text("1111 1111")


async def test_technical_details_are_shown_before_they_are_sent(casino: Casino) -> None:
    page = await casino.page(
        early="addEventListener('load', () => setTimeout(() => { window.onerror = () => true; console.assert(1); dispatchEvent(new ErrorEvent('error', {message: 'the game broke', filename: 'https://casino.example/game.js?token=1', lineno: 7})); }));"
    )
    await begins(page)
    await page.get_by_role("button", name="Attach technical details").click()
    await expect(
        page.get_by_text("the game broke (https://casino.example/game.js:7)", exact=False)
    ).to_be_visible()
    await page.get_by_role("button", name="Attach to my message").click()
    await says(page, "The game stops")
    await expect(page.get_by_role("button", name="Download technical-details.txt")).to_be_visible()


async def test_after_the_end_one_rates_and_gets_a_copy(casino: Casino) -> None:
    agent = await casino.desk.agent(online=True)
    page = await casino.page()
    await begins(page)
    await says(page, "A question")
    await expect(page.get_by_text("Delivered")).to_be_visible()
    ticket = await casino.ticket()
    await agent.says(ticket, "An answer", then="solved")
    await page.get_by_text("4 of 5").locator("xpath=..").click()
    await page.get_by_label("What could we do better?", exact=False).fill("Faster")
    await page.locator(".card").get_by_role("button", name="Send").click()
    await expect(page.get_by_text("We read every rating", exact=False)).to_be_visible()
    assert await casino.desk.value("SELECT score FROM rating WHERE brand_id = $1") == 4

    await page.get_by_role("button", name="More").click()
    await page.get_by_role("button", name="Get a copy by e-mail").click()
    await page.get_by_role("textbox", name="E-mail").fill("olga")
    await page.get_by_role("button", name="Send the copy").click()
    await expect(page.get_by_text("does not look like an e-mail address", exact=False)).to_be_visible()
    await page.get_by_role("textbox", name="E-mail").fill("olga@mail.example")
    await page.get_by_role("button", name="Send the copy").click()
    await expect(page.get_by_text("The copy is on its way", exact=False)).to_be_visible()
    mails = await until(lambda: casino.desk.sent_mails("olga@mail.example"))
    (file,) = list(mails[0].mail.iter_attachments())
    text = file.get_content()
    assert text.index("A question") < text.index("An answer")


async def test_who_waits_is_asked_where_an_answer_may_find_them(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await says(page, "Is anybody there?")
    await expect(page.get_by_text("Your place in line: 1", exact=False)).to_be_visible()
    await page.get_by_role("textbox", name="E-mail").fill("olga@mail.example")
    await page.get_by_role("button", name="Answer me by e-mail").click()
    await expect(page.get_by_text("the answer comes to o***a@mail.example", exact=False)).to_be_visible()
    assert (
        await casino.desk.value("SELECT email FROM chat_session WHERE brand_id = $1") == "olga@mail.example"
    )


async def test_when_an_answer_is_late_one_chooses_how_to_go_on(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await says(page, FIRST)
    await expect(page.get_by_text("Delivered")).to_be_visible()
    await casino.desk.time_passes(await casino.ticket(), timedelta(minutes=2, seconds=50))
    await expect(page.get_by_text("The answer takes longer", exact=False)).to_be_visible()
    await page.get_by_role("button", name="Call or e-mail me").click()
    await expect(page.get_by_text("Thank you, we have noted it.")).to_be_visible()
    await expect(page.get_by_text("The answer takes longer", exact=False)).to_be_hidden()
    assert "callback" in await casino.desk.value("SELECT tags FROM ticket WHERE brand_id = $1")


async def test_outside_the_hours_a_message_is_left_and_answered_by_mail(casino: Casino) -> None:
    in_three_days = (datetime.now(UTC).weekday() + 3) % 7
    calendar = new_id()
    async with casino.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO calendar (brand_id, id, name, hours) VALUES ($1, $2, 'Rarely', $3)",
            casino.desk.brand.id,
            calendar,
            msgspec.to_builtins(weekly("UTC", {in_three_days: ["09:00-10:00"]})),
        )
        await tx.run(
            "UPDATE promise_policy SET calendar_id = $2 WHERE brand_id = $1", casino.desk.brand.id, calendar
        )
        await tx.run(
            "UPDATE channel SET calendar_id = $2 WHERE brand_id = $1 AND kind = 'webchat'",
            casino.desk.brand.id,
            calendar,
        )
        tx.wake.add("settings")
    page = await casino.page()
    await opens(page)
    await expect(page.get_by_text("We are away until", exact=False)).to_be_visible()
    await page.get_by_role("button", name="Leave a message").click()
    assert await flaws(page, "pitboss-chat") == []
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("a few words about what happened", exact=False)).to_be_visible()
    await page.get_by_label("What happened?").fill("My withdrawal is late")
    await page.get_by_label("What is it about?").select_option("withdrawal_status")
    await page.get_by_role("textbox", name="E-mail").fill("olga@mail.example")
    picker = page.locator("input[type=file]").first
    await picker.set_input_files(
        {"name": "game.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00 program"}
    )
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("This kind of file can't be sent", exact=False)).to_be_visible()
    await page.get_by_role("button", name="Remove game.exe").click()
    await picker.set_input_files({"name": "receipt.png", "mimeType": "image/png", "buffer": DOT})
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("We have your message. Its number is", exact=False)).to_be_visible()
    (ticket,) = await casino.desk.tickets()
    assert (ticket.channel, ticket.topic) == ("portal", "withdrawal_status")
    assert await casino.desk.value("SELECT name FROM attachment WHERE brand_id = $1") == "receipt.png"


WORDS = {
    "en": ("Write to us", "Begin", "Your message", "More", "Get a copy by e-mail", "Back", "Attach technical details"),
    "ru": ("Написать нам", "Начать", "Ваше сообщение", "Ещё", "Получить копию по почте", "Назад", "Приложить технические данные"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "ru"])
async def test_every_view_can_be_used_by_everybody(casino: Casino, lang: str) -> None:
    agent = await casino.desk.agent(online=True)
    await casino.changes(
        accent="#ffb000", notice={"en": "Deposits are slow today.", "ru": "Сегодня депозиты идут долго."}
    )
    write, begin, message, more, copy, back, details = WORDS[lang]
    page = await casino.page(lang, theme=None)
    found: dict[str, list[str]] = {}

    async def look(view: str) -> None:
        found[view] = await flaws(page, "pitboss-chat", both=True)

    await look("launcher")
    await opens(page)
    await look("home")
    await page.get_by_role("button", name=write).click()
    await look("before")
    await page.get_by_role("button", name=begin).click()
    await page.get_by_label(message).fill("4111 1111 1111 1111")
    await page.get_by_label(message).press("Enter")
    await expect(page.locator(".bubble.bot").first).to_be_visible()
    await look("waiting")
    await agent.says(await casino.ticket(), "An answer", then="solved")
    await page.locator(".stars").wait_for()
    await page.locator(".stars label").nth(2).click()
    await look("thread")
    await page.get_by_role("button", name=more).click()
    await look("menu")
    await page.get_by_role("button", name=copy).click()
    await look("copy")
    await page.get_by_role("button", name=back).click()
    await page.get_by_role("button", name=details).click()
    await page.locator(".details").wait_for()
    await look("details")
    assert {view: flaw for view, flaw in found.items() if flaw} == {}


async def test_the_theme_that_the_site_asks_for_counts_whatever_the_system_has(casino: Casino) -> None:
    for asked, has in (("dark", "light"), ("light", "dark")):
        page = await casino.page(theme=asked)
        await page.emulate_media(color_scheme=has)  # type: ignore[arg-type]
        await expect(page.locator(".all")).to_have_css("color-scheme", asked)
        assert await flaws(page, "pitboss-chat") == []


# Writes without a pause, so that a change of the system's theme always meets the chat while it draws.
WRITES_ON = """writing => {
    let count = 0;
    const goes_on = () => {
        writing.value = `word ${count++ % 7}`;
        writing.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
        setTimeout(goes_on, 0);
    };
    goes_on();
}"""


async def test_the_chat_follows_the_systems_theme_also_while_somebody_writes(casino: Casino) -> None:
    page = await casino.page(theme=None)
    await opens(page)
    await page.get_by_role("button", name="Write to us").click()
    await page.get_by_role("button", name="Begin").click()
    await page.get_by_label("Your message").evaluate(WRITES_ON)
    for theme in ("dark", "light") * 20:
        await page.emulate_media(color_scheme=theme)
        await expect(page.locator(".all")).to_have_css("color-scheme", theme)


async def test_a_first_conversation_loads_little_and_nothing_else(casino: Casino) -> None:
    def packed(name: str) -> int:
        return (BUILT / "widget" / f"{name}.gz").stat().st_size

    assert packed("widget.js") + max(packed("en.json"), packed("ru.json")) <= 25 * 1024
    page = await casino.page(fresh=True)
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url.partition("/widget")[2]))
    await page.reload()
    await begins(page)
    await says(page, FIRST)
    await expect(page.get_by_text("Delivered")).to_be_visible()
    await casino.ticket()
    await expect(page.get_by_text("Your place in line", exact=False)).to_be_visible()
    assert loaded - {""} == {".js", "/en.json"}


async def test_what_comes_later_comes_when_the_road_is_back(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)
    await casino.road.cut()
    await page.get_by_role("button", name="Attach technical details").click()
    await expect(page.get_by_role("heading", name="One moment, this is still on its way.")).to_be_focused()
    await casino.road.mend()
    await expect(page.get_by_role("heading", name="Technical details")).to_be_visible()


async def test_what_comes_later_is_only_taken_as_it_was_built(casino: Casino) -> None:
    page = await casino.page()
    await begins(page)

    async def changed(route: Route) -> None:
        answer = await route.fetch()
        await route.fulfill(response=answer, body=await answer.text() + "window.changed = true;")

    await page.route("**/widget/more-*", changed)
    async with page.expect_console_message(lambda message: "integrity" in message.text):
        await page.get_by_role("button", name="Emoji").click()
    await expect(page.locator(".emoji")).to_have_count(0)
    assert await page.evaluate("window.changed") is None


OF_LOOKS, OF_WORDS = "/api/v1/chat/brands/", "/widget/"


@pytest.mark.parametrize(
    ("first", "last"), [(OF_LOOKS, OF_WORDS), (OF_WORDS, OF_LOOKS)], ids=["looks", "words"]
)
async def test_the_button_has_its_brands_colour_whichever_comes_first(
    casino: Casino, visit: Visit, first: str, last: str
) -> None:
    page = await visit("about:blank", setup=OPENED)
    came = asyncio.Event()

    async def wait(route: Route) -> None:
        await came.wait()
        await route.continue_()

    def heard(response: Response) -> None:
        if first in response.url:
            came.set()

    await page.route(f"**{last}*", wait)
    page.on("response", heard)
    await page.goto(f"{casino.site.origin}/?brand={casino.desk.brand.id}&lang=en&theme=light")
    await expect(page.locator(".launcher")).to_be_visible()
    await expect(page.locator(".launcher")).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
