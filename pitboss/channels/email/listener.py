"""The built-in SMTP server. It says 250 only after the original is committed; what it can't take now, it asks to be sent
again (4xx), and what it never will, it refuses (5xx) while the sender is still there to be told."""

from __future__ import annotations

import asyncio
import logging

import asyncpg
import structlog
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Mail

from pitboss.channels import queries
from pitboss.channels.adapter import Channel
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.channels.email.lookups import Dns
from pitboss.db.tx import SYSTEM, Database
from pitboss.files.store import FileStore

log = structlog.get_logger()
# The library's own log repeats what clients send in the place of commands, such as the lines of a refused mail.
logging.getLogger("mail.log").addFilter(lambda _: False)

MAX_RECIPIENTS = 100
MAX_CONNECTIONS = 500
SILENT_SECONDS = 120
MAX_LINE = (
    2**20
)  # bytes; RFC 5321 allows 998, but mailers write a whole paragraph, or a whole HTML page, as one line


class _Session(SMTP):
    line_length_limit = MAX_LINE


class Listener:
    def __init__(
        self,
        db: Database,
        files: FileStore,
        *,
        max_bytes: int,
        trusted_authserv: frozenset[str],
        dns: Dns | None = None,
    ) -> None:
        self._db = db
        self._files = files
        self._max_bytes = max_bytes
        self._trusted = trusted_authserv
        self._dns = dns
        self._server: asyncio.Server | None = None
        self.open = 0
        self.accepted = 0
        self.refused = 0

    async def start(self, host: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._protocol, host, port, reuse_port=True)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    def _protocol(self) -> SMTP:
        return _Session(
            self,
            data_size_limit=self._max_bytes,
            enable_SMTPUTF8=True,
            ident="Pitboss",
            hostname="pitboss",
            timeout=SILENT_SECONDS,
            loop=asyncio.get_running_loop(),
        )

    async def handle_MAIL(
        self, server: SMTP, session: Session, mail: Mail, address: str, options: list[str]
    ) -> str:
        mail.mail_from = address
        mail.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, mail: Mail, address: str, options: list[str]
    ) -> str:
        if len(mail.rcpt_tos) >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients; send the mail again to the rest"
        try:
            channel = await self._channel(address)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return "451 4.3.0 The desk can't look now; try again later"
        if channel is None:
            self.refused += 1
            return "550 5.1.1 Nobody here has this address"
        mail.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, mail: Mail) -> str:
        raw = mail.content if isinstance(mail.content, bytes) else str(mail.content or "").encode()
        if not raw.strip():
            self.refused += 1
            return "554 5.6.0 The mail is empty"
        peer = session.peer[0] if isinstance(session.peer, tuple) else None
        envelope = Envelope(
            sender=mail.mail_from or "",
            recipients=tuple(mail.rcpt_tos),
            peer=peer,
            helo=session.host_name,
        )
        try:
            # To two addresses of one brand it is still one mail.
            channels: dict[str, Channel] = {}
            for address in mail.rcpt_tos:
                if (channel := await self._channel(address)) is not None:
                    channels.setdefault(channel.brand, channel)
            for channel in channels.values():
                await accept(
                    self._db,
                    self._files,
                    channel,
                    raw,
                    envelope,
                    trusted_authserv=self._trusted,
                    dns=self._dns,
                )
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as problem:
            log.error("mail not kept", problem=type(problem).__name__)
            return "451 4.3.0 The desk can't keep the mail now; try again later"
        self.accepted += 1
        return "250 2.0.0 Kept"

    async def handle_exception(self, error: Exception) -> str:
        log.error("smtp session failed", problem=type(error).__name__)
        return "451 4.3.0 Something went wrong here; try again later"

    async def _channel(self, address: str) -> Channel | None:
        """`support+anything@brand.example` belongs to `support@brand.example`."""
        async with self._db.tx(SYSTEM) as tx:
            known = await queries.mail_channels(tx)
        local, _, domain = address.lower().rpartition("@")
        return known.get(f"{local}@{domain}") or known.get(f"{local.partition('+')[0]}@{domain}")


class _Counted(SMTP):
    """Turns further connections away (421) when enough are open."""

    _counts = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        listener: Listener = self.event_handler
        if listener.open >= MAX_CONNECTIONS:
            assert isinstance(transport, asyncio.Transport)
            transport.write(b"421 4.7.0 Too many connections; try again later\r\n")
            transport.close()
            return
        self._counts = True
        listener.open += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self._counts:
            self.event_handler.open -= 1
            super().connection_lost(error)
