"""A clock of what the player has to be told ends when the letter has reached them, and runs on when it comes back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from pitboss.db.tx import SYSTEM
from tests.complaints.deciding import Room, a_room
from tests.complaints.deciding import investigated as ready
from tests.complaints.stepping import goes_back
from tests.complaints.test_letters_sent import linked, registered, sends
from tests.desk import Desk
from tests.making import happened

FROM = "ivan@mail.example"


@pytest.fixture
async def room(desk: Desk) -> Room:
    return await a_room(desk)


async def clock(room: Room, complaint: UUID, kind: str = "final_answer") -> dict[str, Any]:
    shown = await room.asks(room.handler, "GET", f"/complaints/{complaint}", 200)
    found: dict[str, Any] = next(one for one in shown["deadlines"] if one["kind"] == kind)
    return found


async def decided(room: Room, **more: Any) -> UUID:
    complaint = await ready(room.desk, room.handler)
    await linked(room, complaint, await room.desk.a_ticket(text="You have voided my bet."), pack="gb")
    await room.decided(complaint, **more)
    return complaint


async def answers(room: Room, complaint: UUID) -> dict[str, Any]:
    sent: dict[str, Any] = await sends(room, complaint, "final_response", body="gb.ibas")
    return sent


async def test_a_decision_alone_is_no_answer_its_letter_is(room: Room) -> None:
    complaint = await decided(room)
    waiting = await clock(room, complaint)
    assert (waiting["met_at"], waiting["owes"], waiting["letter"]) == (None, "final_response", None)
    sent = await answers(room, complaint)
    assert sent["state"] == "on_its_way"
    waiting = await clock(room, complaint)
    assert (waiting["met_at"], waiting["letter"]) == (None, "on_its_way")
    await room.desk.work_until_idle()
    met = await clock(room, complaint)
    assert met["met_at"] is not None
    assert (met["broken_at"], met["owes"], met["letter"]) == (None, None, None)
    (letter,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200)
    assert letter["state"] == "gone"
    assert (await clock(room, complaint, "appeal"))["due_at"] is not None


async def test_a_letter_that_is_owed_is_warned_of_a_day_after_the_decision(room: Room) -> None:
    complaint = await decided(room)
    async with room.desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET owner_staff_id = $3 WHERE brand_id = $1 AND id = $2",
            room.desk.brand.id,
            complaint,
            room.handler.id,
        )
    assert "complaint_warned" not in await kinds(room)
    await goes_back(room.desk, {"id": str(complaint)}, timedelta(days=1))
    assert "complaint_warned" in await kinds(room)
    assert (await clock(room, complaint))["owes"] == "final_response"


async def kinds(room: Room) -> list[str]:
    async with room.desk.db.tx(SYSTEM) as tx:
        return await tx.column(
            "SELECT kind FROM staff_notice WHERE brand_id = $1 AND staff_id = $2",
            room.desk.brand.id,
            room.handler.id,
        )


async def test_a_decision_in_time_whose_letter_goes_too_late_is_late(room: Room) -> None:
    complaint = await decided(room)
    await goes_back(room.desk, {"id": str(complaint)}, timedelta(weeks=9))
    assert (await clock(room, complaint))["broken_at"] is not None
    await answers(room, complaint)
    await room.desk.work_until_idle()
    late = await clock(room, complaint)
    assert late["met_at"] is not None
    assert late["broken_at"] is not None
    types = [one.type for one in await happened(room.desk.db, room.desk.brand)]
    assert "complaint_deadline_broken" in types


async def test_when_the_letter_comes_back_the_clock_runs_again_and_the_next_try_meets_it(room: Room) -> None:
    complaint = await decided(room)
    outside = room.desk.building.outside
    outside.refuse[FROM] = "550 5.1.1 no such user"
    try:
        sent = await answers(room, complaint)
        await room.desk.work_until_idle()
    finally:
        del outside.refuse[FROM]
    back = await clock(room, complaint)
    assert (back["met_at"], back["owes"], back["letter"]) == (None, "final_response", "came_back")
    assert "final_response" in await room.asks(
        room.handler, "GET", f"/complaints/{complaint}/letters/owed", 200
    )
    types = [one.type for one in await happened(room.desk.db, room.desk.brand)]
    assert types.count("complaint_letter_failed") == 1
    agent = await room.desk.agent()
    answer = await agent.asks("POST", f"/messages/{sent['message_id']}/retry", brand=room.desk.brand.id)
    assert answer.status_code == 200, answer.text
    await room.desk.work_until_idle()
    assert (await clock(room, complaint))["met_at"] is not None


async def test_a_bounce_after_the_end_shows_the_breach(room: Room) -> None:
    """The mail server took it, and sent it back the next week."""
    complaint = await decided(room)
    await answers(room, complaint)
    await room.desk.work_until_idle()
    met = await clock(room, complaint)
    assert met["broken_at"] is None
    await goes_back(room.desk, {"id": str(complaint)}, timedelta(weeks=9))
    await comes_back(room, complaint)
    broken = await clock(room, complaint)
    assert broken["met_at"] is None
    assert broken["broken_at"] is not None
    kept = {
        one["kind"]
        for one in (await room.asks(room.handler, "GET", f"/complaints/{complaint}", 200))["deadlines"]
    }
    assert "appeal" not in kept, "their time to appeal has not begun"


async def comes_back(room: Room, complaint: UUID) -> None:
    sent = next(
        mail for mail in reversed(room.desk.sent_mails()) if "final answer" in str(mail.mail["Subject"])
    )
    raw = (
        "From: mailer-daemon@mail.example\r\nTo: x@desk.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example\r\n\r\n"
        f"Final-Recipient: rfc822; {FROM}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {sent.mail['Message-ID']}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    )
    await room.desk.keeps(raw.encode(), sender="")
    await room.desk.work_until_idle()


async def test_an_acknowledgement_is_met_by_its_letter_or_by_saying_how_they_were_told(room: Room) -> None:
    complaint, _ = await registered(room)
    await room.posts(room.handler, f"/complaints/{complaint}/acknowledge")
    waiting = await clock(room, complaint, "acknowledge")
    assert (waiting["met_at"], waiting["owes"]) == (None, "acknowledgement")
    await sends(room, complaint, "acknowledgement")
    await room.desk.work_until_idle()
    assert (await clock(room, complaint, "acknowledge"))["met_at"] is not None
    other, _ = await registered(room)
    await room.posts(room.handler, f"/complaints/{other}/acknowledge", reason="Told on the telephone.")
    assert (await clock(room, other, "acknowledge"))["met_at"] is not None


# ── extensions ──────────────────────────────────────────────────────────────────────────────────────────────


async def of_curacao(room: Room) -> UUID:
    complaint, _ = await registered(room, pack="curacao")
    await room.posts(room.handler, f"/complaints/{complaint}/acknowledge", reason="Told on the telephone.")
    return complaint


async def test_more_time_tells_the_player_in_the_same_breath_where_the_rules_ask_for_a_notice(
    room: Room,
) -> None:
    complaint = await of_curacao(room)
    before = await clock(room, complaint)
    await room.posts(
        room.handler, f"/complaints/{complaint}/extend", kind="final_answer", reason="The provider is slow."
    )
    after = await clock(room, complaint)
    assert after["due_at"] > before["due_at"]
    (letter,) = await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200)
    assert letter["kind"] == "extension"
    assert "The provider is slow." in letter["text"]
    assert "extension" not in await room.asks(
        room.handler, "GET", f"/complaints/{complaint}/letters/owed", 200
    )
    await room.desk.work_until_idle()
    told = [mail.text for mail in room.desk.sent_mails() if "The provider is slow." in mail.text]
    assert len(told) == 1
    assert not [mail for mail in room.desk.sent_mails() if "The new date is on the page" in mail.text]


async def test_more_time_whose_notice_may_not_go_is_not_given(room: Room) -> None:
    complaint = await of_curacao(room)
    before = await clock(room, complaint)
    answer = await room.posts(
        room.handler,
        f"/complaints/{complaint}/extend",
        422,
        kind="final_answer",
        reason="We guarantee an answer.",
    )
    assert answer["title"] == "letter_refused"
    assert [one["flaw"] for one in answer["problems"]] == ["promise"]
    answer = await room.posts(
        room.handler,
        f"/complaints/{complaint}/extend",
        422,
        kind="final_answer",
        reason="Провайдер долго отвечает на запрос.",
    )
    assert "Write it in English" in answer["detail"]
    assert (await clock(room, complaint))["due_at"] == before["due_at"]
    assert await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200) == []


async def test_where_the_rules_ask_for_no_letter_the_short_notice_tells_of_more_time(room: Room) -> None:
    complaint, _ = await registered(room, pack="ontario")
    await room.posts(
        room.handler, f"/complaints/{complaint}/extend", kind="final_answer", reason="The provider is slow."
    )
    await room.desk.work_until_idle()
    assert [mail for mail in room.desk.sent_mails() if "The new date is on the page" in mail.text]
    assert await room.asks(room.handler, "GET", f"/complaints/{complaint}/letters", 200) == []
