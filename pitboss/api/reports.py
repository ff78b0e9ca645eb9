"""Reports: numbers over time for those who lead. docs/subsystems/feedback.md."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from uuid import UUID

from litestar import Response, get

from pitboss.api.audit import harmless
from pitboss.api.edge import Desk
from pitboss.api.lists import the_brand
from pitboss.api.views import gives
from pitboss.api.wall import zone_of
from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.quality.themes import Theme
from pitboss.reports import satisfaction
from pitboss.reports.satisfaction import Satisfaction
from pitboss.staff.actors import Signed

MOST_WEEKS = 104


@get("/reports/satisfaction")
async def read_satisfaction(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: int = 12,
    topic: str | None = None,
    queue: UUID | None = None,
    agent: UUID | None = None,
    channel: str | None = None,
    theme: Theme | None = None,
) -> Satisfaction:
    """What players say of the answers, of the tickets that you see: in all, week by week, by topic, queue and agent, and what
    their comments are about. `weeks`: so many back, with this one, at most 104; a week begins on the brand's Monday. `topic`
    includes the brand's own topics below it. `theme`: of the comments that are shown."""
    home = the_brand(signed.actor, brand)
    signed.actor.must("reports.see", home)
    async with desk.db.tx(signed.actor) as tx:
        asked = await _asked(tx, home, weeks, topic, queue, agent, channel, theme)
        return await satisfaction.satisfaction(tx, asked)


@get("/reports/satisfaction.csv", media_type="text/csv", responses=gives(200, str, "text/csv"))
async def export_satisfaction(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    weeks: int = 12,
    topic: str | None = None,
    queue: UUID | None = None,
    agent: UUID | None = None,
    channel: str | None = None,
    theme: Theme | None = None,
) -> Response[bytes]:
    """The ratings behind the report as a table, the newest 20,000."""
    home = the_brand(signed.actor, brand)
    signed.actor.must("reports.see", home)
    async with desk.db.tx(signed.actor) as tx:
        prefix = (await channels.brand(tx, home)).prefix
        rows = await satisfaction.rows(tx, await _asked(tx, home, weeks, topic, queue, agent, channel, theme))
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["at", "ticket", "score", "comment", "themes", "topic", "queue", "agent", "channel"])
    for row in rows:
        table.writerow(
            [
                row.at.isoformat(),
                f"{prefix}-{row.number}",
                row.score,
                harmless(row.comment),
                " ".join(row.themes),
                harmless(row.topic),
                harmless(row.queue or ""),
                harmless(row.agent or ""),
                row.channel,
            ]
        )
    headers = {
        "content-disposition": f'attachment; filename="satisfaction-{home}.csv"',
        "cache-control": "private, no-store",
    }
    # The byte order mark: without it spreadsheets read Cyrillic wrongly.
    return Response(
        b"\xef\xbb\xbf" + out.getvalue().encode(), media_type="text/csv; charset=utf-8", headers=headers
    )


async def _asked(
    tx: Tx,
    brand: str,
    weeks: int,
    topic: str | None,
    queue: UUID | None,
    agent: UUID | None,
    channel: str | None,
    theme: Theme | None,
) -> satisfaction.Asked:
    if not 1 <= weeks <= MOST_WEEKS:
        raise Invalid(f"A report goes back 1 to {MOST_WEEKS} weeks.")
    zone = zone_of((await channels.brand(tx, brand)).settings.get("time_zone")).key
    row = await tx.connection.fetchrow(
        """
        SELECT now() AS until,
               (date_trunc('week', now() AT TIME ZONE $1) - make_interval(weeks => $2 - 1)) AT TIME ZONE $1 AS since
        """,
        zone,
        weeks,
    )
    assert row is not None, "a select without a table gives a row"
    return satisfaction.Asked(
        brand, row["since"], row["until"] + timedelta(seconds=1), zone, topic, queue, agent, channel, theme
    )


HANDLERS = [read_satisfaction, export_satisfaction]
