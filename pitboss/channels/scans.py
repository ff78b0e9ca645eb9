"""Has ClamAV look at what came in, where one is configured. Nobody gets a file before; without an answer it waits."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import obstore.exceptions
import structlog

from pitboss.db.tx import SYSTEM, Database
from pitboss.files import clamd
from pitboss.files.clamd import ScannerAway, Verdict
from pitboss.files.store import FileMissing, FileStore
from pitboss.tickets import actions as tickets

log = structlog.get_logger()

LEASE = timedelta(minutes=4)
AGAIN = timedelta(seconds=10)  # while the scanner is away
BATCH = 4
MAX_BROKEN_OFF = 3  # so often it may hang up midway before the file counts as one that it can't check


class _Waiting(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket: UUID
    file_key: str
    scans: int


async def step(db: Database, files: FileStore, address: clamd.Address) -> int:
    """Newest first, so that files from before the scanner hold nobody up. The claim is a lease, committed first."""
    async with db.tx(SYSTEM) as tx:
        waiting = await tx.all(
            _Waiting,
            """
            WITH due AS (
                SELECT brand_id, id FROM attachment
                WHERE  scan IN ('none', 'waiting') AND scan_at <= now() AND file_key IS NOT NULL
                ORDER  BY id DESC
                LIMIT  $1
                FOR UPDATE SKIP LOCKED)
            UPDATE attachment a SET scan_at = now() + $2::interval
            FROM   due
            WHERE  a.brand_id = due.brand_id AND a.id = due.id
            RETURNING a.brand_id AS brand, a.id, a.ticket_id AS ticket, a.file_key, a.scans
            """,
            BATCH,
            LEASE,
        )
    await asyncio.gather(*(_scan(db, files, address, file) for file in waiting))
    return len(waiting)


async def _scan(db: Database, files: FileStore, address: clamd.Address, file: _Waiting) -> None:
    try:
        verdict = await clamd.scan(address, await files.get(file.file_key))
    except FileMissing:
        verdict = Verdict("unchecked", "the file is gone")
    except (ScannerAway, OSError, obstore.exceptions.BaseError) as problem:
        midway = isinstance(problem, ScannerAway) and problem.midway
        if not midway or file.scans + 1 < MAX_BROKEN_OFF:
            log.warning("file not scanned", brand=file.brand, problem=str(problem) or type(problem).__name__)
            await _put_off(db, file, counts=midway)
            return
        verdict = Verdict("unchecked", "the scanner broke off")
    async with db.tx(SYSTEM) as tx:
        await tickets.file_scanned(tx, file.brand, file.ticket, file.id, verdict.result, verdict.said)


async def _put_off(db: Database, file: _Waiting, *, counts: bool) -> None:
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE attachment SET scan_at = now() + $3::interval, scans = scans + $4 WHERE brand_id = $1 AND id = $2",
            file.brand,
            file.id,
            AGAIN,
            int(counts),
        )


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(scan_at) FROM attachment WHERE scan IN ('none', 'waiting') AND file_key IS NOT NULL"
        )
        return due
