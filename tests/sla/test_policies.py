"""Which promise a ticket gets, and when its ladder is climbed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import pytest

from pitboss.sla.clocks import Kind, pause, start
from pitboss.sla.policies import BadRung, NoPolicy, Policy, Rung, What, choose, defaults, ladder, rung_at

NOON = datetime(2026, 1, 12, 12, tzinfo=UTC)


def a_policy(
    name: str,
    *,
    channel: str | None = None,
    topic: str | None = None,
    priority: int | None = None,
    position: int = 0,
) -> Policy:
    return Policy(
        id=uuid4(),
        name=name,
        brand="aurora",
        channel=channel,
        topic=topic,
        priority=priority,
        position=position,
    )


ALL = [
    a_policy("any", position=9),
    a_policy("mail", channel="email", position=5),
    a_policy("payments", topic="deposit_missing", position=4),
    a_policy("urgent", priority=0, position=6),
    a_policy("urgent mail", channel="email", priority=0, position=7),
    a_policy("mail payments urgent", channel="email", topic="deposit_missing", priority=0, position=8),
]


@pytest.mark.parametrize(
    ("channel", "topic", "priority", "name"),
    [
        ("webchat", "other", 2, "any"),
        ("email", "other", 2, "mail"),
        ("webchat", "deposit_missing", 2, "payments"),
        ("email", "deposit_missing", 2, "payments"),
        ("email", "other", 0, "urgent mail"),
        ("email", "deposit_missing", 0, "mail payments urgent"),
        ("webchat", "deposit_missing", 0, "payments"),
        ("webchat", "other", 0, "urgent"),
    ],
)
def test_the_most_specific_policy_wins(channel: str, topic: str, priority: int, name: str) -> None:
    assert choose(ALL, channel=channel, topic=topic, priority=priority).name == name
    assert choose(ALL[::-1], channel=channel, topic=topic, priority=priority).name == name


def test_a_ticket_without_a_policy_is_refused_with_a_sentence() -> None:
    with pytest.raises(NoPolicy, match="Add one"):
        choose([ALL[1]], channel="webchat", topic="other", priority=2)


@pytest.mark.parametrize(
    ("channel", "topic", "first", "aim"),
    [
        ("webchat", "other", timedelta(minutes=3), timedelta(minutes=1)),
        ("email", "other", timedelta(hours=4), timedelta(hours=2)),
        ("portal", "other", timedelta(hours=6), None),
        ("telegram", "other", timedelta(minutes=15), None),
        ("phone", "other", timedelta(seconds=20), None),
        ("carrier_pigeon", "other", timedelta(hours=6), None),
        ("webchat", "crisis", timedelta(minutes=1), None),
        ("email", "crisis", timedelta(minutes=15), None),
        ("phone", "crisis", timedelta(seconds=20), None),
        ("email", "self_exclusion", timedelta(minutes=15), None),
        ("email", "deceased", timedelta(minutes=15), None),
        ("webchat", "deceased", timedelta(minutes=1), None),
    ],
)
def test_a_new_brand_promises_what_the_desk_says(
    channel: str, topic: str, first: timedelta, aim: timedelta | None
) -> None:
    policy = choose(defaults("aurora"), channel=channel, topic=topic, priority=2)
    assert policy.allowance(Kind.first_reply) == first
    assert policy.aim == aim
    assert policy.hours.always
    assert all(policy.allowance(kind) for kind in Kind)


def test_the_defaults_of_a_brand_are_its_own_and_stay_the_same() -> None:
    assert defaults("aurora") == defaults("aurora")
    ids = {policy.id for brand in ("aurora", "vega") for policy in defaults(brand)}
    assert len(ids) == 2 * len(defaults("aurora"))


def test_a_ladder_is_climbed_in_order_of_time() -> None:
    policy = msgspec.structs.replace(
        ALL[0],
        escalations=(
            Rung(what=What.raise_priority, after=timedelta(hours=1)),
            Rung(what=What.move_to_queue, share=1.0, queue="seniors"),
            Rung(what=What.notify_team, share=0.5),
        ),
    )
    clock = start(Kind.first_reply, NOON, timedelta(hours=4))
    rungs = ladder(policy, clock.allowance)
    assert [rung.what for rung in rungs] == [What.notify_team, What.move_to_queue, What.raise_priority]
    assert [rung_at(clock, rung) for rung in rungs] == [NOON + timedelta(hours=h) for h in (2, 4, 5)]
    assert rung_at(pause(clock, NOON, "on hold"), rungs[0]) is None
    assert msgspec.json.decode(msgspec.json.encode(policy), type=Policy) == policy


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"share": 0.5, "after": timedelta(1)},
        {"share": 0.0},
        {"share": 1.5},
        {"after": timedelta(-1)},
        {"share": 0.5, "queue": "seniors"},
    ],
)
def test_a_step_that_says_nothing_or_two_things_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(BadRung):
        msgspec.convert({"what": "notify_team", **fields}, Rung)


def test_the_default_promises_are_named_in_the_brands_language_and_are_the_same_otherwise() -> None:
    english, russian = defaults("aurora"), defaults("aurora", "ru")
    assert [policy.id for policy in english] == [policy.id for policy in russian]
    assert {"Crisis · live chat", "Self-exclusion · any channel", "E-mail", "Everything else"} <= {
        policy.name for policy in english
    }
    assert {"Угроза жизни · чат", "Самоисключение · любой канал", "Почта", "Всё остальное"} <= {
        policy.name for policy in russian
    }
