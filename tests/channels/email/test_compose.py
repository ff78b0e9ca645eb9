"""Mail that we send, read back by our own reader and checked against the rules of the formats."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.channels.email.compose import (
    NotSendable,
    compose,
    find_subject_tokens,
    signed_reply_address,
    subject_token,
    ticket_of_reply_address,
)
from pitboss.channels.email.mail import Address
from pitboss.channels.email.parse import parse

WHEN = datetime(2025, 11, 3, 11, 2, 11, tzinfo=UTC)
KEY = b"k" * 32
TICKET = UUID("01234567-89ab-7def-8123-456789abcdef")


def _compose(
    *,
    sender: Address = Address("Поддержка, казино", "support@brand.example"),  # noqa: B008 - frozen
    subject: str = "Re: Вывод средств [HB-1001]",
    text: str = "Здравствуйте!\n\nДеньги отправлены.\n",
    html: str | None = None,
    references: tuple[str, ...] = ("<a@mail.example>",),
    in_reply_to: str | None = "<b@mail.example>",
    attachments: tuple[tuple[str, str, bytes], ...] = (),
    auto_submitted: bool = False,
    to: str = "player@mail.example",
) -> bytes:
    return compose(
        sender=sender,
        to=Address("Иван", to),
        subject=subject,
        text=text,
        html=html,
        message_id="<m1@brand.example>",
        in_reply_to=in_reply_to,
        references=references,
        reply_to=Address("", "support+x@brand.example"),
        attachments=attachments,
        auto_submitted=auto_submitted,
        date=WHEN,
    )


def test_what_was_composed_is_what_arrives() -> None:
    mail = parse(
        _compose(
            html="<p>Деньги <b>отправлены</b>.</p>",
            attachments=(("Чек об оплате.pdf", "application/pdf", b"%PDF\r\n\x00"),),
        )
    )
    assert mail.from_ == Address("Поддержка, казино", "support@brand.example")
    assert mail.to == (Address("Иван", "player@mail.example"),)
    assert mail.reply_to == (Address("", "support+x@brand.example"),)
    assert mail.subject == "Re: Вывод средств [HB-1001]"
    assert mail.message_id == "<m1@brand.example>"
    assert mail.in_reply_to == ("<b@mail.example>",)
    assert mail.references == ("<a@mail.example>", "<b@mail.example>")
    assert mail.date == WHEN
    assert mail.text == "Здравствуйте!\n\nДеньги отправлены."
    assert mail.html == "<p>Деньги <b>отправлены</b>.</p>"
    assert [(file.name, file.data) for file in mail.attachments] == [("Чек об оплате.pdf", b"%PDF\r\n\x00")]
    assert mail.automatic is None


def test_every_line_is_seven_bit_short_and_ends_in_crlf() -> None:
    raw = _compose(text="Слово " * 500 + "x" * 3000, html="<p>" + "я" * 3000)
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert all(len(line) <= 998 and b"\n" not in line and b"\r" not in line for line in lines)


def test_automatic_mail_says_so() -> None:
    raw = _compose(auto_submitted=True)
    assert b"Auto-Submitted: auto-replied\r\n" in raw
    assert b"X-Auto-Response-Suppress: All\r\n" in raw
    assert parse(raw).automatic == "auto-submitted: auto-replied"


def test_references_keep_the_first_and_the_newest() -> None:
    ids = tuple(f"<{number}@mail.example>" for number in range(100))
    kept = parse(_compose(references=ids, in_reply_to=ids[-1])).references
    assert (len(kept), kept[0], kept[-1]) == (20, ids[0], ids[-1])


def test_bad_ids_of_the_other_side_are_left_out() -> None:
    mail = parse(
        _compose(references=("<a b@x>", "no", "<ok@mail.example>"), in_reply_to="<x>\r\nBcc: a@b.example")
    )
    assert mail.references == ("<ok@mail.example>",)
    assert mail.in_reply_to == ()


@given(st.text(max_size=200))
def test_no_header_can_be_injected_by_a_subject_or_a_name(text: str) -> None:
    raw = _compose(
        subject=f"{text}\r\nBcc: thief@mail.example\n\nbody",
        sender=Address(f"{text}\nBcc: thief@mail.example", "support@brand.example"),
        attachments=((f"{text}\r\nX-Evil: yes", "text/plain\r\nX-Evil: yes", b""),),
    )
    names = [
        line.split(b":")[0].lower() for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if line[:1] != b" "
    ]
    assert b"bcc" not in names
    assert b"\r\nX-Evil" not in raw


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b\r\nBcc: c@d.example",
        "a b@c.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "@x",
    ],
)
def test_bad_addresses_are_refused(address: str) -> None:
    with pytest.raises(NotSendable):
        _compose(to=address)


def test_a_cyrillic_domain_is_sent_in_its_ascii_form() -> None:
    assert b"player@xn--e1afmkfd.xn--p1ai" in _compose(to="player@пример.рф")


@given(st.uuids(), st.binary(min_size=16, max_size=64))
def test_a_signed_address_finds_its_ticket_in_any_case_of_letters(ticket: UUID, key: bytes) -> None:
    address = signed_reply_address("support@brand.example", ticket, key)
    assert len(address.partition("@")[0]) <= 64
    assert ticket_of_reply_address(address.upper(), key) == ticket
    assert ticket_of_reply_address(address, key + b"x") is None


@given(st.integers(0, 41), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_a_changed_token_finds_nothing_or_the_same(position: int, letter: str) -> None:
    address = signed_reply_address("support@brand.example", TICKET, KEY)
    at = len("support+") + position
    changed = f"{address[:at]}{letter}{address[at + 1 :]}"
    assert ticket_of_reply_address(changed, KEY) in (None, TICKET)
    assert changed == address or position == 41 or ticket_of_reply_address(changed, KEY) is None


@pytest.mark.parametrize(
    "address", ["", "support@brand.example", "support+abc@brand.example", "+@", "a" * 500]
)
def test_an_unsigned_address_finds_nothing(address: str) -> None:
    assert ticket_of_reply_address(address, KEY) is None


def test_a_base_too_long_to_be_signed_is_refused() -> None:
    with pytest.raises(NotSendable):
        signed_reply_address("customer-support-department@brand.example", TICKET, KEY)


@pytest.mark.parametrize(
    ("subject", "tokens"),
    [
        ("Re: Вывод [HB-1001]", ("HB-1001",)),
        ("[hb-1001] Fwd: [HB-1002] [HB-1001]", ("HB-1001", "HB-1002")),
        ("[#HB-7]", ("HB-7",)),
        ("HB-1001 without brackets, [x], [1-2], [HB-]", ()),
        ("", ()),
    ],
)
def test_tokens_in_subjects(subject: str, tokens: tuple[str, ...]) -> None:
    assert find_subject_tokens(subject) == tokens


def test_a_token_is_found_again() -> None:
    assert find_subject_tokens(f"Re: {subject_token('HB-1001')}") == ("HB-1001",)
