"""A player complains and follows their case in a real browser: with JavaScript and without, in both languages and themes, down to
320 pixels."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.async_api import Browser, FilePayload, Page, expect

from pitboss.complaints import appeals
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.browser.conftest import PHONE
from tests.browser.looks import LANGUAGES, Looks
from tests.complaints.deciding import REASONING
from tests.desk import Desk
from tests.pictures import PNG
from tests.public.conftest import site
from tests.public.test_cabinet import address, code_of
from tests.public.test_complaint import WHAT, at, cases, decided, fill, registered, reports, sends

__all__ = ["site"]

NARROW = (320, 640)


async def opened(
    browser: Browser,
    desk: Desk,
    *,
    size: tuple[int, int] = PHONE,
    scripts: bool = True,
    cookies: httpx.Cookies | None = None,
) -> Page:
    """A page of a browser profile of its own. `cookies`: of somebody who is signed in already."""
    base = desk.building.base_url
    context = await browser.new_context(
        base_url=base,
        viewport={"width": size[0], "height": size[1]},
        java_script_enabled=scripts,
    )
    context.set_default_timeout(15_000)
    for one in cookies.jar if cookies else []:
        await context.add_cookies([{"name": one.name, "value": str(one.value), "url": base}])
    return await context.new_page()


async def walks(page: Page, desk: Desk, email: str) -> None:
    """Fills in all seven steps as somebody who is not signed in."""
    await page.goto(at(desk))
    await page.get_by_label("A bet was voided or not taken").check()
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("What happened?").fill(WHAT)
    await page.get_by_label("On which day?").fill("2026-11-20")
    await page.get_by_label("Number of the bet, payment or game round").fill("88120443")
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("What have you tried already?").fill("I asked in the chat.")
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("Money paid or given back").check()
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("Files").set_input_files(
        FilePayload(name="proof.png", mimeType="image/png", buffer=PNG)
    )
    await page.get_by_role("button", name="Add these files").click()
    await expect(page.get_by_role("button", name="Take out proof.png")).to_be_visible()
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("Your name").fill("Declan Murphy")
    await page.get_by_label("Your e-mail address").fill(email)
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await expect(page.get_by_text(WHAT)).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_player_complains_and_shows_who_they_are_with_and_without_a_script(
    browser: Browser, desk: Desk, scripts: bool
) -> None:
    email = address()
    page = await opened(browser, desk, size=NARROW, scripts=scripts)
    await walks(page, desk, email)
    await page.get_by_role("button", name="Send the complaint").click()
    (report,) = await reports(desk)
    await expect(page.get_by_text(report["number"])).to_be_visible()
    assert await page.get_by_label("E-mail address").input_value() == email
    await page.get_by_role("button", name="Send me a code").click()
    await desk.work_until_idle()
    await page.get_by_label("Six digits from the mail").fill(await code_of(desk))
    await page.get_by_role("button", name="Go on to my case").click()
    (case,) = await cases(desk)
    await expect(page.get_by_role("heading", name=f"Complaint {case['number']}")).to_be_visible()
    await expect(page.get_by_role("link", name="proof.png")).to_be_visible()
    await page.get_by_label("Write to us about it").fill("The match ended at nine.")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.get_by_text("The match ended at nine.")).to_be_visible()
    await page.get_by_role("link", name="My requests").first.click()
    await expect(page.get_by_role("link", name=re.compile(case["number"]))).to_be_visible()
    await page.context.close()


async def test_what_is_typed_is_kept_while_it_is_typed(browser: Browser, desk: Desk) -> None:
    page = await opened(browser, desk)
    await page.goto(at(desk))
    await page.get_by_label("Something else").check()
    await page.get_by_role("button", name="Save and go on", exact=True).click()
    await page.get_by_label("What happened?").fill("Half a story")
    await expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    await page.goto(at(desk, "/step/2"))
    assert await page.get_by_label("What happened?").input_value() == "Half a story"
    await page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_of_a_complaint_can_be_used_by_everybody_and_fits(
    browser: Browser,
    desk: Desk,
    site: httpx.AsyncClient,
    language: str,
) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = 'GB' WHERE id = $1", desk.brand.id)
    number = await registered(desk, site)
    page = await opened(browser, desk, cookies=site.cookies)
    looks, my = Looks(page), f"/help/{desk.brand.id}/{language}/my"
    for name, path in (("cabinet", my), ("case", f"{my}/complaints/{number}")):
        await page.goto(path)
        await looks.look(name)
    decision = await decided(desk, number, outcome="partly_upheld")
    await page.goto(f"{my}/complaints/{number}")
    await expect(page.get_by_text(REASONING)).to_be_visible()
    await looks.look("decided")
    async with desk.db.tx(SYSTEM) as tx:
        secret = appeals.secret_of(tx, desk.brand.id, decision)
    await page.goto(at(desk, f"/appeal/{decision}/{secret}", language))
    await looks.look("appeal")
    await page.context.clear_cookies()
    await page.goto(at(desk, "", language))
    await page.locator("form.card button").first.click()
    await expect(page.locator("#errors")).to_be_visible()
    await looks.look("form, wrong")
    site.cookies.clear()
    await fill(desk, site, files={"files": ("proof.png", PNG)}, s6={"email": address()})
    await page.context.add_cookies(
        [
            {"name": one.name, "value": str(one.value), "url": desk.building.base_url}
            for one in site.cookies.jar
        ]
    )
    for step in range(1, 8):
        await page.goto(at(desk, f"/step/{step}", language))
        await looks.look(f"step {step}")
    await sends(desk, site)
    for rest in ("/sent", f"/code/{new_id()}", "/kept"):
        await page.goto(at(desk, rest, language))
        await looks.look(rest)
    assert looks.found == {}
    await page.context.close()


async def test_a_player_appeals_in_the_cabinet_and_by_the_letters_link_without_a_script(
    browser: Browser, desk: Desk, site: httpx.AsyncClient
) -> None:
    number = await registered(desk, site)
    decision = await decided(desk, number, outcome="partly_upheld")
    async with desk.db.tx(SYSTEM) as tx:
        secret = appeals.secret_of(tx, desk.brand.id, decision)
    page = await opened(browser, desk, scripts=False)
    link = at(desk, f"/appeal/{decision}/{secret}")
    await page.goto(link)
    await page.get_by_role("button", name="Ask to look again").click()
    await expect(page.locator("#e-grounds")).to_be_visible()
    await page.get_by_label("What is wrong with the decision?").fill("My screenshot was not looked at.")
    await page.get_by_role("button", name="Ask to look again").click()
    await expect(page.get_by_text("We have your appeal since")).to_be_visible()
    await page.context.close()
    mine = await opened(browser, desk, scripts=False, cookies=site.cookies)
    await mine.goto(f"/help/{desk.brand.id}/en/my/complaints/{number}")
    await expect(mine.get_by_text("Somebody who took no part in it will do so.")).to_be_visible()
    assert await mine.get_by_role("button", name="Ask to look again").count() == 0
    await mine.context.close()


async def test_a_player_takes_a_complaint_back_without_a_script(
    browser: Browser, desk: Desk, site: httpx.AsyncClient
) -> None:
    number = await registered(desk, site)
    page = await opened(browser, desk, scripts=False, cookies=site.cookies)
    await page.goto(f"/help/{desk.brand.id}/en/my/complaints/{number}")
    await page.get_by_text("Take the complaint back").click()
    await page.get_by_label("Yes, stop working on it").check()
    await page.get_by_role("button", name="Take it back").click()
    await expect(page.get_by_text("Taken back", exact=True)).to_be_visible()
    (case,) = await cases(desk)
    assert case["stage"] == "withdrawn"
    await page.context.close()
