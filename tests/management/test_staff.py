"""Colleagues, rights, teams, presence and tokens, through the API."""

from __future__ import annotations

import httpx

from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import new_id
from pitboss.staff.sign_in import digest
from tests.making import a_player, a_staff, a_ticket, happened
from tests.management.client import Client, a_session


async def test_a_colleague_is_made_changed_and_leaves(admin: Client, db: Database) -> None:
    made = await admin.post(
        "/staff",
        brand=admin.brand.id,
        email=f"{new_id().hex}@desk.example",
        name="Vera Orlova",
        password="a long enough phrase",
        role="agent",
        languages=["ru", "en"],
        locale="ru",
    )
    assert (made["roles"], made["languages"]) == (["agent"], ["en", "ru"])
    path = f"/staff/{made['id']}"
    after = await admin.patch(path, name="Vera  Petrova", languages=["ru"], capacity={"chat": 2})
    assert (after["name"], after["languages"]) == ("Vera Petrova", ["ru"])
    assert after["capacity"]["chat"] == 2
    await admin.patch(path, active=False)
    assert [p["active"] for p in await _staff(admin) if p["id"] == made["id"]] == [False]
    types = [e.type for e in await happened(db, admin.brand)]
    assert {"staff_created", "staff_changed", "capacity_set", "staff_deactivated"} <= set(types)


async def _staff(client: Client) -> list[dict[str, object]]:
    """All pages, two at a time."""
    people: list[dict[str, object]] = []
    query: dict[str, object] = {"brand": client.brand.id, "limit": 2}
    while True:
        page = await client.get("/staff", **query)
        people += page["items"]
        if page["next"] is None:
            return people
        query["cursor"] = page["next"]


async def test_the_list_of_colleagues_pages_without_loss(admin: Client, db: Database) -> None:
    for _ in range(4):
        await a_staff(db, admin.brand, name="The Same Name")
    found = [person["id"] for person in await _staff(admin)]
    assert len(found) == len(set(found)) == 5


async def test_roles_are_granted_and_taken_away_but_never_ones_own(admin: Client, db: Database) -> None:
    colleague = await a_staff(db, admin.brand)
    after = await admin.post(f"/staff/{colleague.id}/roles", role="quality")
    assert after["roles"] == ["agent", "quality"]
    await admin.delete(f"/staff/{colleague.id}/roles/agent?brand={admin.brand.id}")
    assert (await admin.refused("POST", f"/staff/{admin.person.id}/roles", role="compliance"))[
        1
    ] == "own_rights"
    assert (await admin.refused("POST", f"/staff/{colleague.id}/roles", role="compliance"))[
        1
    ] == "beyond_your_rights"
    assert (await admin.refused("POST", f"/staff/{colleague.id}/roles", role="wizard"))[1] == "unknown_role"


async def test_a_role_of_ones_own_is_defined_by_named_permissions(admin: Client) -> None:
    name = f"night_{new_id().hex[-8:]}"
    await admin.put(f"/roles/{name}", permissions=["tickets.reply", "players.see"])
    assert {
        "name": name,
        "permissions": ["players.see", "tickets.reply"],
        "builtin": False,
    } in await admin.get("/roles")
    assert (await admin.refused("PUT", "/roles/agent", permissions=[]))[1] == "builtin_role"
    status, _, detail = await admin.refused("PUT", f"/roles/{name}", permissions=["tickets.fly"])
    assert status == 422
    assert "tickets.fly" in detail
    meanings = {p["name"]: p for p in await admin.get("/permissions")}
    assert meanings["tickets.reply"]["ru"]
    assert meanings["audit.read"]["guarded"] is True


async def test_a_password_is_set_by_the_owner_with_the_current_one(admin: Client) -> None:
    path = f"/staff/{admin.person.id}/password"
    status, title, _ = await admin.refused("POST", path, password="another long phrase", current="wrong")
    assert (status, title) == (403, "current_password_wrong")
    assert (await admin.refused("POST", path, password="short", current="correct horse battery"))[0] == 422


async def test_a_token_is_shown_once_works_and_makes_no_other(admin: Client, http: httpx.AsyncClient) -> None:
    made = await admin.post("/tokens", name="training", scopes=["classify.train"])
    robot = Client(http, made["text"], admin.person, admin.brand)
    assert (await robot.get("/corrections", brand=admin.brand.id))["items"] == []
    assert (await robot.refused("GET", f"/audit?brand={admin.brand.id}"))[0] == 403
    assert (await robot.refused("GET", "/tokens"))[1] == "only_by_session"
    assert (await robot.refused("POST", "/tokens", name="more", scopes=["classify.train"]))[
        1
    ] == "only_by_session"
    (kept,) = await admin.get("/tokens")
    assert made["text"] not in str(kept)
    await admin.delete(f"/tokens/{kept['id']}")
    assert (await robot.refused("GET", "/corrections"))[0] == 401


async def test_teams_are_made_and_joined(admin: Client, db: Database) -> None:
    colleague = await a_staff(db, admin.brand)
    team = await admin.post("/teams", brand=admin.brand.id, name="Night")
    await admin.post(f"/teams/{team['id']}/members", staff=str(colleague.id), lead=True)
    (shown,) = await admin.get("/teams", brand=admin.brand.id)
    assert [(m["staff_id"], m["lead"]) for m in shown["members"]] == [(str(colleague.id), True)]
    await admin.delete(f"/teams/{team['id']}/members/{colleague.id}")
    assert (await admin.get("/teams"))[0]["members"] == []


async def test_who_goes_away_may_give_the_chats_back(admin: Client, db: Database) -> None:
    me = await admin.put("/me/presence", state="online")
    assert me["state"] == "online"
    ticket = await a_ticket(db, admin.brand, (await a_player(db, admin.brand)).id)
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET class = 'chat', status = 'open', assignee_id = $2 WHERE id = $1",
            ticket,
            admin.person.id,
        )
    there = {p["staff_id"]: p for p in (await admin.get("/presence", brand=admin.brand.id))["items"]}
    loads = {load["class_"]: load for load in there[str(admin.person.id)]["loads"]}
    assert (loads["chat"]["load"], loads["chat"]["online"]) == (1, True)
    await admin.put("/me/presence", state="away", reassign=False)
    assert {load["class_"]: load["load"] for load in (await admin.get("/me/presence"))["loads"]}["chat"] == 1
    after = await admin.put("/me/presence", state="away", reassign=True)
    assert {load["class_"]: load["load"] for load in after["loads"]}["chat"] == 0
    assert await admin.post("/me/beat") == {"state": "away"}


async def test_the_same_request_again_does_nothing_twice(admin: Client) -> None:
    headers = {"idempotency-key": new_id().hex}
    body = {"brand": admin.brand.id, "name": "Once"}
    first = await admin.call("POST", "/teams", json=body, headers=headers)
    again = await admin.call("POST", "/teams", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotent-replay"] == "true"
    assert len(await admin.get("/teams")) == 1


async def test_somebody_signs_out_a_browser_that_they_left(admin: Client, db: Database) -> None:
    left = Client(admin.http, await a_session(db, admin.person.id), admin.person, admin.brand)
    assert len(await left.get("/sessions")) == 2
    key = digest(left.headers["authorization"].removeprefix("Bearer ")).hex()[:16]
    assert (await admin.call("DELETE", f"/sessions/{key}")).status_code == 204
    assert (await left.refused("GET", "/session"))[0] == 401
    assert (await admin.refused("DELETE", f"/sessions/{key}"))[0] == 404
