"""What a player gets by a decision, and how many people it takes to give it. Pure; money is never added over currencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from pitboss.kit.refused import Invalid

MOST = 20  # actions of one decision
MAX_SUBJECT = 120
MAX_WHAT = 500
BIGGEST = Decimal(10) ** 12
DECIMALS = {
    **dict.fromkeys(("JPY", "KRW", "VND", "CLP", "ISK", "UGX", "PYG"), 0),
    **dict.fromkeys(("KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"), 3),
    **dict.fromkeys(("EUR", "GBP", "USD", "CAD", "RUB", "KZT", "AZN", "SEK", "NOK", "DKK", "PLN", "TRY"), 2),
}
DEFAULT_DECIMALS = 8  # of a currency that the table doesn't know, such as a crypto-currency
_CURRENCY = re.compile(r"[A-Z]{3,5}")


class RedressKind(StrEnum):
    payment = "payment"
    bonus_restored = "bonus_restored"
    bet_resettled = "bet_resettled"
    limit_lifted = "limit_lifted"
    account_reopened = "account_reopened"
    apology = "apology"
    other = "other"


WITH_MONEY = frozenset({RedressKind.payment, RedressKind.bonus_restored})  # always
MAY_HOLD_MONEY = WITH_MONEY | {RedressKind.bet_resettled, RedressKind.other}
WITH_SUBJECT = frozenset({RedressKind.bet_resettled, RedressKind.limit_lifted})


class Redress(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`amount`: with `currency` or not at all. `subject`: which bet, bonus or limit, as the back office names it. `what`: in
    words, needed for `other`. `promised_for`: the day by which the player has it, where it was promised."""

    kind: RedressKind
    amount: Decimal | None = None
    currency: str | None = None
    subject: str = ""
    what: str = ""
    promised_for: date | None = None


def money(amount: Decimal, currency: str) -> Decimal:
    """
    Raises:
        Invalid: this is no sum in that currency.
    """
    if not _CURRENCY.fullmatch(currency):
        raise Invalid("A currency is 3 to 5 capital letters, such as EUR.")
    if not amount.is_finite() or not 0 < amount <= BIGGEST:
        raise Invalid("A sum is more than zero, and at most 1000000000000.")
    places = DECIMALS.get(currency, DEFAULT_DECIMALS)
    exponent = amount.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise Invalid(f"A sum in {currency} has at most {places} decimal places.")
    return amount


def checked(wanted: Iterable[Redress]) -> list[Redress]:
    """
    Raises:
        Invalid: naming what is missing.
    """
    found = list(wanted)
    if len(found) > MOST:
        raise Invalid(f"A decision has at most {MOST} actions.")
    for one in found:
        if (one.amount is None) != (one.currency is None):
            raise Invalid("A sum needs its currency, and a currency its sum.")
        if one.amount is not None and one.currency is not None:
            if one.kind not in MAY_HOLD_MONEY:
                raise Invalid(f"An action of the kind {one.kind.value!r} has no sum.")
            money(one.amount, one.currency)
        elif one.kind in WITH_MONEY:
            raise Invalid(f"An action of the kind {one.kind.value!r} needs a sum.")
        if one.kind in WITH_SUBJECT and not one.subject.strip():
            raise Invalid(
                f"Say which one is meant: an action of the kind {one.kind.value!r} needs its subject."
            )
        if one.kind is RedressKind.other and not one.what.strip():
            raise Invalid("Say in words what is to be done.")
        if len(one.subject) > MAX_SUBJECT or len(one.what) > MAX_WHAT:
            raise Invalid(
                f"A subject has at most {MAX_SUBJECT} characters, and what is to be done {MAX_WHAT}."
            )
    return found


def totals(redress: Iterable[Redress]) -> dict[str, Decimal]:
    """By currency, all sums that a decision gives."""
    found: dict[str, Decimal] = {}
    for one in redress:
        if one.amount is not None and one.currency is not None:
            found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return found


Limits = Mapping[tuple[str, str], Decimal]  # by role and currency: up to where one person decides alone


class Beyond(msgspec.Struct, frozen=True):
    """A sum that one person may not decide alone. `limit`: null where none is set for the currency."""

    currency: str
    total: Decimal
    limit: Decimal | None


def beyond(redress: Iterable[Redress], roles: Iterable[str], limits: Limits) -> list[Beyond]:
    """What of a decision needs a second person, if somebody with these roles decides it: of several roles the highest limit
    counts, and a currency without one always takes two."""
    held = list(roles)
    found = []
    for currency, total in sorted(totals(redress).items()):
        own = [limits[role, currency] for role in held if (role, currency) in limits]
        limit = max(own, default=None)
        if limit is None or total > limit:
            found.append(Beyond(currency, total, limit))
    return found
