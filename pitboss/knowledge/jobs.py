"""What happens to articles by itself: publications on time, and a word to the owner of what should be read again."""

from __future__ import annotations

from datetime import datetime

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.knowledge import queries
from pitboss.knowledge.actions import put_live
from pitboss.knowledge.model import Stage
from pitboss.tickets.events import StaffNotified

AGAIN = "7 days"  # until an owner is reminded once more
AT_ONCE = 200


async def step(db: Database) -> int:
    """Publishes one approved version whose time has come."""
    async with db.tx(SYSTEM) as tx:
        due = await tx.connection.fetchrow(
            """
            SELECT a.brand_id, a.id
            FROM   article_version v JOIN article a ON a.brand_id = v.brand_id AND a.id = v.article_id
            WHERE  v.publish_at <= now()
            ORDER  BY v.publish_at
            LIMIT  1
            FOR UPDATE OF a SKIP LOCKED
            """
        )
        if due is None:
            return 0
        known = await queries.find(tx, due["id"], brand=due["brand_id"])
        work = await queries.work(tx, known.brand, known.id)
        if work is not None and work.stage is Stage.approved and work.publish_at is not None:
            await put_live(tx, known, work)
        return 1


async def next_at(db: Database) -> datetime | None:
    async with db.tx(SYSTEM) as tx:
        due: datetime | None = await tx.value(
            "SELECT min(publish_at) FROM article_version WHERE publish_at IS NOT NULL"
        )
        return due


async def remind(tx: Tx) -> int:
    """Tells the owners of overdue articles, once a week until somebody has read them again; where the owner has left, or
    there is none, the brand's supervisors."""
    rows = await tx.connection.fetch(
        f"""
        SELECT a.brand_id AS brand, a.id,
               coalesce(
                   (SELECT array_agg(s.id) FROM staff s
                    WHERE  s.id = a.owner_id AND s.active
                      AND  EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = a.brand_id AND r.staff_id = s.id)),
                   (SELECT array_agg(r.staff_id) FROM staff_role r JOIN staff s ON s.id = r.staff_id AND s.active
                    WHERE  r.brand_id = a.brand_id AND r.role = 'supervisor'), '{{}}') AS people
        FROM   article a
        WHERE  a.state = 'published' AND a.review_by < CURRENT_DATE
          AND  (a.reminded_at IS NULL OR a.reminded_at < now() - interval '{AGAIN}')
        ORDER  BY a.review_by
        LIMIT  {AT_ONCE}
        FOR UPDATE OF a SKIP LOCKED
        """
    )
    for row in rows:
        told = await tx.column(
            """
            INSERT INTO staff_notice (brand_id, id, staff_id, kind, article_id)
            SELECT $1, n.id, n.staff, 'article_overdue', $2 FROM unnest($3::uuid[], $4::uuid[]) AS n (id, staff)
            ON CONFLICT DO NOTHING
            RETURNING staff_id
            """,
            row["brand"],
            row["id"],
            [new_id() for _ in row["people"]],
            row["people"],
        )
        await tx.run(
            "UPDATE article SET reminded_at = now() WHERE brand_id = $1 AND id = $2", row["brand"], row["id"]
        )
        if told:
            await record_in(tx, row["brand"], StaffNotified(what="article_overdue", to=told))
    return len(rows)
