"""Agents search with any form of a word, in both languages, in subjects and in texts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from pitboss.db.tx import SYSTEM
from tests.desk import Building, Desk, Seat, a_desk


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


async def test_a_list_of_what_is_found_keeps_to_its_other_parameters(desk: Desk) -> None:
    seat = await desk.sits("supervisor")
    mine, other = await desk.a_ticket(text="Мой депозит не пришёл"), await desk.a_ticket(text="Где депозит?")
    await seat.does(mine, "take")

    async def listed(**parameters: Any) -> list[str]:
        page = await seat.gets("/tickets", q="депозиты", **parameters)
        return sorted(ticket["id"] for ticket in page["items"])

    assert await listed() == sorted([str(mine.id), str(other.id)])
    assert await listed(assignee="me") == [str(mine.id)]
    assert await listed(assignee="nobody", status="active", topic=other.topic) == [str(other.id)]
    assert await listed(player=str(mine.player_id), status="closed") == []
    assert await listed(channel="webchat") == []
    assert await listed(filter=json.dumps({"assignee": ["me"]})) == [str(mine.id)]


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


# ── players ─────────────────────────────────────────────────────────────────────────────────────────────────


async def players(seat: Seat, words: str) -> list[tuple[str, str | None]]:
    answer = await seat.gets("/players", q=words)
    assert answer["complete"]
    return [(player["name"], player["value"]) for player in answer["players"]]


@pytest.mark.parametrize("words", ["Мария Лаптева", "лапт", "лаптева мар", "МАРИЯ", "мария, лапт"])
async def test_a_player_is_found_by_the_beginnings_of_their_names(desk: Desk, words: str) -> None:
    await desk.a_ticket(from_="Мария Лаптева <maria@mail.example>")
    await desk.a_ticket(from_="Пётр Лапин <petr@mail.example>")
    assert await players(await desk.sits("supervisor"), words) == [("Мария Лаптева", None)]


async def test_a_player_is_found_by_a_whole_address_which_not_everybody_sees(desk: Desk) -> None:
    await desk.a_ticket(from_="Ann Lee <ann@mail.example>")
    boss, quality = await desk.sits("supervisor"), await desk.sits("quality")
    assert await players(boss, "Ann@mail.example") == [("Ann Lee", "ann@mail.example")]
    assert await players(boss, "nn@mail.example") == []
    [(name, address)] = await players(quality, "ann@mail.example")
    assert (name, address != "ann@mail.example") == ("Ann Lee", True)


async def test_what_is_typed_is_no_pattern(desk: Desk) -> None:
    await desk.a_ticket(from_="Ann Lee <ann@mail.example>")
    boss = await desk.sits("supervisor")
    for words in (".*", "A.n", "(", "\\", "%", "zz|lee", "ann:*|zz", "!zz", "'", "[a-z]"):
        assert await players(boss, words) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Артём Ёлкин", ["артем", "ёлк", "елк"]),
        ("Анна-Мария Иванова", ["мария", "анна-мар", "иван анна"]),
        ("O'Brien Seán", ["brien", "o'bri", "seán"]),
        ("lucky_77.star@mail.example", ["77", "star", "lucky_77", "mail"]),
    ],
)
async def test_each_word_of_a_name_is_found_however_it_is_joined(
    desk: Desk, name: str, words: list[str]
) -> None:
    ticket = await desk.a_ticket()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE player SET name = $3 WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            ticket.player_id,
            name,
        )
    boss = await desk.sits("supervisor")
    for some in words:
        assert await players(boss, some) == [(name, None)], some


async def test_an_index_serves_names_among_a_hundred_thousand_players(database_url: str) -> None:
    owner = await asyncpg.connect(database_url)
    try:
        many = owner.transaction()
        await many.start()
        await owner.execute(
            "INSERT INTO brand (id, name, prefix, language, jurisdiction) VALUES ('many', 'Many', 'MANY', 'en', 'MT')"
        )
        await owner.execute(
            """
            INSERT INTO player (brand_id, id, name)
            SELECT 'many', gen_random_uuid(), 'Имя' || n || ' Name' || n % 1000 FROM generate_series(1, 100000) AS n
            """
        )
        await owner.execute("ANALYZE player")
        # The wall's own words, as the function has them.
        body = await owner.fetchval("SELECT prosrc FROM pg_proc WHERE proname = 'find_players'")
        await owner.execute(f"PREPARE finding (text[], text, int) AS {body}")
        for plan in ("force_custom_plan", "force_generic_plan"):
            await owner.execute(f"SET LOCAL plan_cache_mode TO {plan}")
            for wanted in ("'имя777':*", "'name77':* & 'имя7':*"):
                asked = wanted.replace("'", "''")
                rows = await owner.fetch(f"EXPLAIN EXECUTE finding (ARRAY['many'], '{asked}', 10)")
                told = "\n".join(row[0] for row in rows)
                assert "Bitmap Index Scan on player_name" in told, told
                assert "Seq Scan" not in told, told
    finally:
        await many.rollback()
        await owner.close()


async def test_nobody_finds_players_of_another_brand(desk: Desk, building: Building) -> None:
    await desk.a_ticket(from_="Ann Lee <ann@mail.example>")
    other = await a_desk(building)
    boss = await other.sits("supervisor")
    assert await players(boss, "Ann Lee") == []
    assert await players(boss, "ann@mail.example") == []
