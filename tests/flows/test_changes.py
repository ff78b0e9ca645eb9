"""Changing a ticket's fields: what may follow what, and sentences that say what would have been right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.desk import Desk, Seat


async def patches(seat: Seat, ticket: Any, expect: int = 200, **fields: Any) -> dict[str, Any]:
    answer = await seat.asks("PATCH", f"/tickets/{ticket.id}", fields or None)
    assert answer.status_code == expect, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def test_a_new_ticket_can_be_opened_and_an_open_one_wait(desk: Desk) -> None:
    agent = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket()
    assert ticket.status == "new"
    assert (await patches(agent, ticket, status="open"))["status"] == "open"
    assert (await patches(agent, ticket, status="waiting"))["status"] == "waiting"
    assert (await desk.clocks(ticket))["resolution"] == "paused"
    assert (await desk.clocks(ticket))["first_reply"] == "running"
    await patches(agent, ticket, status="closed")
    assert (await patches(agent, ticket, 409, status="waiting"))["title"] == "ticket_closed"


async def test_a_mistaken_choice_is_answered_with_the_choices(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    said = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "x", "then": "banana"})
    assert said.json()["mistakes"] == ["then: 'banana' is not one of waiting, open, solved"]
    told = await patches(agent, ticket, 400, level="banana")
    assert (
        "level: 'banana' is not one of first_line, senior, specialist, developers, disputes" in told["detail"]
    )
    listed = await agent.asks("GET", "/tickets", priority="banana")
    assert "priority: 'banana' is not one of urgent, high, normal, low" in listed.json()["detail"]
    empty = await patches(agent, ticket, 400)
    assert empty["detail"].startswith(
        "The request can't be used: it needs a JSON body with any of subject, topic"
    )


@pytest.mark.parametrize(
    ("first", "then", "status"),
    [
        ("senior", "specialist", 200), ("specialist", "senior", 200), ("disputes", "developers", 200),
        ("developers", "disputes", 200), ("senior", "first_line", 422), ("disputes", "first_line", 422),
    ],
)  # fmt: skip
async def test_an_escalation_goes_up_or_aside_never_down(
    desk: Desk, first: str, then: str, status: int
) -> None:
    senior = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.seniors)
    ticket = await desk.a_ticket()
    await senior.does(ticket, "escalate", level=first, reason="hard")
    answer = await senior.tries(ticket, "escalate", level=then, reason="hard")
    assert answer.status_code == status, answer.text
    if status == 422:
        assert "transfer" in answer.json()["detail"]


async def test_who_was_answered_no_longer_waits(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<answered@mail.example>")
    assert "a player waits (+20)" in (await agent.view(ticket))["because"]
    await agent.says(ticket, "Please send a photo.")
    because = (await agent.view(ticket))["because"]
    assert "a player waits" not in because
    assert "open (+20)" in because
    await desk.time_passes(ticket, timedelta(hours=1))
    await desk.a_ticket(answers=("<answered@mail.example>",))
    assert "a player waits (+20)" in (await agent.view(ticket))["because"]
