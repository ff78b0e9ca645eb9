"""Outlook's winmail.dat, unpacked."""

from __future__ import annotations

import logging

import msgspec

from pitboss.channels.email import charsets

SIGNATURE = b"\x78\x9f\x3e\x22"
_MAX_BYTES = 60_000_000


class Unpacked(msgspec.Struct, frozen=True):
    """Files as (name, bytes), and the body if there is one."""

    files: tuple[tuple[str, bytes], ...]
    text: str
    html: str


def unpack(data: bytes) -> Unpacked | None:
    """None if the data can't be read; it then stays an attachment as it is."""
    if not data.startswith(SIGNATURE) or len(data) > _MAX_BYTES:
        return None
    from tnefparse import TNEF

    log = logging.getLogger("tnefparse")
    log.disabled = True
    try:
        content = TNEF(data, do_checksum=False)
        files = tuple(
            (_text(file.long_filename()), bytes(file.data)) for file in content.attachments if file.data
        )
        return Unpacked(files, _text(content.body), _text(content.htmlbody))
    except Exception:  # noqa: BLE001 - the library meets hostile bytes with any kind of error
        return None


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return charsets.decode(value).strip("\x00")
    return value.strip("\x00") if isinstance(value, str) else ""
