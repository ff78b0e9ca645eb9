"""The help centre, over HTTP: what a reader finds, and what they can't break."""

from __future__ import annotations

import re

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.knowledge import importing
from tests.desk import Desk

FILES = {
    "categories.yaml": b"""
- id: money
  icon: wallet
  en: {name: Money, about: In and out}
  ru: {name: \xd0\x94\xd0\xb5\xd0\xbd\xd1\x8c\xd0\xb3\xd0\xb8, about: \xd0\xa2\xd1\x83\xd0\xb4\xd0\xb0}
- id: inside
  icon: book
  en: {name: For staff, about: Inside}
  ru: {name: For staff, about: Inside}
""",
    "en/withdrawal.md": b"""---
title: Where is my withdrawal
category: money
summary: How long it takes.
words: ["my money has not arrived"]
related: [fees]
---
It takes a day ([terms 4.2](clause:terms-4.2)).

## First

Look at the cashier. <script>alert(1)</script>

## Second

Wait.

## Third

Write to us.
""",
    "ru/withdrawal.md": "---\ntitle: Где мой вывод\ncategory: money\n---\nОдин день.\n".encode(),
    "en/fees.md": b"---\ntitle: Fees\ncategory: money\nsummary: None at all.\n---\nNo fees.\n",
    "en/secret.md": b"---\ntitle: How we judge players\ncategory: inside\nvisibility: staff\n---\nInside only.\n",
    "clauses/terms.en.yaml": b"""
- {id: terms-4.2, title: The way back, text: "Money goes back the way it came.", valid_from: 2020-01-01, valid_to: 2024-12-31, jurisdiction: null}
- {id: terms-4.2, title: The way back, text: "Money goes back to **your** account.", valid_from: 2025-01-01, valid_to: null, jurisdiction: null}
""",
}


@pytest.fixture
async def help(desk: Desk) -> str:
    """A help centre; gives its English address."""
    async with desk.db.tx(SYSTEM) as tx:
        told = await importing.take_folder(tx, desk.brand.id, FILES, publish=True)
    assert told.skipped == 0, told
    return f"/help/{desk.brand.id}/en"


async def test_a_reader_goes_from_the_home_page_to_an_article(site: httpx.AsyncClient, help: str) -> None:
    home = (await site.get(help)).text
    assert f'href="{help}/c/money"' in home
    assert "For staff" not in home  # nothing in it is for players
    shelf = (await site.get(f"{help}/c/money")).text
    assert f'href="{help}/a/withdrawal"' in shelf
    article = await site.get(f"{help}/a/withdrawal")
    text = article.text
    assert "<h1>Where is my withdrawal</h1>" in text
    assert f'href="{help}/rules/terms-4.2"' in text
    assert 'href="#h-first"' in text  # three headings have a table of contents
    assert "Fees" in text  # related
    assert "<script>alert" not in text
    assert f'hreflang="ru" href="http://127.0.0.1:8000{help.replace("/en", "/ru")}/a/withdrawal"' in text


async def test_an_article_of_one_language_offers_no_other(site: httpx.AsyncClient, help: str) -> None:
    text = (await site.get(f"{help}/a/fees")).text
    assert "hreflang" not in text
    assert (await site.get(f"{help.replace('/en', '/ru')}/a/fees")).status_code == 404


@pytest.mark.parametrize(
    "rest",
    ["/a/secret", "/a/nothing", "/c/inside", "/c/nothing", "/rules/terms-99", "/a/%00", "/a/..%2f..%2fetc"],
)
async def test_what_is_not_for_players_is_not_there(site: httpx.AsyncClient, help: str, rest: str) -> None:
    assert (await site.get(f"{help}{rest}")).status_code == 404


async def test_search_finds_marks_and_never_runs_what_was_asked(site: httpx.AsyncClient, help: str) -> None:
    found = await site.get(f"{help}/search", params={"q": "withdrawal"})
    assert f'href="{help}/a/withdrawal"' in found.text
    assert found.headers["cache-control"] == "no-store"
    for asked in (
        '"><script>alert(1)</script>',
        "'; DROP TABLE article; --",
        "{{7*7}}",
        "\0",
        "a" * 100_000,
        "%s%n",
    ):
        answer = await site.get(f"{help}/search", params={"q": asked[:20_000]})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "“49”" not in answer.text
    nothing = await site.get(f"{help}/search", params={"q": "xyzzy"})
    assert "Nothing found" in nothing.text
    assert f'href="{help}/request"' in nothing.text


async def test_a_secret_article_is_not_found_by_searching(site: httpx.AsyncClient, help: str) -> None:
    assert "/a/secret" not in (await site.get(f"{help}/search", params={"q": "how we judge players"})).text


async def test_a_clause_is_shown_as_it_held_on_any_day(site: httpx.AsyncClient, help: str) -> None:
    assert "<strong>your</strong> account" in (await site.get(f"{help}/rules/terms-4.2")).text
    before = (await site.get(f"{help}/rules/terms-4.2?on=2024-06-30")).text
    assert "the way it came" in before
    assert "30 June 2024" in before
    assert "the way it came" in (await site.get(f"{help}/rules?on=2024-06-30")).text
    assert "did not hold" in (await site.get(f"{help}/rules/terms-4.2?on=2019-01-01")).text
    for odd in ("yesterday", "9999-99-99", "0001-01-01", "<script>"):
        answer = await site.get(f"{help}/rules/terms-4.2", params={"on": odd})
        assert answer.status_code == 200
        assert "<script>" not in answer.text


async def test_readers_say_whether_it_helped_and_why(desk: Desk, site: httpx.AsyncClient, help: str) -> None:
    said = await site.post(f"{help}/a/withdrawal/feedback", data={"helpful": "no"})
    assert said.headers["location"] == f"{help}/a/withdrawal?said=no#feedback"
    form = (await site.get(f"{help}/a/withdrawal?said=no")).text
    assert 'name="comment"' in form
    thanked = await site.post(
        f"{help}/a/withdrawal/feedback",
        data={"helpful": "no", "comment": "My card 4111 1111 1111 1111 is missing"},
    )
    assert "Thank you" in (await site.get(thanked.headers["location"])).text
    async with desk.db.tx(SYSTEM) as tx:
        rows = await tx.connection.fetch(
            "SELECT helpful, comment FROM article_feedback WHERE brand_id = $1", desk.brand.id
        )
    assert len(rows) == 1
    assert not rows[0]["helpful"]
    assert "4111 1111" not in rows[0]["comment"]


async def test_a_form_of_another_site_and_a_machine_are_not_heard(
    desk: Desk, site: httpx.AsyncClient, help: str
) -> None:
    foreign = await site.post(
        f"{help}/a/withdrawal/feedback", data={"helpful": "yes"}, headers={"origin": "https://evil.example"}
    )
    assert foreign.status_code == 403
    await site.post(
        f"{help}/a/withdrawal/feedback", data={"helpful": "yes", "website": "http://spam.example"}
    )
    async with desk.db.tx(SYSTEM) as tx:
        assert not await tx.value("SELECT count(*) FROM article_feedback WHERE brand_id = $1", desk.brand.id)
    large = await site.post(
        f"{help}/a/withdrawal/feedback",
        content=b"helpful=yes&comment=" + b"x" * 100_000,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert large.status_code == 413
    assert "That is too large" in large.text


async def test_an_article_that_is_archived_is_gone_at_once(
    desk: Desk, site: httpx.AsyncClient, help: str
) -> None:
    assert (await site.get(f"{help}/a/fees")).status_code == 200
    admin = await desk.sits("admin")
    listed = await admin.gets("/knowledge/articles", brand=desk.brand.id)
    fees = next(one["id"] for one in listed["items"] if one["slug"] == "fees")
    done = await admin.asks("POST", f"/knowledge/articles/{fees}/archive", {})
    assert done.status_code == 200, done.text
    assert (await site.get(f"{help}/a/fees")).status_code == 404


async def test_search_engines_are_told_every_public_page_and_no_other(
    desk: Desk, site: httpx.AsyncClient, help: str
) -> None:
    told = await site.get(f"/help/{desk.brand.id}/sitemap.xml")
    assert told.headers["content-type"].startswith("application/xml")
    pages = re.findall(r"<loc>http://127\.0\.0\.1:8000([^<]+)</loc>", told.text)
    assert {f"{help}/a/withdrawal", f"{help}/c/money", help, f"{help}/rules"} <= set(pages)
    assert f"{help}/a/secret" not in pages
    for page in pages:
        assert (await site.get(page)).status_code == 200, page
    robots = (await site.get("/robots.txt")).text
    assert f"/help/{desk.brand.id}/sitemap.xml" in robots
    assert "Disallow: /track/" in robots


async def test_what_search_engines_read_of_an_article_can_not_end_its_element(
    desk: Desk, site: httpx.AsyncClient, help: str
) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await importing.take_folder(
            tx,
            desk.brand.id,
            {"en/odd.md": b"---\ntitle: '</script><script>alert(1)</script>'\ncategory: money\n---\nOdd.\n"},
            publish=True,
        )
    text = (await site.get(f"{help}/a/odd")).text
    assert "<script>alert" not in text
    assert "\\u003c/script\\u003e" in text
