"""What needs somebody in a ticket is a notice of the desk: once for each ticket and kind, the same in all their browsers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import websockets

from pitboss.db.tx import SYSTEM
from pitboss.tickets import staff_notices
from tests.desk import Desk, Seat


async def bell(seat: Seat, **query: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await seat.gets("/me/notices", **query))["items"]
    return rows


async def needs(seat: Seat, **query: Any) -> list[tuple[str, int]]:
    return [(row["kind"], row["times"]) for row in await bell(seat, **query)]


class Chat:
    """A player's chat, and how to say more in it."""

    def __init__(self, desk: Desk) -> None:
        self.http, self.brand = desk.building.client, desk.brand.id
        self.headers: dict[str, str] = {}
        self.said = 0

    async def says(self, text: str) -> str:
        if not self.headers:
            begun = await self.http.post("/chat/sessions", json={"brand": self.brand, "name": "Anna"})
            self.headers = {"authorization": f"Bearer {begun.json()['token']}"}
        self.said += 1
        body = {"text": text, "key": f"k{self.said}"}
        said = await self.http.post("/chat/messages", json=body, headers=self.headers)
        assert said.status_code == 201, said.text
        ticket: str = said.json()["ticket"]["id"]
        return ticket


@asynccontextmanager
async def listening(desk: Desk, seat: Seat) -> AsyncIterator[Any]:
    url = desk.building.base_url.replace("http:", "ws:") + "/api/v1/stream"
    headers = {"authorization": f"Bearer {seat.token}"}
    async with websockets.connect(url, additional_headers=headers) as socket:
        assert json.loads(await socket.recv())["type"] == "hello"

        async def seen() -> list[str]:
            while True:
                frame = json.loads(await socket.recv())
                if frame["type"] == "notices_seen":
                    ids: list[str] = frame["notices"]
                    return ids

        yield seen


async def test_whoever_is_given_a_ticket_is_told_and_who_takes_one_is_not(desk: Desk) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    given, taken = await desk.a_ticket(subject="Limits"), await desk.a_ticket()
    await agent.does(taken, "take")
    await head.does(given, "assign", to=str(agent.id))
    (notice,) = await bell(agent)
    assert (notice["kind"], notice["ticket_id"], notice["subject"]) == ("assigned", str(given.id), "Limits")
    assert notice["reference"].endswith(f"-{given.number}")
    assert await bell(head) == []


async def test_who_had_a_ticket_is_told_who_took_it_over(desk: Desk) -> None:
    head, agent = await desk.sits("supervisor", name="Vera Petrova"), await desk.agent()
    ticket = await desk.a_ticket()
    await agent.does(ticket, "take")
    await head.does(ticket, "assign", to=str(head.id))
    (notice,) = await bell(agent)
    assert (notice["kind"], notice["by"]) == ("taken_over", head.person.name)
    await head.does(ticket, "assign", to=str(agent.id))
    assert await needs(head) == []


async def test_a_players_words_are_one_notice_that_counts_and_begins_anew_once_seen(desk: Desk) -> None:
    agent, chat = await desk.agent(online=True), Chat(desk)
    ticket = await chat.says("Hello")
    await desk.work_until_idle()
    assert await needs(agent) == [("assigned", 1)]
    await chat.says("Anybody there?")
    await chat.says("Please")
    said, _ = await bell(agent)
    assert (said["kind"], said["times"], said["ticket_id"]) == ("said", 2, ticket)
    await agent.asks("POST", f"/me/notices/{said['id']}/seen")
    assert await needs(agent, unseen=True) == [("assigned", 1)]
    await chat.says("One more")
    assert await needs(agent, unseen=True) == [("said", 1), ("assigned", 1)]


async def test_what_came_after_its_reader_looked_stays_new(desk: Desk) -> None:
    agent, chat = await desk.agent(online=True), Chat(desk)
    await chat.says("Hello")
    await desk.work_until_idle()
    await chat.says("Anybody there?")
    known, _ = await bell(agent)
    await chat.says("Please")
    path = f"/me/notices/{known['id']}/seen"
    late = await agent.asks("POST", path, upto=known["created_at"])
    assert (late.status_code, late.json()["seen_at"]) == (200, None)
    now, _ = await bell(agent)
    assert (await agent.asks("POST", path, upto=now["created_at"])).json()["seen_at"] is not None


async def test_a_mention_is_told_and_a_whisper_not_twice(desk: Desk) -> None:
    head, agent, other = await desk.sits("supervisor"), await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    await agent.notes(ticket, "Look", mentions=[str(other.id), str(agent.id)])
    assert await needs(other) == [("mentioned", 1)]
    assert await bell(agent) == []
    await agent.does(ticket, "take")
    await head.asks("POST", f"/tickets/{ticket.id}/whisper", {"text": "Try the cashier"})
    assert await needs(agent) == [("whisper", 1)]


async def test_a_machines_mail_needs_nobody(desk: Desk) -> None:
    agent = await desk.agent(online=True)
    ticket = await desk.a_ticket(id="<first@mail.example>")
    assert ticket.assignee_id == agent.id
    first = ("<first@mail.example>",)
    await desk.mail_arrives(answers=first, text="I am away", headers={"Auto-Submitted": "auto-replied"})
    assert await needs(agent) == [("assigned", 1)]
    await desk.mail_arrives(answers=first, text="I am back")
    assert await needs(agent) == [("said", 1), ("assigned", 1)]


async def test_reading_a_ticket_is_seeing_its_notices_in_every_browser(desk: Desk) -> None:
    agent, chat = await desk.agent(online=True), Chat(desk)
    ticket = await chat.says("Hello")
    await desk.work_until_idle()
    await chat.says("Anybody there?")
    first, *_, last = [str(m.id) for m in await desk.messages(UUID(ticket), "player")]
    async with listening(desk, agent) as seen:
        await agent.asks("POST", f"/tickets/{ticket}/read", {"message": first})
        assert len(await needs(agent, unseen=True)) == 2, "the player has written since"
        await agent.asks("POST", f"/tickets/{ticket}/read", {"message": last})
        assert sorted(await seen()) == sorted(row["id"] for row in await bell(agent))
        assert await needs(agent, unseen=True) == []
        await chat.says("Thank you")
        (again,) = await bell(agent, unseen=True)
        await agent.asks("POST", f"/me/notices/{again['id']}/seen")
        assert await seen() == [again["id"]]


async def test_a_notice_waits_for_the_commits_round_trip(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    async with desk.db.tx(SYSTEM) as tx:
        staff_notices.need(tx, ticket, "said", [agent.id])
        assert await tx.value("SELECT count(*) FROM staff_notice WHERE staff_id = $1", agent.id) == 0
    assert await needs(agent) == [("said", 1)]


async def test_notices_go_after_their_time(desk: Desk) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    ticket = await desk.a_ticket()
    await head.does(ticket, "assign", to=str(agent.id))
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE staff_notice SET created_at = now() - $2::interval WHERE staff_id = $1",
            agent.id,
            timedelta(days=31),
        )
        await staff_notices.sweep(tx)
    assert await bell(agent) == []
