"""What no sequence of steps reaches, whoever takes them: a decision without its evidence read, a closing without execution,
an appeal with somebody who has a conflict. Tried on the pure machine by walks that go where they may, and now and then
where they may not; what happened is kept apart, and judged by other words than the machine's own."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from pitboss.complaints import events as e
from pitboss.complaints import stages
from pitboss.complaints.conflicts import Standing, keeps_from
from pitboss.complaints.model import Source
from pitboss.complaints.stages import NOTHING, State, apply, may_step
from pitboss.events.log import Stored
from pitboss.kit.ids import new_id

CASE = new_id()
PEOPLE = [new_id() for _ in range(6)]
EVIDENCE, DECISIONS, ACTIONS = ([new_id() for _ in range(3)] for _ in range(3))
NEEDS = ["bet", "terms", "statement"]
APPEAL, REFERRAL = new_id(), new_id()
OUTCOMES = ["upheld", "partly_upheld", "not_upheld", "goodwill"]
OTHER = new_id()
KINDS: list[type[e.Step]] = sorted(e.Step.__subclasses__(), key=lambda kind: kind.__name__)
NAMES = {kind: {field.name for field in msgspec.structs.fields(kind)} for kind in KINDS}
ENDINGS = (e.ComplaintWithdrawn, e.ComplaintOutOfScope, e.ComplaintMerged)


def made(kind: type[e.Step], random: Random, state: State) -> e.Step:
    """A step of a kind, with ids of small sets, so that they meet; often the ones that fit."""
    decision = state.decision if state.decision and random.random() < 0.8 else random.choice(DECISIONS)
    outcome = (
        state.outcome if state.outcome in OUTCOMES and random.random() < 0.8 else random.choice(OUTCOMES)
    )
    evidence = random.choice(state.unread if state.unread and random.random() < 0.8 else EVIDENCE)
    action = random.choice(state.todo if state.todo and random.random() < 0.8 else ACTIONS)
    need = random.choice(state.needs if state.needs and random.random() < 0.8 else NEEDS)
    given: dict[str, Any] = {
        "complaint": CASE,
        "how": "call",
        "waiting": random.choice(["player", "third_party"]),
        "ground": "player",
        "pauses": False,
        "kind": "bet",
        "due_at": datetime(2030, 1, 1, tzinfo=UTC),
        "rule": "r",
        "needs": random.sample(NEEDS, random.randint(0, 3)),
        "evidence": evidence,
        "need": need,
        "decision": decision,
        "outcome": outcome,
        "signatures": random.randint(0, 1),
        "todo": random.sample(ACTIONS, random.randint(0, 2)),
        "action": action,
        "appeal": APPEAL,
        "to": random.choice(PEOPLE),
        "result": random.choice(OUTCOMES),
        "referral": REFERRAL,
        "body": "ibas",
        "unanswered": "gb.refer_unanswered" if random.random() < 0.02 else "",
        "because": "asked",
        "into": OTHER,
    }
    if kind is e.ComplaintAppealDecided:
        given["outcome"] = random.choice(["upheld", "changed", "sent_back"])
    if kind is e.ComplaintReferralRuled:
        given["outcome"] = random.choice(["adr_for_player", "adr_for_operator", "adr_refused"])
    return kind(**{name: given[name] for name in given.keys() & NAMES[kind]})


class Kept:
    """What happened, told by itself."""

    def __init__(self) -> None:
        self.log: list[tuple[e.Step, UUID | None]] = []
        self.listed: set[str] | None = None
        self.there: set[str] = set()
        self.frozen: set[UUID] = set()
        self.read: set[UUID] = set()
        self.waived: set[str] = set()
        self.open: set[UUID] = set()
        self.done = 0
        self.workers: set[UUID] = set()
        self.signed: set[UUID] = set()
        self.missing = 0
        self.proposer: UUID | None = None
        self.carried_out = False
        self.granted = False
        self.hearing: UUID | None = None
        self.waiting = False
        self.decided = False
        self.heard: set[UUID] = set()
        self.appealed_now = False

    def note(self, step: e.Step, by: UUID | None) -> None:
        self.log.append((step, by))
        if by is not None and isinstance(step, stages.PARTAKING):
            self.workers.add(by)
        if isinstance(step, e.ComplaintAppealDecided):
            self.heard |= {one for one in (by, self.hearing) if one}
        match step:
            case e.ComplaintEvidenceNeeded():
                self.listed = set(step.needs)
                self.there = set()
            case e.ComplaintEvidenceFrozen():
                self.frozen.add(step.evidence)
                self.read.discard(step.evidence)
                if step.need:
                    self.there.add(step.need)
            case e.ComplaintEvidenceReviewed():
                self.read.add(step.evidence)
            case e.ComplaintEvidenceWaived():
                self.waived.add(step.need)
            case e.ComplaintDecisionProposed():
                self.proposer, self.signed, self.missing = by, set(), step.signatures
            case e.ComplaintDecisionSigned():
                assert by is not None
                self.signed.add(by)
            case e.ComplaintDecided():
                self.open, self.done, self.carried_out = set(step.todo), 0, False
                self.granted = step.outcome != "not_upheld"
                self.decided = True
            case e.ComplaintActionAdded():
                self.open.add(step.action)
            case e.ComplaintActionVerified():
                self.open.discard(step.action)
                self.done += 1
            case e.ComplaintCarriedOut():
                self.carried_out = True
            case e.ComplaintAppealGiven():
                self.hearing = step.to
            case e.ComplaintAppealDecided() if step.outcome == "changed":
                self.open, self.done, self.carried_out = set(step.todo), 0, False
                self.granted = step.result != "not_upheld"
            case e.ComplaintAppealDecided() if step.outcome == "sent_back":
                self.open, self.carried_out = set(), False
                self.decided = self.appealed_now = False
            case e.ComplaintAppealAsked():
                self.appealed_now = True
            case e.ComplaintReferralRuled() if not self.decided and step.outcome != "adr_refused":
                self.open, self.done, self.carried_out, self.granted = set(step.todo), 0, False, False
                self.waiting = False
                self.decided = True
            case e.ComplaintReferralRuled() if step.todo and self.decided:
                self.open |= set(step.todo)
                self.carried_out = False
            case e.ComplaintWaits():
                self.waiting = True
            case (
                e.ComplaintResumed() | e.ComplaintWithdrawn() | e.ComplaintOutOfScope() | e.ComplaintMerged()
            ):
                self.waiting = False


def judge(kept: Kept, step: e.Step, by: UUID | None, bad: set[UUID], leads: dict[UUID, UUID]) -> None:
    """Called before a step that was let pass is noted: what must be true now. `bad`: who has a conflict."""
    match step:
        case e.ComplaintDecided():
            assert kept.listed is not None
            assert kept.listed <= kept.there | kept.waived
            assert kept.frozen <= kept.read
            assert kept.read or kept.waived
            assert len(kept.signed - {kept.proposer}) >= kept.missing
            assert by is not None
            assert not {by, kept.proposer, *kept.signed} & bad
            assert not kept.waiting
        case e.ComplaintClosed():
            assert kept.carried_out
            assert not kept.open
            assert kept.done or not kept.granted
        case e.ComplaintAppealAsked():
            assert kept.decided
            assert not kept.appealed_now, "once of each decision that an appeal has not sent back"
        case e.ComplaintReferralSent():
            assert kept.decided or step.unanswered
        case e.ComplaintAppealGiven():
            assert step.to not in bad | kept.workers | kept.heard
            assert not {who for who, lead in leads.items() if lead == step.to} & (kept.workers | bad)
        case e.ComplaintAppealViewed() | e.ComplaintAppealDecided():
            assert by == kept.hearing
            assert by not in bad


def walk(random: Random, reached: Counter[str]) -> None:
    roles = random.sample(PEOPLE, 3)
    parties = {roles[0]: frozenset({random.choice(list(Source))})} if random.random() < 0.8 else {}
    logged = frozenset(roles[1:2]) if random.random() < 0.5 else frozenset()
    leads = {PEOPLE[0]: PEOPLE[5], PEOPLE[1]: PEOPLE[4]}
    bad = set(parties) | logged
    state, kept, taken = NOTHING, Kept(), Counter[type[e.Step]]()
    for _ in range(random.randint(10, 100)):
        by = random.choice([*PEOPLE, None])
        standing = Standing(
            parties=parties,
            logged=logged,
            took_part=frozenset(state.took_part),
            leads={who: frozenset({lead}) for who, lead in leads.items()},
        )
        # What was done least comes first, so that the walk gets on; its ends come seldom.
        kinds = [kind for kind in KINDS if kind not in ENDINGS or random.random() < 0.02]
        for kind in sorted(kinds, key=lambda kind: taken[kind] + random.random() * 3):
            step = made(kind, random, state)
            if may_step(state, step, by) is None and keeps_from(step, by, standing) is None:
                judge(kept, step, by, bad, leads)
                kept.note(step, by)
                state = apply(state, step, by)
                taken[kind] += 1
                break
    reached.update(kind.__name__ for kind in taken)
    assert stages.replay(kept.log) == state
    assert stages.replay_stored(stored(kept.log)) == state
    assert msgspec.convert(msgspec.to_builtins(state), State) == state


def stored(log: list[tuple[e.Step, UUID | None]]) -> list[Stored]:
    """As the log would give them back."""
    told = []
    for number, (step, by) in zip(count(1), log, strict=False):
        data = msgspec.json.decode(msgspec.json.encode(step))
        kind = "system" if by is None else "staff"
        told.append(
            Stored(number, "b", None, data.pop("type"), False, None, kind, by, data, datetime.now(UTC))  # type: ignore[arg-type]
        )
    return told


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_no_walk_reaches_what_must_never_be_and_every_log_replays(seed: int) -> None:
    walk(Random(seed), Counter())


def test_the_walks_go_everywhere() -> None:
    """Else the test above would say little."""
    reached: Counter[str] = Counter()
    for seed in range(300):
        walk(Random(seed), reached)
    missing = {kind.__name__ for kind in e.Step.__subclasses__()} - reached.keys()
    assert missing == set()
    assert (
        min(reached[name] for name in ("ComplaintDecided", "ComplaintClosed", "ComplaintAppealDecided")) >= 5
    )
