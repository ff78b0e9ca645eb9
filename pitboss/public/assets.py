"""Style sheets and scripts of the public pages, each under a name that changes with its content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

import msgspec
from litestar import Response, get

from pitboss.api.edge import Req
from pitboss.kit.refused import NotFound

FOLDER = Path(__file__).parent / "assets"


class Asset(msgspec.Struct, frozen=True):
    content_type: str
    plain: bytes
    gzipped: bytes


def _named(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{path.stem}.{digest}{path.suffix}"


@cache
def names() -> dict[str, str]:
    """By plain name, as `style.css`, the one with its hash."""
    return {path.name: _named(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


@cache
def _assets() -> dict[str, Asset]:
    found = {}
    for plain, hashed in names().items():
        content = (FOLDER / plain).read_bytes()
        kind = mimetypes.guess_type(plain)[0] or "application/octet-stream"
        kind += "; charset=utf-8" if kind.startswith("text/") else ""
        found[hashed] = Asset(kind, content, gzip.compress(content, 9, mtime=0))
    return found


@cache
def icons() -> frozenset[str]:
    """What there is to be had of icons.svg."""
    return frozenset(re.findall(r'symbol id="([a-z-]+)"', (FOLDER / "icons.svg").read_text(encoding="utf-8")))


def asset(name: str) -> str:
    """The address of a file of the folder."""
    return f"/public/{names()[name]}"


@get("/public/{name:str}", include_in_schema=False)
async def give_asset(request: Req, name: str) -> Response[bytes]:
    found = _assets().get(name)
    if found is None:
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if takes_gzip(request):
        return Response(
            found.gzipped, media_type=found.content_type, headers={**headers, "content-encoding": "gzip"}
        )
    return Response(found.plain, media_type=found.content_type, headers=headers)


def takes_gzip(request: Req) -> bool:
    return "gzip" in request.headers.get("accept-encoding", "")


HANDLERS = [give_asset]
