"""Plain SQL migrations, forward only, each in its own transaction, under an advisory lock."""

from __future__ import annotations

from importlib import resources
from typing import Any

import asyncpg

_LOCK = 0x5049_5442  # any number, as long as it is always the same


class BadMigrations(Exception):
    """The database and this release don't belong together."""


def unmigrated(problem: Exception) -> bool:
    """Whether connecting, or the first look, failed as it does where `migrate` has not been yet: there is no table, or no
    role pitboss_app."""
    return isinstance(
        problem,
        asyncpg.UndefinedTableError
        | asyncpg.InvalidParameterValueError
        | asyncpg.UndefinedObjectError
        | asyncpg.InvalidAuthorizationSpecificationError,
    ) and not isinstance(problem, asyncpg.InvalidPasswordError)


def available() -> list[tuple[str, str]]:
    """(name, SQL) of every migration, in order."""
    folder = resources.files("pitboss.db") / "migrations"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(name, (folder / name).read_text(encoding="utf-8")) for name in names]


async def missing(url: str) -> list[str]:
    """Names of the migrations that the database of `url` (owner or application) lacks; all, if it has none yet."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(url, timeout=15)
    try:
        done = {row["name"] for row in await connection.fetch("SELECT name FROM schema_migration")}
    except asyncpg.UndefinedTableError:
        done = set()
    finally:
        await connection.close()
    return [name for name, _ in available() if name not in done]


async def migrate(url: str) -> list[str]:
    """Brings the database of `url` (its owner) up to this release; gives the names of what was applied."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(url, server_settings={"lock_timeout": "30s"})
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        await connection.execute(
            """
            DO $$ BEGIN
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'pitboss_app') THEN
                    CREATE ROLE pitboss_app LOGIN;
                END IF;
                IF NOT pg_has_role(current_user, 'pitboss_app', 'MEMBER') THEN
                    EXECUTE format('GRANT pitboss_app TO %I', current_user);
                END IF;
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'pitboss_desk') THEN
                    CREATE ROLE pitboss_desk NOLOGIN;
                END IF;
                IF NOT pg_has_role('pitboss_app', 'pitboss_desk', 'MEMBER') THEN
                    GRANT pitboss_desk TO pitboss_app WITH INHERIT FALSE, SET TRUE;
                END IF;
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'pitboss_compliance') THEN
                    CREATE ROLE pitboss_compliance NOLOGIN;
                END IF;
                IF NOT pg_has_role(current_user, 'pitboss_compliance', 'MEMBER') THEN
                    EXECUTE format('GRANT pitboss_compliance TO %I WITH INHERIT FALSE, SET TRUE', current_user);
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- another database of the server made it just now
            END $$;
            CREATE TABLE IF NOT EXISTS schema_migration (
                name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())
            """
        )
        done = {row["name"] for row in await connection.fetch("SELECT name FROM schema_migration")}
        unknown = done - {name for name, _ in available()}
        if unknown:
            raise BadMigrations(
                f"The database was migrated by a newer release ({', '.join(sorted(unknown))}). "
                "Start that release, or restore a backup from before it."
            )
        applied = []
        for name, sql in available():
            if name in done:
                continue
            async with connection.transaction():
                await connection.execute(sql)
                await connection.execute("INSERT INTO schema_migration (name) VALUES ($1)", name)
            applied.append(name)
        await connection.execute("SELECT equip_desk()")
        await _keep_event_numbers_rising(connection)
        return applied
    finally:
        await connection.close()


async def _keep_event_numbers_rising(connection: asyncpg.Connection[Any]) -> None:
    """A restored database meets a server whose transaction ids start low again; event numbers must not."""
    await connection.execute(
        """
        UPDATE event_epoch SET value = value + gap
        FROM  (SELECT coalesce(max(number) >> 16, 0) + 1 - (event_number(0) >> 16) AS gap FROM event) AS behind
        WHERE  gap > 0
        """
    )
