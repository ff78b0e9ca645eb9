"""What the request form asks, and how it reads an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.assist import taxonomy
from pitboss.assist.fields import FieldKind, Problem, _known, form_of, read

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
PAID = {"paid_on": "2026-11-20", "money": "50,5", "money_currency": "eur", "method": "card"}


def test_every_topic_with_questions_is_a_known_topic() -> None:
    assert set(_known()) <= set(taxonomy.TOPICS)


def test_every_choice_offers_at_least_two_options() -> None:
    for topic in taxonomy.TOPICS:
        for field in form_of(topic).fields:
            assert (field.kind is FieldKind.choice) == (len(field.options) >= 2), field.id


def test_a_missing_deposit_is_told_with_date_amount_and_method() -> None:
    told = read(form_of("deposit_missing"), PAID, "en", NOW)
    assert told.problems == {}
    assert told.answers == (
        ("Date of the payment", "2026-11-20"),
        ("Amount and currency", "50.5 EUR"),
        ("Payment method", "Bank card"),
    )


def test_a_brands_own_topic_asks_what_the_one_above_asks() -> None:
    assert form_of("deposit_missing/pix") == form_of("deposit_missing")


@pytest.mark.parametrize(
    ("wrong", "where", "problem"),
    [
        ({"paid_on": ""}, "paid_on", Problem.missing),
        ({"paid_on": "20.11.2026"}, "paid_on", Problem.no_date),
        ({"paid_on": "2026-11-25"}, "paid_on", Problem.future),
        ({"paid_on": "1999-01-01"}, "paid_on", Problem.long_ago),
        ({"money": "fifty"}, "money", Problem.no_amount),
        ({"money": "0"}, "money", Problem.no_amount),
        ({"money": "-5"}, "money", Problem.no_amount),
        ({"money_currency": "euros please"}, "money_currency", Problem.no_currency),
        ({"method": "barter"}, "method", Problem.no_option),
        ({"payment_reference": "x" * 201}, "payment_reference", Problem.too_long),
    ],
)
def test_an_answer_that_does_not_fit_is_named(wrong: dict[str, str], where: str, problem: Problem) -> None:
    assert read(form_of("deposit_missing"), PAID | wrong, "ru", NOW).problems == {where: problem}


@given(st.sampled_from(sorted(taxonomy.TOPICS)), st.dictionaries(st.text(), st.text()), st.text())
def test_whatever_is_sent_is_read_without_failing(topic: str, said: dict[str, str], anything: str) -> None:
    form = form_of(topic)
    everything = {field.id: anything for field in form.fields} | said
    told = read(form, everything, "en", NOW)
    assert len(told.answers) + len(told.problems) <= len(form.fields)
