"""The narrow rows that reports count are what the log says, whatever the cases go through."""

from __future__ import annotations

from collections import Counter
from random import Random
from uuid import UUID

import asyncpg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pitboss.complaints import events as e
from pitboss.complaints.actions import state_of
from pitboss.complaints.stages import State
from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Refused
from tests.complaints.counted import kept, reckoned
from tests.complaints.deciding import Room, a_room, investigated, take
from tests.complaints.test_referral import referred
from tests.complaints.test_report import heard
from tests.desk import Desk, Seat
from tests.making import a_complaint, a_player

NO = {"outcome": "not_upheld", "redress": []}


def a_step(kind: str, case: UUID, other: UUID, now: State, to: Seat, random: Random) -> e.Step:
    decision = now.decision or new_id()
    match kind:
        case "acknowledged":
            return e.ComplaintAcknowledged(complaint=case)
        case "analysed":
            return e.ComplaintAnalysed(complaint=case, reason=random.choice(["", "Written anew."]))
        case "investigated":
            return e.ComplaintInvestigated(complaint=case)
        case "needed":
            return e.ComplaintEvidenceNeeded(complaint=case, needs=[])
        case "frozen":
            return e.ComplaintEvidenceFrozen(complaint=case, evidence=new_id(), kind="bet")
        case "reviewed":
            return e.ComplaintEvidenceReviewed(complaint=case, evidence=(now.unread or [new_id()])[0])
        case "proposed":
            outcome = random.choice(["not_upheld", "not_upheld", "upheld"])
            return e.ComplaintDecisionProposed(complaint=case, decision=new_id(), outcome=outcome)
        case "returned":
            return e.ComplaintProposalReturned(complaint=case, decision=decision, reason="Not yet.")
        case "decided":
            outcome = now.outcome or "upheld"
            return e.ComplaintDecided(complaint=case, decision=decision, outcome=outcome, todo=[new_id()])
        case "verified":
            return e.ComplaintActionVerified(complaint=case, action=(now.todo or [new_id()])[0])
        case "carried_out":
            return e.ComplaintCarriedOut(complaint=case)
        case "closed":
            return e.ComplaintClosed(complaint=case)
        case "asked":
            return e.ComplaintAppealAsked(complaint=case, appeal=new_id())
        case "given":
            return e.ComplaintAppealGiven(complaint=case, appeal=new_id(), to=to.id)
        case "viewed":
            return e.ComplaintAppealViewed(complaint=case, appeal=new_id())
        case "heard":
            how = random.choice(["upheld", "changed", "sent_back"])
            made = (new_id(), "not_upheld") if how == "changed" else (None, None)
            return e.ComplaintAppealDecided(
                complaint=case, appeal=new_id(), outcome=how, todo=[], decision=made[0], result=made[1]
            )
        case "sent":
            return e.ComplaintReferralSent(complaint=case, referral=new_id(), body="a.body")
        case "ruled":
            won = random.random() < 0.5
            ruling, todo = ("adr_for_player", [new_id()]) if won else ("adr_for_operator", [])
            return e.ComplaintReferralRuled(complaint=case, referral=new_id(), outcome=ruling, todo=todo)
        case "withdrawn":
            return e.ComplaintWithdrawn(complaint=case, because="asked")
        case "out_of_scope":
            return e.ComplaintOutOfScope(complaint=case, reason="Not ours.")
        case _:
            return e.ComplaintMerged(complaint=case, into=other)


ORDINARY = (
    "acknowledged", "analysed", "investigated", "needed", "frozen", "reviewed", "proposed", "returned", "decided", "verified",
    "carried_out", "closed", "asked", "given", "viewed", "heard", "sent", "ruled",
)  # fmt: skip
ENDS = ("withdrawn", "out_of_scope", "merged")


async def walk(room: Room, random: Random) -> Counter[str]:
    """A case that takes random steps; what is refused is let be. One in three may end early."""
    player = await a_player(room.desk.db, room.desk.brand)
    other = await a_complaint(room.desk.db, room.desk.brand, player.id)
    case = await a_complaint(room.desk.db, room.desk.brand, player.id)
    kinds = ORDINARY + ENDS if random.random() < 0.4 else ORDINARY
    done: Counter[str] = Counter()
    for _ in range(60):
        now = state_of(await room.case(case))
        if now.stage in ENDS:
            break
        fits = sorted(kinds, key=lambda kind: done[kind] + random.random() * 2)[:6]
        for kind in fits:
            hearing = kind in ("viewed", "heard")
            seat = room.reviewer if hearing else random.choice([room.handler, room.lead, room.officer])
            try:
                await take(
                    room.desk, seat.person.actor, case, a_step(kind, case, other, now, room.reviewer, random)
                )
            except Refused:
                continue
            done[kind] += 1
            break
    return done


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
async def test_what_is_counted_is_what_the_log_says_after_any_steps(desk: Desk, seed: int) -> None:
    room = await a_room_once(desk)
    await walk(room, Random(seed))
    assert await kept(desk) == await reckoned(desk)


async def test_the_walks_reach_every_kind_of_step(desk: Desk) -> None:
    room = await a_room_once(desk)
    reached: Counter[str] = Counter()
    for seed in range(12):
        reached += await walk(room, Random(seed))
    assert {*ORDINARY, *ENDS} <= reached.keys()
    assert await kept(desk) == await reckoned(desk)


_rooms: dict[str, Room] = {}


async def a_room_once(desk: Desk) -> Room:
    if desk.brand.id not in _rooms:
        _rooms[desk.brand.id] = await a_room(desk)
    return _rooms[desk.brand.id]


async def test_merges_withdrawals_appeals_and_rulings_through_the_front_door(desk: Desk) -> None:
    room = await a_room(desk)
    first, double, taken_back, alien = [await investigated(desk, room.handler) for _ in range(4)]
    async with desk.db.tx(SYSTEM) as tx:
        await tx.run(
            "UPDATE complaint SET player_id = (SELECT player_id FROM complaint WHERE id = $2) WHERE brand_id = $1 AND id = $3",
            desk.brand.id, first, double,
        )  # fmt: skip
    await room.posts(room.handler, f"/complaints/{double}/merge", into=str(first), reason="The same bet.")
    await room.posts(room.handler, f"/complaints/{taken_back}/withdraw", because="asked", reason="By mail.")
    await room.posts(room.handler, f"/complaints/{alien}/out-of-scope", reason="Another operator's.")
    await room.decided(first, **NO)
    await heard(room, first, "sent_back", room.reviewer)
    changed = await investigated(desk, room.handler)
    await room.decided(changed, **NO)
    await heard(room, changed, "changed", room.reviewer)
    await referred(room)

    steps = await kept(desk)

    assert steps == await reckoned(desk)
    stood = [one.stage for one in steps if one.complaint_id == first and one.stage]
    assert stood[-3:] == ["decided", "carried_out", "investigation"]
    assert {one.stage for one in steps} > {"merged", "withdrawn", "out_of_scope"}


async def test_renewed_from_the_log_they_are_the_same(desk: Desk, database_url: str) -> None:
    room = await a_room(desk)
    await heard_and_sent_back(room)
    before = await kept(desk)
    owner = await asyncpg.connect(database_url)
    await owner.execute("SELECT renew_complaint_steps()")
    await owner.close()
    assert await kept(desk) == before


async def heard_and_sent_back(room: Room) -> None:
    case = await investigated(room.desk, room.handler)
    await room.decided(case, **NO)
    await heard(room, case, "sent_back", room.reviewer)


async def test_nobody_writes_them_but_the_log(desk: Desk) -> None:
    room = await a_room(desk)
    await investigated(desk, room.handler)
    for sql in (
        "UPDATE complaint_step SET left_at = now()",
        "DELETE FROM complaint_step",
        "INSERT INTO complaint_step SELECT * FROM complaint_step",
    ):
        for actor in (SYSTEM, room.officer.person.actor):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with desk.db.tx(actor) as tx:
                    await tx.run(sql)


async def test_only_who_sees_complaints_sees_them_and_whoever_hears_an_appeal_nothing_that_tells(
    desk: Desk,
) -> None:
    room = await a_room(desk)
    case = await investigated(desk, room.handler)
    await room.decided(case, **NO)
    path = f"/complaints/{case}/appeal"
    await room.posts(room.handler, path, 201, grounds="Wrong.")
    await room.posts(room.officer, f"{path}/give", staff=str(room.reviewer.id))
    sql = "SELECT type FROM complaint_step WHERE complaint_id = $1"
    agent = await desk.agent()
    async with desk.db.tx(agent.person.actor) as tx:
        assert await tx.column(sql, case) == []
        assert await tx.column("SELECT events_of_complaint($1, $2, 0)", desk.brand.id, case) == []
    async with desk.db.tx(room.reviewer.person.actor) as tx:
        seen = await tx.column(sql, case)
    assert "complaint_appeal_asked" in seen
    assert not {"complaint_decision_proposed", "complaint_decided"} & set(seen)
    async with desk.db.tx(room.handler.person.actor) as tx:
        assert "complaint_decided" in await tx.column(sql, case)
