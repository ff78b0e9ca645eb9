"""What was tried against the desk, and must not work again."""

from __future__ import annotations

import asyncio
import contextlib
import smtplib
from datetime import timedelta

import obstore.exceptions
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from pitboss.channels import intake
from pitboss.db.tx import SYSTEM
from tests.desk import Desk, a_mail
from tests.flows.test_mail_in import a_bounce
from tests.making import ABrand
from tests.serving import House, an_agent

CARD = "4111 1111 1111 1111"


def _a_report_by_address(desk: Desk, address: str) -> bytes:
    report = a_bounce(of="<none@mail.example>", address=address, brand=desk.brand.address)
    lines = [line for line in report.split(b"\r\n") if b"none@mail.example" not in line]
    return b"\r\n".join(lines)


async def test_a_report_that_somebody_sent_and_that_names_no_delivery_fails_nobodys_answer(
    desk: Desk,
) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    await desk.keeps(_a_report_by_address(desk, "ivan@mail.example"), sender="eve@evil.example")
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).status == "waiting"
    assert await desk.value("SELECT count(*) FROM delivery WHERE brand_id = $1 AND state = 'failed'") == 0


async def test_a_player_who_shows_us_a_mail_that_came_back_is_heard(desk: Desk) -> None:
    text = "A message that you sent could not be delivered. This is a permanent error.\n\n  suport@casino.example\n    Unrouteable address\n"
    ticket = await desk.mail_arrives(subject="Mail delivery failed: returning message to sender", text=text)
    assert ticket is not None
    assert [m.text for m in await desk.messages(ticket, "player")]


async def test_a_line_of_more_than_998_bytes_is_taken(desk: Desk) -> None:
    raw = a_mail(to=desk.brand.address) + b"please " * 20_000 + b"\r\n"

    def send(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            smtp.sendmail("ivan@mail.example", [desk.brand.address], raw)

    async with desk.listens() as port:
        await asyncio.to_thread(send, port)
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 1


async def test_what_is_sent_in_the_place_of_commands_is_in_no_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    def send(port: int) -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            smtp.ehlo()
            assert smtp.docmd("DATA")[0] == 503
            assert smtp.docmd("hunter2222", "is my password")[0] == 500

    with caplog.at_level("DEBUG"):
        async with desk.listens() as port:
            await asyncio.to_thread(send, port)
    assert "hunter2222" not in caplog.text.lower()


async def test_an_address_without_a_page_is_answered_as_any_other(desk: Desk) -> None:
    seat = await desk.sits("admin")
    for method, path in [("GET", "/nothing/here"), ("POST", "/search")]:
        answer = await seat.asks(method, path)
        assert answer.status_code in (404, 405)
        assert answer.headers["x-request-id"]
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "kind", ["application/json", "application/xml", "image/svg+xml", "application/vnd.ms-excel", "foo/bar"]
)
async def test_no_type_that_a_sender_declares_hides_a_card_in_text(desk: Desk, kind: str) -> None:
    raw = (
        f"From: {CARD} <ivan@mail.example>\nTo: {desk.brand.address}\nSubject: x\nMessage-ID: <hidden@mail.example>\n"
        f"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello.\n--b\nContent-Type: {kind}; name=a\n\n"
        f"number;{CARD};x\n--b--\n"
    ).replace("\n", "\r\n")
    await desk.keeps(raw.encode())
    await desk.work_until_idle()
    (ticket,) = await desk.tickets()
    (message,) = await desk.messages(ticket, "player")
    assert CARD not in message.author_name
    keys = await desk.value("SELECT array_agg(file_key) FROM attachment WHERE brand_id = $1")
    assert keys
    assert all([CARD.encode() not in await desk.building.files.get(key) for key in keys])


async def test_a_reason_and_a_tag_keep_no_card(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.does(ticket, "hold", reason=f"waits for card {CARD}")
    await agent.does(ticket, "tag", tags=[f"card {CARD}"])
    kept = await desk.value("SELECT string_agg(data::text, ' ') FROM event WHERE brand_id = $1")
    after = await desk.reads(ticket)
    assert CARD not in f"{kept} {after.hold_reason} {after.tags}"


@pytest.mark.parametrize("version", [-1, -(2**31) - 1, 2**63, -(10**30)])
async def test_a_version_that_no_ticket_can_have_is_a_mistake_of_the_asker(desk: Desk, version: int) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    answer = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "x", "version": version})
    assert answer.status_code == 400


async def test_bytes_that_are_no_text_are_a_mistake_of_the_asker(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    answer = await desk.building.client.post(
        f"/tickets/{ticket.id}/messages",
        content=b'{"text":"\xff"}',
        headers={"content-type": "application/json", "authorization": f"Bearer {agent.token}"},
    )
    assert answer.status_code == 400


async def test_a_store_that_is_away_for_long_sends_no_mail_to_quarantine(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise obstore.exceptions.GenericError("away")

    with monkeypatch.context() as broken:
        broken.setattr(intake, "keep_files", away)
        await desk.keeps(a_mail(to=desk.brand.address))
        for _ in range(intake.MAX_ATTEMPTS + 2):
            await desk.value(
                "UPDATE original SET next_at = now() - $2::interval WHERE brand_id = $1", timedelta(1)
            )
            await desk.work_until_idle()
        assert await desk.value("SELECT state::text FROM original WHERE brand_id = $1") == "new"
    await desk.value("UPDATE original SET next_at = now() WHERE brand_id = $1")
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 1


async def test_merges_and_their_undoing_at_once_end_without_an_error_of_ours(desk: Desk) -> None:
    agent = await desk.sits("supervisor")
    tickets = [(await desk.a_ticket()).id for _ in range(4)]

    async def one(n: int) -> int:
        ticket, into = tickets[n % 4], tickets[(n * 3 + 1) % 4]
        if n % 2:
            return (await agent.tries(ticket, "merge", into=str(into))).status_code
        return (await agent.tries(ticket, "unmerge")).status_code

    codes = set(await asyncio.gather(*[one(n) for n in range(60)]))
    assert codes <= {200, 409, 503}


async def test_what_was_redacted_does_not_come_back_by_its_key(desk: Desk) -> None:
    supervisor = await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    said = await supervisor.says(ticket, "The word is zebra.", key="one-and-only")
    await supervisor.does(ticket, "redact", message=said["id"], part="zebra", reason="private")
    again = await supervisor.asks(
        "POST", f"/tickets/{ticket.id}/messages", {"text": "The word is zebra.", "key": "one-and-only"},
        brand=desk.brand.id,
    )  # fmt: skip
    assert again.is_success
    assert "zebra" not in again.text
    assert again.json()["id"] == said["id"]
    kept = await desk.value(
        "SELECT count(*) FROM idempotency WHERE $1 <> '' AND position('zebra' IN encode(body, 'escape')) > 0"
    )
    assert kept == 0


async def test_a_socket_closes_with_the_token_that_opened_it(house: House, casino: ABrand) -> None:
    _, agent = await an_agent(house, casino)
    made = (await agent.post("/tokens", json={"name": "robot", "scopes": ["tickets.reply"]})).json()
    address = f"ws://127.0.0.1:{house.port}/api/v1/stream"
    async with connect(address, additional_headers={"authorization": f"Bearer {made['text']}"}) as socket:
        await socket.recv()
        assert (await agent.delete(f"/tokens/{made['token']['id']}")).is_success
        async with asyncio.timeout(10):
            with contextlib.suppress(ConnectionClosed):
                while await socket.recv():
                    pass
        assert socket.close_code == 1013


async def test_a_token_needs_a_scope_to_say_that_its_owner_is_there_writes_or_has_read(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = (await desk.a_ticket()).id
    message = (await agent.gets(f"/tickets/{ticket}/messages"))["items"][0]["id"]
    ways = [
        ("PUT", "/me/presence", {"state": "offline"}, "tickets.take"),
        ("POST", "/me/beat", {}, "tickets.take"),
        ("POST", f"/tickets/{ticket}/typing", {}, "tickets.reply"),
        ("POST", f"/tickets/{ticket}/typing", {"note": True}, "tickets.note"),
        ("POST", f"/tickets/{ticket}/read", {"message": message}, "tickets.reply"),
    ]
    for method, path, body, scope in ways:
        for scopes, answer in ((["tickets.tag"], 403), (["tickets.tag", scope], 200)):
            made = (await agent.asks("POST", "/tokens", {"name": "robot", "scopes": scopes})).json()
            said = await desk.building.client.request(
                method, path, json=body, headers={"authorization": f"Bearer {made['text']}"}
            )
            assert said.status_code in (answer, 204 if answer == 200 else answer), (path, scopes, said.text)


async def test_a_report_that_names_only_an_address_fails_nobodys_answer(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    sent = desk.sent_mails()[-1]
    forged = a_bounce(of="<made-up@mail.example>", address=sent.recipient, brand=desk.brand.address)
    await desk.keeps(forged, sender="")
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).status == "waiting"
    real = a_bounce(of="<lost-on-the-way@mail.example>", address=sent.recipient, brand=desk.brand.address)
    await desk.keeps(real, sender="", to=sent.sender)
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).status == "open"


async def test_a_second_mail_under_a_used_message_id_waits_in_quarantine_and_can_be_read(desk: Desk) -> None:
    address = desk.brand.address
    first = a_mail(to=address, text="Where is my withdrawal?", id="<1@mail.example>")
    other = a_mail(to=address, text="And my bonus is gone too.", id="<1@mail.example>")
    assert await desk.keeps(first)
    assert not await desk.keeps(first)
    assert await desk.keeps(other)
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 1
    async with desk.db.tx(SYSTEM) as tx:
        assert await intake.replay(tx, brand=desk.brand.id) == 1
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 2
