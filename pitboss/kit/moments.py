"""Moments in words, for people."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
}


def day_in_words(day: date, language: str) -> str:
    """`22 November 2026`."""
    months = _MONTHS[language if language in _MONTHS else "en"]
    return f"{day.day} {months[day.month - 1]} {day.year}"


def in_zone(moment: datetime, zone: str, language: str) -> str:
    """`22 November 2026, 15:30 (UTC+3)`; the offset is said, as the reader may be anywhere."""
    try:
        local = moment.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        local = moment.astimezone(UTC)
    return f"{day_in_words(local, language)}, {local:%H:%M} ({offset_in_words(local)})"


def offset_in_words(local: datetime) -> str:
    """`UTC+3`."""
    offset = local.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" if not minutes else f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"
