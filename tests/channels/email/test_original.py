"""What may be stored of a raw mail."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.channels.email.original import Masks, without_secrets
from pitboss.channels.email.parse import parse
from pitboss.kit.secrets import Masked, Secret

SAMPLES = Path(__file__).parent / "samples"
CARD = "4111111111111111"


def _mask(text: str) -> Masked:
    return Masked(text.replace(CARD, "*" * 16), (Secret.card,) if CARD in text else ())


def masked(raw: bytes) -> tuple[bytes, tuple[Secret, ...]]:
    return without_secrets(raw, Masks(_mask, _mask, _mask))


def _base64(text: str, charset: str = "utf-8") -> str:
    return base64.encodebytes(text.encode(charset)).decode()


HIDING_PLACES = {
    "subject": f"From: a@mail.example\nSubject: Card {CARD}\n\nx",
    "encoded subject": "From: a@mail.example\nSubject: =?utf-8?B?"
    + _base64(f"Карта {CARD}").strip()
    + "?=\n\nx",
    "plain text": f"From: a@mail.example\nSubject: x\n\nMy card is {CARD}, help",
    "no headers": f"my card is {CARD}",
    "quoted-printable": "From: a@mail.example\nContent-Transfer-Encoding: quoted-printable\n\n"
    "411111111=\n1111111",
    "base64": "From: a@mail.example\nContent-Type: text/plain; charset=koi8-r\n"
    "Content-Transfer-Encoding: base64\n\n" + _base64(f"Карта {CARD}", "koi8-r"),
    "html": f"From: a@mail.example\nContent-Type: text/html\n\n<p>card {CARD}</p>",
    "file name": f'From: a@mail.example\nContent-Type: application/pdf; name="{CARD}.pdf"\n\nx',
    "encoded file name": "From: a@mail.example\nContent-Type: image/png\n"
    f"Content-Disposition: attachment; filename*0*=utf-8''%D0%9A;\n filename*1={CARD}.png\n\nx",
    "part of many": "From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nfirst\n--b\n"
    f"Content-Type: text/plain\n\n{CARD}\n--b\nContent-Type: image/png\n\nkept\n--b--\n",
    "preamble": "From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    f"{CARD}\n--b\n\nfirst\n--b--\n",
    "line ends of old Macs": f"From: a@mail.example\rSubject: x\r\rcard {CARD}\r",
    "whole multipart in base64": "From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n"
    "Content-Transfer-Encoding: base64\n\n" + _base64(f"--b\n\nfirst {CARD}\n--b--\n"),
    "attached mail": "From: a@mail.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
    f"Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: {CARD}\n\nalso {CARD}\n--b--\n",
    "text file": f"From: a@mail.example\nContent-Type: text/csv; name=a.csv\n\ncard,{CARD}\n",
}


@pytest.mark.parametrize("place", HIDING_PLACES)
def test_a_card_number_is_masked_wherever_it_hides(place: str) -> None:
    raw = HIDING_PLACES[place].encode()
    changed, found = masked(raw)
    assert found == (Secret.card,)
    assert CARD.encode() not in changed
    assert masked(changed) == (changed, ())
    mail = parse(changed)
    assert CARD not in mail.text + mail.subject + "".join(file.name for file in mail.attachments)


def test_what_holds_no_secret_keeps_its_bytes() -> None:
    changed, _ = masked(HIDING_PLACES["part of many"].encode())
    mail = parse(changed)
    assert mail.text == "first\n****************"
    assert [file.data for file in mail.attachments] == [b"kept"]


def test_cyrillic_around_a_secret_survives() -> None:
    changed, _ = masked(HIDING_PLACES["base64"].encode())
    assert parse(changed).text == "Карта ****************"
    changed, _ = masked(HIDING_PLACES["encoded subject"].encode())
    assert parse(changed).subject == "Карта ****************"


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_without_secrets_the_bytes_are_identical(sample: str) -> None:
    raw = (SAMPLES / sample).read_bytes()
    assert masked(raw) == (raw, ())


@given(st.binary(max_size=1000))
def test_any_bytes_can_be_masked(raw: bytes) -> None:
    changed, found = masked(raw + f"\n{CARD}\n".encode())
    assert bool(found) == (CARD.encode() not in changed)


def test_a_delimiter_that_looks_like_a_card_number_stays_and_so_do_the_parts() -> None:
    raw = (
        b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="=3860647763512784360=="\r\n\r\n'
        b"4111 1111 1111 1111\r\n--=3860647763512784360==\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        b"--=3860647763512784360==--\r\n4111 1111 1111 1111\r\n"
    )
    clean, found = without_secrets(raw)
    assert found == (Secret.card,)
    assert b"1111 1111" not in clean
    assert parse(clean).text.strip() == "Hello"
