"""Whatever colour a brand has, its pages can be read."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pitboss.kit.colours import DARK, LIGHT, READABLE, VISIBLE, contrast, look

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def _themes(style: str) -> list[dict[str, str]]:
    return [dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", part)) for part in style.split("@media")]


@given(COLOURS)
def test_words_and_buttons_of_any_colour_stand_out(colour: str) -> None:
    for theme, grounds in zip(_themes(look(colour).style), (LIGHT, DARK), strict=True):
        assert contrast(theme["accent"], theme["on-accent"]) >= READABLE
        for ground in grounds:
            assert contrast(theme["accent"], ground) >= VISIBLE
        for ground in (*grounds, theme["accent-soft"]):
            assert contrast(theme["accent-text"], ground) >= READABLE
            assert contrast(theme["ink"], ground) >= READABLE


def test_a_readable_colour_stays_as_the_brand_has_it() -> None:
    light, _ = _themes(look("#0b6e4f").style)
    assert light["accent"] == light["accent-text"] == "#0b6e4f"
