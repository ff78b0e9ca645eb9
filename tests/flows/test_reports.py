"""The report of satisfaction: counted behind the wall, as each colleague sees the tickets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pitboss.db.tx import SYSTEM
from pitboss.quality.themes import themes_of
from pitboss.tickets.model import Ticket
from tests.desk import Desk, Seat


async def rated(
    desk: Desk, agent: Seat, score: int, comment: str = "", *, ago: int = 0, topic: str = "rules_question"
) -> Ticket:
    """As a rating given so many days ago."""
    ticket = await desk.a_ticket(from_=f"Ivan <{score}{ago}{len(comment)}{topic}@mail.example>")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET topic = $3 WHERE brand_id = $1 AND id = $2", desk.brand.id, ticket.id, topic
        )
        await tx.run(
            """
            INSERT INTO rating (brand_id, ticket_id, score, comment, staff_id, created_at, themes)
            VALUES ($1, $2, $3, $4, $5, now() - $6::interval, $7)
            """,
            desk.brand.id, ticket.id, score, comment, agent.id, timedelta(days=ago), list(themes_of(comment)),
        )  # fmt: skip
    return ticket


async def report(seat: Seat, **filters: Any) -> dict[str, Any]:
    found: dict[str, Any] = await seat.gets("/reports/satisfaction", **filters)
    return found


async def test_ratings_are_counted_by_week_topic_queue_and_agent(desk: Desk) -> None:
    nina, oleg = await desk.agent(name="Nina"), await desk.agent(name="Oleg")
    head = await desk.sits("supervisor")
    await rated(desk, nina, 5, "Fast and polite")
    await rated(desk, nina, 4, ago=8)
    await rated(desk, oleg, 1, "I waited for three days, and had to repeat everything", topic="bonus_missing")
    shown = await report(head)
    assert (shown["total"]["given"], shown["total"]["average"], shown["total"]["satisfied"]) == (
        3,
        3.33,
        0.6667,
    )
    assert shown["scores"] == [1, 0, 0, 1, 1]
    assert [week["given"] for week in shown["weeks"]][-2:] in (
        [1, 2],
        [0, 2],
    )  # eight days may be two weeks ago
    assert len(shown["weeks"]) == 12
    assert {part["name"]: part["average"] for part in shown["agents"]} == {"Nina": 4.5, "Oleg": 1.0}
    assert {part["id"]: part["given"] for part in shown["topics"]} == {
        "rules_question": 2,
        "bonus_missing": 1,
    }
    assert [part["name"] for part in shown["queues"]] == ["General"]
    themes = {one["theme"]: (one["given"], one["low"]) for one in shown["themes"]}
    assert themes == {"speed": (2, 1), "politeness": (1, 0), "repetition": (1, 1)}
    assert sum(one["weeks"][-1] for one in shown["themes"] if one["theme"] == "speed") == 2

    only = await report(head, agent=str(oleg.id))
    assert (only["total"]["given"], [said["score"] for said in only["comments"]]) == (1, [1])
    assert (await report(head, topic="bonus_missing"))["total"]["average"] == 1.0
    assert (await report(head, channel="webchat"))["total"]["given"] == 0
    assert len((await report(head, theme="politeness"))["comments"]) == 1
    assert (await report(head, weeks=1))["total"]["given"] == 2


async def test_the_response_is_of_those_who_were_asked(desk: Desk) -> None:
    agent, head = await desk.agent(), await desk.sits("supervisor")
    for number in range(3):
        ticket = await desk.a_ticket(from_=f"Ivan <{number}@mail.example>")
        await agent.says(ticket, "Done.", then="solved")
        await desk.time_passes(ticket, timedelta(hours=2))
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO rating (brand_id, ticket_id, score, staff_id) VALUES ($1, $2, 5, $3)",
            desk.brand.id, ticket.id, agent.id,
        )  # fmt: skip
    total = (await report(head))["total"]
    assert (total["asked"], total["answered"], total["response"]) == (3, 1, 0.3333)


async def test_a_lead_sees_what_they_see_of_tickets(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await rated(desk, agent, 2, "Slow")
    hidden = await rated(desk, agent, 1, "Nobody listens to me", topic="self_exclusion")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET queue_id = $3, restricted = true WHERE brand_id = $1 AND id = $2",
            desk.brand.id, hidden.id, desk.protection,
        )  # fmt: skip
    head = await desk.sits("admin")
    shown = await report(head)
    assert [said["ticket_id"] for said in shown["comments"]] == [str(ticket.id)]
    assert shown["total"]["given"] == 1
    assert "listens" not in (await head.asks("GET", "/reports/satisfaction.csv")).text
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO role (name, permissions) VALUES ($1, '{reports.see}')",
            f"lead_{desk.brand.id.replace('-', '_')}",
        )
        mine = await desk.sits("agent", desk.payments)
        await tx.run(
            "INSERT INTO staff_role (brand_id, staff_id, role) VALUES ($1, $2, $3)",
            desk.brand.id, mine.id, f"lead_{desk.brand.id.replace('-', '_')}",
        )  # fmt: skip
    assert (await report(mine))["total"]["given"] == 0  # serves payments alone
    assert (await agent.asks("GET", "/reports/satisfaction")).status_code == 403
    assert (await agent.asks("GET", "/reports/satisfaction.csv")).status_code == 403


async def test_the_table_can_be_taken_away_and_runs_nothing(desk: Desk) -> None:
    agent, head = await desk.agent(name="Nina"), await desk.sits("supervisor")
    await rated(desk, agent, 3, '=HYPERLINK("https://evil.example")')
    answer = await head.asks("GET", "/reports/satisfaction.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.text.count("\n") == 2
    assert "'=HYPERLINK" in answer.text
    assert (await head.asks("GET", "/reports/satisfaction", weeks=1000)).status_code == 422
