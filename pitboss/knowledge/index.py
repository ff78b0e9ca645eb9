"""Articles made ready to be found, in arrays of numbers. Pure. `finding.py` asks it; who may see what is found is for the
database to say. docs/subsystems/knowledge.md tells what it costs."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.knowledge.terms import TOKEN, has_russian, one_word, smoothed, sound, stem

Numbers = NDArray[np.unsignedinteger[Any]]
Places = NDArray[np.int64]
Floats = NDArray[np.float32]
T = TypeVar("T")

MOST_TEXT = 20_000  # characters of an article that count
MOST_PHRASES = 250  # of one article, beside its title
ROUGH_FROM = 200_000  # phrases of all articles; from here on pieces of their words don't count, to save time
TITLE, SAID, SUMMARY, TEXT = 3.0, 1.5, 2.0, 1.0  # what a word counts by its place
K1, B = 1.2, 0.75
_REST = 20  # articles that are read before other threads get their turn; some two milliseconds
_BLOCK = 500  # articles whose words are counted at once
_END = 0  # of a sentence; the first word has the number 1


class Doc(msgspec.Struct, frozen=True, kw_only=True):
    """A published article as it is found. `said`: how players say it, as its author and players have told."""

    id: UUID
    visibility: str
    topics: list[str]
    title: str
    summary: str
    plain: str
    said: list[str]


class Told(msgspec.Struct, frozen=True):
    """What articles say, word by word. `text`: the words of article i are `text[text_starts[i]:text_starts[i + 1]]`, as places
    in `words` plus 1, with 0 at the end of each sentence; the first `summaries[i]` of them are its summary. `phrases`: the
    same for phrases, each word once; the phrases of article i are `owned[i]` to `owned[i + 1]`, the first one its title."""

    ids: tuple[UUID, ...]
    visibility: tuple[str, ...]
    topics: tuple[tuple[str, ...], ...]
    words: list[str]
    text: Numbers
    text_starts: Places
    summaries: Places
    phrases: Numbers
    phrase_starts: Places
    owned: Places


class Postings(msgspec.Struct, frozen=True):
    """Where each of what is numbered stands: `at[starts[i]:starts[i + 1]]`."""

    starts: Places
    at: Numbers

    def spans(self, places: NDArray[np.intp]) -> tuple[NDArray[np.intp], Places]:
        """All that stands for several, one after the other, as places in `at`; and how many of them are for each."""
        many = self.starts[places + 1] - self.starts[places]
        return _spread(self.starts[places], many), many


class Vocabulary(msgspec.Struct, frozen=True):
    """Words in order of the alphabet. `used`: how often each occurs. `stems`, in order too, `stem_of` each word, and
    `of_stem`, the words of each. `shapes`: which letters a word has, a bit for each, by which most of them are ruled out
    before letters are compared. `sounds`: of each word, empty where it is not Russian; `by_sound`: words in their order."""

    words: list[str]
    used: Numbers
    stems: list[str]
    stem_of: Numbers
    of_stem: Postings
    shapes: NDArray[np.uint64]
    lengths: NDArray[np.uint8]
    sounds: list[str]
    by_sound: Numbers

    def place(self, word: str) -> int:
        """-1 where the word is unknown."""
        return _place(self.words, word)

    def stem_place(self, stemmed: str) -> int:
        return _place(self.stems, stemmed)

    def sounding(self, heard: str) -> str | None:
        """The word that is used most of those that sound so."""
        at = bisect_left(self.by_sound, heard, key=lambda word: self.sounds[int(word)])
        best: int | None = None
        while at < len(self.by_sound) and self.sounds[word := int(self.by_sound[at])] == heard:
            best = word if best is None or self.used[word] > self.used[best] else best
            at += 1
        return None if best is None else self.words[best]

    def __contains__(self, stemmed: object) -> bool:
        return isinstance(stemmed, str) and self.stem_place(stemmed) >= 0


class Texts(msgspec.Struct, frozen=True):
    """The articles of each stem, and in `counts` twice what it counts there; `norms`: what BM25 adds for an article's length."""

    postings: Postings
    counts: Numbers
    idf: Floats
    norms: Floats


class Likeness(msgspec.Struct, frozen=True):
    """The phrases of each word. What a stem and what a piece of a word tells, and what brings a phrase's sum of squares to
    one, by whole words and by pieces. `pieces`: hashes in order; `with_piece`: the words that have it."""

    with_word: Postings
    idf: Floats
    scale: Floats
    pieces: NDArray[np.uint32]
    with_piece: Postings
    pieces_idf: Floats
    pieces_scale: Floats
    owners: Numbers


class Index(msgspec.Struct, frozen=True):
    told: Told
    visibility: NDArray[np.str_]
    topics: dict[str, Places]
    vocabulary: Vocabulary
    texts: Texts
    likeness: Likeness

    def __len__(self) -> int:
        return len(self.told.ids)

    def sentences(self, places: NDArray[np.intp]) -> tuple[Numbers, Places]:
        """The texts of some articles, one after the other, and how many words and ends each has."""
        many = self.told.text_starts[places + 1] - self.told.text_starts[places]
        return self.told.text[_spread(self.told.text_starts[places], many)], many


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────


class _Table(dict[str, int]):
    """Numbers for words as they come; the signs that end a sentence are 0."""

    def __init__(self, same: dict[str, str]) -> None:
        super().__init__(dict.fromkeys(".!?…;\n", _END))
        self.words: list[str] = []
        self._known: dict[str, int] = {}
        self._same = same

    def __missing__(self, token: str) -> int:
        word = one_word(token)
        number = self._known.get(word)
        if number is None:
            self.words.append(self._same.setdefault(word, word))
            number = self._known[word] = len(self.words)
        self[token] = number
        return number


def read(docs: Sequence[Doc], same: dict[str, str] | None = None) -> Told:
    """The slow part, once for each text of an article. Where it runs in a thread, the others don't wait for it. `same`: keeps
    words that several readings have in common, so that they are held once."""
    table = _Table({} if same is None else same)
    number = table.__getitem__
    text: list[int] = []
    phrases: list[int] = []
    text_starts, summaries, phrase_starts, owned = [0], [], [0], [0]
    for count, doc in enumerate(docs):
        if count % _REST == _REST - 1:
            time.sleep(0.0005)
        text += map(number, TOKEN.findall(smoothed(doc.summary)))
        text.append(_END)
        summaries.append(len(text) - text_starts[-1])
        text += map(number, TOKEN.findall(smoothed(doc.plain[:MOST_TEXT])))
        text.append(_END)
        text_starts.append(len(text))
        for phrase in (doc.title, *doc.said[:MOST_PHRASES]):
            phrases += {number(token): None for token in TOKEN.findall(smoothed(phrase)) if number(token)}
            phrase_starts.append(len(phrases))
        owned.append(len(phrase_starts) - 1)
    return Told(
        tuple(doc.id for doc in docs),
        tuple(doc.visibility for doc in docs),
        tuple(tuple(doc.topics) for doc in docs),
        table.words,
        np.array(text, np.uint32),
        np.array(text_starts, np.int64),
        np.array(summaries, np.int64),
        np.array(phrases, np.uint32),
        np.array(phrase_starts, np.int64),
        np.array(owned, np.int64),
    )


def build(docs: Sequence[Doc]) -> Index:
    return renewed(EMPTY, [Change(read(docs), frozenset())])


class Change(msgspec.Struct, frozen=True):
    """Articles that are new or told anew, and those that are gone."""

    told: Told
    gone: frozenset[UUID]


def renewed(index: Index, changes: Sequence[Change]) -> Index:
    """`changes` in their order: of an article counts what was told last."""
    parts: list[Told] = []
    later: set[UUID] = set()
    for change in reversed(changes):
        parts.append(_only(change.told, [known not in later for known in change.told.ids]))
        later.update(change.told.ids, change.gone)
    parts.append(_only(index.told, [known not in later for known in index.told.ids]))
    told = _joined(parts[::-1])
    vocabulary = _vocabulary(told, index.vocabulary)
    topics: dict[str, list[int]] = {}
    for at, named in enumerate(told.topics):
        for topic in named:
            topics.setdefault(topic, []).append(at)
    return Index(
        told,
        np.array(told.visibility, np.str_),
        {topic: np.array(places, np.int64) for topic, places in topics.items()},
        vocabulary,
        _texts(told, vocabulary),
        _likeness(told, vocabulary),
    )


def _only(told: Told, stays: list[bool]) -> Told:
    if all(stays):
        return told
    return _picked(told, np.flatnonzero(np.array(stays, bool)))


def _picked(told: Told, order: NDArray[np.intp]) -> Told:
    text, text_starts = _rows(told.text, told.text_starts, order)
    numbers, owned = _rows(np.arange(len(told.phrase_starts) - 1), told.owned, order)
    phrases, phrase_starts = _rows(told.phrases, told.phrase_starts, numbers)
    at = order.tolist()
    return Told(
        tuple(told.ids[i] for i in at),
        tuple(told.visibility[i] for i in at),
        tuple(told.topics[i] for i in at),
        told.words,
        text,
        text_starts,
        told.summaries[order],
        phrases,
        phrase_starts,
        owned,
    )


def _joined(parts: Sequence[Told]) -> Told:
    """All of them in the order of their ids, so that every process has the same; with the words that are used."""
    parts = [part for part in parts if part.ids]
    used = [_words_in(part) for part in parts]
    said = set[str]()
    for part, of in zip(parts, used, strict=True):
        said.update(map(part.words.__getitem__, of.tolist()))
    words = _in_order(said, str)
    rank = {word: number for number, word in enumerate(words, 1)}
    kind = _least(len(words) + 1)
    renumbered = []
    for part, of in zip(parts, used, strict=True):
        numbers = np.zeros(len(part.words) + 1, kind)
        numbers[of + 1] = np.fromiter((rank[part.words[at]] for at in of.tolist()), kind, len(of))
        renumbered.append((numbers[part.text], numbers[part.phrases]))
    whole = Told(
        tuple(chain.from_iterable(part.ids for part in parts)),
        tuple(chain.from_iterable(part.visibility for part in parts)),
        tuple(chain.from_iterable(part.topics for part in parts)),
        words,
        _end_to_end([text for text, _ in renumbered], kind),
        _run_on([part.text_starts for part in parts]),
        _end_to_end([part.summaries for part in parts], np.int64),
        _end_to_end([phrases for _, phrases in renumbered], kind),
        _run_on([part.phrase_starts for part in parts]),
        _run_on([part.owned for part in parts]),
    )
    order = sorted(range(len(whole.ids)), key=whole.ids.__getitem__)
    return whole if order == list(range(len(order))) else _picked(whole, np.array(order, np.intp))


def _in_order(items: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """By name, and as they came where names are the same. In short steps, since a sort of all of them lets no other thread have
    its turn."""
    alike: dict[str, list[T]] = {}
    for item in items:
        alike.setdefault(name(item)[:2], []).append(item)
    return [item for beginning in sorted(alike) for item in sorted(alike[beginning], key=name)]


def _words_in(part: Told) -> NDArray[np.intp]:
    return np.flatnonzero(_times_used(part))


def _times_used(told: Told) -> NDArray[np.int64]:
    """Each word."""
    used = np.zeros(len(told.words) + 1, np.int64)
    for numbers in (told.text, told.phrases):
        for first in range(0, len(numbers), 1 << 18):  # counting takes eight bytes for each
            used += np.bincount(numbers[first : first + (1 << 18)], minlength=len(used))
    return used[1:]


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────


def _vocabulary(told: Told, before: Vocabulary | None) -> Vocabulary:
    words = told.words
    places = [before.place(word) if before else -1 for word in words]
    stems_of: list[str] = []
    sounds: list[str] = []
    for word, place in zip(words, places, strict=True):
        if place >= 0 and before is not None:
            stems_of.append(before.stems[int(before.stem_of[place])])
            sounds.append(before.sounds[place])
        else:
            stems_of.append(stem(word))
            sounds.append(sound(word) if has_russian(word) else "")
    stems = _in_order(dict.fromkeys(stems_of), str)
    rank = {stemmed: number for number, stemmed in enumerate(stems)}
    stem_of = np.fromiter((rank[stemmed] for stemmed in stems_of), _least(len(stems)), len(words))
    used = _times_used(told)
    by_sound = _in_order([number for number, heard in enumerate(sounds) if heard], sounds.__getitem__)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    letters = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    bits = np.uint64(1) << (letters & np.uint32(63)).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    return Vocabulary(
        words,
        used.astype(np.uint32),
        stems,
        stem_of,
        _grouped(stem_of, np.arange(len(words)), len(stems)),
        np.bitwise_or.reduceat(bits, starts) if len(words) else np.empty(0, np.uint64),
        np.minimum(lengths, 255).astype(np.uint8),
        sounds,
        np.array(by_sound, _least(len(words))),
    )


def shape(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


# ── counting ────────────────────────────────────────────────────────────────────────────────────────────────


def _texts(told: Told, vocabulary: Vocabulary) -> Texts:
    many = len(told.ids)
    kind = _least(many)
    stems, articles, counts = [], [], []
    held, lengths = np.zeros(len(vocabulary.stems), np.int64), np.zeros(many)
    for first in range(0, many, _BLOCK):
        counted = _counted(told, vocabulary.stem_of, first, min(first + _BLOCK, many))
        held += np.bincount(counted[0], minlength=len(held))
        lengths += np.bincount(counted[1], counted[2] / 2, many)
        stems.append(counted[0].astype(vocabulary.stem_of.dtype))
        articles.append(counted[1].astype(kind))
        counts.append(counted[2])
    order = np.argsort(_end_to_end(stems, vocabulary.stem_of.dtype), kind="stable")
    at, twice = _end_to_end(articles, kind)[order], _end_to_end(counts, np.uint16)[order]
    norms = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if many else 1.0, 1.0))
    return Texts(Postings(_starts(held), at), twice, _rarity(held, many), norms.astype(np.float32))


def _counted(told: Told, stem_of: Numbers, first: int, last: int) -> tuple[Numbers, Numbers, Numbers]:
    """Stem, article, and twice what the stem counts in the article, in order, for some articles."""
    text = slice(told.text_starts[first], told.text_starts[last])
    of = np.repeat(np.arange(first, last), np.diff(told.text_starts[first : last + 1]))
    inside = np.arange(text.start, text.stop) - told.text_starts[of] < told.summaries[of]
    numbers = np.arange(told.owned[first], told.owned[last])
    said = slice(told.phrase_starts[numbers[0]], told.phrase_starts[numbers[-1] + 1])
    phrase = np.repeat(numbers, np.diff(told.phrase_starts[numbers[0] : numbers[-1] + 2]))
    owner = np.searchsorted(told.owned, phrase, "right") - 1
    title = told.owned[owner] == phrase
    words = np.concatenate([told.text[text], told.phrases[said]]).astype(np.intp)
    twice = np.concatenate([np.where(inside, SUMMARY, TEXT), np.where(title, TITLE, SAID)]) * 2
    real = words != _END
    keys = stem_of[words[real] - 1].astype(np.int64) << 32 | np.concatenate([of, owner])[real]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    summed = np.add.reduceat(twice[real][order], begins) if len(keys) else np.empty(0)
    kept = keys[begins]
    return (
        (kept >> 32).astype(np.uint32),
        (kept & 0xFFFFFFFF).astype(np.uint32),
        np.minimum(summed, 65_535).astype(np.uint16),
    )


def _likeness(told: Told, vocabulary: Vocabulary) -> Likeness:
    many = len(told.phrase_starts) - 1
    phrase = np.repeat(np.arange(many), np.diff(told.phrase_starts))
    words = told.phrases.astype(np.intp) - 1
    with_word = _grouped(words, phrase, len(vocabulary.words))
    said_in = np.diff(with_word.starts)
    stem_of = vocabulary.stem_of.astype(np.intp)
    idf = _rarity(np.bincount(stem_of, said_in, len(vocabulary.stems)), many)
    scale = _to_length_one(np.bincount(phrase, np.square(idf)[stem_of[words]], many))
    spoken = np.flatnonzero(said_in) if many <= ROUGH_FROM else np.empty(0, np.intp)
    hashes, of = pieces_in([vocabulary.words[number] for number in spoken.tolist()])
    pieces, number = np.unique(hashes, return_inverse=True)
    of = spoken[of]
    pieces_idf = _rarity(np.bincount(number, said_in[of], len(pieces)), many)
    squares = np.bincount(of, np.square(pieces_idf)[number], len(vocabulary.words))
    return Likeness(
        with_word,
        idf,
        scale,
        pieces,
        _grouped(number, of, len(pieces)),
        pieces_idf,
        _to_length_one(np.bincount(phrase, squares[words], many)),
        np.repeat(np.arange(len(told.ids), dtype=_least(len(told.ids))), np.diff(told.owned)),
    )


_ROLL, _SPREAD = np.uint32(0x01000193), np.uint32(0x9E3779B1)  # arithmetic modulo 2**32


def pieces_in(words: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """All pieces of three to five letters, each once for each word, and the word of each."""
    padded = [f"<{word[:24]}>" for word in words]
    lengths = np.array([len(word) for word in padded], np.intp)
    if not len(lengths):
        return np.empty(0, np.uint32), np.empty(0, np.intp)
    of = np.repeat(np.arange(len(padded), dtype=np.uint64), lengths)
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32)
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
    # np.unique hashes instead, and lets no other thread have its turn meanwhile.
    once = np.sort(np.concatenate([np.empty(0, np.uint64), *keys]))
    once = once[np.concatenate([[True], once[1:] != once[:-1]])[: len(once)]]
    return (once & np.uint64(0xFFFFFFFF)).astype(np.uint32), (once >> np.uint64(32)).astype(np.intp)


# ── arrays ──────────────────────────────────────────────────────────────────────────────────────────────────


def _place(ordered: list[str], wanted: str) -> int:
    at = bisect_left(ordered, wanted)
    return at if at < len(ordered) and ordered[at] == wanted else -1


def _least(many: int) -> Any:
    """The smallest kind of number that counts so far."""
    return np.uint16 if many <= 1 << 16 else np.uint32


def _starts(held: NDArray[Any]) -> Places:
    return np.concatenate([[0], np.cumsum(held)]).astype(np.int64)


def _spread(starts: Places, many: Places) -> NDArray[np.intp]:
    """`many[0]` numbers from `starts[0]` on, then those of the next."""
    return np.repeat(starts - np.cumsum(many) + many, many) + np.arange(int(many.sum()))


def _rows(flat: NDArray[Any], starts: Places, order: NDArray[Any]) -> tuple[NDArray[Any], Places]:
    many = starts[order + 1] - starts[order]
    return flat[_spread(starts[order], many)], _starts(many)


def _end_to_end(arrays: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *arrays])


def _run_on(starts: Sequence[Places]) -> Places:
    return _starts(np.concatenate([np.empty(0, np.int64), *[np.diff(one) for one in starts]]))


def _grouped(keys: NDArray[Any], values: NDArray[Any], many: int) -> Postings:
    """The values of each key, in the order in which they came."""
    order = np.argsort(keys, kind="stable")
    most = int(values.max()) + 1 if len(values) else 0
    return Postings(_starts(np.bincount(keys, minlength=many)), values[order].astype(_least(most)))


def _rarity(held: NDArray[Any], many: int) -> Floats:
    rarity: Floats = np.log(1 + (many - np.minimum(held, many) + 0.5) / (held + 0.5)).astype(np.float32)
    return rarity


def _to_length_one(squares: NDArray[Any]) -> Floats:
    scale: Floats = (1 / np.maximum(np.sqrt(squares), 1e-6)).astype(np.float32)
    return scale


def _nothing() -> Index:
    none, zero = np.empty(0, np.uint16), np.zeros(1, np.int64)
    told = Told((), (), (), [], none, zero, np.empty(0, np.int64), none, zero, zero)
    vocabulary = _vocabulary(told, None)
    return Index(
        told, np.empty(0, np.str_), {}, vocabulary, _texts(told, vocabulary), _likeness(told, vocabulary)
    )


EMPTY = _nothing()
