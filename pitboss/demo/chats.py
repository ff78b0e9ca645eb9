"""Players who write in the web chat."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from typing import Any

from pitboss.demo.follow import Api, Feed, Frame, GaveUp
from pitboss.demo.mails import DOT
from pitboss.demo.tally import Sent, Tally
from pitboss.demo.words import Conversation, Line


class ChatPlayer:
    def __init__(self, api: Api, tally: Tally, run: str) -> None:
        self._api = api
        self._tally = tally
        self._run = run

    async def play(self, talk: Conversation, feeds: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        """Says all lines. The chat stays open, and is listened to in `feeds`, until those are cancelled."""
        opened = await self._post(
            "/chat/sessions",
            {
                "brand": talk.person.brand,
                "name": talk.person.name,
                "email": talk.person.address,
                "language": talk.person.language,
                "key": f"simulated-{self._run}-{talk.number}",
            },
        )
        token = opened["token"]
        feed = Feed(self._api.base, "/api/v1/chat/stream", token, number=opened["number"])
        feeds(self._listen(feed))
        for line in talk.lines:
            await asyncio.sleep(line.pause)
            await self._say(talk, line, token)
            if talk.reconnects:
                await feed.hang_up()

    async def _say(self, talk: Conversation, line: Line, token: str) -> None:
        body: dict[str, Any] = {"text": line.text, "key": line.marker.strip("·")}
        if line.file:
            picture = {"file": ("screenshot.png", DOT, "image/png")}
            body["attachments"] = [
                (await self._post("/chat/attachments", None, token=token, files=picture))["id"]
            ]
        self._tally.sent[line.marker] = Sent(talk, line, time.time())
        first = await self._post("/chat/messages", body, token=token)
        if line.twice:
            self._tally.again += 1
            again = await self._post("/chat/messages", body, token=token)
            if again["message"]["id"] != first["message"]["id"]:
                self._tally.problems.append(f"The key of {line.marker} made two messages.")
        self._tally.accepted[line.marker] = time.time()
        self._tally.touch()

    async def _post(self, path: str, body: object, *, token: str | None = None, **more: Any) -> Any:
        answer = await self._api.ask("POST", path, token=token, body=body, **more)
        if answer.status_code not in (200, 201):
            raise GaveUp(f"POST {path} was refused: {answer.status_code} {answer.text[:200]}.")
        return answer.json()

    async def _listen(self, feed: Feed) -> None:
        last = -1
        with contextlib.suppress(GaveUp):
            async for frame in feed.frames():
                if frame.get("type") != "message_sent":
                    continue
                if frame["number"] <= last:
                    self._tally.problems.append(f"A chat got event {frame['number']} after {last}.")
                last = frame["number"]
                self._heard(frame)

    def _heard(self, frame: Frame) -> None:
        for mark in self._tally.answer_pattern.findall((frame.get("message") or {}).get("text") or ""):
            first = mark not in self._tally.arrived
            self._tally.arrived[mark].append(f"event {frame['number']}")
            self._tally.touch()
            if first and (answer := self._tally.answers.get(mark)) is not None:
                self._tally.took("reply to player by chat", time.time() - answer.at)
