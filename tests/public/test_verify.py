"""Is it really you? Through the front door: codes, lists, impostors, and whoever tries to guess."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
import uvicorn

from pitboss.channels import codes
from pitboss.channels.forms import ChannelForm
from pitboss.channels.settings import change_channel
from pitboss.db.tx import SYSTEM
from pitboss.web import create_app
from tests.desk import Building, Desk, _Server, a_listening_socket, until
from tests.making import happened

CODE = re.compile(
    r"\b[346789BCDFGHJKMPQRTVWXY]{4}-[346789BCDFGHJKMPQRTVWXY]{4}-[346789BCDFGHJKMPQRTVWXY]{4}\b"
)


async def asked(
    site: httpx.AsyncClient, text: str, brand: str | None = None, **more: Any
) -> list[dict[str, Any]]:
    answer = await site.post("/api/v1/verify", json={"text": text, "brand": brand}, **more)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def one(site: httpx.AsyncClient, text: str, brand: str | None = None) -> dict[str, Any]:
    (item,) = await asked(site, text, brand)
    return item


async def with_codes(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        for channel in (desk.brand.email, desk.brand.webchat):
            await change_channel(tx, desk.brand.id, channel, form=ChannelForm(message_codes=True))


# ── codes ───────────────────────────────────────────────────────────────────────────────────────────────────


async def test_a_mail_carries_a_code_that_tells_when_we_sent_it_and_nothing_personal(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await with_codes(desk)
    ticket = await desk.a_ticket(from_="Ivan Petrov <ivan@mail.example>", text="Where is my money?")
    agent = await desk.agent()
    await agent.says(ticket, "It is on its way.")
    await desk.work_until_idle()
    sent = [mail for mail in desk.sent_mails() if "on its way" in mail.text]
    code = CODE.search(sent[0].text)
    assert code, sent[0].text
    assert "/verify" in sent[0].text
    told = await one(site, code[0])
    assert (told["what"], told["verdict"]) == ("code", "ours")
    assert told["about"] == f"…{str(ticket.number)[-4:]}"
    assert "by mail" in told["text"]
    whole = msgspec.json.encode(told).decode()
    for secret in ("Ivan", "ivan@", "money", "on its way", str(ticket.id), agent.person.name):
        assert secret not in whole
    # as a player types it
    assert (await one(site, code[0].lower().replace("-", " ")))["verdict"] == "ours"
    # the database knows no code
    async with desk.db.tx(SYSTEM) as tx:
        hashes = await tx.column("SELECT hash FROM message_code WHERE brand_id = $1", desk.brand.id)
    assert code[0].encode() not in hashes
    assert {len(known) for known in hashes} == {32}


async def test_every_mail_has_its_own_code_and_a_second_try_the_same(desk: Desk) -> None:
    message, other = UUID(int=1), UUID(int=2)
    async with desk.db.tx(SYSTEM) as tx:
        first = codes.code_of(tx, desk.brand.id, message)
        assert first == codes.code_of(tx, desk.brand.id, message)
        assert first != codes.code_of(tx, desk.brand.id, other)
        assert first != codes.code_of(tx, "another", message)
    assert CODE.fullmatch(first)


async def test_a_channel_that_carries_no_codes_sends_none(desk: Desk) -> None:
    await desk.a_ticket(text="Hello there, good people")
    await desk.work_until_idle()
    assert desk.sent_mails()
    assert not any(CODE.search(mail.text) for mail in desk.sent_mails())


async def test_a_letter_that_belongs_to_no_request_carries_a_code_that_says_what_it_is(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    await with_codes(desk)
    await desk.a_ticket(from_="Ivan Petrov <ivan.letter@mail.example>")
    asked_for = await site.post(
        f"/help/{desk.brand.id}/ru/my/code", data={"email": "ivan.letter@mail.example"}
    )
    assert asked_for.status_code == 303
    await desk.work_until_idle()
    (mail,) = [sent for sent in desk.sent_mails() if "вход к вашим" in str(sent.mail["Subject"])]
    (code,) = CODE.findall(mail.text)
    page = mail.mail.get_body(("html",))
    assert page is not None
    assert CODE.findall(str(page.get_content())) == [code]
    told = await one(site, code)
    assert (told["verdict"], told["about"]) == ("ours", None)
    assert "by mail: a code to sign in to your requests" in told["text"]
    assert "no request" in told["text"]
    assert "None" not in told["text"]
    whole = msgspec.json.encode(told).decode()
    for secret in ("Ivan", "ivan.", "mail.example"):
        assert secret not in whole
    shown = await site.post(f"/help/{desk.brand.id}/ru/verify", data={"text": code})
    assert "код для входа в ваши обращения" in shown.text


async def test_a_survey_carries_a_code_that_names_its_request(desk: Desk, site: httpx.AsyncClient) -> None:
    await with_codes(desk)
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="Ivan <ivan@mail.example>")
    await agent.says(ticket, "It is done, have a look.", then="solved")
    await desk.time_passes(ticket, timedelta(hours=2))
    (mail,) = [sent for sent in desk.sent_mails() if "How did we do?" in str(sent.mail["Subject"])]
    (code,) = CODE.findall(mail.text)
    told = await one(site, code)
    assert (told["verdict"], told["about"]) == ("ours", f"…{str(ticket.number)[-4:]}")
    assert "a question how we did, about request …" in told["text"]


async def test_letters_of_a_channel_without_codes_carry_none(desk: Desk, site: httpx.AsyncClient) -> None:
    await desk.a_ticket(from_="Ivan <ivan@mail.example>")
    await site.post(f"/help/{desk.brand.id}/en/my/code", data={"email": "ivan@mail.example"})
    await desk.work_until_idle()
    (mail,) = [sent for sent in desk.sent_mails() if "opens your requests" in str(sent.mail["Subject"])]
    assert not CODE.search(mail.text)


async def test_an_unknown_code_is_told_like_any_other(desk: Desk, site: httpx.AsyncClient) -> None:
    wrong = [await one(site, text) for text in ("K7QM-3XWD-9FTC", "GGGG-HHHH-3333", "3333-3333-333X")]
    assert {item["verdict"] for item in wrong} == {"unknown"}
    assert len({item["text"] for item in wrong}) == 1


async def test_a_code_of_one_brand_is_not_known_on_the_page_of_another(
    desk: Desk, site: httpx.AsyncClient, other_brand: Any
) -> None:
    await with_codes(desk)
    await desk.a_ticket(text="Hello there, good people")
    await desk.work_until_idle()
    code = next(found[0] for mail in desk.sent_mails() if (found := CODE.search(mail.text)))
    assert (await one(site, code, desk.brand.id))["verdict"] == "ours"
    assert (await one(site, code, other_brand.id))["verdict"] == "unknown"


@contextlib.asynccontextmanager
async def strict(building: Building, database_url: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A server with the real limits."""
    settings = msgspec.structs.replace(building.settings, rate_factor=1.0, trusted_proxies=("127.0.0.1/32",))
    listening = a_listening_socket()
    server = _Server(
        uvicorn.Config(
            create_app(settings, database_url), lifespan="on", log_level="critical", proxy_headers=False
        )
    )

    serving = asyncio.create_task(server.serve([listening]))
    await until(lambda: server.started)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}") as client:
        yield client
    server.should_exit = True
    await serving
    listening.close()


async def test_whoever_guesses_codes_waits_longer_and_longer_and_others_do_not(
    building: Building, database_url: str, tmp_path: Path, desk: Desk
) -> None:
    async with strict(building, database_url, tmp_path) as site:

        async def guess(address: str) -> httpx.Response:
            return await site.post(
                "/api/v1/verify", json={"text": "K7QM-3XWD-9FTC"}, headers={"x-forwarded-for": address}
            )

        answers = [await guess("203.0.113.7") for _ in range(8)]
        assert [answer.status_code for answer in answers[:5]] == [200] * 5
        refused = answers[-1]
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) >= 1
        # a real code doesn't get through either: whether it is one can't be told by the refusal
        assert (await guess("203.0.113.7")).status_code == 429
        assert (await guess("203.0.113.8")).status_code == 200
        # a whole IPv6 network counts as one
        for n in range(5):
            assert (await guess(f"2001:db8:1:2::{n}")).status_code == 200
        assert (await guess("2001:db8:1:2:ffff::9")).status_code == 429
        # what is no secret may still be asked
        other = await site.post(
            "/api/v1/verify", json={"text": "harbour.example"}, headers={"x-forwarded-for": "203.0.113.7"}
        )
        assert other.status_code == 200


# ── the lists ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_an_admin_keeps_the_list_and_the_past_stays_as_it_was(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    admin = await desk.sits("admin")
    base = f"/brands/{desk.brand.id}/official"
    made = await admin.asks(
        "POST", base, {"kind": "phone", "value": "+44 20 7946 0018", "about_en": "Call-backs"}
    )
    assert made.status_code == 201, made.text
    assert (await one(site, "020 7946 0018", desk.brand.id))["verdict"] == "ours"
    page = (await site.get(f"/help/{desk.brand.id}/en/channels")).text
    assert "+44 20 7946 0018" in page
    assert "Call-backs" in page
    again = await admin.asks("POST", base, {"kind": "phone", "value": "00442079460018"})
    assert again.status_code == 409
    entry = made.json()["id"]
    replaced = await admin.asks(
        "POST", f"{base}/{entry}/replace", {"kind": "phone", "value": "+44 20 7946 0555"}
    )
    assert replaced.status_code == 200
    told = await one(site, "+442079460018", desk.brand.id)
    assert told["verdict"] == "was_ours"
    assert "+44 20 7946 0018" not in (await site.get(f"/help/{desk.brand.id}/en/channels")).text
    history = await admin.gets(base, history="true")
    old = next(item for item in history if item["id"] == entry)
    assert old["valid_to"]
    assert old["ended_by"] == str(admin.id)
    assert (await admin.asks("POST", f"{base}/{entry}/end", {})).status_code == 409


async def test_who_may_not_keep_the_list_is_refused(desk: Desk) -> None:
    agent = await desk.agent()
    answer = await agent.asks(
        "POST", f"/brands/{desk.brand.id}/official", {"kind": "site", "value": "evil.example"}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "12"),
        ("phone", "0800 123 123"),
        ("site", "no site"),
        ("email", "nobody"),
        ("handle", "@x"),
        ("name", "x"),
    ],
)
async def test_what_can_not_be_official_is_refused(desk: Desk, kind: str, value: str) -> None:
    admin = await desk.sits("admin")
    answer = await admin.asks("POST", f"/brands/{desk.brand.id}/official", {"kind": kind, "value": value})
    assert answer.status_code == 422


async def test_the_brands_own_channels_and_sites_are_official_by_themselves(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    admin = await desk.sits("admin")
    name = f"{desk.brand.id}.example"
    changed = await admin.asks("PATCH", f"/brands/{desk.brand.id}", {"origins": [f"https://www.{name}"]})
    assert changed.status_code == 200, changed.text
    assert (await one(site, f"https://{name}/cashier", desk.brand.id))["verdict"] == "ours"
    assert (await one(site, desk.brand.address, desk.brand.id))["verdict"] == "ours"
    await admin.asks("PATCH", f"/brands/{desk.brand.id}", {"origins": []})
    assert (await one(site, f"https://{name}", desk.brand.id))["verdict"] in ("was_ours", "lookalike")
    entry = next(
        item for item in await admin.gets(f"/brands/{desk.brand.id}/official") if item["source"] == "desk"
    )
    assert (
        await admin.asks("POST", f"/brands/{desk.brand.id}/official/{entry['id']}/end", {})
    ).status_code == 409


# ── impostors ───────────────────────────────────────────────────────────────────────────────────────────────


async def report(site: httpx.AsyncClient, brand: str, **fields: Any) -> httpx.Response:
    sent = {
        "value": "https://win-now.example/pay",
        "where": "messenger",
        "story": "They want my card.",
        **fields,
    }
    return await site.post(f"/help/{brand}/en/verify/report", data=sent, files={"none": b""})


async def test_a_report_becomes_a_ticket_and_once_confirmed_warns_everybody(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    here = desk.brand.id
    answer = await report(site, here, email="ivan@mail.example")
    assert answer.status_code == 200, answer.text
    assert "Your report has the number" in answer.text
    senior = await desk.sits("senior", desk.brand.queue)
    listed = (await senior.gets(f"/brands/{here}/impostors"))["items"]
    assert [(item["value"], item["state"]) for item in listed] == [
        ("https://win-now.example/pay", "reported")
    ]
    (impostor,) = listed
    ticket = await senior.view(UUID(impostor["reports"][0]))
    assert ticket["topic"] == "fake_support"
    assert (await one(site, "win-now.example", here))["verdict"] == "unknown"
    path = f"/brands/{here}/impostors/{impostor['id']}"
    skipped = await senior.asks("PATCH", path, {"becomes": "down"})
    assert skipped.status_code == 409
    moved = await senior.asks(
        "PATCH", path, {"becomes": "confirmed", "note": "Asked the registrar, case 17", "version": 1}
    )
    assert moved.status_code == 200, moved.text
    stale = await senior.asks("PATCH", path, {"becomes": "takedown_asked", "version": 1})
    assert stale.status_code == 409
    assert (await one(site, "https://pay.win-now.example/other", here))["verdict"] == "fake"
    assert (await one(site, "win-n0w.example", here))["verdict"] == "lookalike"
    agent = await desk.agent()
    assert (await agent.asks("PATCH", path, {"becomes": "down"})).status_code == 403
    of_ticket = await senior.gets(f"/brands/{here}/tickets/{impostor['reports'][0]}/impostors")
    assert of_ticket[0]["note"] == "Asked the registrar, case 17"
    types = [event.type for event in await happened(desk.db, desk.brand)]
    assert "impostor_reported" in types
    assert "impostor_moved" in types


async def test_several_reports_of_one_are_one_impostor(desk: Desk, site: httpx.AsyncClient) -> None:
    for text in ("@Vip_Cashier", "https://t.me/vip_cashier", "win-now.example"):
        assert (await report(site, desk.brand.id, value=text)).status_code == 200
    senior = await desk.sits("senior", desk.brand.queue)
    listed = (await senior.gets(f"/brands/{desk.brand.id}/impostors"))["items"]
    assert [len(item["reports"]) for item in listed] == [
        1,
        1,
        1,
    ]  # a handle without its platform is one of its own
    same = await report(site, desk.brand.id, value="win-now.example/again")
    assert same.status_code == 200
    after = (await senior.gets(f"/brands/{desk.brand.id}/impostors"))["items"]
    assert len(after) == len(listed)
    assert max(len(item["reports"]) for item in after) == 2


async def test_the_same_form_sent_twice_is_one_report(desk: Desk, site: httpx.AsyncClient) -> None:
    body = "value=win-now.example&where=mail&story=&email=&key=abc"
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for _ in range(2):
        answer = await site.post(f"/help/{desk.brand.id}/en/verify/report", content=body, headers=headers)
        assert answer.status_code == 200, answer.text
    async with desk.db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT count(*) FROM ticket WHERE brand_id = $1", desk.brand.id) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"value": "?"}, "Give a link"),
        ({"where": "moon"}, "Choose where you met it"),
        ({"email": "no mail"}, "reach this address. Write a single one"),
    ],
)
async def test_what_is_wrong_with_a_report_is_said_and_nothing_is_lost(
    desk: Desk, site: httpx.AsyncClient, fields: dict[str, str], said: str
) -> None:
    answer = await report(site, desk.brand.id, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert "They want my card." in answer.text


async def test_ours_can_not_be_reported_and_machines_are_not_heard(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    admin = await desk.sits("admin")
    await admin.asks("POST", f"/brands/{desk.brand.id}/official", {"kind": "site", "value": "ours.example"})
    answer = await report(site, desk.brand.id, value="ours.example")
    assert answer.status_code == 422
    assert "really ours" in answer.text
    await report(site, desk.brand.id, website="http://spam.example")
    async with desk.db.tx(SYSTEM) as tx:
        assert not await tx.value("SELECT count(*) FROM impostor WHERE brand_id = $1", desk.brand.id)


async def test_a_screenshot_is_a_picture_or_is_refused(desk: Desk, site: httpx.AsyncClient) -> None:
    sent = {"value": "win-now.example", "where": "site"}
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for name, data in (("shot.svg", svg), ("shot.png", svg), ("../../etc/passwd.png", b"MZ" + b"\0" * 100)):
        answer = await site.post(
            f"/help/{desk.brand.id}/en/verify/report", data=sent, files={"file": (name, data)}
        )
        assert answer.status_code == 422, name
    async with desk.db.tx(SYSTEM) as tx:
        assert not await tx.value("SELECT count(*) FROM ticket WHERE brand_id = $1", desk.brand.id)


# ── the page ────────────────────────────────────────────────────────────────────────────────────────────────


async def test_the_page_answers_without_a_brand_and_keeps_nothing(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    shown = await site.get("/verify?lang=ru")
    assert "Это точно мы?" in shown.text
    answer = await site.post("/verify?lang=en", data={"text": "https://harbour.example@evil.com"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "only for show" in answer.text


@pytest.mark.parametrize(
    "text",
    ['"><script>alert(1)</script>', "https://x.example/<script>alert(1)</script>", "</textarea><script>alert(1)</script>", "{{7*7}}.example", "\r\nset-cookie: a=b", "\0", "a" * 10_000],
)  # fmt: skip
async def test_nothing_that_is_pasted_runs_or_breaks_the_page(
    desk: Desk, site: httpx.AsyncClient, text: str
) -> None:
    for path in ("/verify", f"/help/{desk.brand.id}/en/verify"):
        answer = await site.post(path, data={"text": text})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "set-cookie" not in answer.headers


async def test_too_much_is_refused_by_its_name(desk: Desk, site: httpx.AsyncClient) -> None:
    long = await site.post("/api/v1/verify", json={"text": "x" * 2001})
    assert long.status_code == 422
    assert "at most 2000" in long.json()["detail"]
    huge = await site.post(
        "/verify",
        content=b"text=" + b"x" * 200_000,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert huge.status_code == 413
    nobody = await site.post("/api/v1/verify", json={"text": "x", "brand": "nobody"})
    assert nobody.status_code == 404
