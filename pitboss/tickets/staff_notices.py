"""What the desk and its supervisors tell the staff, mostly about a ticket: a line on their desk until they have seen it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, get_args
from uuid import UUID

import msgspec

from pitboss.db.tx import Call, Tx
from pitboss.events.log import record, record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import NotFound
from pitboss.tickets import events
from pitboss.tickets.model import Ticket

MOST = 100  # people told at once
KEPT = "30 days"

Need = Literal["assigned", "taken_over", "said", "mentioned"]


class Notice(msgspec.Struct, frozen=True):
    """`kind`: notify_team or notify_supervisor, as in the ladder of a promise; reply_stopped: a reply of yours that was to
    go later is a draft again; whisper: a supervisor's note for you in a ticket; broadcast: `text` of `by`, about no
    ticket; article_overdue: `article` of yours should be read again, `subject` is its title; assigned: the ticket is yours
    now; taken_over: it was yours and is another's, `by`; said: the player has written in a ticket of yours; mentioned: by
    `by`, in a note. Of these four there is one for a ticket: `times` since you looked, at last at `created_at`.
    incident_suspected: many players write alike, `alarm` is which, `topic` what about. complaint_given: the case `complaint`
    is yours now; complaint_warned, complaint_broken: of a deadline of it. `reference` is its number. rules_warned: in the
    rules of complaints, of the `pack`, there is something to look at. complaint_safety, report_safety: the case
    `complaint`, or the `report` of somebody unknown, concerns somebody's safety."""

    brand: str
    id: UUID
    kind: Literal[
        "notify_team",
        "notify_supervisor",
        "reply_stopped",
        "whisper",
        "broadcast",
        "article_overdue",
        "assigned",
        "taken_over",
        "said",
        "mentioned",
        "incident_suspected",
        "complaint_given",
        "complaint_warned",
        "complaint_broken",
        "rules_warned",
        "complaint_safety",
        "report_safety",
    ]
    ticket_id: UUID | None
    article: UUID | None
    alarm: UUID | None
    complaint: UUID | None
    report: UUID | None
    pack: str | None
    topic: str | None
    number: int | None
    reference: str | None
    subject: str | None
    due_at: datetime | None
    text: str | None
    by: str | None
    times: int
    created_at: datetime
    seen_at: datetime | None


_COLUMNS = """n.brand_id AS brand, n.id, n.kind, n.ticket_id, n.article_id AS article, n.alarm_id AS alarm, n.complaint_id AS complaint, n.report_id AS report, n.pack, a.topic, t.number,
    coalesce(d.prefix || '-' || t.number, k.number, r.number) AS reference, coalesce(t.subject, v.title) AS subject,
    coalesce(t.due_at, k.next_due_at) AS due_at, b.text, s.name AS by, n.times,
    n.created_at, n.seen_at"""
_FROM = """staff_notice n
    JOIN brand d ON d.id = n.brand_id
    LEFT JOIN ticket t ON t.brand_id = n.brand_id AND t.id = n.ticket_id
    LEFT JOIN broadcast b ON b.brand_id = n.brand_id AND b.id = n.broadcast_id
    LEFT JOIN article_version v ON v.brand_id = n.brand_id AND v.article_id = n.article_id AND v.live
    LEFT JOIN incident_alarm a ON a.brand_id = n.brand_id AND a.id = n.alarm_id
    LEFT JOIN complaint k ON k.brand_id = n.brand_id AND k.id = n.complaint_id
    LEFT JOIN complaint_report r ON r.brand_id = n.brand_id AND r.id = n.report_id
    LEFT JOIN staff s ON s.id = coalesce(b.staff_id, n.by_id)"""
# Hides a notice of a ticket, case or report that has since gone where its reader may not follow.
_STILL = """(n.ticket_id IS NULL OR t.id IS NOT NULL) AND (n.complaint_id IS NULL OR k.id IS NOT NULL)
    AND (n.report_id IS NULL OR r.id IS NOT NULL)"""


async def team_of(tx: Tx, ticket: Ticket) -> list[UUID]:
    """Who serves the ticket's queue; of a queue that nobody serves the supervisors, so that somebody hears."""
    members = await tx.column(
        """
        SELECT m.staff_id
        FROM   queue_member m JOIN staff s ON s.id = m.staff_id AND s.active
        WHERE  m.brand_id = $1 AND m.queue_id = $2
          AND  EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = $1 AND r.staff_id = m.staff_id)
        ORDER  BY m.staff_id
        LIMIT  $3
        """,
        ticket.brand,
        ticket.queue_id,
        MOST,
    )
    return members or await supervisors_of(tx, ticket)


async def supervisors_of(tx: Tx, ticket: Ticket) -> list[UUID]:
    return await tx.column(
        """
        SELECT r.staff_id
        FROM   staff_role r JOIN staff s ON s.id = r.staff_id AND s.active
        WHERE  r.brand_id = $1 AND r.role = 'supervisor'
        ORDER  BY r.staff_id
        LIMIT  $2
        """,
        ticket.brand,
        MOST,
    )


async def notify(tx: Tx, ticket: Ticket, kind: str, people: list[UUID]) -> None:
    """Whoever has not yet seen such a notice of this ticket gets no second one."""
    told = await _keep(tx, ticket.brand, kind, "ticket_id", ticket.id, people)
    if told:
        await record(tx, ticket, events.StaffNotified(what=kind, to=told))


async def notify_of(
    tx: Tx,
    brand: str,
    kind: str,
    about: Literal["complaint_id", "alarm_id", "pack", "report_id"],
    which: UUID | str,
    people: Sequence[UUID],
) -> int:
    """As `notify`, of what is no ticket; gives how many were told. `about`: the column that names it."""
    told = await _keep(tx, brand, kind, about, which, people)
    if told:
        await record_in(tx, brand, events.StaffNotified(what=kind, to=told))
    return len(told)


async def _keep(
    tx: Tx, brand: str, kind: str, about: str, which: UUID | str, people: Sequence[UUID]
) -> list[UUID]:
    return await tx.column(
        f"""
        INSERT INTO staff_notice (brand_id, id, staff_id, {about}, kind)
        SELECT $1, n.id, n.staff, $2, $3 FROM unnest($4::uuid[], $5::uuid[]) AS n (id, staff)
        ON CONFLICT DO NOTHING
        RETURNING staff_id
        """,
        brand,
        which,
        kind,
        [new_id() for _ in people],
        list(people),
    )


def need(tx: Tx, ticket: Ticket, kind: Need, people: Sequence[UUID], *, by: UUID | None = None) -> None:
    """Goes with the commit, so that it costs whoever writes no round trip. Nobody is told of what they did themselves."""
    told = [person for person in people if person != tx.actor.id]
    if told:
        ids = [new_id() for _ in told]
        tx.at_last(Call("tell_staff", (ticket.brand, ticket.id, kind, by, ids, told)))


async def of_actor(
    tx: Tx, *, unseen: bool, before: tuple[datetime, UUID] | None = None, limit: int = 50
) -> list[Notice]:
    """The actor's own, the newest first, of tickets that they see; `before`: the sort key of the last one known."""
    at, id_ = before or (None, None)
    return await tx.all(
        Notice,
        f"""
        SELECT {_COLUMNS}
        FROM   {_FROM}
        WHERE  n.staff_id = $1 AND {_STILL} AND (NOT $2 OR n.seen_at IS NULL)
          AND  ($3::timestamptz IS NULL OR (n.created_at, n.id) < ($3, $4::uuid))
        ORDER  BY n.created_at DESC, n.id DESC
        LIMIT  $5
        """,
        tx.actor.id,
        unseen,
        at,
        id_,
        limit,
    )


async def see(tx: Tx, notice: UUID, *, upto: datetime | None = None) -> Notice:
    """`upto`: the `created_at` that its reader knew; if it has come again since, it stays new.

    Raises:
        NotFound: also when it is a colleague's.
    """
    await tx.run(
        """
        UPDATE staff_notice SET seen_at = coalesce(seen_at, now())
        WHERE  brand_id = ANY ($1) AND id = $2 AND staff_id = $3 AND ($4::timestamptz IS NULL OR created_at <= $4)
        """,
        sorted(tx.actor.brands),
        notice,
        tx.actor.id,
        upto,
    )
    seen = await tx.maybe(
        Notice,
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE n.brand_id = ANY ($1) AND n.id = $2 AND n.staff_id = $3 AND {_STILL}",
        sorted(tx.actor.brands),
        notice,
        tx.actor.id,
    )
    if seen is None:
        raise NotFound("There is no such notice, or it isn't yours to see.")
    return seen


async def see_up_to(tx: Tx, ticket: Ticket, staff: UUID, message: UUID) -> list[UUID]:
    """`staff` has read the ticket up to `message`, and so what mentions them. Gives the notices that are seen by that:
    all that the ticket needed them for, unless the player has written since."""
    return await tx.column(
        """
        WITH mentioned AS (
            UPDATE mention SET seen_at = now()
            WHERE  brand_id = $1 AND ticket_id = $2 AND staff_id = $3 AND message_id <= $4 AND seen_at IS NULL)
        UPDATE staff_notice SET seen_at = now()
        WHERE  brand_id = $1 AND ticket_id = $2 AND staff_id = $3 AND kind = ANY ($5) AND seen_at IS NULL
          AND  NOT EXISTS (SELECT 1 FROM message m
                           WHERE m.brand_id = $1 AND m.ticket_id = $2 AND m.id > $4 AND m.author_kind = 'player')
        RETURNING id
        """,
        ticket.brand,
        ticket.id,
        staff,
        message,
        list(get_args(Need)),
    )


async def sweep(tx: Tx) -> int:
    await tx.run(f"DELETE FROM broadcast WHERE created_at < now() - interval '{KEPT}'")
    return await tx.run(f"DELETE FROM staff_notice WHERE created_at < now() - interval '{KEPT}'")
