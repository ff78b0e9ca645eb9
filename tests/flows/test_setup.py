"""What a brand sets up, and what follows of it for players and staff: names, staffed hours, pauses, passwords."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from pitboss.channels.names import AgentNames, Names
from pitboss.kit.ids import new_id
from tests.desk import Desk, Seat
from tests.making import PASSWORD, ABrand
from tests.serving import House, a_chat, an_agent, next_frame, reply

PLAYER = "ivan@mail.example"


async def _sent_from(desk: Desk) -> str:
    """The name in From: of the last mail to the player."""
    await desk.work_until_idle()
    return str(desk.sent_mails(PLAYER)[-1].mail["From"].addresses[0].display_name)


async def test_mail_names_the_agent_and_the_brand_as_the_brand_has_chosen(desk: Desk) -> None:
    admin = await desk.sits("admin")
    agent = await desk.agent(name="Anna Ozola")
    home = f"/brands/{desk.brand.id}"
    brand = (await admin.gets(home))["name"]
    ticket = await desk.mail_arrives(from_=PLAYER)
    assert ticket is not None

    async def change(path: str, body: dict[str, Any]) -> None:
        answer = await admin.asks("PATCH", path, body)
        assert answer.status_code == 200, answer.text

    await agent.says(ticket, "One")
    assert await _sent_from(desk) == f"Anna from {brand}"
    await change(home, {"sender": {"name": "Player care", "agents": "full"}})
    await agent.says(ticket, "Two")
    assert await _sent_from(desk) == "Anna Ozola"
    await change(
        f"{home}/channels/{desk.brand.email}",
        {"settings": {"sender_name": "VIP desk", "agent_names": "sender"}},
    )
    await agent.says(ticket, "Three")
    assert await _sent_from(desk) == "VIP desk"
    await change(f"{home}/channels/{desk.brand.email}", {"settings": {"agent_names": "first_from"}})
    await agent.says(ticket, "Four")
    assert await _sent_from(desk) == "Anna from VIP desk"


async def test_a_sender_that_looks_like_an_address_is_refused_at_its_field(desk: Desk) -> None:
    admin = await desk.sits("admin")
    answer = await admin.asks(
        "PATCH", f"/brands/{desk.brand.id}", {"sender": {"name": "support@bank.example"}}
    )
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["problems"]] == ["sender"]


@pytest.mark.parametrize(
    ("agent", "style", "shown", "within"),
    [
        ("Anna Ozola", AgentNames.first_from, "Anna from Harbour", "Anna"),
        ("Анна Озола", AgentNames.first_from, "Анна, Harbour", "Анна"),
        ("Anna  Ozola", AgentNames.full, "Anna Ozola", "Anna Ozola"),
        ("Anna Ozola", AgentNames.first, "Anna", "Anna"),
        ("Anna Ozola", AgentNames.sender, "Harbour", "Harbour"),
        (" ", AgentNames.full, "Harbour", "Harbour"),
    ],
)
def test_an_agent_is_called_as_chosen(agent: str, style: AgentNames, shown: str, within: str) -> None:
    names = Names("Harbour", style)
    assert (names.of(agent), names.short(agent)) == (shown, within)


async def test_the_chat_calls_agents_as_the_brand_has_chosen(house: House, casino: ABrand) -> None:
    _, admin = await an_agent(house, casino, role="admin")
    _, agent = await an_agent(house, casino, name="Anna Ozola")
    chat = await a_chat(house, casino)
    ticket = (await chat.say("Where is my bonus"))["ticket"]["id"]
    await agent.post(f"/tickets/{ticket}/take")
    await reply(agent, ticket, "Looking")

    async def called() -> tuple[set[str], str]:
        said = await chat.history()
        status = (await chat.http.get("/chat/status")).json()
        return {one["author_name"] for one in said if one["author"] == "agent"}, status["agent"]

    assert await called() == ({"Anna"}, "Anna")
    answer = await admin.patch(
        f"/brands/{casino.id}", json={"sender": {"name": "Care", "agents": "first_from"}}
    )
    assert answer.status_code == 200
    house.db.cache.clear()
    assert await called() == ({"Anna from Care"}, "Anna")
    answer = await admin.patch(
        f"/brands/{casino.id}/channels/{casino.webchat}", json={"settings": {"agent_names": "sender"}}
    )
    assert answer.status_code == 200
    house.db.cache.clear()
    assert await called() == ({"Care"}, "Care")
    async with chat.socket() as socket:
        await reply(agent, ticket, "Found it")
        frame = await next_frame(socket, type="message_sent")
    assert frame["message"]["author_name"] == "Care"


async def test_outside_staffed_hours_the_chat_says_when_it_opens(house: House, casino: ABrand) -> None:
    _, admin = await an_agent(house, casino, role="admin")
    now = datetime.now(UTC)
    opens = (now + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    week: list[list[str]] = [[] for _ in range(7)]
    week[opens.weekday()] = ["09:00-18:00"]
    calendar = (
        await admin.post(
            f"/brands/{casino.id}/calendars", json={"name": "One day", "hours": {"zone": "UTC", "week": week}}
        )
    ).json()
    channel = f"/brands/{casino.id}/channels/{casino.webchat}"

    async def looks() -> dict[str, Any]:
        house.db.cache.clear()
        async with house.client() as http:
            shown: dict[str, Any] = (await http.get(f"/chat/brands/{casino.id}")).json()
        return shown

    assert (await looks())["open"] is True
    await admin.patch(channel, json={"hours": calendar["id"]})
    closed = await looks()
    assert (closed["open"], closed["form"]) == (False, True)
    assert datetime.fromisoformat(closed["opens_at"]) == opens
    assert closed["expected_wait_seconds"] >= (opens - now).total_seconds() - 60
    await admin.patch(channel, json={"chat": {"widget": {"offline_form": False}}})
    assert (await looks())["form"] is False
    await admin.patch(channel, json={"hours": None})
    assert ((await looks())["open"], (await looks())["opens_at"]) == (True, None)


# ── pauses ──────────────────────────────────────────────────────────────────────────────────────────────────


async def _promise(desk: Desk, admin: Seat, pauses: list[str]) -> None:
    answer = await admin.asks(
        "POST",
        f"/brands/{desk.brand.id}/promises",
        {
            "name": f"Mail {new_id().hex[-6:]}",
            "channel": "email",
            "first_reply": 3600,
            "resolution": 36_000,
            "pauses": pauses,
            "position": 0,
        },
    )
    assert answer.status_code == 201, answer.text
    # Both are for mail; the older one goes.
    await desk.value(
        "UPDATE promise_policy SET retired_at = now() WHERE brand_id = $1 AND channel = 'email' AND id <> $2::text::uuid RETURNING 1",
        answer.json()["id"],
    )
    desk.db.cache.clear()


async def test_a_promise_that_never_pauses_runs_on_while_the_ticket_waits(desk: Desk) -> None:
    admin, agent = await desk.sits("admin"), await desk.agent()
    await _promise(desk, admin, ["on_hold"])
    ticket = await desk.mail_arrives(from_=PLAYER)
    assert ticket is not None
    await agent.does(ticket, "take")
    await agent.says(ticket, "Which card was it?", then="waiting")
    assert (await desk.clocks(ticket))["resolution"] == "running"
    await agent.does(ticket, "hold", reason="asked the bank")
    assert (await desk.clocks(ticket))["resolution"] == "paused"
    await agent.does(ticket, "wait")
    assert (await desk.clocks(ticket))["resolution"] == "running"


async def test_the_usual_promise_stands_still_while_it_waits_for_the_player(desk: Desk) -> None:
    admin, agent = await desk.sits("admin"), await desk.agent()
    await _promise(desk, admin, ["waiting_for_player"])
    ticket = await desk.mail_arrives(from_=PLAYER)
    assert ticket is not None
    await agent.does(ticket, "take")
    await agent.does(ticket, "hold", reason="asked the bank")
    assert set((await desk.clocks(ticket)).values()) == {"running"}
    await agent.says(ticket, "Which card was it?", then="waiting")
    assert (await desk.clocks(ticket))["resolution"] == "paused"


async def test_an_example_tells_what_pauses_do_before_they_are_saved(desk: Desk) -> None:
    admin = await desk.sits("admin")
    body = {
        "allowance": 36_000,
        "at": "2026-03-02T08:00:00Z",
        "work": 3600,
        "waiting": 7200,
        "on_hold": 10_800,
        "language": "en",
    }

    async def due(pauses: list[str], **more: Any) -> tuple[str, list[str]]:
        answer = await admin.asks(
            "POST", f"/brands/{desk.brand.id}/promises/pauses/preview", {**body, "pauses": pauses, **more}
        )
        assert answer.status_code == 200, answer.text
        return answer.json()["due_at"], answer.json()["steps"]

    assert (await due([]))[0] == "2026-03-02T18:00:00Z"
    assert (await due(["waiting_for_player"]))[0] == "2026-03-02T20:00:00Z"
    moment, steps = await due(["waiting_for_player", "on_hold"])
    assert moment == "2026-03-02T23:00:00Z"
    assert sum("not counted" in step for step in steps) == 2
    assert (await due(["waiting_for_player"], kind="first_reply"))[0] == "2026-03-02T18:00:00Z"
    calendar = await admin.asks(
        "POST",
        f"/brands/{desk.brand.id}/calendars",
        {"name": "Office", "hours": {"zone": "UTC", "week": [["09:00-18:00"]] * 7}},
    )
    office = calendar.json()["id"]
    assert (await due(["outside_hours"], calendar=office))[0] == "2026-03-03T10:00:00Z"
    assert (await due([], calendar=office))[0] == "2026-03-02T18:00:00Z"


# ── a password from somebody else ───────────────────────────────────────────────────────────────────────────


async def _signs_in(desk: Desk, email: str, password: str) -> dict[str, str]:
    answer = await desk.building.client.post("/session", json={"email": email, "password": password})
    assert answer.status_code == 201, answer.text
    return {"authorization": f"Bearer {answer.json()['token']}"}


async def test_a_password_from_a_colleague_is_good_for_setting_ones_own(desk: Desk) -> None:
    http, admin = desk.building.client, await desk.sits("admin")
    email, given, own = f"{new_id().hex}@desk.example", "given by the admin", "known to me alone"
    made = await admin.asks(
        "POST",
        "/staff",
        {"email": email, "name": "Vera", "password": given, "role": "agent", "brand": desk.brand.id},
    )
    person = made.json()["id"]
    headers = await _signs_in(desk, email, given)
    me = (await http.get("/session", headers=headers)).json()
    assert me["must_change_password"] is True
    for method, path in (
        ("GET", "/tickets"),
        ("GET", "/sessions"),
        ("POST", "/tokens"),
        ("PUT", "/me/presence"),
    ):
        refused = await http.request(method, path, headers=headers, json={} if method != "GET" else None)
        assert (refused.status_code, refused.json()["title"]) == (403, "password_not_yours")
    url = str(http.base_url).replace("http", "ws", 1).rstrip("/")
    with pytest.raises(ConnectionClosed):
        async with connect(f"{url}/stream", additional_headers=headers) as socket:
            await socket.recv()

    async def sets(current: str, password: str) -> tuple[int, str]:
        answer = await http.post(
            f"/staff/{person}/password", headers=headers, json={"current": current, "password": password}
        )
        return answer.status_code, answer.json().get("title", "")

    assert await sets(given, given) == (422, "same_password")
    assert await sets(given, "short") == (422, "weak_password")
    assert await sets("wrong one here", own) == (403, "current_password_wrong")
    assert (await sets(given, own))[0] == 200
    headers = await _signs_in(desk, email, own)
    assert (await http.get("/session", headers=headers)).json()["must_change_password"] is False
    assert (await http.get("/tickets", headers=headers)).status_code == 200


async def test_a_reset_asks_for_a_new_password_again(desk: Desk) -> None:
    http, admin = desk.building.client, await desk.sits("admin")
    agent = await desk.sits("agent")
    me = await _signs_in(desk, agent.person.email, PASSWORD)
    assert (await http.get("/tickets", headers=me)).status_code == 200
    reset = await admin.asks("POST", f"/staff/{agent.id}/password", {"password": "made up by the admin"})
    assert reset.status_code == 200
    me = await _signs_in(desk, agent.person.email, "made up by the admin")
    assert (await http.get("/tickets", headers=me)).json()["title"] == "password_not_yours"
