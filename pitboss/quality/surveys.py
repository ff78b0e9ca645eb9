"""The question after solving: how did we do? Asked once for a ticket, some time after it was solved, and only where it hurts
nobody. The answer is a rating like any other (tickets/ratings.py). docs/subsystems/feedback.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec

from pitboss.channels.settings import Surveys
from pitboss.db.tx import Tx
from pitboss.events.log import record
from pitboss.kit.ids import as_uuid, new_id
from pitboss.kit.links import Links
from pitboss.kit.refused import NotFound, Refused
from pitboss.notifications.templates import score_lines
from pitboss.tickets import events
from pitboss.tickets.model import Ticket, package_topic

# Who writes of these is not asked for a score.
NEVER = frozenset({"crisis", "underage", "deceased", "self_exclusion", "limits", "complaint"})
_EXCLUDED = re.compile(r"self_?exclu|самоисключ")
_ID = 32  # characters of a token that are the survey's id; the rest is its secret


class NoSuchSurvey(NotFound):
    """There is nothing to rate at this address. Check that the link is complete."""


class SurveyOver(Refused):
    """This link was good for 30 days and is over."""

    status = 410


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What decides beside the ticket. `lately`: the player was asked within the brand's days. `restricted`: its queue."""

    answered_by: UUID | None
    rated: bool
    asked: bool
    lately: bool
    reopened: bool
    restricted: bool
    flags: list[str]


class Survey(msgspec.Struct, frozen=True):
    brand: str
    ticket_id: UUID
    id: UUID
    over: bool


def may_ask(ticket: Ticket, facts: Facts, settings: Surveys) -> bool:
    return (
        settings.on
        and ticket.status in ("solved", "closed")
        and not (ticket.merged_into or ticket.spam or "automatic" in ticket.tags)
        and not (ticket.restricted or facts.restricted or ticket.danger)
        and package_topic(ticket.topic) not in NEVER
        and not any(excluded(flag) for flag in facts.flags)
        and facts.answered_by is not None
        and not (facts.rated or facts.asked or facts.lately or facts.reopened)
    )


def excluded(flag: str) -> bool:
    """Whether the site's flag says that the player has excluded themselves, however it spells it."""
    return _EXCLUDED.search(re.sub(r"[\s_-]+", "_", flag.lower())) is not None


async def facts(tx: Tx, ticket: Ticket, settings: Surveys, *, since: int) -> Facts:
    """`since`: the version of the ticket when it was solved."""
    return await tx.one(
        Facts,
        """
        SELECT (SELECT author_id FROM message
                WHERE  brand_id = $1 AND ticket_id = $2 AND kind = 'reply' AND author_kind = 'agent'
                ORDER  BY id DESC LIMIT 1) AS answered_by,
               EXISTS (SELECT 1 FROM rating WHERE brand_id = $1 AND ticket_id = $2) AS rated,
               EXISTS (SELECT 1 FROM survey WHERE brand_id = $1 AND ticket_id = $2) AS asked,
               EXISTS (SELECT 1 FROM survey s JOIN ticket t ON t.brand_id = s.brand_id AND t.id = s.ticket_id
                       WHERE  t.brand_id = $1 AND t.player_id = $3 AND s.asked_at > now() - make_interval(days => $4)) AS lately,
               EXISTS (SELECT 1 FROM event
                       WHERE  brand_id = $1 AND ticket_id = $2 AND type = 'status_changed' AND version > $5
                         AND  data->>'was' IN ('solved', 'closed')
                         AND  data->>'status' NOT IN ('solved', 'closed')) AS reopened,
               coalesce((SELECT restricted FROM queue WHERE brand_id = $1 AND id = $6), false) AS restricted,
               coalesce((SELECT flags FROM player WHERE brand_id = $1 AND id = $3), '{}') AS flags
        """,
        ticket.brand,
        ticket.id,
        ticket.player_id,
        settings.days,
        since,
        ticket.queue_id,
    )


async def asked(tx: Tx, ticket: Ticket, of: UUID, by: Literal["chat", "mail"]) -> UUID:
    """Writes down that the player is asked about the answer of `of`."""
    survey = new_id()
    await tx.run(
        "INSERT INTO survey (brand_id, ticket_id, id, staff_id, by) VALUES ($1, $2, $3, $4, $5)",
        ticket.brand,
        ticket.id,
        survey,
        of,
        by,
    )
    await record(tx, ticket, events.SurveySent(by=by))
    return survey


def scores(links: Links, brand: str, survey: UUID, language: str) -> Mapping[str, str]:
    """What the letter says: a link for each score. They are in no message, so no colleague can follow them."""
    spoken = "ru" if language == "ru" else "en"
    page = links.page(f"/help/{brand}/{spoken}/rate/{survey.hex}{links.secret('rate', brand, survey)}")
    return {"scores": score_lines(page, spoken)}


async def find(tx: Tx, brand: str, token: str) -> Survey:
    """The transaction is SYSTEM's.

    Raises:
        NoSuchSurvey: the same for a wrong secret as for a survey that isn't there.
        SurveyOver.
    """
    survey = as_uuid(token[:_ID])
    if not tx.links.holds("rate", brand, survey or UUID(int=0), token[_ID:]) or survey is None:
        raise NoSuchSurvey
    found = await tx.maybe(
        Survey,
        "SELECT brand_id AS brand, ticket_id, id, expires_at < now() AS over FROM survey WHERE brand_id = $1 AND id = $2",
        brand,
        survey,
    )
    if found is None:
        raise NoSuchSurvey
    if found.over:
        raise SurveyOver
    return found
