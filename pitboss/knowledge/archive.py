"""Archives from outside, opened in memory: nothing is written anywhere, names lead nowhere, and what unpacks to too much is
not unpacked."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from pitboss.kit.refused import Invalid
from pitboss.knowledge.bundle import MOST_FILES, Skipped

MOST_BYTES = 100 * 2**20  # unpacked, all together
MOST_OF_ONE = 8 * 2**20
_TAKEN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LINK = 0o120000


class BadArchive(Invalid):
    """This is not a zip archive that can be read."""


def opened(data: bytes) -> tuple[dict[str, bytes], list[Skipped]]:
    """Files by their paths, and what was left out.

    Raises:
        BadArchive: it is none, or holds too much.
    """
    files: dict[str, bytes] = {}
    skipped: list[Skipped] = []
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise BadArchive(f"The archive holds too much: at most {MOST_FILES} files.")
            for entry in entries:
                if entry.is_dir():
                    continue
                name = entry.filename
                if why := _why_not(entry):
                    skipped.append((shown(name), why))
                    continue
                with archive.open(entry) as packed:  # what an entry says of its size need not be true
                    raw = packed.read(min(MOST_OF_ONE, left) + 1)
                if len(raw) > left:
                    raise BadArchive(
                        f"The archive holds too much: at most {MOST_BYTES // 2**20} MB unpacked."
                    )
                left -= len(raw)
                if len(raw) > MOST_OF_ONE:
                    skipped.append((shown(name), "The file is too large."))
                else:
                    files[name] = raw
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        RuntimeError,  # zipfile's word for newer formats, unknown compression, patched data and passwords
        ValueError,
        OSError,
    ) as problem:
        raise BadArchive from problem
    return files, skipped


def _why_not(entry: zipfile.ZipInfo) -> str | None:
    name = entry.filename
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or not name.isprintable()
    ):
        return "Its name leads out of the archive."
    if entry.flag_bits & _ENCRYPTED:
        return "It is encrypted."
    if (entry.external_attr >> 16) & 0o170000 == _LINK:
        return "It is a link."
    if entry.compress_type not in _TAKEN:
        return "It is packed in a way that is not taken."
    return None


def shown(name: str) -> str:
    """A name as it may stand in a report."""
    return "".join(c if c.isprintable() else "�" for c in name)[:200]
