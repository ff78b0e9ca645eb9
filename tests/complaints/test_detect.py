"""How well the desk tells a complaint: `python -m tests.complaints.test_detect` prints the table of the held-out messages.

`yes` is a complaint everywhere, `grumble` one only where any dissatisfaction counts, `no` is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pitboss import assist
from pitboss.assist.topics import classify
from pitboss.complaints.detect import detect
from pitboss.complaints.model import Category

PHRASES = Path(assist.__file__).parent / "phrases"
HELD_OUT = Path(__file__).with_name("detect.heldout.tsv")


class Score(msgspec.Struct, frozen=True):
    """`wrong`: what was missed (-) or proposed for nothing (+)."""

    recall: float
    precision: float
    wrong: list[str]


def rows() -> Iterator[tuple[str, str]]:
    for line in HELD_OUT.read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        yield label, text


def score(*, broad: bool, russian: bool | None = None) -> Score:
    wanted = {"yes", "grumble"} if broad else {"yes"}
    hit = missed = idle = 0
    wrong = []
    for label, text in rows():
        reading = classify(text)
        if russian is not None and any("а" <= letter <= "я" for letter in text.lower()) != russian:
            continue
        found = detect(text, reading, broad=broad)
        if label in wanted:
            hit += found is not None
            missed += found is None
            wrong += [f"- {text}"] if found is None else []
        elif found is not None:
            idle += 1
            wrong.append(f"+ {text} ({found.reason})")
    return Score(hit / (hit + missed), hit / (hit + idle), wrong)


def among_others(language: str) -> tuple[int, int, int, int]:
    """Of the classifier's own held-out messages, which were written before this was: those of the topic `complaint`, how
    many of them are proposed; those of all other topics, how many of them are."""
    complaints = found = others = idle = 0
    for line in (PHRASES / f"{language}.heldout.tsv").read_text(encoding="utf-8").splitlines():
        topic, _, text = line.partition("\t")
        proposed = detect(text, classify(text), broad=False) is not None
        if topic == "complaint":
            complaints, found = complaints + 1, found + proposed
        else:
            others, idle = others + 1, idle + proposed
    return complaints, found, others, idle


@pytest.mark.parametrize(("broad", "recall", "precision"), [(False, 0.85, 0.85), (True, 0.85, 0.9)])
def test_most_complaints_are_found_and_little_else(broad: bool, recall: float, precision: float) -> None:
    got = score(broad=broad)
    assert (got.recall >= recall, got.precision >= precision) == (True, True), got


@pytest.mark.parametrize("language", ["en", "ru"])
def test_messages_about_other_things_are_seldom_taken_for_complaints(language: str) -> None:
    complaints, found, others, idle = among_others(language)
    assert found / complaints >= 0.85
    assert idle / others <= 0.03


def test_what_it_is_about_comes_from_its_topic() -> None:
    text = "You voided my bet, I want to make a complaint"
    found = detect(text, classify(text), broad=False)
    assert found is not None
    assert (found.reason, found.category) == ("formal", Category.VOID)


if __name__ == "__main__":
    for broad in (False, True):
        for russian in (None, False, True):
            got = score(broad=broad, russian=russian)
            which = {None: "both", False: "en", True: "ru"}[russian]
            print(
                f"{'broad ' if broad else 'strict'} {which:5} recall {got.recall:.2f} precision {got.precision:.2f}"
            )
            if russian is None:
                print("\n".join(f"    {line}" for line in got.wrong))
    for language in ("en", "ru"):
        complaints, found, others, idle = among_others(language)
        print(
            f"topics {language}: {found} of {complaints} complaints proposed, and {idle} of {others} others"
        )
