"""Appeals: asked by the player, heard blindly by somebody independent."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import websockets

from pitboss.complaints import appeals, rules
from pitboss.complaints.model import NoSuchComplaint
from pitboss.db.tx import SYSTEM, Actor, Kind
from pitboss.events import log
from pitboss.kit.ids import new_id
from tests.complaints.deciding import PAYS, REASONING, WANTED, Room, a_room, in_writing, investigated
from tests.complaints.test_letters_sent import linked
from tests.desk import Desk, Seat
from tests.making import happened

GROUNDS = "The screenshot that I sent was not looked at."
VIEW = {"outcome": "upheld", "text": "By the evidence the bet stood."}
NO: dict[str, Any] = {"outcome": "not_upheld", "redress": []}
REASONS = "We looked again, by ourselves, and the decision was right."


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def decided(room: Room) -> tuple[UUID, UUID]:
    """A case that was not upheld, and its decision."""
    complaint = await investigated(room.desk, room.handler)
    return complaint, UUID((await room.decided(complaint, **NO))["id"])


async def appealed(room: Room) -> tuple[UUID, dict[str, Any]]:
    complaint, _ = await decided(room)
    made: dict[str, Any] = await room.posts(
        room.handler, f"/complaints/{complaint}/appeal", 201, grounds=GROUNDS
    )
    return complaint, made


async def heard(room: Room) -> UUID:
    """An appeal that the reviewer hears, with their view written."""
    complaint, _ = await appealed(room)
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    await room.posts(room.reviewer, f"{path}/view", **VIEW)
    return complaint


# ── asking ──────────────────────────────────────────────────────────────────────────────────────────────────


async def link(room: Room, decision: UUID) -> str:
    async with room.desk.db.tx(SYSTEM) as tx:
        secret = tx.links.secret(appeals.PURPOSE, room.desk.brand.id, decision)
    return f"/appeals/{room.desk.brand.id}/{decision}/{secret}"


async def test_the_player_appeals_by_the_link_of_the_letter_once_however_often_it_is_sent(room: Room) -> None:
    complaint, decision = await decided(room)
    path, client = await link(room, decision), room.desk.building.client
    page = (await client.get(path)).json()
    assert (page["number"], page["open"], page["asked_at"]) == (
        (await room.case(complaint)).number,
        True,
        None,
    )
    answers = await asyncio.gather(*(client.post(path, json={"grounds": GROUNDS}) for _ in range(5)))
    assert {one.status_code for one in answers} == {201}, [one.text for one in answers]
    assert len({one.json()["asked_at"] for one in answers}) == 1
    shown = await room.asks(room.lead, "GET", f"/complaints/{complaint}/appeal", 200)
    assert (shown["how"], shown["grounds"]) == ("link", GROUNDS)
    assert (await room.case(complaint)).appeal == "asked"
    types = [one.type for one in await happened(room.desk.db, room.desk.brand)]
    assert types.count("complaint_appeal_asked") == 1
    assert (await client.get(path)).json()["open"] is False


async def test_a_link_that_nobody_made_leads_nowhere(room: Room) -> None:
    _, decision = await decided(room)
    path, client = await link(room, decision), room.desk.building.client
    for wrong in (path[:-1] + ("A" if path[-1] != "A" else "B"), path.replace(str(decision), str(new_id()))):
        assert (await client.get(wrong)).status_code == 404
        answer = await client.post(wrong, json={"grounds": GROUNDS, "language": "ru"})
        assert (answer.status_code, answer.json()["title"]) == (404, "no_such_appeal")
        assert "Такого решения нет" in answer.json()["detail"]


async def test_a_player_appeals_in_the_cabinet_and_only_in_their_own_cases(room: Room) -> None:
    complaint, _ = await decided(room)
    case = await room.case(complaint)
    brand = room.desk.brand.id
    stranger = Actor(kind=Kind.player, id=new_id(), brands=frozenset({brand}))
    with pytest.raises(NoSuchComplaint):
        async with room.desk.db.tx(stranger) as tx:
            await appeals.ask(tx, brand, complaint, GROUNDS, how="cabinet")
    player = Actor(kind=Kind.player, id=case.player_id, brands=frozenset({brand}))
    async with room.desk.db.tx(player) as tx:
        made = await appeals.ask(tx, brand, complaint, GROUNDS, how="cabinet")
    assert (made.how, made.noted_by) == ("cabinet", None)


async def test_there_is_nothing_to_appeal_before_a_decision(room: Room) -> None:
    complaint = await investigated(room.desk, room.handler)
    refused = await room.posts(room.handler, f"/complaints/{complaint}/appeal", 409, grounds=GROUNDS)
    assert refused["title"] == "nothing_to_appeal"


async def test_after_the_packs_window_it_is_too_late(room: Room) -> None:
    complaint, decision = await decided(room)
    await in_writing(room.desk, complaint, ago=timedelta(days=400))
    async with room.desk.db.tx(SYSTEM) as tx:
        window = await rules.appeal_until(tx, await room.case(complaint), decision)
    assert window is not None, "the pack of the test sets an end"
    refused = await room.posts(room.handler, f"/complaints/{complaint}/appeal", 409, grounds=GROUNDS)
    assert refused["title"] == "too_late"
    answer = await room.desk.building.client.post(await link(room, decision), json={"grounds": GROUNDS})
    assert answer.json()["title"] == "too_late"


async def test_the_time_to_appeal_begins_when_the_player_has_the_decision_in_writing(room: Room) -> None:
    complaint, decision = await decided(room)
    async with room.desk.db.tx(SYSTEM) as tx:
        assert await rules.appeal_until(tx, await room.case(complaint), decision) is None
    page = (await room.desk.building.client.get(await link(room, decision))).json()
    assert (page["open"], page["until"]) == (True, None)
    await in_writing(room.desk, complaint)
    page = (await room.desk.building.client.get(await link(room, decision))).json()
    assert page["open"]
    assert page["until"]


# ── who hears it ────────────────────────────────────────────────────────────────────────────────────────────


async def test_it_is_never_heard_by_who_took_part_and_the_refusal_names_who_may(room: Room) -> None:
    complaint, _ = await appealed(room)
    path = f"/complaints/{complaint}/appeal/give"
    for seat in (room.lead, room.handler):
        refused = await room.posts(room.lead, path, 409, staff=str(seat.id))
        assert refused["title"] == "conflicted"
        assert "took part in the decision" in refused["detail"]
        assert refused["may"][0]["staff"] in {str(room.officer.id), str(room.reviewer.id)}
    given = await room.posts(room.lead, path, staff=str(room.reviewer.id))
    assert given["handler_id"] == str(room.reviewer.id)
    assert (await room.case(complaint)).appeal == "heard"


async def test_nor_by_the_lead_of_one_who_took_part_nor_with_a_logged_conflict(room: Room) -> None:
    complaint, _ = await appealed(room)
    brand, team = room.desk.brand.id, new_id()
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run("INSERT INTO team (brand_id, id, name) VALUES ($1, $2, 'Complaints')", brand, team)
        await tx.run(
            "INSERT INTO team_member (brand_id, team_id, staff_id, lead) VALUES ($1, $2, $3, false), ($1, $2, $4, true)",
            brand,
            team,
            room.handler.id,
            room.officer.id,
        )
        await tx.run(
            "INSERT INTO complaint_conflict (brand_id, complaint_id, staff_id, reason) VALUES ($1, $2, $3, 'A cousin.')",
            brand,
            complaint,
            room.reviewer.id,
        )
    path = f"/complaints/{complaint}/appeal"
    refused = await room.posts(room.lead, f"{path}/give", 409, staff=str(room.officer.id))
    assert ("leads somebody who took part" in refused["detail"], refused["may"]) == (True, [])
    refused = await room.posts(room.lead, f"{path}/give", 409, staff=str(room.reviewer.id))
    assert "conflict of interest" in refused["detail"]
    known = await room.asks(room.lead, "GET", f"{path}/candidates", 200)
    assert all(one["why_not"] for one in known)
    free = await room.desk.sits("complaints_reviewer")
    (first, *_) = await room.asks(room.lead, "GET", f"{path}/candidates", 200)
    assert (first["staff"], first["why_not"]) == (str(free.id), None)
    await room.posts(room.lead, f"{path}/give", staff=str(free.id))


async def test_who_has_read_the_decision_is_passed_over_while_somebody_has_not(room: Room) -> None:
    complaint, _ = await appealed(room)
    await room.asks(room.reviewer, "GET", f"/complaints/{complaint}/decisions", 200)
    path = f"/complaints/{complaint}/appeal/give"
    refused = await room.posts(room.lead, path, 409, staff=str(room.reviewer.id))
    assert "has read the first decision already" in refused["detail"]
    fresh = await room.desk.sits("complaints_reviewer")
    assert [one["staff"] for one in refused["may"]] == [str(room.officer.id)]
    await room.posts(room.lead, path, staff=str(fresh.id))


async def test_an_agent_without_the_permission_hears_nothing(room: Room) -> None:
    complaint, _ = await appealed(room)
    agent = await room.desk.agent()
    refused = await room.posts(room.lead, f"/complaints/{complaint}/appeal/give", 422, staff=str(agent.id))
    assert "does not hear appeals" in refused["detail"]
    await room.posts(room.handler, f"/complaints/{complaint}/appeal/give", 403, staff=str(room.reviewer.id))


async def test_the_database_itself_gives_no_appeal_to_who_signed_the_decision(room: Room) -> None:
    _, made = await appealed(room)
    with pytest.raises(asyncpg.CheckViolationError, match="nobody with a conflict hears"):
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE complaint_appeal SET handler_id = $3, given_at = now() WHERE brand_id = $1 AND id = $2",
                room.desk.brand.id,
                UUID(made["id"]),
                room.lead.id,
            )


# ── blind ───────────────────────────────────────────────────────────────────────────────────────────────────


async def everything(room: Room, seat: Seat, complaint: UUID) -> str:
    """All that somebody can read of a case, in answers, in the log and in reports."""
    told = []
    for path in (
        f"/complaints/{complaint}",
        f"/complaints/{complaint}/decisions",
        f"/complaints/{complaint}/execution",
        f"/complaints/{complaint}/appeal",
        f"/complaints/{complaint}/referrals",
        "/complaints/reports/outcomes",
        "/complaints/reports/causes",
        "/complaints/reports/events",
    ):
        query = {"figure": "decided"} if path.endswith("events") else {}
        answer = await seat.asks("GET", path, brand=room.desk.brand.id, **query)
        assert answer.status_code == 200, f"{path}: {answer.text}"
        told.append(answer.text)
    async with room.desk.db.tx(seat.person.actor) as tx:
        told.append(str(await log.after(tx, 0, limit=1000)))
        told.append(
            str(
                await tx.column(
                    "SELECT to_jsonb(d) FROM complaint_decision d WHERE complaint_id = $1", complaint
                )
            )
        )
        told.append(str(await tx.column("SELECT to_jsonb(s) FROM complaint_signature s")))
        told.append(
            str(await tx.column("SELECT text FROM complaint_note WHERE complaint_id = $1", complaint))
        )
    return "\n".join(told)


async def test_whoever_hears_it_sees_nothing_of_the_first_decision_before_their_own_view(room: Room) -> None:
    complaint, _ = await appealed(room)
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO complaint_note (brand_id, id, complaint_id, staff_id, text) VALUES ($1, $2, $3, $4, 'I would say no.')",
            room.desk.brand.id,
            new_id(),
            complaint,
            room.handler.id,
        )
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    assert "not_upheld" in await everything(room, room.officer, complaint)
    told = await everything(room, room.reviewer, complaint)
    for leak in ("not_upheld", REASONING, "I would say no", WANTED["facts"]):
        assert leak not in told
    shown = await room.asks(room.reviewer, "GET", f"/complaints/{complaint}/decisions", 200)
    assert shown == {"blind": True, "standing": None, "decisions": []}
    viewed = await room.posts(room.reviewer, f"{path}/view", **VIEW)
    assert (viewed["blind"], viewed["view_outcome"]) == (False, "upheld")
    told = await everything(room, room.reviewer, complaint)
    assert "not_upheld" in told
    assert REASONING in told
    (one,) = (await room.asks(room.reviewer, "GET", f"/complaints/{complaint}/decisions", 200))["decisions"]
    assert one["outcome"] == "not_upheld"


async def test_a_conversation_frozen_after_the_decision_does_not_tell_it_either(room: Room) -> None:
    complaint, _ = await appealed(room)
    items = f"/complaints/{complaint}/evidence"
    ticket = await room.desk.a_ticket(text="I heard that you said no.")
    await linked(room, complaint, ticket)
    await room.posts(room.handler, f"{items}/freeze", 200, code="transcript")
    talk = (await room.asks(room.handler, "GET", items, 200))["items"][-1]
    assert talk["kind"] == "transcript"
    await room.posts(room.lead, f"/complaints/{complaint}/appeal/give", staff=str(room.reviewer.id))

    shown = await room.asks(room.reviewer, "GET", items, 200)
    assert talk["id"] not in [item["id"] for item in shown["items"]]
    assert shown["whole"], "the chain holds, whatever of it may be read"
    for way in (f"{items}/{talk['id']}", f"{items}/{talk['id']}/file"):
        answer = await room.reviewer.asks("GET", way, brand=room.desk.brand.id)
        assert answer.status_code == 404, way

    await room.posts(room.reviewer, f"/complaints/{complaint}/appeal/view", **VIEW)
    shown = await room.asks(room.reviewer, "GET", items, 200)
    assert talk["id"] in [item["id"] for item in shown["items"]]
    assert shown["whole"]


async def test_a_view_comes_first_and_stays_as_it_is(room: Room) -> None:
    complaint, made = await appealed(room)
    path = f"/complaints/{complaint}/appeal"
    concludes = {"outcome": "upheld", "reasoning": REASONS}
    assert (await room.posts(room.reviewer, f"{path}/conclude", 409, **concludes))["title"] == "not_given"
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    assert (await room.posts(room.reviewer, f"{path}/conclude", 409, **concludes))["title"] == "view_first"
    assert (await room.posts(room.officer, f"{path}/view", 409, **VIEW))["title"] == "not_yours"
    await room.posts(room.reviewer, f"{path}/view", **VIEW)
    assert (await room.posts(room.reviewer, f"{path}/view", 409, **VIEW))["title"] == "view_written"
    refused = await room.posts(room.lead, f"{path}/give", 409, staff=str(room.officer.id))
    assert refused["title"] == "view_written"
    with pytest.raises(asyncpg.RestrictViolationError):
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE complaint_appeal SET view_text = 'x' WHERE brand_id = $1 AND id = $2",
                room.desk.brand.id,
                UUID(made["id"]),
            )


# ── what comes of it ────────────────────────────────────────────────────────────────────────────────────────


async def test_the_first_decision_stands(room: Room) -> None:
    complaint = await heard(room)
    done = await room.posts(
        room.reviewer, f"/complaints/{complaint}/appeal/conclude", outcome="upheld", reasoning=REASONS
    )
    assert (done["outcome"], done["new_decision_id"]) == ("upheld", None)
    case = await room.case(complaint)
    assert (case.appeal, case.outcome) == ("decided", "not_upheld")
    again = await room.posts(
        room.reviewer, f"/complaints/{complaint}/appeal/conclude", 409, outcome="upheld", reasoning=REASONS
    )
    assert again["title"] == "appeal_over"


async def test_a_changed_mind_is_a_new_decision_that_names_the_old(room: Room) -> None:
    await room.limit("complaints_reviewer", "EUR", "1000")
    complaint = await heard(room)
    path = f"/complaints/{complaint}/appeal/conclude"
    refused = await room.posts(room.reviewer, path, 422, outcome="changed", reasoning=REASONS)
    assert "takes the place of the first one" in refused["detail"]
    done = await room.posts(room.reviewer, path, outcome="changed", reasoning=REASONS, decision=WANTED)
    assert done["outcome"] == "changed"
    shown = await room.asks(room.lead, "GET", f"/complaints/{complaint}/decisions", 200)
    first, second = shown["decisions"]
    assert (second["replaces"], second["appeal_id"], second["state"]) == (first["id"], done["id"], "decided")
    assert shown["standing"] == second["id"] == done["new_decision_id"]
    case = await room.case(complaint)
    assert (case.stage, case.appeal, case.outcome) == ("decided", "decided", "upheld")


async def test_a_changed_decision_above_the_limit_waits_for_somebody_as_independent(room: Room) -> None:
    complaint = await heard(room)
    made = await room.posts(
        room.reviewer,
        f"/complaints/{complaint}/appeal/conclude",
        outcome="changed",
        reasoning=REASONS,
        decision={**WANTED, "redress": [{**PAYS, "amount": "9000"}]},
    )
    assert made["outcome"] is None
    waiting = (await room.asks(room.lead, "GET", f"/complaints/{complaint}/decisions", 200))["decisions"][1]
    path = f"/complaints/{complaint}/decisions/{waiting['id']}/sign"
    refused = await room.posts(room.lead, path, 409)  # who decided first
    assert "took part in the decision" in refused["detail"]
    signed = await room.posts(room.officer, path)
    assert signed["state"] == "decided"
    shown = await room.asks(room.lead, "GET", f"/complaints/{complaint}/appeal", 200)
    assert (shown["outcome"], shown["new_decision_id"]) == ("changed", waiting["id"])
    assert (await room.case(complaint)).outcome == "upheld"


async def test_sent_back_it_is_investigated_and_decided_anew(room: Room) -> None:
    complaint = await heard(room)
    await room.posts(
        room.reviewer, f"/complaints/{complaint}/appeal/conclude", outcome="sent_back", reasoning=REASONS
    )
    case = await room.case(complaint)
    assert (case.stage, case.appeal, case.outcome) == ("investigation", "decided", None)
    old = (await room.asks(room.lead, "GET", f"/complaints/{complaint}/decisions", 200))["standing"]
    nameless = await room.posts(room.handler, f"/complaints/{complaint}/decisions", 409, **WANTED)
    assert nameless["title"] == "already_decided"
    made = await room.proposed(complaint, replaces=old)
    await room.posts(room.lead, f"/complaints/{complaint}/decisions/{made['id']}/decide")
    assert (await room.asks(room.lead, "GET", f"/complaints/{complaint}/decisions", 200))["standing"] == made[
        "id"
    ]


async def test_an_appeal_has_a_clock_that_the_letter_of_its_outcome_stops(room: Room) -> None:
    complaint = await heard(room)
    await linked(room, complaint, await room.desk.a_ticket(text="I complain."))

    async def clock() -> Any:
        async with room.desk.db.tx(SYSTEM) as tx:
            return await tx.connection.fetchrow(
                """
                SELECT due_at, rule, met_at FROM complaint_deadline
                WHERE  brand_id = $1 AND complaint_id = $2 AND kind = 'appeal_answer'
                """,
                room.desk.brand.id,
                complaint,
            )

    running = await clock()
    assert (running["met_at"], running["rule"] != "") == (None, True)
    await room.posts(
        room.reviewer, f"/complaints/{complaint}/appeal/conclude", outcome="upheld", reasoning=REASONS
    )
    assert (await clock())["met_at"] is None
    await room.posts(
        room.handler, f"/complaints/{complaint}/letters", 201, kind="appeal_outcome", body="gb.ibas"
    )
    await room.desk.work_until_idle()
    assert (await clock())["met_at"] is not None


async def test_the_letter_that_tells_the_first_decision_is_unseen_in_its_ticket_and_in_searches(
    room: Room,
) -> None:
    complaint, _ = await appealed(room)
    desk = room.desk
    ticket = await desk.a_ticket(text="My bet was voided.")
    said = await room.officer.notes(ticket, "Zanzibar: we do not uphold your complaint.")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO complaint_letter (brand_id, id, complaint_id, kind, language, subject, text, pack_version, lint, ticket_id, message_id)
            VALUES ($1, $2, $3, 'final_response', 'en', 'Yours', 'We do not uphold it.', '', '[]', $4, $5)
            """,
            desk.brand.id,
            new_id(),
            complaint,
            ticket.id,
            UUID(said["id"]),
        )

    async def found() -> tuple[str, list[str]]:
        thread = await room.reviewer.gets(f"/tickets/{ticket.id}/messages", brand=desk.brand.id)
        hits = await room.reviewer.gets("/search", q="Zanzibar")
        return str(thread), [str(hit) for hit in hits]

    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    thread, hits = await found()
    assert ("My bet was voided" in thread, "Zanzibar" in thread, hits) == (True, False, [])
    await room.posts(room.reviewer, f"{path}/view", **VIEW)
    thread, hits = await found()
    assert ("Zanzibar" in thread, len(hits)) == (True, 1)


async def test_a_socket_that_resumes_tells_the_blind_nothing_of_it_either(room: Room) -> None:
    complaint, _ = await appealed(room)
    await room.posts(room.lead, f"/complaints/{complaint}/appeal/give", staff=str(room.reviewer.id))
    first, *_, last = await happened(room.desk.db, room.desk.brand)

    async def told(seat: Seat) -> str:
        url = f"{room.desk.building.base_url.replace('http', 'ws')}/api/v1/stream?after={first.number - 1}"
        frames: list[str] = []
        async with websockets.connect(
            url, additional_headers={"authorization": f"Bearer {seat.token}"}
        ) as socket:
            while not any(f'"number":{last.number},' in frame for frame in frames):
                frames.append(str(await asyncio.wait_for(socket.recv(), 20)))
        return "".join(frames)

    blind = await told(room.reviewer)
    assert ("complaint_appeal_given" in blind, "not_upheld" in blind) == (True, False)
    assert "not_upheld" in await told(room.officer)


# ── another round ───────────────────────────────────────────────────────────────────────────────────────────


async def sent_back_and_decided(room: Room) -> tuple[UUID, UUID]:
    """Heard by the reviewer, sent back, and decided anew by the lead."""
    complaint = await heard(room)
    path = f"/complaints/{complaint}"
    await room.posts(room.reviewer, f"{path}/appeal/conclude", outcome="sent_back", reasoning=REASONS)
    old = (await room.asks(room.lead, "GET", f"{path}/decisions", 200))["standing"]
    made = await room.proposed(complaint, replaces=old, **NO)
    await room.posts(room.lead, f"{path}/decisions/{made['id']}/decide")
    return complaint, UUID(made["id"])


async def test_what_is_decided_anew_may_be_appealed_anew_to_somebody_of_no_earlier_round(room: Room) -> None:
    complaint, decision = await sent_back_and_decided(room)
    path = f"/complaints/{complaint}/appeal"
    stands = (await room.asks(room.lead, "GET", f"/complaints/{complaint}", 200))["stands"]
    assert stands["may_be_appealed"]
    first = await room.asks(room.lead, "GET", path, 200)
    second = await room.posts(room.handler, path, 201, grounds="The new reasons say the same.")
    assert second["id"] != first["id"]
    assert second["decision_id"] == str(decision)
    again = await room.posts(room.handler, path, 201, grounds="Sent twice.")
    assert again["id"] == second["id"]
    assert (await room.case(complaint)).appeal == "asked"
    refused = await room.posts(room.lead, f"{path}/give", 409, staff=str(room.reviewer.id))
    assert (refused["title"], refused["why"]) == ("conflicted", "took_part")
    await room.posts(room.lead, f"{path}/give", staff=str(room.officer.id))
    blind = await everything(room, room.officer, complaint)
    for leak in ("not_upheld", REASONING, VIEW["text"], REASONS):
        assert leak not in blind, leak
    await room.posts(room.officer, f"{path}/view", **VIEW)
    done = await room.posts(room.officer, f"{path}/conclude", outcome="upheld", reasoning=REASONS)
    assert done["outcome"] == "upheld"
    over = await room.posts(room.handler, path, 201, grounds="Once more.")
    assert over["id"] == second["id"], "upheld, it is over"
    stands = (await room.asks(room.lead, "GET", f"/complaints/{complaint}", 200))["stands"]
    assert not stands["may_be_appealed"]


async def test_the_time_of_another_round_counts_from_the_new_letter(room: Room) -> None:
    complaint, decision = await sent_back_and_decided(room)
    async with room.desk.db.tx(SYSTEM) as tx:
        assert await rules.appeal_until(tx, await room.case(complaint), decision) is None
    await in_writing(room.desk, complaint, ago=timedelta(days=400))
    await room.posts(room.handler, f"/complaints/{complaint}/appeal", 409, grounds="Too late.")


async def test_the_links_of_both_letters_lead_to_their_own_rounds(room: Room) -> None:
    complaint, decision = await sent_back_and_decided(room)
    client = room.desk.building.client
    old = await room.asks(room.lead, "GET", f"/complaints/{complaint}/appeal", 200)
    before = (await client.get(await link(room, UUID(old["decision_id"])))).json()
    assert (before["open"], before["asked_at"] is not None) == (False, True)
    now = (await client.get(await link(room, decision))).json()
    assert (now["open"], now["asked_at"]) == (True, None)
    assert (await client.post(await link(room, decision), json={"grounds": "Look again."})).status_code == 201
    assert (await room.case(complaint)).appeal == "asked"


async def test_the_database_itself_gives_no_second_round_to_who_heard_the_first(room: Room) -> None:
    complaint, _ = await sent_back_and_decided(room)
    made = await room.posts(room.handler, f"/complaints/{complaint}/appeal", 201, grounds="Again.")
    with pytest.raises(asyncpg.CheckViolationError, match="earlier appeal"):
        async with room.desk.db.tx(SYSTEM) as tx:
            await tx.run(
                "UPDATE complaint_appeal SET handler_id = $3, given_at = now() WHERE brand_id = $1 AND id = $2",
                room.desk.brand.id,
                UUID(made["id"]),
                room.reviewer.id,
            )


async def test_sent_back_the_clock_of_the_answer_runs_on_from_the_first_receipt(room: Room) -> None:
    complaint, _ = await decided(room)
    await in_writing(room.desk, complaint)

    async def answer() -> Any:
        async with room.desk.db.tx(SYSTEM) as tx:
            return await tx.connection.fetchrow(
                "SELECT due_at, met_at FROM complaint_deadline WHERE brand_id = $1 AND complaint_id = $2 AND kind = 'final_answer'",
                room.desk.brand.id,
                complaint,
            )

    met = await answer()
    assert met["met_at"] is not None
    path = f"/complaints/{complaint}/appeal"
    await room.posts(room.handler, path, 201, grounds=GROUNDS)
    await room.posts(room.lead, f"{path}/give", staff=str(room.reviewer.id))
    await room.posts(room.reviewer, f"{path}/view", **VIEW)
    await room.posts(room.reviewer, f"{path}/conclude", outcome="sent_back", reasoning=REASONS)
    runs = await answer()
    assert (runs["met_at"], runs["due_at"]) == (None, met["due_at"])
