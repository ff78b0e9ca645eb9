"""Whatever the desk gives as a reason, it can say in Russian and in English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pitboss
from pitboss.assist.danger import Danger
from pitboss.events.reasons import LANGUAGES, because, catalogue, readable, told
from pitboss.players.model import IdentityKind
from pitboss.routing.choose import Reason, in_words, sentence
from pitboss.sla.explain import _EN, _RU
from pitboss.staff.presence import DEFAULT_CAPACITY, Presence
from pitboss.tickets.model import Priority

PACKAGE = Path(pitboss.__file__).parent
PARAMETER = re.compile(r"{(\w+)}")
NOT_A_REASON = {"because"}  # the sentence around them


def given(source: str) -> dict[str, set[str] | None]:
    """The codes that a source gives as reasons, with the names of their parameters; None: known only when it runs."""
    found: dict[str, set[str] | None] = {}
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        codes = (
            node.args[:1] if node.func.id == "because" else node.args[1:2] if node.func.id == "Reason" else []
        )
        named: set[str] | None = {k.arg for k in node.keywords if k.arg}
        if any(k.arg is None for k in node.keywords):
            named = None
        if node.func.id == "Reason" and len(node.args) > 2 and isinstance(node.args[2], ast.Dict):
            named = {
                k.value for k in node.args[2].keys if isinstance(k, ast.Constant) and isinstance(k.value, str)
            }
        for code in codes:
            for part in (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    found[part.value] = named
    return found


def everything_given() -> dict[str, set[str] | None]:
    found: dict[str, set[str] | None] = {"by_hand": {"text"}}
    for path in PACKAGE.rglob("*.py"):
        found |= given(path.read_text())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_that_is_given_has_a_sentence_with_its_parameters(language: str) -> None:
    reasons = catalogue(language).reasons
    codes = everything_given()
    assert codes.keys() == reasons.keys() - NOT_A_REASON
    wrong = {
        c for c, named in codes.items() if named is not None and named != set(PARAMETER.findall(reasons[c]))
    }
    assert wrong == set()
    assert given('f(because("a", x=1) if b else because("c")); Reason(1, "d" if e else "g", {"y": 2})') == {
        "a": {"x"},
        "c": set(),
        "d": {"y"},
        "g": {"y"},
    }


def test_both_languages_hold_the_same_and_neither_shouts() -> None:
    ru, en = catalogue("ru"), catalogue("en")
    assert list(ru.reasons) == list(en.reasons)
    for code, text in ru.reasons.items():
        assert set(PARAMETER.findall(text)) == set(PARAMETER.findall(en.reasons[code])), code
        assert re.search("[а-я]", PARAMETER.sub("", text)) or not re.search(
            "[a-z]", PARAMETER.sub("", en.reasons[code])
        )
        assert "!" not in text + en.reasons[code]
    assert {name: list(values) for name, values in ru.values.items()} == {
        name: list(values) for name, values in en.values.items()
    }
    assert _EN.keys() == _RU.keys()  # the steps of a promise


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_closed_set_has_a_name(language: str) -> None:
    values = catalogue(language).values
    assert set(values["signals"]) == set(Danger)
    assert set(values["presence"]) == set(Presence)
    assert set(values["kind"]) == set(IdentityKind)
    assert set(values["class"]) == set(DEFAULT_CAPACITY)
    assert set(values["priority"]) == {p.name for p in Priority}
    assert set(values["language"]) == {"ru", "en"}


def test_a_reason_is_said_in_the_readers_language() -> None:
    kept = because("full", load=3, capacity=3)
    assert (told(kept, "en"), told(kept, "ru")) == ("full: 3 of 3", "занято: 3 из 3")
    assert told(because("danger", signals=["self_harm", "death"]), "ru") == "опасность: вред себе, смерть"
    assert told(kept, "de") == "full: 3 of 3"
    data = readable(
        {"reason": because("spam"), "reasons": [because("waits", hours=2), "a bank"], "was": None}, "ru"
    )
    assert data == {"reason": "спам", "reasons": ["ждёт 2 ч", "a bank"], "was": None}


@pytest.mark.parametrize(
    "words", ["the bank is closed", "desk:teapot", "desk:full", "desk:full {", "desk: x", ""]
)
def test_what_a_person_wrote_stays(words: str) -> None:
    assert told(words, "ru") == words


def test_the_sentence_of_a_priority() -> None:
    stored = [
        {"points": 100, "code": "danger", "params": {"signals": ["death"]}},
        {"points": 9, "code": "vip", "params": {"level": 3}},
    ]
    assert (
        sentence(0, in_words(stored, "en"), "en") == "urgent because danger: a death (+100), VIP level 3 (+9)"
    )
    assert (
        sentence(0, in_words(stored, "ru"), "ru")
        == "срочно, потому что: опасность: смерть (+100), VIP, уровень 3 (+9)"
    )
    assert sentence(2, [], "ru") == "обычный приоритет"
    assert in_words([{"points": 20, "why": "as it was kept before"}], "ru")[0].text == "as it was kept before"
    assert told(Reason(9, "vip", {"level": 3}).said, "en") == "VIP level 3"
