"""What tests of cases begin with: a desk's people and their steps, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pitboss.db.tx import SYSTEM
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat

VOIDED = "You have voided my bet after the match. I want my winnings paid, this is not fair."


async def does(
    seat: Seat, case: dict[str, Any], step: str, status: int = 200, /, **body: Any
) -> dict[str, Any]:
    answer = await seat.asks("POST", f"/complaints/{case['id']}/{step}", body)
    assert answer.status_code == status, answer.text
    done: dict[str, Any] = answer.json() if answer.content else {}
    return done


async def refused(seat: Seat, case: dict[str, Any], step: str, /, **body: Any) -> str:
    """The name of the refusal."""
    answer = await seat.asks("POST", f"/complaints/{case['id']}/{step}", body)
    assert answer.status_code in (403, 404, 409, 422), answer.text
    return str(answer.json()["title"])


async def reads(seat: Seat, case: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = await seat.gets(f"/complaints/{case['id']}")
    return shown


async def registers(seat: Seat, ticket: Ticket, status: int = 201, /, **body: Any) -> dict[str, Any]:
    given = {"category": "VOID", "summary": "The bet was voided after the match.", **body}
    answer = await seat.asks("POST", f"/tickets/{ticket.id}/complaint", given)
    assert answer.status_code == status, answer.text
    case: dict[str, Any] = answer.json()
    return case


async def a_case(desk: Desk, handler: Seat, **fields: Any) -> dict[str, Any]:
    """A case that grew from a mail."""
    return await registers(handler, await desk.a_ticket(**{"text": VOIDED, **fields}))


async def a_call(desk: Desk, seat: Seat, player: Any, **body: Any) -> dict[str, Any]:
    answer = await seat.asks(
        "POST",
        "/complaints",
        {"brand": desk.brand.id, "player": str(player), "category": "WDRL", "summary": "Not paid.", **body},
    )
    assert answer.status_code == 201, answer.text
    case: dict[str, Any] = answer.json()
    return case


async def investigated(handler: Seat, case: dict[str, Any]) -> None:
    await does(handler, case, "acknowledge")
    await does(handler, case, "analyse", claim="The bet should stand.", about="Bet 1042", rules=["terms-4.2"])
    await does(handler, case, "investigate")


async def goes_back(desk: Desk, case: dict[str, Any], by: timedelta) -> None:
    """As if its clocks had been set that much earlier; then what is due is done."""
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE complaint_deadline
            SET    started_at = started_at - $3::interval, due_at = due_at - $3::interval, warn_at = warn_at - $3::interval,
                   next_at = next_at - $3::interval
            WHERE  brand_id = $1 AND complaint_id = $2::text::uuid
            """,
            desk.brand.id,
            case["id"],
            by,
        )
        await tx.run(
            "UPDATE complaint SET next_due_at = next_due_at - $3::interval, next_warn_at = next_warn_at - $3::interval WHERE brand_id = $1 AND id = $2::text::uuid",
            desk.brand.id,
            case["id"],
            by,
        )
    await desk.work_until_idle()
