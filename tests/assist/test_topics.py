from __future__ import annotations

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboss.assist.danger import TOPIC_OF, Danger
from pitboss.assist.lines import lines
from pitboss.assist.model import Model
from pitboss.assist.taxonomy import TOPICS, UNSURE, Group
from pitboss.assist.topics import THRESHOLD, classify
from pitboss.assist.training import LANGUAGES, report
from pitboss.assist.wording import phrases
from pitboss.events.reasons import told


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("вывод завис третий день, где деньги", "withdrawal_status"),
        ("gde moi dengi, vyvod zavis", "withdrawal_status"),
        ("dsdjl pfdbc", "withdrawal_status"),
        ("депнул 5к, на балансе ноль", "deposit_missing"),
        ("карта не проходит при пополнении", "deposit_declined"),
        ("какой вейджер у бонуса", "bonus_wagering"),
        ("слот завис на бонуске", "game_fault"),
        ("верифка висит неделю", "verification"),
        ("акк в бане, за что", "account_restricted"),
        ("my acca was settled wrong", "bet_settlement"),
        ("cashout button is greyed out", "cash_out"),
        ("my withdrawl is still pending", "withdrawal_status"),
        ("KYC documents rejected again", "verification"),
        ("what does asian handicap mean", "rules_question"),
        ("forgot my password", "password_reset"),
        ("спасибо!", "other"),
        ("self exclusion how long is it for", "self_exclusion"),
    ],
)
def test_a_plain_message_gets_its_topic(text: str, topic: str) -> None:
    assert classify(text).topic == topic


def test_the_reason_names_words_of_the_message() -> None:
    reading = classify("Добрый день, вывод завис")
    assert told(reading.reason, "en") == "words: вывод, завис"


def test_a_letter_is_read_without_its_quotes_and_signature() -> None:
    mail = (
        "Hello,\nmy withdrawal has been pending for a week.\n\n--\nJohn\nSent from my iPhone\n\n"
        "On Mon, 5 May 2026 at 10:00, Support wrote:\n> Your bonus was credited.\n> Reset your password.\n"
    )
    assert classify(mail).topic == "withdrawal_status"


def test_a_bare_forward_is_read_whole() -> None:
    assert classify("> forgot my password\n> cannot reset it").topic == "password_reset"


def test_danger_outranks_the_topic_of_the_words() -> None:
    reading = classify("Вывод висит неделю. Если не отдадите деньги, я повешусь")
    assert (reading.topic, reading.danger[0]) == ("crisis", Danger.self_harm)
    assert reading.candidates


@pytest.mark.parametrize("text", ["x", "а", "7", "?", "- x -", "👍"])
def test_what_holds_no_word_says_nothing(text: str) -> None:
    assert classify(text).topic == UNSURE


def test_an_unlikely_message_is_unsure_and_offers_three_candidates() -> None:
    unsure = [
        reading
        for language in LANGUAGES
        for _, text in phrases(f"{language}.heldout")
        if (reading := classify(text)).topic == UNSURE
    ]
    assert unsure
    assert all(len(reading.candidates) == 3 for reading in unsure)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phrases_are_many_and_cover_every_topic(language: str) -> None:
    trained, held_out = phrases(language), phrases(f"{language}.heldout")
    assert len(trained) > 1_800
    assert len(held_out) >= 300
    for topic in TOPICS:
        assert sum(t == topic for t, _ in trained) >= 45, topic
        assert sum(t == topic for t, _ in held_out) >= 10, topic
    assert {t for t, _ in itertools.chain(trained, held_out)} == set(TOPICS)
    assert not {u.casefold() for _, u in trained} & {u.casefold() for _, u in held_out}


def test_the_packaged_model_is_as_good_on_held_out_phrases_as_documented() -> None:
    measured = report()
    assert measured.decided["ru"] >= 0.90
    assert measured.decided["en"] >= 0.87
    assert min(measured.top3.values()) >= 0.94
    assert min(measured.danger_recall.values()) >= 0.97
    assert max(measured.danger_false_alarms.values()) <= 0.04
    assert measured.calibration_error <= 0.05


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packaged_model_knows_its_own_phrases(language: str) -> None:
    taught = phrases(language)
    assert sum(classify(text).topic == topic for topic, text in taught) / len(taught) > 0.98


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_gets_a_reading(text: str) -> None:
    reading = classify(text)
    assert reading.topic in TOPICS or reading.topic == UNSURE
    assert 0 <= reading.confidence <= 1
    assert reading.language in {"ru", "en", "und"}
    if reading.danger:
        assert reading.topic == TOPIC_OF[reading.danger[0]]
    elif reading.topic != UNSURE:
        assert reading.confidence >= THRESHOLD


def test_a_very_long_text_is_read_at_its_ends() -> None:
    filler = "слово за слово мы говорили о погоде. " * 2_000
    assert Danger.self_harm in classify(filler + " Я не хочу больше жить.").danger


def test_every_line_gets_a_line_of_json_even_a_blank_one() -> None:
    asked = ["где мой вывод\n", "\n", "i want to kill myself\n"]
    answers = [msgspec.json.decode(line) for line in lines(asked)]
    assert [a["topic"] for a in answers] == ["withdrawal_status", UNSURE, "crisis"]
    assert [a["danger"] for a in answers] == [None, None, ["self_harm"]]
    assert [a["language"] for a in answers] == ["ru", "und", "en"]
    assert all(set(a) == {"topic", "confidence", "reason", "danger", "language"} for a in answers)


def test_the_taxonomy_puts_danger_first() -> None:
    dangerous = set(TOPIC_OF.values())
    lowest = min(TOPICS[topic].weight for topic in dangerous)
    assert lowest > max(topic.weight for topic in TOPICS.values() if topic.id not in dangerous)
    assert Model.load().topics == tuple(TOPICS)
    assert {topic.group for topic in TOPICS.values()} == set(Group)
    assert all(key == topic.id for key, topic in TOPICS.items())


@pytest.mark.parametrize(
    "text",
    [
        "Formal complaint: bet settled wrongly. My double was settled as if the horse came fifth.",
        "my bonus was removed and I will go to IBAS if you don't give it back",
        "Вывод завис на неделю, подаю официальную жалобу",
        "Верните депозит, иначе обращусь в суд",
    ],
)
def test_who_says_that_it_is_a_formal_complaint_is_taken_at_their_word(text: str) -> None:
    assert classify(text).topic == "complaint"
