"""Everything that the pages say is there in both languages, and nothing that they don't."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import pitboss.public
from pitboss.public.wording import FOLDER, LANGUAGES, Sentence, words, written

PACKAGE = Path(pitboss.public.__file__).parent
FORMS = {"en": {"one", "many"}, "ru": {"one", "few", "many"}}
SOURCES = [*PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.py")]
USED = re.compile(r"""\bt(?:\.html)?\(\s*f?["']([a-z_]+\.[a-z0-9_]+)["']""")
KEYS = re.compile(r"""["']([a-z_]+\.[a-z0-9_]+)["']""")


def _holes(sentence: Sentence) -> set[str]:
    texts = [sentence] if isinstance(sentence, str) else list(sentence.values())
    return {hole for text in texts for _, hole, _, _ in Formatter().parse(text) if hole is not None}


def test_each_file_has_its_other_language() -> None:
    areas = {
        language: {path.name.partition(".")[0] for path in FOLDER.glob(f"*.{language}.toml")}
        for language in LANGUAGES
    }
    assert areas["en"] == areas["ru"]


def test_both_languages_say_the_same_things_with_the_same_holes() -> None:
    english, russian = written("en"), written("ru")
    assert set(english) == set(russian)
    assert [key for key in english if _holes(english[key]) - {"n"} != _holes(russian[key]) - {"n"}] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_with_numbers_have_all_their_forms(language: str) -> None:
    wrong = [
        key
        for key, said in written(language).items()
        if isinstance(said, dict) and set(said) != FORMS[language]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_or_is_empty(language: str) -> None:
    texts = {
        key: said if isinstance(said, str) else " ".join(said.values())
        for key, said in written(language).items()
    }
    assert [key for key, text in texts.items() if "!" in text or not text.strip()] == []


def test_pages_use_words_that_are_written_and_all_that_are_written_are_used() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    known = set(written("en"))
    composed = set(re.findall(r"""f?["']([a-z_]+\.[a-z0-9_]*_?)(?:["']\s*~|\{)""", text))
    assert set(USED.findall(text)) - composed <= known
    named = set(KEYS.findall(text))
    unused = {key for key in known - named if not any(key.startswith(start) for start in composed)}
    assert unused == set()


def test_numbers_take_their_form() -> None:
    assert [words("ru")("shell.wrong", n=n).split()[-1] for n in (1, 2, 5)] == ["поле", "поля", "полей"]
    assert words("en")("shell.wrong", n=2).endswith("2 fields again")
