"""What staff get beside an event: the ticket and the message as they are when the event is read, so that a screen puts
them in the place of what it has and never asks again. docs/subsystems/workspace.md says why that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from pitboss.api.frames import WITH_MESSAGE_INSIDE
from pitboss.api.sentences import event_in
from pitboss.api.views import (
    ATTACHMENTS,
    DELIVERIES,
    AuthorKind,
    MessageView,
    message_in,
    message_view_with,
    message_views,
    state_of,
    ticket_views,
)
from pitboss.channels import queries as channels
from pitboss.channels.names import Names
from pitboss.channels.webchat.queries import Talk
from pitboss.db.tx import Actor, NotHeld, Pending, Tx
from pitboss.events.log import Stored
from pitboss.routing.actions import brand_queues
from pitboss.tickets import queries
from pitboss.tickets.actions import Heard, excerpt_of
from pitboss.tickets.model import MESSAGE_COLUMNS, Message
from pitboss.tickets.queries import Listed

PAGE = 500
_encode = msgspec.json.Encoder().encode


class Beside(msgspec.Struct, frozen=True):
    """`states`: by language, then by the number of the last event that was read of each ticket; `messages`: by
    language, then by event; `tickets`: by which it is decided now who sees them; `protected`: queues of the brands."""

    states: dict[str, dict[int, msgspec.Raw]]
    messages: dict[str, dict[int, msgspec.Raw]]
    tickets: dict[UUID, Listed]
    protected: frozenset[UUID]

    def add_to(self, frame: dict[str, Any], language: str) -> dict[str, Any]:
        """The frame for staff who read in one of the languages asked for."""
        whole = {**frame, "data": event_in(frame["data"], language)}
        if (message := self.messages.get(language, {}).get(frame["number"])) is not None:
            whole["message"] = message
        if (state := self.states.get(language, {}).get(frame["number"])) is not None:
            whole["state"] = state
        return whole


async def beside(tx: Tx, missed: Sequence[Stored], language: str) -> Beside:
    """For events that the actor has missed. Tickets are read last, so that nothing is told of one that has just become
    somebody else's to see."""
    last: dict[UUID, int] = {}
    said: dict[str, dict[UUID, list[int]]] = {}
    for event in missed:
        by_id = said.setdefault(event.brand, {})
        if event.ticket is not None:
            last[event.ticket] = max(event.number, last.get(event.ticket, 0))
        if event.type in WITH_MESSAGE_INSIDE:
            by_id.setdefault(UUID(event.data["message"]), []).append(event.number)
    views: dict[int, MessageView] = {}
    for brand, by_id in said.items():
        if by_id:
            found = await queries.messages_by_ids(tx, brand, list(by_id))
            for view in await message_views(tx, found, language):
                views.update(dict.fromkeys(by_id[view.id], view))
    tickets = await queries.listed_by_ids(tx, list(said), list(last)) if last else []
    return Beside(
        await _states(tx, tickets, last, [language]),
        {language: {number: msgspec.Raw(_encode(view)) for number, view in views.items()}},
        {ticket.id: ticket for ticket in tickets},
        await protected_queues(tx, said),
    )


async def _states(
    tx: Tx, tickets: list[Listed], last: Mapping[UUID, int], languages: Iterable[str]
) -> dict[str, dict[int, msgspec.Raw]]:
    return {
        language: {
            last[view.id]: msgspec.Raw(_encode(state_of(view)))
            for view in await ticket_views(tx, tickets, language=language)
        }
        for language in languages
    }


def _messages(said: Mapping[int, MessageView], languages: Iterable[str]) -> dict[str, dict[int, msgspec.Raw]]:
    """Most are the same in every language, and encoded once."""
    raw = {number: msgspec.Raw(_encode(view)) for number, view in said.items()}
    messages: dict[str, dict[int, msgspec.Raw]] = {}
    for language in languages:
        own = messages[language] = dict(raw)
        for number, view in said.items():
            if (told := message_in(view, language)) is not view:
                own[number] = msgspec.Raw(_encode(told))
    return messages


async def protected_queues(tx: Tx, brands: Iterable[str]) -> frozenset[UUID]:
    return frozenset([q.id for brand in brands for q in await brand_queues(tx, brand) if q.restricted])


class New(msgspec.Struct, frozen=True):
    """What happened after a number, with all that decides who sees it and what they are told. `more`: there are events
    after these, or, where there are none, some that none may read yet. `said`: the message that an event is about. `names`:
    by brand, who its players see behind an agent's answer in the chat."""

    events: list[Stored]
    said: dict[int, MessageView]
    names: dict[str, Names]
    beside: Beside
    more: bool


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


_EVENT = (
    "number",
    "brand_id",
    "ticket_id",
    "type",
    "public",
    "version",
    "actor_kind",
    "actor_id",
    "data",
    "at",
)
# All in one look and one moment. It runs for every commit and must never be planned anew or scan a table, however large the
# log is: `(SELECT $1)` gives the planner no value to plan for, and OFFSET 0 leaves it no other way than the keys. A ticket is
# read once, for the last of its events. What is beside an event stands by place: columns of the three have the same names.
_NEW = f"""
    WITH fresh AS MATERIALIZED (
        SELECT {", ".join(_EVENT)}, CASE WHEN type IN ({_kinds(WITH_MESSAGE_INSIDE)}) THEN (data->>'message')::uuid END AS message_id
        FROM   event
        WHERE  number > (SELECT $1::bigint) AND number < event_watermark()
        ORDER  BY number
        LIMIT  {PAGE})
    SELECT top.number > coalesce(e.number, $1) AS more, {", ".join(f"e.{column}" for column in _EVENT)}, t.*, m.*
    FROM   (SELECT max(number) AS number FROM event) AS top
    LEFT   JOIN (SELECT *, number = max(number) OVER (PARTITION BY ticket_id) AS last FROM fresh) AS e ON true
    LEFT   JOIN LATERAL (
        {queries.listed_where("e.last AND brand_id = e.brand_id AND id = e.ticket_id")}
        OFFSET 0) AS t ON true
    LEFT   JOIN LATERAL (
        SELECT {MESSAGE_COLUMNS}, {ATTACHMENTS}, {DELIVERIES}
        FROM   message m
        WHERE  m.brand_id = e.brand_id AND m.id = e.message_id
        OFFSET 0) AS m ON true
    ORDER  BY e.number
"""
_TICKET_AT = 1 + len(Stored.__struct_fields__)
_MESSAGE_AT = _TICKET_AT + len(Listed.__struct_fields__)
_FILES_AT = _MESSAGE_AT + len(Message.__struct_fields__)


async def seen_names(tx: Tx, brands: Iterable[str]) -> dict[str, Names]:
    return {brand: await channels.names_of(tx, brand, "webchat") for brand in brands}


class Known(msgspec.Struct, frozen=True):
    """The one event that a transaction has brought, without a look at the log. `before`: the number of the event before it."""

    before: int
    new: New

    def follows(self, position: int, languages: Sequence[str]) -> bool:
        """Whether it is what comes after `position`, and can be told to staff in these languages."""
        told = self.new.beside.states.keys()
        return self.before <= position < self.new.events[0].number and told >= set(languages)


class Foreseen(msgspec.Struct, frozen=True):
    """What a chat's transaction brings where that is one message of its player and nothing else: all but its event's number
    and time. `states`, `messages`: by language."""

    noted: Pending
    by: Actor
    ticket: Listed
    message: MessageView
    states: dict[str, msgspec.Raw]
    messages: dict[str, msgspec.Raw]

    def known(self, row: Any) -> Known | None:
        """`row`: what the commit gave; see `db.tx.Around`. None: something may have come between, so it has to be read."""
        number, before, alone, at = row["place_in_log"]
        if not alone:
            return None
        noted = self.noted
        event = Stored(
            number, noted.brand, noted.ticket, noted.type, noted.public, noted.version, self.by.kind.value, self.by.id,
            noted.data, at,
        )  # fmt: skip
        told = Beside(
            {language: {number: state} for language, state in self.states.items()},
            {language: {number: message} for language, message in self.messages.items()},
            {self.ticket.id: self.ticket},
            frozenset(),  # a message moves its ticket to no other queue
        )
        return Known(before, New([event], {number: self.message}, {}, told, more=False))


async def foresee(tx: Tx, talk: Talk, languages: Sequence[str]) -> Foreseen | None:
    """For while the commit is on its way, and its connection with it. What still waits unsent goes in one statement with the
    commit, so nothing but that happens. None: it has to be read."""
    heard = tx.unsent(Heard)
    if heard is None or len(tx.written) != 1:
        return None
    said = heard.message
    beside = (
        talk.clocks, said.kind, said.author_kind, excerpt_of(said.text), said.created_at, said.created_at, talk.heard + 1,
        talk.player.name, talk.player.vip, 0, False,
    )  # fmt: skip
    ticket = Listed(*(*msgspec.structs.astuple(heard.ticket), *beside))
    message = message_view_with(said, [], [])
    held = tx.db.held()
    try:
        states = await _states(held, [ticket], {ticket.id: 0}, languages)
    except NotHeld:
        return None
    return Foreseen(
        tx.written[0], tx.actor, ticket, message,
        {language: by_number[0] for language, by_number in states.items()},
        {language: by_number[0] for language, by_number in _messages({0: message}, languages).items()},
    )  # fmt: skip


async def new_after(tx: Tx, number: int, languages: Sequence[str]) -> New:
    """The transaction is the desk's own: it decides by itself who is told."""
    rows = await tx.connection.fetch(_NEW, number)
    if rows[0][1] is None:
        return New([], {}, {}, Beside({}, {}, {}, frozenset()), bool(rows[0][0]))
    happened: list[Stored] = []
    said: dict[int, MessageView] = {}
    tickets: list[Listed] = []
    last: dict[UUID, int] = {}
    for row in rows:
        event = Stored(*row[1:_TICKET_AT])
        happened.append(event)
        if event.ticket is not None and row[_TICKET_AT] is not None:
            tickets.append(Listed(*row[_TICKET_AT:_MESSAGE_AT]))
            last[event.ticket] = event.number
        if row[_MESSAGE_AT] is not None:
            view = message_view_with(Message(*row[_MESSAGE_AT:_FILES_AT]), row[_FILES_AT], row[_FILES_AT + 1])
            said[event.number] = view
    told = Beside(
        await _states(tx, tickets, last, languages),
        _messages(said, languages),
        {ticket.id: ticket for ticket in tickets},
        await protected_queues(tx, {event.brand for event in happened}),
    )
    names = await seen_names(
        tx,
        {
            event.brand
            for event in happened
            if event.number in said and said[event.number].author is AuthorKind.agent
        },
    )
    return New(happened, said, names, told, bool(rows[-1][0]))
