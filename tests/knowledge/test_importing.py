"""A folder of Markdown becomes a help centre."""

from __future__ import annotations

from pitboss.db.tx import SYSTEM, Actor, Database, Kind
from pitboss.knowledge import importing, queries
from pitboss.knowledge.importing import ImportOutcome, ImportReport
from pitboss.knowledge.markdown import render
from pitboss.knowledge.model import Audience
from pitboss.knowledge.search import search
from tests.making import ABrand

FOLDER = {
    "help/categories.yaml": """
- id: withdrawals
  icon: cash
  en: {name: Withdrawals, about: Getting your money}
  ru: {name: Вывод денег, about: Как получить деньги}
""",
    "help/en/where-is-my-withdrawal.md": """---
title: Where is my withdrawal
category: withdrawals
topics: [withdrawal_status, no_such_topic]
summary: How to see where your money is.
words: ["my money hasn't arrived", "stuck payout"]
related: [withdrawal-times]
visibility: public
---
{{brand}} pays within a day, as [terms 4.2](clause:terms-4.2) say.

## Steps

1. Open **Cashier**.
2. Write to {{support_email}}.
""",
    "help/ru/where-is-my-withdrawal.md": """---
title: Где мой вывод
category: withdrawals
summary: Как узнать, где деньги.
words: ["деньги не пришли"]
---
Откройте кассу и посмотрите на статус депозитов и выводов.
""",
    "help/en/for-agents.md": "---\ntitle: How to check a payout\nvisibility: staff\n---\nLook at the withdrawal in the back office.",
    "help/en/broken.md": "no front matter",
    "help/clauses/terms.en.yaml": """
- {id: terms-4.2, title: Payout times, text: Within two days., valid_from: 2025-01-01, valid_to: 2025-12-31}
- {id: terms-4.2, title: Payout times, text: Within a day., valid_from: 2026-01-01, valid_to: null}
""",
}


async def _take(db: Database, brand: ABrand, **changed: str) -> ImportReport:
    files = {path: text.encode() for path, text in {**FOLDER, **changed}.items()}
    async with db.tx(SYSTEM) as tx:
        return await importing.take_folder(tx, brand.id, files, publish=True)


def _visitor(brand: ABrand) -> Actor:
    return Actor(kind=Kind.visitor, brands=frozenset({brand.id}))


async def test_a_folder_of_markdown_becomes_a_help_centre(db: Database, brand: ABrand) -> None:
    report = await _take(db, brand)
    assert (report.created, report.skipped) == (5, 1)
    assert [line.why for line in report.lines if line.what is ImportOutcome.skipped] == [
        "An article begins with its front matter between two lines ---."
    ]
    async with db.tx(_visitor(brand)) as tx:
        (article,) = await queries.published(tx, brand.id, "en")
        assert (article.title, article.category, article.topics) == (
            "Where is my withdrawal",
            "withdrawals",
            ["withdrawal_status"],
        )
        words = await queries.live(tx, brand.id, article.id)
        assert words is not None
        assert f"Casino {brand.id} pays" in words.text
        assert brand.address in words.text
        assert words.cites == ["terms-4.2"]
        assert f'href="/help/{brand.id}/en/rules/terms-4.2"' in render(words.text, brand.id, "en").html
        assert set(await queries.translations(tx, article)) == {"en", "ru"}
        day = await queries.today(tx, brand.id)
        assert [c.text for c in await queries.clauses_on(tx, brand.id, "en", day)] == ["Within a day."]
        assert [
            c.text for c in await queries.clauses_on(tx, brand.id, "en", day.replace(year=2025, day=1))
        ] == ["Within two days."]


async def test_the_same_import_again_changes_nothing(db: Database, brand: ABrand) -> None:
    await _take(db, brand)
    again = await _take(db, brand)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 5)
    newer = FOLDER["help/ru/where-is-my-withdrawal.md"] + "\nИли напишите нам.\n"
    changed = await _take(db, brand, **{"help/ru/where-is-my-withdrawal.md": newer})
    assert (changed.updated, changed.unchanged) == (1, 4)


async def test_a_search_finds_what_its_reader_may_read(db: Database, brand: ABrand) -> None:
    await _take(db, brand)
    async with db.tx(_visitor(brand)) as tx:
        found = await search(tx, brand.id, "en", "my payout is stuck", audience=Audience.staff)
        assert [hit.slug for hit in found] == ["where-is-my-withdrawal"]
        assert found[0].path == f"/help/{brand.id}/en/a/where-is-my-withdrawal"
        russian = await search(tx, brand.id, "ru", "где депозит", audience=Audience.public)
        assert "статус «депозитов»" in russian[0].excerpt
    async with db.tx(SYSTEM) as tx:
        found = await search(tx, brand.id, "en", "payout", audience=Audience.staff)
        assert {hit.slug for hit in found} == {"where-is-my-withdrawal", "for-agents"}
        found = await search(tx, brand.id, "en", "payout", audience=Audience.players)
        assert {hit.slug for hit in found} == {"where-is-my-withdrawal"}
