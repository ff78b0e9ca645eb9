"""The words of the public pages: words/{area}.{language}.toml, where the page asks for `area.key`. A sentence has holes, `{name}`;
one that goes with a number `n` is a table of its forms: one and many in English, one, few and many in Russian."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from pitboss.api.sentences import form

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "ru")

Sentence = str | dict[str, str]


class UnknownWords(Exception):
    """A page asks for words that are not written."""


@cache
def written(language: str) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for path in sorted(FOLDER.glob(f"*.{language}.toml")):
        area = path.name.partition(".")[0]
        for key, sentence in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{area}.{key}"] = sentence
    return found


class Words:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._written = written(language)

    def __call__(self, key: str, /, **values: Any) -> str:
        """The words of a key, their holes filled in.

        Raises:
            UnknownWords: nothing is written for the key.
        """
        return self._sentence(key, values).format(**values)

    def html(self, key: str, /, **values: Any) -> Markup:
        """Words that hold HTML of our own; what is filled in is escaped unless it is Markup itself."""
        return Markup(self._sentence(key, values)).format(**values)  # noqa: S704  # our own files

    def __contains__(self, key: str) -> bool:
        return key in self._written

    def _sentence(self, key: str, values: dict[str, Any]) -> str:
        sentence = self._written.get(key)
        if sentence is None:
            raise UnknownWords(f"no words for {key!r} in {self.language!r}")
        if isinstance(sentence, str):
            return sentence
        n = int(values["n"])
        if self.language == "ru":
            return form(str(n), [sentence["one"], sentence["few"], sentence["many"]])
        return sentence["one" if n == 1 else "many"]


@cache
def words(language: str) -> Words:
    return Words(language)
