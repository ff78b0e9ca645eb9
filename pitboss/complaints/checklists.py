"""What each category of complaint needs as evidence: data, read from checklists.yaml."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from pitboss.complaints.model import Category
from pitboss.files.documents import DocumentKind


class From(StrEnum):
    player = "player"
    back_office = "back_office"
    desk = "desk"


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`document`: as what a player is asked for it."""

    en: str
    ru: str
    from_: From = msgspec.field(name="from")
    document: DocumentKind | None = None


class Checklist(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    needs: list[str]
    helps: list[str] = []


class Checklists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    items: dict[str, Item]
    categories: dict[Category, Checklist]


class BadChecklists(Exception):
    """A sentence that says what is wrong with checklists.yaml."""


@cache
def checklists() -> Checklists:
    return read((files(__package__) / "checklists.yaml").read_text(encoding="utf-8"))


def read(text: str) -> Checklists:
    """Raises BadChecklists."""
    try:
        held = msgspec.convert(yaml.safe_load(text), Checklists)
    except (yaml.YAMLError, msgspec.ValidationError) as problem:
        raise BadChecklists(f"The checklists can't be read: {problem}.") from problem
    for category in Category:
        if category not in held.categories:
            raise BadChecklists(f"The category {category} has no checklist.")
    for category, one in held.categories.items():
        named = [*one.needs, *one.helps]
        if unknown := sorted(set(named) - held.items.keys()):
            raise BadChecklists(
                f"The checklist of {category} names {', '.join(unknown)}, which are no items."
            )
        if len(named) != len(set(named)):
            raise BadChecklists(f"The checklist of {category} names something twice.")
    for code, item in held.items.items():
        if (item.from_ is From.player) != (item.document is not None):
            raise BadChecklists(
                f"The item {code} comes from the player if, and only if, it names a document."
            )
    return held


def of(category: str) -> Checklist:
    return checklists().categories[Category(category)]


def label(code: str, language: str) -> str:
    item = checklists().items[code]
    return item.ru if language == "ru" else item.en
