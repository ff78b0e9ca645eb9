"""Tells the players of linked tickets what an update says: each in their ticket's channel and language, once.

Who has to hear it is written down with the update (incident_told). A message and the mark that it was told are one
transaction, so whatever dies in between leaves both or neither, and the next worker goes on where the last one stopped.
docs/subsystems/incidents.md"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record_in
from pitboss.events.reasons import because
from pitboss.incidents import events
from pitboss.incidents.model import IncidentState
from pitboss.kit.refused import Refused
from pitboss.notifications.actions import tell
from pitboss.tickets import actions as tickets
from pitboss.tickets.model import STEPS, Ticket

log = structlog.get_logger()

BATCH = 20  # tickets between two reports of how far it is
SOLVED = because(
    "incident_resolved"
)  # the player has read it in the last update; reactions.py says it no second time
_AWAY = (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError, TimeoutError)
_BUSY = (asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError)


class Going(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    incident_id: UUID
    state: str
    text_ru: str
    text_en: str
    solves: bool
    at: datetime


async def step(db: Database) -> int:
    """Tells some players of each incident; of two updates of one incident the older first."""
    async with db.tx(SYSTEM) as tx:
        going = await tx.all(
            Going,
            """
            SELECT DISTINCT ON (brand_id, incident_id)
                   brand_id AS brand, id, incident_id, state, text_ru, text_en, solves, at
            FROM   incident_entry
            WHERE  telling
            ORDER  BY brand_id, incident_id, id
            LIMIT  10
            """,
        )
    return sum([await _batch(db, one) for one in going])


async def _batch(db: Database, one: Going) -> int:
    async with db.tx(SYSTEM) as tx:
        waiting = await tx.column(
            """
            SELECT ticket_id FROM incident_told
            WHERE  brand_id = $1 AND entry_id = $2 AND state = 'waiting'
            ORDER  BY ticket_id
            LIMIT  $3
            """,
            one.brand,
            one.id,
            BATCH,
        )
    dealt = sum([await _one(db, one, ticket) for ticket in waiting])
    if dealt or not waiting:
        await _report(db, one)
    return dealt


async def _report(db: Database, one: Going) -> None:
    async with db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            """
            SELECT (count(*) FILTER (WHERE state = 'told'))::int AS told,
                   (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting
            FROM   incident_told WHERE brand_id = $1 AND entry_id = $2
            """,
            one.brand,
            one.id,
        )
        assert row is not None
        if not row["waiting"]:
            await tx.run(
                "UPDATE incident_entry SET telling = false WHERE brand_id = $1 AND id = $2", one.brand, one.id
            )
        told = events.IncidentTold(incident=one.incident_id, entry=one.id, told=row["told"], waiting=row["waiting"])  # fmt: skip
        await record_in(tx, one.brand, told)


async def _one(db: Database, one: Going, ticket: UUID) -> bool:
    """False: another worker has it, or it must be tried again."""
    try:
        async with db.tx(SYSTEM) as tx:
            why = await tx.value(
                """
                SELECT why FROM incident_told
                WHERE  brand_id = $1 AND entry_id = $2 AND ticket_id = $3 AND state = 'waiting'
                FOR UPDATE SKIP LOCKED
                """,
                one.brand,
                one.id,
                ticket,
            )
            if why is None:
                return False
            held = await tickets.hold(tx, one.brand, ticket)
            out = left_out(held) or why
            solves = one.solves and left_out(held) is None and held.status in STEPS["solve"]
            if not out:
                await _say(tx, one, held, solves=solves)
            if solves:
                await tickets.solve(tx, held, reason=SOLVED)
            await _mark(tx, one, ticket, "left_out" if out else "told", out)
        return True
    except _BUSY:
        return False
    except _AWAY:
        raise
    except Refused as refused:
        why = refused.code
    except Exception as problem:  # one ticket must not hold up the others
        log.error("update not told", ticket=str(ticket), problem=type(problem).__name__, exc_info=True)
        why = "unforeseen"
    async with db.tx(SYSTEM) as tx:
        await _mark(tx, one, ticket, "failed", why)
    return True


async def _say(tx: Tx, one: Going, ticket: Ticket, *, solves: bool) -> None:
    text = one.text_ru if ticket.language == "ru" else one.text_en
    await tell(tx, ticket, occasion_of(IncidentState(one.state), solves=solves), {"news": text})


def occasion_of(state: IncidentState, *, solves: bool) -> str:
    """The template of an update."""
    if state is not IncidentState.resolved:
        return "incident_update"
    return "incident_solved" if solves else "incident_over"


async def _mark(tx: Tx, one: Going, ticket: UUID, state: str, why: str) -> None:
    await tx.run(
        """
        UPDATE incident_told SET state = $4, why = $5, at = now()
        WHERE  brand_id = $1 AND entry_id = $2 AND ticket_id = $3 AND state = 'waiting'
        """,
        one.brand,
        one.id,
        ticket,
        state,
        why,
    )


def left_out(ticket: Ticket) -> str | None:
    """Why nothing is told in a ticket. To players in danger only people write."""
    if ticket.merged_into is not None:
        return "merged"
    if ticket.spam:
        return "spam"
    if ticket.danger:
        return "danger"
    return None
