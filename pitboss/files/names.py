"""File names that are safe to show, to save and to send."""

from __future__ import annotations

import re
import unicodedata

_MAX = 150
_UNSAFE = frozenset('<>:"|?*\\/')
_HIDDEN = frozenset(
    {"Cc", "Cf", "Cs", "Zl", "Zp"}
)  # control and direction characters, lone surrogates, line ends
_SPACES = re.compile(r"\s+")


def safe(name: str) -> str:
    """Without a path, control and direction characters, at most 150 characters; empty if nothing is left."""
    name = name.replace("\\", "/").rstrip("/ ")
    name = name[name.rfind("/") + 1 :] if "/" in name else name
    marked = (
        "\0" if c in _UNSAFE or unicodedata.category(c) in _HIDDEN else c
        for c in unicodedata.normalize("NFC", name[-2000:])
    )
    name = _SPACES.sub(" ", re.sub("\0+", "_", "".join(marked))).strip(" .")
    if len(name) <= _MAX:
        return name
    stem, dot, extension = name.rpartition(".")
    if dot and len(extension) <= 12:
        return f"{stem[: _MAX - len(extension) - 1].rstrip(' .')}.{extension}"
    return name[:_MAX].rstrip(" .")


def ending(name: str) -> str:
    """What stands after the last dot, in small letters; empty if there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""
