"""Whoever reads the log on a screen reads words: in the audit every event has them, on a case every step of a complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pitboss.web  # noqa: F401  every event is known with it
from pitboss.events.log import Event

SCREENS = Path(__file__).parents[2] / "web" / "workspace" / "src"
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def tags(kind: type[Event] = Event) -> Iterator[str]:
    for below in kind.__subclasses__():
        if not below.__subclasses__() and below.__module__.startswith("pitboss."):
            yield str(below.__struct_config__.tag)
        yield from tags(below)


def catalogues(path: str, split: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a screen says, by its key: in English, in Russian."""
    english, russian = (SCREENS / path).read_text(encoding="utf-8").split(split, 1)
    line = re.compile(r'^  (\w+):\s+"(.+)",$', re.MULTILINE)
    return dict(line.findall(english)), dict(line.findall(russian))


@pytest.mark.parametrize(
    ("path", "split", "of"),
    [
        ("settings/eventNames.ts", "const useWords", ""),
        ("complaints/happened.words.ts", "const RU", "complaint_"),
    ],
)
def test_every_event_has_words_in_both_languages(path: str, split: str, of: str) -> None:
    english, russian = catalogues(path, split)
    wanted = {tag for tag in tags() if tag.startswith(of)}
    assert len([tag for tag in wanted if tag.startswith("complaint_")]) > 40
    assert wanted - set(english) == set()
    assert {tag for tag in wanted if not CYRILLIC.search(russian.get(tag, ""))} == set()
    assert {tag for tag in wanted if CYRILLIC.search(english[tag])} == set()
    said = [english[tag] for tag in wanted]
    assert len(said) == len(set(said)), "two events are told alike"
