"""What a stranger wrote, shown so that it can do nothing: in a sandbox without scripts, forms, or loads from the net."""

from __future__ import annotations

import base64
import re
from html import escape
from uuid import UUID

import msgspec
from litestar import MediaType, Response, get

from pitboss.api.edge import Desk
from pitboss.api.files import disposition
from pitboss.channels import quarantine
from pitboss.db.tx import Tx
from pitboss.files.kinds import PICTURES, type_of
from pitboss.kit.refused import NotFound
from pitboss.staff.actors import Signed
from pitboss.tickets import queries
from pitboss.tickets.model import Message

MOST_EMBEDDED = 8 * 2**20  # bytes of all pictures of one mail together
_CID = re.compile(r'src="cid:([^"]{1,300})"')
_REMOTE = re.compile(r' data-src="(https?://[^"]*)"')

# Only our own workspace may frame it, and within the frame it has no origin.
_FRAMED = {"x-frame-options": "SAMEORIGIN", "cache-control": "private, no-store"}
_SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"


async def _message(tx: Tx, message: UUID) -> Message:
    found = await queries.message(tx, message)
    if found is None:
        raise NotFound("There is no such message, or it isn't yours to see.")
    return found


class _Picture(msgspec.Struct, frozen=True):
    content_id: str
    file_key: str
    size: int


@get("/messages/{message:uuid}/original", media_type=MediaType.HTML)
async def show_original(desk: Desk, signed: Signed, message: UUID, images: bool = False) -> Response[str]:
    """A message as it was formatted, as a page for a frame: sanitised, sandboxed, without scripts. Pictures that came with
    it are in it; those from the net are loaded only with `images=true`, since that tells the sender that it was read."""
    async with desk.db.tx(signed.actor) as tx:
        found = await _message(tx, message)
        pictures = await tx.all(
            _Picture,
            """
            SELECT content_id, file_key, size FROM attachment
            WHERE  brand_id = $1 AND message_id = $2 AND content_id IS NOT NULL AND file_key IS NOT NULL
              AND  content_type = ANY ($3) AND scan = ANY ($4)
            ORDER  BY id
            """,
            found.brand,
            message,
            sorted(PICTURES),
            ["clean"] if tx.scanning else ["clean", "none"],
        )
    body = found.html or f"<pre>{escape(found.text)}</pre>"
    embedded = await _embedded(desk, body, pictures)
    body = _CID.sub(lambda match: embedded.get(match[1].strip("<>"), 'src=""'), body)
    remote = len(_REMOTE.findall(body))
    if images:
        body = _REMOTE.sub(r' src="\1" referrerpolicy="no-referrer"', body)
    return Response(
        _PAGE.format(
            language="ru" if signed.locale == "ru" else "en", title=escape(found.subject or ""), body=body
        ),
        media_type=MediaType.HTML,
        headers={
            **_FRAMED,
            "content-security-policy": f"{_SANDBOX}; img-src data:{' https: http:' if images else ''}",
            "x-remote-images": str(remote),
        },
    )


_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="color-scheme" content="light">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{margin:16px;font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;overflow-wrap:anywhere}}
img,table{{max-width:100%;height:auto}}pre{{white-space:pre-wrap;font:inherit}}</style>
<body>{body}</body></html>"""


async def _embedded(desk: Desk, body: str, pictures: list[_Picture]) -> dict[str, str]:
    """A sandboxed page has no origin and so sends no cookie: what belongs to it must be in it."""
    wanted = {match[1].strip("<>") for match in _CID.finditer(body)}
    left = MOST_EMBEDDED
    sources: dict[str, str] = {}
    for picture in pictures:
        name = picture.content_id.strip("<>")
        if name not in wanted or picture.size > left:
            continue
        data = await desk.files.get(picture.file_key)
        kind = type_of(data)
        if kind in PICTURES:
            left -= len(data)
            sources[name] = f'src="data:{kind};base64,{base64.b64encode(data).decode()}"'
    return sources


@get("/messages/{message:uuid}/source", media_type="message/rfc822")
async def get_source(desk: Desk, signed: Signed, message: UUID) -> Response[bytes]:
    """The raw original of a message as a download, as it came, with players' secrets masked."""
    async with desk.db.tx(signed.actor) as tx:
        found = await _message(tx, message)
        which = await tx.value(
            "SELECT original_id FROM message WHERE brand_id = $1 AND id = $2", found.brand, message
        )
        if which is None:
            raise NotFound("This message has no original; it was written here.")
        original = await quarantine.original(tx, found.brand, which)
    raw = original.raw if original.raw is not None else await desk.files.get(original.file_key or "")
    mail = found.channel == "email"
    return Response(
        raw,
        media_type="message/rfc822" if mail else "application/octet-stream",
        headers={
            "content-disposition": disposition(f"message-{message}.{'eml' if mail else 'bin'}"),
            "content-security-policy": "default-src 'none'; sandbox",
            "cache-control": "private, no-store",
        },
    )


HANDLERS = [show_original, get_source]
