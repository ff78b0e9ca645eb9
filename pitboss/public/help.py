"""The help centre: categories, articles, search, the clauses of the rules by date, and what search engines read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

import msgspec
from litestar import MediaType, Response, get, post
from markupsafe import Markup
from markupsafe import escape as e

from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.looked_for import topics_of
from pitboss.api.public_help import SEARCH, visitor_of
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Tx
from pitboss.kit.moments import day_in_words
from pitboss.knowledge import queries, readers
from pitboss.knowledge.markdown import render
from pitboss.knowledge.model import Article, Audience, Category, Clause, Hit, Version
from pitboss.knowledge.search import MAX_WORDS, search
from pitboss.public.assets import icons
from pitboss.public.contact import ways
from pitboss.public.service import broken_now
from pitboss.public.shell import (
    FRESH,
    SEEN,
    Here,
    NoSuchPage,
    back,
    form,
    here_at,
    kept,
    known_brand,
    languages,
    page,
    to_address,
)

POPULAR = 6
FOUND = 20
RELATED = 4
LONG = 3  # headings from which an article has a table of contents
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 1, 1)
ICONS = {
    "message": "chat",
    "messages": "chat",
    "football": "ball",
    "shield-lock": "shield",
    "id-badge": "id",
    "question": "info",
    "coins": "cash",
}


class Shelf(msgspec.Struct, frozen=True):
    """A category as a reader sees it, with what they may read in it."""

    id: str
    icon: str
    name: str
    about: str
    articles: list[Article]


def shelves(categories: Sequence[Category], articles: Sequence[Article], language: str) -> list[Shelf]:
    """Those in which there is something to read, in their order."""
    found = []
    for category in categories:
        inside = [article for article in articles if article.category == category.id]
        if inside:
            words = category.ru if language == "ru" else category.en
            icon = ICONS.get(category.icon, category.icon)
            found.append(
                Shelf(category.id, icon if icon in icons() else "book", words.name, words.about, inside)
            )
    return found


async def _shelves(tx: Tx, here: Here) -> list[Shelf]:
    return shelves(
        await queries.categories(tx, here.brand.id),
        await queries.published(tx, here.brand.id, here.language),
        here.language,
    )


def popular(shelves: Sequence[Shelf], read: Sequence[str]) -> list[Article]:
    """What was `read` most; after that the first of each category, then the second, until there are enough."""
    deepest = max((len(shelf.articles) for shelf in shelves), default=0)
    rounds = [shelf.articles[n] for n in range(deepest) for shelf in shelves if n < len(shelf.articles)]
    known = {article.slug: article for article in rounds}
    first = [known[slug] for slug in read if slug in known]
    return list({article.slug: article for article in (*first, *rounds)}.values())[:POPULAR]


@get(["/help/{brand:str}", "/help/{brand:str}/{lang:str}"])
async def home(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            found = await _shelves(tx, here)
            trouble = await broken_now(tx, here)
        async with desk.db.tx(SYSTEM) as tx:
            read_most = await queries.most_read(tx, here.brand.id, here.language)
        notices: dict[str, str] = here.brand.settings.get("widget", {}).get("notice", {})
        return page(
            here,
            "home.html",
            title=here.t("help.title"),
            description=here.t("help.description", brand=here.name),
            trouble=trouble,
            shelves=found,
            popular=popular(found, read_most),
            ways=await ways(desk.db, here),
            said=notices.get(here.language, ""),
        )

    return await kept(request, desk, here, make)


@get("/help/{brand:str}/{lang:str}/c/{category:str}")
async def category(request: Req, desk: Desk, here: Here, category: str) -> Response[bytes]:
    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            found = await _shelves(tx, here)
        shelf = next((one for one in found if one.id == category), None)
        if shelf is None:
            raise NoSuchPage
        return page(
            here,
            "category.html",
            title=shelf.name,
            description=shelf.about or here.t("help.description", brand=here.name),
            shelf=shelf,
            shelves=found,
        )

    return await kept(request, desk, here, make)


# ── articles ────────────────────────────────────────────────────────────────────────────────────────────────


class Shown(msgspec.Struct, frozen=True):
    article: Article
    version: Version
    shelf: Shelf | None
    related: list[Article]
    others: dict[str, str]


async def read(tx: Tx, here: Here, slug: str) -> Shown:
    """
    Raises:
        NoSuchPage: there is none that the reader may read.
    """
    article = await queries.by_slug(tx, here.brand.id, here.language, slug)
    version = await queries.live(tx, here.brand.id, article.id) if article and article.live else None
    if article is None or version is None or article.state != "published":
        raise NoSuchPage
    found = await _shelves(tx, here)
    shelf = next((one for one in found if one.id == article.category), None)
    there = await queries.translations(tx, article)
    others = {
        one: here.own.replace(f"/{here.language}/", f"/{one}/", 1)
        for one in languages(here.brand)
        if one == here.language or one in there
    }
    everything = {one.slug: one for shelf in found for one in shelf.articles}
    named = [everything[one] for one in article.related if one in everything]
    beside = [one for one in (shelf.articles if shelf else ()) if one.slug != slug and one not in named]
    return Shown(article, version, shelf, [*named, *beside][:RELATED], others)


@get("/help/{brand:str}/{lang:str}/a/{slug:str}")
async def article(request: Req, desk: Desk, here: Here, slug: str) -> Response[bytes]:
    said = request.query_params.get("said", "")
    said = said if said in ("yes", "no") else ""

    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            shown = await read(tx, here, slug)
        rendered = render(shown.version.text, here.brand.id, here.language)
        tops = [heading for heading in rendered.headings if heading.level == 2]
        updated = shown.version.published_at or shown.article.updated_at
        return page(
            here,
            "article.html",
            title=shown.version.title,
            description=shown.version.summary,
            others=shown.others,
            shown=shown,
            body=Markup(rendered.html),  # noqa: S704  # cleaned by knowledge.markdown
            headings=tops if len(tops) >= LONG else [],
            updated=here.day(updated),
            updated_at=updated,
            said=said,
            told=_told(here, shown),
        )

    answer = await kept(request, desk, here, make, key=said)
    if not said:
        await _count(desk, here, slug)
    return answer


async def _count(desk: Desk, here: Here, slug: str) -> None:
    """A view, without asking the database which article it is each time."""
    known: dict[str, tuple[str, UUID]] = desk.db.cache.setdefault(SEEN, {})
    if here.own not in known:
        async with desk.db.look(here.reader) as tx:
            found = await queries.by_slug(tx, here.brand.id, here.language, slug)
        assert found is not None, "its page was shown just now"
        known[here.own] = (here.brand.id, found.id)
    desk.tally.viewed(*known[here.own])


@post("/help/{brand:str}/{lang:str}/a/{slug:str}/feedback")
async def feedback(request: Req, desk: Desk, here: Here, slug: str) -> Response[bytes]:
    """Whether it helped: a first word by a button, then a comment, if one likes."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    sent = await form(request, desk)
    said, comment = sent.text("helpful"), sent.text("comment", most=readers.MAX_COMMENT)
    if sent.text("website") or said not in ("yes", "no"):
        return back(here, f"/a/{slug}")
    async with desk.db.tx(here.reader) as tx:
        article, version = await readers.published(tx, here.brand.id, here.language, slug)
    async with desk.db.tx(SYSTEM) as tx:
        who = visitor_of(desk, request, None)
        await readers.give(tx, article, version, who, helpful=said == "yes", comment=comment)
    if "comment" in sent.texts:
        return back(here, f"/a/{slug}", notice="thanks")
    return to_address(here.to(f"/a/{slug}", said=said) + "#feedback")


def _told(here: Here, shown: Shown) -> Markup:
    """What search engines read of an article (schema.org); no script, so no policy stops or runs it."""
    trail = [(here.t("help.home"), here.to(""))]
    if shown.shelf:
        trail.append((shown.shelf.name, here.to(f"/c/{shown.shelf.id}")))
    published = shown.version.published_at or shown.article.created_at
    told: list[dict[str, Any]] = [
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "headline": shown.version.title,
            "description": shown.version.summary,
            "inLanguage": here.language,
            "datePublished": shown.article.created_at.isoformat(),
            "dateModified": published.isoformat(),
            "mainEntityOfPage": here.site + here.own,
            "publisher": {"@type": "Organization", "name": here.name},
        },
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": n, "name": name, "item": here.site + address}
                for n, (name, address) in enumerate(trail, 1)
            ],
        },
    ]
    text = msgspec.json.encode(told).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


# ── search ──────────────────────────────────────────────────────────────────────────────────────────────────

_FOUND = re.compile("«([^«»]{1,60})»")
_WORD = re.compile(r"\w+")


def marked(excerpt: str, looked_for: Sequence[str]) -> Markup:
    """An excerpt with what was looked for marked. The search sets it in « », and so does a text its own quotations, which
    stay quoted."""

    def found(match: re.Match[str]) -> str:
        return f"<mark>{match[1]}</mark>" if match[1].lower() in looked_for else match[0]

    return Markup(_FOUND.sub(found, str(e(excerpt))))  # noqa: S704  # escaped before


@get("/help/{brand:str}/{lang:str}/search")
async def find(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    asked = " ".join(request.query_params.get("q", "")[:MAX_WORDS].replace("\0", " ").split())
    hits: list[Hit] = []
    if asked:
        desk.buckets.take(SEARCH, address_of(request, desk.settings))
        topics = await topics_of(desk, asked)
        async with desk.db.look(here.reader) as tx:
            hits = await search(
                tx,
                here.brand.id,
                here.language,
                asked,
                audience=Audience.public,
                limit=FOUND,
                topics=topics,
                typing=False,
            )
        desk.tally.searched(here.brand.id, here.language, asked, found=len(hits))
    others = {one: f"{address}{here.query}" for one, address in here.others.items()}
    return page(
        here,
        "search.html",
        title=here.t("help.found_title", words=asked) if asked else here.t("help.search_label"),
        personal=True,
        others=others,
        asked=asked,
        hits=[(hit, marked(hit.excerpt, hit.found)) for hit in hits],
        ways=await ways(desk.db, here) if asked and not hits else [],
    )


# ── rules ───────────────────────────────────────────────────────────────────────────────────────────────────

KINDS = ("terms", "bonus", "sports")


def _day(text: str | None, today: date) -> date:
    """The day asked for; today if it is none."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if EARLIEST <= day <= LATEST else today


def _in_words(here: Here, day: date) -> str:
    return day_in_words(day, here.language)


class ShownClause(msgspec.Struct, frozen=True):
    clause: Clause
    html: Markup
    number: str


def _shown(here: Here, clause: Clause) -> ShownClause:
    html = render(clause.text, here.brand.id, here.language).html
    return ShownClause(clause, Markup(html), clause.name.partition("-")[2] or clause.name)  # noqa: S704


@get("/help/{brand:str}/{lang:str}/rules")
async def rules(request: Req, desk: Desk, here: Here) -> Response[bytes]:
    asked = request.query_params.get("on")

    async def make() -> Response[bytes]:
        async with desk.db.look(here.reader) as tx:
            today = await queries.today(tx, here.brand.id)
            on = _day(asked, today)
            held = await queries.clauses_on(
                tx, here.brand.id, here.language, on, jurisdiction=here.brand.jurisdiction
            )
        parts = [(kind, [_shown(here, one) for one in held if one.kind == kind]) for kind in KINDS]
        return page(
            here,
            "rules.html",
            title=here.t("help.rules"),
            description=here.t("help.rules_about", brand=here.name),
            parts=[part for part in parts if part[1]],
            on=on,
            day=_in_words(here, on),
            today=today,
        )

    # A day of one reader's choice is not kept: there are too many, and they would push out what everybody reads.
    return await make() if asked else await kept(request, desk, here, make)


@get("/help/{brand:str}/{lang:str}/rules/{clause:str}")
async def rule(request: Req, desk: Desk, here: Here, clause: str) -> Response[bytes]:
    """One clause as it held on a day, and when it was another."""
    asked = request.query_params.get("on")

    async def make() -> Response[bytes]:
        place = here.brand.jurisdiction
        async with desk.db.look(here.reader) as tx:
            today = await queries.today(tx, here.brand.id)
            on = _day(asked, today)
            history = await queries.clause_history(
                tx, here.brand.id, here.language, clause, jurisdiction=place
            )
            held = await queries.clauses_on(
                tx, here.brand.id, here.language, on, jurisdiction=place, name=clause
            )
        if not history:
            raise NoSuchPage
        now = held[0] if held else None
        named = now or history[0]
        return page(
            here,
            "clause.html",
            title=f"{here.t(f'help.{named.kind}')} {_shown(here, named).number}. {named.title}",
            description=(now or named).text[:200],
            shown=_shown(here, now) if now else None,
            history=[
                (one, *(_in_words(here, day) if day else "" for day in (one.valid_from, one.valid_to)))
                for one in history
            ],
            on=on,
            day=_in_words(here, on),
            today=today,
        )

    # A day of one reader's choice is not kept: there are too many, and they would push out what everybody reads.
    return await make() if asked else await kept(request, desk, here, make)


# ── for search engines ──────────────────────────────────────────────────────────────────────────────────────


@get("/help/{brand:str}/sitemap.xml")
async def sitemap(request: Req, desk: Desk, brand: str) -> Response[bytes]:
    """Every page of a brand that anybody may read, with its other language."""
    known = await known_brand(desk, brand)
    spoken = languages(known)
    here = here_at(request, desk, f"/help/{brand}/sitemap.xml", brand=known, language=spoken[0])
    pages: dict[str, dict[str, str]] = {
        rest: dict.fromkeys(spoken, "")
        for rest in ("", "/rules", "/channels", "/verify", "/service", "/request")
    }
    async with desk.db.look(here.reader) as tx:
        for language in spoken:
            articles = await queries.published(tx, brand, language)
            for shelf in shelves(await queries.categories(tx, brand), articles, language):
                pages.setdefault(f"/c/{shelf.id}", {})[language] = ""
            for one in articles:
                changed = (one.published_at or one.updated_at).date().isoformat()
                pages.setdefault(f"/a/{one.slug}", {})[language] = f"<lastmod>{changed}</lastmod>"
    start = escape(f"{here.site}/help/{brand}")
    lines = []
    for rest, held in pages.items():
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{one}" href="{start}/{one}{escape(rest)}"/>'
            for one in held
        )
        lines += [
            f"<url><loc>{start}/{one}{escape(rest)}</loc>{changed}{links}</url>"
            for one, changed in held.items()
        ]
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(lines) + "\n</urlset>\n"
    )
    return Response(
        text.encode(), media_type="application/xml", headers={"cache-control": f"public, max-age={FRESH}"}
    )


@get("/robots.txt")
async def robots(desk: Desk) -> Response[bytes]:
    async with desk.db.single() as tx:
        brands = sorted(await channels.brand_names(tx))
    text = "User-agent: *\nDisallow: /api/\nDisallow: /desk/\nDisallow: /track/\nDisallow: /help/*/my/\n"
    text += "".join(f"Sitemap: {desk.settings.public_url}/help/{brand}/sitemap.xml\n" for brand in brands)
    return Response(
        text.encode(), media_type=MediaType.TEXT, headers={"cache-control": "public, max-age=3600"}
    )


HANDLERS = [home, category, article, feedback, find, rules, rule, sitemap, robots]
