"""As much of IMAP4rev1 (RFC 3501, with IDLE, MOVE, UIDPLUS) as reading a mailbox needs.

Strict in what it waits for: silence, an oversized answer and a lost connection all raise, so nothing here hangs."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
import ssl
from collections.abc import AsyncIterator, Sequence
from ipaddress import ip_address
from typing import TypeAlias, Union
from urllib.parse import urlsplit

import msgspec

SILENT_SECONDS = 60.0
CONNECT_SECONDS = 20.0
MAX_LINE = 8 * 2**20  # a SEARCH of a million UIDs fits

Item: TypeAlias = Union[bytes, list["Item"], None]  # noqa: UP007 - a name in quotes takes no |


class ImapError(Exception):
    """The server refused, hung up, or said what no server says. The words are fit for the health page."""


class Refusal(ImapError):
    """A tagged NO or BAD; the connection can be used further."""


class BadUrl(ValueError):
    """The mailbox's address can't be used."""


class Server(msgspec.Struct, frozen=True):
    host: str
    port: int
    tls: bool  # from the first byte; else STARTTLS, where the server has it


class Response(msgspec.Struct, frozen=True):
    """One answer: its text, in pieces around its literals."""

    pieces: tuple[bytes, ...]  # text, literal, text, literal, … text

    @property
    def line(self) -> bytes:
        return self.pieces[0]


def read_url(url: str) -> Server:
    """`imaps://host[:993]` or `imap://host[:143]`.

    Raises:
        BadUrl: with the sentence for the settings page.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise BadUrl(f"The address of the mailbox is not a URL: {problem}.") from problem
    if parts.scheme not in ("imaps", "imap") or not parts.hostname:
        raise BadUrl("Write the address of the mailbox as imaps://host:993.")
    if parts.username or parts.password:
        raise BadUrl("User and password don't belong into the address of the mailbox.")
    return Server(parts.hostname, port or (993 if parts.scheme == "imaps" else 143), parts.scheme == "imaps")


def folder_name(name: str) -> str:
    """The modified UTF-7 of RFC 3501 section 5.1.3, in which folders with Russian names are called."""
    out: list[str] = []
    run = ""

    def end_run() -> None:
        nonlocal run
        if run:
            coded = base64.b64encode(run.encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
            out.append(f"&{coded}-")
            run = ""

    for character in name:
        if " " <= character <= "~":
            end_run()
            out.append("&-" if character == "&" else character)
        else:
            run += character
    end_run()
    return "".join(out)


def quoted(text: str) -> bytes:
    """A quoted string; for ASCII without line ends only."""
    return b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode("ascii") + b'"'


def uid_set(uids: Sequence[int]) -> bytes:
    """`1:3,7` of rising numbers."""
    runs: list[list[int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1][1] = uid
        else:
            runs.append([uid, uid])
    return b",".join(b"%d" % a if a == b else b"%d:%d" % (a, b) for a, b in runs)


def items(response: Response) -> list[Item]:
    """The atoms, strings and lists of an answer. Brackets belong to their atom: `BODY[HEADER.FIELDS (TO)]`.

    Raises:
        ImapError: for parentheses or quotes that don't close.
    """
    stack: list[list[Item]] = [[]]
    for number, piece in enumerate(response.pieces):
        if number % 2:
            stack[-1].append(piece)
        else:
            _read_items(piece, stack)
    if len(stack) != 1:
        raise ImapError("The mail server sent an answer that can't be read.")
    return stack[0]


def _read_items(text: bytes, stack: list[list[Item]]) -> None:
    at, end = 0, len(text)
    while at < end:
        sign = text[at : at + 1]
        if sign == b" ":
            at += 1
        elif sign == b"(":
            stack.append([])
            at += 1
        elif sign == b")":
            if len(stack) < 2:
                raise ImapError("The mail server sent an answer that can't be read.")
            closed = stack.pop()
            stack[-1].append(closed)
            at += 1
        elif sign == b'"':
            value = bytearray()
            at += 1
            while at < end and text[at] != 0x22:
                at += text[at] == 0x5C
                value += text[at : at + 1]
                at += 1
            if at >= end:
                raise ImapError("The mail server sent an answer that can't be read.")
            stack[-1].append(bytes(value))
            at += 1
        else:
            start, depth = at, 0
            while at < end and (depth or text[at] not in b' ()"'):
                depth += (text[at] == 0x5B) - (text[at] == 0x5D and depth > 0)
                at += 1
            atom = text[start:at]
            stack[-1].append(None if atom == b"NIL" else atom)


def fetched(response: Response) -> dict[bytes, Item]:
    """The data of a `* n FETCH (…)` by upper-case name, without a partial's `<0>`; empty for any other answer."""
    if b" FETCH " not in response.line[:40].upper():
        return {}
    data = items(response)[-1]
    if not isinstance(data, list):
        return {}
    pairs = zip(data[::2], data[1::2], strict=False)
    return {name.upper().partition(b"<")[0]: value for name, value in pairs if isinstance(name, bytes)}


class Imap:
    """One connection. `news`: the server has told of mail that no search has shown yet."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, max_literal: int
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._max_literal = max_literal
        self._prefix = secrets.token_hex(3).upper()  # answers put in before TLS began can't guess it
        self._count = 0
        self.capabilities: frozenset[bytes] = frozenset()
        self.news = False

    async def _line(self, seconds: float) -> bytes:
        try:
            async with asyncio.timeout(seconds):
                line = await self._reader.readuntil(b"\r\n")
        except asyncio.IncompleteReadError as problem:
            raise ImapError("The mail server closed the connection.") from problem
        except asyncio.LimitOverrunError as problem:
            raise ImapError("The mail server sent a line longer than 8 MB.") from problem
        return line[:-2]

    async def _response(self, seconds: float = SILENT_SECONDS) -> Response:
        pieces = [await self._line(seconds)]
        while (size := _announced(pieces[-1])) is not None:
            if size > self._max_literal:
                raise ImapError(f"The mail server wants to send {size} bytes at once, which is too much.")
            pieces[-1] = pieces[-1][: pieces[-1].rindex(b"{")]
            pieces += [await self._literal(size), await self._line(SILENT_SECONDS)]
        response = Response(tuple(pieces))
        words = response.line.split(b" ", 3)
        if words[0] == b"*" and len(words) > 1:
            if words[1].upper() == b"BYE":
                raise ImapError(f"The mail server said goodbye: {_shown(response.line[6:])}")
            if len(words) > 2 and words[2].upper() == b"EXISTS":
                self.news = True
            if words[1].upper() == b"CAPABILITY":
                self.capabilities = frozenset(response.line.upper().split()[2:])
        return response

    async def _literal(self, size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            async with asyncio.timeout(SILENT_SECONDS):
                chunk = await self._reader.read(min(size - len(data), 2**18))
            if not chunk:
                raise ImapError("The mail server closed the connection.")
            data += chunk
        return bytes(data)

    async def _send(self, data: bytes) -> None:
        self._writer.write(data)
        async with asyncio.timeout(SILENT_SECONDS):
            await self._writer.drain()

    async def stream(self, *words: bytes, hidden: bool = False) -> AsyncIterator[Response]:
        """Sends a command and gives its untagged answers as they come. It must be read to its end.

        Raises:
            Refusal: for NO and BAD.
        """
        self._count += 1
        tag = b"%s%d" % (self._prefix.encode(), self._count)
        await self._send(b" ".join((tag, *words)) + b"\r\n")
        while True:
            response = await self._response()
            if not response.line.startswith(tag + b" "):
                yield response
                continue
            verdict, _, text = response.line[len(tag) + 1 :].partition(b" ")
            if verdict.upper() != b"OK":
                name = words[0] if hidden else b" ".join(words)[:80]
                raise Refusal(f"The mail server refused {_shown(name)}: {_shown(text) or 'no reason given'}")
            return

    async def run(self, *words: bytes, hidden: bool = False) -> list[Response]:
        return [response async for response in self.stream(*words, hidden=hidden)]

    async def start_tls(self, host: str) -> None:
        await self.run(b"STARTTLS")
        async with asyncio.timeout(CONNECT_SECONDS):
            await self._writer.start_tls(ssl.create_default_context(), server_hostname=host)
        self.capabilities = frozenset()

    async def sign_in(self, user: str, password: str) -> None:
        """Raises Refusal where user or password are wrong; neither is ever part of an error's words."""
        if any(sign in user + password for sign in "\r\n\0"):
            raise Refusal("User and password of a mailbox have no line ends.")
        if (user + password).isascii():
            await self.run(b"LOGIN", quoted(user), quoted(password), hidden=True)
        elif b"AUTH=PLAIN" in self.capabilities:
            await self._authenticate(f"\0{user}\0{password}".encode())
        else:
            raise Refusal("The mail server takes no user or password beyond ASCII.")
        await self.run(b"CAPABILITY")

    async def _authenticate(self, secret: bytes) -> None:
        async for response in self.stream(b"AUTHENTICATE", b"PLAIN", hidden=True):
            if response.line.startswith(b"+"):
                await self._send(base64.b64encode(secret) + b"\r\n")

    async def select(self, folder: str, *, read_only: bool) -> int:
        """Opens a folder; gives its UIDVALIDITY."""
        command = b"EXAMINE" if read_only else b"SELECT"
        found = 0
        for response in await self.run(command, quoted(folder_name(folder))):
            _, sign, rest = response.line.partition(b"[UIDVALIDITY ")
            if sign:
                found = int(rest.partition(b"]")[0])
        if not found:
            raise ImapError(
                "The mail server numbers no mails (no UIDVALIDITY), so none can be told from another."
            )
        return found

    async def search(self, *criteria: bytes) -> list[int]:
        """UIDs, rising."""
        uids: set[int] = set()
        for response in await self.run(b"UID", b"SEARCH", *criteria):
            if response.line.upper().startswith(b"* SEARCH"):
                uids.update(int(word) for word in response.line.split()[2:] if word.isdigit())
        return sorted(uids)

    async def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Bytes by UID; what is no longer there is left out."""
        found: dict[int, int] = {}
        async for response in self.stream(b"UID", b"FETCH", uid_set(uids), b"(UID RFC822.SIZE)"):
            data = fetched(response)
            uid, size = data.get(b"UID"), data.get(b"RFC822.SIZE")
            if isinstance(uid, bytes) and isinstance(size, bytes):
                found[int(uid)] = int(size)
        return {uid: found[uid] for uid in uids if uid in found}

    async def bodies(self, uids: Sequence[int], part: bytes = b"BODY[]") -> dict[int, bytes]:
        """Whole mails by UID (or a part of each), read without marking them as seen."""
        found: dict[int, bytes] = {}
        wanted = set(uids)
        asked = part.replace(b"BODY[", b"BODY.PEEK[")
        async for response in self.stream(b"UID", b"FETCH", uid_set(uids), b"(UID " + asked + b")"):
            data = fetched(response)
            uid, body = data.get(b"UID"), data.get(part.partition(b"<")[0])
            if isinstance(uid, bytes) and isinstance(body, bytes) and int(uid) in wanted:
                found[int(uid)] = body
        return found

    async def mark_seen(self, uids: Sequence[int]) -> None:
        await self.run(b"UID", b"STORE", uid_set(uids), b"+FLAGS.SILENT", b"(\\Seen)")

    async def move(self, uids: Sequence[int], folder: str) -> None:
        """Into a folder, which is made if it isn't there. A server without MOVE and UIDPLUS keeps the mails in
        both places, those here marked as deleted: a plain EXPUNGE would take other people's with it."""
        name = quoted(folder_name(folder))
        command = b"MOVE" if b"MOVE" in self.capabilities else b"COPY"
        try:
            await self.run(b"UID", command, uid_set(uids), name)
        except Refusal:
            await self.run(b"CREATE", name)
            await self.run(b"UID", command, uid_set(uids), name)
        if command == b"COPY":
            await self.run(b"UID", b"STORE", uid_set(uids), b"+FLAGS.SILENT", b"(\\Deleted)")
            if b"UIDPLUS" in self.capabilities:
                await self.run(b"UID", b"EXPUNGE", uid_set(uids))

    async def idle(self, seconds: float) -> None:
        """Returns when the server tells of mail, or after `seconds` (less than the 29 minutes of RFC 2177)."""
        self._count += 1
        tag = b"%s%d" % (self._prefix.encode(), self._count)
        await self._send(tag + b" IDLE\r\n")
        while not (response := await self._response()).line.startswith(b"+"):
            if response.line.startswith(tag):
                raise ImapError(f"The mail server refused IDLE: {_shown(response.line[len(tag) + 1 :])}")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while not self.news:
                    await self._response(seconds + SILENT_SECONDS)
        await self._send(b"DONE\r\n")
        while not (await self._response()).line.startswith(tag):
            pass

    async def close(self) -> None:
        self._writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(2):
                await self._writer.wait_closed()


def _announced(line: bytes) -> int | None:
    """The size of the literal that follows a line ending in `{123}`."""
    if not line.endswith(b"}"):
        return None
    size = line[line.rfind(b"{") + 1 : -1]
    return int(size) if size.isdigit() and len(size) < 16 else None


def _shown(text: bytes) -> str:
    return text.decode("utf-8", "replace").strip()[:200]


def is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextlib.asynccontextmanager
async def signed_in(
    server: Server, user: str, password: str, *, plain: bool, max_literal: int
) -> AsyncIterator[Imap]:
    """A connection, closed at the end of the block. `plain`: also without encryption, which else only this machine's
    own server may do.

    Raises:
        ImapError, OSError, TimeoutError: in the words of whoever refused.
    """
    async with asyncio.timeout(CONNECT_SECONDS):
        reader, writer = await asyncio.open_connection(
            server.host, server.port, ssl=ssl.create_default_context() if server.tls else None, limit=MAX_LINE
        )
    imap = Imap(reader, writer, max_literal=max_literal)
    try:
        await imap._response(CONNECT_SECONDS)
        await imap.run(b"CAPABILITY")
        if not server.tls and b"STARTTLS" in imap.capabilities:
            await imap.start_tls(server.host)
            await imap.run(b"CAPABILITY")
        elif not server.tls and not plain and not is_here(server.host):
            raise ImapError(
                "The mail server offers no encryption, so the password was not sent. Choose TLS, or no encryption "
                "for a server in a trusted network."
            )
        await imap.sign_in(user, password)
        yield imap
    finally:
        await imap.close()
