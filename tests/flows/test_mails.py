"""What mail looks like when it goes out: one frame, links that work, nothing from elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import httpx

from tests.desk import Desk, Sent
from tests.public.conftest import site

__all__ = ["site"]


def html_of(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def told(desk: Desk, words: str) -> Sent:
    return next(sent for sent in desk.sent_mails() if words in str(sent.mail["Subject"]))


async def test_a_receipt_carries_the_brand_its_number_the_promise_and_one_button(desk: Desk) -> None:
    ticket = await desk.a_ticket(subject="Odds")
    mail = told(desk, "We have your request").mail
    page = html_of(mail)
    number = f"{desk.brand.prefix}-{ticket.number}"
    assert page.count("<!doctype html>") == 1
    assert f'<strong style="font-size:20px;line-height:28px">{number}' in page
    assert "<strong>Within 4 hours</strong>" in page
    assert page.count('class="button"') == 1
    assert "Open my request" in page
    assert f"/help/{desk.brand.id}/en/channels" in page
    assert 'name="color-scheme"' in page
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"<(?:img|script|link|iframe)|url\(|@import|src=", page)  # nothing is fetched
    text = mail.get_body(("plain",))
    assert text is not None
    assert "<" not in str(text.get_content())


async def test_an_agents_answer_has_a_light_frame_and_its_own_words(desk: Desk) -> None:
    agent = await desk.agent(name="Anna Petrova")
    ticket = await desk.a_ticket()
    await agent.says(ticket, "Here you are: https://bank.example/a?b=1&c=2\nand <b>this</b>.")
    await desk.work_until_idle()
    mail = desk.sent_mails("ivan@mail.example")[-1].mail
    page = html_of(mail)
    assert '<a href="https://bank.example/a?b=1&amp;c=2">' in page
    assert "&lt;b&gt;this&lt;/b&gt;" in page
    assert "<b>this" not in page
    assert "<strong>Anna" in page
    assert 'class="button"' not in page
    assert 'class="head' not in page


async def test_the_code_of_a_message_stands_once_in_each_form(desk: Desk) -> None:
    await desk.value(
        "UPDATE channel SET settings = settings || '{\"message_codes\": true}' WHERE brand_id = $1 RETURNING 1"
    )
    await desk.a_ticket()
    mail = told(desk, "We have your request").mail
    code = re.compile(r"Its code: ([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})")
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert len(code.findall(html_of(mail))) == 1
    assert code.findall(html_of(mail)) == code.findall(str(plain.get_content()))


async def test_a_brands_own_words_ride_in_the_same_frame(desk: Desk) -> None:
    head = await desk.sits("admin")
    own = {"subject": "[{number}] Here", "text": "Hi! {number}: {expected}. <i>Bye</i>"}
    put = await head.asks("PUT", f"/brands/{desk.brand.id}/texts/receipt.email/en", own)
    assert put.status_code == 200, put.text
    await desk.a_ticket()
    page = html_of(told(desk, "] Here").mail)
    assert "Hi! <strong" in page
    assert "&lt;i&gt;Bye" in page
    assert 'class="head part"' in page


async def test_the_choices_of_a_delay_are_links_that_ask_first(desk: Desk, site: httpx.AsyncClient) -> None:
    ticket = await desk.a_ticket()
    await desk.time_passes(ticket, timedelta(hours=3, minutes=45))
    mail = told(desk, "may come later").mail
    plain = mail.get_body(("plain",))
    assert plain is not None
    links = re.findall(r"https?://[^/\s]+(/track/\S+\?choice=\w+)", str(plain.get_content()))
    assert [one.rpartition("=")[2] for one in links] == ["keep_waiting", "call_or_mail", "pass_to_senior"]
    assert all(one.replace("&", "&amp;") in html_of(mail) for one in links)
    for one in links:  # as a mail scanner does
        page = await site.get(one)
        assert page.status_code == 200
        assert "Your choice" in page.text
    assert await desk.events(ticket, "choice_made") == []
    path = links[2].partition("?")[0]
    assert (await site.post(f"{path}/choice", data={"choice": "pass_to_senior"})).status_code == 303
    assert [e.data["choice"] for e in await desk.events(ticket, "choice_made")] == ["pass_to_senior"]
    strange = await site.get(f"{path}?choice=delete_everything")
    assert strange.status_code == 200
    assert "Your choice:" not in strange.text
    await (await desk.sits("senior", desk.seniors)).says(ticket, "Done.", then="solved")
    assert "nothing to choose" in (await site.get(links[0])).text
