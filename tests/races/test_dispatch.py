"""Several dispatchers, several agents, and everything that may come in between."""

from __future__ import annotations

import asyncio
import random
from uuid import UUID

import pytest

from pitboss.db.tx import SYSTEM
from pitboss.routing import dispatch
from pitboss.staff.presence import Presence, set_presence
from pitboss.tickets import actions
from tests.desk import Desk, Seat
from tests.making import APerson, a_player, a_queue, a_staff, a_ticket


async def _until_idle(desk: Desk) -> None:
    while await dispatch.step(desk.db):
        pass


async def _held(desk: Desk) -> dict[UUID, int]:
    async with desk.db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            """
            SELECT assignee_id, count(*) AS held FROM ticket
            WHERE  brand_id = $1 AND assignee_id IS NOT NULL AND status IN ('new', 'open') GROUP BY 1
            """,
            desk.brand.id,
        )
    return {row["assignee_id"]: row["held"] for row in rows}


async def _counters_are_right(desk: Desk, staff: list[APerson]) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        wrong = await tx.connection.fetch(
            """
            SELECT l.staff_id, l.class, l.load FROM staff_load l
            WHERE  l.staff_id = ANY ($1) AND l.load <> (
                SELECT count(*) FROM ticket t
                WHERE  t.assignee_id = l.staff_id AND t.class = l.class AND t.status IN ('new', 'open'))
            """,
            [person.id for person in staff],
        )
    assert wrong == []


async def _next(seat: Seat) -> str:
    """Whoever met the other's lock hears that nothing waits at this moment, and asks again."""
    given = None
    while given is None:
        answer = await seat.asks("POST", "/next")
        assert answer.status_code == 200, answer.text
        given = answer.json()["ticket"]
    ticket: str = given["id"]
    return ticket


async def test_two_agents_who_ask_for_the_next_at_once_get_different_tickets(desk: Desk) -> None:
    seats = [await desk.sits("agent", desk.brand.queue, online=True, capacity=50) for _ in range(2)]
    async with desk.db.tx(SYSTEM) as tx:  # given nothing by themselves
        await tx.run("UPDATE presence SET state = 'away' WHERE staff_id = ANY ($1)", [s.id for s in seats])
    given: list[str] = []
    for n in range(10):
        tickets = [await desk.a_ticket(from_=f"P <p{n}-{i}@mail.example>") for i in range(2)]
        taken = await asyncio.gather(*(_next(seat) for seat in seats))
        assert sorted(taken) == sorted(str(ticket.id) for ticket in tickets)
        given += taken
        for seat, ticket in zip(seats, taken, strict=True):
            assert (await desk.reads(UUID(ticket))).assignee_id == seat.id
    assert len(set(given)) == 20


@pytest.mark.parametrize("dispatchers", [2, 8])
async def test_nobody_gets_too_much_no_ticket_goes_twice_and_none_waits_while_somebody_is_free(
    desk: Desk, dispatchers: int
) -> None:
    queues = [desk.brand.queue, await a_queue(desk.db, desk.brand), await a_queue(desk.db, desk.brand)]
    staff = [
        await a_staff(desk.db, desk.brand, queues=queues[n % 3 : n % 3 + 2], capacity=3 + n % 4, online=True)
        for n in range(9)
    ]
    player = await a_player(desk.db, desk.brand)
    for n in range(60):
        await a_ticket(desk.db, desk.brand, player.id, queue=queues[n % 3])
    await asyncio.gather(*[_until_idle(desk) for _ in range(dispatchers)])
    held = await _held(desk)
    capacity = {person.id: 3 + n % 4 for n, person in enumerate(staff)}
    assert all(count <= capacity[who] for who, count in held.items())
    given = "SELECT count(*) - count(DISTINCT ticket_id) FROM event WHERE brand_id = $1 AND type = 'assigned'"
    assert await desk.value(given) == 0
    async with desk.db.tx(SYSTEM) as tx:
        waiting = set(
            await tx.column("SELECT queue_id FROM ticket WHERE brand_id = $1 AND waiting", desk.brand.id)
        )
        free = await tx.connection.fetch(
            """
            SELECT m.queue_id FROM staff_load l JOIN queue_member m ON m.staff_id = l.staff_id
            WHERE  m.brand_id = $1 AND l.class = 'mail' AND l.online AND l.load < l.capacity
            """,
            desk.brand.id,
        )
    assert not waiting & {row["queue_id"] for row in free}
    await _counters_are_right(desk, staff)


@pytest.mark.parametrize("held", ["the agent", "the ticket"])
async def test_what_another_held_and_made_nothing_of_is_looked_at_again(desk: Desk, held: str) -> None:
    agent = await a_staff(desk.db, desk.brand, queues=[desk.brand.queue], online=True)
    player = await a_player(desk.db, desk.brand)
    ticket = await a_ticket(desk.db, desk.brand, player.id, queue=desk.brand.queue)
    table, which = ("staff_load", agent.id) if held == "the agent" else ("ticket", ticket)
    async with desk.db.tx(SYSTEM) as another:
        column = "staff_id" if table == "staff_load" else "id"
        await another.run(f"SELECT 1 FROM {table} WHERE {column} = $1 FOR UPDATE", which)
        assert await dispatch.step(desk.db) > 0, "it has to be looked at again"
        assert (await desk.reads(ticket)).assignee_id is None
    await _until_idle(desk)
    assert (await desk.reads(ticket)).assignee_id == agent.id


async def test_many_lines_that_nobody_serves_do_not_hide_the_one_that_somebody_does(desk: Desk) -> None:
    player = await a_player(desk.db, desk.brand)
    for _ in range(25):
        queue = await a_queue(desk.db, desk.brand)
        for _ in range(5):
            await a_ticket(desk.db, desk.brand, player.id, queue=queue)
    await desk.value("UPDATE ticket SET priority = 0 WHERE brand_id = $1 RETURNING 1")
    served = await a_queue(desk.db, desk.brand)
    agent = await a_staff(desk.db, desk.brand, queues=[served], online=True)
    ticket = await a_ticket(desk.db, desk.brand, player.id, queue=served)
    await _until_idle(desk)
    assert (await desk.reads(ticket)).assignee_id == agent.id


async def test_a_queue_member_without_a_role_in_the_brand_stops_nobody(desk: Desk) -> None:
    queue = await a_queue(desk.db, desk.brand)
    gone = await a_staff(desk.db, desk.brand, queues=[queue], online=True)
    agent = await a_staff(desk.db, desk.brand, queues=[queue], online=True)
    await desk.value("DELETE FROM staff_role WHERE brand_id = $1 AND staff_id = $2 RETURNING 1", gone.id)
    player = await a_player(desk.db, desk.brand)
    tickets = [await a_ticket(desk.db, desk.brand, player.id, queue=queue) for _ in range(3)]
    await _until_idle(desk)
    assert {(await desk.reads(ticket)).assignee_id for ticket in tickets} == {agent.id}


async def test_a_queue_member_who_may_not_answer_is_given_nothing_and_the_ticket_says_why(desk: Desk) -> None:
    queue = await a_queue(desk.db, desk.brand)
    looker = await a_staff(desk.db, desk.brand, role="quality", queues=[queue], online=True)
    player = await a_player(desk.db, desk.brand)
    ticket = await a_ticket(desk.db, desk.brand, player.id, queue=queue)
    await _until_idle(desk)
    waiting = await desk.reads(ticket)
    assert waiting.assignee_id is None
    async with desk.db.tx(SYSTEM) as tx:
        why = await dispatch.why(tx, waiting)
    assert why.candidates == [dispatch.Candidate(looker.name, "may not reply")]
    agent = await a_staff(desk.db, desk.brand, queues=[queue], online=True)
    await _until_idle(desk)
    assert (await desk.reads(ticket)).assignee_id == agent.id


async def test_an_agent_who_goes_offline_while_being_assigned_keeps_no_chat(desk: Desk) -> None:
    player = await a_player(desk.db, desk.brand)
    staff = [await a_staff(desk.db, desk.brand, queues=[desk.brand.queue], online=True) for _ in range(4)]
    for _ in range(16):
        ticket = await a_ticket(desk.db, desk.brand, player.id)
        await desk.value(
            "UPDATE ticket SET class = 'chat', channel = 'webchat' WHERE brand_id = $1 AND id = $2 RETURNING 1",
            ticket,
        )

    async def leaves(person: APerson) -> None:
        async with desk.db.tx(person.actor) as tx:
            await set_presence(tx, person.id, Presence.offline)

    await asyncio.gather(_until_idle(desk), _until_idle(desk), *[leaves(person) for person in staff[:3]])
    await desk.work_until_idle()
    held = await _held(desk)
    assert set(held) == {staff[3].id}
    await _counters_are_right(desk, staff)


async def test_agents_who_pass_tickets_to_each_other_both_ways_never_block_each_other(desk: Desk) -> None:
    one, two = [await desk.sits("senior", desk.brand.queue) for _ in range(2)]
    player = await a_player(desk.db, desk.brand)
    tickets = [await a_ticket(desk.db, desk.brand, player.id) for _ in range(12)]
    for n, ticket in enumerate(tickets):
        await one.does(ticket, "assign", to=str((one, two)[n % 2].id))
    answers = await asyncio.gather(
        *[one.tries(ticket, "assign", to=str((two, one)[n % 2].id)) for n, ticket in enumerate(tickets)]
    )
    assert {answer.status_code for answer in answers} == {200}
    await _counters_are_right(desk, [one.person, two.person])


async def test_an_agent_who_leaves_while_their_chats_are_solved_breaks_nothing(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    player = await a_player(desk.db, desk.brand)
    for _ in range(4):
        person = await a_staff(desk.db, desk.brand, queues=[desk.brand.queue], online=True)
        tickets = [await a_ticket(desk.db, desk.brand, player.id) for _ in range(4)]
        for ticket in tickets:
            await desk.value(
                "UPDATE ticket SET class = 'chat' WHERE brand_id = $1 AND id = $2 RETURNING 1", ticket
            )
            await senior.does(ticket, "assign", to=str(person.id))

        async def leaves(person: APerson) -> None:
            async with desk.db.tx(person.actor) as tx:
                await set_presence(tx, person.id, Presence.offline)

        solved, _ = await asyncio.gather(
            asyncio.gather(*[senior.tries(ticket, "solve") for ticket in tickets]), leaves(person)
        )
        assert {answer.status_code for answer in solved} == {200}
        await _counters_are_right(desk, [person])


async def test_tickets_that_change_hands_all_at_once_are_still_counted_right(desk: Desk) -> None:
    """Dispatchers, agents who solve, hand back and reopen: whatever the order, the counters are the count."""
    queue = await a_queue(desk.db, desk.brand)
    staff = [
        await a_staff(desk.db, desk.brand, role="senior", queues=[queue], online=True, capacity=3)
        for _ in range(4)
    ]
    player = await a_player(desk.db, desk.brand)
    tickets = [await a_ticket(desk.db, desk.brand, player.id, queue=queue) for _ in range(12)]
    chance = random.Random(7)

    async def works(person: APerson, plan: list[tuple[UUID, str]]) -> None:
        for ticket, verb in plan:
            async with desk.db.tx(person.actor) as tx:
                held = await actions.hold(tx, desk.brand.id, ticket)
                if verb == "solve" and held.status in ("new", "open"):
                    await actions.solve(tx, held)
                elif verb == "reopen" and held.status == "solved":
                    await actions.reopen(tx, held)
                elif verb == "back":
                    await actions.unassign(tx, held, reason="back")

    plans = [
        [(chance.choice(tickets), chance.choice(["solve", "reopen", "back"])) for _ in range(12)]
        for _ in staff
    ]
    await asyncio.gather(
        *[works(p, plan) for p, plan in zip(staff, plans, strict=True)], _until_idle(desk), _until_idle(desk)
    )
    await _until_idle(desk)
    await _counters_are_right(desk, staff)
    assert all(count <= 3 + 12 for count in (await _held(desk)).values())
