"""A mailbox that takes whatever the desk sends, so that a demo needs no mail server. Mails are files in the data folder;
a page shows them."""

from __future__ import annotations

import asyncio
import contextlib
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session
from litestar import Litestar, MediaType, Response, get

from pitboss.channels.email.parse import parse
from pitboss.kit.ids import new_id

_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding: .5rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; } small { opacity: .7; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
"""
SHOWN = 200


class Mailbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, mail: Envelope) -> str:
        raw = mail.content if isinstance(mail.content, bytes) else str(mail.content or "").encode()
        path = self.folder / f"{new_id()}.eml"
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(f"X-Envelope-To: {', '.join(mail.rcpt_tos)}\r\n".encode() + raw)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
        return "250 2.0.0 Kept"

    def newest(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"), reverse=True)[:SHOWN]

    def after(self, name: str) -> list[Path]:
        """What came after the mail `name`, oldest first: names are made by time."""
        return sorted(path for path in self.folder.glob("*.eml") if path.stem > name)[:SHOWN]


_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_AFTER_ADDRESS = ".,;:!?»”’"  # ends the sentence, not the address


def linked(text: str) -> str:
    """The text as HTML, its web addresses as links."""
    made, done = [], 0
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_AFTER_ADDRESS)
        if address.endswith(")") and "(" not in address:
            address = address.rstrip(")" + _AFTER_ADDRESS)
        shown = html.escape(address)
        made += [html.escape(text[done : found.start()]), f'<a href="{shown}" rel="noreferrer">{shown}</a>']
        done = found.start() + len(address)
    return "".join([*made, html.escape(text[done:])])


class Kept(msgspec.Struct, frozen=True):
    """`answer_to`: where an answer goes."""

    id: str
    to: str
    subject: str
    text: str
    message_id: str
    answer_to: str


def kept(path: Path) -> Kept:
    mail = parse(path.read_bytes())
    return Kept(
        path.stem,
        ", ".join(address.address for address in mail.to),
        mail.subject,
        mail.text,
        mail.message_id or "",
        next((a.address for a in mail.reply_to), mail.from_.address if mail.from_ else ""),
    )


def app(mailbox: Mailbox) -> Litestar:
    @get("/", media_type=MediaType.HTML)
    async def page() -> str:
        rows = []
        for path in mailbox.newest():
            mail = parse(path.read_bytes())
            to = ", ".join(address.address for address in mail.to)
            rows.append(
                f"<details><summary><b>{html.escape(mail.subject)}</b><br><small>{html.escape(to)} · "
                f"{mail.date or ''}</small></summary><pre>{linked(mail.text)}</pre>"
                f"<a href='/mails/{path.stem}'>original · исходник</a></details>"
            )
        body = "".join(rows) or "<p>Nothing has been sent yet. · Ещё ничего не отправлено.</p>"
        return (
            "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
            f"<title>Demo mailbox · Демо-ящик</title><style>{_STYLE}</style>"
            "<h1>What the desk has sent · Что отправлено</h1>"
            f"<p><a href='/'>Reload · Обновить</a></p>{body}</html>"
        )

    @get("/mails")
    async def mails(after: str | None = None) -> list[Kept]:
        """At most 200 mails: the newest first; with `after`, what came after the mail of that id, oldest first."""
        return [kept(path) for path in (mailbox.newest() if after is None else mailbox.after(after))]

    @get("/mails/{name:uuid}")
    async def original(name: str) -> Response[bytes]:
        path = mailbox.folder / f"{name}.eml"
        if not path.exists():
            return Response(b"There is no such mail.", status_code=404, media_type=MediaType.TEXT)
        return Response(path.read_bytes(), media_type=MediaType.TEXT)

    return Litestar([page, mails, original], openapi_config=None, logging_config=None)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # whoever runs this process stops it


async def run(folder: Path, smtp: tuple[str, int], http: tuple[str, int], stopping: asyncio.Event) -> None:
    mailbox = Mailbox(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(mailbox, enable_SMTPUTF8=True, hostname="mailbox.demo", loop=loop), *smtp
    )
    web = _Server(
        uvicorn.Config(app(mailbox), host=http[0], port=http[1], log_level="warning", lifespan="on")
    )
    serving = asyncio.create_task(web.serve())
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait([serving, stop], return_when=asyncio.FIRST_COMPLETED)
    web.should_exit = True
    server.close()
    await asyncio.gather(serving, return_exceptions=True)
