"""What players may send, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.api.waiting import first_id_of
from pitboss.channels.webchat.model import clean_line, clean_text, new_token, token_of_key
from pitboss.files.kinds import FileRefused, check, type_of
from pitboss.kit.ids import new_id
from pitboss.kit.links import Links
from pitboss.kit.moments import in_zone
from pitboss.kit.refused import Invalid


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVE", None),
        (b"%PDF-1.7", "application/pdf"),
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x20ftypheic", None),
        ("Где мой вывод?\n".encode(), "text/plain"),
        (b"see <https://casino.example/a> 1 < 2", "text/plain"),
        ("Где".encode("cp1251"), None),
        (b"a\x00b", None),
        (b"#!/bin/sh\n", None),
        (b"PK\x03\x04", None),
        (b"\x7fELF", None),
        (b"MZ plain", None),
        (b"hello <script>", None),
        (b"  <!DOCTYPE html>", None),
        (b"<?xml version='1.0'?><svg/>", None),
    ],
)
def test_the_first_bytes_say_what_a_file_is(data: bytes, kind: str | None) -> None:
    assert type_of(data) == kind


@pytest.mark.parametrize("name", ["a.exe", "A.HTML", "x.svg", "run.sh", "..\\..\\a.bat"])
def test_a_dangerous_name_is_refused_whatever_the_bytes(name: str) -> None:
    with pytest.raises(FileRefused):
        check(name, b"plain words", most=1000)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\temp\\note.txt", "note.txt"),
        ("", "file.txt"),
        ("a\nb.txt", "a_b.txt"),
    ],
)
def test_a_name_is_made_harmless(name: str, kept: str) -> None:
    assert check(name, b"plain words", most=1000).name == kept


def test_a_card_number_in_a_text_file_is_not_kept() -> None:
    assert b"4111 1111 1111" not in check("a.txt", b"card 4111 1111 1111 1111", most=1000).data


@given(st.text())
def test_a_text_is_either_refused_or_clean(text: str) -> None:
    try:
        kept = clean_text(text)
    except Invalid:
        return
    assert kept == kept.strip() != ""
    assert "\r" not in kept
    assert clean_text(kept) == kept


@given(st.text())
def test_a_line_is_one_printable_line(text: str) -> None:
    line = clean_line(text, most=20)
    assert line.isprintable()
    assert len(line) <= 20


def test_the_token_of_a_key_belongs_to_its_brand_and_address() -> None:
    tokens = {
        token_of_key(secret, brand, address, key)
        for secret in (b"one", b"two")
        for brand in ("a", "b")
        for address in ("10.0.0.1", "10.0.0.2")
        for key in ("k1", "k2")
    }
    assert len(tokens) == 16
    assert token_of_key(b"one", "a", "10.0.0.1", "k1") in tokens
    assert new_token() != new_token()


def test_a_link_holds_only_its_own_secret_and_takes_any_text() -> None:
    links, ticket = Links("https://desk.example", b"key"), new_id()
    secret = links.secret("track", "a", ticket)
    assert links.holds("track", "a", ticket, secret)
    for wrong in ("", "ф", "\ud800", secret + "x", secret[:-1]):
        assert not links.holds("track", "a", ticket, wrong)
    assert not links.holds("track", "b", ticket, secret)


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("UTC", "en", "22 November 2026, 15:30 (UTC)"),
        ("Europe/Moscow", "ru", "22 ноября 2026, 18:30 (UTC+3)"),
        ("Asia/Kolkata", "en", "22 November 2026, 21:00 (UTC+5:30)"),
        ("America/New_York", "en", "22 November 2026, 10:30 (UTC−5)"),
        ("Nowhere/At-all", "en", "22 November 2026, 15:30 (UTC)"),
        ("../etc/passwd", "en", "22 November 2026, 15:30 (UTC)"),
    ],
)
def test_a_moment_is_told_with_its_zone(zone: str, language: str, words: str) -> None:
    assert in_zone(datetime(2026, 11, 22, 15, 30, tzinfo=UTC), zone, language) == words


def test_ids_made_after_a_moment_are_above_its_first_id() -> None:
    now = datetime.now(UTC)
    assert first_id_of(now - timedelta(seconds=1)) < new_id() < first_id_of(now + timedelta(minutes=1))
