"""A ticket whose past is written under a set clock: the verbs of tickets/actions.py and what follows them in reactions.py,
as rows. Promises, queues, priorities, notices and masks come from the same pure modules as those of real tickets.
docs/subsystems/demo.md says what this leaves out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

import msgspec

from pitboss.assist import taxonomy
from pitboss.assist.topics import Reading
from pitboss.channels.adapter import Channel
from pitboss.events.log import Event
from pitboss.events.reasons import because
from pitboss.kit import secrets
from pitboss.kit.links import Links
from pitboss.notifications.templates import choice_lines, in_words, render
from pitboss.quality.surveys import NEVER
from pitboss.quality.themes import themes_of
from pitboss.routing.choose import Choice, Pressure, choose_queue, older_at, waited, weigh
from pitboss.sla import clocks
from pitboss.sla.clocks import Clock, Kind
from pitboss.sla.policies import Policy, What, choose, ladder, rung_at
from pitboss.tickets import events
from pitboss.tickets.actions import excerpt_of
from pitboss.tickets.model import HEIGHT, Level, Status, after_player_message, class_of, package_topic
from pitboss.tickets.queries import QueueRow

Row = dict[str, Any]
SAY_TAKEN_AFTER = timedelta(minutes=1)
REPLIES = (Kind.first_reply, Kind.next_reply)
LATEST = timedelta(hours=6)  # notices to staff that are older have been seen
OVER = (Status.solved, Status.closed)
NOTICED = ("notify_team", "notify_supervisor")


class Staff(msgspec.Struct, frozen=True):
    id: UUID
    name: str


SURVEY_AFTER = timedelta(hours=1)


class Brand(msgspec.Struct, frozen=True, kw_only=True):
    """A brand as the history needs it. `channels` by kind; `staff` by login; `members` by queue."""

    id: str
    name: str
    prefix: str
    jurisdiction: str
    help_lines: dict[str, str]
    grace: timedelta
    channels: dict[str, Channel]
    policies: tuple[Policy, ...]
    queues: tuple[QueueRow, ...]
    members: dict[UUID, tuple[UUID, ...]]
    staff: dict[str, Staff]
    links: Links
    asked: dict[UUID, datetime] = {}


class Player(Protocol):
    """Who writes."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def registered(self) -> bool: ...
    @property
    def vip(self) -> int: ...


class _Promise(msgspec.Struct):
    id: UUID
    clock: Clock
    policy: Policy
    step: int = 0
    warned: bool = False
    breached: bool = False
    raised: bool = False

    def next_at(self) -> datetime | None:
        """The next moment at which it does something that it has not done yet, as in sla/actions.py."""
        if self.clock.running_since is None:
            return None
        rungs = ladder(self.policy, self.clock.allowance)
        moments = [
            None if self.warned else clocks.warn_at(self.clock),
            None if self.breached else clocks.due(self.clock),
            rung_at(self.clock, rungs[self.step]) if self.step < len(rungs) else None,
        ]
        return min((moment for moment in moments if moment is not None), default=None)


def id_at(moment: datetime, dice: random.Random) -> UUID:
    """A UUIDv7 of that moment."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(
        int=(milliseconds << 80) | (7 << 76) | (dice.getrandbits(12) << 64) | (2 << 62) | dice.getrandbits(62)
    )


class Case:
    """One ticket. Each verb takes the moment at which it happens; moments never go back. `rows`: by table."""

    def __init__(self, brand: Brand, player: Player, dice: random.Random, now: datetime) -> None:
        self.brand = brand
        self.player = player
        self.rows: dict[str, list[Row]] = {}
        self.log: list[Row] = []
        self.ticket: Row = {}
        self._dice = dice
        self._now = now
        self._promises: list[_Promise] = []
        self._at = now
        self._unanswered = 0
        self._told_staff: set[tuple[str, UUID]] = set()

    # ── opening ─────────────────────────────────────────────────────────────────────────────────────────────

    def open(
        self,
        at: datetime,
        *,
        number: int,
        channel: str,
        subject: str,
        text: str,
        language: str,
        reading: Reading,
        said: str | None = None,
        html: str | None = None,
    ) -> UUID:
        """The first message. `said`: the topic that the player chose in the form. Gives the message's id."""
        self._at = at
        by = self.brand.channels[channel]
        hidden = secrets.mask(subject)
        self.ticket = {
            "brand_id": self.brand.id,
            "id": id_at(at, self._dice),
            "number": number,
            "subject": hidden.text or secrets.mask(text).text[:80],
            "status": "new",
            "priority": 2,
            "player_id": self.player.id,
            "session_id": self._session(at, language) if channel == "webchat" else None,
            "channel_id": by.id,
            "channel": channel,
            "class": class_of(channel),
            "language": language,
            "jurisdiction": self.brand.jurisdiction,
            "tags": [f"said:{said}"] if said else [],
            "version": 1,
            "waiting_since": at,
            "heard": 1,
            "player_said_at": at,
            "created_at": at,
            "updated_at": at,
            "assignee_id": None,
            "assigned_at": None,
            "last_assignee_id": None,
            "solved_at": None,
            "snoozed_until": None,
            "hold_reason": None,
            "topic_manual": False,
            "to_front": False,
            "spam": False,
        }
        first = self._message(
            at, "reply", "player", text, subject=subject or None if channel != "webchat" else None, html=html
        )
        self._note(
            at,
            events.TicketOpened(message=first, channel=channel, player=self.player.id),
            who=self._as_player(),
        )
        self._tell_masked(at, first, also=[kind.value for kind in hidden.found])
        self._place(at, reading, first)
        if "self_harm" in self.ticket["danger"]:
            self._tell(at, "crisis_receipt", help_line=self.brand.help_lines.get(language, ""))
        else:
            self._tell(at, "receipt", expected=self._expected(at))
        return first

    def _place(self, at: datetime, reading: Reading, message: UUID) -> None:
        topic, danger = reading.topic, [signal.value for signal in reading.danger]
        priority, score, reasons = weigh(Pressure(topic=topic, danger=danger, vip=self.player.vip))
        choice = choose_queue(self.brand.queues, topic=topic, language=self.ticket["language"], danger=danger)
        policy = self._policy(topic, int(priority))
        self._begin(at, policy, [Kind.first_reply, Kind.resolution])
        self.ticket |= {
            "topic": topic,
            "topic_confidence": reading.confidence,
            "topic_reason": reading.reason,
            "danger": danger,
            "restricted": choice.restricted,
            "priority": int(priority),
            "priority_score": score,
            "priority_reasons": msgspec.to_builtins(reasons),
            "queue_id": choice.queue,
            "queued_at": at,
            "level": choice.level,
            "weigh_at": older_at(at, at),
        }
        self._note(
            at,
            events.TopicSet(
                topic=topic, was="unsure", confidence=round(reading.confidence, 3), reason=reading.reason
            ),
        )
        if danger:
            self._note(at, events.DangerFound(signals=danger, message=message))
        if priority != 2:
            said = [reason.said for reason in reasons]
            self._note(at, events.PrioritySet(priority=int(priority), was=2, reasons=said))
        if choice.queue is not None:
            self._note(at, events.Queued(queue=choice.queue, was=None, reason=choice.reason))

    def _session(self, at: datetime, language: str) -> UUID:
        session = id_at(at, self._dice)
        self._row(
            "chat_session",
            id=session,
            hash="\\x" + self._dice.randbytes(32).hex(),
            channel_id=self.brand.channels["webchat"].id,
            player_id=self.player.id,
            assurance=2 if self.player.registered else 0,
            assurance_until=at + timedelta(hours=12) if self.player.registered else None,
            language=language,
            email=self.player.email,
            device={},
            created_at=at,
            seen_at=at,
            left_at=None,
            ended_at=None,
        )
        return session

    # ── what players do ─────────────────────────────────────────────────────────────────────────────────────

    def says(self, at: datetime, text: str, *, html: str | None = None, quoted: str | None = None) -> UUID:
        """A further message of the player."""
        self._until(at)
        t = self.ticket
        was = Status(t["status"])
        status = after_player_message(was)
        self._touch(at)
        woken = t["snoozed_until"] is not None
        t |= {
            "status": status.value,
            "hold_reason": None,
            "snoozed_until": None,
            "solved_at": None,
            "waiting_since": t["waiting_since"] or at,
            "heard": t["heard"] + 1,
            "player_said_at": at,
        }
        self._unanswered += 1
        said = self._message(at, "reply", "player", text, html=html, quoted=quoted)
        if woken:
            self._note(at, events.Woken(reason=because("player_wrote")), who=self._as_player())
        if status != was:
            self._note(
                at,
                events.StatusChanged(status=status.value, was=was.value, reason=because("player_wrote")),
                who=self._as_player(),
            )
            if was in OVER:
                self._begin(at, self._policy(), [Kind.resolution])
            else:
                self._resume(at)
        self._note(
            at,
            events.MessageReceived(message=said, channel=t["channel"], assurance=self._assurance()),
            who=self._as_player(),
        )
        self._tell_masked(at, said)
        if not any(promise.clock.kind in REPLIES for promise in self._promises):
            self._begin(at, self._policy(), [Kind.next_reply])
        self._prioritise(at)
        return said

    def leaves(self, at: datetime) -> None:
        """The player is done with the chat."""
        for session in self.rows.get("chat_session", []):
            session |= {"seen_at": at, "left_at": at, "ended_at": at}

    def stays(self) -> None:
        """The player has the chat open still."""
        for session in self.rows.get("chat_session", []):
            session["seen_at"] = self._now

    def is_asked(self, at: datetime) -> None:
        """How we did, by mail, where the desk would ask."""
        self._until(at)
        t, before = self.ticket, self.brand.asked.get(self.player.id)
        if (
            t["restricted"]
            or t["danger"]
            or package_topic(t["topic"]) in NEVER
            or "rating" in self.rows
            or "survey" in self.rows
            or (before is not None and abs(at - before) < timedelta(days=7))
        ):
            return
        self.brand.asked[self.player.id] = at
        self._row(
            "survey",
            ticket_id=t["id"],
            id=id_at(at, self._dice),
            staff_id=t["last_assignee_id"],
            by="mail",
            asked_at=at,
            expires_at=at + timedelta(days=30),
        )
        self._note(at, events.SurveySent(by="mail"))

    def rates(self, at: datetime, score: int, comment: str) -> None:
        self._until(at)
        self._row(
            "rating",
            ticket_id=self.ticket["id"],
            score=score,
            comment=comment,
            staff_id=self.ticket["last_assignee_id"],
            created_at=at,
            themes=[theme.value for theme in themes_of(comment)],
        )
        self._note(at, events.Rated(score=score), who=self._as_player())

    # ── what staff do ───────────────────────────────────────────────────────────────────────────────────────

    def given(self, at: datetime, login: str) -> None:
        """Assigned by the desk."""
        self._until(at)
        t, who = self.ticket, self.brand.staff[login].id
        was, before = t["status"], t["assignee_id"]
        if before == who:
            return
        first = t["last_assignee_id"] is None
        status = "open" if was in ("new", "solved") else was
        self._touch(at)
        t |= {
            "assignee_id": who,
            "assigned_at": at,
            "last_assignee_id": who,
            "to_front": False,
            "status": status,
            "solved_at": None,
        }
        self._note(at, events.Assigned(to=who, was=before, reason=because("idle_longest")))
        if status != was:
            self._note(at, events.StatusChanged(status=status, was=was, reason=because("assigned")))
        if first and t["class"] == "chat":
            self.tells_who_has_it(at)

    def tells_who_has_it(self, at: datetime) -> None:
        """The notice that somebody has taken the request."""
        self._until(at)
        name = next(s.name for s in self.brand.staff.values() if s.id == self.ticket["assignee_id"])
        self._tell_if_open(at, "taken", agent=name.split()[0], expected=self._expected(at))

    def answers(self, at: datetime, login: str, text: str, *, then: str = "waiting") -> UUID:
        self._until(at)
        t, who = self.ticket, self.brand.staff[login]
        was = t["status"]
        self._touch(at)
        t |= {
            "status": then,
            "waiting_since": None,
            "hold_reason": None,
            "solved_at": (t["solved_at"] or at) if then == "solved" else None,
        }
        self._unanswered = 0
        said = self._message(at, "reply", "agent", text, who=who)
        self._note(
            at, events.MessageSent(message=said, channel=t["channel"], author="agent"), who=("staff", who.id)
        )
        self._meet(at, REPLIES)
        self._prioritise(at, who=("staff", who.id))
        self._deliver(at, said)
        if then != was:
            self._status(at, was, because("replied"), login)
        if t["assignee_id"] is None:
            self._touch(at)
            t |= {"assignee_id": who.id, "assigned_at": at, "last_assignee_id": who.id}
            self._note(
                at,
                events.Assigned(to=who.id, was=None, reason=because("answered_it")),
                who=("staff", who.id),
            )
        return said

    def notes(self, at: datetime, login: str, text: str, *, mentions: Sequence[str] = ()) -> None:
        self._until(at)
        self._touch(at)
        who = self.brand.staff[login]
        said = self._message(at, "note", "agent", text, who=who)
        people = [self.brand.staff[other].id for other in mentions]
        for person in people:
            self._row(
                "mention",
                ticket_id=self.ticket["id"],
                message_id=said,
                staff_id=person,
                seen_at=None if at > self._now - LATEST else at + timedelta(minutes=20),
            )
        self._note(at, events.NoteAdded(message=said, mentions=people), who=("staff", who.id))

    def sets_topic(self, at: datetime, login: str, topic: str) -> None:
        """By hand; the ticket goes to the queue of its topic unless somebody has it."""
        self._until(at)
        self._touch(at)
        t, who = self.ticket, self.brand.staff[login]
        why = because("set_by", name=who.name)
        was = t["topic"]
        t |= {"topic": topic, "topic_confidence": 1.0, "topic_manual": True, "topic_reason": why}
        first = self.rows["message"][0]
        self._row(
            "correction",
            ticket_id=t["id"],
            topic=topic,
            was=was,
            text=first["text"][:4000],
            staff_id=who.id,
            created_at=at,
        )
        by = ("staff", who.id)
        self._note(at, events.TopicSet(topic=topic, was=was, confidence=1.0, reason=why), who=by)
        if t["assignee_id"] is None:
            choice = self._choice()
            if choice.queue not in (None, t["queue_id"]):
                self._touch(at)
                before = t["queue_id"]
                t |= {
                    "queue_id": choice.queue,
                    "restricted": choice.restricted,
                    "level": choice.level,
                    "queued_at": at,
                }
                assert choice.queue is not None
                self._note(at, events.Queued(queue=choice.queue, was=before, reason=choice.reason), who=by)
        self._prioritise(at, who=by)

    def escalates(self, at: datetime, login: str, level: Level, reason: str) -> None:
        """To the brand's queue of that level; nobody has it then."""
        self._until(at)
        t, who = self.ticket, ("staff", self.brand.staff[login].id)
        target = next((q for q in self.brand.queues if q.level == level and not q.topics), None)
        if target is None or HEIGHT[level] < HEIGHT[Level(t["level"])] or target.id == t["queue_id"]:
            return
        was_level, was_queue, was_assignee = t["level"], t["queue_id"], t["assignee_id"]
        self._touch(at)
        t |= {"level": level.value}
        self._note(at, events.LevelChanged(level=level.value, was=was_level, reason=reason), who=who)
        self._tell_if_open(
            at,
            "passed_to_specialist",
            team=taxonomy.team_name(t["topic"], t["language"]),
            expected=self._expected(at),
        )
        self._touch(at)
        t |= {"queue_id": target.id, "queued_at": at, "assignee_id": None, "restricted": target.restricted}
        self._note(at, events.Queued(queue=target.id, was=was_queue, reason=reason), who=who)
        if was_assignee is not None:
            self._note(at, events.Unassigned(was=was_assignee, reason=reason), who=who)

    def holds(self, at: datetime, login: str, reason: str) -> None:
        self._until(at)
        was = self.ticket["status"]
        self._touch(at)
        self.ticket |= {"status": "on_hold", "hold_reason": reason}
        self._status(at, was, reason, login)

    def goes_on(self, at: datetime, login: str) -> None:
        self._until(at)
        was = self.ticket["status"]
        self._touch(at)
        self.ticket |= {"status": "open", "hold_reason": None}
        self._status(at, was, "", login)

    def solves(self, at: datetime, login: str) -> None:
        self._until(at)
        was = self.ticket["status"]
        self._touch(at)
        self.ticket |= {
            "status": "solved",
            "hold_reason": None,
            "solved_at": at,
            "waiting_since": None,
            "snoozed_until": None,
        }
        self._status(at, was, "", login)

    def settles(self) -> None:
        """What time does with it until now: the reminder, and closing when the grace period is over."""
        t = self.ticket
        if t["status"] == "waiting":
            due = self._at + timedelta(hours=24)
            if due <= self._now:
                self._until(due)
                self._tell_if_open(due, "waiting_for_you")
            else:
                self._job("remind", due)
        if t["status"] == "solved":
            due = t["solved_at"] + self.brand.grace
            if due <= self._now:
                self._until(due)
                self._touch(due)
                t["status"] = "closed"
                self._status(due, "solved", because("grace_over"), None)
            else:
                self._job("settle", due)
            asked = t["solved_at"] + SURVEY_AFTER
            if asked > self._now and "survey" not in self.rows and "rating" not in self.rows:
                self._job("survey", asked)
        self._until(self._now)

    def snoozes(self, at: datetime, login: str, until: datetime) -> None:
        self._until(at)
        self._touch(at)
        self.ticket["snoozed_until"] = until
        self._note(at, events.Snoozed(until=until), who=("staff", self.brand.staff[login].id))

    def tags(self, at: datetime, login: str, *tags: str) -> None:
        self._until(at)
        self._touch(at)
        self.ticket["tags"] = sorted({*self.ticket["tags"], *tags})
        self._note(at, events.Tagged(tags=self.ticket["tags"]), who=("staff", self.brand.staff[login].id))

    def links_to(self, at: datetime, login: str, other: UUID, kind: str) -> None:
        self._until(at)
        self._row("ticket_link", ticket_id=self.ticket["id"], other_id=other, kind=kind)
        self._note(at, events.Linked(other=other, kind=kind), who=("staff", self.brand.staff[login].id))

    def attaches(
        self, message: UUID, name: str, content_type: str, size: int, sha256: bytes, key: str
    ) -> None:
        said = next(m for m in self.rows["message"] if m["id"] == message)
        self._row(
            "attachment",
            id=id_at(said["created_at"], self._dice),
            ticket_id=self.ticket["id"],
            message_id=message,
            name=name,
            content_type=content_type,
            size=size,
            sha256="\\x" + sha256.hex(),
            inline=False,
            file_key=key,
            created_at=said["created_at"],
            looks=0,
            scan="none",
            scan_at=said["created_at"],
            scans=0,
            may_hold_card=False,
        )

    def read_by(self, reader: UUID, at: datetime) -> None:
        """Whoever has read it up to here."""
        said = [m for m in self.rows["message"] if m["created_at"] <= at]
        if said:
            self._row(
                "read_mark",
                ticket_id=self.ticket["id"],
                reader_id=reader,
                message=said[-1]["id"],
                at=at,
                heard=sum(m["author_kind"] == "player" for m in said),
            )

    def finished(self) -> dict[str, list[Row]]:
        """The rows of all tables but the log, with what the ticket's row says of its clocks."""
        t = self.ticket
        for promise in self._promises:
            self._keep(promise)
        still = [promise.clock for promise in self._promises]
        moments = [clocks.due(clock) for clock in still if clock.running_since is not None]
        t["due_at"] = min((moment for moment in moments if moment is not None), default=None)
        t["promises"] = clocks.told(still)
        self.log.sort(key=lambda event: event["at"])
        version = 0
        for event in self.log:  # what came a little later names the version of that moment
            version = event["version"] = max(version, event["version"])
        return {"ticket": [t], **self.rows}

    # ── clocks ──────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, at: datetime, policy: Policy, kinds: Sequence[Kind]) -> None:
        for kind in kinds:
            allowance = policy.allowance(kind)
            if allowance is None or any(p.clock.kind is kind for p in self._promises):
                continue
            clock = clocks.start(
                kind, at, allowance, policy.hours, warn_share=policy.warn_share, policy=policy.name
            )
            self._promises.append(_Promise(id_at(at, self._dice), clock, policy))
            due = clocks.due(clock)
            assert due is not None
            self._note(at, events.ClockStarted(kind=kind.value, due_at=due))

    def _meet(self, at: datetime, kinds: Sequence[Kind]) -> None:
        for promise in [p for p in self._promises if p.clock.kind in kinds]:
            promise.clock = clocks.met(promise.clock, at)
            late = clocks.kept(promise.clock) is False
            self._note(at, events.ClockMet(kind=promise.clock.kind.value, late=late))
            self._keep(promise)
            self._promises.remove(promise)

    def _pause(self, at: datetime, kinds: Sequence[Kind], reason: str) -> None:
        for promise in self._promises:
            if promise.clock.kind in kinds and promise.clock.running_since is not None:
                promise.clock = clocks.pause(promise.clock, at, reason)
                self._note(at, events.ClockPaused(kind=promise.clock.kind.value, reason=reason))

    def _resume(self, at: datetime) -> None:
        for promise in self._promises:
            if promise.clock.running_since is None:
                promise.clock = clocks.resume(promise.clock, at)
                due = clocks.due(promise.clock)
                if due is not None:
                    self._note(at, events.ClockResumed(kind=promise.clock.kind.value, due_at=due))

    def _until(self, at: datetime) -> None:
        """Lets the time pass up to `at`, with what the clocks do by themselves in it."""
        while due := [(when, p) for p in self._promises if (when := p.next_at()) is not None and when <= at]:
            when, promise = min(due, key=lambda pair: pair[0])
            self._strike(when, promise)
        self._at = max(self._at, at)

    def _strike(self, at: datetime, promise: _Promise) -> None:
        """As sla/actions.py does it."""
        warns, breaks = clocks.warn_at(promise.clock), clocks.due(promise.clock)
        warned = promise.warned or (warns is not None and warns <= at)
        broken = promise.breached or (breaks is not None and breaks <= at)
        rungs = ladder(promise.policy, promise.clock.allowance)
        climbed = promise.step
        while climbed < len(rungs) and (m := rung_at(promise.clock, rungs[climbed])) is not None and m <= at:
            climbed += 1
        promise.raised |= any(r.what is What.raise_priority for r in rungs[promise.step : climbed])
        promise.clock = msgspec.structs.replace(
            promise.clock,
            warned_at=warns if warned else promise.clock.warned_at,
            breached_at=breaks if broken else promise.clock.breached_at,
        )
        new_breach, new_warning = broken and not promise.breached, warned and not promise.warned
        before, promise.step, promise.warned, promise.breached = promise.step, climbed, warned, broken
        kind = promise.clock.kind
        if new_breach and breaks is not None:
            self._note(at, events.ClockBreached(kind=kind.value, due_at=breaks))
        elif new_warning and breaks is not None:
            self._note(at, events.ClockWarned(kind=kind.value, due_at=breaks))
            if kind is not Kind.resolution:
                policy = self._policy()
                wait = policy.first_reply or timedelta(hours=6)
                self._tell_if_open(at, "delay", expected=in_words(wait, self.ticket["language"]))
        if new_breach or new_warning:
            self._prioritise(at)
        for place in range(before, climbed):
            what = rungs[place].what
            self._note(at, events.Escalated(step=place + 1, what=what.value))
            if what.value in NOTICED:
                self._tell_staff(at, what)
            else:
                self._prioritise(at)

    def _tell_staff(self, at: datetime, what: What) -> None:
        members = self.brand.members.get(self.ticket["queue_id"], ())
        chiefs = (self.brand.staff["supervisor"].id,)
        seen = at <= self._now - LATEST
        told = [
            person
            for person in (members if what is What.notify_team else chiefs)
            if seen or (what.value, person) not in self._told_staff
        ]
        for person in told:
            self._told_staff.add((what.value, person))
            self._row(
                "staff_notice",
                id=id_at(at, self._dice),
                staff_id=person,
                ticket_id=self.ticket["id"],
                kind=what.value,
                created_at=at,
                seen_at=at + timedelta(minutes=7) if seen else None,
            )
        if told:
            self._note(at, events.StaffNotified(what=what.value, to=told))

    def _keep(self, promise: _Promise) -> None:
        row = clocks.stored(promise.clock)
        self._row(
            "clock",
            id=promise.id,
            ticket_id=self.ticket["id"],
            kind=row.kind.value,
            policy_id=promise.policy.id,
            allowance=row.allowance,
            warn_share=row.warn_share,
            started_at=row.started_at,
            spent=row.spent,
            running_since=row.running_since,
            pauses=msgspec.to_builtins(row.pauses),
            due_at=row.due_at,
            warn_at=row.warn_at,
            warned_at=row.warned_at,
            breached_at=row.breached_at,
            met_at=row.met_at,
            told_warning=promise.warned,
            told_breach=promise.breached,
            step=promise.step,
            next_at=promise.next_at(),
            raised=promise.raised,
        )

    def _policy(self, topic: str | None = None, priority: int | None = None) -> Policy:
        return choose(
            self.brand.policies,
            channel=self.ticket["channel"],
            topic=topic or self.ticket["topic"],
            priority=self.ticket["priority"] if priority is None else priority,
        )

    def _expected(self, at: datetime) -> str:
        due = min(
            (m for p in self._promises if p.clock.kind in REPLIES and (m := clocks.due(p.clock)) is not None),
            default=None,
        )
        if due is None or due <= at:
            policy = self._policy()
            due = at + (policy.first_reply or policy.next_reply or timedelta(hours=6))
        return in_words(due - at, self.ticket["language"])

    # ── what follows ────────────────────────────────────────────────────────────────────────────────────────

    def _choice(self) -> Choice:
        t = self.ticket
        return choose_queue(self.brand.queues, topic=t["topic"], language=t["language"], danger=t["danger"])

    def _prioritise(self, at: datetime, *, who: tuple[str, UUID | None] | None = None) -> None:
        t = self.ticket
        priority, score, reasons = weigh(
            Pressure(
                topic=t["topic"],
                danger=t["danger"],
                vip=self.player.vip,
                unanswered=self._unanswered if t["waiting_since"] else 0,
                warned=any(p.clock.warned_at is not None for p in self._promises),
                breached=any(p.clock.breached_at is not None for p in self._promises),
                raised=any(p.raised for p in self._promises),
                waiting=waited(t["waiting_since"], at),
                waits=t["waiting_since"] is not None,
            )
        )
        if priority != t["priority"]:
            said = [reason.said for reason in reasons]
            self._note(
                at, events.PrioritySet(priority=int(priority), was=t["priority"], reasons=said), who=who
            )
        t |= {
            "priority": int(priority),
            "priority_score": score,
            "priority_reasons": msgspec.to_builtins(reasons),
            "weigh_at": older_at(t["waiting_since"], at),
        }

    def _status(self, at: datetime, was: str, reason: str, login: str | None) -> None:
        """What a change of status means for the promises, and what the player is told of it."""
        status = Status(self.ticket["status"])
        who = ("staff", self.brand.staff[login].id) if login else None
        self._note(at, events.StatusChanged(status=status.value, was=was, reason=reason), who=who)
        if status in OVER:
            self._meet(at, list(Kind))
            if status is Status.solved:
                self._tell_if_open(at, "solved")
        elif status is Status.on_hold:
            self._pause(at, list(Kind), reason or because("on_hold"))
        elif status is Status.waiting:
            self._pause(at, [Kind.resolution], because("waiting_for_player"))
        elif was in ("waiting", "on_hold"):
            self._resume(at)

    def _tell_if_open(self, at: datetime, occasion: str, **variables: str) -> None:
        if not self.ticket["danger"]:
            self._tell(at, occasion, **variables)

    def _tell(self, at: datetime, occasion: str, **variables: str) -> None:
        t = self.ticket
        link = self.brand.links.tracking(self.brand.id, t["id"])
        told = render(
            f"{occasion}.{'chat' if t['class'] == 'chat' else 'email'}",
            t["language"],
            {},
            {
                "brand": self.brand.name,
                "number": f"{self.brand.prefix}-{t['number']}",
                "subject": t["subject"],
                "link": link,
                "choices": choice_lines(link, t["language"]),
                **variables,
            },
        )
        said = self._message(at, "reply", "bot", told.text, subject=told.subject, html=told.html)
        self._note(at, events.MessageSent(message=said, channel=t["channel"], author="bot", notice=occasion))
        self._deliver(at, said)

    def _deliver(self, at: datetime, message: UUID) -> None:
        """By mail, unless the player reads it in the chat."""
        t = self.ticket
        if t["channel"] == "webchat":
            return
        mail = self.brand.channels["email"]
        delivery, gone = id_at(at, self._dice), at + timedelta(seconds=2)
        external = f"<{delivery}@{(mail.address or '').rpartition('@')[2]}>"
        self._row(
            "delivery",
            id=delivery,
            ticket_id=t["id"],
            message_id=message,
            channel_id=mail.id,
            address=self.player.email,
            state="sent",
            attempts=1,
            next_at=None,
            external_id=external,
            created_at=at,
            sent_at=gone,
        )
        self._row("mail_reference", message_id=external, ticket_id=t["id"])
        if gone <= self._now:
            self._note(gone, events.DeliveryChanged(message=message, state="sent"))

    def _tell_masked(self, at: datetime, message: UUID, *, also: Sequence[str] = ()) -> None:
        said = next(m for m in self.rows["message"] if m["id"] == message)
        if kinds := sorted({*said["masked"], *also}):
            self._note(at, events.SecretMasked(message=message, kinds=kinds), who=self._as_player())

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────

    def _as_player(self) -> tuple[str, UUID | None]:
        session = self.ticket["session_id"]
        return ("visitor", session) if session else ("system", None)

    def _assurance(self) -> int:
        if not self.player.registered:
            return 0
        return 2 if self.ticket["channel"] == "webchat" else 1

    def _message(
        self,
        at: datetime,
        kind: str,
        author: str,
        text: str,
        *,
        who: Staff | None = None,
        subject: str | None = None,
        html: str | None = None,
        quoted: str | None = None,
    ) -> UUID:
        t, masked = self.ticket, secrets.Masked(text, ()) if author == "bot" else secrets.mask(text)
        message = id_at(at, self._dice)
        before = self.rows.get("message", [])
        if before and message <= before[-1]["id"]:  # in the same millisecond the later one lies behind
            message = UUID(int=before[-1]["id"].int + 1)
        mailed = author == "player" and t["channel"] == "email"
        external = f"<{message.hex}@{self.player.email.rpartition('@')[2]}>" if mailed else None
        self._row(
            "message",
            id=message,
            ticket_id=t["id"],
            kind=kind,
            author_kind=author,
            author_id=self.player.id if author == "player" else who.id if who else None,
            author_name=self.player.name if author == "player" else who.name if who else "",
            channel_id=None if kind == "note" else t["channel_id"],
            channel=t["channel"],
            subject=subject,
            text=masked.text,
            html=html,
            quoted=quoted,
            external_id=f"{external} {self.player.email}" if external else None,
            address=self.player.email if author == "player" else None,
            assurance=self._assurance() if author == "player" else 0,
            masked=sorted({kind.value for kind in masked.found}),
            version=t["version"],
            created_at=at,
        )
        if external:
            self._row("mail_reference", message_id=external, ticket_id=t["id"])
            if not self.rows.get("ticket_address"):
                self._row("ticket_address", ticket_id=t["id"], address=self.player.email)
        if author in ("player", "agent"):
            t |= {
                "said_kind": kind,
                "said_by": author,
                "said_excerpt": excerpt_of(masked.text),
                "said_at": at,
            }
        return message

    def _touch(self, at: datetime) -> None:
        self.ticket["version"] += 1
        self.ticket["updated_at"] = at

    def _job(self, kind: str, at: datetime) -> None:
        self._row(
            "job",
            id=id_at(self._at, self._dice),
            kind=kind,
            data={"ticket": str(self.ticket["id"]), "version": self.ticket["version"]},
            attempts=0,
            next_at=at,
            created_at=self._at,
        )

    def _row(self, table: str, **fields: object) -> None:
        self.rows.setdefault(table, []).append({"brand_id": self.brand.id, **fields})

    def _note(self, at: datetime, event: Event, *, who: tuple[str, UUID | None] | None = None) -> None:
        data = msgspec.to_builtins(event)
        kind, actor = who or ("system", None)
        self.log.append(
            {
                "brand_id": self.brand.id,
                "ticket_id": self.ticket["id"],
                "type": data.pop("type"),
                "public": event.public,
                "version": self.ticket["version"],
                "actor_kind": kind,
                "actor_id": actor,
                "data": data,
                "at": at,
            }
        )


__all__ = ["Brand", "Case", "Row", "Staff", "id_at"]
