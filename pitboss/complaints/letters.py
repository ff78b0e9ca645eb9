"""The letters of a case: a draft in the words of its jurisdiction. Pure: `letter_sending` sends what `lint` lets through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints.deadlines import add_months
from pitboss.complaints.pack_model import Body, LetterKind, Need, Pack, Unit, Within
from pitboss.kit.durations import Language
from pitboss.kit.moments import day_in_words
from pitboss.notifications.frame import marked_up
from pitboss.notifications.templates import Rendered

MAX_LETTER = 20_000


class Told(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a letter tells, in the player's language. What is empty and needed stands as a gap in square brackets, with which
    no letter goes out. `clause`: the rule with its words; `clause_name`: what it is cited by. `due`: the last day that the
    letter names."""

    number: str
    brand: str
    received_at: datetime
    category: str
    player: str = ""
    summary: str = ""
    link: str = ""
    due: datetime | None = None
    reason: str = ""
    news: str = ""
    items: tuple[str, ...] = ()
    facts: str = ""
    clause: str = ""
    clause_name: str = ""
    reasons: str = ""
    outcome: str = ""
    redress: str = ""
    appeal_link: str = ""
    appeal_until: datetime | None = None
    body: str | None = None


class Draft(msgspec.Struct, frozen=True):
    subject: str
    text: str


class _Letter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    subject: str
    text: str


_PLACE = re.compile(r"\{(\w+)\}")
_GAPS = {
    "en": {
        "summary": "what the complaint is about", "due": "the day", "reason": "the reason", "news": "what was done",
        "items": "what is needed", "facts": "what was found", "clause": "the rule", "reasons": "the reasons",
        "outcome": "the decision",
    },
    "ru": {
        "summary": "о чём жалоба", "due": "день", "reason": "причина", "news": "что сделано", "items": "что нужно",
        "facts": "что установлено", "clause": "правило", "reasons": "доводы", "outcome": "решение",
    },
}  # fmt: skip


def packaged(kind: LetterKind, language: Language | str) -> Draft:
    """The words of a kind of letter, with its places."""
    letter = _letters("ru" if language == "ru" else "en")[kind]
    return Draft(letter.subject, letter.text.strip())


def draft(
    pack: Pack, kind: LetterKind, language: Language | str, told: Told, on: date, *, own: Draft | None = None
) -> Draft:
    """The letter as the desk would write it on this day. `own`: the brand's words for it; a place in them that there is not
    stays as it is, and `lint` names it."""
    known: Language = "ru" if language == "ru" else "en"
    letter, parts = own or packaged(kind, known), _parts(known)
    rule = pack.letter(kind)
    needs = frozenset(rule.needs) if rule else frozenset()
    values = _values(pack, known, told, on)
    for name, gap in _GAPS[known].items():
        values[name] = values[name] or f"[{gap}]"
    for name in ("process", "extension_free", "final_position", "final_satisfied"):
        values[name] = parts[name]
    values["greeting"] = parts["greeting"] if told.player else parts["greeting_nameless"]
    values["redress"] = parts["redress"] if told.redress else ""
    values["link_line"] = parts["link"] if told.link else ""
    values["signature"] = parts["signature"]
    if told.appeal_link and told.appeal_until:
        values["appeal"] = parts["appeal"]
        values["final_position"] = parts["final_position_but"]
    else:
        values["appeal"] = ""
    body = body_of(pack, told, on) if Need.body in needs else None
    early = "_now" if kind is LetterKind.overdue else ""
    values["body"] = "" if body is None else parts[f"body{early}" if body.url else f"body_nowhere{early}"]
    window = body is not None and body.accepts_within and not early
    values["body_window"] = parts["body_window"] if window else ""
    free = body is not None and Need.free_of_charge in needs and body.free is not False
    values["free_of_charge"] = parts["free_of_charge"] if free else ""
    values["court_rights"] = parts["court_rights"] if Need.court_rights in needs else ""
    return Draft(" ".join(_filled(letter.subject, values).split()), _filled(letter.text, values))


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """What of a case letters tell. `extensions`: how often its time was lengthened. `overdue`: the final answer is."""

    over: bool
    decided: bool
    extensions: int
    appeal_decided: bool
    overdue: bool


_FINAL = (LetterKind.final_response, LetterKind.final_response_satisfied)


def owed(pack: Pack, happened: Happened, sent: Sequence[LetterKind]) -> list[LetterKind]:
    """The letters that the rules ask for and that did not go yet, in the order in which they come. A case that ended without a
    decision owes the one for a player who is satisfied, where the rules ask for it."""
    asked = {rule.kind for rule in pack.letters if rule.required}
    due = [LetterKind.acknowledgement] if LetterKind.acknowledgement not in sent else []
    due += [LetterKind.extension] * max(0, happened.extensions - list(sent).count(LetterKind.extension))
    if happened.overdue and LetterKind.overdue not in sent:
        due.append(LetterKind.overdue)
    if not any(kind in sent for kind in _FINAL):
        if happened.decided:
            due.append(LetterKind.final_response)
        elif happened.over:
            due.append(LetterKind.final_response_satisfied)
    if happened.appeal_decided and LetterKind.appeal_outcome not in sent:
        due.append(LetterKind.appeal_outcome)
    return [kind for kind in due if kind in asked]


def rendered(subject: str, text: str) -> Rendered:
    """What is sent: the words, and the same as HTML for the frame of the brand's mail."""
    return Rendered(" ".join(subject.split()), text.strip(), marked_up(text.strip()))


def body_of(pack: Pack, told: Told, on: date) -> Body | None:
    """The dispute body that a letter names: the one that is said, else the first that hears such a case."""
    if told.body is not None:
        return pack.body(told.body)
    fit = pack.bodies_for(told.category, on)
    return fit[0] if fit else None


def until(within: Within, start: date) -> date:
    """The last day of a dispute body's own time."""
    match within.unit:
        case Unit.months:
            return add_months(start, within.count)
        case Unit.weeks:
            return date.fromordinal(start.toordinal() + 7 * within.count)
        case _:
            return date.fromordinal(start.toordinal() + within.count)


def _values(pack: Pack, language: Language, told: Told, on: date) -> dict[str, str]:
    zone = ZoneInfo(pack.calendar.zone)

    def day(at: datetime | None) -> str:
        return day_in_words(at.astimezone(zone).date(), language) if at else ""

    word, dispute = pack.words.complaint, pack.words.dispute
    body = body_of(pack, told, on)
    return {
        "brand": told.brand,
        "player": told.player,
        "number": told.number,
        "received": day(told.received_at),
        "summary": told.summary.strip(),
        "link": told.link,
        "due": day(told.due),
        "reason": told.reason.strip(),
        "news": told.news.strip(),
        "items": "\n".join(f"· {item.strip()}" for item in told.items if item.strip()),
        "facts": told.facts.strip(),
        "clause": told.clause.strip(),
        "reasons": told.reasons.strip(),
        "outcome": told.outcome.strip(),
        "redress_what": told.redress.strip(),
        "appeal_link": told.appeal_link,
        "appeal_until": day(told.appeal_until),
        "complaint": word.ru.nominative if language == "ru" else word.en,
        "complaint_gen": word.ru.genitive,
        "complaint_acc": word.ru.accusative,
        "complaint_inst": word.ru.instrumental,
        "complaint_prep": word.ru.prepositional,
        "dispute": dispute.ru.nominative if language == "ru" else dispute.en,
        "body_name": body.name.said(language) if body else "",
        "body_url": (body.url or "") if body else "",
        "body_scope": body.scope.said(language) if body else "",
        "body_until": day_in_words(until(body.accepts_within, on), language)
        if body and body.accepts_within
        else "",
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Parts hold places of their own, so twice; what a value says is never read as a place."""

    def fill(line: str) -> str:
        return _PLACE.sub(
            lambda place: (
                _once(values[place[1]], values) if place[1] in _PARTS else values.get(place[1], place[0])
            ),
            line,
        )

    lines = []
    for line in text.strip().split("\n"):
        full = " ".join(fill(line).split(" ")).strip() if _PLACE.search(line) else line
        if full or not _PLACE.search(line):
            lines.append(re.sub(r"(?<=\S) {2,}", " ", full))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _once(part: str, values: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda place: values[place[1]], part)


_PARTS = frozenset(
    {"greeting", "process", "extension_free", "final_position", "final_satisfied", "redress", "link_line", "signature",
     "appeal", "body", "body_window", "free_of_charge", "court_rights"}
)  # fmt: skip


@cache
def _read(language: Language) -> dict[str, dict[str, str]]:
    raw = (resources.files("pitboss.complaints") / "letters" / f"{language}.toml").read_bytes()
    return msgspec.toml.decode(raw, type=dict[str, dict[str, str]])


@cache
def _letters(language: Language) -> dict[LetterKind, _Letter]:
    return {kind: msgspec.convert(_read(language)[kind], _Letter) for kind in LetterKind}


def sample(language: Language) -> dict[str, str]:
    """Values for a look at a letter."""
    return _read(language)["sample"]


def _parts(language: Language) -> dict[str, str]:
    return _read(language)["parts"]
