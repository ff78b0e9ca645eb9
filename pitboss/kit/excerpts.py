"""What of a text that was found is shown: the part that says most of what was sought, which stands in « »."""

from __future__ import annotations

import re
from collections.abc import Collection

SHOWN, BEFORE = 220, 60  # characters of an excerpt, and of them before what was found
MOST_SPOTS = 300


def beginning(stems: Collection[str]) -> re.Pattern[str] | None:
    """Finds the words that begin with one of these, which write ё as е."""
    ways = "|".join(sorted(map(_either_e, stems), key=lambda way: (-len(way), way)))
    return re.compile(rf"\b(?:{ways})\w*", re.IGNORECASE) if ways else None


def _either_e(word: str) -> str:
    return re.escape(word).replace("е", "[её]")


def excerpt(plain: str, words: re.Pattern[str] | None) -> tuple[str, list[str]]:
    """The excerpt, and what of it was sought."""
    text = " ".join(plain.split())
    spots = (
        [(match.start(), match.end(), _alike(match[0])) for match in words.finditer(text)][:MOST_SPOTS]
        if words
        else []
    )
    begin = 0
    if spots:
        best = max(
            range(len(spots)),
            key=lambda i: (
                len({word for at, _, word in spots[i : i + 30] if at < spots[i][0] + SHOWN - BEFORE}),
                -i,
            ),
        )
        begin = max(0, spots[best][0] - BEFORE)
        begin = text.find(" ", begin) + 1 if begin else 0
    end = min(len(text), begin + SHOWN)
    if end < len(text):
        end = text.rfind(" ", begin, end) if " " in text[begin:end] else end
    parts, at, found = [], begin, set()
    for start, stop, _ in spots:
        if begin <= start and stop <= end:
            parts += [text[at:start], "«", text[start:stop], "»"]
            at = stop
            found.add(text[start:stop].lower())
    shown = ("… " if begin else "") + "".join(parts) + text[at:end] + (" …" if end < len(text) else "")
    return shown, sorted(found)


def _alike(word: str) -> str:
    return word.casefold().replace("ё", "е")[:5]
