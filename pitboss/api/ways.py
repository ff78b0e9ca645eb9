"""The ways in which a ticket can be answered: only those by which its player is known to be reached."""

from __future__ import annotations

from uuid import UUID

import msgspec
from litestar import get

from pitboss.api.edge import Desk
from pitboss.channels import intake
from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel
from pitboss.db.tx import Tx
from pitboss.events.reasons import because
from pitboss.kit.refused import Conflict
from pitboss.players.model import masked
from pitboss.reactions import is_in_chat, mail_address
from pitboss.sla import actions as sla
from pitboss.sla.clocks import Kind
from pitboss.staff.actors import Signed
from pitboss.tickets import actions, queries
from pitboss.tickets.model import Ticket, check_step


class NoSuchWay(Conflict):
    """The player can't be reached by this channel in this ticket.

    They have not written by it here, have left the chat, or no e-mail address of theirs is known."""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """`to`: the address that answers go to, masked without the permission players.contacts; null where the player reads in
    the conversation itself. `registered`: the operator's site says that the address is theirs. `next_reply`: the promise
    of an answer there, in seconds; null where nothing is promised."""

    channel: UUID
    kind: str
    name: str
    current: bool
    to: str | None
    registered: bool
    next_reply: int | None


@get("/tickets/{name:str}/ways")
async def list_ways(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> list[Way]:
    """The channels by which a ticket can be answered, the present one first."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        address = await mail_address(tx, ticket)
        return [await _way(tx, ticket, channel, address) for channel in await _open_to(tx, ticket, address)]


async def _way(tx: Tx, ticket: Ticket, channel: Channel, address: str | None) -> Way:
    to = address if await _goes_by_mail(tx, ticket, channel) else None
    policy = await sla.policy_of(tx, msgspec.structs.replace(ticket, channel=channel.kind))
    promised = policy.allowance(Kind.next_reply)
    full = tx.actor.can("players.contacts", ticket.brand)
    return Way(
        channel=channel.id,
        kind=channel.kind,
        name=channel.name,
        current=channel.id == ticket.channel_id,
        to=to if to is None or full else masked("email", to),
        registered=to is not None and await _is_registered(tx, ticket, to),
        next_reply=None if promised is None else int(promised.total_seconds()),
    )


async def _goes_by_mail(tx: Tx, ticket: Ticket, channel: Channel) -> bool:
    return channel.kind in ("email", "portal") or (
        channel.kind == "webchat" and not await is_in_chat(tx, ticket)
    )


async def _is_registered(tx: Tx, ticket: Ticket, address: str) -> bool:
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM identity
                           WHERE brand_id = $1 AND player_id = $2 AND kind = 'email' AND registered AND value = lower($3))
            """,
            ticket.brand,
            ticket.player_id,
            address,
        )
    )


async def _open_to(tx: Tx, ticket: Ticket, address: str | None) -> list[Channel]:
    """The present channel, those by which the player has written in this ticket, and mail if an address is known."""
    written = await tx.column(
        """
        SELECT DISTINCT channel_id FROM message
        WHERE  brand_id = $1 AND ticket_id = $2 AND author_kind = 'player' AND author_id = $3
        """,
        ticket.brand,
        ticket.id,
        ticket.player_id,
    )
    mail = await channels.first_channel(tx, ticket.brand, "email") if address is not None else None
    found: list[Channel] = []
    for channel in await channels.channels(tx, ticket.brand):
        if channel.id == ticket.channel_id:
            found.insert(0, channel)
        elif not channel.enabled or (channel.kind == "email" and address is None):
            continue
        elif channel.kind == "webchat":
            if await is_in_chat(tx, ticket):
                found.append(channel)
        elif channel.id in written or (mail is not None and channel.id == mail.id):
            found.append(channel)
    return found


async def switch(tx: Tx, ticket: Ticket, channel: UUID, *, reason: str) -> Ticket:
    """From now on the ticket is answered by another of its ways. What the player writes to the address comes back to it.

    Raises:
        NoSuchWay: also when the channel is another brand's.
    """
    check_step(ticket, "reply")
    address = await mail_address(tx, ticket)
    to = next((way for way in await _open_to(tx, ticket, address) if way.id == channel), None)
    if to is None:
        raise NoSuchWay
    if to.kind == "email" and address is not None:
        await intake.remember_thread(tx, ticket, [], [address])
    return await actions.change_channel(
        tx, ticket, to.id, to.kind, reason=reason.strip() or because("switched_by_hand")
    )


HANDLERS = [list_ways]
