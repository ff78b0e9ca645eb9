"""`pitboss demo`: everything in one: the embedded database, sample data, web server, worker with the mail listener, and a
mailbox. Each runs as its own process and is started again if it dies; Ctrl+C stops all."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import asyncpg
import httpx
from rich.console import Console
from rich.table import Table

from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import app_url
from pitboss.demo import casino
from pitboss.demo.company import Company
from pitboss.demo.seed import PEOPLE, demo_password, seed
from pitboss.files.store import FileStore
from pitboss.kit import lock
from pitboss.settings import Settings
from pitboss.web import open_database

out = Console(highlight=False)


class DemoRefused(Exception):
    """A sentence that says what to do."""


async def demo(settings: Settings, *, reset: bool, quiet: bool = False) -> None:
    """Runs until Ctrl+C. `reset`: deletes the data of last time first, once it is sure that no demo runs on it. `quiet`:
    without company (demo/company.py).

    Raises:
        DemoRefused: before anything was changed.
    """
    try:
        with lock.hold(settings.data_dir):
            _check_ports(settings)
            if reset:
                await asyncio.to_thread(_reset, settings)
            await _run(settings, quiet=quiet)
    except lock.Held as problem:
        raise DemoRefused(
            f"A demo is running on {settings.data_dir}. Stop it (Ctrl+C in its terminal) first, "
            "or give this one a folder and ports of its own (PITBOSS_DATA_DIR)."
        ) from problem


async def _run(settings: Settings, *, quiet: bool) -> None:
    owner_url = settings.owner_url or settings.database_url
    if owner_url is None:
        out.print("Starting the embedded PostgreSQL …")
        owner_url = await asyncio.to_thread(embedded.start, settings.data_dir)
    applied = await migrate(owner_url)
    if applied:
        out.print(f"Applied {len(applied)} migration(s).")
    url = settings.database_url or app_url(owner_url)
    password = demo_password(settings.data_dir, settings.demo_password)
    db = await open_database(settings, url, size=4, application="pitboss demo")
    company: Company | None = None
    try:
        seeded = await seed(db, settings, password)
        address = casino.free_address(settings)
        await casino.connect_brands(db, settings, address)
        if not quiet:
            base = f"http://{settings.host}:{settings.port}"
            company = Company(db, FileStore(settings.files_url), seeded.people, base)
    finally:
        if company is None:
            await db.close()
    out.print(
        "Made two brands with their staff, players and two weeks of history."
        if seeded.fresh
        else "Found the data of last time; kept it."
    )
    await _supervise(settings, password, company, address)


def _reset(settings: Settings) -> None:
    if settings.database_url is not None:
        raise DemoRefused(
            "demo-reset deletes the embedded database only. PITBOSS_DATABASE_URL points to another; empty that one yourself."
        )
    embedded.stop(settings.data_dir)
    for name in ("postgres", "files", "mailbox", "casino"):
        shutil.rmtree(settings.data_dir / name, ignore_errors=True)


def _check_ports(settings: Settings) -> None:
    wanted = {
        "PITBOSS_PORT": (settings.host, settings.port),
        "PITBOSS_SMTP_LISTEN": settings.smtp_listen,
        "PITBOSS_DEMO_MAILBOX": settings.demo_mailbox[0],
        "PITBOSS_DEMO_MAILBOX, its page": settings.demo_mailbox[1],
    }
    if settings.demo_casino is not None:
        wanted["PITBOSS_DEMO_CASINO"] = settings.demo_casino
    if settings.smtp_url is not None:
        del wanted["PITBOSS_DEMO_MAILBOX"], wanted["PITBOSS_DEMO_MAILBOX, its page"]
    for name, (host, port) in wanted.items():
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as problem:
                raise DemoRefused(
                    f"Port {port} on {host} ({name}) can't be used: {problem.strerror}. "
                    "Stop what uses it (another demo?), or set another port."
                ) from problem


async def _supervise(
    settings: Settings, password: str, company: Company | None, casino_at: tuple[str, int]
) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    env = dict(os.environ)
    commands: dict[str, list[str]] = {
        "web": ["serve", "--demo-pages"],
        "worker": ["worker"],
        "casino": ["casino"],
    }
    env["PITBOSS_DEMO_CASINO"] = "{}:{}".format(*casino_at)
    inside = [*settings.backoffice_hosts, casino_at[0]]
    env["PITBOSS_BACKOFFICE_HOSTS"] = ",".join(dict.fromkeys(inside))
    if settings.smtp_url is None:
        env["PITBOSS_SMTP_URL"] = "smtp://{}:{}".format(*settings.demo_mailbox[0])
        commands["mailbox"] = ["mailbox"]
    env.setdefault("PITBOSS_RATE_FACTOR", "100")  # one machine plays all players here
    env.setdefault("PITBOSS_DNS", "off")  # and nobody knows their domains
    watches = [asyncio.create_task(_keep(name, command, env, stopping)) for name, command in commands.items()]
    if settings.database_url is None:
        watches.append(asyncio.create_task(_keep_database(settings.data_dir, stopping)))
    waiting = asyncio.create_task(_say_when_ready(settings, password, stopping, company))
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait([stop, *watches], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()  # a watch that ended by itself is a bug: better to stop and say so than to watch no more
    out.print("\nStopping …")
    waiting.cancel()
    ended = await asyncio.gather(*watches, return_exceptions=True)
    await asyncio.gather(waiting, return_exceptions=True)
    if company is not None:
        with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await asyncio.wait_for(company.go(), 10)
    if settings.database_url is None:
        await asyncio.to_thread(embedded.stop, settings.data_dir)
    for problem in ended:
        if isinstance(problem, BaseException):
            raise problem
    out.print("Stopped. The data stays; `make demo` goes on with it, `make demo-reset` starts anew.")


async def _keep(name: str, command: list[str], env: Mapping[str, str], stopping: asyncio.Event) -> None:
    """Runs a process and starts it again if it ends by itself. It watches its standard input: when this process is
    gone, however, the child ends too."""
    stop = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        began = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pitboss", *command, "--with-parent", env=env, stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        over = asyncio.create_task(process.wait())
        await asyncio.wait([over, stop], return_when=asyncio.FIRST_COMPLETED)
        if not over.done():
            process.terminate()
            try:
                await asyncio.wait_for(over, 15)
            except TimeoutError:
                process.kill()
                await process.wait()
            return
        if not stopping.is_set():
            out.print(f"The {name} process ended ({process.returncode}); starting it again.")
            if time.monotonic() - began < 2:
                await asyncio.sleep(1)


async def _keep_database(data_dir: Path, stopping: asyncio.Event) -> None:
    while not stopping.is_set():
        try:
            await asyncio.wait_for(stopping.wait(), 1)
        except TimeoutError:
            if not embedded.answers(data_dir):
                out.print("The database is down; starting it again.")
                try:
                    await asyncio.to_thread(embedded.start, data_dir)
                except (OSError, RuntimeError, asyncpg.PostgresError) as problem:
                    out.print(f"It did not start: {problem}. Trying again.")


async def _say_when_ready(
    settings: Settings, password: str, stopping: asyncio.Event, company: Company | None
) -> None:
    """And then keeps company."""
    async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
        while not stopping.is_set():
            try:
                ready = await client.get(f"http://{settings.host}:{settings.port}/health/ready")
                if ready.status_code == 200:
                    break
            except httpx.HTTPError:
                pass
            await asyncio.sleep(0.1)
    out.print(_welcome(settings, password))
    if company is not None and not stopping.is_set():
        await company.keep()


def _welcome(settings: Settings, password: str) -> Table:
    table = Table(title="Pitboss is ready · Ctrl+C stops it", show_header=False, title_style="bold", box=None)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    base = settings.public_url
    table.add_row("The desk", f"{base}/desk/")
    table.add_row("Casinos with the chat", f"{base}/demo/harbour  {base}/demo/mayak")
    table.add_row("API, readable", f"{base}/api/docs")
    table.add_row("Health, metrics", f"{base}/health/ready  {base}/metrics")
    host, port = settings.smtp_listen
    table.add_row("Mail in (SMTP)", f"{host}:{port}  for support@harbour.example, support@mayak.example")
    if settings.smtp_url is None:
        table.add_row("Mail out, to read", "http://{}:{}".format(*settings.demo_mailbox[1]))
    table.add_row("Password of all", password)
    for person in PEOPLE:
        table.add_row(
            f"{person.login}@demo.example", f"{person.name}, {person.role}, {' '.join(person.languages)}"
        )
    table.add_row("Try", f"{_command()} simulate --rate 5 --seconds 20")
    return table


def _command() -> str:
    """How the reader calls `pitboss` from where they are."""
    beside = Path(sys.executable).with_name("pitboss")
    if shutil.which("pitboss") or not beside.exists():
        return "pitboss"
    try:
        return str(beside.relative_to(Path.cwd()))
    except ValueError:
        return str(beside)
