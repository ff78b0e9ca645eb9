"""Files of messages, always as a download: nothing that a stranger sent is ever shown by our own address."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Response, get
from litestar.datastructures import State

from pitboss.api.edge import Desk, Req, bearer, signed_in
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import PREFIX, NoSuchChat, actor_of, digest
from pitboss.channels.webchat.uploads import SHOWN_AS_IS
from pitboss.db.tx import SYSTEM, Actor
from pitboss.kit.refused import NotFound


class _File(msgspec.Struct, frozen=True):
    name: str
    content_type: str
    file_key: str


@get("/attachments/{attachment:uuid}")
async def download(request: Req, state: State, attachment: UUID) -> Response[bytes]:
    """A file, for staff and players who see its message."""
    desk: Desk = state.desk
    return await answer(desk, await _who(request, desk), attachment)


async def _who(request: Req, desk: Desk) -> Actor:
    token = bearer(request)
    if token is None or not token.startswith(PREFIX):
        return (await signed_in(request, desk)).actor
    async with desk.db.tx(SYSTEM) as tx:
        found = await queries.by_hash(tx, digest(token))
    if found is None:
        raise NoSuchChat
    return actor_of(found.session, found.now)


async def answer(desk: Desk, actor: Actor, attachment: UUID) -> Response[bytes]:
    async with desk.db.tx(actor) as tx:
        file = await tx.maybe(
            _File,
            "SELECT name, content_type, file_key FROM attachment WHERE brand_id = ANY ($1) AND id = $2",
            sorted(actor.brands),
            attachment,
        )
    if file is None:
        raise NotFound("There is no such file, or it isn't yours to see.")
    kind = file.content_type if file.content_type in SHOWN_AS_IS else "application/octet-stream"
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in file.name)
    return Response(
        await desk.files.get(file.file_key),
        media_type=kind,
        headers={
            "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}",
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, no-store",
        },
    )


HANDLERS = [download]
