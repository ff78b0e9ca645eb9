""" "Next": the most urgent ticket that an agent may take, asked for by the agent. The same order as the dispatcher's, the
same locks, and logged like its decisions, so no ticket is given twice; docs/subsystems/dispatch.md."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.routing import dispatch
from pitboss.routing.dispatch import Agent, Head
from pitboss.tickets import actions as tickets
from pitboss.tickets.model import Ticket

REASON = "asked for the next"
HEADS = 25  # of which each may be snatched by somebody else


class WhyNot(StrEnum):
    offline = "offline"
    no_queues = "no_queues"
    nothing_waits = "nothing_waits"
    full = "full"
    other_languages = "other_languages"
    busy = "busy"


class Pulled(msgspec.Struct, frozen=True):
    """The ticket, or why there is none; `detail` is the sentence to show."""

    ticket: Ticket | None
    why_not: WhyNot | None
    detail: str


class _Line(msgspec.Struct, frozen=True):
    class_: str
    load: int
    capacity: int
    waits: bool
    speaks: bool


# The lines of the queues that the agent serves and may take from: queue, class of channel, language.
_LINES = """
    FROM   queue_member m
    JOIN   queue q ON q.brand_id = m.brand_id AND q.id = m.queue_id
    JOIN   staff s ON s.id = m.staff_id AND s.active
    JOIN   staff_load l ON l.staff_id = m.staff_id
    CROSS  JOIN (VALUES ('ru'), ('en')) AS spoken (language)
    WHERE  m.staff_id = $1 AND m.brand_id = ANY ($2) AND q.id = ANY ($3)
"""


async def next_for(tx: Tx, staff: UUID) -> Pulled:
    """Gives and assigns the agent the most urgent waiting ticket of their queues, languages and free classes."""
    actor = tx.actor
    brands = [
        b for b in sorted(actor.brands) if actor.can("tickets.take", b) and actor.can("tickets.reply", b)
    ]
    lines = brands, sorted(actor.queues)
    await tx.elevate()
    # The counters are locked first, as by the dispatcher: two askings of one agent can't both find the last free place.
    await tx.run("SELECT 1 FROM staff_load WHERE staff_id = $1 ORDER BY class FOR UPDATE", staff)
    if await tx.value("SELECT state = 'offline' FROM presence WHERE staff_id = $1", staff):
        return _none(WhyNot.offline, "You are offline. Come online, or away, to take tickets.")
    heads = await tx.all(
        Head,
        f"""
        SELECT q.brand_id AS brand, t.id, q.id AS queue_id, q.name AS queue_name, q.class AS class_, q.language,
               t.last_assignee_id, p.last_agent_id AS knows, t.to_front AS reopened
        FROM  (SELECT q.brand_id, q.id, q.name, l.class, spoken.language {_LINES}
                 AND  l.load < l.capacity AND spoken.language = ANY (s.languages)) AS q
        CROSS  JOIN LATERAL (
            SELECT id, last_assignee_id, player_id, to_front, priority, due_at
            FROM   ticket
            WHERE  brand_id = q.brand_id AND queue_id = q.id AND class = q.class AND language = q.language AND waiting
            ORDER  BY to_front DESC, priority, due_at, id
            LIMIT  5) t
        JOIN   player p ON p.brand_id = q.brand_id AND p.id = t.player_id
        ORDER  BY t.priority, t.to_front DESC, t.due_at, t.id
        LIMIT  {HEADS}
        """,
        staff,
        *lines,
    )
    for head in heads:
        ticket = await dispatch.still_waiting(tx, head.brand, head.id)
        if ticket is None:
            continue
        agent = await tx.one(
            Agent,
            """
            SELECT l.staff_id, s.name, l.load, l.capacity, l.idle_since
            FROM   staff_load l JOIN staff s ON s.id = l.staff_id
            WHERE  l.staff_id = $1 AND l.class = $2
            """,
            staff,
            head.class_,
        )
        given = await tickets.assign(tx, ticket, staff, reason=REASON)
        await dispatch.log_decision(tx, head, agent, REASON)
        return Pulled(given, None, f"Given from {head.queue_name}.")
    if heads:
        return _none(WhyNot.busy, "What waits is being given to others at this moment. Ask again.")
    return await _why_none(tx, staff, *lines)


def _none(why: WhyNot, detail: str) -> Pulled:
    return Pulled(None, why, detail)


async def _why_none(tx: Tx, staff: UUID, brands: list[str], queues: list[UUID]) -> Pulled:
    found = await tx.all(
        _Line,
        f"""
        SELECT l.class AS class_, l.load, l.capacity, spoken.language = ANY (s.languages) AS speaks,
               EXISTS (SELECT 1 FROM ticket t
                       WHERE  t.brand_id = q.brand_id AND t.queue_id = q.id AND t.class = l.class
                         AND  t.language = spoken.language AND t.waiting) AS waits
        {_LINES}
        """,
        staff,
        brands,
        queues,
    )
    if not found:
        return _none(WhyNot.no_queues, "You serve no queue from which you may take tickets.")
    waiting = [line for line in found if line.waits]
    if not waiting:
        return _none(WhyNot.nothing_waits, "Nothing waits in your queues.")
    full = sorted({(line.class_, line.load, line.capacity) for line in waiting if line.speaks})
    if full:
        held = ", ".join(f"{class_} {load} of {capacity}" for class_, load, capacity in full)
        return _none(WhyNot.full, f"You hold as much as you take at once: {held}.")
    return _none(
        WhyNot.other_languages, "What waits in your queues is in a language that you don't answer in."
    )
