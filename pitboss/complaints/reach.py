"""Whether a letter of a case has reached its player. One that waits to go, or came back, has told nobody anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from pitboss.complaints.model import Complaint
from pitboss.complaints.pack_model import Kind, LetterKind
from pitboss.db.tx import Tx


class LetterState(StrEnum):
    """`gone`: the mail system of the player's side took it, or it was said in the chat."""

    on_its_way = "on_its_way"
    gone = "gone"
    came_back = "came_back"


class Went(msgspec.Struct, frozen=True, kw_only=True):
    """`decision`: which it tells. `gone_at`: null while it has not gone, or came back."""

    id: UUID
    kind: LetterKind
    message: UUID
    decision: UUID | None
    sent_at: datetime
    gone_at: datetime | None
    came_back: bool

    @property
    def state(self) -> LetterState:
        if self.gone_at is not None:
            return LetterState.gone
        return LetterState.came_back if self.came_back else LetterState.on_its_way


# What each letter meets.
MEETS: dict[LetterKind, Kind] = {
    LetterKind.acknowledgement: Kind.acknowledge,
    LetterKind.final_response: Kind.final_answer,
    LetterKind.final_response_satisfied: Kind.final_answer,
    LetterKind.deadlock: Kind.final_answer,
    LetterKind.appeal_outcome: Kind.appeal_answer,
}
TELLS = frozenset(
    {
        LetterKind.final_response,
        LetterKind.final_response_satisfied,
        LetterKind.deadlock,
        LetterKind.appeal_outcome,
    }
)
"""Letters that tell a decision."""

# Of the deliveries of a letter's message; said in the chat or on the player's page, it has none.
REACHED = """
    LEFT JOIN LATERAL (
        SELECT count(*) AS all_, count(*) FILTER (WHERE d.state = 'failed') AS failed,
               min(coalesce(d.sent_at, d.created_at)) FILTER (WHERE d.state IN ('sent', 'delivered', 'read')) AS at
        FROM   delivery d WHERE d.brand_id = l.brand_id AND d.message_id = l.message_id) r ON true
"""
GONE_AT = "CASE WHEN r.all_ = 0 THEN l.sent_at ELSE r.at END"
CAME_BACK = "r.all_ > 0 AND r.all_ = r.failed"


async def of_case(tx: Tx, one: Complaint) -> list[Went]:
    """The oldest first. The transaction is elevated, or its actor sees the letters."""
    return await tx.all(
        Went,
        f"""
        SELECT l.id, l.kind, l.message_id AS message, l.decision_id AS decision, l.sent_at, {GONE_AT} AS gone_at,
               {CAME_BACK} AS came_back
        FROM   complaint_letter l {REACHED}
        WHERE  l.brand_id = $1 AND l.complaint_id = $2
        ORDER  BY l.id
        """,
        one.brand,
        one.id,
    )


def told_at(letters: Iterable[Went], decision: UUID) -> datetime | None:
    """When the player had it in writing."""
    return min(
        (letter.gone_at for letter in letters if letter.decision == decision and letter.gone_at is not None),
        default=None,
    )


async def decision_told_at(tx: Tx, one: Complaint, decision: UUID) -> datetime | None:
    """When the player had a decision in writing; None: not yet, so no time of theirs runs from it."""
    return told_at(await of_case(tx, one), decision)


async def case_of(tx: Tx, brand: str, message: UUID) -> UUID | None:
    """Whose letter a message is."""
    case: UUID | None = await tx.value(
        "SELECT complaint_id FROM complaint_letter WHERE brand_id = $1 AND message_id = $2", brand, message
    )
    return case
