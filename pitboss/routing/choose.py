"""Which queue a ticket belongs to, and how urgent it is. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from pitboss.events.reasons import because, catalogue, worded
from pitboss.tickets.model import PRIORITY_NAMES, TOPIC_OF_DANGER, Priority, package_topic
from pitboss.tickets.queries import QueueRow

UNSURE = "unsure"


class Choice(msgspec.Struct, frozen=True):
    queue: UUID | None
    restricted: bool
    level: str
    reason: str


def choose_queue(queues: Sequence[QueueRow], *, topic: str, language: str, danger: Sequence[str]) -> Choice:
    """Danger first; then the queue for the topic and the language, or for the topic above it; else the fallback queue,
    where a person sorts."""
    if danger:
        wanted = {TOPIC_OF_DANGER.get(signal, signal) for signal in danger}
        protected = [q for q in queues if q.restricted]
        best = _best([q for q in protected if wanted & set(q.topics)] or protected, language)
        if best is not None:
            return Choice(best.id, True, best.level, because("danger", signals=list(danger)))
    if topic != UNSURE:
        for named in dict.fromkeys((topic, package_topic(topic))):
            best = _best([q for q in queues if named in q.topics and _speaks(q, language)], language)
            if best is not None:
                return Choice(best.id, best.restricted, best.level, because("queue_of_topic"))
    fallback = next((q for q in queues if q.fallback), None)
    if fallback is None:
        return Choice(None, False, "first_line", because("no_fallback"))
    return Choice(
        fallback.id,
        fallback.restricted,
        fallback.level,
        because("person_sorts") if topic == UNSURE else because("no_queue", language=language),
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
    """`code`, `params`: of pitboss/events/reasons.*.toml, which says it in words."""

    points: int
    code: str
    params: dict[str, Any] = {}

    @property
    def said(self) -> str:
        return because(self.code, **self.params)


MONEY_STUCK = frozenset({"deposit_missing", "withdrawal_status", "deposit_declined"})
ACCESS_LOST = frozenset({"login_locked", "two_factor", "password_reset", "account_restricted"})

URGENT, HIGH, NORMAL = 100, 50, 20
OLDEST = 24  # hours of waiting that count
HOUR = timedelta(hours=1)


def weigh(p: Pressure) -> tuple[Priority, int, list[Reason]]:
    """The priority, its points, and why. The table stands in docs/subsystems/dispatch.md."""
    reasons = [Reason(20, "player_waits" if p.waits else "nobody_waits")]
    if p.danger:
        reasons.append(Reason(100, "danger", {"signals": list(p.danger)}))
    topic = package_topic(p.topic)
    if topic in MONEY_STUCK:
        reasons.append(Reason(35, "money_stuck"))
    elif topic in ACCESS_LOST:
        reasons.append(Reason(30, "access_lost"))
    elif topic == "complaint":
        reasons.append(Reason(30, "complaint"))
    elif topic == "account_takeover":
        reasons.append(Reason(100, "taken_over"))
    if p.breached:
        reasons.append(Reason(45, "promise_broken"))
    elif p.warned:
        reasons.append(Reason(25, "promise_at_risk"))
    if p.raised:
        reasons.append(Reason(30, "raised"))
    if p.vip:
        reasons.append(Reason(min(3 * p.vip, 30), "vip", {"level": p.vip}))
    if p.contacts:
        reasons.append(Reason(min(10 * p.contacts, 30), "contacts", {"count": p.contacts}))
    if p.unanswered:
        reasons.append(Reason(min(5 * p.unanswered, 15), "unanswered", {"count": p.unanswered}))
    if hours := int(p.waiting.total_seconds() // 3600):
        reasons.append(Reason(min(hours, OLDEST), "waits", {"hours": hours}))
    if p.automatic and not p.danger:
        reasons.append(Reason(-30, "automatic"))
    points = sum(reason.points for reason in reasons)
    return _band(points), points, sorted(reasons, key=lambda r: -abs(r.points))


def _band(points: int) -> Priority:
    if points >= URGENT:
        return Priority.urgent
    if points >= HIGH:
        return Priority.high
    return Priority.normal if points >= NORMAL else Priority.low


class ReasonView(msgspec.Struct, frozen=True):
    """`text`: in the reader's language."""

    code: str
    points: int
    text: str


def in_words(stored: Sequence[Mapping[str, Any]], language: str) -> list[ReasonView]:
    """A ticket's reasons as they are kept, for a reader."""
    return [_in_words(one, language) for one in stored]


def _in_words(stored: Mapping[str, Any], language: str) -> ReasonView:
    code, points = str(stored.get("code", "by_hand")), int(stored.get("points", 0))
    params = stored.get("params") or {"text": stored.get("why", "")}  # before codes there were sentences
    try:
        return _said(code, points, tuple(params.items()), language)
    except TypeError:  # a list among the parameters
        return ReasonView(code, points, worded(code, params, language))


@lru_cache(maxsize=10_000)
def _said(code: str, points: int, params: tuple[tuple[str, str | int], ...], language: str) -> ReasonView:
    """Most reasons are the same from ticket to ticket, and a list has a hundred of them."""
    return ReasonView(code, points, worded(code, dict(params), language))


def sentence(priority: int, reasons: Sequence[ReasonView], language: str) -> str:
    """`urgent because danger: self-harm (+100), VIP level 3 (+9)`."""
    held = catalogue(language)
    name = held.values["priority"][PRIORITY_NAMES[priority]]
    if not reasons:
        return name
    parts = [f"{r.text} ({r.points:+d})" if r.points else r.text for r in reasons]
    return held.reasons["because"].format(priority=name, reasons=", ".join(parts))


def older_at(since: datetime | None, now: datetime) -> datetime | None:
    """When the age of a ticket waiting since then counts one more; None: no more. A ticket whose player doesn't wait is
    looked at again in an hour."""
    if since is None:
        return now + HOUR
    hours = (now - since) // HOUR
    return since + (hours + 1) * HOUR if hours < OLDEST else None


def waited(since: datetime | None, now: datetime) -> timedelta:
    return now - since if since else timedelta()
