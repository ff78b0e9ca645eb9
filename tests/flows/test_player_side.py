"""The player's side as strangers and the operator's site meet it: signed entry, limits, and nothing fetched from inside."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.flows.test_requests import a_request, send
from tests.making import ABrand
from tests.serving import SITE, House, a_casino, signed


def site(house: House, **more: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=house.url, timeout=20, headers=more)


async def test_the_operators_site_signs_its_player_in_and_all_channels_are_there(
    house: House, casino: ABrand
) -> None:
    token = signed(casino, "p-1", name="Ivan", email="ivan@mail.example")
    taken = await send(house, a_request(casino, jwt=token, contact={}, text="From the form"))
    async with site(house, origin=SITE) as browser:
        entered = await browser.post(f"/help/{casino.id}/en/my/session", data={"jwt": token})
        assert entered.status_code == 303, entered.text
    async with site(house) as browser:
        browser.cookies.update(entered.cookies)
        listed = await browser.get(f"/help/{casino.id}/en/my")
        assert taken["reference"] in listed.text


@pytest.mark.parametrize("wrong", ["forged", "foreign site", "old"])
async def test_a_token_that_is_not_the_sites_opens_nothing(house: House, casino: ABrand, wrong: str) -> None:
    token = (
        signed(casino, "p-1", key="k" * 40)
        if wrong == "forged"
        else signed(casino, "p-1", ago=7200, lasts=3600)
        if wrong == "old"
        else signed(casino, "p-1")
    )
    origin = "https://evil.example" if wrong == "foreign site" else SITE
    async with site(house, origin=origin) as browser:
        answer = await browser.post(f"/help/{casino.id}/en/my/session", data={"jwt": token})
    assert answer.status_code in (401, 403)
    assert "set-cookie" not in answer.headers


async def test_who_sent_too_much_still_reaches_complaints_and_self_exclusion(strict_house: House) -> None:
    brand = await a_casino(strict_house.db)
    form = {"email": "someone@mail.example", "text": "Please look at this."}
    async with site(strict_house) as browser:

        async def ask(topic: str) -> int:
            said = {**form, "topic": topic, "key": f"{topic}-key"}
            return (await browser.post(f"/help/{brand.id}/en/request", data=said)).status_code

        codes = [await ask("rules_question") for _ in range(15)]
        assert codes[-1] == 429
        assert [await ask(topic) for topic in ("complaint", "self_exclusion")] == [303, 303]


@pytest.fixture
async def inside() -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that only this machine reaches, and what was asked of it."""
    asked: list[bytes] = []

    async def heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(heard, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}/secret", asked
    server.close()
    await server.wait_closed()


async def test_no_link_that_a_stranger_gives_is_opened(
    house: House, casino: ABrand, inside: tuple[str, list[bytes]]
) -> None:
    address, asked = inside
    texts = (
        address,
        f"![picture]({address})",
        f"<img src='{address}'>",
        f"see {address} or http://[::1]/ or file:///etc/passwd",
    )
    async with site(house) as browser:
        for text in texts:
            checked = await browser.post("/api/v1/verify", json={"text": text, "brand": casino.id})
            assert checked.status_code == 200, checked.text
            page = await browser.post(f"/help/{casino.id}/en/verify", data={"text": text})
            assert page.status_code == 200
            await send(house, a_request(casino, text=text))
            await browser.get(f"/help/{casino.id}/en/search", params={"q": text})
    await house.work()
    assert asked == []


async def test_numbers_tell_nothing_to_who_guesses_them(house: House, casino: ABrand) -> None:
    taken = await send(house, a_request(casino, text="My withdrawal is late"))
    async with site(house) as browser:
        there = await browser.get(f"/help/{casino.id}/en/my/{taken['number']}")
        not_there = await browser.get(f"/help/{casino.id}/en/my/{taken['number'] + 1}")
    assert there.status_code == not_there.status_code == 401
    assert there.text.replace(str(taken["number"]), "") == not_there.text.replace(
        str(taken["number"] + 1), ""
    )
