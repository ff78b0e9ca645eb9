"""The built screens: the agents' workspace at /desk and the players' widget at /widget.js. `scripts/web` builds them."""

from __future__ import annotations

import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from litestar import MediaType, Request, Response, get

from pitboss.api.edge import Desk

BUILT = Path(__file__).parent.parent / "static"
_HASHED = "public, max-age=31536000, immutable"  # the name changes with the content
_FRESH = "no-cache"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{files}; "
    "font-src 'self' data:; connect-src 'self'{files}; frame-src 'self' blob:; media-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_NOT_BUILT = "The screens are not built. Run `make web`, then reload this page."


class Built(msgspec.Struct, frozen=True):
    """A file as it goes out; `packed` holds it compressed, by encoding, best first."""

    content_type: str
    plain: bytes
    packed: dict[str, bytes]


@cache
def built() -> dict[str, Built]:
    """Every built file by its path below the folder. Read once: a new build needs a new start."""
    found: dict[str, Built] = {}
    for path in BUILT.rglob("*"):
        if path.is_file() and path.suffix not in (".br", ".gz") and ".vite" not in path.parts:
            packed = {
                encoding: other.read_bytes()
                for encoding, suffix in (("br", ".br"), ("gzip", ".gz"))
                if (other := path.with_name(path.name + suffix)).exists()
            }
            content_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            if content_type.startswith("text/"):
                content_type += "; charset=utf-8"
            found[path.relative_to(BUILT).as_posix()] = Built(content_type, path.read_bytes(), packed)
    return found


def give(request: Request[Any, Any, Any], name: str, **headers: str) -> Response[bytes]:
    file = built().get(name)
    if file is None:
        text = "There is nothing here." if built() else _NOT_BUILT
        return Response(text.encode(), status_code=404 if built() else 503, media_type=MediaType.TEXT)
    accepted = {
        part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    encoding = next((known for known in file.packed if known in accepted), None)
    return Response(
        file.packed[encoding] if encoding else file.plain,
        headers={
            "vary": "accept-encoding",
            **({"content-encoding": encoding} if encoding else {}),
            **headers,
        },
        media_type=file.content_type,
    )


@get(["/desk", "/desk/{path:path}"], include_in_schema=False)
async def desk_screen(desk: Desk, request: Request[Any, Any, Any], path: str = "/") -> Response[bytes]:
    """A built file, or the page itself for every address that the screens know by themselves."""
    name = f"desk{path}"
    if name in built() or path.startswith("/assets/"):
        if path == "/sw.js":
            return give(request, name, **{"cache-control": _FRESH, "service-worker-allowed": "/desk/"})
        hashed = path.startswith("/assets/") and name in built()
        return give(request, name, **{"cache-control": _HASHED if hashed else _FRESH})
    origin = desk.settings.files_origin
    policy = _POLICY.format(files=f" {origin}" if origin else "")
    return give(request, "desk/index.html", **{"cache-control": _FRESH, "content-security-policy": policy})


_ANYWHERE = {
    "cache-control": "public, max-age=300",
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
}


@get("/widget.js", include_in_schema=False)
async def widget_script(request: Request[Any, Any, Any]) -> Response[bytes]:
    return give(request, "widget/widget.js", **_ANYWHERE)


@get("/widget/{name:str}", include_in_schema=False)
async def widget_part(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
    """Its words, and the script of what a first conversation does not need."""
    hashed = name.startswith("more-") and f"widget/{name}" in built()
    headers = {**_ANYWHERE, "cache-control": _HASHED} if hashed else _ANYWHERE
    return give(request, f"widget/{name}", **headers)


HANDLERS = [desk_screen, widget_script, widget_part]
