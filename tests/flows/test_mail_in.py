"""A mail becomes a ticket: over SMTP, into the right thread, once, or visibly not at all."""

from __future__ import annotations

import asyncio
import smtplib

import pytest

from pitboss.db.tx import SYSTEM
from tests.desk import Desk, a_mail

WITHDRAWAL = "Where is my withdrawal? I requested it three days ago and it is still pending."


def send(port: int, sender: str, to: list[str], raw: bytes) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        return smtp.sendmail(sender, to, raw)


async def test_a_mail_over_smtp_becomes_a_ticket_that_is_understood_queued_promised_and_confirmed(
    desk: Desk,
) -> None:
    raw = a_mail(to=desk.brand.address, subject="Withdrawal", text=WITHDRAWAL, id="<first@mail.example>")
    async with desk.listens() as port:
        await asyncio.to_thread(send, port, "ivan@mail.example", [desk.brand.address], raw)
    await desk.work_until_idle()
    (ticket,) = await desk.tickets()
    assert (ticket.topic, ticket.queue_id, ticket.status, ticket.language) == (
        "withdrawal_status", desk.payments, "new", "en",
    )  # fmt: skip
    assert await desk.clocks(ticket) == {"first_reply": "running", "resolution": "running"}
    assert ticket.due_at is not None
    (receipt,) = desk.sent_mails()
    assert receipt.recipient == "ivan@mail.example"
    assert receipt.mail["In-Reply-To"] == "<first@mail.example>"
    assert receipt.mail["References"] == "<first@mail.example>"
    assert receipt.id.endswith(desk.brand.address.partition("@")[2] + ">")
    assert receipt.mail["Auto-Submitted"] == "auto-replied"
    assert f"{desk.brand.prefix}-{ticket.number}" in receipt.mail["Subject"]
    assert await desk.value("SELECT state::text FROM delivery WHERE brand_id = $1") == "sent"


GMAIL = "It is still missing.\n\nOn Sun, 22 Nov 2026 at 10:00, Casino <support@casino.example> wrote:\n\n> We are looking into it.\n"
OUTLOOK = """It is still missing.

From: Casino <support@casino.example>
Sent: Sunday, November 22, 2026 10:00 AM
To: Ivan <ivan@mail.example>
Subject: RE: Withdrawal

We are looking into it.
"""
MAIL_RU = "It is still missing.\n\n\nВоскресенье, 22 ноября 2026, 10:00 +03:00 от Casino <support@casino.example>:\n>We are looking into it.\n"


@pytest.mark.parametrize("quoting", [GMAIL, OUTLOOK, MAIL_RU], ids=["Gmail", "Outlook", "Mail.ru"])
async def test_the_answer_goes_out_in_the_thread_and_the_players_reply_comes_back_to_it_and_wakes_it(
    desk: Desk, quoting: str
) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL, id="<thread@mail.example>")
    await agent.says(ticket, "We are looking into it.")
    await desk.work_until_idle()
    answer = desk.sent_mails()[-1]
    assert answer.mail["In-Reply-To"] in ("<thread@mail.example>", desk.sent_mails()[0].id)
    assert str(answer.mail["References"]).split()[0] == "<thread@mail.example>"
    assert answer.mail["Auto-Submitted"] is None
    assert "We are looking into it." in answer.text
    assert (await desk.reads(ticket)).status == "waiting"
    back = await desk.mail_arrives(
        subject=f"Re: {answer.mail['Subject']}", text=quoting, answers=("<thread@mail.example>", answer.id)
    )
    assert back is not None
    assert (back.id, back.status) == (ticket.id, "open")
    assert (await desk.messages(ticket, "player"))[-1].text.strip() == "It is still missing."
    assert (await desk.clocks(ticket))["next_reply"] == "running"


async def test_a_mail_waits_for_the_one_that_it_answers_while_a_dead_worker_still_holds_that(
    desk: Desk,
) -> None:
    first, second = "<opening@mail.example>", "<more@mail.example>"
    await desk.keeps(a_mail(to=desk.brand.address, text=WITHDRAWAL, id=first))
    async with desk.db.tx(SYSTEM) as tx:
        held = "UPDATE original SET attempts = 1, next_at = now() + interval '60 seconds' WHERE brand_id = $1"
        await tx.run(held, desk.brand.id)
    await desk.keeps(
        a_mail(to=desk.brand.address, text="And when will it come?", id=second, answers=(first,))
    )
    await desk.work_until_idle()
    assert await desk.tickets() == []
    async with desk.db.tx(SYSTEM) as tx:
        due = "UPDATE original SET next_at = now() WHERE brand_id = $1 AND external_id LIKE $2 || '%'"
        await tx.run(due, desk.brand.id, first)
    await desk.work_until_idle()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(due, desk.brand.id, second)
    await desk.work_until_idle()
    (ticket,) = await desk.tickets()
    assert [m.text.strip() for m in await desk.messages(ticket, "player")] == [
        WITHDRAWAL,
        "And when will it come?",
    ]
    assert await desk.value("SELECT max(attempts) FROM original WHERE brand_id = $1") == 2


async def test_a_reply_finds_its_ticket_by_the_signed_address_alone(desk: Desk) -> None:
    ticket = await desk.a_ticket()
    signed = desk.sent_mails()[0].mail["Reply-To"].addresses[0].addr_spec
    assert signed != desk.brand.address
    again = await desk.mail_arrives(to=signed, subject="Something else entirely")
    assert again is not None
    assert again.id == ticket.id


async def test_a_signed_address_with_another_signature_names_no_ticket(desk: Desk) -> None:
    ticket = await desk.a_ticket()
    local, _, domain = desk.sent_mails()[0].mail["Reply-To"].addresses[0].addr_spec.partition("@")
    forged = local[:-2] + ("aa" if local[-2:] != "aa" else "bb")
    again = await desk.mail_arrives(to=f"{forged}@{domain}", subject="Something else entirely")
    assert again is not None
    assert again.id != ticket.id


async def test_a_reply_finds_its_ticket_by_the_number_in_the_subject_alone(desk: Desk) -> None:
    ticket = await desk.a_ticket()
    again = await desk.mail_arrives(subject=f"[{desk.brand.prefix}-{ticket.number}] one more thing")
    assert again is not None
    assert again.id == ticket.id


async def test_the_same_subject_alone_opens_a_new_ticket(desk: Desk) -> None:
    ticket = await desk.a_ticket(subject="Withdrawal")
    again = await desk.mail_arrives(subject="Re: Withdrawal")
    assert again is not None
    assert again.id != ticket.id


async def test_a_stranger_who_knows_the_references_and_the_number_gets_a_ticket_of_their_own(
    desk: Desk,
) -> None:
    ticket = await desk.a_ticket(id="<secret@mail.example>")
    receipt = desk.sent_mails()[0]
    intruder = await desk.mail_arrives(
        from_="Eve <eve@evil.example>",
        to=receipt.mail["Reply-To"].addresses[0].addr_spec,
        subject=receipt.mail["Subject"],
        answers=("<secret@mail.example>", receipt.id),
    )
    assert intruder is not None
    assert intruder.id != ticket.id
    assert intruder.player_id != ticket.player_id
    assert len(await desk.messages(ticket, "player")) == 1


async def test_somebody_whom_the_player_copied_writes_into_the_ticket_but_gets_no_answers_meant_for_the_player(
    desk: Desk,
) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<copied@mail.example>", cc="Wife <wife@home.example>")
    joined = await desk.mail_arrives(from_="Wife <wife@home.example>", answers=("<copied@mail.example>",))
    assert joined is not None
    assert (joined.id, joined.player_id) == (ticket.id, ticket.player_id)
    before = len(desk.sent_mails())
    await agent.says(ticket, "Your account number is 42.")
    await desk.work_until_idle()
    assert [sent.recipient for sent in desk.sent_mails()[before:]] == ["ivan@mail.example"]


async def test_the_same_mail_again_is_one_message_also_when_it_comes_many_times_at_once(desk: Desk) -> None:
    raw = a_mail(to=desk.brand.address, id="<twice@mail.example>")
    kept = await asyncio.gather(*[desk.keeps(raw) for _ in range(8)])
    assert kept.count(True) == 1
    await desk.work_until_idle()
    assert not await desk.keeps(raw)
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 1
    assert len(desk.sent_mails()) == 1


async def test_one_message_id_used_by_two_senders_is_two_mails(desk: Desk) -> None:
    await desk.a_ticket(id="<same@mail.example>")
    await desk.mail_arrives(from_="eve@evil.example", id="<same@mail.example>")
    assert len(await desk.tickets()) == 2


async def test_words_after_the_grace_period_open_a_follow_up_that_is_linked(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    ticket = await desk.a_ticket(id="<old@mail.example>")
    await senior.does(ticket, "close", reason="done")
    follow_up = await desk.mail_arrives(answers=("<old@mail.example>",))
    assert follow_up is not None
    assert follow_up.id != ticket.id
    linked = "SELECT kind FROM ticket_link WHERE brand_id = $1 AND ticket_id = $2 AND other_id = $3"
    assert await desk.value(linked, follow_up.id, ticket.id) == "follow_up"
    assert await desk.notices(follow_up) == ["follow_up_opened"]
    assert f"{desk.brand.prefix}-{ticket.number}" in desk.sent_mails()[-1].text
    assert (await desk.reads(ticket)).status == "closed"


async def test_words_within_the_grace_period_reopen_a_solved_ticket(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<solved@mail.example>")
    await agent.says(ticket, "Done.", then="solved")
    assert await desk.clocks(ticket) == {}
    again = await desk.mail_arrives(answers=("<solved@mail.example>",))
    assert again is not None
    assert (again.id, again.status, again.solved_at) == (ticket.id, "open", None)
    assert await desk.clocks(ticket) == {"next_reply": "running", "resolution": "running"}


async def test_a_solved_ticket_closes_when_its_grace_is_over_and_then_follow_ups_open(desk: Desk) -> None:
    from datetime import timedelta

    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<grace@mail.example>")
    await agent.does(ticket, "solve")
    await desk.time_passes(ticket, timedelta(days=6))
    assert (await desk.reads(ticket)).status == "solved"
    await desk.time_passes(ticket, timedelta(days=2))
    assert (await desk.reads(ticket)).status == "closed"
    follow_up = await desk.mail_arrives(answers=("<grace@mail.example>",))
    assert follow_up is not None
    assert follow_up.id != ticket.id


async def test_automatic_mail_gets_no_receipt_and_wakes_nothing(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<away@mail.example>")
    await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    sent = len(desk.sent_mails())
    for n, headers in enumerate(
        ({"Auto-Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X-Autoreply": "yes"})
    ):
        back = await desk.mail_arrives(
            subject="Out of office",
            answers=("<away@mail.example>",),
            headers=headers,
            id=f"<away{n}@mail.example>",
        )
        assert back is not None
        assert (back.id, back.status) == (ticket.id, "waiting")
    fresh = await desk.mail_arrives(subject="Out of office", headers={"Auto-Submitted": "auto-generated"})
    assert fresh is not None
    assert "automatic" in fresh.tags
    assert len(desk.sent_mails()) == sent


async def test_our_own_mail_that_comes_back_is_ignored(desk: Desk) -> None:
    await desk.mail_arrives(from_=f"Casino <{desk.brand.address}>")
    assert await desk.tickets() == []
    assert await desk.value("SELECT state::text FROM original WHERE brand_id = $1") == "ignored"


async def test_two_desks_that_confirm_each_other_stop_at_once(desk: Desk) -> None:
    """A receipt is automatic mail, so the other side's machine must not be answered."""
    await desk.a_ticket(from_="other-desk@partner.example")
    receipt = desk.sent_mails()[0]
    await desk.mail_arrives(
        from_="other-desk@partner.example", headers={"Auto-Submitted": "auto-replied"}, answers=(receipt.id,)
    )
    assert len(desk.sent_mails()) == 1


def a_bounce(*, of: str, address: str, brand: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    return f"""Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {brand}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce-{status}-{of[1:]}
Content-Type: multipart/report; report-type=delivery-status; boundary=b1

--b1
Content-Type: text/plain

report
--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--b1
Content-Type: text/rfc822-headers

Message-ID: {of}
Subject: x
--b1--
""".replace("\n", "\r\n").encode()


async def test_a_bounce_marks_the_delivery_and_wakes_the_ticket(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    answer = desk.sent_mails()[-1]
    await desk.keeps(a_bounce(of=answer.id, address="ivan@mail.example", brand=desk.brand.address), sender="")
    await desk.work_until_idle()
    states = await agent.gets(f"/tickets/{ticket.id}/messages")
    answered = next(m for m in states["items"] if m["author"] == "agent")
    assert [d["state"] for d in answered["deliveries"]] == ["failed"]
    assert (await desk.reads(ticket)).status == "open"
    assert len(await desk.tickets()) == 1


async def test_a_delay_report_is_no_bounce(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    answer = desk.sent_mails()[-1]
    delayed = a_bounce(
        of=answer.id, address="ivan@mail.example", brand=desk.brand.address, status="4.4.1", action="delayed"
    )
    await desk.keeps(delayed, sender="")
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).status == "waiting"
    assert await desk.value("SELECT count(*) FROM delivery WHERE brand_id = $1 AND state = 'failed'") == 0


async def test_an_address_that_refuses_for_good_fails_the_delivery_wakes_the_ticket_and_can_be_tried_again(
    desk: Desk,
) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="gone@mail.example")
    desk.building.outside.refuse["gone@mail.example"] = "550 5.1.1 no such user"
    said = await agent.says(ticket, "An answer.")
    await desk.work_until_idle()
    assert (await desk.reads(ticket)).status == "open"
    del desk.building.outside.refuse["gone@mail.example"]
    await agent.does(ticket, "retry", message=said["id"])
    await desk.work_until_idle()
    assert "An answer." in desk.sent_mails("gone@mail.example")[-1].text


async def test_a_mail_without_a_message_id_is_answered_without_a_made_up_thread(desk: Desk) -> None:
    raw = a_mail(to=desk.brand.address).replace(b"Message-ID", b"X-Nothing")
    await desk.keeps(raw)
    await desk.work_until_idle()
    (receipt,) = desk.sent_mails()
    assert receipt.mail["In-Reply-To"] is None


async def test_what_cannot_be_read_is_quarantined_counted_and_read_when_replayed(desk: Desk) -> None:
    from pitboss.channels import intake
    from pitboss.db.tx import SYSTEM

    channel = await desk.channel()
    async with desk.db.tx(SYSTEM) as tx:  # an envelope that no release writes
        await intake.keep(
            tx, desk.building.files, channel, "odd", a_mail(to=desk.brand.address), envelope={"sender": 7}
        )
    for _ in range(intake.MAX_ATTEMPTS):
        await desk.work_until_idle()
        await desk.value(
            "UPDATE original SET next_at = now() WHERE brand_id = $1 AND next_at IS NOT NULL RETURNING 1"
        )
    await desk.a_ticket(subject="comes after it, and isn't held up")
    assert (
        await desk.value("SELECT state::text FROM original WHERE brand_id = $1 AND external_id = 'odd'")
        == "quarantined"
    )
    answer = await desk.building.client.get(desk.building.base_url + "/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    metrics = answer.text
    assert "pitboss_originals_quarantined 0" not in metrics
    assert "pitboss_originals_quarantined" in metrics
    good = '{"sender": "ivan@mail.example", "recipients": []}'
    await desk.value(
        "UPDATE original SET envelope = convert_from(convert_to($2::text, 'UTF8'), 'UTF8')::json::jsonb WHERE brand_id = $1 AND external_id = 'odd' RETURNING 1",
        good,
    )
    async with desk.db.tx(SYSTEM) as tx:
        assert await intake.replay(tx, brand=desk.brand.id) == 1
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 2
    assert (
        await desk.value("SELECT count(*) FROM original WHERE brand_id = $1 AND state = 'quarantined'") == 0
    )


async def test_the_mail_server_asks_to_send_again_while_the_database_is_away_and_says_250_only_when_it_is_kept(
    desk: Desk,
) -> None:
    from pitboss.db.tx import Database, connect

    raw = a_mail(to=desk.brand.address)
    away = Database(await connect(desk.building.settings.database_url or "", size=2))
    await away.close()
    async with desk.listens(away) as port:

        def refused() -> dict[str, tuple[int, bytes]]:
            with pytest.raises(smtplib.SMTPRecipientsRefused) as told:
                send(port, "ivan@mail.example", [desk.brand.address], raw)
            return told.value.recipients

        answer = (await asyncio.to_thread(refused))[desk.brand.address]
        assert answer[0] == 451
    assert await desk.value("SELECT count(*) FROM original WHERE brand_id = $1") == 0

    leaving = Database(await connect(desk.building.settings.database_url or "", size=2))
    async with desk.listens(leaving) as port:

        def half() -> int:
            with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
                smtp.helo("test")
                smtp.mail("ivan@mail.example")
                assert smtp.rcpt(desk.brand.address)[0] == 250
                asyncio.run_coroutine_threadsafe(leaving.close(), loop).result(20)
                return smtp.data(raw)[0]

        loop = asyncio.get_running_loop()
        assert await asyncio.to_thread(half) == 451
    assert await desk.value("SELECT count(*) FROM original WHERE brand_id = $1") == 0
    async with desk.listens() as port:
        assert await asyncio.to_thread(send, port, "ivan@mail.example", [desk.brand.address], raw) == {}
    assert await desk.value("SELECT count(*) FROM original WHERE brand_id = $1") == 1


async def test_the_mail_server_refuses_while_the_sender_is_there_what_it_will_never_take(desk: Desk) -> None:
    def talk(port: int) -> tuple[int, int, int]:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            smtp.helo("test")
            smtp.mail("ivan@mail.example")
            unknown = smtp.rcpt("nobody@elsewhere.example")[0]
            smtp.rcpt(desk.brand.address)
            large = smtp.data(b"Subject: x\r\n\r\n" + (b"x" * 70 + b"\r\n") * 1000)[0]
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            smtp.helo("test")
            smtp.mail("ivan@mail.example")
            smtp.rcpt(desk.brand.address)
            empty = smtp.data(b"")[0]
        return unknown, large, empty

    async with desk.listens(max_bytes=50_000) as port:
        assert await asyncio.to_thread(talk, port) == (550, 552, 554)
    assert await desk.value("SELECT count(*) FROM original WHERE brand_id = $1") == 0


async def test_ten_thousand_recipients_in_a_header_make_one_ticket_with_few_addresses(desk: Desk) -> None:
    crowd = ",\r\n ".join(f"p{n}@crowd.example" for n in range(10_000))
    raw = a_mail(to="first@crowd.example").replace(b"To: first@crowd.example", f"To: {crowd}".encode())
    await desk.keeps(raw)
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 1
    assert await desk.value("SELECT count(*) FROM ticket_address WHERE brand_id = $1") <= 21


async def test_a_mail_to_two_brands_is_a_ticket_in_each(desk: Desk) -> None:
    from tests.desk import a_desk

    other = await a_desk(desk.building)
    both = [desk.brand.address, other.brand.address]
    raw = a_mail(to=", ".join(both))
    async with desk.listens() as port:
        desk.db.cache.clear()
        await asyncio.to_thread(send, port, "ivan@mail.example", both, raw)
    await desk.work_until_idle()
    (mine,), (theirs,) = await desk.tickets(), await other.tickets()
    assert mine.player_id != theirs.player_id


async def test_large_mail_lives_in_the_object_store_and_arrives_whole(desk: Desk) -> None:
    picture = bytes(range(256)) * 1500
    ticket = await desk.a_ticket(files=(("proof.png", picture),))
    assert await desk.value("SELECT raw IS NULL AND file_key IS NOT NULL FROM original WHERE brand_id = $1")
    key = await desk.value(
        "SELECT file_key FROM attachment WHERE brand_id = $1 AND ticket_id = $2", ticket.id
    )
    assert await desk.building.files.get(key) == picture
