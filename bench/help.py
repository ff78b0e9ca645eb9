"""A page of the help centre over HTTP, against a bare Litestar template with the same article in it."""

from __future__ import annotations

from importlib import resources

from bench.desks import Desk, Server
from bench.measure import Row, interleaved, ms, times
from bench.servers import bare_server, desk_server, load
from pitboss.db.tx import SYSTEM
from pitboss.knowledge import importing
from pitboss.web import open_database

TARGET = 0.5
CLIENTS = 4
PAGES = {
    "home": "/help/harbour/en",
    "article": "/help/harbour/en/a/withdrawal-status",
    "search": "/help/harbour/en/search?q=withdrawal",
}


async def run(on: Server, desk: Desk, *, quick: bool) -> list[Row]:
    seconds, rounds = (1.5, 3) if quick else (4.0, 7)
    await _filled(desk)
    single: dict[str, list[float]] = {name: [] for name in (*PAGES, "bare")}
    async with desk_server(on, desk) as port, bare_server(desk) as bare_port:

        async def measured(name: str, at: int, path: str) -> float:
            rate, _ = await load(at, path, token=None, clients=CLIENTS, seconds=seconds)
            _, took = await load(at, path, token=None, clients=1, seconds=seconds / 2)
            single[name] += took
            return rate

        found = await interleaved(
            rounds,
            home=lambda: measured("home", port, PAGES["home"]),
            article=lambda: measured("article", port, PAGES["article"]),
            search=lambda: measured("search", port, PAGES["search"]),
            bare=lambda: measured("bare", bare_port, "/article"),
        )
    rows = []
    for name in PAGES:
        ratio, timed = found.ratio(name, "bare"), times(single[name])
        kept = name != "search"
        rows.append(
            Row(
                work=f"help centre: {name}",
                value=f"{found.median(name):.0f} requests/s, p99 {ms(timed.p99)}",
                floor=f"{found.median('bare'):.0f}/s: a bare Litestar template of an article",
                ratio=ratio,
                target=f"≥ {TARGET}" if kept else "",
                met=ratio >= TARGET if kept else None,
                noise=f"{found.spread(name)}, floor {found.spread('bare')}",
            )
        )
    return rows


async def _filled(desk: Desk) -> None:
    """The demo's help centre, if it isn't there yet."""
    db = await open_database(desk.settings, desk.owner_url, size=2, application="pitboss bench")
    try:
        async with db.tx(SYSTEM) as tx:
            if await tx.value("SELECT EXISTS (SELECT 1 FROM article WHERE brand_id = 'harbour')"):
                return
            with resources.as_file(resources.files("pitboss.demo") / "help") as folder:
                await importing.take_folder(tx, "harbour", importing.files_of(folder), publish=True)
    finally:
        await db.close()
