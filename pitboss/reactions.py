"""Everything that follows an event. Read this first.

At once, in the transaction of the event, and only what must never disagree with it: what a message is about, its
danger, the queue, the clocks, the deliveries, the notices to the player and to whom the ticket needs. Later, by loops
that the commit wakes (jobs/loops.py): sending, dispatching, timers. Events of these reactions are recorded like all
others, but a reaction never answers an event that it made itself: notices are not answers, and a bot's message starts
no clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from pitboss.assist import settings as brand_topics
from pitboss.assist import taxonomy, topics
from pitboss.assist.danger import Danger
from pitboss.assist.model import Model
from pitboss.assist.wording import without_quotes
from pitboss.channels import intake, outbox
from pitboss.channels import queries as channels
from pitboss.channels.events import BrandChanged, ChannelCreated, ChannelSettingsChanged
from pitboss.channels.settings import Surveys
from pitboss.channels.webchat.events import ChatLeft
from pitboss.complaints import actions as complaints
from pitboss.complaints import letter_sending, reach
from pitboss.complaints.detect import detect, is_broad
from pitboss.db.tx import Kind, Tx
from pitboss.events.reasons import because
from pitboss.files import documents
from pitboss.files.document_words import kind_in_words, reason_in_words, until_in_words
from pitboss.files.events import DocumentAccepted, DocumentRefused, DocumentsAsked, DocumentsReceived
from pitboss.incidents import actions as incidents
from pitboss.incidents import queries as incident_queries
from pitboss.incidents.events import IncidentLinked
from pitboss.incidents.model import Incident
from pitboss.incidents.telling import SOLVED as BY_INCIDENT
from pitboss.jobs.queue import Do, Job, enqueue
from pitboss.knowledge import phrases
from pitboss.knowledge.events import (
    ArticleArchived,
    ArticleChanged,
    ArticlePublished,
    ArticleRestored,
    CategoryDeleted,
    CategorySaved,
    ClauseChanged,
    ClauseEntered,
    ClauseRemoved,
)
from pitboss.knowledge.model import LANGUAGES
from pitboss.knowledge.search import known_stems
from pitboss.notifications import letters
from pitboss.notifications.actions import form_of, tell
from pitboss.notifications.templates import in_words
from pitboss.official import actions as official
from pitboss.players.cabinet import mails_of
from pitboss.quality import surveys
from pitboss.quality.themes import themes_of
from pitboss.routing import actions as routing
from pitboss.routing import dispatch
from pitboss.routing.choose import UNSURE
from pitboss.sla import actions as sla
from pitboss.sla.calendars import due_at
from pitboss.sla.clocks import Clock
from pitboss.sla.clocks import Kind as Promise
from pitboss.sla.policies import Pauses, Policy, Rung, What
from pitboss.staff.events import PresenceChanged
from pitboss.tickets import actions as tickets
from pitboss.tickets import events, ratings, staff_notices
from pitboss.tickets import queries as ticket_queries
from pitboss.tickets.model import MESSAGE_COLUMNS, TOPIC_OF_DANGER, Message, Status, Ticket, package_topic

A = TypeVar("A")
B = TypeVar("B")

OVER = (Status.solved, Status.closed)
STILL = (Status.waiting, Status.on_hold)
STEPS_ONLY = (
    "taken",
    "passed_to_specialist",
    "solved",
    "case_step",
)  # a player may not want to hear of these by mail
REMIND_AFTER = timedelta(hours=24)
MAIL_NOTICE = "chat_left_continues_by_mail"
SAY_TAKEN_AFTER = timedelta(minutes=1)  # by mail: an answer that comes at once says it too
SURVEY_GOES_WITHIN = timedelta(days=3)  # later nobody remembers
RECEIPTS_AN_HOUR = routing.MANY - 1  # to one player: more would answer a machine


async def at_once(model: Model, tx: Tx, ticket: Any, event: Any, about: object) -> None:
    match event:
        case events.TicketOpened() if isinstance(about, Message) and ticket.queue_id is None:
            await opened(model, tx, ticket, about, event.follows)
        case events.TicketOpened():  # split off another: it knows its place already
            await goes_on(tx, await routing.prioritise(tx, ticket))
        case events.MessageReceived() if isinstance(about, Message):
            await received(model, tx, ticket, about)
        case events.MessageSent() if isinstance(about, Message):
            await sent(tx, ticket, about, event)
        case events.StatusChanged() if isinstance(about, tickets.MergeUndone):
            await sla.unmeet(tx, ticket, about.merged_at)
            tx.wake.add("dispatch")
        case events.StatusChanged():
            await status_changed(tx, ticket, event)
        case events.Assigned():
            await assigned(tx, ticket, event)
        case events.Unassigned():
            tx.wake.add("dispatch")
        case events.Queued() if event.was is not None:
            await queued(tx, ticket, event)
        case events.LevelChanged():
            await passed_on(tx, ticket)
        case events.DeliveryChanged() if event.state in ("sent", "failed"):
            await delivered(tx, ticket, event)
        case events.LanguageSet():
            await routing.requeue(tx, ticket, spoke=event.was)
        case events.TopicSet() if ticket.topic_manual:
            moved = await routing.requeue(tx, ticket, meant=event.was)
            await sla.retarget(tx, await routing.prioritise(tx, moved))
        case events.PrioritySet() if not isinstance(about, routing.Understood):
            await sla.retarget(tx, ticket)
            tx.wake.add("dispatch")
        case events.ChannelChanged():
            await sla.retarget(tx, ticket)
        case events.ClockWarned() | events.ClockBreached():
            await at_risk(tx, ticket, event)
        case events.Escalated() if isinstance(about, Rung):
            await climbed(tx, ticket, about)
        case events.TookIn():
            await goes_on(tx, ticket)
        case events.DangerFound():
            await sla.retarget(tx, ticket)
        case events.DangerCleared():
            await no_danger(tx, ticket)
        case events.Rated():
            await ratings.sort(tx, ticket, themes_of)
        case BrandChanged() | ChannelCreated() | ChannelSettingsChanged() if isinstance(about, str):
            await official.follow_channels(tx, about)
        case (
            ArticlePublished() | ArticleArchived() | ArticleRestored() | ArticleChanged()
            | CategorySaved() | CategoryDeleted() | ClauseEntered() | ClauseChanged() | ClauseRemoved()
        ):  # fmt: skip
            tx.wake.add("settings")  # kept pages are made anew
        case DocumentsAsked() if isinstance(about, documents.Asked):
            await documents_asked(tx, ticket, about)
        case DocumentsReceived():
            await documents_received(tx, ticket)
        case DocumentAccepted() | DocumentRefused() if isinstance(about, documents.Decided):
            await document_decided(tx, ticket, about)
        case IncidentLinked() if isinstance(about, Incident):
            await incident_linked(tx, ticket, about)
        case ChatLeft():
            await left_chat(tx, ticket, event)
        case PresenceChanged():
            await presence_changed(tx, event)
        case _:
            pass


async def opened(model: Model, tx: Tx, ticket: Ticket, message: Message, follows: UUID | None) -> None:
    """A new request: understood, placed, promised, confirmed."""
    offered = await brand_topics.offered(tx, ticket.brand)
    words = f"{ticket.subject}\n{message.text}" if message.subject else message.text
    facts, reading = await weighed(model, tx, ticket, words)
    reading = topics.within(reading, offered)
    automatic = message.automatic is not None
    if (said := said_topic(ticket, offered)) is not None and weighs_more(said, reading.topic):
        reading = msgspec.structs.replace(reading, topic=said, reason=because("player_chose_topic"))
        if package_topic(said) == "self_exclusion" and not reading.danger:
            reading = msgspec.structs.replace(reading, danger=(Danger.self_exclusion,))
    language = reading.language if reading.language in ("ru", "en") else ticket.language
    read = routing.Understood(
        topic=reading.topic,
        confidence=reading.confidence,
        reason=reading.reason,
        danger=[signal.value for signal in reading.danger],
        language=language,
        automatic=automatic,
    )
    judged = await routing.judge(tx, ticket, read, facts)
    policy = await sla.policy_for(
        tx, ticket.brand, channel=ticket.channel, topic=read.topic, priority=judged.priority
    )
    clocks = (
        []
        if automatic
        else await sla.begin(tx, ticket, policy, [Promise.first_reply, Promise.resolution], ticket.created_at)
    )
    placed = await routing.place(
        tx, ticket, read, judged, message=message.id, due_at=sla.first_due(clocks), promises=sla.told(clocks)
    )
    # RFC 3834 asks not to answer the same sender again and again.
    if not automatic:
        await complaint_proposed(tx, placed, message, reading, words)
    if automatic or judged.just_now > RECEIPTS_AN_HOUR:
        return
    if "self_harm" in placed.danger:  # words of comfort would not fit who threatens others
        brand = await channels.brand(tx, placed.brand)
        help_line = brand.settings.get("help_lines", {}).get(placed.language, "")
        await tell(tx, placed, "crisis_receipt", {"help_line": str(help_line)})
    elif follows is not None:
        variables = {
            "expected": expected(policy, placed, clocks, ticket.created_at),
            "previous_number": await reference(tx, placed.brand, follows),
        }
        await tell(tx, placed, "follow_up_opened", variables)
    else:
        await tell(tx, placed, "receipt", {"expected": expected(policy, placed, clocks, ticket.created_at)})


class Ahead(msgspec.Struct, frozen=True):
    """What the caller of a transaction finds out for the reactions while it waits: how `text` reads, and what presses on
    `ticket` once one more message is in it."""

    text: str
    reading: asyncio.Task[topics.Reading]
    ticket: UUID | None
    facts: routing.Facts | None


async def read_between(model: Model, text: str) -> topics.Reading:
    """Reads words step by step, and lets everything else go first that is ready in between."""
    steps = topics.steps(text, model)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            reading: topics.Reading = end.value
            return reading
        await asyncio.sleep(0)


async def weighed(model: Model, tx: Tx, ticket: Ticket, words: str) -> tuple[routing.Facts, topics.Reading]:
    """What presses on a ticket and how its newest words read, as far as the caller has not found it out already."""
    ahead = tx.ahead
    if not isinstance(ahead, Ahead) or ahead.text != words:
        return await beside(routing.pressure(tx, ticket), partial(topics.classify, words, model=model))
    # What was read of the ticket before holds if its message is all that has happened since.
    known = ahead.facts if ahead.ticket == ticket.id and len(tx.pending) == 1 else None
    return known or await routing.pressure(tx, ticket), await ahead.reading


async def beside(asked: Coroutine[Any, Any, A], work: Callable[[], B]) -> tuple[A, B]:
    """Does `work` while the database answers."""
    answer = asyncio.create_task(asked)
    try:
        await asyncio.sleep(0)  # sends the question
        done = work()
    finally:
        given = await answer
    return given, done


def weighs_more(said: str, read: str) -> bool:
    """Whether the player's own choice counts: where the words leave it open, or only shift it among neighbours; and always
    where somebody asks to be protected or complains, whatever the words sound like."""
    if read in (UNSURE, "other") or package_topic(said) in (*TOPIC_OF_DANGER.values(), "complaint"):
        return True
    chosen, found = (taxonomy.TOPICS.get(package_topic(topic)) for topic in (said, read))
    return chosen is not None and found is not None and chosen.group == found.group


def said_topic(ticket: Ticket, offered: Collection[str]) -> str | None:
    """The topic that the player chose in the form."""
    said = (tag.removeprefix("said:") for tag in ticket.tags if tag.startswith("said:"))
    return next((topic for topic in said if topic in offered), None)


def expected(policy: Policy, ticket: Ticket, clocks: Iterable[Clock], at: datetime) -> str:
    """The wait from `at` until the reply that is promised is due, closed hours included, in the player's words; of a
    promise that is broken, or not yet given, as if it were given now."""
    due = sla.first_due(clock for clock in clocks if clock.kind in sla.REPLIES)
    if due is None or due <= at:
        due = due_at(at, policy.first_reply or policy.next_reply or timedelta(hours=6), policy.hours)
    return in_words(due - at, ticket.language)


async def expected_now(tx: Tx, ticket: Ticket) -> str:
    clocks = [h.clock for h in await sla.held(tx, ticket)]
    return expected(await sla.policy_of(tx, ticket), ticket, clocks, await now(tx))


async def expected_late(tx: Tx, ticket: Ticket) -> str:
    """For whom the promise may not hold: as if it were given now."""
    return expected(await sla.policy_of(tx, ticket), ticket, (), await now(tx))


async def reference(tx: Tx, brand: str, ticket: UUID) -> str:
    shown: str = await tx.value(
        """
        SELECT b.prefix || '-' || t.number
        FROM   ticket t JOIN brand b ON b.id = t.brand_id
        WHERE  t.brand_id = $1 AND t.id = $2
        """,
        brand,
        ticket,
    )
    return shown


async def received(model: Model, tx: Tx, ticket: Ticket, message: Message) -> None:
    """A further message: danger is looked for in each; an unsure ticket may become clear."""
    facts, reading = await weighed(model, tx, ticket, message.text)
    if ticket.topic in (UNSURE, "other"):
        reading = topics.within(reading, await brand_topics.offered(tx, ticket.brand))
    if reading.danger:
        ticket = await routing.endanger(
            tx, ticket, [signal.value for signal in reading.danger], message=message.id
        )
    if message.automatic is not None:
        return
    if (
        ticket.topic in (UNSURE, "other")
        and not ticket.topic_manual
        and reading.topic not in (UNSURE, "other")
    ):
        ticket = await routing.retopic(
            tx,
            ticket,
            routing.Understood(
                topic=reading.topic,
                confidence=reading.confidence,
                reason=reading.reason,
                danger=(),
                language=ticket.language,
                automatic=False,
            ),
        )
    await complaint_proposed(tx, ticket, message, reading, message.text)
    if not facts.promised:
        await sla.expect_reply(tx, ticket, message.created_at)
    await routing.prioritise(tx, ticket, facts, last=True)
    if ticket.assignee_id is None:
        tx.wake.add("dispatch")
    elif not facts.on_shift:
        await tickets.unassign(tx, ticket, reason=because("agent_off_shift"), to_front=True)
    else:
        staff_notices.need(tx, ticket, "said", [ticket.assignee_id])


async def complaint_proposed(
    tx: Tx, ticket: Ticket, message: Message, reading: topics.Reading, words: str
) -> None:
    """Where a message reads like a complaint the desk proposes one; whoever answers opens it, or says why not."""
    found = detect(words, reading, broad=is_broad(ticket.jurisdiction))
    if found is not None:
        await complaints.propose(
            tx, ticket, message.id, reason=found.reason.value, score=found.score, category=found.category
        )


async def no_danger(tx: Tx, ticket: Ticket) -> None:
    """Back among the others. A topic that only the signal gave is void too, and would lead back to the protected queue:
    a person sorts."""
    if package_topic(ticket.topic) in TOPIC_OF_DANGER.values() and not ticket.topic_manual:
        ticket = await routing.retopic(
            tx,
            ticket,
            routing.Understood(
                topic=UNSURE,
                confidence=0.0,
                reason=because("false_alarm"),
                danger=(),
                language=ticket.language,
                automatic=False,
            ),
        )
    else:
        ticket = await routing.requeue(tx, ticket)
    await sla.retarget(tx, await routing.prioritise(tx, ticket))


async def goes_on(tx: Tx, ticket: Ticket) -> None:
    """A ticket that was over, or whose messages came from another: its promises run from now, and what is unanswered is
    still promised."""
    if ticket.status in OVER:
        return
    at = await now(tx)
    await sla.expect_resolution(tx, ticket, at)
    if ticket.waiting_since is not None:
        await sla.expect_reply(tx, ticket, at)
    tx.wake.add("dispatch")


async def on_shift(tx: Tx, ticket: Ticket) -> bool:
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT 1 FROM presence WHERE staff_id = $1 AND state <> 'offline')",
            ticket.assignee_id,
        )
    )


async def sent(tx: Tx, ticket: Ticket, message: Message, event: events.MessageSent) -> None:
    """An answer meets its promise and goes out; a notice only goes out."""
    if event.author == "agent":
        await sla.meet(tx, ticket, [Promise.first_reply, Promise.next_reply], message.created_at)
        await routing.prioritise(tx, ticket)
    await send_out(tx, ticket, message, notice=event.notice)


async def send_out(tx: Tx, ticket: Ticket, message: Message, *, notice: str | None = None) -> None:
    """By the ticket's channel. Who is in the chat reads it there; who left it, or wrote a form, gets it by mail."""
    channel = await channels.channel(tx, ticket.brand, ticket.channel_id)
    assert channel is not None, "a ticket has a channel"
    if channel.kind == "webchat" and await is_in_chat(tx, ticket):
        return
    if channel.kind in ("webchat", "portal"):
        channel = await channels.first_channel(tx, ticket.brand, "email")
    if channel is None:
        return
    address = await mail_address(tx, ticket)
    if address is not None and not (notice in STEPS_ONLY and await hears_answers_only(tx, ticket)):
        await outbox.post(tx, ticket, message, channel, address)


async def hears_answers_only(tx: Tx, ticket: Ticket) -> bool:
    return await mails_of(tx, ticket.brand, ticket.player_id) == "answers"


async def is_in_chat(tx: Tx, ticket: Ticket) -> bool:
    return bool(
        await tx.value(
            "SELECT EXISTS (SELECT 1 FROM chat_session WHERE brand_id = $1 AND id = $2 AND left_at IS NULL AND ended_at IS NULL)",
            ticket.brand,
            ticket.session_id,
        )
    )


async def mail_address(tx: Tx, ticket: Ticket) -> str | None:
    """Where the player reads mail about this ticket: the address they last wrote from in it, else the one they gave
    in the chat or form, else the one that the operator's site says is theirs. Nothing else, lest it be a stranger's:
    whoever the player copied may write into the ticket, but is not who is answered."""
    address: str | None = await tx.value(
        """
        SELECT coalesce(
            (SELECT m.address FROM message m
             WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player' AND m.channel IN ('email', 'portal')
               AND  m.address LIKE '%@%'
               AND  EXISTS (SELECT 1 FROM player p
                            WHERE p.brand_id = $1 AND p.id = m.author_id AND $4 IN (p.id, p.merged_into))
             ORDER  BY m.id DESC LIMIT 1),
            (SELECT s.email FROM chat_session s WHERE s.brand_id = $1 AND s.id = $3),
            (SELECT a.address FROM ticket_address a WHERE a.brand_id = $1 AND a.ticket_id = $2 LIMIT 1),
            (SELECT i.value FROM identity i WHERE i.brand_id = $1 AND i.player_id = $4 AND i.kind = 'email' AND i.registered
             ORDER BY i.created_at DESC LIMIT 1))
        """,
        ticket.brand,
        ticket.id,
        ticket.session_id,
        ticket.player_id,
    )
    return address


async def left_chat(tx: Tx, ticket: Ticket, event: ChatLeft) -> None:
    """Who leaves the chat reads on by mail: what they have not read, and whatever comes later (send_out). Their mail
    comes back into this ticket, since their address belongs to it from now on."""
    address = await mail_address(tx, ticket)
    channel = await channels.first_channel(tx, ticket.brand, "email")
    if address is None or channel is None:
        return
    await intake.remember_thread(tx, ticket, [], [address])
    if ticket.channel != "webchat":
        return
    for message in await unread(tx, ticket):
        await outbox.post(tx, ticket, message, channel, address)
    if event.how != "ended" and ticket.status not in OVER and not await was_told(tx, ticket, MAIL_NOTICE):
        variables = {"address": address, "expected": await expected_now(tx, ticket)}
        await tell_if_open(tx, ticket, MAIL_NOTICE, variables, form="email")


async def unread(tx: Tx, ticket: Ticket) -> list[Message]:
    """The agents' answers in the chat after the player's read mark and after the player's own last words there."""
    return await tx.all(
        Message,
        f"""
        SELECT {MESSAGE_COLUMNS}
        FROM   message
        WHERE  brand_id = $1 AND ticket_id = $2 AND kind = 'reply' AND author_kind = 'agent' AND channel = 'webchat'
          AND  id > coalesce(greatest(
                   (SELECT r.message FROM read_mark r WHERE r.brand_id = $1 AND r.ticket_id = $2 AND r.reader_id = $3),
                   (SELECT m.id FROM message m
                    WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.author_kind = 'player' AND m.channel = 'webchat'
                    ORDER  BY m.id DESC LIMIT 1)), '00000000-0000-0000-0000-000000000000')
        ORDER  BY id
        """,
        ticket.brand,
        ticket.id,
        ticket.player_id,
    )


async def was_told(tx: Tx, ticket: Ticket, notice: str) -> bool:
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM event
                           WHERE brand_id = $1 AND ticket_id = $2 AND type = 'message_sent' AND data->>'notice' = $3)
            """,
            ticket.brand,
            ticket.id,
            notice,
        )
    )


async def status_changed(tx: Tx, ticket: Ticket, event: events.StatusChanged) -> None:
    at = await now(tx)
    if event.status in OVER:
        await sla.meet(tx, ticket, [Promise.first_reply, Promise.next_reply, Promise.resolution], at)
        if event.status == Status.solved:
            if event.reason != BY_INCIDENT:  # its last update has said so
                await tell_if_open(tx, ticket, "solved", {})
            chosen = await survey_settings(tx, ticket.brand)
            if chosen.on:
                due = at + timedelta(minutes=chosen.delay_minutes)
                await enqueue(tx, "survey", of(ticket), brand=ticket.brand, at=due)
            grace = timedelta(days=(await channels.brand(tx, ticket.brand)).grace_days)
            await enqueue(tx, "settle", of(ticket), brand=ticket.brand, at=at + grace)
            if tx.actor.kind is Kind.staff and not (ticket.restricted or ticket.spam or ticket.danger):
                await enqueue(tx, "learn_phrase", of(ticket), brand=ticket.brand)
        tx.wake.add("dispatch")
        return
    if event.was in OVER:
        await goes_on(tx, ticket)
    if event.status == Status.on_hold:
        await sla.pause(
            tx, ticket, list(Promise), at, ticket.hold_reason or because("on_hold"), Pauses.on_hold
        )
    elif event.status == Status.waiting:
        await sla.pause(
            tx, ticket, [Promise.resolution], at, because("waiting_for_player"), Pauses.waiting_for_player
        )
        await enqueue(tx, "remind", of(ticket), brand=ticket.brand, at=at + REMIND_AFTER)
    elif event.was in STILL:
        await sla.resume(tx, ticket, at)
    tx.wake.add("dispatch")


async def assigned(tx: Tx, ticket: Ticket, event: events.Assigned) -> None:
    """Who has it now is told, and who had it; the player hears once that somebody has taken their request."""
    staff_notices.need(tx, ticket, "assigned", [event.to])
    if event.was is not None:
        staff_notices.need(tx, ticket, "taken_over", [event.was], by=event.to)
    told_by_the_answer = ticket.status != Status.open or event.reason == tickets.ANSWERED
    if event.was is None and not told_by_the_answer and await first_assignment(tx, ticket):
        if ticket.class_ == "chat":
            await tell_taken(tx, ticket)
        else:
            await enqueue(tx, "say_taken", of(ticket), brand=ticket.brand, at=await now(tx) + SAY_TAKEN_AFTER)


async def tell_taken(tx: Tx, ticket: Ticket) -> None:
    variables = {"agent": await first_name(tx, ticket), "expected": await expected_now(tx, ticket)}
    await tell_if_open(tx, ticket, "taken", variables)


async def first_assignment(tx: Tx, ticket: Ticket) -> bool:
    return not await tx.value(
        "SELECT EXISTS (SELECT 1 FROM event WHERE brand_id = $1 AND ticket_id = $2 AND type = 'assigned')",
        ticket.brand,
        ticket.id,
    )


async def first_name(tx: Tx, ticket: Ticket) -> str:
    name: str = await tx.value("SELECT name FROM staff WHERE id = $1", ticket.assignee_id)
    return (await channels.names_of(tx, ticket.brand, ticket.channel)).short(name) if name else ""


async def queued(tx: Tx, ticket: Ticket, event: events.Queued) -> None:
    tx.wake.add("dispatch")
    by_hand = tx.actor.kind is Kind.staff
    escalated = any(p.type == "level_changed" and p.ticket == ticket.id for p in tx.pending)
    if by_hand and not escalated:
        await passed_on(tx, ticket)
    await routing.prioritise(tx, ticket)


async def passed_on(tx: Tx, ticket: Ticket) -> None:
    team = taxonomy.team_name(ticket.topic, ticket.language)
    await tell_if_open(
        tx, ticket, "passed_to_specialist", {"team": team, "expected": await expected_now(tx, ticket)}
    )


async def tell_if_open(
    tx: Tx, ticket: Ticket, template: str, variables: dict[str, str], *, form: str | None = None
) -> None:
    """Stage notices, except where they would disturb: spam, merged, automatic mail, players in danger, to whom only
    people write, and stages that the brand has muted."""
    if ticket.spam or ticket.merged_into or ticket.danger or "automatic" in ticket.tags:
        return
    muted = (await channels.brand(tx, ticket.brand)).settings.get("muted_notices", ())
    if f"{template}.{form or form_of(ticket)}" in muted:
        return
    await tell(tx, ticket, template, variables, form=form)


async def at_risk(tx: Tx, ticket: Ticket, event: events.ClockWarned | events.ClockBreached) -> None:
    """Before a reply's promise breaks the player is told, with choices; tickets of agents off shift are free again."""
    if event.kind != Promise.resolution.value and isinstance(event, events.ClockWarned):
        await tell_if_open(tx, ticket, "delay", {"expected": await expected_late(tx, ticket)})
    if ticket.assignee_id is not None and not await on_shift(tx, ticket):
        ticket = await tickets.unassign(tx, ticket, reason=because("risk_off_shift"))
    await routing.prioritise(tx, ticket)
    tx.wake.add("dispatch")


async def climbed(tx: Tx, ticket: Ticket, rung: Rung) -> None:
    match rung.what:
        case What.move_to_queue:
            await move_to(tx, ticket, rung)
        case What.raise_priority:
            await routing.prioritise(tx, ticket)
            tx.wake.add("dispatch")
        case What.notify_team:
            await staff_notices.notify(tx, ticket, rung.what, await staff_notices.team_of(tx, ticket))
        case What.notify_supervisor:
            await staff_notices.notify(tx, ticket, rung.what, await staff_notices.supervisors_of(tx, ticket))


async def move_to(tx: Tx, ticket: Ticket, rung: Rung) -> None:
    for queue in await ticket_queries.queues(tx, ticket.brand):
        if queue.name == rung.queue and queue.id != ticket.queue_id and ticket.assignee_id is None:
            await tickets.transfer(tx, ticket, queue.id, reason=because("promise_at_risk"))


async def presence_changed(tx: Tx, event: PresenceChanged) -> None:
    told = sum(
        p.type == "presence_changed" and p.data["staff"] == str(event.staff) for p in tx.pending
    )  # in each of their brands
    if event.state == "offline" and told == 1:
        # In a transaction of its own: tickets are locked before counters, never after.
        await enqueue(tx, "release", {"staff": str(event.staff)})
        since = await offline_since(tx, event.staff)
        for brand, pause in await mail_pauses(tx, event.staff):
            data = {"staff": str(event.staff), "since": _moment(since)}
            await enqueue(tx, "release_mail", data, brand=brand, at=await now(tx) + pause)
    tx.wake.add("dispatch")


async def mail_pauses(tx: Tx, staff: UUID) -> list[tuple[str, timedelta]]:
    """The person's brands that don't leave open mail with who is offline until its promise is at risk, and how long
    they do."""
    rows = await tx.connection.fetch(
        """
        SELECT b.id, (b.settings->>'release_mail_after_minutes')::float8 AS minutes
        FROM   brand b
        WHERE  jsonb_typeof(b.settings->'release_mail_after_minutes') = 'number'
          AND  EXISTS (SELECT 1 FROM staff_role r WHERE r.brand_id = b.id AND r.staff_id = $1)
        """,
        staff,
    )
    return [(row["id"], timedelta(minutes=row["minutes"])) for row in rows]


# ── later, by jobs ──────────────────────────────────────────────────────────────────────────────────────────


def of(ticket: Ticket) -> dict[str, Any]:
    return {"ticket": str(ticket.id), "version": ticket.version}


async def remind(tx: Tx, job: Job) -> None:
    """The player has been silent for a day: one reminder that we wait for them."""
    ticket = await _unchanged(tx, job)
    if ticket is not None and ticket.status == Status.waiting:
        await tell_if_open(tx, ticket, "waiting_for_you", {})


async def say_taken(tx: Tx, job: Job) -> None:
    """The player hears who has their request, unless an answer has come first."""
    ticket = await tickets.hold(tx, str(job.brand), UUID(job.data["ticket"]))
    answered = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM message WHERE brand_id = $1 AND ticket_id = $2 AND version > $3
                       AND author_kind = 'agent' AND kind = 'reply')
        """,
        ticket.brand,
        ticket.id,
        job.data["version"],
    )
    if ticket.assignee_id is not None and ticket.status == Status.open and not answered:
        await tell_taken(tx, ticket)


async def learn_phrase(tx: Tx, job: Job) -> None:
    """The words in which a solved request began are proposed for the article that answered it."""
    brand, ticket = str(job.brand), await tickets.hold(tx, str(job.brand), UUID(job.data["ticket"]))
    topic = package_topic(ticket.topic)
    if ticket.status not in OVER or ticket.language not in LANGUAGES or ticket.restricted:
        return
    said = await tx.connection.fetchrow(
        """
        SELECT m.text, m.author_name, m.automatic,
               (SELECT array_agg(p.name) FROM player p WHERE p.brand_id = $1 AND p.id = $3) AS names,
               (SELECT array_agg(DISTINCT link.parts[1])
                FROM   message r, regexp_matches(r.text, '/help/' || $1 || '/[a-z]{2}/a/([a-z0-9-]{1,100})', 'g') AS link (parts)
                WHERE  r.brand_id = $1 AND r.ticket_id = $2 AND r.kind = 'reply' AND r.author_kind = 'agent') AS sent
        FROM   message m
        WHERE  m.brand_id = $1 AND m.ticket_id = $2 AND m.kind = 'reply' AND m.author_kind = 'player'
        ORDER  BY m.id
        LIMIT  1
        """,
        brand,
        ticket.id,
        ticket.player_id,
    )
    if said is None or said["automatic"] is not None:
        return
    names = [*(said["names"] or ()), said["author_name"]]
    known = await known_stems(tx, brand, ticket.language)
    phrase = phrases.first_words(without_quotes(said["text"]), names, known)
    if phrase is not None:
        main = topic if topic not in (UNSURE, "other") else None
        await phrases.propose(tx, brand, ticket.language, phrase, sent=said["sent"] or (), topic=main)


async def settle(tx: Tx, job: Job) -> None:
    """The grace period is over: solved becomes closed."""
    ticket = await _unchanged(tx, job)
    if ticket is not None and ticket.status == Status.solved:
        await tickets.close(tx, ticket, reason=because("grace_over"))


async def survey_settings(tx: Tx, brand: str) -> Surveys:
    return msgspec.convert((await channels.brand(tx, brand)).settings.get("surveys", {}), Surveys)


async def survey(tx: Tx, job: Job) -> None:
    """It has been solved for some time: how did we do? In the chat, if the player is there, where the widget shows the
    scores; else by a letter."""
    ticket = await tickets.hold(tx, str(job.brand), UUID(job.data["ticket"]))
    # Two requests of one player may be due at once; they are asked about one.
    once = f"survey {ticket.brand} {ticket.player_id}"
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", once)
    chosen = await survey_settings(tx, ticket.brand)
    known = await surveys.facts(tx, ticket, chosen, since=job.data["version"])
    if not surveys.may_ask(ticket, known, chosen) or known.answered_by is None:
        return
    if ticket.channel == "webchat" and ticket.status == Status.solved and await is_in_chat(tx, ticket):
        await surveys.asked(tx, ticket, known.answered_by, "chat")
        await tell(tx, ticket, "survey", {}, form="chat")
        return
    address = await mail_address(tx, ticket)
    by_mail = await channels.first_channel(tx, ticket.brand, "email")
    if address is None or by_mail is None or await hears_answers_only(tx, ticket):
        return
    asked = await surveys.asked(tx, ticket, known.answered_by, "mail")
    shown = await reference(tx, ticket.brand, ticket.id)
    await letters.post(
        tx,
        ticket.brand,
        "survey",
        language=ticket.language,
        address=address,
        variables={"number": shown, "subject": ticket.subject},
        id_=asked,
        good_for=SURVEY_GOES_WITHIN,
        ticket=ticket.id,
    )


async def release(tx: Tx, job: Job) -> None:
    """Who went offline keeps no live chat."""
    staff = UUID(job.data["staff"])
    back = await tx.value(
        "SELECT EXISTS (SELECT 1 FROM presence WHERE staff_id = $1 AND state <> 'offline')", staff
    )
    if not back:
        await dispatch.release(tx, staff, "chat", reason=because("agent_went_offline"))


async def release_mail(tx: Tx, job: Job) -> None:
    """Who has been offline since then keeps no open mail of the brand."""
    staff = UUID(job.data["staff"])
    if _moment(await offline_since(tx, staff)) == job.data["since"]:
        await dispatch.release(tx, staff, "mail", brand=job.brand, reason=because("agent_stayed_offline"))


async def offline_since(tx: Tx, staff: UUID) -> datetime | None:
    since: datetime | None = await tx.value(
        "SELECT since FROM presence WHERE staff_id = $1 AND state = 'offline'", staff
    )
    return since


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


async def documents_asked(tx: Tx, ticket: Ticket, asked: documents.Asked) -> None:
    """The player gets the link in the ticket's own channel."""
    wanted = "\n".join(f"· {kind_in_words(kind, ticket.language)}" for kind in asked.kinds)
    language = "ru" if ticket.language == "ru" else "en"
    await tell(
        tx,
        ticket,
        "documents_wanted",
        {
            "kinds": wanted,
            "note": asked.note,
            "upload_link": tx.links.sealed_documents(ticket.brand, language, asked.request, ticket.id),
            "until": until_in_words(asked.expires_at, language),
        },
    )


async def documents_received(tx: Tx, ticket: Ticket) -> None:
    """What was waited for is here."""
    if ticket.status in (Status.waiting, Status.solved) and ticket.merged_into is None:
        await tickets.reopen(tx, ticket, reason=because("documents_received"))


async def document_decided(tx: Tx, ticket: Ticket, decided: documents.Decided) -> None:
    if ticket.status == Status.closed or ticket.merged_into is not None:
        return  # nothing can be said there any more; the player reads it in the next conversation
    variables = {"kind": kind_in_words(decided.kind, ticket.language)}
    if decided.reason:
        why = reason_in_words(decided.reason, decided.comment, ticket.language)
        await tell(tx, ticket, "document_refused", {**variables, "reason": why})
    else:
        await tell(tx, ticket, "document_accepted", variables)


async def incident_linked(tx: Tx, ticket: Ticket, incident: Incident) -> None:
    """Whose request is part of a public incident hears at once that it is known, and what is known of it."""
    if not incident.shown or ticket.status in OVER:
        return
    said = await incident_queries.last_said(tx, ticket.brand, incident.id, ticket.language)
    language = "ru" if ticket.language == "ru" else "en"
    await tell_if_open(
        tx,
        ticket,
        "incident_known",
        {
            "incident": incident.title(language),
            "news": said,
            "service_link": tx.links.service(ticket.brand, language),
        },
    )


async def _unchanged(tx: Tx, job: Job) -> Ticket | None:
    ticket = await tickets.hold(tx, str(job.brand), UUID(job.data["ticket"]))
    said: bool = await tx.value(
        """
        SELECT EXISTS (SELECT 1 FROM message WHERE brand_id = $1 AND ticket_id = $2 AND version > $3
                       AND author_kind IN ('player', 'agent') AND kind = 'reply')
        """,
        ticket.brand,
        ticket.id,
        job.data["version"],
    )
    return None if said else ticket


async def delivered(tx: Tx, ticket: Ticket, event: events.DeliveryChanged) -> None:
    """A letter of a case has gone, or came back. In a transaction of its own: cases are locked before tickets."""
    if await reach.case_of(tx, ticket.brand, event.message) is not None:
        await enqueue(tx, "letter", {"message": str(event.message)}, brand=ticket.brand)


JOBS: dict[str, Do] = {
    "letter": letter_sending.gone_or_back,
    "say_taken": say_taken,
    "remind": remind,
    "settle": settle,
    "learn_phrase": learn_phrase,
    "survey": survey,
    "release": release,
    "release_mail": release_mail,
    incidents.LINK_JOB: incidents.link_alarm,
}


async def now(tx: Tx) -> datetime:
    moment: datetime = await tx.value("SELECT now()")
    return moment
