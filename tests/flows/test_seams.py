"""Where two parts meet: what one does must not stop, mislead or undo the other."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from pitboss.channels import outbox
from pitboss.channels.adapter import Channel, Outgoing
from pitboss.channels.email.adapter import EmailAdapter
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.players.actions import recognise
from pitboss.routing import dispatch
from tests.desk import Desk
from tests.flows.test_mail_in import WITHDRAWAL
from tests.making import a_staff

DESPAIR = "I have lost everything and I want to kill myself tonight"


async def test_lines_without_anybody_do_not_keep_agents_from_the_others(desk: Desk) -> None:
    late = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL)
    async with desk.db.tx(SYSTEM) as tx:
        for n in range(30):
            queue = new_id()
            await tx.run(
                "INSERT INTO queue (brand_id, id, name) VALUES ($1, $2, $3)", desk.brand.id, queue, f"Q{n}"
            )
            await tx.run(
                """
                INSERT INTO ticket (brand_id, id, number, player_id, channel_id, channel, class, language, jurisdiction,
                                    queue_id, queued_at, priority)
                SELECT brand_id, gen_random_uuid(), 5000 + $3 * 10 + i, player_id, channel_id, channel, class, language,
                       jurisdiction, $4, now(), 0
                FROM   ticket, generate_series(1, 5) AS i
                WHERE  brand_id = $1 AND id = $2
                """,
                desk.brand.id,
                late.id,
                n,
                queue,
            )
    agent = await a_staff(desk.db, desk.brand, queues=[desk.payments], online=True)
    await dispatch.step(desk.db)
    assert (await desk.reads(late)).assignee_id == agent.id


async def test_a_ticket_that_can_not_overflow_does_not_keep_the_loop_awake(desk: Desk) -> None:
    ticket = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE queue SET overflow_queue_id = $3, overflow_after = interval '1 minute' WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            desk.payments,
            desk.brand.queue,
        )
        await tx.run(
            "UPDATE ticket SET danger = '{self_harm}', queued_at = now() - interval '1 hour' WHERE brand_id = $1 AND id = $2",
            desk.brand.id,
            ticket.id,
        )
    await dispatch.overdue_step(desk.db)
    due = await dispatch.next_overdue(desk.db)
    assert due is None or due > await desk.now()
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE ticket SET danger = '{}' WHERE brand_id = $1 AND id = $2", desk.brand.id, ticket.id
        )
    due = await dispatch.next_overdue(desk.db)
    assert due is not None
    assert due < await desk.now()
    await dispatch.overdue_step(desk.db)
    assert (await desk.reads(ticket)).queue_id == desk.brand.queue


class _Broken:
    kind = "email"

    def __init__(self) -> None:
        self.tried: list[str] = []

    async def send(self, channel: Channel, out: Outgoing) -> str | None:
        self.tried.append(out.address)
        if out.address.startswith("first"):
            raise ValueError("nobody has thought of this")
        return None


async def test_a_delivery_that_breaks_its_channel_does_not_hold_up_the_next(desk: Desk) -> None:
    for who in ("first", "second"):
        await desk.keeps(_mail(desk, f"{who}@mail.example"), sender=f"{who}@mail.example")
    for work in desk.building.works:
        if work.name == "intake":
            await work.step()
    broken = _Broken()
    while await outbox.step(desk.db, desk.building.files, {"email": broken}):  # type: ignore[dict-item]
        pass
    assert "second@mail.example" in broken.tried
    state, error = await _delivery(desk, "first@mail.example")
    assert state == "queued"
    assert error == "ValueError: nobody has thought of this"
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run("UPDATE delivery SET next_at = NULL WHERE brand_id = $1", desk.brand.id)


async def test_mail_waits_for_its_server_to_be_set_for_as_long_as_it_takes(desk: Desk) -> None:
    await desk.keeps(_mail(desk, "patient@mail.example"), sender="patient@mail.example")
    for work in desk.building.works:
        if work.name == "intake":
            await work.step()
    nobody = EmailAdapter(None, b"key", lambda: frozenset())
    for _ in range(outbox.MAX_ATTEMPTS + 1):
        await desk.value("UPDATE delivery SET next_at = now() WHERE brand_id = $1 RETURNING 1")
        while await outbox.step(desk.db, desk.building.files, {"email": nobody}):
            pass
    assert (await _delivery(desk, "patient@mail.example"))[0] == "queued"
    assert await desk.value("SELECT max(attempts) FROM delivery WHERE brand_id = $1") == 0
    await desk.value("UPDATE delivery SET next_at = now() WHERE brand_id = $1 RETURNING 1")
    await desk.work_until_idle()
    assert len(desk.sent_mails("patient@mail.example")) == 1


async def _delivery(desk: Desk, address: str) -> tuple[str, str | None]:
    async with desk.db.tx(SYSTEM) as tx:
        row = await tx.connection.fetchrow(
            "SELECT state::text, error FROM delivery WHERE brand_id = $1 AND address = $2",
            desk.brand.id,
            address,
        )
    assert row is not None
    return row["state"], row["error"]


def _mail(desk: Desk, from_: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = from_, desk.brand.address, "Withdrawal"
    mail["Message-ID"] = f"<{new_id().hex}@mail.example>"
    mail.set_content(WITHDRAWAL)
    return mail.as_bytes()


async def test_a_notice_to_a_dead_address_does_not_reopen_what_is_solved(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(from_="Gone <gone@mail.example>", subject="Withdrawal", text=WITHDRAWAL)
    desk.building.outside.refuse["gone@mail.example"] = "550 no such user"
    try:
        await agent.does(ticket, "solve")
        await desk.work_until_idle()
        assert (await desk.reads(ticket)).status == "solved"
        await agent.says(ticket, "It was paid on Monday.")
        await desk.work_until_idle()
        assert (await desk.reads(ticket)).status == "open"
    finally:
        del desk.building.outside.refuse["gone@mail.example"]


async def test_only_a_registered_address_is_a1(desk: Desk) -> None:
    passed = {"Authentication-Results": "mx.desk.example; dmarc=pass header.from=mail.example"}
    async with desk.db.tx(SYSTEM) as tx:
        await recognise(tx, desk.brand.id, "email", "known@mail.example", registered=True)
    for who, level in (("known", 1), ("stranger", 0)):
        ticket = await desk.a_ticket(from_=f"{who}@mail.example", text=WITHDRAWAL, headers=passed)
        (said,) = await desk.messages(ticket, "player")
        assert said.assurance == level, who


async def test_danger_in_a_later_message_brings_the_promise_for_danger(desk: Desk) -> None:
    ticket = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL, id="<later@mail.example>")
    assert ticket.due_at is not None
    await desk.mail_arrives(text=DESPAIR, answers=("<later@mail.example>",))
    now = await desk.reads(ticket)
    assert (now.danger, now.queue_id) == (["self_harm"], desk.protection)
    assert now.due_at is not None
    assert now.due_at - ticket.created_at <= timedelta(minutes=15)


async def test_a_false_alarm_goes_back_to_the_people_who_sort(desk: Desk) -> None:
    ticket = await desk.a_ticket(subject="Help", text=DESPAIR)
    assert ticket.queue_id == desk.protection
    guard = await desk.sits("compliance", desk.protection)
    await guard.does(ticket, "clear_danger", reason="a figure of speech")
    now = await desk.reads(ticket)
    assert (now.queue_id, now.restricted, now.topic) == (desk.brand.queue, False, "unsure")


async def test_search_finds_an_account_and_the_ticket_of_that_brand_only(desk: Desk) -> None:
    senior = await desk.sits("senior", desk.brand.queue)
    ticket = await desk.a_ticket(from_="Ivan <ivan@mail.example>", subject="Withdrawal", text=WITHDRAWAL)
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "INSERT INTO identity (brand_id, id, player_id, kind, value) VALUES ($1, $2, $3, 'account', 'HB-20418x')",
            desk.brand.id,
            new_id(),
            ticket.player_id,
        )
    found = await senior.gets("/search", q="HB-20418x")
    assert [hit["ticket"]["id"] for hit in found] == [str(ticket.id)]
    found = await senior.gets("/search", q=f"{desk.brand.prefix}-{ticket.number}")
    assert [hit["ticket"]["id"] for hit in found] == [str(ticket.id)]
    assert await senior.gets("/search", q=f"ZZ-{ticket.number}") == []


async def test_who_has_been_answered_is_not_told_that_somebody_looks_into_it(desk: Desk) -> None:
    agent = await desk.agent()
    ticket = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL)
    await agent.says(ticket, "It left us on Monday; your bank takes two days.", then="open")
    assert await desk.notices(ticket) == ["receipt"]


async def test_words_of_comfort_are_for_who_may_harm_themselves_only(desk: Desk) -> None:
    threat = await desk.a_ticket(subject="You thieves", text="I will find you and kill you all")
    assert threat.danger == ["violence"]
    assert await desk.notices(threat) == ["receipt"]
    despair = await desk.a_ticket(subject="Help", text=DESPAIR)
    assert await desk.notices(despair) == ["crisis_receipt"]


async def test_a_brands_text_that_can_not_be_filled_in_keeps_no_mail_out(desk: Desk) -> None:
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            """
            INSERT INTO brand_text (brand_id, template, language, subject, text)
            VALUES ($1, 'receipt.email', 'en', 'Hello', '{agent} has {number} {expected}')
            """,
            desk.brand.id,
        )
    ticket = await desk.a_ticket(subject="Withdrawal", text=WITHDRAWAL)
    assert await desk.notices(ticket) == ["receipt"]
    (receipt,) = desk.sent_mails()
    assert "A person will read it" in receipt.text
