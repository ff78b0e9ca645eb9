"""What must be true of every table, function and right in the database."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from pitboss.assist.settings import ALWAYS_ON, topics
from pitboss.assist.taxonomy import TOPICS
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Database
from tests.making import ABrand, a_player, a_ticket

# Tables with a brand whose primary key begins with something else, and why.
OTHER_KEYS = {"job": "a job may belong to no brand"}


async def unprotected(owner: asyncpg.Connection[Any]) -> set[str]:
    """Tables with brand_id that have no row-level security, or no policy."""
    rows = await owner.fetch(
        """
        SELECT c.relname::text AS name
        FROM   pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
        WHERE  c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
          AND  (NOT c.relrowsecurity OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
        """
    )
    return {row["name"] for row in rows}


async def loose_keys(owner: asyncpg.Connection[Any]) -> set[str]:
    """Primary keys of tables with brand_id that don't begin with it, and foreign keys between such tables that don't."""
    rows = await owner.fetch(
        """
        WITH branded AS (
            SELECT c.oid, c.relname, a.attnum
            FROM   pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'brand_id' AND NOT a.attisdropped
            WHERE  c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace)
        SELECT b.relname::text AS name
        FROM   pg_constraint k JOIN branded b ON b.oid = k.conrelid LEFT JOIN branded o ON o.oid = k.confrelid
        WHERE  k.contype = 'p' AND k.conkey[1] <> b.attnum
           OR  k.contype = 'f' AND o.oid IS NOT NULL AND (k.conkey[1] <> b.attnum OR k.confkey[1] <> o.attnum)
        """
    )
    return {row["name"] for row in rows}


async def unchecked_definers(owner: asyncpg.Connection[Any]) -> set[str]:
    """SECURITY DEFINER functions that the application may call and that don't ask who acts. A trigger can't be called."""
    rows = await owner.fetch(
        """
        SELECT p.proname::text AS name
        FROM   pg_proc p
        WHERE  p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.prorettype <> 'trigger'::regtype
          AND  p.prokind = 'f' AND pg_get_functiondef(p.oid) !~ 'is_system\\(\\)|is_staff\\(\\)|actor_id\\(\\)|actor_brands\\(\\)'
        """
    )
    return {row["name"] for row in rows}


@pytest.fixture
async def owner(database_url: str, db: Database) -> Any:
    connection = await asyncpg.connect(database_url)
    change = connection.transaction()
    await change.start()
    yield connection
    await change.rollback()
    await connection.close()


async def test_every_table_with_a_brand_stands_behind_a_policy(owner: asyncpg.Connection[Any]) -> None:
    assert await unprotected(owner) == set()
    await owner.execute("CREATE TABLE good (brand_id text PRIMARY KEY)")
    await owner.execute(
        "ALTER TABLE good ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON good USING (is_system())"
    )
    await owner.execute("CREATE TABLE open_to_all (brand_id text PRIMARY KEY)")
    await owner.execute(
        "CREATE TABLE no_policy (brand_id text PRIMARY KEY); ALTER TABLE no_policy ENABLE ROW LEVEL SECURITY"
    )
    assert await unprotected(owner) == {"open_to_all", "no_policy"}


async def test_keys_begin_with_the_brand_so_that_no_reference_crosses_brands(
    owner: asyncpg.Connection[Any],
) -> None:
    assert await loose_keys(owner) == set(OTHER_KEYS)
    await owner.execute("CREATE TABLE good (brand_id text, id uuid, PRIMARY KEY (brand_id, id))")
    await owner.execute("CREATE TABLE crossing (id uuid UNIQUE, brand_id text, PRIMARY KEY (brand_id, id))")
    await owner.execute(
        "CREATE TABLE crosses (brand_id text, id uuid, PRIMARY KEY (brand_id, id), FOREIGN KEY (id) REFERENCES crossing (id))"
    )
    await owner.execute("CREATE TABLE turned (brand_id text, id uuid, PRIMARY KEY (id, brand_id))")
    assert await loose_keys(owner) == {*OTHER_KEYS, "crosses", "turned"}


async def test_whatever_looks_past_the_wall_asks_who_acts(owner: asyncpg.Connection[Any]) -> None:
    assert await unchecked_definers(owner) == set()
    await owner.execute(
        "CREATE FUNCTION good() RETURNS bigint LANGUAGE sql SECURITY DEFINER RETURN (SELECT count(*) FROM ticket WHERE is_system())"
    )
    await owner.execute(
        "CREATE FUNCTION good_too() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM ticket WHERE is_staff()'"
    )
    await owner.execute(
        "CREATE FUNCTION bad() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM ticket'"
    )
    assert await unchecked_definers(owner) == {"bad"}


async def test_functions_that_look_past_the_wall_tell_players_nothing(owner: asyncpg.Connection[Any]) -> None:
    for kind in ("player", "visitor", ""):
        await owner.execute("SELECT set_config('pitboss.kind', $1, true)", kind)
        assert await owner.fetchval("SELECT count(*) FROM role_use('agent')") == 0
        found = "SELECT count(*) FROM search_tickets(ARRAY(SELECT id FROM brand), 'hello', $1, 100, 100)"
        assert await owner.fetchval(found, await owner.fetchval("SELECT value FROM identity LIMIT 1")) == 0
        staff = await owner.fetchval("SELECT staff_id FROM staff_role LIMIT 1")
        assert await owner.fetchval("SELECT count(*) FROM staff_power($1)", staff) == 0


async def test_the_application_owns_nothing_and_passes_no_policy(owner: asyncpg.Connection[Any]) -> None:
    role = await owner.fetchrow(
        "SELECT oid, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication FROM pg_roles WHERE rolname = 'pitboss_app'"
    )
    assert role is not None
    assert not any(
        [
            role["rolsuper"],
            role["rolbypassrls"],
            role["rolcreaterole"],
            role["rolcreatedb"],
            role["rolreplication"],
        ]
    )
    assert await owner.fetchval("SELECT count(*) FROM pg_class WHERE relowner = $1", role["oid"]) == 0
    assert await owner.fetchval("SELECT count(*) FROM pg_proc WHERE proowner = $1", role["oid"]) == 0
    member = await owner.fetch(
        "SELECT roleid::regrole::text AS of, inherit_option, admin_option FROM pg_auth_members WHERE member = $1",
        role["oid"],
    )
    assert [tuple(row) for row in member] == [("pitboss_desk", False, False)]
    assert not await owner.fetchval("SELECT has_schema_privilege('pitboss_app', 'public', 'CREATE')")


async def test_the_desk_itself_may_do_what_the_application_may_and_sees_all_rows(
    owner: asyncpg.Connection[Any],
) -> None:
    role = await owner.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles WHERE rolname = 'pitboss_desk'"
    )
    assert role is not None
    assert not any(role.values())
    assert (
        await owner.fetchval("SELECT count(*) FROM pg_auth_members WHERE member = 'pitboss_desk'::regrole")
        == 0
    )
    rights = """
        SELECT c.relname::text, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a
        WHERE  c.relnamespace = 'public'::regnamespace AND a.grantee = $1::text::regrole
        ORDER  BY 1, 2
    """
    assert await owner.fetch(rights, "pitboss_desk") == await owner.fetch(rights, "pitboss_app")
    walled = await owner.fetch(
        """
        SELECT c.relname::text FROM pg_class c
        WHERE  c.relnamespace = 'public'::regnamespace AND c.relrowsecurity
          AND  NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polroles = ARRAY['pitboss_desk'::regrole::oid])
        """
    )
    assert walled == []


async def test_nobody_can_change_the_log_or_delete_what_must_stay(db: Database, brand: ABrand) -> None:
    player = await a_player(db, brand)
    await a_ticket(db, brand, player.id)
    for attempt in (
        "UPDATE event SET data = '{}'",
        "DELETE FROM event",
        "TRUNCATE event",
        "UPDATE event_epoch SET value = 0",
        "DELETE FROM ticket",
        "DELETE FROM player",
        "DELETE FROM original",
        "DELETE FROM dispatch_log",
        "ALTER TABLE event DISABLE ROW LEVEL SECURITY",
        "DROP POLICY ticket_sight ON ticket",
        "CREATE TABLE mine (id int)",
        "UPDATE schema_migration SET name = 'x'",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with db.tx(SYSTEM) as tx:
                await tx.run(attempt)


async def test_migrating_again_changes_nothing(database_url: str, owner: asyncpg.Connection[Any]) -> None:
    shape = """
        SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
        WHERE  table_schema = 'public' ORDER BY 1, 2
    """
    before = await owner.fetch(shape)
    assert await migrate(database_url) == []
    assert await owner.fetch(shape) == before


async def test_a_new_brand_begins_with_the_topics_of_the_package(db: Database, brand: ABrand) -> None:
    async with db.tx(SYSTEM) as tx:
        held = await topics(tx, brand.id)
    assert [(t.id, t.ru, t.en) for t in held.values()] == [(t.id, t.ru, t.en) for t in TOPICS.values()]
    assert all(t.enabled and t.parent is None for t in held.values())


async def test_the_database_itself_keeps_danger_and_complaints_on(db: Database, brand: ABrand) -> None:
    for topic in ALWAYS_ON:
        with pytest.raises(asyncpg.CheckViolationError, match="topic_always_on"):
            async with db.tx(SYSTEM) as tx:
                await tx.run(
                    "UPDATE topic SET enabled = false WHERE brand_id = $1 AND id = $2", brand.id, topic
                )
