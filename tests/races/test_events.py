"""Whoever follows the log by `after` gets every committed event once and in order, whatever overlaps."""

from __future__ import annotations

import asyncio
import random

import pytest

from pitboss.db.tx import SYSTEM, Actor, Database, Kind
from pitboss.events import log
from pitboss.tickets import actions
from tests.desk import Desk
from tests.making import a_player, a_ticket


async def _says(db: Database, brand: str, ticket: object, chance: random.Random, *, fails: bool) -> None:
    """A few writes in one transaction that stays open for some turns, and may be rolled back."""
    try:
        async with db.tx(SYSTEM) as tx:
            held = await actions.hold(tx, brand, ticket)  # type: ignore[arg-type]
            for _ in range(chance.randint(1, 4)):
                held = await actions.tag(tx, held, [f"t{chance.random()}"])
                for _ in range(chance.randint(0, 6)):
                    await tx.value("SELECT 1")
            if fails:
                raise LookupError
    except LookupError:
        pass


@pytest.mark.parametrize("seed", range(4))
async def test_the_union_of_the_pages_is_every_event_once_in_order(desk: Desk, seed: int) -> None:
    chance = random.Random(seed)
    player = await a_player(desk.db, desk.brand)
    tickets = [await a_ticket(desk.db, desk.brand, player.id) for _ in range(6)]
    reader = Actor(
        kind=Kind.staff, id=player.id, brands=frozenset({desk.brand.id}), wide=frozenset({desk.brand.id})
    )
    async with desk.db.tx(SYSTEM) as tx:
        start = await log.watermark(tx)
    writing = asyncio.Event()

    async def writer(n: int) -> None:
        own = random.Random(seed * 100 + n)
        for _ in range(12):
            await _says(desk.db, desk.brand.id, tickets[n % 6], own, fails=own.random() < 0.2)

    async def follow() -> list[int]:
        got: list[int] = []
        position = start
        while True:
            over = writing.is_set()
            async with desk.db.tx(reader) as tx:
                page = await log.after(tx, position, limit=chance.choice([1, 3, 50]))
            for event in page:
                position = event.number
                got.append(event.number)
            if over and not page:
                return got
            await asyncio.sleep(0)

    readers = [asyncio.create_task(follow()) for _ in range(3)]
    await asyncio.gather(*[writer(n) for n in range(8)])
    writing.set()
    followed = await asyncio.gather(*readers)
    async with desk.db.tx(SYSTEM) as tx:
        committed = await tx.column(
            "SELECT number FROM event WHERE brand_id = $1 AND number > $2 ORDER BY number",
            desk.brand.id,
            start,
        )
    assert len(committed) > 100
    assert followed == [committed] * 3


async def test_an_older_transaction_still_open_holds_readers_back_and_then_nothing_is_missing(
    desk: Desk,
) -> None:
    player = await a_player(desk.db, desk.brand)
    slow, quick = [await a_ticket(desk.db, desk.brand, player.id) for _ in range(2)]
    async with desk.db.tx(SYSTEM) as tx:
        start = await log.watermark(tx)

    async def page() -> list[str]:
        async with desk.db.tx(SYSTEM) as tx:
            return [str(e.data["tags"]) for e in await log.after(tx, start) if e.brand == desk.brand.id]

    async with desk.db.tx(SYSTEM) as older:
        held = await actions.hold(older, desk.brand.id, slow)
        await actions.tag(older, held, ["first"])
        async with desk.db.tx(SYSTEM) as tx:
            await actions.tag(tx, await actions.hold(tx, desk.brand.id, quick), ["second"])
        assert await page() == []
    assert await page() == ["['first']", "['second']"]
