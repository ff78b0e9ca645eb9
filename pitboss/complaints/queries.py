"""Every read of complaints."""

from __future__ import annotations

from uuid import UUID

from pitboss.complaints.conflicts import Standing
from pitboss.complaints.model import COLUMNS, Complaint, NoSuchComplaint, Source
from pitboss.db.tx import Tx


async def complaint(tx: Tx, brand: str, which: UUID) -> Complaint:
    """
    Raises:
        NoSuchComplaint.
    """
    found = await tx.maybe(
        Complaint, f"SELECT {COLUMNS} FROM complaint c WHERE c.brand_id = $1 AND c.id = $2", brand, which
    )
    if found is None:
        raise NoSuchComplaint
    return found


async def find(tx: Tx, name: str, *, brand: str | None = None) -> Complaint:
    """A case by its id or its number; `brand` where several have the number.

    Raises:
        NoSuchComplaint.
    """
    try:
        column, value = "id", UUID(name)  # type: tuple[str, UUID | str]
    except ValueError:
        column, value = "number", name.strip().upper()
    found = await tx.all(
        Complaint,
        f"SELECT {COLUMNS} FROM complaint c WHERE c.{column} = $1 AND ($2::text IS NULL OR c.brand_id = $2) LIMIT 2",
        value,
        brand,
    )
    if len(found) != 1:
        raise NoSuchComplaint
    return found[0]


async def standing(tx: Tx, one: Complaint, took_part: list[UUID]) -> Standing:
    """Who stands how to a case, for conflicts.py. The transaction is elevated, or its actor sees complaints."""
    rows = await tx.connection.fetch(
        """
        SELECT staff_id, array_agg(source) AS sources FROM complaint_party
        WHERE  brand_id = $1 AND complaint_id = $2
        GROUP  BY staff_id
        """,
        one.brand,
        one.id,
    )
    parties = {row["staff_id"]: frozenset(Source(source) for source in row["sources"]) for row in rows}
    logged = await tx.column(
        "SELECT staff_id FROM complaint_conflict WHERE brand_id = $1 AND complaint_id = $2", one.brand, one.id
    )
    led = await tx.connection.fetch(
        """
        SELECT m.staff_id, array_agg(DISTINCT l.staff_id) AS leads
        FROM   team_member m
        JOIN   team_member l ON l.brand_id = m.brand_id AND l.team_id = m.team_id AND l.lead AND l.staff_id <> m.staff_id
        WHERE  m.brand_id = $1 AND m.staff_id = ANY ($2)
        GROUP  BY m.staff_id
        """,
        one.brand,
        sorted({*parties, *took_part}),
    )
    return Standing(
        parties=parties,
        logged=frozenset(logged),
        took_part=frozenset(took_part),
        leads={row["staff_id"]: frozenset(row["leads"]) for row in led},
    )
