"""What players say of the answers: by topic, queue and agent, week by week, and what their comments are about. All of it is
counted as the actor sees it: the database shows nobody a rating of a ticket that they don't see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from pitboss.db.tx import Tx
from pitboss.quality.themes import Theme

SATISFIED = 4  # and above
MOST_SAID = 50
MOST_ROWS = 20_000


class Asked(msgspec.Struct, frozen=True):
    """`since`, `until`: of the rating, and of the question where questions are counted. `zone` decides where weeks begin."""

    brand: str
    since: datetime
    until: datetime
    zone: str
    topic: str | None = None
    queue: UUID | None = None
    agent: UUID | None = None
    channel: str | None = None
    theme: Theme | None = None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """`given`: ratings. `average`: of 1 to 5. `satisfied`: the share of 4 and 5. `asked`: surveys sent; `answered`: those of
    them that were answered; `response`: their share. Null where there is nothing to count."""

    given: int
    average: float | None
    satisfied: float | None
    asked: int
    answered: int
    response: float | None


class Part(Measured, frozen=True, kw_only=True):
    """`id`: of the topic, queue or agent; null where there was none. `name` is null for topics, which readers name."""

    id: str | None
    name: str | None


class Week(Measured, frozen=True, kw_only=True):
    """`start`: its Monday."""

    start: date


class OfTheme(msgspec.Struct, frozen=True, kw_only=True):
    """Comments that touch a theme: `low` of them with a score of 1 to 3. `weeks`: how many in each week of the report."""

    theme: Theme
    given: int
    low: int
    average: float
    weeks: list[int]


class Comment(msgspec.Struct, frozen=True, kw_only=True):
    ticket_id: UUID
    number: int
    score: int
    comment: str
    themes: list[Theme]
    at: datetime
    topic: str
    channel: str
    agent: str | None


class Satisfaction(msgspec.Struct, frozen=True, kw_only=True):
    """`scores`: how many gave 1, 2, 3, 4 and 5. `comments`: the newest 50, of the theme that was asked for."""

    since: datetime
    until: datetime
    time_zone: str
    total: Measured
    scores: list[int]
    weeks: list[Week]
    topics: list[Part]
    queues: list[Part]
    agents: list[Part]
    themes: list[OfTheme]
    comments: list[Comment]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One rating of the export."""

    at: datetime
    number: int
    score: int
    comment: str
    themes: list[str]
    topic: str
    queue: str | None
    agent: str | None
    channel: str


_OF = """
    ($5::text IS NULL OR t.topic = $5 OR starts_with(t.topic, $5 || '/')) AND ($6::uuid IS NULL OR t.queue_id = $6)
    AND ($8::text IS NULL OR t.channel = $8)
"""
_RATINGS = f"""
    SELECT r.score, r.comment, r.themes, r.created_at AS at, r.staff_id AS agent, t.id AS ticket_id, t.number, t.topic,
           t.queue_id AS queue, t.channel, date_trunc('week', r.created_at AT TIME ZONE $4)::date AS week
    FROM   rating r JOIN ticket t ON t.brand_id = r.brand_id AND t.id = r.ticket_id
    WHERE  r.brand_id = $1 AND r.created_at >= $2 AND r.created_at < $3 AND {_OF} AND ($7::uuid IS NULL OR r.staff_id = $7)
"""
_SURVEYS = f"""
    SELECT s.staff_id AS agent, t.topic, t.queue_id AS queue, date_trunc('week', s.asked_at AT TIME ZONE $4)::date AS week,
           EXISTS (SELECT 1 FROM rating r WHERE r.brand_id = s.brand_id AND r.ticket_id = s.ticket_id
                   AND r.created_at >= s.asked_at) AS answered
    FROM   survey s JOIN ticket t ON t.brand_id = s.brand_id AND t.id = s.ticket_id
    WHERE  s.brand_id = $1 AND s.asked_at >= $2 AND s.asked_at < $3 AND {_OF} AND ($7::uuid IS NULL OR s.staff_id = $7)
"""
_SETS = "GROUP BY GROUPING SETS ((), (week), (topic), (queue), (agent))"
_WHICH = "grouping(week, topic, queue, agent) AS which, week, topic, queue::text, agent::text"
_DIMENSIONS = {0b1111: "all", 0b0111: "week", 0b1011: "topic", 0b1101: "queue", 0b1110: "agent"}


async def satisfaction(tx: Tx, asked: Asked) -> Satisfaction:
    values = _values(asked)
    rated = await tx.connection.fetch(
        f"""
        SELECT {_WHICH}, count(*)::int AS given, avg(score)::float8 AS average,
               (count(*) FILTER (WHERE score >= {SATISFIED}))::int AS satisfied
        FROM   ({_RATINGS}) rated
        {_SETS}
        """,
        *values,
    )
    surveyed = await tx.connection.fetch(
        f"""
        SELECT {_WHICH}, count(*)::int AS asked, (count(*) FILTER (WHERE answered))::int AS answered
        FROM   ({_SURVEYS}) surveyed
        {_SETS}
        """,
        *values,
    )
    scores = dict(
        await tx.connection.fetch(
            f"SELECT score, count(*)::int FROM ({_RATINGS}) rated GROUP BY score", *values
        )
    )
    counted = _counted(rated, surveyed)
    weeks = [Week(start=start, **_measured(counted["week"].get(start, {}))) for start in _mondays(asked)]
    return Satisfaction(
        since=asked.since,
        until=asked.until,
        time_zone=asked.zone,
        total=Measured(**_measured(counted["all"].get(None, {}))),
        scores=[scores.get(score, 0) for score in range(1, 6)],
        weeks=weeks,
        topics=_parts(counted["topic"], {}),
        queues=_parts(counted["queue"], await _names(tx, "queue", counted["queue"])),
        agents=_parts(counted["agent"], await _names(tx, "staff", counted["agent"])),
        themes=await _themes(tx, asked, [week.start for week in weeks]),
        comments=await _said(tx, asked),
    )


def _mondays(asked: Asked) -> list[date]:
    """Of all weeks, those without a rating too."""
    zone = ZoneInfo(asked.zone)
    first, last = asked.since.astimezone(zone).date(), asked.until.astimezone(zone).date()
    first -= timedelta(days=first.weekday())
    return [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]


def _values(asked: Asked) -> tuple[object, ...]:
    return (
        asked.brand, asked.since, asked.until, asked.zone, asked.topic, asked.queue, asked.agent, asked.channel,
    )  # fmt: skip


def _counted(*groups: Iterable[Mapping[str, Any]]) -> dict[str, dict[Any, dict[str, Any]]]:
    """By dimension and its value: what was counted of ratings and of questions."""
    found: dict[str, dict[Any, dict[str, Any]]] = {name: {} for name in _DIMENSIONS.values()}
    for row in (row for rows in groups for row in rows):
        name = _DIMENSIONS[row["which"]]
        of = None if name == "all" else row[name]
        found[name].setdefault(of, {}).update(row)
    return found


def _measured(row: Mapping[str, Any]) -> dict[str, Any]:
    given, asked = row.get("given", 0), row.get("asked", 0)
    average = row.get("average")
    return {
        "given": given,
        "average": None if average is None else round(average, 2),
        "satisfied": round(row["satisfied"] / given, 4) if given else None,
        "asked": asked,
        "answered": row.get("answered", 0),
        "response": round(row["answered"] / asked, 4) if asked else None,
    }


def _parts(counted: Mapping[Any, Mapping[str, Any]], names: Mapping[str, str]) -> list[Part]:
    """Those with the most ratings first."""
    parts = [Part(id=id_, name=names.get(id_ or ""), **_measured(row)) for id_, row in counted.items()]
    return sorted(parts, key=lambda part: (-part.given, -part.asked, part.name or part.id or ""))


async def _names(tx: Tx, table: str, counted: Iterable[str | None]) -> dict[str, str]:
    rows = await tx.connection.fetch(
        f"SELECT id::text, name FROM {table} WHERE id = ANY ($1::uuid[])",
        [UUID(one) for one in counted if one],
    )
    return {row["id"]: row["name"] for row in rows}


async def _themes(tx: Tx, asked: Asked, weeks: list[date]) -> list[OfTheme]:
    rows = await tx.connection.fetch(
        f"""
        SELECT theme, week, count(*)::int AS given, (count(*) FILTER (WHERE score < {SATISFIED}))::int AS low,
               sum(score)::int AS points
        FROM   ({_RATINGS}) rated, unnest(themes) AS theme
        GROUP  BY theme, week
        """,
        *_values(asked),
    )
    by_theme: dict[str, dict[date, Mapping[str, Any]]] = {}
    for row in rows:
        by_theme.setdefault(row["theme"], {})[row["week"]] = row
    found = []
    for theme in Theme:
        if counted := by_theme.get(theme):
            given = sum(row["given"] for row in counted.values())
            found.append(
                OfTheme(
                    theme=theme,
                    given=given,
                    low=sum(row["low"] for row in counted.values()),
                    average=round(sum(row["points"] for row in counted.values()) / given, 2),
                    weeks=[counted[week]["given"] if week in counted else 0 for week in weeks],
                )
            )
    return sorted(found, key=lambda one: -one.given)


async def _said(tx: Tx, asked: Asked) -> list[Comment]:
    return await tx.all(
        Comment,
        f"""
        SELECT ticket_id, number, score, comment, themes, at, topic, channel, s.name AS agent
        FROM   ({_RATINGS}) rated LEFT JOIN staff s ON s.id = rated.agent
        WHERE  comment <> '' AND ($9::text IS NULL OR $9 = ANY (themes))
        ORDER  BY at DESC
        LIMIT  {MOST_SAID}
        """,
        *_values(asked),
        asked.theme,
    )


async def rows(tx: Tx, asked: Asked) -> list[Row]:
    """All ratings, the newest first, at most MOST_ROWS."""
    return await tx.all(
        Row,
        f"""
        SELECT at, number, score, comment, themes, topic, q.name AS queue, s.name AS agent, channel
        FROM   ({_RATINGS}) rated
        LEFT   JOIN staff s ON s.id = rated.agent
        LEFT   JOIN queue q ON q.brand_id = $1 AND q.id = rated.queue
        WHERE  $9::text IS NULL OR $9 = ANY (themes)
        ORDER  BY at DESC
        LIMIT  {MOST_ROWS}
        """,
        *_values(asked),
        asked.theme,
    )
