"""Moments at the ends of the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from pitboss.tickets.filters import Range, TicketFilter, conditions


def test_the_ends_of_the_calendar_can_be_asked_for() -> None:
    early = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23)))
    late = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-23)))
    _, values = conditions(TicketFilter(created=Range(early, late)), None)
    assert [value.astimezone(UTC).year for value in values] == [2, 9998]
