"""Reports about mail that did not arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboss.channels.email.mail import Bounce
from pitboss.channels.email.parse import parse

SAMPLES = Path(__file__).parent / "samples"

REPORTS = {
    "bounce-permanent": Bounce(("gone@mail.example",), True, "<sent-7@brand.example>"),
    "bounce-mailbox-full": Bounce(("full@mail.example",), False, "<sent-7@brand.example>"),
    "bounce-delayed": Bounce(("slow@mail.example",), False, "<sent-7@brand.example>"),
    "bounce-qmail-text": Bounce(("gone@mail.example",), True, "<sent-8@brand.example>"),
    "report-success": None,
    "report-read-receipt": None,
}


@pytest.mark.parametrize(("sample", "bounce"), REPORTS.items())
def test_reports(sample: str, bounce: Bounce | None) -> None:
    mail = parse((SAMPLES / f"{sample}.eml").read_bytes())
    assert mail.bounce == bounce
    assert mail.automatic


def test_an_address_is_not_given_up_while_one_of_several_failed_for_now() -> None:
    raw = (SAMPLES / "bounce-permanent.eml").read_bytes()
    second = b"\r\nFinal-Recipient: rfc822; slow@mail.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n"
    mail = parse(raw.replace(b"no such user\r\n", b"no such user\r\n" + second))
    assert mail.bounce == Bounce(("gone@mail.example", "slow@mail.example"), False, "<sent-7@brand.example>")


def test_a_status_missing_from_the_report_is_taken_from_the_diagnosis() -> None:
    raw = (SAMPLES / "bounce-permanent.eml").read_bytes().replace(b"Status: 5.1.1\r\n", b"")
    mail = parse(raw.replace(b"550 5.1.1", b"452 4.2.2"))
    assert mail.bounce is not None
    assert not mail.bounce.permanent


def test_a_player_who_tells_of_a_bounce_sends_none() -> None:
    mail = parse(
        b"From: player@mail.example\nSubject: Delivery failed?\nIn-Reply-To: <1@brand.example>\n\n"
        b"I got this: <support@brand.example>: 550 5.1.1 user unknown\n"
    )
    assert mail.bounce is None
    assert mail.automatic is None
