"""What may be said of a failure: a database's own words can quote what was to be stored, so they go nowhere."""

from __future__ import annotations

import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import asyncpg

_DATABASE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_OUTSIDE = (*_DATABASE, OSError, TimeoutError)
_FRAMES = 12


def in_words(problem: BaseException) -> str:
    """On one line, at most 500 characters."""
    name = type(problem).__name__
    told = "" if isinstance(problem, (*_DATABASE, ExceptionGroup)) else " ".join(str(problem).split())
    return f"{name}: {told}"[:500] if told else name


def in_the_log(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A processor of structlog: the failure's class, and where it happened if that is in our code; never its words."""
    given = entry.pop("exc_info", None)
    failure = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(failure, BaseException):
        entry.setdefault("problem", type(failure).__name__)
        if failure.__cause__ is not None:
            entry["because"] = type(failure.__cause__).__name__
        if not isinstance(failure, _OUTSIDE):
            entry["at"] = [
                f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(failure.__traceback__)[-_FRAMES:]
            ]
    return entry


def _short(path: str) -> str:
    _, packages, rest = path.rpartition("site-packages/")
    _, ours, inner = path.rpartition("/pitboss/")
    return rest if packages else f"pitboss/{inner}" if ours else path
