"""Asks ClamAV's daemon what it thinks of a file (clamd(8), command INSTREAM)."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Literal

import msgspec

Address = tuple[str, int] | str
Result = Literal["clean", "infected", "unchecked"]
CHUNK = 64 * 2**10
CONNECT_SECONDS = 5.0
SECONDS = 120.0


class ScannerAway(Exception):
    """clamd can't be reached, or gave no answer. `midway`: it went away while it was reading."""

    def __init__(self, why: str, *, midway: bool = False) -> None:
        super().__init__(why)
        self.midway = midway


class Verdict(msgspec.Struct, frozen=True):
    """`said`: the name of what was found, or why it could not be checked."""

    result: Result
    said: str = ""


async def scan(address: Address, data: bytes) -> Verdict:
    """Raises ScannerAway."""
    reader, writer = await _connected(address)
    sent = True
    try:
        async with asyncio.timeout(SECONDS):
            try:
                writer.write(b"zINSTREAM\0")
                for start in range(0, len(data), CHUNK):
                    part = data[start : start + CHUNK]
                    writer.write(len(part).to_bytes(4, "big") + part)
                    await writer.drain()
                writer.write(bytes(4))
                await writer.drain()
            except ConnectionError:
                sent = False  # too large for it: it says so and hangs up
            told = await reader.readuntil(b"\0")
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as problem:
        raise ScannerAway(type(problem).__name__, midway=not sent) from problem
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    return verdict(told.rstrip(b"\0").decode("utf-8", "replace"))


def verdict(told: str) -> Verdict:
    """Raises ScannerAway for what is no answer to the question."""
    answer = told.removeprefix("stream: ")
    if answer == "OK":
        return Verdict("clean")
    if answer.endswith(" FOUND"):
        name = answer.removesuffix(" FOUND")[:200]
        return (
            Verdict("unchecked", name)
            if name.startswith("Heuristics.Limits.Exceeded")
            else Verdict("infected", name)
        )
    if "size limit exceeded" in answer:
        return Verdict("unchecked", "too large for the scanner")
    raise ScannerAway(answer[:200])


async def version(address: Address) -> str:
    """What answers there, such as `ClamAV 1.4.3/27000/…`. Raises ScannerAway."""
    reader, writer = await _connected(address)
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            writer.write(b"zVERSION\0")
            told = await reader.readuntil(b"\0")
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as problem:
        raise ScannerAway(type(problem).__name__) from problem
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
    return told.rstrip(b"\0").decode("utf-8", "replace")


async def _connected(address: Address) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            if isinstance(address, str):
                return await asyncio.open_unix_connection(address)
            return await asyncio.open_connection(*address)
    except (OSError, TimeoutError) as problem:
        raise ScannerAway(f"{type(problem).__name__}: {problem}") from problem
