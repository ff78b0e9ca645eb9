from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.desk import Building


@pytest.fixture
async def site(building: Building) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without cookies, as far as the pages can tell."""
    async with httpx.AsyncClient(base_url=building.base_url, timeout=30) as client:
        yield client
