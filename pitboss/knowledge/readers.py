"""What readers say: whether an article helped, and what they looked for in vain."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Tx
from pitboss.kit import secrets
from pitboss.kit.refused import Invalid
from pitboss.knowledge import queries
from pitboss.knowledge.model import Article, NoSuchArticle

MAX_COMMENT = 2_000
KEPT = "730 days"


class Feedback(msgspec.Struct, frozen=True, kw_only=True):
    """What a visitor said of a version."""

    article: UUID
    slug: str
    language: str
    title: str
    version: int
    helpful: bool
    comment: str
    created_at: datetime


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked for, how often, and how often in vain; numbers and addresses are masked."""

    words: str
    language: str
    place: str
    searches: int
    empty: int


class ArticleReading(msgspec.Struct, frozen=True, kw_only=True):
    """A published article: how often it was opened in these days, and what readers of its present version said."""

    article: UUID
    title: str
    language: str
    views: int
    helpful: int
    unhelpful: int


def visitor(key: bytes, *told: str) -> bytes:
    """A visitor by what is known of them, as nobody can read it back."""
    return hmac.new(
        hashlib.sha256(b"help visitor:" + key).digest(), "\0".join(told).encode(), "sha256"
    ).digest()


async def published(tx: Tx, brand: str, language: str, slug: str) -> tuple[Article, int]:
    """An article that the actor may read, and its version.

    Raises:
        NoSuchArticle.
    """
    article = await queries.by_slug(tx, brand, language, slug)
    if article is None or article.live is None:
        raise NoSuchArticle
    return article, article.live


async def give(
    tx: Tx, article: Article, version: int, who: bytes, *, helpful: bool, comment: str | None = None
) -> None:
    """One word of each visitor on each version; a second one takes the place of the first, but keeps its comment unless it
    brings its own. The transaction is the desk's."""
    assert tx.actor.kind is SYSTEM.kind, "visitors write nothing themselves"
    if comment is not None and len(comment) > MAX_COMMENT:
        raise Invalid(f"A comment has at most {MAX_COMMENT} characters.")
    said = secrets.mask(comment.replace("\0", " ").strip()).text if comment else ""
    await tx.run(
        """
        INSERT INTO article_feedback AS f (brand_id, article_id, version, visitor, helpful, comment)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (brand_id, article_id, version, visitor) DO UPDATE
        SET    helpful = excluded.helpful, created_at = now(),
               comment = CASE WHEN excluded.comment = '' THEN f.comment ELSE excluded.comment END
        """,
        article.brand,
        article.id,
        version,
        who,
        helpful,
        said,
    )


async def feedback(
    tx: Tx,
    brand: str,
    *,
    article: UUID | None = None,
    helpful: bool | None = None,
    commented: bool = False,
    before: datetime | None = None,
    limit: int = 50,
) -> list[Feedback]:
    """The newest first."""
    return await tx.all(
        Feedback,
        """
        SELECT f.article_id AS article, a.slug, a.language, v.title, f.version, f.helpful, f.comment, f.created_at
        FROM   article_feedback f
        JOIN   article a ON a.brand_id = f.brand_id AND a.id = f.article_id
        JOIN   article_version v ON v.brand_id = f.brand_id AND v.article_id = f.article_id AND v.number = f.version
        WHERE  f.brand_id = $1 AND ($2::uuid IS NULL OR f.article_id = $2) AND ($3::boolean IS NULL OR f.helpful = $3)
          AND  (NOT $4 OR f.comment <> '') AND ($5::timestamptz IS NULL OR f.created_at < $5)
        ORDER  BY f.created_at DESC
        LIMIT  $6
        """,
        brand,
        article,
        helpful,
        commented,
        before,
        limit,
    )


async def searches(
    tx: Tx,
    brand: str,
    *,
    days: int,
    empty: bool,
    language: str | None = None,
    place: str | None = None,
    limit: int = 100,
) -> list[Searched]:
    """Of the last days, the most frequent first; `empty`: only those that found nothing."""
    return await tx.all(
        Searched,
        """
        SELECT words, language, place, sum(searches)::int AS searches, sum(empty)::int AS empty
        FROM   article_search
        WHERE  brand_id = $1 AND day > CURRENT_DATE - $2::int
          AND  ($3::text IS NULL OR language = $3) AND ($4::text IS NULL OR place = $4)
        GROUP  BY words, language, place
        HAVING NOT $5 OR sum(empty) > 0
        ORDER  BY CASE WHEN $5 THEN sum(empty) ELSE sum(searches) END DESC, words, language, place
        LIMIT  $6
        """,
        brand,
        days,
        language,
        place,
        empty,
        limit,
    )


async def most_read(
    tx: Tx, brand: str, *, days: int, unhelpful: bool = False, language: str | None = None, limit: int = 100
) -> list[ArticleReading]:
    """Published articles, the most opened first; `unhelpful`: those that helped least often first, if anybody said so."""
    return await tx.all(
        ArticleReading,
        """
        SELECT a.id AS article, l.title, a.language, coalesce(v.views, 0)::int AS views,
               coalesce(f.helpful, 0)::int AS helpful, coalesce(f.unhelpful, 0)::int AS unhelpful
        FROM   article a
        JOIN   article_version l ON l.brand_id = a.brand_id AND l.article_id = a.id AND l.live
        LEFT   JOIN (SELECT article_id, sum(views) AS views FROM article_views
                     WHERE brand_id = $1 AND day > CURRENT_DATE - $2::int GROUP BY article_id) v ON v.article_id = a.id
        LEFT   JOIN (SELECT article_id, version, count(*) FILTER (WHERE helpful) AS helpful,
                            count(*) FILTER (WHERE NOT helpful) AS unhelpful
                     FROM article_feedback WHERE brand_id = $1 GROUP BY article_id, version) f
               ON f.article_id = a.id AND f.version = l.number
        WHERE  a.brand_id = $1 AND a.state = 'published' AND ($3::text IS NULL OR a.language = $3)
          AND  (NOT $4 OR f.unhelpful > 0)
        ORDER  BY CASE WHEN $4 THEN f.unhelpful ELSE coalesce(v.views, 0) END DESC, coalesce(v.views, 0) DESC, a.id
        LIMIT  $5
        """,
        brand,
        days,
        language,
        unhelpful,
        limit,
    )


async def sweep(tx: Tx) -> None:
    await tx.run(f"DELETE FROM article_search WHERE day < CURRENT_DATE - interval '{KEPT}'")
    await tx.run(f"DELETE FROM article_views WHERE day < CURRENT_DATE - interval '{KEPT}'")
