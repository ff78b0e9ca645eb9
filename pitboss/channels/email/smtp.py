"""By which server a channel's mail goes out: its own, else the installation's."""

from __future__ import annotations

from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec

from pitboss.channels.adapter import Channel
from pitboss.channels.email.imap_protocol import BadUrl, is_here

SCHEMES = ("smtps", "smtp+starttls", "smtp")


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`settings["smtp"]` of an e-mail channel. The password is the brand's secret `smtp:<channel id>`."""

    url: str
    user: str = ""


class Server(msgspec.Struct, frozen=True):
    host: str
    port: int
    scheme: Literal["smtps", "smtp+starttls", "smtp"]
    user: str | None
    password: str | None

    @property
    def tls(self) -> bool:
        return self.scheme == "smtps"

    @property
    def start_tls(self) -> bool | None:
        """As aiosmtplib has it; None: if the server offers it."""
        return True if self.scheme == "smtp+starttls" else None


def read_outlet(outlet: Outlet, password: str | None) -> Server:
    """
    Raises:
        BadUrl: with the sentence for the settings page.
    """
    try:
        parts = urlsplit(outlet.url)
        port = parts.port
    except ValueError as problem:
        raise BadUrl(f"The address of the mail server is not a URL: {problem}.") from problem
    if parts.scheme not in SCHEMES or not parts.hostname or port == 0:
        raise BadUrl("Write the address of the mail server as smtps://host:465 or smtp+starttls://host:587.")
    if parts.username or parts.password or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadUrl("Only scheme, host and port belong into the address of the mail server.")
    if parts.scheme == "smtp" and outlet.user and not is_here(parts.hostname):
        raise BadUrl("Without encryption the password could be read on its way. Choose TLS or STARTTLS.")
    return Server(
        parts.hostname,
        port or {"smtps": 465, "smtp+starttls": 587, "smtp": 25}[parts.scheme],
        parts.scheme,  # type: ignore[arg-type]
        outlet.user or None,
        password if outlet.user else None,
    )


def server_of(channel: Channel, password: str | None, installation: str | None) -> Server | None:
    """
    Raises:
        BadUrl: what is set can't be used.
    """
    if (own := channel.settings.get("smtp")) is not None:
        return read_outlet(msgspec.convert(own, Outlet), password)
    if installation is None:
        return None
    parts = urlsplit(installation)
    return Server(
        parts.hostname or "",
        parts.port or (465 if parts.scheme == "smtps" else 25),
        parts.scheme,  # type: ignore[arg-type]
        unquote(parts.username) if parts.username else None,
        unquote(parts.password) if parts.password else None,
    )
