"""What players and their browsers ask of a brand's help centre: search, a word on an article, pictures. Who asks with a
chat's token is who the chat says; everybody else is a visitor."""

from __future__ import annotations

import contextlib
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State
from litestar.params import QueryParameter

from pitboss.api.edge import COOKIE, PUBLIC_WRITE, Desk, Req, SignIn, address_of, bearer, signed_in
from pitboss.api.knowledge import picture
from pitboss.api.looked_for import topics_of
from pitboss.api.origins import must_be_listed
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.channels.webchat import queries as chats
from pitboss.channels.webchat.model import PREFIX, actor_of, digest
from pitboss.db.tx import SYSTEM, Actor, Kind
from pitboss.kit.limits import Limit
from pitboss.kit.refused import NotFound
from pitboss.knowledge import images, readers
from pitboss.knowledge.model import Audience, Language
from pitboss.knowledge.search import search

SEARCH = Limit("help-search", burst=60, per_second=5)
Shown = Annotated[int, QueryParameter(ge=1, le=20)]


class NoHelpHere(NotFound):
    """There is no such brand."""


async def reader(desk: Desk, request: Req, brand: str) -> Actor:
    """Who reads: a chat's player or visitor, or anybody.

    Raises:
        NoHelpHere.
    """
    async with desk.db.single() as tx:
        if not await tx.value("SELECT EXISTS (SELECT 1 FROM brand WHERE id = $1)", brand):
            raise NoHelpHere
        token = bearer(request)
        found = await chats.by_hash(tx, digest(token)) if token and token.startswith(PREFIX) else None
    if found is not None and found.session.brand == brand:
        return actor_of(found.session, found.now)
    return Actor(kind=Kind.visitor, brands=frozenset({brand}))


class HelpHit(msgspec.Struct, frozen=True, kw_only=True):
    """`excerpt`: around what was found. `url`: the article's page."""

    slug: str
    title: str
    summary: str
    excerpt: str
    category: str | None
    url: str


class HelpFound(msgspec.Struct, frozen=True):
    items: list[HelpHit]


@get("/help/{brand:str}/search", operation_id="searchHelp")
async def search_help(
    desk: Desk, request: Req, brand: str, q: str, lang: Language = "en", limit: Shown = 8
) -> HelpFound:
    """Articles of a brand's help centre that fit, the best first. Ask as the player types."""
    speaks(request, lang)
    desk.buckets.take(SEARCH, address_of(request, desk.settings))
    actor = await reader(desk, request, brand)
    topics = await topics_of(desk, q)
    async with desk.db.look(actor) as tx:
        hits = await search(tx, brand, lang, q, audience=Audience.players, limit=limit, topics=topics)
    desk.tally.searched(brand, lang, q, found=len(hits))
    base = desk.settings.public_url.rstrip("/")
    return HelpFound(
        [
            HelpHit(
                slug=hit.slug,
                title=hit.title,
                summary=hit.summary,
                excerpt=hit.excerpt,
                category=hit.category,
                url=f"{base}{hit.path}",
            )
            for hit in hits
        ]
    )


class DidItHelp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`visitor`: made once by the page and kept there, so that saying it again changes the first; without it, the address
    and the browser stand for it. Neither is kept."""

    helpful: bool
    comment: str | None = None
    visitor: str | None = None
    lang: Language = "en"


class Thanked(msgspec.Struct, frozen=True):
    taken: bool


@post(
    "/help/{brand:str}/articles/{slug:str}/feedback",
    status_code=200,
    operation_id="giveArticleFeedback",
    responses=gives(200, Thanked),
)
async def give_feedback(desk: Desk, request: Req, brand: str, slug: str, data: DidItHelp) -> Thanked:
    """Whether an article helped, with a comment if one likes; once for each visitor and version, and said again it takes the
    place of the first."""
    speaks(request, data.lang)
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    actor = await reader(desk, request, brand)
    async with desk.db.tx(actor) as tx:
        article, version = await readers.published(tx, brand, data.lang, slug)
    async with desk.db.tx(SYSTEM) as tx:
        await must_be_listed(tx, desk, request, brand)
        await readers.give(
            tx,
            article,
            version,
            visitor_of(desk, request, data.visitor),
            helpful=data.helpful,
            comment=data.comment,
        )
    return Thanked(True)


def visitor_of(desk: Desk, request: Req, told: str | None) -> bytes:
    """A visitor by the token of their page, else by address and browser; never to be read back."""
    if told:
        return readers.visitor(desk.settings.secret_key, "token", told[:200])
    browser = request.headers.get("user-agent", "")[:300]
    return readers.visitor(desk.settings.secret_key, "browser", address_of(request, desk.settings), browser)


@get(
    "/help/{brand:str}/images/{image:uuid}",
    operation_id="getHelpImage",
    responses=gives(200, bytes, "application/octet-stream"),
)
async def help_image(request: Req, state: State, brand: str, image: UUID) -> Response[bytes]:
    """A picture that a published article shows. Staff who are signed in see the others too."""
    desk: Desk = state.desk
    actor = await _staff(desk, request, brand) or await reader(desk, request, brand)
    async with desk.db.tx(actor) as tx:
        shown = await images.picture(tx, [brand], image)
    return await picture(desk, shown, public=actor.kind is Kind.visitor)


async def _staff(desk: Desk, request: Req, brand: str) -> Actor | None:
    """A colleague of the brand who is signed in; a cookie that has run out is nobody's."""
    token = bearer(request)
    if token.startswith(PREFIX) if token else COOKIE not in request.cookies:
        return None
    with contextlib.suppress(SignIn):
        actor = (await signed_in(request, desk)).actor
        return actor if brand in actor.brands else None
    return None


HANDLERS = [search_help, give_feedback, help_image]
