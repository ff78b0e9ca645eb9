"""Pages that only read share connections between actors: nobody may see by what the one before was."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from pitboss.db.tx import SYSTEM, Actor, Database, Kind, connect
from tests.making import ABrand, a_player, a_queue, a_staff, a_ticket


@pytest.fixture
async def looking(database_url: str) -> AsyncIterator[Database]:
    """One connection for everybody's looks."""
    database = Database(
        await connect(database_url, size=2, application="pitboss tests"),
        looks=await connect(database_url, size=1, application="pitboss tests", looks=True),
    )
    yield database
    await database.close()


def _staff(who: UUID, *brands: str, wide: bool = False, queues: frozenset[UUID] = frozenset()) -> Actor:
    return Actor(
        kind=Kind.staff,
        id=who,
        brands=frozenset(brands),
        wide=frozenset(brands) if wide else frozenset(),
        queues=queues,
    )


async def test_each_look_sees_what_a_transaction_of_its_actor_sees_whoever_looked_before(
    db: Database, looking: Database, brand: ABrand, other_brand: ABrand
) -> None:
    who = (await a_staff(db, brand)).id
    protected = await a_queue(db, brand, restricted=True)
    for here, queue in ((brand, None), (brand, protected), (other_brand, None)):
        await a_ticket(db, here, (await a_player(db, here)).id, queue=queue)
    actors = [
        SYSTEM,
        _staff(who, brand.id, wide=True),
        _staff(who, brand.id),
        _staff(who, other_brand.id, wide=True),
        _staff(who, brand.id, queues=frozenset({protected})),
        _staff(who),
        Actor(kind=Kind.player, id=who, brands=frozenset({brand.id})),
        Actor(kind=Kind.visitor),
    ]
    seen = "SELECT id FROM ticket WHERE brand_id = ANY ($1) ORDER BY id"
    both = [brand.id, other_brand.id]
    for first in actors:
        for second in actors:
            async with looking.look(first) as tx:
                await tx.column(seen, both)
            async with looking.look(second) as tx:
                looked = await tx.column(seen, both)
            async with db.tx(second) as tx:
                assert looked == await tx.column(seen, both)


async def test_a_look_writes_nothing(looking: Database, brand: ABrand) -> None:
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        async with looking.look(SYSTEM) as tx:
            await tx.run("UPDATE ticket SET subject = 'x' WHERE brand_id = $1", brand.id)


async def test_after_an_actor_that_could_not_be_named_the_next_look_names_its_own(
    db: Database, looking: Database, brand: ABrand
) -> None:
    ticket = await a_ticket(db, brand, (await a_player(db, brand)).id)
    who = (await a_staff(db, brand)).id
    seen = "SELECT id FROM ticket WHERE brand_id = $1"
    sees = _staff(who, brand.id, wide=True)
    async with looking.look(sees) as tx:
        assert await tx.column(seen, brand.id) == [ticket]
    with pytest.raises(asyncpg.ProtocolViolationError):
        async with looking.look(_staff(who, "no\0brand")):
            pass
    async with looking.look(_staff(who, brand.id)) as tx:
        assert await tx.column(seen, brand.id) == []
    async with looking.look(sees) as tx:
        assert await tx.column(seen, brand.id) == [ticket]
