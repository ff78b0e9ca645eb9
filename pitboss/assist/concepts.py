"""What words mean to this desk, in both languages at once: a shared vocabulary that lets the classifier use
in one language what it learned in the other. The table is meanings.txt.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _beginnings() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    table = (files(__package__) / "meanings.txt").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line.startswith("#"):
            continue
        meaning, words = line.split(": ", 1)
        for word in words.replace("ё", "е").split():
            found.setdefault(word, set()).add(meaning)
    return {word: frozenset(meanings) for word, meanings in found.items()}


@cache
def _longest() -> int:
    return max(map(len, _beginnings()))


def meanings(word: str) -> tuple[str, ...]:
    """The meanings of one repaired lower-case word, sorted; the longest known beginning decides."""
    beginnings = _beginnings()
    if whole := beginnings.get(f"{word}."):
        return tuple(sorted(whole))
    for end in range(min(len(word), _longest()), 2, -1):
        if found := beginnings.get(word[:end]):
            return tuple(sorted(found))
    return ()
