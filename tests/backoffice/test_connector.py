"""The desk asks back offices, and is told the truth or told why not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from pitboss.backoffice.connector import (
    BackOfficeAway,
    BackOfficeDenied,
    BackOfficeNonsense,
    BetStatus,
    Money,
    NoSuchRecord,
    NotOffered,
    PaymentState,
)
from pitboss.backoffice.http import HttpBackOffice
from pitboss.backoffice.reach import addresses_of, read_place
from pitboss.backoffice.simulated import Casino
from pitboss.backoffice.simulated_data import known
from pitboss.kit.refused import Invalid
from tests.backoffice.contract import AnAccount, holds
from tests.casino import INSIDE, Open, an_open_casino, answering, headed


@pytest.fixture
async def casino(tmp_path: Path) -> AsyncIterator[Open]:
    async with an_open_casino(tmp_path) as open_:
        open_.casino.open_brand("harbour", token="the token of harbour", accounts="hb-")
        open_.casino.open_brand("mayak", token="the token of mayak", accounts="mk-", currency="RUB")
        yield open_


def asked(casino: Open, token: str = "the token of harbour", **more: float) -> HttpBackOffice:
    return HttpBackOffice(read_place(casino.url, INSIDE), token, **more)  # type: ignore[arg-type]


async def test_the_simulated_casino_keeps_the_contract(casino: Open) -> None:
    mine, other = casino.casino.of("harbour", "hb-40022"), casino.casino.of("harbour", "hb-20418")
    account = AnAccount("hb-40022", "88120443", mine.payments[0].id, mine.rounds[0].id, other.bets[0].id)
    async with asked(casino) as office:
        await holds(office, account)


async def test_the_same_account_is_always_the_same_player(casino: Open, tmp_path: Path) -> None:
    first = casino.casino.of("harbour", "hb-60037")
    began = max(session.started_at for session in first.sessions)
    assert casino.casino.of("harbour", "hb-60037") == first
    assert known("harbour", "hb-60037", "GBP", began) == known("harbour", "hb-60037", "GBP", began)
    assert known("harbour", "hb-60037", "GBP", began) != known("harbour", "hb-60074", "GBP", began)
    kept = Casino(tmp_path / "casino.sqlite")
    assert kept.of("harbour", "hb-60037") == first
    kept.close()


async def test_what_the_casinos_staff_do_is_told_at_the_next_question(casino: Open) -> None:
    house = casino.casino
    async with asked(casino) as office:
        house.resettle(
            "harbour",
            "hb-40022",
            "88120443",
            status=BetStatus.part_won,
            payout=Money(Decimal("57.50"), "GBP"),
            reason="4th",
        )
        bet = (await office.bet("hb-40022", "88120443")).value
        assert (bet.status, bet.payout) == (BetStatus.part_won, Money(Decimal("57.50"), "GBP"))
        assert len(bet.settlement_log) == 2
        house.roll_back("harbour", "hb-40022", "88120443", reason="again")
        bet = (await office.bet("hb-40022", "88120443")).value
        assert (bet.status, bet.payout, len(bet.settlement_log)) == (BetStatus.open, None, 1)
        house.void("harbour", "hb-40022", "88120443", reason="abandoned")
        assert (await office.bet("hb-40022", "88120443")).value.payout == bet.stake
        paid = house.pay(
            "harbour", "hb-40022", money=Money(Decimal(50), "GBP"), reason="redress", state=PaymentState.sent
        )
        assert paid.processor_reference is not None
        house.move_payment("harbour", "hb-40022", paid.id, state=PaymentState.paid, reason="confirmed")
        payment = (await office.payment("hb-40022", paid.processor_reference)).value
        assert (payment.state, len(payment.history)) == (PaymentState.paid, 2)
        limit = (await office.restrictions("hb-40022")).value.limits[0]
        house.lift_limit("harbour", "hb-40022", limit.id)
        assert (await office.restrictions("hb-40022")).value.limits[0].until is not None
        house.new_terms("harbour", "hb-40022", document="betting-rules", version="2026-11")
        terms = (await office.terms("hb-40022")).value
        assert {one.version for one in terms.in_force if one.document == "betting-rules"} == {"2026-11"}
        assert [one.text for one in terms.accepted if one.document == "betting-rules"] == [None]


async def test_a_token_opens_one_brand_only(casino: Open) -> None:
    async with asked(casino, "the token of mayak") as office:
        assert (await office.player("mk-10077")).value.currency == "RUB"
        with pytest.raises(NoSuchRecord):
            await office.player("hb-40022")
    async with asked(casino, "a token of nobody") as office:
        with pytest.raises(BackOfficeDenied):
            await office.player("hb-40022")


async def test_a_back_office_that_is_down_is_said_to_be_away(casino: Open) -> None:
    casino.casino.away = True
    async with asked(casino) as office:
        with pytest.raises(BackOfficeAway) as away:
            await office.player("hb-40022")
    assert away.value.extra == {"retry_after": 60}
    async with (
        answering(b"", hold=True) as (url, _),
        HttpBackOffice(read_place(url, INSIDE), "token", seconds=0.2) as office,
    ):
        with pytest.raises(BackOfficeAway):
            await office.player("hb-40022")
    async with HttpBackOffice(read_place(url, INSIDE), "token") as office:
        with pytest.raises(BackOfficeAway):
            await office.player("hb-40022")


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        (headed(b"{}"), BackOfficeNonsense),
        (headed(b"not json"), BackOfficeNonsense),
        (headed(b"[" * 100_000), BackOfficeNonsense),
        (headed(b'{"items": [{}]}'), BackOfficeNonsense),
        (headed(b"x" * 3000), BackOfficeNonsense),
        (headed(b"\x1f\x8b", "content-encoding: gzip"), BackOfficeNonsense),
        (headed(b"", "location: http://169.254.169.254/", status="302 Found"), BackOfficeNonsense),
        (headed(b'{"error": "not_offered"}', status="404 Not Found"), NotOffered),
        (headed(b"", status="501 Not Implemented"), NotOffered),
        (headed(b"", status="429 Too Many Requests"), BackOfficeAway),
        (headed(b"", status="500 Oh no"), BackOfficeNonsense),
        (b"SSH-2.0-OpenSSH_9.9\r\n", BackOfficeAway),
    ],
    ids=["empty", "no-json", "too-deep", "wrong-shape", "too-long", "packed", "redirect", "not-offered", "501", "busy", "broken", "no-http"],
)  # fmt: skip
async def test_whatever_a_server_answers_the_desk_says_what_is_wrong(
    answer: bytes, refusal: type[Exception]
) -> None:
    async with answering(answer) as (url, asked_):
        async with HttpBackOffice(read_place(url, INSIDE), "token", most=2000) as office:
            with pytest.raises(refusal):
                await office.bets("hb 1/..?x=1")
        assert len(asked_) == 1, "a redirect is not followed"
        assert asked_[0].startswith(b"GET /v1/players/hb%201%2F..%3Fx%3D1/bets?limit=500 HTTP/1.1\r\n")
        assert b"authorization: bearer token" in asked_[0].lower()


@pytest.mark.parametrize(
    "url",
    [
        "http://pam.casino.example",
        "https://10.0.0.7",
        "https://127.0.0.1:8443/pam",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://localhost",
        "https://pam.internal",
        "https://user:word@pam.casino.example",
        "https://pam.casino.example/?a=1",
        "https://pam.casino.example/a/../b c",
        "file:///etc/passwd",
        "https://pam.casino.example:99999",
        "",
    ],
)
def test_the_desk_knocks_at_no_door_inside(url: str) -> None:
    with pytest.raises(Invalid):
        read_place(url, ())


def test_a_public_address_with_tls_is_asked_and_one_inside_once_it_is_named() -> None:
    assert read_place("https://pam.casino.example/desk/", ()).url == "https://pam.casino.example/desk"
    assert read_place("http://pam.internal:8080", ("pam.internal",)).url == "http://pam.internal:8080"


async def test_a_public_name_that_points_inside_is_not_asked() -> None:
    place = read_place("https://pam.casino.example", ())
    inside = type(place)(place.scheme, "127.0.0.1", 443, "", inside=False)
    with pytest.raises(BackOfficeAway):
        await addresses_of(inside)
