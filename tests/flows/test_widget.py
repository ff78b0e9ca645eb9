"""What the chat widget asks of the desk besides talking."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.flows.test_chat import close_code
from tests.making import ABrand
from tests.serving import (
    Chat,
    House,
    a_casino,
    a_chat,
    an_agent,
    next_frame,
    reply,
    serving,
    signed,
    text_of,
)


async def test_a_page_learns_how_the_chat_looks_without_a_session(house: House, casino: ABrand) -> None:
    async with house.client() as http:
        looks = (await http.get(f"/chat/brands/{casino.id}")).json()
        strange = await http.get("/chat/brands/nobody")
    assert (looks["open"], looks["mail"], looks["form"]) == (True, True, True)
    assert looks["presence"] == {"online": False, "agents": 0}
    assert {
        "topic": "deposit_missing",
        "ru": "Депозит не пришёл",
        "en": "My deposit has not arrived",
    } in looks["topics"]
    assert strange.status_code == 404


async def test_how_the_chat_looks_is_the_brands_to_say(house: House, casino: ABrand) -> None:
    _, admin = await an_agent(house, casino, role="admin")

    async def change(widget: dict[str, Any]) -> int:
        return (await admin.patch(f"/brands/{casino.id}", json={"widget": widget})).status_code

    topic = {"topic": "limits", "ru": "Лимиты", "en": "Limits"}
    assert await change({"accent": "#FFB000", "notice": {"en": " Slow today. "}, "topics": [topic]}) == 200
    async with house.client() as http:
        looks = (await http.get(f"/chat/brands/{casino.id}")).json()
    assert (looks["accent"], looks["notice"], looks["topics"]) == ("#ffb000", {"en": "Slow today."}, [topic])

    assert await change({"accent": "red"}) == 422
    assert await change({"topics": [{**topic, "topic": "nonsense"}]}) == 422
    assert await change({"topics": [{**topic, "ru": ""}]}) == 422
    assert await change({"notice": {"de": "Hallo"}}) == 422
    assert await change({"notice": {"en": "x" * 301}}) == 422


async def test_a_topic_chosen_before_writing_counts_where_the_words_say_nothing(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    said = await chat.say("Please look into it", topic="withdrawal_status")
    ticket = (await agent.get(f"/tickets/{said['ticket']['id']}")).json()
    assert ticket["topic"] == "withdrawal_status"
    await chat.say("And?", topic="nonsense", expect=422)


async def test_a_player_sees_all_conversations_and_a_visitor_those_of_the_session(
    house: House, casino: ABrand
) -> None:
    first = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    await first.say("My first question")
    second = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    await second.say("My second question")
    stranger = await a_chat(house, casino)

    shown = (await second.http.get("/chat/conversations")).json()
    assert [one["current"] for one in shown] == [True, False]
    assert (await stranger.http.get("/chat/conversations")).json() == []
    earlier = (await second.http.get("/chat/history", params={"ticket": shown[1]["id"]})).json()["items"]
    assert earlier[0]["text"] == "My first question"
    other = await stranger.http.get("/chat/history", params={"ticket": shown[1]["id"]})
    assert other.status_code == 404


async def joins(house: House, casino: ABrand, account: str, ticket: str, **asked: Any) -> Chat:
    """Another window of the same player goes on with a conversation."""
    return await a_chat(
        house, casino, jwt=signed(casino, account), conversation=ticket, **{"key": new_id().hex, **asked}
    )


async def test_a_player_goes_on_in_another_window_with_what_was_begun_in_the_first(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    first = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    ticket = (await first.say("Where is my withdrawal?"))["ticket"]["id"]
    window = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    (shown,) = (await window.http.get("/chat/conversations")).json()
    assert (shown["id"], shown["current"], shown["elsewhere"]) == (ticket, False, True)

    second = await joins(house, casino, "a-1", ticket)
    assert second.session == first.session
    assert second.token != first.token
    (here,) = (await second.http.get("/chat/conversations")).json()
    assert (here["current"], here["elsewhere"]) == (True, False)
    async with first.socket(first.opened["number"]) as one, second.socket(second.opened["number"]) as other:
        said = await second.say("It was 50 euro")
        assert said["ticket"]["id"] == ticket
        back = await first.say("On Friday")
        answer = await reply(agent, ticket, "We look into it")
        for socket in (one, other):
            heard = [(await next_frame(socket, type="message_received"))["message"]["id"] for _ in range(2)]
            assert heard[-2:] == [said["message"]["id"], back["message"]["id"]]
            assert (await next_frame(socket, type="message_sent"))["message"]["id"] == answer["id"]
    assert [m["text"] for m in await first.history()] == [m["text"] for m in await second.history()]


async def test_the_same_window_asked_for_twice_is_one(house: House, casino: ABrand) -> None:
    first = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    ticket = (await first.say("A question"))["ticket"]["id"]
    key = new_id().hex
    windows = await asyncio.gather(*(joins(house, casino, "a-1", ticket, key=key) for _ in range(5)))
    assert len({window.token for window in windows}) == 1
    async with house.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT count(*) FROM chat_token WHERE brand_id = $1", casino.id) == 1


async def test_nobody_goes_on_with_what_is_not_theirs(house: House, casino: ABrand) -> None:
    first = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    ticket = (await first.say("A question"))["ticket"]["id"]
    asks: list[dict[str, Any]] = [
        {"jwt": signed(casino, "a-2"), "key": new_id().hex},
        {"key": new_id().hex},
        {"jwt": signed(casino, "a-1"), "key": "short"},
        {"jwt": signed(casino, "a-1")},
    ]
    async with house.client() as http:
        for asked in asks:
            body = {"brand": casino.id, "conversation": ticket, **asked}
            assert (await http.post("/chat/sessions", json=body)).status_code == 404, asked


async def test_after_twenty_windows_the_oldest_is_closed_and_the_first_stays(
    house: House, casino: ABrand
) -> None:
    first = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    ticket = (await first.say("A question"))["ticket"]["id"]
    windows = [await joins(house, casino, "a-1", ticket) for _ in range(21)]
    assert await close_code(windows[0].socket()) == 4401
    await windows[0].say("Am I here?", expect=401)
    await windows[1].say("I am")
    await first.say("So am I")


async def test_a_copy_goes_to_the_address_given_or_known_but_not_again_and_again(
    strict_house: House, casino: ABrand
) -> None:
    house = strict_house
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    await chat.post("transcript", {"email": "olga@mail.example"}, expect=409)
    said = await chat.say("A question with 4111 1111 1111 1111")
    await chat.post("transcript", expect=422)  # whereto?
    await reply(agent, said["ticket"]["id"], "An answer")
    assert await chat.post("transcript", {"email": "Olga@mail.example"}) == {"email": "olga@mail.example"}
    await chat.post("transcript", {"email": "olga@mail.example"}, expect=429)
    await house.work()

    (mail,) = house.sink.to("olga@mail.example")
    assert said["ticket"]["reference"] in text_of(mail)
    (file,) = mail.iter_attachments()
    text = file.get_content()
    assert "4111 1111" not in text
    assert text.index("A question") < text.index("An answer")


async def test_many_chats_can_not_fill_a_strangers_mailbox(strict_house: House, casino: ABrand) -> None:
    house = strict_house
    codes = []
    for _ in range(5):
        chat = await a_chat(house, casino)
        await chat.say("Buy this")
        answer = await chat.http.post("/chat/transcript", json={"email": "Victim@mail.example"})
        codes.append(answer.status_code)
    assert codes == [200, 200, 200, 429, 429]


async def test_the_limits_of_copies_hold_for_all_processes_of_the_desk(
    strict_house: House, casino: ABrand, database_url: str, tmp_path: Path
) -> None:
    async def copies(house: House) -> int:
        chat = await a_chat(house, casino)
        await chat.say("Buy this")
        answer = await chat.http.post("/chat/transcript", json={"email": "victim@mail.example"})
        return answer.status_code

    assert [await copies(strict_house) for _ in range(3)] == [200, 200, 200]
    async with serving(database_url, tmp_path / "other", rate_factor=1) as other:
        assert await copies(other) == 429


async def test_a_copy_is_not_sent_to_the_desk_itself(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    await chat.say("A question")
    local, _, domain = casino.address.partition("@")
    for address in (casino.address.upper(), f"{local}+anything@{domain}"):
        refused = await chat.post("transcript", {"email": address}, expect=422)
        assert refused["detail"].startswith("This is an address of the desk itself.")


async def test_the_status_says_what_a_screen_needs(house: House, casino: ABrand) -> None:
    person, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino, email="olga@mail.example")
    said = await chat.say("A question")

    async def status() -> dict[str, Any]:
        shown: dict[str, Any] = (await chat.http.get("/chat/status")).json()
        return shown

    before = await status()
    assert (before["email"], before["may_rate"], before["seen"]) == ("o***a@mail.example", False, None)
    answer = await reply(agent, said["ticket"]["id"], "An answer")
    seen = said["message"]["id"]
    await agent.post(f"/tickets/{said['ticket']['id']}/read", json={"message": seen})
    await chat.post("read", {"message": answer["id"]})
    after = await status()
    assert (after["may_rate"], after["seen"], after["read"]) == (True, seen, answer["id"])
    assert after["agent"] == person.name.split()[0]
    await chat.post("rate", {"score": 5})
    assert (await status())["may_rate"] is False


async def test_a_chat_that_the_site_vouches_for_leads_into_the_players_requests_once(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    assert (await chat.post("link", expect=409))["title"] == "no_ticket_yet"
    said = await chat.say("Where is my withdrawal?")
    way = await chat.post("link", expect=201)
    assert (await chat.post("link", expect=201))["url"] != way["url"], "each link is another"
    assert f"/help/{casino.id}/en/continue/" in way["url"]
    assert way["size"] >= 21
    assert way["qr"].startswith("M0 0.5h7")
    path = house.url + "/" + way["url"].split("/", 3)[3]
    async with httpx.AsyncClient(timeout=20) as browser:
        assert (await browser.get(path)).status_code == 200
        assert not browser.cookies, "a scanner that follows the link uses nothing up"
        entered = await browser.post(path)
        assert entered.status_code == 303, entered.text
        assert entered.headers["location"] == f"/help/{casino.id}/en/my/{said['ticket']['number']}"
        assert "Where is my withdrawal?" in (await browser.get(house.url + entered.headers["location"])).text
    async with httpx.AsyncClient(timeout=20) as other:
        assert (await other.post(path)).status_code == 410
        assert not other.cookies


async def test_a_visitor_or_whose_word_has_run_out_gets_no_link_into_the_requests(
    house: House, casino: ABrand
) -> None:
    stranger = await a_chat(house, casino, email="olga@mail.example")
    await stranger.say("Where is my withdrawal?")
    refused = await stranger.post("link", expect=403)
    assert refused["title"] == "sign_in_by_code"
    known = await a_chat(house, casino, jwt=signed(casino, "a-1"))
    await known.say("And mine?")
    async with house.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE chat_session SET assurance_until = now() - interval '1 second' WHERE brand_id = $1 AND assurance > 0",
            casino.id,
        )
    await known.post("link", expect=403)
    async with house.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT count(*) FROM handover WHERE brand_id = $1", casino.id) == 0


async def test_links_into_the_requests_are_made_a_few_at_a_time(strict_house: House) -> None:
    brand = await a_casino(strict_house.db)
    chat = await a_chat(strict_house, brand, jwt=signed(brand, "a-1"))
    await chat.say("Where is my withdrawal?")
    answers = [(await chat.http.post("/chat/link", json={})).status_code for _ in range(6)]
    assert answers == [201] * 5 + [429]
    await strict_house.close_clients()
