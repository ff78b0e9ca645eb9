"""What one version says otherwise than another, word by word: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

from pitboss.knowledge.model import Version

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
MOST_PAIRS = 1_000_000  # of words compared at once; a larger part is shown as taken out and put in


class PartKind(StrEnum):
    same = "same"
    added = "added"
    removed = "removed"


class DifferencePart(msgspec.Struct, frozen=True):
    how: PartKind
    text: str


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """Each text as its parts in order: those that are `same` or `removed` make the older one, `same` or `added` the newer."""

    older: int
    newer: int
    title: list[DifferencePart]
    summary: list[DifferencePart]
    text: list[DifferencePart]
    words_added: list[str]
    words_removed: list[str]


def between(older: Version, newer: Version) -> Difference:
    return Difference(
        older=older.number,
        newer=newer.number,
        title=difference(older.title, newer.title),
        summary=difference(older.summary, newer.summary),
        text=difference(older.text, newer.text),
        words_added=[phrase for phrase in newer.words if phrase not in older.words],
        words_removed=[phrase for phrase in older.words if phrase not in newer.words],
    )


def difference(older: str, newer: str) -> list[DifferencePart]:
    """First by lines, then by words within lines that differ, so that a long text costs little."""
    return _joined(_by_lines(older.splitlines(keepends=True), newer.splitlines(keepends=True)))


def _by_lines(older: list[str], newer: list[str]) -> Iterator[DifferencePart]:
    for tag, a, b, c, d in SequenceMatcher(None, older, newer).get_opcodes():
        left, right = "".join(older[a:b]), "".join(newer[c:d])
        if tag == "replace" and b - a == d - c:  # most likely line by line
            for before, after in zip(older[a:b], newer[c:d], strict=True):
                yield from _by_words(before, after)
        elif tag == "replace":
            yield from _by_words(left, right)
        else:
            yield from _parts(tag, left, right)


def _by_words(left: str, right: str) -> Iterator[DifferencePart]:
    older, newer = _PIECES.findall(left), _PIECES.findall(right)
    if len(older) * len(newer) > MOST_PAIRS:
        yield from _parts("replace", left, right)
        return
    matcher = SequenceMatcher(None, older, newer, autojunk=False)
    if matcher.quick_ratio() < 0.3:  # two different sentences, not one that was changed
        yield from _parts("replace", left, right)
        return
    gone = come = ""
    codes = matcher.get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        left, right = "".join(older[a:b]), "".join(newer[c:d])
        if tag == "equal" and (left.strip(" ") or place in (0, len(codes) - 1)):
            yield from _parts("replace", gone, come)
            yield DifferencePart(PartKind.same, left)
            gone = come = ""
        else:  # a blank between two changed words belongs to the change
            gone, come = gone + left, come + right
    yield from _parts("replace", gone, come)


def _parts(tag: str, left: str, right: str) -> Iterator[DifferencePart]:
    if tag == "equal":
        yield DifferencePart(PartKind.same, left)
        return
    if left:
        yield DifferencePart(PartKind.removed, left)
    if right:
        yield DifferencePart(PartKind.added, right)


def _joined(parts: Iterator[DifferencePart]) -> list[DifferencePart]:
    """Neighbours of one kind as one."""
    found: list[DifferencePart] = []
    for part in parts:
        if found and found[-1].how is part.how:
            found[-1] = DifferencePart(part.how, found[-1].text + part.text)
        else:
            found.append(part)
    return found
