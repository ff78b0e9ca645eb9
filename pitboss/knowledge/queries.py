"""Every read of articles, versions, categories and clauses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pitboss.channels import queries as channels
from pitboss.db.tx import Kind as ActorKind
from pitboss.db.tx import Tx
from pitboss.knowledge.model import (
    Article,
    ArticleKind,
    ArticleState,
    Category,
    CategoryWords,
    Clause,
    NoSuchArticle,
    NoSuchClause,
    NoSuchVersion,
    Stage,
    Version,
    Visibility,
)

COLUMNS = """a.brand_id AS brand, a.id, a.language, a.slug, a.kind, a.state, a.visibility, a.team_id AS team,
    a.category_id AS category, a.topics, a.related, a.place, a.owner_id AS owner, a.review_days, a.review_by,
    coalesce(a.state = 'published' AND a.review_by < CURRENT_DATE, false) AS overdue,
    EXISTS (SELECT 1 FROM stale_citation c
            WHERE c.brand_id = a.brand_id AND c.article_id = a.id AND c.confirmed_at IS NULL) AS stale,
    a.created_by, a.created_at, a.updated_at, coalesce(l.title, w.title, '') AS title,
    coalesce(l.summary, w.summary, '') AS summary, CASE WHEN l.live THEN l.number END AS live, l.published_at, w.number AS work, w.state AS stage,
    w.publish_at"""
FROM = """article a
    LEFT JOIN LATERAL (SELECT v.number, v.live, v.title, v.summary, v.published_at FROM article_version v
                       WHERE v.brand_id = a.brand_id AND v.article_id = a.id AND v.state = 'published') l ON true
    LEFT JOIN LATERAL (SELECT v.number, v.title, v.summary, v.state, v.publish_at FROM article_version v
                       WHERE v.brand_id = a.brand_id AND v.article_id = a.id AND v.state IN ('draft', 'review', 'approved')) w
        ON true"""
VERSION_COLUMNS = """article_id AS article, number, state AS stage, live, title, summary, text, words, plain, cites, images,
    change, revision, authors, created_at, updated_at, submitted_at, reviewer_id AS reviewer, reviewed_at, review_note,
    publish_at, published_at, published_by"""
CLAUSE_COLUMNS = """brand_id AS brand, id, name, kind, language, jurisdiction, title, text, valid_from, valid_to, place,
    entered_by, entered_at"""


def article_of(row: Any) -> Article:
    fields = dict(row)
    return Article(
        **{
            **fields,
            "kind": ArticleKind(fields["kind"]),
            "state": ArticleState(fields["state"]),
            "visibility": Visibility(fields["visibility"]),
            "stage": Stage(fields["stage"]) if fields["stage"] else None,
        }
    )


def version_of(row: Any) -> Version:
    return Version(**{**row, "stage": Stage(row["stage"])})


async def find(tx: Tx, article: UUID, *, brand: str | None = None) -> Article:
    """Among the actor's brands, or in `brand`."""
    row = await tx.connection.fetchrow(
        f"SELECT {COLUMNS} FROM {FROM} WHERE ($1::text[] IS NULL OR a.brand_id = ANY ($1)) AND a.id = $2",
        [brand] if brand else None if tx.actor.kind is ActorKind.system else sorted(tx.actor.brands),
        article,
    )
    if row is None:
        raise NoSuchArticle
    return article_of(row)


async def by_slug(tx: Tx, brand: str, language: str, slug: str) -> Article | None:
    row = await tx.connection.fetchrow(
        f"SELECT {COLUMNS} FROM {FROM} WHERE a.brand_id = $1 AND a.language = $2 AND a.slug = $3",
        brand,
        language,
        slug,
    )
    return article_of(row) if row else None


async def published(tx: Tx, brand: str, language: str) -> list[Article]:
    """What the actor may read, in the order of their categories."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {COLUMNS}
        FROM   {FROM} LEFT JOIN article_category c ON c.brand_id = a.brand_id AND c.id = a.category_id
        WHERE  a.brand_id = $1 AND a.language = $2 AND a.state = 'published' AND l.live
        ORDER  BY c.place NULLS LAST, c.id, a.place, l.title, a.id
        """,
        brand,
        language,
    )
    return [article_of(row) for row in rows]


async def most_read(tx: Tx, brand: str, language: str, *, days: int = 30, limit: int = 20) -> list[str]:
    """Addresses of what was read most lately. The transaction is SYSTEM's; whether a reader may see them is asked apart."""
    return await tx.column(
        """
        SELECT a.slug
        FROM   article_views v JOIN article a ON a.brand_id = v.brand_id AND a.id = v.article_id
        WHERE  v.brand_id = $1 AND a.language = $2 AND v.day > CURRENT_DATE - $3::int AND a.state = 'published'
        GROUP  BY a.slug
        ORDER  BY sum(v.views) DESC, a.slug
        LIMIT  $4
        """,
        brand,
        language,
        days,
        limit,
    )


async def translations(tx: Tx, article: Article) -> dict[str, Article]:
    """The same article by language, as far as it is published and the actor may read it."""
    rows = await tx.connection.fetch(
        f"SELECT {COLUMNS} FROM {FROM} WHERE a.brand_id = $1 AND a.slug = $2 AND a.state = 'published'",
        article.brand,
        article.slug,
    )
    return {row["language"]: article_of(row) for row in rows}


async def same_slug(tx: Tx, article: Article) -> list[Article]:
    """The article in every language, as far as the actor may see it."""
    rows = await tx.connection.fetch(
        f"SELECT {COLUMNS} FROM {FROM} WHERE a.brand_id = $1 AND a.slug = $2", article.brand, article.slug
    )
    return [article_of(row) for row in rows]


async def works(tx: Tx, brand: str, articles: list[UUID]) -> dict[UUID, Version]:
    """The versions in work of several articles."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {VERSION_COLUMNS} FROM article_version
        WHERE  brand_id = $1 AND article_id = ANY ($2) AND state IN ('draft', 'review', 'approved')
        """,
        brand,
        articles,
    )
    return {row["article"]: version_of(row) for row in rows}


async def missing(tx: Tx, brand: str, language: str, cites: list[str], slugs: list[str]) -> list[str]:
    """Clauses that don't hold today, and articles that are not published."""
    known_clauses = await tx.column(
        """
        SELECT DISTINCT name FROM clause
        WHERE  brand_id = $1 AND language = $2 AND name = ANY ($3) AND valid_from <= $4 AND (valid_to IS NULL OR valid_to >= $4)
        """,
        brand,
        language,
        cites,
        await today(tx, brand),
    )
    known_slugs = await tx.column(
        "SELECT slug FROM article WHERE brand_id = $1 AND language = $2 AND slug = ANY ($3) AND state = 'published'",
        brand,
        language,
        slugs,
    )
    return [name for name in cites if name not in known_clauses] + [
        slug for slug in slugs if slug not in known_slugs
    ]


async def live(tx: Tx, brand: str, article: UUID) -> Version | None:
    """What readers see."""
    row = await tx.connection.fetchrow(
        f"SELECT {VERSION_COLUMNS} FROM article_version WHERE brand_id = $1 AND article_id = $2 AND live",
        brand,
        article,
    )
    return version_of(row) if row else None


async def version(tx: Tx, brand: str, article: UUID, number: int) -> Version:
    row = await tx.connection.fetchrow(
        f"SELECT {VERSION_COLUMNS} FROM article_version WHERE brand_id = $1 AND article_id = $2 AND number = $3",
        brand,
        article,
        number,
    )
    if row is None:
        raise NoSuchVersion
    return version_of(row)


async def versions(tx: Tx, brand: str, article: UUID) -> list[Version]:
    """The newest first."""
    rows = await tx.connection.fetch(
        f"""
        SELECT {VERSION_COLUMNS} FROM article_version WHERE brand_id = $1 AND article_id = $2
        ORDER  BY number DESC LIMIT 500
        """,
        brand,
        article,
    )
    return [version_of(row) for row in rows]


async def work(tx: Tx, brand: str, article: UUID) -> Version | None:
    """The version before its publication."""
    row = await tx.connection.fetchrow(
        f"""
        SELECT {VERSION_COLUMNS} FROM article_version
        WHERE  brand_id = $1 AND article_id = $2 AND state IN ('draft', 'review', 'approved')
        """,
        brand,
        article,
    )
    return version_of(row) if row else None


async def categories(tx: Tx, brand: str) -> list[Category]:
    rows = await tx.connection.fetch(
        """
        SELECT id, icon, name_en, name_ru, about_en, about_ru, place, hidden FROM article_category WHERE brand_id = $1
        ORDER  BY place, id
        """,
        brand,
    )
    return [
        Category(
            id=row["id"],
            icon=row["icon"],
            en=CategoryWords(row["name_en"], row["about_en"]),
            ru=CategoryWords(row["name_ru"], row["about_ru"]),
            place=row["place"],
            hidden=row["hidden"],
        )
        for row in rows
    ]


async def in_categories(tx: Tx, brand: str) -> dict[str, tuple[int, int]]:
    """How many articles that the actor may see stand in each category, and how many of them are archived."""
    rows = await tx.connection.fetch(
        """
        SELECT category_id, count(*) AS articles, count(*) FILTER (WHERE state = 'archived') AS archived
        FROM   article WHERE brand_id = $1 AND category_id IS NOT NULL
        GROUP  BY category_id
        """,
        brand,
    )
    return {row["category_id"]: (row["articles"], row["archived"]) for row in rows}


# ── clauses ─────────────────────────────────────────────────────────────────────────────────────────────────


async def today(tx: Tx, brand: str) -> date:
    """By the brand's clock."""
    name = (await channels.brand(tx, brand)).settings.get("time_zone")
    now: datetime = await tx.value("SELECT now()")
    try:
        return now.astimezone(ZoneInfo(name) if isinstance(name, str) and name else ZoneInfo("UTC")).date()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return now.date()


async def clause(tx: Tx, brand: str, clause_id: UUID) -> Clause:
    found = await tx.maybe(
        Clause, f"SELECT {CLAUSE_COLUMNS} FROM clause WHERE brand_id = $1 AND id = $2", brand, clause_id
    )
    if found is None:
        raise NoSuchClause
    return found


async def clauses_on(
    tx: Tx,
    brand: str,
    language: str,
    day: date,
    *,
    jurisdiction: str | None = None,
    kind: Literal["terms", "bonus", "sports"] | None = None,
    name: str | None = None,
) -> list[Clause]:
    """The texts that held on a day, in order: of `jurisdiction` where it has its own, else the general ones."""
    return await tx.all(
        Clause,
        f"""
        SELECT * FROM (
            SELECT DISTINCT ON (name) {CLAUSE_COLUMNS}
            FROM   clause
            WHERE  brand_id = $1 AND language = $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to >= $3)
              AND  (jurisdiction IS NULL OR jurisdiction = $4)
              AND  ($5::text IS NULL OR kind = $5) AND ($6::text IS NULL OR name = $6)
            ORDER  BY name, jurisdiction NULLS LAST) c
        ORDER  BY array_position('{{terms,bonus,sports}}'::text[], kind), place, name
        """,
        brand,
        language,
        day,
        jurisdiction,
        kind,
        name,
    )


async def clause_history(
    tx: Tx,
    brand: str,
    language: str,
    name: str,
    *,
    jurisdiction: str | None = None,
    all_jurisdictions: bool = False,
) -> list[Clause]:
    """Every text that a clause has had or will have, the latest first: the general ones and those of `jurisdiction`."""
    return await tx.all(
        Clause,
        f"""
        SELECT {CLAUSE_COLUMNS}
        FROM   clause
        WHERE  brand_id = $1 AND language = $2 AND name = $3 AND ($5 OR jurisdiction IS NULL OR jurisdiction = $4)
        ORDER  BY valid_from DESC, jurisdiction NULLS LAST
        LIMIT  500
        """,
        brand,
        language,
        name,
        jurisdiction,
        all_jurisdictions,
    )
