"""The shell of the public pages, over HTTP."""

from __future__ import annotations

import re

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.public.assets import names
from tests.desk import Desk


async def test_the_home_page_has_everything_that_a_page_needs(desk: Desk, site: httpx.AsyncClient) -> None:
    here = f"/help/{desk.brand.id}"
    answer = await site.get(f"{here}/en")
    assert answer.status_code == 200
    text = answer.text
    public = desk.building.settings.public_url
    assert '<html lang="en">' in text
    assert f"<title>Help and answers · Casino {desk.brand.id}</title>" in text
    assert '<meta name="description" content="' in text
    assert f'rel="canonical" href="{public}{here}/en"' in text
    for language in ("en", "ru"):
        assert f'hreflang="{language}" href="{public}{here}/{language}"' in text
    assert '<a class="skip" href="#main">' in text
    assets = re.findall(r'"(/public/[^"#]+)', text)
    assert any(asset.endswith(".css") for asset in assets), assets
    for asset in assets:
        given = await site.get(asset)
        assert given.status_code == 200, asset
        assert "immutable" in given.headers["cache-control"]


async def test_a_page_allows_nothing_from_elsewhere(desk: Desk, site: httpx.AsyncClient) -> None:
    answer = await site.get(f"/help/{desk.brand.id}/en")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        ("", "", "en"),  # the brand's own
        ("", "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        ("", "de-DE,de;q=0.9", "en"),
        ("?lang=ru", "en", "ru"),
        ("?lang=xx", "", "en"),
    ],
)
async def test_an_address_without_language_leads_to_the_readers(
    desk: Desk, site: httpx.AsyncClient, asked: str, header: str, language: str
) -> None:
    for rest in ("", "/channels"):
        answer = await site.get(f"/help/{desk.brand.id}{rest}{asked}", headers={"accept-language": header})
        assert answer.status_code == 302
        assert answer.headers["location"].partition("?")[0] == f"/help/{desk.brand.id}/{language}{rest}"
        assert "accept-language" in answer.headers["vary"]


async def test_a_brand_of_one_language_has_its_pages_in_that_one(desk: Desk, site: httpx.AsyncClient) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run('UPDATE brand SET settings = \'{"languages": ["ru"]}\' WHERE id = $1', desk.brand.id)
    answer = await site.get(f"/help/{desk.brand.id}/en", headers={"accept-language": "en"})
    assert answer.headers["location"] == f"/help/{desk.brand.id}/ru"
    shown = await site.get(answer.headers["location"])
    assert "hreflang" not in shown.text


@pytest.mark.parametrize(
    "path", ["/help/nobody", "/help/nobody/ru", "/help/{brand}/ru/nothing/here", "/verify/nothing"]
)
async def test_what_is_not_there_is_said_on_a_page(desk: Desk, site: httpx.AsyncClient, path: str) -> None:
    answer = await site.get(path.format(brand=desk.brand.id), headers={"accept-language": "ru"})
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert 'name="robots" content="noindex"' in answer.text


async def test_addresses_of_the_api_still_answer_with_problem_documents(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    answer = await site.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_kept_page_says_when_it_has_not_changed_and_changes_with_the_settings(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    path = f"/help/{desk.brand.id}/en"
    first = await site.get(path)
    again = await site.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    admin = await desk.sits("admin")
    changed = await admin.asks("PATCH", f"/brands/{desk.brand.id}", {"name": "The New Name"})
    assert changed.status_code == 200, changed.text
    shown = await site.get(path, headers={"if-none-match": first.headers["etag"]})
    assert shown.status_code == 200
    assert "The New Name" in shown.text


async def test_a_brands_name_and_colour_are_only_ever_words_and_a_colour(
    desk: Desk, site: httpx.AsyncClient
) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE brand SET name = $2, settings = $3 WHERE id = $1",
            desk.brand.id,
            "<script>alert(1)</script>",
            {"widget": {"accent": "red}body{display:none"}},
        )
    text = (await site.get(f"/help/{desk.brand.id}/en")).text
    assert "<script>alert(1)" not in text
    assert "display:none" not in text


async def test_a_notice_is_one_of_ours_or_none(desk: Desk, site: httpx.AsyncClient) -> None:
    path = f"/help/{desk.brand.id}/en"
    assert "Thank you, we have noted it." in (await site.get(f"{path}?notice=thanks")).text
    assert "send money" not in (await site.get(f"{path}?notice=send+money")).text
    assert "Thank you" not in (await site.get(path)).text


async def test_the_frame_of_a_page_is_small(desk: Desk, site: httpx.AsyncClient) -> None:
    page = await site.get(f"/help/{desk.brand.id}/en")
    sent = len((await site.get(f"/public/{names()['style.css']}")).content)
    assert len(page.content) + sent < 60_000
