"""Work that waits in the database, and the loops that do it.

A row that must be worked on says so itself: an original that is new, a delivery that is queued, a clock that is due, a
waiting ticket, a job. Each kind has a `step` that claims some with SKIP LOCKED and does them. A loop runs steps until
none is left, then sleeps until a commit wakes it (NOTIFY), its own next moment comes, or the safety interval ends.
A process that dies holds nothing but locks, and those die with it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import asyncpg
import msgspec
import structlog

log = structlog.get_logger()

SAFETY_SECONDS = 30.0  # a lost wake-up costs at most this


class Work(msgspec.Struct, frozen=True):
    """`step` does some work and says how much it did; `next_at` (optional) says when there will be work without
    anybody's waking."""

    name: str
    step: Callable[[], Awaitable[int]]
    next_at: Callable[[], Awaitable[datetime | None]] | None = None


class Loops:
    """Runs works until stopped. `wake(name)` cuts a sleep short."""

    def __init__(self, works: list[Work]) -> None:
        self.works = works
        self._wakes = {work.name: asyncio.Event() for work in works}
        self._stopping = asyncio.Event()
        self.errors = {work.name: 0 for work in works}
        self.done = {work.name: 0 for work in works}

    def wake(self, name: str) -> None:
        if name in self._wakes:
            self._wakes[name].set()

    def stop(self) -> None:
        self._stopping.set()
        for wake in self._wakes.values():
            wake.set()

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for work in self.works:
                group.create_task(self._loop(work), name=work.name)

    async def _loop(self, work: Work) -> None:
        wake = self._wakes[work.name]
        failures = 0
        while not self._stopping.is_set():
            wake.clear()
            try:
                while (done := await work.step()) and not self._stopping.is_set():
                    self.done[work.name] += done
                pause = await _until(work)
                failures = 0
            except (TimeoutError, Exception) as problem:
                failures += 1
                self.errors[work.name] += 1
                log.error(
                    "work failed",
                    work=work.name,
                    problem=type(problem).__name__,
                    failures=failures,
                    exc_info=True,
                )
                pause = min(0.2 * 2**failures, SAFETY_SECONDS)
                if failures > 1:
                    wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), pause)


async def _until(work: Work) -> float:
    due = await work.next_at() if work.next_at else None
    if due is None:
        return SAFETY_SECONDS
    return min(max((due - datetime.now(UTC)).total_seconds(), 0.0), SAFETY_SECONDS)


async def listen(
    url: str, channels: list[str], heard: Callable[[str, str], None], stopping: asyncio.Event
) -> None:
    """Hears NOTIFY on its own connection and calls `heard(channel, payload)`; connects again whenever that is lost,
    and then calls `heard(channel, "")` for each channel, since something may have been missed."""
    pause = 0.1
    while not stopping.is_set():
        try:
            connection: asyncpg.Connection[Any] = await asyncpg.connect(
                url, server_settings={"application_name": "pitboss listen"}
            )
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await asyncio.sleep(pause)
            pause = min(pause * 2, 2.0)
            continue
        pause = 0.1
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _c, lost=lost: lost.set())
        try:
            for channel in channels:
                await connection.add_listener(
                    channel, lambda _c, _pid, name, payload: heard(name, str(payload))
                )
                heard(channel, "")
            waits = [asyncio.create_task(lost.wait()), asyncio.create_task(stopping.wait())]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            continue
        finally:
            if not connection.is_closed():
                with contextlib.suppress(
                    OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError
                ):
                    await connection.close(timeout=2)
