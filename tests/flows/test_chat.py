"""A player in the web chat, through the front door."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import UUID

import asyncpg
import httpx
import msgspec
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from pitboss.api import chat_stream
from pitboss.channels.webchat import actions as chats
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import digest
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.sla.calendars import weekly
from pitboss.tickets import actions
from tests.desk import until
from tests.making import ABrand, a_queue, happened
from tests.pictures import PNG
from tests.serving import (
    SITE,
    Chat,
    House,
    a_casino,
    a_chat,
    an_agent,
    next_frame,
    reply,
    signed,
    text_of,
)


async def silent_for_minutes(house: House, chat: Chat, minutes: int = 3) -> None:
    async with house.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE chat_session SET seen_at = now() - make_interval(mins => $2) WHERE id = $1::text::uuid",
            chat.session,
            minutes,
        )


async def close_code(opening: connect, frames: list[str] | None = None) -> int:
    """Sends the frames, reads until the server closes, and gives the code by which it did."""
    async with asyncio.timeout(10), opening as socket:
        try:
            for frame in frames or []:
                await socket.send(frame)
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 0


async def count(house: House, table: str, brand: ABrand) -> int:
    async with house.db.tx(SYSTEM) as tx:
        return int(await tx.value(f"SELECT count(*) FROM {table} WHERE brand_id = $1", brand.id))


async def test_a_visitor_opens_a_chat_and_is_promised_three_minutes(house: House, casino: ABrand) -> None:
    chat = await a_chat(
        house, casino, name="Ivan", language="ru", device={"page": "https://casino.example/slots"}
    )
    assert chat.opened["assurance"] == "A0"
    assert chat.opened["player"] == {"name": "Ivan"}
    assert chat.opened["ticket"] is None
    assert chat.opened["presence"] == {"online": False, "agents": 0}
    assert chat.opened["promise_seconds"] == 180
    assert chat.opened["language"] == "ru"


async def test_what_is_said_becomes_a_ticket_with_a_receipt_and_the_next_words_continue_it(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    first = await chat.say("My withdrawal has not arrived for three days")
    second = await chat.say("It was 200 euros")
    assert first["ticket"]["id"] == second["ticket"]["id"]
    assert first["ticket"]["reference"] == f"{casino.prefix}-{first['ticket']['number']}"
    said = await chat.history()
    assert [m["author"] for m in said] == ["player", "bot", "player"]
    assert first["ticket"]["reference"] in said[1]["text"]


async def test_every_further_message_without_an_answer_weighs_on_the_ticket_until_it_is_enough(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    weights: list[tuple[int, int]] = []
    for words in ("My withdrawal is late", "Hello?", "Anybody there?", "It was 200 euros", "Three days now"):
        said = await chat.say(words)
        async with house.db.tx(SYSTEM) as tx:
            row = await tx.connection.fetchrow(
                "SELECT priority_score, priority_reasons FROM ticket WHERE brand_id = $1 AND id = $2::text::uuid",
                casino.id,
                said["ticket"]["id"],
            )
        assert row is not None
        assert row["priority_score"] == sum(reason["points"] for reason in row["priority_reasons"])
        counted = [r["params"]["count"] for r in row["priority_reasons"] if r["code"] == "unanswered"]
        weights.append((row["priority_score"], sum(counted)))
    first = weights[0][0]
    assert weights == [(first, 0), (first + 5, 1), (first + 10, 2), (first + 15, 3), (first + 15, 4)]


async def test_danger_is_found_beside_a_card_number_that_is_masked(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    await chat.say("My withdrawal is late")
    said = await chat.say("My card is 4111 1111 1111 1111 and I want to kill myself")
    assert said["message"]["masked"] == ["card"]
    async with house.db.tx(SYSTEM) as tx:
        danger = await tx.value(
            "SELECT danger FROM ticket WHERE brand_id = $1 AND id = $2::text::uuid",
            casino.id,
            said["ticket"]["id"],
        )
    assert danger == ["self_harm"]


async def test_the_token_resumes_the_same_chat_and_only_its_hash_is_kept(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    said = await chat.say("Hello, when do you pay out?")
    again = await a_chat(house, casino, token=chat.token, expect=200)
    assert again.opened["session"] == chat.session
    assert again.opened["token"] is None
    assert again.opened["ticket"]["id"] == said["ticket"]["id"]
    async with house.db.tx(SYSTEM) as tx:
        rows = await tx.column("SELECT body FROM idempotency WHERE body IS NOT NULL")
    assert not any(chat.token.encode() in row for row in rows)


async def test_an_unknown_token_opens_a_new_chat(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino, token="pbc_nothing")
    assert chat.token.startswith("pbc_")
    assert chat.token != "pbc_nothing"


async def test_twenty_openings_with_one_key_are_one_session(house: House, casino: ABrand) -> None:
    key = new_id().hex
    chats = await asyncio.gather(*(a_chat(house, casino, key=key) for _ in range(20)))
    assert len({chat.session for chat in chats}) == 1
    assert len({chat.token for chat in chats}) == 1
    assert (await a_chat(house, casino, key="short")).token != (
        await a_chat(house, casino, key="short")
    ).token


async def test_twenty_parallel_posts_of_one_key_are_one_message_and_one_ticket(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    answers = await asyncio.gather(*(chat.say("Where is my money?", key="the same") for _ in range(20)))
    assert len({answer["message"]["id"] for answer in answers}) == 1
    assert await count(house, "ticket", casino) == 1
    assert [m["author"] for m in await chat.history()].count("player") == 1


async def test_two_first_messages_at_once_open_one_ticket(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    said = await asyncio.gather(*(chat.say(f"Question {n}") for n in range(5)))
    assert len({s["ticket"]["id"] for s in said}) == 1
    assert await count(house, "ticket", casino) == 1


async def test_words_said_at_once_and_beside_answers_are_all_there_once(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    texts = [f"And another thing, {n}" for n in range(12)]

    async def answers() -> None:
        for n in range(6):
            await reply(agent, ticket, f"Answer {n}")
            solved = await agent.post(f"/tickets/{ticket}/solve", json={"reason": "done"})
            assert solved.status_code in (200, 409)  # a word of the player's may have come between

    await asyncio.gather(answers(), *(chat.say(text) for text in texts))
    history = [m for m in await chat.history() if m["author"] == "player"]
    assert sorted(m["text"] for m in history) == sorted(["Where is my withdrawal?", *texts])
    async with house.db.tx(SYSTEM) as tx:
        versions = await tx.column(
            "SELECT version FROM message WHERE brand_id = $1 AND ticket_id = $2 AND author_kind = 'player'",
            casino.id,
            UUID(ticket),
        )
    assert len(set(versions)) == len(texts) + 1


async def test_what_was_read_before_the_locks_and_has_changed_since_counts_no_more(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    ticket = UUID((await chat.say("Where is my withdrawal?"))["ticket"]["id"])
    async with house.db.tx(SYSTEM, late=True) as tx:
        assert await queries.talk(tx, digest(chat.token), None, "SELECT 1 AS one", ahead=True) is not None
        async with house.db.tx(SYSTEM) as another:
            await actions.tag(another, await actions.hold(another, casino.id, ticket), ["meanwhile"])
        with pytest.raises(asyncpg.SerializationError):
            await tx.run("SELECT 1")
    async with house.db.tx(SYSTEM, late=True) as tx:
        talk = await queries.talk(tx, digest(chat.token), None, "SELECT 1 AS one", ahead=True)
        assert talk is not None
        assert talk.ticket is not None
        assert talk.ticket.tags == ["meanwhile"]
        await tx.run("SELECT 1")


async def test_one_key_with_other_words_is_refused(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    await chat.say("One", key="k")
    refused = await chat.say("Two", key="k", expect=422)
    assert refused["title"] == "key_reused"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "empty"),
        ("  \n ", "empty"),
        ("x" * 10_001, "at most 10000"),
        ("a\x00b", "control"),
        ("\x1b[31m", "control"),
    ],
)
async def test_what_can_not_be_a_message_is_refused_with_a_sentence(
    house: House, casino: ABrand, text: str, word: str
) -> None:
    chat = await a_chat(house, casino)
    refused = await chat.say(text, expect=422)
    assert word in refused["detail"]
    assert await count(house, "ticket", casino) == 0


async def test_a_card_number_is_not_kept(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    said = await chat.say("I paid with 4111 1111 1111 1111 and it failed")
    assert "4111 1111 1111 1111" not in said["message"]["text"]
    assert said["message"]["masked"]


# ── who is who ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_sites_token_makes_a_chat_a2_with_the_players_name(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino, jwt=signed(casino, "acc-1", name="Olga", lang="ru"))
    assert chat.opened["assurance"] == "A2"
    assert chat.opened["assurance_until"]
    assert chat.opened["player"] == {"name": "Olga"}
    assert chat.opened["language"] == "ru"
    said = await chat.say("Где мой вывод?")
    async with house.db.tx(SYSTEM) as tx:
        level = await tx.value(
            "SELECT assurance FROM message WHERE id = $1::text::uuid", said["message"]["id"]
        )
    assert level == 2


@pytest.mark.parametrize(
    ("made", "title"),
    [
        ({"key": "another key of at least thirty-two bytes"}, "token_forged"),
        ({"ago": 7200, "lasts": 3600}, "token_expired"),
        ({"brand": "other"}, "token_of_another"),
    ],
)
async def test_a_forged_expired_or_foreign_token_opens_nothing(
    house: House, casino: ABrand, made: dict[str, Any], title: str
) -> None:
    token = signed(casino, "acc-1", **made)
    async with house.client() as http:
        answer = await http.post("/chat/sessions", json={"brand": casino.id, "jwt": token})
    assert answer.status_code == 401
    assert answer.json()["title"] == title
    assert await count(house, "chat_session", casino) == 0


async def test_a_visitor_who_signs_in_keeps_the_conversation_as_the_player(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    said = await chat.say("My bonus is gone")
    again = await a_chat(house, casino, token=chat.token, jwt=signed(casino, "acc-7"), expect=200)
    assert again.opened["session"] == chat.session
    assert again.opened["assurance"] == "A2"
    assert again.opened["ticket"]["id"] == said["ticket"]["id"]
    assert [m["text"] for m in await again.history() if m["author"] == "player"] == ["My bonus is gone"]
    elsewhere = await a_chat(house, casino, jwt=signed(casino, "acc-7"))
    assert [m["text"] for m in await elsewhere.history() if m["author"] == "player"] == ["My bonus is gone"]
    assert "player_recognised" in [event.type for event in await happened(house.db, casino)]


async def test_another_account_on_the_same_device_gets_a_chat_of_its_own(
    house: House, casino: ABrand
) -> None:
    first = await a_chat(house, casino, jwt=signed(casino, "acc-1"))
    await first.say("A secret of the first")
    second = await a_chat(house, casino, token=first.token, jwt=signed(casino, "acc-2"))
    assert second.session != first.session
    assert await second.history() == []


async def test_when_the_sites_word_ends_only_this_chats_ticket_is_seen(house: House, casino: ABrand) -> None:
    old = await a_chat(house, casino, jwt=signed(casino, "acc-1"))
    await old.say("From the first chat")
    new = await a_chat(house, casino, jwt=signed(casino, "acc-1"))
    await new.say("From the second chat")
    assert len([m for m in await new.history() if m["author"] == "player"]) == 2
    async with house.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE chat_session SET assurance_until = now() - interval '1 second' WHERE id = $1::text::uuid",
            new.session,
        )
    assert [m["text"] for m in await new.history() if m["author"] == "player"] == ["From the second chat"]


async def test_nobody_sees_the_chat_of_another(house: House, casino: ABrand) -> None:
    mine, other = await a_chat(house, casino), await a_chat(house, casino)
    player = await a_chat(house, casino, jwt=signed(casino, "acc-9"))
    said = await mine.say("Only for my eyes")
    await other.say("Something else")
    await player.say("And a third")
    for stranger in (other, player):
        assert "Only for my eyes" not in str(await stranger.history())
        await stranger.post("read", {"message": said["message"]["id"]}, expect=404)
        async with stranger.socket(after=0) as socket:
            await next_frame(socket, type="hello")
            seen = []
            while True:
                frame = await next_frame(socket)
                seen.append(frame)
                if frame["type"] == "message_sent":
                    break
        assert {frame["ticket"] for frame in seen} == {stranger_ticket(await stranger.history())}


def stranger_ticket(said: list[dict[str, Any]]) -> str:
    return str(said[0]["ticket"])


async def test_without_a_token_nothing_is_answered(house: House, casino: ABrand) -> None:
    async with house.client("pbc_guess") as http:
        for path in ("history", "status"):
            assert (await http.get(f"/chat/{path}")).status_code == 401
        assert (await http.post("/chat/messages", json={"text": "x"})).status_code == 401
    async with house.client() as http:
        assert (await http.get("/tickets", headers={"authorization": "Bearer pbc_guess"})).status_code == 401
    assert await close_code(Chat(house, {"session": ""}, "pbc_guess").socket()) == 4401


# ── the socket ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_client_that_outlived_the_log_is_told_to_start_over(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    _, agent = await an_agent(house, casino)
    beyond = 2**62
    staff = connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream?after={beyond}",
        additional_headers={"authorization": agent.headers["authorization"]},
    )
    async with chat.socket(after=beyond) as by_player, staff as by_staff:
        for socket in (by_player, by_staff):
            hello, reset = [msgspec.json.decode(await socket.recv()) for _ in range(2)]
            assert hello["type"] == "hello"
            assert reset == {"type": "reset", "number": hello["number"]}
            assert hello["number"] < beyond


async def test_an_event_that_is_there_is_no_reason_to_start_over(
    house: House, casino: ABrand, database_url: str
) -> None:
    chat = await a_chat(house, casino)
    older = await asyncpg.connect(database_url)
    async with older.transaction():
        await older.execute("SELECT pg_current_xact_id()")  # holds the watermark back
        await chat.say("Where is my withdrawal?")
        number = await older.fetchval("SELECT max(number) FROM event WHERE brand_id = $1", casino.id)
        async with chat.socket(after=number) as socket:
            assert msgspec.json.decode(await socket.recv()) == {"type": "hello", "number": number}
    await older.close()


@pytest.mark.parametrize("after", ["abc", "-1", "1.5", "9" * 40, "٣"])
async def test_a_socket_after_what_is_no_number_is_closed_with_a_reason(
    house: House, casino: ABrand, after: str
) -> None:
    chat = await a_chat(house, casino)
    _, agent = await an_agent(house, casino)
    query = f"after={quote(after)}"
    for url, token in (
        ("/api/v1/chat/stream", f"Bearer {chat.token}"),
        ("/api/v1/stream", agent.headers["authorization"]),
    ):
        async with connect(
            f"ws://127.0.0.1:{house.port}{url}?{query}", additional_headers={"authorization": token}
        ) as socket:
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
        assert closed.value.rcvd is not None
        assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (
            4400,
            "`after` is the number of the last event that you have: a whole number",
        )


async def test_after_a_lost_socket_the_chat_resumes_by_number_with_each_event_once_and_in_order(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("First"))["ticket"]["id"]
    async with chat.socket(after=chat.opened["number"]) as socket:
        last = (await next_frame(socket, type="message_sent"))["number"]
    for n in range(3):
        await reply(agent, ticket, f"Missed {n}")
    async with chat.socket(after=last) as socket:
        await next_frame(socket, type="hello", number=last)
        texts: list[str] = []
        numbers: list[int] = []
        for n in range(3):
            await reply(agent, ticket, f"Live {n}")
        while len(texts) < 6:
            frame = await next_frame(socket)
            numbers.append(frame["number"])
            if frame["type"] == "message_sent" and frame["message"]["author"] == "agent":
                texts.append(frame["message"]["text"])
    assert texts == ["Missed 0", "Missed 1", "Missed 2", "Live 0", "Live 1", "Live 2"]
    assert numbers == sorted(set(numbers))
    assert all(n > last for n in numbers)


async def test_notes_never_reach_the_player(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Hello"))["ticket"]["id"]
    async with chat.socket() as socket:
        await next_frame(socket, type="hello")
        await reply(agent, ticket, "He is lying", kind="note")
        await agent.post(f"/tickets/{ticket}/typing", json={"note": True})
        await reply(agent, ticket, "We look into it")
        frames: list[dict[str, Any]] = []
        while not frames or frames[-1].get("type") != "message_sent":
            frames.append(await next_frame(socket))
    assert "lying" not in str(frames)
    assert not [f for f in frames if f["type"] in ("note_added", "typing")]
    assert "lying" not in str(await chat.history())


async def test_each_side_sees_the_other_typing_and_reading(house: House, casino: ABrand) -> None:
    person, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Hello"))["ticket"]["id"]
    await house.work()
    staff_url = f"ws://127.0.0.1:{house.port}/api/v1/stream"
    async with (
        chat.socket() as player,
        connect(staff_url, additional_headers={"authorization": agent.headers["authorization"]}) as staff,
    ):
        await next_frame(player, type="hello")
        await next_frame(staff, type="hello")
        await player.send('{"type":"typing"}')
        frame = await next_frame(staff, type="typing")
        assert frame["by"] == "player"
        assert frame["ticket"] == ticket
        await agent.post(f"/tickets/{ticket}/typing", json={})
        frame = await next_frame(player, type="typing")
        assert frame["by"] == "agent"
        assert frame["name"] == person.name.split()[0]
        said = await reply(agent, ticket, "Let me look")
        await chat.post("read", {"message": said["id"]})
        assert (await next_frame(staff, type="read"))["message"] == said["id"]
        mine = (await chat.history())[0]["id"]
        answer = await agent.post(f"/tickets/{ticket}/read", json={"message": mine})
        assert answer.status_code == 200, answer.text
        assert (await next_frame(player, type="read"))["message"] == mine


async def test_the_token_may_come_by_subprotocol_and_foreign_sites_get_no_socket(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino)
    url = f"ws://127.0.0.1:{house.port}/api/v1/chat/stream"
    async with connect(
        url, subprotocols=[Subprotocol(f"pitboss.{chat.token}")], additional_headers={"origin": SITE}
    ) as socket:
        await next_frame(socket, type="hello")
    assert await close_code(chat.socket(additional_headers={"origin": "https://evil.example"})) == 4401


async def test_a_players_socket_ends_with_the_sites_word(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino, jwt=signed(casino, "acc-1"))
    async with house.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE chat_session SET assurance_until = now() + interval '300 milliseconds' WHERE id = $1::text::uuid",
            chat.session,
        )
    assert await close_code(chat.socket()) == 1013


# ── leaving ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_who_leaves_reads_on_by_mail_and_their_mail_comes_back_into_the_same_ticket(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    address = f"{new_id().hex}@mail.example"
    chat = await a_chat(house, casino, email=address)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]
    read = await reply(agent, ticket["id"], "Seen in the chat")
    await chat.post("read", {"message": read["id"]})
    await reply(agent, ticket["id"], "Not seen any more")
    await house.work()
    assert house.sink.to(address) == []

    await silent_for_minutes(house, chat)
    await house.work()
    texts = [text_of(mail) for mail in house.sink.to(address)]
    assert len([t for t in texts if "Not seen any more" in t]) == 1
    assert not [t for t in texts if "Seen in the chat" in t]
    assert len([t for t in texts if "You left the chat" in t]) == 1

    await reply(agent, ticket["id"], "It is on its way")
    await house.work()
    last = house.sink.to(address)[-1]
    assert "It is on its way" in text_of(last)

    answer = EmailMessage()
    answer["From"], answer["To"] = address, last["Reply-To"]
    answer["Subject"], answer["Message-ID"] = f"Re: {last['Subject']}", f"<{new_id().hex}@mail.example>"
    answer["In-Reply-To"] = last["Message-ID"]
    answer.set_content("Thank you, it came")
    await house.mail_comes(casino, answer.as_bytes(), address)
    mailed = [m for m in await chat.history() if m["author"] == "player" and m["channel"] == "email"]
    assert [m["text"].strip() for m in mailed] == ["Thank you, it came"]
    assert mailed[0]["ticket"] == ticket["id"]

    back = await chat.say("I am back in the chat")
    assert back["ticket"]["id"] == ticket["id"]
    mails = len(house.sink.to(address))
    await reply(agent, ticket["id"], "Welcome back")
    await house.work()
    assert len(house.sink.to(address)) == mails
    assert await count(house, "ticket", casino) == 1


async def test_a_beacon_leaves_at_once_and_may_bring_the_address(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    address = f"{new_id().hex}@mail.example"
    chat = await a_chat(house, casino)
    ticket = (await chat.say("A question"))["ticket"]["id"]
    async with house.client() as http:
        body = f'{{"token":"{chat.token}","email":"{address}"}}'
        answer = await http.post("/chat/leave", content=body, headers={"content-type": "text/plain"})
    assert answer.status_code == 204, answer.text
    await reply(agent, ticket, "Here is the answer")
    await house.work()
    assert any("Here is the answer" in text_of(mail) for mail in house.sink.to(address))


async def test_an_open_socket_keeps_the_player_present(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino, email=f"{new_id().hex}@mail.example")
    await chat.say("A question")
    await chat.http.post("/chat/leave")
    async with chat.socket() as socket:
        await next_frame(socket, type="hello")
        async with house.db.tx(SYSTEM) as tx:
            left = await tx.value("SELECT left_at FROM chat_session WHERE id = $1::text::uuid", chat.session)
    assert left is None
    types = [event.type for event in await happened(house.db, casino)]
    assert types.count("chat_left") == 1
    assert types.count("chat_returned") == 1


async def test_an_agent_sees_which_players_have_left_their_chats(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]
    taken = await agent.post(f"/tickets/{ticket['id']}/take", json={"key": new_id().hex})
    assert taken.is_success, taken.text

    async def mine() -> list[tuple[str, bool, bool]]:
        answer = await agent.get("/me/chats")
        return [(c["ticket"], c["left_at"] is None, c["ended"]) for c in answer.json()]

    assert await mine() == [(ticket["id"], True, False)]
    await chat.http.post("/chat/leave")
    assert await mine() == [(ticket["id"], False, False)]
    await chat.say("I am back")
    assert await mine() == [(ticket["id"], True, False)]


async def test_an_answer_written_while_the_player_leaves_is_mailed_once(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    for _ in range(5):
        address = f"{new_id().hex}@mail.example"
        chat = await a_chat(house, casino, email=address)
        ticket = (await chat.say("A question"))["ticket"]["id"]
        await asyncio.gather(reply(agent, ticket, "At the last moment"), chat.http.post("/chat/leave"))
        await house.work()
        got = [m for m in house.sink.to(address) if "At the last moment" in text_of(m)]
        assert len(got) == 1


async def test_a_chat_that_was_ended_goes_on_with_the_next_words(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    first = (await chat.say("A question"))["ticket"]["id"]
    await chat.post("end")
    assert (await chat.say("One more thing"))["ticket"]["id"] == first


async def test_a_solved_ticket_is_opened_again_and_a_closed_one_followed_up(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    first = (await chat.say("A question"))["ticket"]
    await reply(agent, first["id"], "The answer", then="solved")
    again = (await chat.say("It still does not work"))["ticket"]
    assert (again["id"], again["status"]) == (first["id"], "open")
    async with house.db.tx(SYSTEM) as tx:
        await actions.close(tx, await actions.hold(tx, casino.id, UUID(first["id"])))
    follow = (await chat.say("And now this"))["ticket"]
    assert follow["id"] != first["id"]
    assert any(first["reference"] in m["text"] for m in await chat.history() if m["author"] == "bot")


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────


async def send_file(chat: Chat, name: str, data: bytes) -> httpx.Response:
    return await chat.http.post("/chat/attachments", files={"file": (name, data, "application/octet-stream")})


async def test_a_picture_is_sent_and_only_those_who_see_the_message_get_it(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat, stranger = await a_chat(house, casino), await a_chat(house, casino)
    uploaded = await send_file(chat, "снимок экрана", PNG)
    assert uploaded.status_code == 201, uploaded.text
    assert uploaded.json()["content_type"] == "image/png"
    said = await chat.say("", attachments=[uploaded.json()["id"]])
    file = said["message"]["attachments"][0]
    for reader, path in ((chat.http, "chat/attachments"), (chat.http, "attachments"), (agent, "attachments")):
        got = await reader.get(f"/{path}/{file['id']}")
        assert got.status_code == 200, got.text
        assert got.content == PNG
        assert got.headers["content-disposition"].startswith("attachment;")
        assert got.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in got.headers["content-security-policy"]
    assert (await stranger.http.get(f"/chat/attachments/{file['id']}")).status_code == 404
    assert (await stranger.http.get(f"/attachments/{file['id']}")).status_code == 404
    assert (await house.client().get(f"/attachments/{file['id']}")).status_code == 401


async def test_a_file_can_be_sent_once_and_only_by_its_own_chat(house: House, casino: ABrand) -> None:
    chat, stranger = await a_chat(house, casino), await a_chat(house, casino)
    upload = (await send_file(chat, "a.png", PNG)).json()["id"]
    await stranger.say("mine", attachments=[upload], expect=422)
    await chat.say("here", attachments=[upload])
    await chat.say("again", attachments=[upload], expect=422)


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.exe", b"MZ\x90\x00", 415),
        ("a.png", b"MZ\x90\x00", 415),
        ("page.html", b"<html><script>alert(1)</script>", 415),
        ("notes.txt", b"<svg onload=alert(1)>", 415),
        ("pic.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415),
        ("run.sh", b"echo hello", 415),
        ("empty.png", b"", 422),
        ("large.png", PNG + bytes(2**20), 413),
    ],
)
async def test_files_that_could_harm_are_refused(
    house: House, casino: ABrand, name: str, data: bytes, status: int
) -> None:
    chat = await a_chat(house, casino)
    assert (await send_file(chat, name, data)).status_code == status


# ── waiting, choosing, rating ───────────────────────────────────────────────────────────────────────────────


async def test_the_status_tells_the_place_in_the_line_and_then_who_answers(
    house: House, casino: ABrand
) -> None:
    first, second = await a_chat(house, casino), await a_chat(house, casino)
    await first.say("Where is my withdrawal of yesterday?")
    await second.say("Where is my withdrawal of yesterday?")
    status = (await second.http.get("/chat/status")).json()
    assert status["position"] == 2
    assert status["expected_wait_seconds"] == 180
    assert status["agent"] is None
    await an_agent(house, casino, name="Maria Lopez")
    await house.work()
    status = (await second.http.get("/chat/status")).json()
    assert status["position"] is None
    assert status["agent"] == "Maria"
    assert status["presence"] == {"online": True, "agents": 1}


async def test_a_line_that_nobody_serves_any_more_has_no_pace(house: House, casino: ABrand) -> None:
    _, http = await an_agent(house, casino, name="Maria Lopez")
    for _ in range(3):
        await (await a_chat(house, casino)).say("Where is my withdrawal of yesterday?")
        await house.work()
    assert (await http.put("/me/presence", json={"state": "offline"})).status_code == 200
    await house.work()
    late = await a_chat(house, casino)
    await late.say("Where is my withdrawal of yesterday?")
    status = (await late.http.get("/chat/status")).json()
    assert status["presence"]["online"] is False
    assert status["expected_wait_seconds"] == 180


async def make_late(house: House, ticket: str) -> None:
    async with house.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE clock SET warned_at = now() WHERE ticket_id = $1::text::uuid", ticket)


async def test_a_player_who_waits_too_long_may_ask_for_a_senior_once(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    assert (await chat.post("choice", {"choice": "pass_to_senior"}, expect=409))["title"] == "not_late"
    await make_late(house, ticket)
    for _ in range(2):
        await chat.post("choice", {"choice": "pass_to_senior"})
    await chat.post("choice", {"choice": "call_or_mail"})
    async with house.db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            "SELECT level::text, tags FROM ticket WHERE id = $1::text::uuid", ticket
        )
    assert row is not None
    assert row["level"] == "senior"
    assert "callback" in row["tags"]
    types = [event.type for event in await happened(house.db, casino)]
    assert types.count("level_changed") == 1
    assert types.count("choice_made") == 2


async def test_an_answer_is_rated_and_the_rating_may_change_within_a_day(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("A question"))["ticket"]["id"]
    assert (await chat.post("rate", {"score": 5}, expect=409))["title"] == "nothing_to_rate"
    await reply(agent, ticket, "The answer")
    await chat.post("rate", {"score": 2})
    await chat.post("rate", {"score": 4, "comment": "Well done"})
    await chat.post("rate", {"score": 6}, expect=400)
    async with house.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT score FROM rating WHERE ticket_id = $1::text::uuid", ticket) == 4
        await tx.run(
            "UPDATE rating SET created_at = now() - interval '2 days' WHERE ticket_id = $1::text::uuid",
            ticket,
        )
    assert (await chat.post("rate", {"score": 1}, expect=409))["title"] == "rated_before"


async def test_nobody_in_danger_is_asked_to_rate_or_mailed_by_a_machine(house: House, casino: ABrand) -> None:
    protected = await a_queue(house.db, casino, restricted=True)
    async with house.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE queue SET topics = '{crisis}' WHERE id = $1", protected)
    address = f"{new_id().hex}@mail.example"
    chat = await a_chat(house, casino, email=address)
    await chat.say("I lost everything and I want to kill myself")
    assert (await chat.post("rate", {"score": 1}, expect=409))["title"] == "not_now"
    await chat.http.post("/chat/leave")
    await house.work()
    assert house.sink.to(address) == []


# ── sites and floods ────────────────────────────────────────────────────────────────────────────────────────


async def test_only_the_brands_own_sites_may_open_its_chat_from_a_browser(
    house: House, casino: ABrand
) -> None:
    async with house.client() as http:
        asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
        preflight = await http.options("/chat/sessions", headers={"origin": SITE, **asked})
        assert preflight.status_code == 204
        assert preflight.headers["access-control-allow-origin"] == SITE
        assert "idempotency-key" in preflight.headers["access-control-allow-headers"]
        foreign = await http.options("/chat/sessions", headers={"origin": "https://evil.example", **asked})
        assert foreign.status_code == 403
        assert "access-control-allow-origin" not in foreign.headers

        opened = await http.post("/chat/sessions", json={"brand": casino.id}, headers={"origin": SITE})
        assert opened.status_code == 201
        assert opened.headers["access-control-allow-origin"] == SITE
        assert "access-control-allow-credentials" not in opened.headers
        token = opened.json()["token"]
        for origin in ("https://evil.example", "null"):
            evil = await http.post("/chat/sessions", json={"brand": casino.id}, headers={"origin": origin})
            assert evil.status_code == 403
            history = await http.get(
                "/chat/history", headers={"origin": origin, "authorization": f"Bearer {token}"}
            )
            assert history.status_code == 403
        own = await http.post("/chat/sessions", json={"brand": casino.id}, headers={"origin": house.url})
        assert own.status_code == 201


async def test_a_site_of_one_brand_is_foreign_to_another(house: House, casino: ABrand) -> None:
    other = await a_casino(house.db)
    async with house.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET origins = '{https://other.example}' WHERE id = $1", other.id)
        tx.wake.add("settings")
    async with house.client() as http:
        answer = await http.post("/chat/sessions", json={"brand": other.id}, headers={"origin": SITE})
    assert answer.status_code == 403
    assert answer.json()["title"] == "foreign_origin"


async def test_floods_are_refused_with_the_time_to_wait(strict_house: House) -> None:
    brand = await a_casino(strict_house.db)
    chat = await a_chat(strict_house, brand)
    answers = [
        await chat.http.post("/chat/messages", json={"text": f"spam {n}"}, headers={"origin": SITE})
        for n in range(40)
    ]
    refused = [a for a in answers if a.status_code == 429]
    assert refused
    assert int(refused[0].headers["retry-after"]) >= 1
    assert refused[0].headers["access-control-allow-origin"] == SITE
    assert len([a for a in answers if a.status_code == 201]) >= 20
    async with strict_house.client() as http:
        opened = [
            (await http.post("/chat/sessions", json={"brand": brand.id})).status_code for _ in range(20)
        ]
    assert 429 in opened
    assert await close_code(chat.socket(), ['{"type":"typing"}'] * 200) == 4429


async def test_a_chat_in_which_nothing_was_said_is_forgotten_after_a_day_with_its_visitor(
    house: House, casino: ABrand
) -> None:
    empty, used, fresh = [await a_chat(house, casino) for _ in range(3)]
    known = await a_chat(house, casino, jwt=signed(casino, "acc-9"))
    await used.say("hello")
    for chat in (empty, used, known):
        await silent_for_minutes(house, chat, 2 * 24 * 60)
    await chats.forget_empty(house.db, now=datetime.now(UTC) + timedelta(days=2))
    assert (await empty.http.get("/chat/status")).status_code == 401
    assert (await known.http.get("/chat/status")).status_code == 401
    assert (await used.http.get("/chat/status")).status_code == 200
    assert (await fresh.http.get("/chat/status")).status_code == 200
    assert await count(house, "chat_session", casino) == 2
    assert await count(house, "player", casino) == 3  # the two visitors, and the player whom the site knows


async def test_a_brand_without_a_chat_says_so(house: House) -> None:
    async with house.client() as http:
        answer = await http.post("/chat/sessions", json={"brand": "nowhere"})
    assert answer.status_code == 404
    assert answer.json()["title"] == "no_chat_here"


async def test_an_agents_picture_is_shown_in_the_chat(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat, stranger = await a_chat(house, casino), await a_chat(house, casino)
    ticket = (await chat.say("Show me"))["ticket"]["id"]
    sent = await agent.post("/attachments", files={"file": ("a.png", PNG, "image/png")})
    assert sent.status_code == 201, sent.text
    answer = await agent.post(
        f"/tickets/{ticket}/messages", json={"text": "Here", "files": [sent.json()["id"]]}
    )
    assert answer.status_code == 201, answer.text
    shown = next(m for m in await chat.history() if m["text"] == "Here")
    (file,) = shown["attachments"]
    assert (await chat.http.get(f"/chat/attachments/{file['id']}")).content == PNG
    assert (await stranger.http.get(f"/chat/attachments/{file['id']}")).status_code == 404


async def test_what_is_redacted_goes_from_the_words_beside_a_rating_too(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino, role="supervisor")
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Hello there"))["ticket"]["id"]
    answered = await agent.post(f"/tickets/{ticket}/messages", json={"text": "Good day."})
    rated = await chat.http.post(
        "/chat/rate", json={"score": 2, "comment": "My card 4111 1111 1111 1111, my street is Elm Street 5"}
    )
    assert rated.status_code == 200, rated.text

    async def comment() -> str:
        async with house.db.tx(SYSTEM) as tx:
            return str(await tx.value("SELECT comment FROM rating WHERE brand_id = $1", casino.id))

    assert await comment() == "My card 411111******1111, my street is Elm Street 5"
    body = {"message": answered.json()["id"], "part": "Elm Street 5", "reason": "an address"}
    assert (await agent.post(f"/tickets/{ticket}/redact", json=body)).status_code == 200
    assert "Elm" not in await comment()
    assert (await agent.post(f"/tickets/{ticket}/redact", json=body)).status_code == 422


async def test_while_nobody_is_there_the_first_wait_told_is_until_somebody_is(
    house: House, casino: ABrand
) -> None:
    in_three_days = (datetime.now(UTC).weekday() + 3) % 7
    calendar = new_id()
    async with house.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO calendar (brand_id, id, name, hours) VALUES ($1, $2, 'Rarely', $3)",
            casino.id,
            calendar,
            msgspec.to_builtins(weekly("UTC", {in_three_days: ["09:00-10:00"]})),
        )
        await tx.run(
            "UPDATE channel SET calendar_id = $2 WHERE brand_id = $1 AND kind = 'webchat'",
            casino.id,
            calendar,
        )
        tx.wake.add("settings")
    chat = await a_chat(house, casino)
    assert chat.opened["expected_wait_seconds"] > timedelta(days=2).total_seconds()


async def test_who_has_a_socket_open_is_there_and_who_closed_it_is_not(
    house: House, casino: ABrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_stream, "BEAT_SECONDS", 0.6)
    monkeypatch.setattr(chat_stream, "AT_ONCE", 2)
    open_chats = [await a_chat(house, casino) for _ in range(6)]
    present = chat_stream.Present(house.db)

    async def is_here(chat: Chat) -> bool:
        async with house.db.tx(SYSTEM) as tx:
            return bool(
                await tx.value(
                    "SELECT seen_at > now() - interval '1 minute' FROM chat_session WHERE id = $1::text::uuid",
                    chat.session,
                )
            )

    for chat in open_chats:
        await present.come(UUID(chat.session))
        await silent_for_minutes(house, chat)
    first, *_, last = open_chats
    beating = asyncio.create_task(present.run_for_ever())
    await until(lambda: is_here(first))  # and the beat goes on
    await present.go(UUID(last.session))
    await silent_for_minutes(house, last)
    for chat in open_chats[:-1]:
        await silent_for_minutes(house, chat)
        await until(partial(is_here, chat))
    assert not await is_here(last)
    beating.cancel()
