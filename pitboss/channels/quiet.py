"""When nothing came in by a channel for longer than usual. What is usual is learned once a day from its last four weeks,
by the time of day and whether it is a weekend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Database

DAYS = timedelta(days=28)
MOST_ARRIVALS = 20_000  # the last ones; who gets more in four weeks is never quiet for long
LEARN_EVERY = timedelta(days=1)
CLASSES = 8  # a quarter of a day (UTC), on a weekday or at the weekend
QUARTER = timedelta(hours=6)
SHARE = 0.99
FACTOR = 2
ENOUGH = 30  # gaps; with fewer nothing is learned
LEAST, MOST = timedelta(minutes=15), timedelta(hours=72)
UNTIL_LEARNED = timedelta(hours=24)


def class_of(at: datetime) -> int:
    return (4 if at.isoweekday() >= 6 else 0) + at.hour // 6


def usual_quiet(arrivals: Sequence[datetime]) -> list[timedelta] | None:
    """For each class, the longest silence that is nothing unusual: twice what 99 of 100 gaps that began then stayed
    within. A class with few gaps takes what holds for all. `arrivals` rise, in UTC. None: too few."""
    gaps: list[list[timedelta]] = [[] for _ in range(CLASSES)]
    for before, after in pairwise(arrivals):
        gaps[class_of(before)].append(after - before)
    every = [gap for of_class in gaps for gap in of_class]
    if len(every) < ENOUGH:
        return None
    return [_longest(of_class if len(of_class) >= ENOUGH else every) for of_class in gaps]


def _longest(gaps: list[timedelta]) -> timedelta:
    return min(max(sorted(gaps)[ceil(SHARE * len(gaps)) - 1] * FACTOR, LEAST), MOST)


def is_quiet(
    since: datetime, now: datetime, *, setting: timedelta | None, usual: Sequence[timedelta] | None
) -> bool:
    """`since`: when something last came in. A silence that reaches into a quieter time of day is measured by that."""
    if setting is not None or not usual:
        return now - since > (setting or UNTIL_LEARNED)
    quarters = min(ceil((now - since) / QUARTER), CLASSES * 7)
    touched = {class_of(min(since + QUARTER * n, now)) for n in range(quarters + 1)}
    return now - since > max(usual[one] for one in touched)


class _Channel(msgspec.Struct, frozen=True):
    brand: str
    id: UUID


async def learn(db: Database) -> int:
    """For each channel whose habits were last looked at a day ago; gives how many."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.all(
            _Channel,
            """
            SELECT brand_id AS brand, id FROM channel
            WHERE  enabled AND (usual_at IS NULL OR usual_at < now() - $1::interval)
            ORDER  BY usual_at NULLS FIRST
            LIMIT  200
            """,
            LEARN_EVERY,
        )
    for channel in due:
        async with db.tx(SYSTEM) as tx:
            arrivals = await tx.column(
                """
                SELECT created_at FROM message
                WHERE  brand_id = $1 AND channel_id = $2 AND author_kind = 'player' AND created_at > now() - $3::interval
                ORDER  BY id DESC
                LIMIT  $4
                """,
                channel.brand,
                channel.id,
                DAYS,
                MOST_ARRIVALS,
            )
            await tx.run(
                "UPDATE channel SET usual_quiet = $3, usual_at = now() WHERE brand_id = $1 AND id = $2",
                channel.brand,
                channel.id,
                usual_quiet(sorted(arrivals)),
            )
    return len(due)
