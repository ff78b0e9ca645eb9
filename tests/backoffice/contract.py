"""What the desk relies on, of whatever back office it asks. An adapter for another platform is held to the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pitboss.backoffice.connector import Connector, NoSuchRecord, Taken


class AnAccount(msgspec.Struct, frozen=True):
    """An account of the back office that has played, with a bet, a payment and a round of its own; and of somebody else."""

    id: str
    bet: str
    payment: str
    round: str
    somebody_elses_bet: str


async def holds(connector: Connector, account: AnAccount) -> None:
    """Raises AssertionError where it does not."""
    everything: list[Taken[Any]] = [
        await connector.player(account.id),
        await connector.kyc(account.id),
        await connector.payments(account.id),
        await connector.payment(account.id, account.payment),
        await connector.bets(account.id),
        await connector.bet(account.id, account.bet),
        await connector.rounds(account.id),
        await connector.round(account.id, account.round),
        await connector.bonuses(account.id),
        await connector.restrictions(account.id),
        await connector.sessions(account.id),
        await connector.terms(account.id),
        await connector.changes(account.id),
        await connector.messages(account.id),
    ]
    for taken in everything:
        assert taken.raw, "the bytes as they came are the proof"
        assert taken.taken_at.utcoffset() == timedelta(0)
        assert account.id in taken.source
        again = msgspec.json.decode(taken.raw, type=type(taken.value)) if _plain(taken.value) else None
        assert again in (None, taken.value), "what is kept as raw says the same as what was read of it"
        assert_moments_are_utc(taken.value)
    await _lists_are_bounded(connector, account)
    await _records_have_their_story(connector, account)
    await _nothing_of_others(connector, account)


def _plain(value: Any) -> bool:
    return not type(value).__parameters__ if hasattr(type(value), "__parameters__") else True


def assert_moments_are_utc(value: object) -> None:
    if isinstance(value, datetime):
        assert value.utcoffset() == timedelta(0), value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            assert_moments_are_utc(getattr(value, field))
    elif isinstance(value, list):
        for item in value:
            assert_moments_are_utc(item)


async def _lists_are_bounded(connector: Connector, account: AnAccount) -> None:
    newest_first: Sequence[tuple[Callable[..., Any], str]] = (
        (connector.payments, "created_at"),
        (connector.bets, "accepted_at"),
        (connector.rounds, "started_at"),
        (connector.sessions, "started_at"),
    )
    for ask, when in newest_first:
        whole = (await ask(account.id)).value
        moments = [getattr(item, when) for item in whole.items]
        assert moments == sorted(moments, reverse=True)
        assert len(moments) > 2, "the account must have some of each"
        first = (await ask(account.id, limit=1)).value
        assert [item.id for item in first.items] == [whole.items[0].id]
        assert first.more
        middle = moments[len(moments) // 2]
        later = (await ask(account.id, since=middle)).value.items
        assert {getattr(item, when) >= middle for item in later} == {True}
        earlier = (await ask(account.id, until=middle)).value.items
        assert {getattr(item, when) <= middle for item in earlier} == {True}
        assert (await ask(account.id, since=datetime(2100, 1, 1, tzinfo=UTC))).value.items == []


async def _records_have_their_story(connector: Connector, account: AnAccount) -> None:
    payment = (await connector.payment(account.id, account.payment)).value
    assert payment.history[-1].state is payment.state
    assert [step.at for step in payment.history] == sorted(step.at for step in payment.history)
    if payment.processor_reference is not None:
        assert (await connector.payment(account.id, payment.processor_reference)).value == payment
    bet = (await connector.bet(account.id, account.bet)).value
    assert bet.selections
    assert all(selection.odds > 1 for selection in bet.selections)
    assert [step.at for step in bet.settlement_log] == sorted(step.at for step in bet.settlement_log)
    if bet.settlement_log:
        assert bet.settlement_log[-1].status is bet.status
        assert bet.payout == bet.settlement_log[-1].payout
    assert bet in (await connector.bets(account.id)).value.items


async def _nothing_of_others(connector: Connector, account: AnAccount) -> None:
    with pytest.raises(NoSuchRecord):
        await connector.bet(account.id, account.somebody_elses_bet)
    with pytest.raises(NoSuchRecord):
        await connector.player("../" + account.id)
    with pytest.raises(NoSuchRecord):
        await connector.player("nobody-has-this-account")
