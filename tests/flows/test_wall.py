"""The supervisor's wall: what waits and for how long, who is there and with whom, how the day went, and words to all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.desk import Desk, Seat


async def queue_of(seat: Seat, name: str) -> dict[str, Any]:
    return next(q for q in (await seat.gets("/wall"))["queues"] if q["name"] == name)


async def agent_of(seat: Seat, agent: Seat) -> dict[str, Any]:
    return next(a for a in (await seat.gets("/wall"))["agents"] if a["id"] == str(agent.id))


async def test_the_wall_shows_what_waits_and_which_promises_are_at_risk(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    late, fresh = await desk.a_ticket(subject="A"), await desk.a_ticket(subject="B")
    shown = await queue_of(head, "General")
    assert (shown["waiting"], shown["at_risk"], shown["breached"]) == (2, 0, 0)
    await desk.time_passes(late, timedelta(hours=3, minutes=10))
    shown = await queue_of(head, "General")
    assert (shown["at_risk"], shown["breached"]) == (1, 0)
    await desk.time_passes(late, timedelta(hours=2))
    shown = await queue_of(head, "General")
    assert (shown["at_risk"], shown["breached"]) == (0, 1)
    assert shown["oldest"] < fresh.created_at.isoformat()


async def test_the_wall_shows_who_is_there_and_the_players_last_word(desk: Desk) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    ticket = await desk.a_ticket(text="Where can I set a limit?")
    await agent.does(ticket, "take")
    await agent.asks("PUT", "/me/presence", {"state": "online"})
    shown = await agent_of(head, agent)
    assert shown["state"] == "online"
    assert next(load for load in shown["loads"] if load["class_"] == "mail") == {
        "class_": "mail",
        "load": 1,
        "capacity": 5,
        "online": True,
    }
    assert [(t["number"], t["last_word"]) for t in shown["tickets"]] == [
        (ticket.number, "Where can I set a limit?")
    ]


async def test_the_wall_counts_only_what_its_reader_sees_and_is_not_for_agents(desk: Desk) -> None:
    head, admin, agent = await desk.sits("supervisor"), await desk.sits("admin"), await desk.agent()
    ticket = await desk.a_ticket()
    await head.does(ticket, "transfer", queue="Protection", reason="grave")
    assert (await queue_of(head, "Protection"))["waiting"] == 1
    assert (await queue_of(admin, "Protection"))["waiting"] == 0
    for path in ("/wall", "/wall/day", "/wall/broadcasts"):
        assert (await agent.asks("GET", path)).status_code == 403


async def test_the_day_counts_by_five_minutes(desk: Desk) -> None:
    head, agent = await desk.sits("supervisor"), await desk.agent()
    first, _ = await desk.a_ticket(), await desk.a_ticket()
    await agent.says(first, "There you are", then="solved")
    day = await head.gets("/wall/day")
    assert day["time_zone"] == "UTC"
    assert len(day["slots"]) >= 1
    sums = {
        what: sum(slot[what] for slot in day["slots"])
        for what in ("arrived", "answered", "solved", "breached")
    }
    # At midnight what came a moment ago was yesterday.
    if len(day["slots"]) > 1:
        assert sums == {"arrived": 2, "answered": 1, "solved": 1, "breached": 0}
        assert [slot["median_first_reply"] is not None for slot in day["slots"]].count(True) == 1


async def test_a_supervisor_takes_over_and_reassigns(desk: Desk) -> None:
    head, agent, other = await desk.sits("supervisor"), await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    await agent.does(ticket, "take")
    taken = await head.does(ticket, "assign", to=str(head.id), reason="took over")
    assert taken["assignee"]["id"] == str(head.id)
    given = await head.does(ticket, "assign", to=str(other.id), reason="your topic")
    assert given["assignee"]["id"] == str(other.id)


async def test_a_whisper_is_a_note_with_a_notice_to_the_agent(desk: Desk) -> None:
    head, agent, other = await desk.sits("supervisor"), await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    nobody = await head.asks("POST", f"/tickets/{ticket.id}/whisper", {"text": "Try the cashier"})
    assert (nobody.status_code, nobody.json()["title"]) == (409, "nobody_there")
    await agent.does(ticket, "take")
    said = await head.asks("POST", f"/tickets/{ticket.id}/whisper", {"text": "Try the cashier"})
    assert (said.status_code, said.json()["kind"]) == (201, "note")
    (notice,) = (await agent.gets("/me/notices"))["items"]
    assert (notice["kind"], notice["ticket_id"]) == ("whisper", str(ticket.id))
    await desk.work_until_idle()
    assert all("cashier" not in sent.text for sent in desk.sent_mails())
    refused = await other.asks("POST", f"/tickets/{ticket.id}/whisper", {"text": "Me too"})
    assert refused.status_code == 403


async def test_a_broadcast_reaches_its_audience_and_shows_who_has_read_it(desk: Desk) -> None:
    head, agent, other = await desk.sits("supervisor"), await desk.agent(), await desk.sits("agent")
    told = await head.asks(
        "POST",
        "/wall/broadcasts",
        {"text": "Payments are slow today", "audience": "queue", "target": str(desk.brand.queue)},
    )
    assert told.status_code == 201, told.text
    assert [reader["id"] for reader in told.json()["readers"]] == [str(agent.id)]
    (notice,) = (await agent.gets("/me/notices"))["items"]
    assert (notice["kind"], notice["text"], notice["by"]) == (
        "broadcast",
        "Payments are slow today",
        head.person.name,
    )
    assert (await other.gets("/me/notices"))["items"] == []
    await agent.asks("POST", f"/me/notices/{notice['id']}/seen")
    (shown,) = await head.gets("/wall/broadcasts")
    assert (shown["read"], shown["readers"][0]["name"]) == (1, agent.person.name)
    assert shown["readers"][0]["seen_at"]
    refused = await agent.asks("POST", "/wall/broadcasts", {"text": "Lunch"})
    assert refused.status_code == 403
    empty = await head.asks("POST", "/wall/broadcasts", {"text": "x", "audience": "team"})
    assert empty.status_code == 422
