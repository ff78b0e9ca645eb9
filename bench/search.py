"""Search for a rare word, against the bare index query."""

from __future__ import annotations

import random
import time

from bench.desks import RARE, Desk
from bench.measure import Row, ms, times
from pitboss.tickets import queries

TARGET = 2.0
BARE = "SELECT brand_id, ticket_id, id FROM message WHERE found @@ websearch_to_tsquery('russian', $1)"


async def run(desk: Desk, *, quick: bool) -> list[Row]:
    """One search after the other, each for another word; each followed by the bare query for a word of the same
    rarity, so that both meet the same weather."""
    many = 300 if quick else 2_000
    chance = random.Random(7)
    ours: list[float] = []
    bare: list[float] = []
    expected = desk.size // RARE
    for place in range(many + 20):
        word = f"rareword{chance.randrange(RARE)}"
        began = time.perf_counter()
        async with desk.db.look(desk.senior) as tx:
            hits = await queries.search(tx, word, limit=20)
        middle = time.perf_counter()
        rows = await desk.owner.fetch(BARE, f"rareword{chance.randrange(RARE)}")
        ended = time.perf_counter()
        assert len(hits) == min(expected, 20)
        assert len(rows) == expected
        if place >= 20:
            ours.append(middle - began)
            bare.append(ended - middle)
    mine, floor = times(ours), times(bare)
    ratio = mine.p99 / floor.p99
    return [
        Row(
            work=f"search for a word that {expected} of {desk.size:,} messages hold",
            value=f"p99 {ms(mine.p99)} (median {ms(mine.median)})",
            floor=f"p99 {ms(floor.p99)} (median {ms(floor.median)}): the index query alone",
            ratio=ratio,
            target=f"≤ {TARGET}",
            met=ratio <= TARGET,
            noise=f"{mine.count} searches; median {mine.median / floor.median:.1f}×",
        )
    ]
