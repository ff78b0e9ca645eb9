"""What holds when, and what cites a clause that has changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from pitboss.db.tx import SYSTEM, Database
from pitboss.knowledge import clauses
from pitboss.knowledge.clauses import ClauseWanted
from tests.desk import Desk, Seat
from tests.knowledge.test_articles import posts, published, refusal
from tests.making import ABrand

TODAY = datetime.now(UTC).date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def clause(**more: Any) -> dict[str, Any]:
    usual = {
        "name": "terms-4.2",
        "kind": "terms",
        "language": "en",
        "title": "Payouts",
        "text": "Within two days.",
    }
    return {**usual, "valid_from": day(-100), **more}


async def on(seat: Seat, date: str, **more: Any) -> list[str]:
    return [c["text"] for c in await seat.gets("/knowledge/clauses", language="en", on=date, **more)]


async def test_the_text_of_any_day_can_be_read(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    await posts(head, "/clauses", status=201, **clause(text="Within five days.", valid_to=day(-51)))
    await posts(head, "/clauses", status=201, **clause(valid_from=day(-50)))
    await posts(head, "/clauses", status=201, **clause(text="Within a day.", valid_from=day(10)))
    assert await on(head, day(-200)) == []
    assert await on(head, day(-60)) == ["Within five days."]
    assert await on(head, day(0)) == ["Within two days."]
    assert await on(head, day(9)) == ["Within two days."]  # it ends by itself the day before the next one
    assert await on(head, day(10)) == ["Within a day."]
    history = await head.gets("/knowledge/clauses/terms-4.2/history", language="en")
    assert [c["stage"] for c in history] == ["future", "present", "past"]


async def test_a_jurisdiction_may_have_a_text_of_its_own(desk: Desk) -> None:
    head = await desk.sits("supervisor")
    await posts(head, "/clauses", status=201, **clause())
    await posts(head, "/clauses", status=201, **clause(text="Within an hour.", jurisdiction="GB"))
    assert await on(head, day(0)) == ["Within two days."]
    assert await on(head, day(0), jurisdiction="GB") == ["Within an hour."]
    assert await on(head, day(0), jurisdiction="CW") == ["Within two days."]


async def test_two_texts_never_hold_on_one_day_and_what_held_stays(desk: Desk) -> None:
    head, senior = await desk.sits("supervisor"), await desk.sits("senior")
    made = await posts(head, "/clauses", status=201, **clause(valid_to=day(30)))
    assert await refusal(head, "/clauses", **clause(valid_from=day(30))) == "clause_overlaps"
    assert await refusal(senior, "/clauses", **clause(valid_from=day(31))) == "forbidden"
    at = f"/clauses/{made['id']}"
    assert await refusal(head, at, "PUT", **clause(text="Never.", valid_to=day(30))) == "clause_held"
    assert await refusal(head, at, "PUT", **clause(valid_to=day(-1))) == "clause_held"
    assert await refusal(head, at, "DELETE") == "clause_held"
    ended = await head.asks("PUT", f"/knowledge{at}", clause(valid_to=day(0)))
    assert ended.json()["valid_to"] == day(0)
    coming = await posts(head, "/clauses", status=201, **clause(text="Soon.", valid_from=day(5)))
    changed = await head.asks(
        "PUT", f"/knowledge/clauses/{coming['id']}", clause(text="Later.", valid_from=day(6))
    )
    assert changed.json()["text"] == "Later."
    assert (await head.asks("DELETE", f"/knowledge/clauses/{coming['id']}")).status_code == 200


async def test_the_database_itself_keeps_what_clauses_have_said(db: Database, brand: ABrand) -> None:
    async with db.tx(SYSTEM) as tx:
        held = ClauseWanted(
            name="bonus-1",
            kind="bonus",
            language="en",
            title="T",
            text="Old",
            valid_from=TODAY - timedelta(days=9),
        )
        await clauses.enter(tx, brand.id, held)
    for attempt in (
        "UPDATE clause SET text = 'New' WHERE brand_id = $1",
        "UPDATE clause SET valid_from = '2001-01-01' WHERE brand_id = $1",
        "UPDATE clause SET valid_to = CURRENT_DATE - 5 WHERE brand_id = $1",
        "DELETE FROM clause WHERE brand_id = $1",
    ):
        with pytest.raises(asyncpg.RestrictViolationError):
            async with db.tx(SYSTEM) as tx:
                await tx.run(attempt, brand.id)


async def test_what_cites_a_clause_is_stale_when_it_changes_until_somebody_confirms_it(desk: Desk) -> None:
    writer, head, admin = await desk.sits("senior"), await desk.sits("supervisor"), await desk.sits("admin")
    cited = "As [terms 4.2](clause:terms-4.2) say."
    await posts(head, "/clauses", status=201, **clause())
    article = (await published(desk, writer, head, cited))["article"]["id"]
    other = (await published(desk, writer, head, "As [terms 4.20](clause:terms-4.20) say."))["article"]["id"]
    reply = await head.asks(
        "POST",
        "/canned-replies",
        {"shortcut": "payout", "scope": "brand", "text": {"en": cited, "ru": "Нет"}},
    )
    assert reply.status_code == 201, reply.text
    text = await admin.asks(
        "PUT",
        f"/brands/{desk.brand.id}/texts/solved.chat/en",
        {"text": f"Your request {{number}} is solved. {cited}"},
    )
    assert text.status_code == 200, text.text
    citing = await head.gets("/knowledge/clauses/terms-4.2/citations", language="en")
    assert {c["kind"] for c in citing} == {"article", "canned_reply", "text"}
    assert (await head.gets("/knowledge/citations/stale"))["items"] == []

    await posts(head, "/clauses", status=201, **clause(text="Within a day.", valid_from=day(3)))
    stale = (await head.gets("/knowledge/citations/stale"))["items"]
    assert {(s["kind"], s["cause"]) for s in stale} == {
        ("article", "changed"), ("canned_reply", "changed"), ("text", "changed"),
    }  # fmt: skip
    assert [s["article"] for s in stale if s["kind"] == "article"] == [article]
    assert (await head.gets("/wall"))["knowledge"]["stale"] == 3
    assert [a["id"] for a in (await head.gets("/knowledge/articles", stale=True))["items"]] == [article]
    assert not (await head.gets(f"/knowledge/articles/{other}"))["article"]["stale"]
    for one in stale:
        await posts(writer, f"/citations/{one['id']}/confirm")
    assert (await head.gets("/knowledge/citations/stale"))["items"] == []

    coming = (await head.gets("/knowledge/clauses/terms-4.2/history", language="en"))[0]
    await head.asks("DELETE", f"/knowledge/clauses/{coming['id']}")
    again = (await head.gets("/knowledge/citations/stale"))["items"]
    assert {s["cause"] for s in again} == {"removed"}


async def test_a_russian_clause_touches_nothing_in_english(desk: Desk) -> None:
    writer, head = await desk.sits("senior"), await desk.sits("supervisor")
    await published(desk, writer, head, "As [terms 4.2](clause:terms-4.2) say.")
    await posts(head, "/clauses", status=201, **clause(language="ru"))
    await posts(head, "/clauses", status=201, **clause(language="ru", text="Иначе.", valid_from=day(3)))
    assert (await head.gets("/knowledge/citations/stale"))["items"] == []


async def test_players_read_a_cited_clause_as_words_with_its_address(desk: Desk) -> None:
    agent, head = await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket()
    made = await head.asks(
        "POST",
        "/canned-replies",
        {"shortcut": "payout", "scope": "brand", "text": {"en": "See [terms 4.2](clause:terms-4.2)."}},
    )
    shown = await agent.gets(f"/canned-replies/{made.json()['id']}/preview", ticket=str(ticket.id))
    base = desk.building.settings.public_url
    assert shown["text"] == f"See terms 4.2 ({base}/help/{desk.brand.id}/en/rules/terms-4.2)."
