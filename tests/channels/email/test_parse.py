"""Odd mails, each sample named by what is odd about it."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboss.channels.email.mail import Address, Mail, to_json
from pitboss.channels.email.parse import lines, parse

SAMPLES = Path(__file__).parent / "samples"
RUSSIAN = "Здравствуйте! Не могу вывести деньги со счёта, помогите пожалуйста."


def read(name: str) -> Mail:
    return parse((SAMPLES / f"{name}.eml").read_bytes())


SUBJECTS = {
    "charset-koi8-r": "Вывод денег",
    "charset-windows-1251": "Вывод денег",
    "charset-ibm866": "Вывод денег",
    "charset-koi8-r-undeclared-everywhere": "Вывод денег со счёта",
    "charset-windows-1251-undeclared-everywhere": "Вывод денег со счёта",
    "charset-ibm866-undeclared-everywhere": "Вывод денег со счёта",
    "charset-gb2312": "提款问题",
    "charset-big5": "提款問題",
    "charset-iso-2022-jp": "出金の問題",
    "charset-shift_jis": "出金の問題",
    "charset-euc-kr": "출금 문제",
    "words-cut-inside-a-character": "Вывод",
    "words-with-blanks-inside": "Where is my money?",
    "words-without-padding": "Вывод!",
    "words-never-closed": "Вывод",
    "words-never-closed-before-the-next": "Привет мир",
    "subject-raw-utf-8": "Где мои деньги?",
    "duplicate-subject": "First",
    "header-without-colon": "Bonus",
    "nul-bytes": "Bonus",
    "mbox-from-line": "Bonus",
    "headers-after-a-byte-order-mark": "Bonus",
    "blank-lines-first": "Bonus",
    "headers-none": "",
    "empty": "",
}


@pytest.mark.parametrize(("sample", "subject"), SUBJECTS.items())
def test_subjects(sample: str, subject: str) -> None:
    assert read(sample).subject == subject


SENDERS = {
    "charset-koi8-r": ("Иван Петров", "ivan@mail.example"),
    "charset-windows-1251-undeclared-everywhere": ("Иван Петров", "ivan@mail.example"),
    "words-cut-inside-a-character": ("Пётр", "p@mail.example"),
    "words-in-quotes": ("Петров, Иван", "p@mail.example"),
    "words-hold-name-and-address": ("Иван", "p@mail.example"),
    "name-with-unquoted-comma": ("Doe, John", "j@mail.example"),
    "name-in-a-comment": ("John (Johnny) Doe", "j@mail.example"),
    "name-looks-like-an-address": ("security@bank.example", "thief@mail.example"),
    "from-without-address": ("John Doe", ""),
    "from-twice": ("First", "first@mail.example"),
    "address-internationalised": ("Пётр", "пётр@пример.рф"),
}


@pytest.mark.parametrize(("sample", "sender"), SENDERS.items())
def test_senders(sample: str, sender: tuple[str, str]) -> None:
    assert read(sample).from_ == Address(*sender)


IN_RUSSIAN = [
    "charset-koi8-r",
    "charset-windows-1251",
    "charset-ibm866",
    "charset-koi8-r-undeclared-everywhere",
    "charset-windows-1251-undeclared-everywhere",
    "charset-ibm866-undeclared-everywhere",
    "charset-unknown",
    "charset-declared-latin-1-is-windows-1251",
    "charset-declared-ascii-is-utf-8",
    "charset-meta-only",
    "charset-declared-utf-8-is-windows-1251",
    "base64-with-junk",
    "transfer-encoding-unknown",
]
TEXTS = {
    **dict.fromkeys(IN_RUSSIAN, RUSSIAN),
    "charset-gb2312": "提款问题",
    "charset-big5": "提款問題",
    "charset-iso-2022-jp": "出金の問題",
    "charset-shift_jis": "出金の問題",
    "charset-euc-kr": "출금 문제",
    "line-ends-cr-only": "one\ntwo",
    "line-ends-lf-only": "one\ntwo",
    "line-ends-doubled-cr": "one\ntwo",
    "headers-none": "Just a text.\nNothing else.",
    "header-without-colon": "body",
    "nul-bytes": "body",
    "body-empty": "",
    "empty": "",
    "multipart-without-parts": "Just text.",
    "base64-with-a-footer": f"{RUSSIAN}!",
    "quoted-printable-broken": "soft break, 100=ZZ and В",
    "flowed-delsp": "This is one line that was cut.\n> quoted line",
    "uuencoded-in-text": "See log:\n\nThanks",
    "html-declared-as-plain": "Hello there",
    "html-only": "Добрый день!\n\nМой бонус:\nне пришёл\n\n- один\n- два\n"
    "правила <https://brand.example/help>[снимок]",
    "alternative-plain-is-a-stub": "The real content of this mail is here, and it is much longer than the "
    "stub that came with it.",
    "alternative-with-related-and-calendar": "plain",
    "boundary-never-closed": "See file",
    "boundary-wrong": "See file",
    "boundary-missing": "See file",
    "attached-mail": "See file",
}  # fmt: skip


@pytest.mark.parametrize(("sample", "text"), TEXTS.items())
def test_texts(sample: str, text: str) -> None:
    assert read(sample).text == text


FILES = {
    "file-name-rfc2231-continued": [("Выписка.pdf", "application/pdf", 13)],
    "file-name-in-encoded-words": [("Выписка.pdf", "application/pdf", 13)],
    "file-name-with-a-path": [("pass wd.pdf", "application/pdf", 13)],
    "file-name-missing": [("attachment-1.pdf", "application/pdf", 13)],
    "file-name-too-long": [("a" * 146 + ".pdf", "application/pdf", 13)],
    "boundary-never-closed": [("a.pdf", "application/pdf", 13)],
    "boundary-wrong": [("a.pdf", "application/pdf", 13)],
    "boundary-missing": [("a.pdf", "application/pdf", 13)],
    "attached-mail": [("Old _ letter.eml", "message/rfc822", 152)],
    "alternative-with-related-and-calendar": [
        ("shot.png", "image/png", 8),
        ("invite.ics", "text/calendar", 30),
    ],
    "uuencoded-in-text": [("log.txt", "application/octet-stream", 14)],
    "apple-double": [("shot.jpg", "image/jpeg", 4)],
    "winmail-dat": [("report.txt", "application/octet-stream", 11)],
    "bounce-permanent": [
        ("delivery-status.txt", "message/delivery-status", 156),
        ("original-headers.txt", "text/rfc822-headers", 46),
    ],
}


@pytest.mark.parametrize(("sample", "files"), FILES.items())
def test_attachments(sample: str, files: list[tuple[str, str, int]]) -> None:
    assert [(file.name, file.content_type, file.size) for file in read(sample).attachments] == files


def test_a_picture_within_the_html_is_inline() -> None:
    picture, invitation = read("alternative-with-related-and-calendar").attachments
    assert (picture.inline, picture.content_id, invitation.inline) == (True, "i1", False)


DATES = {
    "date-1970": datetime(1970, 1, 1, tzinfo=UTC),
    "date-2099-obsolete-zone": datetime(2099, 11, 3, 19, 2, 11, tzinfo=UTC),
    "date-in-russian": datetime(2025, 11, 3, 11, 2, 11, tzinfo=UTC),
    "date-nonsense": None,
    "empty": None,
}


@pytest.mark.parametrize(("sample", "date"), DATES.items())
def test_dates(sample: str, date: datetime | None) -> None:
    assert read(sample).date == date


def test_message_ids_get_their_brackets() -> None:
    mail = read("message-id-bare")
    assert mail.message_id == "<42.7@mail.example>"
    assert mail.in_reply_to == ("<41@brand.example>",)
    assert mail.references == ("<40@brand.example>", "<41@brand.example>")
    assert read("message-id-missing").message_id is None


def test_of_thousands_of_references_the_first_and_the_last_50_are_kept() -> None:
    ids = [f"<{number}@mail.example>" for number in range(5000)]
    mail = parse(f"From: a@mail.example\nReferences: {' '.join(ids)}\n\nx".encode())
    assert mail.references == (ids[0], *ids[-50:])


def test_groups_and_routes_are_read_through() -> None:
    mail = read("to-group-and-obsolete-route")
    assert [entry.address for entry in mail.to] == [
        "ann@mail.example",
        "bob@mail.example",
        "carl@mail.example",
    ]
    assert mail.cc == ()


def test_ten_thousand_recipients_are_all_kept() -> None:
    to = ",\n ".join(f"Player {number} <p{number}@mail.example>" for number in range(10_000))
    mail = parse(f"From: a@mail.example\nTo: {to}\n\nx".encode())
    assert len(mail.to) == 10_000
    assert mail.to[-1] == Address("Player 9999", "p9999@mail.example")


def test_html_is_harmless_and_loads_nothing_from_the_net() -> None:
    markup = read("html-only").html
    assert markup is not None
    for danger in ("<script", "<form", "<input", "onload", "<style", ' src="http'):
        assert danger not in markup
    assert '<img data-src="https://track.example/p.gif">' in markup
    assert 'src="cid:shot"' in markup


@pytest.mark.parametrize(
    ("sample", "reply"), [("html-reply-gmail", "Да, помогло"), ("html-reply-outlook", "Still nothing.")]
)
def test_replies_in_html(sample: str, reply: str) -> None:
    mail = read(sample)
    assert mail.reply == reply
    assert mail.quoted


def test_a_json_line_has_exactly_the_promised_keys() -> None:
    line = json.loads(to_json(read("bounce-permanent")))
    assert list(line) == [
        "subject", "from", "to", "cc", "reply_to", "message_id", "in_reply_to", "references", "date",
        "text", "html", "reply", "quoted", "attachments", "automatic", "bounce",
    ]  # fmt: skip
    assert line["from"] == {"name": "Mail Delivery System", "address": "MAILER-DAEMON@mx.example"}
    assert list(line["attachments"][0]) == ["name", "content_type", "size", "sha256", "inline"]
    assert line["bounce"] == {"recipients": ["gone@mail.example"], "permanent": True}


def test_dates_in_json_are_iso_8601_in_utc() -> None:
    assert json.loads(to_json(read("date-in-russian")))["date"] == "2025-11-03T11:02:11Z"


def test_there_is_a_line_for_each_file() -> None:
    paths = sorted(SAMPLES.glob("date-*.eml"))
    assert [json.loads(line)["subject"] for line in lines(paths)] == ["x"] * len(paths)


def test_parts_and_depth_are_limited() -> None:
    many = "".join(f"--b\nContent-Type: image/png; name={number}.png\n\nx\n" for number in range(5000))
    mail = parse(f"From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n{many}--b--".encode())
    assert len(mail.attachments) <= 200
    deep = "".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(5000)
    )
    assert parse(f"From: a@mail.example\n{deep}\nx".encode()).text == ""


def test_a_body_keeps_two_million_bytes() -> None:
    mail = parse(
        b"From: a@mail.example\nContent-Type: text/plain; charset=utf-8\n\n" + "я".encode() * 3_000_000
    )
    assert mail.text == "я" * 1_000_000


@given(st.binary(max_size=2000))
@settings(deadline=None)
def test_any_bytes_can_be_parsed(raw: bytes) -> None:
    to_json(parse(raw))


_SHARDS = st.sampled_from(
    [
        b"From: a@b.example\n", b"Subject: =?utf-8?B?", b"=?", b"?=", b"\n", b"\n\n", b"--b\n", b"--b--\n",
        b" ", b"Content-Type: multipart/mixed; boundary=b\n", b"Content-Type: text/html\n",
        b"Content-Type: message/rfc822\n", b"Content-Type: text/plain; charset=utf-7\n",
        b"Content-Transfer-Encoding: base64\n", b"=\xd0", b"\xff\xfe", b"begin 644 x\nM\nend\n",
        b"To: \"(<,;:@", b"Date: 3 3 3\n", b"References: <", b"<blockquote>", b"\x1b$B", b"\x00",
        b"Content-Type: application/ms-tnef\n", b"\x78\x9f\x3e\x22", b"; name*0*=x''%", b"+2D0-", b"> ",
        b"Action: failed\n", b"Content-Type: message/delivery-status\n", b"Final-Recipient: rfc822; a@b\n",
        b"\r", b"YQ==",
    ]
)  # fmt: skip


@given(st.lists(_SHARDS, max_size=40))
@settings(max_examples=200, deadline=None)
def test_shards_of_mail_in_any_order_can_be_parsed(shards: list[bytes]) -> None:
    mail = parse(b"".join(shards))
    to_json(mail)
    assert all(file.name and "/" not in file.name and len(file.name) <= 150 for file in mail.attachments)


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_samples_can_be_damaged_in_any_way(sample: str) -> None:
    whole = (SAMPLES / sample).read_bytes()
    chance = random.Random(sample)
    for _ in range(25):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(raw) + 1)
            match chance.randrange(4):
                case 0:
                    del raw[at : at + chance.randrange(40)]
                case 1:
                    raw[at:at] = raw[: chance.randrange(len(raw) + 1)]
                case 2:
                    raw[at : at + 1] = bytes([chance.randrange(256)])
                case _:
                    del raw[at:]
        to_json(parse(bytes(raw)))
