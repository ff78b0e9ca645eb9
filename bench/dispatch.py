"""Dispatch with many waiting tickets and 1,000 agents."""

from __future__ import annotations

import asyncio
import math
import time

from bench.desks import Desk, Server, environment
from bench.measure import Row, ms, times
from bench.servers import process
from pitboss.routing import dispatch

AGENTS = 1_000
SIZES = (1_000, 10_000, 100_000)


async def staff_up(desk: Desk) -> None:
    """1,000 agents of both brands, online, each serving three queues, and with room for everything."""
    if await desk.owner.fetchval("SELECT EXISTS (SELECT 1 FROM staff WHERE name LIKE 'Crowd %')"):
        return
    await desk.owner.execute(
        f"""
        INSERT INTO staff (id, email, name, password_hash, languages)
        SELECT gen_random_uuid(), 'crowd' || n || '@desk.example', 'Crowd ' || n, '-', CASE WHEN n % 3 = 0 THEN '{{en}}' ELSE '{{en,ru}}' END::text[]
        FROM   generate_series(1, {AGENTS}) AS n;
        INSERT INTO staff_role (brand_id, staff_id, role)
        SELECT b.id, s.id, 'agent' FROM staff s, brand b WHERE s.name LIKE 'Crowd %';
        WITH numbered AS (SELECT brand_id, id, row_number() OVER (PARTITION BY brand_id ORDER BY name) AS n, count(*) OVER (PARTITION BY brand_id) AS many
                          FROM queue WHERE NOT restricted)
        INSERT INTO queue_member (brand_id, queue_id, staff_id)
        SELECT q.brand_id, q.id, s.id FROM staff s, numbered q
        WHERE  s.name LIKE 'Crowd %' AND (substr(s.name, 7)::int + q.n) % q.many < 3;
        INSERT INTO staff_load (staff_id, class, capacity) SELECT id, c, 0 FROM staff, unnest('{{chat,mail}}'::text[]) AS c WHERE name LIKE 'Crowd %';
        INSERT INTO presence (staff_id, state, beat_at) SELECT id, 'online', now() + interval '10 years' FROM staff WHERE name LIKE 'Crowd %';
        """
    )


async def wait(desk: Desk, waiting: int, *, mail: int, chat: int) -> None:
    """Puts `waiting` mail tickets in line and gives every agent so much room."""
    await desk.owner.execute(
        f"""
        SET session_replication_role = replica;
        UPDATE ticket SET status = 'closed', assignee_id = NULL WHERE status <> 'closed' OR assignee_id IS NOT NULL;
        UPDATE ticket SET status = 'open', assignee_id = NULL, solved_at = NULL, queued_at = now(), class = 'mail', channel = 'email'
        WHERE  (brand_id, id) IN (SELECT brand_id, id FROM ticket ORDER BY number DESC LIMIT {waiting});
        UPDATE staff_load SET load = 0, capacity = CASE class WHEN 'mail' THEN {mail} ELSE {chat} END
        WHERE  staff_id IN (SELECT id FROM staff WHERE name LIKE 'Crowd %');
        RESET session_replication_role;
        """
    )
    for table in ("ticket", "staff_load"):
        await desk.owner.execute(f"VACUUM (ANALYZE) {table}")


async def decide(desk: Desk, many: int) -> float:
    """Seconds for one decision."""
    given = 0
    began = time.perf_counter()
    while given < many:
        step = await dispatch.step(desk.db)
        assert step, f"only {given} tickets were given"
        given += step
    return (time.perf_counter() - began) / given


async def latency(on: Server, desk: Desk, many: int) -> list[float]:
    """Seconds from the commit that queues a chat to the moment its assignment is seen, one after the other, by a worker
    of its own, while the mail lines are long and nobody has room for mail."""
    heard = asyncio.Event()
    await desk.owner.add_listener("pitboss_work", lambda *told: heard.set() if told[3] == "events" else None)
    chats = await desk.owner.fetch(
        "SELECT brand_id, id FROM ticket WHERE status = 'closed' AND NOT restricted ORDER BY number LIMIT $1",
        many,
    )
    found: list[float] = []
    async with (
        process(["-m", "pitboss", "worker", "--no-smtp"], environment(on, desk.owner_url)),
        asyncio.timeout(30 + many),
    ):
        for place, row in enumerate(chats):
            async with desk.owner.transaction():
                await desk.owner.execute(
                    """
                    UPDATE ticket SET status = 'open', class = 'chat', queued_at = now(), priority = 2, updated_at = now()
                    WHERE  brand_id = $1 AND id = $2
                    """,
                    row["brand_id"],
                    row["id"],
                )
                await desk.owner.execute("SELECT pg_notify('pitboss_work', 'dispatch')")
            began = time.perf_counter()
            while True:
                heard.clear()
                if await desk.owner.fetchval(
                    "SELECT assignee_id IS NOT NULL FROM ticket WHERE brand_id = $1 AND id = $2",
                    row["brand_id"],
                    row["id"],
                ):
                    break
                await heard.wait()
            if place >= 5:  # the worker has started
                found.append(time.perf_counter() - began)
    return found


async def run(on: Server, desk: Desk, *, quick: bool) -> list[Row]:
    sizes = SIZES[:2] if quick else SIZES
    many, rounds = (200, 2) if quick else (500, 3)
    await staff_up(desk)
    costs: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            await wait(desk, size, mail=10_000, chat=0)
            await decide(desk, 50)
            costs[size].append(await decide(desk, many))
    cost = {size: sorted(found)[len(found) // 2] for size, found in costs.items()}
    await wait(desk, sizes[-1], mail=0, chat=10)
    took = times(await latency(on, desk, 60 if quick else 300))
    growth = cost[sizes[-1]] / cost[sizes[0]]
    allowed = math.log(sizes[-1]) / math.log(sizes[0])
    return [
        Row(
            work=f"dispatch, {sizes[-1]:,} waiting, {AGENTS:,} agents",
            value=f"{1 / cost[sizes[-1]]:.0f} decisions/s ({ms(cost[sizes[-1]])} each)",
            floor="; ".join(f"{size:,} waiting: {ms(cost[size])}" for size in sizes[:-1]),
            ratio=growth,
            target=f"≤ {allowed:.2f}: log {sizes[-1]:,} / log {sizes[0]:,}",
            met=growth <= allowed,
            noise=f"{rounds} rounds of {many} decisions",
        ),
        Row(
            work=f"a chat from queued to assigned, beside {sizes[-1]:,} waiting mails",
            value=f"p99 {ms(took.p99)} (median {ms(took.median)})",
            noise=f"{took.count} chats, one after the other",
        ),
    ]
