"""What an agent has begun to write is kept for them alone, and prepared text is there for whom it is meant."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from importlib import resources

import msgspec
import pytest

from pitboss.assist.variables import fill, lint
from pitboss.db.tx import SYSTEM
from pitboss.demo.seed import CannedTold
from pitboss.files.actions import forget_uploads
from tests.desk import Desk, Seat
from tests.making import PASSWORD


async def puts(seat: Seat, ticket: object, kind: str, **body: object) -> dict[str, object]:
    answer = await seat.asks("PUT", f"/tickets/{ticket}/drafts/{kind}", body)
    assert answer.status_code == 200, answer.text
    kept: dict[str, object] = answer.json()
    return kept


async def drafts(seat: Seat, ticket: object) -> list[tuple[str, str]]:
    return [(d["kind"], d["text"]) for d in await seat.gets(f"/tickets/{ticket}/drafts")]


async def test_reply_and_note_are_kept_apart_and_survive_signing_out(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await puts(agent, ticket.id, "reply", text="Dear Ivan, we")
    await puts(agent, ticket.id, "reply", text="Dear Ivan, we have")
    await puts(agent, ticket.id, "note", text="Looks odd")
    await agent.asks("DELETE", "/session")
    again = await desk.building.client.post(
        "/session", json={"email": agent.person.email, "password": PASSWORD}
    )
    back = Seat(desk.building.client, agent.person, again.json()["token"], desk.brand.id)
    assert await drafts(back, ticket.id) == [("reply", "Dear Ivan, we have"), ("note", "Looks odd")]
    begun = await back.gets("/me/drafts")
    assert {(d["ticket"], d["kind"]) for d in begun} == {(str(ticket.id), "reply"), (str(ticket.id), "note")}


async def test_a_draft_is_its_authors_alone(desk: Desk) -> None:
    agent, colleague, ticket = await desk.agent(), await desk.agent(), await desk.a_ticket()
    await puts(agent, ticket.id, "reply", text="Mine")
    assert await drafts(colleague, ticket.id) == []
    assert (await colleague.asks("GET", f"/tickets/{ticket.id}/drafts/reply")).status_code == 404


async def test_sending_removes_the_draft_of_that_kind(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await puts(agent, ticket.id, "reply", text="Half")
    await puts(agent, ticket.id, "note", text="Aside")
    await agent.says(ticket, "Half and whole")
    assert await drafts(agent, ticket.id) == [("note", "Aside")]
    for _ in range(2):
        assert (await agent.asks("DELETE", f"/tickets/{ticket.id}/drafts/note")).status_code == 204
    assert await drafts(agent, ticket.id) == []


async def test_a_draft_knows_that_the_ticket_has_moved_on(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    shown = await agent.view(ticket)
    assert (await puts(agent, ticket.id, "reply", text="Well", version=shown["version"]))["stale"] is False
    await desk.mail_arrives(subject=f"Re: [{shown['reference']}]", text="One thing more, please.")
    kept = await agent.gets(f"/tickets/{ticket.id}/drafts/reply")
    assert (kept["stale"], kept["version"]) == (True, shown["version"])


async def test_a_draft_keeps_no_card_number(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await puts(agent, ticket.id, "note", text="Card 4111 1111 1111 1111 was used")
    assert "4111 1111" not in str(await drafts(agent, ticket.id))


async def test_redaction_reaches_what_is_not_sent_yet(desk: Desk) -> None:
    agent, head = await desk.agent(), await desk.sits("supervisor")
    ticket = await desk.a_ticket(text="My neighbour Zanzibarov owes me.")
    (message,) = await desk.messages(ticket, "player")
    path, body = f"/tickets/{ticket.id}/drafts/note", {"text": "About Zanzibarov"}
    await agent.asks("PUT", path, body, key="kept for a retry")
    later = {"text": "We know Zanzibarov", "send_at": "2090-01-01T00:00:00Z"}
    refused = await agent.asks("POST", f"/tickets/{ticket.id}/messages", later)
    assert refused.status_code == 422
    later["send_at"] = (await desk.now() + timedelta(days=1)).isoformat()
    assert (await agent.asks("POST", f"/tickets/{ticket.id}/messages", later)).status_code == 202
    await head.does(ticket, "redact", message=str(message.id), part="Zanzibarov", reason="not ours")
    assert await drafts(agent, ticket.id) == [("note", "About ▇▇▇")]
    (held,) = await agent.gets(f"/tickets/{ticket.id}/later")
    assert held["text"] == "We know ▇▇▇"
    assert "Zanzibarov" not in (await agent.asks("PUT", path, body, key="kept for a retry")).text


async def test_files_of_a_draft_are_kept_with_it(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    sent = await desk.building.client.post(
        "/attachments",
        headers={"authorization": f"Bearer {agent.token}"},
        files={"file": ("note.txt", b"hello")},
    )
    await puts(agent, ticket.id, "reply", text="See the file", files=[sent.json()["id"]])
    await desk.value(
        "UPDATE staff_upload SET created_at = now() - interval '3 days' WHERE brand_id = $1 RETURNING name"
    )
    async with desk.db.tx(SYSTEM) as tx:
        await forget_uploads(tx)
    (kept,) = await agent.gets(f"/tickets/{ticket.id}/drafts")
    assert [f["name"] for f in kept["files"]] == ["note.txt"]


# ── canned replies ──────────────────────────────────────────────────────────────────────────────────────────


async def makes(seat: Seat, shortcut: str, **body: object) -> dict[str, str]:
    answer = await seat.asks(
        "POST", "/canned-replies", {"shortcut": shortcut, "text": {"en": "Hello."}, **body}
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made


async def shortcuts(seat: Seat, q: str = "", **query: object) -> list[str]:
    return [c["shortcut"] for c in await seat.gets("/canned-replies", q=q, **query)]


async def test_own_replies_are_ones_own_and_the_brands_are_everybodys(desk: Desk) -> None:
    agent, colleague, head = await desk.agent(), await desk.agent(), await desk.sits("supervisor")
    await makes(agent, "mine")
    await makes(head, "ours", scope="brand")
    assert await shortcuts(agent) == ["mine", "ours"]
    assert await shortcuts(colleague) == ["ours"]
    refused = await agent.asks(
        "POST", "/canned-replies", {"shortcut": "all", "scope": "brand", "text": {"en": "Hi."}}
    )
    assert refused.status_code == 403
    taken = await head.asks(
        "POST", "/canned-replies", {"shortcut": "ours", "scope": "brand", "text": {"en": "Hi."}}
    )
    assert (taken.status_code, taken.json()["title"]) == (409, "shortcut_taken")


async def test_a_teams_replies_are_for_the_team_and_written_by_its_lead(desk: Desk) -> None:
    chief, lead, member, other = (
        await desk.sits("compliance"),
        await desk.agent(),
        await desk.agent(),
        await desk.agent(),
    )
    team = (await chief.asks("POST", "/teams", {"name": "Night"})).json()["id"]
    for seat, leads in ((lead, True), (member, False)):
        await chief.asks("POST", f"/teams/{team}/members", {"staff": str(seat.id), "lead": leads})
    made = await makes(lead, "night", scope="team", team=team)
    assert await shortcuts(member) == ["night"]
    assert await shortcuts(other) == []
    change = {"text": {"en": "Good night."}}
    assert (await member.asks("PATCH", f"/canned-replies/{made['id']}", change)).status_code == 403
    assert (await other.asks("PATCH", f"/canned-replies/{made['id']}", change)).status_code == 404
    changed = await lead.asks("PATCH", f"/canned-replies/{made['id']}", change)
    assert (changed.json()["text"]["en"], changed.json()["shortcut"]) == ("Good night.", "night")
    assert (await lead.asks("DELETE", f"/canned-replies/{made['id']}")).status_code == 204
    assert await shortcuts(member) == []


async def test_search_as_typed_goes_by_shortcut_title_and_text_and_fits_the_ticket(desk: Desk) -> None:
    agent, ticket = await desk.agent(), await desk.a_ticket()
    await makes(agent, "pay", channels=["webchat"])
    await makes(agent, "payout", title={"ru": "Выплата", "en": "Sent"})
    await makes(agent, "zzz", title={"en": "Payment checks"})
    await makes(agent, "yyy", text={"ru": "Ваш платёж найден.", "en": "Your payment is found."})
    assert await shortcuts(agent, "/pay") == ["pay", "payout", "zzz", "yyy"]
    assert await shortcuts(agent, "pay", ticket=str(ticket.id)) == ["payout", "zzz", "yyy"]
    assert await shortcuts(agent, "плат") == ["yyy"]
    assert await shortcuts(agent, "100%") == []


async def test_a_reply_is_filled_in_for_its_ticket_in_the_tickets_language(desk: Desk) -> None:
    agent, ticket = await desk.sits("agent", desk.brand.queue, name="Anna Orlova"), await desk.a_ticket()
    made = await makes(
        agent,
        "hi",
        text={
            "ru": "Здравствуйте.",
            "en": "Hello, {{player.name | there}}, {{ticket.number}}. {{agent.name}}, {{brand.name}}",
        },
    )
    shown = await agent.gets(f"/canned-replies/{made['id']}/preview", ticket=str(ticket.id))
    assert shown["text"] == f"Hello, Ivan, {desk.brand.prefix}-{ticket.number}. Anna, Casino {desk.brand.id}"
    assert (shown["language"], shown["missing"]) == ("en", [])


async def test_an_unknown_variable_is_named_before_anybody_sends_it(desk: Desk) -> None:
    agent = await desk.agent()
    body = {"shortcut": "x", "text": {"en": "Hello {{player.nmae}} {{weather}} {{"}}
    refused = await agent.asks("POST", "/canned-replies", body)
    assert refused.status_code == 422
    codes = [problem["code"] for problem in refused.json()["problems"]]
    assert codes == ["misspelt_variable", "unknown_variable", "unreadable"]
    tried = await agent.asks("POST", "/canned-replies/preview", {"text": body["text"]})
    assert len(tried.json()["problems"]) == 3


@pytest.mark.parametrize(
    ("text", "values", "filled", "missing"),
    [
        ("Hello, {{player.name}}.", {"player.name": "Olga"}, "Hello, Olga.", []),
        ("Hello, {{player.name}}.", {}, "Hello.", ["player.name"]),
        ("Hello, {{ player.name | there }}.", {"player.name": "  "}, "Hello, there.", []),
        ("{{brand.name}} {{brand.name}}", {}, "", ["brand.name"]),
        ("{ not a variable }", {}, "{ not a variable }", []),
    ],
)
def test_what_has_no_value_leaves_no_gap(
    text: str, values: dict[str, str], filled: str, missing: list[str]
) -> None:
    done = fill(text, values)
    assert (done.text, done.missing) == (filled, missing)


def test_the_demos_replies_are_complete_in_both_languages() -> None:
    text = (resources.files("pitboss.demo") / "canned.toml").read_text(encoding="utf-8")
    replies = msgspec.convert(tomllib.loads(text), CannedTold).reply
    assert len(replies) >= 25
    assert len({r.shortcut for r in replies}) == len(replies)
    for reply in replies:
        for words in (reply.text, reply.title):
            assert words.ru
            assert words.en
            assert "!" not in words.ru + words.en
        assert [lint(words) for words in (reply.text.ru, reply.text.en) if words] == [[], []]
