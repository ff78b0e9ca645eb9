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
from pitboss.channels import quarantine, queries, settings
from pitboss.channels.adapter import Channel
from pitboss.channels.email.check import Checked, check_outgoing
from pitboss.db.tx import Tx
from pitboss.db.whose import brand_of
from pitboss.staff.actors import Signed

SecondsOrNone = Annotated[int, msgspec.Meta(ge=0, le=366 * 24 * 3600)]
Seconds = Annotated[int, msgspec.Meta(ge=1, le=366 * 24 * 3600)]


class ChannelView(msgspec.Struct, frozen=True):
    id: UUID
    brand: str
    kind: str
    name: str
    address: str | None
    enabled: bool
    settings: dict[str, Any] | None


def _view(channel: Channel, *, whole: bool) -> ChannelView:
    """`settings` are for those who manage channels."""
    return ChannelView(
        channel.id,
        channel.brand,
        channel.kind,
        channel.name,
        channel.address,
        channel.enabled,
        channel.settings if whole else None,
    )


@get("/brands/{brand:str}/channels")
async def list_channels(desk: Desk, signed: Signed, brand: str) -> list[ChannelView]:
    """The brand's channels."""
    must_work_for(signed.actor, brand)
    whole = signed.actor.can("channels.manage", brand)
    async with desk.db.tx(signed.actor) as tx:
        return [_view(channel, whole=whole) for channel in await queries.channels(tx, brand)]


@get("/brands/{brand:str}/channels/health", operation_id="listChannelsHealth")
async def channels_health(desk: Desk, signed: Signed, brand: str) -> list[queries.Health]:
    """Last in, last out, errors, what waits to go out, what is in quarantine. `quiet`: nothing came in for longer than
    is usual for this channel."""
    signed.actor.must("channels.manage", brand)
    async with desk.db.tx(signed.actor) as tx:
        found = await queries.health(tx, brand)
    return [
        msgspec.structs.replace(one, last_error=one.last_error and in_language(one.last_error, signed.locale))
        for one in found
    ]


class NewChannel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`kind`: email, webchat or portal; `address`: of an e-mail channel; `quiet_after`: seconds; left out, the channel
    learns what is usual."""

    kind: str
    name: str
    address: str | None = None
    settings: dict[str, Any] = {}
    quiet_after: Seconds | None = None
    key: str | None = None


@post("/brands/{brand:str}/channels", responses=gives(201, ChannelView))
async def create_channel(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewChannel
) -> Response[bytes]:
    """Opens a channel."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await settings.create_channel(
            tx,
            brand,
            kind=data.kind,
            name=data.name,
            address=data.address,
            settings=data.settings,
            quiet_after=None if data.quiet_after is None else timedelta(seconds=data.quiet_after),
        )
        return 201, _view(made, whole=True)

    return await write(desk, request, signed.actor, do, key=data.key)


class ChannelPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `quiet_after`: seconds; 0: the channel learns what is usual."""

    name: str | None = None
    address: str | None = None
    settings: dict[str, Any] | None = None
    enabled: bool | None = None
    quiet_after: SecondsOrNone | None = None
    key: str | None = None


@patch("/brands/{brand:str}/channels/{channel:uuid}", responses=gives(200, ChannelView))
async def change_channel(
    desk: Desk, signed: Signed, request: Req, brand: str, channel: UUID, data: ChannelPatch
) -> Response[bytes]:
    """Changes a channel's settings; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        after = await settings.change_channel(
            tx,
            brand,
            channel,
            name=data.name,
            address=data.address,
            settings=data.settings,
            enabled=data.enabled,
            quiet_after=None if data.quiet_after is None else timedelta(seconds=data.quiet_after),
        )
        return 200, _view(after, whole=True)

    return await write(desk, request, signed.actor, do, key=data.key)


@post("/channels/{channel:uuid}/test", status_code=200, operation_id="testChannel")
async def check_channel(desk: Desk, signed: Signed, channel: UUID) -> Checked:
    """For e-mail: does the outgoing server let us in? Sends nothing."""
    async with desk.db.tx(signed.actor) as tx:
        brand = await brand_of(tx, "channel", channel)
        signed.actor.must("channels.manage", brand)
        found = await queries.channel(tx, brand, channel)
    if found is None:  # made a moment ago, and the cache has not heard of it
        raise settings.NoSuchChannel
    if found.kind == "email":
        checked = await check_outgoing(desk.settings.smtp_url)
    else:
        checked = Checked(True, "This channel is the desk's own; there is nothing outside to reach.")
    return msgspec.structs.replace(checked, detail=in_language(checked.detail, signed.locale))


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
