"""What the classifier sees of a text: numbered features with values, in five groups of equal right."""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist.concepts import meanings

Ids = NDArray[np.uint32]

_RU = """
    иями ями ами ией иям иях ого его ому ему ыми ими ешь ишь ете ите ают яют уют али яли или ала яла
    ила ать ять ить еть ться тся лся лась лись ется ится ая яя ое ее ые ие ый ий ой ей ом ем ам ям
    ах ях ую юю ов ев ал ял ил ел ла ло ли ет ит ут ют ат ят ть ся а я о е ы и у ю ь й
"""
_EN = "ings ing edly ed es s ly 's 've 'm 're 'll 'd"
_RU_ENDINGS, _EN_ENDINGS = frozenset(_RU.split()), frozenset(_EN.split())
_LONGEST_ENDING = 4
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
    """One word's own features but its pieces."""

    stem: str
    meanings: tuple[str, ...]
    word: int


def hashed(feature: str) -> int:
    return crc32(feature.encode())


def stem(word: str) -> str:
    """The word without its ending; numbers by their size, so that ages, years and amounts stay apart."""
    if word[0].isdigit():
        return _number(word)
    endings = _RU_ENDINGS if word[-1] > "z" else _EN_ENDINGS
    for size in range(_LONGEST_ENDING, 0, -1):
        if word[-size:] in endings:
            return word[:-size] if len(word) - size >= 3 else word
    return word


def _number(word: str) -> str:
    if word.isdigit() and len(word) == 2 and 8 <= int(word) <= 17:
        return "#teen"
    return f"#{min(len(word), 7)}"


@lru_cache(maxsize=60_000)
def parts(word: str) -> Parts:
    stemmed = stem(word)
    return Parts(stemmed, meanings(word), hashed(f"1{stemmed}"))


def _spoken(sentence: tuple[str, ...]) -> tuple[list[int], ...]:
    """Feature numbers by group, without word pieces: words, word pairs, meanings, pairs of meanings."""
    words: list[int] = []
    pairs: list[int] = []
    meant: set[str] = set()
    before = "^"
    negated = 0
    for word in sentence:
        part = parts(word)
        words.append(part.word)
        pairs.append(hashed(f"2{before} {part.stem}"))
        before = part.stem
        if part.meanings:
            meant.update([f"!{meaning}" for meaning in part.meanings] if negated else part.meanings)
        if word in NEGATIONS:
            negated = 3
            meant.add("!")
        elif negated:
            negated -= 1
    pairs.append(hashed(f"2{before} $"))
    ordered = tuple(sorted(meant)[:24])
    return words, pairs, *_meant(ordered)


@lru_cache(maxsize=20_000)
def _meant(meant: tuple[str, ...]) -> tuple[list[int], list[int]]:
    alone = [hashed(f"4{meaning}") for meaning in meant]
    return alone, [hashed(f"5{a}+{b}") for i, a in enumerate(meant) for b in meant[i + 1 :]]


def _pieces(sentences: tuple[tuple[str, ...], ...]) -> tuple[Ids, NDArray[np.int16]]:
    """The numbers of all pieces of 3 to 5 letters, over the whole text at once, and the sentence of each."""
    padded = [[f"<{word[:24]}>" for word in sentence if not word[0].isdigit()] for sentence in sentences]
    lengths = np.array([len(word) for words in padded for word in words], np.intp)
    of = np.repeat(np.arange(len(padded), dtype=np.int16), [sum(map(len, words)) for words in padded])
    text = "".join([word for words in padded for word in words])
    letters = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(letters))  # letters to the end of the word
    rolled = letters
    numbers, places = [], []
    for size in range(2, 6):
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _ROLL + letters[size - 1 :]
        if size > 2:
            inside = left[: len(rolled)] >= size
            numbers.append(rolled[inside] * _SPREAD + np.uint32(size))
            places.append(of[: len(rolled)][inside])
    if not numbers:
        return np.empty(0, np.uint32), np.empty(0, np.int16)
    return np.concatenate(numbers), np.concatenate(places)


_ROLL, _SPREAD = np.uint32(0x01000193), np.uint32(0x9E3779B1)  # arithmetic modulo 2**32


def numbered(sentences: tuple[tuple[str, ...], ...]) -> tuple[Ids, NDArray[np.int16]]:
    """The features of a text, sentence by sentence, and the place of each: GROUPS times its sentence, plus its group."""
    numbers: list[int] = []
    sizes: list[int] = []
    for sentence in sentences:
        for group in _spoken(sentence):
            numbers += group
            sizes.append(len(group))
    at = np.arange(len(sizes), dtype=np.int16)
    at = at // len(_SPOKEN) * GROUPS + _SPOKEN[at % len(_SPOKEN)]
    pieces, sentence_of = _pieces(sentences)
    places = np.concatenate((np.repeat(at, sizes), sentence_of * GROUPS + _PIECES))
    order = np.argsort(places, kind="stable")
    return np.concatenate((np.array(numbers, np.uint32), pieces))[order], places[order]


class Read(msgspec.Struct, frozen=True):
    """The known features of a text in order of appearance: row of the model, group, and sentence of each."""

    rows: NDArray[np.intp]
    groups: NDArray[np.intp]
    sentences: NDArray[np.intp]


def read(sentences: tuple[tuple[str, ...], ...], ids: Ids) -> Read:
    """`ids`: the known features, sorted."""
    found, places = numbered(sentences)
    order = np.argsort(found)  # looked up in order they are found sooner
    at = np.empty(len(found), np.intp)
    at[order] = np.searchsorted(ids, found[order])
    at[at == len(ids)] = 0
    known = ids[at] == found
    places = places[known].astype(np.intp)  # small numbers sort fast, large ones index fast
    return Read(at[known], places % GROUPS, places // GROUPS)


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
    scale: NDArray[np.float32] = (
        _WEIGHTS.take(np.arange(size), mode="wrap") / np.maximum(lengths, 1e-6)
    ).astype(np.float32)
    return scale


GROUPS = 5  # words, word pairs, word pieces, meanings, pairs of meanings
_SPOKEN, _PIECES = np.array((0, 1, 3, 4), np.int16), np.int16(2)
_MEANINGS = 3  # the first group that counts a feature once, however often it comes
_WEIGHTS = np.array((1.0, 0.7, 1.0, 0.9, 0.5))  # what each group may say, chosen by cross-validation
