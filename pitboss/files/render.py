"""Decodes what a stranger sent, in a process of its own that holds nothing of ours and may take little time and memory
(`python -I -m pitboss.files.render KIND MOST`, the file on standard input). On standard output: one line of JSON that says
what was found, then, for a picture, the picture written anew: pixels and nothing else."""

from __future__ import annotations

import io
import json
import logging
import re
import resource
import sys
import warnings
from typing import Any

MEMORY = 3 * 2**29
CPU_SECONDS = 20
# A JPEG of 50 megapixels takes two; a PNG of as many takes twelve, most of them to be written.
CPU_SECONDS_OF = {"image/jpeg": 8}
MOST_SCANS = 64  # of a JPEG; cameras make 1, the web's progressive ones 10 or so
MAX_OBJECTS = 50_000
_MARKER = re.compile(
    rb"\xff[\x02-\xcf\xd9-\xfe]"
)  # with a length; within a scan 0xff stands before 0 or a restart
_SCAN, _END = 0xDA, 0xD9
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_LIVELY = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/Movie",
        "/Sound",
    }
)
_LIVELY_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AA"})


def picture(data: bytes, kind: str, most_pixels: int) -> tuple[dict[str, Any], bytes]:
    """The first picture in it, turned as its camera said, without whatever else the file held."""
    from PIL import Image, ImageOps, PngImagePlugin

    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = None  # our own limit, before anything is decoded
    PngImagePlugin.MAX_TEXT_CHUNK = PngImagePlugin.MAX_TEXT_MEMORY = 2**20
    name = _FORMATS[kind]
    if name == "JPEG" and scans(data) > MOST_SCANS:
        return {"problem": "slow"}, b""
    opened = Image.open(io.BytesIO(data), formats=[name])
    width, height = opened.size
    if width * height > most_pixels:
        return {"problem": "pixels"}, b""
    opened.load()
    turned = _in_usual_colours(ImageOps.exif_transpose(opened))
    clear = "A" in turned.getbands() or "transparency" in turned.info
    bare = turned.convert("RGBA" if clear and name != "JPEG" else "RGB")
    bare.info.clear()
    out = io.BytesIO()
    match name:
        case "JPEG":
            bare.save(out, name, quality=88)
        case "WEBP":
            bare.save(out, name, quality=88, method=2)
        case "GIF":
            bare.convert("P" if bare.mode == "RGB" else "RGBA").save(out, name)
        case _:
            bare.save(out, name, compress_level=6)
    return {"problem": None, "width": bare.width, "height": bare.height}, out.getvalue()


def scans(data: bytes) -> int:
    """How often a JPEG goes over its picture, counted up to one more than MOST_SCANS. A few bytes are enough for one
    (a run over all blocks), and each costs the decoder the whole picture."""
    found, at = 0, 2
    while (marker := _MARKER.search(data, at)) is not None and found <= MOST_SCANS:
        at, kind = marker.end(), data[marker.end() - 1]
        if kind == _END:
            break
        found += kind == _SCAN
        at += int.from_bytes(data[at : at + 2])
    return found


def _in_usual_colours(image: Any) -> Any:
    """Cameras write colours by a profile of their own; without it they would be read wrongly."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        return ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def pdf(data: bytes, most_pages: int) -> dict[str, Any]:
    """How many pages it has, and whether it does more than lie there. A locked one can't be looked into."""
    from pypdf import PdfReader
    from pypdf.generic import IndirectObject

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return {"problem": "locked"}
    pages = len(reader.pages)
    if pages > most_pages:
        return {"problem": "pages", "pages": pages}
    numbers = {(number, 0) for number in reader.xref_objStm}
    for generation, objects in reader.xref.items():
        numbers |= {(number, generation) for number in objects}
    if len(numbers) > MAX_OBJECTS:
        return {"problem": "lively", "pages": pages}
    roots: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        if number:
            roots.append(reader.get_object(IndirectObject(number, generation, reader)))
    if any(_lively(root) for root in roots):
        return {"problem": "lively", "pages": pages}
    return {"problem": None, "pages": pages}


def _lively(root: Any) -> bool:
    """Within one object; what it refers to is an object of its own."""
    from pypdf.generic import ArrayObject, DictionaryObject

    waiting = [root]
    while waiting:
        it = waiting.pop()
        if isinstance(it, DictionaryObject):
            if _LIVELY_KEYS & it.keys() or str(it.raw_get("/S") if "/S" in it else "") in _LIVELY:
                return True
            if "/Type" in it and str(it.raw_get("/Type")) == "/EmbeddedFile":
                return True
            waiting += [it.raw_get(key) for key in it]
        elif isinstance(it, ArrayObject):
            waiting += list(it)
    return False


def main(kind: str, most: int) -> None:
    data = sys.stdin.buffer.read()
    body = b""
    try:
        found, body = (pdf(data, most), b"") if kind == "application/pdf" else picture(data, kind, most)
    except Exception:  # noqa: BLE001 - whatever a decoder makes of hostile bytes, the file can't be read
        found = {"problem": "broken"}
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + body)


if __name__ == "__main__":
    seconds = CPU_SECONDS_OF.get(sys.argv[1], CPU_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))  # first the signal that says so
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    logging.disable()
    main(sys.argv[1], int(sys.argv[2]))
