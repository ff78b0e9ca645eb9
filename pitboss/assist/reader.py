"""Words are read in a process of their own: in a server at work a reading takes four times as long as in a process that
does nothing else, and holds up every socket meanwhile (bench/README.md).

As a program it answers each line of its standard input, a text in JSON, by one line, its `Reading`."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import msgspec
import structlog

from pitboss.assist.model import Model
from pitboss.assist.topics import Reading, classify
from pitboss.kit.garbage import settle

SECONDS = 1.0  # a process that takes longer for one text is given up
PAUSE = 5.0  # seconds between two starts
MOST_WAITING = 64
_LINE = 2**20

log = structlog.get_logger()


class Gone(Exception):
    """The process has ended, or doesn't answer."""


class Reader:
    """The process is started by the first words and again by the next if it ended. While it isn't there, `here` reads.

    `model`: the file of the model; None for the packaged one."""

    def __init__(self, here: Callable[[str], Coroutine[Any, Any, Reading]], model: Path | None) -> None:
        self._here = here
        self._command = [
            sys.executable, "-I", "-m", "pitboss.assist.reader", *([str(model.resolve())] if model else []),
        ]  # fmt: skip
        self._keeping: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._asked: deque[asyncio.Future[Reading]] = deque()
        self._started = -PAUSE

    @property
    def pid(self) -> int | None:
        """Of the process, once it reads."""
        return self._process.pid if self._process else None

    async def read(self, text: str) -> Reading:
        if self._process is not None and len(self._asked) < MOST_WAITING:
            try:
                return await self._ask(self._process, text)
            except Gone:
                pass
        elif self._keeping is None and time.monotonic() - self._started >= PAUSE:
            self._started = time.monotonic()
            self._keeping = asyncio.create_task(self._keep())
        return await self._here(text)

    async def _ask(self, process: asyncio.subprocess.Process, text: str) -> Reading:
        answer: asyncio.Future[Reading] = asyncio.get_running_loop().create_future()
        self._asked.append(answer)
        assert process.stdin is not None
        process.stdin.write(msgspec.json.encode(text) + b"\n")
        try:
            async with asyncio.timeout(SECONDS):
                return await answer
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            raise Gone from None

    async def _keep(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LINE,
            env={"OPENBLAS_NUM_THREADS": "1"}, start_new_session=True,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            if await process.stdout.readline():  # it has its model
                self._process = process
            while line := await process.stdout.readline():
                answer = self._asked.popleft()
                if not answer.done():
                    answer.set_result(_reading.decode(line))
        finally:
            self._process = self._keeping = None
            for answer in self._asked:
                if not answer.done():
                    answer.set_exception(Gone)
            self._asked.clear()
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            log.info("the process that reads words has ended", status=process.returncode)

    async def close(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)


_reading = msgspec.json.Decoder(Reading)


def main() -> None:
    model = Model.load(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    classify("deposit", model=model)
    settle()
    print(flush=True)
    for line in sys.stdin.buffer:
        reading = classify(msgspec.json.decode(line, type=str), model=model)
        sys.stdout.buffer.write(msgspec.json.encode(reading) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
