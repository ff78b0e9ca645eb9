"""Server processes, and a load of requests from this one. The load goes by a few lines of HTTP/1.1 of its own, so that it
costs little beside what it measures."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from bench.desks import Desk, Server, environment

STARTS_WITHIN = 30.0  # seconds
ANSWERS_WITHIN = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def process(
    command: Sequence[str], env: Mapping[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    child = await asyncio.create_subprocess_exec(
        sys.executable, *command, env={**os.environ, **env}, stdin=asyncio.subprocess.DEVNULL
    )
    try:
        yield child
    finally:
        if child.returncode is None:
            child.terminate()
            try:
                await asyncio.wait_for(child.wait(), 10)
            except TimeoutError:
                child.kill()
                await child.wait()


@contextlib.asynccontextmanager
async def desk_server(on: Server, desk: Desk) -> AsyncIterator[int]:
    """`pitboss serve`, one process, as it is run in earnest; gives its port."""
    port = free_port()
    env = environment(on, desk.owner_url, PITBOSS_PORT=str(port))
    async with process(["-m", "pitboss", "serve"], env):
        await answers(port, "/health/live")
        yield port


@contextlib.asynccontextmanager
async def bare_server(desk: Desk, statements: Path | None = None) -> AsyncIterator[int]:
    """`statements`: a file of what its `/run/{name}` runs."""
    port = free_port()
    root = str(Path(__file__).parent.parent)
    async with process(
        ["-m", "bench.bare", str(port), desk.owner_url, *([str(statements)] if statements else [])],
        {"PYTHONPATH": root},
    ):
        await answers(port, "/list")
        yield port


@contextlib.contextmanager
def apart(on: Server) -> Iterator[None]:
    """While it measures, this process has a core to itself, and the database and the servers it has started have the others.
    Sharing one, it would hear of a frame only when the server that sent it has nothing more to do: players and agents sit at
    machines of their own. Without a system that can do this (Linux can), or with fewer than three cores, nothing changes."""
    cores = os.sched_getaffinity(0) if sys.platform == "linux" else set()
    if len(cores) < 3:
        yield
        return
    mine = {max(cores)}
    postmaster = int((on.folder / "postgres" / "postmaster.pid").read_text().split()[0])
    others = [*_family(postmaster), *_family(os.getpid())[1:]]
    try:
        _keep_to(cores - mine, others)
        _keep_to(mine, [os.getpid()])
        yield
    finally:
        _keep_to(cores, [os.getpid(), *others, *_family(postmaster)])


def _keep_to(cores: set[int], processes: Iterable[int]) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):  # it has just ended
            os.sched_setaffinity(pid, cores)


def _family(pid: int) -> list[int]:
    """A process and all that come from it; of one that has just ended, itself."""
    children: list[str] = []
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


class Answer(msgspec.Struct, frozen=True):
    status: int
    body: bytes


class Client:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, *, token: str | None = None, body: bytes | None = None
    ) -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1:{self._port}\r\n"
        if token:
            head += f"authorization: Bearer {token}\r\n"
        if body is not None:
            head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + (body or b""))
        answered = (await reader.readuntil(b"\r\n\r\n")).lower()
        status = int(answered.split(b" ", 2)[1])
        length = int(answered.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        return Answer(status, await reader.readexactly(length) if length else b"")

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            with contextlib.suppress(OSError):
                await self._streams[1].wait_closed()


async def answers(port: int, path: str) -> None:
    """Waits until the server gives an answer."""
    until = time.monotonic() + STARTS_WITHIN
    while True:
        client = Client(port)
        try:
            if (await client.ask("GET", path)).status < 500:
                return
        except (OSError, asyncio.IncompleteReadError):
            if time.monotonic() > until:
                raise
        finally:
            await client.close()
        await asyncio.sleep(0.05)


async def load(
    port: int, path: str, *, token: str | None, clients: int, seconds: float
) -> tuple[float, list[float]]:
    """Requests a second, and the seconds of each, of so many clients that ask again as soon as they are answered."""
    took: list[float] = []
    until = time.perf_counter() + seconds

    async def one() -> None:
        client = Client(port)
        while (began := time.perf_counter()) < until:
            answer = await client.ask("GET", path, token=token)
            assert answer.status == 200, f"{path}: {answer.status} {answer.body[:200]!r}"
            took.append(time.perf_counter() - began)
        await client.close()

    began = time.perf_counter()
    async with asyncio.timeout(seconds + ANSWERS_WITHIN):
        await asyncio.gather(*(one() for _ in range(clients)))
    return len(took) / (time.perf_counter() - began), took
