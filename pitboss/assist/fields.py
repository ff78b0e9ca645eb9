"""What the request form asks, by topic (fields.toml), and whether an answer fits. Nothing here reads or writes the
database."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from importlib import resources

import msgspec

from pitboss.tickets.model import package_topic

MOST_LINE = 200  # characters
OLDEST = timedelta(days=3653)
_AMOUNT = re.compile(r"\d{1,12}(?:[.,]\d{1,8})?")
_CURRENCY = re.compile(r"[A-Z]{3,5}")


class FieldKind(StrEnum):
    line = "line"
    date = "date"
    moment = "moment"  # a local date and time, as the player's clock shows it
    money = "money"  # an amount and a currency, in two inputs: `{id}` and `{id}_currency`
    choice = "choice"


class Words(msgspec.Struct, frozen=True):
    en: str
    ru: str

    def in_(self, language: str) -> str:
        return self.ru if language == "ru" else self.en


class Option(msgspec.Struct, frozen=True):
    id: str
    label: Words


class Field(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: FieldKind
    label: Words
    hint: Words | None
    required: bool
    options: tuple[Option, ...]

    def choices(self, language: str) -> list[tuple[str, str]]:
        return [(option.id, option.label.in_(language)) for option in self.options]


class Form(msgspec.Struct, frozen=True):
    """`proof`: which files help, if any do."""

    fields: tuple[Field, ...]
    proof: Words | None


class Problem(StrEnum):
    missing = "missing"
    too_long = "too_long"
    no_date = "no_date"
    future = "future"
    long_ago = "long_ago"
    no_amount = "no_amount"
    no_currency = "no_currency"
    no_option = "no_option"


class Read(msgspec.Struct, frozen=True):
    """`answers`: what was answered, label and value in the player's language; `problems`: by input name."""

    answers: tuple[tuple[str, str], ...]
    problems: Mapping[str, Problem]


@cache
def _known() -> Mapping[str, Form]:
    told = tomllib.loads(resources.files("pitboss.assist").joinpath("fields.toml").read_text("utf-8"))
    fields = {
        name: Field(
            id=name,
            kind=FieldKind(said["kind"]),
            label=Words(said["en"], said["ru"]),
            hint=Words(said["hint_en"], said["hint_ru"]) if "hint_en" in said else None,
            required=False,
            options=tuple(Option(o["id"], Words(o["en"], o["ru"])) for o in said.get("options", ())),
        )
        for name, said in told["fields"].items()
    }
    return {
        topic: Form(
            tuple(
                msgspec.structs.replace(fields[name.rstrip("!")], required=name.endswith("!"))
                for name in said["fields"]
            ),
            Words(**said["proof"]) if "proof" in said else None,
        )
        for topic, said in told["topics"].items()
    }


def form_of(topic: str) -> Form:
    """What to ask for a topic; a brand's own topic asks what the one above it asks. Most ask nothing but words."""
    return _known().get(topic) or _known().get(package_topic(topic)) or Form((), None)


def read(form: Form, given: Mapping[str, str], language: str, now: datetime) -> Read:
    """`now`: with a time zone. An answer may lie a day ahead of it: the player's clock may show tomorrow."""
    answers: list[tuple[str, str]] = []
    problems: dict[str, Problem] = {}
    for field in form.fields:
        said = " ".join(given.get(field.id, "").split())
        if not said:
            if field.required:
                problems[field.id] = Problem.missing
            continue
        value, wrong = _value(field, said, given, language, now)
        if wrong is not None:
            problems[wrong[0]] = wrong[1]
        else:
            answers.append((field.label.in_(language), value))
    return Read(tuple(answers), problems)


def _value(
    field: Field, said: str, given: Mapping[str, str], language: str, now: datetime
) -> tuple[str, tuple[str, Problem] | None]:
    match field.kind:
        case FieldKind.line:
            return said, (field.id, Problem.too_long) if len(said) > MOST_LINE else None
        case FieldKind.choice:
            chosen = next((o for o in field.options if o.id == said), None)
            return (chosen.label.in_(language), None) if chosen else ("", (field.id, Problem.no_option))
        case FieldKind.date | FieldKind.moment:
            value, problem = _day(said, field.kind is FieldKind.moment, now)
            return value, (field.id, problem) if problem else None
        case FieldKind.money:
            return _money(field, said, " ".join(given.get(f"{field.id}_currency", "").split()).upper())


def _day(said: str, with_time: bool, now: datetime) -> tuple[str, Problem | None]:
    try:
        moment = datetime.fromisoformat(said) if with_time else None
        day = moment.date() if moment else date.fromisoformat(said)
    except ValueError:
        return "", Problem.no_date
    if day > (now + timedelta(days=1)).date():
        return "", Problem.future
    if day < (now - OLDEST).date():
        return "", Problem.long_ago
    return f"{moment:%Y-%m-%d %H:%M}" if moment else day.isoformat(), None


def _money(field: Field, said: str, currency: str) -> tuple[str, tuple[str, Problem] | None]:
    amount = said.replace(" ", "").replace("\u202f", "")
    if not _AMOUNT.fullmatch(amount):
        return "", (field.id, Problem.no_amount)
    try:
        exact = Decimal(amount.replace(",", "."))
    except InvalidOperation:
        return "", (field.id, Problem.no_amount)
    if exact <= 0:
        return "", (field.id, Problem.no_amount)
    if not _CURRENCY.fullmatch(currency):
        return "", (f"{field.id}_currency", Problem.no_currency)
    return f"{exact} {currency}", None
