"""What is not verified in the rules, has expired or waits for the operator, is told to those who look after them: once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from pitboss.complaints import rule_watch
from pitboss.db.tx import SYSTEM
from tests.complaints.deciding import Room, a_room
from tests.desk import Desk, Seat
from tests.making import a_complaint, a_player

TODAY = date(2026, 11, 22)
YEARS_LATER = date(2028, 1, 1)


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def a_case(room: Room) -> UUID:
    player = await a_player(room.desk.db, room.desk.brand)
    return await a_complaint(room.desk.db, room.desk.brand, player.id)


async def watches(room: Room, on: date) -> None:
    async with room.desk.db.tx(SYSTEM) as tx:
        await rule_watch.step(tx, on)


async def told(seat: Seat) -> list[dict[str, Any]]:
    shown = await seat.gets("/me/notices")
    return [one for one in shown["items"] if one["kind"] == "rules_warned"]


async def test_those_who_look_after_the_rules_are_told_once(room: Room) -> None:
    await a_case(room)
    await watches(room, TODAY)
    await watches(room, TODAY)
    for seat in (room.lead, room.officer):
        assert [one["pack"] for one in await told(seat)] == ["malta"], "the licence of the brand"
    for seat in (room.handler, room.reviewer, await room.desk.agent()):
        assert await told(seat) == []


async def test_what_is_new_is_told_after_the_first_was_seen(room: Room) -> None:
    await a_case(room)
    await watches(room, TODAY)
    [first] = await told(room.lead)
    await room.lead.asks("POST", f"/me/notices/{first['id']}/seen", {})
    await watches(room, TODAY)
    assert len(await told(room.lead)) == 1
    await watches(room, YEARS_LATER)
    assert len(await told(room.lead)) == 2, "nobody compared the rules with their sources for a year"


async def test_a_brand_without_a_case_is_left_in_peace(room: Room) -> None:
    await watches(room, TODAY)
    assert await told(room.lead) == []


async def test_what_was_put_right_is_no_warning_any_more(room: Room) -> None:
    await a_case(room)
    await watches(room, TODAY)
    terms = {"malta.acknowledge": {"count": 12, "unit": "hours"}}
    body = {"brand": room.desk.brand.id, "version": 0, "rules": {"terms": terms}, "reason": "Sooner."}
    changed = await room.asks(room.lead, "PUT", "/complaints/rules/malta", 200, body)
    assert "malta.acknowledge" not in {one["rule"] for one in changed["warnings"]}
    await watches(room, TODAY)
    async with room.desk.db.tx(SYSTEM) as tx:
        kept = await tx.column(
            "SELECT rule FROM complaint_rule_warned WHERE brand_id = $1 AND pack = 'malta'",
            room.desk.brand.id,
        )
    assert "malta.acknowledge" not in kept
    assert "malta.final_answer" in kept


async def test_a_player_never_hears_of_it(room: Room) -> None:
    await a_case(room)
    sent = len(room.desk.sent_mails())
    await watches(room, YEARS_LATER)
    await room.desk.work_until_idle()
    assert len(room.desk.sent_mails()) == sent
