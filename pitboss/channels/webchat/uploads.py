"""Files that players send. The type is what the bytes say, never what the sender says; what a browser could run is
refused."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import ClassVar

import msgspec

from pitboss.kit import secrets
from pitboss.kit.refused import Refused

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
_ENDING = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "video/mp4": "mp4",
    "text/plain": "txt",
}
SHOWN_AS_IS = frozenset(_ENDING)


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
    name: str
    content_type: str
    data: bytes


def check(name: str, data: bytes, *, most: int) -> Checked:
    """The file as it may be kept: its true type, a harmless name, and no secrets in a text.

    Raises:
        FileEmpty, FileTooLarge, FileRefused.
    """
    if not data:
        raise FileEmpty
    if len(data) > most:
        raise FileTooLarge(f"The file is too large: at most {most // 2**20} MB are allowed.")
    kind = type_of(data)
    shown = " ".join(
        "".join(c if c.isprintable() else " " for c in PurePath(name.replace("\\", "/")).name).split()
    )
    ending = shown.rpartition(".")[2].lower() if "." in shown else ""
    if kind is None or ending in _DANGEROUS:
        raise FileRefused
    if kind == "text/plain":
        data = secrets.mask(data.decode()).text.encode()
    if not ending:
        shown = f"{shown or 'file'}.{_ENDING[kind]}"
    return Checked(secrets.mask_filename(shown[-150:]).text, kind, data)


def type_of(data: bytes) -> str | None:
    """By the first bytes; None for everything that isn't taken."""
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
    if data[4:8] == b"ftyp" and data[8:12] in (
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"MSNV",
        b"dash",
    ):
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
