"""Markdown to safe HTML, and what else a text tells: its words without marks, the clauses it cites, its images.

Links of the desk's own: `clause:terms-4.2`, `article:slug`, `image:<id>`. HTML in a text is shown as written, never run;
images come from the desk alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from uuid import UUID

import msgspec
import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pitboss.kit.ids import as_uuid
from pitboss.knowledge.model import path_of

_CLAUSE = re.compile(r"clause:([a-z0-9][a-z0-9.-]{0,59})", re.IGNORECASE)
_SLUG = re.compile(r"article:([a-z0-9][a-z0-9-]{0,99})", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:(left|right|center)")
_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote",
    "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "loading"},
    "ol": {"start"},
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6")},
}
_CLASSES = {"th": {"left", "right", "center"}, "td": {"left", "right", "center"}}

_reader = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])


class Heading(msgspec.Struct, frozen=True):
    """`level`: 2 to 6. `id`: its anchor in the page."""

    level: int
    id: str
    text: str


class Rendered(msgspec.Struct, frozen=True):
    """`html`: safe to stand in a page."""

    html: str
    headings: tuple[Heading, ...]


class Told(msgspec.Struct, frozen=True):
    """`plain`: the words without marks, a block a line. `articles`: slugs. `foreign`: addresses of images that are not the
    desk's, which no reader will see."""

    plain: str
    cites: list[str]
    articles: list[str]
    images: list[UUID]
    foreign: list[str]


@lru_cache(maxsize=1024)
def render(text: str, brand: str, language: str) -> Rendered:
    """A text for a page of the brand's help centre in that language."""
    tokens = _reader.parse(text)
    headings: list[Heading] = []
    taken: dict[str, int] = {}
    for place, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            level = max(2, int(token.tag[1]))
            token.tag = f"h{level}"
            if token.nesting == 1:
                words = _plain_of(tokens[place + 1])
                anchor = "h-" + re.sub(r"\W+", "-", words.lower()).strip("-")[:60]
                taken[anchor] = taken.get(anchor, 0) + 1
                if taken[anchor] > 1:
                    anchor = f"{anchor}-{taken[anchor]}"
                token.attrSet("id", anchor)
                headings.append(Heading(level, anchor, words))
        elif token.type in ("th_open", "td_open"):
            if aligned := _ALIGNED.search(str(token.attrs.pop("style", ""))):
                token.attrSet("class", aligned[1])
        elif token.type == "inline":
            token.children = [_addressed(child, brand, language) for child in token.children or ()]
    html = nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
    return Rendered(html, tuple(headings))


def told(text: str) -> Told:
    """What a text says and points to."""
    lines, cites, articles, images, foreign = [], [], [], [], []
    for token in _reader.parse(text):
        if token.type in ("fence", "code_block"):
            lines.append(token.content.strip())
        elif token.type == "inline":
            lines.append(_plain_of(token))
            for child in token.children or ():
                if child.type == "link_open":
                    address = str(child.attrs.get("href", ""))
                    if clause := _CLAUSE.fullmatch(address):
                        cites.append(clause[1].lower())
                    elif slug := _SLUG.fullmatch(address):
                        articles.append(slug[1].lower())
                elif child.type == "image":
                    address = str(child.attrs.get("src", ""))
                    image = _image(address)
                    if image is None:
                        foreign.append(address)
                    else:
                        images.append(image)
    return Told("\n".join(line for line in lines if line), *map(_once, (cites, articles, images, foreign)))  # type: ignore[arg-type]


def _once(items: list[object]) -> list[object]:
    return list(dict.fromkeys(items))


def _image(address: str) -> UUID | None:
    return as_uuid(address.removeprefix("image:")) if address.startswith("image:") else None


def _plain_of(token: Token) -> str:
    return " ".join("".join(_spoken(token.children or ())).split())


def _spoken(children: list[Token] | tuple[()]) -> Iterator[str]:
    for child in children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.type == "image":
            yield child.content


def _addressed(child: Token, brand: str, language: str) -> Token:
    """A link or image with the address that a browser follows."""
    if child.type == "link_open":
        address = str(child.attrs.get("href", ""))
        if clause := _CLAUSE.fullmatch(address):
            child.attrSet("href", f"/help/{brand}/{language}/rules/{clause[1].lower()}")
        elif slug := _SLUG.fullmatch(address):
            child.attrSet("href", path_of(brand, language, slug[1].lower()))
    elif child.type == "image":
        image = _image(str(child.attrs.get("src", "")))
        if image is None:  # somebody else's server would learn who reads
            return Token("text", "", 0, content=child.content)
        child.attrSet("src", f"/api/v1/help/{brand}/images/{image}")
        child.attrSet("loading", "lazy")
    return child
