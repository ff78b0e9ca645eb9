"""Whether a host may send mail for a domain (RFC 7208), without macros and `ptr`, which then match
nothing."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence

Resolve = Callable[[str, str], Sequence[str]]
"""(domain, 'TXT' | 'A' | 'AAAA' | 'MX') → records as text, MX without its preference; empty if there are
none.

Raises:
    CantLook: nobody answers.
    NotYet: the answer will be there at the next try.
"""


class CantLook(Exception):
    """The question can't be answered now."""


class NotYet(Exception):
    """The answer is not there yet; ask it, and judge again."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, kind)
        self.question = name, kind


_MAX_LOOKUPS = 10
_MAX_HOSTS = 10
_RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


def check(ip: str, domain: str, resolve: Resolve) -> str:
    """'pass', 'fail', 'softfail', 'neutral', 'none' or 'permerror'."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return "none"
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return _check(address, domain, resolve, [_MAX_LOOKUPS])


def _check(ip: _Ip, domain: str, resolve: Resolve, budget: list[int]) -> str:
    records = [one for one in resolve(domain, "TXT") if one.lower().split(" ")[0] == "v=spf1"]
    if len(records) != 1:
        return "permerror" if records else "none"
    redirect = ""
    for term in records[0].split()[1:]:
        if term.lower().startswith("redirect="):
            redirect = term[9:]
            continue
        name, equals, _ = term.partition("=")
        if equals and ":" not in name and "/" not in name:
            continue
        result = _RESULTS.get(term[0])
        mechanism, _, argument = (term[1:] if result else term).partition(":")
        matched = _matches(ip, mechanism.lower(), argument, domain, resolve, budget)
        if matched is None:
            return "permerror"
        if matched:
            return result or "pass"
    if redirect:
        if not _spend(budget):
            return "permerror"
        outcome = _check(ip, redirect, resolve, budget)
        return "permerror" if outcome == "none" else outcome
    return "neutral"


def _matches(
    ip: _Ip, mechanism: str, argument: str, domain: str, resolve: Resolve, budget: list[int]
) -> bool | None:
    if mechanism == "all":
        return True
    if mechanism in ("ip4", "ip6"):
        try:
            return ip in ipaddress.ip_network(argument, strict=False)
        except ValueError:
            return None
    kind, _, prefixes = (mechanism if not argument else f"{mechanism}:{argument}").partition("/")
    kind, _, host = kind.partition(":")
    if not _spend(budget):
        return None
    if kind == "include":
        outcome = _check(ip, host, resolve, budget)
        return None if outcome in ("none", "permerror") else outcome == "pass"
    if kind in ("a", "mx"):
        target = host or domain
        hosts = [target] if kind == "a" else [one.rstrip(".") for one in resolve(target, "MX")][:_MAX_HOSTS]
        record = "A" if ip.version == 4 else "AAAA"
        four, _, six = prefixes.partition("//")
        bits = (four or "32") if ip.version == 4 else (six or "128")
        try:
            return any(
                ip in ipaddress.ip_network(f"{address}/{bits}", strict=False)
                for one in hosts
                for address in resolve(one, record)
            )
        except ValueError:
            return None
    return False if kind in ("ptr", "exists") else None


def _spend(budget: list[int]) -> bool:
    budget[0] -= 1
    return budget[0] >= 0
