"""A player's POST to the agent's socket, against a bare server that commits one row and pushes."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect

from bench.desks import Desk, Server
from bench.measure import Row, ms, times
from bench.servers import Client, apart, bare_server, desk_server
from pitboss.kit.ids import new_id
from pitboss.staff.sign_in import API_PREFIX, digest

TARGET = 3.0
AGENTS, PLAYERS = 200, 1_000
PER_SECOND = 40.0


async def staff(desk: Desk, many: int) -> list[str]:
    """Tokens of agents of the first brand, who each serve two queues."""
    tokens = [f"{API_PREFIX}{new_id().hex}" for _ in range(many)]
    queues = await desk.owner.fetch(
        "SELECT id FROM queue WHERE brand_id = 'harbour' AND NOT restricted ORDER BY name"
    )
    for place, token in enumerate(tokens):
        who = new_id()
        await desk.owner.execute(
            "INSERT INTO staff (id, email, name, password_hash, languages) VALUES ($1, $2, 'Chat Agent', '-', '{en,ru}')",
            who,
            f"{who}@desk.example",
        )
        await desk.owner.execute(
            "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ('harbour', $1, 'agent')", who
        )
        await desk.owner.execute(
            "INSERT INTO queue_member (brand_id, queue_id, staff_id) SELECT 'harbour', q, $1 FROM unnest($2::uuid[]) AS q",
            who,
            [queues[(place + i) % len(queues)]["id"] for i in (0, 1)],
        )
        await desk.owner.execute(
            "INSERT INTO api_token (id, hash, staff_id, name, scopes) VALUES ($1, $2, $3, 'bench', '{tickets.reply}')",
            new_id(),
            digest(token),
            who,
        )
    return tokens


def letters() -> str:
    """Something not said before, without digits, since a row of digits may be masked as a secret."""
    return new_id().hex.translate(str.maketrans("0123456789", "ghijklmnop"))


class Ears:
    """Sockets that note when they first got a text: as its bytes come, before anything reads the frame, since that would
    count the measuring process's own work, and all the more of it where many sockets get the same frame."""

    def __init__(self) -> None:
        self.seen: dict[bytes, asyncio.Future[float]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def open(
        self, stack: contextlib.AsyncExitStack, url: str, token: str | None, *, listens: bool
    ) -> None:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        ears = self

        class Listening(ClientConnection):
            def data_received(self, data: bytes) -> None:
                if listens and ears.seen:
                    ears.hear(data)
                super().data_received(data)

        socket = await stack.enter_async_context(
            connect(
                url,
                additional_headers=headers,
                proxy=None,
                ping_interval=None,
                compression=None,
                create_connection=Listening,
            )
        )
        self._tasks.append(asyncio.create_task(self._drain(socket)))

    def hear(self, data: bytes) -> None:
        now = time.perf_counter()
        for text, heard in self.seen.items():
            if not heard.done() and text in data:
                heard.set_result(now)

    async def _drain(self, socket: ClientConnection) -> None:
        with contextlib.suppress(Exception):
            async for _ in socket:
                pass

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()


async def say(ears: Ears, client: Client, path: str, token: str | None, body: dict[str, Any]) -> float:
    """Seconds from the request to the first socket that has the words."""
    text = body["text"].encode()
    heard = ears.seen[text] = asyncio.get_running_loop().create_future()
    began = time.perf_counter()
    answer = await client.ask("POST", path, token=token, body=msgspec.json.encode(body))
    assert answer.status == 201, f"{path}: {answer.status} {answer.body[:300]!r}"
    at = await asyncio.wait_for(heard, 10)
    del ears.seen[text]
    return at - began


async def offered(
    ears: Ears, port: int, path: str, senders: list[tuple[str | None, dict[str, Any]]], seconds: float
) -> list[float]:
    """So many a second, whether the answers have come or not, over eight connections."""
    clients: asyncio.Queue[Client] = asyncio.Queue()
    for _ in range(8):
        clients.put_nowait(Client(port))
    tasks: list[asyncio.Task[float]] = []

    async def one(token: str | None, body: dict[str, Any]) -> float:
        client = await clients.get()
        try:
            return await say(ears, client, path, token, body)
        finally:
            clients.put_nowait(client)

    began = time.perf_counter()
    for place in range(int(PER_SECOND * seconds)):
        token, body = senders[place % len(senders)]
        await asyncio.sleep(max(0.0, began + place / PER_SECOND - time.perf_counter()))
        said = {**body, "text": f"where is it {letters()}", "key": new_id().hex}  # a key, as the widget sends
        tasks.append(asyncio.create_task(one(token, said)))
    took = await asyncio.gather(*tasks)
    while not clients.empty():
        await clients.get_nowait().close()
    return took


async def sessions(port: int, many: int) -> list[str]:
    """Tokens of that many open chats of guests."""
    todo = asyncio.Queue[int]()
    for n in range(many):
        todo.put_nowait(n)
    tokens: list[str] = []

    async def one() -> None:
        client = Client(port)
        while not todo.empty():
            todo.get_nowait()
            answer = await client.ask(
                "POST",
                "/api/v1/chat/sessions",
                body=msgspec.json.encode({"brand": "harbour", "language": "en"}),
            )
            assert answer.status == 201, answer.body[:300]
            tokens.append(msgspec.json.decode(answer.body)["token"])
        await client.close()

    await asyncio.gather(*(one() for _ in range(8)))
    return tokens


async def run(on: Server, desk: Desk, *, quick: bool) -> list[Row]:
    agents, players = (40, 100) if quick else (AGENTS, PLAYERS)
    seconds, rounds = (3.0, 2) if quick else (5.0, 8)
    ours: list[float] = []
    floor: list[float] = []
    async with (
        desk_server(on, desk) as port,
        bare_server(desk) as bare_port,
        contextlib.AsyncExitStack() as stack,
    ):
        stack.enter_context(apart(on))
        ears, bare_ears = Ears(), Ears()
        for token in await staff(desk, agents):
            await ears.open(stack, f"ws://127.0.0.1:{port}/api/v1/stream", token, listens=True)
        chats = await sessions(port, players)
        for token in chats:
            await ears.open(stack, f"ws://127.0.0.1:{port}/api/v1/chat/stream", token, listens=False)
        for n in range(agents + players):
            await bare_ears.open(stack, f"ws://127.0.0.1:{bare_port}/socket/{n}", None, listens=n < agents)
        talkers: list[tuple[str | None, dict[str, Any]]] = [(token, {}) for token in chats[:100]]
        opening, path = Client(port), "/api/v1/chat/messages"
        for talker, _ in talkers:  # each chat has its ticket before the measuring
            body = msgspec.json.encode({"text": "my withdrawal is late"})
            answer = await opening.ask("POST", path, token=talker, body=body)
            assert answer.status == 201, answer.body[:300]
        await opening.close()
        bare: list[tuple[str | None, dict[str, Any]]] = [(None, {"to": n}) for n in range(agents)]
        for _ in range(rounds):
            ours += await offered(ears, port, path, talkers, seconds)
            floor += await offered(bare_ears, bare_port, "/say", bare, seconds)
        ears.close()
        bare_ears.close()
    mine, base = times(ours), times(floor)
    return [
        Row(
            work=f"chat message to the agent's socket, {what}; {agents} agents, {players:,} players connected",
            value=ms(value),
            floor=f"{ms(under)}: bare echo with one commit",
            ratio=value / under,
            target=f"≤ {TARGET:.0f}",
            met=value / under <= TARGET,
            noise=f"{mine.count} messages at {PER_SECOND:.0f}/s",
        )
        for what, value, under in (
            ("median", mine.median, base.median),
            ("p99", mine.p99, base.p99),
        )
    ]
