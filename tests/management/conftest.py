"""The real application on the real database; requests go through its whole stack, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import httpx
import pytest
from litestar import Litestar

from pitboss.db.tx import SYSTEM, Database, app_url
from pitboss.settings import read_settings
from pitboss.sla.actions import install_defaults
from pitboss.web import create_app
from tests.making import ABrand, a_brand
from tests.management.client import Client


@pytest.fixture(scope="session")
async def app(
    database_url: str, db: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Litestar]:
    settings = read_settings(
        {"PITBOSS_DATA_DIR": str(tmp_path_factory.mktemp("data")), "PITBOSS_RATE_FACTOR": "1000000"}
    )
    made = create_app(settings, app_url(database_url))
    ready, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        # One task from beginning to end: fixtures are set up and torn down in different ones.
        async with made.lifespan():
            ready.set()
            await over.wait()

    life = asyncio.create_task(live())
    await asyncio.wait({life, asyncio.create_task(ready.wait())}, return_when=asyncio.FIRST_COMPLETED)
    yield made
    over.set()
    await life


@pytest.fixture(scope="session")
async def http(app: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=cast("Any", app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
async def house(db: Database) -> ABrand:
    """A brand with its promises."""
    brand = await a_brand(db)
    async with db.tx(SYSTEM) as tx:
        await install_defaults(tx, brand.id)
    return brand


@pytest.fixture
async def admin(http: httpx.AsyncClient, db: Database, house: ABrand) -> Client:
    return await Client.of(http, db, house, role="admin", also=("complaints_lead",))


@pytest.fixture
async def stranger(http: httpx.AsyncClient, db: Database) -> Client:
    """May do everything, in another brand."""
    elsewhere = await a_brand(db)
    async with db.tx(SYSTEM) as tx:
        await install_defaults(tx, elsewhere.id)
    return await Client.of(
        http, db, elsewhere, role="admin", also=("supervisor", "compliance", "complaints_lead")
    )
