"""Which promise a ticket gets, and what happens as it comes near to breaking."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from pitboss.kit.refused import Refused
from pitboss.sla.calendars import ALWAYS, Hours
from pitboss.sla.clocks import Clock, Kind, reached_at
from pitboss.tickets.model import package_topic

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class NoPolicy(Refused):
    """No promise policy fits this ticket. Add one that matches every channel, topic and priority."""

    status = 409


class BadRung(Refused):
    """A step of an escalation ladder needs a share of the allowance above 0 and up to 1, or a time after the breach."""

    status = 422


class What(StrEnum):
    notify_team = "notify_team"
    notify_supervisor = "notify_supervisor"
    raise_priority = "raise_priority"
    move_to_queue = "move_to_queue"


class Pauses(StrEnum):
    """When a promise's clock stands still. `waiting_for_player`: only that of the resolution, since a reply is not owed
    then. `outside_hours`: without it the clock counts closed time too."""

    waiting_for_player = "waiting_for_player"
    on_hold = "on_hold"
    outside_hours = "outside_hours"


EVERY_PAUSE = tuple(Pauses)


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a ladder: what is done once `share` of the allowance is used, or `after` (open time) the breach.

    `queue` names the queue for move_to_queue. Refused on making: BadRung.
    """

    what: What
    share: float | None = None
    after: timedelta | None = None
    queue: str | None = None

    def __post_init__(self) -> None:
        if (self.share is None) == (self.after is None) or (self.what is What.move_to_queue) != (
            self.queue is not None
        ):
            raise BadRung
        if (
            not 0 < (1 if self.share is None else self.share) <= 1
            or (self.after or timedelta()) < timedelta()
        ):
            raise BadRung

    def amount(self, allowance: timedelta) -> timedelta:
        """The open time after which this step is taken."""
        return allowance * self.share if self.share is not None else allowance + (self.after or timedelta())


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The promise for tickets that match; a match field that is None fits all. `priority`: 0 is urgent, 3 is low.

    `aim` is what a team strives for, shown beside the promised first reply; it starts no clock. Of policies that are
    equally specific, the one with the lower `position` wins. `retired`: fits no ticket any more; its clocks run on.
    """

    id: UUID
    name: str
    brand: str
    channel: str | None = None
    topic: str | None = None
    priority: int | None = None
    first_reply: timedelta | None = None
    next_reply: timedelta | None = None
    resolution: timedelta | None = None
    aim: timedelta | None = None
    hours: Hours = ALWAYS
    pauses: tuple[Pauses, ...] = EVERY_PAUSE
    warn_share: float = 0.75
    escalations: tuple[Rung, ...] = ()
    position: int = 0
    retired: bool = False

    def allowance(self, kind: Kind) -> timedelta | None:
        """What is promised for this kind; None: nothing, so no clock runs."""
        return {
            Kind.first_reply: self.first_reply,
            Kind.next_reply: self.next_reply,
            Kind.resolution: self.resolution,
        }[kind]


def counted(hours: Hours, pauses: Iterable[Pauses]) -> Hours:
    """The time that a clock counts: the hours of its calendar, or all of it."""
    return hours if Pauses.outside_hours in pauses else ALWAYS


def choose(policies: Iterable[Policy], *, channel: str, topic: str, priority: int) -> Policy:
    """The policy that names most of the ticket's channel, topic and priority; ties go to the one that names the brand's
    own topic and not the one above it, then by position, then by name.

    Raises NoPolicy.
    """

    def fits(policy: Policy) -> bool:
        return (
            not policy.retired
            and policy.channel in (None, channel)
            and policy.topic in (None, topic, package_topic(topic))
            and policy.priority in (None, priority)
        )

    def order(policy: Policy) -> tuple[int, bool, int, str]:
        named = (policy.channel, policy.topic, policy.priority)
        return named.count(None), policy.topic != topic, policy.position, policy.name

    best = min(filter(fits, policies), key=order, default=None)
    if best is None:
        raise NoPolicy
    return best


def ladder(policy: Policy, allowance: timedelta) -> list[Rung]:
    """The steps of the ladder in the order in which they are taken."""
    return sorted(policy.escalations, key=lambda rung: rung.amount(allowance))


def rung_at(clock: Clock, rung: Rung) -> datetime | None:
    """When this step is taken if the clock runs on; None while it stands still."""
    return reached_at(clock, rung.amount(clock.allowance))


_LADDER = (
    Rung(what=What.notify_team, share=0.75),
    Rung(what=What.notify_supervisor, share=1.0),
    Rung(what=What.raise_priority, after=timedelta()),
)
_DANGER_LADDER = (
    Rung(what=What.notify_team, share=0.5),
    Rung(what=What.notify_supervisor, share=0.75),
    Rung(what=What.notify_supervisor, share=1.0),
)
DANGER_TOPICS = ("crisis", "underage", "self_exclusion", "account_takeover", "deceased")
_PHONE = timedelta(seconds=20)


def _m(minutes: float) -> timedelta:
    return timedelta(minutes=minutes)


# channel: first reply, its aim, next reply, resolution
_BY_CHANNEL: dict[str | None, tuple[timedelta, timedelta | None, timedelta, timedelta]] = {
    "webchat": (_m(3), _m(1), _m(3), timedelta(hours=24)),
    "telegram": (_m(15), None, _m(15), timedelta(hours=24)),
    "whatsapp": (_m(15), None, _m(15), timedelta(hours=24)),
    "social": (_m(15), None, _m(15), timedelta(hours=24)),
    "email": (timedelta(hours=4), timedelta(hours=2), timedelta(hours=4), timedelta(hours=72)),
    "portal": (timedelta(hours=6), None, timedelta(hours=6), timedelta(hours=72)),
    "phone": (_PHONE, None, timedelta(hours=4), timedelta(hours=24)),
    None: (timedelta(hours=6), None, timedelta(hours=6), timedelta(hours=72)),
}
_IN_DANGER: dict[str | None, timedelta] = {
    "webchat": _m(1),
    "telegram": _m(5),
    "whatsapp": _m(5),
    "social": _m(5),
    "phone": _PHONE,
    None: _m(15),
}


# What the default promises are called, in English and in Russian.
_NAMES = {
    "crisis": ("Crisis", "Угроза жизни"),
    "underage": ("Underage", "Несовершеннолетний"),
    "self_exclusion": ("Self-exclusion", "Самоисключение"),
    "account_takeover": ("Account takeover", "Взлом аккаунта"),
    "deceased": ("Death of a player", "Смерть игрока"),
    "webchat": ("live chat", "чат"),
    "telegram": ("Telegram", "Telegram"),
    "whatsapp": ("WhatsApp", "WhatsApp"),
    "social": ("social networks", "соцсети"),
    "email": ("e-mail", "почта"),
    "portal": ("request form", "форма обращения"),
    "phone": ("phone", "телефон"),
}
_ANY_CHANNEL = ("any channel", "любой канал")
_EVERYTHING_ELSE = ("everything else", "всё остальное")


def defaults(brand: str, language: str = "en") -> tuple[Policy, ...]:
    """What a new brand promises, all of it settings; named in the brand's language.

    First replies follow the table of promises: web chat 3 minutes (aim 1), messengers and social 15 minutes, e-mail
    4 hours (aim 2), portal 6 hours, phone 20 seconds, day and night. Everything else is this desk's own policy, taken
    from no standard: the next reply is promised as fast as the first (phone: 4 hours), a resolution in 24 hours where
    people wait live and 72 hours elsewhere; signs of danger (crisis, underage, self-exclusion, a stolen account,
    word of a player's death) are answered in 1 minute on chat, 5 on messengers, 15 elsewhere and settled in 24 hours, with an earlier alarm.
    """
    at = int(language == "ru")
    made: list[Policy] = []
    for topic in DANGER_TOPICS:
        for channel, quick in _IN_DANGER.items():
            where = _NAMES[channel] if channel else _ANY_CHANNEL
            made.append(
                Policy(
                    id=_id(brand, f"{topic} · {channel or 'any channel'}"),
                    name=f"{_NAMES[topic][at]} · {where[at]}",
                    brand=brand,
                    channel=channel,
                    topic=topic,
                    first_reply=quick,
                    next_reply=max(quick, _m(1)),
                    resolution=timedelta(hours=24),
                    warn_share=0.5,
                    escalations=_DANGER_LADDER,
                    position=len(made),
                )
            )
    for channel, (first, aim, following, resolution) in _BY_CHANNEL.items():
        name = (_NAMES[channel] if channel else _EVERYTHING_ELSE)[at]
        made.append(
            Policy(
                id=_id(brand, channel or "everything else"),
                name=name[0].upper() + name[1:],
                brand=brand,
                channel=channel,
                first_reply=first,
                aim=aim,
                next_reply=following,
                resolution=resolution,
                escalations=_LADDER,
                position=len(made),
            )
        )
    return tuple(made)


def _id(brand: str, name: str) -> UUID:
    """The same in every language, so that promises are installed once."""
    return uuid5(NAMESPACE_URL, f"pitboss:{brand}/{name}")
