"""What mail looks like when it goes out: one frame, links that work, nothing from elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta
from email.message import EmailMessage

import httpx
import pytest

from tests.desk import Building, Desk, Sent, a_desk
from tests.notifications.mail_rules import broken_rules, left_out
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


async def every_kind_of_mail(desk: Desk, site: httpx.AsyncClient, language: str) -> dict[str, EmailMessage]:
    """By what it is about, as it went out."""
    await desk.value(
        "UPDATE channel SET settings = settings || '{\"message_codes\": true}' WHERE brand_id = $1 RETURNING 1"
    )
    agent, senior = await desk.agent(name="Anna Petrova"), await desk.sits("senior", desk.seniors)
    hello = "Здравствуйте, где мой вывод денег?" if language == "ru" else "Hello, where is my withdrawal?"
    late = await desk.a_ticket(from_="Olga <olga@mail.example>", text=hello)
    await desk.time_passes(late, timedelta(hours=3, minutes=45))
    ticket = await desk.a_ticket(text=hello)
    await agent.does(ticket, "take")
    asked = await agent.asks(
        "POST", f"/tickets/{ticket.id}/documents", {"kinds": ["identity", "payment"], "note": "1 & 2"}
    )
    assert asked.status_code == 201, asked.text
    await agent.says(ticket, "<b>Which card</b> was it? https://bank.example/a?b=1&c=2", then="waiting")
    await senior.says(ticket, "Done.", then="solved")
    await desk.time_passes(ticket, timedelta(hours=2))
    await site.post(f"/help/{desk.brand.id}/{language}/my/code", data={"email": "ivan@mail.example"})
    await desk.work_until_idle()
    told = [*await desk.notices(late), *await desk.notices(ticket)]
    assert {"receipt", "delay", "documents_wanted", "solved"} <= set(told)
    mails = {str(sent.mail["Subject"]): sent.mail for sent in desk.sent_mails()}
    assert len(mails) >= 8
    return mails


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_every_mail_keeps_to_what_mail_programs_can_do_and_says_the_same_as_plain_text(
    building: Building, site: httpx.AsyncClient, language: str
) -> None:
    mails = await every_kind_of_mail(await a_desk(building, language=language), site, language)
    for subject, mail in mails.items():
        page, plain = html_of(mail), mail.get_body(("plain",))
        assert plain is not None
        assert broken_rules(page) == [], subject
        assert left_out(str(plain.get_content()), page) == [], subject
        assert f'<html lang="{language}">' in page
        assert len(page.encode()) < 20_000, subject


def test_what_breaks_the_rules_is_found() -> None:
    good = '<html lang="en"><style>@media (prefers-color-scheme: dark) { .card { color: #fff } }</style>'
    assert broken_rules(good) == []
    for bad, said in (
        ('<p style="display:flex">', "display: flex"),
        ('<p style="position:absolute">', "position: of <p>"),
        ('<p style="font-size:1.2rem">', "font-size: 1.2rem"),
        ('<p style="background:url(x)">', "background: url(x)"),
        ('<div style="max-width:600px">', "max-width without a width for Outlook"),
        ("<table>", "a table that is read as one"),
        ('<img src="x">', "<img>"),
        ('<a href="x">', "a link without its colour"),
        ("<style>.card { color: red }</style>", ".card { in the style sheet alone"),
        ("x" * 105_000, "Gmail cuts it off"),
    ):
        assert any(said in one for one in broken_rules(good + bad)), bad
    page = '<div class="said"><p>Hello you</p><a href="https://a.example/b">a.example/…</a></div>'
    assert left_out("Hello\nyou https://a.example/b", page) == []
    assert left_out("Hello", page) == ["you", "https://a.example/b"]
