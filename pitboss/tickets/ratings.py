"""What a player thinks of the answer, from whatever channel they say it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record
from pitboss.kit.refused import Conflict
from pitboss.tickets import events
from pitboss.tickets.model import Ticket

MAX_COMMENT = 2_000


class NothingToRate(Conflict):
    """There is no answer to rate yet."""


class RatedBefore(Conflict):
    """This conversation was rated more than a day ago; the rating stays."""


class NotNow(Conflict):
    """Thank you. No rating is needed here; a person is looking after your request."""


class Given(msgspec.Struct, frozen=True):
    """`fixed`: it is more than a day old and stays."""

    score: int
    comment: str
    fixed: bool


async def given(tx: Tx, ticket: Ticket) -> Given | None:
    """What the player has said already. The transaction is SYSTEM's or elevated."""
    return await tx.maybe(
        Given,
        """
        SELECT score, comment, created_at <= now() - interval '1 day' AS fixed
        FROM   rating
        WHERE  brand_id = $1 AND ticket_id = $2
        """,
        ticket.brand,
        ticket.id,
    )


async def sort(tx: Tx, ticket: Ticket, themes: Callable[[str], Sequence[str]]) -> None:
    """Keeps with the rating what its comment is about."""
    said = await given(tx, ticket)
    if said is not None:
        await tx.run(
            "UPDATE rating SET themes = $3 WHERE brand_id = $1 AND ticket_id = $2",
            ticket.brand,
            ticket.id,
            list(themes(said.comment)),
        )


async def rate(tx: Tx, ticket: Ticket, score: int, comment: str) -> None:
    """The answer of the last agent who wrote, from 1 to 5; may be changed within a day. The caller holds the ticket, and has
    taken secrets out of the comment.

    Raises:
        NotNow: somebody is in danger.
        NothingToRate, RatedBefore.
    """
    if ticket.danger:
        raise NotNow
    answered_by = await tx.value(
        """
        SELECT author_id FROM message
        WHERE  brand_id = $1 AND ticket_id = $2 AND kind = 'reply' AND author_kind = 'agent'
        ORDER  BY id DESC
        LIMIT  1
        """,
        ticket.brand,
        ticket.id,
    )
    if answered_by is None:
        raise NothingToRate
    rated = await tx.run(
        """
        INSERT INTO rating (brand_id, ticket_id, score, comment, staff_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (brand_id, ticket_id) DO UPDATE SET score = excluded.score, comment = excluded.comment
        WHERE  rating.created_at > now() - interval '1 day'
        """,
        ticket.brand,
        ticket.id,
        score,
        comment,
        answered_by,
    )
    if not rated:
        raise RatedBefore
    await record(tx, ticket, events.Rated(score=score))
