"""What is official, what pretends to be, and what can't be done with either."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.kit.refused import Conflict, NotFound


class OfficialKind(StrEnum):
    """Of anything by which somebody can be reached or recognised."""

    site = "site"  # a domain with everything below it
    email = "email"
    phone = "phone"
    handle = "handle"  # a name on a messenger or network
    name = "name"  # under which an agent writes; proves nothing by itself


PLATFORMS = {
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "viber": "Viber",
    "messenger": "Messenger",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "x": "X",
    "vk": "VK",
    "youtube": "YouTube",
    "discord": "Discord",
    "tiktok": "TikTok",
}


class ImpostorState(StrEnum):
    """How far the desk is with a reported impostor."""

    reported = "reported"
    checking = "checking"
    confirmed = "confirmed"
    takedown_asked = "takedown_asked"
    down = "down"
    not_an_impostor = "not_an_impostor"


CONFIRMED = (ImpostorState.confirmed, ImpostorState.takedown_asked, ImpostorState.down)
NEXT = {
    ImpostorState.reported: {ImpostorState.checking, ImpostorState.confirmed, ImpostorState.not_an_impostor},
    ImpostorState.checking: {ImpostorState.confirmed, ImpostorState.not_an_impostor},
    ImpostorState.confirmed: {
        ImpostorState.takedown_asked,
        ImpostorState.down,
        ImpostorState.not_an_impostor,
    },
    ImpostorState.takedown_asked: {
        ImpostorState.down,
        ImpostorState.confirmed,
        ImpostorState.not_an_impostor,
    },
    ImpostorState.down: {ImpostorState.confirmed, ImpostorState.takedown_asked},  # they come back
    ImpostorState.not_an_impostor: {ImpostorState.checking},
}


class OfficialFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`source`: `desk` where it follows the brand's channels and sites by itself."""

    id: UUID
    kind: OfficialKind
    platform: str
    value: str
    about_en: str
    about_ru: str
    shown: bool
    source: str
    valid_from: datetime
    valid_to: datetime | None
    added_by: UUID | None
    ended_by: UUID | None


class Official(OfficialFacts, frozen=True, kw_only=True):
    """An official channel from a moment to another. `normal`: the one spelling by which it is found."""

    brand: str
    normal: str


class ImpostorFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`reports`: tickets that report it, as far as the actor may see them."""

    id: UUID
    kind: OfficialKind
    platform: str
    value: str
    state: ImpostorState
    note: str
    state_by: UUID | None
    state_at: datetime
    reported_at: datetime
    version: int
    reports: list[UUID]


class Impostor(ImpostorFacts, frozen=True, kw_only=True):
    """`normal`: the one spelling by which it is found."""

    brand: str
    normal: str


class NoSuchEntry(NotFound):
    """There is no such official channel in this brand."""


class AlreadyOfficial(Conflict):
    """This is on the list of official channels already."""


class AlreadyEnded(Conflict):
    """This channel is not official any more, so there is nothing to change."""


class KeptByTheDesk(Conflict):
    """This entry follows the brand's channels and sites. Change it there."""


class NoSuchImpostor(NotFound):
    """There is no such reported impostor in this brand."""


class NotFromHere(Conflict):
    """An impostor can't go from its present state to this one."""
