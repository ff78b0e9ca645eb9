"""Figures, rows of the table, and how a measurement is set against its floor."""

from __future__ import annotations

import statistics
from collections.abc import Awaitable, Callable, Sequence

import msgspec


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table. `ratio`: against the floor of the same run. `met`: None where the row has no target."""

    work: str
    value: str
    floor: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    noise: str = ""
    detail: dict[str, float] = {}


class Times(msgspec.Struct, frozen=True):
    """Seconds of single operations."""

    median: float
    p99: float
    count: int


def times(seconds: Sequence[float]) -> Times:
    ordered = sorted(seconds)
    return Times(statistics.median(ordered), at_share(ordered, 0.99), len(ordered))


def at_share(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of the sorted values lie (nearest rank)."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Rounds(msgspec.Struct, frozen=True):
    """What the same measurements gave in each of several rounds, by name."""

    by_name: dict[str, list[float]]

    def median(self, name: str) -> float:
        return statistics.median(self.by_name[name])

    def ratio(self, name: str, floor: str) -> float:
        """The median of the ratios of each round: what slows the whole machine for a round slows both sides of it."""
        pairs = zip(self.by_name[name], self.by_name[floor], strict=True)
        return statistics.median(value / base for value, base in pairs)

    def spread(self, name: str) -> str:
        """Half of the distance between the best and the worst round, as a share of the median."""
        values = self.by_name[name]
        return f"±{(max(values) - min(values)) / 2 / statistics.median(values):.0%}"


async def interleaved(rounds: int, **measured: Callable[[], Awaitable[float]]) -> Rounds:
    """Runs each measurement once a round, in an order that turns from round to round."""
    names = list(measured)
    found: dict[str, list[float]] = {name: [] for name in names}
    for place in range(rounds):
        turn = place % len(names)
        for name in names[turn:] + names[:turn]:
            found[name].append(await measured[name]())
    return Rounds(found)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"
