"""Files of messages as a download. Pictures and PDFs to be looked at are in originals.py, in a sandbox."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State, UploadFile

from pitboss.api.edge import Desk, Req, bearer, signed_in, write
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.channels.webchat import queries
from pitboss.channels.webchat.model import PREFIX, NoSuchChat, actor_of, digest
from pitboss.channels.webchat.uploads import SHOWN_AS_IS, Checked, check
from pitboss.db.tx import SYSTEM, Actor, Tx
from pitboss.files import actions as files
from pitboss.files.store import FileMissing
from pitboss.kit.limits import Limit
from pitboss.kit.refused import Invalid, NotFound
from pitboss.staff.actors import Signed


class _File(msgspec.Struct, frozen=True):
    name: str
    content_type: str
    file_key: str | None


@get(
    "/attachments/{attachment:uuid}",
    operation_id="downloadAttachment",
    responses=gives(200, bytes, "application/octet-stream"),
)
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
    speaks(request, found.session.language)
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
    if file.file_key is None:
        raise FileMissing("This file was redacted.")
    kind = file.content_type if file.content_type in SHOWN_AS_IS else "application/octet-stream"
    return Response(
        await desk.files.get(file.file_key),
        media_type=kind,
        headers={
            "content-disposition": disposition(file.name),
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, no-store",
        },
    )


def disposition(name: str, *, inline: bool = False) -> str:
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in name)
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


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
        FileEmpty, FileTooLarge, FileRefused.
    """
    name, data = await sent_bytes(request)
    return check(name, data, most=desk.settings.max_upload_bytes)


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


HANDLERS = [download, upload]
