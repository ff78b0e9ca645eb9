"""Everything beside a ticket comes in one answer, and shows no more than its parts would."""

from __future__ import annotations

from tests.desk import Desk
from tests.making import ABrand
from tests.serving import House, a_chat, an_agent


async def test_one_answer_holds_what_stands_beside_a_ticket(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue, name="Anna")
    before = await desk.a_ticket(subject="Earlier")
    ticket = await desk.a_ticket(subject="Limits", text="How do I set a limit?")
    await senior.does(ticket, "link", other=str(before.number), kind="follow_up")
    await senior.does(ticket, "tag", tags=["vip"])
    shown = await senior.gets(f"/tickets/{ticket.id}/context", language="en")
    assert shown["player"]["player"]["name"] == "Ivan"
    assert [i["value"] for i in shown["player"]["identities"]] == ["ivan@mail.example"]
    assert shown["player"]["assurance"]["last"] == "A0"
    assert [other["id"] for other in shown["others"]] == [str(before.id)]
    assert [link["ticket"] for link in shown["links"]] == [str(before.id)]
    assert shown["tags"] == ["vip"]
    assert {promise["kind"] for promise in shown["promises"]} == {"first_reply", "resolution"}
    assert all(promise["steps"] for promise in shown["promises"])
    assert shown["why"]["sentence"]
    assert shown["timeline"][0]["type"] == "tagged"
    assert shown["device"] is None


async def test_contacts_stay_masked_and_hidden_tickets_hidden(desk: Desk) -> None:
    agent, senior = await desk.agent(), await desk.sits("senior", desk.brand.queue, desk.protection)
    hidden, ticket = await desk.a_ticket(subject="One"), await desk.a_ticket(subject="Two")
    await senior.does(hidden, "transfer", queue="Protection", reason="grave")
    shown = await agent.gets(f"/tickets/{ticket.id}/context")
    assert [i["value"] for i in shown["player"]["identities"]] == ["iv***@mail.example"]
    assert shown["others"] == []
    assert (await agent.asks("GET", f"/tickets/{hidden.id}/context")).status_code == 404


async def test_the_device_says_what_time_it_is_there(house: House, casino: ABrand) -> None:
    chat = await a_chat(house, casino, device={"time_zone": "Asia/Tokyo", "platform": "iOS"})
    said = await chat.say("Where is the cashier, please?")
    _, agent = await an_agent(house, casino)
    shown = (await agent.get(f"/tickets/{said['ticket']['id']}/context")).json()
    assert shown["device"]["facts"] == {"time_zone": "Asia/Tokyo", "platform": "iOS"}
    assert shown["device"]["this_ticket"] is True
    assert (shown["player"]["time_zone"], shown["player"]["time_zone_from"]) == ("Asia/Tokyo", "device")
    assert shown["player"]["local_time"].endswith("+09:00")
    for nonsense in ("Nowhere/Land", "../../etc/passwd", "/etc/localtime"):
        other = await a_chat(house, casino, device={"time_zone": nonsense})
        said = await other.say("Where is the cashier, please?")
        shown = (await agent.get(f"/tickets/{said['ticket']['id']}/context")).json()
        assert shown["player"]["time_zone"] is None
