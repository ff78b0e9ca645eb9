"""What of a text that was found is shown: the part that says most of what was sought, which stands in « »."""

from __future__ import annotations

import re
from collections.abc import Collection

SHOWN, BEFORE = 220, 60  # characters of an excerpt, and of them before what was found
MOST_SPOTS = 300
_WORD = re.compile(r"\w+")


def excerpt(plain: str, stems: Collection[str]) -> tuple[str, list[str]]:
    """The excerpt, and what of it was sought: the words that begin with one of `stems`, where ё counts as е."""
    text = " ".join(plain.split())
    spots = _spots(text, stems)
    begin = max(0, _best(text, spots) - BEFORE) if spots else 0
    begin = text.find(" ", begin) + 1 if begin else 0
    end = min(len(text), begin + SHOWN)
    if end < len(text):
        end = text.rfind(" ", begin, end) if " " in text[begin:end] else end
    parts, at, found = [], begin, set()
    for start, stop in spots:
        if begin <= start and stop <= end:
            word = text[start:stop]
            parts += [text[at:start], "«", word, "»"]
            at = stop
            found.add(word.lower())
    shown = ("… " if begin else "") + "".join(parts) + text[at:end] + (" …" if end < len(text) else "")
    return shown, sorted(found)


def _spots(text: str, stems: Collection[str]) -> list[tuple[int, int]]:
    """Where such words begin and end."""
    letters = _even(text)
    starts: set[int] = set()
    for stem in filter(None, map(_even, stems)):
        at = letters.find(stem)
        while at >= 0 and len(starts) < MOST_SPOTS:
            if not at or not _WORD.match(letters, at - 1, at):
                starts.add(at)
            at = letters.find(stem, at + len(stem))
    return [(at, word.end()) for at in sorted(starts) if (word := _WORD.match(letters, at))]


def _best(text: str, spots: list[tuple[int, int]]) -> int:
    """Where the excerpt that holds the most different words begins to say them; the first of several."""
    if len(spots) == 1:
        return spots[0][0]
    words = [(at, _even(text[at : at + 5])) for at, _ in spots]
    best = max(
        range(len(words)),
        key=lambda i: (
            len({word for at, word in words[i : i + 30] if at < words[i][0] + SHOWN - BEFORE}),
            -i,
        ),
    )
    return words[best][0]


def _even(text: str) -> str:
    """In small letters without ё, each in its place."""
    small = text.lower().replace("ё", "е")
    if len(small) == len(text):
        return small
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text).replace("ё", "е")
