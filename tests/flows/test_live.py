"""A screen that follows the socket is what the screen would be if it were read afresh: the browser's own code
(web/packages/live) is given the frames of this desk, over cuts of the line, and compared with what the desk has then."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.making import ABrand, a_queue
from tests.serving import Chat, House, a_chat, an_agent

ROOT = Path(__file__).parent.parent.parent
LISTS: dict[str, tuple[dict[str, Any], str]] = {
    "all": ({}, "recent"),
    "active": ({"status": ["active"], "snoozed": False}, "urgency"),
    "mine": ({"status": ["active"], "assignee": ["me"]}, "waiting"),
    "nobody's": ({"assignee": ["nobody"]}, "newest"),
    "tagged": ({"tag": ["vip"]}, "oldest"),
    "unread": ({"unread": True}, "due"),
}


def the_socket(house: House, agent: httpx.AsyncClient, after: int | None = None) -> connect:
    return connect(
        f"ws://127.0.0.1:{house.port}/api/v1/stream" + ("" if after is None else f"?after={after}"),
        additional_headers={"authorization": agent.headers["authorization"]},
    )


async def read(agent: httpx.AsyncClient, limit: int) -> dict[str, Any]:
    """What a screen has after it was read: every ticket in sight with its thread, and some lists."""

    async def get(path: str, **query: Any) -> Any:
        answer = await agent.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    everything = (await get("/tickets", limit=100))["items"]
    return {
        "tickets": {ticket["id"]: ticket for ticket in everything},
        "threads": {
            ticket["id"]: (await get(f"/tickets/{ticket['id']}/messages", limit=100))["items"]
            for ticket in everything
        },
        "lists": {
            name: {
                "filter": wanted,
                "sort": sort,
                "page": await get("/tickets", filter=json.dumps(wanted), sort=sort, limit=limit),
            }
            for name, (wanted, sort) in LISTS.items()
        },
    }


class Follower:
    """Keeps every frame; goes on after a cut from the last number, as the browser does."""

    def __init__(self, house: House, agent: httpx.AsyncClient, after: int) -> None:
        self.house, self.agent, self.number = house, agent, after
        self.frames: list[dict[str, Any]] = []
        self.socket: ClientConnection | None = None

    async def follow(self) -> None:
        self.socket = await the_socket(self.house, self.agent, self.number)

    async def cut(self) -> None:
        """As when the line breaks: what is on its way is lost."""
        assert self.socket is not None
        self.socket.transport.abort()
        await self.socket.wait_closed()

    async def until(self, kind: str, ticket: str) -> None:
        assert self.socket is not None
        while not self.frames or (self.frames[-1]["type"], self.frames[-1]["ticket"]) != (kind, ticket):
            frame = msgspec.json.decode(await self.socket.recv())
            if "number" in frame and frame["type"] not in ("hello", "reset"):
                self.number = max(self.number, frame["number"])
                self.frames.append(frame)


async def act(
    random_: random.Random,
    house: House,
    casino: ABrand,
    chats: dict[str, Chat],
    agents: list[httpx.AsyncClient],
    ids: list[str],
    elsewhere: str,
) -> None:
    """Something of what happens at a desk. What is refused, such as a step that doesn't fit, is part of life."""
    agent = random_.choice(agents)
    ticket = random_.choice(list(chats))

    async def does(action: str, **body: Any) -> None:
        answer = await agent.post(f"/tickets/{ticket}/{action}", json=body)
        assert answer.status_code in (200, 403, 404, 409, 422), answer.text

    async def opens() -> None:
        chat = await a_chat(house, casino)
        chats[(await chat.say("Where is my withdrawal of 200 euros?"))["ticket"]["id"]] = chat

    async def says() -> None:
        answer = await chats[ticket].http.post(
            "/chat/messages", json={"text": "Is there any news?", "key": f"said {random_.random()}"}
        )
        assert answer.status_code in (201, 409), answer.text

    async def answers() -> None:
        body = {"text": "I am looking into it.", "key": f"answer {random_.random()}"}
        answer = await agent.post(
            f"/tickets/{ticket}/messages", json={**body, "kind": random_.choice(["reply", "note"])}
        )
        assert answer.status_code in (201, 404, 409), answer.text

    steps: list[Callable[[], Awaitable[object]]] = [
        opens, says, says, says, says, answers, answers, answers, house.work, house.work,
        lambda: does("take"),
        lambda: does("assign", to=random_.choice(ids)),
        lambda: does("unassign"),
        lambda: does("transfer", queue=random_.choice([elsewhere, str(casino.queue)]), reason="better there"),
        lambda: does("priority", priority=random_.choice(["urgent", "low"]), reason="it matters"),
        lambda: does("tag", tags=random_.choice([[], ["vip"], ["bonus", "vip"]])),
        lambda: does("snooze", until="2030-01-01T00:00:00Z"),
        lambda: does("wake"),
        lambda: does("hold", reason="provider"),
        lambda: does("solve"),
        lambda: does("close"),
        lambda: does("reopen"),
        lambda: does("rename", subject="A withdrawal"),
        lambda: does("spam"),
        lambda: does("not_spam"),
    ]  # fmt: skip
    await random_.choice(steps)()


async def replayed(story: dict[str, Any], folder: Path) -> dict[str, int]:
    """What the browser's code makes of it; fails with its reason where the screen isn't what the desk has."""
    path = folder / "story.json"
    path.write_text(json.dumps(story))
    process = await asyncio.create_subprocess_exec(
        str(ROOT / "scripts/web"), "replay", str(path),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    assert process.returncode == 0, f"{err.decode()}\nThe story is in {path}."
    compared: dict[str, int] = json.loads(out)
    return compared


@pytest.mark.parametrize("seed", [1, 2])
async def test_what_was_read_and_what_was_told_is_what_the_desk_has(
    house: House, casino: ABrand, tmp_path: Path, seed: int
) -> None:
    random_ = random.Random(seed)
    person, watcher = await an_agent(house, casino)
    elsewhere = await a_queue(house.db, casino, name="Elsewhere")
    chief, everywhere = await an_agent(house, casino, role="supervisor")
    chats: dict[str, Chat] = {}
    for _ in range(6):
        chat = await a_chat(house, casino)
        chats[(await chat.say("Where is my withdrawal of 200 euros?"))["ticket"]["id"]] = chat
    number = (await watcher.get("/session")).json()["number"]
    began = await read(watcher, limit=4)
    follower = Follower(house, watcher, number)
    await follower.follow()
    for step in range(100):
        await act(
            random_,
            house,
            casino,
            chats,
            [watcher, everywhere],
            [str(person.id), str(chief.id)],
            str(elsewhere),
        )
        if step in (30, 70):
            await follower.cut()
        if step in (45, 80):
            await follower.follow()
    await house.work()
    the_end = (await (await a_chat(house, casino)).say("One more question about my bonus."))["ticket"]["id"]
    answer = await everywhere.post(f"/tickets/{the_end}/tag", json={"tags": ["the end"]})
    assert answer.status_code == 200, answer.text
    await asyncio.wait_for(follower.until("tagged", the_end), 20)
    ended = await read(watcher, limit=100)

    compared = await replayed(
        {"me": str(person.id), "began": began, "frames": follower.frames, "ended": ended}, tmp_path
    )
    assert compared["tickets"] >= 3
    assert compared["threads"] >= 2
    assert compared["rows"] >= 5
