"""Who gets no automatic answer, and who must get one."""

from __future__ import annotations

import pytest

from pitboss.channels.email.parse import parse

AUTOMATIC = [
    ("Auto-Submitted: auto-replied", "auto-submitted: auto-replied"),
    ("Auto-Submitted: auto-generated; x=y (vacation)", "auto-submitted: auto-generated"),
    ("Precedence: bulk", "precedence: bulk"),
    ("Precedence: Junk", "precedence: junk"),
    ("Precedence: auto-reply\nIn-Reply-To: <1@brand.example>", "precedence: auto_reply"),
    ("Precedence: list\nList-Id: <news.mail.example>", "precedence: list"),
    ("List-Id: News <news.mail.example>", "list"),
    ("Return-Path: <>", "empty return path"),
    ("X-Auto-Response-Suppress: All", "x-auto-response-suppress: all"),
    ("X-Autoreply: yes", "x-autoreply"),
    ("Subject: Automatic reply: Your ticket", "out-of-office subject"),
    ("Subject: Автоответ: я в отпуске", "out-of-office subject"),
    ("Subject: Автоматический ответ: Вывод", "out-of-office subject"),
    ("Subject: Out of Office", "out-of-office subject"),
    ("From: MAILER-DAEMON@mail.example", "mailer-daemon"),
    ("From: no-reply@shop.example", "no-reply sender"),
    ("From: bank-noreply@bank.example", "no-reply sender"),
    ("Content-Type: multipart/report; report-type=feedback-report; boundary=b", "feedback-report"),
]


@pytest.mark.parametrize(("header", "reason"), AUTOMATIC)
def test_programs_are_recognised(header: str, reason: str) -> None:
    assert parse(_mail(header)).automatic == reason


HUMAN = [
    "Subject: Question",
    "Auto-Submitted: no",
    "Return-Path: <player@mail.example>",
    "X-Auto-Response-Suppress: DR, OOF, AutoReply",
    "X-Auto-Response-Suppress: RN, NRN",
    "List-Unsubscribe: <mailto:u@crm.example>\nFeedback-ID: 1:2:crm\nX-SG-EID: abc",
    "Precedence: list\nList-Id: <team.mail.example>\nIn-Reply-To: <1@brand.example>",
    "Subject: Re: Автоответ пришёл, а денег нет",
    "Subject: Out of office hours nobody answers me",
    "Subject: Automatic withdrawal limit",
    "From: reply-team@mail.example",
    "From: postmaster@mail.example",
    "Precedence: first-class",
    "Importance: high",
]


@pytest.mark.parametrize("header", HUMAN)
def test_people_are_not_taken_for_programs(header: str) -> None:
    mail = parse(_mail(header))
    assert mail.automatic is None
    assert mail.bounce is None


def _mail(header: str) -> bytes:
    sender = "" if header.startswith("From:") else "From: Player <player@mail.example>\n"
    return f"{header}\n{sender}To: support@brand.example\n\nHello\n".encode()
