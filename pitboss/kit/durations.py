"""Durations in words, in Russian and English."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

Language = Literal["ru", "en"]

_UNITS: dict[Language, tuple[str, str, str]] = {"ru": ("ч", "мин", "с"), "en": ("h", "min", "s")}


def in_short(duration: timedelta, language: Language) -> str:
    """`2 h 30 min`, `2 ч 30 мин`, to the second; hours at most, since a day of work is no day of the calendar."""
    minutes, seconds = divmod(max(0, round(duration.total_seconds())), 60)
    counted = zip((*divmod(minutes, 60), seconds), _UNITS[language], strict=True)
    return " ".join(f"{count} {unit}" for count, unit in counted if count) or f"0 {_UNITS[language][2]}"
