"""What was sent, what became of it, and whether the two agree."""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from pitboss.demo.words import LETTERS, MARK_LETTERS, Conversation, Line, Way

SHOWN = 5  # examples named in a complaint


class Sent(msgspec.Struct, frozen=True):
    conversation: Conversation
    line: Line
    at: float


class Answer(msgspec.Struct, frozen=True):
    """An agent's reply that the desk has taken."""

    ticket: str
    at: float


class Stored(msgspec.Struct, frozen=True):
    """A message of a player as the API shows it."""

    id: str
    ticket: str
    text: str
    masked: bool
    files: int
    everything: str  # text, quoted and HTML together


class Told(msgspec.Struct, frozen=True):
    """A reply of an agent as the API shows it."""

    ticket: str
    text: str


class Tally:
    """Kept while a run goes on. Times are seconds since the epoch."""

    def __init__(self, run: str, answer_run: str) -> None:
        self.pattern = re.compile(f"·{run}[{LETTERS}]{{{MARK_LETTERS}}}·")
        self.answer_pattern = re.compile(f"·{answer_run}[{LETTERS}]{{{MARK_LETTERS}}}·")
        self.began = time.monotonic()
        self.opened = 0
        self.over = 0
        self.sent: dict[str, Sent] = {}
        self.accepted: dict[str, float] = {}
        self.seen: dict[str, str] = {}  # marker → ticket, as the supervisor's socket shows it
        self.last_word_is_the_players: set[str] = set()  # tickets, also of others
        self.answers: dict[str, Answer] = {}
        self.arrived: dict[str, list[str]] = defaultdict(list)  # answer's marker → the Message-IDs or sockets
        self.again = 0  # copies sent on purpose
        self.retries = Counter[str]()
        self.problems: list[str] = []
        self.latency: dict[str, list[float]] = defaultdict(list)
        self.changed = time.monotonic()

    def touch(self) -> None:
        self.changed = time.monotonic()

    def took(self, what: str, seconds: float) -> None:
        self.latency[what].append(max(0.0, seconds))

    def own_marker(self, text: str) -> str | None:
        """The marker of the message itself: quotes bring only earlier ones."""
        return max(self.pattern.findall(text), default=None)

    def unanswered(self) -> set[str]:
        return self.last_word_is_the_players & set(self.seen.values())

    def undelivered(self) -> list[str]:
        mine = set(self.seen.values())
        return [
            mark
            for mark, answer in self.answers.items()
            if answer.ticket in mine and mark not in self.arrived
        ]

    def settled(self, *, agents: bool) -> bool:
        return (
            self.over == self.opened
            and len(self.seen) == len(self.sent)
            and not (agents and (self.unanswered() or self.undelivered()))
        )


class Verdict(msgspec.Struct, frozen=True):
    """`counts`: in the order in which they are shown. `complaints`: a sentence for each thing that is wrong."""

    counts: dict[str, int]
    complaints: tuple[str, ...]


def verdict(tally: Tally, stored: Sequence[Stored], told: Sequence[Told], *, agents: bool) -> Verdict:
    complaints = list(tally.problems)
    by_marker: dict[str, list[Stored]] = defaultdict(list)
    leaked_quotes = 0
    for message in stored:
        marks = tally.pattern.findall(message.text)
        if marks:
            by_marker[max(marks)].append(message)
            leaked_quotes += len(set(marks)) > 1

    def complain(what: Iterable[str], sentence: str) -> int:
        named = sorted(what)
        if named:
            complaints.append(
                f"{len(named)} {sentence}: {', '.join(named[:SHOWN])}{' …' * (len(named) > SHOWN)}"
            )
        return len(named)

    lost = complain(tally.sent.keys() - by_marker.keys(), "message(s) lost")
    doubled = complain(
        (mark for mark, copies in by_marker.items() if len(copies) > 1), "message(s) stored more than once"
    )
    complain(by_marker.keys() - tally.sent.keys(), "message(s) that nobody sent")

    tickets_of: dict[int, set[str]] = defaultdict(set)
    conversations_of: dict[str, set[int]] = defaultdict(set)
    for mark, copies in by_marker.items():
        for copy in copies if mark in tally.sent else ():
            number = tally.sent[mark].conversation.number
            tickets_of[number].add(copy.ticket)
            conversations_of[copy.ticket].add(number)
    strayed = {
        mark
        for mark, copies in by_marker.items()
        if mark in tally.sent
        and (
            len(tickets_of[tally.sent[mark].conversation.number]) > 1
            or any(len(conversations_of[copy.ticket]) > 1 for copy in copies)
        )
    }
    misthreaded = complain(strayed, "message(s) of conversations that are not one ticket each")

    secret = {mark: sent for mark, sent in tally.sent.items() if sent.line.secrets}
    bare = {
        mark
        for mark, sent in secret.items()
        for copy in by_marker.get(mark, ())
        if not copy.masked or any(digits(card) in digits(copy.everything) for card in sent.line.secrets)
    }
    complain(bare, "card number(s) kept unmasked")
    unattached = {
        mark
        for mark, sent in tally.sent.items()
        for copy in by_marker.get(mark, ())
        if sent.line.file and copy.files != 1
    }
    complain(unattached, "message(s) without their file, or with it twice")

    counts = {
        "conversations": tally.opened,
        "sent": len(tally.sent),
        "accepted": len(tally.accepted),
        "stored": len(by_marker),
        "threaded to the right ticket": len(by_marker) - len(strayed),
        "with a card number, masked": len(secret.keys() & by_marker.keys()) - len(bare),
        "sent twice on purpose": tally.again,
        "lost": lost,
        "doubled": doubled,
        "misthreaded": misthreaded,
        "with quotes left in": leaked_quotes,
    }
    if agents:
        mine = tickets_of_run(tally, by_marker)
        replies = Counter(mark for reply in told for mark in tally.answer_pattern.findall(reply.text))
        complain((mark for mark, times in replies.items() if times > 1), "answer(s) stored more than once")
        # Agents also answer what waited before the run; such an answer may still be on its way when the run is over.
        ours = {mark for mark, answer in tally.answers.items() if answer.ticket in mine}
        complain(ours - replies.keys(), "answer(s) lost by the desk")
        answered = {reply.ticket for reply in told} & mine
        complain(mine - answered | tally.unanswered(), "ticket(s) left without an answer")
        complain(tally.undelivered(), "answer(s) that did not reach the player")
        twice = {mark for mark, ways in tally.arrived.items() if len(set(ways)) > 1}
        complain(twice, "answer(s) that the player got twice")
        counts |= {
            "tickets": len(mine),
            "tickets answered": len(answered),
            "answers": len(tally.answers),
            "answers delivered": len(tally.answers) - len(tally.undelivered()),
            "answers delivered twice": len(twice),
            "mailed again with the same Message-ID": sum(
                len(w) - len(set(w)) for w in tally.arrived.values()
            ),
        }
    return Verdict(counts, tuple(complaints))


def tickets_of_run(tally: Tally, by_marker: dict[str, list[Stored]]) -> set[str]:
    return {copy.ticket for mark, copies in by_marker.items() if mark in tally.sent for copy in copies}


def digits(text: str) -> str:
    return re.sub(r"[\s\-]", "", text)


def quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


LATENCIES = (
    "SMTP accept",
    "mail to ticket",
    "chat post to the desk's socket",
    "ticket to assigned",
    "reply to player by chat",
    "reply to player by mail",
)

__all__ = ["LATENCIES", "Answer", "Sent", "Stored", "Tally", "Told", "Verdict", "Way", "quantile", "verdict"]
