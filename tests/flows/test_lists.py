"""Lists as an agent's screen needs them: what each row shows, which rows, in which order, page by page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from pitboss.db.tx import SYSTEM
from tests.desk import Desk, Seat
from tests.making import a_player, a_ticket


async def listed(seat: Seat, sort: str | None = None, **wanted: Any) -> list[str]:
    """The subjects of the tickets that a filter holds."""
    query = {"filter": msgspec.json.encode(wanted).decode(), **({"sort": sort} if sort else {})}
    return [item["subject"] for item in (await seat.gets("/tickets", **query))["items"]]


async def row(seat: Seat, ticket: Any) -> dict[str, Any]:
    items = (await seat.gets("/tickets"))["items"]
    return next(item for item in items if item["id"] == str(ticket.id))


async def marks_read(seat: Seat, ticket: Any) -> None:
    messages = (await seat.gets(f"/tickets/{ticket.id}/messages"))["items"]
    answer = await seat.asks("POST", f"/tickets/{ticket.id}/read", {"message": messages[-1]["id"]})
    assert answer.status_code == 200, answer.text


# ── what a row shows ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_row_shows_the_last_words_and_not_the_desks_own_notices(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(text="Where   is\nmy money? " + "It was a lot. " * 30)
    last = (await row(agent, ticket))["last_message"]
    assert (last["kind"], last["author"]) == ("reply", "player")
    assert last["excerpt"].startswith("Where is my money? It was a lot.")
    assert len(last["excerpt"]) == 140
    await agent.notes(ticket, "Asked the bank.")
    assert (await row(agent, ticket))["last_message"]["kind"] == "note"
    await agent.says(ticket, "It is on its way.")
    shown = await row(agent, ticket)
    assert (shown["last_message"]["author"], shown["last_message"]["excerpt"]) == (
        "agent",
        "It is on its way.",
    )
    assert shown["waiting_since"] is None
    assert shown["player_said_at"] is not None


async def test_what_is_unread_is_so_for_each_reader(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    first = await desk.a_ticket(id="<one@mail.example>")
    assert (await row(agent, first))["unread"] == 1
    await marks_read(agent, first)
    assert ((await row(agent, first))["unread"], (await row(colleague, first))["unread"]) == (0, 1)
    await desk.mail_arrives(answers=("<one@mail.example>",), text="And another thing")
    assert ((await row(agent, first))["unread"], (await row(colleague, first))["unread"]) == (1, 2)
    assert len(await listed(agent, unread=True)) == 1
    await marks_read(agent, first)
    assert await listed(agent, unread=True) == []
    assert len(await listed(colleague, unread=True)) == 1


async def test_after_a_merge_and_back_each_row_shows_its_own(desk: Desk) -> None:
    agent = await desk.sits("senior", desk.brand.queue)
    first, second = await desk.a_ticket(text="The first"), await desk.a_ticket(text="The second")
    await agent.does(second, "merge", into=str(first.number))
    assert (await row(agent, first))["last_message"]["excerpt"] == "The second"
    assert (await row(agent, first))["unread"] == 2
    assert (await row(agent, second))["last_message"] is None
    await agent.does(second, "unmerge")
    assert (await row(agent, first))["last_message"]["excerpt"] == "The first"
    assert (await row(agent, second))["unread"] == 1


async def test_what_is_redacted_leaves_the_row_too(desk: Desk) -> None:
    senior = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(text="My aunt Clara Oswald paid")
    [message] = await desk.messages(ticket, "player")
    await senior.does(ticket, "redact", message=str(message.id), part="Clara Oswald", reason="her wish")
    assert "Clara" not in (await row(senior, ticket))["last_message"]["excerpt"]


async def test_a_row_shows_the_nearest_deadline_and_how_it_stands(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket()
    fresh = (await row(agent, ticket))["deadline"]
    assert (fresh["kind"], fresh["state"]) == ("first_reply", "running")
    assert fresh["warn_at"] < fresh["due_at"]
    await desk.time_passes(ticket, timedelta(hours=3, minutes=30))
    assert (await row(agent, ticket))["deadline"]["state"] == "warned"
    await desk.time_passes(ticket, timedelta(hours=1))
    assert (await row(agent, ticket))["deadline"]["state"] == "breached"
    await agent.says(ticket, "We are looking into it.")
    shown = await row(agent, ticket)
    assert (shown["deadline"]["kind"], shown["deadline"]["state"]) == ("resolution", "paused")
    async with desk.db.tx(SYSTEM) as tx:
        held = await tx.value(
            "SELECT jsonb_agg(kind) FROM clock WHERE ticket_id = $1 AND met_at IS NULL", ticket.id
        )
    assert [promise["kind"] for promise in shown["promises"]] == held


# ── which rows ──────────────────────────────────────────────────────────────────────────────────────────────


async def test_each_filter_holds_what_it_names(desk: Desk) -> None:
    agent = await desk.sits("senior", desk.brand.queue, desk.payments)
    colleague = await desk.agent()
    a = await desk.a_ticket(subject="a", from_="A <a@mail.example>")
    b = await desk.a_ticket(subject="b", from_="B <b@mail.example>")
    c = await desk.a_ticket(subject="c", from_="C <c@mail.example>")
    await agent.does(a, "take")
    await colleague.does(b, "take")
    await colleague.does(b, "tag", tags=["bank", "slow"])
    await colleague.notes(b, "Look here", mentions=[str(agent.id)])
    await agent.does(c, "snooze", until=(await desk.now() + timedelta(days=1)).isoformat())
    await agent.does(a, "priority", priority="high", reason="angry")
    await agent.does(a, "solve")
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE player SET vip = 2 WHERE brand_id = $1 AND id = $2", desk.brand.id, c.player_id)
        await tx.run(
            "UPDATE clock SET breached_at = now() WHERE brand_id = $1 AND ticket_id = $2",
            desk.brand.id,
            b.id,
        )
    day = (await desk.now() - timedelta(days=1)).isoformat()
    later = (await desk.now() + timedelta(days=1)).isoformat()
    for wanted, holds in (
        ({"assignee": ["me"]}, "a"),
        ({"assignee": ["nobody"]}, "c"),
        ({"assignee": ["nobody", str(colleague.id)]}, "bc"),
        ({"status": ["active"]}, "bc"),
        ({"status": ["solved", "new"]}, "ac"),
        ({"mentioned": "any"}, "b"),
        ({"mentioned": "unseen"}, "b"),
        ({"snoozed": True}, "c"),
        ({"snoozed": False}, "ab"),
        ({"tag": ["bank", "slow"]}, "b"),
        ({"tag": ["bank", "fast"]}, ""),
        ({"queue": [str(desk.brand.queue)]}, "abc"),
        ({"queue": [str(desk.seniors)]}, ""),
        ({"priority": ["high", "urgent"]}, "a"),
        ({"vip": True}, "c"),
        ({"vip": False}, "ab"),
        ({"danger": False}, "abc"),
        ({"channel": ["email"], "language": ["en"], "brand": [desk.brand.id]}, "abc"),
        ({"channel": ["webchat"]}, ""),
        ({"created": {"from": day}}, "abc"),
        ({"created": {"to": day}}, ""),
        ({"due": {"from": day}, "status": ["active"]}, "bc"),
        ({"solved": {"from": day}}, "a"),
        ({"solved": {"to": day}}, ""),
        ({"broken": {"from": day}}, "b"),
        ({"broken": {"from": day, "to": day}}, ""),
        ({"broken": {"to": later}}, "b"),
        ({"player": str(b.player_id)}, "b"),
        ({"ticket": [str(a.id), str(c.id)]}, "ac"),
        ({"ticket": [str(a.id), str(c.id)], "status": ["active"]}, "c"),
        ({"brand": ["elsewhere"]}, ""),
    ):
        assert "".join(sorted(await listed(agent, **wanted))) == holds, wanted
    await marks_read(agent, b)
    assert (await listed(agent, mentioned="unseen"), await listed(agent, mentioned="any")) == ([], ["b"])


@pytest.mark.parametrize(
    "wanted",
    [
        '{"status":["done"]}',
        '{"color":"red"}',
        '{"created":{"from":"2026-11-22T10:00:00"}}',
        '{"assignee":["somebody"]}',
        "[]",
        "{",
        '{"tag":["' + "x" * 101 + '"]}',
    ],
)
async def test_a_filter_that_says_nothing_sensible_is_refused_in_words(desk: Desk, wanted: str) -> None:
    agent = await desk.agent()
    answer = await agent.asks("GET", "/tickets", filter=wanted)
    assert answer.status_code == 422
    assert len(answer.json()["detail"]) > 20


async def test_a_filter_goes_not_together_with_single_parameters(desk: Desk) -> None:
    agent = await desk.agent()
    assert (await agent.asks("GET", "/tickets", filter="{}", topic="limits")).status_code == 422


# ── in which order ──────────────────────────────────────────────────────────────────────────────────────────


async def some_tickets(desk: Desk, count: int) -> list[str]:
    """Bare rows, whose priority, promise and wait go different ways; some have neither promise nor wait."""
    player = await a_player(desk.db, desk.brand)
    ids = [str(await a_ticket(desk.db, desk.brand, player.id)) for _ in range(count)]
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            UPDATE ticket t
            SET    subject = n, priority = n % 4,
                   due_at = CASE WHEN n % 5 > 0 THEN now() + (n * 7 % 23) * interval '1 minute' END,
                   waiting_since = CASE WHEN n % 3 > 0 THEN now() - (n * 11 % 29) * interval '1 minute' END,
                   updated_at = now() - (n * 13 % 31) * interval '1 minute'
            FROM   unnest($1::uuid[]) WITH ORDINALITY AS p (id, n)
            WHERE  t.id = p.id
            """,
            [msgspec.convert(one, type=type(player.id)) for one in ids],
        )
    return ids


OPEN = '{"status":["active"]}'
ORDERS = {
    "urgency": "priority, coalesce(due_at, 'infinity'), id",
    "recent": "updated_at DESC, id DESC",
    "newest": "id DESC",
    "oldest": "id",
    "waiting": "coalesce(waiting_since, 'infinity'), id",
    "due": "coalesce(due_at, 'infinity'), id",
}


@pytest.mark.parametrize("sort", ORDERS)
async def test_pages_lead_forth_and_back_over_every_ticket_once(desk: Desk, sort: str) -> None:
    agent = await desk.agent()
    await some_tickets(desk, 23)
    async with desk.db.tx(SYSTEM) as tx:
        expected = [
            str(found)
            for found in await tx.column(
                f"SELECT id FROM ticket WHERE brand_id = $1 ORDER BY {ORDERS[sort]}", desk.brand.id
            )
        ]
    seen: list[list[str]] = []
    page = await agent.gets("/tickets", filter=OPEN, sort=sort, limit=5, count=True)
    assert page["count"] == {"count": 23, "exact": True}
    assert page["prev"] is None
    while True:
        seen.append([item["id"] for item in page["items"]])
        if page["next"] is None:
            break
        page = await agent.gets("/tickets", filter=OPEN, sort=sort, limit=5, cursor=page["next"])
    assert [one for some in seen for one in some] == expected
    for before in reversed(seen[:-1]):
        page = await agent.gets("/tickets", filter=OPEN, sort=sort, limit=5, cursor=page["prev"])
        assert [item["id"] for item in page["items"]] == before
    assert page["prev"] is None
    assert page["next"] is not None


async def test_what_is_open_comes_by_urgency_and_all_by_the_last_touch_unless_another_order_is_named(
    desk: Desk,
) -> None:
    agent = await desk.agent()
    await some_tickets(desk, 8)
    first = await listed(agent, status=["active"])
    assert first == await listed(agent, "urgency", status=["active"]) != await listed(agent, "newest")
    assert await listed(agent) == await listed(agent, "recent")


async def test_a_cursor_of_another_order_is_refused(desk: Desk) -> None:
    agent = await desk.agent()
    await some_tickets(desk, 3)
    page = await agent.gets("/tickets", filter=OPEN, sort="due", limit=1)
    assert (
        await agent.asks("GET", "/tickets", filter="{}", sort="newest", cursor=page["next"])
    ).status_code == 422
