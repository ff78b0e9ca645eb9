"""Signals that someone may come to harm, or already has. Better a false alarm than a missed one.

Two readers joined by OR: patterns over the repaired words, and the classifier at a low threshold.
Idioms of sport and gaming are cut out before the patterns look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from importlib.resources import files

import msgspec

from pitboss.assist.model import Model
from pitboss.assist.wording import Wording, worded


class Danger(StrEnum):
    """Most urgent first."""

    self_harm = "self_harm"
    violence = "violence"
    underage = "underage"
    death = "death"
    self_exclusion = "self_exclusion"
    account_takeover = "account_takeover"


TOPIC_OF: dict[Danger, str] = {
    Danger.self_harm: "crisis",
    Danger.violence: "crisis",
    Danger.underage: "underage",
    Danger.death: "deceased",
    Danger.self_exclusion: "self_exclusion",
    Danger.account_takeover: "account_takeover",
}

# From which probability of its topic the classifier alone raises a signal, and what an idiom asks instead;
# docs/subsystems/topics.md has the recall and the false alarms this costs.
SUSPECTED_FROM = 0.40
_SUSPECTED_DESPITE_IDIOM = 0.97


class _Reader(msgspec.Struct, frozen=True):
    """The expressions of a section as one for each alphabet, so that a text is read by those that it can match."""

    latin: re.Pattern[str]
    cyrillic: re.Pattern[str]

    def found(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self.for_text(text))

    def without(self, text: str) -> tuple[str, int]:
        """The text without what matches, and how often it did."""
        total = 0
        for pattern in self.for_text(text):
            text, count = pattern.subn("", text)
            total += count
        return text, total

    def for_text(self, text: str) -> list[re.Pattern[str]]:
        if text.isascii():
            return [self.latin]
        return [self.cyrillic, self.latin] if _LATIN_LETTER.search(text) else [self.cyrillic]


_LATIN_LETTER = re.compile("[a-z]")
_ESCAPES = re.compile(r"\\.|\(\?(?:<?[=!]|:)")


def _read_in(lines: list[str]) -> _Reader:
    """A line that begins with a letter and holds letters of one alphabet alone can match no text without it."""
    latin, cyrillic = [], []
    for line in lines:
        bare = _ESCAPES.sub("", line)
        one = bare[:1].isalpha()
        if not (one and not re.search("[a-z]", bare)):
            latin.append(line)
        if not (one and not re.search("[а-я]", bare)):
            cyrillic.append(line)
    return _Reader(*(re.compile(f"(?<= )(?:{'|'.join(part) or '(?!)'})") for part in (latin, cyrillic)))


def _patterns() -> dict[str, _Reader]:
    """The expressions of danger.patterns by section."""
    names: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in (files(__package__) / "danger.patterns").read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("# "):
            continue
        if heading := _HEADING.fullmatch(line):
            section = sections.setdefault(heading[1], [])
        elif named := _NAMED.fullmatch(line):
            names[named[1]] = named[2]
        else:
            section.append(_USED.sub(lambda use: names[use[1]], line))
    return {name: _read_in(lines) for name, lines in sections.items()}


_HEADING = re.compile(r"\[(\w+)\]")
_NAMED = re.compile(r"([A-Z_]+) = (.+)")
_USED = re.compile(r"<([A-Z_]+)>")

_READ = _patterns()
_IDIOM = _READ["idioms"]
_READERS = {signal: _READ[signal] for signal in Danger}
_PAST_OF_OTHERS = _READ["suicide_of_another"]
_VIOLENT = re.compile(
    r"(?<= )(?:(?:у|при)бью|вас|вам|тебя|тебе|офис\w*|оператор\w*|you|your|u|office|agent|staff|building) "
)


def dangers(text: str, *, model: Model | None = None) -> tuple[Danger, ...]:
    """The signals in a message, most urgent first; empty for nearly every message."""
    model = model or Model.load()
    wording = worded(text)
    likely = dict(zip(model.topics, model.probabilities(wording).tolist(), strict=True))
    return signals(wording, likely)


def signals(wording: Wording, likely: Mapping[str, float]) -> tuple[Danger, ...]:
    """The signals of read words, given how likely the classifier holds each topic."""
    text, idioms = _IDIOM.without(wording.text)
    found = spotted(text)
    least = _SUSPECTED_DESPITE_IDIOM if idioms else SUSPECTED_FROM
    for topic in sorted(set(TOPIC_OF.values()) - {TOPIC_OF[signal] for signal in found}):
        if likely.get(topic, 0.0) >= least:
            found.add(_suspected(topic, text))
    return tuple(signal for signal in Danger if signal in found)


def spotted(text: str) -> set[Danger]:
    """What the patterns alone see in repaired text (`Wording.text`)."""
    found = {signal for signal, reader in _READERS.items() if reader.found(text)}
    if Danger.self_harm in found and Danger.death in found:
        rest, _ = _PAST_OF_OTHERS.without(text)
        if not _READERS[Danger.self_harm].found(rest):
            found.remove(Danger.self_harm)
    return found


def _suspected(topic: str, text: str) -> Danger:
    if topic == "crisis":
        return Danger.violence if _VIOLENT.search(text) else Danger.self_harm
    return next(signal for signal, of in TOPIC_OF.items() if of == topic)
