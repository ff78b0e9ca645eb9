"""One search for players, agents, the widget and the form. Whoever shows its hits to people also tells `tally.searched`."""

from __future__ import annotations

from pitboss.db.tx import Tx
from pitboss.knowledge.model import ArticleKind, Audience, Hit, Visibility, path_of

MAX_WORDS = 400  # characters of what somebody looks for


async def search(
    tx: Tx, brand: str, language: str, text: str, *, audience: Audience, limit: int = 10
) -> list[Hit]:
    """Published articles that fit, the best first; those that `audience` may read, and the actor."""
    asked = " ".join(text[:MAX_WORDS].replace("\0", " ").split())
    if not asked:
        return []
    rows = await tx.connection.fetch(
        """
        SELECT s.id, a.slug, a.language, a.kind, a.visibility, a.category_id AS category, v.title, v.summary, s.excerpt, s.rank
        FROM   search_articles($1, $2, $3, $4, $5) s
        JOIN   article a ON a.brand_id = $1 AND a.id = s.id
        JOIN   article_version v ON v.brand_id = $1 AND v.article_id = s.id AND v.live
        ORDER  BY s.rank DESC, s.id
        """,
        brand,
        language,
        asked,
        audience.sees,
        limit,
    )
    hits = []
    for row in rows:
        for_players = row["visibility"] in ("public", "players")
        path = path_of(brand, row["language"], row["slug"]) if for_players else None
        kinds = {"kind": ArticleKind(row["kind"]), "visibility": Visibility(row["visibility"])}
        hits.append(Hit(**{**row, **kinds, "path": path}))
    return hits
