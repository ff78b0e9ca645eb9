"""Mail as a mail program shows it: narrow and wide, light and dark, in both languages; and the pages that it leads to."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from playwright.async_api import Browser, Page, expect

from pitboss.channels.outbox import Undressed
from pitboss.kit.links import Links
from pitboss.notifications.frame import framed
from pitboss.notifications.templates import LANGUAGES, preview, template_ids
from tests.browser.axe import flaws
from tests.browser.conftest import Visit
from tests.desk import Building, Desk, a_desk

ACCENTS = ("#f2c230", "#0b6e4f", "#101010", "#ffffff", "#d32f2f")
MAILS = [name.removesuffix(".email") for name in template_ids() if name.endswith(".email")]
PROOF = "Is this message really from us? Its code: DXH4-9KRM-T3WQ. Check it at https://help.example/verify"


async def wide(page: Page) -> bool:
    found: bool = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return found


def dressed(occasion: str | None, language: str, accent: str) -> str:
    told = preview(f"{occasion or 'receipt'}.email", language)
    return framed(
        Links("https://help.example", b"key"),
        Undressed(
            brand="aurora", brand_name="Aurora Casino", accent=accent, language=language, notice=occasion,
            reference="AU-1042", sender_name="Anna", subject=told.subject or "", proof=PROOF,
            text=told.text + " https://bank.example/" + "long" * 30, html=told.html if occasion else None,
        ),
    )  # fmt: skip


@pytest.mark.parametrize("width", [320, 600])
async def test_every_mail_can_be_read_at_any_width_in_any_light(browser: Browser, width: int) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme="light")
    page = await context.new_page()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    for number, occasion in enumerate([*MAILS, None]):
        for language in LANGUAGES:
            await page.set_content(dressed(occasion, language, ACCENTS[number % len(ACCENTS)]))
            assert not await wide(page), (occasion, language)
            assert await flaws(page, both=True) == [], (occasion, language)
    assert asked_for == []
    await context.close()


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


@pytest.fixture
async def russian(building: Building) -> Desk:
    return await a_desk(building, language="ru")


async def opened(desk: Desk, visit: Visit, subject: str, link: str) -> Page:
    """The page behind a link of the mail, which is clicked there."""
    mail = next(s for s in reversed(desk.sent_mails()) if subject in str(s.mail["Subject"]))
    page = await visit(size=(320, 700), theme="dark")
    shown = html_of(mail.mail).replace(desk.building.settings.public_url, desk.building.base_url)
    await page.set_content(shown)
    assert not await wide(page)
    await page.get_by_role("link", name=link).click()
    return page


async def test_a_player_rates_by_the_link_of_a_mail(desk: Desk, visit: Visit) -> None:
    ticket = await desk.a_ticket()
    await (await desk.agent()).says(ticket, "There you are.", then="solved")
    await desk.time_passes(ticket, timedelta(hours=2))
    page = await opened(desk, visit, "How did we do?", "4 · good")
    await expect(page.get_by_role("radio", name="4 · good")).to_be_checked()
    assert await flaws(page) == []
    assert not await wide(page)
    await page.get_by_label("What was good").fill("Quick and clear")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Thank you, we have your answer")).to_be_visible()
    await expect(page.get_by_label("What was good")).to_have_value("Quick and clear")
    assert await flaws(page) == []
    assert await desk.value("SELECT score FROM rating WHERE brand_id = $1") == 4


async def test_a_player_chooses_by_the_link_of_a_mail_in_russian(russian: Desk, visit: Visit) -> None:
    ticket = await russian.a_ticket(subject="Вывод", text="Здравствуйте, как узнать, где мой вывод?")
    await russian.time_passes(ticket, timedelta(hours=3, minutes=45))
    page = await opened(russian, visit, "Ответ может прийти позже", "Позвоните или напишите мне")
    await expect(page.get_by_role("heading", name="Ваш выбор: Позвоните или напишите мне")).to_be_visible()
    assert await flaws(page) == []
    assert not await wide(page)
    await page.get_by_role("button", name="Подтвердить").click()
    await expect(page.get_by_text(re.compile("учли|Спасибо"))).to_be_visible()
    assert [e.data["choice"] for e in await russian.events(ticket, "choice_made")] == ["call_or_mail"]
