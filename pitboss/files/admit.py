"""The one way of a file into the desk, for every channel: what it is (kinds.py), and pictures and PDFs decoded apart
(render.py). docs/subsystems/files.md says why what comes out is harmless."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Sequence
from typing import ClassVar, Literal
from weakref import WeakKeyDictionary

import msgspec

from pitboss.files import kinds, names
from pitboss.files.kinds import OTHER, PICTURES, Checked
from pitboss.kit import secrets
from pitboss.kit.refused import Refused

MOST_PIXELS = 50_000_000  # a camera's 50 megapixels; 150 MB when decoded
MOST_PAGES = 500
MOST_RENDERED = 20  # of one mail; the others stay downloads
SECONDS = 30.0
AT_ONCE = 2  # processes that decode, for each of ours

Problem = Literal["broken", "pixels", "pages", "locked", "lively", "slow"]


class PictureUnreadable(Refused):
    """This picture can't be opened. Save it anew, or take a screenshot of it, and send that."""

    status: ClassVar[int] = 422


class PictureTooLarge(Refused):
    """This picture has too many pixels. Send a smaller one."""

    status: ClassVar[int] = 413


class PictureTooSlow(Refused):
    """It takes too long to open this picture. Save it anew, or take a screenshot of it, and send that."""

    status: ClassVar[int] = 422


REFUSALS: dict[Problem, type[Refused]] = {"pixels": PictureTooLarge, "slow": PictureTooSlow}


class Found(msgspec.Struct, frozen=True):
    """What decoding told. `data`: a picture written anew."""

    problem: Problem | None = None
    pages: int | None = None
    width: int | None = None
    height: int | None = None
    data: bytes = b""


async def admit(name: str, data: bytes, *, most: int) -> Checked:
    """A file as somebody may send it. A PDF that is broken, locked or does more than lie there is only a download.

    Raises:
        FileEmpty, FileTooLarge, FileRefused, PictureUnreadable, PictureTooLarge, PictureTooSlow.
    """
    file = kinds.check(name, data, most=most)
    if file.content_type not in kinds.SHOWN:
        return file
    found = await look(file.content_type, data)
    if file.content_type == "application/pdf":
        return msgspec.structs.replace(file, content_type=OTHER) if found.problem else file
    if found.problem is not None:
        raise REFUSALS.get(found.problem, PictureUnreadable)
    return msgspec.structs.replace(file, data=found.data)


async def receive(files: Sequence[tuple[str, bytes]]) -> list[Checked]:
    """Files of a mail, none of them refused: the original holds them as they came. What can't be made harmless is only a
    download."""
    rendered = 0
    taken: list[Checked] = []
    for name, data in files:
        kind = kinds.type_of(data) or OTHER
        shown = kinds.named(name, kind)
        if kind == "text/plain":
            data = secrets.mask(data.decode()).text.encode()
        if kind in kinds.SHOWN:
            rendered += 1
            found = await look(kind, data) if rendered <= MOST_RENDERED else Found("broken")
            if found.problem is not None:
                kind = OTHER
            elif kind in PICTURES:
                data = found.data
        taken.append(Checked(shown, kind, data))
    return taken


def is_pdf(name: str, content_type: str) -> bool:
    """Also one that is only a download."""
    return content_type == "application/pdf" or names.ending(name) == "pdf"


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def look(kind: str, data: bytes, *, most: int | None = None) -> Found:
    """Decodes a picture or a PDF in a process of its own. `most`: pixels or pages."""
    turns = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    limit = most or (MOST_PAGES if kind == "application/pdf" else MOST_PIXELS)
    async with turns:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-I", "-m", "pitboss.files.render", kind, str(limit),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={"OPENBLAS_NUM_THREADS": "1"},  # none of our secrets
        )  # fmt: skip
        try:
            async with asyncio.timeout(SECONDS):
                told, _ = await process.communicate(data)
        except TimeoutError:
            return Found("slow")
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode == -signal.SIGXCPU:
        return Found("slow")
    head, _, body = told.partition(b"\n")
    if process.returncode != 0 or not head:
        return Found("broken")
    return msgspec.structs.replace(msgspec.json.decode(head, type=Found), data=body)
