from __future__ import annotations

from pathlib import Path

import pytest

from pitboss.assist.danger import Danger, dangers
from pitboss.assist.topics import classify

ROWS = [
    tuple(line.split("\t", 2))
    for line in Path(__file__).with_name("danger.tsv").read_text(encoding="utf-8").splitlines()
]
DANGEROUS = [(language, Danger(signal), text) for language, signal, text in ROWS if signal != "-"]
HARMLESS = [(language, text) for language, signal, text in ROWS if signal == "-"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nearly_every_dangerous_line_raises_its_signal(language: str) -> None:
    told = [(signal, text) for own, signal, text in DANGEROUS if own == language]
    missed = [text for signal, text in told if signal not in dangers(text)]
    assert len(told) >= 60
    assert len(missed) / len(told) <= 0.03, missed


@pytest.mark.parametrize("language", ["ru", "en"])
def test_few_lines_that_only_sound_dangerous_raise_one(language: str) -> None:
    told = [text for own, text in HARMLESS if own == language]
    alarmed = [text for text in told if dangers(text)]
    assert len(told) >= 60
    assert len(alarmed) / len(told) <= 0.08, alarmed


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("yt [jxe ;bnm", Danger.self_harm),
        ("ne hochu zhit", Danger.self_harm),
        ("Я НЕ ХОЧУУУУ БОЛЬШЕ ЖИТЬ!!!", Danger.self_harm),
        ("хoчу сдoхнуть", Danger.self_harm),  # Latin o
        ("убью вас", Danger.violence),
        ("сын играет с моего телефона ему 14", Danger.underage),
        ("my husband passed away", Danger.death),
        ("someone logged in from Brazil and withdrew", Danger.account_takeover),
        ("я лудоман заблокируйте", Danger.self_exclusion),
    ],
)
def test_slang_capitals_lookalikes_layout_and_latin_letters_hide_nothing(text: str, signal: Danger) -> None:
    assert signal in dangers(text)


@pytest.mark.parametrize(
    "text",
    [
        "убил бы за такой кэф",
        "умереть со смеху",
        "dead heat",
        "death match",
        "killed my acca",
        "the slot died",
        "my odds are killing me",
        "team of U16",
        "sudden death overtime",
    ],
)
def test_idioms_of_sport_and_gaming_alarm_nobody(text: str) -> None:
    assert dangers(text) == ()


def test_a_friends_suicide_is_a_death_and_not_the_writers_own_danger() -> None:
    assert dangers("Мой друг покончил с собой месяц назад, он играл у вас") == (Danger.death,)


def test_an_attempt_of_a_brother_is_still_danger_to_life() -> None:
    assert classify("мой брат пытался покончить с собой после вашего казино").topic == "crisis"
