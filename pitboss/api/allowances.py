"""Limits that hold for the whole desk, whichever process answers: token buckets in the database. For what is rare and
reaches strangers; what is frequent is limited in memory (kit/limits.py)."""

from __future__ import annotations

import hashlib

from pitboss.db.tx import Tx
from pitboss.kit.limits import Limit, TooMany


async def take(tx: Tx, brand: str, limit: Limit, key: str, *, factor: float) -> None:
    """One of `key`'s allowance; it comes back if the transaction doesn't commit. The transaction is SYSTEM's or elevated.

    Raises:
        TooMany: nothing is left.
    """
    burst, rate = limit.burst * factor, limit.per_second * factor
    left: float | None = await tx.value(
        """
        INSERT INTO allowance AS a (brand_id, name, key, tokens)
        VALUES ($1, $2, $3, $4::float8 - 1)
        ON CONFLICT (brand_id, name, key) DO UPDATE
        SET    tokens = least($4, a.tokens + $5::float8 * extract(epoch FROM clock_timestamp() - a.taken_at)) - 1,
               taken_at = clock_timestamp()
        WHERE  a.tokens + $5 * extract(epoch FROM clock_timestamp() - a.taken_at) >= 1
        RETURNING tokens
        """,
        brand,
        limit.name,
        hashlib.sha256(key.encode("utf-8", "replace")).digest(),
        burst,
        rate,
    )
    if left is None:
        raise TooMany(retry_after=max(1, round(1 / rate)))


async def sweep(tx: Tx) -> None:
    """Every allowance is whole again after a day."""
    await tx.run("DELETE FROM allowance WHERE taken_at < now() - interval '1 day'")
