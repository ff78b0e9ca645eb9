"""How many promises were kept, day by day, for the service page: counted a few minutes late, so that no visitor makes the
desk count a month of clocks."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from pitboss.db.tx import SYSTEM, Database, Tx

EVERY = timedelta(minutes=5)
DAYS = 30
AGAIN = 2  # the last days are counted anew: promises still break in them


class Kept(msgspec.Struct, frozen=True):
    """First replies of a channel in the last DAYS days."""

    channel: str
    kept: int
    broken: int


async def count(db: Database) -> None:
    """Counts for each brand the days that are not counted yet, and the last ones anew. First replies alone: a page that
    tells of several promises at once is read by nobody."""
    async with db.tx(SYSTEM) as tx:
        brands = await tx.column("SELECT id FROM brand ORDER BY id")
    for brand in brands:
        async with db.tx(SYSTEM) as tx:
            await _count(tx, brand)


async def _count(tx: Tx, brand: str) -> None:
    if not await tx.value("SELECT pg_try_advisory_xact_lock(hashtext('promise_day ' || $1))", brand):
        return  # another worker does
    known = await tx.value("SELECT max(day) FROM promise_day WHERE brand_id = $1", brand)
    await tx.run(
        """
        WITH since AS (
            SELECT CASE WHEN $2::date IS NULL THEN (now() AT TIME ZONE 'UTC')::date - $3::int
                        ELSE least($2::date, (now() AT TIME ZONE 'UTC')::date) - $4::int END AS day),
        gone AS (
            DELETE FROM promise_day p USING since s
            WHERE  p.brand_id = $1 AND p.day < (now() AT TIME ZONE 'UTC')::date - $3::int),
        judged AS (
            SELECT (met_at AT TIME ZONE 'UTC')::date AS day, ticket_id, false AS broken
            FROM   clock, since s
            WHERE  brand_id = $1 AND kind = 'first_reply' AND met_at >= s.day AT TIME ZONE 'UTC' AND breached_at IS NULL
            UNION ALL
            SELECT (breached_at AT TIME ZONE 'UTC')::date, ticket_id, true
            FROM   clock, since s
            WHERE  brand_id = $1 AND kind = 'first_reply' AND breached_at >= s.day AT TIME ZONE 'UTC')
        INSERT INTO promise_day (brand_id, day, channel, kept, broken)
        SELECT $1, j.day, t.channel, (count(*) FILTER (WHERE NOT j.broken))::int, (count(*) FILTER (WHERE j.broken))::int
        FROM   judged j JOIN ticket t ON t.brand_id = $1 AND t.id = j.ticket_id
        WHERE  NOT t.spam AND t.merged_into IS NULL
        GROUP  BY j.day, t.channel
        ON CONFLICT (brand_id, day, channel) DO UPDATE SET kept = excluded.kept, broken = excluded.broken
        """,
        brand,
        known,
        DAYS,
        AGAIN,
    )


async def kept(tx: Tx, brand: str) -> list[Kept]:
    """The transaction is SYSTEM's."""
    return await tx.all(
        Kept,
        """
        SELECT channel, sum(kept)::int AS kept, sum(broken)::int AS broken
        FROM   promise_day
        WHERE  brand_id = $1 AND day > (now() AT TIME ZONE 'UTC')::date - $2::int
        GROUP  BY channel
        ORDER  BY channel
        """,
        brand,
        DAYS,
    )


class Waited(msgspec.Struct, frozen=True):
    """What players of a channel really waited for a first answer in the last hour: seconds, for one in two and for nine of
    ten of them."""

    channel: str
    count: int
    median: float
    most: float


async def waited(tx: Tx, brand: str) -> list[Waited]:
    """Answers of people alone: a promise also ends where a request is solved without one. The transaction is SYSTEM's."""
    return await tx.all(
        Waited,
        """
        SELECT t.channel, count(*)::int AS count,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.met_at - c.started_at)::float8) AS median,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM c.met_at - c.started_at)::float8) AS most
        FROM  (SELECT ticket_id, met_at, started_at FROM clock
               WHERE  brand_id = $1 AND kind = 'first_reply' AND met_at > now() - interval '1 hour'
               ORDER  BY met_at DESC
               LIMIT  5000) c
        JOIN   ticket t ON t.brand_id = $1 AND t.id = c.ticket_id
        WHERE  NOT t.spam AND EXISTS (
                   SELECT 1 FROM message m
                   WHERE  m.brand_id = $1 AND m.ticket_id = t.id AND m.author_kind = 'agent' AND m.kind = 'reply'
                     AND  m.created_at <= c.met_at + interval '1 second')
        GROUP  BY t.channel
        ORDER  BY t.channel
        """,
        brand,
    )
