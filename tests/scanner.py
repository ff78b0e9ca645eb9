"""A server that speaks as much of clamd's protocol as the desk asks for, over real sockets, and a real clamd."""

from __future__ import annotations

import asyncio
import contextlib
import getpass
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

VIRUS = b"PITBOSS-TEST-VIRUS-7c1e4b"  # nobody's signature but the one that the tests write


class Scanner:
    """Finds VIRUS in what it gets. `most`: bytes of one stream; larger ones it breaks off, as clamd does."""

    def __init__(self) -> None:
        self.port = 0
        self.most = 10 * 2**20
        self.seen = 0
        self._server: asyncio.Server | None = None

    async def begin(self) -> None:
        self._server = await asyncio.start_server(self._answer, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def end(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readuntil(b"\0")
        if command == b"zVERSION\0":
            writer.write(b"ClamAV 0.0 (a stand-in)\0")
        elif command == b"zINSTREAM\0":
            writer.write(await self._looked_at(reader) + b"\0")
        else:
            writer.write(b"UNKNOWN COMMAND\0")
        with contextlib.suppress(OSError):
            await writer.drain()
            writer.close()
            await writer.wait_closed()

    async def _looked_at(self, reader: asyncio.StreamReader) -> bytes:
        data = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            if len(data) + size > self.most:
                return b"INSTREAM size limit exceeded. ERROR"
            data += await reader.readexactly(size)
        self.seen += 1
        return b"stream: Pitboss.Test FOUND" if VIRUS in data else b"stream: OK"


@contextlib.asynccontextmanager
async def a_scanner() -> AsyncIterator[Scanner]:
    scanner = Scanner()
    await scanner.begin()
    try:
        yield scanner
    finally:
        await scanner.end()


@contextlib.asynccontextmanager
async def a_real_clamd(folder: Path) -> AsyncIterator[str]:
    """Debian's clamd with one signature of the tests' own; gives the path of its socket. A stream has at most 1 MB."""
    program = shutil.which("clamd", path="/usr/sbin:/usr/bin:/usr/local/sbin")
    assert program, "install clamav-daemon"
    (folder / "db").mkdir(parents=True)
    (folder / "db" / "own.ndb").write_text(f"Pitboss.Test:0:*:{VIRUS.hex()}\n")
    path = folder / "clamd.ctl"
    (folder / "clamd.conf").write_text(
        f"LocalSocket {path}\nDatabaseDirectory {folder / 'db'}\nUser {getpass.getuser()}\nForeground yes\n"
        f"LogFile {folder / 'clamd.log'}\nStreamMaxLength 1M\nMaxThreads 4\n"
    )
    process = await asyncio.create_subprocess_exec(
        program, "--config-file", str(folder / "clamd.conf"),
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            while not path.exists():
                assert process.returncode is None, (folder / "clamd.log").read_text()
                await asyncio.sleep(0.05)
        yield str(path)
    finally:
        process.terminate()
        await process.wait()
