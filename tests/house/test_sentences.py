"""Whatever the server says to a person, it can say in Russian and in English."""

from __future__ import annotations

import ast
import re
from string import Formatter

from pitboss.api.docs import refusals
from pitboss.api.sentences import Said, pieces, written
from tests.house.said import files, said

HOLE = re.compile(r"(\d+)(?:@(\w+))?(?:\|[^|]*\|[^|]*\|[^|]*)?")


def test_every_sentence_has_a_russian_one() -> None:
    known = written().sentences
    assert {s: at for s, at in said(list(files())).items() if s not in known} == {}


def test_a_refusals_own_sentence_is_whole_on_its_first_line() -> None:
    cut = [kind.__name__ for kind in refusals() if not kind().detail.endswith((".", "?"))]
    assert cut == []


def test_no_russian_sentence_is_left_of_what_nobody_says_any_more() -> None:
    found = said(list(files()))
    general = [Said(pieces(s), "") for s in found if "{}" in s]
    idle = {
        s
        for s in written().sentences
        if s not in found and not any(one.holes_of(s) is not None for one in general)
    }
    assert idle == set()


def test_russian_sentences_name_what_the_english_ones_hold() -> None:
    catalogued, wrong = written(), []
    for english, russian in (catalogued.sentences | catalogued.library).items():
        most = len(pieces(english)) - 1
        for _, hole, _, _ in Formatter().parse(russian):
            match = HOLE.fullmatch(hole) if hole is not None else None
            if (hole is not None and (match is None or int(match[1]) >= most)) or (
                match is not None and match[2] and match[2] not in catalogued.words
            ):
                wrong.append(russian)
        if not re.search("[а-яё]", russian) or "!" in russian:
            wrong.append(russian)
    assert wrong == []


SAMPLE = '''
class Gone(Refused):
    """It is gone.

    Never said."""

class Plain(Struct):
    """Not a refusal."""

def do(name, most):
    "Also not said."
    log("Some words of a log")
    if name:
        raise Gone(f"It has at most {most} pages." if most else "Write {name} in braces.")
    return Answer("The server can be heard.")
'''


def test_the_search_finds_what_is_said_and_nothing_else() -> None:
    assert set(said([("sample.py", ast.parse(SAMPLE))])) == {
        "It is gone.",
        "It has at most {} pages.",
        "Write {{name}} in braces.",
        "The server can be heard.",
    }
