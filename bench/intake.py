"""Mail to a classified, clocked, queued, receipted ticket, against plain INSERTs of as many rows."""

from __future__ import annotations

import time
from email.message import EmailMessage
from itertools import count
from typing import Any
from uuid import UUID

import msgspec

from bench.desks import ADDRESS, Desk
from bench.measure import Row, interleaved
from pitboss.channels import intake, queries
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.db.tx import SYSTEM
from pitboss.files.store import FileStore
from pitboss.web import OwnAddresses, make_adapters

TARGET = 0.35
GROWTH = 1.15
TEXTS = (
    "Good day,\n\nI asked for a withdrawal of 250 EUR to my card three days ago and it still says pending. My account is "
    "verified since May. When will the money arrive?\n\nRegards,\nA player\n",
    "Здравствуйте! Внесла депозит 5000 рублей с карты, деньги списались, а на счёте их нет уже второй час. "
    "Проверьте, пожалуйста, платёж и зачислите.\n\nС уважением, Анна\n",
    "Hello, the slot froze in the middle of a free spin round and the win was not paid. It was yesterday at about nine "
    "in the evening, I can send a screenshot.\n",
    "Не могу войти в личный кабинет: пишет, что код из приложения неверный. Телефон поменял на прошлой неделе. Что мне "
    "делать, чтобы снова войти?\n",
)
_numbers = count()


def a_mail() -> bytes:
    """A mail of somebody who has not written before, of 1 to 2 KiB with its headers."""
    n = next(_numbers)
    nonce = f"{time.time_ns()}.{n}"
    mail = EmailMessage()
    mail["From"] = f"Player {n} <writer.{nonce}@mail.example>"
    mail["To"] = ADDRESS
    mail["Subject"] = ("Where is my withdrawal?", "Депозит не зачислен", "A slot froze", "Не могу войти")[
        n % 4
    ]
    mail["Message-ID"] = f"<{nonce}@mail.example>"
    mail["Date"] = "Mon, 02 Mar 2026 10:00:00 +0000"
    for hop in range(3):
        mail["Received"] = (
            f"from mx{hop}.mail.example by mx{hop + 1}.mail.example with ESMTPS; Mon, 2 Mar 2026 10:00:0{hop} +0000"
        )
    mail.set_content(TEXTS[n % 4])
    return mail.as_bytes()


async def keep(desk: Desk, files: FileStore, many: int) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        channel = await queries.channel(tx, "harbour", desk.mail)
    assert channel is not None
    envelope = Envelope(sender="", recipients=(ADDRESS,), peer="192.0.2.1", helo="mx.mail.example")
    for _ in range(many):
        await accept(desk.db, files, channel, a_mail(), envelope, trusted_authserv=frozenset())


async def read(desk: Desk, files: FileStore, many: int) -> float:
    """Seconds for one ticket: the worker's own step over kept originals. Keeping them is not measured."""
    own = OwnAddresses()
    await own.renew(desk.db)
    adapters = make_adapters(desk.settings, own)
    await keep(desk, files, many)
    began = time.perf_counter()
    done = 0
    while step := await intake.step(desk.db, files, adapters):
        done += step
    took = time.perf_counter() - began
    assert done == many, f"{done} originals were read, not {many}"
    return took / many


class Written(msgspec.Struct, frozen=True):
    """A row as one intake leaves it."""

    table: str
    columns: list[str]
    values: list[Any]


async def rows_of_a_ticket(desk: Desk, files: FileStore) -> list[Written]:
    """The rows that one mail adds, read back in full; the kept original is not among them, since it was there before."""
    tables = [
        row["relname"]
        for row in await desk.owner.fetch(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE  n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT IN ('original', 'schema_migration')
            """
        )
    ]
    await keep(desk, files, 1)
    before = await desk.owner.fetchval("SELECT pg_current_xact_id()::text::bigint")
    await read_kept(desk, files)
    written: list[Written] = []
    for table in sorted(tables):
        columns = [
            row["attname"]
            for row in await desk.owner.fetch(
                """
                SELECT attname FROM pg_attribute
                WHERE  attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                ORDER  BY attnum
                """,
                table,
            )
        ]
        for row in await desk.owner.fetch(
            f"SELECT {', '.join(columns)} FROM {table} WHERE xmin::text::bigint > $1", before
        ):
            written.append(Written(table, columns, list(row)))
    return written


async def read_kept(desk: Desk, files: FileStore) -> None:
    own = OwnAddresses()
    await own.renew(desk.db)
    await intake.step(desk.db, files, make_adapters(desk.settings, own))


class Floor:
    """Plain asyncpg: in one transaction a ticket, one INSERT statement a row, the same rows with fresh keys, into tables
    with the same columns, checks and indexes, but without policies, triggers and foreign keys."""

    def __init__(self, desk: Desk, rows: list[Written]) -> None:
        self._owner = desk.owner
        self._rows = rows

    async def prepare(self) -> None:
        await self._owner.execute("DROP SCHEMA IF EXISTS floor CASCADE; CREATE SCHEMA floor")
        for table in sorted({row.table for row in self._rows}):
            await self._owner.execute(
                f"CREATE TABLE floor.{table} (LIKE public.{table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS "
                "INCLUDING INDEXES INCLUDING GENERATED INCLUDING STORAGE)"
            )

    async def run(self, many: int) -> float:
        batches = [self._fresh(place) for place in range(many)]
        began = time.perf_counter()
        for batch in batches:
            async with self._owner.transaction():
                for sql, values in batch:
                    await self._owner.execute(sql, *values)
        return (time.perf_counter() - began) / many

    def _fresh(self, place: int) -> list[tuple[str, list[Any]]]:
        """The rows once more, as another ticket: every id, number, address and name that must be unique is new."""
        nonce = f"{time.time_ns()}{place:06}"
        new: dict[UUID, UUID] = {}
        batch: list[tuple[str, list[Any]]] = []
        for row in self._rows:
            values = []
            for column, value in zip(row.columns, row.values, strict=True):
                if isinstance(value, UUID) and column not in ("channel_id", "queue_id", "policy_id"):
                    value = new.setdefault(UUID(int=value.int), _another(value, nonce))
                elif column == "number":
                    value = int(nonce[-18:])
                    if row.table == "event":
                        value += len(batch)
                elif column in ("external_id", "message_id", "value", "address") and isinstance(value, str):
                    value = value.replace("@", f".{nonce}@")
                values.append(value)
            marks = ", ".join(f"${i + 1}" for i in range(len(values)))
            batch.append(
                (f"INSERT INTO floor.{row.table} ({', '.join(row.columns)}) VALUES ({marks})", values)
            )
        return batch


def _another(old: UUID, nonce: str) -> UUID:
    """Later ids sort later, as the real ones do."""
    return UUID(int=(int(nonce[:15]) << 68 | old.int & ((1 << 68) - 1)) & ((1 << 128) - 1))


async def run(small: Desk, large: Desk, *, quick: bool) -> list[Row]:
    many, rounds = (100, 3) if quick else (300, 7)
    files = FileStore(large.settings.files_url)
    rows = await rows_of_a_ticket(large, files)
    tables: dict[str, int] = {}
    for row in rows:
        tables[row.table] = tables.get(row.table, 0) + 1
    floor = Floor(large, rows)
    await floor.prepare()
    await read(small, files, 60)
    await read(large, files, 60)
    await floor.run(60)
    found = await interleaved(
        rounds,
        small=lambda: read(small, files, many),
        large=lambda: read(large, files, many),
        floor=lambda: floor.run(many),
    )
    await large.owner.execute("DROP SCHEMA floor CASCADE")
    ratio = 1 / found.ratio("large", "floor")
    growth = found.ratio("large", "small")
    listed = ", ".join(f"{n} {table}" for table, n in sorted(tables.items()))
    return [
        Row(
            work=f"intake of a mail, {large.size:,} tickets stored",
            value=f"{1 / found.median('large'):.0f} tickets/s",
            floor=f"{1 / found.median('floor'):.0f}/s: {len(rows)} INSERTs in one transaction ({listed})",
            ratio=ratio,
            target=f"≥ {TARGET}",
            met=ratio >= TARGET,
            noise=f"{found.spread('large')}, floor {found.spread('floor')}",
            detail={"ms_per_ticket": found.median("large") * 1000, "floor_ms": found.median("floor") * 1000},
        ),
        Row(
            work=f"intake, {large.size:,} tickets against {small.size:,}",
            value=f"{found.median('large') * 1000:.2f} ms a ticket",
            floor=f"{found.median('small') * 1000:.2f} ms a ticket",
            ratio=growth,
            target=f"≤ {GROWTH}",
            met=growth <= GROWTH,
            noise=f"{found.spread('large')}, {found.spread('small')}",
        ),
    ]
