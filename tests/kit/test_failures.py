"""A failure is told by its class; the words of a database are kept back."""

from __future__ import annotations

import json
from typing import Any

import asyncpg
import pytest
import structlog

from pitboss.cli import _log_to_stderr
from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.failures import in_the_log, in_words

SECRET = "my street is Elm Street 5"


async def failed(db: Database, sql: str, *values: Any) -> BaseException:
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)) as told:
        async with db.tx(SYSTEM) as tx:
            await tx.value(sql, *values)
    return told.value


async def test_nothing_that_was_to_be_stored_is_told(
    db: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    for sql, values in (
        ("SELECT $1::int", (SECRET,)),
        (f"SELECT '{SECRET}'::int", ()),
        (
            "INSERT INTO brand (id, name, prefix, language, jurisdiction) VALUES ('b', $1, 'x', 'en', 'y')",
            (SECRET,),
        ),
    ):
        problem = await failed(db, sql, *values)
        assert in_words(problem) == type(problem).__name__
        entry = in_the_log(None, "error", {"event": "it failed", "exc_info": problem})
        assert entry == {"event": "it failed", "problem": type(problem).__name__} | (
            {"because": entry["because"]} if "because" in entry else {}
        )


def test_a_mistake_of_ours_is_told_with_its_place_and_without_its_words() -> None:
    try:
        int(SECRET)
    except ValueError:
        entry = in_the_log(None, "error", {"event": "it failed", "exc_info": True})
    assert entry["problem"] == "ValueError"
    assert "test_failures.py" in entry["at"][-1]
    assert "Elm" not in json.dumps(entry)
    assert in_words(ValueError("a\nb")) == "ValueError: a b"


def test_the_log_of_the_command_uses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = structlog.get_config()
    try:
        _log_to_stderr("info")
        assert in_the_log in structlog.get_config()["processors"]
    finally:
        structlog.configure(**before)
