"""Letters over HTTP: drafted from what was decided, refused with a sentence for each flaw, said in the case's ticket, kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.tickets.model import Ticket
from tests.complaints.deciding import REASONING, Room, a_room
from tests.complaints.deciding import investigated as ready
from tests.desk import Desk
from tests.making import a_complaint, happened


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def linked(room: Room, complaint: UUID, ticket: Ticket, *, pack: str = "gb") -> None:
    """The case grew from this ticket, under these rules."""
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET player_id = $3, pack = $4 WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            complaint,
            ticket.player_id,
            pack,
        )
        await tx.run(
            "INSERT INTO complaint_ticket (brand_id, complaint_id, ticket_id, why) VALUES ($1, $2, $3, 'origin')",
            room.desk.brand.id,
            complaint,
            ticket.id,
        )


async def registered(room: Room, *, pack: str = "gb", category: str = "VOID") -> tuple[UUID, Ticket]:
    ticket = await room.desk.a_ticket(text="You have voided my bet. I complain.")
    assert ticket.player_id is not None
    complaint = await a_complaint(room.desk.db, room.desk.brand, ticket.player_id, category=category)
    await linked(room, complaint, ticket, pack=pack)
    return complaint, ticket


async def decided(room: Room, *, pack: str = "gb") -> tuple[UUID, Ticket]:
    """Upheld by the lead, and paid."""
    complaint = await ready(room.desk, room.handler)
    await room.decided(complaint)
    ticket = await room.desk.a_ticket(text="You have voided my bet. I complain.")
    await linked(room, complaint, ticket, pack=pack)
    return complaint, ticket


async def previews(room: Room, complaint: UUID, kind: str, /, **more: Any) -> Any:
    return await room.posts(room.handler, f"/complaints/{complaint}/letters/preview", 200, kind=kind, **more)


async def sends(room: Room, complaint: UUID, kind: str, status: int = 201, /, **more: Any) -> Any:
    return await room.posts(room.handler, f"/complaints/{complaint}/letters", status, kind=kind, **more)


async def test_the_acknowledgement_goes_by_the_tickets_channel_and_acknowledges_the_case(room: Room) -> None:
    complaint, ticket = await registered(room)
    sent = await sends(room, complaint, "acknowledgement")
    case = await room.case(complaint)
    assert case.stage == "acknowledged"
    assert case.number in sent["subject"]
    assert sent["ticket_id"] == str(ticket.id)
    assert sent["lint"] == {"needs": ["number", "received", "process", "due"], "problems": []}
    await room.desk.work_until_idle()
    mail = room.desk.sent_mails()[-1]
    assert str(mail.mail["Subject"]).startswith(sent["subject"])
    assert case.number in mail.text
    assert "final answer by" in mail.text
    body = mail.mail.get_body(("html",))
    assert body is not None
    assert f"/complaint/case/{case.id}/" in body.get_content()
    assert "Open my request" not in body.get_content()
    kept = await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200)
    assert [letter["id"] for letter in kept] == [sent["id"]]
    log = [
        event
        for event in await happened(room.desk.db, room.desk.brand)
        if event.type == "complaint_letter_sent"
    ]
    assert [(event.data["kind"], event.data["message"]) for event in log] == [
        ("acknowledgement", sent["message_id"])
    ]
    assert "text" not in log[0].data


async def test_the_same_letter_sent_again_by_its_key_goes_once(room: Room) -> None:
    complaint, _ = await registered(room)
    first = await sends(room, complaint, "acknowledgement", key="one")
    again = await sends(room, complaint, "acknowledgement", key="one")
    assert again == first
    assert len(await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200)) == 1


async def test_a_letter_in_chat_is_said_in_the_chat(room: Room) -> None:
    complaint, ticket = await registered(room)
    sent = await sends(room, complaint, "progress", news="We have asked the provider for the round log.")
    shown = await room.handler.asks("GET", f"/tickets/{ticket.id}/messages", brand=room.desk.brand.id)
    assert shown.status_code in (200, 403, 404)
    async with room.desk.db.tx(SYSTEM) as tx:
        text = await tx.value(
            "SELECT text FROM message WHERE brand_id = $1 AND id = $2::text::uuid",
            room.desk.brand.id,
            sent["message_id"],
        )
    assert "asked the provider" in text


async def test_a_final_response_tells_what_was_decided_in_its_own_words(room: Room) -> None:
    complaint, _ = await decided(room)
    seen = await previews(room, complaint, "final_response", body="gb.ibas")
    assert seen["problems"] == []
    assert REASONING in seen["text"]
    assert "Void bets (terms-4.2): A bet is void only for a reason of rule 7." in seen["text"]
    assert "Our decision: Upheld" in seen["text"]
    assert "we pay 120.50 EUR" in seen["text"]
    assert "/complaint/appeal/" in seen["text"]
    russian = await previews(room, complaint, "final_response", body="gb.ibas", language="ru")
    assert "Наше решение: Удовлетворена" in russian["text"]
    assert "выплачиваем 120.50 EUR" in russian["text"]
    await sends(room, complaint, "final_response", body="gb.ibas")


async def test_the_link_in_a_letter_is_the_one_by_which_an_appeal_is_asked(room: Room) -> None:
    complaint, _ = await decided(room)
    seen = await previews(room, complaint, "final_response", body="gb.ibas")
    address = next(word for word in seen["text"].split() if "/complaint/appeal/" in word)
    decision, secret = address.split("/complaint/appeal/")[1].split("/")
    read = await room.handler.asks("GET", f"/appeals/{room.desk.brand.id}/{decision}/{secret}")
    assert read.status_code == 200, read.text


async def test_a_letter_whose_words_leave_out_the_decision_is_refused_with_a_sentence_for_each(
    room: Room,
) -> None:
    complaint, _ = await decided(room)
    good = await previews(room, complaint, "final_response", body="gb.ibas")
    bad = good["text"].replace(REASONING, "Because.") + "\n\nOr see https://ec.europa.eu/consumers/odr."
    answer = await sends(
        room, complaint, "final_response", 422, body="gb.ibas", subject=good["subject"], text=bad
    )
    assert answer["title"] == "letter_refused"
    assert [problem["flaw"] for problem in answer["problems"]] == ["no_reasons", "dead_platform"]
    assert all(problem["detail"] in answer["detail"] for problem in answer["problems"])
    assert await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200) == []
    assert not [
        event
        for event in await happened(room.desk.db, room.desk.brand)
        if event.type == "complaint_letter_sent"
    ]


async def test_a_russian_handler_reads_in_russian_why_a_letter_is_refused(room: Room) -> None:
    complaint, _ = await registered(room)
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE staff SET locale = 'ru' WHERE id = $1", room.handler.person.id)
    answer = await sends(room, complaint, "progress", 422)
    assert [problem["flaw"] for problem in answer["problems"]] == ["gap"]
    assert "не заполнено" in answer["detail"]


async def test_nothing_decided_is_told_by_no_letter(room: Room) -> None:
    complaint, _ = await registered(room)
    for kind in ("final_response", "deadlock", "appeal_outcome"):
        answer = await sends(room, complaint, kind, 409)
        assert answer["title"] == "nothing_decided"
    settled = await sends(
        room, complaint, "final_response_satisfied", outcome="Your bet is settled at the price that you took."
    )
    assert "settled at the price" in settled["text"]


async def test_without_an_appeal_there_is_no_outcome_of_one_to_tell(room: Room) -> None:
    complaint, _ = await decided(room)
    assert (await sends(room, complaint, "appeal_outcome", 409))["title"] == "appeal_open"


async def test_of_several_dispute_bodies_the_brand_names_its_own_once(room: Room) -> None:
    complaint, _ = await decided(room)
    seen = await previews(room, complaint, "deadlock")
    assert [problem["flaw"] for problem in seen["problems"]] == ["body_not_chosen"]
    await room.asks(
        room.lead, "PUT", "/complaints/rules/gb", 200,
        {"brand": room.desk.brand.id, "version": 0, "rules": {"body": "gb.ibas"}, "reason": "Ours."},
    )  # fmt: skip
    rules = await room.asks(room.lead, "GET", "/complaints/rules", 200)
    assert next(one for one in rules if one["pack"] == "gb")["own"]["body"] == "gb.ibas"


async def test_a_request_for_information_names_what_and_until_when(room: Room) -> None:
    complaint, _ = await registered(room)
    until = (datetime.now(UTC) + timedelta(days=7)).date()
    sent = await sends(
        room, complaint, "information_request", items=["the bet slip"], until=until.isoformat()
    )
    assert "· the bet slip" in sent["text"]
    assert f"{until.day} " in sent["text"]


async def test_a_case_without_a_ticket_has_nowhere_to_write(room: Room) -> None:
    complaint = await ready(room.desk, room.handler)
    answer = await sends(room, complaint, "progress", 409, news="We have read the log.")
    assert answer["title"] == "no_ticket"


async def test_a_letter_goes_only_into_a_ticket_of_its_case(room: Room) -> None:
    complaint, _ = await registered(room)
    other = await room.desk.a_ticket(text="Something else", from_="Olga <olga@mail.example>")
    answer = await sends(room, complaint, "progress", 409, news="We have read it.", ticket=str(other.id))
    assert answer["title"] == "no_ticket"


async def test_who_may_not_handle_complaints_sends_none_and_reads_none(room: Room) -> None:
    complaint, _ = await registered(room)
    agent = await room.desk.agent()
    for path, status in (
        (f"/complaints/{complaint}/letters", 404),
        (f"/complaints/{complaint}/letters/preview", 404),
    ):
        answer = await agent.asks("POST", path, {"kind": "acknowledgement"}, brand=room.desk.brand.id)
        assert answer.status_code == status, answer.text
    answer = await room.reviewer.asks("POST", f"/complaints/{complaint}/letters", {"kind": "acknowledgement"})
    assert answer.status_code == 403


async def test_whoever_hears_an_appeal_blind_reads_no_letter_that_tells_the_decision(room: Room) -> None:
    complaint, _ = await decided(room)
    await sends(room, complaint, "final_response", body="gb.ibas")
    await sends(room, complaint, "progress", news="We have paid.")
    await room.posts(room.handler, f"/complaints/{complaint}/appeal", 201, grounds="It was more than that.")
    await room.posts(room.lead, f"/complaints/{complaint}/appeal/give", staff=str(room.reviewer.person.id))
    blind = await room.asks(room.reviewer, "GET", f"/complaints/{complaint}/letters", 200)
    assert [letter["kind"] for letter in blind] == ["progress"]
    assert len(await room.asks(room.lead, "GET", f"/complaints/{complaint}/letters", 200)) == 2


async def test_a_letter_that_went_is_never_written_anew(room: Room) -> None:
    complaint, _ = await registered(room)
    await sends(room, complaint, "acknowledgement")
    for statement in ("UPDATE complaint_letter SET text = 'x'", "DELETE FROM complaint_letter"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with room.desk.db.tx(SYSTEM) as tx:
                await tx.run(statement)


async def test_a_letter_with_too_much_is_refused(room: Room) -> None:
    complaint, _ = await registered(room)
    await sends(room, complaint, "progress", 422, news="x" * 8_001)
    await sends(room, complaint, "information_request", 422, items=["x"] * 51)
    await sends(room, complaint, "progress", 400, nonsense="x")
    await sends(room, complaint, "love", 400)


async def test_what_the_player_was_not_told_yet_is_owed(room: Room) -> None:
    complaint, _ = await decided(room)
    owed = f"/complaints/{complaint}/letters/owed"
    assert await room.asks(room.handler, "GET", owed, 200) == ["acknowledgement", "final_response"]
    await sends(room, complaint, "final_response", body="gb.ibas")
    assert await room.asks(room.handler, "GET", owed, 200) == ["acknowledgement"]
