"""Letters in the words of each jurisdiction, and what keeps one from going out."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.complaints.letters import Draft, Happened, Told, draft, owed, rendered
from pitboss.complaints.lint import LetterFlaw, lint
from pitboss.complaints.pack_model import Body, LetterKind, OwnRules, Pack
from pitboss.complaints.packs import effective, known

ON = date(2026, 4, 20)
ENTITY = msgspec.convert(
    {
        "id": "own.entity", "name": {"en": "An Entity", "ru": "Палата споров"}, "kind": "adr", "free": True,
        "scope": {"en": "Disputes with the brand.", "ru": "Споры с брендом."}, "url": "https://entity.example/players",
        "text": {"en": "Named in our terms.", "ru": "Названа в наших условиях."},
        "force": "own_policy", "grade": "own", "verified": False, "valid_to": "2026-12-31",
    },
    Body,
)  # fmt: skip
TOLD = Told(
    number="C-1024",
    brand="Harbour",
    received_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
    category="VOID",
    player="Ivan",
    summary="A bet was voided after the match.",
    link="https://help.example.com/my/C-1024",
    due=datetime(2026, 4, 27, 22, 59, 59, tzinfo=UTC),
    reason="We wait for the league's protocol.",
    news="We have read the settlement log.",
    items=("the bet slip", "a screenshot of the price"),
    facts="The price was 21.0 instead of 2.1.",
    clause="Sports rules 7.3: a palpable error is void.",
    clause_name="Sports rules 7.3",
    reasons="The price was ten times that of every other book.",
    outcome="The bet stays void and the stake is returned.",
    redress="10.00 GBP is on your account.",
    appeal_link="https://help.example.com/my/C-1024/appeal",
    appeal_until=datetime(2026, 5, 4, 22, 59, 59, tzinfo=UTC),
)


def rules(pack: str) -> Pack:
    own = {
        "gb": OwnRules(body="gb.ibas"),
        "ontario": OwnRules(),
        "russia": OwnRules(),
    }.get(pack, OwnRules(bodies=(ENTITY,), body="own.entity"))
    return effective(pack, own)


GB = rules("gb")


def flaws(
    kind: LetterKind, made: Draft, told: Told = TOLD, pack: Pack = GB, on: date = ON
) -> set[LetterFlaw]:
    return {problem.flaw for problem in lint(pack, kind, made.subject, made.text, told, on)}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("pack", sorted(known()))
def test_the_desks_own_letter_has_nothing_wrong(pack: str, kind: LetterKind, language: str) -> None:
    made = draft(rules(pack), kind, language, TOLD, ON)
    assert lint(rules(pack), kind, made.subject, made.text, TOLD, ON) == []
    assert "C-1024" in made.subject
    assert "{" not in made.text
    assert "  " not in made.text


def test_a_letter_speaks_the_words_of_its_jurisdiction() -> None:
    assert "претензию C-1024" in draft(rules("russia"), LetterKind.final_response, "ru", TOLD, ON).text
    assert "жалобу C-1024" in draft(GB, LetterKind.final_response, "ru", TOLD, ON).text
    assert "your claim C-1024" in draft(rules("russia"), LetterKind.final_response, "en", TOLD, ON).text
    assert "суды Онтарио" in draft(rules("ontario"), LetterKind.deadlock, "ru", TOLD, ON).text


def test_days_are_those_of_the_place() -> None:
    night = msgspec.structs.replace(TOLD, received_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert "1 July 2026" in draft(GB, LetterKind.acknowledgement, "en", night, ON).text
    assert "30 June 2026" in draft(rules("curacao"), LetterKind.acknowledgement, "en", night, ON).text


def test_what_nobody_filled_in_stands_as_a_gap_and_keeps_the_letter_back() -> None:
    bare = Told(number="C-1", brand="Harbour", received_at=TOLD.received_at, category="VOID")
    made = draft(GB, LetterKind.final_response, "en", bare, ON)
    assert "[the reasons]" in made.text
    assert flaws(LetterKind.final_response, made, bare) >= {
        LetterFlaw.gap,
        LetterFlaw.no_reasons,
        LetterFlaw.no_outcome,
        LetterFlaw.no_clause,
    }


# Bilingual that are taken out of a good final response in Great Britain, and what is then missing.
TAKEN_OUT = {
    "C-1024": LetterFlaw.no_number,
    "2 March 2026": LetterFlaw.no_received,
    "Sports rules 7.3": LetterFlaw.no_clause,
    "ten times": LetterFlaw.no_reasons,
    "stays void": LetterFlaw.no_outcome,
    "procedure ends": LetterFlaw.no_final_position,
    "free of charge": LetterFlaw.not_free_of_charge,
    "right to go to court": LetterFlaw.no_court_rights,
}


@pytest.mark.parametrize("words", TAKEN_OUT)
def test_a_final_response_without_a_reference_is_refused(words: str) -> None:
    made = draft(GB, LetterKind.final_response, "en", TOLD, ON)
    assert words in made.text
    without = Draft(made.subject.replace(words, ""), made.text.replace(words, ""))
    assert flaws(LetterKind.final_response, without) == {TAKEN_OUT[words]}


def test_other_letters_need_their_own_references() -> None:
    for kind, words, flaw in (
        (LetterKind.acknowledgement, "What happens next", LetterFlaw.no_process),
        (LetterKind.acknowledgement, "27 April 2026", LetterFlaw.no_due),
        (LetterKind.progress, "27 April 2026", LetterFlaw.no_due),
        (LetterKind.information_request, "a screenshot of the price", LetterFlaw.no_items),
        (LetterKind.appeal_outcome, "IBAS", LetterFlaw.no_body),
    ):
        made = draft(GB, kind, "en", TOLD, ON)
        text = made.text.replace(words, "").replace("ibas-uk.com", "" if words == "IBAS" else "ibas-uk.com")
        assert flaws(kind, Draft(made.subject, text)) == {flaw}
    curacao = rules("curacao")
    made = draft(curacao, LetterKind.extension, "en", TOLD, ON)
    without = Draft(made.subject, made.text.replace(TOLD.reason, "Because."))
    assert flaws(LetterKind.extension, without, pack=curacao) == {LetterFlaw.no_reason}


def test_a_deadlock_letter_names_the_body_its_address_and_its_days() -> None:
    made = draft(GB, LetterKind.deadlock, "en", TOLD, ON)
    assert "IBAS" in made.text
    assert "https://ibas-uk.com" in made.text
    assert flaws(
        LetterKind.deadlock, Draft(made.subject, made.text.replace("https://ibas-uk.com", "their site"))
    ) == {LetterFlaw.no_body_address}
    ecogra = effective("gb", OwnRules(body="gb.ecogra"))
    other = draft(ecogra, LetterKind.deadlock, "en", TOLD, ON)
    assert "You may do so until 20 April 2027." in other.text
    late = Draft(other.subject, other.text.replace("20 April 2027", "20 May 2027"))
    assert flaws(LetterKind.deadlock, late, pack=ecogra) == {LetterFlaw.no_body_window}


def test_a_body_that_is_not_valid_on_that_day_is_refused() -> None:
    malta = rules("malta")
    made = draft(malta, LetterKind.deadlock, "en", TOLD, ON)
    assert flaws(LetterKind.deadlock, made, pack=malta) == set()
    later = date(2027, 1, 1)
    assert LetterFlaw.body_not_valid in flaws(LetterKind.deadlock, made, pack=malta, on=later)
    again = draft(malta, LetterKind.deadlock, "en", TOLD, later)
    assert "An Entity" not in again.text
    assert flaws(LetterKind.deadlock, again, pack=malta, on=later) == {LetterFlaw.no_body_known}


def test_a_body_that_never_hears_such_a_complaint_is_refused() -> None:
    service = msgspec.structs.replace(TOLD, category="SERV")
    made = draft(GB, LetterKind.deadlock, "en", service, ON)
    assert "IBAS" not in made.text
    assert flaws(LetterKind.deadlock, made, service) == set()
    misled = Draft(made.subject, made.text + "\n\nYou may go to IBAS, ibas-uk.com, free of charge.")
    assert flaws(LetterKind.deadlock, misled, service) == {LetterFlaw.body_does_not_hear}


def test_a_body_of_another_jurisdiction_is_refused() -> None:
    malta = rules("malta")
    made = draft(malta, LetterKind.deadlock, "en", TOLD, ON)
    wrong = Draft(made.subject, made.text + "\n\nOr ask IBAS.")
    assert flaws(LetterKind.deadlock, wrong, pack=malta) == {LetterFlaw.body_of_another}


def test_of_several_bodies_one_is_chosen() -> None:
    plain = effective("gb")
    made = draft(plain, LetterKind.deadlock, "en", TOLD, ON)
    assert flaws(LetterKind.deadlock, made, pack=plain) == {LetterFlaw.body_not_chosen}
    chosen = msgspec.structs.replace(TOLD, body="gb.abc_adr")
    made = draft(plain, LetterKind.deadlock, "en", chosen, ON)
    assert "ABC-ADR" in made.text
    assert flaws(LetterKind.deadlock, made, chosen, pack=plain) == set()


SAID = {
    "See https://ec.europa.eu/consumers/odr for help.": LetterFlaw.dead_platform,
    "You may use the ODR platform.": LetterFlaw.dead_platform,
    "Use the European Online Dispute Resolution service.": LetterFlaw.dead_platform,
    "Обратитесь на европейскую платформу онлайн-урегулирования споров.": LetterFlaw.dead_platform,
    "Есть платформа Евросоюза для споров.": LetterFlaw.dead_platform,
    "We guarantee a quick payment.": LetterFlaw.promise,
    "Rest assured, it is solved.": LetterFlaw.promise,
    "This will never happen again.": LetterFlaw.promise,
    "Мы обещаем вернуть деньги.": LetterFlaw.promise,
    "Гарантируем выплату завтра.": LetterFlaw.promise,
    "Такое никогда больше не повторится.": LetterFlaw.promise,
    "Your card 4111 1111 1111 1111 was charged.": LetterFlaw.holds_a_secret,
    "Please send us your password.": LetterFlaw.asks_for_a_secret,
    "Назовите код из СМС.": LetterFlaw.asks_for_a_secret,
    "We have filed a suspicious activity report.": LetterFlaw.tells_of_suspicion,
    "Сведения переданы в Росфинмониторинг.": LetterFlaw.tells_of_suspicion,
    "We closed it for regulatory purposes.": LetterFlaw.says_nothing,
    "Your money comes on {day}.": LetterFlaw.gap,
    "Your money comes on [date].": LetterFlaw.gap,
}


@pytest.mark.parametrize("sentence", SAID)
def test_words_that_no_letter_may_say_are_refused(sentence: str) -> None:
    made = draft(GB, LetterKind.final_response, "en", TOLD, ON)
    found = lint(GB, LetterKind.final_response, made.subject, f"{made.text}\n\n{sentence}", TOLD, ON)
    assert {problem.flaw for problem in found} == {SAID[sentence]}
    assert all(problem.en and problem.ru and problem.quote in f"{problem.en}" for problem in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "You wrote that you were promised a 100% bonus.",
        "Вы пишете об обещанном бонусе 100%.",
        "We never need your password or codes.",
        "The prize was described as a guaranteed pool.",
        "See [terms 4.2](clause:terms-4.2).",
    ],
)
def test_words_that_only_sound_like_it_pass(sentence: str) -> None:
    made = draft(GB, LetterKind.final_response, "en", TOLD, ON)
    assert flaws(LetterKind.final_response, Draft(made.subject, f"{made.text}\n\n{sentence}")) == set()


def test_an_empty_or_endless_letter_is_refused() -> None:
    assert flaws(LetterKind.progress, Draft("", "text")) == {LetterFlaw.empty}
    assert flaws(LetterKind.progress, Draft("subject", " ")) == {LetterFlaw.empty}
    assert flaws(LetterKind.progress, Draft("subject", "x" * 20_001)) == {LetterFlaw.too_long}


def test_markup_in_a_letter_is_words_in_the_mail() -> None:
    mail = rendered(
        "Subject\nof two lines", 'Hello <b onclick="x">you</b>\n\nSee https://help.example.com/a?b=1&c=2'
    )
    assert mail.subject == "Subject of two lines"
    assert mail.html is not None
    assert "<b" not in mail.html
    assert 'href="https://help.example.com/a?b=1&amp;c=2"' in mail.html


@given(
    st.text(max_size=60),
    st.text(max_size=60),
    st.sampled_from(list(LetterKind)),
    st.sampled_from(["en", "ru"]),
)
def test_what_a_player_wrote_is_never_read_as_a_place(
    summary: str, name: str, kind: LetterKind, language: str
) -> None:
    told = msgspec.structs.replace(TOLD, summary=summary + "{outcome}{body}{nothing}", player=name)
    made = draft(GB, kind, language, told, ON)
    if kind in (LetterKind.acknowledgement, LetterKind.final_response):
        assert "{outcome}{body}{nothing}" in made.text


# What happened, what went, and what the rules of Curaçao ask for besides.
ACK, MORE, FINAL, GLAD, HEARD, LATE = (
    LetterKind.acknowledgement, LetterKind.extension, LetterKind.final_response, LetterKind.final_response_satisfied,
    LetterKind.appeal_outcome, LetterKind.overdue,
)  # fmt: skip
OWED: tuple[tuple[str, dict[str, object], tuple[LetterKind, ...], list[LetterKind]], ...] = (
    ("gb", {}, (), [ACK]),
    ("gb", {}, (ACK,), []),
    ("gb", {"decided": True}, (ACK,), [FINAL]),
    ("gb", {"decided": True, "over": True}, (ACK, GLAD), []),
    ("gb", {"over": True}, (ACK,), [GLAD]),
    ("malta", {"over": True}, (ACK,), []),
    ("gb", {"decided": True, "appeal_decided": True}, (ACK, FINAL), [HEARD]),
    ("gb", {"overdue": True}, (ACK,), [LATE]),
    ("gb", {"overdue": True}, (ACK, LATE), []),
    ("malta", {"overdue": True}, (ACK,), []),
    ("gb", {"decided": True, "appeal_decided": True}, (), [ACK, FINAL, HEARD]),
    ("curacao", {"extensions": 1}, (ACK,), [MORE]),
    ("curacao", {"extensions": 1}, (ACK, MORE), []),
    ("ontario", {"extensions": 1}, (ACK,), []),
)


@pytest.mark.parametrize(("pack", "happened", "sent", "due"), OWED)
def test_the_rules_say_which_letters_are_owed(
    pack: str, happened: dict[str, object], sent: tuple[LetterKind, ...], due: list[LetterKind]
) -> None:
    nothing: dict[str, object] = {
        "over": False,
        "decided": False,
        "extensions": 0,
        "appeal_decided": False,
        "overdue": False,
    }
    assert owed(rules(pack), msgspec.convert(nothing | happened, Happened), sent) == due
