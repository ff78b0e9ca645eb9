"""Desks to measure on: databases of one embedded PostgreSQL, filled to a size, with two brands and their staff.

Filling bypasses triggers and foreign keys (session_replication_role = replica), writes what they would have written, and
ends with VACUUM ANALYZE, so that every measurement starts from the state of a database in use."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Actor, Database, app_url
from pitboss.demo.seed import QUEUES
from pitboss.kit.ids import new_id
from pitboss.settings import Settings, read_settings
from pitboss.sla import actions as sla
from pitboss.staff import actions as staff
from pitboss.staff.actors import actor_of
from pitboss.staff.sign_in import create_token
from pitboss.staff.teams import join_queue
from pitboss.web import open_database

BRANDS = (("harbour", "HB", "en"), ("mayak", "MK", "ru"))
SHARE = 0.7  # of the tickets lie in the first brand
ADDRESS = "support@harbour.example"
RARE = 50_000  # each rare word stands in one of so many messages
WORDS = [
    "деньги",
    "вывод",
    "депозит",
    "карта",
    "счёт",
    "игра",
    "бонус",
    "ставка",
    "выплата",
    "проверка",
    "документ",
    "паспорт",
    "ждать",
    "когда",
    "почему",
    "пришло",
    "снова",
    "вчера",
    "сегодня",
    "пожалуйста",
    "помогите",
    "не",
    "работает",
    "ошибка",
    "вход",
    "пароль",
    "код",
    "письмо",
    "ответ",
    "билет",
    "матч",
    "money",
    "withdrawal",
    "deposit",
    "card",
    "account",
    "game",
    "bonus",
    "bet",
    "payout",
    "check",
    "document",
    "wait",
    "when",
    "why",
    "again",
    "yesterday",
    "today",
    "please",
    "help",
    "not",
    "working",
    "error",
    "login",
    "letter",
    "answer",
    "ticket",
    "match",
    "since",
    "three",
    "days",
    "still",
    "nothing",
    "arrived",
]


class Server(msgspec.Struct, frozen=True):
    """The embedded PostgreSQL. `owner_url` names its database `pitboss`."""

    folder: Path
    owner_url: str

    def url(self, database: str) -> str:
        return self.owner_url.replace("/pitboss?", f"/{database}?", 1)


@contextlib.contextmanager
def server(kept: Path | None) -> Any:
    """Starts PostgreSQL with the project's own configuration, in a temporary folder or in one that is kept."""
    folder = kept or Path(tempfile.mkdtemp(prefix="pitboss-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield Server(folder, embedded.start(folder))
    finally:
        embedded.stop(folder)
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


class Desk(msgspec.Struct, frozen=True):
    """A filled database. `agent` serves two ordinary queues of the first brand and sees no others; `senior` sees both
    brands; the tokens are theirs."""

    name: str
    size: int
    owner_url: str
    settings: Settings
    db: Database
    owner: Any  # a connection that no policy binds
    agent: Actor
    agent_token: str
    senior: Actor
    senior_token: str
    mail: UUID  # the first brand's mail channel
    chat: UUID


@contextlib.asynccontextmanager
async def desk(
    on: Server, size: int, more: Callable[[Any, int], Awaitable[None]] | None = None, role: str = "senior"
) -> AsyncIterator[Desk]:
    """The desk with `size` tickets, made and filled if it isn't there yet. `more` fills it further, which makes it a desk of its
    own; `role` is the senior's."""
    name = f"bench_{more.__name__}_{size}" if more else f"bench_{size}"
    admin: Any = await asyncpg.connect(on.owner_url)
    fresh = not await admin.fetchval("SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", name)
    if fresh:
        await admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
        )
    await admin.close()
    url = on.url(name)
    await migrate(url)
    settings = settings_for(on, url)
    db = await open_database(settings, app_url(url), size=8, application="pitboss bench")
    owner: Any = await asyncpg.connect(url, command_timeout=900)
    try:
        if fresh:
            await _brands(db)
            await fill(owner, size)
            if more is not None:
                await more(owner, size)
        agent, agent_token = await _person(db, "agent", ("Payments", "Bonuses"))
        senior, senior_token = await _person(db, role, (), everywhere=True)
        async with db.tx(SYSTEM) as tx:
            channels = dict(
                await tx.connection.fetch("SELECT kind, id FROM channel WHERE brand_id = 'harbour'")
            )
        yield Desk(
            name, size, url, settings, db, owner, agent, agent_token, senior, senior_token,
            channels["email"], channels["webchat"],
        )  # fmt: skip
    finally:
        await owner.close()
        await db.close()


def settings_for(on: Server, url: str, **more: str) -> Settings:
    return read_settings(environment(on, url, **more))


def environment(on: Server, url: str, **more: str) -> dict[str, str]:
    """What a server process on this desk is started with. The limits of a request rate are out of the way: the load
    comes from one address."""
    return {
        "PITBOSS_DATA_DIR": str(on.folder),
        "PITBOSS_DATABASE_URL": app_url(url),
        "PITBOSS_DATABASE_OWNER_URL": url,
        "PITBOSS_SECRET_KEY": "a key of a desk that lives for one run",
        "PITBOSS_RATE_FACTOR": "1000000",
        "PITBOSS_LOG_LEVEL": "error",
        **more,
    }


async def _brands(db: Database) -> None:
    async with db.tx(SYSTEM) as tx:
        await staff.install_roles(tx)
        for brand, prefix, language in BRANDS:
            await tx.run(
                "INSERT INTO brand (id, name, prefix, language, jurisdiction, origins) VALUES ($1, $1, $2, $3, 'GENERIC', $4)",
                brand,
                prefix,
                language,
                [f"https://{brand}.example"],
            )
            await tx.run(
                "INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, 'chat_jwt', repeat('k', 40))",
                brand,
            )
            for kind, address in (
                ("email", f"support@{brand}.example"),
                ("webchat", None),
                ("portal", None),
            ):
                await tx.run(
                    "INSERT INTO channel (brand_id, id, kind, name, address) VALUES ($1, $2, $3, $3, $4)",
                    brand,
                    new_id(),
                    kind,
                    address,
                )
            for queue in QUEUES:
                await tx.run(
                    """
                    INSERT INTO queue (brand_id, id, name, topics, restricted, fallback, level)
                    VALUES ($1, $2, $3, $4, $5, $6, $7::text::ticket_level)
                    """,
                    brand,
                    new_id(),
                    queue.name,
                    list(queue.topics),
                    queue.restricted,
                    queue.fallback,
                    queue.level,
                )
            await sla.install_defaults(tx, brand)


async def _person(
    db: Database, role: str, queues: tuple[str, ...], *, everywhere: bool = False
) -> tuple[Actor, str]:
    """A member of staff and an API token of theirs."""
    async with db.tx(SYSTEM) as tx:
        who = await staff.create_staff(
            tx,
            "harbour",
            email=f"{new_id().hex}@desk.example",
            name="Анна Bench",
            password=f"long enough {new_id().hex}",
            role=role,
            languages=["en", "ru"],
        )
        if everywhere:
            await staff.grant_role(tx, "mayak", who, role)
        for queue in await tx.column(
            "SELECT id FROM queue WHERE brand_id = 'harbour' AND name = ANY ($1)", list(queues)
        ):
            await join_queue(tx, "harbour", queue, who)
        actor = await actor_of(tx, who)
    assert actor is not None
    async with db.tx(actor) as tx:
        token, _ = await create_token(
            tx, name="bench", scopes={p for held in actor.permissions.values() for p in held}
        )
    return actor, token


async def fill(owner: Any, size: int) -> None:
    """`size` tickets, each with one message and one running clock that isn't due; a third as many players. Of the
    tickets 3 % are live, the youngest ones; none of them waits for an agent."""
    await owner.execute("SET session_replication_role = replica; SET synchronous_commit = off")
    await owner.execute(
        """
        CREATE OR REPLACE FUNCTION nth_id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN
            (lpad(to_hex(1700000000000 + n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000' || lpad(to_hex(n), 12, '0'))::uuid
        """
    )
    await owner.execute(f"CREATE TEMP TABLE words AS SELECT ARRAY[{', '.join(repr(w) for w in WORDS)}] AS w")
    brand = f"CASE WHEN n % 10 < {SHARE * 10:.0f} THEN 'harbour' ELSE 'mayak' END"
    people = max(size // 30, 1) * 10  # a multiple of ten, so that a ticket and its player share the brand
    await owner.execute(
        f"""
        INSERT INTO player (brand_id, id, name, language, vip, created_at)
        SELECT {brand}, nth_id(1, n), 'Player ' || n, CASE WHEN n % 2 = 0 THEN 'en' ELSE 'ru' END, n % 7, now() - interval '1 year'
        FROM   generate_series(0, {people - 1}) AS n
        """
    )
    await owner.execute(
        f"""
        INSERT INTO identity (brand_id, id, player_id, kind, value, registered)
        SELECT {brand}, nth_id(2, n), nth_id(1, n), 'email', 'player' || n || '@mail.example', n % 2 = 0
        FROM   generate_series(0, {people - 1}) AS n
        """
    )
    await owner.execute(
        f"""
        WITH queues AS (SELECT brand_id, array_agg(id ORDER BY name) AS ids FROM queue WHERE NOT restricted GROUP BY brand_id),
             made AS (
                SELECT n, {brand} AS brand, now() - ({size} - n) * interval '20 seconds' AS at,
                       CASE WHEN n < {size} * 0.97 THEN 'closed' ELSE (ARRAY['open', 'waiting', 'on_hold'])[n % 3 + 1] END AS status
                FROM   generate_series(0, {size - 1}) AS n)
        INSERT INTO ticket (brand_id, id, number, subject, status, hold_reason, topic, topic_confidence, topic_reason, priority,
                            priority_score, priority_reasons, queue_id, queued_at, assignee_id, player_id, channel_id, channel,
                            class, language, jurisdiction, tags, due_at, waiting_since, solved_at, created_at, updated_at, said_kind, said_by,
                            said_excerpt, said_at, player_said_at, heard, promises)
        SELECT m.brand, nth_id(3, n), 1001 + n, 'Withdrawal ' || n || ' is not here', m.status::ticket_status,
               CASE WHEN m.status = 'on_hold' THEN 'a provider' END, 'withdrawal_status', 0.8, 'withdrawal, days', n % 4, n % 120,
               '[{{"points": 20, "code": "player_waits"}}, {{"points": 35, "code": "money_stuck"}}]', q.ids[n % cardinality(q.ids) + 1],
               at, s.id, nth_id(1, n % {people}), c.id, 'email', 'mail', CASE WHEN n % 2 = 0 THEN 'en' ELSE 'ru' END, 'GENERIC',
               CASE WHEN n % 5 = 0 THEN ARRAY['vip'] ELSE ARRAY[]::text[] END, now() + interval '1 day', at,
               CASE WHEN m.status = 'closed' THEN at END, at, at, 'reply', 'player', repeat('Where is my withdrawal? ', 6), at, at, 1,
               jsonb_build_array(jsonb_build_object('kind', 'resolution', 'due_at', now() + interval '20 days', 'warn_at',
                   now() + interval '10 days', 'warned', false, 'breached', false, 'paused', false))
        FROM   made m
        JOIN   queues q ON q.brand_id = m.brand
        JOIN   channel c ON c.brand_id = m.brand AND c.kind = 'email'
        CROSS  JOIN (SELECT nth_id(4, 0) AS id) s
        """
    )
    await owner.execute(
        """
        INSERT INTO staff (id, email, name, password_hash, languages) VALUES (nth_id(4, 0), 'past@desk.example', 'Past Agent', '-', '{en,ru}')
        """
    )
    await owner.execute(
        f"""
        INSERT INTO message (brand_id, id, ticket_id, kind, author_kind, author_id, author_name, channel_id, channel, subject, text,
                             external_id, address, created_at)
        SELECT t.brand_id, nth_id(5, n), t.id, 'reply', 'player', t.player_id, 'Player', t.channel_id, 'email', t.subject,
               (SELECT string_agg(w[1 + (n * 7 + i * (n % 61 + 13)) % cardinality(w)], ' ') FROM words, generate_series(1, 30) AS i)
               || ' rareword' || n % {RARE},
               '<m' || n || '@mail.example> player', 'player@mail.example', t.created_at
        FROM   (SELECT *, number - 1001 AS n FROM ticket) AS t
        """
    )
    await owner.execute(
        """
        INSERT INTO clock (brand_id, id, ticket_id, kind, policy_id, allowance, warn_share, started_at, running_since, due_at, warn_at, next_at)
        SELECT t.brand_id, nth_id(6, n), t.id, 'resolution', p.id, interval '30 days', 0.75, t.created_at, t.created_at,
               now() + interval '20 days', now() + interval '10 days', now() + interval '10 days' + n * interval '0.1 second'
        FROM   (SELECT *, number - 1001 AS n FROM ticket) AS t
        JOIN   LATERAL (SELECT id FROM promise_policy WHERE brand_id = t.brand_id ORDER BY position, name LIMIT 1) p ON true
        """
    )
    for brand_id, _, _ in BRANDS:
        await owner.execute(f"SELECT setval('ticket_number_{brand_id}', {1001 + size})")
    await owner.execute("RESET session_replication_role; RESET synchronous_commit; DROP TABLE words")
    await owner.execute("VACUUM ANALYZE")
    await owner.execute("CHECKPOINT")
