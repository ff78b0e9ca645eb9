"""What the demo's desk looks like at the moment when somebody first opens it."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

import msgspec

from pitboss.demo.cast import HOME, Person, person
from pitboss.demo.ledger import Case
from pitboss.demo.stories import DAYS, PLAYERS, ZONES, Plan, Voice, answers, filled, read
from pitboss.demo.words import Script, words


class Make(Protocol):
    """Opens a ticket. `unsure`: nobody can tell from its words what it is about."""

    def __call__(self, plan: Plan, /, *, unsure: bool = False) -> Case: ...


# (topic, minutes ago, channel): nobody has them, and there is time, also until they overflow (seed.QUEUES)
FRESH = (
    ("deposit_missing", 24, "email"), ("withdrawal_status", 51, "email"), ("verification", 38, "portal"),
    ("bonus_missing", 47, "email"), 
    ("complaint", 82, "email"), ("fake_support", 44, "email"),
)  # fmt: skip
# (topic, minutes ago, minutes until somebody found its queue, where it stays an hour): first nobody could tell what they are about
LATE = (("withdrawal_terms", 203, 168), ("bonus_wagering", 216, 188), ("cash_out", 259, 220))
DANGER = {"harbour": ("account_takeover", 4), "mayak": ("self_exclusion", 5)}
# (who, topic, minutes ago): chats that go on
CHATS = {
    "harbour": (
        ("payments", "withdrawal_status", 9),
        ("payments", "deposit_declined", 5),
        ("bets", "rules_question", 7),
    ),
    "mayak": (
        ("payments", "deposit_missing", 6),
        ("technical", "game_fault", 11),
        ("bonuses", "bonus_wagering", 4),
    ),
}
# (who, topic, minutes ago, how far): answered: the player has written again; asked: waits for the player
HELD = (
    ("payments", "withdrawal_status", 190, "answered"), ("payments", "deposit_missing", 46, "taken"),
    ("payments", "deposit_declined", 300, "asked"), ("payments", "withdrawal_terms", 420, "held"),
    ("verification", "verification", 150, "answered"), ("technical", "site_fault", 60, "taken"),
    ("bonuses", "bonus_removed", 240, "asked"), ("complaints", "complaint", 500, "held"),
)  # fmt: skip
INCIDENT = 3
TAG = "incident-app-5.2"


class Marked(msgspec.Struct):
    """Cases with a part to play afterwards."""

    drafts: list[Case] = []
    pair: list[Case] = []


def stage(brand: str, now: datetime, make: Make) -> Marked:
    """Makes the brand's open tickets, each with its own player."""
    dice = random.Random(f"present:{brand}")
    marked = Marked()
    cast = _Cast(brand, now, dice)
    for topic, ago, channel in FRESH:
        make(cast.plan(topic, ago, channel))
    for topic, ago, found in LATE:
        plan = cast.plan(topic, ago, "email")
        case = make(plan, unsure=True)
        case.sets_topic(plan.at + timedelta(minutes=found), "frontline", topic)
    topic, ago = DANGER[brand]
    make(cast.plan(topic, ago, "email"))
    for login, topic, ago in CHATS[brand]:
        _chat(make, cast.plan(topic, ago, "webchat", in_chat=True), login, dice, now)
    for login, topic, ago, how in HELD:
        case = _held(make, cast.plan(topic, ago, "email"), login, how, dice, now)
        if how == "answered" and login == "payments":
            marked.drafts.append(case)
    _incident(make, cast, now)
    _snoozed(make, cast, brand, now)
    first = cast.plan("withdrawal_status", 66, "email")
    marked.pair = [make(first), make(cast.plan("withdrawal_status", 58, "portal", who=first.who))]
    return marked


class _Cast:
    """Gives each staged ticket its player and its words."""

    def __init__(self, brand: str, now: datetime, dice: random.Random) -> None:
        self._brand, self._now, self._dice = brand, now, dice
        self._number = PLAYERS

    def plan(
        self, topic: str, ago: float, channel: str, *, who: Person | None = None, in_chat: bool = False
    ) -> Plan:
        began = self._now - timedelta(days=DAYS)
        while who is None:
            self._number += 1
            asked = person(self._brand, self._number, began, in_chat=in_chat)
            who = asked if asked.language == HOME[self._brand] or self._number % 3 == 0 else None
        at = self._now - timedelta(minutes=ago, seconds=self._dice.randrange(40))
        script = _clear(topic, who.language, chat=channel == "webchat")
        return Plan(at, who, channel, script, f"{self._brand}:{topic}:{ago}:{channel}")


def _clear(topic: str, language: str, *, chat: bool) -> Script:
    """A script whose topic the desk recognises."""
    scripts = [s for s in words().scripts(language) if s.topic == topic]
    dice = random.Random(topic)
    clear = [
        s
        for s in scripts
        if read(filled(s.say[0], dice) if chat else f"{s.subject}\n{filled(s.say[0], dice)}").topic == topic
    ]
    return (clear or scripts)[0]


def _chat(make: Make, plan: Plan, login: str, dice: random.Random, now: datetime) -> None:
    case = make(plan)
    voice = Voice(case, plan, dice)
    case.given(plan.at + timedelta(seconds=25), login)
    case.answers(plan.at + timedelta(seconds=70), login, voice.first(login), then="open")
    thanks = dice.choice(answers().thanks[plan.who.language])
    line = plan.script.say[1] if len(plan.script.say) > 1 else thanks
    said = now - timedelta(minutes=2, seconds=30)
    case.says(said, filled(line, dice))
    case.read_by(case.brand.staff[login].id, said - timedelta(seconds=5))
    wait = "Минуту, уточняю у коллег." if plan.who.language == "ru" else "One minute, I'm asking a colleague."
    case.answers(now - timedelta(seconds=60), login, wait, then="open")
    case.stays()


def _held(make: Make, plan: Plan, login: str, how: str, dice: random.Random, now: datetime) -> Case:
    case = make(plan)
    if how == "answered" and plan.who.vip < 1 and login == "payments":
        case.tags(plan.at + timedelta(minutes=2), "frontline", "regular")
    voice, at = Voice(case, plan, dice), plan.at + timedelta(minutes=9)
    case.given(at, login)
    case.read_by(case.brand.staff[login].id, at + timedelta(minutes=1))
    if how == "taken":
        return case
    case.tells_who_has_it(at + timedelta(minutes=1))
    case.answers(at + timedelta(minutes=22), login, voice.first(login))
    language = plan.who.language
    if how == "held":
        case.holds(at + timedelta(minutes=24), login, answers().holds[language][0])
    if how == "answered":
        lines = plan.script.say[1:] or answers().thanks[language]
        case.says(now - timedelta(minutes=37), filled(lines[0], dice))
        _ask_colleagues(case, login, now)
    return case


def _ask_colleagues(case: Case, login: str, now: datetime) -> None:
    """Notes that mention who is to look."""
    russian = case.ticket["language"] == "ru"
    if login == "payments":
        case.notes(
            now - timedelta(minutes=21),
            "verification",
            "Мария, документы у игрока в порядке, с нашей стороны можно отправлять."
            if russian
            else "Maria, the documents are fine, nothing stops the payout on our side.",
            mentions=["payments"],
        )
    else:
        case.notes(
            now - timedelta(minutes=26),
            login,
            "Вера, второй похожий случай за неделю. Посмотрите, пожалуйста, не поменялись ли правила проверки."
            if russian
            else "Vera, the second case of this kind this week. Could you see whether the rules of the check changed?",
            mentions=["supervisor"],
        )


def _incident(make: Make, cast: _Cast, now: datetime) -> None:
    """One fault that several report."""
    main: Case | None = None
    for place in range(INCIDENT):
        plan = cast.plan("site_fault", 96 - 13 * place, ("email", "portal")[place % 2])
        case = make(plan)
        case.tags(plan.at + timedelta(minutes=6), "technical", TAG)
        if main is None:
            main = case
            case.given(plan.at + timedelta(minutes=7), "technical")
            note = "Ошибка версии 5.2, разработчики знают. Собираю обращения здесь, ответим всем сразу."
            english = "A fault of version 5.2, the developers know. I collect the reports here; we answer all at once."
            case.notes(
                now - timedelta(minutes=50),
                "technical",
                note if plan.who.language == "ru" else english,
                mentions=["supervisor"],
            )
        else:
            case.links_to(plan.at + timedelta(minutes=7), "technical", main.ticket["id"], "incident")


def _snoozed(make: Make, cast: _Cast, brand: str, now: datetime) -> None:
    plan = cast.plan("withdrawal_status", 260, "email")
    case = make(plan)
    voice = Voice(case, plan, random.Random(brand))
    case.given(plan.at + timedelta(minutes=12), "payments")
    case.answers(plan.at + timedelta(minutes=30), "payments", voice.first("payments"), then="open")
    zone: ZoneInfo = ZONES[brand]
    morning = (now.astimezone(zone) + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)
    case.snoozes(plan.at + timedelta(minutes=31), "payments", morning)
