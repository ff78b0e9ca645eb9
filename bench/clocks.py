"""A million running clocks of which none is due must cost nothing."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

from bench.desks import Desk, Server, environment
from bench.measure import Row, interleaved, ms
from bench.servers import process
from pitboss.sla import actions as sla

TARGET = 1.3
TICK = os.sysconf("SC_CLK_TCK")


async def look(desk: Desk, many: int) -> float:
    """Seconds for one round of the clocks' loop: a step that finds nothing, and when to look again."""
    began = time.perf_counter()
    for _ in range(many):
        assert await sla.step(desk.db) == 0, "a clock is due"
        await sla.next_at(desk.db)
    return (time.perf_counter() - began) / many


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


async def idle_worker(on: Server, desk: Desk, seconds: float) -> float:
    """The share of a core that an idle worker takes, with its connections in the database."""
    # Receipts that other benchmarks left in the outbox are work.
    await desk.owner.execute("UPDATE delivery SET state = 'sent', next_at = NULL WHERE next_at IS NOT NULL")
    async with process(["-m", "pitboss", "worker", "--no-smtp"], environment(on, desk.owner_url)) as worker:
        await asyncio.sleep(4)  # it has started, and found nothing

        async def spent() -> float:
            backends = await desk.owner.fetch(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND application_name IN ('pitboss worker', 'pitboss listen')
                """
            )
            return cpu_seconds(worker.pid) + sum(cpu_seconds(row["pid"]) for row in backends)

        before = await spent()
        await asyncio.sleep(seconds)
        return (await spent() - before) / seconds


async def run(on: Server, small: Desk, large: Desk, *, quick: bool) -> list[Row]:
    many, rounds, seconds = (50, 3, 4.0) if quick else (200, 7, 15.0)
    for desk in (small, large):  # what an earlier measurement left in kept data
        while await sla.step(desk.db):
            pass
    found = await interleaved(rounds, small=lambda: look(small, many), large=lambda: look(large, many))
    growth = found.ratio("large", "small")
    busy, base = await idle_worker(on, large, seconds), await idle_worker(on, small, seconds)
    return [
        Row(
            work=f"{large.size:,} running clocks, none due: one look",
            value=ms(found.median("large")),
            floor=f"{ms(found.median('small'))} with {small.size:,}",
            ratio=growth,
            target=f"≤ {TARGET}",
            met=growth <= TARGET,
            noise=f"{found.spread('large')}; a look comes at most every 30 s",
        ),
        Row(
            work="an idle worker beside them",
            value=f"{busy:.2%} of a core",
            floor=f"{base:.2%} with {small.size:,}",
            noise=f"over {seconds:.0f} s, its database connections included",
        ),
    ]
