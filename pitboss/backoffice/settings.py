"""Which back office a brand has: its address stands in the brand's settings, its token among the brand's secrets. The token
can be replaced, never read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pitboss.backoffice.connector import NotConnected
from pitboss.backoffice.events import BackOfficeConnected, BackOfficeDisconnected
from pitboss.backoffice.http import HttpBackOffice
from pitboss.backoffice.reach import read_place
from pitboss.db.tx import Database, Tx
from pitboss.events.log import record_in
from pitboss.kit.refused import Invalid, NotFound

MAX_TOKEN = 2000
_SECRET = "backoffice"


class Connection(msgspec.Struct, frozen=True):
    """`token`: one is kept."""

    url: str | None
    token: bool


async def connection(tx: Tx, brand: str) -> Connection:
    tx.actor.must("settings.manage", brand)
    settings: dict[str, Any] | None = await tx.value("SELECT settings FROM brand WHERE id = $1", brand)
    if settings is None:
        raise NotFound
    await tx.elevate()
    kept: bool = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM brand_secret WHERE brand_id = $1 AND name = $2)", brand, _SECRET
    )
    return Connection(settings.get("backoffice", {}).get("url"), kept)


async def connect_brand(
    tx: Tx, brand: str, url: str | None, token: str | None, *, inside_hosts: Sequence[str]
) -> Connection:
    """`url` None: the brand has no back office any more. `token` None: the one there is stays, if the host stays; a token
    is not shown to another host than the one that it was given for.

    Raises:
        Invalid.
    """
    tx.actor.must("settings.manage", brand)
    before: dict[str, Any] | None = await tx.value(
        "SELECT settings FROM brand WHERE id = $1 FOR NO KEY UPDATE", brand
    )
    if before is None:
        raise NotFound
    known: str | None = before.get("backoffice", {}).get("url")
    settings = {key: value for key, value in before.items() if key != "backoffice"}
    keep = False
    if url is not None:
        place = read_place(url, inside_hosts)
        url, settings["backoffice"] = place.url, {"url": place.url}
        keep = token is None and known is not None and _origin(known) == _origin(place.url)
        if token is None and not keep:
            raise Invalid("Give the token of this back office too.")
    if token is not None and not (
        8 <= len(token.strip()) <= MAX_TOKEN and token.strip().isascii() and token.strip().isprintable()
    ):
        raise Invalid("A token has 8 to 2000 printable ASCII characters.")
    await tx.run("UPDATE brand SET settings = $2 WHERE id = $1", brand, settings)
    event = BackOfficeConnected(host=read_place(url, inside_hosts).host) if url else BackOfficeDisconnected()
    await record_in(tx, brand, event)
    await tx.elevate()
    if not keep:
        await tx.run("DELETE FROM brand_secret WHERE brand_id = $1 AND name = $2", brand, _SECRET)
        if url is not None and token is not None:
            await tx.run(
                "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, $2, $3)",
                brand,
                _SECRET,
                token.strip(),
            )
    tx.wake.add("settings")
    return Connection(url, url is not None)


async def back_office(db: Database, brand: str, *, inside_hosts: Sequence[str]) -> HttpBackOffice:
    """The connector of a brand; the caller has checked that the actor may ask. Ask it outside of transactions: its answers
    take seconds.

    Raises:
        NotConnected.
    """
    async with db.single() as tx:
        row = await tx.connection.fetchrow(
            """
            SELECT b.settings->'backoffice'->>'url' AS url, s.value AS token
            FROM   brand b LEFT JOIN brand_secret s ON s.brand_id = b.id AND s.name = $2
            WHERE  b.id = $1
            """,
            brand,
            _SECRET,
        )
    if row is None or row["url"] is None or row["token"] is None:
        raise NotConnected
    try:
        return HttpBackOffice.at(row["url"], row["token"], inside_hosts)
    except Invalid as problem:  # the installation's settings no longer name it
        raise NotConnected(problem.detail) from problem


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])
