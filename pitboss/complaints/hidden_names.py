"""Takes people's names out of sentences, in the forms in which they are written. Pure.

A word is compared by its skeleton: small letters, ё as е, letters of one alphabet as those of another that they look like;
Russian forms by a stem and the endings that go with it; names of the one alphabet in the other by their sound. What no rule
reaches, such as a pet name or a nickname, is not found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from pitboss.complaints.name_forms import (
    CYRILLIC,
    LONGEST_ENDING,
    PART,
    WORD,
    forms,
    heard,
    skeleton,
    skeletons,
    sound,
)

MASK = "•••"
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .*·_]{1,2}[^\W\d_]){3,}(?![^\W_])")
_CLOSE = re.compile(r"[\s.,_/]{0,3}|[-–‑]")  # between the parts of one name
_ONE_MASK = re.compile(r"[\s._/]{0,3}|[-–‑]")
_LAST_INITIAL = re.compile(r"(?:^|[\W_])[^\W\d_]$")
_SHORTEST_SOUND = 4
_MOST_KNOWN = 50_000  # words whose answer is remembered


class Given(StrEnum):
    """What becomes of a given name: `shown` always, hidden `beside` the family name only, or hidden `alone` too."""

    shown = "shown"
    beside = "beside"
    alone = "alone"


class Person(msgspec.Struct, frozen=True):
    """`capital`: hidden only where it begins with one; of names that the desk has by hearsay, and that may be none."""

    name: str
    given: Given = Given.beside
    capital: bool = False


class _Known(msgspec.Struct, frozen=True):
    """A person's name in parts. `initials`: of the given names, then of the family name."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    initials: tuple[frozenset[str], frozenset[str]]
    how: Given
    capital: bool


_PATRONYMIC = re.compile(r"(?:[ое]вич|[ое]вн|иничн|[иь]ич)(?:[аеуыо]|[ое]м|[ое]й)?$", re.IGNORECASE)
_FAMILY = re.compile(r"(?:\w{3}[ое]ва?|[сц]к(?:ий|ая)|енко|чук)$", re.IGNORECASE)


def _known(person: Person) -> _Known | None:
    words = [word for word in WORD.findall(person.name) if not word[0].islower()]
    words = words or WORD.findall(person.name)
    letters = [word for word in words if len(word) == 1]
    words = [word for word in words if len(word) > 1]
    if not words:
        return None
    if letters or (len(words) == 1 and person.given is Given.beside):
        given, family = words[:0], words
    elif len(words) > 2 and _PATRONYMIC.search(words[2]) and not _PATRONYMIC.search(words[1]):
        given, family = words[1:2], [words[0], *words[2:]]  # Дубова Ольга Сергеевна
    elif person.given is not Given.shown and _FAMILY.search(words[0]) and not _FAMILY.search(words[-1]):
        given, family = [], words  # Шевченко Игорь: which is which, nobody knows
    else:
        given, family = words[:1], words[1:]
    first = frozenset(skeleton(word[0]) for word in (*letters, *given))
    last = frozenset(skeleton(word[0]) for word in family)
    return _Known(tuple(given), tuple(family), (first, last), person.given, person.capital)


class _Hit(msgspec.Struct, frozen=True):
    person: int
    family: bool


class _Index:
    """Words by what they may be a form of."""

    def __init__(self) -> None:
        self._stems: dict[str, list[tuple[frozenset[str], bool, _Hit]]] = {}
        self._sounds: dict[tuple[str, bool], list[tuple[frozenset[str], bool, _Hit]]] = {}
        self._answers: dict[tuple[str, bool], frozenset[_Hit]] = {}

    def add(self, word: str, hit: _Hit, *, capital: bool = False) -> None:
        word = "".join(PART.findall(word))
        for stem, ends, needed in forms(word):
            capital = capital or needed
            self._stems.setdefault(skeleton(stem), []).append((skeletons(ends), capital, hit))
        in_cyrillic = not CYRILLIC.search(word)  # the alphabet in which it would be heard
        for stem, ends in heard(word):
            self._sounds.setdefault((stem, in_cyrillic), []).append((ends, capital, hit))

    def of(self, word: str) -> frozenset[_Hit]:
        """Whose name a word may be."""
        capital = word[0].isupper()
        key = (word, capital)
        if (known := self._answers.get(key)) is None:
            if len(self._answers) >= _MOST_KNOWN:
                self._answers.clear()
            known = self._answers[key] = frozenset(self._found(word, capital))
        return known

    def _found(self, word: str, capital: bool) -> Iterator[_Hit]:
        yield from _fitting(skeleton(word), capital, lambda stem: self._stems.get(stem, ()), shortest=2)
        cyrillic = bool(CYRILLIC.search(word))
        yield from _fitting(
            sound(word),
            capital,
            lambda stem: self._sounds.get((stem, cyrillic), ()),
            shortest=_SHORTEST_SOUND,
        )


def _fitting(
    word: str,
    capital: bool,
    of: Callable[[str], Sequence[tuple[frozenset[str], bool, _Hit]]],
    *,
    shortest: int,
) -> Iterator[_Hit]:
    if len(word) < shortest:
        return
    for cut in range(len(word), max(1, len(word) - LONGEST_ENDING) - 1, -1):
        for ends, needs_capital, hit in of(word[:cut]):
            if word[cut:] in ends and (capital or not needs_capital):
                yield hit


class _Token(msgspec.Struct):
    start: int
    end: int
    text: str
    hits: frozenset[_Hit]
    own: bool
    hidden: bool = False


class HiddenNames:
    """Takes the names of `people` out of sentences; `own`: names of whoever reads them, which stay."""

    def __init__(self, people: Iterable[Person], own: Iterable[str] = ()) -> None:
        self._people: list[_Known] = []
        self._index, self._own, self._shown = _Index(), _Index(), _Index()
        for name in own:
            for word in WORD.findall(name):
                if len(word) > 1:
                    self._own.add(word, _Hit(0, True))
        for person in people:
            if (known := _known(person)) is not None:
                self._add(known)

    def _add(self, known: _Known) -> None:
        number = len(self._people)
        self._people.append(known)
        for word in known.given:
            for part in {"".join(PART.findall(word)), *PART.findall(word)}:
                (self._shown if known.how is Given.shown else self._index).add(part, _Hit(number, False))
        for word in known.family:
            for part in {word, *PART.findall(word)}:
                if len(part) > 1:
                    self._index.add(part, _Hit(number, True), capital=known.capital)
        for given in known.given:
            for family in known.family:
                self._index.add(given + family, _Hit(number, True))
                self._index.add(family + given, _Hit(number, True))

    def out_of(self, text: str) -> str:
        if not self._people:
            return text
        text = _SPACED.sub(self._letters, text)
        tokens = list(self._tokens(text))
        for place, token in enumerate(tokens):
            token.hidden = token.hidden or any(self._hides(hit, place, tokens, text) for hit in token.hits)
        self._initials(tokens, text)
        return _without([(token.start, token.end) for token in tokens if token.hidden], text)

    def _letters(self, found: re.Match[str]) -> str:
        """Letters that stand apart, as D u b o v a."""
        word = "".join(c for c in found[0] if c.isalpha())
        whole = any(hit.family or self._people[hit.person].how is Given.alone for hit in self._index.of(word))
        return MASK if whole and not self._own.of(word) else found[0]

    def _tokens(self, text: str) -> Iterator[_Token]:
        for found in WORD.finditer(text):
            parts = list(PART.finditer(found[0]))
            joined = "".join(part[0] for part in parts)
            if len(parts) == 1 or (len(joined) > 1 and self._index.of(joined)):
                yield self._token(joined, found.start(), found.end())
                continue
            for part in parts:
                yield self._token(part[0], found.start() + part.start(), found.start() + part.end())

    def _token(self, word: str, start: int, end: int) -> _Token:
        if len(word) < 2:
            return _Token(start, end, word, frozenset(), False)
        return _Token(start, end, word, self._index.of(word), bool(self._own.of(word)))

    def _hides(self, hit: _Hit, place: int, tokens: list[_Token], text: str) -> bool:
        token = tokens[place]
        for other in _beside(place, tokens, text):
            if any(one.person == hit.person and one.family != hit.family for one in other.hits) and not (
                token.own and other.own
            ):
                return True
        if token.own:
            return False
        if hit.family:
            return True
        return self._people[hit.person].how is Given.alone and not self._shown.of(token.text)

    def _initials(self, tokens: list[_Token], text: str) -> None:
        for place, token in enumerate(tokens):
            if token.hidden and len(token.text) > 1:
                firsts = frozenset(
                    letter
                    for hit in token.hits
                    if hit.family
                    for letter in self._people[hit.person].initials[0]
                )
                for step in (-1, 1):
                    self._initials_along(place, step, tokens, text, firsts)
        for place in range(len(tokens) - 1):
            self._initials_alone(tokens[place : place + 3], text)

    def _initials_along(
        self, place: int, step: int, tokens: list[_Token], text: str, firsts: frozenset[str]
    ) -> None:
        """At most two, and a patronymic, on one side of a name that is hidden."""
        for _ in range(2):
            at, place = place, place + step
            if not 0 <= place < len(tokens) or not _near(
                tokens[min(at, place)], tokens[max(at, place)], text
            ):
                return
            letter = tokens[place]
            dotted = text[letter.end : letter.end + 1] == "."
            initial = (
                len(letter.text) == 1
                and letter.text.isupper()
                and (dotted or skeleton(letter.text) in firsts)
            )
            if not (initial or letter.hidden or _is_patronymic(letter)):
                return
            letter.hidden = True

    def _initials_alone(self, some: list[_Token], text: str) -> None:
        """O. D. and O. V. D., of people whose given names are hidden alone."""
        run: list[_Token] = []
        for token in some:
            if len(token.text) != 1 or not token.text.isupper() or text[token.end : token.end + 1] != ".":
                break
            if run and not _near(run[-1], token, text):
                break
            run.append(token)
        if len(run) < 2:
            return
        ends = skeleton(run[0].text), skeleton(run[-1].text)
        for one in self._people:
            first, last = one.initials
            if one.how is Given.alone and (
                (ends[0] in first and ends[1] in last) or (ends[1] in first and ends[0] in last)
            ):
                for token in run:
                    token.hidden = True
                return


def _is_patronymic(token: _Token) -> bool:
    return token.text[0].isupper() and _PATRONYMIC.search(token.text) is not None


def _near(before: _Token, after: _Token, text: str) -> bool:
    return _CLOSE.fullmatch(text[before.end : after.start]) is not None


def _beside(place: int, tokens: list[_Token], text: str) -> Iterator[_Token]:
    """Up to two words before and after, over initials and other parts of the name."""
    for step in (-1, 1):
        at = place
        for _ in range(2):
            following = at + step
            if not 0 <= following < len(tokens):
                break
            if not _near(tokens[min(at, following)], tokens[max(at, following)], text):
                break
            yield (found := tokens[following])
            if not (found.hits or len(found.text) == 1 or _is_patronymic(found)):
                break
            at = following


def _without(spans: list[tuple[int, int]], text: str) -> str:
    """The text with a mask for each run of spans."""
    said, at, place = [], 0, 0
    while place < len(spans):
        start, end = spans[place]
        while place + 1 < len(spans) and _ONE_MASK.fullmatch(text[end : spans[place + 1][0]]):
            place += 1
            end = spans[place][1]
        if text[end : end + 1] == "." and _LAST_INITIAL.search(text[start:end]):
            end += 1
        said += [text[at:start], MASK]
        at, place = end, place + 1
    return "".join([*said, text[at:]])
