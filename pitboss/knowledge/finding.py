"""What somebody means, and which articles answer it: BM25 over their words, how near to each other these stand, the likeness
of what is asked to how players say it, and the topic. Pure. docs/subsystems/knowledge.md tells how good it is."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Collection, Mapping
from itertools import pairwise, takewhile
from operator import eq
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from pitboss.knowledge.index import K1, Floats, Index, Vocabulary, pieces_in, shape
from pitboss.knowledge.terms import (
    COMMON,
    LIGHT,
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

MOST_ASKED = 40  # words of a question that count

# On the packaged phrases (one half attached, the other asked) neighbouring values are within a point of these.
NEAREST = (1.0, 0.5, 0.3)  # the likest phrases of an article, the first counting most
OF_TEXT, OF_PHRASES, OF_TOPIC, OF_SENTENCE = 1.0, 1.6, 1.0, 1.0
PIECES = 0.7  # pieces of words against whole ones
# What the words of which all questions are made count in a text and in a sentence: the others tell what is asked about. By how
# much thirty words or more take from a sentence. And how fast all this counts less where phrases of players fit: then these
# are the better witness, and it is such words that make them alike.
COMMON_IN_TEXT, LIGHT_IN_TEXT = 0.2, 0.4
COMMON_IN_SENTENCE, LIGHT_IN_SENTENCE = 0.5, 0.6
LONG, ANSWERED = 0.4, 3.0
REPAIRED, BEGUN, AKIN = 0.8, 0.6, 0.8  # words that were mistyped, beginnings of words, words of the same root
KINDRED = 0.7  # of its letters a word shares with one of the same root, from its beginning
LEAST, FAR = 0.02, 0.12  # a result scores more than this, and than this share of the best one
SURE = 0.3  # of a topic, from here on its articles fit without a common word
CLOSER = 60  # articles whose sentences are looked at
_UNLIKE, _LIKEST = 0.05, 400  # phrases less like, or beyond so many, are not looked at


class Found(msgspec.Struct, frozen=True):
    id: UUID
    score: float


class Asked(msgspec.Struct, frozen=True):
    """A question as it was understood: its words as they stand in the vocabulary. `alike`: words of which the likest one
    counts (repairs of a mistyped word, ends of one that has only begun), with what each counts. `akin`: the same for words that
    no article says, by how much of their beginning they share with others; alone they find nothing. `telling`: more was
    asked than common words, so what has but these in common does not fit."""

    words: list[str]
    alike: list[list[tuple[str, float]]]
    akin: list[list[tuple[str, float]]]
    telling: bool


# ── understanding a question ────────────────────────────────────────────────────────────────────────────────

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
    akin: list[list[tuple[str, float]]] = []
    open_end = typing and bool(even) and even[-1].isalnum()
    for number, word in enumerate(best[:MOST_ASKED]):
        last = open_end and number == len(best) - 1
        known = stem(word) in vocabulary
        if known:
            exact.append(word)
        if last and len(word) >= 3 and (not known or len(word) <= 5):
            begun = _begun(vocabulary, word)
            if begun:
                alike.append([(full, BEGUN * (0.5 if known else 1.0)) for full in begun])
                continue
        if known:
            continue
        if repairs := _repairs(vocabulary, word):
            alike.append(repairs)
        elif kin := _kin(vocabulary, word):
            akin.append(kin)
    return Asked(exact, alike, akin, not COMMON.issuperset(best))


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
        word if stem(word) in vocabulary and len(word) > 3 and stem(other) not in vocabulary else other
        for word, other in zip(plain, readings[best], strict=True)
    ]


def _by_sound(vocabulary: Vocabulary, word: str) -> str:
    if not has_latin(word):
        return word
    spelt = in_russian_letters(word)
    return vocabulary.sounding(sound(spelt)) or spelt


def _known_share(vocabulary: Vocabulary, reading: list[str]) -> float:
    letters = sum(map(len, reading))
    known = sum(_nearness(vocabulary, word) * len(word) for word in reading[:MOST_ASKED])
    return known / letters if letters else 0.0


def _nearness(vocabulary: Vocabulary, word: str) -> float:
    if vocabulary.place(word) >= 0:
        return 1.0
    if stem(word) in vocabulary:
        return 0.9
    return 0.4 if len(word) >= 4 and _begun(vocabulary, word[: max(4, len(word) - 2)]) else 0.0


def _begun(vocabulary: Vocabulary, start: str, most: int = 12) -> list[str]:
    """The words that are used most of those that begin so."""
    ordered = vocabulary.words
    first = at = bisect_left(ordered, start)
    while at < len(ordered) and at - first < 400 and ordered[at].startswith(start):
        at += 1
    used = vocabulary.used
    found = sorted(range(first, at), key=lambda place: (-int(used[place]), ordered[place]))
    return [ordered[place] for place in found[:most]]


def _repairs(vocabulary: Vocabulary, word: str, most: int = 3) -> list[tuple[str, float]]:
    """Known words that differ by a slip of the fingers or two: a letter too many, too few, another, or two exchanged."""
    if len(word) < 4 or len(word) > 30 or word.isdigit():
        return []
    slips = 1 if len(word) < 7 else 2
    differ = np.bitwise_count(vocabulary.shapes ^ np.uint64(shape(word)))
    near = (differ <= 2 * slips) & (np.abs(vocabulary.lengths.astype(np.int16) - len(word)) <= slips)
    found: list[tuple[float, int, str]] = []
    for at in np.flatnonzero(near).tolist():
        known = vocabulary.words[at]
        distance = OSA.distance(word, known, score_cutoff=slips)
        if distance <= slips:
            cost = distance - (0.3 if _slipped(word, known) else 0.0) + (0.3 if known[0] != word[0] else 0.0)
            found.append((cost, -int(vocabulary.used[at]), known))
    found.sort()
    return [
        (known, REPAIRED / max(1.0, cost)) for cost, _, known in found[:most] if cost <= found[0][0] + 0.5
    ]


def _kin(vocabulary: Vocabulary, word: str, most: int = 6) -> list[tuple[str, float]]:
    """Known words of which the beginning is that of this one, and most of both: «голосовал» has «голосование»."""
    stemmed = stem(word)
    least = max(4, math.ceil(KINDRED * len(stemmed)))
    if len(stemmed) < least or not stemmed.isalpha():
        return []
    found = []
    first = at = bisect_left(vocabulary.stems, stemmed[:least])
    while at < min(len(vocabulary.stems), first + 400):
        if not (other := vocabulary.stems[at]).startswith(stemmed[:least]):
            break
        alike = sum(takewhile(bool, map(eq, stemmed, other)))
        shared = alike / max(len(stemmed), len(other))
        if shared >= KINDRED:
            found.append((-shared, at))
        at += 1
    found.sort()
    of_stem = vocabulary.of_stem
    return [
        (vocabulary.words[int(of_stem.at[of_stem.starts[at]])], -AKIN * shared) for shared, at in found[:most]
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
    top = np.flatnonzero(scores > FAR * np.max(scores, initial=0))
    top = top[np.argsort(-scores[top], kind="stable")][:limit]
    return [Found(index.told.ids[at], float(scores[at])) for at in top.tolist()]


class _Term(msgspec.Struct, frozen=True):
    """One of the stems that would do for a word of the question, and what it counts."""

    stem: int
    given: float


class _Word(msgspec.Struct, frozen=True):
    """A word of the question. `fits`: whether who has it is a result; `in_text`, `in_sentence`: what it counts there."""

    terms: tuple[_Term, ...]
    fits: bool = True
    in_text: float = 1.0
    in_sentence: float = 1.0


_LIGHT_STEMS = frozenset(map(stem, LIGHT))


def weighed(index: Index, asked: Asked) -> tuple[Floats, NDArray[np.bool_]]:
    """What each article scores by its words and phrases, and whether it fits at all."""
    many = len(index)
    sought = _sought(index.vocabulary, asked)
    if not sought or not many:
        return np.zeros(many, np.float32), np.zeros(many, np.bool_)
    phrases = _phrases(index, sought, asked)
    unanswered = max(1 - ANSWERED * float(np.max(phrases, initial=0)), 0.0)
    text, fits = _texts(index, sought, unanswered)
    scores = OF_TEXT * text + OF_PHRASES * phrases
    closer = np.flatnonzero(fits)
    if unanswered > 0 and len(closer):
        if len(closer) > CLOSER:
            closer = closer[np.argpartition(-scores[closer], CLOSER)[:CLOSER]]
        scores[closer] += OF_SENTENCE * unanswered * np.square(_sentences(index, sought, closer))
    return scores.astype(np.float32), fits & (scores > LEAST)


def _sought(vocabulary: Vocabulary, asked: Asked) -> list[_Word]:
    """What of the question any article says."""
    wanted = [({word: 1.0}, True) for word in asked.words]
    wanted += [(dict(options), True) for options in asked.alike]
    wanted += [(dict(options), False) for options in asked.akin]
    found: dict[tuple[_Term, ...], _Word] = {}
    for options, fits in wanted:
        best: dict[int, float] = {}
        for word, given in options.items():
            if (place := vocabulary.stem_place(stem(word))) >= 0:
                best[place] = max(best.get(place, 0.0), given)
        terms = tuple(_Term(place, given) for place, given in best.items())
        if not terms or terms in found:
            continue
        if asked.telling and COMMON.issuperset(options):
            found[terms] = _Word(terms, False, COMMON_IN_TEXT, COMMON_IN_SENTENCE)
        elif asked.telling and all(stem(word) in _LIGHT_STEMS or word in COMMON for word in options):
            found[terms] = _Word(terms, fits, LIGHT_IN_TEXT, LIGHT_IN_SENTENCE)
        else:
            found[terms] = _Word(terms, fits)
    return list(found.values())


def _texts(index: Index, sought: list[_Word], unanswered: float) -> tuple[Floats, NDArray[np.bool_]]:
    """BM25, as a share of what it could be at most, and who has a telling word. Of words that are alike the best one counts."""
    texts, many = index.texts, len(index)
    starts, at = texts.postings.starts, texts.postings.at
    scores, fits = np.zeros(many, np.float32), np.zeros(many, np.bool_)
    possible = 0.0
    for word in sought:
        share = 1 - unanswered * (1 - word.in_text)
        part = scores if len(word.terms) == 1 else np.zeros(many, np.float32)
        for term in word.terms:
            span = slice(starts[term.stem], starts[term.stem + 1])
            held, counts = at[span], texts.counts[span] * np.float32(0.5)
            given = texts.idf[term.stem] * np.float32(term.given * share * (K1 + 1))
            weights = counts / (counts + texts.norms[held]) * given
            part[held] = part[held] + weights if part is scores else np.maximum(part[held], weights)
            if word.fits:
                fits[held] = True
        if part is not scores:
            scores += part
        possible += share * max(float(texts.idf[term.stem]) * term.given for term in word.terms)
    return scores / np.float32(max(possible, 1.0) * (K1 + 1)), fits


def _sentences(index: Index, sought: list[_Word], closer: NDArray[np.intp]) -> Floats:
    """How much of what is asked stands in one sentence of each of these articles, 0 to 1."""
    of_stem = index.vocabulary.of_stem
    asked_by = np.zeros(len(index.vocabulary.words) + 1, np.uint8)
    rarity = np.zeros(len(sought) + 1, np.float32)
    for number, word in enumerate(sought, 1):
        places, _ = of_stem.spans(np.array([term.stem for term in word.terms]))
        asked_by[of_stem.at[places].astype(np.intp) + 1] = number
        most = max(float(index.texts.idf[term.stem]) * term.given for term in word.terms)
        rarity[number] = word.in_sentence * most
    text, lengths = index.sentences(closer)
    ends = text == 0
    sentence = np.cumsum(ends) - ends
    number_of = asked_by[text]
    hit = np.flatnonzero(number_of)
    once = np.unique(sentence[hit].astype(np.int64) << 8 | number_of[hit])
    many = int(ends.sum())
    short = 1 - LONG * np.minimum(np.bincount(sentence, minlength=many)[:many], 30) / 30
    said = np.bincount(once >> 8, rarity[once & 255], many) * short
    of_article = np.add.reduceat(ends.astype(np.int64), np.cumsum(lengths) - lengths)
    best = np.maximum.reduceat(said, np.cumsum(of_article) - of_article)
    fit: NDArray[np.float32] = (best / max(float(rarity.sum()), 1.0)).astype(np.float32)
    return fit


def _phrases(index: Index, sought: list[_Word], asked: Asked) -> Floats:
    """How like what is asked is to the likest phrases of each article, 0 to 1."""
    like = _by_words(index, sought) + np.float32(PIECES) * _by_pieces(index, asked)
    owner_of = index.likeness.owners
    near = np.flatnonzero(like > _UNLIKE)
    if len(near) > _LIKEST:
        near = near[np.argpartition(-like[near], _LIKEST)[:_LIKEST]]
    near = near[np.lexsort((-like[near], owner_of[near]))]
    owners, order = owner_of[near], np.arange(len(near))
    first = np.concatenate(([True], owners[1:] != owners[:-1]))[: len(near)]
    rank = order - np.maximum.accumulate(np.where(first, order, 0)) if len(near) else order
    counted = rank < len(NEAREST)
    shares = np.array(NEAREST, np.float32)[rank[counted]] * like[near][counted]
    summed = np.bincount(owners[counted], shares, len(index))
    return (summed / ((1 + PIECES) * sum(NEAREST))).astype(np.float32)


def _by_words(index: Index, sought: list[_Word]) -> Floats:
    """The cosine between what is asked and each phrase, by whole words. Unknown words are as if they had not been said."""
    likeness, of_stem = index.likeness, index.vocabulary.of_stem
    stems = np.array([term.stem for word in sought for term in word.terms])
    given = np.array(
        [term.given / math.sqrt(len(word.terms)) for word in sought for term in word.terms], np.float32
    )
    said = np.array([_is_said(index, number) for number in stems.tolist()])
    weights = likeness.idf[stems] * given * said
    length = math.sqrt(float(weights @ weights))
    if not length:
        return np.zeros(len(likeness.scale), np.float32)
    words_, many = of_stem.spans(stems)
    of_words = np.repeat(weights * likeness.idf[stems] / length, many)
    return _summed(index, of_stem.at[words_].astype(np.intp), of_words) * likeness.scale


def _is_said(index: Index, number: int) -> bool:
    """Whether a phrase has the stem."""
    of_stem, with_word = index.vocabulary.of_stem, index.likeness.with_word
    words_ = of_stem.at[of_stem.starts[number] : of_stem.starts[number + 1]].astype(np.intp)
    return bool((with_word.starts[words_ + 1] > with_word.starts[words_]).any())


def _by_pieces(index: Index, asked: Asked) -> Floats:
    """The same by pieces of words, which also finds what is spelt otherwise."""
    likeness = index.likeness
    nothing = np.zeros(len(likeness.pieces_scale), np.float32)
    pieces, _ = pieces_in([*asked.words, *[options[0][0] for options in asked.alike + asked.akin]])
    pieces = np.unique(pieces)
    if not len(likeness.pieces) or not len(pieces):
        return nothing
    places = np.minimum(np.searchsorted(likeness.pieces, pieces), len(likeness.pieces) - 1)
    places = places[likeness.pieces[places] == pieces]
    rarity = likeness.pieces_idf[places]
    length = math.sqrt(float(rarity @ rarity))
    if not length:
        return nothing
    held, many = likeness.with_piece.spans(places)
    weights = np.repeat(rarity * rarity / length, many)
    of_words = np.bincount(likeness.with_piece.at[held], weights, len(index.vocabulary.words))
    words_ = np.flatnonzero(of_words)
    return _summed(index, words_, of_words[words_].astype(np.float32)) * likeness.pieces_scale


def _summed(index: Index, words_: NDArray[np.intp], weights: Floats) -> Floats:
    """What the words of each phrase weigh."""
    held, many = index.likeness.with_word.spans(words_)
    at = index.likeness.with_word.at[held]
    return np.bincount(at, np.repeat(weights, many), len(index.likeness.scale)).astype(np.float32)
