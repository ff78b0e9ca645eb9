"""Players and their merges, through the API."""

from __future__ import annotations

import httpx

from pitboss.db.tx import Database
from pitboss.kit.ids import new_id
from tests.making import a_player, a_ticket
from tests.management.client import Client


async def test_a_card_masks_contacts_for_whoever_may_not_see_them(
    admin: Client, db: Database, http: httpx.AsyncClient
) -> None:
    email = f"ivan{new_id().hex[-8:]}@mail.example"
    player = await a_player(db, admin.brand, email=email, registered=True)
    agent = await Client.of(http, db, admin.brand, role="agent")
    card = await admin.get(f"/players/{player.id}")
    assert [i["value"] for i in card["identities"]] == [email]
    assert card["assurance"] == {
        "account": False,
        "registered": ["email"],
        "sessions": [],
        "last": None,
        "last_channel": None,
        "last_at": None,
    }
    seen = await agent.get(f"/players/{player.id}", brand=admin.brand.id)
    assert [i["value"] for i in seen["identities"]] == ["iv***@mail.example"]
    assert (await agent.refused("PATCH", f"/players/{player.id}", vip=3))[0] == 403


async def test_vip_flags_and_language_are_changed(admin: Client, db: Database) -> None:
    player = await a_player(db, admin.brand)
    after = await admin.patch(f"/players/{player.id}", vip=4, flags=["Fragile"], language="ru")
    assert (after["player"]["vip"], after["player"]["flags"], after["player"]["language"]) == (
        4,
        ["fragile"],
        "ru",
    )
    assert (await admin.refused("PATCH", f"/players/{player.id}", vip=11))[0] == 422


async def test_a_players_tickets_come_in_pages(admin: Client, db: Database) -> None:
    player = await a_player(db, admin.brand)
    made = {str(await a_ticket(db, admin.brand, player.id)) for _ in range(3)}
    first = await admin.get(f"/players/{player.id}/tickets", limit=2)
    second = await admin.get(f"/players/{player.id}/tickets", limit=2, cursor=first["next"])
    assert {t["id"] for t in first["items"] + second["items"]} == made
    assert second["next"] is None


async def test_a_merge_is_proposed_approved_and_undone(
    admin: Client, db: Database, http: httpx.AsyncClient
) -> None:
    chief = await Client.of(http, db, admin.brand, role="supervisor")
    stays, goes = await a_player(db, admin.brand), await a_player(db, admin.brand)
    proposal = await admin.post(f"/players/{stays.id}/merge", other=str(goes.id), reason="one phone")
    assert (await admin.refused("POST", f"/merge-proposals/{proposal['id']}/approve"))[0] == 403
    (listed,) = (await chief.get("/merge-proposals", brand=admin.brand.id))["items"]
    assert listed["reason"] == "one phone"
    await chief.post(f"/merge-proposals/{proposal['id']}/approve")
    assert (await chief.get(f"/players/{goes.id}"))["player"]["merged_into"] == str(stays.id)
    assert (await chief.refused("POST", f"/merge-proposals/{proposal['id']}/refuse"))[1] == "already_decided"
    await chief.post(f"/merge-proposals/{proposal['id']}/undo")
    assert (await chief.get(f"/players/{goes.id}"))["player"]["merged_into"] is None
    assert (await chief.refused("POST", f"/merge-proposals/{proposal['id']}/bless"))[0] == 422
