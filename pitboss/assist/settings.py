"""A brand's topics: those of the package under the brand's names, and its own below them. Every write, and the read that
everything asks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg
import msgspec

from pitboss.assist import events
from pitboss.assist.danger import TOPIC_OF
from pitboss.assist.taxonomy import TOPICS
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.refused import Conflict, Invalid, NotFound

MOST = 200  # own topics of a brand
MAX_NAME = 80
ALWAYS_ON = frozenset({*TOPIC_OF.values(), "complaint"})

_CHILD = re.compile(r"[a-z0-9_]{1,40}")


class NoSuchTopic(NotFound):
    """There is no such topic in this brand."""


class TopicExists(Conflict):
    """The brand already has a topic of this id."""


class TopicAlwaysOn(Conflict):
    """Topics of danger and complaints can't be switched off: those requests must always find their people."""


class BrandTopic(msgspec.Struct, frozen=True):
    """`enabled`: whether requests get it; one below a topic that is switched off is off too, see `offered`."""

    id: str
    parent: str | None
    ru: str
    en: str
    enabled: bool


_COLUMNS = "id, parent_id AS parent, ru, en, enabled"


async def topics(tx: Tx, brand: str) -> Mapping[str, BrandTopic]:
    """Every topic of a brand by its id, those switched off too; each followed by its own."""
    known: Any = tx.cache.get(("topics", brand))
    if known is None:
        rows = await tx.all(
            BrandTopic,
            f"SELECT {_COLUMNS} FROM topic WHERE brand_id = $1 ORDER BY position, created_at, id",
            brand,
        )
        below: dict[str | None, list[BrandTopic]] = {}
        for row in rows:
            below.setdefault(row.parent, []).append(row)
        known = {t.id: t for top in below.get(None, ()) for t in (top, *below.get(top.id, ()))}
        if known:  # whoever may not see the brand must not hide its topics from the others
            tx.cache[("topics", brand)] = known
    return known  # type: ignore[no-any-return]


async def offered(tx: Tx, brand: str) -> frozenset[str]:
    """What a request of this brand may be about today."""
    every = await topics(tx, brand)
    return frozenset(t.id for t in every.values() if t.enabled and every[t.parent or t.id].enabled)


async def known_topics(tx: Tx, brand: str, named: Iterable[str]) -> list[str]:
    """For rules of the brand, which may name a topic that is switched off.

    Raises:
        Invalid: naming those that there aren't.
    """
    every = await topics(tx, brand)
    if not every:
        raise NoSuchTopic("There is no such brand, or it isn't yours to see.")
    wanted = list(named)
    if strange := _strange(every, wanted):
        raise Invalid(f"There is no topic {strange}. GET /api/v1/topics?brand= lists them.")
    return wanted


async def offered_topics(tx: Tx, brand: str, named: Iterable[str]) -> list[str]:
    """For requests.

    Raises:
        Invalid: naming those that there aren't, or that are switched off.
    """
    named = await known_topics(tx, brand, named)
    if strange := _strange(await offered(tx, brand), named):
        raise Invalid(
            f"Switched off in this brand is the topic {strange}. GET /api/v1/topics?brand= lists them."
        )
    return named


def _strange(there: Iterable[str], named: Iterable[str]) -> str:
    return ", ".join(sorted(set(named) - set(there)))[:200]


async def add_topic(tx: Tx, brand: str, *, parent: str, child: str, ru: str, en: str) -> BrandTopic:
    """An own topic `parent/child`: agents and forms may choose it; where no queue or promise names it, its parent's hold.

    Raises:
        NoSuchTopic (the parent), TopicExists.
    """
    tx.actor.must("settings.manage", brand)
    await _hold_brand(tx, brand)
    if parent not in TOPICS:
        raise NoSuchTopic(f"There is no topic {parent[:50]!r} of the package to stand below.")
    if not _CHILD.fullmatch(child):
        raise Invalid("The id of an own topic has 1 to 40 small Latin letters, digits or underscores.")
    own = await tx.value("SELECT count(*) FROM topic WHERE brand_id = $1 AND parent_id IS NOT NULL", brand)
    if own >= MOST:
        raise Invalid(f"A brand has at most {MOST} topics of its own.")
    made = BrandTopic(f"{parent}/{child}", parent, _name(ru), _name(en), enabled=True)
    try:
        async with tx.savepoint():
            await tx.run(
                "INSERT INTO topic (brand_id, id, parent_id, ru, en) VALUES ($1, $2, $3, $4, $5)",
                brand,
                made.id,
                parent,
                made.ru,
                made.en,
            )
    except asyncpg.UniqueViolationError as problem:
        raise TopicExists from problem
    await record_in(tx, brand, events.TopicAdded(topic=made.id, parent=parent))
    tx.wake.add("settings")
    return made


async def change_topic(
    tx: Tx,
    brand: str,
    topic: str,
    *,
    ru: str | None = None,
    en: str | None = None,
    enabled: bool | None = None,
) -> BrandTopic:
    """None stays. Tickets keep a topic that is switched off; no further ones get it.

    Raises:
        NoSuchTopic, TopicAlwaysOn.
    """
    tx.actor.must("settings.manage", brand)
    await _hold_brand(tx, brand)
    before = await tx.maybe(
        BrandTopic, f"SELECT {_COLUMNS} FROM topic WHERE brand_id = $1 AND id = $2", brand, topic
    )
    if before is None:
        raise NoSuchTopic
    if enabled is False and topic in ALWAYS_ON:
        raise TopicAlwaysOn
    after = msgspec.structs.replace(
        before,
        ru=before.ru if ru is None else _name(ru),
        en=before.en if en is None else _name(en),
        enabled=before.enabled if enabled is None else enabled,
    )
    fields = [f for f in ("ru", "en", "enabled") if getattr(before, f) != getattr(after, f)]
    if not fields:
        return before
    await tx.run(
        "UPDATE topic SET ru = $3, en = $4, enabled = $5 WHERE brand_id = $1 AND id = $2",
        brand,
        topic,
        after.ru,
        after.en,
        after.enabled,
    )
    await record_in(tx, brand, events.TopicChanged(topic=topic, fields=fields))
    tx.wake.add("settings")
    return after


async def _hold_brand(tx: Tx, brand: str) -> None:
    await tx.run("SELECT 1 FROM brand WHERE id = $1 FOR NO KEY UPDATE", brand)


def _name(text: str) -> str:
    shown = " ".join(text.split())
    if not 0 < len(shown) <= MAX_NAME or not shown.isprintable():
        raise Invalid(f"A topic's name has 1 to {MAX_NAME} printable characters in each language.")
    return shown
