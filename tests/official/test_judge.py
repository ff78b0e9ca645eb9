"""What people paste, and what they learn of it. No database: the lists are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.official.judge import Judged, Verdict, judge
from pitboss.official.lookalikes import Why
from pitboss.official.model import Impostor, Kind, Official, State
from pitboss.official.names import LONGEST, MOST, Trick, What, entry, read

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def official(kind: Kind, value: str, platform: str = "", *, until: datetime | None = None) -> Official:
    thing = entry(kind, platform, value)
    assert thing is not None, value
    return Official(
        brand="harbour", id=uuid4(), kind=kind, platform=thing.platform, value=value, normal=thing.normal, about_en="", about_ru="",
        shown=True, source="staff", valid_from=NOW - timedelta(days=400), valid_to=until, added_by=None, ended_by=None,
    )  # fmt: skip


def impostor(kind: Kind, value: str, platform: str = "", *, state: State = State.confirmed) -> Impostor:
    thing = entry(kind, platform, value)
    assert thing is not None, value
    return Impostor(
        brand="harbour", id=uuid4(), kind=kind, platform=thing.platform, value=value, normal=thing.normal, state=state, note="",
        state_by=None, state_at=NOW, reported_at=NOW, version=1, reports=[],
    )  # fmt: skip


OFFICIAL = [
    official(Kind.site, "harbour.example"),
    official(Kind.email, "support@harbour.example"),
    official(Kind.phone, "+44 20 7946 0018"),
    official(Kind.phone, "+7 800 555-01-23"),
    official(Kind.handle, "@harbour_help", "telegram"),
    official(Kind.name, "Anna K."),
    official(Kind.site, "harbour-casino.example", until=NOW - timedelta(days=30)),
]
IMPOSTORS = [
    impostor(Kind.site, "win-bonus-now.example"),
    impostor(Kind.handle, "@vip_cashier_24", "telegram"),
    impostor(Kind.phone, "+44 7700 900123", state=State.down),
    impostor(Kind.site, "honest-review.example", state=State.reported),
]


def asked(text: str) -> Judged:
    found = [judge(thing, OFFICIAL, IMPOSTORS, now=NOW) for thing in read(text)]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "harbour.example", "HARBOUR.EXAMPLE", "https://www.harbour.example/cashier?x=1#top", "http://harbour.example:8080/",
        "pay.harbour.example", "harbour[.]example", "hxxps://harbour.example/login", "harbour.example.", "//harbour.example",
        "support@harbour.example", "Support@Harbour.Example", "mailto:support@harbour.example?subject=hi",
        "support+t5k2@harbour.example", "<support@harbour.example>",
        "+442079460018", "00 44 20 7946 0018", "+44 (0) 20 7946 0018".replace("(0) ", ""), "tel:+442079460018", "02079460018", "8 (800) 555-01-23",
        "8005550123", "+7 800 555 01 23",
        "@harbour_help", "harbour_help", "https://t.me/harbour_help", "t.me/Harbour_Help?start=1", "tg://resolve?domain=harbour_help",
    ],
)  # fmt: skip
def test_what_is_on_the_list_is_ours_however_it_is_written(text: str) -> None:
    assert asked(text).verdict is Verdict.ours, asked(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("harbour.xyz", Why.ending),
        ("harbour.co.uk", Why.ending),
        ("harbuor.example", Why.typo),
        ("harbourr.example", Why.typo),
        ("harb0ur.example", Why.letters),
        ("hаrbour.example", Why.letters),  # a Cyrillic а
        ("xn--hrbour-3nf.example", Why.letters),  # the same, as browsers show it
        ("ｈarbоur.example", Why.letters),  # full width and Cyrillic
        ("harbour-support.example", Why.added),
        ("harboursupport24.com", Why.added),
        ("my-harbour-bonus.ru", Why.added),
        ("harbour.example.login-check.com", Why.inside),
        ("harbour-example.com", Why.inside),
        ("harbour.account-check.com", Why.inside),
        ("https://harbour.example@evil.com/pay", Why.inside),
        ("https://harbour.example%40evil.com", Why.inside),
        ("support@harbour-help.com", Why.added),
        ("support@harbour.com", Why.ending),
        ("harbour.support@gmail.com", Why.added),
        ("harbour.example@evil.com", Why.inside),
        ("support@harbour.example <robber@evil.com>", Why.inside),
        ("+442079460019", Why.near),
        ("@harbour_help_bot", Why.added),
        ("@harb0ur_help", Why.letters),
        ("@harbour_he1p", Why.letters),
        ("@harbour_vip_manager", Why.added),
        ("https://instagram.com/harbour_help", Why.ending),
    ],
)
def test_what_looks_like_ours_is_told_with_the_reason(text: str, why: Why) -> None:
    judged = [judge(thing, OFFICIAL, IMPOSTORS, now=NOW) for thing in read(text)]
    assert judged[-1].verdict is Verdict.lookalike, judged
    assert judged[-1].why is why
    assert judged[-1].like


@pytest.mark.parametrize(
    "text",
    ["news.example", "https://other-casino.example", "anna@mail.example", "+33 1 70 18 99 00", "@somebody_else", "arbor.example", "https://bit.ly/3xyz"],
)  # fmt: skip
def test_what_is_on_no_list_is_not_ours_and_no_lookalike(text: str) -> None:
    assert asked(text).verdict is Verdict.unknown


@pytest.mark.parametrize(
    "text", ["win-bonus-now.example", "https://pay.win-bonus-now.example/x", "@VIP_cashier_24", "t.me/vip_cashier_24", "+447700900123"]
)  # fmt: skip
def test_a_confirmed_impostor_is_called_fake(text: str) -> None:
    assert asked(text).verdict is Verdict.fake


@pytest.mark.parametrize(
    "text", ["win-bonus-n0w.example", "win-bonus-now.com", "winbonus-now.example", "@vip_cashier_25"]
)
def test_impostors_who_come_back_a_letter_off_are_recognised(text: str) -> None:
    assert asked(text).verdict is Verdict.lookalike


def test_a_report_alone_makes_nobody_an_impostor() -> None:
    assert asked("honest-review.example").verdict is Verdict.unknown


def test_what_is_official_stays_so_whatever_is_reported() -> None:
    both = [*IMPOSTORS, impostor(Kind.site, "harbour.example")]
    assert judge(read("harbour.example")[0], OFFICIAL, both, now=NOW).verdict is Verdict.ours


def test_what_was_ours_is_told_with_the_day() -> None:
    judged = asked("harbour-casino.example")
    assert judged.verdict is Verdict.was_ours
    assert judged.until == NOW - timedelta(days=30)


def test_an_address_at_our_domain_that_is_on_no_list_is_not_confirmed() -> None:
    assert asked("bonus@harbour.example").verdict is Verdict.unlisted


@pytest.mark.parametrize("text", ["Anna K.", "anna", "Анна".replace("Анна", "Anna")])
def test_a_name_proves_nothing(text: str) -> None:
    assert asked(text).verdict in (Verdict.name, Verdict.unknown)


@pytest.mark.parametrize("text", ["?", "…", "how are you doing today my friend"])
def test_what_can_not_be_looked_up_is_unclear(text: str) -> None:
    assert asked(text).verdict is Verdict.unclear


@pytest.mark.parametrize(
    ("text", "trick"),
    [
        ("https://harbour.example@evil.com", Trick.before_at),
        ("har\u200bbour.example", Trick.hidden),
        ("harbour.example\u202emoc.live", Trick.hidden),
        ("http://3232235777/", None),
        ("http://192.168.1.1/harbour", Trick.number),
        ("https://bit.ly/3xyz", Trick.short),
        ("https://harbour.example/go?to=https://evil.com", Trick.leads_on),
        ("https://harbour.example/go?to=https%3A%2F%2Fevil.com", Trick.leads_on),
        ("hаrbour.example", Trick.letters),
        ("support@harbour.example <x@evil.com>", Trick.display),
    ],
)
def test_tricks_are_told(text: str, trick: Trick | None) -> None:
    tricks = {told for thing in read(text) for told in thing.tricks}
    assert trick in tricks if trick else not tricks


def test_a_whole_message_is_taken_apart() -> None:
    text = "Dear player, win here: https://harb0ur.example/win, write to bonus@evil.com, call +44 7700 900999 or @vip_cashier_24!"
    found = {thing.what: thing for thing in read(text)}
    assert set(found) == {What.site, What.email, What.phone, What.handle}
    assert found[What.site].normal == "harb0ur.example"


def test_codes_are_found_as_people_write_them() -> None:
    for text in ("K7QM-3XWD-9FTC", "k7qm 3xwd 9ftc", "К7QМ3ХWD9FТС", "code K7QM-3XWD-9FTC, is it yours?"):
        (thing,) = read(text)
        assert (thing.what, thing.normal) == (What.code, "K7QM3XWD9FTC")


@given(st.text(max_size=LONGEST + 100))
def test_whatever_is_pasted_gets_an_answer(text: str) -> None:
    found = read(text)
    assert 1 <= len(found) <= MOST
    for thing in found:
        judge(thing, OFFICIAL, IMPOSTORS, now=NOW)


@pytest.mark.parametrize(
    "text", ["a." * 1000, "@" * 2000, "(" * 2000, "1-" * 1000, "http://" * 280, "a@" * 1000, "x" * 2000, "\u0301" * 2000, "xn--" * 500]
)  # fmt: skip
def test_nothing_takes_long(text: str) -> None:
    for thing in read(text):
        judge(thing, OFFICIAL * 80, IMPOSTORS * 80, now=NOW)
