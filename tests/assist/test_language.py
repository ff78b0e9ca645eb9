from __future__ import annotations

import pytest

from pitboss.assist.language import detect
from pitboss.assist.wording import phrases, without_quotes, worded


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("где мои деньги", "ru"),
        ("gde moi dengi", "ru"),
        ("ult vjb ltymub", "ru"),
        ("Мені не прийшов депозит", "ru"),
        ("where is my money", "en"),
        ("рщц ещ цшервкфц ьн ьщтун", "en"),
        ("мой account заблокирован, что делать", "ru"),
        ("my аккаунт is blocked please help", "en"),
        ("kein geld auf meinem konto nach der einzahlung", "und"),
        ("quiero retirar mi dinero pero la cuenta está bloqueada", "und"),
        ("", "und"),
        ("12345 👍", "und"),
    ],
)
def test_the_majority_of_words_decides(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("language", ["ru", "en"])
def test_nearly_every_held_out_phrase_is_in_its_language(language: str) -> None:
    held_out = phrases(f"{language}.heldout")
    assert sum(detect(text) == language for _, text in held_out) / len(held_out) >= 0.98


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ult ,jyec", " где бонус "),
        ("vyvod zavis", " вывод завис "),
        ("дееееньги", " деньги "),
        ("привeт", " привет "),
        ("Ёлка", " елка "),
    ],
)
def test_words_are_repaired(typed: str, meant: str) -> None:
    assert worded(typed).text == meant


def test_quotes_signatures_and_boilerplate_are_cut() -> None:
    text = "Where is my bonus?\n> old words\nОтправлено из Mail\nконец"
    assert without_quotes(text) == "Where is my bonus?"


def test_nothing_but_a_quote_stays() -> None:
    assert without_quotes("> where is my bonus\n> thanks") == "> where is my bonus\n> thanks"
