"""Frames leave at once, the same bytes for all, and in their order to whoever is slow."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from pitboss.api.sockets import Sockets, wire_of, writer_of
from pitboss.api.stream import BACKLOG, GO_AWAY, Connection, Told, sending_of
from pitboss.db.tx import SYSTEM, Tx
from pitboss.events import log as events
from tests.desk import a_listening_socket, until
from tests.making import ABrand
from tests.serving import House, a_chat, an_agent, next_frame


async def tells_whether(scope: Any, receive: Any, send: Any) -> None:
    """Writes one frame itself where it can, and says in the next whether it could; after its close it tries again."""
    if scope["type"] == "websocket":
        await receive()
        early = writer_of(scope)(wire_of(b"too early"))
        await send({"type": "websocket.accept"})
        wrote = writer_of(scope)(wire_of("прямо".encode()))
        await send({"type": "websocket.send", "text": f"early {early}, wrote {wrote}"})
        await send({"type": "websocket.close", "code": 1000})
        assert not writer_of(scope)(wire_of(b"too late"))


@contextlib.asynccontextmanager
async def served(ws: Any, app: Any = tells_whether, **more: Any) -> AsyncIterator[str]:
    listening = a_listening_socket()
    server = uvicorn.Server(uvicorn.Config(app, ws=ws, lifespan="off", log_config=None, **more))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    await until(lambda: server.started)
    yield f"ws://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    await running


@pytest.mark.parametrize(
    ("ws", "compression", "told"),
    [
        (Sockets, None, ["прямо", "early False, wrote True"]),
        (Sockets, "deflate", ["early False, wrote False"]),
        ("websockets-sansio", None, ["early False, wrote False"]),
    ],
    ids=["plain", "one-that-packs", "another-server"],
)
async def test_a_frame_is_written_past_the_framework_only_where_it_may_be(
    ws: Any, compression: Any, told: list[str]
) -> None:
    async with served(ws) as address, connect(address, compression=compression, proxy=None) as client:
        assert [text async for text in client] == told


async def test_who_never_reads_is_given_up() -> None:
    given_up = asyncio.Event()

    async def writes_much(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while writer_of(scope)(wire_of(b"x" * 100_000)):
            pass
        with contextlib.suppress(OSError):
            await send({"type": "websocket.send", "text": "when they read again"})
        given_up.set()

    async with served(Sockets, writes_much, ws_ping_interval=0.05, ws_ping_timeout=0.05) as address:
        _, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]), limit=1)
        writer.write(
            b"GET / HTTP/1.1\r\nHost: desk\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        await until(given_up.is_set)
        writer.close()


def slow_socket(house: House, agent: Any) -> connect:
    """It takes little before it is read."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    narrow.connect(("127.0.0.1", house.port))
    return connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream",
        sock=narrow, proxy=None, max_size=None, max_queue=1, additional_headers={"authorization": agent.headers["authorization"]},
    )  # fmt: skip


def tell(house: House, who: UUID, numbers: range) -> None:
    for number in numbers:
        frame = msgspec.json.encode({"type": "typing", "place": number, "long": "x" * 100_000})
        house.app.state.hub.tell(Told(msgspec.Raw(frame), to=who))


async def places(reading: ClientConnection) -> AsyncIterator[int]:
    async for text in reading:
        frame = msgspec.json.decode(text)
        if "place" in frame:
            yield frame["place"]


async def test_who_is_slow_gets_everything_in_order(house: House, casino: ABrand) -> None:
    who, agent = await an_agent(house, casino)
    async with slow_socket(house, agent) as client:
        await next_frame(client, type="hello")
        tell(house, who.id, range(100))
        got = []
        async for place in places(client):
            got.append(place)
            if place == 20:
                tell(house, who.id, range(100, 110))  # while others still wait
            if len(got) == 110:
                break
        assert got == list(range(110))


async def test_who_is_too_slow_is_sent_away_to_resume(house: House, casino: ABrand) -> None:
    who, agent = await an_agent(house, casino)
    async with slow_socket(house, agent) as client:
        await next_frame(client, type="hello")
        tell(house, who.id, range(BACKLOG + 200))
        got = []
        with contextlib.suppress(ConnectionClosed):
            async for place in places(client):
                got.append(place)
        assert client.close_code == GO_AWAY
        assert got == list(range(len(got)))


async def test_nothing_overtakes_what_still_waits() -> None:
    free = False
    sent: list[bytes] = []

    def write(wire: bytes) -> bool:
        if free:
            sent.append(wire)
        return free

    class Socket:
        async def send(self, event: Any) -> None:
            sent.append(wire_of(event["text"].encode()))

    connection = Connection(SYSTEM, after=None, write=write)
    connection.go_live()
    frames = [sending_of({"place": place}) for place in range(4)]
    connection.put(frames[0])
    free = True  # and nobody has told the one who waits
    connection.put(frames[1])
    assert sent == []
    waiting = asyncio.create_task(connection.send_what_waits(Socket()))  # type: ignore[arg-type]
    await until(lambda: len(sent) == 2)
    connection.put(frames[2])
    connection.put(frames[3])
    assert sent == [frame.wire for frame in frames]
    waiting.cancel()


async def test_what_happens_before_the_hello_comes_after_it_and_in_its_order(
    house: House, casino: ABrand, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, agent = await an_agent(house, casino)
    chat = await a_chat(house, casino)
    hub = house.app.state.hub
    here, go_on = asyncio.Event(), asyncio.Event()
    as_it_is = events.watermark

    async def watermark(tx: Tx) -> int:
        number = await as_it_is(tx)
        here.set()
        await go_on.wait()
        return number

    monkeypatch.setattr(events, "watermark", watermark)
    async with connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream",
        additional_headers={"authorization": agent.headers["authorization"]},
    ) as client:
        await until(here.is_set)
        delivered = hub.delivered
        await chat.say("Where is my withdrawal?")
        await until(lambda: hub.delivered > delivered)
        tell(house, who.id, range(1))
        go_on.set()
        seen: list[dict[str, Any]] = []
        async with asyncio.timeout(10):
            while {"hello", "ticket_opened", "typing"} - {frame["type"] for frame in seen}:
                seen.append(msgspec.json.decode(await client.recv()))
    types = [frame["type"] for frame in seen]
    assert types[0] == "hello"


async def test_who_is_sent_away_gets_nothing_more() -> None:
    sent: list[bytes] = []

    def write(wire: bytes) -> bool:
        sent.append(wire)
        return True

    connection = Connection(SYSTEM, after=0, write=write)
    connection.go_live()
    connection.push(1, sending_of({"number": 1}))
    connection.leave(GO_AWAY)  # a frame is left out, or somebody's rights end here
    connection.push(2, sending_of({"number": 2}))
    assert sent == [wire_of(b'{"number":1}')]
    assert connection.frames.empty()
