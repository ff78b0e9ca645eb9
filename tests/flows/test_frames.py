"""What the sockets carry is what the schema says, live and when it is caught up."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from websockets.asyncio.client import connect

from pitboss.api import beside, frames, stream
from pitboss.api.beside import New
from tests.making import PASSWORD, ABrand, a_queue, a_staff
from tests.serving import House, a_chat, an_agent, next_frame, reply


def staff_socket(house: House, agent: Any, after: int | None = None) -> connect:
    query = "" if after is None else f"?after={after}"
    return connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream{query}",
        additional_headers={"authorization": agent.headers["authorization"]},
    )


async def _until(socket: Any, kind: str, shape: Any) -> list[str]:
    """The types of the frames up to one of `kind`, each read as strictly as a generated client would."""
    seen: list[str] = []
    while not seen or seen[-1] != kind:
        raw = await socket.recv()
        msgspec.json.decode(raw, type=shape)
        seen.append(msgspec.json.decode(raw)["type"])
    return seen


async def test_frames_are_as_their_types_say_live_and_afterwards(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    staff, player = frames.staff_frame(), frames.player_frame()
    async with staff_socket(house, agent) as inside, chat.socket() as outside:
        await next_frame(inside, type="hello")
        said = await chat.say("Where is my withdrawal of 200 euros?")
        ticket = said["ticket"]["id"]
        await agent.post(f"/tickets/{ticket}/typing", json={})
        await reply(agent, ticket, "It is on its way.")
        live = await _until(inside, "message_sent", staff)
        assert {"ticket_opened", "topic_set", "queued", "clock_started"} <= set(live)
        assert "message_sent" in await _until(outside, "message_sent", player)
    async with staff_socket(house, agent, after=0) as inside, chat.socket(after=0) as outside:
        await _until(inside, "message_sent", staff)
        await _until(outside, "message_sent", player)


async def test_what_a_chat_message_brings_goes_out_unread_and_is_what_would_have_been_read(
    house: House, casino: ABrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    log_can_be_read = asyncio.Event()
    log_can_be_read.set()

    async def new_after(*args: Any) -> New:
        if not log_can_be_read.is_set():
            raise ConnectionError("the log can't be read now")
        return await beside.new_after(*args)

    monkeypatch.setattr(stream, "new_after", new_after)
    async with staff_socket(house, agent) as inside, chat.socket() as outside:
        await next_frame(inside, type="hello")
        await next_frame(outside, type="hello")
        await chat.say("Where is my withdrawal of 200 euros?")
        await next_frame(inside, type="ticket_opened")
        for text in (
            "It was\u00a0200  euros\n\nby card",
            "x" * 2_000,
            "Где  мои деньги?",
            "1",
            "2",
            "3",
        ):
            log_can_be_read.clear()
            said = await chat.say(text)
            live = [
                await next_frame(inside, type="message_received"),
                await next_frame(outside, type="message_received"),
            ]
            log_can_be_read.set()
            async with house.db.single() as tx:
                read = await beside.new_after(tx, live[0]["number"] - 1, ["en"])
            event = read.events[0]
            for_staff = read.beside.add_to(stream.frame_of(event), "en")
            for_player = stream.for_player(event, read.said[event.number], house.db.links)
            assert live == [
                msgspec.json.decode(msgspec.json.encode(frame)) for frame in (for_staff, for_player)
            ]
            assert live[0]["message"]["id"] == said["message"]["id"]


async def test_a_ping_is_answered_and_what_is_no_frame_is_named(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    async with staff_socket(house, agent) as inside, chat.socket() as outside:
        for socket in (inside, outside):
            await next_frame(socket, type="hello")
            await socket.send('{"type":"ping"}')
            assert await next_frame(socket, type="pong")
            await socket.send("[1]")
            assert (await next_frame(socket, type="error"))["code"] == "bad_frame"


async def test_a_colleague_sees_who_looks_at_a_ticket_and_the_player_does_not(
    house: House, casino: ABrand
) -> None:
    me, agent = await an_agent(house, casino)
    _, colleague = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    async with staff_socket(house, colleague) as inside, chat.socket() as outside:
        await next_frame(inside, type="hello")
        await next_frame(outside, type="hello")
        assert (await agent.post(f"/tickets/{ticket}/viewing", json={})).status_code == 204
        frame = await next_frame(inside, type="viewing")
        assert (frame["ticket"], frame["staff"], frame["viewing"]) == (ticket, str(me.id), True)
        await reply(agent, ticket, "Let me look.")
        assert "viewing" not in await _until(outside, "message_sent", frames.player_frame())


async def test_a_ticket_that_leaves_my_sight_says_so_live_and_afterwards_and_only_to_those_who_saw_it(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    _, chief = await an_agent(house, casino, role="supervisor")
    elsewhere = await a_queue(house.db, casino, name="Elsewhere")
    stranger = await a_staff(house.db, casino, queues=[await a_queue(house.db, casino, name="Third")])
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    number = (await agent.get("/session")).json()["number"]
    async with house.client() as http:
        answer = await http.post("/session", json={"email": stranger.email, "password": PASSWORD})
    other = house.client(answer.json()["token"])

    async with staff_socket(house, agent) as mine, staff_socket(house, other) as theirs:
        await next_frame(mine, type="hello")
        await next_frame(theirs, type="hello")
        moved = await chief.post(
            f"/tickets/{ticket}/transfer", json={"queue": str(elsewhere), "reason": "better there"}
        )
        assert moved.status_code == 200, moved.text
        gone = await next_frame(mine, type="gone")
        assert (gone["ticket"], set(gone)) == (ticket, {"type", "number", "brand", "ticket"})
        await theirs.send('{"type":"ping"}')
        assert "gone" not in await _until(theirs, "pong", frames.staff_frame())
    assert (await agent.get(f"/tickets/{ticket}")).status_code == 404
    async with (
        staff_socket(house, agent, after=number) as mine,
        staff_socket(house, other, after=number) as theirs,
    ):
        assert (await next_frame(mine, type="gone"))["ticket"] == ticket
        await theirs.send('{"type":"ping"}')
        assert "gone" not in await _until(theirs, "pong", frames.staff_frame())


async def test_who_was_away_while_too_much_happened_gets_it_all_and_then_reads_afresh(
    house: House, casino: ABrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, agent = await an_agent(house, casino)
    number = (await agent.get("/session")).json()["number"]
    await (await a_chat(house, casino)).say("Where is my withdrawal?")
    monkeypatch.setattr(stream, "LOOKED_THROUGH", 1)
    async with staff_socket(house, agent, after=number) as socket:
        types = await _until(socket, "reset", frames.staff_frame())
    assert types[0] == "hello"
    assert "ticket_opened" in types


async def test_staff_get_the_ticket_and_the_whole_message_with_what_happened(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    async with staff_socket(house, agent) as inside, chat.socket() as outside:
        await next_frame(inside, type="hello")
        await next_frame(outside, type="hello")
        ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
        sent = await reply(agent, ticket, "It is on its way.")
        frame = await next_frame(inside, type="message_sent", actor_kind="staff")
        assert frame["message"] == (await agent.get(f"/tickets/{ticket}/messages")).json()["items"][-1]
        assert frame["message"]["id"] == sent["id"]
        while "state" not in frame or frame["state"]["version"] < sent["version"]:
            frame = msgspec.json.decode(await inside.recv())
        now = (await agent.get("/tickets")).json()["items"][0]
        del now["unread"], now["draft"]
        assert frame["state"] == now
        assert "state" not in await next_frame(outside, type="message_sent")
