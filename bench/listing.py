"""The ticket list of 50 over HTTP, against a bare route with the same statement."""

from __future__ import annotations

from bench.desks import Desk, Server
from bench.measure import Row, interleaved, ms, times
from bench.servers import bare_server, desk_server, load

TARGET = 0.5
GROWTH = 1.3
CLIENTS = 4


async def run(on: Server, small: Desk, large: Desk, *, quick: bool) -> list[Row]:
    seconds, rounds = (1.5, 3) if quick else (4.0, 7)
    path = "/api/v1/tickets?limit=50"
    single: dict[str, list[float]] = {"small": [], "large": [], "narrow": [], "bare": []}

    async with (
        desk_server(on, small) as small_port,
        desk_server(on, large) as large_port,
        bare_server(large) as bare_port,
    ):

        async def measured(name: str, port: int, at: str, token: str | None) -> float:
            """Requests a second under load; then single requests, one after the other, for their times."""
            rate, _ = await load(port, at, token=token, clients=CLIENTS, seconds=seconds)
            _, took = await load(port, at, token=token, clients=1, seconds=seconds / 2)
            single[name] += took
            return rate

        found = await interleaved(
            rounds,
            small=lambda: measured("small", small_port, path, small.senior_token),
            large=lambda: measured("large", large_port, path, large.senior_token),
            narrow=lambda: measured("narrow", large_port, path, large.agent_token),
            bare=lambda: measured("bare", bare_port, "/list", None),
        )
    timed = {name: times(took) for name, took in single.items()}
    ratio = found.ratio("large", "bare")
    narrow = found.ratio("narrow", "bare")
    growth = timed["large"].p99 / timed["small"].p99
    return [
        Row(
            work=f"ticket list of 50, {large.size:,} tickets, a senior of two brands",
            value=f"{found.median('large'):.0f} requests/s",
            floor=f"{found.median('bare'):.0f}/s: a bare route with the same statement",
            ratio=ratio,
            target=f"≥ {TARGET}",
            met=ratio >= TARGET,
            noise=f"{found.spread('large')}, floor {found.spread('bare')}",
        ),
        Row(
            work="the same for an agent who serves two queues",
            value=f"{found.median('narrow'):.0f} requests/s",
            floor=f"{found.median('bare'):.0f}/s",
            ratio=narrow,
            target=f"≥ {TARGET}",
            met=narrow >= TARGET,
            noise=found.spread("narrow"),
        ),
        Row(
            work=f"ticket list, p99 at {large.size:,} against {small.size:,}",
            value=f"{ms(timed['large'].p99)} (median {ms(timed['large'].median)})",
            floor=f"{ms(timed['small'].p99)} (median {ms(timed['small'].median)})",
            ratio=growth,
            target=f"≤ {GROWTH}",
            met=growth <= GROWTH,
            noise=f"{timed['large'].count} requests one after the other",
        ),
    ]
