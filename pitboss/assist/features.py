"""What the classifier sees of a text: numbered features with values, in five groups of equal right."""

from __future__ import annotations

import re
from functools import lru_cache
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist.concepts import meanings

Ids = NDArray[np.uint32]

_RU_ENDINGS = re.compile(
    r"(?:иями|ями|ами|ией|иям|иях|ого|его|ому|ему|ыми|ими|ешь|ишь|ете|ите|ают|яют|уют|али|яли|или|ала|яла|ила"
    r"|ать|ять|ить|еть|ться|тся|лся|лась|лись|ется|ится|ая|яя|ое|ее|ые|ие|ый|ий|ой|ей|ом|ем|ам|ям|ах|ях|ую|юю"
    r"|ов|ев|ал|ял|ил|ел|ла|ло|ли|ет|ит|ут|ют|ат|ят|ть|ся|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_EN_ENDINGS = re.compile(r"(?:ings|ing|edly|ed|es|s|ly|'s|'ve|'m|'re|'ll|'d)$")
NEGATIONS = frozenset(
    [
        "не",
        "нет",
        "нету",
        "ни",
        "без",
        "никак",
        "not",
        "no",
        "never",
        "cant",
        "can't",
        "dont",
        "don't",
        "doesnt",
        "doesn't",
        "didnt",
        "didn't",
        "wont",
        "won't",
        "isnt",
        "isn't",
        "hasnt",
        "hasn't",
        "havent",
        "haven't",
        "cannot",
        "couldn't",
        "without",
        "nothing",
        "nor",
        "wasnt",
        "wasn't",
        "aint",
        "im",
    ]
) - {"im"}


class Parts(msgspec.Struct, frozen=True):
    """One word's own features."""

    stem: str
    meanings: tuple[str, ...]
    word: int
    pieces: tuple[int, ...]


def hashed(feature: str) -> int:
    return crc32(feature.encode())


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The word without its ending; numbers by their size, so that ages, years and amounts stay apart."""
    if word[0].isdigit():
        return _number(word)
    shorter = (_RU_ENDINGS if word[-1] > "z" else _EN_ENDINGS).sub("", word)
    return shorter if len(shorter) >= 3 else word


def _number(word: str) -> str:
    if word.isdigit() and len(word) == 2 and 8 <= int(word) <= 17:
        return "#teen"
    return f"#{min(len(word), 7)}"


@lru_cache(maxsize=60_000)
def parts(word: str) -> Parts:
    stemmed = stem(word)
    pieces: tuple[int, ...] = ()
    if not word[0].isdigit():
        padded = f"<{word[:24]}>"
        pieces = tuple(hashed(f"3{padded[i : i + n]}") for n in (3, 4, 5) for i in range(len(padded) - n + 1))
    return Parts(stemmed, meanings(word), hashed(f"1{stemmed}"), pieces)


def groups(sentences: tuple[tuple[str, ...], ...]) -> tuple[list[int], ...]:
    """Feature numbers by group: words, word pairs, word pieces, meanings, pairs of meanings."""
    words: list[int] = []
    pairs: list[int] = []
    pieces: list[int] = []
    meant: set[str] = set()
    meant_pairs: set[str] = set()
    for sentence in sentences:
        before = "^"
        negated = 0
        here: list[str] = []
        for word in sentence:
            part = parts(word)
            words.append(part.word)
            pieces.extend(part.pieces)
            pairs.append(hashed(f"2{before} {part.stem}"))
            before = part.stem
            here.extend(f"!{meaning}" if negated else meaning for meaning in part.meanings)
            negated = 3 if word in NEGATIONS else max(0, negated - 1)
        pairs.append(hashed(f"2{before} $"))
        if any(word in NEGATIONS for word in sentence):
            here.append("!")
        unique = sorted(set(here))[:24]
        meant.update(unique)
        meant_pairs.update(f"{a}+{b}" for i, a in enumerate(unique) for b in unique[i + 1 :])
    return (
        words,
        pairs,
        pieces,
        [hashed(f"4{m}") for m in sorted(meant)],
        [hashed(f"5{p}") for p in sorted(meant_pairs)],
    )


WEIGHTS = (1.0, 0.7, 1.0, 0.9, 0.5)  # what each group may say, chosen by cross-validation


def vector(
    sentences: tuple[tuple[str, ...], ...], ids: Ids, idf: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Rows of the known features (sorted `ids`) and their values; each group has its own unit length."""
    rows: list[NDArray[np.intp]] = []
    values: list[NDArray[np.float32]] = []
    for group, weight in zip(groups(sentences), WEIGHTS, strict=True):
        if not group:
            continue
        numbers, counts = np.unique(np.array(group, np.uint32), return_counts=True)
        at = np.searchsorted(ids, numbers)
        at[at == len(ids)] = 0
        known = ids[at] == numbers
        at = at[known]
        if not len(at):
            continue
        value = (1 + np.log(counts[known])).astype(np.float32) * idf[at]
        value *= np.float32(weight / np.sqrt(np.dot(value, value)))
        rows.append(at)
        values.append(value)
    if not rows:
        return np.zeros(0, np.intp), np.zeros(0, np.float32)
    return np.concatenate(rows), np.concatenate(values)
