"""Why the desk did something, for whoever reads it later in their own language. The log and the tickets hold a code with
parameters; the sentences are in reasons.ru.toml and reasons.en.toml. A reason that a person wrote stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

LANGUAGES = ("ru", "en")
_MARK = "desk:"
_CODED = re.compile(_MARK + r"([a-z_]+)(?: (\{.*\}))?", re.DOTALL)


class Catalogue(msgspec.Struct, frozen=True):
    """`reasons`: a sentence by code, with `{parameter}`s. `values`: by parameter, what its closed values are called."""

    reasons: dict[str, str]
    values: dict[str, dict[str, str]]


@cache
def catalogue(language: str) -> Catalogue:
    """English for a language that the desk doesn't speak."""
    name = language if language in LANGUAGES else "en"
    text = (files(__package__) / f"reasons.{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Catalogue)


def because(code: str, **params: str | int | list[str]) -> str:
    """A reason of the desk itself, as it is kept."""
    return f"{_MARK}{code} {msgspec.json.encode(params).decode()}" if params else f"{_MARK}{code}"


def told(reason: str, language: str) -> str:
    """What a reader gets to read of a reason that is kept."""
    coded = _CODED.fullmatch(reason)
    if coded is None:
        return reason
    try:
        return worded(coded[1], msgspec.json.decode(coded[2]) if coded[2] else {}, language)
    except (KeyError, msgspec.DecodeError):  # words of a person that look like a code
        return reason


def worded(code: str, params: Mapping[str, Any], language: str) -> str:
    """
    Raises:
        KeyError: there is no such reason, or it lacks a parameter.
    """
    held = catalogue(language)
    return held.reasons[code].format_map(
        {name: _value(held.values.get(name, {}), value) for name, value in params.items()}
    )


def _value(names: Mapping[str, str], value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_value(names, one) for one in value)
    return names.get(str(value), str(value))


def readable(data: dict[str, Any], language: str) -> dict[str, Any]:
    """An event's data for a reader: its `reason` and `reasons` in their language."""
    shown = dict(data)
    if isinstance(reason := data.get("reason"), str):
        shown["reason"] = told(reason, language)
    if isinstance(reasons := data.get("reasons"), list):
        shown["reasons"] = [told(reason, language) for reason in reasons]
    return shown
