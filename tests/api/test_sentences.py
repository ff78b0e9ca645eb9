"""What the server says, told in Russian. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
import pytest

from pitboss.api.sentences import form, in_language, preferred
from pitboss.notifications.settings import try_text
from pitboss.notifications.templates import Text


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("A message has at most 20000 characters.", "В сообщении может быть не больше 20000 знаков."),
        ("A message has at most 21 characters.", "В сообщении может быть не больше 21 знака."),
        ("Too many attempts. Try again in 1 minutes.", "Слишком много попыток. Попробуйте через 1 минуту."),
        (
            "Too many attempts. Try again in 42 seconds.",
            "Слишком много попыток. Попробуйте через 42 секунды.",
        ),
        ("This action needs 'until'.", "Для этого действия нужно поле «until»."),
        (
            "A ticket that is on hold can't take the step 'hold'.",
            "Статус обращения: приостановлено. Действие «приостановить» в нём недоступно.",
        ),
        (
            "You hold as much as you take at once: chat 3 of 3, mail 10 of 10.",
            "У вас уже столько обращений, сколько можно вести сразу: чаты: 3 из 3, письма: 10 из 10.",
        ),
        (
            "There is no such team, or it isn't yours to see.",
            "Такой команды нет, или вам она не видна.",
        ),
        (
            "There is no such calendar, or it isn't yours to see.",
            "Такого здесь нет, или вам это не видно.",
        ),
        (
            "The mail can't be written: address 'a b'.",
            "Письмо не составить: адрес «a b».",
        ),
        (
            "You can mention only those who may see this ticket; these may not: Anna, somebody unknown.",
            "Упомянуть можно только тех, кому видно это обращение. Им не видно: Anna, неизвестный сотрудник.",
        ),
        ("550 5.1.1 No such user here", "550 5.1.1 No such user here"),
        ("", ""),
    ],
)
def test_a_sentence_in_russian(english: str, russian: str) -> None:
    assert in_language(english, "ru") == russian
    assert in_language(english, "en") == english


class Odd(msgspec.Struct, forbid_unknown_fields=True):
    must: int
    text: Annotated[str, msgspec.Meta(min_length=2, max_length=3, pattern="^a")] = "aa"
    number: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1
    id: UUID | None = None
    at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    many: Annotated[list[int], msgspec.Meta(max_length=1)] = []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "{}",
        "{1}",
        '{"must":1} x',
        '{"must":"1"}',
        '{"must":1,"odd":1}',
        '{"must":1,"text":"a"}',
        '{"must":1,"text":"aaaa"}',
        '{"must":1,"text":"bb"}',
        '{"must":1,"number":0}',
        '{"must":1,"number":4}',
        '{"must":1,"id":"x"}',
        '{"must":1,"at":"x"}',
        '{"must":1,"at":"2026-11-22T10:00:00"}',
        '{"must":1,"many":[1,2]}',
    ],
)
def test_what_the_library_says_of_a_body_is_told_in_russian(body: str) -> None:
    with pytest.raises(msgspec.DecodeError) as told:
        msgspec.json.decode(body, type=Odd)
    shown = in_language(f"`filter` can't be used: {told.value}", "ru")
    assert shown.startswith("Параметр `filter` не подходит: ")
    assert not any(
        word in shown for word in ("Expected", "Invalid", "Object", "malformed", " at ", "data", "byte")
    )


@pytest.mark.parametrize(
    ("number", "word"),
    [("1", "знак"), ("2", "знака"), ("5", "знаков"), ("11", "знаков"), ("21", "знак"), ("113", "знаков"),
     ("10,001", "знак"), ("many", "знаков")],
)  # fmt: skip
def test_the_form_that_goes_with_a_number(number: str, word: str) -> None:
    assert form(number, ["знак", "знака", "знаков"]) == word


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("ru", "ru"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("en-GB,en;q=0.9,ru;q=0.8", "en"),
        ("ru;q=0.3, en;q=0.7", "en"),
        ("de, ru;q=0.5", "ru"),
        ("de", "en"),
        ("ru;q=nonsense", "en"),
        ("ru;q=0", "en"),
    ],
)
def test_the_language_that_a_browser_prefers(header: str, language: str) -> None:
    assert preferred(header) == language


def test_what_is_wrong_with_a_text_is_told_in_russian() -> None:
    problems = try_text("receipt.email", "en", Text("{nubmer} {x} { What is your password?", "")).problems
    told = [in_language(problem.detail, "ru") for problem in problems]
    assert "Переменной «{nubmer}» нет. Может быть, «{number}»?" in told
    assert "Здесь одиночная скобка «{». Чтобы написать скобку, поставьте {{." in told
    assert "Игрок должен узнать номер обращения: добавьте {number}." in told
    assert not any(one.startswith(("There", "A receipt", "“")) for one in told)
