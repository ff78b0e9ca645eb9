"""Variables in prepared text: `{{player.name}}`, or with what stands in for an empty value, `{{player.name | there}}`.
Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

import msgspec

from pitboss.notifications.templates import asking_for_secrets

KNOWN = ("player.name", "ticket.number", "agent.name", "brand.name")

_PLACE = re.compile(
    r"(?P<before>,[ \t]*)?\{\{[ \t]*(?P<name>[^{}|\n]*?)[ \t]*(?:\|[ \t]*(?P<else>[^{}\n]*?)[ \t]*)?\}\}"
)
_BRACES = re.compile(r"\{\{|\}\}")


class VariableFlaw(msgspec.Struct, frozen=True):
    """What is wrong with a text, and a sentence for the person who edits it. `code`: unknown_variable,
    misspelt_variable, unreadable or asks_for_a_secret."""

    code: str
    detail: str


class Filled(msgspec.Struct, frozen=True):
    """`missing`: variables that have no value here and nothing that stands in for it."""

    text: str
    missing: list[str]


def lint(text: str) -> list[VariableFlaw]:
    """What keeps a text from being used."""
    flaws = []
    for name in dict.fromkeys(match["name"] for match in _PLACE.finditer(text)):
        if name in KNOWN:
            continue
        close = get_close_matches(name.lower(), KNOWN, n=1, cutoff=0.6)
        if close:
            flaws.append(
                VariableFlaw(
                    "misspelt_variable", f"“{{{{{name}}}}}” is unknown. Did you mean “{{{{{close[0]}}}}}”?"
                )
            )
        else:
            known = ", ".join(f"{{{{{variable}}}}}" for variable in KNOWN)
            flaws.append(
                VariableFlaw("unknown_variable", f"“{{{{{name}}}}}” is unknown. Known are: {known}.")
            )
    if _BRACES.search(_PLACE.sub("", text)):
        flaws.append(VariableFlaw("unreadable", "There is a “{{” or “}}” without its other half."))
    flaws += [
        VariableFlaw("asks_for_a_secret", f"Never ask for passwords, codes or card data: “{sentence}”")
        for sentence in asking_for_secrets(text)
    ]
    return flaws


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """The text as a player would read it. A variable without a value and without a stand-in goes, with the comma before
    it: “Hello, {{player.name}}.” becomes “Hello.”"""
    missing: list[str] = []

    def value(match: re.Match[str]) -> str:
        before = match["before"] or ""
        known = values.get(match["name"], "").strip()
        if known:
            return before + known
        if match["else"]:
            return before + str(match["else"])
        missing.append(match["name"])
        return ""

    return Filled(_PLACE.sub(value, text).strip(), list(dict.fromkeys(missing)))
