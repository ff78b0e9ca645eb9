"""What reports count, reckoned anew from the log by the state machine itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.complaints import events as e
from pitboss.complaints import stages
from pitboss.complaints.model import Stage
from pitboss.complaints.reports import EVENTS_OF
from pitboss.complaints.stages import State
from pitboss.db.tx import SYSTEM
from pitboss.events.log import Stored
from tests.desk import Desk
from tests.making import happened

STEPS = {str(kind.__struct_config__.tag): kind for kind in e.Step.__subclasses__()}
FIGURES = {type_ for types in EVENTS_OF.values() for type_ in types}
LEADS_ON = FIGURES | {
    "complaint_acknowledged", "complaint_analysed", "complaint_investigated", "complaint_decision_proposed", "complaint_proposal_returned",
}  # fmt: skip


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    complaint_id: UUID
    type: str
    at: datetime
    decision_id: UUID | None
    tells: bool
    stage: str | None
    left_at: datetime | None


async def kept(desk: Desk) -> list[Counted]:
    async with desk.db.tx(SYSTEM) as tx:
        return await tx.all(
            Counted,
            """
            SELECT number, complaint_id, type, at, decision_id, tells, stage, left_at
            FROM   complaint_step WHERE brand_id = $1 ORDER BY number
            """,
            desk.brand.id,
        )


async def reckoned(desk: Desk) -> list[Counted]:
    cases: dict[UUID, list[Stored]] = defaultdict(list)
    for event in await happened(desk.db, desk.brand):
        if event.type in STEPS or event.type in FIGURES:
            cases[UUID(event.data["complaint"])].append(event)
    found = [counted for case, log in cases.items() for counted in _of_case(case, log)]
    return sorted(found, key=lambda one: one.number)


def _of_case(case: UUID, log: list[Stored]) -> list[Counted]:
    entered: list[tuple[Stored, Stage]] = []
    state = State()
    for event in log:
        if event.type in STEPS:
            step = msgspec.convert(event.data, STEPS[event.type], strict=False)
            after = stages.apply(state, step, event.actor_id if event.actor_kind == "staff" else None)
            if after.stage is not state.stage and after.stage is not None:
                entered.append((event, after.stage))
            state = after
    left = [next_.at for next_, _ in entered[1:]]
    stays = {
        event.number: (stage.value, at) for (event, stage), at in zip(entered, [*left, None], strict=True)
    }
    assert {event.type for event, _ in entered} <= LEADS_ON
    return [
        Counted(
            number=event.number,
            complaint_id=case,
            type=event.type,
            at=event.at,
            decision_id=_id(event.data.get("decision")),
            tells=bool({"outcome", "result", "todo"} & event.data.keys()) or bool(event.data.get("reason")),
            stage=stays.get(event.number, (None, None))[0],
            left_at=stays.get(event.number, (None, None))[1],
        )
        for event in log
        if event.type in LEADS_ON
    ]


def _id(named: Any) -> UUID | None:
    return UUID(named) if named else None
