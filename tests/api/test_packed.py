"""JSON is packed for whoever takes it so; everything else goes out as it is."""

from __future__ import annotations

import gzip

import httpx
import pytest

from pitboss.api.packed import SMALLEST, takes_gzip
from tests.desk import Desk, Seat


async def raw(desk: Desk, seat: Seat, path: str, accepts: str) -> tuple[httpx.Headers, bytes]:
    headers = {"authorization": f"Bearer {seat.token}", "accept-encoding": accepts}
    async with desk.building.client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        return answer.headers, b"".join([part async for part in answer.aiter_raw()])


@pytest.mark.parametrize("accepts", ["gzip", "br, gzip;q=0.8", "GZIP"])
async def test_a_list_is_packed_for_who_takes_it(desk: Desk, accepts: str) -> None:
    agent = await desk.agent()
    for _ in range(3):
        await desk.a_ticket()
    plain_headers, plain = await raw(desk, agent, "/tickets", "identity")
    headers, body = await raw(desk, agent, "/tickets", accepts)
    assert "content-encoding" not in plain_headers
    assert headers["content-encoding"] == "gzip"
    assert "accept-encoding" in headers["vary"]
    assert "accept-encoding" in plain_headers["vary"]
    assert int(headers["content-length"]) == len(body) < len(plain) / 2
    assert gzip.decompress(body) == plain


async def test_a_small_answer_is_not(desk: Desk) -> None:
    agent = await desk.agent()
    headers, body = await raw(desk, agent, "/tickets", "gzip")
    assert len(body) < SMALLEST
    assert "content-encoding" not in headers


async def test_an_answer_to_post_is_not_since_tokens_are_given_there(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    said = await agent.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "long " * 1_000})
    assert said.status_code == 201
    assert len(said.content) > SMALLEST
    assert "content-encoding" not in said.headers


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        (b"gzip", True),
        (b"deflate, gzip;q=1.0, *;q=0.5", True),
        (b"gzip; q=0", False),
        (b"gzip;q=0.000", False),
        (b"br", False),
        (b"", False),
    ],
)
def test_who_takes_gzip_is_what_they_say(accepted: bytes, takes: bool) -> None:
    assert takes_gzip(accepted) is takes
