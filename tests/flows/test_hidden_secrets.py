"""Where card numbers hide: nothing of them is kept, or, in a PDF, whoever reads the ticket is told."""

from __future__ import annotations

import base64
import binascii

import pytest

from pitboss.channels.email.parse import parse
from tests.desk import Desk, a_mail
from tests.flows.test_files import upload

CARD = "4111111111111111"


def a_pdf(words: str, *, field: str = "") -> bytes:
    """A PDF of one page, and maybe a form with one field."""
    drawn = f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode()
    form = b"/AcroForm << /Fields [6 0 R] >>" if field else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %b >>" % form,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /FT /Tx /T (number) /V (%b) >>" % field.encode(),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


async def everything_kept(desk: Desk) -> str:
    """All rows of the brand and of the keys of requests, and what is in its files."""
    kept: list[str] = []
    async with desk.db.pool.acquire() as connection:
        await connection.execute("BEGIN")
        await connection.execute("SELECT set_config('pitboss.kind', 'system', true)")
        for (table,) in await connection.fetch(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'brand_id' AND table_schema = 'public'"
        ):
            rows = await connection.fetch(f"SELECT t::text FROM {table} t WHERE brand_id = $1", desk.brand.id)
            kept += [row[0] for row in rows]
        kept += [row[0] for row in await connection.fetch("SELECT actor || ' ' || key FROM idempotency")]
        kept += [
            row[0].decode("latin-1")
            for row in await connection.fetch("SELECT raw FROM original WHERE brand_id = $1", desk.brand.id)
        ]
        keys = await connection.fetch("SELECT file_key FROM attachment WHERE brand_id = $1", desk.brand.id)
        await connection.execute("ROLLBACK")
    kept += [(await desk.building.files.get(key)).decode("latin-1") for (key,) in keys]
    return "\n".join(kept)


def _raw(desk: Desk, head: str = "", body: str = "Hello.", from_: str = "Ivan <ivan@mail.example>") -> bytes:
    top = f"From: {from_}\nTo: {desk.brand.address}\nSubject: x\nMessage-ID: <hides@mail.example>\n"
    return (top + head + "\n" + body).replace("\n", "\r\n").encode()


def _attached(body: str) -> tuple[str, str]:
    head = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    return head, f"--b\n\nHello.\n--b\n{body}\n--b--\n"


INNER = f"From: x@y.example\nSubject: Re\nContent-Transfer-Encoding: base64\n\n{base64.b64encode(f'my card {CARD}'.encode()).decode()}\n"
UU = f"begin 644 a.txt\n{binascii.b2a_uu(f'card {CARD}'.encode()).decode()}`\nend\n"
PLACES = {
    "a header that anybody can make up": (f"X-Card: {CARD}\n", "Hello."),
    "a header in encoded words": (
        f"X-Note: =?utf-8?B?{base64.b64encode(f'карта {CARD}'.encode()).decode()}?=\n",
        "Hello.",
    ),
    "a name beside the address of another": (f"Cc: Карта {CARD} <b@mail.example>\n", "Hello."),
    "the address of another": (f"Cc: {CARD}@mail.example\n", "Hello."),
    "a mail sent as a file of no type": _attached(
        "Content-Type: application/octet-stream; name=a.eml\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(INNER.encode()).decode()
    ),
    "a part that is uuencoded": _attached(
        f"Content-Type: text/plain; name=a.txt\nContent-Transfer-Encoding: uuencode\n\n{UU}"
    ),
    "a file uuencoded within the text": ("", f"Hello.\n\n{UU}\nBye."),
}


@pytest.mark.parametrize("place", PLACES)
async def test_no_place_in_a_mail_hides_a_card(desk: Desk, place: str) -> None:
    await desk.keeps(_raw(desk, *PLACES[place]))
    await desk.work_until_idle()
    (ticket,) = await desk.tickets()
    kept = await everything_kept(desk)
    for hidden in (CARD, base64.b64encode(f"my card {CARD}".encode()).decode(), UU.splitlines()[1]):
        assert hidden not in kept
    assert "secret_masked" in [event.type for event in await desk.events(ticket)]


async def test_what_programs_write_stays_as_it_is(desk: Desk) -> None:
    head = (
        f"References: <{CARD}@mail.example>\nReceived: by x with id {CARD}; Mon, 1 Jan 2024 00:00:00 +0000\n"
    )
    raw = _raw(desk, head)
    await desk.keeps(raw)
    assert await desk.value("SELECT raw FROM original WHERE brand_id = $1") == raw


async def test_an_address_that_is_a_card_number_is_not_kept_and_nobody_writes_there(desk: Desk) -> None:
    agent = await desk.agent()
    await desk.keeps(_raw(desk, from_=f"{CARD}@mail.example"), sender=f"{CARD}@mail.example")
    await desk.work_until_idle()
    (ticket,) = await desk.tickets()
    await agent.says(ticket, "Hello.")
    await desk.work_until_idle()
    assert CARD not in await everything_kept(desk)
    assert desk.sent_mails() == []
    said = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    (delivery,) = next(m for m in said if m["author"] == "agent")["deliveries"]
    assert delivery["state"] == "failed"
    assert "looks like a card number" in delivery["error"]
    refused = await desk.building.client.post(
        "/requests",
        json={"brand": desk.brand.id, "text": "Hello", "contact": {"email": f"{CARD}@mail.example"}},
    )
    assert refused.status_code == 422


async def test_a_key_of_a_request_is_not_kept(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    first = await agent.says(ticket, "Hello.", key=f"card {CARD}")
    assert (await agent.says(ticket, "Hello.", key=f"card {CARD}"))["id"] == first["id"]
    assert CARD not in await everything_kept(desk)
    assert (await agent.says(ticket, "Bye.", key="a-key-of-mine"))["key"] == "a-key-of-mine"


@pytest.mark.parametrize(
    ("words", "field", "marked"),
    [
        ("My card is 4111 1111 1111 1111", "", True),
        ("A statement", CARD, True),
        ("A statement of 22 November 2026", "", False),
    ],
    ids=["on the page", "in a form", "nowhere"],
)
async def test_a_pdf_with_a_card_number_is_marked(desk: Desk, words: str, field: str, marked: bool) -> None:
    agent = await desk.agent()
    data = a_pdf(words, field=field)
    ticket = await desk.a_ticket(files=(("statement.pdf", data),))
    (message,) = [
        m for m in (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"] if m["author"] == "player"
    ]
    (file,) = message["attachments"]
    assert file["may_hold_card"] is marked
    assert ("card_suspected" in [event.type for event in await desk.events(ticket)]) is marked
    answer = await agent.asks("GET", f"/attachments/{file['id']}")
    assert answer.content == data


async def test_a_pdf_that_cant_be_read_and_one_of_an_agent_hold_nothing_up(desk: Desk) -> None:
    agent = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(files=(("broken.pdf", b"%PDF-1.7 nothing of the kind"),))
    sent = await upload(desk, agent, "card.pdf", a_pdf(f"Card {CARD}"))
    await agent.says(ticket, "Is it yours?", files=[sent])
    await desk.work_until_idle()
    shown = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    marks = [file["may_hold_card"] for message in shown for file in message["attachments"]]
    assert sorted(marks) == [False, True]
    (held,) = [f for m in shown for f in m["attachments"] if f["may_hold_card"]]
    await agent.does(ticket, "redact", attachment=held["id"], reason="a card")
    shown = (await agent.gets(f"/tickets/{ticket.id}/messages"))["items"]
    assert not any(file["may_hold_card"] for message in shown for file in message["attachments"])


async def test_a_mail_that_holds_a_mail_keeps_its_words(desk: Desk) -> None:
    await desk.a_ticket(files=(("a.eml", a_mail(to="x@y.example", text=f"card {CARD}, thanks")),))
    assert CARD not in await everything_kept(desk)
    (key,) = await desk.value("SELECT array_agg(file_key) FROM attachment WHERE brand_id = $1")
    assert parse(await desk.building.files.get(key)).text.strip() == "card 411111******1111, thanks"
