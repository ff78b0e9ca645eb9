"""What stands beside a ticket: who the player is, what else they asked, what is promised, why it is with whom."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from litestar import get

from pitboss.api.edge import Desk
from pitboss.api.tickets import TicketPromise, promise_views
from pitboss.api.views import TicketView, ticket_views
from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.events import log
from pitboss.events.log import Stored
from pitboss.players import facts, queries
from pitboss.players.facts import Facts
from pitboss.players.model import Player
from pitboss.players.queries import Identity, Proposal
from pitboss.routing import dispatch
from pitboss.routing.dispatch import Why
from pitboss.staff.actors import Signed
from pitboss.tickets import queries as tickets
from pitboss.tickets.filters import TicketFilter
from pitboss.tickets.model import Ticket
from pitboss.tickets.queries import Link

OTHERS = 20
TIMELINE = 30
# Under which of these a site's page or app may have named the device's time zone.
_ZONE_NAMES = ("time_zone", "timezone", "timeZone", "tz")


class PlayerContext(msgspec.Struct, frozen=True, kw_only=True):
    """Contacts are masked for who may not see them. `assurance`: each open session's level with its end, and the last
    message's. `time_zone`: told by the device, else the brand's (`time_zone_from`: device or brand). `local_time`: what
    the clock shows there now."""

    player: Player
    identities: list[Identity]
    assurance: Facts
    proposals: list[Proposal]
    time_zone: str | None
    time_zone_from: Literal["device", "brand"] | None
    local_time: datetime | None


class Device(msgspec.Struct, frozen=True):
    """What the player's browser or app said of itself in the chat of this ticket, or in their last one."""

    session: UUID
    facts: dict[str, str]
    this_ticket: bool
    seen_at: datetime


class TicketContext(msgspec.Struct, frozen=True, kw_only=True):
    """`player` is null without the permission players.see. `others`: the player's other tickets that you may see, the most
    recently touched first, at most 20. `timeline`: the newest 30 events, the newest first; the rest is at `events`."""

    player: PlayerContext | None
    brand: str
    brand_name: str
    jurisdiction: str
    language: str
    tags: list[str]
    links: list[Link]
    others: list[TicketView]
    device: Device | None
    promises: list[TicketPromise]
    why: Why
    timeline: list[Stored]


@get("/tickets/{name:str}/context")
async def context(
    desk: Desk,
    signed: Signed,
    name: str,
    brand: str | None = None,
    language: Literal["ru", "en"] | None = None,
) -> TicketContext:
    """Everything beside a ticket in one answer. `language`: of the explanations of promises."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await tickets.find(tx, name, brand=brand)
        may_see = signed.actor.can("players.see", ticket.brand)
        device = await _device(tx, ticket) if may_see else None
        home = await channels.brand(tx, ticket.brand)
        wanted = TicketFilter(brand=[ticket.brand], player=ticket.player_id)
        others = await tickets.listing(tx, wanted, limit=OTHERS + 1)
        return TicketContext(
            player=await _player(tx, ticket, device, home.settings.get("time_zone")) if may_see else None,
            brand=ticket.brand,
            brand_name=home.name,
            jurisdiction=ticket.jurisdiction,
            language=ticket.language,
            tags=ticket.tags,
            links=await tickets.links(tx, ticket),
            others=await ticket_views(tx, [other for other in others if other.id != ticket.id][:OTHERS]),
            device=device,
            promises=await promise_views(tx, ticket, language or signed.locale),
            why=await dispatch.why(tx, ticket),
            timeline=await log.newest_of_ticket(tx, ticket.brand, ticket.id, limit=TIMELINE),
        )


async def _player(tx: Tx, ticket: Ticket, device: Device | None, brand_zone: object) -> PlayerContext | None:
    card = await queries.card(tx, ticket.brand, ticket.player_id)
    if card is None:
        return None
    told = (
        next((device.facts[name] for name in _ZONE_NAMES if name in device.facts), None) if device else None
    )
    zone, source = _zone(told), "device"
    if zone is None:
        zone, source = _zone(brand_zone), "brand"
    now: datetime = await tx.value("SELECT now()")
    return PlayerContext(
        player=card.player,
        identities=card.identities,
        assurance=await facts.facts(tx, ticket.brand, ticket.player_id),
        proposals=card.proposals,
        time_zone=zone.key if zone else None,
        time_zone_from=None if zone is None else "device" if source == "device" else "brand",
        local_time=now.astimezone(zone) if zone else None,
    )


def _zone(name: object) -> ZoneInfo | None:
    """A device may say anything."""
    if not isinstance(name, str) or not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


async def _device(tx: Tx, ticket: Ticket) -> Device | None:
    row = await tx.connection.fetchrow(
        """
        SELECT id, device, id IS NOT DISTINCT FROM $3 AS this_ticket, seen_at
        FROM   chat_session
        WHERE  brand_id = $1 AND player_id = $2
        ORDER  BY id IS NOT DISTINCT FROM $3 DESC, seen_at DESC
        LIMIT  1
        """,
        ticket.brand,
        ticket.player_id,
        ticket.session_id,
    )
    if row is None:
        return None
    return Device(
        row["id"], msgspec.convert(row["device"], dict[str, str]), row["this_ticket"], row["seen_at"]
    )


HANDLERS = [context]
