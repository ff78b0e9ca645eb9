"""Which language a player writes."""

from __future__ import annotations

from pitboss.assist.wording import worded


def detect(text: str) -> str:
    """`ru`, `en` or `und`, by the majority of words.

    Russian in Latin letters or on the wrong keyboard layout is `ru`; so is any other Cyrillic text.
    """
    return worded(text).language
