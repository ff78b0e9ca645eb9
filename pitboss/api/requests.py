"""The request form: one POST makes a ticket and tells its number, the promised time and where to follow it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from litestar import Response, post

from pitboss.api import waiting
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.origins import must_be_listed
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.assist.settings import offered_topics
from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel, File
from pitboss.channels.portal.actions import Request, submit
from pitboss.channels.webchat.model import clean_line, clean_text
from pitboss.db.tx import SYSTEM, Tx
from pitboss.files.admit import admit
from pitboss.files.kinds import FileTooLarge
from pitboss.files.store import Kept
from pitboss.kit import secrets
from pitboss.kit.refused import Invalid, NotFound
from pitboss.players import actions as players
from pitboss.players.assurance import Assurance, for_chat
from pitboss.players.model import IdentityKind, Player, normalise, reachable
from pitboss.players.tokens import verify_for
from pitboss.reactions import expected_now

MAX_TEXT = 20_000
MAX_FILES = 10
MAX_DEVICE = 20


class NoFormHere(NotFound):
    """This brand has no request form, or there is no such brand."""


class Contact(msgspec.Struct, frozen=True):
    email: str | None = None
    phone: str | None = None


class SentFile(msgspec.Struct, frozen=True):
    """`data`: Base64. The type is read from the bytes; `content_type` is not relied on."""

    name: str
    data: bytes
    content_type: str = ""


class NewRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`topic`: one of the known topics; a hint. `contact`: where to answer; not needed with a `jwt` of the operator's
    site. `website`: leave it empty; people don't see this field."""

    brand: str
    text: str
    topic: str | None = None
    subject: str = ""
    name: str = ""
    contact: Contact = Contact()
    jwt: str | None = None
    files: list[SentFile] = []
    device: dict[str, str] = {}
    language: Literal["ru", "en"] | None = None
    website: str = ""
    key: str | None = None


class Taken(msgspec.Struct, frozen=True):
    """`expected`: the promised time in the player's words. `track`: the page that tells how it goes."""

    number: int
    reference: str
    expected: str
    promise_seconds: int | None
    track: str


@post("/requests", status_code=201, operation_id="postRequest", responses=gives(201, Taken))
async def new_request(desk: Desk, request: Req, data: NewRequest) -> Response[bytes]:
    """A request by a form, from outside."""
    speaks(request, data.language)
    address = address_of(request, desk.settings)
    desk.buckets.take(PUBLIC_WRITE, address)
    if data.website:
        raise Invalid("The field `website` must stay empty. If you are a person, clear it and send again.")
    asked = _read(data)
    async with desk.db.tx(SYSTEM) as tx:
        channel = await form_channel(tx, data.brand)
        await must_be_listed(tx, desk, request, data.brand)
        if data.topic is not None:
            await offered_topics(tx, data.brand, [data.topic])
        if data.jwt:
            await verify_for(tx, data.brand, data.jwt)
    files = await keep_files(
        desk, data.brand, [(file.name, file.content_type, file.data) for file in data.files]
    )

    async def do(tx: Tx) -> tuple[int, Any]:
        player, level = await _who(tx, data, asked)
        ticket = await submit(
            tx, channel, player, msgspec.structs.replace(asked, assurance=int(level)), files
        )
        brand = await channels.brand(tx, ticket.brand)
        promised = await waiting.promise_seconds(
            tx, ticket.brand, channel=ticket.channel, topic=ticket.topic, priority=ticket.priority
        )
        return 201, Taken(
            ticket.number,
            f"{brand.prefix}-{ticket.number}",
            await expected_now(tx, ticket),
            promised,
            tx.links.tracking(ticket.brand, ticket.id),
        )

    return await write(desk, request, SYSTEM, do, key=data.key, who=f"request:{data.brand}:{address}")


def _read(data: NewRequest) -> Request:
    """What can be checked without the database."""
    if len(data.device) > MAX_DEVICE:
        raise Invalid(f"`device` has at most {MAX_DEVICE} entries.")
    if not data.jwt and not data.contact.email and not data.contact.phone:
        raise Invalid("Say where we can answer you: an e-mail address or a phone number.")
    return Request(
        contact=contact_of(data.contact),
        name=clean_line(data.name),
        assurance=int(Assurance.A0),
        subject=clean_line(data.subject, most=300),
        text=clean_text(data.text, most=MAX_TEXT),
        topic=data.topic,
        language=data.language,
        device={
            secrets.mask(clean_line(name, most=40)).text: secrets.mask(clean_line(value, most=300)).text
            for name, value in data.device.items()
        },
    )


def contact_of(contact: Contact) -> tuple[str, str]:
    """Kind and value of where to answer.

    Raises:
        Invalid.
    """
    if contact.email:
        return "email", reachable(contact.email)
    if contact.phone:
        return "phone", normalise(IdentityKind.phone, contact.phone)
    return "account", ""


async def form_channel(tx: Tx, brand: str) -> Channel:
    known = await tx.value("SELECT EXISTS (SELECT 1 FROM brand WHERE id = $1)", brand)
    channel = await channels.first_channel(tx, brand, "portal") if known else None
    if channel is None:
        raise NoFormHere
    return channel


async def keep_files(
    desk: Desk, brand: str, sent: Sequence[tuple[str, str, bytes]]
) -> list[tuple[File, Kept]]:
    """Checks and stores what somebody sent: name, claimed type and bytes of each.

    Raises:
        Invalid: too many.
        FileTooLarge, FileRefused, FileEmpty.
    """
    if len(sent) > MAX_FILES:
        raise Invalid(f"A request has at most {MAX_FILES} files.")
    most = desk.settings.max_upload_bytes
    if sum(len(data) for _, _, data in sent) > most:
        raise FileTooLarge(f"The files are too large: together at most {most // 2**20} MB are allowed.")
    checked = [await admit(name, data, most=most) for name, _, data in sent]
    return [
        (File(file.name, file.content_type, file.data), await desk.files.put(brand, file.data))
        for file in checked
    ]


async def _who(tx: Tx, data: NewRequest, asked: Request) -> tuple[Player, Assurance]:
    if data.jwt:
        verified = await verify_for(tx, data.brand, data.jwt)
        now: datetime = await tx.value("SELECT now()")
        level, _ = for_chat(True, verified.issued_at, now, token_expires_at=verified.expires_at)
        return await players.identify(tx, data.brand, verified.claims), level
    kind, value = asked.contact
    player = await players.recognise(tx, data.brand, kind, value, name=asked.name, language=data.language)
    return player, Assurance.A0


HANDLERS = [new_request]
