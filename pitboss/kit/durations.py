"""Durations in words, in Russian and English."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

Language = Literal["ru", "en"]

_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
_SHORT = {
    "ru": {"day": "дн", "hour": "ч", "minute": "мин", "second": "с"},
    "en": {"day": "d", "hour": "h", "minute": "min", "second": "s"},
}
_RU = {
    "day": ("день", "дня", "дней"),
    "hour": ("час", "часа", "часов"),
    "minute": ("минуту", "минуты", "минут"),
    "second": ("секунду", "секунды", "секунд"),
}


def plural_ru(count: int, one: str, few: str, many: str) -> str:
    """The Russian form that goes with `count`: 1 час, 2 часа, 5 часов, 11 часов, 21 час."""
    if 11 <= count % 100 <= 14:
        return many
    if count % 10 == 1:
        return one
    return few if 2 <= count % 10 <= 4 else many


def in_full(duration: timedelta, language: Language) -> str:
    """`2 hours 30 minutes`, `2 часа 30 минут` (accusative), to the second, days at most."""
    parts = _parts(duration)
    if language == "ru":
        return " ".join(f"{n} {plural_ru(n, *_RU[unit])}" for n, unit in parts)
    return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts)


def in_short(duration: timedelta, language: Language) -> str:
    """`2 h 30 min`, `2 ч 30 мин`, to the second; hours at most, since a day of work is no day of the calendar."""
    return " ".join(f"{n} {_SHORT[language][unit]}" for n, unit in _parts(duration, largest="hour"))


def _parts(duration: timedelta, largest: str = "day") -> list[tuple[int, str]]:
    left = max(0, round(duration.total_seconds()))
    parts: list[tuple[int, str]] = []
    for seconds, unit in _UNITS[0 if largest == "day" else 1 :]:
        count, left = divmod(left, seconds)
        if count:
            parts.append((count, unit))
    return parts or [(0, "second")]
