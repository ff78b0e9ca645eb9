"""What the chat widget asks of the desk besides talking."""

from __future__ import annotations

from typing import Any

from tests.making import ABrand
from tests.serving import House, a_chat, an_agent, reply, signed, text_of


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
