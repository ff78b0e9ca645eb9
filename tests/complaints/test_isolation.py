"""Who sees cases: those who may, in their brands; everybody else sees nothing of them, by any way."""

from __future__ import annotations

from uuid import UUID

from pitboss.db.tx import SYSTEM, Actor, Kind
from pitboss.events import log
from tests.complaints.stepping import VOIDED, a_case, does, reads, refused, registers
from tests.desk import Desk, a_desk
from tests.making import as_now


async def test_an_agent_registers_a_case_and_sees_nothing_of_it_but_its_number_and_stage(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(text=VOIDED)
    case = await registers(agent, ticket)
    for path in ("", "/timeline", "/events", "/deadlines", "/conflicts", "/notes", "/views"):
        assert (await agent.asks("GET", f"/complaints/{case['id']}{path}")).status_code == 404, path
    assert (await agent.gets("/complaints"))["items"] == []
    assert (await agent.gets("/complaints", q=case["number"]))["items"] == []
    assert await agent.gets("/complaints/counts") == []
    assert await refused(agent, case, "notes", text="Look.") == "no_such_complaint"
    assert (await agent.view(ticket))["complaint"]["number"] == case["number"]
    async with desk.db.tx(agent.person.actor) as tx:
        told = [event.type for event in await log.after(tx, 0)]
    assert "complaint_registered" not in told
    assert "complaint_ticket_linked" in told


async def test_cases_of_another_brand_are_not_there(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    elsewhere = await a_desk(desk.building)
    stranger = await elsewhere.sits("complaints_lead")
    case = await a_case(desk, handler)
    for name in (case["id"], case["number"]):
        assert (await stranger.asks("GET", f"/complaints/{name}")).status_code == 404
        assert (await stranger.asks("GET", f"/complaints/{name}", brand=desk.brand.id)).status_code == 404
    for step in ("acknowledge", "investigate", "resume"):
        assert await refused(stranger, case, step) == "no_such_complaint"
    assert (await stranger.gets("/complaints", brand=desk.brand.id, q=case["number"]))["items"] == []
    same = await a_case(elsewhere, await elsewhere.sits("complaints_handler"))
    assert same["number"] == case["number"]
    assert (await reads(handler, {"id": case["number"]}))["id"] == case["id"]


async def test_a_player_sees_their_own_cases_and_nobody_elses_by_guessing(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    case = await a_case(desk, handler)
    await does(handler, case, "notes", 201, text="Between us.")
    whose = UUID((await reads(handler, case))["player_id"])
    other = (await desk.a_ticket(from_="B <b@mail.example>")).player_id
    for player, seen in ((whose, 1), (other, 0)):
        actor = Actor(kind=Kind.player, id=player, brands=frozenset({desk.brand.id}))
        async with desk.db.tx(actor) as tx:
            assert await tx.value("SELECT count(*) FROM complaint WHERE id = $1", UUID(case["id"])) == seen
            for table in (
                "note",
                "party",
                "conflict",
                "ticket",
                "view",
                "report",
                "proposal",
                "deadline",
                "pause",
            ):
                assert await tx.value(f"SELECT count(*) FROM complaint_{table}") == 0
            assert await tx.run("UPDATE complaint SET summary = 'x'") == 0
            found = "SELECT count(*) FROM find_complaints($1, 'voided', 'C-1001', 10)"
            assert await tx.value(found, [desk.brand.id]) == 0


async def test_a_handler_without_the_ticket_reads_its_case_but_not_what_was_said(desk: Desk) -> None:
    lead = await desk.sits("complaints_lead")
    ticket = await desk.a_ticket(text=VOIDED)
    case = await registers(lead, ticket)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET restricted = true, queue_id = NULL, assignee_id = NULL WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            ticket.id,
        )
    shown = await reads(lead, case)
    assert [(one["ticket"], one["subject"]) for one in shown["tickets"]] == [(str(ticket.id), None)]
    line = await lead.gets(f"/complaints/{case['id']}/timeline")
    assert line["hidden"] == 1
    assert "message" not in {entry["kind"] for entry in line["items"]}


async def test_who_may_see_cases_is_told_of_them_by_the_socket_and_others_are_not(desk: Desk) -> None:
    handler, agent = await desk.sits("complaints_handler"), await desk.agent()
    case = await a_case(desk, handler)
    heard = {}
    for seat in (handler, agent):
        actor = await as_now(desk.db, seat.id)
        async with desk.db.tx(actor) as tx:
            heard[seat.id] = {
                event.type for event in await log.after(tx, 0) if event.data.get("complaint") == case["id"]
            }
    assert "complaint_registered" in heard[handler.id]
    assert heard[agent.id] <= {"complaint_ticket_linked"}


async def test_the_conflict_check_knows_who_handled_the_matter_and_who_leads_them(desk: Desk) -> None:
    agent = await desk.agent(name="Who answered")
    lead, officer = (
        await desk.sits("complaints_lead", name="Lead"),
        await desk.sits("compliance", name="Officer"),
    )
    reviewer = await desk.sits("complaints_reviewer", name="Reviewer")
    team = UUID(int=1)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("INSERT INTO team (brand_id, id, name) VALUES ($1, $2, 'First')", desk.brand.id, team)
        for staff, leads in ((agent.id, False), (officer.id, True)):
            await tx.run(
                "INSERT INTO team_member (brand_id, team_id, staff_id, lead) VALUES ($1, $2, $3, $4)",
                desk.brand.id,
                team,
                staff,
                leads,
            )
    ticket = await desk.a_ticket(text=VOIDED)
    await agent.says(ticket, "The bet was voided by rule 4.2.")
    case = await registers(lead, ticket)
    await lead.says(ticket, "We look into your complaint.")  # work on the case, not on what is disputed
    shown = await lead.gets(f"/complaints/{case['id']}/conflicts")
    assert {(one["name"], one["source"]) for one in shown["parties"]} == {
        ("Who answered", "replied"),
        ("Who answered", "assigned"),
    }
    people = {one["name"]: (one["not_decide"], one["not_hear"]) for one in shown["people"]}
    assert people["Lead"] == (None, None)
    assert people["Officer"] == (None, "leads")
    assert people["Reviewer"] == (None, None)
    await does(lead, case, "parties", staff=str(lead.id), source="subject", reason="He is complained about.")
    answer = await reviewer.asks(
        "POST", f"/complaints/{case['id']}/conflicts", {"staff": str(reviewer.id), "reason": "My cousin."}
    )
    assert answer.status_code == 200, answer.text
    shown = await lead.gets(f"/complaints/{case['id']}/conflicts")
    people = {one["name"]: (one["not_decide"], one["not_hear"]) for one in shown["people"]}
    assert people["Lead"] == ("subject", "subject")
    assert people["Reviewer"] == ("logged", "logged")
    assert shown["logged"][0]["reason"] == "My cousin."


# ── what the desk proposes ──────────────────────────────────────────────────────────────────────────────────


async def test_a_message_that_reads_like_a_complaint_is_proposed_and_answered_by_a_person(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(text="I want to make a formal complaint: you voided my bet.")
    shown = (await agent.view(ticket))["complaint"]
    assert (shown["proposed"], shown["category"]) == ("formal", "VOID")
    assert "number" not in shown
    path = f"/tickets/{ticket.id}/complaint/decline"
    assert (await agent.asks("POST", path, {"reason": " "})).status_code == 422
    assert (await agent.asks("POST", path, {"reason": "Only a question."})).status_code == 200
    assert (await agent.view(ticket))["complaint"] is None
    assert (await agent.asks("POST", path, {"reason": "Again."})).json()["title"] == "nothing_proposed"
    accepted = await desk.a_ticket(text="This is theft, I want my money back", from_="B <b@mail.example>")
    case = await registers(agent, accepted)
    assert (await agent.view(accepted))["complaint"]["number"] == case["number"]
    async with desk.db.tx(SYSTEM) as tx:
        states = await tx.column(
            "SELECT state FROM complaint_proposal WHERE brand_id = $1 ORDER BY at", desk.brand.id
        )
    assert states == ["declined", "accepted"]


async def test_a_grumble_is_proposed_only_where_any_dissatisfaction_counts(desk: Desk) -> None:
    agent = await desk.agent()
    grumble = "Three days for a withdrawal, this is ridiculous"
    assert (await agent.view(await desk.a_ticket(text=grumble)))["complaint"] is None
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = 'UKGC' WHERE id = $1", desk.brand.id)
    desk.db.cache.clear()
    british = await desk.a_ticket(text=grumble, from_="B <b@mail.example>")
    assert (await agent.view(british))["complaint"]["proposed"] == "dissatisfied"


async def test_ordinary_questions_are_not_proposed(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(text="How long does a withdrawal to a card usually take?")
    assert (await agent.view(ticket))["complaint"] is None
