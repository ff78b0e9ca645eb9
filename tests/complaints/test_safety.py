"""What concerns somebody's safety reaches those who look after it: their bell, and their browser where they don't look."""

from __future__ import annotations

from typing import Any

from pitboss.db.tx import SYSTEM
from tests.complaints.stepping import VOIDED, registers
from tests.desk import Desk, Seat
from tests.flows.test_push import Browser, browser, subscribes, told

__all__ = ["browser"]

KINDS = ("report_safety", "complaint_safety")


async def bell(seat: Seat) -> list[dict[str, Any]]:
    shown = await seat.gets("/me/notices")
    return [one for one in shown["items"] if one["kind"] in KINDS]


async def reports(desk: Desk, seat: Seat, *, safety: bool) -> dict[str, Any]:
    said = {"brand": desk.brand.id, "said": "My brother plays and says he can't go on.", "safety": safety}
    answer = await seat.asks("POST", "/complaint-reports", said)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_report_on_safety_is_told_to_those_who_look_after_it_and_to_nobody_else(desk: Desk) -> None:
    agent = await desk.agent()
    guards = [await desk.sits(role) for role in ("complaints_handler", "complaints_lead", "compliance")]
    others = [await desk.sits(role) for role in ("agent", "complaints_reviewer", "supervisor", "admin")]
    report = await reports(desk, agent, safety=True)
    for seat in guards:
        (one,) = await bell(seat)
        assert (one["kind"], one["report"], one["reference"]) == (
            "report_safety",
            report["id"],
            report["number"],
        )
        assert one["seen_at"] is None
    for seat in (agent, *others):
        assert await bell(seat) == []


async def test_another_report_tells_nobody(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    await reports(desk, await desk.agent(), safety=False)
    assert await bell(handler) == []


async def test_where_nobody_works_on_complaints_whoever_sees_them_is_told(desk: Desk) -> None:
    reviewer = await desk.sits("complaints_reviewer")
    await reports(desk, await desk.agent(), safety=True)
    assert [one["kind"] for one in await bell(reviewer)] == ["report_safety"]


async def test_who_no_longer_sees_complaints_finds_nothing_of_it(desk: Desk) -> None:
    handler = await desk.sits("complaints_handler")
    await reports(desk, await desk.agent(), safety=True)
    assert len(await bell(handler)) == 1
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE staff_role SET role = 'agent' WHERE staff_id = $1", handler.id)
    desk.db.cache.clear()
    assert await bell(handler) == []


async def test_a_case_about_safety_is_told_too_when_it_is_registered_and_when_it_becomes_known(
    desk: Desk,
) -> None:
    handler, officer = await desk.sits("complaints_handler"), await desk.sits("compliance")
    case = await registers(await desk.agent(), await desk.a_ticket(text=VOIDED), safety=True)
    assert [(one["kind"], one["reference"]) for one in await bell(handler)] == [
        ("complaint_safety", case["number"])
    ]
    other = await registers(
        await desk.agent(), await desk.a_ticket(text="Another", from_="B <b@mail.example>")
    )
    assert len(await bell(officer)) == 1
    answer = await handler.asks("PATCH", f"/complaints/{other['id']}", {"safety": True, "version": 1})
    assert answer.status_code == 200, answer.text
    assert [one["reference"] for one in await bell(officer)] == [other["number"], case["number"]]
    assert len(await bell(handler)) == 1, "who found out knows"


async def test_who_does_not_look_is_told_by_their_browser_without_a_word_of_it(
    desk: Desk, browser: Browser
) -> None:
    handler = await desk.sits("complaints_handler")
    await subscribes(handler, browser)
    report = await reports(desk, await desk.agent(), safety=True)
    assert await told(desk, browser) == [("safety", report["number"])]
    assert browser.read[0] == {
        "kind": "safety",
        "title": "It is about somebody's safety",
        "body": report["number"],
        "tag": report["id"],
        "url": f"/desk/complaints/unknown?brand={desk.brand.id}",
    }
    case = await registers(await desk.agent(), await desk.a_ticket(text=VOIDED), safety=True)
    assert (await told(desk, browser))[1:] == [("safety", case["number"])]
    assert browser.read[1]["url"] == f"/desk/complaints/{case['number']}?brand={desk.brand.id}"
