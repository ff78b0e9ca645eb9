"""Finds articles in memory: BM25 over their words, the likeness of what is asked to how players say it, and the topic. Pure;
who may see what is found is for the database to say. docs/subsystems/knowledge.md tells how good it is."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from sys import intern
from uuid import UUID
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from pitboss.knowledge.terms import (
    COMMON,
    evened,
    has_latin,
    has_russian,
    in_latin_letters,
    in_russian_letters,
    on_latin_keys,
    on_russian_keys,
    sound,
    stem,
    words,
)

Ids = NDArray[np.uint32]
Floats = NDArray[np.float32]
Places = NDArray[np.int32]
Bytes = NDArray[np.uint8]

MOST_TEXT = 20_000  # characters of an article that count
MOST_PHRASES = 250  # of one article; with its title they are counted in a byte
MOST_ASKED = 40  # words of a question that count
ROUGH_FROM = (
    200_000  # phrases of all articles; from here on their pieces of words don't count, to save memory
)

# On the packaged phrases (one half attached, the other asked) neighbouring values are within a point of these.
K1, B = 1.2, 0.75
TITLE, SAID, SUMMARY, TEXT = 3.0, 1.5, 2.0, 1.0  # what a word counts by its place
NEAREST = (1.0, 0.5, 0.3)  # the likest phrases of an article, the first counting most
OF_TEXT, OF_PHRASES, OF_TOPIC = 1.0, 1.6, 1.0
PIECES = 0.7  # pieces of words against whole ones
REPAIRED, BEGUN = 0.8, 0.6  # words that were mistyped, and beginnings of words
LEAST, FAR = 0.02, 0.12  # a result scores more than this, and than this share of the best one
SURE = 0.3  # of a topic, from here on its articles fit without a common word
_UNLIKE, _LIKEST = 0.05, 400  # phrases less like, or beyond so many, are not looked at


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """A published article as it is found. `said`: how players say it, as its author and players have told."""

    id: UUID
    visibility: str
    topics: list[str]
    title: str
    summary: str
    plain: str
    said: list[str]


class Read(msgspec.Struct, frozen=True):
    """A Doc made ready. `counts`: what each of `terms` counts. `pieces`, `of`: features of phrases, and the phrase of each."""

    id: UUID
    visibility: str
    topics: tuple[str, ...]
    terms: Ids
    counts: Floats
    vocabulary: tuple[str, ...]
    phrases: int
    features: Ids
    of: Bytes
    pieces: Ids
    pieces_of: Bytes


class Postings(msgspec.Struct, frozen=True):
    """Where each feature stands: `at[starts[i]:starts[i + 1]]` for `ids[i]`."""

    ids: Ids
    starts: NDArray[np.int64]
    at: Places
    idf: Floats

    def find(self, features: Ids) -> NDArray[np.intp]:
        """The place of each feature in `ids`, -1 where it is unknown."""
        if not len(self.ids):
            return np.full(len(features), -1, np.intp)
        place = np.minimum(np.searchsorted(self.ids, features), len(self.ids) - 1)
        return np.where(self.ids[place] == features, place, -1)

    def span(self, place: int) -> slice:
        return slice(self.starts[place], self.starts[place + 1])


class Texts(msgspec.Struct, frozen=True):
    """`weights`: what each posting counts by BM25."""

    postings: Postings
    weights: Floats


class Likeness(msgspec.Struct, frozen=True):
    """Phrases by their features. `scale`: what brings the rarity-weighted features of each to unit length."""

    postings: Postings
    scale: Floats

    def to(self, features: Ids, given: Floats) -> Floats:
        """The cosine between what is asked and each phrase. Unknown features are as if they had not been said."""
        like = np.zeros(len(self.scale), np.float32)
        places = self.postings.find(features)
        known = places >= 0
        weights = self.postings.idf[places[known]] * given[known]
        length = math.sqrt(float(weights @ weights))
        if not length:
            return like
        rarity = self.postings.idf[places[known]]
        for place, weight in zip(places[known].tolist(), (weights * rarity / length).tolist(), strict=True):
            like[self.postings.at[self.postings.span(place)]] += np.float32(weight)
        like *= self.scale
        return like


class Vocabulary(msgspec.Struct, frozen=True):
    """Words of the articles in order of the alphabet, with how many articles use each. `shapes`: which letters a word has, a
    bit for each, by which most of them are ruled out before letters are compared."""

    counts: dict[str, int]
    ordered: list[str]
    stems: frozenset[str]
    sounds: dict[str, str]
    shapes: NDArray[np.uint64]
    lengths: NDArray[np.int16]


class Index(msgspec.Struct, frozen=True):
    docs: tuple[Read, ...]
    visibility: NDArray[np.str_]
    text: Texts
    whole: Likeness
    pieces: Likeness
    owners: Places  # the article of each phrase, in order
    vocabulary: Vocabulary
    topics: dict[str, Places]


class Found(msgspec.Struct, frozen=True):
    id: UUID
    score: float


class Asked(msgspec.Struct, frozen=True):
    """A question as it was understood: its words as they stand in the vocabulary. `alike`: words of which the likest one
    counts (repairs of a mistyped word, ends of one that has only begun), with what each counts. `telling`: more was asked
    than common words, so what has but these in common does not fit."""

    words: list[str]
    alike: list[list[tuple[str, float]]]
    telling: bool


# ── making ready ────────────────────────────────────────────────────────────────────────────────────────────


def hashed(text: str) -> int:
    return crc32(text.encode())


def read(doc: Doc) -> Read:
    """The slow part, once for each text of an article."""
    counts: Counter[str] = Counter()
    vocabulary: set[str] = set()
    said = [evened(phrase) for phrase in [doc.title, *doc.said[:MOST_PHRASES]]]
    places = (
        (TITLE, said[:1]),
        (SAID, said[1:]),
        (SUMMARY, [evened(doc.summary)]),
        (TEXT, [evened(doc.plain[:MOST_TEXT])]),
    )
    for weight, texts in places:
        for text in texts:
            for word in words(text):
                counts[stem(word)] += weight  # type: ignore[assignment]
                vocabulary.add(intern(word))
    features: list[int] = []
    of: list[int] = []
    for number, phrase in enumerate(said):
        found = {hashed(stem(word)) for word in words(phrase)}
        features += found
        of += [number] * len(found)
    pieces, pieces_of = pieces_in([words(phrase) for phrase in said])
    return Read(
        doc.id,
        doc.visibility,
        tuple(doc.topics),
        np.array([hashed(term) for term in counts], np.uint32),
        np.array(list(counts.values()), np.float32),
        tuple(vocabulary),
        len(said),
        np.array(features, np.uint32),
        np.array(of, np.uint8),
        pieces,
        pieces_of,
    )


_ROLL, _SPREAD = np.uint32(0x01000193), np.uint32(0x9E3779B1)  # arithmetic modulo 2**32


def pieces_in(phrases: Sequence[Sequence[str]]) -> tuple[Ids, Bytes]:
    """All pieces of three to five letters of the words, each once for each phrase, and the phrase of each."""
    padded = [[f"<{word[:24]}>" for word in phrase] for phrase in phrases]
    lengths = np.array([len(word) for phrase in padded for word in phrase], np.intp)
    if not len(lengths):
        return np.empty(0, np.uint32), np.empty(0, np.uint8)
    of = np.repeat(np.arange(len(padded), dtype=np.uint64), [sum(map(len, phrase)) for phrase in padded])
    letters = np.frombuffer(
        "".join([word for phrase in padded for word in phrase]).encode("utf-32-le"), np.uint32
    )
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(letters))
    rolled = letters
    keys = []
    for size in range(2, 6):
        if len(rolled) < 2:
            break
        rolled = rolled[:-1] * _ROLL + letters[size - 1 :]
        if size > 2:
            inside = left[: len(rolled)] >= size
            numbers = rolled[inside] * _SPREAD + np.uint32(size)
            keys.append(of[: len(rolled)][inside] << np.uint64(32) | numbers)
    once = np.unique(np.concatenate(keys)) if keys else np.empty(0, np.uint64)
    return (once & np.uint64(0xFFFFFFFF)).astype(np.uint32), (once >> np.uint64(32)).astype(np.uint8)


def build(reads: Sequence[Read]) -> Index:
    """The quick part, anew after each change."""
    docs = tuple(reads)
    firsts = np.cumsum([0, *[doc.phrases for doc in docs]])
    owners = np.repeat(np.arange(len(docs), dtype=np.int32), [doc.phrases for doc in docs])
    whole = _likeness(firsts, [(doc.features, doc.of) for doc in docs])
    rough = int(firsts[-1]) > ROUGH_FROM
    pieces = _likeness(firsts, [] if rough else [(doc.pieces, doc.pieces_of) for doc in docs])
    topics: dict[str, list[int]] = {}
    for at, doc in enumerate(docs):
        for topic in doc.topics:
            topics.setdefault(topic, []).append(at)
    return Index(
        docs,
        np.array([doc.visibility for doc in docs]),
        _bm25(docs),
        whole,
        pieces,
        owners,
        _vocabulary(docs),
        {topic: np.array(places, np.int32) for topic, places in topics.items()},
    )


def _joined(arrays: list[NDArray], kind: type) -> NDArray:  # type: ignore[type-arg]
    return np.concatenate([np.empty(0, kind), *arrays])


def _grouped(ids: Ids, at: Places) -> tuple[Ids, NDArray[np.int64], NDArray[np.intp], NDArray[np.int64]]:
    """Distinct ids, where each begins, the order of the postings, and the number of each posting's id."""
    order = np.argsort(ids.astype(np.uint64) << np.uint64(32) | at.astype(np.uint64))
    distinct, starts, counts = np.unique(ids[order], return_index=True, return_counts=True)
    return distinct, np.append(starts, len(ids)), order, np.repeat(np.arange(len(distinct)), counts)


def _bm25(docs: Sequence[Read]) -> Texts:
    ids = _joined([doc.terms for doc in docs], np.uint32)
    counts = _joined([doc.counts for doc in docs], np.float32)
    at = np.repeat(np.arange(len(docs), dtype=np.int32), [len(doc.terms) for doc in docs])
    distinct, starts, order, number = _grouped(ids, at)
    lengths = np.bincount(at, counts, len(docs))
    norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(docs) else 1.0, 1.0))
    held = np.diff(starts)
    idf = np.log(1 + (len(docs) - held + 0.5) / (held + 0.5)).astype(np.float32)
    at, counts = at[order], counts[order]
    weights = idf[number] * counts * (K1 + 1) / (counts + norm[at])
    return Texts(Postings(distinct, starts, at, idf), weights.astype(np.float32))


def _likeness(firsts: NDArray[np.int64], features: list[tuple[Ids, Bytes]]) -> Likeness:
    ids = _joined([of_doc for of_doc, _ in features], np.uint32)
    at = _joined(
        [of + first for (_, of), first in zip(features, firsts.astype(np.int32), strict=False)], np.int32
    )
    distinct, starts, order, number = _grouped(ids, at)
    held, phrases = np.diff(starts), int(firsts[-1])
    idf = np.log(1 + (phrases - held + 0.5) / (held + 0.5)).astype(np.float32)
    at = at[order]
    lengths = np.sqrt(np.bincount(at, (idf * idf)[number], phrases))
    return Likeness(Postings(distinct, starts, at, idf), (1 / np.maximum(lengths, 1e-6)).astype(np.float32))


def _vocabulary(docs: Sequence[Read]) -> Vocabulary:
    counts: Counter[str] = Counter()
    for doc in docs:
        counts.update(doc.vocabulary)
    ordered = sorted(counts)
    sounds: dict[str, str] = {}
    for word in sorted(ordered, key=lambda word: counts[word]):
        if has_russian(word):
            sounds[sound(word)] = word
    shapes = np.array([shape(word) for word in ordered], np.uint64)
    lengths = np.array([len(word) for word in ordered], np.int16)
    return Vocabulary(dict(counts), ordered, frozenset(map(stem, ordered)), sounds, shapes, lengths)


def shape(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


# ── understanding a question ────────────────────────────────────────────────────────────────────────────────

_MOST_BEGUN = 12
_MOST_REPAIRS = 3
_FAR = 0.2  # by how much of its letters another reading must be better known than what stands there
_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(a + b for row in _KEYS for pair in pairwise(row) for a, b in (pair, pair[::-1]))


def understood(index: Index, text: str, *, typing: bool = True) -> Asked:
    """What somebody means: their words as the articles have them. `typing`: the last word may have only begun."""
    vocabulary = index.vocabulary
    even = evened(text)
    best = _read_as(vocabulary, even)
    exact: list[str] = []
    alike: list[list[tuple[str, float]]] = []
    open_end = typing and bool(even) and even[-1].isalnum()
    for number, word in enumerate(best[:MOST_ASKED]):
        last = open_end and number == len(best) - 1
        known = stem(word) in vocabulary.stems
        if known:
            exact.append(word)
        if last and len(word) >= 3 and (not known or len(word) <= 5):
            begun = _begun(vocabulary, word)
            if begun:
                alike.append([(full, BEGUN * (0.5 if known else 1.0)) for full in begun])
                continue
        if not known and (repairs := _repairs(vocabulary, word)):
            alike.append(repairs)
    return Asked(exact, alike, not COMMON.issuperset(best))


def _read_as(vocabulary: Vocabulary, even: str) -> list[str]:
    """The words of the reading that is known best: as it stands, on the other keyboard, in the other letters."""
    plain = words(even)
    readings = [plain]
    if has_latin(even):
        readings.append(words(on_russian_keys(even)))
        readings.append([_by_sound(vocabulary, word) for word in words(even)])
    if has_russian(even):
        readings.append(words(on_latin_keys(even)))
        readings.append([in_latin_letters(word) if has_russian(word) else word for word in plain])
    if len(readings) == 1:
        return plain
    shares = [_known_share(vocabulary, reading) for reading in readings]
    best = max(range(1, len(readings)), key=lambda i: shares[i])
    if shares[best] < shares[0] + _FAR:
        return plain
    if len(readings[best]) != len(plain):
        return readings[best]
    return [
        word
        if stem(word) in vocabulary.stems and len(word) > 3 and stem(other) not in vocabulary.stems
        else other
        for word, other in zip(plain, readings[best], strict=True)
    ]


def _by_sound(vocabulary: Vocabulary, word: str) -> str:
    if not has_latin(word):
        return word
    spelt = in_russian_letters(word)
    return vocabulary.sounds.get(sound(spelt), spelt)


def _known_share(vocabulary: Vocabulary, reading: list[str]) -> float:
    letters = sum(map(len, reading))
    known = sum(_nearness(vocabulary, word) * len(word) for word in reading[:MOST_ASKED])
    return known / letters if letters else 0.0


def _nearness(vocabulary: Vocabulary, word: str) -> float:
    if word in vocabulary.counts:
        return 1.0
    if stem(word) in vocabulary.stems:
        return 0.9
    return 0.4 if len(word) >= 4 and _begun(vocabulary, word[: max(4, len(word) - 2)]) else 0.0


def _begun(vocabulary: Vocabulary, start: str) -> list[str]:
    """The words that most articles use of those that begin so."""
    ordered = vocabulary.ordered
    at = bisect_left(ordered, start)
    found: list[str] = []
    while at < len(ordered) and len(found) < 400 and ordered[at].startswith(start):
        found.append(ordered[at])
        at += 1
    return sorted(found, key=lambda word: (-vocabulary.counts[word], word))[:_MOST_BEGUN]


def _repairs(vocabulary: Vocabulary, word: str) -> list[tuple[str, float]]:
    """Known words that differ by a slip of the fingers or two: a letter too many, too few, another, or two exchanged."""
    if len(word) < 4 or len(word) > 30 or word.isdigit():
        return []
    slips = 1 if len(word) < 7 else 2
    differ = np.bitwise_count(vocabulary.shapes ^ np.uint64(shape(word)))
    near = (differ <= 2 * slips) & (np.abs(vocabulary.lengths - len(word)) <= slips)
    found: list[tuple[float, int, str]] = []
    for at in np.flatnonzero(near).tolist():
        known = vocabulary.ordered[at]
        distance = OSA.distance(word, known, score_cutoff=slips)
        if distance <= slips:
            cost = distance - (0.3 if _slipped(word, known) else 0.0) + (0.3 if known[0] != word[0] else 0.0)
            found.append((cost, -vocabulary.counts[known], known))
    found.sort()
    return [
        (known, REPAIRED / max(1.0, cost))
        for cost, _, known in found[:_MOST_REPAIRS]
        if cost <= found[0][0] + 0.5
    ]


def _slipped(word: str, known: str) -> bool:
    """Whether the first letter that differs is that of a neighbouring key."""
    for a, b in zip(word, known, strict=False):
        if a != b:
            return a + b in _BESIDE
    return False


# ── finding ─────────────────────────────────────────────────────────────────────────────────────────────────


def find(
    index: Index,
    asked: Asked,
    *,
    sees: Collection[str],
    topics: Mapping[str, float] | None = None,
    limit: int,
) -> list[Found]:
    """The best first. `sees`: visibilities; `topics`: how likely the words are of each."""
    scores, fits = weighed(index, asked)
    for topic, likely in (topics or {}).items():
        if (places := index.topics.get(topic)) is not None:
            scores[places] += np.float32(OF_TOPIC * likely)
            if likely >= SURE:
                fits[places] = True
    scores = np.where(fits & np.isin(index.visibility, list(sees)), scores, 0)
    top = np.flatnonzero(scores > FAR * scores.max(initial=0))
    top = top[np.argsort(-scores[top], kind="stable")][:limit]
    return [Found(index.docs[at].id, float(scores[at])) for at in top.tolist()]


def weighed(index: Index, asked: Asked) -> tuple[Floats, NDArray[np.bool_]]:
    """What each article scores by its words and phrases, about 0 to 2.6, and whether it fits at all."""
    many = len(index.docs)
    terms = dict.fromkeys(stem(word) for word in asked.words)
    groups = [[(term, 1.0)] for term in terms]
    for options in asked.alike:
        best: dict[str, float] = {}
        for word, weight in options:
            best[stem(word)] = max(best.get(stem(word), 0.0), weight)
        groups.append(list(best.items()))
    if not groups or not many:
        return np.zeros(many, np.float32), np.zeros(many, np.bool_)
    features = np.array([hashed(term) for group in groups for term, _ in group], np.uint32)
    given = np.array([weight for group in groups for _, weight in group], np.float32)
    sizes = [len(group) for group in groups]
    common = {stem(word) for word in asked.words if word in COMMON} if asked.telling else set()
    telling = [len(group) > 1 or group[0][0] not in common for group in groups]
    text, fits = _texts(index.text, features, given, sizes, telling, many)
    scores = OF_TEXT * text + OF_PHRASES * _phrases(index, features, given, sizes, asked)
    return scores.astype(np.float32), fits & (scores > LEAST)


def _texts(
    texts: Texts, features: Ids, given: Floats, sizes: list[int], telling: list[bool], many: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """BM25, as a share of what it could be at most, and who has a telling word. Of words that are alike the best one counts."""
    postings, weights = texts.postings, texts.weights
    scores = np.zeros(many, np.float32)
    places = postings.find(features).tolist()
    fits = np.zeros(many, np.bool_)
    possible, at = 0.0, 0
    for size, tells in zip(sizes, telling, strict=True):
        known = [i for i in range(at, at + size) if places[i] >= 0]
        at += size
        if not known:
            continue
        if tells:
            for i in known:
                fits[postings.at[postings.span(places[i])]] = True
        if len(known) == 1:
            span = postings.span(places[known[0]])
            scores[postings.at[span]] += weights[span] * given[known[0]]
        else:
            part = np.zeros(many, np.float32)
            for i in known:
                span = postings.span(places[i])
                held = postings.at[span]
                part[held] = np.maximum(part[held], weights[span] * given[i])
            scores += part
        possible += max(float(postings.idf[places[i]] * given[i]) for i in known)
    return scores / np.float32(max(possible, 1.0) * (K1 + 1)), fits


def _phrases(index: Index, features: Ids, given: Floats, sizes: list[int], asked: Asked) -> Floats:
    """How like what is asked is to the likest phrases of each article, 0 to 1."""
    spread = np.repeat(1 / np.sqrt(np.array(sizes, np.float32)), sizes).astype(np.float32)
    like = index.whole.to(features, given * spread)
    pieces, _ = pieces_in([[*asked.words, *[options[0][0] for options in asked.alike]]])
    like += np.float32(PIECES) * index.pieces.to(pieces, np.ones(len(pieces), np.float32))
    near = np.flatnonzero(like > _UNLIKE)
    if len(near) > _LIKEST:
        near = near[np.argpartition(-like[near], _LIKEST)[:_LIKEST]]
    near = near[np.lexsort((-like[near], index.owners[near]))]
    owners, order = index.owners[near], np.arange(len(near))
    first = np.concatenate(([True], owners[1:] != owners[:-1]))[: len(near)]
    rank = order - np.maximum.accumulate(np.where(first, order, 0)) if len(near) else order
    counted = rank < len(NEAREST)
    shares = np.array(NEAREST, np.float32)[rank[counted]] * like[near][counted]
    summed = np.bincount(owners[counted], shares, len(index.docs))
    return (summed / ((1 + PIECES) * sum(NEAREST))).astype(np.float32)
