"""The look of mail: one frame around what is said, in the brand's colour, light and dark, at any width. It is put on when
a mail goes, so the desk keeps the words alone, and nothing of it comes from anywhere else. docs/subsystems/feedback.md."""

from __future__ import annotations

import html
import re
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pitboss.channels.outbox import Undressed
from pitboss.kit.colours import DARK, LIGHT, colour_of, colours
from pitboss.kit.links import Links

FONT = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
HINT = 110  # characters that a list of mails shows beside the subject
_LIGHT = {"page": LIGHT[0], "card": LIGHT[1], "soft": "#56606b", "line": "#dde2e6"}
_DARK = {"page": DARK[0], "card": DARK[1], "soft": "#a9b3bd", "line": "#323a43"}
_WORDS = {
    "en": {
        "number": "Your request",
        "promise": "We answer",
        "of": "Request",
        "official": "Our official addresses",
        "follow": "Open my request",
        "sign_in_code": "Open my requests",
        "documents_wanted": "Send the documents",
    },
    "ru": {
        "number": "Ваше обращение",
        "promise": "Ответим",
        "of": "Обращение",
        "official": "Наши официальные адреса",
        "follow": "Открыть обращение",
        "sign_in_code": "Открыть мои обращения",
        "documents_wanted": "Отправить документы",
    },
}
# What asks for something else than to look at the request, or speaks to somebody in danger, has no such button.
_NO_BUTTON = frozenset({"crisis_receipt", "delay", "survey", "transcript"})
_FORMAL = "complaint_"  # a formal letter may name an address of others first
_QUIET = frozenset({"crisis_receipt"})  # comfort carries no banner
_PROMISE = re.compile(r'<strong class="expected">([^<]*)</strong>')
_ANCHOR = re.compile(r'<a href="(https?://[^"<>]+)">')
_WEB = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")


class Button(msgspec.Struct, frozen=True):
    label: str
    address: str


@cache
def _template() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


class Look(StrEnum):
    """In which light a mail is shown: as the reader's screen has it, or one of the two to look at."""

    readers = "readers"
    light = "light"
    dark = "dark"


_SCHEMES = {Look.readers: "light dark", Look.light: "light", Look.dark: "dark"}
_WHEN_DARK = {Look.readers: "(prefers-color-scheme: dark)", Look.light: "not all", Look.dark: "all"}


def framed(links: Links, mail: Undressed, look: Look = Look.readers) -> str:
    """The whole HTML of a mail. What an agent said gets a light frame with their name; what the desk says, the brand's."""
    language = "ru" if mail.language == "ru" else "en"
    words = _WORDS[language]
    accent = colour_of(mail.accent)
    light = colours(accent, LIGHT, "#171c21") | _LIGHT
    dark = colours(accent, DARK, "#e9edf1") | _DARK
    said = mail.html if mail.html is not None else marked_up(mail.text)
    promise = _PROMISE.search(said) if mail.notice is not None else None
    official = links.page(f"/help/{mail.brand}/{language}/channels")
    return (
        _template()
        .get_template("frame.html")
        .render(
            language=language,
            schemes=_SCHEMES[look],
            when_dark=_WHEN_DARK[look],
            title=mail.subject,
            hint=" ".join(mail.text.split())[:HINT] if mail.notice is not None else "",
            light=light,
            dark=dark,
            font=FONT,
            loud=mail.notice is not None and mail.notice not in _QUIET,
            brand=mail.brand_name,
            sender=mail.sender_name,
            reference=mail.reference,
            promise=Markup(_capital(promise[1])) if promise else None,  # noqa: S704 - of our own escaping
            words=words,
            said=Markup(_styled(said, light) if mail.notice is not None else said),  # noqa: S704 - cleaned where it came in
            button=_button(mail, words, said),
            official=official,
            official_shown=official.partition("://")[2],
            proof=mail.proof,
        )
    )


def _button(mail: Undressed, words: dict[str, str], said: str) -> Button | None:
    """The one thing to do: what the text itself links to."""
    found = _ANCHOR.search(said)
    if mail.notice is None or mail.notice in _NO_BUTTON or mail.notice.startswith(_FORMAL) or found is None:
        return None
    return Button(words.get(mail.notice, words["follow"]), html.unescape(found[1]))


def _styled(said: str, light: dict[str, str]) -> str:
    """Our own marks with their looks written out: many mail programs know no style sheets."""
    option = (
        f"display:inline-block;margin:0 0 8px;padding:10px 16px;border:1px solid {light['accent-line']};border-radius:8px;"
        f"color:{light['accent-text']};font-weight:600;text-decoration:none"
    )
    said = re.sub(r'<a class="(?:choices|scores)" ', f'<a class="option" style="{option}" ', said)
    said = said.replace("<a href=", f'<a style="color:{light["accent-text"]}" href=')
    code = "font-size:28px;line-height:40px;letter-spacing:3px"
    said = said.replace('<strong class="code">', f'<strong style="{code}">')
    return said.replace("<p>", '<p style="margin:0 0 16px">')


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def marked_up(text: str) -> str:
    """Plain words as HTML: the same lines, addresses as links."""
    parts = re.split(r"\n{2,}", text.strip())
    return "\n".join(f"<p>{_linked(part)}</p>" for part in parts)


def _linked(text: str) -> str:
    made, at = [], 0
    for found in _WEB.finditer(text):
        address = html.escape(found[0])
        made += [html.escape(text[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.end()
    made.append(html.escape(text[at:]))
    return "".join(made).replace("\n", "<br>\n")
