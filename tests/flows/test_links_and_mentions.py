"""What ties tickets to each other and to colleagues: links are read from both ends, mentions until they are seen."""

from __future__ import annotations

from typing import Any

from tests.desk import Desk, Seat


async def links(seat: Seat, ticket: Any) -> list[tuple[str, str, str]]:
    return [(link["ticket"], link["kind"], link["direction"]) for link in (await seat.view(ticket))["links"]]


async def test_a_link_is_read_from_both_ends_and_taken_back_from_either(desk: Desk) -> None:
    agent = await desk.agent()
    first, second = await desk.a_ticket(), await desk.a_ticket(subject="Again")
    await agent.does(second, "link", other=str(first.number), kind="duplicate")
    assert await links(agent, second) == [(str(first.id), "duplicate", "to")]
    assert await links(agent, first) == [(str(second.id), "duplicate", "from")]
    assert (await agent.view(first))["links"][0]["reference"] == (await agent.view(second))["reference"]
    assert all("links" not in item for item in (await agent.gets("/tickets"))["items"])
    refused = await agent.tries(first, "unlink", other=str(second.number), kind="incident")
    assert refused.status_code == 422
    await agent.does(first, "unlink", other=str(second.number), kind="duplicate")
    assert await links(agent, first) == await links(agent, second) == []


async def test_a_link_to_a_ticket_that_is_not_yours_to_see_is_not_shown(desk: Desk) -> None:
    agent, senior = await desk.agent(), await desk.sits("senior", desk.brand.queue, desk.protection)
    here, hidden = await desk.a_ticket(), await desk.a_ticket(subject="Again")
    await senior.does(hidden, "transfer", queue="Protection", reason="grave")
    await senior.does(here, "link", other=str(hidden.number), kind="incident")
    assert len(await links(senior, here)) == 1
    assert await links(agent, here) == []


async def mentioned(seat: Seat, how: str) -> list[str]:
    return [item["id"] for item in (await seat.gets("/tickets", mentioned=how))["items"]]


async def test_a_mention_is_unseen_until_its_note_is_read(desk: Desk) -> None:
    agent, colleague = await desk.agent(), await desk.agent()
    ticket = await desk.a_ticket()
    (asked,) = await desk.messages(ticket, "player")
    noted = await agent.notes(ticket, "Could you look?", mentions=[str(colleague.id)])
    assert await mentioned(colleague, "unseen") == [str(ticket.id)]
    await colleague.does(ticket, "read", message=str(asked.id))
    assert await mentioned(colleague, "unseen") == [str(ticket.id)]
    await agent.does(ticket, "read", message=noted["id"])
    assert await mentioned(colleague, "unseen") == [str(ticket.id)]
    await colleague.does(ticket, "read", message=noted["id"])
    assert await mentioned(colleague, "unseen") == []
    assert await mentioned(colleague, "true") == [str(ticket.id)]


async def test_a_whole_name_behind_an_at_mentions_who_may_see_the_ticket(desk: Desk) -> None:
    agent, colleague, other = await desk.agent(), await desk.agent(), await desk.agent()
    stranger = await desk.sits("agent", desk.seniors)
    ticket = await desk.a_ticket()
    names = {seat: (await seat.gets("/session"))["name"] for seat in (colleague, other, stranger)}
    await agent.notes(
        ticket,
        f"@{names[colleague].upper()}, could you look? Not {names[other]}, nor @{names[other]}s, nor @{names[stranger]}.",
    )
    assert await mentioned(colleague, "unseen") == [str(ticket.id)]
    assert await mentioned(other, "unseen") == []
    assert await mentioned(stranger, "unseen") == []
