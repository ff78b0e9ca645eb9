"""What those who lead are told of complaints: each number traced to its events."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.complaints.packs import known
from pitboss.complaints.reports import share_of
from pitboss.complaints.returns import Edition, definitions
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.complaints.deciding import PAYS, WANTED, Room, a_room, investigated
from tests.desk import Desk, Seat, a_desk
from tests.making import happened

NO: dict[str, Any] = {"outcome": "not_upheld", "redress": []}
SORRY: dict[str, Any] = {"redress": [{"kind": "apology", "what": "In writing."}]}
REASONS = "We looked again, by ourselves, at what the evidence shows."


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def reads(room: Room, name: str, seat: Seat | None = None, **query: Any) -> Any:
    answer = await (seat or room.lead).asks(
        "GET", f"/complaints/reports/{name}", brand=room.desk.brand.id, **query
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def heard(room: Room, complaint: UUID, outcome: str, reviewer: Seat) -> None:
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.handler, path, 201, grounds="Wrong.")
    await room.posts(room.officer, f"{path}/give", staff=str(reviewer.id))
    await room.posts(reviewer, f"{path}/view", outcome="upheld", text="The bet stands.")
    decision = {"decision": {**WANTED, **SORRY}} if outcome == "changed" else {}
    await room.posts(reviewer, f"{path}/conclude", outcome=outcome, reasoning=REASONS, **decision)


async def test_figures_of_the_weeks_are_the_events_that_can_be_traced(room: Room) -> None:
    first = await investigated(room.desk, room.handler)
    second = await investigated(room.desk, room.handler, category="WDRL")
    await room.decided(first, **NO)
    await room.decided(second)
    await heard(room, first, "upheld", room.reviewer)
    report = await reads(room, "workload", weeks=2)
    assert [week["received"] for week in report["weeks"]] == [0, 2]
    this = report["weeks"][-1]
    logged = await happened(room.desk.db, room.desk.brand)
    for figure, types in {
        "received": {"complaint_registered"},
        "decided": {"complaint_decided"},
        "appealed": {"complaint_appeal_asked"},
        "heard": {"complaint_appeal_decided"},
        "carried_out": {"complaint_carried_out"},
        "referred": {"complaint_referral_sent"},
    }.items():
        traced = await reads(room, "events", figure=figure, weeks=2, week=this["week"])
        numbers = [one["number"] for one in traced["items"]]
        assert numbers == [one.number for one in logged if one.type in types], figure
        assert len(numbers) == this[figure]
    only = await reads(room, "events", figure="received", category="WDRL")
    assert [one["complaint_id"] for one in only["items"]] == [str(second)]


async def test_the_workload_is_by_owner_and_stage(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    other = await investigated(room.desk, room.handler)
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET owner_staff_id = $3 WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            complaint,
            room.handler.id,
        )
    await room.proposed(complaint)
    report = await reads(room, "workload")
    assert report["open"] == 2
    by = {one["staff"]: one for one in report["owners"]}
    assert by[str(room.handler.id)]["stages"] == {"proposed": 1}
    assert by[str(room.handler.id)]["name"] == room.handler.person.name
    assert by[None]["stages"] == {"investigation": 1}
    assert (await room.case(other)).stage == "investigation"


async def test_clocks_at_risk_come_nearest_first_with_their_rule(room: Room) -> None:
    complaints = [await investigated(room.desk, room.handler) for _ in range(3)]
    async with room.desk.db.tx(SYSTEM) as tx:
        for complaint, hours, broken in zip(complaints, (-2, 5, 500), (True, False, False), strict=True):
            await tx.run(
                """
                INSERT INTO complaint_deadline (brand_id, complaint_id, kind, rule, force, started_at, due_at, warn_at, broken_at)
                VALUES ($1, $2, 'final_answer', 'gb.final', 'must', now() - interval '1 day', now() + $3::interval, now(),
                        CASE WHEN $4 THEN now() END)
                ON CONFLICT (brand_id, complaint_id, kind)
                DO UPDATE SET due_at = excluded.due_at, broken_at = excluded.broken_at, rule = excluded.rule, force = excluded.force
                """,
                room.desk.brand.id,
                complaint,
                timedelta(hours=hours),
                broken,
            )
    report = await reads(room, "clocks", within_hours=24)
    final = [one for one in report["at_risk"] if one["kind"] == "final_answer"]
    assert [(one["complaint_id"], one["state"]) for one in final] == [
        (str(complaints[0]), "broken"),
        (str(complaints[1]), "near"),
    ]
    assert (final[0]["rule"], final[0]["force"]) == ("gb.final", "must")


async def test_causes_say_what_to_mend(room: Room) -> None:
    void = [await investigated(room.desk, room.handler) for _ in range(3)]
    slow = await investigated(room.desk, room.handler, category="WDRL")
    for complaint, more in zip(void, (SORRY, {**SORRY, "outcome": "partly_upheld"}, NO), strict=True):
        await room.decided(complaint, **more)
    await room.decided(slow, **NO)
    report = await reads(room, "causes", weeks=4)
    first, second = report["causes"]
    assert (first["category"], first["received"], first["decided"], first["right"], first["before"]) == (
        "VOID",
        3,
        3,
        2,
        0,
    )
    assert first["weeks"] == [0, 0, 0, 3]
    assert first["clauses"] == ["terms-4.2"]
    assert (second["category"], second["right"], second["clauses"]) == ("WDRL", 0, [])


async def test_money_stands_by_currency_and_is_never_added_over_currencies(room: Room) -> None:
    await room.limit("complaints_lead", "RUB", "100000")
    first = await investigated(room.desk, room.handler)
    second = await investigated(room.desk, room.handler)
    rub = {"kind": "payment", "amount": "7000", "currency": "RUB"}
    await room.decided(first, redress=[PAYS, rub])
    await room.decided(second, redress=[PAYS])
    (pays, _) = await room.asks(room.handler, "GET", f"/complaints/{first}/execution", 200)
    path = f"/complaints/{first}/execution/{pays['id']}"
    await room.posts(room.handler, f"{path}/prove", reference="PR-1", proof="Statement.")
    await room.posts(room.lead, f"{path}/confirm")
    report = await reads(room, "outcomes")
    assert report["money"] == [
        {"currency": "EUR", "given": "241.00000000", "paid": "120.50000000"},
        {"currency": "RUB", "given": "7000.00000000", "paid": "0"},
    ]
    assert report["decisions"] == [{"category": "VOID", "outcome": "upheld", "many": 2}]


async def test_overturned_decisions_by_category_clause_and_team(room: Room) -> None:
    team = new_id()
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO team (brand_id, id, name) VALUES ($1, $2, 'Bets')", room.desk.brand.id, team
        )
    for outcome in ("upheld", "changed", "sent_back"):
        complaint = await investigated(room.desk, room.handler)
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE complaint SET team_id = $3 WHERE brand_id = $1 AND id = $2",
                room.desk.brand.id,
                complaint,
                team,
            )
        await room.decided(complaint, **NO)
        await heard(room, complaint, outcome, room.reviewer)
    report = await reads(room, "overturns")
    for part in (report["total"], report["categories"][0], report["clauses"][0], report["teams"][0]):
        assert (part["heard"], part["upheld"], part["changed"], part["sent_back"]) == (3, 1, 1, 1)
        assert (part["overturned"]["share"], part["overturned"]["few"]) == (0.6667, True)
    assert report["categories"][0]["of"] == "VOID"
    assert report["clauses"][0]["of"] == "terms-4.2"
    assert (report["teams"][0]["of"], report["teams"][0]["name"]) == (str(team), "Bets")


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_within_its_interval(some: int, more: int) -> None:
    share = share_of(some, some + more)
    if some + more == 0:
        assert (share.share, share.low, share.high) == (None, None, None)
    else:
        assert share.share is not None
        assert share.low is not None
        assert share.high is not None
        assert 0 <= share.low <= share.share + 1e-4
        assert share.share - 1e-4 <= share.high <= 1
        assert share.few == (some + more < 10)


def test_wilsons_interval_is_that_of_the_tables() -> None:
    share = share_of(4, 40)
    assert (share.share, share.low, share.high) == (0.1, 0.0396, 0.2305)
    assert (share_of(0, 20).low, share_of(0, 20).high) == (0.0, 0.1611)


async def test_time_per_stage_is_counted_from_the_steps(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    await room.posts(room.lead, f"/complaints/{complaint}/decisions/{made['id']}/return", reason="The time.")
    await investigated(room.desk, room.handler)
    report = {one["stage"]: one for one in await reads(room, "stages")}
    assert [
        report[stage]["stays"] for stage in ("registered", "analysis", "investigation", "proposed", "decided")
    ] == [2, 2, 1, 1, 0]
    assert report["investigation"]["now"] == 2
    assert report["proposed"]["median"] is not None
    assert report["decided"]["median"] is None


async def test_who_saw_what_is_kept_and_shown(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    await room.decided(complaint, **NO)
    await room.asks(room.officer, "GET", f"/complaints/{complaint}/decisions", 200)
    await room.asks(room.officer, "GET", f"/complaints/{complaint}/decisions", 200)
    page = await reads(room, "seen", complaint=str(complaint))
    mine = [one for one in page["items"] if one["staff"] == str(room.officer.id)]
    assert [(one["what"], one["name"]) for one in mine] == [("decision", room.officer.person.name)]
    one = await reads(room, "seen", limit=1)
    assert len(one["items"]) == 1
    with pytest.raises(Exception, match="permission denied"):
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run("UPDATE complaint_view SET what = 'x'")


async def test_reports_are_for_who_may_see_them(room: Room) -> None:
    for name in ("workload", "clocks", "causes", "outcomes", "overturns", "stages", "seen"):
        answer = await room.handler.asks("GET", f"/complaints/reports/{name}", brand=room.desk.brand.id)
        assert answer.status_code == 403, name
    other = await a_room(await _another(room))
    theirs = await investigated(other.desk, other.handler)
    assert (await reads(room, "workload"))["open"] == 0
    assert (await reads(other, "workload"))["open"] == 1
    answer = await room.lead.asks("GET", "/complaints/reports/workload", brand=other.desk.brand.id)
    assert answer.status_code == 403
    assert (await reads(room, "seen", complaint=str(theirs)))["items"] == []


async def _another(room: Room) -> Desk:
    return await a_desk(room.desk.building)


# ── the regulator's return ──────────────────────────────────────────────────────────────────────────────────


async def table(room: Room, name: str, **query: Any) -> list[list[str]]:
    today = datetime.now(UTC).date()
    days = {"since": str(today - timedelta(days=20)), "until": str(today + timedelta(days=1))}
    answer = await room.lead.asks(
        "GET",
        f"/complaints/reports/{name}",
        brand=room.desk.brand.id,
        **(query if name.startswith("def") else {**days, **query}),
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


async def in_pack(room: Room, pack: str, *complaints: UUID, **more: Any) -> None:
    async with room.desk.db.tx(SYSTEM) as tx:
        for complaint in complaints:
            await tx.run(
                "UPDATE complaint SET pack = $3 WHERE brand_id = $1 AND id = $2",
                room.desk.brand.id,
                complaint,
                pack,
            )
            for column, value in more.items():
                await tx.run(
                    f"UPDATE complaint SET {column} = $3 WHERE brand_id = $1 AND id = $2",
                    room.desk.brand.id,
                    complaint,
                    value,
                )


async def test_the_british_return_counts_complaints_disputes_and_referrals(room: Room) -> None:
    cases = [await investigated(room.desk, room.handler) for _ in range(4)]
    await in_pack(room, "gb", *cases[:3])
    await in_pack(room, "gb", cases[3], resolved_at_first_contact=True)
    await room.decided(cases[0], **NO)
    await room.posts(room.handler, f"/complaints/{cases[0]}/appeal", 201, grounds="Wrong.")
    assert await table(room, "return.csv", pack="gb") == [
        ["complaints", "disputes", "referred"],
        ["3", "1", "0"],
    ]
    head, *rows = await table(room, "definitions.csv", pack="gb")
    assert head[:4] == ["column", "asked", "counted", "rule"]
    assert [row[0] for row in rows] == ["complaints", "disputes", "referred"]
    assert all(row[3] == "gb.return" and row[6] == "yes" for row in rows)


async def test_the_maltese_return_has_a_row_for_each_dispute_and_says_that_it_is_not_verified(
    room: Room,
) -> None:
    complaint = await investigated(room.desk, room.handler)
    await in_pack(room, "malta", complaint)
    await room.decided(complaint, **NO)
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO complaint_referral (brand_id, id, complaint_id, body, body_name, body_record, asked_by, ruling, ruled_at)
            VALUES ($1, $2, $3, 'malta.adr', 'A body', '{}', 'player', 'settled', now())
            """,
            room.desk.brand.id,
            new_id(),
            complaint,
        )
    head, row = await table(room, "return.csv", pack="malta")
    assert head == ["player", "subject", "referred_at", "conclusion"]
    assert row[0].startswith("P-")
    assert row[1] == "VOID"
    assert row[3].startswith("settled ")
    _, *rows = await table(room, "definitions.csv", pack="malta")
    assert {one[6] for one in rows} == {"no"}


async def test_records_show_every_case_and_no_cell_runs_as_a_formula(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    await in_pack(room, "gb", complaint, summary='=HYPERLINK("http://x.example")')
    head, row = await table(room, "return.csv", pack="gb", edition="records")
    shown = dict(zip(head, row, strict=True))
    assert shown["details"] == '\'=HYPERLINK("http://x.example")'
    assert shown["number"] == (await room.case(complaint)).number
    assert shown["resolved_at_first_contact"] == "no"
    assert shown["acknowledged_at"]
    assert (shown["outcome"], shown["adr_referred_at"]) == ("", "")


async def test_a_pack_without_a_known_return_says_so(room: Room) -> None:
    answer = await room.lead.asks(
        "GET",
        "/complaints/reports/return",
        brand=room.desk.brand.id,
        pack="russia",
        since="2026-01-01",
        until="2026-02-01",
    )
    assert (answer.status_code, answer.json()["title"]) == (409, "no_return")


@pytest.mark.parametrize("pack", sorted(known()))
def test_every_column_of_every_pack_has_its_definition_in_both_languages(pack: str) -> None:
    for language in ("en", "ru"):
        for edition in Edition:
            if edition is Edition.returned and not known()[pack].returns:
                continue
            found, _, _ = definitions(known()[pack], edition, language)
            assert len({one.column for one in found}) == len(found)
            assert all(one.counted for one in found)
