"""What a queue asks for after a time goes on where its tickets go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from pitboss.routing import dispatch
from tests.desk import Desk, Seat
from tests.flows.test_languages import reads_russian
from tests.flows.test_mail_in import WITHDRAWAL

TOLD = "waited too long since it came to the queue Payments, before the overflow"


async def sets(admin: Seat, desk: Desk, queue: UUID, **to: Any) -> None:
    answer = await admin.asks("PATCH", f"/brands/{desk.brand.id}/queues/{queue}", to)
    assert answer.status_code == 200, answer.text


async def helped(desk: Desk, **payments: Any) -> Seat:
    """Who may change queues, once payments overflow to the general queue after a minute."""
    admin = await desk.sits("admin", desk.brand.queue, desk.payments, desk.seniors)
    times = {"overflow_after": 60, "escalate_after": 90, **payments}
    await sets(admin, desk, desk.payments, overflow_queue=str(desk.brand.queue), **times)
    return admin


async def passes(desk: Desk, ticket: Any, seconds: int) -> UUID | None:
    """Where it is after that."""
    await desk.time_passes(ticket, timedelta(seconds=seconds))
    return (await desk.reads(ticket)).queue_id


async def test_a_ticket_that_overflowed_is_escalated_when_its_first_queue_asked_for_it(desk: Desk) -> None:
    admin = await helped(desk)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    assert await passes(desk, ticket, 61) == desk.brand.queue
    assert await passes(desk, ticket, 20) == desk.brand.queue
    assert await passes(desk, ticket, 10) == desk.seniors
    assert (await admin.view(ticket))["level"] == "senior"
    why = await admin.gets(f"/tickets/{ticket.id}/why")
    assert [one["reason"] for one in why["log"]] == ["waited too long; overflow", TOLD]
    assert {one["facts"]["queue"] for one in why["log"]} == {"Payments"}
    await reads_russian(admin)
    why = await admin.gets(f"/tickets/{ticket.id}/why")
    assert (
        why["log"][-1]["reason"] == "слишком долгое ожидание с прихода в очередь «Payments», откуда передано"
    )


async def test_the_second_queue_may_ask_for_it_sooner(desk: Desk) -> None:
    admin = await helped(desk)
    await sets(admin, desk, desk.brand.queue, escalate_after=10)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    assert await passes(desk, ticket, 61) == desk.brand.queue
    assert await passes(desk, ticket, 11) == desk.seniors
    why = await admin.gets(f"/tickets/{ticket.id}/why")
    assert why["log"][-1]["reason"] == "waited too long in the queue"
    assert why["log"][-1]["facts"]["queue"] == "General"


async def test_of_several_queues_that_it_overflowed_from_the_first_that_is_due_counts(desk: Desk) -> None:
    admin = await helped(desk, escalate_after=100)
    path = f"/brands/{desk.brand.id}/queues"
    third = (await admin.asks("POST", path, {"name": "Third"})).json()["id"]
    await sets(admin, desk, desk.brand.queue, overflow_queue=third, overflow_after=20, escalate_after=60)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    assert await passes(desk, ticket, 61) == desk.brand.queue
    assert str(await passes(desk, ticket, 21)) == third
    assert await passes(desk, ticket, 19) == desk.seniors
    assert (await admin.gets(f"/tickets/{ticket.id}/why"))["log"][-1]["reason"] == TOLD


async def test_one_that_waited_past_both_times_is_moved_and_escalated_at_once(desk: Desk) -> None:
    await helped(desk)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    assert await passes(desk, ticket, 600) == desk.seniors


@pytest.mark.parametrize("by", ["take", "transfer", "wait"])
async def test_what_people_do_with_it_ends_what_its_first_queue_asked_for(desk: Desk, by: str) -> None:
    admin = await helped(desk)
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await passes(desk, ticket, 61)
    if by == "take":
        await boss.does(ticket, "take")
        await boss.does(ticket, "unassign")
    elif by == "transfer":
        await sets(admin, desk, desk.payments, overflow_queue=None, overflow_after=None, escalate_after=None)
        await boss.does(ticket, "transfer", queue=str(desk.payments), reason="it is theirs")
    else:
        await boss.does(ticket, "wait")
    stays = (await desk.reads(ticket)).queue_id
    assert await passes(desk, ticket, 600) == stays
    assert (await admin.view(ticket))["level"] == "first_line"
    assert (
        await desk.value("SELECT count(*) FROM overflowed WHERE brand_id = $1 AND ticket_id = $2", ticket.id)
        == 0
    )


async def test_a_snoozed_one_is_escalated_once_it_wakes_and_keeps_nothing_awake(desk: Desk) -> None:
    await helped(desk)
    boss = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await passes(desk, ticket, 61)
    until = (await desk.now() + timedelta(minutes=5)).isoformat()
    await boss.does(ticket, "snooze", until=until)
    assert await passes(desk, ticket, 60) == desk.brand.queue
    due = await dispatch.next_overdue(desk.db)
    assert due is None or due > await desk.now()
    assert await passes(desk, ticket, 300) == desk.seniors


async def test_the_desk_knows_when_it_will_be_due_and_sleeps_until_then(desk: Desk) -> None:
    await helped(desk, escalate_after=70)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await passes(desk, ticket, 61)
    due = await dispatch.next_overdue(desk.db)
    assert due is not None
    assert timedelta() < due - await desk.now() <= timedelta(seconds=9)
    assert await dispatch.overdue_step(desk.db) == 0


async def test_one_that_is_with_specialists_already_is_not_sent_up_by_its_first_queue(desk: Desk) -> None:
    admin = await helped(desk)
    await sets(admin, desk, desk.brand.queue, level="specialist")
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    assert await passes(desk, ticket, 61) == desk.brand.queue
    assert await passes(desk, ticket, 600) == desk.brand.queue
    assert (await admin.view(ticket))["level"] == "specialist"
