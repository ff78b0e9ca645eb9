"""Views and searches, counted in memory and written now and then: no cookie, no person, and no write for a page view."""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal
from uuid import UUID

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit import secrets

MOST = (
    10_000  # different views, and different searches, between two writings; beyond that they are not counted
)
LONGEST = 100
_NUMBER = re.compile(r"\+?\d[\d\s().-]{3,}\d|\d{4,}")
_ADDRESS = re.compile(r"\S+@\S+")

Place = Literal["players", "staff"]


class Tally:
    """One for each process. What a process that dies has not written is lost: a few seconds of counting."""

    def __init__(self) -> None:
        self._views: Counter[tuple[str, UUID]] = Counter()
        self._searches: Counter[tuple[str, str, Place, str, bool]] = Counter()

    def viewed(self, brand: str, article: UUID) -> None:
        if len(self._views) < MOST:
            self._views[brand, article] += 1

    def searched(self, brand: str, language: str, text: str, *, found: int, place: Place = "players") -> None:
        """`found`: how many articles; none is what editors want to know of."""
        words = without_people(text)
        if words and len(self._searches) < MOST:
            self._searches[brand, language, place, words, not found] += 1

    async def write(self, db: Database) -> int:
        """Adds what was counted to the days; gives how many rows that touched. What can't be written is counted on."""
        views, searches = self._views, self._searches
        self._views, self._searches = Counter(), Counter()
        if not views and not searches:
            return 0
        try:
            async with db.tx(SYSTEM) as tx:
                written = await tx.run(
                    """
                    INSERT INTO article_views AS v (brand_id, article_id, day, views)
                    SELECT n.brand, n.article, CURRENT_DATE, n.views
                    FROM   unnest($1::text[], $2::uuid[], $3::int[]) AS n (brand, article, views)
                    JOIN   article a ON a.brand_id = n.brand AND a.id = n.article
                    ORDER  BY 1, 2
                    ON CONFLICT (brand_id, article_id, day) DO UPDATE SET views = v.views + excluded.views
                    """,
                    [brand for brand, _ in views],
                    [article for _, article in views],
                    list(views.values()),
                )
                return written + await tx.run(
                    """
                    INSERT INTO article_search AS s (brand_id, day, language, place, words, searches, empty)
                    SELECT n.brand, CURRENT_DATE, n.language, n.place, n.words, sum(n.many),
                           coalesce(sum(n.many) FILTER (WHERE n.empty), 0)
                    FROM   unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::int[])
                               AS n (brand, language, place, words, empty, many)
                    JOIN   brand b ON b.id = n.brand
                    GROUP  BY 1, 3, 4, 5
                    ORDER  BY 1, 3, 4, 5
                    ON CONFLICT (brand_id, day, language, place, words)
                    DO UPDATE SET searches = s.searches + excluded.searches, empty = s.empty + excluded.empty
                    """,
                    *(list(column) for column in zip(*searches, strict=True)),
                    *([[], [], [], [], []] if not searches else []),
                    list(searches.values()),
                )
        except BaseException:
            self._views.update(views)
            self._searches.update(searches)
            raise


def without_people(text: str) -> str:
    """A search as it may be kept: short, in small letters, without secrets, addresses and longer numbers."""
    shown = secrets.mask(" ".join(text.replace("\0", " ").split())[: LONGEST * 2]).text.lower()
    shown = _NUMBER.sub("•••", _ADDRESS.sub("•••", shown))
    return shown[:LONGEST].strip()
