"""Does what the back office shows prove that a decision was carried out? Pure: its records in, a sentence out."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from pitboss.backoffice.connector import (
    AccountStatus,
    Bet,
    BetStatus,
    Bonus,
    Listing,
    Money,
    Payment,
    PaymentKind,
    PaymentState,
    PlayerRecord,
    Restrictions,
    SettlementKind,
)
from pitboss.complaints.redress import Redress, RedressKind
from pitboss.kit.refused import Conflict

BY_SYSTEM = frozenset(
    {
        RedressKind.payment,
        RedressKind.bonus_restored,
        RedressKind.bet_resettled,
        RedressKind.limit_lifted,
        RedressKind.account_reopened,
    }
)
Record = Payment | Bet | Listing[Bonus] | Restrictions | PlayerRecord


class NotProven(Conflict):
    """The back office does not show this."""


def by_second_person(kind: RedressKind) -> bool:
    """What no system can show: somebody other than who did it looks, and confirms."""
    return kind not in BY_SYSTEM


def must_prove(action: Redress, reference: str, record: Record, *, since: datetime, now: datetime) -> None:
    """`since`: when the decision took effect; nothing older carries it out.

    Raises:
        NotProven: saying what differs.
    """
    match record:
        case Payment():
            _paid(action, reference, record, since)
        case Bet():
            _resettled(action, record, since)
        case Listing():
            _restored(action, reference, record, since)
        case Restrictions():
            _lifted(action, record, since, now)
        case PlayerRecord():
            _reopened(record, since)


def _same(action: Redress, reference: str, shown: Money | None) -> None:
    if action.amount is None:
        return
    if shown is None or (shown.amount, shown.currency) != (action.amount, action.currency):
        there = "no sum" if shown is None else f"{_plain(shown.amount)} {shown.currency}"
        decided = f"{_plain(action.amount)} {action.currency}"
        raise NotProven(f"{reference!r} shows {there}, but {decided} was decided.")


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"


def _not_older(reference: str, at: datetime, since: datetime) -> None:
    if at < since:
        raise NotProven(f"{reference!r} is older than the decision, so it can't be what carries it out.")


def _paid(action: Redress, reference: str, payment: Payment, since: datetime) -> None:
    if payment.kind is PaymentKind.deposit:
        raise NotProven(f"{reference!r} is a deposit of the player, not a payment to them.")
    _same(action, reference, payment.money)
    if payment.state is not PaymentState.paid:
        raise NotProven(f"{reference!r} is not done yet: the back office shows {payment.raw_state!r}.")
    _not_older(reference, payment.created_at, since)


def _resettled(action: Redress, bet: Bet, since: datetime) -> None:
    later = [entry for entry in bet.settlement_log if entry.at >= since]
    if not later:
        raise NotProven(f"The bet {bet.id!r} was not settled anew since the decision.")
    last = later[-1]
    if last.kind is SettlementKind.rolled_back or last.status is BetStatus.open:
        raise NotProven(f"The settlement of the bet {bet.id!r} was rolled back, and it is open again.")
    _same(action, bet.id, bet.payout)


def _restored(action: Redress, reference: str, bonuses: Listing[Bonus], since: datetime) -> None:
    bonus = next((one for one in bonuses.items if one.id == reference), None)
    if bonus is None:
        raise NotProven(f"The back office knows no {reference!r} of this player. Check the reference.")
    granted = [entry for entry in bonus.ledger if entry.kind == "granted"]
    if not granted:
        raise NotProven(f"The bonus {reference!r} was not given.")
    _same(action, reference, granted[-1].money)
    _not_older(reference, granted[-1].at, since)
    if bonus.status in ("removed", "expired", "not_given"):
        raise NotProven(f"{reference!r} is not done yet: the back office shows {bonus.raw_status!r}.")


def _lifted(action: Redress, held: Restrictions, since: datetime, now: datetime) -> None:
    if any(one.id == action.subject for one in held.exclusions):
        raise NotProven("An exclusion is never lifted by a decision.")
    limit = next((one for one in held.limits if one.id == action.subject), None)
    if limit is None:
        raise NotProven(f"The back office knows no {action.subject!r} of this player. Check the reference.")
    if limit.set_by == "player":
        raise NotProven("A limit that the player set is theirs, and never lifted by a decision.")
    if limit.until is None or limit.until > now:
        raise NotProven(f"The limit {action.subject!r} still holds.")
    _not_older(action.subject, limit.until, since)


def _reopened(player: PlayerRecord, since: datetime) -> None:
    if player.status is AccountStatus.self_excluded:
        raise NotProven("The player has excluded themselves. Their account stays closed.")
    if player.status is not AccountStatus.active:
        raise NotProven(f"The account is not open: the back office shows {player.raw_status!r}.")
    if player.status_log and player.status_log[-1].at < since:
        raise NotProven(f"{player.account!r} is older than the decision, so it can't be what carries it out.")
