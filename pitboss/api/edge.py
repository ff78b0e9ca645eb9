"""The edge: who asks, may they so often, was it asked before; and refusals as problem documents (RFC 9457)."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from functools import cache
from ipaddress import ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import msgspec
import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from pitboss.api.mistakes import sentence
from pitboss.api.sentences import in_language, language_of, problems_in, speaks
from pitboss.channels.adapter import Adapter
from pitboss.db.tx import Actor, Call, Database, Tx
from pitboss.files.links import FileLinks
from pitboss.files.sealed import Keys
from pitboss.files.store import FileStore
from pitboss.kit.limits import Buckets, Limit
from pitboss.kit.refused import Forbidden, Invalid, Refused
from pitboss.knowledge.tally import Tally
from pitboss.settings import Settings
from pitboss.staff.actors import Signed, authenticate

log = structlog.get_logger()

COOKIE = "pitboss_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

BY_ADDRESS = Limit("address", burst=300, per_second=100)
BY_IDENTITY = Limit("identity", burst=200, per_second=50)
SIGN_IN = Limit("sign-in", burst=10, per_second=0.2)
PUBLIC_WRITE = Limit("public-write", burst=10, per_second=0.2)
CHAT_OPEN = Limit("chat-open", burst=10, per_second=0.5)
CHAT_SAY = Limit("chat-say", burst=20, per_second=2)

Req = Request[Any, Any, Any]


class SignIn(Refused):
    """Sign in first: POST /api/v1/session, or send a token as `Authorization: Bearer …`."""

    status = 401


class PasswordNotYours(Forbidden):
    """Somebody else set your password. Set your own first; until then nothing else is open to you."""


class ForeignOrigin(Forbidden):
    """This site may not do this in your name."""


class KeyReused(Refused):
    """This key was used for another request. Make a new key for each thing you do."""

    status = 422


class Desk(msgspec.Struct, frozen=True):
    """What every handler works with."""

    settings: Settings
    db: Database
    files: FileStore
    adapters: dict[str, Adapter]
    buckets: Buckets
    links: FileLinks
    document_keys: Keys | None
    tally: Tally = msgspec.field(default_factory=Tally)


def bearer(request: Req) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def address_of(request: Req, settings: Settings) -> str:
    """The client's address; what a proxy says counts only if the proxy is trusted."""
    peer = request.client.host if request.client else "unknown"
    if is_trusted(peer, settings.trusted_proxies) and (told := request.headers.get("x-forwarded-for")):
        return told.rpartition(",")[2].strip()
    return peer


network = cache(ip_network)


def is_trusted(peer: str, networks: tuple[str, ...]) -> bool:
    """Whether the address lies in one of the networks. An IPv4 address that a socket for both kinds shows as IPv6
    (::ffff:10.0.0.5) counts as the IPv4 address that it is."""
    if not networks:
        return False
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in network(name) for name in networks)


def own_origin(origin: str, host: str, settings: Settings) -> bool:
    """The desk's own pages, by its public address or by the name that was asked for. Over plain HTTP anybody in between
    can make a page of any name, so that counts only where the desk itself is public by it."""
    public = urlsplit(settings.public_url)
    return origin in {
        f"{scheme}://{name}" for scheme in (public.scheme, "https") for name in (public.netloc, host)
    }


def must_be_own(request: Req, desk: Desk) -> None:
    """
    Raises:
        ForeignOrigin: the request comes from a page of another site.
    """
    origin = request.headers.get("origin")
    if origin is not None and not own_origin(origin, request.headers.get("host", ""), desk.settings):
        raise ForeignOrigin


async def signed_in(request: Req, desk: Desk) -> Signed:
    """The member of staff who asks, by bearer token or cookie.

    Raises:
        SignIn: without a valid token.
        ForeignOrigin: if another site makes the browser of somebody signed in write.
        PasswordNotYours: before they have set a password of their own, except to do just that.
    """
    token = bearer(request)
    if token is None and (token := request.cookies.get(COOKIE)) is not None and request.method not in SAFE:
        must_be_own(request, desk)
    if token is None:
        raise SignIn
    async with desk.db.single() as tx:
        signed = await authenticate(tx, token)
    if signed is None:
        raise SignIn("This token is not valid (any more). Sign in again.")
    speaks(request, signed.locale)
    if signed.must_change_password and not _sets_password(request, signed):
        raise PasswordNotYours
    desk.buckets.take(BY_IDENTITY, signed.actor.id)
    return signed


def _sets_password(request: Req, signed: Signed) -> bool:
    """What is open before that: who am I, set my password, sign out."""
    path = request.url.path.removeprefix("/api/v1")
    return (request.method, path) in {
        ("GET", "/session"),
        ("DELETE", "/session"),
        ("POST", f"/staff/{signed.staff_id}/password"),
    }


async def limit_by_address(request: Req) -> None:
    """Asynchronous though it waits for nothing: Litestar would run it in a thread."""
    desk: Desk = request.app.state.desk
    desk.buckets.take(BY_ADDRESS, address_of(request, desk.settings))


class Again(msgspec.Struct, frozen=True):
    """What was done before, by the same key; see `write`."""

    answer: Any


DEADLOCK_TRIES = 3
Write = Callable[[Tx], Awaitable[tuple[int, Any]]]


async def write(
    desk: Desk,
    request: Req,
    actor: Actor,
    do: Write,
    *,
    key: str | None = None,
    who: str | None = None,
    elevated: bool = False,
    late: bool = False,
) -> Response[bytes]:
    """Runs `do` in one transaction and answers with its (status, body). With a key (the header Idempotency-Key, or
    `key` of the body) the same request again gets the same answer and does nothing; the key is written in the same
    transaction, so a crash leaves both or neither. `elevated`, `late`: see Database.tx.

    `late`: `do` locks what lets requests of `who` with the same key come one after the other, finds by itself that the same
    was done, and gives `Again`. So the key goes with the commit, and nothing is asked before. It is tried again where what
    `do` read before the transaction began no longer holds."""
    key = request.headers.get("idempotency-key") or key
    if key is not None:
        if not 1 <= len(key) <= 200:
            raise Invalid("A key has 1 to 200 characters.")
        key = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()  # whatever the sender put into it
    owner = who or f"{actor.kind.value}:{actor.id or ''}"
    for attempt in range(DEADLOCK_TRIES):
        try:
            async with desk.db.tx(actor, elevated=elevated, late=late) as tx:
                return await (_late if late else _once)(tx, request, do, owner, key)
        except asyncpg.UniqueViolationError as problem:
            if problem.constraint_name == "idempotency_pkey":  # the key was for another request
                raise KeyReused from problem
            raise
        except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError):
            # Everything is rolled back, so it can be done again.
            if attempt == DEADLOCK_TRIES - 1:
                raise
    raise AssertionError("unreachable")


async def _once(tx: Tx, request: Req, do: Write, owner: str, key: str | None) -> Response[bytes]:
    if key is None:
        status, answer = await do(tx)
        return _json(status, msgspec.json.encode(answer))
    asked = await _asked(request)
    fresh = await tx.run(
        "INSERT INTO idempotency (actor, key, request) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        owner,
        key,
        asked,
    )
    if not fresh:
        before = await _before(tx, owner, key, asked)
        if before is None:
            raise KeyReused
        return before
    status, answer = await do(tx)
    body = msgspec.json.encode(answer)
    tx.at_last(Call("answer_key", (owner, key, status, body)))
    return _json(status, body)


async def _late(tx: Tx, request: Req, do: Write, owner: str, key: str | None) -> Response[bytes]:
    status, answer = await do(tx)
    body = msgspec.json.encode(answer.answer if isinstance(answer, Again) else answer)
    if key is None:
        return _json(status, body)
    asked = await _asked(request)
    if isinstance(answer, Again) and (before := await _before(tx, owner, key, asked)) is not None:
        return before
    tx.at_last(Call("keep_answer", (owner, key, asked, status, body)))
    return _json(status, body)


async def _asked(request: Req) -> bytes:
    return hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).digest()


async def _before(tx: Tx, owner: str, key: str, asked: bytes) -> Response[bytes] | None:
    """The answer that was given to the same request.

    Raises:
        KeyReused: the key was for another one.
    """
    before = await tx.connection.fetchrow(
        "SELECT request, status, body FROM idempotency WHERE actor = $1 AND key = $2", owner, key
    )
    if before is None:
        return None
    if before["request"] != asked:
        raise KeyReused
    return _json(before["status"], before["body"], again=True)


def _json(status: int, body: bytes, *, again: bool = False) -> Response[bytes]:
    headers = {"idempotent-replay": "true"} if again else {}
    return Response(
        content=b"" if status == 204 else body, status_code=status, media_type=MediaType.JSON, headers=headers
    )


# ── problem documents ───────────────────────────────────────────────────────────────────────────────────────


def problem(language: str, status: int, title: str, detail: str, **extra: Any) -> Response[bytes]:
    """`title` names the kind, in every language the same; `detail` is an English sentence, told in the reader's."""
    document = {
        "type": f"/api/docs#problem-{title}",
        "title": title,
        "status": status,
        "detail": in_language(detail, language),
        **extra,
    }
    if problems := problems_in(extra.get("problems", []), language):
        document |= {"detail": " ".join(one["detail"] for one in problems), "problems": problems}
    headers = {"content-language": language}
    if "retry_after" in extra:
        headers["retry-after"] = str(extra["retry_after"])
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    return Response(
        content=msgspec.json.encode(document),
        status_code=status,
        media_type="application/problem+json",
        headers=headers,
    )


def refused(request: Req, refusal: Refused) -> Response[bytes]:
    return problem(language_of(request), refusal.status, refusal.code, refusal.detail, **refusal.extra)


def invalid(request: Req, failure: ValidationException) -> Response[bytes]:
    told = failure.extra if isinstance(failure.extra, list) else []
    handler = request.scope.get("route_handler")
    language = language_of(request)
    mistakes = [sentence(handler, mistake, language) for mistake in told if isinstance(mistake, dict)]
    detail = "; ".join(mistakes) or failure.detail
    return problem(language, 400, "invalid", f"The request can't be used: {detail}", mistakes=mistakes)


def unstorable(request: Req, failure: Exception) -> Response[bytes]:
    """PostgreSQL keeps no NUL in text; wherever in the request one stood, nothing was changed."""
    return problem(
        language_of(request),
        422,
        "unstorable_text",
        "A text holds the character NUL (U+0000), which can't be stored. Take it out.",
    )


def too_deep(request: Req, failure: Exception) -> Response[bytes]:
    """The JSON of a body is read by recursion; nothing that the API takes is more than a few levels deep."""
    return problem(
        language_of(request), 400, "invalid", "The request can't be used: its JSON is nested too deeply."
    )


def unreadable(request: Req, failure: Exception) -> Response[bytes]:
    return problem(
        language_of(request), 400, "invalid", "The request can't be used: its text is not valid UTF-8."
    )


_TITLES = {
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    400: "invalid",
}


def http_failure(request: Req, failure: HTTPException) -> Response[bytes]:
    title = _TITLES.get(failure.status_code, "refused")
    details = {
        404: "There is nothing at this address.",
        405: "This address does not take this method.",
        413: "The request is too large.",
    }
    told = details.get(failure.status_code, f"The request can't be used: {failure.detail}.")
    return problem(language_of(request), failure.status_code, title, told)


def unavailable(request: Req, failure: Exception) -> Response[bytes]:
    """The database is away or too busy: nothing was done, and the same request may be sent again."""
    if isinstance(
        failure, ValueError
    ):  # asyncpg: a value that the statement can't take; trying again won't help
        return bug(request, failure)
    log.warning("database not available", problem=type(failure).__name__)
    return problem(
        language_of(request),
        503,
        "unavailable",
        "The desk can't reach its database right now. Nothing was changed; try again.",
        retry_after=2,
    )


def store_away(request: Req, failure: Exception) -> Response[bytes]:
    log.warning("file store not available", problem=type(failure).__name__)
    return problem(
        language_of(request),
        503,
        "unavailable",
        "The desk can't reach its files right now. Nothing was changed; try again.",
        retry_after=2,
    )


DATABASE_AWAY: tuple[type[Exception], ...] = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server died in the middle of an answer
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    TimeoutError,
)


def bug(request: Req, failure: Exception) -> Response[bytes]:
    log.error(
        "request failed",
        path=request.url.path,
        method=request.method,
        problem=type(failure).__name__,
        exc_info=failure,
    )
    return problem(
        language_of(request),
        HTTP_500_INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong on our side. Nothing was changed; try again, and name the request id if it stays.",
        request_id=structlog.contextvars.get_contextvars().get("request_id"),
    )
