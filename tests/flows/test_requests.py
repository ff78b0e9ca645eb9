"""A request by the form, its answers by mail, and the page that tells how it goes."""

from __future__ import annotations

import asyncio
import base64
import re
from email.message import EmailMessage
from typing import Any

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.making import ABrand
from tests.pictures import PNG
from tests.serving import SITE, House, a_casino, a_chat, an_agent, reply, signed, text_of


def a_request(casino: ABrand, **more: Any) -> dict[str, Any]:
    asked = {
        "brand": casino.id,
        "name": "Ivan",
        "contact": {"email": f"{new_id().hex}@mail.example"},
        "text": "My withdrawal of 200 euros has not arrived",
        "language": "en",
        "key": new_id().hex,
    }
    return {**asked, **more}


async def send(house: House, asked: dict[str, Any], *, expect: int = 201, **headers: str) -> dict[str, Any]:
    answer = await house.client().post("/requests", json=asked, headers=headers)
    assert answer.status_code == expect, answer.text
    taken: dict[str, Any] = answer.json()
    return taken


async def ticket_of(house: House, brand: ABrand, number: int) -> dict[str, Any]:
    async with house.db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            "SELECT id::text, player_id::text, topic, tags, level::text, restricted FROM ticket WHERE brand_id = $1 AND number = $2",
            brand.id,
            number,
        )
    assert row is not None
    return dict(row)


async def test_a_request_gets_a_number_a_promise_and_a_page(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino))
    assert taken["reference"] == f"{casino.prefix}-{taken['number']}"
    assert taken["expected"] == "within 6 hours"
    assert taken["promise_seconds"] == 6 * 3600
    assert taken["track"].startswith(f"{house.url}/track/{casino.id}/")
    assert (await send(house, a_request(casino, language="ru", text="Где мой вывод денег?")))[
        "expected"
    ] == "в течение 6 часов"


async def test_the_conversation_goes_on_by_mail_in_the_same_ticket(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    asked = a_request(casino)
    address = asked["contact"]["email"]
    taken = await send(house, asked)
    await house.work()
    assert taken["reference"] in text_of(house.sink.to(address)[0])
    await reply(agent, taken["reference"], "It is on its way")
    await house.work()
    last = house.sink.to(address)[-1]
    assert "It is on its way" in text_of(last)

    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = address, last["Reply-To"], f"Re: {last['Subject']}"
    answer["Message-ID"], answer["In-Reply-To"] = f"<{new_id().hex}@mail.example>", last["Message-ID"]
    answer.set_content("Thanks, got it")
    await house.mail_comes(casino, answer.as_bytes(), address)
    said = (await agent.get(f"/tickets/{taken['reference']}/messages")).json()["items"]
    assert [m["text"].strip() for m in said if m["author"] == "player"] == [asked["text"], "Thanks, got it"]
    async with house.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT count(*) FROM ticket WHERE brand_id = $1", casino.id) == 1


async def test_sending_twice_with_one_key_is_one_request_also_at_once(house: House, casino: ABrand) -> None:
    asked = a_request(casino)
    taken = await asyncio.gather(*(send(house, asked) for _ in range(10)))
    assert len({t["number"] for t in taken}) == 1
    await send(house, {**asked, "text": "Other words"}, expect=422)


async def test_the_key_of_another_brand_reads_no_answer(house: House, casino: ABrand) -> None:
    other = await a_casino(house.db)
    first = await send(house, a_request(casino, key="a key"))
    second = await send(house, a_request(other, key="a key"))
    assert first["track"] != second["track"]


async def test_the_sites_word_makes_it_the_players_own(house: House, casino: ABrand) -> None:
    token = signed(casino, "acc-5", email="olga@casino-mail.example")
    taken = await send(house, a_request(casino, jwt=token, contact={}))
    chat = await a_chat(house, casino, jwt=signed(casino, "acc-5"))
    ticket = await ticket_of(house, casino, taken["number"])
    async with house.db.tx(SYSTEM) as tx:
        assert (
            await tx.value("SELECT player_id::text FROM chat_session WHERE id = $1::text::uuid", chat.session)
            == ticket["player_id"]
        )
        assert (
            await tx.value(
                "SELECT assurance FROM message WHERE ticket_id = $1::text::uuid AND author_kind = 'player'",
                ticket["id"],
            )
            == 2
        )
    await house.work()
    assert taken["reference"] in text_of(house.sink.to("olga@casino-mail.example")[-1])


async def test_an_account_that_looks_like_an_address_is_not_written_to(house: House, casino: ABrand) -> None:
    await send(house, a_request(casino, jwt=signed(casino, "stranger@mail.example"), contact={}))
    await house.work()
    assert house.sink.to("stranger@mail.example") == []


async def test_the_chosen_topic_counts_where_the_words_say_nothing(house: House, casino: ABrand) -> None:
    unclear = await send(house, a_request(casino, text="Please look at this", topic="bonus_wagering"))
    clear = await send(
        house, a_request(casino, text="My withdrawal has not arrived for five days", topic="bonus_wagering")
    )
    said, read = (
        await ticket_of(house, casino, unclear["number"]),
        await ticket_of(house, casino, clear["number"]),
    )
    assert said["topic"] == "bonus_wagering"
    assert "said:bonus_wagering" in said["tags"]
    assert read["topic"] == "withdrawal_status"


@pytest.mark.parametrize(
    ("change", "status", "word"),
    [
        ({"contact": {}}, 422, "where we can answer"),
        ({"contact": {"email": "nobody"}}, 422, "reach this address"),
        ({"contact": {"email": "nobody@localhost"}}, 422, "reach this address"),
        ({"contact": {"phone": "12"}}, 422, "phone"),
        ({"topic": "nonsense"}, 422, "no topic"),
        ({"text": "  "}, 422, "empty"),
        ({"text": "x" * 20_001}, 422, "at most"),
        ({"text": "a\u0007b"}, 422, "control"),
        ({"website": "http://spam.example"}, 422, "website"),
        ({"brand": "nowhere"}, 404, "no request form"),
        ({"jwt": "forged.forged.forged"}, 401, "token"),
        ({"files": [{"name": "a.exe", "data": base64.b64encode(b"MZ\x90").decode()}]}, 415, "can't be sent"),
        (
            {
                "files": [
                    {"name": "a.png", "data": base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(2**20)).decode()}
                ]
            },
            413,
            "too large",
        ),
    ],
)
async def test_what_can_not_be_taken_is_refused_with_a_sentence(
    house: House, casino: ABrand, change: dict[str, Any], status: int, word: str
) -> None:
    refused = await send(house, a_request(casino, **change), expect=status)
    assert word in refused["detail"]
    async with house.db.tx(SYSTEM) as tx:
        assert not await tx.value("SELECT EXISTS (SELECT 1 FROM ticket WHERE brand_id = $1)", casino.id)


async def test_files_and_the_device_reach_the_agent(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    png = PNG
    files = [{"name": "shot.png", "content_type": "text/html", "data": base64.b64encode(png).decode()}]
    taken = await send(house, a_request(casino, files=files, device={"browser": "Firefox"}))
    said = (await agent.get(f"/tickets/{taken['reference']}/messages")).json()["items"]
    file = next(m for m in said if m["author"] == "player")["attachments"][0]
    assert (file["name"], file["content_type"]) == ("shot.png", "image/png")
    assert (await agent.get(f"/attachments/{file['id']}")).content == png
    assert any("Firefox" in m["text"] for m in said if m["kind"] == "system")


async def test_sites_of_the_brand_may_post_and_others_not(house: House, casino: ABrand) -> None:
    await send(house, a_request(casino), origin=SITE)
    await send(house, a_request(casino), expect=403, origin="https://evil.example")


async def test_a_flood_of_requests_is_refused(strict_house: House) -> None:
    brand = await a_casino(strict_house.db)
    async with strict_house.client() as http:
        codes = [(await http.post("/requests", json=a_request(brand))).status_code for _ in range(15)]
    assert codes[:10] == [201] * 10
    assert 429 in codes


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────


def api(track: str) -> str:
    return track.replace("/track/", "/api/v1/track/")


async def make_late(house: House, ticket: str) -> None:
    async with house.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE clock SET warned_at = now() WHERE ticket_id = $1::text::uuid", ticket)


async def test_the_page_tells_how_it_goes_and_nothing_personal(house: House, casino: ABrand) -> None:
    asked = a_request(casino, subject="My secret subject", name="Ivan Petrov")
    taken = await send(house, asked)
    page = await house.client().get(taken["track"])
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert taken["reference"] in page.text
    assert "We will answer by" in page.text
    assert "UTC" in page.text
    assert "<script" not in page.text
    for private in ("withdrawal", "secret subject", "Ivan", "Petrov", asked["contact"]["email"]):
        assert private not in page.text
    told = (await house.client().get(api(taken["track"]))).json()
    assert (told["status"], told["stage"], told["choices"], told["late"]) == ("new", 1, [], False)
    assert "Ivan" not in str(told)


async def test_the_page_speaks_the_players_language_and_follows_the_ticket(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino, name="Мария Иванова")
    taken = await send(house, a_request(casino, language="ru", text="Где мой вывод денег за вчера?"))
    page = await house.client().get(taken["track"])
    assert '<html lang="ru">' in page.text
    assert "Мы получили ваше обращение" in page.text
    await house.work()
    assert "Специалист занимается" in (await house.client().get(taken["track"])).text
    await reply(agent, taken["reference"], "Сейчас посмотрю", then="open")
    assert "Ответим до" not in (await house.client().get(taken["track"])).text
    await reply(agent, taken["reference"], "Ответ", then="solved")
    page = await house.client().get(taken["track"])
    assert "решён" in page.text
    assert "Мария" not in page.text


async def test_a_wrong_link_is_the_same_as_no_ticket(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino))
    other = await a_casino(house.db)
    base, secret = taken["track"].rsplit("/", 1)
    ticket = base.rsplit("/", 1)[1]
    answers: list[httpx.Response] = []
    for where in (
        f"{base}/{secret[:-1]}{'y' if secret.endswith('x') else 'x'}",
        f"{base}/%D1%84%D1%84",
        f"{house.url}/track/{casino.id}/{new_id()}/{secret}",
        f"{house.url}/track/{casino.id}/nonsense/{secret}",
        f"{house.url}/track/{other.id}/{ticket}/{secret}",
    ):
        answers += [await house.client().get(where), await house.client().get(api(where))]
        answers.append(await house.client().post(f"{where}/choice", data={"choice": "keep_waiting"}))
    assert {a.status_code for a in answers} == {404}
    assert len({a.text for a in answers if "html" in a.headers["content-type"]}) == 1
    assert len({a.text for a in answers if "problem" in a.headers["content-type"]}) == 1


async def test_only_a_post_chooses_since_scanners_follow_links(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino))
    ticket = await ticket_of(house, casino, taken["number"])
    await make_late(house, ticket["id"])
    page = await house.client().get(taken["track"])
    offered = re.findall(r'<button class="quiet" name="choice" value="(\w+)"', page.text)
    assert offered == ["keep_waiting", "call_or_mail", "pass_to_senior"]
    assert (await house.client().get(f"{taken['track']}/choice?choice=pass_to_senior")).status_code == 405
    assert (await ticket_of(house, casino, taken["number"]))["level"] == "first_line"
    answer = await house.client().post(
        f"{taken['track']}/choice", data={"choice": "pass_to_senior"}, follow_redirects=False
    )
    assert answer.status_code == 303
    page = await house.client().get(house.url + answer.headers["location"])
    assert "Thank you" in page.text
    assert (await ticket_of(house, casino, taken["number"]))["level"] == "senior"
    told = await house.client().post(f"{api(taken['track'])}/choice", json={"choice": "call_or_mail"})
    assert told.status_code == 200, told.text
    assert told.json()["chosen"] == "call_or_mail"
    assert "callback" in (await ticket_of(house, casino, taken["number"]))["tags"]


async def test_a_request_in_danger_offers_no_buttons(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino, text="I lost everything and I want to kill myself"))
    ticket = await ticket_of(house, casino, taken["number"])
    await make_late(house, ticket["id"])
    page = await house.client().get(taken["track"])
    assert page.status_code == 200
    assert "<button" not in page.text
    assert "kill" not in page.text


async def test_a_choice_that_does_not_fit_changes_nothing_and_says_so(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino))
    answer = await house.client().post(
        f"{taken['track']}/choice", data={"choice": "pass_to_senior"}, follow_redirects=False
    )
    assert answer.status_code == 409
    assert "nothing to choose" in answer.text
    odd = await house.client().post(
        f"{taken['track']}/choice", data={"choice": "drop_tables"}, follow_redirects=False
    )
    assert odd.status_code == 303
    assert (await ticket_of(house, casino, taken["number"]))["level"] == "first_line"
