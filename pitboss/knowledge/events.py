"""What can happen to articles and clauses. Neither their words nor their addresses are told here: all of a
brand's staff read these, and what is for a team is for nobody else."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pitboss.events.log import Event


class ArticleCreated(Event, frozen=True, tag="article_created"):
    article: UUID
    language: str


class ArticleDrafted(Event, frozen=True, tag="article_drafted"):
    """A draft was begun, or somebody else wrote in it."""

    article: UUID
    version: int


class ArticleSubmitted(Event, frozen=True, tag="article_submitted"):
    article: UUID
    version: int


class ArticleApproved(Event, frozen=True, tag="article_approved"):
    article: UUID
    version: int


class ArticleSentBack(Event, frozen=True, tag="article_sent_back"):
    article: UUID
    version: int


class ArticleScheduled(Event, frozen=True, tag="article_scheduled"):
    """`at` is null where a publication was called off."""

    article: UUID
    version: int
    at: datetime | None


class ArticlePublished(Event, frozen=True, tag="article_published"):
    article: UUID
    version: int
    language: str
    visibility: str


class ArticleDiscarded(Event, frozen=True, tag="article_discarded"):
    """A draft was thrown away; `whole`: the article too, since nothing of it was ever published."""

    article: UUID
    version: int
    whole: bool


class ArticleArchived(Event, frozen=True, tag="article_archived"):
    article: UUID


class ArticleRestored(Event, frozen=True, tag="article_restored"):
    article: UUID


class ArticleChanged(Event, frozen=True, tag="article_changed"):
    article: UUID
    fields: list[str]


class ArticleChecked(Event, frozen=True, tag="article_checked"):
    """Somebody has read it again, and it is still right."""

    article: UUID
    review_by: date


class CategorySaved(Event, frozen=True, tag="category_saved"):
    category: str


class CategoryDeleted(Event, frozen=True, tag="category_deleted"):
    category: str


class ClauseEntered(Event, frozen=True, tag="clause_entered"):
    clause: UUID
    name: str
    language: str
    valid_from: date


class ClauseChanged(Event, frozen=True, tag="clause_changed"):
    clause: UUID
    name: str
    language: str
    fields: list[str]


class ClauseRemoved(Event, frozen=True, tag="clause_removed"):
    clause: UUID
    name: str
    language: str


class CitationConfirmed(Event, frozen=True, tag="citation_confirmed"):
    """What cites a changed clause is right, or has been put right."""

    citation: UUID
    clause: str


class HelpImported(Event, frozen=True, tag="help_imported"):
    source: str
    created: int
    updated: int
    unchanged: int
    skipped: int


class ImageAdded(Event, frozen=True, tag="image_added"):
    image: UUID


class PhraseProposed(Event, frozen=True, tag="phrase_proposed"):
    """A player's first words led to an article."""

    article: UUID


class PhraseApproved(Event, frozen=True, tag="phrase_approved"):
    """Search knows it from now on."""

    article: UUID
    phrase: UUID


class PhraseRejected(Event, frozen=True, tag="phrase_rejected"):
    article: UUID
    phrase: UUID
