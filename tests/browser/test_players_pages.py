"""Every page of the form, the cabinet, tracking and documents: for everybody, on any screen, small, and asking nobody else."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Response, expect

from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.queries import first_channel
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.players import cabinet
from pitboss.players.actions import recognise
from pitboss.players.model import IdentityKind
from pitboss.public.entry import cookie_name
from pitboss.tickets.model import Ticket
from tests.browser.conftest import PHONE, Visit
from tests.browser.looks import LANGUAGES, Looks
from tests.browser.test_players import a_help_centre, an_address, at
from tests.desk import Desk
from tests.flows.test_documents import asks_for

RATE = re.compile(r"/help/\S+?/rate/[\w.-]+")
MOST_BYTES = 60_000


async def a_request(desk: Desk, email: str, language: str) -> Ticket:
    async with desk.db.tx(SYSTEM) as tx:
        channel = await first_channel(tx, desk.brand.id, "portal")
        assert channel is not None
        player = await recognise(tx, desk.brand.id, IdentityKind.email, email, registered=True)
        ticket = await submit(
            tx,
            channel,
            player,
            Request(
                contact=("email", email),
                name="Olga",
                assurance=0,
                subject="",
                text="Averylongwordwithoutanyblank" * 8,
                topic="deposit_missing",
                language=language,
                device={},
                external_id=f"form {new_id()}",
            ),
            [],
        )
    await desk.work_until_idle()
    return ticket


async def entered(desk: Desk, page: Page, ticket: Ticket) -> None:
    """As after the code of the mail."""
    async with desk.db.tx(SYSTEM) as tx:
        token = await cabinet.open_session(tx, desk.brand.id, ticket.player_id, 2)
    await page.context.add_cookies(
        [{"name": cookie_name(desk.brand.id), "value": token, "url": desk.building.base_url}]
    )


def tracking(desk: Desk, ticket: Ticket) -> str:
    return urlsplit(desk.db.links.tracking(ticket.brand, ticket.id)).path


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_of_the_player_can_be_used_by_everybody_and_fits(
    desk: Desk, visit: Visit, language: str
) -> None:
    await a_help_centre(desk)
    agent = await desk.agent()
    ticket = await a_request(desk, an_address(), language)
    documents = await asks_for(desk, agent, ticket, "identity", "payment", note="Both sides.")
    await agent.says(ticket, "See https://casino.example/" + "a" * 120)
    late = await a_request(desk, an_address(), language)
    await desk.time_passes(late, timedelta(hours=5, minutes=30))
    rating = an_address()
    solved = await a_request(desk, rating, language)
    await agent.says(solved, "It has arrived.", then="solved")
    await desk.time_passes(solved, timedelta(hours=2))
    rate = next(filter(None, (RATE.search(sent.text) for sent in reversed(desk.sent_mails(rating)))))
    page = await visit("about:blank")
    looks = Looks(page)
    look = looks.look

    async def seen(name: str, path: str, then: Callable[[], Awaitable[object]] | None = None) -> None:
        await page.goto(path)
        if then is not None:
            await then()
        await look(name)

    main = page.locator("main")
    await seen("topics", at(desk, "/request", language))
    await seen("form", at(desk, "/request?topic=deposit_missing", language))
    await seen(
        "form, wrong", page.url, page.locator("form.card button:not([type=button])").filter(visible=True).last.click
    )  # fmt: skip
    await seen("sent", f"{tracking(desk, ticket)}?sent")
    await seen("late", tracking(desk, late))
    await seen("late, chosen in the mail", f"{tracking(desk, late)}?choice=pass_to_senior")
    await seen("rate", f"{rate[0]}?score=4")
    await seen("service", at(desk, "/service", language))
    await seen("sign in", at(desk, "/my", language))
    await page.locator("input[name=email]").fill("nobody@mail.example")
    await main.locator("button").first.click()
    await expect(page.locator("input[name=code]")).to_be_visible()
    await look("code")
    await page.locator("input[name=code]").fill("123456")
    await main.locator("button").first.click()
    await expect(page.locator(".error")).to_be_visible()
    await look("code, wrong")
    await seen("nothing to open", at(desk, "/continue/nonsense", language))
    await entered(desk, page, solved)
    await seen("list", at(desk, "/my?all=1", language))
    await seen("solved", at(desk, f"/my/{solved.number}", language))
    await entered(desk, page, ticket)
    await seen("request", at(desk, f"/my/{ticket.number}", language))
    await page.locator("form[action$='/move'] button").click()
    await expect(page.locator(".qr")).to_be_visible()
    await look("move")
    await main.locator("a.button").click()
    await expect(main.locator("form button")).to_be_visible()
    await look("to the chat")
    await main.locator("form button").click()
    await page.locator("pitboss-chat").wait_for(state="attached")
    await look("chat")
    await seen("settings", at(desk, "/my/settings", language))
    await seen("documents", documents)
    await seen("no such request", at(desk, "/my/99999", language))
    assert looks.found == {}


async def test_a_first_visit_to_any_page_is_small_and_asks_nobody_else(desk: Desk, visit: Visit) -> None:
    await a_help_centre(desk)
    agent = await desk.agent()
    ticket = await a_request(desk, an_address(), "en")
    documents = await asks_for(desk, agent, ticket, "identity")
    sizes: dict[str, int] = {}
    hosts: set[str] = set()
    pages = {
        name: at(desk, name)
        for name in ("", "/a/withdrawal", "/request", "/request?topic=deposit_missing", "/complaint", "/my", "/channels", "/verify", "/service")
    }  # fmt: skip
    for name, path in {**pages, "track": tracking(desk, ticket), "documents": documents}.items():
        page = await visit("about:blank", size=PHONE, fresh=True)
        answers = await answers_of(page, path)
        parts = [await answer.request.sizes() for answer in answers]
        sizes[name] = sum(part["responseBodySize"] + part["responseHeadersSize"] for part in parts)
        hosts |= {urlsplit(answer.url).netloc for answer in answers}
    assert hosts == {urlsplit(desk.building.base_url).netloc}
    assert {name: size for name, size in sizes.items() if not 0 < size <= MOST_BYTES} == {}, sizes


async def answers_of(page: Page, path: str) -> list[Response]:
    """Everything that opening a page asks for."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    await page.goto(path, wait_until="networkidle")
    return answers
