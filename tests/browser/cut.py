"""Fifty messages between a player in the widget and an agent in the workspace, while the road of one of them is cut."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Literal

import msgspec
from playwright.async_api import Page, expect

from tests.browser.site import Road
from tests.desk import until

Side = Literal["player", "agent"]

# Numbers would be read as ages, and in a row as a card.
_WORDS = ["alfa", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliett", "kilo", "lima", "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey", "xray", "yankee"]  # fmt: skip
ROUNDS = len(_WORDS)
BEFORE, AFTER = 8, 17  # rounds: the cut begins, and ends
_LINE = re.compile(r"\b(?:player|agent) says (?:" + "|".join(_WORDS) + r")\b")
_LOST = {"player": "The connection is lost", "agent": "No connection; this may be old."}


class Talked(msgspec.Struct, frozen=True):
    """What was written, and what stands on each screen."""

    written: list[str]
    at_player: list[str]
    at_agent: list[str]

    def flaws(self) -> list[str]:
        """Nothing missing, nothing doubled, each in the order in which they wrote, both screens alike."""
        found = []
        for name, shown in (("player", self.at_player), ("agent", self.at_agent)):
            found += [f"{line}: missing at the {name}" for line in self.written if line not in shown]
            found += [
                f"{line}: {shown.count(line)} times at the {name}"
                for line in set(shown)
                if shown.count(line) > 1
            ]
            for who in ("player", "agent"):
                if _of(who, shown) != _of(who, self.written):
                    found.append(f"what the {who} wrote is not in its order at the {name}")
        if self.at_player != self.at_agent:
            found.append("the two screens differ in their order")
        return found


def _of(who: str, lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(who)]


async def shown(page: Page, side: Side) -> list[str]:
    """The lines of the conversation as they stand, from above."""
    if side == "player":
        texts = await page.locator(".log .bubble:not(.bot) > p").all_inner_texts()
    else:
        texts = await page.get_by_role("log").get_by_role("article").all_inner_texts()
    return [line for text in texts for line in _LINE.findall(text)]


async def player_says(page: Page, text: str) -> None:
    field = page.get_by_label("Your message")
    await field.fill(text)
    await field.press("Enter")
    await expect(field).to_have_value("")


async def agent_says(page: Page, text: str) -> None:
    editor = page.locator("[contenteditable=true]")
    await editor.click()
    await page.keyboard.type(text)
    await page.keyboard.press("Control+Enter")
    await expect(editor).to_have_text("")


async def arrives(page: Page, side: Side, line: str) -> None:
    where = page.locator(".log") if side == "player" else page.get_by_role("log")
    await expect(where.get_by_text(line).first).to_be_visible(timeout=20_000)


async def talk(
    player: Page, agent: Page, cut: Side, road: Road, lasting: Callable[[], Awaitable[None]]
) -> Talked:
    """The conversation is open on both screens. From round BEFORE to AFTER the road of `cut` ends every connection and
    refuses new ones, while both write; `lasting` is how long at least."""
    pages: dict[Side, Page] = {"player": player, "agent": agent}
    written: list[str] = []
    notice = pages[cut].get_by_text(_LOST[cut], exact=False).first
    for turn, word in enumerate(_WORDS):
        mine, theirs = f"player says {word}", f"agent says {word}"
        is_cut = BEFORE <= turn < AFTER
        if turn == BEFORE:
            await road.cut()
            await expect(notice).to_be_visible(timeout=20_000)
        if turn == AFTER:
            await lasting()
            await road.mend()
            await expect(notice).to_be_hidden(timeout=30_000)
            await _sends_anyway(agent)
            await _all_there(player, agent, written)
        await player_says(player, mine)
        if not is_cut:
            await arrives(agent, "agent", mine)
        await agent_says(agent, theirs)
        if not is_cut:
            await arrives(player, "player", theirs)
        written += [mine, theirs]
    await _all_there(player, agent, written)
    await expect(player.get_by_text("Sending", exact=True)).to_have_count(0)
    return Talked(written, await shown(player, "player"), await shown(agent, "agent"))


async def _all_there(player: Page, agent: Page, written: list[str]) -> None:
    for line in written:
        await arrives(player, "player", line)
        await arrives(agent, "agent", line)


async def _sends_anyway(agent: Page) -> None:
    """What was written without knowing what had arrived stops, one after the other; the agent looks and sends it."""
    going = agent.locator("[data-pending]")
    stopped = agent.get_by_role("alert").filter(has_text="something arrived while you were writing")

    async def settled() -> bool:
        return await stopped.count() > 0 or await going.count() == 0

    await until(settled)
    while await stopped.count() > 0:
        before = await stopped.first.inner_text()
        await stopped.first.get_by_role("button", name="Send anyway").click()
        await expect(stopped.filter(has_text=before)).to_have_count(0)
        await until(settled)
