"""What is wrong with a letter before it goes, each with a sentence; a letter with problems is not sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import msgspec

from pitboss.complaints.letters import MAX_LETTER, Told, body_of, until
from pitboss.complaints.pack_model import Body, LetterKind, Need, Pack
from pitboss.complaints.packs import DEAD_PLATFORM, known
from pitboss.kit.moments import day_in_words
from pitboss.kit.refused import Invalid
from pitboss.kit.secrets import mask
from pitboss.notifications.templates import asking_for_secrets


class LetterRefused(Invalid):
    """This letter would fail the player. Put right what is listed."""


class LetterFlaw(StrEnum):
    empty = "empty"
    too_long = "too_long"
    gap = "gap"
    no_number = "no_number"
    no_received = "no_received"
    no_process = "no_process"
    no_due = "no_due"
    no_reason = "no_reason"
    no_items = "no_items"
    no_clause = "no_clause"
    no_reasons = "no_reasons"
    no_outcome = "no_outcome"
    no_final_position = "no_final_position"
    no_body = "no_body"
    no_body_known = "no_body_known"
    body_not_chosen = "body_not_chosen"
    no_body_address = "no_body_address"
    no_body_window = "no_body_window"
    not_free_of_charge = "not_free_of_charge"
    no_court_rights = "no_court_rights"
    body_not_valid = "body_not_valid"
    body_does_not_hear = "body_does_not_hear"
    body_of_another = "body_of_another"
    dead_platform = "dead_platform"
    promise = "promise"
    holds_a_secret = "holds_a_secret"
    asks_for_a_secret = "asks_for_a_secret"
    tells_of_suspicion = "tells_of_suspicion"
    says_nothing = "says_nothing"


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence in each language; `quote`: the words that it is about."""

    flaw: LetterFlaw
    en: str
    ru: str
    quote: str = ""


_PROMISE = re.compile(
    r"\b(?:we guarantee|(?:is|are) guaranteed|we promise|we swear|rest assured|without fail"
    r"|you will (?:definitely|certainly|surely)|will never happen again)\b"
    r"|\bгарантиру(?:ем|ю|ет)\b|\bобеща(?:ем|ю|ет)\b|\bкляну|\bклянёмся|\bнепременно\b"
    r"|никогда (?:больше )?не повторится|обязательно (?:вы|за)плат\w+|обязательно верн\w+",
    re.IGNORECASE,
)
_SUSPICION = re.compile(
    r"suspicious (?:activity|transaction)|suspicion report|money[- ]laundering (?:investigation|suspicion|report)|nominated officer"
    r"|подозрительн\w+ (?:операци|активност|транзакци)\w+|подозрени\w+ в отмывани\w+|росфинмониторинг\w*",
    re.IGNORECASE,
)
_NOTHING_SAID = re.compile(
    r"for regulatory (?:purposes|reasons)|due to regulatory requirements|по требовани\w+ регулятора|в силу требований регулятор\w+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:procedure|process)[^.]{0,40}(?:ends|ended|over|complete|closed)|(?:ends|end of)[^.]{0,40}(?:procedure|process)"
    r"|процедур\w+[^.]{0,40}(?:заверш|законч|оконч|исчерпан)\w*|(?:заверш|законч)\w+[^.]{0,40}процедур\w+",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"free of charge|free for you|at no (?:cost|charge)|costs? you nothing|бесплатн\w+", re.IGNORECASE
)
_COURT = re.compile(
    r"\bright[^.]{0,60}\bcourts?\b|\bcourts?\b[^.]{0,60}\bright|\bправ[оа]\b[^.]{0,60}\bсуд|\bсуд[^.]{0,60}\bправ[оа]\b",
    re.IGNORECASE,
)
_PROCESS = re.compile(
    r"what happens next|next steps?|how we (?:handle|look)|our (?:process|procedure)|что будет дальше|дальнейши\w+ шаг|порядок рассмотрени\w+",
    re.IGNORECASE,
)
_GAP = re.compile(r"\[[^\[\]\n]{1,80}\](?!\()|\{\w+\}|\bTODO\b|\bXXX+\b")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")


def lint(pack: Pack, kind: LetterKind, subject: str, text: str, told: Told, on: date) -> list[Problem]:
    """What keeps a letter from going out on this day, by the pack's rules; empty if nothing does."""
    whole = f"{subject}\n{text}"
    if not text.strip() or not subject.strip():
        return [_problem(LetterFlaw.empty)]
    if len(whole) > MAX_LETTER:
        return [_problem(LetterFlaw.too_long, most=str(MAX_LETTER))]
    rule = pack.letter(kind)
    needs = rule.needs if rule else (Need.number,)
    return [
        *(_problem(LetterFlaw.gap, quote=gap[0]) for gap in _GAP.finditer(whole)),
        *_missing(pack, needs, whole, told, on, answered=kind is not LetterKind.overdue),
        *_bodies(pack, whole, told, on),
        *_wording(whole),
    ]


def _missing(
    pack: Pack, needs: tuple[Need, ...], whole: str, told: Told, on: date, *, answered: bool
) -> Iterator[Problem]:
    """`answered`: the time of a dispute body that counts from our answer begins with this letter."""
    plain = _plain(whole)

    def says(value: str) -> bool:
        return bool(value.strip()) and _plain(value) in plain

    hearing = pack.bodies_for(told.category, on)
    for need in needs:
        match need:
            case Need.number if not re.search(rf"(?<![\w-]){re.escape(told.number)}(?![\w-])", whole):
                yield _problem(LetterFlaw.no_number, value=told.number)
            case Need.received if not _names_day(pack, whole, told.received_at):
                yield _problem(LetterFlaw.no_received, value=_day(pack, told.received_at))
            case Need.process if not _PROCESS.search(whole):
                yield _problem(LetterFlaw.no_process)
            case Need.due if told.due is None or not _names_day(pack, whole, told.due):
                yield _problem(LetterFlaw.no_due, value=_day(pack, told.due) if told.due else "")
            case Need.reason if not says(told.reason):
                yield _problem(LetterFlaw.no_reason)
            case Need.items if not told.items or not all(says(item) for item in told.items):
                yield _problem(LetterFlaw.no_items)
            case Need.clause if not says(told.clause_name or told.clause):
                yield _problem(LetterFlaw.no_clause, value=told.clause_name)
            case Need.reasons if not says(told.reasons):
                yield _problem(LetterFlaw.no_reasons)
            case Need.outcome if not says(told.outcome):
                yield _problem(LetterFlaw.no_outcome)
            case Need.final_position if not _ENDS.search(whole):
                yield _problem(LetterFlaw.no_final_position)
            case Need.body if not hearing:
                if not any(body.holds(on) for body in pack.bodies):
                    yield _problem(LetterFlaw.no_body_known)
            case Need.body if told.body is None and pack.must_choose(told.category, on):
                yield _problem(LetterFlaw.body_not_chosen)
            case Need.body:
                yield from _way(whole, body_of(pack, told, on), hearing, on if answered else None)
            case Need.free_of_charge if hearing and hearing[0].free is not False and not _FREE.search(whole):
                yield _problem(LetterFlaw.not_free_of_charge)
            case Need.court_rights if not _COURT.search(whole):
                yield _problem(LetterFlaw.no_court_rights)
            case _:
                pass


def _way(whole: str, wanted: Body | None, hearing: list[Body], on: date | None) -> Iterator[Problem]:
    named = [body for body in hearing if _names(whole, body)]
    body = wanted if wanted in hearing else hearing[0]
    if not named:
        yield _problem(LetterFlaw.no_body, value=body.name.en)
        return
    for one in named:
        if one.url is not None and _host(one.url) not in whole.casefold():
            yield _problem(LetterFlaw.no_body_address, value=one.url)
        if on is None or one.accepts_within is None:
            continue
        if not _names(whole, one, until(one.accepts_within, on)):
            yield _problem(LetterFlaw.no_body_window, value=until(one.accepts_within, on).isoformat())


def _bodies(pack: Pack, whole: str, told: Told, on: date) -> Iterator[Problem]:
    """Bodies that are named and may not be."""
    for body in pack.bodies:
        if _names(whole, body):
            if not body.holds(on):
                yield _problem(LetterFlaw.body_not_valid, value=body.name.en, quote=body.name.en)
            elif not body.hears(told.category):
                yield _problem(LetterFlaw.body_does_not_hear, value=body.name.en, quote=body.name.en)
    ours = {_short(body) for body in pack.bodies}
    for other in known().values():
        for body in other.bodies:
            if body.url is not None and _short(body) not in ours and _names(whole, body):
                yield _problem(LetterFlaw.body_of_another, value=body.name.en, quote=body.name.en)


def _wording(whole: str) -> Iterator[Problem]:
    for found in DEAD_PLATFORM.finditer(whole):
        yield _problem(LetterFlaw.dead_platform, quote=found[0])
    for found in _PROMISE.finditer(whole):
        yield _problem(LetterFlaw.promise, quote=found[0])
    for sentence in asking_for_secrets(whole):
        yield _problem(LetterFlaw.asks_for_a_secret, quote=sentence)
    if mask(whole).found:
        yield _problem(LetterFlaw.holds_a_secret)
    for found in _SUSPICION.finditer(whole):
        yield _problem(LetterFlaw.tells_of_suspicion, quote=found[0])
    for found in _NOTHING_SAID.finditer(whole):
        yield _problem(LetterFlaw.says_nothing, quote=found[0])


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[«»“”„\"'’]", "", text).split()).casefold()


def _short(body: Body) -> str:
    return body.name.en.partition(" (")[0].casefold()


def _host(url: str) -> str:
    return re.sub(r"^https://(?:www\.)?", "", url).partition("/")[0].casefold()


def _names(whole: str, body: Body, day: date | None = None) -> bool:
    """Whether a letter names this body, or with `day` whether it names that day."""
    if day is not None:
        return any(_stands(one, whole) for one in _spellings(day))
    names = {body.name.en.partition(" (")[0], body.name.ru.partition(" (")[0]}
    if body.url is not None:
        names.add(_host(body.url))
    return any(_stands(name, whole) for name in names)


def _stands(words: str, whole: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", whole, re.IGNORECASE) is not None


def _spellings(day: date) -> tuple[str, ...]:
    return day_in_words(day, "en"), day_in_words(day, "ru"), f"{day:%d.%m.%Y}", day.isoformat()


def _names_day(pack: Pack, whole: str, at: datetime) -> bool:
    return any(_stands(one, whole) for one in _spellings(at.astimezone(ZoneInfo(pack.calendar.zone)).date()))


def _day(pack: Pack, at: datetime) -> str:
    return at.astimezone(ZoneInfo(pack.calendar.zone)).date().isoformat()


def _problem(flaw: LetterFlaw, *, value: str = "", quote: str = "", most: str = "") -> Problem:
    en, ru = _SENTENCES[flaw]
    return Problem(
        flaw=flaw,
        en=en.format(value=value, quote=quote, most=most),
        ru=ru.format(value=value, quote=quote, most=most),
        quote=quote,
    )


_SENTENCES = {
    LetterFlaw.empty: ("The letter needs a subject and a text.", "Письму нужны тема и текст."),
    LetterFlaw.too_long: ("A letter has at most {most} characters.", "В письме не больше {most} знаков."),
    LetterFlaw.gap: ("Something is still to be filled in: “{quote}”.", "Здесь ещё не заполнено: «{quote}»."),
    LetterFlaw.no_number: ("The number of the complaint is missing: {value}.", "Нет номера жалобы: {value}."),
    LetterFlaw.no_received: ("The day on which we received it is missing: {value}.", "Нет дня получения: {value}."),
    LetterFlaw.no_process: ("It does not say what happens next.", "Не сказано, что будет дальше."),
    LetterFlaw.no_due: ("It does not say by which day the answer or the documents come: {value}.",
                  "Не сказано, до какого дня: {value}."),
    LetterFlaw.no_reason: ("The reason for more time is missing, or isn't told as it was given.",
                     "Нет причины продления, или она изложена не так, как указана."),
    LetterFlaw.no_items: ("What is needed from the player is missing.", "Не сказано, что нужно от игрока."),
    LetterFlaw.no_clause: ("The rule that decides is not named: {value}.", "Не назван пункт правил: {value}."),
    LetterFlaw.no_reasons: ("The reasons of the decision are missing, or are not told as they were decided.",
                      "Нет доводов решения, или они изложены не так, как решено."),
    LetterFlaw.no_outcome: ("The decision is missing, or isn't told as it was decided.",
                      "Нет самого решения, или оно изложено не так, как принято."),
    LetterFlaw.no_final_position: ("It does not say that this is our final position and that our procedure ends.",
                             "Не сказано, что позиция окончательная и процедура завершена."),
    LetterFlaw.no_body: ("The way to the dispute body is missing: {value}.", "Нет пути в орган по спорам: {value}."),
    LetterFlaw.no_body_known: ("No dispute body is known for this day. Name the one that the brand uses under complaint rules.",
                         "На этот день не известен орган по спорам. Укажите тот, которым пользуется бренд, в правилах жалоб."),
    LetterFlaw.body_not_chosen: ("Several dispute bodies hear this; choose the one that the brand has agreed with.",
                           "Такое рассматривают несколько органов; выберите тот, с которым у бренда договор."),
    LetterFlaw.no_body_address: ("The address of the dispute body is missing: {value}.", "Нет адреса органа по спорам: {value}."),
    LetterFlaw.no_body_window: ("It does not say until when the dispute body can be asked: {value}.",
                          "Не сказано, до какого дня можно обратиться в орган по спорам: {value}."),
    LetterFlaw.not_free_of_charge: ("It does not say that the dispute body is free of charge.",
                              "Не сказано, что обращение в орган по спорам бесплатно."),
    LetterFlaw.no_court_rights: ("It does not say that the right to go to court stays.",
                           "Не сказано, что право обратиться в суд остаётся."),
    LetterFlaw.body_not_valid: ("{value} is not valid as a dispute body on this day.",
                          "{value} в этот день не действует как орган по спорам."),
    LetterFlaw.body_does_not_hear: ("{value} does not hear complaints of this category; naming it misleads.",
                              "{value} не рассматривает жалобы этой категории; упоминание вводит в заблуждение."),
    LetterFlaw.body_of_another: ("{value} is not a dispute body under the rules of this case.",
                           "{value} – не орган по спорам по правилам этого дела."),
    LetterFlaw.dead_platform: ("The EU's ODR platform was closed on 20 July 2025; naming it misleads: “{quote}”.",
                         "Платформа ЕС ODR закрыта 20 июля 2025 года; упоминание вводит в заблуждение: «{quote}»."),
    LetterFlaw.promise: ("A letter tells what is decided and promises nothing: “{quote}”.",
                   "Письмо говорит о решённом и ничего не обещает: «{quote}»."),
    LetterFlaw.holds_a_secret: (
        "A card number, password or code stands in the letter. Take it out.",
        "В письме есть номер карты, пароль или код. Уберите его.",
    ),
    LetterFlaw.asks_for_a_secret: ("Never ask for passwords, codes or card data: “{quote}”.",
                             "Никогда не просите пароли, коды и данные карт: «{quote}»."),
    LetterFlaw.tells_of_suspicion: ("The law forbids to tell of reports on suspicion: “{quote}”.",
                              "Закон запрещает сообщать о подозрениях и донесениях: «{quote}»."),
    LetterFlaw.says_nothing: ("Name the rule itself; this explains nothing: “{quote}”.",
                        "Назовите само правило; это ничего не объясняет: «{quote}»."),
}  # fmt: skip
