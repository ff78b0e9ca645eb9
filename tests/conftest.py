"""One embedded PostgreSQL for each test process, migrated once. Tests commit for real; each has a brand of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import hypothesis
import pytest
import structlog

from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Database, connect
from pitboss.events.log import flush
from pitboss.staff.actions import install_roles
from tests.desk import Building, Desk, a_building, a_desk
from tests.making import ABrand, a_brand

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile(
    "desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("desk")
# What every request says would bury what a failing test says.
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("warning"))


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The migrated database's address as its owner. Most tests want `db`."""
    folder = tmp_path_factory.mktemp("desk")
    url = embedded.start(folder)
    try:
        asyncio.run(_prepare(url))
        yield url
    finally:
        embedded.stop(folder)


async def _prepare(url: str) -> None:
    await migrate(url)
    owner = await asyncpg.connect(url)
    try:  # the data dies with the run, so no commit needs to wait for the disk
        await owner.execute("ALTER DATABASE pitboss SET synchronous_commit = off")
    finally:
        await owner.close()


@pytest.fixture(scope="session")
async def db(database_url: str) -> AsyncIterator[Database]:
    """The application's own view: as pitboss_app, behind the policies, with events written at each commit."""
    database = Database(await connect(database_url, size=20, application="pitboss tests"), flush=flush)
    async with database.tx(SYSTEM) as tx:
        await install_roles(tx)
    yield database
    await database.close()


@pytest.fixture
async def brand(db: Database) -> ABrand:
    return await a_brand(db)


@pytest.fixture
async def other_brand(db: Database) -> ABrand:
    return await a_brand(db)


@pytest.fixture(scope="session")
async def building(
    db: Database, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Building]:
    async with a_building(tmp_path_factory.mktemp("building"), database_url) as building:
        yield building


@pytest.fixture
async def desk(building: Building) -> Desk:
    return await a_desk(building)
