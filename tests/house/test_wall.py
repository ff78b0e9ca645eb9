"""One wall: what a socket is told, what a search finds and what a query shows are the same, for everybody."""

from __future__ import annotations

import itertools
from uuid import UUID

import msgspec

from pitboss.api.stream import Facts, sees
from pitboss.db.tx import SYSTEM, Actor, Database, Kind
from pitboss.kit.ids import new_id
from tests.making import ABrand, a_brand, a_player, a_queue, a_staff


class Case(msgspec.Struct, frozen=True):
    """One event of a ticket (or of none), and what decides who sees it."""

    number: int
    facts: Facts
    word: str


async def _cases(db: Database, brand: ABrand, staff: UUID) -> list[Case]:
    """Tickets of each queue, open and protected, of nobody and of `staff`, with public and private events."""
    queues = [
        brand.queue,
        await a_queue(db, brand),
        await a_queue(db, brand, restricted=True),
        await a_queue(db, brand, restricted=True),
    ]
    player = await a_player(db, brand)
    cases = []
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, $2, $3, 'account', $4)",
            brand.id,
            new_id(),
            player.id,
            f"account-{staff}",
        )
        numbers = itertools.count(await tx.value("SELECT event_number(1)"))
        for queue, assignee, session in itertools.product([*queues, None], [None, staff], [None, new_id()]):
            restricted = queue in queues[2:]
            ticket, message = new_id(), new_id()
            word = f"w{ticket.hex}"
            await tx.run(
                """
                INSERT INTO ticket (brand_id, id, number, queue_id, restricted, assignee_id, player_id, session_id, channel_id,
                                    channel, class, language, jurisdiction)
                VALUES ($1, $2, next_ticket_number($1), $3, $4, $5, $6, $7, $8, 'email', 'mail', 'en', 'MGA')
                """,
                brand.id, ticket, queue, restricted, assignee, player.id, session, brand.email,
            )  # fmt: skip
            await tx.run(
                """
                INSERT INTO message (brand_id, id, ticket_id, kind, author_kind, channel, text)
                VALUES ($1, $2, $3, 'reply', 'player', 'email', $4)
                """,
                brand.id, message, ticket, word,
            )  # fmt: skip
            for public in (True, False):
                number = next(numbers)
                await tx.run(
                    """
                    INSERT INTO event (brand_id, number, ticket_id, type, public, actor_kind, data)
                    VALUES ($1, $2, $3, 'tried', $4, 'system', '{}'::json::jsonb)
                    """,
                    brand.id, number, ticket, public,
                )  # fmt: skip
                facts = Facts(brand.id, ticket, public, queue, assignee, restricted, player.id, session)
                cases.append(Case(number, facts, word))
        number = next(numbers)
        await tx.run(
            """
            INSERT INTO event (brand_id, number, ticket_id, type, public, actor_kind, data)
            VALUES ($1, $2, NULL, 'tried', false, 'system', '{}'::json::jsonb)
            """,
            brand.id, number,
        )  # fmt: skip
        cases.append(Case(number, Facts(brand.id, None, False, None, None, False, None, None), ""))
        number = next(numbers)
        await tx.run(
            """
            INSERT INTO event (brand_id, number, ticket_id, type, public, actor_kind, data)
            VALUES ($1, $2, NULL, 'complaint_tried', false, 'system', '{}'::json::jsonb)
            """,
            brand.id, number,
        )  # fmt: skip
        cases.append(Case(number, Facts(brand.id, None, False, None, None, False, None, None, case=True), ""))
    return cases


async def test_sockets_searches_and_queries_show_the_same_to_everybody(db: Database, brand: ABrand) -> None:
    other = await a_brand(db)
    person = await a_staff(db, brand)
    cases = [*await _cases(db, brand, person.id), *await _cases(db, other, person.id)]
    queues = sorted({c.facts.queue_id for c in cases if c.facts.queue_id and c.facts.brand == brand.id})
    both = frozenset({brand.id, other.id})
    actors = [
        Actor(
            kind=Kind.staff, id=staff, brands=brands, wide=wide, queues=frozenset(some), complaints=cases_of
        )
        for staff in (person.id, new_id())
        for brands in (frozenset[str](), frozenset({brand.id}), both)
        for wide in (frozenset[str](), frozenset({brand.id}), both)
        for some in (queues[:0], queues[:2], queues[2:], queues)
        for cases_of in (frozenset[str](), frozenset({brand.id}))
    ]
    players = {c.facts.player_id for c in cases} - {None}
    sessions = sorted({c.facts.session_id for c in cases if c.facts.session_id})[:3]
    for owner, brands in itertools.product([*players, new_id()], (frozenset({brand.id}), both)):
        actors.append(Actor(kind=Kind.player, id=owner, brands=brands))
    for session, brands in itertools.product([*sessions, new_id()], (frozenset({brand.id}), both)):
        actors.append(Actor(kind=Kind.visitor, id=session, brands=brands))
    actors += [SYSTEM, Actor(kind=Kind.staff, id=person.id)]
    assert len(actors) > 80
    for actor in actors:
        async with db.tx(actor) as tx:
            shown = set(
                await tx.column("SELECT number FROM event WHERE number = ANY ($1)", [c.number for c in cases])
            )
            tickets = set(
                await tx.column("SELECT id FROM ticket WHERE id = ANY ($1)", [c.facts.ticket for c in cases])
            )
            words = " or ".join(sorted({c.word for c in cases if c.word}))
            search = "SELECT ticket_id FROM search_tickets($1, $2, $3, 5000, 200)"
            found = set(await tx.column(search, list(both), words, None))
            named = set(await tx.column(search, list(both), "noword", f"account-{person.id}"))
        assert shown == {c.number for c in cases if sees(actor, c.facts)}, actor
        if actor.kind in (Kind.system, Kind.staff):
            assert found == named == tickets, actor
        else:
            assert found == named == set()
