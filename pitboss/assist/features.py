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


def groups(sentence: tuple[str, ...]) -> tuple[list[int], ...]:
    """Feature numbers by group: words, word pairs, word pieces, meanings, pairs of meanings."""
    words: list[int] = []
    pairs: list[int] = []
    pieces: list[int] = []
    meant: set[str] = set()
    before = "^"
    negated = 0
    for word in sentence:
        part = parts(word)
        words.append(part.word)
        pieces.extend(part.pieces)
        pairs.append(hashed(f"2{before} {part.stem}"))
        before = part.stem
        meant.update(f"!{meaning}" if negated else meaning for meaning in part.meanings)
        if word in NEGATIONS:
            negated = 3
            meant.add("!")
        else:
            negated = max(0, negated - 1)
    pairs.append(hashed(f"2{before} $"))
    ordered = tuple(sorted(meant)[:24])
    return words, pairs, pieces, *_meant(ordered)


@lru_cache(maxsize=20_000)
def _meant(meant: tuple[str, ...]) -> tuple[list[int], list[int]]:
    alone = [hashed(f"4{meaning}") for meaning in meant]
    return alone, [hashed(f"5{a}+{b}") for i, a in enumerate(meant) for b in meant[i + 1 :]]


class Read(msgspec.Struct, frozen=True):
    """The known features of a text in order of appearance: row of the model, group, and sentence of each."""

    rows: NDArray[np.intp]
    groups: NDArray[np.intp]
    sentences: NDArray[np.intp]


def read(sentences: tuple[tuple[str, ...], ...], ids: Ids) -> Read:
    """`ids`: the known features, sorted."""
    numbers: list[int] = []
    sizes: list[int] = []
    for sentence in sentences:
        for group in groups(sentence):
            numbers += group
            sizes.append(len(group))
    found = np.array(numbers, np.uint32)
    at = np.searchsorted(ids, found)
    at[at == len(ids)] = 0
    known = ids[at] == found
    place = np.repeat(np.arange(len(sizes)), sizes)[known]
    return Read(at[known], place % GROUPS, place // GROUPS)


def whole(text: Read, idf: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Values of the text as one: positions in `text.rows`, each row once, each group of unit length."""
    _, first, counts = np.unique(text.rows, return_index=True, return_counts=True)
    group = text.groups[first]
    counts[group >= _MEANINGS] = 1
    values: NDArray[np.float32] = (1 + np.log(counts)).astype(np.float32) * idf[text.rows[first]]
    return first, values * _scaled(group, values, GROUPS)[group]


def by_sentence(text: Read, idf: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    """Values of each sentence for itself, in the order of `text.rows`; each group of unit length."""
    values = idf[text.rows]
    place = text.sentences * GROUPS + text.groups
    scaled: NDArray[np.float32] = values * _scaled(place, values, count * GROUPS)[place]
    return scaled


def _scaled(place: NDArray[np.intp], values: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    lengths = np.sqrt(np.bincount(place, values * values, size))
    scale: NDArray[np.float32] = (np.resize(_WEIGHTS, size) / np.maximum(lengths, 1e-6)).astype(np.float32)
    return scale


GROUPS = 5
_MEANINGS = 3  # the first group that counts a feature once, however often it comes
_WEIGHTS = np.array((1.0, 0.7, 1.0, 0.9, 0.5))  # what each group may say, chosen by cross-validation
