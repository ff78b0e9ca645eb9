"""What can happen to a brand's promises and calendars. What happens to a ticket's clocks is in tickets/events.py."""

from __future__ import annotations

from uuid import UUID

from pitboss.events.log import Event


class CalendarCreated(Event, frozen=True, tag="calendar_created"):
    calendar: UUID
    name: str


class CalendarChanged(Event, frozen=True, tag="calendar_changed"):
    calendar: UUID
    fields: list[str]


class CalendarDeleted(Event, frozen=True, tag="calendar_deleted"):
    calendar: UUID
    name: str


class PolicyCreated(Event, frozen=True, tag="policy_created"):
    policy: UUID
    name: str


class PolicyChanged(Event, frozen=True, tag="policy_changed"):
    policy: UUID
    fields: list[str]


class PolicyRetired(Event, frozen=True, tag="policy_retired"):
    """It fits no new ticket; promises given under it stand."""

    policy: UUID
    name: str
