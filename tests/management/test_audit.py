"""The log, the quarantine, originals and corrections, through the API."""

from __future__ import annotations

import csv
import hashlib
import io
from uuid import UUID

import httpx
import pytest

from pitboss.api.audit import harmless
from pitboss.db.tx import SYSTEM, Database
from pitboss.kit.ids import new_id
from tests.making import ABrand, a_player, a_queue, a_staff, a_ticket
from tests.management.client import Client


async def test_the_log_is_read_backwards_and_resumed_forwards(admin: Client) -> None:
    for name in ("One", "Two", "Three"):
        await admin.post("/teams", brand=admin.brand.id, name=name)
    first = await admin.get("/audit", brand=admin.brand.id, type="team_created", limit=2)
    assert [e["data"]["name"] for e in first["items"]] == ["Three", "Two"]
    assert first["items"][0]["actor"] == admin.person.name
    rest = await admin.get("/audit", type="team_created", limit=2, before=first["next"])
    assert ([e["data"]["name"] for e in rest["items"]], rest["next"]) == (["One"], None)
    forwards = await admin.get("/audit", type="team_created", after=rest["items"][0]["number"])
    assert [e["data"]["name"] for e in forwards["items"]] == ["Two", "Three"]
    mine = await admin.get("/audit", actor=str(admin.person.id))
    assert {e["type"] for e in mine["items"]} == {"team_created"}
    assert (await admin.refused("GET", "/audit?actor=me"))[0] == 422


async def test_the_log_is_read_between_two_moments(admin: Client) -> None:
    for name in ("One", "Two", "Three"):
        await admin.post("/teams", brand=admin.brand.id, name=name)
    three, two, one = (await admin.get("/audit", type="team_created"))["items"]
    between = await admin.get("/audit", type="team_created", since=two["at"], until=three["at"])
    assert [e["data"]["name"] for e in between["items"]] == ["Two"]
    exported = await admin.call("GET", "/audit.csv", params={"type": "team_created", "until": two["at"]})
    assert [row["number"] for row in csv.DictReader(io.StringIO(exported.content.decode("utf-8-sig")))] == [
        str(one["number"])
    ]
    assert (await admin.refused("GET", "/audit?since=2026-01-01T00:00:00"))[0] == 422


async def test_the_export_runs_nothing_in_a_spreadsheet(admin: Client, db: Database) -> None:
    await admin.patch(f"/staff/{admin.person.id}", name="=HYPERLINK(1)")
    answer = await admin.call("GET", f"/audit.csv?brand={admin.brand.id}")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["type"] for row in rows} == {"staff_changed"}
    assert rows[0]["actor"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1"])
def test_a_formula_in_a_cell_is_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "plain", "7+1", "Иван"])
def test_other_cells_stay(cell: str) -> None:
    assert harmless(cell) == cell


async def an_original(
    db: Database,
    brand: ABrand,
    *,
    state: str,
    ticket: UUID | None = None,
    raw: bytes = b"From: a\r\n\r\nhello",
) -> UUID:
    original = new_id()
    async with db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO original (brand_id, id, channel_id, external_id, state, raw, size, sha256, ticket_id, next_at, error)
            VALUES ($1, $2, $3, $4, $5::text::original_state, $6, $7, $8, $9, NULL, 'ValueError: odd')
            """,
            brand.id,
            original,
            brand.email,
            original.hex,
            state,
            raw,
            len(raw),
            hashlib.sha256(raw).digest(),
            ticket,
        )
    return original


async def test_what_could_not_be_read_is_listed_shown_and_retried(admin: Client, db: Database) -> None:
    made = [str(await an_original(db, admin.brand, state="quarantined")) for _ in range(3)]
    path = f"/brands/{admin.brand.id}/quarantine"
    first = await admin.get(path, limit=2)
    rest = await admin.get(path, limit=2, cursor=first["next"])
    assert [o["id"] for o in first["items"] + rest["items"]] == made
    raw = await admin.call("GET", f"/originals/{made[0]}")
    assert raw.content == b"From: a\r\n\r\nhello"
    assert raw.headers["content-disposition"] == f'attachment; filename="original-{made[0]}.eml"'
    assert raw.headers["content-type"] == "message/rfc822"
    await admin.post(f"/quarantine/{made[0]}/retry")
    assert (await admin.refused("POST", f"/quarantine/{made[0]}/retry"))[0] == 404
    assert [o["id"] for o in (await admin.get(path))["items"]] == made[1:]


async def test_an_original_is_for_those_who_see_its_ticket(
    admin: Client, db: Database, http: httpx.AsyncClient
) -> None:
    protected = await a_queue(db, admin.brand, restricted=True)
    player = await a_player(db, admin.brand)
    ticket = await a_ticket(db, admin.brand, player.id, queue=protected)
    original = await an_original(db, admin.brand, state="done", ticket=ticket)
    # Looking after the quarantine opens no protected ticket.
    assert (await admin.refused("GET", f"/originals/{original}"))[0] == 404
    guard = await Client.of(http, db, admin.brand, role="compliance")
    assert (await guard.call("GET", f"/originals/{original}")).status_code == 200
    agent = await Client.of(http, db, admin.brand, role="agent")
    unread = await an_original(db, admin.brand, state="quarantined")
    assert (await agent.refused("GET", f"/originals/{unread}"))[0] == 404


async def test_corrections_come_in_pages_for_training(admin: Client, db: Database) -> None:
    player, person = await a_player(db, admin.brand), await a_staff(db, admin.brand)
    for number in range(3):
        ticket = await a_ticket(db, admin.brand, player.id)
        async with db.tx(SYSTEM) as tx:
            await tx.run(
                "INSERT INTO correction (brand_id, ticket_id, topic, was, text, staff_id) VALUES ($1, $2, 'limits', 'other', $3, $4)",
                admin.brand.id,
                ticket,
                f"text {number}",
                person.id,
            )
    first = await admin.get("/corrections", limit=2)
    rest = await admin.get("/corrections", limit=2, cursor=first["next"])
    assert [c["text"] for c in first["items"] + rest["items"]] == ["text 0", "text 1", "text 2"]
