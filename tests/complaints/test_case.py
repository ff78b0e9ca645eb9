"""A case through the front door: registered from anywhere, worked on in stages, ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from pitboss.complaints import stages
from pitboss.complaints.actions import How, NewComplaint, register, state_of
from pitboss.complaints.model import Category
from pitboss.complaints.queries import complaint, happened
from pitboss.db.tx import SYSTEM, Actor, Kind
from pitboss.kit.refused import Forbidden
from pitboss.players import merges
from tests.complaints.stepping import (
    VOIDED,
    a_call,
    a_case,
    does,
    goes_back,
    investigated,
    reads,
    refused,
    registers,
)
from tests.desk import Desk, Seat
from tests.making import a_player


async def replayed(desk: Desk, case: dict[str, Any]) -> stages.State:
    """What the log says that the case is."""
    async with desk.db.tx(SYSTEM) as tx:
        one = await complaint(tx, desk.brand.id, UUID(case["id"]))
        log = await happened(tx, one)
    return stages.replay_stored(log)


async def kept(desk: Desk, case: dict[str, Any]) -> stages.State:
    async with desk.db.tx(SYSTEM) as tx:
        return state_of(await complaint(tx, desk.brand.id, UUID(case["id"])))


# ── registration ────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_case_that_grows_from_a_ticket_has_its_player_number_and_first_receipt(desk: Desk) -> None:
    agent, handler = await desk.agent(), await desk.sits("complaints_handler")
    ticket = await desk.a_ticket(text=VOIDED)
    case = await registers(agent, ticket)
    assert case["number"] == "C-1001"
    assert (await registers(agent, await desk.a_ticket(text="Another", from_="B <b@mail.example>")))[
        "number"
    ] == "C-1002"
    shown = await handler.gets("/complaints/C-1001")
    assert shown["id"] == case["id"]
    assert shown["stage"] == "registered"
    assert shown["player_id"] == str(ticket.player_id)
    assert datetime.fromisoformat(shown["first_received_at"]) == ticket.created_at
    assert [linked["ticket"] for linked in shown["tickets"]] == [str(ticket.id)]
    assert (await agent.view(ticket))["complaint"] == {
        "id": case["id"],
        "number": "C-1001",
        "stage": "registered",
    }
    assert "complaint_ticket_linked" in [event.type for event in await desk.events(ticket)]


async def test_the_first_receipt_is_that_of_the_earliest_ticket_and_no_step_moves_it(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    first = await desk.a_ticket(text="Where is my win?", subject="One")
    second = await desk.a_ticket(text=VOIDED, subject="Two")
    assert first.id != second.id
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE message SET created_at = created_at - interval '3 days' WHERE brand_id = $1 AND ticket_id = $2",
            desk.brand.id,
            first.id,
        )
    case = await registers(handler, second, tickets=[str(first.id)])
    received = datetime.fromisoformat(case["first_received_at"])
    assert second.created_at - received > timedelta(days=2)
    await investigated(handler, case)
    assert datetime.fromisoformat((await reads(handler, case))["first_received_at"]) == received
    with pytest.raises(asyncpg.CheckViolationError):
        async with desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE complaint SET first_received_at = now() WHERE brand_id = $1 AND id = $2::text::uuid",
                desk.brand.id,
                case["id"],
            )


async def test_a_call_is_registered_by_hand_from_when_it_came(desk: Desk) -> None:
    agent, handler = await desk.agent(), await desk.sits("complaints_handler")
    player = await a_player(desk.db, desk.brand)
    called = datetime.now().astimezone() - timedelta(hours=5)
    case = await a_call(desk, agent, player.id, received_at=called.isoformat())
    assert datetime.fromisoformat(case["first_received_at"]) == called
    assert (await reads(handler, case))["channel"] == "phone"
    tomorrow = {"received_at": (called + timedelta(days=1)).isoformat()}
    body = {
        "brand": desk.brand.id,
        "player": str(player.id),
        "category": "WDRL",
        "summary": "No.",
        **tomorrow,
    }
    assert (await agent.asks("POST", "/complaints", body)).status_code == 422


async def test_a_player_registers_their_own_and_the_same_form_twice_is_one_case(desk: Desk) -> None:
    ticket = await desk.a_ticket(text=VOIDED)
    other = await a_player(desk.db, desk.brand)
    actor = Actor(kind=Kind.player, id=ticket.player_id, brands=frozenset({desk.brand.id}))
    new = NewComplaint(
        brand=desk.brand.id,
        player=ticket.player_id,
        category=Category.VOID,
        summary=VOIDED,
        how=How.form,
        tickets=[ticket.id],
        channel="portal",
    )
    numbers = []
    for _ in range(2):
        async with desk.building.db.tx(actor) as tx:
            numbers.append((await register(tx, new, key="form-1")).number)
    assert numbers == ["C-1001", "C-1001"]
    stranger = Actor(kind=Kind.player, id=other.id, brands=frozenset({desk.brand.id}))
    with pytest.raises(Forbidden):
        async with desk.building.db.tx(stranger) as tx:
            await register(tx, new)


async def test_a_ticket_has_one_open_case_and_a_case_one_player(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    ticket = await desk.a_ticket(text=VOIDED)
    await registers(handler, ticket)
    again = await registers(handler, ticket, 409)
    assert (again["title"], again["number"]) == ("already_registered", "C-1001")
    mine = await desk.a_ticket(text=VOIDED, from_="A <a@mail.example>")
    theirs = await desk.a_ticket(text=VOIDED, from_="B <b@mail.example>")
    assert (await registers(handler, mine, 409, tickets=[str(theirs.id)]))["title"] == "other_player"
    assert (await registers(handler, mine, 422, subcategory="dead_heat"))["title"] == "bad_category"


async def test_secrets_in_a_summary_are_masked(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await registers(handler, await desk.a_ticket(), summary="My card 4111 1111 1111 1111 was charged.")
    assert "4111 1111" not in (await reads(handler, case))["summary"]


# ── unknown people ──────────────────────────────────────────────────────────────────────────────────────────


async def test_what_an_unknown_person_says_is_kept_at_once_and_is_a_case_once_they_are_known(
    desk: Desk,
) -> None:
    agent, handler = await desk.agent(), await desk.sits("complaints_handler")
    said = {
        "brand": desk.brand.id,
        "said": "Your site took my money twice.",
        "contact": "Ann, +44 20 7946 0958",
    }
    answer = await agent.asks("POST", "/complaint-reports", said)
    assert answer.status_code == 201, answer.text
    report = answer.json()
    assert report["number"] == "R-1001"
    waiting = (await handler.gets("/complaint-reports"))["items"]
    assert [one["id"] for one in waiting] == [report["id"]]
    player = await a_player(desk.db, desk.brand)
    path = f"/brands/{desk.brand.id}/complaint-reports/{report['id']}/identify"
    named = {"player": str(player.id), "category": "DEPO", "subcategory": "duplicate"}
    case = (await handler.asks("POST", path, named)).json()
    assert case["first_received_at"] == report["received_at"]
    assert (await reads(handler, case))["summary"] == said["said"]
    assert (await handler.gets("/complaint-reports"))["items"] == []
    assert (await handler.asks("POST", path, named)).json()["title"] == "report_settled"


async def test_a_report_on_safety_needs_no_name_and_comes_first(desk: Desk) -> None:
    agent, handler = await desk.agent(), await desk.sits("complaints_handler")
    for safety in (True, False):
        said = {"brand": desk.brand.id, "said": "My son plays there, he is fifteen.", "safety": safety}
        assert (await agent.asks("POST", "/complaint-reports", said)).status_code == 201
    waiting = (await handler.gets("/complaint-reports"))["items"]
    assert [one["safety"] for one in waiting] == [True, False]
    page = await handler.gets("/complaint-reports", limit=1)
    rest = await handler.gets("/complaint-reports", limit=1, cursor=page["next"])
    assert [one["safety"] for one in [*page["items"], *rest["items"]]] == [True, False]


# ── stages ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_case_is_acknowledged_analysed_and_investigated_in_this_order(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    assert await refused(handler, case, "investigate") == "wrong_stage"
    assert await refused(handler, case, "analyse", claim="a", about="b") == "wrong_stage"
    assert await refused(handler, case, "close", summary="Done.") == "wrong_stage"
    await investigated(handler, case)
    shown = await reads(handler, case)
    assert (shown["stage"], shown["claim"], shown["rules"]) == (
        "investigation",
        "The bet should stand.",
        ["terms-4.2"],
    )
    steps = (await handler.gets(f"/complaints/{case['id']}/events"))["items"]
    assert [step["type"] for step in steps if not step["type"].startswith("complaint_deadline")] == [
        "complaint_registered",
        "complaint_ticket_linked",
        "complaint_acknowledged",
        "complaint_analysed",
        "complaint_investigated",
    ]
    assert {step["actor_id"] for step in steps} == {str(handler.id)}
    assert await replayed(desk, case) == await kept(desk, case)


async def test_two_who_change_a_case_at_once_lose_nothing(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    version = (await reads(handler, case))["version"]
    await does(handler, case, "acknowledge", version=version)
    assert await refused(handler, case, "analyse", claim="a", about="b", version=version) == "case_changed"


async def test_the_clock_rests_only_where_the_rules_allow_it(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    await does(handler, case, "acknowledge")
    waiting = await does(handler, case, "wait", waiting="player", reason="We asked for the slip.")
    assert waiting["waiting"] == "player"
    shown = await reads(handler, case)
    (pause,) = shown["pauses"]
    final = next(one for one in shown["deadlines"] if one["kind"] == "final_answer")
    assert (final["due_at"] is None) == pause["pauses"]
    assert await refused(handler, case, "wait", waiting="third_party", reason="Provider") == "still_waiting"
    await does(handler, case, "resume")
    assert (await reads(handler, case))["pauses"][0]["to_at"] is not None
    assert await replayed(desk, case) == await kept(desk, case)


@pytest.mark.parametrize(
    ("step", "body", "stage", "outcome"),
    [
        ("withdraw", {"because": "asked", "reason": "They wrote so."}, "withdrawn", "withdrawn"),
        ("withdraw", {"because": "no_reply", "reason": "Asked three times."}, "withdrawn", "no_reply"),
        ("withdraw", {"because": "satisfied", "reason": "Paid while they wrote."}, "withdrawn", "withdrawn"),
        ("out-of-scope", {"reason": "About the colour of the site."}, "out_of_scope", "out_of_scope"),
    ],
)
async def test_a_case_may_end_without_a_decision(
    desk: Desk, step: str, body: dict[str, Any], stage: str, outcome: str
) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    await does(handler, case, "wait", waiting="player", reason="We asked.")
    ended = await does(handler, case, step, **body)
    assert (ended["stage"], ended["outcome"], ended["waiting"]) == (stage, outcome, None)
    assert ended["closed_at"] is not None
    assert ended["next_due_at"] is None
    assert ended["resolved_at_first_contact"] == (body.get("because") == "satisfied")
    assert await refused(handler, case, "acknowledge") == "case_over"
    assert await replayed(desk, case) == await kept(desk, case)


async def test_an_ending_needs_its_reason(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    assert await refused(handler, case, "out-of-scope", reason="  ") == "invalid"


async def test_a_double_is_merged_into_the_case_that_was_received_first(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    first = await a_case(desk, handler, subject="One")
    second = await a_case(desk, handler, subject="Two")
    assert await refused(handler, first, "merge", into=second["id"], reason="Same bet.") == "merge_older"
    merged = await does(handler, second, "merge", into=first["id"], reason="Same bet.")
    assert (merged["stage"], merged["outcome"], merged["merged_into"]) == ("merged", "duplicate", first["id"])
    assert len((await reads(handler, first))["tickets"]) == 2


# ── owner, board, log ───────────────────────────────────────────────────────────────────────────────────────


async def changes(seat: Seat, case: dict[str, Any], status: int = 200, /, **body: Any) -> dict[str, Any]:
    answer = await seat.asks("PATCH", f"/complaints/{case['id']}", body)
    assert answer.status_code == status, answer.text
    done: dict[str, Any] = answer.json()
    return done


async def test_a_case_is_given_to_somebody_who_handles_cases_and_they_hear_of_it(desk: Desk) -> None:
    handler, other, agent = (
        await desk.sits("complaints_handler"),
        await desk.sits("complaints_handler"),
        await desk.agent(),
    )
    case = await a_case(desk, handler)
    given = await changes(handler, case, owner=str(other.id), category="SETL")
    assert (given["owner_staff_id"], given["category"]) == (str(other.id), "SETL")
    (notice,) = (await other.gets("/me/notices"))["items"]
    assert (notice["kind"], notice["complaint"], notice["reference"]) == (
        "complaint_given",
        case["id"],
        "C-1001",
    )
    assert (await changes(handler, case, 422, owner=str(agent.id)))["title"] == "invalid"
    assert (await changes(handler, case, owner=None))["owner_staff_id"] is None


async def test_the_board_shows_open_cases_by_what_is_due_and_page_by_page(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    cases = [await a_case(desk, handler, from_=f"P{n} <p{n}@mail.example>") for n in range(5)]
    await goes_back(desk, cases[3], timedelta(days=2))
    await does(handler, cases[1], "out-of-scope", reason="About the colour.")
    seen: list[str] = []
    cursor = None
    while True:
        page = await handler.gets("/complaints", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [card["number"] for card in page["items"]]
        if (cursor := page["next"]) is None:
            break
    assert seen[0] == cases[3]["number"]
    assert sorted(seen) == sorted(case["number"] for case in cases if case is not cases[1])
    tallied = {row["stage"]: row["cases"] for row in await handler.gets("/complaints/counts")}
    assert tallied == {"registered": 4}
    gone = await handler.gets("/complaints", stage="out_of_scope")
    assert [card["number"] for card in gone["items"]] == [cases[1]["number"]]
    assert len((await handler.gets("/complaints", over=True, sort="newest"))["items"]) == 5
    assert (await handler.gets("/complaints", owner="me"))["items"] == []
    assert len((await handler.gets("/complaints", owner="nobody"))["items"]) == 4


async def test_a_case_is_found_by_its_words_its_number_and_its_players_address(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    bird = await registers(
        handler, await desk.a_ticket(from_="B <bird@mail.example>"), summary="Ставку на хоккей отменили."
    )
    await registers(
        handler, await desk.a_ticket(from_="C <c@mail.example>"), summary="A bonus was not given."
    )
    for words in ("хоккей", bird["number"].lower(), "bird@mail.example"):
        found = await handler.gets("/complaints", q=words)
        assert [card["id"] for card in found["items"]] == [bird["id"]], words
    assert (await handler.gets("/complaints", q="nothing like it"))["items"] == []


async def test_deadlines_warn_and_break_and_are_met_by_the_steps(desk: Desk) -> None:
    handler, lead = await desk.sits("complaints_handler"), await desk.sits("complaints_lead")
    case = await a_case(desk, handler)
    await changes(handler, case, owner=str(handler.id))
    before = {one["kind"]: one for one in (await reads(handler, case))["deadlines"]}
    due = datetime.fromisoformat(before["final_answer"]["due_at"])
    await goes_back(desk, case, (due - datetime.now().astimezone()) - timedelta(minutes=5))
    assert [one["kind"] for one in (await handler.gets("/me/notices"))["items"]].count(
        "complaint_warned"
    ) == 1
    assert (await handler.gets("/complaints", at_risk=True))["items"][0]["risk"] in ("near", "late")
    await goes_back(desk, case, timedelta(minutes=10))
    late = {one["kind"]: one for one in (await reads(handler, case))["deadlines"]}["final_answer"]
    assert late["broken_at"] is not None
    assert "complaint_broken" in [one["kind"] for one in (await lead.gets("/me/notices"))["items"]]
    await desk.work_until_idle()
    told = [step["type"] for step in (await handler.gets(f"/complaints/{case['id']}/events"))["items"]]
    assert told.count("complaint_deadline_broken") == len(
        [one for one in before.values() if one["ours"] and one["met_at"] is None]
    )


async def test_who_looked_at_a_case_is_kept_for_those_who_lead(desk: Desk) -> None:
    handler, lead = await desk.sits("complaints_handler"), await desk.sits("complaints_lead")
    case = await a_case(desk, handler)
    await reads(handler, case)
    await reads(handler, case)
    await lead.gets(f"/complaints/{case['id']}/timeline")
    looks = (await lead.gets(f"/complaints/{case['id']}/views"))["items"]
    assert [(one["staff_id"], one["what"]) for one in looks] == [
        (str(lead.id), "timeline"),
        (str(handler.id), "case"),
    ]
    assert (await handler.asks("GET", f"/complaints/{case['id']}/views")).status_code == 403


async def test_the_chronology_holds_what_was_said_and_done_in_order(desk: Desk) -> None:
    agent, handler = await desk.agent(), await desk.sits("complaints_handler")
    ticket = await desk.a_ticket(text=VOIDED)
    await agent.says(ticket, "The bet was voided by rule 4.2.")
    case = await registers(handler, ticket)
    await does(handler, case, "notes", 201, text="Look at the odds of that minute.")
    await does(handler, case, "acknowledge")
    seen: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await handler.gets(
            f"/complaints/{case['id']}/timeline", limit=3, **({"cursor": cursor} if cursor else {})
        )
        seen += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert [one["at"] for one in seen] == sorted(one["at"] for one in seen)
    assert len({one["id"] for one in seen}) == len(seen)
    kinds = [(one["kind"], one["what"]) for one in seen]
    assert kinds[0] == ("message", "reply")
    assert ("step", "complaint_acknowledged") in kinds
    assert ("note", "note") in kinds
    assert ("deadline", "final_answer") in kinds
    assert seen[0]["text"].startswith("You have voided")


async def test_a_case_goes_with_its_player_when_two_records_turn_out_to_be_one_person(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    stays = await a_player(desk.db, desk.brand)
    goes = UUID((await reads(handler, case))["player_id"])
    async with desk.db.tx(SYSTEM) as tx:
        proposal = await merges.propose_merge(tx, desk.brand.id, stays.id, goes, reason="one person")
        await merges.approve_merge(tx, desk.brand.id, proposal)
    assert (await reads(handler, case))["player_id"] == str(stays.id)
    async with desk.db.tx(SYSTEM) as tx:
        await merges.undo_merge(tx, desk.brand.id, proposal)
    assert (await reads(handler, case))["player_id"] == str(goes)


async def test_events_of_a_complaint_name_its_number_to_who_sees_complaints(desk: Desk) -> None:
    officer, agent = await desk.sits("compliance"), await desk.agent()
    case = await registers(agent, await desk.a_ticket(text=VOIDED))
    said = {"brand": desk.brand.id, "said": "Your site took my money twice."}
    report = (await agent.asks("POST", "/complaint-reports", said)).json()
    for type_, reference in (
        ("complaint_registered", case["number"]),
        ("complaint_reported", report["number"]),
    ):
        (entry,) = (await officer.gets("/audit", brand=desk.brand.id, type=type_))["items"]
        assert (entry["ticket"], entry["reference"]) == (None, reference)
