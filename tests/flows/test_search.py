"""Agents search with any form of a word, in both languages, in subjects and in texts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

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


async def test_a_filter_narrows_what_is_found(desk: Desk) -> None:
    seat = await desk.sits("supervisor")
    mine, other = await desk.a_ticket(text="Мой депозит не пришёл"), await desk.a_ticket(text="Где депозит?")
    await seat.does(mine, "take")

    async def narrowed(**wanted: Any) -> list[str]:
        hits = await seat.gets("/search", q="депозиты", filter=json.dumps(wanted))
        return sorted(hit["ticket"]["id"] for hit in hits)

    assert await narrowed() == sorted([str(mine.id), str(other.id)])
    assert await narrowed(assignee=["me"]) == [str(mine.id)]
    assert await narrowed(assignee=["nobody"], status=["active"]) == [str(other.id)]
    assert await narrowed(status=["closed"]) == []
    assert await narrowed(brand=["another"]) == []
    refused = await seat.asks("GET", "/search", q="депозиты", filter='{"colour": "red"}')
    assert (refused.status_code, "colour" in refused.json()["detail"]) == (422, True)


async def test_promises_at_risk_and_broken_ones_are_lists_of_their_own(desk: Desk) -> None:
    seat = await desk.sits("supervisor")
    late, _ = await desk.a_ticket(), await desk.a_ticket()

    async def those(promise: str) -> list[str]:
        page = await seat.gets("/tickets", filter=json.dumps({"promise": promise}))
        return [ticket["id"] for ticket in page["items"]]

    assert (await those("at_risk"), await those("breached")) == ([], [])
    await desk.time_passes(late, timedelta(hours=3, minutes=10))
    assert (await those("at_risk"), await those("breached")) == ([str(late.id)], [])
    await desk.time_passes(late, timedelta(hours=2))
    assert (await those("at_risk"), await those("breached")) == ([], [str(late.id)])
