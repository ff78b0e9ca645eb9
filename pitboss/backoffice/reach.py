"""Where the desk may knock when it asks a back office: nobody who can change a brand's settings may make it open doors
inside the installation's own network."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

import msgspec

from pitboss.backoffice.connector import BackOfficeAway
from pitboss.kit.refused import Invalid

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


class Place(msgspec.Struct, frozen=True):
    """`inside`: the installation's settings name this host as one of its own, so its address may be private, and it may
    be asked without TLS."""

    scheme: str
    host: str
    port: int
    path: str
    inside: bool

    @property
    def url(self) -> str:
        usual = self.port == {"https": 443, "http": 80}[self.scheme]
        return f"{self.scheme}://{self.host}{'' if usual else f':{self.port}'}{self.path}"


def read_place(text: str, inside_hosts: Sequence[str]) -> Place:
    """The address of a back office, such as https://pam.casino.example/desk.

    Raises:
        Invalid: it is no such address, or a private one that the installation does not name.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as problem:
        raise Invalid(
            "This is no address of a back office; write it as https://pam.casino.example."
        ) from problem
    if (
        parts.scheme not in ("https", "http")
        or not _HOST.fullmatch(host)
        or parts.username is not None
        or parts.password is not None
        or parts.query
        or parts.fragment
        or not _PATH.fullmatch(parts.path)
        or len(text) > 500
    ):
        raise Invalid("This is no address of a back office; write it as https://pam.casino.example.")
    inside = host in inside_hosts
    if parts.scheme == "http" and not inside:
        raise Invalid(
            "A back office is asked over https. One inside your own network has to be named in PITBOSS_BACKOFFICE_HOSTS first."
        )
    if not inside and not is_public(host):
        raise Invalid("This address lies inside your network. Name it in PITBOSS_BACKOFFICE_HOSTS first.")
    usual = 443 if parts.scheme == "https" else 80
    return Place(parts.scheme, host, port or usual, parts.path.rstrip("/"), inside)


def is_public(address: str) -> bool:
    """Of a host's name: as far as the name says."""
    try:
        found = ip_address(address)
    except ValueError:
        return (
            address != "localhost"
            and not address.endswith((".localhost", ".local", ".internal"))
            and "." in address
        )
    return _public(found)


def _public(address: IPv4Address | IPv6Address) -> bool:
    plain = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None) or address
    return bool(plain.is_global) and not plain.is_multicast


async def addresses_of(place: Place) -> list[str]:
    """The addresses that the host has now, at most four. Whoever connects takes one of these, so that a name can't point
    elsewhere between the look and the call.

    Raises:
        BackOfficeAway: it has none, or one that is not public.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise BackOfficeAway(
            "The back office's name is not known right now. Try again in a few minutes."
        ) from problem
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not place.inside and not all(_public(ip_address(address)) for address in addresses):
        raise BackOfficeAway(
            "The back office's name points inside your network. Name it in PITBOSS_BACKOFFICE_HOSTS first."
        )
    return addresses[:4]
