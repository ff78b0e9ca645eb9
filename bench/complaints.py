"""Complaints: the board, the case page, the search of cases and every report, with 100,000 cases, against the same statements
as the owner of the tables runs them."""

from __future__ import annotations

import pickle
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from bench.cases import HOLDERS
from bench.desks import Desk, Server
from bench.measure import Row, interleaved, ms, times
from bench.servers import Client, bare_server, desk_server, load
from pitboss.complaints import queries, reports, returns, timeline
from pitboss.complaints.model import Stage
from pitboss.complaints.reports import Asked, Figure
from pitboss.complaints.returns import Edition
from pitboss.db.tx import Tx

TARGET = 0.5
GROWTH = 1.3
SEARCH = 2.0
REPORT = 2.0
FIRST = 0.15  # seconds until the first answer
CLIENTS = 4
BARE = """
    SELECT c.brand_id, c.id FROM complaint c
    WHERE  complaint_words(c.summary, c.claim, c.about) @@ websearch_to_tsquery('russian', $1)
"""
Statements = list[tuple[str, tuple[Any, ...]]]


async def run(on: Server, small: Desk, large: Desk, *, quick: bool) -> list[Row]:
    """Reports first, while the server has answered nothing yet."""
    return [
        *await _reports(on, large, quick=quick),
        *await _search(large, quick=quick),
        *await _board(on, small, large, quick=quick),
    ]


# ── the board ───────────────────────────────────────────────────────────────────────────────────────────────


async def _board(on: Server, small: Desk, large: Desk, *, quick: bool) -> list[Row]:
    seconds, rounds = (1.0, 3) if quick else (3.0, 7)
    rows: list[Row] = []
    async with (
        desk_server(on, small) as small_port,
        desk_server(on, large) as large_port,
        bare_server(large) as bare_port,
    ):
        for work, path, bare in (
            ("list of 50 cases", "/api/v1/complaints?limit=50", "/board"),
            (
                "a column of the board (50 at a stage)",
                f"/api/v1/complaints?limit=50&stage={Stage.investigation}",
                "/board/stage",
            ),
        ):
            rows += await _listed(
                work, path, bare, (small_port, large_port, bare_port), small, large, seconds, rounds
            )
        counted = await _timed(large_port, "/api/v1/complaints/counts", large.senior_token, seconds * 2)
        few = await _timed(small_port, "/api/v1/complaints/counts", small.senior_token, seconds * 2)
    grown, base = times(counted), times(few)
    open_cases = await large.owner.fetchval("SELECT count(*) FROM complaint WHERE closed_at IS NULL")
    few_open = await small.owner.fetchval("SELECT count(*) FROM complaint WHERE closed_at IS NULL")
    return [
        *rows,
        Row(
            work=f"counts of the board's columns, {large.size:,} cases of which {open_cases:,} are open",
            value=f"p99 {ms(grown.p99)} (median {ms(grown.median)})",
            floor=f"p99 {ms(base.p99)} (median {ms(base.median)}) with {few_open} open",
            noise=f"{grown.count} requests; it counts what is open",
        ),
    ]


async def _listed(
    work: str,
    path: str,
    bare: str,
    ports: tuple[int, int, int],
    small: Desk,
    large: Desk,
    seconds: float,
    rounds: int,
) -> list[Row]:
    single: dict[str, list[float]] = {"small": [], "large": [], "bare": []}

    async def measured(name: str, port: int, at: str, token: str | None) -> float:
        rate, _ = await load(port, at, token=token, clients=CLIENTS, seconds=seconds)
        single[name] += await _timed(port, at, token, seconds / 2)
        return rate

    found = await interleaved(
        rounds,
        small=lambda: measured("small", ports[0], path, small.senior_token),
        large=lambda: measured("large", ports[1], path, large.senior_token),
        bare=lambda: measured("bare", ports[2], bare, None),
    )
    timed = {name: times(took) for name, took in single.items()}
    ratio = found.ratio("large", "bare")
    growth = timed["large"].p99 / timed["small"].p99
    return [
        Row(
            work=f"{work}, {large.size:,} cases of two brands",
            value=f"{found.median('large'):.0f} requests/s",
            floor=f"{found.median('bare'):.0f}/s: a bare route with the same statement",
            ratio=ratio,
            target=f"≥ {TARGET}",
            met=ratio >= TARGET,
            noise=f"{found.spread('large')}, floor {found.spread('bare')}",
        ),
        Row(
            work=f"{work}, p99 at {large.size:,} against {small.size:,}",
            value=f"{ms(timed['large'].p99)} (median {ms(timed['large'].median)})",
            floor=f"{ms(timed['small'].p99)} (median {ms(timed['small'].median)})",
            ratio=growth,
            target=f"≤ {GROWTH}",
            met=growth <= GROWTH,
            noise=f"{timed['large'].count} requests one after the other",
        ),
    ]


async def _timed(port: int, path: str, token: str | None, seconds: float) -> list[float]:
    _, took = await load(port, path, token=token, clients=1, seconds=seconds)
    return took


# ── search ──────────────────────────────────────────────────────────────────────────────────────────────────


async def _search(desk: Desk, *, quick: bool) -> list[Row]:
    """Finding alone, and then with the cards that the board shows of what was found; each another word, each followed by its
    floor."""
    many = 200 if quick else 1_500
    chance = random.Random(7)
    brands = sorted(desk.senior.complaints)

    def wanted() -> queries.Wanted:
        return queries.Wanted(
            brands=brands, open=False, words=f"rarecase{chance.randrange(desk.size // HOLDERS)}"
        )

    async def finds(one: queries.Wanted) -> int:
        async with desk.db.look(desk.senior) as tx:
            return len(await queries.found_ids(tx, one) or ())

    async def bare(one: queries.Wanted) -> int:
        return len(await desk.owner.fetch(BARE, one.words))

    async def shows(one: queries.Wanted) -> int:
        async with desk.db.look(desk.senior) as tx:
            return len(await queries.board(tx, one, limit=HOLDERS + 1))

    async def shows_bare(one: queries.Wanted) -> int:
        ids = [row["id"] for row in await desk.owner.fetch(BARE, one.words)]
        sql, values = queries.board_sql(one, queries.BoardOrder.due, None, ids, limit=HOLDERS + 1)
        return len(await desk.owner.fetch(sql, *values))

    word = f"a word that {HOLDERS} of {desk.size:,} cases hold"
    return [
        await _against(f"search for {word}", finds, bare, "the index query alone", wanted, many),
        await _against(
            f"the same with their cards on the board: {word}", shows, shows_bare, "the index query and the cards' statement", wanted, many
        ),
    ]  # fmt: skip


async def _against(
    work: str,
    ours: Callable[[queries.Wanted], Awaitable[int]],
    bare: Callable[[queries.Wanted], Awaitable[int]],
    floor_is: str,
    wanted: Callable[[], queries.Wanted],
    many: int,
) -> Row:
    taken: dict[str, list[float]] = {"ours": [], "bare": []}
    for place in range(many + 20):
        for name, way in (("ours", ours), ("bare", bare)):
            one = wanted()
            began = time.perf_counter()
            found = await way(one)
            took = time.perf_counter() - began
            assert found == HOLDERS
            if place >= 20:
                taken[name].append(took)
    mine, floor = times(taken["ours"]), times(taken["bare"])
    ratio = mine.p99 / floor.p99
    return Row(
        work=work,
        value=f"p99 {ms(mine.p99)} (median {ms(mine.median)})",
        floor=f"p99 {ms(floor.p99)} (median {ms(floor.median)}): {floor_is}",
        ratio=ratio,
        target=f"≤ {SEARCH}",
        met=ratio <= SEARCH,
        noise=f"{mine.count} searches; median {mine.median / floor.median:.1f}×",
    )


# ── reports, and the case page ──────────────────────────────────────────────────────────────────────────────


class Report(msgspec.Struct, frozen=True):
    """`path`: what is asked; `does`: the same without HTTP, to hear which statements it sends. `rows`: it reads rows and counts
    nothing. `soon`: somebody looks at a screen and waits."""

    work: str
    path: str
    does: Callable[[Tx], Awaitable[object]]
    rows: bool = False
    soon: bool = True


async def _asked(desk: Desk, weeks: int) -> Asked:
    since = await desk.owner.fetchval(
        "SELECT (date_trunc('week', now() AT TIME ZONE 'Europe/London') - make_interval(weeks => $1 - 1)) AT TIME ZONE 'Europe/London'",
        weeks,
    )
    return Asked(brand="harbour", since=since, until=datetime.now(UTC), zone="Europe/London")


def _days(first: date, last: date) -> Asked:
    return Asked(
        brand="harbour",
        since=datetime(first.year, first.month, first.day, tzinfo=UTC),
        until=datetime(last.year, last.month, last.day, tzinfo=UTC),
        zone="Europe/London",
    )


async def _pages(desk: Desk) -> list[Report]:
    twelve, year, ever = await _asked(desk, 12), await _asked(desk, 52), await _asked(desk, 104)
    today = datetime.now(UTC).date()
    last_year = today - timedelta(days=365)
    month = today - timedelta(days=31)
    long = str(
        await desk.owner.fetchval(
            "SELECT id FROM complaint WHERE brand_id = 'harbour' AND appeal = 'none' ORDER BY id DESC LIMIT 1"
        )
    )
    case = await desk.owner.fetchval("SELECT number FROM complaint WHERE id = $1::text::uuid", long)

    async def page(tx: Tx) -> object:
        one = await queries.find(tx, long, brand="harbour")
        await queries.tickets_of(tx, one)
        await queries.deadlines(tx, one)
        return await queries.pauses(tx, one)

    async def line(tx: Tx) -> object:
        one = await queries.find(tx, long, brand="harbour")
        found = await timeline.entries(tx, one, limit=201)
        assert len(found) >= 200, f"{case} has {len(found)} entries"
        return await queries.tickets_of(tx, one)

    at = "/api/v1/complaints/reports"
    span = f"brand=harbour&since={last_year}&until={today}"
    return [
        Report("workload, 12 weeks", f"{at}/workload?brand=harbour", lambda tx: reports.workload(tx, twelve)),
        Report("workload, 104 weeks", f"{at}/workload?brand=harbour&weeks=104", lambda tx: reports.workload(tx, ever)),
        Report("clocks at risk", f"{at}/clocks?brand=harbour", lambda tx: reports.clocks(tx, twelve, within=timedelta(hours=72))),
        Report("causes, 12 weeks", f"{at}/causes?brand=harbour", lambda tx: reports.causes(tx, twelve)),
        Report("outcomes, 12 weeks", f"{at}/outcomes?brand=harbour", lambda tx: reports.outcomes(tx, twelve)),
        Report("overturns by category, clause and team, 52 weeks", f"{at}/overturns?brand=harbour", lambda tx: reports.overturns(tx, year)),
        Report("time per stage, 12 weeks", f"{at}/stages?brand=harbour", lambda tx: reports.stages(tx, twelve)),
        Report("time per stage, 52 weeks", f"{at}/stages?brand=harbour&weeks=52", lambda tx: reports.stages(tx, year)),
        Report("time per stage, 104 weeks", f"{at}/stages?brand=harbour&weeks=104", lambda tx: reports.stages(tx, ever)),
        Report("events behind a figure (500)", f"{at}/events?brand=harbour&figure=decided", lambda tx: reports.trace(tx, twelve, Figure.decided), rows=True),
        Report("who saw what, 50", f"{at}/seen?brand=harbour", lambda tx: reports.seen(tx, twelve, limit=51), rows=True),
        Report("return of a year as CSV (GB, sums)", f"{at}/return.csv?pack=gb&{span}", lambda tx: returns.table(tx, _days(last_year, today), "gb", Edition.returned, "en")),
        Report("return of a year as CSV (MT, each dispute)", f"{at}/return.csv?pack=malta&{span}", lambda tx: returns.table(tx, _days(last_year, today), "malta", Edition.returned, "en")),
        Report("records of a month as CSV (GB)", f"{at}/return.csv?pack=gb&edition=records&brand=harbour&since={month}&until={today}", lambda tx: returns.table(tx, _days(month, today), "gb", Edition.records, "en"), rows=True),
        Report("records of a year as CSV (GB)", f"{at}/return.csv?pack=gb&edition=records&{span}", lambda tx: returns.table(tx, _days(last_year, today), "gb", Edition.records, "en"), rows=True, soon=False),
        Report("a case", f"/api/v1/complaints/{long}?brand=harbour", page, rows=True),
        Report("its time line, 200 entries", f"/api/v1/complaints/{long}/timeline?brand=harbour&limit=200", line, rows=True),
    ]  # fmt: skip


@asynccontextmanager
async def _overheard(desk: Desk) -> AsyncIterator[tuple[Tx, Statements]]:
    """A look in which each statement is noted."""
    heard: Statements = []

    def note(said: Any) -> None:
        if said.args:
            heard.append((said.query, said.args))

    async with desk.db.look(desk.senior) as tx:
        raw: Any = tx.before
        with raw.query_logger(note):
            yield tx, heard


async def _reports(on: Server, desk: Desk, *, quick: bool) -> list[Row]:
    most, seconds = (30, 2.0) if quick else (400, 10.0)
    pages = await _pages(desk)
    statements = {str(place): await _statements(desk, page) for place, page in enumerate(pages)}
    kept = on.folder / "statements.pickle"
    kept.write_bytes(pickle.dumps(statements))
    async with desk_server(on, desk) as port, bare_server(desk, kept) as bare:
        return [
            await _page(desk, port, bare, page, str(place), statements[str(place)], most, seconds)
            for place, page in enumerate(pages)
        ]


async def _statements(desk: Desk, page: Report) -> Statements:
    async with _overheard(desk) as (tx, statements):
        await page.does(tx)
    return statements


async def _page(
    desk: Desk,
    port: int,
    bare: int,
    page: Report,
    name: str,
    statements: Statements,
    most: int,
    seconds: float,
) -> Row:
    """One request after the other, each followed by its floor; the first is the first that this server gets of it. The floor of
    what reads a page of rows is a bare route; that of what counts, the statements alone, without HTTP or the shaping of rows."""
    ours: list[float] = []
    floors: list[float] = []
    until = time.monotonic() + seconds
    size = 0
    while len(ours) < most and (time.monotonic() < until or len(ours) < 5):
        client, floor = Client(port), Client(bare)
        began = time.perf_counter()
        answer = await client.ask("GET", page.path, token=desk.senior_token)
        ours.append(time.perf_counter() - began)
        assert answer.status == 200, f"{page.path}: {answer.status} {answer.body[:300]!r}"
        size = len(answer.body)
        began = time.perf_counter()
        if page.rows:
            assert (await floor.ask("GET", f"/run/{name}")).status == 200
        else:
            for sql, args in statements:
                await desk.owner.fetch(sql, *args)
        floors.append(time.perf_counter() - began)
        await client.close()
        await floor.close()
    first = ours[0]
    mine, base = times(ours[1:]), times(floors[1:])
    ratio = mine.p99 / base.p99
    how = "in a bare route" if page.rows else "as the owner"
    return Row(
        work=f"{page.work}, {desk.size:,} cases",
        value=f"p99 {ms(mine.p99)} (median {ms(mine.median)}); first {ms(first)}",
        floor=f"p99 {ms(base.p99)} (median {ms(base.median)}): its {len(statements)} statements {how}",
        ratio=ratio,
        target=f"≤ {REPORT}" + (f"; first ≤ {ms(FIRST)}" if page.soon else ""),
        met=ratio <= REPORT and (first <= FIRST or not page.soon),
        noise=f"{mine.count} requests; median {mine.median / base.median:.1f}×; {size / 1024:.0f} KiB",
        detail={
            "first": first,
            "p99": mine.p99,
            "floor_p99": base.p99,
            "median": mine.median,
            "floor_median": base.median,
        },
    )
