"""A whole desk for tests told through the front door: mail over SMTP, agents over HTTP, one worker's steps run by hand.

Nothing is replaced: PostgreSQL, the mail server that takes what the desk sends, the web server and its sockets are real.
Only time is moved by the test (`time_passes`), by shifting the moments that the database holds."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import email
import email.policy
import re
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import uvicorn
from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as Handed

from pitboss.api.sockets import SERVED
from pitboss.channels import queries as channels
from pitboss.channels.adapter import Channel
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.channels.email.listener import Listener
from pitboss.channels.email.lookups import Dns
from pitboss.db.tx import SYSTEM, Database
from pitboss.events.log import Stored
from pitboss.events.reasons import readable
from pitboss.files.store import FileStore
from pitboss.jobs.loops import Work
from pitboss.kit.ids import new_id
from pitboss.settings import Settings, read_settings
from pitboss.sla import actions as sla
from pitboss.tickets.model import COLUMNS, MESSAGE_COLUMNS, Message, Ticket
from pitboss.web import OwnAddresses, create_app, open_database
from pitboss.worker import works
from tests.making import PASSWORD, ABrand, APerson, a_brand, a_staff, happened

DOCUMENT_KEY = base64.b64encode(bytes(range(32))).decode()
SECRET = "a secret key that is long enough for tests"


def settings_for(folder: Path, database_url: str, smtp_port: int, **more: str) -> Settings:
    return read_settings(
        {
            "PITBOSS_DATA_DIR": str(folder),
            "PITBOSS_DATABASE_URL": database_url,
            "PITBOSS_SECRET_KEY": SECRET,
            "PITBOSS_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
            "PITBOSS_RATE_FACTOR": "1000000",
            "PITBOSS_PUSH_HOSTS": "127.0.0.1",
            "PITBOSS_BACKOFFICE_HOSTS": "127.0.0.1",
            "PITBOSS_TRUSTED_AUTHSERV": "mx.desk.example",
            "PITBOSS_MAX_MAIL_BYTES": str(2**20),
            "PITBOSS_DOCUMENT_KEY": f"one:{DOCUMENT_KEY}",
            **{f"PITBOSS_{name}": value for name, value in more.items()},
        }
    )


class Sent(msgspec.Struct, frozen=True):
    """A mail that the desk handed to the outside."""

    sender: str
    recipient: str
    mail: EmailMessage

    @property
    def id(self) -> str:
        return str(self.mail["Message-ID"])

    @property
    def text(self) -> str:
        body = self.mail.get_body(("plain",))
        return str(body.get_content()) if body else ""


class Outside:
    """The mail server that takes what the desk sends. `refuse`: answers for addresses, as `550 …`."""

    def __init__(self) -> None:
        self.taken: list[Sent] = []
        self.refuse: dict[str, str] = {}
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: object, handed: Handed) -> str:
        for recipient in handed.rcpt_tos:
            if recipient in self.refuse:
                return self.refuse[recipient]
        raw = handed.content if isinstance(handed.content, bytes) else str(handed.content).encode()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken += [Sent(handed.mail_from or "", recipient, mail) for recipient in handed.rcpt_tos]
        return "250 taken"


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Building(msgspec.Struct, frozen=True):
    """What a run of tests shares: the database with its reactions, the web server, the outside."""

    settings: Settings
    db: Database
    files: FileStore
    own: OwnAddresses
    works: list[Work]
    outside: Outside
    base_url: str
    client: httpx.AsyncClient


@contextlib.asynccontextmanager
async def a_building(folder: Path, database_url: str, **more: str) -> AsyncIterator[Building]:
    """`more`: settings by their names, without PITBOSS_."""
    loop = asyncio.get_running_loop()
    outside = Outside()
    mail_server = await loop.create_server(
        lambda: SMTP(outside, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
    )
    outside.port = mail_server.sockets[0].getsockname()[1]
    settings = settings_for(folder, database_url, outside.port, **more)
    db = await open_database(settings, database_url, size=20, application="pitboss tests")
    files, own = FileStore(settings.files_url), OwnAddresses()
    listening = a_listening_socket()
    port = listening.getsockname()[1]
    server = _Server(
        uvicorn.Config(create_app(settings, database_url), **SERVED, lifespan="on", log_level="critical")
    )
    serving = asyncio.create_task(server.serve([listening]))
    await until(lambda: server.started)
    base_url = f"http://127.0.0.1:{port}"
    # Given up before the server does, after five seconds: a connection that it closes at that moment would break a request.
    kept = httpx.Limits(keepalive_expiry=2)
    async with httpx.AsyncClient(
        base_url=f"{base_url}/api/v1", timeout=30, follow_redirects=True, limits=kept
    ) as client:
        yield Building(settings, db, files, own, works(db, files, settings, own), outside, base_url, client)
    server.should_exit = True
    await serving
    listening.close()
    mail_server.close()
    await mail_server.wait_closed()
    await db.close()


def a_listening_socket() -> socket.socket:
    """On a free port of this machine. asyncio sends answers at once only on what says that it is TCP; without, the second
    part of each would wait 40 ms for the first to be acknowledged."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    listening.listen(100)
    return listening


async def until(met: Any, *, seconds: float = 20) -> Any:
    """Waits until `met()` is true, awaiting it if need be; what it gives."""
    async with asyncio.timeout(seconds):
        while True:
            result = met()
            if asyncio.iscoroutine(result):
                result = await result
            if result:
                return result
            await asyncio.sleep(0.005)


def a_mail(
    *,
    to: str,
    from_: str = "Ivan <ivan@mail.example>",
    subject: str = "A question",
    text: str = "Hello, how are you today?",
    html: str | None = None,
    id: str | None = None,
    answers: tuple[str, ...] = (),
    cc: str | None = None,
    headers: dict[str, str] | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """A player's mail. `answers`: the References, the last of which is the In-Reply-To."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Date"] = from_, to, subject, formatdate()
    mail["Message-ID"] = id or make_msgid(domain="mail.example")
    if cc:
        mail["Cc"] = cc
    if answers:
        mail["In-Reply-To"], mail["References"] = answers[-1], " ".join(answers)
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    for name, data in files:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes(policy=email.policy.SMTP)


class Seat:
    """A member of staff at work, over HTTP."""

    def __init__(self, client: httpx.AsyncClient, person: APerson, token: str, brand: str) -> None:
        self._client = client
        self._headers = {"authorization": f"Bearer {token}"}
        self._brand = brand
        self.person = person
        self.id = person.id
        self.token = token

    async def asks(
        self, method: str, path: str, body: Any = None, *, key: str | None = None, **query: Any
    ) -> httpx.Response:
        headers = {**self._headers, **({"idempotency-key": key} if key else {})}
        return await self._client.request(
            method,
            path,
            headers=headers,
            params=query,
            json=msgspec.to_builtins(body) if body is not None else None,
        )

    async def gets(self, path: str, **query: Any) -> Any:
        answer = await self.asks("GET", path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def does(
        self, ticket: Ticket | UUID, action: str, *, key: str | None = None, **body: Any
    ) -> dict[str, Any]:
        answer = await self.tries(ticket, action, key=key, **body)
        assert answer.status_code == 200, answer.text
        shown: dict[str, Any] = answer.json()
        return shown

    async def tries(
        self, ticket: Ticket | UUID, action: str, *, key: str | None = None, **body: Any
    ) -> httpx.Response:
        return await self.asks("POST", f"/tickets/{_id(ticket)}/{action}", body, key=key, brand=self._brand)

    async def says(self, ticket: Ticket | UUID, text: str, **body: Any) -> dict[str, Any]:
        answer = await self.asks(
            "POST", f"/tickets/{_id(ticket)}/messages", {"text": text, **body}, brand=self._brand
        )
        assert answer.status_code == 201, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def notes(self, ticket: Ticket | UUID, text: str, **body: Any) -> dict[str, Any]:
        return await self.says(ticket, text, kind="note", **body)

    async def sees(self, ticket: Ticket | UUID) -> bool:
        return (await self.asks("GET", f"/tickets/{_id(ticket)}", brand=self._brand)).status_code == 200

    async def view(self, ticket: Ticket | UUID) -> dict[str, Any]:
        shown: dict[str, Any] = await self.gets(f"/tickets/{_id(ticket)}", brand=self._brand)
        return shown


def _id(ticket: Ticket | UUID) -> UUID:
    return ticket.id if isinstance(ticket, Ticket) else ticket


class Desk:
    """One brand at work."""

    def __init__(self, building: Building, brand: ABrand) -> None:
        self.building = building
        self.db = building.db
        self.brand = brand
        self.payments = self.protection = self.seniors = brand.queue

    # ── mail ──

    async def channel(self) -> Channel:
        async with self.db.tx(SYSTEM) as tx:
            channel = await channels.channel(tx, self.brand.id, self.brand.email)
        assert channel is not None
        return channel

    async def keeps(self, raw: bytes, *, sender: str = "ivan@mail.example", to: str | None = None) -> bool:
        """As the listener does once a mail has come: kept, not yet read."""
        envelope = Envelope(sender=sender, recipients=(to or self.brand.address,))
        trusted = self.building.settings.trusted_authserv
        return await accept(
            self.db, self.building.files, await self.channel(), raw, envelope, trusted_authserv=trusted
        )

    async def mail_arrives(
        self, raw: bytes | None = None, *, to: str | None = None, **fields: Any
    ) -> Ticket | None:
        """A mail comes in and everything that follows is done; the ticket that it went to, if any."""
        id = fields.setdefault("id", make_msgid(domain="mail.example"))
        raw = raw or a_mail(to=to or self.brand.address, **fields)
        await self.keeps(raw, to=to)
        await self.work_until_idle()
        return await self.ticket_of(id)

    async def a_ticket(self, **fields: Any) -> Ticket:
        ticket = await self.mail_arrives(**fields)
        assert ticket is not None
        return ticket

    async def ticket_of(self, message_id: str) -> Ticket | None:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.maybe(
                Ticket,
                f"""
                SELECT {COLUMNS} FROM ticket
                WHERE  brand_id = $1 AND id = (SELECT ticket_id FROM message WHERE brand_id = $1 AND split_part(external_id, ' ', 1) = $2
                                           ORDER BY message.id DESC LIMIT 1)
                """,
                self.brand.id,
                message_id,
            )

    def sent_mails(self, to: str | None = None) -> list[Sent]:
        """What this brand has sent, oldest first."""
        return [
            sent
            for sent in self.building.outside.taken
            if re.sub(r"\+\w+@", "@", sent.sender) == self.brand.address and to in (None, sent.recipient)
        ]

    @contextlib.asynccontextmanager
    async def listens(
        self,
        db: Database | None = None,
        *,
        max_bytes: int | None = None,
        dns: Dns | None = None,
        trusted: frozenset[str] | None = None,
    ) -> AsyncIterator[int]:
        """The desk's SMTP server; gives its port."""
        listener = Listener(
            db or self.db,
            self.building.files,
            max_bytes=max_bytes or self.building.settings.max_mail_bytes,
            trusted_authserv=self.building.settings.trusted_authserv if trusted is None else trusted,
            dns=dns,
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        await listener.start("127.0.0.1", port)
        try:
            yield port
        finally:
            await listener.stop()

    # ── people ──

    async def sits(
        self, role: str = "agent", *queues: UUID, online: bool = False, capacity: int = 5, name: str = ""
    ) -> Seat:
        """A colleague who serves `queues`, signed in."""
        person = await a_staff(
            self.db, self.brand, role=role, queues=list(queues), online=online, capacity=capacity, name=name
        )
        answer = await self.building.client.post(
            "/session", json={"email": person.email, "password": PASSWORD}
        )
        assert answer.status_code == 201, answer.text
        return Seat(self.building.client, person, answer.json()["token"], self.brand.id)

    async def agent(self, **more: Any) -> Seat:
        return await self.sits("agent", self.brand.queue, self.payments, **more)

    # ── work and time ──

    async def work_until_idle(self) -> None:
        """Everything that a worker would do by now."""
        self.db.cache.clear()
        await self.building.own.renew(self.db)
        async with asyncio.timeout(60):
            while sum([await work.step() for work in self.building.works]):
                pass

    async def time_passes(self, ticket: Ticket | UUID, by: timedelta, *, work: bool = True) -> None:
        """For one ticket, by moving all its moments back; then what is due is done."""
        async with self.db.tx(SYSTEM) as tx:
            values = self.brand.id, _id(ticket), by
            await tx.run(
                """
                UPDATE clock
                SET    started_at = started_at - $3::interval, running_since = running_since - $3::interval,
                       due_at = due_at - $3::interval, warn_at = warn_at - $3::interval, warned_at = warned_at - $3::interval,
                       breached_at = breached_at - $3::interval, next_at = next_at - $3::interval
                WHERE  brand_id = $1 AND ticket_id = $2
                """,
                *values,
            )
            await tx.run(
                """
                UPDATE ticket
                SET    due_at = due_at - $3::interval, waiting_since = waiting_since - $3::interval,
                       queued_at = queued_at - $3::interval, weigh_at = weigh_at - $3::interval, snoozed_until = snoozed_until - $3::interval,
                       solved_at = solved_at - $3::interval
                WHERE  brand_id = $1 AND id = $2
                """,
                *values,
            )
            await tx.run(
                """
                UPDATE overflowed SET queued_at = queued_at - $3::interval, escalate_at = escalate_at - $3::interval
                WHERE  brand_id = $1 AND ticket_id = $2
                """,
                *values,
            )
            await tx.run(
                """
                UPDATE ticket t
                SET    promises = (
                    SELECT coalesce(jsonb_agg(jsonb_build_object(
                               'kind', c.kind, 'due_at', c.due_at, 'warn_at', c.warn_at, 'warned', c.warned_at IS NOT NULL,
                               'breached', c.breached_at IS NOT NULL, 'paused', c.running_since IS NULL) ORDER BY c.kind), '[]')
                    FROM   clock c
                    WHERE  c.brand_id = $1 AND c.ticket_id = $2 AND c.met_at IS NULL)
                WHERE  t.brand_id = $1 AND t.id = $2
                """,
                *values[:2],
            )
            await tx.run(
                """
                UPDATE later_reply SET next_at = next_at - $3::interval, send_at = send_at - $3::interval
                WHERE  brand_id = $1 AND ticket_id = $2
                """,
                *values,
            )
            await tx.run(
                "UPDATE job SET next_at = next_at - $3::interval WHERE brand_id = $1 AND data->>'ticket' = $2::uuid::text",
                *values,
            )
        if work:
            await self.work_until_idle()

    # ── what is there ──

    async def reads(self, ticket: Ticket | UUID) -> Ticket:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.one(
                Ticket,
                f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2",
                self.brand.id,
                _id(ticket),
            )

    async def tickets(self) -> list[Ticket]:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.all(
                Ticket, f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 ORDER BY number", self.brand.id
            )

    async def messages(self, ticket: Ticket | UUID, author: str | None = None) -> list[Message]:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.all(
                Message,
                f"""
                SELECT {MESSAGE_COLUMNS} FROM message
                WHERE  brand_id = $1 AND ticket_id = $2 AND ($3::text IS NULL OR author_kind::text = $3) ORDER BY id
                """,
                self.brand.id,
                _id(ticket),
                author,
            )

    async def notices(self, ticket: Ticket | UUID) -> list[str]:
        return [str(e.data["notice"]) for e in await self.events(ticket, "message_sent") if e.data["notice"]]

    async def events(self, ticket: Ticket | UUID, type: str | None = None) -> list[Stored]:
        """With reasons in English."""
        return [
            msgspec.structs.replace(e, data=readable(e.data, "en"))
            for e in await happened(self.db, self.brand)
            if e.ticket == _id(ticket) and type in (None, e.type)
        ]

    async def clocks(self, ticket: Ticket | UUID) -> dict[str, str]:
        """The open clocks of a ticket: running or paused."""
        async with self.db.tx(SYSTEM) as tx:
            rows = await tx.connection.fetch(
                """
                SELECT kind::text, CASE WHEN running_since IS NULL THEN 'paused' ELSE 'running' END AS state FROM clock
                WHERE  brand_id = $1 AND ticket_id = $2 AND met_at IS NULL
                """,
                self.brand.id,
                _id(ticket),
            )
        return {row["kind"]: row["state"] for row in rows}

    async def value(self, sql: str, *args: Any) -> Any:
        """One value, asked as the desk itself; $1 is the brand."""
        async with self.db.tx(SYSTEM) as tx:
            return await tx.value(sql, self.brand.id, *args)

    async def now(self) -> datetime:
        async with self.db.tx(SYSTEM) as tx:
            moment: datetime = await tx.value("SELECT now()")
        return moment


async def a_desk(building: Building, *, language: str = "en") -> Desk:
    """A brand with promises, and besides its fallback queue those for payments, protection and seniors."""
    desk = Desk(building, await a_brand(building.db, language=language))
    desk.payments, desk.protection, desk.seniors = new_id(), new_id(), new_id()
    async with building.db.tx(SYSTEM) as tx:
        await sla.install_defaults(tx, desk.brand.id)
        await tx.run(
            """
            INSERT INTO queue (brand_id, id, name, topics, restricted, level)
            VALUES ($1, $2, 'Payments', '{withdrawal_status,deposit_missing}', false, 'first_line'),
                   ($1, $3, 'Protection', '{crisis,underage,self_exclusion,deceased,account_takeover}', true, 'specialist'),
                   ($1, $4, 'Seniors', '{}', false, 'senior')
            """,
            desk.brand.id,
            desk.payments,
            desk.protection,
            desk.seniors,
        )
    return desk
