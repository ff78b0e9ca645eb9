"""What is alike, and how many are too many."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from pitboss.incidents.alike import (
    Known,
    Seen,
    expected,
    groups,
    limit,
    looks_like,
    telling_words,
    too_many,
    worst,
)


def seen(*texts: str, topic: str = "game_fault") -> list[Seen]:
    return [Seen(uuid4(), uuid4(), topic, telling_words(text)) for text in texts]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Книга не грузится", "the book is not loading"),
        ("Оплата через СБП", "payment by SBP"),
        ("Игра зависла", "the game froze"),
        ("Виза отклонена", "VISA declined"),
        ("выводить деньги", "вывод денег"),
        ("Ошибка 502", "error 502"),
        ("чёрный экран", "black screen"),
    ],
)
def test_the_same_thing_is_known_again_in_other_words(one: str, other: str) -> None:
    assert set(telling_words(one)) & set(telling_words(other))


def test_greetings_and_what_everybody_writes_tell_nothing() -> None:
    assert telling_words("Hello, please help me, I have a problem with my account") == {}
    assert telling_words("Здравствуйте, помогите пожалуйста, у меня проблема") == {}


def test_hostile_words_are_cut_short() -> None:
    assert len(telling_words("a" * 100_000)) == 0
    assert len(telling_words("<script>alert(1)</script> " * 10_000)) < 10


def test_five_players_who_name_the_same_game_are_a_group_whatever_else_they_write() -> None:
    texts = [
        "Book of Suns does not load",
        "book of suns stuck at 90%",
        "Не грузится Book of Suns",
        "suns slot froze, my bet is gone",
        "Зависла Suns, верните ставку",
    ]
    found = worst((group, 0.1) for group in groups(seen(*texts, "I want a bonus")))
    assert found is not None
    assert found[0].players == 5
    assert "suns" in found[0].words


def test_one_player_who_writes_five_times_is_no_group() -> None:
    player = uuid4()
    of_one = [Seen(uuid4(), player, "game_fault", telling_words("Book of Suns froze")) for _ in range(9)]
    assert groups(of_one) == []


def test_a_word_that_is_usual_in_a_topic_raises_no_alarm_and_a_rare_one_does() -> None:
    earlier = [set(telling_words("withdrawal waits since monday")) for _ in range(99)]
    usual, rare = expected(8.0, "withdr", earlier), expected(8.0, "=sbp", earlier)
    assert usual is not None
    assert rare is not None
    assert rare < 0.1 < 7 < usual
    (group,) = [g for g in groups(seen(*["SBP"] * 6, topic="withdrawal_status")) if g.key == "=sbp"]
    assert too_many(group, rare)
    assert not too_many(group, usual)
    assert not too_many(group, None)  # nothing known yet: more must come


def test_what_is_too_much_grows_with_what_is_usual() -> None:
    limits = [limit(usual, "word") for usual in (0.0, 1.0, 5.0, 20.0)]
    assert limits == sorted(limits)
    assert limits[0] == 5
    assert limit(20.0, "word") > 30
    assert limit(None, "word") == 8


KNOWN = Known(
    UUID(int=1), ("Не работает Book of Suns", "Book of Suns is down"), ("game_fault",), ("Book of Suns",), ()
)


@pytest.mark.parametrize(
    ("topic", "text", "like"),
    [
        ("game_fault", "my book of suns game froze", True),
        ("unsure", "book of suns?", True),
        ("withdrawal_status", "I won in book of suns, where is my money", False),
        ("game_fault", "Mega Fruits froze", False),
    ],
)
def test_a_request_looks_like_an_incident_when_it_names_what_is_affected(
    topic: str, text: str, like: bool
) -> None:
    assert (looks_like(topic, telling_words(text), [KNOWN]) == KNOWN.id) is like


def test_an_incident_of_a_whole_topic_fits_all_of_it() -> None:
    known = Known(UUID(int=2), ("Не войти на сайт", "Sign-in is down"), ("login_locked",), (), ())
    assert looks_like("login_locked", telling_words("cant get in"), [known]) == known.id
    assert looks_like("bonus_missing", telling_words("cant get in"), [known]) is None
