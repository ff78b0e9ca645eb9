"""Saved views and counters."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import msgspec
from websockets.asyncio.client import connect

from tests.desk import Desk, Seat
from tests.making import ABrand
from tests.serving import House, a_chat, an_agent, next_frame

VIEW = {"name": "Slow banks", "filter": {"tag": ["bank"], "status": ["active"]}, "sort": "oldest"}


async def saves(seat: Seat, **more: Any) -> dict[str, Any]:
    answer = await seat.asks("POST", "/views", {**VIEW, **more})
    assert answer.status_code == 201, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


async def names(seat: Seat) -> list[str]:
    return [view["name"] for view in await seat.gets("/views")]


async def test_a_view_of_ones_own_is_seen_changed_and_deleted_by_nobody_else(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    saved = await saves(agent)
    assert saved["filter"] == VIEW["filter"]
    assert (await names(agent), await names(colleague)) == (["Slow banks"], [])
    for method, body in (("PATCH", {"name": "Mine now"}), ("DELETE", None)):
        assert (await colleague.asks(method, f"/views/{saved['id']}", body)).status_code == 404
    changed = await agent.asks("PATCH", f"/views/{saved['id']}", {"name": "Banks", "filter": {"vip": True}})
    assert (changed.json()["name"], changed.json()["filter"]) == ("Banks", {"vip": True})
    assert (await agent.asks("DELETE", f"/views/{saved['id']}")).status_code == 200
    assert await names(agent) == []


async def test_only_who_may_shares_a_view_with_everybody(desk: Desk) -> None:
    agent, supervisor = await desk.agent(), await desk.sits("supervisor", desk.brand.queue)
    assert (await agent.asks("POST", "/views", {**VIEW, "scope": "all"})).status_code == 403
    saved = await saves(supervisor, scope="all", name="Everybody's")
    [seen] = await agent.gets("/views")
    assert (seen["name"], seen["mine"]) == ("Everybody's", False)
    assert (await agent.asks("DELETE", f"/views/{saved['id']}")).status_code == 403


async def test_a_teams_view_is_its_members(desk: Desk) -> None:
    admin, member, other = await desk.sits("admin"), await desk.agent(), await desk.agent()
    team = (await admin.asks("POST", "/teams", {"name": "Payments"})).json()["id"]
    await admin.asks("POST", f"/teams/{team}/members", {"staff": str(member.id), "lead": True})
    await saves(member, scope="team", team=team)
    assert (await names(member), await names(other)) == (["Slow banks"], [])
    assert (await other.asks("POST", "/views", {**VIEW, "scope": "team", "team": team})).status_code == 403
    assert (await other.asks("POST", "/views", {**VIEW, "scope": "team"})).status_code == 422


async def test_a_filter_that_could_not_be_listed_is_not_saved(desk: Desk) -> None:
    agent = await desk.agent()
    bad = {**VIEW, "filter": {"assignee": ["somebody"]}}
    assert (await agent.asks("POST", "/views", bad)).status_code == 422


async def counted(seat: Seat) -> dict[str, int]:
    return {
        listed["name"] or listed["list"]: listed["count"] for listed in (await seat.gets("/counts"))["lists"]
    }


async def test_counters_say_how_many_tickets_each_list_holds(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    a, b, c = [await desk.a_ticket(subject=s) for s in "abc"]
    await saves(agent, filter={"tag": ["bank"]}, name="Banks")
    await agent.does(a, "take")
    await colleague.does(b, "tag", tags=["bank"])
    await colleague.notes(b, "Look", mentions=[str(agent.id)])
    await agent.does(c, "snooze", until=(await desk.now() + timedelta(days=1)).isoformat())
    assert await counted(agent) == {
        "mine": 1, "unassigned": 1, "open": 3, "mentioned": 1, "snoozed": 1, "General": 2, "Payments": 0, "Banks": 1,
    }  # fmt: skip
    for listed in (await agent.gets("/counts"))["lists"]:
        wanted = msgspec.json.encode(listed["filter"]).decode()
        page = await agent.gets("/tickets", filter=wanted, sort=listed["sort"])
        assert len(page["items"]) == listed["count"], listed["list"]
        assert listed["exact"]


async def test_a_ticket_that_mentions_me_counts_until_it_is_solved_read_or_not(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    note = await colleague.notes(ticket, "Look", mentions=[str(agent.id)])
    assert (await counted(agent))["mentioned"] == 1
    read = await agent.asks("POST", f"/tickets/{ticket.id}/read", {"message": note["id"]})
    assert read.is_success, read.text
    assert (await counted(agent))["mentioned"] == 1
    await colleague.does(ticket, "solve")
    assert (await counted(agent))["mentioned"] == 0


async def test_the_stream_hints_at_most_once_a_second_that_counters_changed(
    house: House, casino: ABrand
) -> None:
    _, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    stream = connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream",
        additional_headers={"authorization": agent.headers["authorization"]},
    )
    async with stream as socket:
        await next_frame(socket, type="hello")
        loop = asyncio.get_running_loop()
        await chat.say("Where is my withdrawal?")
        await next_frame(socket, type="counts_changed")
        first = loop.time()
        for n in range(5):
            await chat.say(f"And again {n}")
        await next_frame(socket, type="counts_changed")
        assert loop.time() - first > 0.9
