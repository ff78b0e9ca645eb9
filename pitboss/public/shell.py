"""The shell that every public page stands in: whose brand it is, which language, what it looks like, what a browser may do
with it. docs/subsystems/public.md says how to make a page."""

from __future__ import annotations

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import asyncpg
import msgspec
import structlog
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import MediaType, Request, Response
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Receive, Scope, Send

from pitboss.api import edge
from pitboss.api.edge import Desk, ForeignOrigin, Req
from pitboss.api.sentences import in_language, preferred, speaks
from pitboss.channels import queries as channels
from pitboss.channels.queries import Brand
from pitboss.db.tx import Actor, Kind
from pitboss.kit.colours import FELT, look
from pitboss.kit.moments import in_zone
from pitboss.kit.refused import NotFound, Refused
from pitboss.public.assets import asset
from pitboss.public.wording import LANGUAGES, Words, words

log = structlog.get_logger()

FRESH = 60  # seconds for which a page that is for everybody may be kept
MOST_PAGES = 2_000
MAX_FORM = 64 * 1024  # bytes of a form without files
NOBODY = Brand("", "", "", "en", "", [], 0, {})  # of pages that belong to no brand


class NoSuchPage(NotFound):
    """There is no such page."""


class FormTooLarge(Refused):
    """What was sent is too large."""

    status = 413


class Elsewhere(Exception):
    """The page is at another address."""

    def __init__(self, address: str, *, by_language: bool = False) -> None:
        super().__init__(address)
        self.address = address
        self.by_language = by_language


class Here(msgspec.Struct, frozen=True, kw_only=True):
    """Where a reader is. `own`: the path of this page; `query`: what follows it, with its question mark. `others`: the
    same page by language, this one's too; empty where it has but one. `notice`: what to say above the page (`back`)."""

    brand: Brand
    language: str
    site: str
    own: str
    query: str = ""
    others: dict[str, str] = {}
    notice: str | None = None

    @property
    def t(self) -> Words:
        return words(self.language)

    @property
    def reader(self) -> Actor:
        """Anybody: sees of the brand what everybody may."""
        return Actor(kind=Kind.visitor, brands=frozenset({self.brand.id}), locale=self.language)

    @property
    def name(self) -> str:
        return self.brand.name or self.t("shell.nobody")

    def to(self, rest: str = "", /, **query: object) -> str:
        """The address of a page of this brand in this language, such as to("/a/my-article")."""
        if not self.brand.id:
            query = {**query, "lang": self.language}
        asked = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        start = f"/help/{self.brand.id}/{self.language}" if self.brand.id else ""
        return f"{start}{quote(rest, safe='/%')}{'?' if asked else ''}{asked}"

    def when(self, moment: datetime) -> str:
        """A moment by the brand's clock."""
        return in_zone(moment, str(self.brand.settings.get("time_zone", "UTC")), self.language)

    def size(self, size: int) -> str:
        """Of a file, in bytes."""
        unit, shown = ("MB", size / 2**20) if size >= 2**20 else ("KB", max(size / 2**10, 1))
        number = f"{shown:.1f}".removesuffix(".0") if shown < 10 else f"{shown:.0f}"
        names = {"MB": "МБ", "KB": "КБ"} if self.language == "ru" else {}
        return f"{number.replace('.', ',') if names else number} {names.get(unit, unit)}"

    def day(self, moment: datetime) -> str:
        return self.when(moment).partition(",")[0]


# ── where a reader is ───────────────────────────────────────────────────────────────────────────────────────


async def known_brand(desk: Desk, brand: str) -> Brand:
    """
    Raises:
        NoSuchPage.
    """
    known: Brand | None = desk.db.cache.get(("brand", brand))
    if known is None:
        async with desk.db.single() as tx:
            if not await channels.is_brand(tx, brand):
                raise NoSuchPage
            known = await channels.brand(tx, brand)
    return known


def languages(brand: Brand) -> list[str]:
    """Those of the brand's pages, its own first; where it names none, all."""
    named: list[str] = brand.settings.get("languages", [])
    return named or sorted(LANGUAGES, key=lambda language: language != brand.language)


async def provide_here(request: Req, desk: Desk) -> Here:
    """For pages at /help/{brand}/{lang}/…

    Raises:
        NoSuchPage: no such brand.
        Elsewhere: not in this language.
    """
    brand = await known_brand(desk, request.path_params["brand"])
    language = request.path_params.get("lang", "")
    query = request.scope["query_string"].decode("latin-1")
    query = f"?{query}" if query else ""
    spoken = languages(brand)
    start = f"/help/{brand.id}"
    path = quote(request.scope["path"], safe="/%:@!$&'()*+,;=~")
    if language not in spoken:
        rest = path.removeprefix(start).removeprefix(f"/{language}" if language in LANGUAGES else "")
        raise Elsewhere(f"{start}/{_chosen(request, spoken)}{rest.rstrip('/')}{query}", by_language=True)
    speaks(request, language)
    rest = path.removeprefix(f"{start}/{language}").rstrip("/")
    here = Here(
        brand=brand,
        language=language,
        site=desk.settings.public_url,
        own=f"{start}/{language}{rest}",
        query=query,
        others={one: f"{start}/{one}{rest}" for one in spoken} if len(spoken) > 1 else {},
        notice=request.query_params.get("notice"),
    )
    request.scope["state"]["here"] = here
    return here


def here_at(
    request: Req,
    desk: Desk,
    own: str,
    *,
    brand: Brand = NOBODY,
    language: str | None = None,
    other_languages: bool = False,
) -> Here:
    """For a page elsewhere, such as /track/…: `brand` as far as there is one, `language` as far as it is known (else
    ?lang, else what the browser prefers). `other_languages`: whether the page can be had in them, by ?lang."""
    told = request.query_params.get("lang")
    language = language or (
        told if told in LANGUAGES else preferred(request.headers.get("accept-language", ""))
    )
    speaks(request, language)
    here = Here(
        brand=brand,
        language=language,
        site=desk.settings.public_url,
        own=own,
        others={one: f"{own}?lang={one}" for one in LANGUAGES} if other_languages else {},
        notice=request.query_params.get("notice"),
    )
    request.scope["state"]["here"] = here
    return here


def _chosen(request: Req, spoken: list[str]) -> str:
    """Of the brand's languages: the one asked for, else what the browser prefers, else the brand's own."""
    asked = request.query_params.get("lang")
    if asked in spoken:
        return str(asked)
    header = request.headers.get("accept-language", "")
    wanted = preferred(header)
    named = wanted in spoken and wanted in header.lower()
    return wanted if named else spoken[0]


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────

_env = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_env.globals["asset"] = asset


def page(
    here: Here,
    template: str,
    *,
    title: str,
    description: str = "",
    status: int = 200,
    personal: bool = False,
    current: str = "",
    others: Mapping[str, str] | None = None,
    canonical: str | None = None,
    headers: Mapping[str, str] | None = None,
    **values: Any,
) -> Response[bytes]:
    """A page made of a template that extends base.html.

    `personal`: for one reader only; kept nowhere and found by no search engine. `current`: the rest of the address of the
    entry of the navigation that it stands under. `others`: the page's addresses by language where they differ from
    `here.others`. `canonical`: its one address, as a path; `here.own` if not given. `values` are the template's, beside
    `here`, `t` (its words) and `asset`."""
    accent: str | None = here.brand.settings.get("widget", {}).get("accent")
    colours = look(accent or FELT)
    found = not personal and status == 200
    text = _env.get_template(template).render(
        here=here,
        t=here.t,
        title=title,
        description=description,
        personal=not found,
        current=current,
        others=here.others if others is None else others,
        canonical=(canonical or here.own) if found else None,
        style=colours.style,
        languages=LANGUAGES,
        **values,
    )
    return Response(
        text.encode(),
        status_code=status,
        media_type="text/html; charset=utf-8",
        headers={
            "content-security-policy": (
                f"default-src 'none'; style-src 'self' {colours.policy}; script-src 'self'; img-src 'self' data: blob:; "
                "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            # Not no-referrer: browsers then call the origin of our own forms `null`.
            "referrer-policy": "same-origin",
            "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
            "cross-origin-opener-policy": "same-origin",
            "content-language": here.language,
            "cache-control": f"public, max-age={FRESH}" if found else "no-store",
            **({} if found else {"x-robots-tag": "noindex"}),
            **(headers or {}),
        },
    )


def back(here: Here, rest: str, /, *, notice: str | None = None, **query: object) -> Response[bytes]:
    """After a form: to a page of the brand, which says `notice`, the key of words in `notices.*.toml`."""
    return to_address(here.to(rest, **query, notice=notice))


def to_address(address: str, *, status: int = 303) -> Response[bytes]:
    return Response(
        b"",
        status_code=status,
        headers={"location": address, "cache-control": "no-store"},
        media_type=MediaType.HTML,
    )


# ── pages that are kept ─────────────────────────────────────────────────────────────────────────────────────


class _Kept(msgspec.Struct, frozen=True):
    """`same`: the answer to whoever has it already."""

    plain: Response[bytes]
    packed: Response[bytes]
    same: Response[bytes]
    etag: str
    until: float

    def for_headers(self, if_none_match: str, accept_encoding: str) -> Response[bytes]:
        if self.etag in if_none_match:
            return self.same
        return self.packed if "gzip" in accept_encoding else self.plain


async def kept(
    request: Req, desk: Desk, here: Here, make: Callable[[], Awaitable[Response[bytes]]], *, key: str = ""
) -> Response[bytes]:
    """A page that is the same for everybody, made once in FRESH seconds. It is forgotten with the settings
    (`tx.wake.add("settings")`), so what it shows of the database must wake them when it changes. `key`: what of the
    query the page depends on."""
    if here.notice is not None:
        return await make()
    # Taken before anything is read: whoever empties the cache meanwhile leaves this one to be forgotten.
    pages: OrderedDict[tuple[str, str], _Kept] = desk.db.cache.setdefault(PAGES, OrderedDict())
    name = (here.own, key)
    found = pages.get(name)
    if found is None or found.until < time.monotonic():
        made = await make()
        if made.status_code != 200:
            return made
        found = _keep(made)
        pages[name] = found
        if len(pages) > MOST_PAGES:
            pages.popitem(last=False)
    return found.for_headers(
        request.headers.get("if-none-match", ""), request.headers.get("accept-encoding", "")
    )


PAGES = "public pages"
SEEN = "articles seen"  # by their path: brand and id of the article, so that a kept page can be counted


def _keep(made: Response[bytes]) -> _Kept:
    etag = f'"{hashlib.sha256(made.content).hexdigest()[:20]}"'
    headers = {**made.headers, "etag": f"W/{etag}", "vary": "accept-encoding"}

    def answer(status: int, body: bytes, **more: str) -> Response[bytes]:
        return Response(body, status_code=status, media_type=made.media_type, headers={**headers, **more})

    return _Kept(
        answer(200, made.content),
        answer(200, gzip.compress(made.content, 6, mtime=0), **{"content-encoding": "gzip"}),
        answer(304, b""),
        etag,
        time.monotonic() + FRESH,
    )


class KeptPages:
    """Gives a kept page that was asked for without a query before anything else is done for the request. Whatever it
    can't answer, who asks too often too, goes the whole way."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._known(scope)
        if answer is None:
            await self.app(scope, receive, send)
            return
        body = answer.content
        headers = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        headers += [
            (b"content-type", str(answer.media_type).encode()),
            (b"content-length", b"%d" % len(body)),
        ]
        await send({"type": "http.response.start", "status": answer.status_code or 200, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    def _known(self, scope: Scope) -> Response[bytes] | None:
        path = scope["path"]
        if scope["type"] != ScopeType.HTTP or scope["method"] != "GET" or scope["query_string"]:
            return None
        desk: Desk = scope["litestar_app"].state.desk
        found: _Kept | None = desk.db.cache.get(PAGES, {}).get((path, ""))
        if found is None or found.until < time.monotonic():
            return None
        seen = desk.db.cache.get(SEEN, {}).get(path) if "/a/" in path else None
        if "/a/" in path and seen is None:
            return None
        request: Req = Request(scope)
        try:
            desk.buckets.take(edge.BY_ADDRESS, edge.address_of(request, desk.settings))
        except Refused:
            return None
        if seen is not None:
            desk.tally.viewed(*seen)
        headers = request.headers
        return found.for_headers(headers.get("if-none-match", ""), headers.get("accept-encoding", ""))


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────


class Form(msgspec.Struct, frozen=True):
    """What a form sent: texts, and files as Litestar's UploadFile."""

    texts: dict[str, list[str]]
    files: dict[str, list[Any]]

    def text(self, name: str, *, most: int = 4_000) -> str:
        """The first text of this name, without control characters, at most so long."""
        return next(iter(self.all(name, most=most)), "")

    def all(self, name: str, *, most: int = 4_000) -> list[str]:
        return [_clean(value)[:most] for value in self.texts.get(name, [])]


async def form(request: Req, desk: Desk, *, most: int = MAX_FORM) -> Form:
    """What was sent by a form of ours.

    Raises:
        ForeignOrigin: a page of another site sent it.
        FormTooLarge: more than `most` bytes.
    """
    must_be_ours(request, desk)
    told = request.headers.get("content-length", "0")
    if not told.isascii() or not told.isdigit() or int(told) > most:
        raise FormTooLarge
    if "transfer-encoding" in request.headers and len(await request.body()) > most:
        raise FormTooLarge
    texts: dict[str, list[str]] = {}
    files: dict[str, list[Any]] = {}
    for name, value in (await request.form()).multi_items():
        if hasattr(value, "filename"):
            files.setdefault(name, []).append(value)
        else:
            texts.setdefault(name, []).append(str(value))
    return Form(texts, files)


def must_be_ours(request: Req, desk: Desk) -> None:
    """
    Raises:
        ForeignOrigin: a page of another site makes the browser ask for this.
    """
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none") or (
        origin is not None and not edge.own_origin(origin, request.headers.get("host", ""), desk.settings)
    ):
        raise ForeignOrigin


def _clean(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in "\n\t" or (c.isprintable() or c in "\u200d\xa0")).strip()


# ── what can't be shown ─────────────────────────────────────────────────────────────────────────────────────


def _somewhere(request: Req) -> Here:
    known: Here | None = request.scope.get("state", {}).get("here")
    if known is not None:
        return known
    desk: Desk = request.app.state.desk
    _, _, *parts = [*request.scope["path"].split("/"), "", ""]
    brand = (
        desk.db.cache.get(("brand", parts[0]), NOBODY)
        if request.scope["path"].startswith("/help/")
        else NOBODY
    )
    language = parts[1] if len(parts) > 1 and parts[1] in LANGUAGES else None
    return here_at(request, desk, request.scope["path"], brand=brand, language=language)


def _problem(
    request: Req, status: int, detail: str | None = None, *, retry_after: object = None
) -> Response[bytes]:
    here = _somewhere(request)
    kind = status if f"shell.problem_{status}" in here.t else 500 if status >= 500 else 400
    return page(
        here,
        "problem.html",
        title=here.t(f"shell.problem_{kind}"),
        status=status,
        kind=kind,
        detail=in_language(detail, here.language) if detail else here.t(f"shell.problem_{kind}_text"),
        headers={"retry-after": str(retry_after)} if retry_after else None,
    )


def elsewhere(request: Req, there: Elsewhere) -> Response[bytes]:
    answer = to_address(there.address, status=302)
    if there.by_language:
        answer.headers["vary"] = "accept-language"
    return answer


def refused(request: Req, refusal: Refused) -> Response[bytes]:
    known = refusal.status in (404, 413, 429)
    return _problem(
        request,
        refusal.status,
        None if known and refusal.detail == type(refusal).__doc__ else refusal.detail,
        retry_after=refusal.extra.get("retry_after"),
    )


def http_failure(request: Req, failure: HTTPException) -> Response[bytes]:
    """Wherever in the app: a page for people where pages are for people, else a problem document."""
    path: str = request.scope["path"]
    if not path.startswith(("/help/", "/verify", "/track/")):
        return edge.http_failure(request, failure)
    parts = path.split("/")
    if (
        failure.status_code == 404
        and request.method == "GET"
        and len(parts) > 4
        and parts[3] not in LANGUAGES
    ):
        rest = quote("/".join(parts[3:]), safe="/%")
        return to_address(
            f"/help/{quote(parts[2])}/{preferred(request.headers.get('accept-language', ''))}/{rest}",
            status=302,
        )
    return _problem(request, failure.status_code)


def unavailable(request: Req, failure: Exception) -> Response[bytes]:
    if isinstance(failure, ValueError):  # asyncpg: a value that the statement can't take
        return bug(request, failure)
    log.warning("database not available", problem=type(failure).__name__)
    return _problem(request, 503, retry_after=2)


def unstorable(request: Req, failure: Exception) -> Response[bytes]:
    """An address with a character that no text of ours can hold."""
    return _problem(request, 404)


def bug(request: Req, failure: Exception) -> Response[bytes]:
    log.error("page failed", path=request.url.path, problem=type(failure).__name__, exc_info=failure)
    return _problem(request, 500)


EXCEPTION_HANDLERS: dict[int | type[Exception], Any] = {
    Elsewhere: elsewhere,
    Refused: refused,
    HTTPException: http_failure,
    **dict.fromkeys(edge.DATABASE_AWAY, unavailable),
    asyncpg.CharacterNotInRepertoireError: unstorable,
    asyncpg.UntranslatableCharacterError: unstorable,
    UnicodeDecodeError: unstorable,
    Exception: bug,
}
