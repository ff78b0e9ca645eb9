"""What an incident is. Nothing here reads or writes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from pitboss.kit.refused import Conflict, Invalid, NotFound


class IncidentState(StrEnum):
    investigating = "investigating"
    identified = "identified"
    monitoring = "monitoring"
    resolved = "resolved"


class Severity(StrEnum):
    minor = "minor"
    major = "major"
    critical = "critical"


class AlarmState(StrEnum):
    suspected = "suspected"
    confirmed = "confirmed"
    dismissed = "dismissed"
    passed = "passed"  # nobody decided, and no more came


class How(StrEnum):
    """How a ticket came to its incident."""

    hand = "hand"
    suggestion = "suggestion"
    alarm = "alarm"


MAX_TITLE = 120
MAX_TEXT = 4_000
MAX_REASON = 500
MOST_AT_ONCE = 100  # tickets linked by one request
MOST_OPEN = 50  # incidents of a brand
Named = Annotated[list[Annotated[str, msgspec.Meta(max_length=100)]], msgspec.Meta(max_length=20)]


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`shown`: players may know: it stands on the service page, and whoever reports it is told at once that it is known.
    `topics`, `games`, `methods` (of payment): what is affected."""

    title_ru: str
    title_en: str
    shown: bool
    severity: Severity
    topics: Named = []
    games: Named = []
    methods: Named = []


class IncidentInBrief(msgspec.Struct, frozen=True, kw_only=True):
    brand: str
    id: UUID
    title_ru: str
    title_en: str
    shown: bool
    state: IncidentState
    severity: Severity


class IncidentFacts(IncidentInBrief, frozen=True, kw_only=True):
    topics: list[str]
    games: list[str]
    methods: list[str]
    version: int
    opened_by: UUID | None
    opened_at: datetime
    resolved_at: datetime | None


class Incident(IncidentFacts, frozen=True, kw_only=True):
    """`words`: by which reports of it are known."""

    words: list[str]

    def title(self, language: str) -> str:
        return self.title_ru if language == "ru" else self.title_en


class IncidentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the timeline. `total`: tickets that it was to reach; `left_out`: those that are spam, merged, of a player
    in danger, or of a player who was told in another ticket."""

    id: UUID
    state: IncidentState
    was: IncidentState | None
    text_ru: str
    text_en: str
    solves: bool
    telling: bool
    staff_id: UUID | None
    at: datetime
    total: int
    waiting: int
    told: int
    left_out: int
    failed: int


class AlarmFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`tickets`: as far as the actor may see them. `usual`: players in ten minutes of this hour; null: not known yet."""

    brand: str
    id: UUID
    topic: str
    words: list[str]
    state: AlarmState
    players: int
    usual: float | None
    first_at: datetime
    last_at: datetime
    tickets: list[UUID]


class Alarm(AlarmFacts, frozen=True, kw_only=True):
    incident_id: UUID | None
    reason: str
    quiet_until: datetime | None
    decided_by: UUID | None
    decided_at: datetime | None


class NoSuchIncident(NotFound):
    """There is no such incident in this brand."""


class NoSuchAlarm(NotFound):
    """There is no such alarm in this brand."""


class NotLinked(NotFound):
    """This ticket is not part of this incident."""


class IncidentOver(Conflict):
    """This incident is resolved. Open a new one if it has come back."""


class PartOfAnother(Conflict):
    """This ticket is part of another open incident. Unlink it there first."""


class AlarmOver(Conflict):
    """Somebody has decided on this alarm already."""


class SomebodyWasFaster(Conflict):
    """Somebody has changed this since you read it. Look again."""


class TooManyIncidents(Conflict):
    """A brand has at most 50 open incidents. Resolve one first."""


def titled(text: str) -> str:
    """
    Raises:
        Invalid.
    """
    line = " ".join(text.split())
    if not 3 <= len(line) <= MAX_TITLE:
        raise Invalid("A title has 3 to 120 characters, in both languages.")
    return line


def said(text: str) -> str:
    """
    Raises:
        Invalid.
    """
    told = text.strip()
    if len(told) > MAX_TEXT:
        raise Invalid("An update has at most 4000 characters.")
    return told


def named(names: list[str]) -> list[str]:
    """Without blanks and repetitions."""
    lines = (" ".join(name.split()) for name in names)
    return list(dict.fromkeys(line for line in lines if line))
