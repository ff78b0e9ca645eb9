"""A road that is cut in the middle of a conversation of fifty messages. `python -m bench cut` cuts for a minute."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Visit
from tests.browser.cut import ROUNDS, Side, talk
from tests.browser.site import Road
from tests.browser.test_widget import FIRST, Casino, begins, casino, says

__all__ = ["casino"]


@pytest.mark.parametrize("cut", ["player", "agent"])
async def test_of_fifty_messages_nothing_is_missing_doubled_or_out_of_order(
    casino: Casino, visit: Visit, cut: Side
) -> None:
    seat = await casino.desk.agent(online=True)
    player = await casino.page()
    await begins(player)
    await says(player, FIRST)  # understood at once, so that the ticket stays where it is
    await expect(player.get_by_text("Delivered")).to_be_visible()
    ticket = await casino.ticket()
    road = Road(casino.road.to)
    await road.mend()
    agent = await visit(f"{road.url}/desk/list/all/{ticket}", as_=seat)
    await expect(agent.get_by_role("log").get_by_text(FIRST)).to_be_visible()

    talked = await talk(
        player, agent, cut, casino.road if cut == "player" else road, lasting=lambda: asyncio.sleep(0)
    )
    assert len(talked.written) == 2 * ROUNDS
    assert talked.flaws() == []
    kept = [
        m.text for m in await casino.desk.messages(ticket) if m.text.startswith(("player says", "agent says"))
    ]
    assert kept == talked.at_agent
    await road.cut()
