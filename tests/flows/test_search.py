"""Agents search with any form of a word, in both languages, in subjects and in texts."""

from __future__ import annotations

import pytest

from tests.desk import Desk


async def found(desk: Desk, words: str) -> list[str]:
    seat = await desk.sits("supervisor")
    return sorted(hit["ticket"]["subject"] for hit in await seat.gets("/search", q=words))


@pytest.mark.parametrize("words", ["депозит", "депозиты", "депозита", "депозитом", "ДЕПОЗИТУ"])
async def test_all_forms_of_a_word_find_the_same(desk: Desk, words: str) -> None:
    await desk.mail_arrives(subject="раз", text="Мой депозит не пришёл, где он?")
    await desk.mail_arrives(subject="два", text="Оба депозита не видны на счёте.")
    assert await found(desk, words) == ["два", "раз"]


@pytest.mark.parametrize("words", ["лимит", "лимиты", "лимита"])
async def test_the_stems_that_snowball_cuts_short_are_brought_together(desk: Desk, words: str) -> None:
    await desk.mail_arrives(subject="раз", text="Хочу поставить лимит на неделю.")
    await desk.mail_arrives(subject="два", text="Как поменять лимиты?")
    assert await found(desk, words) == ["два", "раз"]


async def test_a_subject_is_found_too_as_a_phrase(desk: Desk) -> None:
    await desk.mail_arrives(subject="Withdrawal still pending", text="Hello, it is four days now.")
    assert await found(desk, '"still pending"') == ["Withdrawal still pending"]
    assert await found(desk, "withdrawals still pending") == ["Withdrawal still pending"]
    assert await found(desk, '"pending still"') == []
