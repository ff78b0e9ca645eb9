"""Readable colours out of a brand's own (WCAG 2.2, 1.4.3: 4.5 to 1 for text, 3 to 1 for what is no text). Colours are
#rrggbb. The widget does the same (web/widget/src/colour.ts)."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

import msgspec

READABLE = 4.5
VISIBLE = 3.0
WHITE, INK = "#ffffff", "#14171a"
FELT = "#0b6e4f"  # of a brand that has no colour of its own

# The grounds that words of the accent stand on, as style.css has them: page and card.
LIGHT = ("#f5f7f8", "#ffffff")
DARK = ("#12161a", "#1b2026")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class Look(msgspec.Struct, frozen=True):
    """`style`: the brand's colours, to stand in a page; `policy`: the source by which a content security policy knows it."""

    style: str
    policy: str


def luminance(colour: str) -> float:
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def towards(start: str, end: str, share: float) -> str:
    """`share` of the way from one colour to the other."""
    mixed = (
        round(int(start[at : at + 2], 16) * (1 - share) + int(end[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def readable_on(colour: str, *grounds: str, ratio: float = READABLE) -> str:
    """The colour itself if it stands out on all grounds, else the nearest on the way to black or white that does."""
    end = "#000000" if luminance(grounds[0]) > 0.18 else WHITE
    for step in range(21):
        tried = towards(colour, end, step / 20)
        if all(contrast(tried, ground) >= ratio for ground in grounds):
            return tried
    return end


def colours(accent: str, grounds: tuple[str, str], ink: str) -> dict[str, str]:
    """By name. `soft` is a tint for large areas: plain words and words of the accent can be read on it too."""
    page, card = grounds
    fill = readable_on(accent, page, card, ratio=VISIBLE)
    on = WHITE if contrast(fill, WHITE) >= min(2.6, contrast(fill, INK)) else INK
    if contrast(fill, on) < READABLE:
        fill = readable_on(fill, on)
    if any(
        contrast(fill, ground) < VISIBLE for ground in grounds
    ):  # darkened for white words, lost on a dark page
        fill, on = readable_on(accent, page, card, INK), INK
    soft = towards(card, accent, 0.09)
    text = readable_on(accent, page, card, soft)
    return {
        "accent": fill,
        "on-accent": on,
        "accent-text": text,
        "accent-soft": soft,
        "accent-line": towards(card, accent, 0.3),
        "ink": ink,
    }


def colour_of(accent: str | None) -> str:
    """The colour itself, or the built-in one where there is none or it isn't #rrggbb."""
    return accent if accent is not None and _COLOUR.fullmatch(accent) else FELT


@lru_cache(maxsize=500)
def look(accent: str | None) -> Look:
    """The style of a brand with this colour; of anything else than a colour, the built-in one's."""
    accent = colour_of(accent)
    style = (
        f":root{{{_written(colours(accent, LIGHT, '#171c21'))}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{_written(colours(accent, DARK, '#e9edf1'))}}}}}"
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Look(style, f"'sha256-{digest}'")


def _written(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())
