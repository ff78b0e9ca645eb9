"""What a file is, by its bytes and never by what its sender says, and what may become of it. Pure; whatever must be decoded
to be judged is decoded in render.py, in a process of its own."""

from __future__ import annotations

import re
from typing import ClassVar

import msgspec

from pitboss.files import names
from pitboss.kit import secrets
from pitboss.kit.refused import Refused

OTHER = "application/octet-stream"
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SHOWN = PICTURES | {"application/pdf"}  # within a page, in a sandbox
NAMED = SHOWN | {
    "video/mp4",
    "text/plain",
}  # by their own type as a download; everything else as bytes of no type

_DANGEROUS = frozenset(
    [
        "exe",
        "msi",
        "bat",
        "cmd",
        "com",
        "scr",
        "pif",
        "cpl",
        "dll",
        "sys",
        "js",
        "mjs",
        "jse",
        "vbs",
        "vbe",
        "wsf",
        "wsh",
        "ps1",
        "psm1",
        "sh",
        "bash",
        "jar",
        "apk",
        "app",
        "dmg",
        "deb",
        "rpm",
        "lnk",
        "url",
        "reg",
        "hta",
        "chm",
        "htm",
        "html",
        "xhtml",
        "shtml",
        "svg",
        "svgz",
        "xml",
        "xsl",
        "mht",
        "mhtml",
        "swf",
        "php",
        "asp",
        "aspx",
        "jsp",
        "py",
        "rb",
        "pl",
        "iso",
        "img",
        "docm",
        "xlsm",
        "pptm",
    ]
)
_MARKUP = re.compile(
    r"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|!--)|<\?", re.IGNORECASE
)
_MP4 = frozenset(
    [b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"]
)
_ENDINGS = {
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg", "jpe", "jfif"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "application/pdf": ("pdf",),
    "video/mp4": ("mp4", "m4v"),
    # By any other ending the system of whoever saves it may run it, or fetch something: .desktop, .library-ms, .scf …
    "text/plain": ("txt", "log", "csv", "md", "json"),
}


class FileRefused(Refused):
    """Files of this kind can't be sent. Send a picture (PNG, JPEG, GIF, WebP), a PDF, an MP4 video or plain text."""

    status: ClassVar[int] = 415


class FileEmpty(Refused):
    """The file is empty."""

    status: ClassVar[int] = 422


class FileTooLarge(Refused):
    """The file is too large."""

    status: ClassVar[int] = 413


class Checked(msgspec.Struct, frozen=True):
    """A file as it may be kept. `content_type` is OTHER for what is only ever a download."""

    name: str
    content_type: str
    data: bytes


def check(name: str, data: bytes, *, most: int) -> Checked:
    """The file as somebody may send it: its true type, a harmless name, and no secrets in a text.

    Raises:
        FileEmpty, FileTooLarge, FileRefused.
    """
    if not data:
        raise FileEmpty
    if len(data) > most:
        raise FileTooLarge(f"The file is too large: at most {most // 2**20} MB are allowed.")
    kind = type_of(data)
    if kind is None or names.ending(names.safe(name)) in _DANGEROUS:
        raise FileRefused
    if kind == "text/plain":
        data = secrets.mask(data.decode()).text.encode()
    return Checked(named(name, kind), kind, data)


def named(name: str, kind: str) -> str:
    """A harmless name whose ending doesn't belie the file's kind."""
    shown = names.safe(name)
    given = names.ending(shown)
    fitting = _ENDINGS.get(kind, ())
    if fitting and given not in fitting:
        shown = f"{shown or 'file'}.{fitting[0]}"
    return secrets.mask_filename(shown[-150:] or "file").text


def type_of(data: bytes) -> str | None:
    """By the first bytes; None for everything that isn't taken from outside: markup, scripts, programs, archives."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data[4:8] == b"ftyp" and data[8:12] in _MP4:
        return "video/mp4"
    return "text/plain" if _is_text(data) else None


def _is_text(data: bytes) -> bool:
    if data.startswith((b"#!", b"MZ", b"PK", b"\x7fELF")):
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    if any(c < " " and c not in "\n\r\t\f" for c in text):
        return False
    return _MARKUP.search(text[:100_000]) is None
