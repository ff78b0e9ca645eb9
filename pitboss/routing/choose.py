"""Which queue a ticket belongs to, and how urgent it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from pitboss.tickets.model import PRIORITY_NAMES, TOPIC_OF_DANGER, Priority
from pitboss.tickets.queries import QueueRow

UNSURE = "unsure"


class Choice(msgspec.Struct, frozen=True):
    queue: UUID | None
    restricted: bool
    level: str
    reason: str


def choose_queue(queues: Sequence[QueueRow], *, topic: str, language: str, danger: Sequence[str]) -> Choice:
    """Danger first; then the queue for the topic and the language; else the fallback queue, where a person sorts."""
    if danger:
        wanted = {TOPIC_OF_DANGER.get(signal, signal) for signal in danger}
        protected = [q for q in queues if q.restricted]
        best = _best([q for q in protected if wanted & set(q.topics)] or protected, language)
        if best is not None:
            return Choice(best.id, True, best.level, f"danger: {', '.join(danger)}")
    if topic != UNSURE:
        best = _best([q for q in queues if topic in q.topics and _speaks(q, language)], language)
        if best is not None:
            return Choice(best.id, best.restricted, best.level, f"topic: {topic}")
    fallback = next((q for q in queues if q.fallback), None)
    if fallback is None:
        return Choice(None, False, "first_line", "the brand has no fallback queue")
    return Choice(
        fallback.id,
        fallback.restricted,
        fallback.level,
        "a person sorts" if topic == UNSURE else f"no queue serves {topic} in {language}",
    )


def _speaks(queue: QueueRow, language: str) -> bool:
    return not queue.languages or language in queue.languages


def _best(queues: Sequence[QueueRow], language: str) -> QueueRow | None:
    """Rather one for this language, then the narrower one."""
    return min(queues, key=lambda q: (language not in q.languages, len(q.topics), q.name), default=None)


class Pressure(msgspec.Struct, frozen=True, kw_only=True):
    """What a ticket's priority is made of. `contacts`: the player's other tickets of the last seven days;
    `unanswered`: their messages since the last answer, beyond the first; `waits`: nobody has answered the last."""

    topic: str
    danger: Sequence[str] = ()
    vip: int = 0
    contacts: int = 0
    unanswered: int = 0
    warned: bool = False
    breached: bool = False
    raised: bool = False
    waiting: timedelta = timedelta()
    automatic: bool = False
    waits: bool = True


class Reason(msgspec.Struct, frozen=True):
    points: int
    why: str


MONEY_STUCK = frozenset({"deposit_missing", "withdrawal_status", "deposit_declined"})
ACCESS_LOST = frozenset({"login_locked", "two_factor", "password_reset", "account_restricted"})

URGENT, HIGH, NORMAL = 100, 50, 20
OLDEST = 24  # hours of waiting that count
HOUR = timedelta(hours=1)


def weigh(p: Pressure) -> tuple[Priority, int, list[Reason]]:
    """The priority, its points, and why. The table stands in docs/subsystems/dispatch.md."""
    reasons = [Reason(20, "a player waits" if p.waits else "open")]
    if p.danger:
        reasons.append(Reason(100, "danger: " + ", ".join(p.danger)))
    if p.topic in MONEY_STUCK:
        reasons.append(Reason(35, "money is stuck"))
    elif p.topic in ACCESS_LOST:
        reasons.append(Reason(30, "access is lost"))
    elif p.topic == "complaint":
        reasons.append(Reason(30, "a formal complaint"))
    elif p.topic == "account_takeover":
        reasons.append(Reason(100, "the account may be taken over"))
    if p.breached:
        reasons.append(Reason(45, "the promise is broken"))
    elif p.warned:
        reasons.append(Reason(25, "the promise is at risk"))
    if p.raised:
        reasons.append(Reason(30, "escalated by the promise's ladder"))
    if p.vip:
        reasons.append(Reason(min(3 * p.vip, 30), f"VIP level {p.vip}"))
    if p.contacts:
        reasons.append(Reason(min(10 * p.contacts, 30), f"wrote {p.contacts} more time(s) in a week"))
    if p.unanswered:
        reasons.append(Reason(min(5 * p.unanswered, 15), f"{p.unanswered} more message(s) without an answer"))
    if hours := int(p.waiting.total_seconds() // 3600):
        reasons.append(Reason(min(hours, OLDEST), f"waits for {hours} h"))
    if p.automatic and not p.danger:
        reasons.append(Reason(-30, "automatic mail"))
    points = sum(reason.points for reason in reasons)
    return _band(points), points, sorted(reasons, key=lambda r: -abs(r.points))


def _band(points: int) -> Priority:
    if points >= URGENT:
        return Priority.urgent
    if points >= HIGH:
        return Priority.high
    return Priority.normal if points >= NORMAL else Priority.low


def sentence(priority: int, reasons: Sequence[Reason]) -> str:
    """`urgent because danger: self_harm (+100), VIP level 3 (+9)`."""
    parts = [f"{r.why} ({r.points:+d})" if r.points else r.why for r in reasons]
    return f"{PRIORITY_NAMES[priority]} because {', '.join(parts)}" if parts else PRIORITY_NAMES[priority]


def older_at(since: datetime | None, now: datetime) -> datetime | None:
    """When the age of a ticket waiting since then counts one more; None: no more. A ticket whose player doesn't wait is
    looked at again in an hour."""
    if since is None:
        return now + HOUR
    hours = (now - since) // HOUR
    return since + (hours + 1) * HOUR if hours < OLDEST else None


def waited(since: datetime | None, now: datetime) -> timedelta:
    return now - since if since else timedelta()
