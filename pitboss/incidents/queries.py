"""Every read of incidents and alarms."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.incidents.alike import Known, looks_like, telling_words
from pitboss.incidents.model import (
    Alarm,
    AlarmState,
    How,
    Incident,
    IncidentEntry,
    IncidentState,
    NoSuchAlarm,
    NoSuchIncident,
    Severity,
)
from pitboss.tickets.model import Ticket, package_topic

COLUMNS = """i.brand_id AS brand, i.id, i.title_ru, i.title_en, i.public AS shown, i.state, i.severity, i.topics, i.games,
    i.methods, i.words, i.version, i.opened_by, i.opened_at, i.resolved_at"""
_ALARM = """a.brand_id AS brand, a.id, a.topic, a.words, a.state, a.players, a.usual, a.first_at, a.last_at, a.incident_id,
    a.reason, a.quiet_until, a.decided_by, a.decided_at,
    ARRAY(SELECT t.ticket_id FROM incident_alarm_ticket t WHERE t.brand_id = a.brand_id AND t.alarm_id = a.id
          ORDER BY t.ticket_id DESC LIMIT 200) AS tickets"""
SHOWN_FOR = timedelta(days=7)  # what is resolved, to players


def incident_of(row: Any) -> Incident:
    return Incident(**{**row, "state": IncidentState(row["state"]), "severity": Severity(row["severity"])})


def alarm_of(row: Any) -> Alarm:
    return Alarm(**{**row, "state": AlarmState(row["state"])})


async def incident(tx: Tx, brand: str, which: UUID) -> Incident:
    """
    Raises:
        NoSuchIncident.
    """
    row = await tx.connection.fetchrow(
        f"SELECT {COLUMNS} FROM incident i WHERE i.brand_id = $1 AND i.id = $2", brand, which
    )
    if row is None:
        raise NoSuchIncident
    return incident_of(row)


async def open_ones(tx: Tx, brand: str) -> list[Incident]:
    """The gravest and newest first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS} FROM incident i
        WHERE  i.brand_id = $1 AND i.state <> 'resolved'
        ORDER  BY array_position(ARRAY['critical', 'major', 'minor'], i.severity), i.id DESC
        """,
        brand,
    )
    return [incident_of(row) for row in rows]


async def resolved(tx: Tx, brand: str, *, before: UUID | None, limit: int) -> list[Incident]:
    """The last opened first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS} FROM incident i
        WHERE  i.brand_id = $1 AND i.state = 'resolved' AND ($2::uuid IS NULL OR i.id < $2)
        ORDER  BY i.id DESC
        LIMIT  $3
        """,
        brand,
        before,
        limit,
    )
    return [incident_of(row) for row in rows]


async def lately_resolved(tx: Tx, brand: str) -> list[Incident]:
    """Of the last week, the last first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS} FROM incident i
        WHERE  i.brand_id = $1 AND i.state = 'resolved' AND i.resolved_at > now() - $2::interval
        ORDER  BY i.resolved_at DESC
        LIMIT  20
        """,
        brand,
        SHOWN_FOR,
    )
    return [incident_of(row) for row in rows]


async def of_ticket(tx: Tx, brand: str, ticket: UUID) -> list[Incident]:
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS} FROM incident i
        JOIN   incident_ticket t ON t.brand_id = i.brand_id AND t.incident_id = i.id
        WHERE  t.brand_id = $1 AND t.ticket_id = $2
        ORDER  BY i.id DESC
        """,
        brand,
        ticket,
    )
    return [incident_of(row) for row in rows]


async def suggested(tx: Tx, ticket: Ticket) -> Incident | None:
    """The open incident that a ticket seems to report."""
    known = await open_ones(tx, ticket.brand)
    if not known or ticket.status == "closed" or ticket.danger or ticket.spam or ticket.merged_into:
        return None
    text: str | None = await tx.value(
        """
        SELECT left(text, 2000) FROM message
        WHERE  brand_id = $1 AND ticket_id = $2 AND author_kind = 'player'
        ORDER  BY id
        LIMIT  1
        """,
        ticket.brand,
        ticket.id,
    )
    words = telling_words(f"{ticket.subject}\n{text or ''}")
    found = looks_like(package_topic(ticket.topic), words, [known_of(one) for one in known])
    return next((one for one in known if one.id == found), None)


def known_of(one: Incident) -> Known:
    return Known(
        one.id,
        (one.title_ru, one.title_en),
        tuple(one.topics),
        (*one.games, *one.methods),
        tuple(one.words),
    )


class IncidentCounts(msgspec.Struct, frozen=True):
    """Of an incident: tickets linked to it, those of them still to be answered, and different players."""

    tickets: int
    unsolved: int
    players: int


async def counts(tx: Tx, brand: str, incidents: list[UUID]) -> dict[UUID, IncidentCounts]:
    """Past the wall: the transaction is elevated. Numbers only."""
    rows = await tx.connection.fetch(
        """
        SELECT i.incident_id, count(*)::int AS tickets, count(DISTINCT t.player_id)::int AS players,
               (count(*) FILTER (WHERE t.status NOT IN ('solved', 'closed')))::int AS unsolved
        FROM   incident_ticket i JOIN ticket t ON t.brand_id = i.brand_id AND t.id = i.ticket_id
        WHERE  i.brand_id = $1 AND i.incident_id = ANY ($2)
        GROUP  BY i.incident_id
        """,
        brand,
        incidents,
    )
    found = {
        row["incident_id"]: IncidentCounts(row["tickets"], row["unsolved"], row["players"]) for row in rows
    }
    return {one: found.get(one, IncidentCounts(0, 0, 0)) for one in incidents}


async def entries(tx: Tx, brand: str, which: UUID) -> list[IncidentEntry]:
    """The timeline, the newest first, with how far each telling is. Past the wall: the transaction is elevated."""
    rows = await tx.connection.fetch(
        """
        SELECT e.id, e.state, e.was, e.text_ru, e.text_en, e.solves, e.telling, e.staff_id, e.at, n.total, n.waiting, n.told,
               n.left_out, n.failed
        FROM   incident_entry e
        CROSS  JOIN LATERAL (
            SELECT count(*)::int AS total, (count(*) FILTER (WHERE state = 'waiting'))::int AS waiting,
                   (count(*) FILTER (WHERE state = 'told'))::int AS told,
                   (count(*) FILTER (WHERE state = 'left_out'))::int AS left_out,
                   (count(*) FILTER (WHERE state = 'failed'))::int AS failed
            FROM   incident_told o WHERE o.brand_id = e.brand_id AND o.entry_id = e.id) AS n
        WHERE  e.brand_id = $1 AND e.incident_id = $2
        ORDER  BY e.id DESC
        LIMIT  500
        """,
        brand,
        which,
    )
    return [
        IncidentEntry(
            **{
                **row,
                "state": IncidentState(row["state"]),
                "was": IncidentState(row["was"]) if row["was"] else None,
            }
        )
        for row in rows
    ]


class Said(msgspec.Struct, frozen=True):
    """An entry as players read it; without words only the state changed."""

    incident: UUID
    state: str
    text_ru: str
    text_en: str
    at: Any


async def told_of(tx: Tx, brand: str, incidents: list[UUID]) -> list[Said]:
    """What was said of incidents, the newest first."""
    return await tx.all(
        Said,
        """
        SELECT incident_id AS incident, state, text_ru, text_en, at
        FROM   incident_entry
        WHERE  brand_id = $1 AND incident_id = ANY ($2)
        ORDER  BY id DESC
        LIMIT  500
        """,
        brand,
        incidents,
    )


async def last_said(tx: Tx, brand: str, which: UUID, language: str) -> str:
    """The newest words about an incident; empty where there are none yet."""
    column = "text_ru" if language == "ru" else "text_en"
    text: str | None = await tx.value(
        f"""
        SELECT {column} FROM incident_entry
        WHERE  brand_id = $1 AND incident_id = $2 AND {column} <> ''
        ORDER  BY id DESC
        LIMIT  1
        """,
        brand,
        which,
    )
    return text or ""


async def suspected(tx: Tx, brand: str) -> list[Alarm]:
    """Alarms that wait for a decision, the newest first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {_ALARM} FROM incident_alarm a
        WHERE  a.brand_id = $1 AND a.state = 'suspected'
        ORDER  BY a.id DESC
        LIMIT  50
        """,
        brand,
    )
    return [alarm_of(row) for row in rows]


async def alarm(tx: Tx, brand: str, which: UUID, *, hold: bool = False) -> Alarm:
    """
    Raises:
        NoSuchAlarm.
    """
    lock = "FOR NO KEY UPDATE OF a" if hold else ""
    row = await tx.connection.fetchrow(
        f"SELECT {_ALARM} FROM incident_alarm a WHERE a.brand_id = $1 AND a.id = $2 {lock}", brand, which
    )
    if row is None:
        raise NoSuchAlarm
    return alarm_of(row)


async def seen(tx: Tx, brand: str, tickets: list[UUID]) -> list[UUID]:
    """Those of these that the actor sees. To be asked before the first is held."""
    return await tx.column(
        "SELECT id FROM ticket WHERE brand_id = $1 AND id = ANY ($2) ORDER BY id", brand, tickets
    )


async def links_of(tx: Tx, brand: str, ticket: UUID) -> list[tuple[UUID, str, How]]:
    """Incidents that a ticket is part of, each with its state and how it came there."""
    rows = await tx.connection.fetch(
        """
        SELECT i.id, i.state, t.how
        FROM   incident_ticket t JOIN incident i ON i.brand_id = t.brand_id AND i.id = t.incident_id
        WHERE  t.brand_id = $1 AND t.ticket_id = $2
        """,
        brand,
        ticket,
    )
    return [(row["id"], row["state"], How(row["how"])) for row in rows]
