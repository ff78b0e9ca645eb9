"""Two IMAP servers to read from: one inside the test process, always there, and a real Dovecot."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

USER, PASSWORD = "support", 'pa"ss\\word'


class Server(Protocol):
    """`slip_in`: a mail with a lower number than others have already. `deliver_unreadable`: one that the server lists
    but can't give."""

    url: str

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    async def deliver(self, raw: bytes, *, age: timedelta = timedelta(0)) -> None: ...
    async def deliver_unreadable(self, raw: bytes) -> None: ...
    async def slip_in(self, raw: bytes) -> None: ...
    async def renumber(self) -> None: ...


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class _Mail:
    def __init__(self, uid: int, raw: bytes, at: datetime, *, readable: bool = True) -> None:
        self.uid = uid
        self.raw = raw
        self.at = at
        self.readable = readable
        self.seen = False


class _Folder:
    def __init__(self) -> None:
        self.validity = 1000
        self.next = 10  # numbers below are free for mails that come late
        self.mails: list[_Mail] = []


class InProcess:
    """What the reader uses of RFC 3501, over real sockets. `tls`: from the first byte, or by STARTTLS."""

    def __init__(
        self,
        *,
        capabilities: str = "IMAP4rev1 IDLE MOVE UIDPLUS",
        tls: ssl.SSLContext | None = None,
        start_tls: ssl.SSLContext | None = None,
    ) -> None:
        self._port = free_port()
        self.url = f"imap{'s' if tls else ''}://localhost:{self._port}"
        self._capabilities = capabilities + (" STARTTLS LOGINDISABLED" if start_tls else "")
        self._tls = tls
        self._start_tls = start_tls
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._changed = asyncio.Condition()
        self.folders = {"INBOX": _Folder()}
        self.sign_ins = 0
        self._poison = -1

    async def start(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, "127.0.0.1", self._port, ssl=self._tls, limit=2**20
        )

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            for writer in list(self._open):
                writer.close()
            await self._server.wait_closed()
            self._server = None

    async def _add(self, mail: _Mail) -> None:
        async with self._changed:
            self.folders["INBOX"].mails.append(mail)
            self.folders["INBOX"].mails.sort(key=lambda one: one.uid)
            self._changed.notify_all()

    def _next(self) -> int:
        self.folders["INBOX"].next += 1
        return self.folders["INBOX"].next

    async def deliver(self, raw: bytes, *, age: timedelta = timedelta(0)) -> None:
        await self._add(_Mail(self._next(), raw, datetime.now(UTC) - age))

    async def deliver_unreadable(self, raw: bytes) -> None:
        await self._add(_Mail(self._next(), raw, datetime.now(UTC), readable=False))

    async def deliver_poison(self, raw: bytes) -> None:
        """A mail at which this server hangs up."""
        self._poison = self._next()
        await self._add(_Mail(self._poison, raw, datetime.now(UTC)))

    async def left_alone(self) -> None:
        """Returns when nobody is connected."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._open)

    async def slip_in(self, raw: bytes) -> None:
        async with self._changed:
            self.folders["INBOX"].mails.insert(0, _Mail(1, raw, datetime.now(UTC)))

    async def renumber(self) -> None:
        await self.stop()
        inbox = self.folders["INBOX"]
        inbox.validity += 1
        for number, mail in enumerate(inbox.mails, 1):
            mail.uid = number
        inbox.next = len(inbox.mails)
        await self.start()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            writer.write(b"* OK ready\r\n")
            folder, told = _Folder(), 0
            while line := (await reader.readline()).rstrip(b"\r\n").decode():
                tag, _, command = line.partition(" ")
                verb = command.split(" ", 1)[0].upper()
                if verb in ("SELECT", "EXAMINE"):
                    name = command.split('"')[1]
                    if name not in self.folders:
                        writer.write(f"{tag} NO no such folder\r\n".encode())
                        continue
                    folder = self.folders[name]
                    told = len(folder.mails)
                if "BODY" in command and self._poison in _uids(command.split(" ")[2]):
                    return
                if verb == "IDLE":
                    told = await self._idle(reader, writer, folder, told)
                    writer.write(f"{tag} OK\r\n".encode())
                elif verb == "STARTTLS" and self._start_tls:
                    writer.write(f"{tag} OK\r\n".encode())
                    await writer.drain()
                    await writer.start_tls(self._start_tls)
                    self._capabilities = self._capabilities.replace(" STARTTLS LOGINDISABLED", "")
                else:
                    writer.write(b"".join(self._answer(command, folder)) + tag.encode())
                    writer.write(b" " + self._verdict(command, folder) + b"\r\n")
                await writer.drain()
        except OSError:
            pass  # the other side is gone
        finally:
            async with self._changed:
                self._open.discard(writer)
                self._changed.notify_all()
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _idle(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, folder: _Folder, told: int
    ) -> int:
        """Tells of every change since `told` mails were there; gives how many it told of last."""
        writer.write(b"+ idling\r\n")
        done = asyncio.create_task(reader.readline())

        async def tell() -> None:
            nonlocal told
            async with self._changed:
                while True:
                    if told != len(folder.mails):
                        told = len(folder.mails)
                        writer.write(f"* {told} EXISTS\r\n".encode())
                    await self._changed.wait()

        telling = asyncio.create_task(tell())
        await asyncio.wait([done, telling], return_when=asyncio.FIRST_COMPLETED)
        telling.cancel()
        await asyncio.wait([done, telling])
        return told

    def _verdict(self, command: str, folder: _Folder) -> bytes:
        if command.startswith("LOGIN") and command != f'LOGIN "{USER}" "pa\\"ss\\\\word"':
            return b"NO [AUTHENTICATIONFAILED] wrong user or password"
        if command.startswith("UID FETCH") and "BODY" in command:
            wanted = _uids(command.split(" ")[2])
            if any(mail.uid in wanted and not mail.readable for mail in folder.mails):
                return b"NO [SERVERBUG] this mail can't be read"
        if command.startswith("UID MOVE") and command.split('"')[1] not in self.folders:
            return b"NO [TRYCREATE] no such folder"
        return b"OK done"

    def _answer(self, command: str, folder: _Folder) -> list[bytes]:
        words = command.split(" ")
        if words[0] == "CAPABILITY":
            return [f"* CAPABILITY {self._capabilities}\r\n".encode()]
        if words[0] == "LOGIN":
            self.sign_ins += 1
        if words[0] in ("SELECT", "EXAMINE"):
            return [f"* {len(folder.mails)} EXISTS\r\n* OK [UIDVALIDITY {folder.validity}] fine\r\n".encode()]
        if words[0] == "CREATE":
            self.folders[command.split('"')[1]] = _Folder()
        if words[0] != "UID":
            return []
        if words[1] == "SEARCH":
            found = [str(mail.uid) for mail in folder.mails if _matches(mail, words[2:], folder)]
            return [" ".join(["* SEARCH", *found]).encode() + b"\r\n"]
        chosen = [(n, m) for n, m in enumerate(folder.mails, 1) if m.uid in _uids(words[2])]
        if words[1] == "STORE":
            for _, mail in chosen:
                mail.seen = True
        if words[1] == "MOVE" and (target := self.folders.get(command.split('"')[1])) is not None:
            for _, mail in chosen:
                folder.mails.remove(mail)
                target.mails.append(mail)
        return [_fetch(n, m, command) for n, m in chosen] if words[1] == "FETCH" else []


def _uids(text: str) -> set[int]:
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition(":")
        found.update(range(int(first), int(last or first) + 1))
    return found


def _matches(mail: _Mail, criteria: list[str], folder: _Folder) -> bool:
    if criteria[0] in ("SINCE", "BEFORE"):
        day = datetime.strptime(criteria[1], "%d-%b-%Y").replace(tzinfo=UTC).date()
        fits = mail.at.date() >= day if criteria[0] == "SINCE" else mail.at.date() < day
        return fits and (len(criteria) == 2 or _matches(mail, criteria[2:], folder))
    if criteria[0] == "SEEN":
        return mail.seen
    if criteria[0] == "UID":  # n:* gives the last mail in any case (RFC 3501 section 6.4.8)
        return mail.uid >= int(criteria[1].partition(":")[0]) or mail is folder.mails[-1]
    return True


def _fetch(number: int, mail: _Mail, command: str) -> bytes:
    head = f"* {number} FETCH (UID {mail.uid}"
    if "RFC822.SIZE" in command:
        return f"{head} RFC822.SIZE {len(mail.raw)})\r\n".encode()
    if not mail.readable:
        return b""
    part = mail.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if "HEADER" in command else mail.raw
    name = "BODY[HEADER]<0>" if "HEADER" in command else "BODY[]"
    return f"{head} {name} {{{len(part)}}}\r\n".encode() + part + b")\r\n"


class Dovecot:
    """A Dovecot of our own on loopback, in a folder of its own, with one mailbox in Maildir."""

    def __init__(self, folder: Path) -> None:
        if shutil.which("dovecot") is None:
            raise RuntimeError(
                "Dovecot is not installed; `apt-get install dovecot-imapd`, or run `make test`, which needs none."
            )
        self._folder = folder
        self._port = free_port()
        self.url = f"imap://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0
        self._mail = folder / "mail"
        root = os.geteuid() == 0
        self._owner = pwd.getpwnam("nobody" if root else pwd.getpwuid(os.geteuid()).pw_name)
        group = self._owner.pw_gid
        for name in ("cur", "new", "tmp"):
            (self._mail / name).mkdir(parents=True)
        if root:
            for path in (self._mail, *self._mail.iterdir()):
                os.chown(path, self._owner.pw_uid, group)
            folder.chmod(0o711)  # the mailbox's user must get through to it
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        (folder / "users").chmod(0o644)
        service_user = pwd.getpwuid(os.geteuid()).pw_name
        (folder / "dovecot.conf").write_text(f"""
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
ssl = no
disable_plaintext_auth = no
listen = 127.0.0.1
default_internal_user = {"dovecot" if root else service_user}
default_login_user = {"dovenull" if root else service_user}
{"" if root else f"default_internal_group = {os.getgid()}"}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{self._mail}
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={self._owner.pw_uid} gid={group} home={folder}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self._port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
""")
        self._list(["3 V1700000000 N11 G0123456789abcdef0123456789abcdef"])  # room for mails that come late

    async def start(self) -> None:
        self._process = subprocess.Popen(  # noqa: ASYNC220 - it returns at once
            ["dovecot", "-F", "-c", str(self._folder / "dovecot.conf")], stdin=subprocess.DEVNULL
        )
        async with asyncio.timeout(20):
            while not await self._answers():
                if self._process.poll() is not None:
                    raise RuntimeError("Dovecot ended: " + (self._folder / "log").read_text()[-1000:])

    async def _answers(self) -> bool:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            greeting = await reader.readline()
            writer.close()
            await writer.wait_closed()
        except OSError:
            return False
        return greeting.startswith(b"* OK")

    async def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            await asyncio.to_thread(self._process.wait, 20)
            self._process = None

    async def deliver(self, raw: bytes, *, age: timedelta = timedelta(0)) -> None:
        self._write("new", raw, age=age)

    async def deliver_unreadable(self, raw: bytes) -> None:
        self._write("new", raw, mode=0)

    def _write(
        self, place: str, raw: bytes, *, age: timedelta = timedelta(0), mode: int = 0o600, name: str = ""
    ) -> str:
        self._count += 1
        at = (datetime.now(UTC) - age).timestamp()
        name = name or f"{int(at)}.M{self._count:06}.host,S={len(raw)},W={len(raw)}"
        path = self._mail / "tmp" / name
        path.write_bytes(raw)
        os.utime(path, (at, at))
        if os.geteuid() == 0:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
        path.chmod(mode)
        path.rename(self._mail / place / name)
        return name

    async def slip_in(self, raw: bytes) -> None:
        """As if number 1 had been given out, and its mail had come to light only now."""
        await self.stop()
        name = self._write("cur", raw) + ":2,"
        (self._mail / "cur" / name[:-3]).rename(self._mail / "cur" / name)
        listed = self._forget_indexes()
        head, _, rest = listed.partition("\n")
        assert rest, "others are there already"
        self._list([head, f"1 :{name[:-3]}", *rest.splitlines()])
        await self.start()

    async def renumber(self) -> None:
        await self.stop()
        head, _, rest = self._forget_indexes().partition("\n")
        validity = re.search(r" V(\d+)", head)
        assert validity is not None
        self._list([head.replace(validity[0], f" V{int(validity[1]) + 1}"), *rest.splitlines()])
        await self.start()

    def _forget_indexes(self) -> str:
        for index in self._mail.glob("dovecot*index*"):
            index.unlink()
        return (self._mail / "dovecot-uidlist").read_text()

    def _list(self, lines: list[str]) -> None:
        path = self._mail / "dovecot-uidlist"
        path.write_text("\n".join(lines) + "\n")
        if os.geteuid() == 0:
            os.chown(path, self._owner.pw_uid, self._owner.pw_gid)
