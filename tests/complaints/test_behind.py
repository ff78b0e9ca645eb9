"""Every number of the reports opens the cases that it is made of: as many as it says, each with its event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from pitboss.complaints.behind import Behind
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.complaints.deciding import PAYS, Room, a_room, investigated
from tests.complaints.test_report import NO, SORRY, heard, reads
from tests.desk import Desk, Seat, a_desk
from tests.making import happened


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def behind(room: Room, figure: str, seat: Seat | None = None, /, **query: Any) -> list[dict[str, Any]]:
    """All of them, read by pages of two."""
    asked = {"brand": room.desk.brand.id, "figure": figure, "limit": 2, **query}
    found: list[dict[str, Any]] = []
    while True:
        answer = await (seat or room.lead).asks("GET", "/complaints/reports/behind", **asked)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert len({one["key"] for one in found}) == len(found), "nothing comes twice"
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
    return found


async def lived(room: Room) -> list[UUID]:
    """Cases of all kinds: decided both ways, paid, appealed with each outcome, ruled on, withdrawn, late."""
    desk = room.desk
    cases = [await investigated(desk, room.handler) for _ in range(4)]
    slow = await investigated(desk, room.handler, category="WDRL")
    gone = await investigated(desk, room.handler, category="DEPO")
    await room.decided(cases[0], redress=[PAYS])
    for complaint, outcome in zip(cases[1:], ("upheld", "changed", "sent_back"), strict=True):
        await room.decided(complaint, **NO)
        await heard(room, complaint, outcome, room.reviewer)
    await room.proposed(slow, **SORRY)
    await room.posts(room.handler, f"/complaints/{gone}/withdraw", because="asked", reason="They said so.")
    team = new_id()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("INSERT INTO team (brand_id, id, name) VALUES ($1, $2, 'Bets')", desk.brand.id, team)
        await tx.run(
            "UPDATE complaint SET team_id = $3, owner_staff_id = $4 WHERE brand_id = $1 AND id = ANY ($2)",
            desk.brand.id,
            cases[2:],
            team,
            room.handler.id,
        )
        await tx.run(
            "UPDATE complaint SET subcategory = 'odds_error' WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            cases[0],
        )
        await tx.run(
            """
            INSERT INTO complaint_referral (brand_id, id, complaint_id, body, body_name, body_record, asked_by, ruling, ruled_at, noted_at)
            VALUES ($1, $2, $3, 'malta.adr', 'A body', '{}', 'player', 'for_player', now(), now())
            """,
            desk.brand.id,
            new_id(),
            cases[1],
        )
        await tx.run(
            """
            UPDATE complaint_deadline SET broken_at = now() - interval '1 minute', due_at = now() - $3::interval
            WHERE  brand_id = $1 AND complaint_id = $2 AND kind = 'final_answer'
            """,
            desk.brand.id,
            slow,
            timedelta(minutes=1),
        )
    return cases


async def test_every_number_of_the_workload_has_its_cases(room: Room) -> None:
    await lived(room)
    report = await reads(room, "workload", weeks=2)
    assert len(await behind(room, "open")) == report["open"] > 0
    assert {one["name"] for one in report["owners"]} == {None, room.handler.person.name}
    for owner in report["owners"]:
        of = {"owner": owner["staff"] or "nobody"}
        assert len(await behind(room, "open", **of)) == owner["open"]
        assert len(await behind(room, "waiting", **of)) == owner["waiting"]
        assert len(await behind(room, "late", **of)) == owner["broken"]
    assert sum(owner["broken"] for owner in report["owners"]) == 1
    figures = ("received", "decided", "carried_out", "ended", "appealed", "referred", "broken")
    for week in report["weeks"]:
        for figure in figures:
            found = await behind(room, figure, weeks=2, week=week["week"])
            assert len(found) == week[figure], (week["week"], figure)
    assert all(one["type"] == "complaint_registered" for one in await behind(room, "open"))


async def test_a_figures_events_are_those_of_the_log(room: Room) -> None:
    await lived(room)
    logged = {one.number: one.type for one in await happened(room.desk.db, room.desk.brand)}
    for figure, types in {
        "received": {"complaint_registered"},
        "ended": {"complaint_withdrawn", "complaint_closed"},
        "appeal": {"complaint_appeal_decided"},
        "decision": {"complaint_decided", "complaint_appeal_decided"},
        "given": {"complaint_decided"},
    }.items():
        found = await behind(room, figure)
        assert found, figure
        for one in found:
            assert logged[one["event"]] == one["type"], figure
            assert one["type"] in types, figure


async def test_every_number_of_causes_and_outcomes_has_its_cases(room: Room) -> None:
    await lived(room)
    report = await reads(room, "causes", weeks=4)
    assert len(report["causes"]) == 4
    for cause in report["causes"]:
        of = {"category": cause["category"], "subcategory": cause["subcategory"], "weeks": 4}
        assert len(await behind(room, "received", **of)) == cause["received"]
        assert len(await behind(room, "before", **of)) == cause["before"]
        assert len(await behind(room, "judged", **of)) == cause["decided"]
        assert len(await behind(room, "judged", outcome="right", **of)) == cause["right"]
        for week, many in zip(report["weeks"], cause["weeks"], strict=True):
            assert len(await behind(room, "received", week=week, **of)) == many
    outcomes = await reads(room, "outcomes")
    for part, figure in (("decisions", "decision"), ("rulings", "ruling"), ("endings", "ending")):
        assert outcomes[part], part
        for row in outcomes[part]:
            found = await behind(room, figure, category=row["category"], outcome=row["outcome"])
            assert len(found) == row["many"], (part, row)
    (euro,) = outcomes["money"]
    given = await behind(room, "given", currency="EUR")
    assert [one["amount"] for one in given] == ["120.50000000"]
    assert (euro["currency"], float(euro["given"])) == ("EUR", 120.5)
    assert await behind(room, "paid", currency="EUR") == []
    assert await behind(room, "given", currency="GBP") == []


async def test_every_number_of_overturned_decisions_has_its_cases(room: Room) -> None:
    await lived(room)
    report = await reads(room, "overturns")
    rows: list[tuple[dict[str, Any], Any]] = [({}, report["total"])]
    rows += [({"category": one["of"]}, one) for one in report["categories"]]
    rows += [({"clause": one["of"]}, one) for one in report["clauses"]]
    rows += [({"of_team": one["of"] or "nobody"}, one) for one in report["teams"]]
    assert len(rows) == 5
    for of, row in rows:
        assert len(await behind(room, "appeal", weeks=52, **of)) == row["heard"]
        for outcome in ("upheld", "changed", "sent_back"):
            found = await behind(room, "appeal", weeks=52, outcome=outcome, **of)
            assert len(found) == row[outcome], (of, outcome)
        overturned = await behind(room, "appeal", weeks=52, outcome="overturned", **of)
        assert len(overturned) == row["changed"] + row["sent_back"]
    assert len(await behind(room, "sided", weeks=52)) == report["body_rulings"] == 1


async def test_every_number_of_stages_and_kept_clocks_has_its_cases(room: Room) -> None:
    await lived(room)
    for row in await reads(room, "stages"):
        assert len(await behind(room, "standing", stage=row["stage"])) == row["now"], row["stage"]
        assert len(await behind(room, "stayed", stage=row["stage"])) == row["stays"], row["stage"]
    kinds = (await reads(room, "clocks"))["kinds"]
    assert len(kinds) > 1
    for row in kinds:
        of = {"kind": row["kind"], "force": row["force"]}
        for figure, name in (("met", "met"), ("met_late", "late"), ("broken_clock", "broken")):
            assert len(await behind(room, figure, **of)) == row[name], (figure, row)


async def test_who_may_not_see_reports_gets_nothing_and_nobody_another_brands(room: Room) -> None:
    await lived(room)
    for seat in (room.handler, await room.desk.agent(), await room.desk.sits("admin")):
        for figure in Behind:
            answer = await seat.asks(
                "GET", "/complaints/reports/behind", brand=room.desk.brand.id, figure=figure.value
            )
            assert answer.status_code == 403, figure
    other = await a_room(await a_desk(room.desk.building))
    answer = await other.lead.asks(
        "GET", "/complaints/reports/behind", brand=room.desk.brand.id, figure="open"
    )
    assert answer.status_code == 403
    for figure in Behind:
        assert await behind(other, figure.value) == []


async def test_who_hears_an_appeal_blind_is_blind_here_too(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    await room.decided(complaint, **NO)
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.handler, path, 201, grounds="Wrong.")
    await room.posts(room.officer, f"{path}/give", staff=str(room.reviewer.id))
    for figure in ("decision", "judged", "decided"):
        assert len(await behind(room, figure)) == 1
        assert await behind(room, figure, room.reviewer) == [], figure


@pytest.mark.parametrize(
    "query",
    [{"figure": "love"}, {}, {"figure": "open", "cursor": "x"}, {"figure": "received", "week": "soon"}],
)
async def test_nonsense_is_refused(room: Room, query: dict[str, Any]) -> None:
    answer = await room.lead.asks("GET", "/complaints/reports/behind", brand=room.desk.brand.id, **query)
    assert answer.status_code in (400, 422), answer.text


async def test_what_there_is_not_is_nothing(room: Room) -> None:
    await lived(room)
    assert await behind(room, "open", owner="no-id") == []
    assert await behind(room, "ending", outcome="love") == []
    assert await behind(room, "appeal", of_team="no-id", clause="'; --") == []
