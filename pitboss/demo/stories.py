"""What happened to each of the demo's tickets, and when: plans of the last two weeks, and how each was lived through."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

import msgspec

from pitboss.assist.model import Model
from pitboss.assist.topics import Reading, classify
from pitboss.demo.cast import HOME, Person, person
from pitboss.demo.ledger import SURVEY_AFTER, Case
from pitboss.demo.words import Script, words
from pitboss.events.reasons import because
from pitboss.routing.choose import UNSURE
from pitboss.tickets.model import Level

DAYS = 14
A_DAY = 12  # tickets of one brand on a usual day
TODAY = 18
PLAYERS = 76  # of one brand
ZONES = {"harbour": ZoneInfo("Europe/London"), "mayak": ZoneInfo("Europe/Moscow")}
HOURS = (
    5,
    3,
    2,
    1,
    1,
    2,
    3,
    5,
    7,
    9,
    10,
    11,
    12,
    12,
    11,
    11,
    12,
    13,
    15,
    17,
    18,
    16,
    12,
    8,
)  # the day's curve
# Of 5, 4, 3, 2 and 1.
MOOD = (56, 24, 9, 5, 6)
MOOD_LATE = (18, 20, 20, 20, 22)
CHANNELS = ("webchat", "email", "portal")
SHARES = (0.44, 0.38, 0.18)
COMMON = {
    "withdrawal_status": 9, "deposit_missing": 7, "verification": 6, "bonus_missing": 5, "bet_settlement": 5,
    "login_locked": 4, "deposit_declined": 4, "bonus_wagering": 3, "rules_question": 3, "password_reset": 3, "site_fault": 3,
    "withdrawal_terms": 3, "game_fault": 2, "cash_out": 2, "two_factor": 2, "account_restricted": 2, "limits": 2, "other": 2,
    "crisis": 0.3, "underage": 0.3, "deceased": 0.3, "self_exclusion": 0.6, "account_takeover": 0.6,
}  # fmt: skip
SPEAKS = {"payments2": ("en",), "newcomer": ("ru",)}
NEVER = ("admin", "quality")
SUMS = (500, 1200, 3000, 4750, 15000)


class Told(msgspec.Struct, frozen=True):
    first: list[str]
    then: list[str]


class Answers(msgspec.Struct, frozen=True):
    ru: dict[str, Told]
    en: dict[str, Told]
    thanks: dict[str, list[str]]
    notes: dict[str, list[str]]
    holds: dict[str, list[str]]
    comments: dict[str, dict[str, list[str]]]  # good, bad; by language

    def of(self, topic: str, language: str) -> Told:
        told = self.ru if language == "ru" else self.en
        return told.get(topic, told["other"])


@cache
def answers() -> Answers:
    text = (resources.files("pitboss.demo") / "answers.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Answers)


class Plan(msgspec.Struct, frozen=True):
    at: datetime
    who: Person
    channel: str
    script: Script
    seed: str


def plans(brand: str, now: datetime) -> list[Plan]:
    """The last two weeks of one brand, in order; everything that the scripts hold happens at least once."""
    dice = random.Random(f"past:{brand}")
    zone = ZONES[brand]
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    began = today - timedelta(days=DAYS)
    moments: list[datetime] = []
    for day in range(DAYS + 1):
        start = today - timedelta(days=DAYS - day)
        weekend = 1.25 if start.weekday() >= 5 else 1.0
        many = TODAY if day == DAYS else round(A_DAY * weekend * dice.uniform(0.8, 1.2))
        for _ in range(many):
            hour = dice.choices(range(24), HOURS)[0]
            moments.append(start + timedelta(hours=hour, seconds=dice.randrange(3600)))
    last = now - timedelta(minutes=8)
    folded = [m if m <= last else last - (last - today) * dice.random() for m in moments]
    people = [person(brand, number, began) for number in range(PLAYERS)]
    owed = {
        language: list(dice.sample(words().scripts(language), len(words().scripts(language))))
        for language in ("ru", "en")
    }
    return [
        _plan(brand, number, at, people, owed, dice, late=now - at < timedelta(minutes=50))
        for number, at in enumerate(sorted(folded))
    ]


def _plan(
    brand: str,
    number: int,
    at: datetime,
    people: Sequence[Person],
    owed: dict[str, list[Script]],
    dice: random.Random,
    *,
    late: bool,
) -> Plan:
    who = people[number] if number < len(people) else dice.choice(people)
    waiting = owed[who.language]
    if waiting and (who.language == HOME[brand] or dice.random() < 0.8):
        script = waiting.pop()
    else:
        scripts = words().scripts(who.language)
        script = dice.choices(scripts, [COMMON.get(s.topic, 1) for s in scripts])[0]
    channel = dice.choices(CHANNELS, SHARES)[0]
    if late and channel == "webchat":  # who chats now is staged
        channel = "email"
    return Plan(at.astimezone(ZoneInfo("UTC")), who, channel, script, f"{brand}:{number}")


@lru_cache(maxsize=4000)
def read(text: str) -> Reading:
    return classify(text, model=_model())


@cache
def _model() -> Model:
    return Model.load()


def filled(text: str, dice: random.Random) -> str:
    """A script's words with an amount and a card."""
    text = text.replace("{sum}", str(dice.choice(SUMS)))
    return text.replace("{card}", dice.choice(words().cards))


class Voice:
    """How the staff write to one player."""

    def __init__(self, case: Case, plan: Plan, dice: random.Random) -> None:
        self._case, self._plan, self._dice = case, plan, dice

    def first(self, login: str) -> str:
        return self._letter(login, self._dice.choice(self._told.first), greet=True)

    def then(self, login: str) -> str:
        return self._letter(login, self._dice.choice(self._told.then), greet=False)

    @property
    def _told(self) -> Told:
        return answers().of(self._plan.script.topic, self._plan.who.language)

    def _letter(self, login: str, text: str, *, greet: bool) -> str:
        return letter(
            text,
            to=self._plan.who.first_name,
            sender=self._case.brand.staff[login].name.split()[0],
            brand=self._case.brand.name,
            language=self._plan.who.language,
            chat=self._plan.channel == "webchat",
            greet=greet,
            dice=self._dice,
        )


def letter(
    text: str,
    *,
    to: str,
    sender: str,
    brand: str,
    language: str,
    chat: bool,
    greet: bool,
    dice: random.Random,
) -> str:
    """An answer with its greeting, and by mail with the name below."""
    text = text.replace("{sum}", f"{dice.choice(SUMS):,}".replace(",", "\u00a0"))
    russian = language == "ru"
    if chat:
        hello = f"{to}, здравствуйте. " if russian else f"Hello {to}. "
        return f"{hello}{text}" if greet else text
    hello = f"{to}, здравствуйте." if russian else f"Hello {to},"
    end = f"С уважением,\n{sender}, {brand}" if russian else f"Kind regards,\n{sender}, {brand}"
    return f"{hello}\n\n{text}\n\n{end}" if greet else f"{text}\n\n{end}"


def begin(case: Case, plan: Plan, number: int, dice: random.Random, *, unsure: bool = False) -> None:
    """Opens the plan's ticket. `unsure`: nobody can tell from the words what it is about."""
    script, language = plan.script, plan.who.language
    text = filled(script.say[0], dice)
    chat = plan.channel == "webchat"
    subject = "" if chat else script.subject
    reading = read(text if chat else f"{subject}\n{text}")
    said = None
    if unsure:
        reading = Reading(UNSURE, 0.31, because("no_likely_topic"), (), language, ())
    elif plan.channel == "portal":
        said = script.topic
        if reading.topic in (UNSURE, "other"):
            reading = msgspec.structs.replace(reading, topic=said, reason=because("player_chose_topic"))
    html = None
    if plan.channel == "email" and dice.random() < 0.4:
        html = f"<div>{text}</div>"
    case.open(
        plan.at,
        number=number,
        channel=plan.channel,
        subject=subject,
        text=text,
        language=language,
        reading=reading,
        said=said,
        html=html,
    )


Act = Callable[[datetime], object]


def live(case: Case, plan: Plan, dice: random.Random, now: datetime) -> None:
    """What was done with an opened ticket, as far as it has happened by now."""
    for at, act in _life(case, plan, dice, Voice(case, plan, dice)):
        if at > now:
            break
        act(at)


def who_serves(case: Case, dice: random.Random) -> str:
    """One of the queue's people who speaks the player's language."""
    logins = {person.id: login for login, person in case.brand.staff.items()}
    ticket = case.ticket
    able = [
        logins[who]
        for who in case.brand.members.get(ticket["queue_id"], ())
        if logins[who] not in NEVER and ticket["language"] in SPEAKS.get(logins[who], ("ru", "en"))
    ]
    return dice.choice(able) if able else "frontline"


def _life(case: Case, plan: Plan, dice: random.Random, voice: Voice) -> Iterator[tuple[datetime, Act]]:
    script, language = plan.script, plan.who.language
    chat, danger = plan.channel == "webchat", bool(case.ticket["danger"])
    at = plan.at
    if case.ticket["topic"] != script.topic and not danger:
        at += timedelta(seconds=dice.randrange(15, 60)) if chat else timedelta(minutes=dice.randrange(5, 40))
        yield at, lambda when: case.sets_topic(when, "frontline", script.topic)
    login = who_serves(case, dice)
    if case.ticket["topic"] != "unsure" and dice.random() < 0.15 and not chat:
        name = dice.choice(("money", "vip", "call-back", "regular", "waiting-for-bank"))
        yield at, lambda when: case.tags(when, "frontline", name)
    at = at + _until_taken(dice, chat=chat, danger=danger)
    yield at, lambda when: case.given(when, login)
    taken = at
    at += timedelta(seconds=dice.randrange(15, 60)) if chat else timedelta(minutes=dice.randrange(4, 45))
    if not chat and at - taken > timedelta(minutes=1):
        yield taken + timedelta(minutes=1), case.tells_who_has_it
    if dice.random() < 0.035 and not danger and not chat:
        why = (
            "спор по сумме, нужен старший"
            if language == "ru"
            else "the amount is disputed, a senior should look"
        )
        yield at, lambda when: case.escalates(when, login, Level.senior, why)
        login = "senior"
        at += timedelta(minutes=dice.randrange(5, 50))
        yield at, lambda when: case.given(when, login)
        at += timedelta(minutes=dice.randrange(3, 30))
    if dice.random() < 0.2:
        words_, others = (
            dice.choice(answers().notes[language]),
            [w for w in ("senior", "payments") if w != login],
        )
        mentioned = dice.choice(others)
        note = words_.replace("{who}", case.brand.staff[mentioned].name.split()[0])
        mentions = [mentioned] if "{who}" in words_ else []
        yield at, lambda when: case.notes(when, login, note, mentions=mentions)
        at += timedelta(seconds=20)
    yield at, lambda when: case.answers(when, login, voice.first(login))
    if dice.random() < 0.07 and not chat:
        reason = dice.choice(answers().holds[language])
        yield at + timedelta(minutes=1), lambda when: case.holds(when, login, reason)
        at += timedelta(hours=dice.uniform(2, 9))
    for place, line in enumerate(script.say[1:]):
        soon = place > 0  # they have not heard from us since
        chat_gap = timedelta(seconds=dice.randrange(10, 35) if soon else dice.randrange(20, 100))
        mail_gap = timedelta(minutes=dice.randrange(4, 25) if soon else dice.randrange(12, 600))
        at += chat_gap if chat else mail_gap
        text = filled(line, dice)
        quoted = _quoted(dice, case, language) if plan.channel == "email" else None
        yield at, lambda when, text=text, quoted=quoted: case.says(when, text, quoted=quoted)  # type: ignore[misc]
    if len(script.say) == 1 and dice.random() < 0.3:
        if not chat and dice.random() < 0.4:  # never heard of again
            at += timedelta(hours=dice.uniform(26, 60))
            yield at, lambda when: case.solves(when, login)
            return
        at += (
            timedelta(seconds=dice.randrange(15, 70)) if chat else timedelta(minutes=dice.randrange(15, 300))
        )
        thanks = dice.choice(answers().thanks[language])
        yield at, lambda when: case.says(when, thanks)
    at += timedelta(seconds=dice.randrange(20, 95)) if chat else timedelta(minutes=dice.randrange(10, 150))
    yield at, lambda when: case.answers(when, login, voice.then(login), then="solved")
    if chat:
        at += timedelta(seconds=dice.randrange(20, 90))
        yield at, case.leaves
    if not danger:
        at_once = chat and dice.random() < 0.35  # by the widget
        if not at_once:
            at += SURVEY_AFTER
            yield at, case.is_asked
        if at_once or dice.random() < 0.42:
            score = dice.choices((5, 4, 3, 2, 1), MOOD_LATE if _is_late(case) else MOOD)[0]
            comment = dice.choice(answers().comments["good" if score >= 4 else "bad"][language])
            at += timedelta(seconds=40) if at_once else timedelta(hours=dice.uniform(0.2, 8))
            yield at, lambda when: case.rates(when, score, comment)
    if dice.random() < 0.05:
        again = "Извините, всё ещё не вижу изменений. Проверьте, пожалуйста" if language == "ru" else (
            "Sorry, I still don't see any change. Could you check once more"
        )  # fmt: skip
        at += timedelta(hours=dice.uniform(3, 40))
        yield at, lambda when: case.says(when, again)
        at += timedelta(minutes=dice.randrange(10, 120))
        yield at, lambda when: case.answers(when, login, voice.then(login), then="solved")


def _is_late(case: Case) -> bool:
    """Who waited longer than promised is less content."""
    return any(row["breached_at"] is not None for row in case.rows.get("clock", []))


def _until_taken(dice: random.Random, *, chat: bool, danger: bool) -> timedelta:
    if danger:
        return timedelta(seconds=dice.randrange(8, 30)) if chat else timedelta(minutes=dice.randrange(1, 6))
    if chat:
        slow = dice.random() < 0.05
        return timedelta(seconds=dice.randrange(170, 400) if slow else dice.randrange(6, 70))
    slow = dice.random() < 0.04
    return timedelta(minutes=dice.randrange(235, 320) if slow else dice.randrange(4, 70))


def _quoted(dice: random.Random, case: Case, language: str) -> str | None:
    """What the player's mail program puts below."""
    before = next((m for m in reversed(case.rows["message"]) if m["author_kind"] == "agent"), None)
    if before is None or dice.random() < 0.3:
        return None
    lines = "\n".join(f"> {line}" for line in str(before["text"]).splitlines())
    day = before["created_at"]
    if language == "ru":
        return dice.choice((
            f"{day:%d.%m.%Y, %H:%M}, {case.brand.name} пишет:\n{lines}",
            f"-------- Исходное сообщение --------\nОт: {case.brand.name}\nДата: {day:%d.%m.%Y %H:%M}\n\n{before['text']}",
        ))  # fmt: skip
    return dice.choice((
        f"On {day:%a, %d %b %Y at %H:%M}, {case.brand.name} wrote:\n{lines}",
        f"-----Original Message-----\nFrom: {case.brand.name}\nSent: {day:%d %B %Y %H:%M}\n\n{before['text']}",
    ))  # fmt: skip
