"""A colleague who works in Russian reads every reason in Russian, and another reads the same in English."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from tests.desk import Desk, Seat
from tests.making import a_player

WITHDRAWAL = "Where is my withdrawal? I requested it three days ago and it is still pending."


async def reads_russian(seat: Seat) -> Seat:
    answer = await seat.asks("PATCH", f"/staff/{seat.id}", {"locale": "ru"})
    assert answer.status_code == 200, answer.text
    return seat


def in_russian(*texts: str) -> bool:
    """Nothing of it is English, names and the player's words left out."""
    return all(re.search("[а-яё]", text) and not re.search("[a-z]{4}", text) for text in texts)


async def test_why_a_ticket_is_urgent_is_told_in_the_readers_language(desk: Desk) -> None:
    russian, english = await reads_russian(await desk.agent()), await desk.agent()
    await a_player(desk.db, desk.brand, email="vip@mail.example")
    await desk.value("UPDATE player SET vip = 5 WHERE brand_id = $1 RETURNING 1")
    ticket = await desk.a_ticket(from_="vip@mail.example", subject="Withdrawal", text=WITHDRAWAL)
    view = await russian.view(ticket)
    assert (
        view["because"]
        == "высокий приоритет, потому что: деньги застряли (+35), игрок ждёт (+20), VIP, уровень 5 (+15)"
    )
    assert view["priority_reasons"][0] == {"code": "money_stuck", "points": 35, "text": "деньги застряли"}
    assert view["topic_reason"].startswith("слова: ")
    other = await english.view(ticket)
    assert other["priority_reasons"][0] == {"code": "money_stuck", "points": 35, "text": "money is stuck"}
    listed = (await russian.gets("/tickets", brand=desk.brand.id))["items"]
    assert [t["because"] for t in listed] == [view["because"]]


async def test_why_it_waits_and_who_got_it_is_told_in_the_readers_language(desk: Desk) -> None:
    russian = await reads_russian(await desk.agent(name="Анна"))
    english = await desk.agent(name="Boris", online=False)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await desk.work_until_idle()
    waits = await russian.gets(f"/tickets/{ticket.id}/why", brand=desk.brand.id)
    assert waits["sentence"] == "ждёт: в очереди никто не свободен, смотрите список сотрудников"
    assert {c["now"] for c in waits["candidates"]} == {"не в сети"}
    assert {c["now"] for c in (await english.gets(f"/tickets/{ticket.id}/why"))["candidates"]} == {"offline"}
    taken = await desk.agent(name="Вера", online=True)
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).assignee_id == taken.id
    given = await russian.gets(f"/tickets/{ticket.id}/why", brand=desk.brand.id)
    assert given["sentence"] == given["log"][0]["reason"] == "дольше всех без обращений"


async def test_who_got_it_by_hand_after_the_dispatcher_is_told_as_well(desk: Desk) -> None:
    first = await desk.agent(name="Anna", online=True)
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).assignee_id == first.id
    supervisor = await desk.sits("supervisor", desk.brand.queue)
    second = await desk.agent(name="Boris", online=False)
    await supervisor.does(ticket, "assign", to=str(second.id))
    why = await supervisor.gets(f"/tickets/{ticket.id}/why")
    assert why["sentence"] == "assigned by hand"
    assert [one["reason"] for one in why["log"]] == ["idle longest"]


async def test_the_timeline_the_audit_and_the_promises_speak_the_readers_language(desk: Desk) -> None:
    russian = await reads_russian(await desk.sits("admin", desk.brand.queue, desk.payments))
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    agent = await desk.agent()
    await agent.does(ticket, "take")
    await agent.does(ticket, "wait")
    await desk.time_passes(ticket, timedelta(hours=25))

    def reasons(events: list[Any]) -> list[str]:
        said = [[e["data"].get("reason"), *e["data"].get("reasons", [])] for e in events]
        return [text for texts in said for text in texts if text]

    timeline = reasons((await russian.gets(f"/tickets/{ticket.id}/events", brand=desk.brand.id))["items"])
    assert {"взято в работу", "очередь по теме", "деньги застряли"} <= set(timeline)
    assert in_russian(*(text for text in timeline if not text.startswith("слова: ")))
    log = reasons((await russian.gets("/audit", brand=desk.brand.id, ticket=str(ticket.id)))["items"])
    assert set(log) == set(timeline)
    told = await russian.gets(f"/tickets/{ticket.id}/promises", brand=desk.brand.id)
    assert any("Пауза" in step and "ждём игрока" in step for promise in told for step in promise["steps"])


async def test_a_reply_written_too_late_says_what_was_missed_in_the_readers_language(desk: Desk) -> None:
    russian = await reads_russian(await desk.agent())
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    other = await desk.agent()
    await other.does(ticket, "take")
    refused = await russian.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": "Hello", "version": ticket.version}
    )
    assert refused.status_code == 409
    assert "взято в работу" in [event["data"].get("reason") for event in refused.json()["missed"]]
