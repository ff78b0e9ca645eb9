"""How did we do? Asked once, after solving, where it hurts nobody; told through mail and pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from pitboss import reactions
from pitboss.db.tx import SYSTEM
from pitboss.jobs import queue
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat
from tests.making import ABrand
from tests.public.conftest import site
from tests.serving import House, a_chat, an_agent, casino, house, reply

__all__ = ["casino", "house", "site"]

LATER = timedelta(hours=2)


async def solved(desk: Desk, agent: Seat, sender: str = "ivan@mail.example", **more: Any) -> Ticket:
    ticket = await desk.a_ticket(from_=f"Ivan <{sender}>", **more)
    await agent.says(ticket, "It is done, have a look.", then="solved")
    await desk.work_until_idle()
    return ticket


def asked(desk: Desk, to: str = "ivan@mail.example") -> list[str]:
    return [sent.text for sent in desk.sent_mails(to) if "How did we do?" in str(sent.mail["Subject"])]


def link(text: str, score: int) -> str:
    return str(re.findall(rf"https?://\S+(/help/\S+score={score})", text)[0])


async def settings(desk: Desk, **chosen: object) -> None:
    head = await desk.sits("admin")
    answer = await head.asks("PATCH", f"/brands/{desk.brand.id}", {"surveys": chosen})
    assert answer.status_code == 200, answer.text


async def test_a_solved_request_is_asked_about_once_and_the_answer_counts(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    agent = await desk.agent()
    ticket = await solved(desk, agent)
    assert asked(desk) == []
    await desk.time_passes(ticket, LATER)
    (text,) = asked(desk)
    (mail,) = [s for s in desk.sent_mails("ivan@mail.example") if s.text == text]
    assert f"[{desk.brand.prefix}-{ticket.number}]" in str(mail.mail["Subject"])
    assert len(re.findall(r"\?score=[1-5]", text)) == 5

    page = await site.get(link(text, 4))
    assert page.status_code == 200
    assert 'value="4" required checked' in page.text
    assert "noindex" in page.headers["x-robots-tag"]
    assert await desk.value("SELECT count(*) FROM rating WHERE brand_id = $1") == 0  # opening gives nothing

    given = await site.post(
        link(text, 4).partition("?")[0],
        data={"score": "4", "comment": "Fast, but the bonus is still missing"},
    )
    assert given.status_code == 303
    assert "Thank you" in (await site.get(given.headers["location"])).text
    async with desk.db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            "SELECT score, themes, staff_id FROM rating WHERE brand_id = $1", desk.brand.id
        )
    assert row is not None
    assert (row["score"], set(row["themes"]), row["staff_id"]) == (
        4,
        {"speed", "money"},
        agent.id,
    )

    changed = await site.post(link(text, 4).partition("?")[0], data={"score": "2", "comment": ""})
    assert changed.status_code == 303
    assert await desk.value("SELECT score FROM rating WHERE brand_id = $1") == 2
    await desk.value(
        "UPDATE rating SET created_at = now() - interval '25 hours' WHERE brand_id = $1 RETURNING 1"
    )
    late = await site.post(link(text, 4).partition("?")[0], data={"score": "5"})
    assert late.status_code == 409
    assert "stays" in late.text
    await desk.time_passes(ticket, LATER)
    assert len(asked(desk)) == 1
    assert [e.data["by"] for e in await desk.events(ticket, "survey_sent")] == ["mail"]


async def test_links_are_guarded(desk: Desk, site: httpx.AsyncClient) -> None:
    ticket = await solved(desk, await desk.agent())
    await desk.time_passes(ticket, LATER)
    page = link(asked(desk)[0], 5).partition("?")[0]
    token = page.rpartition("/")[2]
    for wrong in (token[:-1] + ("A" if token[-1] != "A" else "B"), "0" * 32 + token[32:], "x", token[:32]):
        assert (await site.get(page.replace(token, wrong))).status_code == 404
    assert (await site.post(page, data={"comment": "no score"})).status_code == 422
    foreign = await site.post(page, data={"score": "1"}, headers={"origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    masked = await site.post(page, data={"score": "3", "comment": "my card 4111 1111 1111 1111"})
    assert masked.status_code == 303
    assert "1111 1111" not in str(await desk.value("SELECT comment FROM rating WHERE brand_id = $1"))
    await desk.value("UPDATE survey SET expires_at = now() WHERE brand_id = $1 RETURNING 1")
    assert (await site.get(page)).status_code == 410
    # No colleague finds the link in the ticket: it would be their own score.
    assert all(token not in message.text for message in await desk.messages(ticket))


async def test_who_has_rated_reopened_or_was_asked_lately_is_left_in_peace(desk: Desk) -> None:
    agent = await desk.agent()
    rated = await solved(desk, agent, "a@mail.example")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO rating (brand_id, ticket_id, score) VALUES ($1, $2, 5)", desk.brand.id, rated.id
        )
    await desk.time_passes(rated, LATER)
    assert asked(desk, "a@mail.example") == []

    again = await solved(desk, agent, "b@mail.example")
    await agent.does(again, "reopen")
    await agent.does(again, "solve")
    await desk.time_passes(again, LATER)
    assert len(asked(desk, "b@mail.example")) == 1  # of two solvings, for the second

    first = await solved(desk, agent, "c@mail.example")
    await desk.time_passes(first, LATER)
    second = await solved(desk, agent, "c@mail.example", text="And how do I change my address?")
    await desk.time_passes(second, LATER)
    assert len(asked(desk, "c@mail.example")) == 1

    open_ = await solved(desk, agent, "d@mail.example")
    await agent.does(open_, "reopen")
    await desk.time_passes(open_, LATER)
    assert asked(desk, "d@mail.example") == []


@pytest.mark.parametrize("topic", ["complaint", "limits", "self_exclusion"])
async def test_some_topics_are_never_asked_about(desk: Desk, topic: str) -> None:
    agent = await desk.sits("senior", desk.brand.queue, desk.payments, desk.protection)
    ticket = await desk.a_ticket()
    await agent.does(ticket, "take")
    await agent.does(ticket, "topic", topic=topic)
    await agent.says(ticket, "It is done.", then="solved")
    await desk.time_passes(ticket, LATER)
    assert asked(desk) == []


async def test_players_who_excluded_themselves_are_not_asked(desk: Desk) -> None:
    ticket = await solved(desk, await desk.agent())
    await desk.value("UPDATE player SET flags = '{Self-Excluded}' WHERE brand_id = $1 RETURNING 1")
    await desk.time_passes(ticket, LATER)
    assert asked(desk) == []


async def test_danger_and_protected_queues_are_never_asked(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await solved(desk, agent)
    await desk.value("UPDATE ticket SET danger = '{self_harm}' WHERE brand_id = $1 RETURNING 1")
    await desk.time_passes(ticket, LATER)
    assert asked(desk) == []
    other = await solved(desk, agent, "other@mail.example")
    await desk.value(
        "UPDATE queue SET restricted = true WHERE brand_id = $1 AND id = $2 RETURNING 1", desk.brand.queue
    )
    await desk.time_passes(other, LATER)
    assert asked(desk, "other@mail.example") == []


async def test_a_brand_decides_whether_and_when(desk: Desk) -> None:
    agent = await desk.agent()
    await settings(desk, on=False)
    quiet = await solved(desk, agent, "a@mail.example")
    await desk.time_passes(quiet, LATER)
    assert asked(desk, "a@mail.example") == []
    await settings(desk, on=True, delay_minutes=600)
    slow = await solved(desk, agent, "b@mail.example")
    await desk.time_passes(slow, LATER)
    assert asked(desk, "b@mail.example") == []
    await desk.time_passes(slow, timedelta(hours=9))
    assert len(asked(desk, "b@mail.example")) == 1
    head = await desk.sits("admin")
    wrong = await head.asks("PATCH", f"/brands/{desk.brand.id}", {"surveys": {"delay_minutes": 0}})
    assert wrong.status_code == 422
    assert "minutes after solving" in wrong.text


async def test_who_is_in_the_chat_is_asked_there_and_no_link_is_in_the_ticket(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino, name="Nina")
    chat = await a_chat(house, casino)
    ticket = (await chat.say("What do decimal odds mean?"))["ticket"]["id"]
    assert (await agent.post(f"/tickets/{ticket}/take", json={})).status_code == 200
    await reply(agent, ticket, "What you win for each unit.", then="solved")
    async with house.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE job SET next_at = now() WHERE brand_id = $1 AND kind = 'survey'", casino.id)
    while await queue.step(house.db, reactions.JOBS):
        pass
    (words,) = [said["text"] for said in await chat.history() if "How did we do?" in said["text"]]
    assert "http" not in words
    rated = await chat.http.post("/chat/rate", json={"score": 5, "comment": "Quick"})
    assert rated.status_code == 200, rated.text
    async with house.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT by FROM survey WHERE brand_id = $1", casino.id) == "chat"
        assert await tx.value("SELECT themes FROM rating WHERE brand_id = $1", casino.id) == ["speed"]
