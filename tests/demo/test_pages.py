"""The demo's casinos."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from pitboss.db.tx import SYSTEM, Database
from pitboss.demo.pages import HANDLERS
from pitboss.players.tokens import verify
from pitboss.web import create_app
from tests.desk import settings_for

KEY = "harbour:a chat key of at least thirty-two bytes"


@pytest.fixture
async def site(db: Database, database_url: str, tmp_path: Path) -> AsyncIterator[AsyncTestClient[Litestar]]:
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO brand (id, name, prefix, language, jurisdiction) VALUES ('harbour', 'Harbour', 'HB', 'en', 'GB') ON CONFLICT DO NOTHING"
        )
        await tx.run(
            """
            INSERT INTO brand_secret (brand_id, name, value) VALUES ('harbour', 'chat_jwt', $1)
            ON CONFLICT (brand_id, name) DO UPDATE SET value = excluded.value
            """,
            KEY,
        )
    app = create_app(settings_for(tmp_path, database_url, 25), database_url, more=HANDLERS)
    async with AsyncTestClient(app) as client:
        yield client


async def test_a_signed_in_player_is_vouched_for_and_a_visitor_is_not(site: Any) -> None:
    visitor = await site.get("/demo/harbour")
    assert visitor.status_code == 200
    assert "data-jwt=''" in visitor.text
    player = (await site.get("/demo/harbour?player=hb-20418")).text
    found = re.search(r"data-jwt='([^']+)'", player)
    assert found is not None
    assert verify(found[1], KEY, "harbour", now=datetime.now(UTC)).claims.account == "hb-20418"


async def test_what_the_demo_does_not_have_is_not_found(site: Any) -> None:
    for path in ("/demo/elsewhere", "/demo/harbour?player=mk-10077", "/demo/site/secret"):
        assert (await site.get(path)).status_code == 404


async def test_the_page_keeps_its_own_policy_and_its_files_are_there(site: Any) -> None:
    index = await site.get("/demo")
    assert "/demo/mayak" in index.text
    assert "unsafe-inline" not in index.headers["content-security-policy"]
    for name in ("page.css", "page.js"):
        assert (await site.get(f"/demo/site/{name}")).status_code == 200


async def test_a_desk_that_is_no_demo_has_no_such_pages(
    db: Database, database_url: str, tmp_path: Path
) -> None:
    async with AsyncTestClient(create_app(settings_for(tmp_path, database_url, 25), database_url)) as client:
        assert (await client.get("/demo/harbour")).status_code == 404
