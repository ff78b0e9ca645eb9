"""Who is behind a mail that came under one of the desk's own addresses: forms of the operator's site send so, with the
player in Reply-To."""

from __future__ import annotations

from collections.abc import Sequence, Set

from pitboss.channels.email.mail import Address
from pitboss.kit.refused import Invalid
from pitboss.players.model import IdentityKind, normalise

MOST = 50


def is_own(address: str, own: Set[str]) -> bool:
    """Whether mail to it comes back to the desk, `support+anything@brand.example` and any spelling of it included."""
    spelled = _spelled(address)
    local, _, domain = spelled.rpartition("@")
    return spelled in own or f"{local.partition('+')[0]}@{domain}" in own


def others(reply_to: Sequence[Address], own: Set[str]) -> list[Address]:
    """Those in a Reply-To whom the desk could answer, of its first MOST: each once, without itself and without what is no
    address."""
    found: dict[str, Address] = {}
    for one in reply_to[:MOST]:
        spelled = _spelled(one.address)
        if spelled and not is_own(spelled, own):
            found.setdefault(spelled, Address(one.name, spelled))
    return list(found.values())


def _spelled(address: str) -> str:
    try:
        return normalise(IdentityKind.email, address)
    except Invalid:
        return ""
