"""A desk whose brand has an open casino, and a case to work on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.casino import Open, an_open_casino


@pytest.fixture
async def casino(tmp_path: Path) -> AsyncIterator[Open]:
    async with an_open_casino(tmp_path) as open_:
        yield open_
