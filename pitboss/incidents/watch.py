"""Looks whether many players write the same within ten minutes, and says so to those who lead.

Every half minute the requests of the last ten minutes are compared with each other (alike.py) and with what is usual of
their topic at this hour, which is learned once a day. docs/subsystems/incidents.md"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.events.log import record_in
from pitboss.incidents import alike, events, queries
from pitboss.incidents.actions import MANAGE, pass_over
from pitboss.incidents.alike import Alike, Seen
from pitboss.incidents.model import Alarm
from pitboss.kit.ids import first_id_at, new_id
from pitboss.tickets.model import package_topic
from pitboss.tickets.staff_notices import notify_of

EVERY = timedelta(seconds=30)
WINDOW = timedelta(minutes=10)
OVER_AFTER = timedelta(hours=2)  # since the last that came
LEARN_EVERY = timedelta(days=1)
LEARN_OF = timedelta(days=28)
MOST = 2_000  # requests compared at once
EARLIER = 300  # requests of a topic, for how common a word is in it
MOST_TOLD = 100  # people


async def step(db: Database, *, every: timedelta = EVERY) -> int:
    """Looks at each brand whose turn it is; gives how many alarms it raised. Of several workers one looks."""
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO incident_watch (brand_id) SELECT id FROM brand ON CONFLICT (brand_id) DO NOTHING"
        )
        now: datetime = await tx.value("SELECT now()")
        due = await tx.column(
            """
            SELECT brand_id FROM incident_watch w
            WHERE  looked_at <= now() - $1::interval
              AND  (EXISTS (SELECT 1 FROM ticket t WHERE t.brand_id = w.brand_id AND t.id >= $2)
                    OR EXISTS (SELECT 1 FROM incident_alarm a WHERE a.brand_id = w.brand_id AND a.state = 'suspected'))
            ORDER  BY looked_at
            """,
            every,
            first_id_at(now - WINDOW),
        )
    return sum([await _brand(db, brand, every) for brand in due])


async def next_at() -> datetime:
    return datetime.now(UTC) + EVERY


async def _brand(db: Database, brand: str, every: timedelta) -> int:
    async with db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            """
            SELECT learned_at < now() - $3::interval AS forgotten FROM incident_watch
            WHERE  brand_id = $1 AND looked_at <= now() - $2::interval
            FOR UPDATE SKIP LOCKED
            """,
            brand,
            every,
            LEARN_EVERY,
        )
        if row is None:
            return 0
        if row["forgotten"]:
            await learn(tx, brand)
        await tx.run("UPDATE incident_watch SET looked_at = now() WHERE brand_id = $1", brand)
        return await look(tx, brand)


async def learn(tx: Tx, brand: str) -> None:
    """What is usual of each topic at each hour of the day, from the last four weeks; without what incidents brought."""
    now: datetime = await tx.value("SELECT now()")
    await tx.run("DELETE FROM incident_usual WHERE brand_id = $1", brand)
    days: int = await tx.value(
        """
        WITH past AS MATERIALIZED (
            SELECT split_part(topic, '/', 1) AS topic, extract(hour FROM created_at AT TIME ZONE 'UTC')::int AS hour, created_at
            FROM   ticket t
            WHERE  brand_id = $1 AND id >= $2 AND created_at >= $3 AND created_at < now() - $4::interval AND NOT spam
              AND  NOT EXISTS (SELECT 1 FROM incident_ticket i WHERE i.brand_id = $1 AND i.ticket_id = t.id)),
        span AS (SELECT greatest(extract(epoch FROM now() - min(created_at)) / 86400, 0)::float8 AS days FROM past),
        kept AS (
            INSERT INTO incident_usual (brand_id, topic, hour, players)
            SELECT $1, topic, hour, count(*) / (greatest(max(days), 1) * 6) FROM past, span GROUP BY topic, hour)
        SELECT coalesce(floor(days)::int, 0) FROM span
        """,
        brand,
        first_id_at(now - LEARN_OF),
        now - LEARN_OF,
        WINDOW,
    )
    await tx.run("UPDATE incident_watch SET learned_at = now(), days = $2 WHERE brand_id = $1", brand, days)


async def look(tx: Tx, brand: str) -> int:
    now: datetime = await tx.value("SELECT now()")
    alarms = await _recent(tx, brand)
    for alarm in alarms:
        if alarm.state == "suspected" and alarm.last_at < now - OVER_AFTER:
            await pass_over(tx, alarm)
    seen = await _seen(tx, brand, now)
    if not seen:
        return 0
    known = [queries.known_of(one) for one in await queries.open_ones(tx, brand)]
    seen = [one for one in seen if alike.looks_like(one.topic, one.words, known) is None]
    standing = [a for a in alarms if a.state == "suspected" and a.last_at >= now - OVER_AFTER]
    for alarm in standing:
        more = [one for one in seen if _belongs(one, alarm)]
        if more:
            await _add(tx, alarm.brand, alarm.id, [one.ticket for one in more])
            seen = alike.without(seen, [one.ticket for one in more])
    quiet = [a for a in alarms if a.quiet_until is not None and a.quiet_until > now]
    usual = await _usual(tx, brand, now)
    earlier: dict[str, list[Collection[str]]] = {}
    raised = 0
    while True:
        judged: list[tuple[Alike, float | None]] = []
        for group in alike.groups(seen):
            if any(alike.same(group, a.topic, a.words) for a in quiet):
                continue
            if group.topic not in earlier:
                earlier[group.topic] = await _earlier(tx, brand, group.topic, now)
            of_topic = None if usual is None else usual.get(group.topic, 0.0)
            judged.append((group, alike.expected(of_topic, group.key, earlier[group.topic])))
        found = alike.worst(judged)
        if found is None:
            return raised
        await _raise(tx, brand, *found)
        seen = alike.without(seen, found[0].tickets)
        raised += 1


def _belongs(one: Seen, alarm: Alarm) -> bool:
    if one.topic != alarm.topic:
        return False
    return not alarm.words or bool(set(alike.telling_words(alarm.words[0])) & set(one.words))


async def _seen(tx: Tx, brand: str, now: datetime) -> list[Seen]:
    """Requests of the last ten minutes that may tell of a failure: no machines, no spam, nobody in danger or protected."""
    rows = await tx.connection.fetch(
        """
        SELECT t.id, t.player_id, t.topic, t.subject, m.text
        FROM   ticket t
        CROSS  JOIN LATERAL (
            SELECT left(text, 2000) AS text FROM message
            WHERE  brand_id = $1 AND ticket_id = t.id AND author_kind = 'player'
            ORDER  BY id
            LIMIT  1) m
        WHERE  t.brand_id = $1 AND t.id >= $2 AND t.created_at > $3 AND NOT t.spam AND t.merged_into IS NULL
          AND  t.danger = '{}' AND NOT t.restricted AND NOT t.tags @> '{automatic}'
          AND  NOT EXISTS (SELECT 1 FROM incident_ticket i WHERE i.brand_id = $1 AND i.ticket_id = t.id)
        ORDER  BY t.id DESC
        LIMIT  $4
        """,
        brand,
        first_id_at(now - WINDOW - timedelta(minutes=1)),
        now - WINDOW,
        MOST,
    )
    return [
        Seen(
            row["id"],
            row["player_id"],
            package_topic(row["topic"]),
            alike.telling_words(f"{row['subject']}\n{row['text']}"),
        )
        for row in rows
    ]


async def _earlier(tx: Tx, brand: str, topic: str, now: datetime) -> list[Collection[str]]:
    rows = await tx.connection.fetch(
        """
        SELECT t.subject, m.text
        FROM  (SELECT id, subject FROM ticket
               WHERE  brand_id = $1 AND id < $2 AND id >= $3 AND split_part(topic, '/', 1) = $4 AND NOT spam
               ORDER  BY id DESC
               LIMIT  $5) t
        CROSS  JOIN LATERAL (
            SELECT left(text, 2000) AS text FROM message
            WHERE  brand_id = $1 AND ticket_id = t.id AND author_kind = 'player'
            ORDER  BY id
            LIMIT  1) m
        """,
        brand,
        first_id_at(now - WINDOW),
        first_id_at(now - LEARN_OF),
        topic,
        EARLIER,
    )
    return [alike.telling_words(f"{row['subject']}\n{row['text']}") for row in rows]


async def _usual(tx: Tx, brand: str, now: datetime) -> dict[str, float] | None:
    """By topic, of this hour. None: too little is known."""
    days = await tx.value("SELECT days FROM incident_watch WHERE brand_id = $1", brand)
    if (days or 0) < alike.LEARNT_DAYS:
        return None
    rows = await tx.connection.fetch(
        "SELECT topic, players FROM incident_usual WHERE brand_id = $1 AND hour = $2", brand, now.hour
    )
    return {row["topic"]: row["players"] for row in rows}


async def _recent(tx: Tx, brand: str) -> list[Alarm]:
    rows = await tx.connection.fetch(
        """
        SELECT a.brand_id AS brand, a.id, a.topic, a.words, a.state, a.players, a.usual, a.first_at, a.last_at, a.incident_id,
               a.reason, a.quiet_until, a.decided_by, a.decided_at, '{}'::uuid[] AS tickets
        FROM   incident_alarm a
        WHERE  a.brand_id = $1 AND (a.state = 'suspected' OR a.quiet_until > now())
        ORDER  BY a.id
        LIMIT  200
        FOR NO KEY UPDATE OF a
        """,
        brand,
    )
    return [queries.alarm_of(row) for row in rows]


async def _raise(tx: Tx, brand: str, group: Alike, usual: float | None) -> None:
    which = new_id()
    await tx.run(
        "INSERT INTO incident_alarm (brand_id, id, topic, words, players, usual) VALUES ($1, $2, $3, $4, $5, $6)",
        brand,
        which,
        group.topic,
        list(group.words) if group.key else [],
        group.players,
        usual,
    )
    await _add(tx, brand, which, list(group.tickets))
    await record_in(
        tx, brand, events.IncidentSuspected(alarm=which, topic=group.topic, players=group.players)
    )
    await _notify(tx, brand, which)


async def _add(tx: Tx, brand: str, alarm: UUID, tickets: list[UUID]) -> None:
    more: int = await tx.run(
        """
        INSERT INTO incident_alarm_ticket (brand_id, alarm_id, ticket_id)
        SELECT $1, $2, ticket FROM unnest($3::uuid[]) AS ticket
        ON CONFLICT DO NOTHING
        """,
        brand,
        alarm,
        tickets,
    )
    if more:
        await tx.run(
            """
            UPDATE incident_alarm
            SET    last_at = now(), players = (
                SELECT count(DISTINCT t.player_id)
                FROM   incident_alarm_ticket i JOIN ticket t ON t.brand_id = i.brand_id AND t.id = i.ticket_id
                WHERE  i.brand_id = $1 AND i.alarm_id = $2)
            WHERE  brand_id = $1 AND id = $2
            """,
            brand,
            alarm,
        )


async def _notify(tx: Tx, brand: str, alarm: UUID) -> None:
    """Those who may open incidents, and those who lead a team."""
    people: list[UUID] = await tx.column(
        """
        SELECT DISTINCT s.id
        FROM   staff s
        WHERE  s.active
          AND  (EXISTS (SELECT 1 FROM staff_role r JOIN role o ON o.name = r.role
                        WHERE r.brand_id = $1 AND r.staff_id = s.id AND $2 = ANY (o.permissions))
             OR EXISTS (SELECT 1 FROM team_member m
                        JOIN staff_role r ON r.brand_id = m.brand_id AND r.staff_id = m.staff_id
                        WHERE m.brand_id = $1 AND m.staff_id = s.id AND m.lead))
        LIMIT  $3
        """,
        brand,
        MANAGE,
        MOST_TOLD,
    )
    await notify_of(tx, brand, "incident_suspected", "alarm_id", alarm, people)
