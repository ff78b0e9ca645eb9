"""Reports of people unknown: what somebody says whom nobody has identified yet. Each becomes a case or is settled.
docs/subsystems/complaints.md"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.complaints import events as e
from pitboss.complaints import notices, queries
from pitboss.complaints.actions import (
    COUNTED,
    MAX_REASON,
    MAX_SAID,
    MAX_SUMMARY,
    REGISTER,
    How,
    NewComplaint,
    first_receipt,
    linkable,
    must_handle,
    register,
    staff_of,
    words,
)
from pitboss.complaints.model import Category, Complaint
from pitboss.db.tx import Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, NotFound


class NewReport(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says whom nobody has identified yet. `contact`: how they may be reached, as they said it."""

    brand: str
    said: str
    contact: str = ""
    channel: str = "phone"
    language: str = "en"
    safety: bool = False
    ticket: UUID | None = None
    received_at: datetime | None = None


async def report(tx: Tx, new: NewReport, *, key: str | None = None) -> UUID:
    """Keeps it at once; a report is never refused for want of a name. The same key again gives the report that it made."""
    if tx.actor.kind is Kind.staff:
        tx.actor.must(REGISTER, new.brand)
    said, contact = words(new.said, MAX_SAID), words(new.contact, 500, needed=False)
    linked = await linkable(tx, new.brand, [new.ticket]) if new.ticket else []
    await tx.elevate()
    if key is not None:
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"report {new.brand} {key}")
        before: UUID | None = await tx.value(
            "SELECT id FROM complaint_report WHERE brand_id = $1 AND key = $2", new.brand, key
        )
        if before is not None:
            return before
    made = new_id()
    await tx.run(
        f"""
        {COUNTED}
        INSERT INTO complaint_report (brand_id, id, number, said, contact, channel, language, safety, ticket_id, received_at,
                                      recorded_by, key)
        SELECT $1, $2, 'R-' || last, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM counted
        """,
        new.brand,
        made,
        said,
        contact,
        new.channel,
        new.language,
        new.safety,
        new.ticket,
        await first_receipt(tx, new.brand, new.received_at, linked),
        staff_of(tx),
        key,
    )
    await record_in(tx, new.brand, e.ComplaintReported(report=made, safety=new.safety))
    if new.safety:
        await notices.of_safety(tx, new.brand, made)
    return made


class NoSuchReport(NotFound):
    """There is no such report, or it isn't yours to see."""


class ReportSettled(Conflict):
    """This report has been settled."""


async def _hold_report(tx: Tx, brand: str, which: UUID) -> queries.Report:
    found = await queries.report(tx, brand, which, lock=True)
    if found is None:
        raise NoSuchReport
    if found.settled_at is not None:
        raise ReportSettled(complaint=str(found.complaint_id) if found.complaint_id else None)
    return found


def _as_case(
    held: queries.Report,
    player: UUID,
    category: Category,
    subcategory: str,
    summary: str,
    tickets: list[UUID],
) -> NewComplaint:
    return NewComplaint(
        brand=held.brand,
        player=player,
        category=category,
        subcategory=subcategory,
        summary=summary,
        how=How.report,
        tickets=tickets,
        channel=held.channel,
        language=held.language,
        received_at=held.received_at,
        safety=held.safety,
    )


async def identify(
    tx: Tx,
    brand: str,
    which: UUID,
    player: UUID,
    category: Category,
    *,
    subcategory: str = "",
    summary: str = "",
) -> Complaint:
    """Whoever reported is known now: the report becomes a case, received when the report was."""
    must_handle(tx, brand)
    held = await _hold_report(tx, brand, which)
    tickets = [held.ticket_id] if held.ticket_id else []
    made = await register(
        tx, _as_case(held, player, category, subcategory, summary or held.said[:MAX_SUMMARY], tickets)
    )
    await _settle(tx, brand, which, made.id, "")
    return made


async def become(
    tx: Tx,
    brand: str,
    which: UUID,
    player: UUID,
    category: Category,
    *,
    subcategory: str,
    summary: str,
    ticket: UUID,
    key: str,
) -> Complaint:
    """A report of somebody who has shown since then who they are: a case, received when the report was. `ticket`: of theirs, in
    which it goes on. The transaction is elevated or SYSTEM's."""
    held = await queries.report(tx, brand, which, lock=True)
    if held is None:
        raise NoSuchReport
    if held.complaint_id is not None:
        there = await queries.complaint(tx, brand, held.complaint_id)
        if there.player_id == player:
            return there
    made = await register(tx, _as_case(held, player, category, subcategory, summary, [ticket]), key=key)
    if held.complaint_id is None:  # else a colleague took it for another player's, who keeps that case
        await _settle(tx, brand, which, made.id, held.settled_why)
    return made


async def settle_report(tx: Tx, brand: str, which: UUID, *, reason: str) -> None:
    """It was looked into, and becomes no case: nobody could be identified, or it is no complaint."""
    must_handle(tx, brand)
    why = words(reason, MAX_REASON)
    await _hold_report(tx, brand, which)
    await tx.elevate()
    await _settle(tx, brand, which, None, why)


async def _settle(tx: Tx, brand: str, which: UUID, complaint: UUID | None, why: str) -> None:
    await tx.run(
        """
        UPDATE complaint_report SET complaint_id = $3, settled_why = $4, settled_at = now(), settled_by = $5
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        complaint,
        why,
        staff_of(tx),
    )
    await record_in(tx, brand, e.ComplaintReportSettled(report=which, became=complaint))
