"""Sets a pack's PDF, in a process of its own: what strangers wrote is laid out there, and its memory goes with it.

As a program it reads the data (JSON) from its standard input and writes the PDF to its standard output."""

from __future__ import annotations

import asyncio
import sys
from importlib.resources import files
from typing import Any

import msgspec

from pitboss.kit.refused import Refused

SECONDS = 90.0
AT_ONCE = 2
MEMORY = 4 * 2**30
_turns = asyncio.Semaphore(AT_ONCE)


class NotSet(Refused):
    """The PDF could not be made. Take the archive; everything is in it but the PDF."""

    status = 500


async def pdf(data: Any) -> bytes:
    """Raises NotSet."""
    async with _turns:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-m",
            "pitboss.complaints.typeset",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        try:
            async with asyncio.timeout(SECONDS):
                out, _ = await process.communicate(msgspec.json.encode(data))
        except TimeoutError as problem:
            raise NotSet from problem
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
    if process.returncode != 0 or not out.startswith(b"%PDF-"):
        raise NotSet
    return out


def main() -> None:
    import resource

    import typst

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    source: bytes = (files("pitboss.complaints") / "pack.typ").read_bytes()
    data = sys.stdin.buffer.read().decode("utf-8")
    made: bytes = typst.compile(source, sys_inputs={"data": data}, ignore_system_fonts=True)
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
