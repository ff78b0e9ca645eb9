"""What the server says, in the reader's language. The code says it in English; sentences.ru.toml holds the Russian, by the
English sentence with `{}` for what is filled in. docs/subsystems/languages.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import msgspec
from litestar import Request

from pitboss.events.reasons import LANGUAGES, readable

LONGEST = 4_000  # a longer one stays English: matching is linear, but for each of some hundred sentences
DEEPEST = 3  # a sentence within a sentence within a sentence

_NUMBER = re.compile(r"\d[\d, ]*")


class Said(msgspec.Struct, frozen=True):
    """An English sentence with holes, and what it is in Russian. `pieces`: the words around the holes."""

    pieces: tuple[str, ...]
    russian: str

    def holes_of(self, sentence: str) -> list[str] | None:
        """What stands in the holes; None: it is another sentence. Each piece is taken where it comes first."""
        first, *rest = self.pieces
        if not rest:
            return [] if sentence == first else None
        *middle, last = rest
        if not sentence.startswith(first) or not sentence.endswith(last):
            return None
        at, end = len(first), len(sentence) - len(last)
        found: list[str] = []
        for piece in middle:
            place = sentence.find(piece, at, end)
            if place < 0:
                return None
            found.append(sentence[at:place])
            at = place + len(piece)
        return [*found, sentence[at:end]] if at <= end else None


class Catalogue(msgspec.Struct, frozen=True):
    """`patterns`: those with holes, the wordiest first, so that the most exact one is taken."""

    whole: dict[str, str]
    patterns: list[Said]
    words: dict[str, dict[str, str]]


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file. `sentences`: our own. `library`: what the libraries say that check requests and settings."""

    sentences: dict[str, str]
    library: dict[str, str]
    words: dict[str, dict[str, str]]


def written() -> Written:
    text = (files(__package__) / "sentences.ru.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Written)


@cache
def catalogue() -> Catalogue:
    held = written()
    said = [Said(pieces(english), russian) for english, russian in (held.sentences | held.library).items()]
    return Catalogue(
        {one.pieces[0]: one.russian for one in said if len(one.pieces) == 1},
        sorted((one for one in said if len(one.pieces) > 1), key=lambda one: -len("".join(one.pieces))),
        held.words,
    )


def pieces(template: str) -> tuple[str, ...]:
    """The words around the holes of a template; `{{` and `}}` are braces."""
    found = [""]
    for words, hole, _, _ in Formatter().parse(template):
        found[-1] += words
        if hole is not None:
            found.append("")
    return tuple(found)


def in_language(sentence: str, language: str) -> str:
    """A sentence of the server for a reader; one that it doesn't know, such as a mail server's own words, as it is."""
    return sentence if language != "ru" else _russian(sentence, DEEPEST)


def _russian(sentence: str, depth: int) -> str:
    if len(sentence) > LONGEST or not depth:
        return sentence
    known = catalogue()
    if (whole := known.whole.get(sentence)) is not None:
        return _filled(whole, [], depth)
    for said in known.patterns:
        if (holes := said.holes_of(sentence)) is not None:
            return _filled(said.russian, holes, depth)
    return sentence


def _filled(russian: str, holes: list[str], depth: int) -> str:
    told = []
    for words, hole, _, _ in Formatter().parse(russian):
        told.append(words)
        if hole is None:
            continue
        number, group, forms = re.fullmatch(r"(\d+)(?:@(\w+))?(?:\|(.+))?", hole).groups()  # type: ignore[union-attr]
        value = holes[int(number)]
        if forms:
            told.append(form(value, forms.split("|")))
        elif group:
            names = catalogue().words[group]
            told.append(", ".join(_word(names, one, depth) for one in value.split(", ")))
        else:
            told.append(_quoted(_russian(value, depth - 1)))
    return "".join(told)


def _word(names: Mapping[str, str], value: str, depth: int) -> str:
    return names.get(value.strip("'")) or _russian(value, depth - 1)


def _quoted(value: str) -> str:
    """Python's quotes around a name, as Russian has them."""
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return f"«{value[1:-1]}»" if quoted else value


def form(value: str, forms: list[str]) -> str:
    """Of знак, знака, знаков the one that goes with the number; the last for what is no whole number."""
    one, few, many = forms
    number = int(re.sub(r"\D", "", value)) if _NUMBER.fullmatch(value) else 0
    if number % 10 == 1 and number % 100 != 11:
        return one
    return few if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else many


def problems_in(problems: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """What is wrong with a text, each with its `detail`."""
    return [one | {"detail": in_language(one["detail"], language)} for one in problems]


def event_in(data: dict[str, Any], language: str) -> dict[str, Any]:
    """An event's data for a reader: reasons, and why a delivery failed."""
    shown = readable(data, language)
    if isinstance(error := data.get("error"), str):
        shown["error"] = in_language(error, language)
    return shown


# ── whose language ──────────────────────────────────────────────────────────────────────────────────────────


def speaks(request: Request[Any, Any, Any], language: str | None) -> None:
    """Refusals of this request are in this language from now on; None, and one that the desk doesn't speak, say nothing."""
    if language in LANGUAGES:
        request.scope.setdefault("state", {})["language"] = language


def language_of(request: Request[Any, Any, Any]) -> str:
    """Of who asks if it is known, else what their browser prefers."""
    known: str | None = request.scope.get("state", {}).get("language")
    return known or preferred(request.headers.get("accept-language", ""))


def preferred(header: str) -> str:
    """By a header Accept-Language (RFC 9110 section 12.5.4); English where it names none of ours."""
    best, weight = "en", 0.0
    for part in header[:200].split(","):
        named, _, given = part.partition(";")
        language = named.strip().lower().partition("-")[0]
        try:
            quality = float(given.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in LANGUAGES and quality > weight:
            best, weight = language, quality
    return best
