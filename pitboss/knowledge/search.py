"""One search for players, agents, the widget and the form. Whoever shows its hits to people also tells `tally.searched`.

An index in memory says what fits; the database says what of that the actor may see, and whether the index is of now."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from pitboss.db.tx import Database, Tx
from pitboss.kit.excerpts import excerpt
from pitboss.kit.memory import give_back
from pitboss.knowledge.finding import Asked, find, understood
from pitboss.knowledge.index import EMPTY, MOST_TEXT, Change, Doc, Vocabulary, read, renewed
from pitboss.knowledge.model import ArticleKind, Audience, Hit, Visibility, path_of
from pitboss.knowledge.terms import COMMON, stem

MAX_WORDS = 400  # characters of what somebody looks for
MOST_HELD = (
    40_000  # articles in the memory of one process; the indexes that were asked for longest ago make room
)
BATCH = 200  # articles that are read at once
_ROWS = 50  # that are fetched at once: the event loop takes them apart
PATIENCE = 3.0  # seconds for which a search waits for what has just changed, or for the first reading
_LARGE = 1_000  # articles; making their index leaves much memory behind
_AROUND = 8_000  # characters of an article in which an excerpt is looked for


async def search(
    tx: Tx,
    brand: str,
    language: str,
    text: str,
    *,
    audience: Audience,
    limit: int = 10,
    topics: Mapping[str, float] | None = None,
    typing: bool = True,
) -> list[Hit]:
    """Published articles that fit, the best first; those that `audience` may read, and the actor. `topics`: how likely the
    words are of each, where a classifier has read them. `typing`: the last word may have only begun."""
    asked = " ".join(text[:MAX_WORDS].replace("\0", " ").split())
    if not asked:
        return []
    shelf = _shelves(tx.db).of(brand, language)
    many, waited = limit + 20, False
    for _ in range(4):
        meant = understood(shelf.index, asked, typing=typing)
        found = find(shelf.index, meant, sees=audience.sees, topics=topics, limit=many)
        rows = await _visible(tx, brand, language, [hit.id for hit in found], audience, limit)
        stamp = rows[0]["stamp"] or 0
        if stamp > shelf.stamp and not waited:
            waited = not await shelf.caught_up(tx.db, stamp, patience=PATIENCE)
        elif sum(row["id"] is not None for row in rows) < limit and len(found) == many:
            many *= 10  # what is for other teams stood before what is for this actor
        else:
            break
    scores = {hit.id: hit.score for hit in found}
    sought = _sought(meant)
    return [_hit(brand, row, scores[row["id"]], sought) for row in rows if row["id"] is not None]


async def _visible(
    tx: Tx, brand: str, language: str, ids: list[UUID], audience: Audience, limit: int
) -> list[Any]:
    """One row at least, for the stamp."""
    return await tx.connection.fetch(
        f"""
        SELECT s.stamp, h.*
        FROM   (SELECT (SELECT stamp FROM article_stamp WHERE brand_id = $1) AS stamp) s
               LEFT JOIN LATERAL (
                   SELECT n.place, a.id, a.slug, a.language, a.kind, a.visibility, a.category_id AS category, v.title, v.summary,
                          left(v.plain, {_AROUND}) AS plain
                   FROM   unnest($2::uuid[]) WITH ORDINALITY AS n (id, place)
                          JOIN article a ON a.brand_id = $1 AND a.id = n.id
                          JOIN article_version v ON v.brand_id = $1 AND v.article_id = n.id AND v.live
                   WHERE  a.state = 'published' AND a.language = $3 AND a.visibility = ANY ($4)
                   ORDER  BY n.place
                   LIMIT  $5) h ON true
        ORDER  BY h.place
        """,
        brand,
        ids,
        language,
        audience.sees,
        limit,
    )


def _hit(brand: str, row: Any, score: float, sought: set[str]) -> Hit:
    for_players = row["visibility"] in ("public", "players")
    shown, found = excerpt(row["plain"], sought)
    return Hit(
        id=row["id"],
        slug=row["slug"],
        language=row["language"],
        kind=ArticleKind(row["kind"]),
        visibility=Visibility(row["visibility"]),
        category=row["category"],
        title=row["title"],
        summary=row["summary"],
        excerpt=shown,
        found=found,
        rank=round(score, 4),
        path=path_of(brand, row["language"], row["slug"]) if for_players else None,
    )


# ── excerpts ────────────────────────────────────────────────────────────────────────────────────────────────


def _sought(meant: Asked) -> set[str]:
    """By what a word that was asked for begins, in whatever form it stands in a text."""
    known = [*meant.words, *[word for options in (*meant.alike, *meant.akin) for word, _ in options[:3]]]
    return {stem(word) for word in known if len(word) > 2 and not (meant.telling and word in COMMON)}


async def known_stems(tx: Tx, brand: str, language: str) -> Vocabulary:
    """Of all words that the brand's articles use."""
    shelf = _shelves(tx.db).of(brand, language)
    stamp = await tx.value("SELECT stamp FROM article_stamp WHERE brand_id = $1", brand) or 0
    if stamp > shelf.stamp:
        await shelf.caught_up(tx.db, stamp)
    return shelf.index.vocabulary


async def warm(db: Database) -> None:
    """Reads the largest help centres before anybody asks, as many as are held."""
    async with db.single() as tx:
        rows = await tx.connection.fetch(
            """
            SELECT m.brand_id, m.language, s.stamp, count(*) AS articles
            FROM   article_mark m JOIN article_stamp s ON s.brand_id = m.brand_id
            GROUP  BY m.brand_id, m.language, s.stamp
            ORDER  BY articles DESC, m.brand_id
            LIMIT  $1
            """,
            _MOST_SHELVES,
        )
    room = MOST_HELD
    for row in rows:
        if row["articles"] <= room:
            room -= row["articles"]
            await _shelves(db).of(row["brand_id"], row["language"]).caught_up(db, row["stamp"])


# ── the indexes of a process ────────────────────────────────────────────────────────────────────────────────


class Shelf:
    """The articles of one brand and language, as of a stamp (see migration 0060)."""

    def __init__(self, brand: str, language: str) -> None:
        self.brand, self.language = brand, language
        self.stamp = 0
        self.index = EMPTY
        self._renewing: asyncio.Task[None] | None = None

    @property
    def size(self) -> int:
        return len(self.index)

    async def caught_up(self, db: Database, stamp: int, *, patience: float | None = None) -> bool:
        """Whether the index is of `stamp` now. A large index takes seconds; whoever has no more `patience` takes what is there,
        and the reading goes on by itself."""
        while self.stamp < stamp:
            if self._renewing is None or self._renewing.done():
                self._renewing = asyncio.create_task(self._renew(db))
            done, _ = await asyncio.wait({self._renewing}, timeout=patience)
            if not done:
                return False
            self._renewing.result()
        return True

    async def _renew(self, db: Database) -> None:
        """Read and counted in threads. What was read first is found before all is read: whenever there is twice as much."""
        changes: list[Change] = []
        index = self.index
        same: dict[str, str] = {}
        async with db.single() as tx:
            now = await tx.value("SELECT stamp FROM article_stamp WHERE brand_id = $1", self.brand) or 0
            async for rows in self._batches(tx, self.stamp):
                changes.append(await asyncio.to_thread(_read, rows, same))
                if self.stamp == 0 and sum(len(change.told.ids) for change in changes) >= len(index):
                    self.index = index = await asyncio.to_thread(renewed, index, changes)
                    changes = []
        if changes:
            self.index = await asyncio.to_thread(renewed, index, changes)
        self.stamp = now
        if len(self.index) >= _LARGE:
            changes, index = [], self.index
            await asyncio.to_thread(give_back)

    async def _batches(self, tx: Tx, since: int) -> AsyncIterator[list[Any]]:
        batch: list[Any] = []
        while rows := await self._changed(tx, since):
            since = rows[-1]["stamp"]
            batch += rows
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    async def _changed(self, tx: Tx, since: int) -> list[Any]:
        return await tx.connection.fetch(
            f"""
            SELECT m.stamp, m.article_id, v.article_id IS NOT NULL AS there, a.visibility, a.topics, v.title, v.summary,
                   left(v.plain, {MOST_TEXT}) AS plain,
                   v.words || coalesce((SELECT array_agg(p.phrase ORDER BY p.decided_at DESC, p.id) FROM article_phrase p
                               WHERE p.brand_id = $1 AND p.article_id = m.article_id AND p.state = 'approved'), '{{}}') AS said
            FROM   article_mark m
                   LEFT JOIN article a ON a.brand_id = $1 AND a.id = m.article_id AND a.state = 'published'
                   LEFT JOIN article_version v ON v.brand_id = $1 AND v.article_id = a.id AND v.live
            WHERE  m.brand_id = $1 AND m.language = $2 AND m.stamp > $3
            ORDER  BY m.stamp
            FETCH FIRST {_ROWS} ROWS WITH TIES
            """,
            self.brand,
            self.language,
            since,
        )


def _read(rows: list[Any], same: dict[str, str]) -> Change:
    docs = [
        Doc(
            id=row["article_id"],
            visibility=row["visibility"],
            topics=row["topics"],
            title=row["title"],
            summary=row["summary"],
            plain=row["plain"],
            said=row["said"],
        )
        for row in rows
        if row["there"]
    ]
    return Change(read(docs, same), frozenset(row["article_id"] for row in rows if not row["there"]))


class Shelves:
    """Those asked for lately."""

    def __len__(self) -> int:
        return len(self._held)

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Shelf] = OrderedDict()

    def of(self, brand: str, language: str) -> Shelf:
        shelf = self._held.setdefault((brand, language), Shelf(brand, language))
        self._held.move_to_end((brand, language))
        while len(self._held) > 1 and (
            len(self._held) > _MOST_SHELVES or sum(held.size for held in self._held.values()) > MOST_HELD
        ):
            self._held.popitem(last=False)
        return shelf


_MOST_SHELVES = 200


def _shelves(db: Database) -> Shelves:
    shelves: Shelves = db.kept.setdefault("article indexes", Shelves())
    return shelves
