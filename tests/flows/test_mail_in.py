"""A mail becomes a ticket: over SMTP, into the right thread, once, or visibly not at all."""

from __future__ import annotations

import asyncio
import smtplib

import pytest

from tests.desk import Desk, a_mail

WITHDRAWAL = "Where is my withdrawal? I requested it three days ago and it is still pending."


def send(port: int, sender: str, to: list[str], raw: bytes) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        return smtp.sendmail(sender, to, raw)


async def test_a_mail_over_smtp_becomes_a_ticket_that_is_understood_queued_promised_and_confirmed(desk: Desk) -> None:
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
