"""The files of a case's tickets, to be taken as evidence: as far as whoever looks sees them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from pitboss.db.tx import SYSTEM
from tests.casino import Open
from tests.complaints.cases import ACase, a_case, need
from tests.desk import Desk
from tests.pictures import PNG

FILES = (("slip.png", PNG), ("statement.txt", b"I bet on Tuesday."))


async def listed(case: ACase, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await case.sees("evidence/files", **more))["items"]
    return found


async def test_the_files_of_the_tickets_are_listed_and_taken_once(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, files=FILES)
    await desk.a_ticket(from_="Somebody <else@mail.example>", files=(("other.txt", b"Mine."),))
    found = await listed(case)
    assert sorted(one["name"] for one in found) == ["slip.png", "statement.txt"]
    slip = next(one for one in found if one["name"] == "slip.png")
    assert (slip["author"], slip["author_name"], slip["note"], slip["state"], slip["taken"]) == (
        "player",
        "Declan Murphy",
        False,
        "ready",
        None,
    )
    needs = (await case.sees("evidence/files"))["needs"]
    assert {"code": "screenshots", "label": "Screenshots"} in needs, "also before the checklist is drawn up"
    assert "bets" not in {one["code"] for one in needs}
    assert slip["reference"] == f"{desk.brand.prefix}-{case.ticket.number}"
    body = {"attachment": slip["id"], "need": "screenshots"}
    shown = await case.does("evidence/files", body, expect=201)
    assert need(shown, "screenshots")["state"] == "present"
    assert {one["name"]: one["taken"] for one in await listed(case)} == {
        "slip.png": 1,
        "statement.txt": None,
    }
    assert len(await listed(case, message=slip["message"])) == 2
    assert await listed(case, message=str(uuid4())) == []


async def test_the_list_comes_page_by_page(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, files=FILES)
    first = await case.sees("evidence/files", limit=1)
    rest = await case.sees("evidence/files", limit=1, cursor=first["next"])
    assert {one["name"] for one in [*first["items"], *rest["items"]]} == {"slip.png", "statement.txt"}
    assert rest["next"] is None


async def test_files_of_a_ticket_behind_the_wall_are_not_listed(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, files=FILES)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET restricted = true, queue_id = $2 WHERE brand_id = $1",
            desk.brand.id,
            desk.protection,
        )
    assert await listed(case) == []


async def test_who_sees_no_complaints_gets_no_list(desk: Desk, casino: Open) -> None:
    case = await a_case(desk, casino, files=FILES)
    await case.sees("evidence/files", expect=404, by=await desk.agent())
