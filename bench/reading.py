"""Questions on passages, by hand, in halves: search may be chosen by the development half, and is judged by the other."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

Question = tuple[frozenset[int], str]  # the passages that answer it, words


class Reading(msgspec.Struct, frozen=True):
    """`passages`: those of the help centre, then the prose."""

    passages: list[str]
    development: list[Question]
    held_out: list[Question]


def reading(language: str, help_centre: Sequence[str]) -> Reading:
    """The hash of a passage's words decides in which half all questions on it are; in the help centre, that of the words by
    which a question names its passage."""
    passages = list(help_centre)
    found = Reading(passages, [], [])
    for line in _lines(f"reading.{language}.txt"):
        if line.startswith("?"):
            question, _, mark = line[1:].strip().partition(" | ")
            answers = says(help_centre, mark) if mark else frozenset({len(passages) - 1})
            half = (found.development, found.held_out)[
                sha256((mark or passages[-1]).encode()).digest()[0] % 2
            ]
            half.append((answers, question))
        elif not line.startswith("=="):
            passages.append(line)
    return found


def avoiding(language: str, help_centre: Sequence[str]) -> list[Question]:
    """Questions in words that avoid the passage's own."""
    split = [line.partition(" | ") for line in _lines(f"passages.{language}.txt")]
    return [(says(help_centre, mark), question) for question, _, mark in split]


def says(passages: Sequence[str], mark: str) -> frozenset[int]:
    places = frozenset(at for at, passage in enumerate(passages) if mark in passage)
    assert places, mark
    return places


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
