"""The player's cabinet, as a browser without JavaScript uses it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from tests.desk import Building, Desk
from tests.making import a_player
from tests.pictures import PNG
from tests.public.test_request import fill, send
from tests.public.test_verify import strict


def my(desk: Desk, rest: str = "", language: str = "en") -> str:
    return f"/help/{desk.brand.id}/{language}/my{rest}"


def address() -> str:
    return f"{new_id().hex}@mail.example"


async def ask_code(desk: Desk, site: httpx.AsyncClient, email: str) -> str:
    """Where to type the code."""
    asked = await site.post(my(desk, "/code"), data={"email": email})
    assert asked.status_code == 303, asked.text
    await desk.work_until_idle()
    return asked.headers["location"]


async def code_of(desk: Desk) -> str:
    subjects = [str(sent.mail["Subject"]) for sent in reversed(desk.sent_mails())]
    found = re.search(r"\b(\d{3} \d{3})\b", next(one for one in subjects if "opens your requests" in one))
    assert found is not None
    return found[1]


async def sign_in(desk: Desk, site: httpx.AsyncClient, email: str) -> None:
    where = await ask_code(desk, site, email)
    entered = await site.post(where, data={"code": await code_of(desk)})
    assert entered.status_code == 303, entered.text
    assert entered.headers["location"] == my(desk)


async def a_request(desk: Desk, site: httpx.AsyncClient, email: str, text: str = "Where is my money?") -> int:
    await send(desk, site, await fill(desk, site, "other", email=email, text=text))
    return (await desk.tickets())[-1].number


async def test_a_code_by_mail_opens_the_list_of_all_requests(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    number = await a_request(desk, site, email)
    before = await site.get(my(desk))
    assert "Sign in to your requests" in before.text
    await sign_in(desk, site, email)
    cookie = site.cookies.jar
    assert [c.has_nonstandard_attr("HttpOnly") for c in cookie] == [True]
    listed = await site.get(my(desk))
    assert f"{my(desk)}/{number}" in listed.text
    assert "We will answer by" in listed.text
    assert listed.headers["cache-control"] == "no-store"


async def test_the_link_of_the_mail_signs_in_only_by_its_button(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    await ask_code(desk, site, email)
    link = re.search(r"https?://\S+?(/help/\S+/my/enter/\S+)", desk.sent_mails()[-1].text)
    assert link is not None
    shown = await site.get(link[1], headers={"accept-language": "en"}, follow_redirects=True)
    assert "One click" in shown.text
    assert not site.cookies
    path = f"/help/{desk.brand.id}/en/{link[1].split('/', 3)[3]}"
    assert (await site.post(path)).status_code == 303
    assert (await site.get(my(desk))).text.count("Where is my money?") == 1
    again = await site.post(path)
    assert again.status_code == 401


async def test_nobody_learns_whether_an_address_is_known(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    await desk.work_until_idle()
    sent = len(desk.sent_mails())
    known = await site.post(my(desk, "/code"), data={"email": email})
    unknown = await site.post(my(desk, "/code"), data={"email": address()})
    await desk.work_until_idle()
    assert len(desk.sent_mails()) == sent + 1
    pages = [await site.get(answer.headers["location"]) for answer in (known, unknown)]
    one, other = (re.sub(r"[0-9a-f-]{36}", "", page.text) for page in pages)
    assert one == other
    wrong = [
        await site.post(answer.headers["location"], data={"code": "000000"}) for answer in (known, unknown)
    ]
    one, other = (re.sub(r"[0-9a-f-]{36}", "", page.text) for page in wrong)
    assert wrong[0].status_code == wrong[1].status_code == 401
    assert one == other


@pytest.mark.parametrize("alike", ["\u212aate{}@mail.example", "kate{}@\uff4dail.example"])
async def test_a_code_goes_to_the_known_spelling_of_an_address_alone(
    desk: Desk, site: httpx.AsyncClient, alike: str
) -> None:
    mark = new_id().hex
    await a_request(desk, site, f"kate{mark}@mail.example")
    await ask_code(desk, site, alike.format(mark))
    await code_of(desk)
    assert desk.sent_mails()[-1].recipient == f"kate{mark}@mail.example"


async def test_an_address_that_was_masked_opens_nothing(desk: Desk, site: httpx.AsyncClient) -> None:
    asked = await site.post(my(desk, "/code"), data={"email": "4111111111111111@mail.example"})
    assert asked.status_code == 422
    assert "looks like a card number" in asked.text


async def test_a_request_of_somebody_in_danger_is_not_closed_by_a_click(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    form = await fill(desk, site, "self_exclusion", email=email, text="Please block my account for good")
    await send(desk, site, form)
    (ticket,) = await desk.tickets()
    await sign_in(desk, site, email)
    shown = await site.get(my(desk, f"/{ticket.number}"))
    assert f"{my(desk, f'/{ticket.number}')}/close" not in shown.text
    refused = await site.post(my(desk, f"/{ticket.number}/close"))
    assert refused.status_code == 409
    assert "We finish this request ourselves" in refused.text
    assert [one.status for one in await desk.tickets()] != ["solved"]


async def test_the_link_for_documents_stands_in_the_cabinet(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    number = await a_request(desk, site, email)
    (ticket,) = await desk.tickets()
    agent = await desk.agent()
    assert (
        await agent.asks("POST", f"/tickets/{ticket.id}/documents", {"kinds": ["identity"]})
    ).status_code == 201
    await sign_in(desk, site, email)
    link = re.search(
        r'href="https?://[^/"]+(/help/[^"]+/documents/[^"]+)"', (await site.get(my(desk, f"/{number}"))).text
    )
    assert link
    assert "sealed" not in link[1]
    assert (await site.get(link[1])).status_code == 200


async def test_notices_are_in_the_words_of_the_page_that_they_are_read_on(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    number = await a_request(desk, site, email)
    (ticket,) = await desk.tickets()
    agent = await desk.agent(name="Anna Petrova")
    await agent.says(ticket, "Which card was it?", then="waiting")
    await agent.asks("POST", f"/tickets/{ticket.id}/documents", {"kinds": ["identity"]})
    await agent.does(ticket, "solve")
    await desk.work_until_idle()
    await sign_in(desk, site, email)
    shown = (await site.get(my(desk, f"/{number}"))).text
    for of_a_mail in ("this e-mail", "not by e-mail", "Hello,", "You can follow it here"):
        assert of_a_mail not in shown
    for of_a_page in ("Its number is", "only by this private page, not as a message here", "just write here"):
        assert of_a_page in shown
    assert "just reply to this e-mail" in desk.sent_mails(email)[0].text


async def test_codes_can_not_be_guessed_nor_used_twice(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    where = await ask_code(desk, site, email)
    code = await code_of(desk)
    for _ in range(5):
        assert (await site.post(where, data={"code": "123456"})).status_code == 401
    assert (await site.post(where, data={"code": code})).status_code == 401
    second = await ask_code(desk, site, email)
    assert (await site.post(second, data={"code": await code_of(desk)})).status_code == 303
    assert (await site.post(second, data={"code": await code_of(desk)})).status_code == 401


async def test_a_code_ends_after_half_an_hour(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    where = await ask_code(desk, site, email)
    code = await code_of(desk)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE cabinet_code SET created_at = created_at - $1::interval", timedelta(minutes=31))
    assert (await site.post(where, data={"code": code})).status_code == 401


def letters_to(desk: Desk, email: str) -> list[str]:
    """Of those that open the cabinet, the ways in by their links."""
    texts = [
        sent.text for sent in desk.sent_mails(email) if "opens your requests" in str(sent.mail["Subject"])
    ]
    return [str(re.findall(r"https?://\S+?(/help/\S+/my/enter/\S+)", text)[0]) for text in texts]


async def minutes_pass(desk: Desk, minutes: int) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE cabinet_code SET created_at = created_at - $2::interval WHERE brand_id = $1",
            desk.brand.id,
            timedelta(minutes=minutes),
        )


async def comes_in(desk: Desk, site: httpx.AsyncClient, link: str) -> None:
    path = f"/help/{desk.brand.id}/en/{link.split('/', 3)[3]}"
    assert (await site.post(path)).status_code == 303
    assert (await site.get(my(desk))).text.count("Where is my money?") == 1


async def test_who_asks_again_and_again_for_anothers_code_locks_nobody_out(
    desk: Desk, site: httpx.AsyncClient, building: Building
) -> None:
    email = address()
    await a_request(desk, site, email)
    async with httpx.AsyncClient(base_url=building.base_url) as attacker:
        for _ in range(3):  # for an hour, as often as they like
            for _ in range(9):
                await ask_code(desk, attacker, email)
            mine = await ask_code(desk, site, email)
            assert mine.endswith("?again=1")
            shown = await site.get(mine)
            assert "the newest one is still good" in shown.text
            await minutes_pass(desk, 19)
            assert (await site.post(my(desk, "/code"), data={"email": email})).status_code == 303
            for _ in range(6):  # they share the letter, so they can use its digits up, but not its link
                await attacker.post(mine, data={"code": "123456"})
            await minutes_pass(desk, 2)
    assert (await site.post(mine, data={"code": await code_of(desk)})).status_code == 401
    await comes_in(desk, site, letters_to(desk, email)[-1])


async def test_the_digits_of_the_newest_letter_open_too_where_no_other_was_sent(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    email = address()
    await a_request(desk, site, email)
    for _ in range(7):
        where = await ask_code(desk, site, email)
    assert (await site.post(where, data={"code": await code_of(desk)})).status_code == 303
    # who has come in gets a letter at once the next time
    assert "again" not in await ask_code(desk, site, email)


async def test_no_crowd_can_fill_a_mailbox_with_codes(desk: Desk, site: httpx.AsyncClient) -> None:
    email, nobodys = address(), address()
    await a_request(desk, site, email)
    answers: dict[str, list[str]] = {email: [], nobodys: []}
    for _ in range(12):  # four hours
        for whose in (email, nobodys):
            for _ in range(8):
                asked = await site.post(my(desk, "/code"), data={"email": whose})
                answers[whose].append(asked.headers["location"].partition("?")[2])
        await desk.work_until_idle()
        await minutes_pass(desk, 20)
    assert len(letters_to(desk, email)) == 5 + 11
    assert answers[email] == answers[nobodys]  # and nobody learns whether an address is known


async def test_one_network_can_not_ask_for_many_addresses(
    building: Building, database_url: str, tmp_path: Path, desk: Desk
) -> None:
    async with strict(building, database_url, tmp_path) as site:
        for n in range(8):
            asked = await site.post(
                my(desk, "/code"),
                data={"email": address()},
                headers={"x-forwarded-for": f"2001:db8:9:9::{n + 1}"},
            )
            assert asked.status_code == 303
        for source, status in (("2001:db8:9:9:ffff::1", 429), ("2001:db8:9:8::1", 303)):
            asked = await site.post(
                my(desk, "/code"), data={"email": address()}, headers={"x-forwarded-for": source}
            )
            assert asked.status_code == status


async def test_an_address_that_the_site_does_not_vouch_for_opens_no_account(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    player = await a_player(desk.db, desk.brand)
    email = address()
    async with desk.db.tx(SYSTEM) as tx:
        for kind, value in (("account", new_id().hex), ("email", email)):
            await tx.run(
                "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, $2, $3, $4, $5)",
                desk.brand.id,
                new_id(),
                player.id,
                kind,
                value,
            )
    await ask_code(desk, site, email)
    assert desk.sent_mails() == []


async def test_a_player_answers_adds_a_file_and_the_agent_reads_it(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    agent = await desk.agent()
    email = address()
    number = await a_request(desk, site, email)
    (ticket,) = await desk.tickets()
    await agent.says(ticket, "Please show the receipt.")
    await sign_in(desk, site, email)
    shown = await site.get(my(desk, f"/{number}"))
    assert "Please show the receipt." in shown.text
    key = re.search(r'name="key" value="([^"]+)"', shown.text)
    assert key is not None
    for _ in range(2):
        said = await site.post(
            my(desk, f"/{number}/answer"),
            data={"text": "<i>Here</i> it is", "key": key[1]},
            files={"files": ("r.png", PNG)},
        )
        assert said.status_code == 303, said.text
    after = await site.get(said.headers["location"])
    assert "Thank you, we have your message." in after.text
    assert after.text.count("&lt;i&gt;Here&lt;/i&gt; it is") == 1
    file = re.search(r'href="([^"]+/files/[^"]+)"', after.text)
    assert file is not None
    given = await site.get(file[1], follow_redirects=True)
    assert given.headers["content-type"] == "image/png"
    heard = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    assert [m["attachments"][0]["name"] for m in heard if m["text"] == "<i>Here</i> it is"] == ["r.png"]
    assert (await agent.view(ticket))["status"] == "open"


async def test_what_a_player_can_do_with_a_request(desk: Desk, site: httpx.AsyncClient) -> None:
    agent = await desk.agent()
    email = address()
    number = await a_request(desk, site, email, "What do decimal odds mean?")
    (ticket,) = await desk.tickets()
    await sign_in(desk, site, email)
    before = (await agent.view(ticket))["priority"]
    assert (await site.post(my(desk, f"/{number}/sooner"))).status_code == 303
    assert (await site.post(my(desk, f"/{number}/sooner"))).status_code == 409
    steps = ["urgent", "high", "normal", "low"]
    assert steps.index((await agent.view(ticket))["priority"]) == max(1, steps.index(before) - 1)
    assert (await site.post(my(desk, f"/{number}/rate"), data={"score": "5"})).status_code == 409
    await agent.says(ticket, "It is on its way.")
    rated = await site.post(my(desk, f"/{number}/rate"), data={"score": "4", "comment": "Quick"})
    assert rated.status_code == 303
    assert 'value="4" required checked' in (await site.get(my(desk, f"/{number}"))).text
    assert (await site.post(my(desk, f"/{number}/close"))).status_code == 303
    assert (await agent.view(ticket))["status"] == "solved"
    assert "1 that is over" in (await site.get(my(desk))).text
    assert (await site.post(my(desk, f"/{number}/reopen"))).status_code == 303
    assert (await agent.view(ticket))["status"] == "open"
    assert (await site.post(my(desk, f"/{number}/senior"))).status_code == 303
    assert (await site.post(my(desk, f"/{number}/senior"))).status_code == 409
    (after,) = await desk.tickets()
    assert after.level == "senior"


async def test_another_players_request_is_not_there(desk: Desk, site: httpx.AsyncClient) -> None:
    other = await a_request(desk, site, address(), text="A secret of somebody else")
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    for rest in ("", "/answer", "/sooner", "/close", "/move"):
        answer = await (
            site.post(my(desk, f"/{other}{rest}"), data={"text": "x"})
            if rest
            else site.get(my(desk, f"/{other}"))
        )
        assert answer.status_code == 404
        assert "secret" not in answer.text
    assert "A secret" not in (await site.get(my(desk, "?all=1"))).text


async def test_without_signing_in_nothing_is_shown_or_done(desk: Desk, site: httpx.AsyncClient) -> None:
    number = await a_request(desk, site, address(), text="A secret")
    shown = await site.get(my(desk, f"/{number}"))
    assert shown.status_code == 401
    assert "A secret" not in shown.text
    assert (await site.post(my(desk, f"/{number}/close"))).status_code == 401


async def test_a_page_of_another_site_can_not_act_for_the_player(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    number = await a_request(desk, site, email)
    await sign_in(desk, site, email)
    answer = await site.post(my(desk, f"/{number}/close"), headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


async def test_signing_out_ends_the_session(desk: Desk, site: httpx.AsyncClient) -> None:
    email = address()
    await a_request(desk, site, email)
    await sign_in(desk, site, email)
    held = dict(site.cookies)
    await site.post(my(desk, "/leave"))
    site.cookies.update(held)
    assert "Sign in to your requests" in (await site.get(my(desk))).text


async def test_who_was_taken_for_another_player_is_signed_out_when_that_is_undone(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    one, other = address(), address()
    await a_request(desk, site, one, text="A secret of the first")
    await a_request(desk, site, other, text="The second's own")
    stays, goes = (ticket.player_id for ticket in await desk.tickets())
    admin, chief = await desk.sits("admin"), await desk.sits("supervisor")
    asked = {"other": str(goes), "reason": "one phone"}
    proposal = (await admin.asks("POST", f"/players/{stays}/merge", asked)).json()["id"]
    assert (await chief.asks("POST", f"/merge-proposals/{proposal}/approve")).is_success
    where = await ask_code(desk, site, other)
    code = await code_of(desk)
    await sign_in(desk, site, other)
    assert "A secret of the first" in (await site.get(my(desk))).text
    assert (await chief.asks("POST", f"/merge-proposals/{proposal}/undo")).is_success
    assert "Sign in to your requests" in (await site.get(my(desk))).text
    assert (await site.post(where, data={"code": code})).status_code == 401
    await sign_in(desk, site, other)
    assert "A secret of the first" not in (await site.get(my(desk))).text


async def test_a_link_into_the_chat_follows_a_merged_request_and_leads_nobody_into_anothers(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    senior = await desk.sits("senior", desk.brand.queue, desk.payments)
    email = address()
    first = await a_request(desk, site, email, "Where is my money?")
    second = await a_request(desk, site, email, "Any news of my money?")
    await a_request(desk, site, address(), "Somebody else")
    into, merged, others = await desk.tickets()
    await sign_in(desk, site, email)

    async def link(number: int) -> str:
        moved = await site.post(my(desk, f"/{number}/move"))
        found = re.search(r'class="button" href="([^"]+/chat/[^"]+)"', moved.text)
        assert found is not None
        return found[1]

    ahead, gone = await link(second), await link(first)
    await senior.does(merged, "merge", into=str(into.number))
    assert (await site.post(ahead)).status_code == 200
    assert next(one for one in await desk.tickets() if one.id == into.id).channel == "webchat"
    async with desk.db.tx(SYSTEM) as tx:  # as when a visitor turns out to be another player
        await tx.run("UPDATE ticket SET player_id = $2 WHERE id = $1", into.id, others.player_id)
    refused = await site.post(gone)
    assert refused.status_code == 410
    assert "data-token" not in refused.text


async def test_a_conversation_goes_on_in_the_chat_with_everything_said(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    agent = await desk.agent()
    email = address()
    number = await a_request(desk, site, email, text="The story that I tell once")
    (ticket,) = await desk.tickets()
    await sign_in(desk, site, email)
    moved = await site.post(my(desk, f"/{number}/move"))
    assert "<svg" in moved.text
    link = re.search(r'class="button" href="([^"]+/chat/[^"]+)"', moved.text)
    assert link is not None
    async with httpx.AsyncClient(base_url=desk.building.base_url, timeout=30) as phone:
        assert "One click" in (await phone.get(link[1])).text
        opened = await phone.post(link[1])
        token = re.search(r'data-token="([^"]+)"', opened.text)
        assert token is not None
        assert (await phone.post(link[1])).status_code == 410
        marks = {"authorization": f"Bearer {token[1]}"}
        said = (await phone.get("/api/v1/chat/history", headers=marks)).json()["items"]
        assert "The story that I tell once" in [m["text"] for m in said]
        answer = await phone.post("/api/v1/chat/messages", headers=marks, json={"text": "Now in the chat"})
        assert answer.status_code == 201, answer.text
    seen = await agent.view(ticket)
    assert seen["channel"] == "webchat"
    assert len(await desk.tickets()) == 1


async def test_who_wants_answers_only_gets_no_mail_of_each_step(desk: Desk, site: httpx.AsyncClient) -> None:
    agent = await desk.agent()
    email = address()
    await a_request(desk, site, email)
    (ticket,) = await desk.tickets()
    await sign_in(desk, site, email)
    saved = await site.post(my(desk, "/settings"), data={"mails": "answers", "language": "en"})
    assert saved.status_code == 303
    before = len(desk.sent_mails())
    await agent.does(ticket, "solve")
    await desk.work_until_idle()
    assert len(desk.sent_mails()) == before
    await site.post(my(desk, "/settings"), data={"mails": "all", "language": "en"})
    await agent.does(ticket, "reopen", reason="not yet")
    await agent.does(ticket, "solve")
    await desk.work_until_idle()
    assert len(desk.sent_mails()) == before + 1


@pytest.mark.parametrize(
    "path", ["/code/nonsense", "/0", "/99999999999999999999", "/enter/x/y", "/settings/x"]
)
async def test_odd_addresses_are_refused_calmly(desk: Desk, site: httpx.AsyncClient, path: str) -> None:
    assert (await site.get(my(desk, path))).status_code in (400, 401, 404)
