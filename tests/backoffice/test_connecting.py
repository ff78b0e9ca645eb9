"""An administrator connects a brand's back office."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from pitboss.backoffice.connector import NotConnected
from pitboss.backoffice.settings import back_office
from pitboss.db.tx import SYSTEM
from tests.casino import INSIDE, Open, an_open_casino
from tests.desk import Desk, Seat


async def put(seat: Seat, path: str, body: dict[str, Any], *, expect: int = 200) -> Any:
    answer = await seat.asks("PUT", path, body)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def check(seat: Seat, path: str, *, expect: int = 200) -> Any:
    answer = await seat.asks("POST", f"{path}/check")
    assert answer.status_code == expect, answer.text
    return answer.json()


@pytest.fixture
async def casino(tmp_path: Path) -> AsyncIterator[Open]:
    async with an_open_casino(tmp_path) as open_:
        yield open_


async def test_an_administrator_connects_a_back_office_and_nobody_can_read_its_token(
    desk: Desk, casino: Open
) -> None:
    admin = await desk.sits("admin")
    path = f"/brands/{desk.brand.id}/backoffice"
    casino.casino.open_brand(desk.brand.id, token="a token of the casino", accounts="ac-")
    assert await admin.gets(path) == {"url": None, "token": False}
    connected = await put(admin, path, {"url": casino.url + "/", "token": "a token of the casino"})
    assert connected == {"url": casino.url, "token": True}
    assert await admin.gets(path) == connected
    assert (await check(admin, path))["good"] is True
    async with await back_office(desk.db, desk.brand.id, inside_hosts=INSIDE) as office:
        assert (await office.player("ac-1")).value.account == "ac-1"
    log = await admin.gets(f"/audit?brand={desk.brand.id}")
    assert "a token of the casino" not in str(log)


async def test_a_token_does_not_move_to_another_host(desk: Desk, casino: Open) -> None:
    admin = await desk.sits("admin")
    path = f"/brands/{desk.brand.id}/backoffice"
    await put(admin, path, {"url": "https://pam.casino.example", "token": "a token of theirs"})
    await put(admin, path, {"url": "https://pam.casino.example/v2"})
    refused = await put(admin, path, {"url": casino.url}, expect=422)
    assert refused["detail"] == "Give the token of this back office too."
    await put(admin, path, {"url": None})
    with pytest.raises(NotConnected):
        await back_office(desk.db, desk.brand.id, inside_hosts=INSIDE)
    async with desk.db.tx(SYSTEM) as tx:
        kept = await tx.value(
            "SELECT count(*) FROM brand_secret WHERE brand_id = $1 AND name = 'backoffice'", desk.brand.id
        )
    assert kept == 0


async def test_who_may_not_change_settings_connects_nothing(desk: Desk, casino: Open) -> None:
    agent = await desk.sits()
    path = f"/brands/{desk.brand.id}/backoffice"
    assert (await agent.asks("GET", path)).status_code == 403
    await put(agent, path, {"url": casino.url, "token": "a token of the casino"}, expect=403)
    await check(agent, path, expect=403)


async def test_the_desks_own_doors_are_not_a_back_office(desk: Desk) -> None:
    admin = await desk.sits("admin")
    path = f"/brands/{desk.brand.id}/backoffice"
    for url in ("http://10.0.0.1:5432", "https://127.0.0.2", "https://localhost:8000"):
        await put(admin, path, {"url": url, "token": "a token of the casino"}, expect=422)
