"""Mail under one of the desk's own addresses: what a form of the site sends is the player's request, what the desk sent
itself is never answered, and what becomes no request is counted."""

from __future__ import annotations

import asyncio
import smtplib
from email.utils import make_msgid

import pytest

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.notifications import letters
from pitboss.players.actions import recognise
from pitboss.reactions import RECEIPTS_AN_HOUR
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Sent, a_desk, a_mail

PLAYER = "ivan@mail.example"
PASSED = "mx.desk.example; dmarc=pass header.from="


async def arrive(desk: Desk, *raws: bytes, sender: str = "www@site.example") -> None:
    """By SMTP, one after the other; then everything is done that follows."""

    def hand_over() -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
            for raw in raws:
                assert smtp.sendmail(sender, [desk.brand.address], raw) == {}

    desk.db.cache.clear()
    async with desk.listens() as port:
        await asyncio.to_thread(hand_over)
    await desk.work_until_idle()


def by_form(
    desk: Desk,
    reply_to: str | None = f"Ivan <{PLAYER}>",
    *,
    text: str = "Where is my money?",
    id: str | None = None,
    answers: tuple[str, ...] = (),
    headers: dict[str, str] | None = None,
) -> bytes:
    named = {} if reply_to is None else {"Reply-To": reply_to}
    return a_mail(
        to=desk.brand.address,
        from_=f"The site <{desk.brand.address}>",
        text=text,
        id=id,
        answers=answers,
        headers=named | (headers or {}),
    )


def returned(sent: Sent, desk: Desk, list_address: str, *, bare: bool = False) -> bytes:
    """What the desk sent, as a list gives it back that puts itself in Reply-To. `bare`: without marks of programs."""
    mail = sent.mail
    kept = {name: str(mail[name]) for name in ("Auto-Submitted", "X-Auto-Response-Suppress") if mail[name]}
    return a_mail(
        to=desk.brand.address,
        from_=str(mail["From"]),
        subject=str(mail["Subject"]),
        text=sent.text,
        id=sent.id,
        answers=(str(mail["In-Reply-To"]),) if mail["In-Reply-To"] else (),
        headers={"Reply-To": list_address, **({} if bare else kept)},
    )


async def ignored(desk: Desk) -> tuple[int, list[str]]:
    """How many the channel's health counts, and why each was."""
    admin = await desk.sits("admin")
    (health,) = [
        one
        for one in await admin.gets(f"/brands/{desk.brand.id}/channels/health")
        if one["channel"] == str(desk.brand.email)
    ]
    async with desk.db.tx(SYSTEM) as tx:
        why = await tx.column(
            "SELECT error FROM original WHERE brand_id = $1 AND state = 'ignored' ORDER BY id", desk.brand.id
        )
    return health["ignored"], why


async def test_what_a_form_sends_under_the_desks_address_is_the_request_of_whom_it_names(desk: Desk) -> None:
    await arrive(desk, by_form(desk, id="<form-1@site.example>"))
    (ticket,) = await desk.tickets()
    (said,) = await desk.messages(ticket, "player")
    assert (said.author_name, said.text) == ("Ivan", "Where is my money?")
    (receipt,) = desk.sent_mails()
    assert (receipt.recipient, receipt.mail["In-Reply-To"]) == (PLAYER, "<form-1@site.example>")
    answer = a_mail(to=desk.brand.address, from_=PLAYER, answers=(receipt.id,), text="And when?")
    await arrive(desk, answer, sender=PLAYER)
    assert [message.text for message in await desk.messages(ticket, "player")] == [
        "Where is my money?", "And when?",
    ]  # fmt: skip
    assert await ignored(desk) == (0, [])


async def test_it_proves_nothing_of_a_registered_player_though_the_desks_domain_vouches(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        player = await recognise(tx, desk.brand.id, "email", PLAYER, registered=True)
    passed = PASSED + desk.brand.address.partition("@")[2]
    await arrive(desk, by_form(desk, headers={"Authentication-Results": passed}))
    (ticket,) = await desk.tickets()
    (said,) = await desk.messages(ticket, "player")
    assert (ticket.player_id, said.assurance) == (player.id, 0)
    assert await desk.value("SELECT envelope->>'dmarc' FROM original WHERE brand_id = $1") == "pass"


async def test_it_joins_a_ticket_of_that_address_alone(desk: Desk) -> None:
    mine = await desk.a_ticket(from_=PLAYER, id="<mine@mail.example>")
    await desk.a_ticket(from_="olga@mail.example", id="<hers@mail.example>")
    await arrive(
        desk,
        by_form(desk, text="Joins", answers=("<mine@mail.example>",)),
        by_form(desk, text="Joins not", answers=("<hers@mail.example>",)),
    )
    assert [message.text for message in await desk.messages(mine, "player")][1:] == ["Joins"]
    *_, fresh = await desk.tickets()
    (said,) = await desk.messages(fresh, "player")
    assert (said.text, fresh.player_id) == ("Joins not", mine.player_id)


async def test_an_own_address_beside_the_players_takes_nothing_away(desk: Desk) -> None:
    await arrive(desk, by_form(desk, f"{desk.brand.address}, {PLAYER}, IVAN@mail.example, nobody"))
    (receipt,) = desk.sent_mails()
    assert receipt.recipient == PLAYER


MARKS = {
    "auto-submitted": {"Auto-Submitted": "auto-generated"},
    "bulk": {"Precedence": "bulk"},
    "list": {"List-Id": "<players.site.example>"},
    "auto-response-suppress": {"X-Auto-Response-Suppress": "All"},
    "empty return path": {"Return-Path": "<>"},
}


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
async def test_what_a_program_sends_under_our_address_is_ignored_and_counted(
    desk: Desk, mark: dict[str, str]
) -> None:
    await arrive(desk, by_form(desk, headers=mark))
    assert await desk.tickets() == []
    assert desk.sent_mails() == []
    assert await ignored(desk) == (1, ["a program wrote it under our own address"])


async def test_what_names_nobody_or_several_or_the_desk_itself_is_ignored_and_counted(desk: Desk) -> None:
    other = await a_desk(desk.building)
    local, _, domain = desk.brand.address.partition("@")
    nobody = [
        None,
        desk.brand.address,
        f"Support <{desk.brand.address.upper()}>",
        f"{local}+player@{domain}",
        f"{local}@{domain}.",
        other.brand.address,
        other.brand.address.replace("@", "+vip@"),
        "Ivan",
        "ivan at mail",
    ]
    twice = by_form(desk, PLAYER).replace(b"Reply-To:", b"Reply-To: olga@mail.example\r\nReply-To:")
    several = [by_form(desk, f"{PLAYER}, olga@mail.example"), twice]
    await arrive(desk, *[by_form(desk, one) for one in nobody], *several)
    assert await desk.tickets() == []
    assert desk.sent_mails() == other.sent_mails() == []
    told = "our own address wrote it, and its Reply-To names "
    why = [told + "nobody else"] * len(nobody) + [told + "several people"] * 2
    assert await ignored(desk) == (len(why), why)
    metrics = (await desk.building.client.get(desk.building.base_url + "/metrics")).text
    (line,) = [line for line in metrics.splitlines() if line.startswith("pitboss_originals_ignored ")]
    assert float(line.split()[1]) >= len(why)


async def test_our_own_mail_that_comes_back_by_a_list_is_never_a_request(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="players@lists.example", id="<asks@lists.example>")
    await agent.says(ticket, "It is on its way.")
    await desk.work_until_idle()
    receipt, answer = desk.sent_mails()
    before = await desk.messages(ticket)
    as_sent = [sent.mail.as_bytes() for sent in (receipt, answer)]
    await arrive(
        desk,
        *as_sent,
        *(returned(sent, desk, "players@lists.example") for sent in (receipt, answer)),
        returned(receipt, desk, "others@lists.example", bare=True),
        sender="bounces@lists.example",
    )
    assert (await desk.tickets(), await desk.messages(ticket)) == ([await desk.reads(ticket)], before)
    assert len(desk.sent_mails()) == 2
    count, why = await ignored(desk)
    assert count == len(why) >= 4


async def test_another_brands_answer_and_a_letter_are_our_own_mail_too(desk: Desk) -> None:
    other = await a_desk(desk.building)
    agent = await other.agent()
    await agent.says(await other.a_ticket(), "An answer.")
    about = {"number": "HB-1", "subject": "A question"}
    async with desk.db.tx(SYSTEM) as tx:
        await letters.post(
            tx, desk.brand.id, "survey", language="en", address=PLAYER, variables=about, id_=new_id()
        )
    await other.work_until_idle()
    _, answer = other.sent_mails()
    (letter,) = desk.sent_mails()
    await arrive(
        desk, *(returned(sent, desk, "players@lists.example", bare=True) for sent in (answer, letter))
    )
    assert await desk.tickets() == []
    assert await ignored(desk) == (2, ["our own mail came back"] * 2)


async def test_what_left_under_a_signed_address_is_our_own_whatever_became_of_its_headers(desk: Desk) -> None:
    await desk.a_ticket()
    (receipt,) = desk.sent_mails()
    await arrive(desk, by_form(desk, "players@lists.example"), sender=receipt.sender)
    await arrive(desk, by_form(desk, str(receipt.mail["Reply-To"])))
    assert len(await desk.tickets()) == 1
    assert await ignored(desk) == (2, ["our own mail came back"] * 2)


async def test_the_same_mail_of_a_form_twice_is_one_message_and_one_receipt(desk: Desk) -> None:
    raw = by_form(desk, id="<form-2@site.example>")
    await arrive(desk, raw, raw)
    await arrive(desk, raw)
    (ticket,) = await desk.tickets()
    assert len(await desk.messages(ticket, "player")) == 1
    assert len(desk.sent_mails()) == 1


async def test_a_form_that_gives_all_its_mails_one_message_id_loses_nobodys(desk: Desk) -> None:
    await arrive(
        desk,
        by_form(desk, "ivan@mail.example", text="Hello", id="<form@site.example>"),
        by_form(desk, "olga@mail.example", text="Hello", id="<form@site.example>"),
    )
    assert len(await desk.tickets()) == 2
    assert sorted(sent.recipient for sent in desk.sent_mails()) == ["ivan@mail.example", "olga@mail.example"]


async def test_a_flood_of_it_sends_no_more_receipts_to_one_address_than_any_other(desk: Desk) -> None:
    await arrive(desk, *(by_form(desk, text=f"Hello {n}") for n in range(RECEIPTS_AN_HOUR + 3)))
    assert len(await desk.tickets()) == RECEIPTS_AN_HOUR + 3
    assert len(desk.sent_mails()) == RECEIPTS_AN_HOUR


async def test_a_machine_behind_a_form_gets_no_receipt(desk: Desk) -> None:
    await arrive(desk, by_form(desk, "no-reply@shop.example"), by_form(desk, "mailer-daemon@shop.example"))
    tickets: list[Ticket] = await desk.tickets()
    assert ["automatic" in ticket.tags for ticket in tickets] == [True, True]
    assert desk.sent_mails() == []


async def test_the_address_that_a_form_named_wrongly_bounces_once(desk: Desk) -> None:
    await arrive(desk, by_form(desk))
    (receipt,) = desk.sent_mails()
    bounce = (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {receipt.sender}\r\nSubject: Undelivered Mail\r\n"
        f"Message-ID: {make_msgid(domain='mx.example')}\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {PLAYER}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    ).encode()
    await arrive(desk, bounce, sender="")
    assert len(await desk.tickets()) == len(desk.sent_mails()) == 1
    assert await desk.value("SELECT state::text FROM delivery WHERE brand_id = $1") == "failed"


async def test_the_autoresponder_of_the_named_address_starts_no_talk(desk: Desk) -> None:
    await arrive(desk, by_form(desk))
    (receipt,) = desk.sent_mails()
    away = a_mail(
        to=str(receipt.mail["Reply-To"]),
        from_=PLAYER,
        subject="Out of office",
        answers=(receipt.id,),
        headers={"Auto-Submitted": "auto-replied"},
    )
    await arrive(desk, away, sender=PLAYER)
    assert len(await desk.tickets()) == len(desk.sent_mails()) == 1
