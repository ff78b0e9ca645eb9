"""A brand's own topics: renamed, switched off, added below those of the package, and what follows for its requests."""

from __future__ import annotations

from typing import Any

import pytest

from pitboss.kit.ids import new_id
from tests.desk import Desk, Seat
from tests.making import happened

BONUS = "My welcome bonus has not been credited, where is the bonus?"


async def topics(seat: Seat, desk: Desk) -> dict[str, Any]:
    return {t["id"]: t for t in await seat.gets(f"/brands/{desk.brand.id}/topics")}


async def change(seat: Seat, desk: Desk, topic: str, *, expect: int = 200, **body: Any) -> Any:
    answer = await seat.asks("PATCH", f"/brands/{desk.brand.id}/topics/{topic}", body)
    assert answer.status_code == expect, answer.text
    return answer.json()


async def add(seat: Seat, desk: Desk, parent: str, id: str, *, expect: int = 201, **body: Any) -> Any:
    names = {"ru": "Депозит картой", "en": "Card deposit"}
    answer = await seat.asks(
        "POST", f"/brands/{desk.brand.id}/topics", {"parent": parent, "id": id, **names, **body}
    )
    assert answer.status_code == expect, answer.text
    return answer.json()


async def ask(desk: Desk, **more: Any) -> Any:
    return await desk.building.client.post(
        "/requests",
        json={
            "brand": desk.brand.id,
            "contact": {"email": f"{new_id().hex}@mail.example"},
            "text": "Hello, please help",
            "language": "en",
            **more,
        },
    )


async def test_a_topic_is_renamed_in_one_brand_in_either_language(desk: Desk) -> None:
    admin = await desk.sits("admin")
    shown = await change(admin, desk, "cash_out", ru="Досрочный расчёт", en="Early payout")
    assert (shown["ru"], shown["en"], shown["parent"]) == ("Досрочный расчёт", "Early payout", None)
    assert (await topics(admin, desk))["cash_out"]["en"] == "Early payout"
    by_query = await admin.gets("/topics", brand=desk.brand.id)
    assert {t["id"]: t for t in by_query}["cash_out"]["ru"] == "Досрочный расчёт"
    assert {t["id"]: t for t in await admin.gets("/topics")}["cash_out"]["en"] == "Cash-out"
    told = [e.data for e in await happened(desk.db, desk.brand) if e.type == "topic_changed"]
    assert told == [{"topic": "cash_out", "fields": ["ru", "en"]}]


async def test_a_topic_switched_off_is_given_to_no_further_request(desk: Desk) -> None:
    admin, agent = await desk.sits("admin"), await desk.agent()
    before = await desk.a_ticket(text=BONUS)
    assert before.topic == "bonus_missing"
    assert (await change(admin, desk, "bonus_missing", enabled=False))["enabled"] is False
    after = await desk.a_ticket(text=BONUS, from_="petra@mail.example")
    assert after.topic != "bonus_missing"
    assert (await desk.reads(before)).topic == "bonus_missing"
    refused = await agent.tries(after, "topic", topic="bonus_missing")
    assert refused.status_code == 422
    assert "Switched off" in refused.json()["detail"]
    assert (await ask(desk, topic="bonus_missing")).status_code == 422
    await change(admin, desk, "bonus_missing", enabled=True)
    assert (await desk.a_ticket(text=BONUS, from_="anna@mail.example")).topic == "bonus_missing"


async def test_an_own_topic_goes_where_its_parent_goes_until_something_names_it(desk: Desk) -> None:
    admin, agent = await desk.sits("admin"), await desk.agent()
    made = await add(admin, desk, "deposit_missing", "card")
    assert (made["id"], made["parent"], made["group"]) == ("deposit_missing/card", "deposit_missing", "money")
    ids = list(await topics(admin, desk))
    assert ids.index("deposit_missing/card") == ids.index("deposit_missing") + 1
    ticket = await desk.a_ticket(text="Hello, please help")
    shown = await agent.does(ticket, "topic", topic="deposit_missing/card")
    assert (shown["topic"], shown["queue"]["name"]) == ("deposit_missing/card", "Payments")
    assert 35 in [
        reason["points"] for reason in shown["priority_reasons"]
    ]  # money is stuck, as of the parent

    root = f"/brands/{desk.brand.id}"
    queue = (
        await admin.asks("POST", f"{root}/queues", {"name": "Cards", "topics": ["deposit_missing/card"]})
    ).json()
    named = {"name": "Cards", "channel": "email", "topic": "deposit_missing/card", "first_reply": 600}
    above = {"name": "Deposits", "channel": "email", "topic": "deposit_missing", "first_reply": 1200}
    assert (await admin.asks("POST", f"{root}/promises", above)).status_code == 201
    asked = {"channel": "email", "topic": "deposit_missing/card"}
    told = (await admin.asks("POST", f"{root}/promises/preview", asked)).json()
    assert {t["policy"] for t in told} == {"Deposits"}
    assert (await admin.asks("POST", f"{root}/promises", named)).status_code == 201
    told = (await admin.asks("POST", f"{root}/promises/preview", asked)).json()
    assert {t["policy"] for t in told} == {"Cards"}
    other = await desk.a_ticket(text="Hello, please help", from_="petra@mail.example")
    assert (await agent.does(other, "topic", topic="deposit_missing/card"))["queue"]["id"] == queue["id"]


async def test_a_form_may_choose_an_own_topic(desk: Desk) -> None:
    admin = await desk.sits("admin")
    await add(admin, desk, "deposit_missing", "card")
    taken = await ask(desk, topic="deposit_missing/card")
    assert taken.status_code == 201
    topic = await desk.value(
        "SELECT topic FROM ticket WHERE brand_id = $1 AND number = $2", taken.json()["number"]
    )
    assert topic == "deposit_missing/card"
    await change(admin, desk, "deposit_missing", enabled=False)
    assert (await ask(desk, topic="deposit_missing/card")).status_code == 422


@pytest.mark.parametrize("topic", ["crisis", "self_exclusion", "account_takeover", "complaint"])
async def test_danger_and_complaints_cannot_be_switched_off(desk: Desk, topic: str) -> None:
    admin = await desk.sits("admin")
    refused = await change(admin, desk, topic, enabled=False, expect=409)
    assert refused["title"] == "topic_always_on"
    assert "always find their people" in refused["detail"]
    assert (await topics(admin, desk))[topic]["always_on"] is True


async def test_what_is_no_topic_is_refused_with_a_sentence(desk: Desk) -> None:
    admin = await desk.sits("admin")
    await add(admin, desk, "limits", "daily")
    assert (await add(admin, desk, "limits", "daily", expect=409))["title"] == "topic_exists"
    assert (await add(admin, desk, "limits/daily", "x", expect=404))["title"] == "no_such_topic"
    assert "small Latin letters" in (await add(admin, desk, "limits", "Big One", expect=422))["detail"]
    assert "80 printable" in (await add(admin, desk, "limits", "x", ru=" ", expect=422))["detail"]
    assert (await change(admin, desk, "teapots", en="Teapots", expect=404))["title"] == "no_such_topic"
    root = f"/brands/{desk.brand.id}"
    refused = await admin.asks("POST", f"{root}/queues", {"name": "Q", "topics": ["limits/weekly"]})
    assert "limits/weekly" in refused.json()["detail"]


async def test_only_who_may_change_settings_changes_topics(desk: Desk) -> None:
    agent = await desk.agent()
    assert (await topics(agent, desk))["limits"]["enabled"] is True
    await change(agent, desk, "limits", enabled=False, expect=403)
    await add(agent, desk, "limits", "daily", expect=403)
