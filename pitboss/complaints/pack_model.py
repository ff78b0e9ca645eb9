"""The shape of a rule pack; `packs` reads and checks it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from pitboss.complaints.model import Category
from pitboss.kit.durations import Language


class Force(StrEnum):
    """must: a legal duty. should: good practice, whose departure must be explained. own_policy: the operator's own."""

    must = "must"
    should = "should"
    own_policy = "own_policy"


class Grade(StrEnum):
    """How surely a rule is known. primary: read at the regulator or standard itself; secondary: read with somebody who quotes
    it; weak, memory, not_found: as they say; own: nobody's rule but the operator's."""

    primary = "primary"
    secondary = "secondary"
    weak = "weak"
    memory = "memory"
    not_found = "not_found"
    own = "own"


class Unit(StrEnum):
    hours = "hours"
    days = "days"
    working_days = "working_days"
    weeks = "weeks"
    months = "months"
    day_of_next_month = "day_of_next_month"


class Kind(StrEnum):
    """What a deadline is for. Those of the player and of the dispute body stand here too: they are told, not broken by us."""

    complain = "complain"
    acknowledge = "acknowledge"
    final_answer = "final_answer"
    appeal = "appeal"
    appeal_answer = "appeal_answer"
    dispute_body = "dispute_body"
    body_answer = "body_answer"
    body_decision = "body_decision"
    report_referral = "report_referral"
    report_conclusion = "report_conclusion"


OF_THE_PLAYER = frozenset({Kind.complain, Kind.appeal, Kind.dispute_body})
"""Of several rules for one of these the kindest holds; of several for ours, the strictest."""


class From(StrEnum):
    """The moment that a deadline counts from."""

    incident = "incident"
    event_resolved = "event_resolved"
    first_receipt = "first_receipt"
    final_response = "final_response"
    appeal_asked = "appeal_asked"
    referred = "referred"
    body_asked = "body_asked"
    file_complete = "file_complete"
    concluded = "concluded"


class Ground(StrEnum):
    player = "player"
    third_party = "third_party"


class LetterKind(StrEnum):
    acknowledgement = "acknowledgement"
    extension = "extension"
    progress = "progress"
    information_request = "information_request"
    overdue = "overdue"
    final_response = "final_response"
    final_response_satisfied = "final_response_satisfied"
    deadlock = "deadlock"
    appeal_outcome = "appeal_outcome"


class Need(StrEnum):
    """What a letter must tell."""

    number = "number"
    received = "received"
    process = "process"
    due = "due"
    reason = "reason"
    items = "items"
    clause = "clause"
    reasons = "reasons"
    outcome = "outcome"
    final_position = "final_position"
    body = "body"
    body_window = "body_window"
    free_of_charge = "free_of_charge"
    court_rights = "court_rights"


class BodyKind(StrEnum):
    adr = "adr"
    arbiter = "arbiter"
    regulator = "regulator"
    court = "court"


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    ru: str

    def said(self, language: Language | str) -> str:
        return self.ru if language == "ru" else self.en


class Within(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """So many of a unit. Of `day_of_next_month` the count is the day."""

    count: int
    unit: Unit


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every rule says of itself. `source`: names of the pack's sources. `valid_from`, `valid_to`: the first and the last
    day on which it holds, null where nobody knows or it goes on."""

    id: str
    text: Bilingual
    force: Force
    grade: Grade
    verified: bool
    source: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )


class DeadlineRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`categories`: empty for all. `operator_sets`: the number is only a start, and the operator's to say. `inside`: never
    later than that deadline, while that lies ahead when this one begins."""

    kind: Kind
    starts: From
    within: Within
    categories: tuple[Category, ...] = ()
    except_categories: tuple[Category, ...] = ()
    operator_sets: bool = False
    inside: Kind | None = None

    def concerns(self, category: str) -> bool:
        return (not self.categories or category in self.categories) and category not in self.except_categories


class ExtensionRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`of`: the rule that it lengthens, by at most `by` each time, told before that is due with the letter `extension`."""

    of: str
    by: Within
    times: int = 1


class PauseRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    ground: Ground
    stops: tuple[Kind, ...]


class LetterRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`required`: this kind of letter is asked for; else only what it must tell, if it is written."""

    kind: LetterKind
    needs: tuple[Need, ...]
    required: bool = True


class When(StrEnum):
    """answered: with our final answer. unanswered: once the time of the final answer is over without it."""

    answered = "answered"
    unanswered = "unanswered"


class ReferralRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the player may go to the dispute body. Where a pack says nothing: once they have our final answer."""

    when: When


class WhoRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    who: tuple[str, ...]


class Duty(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked besides: to be read, not computed."""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    text: Bilingual


class RecordRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is written down of each complaint. `complete`: the list is known to be whole."""

    fields: tuple[Field, ...]
    complete: bool = True


class ReturnRule(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is reported. `period`: such as month; null where it was not found. `each`: a row stands for one case, else for
    all."""

    fields: tuple[Field, ...]
    period: str | None = None
    each: bool = False


class Body(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a dispute may go, while it is valid. `accepts_within`: since the final response. `decides_within`: since the file
    is complete. `refuses`: categories that it never hears. `only`: those that it hears; empty for all."""

    name: Bilingual
    kind: BodyKind
    scope: Bilingual
    url: str | None = None
    accreditor: Bilingual | None = None
    free: bool | None = None
    refuses: tuple[Category, ...] = ()
    only: tuple[Category, ...] = ()
    accepts_within: Within | None = None
    answer_within: Within | None = None
    decides_within: Within | None = None

    def hears(self, category: str) -> bool:
        return category not in self.refuses and (not self.only or category in self.only)


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word as Russian needs it: жалоба, жалобы, жалобу, жалобе."""

    nominative: str
    genitive: str
    accusative: str
    instrumental: str
    prepositional: str


class Word(Known, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a regime calls something; `text` says what it means there."""

    en: str
    ru: Forms


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    complaint: Word
    dispute: Word


class Off(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day on which nobody works."""

    day: date
    name: Bilingual


class Calendar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`weekend`: 0 is Monday. `country`, `subdivision`: whose public holidays; null for none. `off`, and `worked`, the days of a
    weekend on which that country works, are filled in by `effective` and kept with the case: a later list of holidays
    doesn't move its days."""

    zone: str
    weekend: tuple[int, ...] = (5, 6)
    country: str | None = None
    subdivision: str | None = None
    off: tuple[Off, ...] = ()
    worked: tuple[date, ...] = ()


class Pack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`jurisdictions`: the licences that it is for. `reviewed`: when somebody last compared it with its sources."""

    id: str
    version: str
    name: Bilingual
    jurisdictions: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None
    reviewed: date
    calendar: Calendar
    words: Vocabulary
    sources: dict[str, str]
    who: tuple[WhoRule, ...] = ()
    deadlines: tuple[DeadlineRule, ...]
    extensions: tuple[ExtensionRule, ...] = ()
    pauses: tuple[PauseRule, ...] = ()
    letters: tuple[LetterRule, ...] = ()
    referrals: tuple[ReferralRule, ...] = ()
    bodies: tuple[Body, ...] = ()
    records: tuple[RecordRule, ...] = ()
    returns: tuple[ReturnRule, ...] = ()
    duties: tuple[Duty, ...] = ()
    own: OwnRules | None = None

    def rules(self) -> Iterator[Known]:
        yield self.words.complaint
        yield self.words.dispute
        for part in (
            self.who, self.deadlines, self.extensions, self.pauses, self.letters, self.referrals, self.bodies,
            self.records, self.returns, self.duties,
        ):  # fmt: skip
            yield from part

    def rule(self, id_: str) -> Known | None:
        return next((rule for rule in self.rules() if rule.id == id_), None)

    def source_of(self, rule: Known) -> list[str]:
        return [self.sources.get(name, name) for name in rule.source]

    def body(self, id_: str) -> Body | None:
        return next((body for body in self.bodies if body.id == id_), None)

    def bodies_for(self, category: str, on: date) -> list[Body]:
        """Where a dispute of this category may go on this day; the operator's own choice alone, if it has made one."""
        fit = [body for body in self.bodies if body.holds(on) and body.hears(category)]
        chosen = self.own.body if self.own else None
        if chosen is None:
            return fit
        return [
            body for body in fit if body.id == chosen or body.kind in (BodyKind.regulator, BodyKind.court)
        ]

    def must_choose(self, category: str, on: date) -> bool:
        """Several bodies could hear it and the operator has not said which one it has agreed with."""
        agreed = [body for body in self.bodies_for(category, on) if body.kind is BodyKind.adr]
        return len(agreed) > 1 and (self.own is None or self.own.body is None)

    def unanswered(self, on: date) -> ReferralRule | None:
        """The rule by which the player need not wait for an answer that is overdue."""
        return next((one for one in self.referrals if one.when is When.unanswered and one.holds(on)), None)

    def letter(self, kind: LetterKind) -> LetterRule | None:
        return next((rule for rule in self.letters if rule.kind is kind), None)


class OwnRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operator says of a pack for a brand: the terms that are its own (by the rule's id), dispute bodies that it uses,
    and `body`, the one that letters name."""

    terms: dict[str, Within] = {}
    bodies: tuple[Body, ...] = ()
    body: str | None = None
