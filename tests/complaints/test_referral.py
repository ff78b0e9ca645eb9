"""A case before a dispute body."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from pitboss.complaints import deadlines, packs, rules
from pitboss.complaints.pack_model import Unit, Within
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.complaints import stepping
from tests.complaints.deciding import PAYS, Room, a_room, investigated
from tests.complaints.stepping import a_call
from tests.desk import Desk
from tests.making import happened

NO: dict[str, Any] = {"outcome": "not_upheld", "redress": []}


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def deadlocked(room: Room) -> tuple[UUID, UUID]:
    """A British case that was not upheld, and the full export of its evidence."""
    complaint = await investigated(room.desk, room.handler)
    export = new_id()
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET jurisdiction = 'GB', pack = 'gb', pack_version = '' WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            complaint,
        )
        await tx.run(
            """
            INSERT INTO complaint_export (brand_id, id, complaint_id, edition, form, items, head_sha256, made_by)
            VALUES ($1, $2, $3, 'full', 'zip', 1, sha256('head'), $4)
            """,
            room.desk.brand.id,
            export,
            complaint,
            room.handler.id,
        )
    await room.decided(complaint, **NO)
    return complaint, export


async def body_of(room: Room, complaint: UUID) -> str:
    found = await room.asks(room.handler, "GET", f"/complaints/{complaint}/bodies", 200)
    return next(str(one["id"]) for one in found if one["kind"] == "adr")


async def referred(room: Room) -> tuple[UUID, dict[str, Any]]:
    complaint, export = await deadlocked(room)
    sent: dict[str, Any] = await room.posts(
        room.handler,
        f"/complaints/{complaint}/referrals",
        201,
        body=await body_of(room, complaint),
        export=str(export),
        reference="IB-7",
    )
    return complaint, sent


async def test_a_case_goes_to_a_body_of_its_rules_with_the_pack_and_a_clock_of_ten_working_days(
    room: Room,
) -> None:
    complaint, sent = await referred(room)
    assert sent["body_name"]
    assert len(sent["export_hash"]) == 64
    assert (
        sent["decision_id"]
        == (await room.asks(room.handler, "GET", f"/complaints/{complaint}/decisions", 200))["standing"]
    )
    calendar = packs.effective("gb").calendar
    days, day = 0, datetime.fromisoformat(sent["sent_at"]).date()
    while days < 10:
        day += timedelta(days=1)
        days += deadlines.works(calendar, day)
    due = datetime.fromisoformat(sent["answer_due"])
    assert due.date() in (day, day - timedelta(days=1)), "the end of that day in London"
    assert sent["rule"].startswith("gb.")
    assert (await room.case(complaint)).referral == "sent"
    (shown,) = await room.asks(room.lead, "GET", f"/complaints/{complaint}/referrals", 200)
    assert shown == sent
    kept = await _clock(room, complaint)
    assert (kept["due_at"], kept["met_at"]) == (due, None)


async def _clock(room: Room, complaint: UUID) -> Any:
    async with room.desk.db.tx(SYSTEM) as tx:
        return await tx.connection.fetchrow(
            "SELECT due_at, met_at FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = 'body_answer'",
            room.desk.brand.id,
            complaint,
        )


async def test_the_answer_stops_the_clock_once(room: Room) -> None:
    complaint, sent = await referred(room)
    path = f"/complaints/{complaint}/referrals/{sent['id']}/answer"
    answered = await room.posts(room.handler, path, reference="IB-7/2026")
    assert (answered["answered_by"], answered["reference"]) == (str(room.handler.id), "IB-7/2026")
    assert (await _clock(room, complaint))["met_at"] is not None
    assert (await room.posts(room.handler, path, 409))["title"] == "answered_already"


async def test_only_a_body_that_is_valid_today_hears_it_and_not_without_the_export(room: Room) -> None:
    complaint, export = await deadlocked(room)
    path = f"/complaints/{complaint}/referrals"
    refused = await room.posts(room.handler, path, 409, body="gb.nobody", export=str(export))
    assert refused["title"] == "body_not_valid"
    assert refused["may"]
    body = await body_of(room, complaint)
    for other in (new_id(), export):
        if other == export:
            async with room.desk.db.tx(SYSTEM) as tx:
                other = new_id()
                await tx.run(
                    """
                    INSERT INTO complaint_export (brand_id, id, complaint_id, edition, form, items, head_sha256)
                    VALUES ($1, $2, $3, 'redacted', 'zip', 1, sha256('head'))
                    """,
                    room.desk.brand.id,
                    other,
                    complaint,
                )
        refused = await room.posts(room.handler, path, 409, body=body, export=str(other))
        assert refused["title"] == "no_export"
    assert (await room.case(complaint)).referral == "none"


async def test_what_a_body_rules_is_carried_out_and_verified_like_our_own(room: Room) -> None:
    complaint, sent = await referred(room)
    path = f"/complaints/{complaint}/referrals/{sent['id']}/rule"
    ruled = {
        "ruling": "for_player",
        "text": "The bet stands.",
        "ruled_at": datetime.now(UTC).isoformat(),
        "redress": [PAYS],
    }
    await room.posts(room.handler, path, 403, **ruled)
    refused = await room.posts(room.lead, path, 422, **{**ruled, "ruling": "for_operator"})
    assert "only where it is for the player" in refused["detail"]
    refused = await room.posts(room.lead, path, 422, **{**ruled, "ruled_at": "2020-01-01T00:00:00Z"})
    assert "between the referral and now" in refused["detail"]
    done = await room.posts(room.lead, path, **ruled)
    assert (done["ruling"], done["ruling_text"]) == ("for_player", "The bet stands.")
    case = await room.case(complaint)
    assert (case.stage, case.referral, case.outcome) == ("decided", "ruled", "adr_for_player")
    (action,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/execution", 200)
    assert (action["referral_id"], action["decision_id"], action["state"]) == (sent["id"], None, "open")
    again = await room.posts(room.lead, path, 409, **ruled)
    assert again["title"] == "referral_over"
    prove = f"/complaints/{complaint}/execution/{action['id']}"
    await room.posts(room.handler, f"{prove}/prove", reference="PR-1", proof="Bank statement.")
    await room.posts(room.lead, f"{prove}/confirm")
    assert (await room.case(complaint)).stage == "carried_out"


async def test_a_ruling_for_the_operator_leaves_nothing_to_do(room: Room) -> None:
    complaint, sent = await referred(room)
    path = f"/complaints/{complaint}/referrals/{sent['id']}/rule"
    now = datetime.now(UTC).isoformat()
    await room.posts(room.lead, path, ruling="for_operator", text="The rules were kept.", ruled_at=now)
    case = await room.case(complaint)
    assert (case.stage, case.outcome) == ("carried_out", "adr_for_operator")


def test_the_answer_to_a_british_body_takes_ten_working_days() -> None:
    pack = packs.effective("gb")
    within = {body.answer_within for body in pack.bodies if body.kind == "adr"} - {None}
    within |= {rule.within for rule in pack.deadlines if rule.kind == rules.BODY_ANSWER}
    assert within == {Within(10, Unit.working_days)}


# ── before a decision ───────────────────────────────────────────────────────────────────────────────────────


async def a_late_one(room: Room, weeks: int = 9, jurisdiction: str = "GB") -> tuple[dict[str, Any], str]:
    """A case that was received so long ago and is only now being investigated, and the export of its evidence."""
    ticket = await room.desk.a_ticket(text="You have voided my bet. I complain.")
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE player SET jurisdiction = $3 WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            ticket.player_id,
            jurisdiction,
        )
    received = datetime.now(UTC) - timedelta(weeks=weeks)
    case = await a_call(
        room.desk, room.handler, ticket.player_id, tickets=[str(ticket.id)], received_at=received.isoformat()
    )
    await stepping.investigated(room.handler, case)
    export = new_id()
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO complaint_export (brand_id, id, complaint_id, edition, form, items, head_sha256, made_by)
            VALUES ($1, $2, $3::text::uuid, 'full', 'zip', 1, sha256('head'), $4)
            """,
            room.desk.brand.id,
            export,
            case["id"],
            room.handler.id,
        )
    await room.desk.work_until_idle()
    return case, str(export)


async def early(room: Room, case: dict[str, Any], export: str, status: int = 201) -> Any:
    return await room.posts(
        room.handler, f"/complaints/{case['id']}/referrals", status, body="gb.ibas", export=export
    )


async def test_nobody_waits_for_a_british_answer_longer_than_eight_weeks(room: Room) -> None:
    case, export = await a_late_one(room)
    which = UUID(case["id"])
    assert (await room.asks(room.handler, "GET", f"/complaints/{which}", 200))["stands"]["may_be_referred"]
    assert "overdue" in await room.asks(room.handler, "GET", f"/complaints/{which}/letters/owed", 200)
    letter = await room.posts(
        room.handler, f"/complaints/{which}/letters", 201, kind="overdue", body="gb.ibas"
    )
    assert "https://ibas-uk.com" in letter["text"]
    assert "You need not wait for us any longer." in letter["text"]
    assert "overdue" not in await room.asks(room.handler, "GET", f"/complaints/{which}/letters/owed", 200)
    sent = await early(room, case, export)
    assert (sent["decision_id"], sent["answer_due"] is not None) == (None, True)
    held = await room.case(which)
    assert (held.stage, held.referral) == ("investigation", "sent")
    assert (await _clock(room, which))["due_at"] is not None
    log = [e for e in await happened(room.desk.db, room.desk.brand) if e.type == "complaint_referral_sent"]
    assert [one.data["unanswered"] for one in log] == ["gb.refer_unanswered"]
    await room.posts(room.handler, f"/complaints/{which}/referrals/{sent['id']}/answer")
    assert (await _clock(room, which))["met_at"] is not None


async def test_before_that_or_where_the_rules_say_nothing_of_it_a_decision_comes_first(room: Room) -> None:
    in_time, export = await a_late_one(room, weeks=7)
    assert (await early(room, in_time, export, 409))["title"] == "not_referable"
    elsewhere, export = await a_late_one(room, weeks=30, jurisdiction="MGA")
    assert (await early(room, elsewhere, export, 409))["title"] == "not_referable"


async def test_what_the_body_rules_before_us_is_what_is_carried_out(room: Room) -> None:
    case, export = await a_late_one(room)
    which = UUID(case["id"])
    sent = await early(room, case, export)
    await room.posts(
        room.lead,
        f"/complaints/{which}/referrals/{sent['id']}/rule",
        ruling="for_player",
        text="The bet stands.",
        ruled_at=datetime.now(UTC).isoformat(),
        redress=[PAYS],
    )
    held = await room.case(which)
    assert (held.stage, held.referral, held.outcome) == ("decided", "ruled", "adr_for_player")
    assert (await room.posts(room.handler, f"/complaints/{which}/close", 409, summary="x"))[
        "title"
    ] == "wrong_stage"
    (action,) = await room.asks(room.handler, "GET", f"/complaints/{which}/execution", 200)
    prove = f"/complaints/{which}/execution/{action['id']}"
    await room.posts(room.handler, f"{prove}/prove", reference="PR-1", proof="Bank statement.")
    await room.posts(room.lead, f"{prove}/confirm")
    await room.posts(room.handler, f"/complaints/{which}/close", summary="Paid as ruled.")
    assert (await room.case(which)).stage == "closed"


async def test_what_the_body_does_not_take_up_goes_on_with_us_and_may_come_to_it_again(room: Room) -> None:
    case, export = await a_late_one(room)
    which = UUID(case["id"])
    sent = await early(room, case, export)
    await room.posts(
        room.lead,
        f"/complaints/{which}/referrals/{sent['id']}/rule",
        ruling="refused",
        text="Not before the operator has answered.",
        ruled_at=datetime.now(UTC).isoformat(),
    )
    held = await room.case(which)
    assert (held.stage, held.referral, held.outcome) == ("investigation", "none", None)
    again = await early(room, case, export)
    assert again["id"] != sent["id"]
    assert (await _clock(room, which))["met_at"] is None
