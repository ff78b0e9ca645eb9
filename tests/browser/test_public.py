"""The help centre and "is it really us?" in a real browser: without JavaScript, at 320 pixels, in both themes and languages."""

from __future__ import annotations

import re
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, Response

from pitboss.db.tx import SYSTEM
from pitboss.knowledge import importing
from pitboss.official import actions
from pitboss.official.actions import Wanted
from pitboss.official.model import OfficialKind
from tests.browser.conftest import PHONE, WIDE
from tests.browser.looks import LANGUAGES, Looks
from tests.desk import Desk
from tests.public.test_help import FILES

NARROW = (320, 640)
MOST_BYTES = 60_000
PAGES = (
    "", "/c/money", "/a/withdrawal", "/a/withdrawal?said=no", "/search?q=withdrawal", "/search?q=xyzzy", "/search", "/rules", "/rules/terms-4.2?on=2024-06-30",
    "/channels", "/service", "/verify", "/verify/report", "/rate/nonsense", "/documents/nonsense", "/documents/sealed-nonsense", "/no-such-page",
)  # fmt: skip


@pytest.fixture
async def here(desk: Desk) -> str:
    """A brand with a help centre and official channels; gives its address."""
    async with desk.db.tx(SYSTEM) as tx:
        await importing.take_folder(tx, desk.brand.id, FILES, publish=True)
        for wanted in (
            Wanted(kind=OfficialKind.site, value="harbour.example", about_en="The casino", about_ru="Казино"),
            Wanted(kind=OfficialKind.handle, platform="telegram", value="@harbour_help"),
            Wanted(kind=OfficialKind.name, value="Anna K."),
        ):
            await actions.add(tx, desk.brand.id, wanted)
    return f"/help/{desk.brand.id}"


async def _open(
    browser: Browser,
    base: str,
    path: str,
    *,
    size: tuple[int, int],
    theme: Literal["light", "dark"],
    scripts: bool = True,
    **more: Any,
) -> Page:
    context = await browser.new_context(
        base_url=base, viewport={"width": size[0], "height": size[1]}, color_scheme=theme, java_script_enabled=scripts, **more
    )  # fmt: skip
    context.set_default_timeout(15_000)
    page = await context.new_page()
    await page.goto(path)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_is_accessible_and_fits(
    browser: Browser, desk: Desk, here: str, language: str
) -> None:
    page = await _open(browser, desk.building.base_url, "about:blank", size=WIDE, theme="light")
    looks = Looks(page)
    try:
        for rest in PAGES:
            await looks.seen(rest or "home", f"{here}/{language}{rest}")
        await looks.seen("verify anywhere", f"/verify?lang={language}")
        await page.fill("textarea", "https://harb0ur.example and @harbour_help and K7QM-3XWD-9FTC")
        await page.click("form.card button")
        await looks.look("verdicts")
        await page.goto(f"{here}/{language}/verify/report")
        await page.locator("form.card").evaluate("form => { form.noValidate = true; form.requestSubmit() }")
        await page.locator(".error").first.wait_for()
        await looks.look("report, wrong")
    finally:
        await page.context.close()
    assert looks.found == {}


async def test_the_first_page_is_small_and_asks_nobody_else(browser: Browser, desk: Desk, here: str) -> None:
    page = await _open(browser, desk.building.base_url, "about:blank", size=PHONE, theme="light")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    await page.goto(f"{here}/en", wait_until="networkidle")
    sizes = [(await answer.request.sizes())["responseBodySize"] for answer in answers]
    hosts = {re.sub(r"^https?://([^/]+)/.*", r"\1", answer.url) for answer in answers}
    await page.context.close()
    assert hosts == {desk.building.base_url.partition("://")[2]}
    assert 0 < sum(sizes) <= MOST_BYTES, sizes


async def test_a_player_finds_an_article_and_says_whether_it_helped_without_a_script(
    browser: Browser, desk: Desk, here: str
) -> None:
    page = await _open(
        browser, desk.building.base_url, f"{here}/en", size=NARROW, theme="light", scripts=False
    )
    await page.get_by_role("searchbox").fill("withdrawal")
    await page.get_by_role("button", name="Search").click()
    await page.get_by_role("link", name="Where is my withdrawal").click()
    await page.get_by_role("link", name="terms 4.2").click()
    assert "goes back to your account" in await page.inner_text("main")
    await page.go_back()
    await page.get_by_role("button", name="No").click()
    await page.get_by_label("What was missing").fill("The time for cards")
    await page.get_by_role("button", name="Send").click()
    assert "Thank you" in await page.inner_text("main")
    await page.context.close()
    async with desk.db.tx(SYSTEM) as tx:
        said = await tx.column("SELECT comment FROM article_feedback WHERE brand_id = $1", desk.brand.id)
    assert said == ["The time for cards"]


async def test_a_player_checks_a_forged_link_and_reports_it_without_a_script(
    browser: Browser, desk: Desk, here: str
) -> None:
    page = await _open(
        browser, desk.building.base_url, f"{here}/en/verify", size=PHONE, theme="dark", scripts=False
    )
    await page.get_by_label("What did you get?").fill("https://harbour.example@evil.example/pay")
    await page.get_by_role("button", name="Check").click()
    assert "only looks like ours" in await page.inner_text("main")
    await page.get_by_role("link", name="Report an impostor").first.click()
    assert await page.get_by_label("Who is it?").input_value() == "https://harbour.example@evil.example/pay"
    await page.get_by_label("Where did you meet it?").select_option("messenger")
    await page.get_by_role("button", name="Send the report").click()
    assert "Your report has the number" in await page.inner_text("main")
    await page.context.close()
    async with desk.db.tx(SYSTEM) as tx:
        assert await tx.column("SELECT normal FROM impostor WHERE brand_id = $1", desk.brand.id) == [
            "evil.example"
        ]


async def test_the_language_can_be_changed_where_one_is(browser: Browser, desk: Desk, here: str) -> None:
    page = await _open(
        browser, desk.building.base_url, f"{here}/en/a/withdrawal", size=WIDE, theme="light", scripts=False
    )
    await page.get_by_role("link", name="Русский").click()
    assert await page.inner_text("h1") == "Где мой вывод"
    await page.context.close()


async def test_the_browser_takes_one_address_in_any_letters_and_names_any_other(
    browser: Browser, desk: Desk, here: str
) -> None:
    page = await _open(browser, desk.building.base_url, f"{here}/en/my", size=PHONE, theme="light")
    field = page.get_by_label("Your e-mail address")
    for address, good in (
        ("ivan@mail.example", True), ("иван@почта.рф", True), (" o'hara+bets@mail.example ", True), ("a@x,b@y", False),
        ("Ivan <ivan@mail.example>", False), ("ivan@localhost", False), ("ivan@mail.example.", False), ("ivan mail", False),
    ):  # fmt: skip
        await field.fill(address)
        assert await field.evaluate("one => one.checkValidity()") is good, address
    await page.goto(f"{here}/en/request?topic=other")
    await page.get_by_label("E-mail address for our answer").fill("a@x,b@y")
    await page.get_by_label("E-mail address for our answer").blur()
    assert "does not look like an e-mail address" in await page.inner_text("#e-email")
    await page.context.close()
