"""`python -m bench`: measures the hot paths against their floors and prints one table. bench/README.md says how to read it."""

from __future__ import annotations

import asyncio
import os
import platform
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated

import asyncpg
import msgspec
import typer
import uvloop
from rich.console import Console
from rich.table import Table

from bench import (
    chat,
    clocks,
    complaints,
    cut,
    desks,
    dispatch,
    help_search,
    idle,
    intake,
    listing,
    screens,
    scroll,
    search,
)
from bench import help as help_pages
from bench.cases import fill_cases
from bench.desks import Server
from bench.measure import Row

LATEST = Path(__file__).parent / "results" / "latest.json"
out = Console()


class Machine(msgspec.Struct, frozen=True):
    cpu: str
    cores: int
    memory_gib: int
    postgres: str
    python: str
    load: float


class Report(msgspec.Struct, frozen=True):
    at: str
    quick: bool
    machine: Machine
    rows: list[Row]


async def _intake(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 1_000) as small, desks.desk(on, _large(quick)) as large:
        return await intake.run(small, large, quick=quick)


async def _listing(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 10_000) as small, desks.desk(on, _large(quick)) as large:
        return await listing.run(on, small, large, quick=quick)


async def _search(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, _large(quick)) as large:
        return await search.run(large, quick=quick)


async def _complaints(on: Server, quick: bool) -> list[Row]:
    most = 5_000 if quick else 100_000
    async with (
        desks.desk(on, 1_000, fill_cases, "compliance") as small,
        desks.desk(on, most, fill_cases, "compliance") as large,
    ):
        return await complaints.run(on, small, large, quick=quick)


async def _clocks(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 1_000) as small, desks.desk(on, _large(quick)) as large:
        return await clocks.run(on, small, large, quick=quick)


async def _chat(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 10_000) as desk:
        return await chat.run(on, desk, quick=quick)


async def _dispatch(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 20_000 if quick else 120_000) as desk:
        return await dispatch.run(on, desk, quick=quick)


async def _idle(on: Server, quick: bool) -> list[Row]:
    return await idle.run(quick=quick)


async def _screens(on: Server, quick: bool) -> list[Row]:
    return await screens.run(quick=quick)


async def _cut(on: Server, quick: bool) -> list[Row]:
    return await cut.run(quick=quick)


async def _help_search(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 1_000) as desk:
        return await help_search.run(desk, quick=quick)


async def _scroll(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 20_000 if quick else 100_000) as desk:
        return await scroll.run(on, desk)


async def _help(on: Server, quick: bool) -> list[Row]:
    async with desks.desk(on, 1_000) as desk:
        return await help_pages.run(on, desk, quick=quick)


BENCHMARKS: dict[str, Callable[[Server, bool], Awaitable[list[Row]]]] = {
    "intake": _intake,
    "chat": _chat,
    "list": _listing,
    "search": _search,
    "complaints": _complaints,
    "help-search": _help_search,
    "dispatch": _dispatch,
    "clocks": _clocks,
    "idle": _idle,
    "screens": _screens,
    "scroll": _scroll,
    "cut": _cut,
    "help": _help,
}


def _large(quick: bool) -> int:
    return 50_000 if quick else 1_000_000


def main(
    names: Annotated[
        list[str] | None, typer.Argument(help=f"Which: {', '.join(BENCHMARKS)}. None: all.")
    ] = None,
    quick: Annotated[bool, typer.Option(help="Small sizes: to see that all works, not to judge.")] = False,
    json: Annotated[Path, typer.Option(help="Where the figures go.")] = LATEST,
    data: Annotated[
        Path | None, typer.Option(help="Keep the filled databases here, and use them again.")
    ] = None,
) -> None:
    unknown = sorted(set(names or []) - BENCHMARKS.keys())
    if unknown:
        out.print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.")
        raise typer.Exit(2)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        report = runner.run(_measure(names or list(BENCHMARKS), quick, data, json))
    out.print(_table(report))
    out.print(f"Also in {json}")


async def _measure(names: list[str], quick: bool, data: Path | None, json: Path) -> Report:
    """Writes the figures after each benchmark, so that a run that is cut short leaves what it has."""
    rows: list[Row] = []
    with desks.server(data) as on:
        machine = await _machine(on)
        for name in names:
            out.print(f"{name} …")
            began = time.monotonic()
            rows += await BENCHMARKS[name](on, quick)
            out.print(f"{name}: {time.monotonic() - began:.0f} s")
            report = Report(time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), quick, machine, rows)
            _write(json, report)
    return report


def _write(json: Path, report: Report) -> None:
    json.parent.mkdir(parents=True, exist_ok=True)
    json.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))


async def _machine(on: Server) -> Machine:
    connection = await asyncpg.connect(on.owner_url)
    postgres = await connection.fetchval("SHOW server_version")
    await connection.close()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(
        _cpu(), os.cpu_count() or 0, round(memory), postgres, platform.python_version(), os.getloadavg()[0]
    )


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return models[0] if models else platform.processor() or "unknown"


def _table(report: Report) -> Table:
    table = Table(title="quick run: not for judging" if report.quick else None, show_lines=True)
    for name in ("work", "measured", "floor", "ratio", "must be", "met", "noise"):
        table.add_column(name, overflow="fold")
    for row in report.rows:
        met = {True: "yes", False: "NO", None: ""}[row.met]
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        table.add_row(row.work, row.value, row.floor, ratio, row.target, met, row.noise)
    return table


if __name__ == "__main__":
    typer.run(main)
