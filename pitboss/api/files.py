"""What signed links lead to: bytes that strangers sent, apart from everything else. No cookie is read here, and nothing
that is answered can run, load or frame anything; on another host name (PITBOSS_FILES_ORIGIN) not even a browser's mistake
would reach the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, urlsplit
from uuid import UUID

from litestar import Response, get

from pitboss.api.edge import Desk, Req, limit_by_address
from pitboss.db.tx import SYSTEM
from pitboss.files.kinds import NAMED, OTHER, PICTURES, SHOWN
from pitboss.files.links import BadLink, How
from pitboss.files.queries import attached, must_be_ready


def disposition(name: str, *, inline: bool = False) -> str:
    plain = "".join(c if (c.isascii() and c.isalnum()) or c in "._- " else "_" for c in name)
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def told(desk: Desk, data: bytes, *, name: str, content_type: str, inline: bool) -> Response[bytes]:
    """The bytes with everything that keeps a browser from doing more than to show or to save them."""
    shown = inline and content_type in SHOWN
    kind = content_type if shown or (not inline and content_type in NAMED) else OTHER
    styled = "img-src 'self' data:; style-src 'unsafe-inline'; " if kind in PICTURES else ""
    framed = f"'self' {desk.settings.public_url}" if desk.settings.files_origin else "'self'"
    return Response(
        data,
        media_type=kind,
        headers={
            "content-disposition": disposition(name, inline=shown),
            "content-security-policy": (
                "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; "
                f"{styled}frame-ancestors {framed}"
            ),
            "x-frame-options": "SAMEORIGIN",
            "x-content-type-options": "nosniff",
            "cross-origin-resource-policy": "cross-origin",
            "access-control-allow-origin": "*",  # the link alone is the right to it; no cookie counts here
            "referrer-policy": "no-referrer",
            "cache-control": "private, no-store",
        },
    )


def must_be_files_host(desk: Desk, request: Req) -> None:
    """Where files have a host name of their own, no other serves them. Raises BadLink."""
    own = desk.settings.files_origin
    if own and request.headers.get("host", "") != urlsplit(own).netloc:
        raise BadLink


@get("/files/{brand:str}/{item:uuid}/{how:str}/{until:int}/{mac:str}", include_in_schema=False)
async def serve(
    desk: Desk, request: Req, brand: str, item: UUID, how: str, until: int, mac: str
) -> Response[bytes]:
    await limit_by_address(request)
    must_be_files_host(desk, request)
    if how not in (How.view, How.download):
        raise BadLink
    desk.links.check(brand, item, How(how), until, mac, datetime.now(UTC))
    async with desk.db.tx(SYSTEM) as tx:
        file = await attached(tx, [brand], item)
    if file is None:
        raise BadLink
    key = must_be_ready(file, scanning=desk.settings.clamd is not None)
    return told(
        desk,
        await desk.files.get(key),
        name=file.name,
        content_type=file.content_type,
        inline=how == How.view,
    )


HANDLERS = [serve]
