"""Any sequence of actions leaves a ticket sound, and any mix of reply headers leaves it with its own player."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pitboss.channels import intake
from pitboss.channels.adapter import Incoming
from pitboss.db.tx import SYSTEM, Actor, Tx
from pitboss.kit.refused import Refused
from pitboss.sla import actions as sla
from pitboss.tickets import actions
from pitboss.tickets.model import COLUMNS, Level, Priority, Ticket
from tests.desk import Building, Desk, a_desk
from tests.making import APerson, a_staff, as_now

VERBS = (
    "reply waiting", "reply open", "reply solved", "note", "assign", "other", "unassign", "payments", "seniors", "escalate",
    "priority", "topic", "snooze", "wake", "hold", "solve", "close", "reopen", "spam", "not spam", "rename", "tag", "split",
    "merge", "unmerge", "player writes", "machine writes", "second player ticket", "danger", "bot", "time", "redact",
)  # fmt: skip
TOLD = "I am going to kill myself."


class World:
    """Two tickets of one player (and whatever is split off), and a straightforward way to do things to them."""

    def __init__(self, desk: Desk, people: list[APerson]) -> None:
        self.desk = desk
        self.people = people
        self.ids: list[UUID] = []
        self.said = 0

    async def writes(self, text: str, *, into: UUID | None, automatic: str | None = None) -> UUID:
        self.said += 1
        read = Incoming(
            external_id=f"<w{self.said}@mail.example> p", identity=("email", "p@mail.example"), name="P", assurance=0,
            subject="S", text=text, automatic=automatic, threads=(("ticket", str(into)),) if into else (),
        )  # fmt: skip
        async with self.desk.db.tx(SYSTEM) as tx:
            channel = await self.desk.channel()
            player = await intake.recognise(tx, self.desk.brand.id, read)
            received = await intake.receive(tx, channel, player, read)
        return received.ticket.id

    async def does(self, verb: str, which: int, person: Actor) -> None:
        ticket_id = self.ids[which % len(self.ids)]
        match verb:
            case "player writes" | "machine writes" | "danger":
                text = TOLD if verb == "danger" else "Hello again, any news?"
                ticket_id = await self.writes(
                    text, into=ticket_id, automatic="away" if verb == "machine writes" else None
                )
            case "second player ticket":
                ticket_id = await self.writes("Where is my withdrawal?", into=None)
            case "time":
                await self.desk.time_passes(ticket_id, timedelta(hours=3, minutes=10), work=False)
                while await sla.step(self.desk.db):
                    pass
            case _:
                async with self.desk.db.tx(person) as tx:
                    ticket_id = await self._acts(tx, verb, ticket_id, which)
        if ticket_id not in self.ids:
            self.ids.append(ticket_id)

    async def _acts(self, tx: Tx, verb: str, ticket_id: UUID, which: int) -> UUID:
        desk, brand = self.desk, self.desk.brand.id
        if verb == "merge":
            into = self.ids[(which + 1) % len(self.ids)]
            held = {t: await actions.hold(tx, brand, t) for t in sorted({ticket_id, into})}
            await actions.merge(tx, held[ticket_id], held[into])
            return ticket_id
        ticket = await actions.hold(tx, brand, ticket_id)
        match verb:
            case "reply waiting" | "reply open" | "reply solved":
                await actions.reply(tx, ticket, text="An answer.", then=verb.partition(" ")[2])
            case "bot":
                await actions.reply(tx, ticket, text="A notice.", author="bot", notice="tried")
            case "note":
                await actions.note(tx, ticket, text="A note.")
            case "assign" | "other":
                await actions.assign(tx, ticket, self.people[verb == "other"].id, reason="tried")
            case "unassign":
                await actions.unassign(tx, ticket, reason="tried")
            case "payments" | "seniors":
                await actions.transfer(
                    tx, ticket, desk.payments if verb == "payments" else desk.seniors, reason="tried"
                )
            case "escalate":
                await actions.escalate(tx, ticket, Level.senior, reason="tried")
            case "priority":
                await actions.set_priority(tx, ticket, Priority.urgent, reason="tried")
            case "topic":
                await actions.set_topic(tx, ticket, "withdrawal_status")
            case "snooze":
                await actions.snooze(tx, ticket, await tx.value("SELECT now() + interval '1 day'"))
            case "wake":
                await actions.wake(tx, ticket, reason="tried")
            case "hold":
                await actions.put_on_hold(tx, ticket, reason="tried")
            case "solve":
                await actions.solve(tx, ticket)
            case "close":
                await actions.close(tx, ticket)
            case "reopen":
                await actions.reopen(tx, ticket)
            case "spam" | "not spam":
                await actions.mark_spam(tx, ticket, spam=verb == "spam")
            case "rename":
                await actions.rename(tx, ticket, f"name {which}")
            case "tag":
                await actions.tag(tx, ticket, [f"tag {which}"])
            case "unmerge":
                await actions.unmerge(tx, ticket)
            case "split" | "redact":
                last = await tx.value(
                    "SELECT id FROM message WHERE brand_id = $1 AND ticket_id = $2 AND author_kind = 'player' ORDER BY id DESC LIMIT 1",
                    brand, ticket_id,
                )  # fmt: skip
                if last is not None and verb == "split":
                    return (await actions.split(tx, ticket, [last], subject="Split")).id
                if last is not None:
                    await actions.redact(tx, ticket, last, "Hello", reason="tried")
            case _:
                raise AssertionError(verb)
        return ticket_id

    async def tickets(self) -> list[Ticket]:
        async with self.desk.db.tx(SYSTEM) as tx:
            return await tx.all(
                Ticket,
                f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 ORDER BY number",
                self.desk.brand.id,
            )

    async def check(self, before: dict[UUID, Ticket]) -> dict[UUID, Ticket]:
        now = {ticket.id: ticket for ticket in await self.tickets()}
        async with self.desk.db.tx(SYSTEM) as tx:
            clocks = await tx.connection.fetch(
                """
                SELECT ticket_id, kind::text, running_since IS NOT NULL AS running, due_at FROM clock
                WHERE  brand_id = $1 AND met_at IS NULL
                """,
                self.desk.brand.id,
            )
            changes = await tx.connection.fetch(
                """
                SELECT ticket_id, type, data FROM event
                WHERE  brand_id = $1 AND type IN ('ticket_opened', 'status_changed') ORDER BY number
                """,
                self.desk.brand.id,
            )
            counters = await tx.connection.fetch(
                """
                SELECT l.load, (SELECT count(*) FROM ticket t WHERE t.assignee_id = l.staff_id AND t.class = l.class
                                AND t.status IN ('new', 'open')) AS counted
                FROM   staff_load l WHERE l.staff_id = ANY ($1)
                """,
                [person.id for person in self.people],
            )
            messages = dict(
                await tx.connection.fetch(
                    "SELECT ticket_id, count(*) FROM message WHERE brand_id = $1 GROUP BY 1",
                    self.desk.brand.id,
                )
            )
            waiting = set(
                await tx.column("SELECT id FROM ticket WHERE brand_id = $1 AND waiting", self.desk.brand.id)
            )
        assert all(row["load"] == row["counted"] for row in counters)
        for ticket in now.values():
            mine = [row for row in clocks if row["ticket_id"] == ticket.id]
            self._sound(ticket, mine, messages.get(ticket.id, 0), waiting)
            told = [
                row for row in changes if row["ticket_id"] == ticket.id and row["type"] == "status_changed"
            ]
            opened = (
                "open"
                if any(r["type"] == "ticket_opened" and r["ticket_id"] == ticket.id for r in changes)
                and not told
                else None
            )
            if told:
                assert told[-1]["data"]["status"] == ticket.status, "every change of status has its event"
            elif opened:
                assert ticket.status in ("new", "open")
            if (was := before.get(ticket.id)) is not None:
                assert ticket.version >= was.version
                visible = (
                    "status",
                    "assignee_id",
                    "queue_id",
                    "subject",
                    "tags",
                    "snoozed_until",
                    "hold_reason",
                    "spam",
                    "merged_into",
                    "danger",
                )
                if any(getattr(ticket, name) != getattr(was, name) for name in visible):
                    assert ticket.version > was.version
        return now

    def _sound(self, ticket: Ticket, clocks: list[Any], messages: int, waiting: set[UUID]) -> None:
        kinds = [row["kind"] for row in clocks]
        running: list[datetime] = [row["due_at"] for row in clocks if row["running"]]
        over = ticket.status in ("solved", "closed")
        assert len(kinds) == len(set(kinds))
        assert {"first_reply", "next_reply"} != set(kinds) & {"first_reply", "next_reply"}
        assert not (over and kinds), "what is over promises nothing"
        assert ticket.due_at == min(running, default=None)
        if ticket.status == "on_hold":
            assert not running
            assert ticket.hold_reason
        else:
            assert ticket.hold_reason is None
        if ticket.status == "waiting":
            assert not [row for row in clocks if row["kind"] == "resolution" and row["running"]]
        if ticket.status in ("new", "open"):
            assert all(row["running"] for row in clocks)
            assert "resolution" in kinds or "automatic" in ticket.tags
            assert (
                ticket.waiting_since is None
                or set(kinds) & {"first_reply", "next_reply"}
                or "automatic" in ticket.tags
            )
        assert (ticket.solved_at is not None) <= over
        assert not (over and ticket.snoozed_until), "what is over is not snoozed"
        assert not (ticket.spam and ticket.status != "closed")
        assert not (ticket.danger and ticket.priority != 0)
        if ticket.merged_into is not None:
            assert (ticket.status, messages, ticket.assignee_id) == ("closed", 0, None)
        is_waiting = (
            ticket.status in ("new", "open") and ticket.assignee_id is None and ticket.snoozed_until is None
            and not ticket.spam and ticket.merged_into is None and ticket.queue_id is not None
        )  # fmt: skip
        assert (ticket.id in waiting) == is_waiting


@pytest.fixture(scope="module")
async def loop_of_tests(building: Building) -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def _run(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, None]) -> None:
    asyncio.run_coroutine_threadsafe(work, loop).result(60)


async def _any_sequence(building: Building, steps: list[tuple[str, int, int]]) -> None:
    desk = await a_desk(building)
    people = [
        await a_staff(desk.db, desk.brand, role="supervisor", queues=[desk.brand.queue]) for _ in range(2)
    ]
    actors = [await as_now(desk.db, person.id) for person in people]
    world = World(desk, people)
    for _ in range(2):
        world.ids.append(await world.writes("Hello, how are you today?", into=None))
    state = await world.check({})
    for verb, which, who in steps:
        try:
            await world.does(verb, which, actors[who])
        except Refused:
            assert {t.id: t for t in await world.tickets()} == state, "a refusal changes nothing"
        state = await world.check(state)


async def test_any_sequence_of_actions_leaves_tickets_sound(building: Building) -> None:
    loop = asyncio.get_running_loop()

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 1)), min_size=1, max_size=14
        )
    )
    def any_sequence(steps: list[tuple[str, int, int]]) -> None:
        _run(loop, _any_sequence(building, steps))

    await asyncio.to_thread(any_sequence)


async def test_any_mix_of_reply_headers_leaves_every_message_with_its_own_player(building: Building) -> None:
    loop = asyncio.get_running_loop()
    desk = await a_desk(building)
    players = ["a@mail.example", "b@mail.example", "c@mail.example"]
    known: dict[str, list[tuple[str, str]]] = {}
    for player in players:
        ticket = await desk.a_ticket(from_=player, id=f"<first-{player}>")
        receipt = desk.sent_mails(player)[0]
        known[player] = [
            ("message-id", f"<first-{player}>"),
            ("message-id", receipt.id),
            ("ticket", str(ticket.id)),
            ("reference", f"{desk.brand.prefix}-{ticket.number}"),
        ]
    everything = [
        *[name for names in known.values() for name in names],
        ("message-id", "<unknown@x>"),
        ("reference", "ZZ-1"),
    ]
    count = iter(range(10**6))

    async def writes(player: str, threads: list[tuple[str, str]]) -> None:
        read = Incoming(
            external_id=f"<n{next(count)}@x> {player}", identity=("email", player), name="", assurance=0, subject="", text="Hi",
            threads=tuple(threads),
        )  # fmt: skip
        channel = await desk.channel()
        async with desk.db.tx(SYSTEM) as tx:
            writer = await intake.recognise(tx, desk.brand.id, read)
            received = await intake.receive(tx, channel, writer, read)
        assert received.ticket.player_id == writer.id
        own = [name for name in threads if name in known[player]]
        assert received.opened == (not own)

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(players), st.lists(st.sampled_from(everything), max_size=6))
    def any_mix(player: str, threads: list[tuple[str, str]]) -> None:
        _run(loop, writes(player, threads))

    await asyncio.to_thread(any_mix)
