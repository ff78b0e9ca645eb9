"""The demo's staff at work: they follow their sockets, and answer what is assigned to them."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from typing import Any

from pitboss.demo.follow import Api, Feed, GaveUp
from pitboss.demo.tally import Answer, Tally
from pitboss.demo.words import words

BEAT_SECONDS = 15.0
SWEEP_SECONDS = 3.0  # what is assigned is looked up this often too, as a person looks at their list
THINKS = (0.1, 0.6)  # seconds
SOLVES = 0.3  # share of answers that also solve
NOTES = 0.05  # share of answers with a note to colleagues before
STALE_TRIES = 20


async def sign_in(api: Api, login: str, password: str) -> str:
    answer = await api.ask("POST", "/session", body={"email": f"{login}@demo.example", "password": password})
    if answer.status_code != 201:
        raise GaveUp(f"{login}@demo.example can't sign in: {answer.text[:200]} Is this the demo's password?")
    return str(answer.json()["token"])


class Agent:
    def __init__(
        self, login: str, api: Api, tally: Tally, dice: random.Random, next_mark: Callable[[], str]
    ) -> None:
        self.login = login
        self._api = api
        self._tally = tally
        self._dice = dice
        self._next_mark = next_mark
        self._token = ""
        self._id = ""
        self._todo: asyncio.Queue[str] = asyncio.Queue()
        self._mine: set[str] = set()
        self._at: set[str] = set()  # tickets being answered; a second look would answer twice

    async def come(self, password: str) -> None:
        self._token = await sign_in(self._api, self.login, password)
        self._id = (await self._api.get("/session", token=self._token))["id"]
        await self._be("online")

    async def go(self) -> None:
        await self._be("offline")

    async def _be(self, state: str) -> None:
        answer = await self._api.ask("PUT", "/me/presence", token=self._token, body={"state": state})
        if answer.status_code != 200:
            raise GaveUp(f"{self.login} can't be {state}: {answer.text[:200]}.")

    async def work(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._beat())
            tasks.create_task(self._sweep())
            tasks.create_task(self._answer())
            tasks.create_task(self._answer())

    async def _listen(self) -> None:
        async for frame in Feed(self._api.base, "/api/v1/stream", self._token).frames():
            match frame["type"]:
                case "assigned" if frame["data"]["to"] == self._id:
                    self._mine.add(frame["ticket"])
                    self._todo.put_nowait(frame["ticket"])
                case "message_received" if frame["ticket"] in self._mine:
                    self._todo.put_nowait(frame["ticket"])
                case _:
                    pass

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            answer = await self._api.ask("POST", "/me/beat", token=self._token)
            if answer.status_code == 200 and answer.json()["state"] != "online":
                await self._be("online")

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            page = await self._api.get(
                "/tickets", token=self._token, assignee="me", status="new,open", limit=100
            )
            if self._todo.empty():
                for ticket in page["items"]:
                    self._mine.add(ticket["id"])
                    self._todo.put_nowait(ticket["id"])

    async def _answer(self) -> None:
        while True:
            ticket = await self._todo.get()
            if ticket in self._at:
                continue  # what comes meanwhile makes that answer stale, or is found by the next sweep
            self._at.add(ticket)
            await asyncio.sleep(self._dice.uniform(*THINKS))
            await self._look_after(ticket)
            self._at.discard(ticket)

    async def _look_after(self, name: str) -> None:
        """Answers a ticket of one's own that waits for an answer. An answer that is refused as stale is written again
        with what was missed."""
        mark, text = "", ""
        for attempt in range(STALE_TRIES):
            ticket = await self._read(name)
            if ticket is None or ticket["assignee"] is None or ticket["assignee"]["id"] != self._id:
                return
            if ticket["status"] not in ("new", "open"):
                return
            if not mark:
                mark = self._next_mark()
                text = f"{self._dice.choice(words().answers[ticket['language']])} {mark}"
                if self._dice.random() < NOTES:
                    note = {
                        "text": "Проверено, отвечаю."
                        if ticket["language"] == "ru"
                        else "Checked; answering.",
                        "kind": "note",
                        "key": f"note-{mark.strip('·')}",
                    }
                    await self._api.ask("POST", f"/tickets/{name}/messages", token=self._token, body=note)
                    continue
            body = {
                "text": text,
                "key": f"{mark.strip('·')}-{attempt}",
                "version": ticket["version"],
                "then": "solved" if self._dice.random() < SOLVES else "waiting",
            }
            tried = time.time()
            answer = await self._api.ask("POST", f"/tickets/{name}/messages", token=self._token, body=body)
            if answer.status_code in (200, 201):
                self._tally.answers[mark] = Answer(name, tried)
                self._tally.touch()
                return
            if answer.status_code == 404:
                return  # it was given to somebody else in the meantime
            if answer.status_code != 409:
                raise GaveUp(f"An answer was refused: {answer.status_code} {answer.text[:200]}.")
            self._tally.retries["stale answer"] += 1
        raise GaveUp(f"The answer to {name} was stale {STALE_TRIES} times.")

    async def _read(self, name: str) -> Any:
        answer = await self._api.ask("GET", f"/tickets/{name}", token=self._token)
        return answer.json() if answer.status_code == 200 else None
