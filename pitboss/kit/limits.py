"""Rate limits: token buckets in memory, one set a process."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from ipaddress import IPv6Address, ip_address

import msgspec

from pitboss.kit.refused import Refused


class TooMany(Refused):
    """Too many requests. Wait a little and try again."""

    status = 429


class Limit(msgspec.Struct, frozen=True):
    """At most `burst` at once, and `per_second` on average."""

    name: str
    burst: float
    per_second: float


class Guesses(msgspec.Struct, frozen=True):
    """For what somebody might guess: so many wrong ones are free, then each makes the next wait twice as long, up to
    `longest` seconds. A quiet hour is forgiven."""

    name: str
    free: int
    longest: float


FORGIVEN = 3600.0


def household(address: str) -> str:
    """Whose requests are counted together: an IPv6 network of /64 belongs to one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(IPv6Address(int(known) >> 64 << 64)) if isinstance(known, IPv6Address) else address


class Buckets:
    """Remembers the `most` busiest keys; who is forgotten starts with a full bucket, so memory stays bounded."""

    def __init__(
        self, *, factor: float = 1.0, most: int = 50_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._wrong: OrderedDict[Hashable, tuple[int, float]] = OrderedDict()
        self._factor = factor
        self._most = most
        self._clock = clock

    def take(self, limit: Limit, key: Hashable, cost: float = 1.0) -> None:
        """Raises TooMany, with `retry_after` in seconds, when the bucket of `key` is empty."""
        now = self._clock()
        burst, rate = limit.burst * self._factor, limit.per_second * self._factor
        left, since = self._buckets.pop((limit.name, key), (burst, now))
        left = min(burst, left + (now - since) * rate)
        if left < cost:
            self._buckets[(limit.name, key)] = (left, now)
            raise TooMany(retry_after=max(1, round((cost - left) / rate)))
        self._buckets[(limit.name, key)] = (left - cost, now)
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)

    def may_guess(self, guesses: Guesses, key: Hashable) -> None:
        """Raises TooMany, with `retry_after` in seconds, for whoever was wrong too often and has not waited."""
        wrong, last = self._wrong.get((guesses.name, key), (0, 0.0))
        over = wrong - guesses.free
        if over < 0:
            return
        pause = min(guesses.longest, 2.0 ** min(over, 30)) / self._factor
        left = last + pause - self._clock()
        if left > 0:
            raise TooMany(retry_after=max(1, round(left)))

    def guessed_wrong(self, guesses: Guesses, key: Hashable) -> None:
        now = self._clock()
        wrong, last = self._wrong.pop((guesses.name, key), (0, now))
        self._wrong[(guesses.name, key)] = (1 if now - last > FORGIVEN else wrong + 1, now)
        if len(self._wrong) > self._most:
            self._wrong.popitem(last=False)
