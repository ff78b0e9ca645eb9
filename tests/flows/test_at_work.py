"""Agents at work over HTTP: every action, what it does and undoes, and what the player hears of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from pitboss.db.tx import SYSTEM
from pitboss.notifications.templates import in_words
from pitboss.tickets import actions
from tests.desk import Desk, a_desk
from tests.making import a_player, happened

WITHDRAWAL = "Where is my withdrawal? I requested it three days ago and it is still pending."


async def test_the_priority_is_a_sum_that_says_itself_in_a_sentence(desk: Desk) -> None:
    agent = await desk.agent()
    player = await a_player(desk.db, desk.brand, email="vip@mail.example")
    await desk.value("UPDATE player SET vip = 5 WHERE brand_id = $1 AND id = $2 RETURNING 1", player.id)
    ticket = await desk.a_ticket(from_="vip@mail.example", subject="Withdrawal", text=WITHDRAWAL)
    view = await agent.view(ticket)
    assert (
        view["priority_score"] == sum(reason["points"] for reason in view["priority_reasons"]) == 20 + 35 + 15
    )
    assert view["priority"] == "high"
    assert view["because"] == "high because money is stuck (+35), a player waits (+20), VIP level 5 (+15)"
    assert view["player"]["vip"] == 5


async def test_snoozed_until_its_time_or_until_the_player_writes(desk: Desk) -> None:
    agent = await desk.agent()
    later = (await desk.now() + timedelta(hours=2)).isoformat()
    by_time, by_player = (
        await desk.a_ticket(),
        await desk.a_ticket(id="<snoozed@mail.example>", from_="petra@mail.example"),
    )
    for ticket in (by_time, by_player):
        assert (await agent.does(ticket, "snooze", until=later))["snoozed_until"] is not None
    await desk.time_passes(by_time, timedelta(hours=1))
    assert (await desk.reads(by_time)).snoozed_until is not None
    await desk.time_passes(by_time, timedelta(hours=1, seconds=1))
    assert (await desk.reads(by_time)).snoozed_until is None
    woken = await desk.a_ticket(from_="petra@mail.example", answers=("<snoozed@mail.example>",))
    assert (woken.id, woken.snoozed_until) == (by_player.id, None)
    assert [e.data["reason"] for e in await desk.events(by_player, "woken")] == ["the player wrote"]
    past = (await desk.now() - timedelta(hours=2)).isoformat()
    assert (await agent.tries(by_time, "snooze", until=past)).status_code == 422


async def test_on_hold_every_promise_stands_still(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<hold@mail.example>")
    due = ticket.due_at
    await agent.does(ticket, "hold", reason="waiting for the bank")
    assert set((await desk.clocks(ticket)).values()) == {"paused"}
    assert (await desk.reads(ticket)).due_at is None
    await desk.time_passes(ticket, timedelta(hours=9))
    assert await desk.notices(ticket) == ["receipt"]
    woken = await desk.a_ticket(answers=("<hold@mail.example>",))
    assert (woken.id, woken.status, woken.hold_reason) == (ticket.id, "open", None)
    assert set((await desk.clocks(ticket)).values()) == {"running"}
    assert woken.due_at is not None
    assert due is not None
    assert (await agent.tries(ticket, "hold", reason=" ")).status_code == 422


async def test_a_stale_reply_is_refused_with_what_was_missed_and_nothing_is_sent(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<stale@mail.example>")
    seen = (await agent.view(ticket))["version"]
    await desk.a_ticket(text="It works again now, thanks.", answers=("<stale@mail.example>",))
    refused = await agent.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": "Send us your papers.", "version": seen}
    )
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["title"] == "stale"
    assert [m["text"].strip() for m in problem["messages"]] == ["It works again now, thanks."]
    assert "message_received" in [e["type"] for e in problem["missed"]]
    assert await desk.messages(ticket, "agent") == []
    await agent.says(ticket, "Glad to hear it.", version=problem["version"])


async def test_notices_of_the_desk_make_no_reply_stale(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    version = (await agent.view(ticket))["version"]
    await desk.time_passes(ticket, timedelta(hours=3, minutes=30))
    assert "delay" in await desk.notices(ticket)
    await agent.says(ticket, "Here is the answer.", version=version)


async def test_the_player_is_told_of_a_delay_before_the_promise_breaks_and_only_once(desk: Desk) -> None:
    ticket = await desk.a_ticket()
    await desk.time_passes(ticket, timedelta(hours=2, minutes=30))
    assert "delay" not in await desk.notices(ticket)
    await desk.time_passes(ticket, timedelta(minutes=40))
    assert await desk.notices(ticket) == ["receipt", "delay"]
    assert await desk.events(ticket, "clock_breached") == []
    await desk.time_passes(ticket, timedelta(hours=1))
    assert len(await desk.events(ticket, "clock_breached")) == 1
    assert len(await desk.events(ticket, "clock_warned")) == 1
    assert await desk.notices(ticket) == ["receipt", "delay"]
    after = await desk.reads(ticket)
    assert after.priority_score > ticket.priority_score


async def _ladder(desk: Desk) -> list[str]:
    rows = await happened(desk.db, desk.brand)
    return [str(e.data["what"]) for e in rows if e.type == "escalated"]


async def test_a_promise_that_nears_its_end_tells_the_team_then_the_supervisor_and_raises_the_priority(
    desk: Desk,
) -> None:
    agent, stranger = await desk.agent(), await desk.sits("agent", desk.seniors)
    supervisor = await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    await desk.time_passes(ticket, timedelta(hours=3, minutes=10))
    assert [n["kind"] for n in (await agent.gets("/me/notices"))["items"]] == ["notify_team"]
    assert (await supervisor.gets("/me/notices"))["items"] == []
    await desk.time_passes(ticket, timedelta(hours=1))
    (notice,) = (await supervisor.gets("/me/notices", unseen=True))["items"]
    assert (notice["kind"], notice["ticket_id"], notice["number"]) == (
        "notify_supervisor",
        str(ticket.id),
        ticket.number,
    )
    assert (await stranger.gets("/me/notices"))["items"] == []
    told = [(e.data["what"], e.data["to"]) for e in await desk.events(ticket, "staff_notified")]
    assert told == [("notify_team", [str(agent.id)]), ("notify_supervisor", [str(supervisor.id)])]
    assert await _ladder(desk) == ["notify_team", "notify_supervisor", "raise_priority"]
    raised = await agent.view(ticket)
    assert "escalated by the promise's ladder (+30)" in raised["because"]
    assert (await agent.asks("POST", f"/me/notices/{notice['id']}/seen")).status_code == 404
    assert (await supervisor.asks("POST", f"/me/notices/{notice['id']}/seen")).json()["seen_at"] is not None
    assert (await supervisor.gets("/me/notices", unseen=True))["items"] == []
    assert len((await supervisor.gets("/me/notices"))["items"]) == 1


async def test_the_hours_that_a_ticket_waits_are_in_its_priority_though_nothing_else_happens(
    desk: Desk,
) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="aging@mail.example", text=WITHDRAWAL)
    await desk.time_passes(ticket, timedelta(minutes=59))
    assert (await desk.reads(ticket)).priority_score == 55
    for hour in (1, 2):
        await desk.time_passes(ticket, timedelta(hours=1))
        view = await agent.view(ticket)
        assert (view["priority_score"], f"waits for {hour} h (+{hour})" in view["because"]) == (
            55 + hour,
            True,
        )
    await desk.time_passes(ticket, timedelta(hours=40))
    assert {"code": "waits", "points": 24, "text": "waits for 42 h"} in (await agent.view(ticket))[
        "priority_reasons"
    ]
    assert await desk.value("SELECT weigh_at FROM ticket WHERE brand_id = $1 AND id = $2", ticket.id) is None


async def test_the_wait_told_to_the_player_knows_the_opening_hours(desk: Desk) -> None:
    admin, senior = await desk.sits("admin"), await desk.sits("senior", desk.brand.queue)
    opens = (await desk.now() + timedelta(days=3)).weekday()
    week = [["09:00-18:00"] if day == opens else [] for day in range(7)]
    made = await admin.asks(
        "POST",
        f"/brands/{desk.brand.id}/calendars",
        {"name": "Once a week", "hours": {"zone": "UTC", "week": week}},
    )
    assert made.status_code == 201, made.text
    calendar = UUID(made.json()["id"])
    await desk.value(
        "UPDATE promise_policy SET calendar_id = $2 WHERE brand_id = $1 AND channel = 'email' RETURNING 1",
        calendar,
    )
    ticket = await desk.a_ticket(id="<closed@mail.example>")
    assert ticket.due_at is not None
    wait = in_words(ticket.due_at - ticket.created_at, "en")
    assert wait in ("within 3 days", "within 4 days")
    (receipt,) = desk.sent_mails("ivan@mail.example")
    assert wait in receipt.text
    await senior.says(ticket, "Which bank?")
    await desk.a_ticket(text="That one.", answers=("<closed@mail.example>",))
    await senior.does(ticket, "escalate", level="senior", reason="needs a senior")
    await desk.work_until_idle()
    passed = desk.sent_mails("ivan@mail.example")[-1]
    assert wait in passed.text


async def test_open_mail_of_who_stays_offline_goes_back_after_the_brands_time_and_not_if_they_return(
    desk: Desk,
) -> None:
    admin, agent = await desk.sits("admin"), await desk.agent()
    brand = f"/brands/{desk.brand.id}"
    assert (await admin.asks("PATCH", brand, {"release_mail_after_minutes": -1})).status_code == 422
    changed = await admin.asks("PATCH", brand, {"release_mail_after_minutes": 30})
    assert changed.json()["release_mail_after_minutes"] == 30
    ticket = await desk.a_ticket()
    await agent.does(ticket, "take")

    async def goes(*states: str) -> None:
        for state in states:
            assert (await agent.asks("PUT", "/me/presence", {"state": state})).status_code == 200

    async def half_an_hour() -> None:
        await desk.value(
            "UPDATE job SET next_at = next_at - interval '30 minutes' WHERE brand_id = $1 RETURNING 1"
        )
        await desk.work_until_idle()

    await goes("transfer_only", "offline", "transfer_only")
    await half_an_hour()
    assert (await desk.reads(ticket)).assignee_id == agent.id
    await goes("offline")
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).assignee_id == agent.id
    await half_an_hour()
    assert (await desk.reads(ticket)).assignee_id is None
    (back,) = await desk.events(ticket, "unassigned")
    assert back.data["reason"] == "the agent stayed offline"


async def test_a_notice_of_a_ticket_that_went_where_its_reader_may_not_follow_is_gone(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<notice@mail.example>")
    await desk.time_passes(ticket, timedelta(hours=3, minutes=10))
    assert len((await agent.gets("/me/notices"))["items"]) == 1
    await desk.a_ticket(text="I am going to kill myself tonight.", answers=("<notice@mail.example>",))
    assert (await agent.gets("/me/notices"))["items"] == []


async def test_the_promise_of_a_resolution_climbs_the_ladder_too(desk: Desk) -> None:
    agent, supervisor = await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    await agent.says(ticket, "We look into it.", then="open")
    await desk.time_passes(ticket, timedelta(hours=73))
    assert await _ladder(desk) == ["notify_team", "notify_supervisor", "raise_priority"]
    assert [n["kind"] for n in (await supervisor.gets("/me/notices"))["items"]] == ["notify_supervisor"]


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        ("en", WITHDRAWAL, "Hello"),
        ("ru", "Где мой вывод? Уже три дня жду деньги, заявка висит.", "Здравствуйте"),
    ],
)
async def test_every_stage_is_told_in_the_players_language(
    desk: Desk, language: str, text: str, sign: str
) -> None:
    senior = await desk.sits("senior", desk.brand.queue, desk.payments, name="Anna Smith")
    ticket = await desk.a_ticket(text=text, subject="?", id="<told@mail.example>")
    assert ticket.language == language
    await senior.does(ticket, "take")
    await desk.time_passes(ticket, timedelta(minutes=1))
    await senior.does(ticket, "escalate", level="senior", reason="needs a senior")
    await senior.does(ticket, "take")
    await senior.says(ticket, "Please send a photo. Пришлите фото.")
    await desk.time_passes(ticket, timedelta(hours=25))
    await senior.does(ticket, "solve")
    await desk.work_until_idle()
    assert await desk.notices(ticket) == [
        "receipt",
        "taken",
        "passed_to_specialist",
        "waiting_for_you",
        "solved",
    ]
    notices = [sent for sent in desk.sent_mails() if sent.mail["Auto-Submitted"]]
    assert len(notices) == 5
    assert all(sent.text.strip().startswith(sign) for sent in notices), [sent.text[:40] for sent in notices]
    assert {sent.recipient for sent in desk.sent_mails()} == {"ivan@mail.example"}


async def test_who_took_a_mail_is_told_after_a_minute_and_only_if_no_answer_came_first(desk: Desk) -> None:
    agent = await desk.agent(name="Anna Smith")
    quick, slow, back = await desk.a_ticket(), await desk.a_ticket(), await desk.a_ticket()
    for ticket in (quick, slow, back):
        await agent.does(ticket, "take")
    await agent.says(quick, "It is on its way.", then="open")
    await agent.does(back, "unassign")
    for ticket in (quick, slow, back):
        await desk.work_until_idle()
        assert await desk.notices(ticket) == ["receipt"]
        await desk.time_passes(ticket, timedelta(minutes=1))
    assert await desk.notices(quick) == ["receipt"]
    assert await desk.notices(slow) == ["receipt", "taken"]
    assert await desk.notices(back) == ["receipt"]
    assert "Anna" in desk.sent_mails()[-1].text


async def test_a_brand_may_leave_stages_untold_but_no_receipt_and_no_delay(desk: Desk) -> None:
    admin, boss = await desk.sits("admin"), await desk.sits("supervisor", desk.brand.queue)
    path = f"/brands/{desk.brand.id}"
    for wrong in ("receipt.email", "delay.email", "taken"):
        refused = await admin.asks("PATCH", path, {"muted_notices": [wrong]})
        assert refused.status_code == 422
        assert wrong in refused.json()["detail"]
    muted = ["solved.email", "taken.email"]
    assert (await admin.asks("PATCH", path, {"muted_notices": muted})).json()["muted_notices"] == muted
    ticket = await desk.a_ticket(text=WITHDRAWAL)
    await boss.does(ticket, "take")
    await desk.time_passes(ticket, timedelta(minutes=1))
    await boss.does(ticket, "transfer", queue="General", reason="sorted")
    await boss.does(ticket, "solve")
    await desk.work_until_idle()
    assert await desk.notices(ticket) == ["receipt", "passed_to_specialist"]


async def test_transfer_and_escalation_put_a_ticket_before_the_right_people(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue, desk.payments)
    ticket = await desk.a_ticket()
    await senior.does(ticket, "take")
    moved = await senior.does(ticket, "transfer", queue="Payments", reason="it is about money")
    assert (moved["queue"]["id"], moved["assignee"]) == (str(desk.payments), None)
    raised = await senior.does(ticket, "escalate", level="senior", reason="too hard")
    assert (raised["queue"]["id"], raised["level"]) == (str(desk.seniors), "senior")
    assert (await senior.tries(ticket, "escalate", level="specialist")).status_code == 422
    elsewhere = await a_desk(desk.building)
    assert (await senior.tries(ticket, "transfer", queue=str(elsewhere.payments))).status_code == 422


async def test_another_language_leaves_a_ticket_where_people_have_sent_it(desk: Desk) -> None:
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.seniors)
    admin = await desk.sits("admin")
    queue = f"/brands/{desk.brand.id}/queues/{desk.payments}"
    assert (await admin.asks("PATCH", queue, {"languages": ["ru"]})).status_code == 200
    ticket, other = await desk.a_ticket(text=WITHDRAWAL), await desk.a_ticket(text=WITHDRAWAL)
    await boss.does(ticket, "escalate", level="senior", reason="too hard")
    for one in (ticket, other):
        answer = await boss.asks("PATCH", f"/tickets/{one.id}", {"language": "ru"})
        assert answer.status_code == 200, answer.text
    raised, moved = await boss.view(ticket), await boss.view(other)
    assert (raised["queue"]["id"], raised["level"]) == (str(desk.seniors), "senior")
    assert (moved["queue"]["id"], moved["language"]) == (str(desk.payments), "ru")


async def test_a_transfer_brings_the_level_of_the_queue_and_only_people_hand_down(desk: Desk) -> None:
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.seniors)
    ticket = await desk.a_ticket()
    up = await boss.does(ticket, "transfer", queue=str(desk.seniors), reason="it is hard")
    assert up["level"] == "senior"
    changed = [e for e in await desk.events(ticket) if e.type == "level_changed"]
    assert [(e.data["was"], e.data["level"]) for e in changed] == [("first_line", "senior")]
    down = await boss.does(ticket, "transfer", queue=str(desk.payments), reason="it was not")
    assert down["level"] == "first_line"
    await boss.does(ticket, "escalate", level="senior", queue=str(desk.payments), reason="it was after all")
    async with desk.db.tx(SYSTEM) as tx:  # as when it has waited too long
        held = await actions.hold(tx, desk.brand.id, ticket.id)
        await actions.transfer(tx, held, desk.brand.queue, reason="overflow")
    assert (await boss.view(ticket))["level"] == "senior"
    await desk.work_until_idle()
    told = [mail.text for mail in desk.sent_mails() if "specialist" in mail.text.lower()]
    assert len(told) <= 3, "each hand-over is told once"


async def test_merge_moves_everything_and_its_undo_restores_exactly(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue, desk.payments)
    first = await desk.a_ticket(text=WITHDRAWAL, subject="Withdrawal")
    second = await desk.a_ticket(subject="Again", id="<again@mail.example>", text="Hello? Any news on this?")
    await senior.does(second, "take")
    before = await _state(desk, first.id), await _state(desk, second.id)
    merged = await senior.does(second, "merge", into=str(first.number))
    assert merged["id"] == str(first.id)
    assert len(await desk.messages(first, "player")) == 2
    assert await desk.messages(second) == []
    assert (await desk.clocks(second)) == {}
    reply = await desk.a_ticket(answers=("<again@mail.example>",), text="One more thing")
    assert reply.id == first.id
    assert (await senior.tries(second, "reopen")).status_code == 409
    await desk.value(
        "DELETE FROM message WHERE brand_id = $1 AND split_part(external_id, ' ', 1) = $2 RETURNING 1",
        str(reply.id),
    )
    await senior.does(second, "unmerge")
    after = await _state(desk, first.id), await _state(desk, second.id)
    assert after[1] == before[1]
    assert set(before[0]["messages"]) <= set(after[0]["messages"])
    assert len(after[0]["messages"]) == len(before[0]["messages"]) + 1


async def _state(desk: Desk, ticket: UUID) -> dict[str, Any]:
    now = await desk.reads(ticket)
    return {
        "status": now.status, "assignee": now.assignee_id, "queue": now.queue_id, "waiting_since": now.waiting_since,
        "merged": now.merged_into, "hold": now.hold_reason, "snoozed": now.snoozed_until, "solved": now.solved_at,
        "due_at": now.due_at, "messages": [m.id for m in await desk.messages(ticket)], "clocks": await desk.clocks(ticket),
    }  # fmt: skip


@pytest.mark.parametrize("status", ["waiting", "on_hold", "solved", "closed"])
async def test_an_unanswered_question_merged_into_a_ticket_that_rests_wakes_it(
    desk: Desk, status: str
) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    resting, asking = await desk.a_ticket(), await desk.a_ticket(subject="Again")
    if status == "waiting":
        await senior.says(resting, "Please send a photo.")
    else:
        await senior.does(
            resting, {"on_hold": "hold", "solved": "solve", "closed": "close"}[status], reason="rests"
        )
    await senior.does(asking, "merge", into=str(resting.id))
    after = await desk.reads(resting)
    assert after.status == "open"
    assert (await desk.clocks(resting)).get("next_reply") or (await desk.clocks(resting)).get(
        "first_reply"
    ) == "running"
    assert after.due_at is not None


async def test_a_reply_to_a_merged_tickets_merged_ticket_reaches_the_last_one(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    a = await desk.a_ticket(id="<a@mail.example>")
    b, c = await desk.a_ticket(subject="B"), await desk.a_ticket(subject="C")
    await senior.does(a, "merge", into=str(b.id))
    await senior.does(b, "merge", into=str(c.id))
    reply = await desk.a_ticket(answers=("<a@mail.example>",))
    assert reply.id == c.id
    refused = await senior.tries(a, "unmerge")
    assert refused.status_code == 409
    await senior.does(b, "unmerge")
    await senior.does(a, "unmerge")
    assert len(await desk.messages(a, "player")) == 1


async def test_tickets_of_two_players_are_not_merged(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    mine, theirs = await desk.a_ticket(), await desk.a_ticket(from_="petra@mail.example")
    assert (await senior.tries(mine, "merge", into=str(theirs.id))).json()["title"] == "not_same_player"


async def test_a_split_off_question_has_its_own_number_and_promises(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    ticket = await desk.a_ticket(id="<split@mail.example>")
    await desk.a_ticket(text="And another thing entirely", answers=("<split@mail.example>",))
    first, other = await desk.messages(ticket, "player")
    new = await senior.does(ticket, "split", messages=[str(other.id)], subject="Another thing")
    assert new["number"] != ticket.number
    assert [m.id for m in await desk.messages(UUID(new["id"]))] == [other.id]
    assert [m.id for m in await desk.messages(ticket, "player")] == [first.id]
    assert set(await desk.clocks(UUID(new["id"]))) == {"next_reply", "resolution"}
    assert (await desk.reads(UUID(new["id"]))).due_at is not None
    assert (await senior.tries(UUID(new["id"]), "split", messages=[str(other.id)])).status_code == 422


@pytest.mark.parametrize("raised", [True, False])
async def test_a_split_off_question_says_why_it_has_its_priority_and_level(desk: Desk, raised: bool) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    ticket = await desk.a_ticket(id="<split@mail.example>")
    await desk.a_ticket(text="And another thing entirely", answers=("<split@mail.example>",))
    before = await senior.does(ticket, "escalate", level="senior", reason="They asked for one")
    if raised:
        before = await senior.does(ticket, "priority", priority="urgent", reason="Third time this week")
    other = (await desk.messages(ticket, "player"))[-1]
    new = await senior.does(ticket, "split", messages=[str(other.id)], subject="Another thing")
    assert (new["priority"], new["level"]) == (before["priority"], "senior")
    assert new["priority_reasons"]
    assert ("Third time this week" in new["because"]) is raised


async def test_what_was_no_spam_after_all_is_promised_an_answer_again(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    ticket = await desk.a_ticket()
    assert (await senior.does(ticket, "spam"))["status"] == "closed"
    assert await desk.clocks(ticket) == {}
    back = await senior.does(ticket, "not_spam")
    assert (back["status"], back["spam"]) == ("open", False)
    assert await desk.clocks(ticket) == {"next_reply": "running", "resolution": "running"}
    assert (await desk.reads(ticket)).waiting_since == ticket.waiting_since
    assert await desk.notices(ticket) == ["receipt"]


async def test_two_agents_take_one_ticket_and_the_second_is_told(desk: Desk) -> None:
    one, two = await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    answers = await asyncio.gather(one.tries(ticket, "take"), two.tries(ticket, "take"))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_an_agent_who_answers_a_solved_ticket_revives_it_with_all_its_promises(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<revived@mail.example>")
    await agent.does(ticket, "solve")
    await agent.says(ticket, "One more question: which bank?")
    assert await desk.clocks(ticket) == {"resolution": "paused"}
    await desk.a_ticket(answers=("<revived@mail.example>",))
    assert await desk.clocks(ticket) == {"next_reply": "running", "resolution": "running"}


async def test_a_snoozed_ticket_that_is_solved_by_a_reply_is_no_longer_snoozed(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.does(ticket, "snooze", until=(await desk.now() + timedelta(hours=2)).isoformat())
    await agent.says(ticket, "Done.", then="solved")
    assert (await desk.reads(ticket)).snoozed_until is None


async def test_patch_changes_several_things_at_once_or_nothing(desk: Desk) -> None:
    senior, agent = await desk.sits("senior", desk.brand.queue), await desk.agent()
    ticket = await desk.a_ticket()
    changed = await senior.asks(
        "PATCH",
        f"/tickets/{ticket.id}",
        {
            "subject": "New",
            "tags": ["B", "a"],
            "priority": "low",
            "reason": "quiet",
            "assignee": str(agent.id),
        },
    )
    assert changed.status_code == 200, changed.text
    view = changed.json()
    assert (view["subject"], view["tags"], view["priority"], view["assignee"]["id"]) == (
        "New",
        ["a", "b"],
        "low",
        str(agent.id),
    )
    refused = await agent.asks(
        "PATCH", f"/tickets/{ticket.id}", {"subject": "Other", "priority": "high", "reason": "x"}
    )
    assert refused.status_code == 403
    assert (await desk.reads(ticket)).subject == "New"
    stale = await senior.asks("PATCH", f"/tickets/{ticket.id}", {"subject": "Old", "version": 1})
    assert stale.json()["title"] == "stale"


ACTIONS = {
    "take": {}, "unassign": {}, "transfer": {"queue": "Payments"}, "escalate": {"level": "senior", "reason": "hard"},
    "priority": {"priority": "high", "reason": "important"}, "topic": {"topic": "withdrawal_status"}, "wake": {},
    "hold": {"reason": "the bank"}, "solve": {}, "close": {}, "reopen": {}, "spam": {}, "not_spam": {},
    "tag": {"tags": ["x"]}, "rename": {"subject": "A new name"}, "snooze": {"until": "2999-01-01T00:00:00Z"},
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
async def test_an_action_sent_again_with_its_key_is_done_once(desk: Desk, action: str) -> None:
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.seniors)
    ticket = await desk.a_ticket()
    for first in {"reopen": ["solve"], "not_spam": ["spam"], "unassign": ["take"]}.get(action, []):
        await boss.does(ticket, first)
    body = ACTIONS[action]
    answers = await asyncio.gather(*[boss.tries(ticket, action, key="k-1", **body) for _ in range(4)])  # type: ignore[arg-type]
    assert {answer.status_code for answer in answers} == {200}, answers[0].text
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotent-replay" in answer.headers for answer in answers) == 3
    events = len(await desk.events(ticket))
    again = await boss.tries(ticket, action, key="k-1", **body)  # type: ignore[arg-type]
    assert again.content == answers[0].content
    assert len(await desk.events(ticket)) == events
    other = await boss.tries(ticket, action, key="k-1", reason="something else")
    assert (other.status_code, other.json()["title"]) == (422, "key_reused")


async def test_a_double_click_sends_one_reply(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    body = {"text": "Once.", "key": "click"}
    answers = await asyncio.gather(
        *[agent.asks("POST", f"/tickets/{ticket.id}/messages", body) for _ in range(6)]
    )
    assert len({answer.json()["id"] for answer in answers}) == 1
    await desk.work_until_idle()
    assert len([sent for sent in desk.sent_mails() if "Once." in sent.text]) == 1
    other = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {**body, "text": "Twice."})
    assert other.json()["title"] == "key_reused"


async def test_a_key_of_a_refused_request_may_be_used_again(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    assert (await agent.tries(ticket, "hold", key="k", reason="")).status_code == 422
    await agent.does(ticket, "hold", key="k", reason="now with a reason")


async def test_the_sockets_number_lets_a_client_resume_without_loss_or_repetition(desk: Desk) -> None:
    import json

    import websockets

    agent = await desk.agent()
    url = desk.building.base_url.replace("http:", "ws:") + "/api/v1/stream"
    ticket = await desk.a_ticket()

    async def numbers(after: int, upto: int) -> list[int]:
        got: list[int] = []
        headers = {"authorization": f"Bearer {agent.token}"}
        async with websockets.connect(f"{url}?after={after}", additional_headers=headers) as socket:
            while not got or got[-1] < upto:
                frame = json.loads(await socket.recv())
                if frame["type"] != "hello":
                    got.append(frame["number"])
        return got

    expected = [e.number for e in await desk.events(ticket)]
    assert [n for n in await numbers(expected[0] - 1, expected[-1]) if n in expected] == expected
    middle = expected[len(expected) // 2]
    await agent.notes(ticket, "another")
    expected = [e.number for e in await desk.events(ticket)]
    got = await numbers(middle, expected[-1])
    assert got == sorted(set(got))
    assert [n for n in got if n in expected] == [n for n in expected if n > middle]


async def test_a_ticket_in_hands_of_nobody_on_shift_goes_to_the_front_when_its_player_writes(
    desk: Desk,
) -> None:
    agent = await desk.agent(online=True)
    ticket = await desk.a_ticket(id="<shift@mail.example>")
    assert ticket.assignee_id == agent.id
    await agent.says(ticket, "Which bank?")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE presence SET state = 'offline' WHERE staff_id = $1", agent.id)
    back = await desk.a_ticket(answers=("<shift@mail.example>",))
    assert back.assignee_id is None
    assert await desk.value("SELECT to_front FROM ticket WHERE brand_id = $1 AND id = $2", ticket.id)
