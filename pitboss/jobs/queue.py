"""Jobs without a row of their own. `enqueue` rides in the caller's transaction: a rollback takes the job with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.kit.failures import in_words
from pitboss.kit.ids import new_id

log = structlog.get_logger()

MAX_ATTEMPTS = 8


class Job(msgspec.Struct, frozen=True):
    id: UUID
    brand: str | None
    kind: str
    data: dict[str, Any]
    attempts: int


Do = Callable[[Tx, Job], Awaitable[None]]


async def enqueue(
    tx: Tx, kind: str, data: Mapping[str, Any], *, brand: str | None = None, at: datetime | None = None
) -> UUID:
    """A job of `kind`, to be done after the commit, or at `at`."""
    job_id = new_id()
    await tx.run(
        "INSERT INTO job (id, brand_id, kind, data, next_at) VALUES ($1, $2, $3, $4, coalesce($5, now()))",
        job_id,
        brand,
        kind,
        dict(data),
        at,
    )
    tx.wake.add("jobs")
    return job_id


async def step(db: Database, kinds: Mapping[str, Do]) -> int:
    """Claims one due job and does it in one transaction: done and gone together. A failure is put off with back-off;
    after MAX_ATTEMPTS the job stays, visible, with its error."""
    job = None
    try:
        async with db.tx(SYSTEM) as tx:
            job = await tx.maybe(
                Job,
                """
                SELECT id, brand_id AS brand, kind, data, attempts
                FROM   job
                WHERE  next_at <= now() AND kind = ANY ($1)
                ORDER  BY next_at
                LIMIT  1
                FOR UPDATE SKIP LOCKED
                """,
                list(kinds),
            )
            if job is None:
                return 0
            await kinds[job.kind](tx, job)
            await tx.run("DELETE FROM job WHERE id = $1", job.id)
    except Exception as problem:
        if job is None:
            raise
        log.error("job failed", kind=job.kind, job=str(job.id), problem=type(problem).__name__, exc_info=True)
        async with db.tx(SYSTEM) as tx:
            await put_off(tx, job, in_words(problem))
    return 1


async def put_off(tx: Tx, job: Job, error: str) -> None:
    attempts = job.attempts + 1
    pause = None if attempts >= MAX_ATTEMPTS else timedelta(seconds=min(2**attempts, 3600))
    await tx.run(
        "UPDATE job SET attempts = $2, error = $3, next_at = now() + $4::interval WHERE id = $1",
        job.id,
        attempts,
        error,
        pause,
    )


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value("SELECT min(next_at) FROM job WHERE next_at IS NOT NULL")
        return due
