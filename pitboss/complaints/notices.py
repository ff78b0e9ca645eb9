"""Tells those who work on cases what needs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from pitboss.complaints.model import Complaint
from pitboss.db.tx import Tx
from pitboss.tickets.staff_notices import notify_of

MOST = 100
Occasion = Literal["complaint_given", "complaint_warned", "complaint_broken", "complaint_safety"]


async def tell(tx: Tx, one: Complaint, occasion: Occasion, people: Sequence[UUID]) -> None:
    """Whoever has not yet seen such a notice of this case gets no second one; nobody is told of what they did themselves."""
    others = [person for person in dict.fromkeys(people) if person != tx.actor.id][:MOST]
    await notify_of(tx, one.brand, occasion, "complaint_id", one.id, others)


async def leads(tx: Tx, one: Complaint) -> list[UUID]:
    """The leads of the case's team, and whoever may decide its brand's complaints."""
    return await tx.column(
        """
        SELECT DISTINCT s.id
        FROM   staff s
        WHERE  s.active AND (
               EXISTS (SELECT 1 FROM team_member m WHERE m.brand_id = $1 AND m.team_id = $2 AND m.staff_id = s.id AND m.lead)
               OR EXISTS (SELECT 1 FROM staff_role h JOIN role r ON r.name = h.role
                          WHERE h.brand_id = $1 AND h.staff_id = s.id AND 'complaints.decide' = ANY (r.permissions)
                            AND 'complaints.handle' = ANY (r.permissions)))
        ORDER  BY s.id
        LIMIT  $3
        """,
        one.brand,
        one.team_id,
        MOST,
    )


async def guards(tx: Tx, brand: str) -> list[UUID]:
    """Who looks after what concerns somebody's safety: those who work on complaints, and compliance; where there is neither,
    whoever sees complaints, so that somebody hears."""
    rows = await tx.connection.fetch(
        """
        SELECT s.id, bool_or('complaints.handle' = ANY (r.permissions) OR 'compliance.read' = ANY (r.permissions)) AS near
        FROM   staff s JOIN staff_role h ON h.staff_id = s.id AND h.brand_id = $1 JOIN role r ON r.name = h.role
        WHERE  s.active
        GROUP  BY s.id
        HAVING bool_or('complaints.see' = ANY (r.permissions))
        ORDER  BY 2 DESC, 1
        """,
        brand,
    )
    near = [row["id"] for row in rows if row["near"]]
    return (near or [row["id"] for row in rows])[:MOST]


async def of_safety(tx: Tx, brand: str, report: UUID) -> None:
    """Somebody unknown reports what concerns safety. The transaction is elevated."""
    others = [person for person in await guards(tx, brand) if person != tx.actor.id]
    await notify_of(tx, brand, "report_safety", "report_id", report, others)
