"""The request form as a browser without JavaScript sends it."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from pitboss.kit.ids import new_id
from tests.desk import Desk
from tests.pictures import PNG


async def fill(desk: Desk, site: httpx.AsyncClient, topic: str, **said: str) -> dict[str, str]:
    """The form of a topic as it is opened, filled in."""
    shown = await site.get(f"/help/{desk.brand.id}/en/request?topic={topic}")
    assert shown.status_code == 200, shown.text
    key = re.search(r'name="key" value="([^"]+)"', shown.text)
    assert key is not None
    return {
        "topic": topic,
        "key": key[1],
        "email": f"{new_id().hex}@mail.example",
        "text": "It has not come.",
    } | said


async def send(
    desk: Desk, site: httpx.AsyncClient, form: dict[str, str], files: Any = None, language: str = "en"
) -> httpx.Response:
    return await site.post(
        f"/help/{desk.brand.id}/{language}/request", data=form, files=files or {"files": ("", b"")}
    )


PAID = {"paid_on": "2026-11-20", "money": "50", "money_currency": "EUR", "method": "card"}


async def test_topics_stand_together_and_lead_to_their_form(desk: Desk, site: httpx.AsyncClient) -> None:
    shown = await site.get(f"/help/{desk.brand.id}/ru/request")
    assert "Депозиты и выводы" in shown.text
    assert f'href="/help/{desk.brand.id}/ru/request?topic=deposit_missing"' in shown.text
    for topic in ("complaint", "self_exclusion"):
        assert f"topic={topic}" in shown.text


async def test_a_form_asks_what_its_topic_needs(desk: Desk, site: httpx.AsyncClient) -> None:
    deposit = (await site.get(f"/help/{desk.brand.id}/en/request?topic=deposit_missing")).text
    game = (await site.get(f"/help/{desk.brand.id}/en/request?topic=game_fault")).text
    sign_in = (await site.get(f"/help/{desk.brand.id}/en/request?topic=login_locked")).text
    assert [name in deposit for name in ('name="paid_on"', 'name="money"', 'name="method"')] == [True] * 3
    assert [name in game for name in ('name="round"', 'name="game"', 'name="happened_at"')] == [True] * 3
    assert [name in sign_in for name in ('name="device"', 'name="changed"')] == [True] * 2
    assert 'name="paid_on"' not in game


async def test_a_request_with_a_photo_reaches_the_specialist_and_is_followed(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    agent = await desk.agent()
    form = await fill(desk, site, "deposit_missing", text="I paid, nothing came.", **PAID)
    answer = await send(desk, site, form, {"files": ("../../proof.png", PNG, "text/html")})
    assert answer.status_code == 303, answer.text
    followed = await site.get(answer.headers["location"])
    assert "We have your request" in followed.text
    assert "We will answer by" in followed.text
    (ticket,) = await desk.tickets()
    assert ticket.topic == "deposit_missing"
    assert ticket.channel == "portal"
    (said, *_) = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    assert said["text"] == (
        "I paid, nothing came.\n\nDate of the payment: 2026-11-20\nAmount and currency: 50 EUR\nPayment method: Bank card"
    )
    (file,) = said["attachments"]
    assert (file["name"], file["content_type"]) == ("proof.png", "image/png")


async def test_what_is_wrong_is_named_at_its_field_and_nothing_typed_is_lost(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    form = await fill(desk, site, "deposit_missing", **PAID | {"money": "many", "paid_on": ""})
    answer = await send(desk, site, form | {"text": "<b>gone</b>"}, {"files": ("a.png", PNG)})
    assert answer.status_code == 422
    assert "Please look at 2 fields again" in answer.text
    assert '<p class="error" id="e-money">Write the amount in figures' in answer.text
    assert '<p class="error" id="e-paid_on">Please fill this in.' in answer.text
    assert 'value="many"' in answer.text
    assert "&lt;b&gt;gone&lt;/b&gt;" in answer.text
    assert "choose them again" in answer.text
    assert await desk.tickets() == []


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"text": ""}, "text", "Сообщение пустое"),
        ({"email": ""}, "email", "куда"),
        ({"email": "nobody"}, "email", "адрес"),
        ({"email": "", "phone": "12"}, "phone", "цифр"),
    ],
)
async def test_without_words_or_a_way_to_answer_nothing_is_sent(
    desk: Desk, site: httpx.AsyncClient, said: dict[str, str], field: str, sentence: str
) -> None:
    form = await fill(desk, site, "other")
    answer = await send(desk, site, form | said, language="ru")
    assert answer.status_code == 422
    wrong = re.search(rf'id="e-{field}">([^<]+)<', answer.text)
    assert wrong is not None
    assert sentence in wrong[1]


async def test_the_same_form_sent_twice_is_one_request(desk: Desk, site: httpx.AsyncClient) -> None:
    form = await fill(desk, site, "other")
    first, again = await send(desk, site, form), await send(desk, site, form)
    assert first.headers["location"] == again.headers["location"]
    assert len(await desk.tickets()) == 1


async def test_somebody_else_with_the_same_key_gets_a_request_of_their_own(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    form = await fill(desk, site, "other")
    first = await send(desk, site, form)
    other = await send(desk, site, form | {"email": f"{new_id().hex}@mail.example"})
    assert first.headers["location"] != other.headers["location"]


async def test_who_fills_in_what_people_do_not_see_is_refused(desk: Desk, site: httpx.AsyncClient) -> None:
    form = await fill(desk, site, "other", website="http://spam.example")
    assert (await send(desk, site, form)).status_code == 422
    assert await desk.tickets() == []


async def test_a_page_of_another_site_can_not_send_the_form(desk: Desk, site: httpx.AsyncClient) -> None:
    form = await fill(desk, site, "other")
    answer = await site.post(
        f"/help/{desk.brand.id}/en/request", data=form, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert await desk.tickets() == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<script>alert(1)</script>"),
        ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("tool.exe", b"MZ\x90\x00"),
        ("empty.png", b""),
    ],
)
async def test_files_that_can_do_harm_are_refused_at_their_field(
    desk: Desk, site: httpx.AsyncClient, name: str, data: bytes
) -> None:
    form = await fill(desk, site, "other")
    answer = await send(desk, site, form, {"files": (name, data, "image/png")})
    assert answer.status_code == 422
    assert 'id="e-files"' in answer.text
    assert await desk.tickets() == []


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("self_exclusion", "Please block my account for good"),
        ("complaint", "Where is my withdrawal of last week?"),
        ("account_takeover", "What do I have to wager for the welcome bonus?"),
    ],
)
async def test_who_chooses_protection_or_a_complaint_gets_it_whatever_the_words_sound_like(
    desk: Desk, site: httpx.AsyncClient, topic: str, text: str
) -> None:
    await send(desk, site, await fill(desk, site, topic, text=text))
    (ticket,) = await desk.tickets()
    assert ticket.topic == topic
    assert ticket.danger == (["self_exclusion"] if topic == "self_exclusion" else [])
