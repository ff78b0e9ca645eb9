"""What staff get beside an event: the ticket and the message as they are when the event is read, so that a screen puts
them in the place of what it has and never asks again. docs/subsystems/workspace.md says why that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from pitboss.api.frames import WITH_MESSAGE_INSIDE
from pitboss.api.sentences import event_in
from pitboss.api.views import message_in, message_views, state_of, ticket_views
from pitboss.db.tx import Tx
from pitboss.routing.actions import brand_queues
from pitboss.tickets import queries
from pitboss.tickets.queries import Listed

Happened = tuple[int, str, UUID | None, str, Mapping[str, Any]]  # number, brand, ticket, type, data


class Beside(msgspec.Struct, frozen=True):
    """`states`: by language, then by the number of the last event that was read of each ticket; `messages`: by
    language, then by event; `tickets`: by which it is decided now who sees them; `protected`: queues of the brands."""

    states: dict[str, dict[int, msgspec.Raw]]
    messages: dict[str, dict[int, msgspec.Raw]]
    tickets: dict[UUID, Listed]
    protected: frozenset[UUID]

    def add_to(self, frame: dict[str, Any], language: str) -> dict[str, Any]:
        """The frame for staff who read in one of the languages asked for."""
        whole = {key: value for key, value in frame.items() if key != "message"}
        whole["data"] = event_in(frame["data"], language)
        if (message := self.messages[language].get(frame["number"])) is not None:
            whole["message"] = message
        if (state := self.states[language].get(frame["number"])) is not None:
            whole["state"] = state
        return whole


async def beside(tx: Tx, happened: Iterable[Happened], languages: Iterable[str]) -> Beside:
    """Tickets are read last, so that nothing is told of one that has just become somebody else's to see."""
    last: dict[UUID, int] = {}
    said: dict[str, dict[UUID, list[int]]] = {}
    for number, brand, ticket, kind, data in happened:
        by_id = said.setdefault(brand, {})
        if ticket is not None:
            last[ticket] = max(number, last.get(ticket, 0))
        if kind in WITH_MESSAGE_INSIDE:
            by_id.setdefault(UUID(data["message"]), []).append(number)
    spoken = sorted(languages)
    messages: dict[str, dict[int, msgspec.Raw]] = {language: {} for language in spoken}
    for brand, by_id in said.items():
        if by_id:
            found = await queries.messages_by_ids(tx, brand, list(by_id))
            for view in await message_views(tx, found, "en"):
                raw = msgspec.Raw(msgspec.json.encode(view))
                for language in spoken:
                    told = message_in(view, language)
                    own = raw if told is view else msgspec.Raw(msgspec.json.encode(told))
                    messages[language].update(dict.fromkeys(by_id[view.id], own))
    tickets = await queries.listed_by_ids(tx, list(said), list(last)) if last else []
    states = {}
    for language in spoken:
        views = await ticket_views(tx, tickets, language=language)
        states[language] = {last[view.id]: msgspec.Raw(msgspec.json.encode(state_of(view))) for view in views}
    return Beside(
        states,
        messages,
        {ticket.id: ticket for ticket in tickets},
        await protected_queues(tx, said),
    )


async def protected_queues(tx: Tx, brands: Iterable[str]) -> frozenset[UUID]:
    return frozenset([q.id for brand in brands for q in await brand_queues(tx, brand) if q.restricted])
