"""Files of messages: sent ahead of a message, and found again by a signed link (files.py serves it)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State, UploadFile

from pitboss.api.edge import Desk, Req, bearer, signed_in, write
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import PREFIX, NoSuchChat, actor_of, digest
from pitboss.db.tx import SYSTEM, Actor, Tx
from pitboss.files import actions as files
from pitboss.files.admit import admit
from pitboss.files.kinds import Checked
from pitboss.files.links import How, Link
from pitboss.files.queries import attached, must_be_ready
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Invalid, NotFound
from pitboss.staff.actors import Signed


class FileLink(msgspec.Struct, frozen=True):
    """`url`: an address, or a path of this host; good until `expires_at`, without signing in; ask anew for another one."""

    url: str
    expires_at: datetime


@get("/attachments/{attachment:uuid}", operation_id="downloadAttachment", status_code=303)
async def download(request: Req, state: State, attachment: UUID) -> Response[bytes]:
    """A file, for staff and players who see its message: sends on to a signed link."""
    desk: Desk = state.desk
    return sent_on(await link_to(desk, await _who(request, desk), attachment, How.download))


@get("/attachments/{attachment:uuid}/view", operation_id="viewAttachment", status_code=303)
async def view(desk: Desk, signed: Signed, attachment: UUID) -> Response[bytes]:
    """A picture or PDF to be looked at, in a sandbox; any other file is a download. Sends on to a signed link."""
    return sent_on(await link_to(desk, signed.actor, attachment, How.view))


@get("/attachments/{attachment:uuid}/link", operation_id="linkAttachment")
async def link(request: Req, state: State, attachment: UUID, view: bool = False) -> FileLink:
    """A signed link to a file, for staff and players who see its message. `view`: to look at it in a frame."""
    desk: Desk = state.desk
    made = await link_to(desk, await _who(request, desk), attachment, How.view if view else How.download)
    return FileLink(made.url, made.expires_at)


async def _who(request: Req, desk: Desk) -> Actor:
    token = bearer(request)
    if token is None or not token.startswith(PREFIX):
        return (await signed_in(request, desk)).actor
    async with desk.db.tx(SYSTEM) as tx:
        found = await queries.by_hash(tx, digest(token))
    if found is None:
        raise NoSuchChat
    speaks(request, found.session.language)
    return actor_of(found.session, found.now)


async def link_to(desk: Desk, actor: Actor, attachment: UUID, how: How) -> Link:
    """A fresh link to a file that the actor sees.

    Raises:
        NotFound, FileRedacted, BeingChecked, Infected, NotCheckable.
    """
    async with desk.db.tx(actor) as tx:
        file = await attached(tx, actor.brands, attachment)
    if file is None:
        raise NotFound("There is no such file, or it isn't yours to see.")
    must_be_ready(file, scanning=desk.settings.clamd is not None)
    return desk.links.make(file.brand, file.id, how, datetime.now(UTC))


def sent_on(link: Link) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"location": link.url, "cache-control": "no-store"})


async def sent_bytes(request: Req) -> tuple[str, bytes]:
    """The name and the bytes of the one file of a multipart request.

    Raises:
        Invalid: without a file in the field `file`.
    """
    await request.body()  # kept, since the idempotency key is bound to it
    sent = (await request.form()).get("file")
    if not isinstance(sent, UploadFile):
        raise Invalid("Send one file as multipart/form-data, in the field `file`.")
    return sent.filename or "", await sent.read()


async def sent_file(desk: Desk, request: Req) -> Checked:
    """The one file of a multipart request, as it may be kept.

    Raises:
        Invalid: without a file in the field `file`.
        FileEmpty, FileTooLarge, FileRefused, PictureUnreadable, PictureTooLarge.
    """
    name, data = await sent_bytes(request)
    return await admit(name, data, most=desk.settings.max_upload_bytes)


class Uploaded(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    content_type: str
    size: int


UPLOAD = Limit("staff-upload", burst=30, per_second=1)


@post("/attachments", status_code=201, responses=gives(201, Uploaded), operation_id="uploadAttachment")
async def upload(desk: Desk, signed: Signed, request: Req, brand: str | None = None) -> Response[bytes]:
    """Sends one file ahead of a reply or note, as multipart/form-data in the field `file`. Name its id in `files` of the
    message within a day. `brand`: whose ticket it is for, if you work for several."""
    desk.buckets.take(UPLOAD, signed.staff_id)
    brands = sorted(signed.actor.brands)
    home = brand or (brands[0] if len(brands) == 1 else None)
    if home is None:
        raise Invalid(f"Name the brand that the file is for, as in ?brand=…: {', '.join(brands)}.")
    if home not in brands:
        raise NotFound("There is no such brand, or it isn't yours to see.")
    if not signed.actor.can("tickets.note", home):
        signed.actor.must("tickets.reply", home)
    file = await sent_file(desk, request)
    kept = await desk.files.put(home, file.data)

    async def do(tx: Tx) -> tuple[int, Any]:
        held = await files.keep_upload(
            tx, home, signed.staff_id, name=file.name, content_type=file.content_type, kept=kept
        )
        return 201, Uploaded(held.id, held.name, held.content_type, held.size)

    return await write(desk, request, signed.actor, do)


HANDLERS = [download, view, link, upload]
