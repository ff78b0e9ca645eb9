"""What can happen to incidents."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class IncidentOpened(Event, frozen=True, tag="incident_opened"):
    incident: UUID
    severity: str
    shown: bool


class IncidentChanged(Event, frozen=True, tag="incident_changed"):
    """Its title, what is affected, how grave it is, or whether players may know."""

    incident: UUID
    shown: bool


class IncidentUpdated(Event, frozen=True, tag="incident_updated"):
    """A line more in its timeline. `tickets`: how many are to be told."""

    incident: UUID
    entry: UUID
    state: str
    was: str
    tickets: int


class IncidentTold(Event, frozen=True, tag="incident_told"):
    """How far the telling of an update is."""

    incident: UUID
    entry: UUID
    told: int
    waiting: int


class IncidentLinked(Event, frozen=True, tag="incident_linked"):
    """In the ticket."""

    incident: UUID
    how: str


class IncidentUnlinked(Event, frozen=True, tag="incident_unlinked"):
    incident: UUID


class IncidentSuspected(Event, frozen=True, tag="incident_suspected"):
    alarm: UUID
    topic: str
    players: int


class AlarmDecided(Event, frozen=True, tag="alarm_decided"):
    """`state`: confirmed, dismissed or passed."""

    alarm: UUID
    state: str
