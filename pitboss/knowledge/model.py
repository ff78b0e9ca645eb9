"""Articles, their versions, categories and clauses, as they are read; and what can't be done with them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.kit.refused import Conflict, Invalid, NotFound

Language = Literal["ru", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")

MAX_TITLE = 200
MAX_SUMMARY = 500
MAX_TEXT = 100_000
MAX_WORDS = 50  # phrases of one article
MAX_PHRASE = 200
MOST_ARTICLES = 20_000  # of one brand, all languages together
REVIEW_DAYS = 180  # an article, unless its brand says otherwise
INSTRUCTION_DAYS = 31  # an instruction, at most


class ArticleKind(StrEnum):
    article = "article"  # help for players
    instruction = "instruction"  # how staff work; never for players


class ArticleState(StrEnum):
    draft = "draft"  # never published
    published = "published"
    archived = "archived"


class Visibility(StrEnum):
    public = "public"
    players = "players"  # signed in
    staff = "staff"
    team = "team"


class Stage(StrEnum):
    """Of a version. At most one of an article is before its publication."""

    draft = "draft"
    review = "review"
    approved = "approved"
    published = "published"
    replaced = "replaced"


class Audience(StrEnum):
    """For whom somebody looks. The wall narrows it further to what the actor may see."""

    public = "public"
    players = "players"
    staff = "staff"

    @property
    def sees(self) -> list[str]:
        return {
            Audience.public: ["public"],
            Audience.players: ["public", "players"],
            Audience.staff: ["public", "players", "staff", "team"],
        }[self]


class ArticleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`title`, `summary`: of what was published last, or of the draft where nothing was published yet. `live`: the version that
    readers see. `work`, `stage`: the version before its publication, and how far it is. `overdue`: its review is.
    `stale`: it cites clauses that have changed since."""

    brand: str
    id: UUID
    language: Language
    slug: str
    kind: ArticleKind
    state: ArticleState
    visibility: Visibility
    team: UUID | None
    category: str | None
    topics: list[str]
    related: list[str]
    place: int
    review_days: int
    review_by: date | None
    overdue: bool
    stale: bool
    created_at: datetime
    updated_at: datetime
    title: str
    summary: str
    live: int | None
    published_at: datetime | None
    work: int | None
    stage: Stage | None
    publish_at: datetime | None


class Article(ArticleFacts, frozen=True, kw_only=True):
    owner: UUID | None
    created_by: UUID | None


class VersionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`text`: Markdown. `words`: how players say it. `revision`: rises with each saving of a draft. `change`: what is new, in
    a line."""

    number: int
    stage: Stage
    live: bool
    title: str
    summary: str
    text: str
    words: list[str]
    cites: list[str]
    images: list[UUID]
    change: str
    revision: int
    created_at: datetime
    updated_at: datetime
    submitted_at: datetime | None
    reviewed_at: datetime | None
    review_note: str
    publish_at: datetime | None
    published_at: datetime | None


class Version(VersionFacts, frozen=True, kw_only=True):
    """`plain`: the text without its marks. `authors`: everybody who wrote in it; none: it was imported."""

    article: UUID
    plain: str
    authors: list[UUID]
    reviewer: UUID | None
    published_by: UUID | None


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an article says. `text`: Markdown; `words`: how players say it; `change`: what is new, in a line."""

    title: str
    text: str
    summary: str = ""
    words: list[str] = []
    change: str = ""


class Properties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands around an article's words. `related`: slugs. `review_days`: how often somebody must look at it again;
    null: as the brand wants it, and at least monthly for instructions."""

    kind: ArticleKind = ArticleKind.article
    visibility: Visibility = Visibility.public
    team: UUID | None = None
    category: str | None = None
    topics: list[str] = []
    related: list[str] = []
    place: int = 0
    owner: UUID | None = None
    review_days: int | None = None


class CategoryWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    about: str = ""


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """`place`: the order in which they are shown. `hidden`: no article stands in it but archived ones."""

    id: str
    icon: str
    en: CategoryWords
    ru: CategoryWords
    place: int
    hidden: bool = False


ClauseKind = Literal["terms", "bonus", "sports"]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One text of a clause, from its first to its last day. `name`: what others cite, such as terms-4.2; several texts may
    bear it, one after the other. `jurisdiction`: null holds wherever a jurisdiction has no text of its own.
    `entered_at`: when it was written down here."""

    brand: str
    id: UUID
    name: str
    kind: ClauseKind
    language: Language
    jurisdiction: str | None
    title: str
    text: str
    valid_from: date
    valid_to: date | None
    place: int
    entered_by: UUID | None
    entered_at: datetime


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """An article that a search found, the best first. `excerpt`: around what was found; the words that were looked for stand
    in « » in whatever form, and are named in `found`, in small letters. `path`: its page, for articles that players may see."""

    id: UUID
    slug: str
    language: Language
    kind: ArticleKind
    visibility: Visibility
    category: str | None
    title: str
    summary: str
    excerpt: str
    found: list[str]
    rank: float
    path: str | None


class NoSuchArticle(NotFound):
    """There is no such article, or it isn't yours to see."""


class NoSuchVersion(NotFound):
    """The article has no such version."""


class NoSuchCategory(NotFound):
    """There is no such category."""


class CategoryInUse(Conflict):
    """There are articles in this category. Move them first."""


class CategoryHidden(Conflict):
    """This category is hidden. Show it first, or take another."""


class NoSuchClause(NotFound):
    """There is no such clause, or it did not hold on that day."""


class SlugTaken(Conflict):
    """There is already an article with this address in this language."""


class NoDraft(Conflict):
    """There is no version in work. Write a draft first."""


class OutOfTurn(Conflict):
    """A version is written, reviewed, approved and published in this order."""


class WrittenMeanwhile(Conflict):
    """Somebody has saved this draft since you read it. Look at what is new, then save again."""


class OwnWords(Conflict):
    """Whoever wrote in a version can't review it. Ask a colleague."""


class BadArticle(Invalid):
    """This article can't be kept as it is."""


class ClauseOverlaps(Conflict):
    """This clause has another text on some of these days. End that one first."""


class ClauseHeld(Conflict):
    """What a clause has said stays as it was. Enter a new text from a day to come."""


def path_of(brand: str, language: str, slug: str) -> str:
    """An article's page."""
    return f"/help/{brand}/{language}/a/{slug}"
