"""Who else looks at a ticket and writes there is shown to those who look at it, and to nobody else."""

from __future__ import annotations

import time

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from pitboss.api.stream import Connection
from pitboss.api.viewing import Sign, Viewers
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat
from tests.serving import next_frame


def socket_of(desk: Desk, seat: Seat) -> connect:
    url = desk.building.base_url.replace("http", "ws") + "/api/v1/stream"
    return connect(url, additional_headers={"authorization": f"Bearer {seat.token}"})


async def views(socket: ClientConnection, ticket: Ticket, typing: str | None = None) -> None:
    frame = {"type": "viewing", "ticket": str(ticket.id), "typing": typing}
    await socket.send(msgspec.json.encode(frame).decode())


async def viewers(socket: ClientConnection, ticket: Ticket) -> list[tuple[str, str | None]]:
    frame = await next_frame(socket, type="viewers", ticket=str(ticket.id))
    return [(viewer["name"], viewer["typing"]) for viewer in frame["viewers"]]


async def test_two_agents_in_one_ticket_see_each_other_come_write_and_go(desk: Desk) -> None:
    anna, boris = await desk.agent(name="Anna"), await desk.agent(name="Boris")
    ticket = await desk.a_ticket()
    async with socket_of(desk, anna) as at_annas:
        await views(at_annas, ticket)
        assert await viewers(at_annas, ticket) == []
        async with socket_of(desk, boris) as at_boriss:
            await views(at_boriss, ticket)
            assert await viewers(at_boriss, ticket) == [("Anna", None)]
            assert await viewers(at_annas, ticket) == [("Boris", None)]
            await views(at_boriss, ticket, "reply")
            assert await viewers(at_annas, ticket) == [("Boris", "reply")]
        assert await viewers(at_annas, ticket) == []


async def test_who_may_not_see_the_ticket_neither_shows_nor_is_shown(desk: Desk) -> None:
    anna, stranger = await desk.agent(name="Anna"), await desk.sits("agent", name="Zoe")
    ticket = await desk.a_ticket()
    async with socket_of(desk, anna) as at_annas, socket_of(desk, stranger) as at_strangers:
        await views(at_strangers, ticket)
        await views(at_annas, ticket)
        assert await viewers(at_annas, ticket) == []
        await views(at_strangers, ticket, "note")
        await views(at_annas, ticket, "note")
        async with socket_of(desk, anna) as second:
            await views(second, ticket)
            assert await viewers(second, ticket) == []


async def test_who_falls_silent_is_forgotten(desk: Desk) -> None:
    seat, other, ticket = await desk.agent(), await desk.agent(), await desk.a_ticket()
    process = Viewers(desk.db)
    connection = Connection(seat.person.actor, after=None)
    await process.heard(connection, {"type": "viewing", "ticket": str(ticket.id)})
    process.hear(msgspec.json.encode(Sign(ticket.id, other.id, "Boris", "note")).decode())
    process.forget_silent(time.monotonic())
    process.forget_silent(time.monotonic() + 60)
    shown = [msgspec.json.decode(connection.frames.get_nowait())["viewers"] for _ in range(3)]
    assert [[viewer["name"] for viewer in one] for one in shown] == [[], ["Boris"], []]
