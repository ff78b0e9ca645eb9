"""Who players see behind an answer: the brand, an agent by name, or both."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any

import msgspec

from pitboss.kit.refused import Invalid

MAX_NAME = 100
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)


class AgentNames(StrEnum):
    """`first_from`: “Anna from Harbour”; `first`: “Anna”; `full`: “Anna Ozola”; `sender`: no agent, “Harbour”."""

    first_from = "first_from"
    first = "first"
    full = "full"
    sender = "sender"


class Sender(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A brand's or a channel's choice. Null: of a channel, as the brand has it; of a brand, its own name, and agents as
    comes naturally: “Anna from Harbour” in mail, “Anna” in a chat, whose head names the brand already."""

    name: str | None = None
    agents: AgentNames | None = None


class Names(msgspec.Struct, frozen=True):
    sender: str
    agents: AgentNames

    def of(self, agent: str) -> str:
        """What stands as the author of an agent's answer. The words between follow the agent's own letters, so that it
        reads the same in every language of the conversation."""
        if not agent.strip() or self.agents is AgentNames.sender:
            return self.sender
        if self.agents is AgentNames.first_from:
            between = ", " if _CYRILLIC.search(agent) else " from "
            return f"{first_name(agent)}{between}{self.sender}"
        return self.short(agent)

    def short(self, agent: str) -> str:
        """The same within a sentence that names the brand, or needs no brand: “Anna is with you”."""
        if not agent.strip() or self.agents is AgentNames.sender:
            return self.sender
        return " ".join(agent.split()) if self.agents is AgentNames.full else first_name(agent)


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else ""


def names(brand_name: str, brand: Any, channel: Any, kind: str) -> Names:
    """`brand`, `channel`: what their settings hold under `sender`, or None."""
    over, under = (msgspec.convert(chosen or {}, Sender) for chosen in (channel, brand))
    natural = AgentNames.first if kind == "webchat" else AgentNames.first_from
    return Names(over.name or under.name or brand_name, over.agents or under.agents or natural)


def checked_name(text: str | None) -> str | None:
    """One line that can stand in a From header; None and nothing but blanks stand for no choice."""
    shown = " ".join((text or "").split())
    if len(shown) > MAX_NAME or not (shown.isprintable()):
        raise Invalid(f"A sender's name has at most {MAX_NAME} printable characters.")
    if "@" in shown:
        raise Invalid("A sender's name holds no @: a name that looks like an address reads as a fraud's.")
    return shown or None
