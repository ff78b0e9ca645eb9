"""The complaint form and the player's page of a case, as a browser without JavaScript uses them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from pitboss.complaints import appeals
from pitboss.complaints import events as e
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.players import actions as players
from pitboss.players.model import Claims
from tests.complaints.deciding import REASONING, Room, a_room, in_writing, take
from tests.desk import Desk
from tests.pictures import PNG
from tests.public.test_cabinet import a_request, address, ask_code, code_of, my, sign_in

WHAT = "You voided my bet 88120443 an hour after the match. I want it paid."
SAID: dict[str, dict[str, str]] = {
    "1": {"category": "VOID"},
    "2": {"what": WHAT, "happened_on": "2026-11-20", "reference": "88120443", "sum": "120.50 EUR"},
    "3": {"tried": "I asked in the chat.", "request": ""},
    "4": {"want": "money", "want_text": "120.50 EUR"},
    "5": {},
    "6": {"name": "Declan Murphy", "account": "hb-40022", "address": "1 Quay Street", "answer_in": "en"},
}


def at(desk: Desk, rest: str = "", language: str = "en") -> str:
    return f"/help/{desk.brand.id}/{language}/complaint{rest}"


async def post(site: httpx.AsyncClient, path: str, data: dict[str, str], files: Any = None) -> httpx.Response:
    return await site.post(
        path, data=data, files=files or {"files": ("", b"")} if path.endswith("/5") else None
    )


async def fill(
    desk: Desk, site: httpx.AsyncClient, /, files: Any = None, last: int = 6, **said: dict[str, str]
) -> httpx.Response:
    """Goes through the steps; what the last of them answered. `said`: other answers, as s2={"what": …}."""
    answer = httpx.Response(500)
    for step in range(1, last + 1):
        answer = await post(
            site,
            at(desk, f"/step/{step}"),
            SAID[str(step)] | said.get(f"s{step}", {}),
            files if step == 5 else None,
        )
        assert answer.status_code == 303, (step, re.sub(r"<[^>]+>", " ", answer.text)[-3000:])
    return answer


async def sends(desk: Desk, site: httpx.AsyncClient) -> httpx.Response:
    return await site.post(at(desk, "/step/7"), data={})


async def cases(desk: Desk) -> list[dict[str, Any]]:
    async with desk.db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            "SELECT * FROM complaint WHERE brand_id = $1 ORDER BY id", desk.brand.id
        )
    return [dict(row) for row in rows]


async def reports(desk: Desk) -> list[dict[str, Any]]:
    async with desk.db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            "SELECT * FROM complaint_report WHERE brand_id = $1 ORDER BY id", desk.brand.id
        )
    return [dict(row) for row in rows]


async def registered(desk: Desk, site: httpx.AsyncClient, email: str = "") -> str:
    """A complaint of somebody who is signed in; its number."""
    email = email or address()
    await a_request(desk, site, email, text="Hello, about my bet")
    await sign_in(desk, site, email)
    await fill(desk, site)
    sent = await sends(desk, site)
    assert sent.status_code == 303, sent.text
    found = re.search(r"/my/complaints/(C-\d+)", sent.headers["location"])
    assert found is not None, sent.headers["location"]
    return found[1]


async def in_britain(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE brand SET jurisdiction = 'GB' WHERE id = $1", desk.brand.id)


async def test_the_first_step_tells_what_comes_next_and_whose_rule_it_is(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    shown = await site.get(at(desk))
    assert shown.status_code == 200
    assert "Step 1 of 7" in shown.text
    assert "You get our final answer" in shown.text
    assert "Complaining costs you nothing" in shown.text
    assert (
        "This is a rule of our regulator" not in shown.text
    )  # Malta's terms are known from others' texts only
    assert "we do not know it as a rule of law" in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert f'href="{at(desk)}"' in (await site.get(f"/help/{desk.brand.id}/en")).text


async def test_a_verified_rule_is_told_as_one_and_its_dispute_bodies_are_named(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await in_britain(desk)
    shown = (await site.get(at(desk))).text
    assert "Great Britain" in shown
    assert "This is a rule of our regulator" in shown
    assert "This is what our regulator expects" in shown
    assert 'href="https://ecogra.org"' in shown
    assert "we have not checked its present approval" in shown


async def test_somebody_signed_in_gets_a_case_with_its_number_and_dates(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    handler = await desk.sits("complaints_handler", desk.brand.queue)
    number = await registered(desk, site)
    (case,) = await cases(desk)
    assert (case["number"], case["category"], case["channel"], case["stage"]) == (
        number,
        "VOID",
        "portal",
        "registered",
    )
    assert case["first_received_at"] <= case["registered_at"]
    shown = await site.get(my(desk, f"/complaints/{number}"))
    assert shown.status_code == 200
    assert "Our final answer by" in shown.text
    assert WHAT in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-robots-tag"] == "noindex"
    assert number in (await site.get(my(desk))).text
    seen = await handler.gets(f"/complaints/{number}")
    assert seen["number"] == number


async def test_what_is_typed_is_kept_by_each_step_and_shown_again(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await fill(desk, site, last=2)
    shown = await site.get(at(desk, "/step/2"))
    assert WHAT in shown.text
    quiet = await site.post(at(desk, "/step/3/keep"), data={"tried": "Half a sent"})
    assert quiet.status_code == 204
    assert "Half a sent" in (await site.get(at(desk, "/step/3"))).text
    later = await site.post(at(desk, "/step/3"), data={"tried": "I asked.", "do": "later"})
    assert "14 days" in (await site.get(later.headers["location"])).text
    await site.post(at(desk, "/clear"))
    assert WHAT not in (await site.get(at(desk, "/step/2"), follow_redirects=True)).text


async def test_an_unknown_person_is_recorded_at_once_and_becomes_a_case_without_retyping(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    async with desk.db.tx(SYSTEM) as tx:
        player = await players.identify(
            tx, desk.brand.id, Claims(account="hb-40022", name="Declan", email=email)
        )
    await fill(desk, site, files={"files": ("proof.png", PNG)}, s6={"email": email})
    sent = await sends(desk, site)
    assert sent.headers["location"] == at(desk, "/sent")
    (report,) = await reports(desk)
    assert await cases(desk) == []
    assert WHAT in report["said"]
    shown = await site.get(at(desk, "/sent"))
    assert report["number"] in shown.text
    asked = await site.post(at(desk, "/identify"), data={"email": email})
    await desk.work_until_idle()
    became = await site.post(asked.headers["location"], data={"code": await code_of(desk)})
    (case,) = await cases(desk)
    assert f"/my/complaints/{case['number']}" in became.headers["location"]
    assert case["player_id"] == player.id
    assert case["first_received_at"] == report["received_at"]
    (settled,) = await reports(desk)
    assert settled["complaint_id"] == case["id"]
    page = await site.get(became.headers["location"])
    assert page.status_code == 200
    assert "proof.png" in page.text
    assert len(await desk.tickets()) == 1


async def test_another_address_than_the_one_typed_makes_a_case_of_its_own_player(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    typed, own = address(), address()
    await a_request(desk, site, own)
    await fill(desk, site, s6={"email": typed})
    await sends(desk, site)
    asked = await site.post(at(desk, "/identify"), data={"email": own})
    await desk.work_until_idle()
    became = await site.post(asked.headers["location"], data={"code": await code_of(desk)})
    shown = await site.get(became.headers["location"])
    assert shown.status_code == 200
    assert WHAT in shown.text
    (case,) = await cases(desk)
    async with desk.db.tx(SYSTEM) as tx:
        whose = await tx.value(
            "SELECT player_id FROM identity WHERE brand_id = $1 AND value = $2", desk.brand.id, own
        )
    assert case["player_id"] == whose


async def test_signing_in_later_offers_to_make_the_report_a_case(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await fill(desk, site, s6={"email": email})
    await sends(desk, site)
    await sign_in(desk, site, email)
    assert "becomes a case" in (await site.get(my(desk))).text
    became = await site.post(at(desk, "/become"))
    assert (await site.get(became.headers["location"])).status_code == 200
    assert len(await cases(desk)) == 1
    assert (await site.post(at(desk, "/become"))).headers["location"] == became.headers["location"]
    assert len(await cases(desk)) == 1


async def test_a_report_on_safety_needs_no_name_and_no_address(desk: Desk, site: httpx.AsyncClient) -> None:
    await fill(
        desk,
        site,
        s1={"category": "SGEX", "safety": "yes"},
        s2={"what": "A boy of fifteen plays on his father's account.", "happened_on": ""},
        s6={"name": "", "account": "", "address": ""},
    )
    assert (await sends(desk, site)).headers["location"] == at(desk, "/sent")
    (report,) = await reports(desk)
    assert report["safety"] is True
    assert report["contact"] == ""
    assert report["number"] in (await site.get(at(desk, "/sent"))).text


async def test_the_same_form_sent_twice_is_one_complaint(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await registered(desk, site)
    again = await site.post(at(desk, "/step/7"), data={})
    assert again.headers["location"] == at(desk, "/sent")
    there = await site.get(at(desk, "/sent"))
    assert there.headers["location"] == my(desk, f"/complaints/{number}")
    assert len(await cases(desk)) == 1
    assert len(await desk.tickets()) == 2  # the one before, and the case's


async def test_somebody_who_excluded_themselves_still_complains(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email, text="Please block my account for good, I want to exclude myself")
    await sign_in(desk, site, email)
    await fill(desk, site, s1={"category": "SGEX"})
    assert "/my/complaints/C-" in (await sends(desk, site)).headers["location"]


async def test_each_stage_is_told_by_the_players_channel_with_a_link_to_the_case(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    handler = await desk.sits("complaints_handler", desk.brand.queue)
    email = address()
    number = await registered(desk, site, email)
    await desk.work_until_idle()
    (mail,) = [sent for sent in desk.sent_mails(email) if f"complaint {number}" in str(sent.mail["Subject"])]
    link = re.search(r"https?://\S+?(/help/\S+/complaint/case/\S+)", mail.text)
    assert link is not None
    async with httpx.AsyncClient(base_url=desk.building.base_url) as stranger:
        shown = await stranger.get(link[1])
        assert shown.status_code == 200
        assert number in shown.text
        assert WHAT not in shown.text
        forged = await stranger.get(link[1][:-1] + ("A" if link[1][-1] != "A" else "B"))
        assert forged.status_code == 404
    at_case = (await handler.gets(f"/complaints/{number}"))["id"]
    for step, body in (
        ("acknowledge", {}),
        ("analyse", {"claim": "The bet stands.", "about": "Bet 88120443", "rules": []}),
        ("wait", {"waiting": "player", "reason": "A screenshot"}),
    ):
        answer = await handler.asks("POST", f"/complaints/{at_case}/{step}", body)
        assert answer.status_code == 200, answer.text
    await desk.work_until_idle()
    told = [sent.text for sent in desk.sent_mails(email)]
    assert any("which rules it turns on" in text for text in told)
    assert any("We need something from you" in text for text in told)
    page = await site.get(my(desk, f"/complaints/{number}"))
    assert "We wait for you" in page.text
    said = await site.post(
        my(desk, f"/complaints/{number}/say"),
        data={"text": "Here it is.", "key": "one"},
        files={"files": ("shot.png", PNG)},
    )
    assert said.status_code == 303, said.text
    page = await site.get(my(desk, f"/complaints/{number}"))
    assert "Here it is." in page.text
    assert "shot.png" in page.text
    assert "We wait for you" not in page.text
    again = await site.post(my(desk, f"/complaints/{number}/say"), data={"text": "Here it is.", "key": "one"})
    assert again.status_code == 303
    assert (await site.get(my(desk, f"/complaints/{number}"))).text.count("Here it is.") == 1


async def test_a_complaint_is_taken_back_only_on_purpose(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await registered(desk, site)
    where = my(desk, f"/complaints/{number}/withdraw")
    assert (await site.post(where, data={})).status_code == 422
    assert (await site.post(where, data={"sure": "yes"})).status_code == 303
    (case,) = await cases(desk)
    assert (case["stage"], case["outcome"]) == ("withdrawn", "withdrawn")
    assert "Taken back" in (await site.get(my(desk, f"/complaints/{number}"))).text
    assert (await site.post(where, data={"sure": "yes"})).status_code == 409


async def test_errors_are_named_at_their_field_and_nothing_is_lost(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    assert (await site.post(at(desk, "/step/1"), data={})).status_code == 422
    await fill(desk, site, last=1)
    wrong = await site.post(at(desk, "/step/2", "ru"), data={"what": "", "happened_on": "2999-01-01"})
    assert wrong.status_code == 422
    assert 'id="e-what"' in wrong.text
    assert 'id="e-happened_on"' in wrong.text
    wrong = await site.post(at(desk, "/step/2"), data={"what": "x" * 8_001, "happened_on": "2026-11-20"})
    assert 'id="e-what"' in wrong.text


async def test_the_link_of_a_code_by_mail_goes_on_to_the_case_too(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    await fill(desk, site, s6={"email": email})
    await sends(desk, site)
    await ask_code(desk, site, email)
    wrong = await site.post(at(desk, "/identify"), data={"email": "nobody"})
    assert wrong.status_code == 422


async def investigated(desk: Desk, number: str) -> tuple[Room, UUID]:
    """The evidence is there and read; who decides, and the case."""
    room = await a_room(desk)
    (case,) = [one for one in await cases(desk) if one["number"] == number]
    which, item = case["id"], new_id()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, $2, $3, 'account', $4)",
            desk.brand.id,
            new_id(),
            case["player_id"],
            f"P-{which.hex[-12:]}",
        )
    await take(
        desk,
        room.handler.person.actor,
        which,
        e.ComplaintAcknowledged(complaint=which),
        e.ComplaintAnalysed(complaint=which),
        e.ComplaintInvestigated(complaint=which),
        e.ComplaintEvidenceNeeded(complaint=which, needs=[]),
        e.ComplaintEvidenceFrozen(complaint=which, evidence=item, kind="bet"),
        e.ComplaintEvidenceReviewed(complaint=which, evidence=item),
    )
    return room, which


async def decided(desk: Desk, number: str, **more: Any) -> UUID:
    """The case is decided; its decision."""
    room, which = await investigated(desk, number)
    return UUID((await room.decided(which, **more))["id"])


async def test_a_proposed_decision_is_not_the_players_to_read(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await registered(desk, site)
    room, which = await investigated(desk, number)
    await room.proposed(which, outcome="not_upheld", redress=[])
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert REASONING not in shown
    assert "Records and inquiry" in shown
    assert "not agree with you" not in shown


async def test_a_decision_is_shown_with_its_reasons_and_what_comes_of_it(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await in_britain(desk)
    number = await registered(desk, site)
    await decided(desk, number, outcome="partly_upheld")
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert "Our letter with this decision is still to reach you." in shown
    assert "You may ask until" not in shown
    await in_writing(desk, (await cases(desk))[0]["id"])
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert "Our letter with this decision" not in shown
    for said in (
        REASONING,
        "You were right in part.",
        "We pay 120.50 EUR",
        "A bet is void only for a reason of rule 7.",
    ):
        assert said in shown
    assert "You may ask until" in shown
    assert "https://ecogra.org" in shown


async def test_an_appeal_in_the_cabinet_is_asked_once_and_needs_a_reason(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await in_britain(desk)
    number = await registered(desk, site)
    where = my(desk, f"/complaints/{number}/appeal")
    assert (await site.post(where, data={"grounds": "Too early."})).status_code == 409
    await decided(desk, number, outcome="not_upheld", redress=[])
    assert (await site.post(where, data={"grounds": ""})).status_code == 422
    for _ in range(2):
        assert (
            await site.post(where, data={"grounds": "The screenshot was not looked at."})
        ).status_code == 303
    (case,) = await cases(desk)
    assert case["appeal"] == "asked"
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert "Somebody who took no part in it will do so." in shown
    assert "We answer your appeal by" in shown
    assert "https://ecogra.org" not in shown  # not while we look again


async def test_after_its_window_there_is_no_appeal(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await registered(desk, site)
    decision = await decided(desk, number, outcome="not_upheld", redress=[])
    async with desk.db.tx(SYSTEM) as tx:
        secret = appeals.secret_of(tx, desk.brand.id, decision)
    (case,) = await cases(desk)
    await in_writing(desk, case["id"], ago=timedelta(days=400))
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert "The time to appeal was over on" in shown
    assert 'name="grounds"' not in shown
    page = await site.get(at(desk, f"/appeal/{decision}/{secret}"))
    assert 'name="grounds"' not in page.text
    late = await site.post(at(desk, f"/appeal/{decision}/{secret}"), data={"grounds": "Too late."})
    assert late.status_code == 409
    (case,) = await cases(desk)
    assert case["appeal"] == "none"


async def test_whose_british_answer_is_overdue_reads_that_they_need_not_wait(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await in_britain(desk)
    number = await registered(desk, site)
    where = my(desk, f"/complaints/{number}")
    assert "so you need not wait for it" not in (await site.get(where)).text
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint_deadline SET due_at = now() - interval '1 day' WHERE brand_id = $1 AND kind = 'final_answer'",
            desk.brand.id,
        )
    shown = (await site.get(where)).text
    assert "so you need not wait for it" in shown
    assert "https://ecogra.org" in shown
    assert "ждать его не обязательно" in (await site.get(where.replace("/en/", "/ru/"))).text


async def test_elsewhere_the_page_claims_no_right_that_the_rules_do_not_give(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    number = await registered(desk, site)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint_deadline SET due_at = now() - interval '1 day' WHERE brand_id = $1 AND kind = 'final_answer'",
            desk.brand.id,
        )
    shown = (await site.get(my(desk, f"/complaints/{number}"))).text
    assert "need not wait" not in shown
    assert "We are late." in shown
