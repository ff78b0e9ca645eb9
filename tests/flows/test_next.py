"""An agent asks for the next ticket, and gets the most urgent that they may take, or hears why there is none."""

from __future__ import annotations

import asyncio
from typing import Any

from pitboss.db.tx import SYSTEM
from tests.desk import Desk, Seat


async def asks(seat: Seat) -> dict[str, Any]:
    answer = await seat.asks("POST", "/next")
    assert answer.status_code == 200, answer.text
    given: dict[str, Any] = answer.json()
    return given


async def away(desk: Desk, *queues: Any, **more: Any) -> Seat:
    """At the desk, but given nothing by itself."""
    seat = await desk.sits("agent", *(queues or (desk.brand.queue,)), **more)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE presence SET state = 'away' WHERE staff_id = $1", seat.id)
    return seat


async def test_the_most_urgent_comes_first_and_is_logged_as_a_decision(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    first, second = await desk.a_ticket(subject="first"), await desk.a_ticket(subject="second")
    await senior.does(second, "priority", priority="high", reason="angry")
    agent = await away(desk)
    given = [await asks(agent) for _ in range(2)]
    assert [g["ticket"]["id"] for g in given] == [str(second.id), str(first.id)]
    assert (await desk.reads(second)).assignee_id == agent.id
    [decision] = (await agent.gets(f"/tickets/{second.id}/why"))["log"]
    assert (decision["staff_id"], decision["reason"]) == (str(agent.id), "asked for the next")
    assert (await asks(agent))["why_not"] == "nothing_waits"


async def test_what_is_not_theirs_to_take_is_not_given_and_they_hear_why(desk: Desk) -> None:
    ticket = await desk.a_ticket()
    elsewhere, idle = await away(desk, desk.payments), await away(desk, desk.seniors)
    assert (await asks(elsewhere))["why_not"] == (await asks(idle))["why_not"] == "nothing_waits"
    full = await away(desk, capacity=0)
    told = await asks(full)
    assert told["why_not"] == "full"
    assert "mail 0 of 0" in told["detail"]
    foreign = await away(desk)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE staff SET languages = '{ru}' WHERE id = $1", foreign.id)
    assert (await asks(foreign))["why_not"] == "other_languages"
    gone = await desk.sits("agent", desk.brand.queue)
    assert (await asks(gone))["why_not"] == "offline"
    looker = await desk.sits("quality", desk.brand.queue, online=True)
    assert (await asks(looker))["why_not"] == "no_queues"
    assert (await desk.reads(ticket)).assignee_id is None


async def test_ten_who_ask_at_once_get_ten_different_tickets(desk: Desk) -> None:
    tickets = {str((await desk.a_ticket(from_=f"P <p{n}@mail.example>")).id) for n in range(10)}
    agents = [await away(desk) for _ in range(10)]
    given = await asyncio.gather(*(asks(agent) for agent in agents))
    assert {g["ticket"]["id"] for g in given if g["ticket"]} <= tickets
    got = [g["ticket"]["id"] for g in given if g["ticket"]]
    assert len(got) == len(set(got))
    while len(got) < 10:  # who met a lock asks again
        for agent, one in zip(agents, given, strict=True):
            if one["ticket"] is None:
                got.append((await asks(agent))["ticket"]["id"])
    assert sorted(got) == sorted(tickets)


async def test_one_who_asks_many_times_at_once_never_gets_more_than_they_take(desk: Desk) -> None:
    for n in range(5):
        await desk.a_ticket(from_=f"P <p{n}@mail.example>")
    agent = await away(desk, capacity=2)
    given = await asyncio.gather(*(asks(agent) for _ in range(6)))
    assert sum(g["ticket"] is not None for g in given) == 2
    assert {g["why_not"] for g in given if g["ticket"] is None} == {"full"}
