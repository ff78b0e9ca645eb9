"""The same as in test_never.py, but through the front door: people of every role try every action on a case, in any order.
What the desk let pass is read from its log, judged by the same words, and replayed to the state that it keeps."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pitboss.complaints import events as e
from pitboss.complaints import stages
from pitboss.complaints.actions import state_of
from pitboss.complaints.queries import complaint, happened
from pitboss.complaints.stages import State
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Refused
from tests.complaints.deciding import WANTED, Room, a_room, take
from tests.complaints.test_never import Kept, judge
from tests.desk import Desk, Seat

SORRY = {"kind": "apology", "what": "In writing."}
STEPS = {str(kind.__struct_config__.tag): kind for kind in e.Step.__subclasses__()}
TURNS = 45


async def people(room: Room) -> list[Seat]:
    return [
        await room.desk.agent(),
        room.handler,
        room.lead,
        await room.desk.sits("complaints_lead"),
        room.officer,
        room.reviewer,
    ]


async def state(room: Room, case: UUID) -> State:
    return state_of(await room.case(case))


async def told(room: Room, seat: Seat, case: UUID, path: str, body: dict[str, Any]) -> int:
    """Asks for an action; what it answered. Nothing that is asked may break the desk."""
    answer = await seat.asks("POST", f"/complaints/{case}/{path}", body)
    assert answer.status_code < 500, answer.text
    return answer.status_code


async def evidence(room: Room, seat: Seat, case: UUID, step: e.Step) -> int:
    """Evidence is taken as its own part takes it."""
    try:
        await take(room.desk, seat.person.actor, case, step)
    except Refused as refused:
        return refused.status
    return 200


async def turn(room: Room, everybody: list[Seat], case: UUID, kind: str, random: Random) -> int:
    seat = random.choice(everybody)
    now = await state(room, case)
    decision, action = now.decision or new_id(), (now.todo or [new_id()])[0]
    item = (now.unread or [new_id()])[0]
    match kind:
        case "needed":
            return await evidence(
                room,
                seat,
                case,
                e.ComplaintEvidenceNeeded(complaint=case, needs=random.choice([[], ["bet"]])),
            )
        case "frozen":
            return await evidence(
                room,
                seat,
                case,
                e.ComplaintEvidenceFrozen(complaint=case, evidence=new_id(), kind="bet", need="bet"),
            )
        case "reviewed":
            return await evidence(
                room, seat, case, e.ComplaintEvidenceReviewed(complaint=case, evidence=item)
            )
        case "decisions":
            body = {**WANTED, "redress": [SORRY], "outcome": random.choice(["upheld", "partly_upheld"])}
            if random.random() < 0.4:
                body = {**WANTED, "redress": [], "outcome": "not_upheld"}
            return await told(room, seat, case, kind, body)
        case "decide" | "sign" | "return":
            why = {"reason": "Not yet."} if kind == "return" else {}
            return await told(room, seat, case, f"decisions/{decision}/{kind}", why)
        case "prove" | "confirm":
            body = {"proof": "Sent."} if kind == "prove" else {}
            return await told(room, seat, case, f"execution/{action}/{kind}", body)
        case "appeal/give":
            return await told(room, seat, case, kind, {"staff": str(random.choice(everybody).id)})
        case "appeal/conclude":
            outcome = random.choice(["upheld", "sent_back"])
            return await told(
                room,
                seat,
                case,
                kind,
                {"outcome": outcome, "reasoning": "We looked at everything once more."},
            )
        case _:
            return await told(room, seat, case, kind, BODIES[kind])


BODIES: dict[str, dict[str, Any]] = {
    "acknowledge": {},
    "analyse": {"claim": "It should stand.", "about": "Bet 1"},
    "investigate": {},
    "wait": {"waiting": "player", "reason": "We asked."},
    "resume": {},
    "close": {"summary": "Done."},
    "appeal": {"grounds": "The screenshot was not looked at."},
    "appeal/view": {"outcome": "upheld", "text": "By the evidence the bet stood."},
}
OTHERS = [
    "needed",
    "frozen",
    "reviewed",
    "decisions",
    "decide",
    "sign",
    "return",
    "prove",
    "confirm",
    "appeal/give",
]
KINDS = [*BODIES, *OTHERS, "appeal/conclude"]


async def walk(room: Room, random: Random) -> Counter[str]:
    everybody = await people(room)
    agent = everybody[0]
    ticket = await room.desk.a_ticket(from_=f"P <p{new_id().hex}@mail.example>")
    await agent.says(ticket, "The bet was voided by rule 4.2.")
    given = {"category": "VOID", "summary": "The bet was voided."}
    answer = await room.handler.asks("POST", f"/tickets/{ticket.id}/complaint", given)
    case = UUID(answer.json()["id"])
    bad = {agent.id}
    if random.random() < 0.5:  # somebody who could decide is complained about
        subject = random.choice(everybody[2:5])
        bad.add(subject.id)
        body = {"staff": str(subject.id), "source": "subject", "reason": "Named in the complaint."}
        assert await told(room, room.handler, case, "parties", body) == 200
    done: Counter[str] = Counter()
    for _ in range(TURNS):
        # What was done least comes first, so that the walk gets on.
        tried = sorted(KINDS, key=lambda kind: done[kind] + random.random() * 2)
        for kind in tried[:6]:
            if await turn(room, everybody, case, kind, random) < 300:
                done[kind] += 1
                break
    async with room.desk.db.tx(SYSTEM) as tx:
        one = await complaint(tx, room.desk.brand.id, case)
        log = await happened(tx, one, limit=5000)
    kept = Kept()
    for event in log:
        if event.type in STEPS:
            step = msgspec.convert(event.data, STEPS[event.type], strict=False)
            by = event.actor_id if event.actor_kind == "staff" else None
            judge(kept, step, by, bad, {})
            kept.note(step, by)
    assert stages.replay_stored(log) == state_of(one)
    return Counter(event.type for event in log)


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
async def test_no_actions_of_any_roles_reach_what_must_never_be(desk: Desk, seed: int) -> None:
    await walk(await a_room_once(desk), Random(seed))


async def test_the_walks_through_the_front_door_decide_close_and_hear(desk: Desk) -> None:
    room = await a_room_once(desk)
    reached: Counter[str] = Counter()
    for seed in (1, 2):
        reached += await walk(room, Random(seed))

    assert reached["complaint_decided"] >= 1
    assert reached["complaint_closed"] >= 1
    assert reached["complaint_appeal_decided"] >= 1


_rooms: dict[str, Room] = {}


async def a_room_once(desk: Desk) -> Room:
    """The examples of one test share their people."""
    if desk.brand.id not in _rooms:
        _rooms[desk.brand.id] = await a_room(desk)
    return _rooms[desk.brand.id]
