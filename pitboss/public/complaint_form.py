"""What the seven steps of the complaint form ask, and whether an answer fits. Nothing here reads or writes the database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from pitboss.api import requests
from pitboss.api.requests import Contact
from pitboss.api.sentences import in_language
from pitboss.channels.webchat.model import clean_line
from pitboss.complaints.model import CATEGORIES, Category
from pitboss.kit.refused import Invalid
from pitboss.public.shell import Form, Here

STEPS = ("about", "what", "tried", "want", "proof", "who", "check")
LAST = len(STEPS)
CODES = frozenset(Category.__members__)
WANTS = ("money", "put_right", "explain", "apology", "other")
OLDEST = timedelta(days=3653)
# What each step takes, and how long it may be.
FIELDS: dict[str, dict[str, int]] = {
    "about": {"category": 4, "safety": 3, "request": 60},
    "what": {
        "subcategory": 60,
        "happened_on": 10,
        "happened_at": 60,
        "reference": 200,
        "sum": 60,
        "what": 8_000,
    },
    "tried": {"request": 60, "tried": 4_000},
    "want": {"want": 20, "want_text": 3_000},
    "proof": {},
    "who": {"name": 200, "account": 120, "address": 500, "email": 254, "phone": 40, "answer_in": 2},
    "check": {},
}
LINES = ("reference", "happened_at", "sum", "name", "account", "request", "email", "phone", "happened_on")


def said(step: str, sent: Form) -> dict[str, str]:
    """What of a form belongs to its step; nothing else is kept. One letter too many shows that it was too long."""
    found = {}
    for name, most in FIELDS[step].items():
        if name == "request" and step == "about" and name not in sent.texts:
            continue
        text = sent.text(name, most=most + 1)
        found[name] = clean_line(text, most=most + 1) if name in LINES else text
    return found


def is_safety(answers: Mapping[str, str]) -> bool:
    """Somebody may come to harm, so nothing is asked that could keep them from telling."""
    return answers.get("safety") == "yes"


def category_of(answers: Mapping[str, str]) -> Category:
    return Category(answers["category"])


def wrong(here: Here, step: str, answers: Mapping[str, str], *, signed: bool) -> dict[str, str]:
    """What is wrong with a step, by the name of the input."""
    t = here.t
    found = {
        name: t("complaint.too_long", n=most)
        for name, most in FIELDS[step].items()
        if len(answers.get(name, "")) > most
    }
    match step:
        case "about":
            if answers.get("category") not in CODES:
                found["category"] = t("complaint.need_category")
        case "what":
            found |= _of_what(here, answers)
        case "want":
            if answers.get("want") not in WANTS:
                found["want"] = t("complaint.need_want")
            elif answers["want"] == "other" and not answers.get("want_text"):
                found["want_text"] = t("complaint.need_want_text")
        case "who":
            found |= _of_who(here, answers, signed=signed)
    return found


def _of_what(here: Here, answers: Mapping[str, str]) -> dict[str, str]:
    t, found = here.t, {}
    if not answers.get("what"):
        found["what"] = t("complaint.need_what")
    try:
        day = date.fromisoformat(answers.get("happened_on", ""))
    except ValueError:
        if answers.get("happened_on") or not is_safety(answers):
            found["happened_on"] = t("request.problem_no_date")
    else:
        today = datetime.now(UTC).date()
        if day > today + timedelta(days=1):
            found["happened_on"] = t("request.problem_future")
        elif day < today - OLDEST:
            found["happened_on"] = t("request.problem_long_ago")
    known = (
        CATEGORIES[Category(answers["category"])].subcategories if answers.get("category") in CODES else {}
    )
    if answers.get("subcategory") and answers["subcategory"] not in known:
        found["subcategory"] = t("request.problem_no_option")
    return found


def _of_who(here: Here, answers: Mapping[str, str], *, signed: bool) -> dict[str, str]:
    t, found = here.t, {}
    if answers.get("answer_in", "") not in ("en", "ru", ""):
        found["answer_in"] = t("request.problem_no_option")
    if signed:
        return found
    email, phone = answers.get("email", ""), answers.get("phone", "")
    if not is_safety(answers):
        if not answers.get("name"):
            found["name"] = t("request.problem_missing")
        if not email and not phone:
            found["email"] = t("request.problem_either")
    if email or phone:
        try:
            contact(answers)
        except Invalid as refusal:
            found["email" if email else "phone"] = in_language(refusal.detail, here.language)
    return found


def contact(answers: Mapping[str, str]) -> tuple[str, str]:
    """Kind and value of where to answer; an empty value if nothing was said.

    Raises:
        Invalid.
    """
    email, phone = answers.get("email") or None, answers.get("phone") or None
    return requests.contact_of(Contact(email=email, phone=None if email else phone))


def first_wrong(here: Here, answers: Mapping[str, str], *, signed: bool) -> tuple[int, dict[str, str]] | None:
    """The first step that is not filled in as it must be, and what is wrong with it."""
    for number, step in enumerate(STEPS, 1):
        if found := wrong(here, step, answers, signed=signed):
            return number, found
    return None


def told(here: Here, answers: Mapping[str, str], files: list[str]) -> list[tuple[str, str]]:
    """Everything that was answered, label and value, as the last step shows it and the case is told it."""
    t = here.t
    lines: list[tuple[str, str]] = []

    def add(label: str, value: str) -> None:
        if value:
            lines.append((label, value))

    facts = CATEGORIES.get(Category(answers["category"])) if answers.get("category") in CODES else None
    language = here.language
    if facts:
        add(t("complaint.category"), t(f"complaint.cat_{answers['category'].lower()}"))
        sub = facts.subcategories.get(answers.get("subcategory", ""))
        add(t("complaint.subcategory"), (sub.ru if language == "ru" else sub.en) if sub else "")
    add(t("complaint.safety"), t("complaint.yes") if is_safety(answers) else "")
    add(t("complaint.happened_on"), answers.get("happened_on", ""))
    add(t("complaint.happened_at"), answers.get("happened_at", ""))
    add(t("complaint.reference"), answers.get("reference", ""))
    add(t("complaint.sum"), answers.get("sum", ""))
    add(t("complaint.what"), answers.get("what", ""))
    add(t("complaint.tried"), answers.get("tried", ""))
    add(t("complaint.request"), answers.get("request", ""))
    add(t("complaint.want"), t(f"complaint.want_{answers['want']}") if answers.get("want") in WANTS else "")
    add(t("complaint.want_text"), answers.get("want_text", ""))
    add(t("complaint.files"), ", ".join(files))
    for name in ("name", "account", "address", "email", "phone"):
        add(t(f"complaint.{name}"), answers.get(name, ""))
    if answers.get("answer_in") in ("en", "ru"):
        add(t("complaint.answer_in"), {"en": "English", "ru": "Русский"}[answers["answer_in"]])
    return lines


def in_words(here: Here, answers: Mapping[str, str]) -> str:
    """The complaint as a message: what happened first, then the rest by its labels."""
    what = answers.get("what", "")
    rest = [
        f"{label}{'' if label.endswith('?') else ':'} {value}"
        for label, value in told(here, answers, [])
        if value != what
    ]
    return "\n\n".join([what, "\n".join(rest)])


def summary(here: Here, answers: Mapping[str, str]) -> str:
    """For the head of the case."""
    want = here.t(f"complaint.want_{answers['want']}") if answers.get("want") in WANTS else ""
    rest = f"\n\n{here.t('complaint.want')} {want}\n{answers.get('want_text', '')}".rstrip()
    return (
        answers.get("what", "")[: 3_900 - len(rest)] + rest
        if len(rest) < 3_000
        else answers.get("what", "")[:3_900]
    )
