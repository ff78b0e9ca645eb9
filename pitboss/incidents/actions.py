"""Every write of incidents and alarms, but for the telling (telling.py) and the watch (watch.py)."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Kind, Tx
from pitboss.events.log import record, record_in
from pitboss.incidents import events, queries
from pitboss.incidents.model import (
    MAX_REASON,
    MOST_AT_ONCE,
    MOST_OPEN,
    Alarm,
    AlarmOver,
    AlarmState,
    How,
    Incident,
    IncidentOver,
    IncidentState,
    NoSuchIncident,
    NotLinked,
    PartOfAnother,
    SomebodyWasFaster,
    TooManyIncidents,
    Wanted,
    named,
    said,
    titled,
)
from pitboss.jobs.queue import Job, enqueue
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Forbidden, Invalid
from pitboss.tickets import actions as tickets
from pitboss.tickets.actions import storable
from pitboss.tickets.model import Ticket, TicketMerged, package_topic

MANAGE, ANSWER = "incidents.manage", "tickets.reply"
LINK_JOB = "link_alarm"
STEP = 20  # tickets of an alarm linked by one job
QUIET_AT_MOST = timedelta(days=7)


def _clean(text: str) -> str:
    return secrets.mask(storable(text)).text


def _checked(wanted: Wanted) -> Wanted:
    return msgspec.structs.replace(
        wanted,
        title_ru=titled(_clean(wanted.title_ru)),
        title_en=titled(_clean(wanted.title_en)),
        topics=list(dict.fromkeys(package_topic(topic) for topic in named(wanted.topics))),
        games=named([_clean(name) for name in wanted.games]),
        methods=named([_clean(name) for name in wanted.methods]),
    )


async def open_(tx: Tx, brand: str, wanted: Wanted, *, words: list[str] | None = None) -> Incident:
    """
    Raises:
        TooManyIncidents.
        Invalid: a title can't be used.
    """
    tx.actor.must(MANAGE, brand)
    wanted = _checked(wanted)
    if len(await queries.open_ones(tx, brand)) >= MOST_OPEN:
        raise TooManyIncidents
    which = new_id()
    await tx.run(
        """
        WITH opened AS (
            INSERT INTO incident (brand_id, id, title_ru, title_en, public, severity, topics, games, methods, words, opened_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))
        INSERT INTO incident_entry (brand_id, id, incident_id, state, staff_id) VALUES ($1, $12, $2, 'investigating', $11)
        """,
        brand,
        which,
        wanted.title_ru,
        wanted.title_en,
        wanted.shown,
        wanted.severity,
        wanted.topics,
        wanted.games,
        wanted.methods,
        words or [],
        tx.actor.id,
        new_id(),
    )
    await record_in(
        tx, brand, events.IncidentOpened(incident=which, severity=wanted.severity, shown=wanted.shown)
    )
    tx.wake.add("settings")  # kept pages are made anew
    return await queries.incident(tx, brand, which)


async def _hold(
    tx: Tx,
    brand: str,
    which: UUID,
    version: int | None = None,
    *,
    lock: Literal["NO KEY UPDATE", "SHARE"] = "NO KEY UPDATE",
) -> Incident:
    row = await tx.connection.fetchrow(
        f"SELECT {queries.COLUMNS} FROM incident i WHERE i.brand_id = $1 AND i.id = $2 FOR {lock}",
        brand,
        which,
    )
    if row is None:
        raise NoSuchIncident
    held = queries.incident_of(row)
    if version is not None and version != held.version:
        raise SomebodyWasFaster
    return held


async def change(tx: Tx, brand: str, which: UUID, wanted: Wanted, *, version: int | None = None) -> Incident:
    """What it is called, what is affected, and whether players may know. Whoever was not told stays so until the next
    update."""
    tx.actor.must(MANAGE, brand)
    wanted = _checked(wanted)
    held = await _hold(tx, brand, which, version)
    if held.state is IncidentState.resolved:
        raise IncidentOver
    await tx.run(
        """
        UPDATE incident
        SET    title_ru = $3, title_en = $4, public = $5, severity = $6, topics = $7, games = $8, methods = $9,
               version = version + 1
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        wanted.title_ru,
        wanted.title_en,
        wanted.shown,
        wanted.severity,
        wanted.topics,
        wanted.games,
        wanted.methods,
    )
    await record_in(tx, brand, events.IncidentChanged(incident=which, shown=wanted.shown))
    tx.wake.add("settings")
    return await queries.incident(tx, brand, which)


class Update(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text_ru`, `text_en`: what players read, both or neither; without words only the state changes. `tell`: whether it
    goes to the players of all linked tickets, or only into the timeline (and onto the service page). `solves`: with
    `resolved`, whether the linked tickets are solved by it."""

    state: IncidentState
    text_ru: str = ""
    text_en: str = ""
    tell: bool = True
    solves: bool = False
    version: int | None = None


async def update(tx: Tx, brand: str, which: UUID, new: Update) -> UUID:
    """Writes a line into the timeline, and down whom it has to reach: the tickets that are linked now, one for each player.
    The telling follows (telling.py).

    Raises:
        IncidentOver.
        SomebodyWasFaster: than `version`.
        Invalid: there is nothing to say, or only in one language.
    """
    tx.actor.must(MANAGE, brand)
    ru, en = said(_clean(new.text_ru)), said(_clean(new.text_en))
    if bool(ru) != bool(en):
        raise Invalid("Write the update in both languages: each player reads their own.")
    if new.state is IncidentState.resolved and not ru:
        raise Invalid("Say in a last update that it is over.")
    if new.solves and (new.state is not IncidentState.resolved or not new.tell):
        raise Invalid("Tickets are solved only by the last update, and only when their players are told.")
    held = await _hold(tx, brand, which, new.version)
    if held.state is IncidentState.resolved:
        raise IncidentOver
    if not ru and new.state is held.state:
        raise Invalid("Write an update, or choose another state.")
    entry = new_id()
    tells = bool(ru) and new.tell
    await tx.elevate()
    await tx.run(
        """
        INSERT INTO incident_entry (brand_id, id, incident_id, state, was, text_ru, text_en, solves, staff_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        brand,
        entry,
        which,
        new.state,
        held.state,
        ru,
        en,
        new.solves,
        tx.actor.id,
    )
    await tx.run(
        """
        UPDATE incident
        SET    state = $3, version = version + 1, resolved_at = CASE WHEN $3 = 'resolved' THEN now() END
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        new.state,
    )
    many = await _address(tx, brand, which, entry) if tells else 0
    await record_in(
        tx,
        brand,
        events.IncidentUpdated(incident=which, entry=entry, state=new.state, was=held.state, tickets=many),
    )
    tx.wake.add("settings")
    return entry


async def _address(tx: Tx, brand: str, which: UUID, entry: UUID) -> int:
    """Whom an entry is to reach. A player with several linked tickets reads it in the one that is most alive."""
    many = await tx.run(
        """
        INSERT INTO incident_told (brand_id, entry_id, ticket_id, why)
        SELECT $1, $3, x.id, CASE WHEN x.place > 1 THEN 'same_player' ELSE '' END
        FROM  (SELECT t.id, row_number() OVER (
                          PARTITION BY t.player_id
                          ORDER BY t.merged_into IS NULL AND NOT t.spam AND cardinality(t.danger) = 0 DESC,
                                   t.status NOT IN ('solved', 'closed') DESC, t.updated_at DESC, t.id DESC) AS place
               FROM   incident_ticket i JOIN ticket t ON t.brand_id = i.brand_id AND t.id = i.ticket_id
               WHERE  i.brand_id = $1 AND i.incident_id = $2) AS x
        """,
        brand,
        which,
        entry,
    )
    if many:
        await tx.run("UPDATE incident_entry SET telling = true WHERE brand_id = $1 AND id = $2", brand, entry)
        tx.wake.add("incidents")
    return many


# ── tickets ─────────────────────────────────────────────────────────────────────────────────────────────────


class Unlinkable(msgspec.Struct, frozen=True):
    ticket: UUID
    detail: str


class Linking(msgspec.Struct, frozen=True):
    """`already`: those that were part of it before. `refused`: those that could not be linked, and why."""

    linked: list[UUID]
    already: list[UUID]
    refused: list[Unlinkable]


def _must_link(tx: Tx, brand: str) -> None:
    if not tx.actor.can(MANAGE, brand) and not tx.actor.can(ANSWER, brand):
        raise Forbidden(f"You need the permission {ANSWER!r} in brand {brand!r} for this.")


async def link(tx: Tx, brand: str, which: UUID, wanted: list[UUID], *, how: How = How.hand) -> Linking:
    """Makes tickets part of an incident. Those whose players may know are told at once that it is known (reactions.py).

    Raises:
        IncidentOver.
        Invalid: more than MOST_AT_ONCE.
    """
    _must_link(tx, brand)
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("At most 100 tickets can be linked at once.")
    incident = await _open_one(tx, brand, which)
    # Whom the wall lets see them is asked before the first is held: from then on the desk acts.
    seen = await queries.seen(tx, brand, wanted)
    blind = [
        Unlinkable(ticket, "There is no such ticket, or it isn't yours to see.")
        for ticket in dict.fromkeys(wanted)
        if ticket not in seen
    ]
    linked: list[UUID] = []
    already: list[UUID] = []
    refused = blind
    for ticket in seen:
        held = await tickets.hold(tx, brand, ticket)
        try:
            (linked if await _link(tx, held, incident, how) else already).append(ticket)
        except (PartOfAnother, TicketMerged) as refusal:
            refused.append(Unlinkable(ticket, refusal.detail))
    return Linking(linked, already, refused)


async def link_one(tx: Tx, brand: str, which: UUID, ticket: UUID) -> bool:
    """One of many that are linked in the background; false: it was part of it already.

    Raises:
        NoSuchIncident, IncidentOver, NotFound, PartOfAnother, TicketMerged.
    """
    _must_link(tx, brand)
    incident = await _open_one(tx, brand, which)
    return await _link(tx, await tickets.hold(tx, brand, ticket), incident, How.hand)


async def unlink_one(tx: Tx, brand: str, which: UUID, ticket: UUID) -> bool:
    """False: it is no part of it any more."""
    try:
        await unlink(tx, brand, which, ticket)
    except NotLinked:
        return False
    return True


async def check_open(tx: Tx, brand: str, which: UUID) -> None:
    """
    Raises:
        NoSuchIncident, IncidentOver.
    """
    if (await queries.incident(tx, brand, which)).state is IncidentState.resolved:
        raise IncidentOver


async def _open_one(tx: Tx, brand: str, which: UUID) -> Incident:
    """Held so that no update may pass by a ticket that is being linked. Incidents are locked before tickets."""
    incident = await _hold(tx, brand, which, lock="SHARE")
    if incident.state is IncidentState.resolved:
        raise IncidentOver
    return incident


async def _link(tx: Tx, ticket: Ticket, incident: Incident, how: How, *, by: UUID | None = None) -> bool:
    """False: it is part of it already."""
    if ticket.merged_into is not None:
        raise TicketMerged
    for other, state, _ in await queries.links_of(tx, ticket.brand, ticket.id):
        if other == incident.id:
            return False
        if state != IncidentState.resolved:
            raise PartOfAnother
    await tx.run(
        """
        INSERT INTO incident_ticket (brand_id, incident_id, ticket_id, how, linked_by) VALUES ($1, $2, $3, $4, $5)
        """,
        ticket.brand,
        incident.id,
        ticket.id,
        how,
        by or tx.actor.id,
    )
    await record(tx, ticket, events.IncidentLinked(incident=incident.id, how=how), incident)
    return True


async def unlink(tx: Tx, brand: str, which: UUID, ticket: UUID) -> None:
    """What its player was told stays told.

    Raises:
        NotLinked.
        NotFound: it is not the actor's to see.
    """
    _must_link(tx, brand)
    await queries.incident(tx, brand, which)
    held = await tickets.hold(tx, brand, ticket)
    gone = await tx.run(
        "DELETE FROM incident_ticket WHERE brand_id = $1 AND incident_id = $2 AND ticket_id = $3",
        brand,
        which,
        ticket,
    )
    if not gone:
        raise NotLinked
    await record(tx, held, events.IncidentUnlinked(incident=which))


# ── alarms ──────────────────────────────────────────────────────────────────────────────────────────────────


async def confirm(tx: Tx, brand: str, which: UUID, wanted: Wanted) -> Incident:
    """Opens the incident that an alarm suspects. Its tickets are linked by a job, some at a time.

    Raises:
        AlarmOver.
    """
    tx.actor.must(MANAGE, brand)
    held = await _suspected(tx, brand, which)
    incident = await open_(tx, brand, wanted, words=held.words)
    await _decide(tx, held, AlarmState.confirmed, incident=incident.id)
    data = {"alarm": str(held.id), "incident": str(incident.id), "by": str(tx.actor.id or "")}
    await tx.elevate()
    await enqueue(tx, LINK_JOB, data, brand=brand)
    return incident


async def link_alarm(tx: Tx, job: Job) -> None:
    """The job that links an alarm's tickets, `STEP` at a time."""
    brand, which = str(job.brand), UUID(job.data["incident"])
    try:
        incident = await _open_one(tx, brand, which)
    except IncidentOver:
        return
    after = UUID(job.data.get("after") or str(UUID(int=0)))
    rows = await tx.column(
        """
        SELECT ticket_id FROM incident_alarm_ticket
        WHERE  brand_id = $1 AND alarm_id = $2 AND ticket_id > $3
        ORDER  BY ticket_id
        LIMIT  $4
        """,
        brand,
        UUID(job.data["alarm"]),
        after,
        STEP,
    )
    by = UUID(job.data["by"]) if job.data["by"] else None
    for ticket in rows:
        held = await tickets.hold(tx, brand, ticket)
        if held.merged_into is not None or held.spam:
            continue
        try:
            await _link(tx, held, incident, How.alarm, by=by)
        except PartOfAnother:
            continue
    if len(rows) == STEP:
        await enqueue(tx, LINK_JOB, {**job.data, "after": str(rows[-1])}, brand=brand)


async def dismiss(tx: Tx, brand: str, which: UUID, *, reason: str, quiet: timedelta) -> Alarm:
    """No incident: for `quiet` nothing alike raises an alarm.

    Raises:
        AlarmOver.
        Invalid: no reason, or quiet for too long.
    """
    tx.actor.must(MANAGE, brand)
    why = " ".join(_clean(reason).split())
    if not why or len(why) > MAX_REASON:
        raise Invalid("Say in at most 500 characters why it is none.")
    if not timedelta(minutes=1) <= quiet <= QUIET_AT_MOST:
        raise Invalid("Alarms can be quiet for a minute at least and a week at most.")
    held = await _suspected(tx, brand, which)
    await _decide(tx, held, AlarmState.dismissed, reason=why, quiet=quiet)
    return await queries.alarm(tx, brand, which)


async def _suspected(tx: Tx, brand: str, which: UUID) -> Alarm:
    held = await queries.alarm(tx, brand, which, hold=True)
    if held.state is not AlarmState.suspected:
        raise AlarmOver
    return held


async def _decide(
    tx: Tx,
    alarm: Alarm,
    state: AlarmState,
    *,
    incident: UUID | None = None,
    reason: str = "",
    quiet: timedelta | None = None,
) -> None:
    await tx.run(
        """
        UPDATE incident_alarm
        SET    state = $3, incident_id = $4, reason = $5, quiet_until = now() + $6::interval, decided_by = $7, decided_at = now()
        WHERE  brand_id = $1 AND id = $2
        """,
        alarm.brand,
        alarm.id,
        state,
        incident,
        reason,
        quiet,
        tx.actor.id if tx.actor.kind is Kind.staff else None,
    )
    await record_in(tx, alarm.brand, events.AlarmDecided(alarm=alarm.id, state=state))


async def pass_over(tx: Tx, alarm: Alarm) -> None:
    """Nobody has decided, and no more came."""
    assert tx.actor is SYSTEM
    await _decide(tx, alarm, AlarmState.passed)
