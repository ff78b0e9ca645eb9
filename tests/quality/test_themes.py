from __future__ import annotations

import pytest

from pitboss.quality.surveys import excluded
from pitboss.quality.themes import themes_of


@pytest.mark.parametrize(
    ("comment", "themes"),
    [
        ("", ""),
        ("   ", ""),
        ("Quick answer, thanks", "speed"),
        ("Ждал ответа три дня", "speed"),
        ("Очень вежливая Анна, всё объяснила", "understanding politeness"),
        ("Rude, and nobody listened to me", "understanding politeness"),
        ("Вопрос так и не решили, отписки", "understanding outcome"),
        ("Where is my money?", "money"),
        ("Выплата пришла через час", "speed money"),
        ("I had to repeat everything a third time", "repetition"),
        ("Опять одно и то же, по кругу", "repetition"),
        ("Everything was solved", "outcome"),
        ("ok", "other"),
        ("спасибо", "other"),
        ("Добро пожаловать, сказали мне", "other"),
    ],
)
def test_comments_are_sorted_by_what_they_are_about(comment: str, themes: str) -> None:
    assert themes_of(comment) == themes.split()


@pytest.mark.parametrize(
    ("flag", "is_"),
    [
        ("self-excluded", True),
        ("Self Exclusion", True),
        ("selfexcluded", True),
        ("vip", False),
        ("excluded_bonus", False),
    ],
)
def test_flags_of_self_exclusion_are_known_however_they_are_spelt(flag: str, is_: bool) -> None:
    assert excluded(flag) is is_
