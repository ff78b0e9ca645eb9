"""One action over a whole filter: looked at first, done with one's own rights, followed, undone."""

from __future__ import annotations

from typing import Any

from websockets.asyncio.client import connect

from pitboss.api.bulk import DOINGS, bulk_progress
from pitboss.tickets import bulk
from tests.desk import Desk, Seat
from tests.making import ABrand
from tests.serving import House, a_chat, an_agent, next_frame

ALL = {"status": ["active"]}


async def begins(seat: Seat, action: str, wanted: Any = ALL, expected: int = 100, **arguments: Any) -> str:
    body = {"filter": wanted, "action": action, "arguments": arguments, "expected": expected}
    answer = await seat.asks("POST", "/bulk", body)
    assert answer.status_code == 201, answer.text
    begun: str = answer.json()["id"]
    return begun


async def after_work(desk: Desk, seat: Seat, begun: str) -> dict[str, Any]:
    await desk.work_until_idle()
    shown: dict[str, Any] = await seat.gets(f"/bulk/{begun}")
    return shown


async def three(desk: Desk) -> list[Any]:
    return [await desk.a_ticket(subject=s, from_=f"{s} <{s}@mail.example>") for s in "abc"]


async def test_the_preview_shows_what_would_happen_and_changes_nothing(desk: Desk) -> None:
    agent = await desk.agent()
    a, b, c = await three(desk)
    await agent.does(a, "solve")
    body = {"filter": {}, "action": "solve"}
    shown = (await agent.asks("POST", "/bulk/preview", body)).json()
    assert (shown["count"], len(shown["sample"]), shown["can_undo"]) == (3, 3, True)
    [refused] = shown["refused"]
    assert (refused["count"], refused["examples"]) == (1, [a.number])
    assert "solved" in refused["detail"]
    assert (await desk.reads(b)).status == (await desk.reads(c)).status == "new"
    mine = (await agent.asks("POST", "/bulk/preview", {"filter": {}, "action": "close"})).json()
    assert mine["refused"][0]["count"] == 3
    assert "tickets.close" in mine["refused"][0]["detail"]


async def test_tags_are_set_on_all_and_taken_back_where_nobody_changed_them(desk: Desk) -> None:
    agent = await desk.agent()
    a, b, c = await three(desk)
    await agent.does(a, "tag", tags=["old"])
    await agent.does(b, "tag", tags=["bank"])
    begun = await begins(agent, "tag", add=["Bank"], remove=["old"])
    shown = await after_work(desk, agent, begun)
    assert (shown["state"], shown["total"], shown["done"], shown["unchanged"]) == ("done", 3, 2, 1)
    assert [(await desk.reads(t)).tags for t in (a, b, c)] == [["bank"]] * 3
    await agent.does(c, "tag", tags=["bank", "mine"])
    assert (await agent.asks("POST", f"/bulk/{begun}/undo")).json()["state"] == "undoing"
    shown = await after_work(desk, agent, begun)
    assert (shown["state"], shown["undone"], shown["kept"]) == ("undone", 1, 1)
    assert [(await desk.reads(t)).tags for t in (a, b, c)] == [["old"], ["bank"], ["bank", "mine"]]
    assert (await agent.asks("POST", f"/bulk/{begun}/undo")).status_code == 409


async def test_every_ticket_is_refused_or_done_by_the_ordinary_rules(desk: Desk) -> None:
    agent = await desk.agent()
    a, b, _ = await three(desk)
    begun = await begins(agent, "solve")
    await agent.does(a, "solve")
    shown = await after_work(desk, agent, begun)
    assert (shown["done"], shown["refused"]) == (2, 1)
    results = (await agent.gets(f"/bulk/{begun}/tickets", state="refused"))["items"]
    assert [r["ticket"] for r in results] == [str(a.id)]
    assert "solved" in results[0]["refusal"]
    assert "status_changed" in [e.type for e in await desk.events(b)]


async def test_solving_is_undone_with_the_wait_and_the_promises(desk: Desk) -> None:
    agent = await desk.agent()
    a, *_ = await three(desk)
    before = await desk.reads(a)
    begun = await begins(agent, "solve")
    await after_work(desk, agent, begun)
    assert (await desk.reads(a)).status == "solved"
    await agent.asks("POST", f"/bulk/{begun}/undo")
    await after_work(desk, agent, begun)
    now = await desk.reads(a)
    assert (now.status, now.waiting_since, now.solved_at) == (before.status, before.waiting_since, None)


async def test_assigning_snoozing_and_priority_are_undone_too(desk: Desk) -> None:
    senior, colleague = await desk.sits("senior", desk.brand.queue), await desk.agent()
    a, *_ = await three(desk)
    before = await desk.reads(a)
    until = (await desk.now()).replace(year=2090).isoformat()
    given: dict[str, dict[str, Any]] = {
        "priority": {"priority": "high", "reason": "the bank is down"},
        "snooze": {"until": until},
        "assign": {"to": str(colleague.id)},
        "topic": {"topic": "limits"},
    }
    for action, arguments in given.items():
        begun = await begins(senior, action, **arguments)
        shown = await after_work(desk, senior, begun)
        assert shown["done"] == 3, action
        await senior.asks("POST", f"/bulk/{begun}/undo")
        assert (await after_work(desk, senior, begun))["undone"] == 3, action
    now = await desk.reads(a)
    assert now.assignee_id is None
    assert now.snoozed_until is None
    assert (now.priority, now.priority_manual, now.topic, now.topic_manual, now.queue_id) == (
        before.priority, before.priority_manual, before.topic, before.topic_manual, before.queue_id,
    )  # fmt: skip


async def test_more_tickets_than_were_shown_are_not_touched(desk: Desk) -> None:
    agent = await desk.agent()
    await three(desk)
    body = {"filter": ALL, "action": "tag", "arguments": {"add": ["x"]}, "expected": 2}
    answer = await agent.asks("POST", "/bulk", body)
    assert (answer.status_code, answer.json()["count"]) == (409, 3)
    assert await agent.gets("/bulk") == []


async def test_the_same_key_begins_once_and_nobody_else_sees_it(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    await three(desk)
    body = {"filter": ALL, "action": "tag", "arguments": {"add": ["x"]}, "expected": 3, "key": "once"}
    first, second = [await agent.asks("POST", "/bulk", body) for _ in range(2)]
    assert first.json()["id"] == second.json()["id"]
    assert len(await agent.gets("/bulk")) == 1
    for path in ("", "/tickets"):
        assert (await colleague.asks("GET", f"/bulk/{first.json()['id']}{path}")).status_code == 404
    assert (await colleague.asks("POST", f"/bulk/{first.json()['id']}/undo")).status_code == 404


async def test_only_what_one_sees_is_touched_and_rights_count_when_it_is_done(desk: Desk) -> None:
    narrow = await desk.sits("agent", desk.payments)
    senior = await desk.sits("senior", desk.brand.queue, desk.payments)
    a, b, _ = await three(desk)
    await senior.does(a, "transfer", queue="Payments", reason="money")
    begun = await begins(narrow, "tag", add=["mine"])
    assert (await after_work(desk, narrow, begun))["total"] == 1
    assert [(await desk.reads(t)).tags for t in (a, b)] == [["mine"], []]
    begun = await begins(senior, "tag", add=["gone"])
    admin = await desk.sits("admin")
    assert (await admin.asks("DELETE", f"/staff/{senior.id}/roles/senior")).status_code == 200
    await desk.work_until_idle()
    assert [(await desk.reads(t)).tags for t in (a, b)] == [["mine"], []]


async def test_a_stopped_one_leaves_the_rest_alone(desk: Desk) -> None:
    agent = await desk.agent()
    a, *_ = await three(desk)
    begun = await begins(agent, "tag", add=["x"])
    assert (await agent.asks("POST", f"/bulk/{begun}/stop")).json()["state"] == "stopped"
    await desk.work_until_idle()
    assert (await desk.reads(a)).tags == []


async def test_what_an_action_needs_is_asked_for(desk: Desk) -> None:
    agent = await desk.agent()
    for action, arguments in (
        ("assign", {}), ("tag", {}), ("priority", {"priority": "high"}), ("topic", {"topic": "nonsense"}),
        ("snooze", {"until": "2090-01-01T00:00:00"}),
    ):  # fmt: skip
        body = {"filter": ALL, "action": action, "arguments": arguments}
        assert (await agent.asks("POST", "/bulk/preview", body)).status_code == 422, action


async def test_many_tickets_are_not_snoozed_into_the_past(desk: Desk) -> None:
    agent = await desk.agent()
    ticket, *_ = await three(desk)
    body = {"filter": ALL, "action": "snooze", "arguments": {"until": "2020-01-01T00:00:00Z"}, "expected": 3}
    for path in ("/bulk", "/bulk/preview"):
        asked = {name: value for name, value in body.items() if path == "/bulk" or name != "expected"}
        refused = await agent.asks("POST", path, asked)
        assert refused.status_code == 422
        assert refused.json()["detail"] == "A ticket is snoozed until a moment in the future."
    assert (await desk.reads(ticket)).snoozed_until is None


async def test_its_owner_hears_how_far_it_is(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    await (await a_chat(house, casino)).say("Where is my withdrawal?")
    stream = connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream",
        additional_headers={"authorization": agent.headers["authorization"]},
    )
    async with stream as socket:
        await next_frame(socket, type="hello")
        body = {"filter": ALL, "action": "tag", "arguments": {"add": ["x"]}, "expected": 5}
        begun = (await agent.post("/bulk", json=body)).json()["id"]
        await bulk.step(house.db, bulk_progress, DOINGS)
        frame = await next_frame(socket, type="bulk_progress", bulk=begun)
        assert (frame["state"], frame["done"], frame["waiting"]) == ("done", 1, 0)
