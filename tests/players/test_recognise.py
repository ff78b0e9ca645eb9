import asyncio
from uuid import UUID

import pytest

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.refused import Forbidden, Invalid
from pitboss.players import actions, queries
from pitboss.players.actions import identify, recognise
from pitboss.players.model import Claims, IdentityKind, Player
from tests.making import ABrand, a_player, a_staff, a_ticket, happened


async def by_email(
    db: Database, brand: ABrand, address: str, *, name: str = "", registered: bool = False
) -> Player:
    async with db.tx(SYSTEM) as tx:
        return await recognise(tx, brand.id, IdentityKind.email, address, name=name, registered=registered)


async def signs(db: Database, brand: ABrand, claims: Claims) -> Player:
    async with db.tx(SYSTEM) as tx:
        return await identify(tx, brand.id, claims)


async def contacts(db: Database, brand: ABrand, player: UUID) -> dict[str, bool]:
    async with db.tx(SYSTEM) as tx:
        return {i.value: i.registered for i in await queries.identities(tx, brand.id, player)}


async def test_a_stranger_becomes_a_player_and_is_known_the_next_time(db: Database, brand: ABrand) -> None:
    first = await by_email(db, brand, "Ivan@Mail.Example", name=" Ivan \x00 Petrov ")
    again = await by_email(db, brand, "ivan@mail.example", name="Somebody else")
    assert first.name == "Ivan Petrov"
    assert again == first
    assert [e.type for e in await happened(db, brand)] == ["player_created", "identity_added"]
    assert not any("ivan" in str(e.data) for e in await happened(db, brand))


async def test_brands_do_not_share_players(db: Database, brand: ABrand, other_brand: ABrand) -> None:
    assert (await by_email(db, brand, "x@mail.example")).id != (
        await by_email(db, other_brand, "x@mail.example")
    ).id


async def test_what_is_blank_is_filled_and_what_is_known_stays(db: Database, brand: ABrand) -> None:
    await by_email(db, brand, "x@mail.example")
    await by_email(db, brand, "x@mail.example", name="Ivan")
    assert (await by_email(db, brand, "x@mail.example", name="Pyotr")).name == "Ivan"


async def test_many_mails_at_once_from_a_new_address_make_one_player(db: Database, brand: ABrand) -> None:
    players = await asyncio.gather(*[by_email(db, brand, "new@mail.example") for _ in range(16)])
    assert len({player.id for player in players}) == 1
    async with db.tx(SYSTEM) as tx:
        assert await tx.value("SELECT count(*) FROM player WHERE brand_id = $1", brand.id) == 1


async def test_a_shared_address_is_the_registered_players_first_then_the_most_active_ones(
    db: Database, brand: ABrand
) -> None:
    one, two, three = [await a_player(db, brand) for _ in range(3)]
    async with db.tx(SYSTEM) as tx:
        for player in (one, two, three):
            await tx.run(
                "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, gen_random_uuid(), $2, 'email', 'us@mail.example')",
                brand.id,
                player.id,
            )
    found = [(await by_email(db, brand, "us@mail.example")).id]
    for player in (two, three):
        await a_ticket(db, brand, player.id)
        found.append((await by_email(db, brand, "us@mail.example")).id)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE identity SET registered = true WHERE brand_id = $1 AND player_id = $2", brand.id, one.id
        )
    registered = await by_email(db, brand, "us@mail.example")
    found.append(registered.id)
    assert found == [one.id, two.id, three.id, one.id]
    assert registered.registered


async def test_an_impossible_address_is_refused(db: Database, brand: ABrand) -> None:
    with pytest.raises(Invalid):
        await by_email(db, brand, "nobody")


async def test_the_site_names_a_player_by_account(db: Database, brand: ABrand) -> None:
    said = Claims(
        account="P-1",
        name="Ivan",
        email="Ivan@Mail.example",
        phone="+7 912 345-67-89",
        language="ru",
        vip=3,
        jurisdiction="MGA",
        flags=["New", "new"],
    )
    player = await signs(db, brand, said)
    assert (player.name, player.language, player.vip, player.jurisdiction, player.flags) == (
        "Ivan",
        "ru",
        3,
        "MGA",
        ["new"],
    )
    assert await contacts(db, brand, player.id) == {
        "P-1": True,
        "ivan@mail.example": True,
        "+79123456789": True,
    }
    events = len(await happened(db, brand))
    assert await signs(db, brand, said) == player
    assert len(await happened(db, brand)) == events
    by_mail = await by_email(db, brand, "ivan@mail.example")
    assert (by_mail.id, by_mail.registered) == (player.id, True)


async def test_silence_of_the_site_changes_nothing(db: Database, brand: ABrand) -> None:
    await signs(db, brand, Claims(account="P-1", name="Ivan", vip=3, flags=["new"]))
    again = await signs(db, brand, Claims(account="P-1", email="not an address", phone="none"))
    assert (again.name, again.vip, again.flags) == ("Ivan", 3, ["new"])
    assert (await signs(db, brand, Claims(account="P-1", flags=[]))).flags == []


async def test_a_new_registered_address_takes_the_place_of_the_old(db: Database, brand: ABrand) -> None:
    player = await signs(db, brand, Claims(account="P-1", email="old@mail.example"))
    await signs(db, brand, Claims(account="P-1", email="new@mail.example"))
    assert await contacts(db, brand, player.id) == {
        "P-1": True,
        "old@mail.example": False,
        "new@mail.example": True,
    }


async def test_a_player_with_the_same_address_is_proposed_for_a_merge_once_and_never_merged(
    db: Database, brand: ABrand
) -> None:
    stranger = await by_email(db, brand, "ivan@mail.example")
    player = await signs(db, brand, Claims(account="P-1", email="ivan@mail.example"))
    assert player.id != stranger.id
    await signs(db, brand, Claims(account="P-1", email="other@mail.example"))
    await signs(db, brand, Claims(account="P-1", email="ivan@mail.example"))
    async with db.tx(SYSTEM) as tx:
        proposals = await queries.open_proposals(tx, brand.id)
    assert [(p.player_id, p.other_id) for p in proposals] == [(player.id, stranger.id)]


async def test_two_accounts_with_one_address_are_not_proposed(db: Database, brand: ABrand) -> None:
    for account in ("P-1", "P-2"):
        await signs(db, brand, Claims(account=account, email="family@mail.example"))
    async with db.tx(SYSTEM) as tx:
        assert await queries.open_proposals(tx, brand.id) == []


async def test_many_chats_of_one_new_account_make_one_player(db: Database, brand: ABrand) -> None:
    said = Claims(account="P-1", email="ivan@mail.example", phone="+79123456789")
    players = await asyncio.gather(*[signs(db, brand, said) for _ in range(12)])
    assert len({player.id for player in players}) == 1
    assert len(await contacts(db, brand, players[0].id)) == 3


async def test_a_card_masks_contacts_from_those_who_may_not_see_them(db: Database, brand: ABrand) -> None:
    player = await signs(db, brand, Claims(account="P-1", email="ivan@mail.example", phone="+79123456789"))
    await a_ticket(db, brand, player.id)
    agent = await a_staff(db, brand, queues=[brand.queue])
    elsewhere = await a_staff(db, brand)
    senior = await a_staff(db, brand, role="senior")
    seen = {}
    for person in (agent, elsewhere, senior):
        async with db.tx(person.actor) as tx:
            card = await queries.card(tx, brand.id, player.id)
        assert card is not None
        seen[person.id] = ({i.value for i in card.identities}, card.tickets.total, card.tickets.live)
    hidden = {"P-1", "iv***@mail.example", "+7***89"}
    assert seen == {
        agent.id: (hidden, 1, 1),
        elsewhere.id: (hidden, 0, 0),
        senior.id: ({"P-1", "ivan@mail.example", "+79123456789"}, 1, 1),
    }


async def test_staff_change_flags_vip_and_language(db: Database, brand: ABrand, other_brand: ABrand) -> None:
    player = await a_player(db, brand)
    senior, agent = await a_staff(db, brand, role="senior"), await a_staff(db, brand)
    foreign = await a_staff(db, other_brand, role="senior")
    async with db.tx(senior.actor) as tx:
        await actions.set_flags(tx, brand.id, player.id, ["Careful ", "careful", "slow"])
        await actions.set_vip(tx, brand.id, player.id, 2)
        changed = await actions.set_language(tx, brand.id, player.id, "ru")
    assert (changed.flags, changed.vip, changed.language) == (["careful", "slow"], 2, "ru")
    assert [e.data["fields"] for e in await happened(db, brand) if e.type == "player_changed"] == [
        ["flags"],
        ["vip"],
        ["language"],
    ]
    for person in (agent, foreign):
        with pytest.raises(Forbidden):
            async with db.tx(person.actor) as tx:
                await actions.set_vip(tx, brand.id, player.id, 9)
    for vip in (-1, 11):
        with pytest.raises(Invalid):
            async with db.tx(senior.actor) as tx:
                await actions.set_vip(tx, brand.id, player.id, vip)
