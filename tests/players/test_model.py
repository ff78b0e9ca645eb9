from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.kit.refused import Invalid
from pitboss.players.assurance import Assurance, current, for_chat, for_mail
from pitboss.players.model import IdentityKind, masked, normalise

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "written", "spelled"),
    [
        ("email", " Ivan@Mail.Example ", "ivan@mail.example"),
        ("email", "ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai"),
        ("email", "ivan@XN--80A1ACNY.xn--p1ai.", "ivan@xn--80a1acny.xn--p1ai"),
        ("email", '"a@b"@mail.example', '"a@b"@mail.example'),
        ("email", "ivan@broken..example", "ivan@broken..example"),
        ("phone", "+7 (912) 345-67-89", "+79123456789"),
        ("phone", "0049 30 123456", "+4930123456"),
        ("phone", "79123456789", "+79123456789"),
        ("phone", "+٧٩١٢٣٤٥٦٧٨٩", "+79123456789"),
        ("account", " P-100 ", "P-100"),
        ("account", "p-100", "p-100"),
        ("telegram", " 123456 ", "123456"),
    ],
)
def test_an_identity_has_one_spelling(kind: str, written: str, spelled: str) -> None:
    assert normalise(IdentityKind(kind), written) == spelled


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("email", "ivan"),
        ("email", "@mail.example"),
        ("email", "ivan@"),
        ("email", "iv an@mail.example"),
        ("email", "ivan@mail.example\x00"),
        ("email", "\udc80@mail.example"),
        ("phone", "1234"),
        ("phone", "+1234567890123456"),
        ("account", "  "),
        ("account", "a\nb"),
    ],
)
def test_what_can_not_be_an_identity_is_refused(kind: str, written: str) -> None:
    with pytest.raises(Invalid):
        normalise(IdentityKind(kind), written)


@given(st.sampled_from(IdentityKind), st.text(max_size=60))
def test_spelling_again_changes_nothing(kind: IdentityKind, written: str) -> None:
    try:
        once = normalise(kind, written)
    except Invalid:
        return
    assert normalise(kind, once) == once


@pytest.mark.parametrize(
    ("kind", "value", "seen"),
    [
        ("email", "ivanov@mail.example", "iv***@mail.example"),
        ("email", "iva@mail.example", "i***@mail.example"),
        ("email", "i@mail.example", "i***@mail.example"),
        ("phone", "+79123456789", "+7***89"),
        ("account", "P-100", "P-100"),
    ],
)
def test_contacts_are_masked(kind: str, value: str, seen: str) -> None:
    assert masked(kind, value) == seen


@pytest.mark.parametrize(
    ("registered", "dmarc", "level"),
    [
        (True, "pass", Assurance.A1),
        (True, "none", Assurance.A0),
        (True, "unknown", Assurance.A0),
        (True, "fail", Assurance.A0),
        (True, "", Assurance.A0),
        (True, "PASS?", Assurance.A0),
        (False, "pass", Assurance.A0),
    ],
)
def test_a_mail_is_a1_only_from_a_registered_address_that_passed(
    registered: bool, dmarc: str, level: Assurance
) -> None:
    assert for_mail(registered, dmarc) is level


@pytest.mark.parametrize(
    ("signed", "minutes_ago", "token_ends_in", "level", "ends_in"),
    [
        (True, 0, 60, Assurance.A2, 30),
        (True, 10, 60, Assurance.A2, 20),
        (True, 0, 5, Assurance.A2, 5),
        (True, -1, 60, Assurance.A2, 30),  # the site's clock is ahead
        (True, 30, 60, Assurance.A0, None),
        (True, 0, 0, Assurance.A0, None),
        (False, 0, 60, Assurance.A0, None),
    ],
)
def test_a_signed_chat_is_a2_for_half_an_hour_at_most(
    signed: bool, minutes_ago: int, token_ends_in: int, level: Assurance, ends_in: int | None
) -> None:
    given_level, until = for_chat(
        signed,
        NOW - timedelta(minutes=minutes_ago),
        NOW,
        token_expires_at=NOW + timedelta(minutes=token_ends_in),
    )
    assert given_level is level
    assert until == (None if ends_in is None else NOW + timedelta(minutes=ends_in))


def test_a_level_is_worth_nothing_after_its_end() -> None:
    until = NOW + timedelta(minutes=1)
    assert current(2, until, NOW) is Assurance.A2
    assert current(2, until, until) is Assurance.A0
    assert current(1, None, NOW) is Assurance.A1
