"""Who may sign what amount: by role and currency, and never over currencies."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.complaints.redress import Beyond, Redress, RedressKind, beyond, checked, totals
from pitboss.kit.refused import Invalid


def pays(amount: str, currency: str = "EUR") -> Redress:
    return Redress(kind=RedressKind.payment, amount=Decimal(amount), currency=currency)


LIMITS = {
    ("complaints_lead", "EUR"): Decimal("500"),
    ("complaints_lead", "RUB"): Decimal("50000"),
    ("compliance", "EUR"): Decimal("5000"),
    ("agent", "EUR"): Decimal("0"),
}


@pytest.mark.parametrize(
    ("roles", "given_", "needs"),
    [
        (["complaints_lead"], [pays("500")], []),
        (["complaints_lead"], [pays("500.01")], [Beyond("EUR", Decimal("500.01"), Decimal(500))]),
        (["complaints_lead"], [pays("300"), pays("200.01")], [Beyond("EUR", Decimal("500.01"), Decimal(500))]),
        (["complaints_lead", "compliance"], [pays("500.01")], []),  # of several roles the highest limit
        (["complaints_lead"], [pays("500"), pays("50000", "RUB")], []),  # each currency for itself
        (["complaints_lead"], [pays("1", "KZT")], [Beyond("KZT", Decimal(1), None)]),  # an unknown currency takes two
        (["compliance"], [pays("1", "RUB")], [Beyond("RUB", Decimal(1), None)]),
        (["agent"], [pays("0.01")], [Beyond("EUR", Decimal("0.01"), Decimal(0))]),
        ([], [pays("1")], [Beyond("EUR", Decimal(1), None)]),
        ([], [], []),
        ([], [Redress(kind=RedressKind.apology)], []),
        (["agent"], [Redress(kind=RedressKind.limit_lifted, subject="L-1")], []),
        (
            ["complaints_lead"],
            [Redress(kind=RedressKind.bet_resettled, subject="B-1", amount=Decimal(900), currency="EUR")],
            [Beyond("EUR", Decimal(900), Decimal(500))],
        ),
    ],
)  # fmt: skip
def test_who_decides_alone(roles: list[str], given_: list[Redress], needs: list[Beyond]) -> None:
    assert beyond(given_, roles, LIMITS) == needs


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Redress(kind=RedressKind.payment), "needs a sum"),
        (Redress(kind=RedressKind.payment, amount=Decimal(5)), "needs its currency"),
        (Redress(kind=RedressKind.payment, currency="EUR"), "a currency its sum"),
        (pays("0"), "more than zero"),
        (pays("-5"), "more than zero"),
        (pays("NaN"), "more than zero"),
        (pays("Infinity"), "more than zero"),
        (pays("1e40"), "more than zero"),
        (pays("1.005"), "at most 2 decimal places"),
        (pays("1.5", "JPY"), "at most 0 decimal places"),
        (pays("0.000000001", "BTC"), "at most 8 decimal places"),
        (pays("5", "eur"), "capital letters"),
        (pays("5", "EURO-5"), "capital letters"),
        (Redress(kind=RedressKind.apology, amount=Decimal(5), currency="EUR"), "has no sum"),
        (Redress(kind=RedressKind.bet_resettled), "needs its subject"),
        (Redress(kind=RedressKind.limit_lifted, subject=" "), "needs its subject"),
        (Redress(kind=RedressKind.other), "Say in words"),
        (Redress(kind=RedressKind.other, what="x" * 501), "has at most"),
    ],
)
def test_what_can_not_be_given(wanted: Redress, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        checked([wanted])


def test_a_decision_has_at_most_twenty_actions() -> None:
    assert len(checked([Redress(kind=RedressKind.apology)] * 20)) == 20
    with pytest.raises(Invalid, match="at most 20"):
        checked([Redress(kind=RedressKind.apology)] * 21)


SUMS = st.decimals("0.01", "99999", places=2)
GIVEN = st.lists(st.tuples(SUMS, st.sampled_from(["EUR", "GBP", "RUB", "KZT"])), max_size=12)


@given(GIVEN, st.lists(st.sampled_from(["complaints_lead", "compliance", "agent"])))
def test_sums_are_exact_and_one_currency_never_helps_another(
    given_: list[tuple[Decimal, str]], roles: list[str]
) -> None:
    redress = [
        Redress(kind=RedressKind.payment, amount=a, currency=c, promised_for=date(2026, 12, 1))
        for a, c in given_
    ]
    sums = totals(redress)
    for currency in {c for _, c in given_}:
        assert sums[currency] == sum((a for a, c in given_ if c == currency), Decimal(0))
    needs = {one.currency for one in beyond(redress, roles, LIMITS)}
    for currency, total in sums.items():
        alone = beyond([one for one in redress if one.currency == currency], roles, LIMITS)
        assert bool(alone) == (currency in needs)
        highest = max((LIMITS[r, currency] for r in roles if (r, currency) in LIMITS), default=None)
        assert (currency in needs) == (highest is None or total > highest)
