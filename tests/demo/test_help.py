"""The demo's help centre: whole in both languages, and taken by a brand as it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from pitboss.assist.taxonomy import TOPICS
from pitboss.db.tx import SYSTEM, Actor, Database, Kind
from pitboss.knowledge import importing
from pitboss.knowledge.bundle import Bundle, Page, of_folder
from pitboss.knowledge.importing import ImportOutcome, files_of
from pitboss.knowledge.markdown import told
from pitboss.knowledge.model import LANGUAGES, Audience, Visibility
from pitboss.knowledge.search import search
from tests.making import ABrand

FOLDER = Path(str(resources.files("pitboss.demo") / "help"))
CITED = re.compile(r"\]\((article|clause):([a-z0-9.-]+)\)")
WRITTEN = re.compile(r"\w+(?:[-’']\w+)*")
LINK = re.compile(r"\]\([^)]*\)")


@pytest.fixture(scope="module")
def help_() -> Bundle:
    return of_folder(files_of(FOLDER), {"brand": "Harbour", "support_email": "support@harbour.example"})


def _by_language(help_: Bundle) -> dict[str, dict[str, Page]]:
    return {at: {page.slug: page for page in help_.pages if page.language == at} for at in LANGUAGES}


def _visible(page: Page) -> Iterator[str]:
    yield from (page.wording.title, page.wording.summary, page.wording.text, *page.wording.words)


def test_every_file_can_be_read(help_: Bundle) -> None:
    assert help_.skipped == []


def test_both_languages_have_the_same_articles_with_the_same_place_and_readers(help_: Bundle) -> None:
    sides = _by_language(help_)
    assert sides["en"].keys() == sides["ru"].keys()
    for slug, english in sides["en"].items():
        russian = sides["ru"][slug]
        assert (english.category, english.topics, english.related, english.visibility) == (
            russian.category,
            russian.topics,
            russian.related,
            russian.visibility,
        ), slug


def test_every_article_says_what_lists_and_search_need(help_: Bundle) -> None:
    categories = {category.id for category in help_.categories}
    for page in help_.pages:
        assert page.wording.title, page.origin
        assert 0 < len(page.wording.summary) <= 160, page.origin
        assert 6 <= len(page.wording.words) <= 12, page.origin
        assert page.category in categories, page.origin
        assert page.topics, page.origin
        assert set(page.topics) <= TOPICS.keys(), page.origin
        assert 180 <= len(WRITTEN.findall(LINK.sub("]", page.wording.text))) <= 450, page.origin


def test_no_two_articles_of_a_language_have_the_same_title_or_words(help_: Bundle) -> None:
    for side in _by_language(help_).values():
        said = Counter(word.lower() for page in side.values() for word in page.wording.words)
        titled = Counter(page.wording.title.lower() for page in side.values())
        assert [word for word, times in (said + titled).items() if times > 1] == []


def test_every_topic_has_an_article_for_everybody(help_: Bundle) -> None:
    for side in _by_language(help_).values():
        public = {
            topic for page in side.values() if page.visibility is Visibility.public for topic in page.topics
        }
        assert TOPICS.keys() - public == set()


def test_every_link_leads_somewhere_its_reader_may_go(help_: Bundle) -> None:
    clauses = {(clause.language, clause.name) for _, clause in help_.clauses}
    for side in _by_language(help_).values():
        for page in side.values():
            cited = [name for kind, name in CITED.findall(page.wording.text) if kind == "clause"]
            named = [*told(page.wording.text).articles, *page.related]
            assert [name for name in cited if (page.language, name) not in clauses] == [], page.origin
            assert [name for name in named if name not in side or name == page.slug] == [], page.origin
            if page.visibility is Visibility.public:
                hidden = [name for name in named if side[name].visibility is not Visibility.public]
                assert hidden == [], page.origin


def test_clauses_say_the_same_days_in_both_languages_and_some_have_an_older_text(help_: Bundle) -> None:
    sides = {
        at: [
            (c.name, c.kind, c.jurisdiction, c.valid_from, c.valid_to)
            for _, c in help_.clauses
            if c.language == at
        ]
        for at in LANGUAGES
    }
    assert sides["en"] == sides["ru"]
    times = Counter((name, jurisdiction) for name, _, jurisdiction, *_ in sides["en"])
    assert [name for (name, _), count in times.items() if count > 1] == ["bonus-4.3", "terms-4.3"]
    everywhere = {name for name, jurisdiction in times if jurisdiction is None}
    assert {name for name, _ in times} == everywhere, "what articles cite must hold at each brand"
    assert all(c.name.startswith(f"{c.kind}-") for _, c in help_.clauses)


def test_nothing_shouts_and_no_placeholder_is_left(help_: Bundle) -> None:
    texts = [(page.origin, text) for page in help_.pages for text in _visible(page)]
    texts += [(origin, text) for origin, clause in help_.clauses for text in (clause.title, clause.text)]
    assert [origin for origin, text in texts if "!" in text or "{{" in text] == []


async def test_a_brand_takes_all_of_it_and_its_players_find_their_answer(
    db: Database, brand: ABrand, help_: Bundle
) -> None:
    async with db.tx(SYSTEM) as tx:
        report = await importing.take_folder(tx, brand.id, files_of(FOLDER), publish=True)
    assert [(line.origin, line.why) for line in report.lines if line.what is not ImportOutcome.created] == []
    visitor = Actor(kind=Kind.visitor, brands=frozenset({brand.id}))
    async with db.tx(visitor) as tx:
        english = await search(tx, brand.id, "en", "my payout still not here", audience=Audience.public)
        russian = await search(tx, brand.id, "ru", "вывод не приходит", audience=Audience.public)
    assert "withdrawal-status" in [hit.slug for hit in english[:3]]
    assert "withdrawal-status" in [hit.slug for hit in russian[:3]]
    assert all(hit.visibility is Visibility.public for hit in (*english, *russian))
