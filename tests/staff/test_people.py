from datetime import timedelta

import pytest

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.refused import Forbidden, Invalid, NotFound
from pitboss.staff import actions, people, presence, queries, sign_in, teams
from pitboss.staff.actors import actor_of
from pitboss.staff.passwords import WeakPassword
from pitboss.staff.power import (
    BeyondYourRights,
    ManagedElsewhere,
    NoSuchPerson,
    NotInBrand,
    OwnAccount,
    OwnRights,
)
from pitboss.staff.presence import Presence
from tests.making import PASSWORD, ABrand, a_player, a_queue, a_staff, a_ticket, as_now, happened


def new_email(brand: ABrand) -> str:
    return f"new@{brand.id}.example"


async def test_an_admin_hires_an_agent_who_can_sign_in(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    async with db.tx(chief.actor) as tx:
        staff_id = await actions.create_staff(
            tx, brand.id, email=f" New@{brand.id}.example ", name="Vera  K", password=PASSWORD, role="agent"
        )
    _, session = await sign_in.sign_in(db, email=new_email(brand), password=PASSWORD)
    assert session.staff_id == staff_id
    async with db.tx(chief.actor) as tx:
        vera = await queries.colleague(tx, brand.id, staff_id)
        held = await presence.load(tx, staff_id)
    assert vera is not None
    assert (vera.name, vera.roles, vera.presence) == ("Vera K", ["agent"], "offline")
    assert {row.class_: row.capacity for row in held} == dict(presence.DEFAULT_CAPACITY)
    created = (await happened(db, brand))[0]
    assert (created.type, created.actor_id, created.data) == (
        "staff_created",
        chief.id,
        {"staff": str(staff_id), "role": "agent"},
    )


async def test_hiring_is_refused_with_a_reason(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    agent = await a_staff(db, brand)
    cases: list[tuple[type[Exception], dict[str, str]]] = [
        (actions.StaffExists, {"email": agent.email}),
        (Invalid, {"email": "not an address"}),
        (Invalid, {"name": " "}),
        (WeakPassword, {"password": "password123"}),
        (actions.UnknownRole, {"role": "wizard"}),
        (BeyondYourRights, {"role": "compliance"}),
    ]
    for refusal, change in cases:
        wanted = {"email": new_email(brand), "name": "Vera", "password": PASSWORD, "role": "agent"} | change
        with pytest.raises(refusal):
            async with db.tx(chief.actor) as tx:
                await actions.create_staff(tx, brand.id, **wanted)  # type: ignore[arg-type]
    with pytest.raises(Forbidden):
        async with db.tx(agent.actor) as tx:
            await actions.create_staff(
                tx, brand.id, email=new_email(brand), name="Vera", password=PASSWORD, role="agent"
            )


async def test_the_staff_list_is_the_brands_own_and_never_holds_a_hash(
    db: Database, brand: ABrand, other_brand: ABrand
) -> None:
    chief = await a_staff(db, brand, role="admin", name="Zoya")
    anna = await a_staff(db, brand, queues=[brand.queue], name="Anna")
    await a_staff(db, other_brand)
    async with db.tx(chief.actor) as tx:
        listed = await people.colleagues(tx, brand.id, after=None, limit=10)
    assert [(c.id, c.queues) for c in listed] == [(anna.id, [brand.queue]), (chief.id, [])]
    assert not any("hash" in field or "password" in field for field in queries.Colleague.__struct_fields__)
    with pytest.raises(Forbidden):
        async with db.tx(chief.actor) as tx:
            await people.colleagues(tx, other_brand.id, after=None, limit=10)


async def test_nobody_hands_on_guarded_rights_that_they_do_not_hold(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    guard = await a_staff(db, brand, role="compliance")
    anna = await a_staff(db, brand)
    for actor, role in (
        (chief.actor, "supervisor"),
        (chief.actor, "compliance"),
        (guard.actor, "admin"),
    ):
        with pytest.raises(BeyondYourRights):
            async with db.tx(actor) as tx:
                await actions.grant_role(tx, brand.id, anna.id, role)
    async with db.tx(guard.actor) as tx:
        await actions.grant_role(tx, brand.id, anna.id, "supervisor")
    assert "tickets.see_restricted" in (await as_now(db, anna.id)).permissions[brand.id]


async def test_nobody_changes_their_own_rights(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    protected = await a_queue(db, brand, restricted=True)
    guard = await a_staff(db, brand, role="compliance")
    async with db.tx(SYSTEM) as tx:
        await actions.define_role(tx, f"own_{brand.id}", {"roles.manage"})
        await actions.grant_role(tx, brand.id, chief.id, f"own_{brand.id}")
    with pytest.raises(OwnRights):
        async with db.tx(chief.actor) as tx:
            await actions.grant_role(tx, brand.id, chief.id, "agent")
    with pytest.raises(OwnRights):
        async with db.tx(chief.actor) as tx:
            await actions.revoke_role(tx, brand.id, chief.id, "admin")
    with pytest.raises(OwnRights):
        async with db.tx(chief.actor) as tx:
            await actions.define_role(tx, f"own_{brand.id}", {"tickets.reply"})
    with pytest.raises(OwnAccount):
        async with db.tx(chief.actor) as tx:
            await actions.deactivate(tx, chief.id)
    with pytest.raises(OwnRights):
        async with db.tx(guard.actor) as tx:
            await teams.join_queue(tx, brand.id, protected, guard.id)


async def test_roles_of_ones_own_hold_known_permissions_within_reach(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    anna = await a_staff(db, brand)
    name = f"night_{brand.id}"
    async with db.tx(chief.actor) as tx:
        await actions.define_role(tx, name, {"tickets.reply", "tickets.close"})
        await actions.grant_role(tx, brand.id, anna.id, name)
    assert "tickets.close" in (await as_now(db, anna.id)).permissions[brand.id]
    cases: list[tuple[type[Exception], str, set[str]]] = [
        (Invalid, name, {"tickets.fly"}),
        (Invalid, "Night Shift", {"tickets.reply"}),
        (actions.BuiltinRole, "agent", {"tickets.reply"}),
        (BeyondYourRights, name, {"tickets.see_restricted"}),
        (BeyondYourRights, f"new_{brand.id}", {"tickets.see_restricted"}),
    ]
    for refusal, role, permissions in cases:
        with pytest.raises(refusal):
            async with db.tx(chief.actor) as tx:
                await actions.define_role(tx, role, permissions)
    with pytest.raises(Forbidden):
        async with db.tx(anna.actor) as tx:
            await actions.define_role(tx, name, {"tickets.reply"})
    async with db.tx(chief.actor) as tx:
        assert name in {role.name for role in await queries.roles(tx) if not role.builtin}
    defined = [e.data for e in await happened(db, brand) if e.type == "role_defined"]
    assert defined == [{"role": name, "permissions": ["tickets.close", "tickets.reply"], "was": None}]


async def test_a_role_in_use_elsewhere_is_changed_only_by_whoever_manages_there_too(
    db: Database, brand: ABrand, other_brand: ABrand
) -> None:
    chief, foreign = await a_staff(db, brand, role="admin"), await a_staff(db, other_brand)
    name = f"shared_{brand.id}"
    async with db.tx(SYSTEM) as tx:
        await actions.define_role(tx, name, {"tickets.reply"})
        await actions.grant_role(tx, other_brand.id, foreign.id, name)
    with pytest.raises(BeyondYourRights):
        async with db.tx(chief.actor) as tx:
            await actions.define_role(tx, name, {"tickets.note"})


async def test_with_the_last_role_a_person_leaves_the_brands_queues_and_teams(
    db: Database, brand: ABrand
) -> None:
    chief = await a_staff(db, brand, role="admin")
    anna = await a_staff(db, brand, queues=[brand.queue])
    async with db.tx(chief.actor) as tx:
        team = await teams.create_team(tx, brand.id, "Night")
        await teams.join_team(tx, brand.id, team, anna.id, lead=True)
        await actions.revoke_role(tx, brand.id, anna.id, "agent")
    async with db.tx(chief.actor) as tx:
        assert [t.members for t in await queries.teams(tx, brand.id)] == [[]]
    actor = await as_now(db, anna.id)
    assert (actor.brands, actor.queues) == (frozenset(), frozenset())


async def test_a_password_is_set_by_those_who_could_do_all_that_it_opens(
    db: Database, brand: ABrand, other_brand: ABrand
) -> None:
    chief, guard = await a_staff(db, brand, role="admin"), await a_staff(db, brand, role="compliance")
    anna, boss = await a_staff(db, brand), await a_staff(db, brand, role="supervisor")
    both, foreign = await a_staff(db, brand), await a_staff(db, other_brand)
    async with db.tx(SYSTEM) as tx:
        await actions.grant_role(tx, other_brand.id, both.id, "agent")
    cases = [
        (anna, boss, Forbidden),
        (chief, boss, BeyondYourRights),
        (chief, guard, BeyondYourRights),
        (guard, chief, BeyondYourRights),
        (chief, both, ManagedElsewhere),
        (chief, foreign, NoSuchPerson),
    ]
    for actor, person, refusal in cases:
        with pytest.raises(refusal):
            async with db.tx(actor.actor) as tx:
                await actions.set_password(tx, person.id, "another good one")
    for actor, person in ((chief, anna), (guard, boss)):
        async with db.tx(actor.actor) as tx:
            await actions.set_password(tx, person.id, "another good one")
        await sign_in.sign_in(db, email=person.email, password="another good one")


async def test_ones_own_password_needs_the_current_one(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand)
    for current in (None, "wrong password"):
        with pytest.raises(actions.CurrentPasswordWrong):
            async with db.tx(anna.actor) as tx:
                await actions.set_password(tx, anna.id, "another good one", current=current)


async def test_an_agent_sees_the_tickets_of_their_queues_only(db: Database, brand: ABrand) -> None:
    protected = await a_queue(db, brand, restricted=True)
    second = await a_queue(db, brand)
    player = await a_player(db, brand)
    tickets = {
        name: await a_ticket(db, brand, player.id, queue=queue)
        for name, queue in (("general", brand.queue), ("second", second), ("protected", protected))
    }
    sees = {}
    for role, queues in (
        ("agent", [brand.queue]),
        ("senior", [brand.queue]),
        ("supervisor", []),
        ("quality", []),
        ("compliance", []),
        ("admin", []),
    ):
        person = await a_staff(db, brand, role=role, queues=queues)
        async with db.tx(person.actor) as tx:
            seen = set(await tx.column("SELECT id FROM ticket WHERE brand_id = $1", brand.id))
        sees[role] = {name for name, ticket in tickets.items() if ticket in seen}
    open_ones, everything = {"general", "second"}, {"general", "second", "protected"}
    assert sees == {
        "agent": {"general"},
        "senior": open_ones,
        "supervisor": everything,
        "quality": open_ones,
        "compliance": everything,
        "admin": open_ones,
    }


async def test_into_a_protected_queue_lets_only_whoever_may_grant_its_sight(
    db: Database, brand: ABrand
) -> None:
    protected = await a_queue(db, brand, restricted=True)
    chief, guard = await a_staff(db, brand, role="admin"), await a_staff(db, brand, role="compliance")
    anna = await a_staff(db, brand)
    with pytest.raises(Forbidden):
        async with db.tx(chief.actor) as tx:
            await teams.join_queue(tx, brand.id, protected, anna.id)
    async with db.tx(guard.actor) as tx:
        await teams.join_queue(tx, brand.id, protected, anna.id)
    async with db.tx(chief.actor) as tx:
        await teams.join_queue(tx, brand.id, brand.queue, anna.id)
    assert (await as_now(db, anna.id)).queues == {protected, brand.queue}
    async with db.tx(chief.actor) as tx:
        await teams.leave_queue(tx, brand.id, protected, anna.id)
    assert (await as_now(db, anna.id)).queues == {brand.queue}


async def test_only_the_brands_own_people_serve_its_queues(
    db: Database, brand: ABrand, other_brand: ABrand
) -> None:
    chief, stranger = await a_staff(db, brand, role="admin"), await a_staff(db, other_brand)
    with pytest.raises(NotInBrand):
        async with db.tx(chief.actor) as tx:
            await teams.join_queue(tx, brand.id, brand.queue, stranger.id)
    with pytest.raises(NotFound):
        async with db.tx(chief.actor) as tx:
            await teams.join_queue(tx, brand.id, other_brand.queue, chief.id)


async def test_presence_is_told_to_each_brand_of_the_agent(
    db: Database, brand: ABrand, other_brand: ABrand
) -> None:
    anna = await a_staff(db, brand)
    async with db.tx(SYSTEM) as tx:
        await actions.grant_role(tx, other_brand.id, anna.id, "agent")
    async with db.tx(anna.actor) as tx:
        await presence.set_presence(tx, anna.id, Presence.online)
    async with db.tx(anna.actor) as tx:
        await presence.set_presence(tx, anna.id, Presence.online)
    for place in (brand, other_brand):
        told = [e.data for e in await happened(db, place) if e.type == "presence_changed"]
        assert told == [
            {"staff": str(anna.id), "state": "online", "was": "offline", "reason": "desk:presence_chosen"}
        ]
    async with db.tx(anna.actor) as tx:
        assert {row.online for row in await presence.load(tx, anna.id)} == {True}


async def test_whoever_falls_silent_goes_offline_and_whoever_beats_stays(db: Database, brand: ABrand) -> None:
    silent, alive = await a_staff(db, brand, online=True), await a_staff(db, brand, online=True)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE presence SET beat_at = now() - interval '61 seconds' WHERE staff_id = ANY ($1)",
            [silent.id, alive.id],
        )
    async with db.tx(alive.actor) as tx:
        assert await presence.beat(tx, alive.id) is Presence.online
    async with db.tx(SYSTEM) as tx:
        gone = await presence.expire(tx, timedelta(seconds=60))
    assert silent.id in gone
    assert alive.id not in gone
    async with db.tx(silent.actor) as tx:
        assert await presence.beat(tx, silent.id) is Presence.offline
    assert [e.data["reason"] for e in await happened(db, brand) if e.type == "presence_changed"] == [
        "desk:presence_silent"
    ]


async def test_a_colleague_is_sent_away_only_by_whoever_manages_them(db: Database, brand: ABrand) -> None:
    chief, anna, boris = (
        await a_staff(db, brand, role="admin"),
        await a_staff(db, brand),
        await a_staff(db, brand),
    )
    with pytest.raises(Forbidden):
        async with db.tx(boris.actor) as tx:
            await presence.set_presence(tx, anna.id, Presence.online)
    async with db.tx(chief.actor) as tx:
        await presence.set_presence(tx, anna.id, Presence.away)
        await presence.set_capacity(tx, anna.id, "chat", 2)
        assert {row.class_: row.capacity for row in await presence.load(tx, anna.id)}["chat"] == 2
    for class_, capacity in (("smoke", 1), ("chat", -1), ("chat", 101)):
        with pytest.raises(Invalid):
            async with db.tx(chief.actor) as tx:
                await presence.set_capacity(tx, anna.id, class_, capacity)


async def test_teams_have_members_and_leads(db: Database, brand: ABrand) -> None:
    chief = await a_staff(db, brand, role="admin")
    anna, boris = await a_staff(db, brand, name="Anna"), await a_staff(db, brand, name="Boris")
    async with db.tx(chief.actor) as tx:
        team = await teams.create_team(tx, brand.id, "Payments")
        await teams.join_team(tx, brand.id, team, anna.id)
        await teams.join_team(tx, brand.id, team, boris.id, lead=True)
        [listed] = await queries.teams(tx, brand.id)
    assert [(m.name, m.lead) for m in listed.members] == [("Boris", True), ("Anna", False)]
    with pytest.raises(teams.TeamExists):
        async with db.tx(chief.actor) as tx:
            await teams.create_team(tx, brand.id, " Payments ")
    async with db.tx(chief.actor) as tx:
        await teams.leave_team(tx, brand.id, team, anna.id)
        [left] = await queries.teams(tx, brand.id)
    assert [m.staff_id for m in left.members] == [boris.id]


async def test_nobody_is_an_actor_after_they_have_left(db: Database, brand: ABrand) -> None:
    anna = await a_staff(db, brand, online=True)
    async with db.tx(SYSTEM) as tx:
        await actions.deactivate(tx, anna.id)
        assert await actor_of(tx, anna.id) is None
    assert [e.type for e in await happened(db, brand)] == ["staff_deactivated", "presence_changed"]
