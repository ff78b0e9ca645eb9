"""What the PDF of a pack tells, in words and local time. Pure: `typeset` sets it.

What stands in it is bounded; the archive has everything, and each cut says where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints import case_file, checklists, chronology
from pitboss.complaints.case_file import CaseFile
from pitboss.complaints.chronology import Dated
from pitboss.complaints.evidence import Whole
from pitboss.complaints.letter_sending import redress_in_words
from pitboss.complaints.model import CATEGORIES, OUTCOMES, Category, Outcome
from pitboss.complaints.redact import Reader
from pitboss.complaints.redress import Redress
from pitboss.kit.durations import Language
from pitboss.kit.moments import day_in_words, in_zone, offset_in_words

LINES = 6000  # of what was read of items
MOST_LINES = 120  # of one item
FEWEST_LINES = 8
WORDS = 400_000  # characters of conversations; and as many of decisions, letters and appeals
MOST_WORDS = 4000  # of one message
MOST_DATED = 1500

Row = list[str]


class Words(msgspec.Struct, frozen=True):
    """`words`: of codes. `fields`: of what is read of items."""

    said: dict[str, str]
    stages: dict[str, str]
    words: dict[str, str]
    fields: dict[str, str]

    def of(self, code: str) -> str:
        """A code without a word stands as it is."""
        return self.words.get(code, code.replace("_", " "))


@cache
def words_in(language: str) -> Words:
    held = tomllib.loads((files(__package__) / "pack_words.toml").read_text(encoding="utf-8"))
    mine = held["ru" if language == "ru" else "en"]
    said = {name: text for name, text in mine.items() if isinstance(text, str)}
    return Words(said, mine["stages"], mine["words"], mine["fields"])


class Pages:
    """The pages of one pack: `item` for each item of evidence, in order, then `told`."""

    def __init__(self, file: CaseFile, language: str, reader: Reader | None, *, items: int) -> None:
        self._file = file
        self._language: Language = "ru" if language == "ru" else "en"
        self._reader = reader
        self._words = words_in(language)
        self._said = self._words.said
        self._share = max(FEWEST_LINES, min(MOST_LINES, LINES // max(1, items)))
        self._talk_left = WORDS
        self._words_left = WORDS
        self._items: list[dict[str, Any]] = []
        self._many = items

    def told(
        self, dated: list[Dated], *, edition: str, made_at: datetime, tool: str, head: str, key: str
    ) -> dict[str, Any]:
        """What pack.typ sets. `dated`: what the evidence says happened."""
        said, case = self._said, self._file.case
        entries = chronology.with_steps(dated, self._file.steps)
        return {
            "language": self._language,
            "words": {
                name: said[name] for name in ("page", "stages_title", "timeline", "timeline_rest", "evidence")
            },
            "title": said["title"].format(number=case.number),
            "edition": f"{self._file.brand_name} · {said[f'{edition}_short']}",
            "edition_long": said[edition],
            "head": head,
            "about": self._about(made_at, tool, head, key),
            "stages": [
                [self._moment(at), self._words.stages.get(stage, stage)]
                for stage, at in case_file.stages_shown(self._file, whole=self._reader is None)
            ],
            "sections": self._sections(),
            "timeline": self._by_day(entries[-MOST_DATED:]),
            "timeline_cut": len(entries) > MOST_DATED,
            "items": self._items,
        }

    # ── the sheet ───────────────────────────────────────────────────────────────────────────────────────────

    def _about(self, made_at: datetime, tool: str, head: str, key: str) -> list[Row]:
        case, said = self._file.case, self._said
        kind = CATEGORIES[Category(case.category)]
        sub = kind.subcategories.get(case.subcategory)
        stage = case_file.stage_shown(case.stage, whole=self._reader is None)
        outcome = case_file.outcome_held(case)
        rows = [
            [said["brand"], self._file.brand_name],
            [said["category"], self._either(kind.label) + (f": {self._either(sub)}" if sub else "")],
            [said["received"], self._moment(case.first_received_at)],
            [said["registered"], self._moment(case.registered_at)],
            [said["stage"], self._words.stages.get(stage, stage)],
        ]
        if outcome is not None:
            rows.append([said["outcome"], self._either(OUTCOMES[Outcome(outcome)])])
        if case.summary:
            summary = self._reader.text(case.summary) if self._reader else case.summary
            rows.append([said["summary"], clean(summary)])
        return [
            *rows,
            [said["jurisdiction"], self._said.get(f"pack_{case.pack}", case.jurisdiction)],
            [said["made"], f"{self._moment(made_at)} · {tool}"],
            [said["items"], str(self._many)],
            [said["head"], head, "hash"],
            [said["key"], key, "hash"],
        ]

    def _either(self, named: Any) -> str:
        return str(named.ru if self._language == "ru" else named.en)

    # ── what was decided, done, written ─────────────────────────────────────────────────────────────────────

    def _sections(self) -> list[dict[str, Any]]:
        """Those that have something to tell. A block: a heading, facts, texts under labels, a note."""
        told = case_file.told(self._file, self._reader)
        made = (
            ("decisions", [self._decision(one) for one in told["decisions"]]),
            ("execution", [self._action(one) for one in told["execution"]]),
            ("appeals", [self._appeal(one) for one in told["appeals"]]),
            ("referrals", [self._referral(one) for one in told["referrals"]]),
            (
                "letters",
                [self._letter(place, one) for place, one in enumerate(told["letters"], 1)],
            ),
        )
        return [{"title": self._said[f"part_{name}"], "blocks": blocks} for name, blocks in made if blocks]

    def _block(
        self,
        heading: str,
        facts: Iterable[tuple[str, str | None]],
        texts: Iterable[tuple[str, str]],
        part: str,
    ) -> dict[str, Any]:
        """`facts`, `texts`: under names of labels; without the empty ones."""
        shown, cut = [], False
        for label, text in texts:
            if not text:
                continue
            if len(text) > self._words_left:
                cut, text = True, text[: self._words_left]
            self._words_left -= len(text)
            shown.append([self._said.get(label, label), clean(text)])
        return {
            "heading": clean(heading),
            "facts": [
                [self._said[label], clean(text), *(["hash"] if label in ("digest", "record") else [])]
                for label, text in facts
                if text
            ],
            "texts": shown,
            "note": self._said["rest"].format(place=f"case/{part}.json") if cut else "",
        }

    def _decision(self, one: dict[str, Any]) -> dict[str, Any]:
        taken = one["taken_at"]
        state = "" if one["state"] == "decided" else f" ({self._words.of('decision_' + one['state'])})"
        signatures = "; ".join(
            f"{self._words.of('signed_' + signed['role'])}: "
            + ", ".join(filter(None, (signed.get("by"), self._moment(signed["at"]))))
            for signed in one["signatures"]
        )
        redress = "\n".join(f"· {self._redress(action)}" for action in one["redress"])
        clauses = [
            (
                f"{clause['title']} ({clause['name']}, {self._held(clause['valid_from'], clause['valid_to'])})",
                clause["text"],
            )
            for clause in one["clauses"]
        ]
        digest = one.get("digest")
        facts = [
            ("disputed_on", day_in_words(one["disputed_on"], self._language)),
            ("taken_at", self._moment(taken) if taken else None),
            ("replaces", self._said["replaces_one"] if one["replaces"] else None),
            ("signed", signatures),
            ("digest", digest.hex() if digest else None),
        ]
        texts = [
            ("facts", one["facts"]), *clauses, ("no_clause", one["no_clause"]), ("reasoning", one["reasoning"]), ("redress", redress),
        ]  # fmt: skip
        return self._block(self._either(one["outcome_label"]) + state, facts, texts, "decisions")

    def _held(self, first: date, last: date | None) -> str:
        name = "held_since" if last is None else "held"
        return self._said[name].format(
            first=day_in_words(first, self._language),
            last=day_in_words(last, self._language) if last else "",
        )

    def _redress(self, one: dict[str, Any], *, promised: bool = True) -> str:
        amount = None if one["amount"] is None else Decimal(one["amount"])
        said = redress_in_words(
            Redress(
                kind=one["kind"],
                amount=amount,
                currency=one["currency"],
                subject=one["subject"],
                what=one["what"],
            ),
            self._language,
        )
        if one["what"] and one["what"] not in said:
            said += f": {one['what']}"
        if not promised or not one["promised_for"]:
            return said
        return (
            f"{said} ({self._said['promised'].lower()} {day_in_words(one['promised_for'], self._language)})"
        )

    def _action(self, one: dict[str, Any]) -> dict[str, Any]:
        verified = one["verified_at"]
        shown = self._words.of(one["verified"]) if one["verified"] else None
        by = one.get("verified_by")
        facts = [
            ("state", self._words.of(f"action_{one['state']}")),
            ("promised", self._moment(one["promised_for"]) if one["promised_for"] else None),
            ("reference", one["reference"]),
            ("proof", one.get("proof")),
            ("proven", self._when_by(one["proven_at"], one.get("proven_by"))),
            (
                "verified",
                ", ".join(filter(None, (self._moment(verified), shown, by))) if verified else None,
            ),
            ("record", one.get("record_sha256")),
        ]
        return self._block(_begun(self._redress(one, promised=False)), facts, [], "execution")

    def _when_by(self, at: datetime | None, who: str | None) -> str | None:
        return ", ".join(filter(None, (self._moment(at), who))) if at else None

    def _letter(self, place: int, one: dict[str, Any]) -> dict[str, Any]:
        facts = [
            ("written", self._when_by(one["written_at"], one.get("sent_by"))),
            ("way", self._words.of(f"way_{one['channel']}") if one["channel"] else None),
            ("delivered", self._moment(one["delivered_at"]) if one["delivered_at"] else None),
            ("subject", one["subject"]),
        ]
        heading = f"{place}. {self._words.of('letter_' + one['kind'])}"
        return self._block(heading, facts, [("text", one["text"])], "letters")

    def _appeal(self, one: dict[str, Any]) -> dict[str, Any]:
        over = one["decided_at"]
        outcome = self._words.of(f"appeal_{one['outcome']}") if over else self._said["appeal_open"]
        facts = [
            ("asked", f"{self._moment(one['asked_at'])}, {self._words.of('how_' + one['how'])}"),
            ("until", self._moment(one["until"]) if one["until"] else None),
            ("heard_by", one.get("heard_by")),
            ("own_view", self._moment(one["own_view_at"]) if one.get("own_view_at") else None),
            ("appeal_decided", self._moment(over) if over else None),
        ]
        texts = [("grounds", one["grounds"]), ("reasoning", one["reasoning"] or "")]
        return self._block(outcome, facts, texts, "appeals")

    def _referral(self, one: dict[str, Any]) -> dict[str, Any]:
        redress = "\n".join(f"· {self._redress(action)}" for action in one["redress"])
        facts = [
            ("referral_asked", self._words.of(f"asked_{one['asked_by']}")),
            ("referral_sent", self._moment(one["sent_at"])),
            ("their_reference", one["reference"]),
            ("answer_due", self._moment(one["answer_due"]) if one["answer_due"] else None),
            ("answered", self._moment(one["answered_at"]) if one["answered_at"] else None),
            ("ruling", self._words.of(f"ruling_{one['ruling']}") if one["ruling"] else None),
            ("ruled", self._moment(one["ruled_at"]) if one["ruled_at"] else None),
        ]
        texts = [("ruling_text", one["ruling_text"] or ""), ("redress", redress)]
        return self._block(one["body_name"], facts, texts, "referrals")

    # ── evidence ────────────────────────────────────────────────────────────────────────────────────────────

    def item(self, item: Whole, shown: Any) -> None:
        """`shown`: what this edition shows of it; None: nothing but that it is there."""
        said, meta, reader = self._said, item.meta, self._reader
        known = item.kind in checklists.checklists().items
        label = checklists.label(item.kind, self._language) if known else self._words.of(f"kind_{item.kind}")
        title = "" if shown is None else reader.text(item.title) if reader else item.title
        facts = [[said["taken"], self._moment(meta["taken_at"])]]
        if meta["occurred_at"]:
            facts.append([said["occurred"], self._moment(meta["occurred_at"])])
        if reader is None:
            facts.append([said["source"], clean(meta["source"])])
            facts.append([said["size"], f"{meta['size']} {said['bytes']}"])
        facts += [
            [said["content"], item.content_sha256.hex(), "hash"],
            [said["link"], item.sha256.hex(), "hash"],
        ]
        told: dict[str, Any] = {
            "heading": clean(f"{item.seq}. {label}{f': {title}' if title else ''}"),
            "facts": facts,
            "lines": [],
            "messages": [],
            "note": said["withheld"] if shown is None else "",
        }
        self._items.append(told)
        if shown is None:
            return
        if item.kind == "transcript":
            cut = self._talk(told, shown)
        else:
            lines = list(islice(self._walk(shown, ""), self._share + 1))
            cut = len(lines) > self._share
            told["lines"] = [clean(line) for line in lines[: self._share]]
        if cut:
            told["note"] = said["rest"].format(place=f"items/{item.seq:04d}-{item.kind}")

    def _talk(self, told: dict[str, Any], shown: Any) -> bool:
        """Whether it was cut."""
        for message in shown["messages"]:
            if self._talk_left <= 0:
                break
            text = message["text"][: min(MOST_WORDS, self._talk_left)]
            self._talk_left -= len(text)
            author = message.get("author") or message.get("author_name") or message["author_kind"]
            author = self._words.of(author) if author in ("player", "bot", "system", "agent") else author
            told["messages"].append(
                {"author": clean(author), "at": self._moment(message["created_at"]), "text": clean(text)}
            )
        return len(told["messages"]) < len(shown["messages"])

    def _walk(self, value: Any, name: str) -> Iterator[str]:
        if isinstance(value, dict):
            if value.keys() == {"amount", "currency"}:
                yield f"{name}: {value['amount']} {value['currency']}"
                return
            for key, item in value.items():
                shown = self._words.fields.get(key, key.replace("_", " "))
                if shown and key != "items":
                    yield from self._walk(item, f"{name} · {shown}" if name else shown)
                else:
                    yield from self._walk(item, name)
        elif isinstance(value, list):
            for place, item in enumerate(value, 1):
                yield from self._walk(item, f"{name} {place}".strip())
        elif value not in (None, ""):
            yield f"{name}: {self._value(value)}"[:600]

    def _value(self, value: Any) -> str:
        if isinstance(value, bool):
            return self._words.of("yes" if value else "no")
        if not isinstance(value, str):
            return str(value)
        if len(value) >= 19 and value[4:5] == "-" and value[10:11] == "T":
            try:
                return self._moment(value)
            except msgspec.ValidationError:
                return value
        return self._words.words.get(value, value)

    # ── time ────────────────────────────────────────────────────────────────────────────────────────────────

    def _moment(self, value: Any) -> str:
        moment = value if isinstance(value, datetime) else msgspec.convert(value, datetime)
        return in_zone(moment, self._file.zone, self._language)

    def _by_day(self, entries: Iterable[Dated]) -> list[dict[str, Any]]:
        zone = ZoneInfo(self._file.zone)
        days: dict[str, list[Row]] = {}
        for one in entries:
            local = one.at.astimezone(zone)
            day = f"{day_in_words(local, self._language)} ({offset_in_words(local)})"
            facts = ", ".join(self._value(v) for v in one.facts.values() if v)
            days.setdefault(day, []).append(
                [local.strftime("%H:%M"), self._what(one.what), clean(facts)[:400]]
            )
        return [{"day": day, "entries": found} for day, found in days.items()]

    def _what(self, what: str) -> str:
        kind, _, done = what.partition(".")
        if what in self._words.words:
            return f"{self._words.of(kind)}: {self._words.of(what)}"
        return f"{self._words.of(kind)}: {self._words.of(done)}"


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def clean(text: str) -> str:
    """Without what would turn the direction of the lines around it, or can't be set."""
    return "".join("\ufffd" if _turns(c) else c for c in text)


def _turns(c: str) -> bool:
    code = ord(c)
    return (
        0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or code in (0x200E, 0x200F, 0x061C)
        or (code < 32 and c not in "\n\t")
    )
