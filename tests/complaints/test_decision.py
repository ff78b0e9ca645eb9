"""Decisions, through the front door."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from pitboss.complaints import events as e
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.complaints.deciding import FACTS, PAYS, REASONING, WANTED, Room, a_room, investigated, take
from tests.desk import Desk
from tests.making import happened


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def test_a_decision_names_the_facts_the_clause_of_that_day_the_reasons_and_what_the_player_gets(
    room: Room,
) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    assert made["state"] == "proposed"
    (clause,) = made["clauses"]
    assert clause["text"] == "A bet is void only for a reason of rule 7."
    assert (clause["valid_from"], clause["valid_to"]) == ("2020-01-01", "2026-03-15")
    taken = await room.posts(room.lead, f"/complaints/{complaint}/decisions/{made['id']}/decide")
    assert (taken["state"], taken["second"], taken["decided_by"]) == ("decided", False, str(room.lead.id))
    assert (taken["facts"], taken["reasoning"], taken["outcome"]) == (FACTS, REASONING, "upheld")
    case = await room.case(complaint)
    assert (case.stage, case.outcome) == ("decided", "upheld")
    (action,) = await room.asks(room.lead, "GET", f"/complaints/{complaint}/execution", 200)
    assert (action["kind"], action["amount"], action["currency"], action["state"]) == (
        "payment",
        "120.50000000",
        "EUR",
        "open",
    )
    types = [one.type for one in await happened(room.desk.db, room.desk.brand)]
    steps = [one for one in types if not one.startswith("complaint_deadline")]
    assert steps[-2:] == ["complaint_decision_proposed", "complaint_decided"]


async def test_the_clause_is_that_of_the_disputed_day_and_must_have_held_then(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    path = f"/complaints/{complaint}/decisions"
    for day, said in (("2019-12-31", "had no text on 2019-12-31"), ("2999-01-01", "between 1990 and today")):
        refused = await room.posts(room.handler, path, 422, **{**WANTED, "disputed_on": day})
        assert said in refused["detail"]
    refused = await room.posts(room.handler, path, 422, **{**WANTED, "clauses": []})
    assert "say why none applies" in refused["detail"]
    later = await room.proposed(complaint, disputed_on="2026-03-16")
    assert later["clauses"][0]["text"] == "Any bet may be void."


async def test_the_reasoning_is_in_the_players_language(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    refused = await room.posts(
        room.handler,
        f"/complaints/{complaint}/decisions",
        422,
        **{
            **WANTED,
            "reasoning": "Мы проверили ставку и правила того дня и решили, что ставка аннулирована зря.",
        },
    )
    assert "Write the reasoning in English" in refused["detail"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"outcome": "withdrawn"}, "upheld, partly upheld, not upheld"),
        ({"facts": "  "}, "Say in at most 20000 characters what was found"),
        ({"redress": []}, "at least one action"),
        ({"outcome": "not_upheld"}, "gives no money"),
        ({"redress": [PAYS] * 21}, "at most 20 actions"),
        (
            {"redress": [{"kind": "payment", "amount": "0.001", "currency": "EUR"}]},
            "at most 2 decimal places",
        ),
        ({"no_clause": "None fits."}, "say why none applies"),
        ({"replaces": "0199a000-0000-7000-8000-000000000000"}, "no such decision"),
    ],
)
async def test_what_no_decision_can_be(room: Room, wrong: dict[str, Any], said: str) -> None:
    complaint = await investigated(room.desk, room.handler)
    answer = await room.handler.asks(
        "POST", f"/complaints/{complaint}/decisions", {**WANTED, **wrong}, brand=room.desk.brand.id
    )
    assert answer.status_code in (404, 422)
    assert said in answer.json()["detail"]


# ── who decides ─────────────────────────────────────────────────────────────────────────────────────────────


async def party(room: Room, complaint: UUID, staff: UUID, source: str) -> None:
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO complaint_party (brand_id, complaint_id, staff_id, source) VALUES ($1, $2, $3, $4)",
            room.desk.brand.id,
            complaint,
            staff,
            source,
        )


@pytest.mark.parametrize(
    ("source", "said"),
    [("subject", "The complaint is about this person"), ("replied", "handled the disputed matter")],
)
async def test_the_agent_concerned_is_refused_and_told_why(room: Room, source: str, said: str) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    await party(room, complaint, room.lead.id, source)
    decide = f"/complaints/{complaint}/decisions/{made['id']}/decide"
    refused = await room.posts(room.lead, decide, 409)
    assert refused["title"] == "conflicted"
    assert said in refused["detail"]
    returned = await room.posts(room.lead, decide.replace("/decide", "/return"), 409, reason="No.")
    assert said in returned["detail"]
    assert (await room.case(complaint)).stage == "proposed"


async def test_a_logged_conflict_keeps_from_deciding_and_from_signing(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint, redress=[{**PAYS, "amount": "900"}])
    path = f"/complaints/{complaint}/decisions/{made['id']}"
    await room.posts(room.lead, f"{path}/decide")
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO complaint_conflict (brand_id, complaint_id, staff_id, reason) VALUES ($1, $2, $3, 'A friend.')",
            room.desk.brand.id,
            complaint,
            room.officer.id,
        )
    refused = await room.posts(room.officer, f"{path}/sign", 409)
    assert "conflict of interest" in refused["detail"]


async def test_who_lacks_the_permission_neither_proposes_nor_decides_nor_signs(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    path = f"/complaints/{complaint}/decisions/{made['id']}"
    await room.posts(room.handler, f"{path}/decide", 403)
    await room.posts(room.handler, f"{path}/sign", 403)
    await room.posts(room.reviewer, f"{path}/decide", 403)
    await room.posts(room.reviewer, f"/complaints/{complaint}/decisions", 403, **WANTED)
    agent = await room.desk.agent()
    answer = await agent.asks("GET", f"/complaints/{complaint}/decisions", brand=room.desk.brand.id)
    assert answer.status_code == 404  # an agent registers complaints, and sees none


# ── limits ──────────────────────────────────────────────────────────────────────────────────────────────────


async def test_above_the_limit_a_second_person_signs(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint, redress=[{**PAYS, "amount": "500.01"}])
    path = f"/complaints/{complaint}/decisions/{made['id']}"
    waits = await room.posts(room.lead, f"{path}/decide")
    assert (waits["state"], waits["taken_at"]) == ("signing", None)
    assert waits["beyond"] == [{"currency": "EUR", "total": "500.01", "limit": "500.00000000"}]
    assert (await room.case(complaint)).stage == "proposed"
    own = await room.posts(room.lead, f"{path}/sign", 409)
    assert own["title"] == "own_signature"
    signed = await room.posts(room.officer, f"{path}/sign")
    assert signed["state"] == "decided"
    assert (await room.case(complaint)).stage == "decided"
    assert (await room.posts(room.officer, f"{path}/sign", 409))["title"] == "not_to_sign"
    assert {room.handler.id, room.lead.id, room.officer.id} == {
        UUID(one) for one in (await room.case(complaint)).state["took_part"]
    }


async def test_an_unknown_currency_always_takes_two(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint, redress=[{**PAYS, "amount": "1", "currency": "KZT"}])
    waits = await room.posts(room.lead, f"/complaints/{complaint}/decisions/{made['id']}/decide")
    assert (waits["state"], waits["beyond"]) == (
        "signing",
        [{"currency": "KZT", "total": "1", "limit": None}],
    )


async def test_who_proposed_and_decided_a_large_sum_still_needs_somebody_else(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.posts(
        room.lead,
        f"/complaints/{complaint}/decisions",
        201,
        **{**WANTED, "redress": [{**PAYS, "amount": "501"}]},
    )
    path = f"/complaints/{complaint}/decisions/{made['id']}"
    assert (await room.posts(room.lead, f"{path}/decide"))["state"] == "signing"
    assert (await room.posts(room.officer, f"{path}/sign"))["state"] == "decided"


async def test_a_limit_raised_after_the_proposal_does_not_take_the_second_person_away(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint, redress=[{**PAYS, "amount": "600"}])
    await room.limit("complaints_lead", "EUR", "1000")
    path = f"/complaints/{complaint}/decisions/{made['id']}"
    assert (await room.posts(room.lead, f"{path}/decide"))["state"] == "signing"
    assert (await room.posts(room.officer, f"{path}/sign"))["state"] == "decided"


async def test_limits_are_set_by_who_keeps_the_settings(room: Room) -> None:
    path = f"/brands/{room.desk.brand.id}/complaint-limits"
    admin = await room.desk.sits("admin")
    wanted = {"role": "complaints_lead", "currency": "RUB", "amount": "50000"}
    refused = await room.lead.asks("PUT", path, wanted)
    assert refused.status_code == 403
    for wrong in ({"currency": "rub"}, {"amount": "-1"}, {"role": "nobody"}):
        assert (await admin.asks("PUT", path, {**wanted, **wrong})).status_code == 422
    answer = await admin.asks("PUT", path, wanted)
    assert answer.status_code == 200, answer.text
    assert {(one["role"], one["currency"], one["amount"]) for one in await room.lead.gets(path)} == {
        ("complaints_lead", "EUR", "500.00000000"),
        ("complaints_lead", "RUB", "50000.00000000"),
    }
    gone = await admin.asks("PUT", path, {**wanted, "amount": None})
    assert [one["currency"] for one in gone.json()] == ["EUR"]


# ── what never changes ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_decision_is_never_written_anew_not_even_by_the_desk_itself(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    taken = await room.decided(complaint)
    for change in (
        "outcome = 'not_upheld'",
        "reasoning = 'Otherwise.'",
        "redress = '[]'",
        "facts = ''",
        "state = 'returned', returned_at = now(), taken_at = NULL",
    ):
        with pytest.raises((asyncpg.RestrictViolationError, asyncpg.CheckViolationError)):
            async with room.desk.db.tx(SYSTEM) as tx:
                await tx.run(
                    f"UPDATE complaint_decision SET {change} WHERE brand_id = $1 AND id = $2",
                    room.desk.brand.id,
                    UUID(taken["id"]),
                )
    for attempt in (
        "DELETE FROM complaint_decision",
        "UPDATE complaint_signature SET at = now()",
        "DELETE FROM complaint_signature",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with room.desk.db.tx(SYSTEM) as tx:
                await tx.run(attempt)
    again = await room.posts(room.handler, f"/complaints/{complaint}/decisions", 409, **WANTED)
    assert again["title"] == "already_decided"


async def test_the_database_itself_takes_no_decision_without_its_signatures_or_by_who_has_a_conflict(
    room: Room,
) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    which = UUID(made["id"])
    sql = """
        UPDATE complaint_decision SET state = 'decided', decided_by = $3, decided_at = now(), taken_at = now(), second = $4
        WHERE  brand_id = $1 AND id = $2
    """
    values = room.desk.brand.id, which, room.lead.id
    with pytest.raises(asyncpg.CheckViolationError, match="its decider has signed"):
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(sql, *values, False)
    signs = """
        INSERT INTO complaint_signature (brand_id, decision_id, role, staff_id, digest)
        SELECT $1, $2, 'decider', $3, digest FROM complaint_decision WHERE brand_id = $1 AND id = $2
    """

    async def signed_and_decided(*, second: bool) -> None:
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(signs, *values)
            await tx.run(sql, *values, second)

    with pytest.raises(asyncpg.CheckViolationError, match="takes a second person"):
        await signed_and_decided(second=True)
    await party(room, complaint, room.lead.id, "subject")
    with pytest.raises(asyncpg.CheckViolationError, match="nobody with a conflict"):
        await signed_and_decided(second=False)


async def test_a_proposal_goes_back_with_a_reason_and_the_next_begins_anew(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    first = await room.proposed(complaint)
    twice = await room.posts(room.handler, f"/complaints/{complaint}/decisions", 409, **WANTED)
    assert twice["title"] == "decision_open"
    path = f"/complaints/{complaint}/decisions/{first['id']}"
    back = await room.posts(room.lead, f"{path}/return", reason="The time of the void is missing.")
    assert (back["state"], back["returned_why"]) == ("returned", "The time of the void is missing.")
    assert (await room.case(complaint)).stage == "investigation"
    assert (await room.posts(room.lead, f"{path}/decide", 409))["title"] == "not_waiting"
    second = await room.proposed(complaint)
    assert (await room.posts(room.lead, f"/complaints/{complaint}/decisions/{second['id']}/decide"))[
        "state"
    ] == "decided"
    shown = await room.asks(room.handler, "GET", f"/complaints/{complaint}/decisions", 200)
    assert [one["state"] for one in shown["decisions"]] == ["returned", "decided"]
    assert shown["standing"] == second["id"]


async def test_nothing_is_decided_while_evidence_is_unread(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    item = new_id()
    frozen = e.ComplaintEvidenceFrozen(complaint=complaint, evidence=item, kind="statement")
    await take(room.desk, room.handler.person.actor, complaint, frozen)
    path = f"/complaints/{complaint}/decisions/{made['id']}/decide"
    assert (await room.posts(room.lead, path, 409))["title"] == "evidence_unread"
    reviewed = e.ComplaintEvidenceReviewed(complaint=complaint, evidence=item)
    await take(room.desk, room.handler.person.actor, complaint, reviewed)
    assert (await room.posts(room.lead, path))["state"] == "decided"


# ── races ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_of_two_deciders_at_once_one_decides(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    other = await room.desk.sits("complaints_lead")
    path = f"/complaints/{complaint}/decisions/{made['id']}/decide"
    answers = await asyncio.gather(
        *(seat.asks("POST", path, {}, brand=room.desk.brand.id) for seat in (room.lead, other) * 3)
    )
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409, 409]
    assert (
        len([one for one in await happened(room.desk.db, room.desk.brand) if one.type == "complaint_decided"])
        == 1
    )


async def test_of_two_proposals_at_once_one_waits(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    path = f"/complaints/{complaint}/decisions"
    answers = await asyncio.gather(
        *(room.handler.asks("POST", path, WANTED, brand=room.desk.brand.id) for _ in range(4))
    )
    assert sorted(one.status_code for one in answers) == [201, 409, 409, 409]


async def test_a_decision_while_evidence_comes_in_has_either_read_it_or_not_been_taken(room: Room) -> None:
    for _ in range(4):
        complaint = await investigated(room.desk, room.handler)
        made = await room.proposed(complaint)
        frozen = e.ComplaintEvidenceFrozen(complaint=complaint, evidence=new_id(), kind="statement")
        decide = room.lead.asks(
            "POST", f"/complaints/{complaint}/decisions/{made['id']}/decide", {}, brand=room.desk.brand.id
        )
        answer, _ = await asyncio.gather(
            decide, take(room.desk, room.handler.person.actor, complaint, frozen)
        )
        types = [
            one.type
            for one in await happened(room.desk.db, room.desk.brand)
            if one.data.get("complaint") == str(complaint)
        ]
        if answer.status_code == 200:
            assert types[-2:] == ["complaint_decided", "complaint_evidence_frozen"]
        else:
            assert answer.json()["title"] == "evidence_unread"
            assert "complaint_decided" not in types


async def test_the_same_request_again_decides_once(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    made = await room.proposed(complaint)
    path = f"/complaints/{complaint}/decisions/{made['id']}/decide"
    first = await room.lead.asks("POST", path, {}, key="decide-1", brand=room.desk.brand.id)
    again = await room.lead.asks("POST", path, {}, key="decide-1", brand=room.desk.brand.id)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content
