"""What a player may choose when an answer is late. The same in the chat and on the tracking page."""

from __future__ import annotations

from typing import Literal

from pitboss.api.sentences import in_language
from pitboss.db.tx import Tx
from pitboss.events.log import last_of_ticket, record
from pitboss.events.reasons import because
from pitboss.kit.refused import Conflict
from pitboss.tickets import actions, events
from pitboss.tickets.model import Level, Priority, Status, Ticket

Chosen = Literal["keep_waiting", "call_or_mail", "pass_to_senior"]
CALLBACK = "callback"
_BELOW_SENIOR = (Level.bot, Level.first_line)
ACTIVE = (Status.new, Status.open, Status.on_hold)
_REMARKS = {
    "call_or_mail": "The player asks to be called or mailed as soon as there is news.",
    "pass_to_senior": "The player asks for a senior colleague.",
    "hurry": "The player asks to speed this up.",
}


class NothingToChoose(Conflict):
    """There is nothing to choose now: this request does not wait for us."""


class NotLate(Conflict):
    """We are still within the promised time, so the request stays where it is."""


async def is_late(tx: Tx, ticket: Ticket) -> bool:
    """A promise of a reply is at risk or broken."""
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM clock WHERE brand_id = $1 AND ticket_id = $2 AND met_at IS NULL
                           AND kind <> 'resolution' AND (warned_at IS NOT NULL OR breached_at IS NOT NULL))
            """,
            ticket.brand,
            ticket.id,
        )
    )


async def last_choice(tx: Tx, ticket: Ticket) -> str | None:
    made = await last_of_ticket(tx, ticket.brand, ticket.id, "choice_made")
    return made.data["choice"] if made else None


class SoonEnough(Conflict):
    """You asked for this within the last day. Your request stands higher already."""


class WithSenior(Conflict):
    """Your request is with a senior colleague or a specialist already."""


async def asked_to_hurry(tx: Tx, ticket: Ticket) -> bool:
    """Within the last day."""
    return bool(
        await tx.value(
            """
            SELECT EXISTS (SELECT 1 FROM event WHERE brand_id = $1 AND ticket_id = $2 AND type = 'speed_up_asked'
                           AND at > now() - interval '1 day')
            """,
            ticket.brand,
            ticket.id,
        )
    )


async def hurry(tx: Tx, ticket: Ticket) -> Ticket:
    """The player asks to speed it up, once a day: one step of priority, at most high, and a line for the agent. The caller
    holds the ticket.

    Raises:
        NothingToChoose, SoonEnough.
    """
    if ticket.status not in ACTIVE or ticket.merged_into is not None:
        raise NothingToChoose
    if await asked_to_hurry(tx, ticket):
        raise SoonEnough
    await record(tx, ticket, events.SpeedUpAsked())
    await actions.remark(tx, ticket, in_language(_REMARKS["hurry"], ticket.language))
    if ticket.priority > Priority.high and not ticket.priority_manual:
        up = Priority(ticket.priority - 1)
        return await actions.set_priority(tx, ticket, up, reason=because("player_asked_sooner"))
    return ticket


async def ask_senior(tx: Tx, ticket: Ticket) -> Ticket:
    """The player asks for a review by a senior. The caller holds the ticket.

    Raises:
        NothingToChoose: it is over.
        WithSenior: also where the people for danger have it.
    """
    if ticket.status in (Status.solved, Status.closed) or ticket.merged_into is not None:
        raise NothingToChoose
    if ticket.level not in _BELOW_SENIOR or ticket.danger:
        raise WithSenior
    await actions.remark(tx, ticket, in_language(_REMARKS["pass_to_senior"], ticket.language))
    return await actions.escalate(tx, ticket, Level.senior, reason=because("player_asked_review"))


async def choose(tx: Tx, ticket: Ticket, choice: Chosen) -> None:
    """Does what the player chose; the same choice again does nothing. The caller holds the ticket.

    Raises:
        NothingToChoose: the request is over or waits for the player.
        NotLate: a senior is for requests whose promise is at risk.
    """
    if ticket.status not in ACTIVE or ticket.merged_into is not None:
        raise NothingToChoose
    if choice == "pass_to_senior" and not await is_late(tx, ticket):
        raise NotLate
    if choice == await last_choice(tx, ticket):
        return
    await record(tx, ticket, events.ChoiceMade(choice=choice))
    if choice in _REMARKS:
        await actions.remark(tx, ticket, in_language(_REMARKS[choice], ticket.language))
    if choice == "call_or_mail" and CALLBACK not in ticket.tags:
        await actions.tag(tx, ticket, [*ticket.tags, CALLBACK])
    # A ticket with a signal of danger is with the people for that; nobody takes it from them.
    if choice == "pass_to_senior" and ticket.level in _BELOW_SENIOR and not ticket.danger:
        await actions.escalate(tx, ticket, Level.senior, reason=because("player_asked_senior"))
