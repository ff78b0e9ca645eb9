"""A client of the desk that does not give up: its sockets resume by number, its requests are sent again with their key."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

PATIENCE = 150.0  # seconds: longer than the leases after which the desk takes up what a killed process held
NOT_YOURS = 4401

Frame = dict[str, Any]


class GaveUp(Exception):
    """A sentence: what could not be done in PATIENCE, or was refused for good."""


async def pause(attempt: int) -> None:
    await asyncio.sleep(min(2.0, 0.1 * 2 ** min(attempt, 6)) * random.uniform(0.5, 1.0))


class Api:
    """`base`: such as http://127.0.0.1:8000."""

    def __init__(self, base: str, client: httpx.AsyncClient, retries: Counter[str]) -> None:
        self.base = base
        self._client = client
        self._retries = retries

    async def ask(
        self, method: str, path: str, *, token: str | None = None, body: object = None, **more: Any
    ) -> httpx.Response:
        """The desk's answer below 500, other than 429, however many attempts it takes. A write needs a key in its body
        to be safe.

        Raises:
            GaveUp: after PATIENCE.
        """
        headers = {"authorization": f"Bearer {token}"} if token else {}
        began, attempt, problem = time.monotonic(), 0, ""
        while time.monotonic() - began < PATIENCE:
            try:
                answer = await self._client.request(
                    method, f"{self.base}/api/v1{path}", headers=headers, json=body, **more
                )
                if answer.status_code < 500 and answer.status_code != 429:
                    return answer
                problem = f"{answer.status_code} {answer.text[:200]}"
                self._retries[f"HTTP {answer.status_code}"] += 1
            except httpx.HTTPError as failure:
                problem = type(failure).__name__
                self._retries[problem] += 1
            attempt += 1
            await pause(attempt)
        raise GaveUp(f"{method} {path} did not work: {problem}.")

    async def get(self, path: str, *, token: str | None = None, **params: Any) -> Any:
        answer = await self.ask("GET", path, token=token, params=params)
        if answer.status_code != 200:
            raise GaveUp(f"GET {path} was refused: {answer.status_code} {answer.text[:200]}.")
        return answer.json()


class Feed:
    """One socket of the desk, over all its losses. `number`: of the last event that came."""

    def __init__(self, base: str, path: str, token: str, *, number: int | None = None) -> None:
        self._url = f"{base.replace('http', 'ws', 1)}{path}"
        self._token = token
        self._socket: Any = None
        self.number = number

    async def frames(self) -> AsyncIterator[Frame]:
        """Events in order; sockets that end are opened again after the last number.

        Raises:
            GaveUp: when the token is not valid (any more).
        """
        attempt = 0
        while True:
            after = "" if self.number is None else f"&after={self.number}"
            try:
                async with connect(
                    f"{self._url}?token={self._token}{after}",
                    proxy=None,
                    open_timeout=10,
                    compression=None,
                    max_queue=1000,
                ) as self._socket:
                    async for raw in self._socket:
                        attempt = 0
                        frame = msgspec.json.decode(raw)
                        if frame.get("type") == "hello":
                            self.number = frame["number"] if self.number is None else self.number
                            yield frame
                        elif frame.get("type") == "reset":
                            self.number = frame["number"]
                        elif "number" in frame:
                            yield frame
                            self.number = frame["number"]
                if self._socket.close_code == NOT_YOURS:
                    raise GaveUp("The desk does not know the socket's token any more.")
            except ConnectionClosed as closed:
                if closed.rcvd is not None and closed.rcvd.code == NOT_YOURS:
                    raise GaveUp("The desk does not know the socket's token any more.") from closed
            except (OSError, InvalidHandshake, TimeoutError):
                pass
            attempt += 1
            await pause(attempt)

    async def hang_up(self) -> None:
        """Ends the present socket, as a network does; `frames` opens another."""
        if self._socket is not None:
            await self._socket.close()
