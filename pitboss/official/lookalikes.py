"""Whether something looks like one of ours without being it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein

from pitboss.official.names import in_letters, plain

SHORTEST = 4  # letters of a name that is looked for within others; shorter ones are words of their own


class Likeness(StrEnum):
    letters = "letters"  # other letters that look the same
    typo = "typo"  # a letter more, less or another
    ending = "ending"  # the same name under another ending
    added = "added"  # our name with words added
    inside = "inside"  # our address as a part of another one
    near = "near"  # a number that differs in one digit


# Second levels under which names are given out, as far as they matter here; a full list would have to be kept fresh.
_SECOND = frozenset("co com net org gov edu ac or ne in msk spb biz info".split())  # noqa: SIM905
# Written together or apart, with digits for letters: what the eye passes over.
_FOLDED = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "i": "l", "|": "l", "q": "g"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))


def registered(host: str) -> tuple[str, str]:
    """The name somebody registered and its ending: (`harbour`, `co.uk`) of www.harbour.co.uk."""
    parts = host.split(".")
    if len(parts) >= 3 and parts[-2] in _SECOND and len(parts[-1]) == 2:
        return parts[-3], ".".join(parts[-2:])
    if len(parts) >= 2:
        return parts[-2], parts[-1]
    return host, ""


def folded(text: str) -> str:
    """What is left of a name for a hasty eye."""
    text = plain(text).translate(_FOLDED)
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return re.sub(r"[^a-zа-я]", "", text)


def close(one: str, other: str) -> bool:
    """A slip of the finger apart: one letter, two in long names."""
    most = 0 if len(other) < SHORTEST else 1 if len(other) < 10 else 2
    return 0 < DamerauLevenshtein.distance(one, other, score_cutoff=most) <= most


def _name_like(name: str, ours: str) -> Likeness | None:
    """How a single name resembles ours, which it isn't."""
    bare, own = re.sub(r"[-_.]", "", name), re.sub(r"[-_.]", "", ours)
    if name == ours:
        return None
    if folded(name) == folded(ours):
        return Likeness.letters if plain(bare) != bare or bare != own else Likeness.added
    if close(plain(bare), own):
        return Likeness.typo
    if len(own) < SHORTEST:
        return None
    parts = re.split(r"[-_.]|\d+", plain(name))
    if any(part == ours or folded(part) == folded(ours) for part in parts):
        return Likeness.added
    if own in plain(bare) or folded(own) in folded(bare):
        return Likeness.added
    if any(len(part) >= SHORTEST and close(part, own) for part in parts):
        return Likeness.typo
    return None


def site_like(host: str, ours: Iterable[str]) -> tuple[str, Likeness] | None:
    """Which of our hosts another one resembles. `host` in ASCII; none of ours nor below one."""
    letters = in_letters(host)
    name, ending = registered(letters)
    for own in ours:
        own_name, own_ending = registered(own)
        if letters != own and plain(letters) == own:
            return own, Likeness.letters
        if name == own_name and ending != own_ending:
            return own, Likeness.ending
        if f"{own}." in f"{letters}." or own.replace(".", "-") in letters:
            return own, Likeness.inside
        if why := _name_like(name, own_name):
            return own, why
        below = letters.removesuffix(f"{name}.{ending}").strip(".")
        if len(own_name) >= SHORTEST and any(
            part == own_name or _name_like(part, own_name) for part in below.split(".") if part
        ):
            return own, Likeness.inside
    return None


def handle_like(handle: str, ours: Iterable[str], names: Iterable[str]) -> tuple[str, Likeness] | None:
    """`ours`: our handles; `names`: what our sites are called, which a stranger's handle may borrow."""
    for own in ours:
        if why := _name_like(handle, own):
            return own, why
    for own in names:
        if len(own) >= SHORTEST and (handle == own or _name_like(handle, own)):
            return own, Likeness.added
    return None


def phone_like(number: str, ours: Iterable[str]) -> tuple[str, Likeness] | None:
    """One digit apart."""
    for own in ours:
        if len(number) == len(own) and sum(a != b for a, b in zip(number, own, strict=True)) == 1:
            return own, Likeness.near
    return None


def same_phone(number: str, own: str) -> bool:
    """`number` may lack its country: then the rest must be the whole national number, of nine digits or more."""
    if number == own:
        return True
    if number.startswith("+"):
        return False
    national = number.lstrip("0")
    digits = own.lstrip("+")
    return len(national) >= 9 and digits.endswith(national) and len(digits) - len(national) <= 3
