"""Incidents, through the front door: opened, told of, linked, suspected, and shown to everybody."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from pitboss.db.tx import SYSTEM
from pitboss.incidents import telling, watch
from pitboss.incidents.alike import UNKNOWN
from pitboss.sla import kept
from tests.desk import Building, Desk, Seat, a_desk, until
from tests.serving import House, a_chat

BROKEN = {
    "title_ru": "Не загружается Book of Suns",
    "title_en": "Book of Suns does not load",
    "shown": True,
    "severity": "major",
    "topics": ["game_fault"],
    "games": ["Book of Suns"],
}
NEWS = {"text_ru": "Причина найдена, чиним.", "text_en": "We have found the cause."}


async def posts(desk: Desk, seat: Seat, path: str, status: int = 201, /, **body: Any) -> dict[str, Any]:
    answer = await seat.asks("POST", f"/brands/{desk.brand.id}{path}", body)
    assert answer.status_code == status, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def opens(desk: Desk, seat: Seat, **more: Any) -> dict[str, Any]:
    return await posts(desk, seat, "/incidents", **{**BROKEN, **more})


async def links(
    desk: Desk, seat: Seat, incident: dict[str, Any], *tickets: Any, status: int = 200
) -> dict[str, Any]:
    ids = [str(ticket.id) for ticket in tickets]
    return await posts(desk, seat, f"/incidents/{incident['id']}/tickets", status, tickets=ids)


async def updates(
    desk: Desk, seat: Seat, incident: dict[str, Any], state: str = "identified", **more: Any
) -> dict[str, Any]:
    told = await posts(desk, seat, f"/incidents/{incident['id']}/updates", **{"state": state, **NEWS, **more})
    await desk.work_until_idle()
    return told


async def reads(desk: Desk, seat: Seat, incident: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = await seat.gets(f"/brands/{desk.brand.id}/incidents/{incident['id']}")
    return shown


async def reports(
    desk: Desk, many: int, text: str = "Book of Suns does not load, help", **more: Any
) -> list[Any]:
    return [
        await desk.a_ticket(subject="Game", text=text, from_=f"P{n} <p{n}@mail.example>", **more)
        for n in range(many)
    ]


async def looks(desk: Desk) -> int:
    """How many alarms a look raised in this brand; it looks at all."""
    count = "SELECT count(*)::int FROM incident_alarm WHERE brand_id = $1"
    before: int = await desk.value(count)
    await watch.step(desk.db, every=timedelta(0))
    return int(await desk.value(count)) - before


# ── telling ─────────────────────────────────────────────────────────────────────────────────────────────────


async def test_who_reports_it_hears_that_it_is_known_and_every_update_in_their_language_once(
    desk: Desk,
) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    english = await desk.a_ticket(
        text="The game Book of Suns does not load, it hangs", from_="E <e@mail.example>"
    )
    russian = await desk.a_ticket(
        subject="Игра",
        text="Здравствуйте, не загружается игра Book of Suns, зависает",
        from_="R <r@mail.example>",
    )
    assert (await links(desk, lead, incident, english, russian))["linked"] == sorted(
        [str(english.id), str(russian.id)]
    )
    await updates(desk, lead, incident)
    for ticket, address, title, news in (
        (english, "e@mail.example", BROKEN["title_en"], NEWS["text_en"]),
        (russian, "r@mail.example", BROKEN["title_ru"], NEWS["text_ru"]),
    ):
        assert [n for n in await desk.notices(ticket) if n.startswith("incident")] == [
            "incident_known",
            "incident_update",
        ]
        known, told = desk.sent_mails(address)[-2:]
        assert str(title) in known.text
        assert news in told.text
        assert (await desk.reads(ticket)).status == "new"
        assert (await desk.clocks(ticket))["first_reply"] == "running"
    shown = await reads(desk, lead, incident)
    assert shown["state"] == "identified"
    assert shown["counts"] == {"tickets": 2, "unsolved": 2, "players": 2}
    newest = shown["timeline"][0]
    assert (newest["total"], newest["told"], newest["waiting"], newest["telling"]) == (2, 2, 0, False)
    await desk.work_until_idle()
    assert len(desk.sent_mails("e@mail.example")) == 3


async def test_who_comes_later_hears_the_newest_word_and_nothing_twice(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    await updates(desk, lead, incident)
    ticket = await desk.a_ticket(text="Book of Suns does not load", from_="late@mail.example")
    await links(desk, lead, incident, ticket)
    again = await links(desk, lead, incident, ticket)
    assert (again["linked"], again["already"]) == ([], [str(ticket.id)])
    await desk.work_until_idle()
    assert [n for n in await desk.notices(ticket) if n.startswith("incident")] == ["incident_known"]
    assert NEWS["text_en"] in desk.sent_mails("late@mail.example")[-1].text


async def test_a_player_with_two_tickets_reads_an_update_once_and_who_is_in_danger_hears_of_it_from_people(
    desk: Desk,
) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead, shown=False)
    first = await desk.a_ticket(subject="One", text="Book of Suns froze", from_="twice@mail.example")
    second = await desk.a_ticket(subject="Two", text="Book of Suns froze again", from_="twice@mail.example")
    junk = await desk.a_ticket(text="Book of Suns junk", from_="junk@mail.example")
    grave = await desk.a_ticket(
        text="I lost all in Book of Suns and want to kill myself", from_="grave@mail.example"
    )
    await links(desk, lead, incident, first, second, junk, grave)
    await lead.does(junk, "spam")
    await updates(desk, lead, incident)
    told = [
        n for t in (first, second, junk, grave) for n in await desk.notices(t) if n.startswith("incident")
    ]
    assert told == ["incident_update"]
    newest = (await reads(desk, lead, incident))["timeline"][0]
    assert (newest["total"], newest["told"], newest["left_out"], newest["failed"]) == (4, 1, 3, 0)


async def test_the_last_update_solves_the_tickets_by_choice_and_says_so_in_one_message(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    a, b = await reports(desk, 2)
    await links(desk, lead, incident, a, b)
    await updates(desk, lead, incident, "resolved", solves=True)
    for ticket in (a, b):
        assert (await desk.reads(ticket)).status == "solved"
        assert (await desk.notices(ticket))[-1] == "incident_solved"
        assert "solved" not in await desk.notices(ticket)
        assert (await desk.events(ticket, "status_changed"))[-1].data["reason"] == "the incident is resolved"
    assert (await reads(desk, lead, incident))["resolved_at"] is not None
    refused = await posts(desk, lead, f"/incidents/{incident['id']}/updates", 409, state="resolved", **NEWS)
    assert refused["title"] == "incident_over"
    assert (await links(desk, lead, incident, a, status=409))["title"] == "incident_over"


async def test_without_that_choice_they_stay_open(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    (a,) = await reports(desk, 1)
    await links(desk, lead, incident, a)
    await updates(desk, lead, incident, "resolved")
    assert (await desk.reads(a)).status == "new"
    assert (await desk.notices(a))[-1] == "incident_over"


async def test_an_update_reaches_the_chat_in_the_chat(house: House, casino: Any) -> None:
    chat = await a_chat(house, casino, language="ru")
    await chat.say("Здравствуйте, у меня не загружается игра, помогите пожалуйста")
    async with house.db.tx(SYSTEM) as tx:
        ticket = await tx.value("SELECT id FROM ticket WHERE brand_id = $1", casino.id)
        which = await tx.value(
            """
            INSERT INTO incident (brand_id, id, title_ru, title_en, public, severity)
            VALUES ($1, gen_random_uuid(), 'Сбой', 'Incident', true, 'minor') RETURNING id
            """,
            casino.id,
        )
        entry = await tx.value(
            """
            INSERT INTO incident_entry (brand_id, id, incident_id, state, text_ru, text_en, telling)
            VALUES ($1, gen_random_uuid(), $2, 'monitoring', 'Починили, проверяем', 'Fixed', true) RETURNING id
            """,
            casino.id,
            which,
        )
        await tx.run(
            "INSERT INTO incident_told (brand_id, entry_id, ticket_id) VALUES ($1, $2, $3)",
            casino.id,
            entry,
            ticket,
        )
    while await telling.step(house.db):
        pass
    assert any("Починили" in said["text"] for said in await chat.history()), await chat.history()


async def test_a_worker_killed_while_telling_loses_nobody_and_tells_nobody_twice(
    desk: Desk, tmp_path: Path
) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead, shown=False)
    tickets = await reports(desk, 60)
    for some in (tickets[:30], tickets[30:]):
        await links(desk, lead, incident, *some)
    await posts(desk, lead, f"/incidents/{incident['id']}/updates", state="identified", **NEWS)
    settings = desk.building.settings
    env = {
        **os.environ,
        "PITBOSS_DATA_DIR": str(tmp_path),
        "PITBOSS_DATABASE_URL": settings.database_url or "",
        "PITBOSS_SECRET_KEY": settings.secret_key.decode(),
        "PITBOSS_SMTP_URL": settings.smtp_url or "",
        "PITBOSS_FILES_URL": settings.files_url,
        "PITBOSS_LOG_LEVEL": "error",
    }
    count = "SELECT count(*) FROM event WHERE brand_id = $1 AND data->>'notice' = 'incident_update'"
    for goal in (5, 25):

        async def some_are_told(goal: int = goal) -> bool:
            return bool(await desk.value(count) >= goal)

        worker = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pitboss", "worker", "--no-smtp", env=env,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await until(some_are_told, seconds=120)
            assert worker.returncode is None, "it died by itself"
        finally:
            worker.send_signal(signal.SIGKILL)
            await worker.wait()
    await desk.work_until_idle()
    assert [(await desk.notices(t)).count("incident_update") for t in tickets] == [1] * 60
    newest = (await reads(desk, lead, incident))["timeline"][0]
    assert (newest["told"], newest["waiting"], newest["failed"], newest["telling"]) == (60, 0, 0, False)


async def test_two_workers_at_once_tell_each_player_once(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead, shown=False)
    tickets = await reports(desk, 12)
    await links(desk, lead, incident, *tickets)
    await posts(desk, lead, f"/incidents/{incident['id']}/updates", state="identified", **NEWS)
    await asyncio.gather(*(telling.step(desk.db) for _ in range(4)))
    await desk.work_until_idle()
    assert [(await desk.notices(t)).count("incident_update") for t in tickets] == [1] * 12


# ── who may, and what is refused ────────────────────────────────────────────────────────────────────────────


async def test_agents_see_incidents_and_link_their_tickets_but_leads_alone_open_and_tell(desk: Desk) -> None:
    lead, agent = await desk.sits("supervisor"), await desk.agent()
    assert (await posts(desk, agent, "/incidents", 403, **BROKEN))["title"] == "forbidden"
    incident = await opens(desk, lead)
    (ticket,) = await reports(desk, 1)
    assert (
        await posts(desk, agent, f"/incidents/{incident['id']}/updates", 403, state="identified", **NEWS)
    )["status"] == 403
    found = await agent.gets(f"/brands/{desk.brand.id}/incidents")
    assert [one["title_en"] for one in found["open"]] == [BROKEN["title_en"]]
    assert (await links(desk, agent, incident, ticket))["linked"] == [str(ticket.id)]
    part = await agent.gets(f"/tickets/{ticket.id}/incidents")
    assert [one["id"] for one in part["part_of"]] == [incident["id"]]
    listed = await agent.gets("/tickets", filter=f'{{"incident":"{incident["id"]}"}}')
    assert [one["id"] for one in listed["items"]] == [str(ticket.id)]
    path = f"/brands/{desk.brand.id}/incidents/{incident['id']}/tickets/{ticket.id}"
    assert (await agent.asks("DELETE", path)).status_code == 200
    assert (await agent.gets(f"/tickets/{ticket.id}/incidents"))["part_of"] == []


async def test_a_ticket_is_taken_out_once_however_often_that_is_sent(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    (ticket,) = await reports(desk, 1)
    await links(desk, lead, incident, ticket)
    path = f"/brands/{desk.brand.id}/incidents/{incident['id']}/tickets/{ticket.id}"
    first = await lead.asks("DELETE", path, key="out")
    await links(desk, lead, incident, ticket)
    again = await lead.asks("DELETE", path, key="out")
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["idempotent-replay"] == "true"
    assert len((await lead.gets(f"/tickets/{ticket.id}/incidents"))["part_of"]) == 1
    assert [e.type for e in await desk.events(ticket)].count("incident_unlinked") == 1


async def test_a_whole_list_becomes_part_of_an_incident_and_is_taken_out_again(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident, other = await opens(desk, lead), await opens(desk, lead, title_en="Another one")
    elsewhere, before, *rest = await reports(desk, 45)
    await links(desk, lead, other, elsewhere)
    await links(desk, lead, incident, before)
    body = {
        "filter": {"brand": [desk.brand.id]},
        "action": "incident",
        "arguments": {"brand": desk.brand.id, "incident": incident["id"]},
    }
    seen = (await lead.asks("POST", "/bulk/preview", body)).json()
    assert (seen["count"], seen["can_undo"]) == (45, True)
    begun = [await lead.asks("POST", "/bulk", {**body, "expected": 45, "key": "all"}) for _ in range(2)]
    assert [one.status_code for one in begun] == [201, 201], begun[0].text
    assert begun[0].json()["id"] == begun[1].json()["id"]
    bulk = f"/bulk/{begun[0].json()['id']}"
    await desk.work_until_idle()
    done = await lead.gets(bulk)
    assert (done["state"], done["done"], done["unchanged"], done["refused"]) == ("done", 43, 1, 1)
    [refused] = (await lead.gets(f"{bulk}/tickets", state="refused"))["items"]
    assert (refused["ticket"], "another open incident" in refused["refusal"]) == (str(elsewhere.id), True)
    assert (await reads(desk, lead, incident))["counts"]["tickets"] == 44
    assert len(desk.sent_mails("p7@mail.example")) == 2  # the receipt, and that it is known
    await lead.asks("POST", f"{bulk}/undo")
    await desk.work_until_idle()
    assert (await lead.gets(bulk))["undone"] == 43
    assert (await reads(desk, lead, incident))["counts"]["tickets"] == 1
    assert "incident_unlinked" in [e.type for e in await desk.events(rest[0])]


async def test_a_list_is_linked_only_to_an_open_incident_of_its_brand_and_with_ones_own_rights(
    desk: Desk, building: Building
) -> None:
    lead, agent, elsewhere = await desk.sits("supervisor"), await desk.agent(), await a_desk(building)
    over, theirs = await opens(desk, lead), await opens(elsewhere, await elsewhere.sits("supervisor"))
    await reports(desk, 2)
    await updates(desk, lead, over, "resolved")
    for which, brand, status in (
        (over, desk.brand.id, 409),
        (theirs, desk.brand.id, 404),
        (theirs, elsewhere.brand.id, 404),
        (theirs, None, 422),
    ):
        arguments = {"incident": which["id"], **({"brand": brand} if brand else {})}
        body = {"filter": {}, "action": "incident", "arguments": arguments}
        assert (await agent.asks("POST", "/bulk/preview", body)).status_code == status
        assert (await agent.asks("POST", "/bulk", body | {"expected": 9})).status_code == status
    reader = await desk.sits("quality")
    here = {"brand": desk.brand.id, "incident": (await opens(desk, lead))["id"]}
    asked = {"filter": {}, "action": "incident", "arguments": here, "expected": 9}
    assert (await reader.asks("POST", "/bulk", asked)).status_code == 403


async def test_another_brand_sees_nothing_and_can_do_nothing(desk: Desk, building: Building) -> None:
    other = await a_desk(building)
    lead, stranger = await desk.sits("supervisor"), await other.sits("supervisor")
    incident = await opens(desk, lead)
    (mine,) = await reports(desk, 1)
    (theirs,) = await reports(other, 1)
    for method, path in (
        ("GET", "/incidents"),
        ("GET", f"/incidents/{incident['id']}"),
        ("POST", f"/incidents/{incident['id']}/updates"),
    ):
        answer = await stranger.asks(
            method,
            f"/brands/{desk.brand.id}{path}",
            {"state": "identified", **NEWS} if method == "POST" else None,
        )
        assert answer.status_code == 403, path
    for brand in (desk, other):
        path = f"/brands/{brand.brand.id}/incidents/{incident['id']}/tickets"
        answer = await stranger.asks("POST", path, {"tickets": [str(mine.id), str(theirs.id)]})
        assert answer.status_code in (403, 404)
    refused = await links(desk, lead, incident, theirs)
    assert [one["ticket"] for one in refused["refused"]] == [str(theirs.id)]
    assert await desk.value("SELECT count(*) FROM incident_ticket WHERE brand_id = $1") == 0


async def test_a_ticket_of_a_queue_that_is_not_ones_own_can_not_be_linked_or_found_by_its_incident(
    desk: Desk,
) -> None:
    lead, agent = await desk.sits("supervisor"), await desk.sits("agent", desk.payments)
    incident = await opens(desk, lead)
    hidden = (await reports(desk, 1))[0]
    assert not await agent.sees(hidden)
    refused = await links(desk, agent, incident, hidden)
    assert [one["ticket"] for one in refused["refused"]] == [str(hidden.id)]
    await links(desk, lead, incident, hidden)
    listed = await agent.gets("/tickets", filter=f'{{"incident":"{incident["id"]}"}}')
    assert listed["items"] == []
    assert (await reads(desk, agent, incident))["counts"]["tickets"] == 1  # a number, and nothing else


async def test_a_ticket_is_part_of_one_open_incident_at_a_time(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    one, other = await opens(desk, lead), await opens(desk, lead, title_en="Another one")
    (ticket,) = await reports(desk, 1)
    await links(desk, lead, one, ticket)
    refused = await links(desk, lead, other, ticket)
    assert "another open incident" in refused["refused"][0]["detail"]
    await updates(desk, lead, one, "resolved")
    assert (await links(desk, lead, other, ticket))["linked"] == [str(ticket.id)]


async def test_what_can_not_be_used_is_refused_with_its_reason(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    path = f"/incidents/{incident['id']}/updates"
    for body in (
        {"state": "identified", "text_en": "only English"},
        {"state": "investigating"},
        {"state": "resolved"},
        {"state": "identified", **NEWS, "solves": True},
        {"state": "identified", "text_ru": "я" * 5_000, "text_en": "x"},
    ):
        assert (await posts(desk, lead, path, 422, **body))["title"] == "invalid"
    assert (await posts(desk, lead, path, 400, state="over", **NEWS))["title"] == "invalid"
    assert (await posts(desk, lead, "/incidents", 422, **{**BROKEN, "title_en": " "}))["title"] == "invalid"
    stale = await posts(desk, lead, path, 409, state="identified", **NEWS, version=incident["version"] + 1)
    assert stale["title"] == "somebody_was_faster"


async def test_the_same_key_tells_once(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    (ticket,) = await reports(desk, 1)
    await links(desk, lead, incident, ticket)
    for _ in range(2):
        await updates(desk, lead, incident, key="once")
    assert (await desk.notices(ticket)).count("incident_update") == 1


async def test_hostile_titles_and_texts_are_shown_as_words(desk: Desk, building: Building) -> None:
    lead = await desk.sits("supervisor")
    script = "<script>alert(1)</script> {number} {{x}} [a](javascript:alert(1))"
    incident = await opens(desk, lead, title_en=script, title_ru="Карта 4111 1111 1111 1111 не проходит")
    ticket = await desk.a_ticket(text="Book of Suns does not load", from_="h@mail.example")
    await links(desk, lead, incident, ticket)
    await updates(desk, lead, incident, text_en=f"Line\r\nBcc: x@evil.example\r\n{script}", text_ru="ок")
    mails = desk.sent_mails("h@mail.example")[-2:]
    assert any("Bcc" in mail.text for mail in mails), "the line that tries to be a header is in the letter"
    for mail in mails:
        page = mail.mail.get_body(("html",))
        assert page is not None
        assert "<script" not in page.get_content()
        assert "Bcc" not in mail.mail
    async with httpx.AsyncClient(base_url=building.base_url) as site:
        page_en = (await site.get(f"/help/{desk.brand.id}/en/service")).text
        page_ru = (await site.get(f"/help/{desk.brand.id}/ru/service")).text
    assert "<script>alert" not in page_en
    assert "&lt;script&gt;" in page_en
    assert "4111 1111 1111 1111" not in page_ru


# ── suggestion and alarm ────────────────────────────────────────────────────────────────────────────────────


async def test_a_ticket_alike_an_open_incident_is_suggested_and_another_is_not(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    incident = await opens(desk, lead)
    like = await desk.a_ticket(
        text="The slot game Book of Suns froze and does not load", from_="a@mail.example"
    )
    unlike = await desk.a_ticket(
        text="Where is my withdrawal? I asked for it a week ago", from_="b@mail.example"
    )
    found = await lead.gets(f"/tickets/{like.id}/incidents")
    assert (found["part_of"], found["looks_like"]["id"]) == ([], incident["id"])
    assert (await lead.gets(f"/tickets/{unlike.id}/incidents"))["looks_like"] is None


async def test_many_alike_raise_one_alarm_that_leads_find_and_confirm(desk: Desk) -> None:
    lead, agent = await desk.sits("supervisor"), await desk.agent()
    tickets = await reports(desk, UNKNOWN - 1)
    assert await looks(desk) == 0
    tickets += [
        await desk.a_ticket(subject="Игра", text="Не загружается игра Book of Suns", from_="ru@mail.example")
    ]
    assert await looks(desk) == 1
    assert await looks(desk) == 0
    (notice,) = (await lead.gets("/me/notices"))["items"]
    assert notice["kind"] == "incident_suspected"
    assert (await agent.gets("/me/notices"))["items"] == []
    (alarm,) = (await lead.gets(f"/brands/{desk.brand.id}/incidents"))["suspected"]
    assert alarm["id"] == notice["alarm"]
    assert alarm["players"] == UNKNOWN
    assert {"book", "suns"} & set(alarm["words"])
    assert len(alarm["tickets"]) == UNKNOWN
    assert (await posts(desk, agent, f"/alarms/{alarm['id']}/confirm", 403, **BROKEN))["title"] == "forbidden"
    incident = await posts(desk, lead, f"/alarms/{alarm['id']}/confirm", **BROKEN)
    await desk.work_until_idle()
    assert (await reads(desk, lead, incident))["counts"]["tickets"] == UNKNOWN
    assert [(await desk.notices(t)).count("incident_known") for t in tickets] == [1] * UNKNOWN
    again = await posts(desk, lead, f"/alarms/{alarm['id']}/confirm", 409, **BROKEN)
    assert again["title"] == "alarm_over"
    await reports(desk, UNKNOWN)
    assert await looks(desk) == 0  # they look like the open incident, which every ticket says


async def test_a_dismissed_alarm_stays_quiet(desk: Desk) -> None:
    lead = await desk.sits("supervisor")
    await reports(desk, UNKNOWN)
    assert await looks(desk) == 1
    (alarm,) = (await lead.gets(f"/brands/{desk.brand.id}/incidents"))["suspected"]
    path = f"/alarms/{alarm['id']}/dismiss"
    assert (await posts(desk, lead, path, 422, reason=" "))["title"] == "invalid"
    dismissed = await posts(desk, lead, path, 200, reason="a tournament has begun", quiet_minutes=60)
    assert dismissed["state"] == "dismissed"
    await reports(desk, UNKNOWN)
    assert await looks(desk) == 0
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE incident_alarm SET quiet_until = now() WHERE brand_id = $1", desk.brand.id)
    assert await looks(desk) == 1


async def test_one_player_who_writes_often_and_different_matters_raise_no_alarm(desk: Desk) -> None:
    await desk.sits("supervisor")
    for n in range(UNKNOWN + 2):
        await desk.a_ticket(subject=f"S{n}", text="Book of Suns does not load", from_="same@mail.example")
    assert await looks(desk) == 0


# ── the service page ────────────────────────────────────────────────────────────────────────────────────────


async def page_of(building: Building, desk: Desk, language: str = "en", rest: str = "/service") -> str:
    async with httpx.AsyncClient(base_url=building.base_url) as site:
        answer = await site.get(f"/help/{desk.brand.id}/{language}{rest}")
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_the_page_shows_what_is_public_at_once_and_nothing_that_is_not(
    desk: Desk, building: Building
) -> None:
    lead = await desk.sits("supervisor")
    assert "Everything works" in await page_of(building, desk)
    secret = await opens(
        desk, lead, shown=False, title_en="Provider contract trouble", title_ru="Спор с провайдером"
    )
    await updates(desk, lead, secret, text_en="A word for few", text_ru="Для своих")
    incident = await opens(desk, lead)
    await updates(desk, lead, incident)

    async def shown(language: str = "en", rest: str = "/service") -> str:
        return await page_of(building, desk, language, rest)

    async def is_there() -> bool:
        return str(BROKEN["title_en"]) in await shown() and NEWS["text_en"] in await shown()

    await until(is_there)
    assert str(BROKEN["title_ru"]) in await shown("ru")
    for rest in ("", "/request", "/request?topic=game_fault"):
        assert str(BROKEN["title_en"]) in await shown(rest=rest), rest
    for text in [await shown(), await shown(rest=""), await shown(rest="/request")]:
        assert "Provider contract" not in text
        assert "A word for few" not in text
    await updates(desk, lead, incident, "resolved")

    async def is_over() -> bool:
        text = await shown()
        return "Resolved in the last week" in text and "Everything works" in text

    await until(is_over)
    assert str(BROKEN["title_en"]) not in await shown(rest="")


async def test_waits_are_what_players_waited_and_too_few_say_so(desk: Desk, building: Building) -> None:
    agent = await desk.agent()
    assert "too few to say" in await page_of(building, desk)
    for n in range(10):
        ticket = await desk.a_ticket(text="A question about limits", from_=f"w{n}@mail.example")
        await desk.time_passes(ticket, timedelta(minutes=20), work=False)
        await agent.says(ticket, "Here is the answer.")
    await kept.count(desk.db)
    async with desk.db.tx(SYSTEM) as tx:
        tx.wake.add("settings")

    async def is_counted() -> bool:
        text = await page_of(building, desk)
        return "half of the players up to 20 minutes" in text and "100 % of the time" in text

    await until(is_counted)


async def test_the_page_is_light_and_needs_no_script(desk: Desk, building: Building) -> None:
    text = await page_of(building, desk)
    assert len(text.encode()) < 20_000
    assert "<script" not in text


async def test_players_in_danger_raise_no_alarm(desk: Desk) -> None:
    for n in range(UNKNOWN + 1):
        await desk.a_ticket(
            text="I lost all in Book of Suns and want to kill myself",
            from_=f"x{n}@mail.example",
        )
    assert await looks(desk) == 0
