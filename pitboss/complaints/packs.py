"""Rule packs: what a jurisdiction asks of a complaint, with its source and how surely it is known.
docs/subsystems/complaint-rules.md says how they are written.

A pack is a YAML file. `known` reads those of the package; `effective` puts an operator's own terms and the holidays in, and
that whole is what a case keeps: its version says which words and days it holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from pitboss.complaints.model import Category
from pitboss.complaints.pack_model import (
    OF_THE_PLAYER,
    Bilingual,
    Body,
    Calendar,
    DeadlineRule,
    ExtensionRule,
    Force,
    Grade,
    Known,
    Off,
    OwnRules,
    Pack,
    PauseRule,
    Unit,
    Within,
)
from pitboss.kit.refused import Invalid, NotFound
from pitboss.sla.calendars import UnknownZone, weekly

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 2020, 2040  # whose holidays a pack holds
SOON = timedelta(days=60)
STALE = timedelta(days=365)
MOST_BYTES = 200_000
GENERIC = "iso10002"

# The EU's platform took its last case on 20 March 2025 and was wiped on 20 July 2025 (Regulation (EU) 2024/3228).
DEAD_PLATFORM = re.compile(
    r"ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr|\bODR\b"
    r"|(?:online|on-line) dispute resolution|онлайн[\s-]*(?:разрешени\w+|урегулировани\w+)\s+спор|\bОРС\b"
    r"|(?:платформ\w+|портал\w*)[^.!?\n]{0,60}(?:\bЕС\b|\bЕвросоюз\w*|\bевропейск\w+)[^.!?\n]{0,40}спор"
    r"|европейск\w+ (?:онлайн[\s-]*)?(?:платформ\w+|портал\w*)[^.!?\n]{0,60}спор",
    re.IGNORECASE,
)


class PackRefused(Exception):
    """A file that is no rule pack: names the file, the place in it and the fault. Read in a terminal."""


class OwnRulesRefused(Invalid):
    """These rules of the brand's own can't be used."""


class NoSuchPack(NotFound):
    """There is no such rule pack."""


class WarningKind(StrEnum):
    unverified = "unverified"
    expired = "expired"
    expires_soon = "expires_soon"
    not_yet = "not_yet"
    not_set = "not_set"
    no_body = "no_body"
    not_reviewed = "not_reviewed"


class Warned(msgspec.Struct, frozen=True, kw_only=True):
    """Something in a pack that compliance should look at."""

    pack: str
    rule: str
    kind: WarningKind
    grade: Grade | None
    en: str
    ru: str


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────


class _Loader(yaml.SafeLoader):
    """YAML in which no key stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key “{key}” stands twice", key_node.start_mark
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(raw: bytes, file: str) -> Pack:
    """A pack from YAML, checked.

    Raises:
        PackRefused: names the file, the place in it and the fault.
    """
    if len(raw) > MOST_BYTES:
        raise PackRefused(f"{file}: longer than {MOST_BYTES} bytes.")
    try:
        held = yaml.load(raw, _Loader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as problem:
        line = f"line {problem.problem_mark.line + 1}" if problem.problem_mark else "no place"
        raise PackRefused(f"{file}: {line}: {problem.problem or 'not YAML'}.") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as problem:
        raise PackRefused(f"{file}: not YAML: {problem}.") from None
    try:
        pack = msgspec.convert(held, Pack)
    except msgspec.ValidationError as problem:
        fault, _, path = str(problem).partition(" - at ")
        raise PackRefused(f"{file}: {path.strip('`') or '$'}: {fault}.") from None
    for path, fault in faults(pack):
        raise PackRefused(f"{file}: {path}: {fault}")
    if found := DEAD_PLATFORM.search(raw.decode()):
        raise PackRefused(
            f"{file}: the text: “{found[0]}”: the EU's ODR platform is closed and may stand nowhere."
        )
    return pack


def faults(pack: Pack) -> Iterator[tuple[str, str]]:
    """What a schema can't say: the place and the fault."""
    if not re.fullmatch(r"[a-z][a-z0-9]{1,30}", pack.id):
        yield "id", "a pack's id is 2 to 31 small letters and digits."
    yield from _calendar_faults(pack.calendar)
    if pack.valid_from and pack.valid_to and pack.valid_to < pack.valid_from:
        yield "valid_to", "a pack ends after it begins."
    seen: set[str] = set()
    own = {body.id for body in pack.own.bodies} if pack.own else set()
    for rule in pack.rules():
        if rule.id in seen:
            yield rule.id, "this id stands twice."
        seen.add(rule.id)
        if rule.id not in own and not rule.id.startswith(f"{pack.id}."):
            yield rule.id, f"ids of this pack begin with “{pack.id}.”."
        yield from _rule_faults(pack, rule)
    kinds = [rule.kind for rule in pack.letters]
    if len(set(kinds)) != len(kinds):
        yield "letters", "one rule for each kind of letter."


def _rule_faults(pack: Pack, rule: Known) -> Iterator[tuple[str, str]]:
    if rule.verified and rule.grade is not Grade.primary:
        yield rule.id, f"only what was read at its primary source is verified; this is {rule.grade}."
    if rule.force is not Force.own_policy and rule.grade in (Grade.own, Grade.not_found):
        yield rule.id, f"{rule.force} needs a source; this is {rule.grade}."
    if rule.grade is Grade.own and rule.source:
        yield rule.id, "an operator's own rule has no source."
    if rule.grade not in (Grade.own, Grade.not_found, Grade.memory) and not rule.source:
        yield rule.id, "a rule that was read somewhere names its source."
    for name in rule.source:
        if name not in pack.sources:
            yield rule.id, f"the source “{name}” is not among the pack's sources."
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        yield rule.id, "valid_to is before valid_from."
    if not rule.text.en.strip() or not rule.text.ru.strip():
        yield rule.id, "the text is empty in one of its languages."
    match rule:
        case DeadlineRule():
            yield from _within_faults(rule.id, rule.within)
            if rule.operator_sets != (rule.grade is Grade.own):
                yield rule.id, "the operator sets a term exactly where it is the operator's own (grade: own)."
            if rule.inside is rule.kind:
                yield rule.id, "a deadline does not lie inside itself."
        case ExtensionRule():
            yield from _within_faults(rule.id, rule.by)
            base = next((one for one in pack.deadlines if one.id == rule.of), None)
            if base is None:
                yield rule.id, f"“{rule.of}” is not a deadline of this pack."
            elif rule.by.unit is Unit.day_of_next_month or (Unit.hours in (base.within.unit, rule.by.unit)
                                                             and base.within.unit is not rule.by.unit):  # fmt: skip
                yield rule.id, "hours are lengthened by hours, days by days, weeks or months."
            if not 1 <= rule.times <= 10:
                yield rule.id, "times is 1 to 10."
        case PauseRule():
            if not rule.stops:
                yield rule.id, "a pause stops something."
            if OF_THE_PLAYER & set(rule.stops):
                yield rule.id, "a pause stops only what the operator owes."
        case Body():
            if rule.url is not None and not _ADDRESS.fullmatch(rule.url):
                yield rule.id, "url is an https address."
            for part in (rule.accepts_within, rule.answer_within, rule.decides_within):
                if part is not None:
                    yield from _within_faults(rule.id, part)


def _within_faults(id_: str, within: Within) -> Iterator[tuple[str, str]]:
    most = {Unit.hours: 8_760, Unit.days: 3_650, Unit.working_days: 1_000, Unit.weeks: 520, Unit.months: 120,
            Unit.day_of_next_month: 28}[within.unit]  # fmt: skip
    if not 1 <= within.count <= most:
        yield id_, f"{within.unit}: 1 to {most}, not {within.count}."


def _calendar_faults(calendar: Calendar) -> Iterator[tuple[str, str]]:
    try:
        weekly(calendar.zone, {0: ["00:00-24:00"]})
    except UnknownZone as problem:
        yield "calendar.zone", problem.detail
    if set(calendar.weekend) - set(range(7)) or len(set(calendar.weekend)) > 6:
        yield "calendar.weekend", "weekdays are 0 (Monday) to 6, and at least one is worked on."
    if calendar.subdivision is not None and calendar.country is None:
        yield "calendar.subdivision", "a subdivision needs its country."
    if calendar.country is not None:
        import holidays

        known = holidays.list_supported_countries(include_aliases=False)
        if calendar.country not in known:
            yield "calendar.country", f"the holidays of “{calendar.country}” are not known."
        elif calendar.subdivision is not None and calendar.subdivision not in known[calendar.country]:
            yield "calendar.subdivision", f"“{calendar.subdivision}” is no part of {calendar.country}."


@cache
def known() -> Mapping[str, Pack]:
    """The packs of the package, by id."""
    folder = resources.files("pitboss.complaints") / "packs"
    found = [
        (entry.name, read(entry.read_bytes(), entry.name))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    ]
    for name, pack in found:
        if name != f"{pack.id}.yaml":
            raise PackRefused(f"{name}: id: the file of the pack “{pack.id}” is named {pack.id}.yaml.")
    return {pack.id: pack for _, pack in found}


def pack_for(jurisdiction: str) -> str:
    """The pack of a licence; the generic one where there is none of its own."""
    wanted = jurisdiction.strip().casefold()
    for pack in known().values():
        if wanted == pack.id or wanted in (name.casefold() for name in pack.jurisdictions):
            return pack.id
    return GENERIC


# ── what a case keeps ───────────────────────────────────────────────────────────────────────────────────────────


def read_ahead() -> None:
    """Reads all packs with their holidays, so that no request waits for it: two thirds of a second."""
    for id_ in known():
        effective(id_)


def effective(pack: str, own: OwnRules | None = None) -> Pack:
    """The pack with an operator's own terms and bodies and with the holidays in it: whole, as a case keeps it.

    Raises:
        NoSuchPack, PackRefused: `own` names a rule that isn't the operator's to set, or has faults of its own.
    """
    base = known().get(pack)
    if base is None:
        raise NoSuchPack(f"There is no rule pack “{pack}”.")
    own = own or OwnRules()
    _check_own(base, own)
    made = msgspec.structs.replace(
        base,
        own=own if own != OwnRules() else None,
        deadlines=tuple(
            msgspec.structs.replace(rule, within=own.terms[rule.id]) if rule.id in own.terms else rule
            for rule in base.deadlines
        ),
        bodies=base.bodies + own.bodies,
        sources=base.sources | {source: source for body in own.bodies for source in body.source},
        calendar=_with_days(base.calendar),
    )
    for path, fault in faults(made):
        raise OwnRulesRefused(f"These rules of the brand's own can't be used: {path}, {fault}")
    return made


def _check_own(base: Pack, own: OwnRules) -> None:
    terms = {rule.id: rule for rule in base.deadlines}
    for id_, within in own.terms.items():
        rule = terms.get(id_)
        if rule is None:
            raise OwnRulesRefused(f"There is no term {id_} in these rules.")
        if not rule.operator_sets and rule.force is Force.must:
            raise OwnRulesRefused(
                f"{id_} is law and holds as it is: a brand sets no other term for it, least of all a laxer one."
            )
        if not rule.operator_sets:
            raise OwnRulesRefused(
                f"{id_} is what the regulator expects and holds as it is: a brand sets no other term for it."
            )
        if within.unit is Unit.day_of_next_month:
            raise OwnRulesRefused("A term is in hours, days, working days, weeks or months.")
        if list(_within_faults(id_, within)):
            raise OwnRulesRefused(f"A term is at least 1 and not endless; {id_} is {within.count}.")
    ids = [body.id for body in (*base.bodies, *own.bodies)]
    for body in own.bodies:
        if not re.fullmatch(r"own\.[a-z0-9_]{1,40}", body.id) or ids.count(body.id) > 1:
            raise OwnRulesRefused("A dispute body of your own has an id such as own.name, each its own.")
        if (body.force, body.grade, body.verified, body.source) != (Force.own_policy, Grade.own, False, ()):
            raise OwnRulesRefused("A dispute body of your own is your own policy, and not verified.")
        if body.url is not None and not _ADDRESS.fullmatch(body.url):
            raise OwnRulesRefused("The address of a dispute body begins with https://.")
        if body.valid_from and body.valid_to and body.valid_to < body.valid_from:
            raise OwnRulesRefused("A dispute body's last day is not before its first.")
    if own.body is not None and own.body not in ids:
        raise OwnRulesRefused(f"There is no dispute body {own.body} in these rules.")
    if DEAD_PLATFORM.search(msgspec.json.encode(own).decode()):
        raise OwnRulesRefused("The EU's ODR platform is closed and may stand nowhere.")


_ADDRESS = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(?:/\S*)?")


def content(pack: Pack) -> bytes:
    """The same bytes for the same rules, whatever order a dictionary has."""
    return msgspec.json.encode(pack, order="deterministic")


def version_of(pack: Pack) -> str:
    """`2026.11+3f9a0c…`: what the authors call it, and what it holds."""
    return _version(pack.version, content(pack))


def kept(raw: bytes, version: str) -> Pack:
    """A pack as a case has kept it. Raises PackRefused where the bytes are not those of that version."""
    label = version.partition("+")[0]
    if _version(label, raw) != version:
        raise PackRefused(f"The kept pack is not the version {version}: it was changed.")
    try:
        return msgspec.json.decode(raw, type=Pack)
    except (msgspec.DecodeError, msgspec.ValidationError) as problem:
        raise PackRefused(f"The kept pack {version} can't be read: {problem}.") from None


def _version(label: str, raw: bytes) -> str:
    return f"{label}+{hashlib.sha256(raw).hexdigest()[:24]}"


@cache
def _names() -> dict[str, str]:
    raw = (resources.files("pitboss.complaints") / "packs" / "holidays.toml").read_bytes()
    return msgspec.toml.decode(raw, type=dict[str, str])


@cache
def _with_days(calendar: Calendar) -> Calendar:
    if calendar.country is None:
        return calendar
    import holidays

    years = range(FIRST_YEAR, LAST_YEAR + 1)

    def named(language: str) -> HolidayBase:
        return holidays.country_holidays(
            calendar.country or "", subdiv=calendar.subdivision, years=years, language=language
        )

    english = named(_ENGLISH.get(calendar.country, "en_US"))
    own = named("ru") if calendar.country == "RU" else None
    return msgspec.structs.replace(
        calendar,
        off=tuple(
            Off(day, Bilingual(name, _in_russian(name) if own is None else own[day]))
            for day, name in sorted(english.items())
        ),
        worked=tuple(sorted(english.weekend_workdays)),
    )


_ENGLISH = {"GB": "en_GB", "CA": "en_CA"}


def _in_russian(name: str) -> str:
    parts = []
    for one in name.split("; "):
        plain = one.removesuffix(" (observed)")
        parts.append(_names().get(plain, plain) + (" (перенос)" if plain != one else ""))
    return "; ".join(parts)


# ── what compliance should look at ──────────────────────────────────────────────────────────────────────────────


def warnings(pack: Pack, on: date) -> list[Warned]:
    """What in a pack is not verified, has expired or soon will, or waits for the operator. A player never hears of it."""
    found = []

    def warn(rule: str, kind: WarningKind, en: str, ru: str, grade: Grade | None = None) -> None:
        found.append(Warned(pack=pack.id, rule=rule, kind=kind, grade=grade, en=en, ru=ru))

    for rule in pack.rules():
        if rule.valid_to is not None and rule.valid_to < on:
            warn(rule.id, WarningKind.expired, f"Held until {rule.valid_to}; nothing newer is known, so it is still counted by."
                 if isinstance(rule, DeadlineRule) else f"Held until {rule.valid_to}.",
                 f"Действовало до {rule.valid_to}; более нового нет, поэтому считаем по нему."
                 if isinstance(rule, DeadlineRule) else f"Действовало до {rule.valid_to}.", rule.grade)  # fmt: skip
        elif rule.valid_to is not None and rule.valid_to - on <= SOON:
            warn(rule.id, WarningKind.expires_soon, f"Holds only until {rule.valid_to}.",
                 f"Действует только до {rule.valid_to}.", rule.grade)  # fmt: skip
        elif rule.valid_from is not None and rule.valid_from > on:
            warn(rule.id, WarningKind.not_yet, f"Holds from {rule.valid_from} on.",
                 f"Действует с {rule.valid_from}.", rule.grade)  # fmt: skip
        if not rule.verified and rule.grade is not Grade.own:
            en, ru = _UNVERIFIED[rule.grade]
            warn(rule.id, WarningKind.unverified, en, ru, rule.grade)
        if (
            isinstance(rule, DeadlineRule)
            and rule.operator_sets
            and rule.id not in (pack.own.terms if pack.own else {})
        ):
            warn(rule.id, WarningKind.not_set, "The operator has not set its own term; the pack's number is a start, not law.",
                 "Оператор не задал свой срок; число в наборе – только начальное, это не закон.", rule.grade)  # fmt: skip
    if not any(body.holds(on) for body in pack.bodies):
        warn(f"{pack.id}.bodies", WarningKind.no_body, "No dispute body is known for this day: name the one that you use.",
             "На этот день не известен ни один орган по спорам: укажите тот, которым пользуетесь.")  # fmt: skip
    if any(pack.must_choose(category, on) for category in Category):
        warn(
            f"{pack.id}.bodies",
            WarningKind.not_set,
            "Several dispute bodies are known and none is named as the one that the brand has agreed with.",
            "Известно несколько органов по спорам, и ни один не назван как тот, с которым у бренда договор.",
        )
    if pack.valid_to is not None and pack.valid_to < on:
        warn(pack.id, WarningKind.expired, f"The whole pack held until {pack.valid_to}.",
             f"Весь набор действовал до {pack.valid_to}.")  # fmt: skip
    if pack.reviewed + STALE < on:
        warn(pack.id, WarningKind.not_reviewed, f"Last compared with its sources on {pack.reviewed}.",
             f"Последняя сверка с источниками: {pack.reviewed}.")  # fmt: skip
    return found


_UNVERIFIED = {
    Grade.primary: ("Read at its source, but not whole: check what it leaves open.",
                    "Прочитано в первоисточнике, но не целиком: проверьте, что осталось неясным."),
    Grade.secondary: ("Known from others who quote it; read the source itself.",
                      "Известно с чужих слов; сверьте с первоисточником."),
    Grade.weak: ("From a weak source; not to be relied on.", "Из слабого источника; полагаться нельзя."),
    Grade.memory: ("From memory; no source was read.", "По памяти; источник не читали."),
    Grade.not_found: ("No rule was found; ask the regulator.", "Правило не найдено; спросите регулятора."),
}  # fmt: skip
