"""Replies that go later, replies taken back, replies with formatting, and deliveries tried again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from pitboss.tickets import later
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat

TOMORROW = timedelta(days=1)


async def puts_off(
    desk: Desk, seat: Seat, ticket: Ticket, text: str = "Later", **body: Any
) -> dict[str, Any]:
    if not body.get("undo_seconds"):
        body.setdefault("send_at", (await desk.now() + TOMORROW).isoformat())
    answer = await seat.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": text, **body}, brand=desk.brand.id
    )
    assert answer.status_code == 202, answer.text
    held: dict[str, Any] = answer.json()
    return held


async def waiting(seat: Seat, ticket: Ticket) -> list[str]:
    return [reply["text"] for reply in await seat.gets(f"/tickets/{ticket.id}/later")]


async def said(desk: Desk, ticket: Ticket) -> list[str]:
    return [m.text for m in await desk.messages(ticket, "agent")]


async def drafts(seat: Seat, ticket: Ticket) -> list[tuple[str, str]]:
    return [(d["text"], d["came_back"]) for d in await seat.gets(f"/tickets/{ticket.id}/drafts")]


async def notices(seat: Seat) -> list[str]:
    return [n["kind"] for n in (await seat.gets("/me/notices"))["items"]]


async def test_a_reply_goes_at_its_time_as_if_its_author_sent_it_then(desk: Desk) -> None:
    agent, colleague, ticket = await desk.agent(), await desk.agent(), await desk.a_ticket()
    held = await puts_off(desk, agent, ticket, "See you tomorrow", then="solved", key="k1")
    assert held["undo"] is False
    assert await waiting(colleague, ticket) == ["See you tomorrow"]
    await desk.work_until_idle()
    assert await said(desk, ticket) == []
    assert "first_reply" in await desk.clocks(ticket)
    assert [s.text for s in desk.sent_mails() if "tomorrow" in s.text] == []
    await desk.time_passes(ticket, TOMORROW)
    assert await said(desk, ticket) == ["See you tomorrow"]
    (message,) = await desk.messages(ticket, "agent")
    assert (message.author_id, message.key) == (agent.id, "k1")
    shown = await agent.view(ticket)
    assert (shown["status"], shown["assignee"]["id"]) == ("solved", str(agent.id))
    assert len([s for s in desk.sent_mails() if "See you tomorrow" in s.text]) == 1
    assert await waiting(agent, ticket) == []
    assert await drafts(agent, ticket) == []


async def test_the_players_words_stop_it_and_its_author_hears(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await puts_off(desk, agent, ticket, "As you wished")
    shown = await agent.view(ticket)
    await desk.mail_arrives(subject=f"Re: [{shown['reference']}]", text="Hello, are you there?")
    assert await waiting(agent, ticket) == []
    assert await drafts(agent, ticket) == [("As you wished", "player_wrote")]
    assert await notices(agent) == ["reply_stopped"]
    await desk.time_passes(ticket, 2 * TOMORROW)
    assert await said(desk, ticket) == []
    (stopped,) = await desk.events(ticket, "reply_unscheduled")
    assert stopped.data["reason"] == "player_wrote"


async def test_a_colleagues_answer_stops_it_too_and_ones_own_does_not(desk: Desk) -> None:
    agent, colleague, ticket = await desk.agent(), await desk.agent(), await desk.a_ticket()
    await puts_off(desk, agent, ticket, "Tomorrow's")
    await agent.says(ticket, "And this now")
    await desk.work_until_idle()
    assert await waiting(agent, ticket) == ["Tomorrow's"]
    await colleague.says(ticket, "Let me")
    await desk.work_until_idle()
    assert await drafts(agent, ticket) == [("Tomorrow's", "answered")]


async def test_a_reply_can_be_taken_back_within_its_seconds(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    held = await puts_off(desk, agent, ticket, "Oops", undo_seconds=10, html="<b>Oops</b>")
    back = await agent.asks("POST", f"/tickets/{ticket.id}/messages/{held['id']}/cancel")
    assert back.json()["draft"]["html"] == "<b>Oops</b>"
    again = await agent.asks("POST", f"/tickets/{ticket.id}/messages/{held['id']}/cancel")
    assert (again.status_code, again.json()["title"]) == (409, "too_late")
    await desk.time_passes(ticket, timedelta(seconds=20))
    assert await said(desk, ticket) == []


async def test_after_its_seconds_it_goes_though_the_player_wrote_meanwhile(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    held = await puts_off(desk, agent, ticket, "Done", undo_seconds=10)
    shown = await agent.view(ticket)
    await desk.mail_arrives(subject=f"Re: [{shown['reference']}]", text="Hello?")
    await desk.time_passes(ticket, timedelta(seconds=11))
    assert await said(desk, ticket) == ["Done"]
    late = await agent.asks("POST", f"/tickets/{ticket.id}/messages/{held['id']}/cancel")
    assert late.status_code == 409


async def test_the_same_request_again_makes_no_second_reply(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    first = await puts_off(desk, agent, ticket, "Once", undo_seconds=5, key="same")
    second = await agent.asks(
        "POST",
        f"/tickets/{ticket.id}/messages",
        {"text": "Once", "undo_seconds": 6, "key": "same"},
        key="another",
    )
    assert (second.status_code, second.json()["id"]) == (202, first["id"])
    await desk.time_passes(ticket, timedelta(seconds=10))
    assert await said(desk, ticket) == ["Once"]


async def test_what_can_not_go_any_more_is_a_draft_again(desk: Desk) -> None:
    agent, head, ticket = await desk.agent(), await desk.sits("supervisor"), await desk.a_ticket()
    await puts_off(desk, agent, ticket, "Too late")
    await head.does(ticket, "close", reason="done by phone")
    await desk.time_passes(ticket, TOMORROW)
    assert await drafts(agent, ticket) == [("Too late", "refused")]
    assert await notices(agent) == ["reply_stopped"]


async def test_a_stale_reply_is_refused_before_it_is_put_off(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    shown = await agent.view(ticket)
    await desk.mail_arrives(subject=f"Re: [{shown['reference']}]", text="One more thing.")
    body = {"text": "Old news", "undo_seconds": 5, "version": shown["version"]}
    refused = await agent.asks("POST", f"/tickets/{ticket.id}/messages", body)
    assert (refused.status_code, refused.json()["title"]) == (409, "stale")


async def test_a_draft_begun_meanwhile_is_not_lost(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    held = await puts_off(desk, agent, ticket, "First")
    await agent.asks("PUT", f"/tickets/{ticket.id}/drafts/reply", {"text": "Second"})
    await agent.asks("POST", f"/tickets/{ticket.id}/messages/{held['id']}/cancel")
    assert await drafts(agent, ticket) == [("First\n\nSecond", "cancelled")]


async def test_a_colleague_needs_the_right_to_assign_to_take_it_back(desk: Desk) -> None:
    agent, colleague, head = await desk.agent(), await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    held = await puts_off(desk, agent, ticket, "Mine")
    path = f"/tickets/{ticket.id}/messages/{held['id']}/cancel"
    assert (await colleague.asks("POST", path)).status_code == 403
    assert (await head.asks("POST", path)).json() == {"draft": None}
    assert await drafts(agent, ticket) == [("Mine", "cancelled")]
    assert await notices(agent) == ["reply_stopped"]


async def test_a_second_process_does_not_send_it_twice(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await puts_off(desk, agent, ticket, "Once", undo_seconds=5)
    await desk.time_passes(ticket, timedelta(seconds=10), work=False)
    await asyncio.gather(*(later.step(desk.db) for _ in range(4)))
    assert await said(desk, ticket) == ["Once"]


@pytest.mark.parametrize(
    "body",
    [
        {"undo_seconds": 31},
        {"undo_seconds": 5, "kind": "note"},
        {"undo_seconds": 5, "send_at": "2090-01-01T00:00:00Z"},
        {"send_at": "2020-01-01T00:00:00Z"},
        {"send_at": "2090-01-01T00:00:00"},
    ],
)
async def test_what_makes_no_sense_is_refused(desk: Desk, body: dict[str, Any]) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    refused = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "x", **body})
    assert refused.status_code in (400, 422)


# ── what it may hold ────────────────────────────────────────────────────────────────────────────────────────


async def test_sending_and_solving_is_one_request(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await agent.says(ticket, "Fixed it", then="solved")
    assert (await agent.view(ticket))["status"] == "solved"


async def test_formatting_is_kept_and_what_could_run_is_not(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    message = await agent.says(
        ticket,
        "",
        html='<p>Hello <b>Ivan</b></p><script>x()</script><a onclick="x()" href="javascript:x()">go</a>',
    )
    assert message["html"] == '<p>Hello <b>Ivan</b></p><a rel="noopener noreferrer nofollow">go</a>'
    assert message["text"].startswith("Hello Ivan")
    await desk.work_until_idle()
    (mail,) = [s.mail for s in desk.sent_mails() if "Hello Ivan" in s.text]
    html = mail.get_body(("html",))
    assert html is not None
    assert "<b>Ivan</b>" in html.get_content()


async def test_a_failed_delivery_is_tried_again(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket(from_="Kim <kim@full.example>")
    desk.building.outside.refuse["kim@full.example"] = "550 mailbox full"
    message = await agent.says(ticket, "Good news")
    await desk.work_until_idle()
    path = f"/messages/{message['id']}/retry"
    del desk.building.outside.refuse["kim@full.example"]
    done = await agent.asks("POST", path)
    assert [d["state"] for d in done.json()["deliveries"]] == ["queued"]
    await desk.work_until_idle()
    assert [s.recipient for s in desk.sent_mails() if "Good news" in s.text] == ["kim@full.example"]
    assert (await agent.asks("POST", path)).json()["title"] == "nothing_failed"


# ── who may be mentioned ────────────────────────────────────────────────────────────────────────────────────


async def test_only_those_who_may_see_the_ticket_can_be_mentioned(desk: Desk) -> None:
    agent, mate = await desk.agent(), await desk.agent(name="Bob Marsh")
    senior, blind = await desk.sits("senior", name="Sue Marsh"), await desk.sits("agent", name="Tim Marsh")
    chief = await desk.sits("compliance")
    team = (await chief.asks("POST", "/teams", {"name": "Marsh team"})).json()["id"]
    for seat in (mate, blind):
        await chief.asks("POST", f"/teams/{team}/members", {"staff": str(seat.id)})
    ticket = await desk.a_ticket()
    shown = await agent.gets(f"/tickets/{ticket.id}/mentionable", q="mar")
    assert [(c["kind"], c["id"], c["people"]) for c in shown] == [
        ("staff", str(mate.id), 1),
        ("staff", str(senior.id), 1),
        ("team", team, 1),
    ]
    refused = await agent.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": "x", "kind": "note", "mentions": [str(blind.id)]}
    )
    assert refused.status_code == 422
    await agent.notes(ticket, "Look", teams=[team])
    assert [t["id"] for t in (await mate.gets("/tickets", mentioned="unseen"))["items"]] == [str(ticket.id)]
    assert (await blind.gets("/tickets", mentioned="unseen"))["items"] == []
