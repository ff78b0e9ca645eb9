"""A ticket can be answered only by the channels at which its player is known to be."""

from __future__ import annotations

from tests.desk import Desk
from tests.making import ABrand, a_brand
from tests.serving import House, a_chat, an_agent, reply


async def test_a_mail_is_answered_by_mail_and_nothing_else(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    (way,) = await agent.gets(f"/tickets/{ticket.id}/ways")
    assert (way["kind"], way["current"], way["to"]) == ("email", True, "iv***@mail.example")
    assert way["registered"] is False
    assert way["next_reply"] > 0
    other = await a_brand(desk.db)
    for channel in (desk.brand.webchat, other.email):
        refused = await agent.tries(ticket, "channel", channel=str(channel))
        assert refused.status_code == 409, refused.text
        assert "can't be reached" in refused.json()["detail"]
    assert (await agent.view(ticket))["channel"] == "email"


async def test_who_left_the_chat_can_be_answered_by_mail_and_their_mail_comes_back(
    house: House, casino: ABrand
) -> None:
    chat = await a_chat(house, casino, email="olga@mail.example", name="Olga")
    ticket = (await chat.say("Where is my withdrawal?"))["ticket"]["id"]
    _, agent = await an_agent(house, casino)
    ways = (await agent.get(f"/tickets/{ticket}/ways")).json()
    assert [(way["kind"], way["current"]) for way in ways] == [("webchat", True), ("email", False)]
    assert ways[0]["to"] is None
    asked = {"channel": ways[1]["channel"], "reason": "She wants it in writing."}
    switched = await agent.post(f"/tickets/{ticket}/channel", json=asked)
    assert switched.status_code == 200, switched.text
    assert switched.json()["channel"] == "email"
    said = await reply(agent, ticket, "It goes out today.", version=switched.json()["version"])
    assert said["channel"] == "email"
    events = (await agent.get(f"/tickets/{ticket}/events")).json()["items"]
    (changed,) = [event for event in events if event["type"] == "channel_changed"]
    assert changed["data"] == {"channel": "email", "was": "webchat", "reason": "She wants it in writing."}
