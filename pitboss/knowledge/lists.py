"""Lists and counts for those who look after articles."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.knowledge.model import Article
from pitboss.knowledge.queries import COLUMNS, FROM, article_of

Status = Literal["draft", "review", "approved", "scheduled", "published", "archived"]


class Readership(msgspec.Struct, frozen=True):
    """Of the last 30 days: how often it was opened. `helpful`, `unhelpful`: of the version that readers see."""

    views: int
    helpful: int
    unhelpful: int


class Listed(msgspec.Struct, frozen=True):
    article: Article
    readership: Readership


class ArticleFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`drafts`: also what was never published, or is archived; those who only read don't see that."""

    brand: str
    drafts: bool
    q: str = ""
    language: str | None = None
    kind: str | None = None
    status: Status | None = None
    visibility: str | None = None
    category: str | None = None
    topic: str | None = None
    owner: UUID | None = None
    cites: str | None = None
    overdue: bool | None = None
    stale: bool | None = None


_STATUS = {
    "draft": "w.state = 'draft'",
    "review": "w.state = 'review'",
    "approved": "w.state = 'approved'",
    "scheduled": "w.publish_at IS NOT NULL",
    "published": "a.state = 'published'",
    "archived": "a.state = 'archived'",
}
_READERS = """
    coalesce((SELECT sum(v.views) FROM article_views v
              WHERE v.brand_id = a.brand_id AND v.article_id = a.id AND v.day > CURRENT_DATE - 30), 0)::int AS views,
    (SELECT count(*) FILTER (WHERE f.helpful) FROM article_feedback f
     WHERE f.brand_id = a.brand_id AND f.article_id = a.id AND f.version = l.number)::int AS helpful,
    (SELECT count(*) FILTER (WHERE NOT f.helpful) FROM article_feedback f
     WHERE f.brand_id = a.brand_id AND f.article_id = a.id AND f.version = l.number)::int AS unhelpful"""


async def listing(
    tx: Tx, wanted: ArticleFilter, *, before: tuple[datetime, UUID] | None = None, limit: int = 50
) -> list[Listed]:
    """What was changed last first; `before`: the sort key of the last one known."""
    at, id_ = before or (None, None)
    status = _STATUS[wanted.status] if wanted.status else "true"
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS}, {_READERS}
        FROM   {FROM}
        WHERE  a.brand_id = $1 AND ($2 OR a.state = 'published') AND {status}
          AND  ($3 = '' OR lower(coalesce(l.title, w.title)) LIKE '%' || $3 || '%' OR a.slug LIKE '%' || $3 || '%')
          AND  ($4::text IS NULL OR a.language = $4) AND ($5::text IS NULL OR a.kind = $5)
          AND  ($6::text IS NULL OR a.visibility = $6) AND ($7::text IS NULL OR a.category_id = $7)
          AND  ($8::text IS NULL OR a.topics @> ARRAY[$8::text]) AND ($9::uuid IS NULL OR a.owner_id = $9)
          AND  ($10::boolean IS NULL OR $10 = coalesce(a.state = 'published' AND a.review_by < CURRENT_DATE, false))
          AND  ($11::boolean IS NULL OR $11 = EXISTS (
                   SELECT 1 FROM stale_citation c
                   WHERE c.brand_id = a.brand_id AND c.article_id = a.id AND c.confirmed_at IS NULL))
          AND  ($12::text IS NULL OR EXISTS (
                   SELECT 1 FROM article_version v
                   WHERE v.brand_id = a.brand_id AND v.article_id = a.id AND v.cites @> ARRAY[$12::text]
                     AND (v.live OR v.number = w.number)))
          AND  ($13::timestamptz IS NULL OR (a.updated_at, a.id) < ($13, $14::uuid))
        ORDER  BY a.updated_at DESC, a.id DESC
        LIMIT  $15
        """,
        wanted.brand,
        wanted.drafts,
        _like(wanted.q),
        wanted.language,
        wanted.kind,
        wanted.visibility,
        wanted.category,
        wanted.topic,
        wanted.owner,
        wanted.overdue,
        wanted.stale,
        wanted.cites,
        at,
        id_,
        limit,
    )
    return [_listed(row) for row in rows]


async def readership(tx: Tx, article: Article) -> Readership:
    return await tx.one(
        Readership,
        f"SELECT {_READERS} FROM {FROM} WHERE a.brand_id = $1 AND a.id = $2",
        article.brand,
        article.id,
    )


def _listed(row: Any) -> Listed:
    fields = dict(row)
    readers = Readership(fields.pop("views"), fields.pop("helpful"), fields.pop("unhelpful"))
    return Listed(article_of(fields), readers)


def _like(words: str) -> str:
    text = " ".join(words.split()).lower()[:100]
    return "".join(f"\\{c}" if c in "\\%_" else c for c in text)


class KnowledgeCounts(msgspec.Struct, frozen=True, kw_only=True):
    """Articles of a brand that you may see. `draft`, `review`, `approved`: by how far their version in work is; `scheduled`
    are approved too. `overdue`: to be read again; `stale`: places that cite a clause which has changed."""

    published: int
    draft: int
    review: int
    approved: int
    scheduled: int
    archived: int
    overdue: int
    stale: int


async def counts(tx: Tx, brand: str) -> KnowledgeCounts:
    return await tx.one(
        KnowledgeCounts,
        """
        SELECT count(*) FILTER (WHERE a.state = 'published')::int AS published,
               count(*) FILTER (WHERE w.state = 'draft')::int AS draft,
               count(*) FILTER (WHERE w.state = 'review')::int AS review,
               count(*) FILTER (WHERE w.state = 'approved')::int AS approved,
               count(*) FILTER (WHERE w.publish_at IS NOT NULL)::int AS scheduled,
               count(*) FILTER (WHERE a.state = 'archived')::int AS archived,
               count(*) FILTER (WHERE a.state = 'published' AND a.review_by < CURRENT_DATE)::int AS overdue,
               (SELECT count(*) FROM stale_citation c WHERE c.brand_id = $1 AND c.confirmed_at IS NULL)::int AS stale
        FROM   article a
        LEFT   JOIN article_version w ON w.brand_id = a.brand_id AND w.article_id = a.id
               AND w.state IN ('draft', 'review', 'approved')
        WHERE  a.brand_id = $1
        """,
        brand,
    )


class Attention(msgspec.Struct, frozen=True):
    """`overdue`: published articles that somebody should read again; `stale`: places that cite a clause which has changed."""

    overdue: int
    stale: int


async def attention(tx: Tx, brand: str) -> Attention:
    return await tx.one(
        Attention,
        """
        SELECT (SELECT count(*) FROM article a
                WHERE a.brand_id = $1 AND a.state = 'published' AND a.review_by < CURRENT_DATE)::int AS overdue,
               (SELECT count(*) FROM stale_citation c WHERE c.brand_id = $1 AND c.confirmed_at IS NULL)::int AS stale
        """,
        brand,
    )


class StaleCitation(msgspec.Struct, frozen=True, kw_only=True):
    """Something that cites a clause which has changed. `kind`: article, canned_reply or text (a notice to players).
    `cause`: what happened to the clause. `title`: of the article or canned reply, or the template's name."""

    id: UUID
    clause: str
    language: str
    cause: Literal["added", "changed", "closed", "removed"]
    kind: Literal["article", "canned_reply", "text"]
    article: UUID | None
    reply: UUID | None
    template: str | None
    title: str
    owner: UUID | None
    since: datetime


async def stale(
    tx: Tx,
    brand: str,
    *,
    clause: str | None = None,
    article: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> list[StaleCitation]:
    """The newest first."""
    return await tx.all(
        StaleCitation,
        """
        SELECT c.id, c.clause, c.language, c.cause, c.kind, c.article_id AS article, c.reply_id AS reply, c.template,
               coalesce(l.title, w.title, r.title_ru, r.title_en, '/' || r.shortcut, c.template, '') AS title,
               coalesce(a.owner_id, r.owner_id) AS owner, c.since
        FROM   stale_citation c
        LEFT   JOIN article a ON a.brand_id = c.brand_id AND a.id = c.article_id
        LEFT   JOIN article_version l ON l.brand_id = a.brand_id AND l.article_id = a.id AND l.live
        LEFT   JOIN article_version w ON w.brand_id = a.brand_id AND w.article_id = a.id
               AND w.state IN ('draft', 'review', 'approved')
        LEFT   JOIN canned_reply r ON r.brand_id = c.brand_id AND r.id = c.reply_id
        WHERE  c.brand_id = $1 AND c.confirmed_at IS NULL AND ($2::text IS NULL OR c.clause = $2)
          AND  ($3::uuid IS NULL OR c.article_id = $3) AND ($4::uuid IS NULL OR c.id < $4)
        ORDER  BY c.id DESC
        LIMIT  $5
        """,
        brand,
        clause,
        article,
        before,
        limit,
    )
