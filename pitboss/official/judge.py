"""Is it ours? Decided from what is on the lists alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from pitboss.official.lookalikes import (
    SHORTEST,
    Likeness,
    close,
    folded,
    handle_like,
    phone_like,
    registered,
    same_phone,
    site_like,
)
from pitboss.official.model import CONFIRMED, Impostor, Official, OfficialKind
from pitboss.official.names import Pasted, Thing, Trick, name


class Verdict(StrEnum):
    ours = "ours"
    was_ours = "was_ours"  # until some day
    fake = "fake"  # reported, and confirmed by staff
    lookalike = "lookalike"
    unlisted = "unlisted"  # at our domain, but on no list
    unknown = "unknown"  # not ours, as far as the lists say
    name = "name"  # somebody of ours writes under this name, which proves nothing
    unclear = "unclear"  # nothing that could be looked up


class Judged(msgspec.Struct, frozen=True):
    """`like`: which of ours it resembles, or which known impostor's; `why`: how. `until`: of what was ours."""

    thing: Thing
    verdict: Verdict
    brand: str | None = None
    like: str | None = None
    why: Likeness | None = None
    until: datetime | None = None


class Resembled(msgspec.Struct, frozen=True):
    """`ours`: what it passes for; `how`: by which trick."""

    ours: str
    how: Likeness


def judge(
    thing: Thing, official: Sequence[Official], impostors: Sequence[Impostor], *, now: datetime
) -> Judged:
    """By all entries given, ended ones too; of impostors only the confirmed ones count."""
    if thing.what in (Pasted.unclear, Pasted.code):
        return Judged(thing, Verdict.unclear)
    if Trick.before_at in thing.tricks and thing.what is Pasted.site:
        # harbour.example@evil.example: where it leads is all that counts.
        judged = _judge(thing, official, impostors, now)
        return (
            judged
            if judged.verdict is not Verdict.unknown
            else msgspec.structs.replace(judged, why=Likeness.inside)
        )
    return _judge(thing, official, impostors, now)


def likened(fake: Impostor, official: Sequence[Official], *, now: datetime) -> Resembled | None:
    """Which of ours a reported impostor resembles, and how; by what is official now."""
    current = [
        one for one in official if one.valid_from <= now and (one.valid_to is None or one.valid_to > now)
    ]
    thing = Thing(Pasted(fake.kind.value), fake.value, fake.normal, fake.platform)
    found = _resembles(thing, current)
    return Resembled(found[1], found[2]) if found else None


def _judge(
    thing: Thing, official: Sequence[Official], impostors: Sequence[Impostor], now: datetime
) -> Judged:
    current = [
        one for one in official if one.valid_from <= now and (one.valid_to is None or one.valid_to > now)
    ]
    for one in current:
        if _is(thing, one):
            found = Verdict.name if one.kind is OfficialKind.name else Verdict.ours
            return Judged(thing, found, one.brand)
    known = [one for one in impostors if one.state in CONFIRMED]
    for fake in known:
        if _names(thing, fake.kind, fake.platform, fake.normal):
            return Judged(thing, Verdict.fake, fake.brand)
    if thing.what is Pasted.name:
        return _judge_name(thing, current)
    for one in official:
        if one.valid_to is not None and one.valid_to <= now and _is(thing, one):
            return Judged(thing, Verdict.was_ours, one.brand, until=one.valid_to)
    if thing.what is Pasted.email and (ours := _at_ours(thing, current)) is not None:
        return Judged(thing, Verdict.unlisted, ours.brand, ours.value)
    if (resembled := _resembles(thing, current)) is not None:
        one, value, why = resembled
        return Judged(thing, Verdict.lookalike, one.brand, value, why)
    for fake in known:
        if _near_fake(thing, fake):
            return Judged(thing, Verdict.lookalike, fake.brand, fake.value, Likeness.typo)
    return Judged(thing, Verdict.unknown)


def _names(thing: Thing, kind: OfficialKind, platform: str, normal: str) -> bool:
    if thing.what.value != kind.value:
        return False
    match kind:
        case OfficialKind.site:
            return thing.normal == normal or thing.normal.endswith(f".{normal}")
        case OfficialKind.phone:
            return same_phone(thing.normal, normal)
        case OfficialKind.handle:
            return thing.normal == normal and (
                not thing.platform or not platform or thing.platform == platform
            )
        case _:
            return thing.normal == normal


def _is(thing: Thing, one: Official) -> bool:
    return _names(thing, one.kind, one.platform, one.normal)


def _at_ours(thing: Thing, current: Sequence[Official]) -> Official | None:
    """The entry whose domain an address has."""
    host = thing.normal.rpartition("@")[2]
    for one in current:
        own = one.normal.rpartition("@")[2] if one.kind is OfficialKind.email else one.normal
        if one.kind in (OfficialKind.site, OfficialKind.email) and (host == own or host.endswith(f".{own}")):
            return one
    return None


def _hosts(current: Sequence[Official]) -> dict[str, Official]:
    return {
        one.normal.rpartition("@")[2]: one
        for one in reversed(current)
        if one.kind in (OfficialKind.site, OfficialKind.email)
    }


def _resembles(thing: Thing, current: Sequence[Official]) -> tuple[Official, str, Likeness] | None:
    hosts = _hosts(current)
    names = {registered(host)[0]: one for host, one in hosts.items()}
    if thing.what in (Pasted.site, Pasted.email):
        host = thing.normal.rpartition("@")[2]
        if (found := site_like(host, hosts)) is not None:
            return hosts[found[0]], found[0], found[1]
        local = thing.normal.rpartition("@")[0]
        if Trick.before_at in thing.tricks or Trick.display in thing.tricks:
            for own, one in hosts.items():
                if own in thing.shown.lower():
                    return one, own, Likeness.inside
        if local and (borrowed := handle_like(local, (), names)) is not None:
            return names[borrowed[0]], borrowed[0], Likeness.added
    if thing.what is Pasted.handle:
        handles = {one.normal: one for one in current if one.kind is OfficialKind.handle}
        if thing.normal in handles:  # our handle, on a network where we are not
            return handles[thing.normal], handles[thing.normal].value, Likeness.ending
        if (found := handle_like(thing.normal, handles, names)) is not None:
            one = handles.get(found[0]) or names[found[0]]
            return one, one.value if found[0] in handles else found[0], found[1]
    if thing.what is Pasted.phone:
        numbers = {one.normal: one for one in current if one.kind is OfficialKind.phone}
        if (found := phone_like(thing.normal, numbers)) is not None:
            return numbers[found[0]], numbers[found[0]].value, found[1]
    return None


def _judge_name(thing: Thing, current: Sequence[Official]) -> Judged:
    """`Anna` is somebody of ours if Anna K. is."""
    for one in current:
        if one.kind is OfficialKind.name and thing.normal in (one.normal, one.normal.partition(" ")[0]):
            return Judged(thing, Verdict.name, one.brand)
    for host, one in _hosts(current).items():
        called = registered(host)[0]
        if len(called) >= SHORTEST and any(
            folded(word) == folded(called) for word in name(thing.shown).split()
        ):
            return Judged(thing, Verdict.name, one.brand)
    return Judged(thing, Verdict.unclear)


def _near_fake(thing: Thing, fake: Impostor) -> bool:
    """Impostors come back under a name that differs in a letter or an ending."""
    if thing.what.value != fake.kind.value or fake.kind in (OfficialKind.phone, OfficialKind.name):
        return False
    one, other = thing.normal.rpartition("@")[2], fake.normal.rpartition("@")[2]
    if fake.kind in (OfficialKind.site, OfficialKind.email):
        one, other = registered(one)[0], registered(other)[0]
        if fake.kind is OfficialKind.email and one in (
            "gmail",
            "mail",
            "outlook",
            "yandex",
            "proton",
            "icloud",
        ):
            one, other = thing.normal, fake.normal
            return close(one, other)
    return len(other) >= SHORTEST and (one == other or folded(one) == folded(other) or close(one, other))
