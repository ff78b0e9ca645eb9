"""What `make demo` takes while nobody asks anything: memory, memory per open socket, and the time from start to answer."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from websockets.asyncio.client import connect

from bench.measure import Row
from bench.servers import Client, answers, free_port

SOCKETS = 500


def children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            found += [child, *children(child)]
    return found


def memory(pids: list[int]) -> int:
    """Bytes that these processes hold together: proportional set size, so what they share counts once."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


class Demo:
    """`pitboss demo` as a process on ports of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()

    @contextlib.asynccontextmanager
    async def running(self):  # type: ignore[no-untyped-def]
        env = {
            **os.environ,
            "PITBOSS_DATA_DIR": str(self.folder),
            "PITBOSS_PORT": str(self.port),
            "PITBOSS_SMTP_LISTEN": f"127.0.0.1:{free_port()}",
            "PITBOSS_DEMO_MAILBOX": f"127.0.0.1:{free_port()},127.0.0.1:{free_port()}",
            "PITBOSS_DEMO_PASSWORD": "bench bench bench",
            "PITBOSS_LOG_LEVEL": "error",
        }
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pitboss", "demo", "--quiet", env=env, stdout=asyncio.subprocess.DEVNULL
        )
        began = time.perf_counter()
        try:
            await answers(self.port, "/health/ready")
            yield child.pid, time.perf_counter() - began
        finally:
            child.send_signal(signal.SIGINT)
            try:
                await asyncio.wait_for(child.wait(), 30)
            except TimeoutError:
                child.kill()
                await child.wait()

    def processes(self, pid: int) -> dict[str, list[int]]:
        postmaster = int((self.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0])
        database = [postmaster, *children(postmaster)]
        ours = [p for p in (pid, *children(pid)) if p not in database]
        return {"python": ours, "postgres": database}


async def run(*, quick: bool) -> list[Row]:
    many = 100 if quick else SOCKETS
    with tempfile.TemporaryDirectory(prefix="pitboss-idle-") as folder:
        demo = Demo(Path(folder))
        async with demo.running() as (_, fresh):
            pass
        async with demo.running() as (pid, again):
            await asyncio.sleep(3 if quick else 10)
            held = {name: memory(pids) for name, pids in demo.processes(pid).items()}
            per_socket = await sockets(demo, pid, many)
    return [
        Row(
            work="make demo, idle: memory of all processes",
            value=f"{sum(held.values()) / 2**20:.0f} MiB",
            floor=", ".join(f"{name} {size / 2**20:.0f} MiB" for name, size in held.items()),
            noise="proportional set size",
        ),
        Row(
            work="an idle agent's socket",
            value=f"{per_socket / 1024:.0f} KiB",
            noise=f"growth of the server's memory by {many} sockets",
        ),
        Row(
            work="start to first answer",
            value=f"{again:.1f} s",
            floor=f"{fresh:.1f} s from empty data",
            noise="packages already installed",
        ),
    ]


async def sockets(demo: Demo, pid: int, many: int) -> float:
    """Bytes that one more connected socket costs the server."""
    client = Client(demo.port)
    body = msgspec.json.encode({"email": "frontline@demo.example", "password": "bench bench bench"})
    answer = await client.ask("POST", "/api/v1/session", body=body)
    assert answer.status < 300, answer.body
    token = msgspec.json.decode(answer.body)["token"]
    await client.close()
    python = demo.processes(pid)["python"]
    before = memory(python)
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(many):
            opened = await stack.enter_async_context(
                connect(
                    f"ws://127.0.0.1:{demo.port}/api/v1/stream",
                    additional_headers={"authorization": f"Bearer {token}"},
                    proxy=None,
                    ping_interval=None,
                )
            )
            await opened.recv()
        await asyncio.sleep(1)
        return (memory(python) - before) / many
