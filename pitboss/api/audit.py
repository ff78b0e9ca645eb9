"""The log of everything, for those who check; and corrections, for training."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.params import QueryParameter

from pitboss.api.edge import Desk
from pitboss.api.lists import Limit, Number, page, place_of, the_brand
from pitboss.api.sentences import event_in
from pitboss.api.views import Listing, Page, gives
from pitboss.assist import corrections
from pitboss.events import audit
from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import Invalid
from pitboss.staff.actors import Signed

MOST_ROWS = 10_000  # of one CSV file
KINDS = ("staff", "player", "visitor", "system")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def _asked(
    type_: str | None,
    actor: str | None,
    ticket: UUID | None,
    after: int | None,
    before: int | None,
    since: datetime | None,
    until: datetime | None,
) -> audit.Asked:
    if any(moment is not None and moment.tzinfo is None for moment in (since, until)):
        raise Invalid("Give since and until with their offset, such as 2026-01-31T00:00:00Z.")
    staff = None if actor in (None, *KINDS) else _uuid(actor or "")
    return audit.Asked(
        type=type_,
        actor=staff,
        actor_kind=actor if actor in KINDS else None,
        ticket=ticket,
        after=after,
        before=before,
        since=since,
        until=until,
    )


def _uuid(text: str) -> UUID:
    if (found := as_uuid(text)) is None:
        raise Invalid(f"actor is the id of a member of staff, or one of: {', '.join(KINDS)}.")
    return found


TypeName = Annotated[str | None, QueryParameter(name="type", max_length=100)]


@get("/audit", operation_id="listAudit", responses=gives(200, Listing[audit.Entry]))
async def read_audit(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    type_: TypeName = None,
    actor: str | None = None,
    ticket: UUID | None = None,
    after: Number = None,
    before: Number = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: Limit = 100,
) -> Page:
    """Events of a brand, the newest first; with `after` the oldest first from that number on. `next` is the number to
    give as `before`, or as `after`. `actor`: the id of a member of staff, or staff, player, visitor, system. `since`,
    `until`: from that moment on, and before that one."""
    asked = _asked(type_, actor, ticket, after, before, since, until)
    async with desk.db.tx(signed.actor) as tx:
        rows = await audit.entries(tx, the_brand(signed.actor, brand), asked, limit=limit + 1)
    told = [msgspec.structs.replace(row, data=event_in(row.data, signed.locale)) for row in rows[:limit]]
    return Page(told, str(rows[limit - 1].number) if len(rows) > limit else None)


@get("/audit.csv", media_type="text/csv", responses=gives(200, str, "text/csv"))
async def export_audit(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    type_: TypeName = None,
    actor: str | None = None,
    ticket: UUID | None = None,
    after: Number = None,
    before: Number = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Response[bytes]:
    """The same as a table, at most 10,000 rows; if there are more, the header `x-next` holds the number to go on from."""
    asked = _asked(type_, actor, ticket, after, before, since, until)
    home = the_brand(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        rows = await audit.entries(tx, home, asked, limit=MOST_ROWS + 1)
    headers = {
        "content-disposition": f'attachment; filename="audit-{home}.csv"',
        "cache-control": "private, no-store",
    }
    if len(rows) > MOST_ROWS:
        headers["x-next"] = str(rows[MOST_ROWS - 1].number)
    return Response(as_csv(rows[:MOST_ROWS]), media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(rows: list[audit.Entry]) -> bytes:
    """With a byte order mark, without which spreadsheets read Cyrillic wrongly."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(
        ["number", "at", "type", "actor_kind", "actor_id", "actor", "ticket", "reference", "version", "data"]
    )
    for row in rows:
        table.writerow(
            [
                row.number,
                row.at.isoformat(),
                harmless(row.type),
                row.actor_kind,
                row.actor_id or "",
                harmless(row.actor),
                row.ticket or "",
                harmless(row.reference or ""),
                "" if row.version is None else row.version,
                harmless(msgspec.json.encode(row.data).decode()),
            ]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(cell: str) -> str:
    """A spreadsheet must show what a player wrote, not run it (OWASP: CSV injection)."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA) else cell


@get("/corrections", responses=gives(200, Listing[corrections.Correction]))
async def list_corrections(
    desk: Desk, signed: Signed, brand: str | None = None, cursor: str | None = None, limit: Limit = 100
) -> Page:
    """What agents put right, the oldest first: `text` is about `topic`, the classifier had said `was`."""
    after = place_of(cursor, corrections.Place)
    async with desk.db.tx(signed.actor) as tx:
        rows = await corrections.corrections(tx, the_brand(signed.actor, brand), after=after, limit=limit + 1)
    return page(rows, limit, lambda row: corrections.Place(row.created_at, row.ticket))


HANDLERS = [read_audit, export_audit, list_corrections]
