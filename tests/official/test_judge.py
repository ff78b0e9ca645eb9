"""What people paste, and what they learn of it. No database: the lists are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.official.judge import Judged, Resembled, Verdict, judge, likened
from pitboss.official.lookalikes import Likeness
from pitboss.official.model import Impostor, ImpostorState, Official, OfficialKind
from pitboss.official.names import LONGEST, MOST, Pasted, Trick, entry, read

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def official(
    kind: OfficialKind, value: str, platform: str = "", *, until: datetime | None = None
) -> Official:
    thing = entry(kind, platform, value)
    assert thing is not None, value
    return Official(
        brand="harbour", id=uuid4(), kind=kind, platform=thing.platform, value=value, normal=thing.normal, about_en="", about_ru="",
        shown=True, source="staff", valid_from=NOW - timedelta(days=400), valid_to=until, added_by=None, ended_by=None,
    )  # fmt: skip


def impostor(
    kind: OfficialKind, value: str, platform: str = "", *, state: ImpostorState = ImpostorState.confirmed
) -> Impostor:
    thing = entry(kind, platform, value)
    assert thing is not None, value
    return Impostor(
        brand="harbour", id=uuid4(), kind=kind, platform=thing.platform, value=value, normal=thing.normal, state=state, note="",
        state_by=None, state_at=NOW, reported_at=NOW, version=1, reports=[],
    )  # fmt: skip


OFFICIAL = [
    official(OfficialKind.site, "harbour.example"),
    official(OfficialKind.email, "support@harbour.example"),
    official(OfficialKind.phone, "+44 20 7946 0018"),
    official(OfficialKind.phone, "+7 800 555-01-23"),
    official(OfficialKind.handle, "@harbour_help", "telegram"),
    official(OfficialKind.name, "Anna K."),
    official(OfficialKind.site, "harbour-casino.example", until=NOW - timedelta(days=30)),
]
IMPOSTORS = [
    impostor(OfficialKind.site, "win-bonus-now.example"),
    impostor(OfficialKind.handle, "@vip_cashier_24", "telegram"),
    impostor(OfficialKind.phone, "+44 7700 900123", state=ImpostorState.down),
    impostor(OfficialKind.site, "honest-review.example", state=ImpostorState.reported),
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
        ("harbour.xyz", Likeness.ending),
        ("harbour.co.uk", Likeness.ending),
        ("harbuor.example", Likeness.typo),
        ("harbourr.example", Likeness.typo),
        ("harb0ur.example", Likeness.letters),
        ("hаrbour.example", Likeness.letters),  # a Cyrillic а
        ("xn--hrbour-3nf.example", Likeness.letters),  # the same, as browsers show it
        ("ｈarbоur.example", Likeness.letters),  # full width and Cyrillic
        ("harbour-support.example", Likeness.added),
        ("harboursupport24.com", Likeness.added),
        ("my-harbour-bonus.ru", Likeness.added),
        ("harbour.example.login-check.com", Likeness.inside),
        ("harbour-example.com", Likeness.inside),
        ("harbour.account-check.com", Likeness.inside),
        ("https://harbour.example@evil.com/pay", Likeness.inside),
        ("https://harbour.example%40evil.com", Likeness.inside),
        ("support@harbour-help.com", Likeness.added),
        ("support@harbour.com", Likeness.ending),
        ("harbour.support@gmail.com", Likeness.added),
        ("harbour.example@evil.com", Likeness.inside),
        ("support@harbour.example <robber@evil.com>", Likeness.inside),
        ("+442079460019", Likeness.near),
        ("@harbour_help_bot", Likeness.added),
        ("@harb0ur_help", Likeness.letters),
        ("@harbour_he1p", Likeness.letters),
        ("@harbour_vip_manager", Likeness.added),
        ("https://instagram.com/harbour_help", Likeness.ending),
    ],
)
def test_what_looks_like_ours_is_told_with_the_reason(text: str, why: Likeness) -> None:
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
    both = [*IMPOSTORS, impostor(OfficialKind.site, "harbour.example")]
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
    assert set(found) == {Pasted.site, Pasted.email, Pasted.phone, Pasted.handle}
    assert found[Pasted.site].normal == "harb0ur.example"


def test_codes_are_found_as_people_write_them() -> None:
    for text in ("K7QM-3XWD-9FTC", "k7qm 3xwd 9ftc", "К7QМ3ХWD9FТС", "code K7QM-3XWD-9FTC, is it yours?"):
        (thing,) = read(text)
        assert (thing.what, thing.normal) == (Pasted.code, "K7QM3XWD9FTC")


@given(st.text(max_size=LONGEST + 100))
def test_whatever_is_pasted_gets_an_answer(text: str) -> None:
    found = read(text)
    assert 1 <= len(found) <= MOST
    for thing in found:
        judge(thing, OFFICIAL, IMPOSTORS, now=NOW)


@pytest.mark.parametrize(
    "text", ["a." * 1000, "@" * 2000, "(" * 2000, "1-" * 1000, "http://" * 280, "a@" * 1000, "x" * 2000, "\u0301" * 2000, "xn--" * 500]
)  # fmt: skip
def test_long_repetitions_get_an_answer_too(text: str) -> None:
    found = read(text)
    assert 1 <= len(found) <= MOST
    for thing in found:
        judge(thing, OFFICIAL * 80, IMPOSTORS * 80, now=NOW)


def test_staff_see_what_a_reported_impostor_passes_for() -> None:
    fake = impostor(OfficialKind.site, "harb0ur.example", state=ImpostorState.reported)
    assert likened(fake, OFFICIAL, now=NOW) == Resembled("harbour.example", Likeness.letters)
    stranger = impostor(OfficialKind.site, "win-bonus-now.example", state=ImpostorState.reported)
    assert likened(stranger, OFFICIAL, now=NOW) is None
