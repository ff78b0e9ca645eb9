"""The difference of two texts, as somebody reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.knowledge.difference import PartKind, difference


def written(older: str, newer: str) -> str:
    marks = {PartKind.same: "{}", PartKind.removed: "[-{}-]", PartKind.added: "{{+{}+}}"}
    return "".join(marks[part.how].format(part.text) for part in difference(older, newer))


@pytest.mark.parametrize(
    ("older", "newer", "told"),
    [
        ("", "", ""),
        ("", "New", "{+New+}"),
        ("We pay within two days.", "We pay within a day.", "We pay within [-two days-]{+a day+}."),
        ("Деньги придут завтра.", "Деньги придут сегодня.", "Деньги придут [-завтра-]{+сегодня+}."),
        ("one\ntwo\n", "one\n\ntwo\nthree\n", "one\n{+\n+}two\n{+three\n+}"),
        (
            "Open the cashier",
            "Something else altogether",
            "[-Open the cashier-]{+Something else altogether+}",
        ),
    ],
)
def test_a_difference_reads_well(older: str, newer: str, told: str) -> None:
    assert written(older, newer) == told


lines = st.lists(st.text(alphabet="ab .\nя", max_size=12), max_size=12).map("\n".join)


@given(lines, lines)
def test_both_texts_can_be_read_out_of_their_difference(older: str, newer: str) -> None:
    parts = difference(older, newer)
    assert "".join(part.text for part in parts if part.how is not PartKind.added) == older
    assert "".join(part.text for part in parts if part.how is not PartKind.removed) == newer


def test_long_texts_cost_little() -> None:
    older = "\n".join(f"line {n} of many words that are much alike" for n in range(2_000))
    assert len(difference(older, older.replace("alike", "the same"))) > 1_000
    assert difference("a " * 20_000, "b " * 20_000)[0].how is PartKind.removed
