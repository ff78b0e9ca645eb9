"""The steps of a deadline in sentences, for whoever asks why it is due when it is."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from pitboss.complaints.deadlines import Deadline, Step, StepKind
from pitboss.complaints.pack_model import Force, From, Grade, Kind, Known, Pack, Unit, Within
from pitboss.kit.durations import Language, in_short


def counted(within: Within, language: Language | str) -> str:
    """`8 weeks`, `3 рабочих дня`."""
    return _counted(within.count, within.unit, language)


def told(pack: Pack, deadline: Deadline, language: Language | str) -> list[str]:
    """One sentence for each step; the first names the rule, its force, its source and how surely it is known."""
    say = _RU if language == "ru" else _EN
    zone = ZoneInfo(pack.calendar.zone)
    names = _DAYS[language if language == "ru" else "en"]

    def day(on: date | None) -> str:
        return "–" if on is None else f"{names[on.weekday()]} {on:%d.%m.%Y}"

    def when(at: datetime | None) -> str:
        if at is None:
            return "–"
        local = at.astimezone(zone)
        return f"{day(local.date())} {local:%H:%M:%S}".removesuffix(":00")

    def number(step: Step) -> str:
        return _counted(step.count, step.unit, language) if step.unit is not None else str(step.count)

    def sentence(step: Step) -> str:
        rule = pack.rule(step.rule) if step.rule else None
        match step.kind:
            case StepKind.rule:
                assert rule is not None
                source = ", ".join(pack.source_of(rule)) or say["no_source"]
                return say["rule"].format(
                    what=kind_in_words(deadline.kind, language),
                    rule=rule.text.said(language),
                    id=rule.id,
                    force=_FORCE[rule.force][language == "ru"],
                    known=known(rule, language),
                    source=source,
                )
            case StepKind.started:
                return say["started"].format(
                    what=_STARTS[From(step.starts)][language == "ru"],
                    at=when(step.at),
                    zone=pack.calendar.zone,
                )
            case StepKind.counted if step.unit is Unit.hours:
                return say["hours"].format(count=number(step))
            case StepKind.counted if step.unit is Unit.day_of_next_month:
                return say["day_of_month"].format(last=day(step.last))
            case StepKind.counted if step.left_out:
                return say["moved"].format(last=day(step.last))
            case StepKind.counted:
                days = ""
                if (
                    step.unit is not Unit.working_days
                    and step.unit is not Unit.days
                    and step.first
                    and step.last
                ):
                    days = f" ({_counted((step.last - step.first).days, Unit.days, language)})"
                weekend = say["weekend"] if step.unit is Unit.working_days else ""
                return say["counted"].format(
                    count=number(step), days=days, first=day(step.first), last=day(step.last), weekend=weekend
                )
            case StepKind.off:
                assert step.name is not None
                return say["off"].format(day=day(step.first), name=step.name.said(language))
            case StepKind.shorter_month:
                assert step.first is not None
                return say["shorter_month"].format(day=step.first.day, last=day(step.last))
            case StepKind.paused if step.at is not None and step.until is not None:
                return say["paused_hours"].format(
                    since=when(step.at),
                    until=when(step.until),
                    long=in_short(step.until - step.at, "ru" if language == "ru" else "en"),
                )
            case StepKind.paused:
                return say["paused"].format(
                    first=day(step.first),
                    last=day(step.last),
                    count=_counted(step.left_out, Unit.days, language),
                )
            case StepKind.allowed:
                assert rule is not None
                return say["allowed"].format(
                    id=rule.id, rule=rule.text.said(language), known=known(rule, language)
                )
            case StepKind.extended:
                assert rule is not None
                return say["extended"].format(
                    count=number(step),
                    id=rule.id,
                    rule=rule.text.said(language),
                    known=known(rule, language),
                )
            case StepKind.inside:
                return say["inside"].format(id=step.rule, at=when(step.at))
            case StepKind.also:
                return say["also"].format(id=step.rule, count=number(step), at=when(step.at))
            case StepKind.end_of_day:
                return say["end_of_day"].format(at=when(step.at), zone=pack.calendar.zone)
            case StepKind.stopped:
                return say["stopped"].format(at=when(step.at))
            case StepKind.due:
                return say["due"].format(at=when(step.at), zone=pack.calendar.zone)

    return [sentence(step) for step in deadline.steps]


def kind_in_words(kind: Kind, language: Language | str) -> str:
    return _KINDS[kind][language == "ru"]


def known(rule: Known, language: Language | str) -> str:
    """How surely a rule is known: what stands on screens beside it."""
    return _VERIFIED[language == "ru"] if rule.verified else _GRADES[rule.grade][language == "ru"]


def _counted(count: int, unit: Unit, language: str) -> str:
    one, few, many = _UNITS[unit][language == "ru"]
    if language != "ru":
        return f"{count} {one if count == 1 else many}"
    tens, ones = count % 100, count % 10
    if ones == 1 and tens != 11:
        return f"{count} {one}"
    return f"{count} {few if 2 <= ones <= 4 and not 12 <= tens <= 14 else many}"


_UNITS: dict[Unit, tuple[tuple[str, str, str], tuple[str, str, str]]] = {
    Unit.hours: (("hour", "", "hours"), ("час", "часа", "часов")),
    Unit.days: (("day", "", "days"), ("день", "дня", "дней")),
    Unit.working_days: (("working day", "", "working days"), ("рабочий день", "рабочих дня", "рабочих дней")),
    Unit.weeks: (("week", "", "weeks"), ("неделя", "недели", "недель")),
    Unit.months: (("month", "", "months"), ("месяц", "месяца", "месяцев")),
    Unit.day_of_next_month: (("day of the next month", "", "day of the next month"), ("число следующего месяца",) * 3),
}  # fmt: skip
_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
}
_FORCE = {
    Force.must: ("must", "обязательно"),
    Force.should: ("should: good practice", "следует: хорошая практика"),
    Force.own_policy: ("own policy", "собственное правило оператора"),
}
_VERIFIED = ("verified at its source", "проверено по первоисточнику")
_GRADES = {
    Grade.primary: ("read at its source, not verified whole", "прочитано в первоисточнике, проверено не целиком"),
    Grade.secondary: ("not verified: known from others who quote it", "не проверено: известно с чужих слов"),
    Grade.weak: ("not verified: from a weak source", "не проверено: из слабого источника"),
    Grade.memory: ("not verified: from memory", "не проверено: по памяти"),
    Grade.not_found: ("not verified: no rule was found", "не проверено: правило не найдено"),
    Grade.own: ("no law: the operator's own", "не закон: правило самого оператора"),
}  # fmt: skip
_KINDS = {
    Kind.complain: ("The player may complain", "Игрок может обратиться"),
    Kind.acknowledge: ("Acknowledgement", "Подтверждение"),
    Kind.final_answer: ("Final answer", "Окончательный ответ"),
    Kind.appeal: ("The player may appeal", "Игрок может просить о пересмотре"),
    Kind.appeal_answer: ("Answer to the appeal", "Ответ на просьбу о пересмотре"),
    Kind.dispute_body: ("The player may go to the dispute body", "Игрок может обратиться в орган по спорам"),
    Kind.body_answer: ("Our answer to the dispute body", "Наш ответ органу по спорам"),
    Kind.body_decision: ("The dispute body decides", "Орган по спорам принимает решение"),
    Kind.report_referral: ("Report of the referral", "Отчёт о передаче спора"),
    Kind.report_conclusion: ("Report of the conclusion", "Отчёт о завершении спора"),
}
_STARTS = {
    From.incident: ("The incident was", "Событие произошло"),
    From.event_resolved: ("The event was resolved", "Событие завершилось"),
    From.first_receipt: ("First received, on any channel,", "Впервые получено (по любому каналу)"),
    From.final_response: ("The final response was sent", "Окончательный ответ отправлен"),
    From.appeal_asked: ("The appeal was asked for", "О пересмотре попросили"),
    From.referred: ("The dispute was referred", "Спор передан"),
    From.body_asked: ("The dispute body asked", "Орган по спорам запросил ответ"),
    From.file_complete: ("The file was complete", "Дело собрано полностью"),
    From.concluded: ("The dispute was concluded", "Спор завершён"),
}
_EN = {
    "rule": "{what}. {rule} Rule {id}: {force}; {known}. Source: {source}.",
    "no_source": "none",
    "started": "{what} on {at} ({zone}).",
    "hours": "{count} of real time, day and night.",
    "counted": "{count}{days} from the day after {first}: until {last}.{weekend}",
    "weekend": " Weekends and public holidays are not counted.",
    "day_of_month": "By that day of the next month: {last}.",
    "off": "{day} is a public holiday: {name}.",
    "shorter_month": "The month has no day {day}, so its last day counts: {last}.",
    "paused": "Paused from {first} to {last}, whole days: {count} not counted.",
    "paused_hours": "Paused from {since} to {until}, not counted: {long}.",
    "allowed": "What allows the pause: {rule} Rule {id}: {known}.",
    "moved": "With the pause: until {last}.",
    "extended": "Extended by {count}. {rule} Rule {id}: {known}.",
    "inside": "Never later than {at} of the rule {id}, which goes on.",
    "also": "The rule {id} ({count}) speaks of this too: {at}.",
    "end_of_day": "A day ends at its end: {at} ({zone}).",
    "stopped": "Paused since {at}; the day is set again when the clock goes on.",
    "due": "Due: {at} ({zone}).",
}
_RU = {
    "rule": "{what}. {rule} Правило {id}: {force}; {known}. Источник: {source}.",
    "no_source": "нет",
    "started": "{what}: {at} ({zone}).",
    "hours": "{count} настоящего времени, днём и ночью.",
    "counted": "{count}{days} со дня, следующего за {first}: по {last}.{weekend}",
    "weekend": " Выходные и праздники не считаются.",
    "day_of_month": "До этого числа следующего месяца: {last}.",
    "off": "{day} – праздник: {name}.",
    "shorter_month": "Числа {day} в этом месяце нет, берётся его последний день: {last}.",
    "paused": "Пауза с {first} по {last}, целые дни: {count} не считается.",
    "paused_hours": "Пауза с {since} до {until}, не считается: {long}.",
    "allowed": "Что позволяет паузу: {rule} Правило {id}: {known}.",
    "moved": "С учётом паузы: по {last}.",
    "extended": "Продление: {count}. {rule} Правило {id}: {known}.",
    "inside": "Не позже {at} по правилу {id}, отсчёт которого продолжается.",
    "also": "Об этом же говорит правило {id} ({count}): {at}.",
    "end_of_day": "День кончается со своим концом: {at} ({zone}).",
    "stopped": "Пауза с {at}; день будет назначен заново, когда отсчёт продолжится.",
    "due": "Срок: {at} ({zone}).",
}
