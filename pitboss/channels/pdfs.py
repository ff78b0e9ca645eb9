"""Looks into PDFs for card numbers, after they came in. A PDF can't be written anew without harm, so it stays as it is
and gets a mark, which its ticket shows; an agent may redact the whole file."""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import obstore.exceptions
import structlog

from pitboss.db.tx import SYSTEM, Database
from pitboss.files.store import FileStore
from pitboss.kit import pdf
from pitboss.tickets import actions as tickets

log = structlog.get_logger()

LEASE = timedelta(seconds=60)
MAX_LOOKS = 3
MAX_BYTES = 20 * 2**20
SECONDS = 20.0


class _Waiting(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket: UUID
    file_key: str
    size: int


async def step(db: Database, files: FileStore) -> int:
    """Looks into one; gives how many. The claim is a lease, committed first, so no transaction is open meanwhile."""
    async with db.tx(SYSTEM) as tx:
        waiting = await tx.maybe(
            _Waiting,
            """
            WITH due AS (
                SELECT brand_id, id FROM attachment
                WHERE  look_at <= now() AND file_key IS NOT NULL
                ORDER  BY look_at
                LIMIT  1
                FOR UPDATE SKIP LOCKED)
            UPDATE attachment a
            SET    looks = looks + 1, look_at = CASE WHEN looks + 1 < $2 THEN now() + $1::interval END
            FROM   due
            WHERE  a.brand_id = due.brand_id AND a.id = due.id
            RETURNING a.brand_id AS brand, a.id, a.ticket_id AS ticket, a.file_key, a.size
            """,
            LEASE,
            MAX_LOOKS,
        )
    if waiting is None:
        return 0
    try:
        found = waiting.size <= MAX_BYTES and await holds_card(await files.get(waiting.file_key))
    except (OSError, obstore.exceptions.BaseError) as problem:  # the lease runs out, and it is tried again
        log.warning("pdf not looked into", brand=waiting.brand, problem=type(problem).__name__)
        return 1
    async with db.tx(SYSTEM) as tx:
        if found:
            await tickets.suspect_card(tx, waiting.brand, waiting.ticket, waiting.id)
        await tx.run(
            "UPDATE attachment SET look_at = NULL WHERE brand_id = $1 AND id = $2", waiting.brand, waiting.id
        )
    return 1


async def holds_card(data: bytes) -> bool:
    """False also where the file can't be read, or takes too long."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "pitboss.kit.pdf", stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each thread would count as memory
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            await process.communicate(data)
    except TimeoutError:
        process.kill()
        await process.wait()
    return process.returncode == pdf.FOUND


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(look_at) FROM attachment WHERE look_at IS NOT NULL AND file_key IS NOT NULL"
        )
        return due
