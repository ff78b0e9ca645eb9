"""A request by the form, as a ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from pitboss.channels import intake
from pitboss.channels.adapter import Channel, File, Incoming
from pitboss.db.tx import Tx
from pitboss.files.store import Kept
from pitboss.players.model import Player
from pitboss.tickets import actions as tickets
from pitboss.tickets import queries
from pitboss.tickets.model import Ticket


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`contact`: kind and value of where the answer shall go; the value is empty where only the site's word is known.
    `external_id`: by which the same request, sent again, is known."""

    contact: tuple[str, str]
    name: str
    assurance: int
    subject: str
    text: str
    topic: str | None
    language: str | None
    device: Mapping[str, str]
    external_id: str | None = None


async def submit(
    tx: Tx, channel: Channel, player: Player, asked: Request, files: Sequence[tuple[File, Kept]]
) -> Ticket:
    """A new ticket, or the one that the same request made before. Mail from the address given leads back into it."""
    if asked.external_id is not None:  # two at once come one after the other
        lock = f"portal {channel.brand} {asked.external_id}"
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", lock)
    received = await intake.receive(
        tx,
        channel,
        player,
        Incoming(
            external_id=asked.external_id,
            identity=asked.contact,
            name=asked.name,
            assurance=asked.assurance,
            subject=asked.subject,
            text=asked.text,
            language=asked.language,
            topic=asked.topic,
        ),
        files,
    )
    if received.again:
        return received.ticket
    kind, address = asked.contact
    if kind == "email" and address:
        await intake.remember_thread(tx, received.ticket, [], [address])
    if asked.device:
        held = await tickets.hold(tx, received.ticket.brand, received.ticket.id)
        facts = "\n".join(f"{name}: {value}" for name, value in asked.device.items())
        await tickets.remark(tx, held, f"Sent from\n{facts}")
    return await queries.find(tx, str(received.ticket.id), brand=received.ticket.brand)
