"""What somebody wrote, checked and told apart: pure."""

from __future__ import annotations

import re

import msgspec

from pitboss.kit.refused import Invalid
from pitboss.knowledge.markdown import Told, told
from pitboss.knowledge.model import (
    INSTRUCTION_DAYS,
    MAX_PHRASE,
    MAX_SUMMARY,
    MAX_TEXT,
    MAX_TITLE,
    MAX_WORDS,
    ArticleKind,
    BadArticle,
    Properties,
    Visibility,
    Wording,
)

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LATIN = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ё": "e",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "y",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ы": "y",
        "ь": "",
        "э": "e",
        "ю": "yu",
        "я": "ya",
    }
)


def slug_of(title: str) -> str:
    """An address out of a title: «Где мой вывод?» → gde-moy-vyvod."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower().translate(_LATIN)).strip("-")[:80].strip("-") or "article"


def checked_slug(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise BadArticle("An address has 1 to 100 small Latin letters, digits and hyphens.")
    return slug


def _line(text: str, most: int) -> str:
    shown = " ".join(_CONTROL.sub(" ", text).split())
    if len(shown) > most:
        raise BadArticle(f"The line “{shown[:40]}…” is too long: at most {most} characters.")
    return shown


def checked(wording: Wording) -> tuple[Wording, Told]:
    """The words as they are kept, and what they point to.

    Raises:
        BadArticle: saying what to change.
    """
    title = _line(wording.title, MAX_TITLE)
    if not title:
        raise BadArticle("Give the article a title.")
    text = _CONTROL.sub("", wording.text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MAX_TEXT:
        raise BadArticle(f"A text has at most {MAX_TEXT} characters.")
    words = list(dict.fromkeys(filter(None, (_line(phrase, MAX_PHRASE) for phrase in wording.words))))
    if len(words) > MAX_WORDS:
        raise BadArticle(f"An article has at most {MAX_WORDS} phrases of players.")
    kept = Wording(
        title=title,
        summary=_line(wording.summary, MAX_SUMMARY),
        text=text,
        words=words,
        change=_line(wording.change, MAX_SUMMARY),
    )
    return kept, told(text)


def checked_properties(wanted: Properties, *, brand_days: int) -> Properties:
    """With the days between two reviews, and without doubles.

    Raises:
        Invalid, BadArticle.
    """
    internal = wanted.visibility in (Visibility.staff, Visibility.team)
    if wanted.kind is ArticleKind.instruction and not internal:
        raise BadArticle("An instruction is for staff or for a team, never for players.")
    if (wanted.visibility is Visibility.team) != (wanted.team is not None):
        raise Invalid("Name the team of an article that only a team sees, and of no other.")
    most = INSTRUCTION_DAYS if wanted.kind is ArticleKind.instruction else 3650
    days = wanted.review_days if wanted.review_days is not None else min(brand_days, most)
    if not 1 <= days <= most:
        raise BadArticle(f"Between two reviews there are 1 to {most} days here.")
    if not 0 <= wanted.place <= 100_000:
        raise Invalid("A place in a list is a number from 0 to 100000.")
    related = list(dict.fromkeys(checked_slug(slug) for slug in wanted.related))
    if len(related) > 20:
        raise BadArticle("An article has at most 20 related ones.")
    return msgspec.structs.replace(
        wanted, review_days=days, related=related, topics=sorted(set(wanted.topics))
    )
