"""The rules over HTTP: read with how surely each is known, a brand's own terms for cases to come, a deadline explained."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import pytest

from pitboss.complaints.deadlines import Facts, due
from pitboss.complaints.pack_model import From, Kind
from pitboss.complaints.packs import effective
from pitboss.db.tx import SYSTEM
from tests.complaints.deciding import Room, a_room
from tests.desk import Desk, Seat
from tests.making import a_complaint, a_player, happened

OWN: dict[str, Any] = {
    "terms": {"russia.final_answer": {"count": 10, "unit": "working_days"}},
    "bodies": [
        {
            "id": "own.entity",
            "name": {"en": "An Entity", "ru": "Палата"},
            "kind": "adr",
            "scope": {"en": "Disputes.", "ru": "Споры."},
            "url": "https://entity.example",
            "text": {"en": "Named in our terms.", "ru": "Названа в условиях."},
            "force": "own_policy",
            "grade": "own",
            "verified": False,
        }
    ],
    "body": "own.entity",
}


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def rules(room: Room, seat: Seat, pack: str) -> dict[str, Any]:
    found = await room.asks(seat, "GET", "/complaints/rules", 200)
    one: dict[str, Any] = next(one for one in found if one["pack"] == pack)
    return one


async def puts(
    room: Room,
    seat: Seat,
    pack: str,
    status: int,
    own: dict[str, Any],
    *,
    version: int = 0,
    reason: str = "As agreed.",
) -> Any:
    body = {"brand": room.desk.brand.id, "version": version, "rules": own, "reason": reason}
    return await room.asks(seat, "PUT", f"/complaints/rules/{pack}", status, body)


async def test_every_rule_is_shown_with_how_surely_it_is_known(room: Room) -> None:
    malta = await rules(room, room.handler, "malta")
    assert malta["in_use"], "the brand has a licence of Malta"
    final = next(rule for rule in malta["rules"] if rule["id"] == "malta.final_answer")
    assert (final["force"], final["grade"], final["verified"]) == ("must", "secondary", False)
    assert final["known_en"] == "not verified: known from others who quote it"
    assert final["known_ru"] == "не проверено: известно с чужих слов"
    assert final["within"] == {"count": 10, "unit": "days"}
    assert final["source"]
    gb = await rules(room, room.handler, "gb")
    assert not gb["in_use"]
    assert next(rule for rule in gb["rules"] if rule["id"] == "gb.final_answer")["verified"]
    for pack in (malta, gb):
        for rule in pack["rules"]:
            assert rule["verified"] == (rule["known_en"] == "verified at its source")


async def test_warnings_are_for_who_looks_after_the_rules(room: Room) -> None:
    assert (await rules(room, room.handler, "malta"))["warnings"] == []
    warned = (await rules(room, room.lead, "malta"))["warnings"]
    assert {"unverified", "not_set", "no_body"} <= {one["kind"] for one in warned}
    assert all(one["en"] and one["ru"] for one in warned)


async def test_a_brands_own_terms_are_for_cases_to_come(room: Room) -> None:
    before = await rules(room, room.lead, "russia")
    changed = await puts(room, room.lead, "russia", 200, OWN)
    assert changed["version"] != before["version"]
    assert changed["own_version"] == 1
    final = next(rule for rule in changed["rules"] if rule["id"] == "russia.final_answer")
    assert final["within"] == {"count": 10, "unit": "working_days"}
    assert not final["verified"]
    assert "own.entity" in {rule["id"] for rule in changed["rules"]}
    assert "russia.final_answer" not in {one["rule"] for one in changed["warnings"]}
    log = [
        event.data
        for event in await happened(room.desk.db, room.desk.brand)
        if event.type == "complaint_rules_set"
    ]
    assert [(data["pack"], data["version"]) for data in log] == [("russia", 1)]


async def test_rules_that_somebody_changed_meanwhile_are_not_overwritten(room: Room) -> None:
    await puts(room, room.lead, "russia", 200, OWN)
    assert (await puts(room, room.lead, "russia", 409, {}))["title"] == "rules_changed"
    assert (await puts(room, room.lead, "gb", 409, {}, version=3))["title"] == "rules_changed"
    assert (await rules(room, room.lead, "gb"))["own_version"] == 0
    await puts(room, room.lead, "russia", 200, {}, version=1)
    assert (await rules(room, room.lead, "russia"))["own_version"] == 2


async def test_law_is_nobodys_to_set(room: Room) -> None:
    own = {"terms": {"gb.final_answer": {"count": 20, "unit": "weeks"}}}
    answer = await puts(room, room.lead, "gb", 422, own)
    assert answer["title"] == "own_rules_refused"
    assert answer["detail"] == (
        "gb.final_answer is law and holds as it is: a brand sets no other term for it, least of all a laxer one."
    )
    own = {"terms": {"gb.acknowledge": {"count": 3, "unit": "days"}}}
    assert "what the regulator expects" in (await puts(room, room.lead, "gb", 422, own))["detail"]
    own = {"terms": {"gb.love": {"count": 3, "unit": "days"}}}
    assert (await puts(room, room.lead, "gb", 422, own))[
        "detail"
    ] == "There is no term gb.love in these rules."
    await puts(room, room.lead, "atlantis", 404, {})


async def history(room: Room, seat: Seat, pack: str, **more: Any) -> Any:
    return await room.asks(seat, "GET", f"/complaints/rules/{pack}/history", 200, **more)


async def test_who_changed_them_when_and_why_stays(room: Room) -> None:
    assert (await puts(room, room.lead, "russia", 422, OWN, reason="  "))["title"] == "no_reason"
    assert (await puts(room, room.lead, "russia", 422, OWN, reason="a" * 501))["title"] == "no_reason"
    await puts(room, room.lead, "russia", 200, OWN, reason="We answer sooner.")
    without = {**OWN, "terms": {}}
    await puts(room, room.officer, "russia", 200, without, version=1, reason="  Too soon for us. ")
    last, first = (await history(room, room.handler, "russia"))["items"]
    assert (first["name"], first["reason"], first["version"]) == (
        room.lead.person.name,
        "We answer sooner.",
        1,
    )
    assert (last["name"], last["reason"]) == (room.officer.person.name, "Too soon for us.")
    assert first["was"] == {"terms": {}, "bodies": [], "body": None}
    assert first["now"]["terms"] == last["was"]["terms"] == OWN["terms"]
    assert (last["now"]["terms"], last["now"]["body"]) == ({}, "own.entity")
    page = await history(room, room.lead, "russia", limit=1)
    rest = await history(room, room.lead, "russia", limit=1, cursor=page["next"])
    assert [one["version"] for one in [*page["items"], *rest["items"]]] == [2, 1]
    assert rest["next"] is None
    assert (await history(room, room.lead, "gb"))["items"] == []
    agent = await room.desk.agent()
    await room.asks(agent, "GET", "/complaints/rules/russia/history", 403)


async def test_nobody_rewrites_why_the_rules_changed(room: Room) -> None:
    await puts(room, room.lead, "russia", 200, OWN)
    async with room.desk.db.tx(room.lead.person.actor) as tx:
        await tx.elevate()
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await tx.run("UPDATE complaint_own_rules_change SET reason = 'Other'")


async def test_the_packs_own_number_is_shown_beside_the_brands(room: Room) -> None:
    await puts(room, room.lead, "russia", 200, OWN)
    final = next(
        rule
        for rule in (await rules(room, room.lead, "russia"))["rules"]
        if rule["id"] == "russia.final_answer"
    )
    assert final["usual"] == {"count": 14, "unit": "days"}
    assert final["within"] == {"count": 10, "unit": "working_days"}


async def test_only_who_looks_after_the_rules_sets_them_and_only_in_their_brand(
    room: Room, building: Any
) -> None:
    await puts(room, room.handler, "russia", 403, OWN)
    agent = await room.desk.agent()
    answer = await agent.asks("GET", "/complaints/rules", brand=room.desk.brand.id)
    assert answer.status_code == 403
    answer = await room.lead.asks("GET", "/complaints/rules", brand="somebody-elses")
    assert answer.status_code == 403


# ── a deadline explained ────────────────────────────────────────────────────────────────────────────────────


async def with_a_clock(room: Room, pack: str = "gb") -> UUID:
    player = await a_player(room.desk.db, room.desk.brand)
    complaint = await a_complaint(room.desk.db, room.desk.brand, player.id, category="VOID")
    async with room.desk.db.tx(SYSTEM) as tx:
        received = await tx.value(
            "UPDATE complaint SET pack = $3 WHERE brand_id = $1 AND id = $2 RETURNING first_received_at",
            room.desk.brand.id,
            complaint,
            pack,
        )
        found = due(
            effective(pack), Facts(category="VOID", moments={From.first_receipt: received}), Kind.final_answer
        )
        assert found is not None
        await tx.run(
            """
            INSERT INTO complaint_deadline (brand_id, complaint_id, kind, rule, force, started_at, due_at, warn_at, explained)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
            ON CONFLICT (brand_id, complaint_id, kind) DO NOTHING
            """,
            room.desk.brand.id, complaint, found.kind, found.rule, found.force, received, found.due_at,
            msgspec.to_builtins(found),
        )  # fmt: skip
    return complaint


async def test_a_deadline_tells_its_arithmetic_its_rule_and_its_source(room: Room) -> None:
    complaint = await with_a_clock(room)
    path = f"/complaints/{complaint}/deadlines/final_answer/explained"
    told = await room.asks(room.handler, "GET", path, 200)
    assert (told["rule"], told["force"], told["verified"]) == ("gb.final_answer", "must", True)
    assert told["steps"][-1]["kind"] == "due"
    assert "8 weeks (56 days)" in " ".join(told["explained"])
    assert "Source: gamblingcommission.gov.uk" in told["explained"][0]
    russian = await room.handler.gets(path, brand=room.desk.brand.id, language="ru")
    assert "8 недель (56 дней)" in " ".join(russian["explained"])
    assert len(russian["explained"]) == len(told["steps"])


async def test_a_deadline_by_hearsay_says_so(room: Room) -> None:
    complaint = await with_a_clock(room, "malta")
    told = await room.asks(
        room.handler, "GET", f"/complaints/{complaint}/deadlines/final_answer/explained", 200
    )
    assert not told["verified"]
    assert "not verified: known from others who quote it" in told["explained"][0]


async def test_a_deadline_that_is_not_there_or_not_yours_is_not_found(room: Room) -> None:
    complaint = await with_a_clock(room)
    await room.asks(room.handler, "GET", f"/complaints/{complaint}/deadlines/love/explained", 404)
    answer = await room.handler.asks(
        "GET",
        f"/complaints/{complaint}/deadlines/final_answer/explained",
        brand=room.desk.brand.id,
        language="xx",
    )
    assert answer.status_code == 400
    agent = await room.desk.agent()
    answer = await agent.asks("GET", f"/complaints/{complaint}/deadlines/final_answer/explained")
    assert answer.status_code == 404
