"""The whole desk in one test process: a real server on a real port, real sockets, a mail server that keeps what it gets,
and the worker's loops run by hand. `house` has generous rate limits, `strict_house` the real ones."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import uvicorn
from aiosmtpd.smtp import SMTP
from joserfc import jwt
from joserfc.jwk import OctKey
from litestar import Litestar
from websockets.asyncio.client import ClientConnection, connect

from pitboss.api.edge import Desk
from pitboss.api.sockets import SERVED
from pitboss.channels import intake, outbox, queries
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.channels.webchat import actions as chats
from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import new_id
from pitboss.routing import dispatch
from pitboss.settings import read_settings
from pitboss.sla import actions as sla
from pitboss.web import create_app
from tests.desk import a_listening_socket
from tests.making import PASSWORD, ABrand, APerson, a_brand, a_staff

SITE = "https://casino.example"
CHAT_KEY = "a chat key of at least thirty-two bytes"


class Sink:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        raw = bytes(envelope.content)
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails += [(recipient, mail) for recipient in envelope.rcpt_tos]
        return "250 kept"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for recipient, mail in self.mails if recipient == address]


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


class House:
    def __init__(self, app: Litestar, port: int, sink: Sink) -> None:
        self.app = app
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.sink = sink
        self.clients: list[httpx.AsyncClient] = []

    @property
    def desk(self) -> Desk:
        desk: Desk = self.app.state.desk
        return desk

    @property
    def db(self) -> Database:
        return self.desk.db

    def client(self, token: str | None = None, **headers: str) -> httpx.AsyncClient:
        """Closed at the end of the test."""
        marks = {"authorization": f"Bearer {token}"} if token else {}
        client = httpx.AsyncClient(
            base_url=self.url + "/api/v1", headers={**marks, **headers}, timeout=20, follow_redirects=True
        )
        self.clients.append(client)
        return client

    async def close_clients(self) -> None:
        while self.clients:
            await self.clients.pop().aclose()

    async def work(self) -> None:
        """The worker's loops, until nothing is left to do."""
        steps: tuple[Callable[[], Awaitable[int]], ...] = (
            lambda: intake.step(self.db, self.desk.files, self.desk.adapters),
            lambda: chats.leavers(self.db),
            lambda: sla.step(self.db),
            lambda: outbox.step(self.db, self.desk.files, self.desk.adapters),
            lambda: dispatch.step(self.db),
        )
        while any([await step() for step in steps]):
            pass

    async def mail_comes(self, brand: ABrand, raw: bytes, sender: str) -> None:
        async with self.db.tx(SYSTEM) as tx:
            channel = await queries.channel(tx, brand.id, brand.email)
        assert channel is not None
        envelope = Envelope(sender, (brand.address,))
        assert await accept(self.db, self.desk.files, channel, raw, envelope, trusted_authserv=frozenset())
        await self.work()


@asynccontextmanager
async def serving(database_url: str, folder: Path, *, rate_factor: float) -> AsyncIterator[House]:
    sink = Sink()
    mail = await asyncio.get_running_loop().create_server(lambda: SMTP(sink), "127.0.0.1", 0)
    listening = a_listening_socket()
    port = listening.getsockname()[1]
    settings = read_settings(
        {
            "PITBOSS_DATA_DIR": str(folder),
            "PITBOSS_DATABASE_URL": database_url,
            "PITBOSS_SECRET_KEY": "a secret key of at least thirty-two characters",
            "PITBOSS_SMTP_URL": f"smtp://127.0.0.1:{mail.sockets[0].getsockname()[1]}",
            "PITBOSS_PORT": str(port),
            "PITBOSS_RATE_FACTOR": str(rate_factor),
            "PITBOSS_MAX_UPLOAD_BYTES": str(2**20),
            "PITBOSS_DOCUMENT_KEY": f"one:{base64.b64encode(bytes(range(32))).decode()}",
        }
    )
    app = create_app(settings, database_url)
    server = uvicorn.Server(
        uvicorn.Config(app, **SERVED, lifespan="on", log_config=None, timeout_graceful_shutdown=2)
    )
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        assert not running.done(), running.exception()
        await asyncio.sleep(0.01)
    try:
        house = House(app, port, sink)
        yield house
        await house.close_clients()
    finally:
        server.should_exit = True
        await running
        mail.close()
        await mail.wait_closed()


@pytest.fixture(scope="session")
async def house(
    database_url: str, db: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[House]:
    async with serving(database_url, tmp_path_factory.mktemp("house"), rate_factor=1000) as house:
        yield house


@pytest.fixture
async def strict_house(database_url: str, db: Database, tmp_path: Path) -> AsyncIterator[House]:
    async with serving(database_url, tmp_path, rate_factor=1) as house:
        yield house


@pytest.fixture
async def casino(house: House) -> AsyncIterator[ABrand]:
    """A brand with promises, a site and a key for chat tokens."""
    yield await a_casino(house.db)
    await house.close_clients()


async def a_casino(db: Database, *, language: str = "en") -> ABrand:
    brand = await a_brand(db, language=language)
    async with db.tx(SYSTEM) as tx:
        await sla.install_defaults(tx, brand.id)
        await tx.run("UPDATE brand SET origins = $2 WHERE id = $1", brand.id, [SITE])
        await tx.run(
            "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', $2)", brand.id, CHAT_KEY
        )
    return brand


async def an_agent(house: House, brand: ABrand, **kind: Any) -> tuple[APerson, httpx.AsyncClient]:
    """Online in the brand's queue, and signed in."""
    person = await a_staff(house.db, brand, queues=[brand.queue], online=True, **kind)
    async with house.client() as http:
        answer = await http.post("/session", json={"email": person.email, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return person, house.client(answer.json()["token"])


def signed(
    casino: ABrand, account: str, *, key: str = CHAT_KEY, ago: int = 0, lasts: int = 3600, **claims: Any
) -> str:
    """What the site's server signs for its player; `ago` and `lasts` in seconds."""
    now = int(time.time()) - ago
    payload = {"sub": account, "iat": now, "exp": now + lasts, "brand": casino.id, **claims}
    return jwt.encode({"alg": "HS256"}, payload, OctKey.import_key(key))


class Chat:
    """A player's chat: its token and the client that carries it."""

    def __init__(self, house: House, opened: dict[str, Any], token: str) -> None:
        self.house = house
        self.opened = opened
        self.token = token
        self.session: str = opened["session"]
        self.http = house.client(token)

    async def say(
        self, text: str, *, key: str | None = None, expect: int = 201, **more: Any
    ) -> dict[str, Any]:
        body = {"text": text, "key": key or new_id().hex, **more}
        answer = await self.http.post("/chat/messages", json=body)
        assert answer.status_code == expect, answer.text
        said: dict[str, Any] = answer.json()
        return said

    async def history(self) -> list[dict[str, Any]]:
        answer = await self.http.get("/chat/history?limit=100")
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    async def post(self, what: str, body: Any = None, *, expect: int = 200) -> Any:
        answer = await self.http.post(f"/chat/{what}", json=body if body is not None else {})
        assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def socket(self, after: int | None = None, **options: Any) -> connect:
        where = f"ws://127.0.0.1:{self.house.port}/api/v1/chat/stream?token={self.token}"
        return connect(where + (f"&after={after}" if after is not None else ""), **options)


async def a_chat(house: House, brand: ABrand, *, expect: int = 201, **asked: Any) -> Chat:
    async with house.client() as http:
        answer = await http.post("/chat/sessions", json={"brand": brand.id, **asked})
    assert answer.status_code == expect, answer.text
    opened = answer.json()
    return Chat(house, opened, opened["token"] or asked["token"])


async def next_frame(socket: ClientConnection, **wanted: Any) -> dict[str, Any]:
    """The next frame that has these fields; others are passed over."""
    async with asyncio.timeout(10):
        while True:
            frame: dict[str, Any] = msgspec.json.decode(await socket.recv())
            if all(frame.get(name) == value for name, value in wanted.items()):
                return frame


async def reply(agent: httpx.AsyncClient, ticket: str, text: str, **more: Any) -> dict[str, Any]:
    answer = await agent.post(f"/tickets/{ticket}/messages", json={"text": text, "key": new_id().hex, **more})
    assert answer.status_code == 201, answer.text
    said: dict[str, Any] = answer.json()
    return said
