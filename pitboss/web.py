"""`pitboss serve`: HTTP and sockets. Wiring only."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

import asyncpg
import msgspec
import obstore.exceptions
import structlog
from litestar import Litestar, MediaType, Request, Router, get, websocket
from litestar.datastructures import State
from litestar.di import Provide
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi.config import OpenAPIConfig
from litestar.types import ASGIApp, ControllerRouterHandler, Message, Receive, Scope, Send
from uuid_utils.compat import uuid7

from pitboss import reactions
from pitboss.api import (
    attachments,
    audit,
    backoffice,
    bulk,
    canned,
    channels,
    chat,
    chat_stream,
    clauses,
    complaint_appeals,
    complaint_decisions,
    complaint_evidence,
    complaint_files,
    complaint_letters,
    complaint_referrals,
    complaint_reports,
    complaint_rules,
    complaint_steps,
    complaint_texts,
    complaint_unknown,
    complaints,
    context,
    docs,
    documents,
    drafts,
    edge,
    files,
    health,
    help_import,
    incidents,
    knowledge,
    live,
    me,
    messages,
    notices,
    originals,
    players,
    promises,
    public_help,
    pull,
    queues,
    registry,
    reports,
    requests,
    saved_views,
    screens,
    session,
    staff,
    stream,
    tickets,
    tracking,
    wall,
    ways,
    widget,
)
from pitboss.api import settings as brands
from pitboss.api.complaint_case import provide_case
from pitboss.api.description import Described, operation_id
from pitboss.api.edge import COOKIE, Desk
from pitboss.api.origins import Origins
from pitboss.api.packed import Packed
from pitboss.assist.model import Model
from pitboss.assist.reader import Reader
from pitboss.channels.adapter import Adapter
from pitboss.channels.email.adapter import EmailAdapter
from pitboss.channels.webchat.adapter import DeskChannel
from pitboss.complaints import packs
from pitboss.db.tx import SYSTEM, Database, connect
from pitboss.events import log as events
from pitboss.files.links import FileLinks
from pitboss.files.sealed import Keys
from pitboss.files.store import FileStore
from pitboss.jobs.loops import listen
from pitboss.kit.garbage import settle
from pitboss.kit.limits import Buckets
from pitboss.kit.links import Links
from pitboss.kit.refused import Refused
from pitboss.knowledge.search import warm
from pitboss.public import shell, site
from pitboss.settings import Settings, document_keys_of
from pitboss.staff.actors import Signed, authenticate

log = structlog.get_logger()

COUNTED_EVERY = 10.0  # seconds


async def open_database(settings: Settings, url: str, *, size: int, application: str) -> Database:
    """The pool with everything that rides in its transactions."""
    model = Model.load(settings.model_path)
    return Database(
        await connect(url, size=size, application=application),
        own=await connect(url, size=size, application=application, own=True),
        looks=await connect(url, size=max(4, size // 2), application=application, looks=True),
        react=partial(reactions.at_once, model),
        flush=events.flush,
        links=Links(settings.public_url, settings.secret_key),
        scanning=settings.clamd is not None,
    )


def document_keys(settings: Settings) -> Keys | None:
    held = document_keys_of(settings)
    return Keys(held.keys[0][0], dict(held.keys)) if held else None


async def mail_addresses(db: Database) -> frozenset[str]:
    async with db.tx(SYSTEM) as tx:
        return frozenset(await tx.column("SELECT lower(address) FROM channel WHERE address IS NOT NULL"))


class OwnAddresses:
    """The desk's own mail addresses, so that it never answers itself. Renewed when settings change."""

    def __init__(self) -> None:
        self.known: frozenset[str] = frozenset()

    def __call__(self) -> frozenset[str]:
        return self.known

    async def renew(self, db: Database) -> None:
        self.known = await mail_addresses(db)


def make_adapters(settings: Settings, own: OwnAddresses) -> dict[str, Adapter]:
    return {
        "email": EmailAdapter(settings.smtp_url, settings.secret_key, own),
        "webchat": DeskChannel("webchat"),
        "portal": DeskChannel("portal"),
    }


# What every answer says unless it says otherwise itself.
_SAFE = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'",
    ),
]


class Requests:
    """A request id for each request, its time measured, its log line written; never its body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"x-request-id", b"").decode("ascii", "replace")
        request_id = told if told.replace("-", "").isalnum() and len(told) <= 64 else uuid7().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        method = str(dict(scope).get("method", ""))
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                given = [*message["headers"], (b"x-request-id", request_id.encode())]
                names = {name for name, _ in given}
                message["headers"] = [*given, *(header for header in _SAFE if header[0] not in names)]
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            took = time.perf_counter() - began
            health.observe(method, status, took)
            log.debug("request", method=method, path=scope["path"], status=status, ms=round(took * 1000, 1))


async def provide_desk(scope: Scope) -> Desk:
    """From the scope: a `state` parameter would be a copy of the whole state for each request."""
    desk: Desk = scope["litestar_app"].state.desk
    return desk


async def provide_signed(request: Request[Any, Any, Any], desk: Desk) -> Signed:
    """Takes the desk as its dependency: two that don't depend on each other would cost a group of tasks."""
    return await edge.signed_in(request, desk)


@websocket("/api/v1/stream")
async def staff_stream(socket: stream.Socket, state: State, after: str | None = None) -> None:
    """Everything that you may see, as it happens. `after`: the number of the last event that you have."""
    desk: Desk = state.desk
    scheme, _, token = socket.headers.get("authorization", "").partition(" ")
    origin = socket.headers.get("origin")
    token = (
        token
        if scheme.lower() == "bearer"
        else (socket.query_params.get("token") or socket.cookies.get(COOKIE) or "")
    )
    async with desk.db.single() as tx:
        signed = await authenticate(tx, token) if token else None
    await socket.accept()
    if signed is not None and signed.must_change_password:
        await socket.close(code=stream.NOT_YOURS, reason="set a password of your own first")
        return
    if signed is None or (
        origin is not None and not edge.own_origin(origin, socket.headers.get("host", ""), desk.settings)
    ):
        await socket.close(code=stream.NOT_YOURS, reason="sign in first")
        return
    try:
        number = stream.number_of(after)
    except stream.NoNumber as problem:
        await socket.close(code=stream.NO_NUMBER, reason=str(problem))
        return
    try:
        # What the token opened closes with it.
        async with asyncio.timeout(_seconds_left(signed)):
            await stream.serve(socket, state.hub, desk.db, signed.actor, after=number, buckets=desk.buckets)
    except TimeoutError:
        await socket.close(code=stream.GO_AWAY)


def _seconds_left(signed: Signed) -> float | None:
    if signed.expires_at is None:
        return None
    return max(0.0, (signed.expires_at - datetime.now(UTC)).total_seconds())


@get("/", include_in_schema=False, media_type=MediaType.TEXT)
async def root() -> str:
    return "Pitboss. The API is described at /api/docs."


async def _counting(desk: Desk) -> None:
    """Writes down now and then what was read and looked for."""
    while True:
        await asyncio.sleep(COUNTED_EVERY)
        try:
            await desk.tally.write(desk.db)
        except edge.DATABASE_AWAY as problem:
            log.warning("views could not be counted", problem=type(problem).__name__)


async def _warming(desk: Desk) -> None:
    await asyncio.to_thread(packs.read_ahead)
    try:
        await warm(desk.db)
    except edge.DATABASE_AWAY as problem:
        log.warning("articles could not be read ahead", problem=type(problem).__name__)


def create_app(
    settings: Settings, database_url: str, *, more: Sequence[ControllerRouterHandler] = ()
) -> Litestar:
    """`more`: handlers besides the desk's own, such as the demo's pages."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        db = await open_database(settings, database_url, size=20, application="pitboss serve")
        reader = Reader(partial(reactions.read_between, Model.load(settings.model_path)), settings.model_path)
        db.words = reader.read
        own = OwnAddresses()
        await own.renew(db)
        store = FileStore(settings.files_url)
        desk = Desk(
            settings,
            db,
            store,
            make_adapters(settings, own),
            Buckets(factor=settings.rate_factor),
            FileLinks(settings.files_origin or "", settings.secret_key),
            document_keys(settings),
        )
        app.state.desk = desk
        app.state.hub = hub = stream.Hub(db)
        app.state.present = present = chat_stream.Present(db)
        stopping = asyncio.Event()

        def heard(channel: str, payload: str) -> None:
            if channel == "pitboss_typing":
                if payload:
                    hub.tell(msgspec.json.decode(payload, type=stream.Told))
                return
            if payload in ("settings", ""):
                db.cache.clear()
            if payload in ("events", ""):
                hub.wake()

        tasks = [
            asyncio.create_task(listen(database_url, ["pitboss_work", "pitboss_typing"], heard, stopping)),
            asyncio.create_task(hub.run_for_ever()),
            asyncio.create_task(present.run_for_ever()),
            asyncio.create_task(_counting(desk)),
            asyncio.create_task(_warming(desk)),
        ]
        health.serving(desk, hub)
        settle(fair=True)
        try:
            yield
        finally:
            stopping.set()
            hub.close_all()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await reader.close()
            with contextlib.suppress(*edge.DATABASE_AWAY):
                await desk.tally.write(db)
            await db.close()

    api = Router(
        "/api/v1",
        route_handlers=[
            *session.HANDLERS,
            *tickets.HANDLERS,
            *messages.HANDLERS,
            *context.HANDLERS,
            *ways.HANDLERS,
            *me.HANDLERS,
            *wall.HANDLERS,
            *reports.HANDLERS,
            *originals.HANDLERS,
            *drafts.HANDLERS,
            *canned.HANDLERS,
            *knowledge.HANDLERS,
            *clauses.HANDLERS,
            *help_import.HANDLERS,
            *complaints.HANDLERS,
            *complaint_steps.HANDLERS,
            *complaint_unknown.HANDLERS,
            *complaint_decisions.HANDLERS,
            *complaint_appeals.HANDLERS,
            *complaint_referrals.HANDLERS,
            *complaint_reports.HANDLERS,
            *complaint_evidence.HANDLERS,
            *complaint_files.HANDLERS,
            *complaint_rules.HANDLERS,
            *complaint_texts.HANDLERS,
            *complaint_letters.HANDLERS,
            *incidents.HANDLERS,
            *public_help.HANDLERS,
            *site.API,
            *live.HANDLERS,
            *notices.HANDLERS,
            *saved_views.HANDLERS,
            *bulk.HANDLERS,
            *pull.HANDLERS,
            *attachments.HANDLERS,
            *documents.HANDLERS,
            chat.ROUTER,
            Router("/chat", route_handlers=widget.HANDLERS, dependencies=chat.DEPENDENCIES),
            *requests.HANDLERS,
            *tracking.HANDLERS,
            *staff.HANDLERS,
            *players.HANDLERS,
            *brands.HANDLERS,
            *backoffice.HANDLERS,
            *channels.HANDLERS,
            *registry.HANDLERS,
            *queues.HANDLERS,
            *promises.HANDLERS,
            *audit.HANDLERS,
        ],
        before_request=edge.limit_by_address,
    )
    app = Litestar(
        route_handlers=[
            root,
            api,
            staff_stream,
            *chat_stream.HANDLERS,
            *files.HANDLERS,
            *documents.PAGES,
            *docs.HANDLERS,
            *screens.HANDLERS,
            *site.HANDLERS,
            *health.HANDLERS,
            *more,
        ],
        lifespan=[lifespan],
        dependencies={
            "desk": Provide(provide_desk),
            "signed": Provide(provide_signed),
            "case": Provide(provide_case),
        },
        exception_handlers={
            Refused: edge.refused,
            ValidationException: edge.invalid,
            HTTPException: shell.http_failure,
            RecursionError: edge.too_deep,
            UnicodeDecodeError: edge.unreadable,
            asyncpg.CharacterNotInRepertoireError: edge.unstorable,
            asyncpg.UntranslatableCharacterError: edge.unstorable,
            **dict.fromkeys(edge.DATABASE_AWAY, edge.unavailable),
            obstore.exceptions.BaseError: edge.store_away,
            Exception: edge.bug,
        },
        middleware=[Packed, shell.KeptPages, Origins],
        openapi_config=OpenAPIConfig(
            title="Pitboss",
            version="1",
            description="The player-support desk. Refusals are problem documents (RFC 9457).",
            path="/api",
            use_handler_docstrings=True,
            operation_id_creator=operation_id,
            render_plugins=[Described("/openapi.json")],
        ),
        request_max_body_size=settings.max_upload_bytes * 2,
        logging_config=None,
    )
    docs.name_in_words(app)
    app.asgi_handler = Requests(app.asgi_handler)  # a middleware is not asked where there is no route
    return app
