"""The demo's two casinos behind one address: a process of its own, with its own SQLite file, as a back office is."""

from __future__ import annotations

import asyncio
import hashlib
import socket
from pathlib import Path

from pitboss.backoffice.settings import connect_brand
from pitboss.backoffice.simulated import Casino, serve
from pitboss.db.tx import SYSTEM, Database
from pitboss.settings import Settings

BRANDS = {"harbour": ("GBP", "hb-"), "mayak": ("RUB", "mk-")}  # currency, how accounts begin


def file_of(settings: Settings) -> Path:
    return settings.data_dir / "casino" / "casino.sqlite"


def token_of(settings: Settings, brand: str) -> str:
    return hashlib.sha256(b"demo casino:" + brand.encode() + settings.secret_key).hexdigest()


def free_address(settings: Settings) -> tuple[str, int]:
    """The one that the settings name, or one with a port that nobody uses now."""
    if settings.demo_casino is not None:
        return settings.demo_casino
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return "127.0.0.1", probe.getsockname()[1]


async def connect_brands(db: Database, settings: Settings, address: tuple[str, int]) -> None:
    """The brands ask the casino at this address."""
    async with db.tx(SYSTEM) as tx:
        for brand in BRANDS:
            url = "http://{}:{}".format(*address)
            token = token_of(settings, brand)
            await connect_brand(tx, brand, url, token, inside_hosts=[address[0]])


async def run(settings: Settings, stopping: asyncio.Event) -> None:
    casino = Casino(file_of(settings))
    for brand, (currency, accounts) in BRANDS.items():
        casino.open_brand(brand, token=token_of(settings, brand), currency=currency, accounts=accounts)
    try:
        await serve(casino, socket.create_server(free_address(settings)), stopping)
    finally:
        casino.close()
