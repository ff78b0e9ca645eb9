"""A brand's channels and their health; originals, and the quarantine of those that couldn't be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, must_work_for, page, place_of
from pitboss.api.sentences import in_language
from pitboss.api.views import Listing, Made, Page, gives
from pitboss.assist.settings import known_topics
from pitboss.channels import codes, quarantine, queries, settings
from pitboss.channels.adapter import Channel
from pitboss.channels.email.check import Checked, check_incoming, check_outgoing
from pitboss.channels.email.smtp import Outlet
from pitboss.channels.forms import ChannelForm, Inbox
from pitboss.channels.names import AgentNames, Sender
from pitboss.db.tx import Tx
from pitboss.db.whose import brand_of
from pitboss.kit.refused import Invalid
from pitboss.staff.actors import Signed

SecondsOrNone = Annotated[int, msgspec.Meta(ge=0, le=366 * 24 * 3600)]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=366 * 24 * 3600)]


class ChannelSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Of passwords it is told only whether there is one. `sender_name`, `agent_names`: null is as the brand has it.
    `hours`: the calendar by which a chat is staffed; null is day and night."""

    imap: Inbox | None
    imap_password_set: bool
    smtp: Outlet | None
    smtp_password_set: bool
    trusted_servers: list[str]
    sender_name: str | None
    agent_names: AgentNames | None
    message_codes: bool
    hours: UUID | None


class ChannelView(msgspec.Struct, frozen=True):
    """`settings` are for those who manage channels; null for all others."""

    id: UUID
    brand: str
    kind: str
    name: str
    address: str | None
    enabled: bool
    settings: ChannelSettings | None


def _view(channel: Channel, passwords: frozenset[str] | None) -> ChannelView:
    return ChannelView(
        channel.id,
        channel.brand,
        channel.kind,
        channel.name,
        channel.address,
        channel.enabled,
        None if passwords is None else _settings(channel, passwords),
    )


def _settings(channel: Channel, passwords: frozenset[str]) -> ChannelSettings:
    held = channel.settings
    sender = msgspec.convert(held.get("sender", {}), Sender)
    return ChannelSettings(
        imap=msgspec.convert(held["imap"], Inbox) if "imap" in held else None,
        imap_password_set="imap" in passwords,
        smtp=msgspec.convert(held["smtp"], Outlet) if "smtp" in held else None,
        smtp_password_set="smtp" in passwords,
        trusted_servers=held.get("trusted_servers", []),
        sender_name=sender.name,
        agent_names=sender.agents,
        message_codes=codes.wanted(held),
        hours=channel.calendar_id,
    )


async def _managed(tx: Tx, channel: Channel) -> ChannelView:
    """For whoever has just changed it."""
    await tx.elevate()
    known = await queries.passwords(tx, channel.brand)
    return _view(channel, known.get(channel.id, frozenset()))


@get("/brands/{brand:str}/channels")
async def list_channels(desk: Desk, signed: Signed, brand: str) -> list[ChannelView]:
    """The brand's channels."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        found = await queries.channels(tx, brand)
        if not signed.actor.can("channels.manage", brand):
            return [_view(channel, None) for channel in found]
        await tx.elevate()
        known = await queries.passwords(tx, brand)
    return [_view(channel, known.get(channel.id, frozenset())) for channel in found]


@get("/brands/{brand:str}/channels/health", operation_id="listChannelsHealth")
async def channels_health(desk: Desk, signed: Signed, brand: str) -> list[queries.Health]:
    """Last in, last out, errors, what waits to go out, what is in quarantine, what was ignored within seven days. `quiet`: nothing came in for longer than
    is usual for this channel."""
    signed.actor.must("channels.manage", brand)
    async with desk.db.tx(signed.actor) as tx:
        found = await queries.health(tx, brand)
    return [
        msgspec.structs.replace(one, last_error=one.last_error and in_language(one.last_error, signed.locale))
        for one in found
    ]


class Chat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of a webchat channel, kept with its brand: how the chat looks (all of it), and the sites whose pages may open it.
    Needs `settings.manage` too."""

    widget: settings.WidgetSettings | None = None
    origins: list[str] | None = None


class NewChannel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kind`: email, webchat or portal; `address`: of an e-mail channel; `hours`: the calendar by which a chat is staffed;
    `quiet_after`: seconds; left out, the channel learns what is usual."""

    kind: str
    name: str
    address: str | None = None
    settings: ChannelForm = settings.NO_CHANGE
    hours: UUID | None = None
    chat: Chat | None = None
    quiet_after: Seconds | None = None
    key: str | None = None


@post("/brands/{brand:str}/channels", responses=gives(201, ChannelView))
async def create_channel(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewChannel
) -> Response[bytes]:
    """Opens a channel. A refusal names its fields in `problems`."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await _chat(tx, brand, data.kind, data.chat)
        made = await settings.create_channel(
            tx,
            brand,
            kind=data.kind,
            name=data.name,
            address=data.address,
            form=data.settings,
            hours=data.hours,
            quiet_after=None if data.quiet_after is None else timedelta(seconds=data.quiet_after),
        )
        return 201, await _managed(tx, made)

    return await write(desk, request, signed.actor, do, key=data.key)


class ChannelPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `hours`: null is day and night. `quiet_after`: seconds; 0: the channel learns
    what is usual."""

    name: str | None = None
    address: str | None = None
    settings: ChannelForm = settings.NO_CHANGE
    hours: UUID | msgspec.UnsetType | None = msgspec.UNSET
    chat: Chat | None = None
    enabled: bool | None = None
    quiet_after: SecondsOrNone | None = None
    key: str | None = None


@patch("/brands/{brand:str}/channels/{channel:uuid}", responses=gives(200, ChannelView))
async def change_channel(
    desk: Desk, signed: Signed, request: Req, brand: str, channel: UUID, data: ChannelPatch
) -> Response[bytes]:
    """Changes a channel, all of it or nothing; what is left out stays. A refusal names its fields in `problems`."""

    async def do(tx: Tx) -> tuple[int, Any]:
        if data.chat is not None:
            signed.actor.must("channels.manage", brand)
            found = await queries.channel(tx, brand, channel)
            await _chat(tx, brand, found.kind if found else "", data.chat)
        after = await settings.change_channel(
            tx,
            brand,
            channel,
            name=data.name,
            address=data.address,
            form=data.settings,
            hours=data.hours,
            enabled=data.enabled,
            quiet_after=None if data.quiet_after is None else timedelta(seconds=data.quiet_after),
        )
        return 200, await _managed(tx, after)

    return await write(desk, request, signed.actor, do, key=data.key)


async def _chat(tx: Tx, brand: str, kind: str, chat: Chat | None) -> None:
    if chat is None:
        return
    if kind != "webchat":
        raise Invalid("Only a chat looks like something on a page.")
    if chat.widget is not None and chat.widget.topics is not None:
        await known_topics(tx, brand, [quick.topic for quick in chat.widget.topics])
    await settings.change_brand(tx, brand, widget=chat.widget, origins=chat.origins)


@post("/channels/{channel:uuid}/test", status_code=200, operation_id="testChannel")
async def check_channel(desk: Desk, signed: Signed, channel: UUID) -> Checked:
    """For e-mail: do the outgoing server and the mailbox let us in? Sends and changes nothing."""
    async with desk.db.tx(signed.actor) as tx:
        brand = await brand_of(tx, "channel", channel)
        signed.actor.must("channels.manage", brand)
        found = await queries.channel(tx, brand, channel)
        if found is None:  # made a moment ago, and the cache has not heard of it
            raise settings.NoSuchChannel
        if found.kind != "email":
            told = [Checked(True, "This channel is the desk's own; there is nothing outside to reach.")]
            secrets: dict[str, str] = {}
        else:
            await tx.elevate()
            secrets = await queries.secrets(tx, found)
    if found.kind == "email":
        out = await check_outgoing(found, secrets.get("smtp"), desk.settings.smtp_url)
        into = await check_incoming(found, secrets.get("imap"))
        told = [out, *([into] if into else [])]
    return Checked(
        all(one.ok for one in told), " ".join(in_language(one.detail, signed.locale) for one in told)
    )


# ── originals ───────────────────────────────────────────────────────────────────────────────────────────────


@get("/brands/{brand:str}/quarantine", responses=gives(200, Listing[quarantine.Quarantined]))
async def list_quarantine(
    desk: Desk, signed: Signed, brand: str, cursor: str | None = None, limit: Limit = 50
) -> Page:
    """What could not be read, the oldest first, with what its reader said."""
    after = place_of(cursor, UUID)
    async with desk.db.tx(signed.actor) as tx:
        rows = await quarantine.quarantined(tx, brand, after=after, limit=limit + 1)
    told = [msgspec.structs.replace(r, error=r.error and in_language(r.error, signed.locale)) for r in rows]
    return page(told, limit, lambda row: row.id)


@post("/quarantine/{original:uuid}/retry", status_code=202, responses=gives(202, Made))
async def retry_original(desk: Desk, signed: Signed, request: Req, original: UUID) -> Response[bytes]:
    """Puts it back to be read, in a moment."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await quarantine.retry(tx, await brand_of(tx, "original", original), original)
        return 202, Made(original)

    return await write(desk, request, signed.actor, do)


@get(
    "/originals/{original:uuid}",
    media_type="message/rfc822",
    operation_id="downloadOriginal",
    responses=gives(200, bytes, "message/rfc822"),
)
async def get_original(desk: Desk, signed: Signed, original: UUID) -> Response[bytes]:
    """What the provider gave us, as it came (secrets of players masked). For whoever sees its message; what became none
    is for those who look after the quarantine."""
    async with desk.db.tx(signed.actor) as tx:
        brand = await brand_of(tx, "original", original)
        found = await quarantine.original(tx, brand, original)
        channel = await queries.channel(tx, brand, found.channel_id)
    raw = found.raw if found.raw is not None else await desk.files.get(found.file_key or "")
    mail = channel is not None and channel.kind == "email"
    return Response(
        raw,
        media_type="message/rfc822" if mail else "application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="original-{original}.{"eml" if mail else "bin"}"',
            "cache-control": "private, no-store",
        },
    )


HANDLERS = [
    list_channels,
    channels_health,
    create_channel,
    change_channel,
    check_channel,
    list_quarantine,
    retry_original,
    get_original,
]
