"""What the desk says to players is complete, calm, safe, and says what it promises."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.channels.outbox import Undressed
from pitboss.kit.durations import Language, in_short
from pitboss.kit.links import Links
from pitboss.kit.secrets import mask
from pitboss.notifications.frame import framed
from pitboss.notifications.templates import (
    LANGUAGES,
    VARIABLES,
    Flaw,
    MissingVariable,
    Template,
    Text,
    UnknownTemplate,
    UnreadableTemplate,
    choices,
    in_words,
    lint,
    preview,
    render,
    template,
    template_ids,
)
from tests.notifications.mail_rules import broken_rules, left_out

OCCASIONS = {
    "receipt", "taken", "waiting_for_you", "passed_to_specialist", "solved", "delay", "follow_up_opened",
    "chat_left_continues_by_mail", "crisis_receipt", "transcript", "documents_wanted", "document_accepted", "document_refused", "incident_known", "incident_update", "incident_over", "incident_solved",
    "survey", "case_step",
}  # fmt: skip
EVERY = [(name, language) for name in template_ids() for language in LANGUAGES]
VALUES = dict.fromkeys(VARIABLES, "x")


def test_every_occasion_has_a_text_for_chat_and_for_mail() -> None:
    assert set(template_ids()) == {
        f"{occasion}.{form}" for occasion in OCCASIONS for form in ("chat", "email")
    } | {"sign_in_code.email"}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_text_passes_its_checks_and_can_be_previewed(name: str, language: Language) -> None:
    assert lint(template(name, language)) == []
    shown = preview(name, language)
    assert not re.search(r"[{}]", shown.text)
    assert (shown.subject is not None) == name.endswith(".email") == (shown.html is not None)
    assert mask(shown.text).found == ()
    if name.endswith(".chat"):
        assert len(shown.text) <= 320


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_text_speaks_the_same_variables_in_both_languages(name: str, language: Language) -> None:
    def variables(words: Text) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", f"{words.subject} {words.text}"))

    other = "ru" if language == "en" else "en"
    assert variables(template(name, language).words) ^ variables(template(name, other).words) <= {"agent"}


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_a_text_without_a_value_is_refused_with_a_sentence(name: str, language: Language) -> None:
    words = template(name, language).words
    for missing in set(re.findall(r"\{(\w+)\}", f"{words.subject or ''} {words.text}")):
        with pytest.raises(
            MissingVariable, match=rf"“{re.escape(name)}” can't be written without “{missing}”\."
        ):
            render(name, language, {}, {key: value for key, value in VALUES.items() if key != missing})


def test_a_receipt_tells_the_number_and_the_expected_time() -> None:
    expected = in_words(timedelta(minutes=3), "ru")
    shown = render("receipt.chat", "ru", {}, {"number": "AU-7", "expected": expected})
    assert shown.text == (
        "Спасибо, мы получили ваше обращение. Его номер AU-7. Сотрудник ответит здесь в течение 3 минут."
    )


def test_a_crisis_receipt_without_a_help_line_leaves_no_gap() -> None:
    for form in ("chat", "email"):
        shown = render(f"crisis_receipt.{form}", "en", {}, VALUES | {"help_line": ""})
        assert "\n\n\n" not in shown.text
        assert "local emergency number" in shown.text
        assert "number is" not in shown.text


def test_a_brands_own_words_are_used_and_take_the_built_in_subject() -> None:
    own = {("receipt.email", "en"): Text("Hi! {number}, {expected}. {{ok}}")}
    shown = render("receipt.email", "en", own, VALUES | {"number": "AU-7"})
    assert shown.text == "Hi! AU-7, x. {ok}"
    assert shown.subject == "[AU-7] We have your request: x"
    assert render("receipt.email", "ru", own, VALUES).text.startswith("Здравствуйте.")


def test_values_are_escaped_in_html_and_start_no_header() -> None:
    evil = VALUES | {
        "subject": "a\r\nBcc: all@example.com",
        "brand": "<script>&",
        "link": "https://x.test/?a=1&b=2",
    }
    shown = render("receipt.email", "en", {}, evil)
    assert shown.subject == "[x] We have your request: a Bcc: all@example.com"
    assert shown.html is not None
    assert "&lt;script&gt;&amp;" in shown.html
    assert '<a href="https://x.test/?a=1&amp;b=2">https://x.test/?a=1&amp;b=2</a>' in shown.html
    assert "<script>&" in shown.text
    tricky = render("receipt.email", "en", {}, evil | {"link": 'javascript:alert("1")', "brand": "{number}"})
    assert "href" not in (tricky.html or "")
    assert "{number}" in tricky.text


def test_an_empty_subject_of_a_request_leaves_no_colon() -> None:
    assert render("receipt.email", "en", {}, VALUES | {"subject": ""}).subject == "[x] We have your request"


def test_unknown_texts_and_broken_braces_are_refused() -> None:
    with pytest.raises(UnknownTemplate, match=r"no text named “quarantine.email”\."):
        template("quarantine.email", "en")
    with pytest.raises(UnreadableTemplate):
        render("taken.chat", "en", {("taken.chat", "en"): Text("{number")}, VALUES)


def test_code_in_a_brands_text_is_only_text() -> None:
    with pytest.raises(UnreadableTemplate):
        render("taken.chat", "en", {("taken.chat", "en"): Text("{number.__class__} {0!r}")}, VALUES)


GOOD = "Number {number}, answer {expected}."


@pytest.mark.parametrize(
    ("text", "flaw", "said"),
    [
        ("Answer {expected}.", Flaw.no_number, "add {number}"),
        ("Number {number}.", Flaw.missing_variable, "{expected}"),
        (GOOD + " {weather}", Flaw.unknown_variable, "Known are"),
        (GOOD + " {nubmer}", Flaw.misspelt_variable, "Did you mean “{number}”"),
        (GOOD + " {Brand}", Flaw.misspelt_variable, "“{brand}”"),
        (GOOD + " { brand }", Flaw.unreadable, "{{"),
        ("  \n ", Flaw.empty, "empty"),
        (GOOD + " Please send us your password.", Flaw.asks_for_a_secret, "password"),
        (GOOD + " What is your CVV?", Flaw.asks_for_a_secret, "CVV"),
        (GOOD + " Reply with the code from the SMS.", Flaw.asks_for_a_secret, "code"),
        (GOOD + " Сообщите нам код из СМС.", Flaw.asks_for_a_secret, "код"),
        (GOOD + " Для проверки нужен ваш пароль.", Flaw.asks_for_a_secret, "пароль"),
        (GOOD + " Пришлите номер карты целиком.", Flaw.asks_for_a_secret, "карты"),
        (GOOD + " See https://ec.europa.eu/consumers/odr/.", Flaw.dead_odr_link, "ODR"),
    ],
)
def test_a_bad_text_is_found_out(text: str, flaw: Flaw, said: str) -> None:
    problems = lint(Template(id="receipt.chat", language="en", words=Text(text)))
    assert flaw in [problem.flaw for problem in problems]
    assert any(said in problem.detail for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD + " We will never ask for your password or codes.",
        GOOD + " Мы никогда не попросим у вас пароль или код из СМС.",
        GOOD + " Write to us with your promo code.",
        GOOD + " {{braces}} are fine.",
    ],
)
def test_a_good_text_is_let_through(text: str) -> None:
    assert lint(Template(id="receipt.chat", language="en", words=Text(text))) == []


def test_a_mail_needs_a_subject_and_a_crisis_no_survey() -> None:
    bad = Template(
        id="crisis_receipt.email", language="en", words=Text("{help_line} How did we do? Rate us.")
    )
    assert [problem.flaw for problem in lint(bad)] == [Flaw.no_subject, Flaw.survey_in_a_crisis]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_delay_offers_three_ways_on(language: Language) -> None:
    assert [choice.id for choice in choices(language)] == ["keep_waiting", "call_or_mail", "pass_to_senior"]


@pytest.mark.parametrize(
    ("duration", "en", "ru"),
    [
        (timedelta(seconds=20), "within 20 seconds", "в течение 20 секунд"),
        (timedelta(seconds=0), "within 1 second", "в течение 1 секунды"),
        (timedelta(minutes=1), "within 1 minute", "в течение 1 минуты"),
        (timedelta(minutes=2), "within 2 minutes", "в течение 2 минут"),
        (timedelta(minutes=3), "within 3 minutes", "в течение 3 минут"),
        (timedelta(minutes=2, seconds=1), "within 3 minutes", "в течение 3 минут"),
        (timedelta(minutes=11), "within 11 minutes", "в течение 11 минут"),
        (timedelta(minutes=21), "within 21 minutes", "в течение 21 минуты"),
        (timedelta(hours=1), "within 1 hour", "в течение 1 часа"),
        (timedelta(minutes=90), "within 1 hour 30 minutes", "в течение 1 часа 30 минут"),
        (timedelta(hours=4), "within 4 hours", "в течение 4 часов"),
        (timedelta(hours=3, minutes=10), "within 4 hours", "в течение 4 часов"),
        (timedelta(hours=21), "within 21 hours", "в течение 21 часа"),
        (timedelta(hours=48), "within 48 hours", "в течение 48 часов"),
        (timedelta(days=3), "within 3 days", "в течение 3 дней"),
        (timedelta(days=21), "within 21 days", "в течение 21 дня"),
    ],
)
def test_an_expected_wait_is_told_in_words(duration: timedelta, en: str, ru: str) -> None:
    assert in_words(duration, "en") == en
    assert in_words(duration, "ru") == ru


def test_counted_time_is_told_in_short() -> None:
    long = timedelta(days=1, hours=2, minutes=22, seconds=5)
    assert in_short(long, "ru") == "26 ч 22 мин 5 с"
    assert in_short(timedelta(minutes=90), "en") == "1 h 30 min"
    assert in_short(timedelta(), "en") == "0 s"


@given(st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.text(min_size=1).filter(str.strip)))
def test_no_value_breaks_out_of_the_html(values: dict[str, str]) -> None:
    shown = render("receipt.email", "en", {}, VALUES | values)
    assert shown.html is not None
    assert set(re.findall(r"<(/?\w+)", shown.html)) <= {"p", "/p", "br", "a", "/a", "strong", "/strong"}


def test_a_text_may_use_only_what_its_occasion_is_told_with() -> None:
    words = Text("{agent} has your request {number} and answers {expected}.")
    assert lint(Template(id="taken.chat", language="en", words=words)) == []
    (problem,) = lint(Template(id="receipt.chat", language="en", words=words))
    assert problem.flaw is Flaw.unknown_variable


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in template_ids() if name.endswith(".email")])
def test_every_mail_keeps_to_what_mail_programs_can_do(name: str, language: Language) -> None:
    told = preview(name, language)
    page = framed(
        Links("https://help.example", b"key"),
        Undressed(
            brand="aurora", brand_name="Aurora", accent="#f2c230", language=language, notice=name.removesuffix(".email"),
            reference="AU-1042", sender_name="Aurora", subject=told.subject or "", text=told.text, html=told.html,
            proof="Is this message really from us?",
        ),
    )  # fmt: skip
    assert broken_rules(page) == []
    assert left_out(told.text, page) == []
