"""A brand's own words in place of the built-in texts."""

from __future__ import annotations

import msgspec

from pitboss.channels.outbox import Undressed
from pitboss.channels.queries import Brand
from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.durations import Language
from pitboss.kit.links import Links
from pitboss.kit.refused import Invalid, NotFound
from pitboss.notifications import events
from pitboss.notifications.actions import overrides
from pitboss.notifications.frame import Look, framed
from pitboss.notifications.templates import (
    LANGUAGES,
    OF_NO_REQUEST,
    Rendered,
    Template,
    Text,
    TextProblem,
    lint,
    preview,
    sample,
    template,
    template_ids,
)

MAX_TEXT = 5_000  # characters
MAX_SUBJECT = 200


class BadText(Invalid):
    """This text would fail players."""


class UnknownLanguage(NotFound):
    """Texts are in ru and en."""


class Shown(msgspec.Struct, frozen=True):
    """`own`: the brand's words stand instead of the built-in ones."""

    template: str
    language: str
    subject: str | None
    text: str
    own: bool
    built_in: Text


class Previewed(msgspec.Struct, frozen=True):
    """`rendered` is null where problems keep the text from being written at all. `mail`: the whole HTML that a player would
    get, where the text is for e-mail; to be shown in a frame without scripts."""

    problems: list[TextProblem]
    rendered: Rendered | None
    mail: str | None = None


async def texts(tx: Tx, brand: str) -> list[Shown]:
    own = await overrides(tx, brand)
    shown = []
    for template_id in template_ids():
        for language in LANGUAGES:
            built_in = template(template_id, language).words
            words = own.get((template_id, language), built_in)
            shown.append(
                Shown(
                    template_id, language, words.subject, words.text, (template_id, language) in own, built_in
                )
            )
    return shown


async def set_text(tx: Tx, brand: str, template_id: str, language: str, words: Text) -> None:
    """
    Raises:
        UnknownTemplate, UnknownLanguage.
        BadText: with `problems`, each with its sentence.
    """
    tx.actor.must("settings.manage", brand)
    known = _language(language)
    made = _made(template_id, known, words)
    if problems := lint(made):
        raise BadText(" ".join(p.detail for p in problems), problems=msgspec.to_builtins(problems))
    changed = await tx.run(
        """
        INSERT INTO brand_text (brand_id, template, language, subject, text) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (brand_id, template, language) DO UPDATE SET subject = excluded.subject, text = excluded.text
        WHERE  (brand_text.subject, brand_text.text) IS DISTINCT FROM (excluded.subject, excluded.text)
        """,
        brand,
        template_id,
        known,
        made.words.subject,
        made.words.text,
    )
    if changed:
        await record_in(tx, brand, events.TextChanged(template=template_id, language=known))
        tx.wake.add("settings")


async def restore_text(tx: Tx, brand: str, template_id: str, language: str) -> None:
    tx.actor.must("settings.manage", brand)
    known = _language(language)
    template(template_id, known)
    removed = await tx.run(
        "DELETE FROM brand_text WHERE brand_id = $1 AND template = $2 AND language = $3",
        brand,
        template_id,
        known,
    )
    if removed:
        await record_in(tx, brand, events.TextRestored(template=template_id, language=known))
        tx.wake.add("settings")


def try_text(template_id: str, language: str, words: Text, *, brand: str | None = None) -> Previewed:
    """What is wrong with a text, and how it reads with sample values."""
    known = _language(language)
    made = _made(template_id, known, words)
    problems = lint(made)
    if any(problem.flaw in _UNWRITABLE for problem in problems):
        return Previewed(problems, None)
    return Previewed(problems, preview(template_id, known, {(template_id, known): made.words}, brand=brand))


def as_mail(links: Links, brand: Brand, template_id: str, language: str, told: Rendered, look: Look) -> str:
    """A text that was tried, in the brand's frame, with sample values."""
    occasion = template_id.removesuffix(".email")
    widget = brand.settings.get("widget")
    return framed(
        links,
        Undressed(
            brand=brand.id,
            brand_name=brand.name,
            accent=widget.get("accent") if isinstance(widget, dict) else None,
            language=language,
            notice=occasion,
            reference=None if occasion in OF_NO_REQUEST else sample("number", language),
            sender_name=brand.name,
            subject=told.subject or brand.name,
            text=told.text,
            html=told.html,
            proof=None,
        ),
        look,
    )


_UNWRITABLE = {"unreadable", "unknown_variable", "misspelt_variable"}


def _language(text: str) -> Language:
    for known in LANGUAGES:
        if text == known:
            return known
    raise UnknownLanguage


def _made(template_id: str, language: Language, words: Text) -> Template:
    built_in = template(template_id, language)
    if len(words.text) > MAX_TEXT or len(words.subject or "") > MAX_SUBJECT:
        raise Invalid(f"A text has at most {MAX_TEXT} characters, a subject at most {MAX_SUBJECT}.")
    if "\n" in (words.subject or ""):
        raise Invalid("A subject is one line.")
    if built_in.words.subject is None and words.subject:
        raise Invalid("Only an e-mail has a subject; leave it out for chat.")
    return Template(id=template_id, language=language, words=words)
