"""Complaints: formal cases. docs/subsystems/complaints.md"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import get

from pitboss.api.edge import Desk
from pitboss.complaints import actions, queries
from pitboss.complaints.model import Complaint
from pitboss.staff.actors import Signed


class ComplaintView(msgspec.Struct, frozen=True, kw_only=True):
    """A case. `first_received_at`: on any channel. `pack`, `pack_version`: the rules that it began with. `next_due_at`: of
    its open deadlines, the nearest. `version`: send it with a change, so that nobody's is lost."""

    brand: str
    id: UUID
    number: str
    player_id: UUID
    category: str
    subcategory: str
    jurisdiction: str
    pack: str
    pack_version: str
    language: str
    channel: str
    summary: str
    claim: str
    about: str
    rules: list[str]
    owner_staff_id: UUID | None
    team_id: UUID | None
    safety: bool
    resolved_at_first_contact: bool
    first_received_at: datetime
    registered_at: datetime
    registered_by: UUID | None
    stage: str
    stage_since: datetime
    waiting: str | None
    appeal: str
    referral: str
    outcome: str | None
    merged_into: UUID | None
    closing: str
    closed_at: datetime | None
    next_due_at: datetime | None
    version: int


def _fields(one: Complaint) -> dict[str, Any]:
    return {field: getattr(one, field) for field in ComplaintView.__struct_fields__}


@get("/complaints/{complaint:str}")
async def get_complaint(
    desk: Desk, signed: Signed, complaint: str, brand: str | None = None
) -> ComplaintView:
    """A case by its id or its number; `brand` where several brands have the number. That you looked is kept."""
    async with desk.db.tx(signed.actor) as tx:
        one = await queries.find(tx, complaint, brand=brand)
        await actions.look(tx, one, "case")
        return ComplaintView(**_fields(one))


HANDLERS = [get_complaint]
