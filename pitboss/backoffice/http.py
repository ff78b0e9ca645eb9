"""The connector over HTTPS and JSON: GET only, a bearer token, no redirects, answers of bounded size in bounded time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote, urlencode

import httpx
import msgspec
import structlog

from pitboss.backoffice.connector import (
    MOST,
    AccountChange,
    BackOfficeAway,
    BackOfficeDenied,
    BackOfficeNonsense,
    Bet,
    Bonus,
    Kyc,
    Listing,
    MessageSent,
    NoSuchRecord,
    NotOffered,
    Payment,
    PlayerRecord,
    PlaySession,
    Restrictions,
    Round,
    Taken,
    Terms,
)
from pitboss.backoffice.reach import Place, addresses_of, read_place

log = structlog.get_logger()
T = TypeVar("T")

SECONDS = 15.0  # platforms allow themselves as long (a call limit seen in practice)
MAX_ANSWER = 8 * 2**20
OFFERS_NOT = "not_offered"


class HttpBackOffice:
    """A Connector, for use as `async with`. One at a time asks one brand."""

    def __init__(self, place: Place, token: str, *, seconds: float = SECONDS, most: int = MAX_ANSWER) -> None:
        self._place = place
        self._token = token
        self._seconds = seconds
        self._most = most
        self._client = httpx.AsyncClient(
            timeout=seconds, follow_redirects=False, trust_env=False, limits=httpx.Limits(max_connections=4)
        )

    @classmethod
    def at(cls, url: str, token: str, inside_hosts: Sequence[str]) -> Self:
        """Raises Invalid: see read_place."""
        return cls(read_place(url, inside_hosts), token)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def player(self, account: str) -> Taken[PlayerRecord]:
        return await self._one(PlayerRecord, account)

    async def kyc(self, account: str) -> Taken[Kyc]:
        return await self._one(Kyc, account, "kyc")

    async def payments(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Payment]]:
        return await self._one(Listing[Payment], account, "payments", **_bounds(since, until, limit))

    async def payment(self, account: str, payment: str) -> Taken[Payment]:
        return await self._one(Payment, account, "payments", payment)

    async def bets(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Bet]]:
        return await self._one(Listing[Bet], account, "bets", **_bounds(since, until, limit))

    async def bet(self, account: str, bet: str) -> Taken[Bet]:
        return await self._one(Bet, account, "bets", bet)

    async def rounds(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[Round]]:
        return await self._one(Listing[Round], account, "rounds", **_bounds(since, until, limit))

    async def round(self, account: str, played: str) -> Taken[Round]:
        return await self._one(Round, account, "rounds", played)

    async def bonuses(self, account: str) -> Taken[Listing[Bonus]]:
        return await self._one(Listing[Bonus], account, "bonuses")

    async def restrictions(self, account: str) -> Taken[Restrictions]:
        return await self._one(Restrictions, account, "restrictions")

    async def sessions(
        self, account: str, *, since: datetime | None = None, until: datetime | None = None, limit: int = MOST
    ) -> Taken[Listing[PlaySession]]:
        return await self._one(Listing[PlaySession], account, "sessions", **_bounds(since, until, limit))

    async def terms(self, account: str) -> Taken[Terms]:
        return await self._one(Terms, account, "terms")

    async def changes(self, account: str) -> Taken[Listing[AccountChange]]:
        return await self._one(Listing[AccountChange], account, "changes")

    async def messages(self, account: str) -> Taken[Listing[MessageSent]]:
        return await self._one(Listing[MessageSent], account, "messages")

    async def _one(self, shape: type[T], *path: str, **query: str) -> Taken[T]:
        where = "/v1/players/" + "/".join(quote(part, safe="") for part in path)
        where += f"?{urlencode(query)}" if query else ""
        try:
            async with asyncio.timeout(self._seconds):
                status, body = await self._get(where)
        except (TimeoutError, OSError, httpx.HTTPError, httpx.InvalidURL) as problem:
            log.warning("back office not reached", host=self._place.host, problem=type(problem).__name__)
            raise BackOfficeAway(retry_after=60) from problem
        _check(status, body)
        try:
            value = msgspec.json.decode(body, type=shape)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as problem:
            log.warning("back office not understood", host=self._place.host, path=where, problem=str(problem))
            raise BackOfficeNonsense from problem
        return Taken(value, body, datetime.now(UTC), self._place.url + where)

    async def _get(self, where: str) -> tuple[int, bytes]:
        """By address, under the host's name for TLS and the Host header: see addresses_of."""
        place, gone = self._place, None
        for address in await addresses_of(place):
            literal = f"[{address}]" if ":" in address else address
            try:
                async with (
                    self._client.stream(
                        "GET",
                        f"{place.scheme}://{literal}:{place.port}{place.path}{where}",
                        headers={
                            "host": place.host if place.port in (80, 443) else f"{place.host}:{place.port}",
                            "authorization": "Bearer " + self._token,
                            "accept": "application/json",
                            "accept-encoding": "identity",  # a packed answer may be a thousand times as long as it looks
                        },
                        extensions={"sni_hostname": place.host},
                    ) as answer
                ):
                    return answer.status_code, await self._read(answer)
            except httpx.ConnectError as problem:
                gone = problem
        raise gone or httpx.ConnectError("the host has no address")

    async def _read(self, answer: httpx.Response) -> bytes:
        """Raises BackOfficeNonsense: it is longer than it may be, or packed though nobody asked for that."""
        if answer.headers.get("content-encoding", "identity") != "identity":
            raise BackOfficeNonsense
        body = bytearray()
        async for part in answer.aiter_bytes(64 * 1024):
            body += part
            if len(body) > self._most:
                raise BackOfficeNonsense(
                    "The back office's answer is too long for the desk. Ask for fewer days."
                )
        return bytes(body)


class _Problem(msgspec.Struct, frozen=True):
    error: str = ""


def _check(status: int, body: bytes) -> None:
    if status == 200:
        return
    if status in (401, 403):
        raise BackOfficeDenied
    if status in (404, 501):
        try:
            told = msgspec.json.decode(body, type=_Problem).error
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            told = ""
        raise NotOffered if status == 501 or told == OFFERS_NOT else NoSuchRecord
    if status in (429, 502, 503, 504):
        raise BackOfficeAway(retry_after=60)
    raise BackOfficeNonsense


def _bounds(since: datetime | None, until: datetime | None, limit: int) -> dict[str, str]:
    bounds = {"limit": str(min(limit, MOST))}
    for name, moment in (("since", since), ("until", until)):
        if moment is not None:
            bounds[name] = moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return bounds
