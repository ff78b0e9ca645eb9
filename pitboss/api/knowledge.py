"""Articles and instructions for the workspace: written, reviewed by a second person, published, looked after.
docs/subsystems/knowledge.md."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post, put
from litestar.params import QueryParameter
from msgspec import UNSET, UnsetType

from pitboss.api.attachments import sent_bytes
from pitboss.api.edge import Desk, Req, write
from pitboss.api.files import disposition
from pitboss.api.lists import Limit, page, place_of, the_brand
from pitboss.api.looked_for import topics_of
from pitboss.api.views import DONE, Done, Listing, Named, Page, gives, staff_names
from pitboss.db.tx import Actor, Tx
from pitboss.kit.limits import Limit as Rate
from pitboss.kit.refused import Invalid
from pitboss.kit.shapes import changed, shaped
from pitboss.knowledge import actions, images, lists, phrases, queries, readers
from pitboss.knowledge.actions import PUBLISH, REVIEW, WRITE
from pitboss.knowledge.difference import Difference, between
from pitboss.knowledge.lists import ArticleFilter, KnowledgeCounts, Readership, Status
from pitboss.knowledge.markdown import Heading, render, told
from pitboss.knowledge.model import (
    MAX_TEXT,
    Article,
    ArticleFacts,
    ArticleKind,
    ArticleState,
    Audience,
    Category,
    CategoryWords,
    Hit,
    Language,
    NoDraft,
    NoSuchArticle,
    NoSuchVersion,
    Properties,
    Stage,
    Version,
    VersionFacts,
    Visibility,
    Wording,
    path_of,
)
from pitboss.knowledge.readers import Feedback, Searched
from pitboss.knowledge.search import search
from pitboss.staff.actors import Signed

SEARCH = Rate("knowledge-search", burst=60, per_second=10)
Days = Annotated[int, QueryParameter(ge=1, le=366)]
BIGGEST = 2**31 - 1


class ArticleView(ArticleFacts, frozen=True, kw_only=True):
    """An article as staff see it. `title`, `summary`: of what was published last, or of the draft where nothing was published yet.
    `live`: the version that readers see; `work`: the one before its publication, and `stage`, how far it is. `path`: its
    page, once it is published for players. `overdue`: it is due to be read again; `stale`: it cites a clause that has
    changed. `may`: what you can do with it now."""

    owner: Named | None
    path: str | None
    readership: Readership
    may: list[str]


class VersionView(VersionFacts, frozen=True, kw_only=True):
    """`text`: Markdown. `words`: how players say it. `authors`: everybody who wrote in it; none: it was imported. `revision`:
    name it when you save the draft. `review_note`: what the reviewer said."""

    authors: list[Named]
    reviewer: Named | None
    published_by: Named | None


class Translation(msgspec.Struct, frozen=True):
    id: UUID
    language: Language
    title: str
    state: ArticleState


class ArticleInFull(msgspec.Struct, frozen=True, kw_only=True):
    """`live`: what readers see; `work`: the version before its publication. `html`: of the live version, or of the draft
    where there is none, safe to show; its links are those of the brand's help centre. `translations`: the same article in
    other languages."""

    article: ArticleView
    live: VersionView | None
    work: VersionView | None
    html: str
    headings: list[Heading]
    translations: list[Translation]


def edits(actor: Actor, brand: str) -> bool:
    """Whether somebody sees drafts, and what was archived."""
    return any(actor.can(permission, brand) for permission in (WRITE, REVIEW, PUBLISH))


def may(actor: Actor, article: Article, work: Version | None) -> list[str]:
    """What the actor can do with an article now; pure, so that the screen and the refusal agree."""
    brand, stage = article.brand, article.stage
    can = [permission for permission in (WRITE, REVIEW, PUBLISH) if actor.can(permission, brand)]
    own = work is not None and actor.id in work.authors
    allowed = {
        "change": WRITE in can,
        "write": WRITE in can,
        "discard": WRITE in can and stage is not None,
        "submit": WRITE in can and stage is Stage.draft,
        "approve": REVIEW in can and stage is Stage.review and not own,
        "send_back": REVIEW in can and stage is Stage.review and not own,
        "publish": PUBLISH in can and stage is Stage.approved,
        "schedule": PUBLISH in can and stage is Stage.approved,
        "archive": PUBLISH in can and article.state is ArticleState.published,
        "restore": PUBLISH in can and article.state is ArticleState.archived,
        "check": WRITE in can and article.state is ArticleState.published,
    }
    return [name for name, yes in allowed.items() if yes]


def article_view(
    actor: Actor, article: Article, readership: Readership, names: dict[UUID, str], work: Version | None
) -> ArticleView:
    for_players = article.state is ArticleState.published and article.visibility in (
        Visibility.public,
        Visibility.players,
    )
    shown = edits(actor, article.brand)
    hidden: dict[str, Any] = {} if shown else {"work": None, "stage": None, "publish_at": None}
    return shaped(
        ArticleView,
        article,
        owner=_named(article.owner, names),
        path=path_of(article.brand, article.language, article.slug) if for_players else None,
        readership=readership,
        may=may(actor, article, work),
        **hidden,
    )


def _named(person: UUID | None, names: dict[UUID, str]) -> Named | None:
    return Named(person, names.get(person, "")) if person else None


def version_view(version: Version, names: dict[UUID, str]) -> VersionView:
    return shaped(
        VersionView,
        version,
        authors=[Named(person, names.get(person, "")) for person in version.authors],
        reviewer=_named(version.reviewer, names),
        published_by=_named(version.published_by, names),
    )


def _people(*versions: Version | None) -> set[UUID]:
    held = [version for version in versions if version is not None]
    people = {
        person for version in held for person in (*version.authors, version.reviewer, version.published_by)
    }
    return {person for person in people if person is not None}


async def read(tx: Tx, actor: Actor, article: UUID) -> Article:
    """
    Raises:
        NoSuchArticle: also for a draft, or an archived one, to who only reads.
    """
    known = await queries.find(tx, article)
    if known.state is not ArticleState.published and not edits(actor, known.brand):
        raise NoSuchArticle
    return known


async def in_full(tx: Tx, actor: Actor, article: UUID) -> ArticleInFull:
    known = await read(tx, actor, article)
    shown = edits(actor, known.brand)
    live = await queries.live(tx, known.brand, article)
    work = await queries.work(tx, known.brand, article) if shown else None
    if live is None and shown and known.state is ArticleState.archived:
        live = next((v for v in await queries.versions(tx, known.brand, article) if v.published_at), None)
    names = await staff_names(tx, _people(live, work) | ({known.owner} if known.owner else set()))
    others = [
        Translation(other.id, other.language, other.title, other.state)
        for other in await queries.same_slug(tx, known)
        if other.id != article and (shown or other.state is ArticleState.published)
    ]
    words = live or work
    rendered = render(words.text if words else "", known.brand, known.language)
    return ArticleInFull(
        article=article_view(actor, known, await lists.readership(tx, known), names, work),
        live=version_view(live, names) if live else None,
        work=version_view(work, names) if work else None,
        html=rendered.html,
        headings=list(rendered.headings),
        translations=others,
    )


# ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────


@get("/knowledge/articles", responses=gives(200, Listing[ArticleView]))
async def list_articles(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    q: str = "",
    language: Language | None = None,
    kind: ArticleKind | None = None,
    status: Status | None = None,
    visibility: Visibility | None = None,
    category: str | None = None,
    topic: str | None = None,
    owner: UUID | None = None,
    cites: str | None = None,
    overdue: bool | None = None,
    stale: bool | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """Articles and instructions that you may see, what was changed last first. `q`: part of the title or address. `status`:
    draft, review, approved and scheduled look at the version in work, published and archived at the article. `cites`: the
    name of a clause. `overdue`: to be read again; `stale`: citing a clause that has changed. Drafts and what was archived
    are for those who write, review or publish."""
    home = the_brand(signed.actor, brand)
    before = place_of(cursor, tuple[datetime, UUID])
    shown = edits(signed.actor, home)
    wanted = ArticleFilter(
        brand=home,
        drafts=shown,
        q=q,
        language=language,
        kind=kind,
        status=status if shown or status in (None, "published") else "archived",
        visibility=visibility,
        category=category,
        topic=topic,
        owner=owner,
        cites=cites,
        overdue=overdue,
        stale=stale,
    )
    async with desk.db.look(signed.actor) as tx:
        rows = await lists.listing(tx, wanted, before=before, limit=limit + 1)
        works = await queries.works(tx, home, [row.article.id for row in rows if row.article.work])
        names = await staff_names(tx, {row.article.owner for row in rows if row.article.owner})
    views = [
        article_view(signed.actor, row.article, row.readership, names, works.get(row.article.id))
        for row in rows
    ]
    return page(views, limit, lambda view: (view.updated_at, view.id))


@get("/knowledge/counts")
async def knowledge_counts(desk: Desk, signed: Signed, brand: str | None = None) -> KnowledgeCounts:
    """How many articles of a brand are how far, and what needs somebody."""
    home = the_brand(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        return await lists.counts(tx, home)


@get("/knowledge/search")
async def search_knowledge(
    desk: Desk,
    signed: Signed,
    q: str = "",
    brand: str | None = None,
    language: Language | None = None,
    audience: Audience = Audience.staff,
    limit: Limit = 10,
) -> list[Hit]:
    """Published articles and instructions that fit, the best first. `audience`: for whom you look; players: only what you
    may send them. `path` is the page to link to."""
    home = the_brand(signed.actor, brand)
    desk.buckets.take(SEARCH, signed.staff_id)
    wanted: Language = language or ("ru" if signed.locale == "ru" else "en")
    topics = await topics_of(desk, q)
    async with desk.db.look(signed.actor) as tx:
        hits = await search(tx, home, wanted, q, audience=audience, limit=limit, topics=topics)
    desk.tally.searched(home, wanted, q, found=len(hits), place="staff")
    return hits


# ── one article ─────────────────────────────────────────────────────────────────────────────────────────────


@get("/knowledge/articles/{article:uuid}")
async def get_article(desk: Desk, signed: Signed, article: UUID) -> ArticleInFull:
    """An article with what readers see and, for those who write, what is in work."""
    async with desk.db.tx(signed.actor) as tx:
        return await in_full(tx, signed.actor, article)


class NewArticle(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`slug`: the end of its address, the same in both languages; without it, it comes from the title. `text`: Markdown;
    links `clause:terms-4.2`, `article:slug`, `image:<id>`. `words`: how players say it. `related`: slugs. `review_days`: how
    often somebody must read it again; null: as the brand wants it, instructions at least monthly. `owner`: you, if left
    out."""

    language: Language
    title: str
    text: str = ""
    summary: str = ""
    words: list[str] = []
    slug: str | None = None
    kind: ArticleKind = ArticleKind.article
    visibility: Visibility | None = None
    team: UUID | None = None
    category: str | None = None
    topics: list[str] = []
    related: list[str] = []
    place: int = 0
    owner: UUID | None = None
    review_days: int | None = None
    brand: str | None = None
    key: str | None = None


@post("/knowledge/articles", responses=gives(201, ArticleInFull))
async def create_article(desk: Desk, signed: Signed, request: Req, data: NewArticle) -> Response[bytes]:
    """A new article or instruction with its first draft."""

    async def do(tx: Tx) -> tuple[int, Any]:
        internal = Visibility.staff if data.kind is ArticleKind.instruction else Visibility.public
        properties = Properties(
            kind=data.kind,
            visibility=data.visibility or internal,
            team=data.team,
            category=data.category,
            topics=data.topics,
            related=data.related,
            place=data.place,
            owner=data.owner,
            review_days=data.review_days,
        )
        wording = Wording(title=data.title, text=data.text, summary=data.summary, words=data.words)
        made = await actions.create(
            tx, the_brand(signed.actor, data.brand), data.language, wording, properties, slug=data.slug
        )
        return 201, await in_full(tx, signed.actor, made)

    return await write(desk, request, signed.actor, do, key=data.key)


class ArticlePatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Fields to change; those left out stay. `slug` and `kind` only before the first publication."""

    slug: str | UnsetType = UNSET
    kind: ArticleKind | UnsetType = UNSET
    visibility: Visibility | UnsetType = UNSET
    team: UUID | UnsetType | None = UNSET
    category: str | UnsetType | None = UNSET
    topics: list[str] | UnsetType = UNSET
    related: list[str] | UnsetType = UNSET
    place: int | UnsetType = UNSET
    owner: UUID | UnsetType | None = UNSET
    review_days: int | UnsetType = UNSET
    key: str | None = None


@patch("/knowledge/articles/{article:uuid}", responses=gives(200, ArticleInFull))
async def change_article(
    desk: Desk, signed: Signed, request: Req, article: UUID, data: ArticlePatch
) -> Response[bytes]:
    """What stands around an article's words. To let more people read a published one is for publishers, and never for
    whoever wrote it."""

    async def do(tx: Tx) -> tuple[int, Any]:
        before = await read(tx, signed.actor, article)
        slug = None if data.slug is UNSET else data.slug
        await actions.change(tx, article, changed(Properties, before, data), slug=slug)
        return 200, await in_full(tx, signed.actor, article)

    return await write(desk, request, signed.actor, do, key=data.key)


class DraftWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`change`: what is new, in a line. `revision`: of the draft that you have read; where somebody has saved since, you are
    told so instead of writing over it."""

    title: str
    text: str
    summary: str = ""
    words: list[str] = []
    change: str = ""
    revision: int | None = None
    key: str | None = None


@put("/knowledge/articles/{article:uuid}/draft", responses=gives(200, VersionView))
async def save_article_draft(
    desk: Desk, signed: Signed, request: Req, article: UUID, data: DraftWords
) -> Response[bytes]:
    """Saves the draft, or begins the next version. One that was handed in or approved becomes a draft again."""

    async def do(tx: Tx) -> tuple[int, Any]:
        wording = Wording(
            title=data.title, text=data.text, summary=data.summary, words=data.words, change=data.change
        )
        version = await actions.write(tx, article, wording, revision=data.revision)
        return 200, version_view(version, await staff_names(tx, _people(version)))

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/knowledge/articles/{article:uuid}/draft", status_code=200, responses=gives(200, Done))
async def discard_article_draft(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """Throws the version in work away, and the article too where nothing of it was ever published."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.discard(tx, article)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


async def _moved(
    desk: Desk,
    signed: Signed,
    request: Req,
    article: UUID,
    move: Callable[[Tx], Awaitable[Any]],
    key: str | None = None,
) -> Response[bytes]:
    async def do(tx: Tx) -> tuple[int, Any]:
        await move(tx)
        return 200, await in_full(tx, signed.actor, article)

    return await write(desk, request, signed.actor, do, key=key)


@post("/knowledge/articles/{article:uuid}/submit", status_code=200, responses=gives(200, ArticleInFull))
async def submit_article(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """Hands the draft in: a colleague reviews it."""
    return await _moved(desk, signed, request, article, lambda tx: actions.submit(tx, article))


class ReviewNote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: str = ""
    key: str | None = None


@post("/knowledge/articles/{article:uuid}/approve", status_code=200, responses=gives(200, ArticleInFull))
async def approve_article(
    desk: Desk, signed: Signed, request: Req, article: UUID, data: ReviewNote
) -> Response[bytes]:
    """The version is right. Nobody approves what they wrote in."""
    return await _moved(
        desk, signed, request, article, lambda tx: actions.approve(tx, article, note=data.note), data.key
    )


@post("/knowledge/articles/{article:uuid}/send-back", status_code=200, responses=gives(200, ArticleInFull))
async def send_article_back(
    desk: Desk, signed: Signed, request: Req, article: UUID, data: ReviewNote
) -> Response[bytes]:
    """The version is a draft again; `note` says what to change."""
    return await _moved(
        desk, signed, request, article, lambda tx: actions.send_back(tx, article, note=data.note), data.key
    )


@post("/knowledge/articles/{article:uuid}/publish", status_code=200, responses=gives(200, ArticleInFull))
async def publish_article(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """Readers see the approved version from now on."""
    return await _moved(desk, signed, request, article, lambda tx: actions.publish(tx, article))


class PublishAt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`at`: with its offset; null calls a planned publication off."""

    at: datetime | None
    key: str | None = None


@post("/knowledge/articles/{article:uuid}/schedule", status_code=200, responses=gives(200, ArticleInFull))
async def schedule_article(
    desk: Desk, signed: Signed, request: Req, article: UUID, data: PublishAt
) -> Response[bytes]:
    """Publishes the approved version by itself at that time, within a year."""
    return await _moved(
        desk, signed, request, article, lambda tx: actions.schedule(tx, article, data.at), data.key
    )


@post("/knowledge/articles/{article:uuid}/archive", status_code=200, responses=gives(200, ArticleInFull))
async def archive_article(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """Readers see it no more; its versions stay."""
    return await _moved(desk, signed, request, article, lambda tx: actions.archive(tx, article))


@post("/knowledge/articles/{article:uuid}/restore", status_code=200, responses=gives(200, ArticleInFull))
async def restore_article(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """Readers see the last published version again."""
    return await _moved(desk, signed, request, article, lambda tx: actions.restore(tx, article))


@post("/knowledge/articles/{article:uuid}/check", status_code=200, responses=gives(200, ArticleInFull))
async def check_article(desk: Desk, signed: Signed, request: Req, article: UUID) -> Response[bytes]:
    """You have read it again and it is right: the next review comes after its usual time."""
    return await _moved(desk, signed, request, article, lambda tx: actions.check(tx, article))


# ── versions ────────────────────────────────────────────────────────────────────────────────────────────────


@get("/knowledge/articles/{article:uuid}/versions")
async def list_article_versions(desk: Desk, signed: Signed, article: UUID) -> list[VersionView]:
    """Every version of an article, the newest first, at most 500; for those who only read, what was published."""
    async with desk.db.tx(signed.actor) as tx:
        known = await read(tx, signed.actor, article)
        versions = await queries.versions(tx, known.brand, article)
        if not edits(signed.actor, known.brand):
            versions = [version for version in versions if version.published_at is not None]
        names = await staff_names(tx, _people(*versions))
        return [version_view(version, names) for version in versions]


async def _version(tx: Tx, actor: Actor, article: Article, number: int) -> Version:
    if not 1 <= number <= BIGGEST:
        raise NoSuchVersion
    version = await queries.version(tx, article.brand, article.id, number)
    if version.published_at is None and not edits(actor, article.brand):
        raise NoSuchVersion
    return version


@get("/knowledge/articles/{article:uuid}/versions/{number:int}")
async def get_article_version(desk: Desk, signed: Signed, article: UUID, number: int) -> VersionView:
    """One version of an article."""
    async with desk.db.tx(signed.actor) as tx:
        known = await read(tx, signed.actor, article)
        version = await _version(tx, signed.actor, known, number)
        return version_view(version, await staff_names(tx, _people(version)))


@get("/knowledge/articles/{article:uuid}/difference")
async def article_difference(
    desk: Desk, signed: Signed, article: UUID, older: int | None = None, newer: int | None = None
) -> Difference:
    """What a version says otherwise than another, word by word. Without numbers: what is in work against what readers see,
    or the live version against the one before."""
    async with desk.db.tx(signed.actor) as tx:
        known = await read(tx, signed.actor, article)
        numbers = [
            version.number
            for version in await queries.versions(tx, known.brand, article)
            if version.published_at is not None or edits(signed.actor, known.brand)
        ]
        last = newer if newer is not None else (numbers[0] if numbers else 0)
        first = older if older is not None else next((n for n in numbers if n < last), last)
        left = await _version(tx, signed.actor, known, first)
        right = await _version(tx, signed.actor, known, last)
    return between(left, right)


@post("/knowledge/articles/{article:uuid}/draft/difference", status_code=200)
async def draft_difference(desk: Desk, signed: Signed, article: UUID, data: Wording) -> Difference:
    """What words that you have not saved say otherwise than the version in work. Nothing is kept."""
    if len(data.text) > MAX_TEXT:
        raise Invalid(f"A text has at most {MAX_TEXT} characters.")
    async with desk.db.tx(signed.actor) as tx:
        known = await read(tx, signed.actor, article)
        must_edit(signed.actor, known.brand)
        work = await queries.work(tx, known.brand, article)
    if work is None:
        raise NoDraft
    mine = msgspec.structs.replace(
        work, title=data.title, summary=data.summary, text=data.text, words=data.words
    )
    return between(work, mine)


class MarkdownText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    text: str
    language: Language = "en"
    brand: str | None = None


class MarkdownPreview(msgspec.Struct, frozen=True, kw_only=True):
    """`html`: safe to show. `cites`, `articles`: what it links to; `missing`: of those, clauses and articles that there are
    not, or not today. `foreign`: addresses of pictures that are not kept here: nobody will see those."""

    html: str
    headings: list[Heading]
    cites: list[str]
    articles: list[str]
    missing: list[str]
    foreign: list[str]


@post("/knowledge/preview", status_code=200)
async def preview_markdown(desk: Desk, signed: Signed, data: MarkdownText) -> MarkdownPreview:
    """How a text that you are writing reads, and what it points to. Nothing is kept."""
    home = the_brand(signed.actor, data.brand)
    if len(data.text) > MAX_TEXT:
        raise Invalid(f"A text has at most {MAX_TEXT} characters.")
    rendered, pointed = render(data.text, home, data.language), told(data.text)
    async with desk.db.tx(signed.actor) as tx:
        missing = await queries.missing(tx, home, data.language, pointed.cites, pointed.articles)
    return MarkdownPreview(
        html=rendered.html,
        headings=list(rendered.headings),
        cites=pointed.cites,
        articles=pointed.articles,
        missing=missing,
        foreign=pointed.foreign,
    )


# ── readers ─────────────────────────────────────────────────────────────────────────────────────────────────


@get("/knowledge/feedback", responses=gives(200, Listing[Feedback]))
async def list_article_feedback(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    article: UUID | None = None,
    helpful: bool | None = None,
    commented: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """What readers said of articles, the newest first. `commented`: only with a comment."""
    home = the_brand(signed.actor, brand)
    must_edit(signed.actor, home)
    before = place_of(cursor, datetime)
    async with desk.db.look(signed.actor) as tx:
        rows = await readers.feedback(
            tx, home, article=article, helpful=helpful, commented=commented, before=before, limit=limit + 1
        )
    return page(rows, limit, lambda row: row.created_at)


@get("/knowledge/searches")
async def list_searches(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    days: Days = 30,
    empty: bool = True,
    language: Language | None = None,
    place: Literal["players", "staff"] | None = None,
    limit: Limit = 100,
) -> list[Searched]:
    """What was looked for in the last days, the most frequent first. `empty`: only what found nothing. Who looked is not
    kept; numbers and addresses are masked."""
    home = the_brand(signed.actor, brand)
    must_edit(signed.actor, home)
    async with desk.db.look(signed.actor) as tx:
        return await readers.searches(
            tx, home, days=days, empty=empty, language=language, place=place, limit=limit
        )


class PhraseView(msgspec.Struct, frozen=True, kw_only=True):
    """`why`: sent: the agent had sent the article to the player; topic: it is the main one of the request's topic. `times`:
    how often players said it. Whose words they were is not kept."""

    id: UUID
    article: Named
    language: str
    phrase: str
    why: Literal["sent", "topic"]
    state: phrases.State
    times: int
    created_at: datetime
    decided_at: datetime | None
    decided_by: Named | None


def phrase_view(phrase: phrases.Phrase, names: dict[UUID, str]) -> PhraseView:
    return PhraseView(
        id=phrase.id,
        article=Named(phrase.article, phrase.title),
        language=phrase.language,
        phrase=phrase.phrase,
        why=phrase.why,
        state=phrase.state,
        times=phrase.times,
        created_at=phrase.created_at,
        decided_at=phrase.decided_at,
        decided_by=_named(phrase.decided_by, names),
    )


@get("/knowledge/phrases", responses=gives(200, Listing[PhraseView]))
async def list_phrases(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    status: phrases.State = "proposed",
    article: UUID | None = None,
    language: Language | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """How players said what an article answers, from the first words of solved requests, the newest first. Only approved
    ones are found by search."""
    home = the_brand(signed.actor, brand)
    must_edit(signed.actor, home)
    before = place_of(cursor, UUID)
    async with desk.db.look(signed.actor) as tx:
        rows = await phrases.listed(
            tx, home, state=status, article=article, language=language, before=before, limit=limit + 1
        )
        names = await staff_names(tx, {row.decided_by for row in rows if row.decided_by})
    return page([phrase_view(row, names) for row in rows], limit, lambda view: view.id)


class ApprovedWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`phrase`: in other words, where they need mending."""

    phrase: str | None = None
    key: str | None = None


@post("/knowledge/phrases/{phrase:uuid}/approve", status_code=200, responses=gives(200, PhraseView))
async def approve_phrase(
    desk: Desk, signed: Signed, request: Req, phrase: UUID, data: ApprovedWording
) -> Response[bytes]:
    """From now on search knows the phrase."""

    async def do(tx: Tx) -> tuple[int, Any]:
        approved = await phrases.approve(tx, phrase, wording=data.phrase)
        return 200, phrase_view(approved, await staff_names(tx, {approved.decided_by or phrase}))

    return await write(desk, request, signed.actor, do, key=data.key)


@post("/knowledge/phrases/{phrase:uuid}/reject", status_code=200, responses=gives(200, PhraseView))
async def reject_phrase(desk: Desk, signed: Signed, request: Req, phrase: UUID) -> Response[bytes]:
    """The phrase doesn't count, or no longer, and isn't proposed again."""

    async def do(tx: Tx) -> tuple[int, Any]:
        rejected = await phrases.reject(tx, phrase)
        return 200, phrase_view(rejected, await staff_names(tx, {rejected.decided_by or phrase}))

    return await write(desk, request, signed.actor, do)


@get("/knowledge/readership")
async def list_readership(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    days: Days = 30,
    unhelpful: bool = False,
    language: Language | None = None,
    limit: Limit = 50,
) -> list[readers.ArticleReading]:
    """What readers opened in the last days, the most opened first; `unhelpful`: what most of them said didn't help."""
    home = the_brand(signed.actor, brand)
    must_edit(signed.actor, home)
    async with desk.db.look(signed.actor) as tx:
        return await readers.most_read(
            tx, home, days=days, unhelpful=unhelpful, language=language, limit=limit
        )


def must_edit(actor: Actor, brand: str) -> None:
    if not edits(actor, brand):
        actor.must(WRITE, brand)


# ── categories ──────────────────────────────────────────────────────────────────────────────────────────────


class CategoryView(Category, frozen=True, kw_only=True):
    """`articles`: how many of those that you may see stand in it; `archived`: how many of them are archived."""

    articles: int
    archived: int


@get("/knowledge/categories")
async def list_categories(desk: Desk, signed: Signed, brand: str | None = None) -> list[CategoryView]:
    """A brand's categories in their order, the hidden ones too."""
    home = the_brand(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        known = await queries.categories(tx, home)
        inside = await queries.in_categories(tx, home)
    return [category_view(one, inside.get(one.id, (0, 0))) for one in known]


def category_view(category: Category, inside: tuple[int, int]) -> CategoryView:
    fields = {name: getattr(category, name) for name in Category.__struct_fields__}
    return CategoryView(**fields, articles=inside[0], archived=inside[1])


class CategoryFields(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`icon`: the name of a picture, such as wallet. `place`: the order in which they are shown. `hidden`: only where no
    article stands but archived ones."""

    en: CategoryWords
    ru: CategoryWords
    icon: str = ""
    place: int = 0
    hidden: bool = False
    brand: str | None = None
    key: str | None = None


@put("/knowledge/categories/{category:str}", responses=gives(200, Category))
async def save_category(
    desk: Desk, signed: Signed, request: Req, category: str, data: CategoryFields
) -> Response[bytes]:
    """Makes or changes a category."""

    async def do(tx: Tx) -> tuple[int, Any]:
        wanted = Category(
            id=category, icon=data.icon, en=data.en, ru=data.ru, place=data.place, hidden=data.hidden
        )
        await actions.save_category(tx, the_brand(signed.actor, data.brand), wanted)
        return 200, wanted

    return await write(desk, request, signed.actor, do, key=data.key)


class CategoryOrder(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`order`: the ids of all categories of the brand, the first first."""

    order: Annotated[list[str], msgspec.Meta(max_length=actions.MOST_CATEGORIES)]
    brand: str | None = None
    key: str | None = None


@post("/knowledge/categories/order", status_code=200, responses=gives(200, Done))
async def order_categories(desk: Desk, signed: Signed, request: Req, data: CategoryOrder) -> Response[bytes]:
    """Puts the categories into another order."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.order_categories(tx, the_brand(signed.actor, data.brand), data.order)
        return 200, DONE

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/knowledge/categories/{category:str}", status_code=200, responses=gives(200, Done))
async def delete_category(
    desk: Desk, signed: Signed, request: Req, category: str, brand: str | None = None
) -> Response[bytes]:
    """Deletes an empty category."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await actions.delete_category(tx, the_brand(signed.actor, brand), category)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────


class ImageView(msgspec.Struct, frozen=True, kw_only=True):
    """`markdown`: put it into a text, and say between the brackets what the picture shows. `url`: for staff; the world sees
    it at its public address while a published article shows it. `used`: a version shows it."""

    id: UUID
    name: str
    content_type: str
    size: int
    used: bool
    created_at: datetime
    markdown: str
    url: str


def image_view(image: images.Image) -> ImageView:
    return shaped(ImageView, image, url=f"/api/v1/knowledge/images/{image.id}")


UPLOAD = Rate("article-image", burst=60, per_second=1)


@post(
    "/knowledge/images", status_code=201, responses=gives(201, ImageView), operation_id="uploadArticleImage"
)
async def upload_image(desk: Desk, signed: Signed, request: Req, brand: str | None = None) -> Response[bytes]:
    """Keeps a picture for articles (PNG, JPEG or WebP, at most 5 MB), sent as multipart/form-data in the field `file`. The
    same picture is kept once."""
    desk.buckets.take(UPLOAD, signed.staff_id)
    home = the_brand(signed.actor, brand)
    signed.actor.must(WRITE, home)
    name, data = await sent_bytes(request)
    image = await images.checked_image(name, data)
    kept = await desk.files.put(home, image.data)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await images.keep(tx, home, image, kept)
        return 201, image_view(await images.image(tx, home, made))

    return await write(desk, request, signed.actor, do)


@get("/knowledge/images", responses=gives(200, Listing[ImageView]))
async def list_images(
    desk: Desk, signed: Signed, brand: str | None = None, cursor: str | None = None, limit: Limit = 50
) -> Page:
    """A brand's pictures, the newest first."""
    home = the_brand(signed.actor, brand)
    before = place_of(cursor, UUID)
    async with desk.db.look(signed.actor) as tx:
        rows = await images.images(tx, home, before=before, limit=limit + 1)
    return page([image_view(row) for row in rows], limit, lambda row: row.id)


@get(
    "/knowledge/images/{image:uuid}",
    operation_id="getArticleImage",
    responses=gives(200, bytes, "application/octet-stream"),
)
async def get_image(desk: Desk, signed: Signed, image: UUID, brand: str | None = None) -> Response[bytes]:
    """A picture, for staff, whether an article shows it or not."""
    async with desk.db.tx(signed.actor) as tx:
        shown = await images.picture(
            tx, [brand] if brand in signed.actor.brands else sorted(signed.actor.brands), image
        )
    return await picture(desk, shown, public=False)


async def picture(desk: Desk, shown: images.Picture, *, public: bool) -> Response[bytes]:
    return Response(
        await desk.files.get(shown.file_key),
        media_type=shown.content_type,
        headers={
            "content-disposition": disposition("image", inline=True),
            "content-security-policy": "default-src 'none'; sandbox",
            "cross-origin-resource-policy": "cross-origin" if public else "same-origin",
            "cache-control": "public, max-age=86400" if public else "private, max-age=300",
        },
    )


HANDLERS = [
    list_articles,
    knowledge_counts,
    search_knowledge,
    get_article,
    create_article,
    change_article,
    save_article_draft,
    discard_article_draft,
    submit_article,
    approve_article,
    send_article_back,
    publish_article,
    schedule_article,
    archive_article,
    restore_article,
    check_article,
    list_article_versions,
    get_article_version,
    article_difference,
    draft_difference,
    preview_markdown,
    list_article_feedback,
    list_searches,
    list_phrases,
    approve_phrase,
    reject_phrase,
    list_readership,
    list_categories,
    save_category,
    order_categories,
    delete_category,
    upload_image,
    list_images,
    get_image,
]
