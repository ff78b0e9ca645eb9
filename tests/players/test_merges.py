import asyncio
from uuid import UUID

import pytest

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Forbidden, Invalid, NotFound
from pitboss.players import merges, queries
from pitboss.players.actions import identify, recognise
from pitboss.players.merges import AlreadyDecided, AlreadyMerged, NoSuchProposal, NotMerged, TwoAccounts
from pitboss.players.model import Claims, IdentityKind, Player
from tests.making import ABrand, APerson, a_player, a_queue, a_staff, a_ticket, happened


async def a_proposal(db: Database, brand: ABrand, player: UUID, other: UUID) -> UUID:
    async with db.tx(SYSTEM) as tx:
        return await merges.propose_merge(tx, brand.id, player, other, reason="the same voice")


async def approve(db: Database, brand: ABrand, boss: APerson, proposal: UUID) -> merges.Moved:
    async with db.tx(boss.actor) as tx:
        return await merges.approve_merge(tx, brand.id, proposal)


async def undo(db: Database, brand: ABrand, boss: APerson, proposal: UUID) -> None:
    async with db.tx(boss.actor) as tx:
        await merges.undo_merge(tx, brand.id, proposal)


async def signs(db: Database, brand: ABrand, **said: object) -> Player:
    async with db.tx(SYSTEM) as tx:
        return await identify(tx, brand.id, Claims(**said))  # type: ignore[arg-type]


async def finds(db: Database, brand: ABrand, address: str) -> UUID:
    async with db.tx(SYSTEM) as tx:
        return (await recognise(tx, brand.id, IdentityKind.email, address)).id


async def add_email(
    db: Database, brand: ABrand, player: UUID, address: str, *, registered: bool = False
) -> None:
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value, registered) VALUES ($1, $2, $3, 'email', $4, $5)",
            brand.id,
            new_id(),
            player,
            address,
            registered,
        )


async def a_session(db: Database, brand: ABrand, player: UUID) -> UUID:
    session = new_id()
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO chat_session (brand_id, id, hash, channel_id, player_id, language)
            VALUES ($1, $2, $3, $4, $5, 'en')
            """,
            brand.id,
            session,
            session.bytes,
            brand.webchat,
            player,
        )
    return session


async def state(db: Database, brand: ABrand) -> dict[str, set[object]]:
    """Everything that a merge may touch, to be compared."""
    async with db.tx(SYSTEM) as tx:
        return {
            "identity": set(
                await tx.column(
                    "SELECT (id, player_id, kind, value, registered, created_at)::text FROM identity WHERE brand_id = $1",
                    brand.id,
                )
            ),
            "player": set(
                await tx.column(
                    "SELECT (id, name, language, jurisdiction, vip, flags, merged_into)::text FROM player WHERE brand_id = $1",
                    brand.id,
                )
            ),
            "ticket": set(
                await tx.column("SELECT (id, player_id)::text FROM ticket WHERE brand_id = $1", brand.id)
            ),
            "chat_session": set(
                await tx.column(
                    "SELECT (id, player_id)::text FROM chat_session WHERE brand_id = $1", brand.id
                )
            ),
        }


async def test_a_merge_moves_everything_and_the_undo_puts_everything_back(
    db: Database, brand: ABrand
) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    stays = await signs(db, brand, account="P-1", name="Ivan", vip=1, flags=["a"])
    goes = await a_player(db, brand, email="ivan@mail.example")
    await add_email(db, brand, stays.id, "both@mail.example")
    await add_email(db, brand, goes.id, "both@mail.example", registered=True)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE player SET language = 'ru', vip = 4, flags = '{b}' WHERE brand_id = $1 AND id = $2",
            brand.id,
            goes.id,
        )
    protected = await a_queue(db, brand, restricted=True)
    tickets = [await a_ticket(db, brand, goes.id, queue=queue) for queue in (brand.queue, protected)]
    session = await a_session(db, brand, goes.id)
    before = await state(db, brand)
    proposal = await a_proposal(db, brand, stays.id, goes.id)

    moved = await approve(db, brand, boss, proposal)

    assert (set(moved.tickets), moved.sessions) == (set(tickets), [session])
    assert (len(moved.identities), len(moved.dropped), len(moved.raised)) == (1, 1, 1)
    assert await finds(db, brand, "ivan@mail.example") == stays.id
    assert await finds(db, brand, "both@mail.example") == stays.id
    async with db.tx(SYSTEM) as tx:
        merged = await queries.player(tx, brand.id, goes.id)
        assert await queries.identities(tx, brand.id, goes.id) == []
    assert merged is not None
    assert (merged.id, merged.name, merged.language, merged.vip, merged.flags) == (
        stays.id,
        "Ivan",
        "ru",
        4,
        ["a", "b"],
    )

    await undo(db, brand, boss, proposal)

    assert await state(db, brand) == before
    told = [e.type for e in await happened(db, brand) if "merge" in e.type]
    assert told == ["merge_proposed", "players_merged", "merge_undone"]


async def test_what_came_after_the_merge_stays_where_it_came(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    stays, goes = await a_player(db, brand), await a_player(db, brand, email="ivan@mail.example")
    old = await a_ticket(db, brand, goes.id)
    proposal = await a_proposal(db, brand, stays.id, goes.id)
    await approve(db, brand, boss, proposal)
    new = await a_ticket(db, brand, await finds(db, brand, "ivan@mail.example"))
    async with db.tx(SYSTEM) as tx:
        await tx.run("UPDATE player SET vip = 9 WHERE brand_id = $1 AND id = $2", brand.id, stays.id)
    await undo(db, brand, boss, proposal)
    async with db.tx(SYSTEM) as tx:
        owners = {
            row["id"]: row["player_id"]
            for row in await tx.connection.fetch(
                "SELECT id, player_id FROM ticket WHERE brand_id = $1", brand.id
            )
        }
        after = await queries.player(tx, brand.id, stays.id)
    assert owners == {old: goes.id, new: stays.id}
    assert after is not None
    assert after.vip == 9


async def test_two_site_accounts_are_never_one_player(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    one, two = await signs(db, brand, account="P-1"), await signs(db, brand, account="P-2")
    proposal = await a_proposal(db, brand, one.id, two.id)
    before = await state(db, brand)
    with pytest.raises(TwoAccounts):
        await approve(db, brand, boss, proposal)
    assert await state(db, brand) == before


async def test_of_two_approvals_at_once_one_merges_and_one_is_told(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    one, two = await a_player(db, brand), await a_player(db, brand)
    proposal = await a_proposal(db, brand, one.id, two.id)
    outcomes = await asyncio.gather(
        *[approve(db, brand, boss, proposal) for _ in range(4)], return_exceptions=True
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyDecided"] * 3 + ["Moved"]
    assert [e.type for e in await happened(db, brand)].count("players_merged") == 1


async def test_merges_that_cross_never_leave_a_merged_player_with_identities(
    db: Database, brand: ABrand
) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    one, two, three = [await a_player(db, brand) for _ in range(3)]
    proposals = [
        await a_proposal(db, brand, two.id, one.id),
        await a_proposal(db, brand, three.id, two.id),
        await a_proposal(db, brand, one.id, three.id),
    ]
    outcomes = await asyncio.gather(*[approve(db, brand, boss, p) for p in proposals], return_exceptions=True)
    assert all(isinstance(outcome, merges.Moved | AlreadyMerged) for outcome in outcomes), outcomes
    async with db.tx(SYSTEM) as tx:
        left = await tx.value(
            """
            SELECT count(*) FROM identity i JOIN player p ON p.brand_id = i.brand_id AND p.id = i.player_id
            WHERE  i.brand_id = $1 AND p.merged_into IS NOT NULL
            """,
            brand.id,
        )
        rings = [await queries.player(tx, brand.id, player.id) for player in (one, two, three)]
    assert left == 0
    assert None not in rings


async def test_mail_that_arrives_during_a_merge_goes_to_whoever_stays(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    stays, goes = await a_player(db, brand), await a_player(db, brand, email="ivan@mail.example")
    proposal = await a_proposal(db, brand, stays.id, goes.id)

    async def arrives() -> None:
        async with db.tx(SYSTEM) as tx:
            player = await recognise(tx, brand.id, IdentityKind.email, "ivan@mail.example")
            await tx.run(
                """
                INSERT INTO ticket (brand_id, id, number, player_id, channel_id, channel, class, language, jurisdiction)
                VALUES ($1, $2, next_ticket_number($1), $3, $4, 'email', 'mail', 'en', 'MGA')
                """,
                brand.id,
                new_id(),
                player.id,
                brand.email,
            )

    await asyncio.gather(*[arrives() for _ in range(8)], approve(db, brand, boss, proposal))
    async with db.tx(SYSTEM) as tx:
        owners = await tx.column("SELECT player_id FROM ticket WHERE brand_id = $1", brand.id)
    assert owners == [stays.id] * 8


async def test_a_pair_has_one_open_proposal_whichever_way_round(db: Database, brand: ABrand) -> None:
    one, two = await a_player(db, brand), await a_player(db, brand)
    first = await a_proposal(db, brand, one.id, two.id)
    assert await a_proposal(db, brand, two.id, one.id) == first


async def test_a_refused_proposal_is_decided(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    one, two = await a_player(db, brand), await a_player(db, brand)
    proposal = await a_proposal(db, brand, one.id, two.id)
    async with db.tx(boss.actor) as tx:
        await merges.refuse_merge(tx, brand.id, proposal)
    with pytest.raises(AlreadyDecided):
        await approve(db, brand, boss, proposal)
    with pytest.raises(NotMerged):
        await undo(db, brand, boss, proposal)


async def test_merges_in_a_row_are_undone_last_first(db: Database, brand: ABrand) -> None:
    boss = await a_staff(db, brand, role="supervisor")
    one, two, three = [await a_player(db, brand) for _ in range(3)]
    before = await state(db, brand)
    inner = await a_proposal(db, brand, two.id, one.id)
    outer = await a_proposal(db, brand, three.id, two.id)
    await approve(db, brand, boss, inner)
    await approve(db, brand, boss, outer)
    with pytest.raises(AlreadyMerged):
        await undo(db, brand, boss, inner)
    await undo(db, brand, boss, outer)
    await undo(db, brand, boss, inner)
    assert await state(db, brand) == before


async def test_who_may_propose_and_decide(db: Database, brand: ABrand, other_brand: ABrand) -> None:
    one, two, foreign = await a_player(db, brand), await a_player(db, brand), await a_player(db, other_brand)
    agent = await a_staff(db, brand)
    stranger = await a_staff(db, other_brand, role="supervisor")
    async with db.tx(agent.actor) as tx:
        proposal = await merges.propose_merge(tx, brand.id, one.id, two.id, reason="the same voice")
    for person in (agent, stranger):
        with pytest.raises(Forbidden):
            await approve(db, brand, person, proposal)
    with pytest.raises(NoSuchProposal):
        await approve(db, other_brand, stranger, proposal)
    cases = [
        (one.id, foreign.id, "x", NotFound),
        (one.id, one.id, "x", Invalid),
        (one.id, two.id, " ", Invalid),
    ]
    for player, other, reason, refusal in cases:
        with pytest.raises(refusal):
            async with db.tx(agent.actor) as tx:
                await merges.propose_merge(tx, brand.id, player, other, reason=reason)
