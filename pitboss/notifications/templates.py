"""What the desk itself says to players: built-in texts by language, a brand's own words in their place, and checks.

A template's id is its occasion and its form, such as `receipt.chat` or `receipt.email`; only e-mail has a subject.
Filling in replaces `{name}` and nothing else (`{{` is a brace). A line that holds nothing but an empty variable goes.
Mail in quarantine is told to nobody outside, so it has no template.
"""

from __future__ import annotations

import html
import re
import tomllib
from datetime import timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from pitboss.kit.durations import Language
from pitboss.kit.refused import NotFound, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: tuple[Language, ...] = ("ru", "en")


class UnknownTemplate(NotFound):
    """There is no such text."""


class MissingVariable(Refused):
    """The text can't be written, as a value is missing."""

    status = 422


class UnreadableTemplate(Refused):
    """The text has a brace that belongs to no variable. Write {{ for a brace."""

    status = 422


class Text(msgspec.Struct, frozen=True):
    """The words of a template: a subject for e-mail, none for chat."""

    text: str
    subject: str | None = None


class Template(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    language: Language
    words: Text


class Rendered(msgspec.Struct, frozen=True):
    """What is sent. `html` is there for e-mail alone: the same words with every value escaped and links made."""

    subject: str | None
    text: str
    html: str | None


class Choice(msgspec.Struct, frozen=True):
    """One of the ways to go on that a player gets with a delay; `id` is the same in every language."""

    id: str
    label: str


class Flaw(StrEnum):
    missing_variable = "missing_variable"
    unknown_variable = "unknown_variable"
    misspelt_variable = "misspelt_variable"
    unreadable = "unreadable"
    empty = "empty"
    no_subject = "no_subject"
    asks_for_a_secret = "asks_for_a_secret"
    dead_odr_link = "dead_odr_link"
    no_number = "no_number"
    survey_in_a_crisis = "survey_in_a_crisis"


class TextProblem(msgspec.Struct, frozen=True):
    """What is wrong with a text, and a sentence for the person who edits it."""

    flaw: Flaw
    detail: str


# Occasion: the variables without which its text fails the player, in every form.
_NEEDED: dict[str, frozenset[str]] = {
    "receipt": frozenset({"number", "expected"}),
    "taken": frozenset({"number"}),
    "waiting_for_you": frozenset({"number"}),
    "passed_to_specialist": frozenset({"number", "expected"}),
    "solved": frozenset({"number"}),
    "delay": frozenset({"number", "expected"}),
    "follow_up_opened": frozenset({"number", "previous_number"}),
    "chat_left_continues_by_mail": frozenset({"number"}),
    "crisis_receipt": frozenset({"help_line"}),
    "transcript": frozenset({"number"}),
    "sign_in_code": frozenset({"code", "link"}),
    "survey": frozenset({"number"}),
    "documents_wanted": frozenset({"number", "kinds", "upload_link", "until"}),
    "document_accepted": frozenset({"number", "kind"}),
    "document_refused": frozenset({"number", "kind", "reason"}),
    "case_step": frozenset({"complaint", "news", "link"}),
    "incident_known": frozenset({"number", "incident"}),
    "incident_update": frozenset({"number", "news"}),
    "incident_over": frozenset({"number", "news"}),
    "incident_solved": frozenset({"number", "news"}),
}
# Occasion: the variables that only it is told with; every text is told with _ALWAYS.
_ALWAYS = frozenset({"brand", "number", "subject", "link"})
OF_NO_REQUEST = frozenset({"sign_in_code"})  # these know no number and no subject
_LINKS = frozenset({"link", "upload_link"})
_LISTS = frozenset({"choices", "scores"})  # a line each: what it says, a colon, its address
_STRONG = frozenset({"number", "expected", "code"})  # what the reader looks for
_GIVEN: dict[str, frozenset[str]] = {
    "receipt": frozenset({"expected"}),
    "taken": frozenset({"agent", "expected"}),
    "waiting_for_you": frozenset(),
    "passed_to_specialist": frozenset({"team", "expected"}),
    "solved": frozenset(),
    "delay": frozenset({"expected", "choices"}),
    "follow_up_opened": frozenset({"previous_number", "expected"}),
    "chat_left_continues_by_mail": frozenset({"address", "expected"}),
    "crisis_receipt": frozenset({"help_line"}),
    "transcript": frozenset({"address"}),
    "sign_in_code": frozenset({"code"}),
    "survey": frozenset({"scores"}),
    "documents_wanted": frozenset({"kinds", "note", "upload_link", "until"}),
    "document_accepted": frozenset({"kind"}),
    "document_refused": frozenset({"kind", "reason"}),
    "case_step": frozenset({"complaint", "news"}),
    "incident_known": frozenset({"incident", "news", "service_link"}),
    "incident_update": frozenset({"news"}),
    "incident_over": frozenset({"news"}),
    "incident_solved": frozenset({"news"}),
}
_MAY_BE_EMPTY = frozenset({"help_line", "subject", "note", "news"})
_SAMPLES: dict[Language, dict[str, str]] = {
    "en": {
        "brand": "Aurora",
        "number": "AU-1042",
        "previous_number": "AU-873",
        "subject": "My withdrawal has not arrived",
        "expected": "within 4 hours",
        "agent": "Anna",
        "code": "418 206",
        "team": "payments",
        "address": "player@example.com",
        "link": "https://help.example.com/r/AU-1042",
        "choices": "Keep waiting: https://help.example.com/r/AU-1042?choice=keep_waiting",
        "scores": "5 · very good: https://help.example.com/rate/AU-1042?score=5",
        "kinds": "· Photo of your identity document",
        "kind": "photo of your identity document",
        "note": "Both sides, please.",
        "reason": "The photo is too dark to be read.",
        "upload_link": "https://help.example.com/documents/…",
        "until": "29 November 2026",
        "complaint": "C-1042",
        "incident": "Book of Suns does not load",
        "news": "We have found the cause and expect the game back within the hour. No bet is lost.",
        "service_link": "https://help.example.com/service",
        "help_line": "You can talk to someone right now, free of charge: 0800 000 000.",
    },
    "ru": {
        "brand": "Аврора",
        "number": "AU-1042",
        "previous_number": "AU-873",
        "subject": "Не пришёл вывод",
        "expected": "в течение 4 часов",
        "agent": "Анна",
        "code": "418 206",
        "team": "платежи",
        "address": "player@example.com",
        "link": "https://help.example.com/r/AU-1042",
        "choices": "Подожду ещё: https://help.example.com/r/AU-1042?choice=keep_waiting",
        "scores": "5 · отлично: https://help.example.com/rate/AU-1042?score=5",
        "kinds": "· Фото документа, удостоверяющего личность",
        "kind": "фото документа, удостоверяющего личность",
        "note": "Обе стороны, пожалуйста.",
        "reason": "Фото слишком тёмное, его не прочитать.",
        "upload_link": "https://help.example.com/documents/…",
        "until": "29 ноября 2026",
        "complaint": "C-1042",
        "incident": "Не загружается Book of Suns",
        "news": "Причина найдена, игра вернётся в течение часа. Ни одна ставка не потеряется.",
        "service_link": "https://help.example.com/service",
        "help_line": "Поговорить с кем-то прямо сейчас можно бесплатно: 8 800 000-00-00.",
    },
}
VARIABLES = frozenset(_SAMPLES["en"])


def template_ids() -> tuple[str, ...]:
    return tuple(_built_in("en"))


def template(template_id: str, language: str) -> Template:
    """The built-in template; English for a language that has no texts. Raises UnknownTemplate."""
    known: Language = "ru" if language == "ru" else "en"
    words = _built_in(known).get(template_id)
    if words is None:
        raise UnknownTemplate(f"There is no text named “{template_id}”.")
    return Template(id=template_id, language=known, words=words)


def render(
    template_id: str,
    language: str,
    brand_overrides: Mapping[tuple[str, str], Text],
    variables: Mapping[str, str],
) -> Rendered:
    """The text for one player: the brand's own words for (template id, language), or the built-in ones.

    A brand's e-mail text without a subject takes the built-in subject. Raises UnknownTemplate, UnreadableTemplate,
    and MissingVariable if a variable of the text has no value (only `help_line` and `subject` may be empty).
    """
    built_in = template(template_id, language)
    words = brand_overrides.get((template_id, built_in.language), built_in.words)
    subject = words.subject or built_in.words.subject
    text = _tidy(_filled(words.text, template_id, variables))
    if subject is None:
        return Rendered(None, text, None)
    # A line break in a value must not start a new header.
    line = " ".join(_filled(subject, template_id, variables).split()).removesuffix(":")
    marked_up = {name: _as_html(name, value) for name, value in variables.items()}
    return Rendered(line, text, _paragraphs(_tidy(_filled(html.escape(words.text), template_id, marked_up))))


def preview(
    template_id: str,
    language: str,
    brand_overrides: Mapping[tuple[str, str], Text] | None = None,
    *,
    brand: str | None = None,
) -> Rendered:
    """The text with sample values, for the person who edits it. `brand`: its name, where it is known."""
    known: Language = "ru" if language == "ru" else "en"
    values = _SAMPLES[known] | ({"brand": brand} if brand else {})
    return render(template_id, language, brand_overrides or {}, values)


def sample(variable: str, language: str) -> str:
    """What stands for a variable in a preview."""
    return _SAMPLES["ru" if language == "ru" else "en"][variable]


def choices(language: str) -> tuple[Choice, ...]:
    """What a player may choose when an answer is late: keep waiting, be called or mailed, pass to a senior."""
    return tuple(
        Choice(key, label) for key, label in _read(language)["choices"].items() if isinstance(label, str)
    )


def score_lines(page: str, language: str) -> str:
    """The scores of a survey, the best first; each line leads to the page with that score chosen."""
    words = _read(language)["scores"]
    return "\n".join(f"{score} · {words[score]}: {page}?score={score}" for score in "54321")


def scores(language: str) -> dict[int, str]:
    """What each score from 1 to 5 means, in words."""
    words = _read(language)["scores"]
    return {score: str(words[str(score)]) for score in range(1, 6)}


def in_words(duration: timedelta, language: str) -> str:
    """An expected wait: `within 3 minutes`, `в течение 3 минут`. Rounded up, as a promise must not be cut short.

    Up to a minute in seconds, up to two hours in minutes, up to two days in whole hours, then in whole days.
    """
    seconds = max(1, -(-duration // timedelta(seconds=1)))
    if seconds < 60:
        parts = [(seconds, "second")]
    elif seconds <= 7_200:
        hours, minutes = divmod(-(-seconds // 60), 60)
        parts = [(n, unit) for n, unit in ((hours, "hour"), (minutes, "minute")) if n]
    elif seconds <= 2 * 86_400:
        parts = [(-(-seconds // 3_600), "hour")]
    else:
        parts = [(-(-seconds // 86_400), "day")]
    if language == "ru":
        return "в течение " + " ".join(f"{n} {_GENITIVE[unit][_is_one(n)]}" for n, unit in parts)
    return "within " + " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts)


_GENITIVE = {
    "second": ("секунд", "секунды"),
    "minute": ("минут", "минуты"),
    "hour": ("часов", "часа"),
    "day": ("дней", "дня"),
}


def _is_one(count: int) -> bool:
    """Whether Russian takes the singular in the genitive: 1, 21, 31, yet not 11."""
    return count % 10 == 1 and count % 100 != 11


# --- checking a text

_NEVER_ASKED = (
    r"(?:password|passcode|\bpin\b|\bcvv2?|\bcvc2?|security code|one-time code|verification code|sms code|card number"
    r"|(?<!promo )(?<!bonus )\bcodes?\b|парол|пин-?код|\bпин\b|номер\w* карты|\bкод(?:а|ы|ом|ов)?\b)"
)
_ASKS = re.compile(
    rf"(?:send|tell|give|provide|enter|type|reply with|share|write|confirm|state|need|what is|forward"
    rf"|сообщит|пришл|назов|укаж|отправ|напиш|введ|подтверд|продикт|скаж|нужен|нужн|понадоб|какой)"
    rf"[^.!?\n]*{_NEVER_ASKED}|{_NEVER_ASKED}[^.!\n]*\?",
    re.IGNORECASE,
)
_REFUSES = re.compile(r"\bnever\b|\bnot\b|n't\b|никогда|\bне\b|\bни\b", re.IGNORECASE)
_ODR = re.compile(r"ec\.europa\.eu/(?:consumers/)?odr|webgate\.ec\.europa\.eu/odr", re.IGNORECASE)
_SURVEY = re.compile(r"survey|\brate\b|rating|feedback|how did we do|оцен|опрос|отзыв", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_PLACE = re.compile(r"\{\{|\}\}|\{(\w+)\}|[{}]")


def lint(template: Template) -> list[TextProblem]:
    """What is wrong with a template's words; a text with problems should not be saved."""
    words = template.words
    occasion, _, form = template.id.partition(".")
    whole = f"{words.subject or ''}\n{words.text}"
    problems: list[TextProblem] = []

    def found(flaw: Flaw, detail: str) -> None:
        problems.append(TextProblem(flaw, detail))

    if not words.text.strip():
        found(Flaw.empty, "The text is empty.")
    if form == "email" and not (words.subject or "").strip():
        found(Flaw.no_subject, "An e-mail needs a subject.")
    used: set[str] = set()
    for match in _PLACE.finditer(whole):
        if match[1]:
            used.add(match[1])
        elif match[0] in "{}":
            found(Flaw.unreadable, f"There is a single “{match[0]}”. Write {{{{ for a brace.")
    always = frozenset({"brand", "link"}) if occasion in OF_NO_REQUEST else _ALWAYS
    known = always | _GIVEN.get(occasion, VARIABLES)
    strange = used - known
    needed = _NEEDED.get(occasion, frozenset())
    for name in sorted(strange):
        close = get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.7)
        if close:
            found(Flaw.misspelt_variable, f"“{{{name}}}” is unknown. Did you mean “{{{close[0]}}}”?")
        else:
            found(
                Flaw.unknown_variable,
                f"“{{{name}}}” is unknown in this text. Known are: {', '.join(sorted(known))}.",
            )
    in_text = {match[1] for match in _PLACE.finditer(words.text)}
    for name in sorted(needed - in_text):
        if name == "number" and occasion == "receipt":
            found(Flaw.no_number, "A receipt must tell the player the number: add {number}.")
        else:
            found(Flaw.missing_variable, f"This text must say {{{name}}}.")
    for sentence in asking_for_secrets(whole):
        found(Flaw.asks_for_a_secret, f"Never ask for passwords, codes or card data: “{sentence}”")
    if _ODR.search(whole):
        found(
            Flaw.dead_odr_link, "The EU's ODR platform was closed on 20 July 2025; its link misleads players."
        )
    if occasion == "crisis_receipt" and _SURVEY.search(whole):
        found(Flaw.survey_in_a_crisis, "Nobody in danger is asked for a rating.")
    return problems


def asking_for_secrets(text: str) -> list[str]:
    """The sentences that ask for a password, a code or card data."""
    sentences = _SENTENCE.findall(text)
    return [s.strip() for s in sentences if _ASKS.search(s) and not _REFUSES.search(s)]


# --- filling in


def _filled(text: str, template_id: str, variables: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        if match[1] is None:
            raise UnreadableTemplate
        given = variables.get(match[1])
        if given is None or not (given.strip() or match[1] in _MAY_BE_EMPTY):
            raise MissingVariable(
                f"The text “{template_id}” can't be written without “{match[1]}”.", name=match[1]
            )
        return given

    lines = ((line, _PLACE.sub(value, line)) for line in text.strip().split("\n"))
    return "\n".join(filled for line, filled in lines if filled.strip() or not line.strip())


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text).strip()


_ADDRESS = re.compile(r"https?://([^\s<>\"'/?#]+)([^\s<>\"']*)")
_LONG = 40  # characters of an address that are read in passing


def _as_html(name: str, value: str) -> str:
    safe = html.escape(value)
    if name in _LISTS:
        return "<br>\n".join(_line(line, name) for line in value.split("\n"))
    if name in _LINKS and (address := _ADDRESS.fullmatch(value)):
        shown = safe if len(value) <= _LONG else f"{html.escape(address[1])}/…"
        return f'<a href="{safe}">{shown}</a>'
    return f'<strong class="{name}">{safe}</strong>' if name in _STRONG and value.strip() else safe


def _line(line: str, of: str) -> str:
    """`Keep waiting: https://…` as a link that says the words."""
    words, _, address = line.rpartition(": ")
    if not words or not _ADDRESS.fullmatch(address):
        return html.escape(line)
    return f'<a class="{of}" href="{html.escape(address)}">{html.escape(words)}</a>'


def choice_lines(link: str, language: str) -> str:
    """What a delay's mail offers; each line leads to a page that asks whether it is meant."""
    return "\n".join(f"{choice.label}: {link}?choice={choice.id}" for choice in choices(language))


def _paragraphs(text: str) -> str:
    return "\n".join("<p>" + part.replace("\n", "<br>\n") + "</p>" for part in re.split(r"\n{2,}", text))


# --- the built-in texts


@cache
def _read(language: str) -> dict[str, dict[str, str | dict[str, str]]]:
    known = "ru" if language == "ru" else "en"
    raw = resources.files("pitboss.notifications").joinpath("texts", f"{known}.toml").read_bytes()
    return msgspec.convert(tomllib.loads(raw.decode()), dict[str, dict[str, str | dict[str, str]]])


@cache
def _built_in(language: Language) -> dict[str, Text]:
    return {
        f"{occasion}.{form}": msgspec.convert({**words, "text": words["text"].strip()}, Text)
        for occasion, forms in _read(language).items()
        for form, words in forms.items()
        if isinstance(words, dict)
    }
