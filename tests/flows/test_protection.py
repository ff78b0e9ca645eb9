"""Secrets are stored nowhere; players in danger are seen by those who look after them, and by nobody else."""

from __future__ import annotations

import json

import websockets

from tests.desk import Desk, Seat, a_mail, until

CARD = "4111 1111 1111 1111"
CRISIS = "I lost everything and I am going to kill myself tonight."


async def test_secrets_are_masked_in_everything_that_is_stored_or_sent(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(
        subject=f"My card {CARD}",
        text=f"My card is {CARD} and the CVV is 123.\n\n> Your password is hunter2secret\n",
        html=f"<p>My card is <b>4111</b> 1111 1111 1111</p><p>{CARD}</p>",
        files=((f"card {CARD}.txt", b"nothing"),),
    )
    await agent.says(ticket, f"Did you mean {CARD}?", html=f"<p>Did you mean {CARD}?</p>")
    await agent.notes(ticket, f"They wrote {CARD}")
    await agent.does(ticket, "rename", subject=f"About {CARD}")
    await desk.work_until_idle()
    async with desk.db.pool.acquire() as connection:
        await connection.execute("BEGIN")
        await connection.execute("SELECT set_config('pitboss.kind', 'system', true)")
        tables = await connection.fetch(
            "SELECT DISTINCT table_name FROM information_schema.columns WHERE column_name = 'brand_id' AND table_schema = 'public'"
        )
        for (table,) in tables:
            rows = await connection.fetch(f"SELECT t::text FROM {table} t WHERE brand_id = $1", desk.brand.id)
            assert not [row[0][:200] for row in rows if "1111 1111" in row[0] or "11111111" in row[0]], table
        raw: bytes = await connection.fetchval("SELECT raw FROM original WHERE brand_id = $1", desk.brand.id)
        await connection.execute("ROLLBACK")
    assert b"1111 1111" not in raw
    assert b"CVV is 123" not in raw
    assert all("1111 1111" not in sent.mail.as_string() for sent in desk.sent_mails())
    assert "secret_masked" in [event.type for event in await desk.events(ticket)]


async def _ways(desk: Desk, seat: Seat, number: int, words: str) -> dict[str, bool]:
    """By which ways this person comes upon the ticket."""
    reference = f"{desk.brand.prefix}-{number}"
    (ticket,) = [t for t in await desk.tickets() if t.number == number]
    listed = await seat.gets("/tickets", limit=100)
    found = await seat.gets("/search", q=words)
    by_number = await seat.gets("/search", q=reference)
    return {
        "list": str(ticket.id) in [t["id"] for t in listed["items"]],
        "search": str(ticket.id) in [hit["ticket"]["id"] for hit in found],
        "search by number": str(ticket.id) in [hit["ticket"]["id"] for hit in by_number],
        "number": (await seat.asks("GET", f"/tickets/{reference}")).status_code == 200,
        "id": (await seat.asks("GET", f"/tickets/{ticket.id}")).status_code == 200,
        "messages": (await seat.asks("GET", f"/tickets/{ticket.id}/messages")).status_code == 200,
        "events": (await seat.asks("GET", f"/tickets/{ticket.id}/events")).status_code == 200,
        "why": (await seat.asks("GET", f"/tickets/{ticket.id}/why")).status_code == 200,
        "note": (await seat.asks("POST", f"/tickets/{ticket.id}/messages", {"text": "x", "kind": "note"})).status_code == 201,
    }  # fmt: skip


async def test_danger_goes_to_the_protected_queue_and_only_its_people_see_it_by_any_way(desk: Desk) -> None:
    agent, senior = await desk.agent(), await desk.sits("senior", desk.brand.queue, desk.payments)
    compliance, keeper = await desk.sits("supervisor"), await desk.sits("agent", desk.protection)
    ticket = await desk.a_ticket(subject="zanzibar", text=CRISIS)
    assert (ticket.queue_id, ticket.restricted, ticket.priority) == (desk.protection, True, 0)
    assert "self_harm" in ticket.danger
    for seat in (agent, senior):
        assert not any((await _ways(desk, seat, ticket.number, "tonight")).values())
    for seat in (compliance, keeper):
        ways = await _ways(desk, seat, ticket.number, "tonight")
        assert all(ways.values()), ways


async def test_the_socket_tells_of_a_ticket_in_danger_only_to_those_who_may_see_it(desk: Desk) -> None:
    senior, keeper = await desk.sits("senior", desk.brand.queue), await desk.sits("agent", desk.protection)
    url = desk.building.base_url.replace("http:", "ws:") + "/api/v1/stream"
    heard: dict[str, list[str | None]] = {"senior": [], "keeper": []}

    async with (
        websockets.connect(url, additional_headers={"authorization": f"Bearer {senior.token}"}) as open_desk,
        websockets.connect(url, additional_headers={"authorization": f"Bearer {keeper.token}"}) as protected,
    ):
        assert json.loads(await open_desk.recv())["type"] == "hello"
        assert json.loads(await protected.recv())["type"] == "hello"
        danger = await desk.a_ticket(text=CRISIS)
        plain = await desk.a_ticket(from_="petra@mail.example", text="Hello there, just saying hi")

        async def listen(name: str, socket: websockets.ClientConnection, last: str) -> None:
            while last not in heard[name]:
                heard[name].append(json.loads(await socket.recv()).get("ticket"))

        await until(
            lambda: (
                listen("senior", open_desk, str(plain.id)) if str(plain.id) not in heard["senior"] else True
            )
        )
        await until(
            lambda: (
                listen("keeper", protected, str(danger.id)) if str(danger.id) not in heard["keeper"] else True
            )
        )
    assert str(danger.id) not in heard["senior"]
    assert str(danger.id) in heard["keeper"]


async def test_danger_in_a_later_message_moves_the_ticket_at_once_whoever_held_it(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(id="<later@mail.example>")
    await agent.does(ticket, "take")
    after = await desk.a_ticket(text=CRISIS, answers=("<later@mail.example>",), id="<later2@mail.example>")
    assert (after.id, after.queue_id, after.restricted, after.assignee_id, after.priority) == (
        ticket.id, desk.protection, True, None, 0,
    )  # fmt: skip
    assert not await agent.sees(ticket)


async def test_danger_ends_what_a_hand_has_set_and_once_cleared_the_sum_rules_again(desk: Desk) -> None:
    senior, keeper = (
        await desk.sits("senior", desk.brand.queue),
        await desk.sits("supervisor", desk.protection),
    )
    ticket = await desk.a_ticket(id="<manual@mail.example>")
    await senior.does(ticket, "priority", priority="low", reason="it can wait")
    await desk.a_ticket(text=CRISIS, answers=("<manual@mail.example>",))
    in_danger = await keeper.view(ticket)
    assert in_danger["priority"] == "urgent"
    assert "danger: self-harm (+100)" in in_danger["because"]
    await keeper.does(ticket, "priority", priority="urgent", reason="indeed")
    await keeper.does(ticket, "clear_danger", reason="a song text, they said")
    cleared = await keeper.view(ticket)
    assert (cleared["priority"], cleared["priority_score"]) == ("normal", 25)
    assert cleared["because"].startswith("normal because a player waits (+20)")


async def test_a_player_in_danger_gets_the_crisis_receipt_and_no_notices_of_machines(desk: Desk) -> None:
    await desk.value(
        "UPDATE brand SET settings = jsonb_build_object('help_lines', jsonb_build_object('en', 'Call 116 123.')) WHERE id = $1 RETURNING 1"
    )
    keeper = await desk.sits("supervisor", desk.protection)
    ticket = await desk.a_ticket(text=CRISIS)
    assert await desk.notices(ticket) == ["crisis_receipt"]
    assert "Call 116 123." in desk.sent_mails()[0].text
    await keeper.does(ticket, "take")
    await keeper.says(ticket, "I am here. Can I call you?")
    await keeper.does(ticket, "solve")
    assert await desk.notices(ticket) == ["crisis_receipt"]


async def test_a_ticket_in_danger_stays_urgent_is_no_spam_and_leaves_the_protected_queue_only_when_cleared(
    desk: Desk,
) -> None:
    keeper = await desk.sits("supervisor", desk.protection)
    ticket = await desk.a_ticket(text=CRISIS)
    assert (await keeper.tries(ticket, "priority", priority="low", reason="because")).status_code == 422
    assert (await keeper.tries(ticket, "spam")).status_code == 422
    assert (await keeper.tries(ticket, "transfer", queue="General")).status_code == 422
    cleared = await keeper.does(ticket, "clear_danger", reason="a song text, they said")
    assert cleared["danger"] == []
    assert not (await desk.reads(ticket)).restricted


async def test_another_brands_people_find_nothing(desk: Desk) -> None:
    from tests.desk import a_desk

    elsewhere = await a_desk(desk.building)
    stranger = await elsewhere.sits("supervisor", elsewhere.brand.queue)
    ticket = await desk.a_ticket(text="A message about zucchini in the casino")
    assert not any((await _ways(desk, stranger, ticket.number, "zucchini")).values())


async def test_redaction_takes_the_words_out_of_every_place(desk: Desk) -> None:
    supervisor = await desk.sits("supervisor", desk.brand.queue)
    secret = "my aunt Wilhelmina"
    ticket = await desk.a_ticket(
        subject=f"About {secret}", text=f"It was {secret} who played.", html=f"<p>It was {secret}.</p>"
    )
    await supervisor.does(ticket, "topic", topic="withdrawal_status")
    (said,) = await desk.messages(ticket, "player")
    await supervisor.does(ticket, "redact", message=str(said.id), part=secret, reason="a third person")
    for table in ("ticket", "message", "original", "correction", "attachment"):
        kept = await desk.value(
            f"SELECT coalesce(string_agg(t::text || coalesce(encode(convert_to(t::text, 'UTF8'), 'escape'), ''), ' '), '') FROM {table} t WHERE brand_id = $1"
            + (" AND author_kind = 'player'" if table == "message" else "")
        )
        assert "Wilhelmina" not in kept, table
    raw = await desk.value("SELECT raw FROM original WHERE brand_id = $1")
    assert b"Wilhelmina" not in raw
    assert not [
        hit for hit in await supervisor.gets("/search", q="Wilhelmina") if hit["message"] == str(said.id)
    ]


async def test_redaction_takes_the_original_out_of_the_object_store_too(desk: Desk) -> None:
    supervisor = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(text="It was Wilhelmina. " + "x" * 10 + "\n" + ("padding line\n" * 30_000))
    key = await desk.value("SELECT file_key FROM original WHERE brand_id = $1")
    assert key is not None
    (said,) = await desk.messages(ticket, "player")
    await supervisor.does(ticket, "redact", message=str(said.id), part="Wilhelmina", reason="a third person")
    await desk.work_until_idle()
    assert await desk.value("SELECT file_key FROM original WHERE brand_id = $1") is None
    folder = desk.building.settings.data_dir / "files"
    assert not [path for path in folder.rglob("*") if path.is_file() and b"Wilhelmina" in path.read_bytes()]


async def test_a_receipt_answers_the_same_player_only_so_often(desk: Desk) -> None:
    for n in range(15):
        await desk.keeps(a_mail(to=desk.brand.address, subject=f"again {n}"))
    await desk.work_until_idle()
    assert len(await desk.tickets()) == 15
    assert len(desk.sent_mails()) <= 10


async def test_redaction_reaches_the_copies_in_later_messages(desk: Desk) -> None:
    supervisor = await desk.sits("supervisor", desk.brand.queue)
    ticket = await desk.a_ticket(
        id="<first@mail.example>", subject="About Wilhelmina & me", text="It was Wilhelmina & me."
    )
    await supervisor.says(ticket, "Is Wilhelmina & me one person?", html="<p>Wilhelmina &amp; me</p>")
    await desk.a_ticket(
        answers=("<first@mail.example>",), text="No.\n\nOn Monday the desk wrote:\n> It was Wilhelmina & me."
    )
    said = (await desk.messages(ticket, "player"))[0]
    await supervisor.does(ticket, "redact", message=str(said.id), part="Wilhelmina & me", reason="a third")
    for table in ("ticket", "message"):
        kept = await desk.value(f"SELECT string_agg(t::text, ' ') FROM {table} t WHERE brand_id = $1")
        assert "Wilhelmina" not in kept, table
    assert not await desk.value(
        "SELECT count(*) FROM original WHERE brand_id = $1 AND position('Wilhelmina'::bytea IN raw) > 0"
    )
    assert {e.data["message"] for e in await desk.events(ticket, "redacted")} >= {str(said.id)}


async def test_a_redacted_file_is_deleted_unless_another_message_holds_it(desk: Desk) -> None:
    supervisor = await desk.sits("supervisor", desk.brand.queue)
    once = await desk.a_ticket(files=(("passport.txt", b"number 1"), ("both.txt", b"in two")))
    other = await desk.a_ticket(subject="Again", files=(("both.txt", b"in two"),))
    shown = (await supervisor.gets(f"/tickets/{once.id}/messages"))["items"][0]["attachments"]
    for file in shown:
        await supervisor.does(once, "redact", attachment=file["id"], reason="an identity paper")
        assert (await supervisor.asks("GET", f"/attachments/{file['id']}")).status_code == 404
    await desk.work_until_idle()
    after = (await supervisor.gets(f"/tickets/{once.id}/messages"))["items"][0]["attachments"]
    assert [file["name"] for file in after] == ["redacted", "redacted"]
    folder = desk.building.settings.data_dir / "files" / desk.brand.id
    left = [path.read_bytes().strip() for path in folder.rglob("*") if path.is_file()]
    assert left == [b"in two"]
    assert b"passport" not in await desk.value(
        "SELECT string_agg(raw, '') FROM original WHERE brand_id = $1 AND id = (SELECT min(id::text)::uuid FROM original WHERE brand_id = $1)"
    )
    kept = (await supervisor.gets(f"/tickets/{other.id}/messages"))["items"][0]["attachments"][0]
    assert (await supervisor.asks("GET", f"/attachments/{kept['id']}")).content.strip() == b"in two"


async def test_another_topic_opens_no_ticket_that_people_have_protected(desk: Desk) -> None:
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.protection)
    ticket = await desk.a_ticket(text="Where is my withdrawal? It is still pending.")
    away = await boss.does(ticket, "transfer", queue=str(desk.protection), reason="they sound unwell")
    assert away["restricted"] is True
    kept = await boss.does(ticket, "topic", topic="bonus_missing")
    assert (kept["queue"]["id"], kept["restricted"]) == (str(desk.protection), True)
    by_rule = await desk.a_ticket(
        text="Where is my withdrawal? It is still pending.", from_="two@mail.example"
    )
    assert (await boss.does(by_rule, "topic", topic="self_exclusion"))["restricted"] is True
    assert (await boss.does(by_rule, "topic", topic="withdrawal_status"))["restricted"] is False


async def test_another_topic_leaves_an_escalated_ticket_where_it_is_unless_it_protects(desk: Desk) -> None:
    boss = await desk.sits("supervisor", desk.brand.queue, desk.payments, desk.protection)
    ticket = await desk.a_ticket(text="Where is my withdrawal? It is still pending.")
    raised = await boss.does(ticket, "escalate", level="senior", reason="the provider's log is needed")
    kept = await boss.does(ticket, "topic", topic="bonus_missing")
    assert (kept["queue"], kept["level"]) == (raised["queue"], raised["level"])
    assert (await boss.does(ticket, "topic", topic="self_exclusion"))["queue"]["id"] == str(desk.protection)
