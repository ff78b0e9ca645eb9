"""The timer of deadlines: warns when a share of the time is gone, and says when one is broken. Each clock knows the next
moment at which something comes of it, so while nothing is due nothing is read but the head of one index."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
import structlog

from pitboss.complaints import events as e
from pitboss.complaints import notices
from pitboss.complaints.actions import hold
from pitboss.complaints.model import Complaint
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record_in

log = structlog.get_logger()

AT_ONCE = 50


async def step(db: Database) -> int:
    """Strikes up to 50 clocks, each in its own transaction, under its case's lock."""
    async with db.single() as tx:
        due = await tx.connection.fetch(
            """
            SELECT brand_id, complaint_id, kind FROM complaint_deadline
            WHERE  next_at <= now()
            ORDER  BY next_at
            LIMIT  $1
            """,
            AT_ONCE,
        )
    for row in due:
        try:
            async with db.tx(SYSTEM) as tx:
                await _strike(tx, await hold(tx, row["brand_id"], row["complaint_id"]), row["kind"])
        except Exception as problem:  # one clock must not stop all others
            log.error(
                "complaint clock failed",
                complaint=str(row["complaint_id"]),
                problem=type(problem).__name__,
                exc_info=True,
            )
            async with db.tx(SYSTEM) as tx:
                await tx.run(
                    """
                    UPDATE complaint_deadline SET next_at = now() + interval '1 minute'
                    WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND next_at <= now()
                    """,
                    row["brand_id"],
                    row["complaint_id"],
                    row["kind"],
                )
    return len(due)


class _Struck(msgspec.Struct, frozen=True):
    due_at: datetime
    broken: bool


async def _strike(tx: Tx, one: Complaint, kind: str) -> None:
    struck = await tx.maybe(
        _Struck,
        """
        UPDATE complaint_deadline
        SET    warned_at = coalesce(warned_at, now()),
               broken_at = CASE WHEN due_at <= now() THEN now() END,
               next_at = CASE WHEN due_at > now() THEN due_at END
        WHERE  brand_id = $1 AND complaint_id = $2 AND kind = $3 AND next_at <= now() AND met_at IS NULL
        RETURNING due_at, broken_at IS NOT NULL AS broken
        """,
        one.brand,
        one.id,
        kind,
    )
    if struck is None:  # another worker did it, or a step has met it meanwhile
        return
    told: list[UUID] = await notices.leads(tx, one) if struck.broken or one.owner_staff_id is None else []
    if one.owner_staff_id is not None:
        told = [one.owner_staff_id, *told]
    if struck.broken:
        await record_in(
            tx, one.brand, e.ComplaintDeadlineBroken(complaint=one.id, kind=kind, due_at=struck.due_at)
        )
        await notices.tell(tx, one, "complaint_broken", told)
    else:
        await record_in(
            tx, one.brand, e.ComplaintDeadlineWarned(complaint=one.id, kind=kind, due_at=struck.due_at)
        )
        await notices.tell(tx, one, "complaint_warned", told)


async def next_at(db: Database) -> datetime | None:
    async with db.single() as tx:
        due: datetime | None = await tx.value(
            "SELECT min(next_at) FROM complaint_deadline WHERE next_at IS NOT NULL"
        )
        return due
