"""What an import brings, whatever it comes from: read and checked without the database."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from typing import Any, Literal
from urllib.parse import unquote
from uuid import UUID

import msgspec
import yaml

from pitboss.kit.refused import Invalid
from pitboss.knowledge.clauses import ClauseWanted
from pitboss.knowledge.model import (
    LANGUAGES,
    ArticleKind,
    Category,
    CategoryWords,
    Language,
    Visibility,
    Wording,
)

MAX_FILE = 2 * 2**20  # bytes of one text
MOST_FILES = 5_000
Skipped = tuple[str, str]  # what, why


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One article in one language. `origin`: where it stood, to name it in the report. `draft`: it was one there too.
    `note`: what the reader of the report should know."""

    origin: str
    slug: str
    language: Language
    wording: Wording
    kind: ArticleKind = ArticleKind.article
    visibility: Visibility = Visibility.public
    category: str | None = None
    topics: list[str] = []
    related: list[str] = []
    draft: bool = False
    note: str | None = None


class Bundle(msgspec.Struct, kw_only=True):
    """`source`: markdown, zendesk or intercom. `pictures`: images by their paths; texts show them as `picture:path`."""

    source: str
    categories: list[Category] = []
    pages: list[Page] = []
    clauses: list[tuple[str, ClauseWanted]] = []
    pictures: dict[str, bytes] = {}
    skipped: list[Skipped] = []


class _Loader(yaml.SafeLoader):
    """Without aliases: a few of them make gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


def load_yaml(text: str) -> Any:
    """
    Raises:
        Invalid: saying where it can't be read.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - a SafeLoader that also refuses aliases
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise Invalid(f"The YAML can't be read, line {mark.line + 1 if mark else 1}.") from problem


# ── a folder of Markdown ────────────────────────────────────────────────────────────────────────────────────


class _Front(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    category: str | None = None
    topics: list[str] = []
    summary: str = ""
    words: list[str] = []
    related: list[str] = []
    visibility: Visibility | None = None
    kind: ArticleKind | None = None
    slug: str | None = None


class _Category(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    icon: str = ""
    en: CategoryWords
    ru: CategoryWords


class _Clause(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    text: str
    valid_from: date
    valid_to: date | None = None
    jurisdiction: str | None = None


def of_folder(files: dict[str, bytes], fill: dict[str, str]) -> Bundle:
    """`files` by their paths: `categories.yaml`, `{en,ru}/{slug}.md`, `clauses/{terms,bonus,sports}.{en,ru}.yaml`, and the
    images that articles point to. Folders around all of that don't matter. `fill`: values of {{placeholders}}."""
    bundle = Bundle(source="markdown", categories=[], pages=[], clauses=[], pictures={}, skipped=[])
    for path in sorted(files):
        parts = path.split("/")
        name = parts[-1]
        folder = parts[-2] if len(parts) > 1 else ""
        if name.startswith(".") or folder.startswith((".", "__MACOSX")):
            continue
        stem, _, ending = name.rpartition(".")
        try:
            if name in ("categories.yaml", "categories.yml"):
                bundle.categories += _categories(_text(files[path]))
            elif folder == "clauses" and ending in ("yaml", "yml"):
                bundle.clauses += _clauses(path, stem, _text(files[path]), fill)
            elif ending == "md" and (language := _language(folder, stem)):
                slug = stem.removesuffix(f".{language}")
                bundle.pages.append(_page(path, slug, language, _text(files[path]), fill))
            elif ending.lower() in ("png", "jpg", "jpeg", "webp"):
                bundle.pictures[path] = files[path]
            elif ending == "md":
                bundle.skipped.append((path, "An article lies in a folder named en or ru."))
            else:
                bundle.skipped.append((path, "Files of this kind are not taken."))
        except Invalid as problem:
            bundle.skipped.append((path, problem.detail))
    bundle.pages = [_pictured(page, files) for page in bundle.pages]
    shown = {path for page in bundle.pages for path in _PICTURE.findall(page.wording.text)}
    bundle.pictures = {path: raw for path, raw in bundle.pictures.items() if path in shown}
    return bundle


_SHOWN = re.compile(r"(!\[[^\]]*\]\()([^)\s:]+)(?=[)\s])")
_PICTURE = re.compile(r"!\[[^\]]*\]\(picture:([^)\s]+)")


def _pictured(page: Page, files: dict[str, bytes]) -> Page:
    """With the pictures that lie in the folder under their paths there."""
    folder = posixpath.dirname(page.origin)

    def found(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, unquote(match[2])))
        return f"{match[1]}picture:{path}" if path in files and " " not in path else match[0]

    text = _SHOWN.sub(found, page.wording.text)
    return msgspec.structs.replace(page, wording=msgspec.structs.replace(page.wording, text=text))


def with_images(page: Page, images: dict[str, UUID]) -> Page:
    """With the pictures as they are kept here."""

    def kept(match: re.Match[str]) -> str:
        image = images.get(match[1])
        return match[0].replace(f"picture:{match[1]}", f"image:{image}" if image else "")

    text = _PICTURE.sub(kept, page.wording.text)
    return msgspec.structs.replace(page, wording=msgspec.structs.replace(page.wording, text=text))


def _text(raw: bytes) -> str:
    if len(raw) > MAX_FILE:
        raise Invalid("The file is too large.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Invalid("The file is not UTF-8.") from problem


def _language(folder: str, stem: str) -> Language | None:
    return next((at for at in LANGUAGES if folder == at or stem.endswith(f".{at}")), None)


def _filled(text: str, fill: dict[str, str]) -> str:
    for name, value in fill.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _shaped(raw: Any, shape: Any) -> Any:
    try:
        return msgspec.convert(raw, shape)
    except msgspec.ValidationError as problem:
        raise Invalid(f"It can't be used: {problem}") from problem


def _page(path: str, slug: str, language: Language, text: str, fill: dict[str, str]) -> Page:
    text = _filled(text.replace("\r\n", "\n"), fill)
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not mark:
        raise Invalid("An article begins with its front matter between two lines ---.")
    front: _Front = _shaped(load_yaml(head), _Front)
    kind = front.kind or (
        ArticleKind.instruction
        if front.visibility in (Visibility.staff, Visibility.team)
        else ArticleKind.article
    )
    visibility = front.visibility or (
        Visibility.staff if kind is ArticleKind.instruction else Visibility.public
    )
    return Page(
        origin=path,
        slug=front.slug or slug,
        language=language,
        wording=Wording(title=front.title, summary=front.summary, text=body, words=front.words),
        kind=kind,
        visibility=visibility,
        category=front.category,
        topics=front.topics,
        related=front.related,
    )


def _categories(text: str) -> list[Category]:
    told: list[_Category] = _shaped(load_yaml(text), list[_Category])
    return [
        Category(id=one.id, icon=one.icon, en=one.en, ru=one.ru, place=place * 10)
        for place, one in enumerate(told, 1)
    ]


def _clauses(path: str, stem: str, text: str, fill: dict[str, str]) -> list[tuple[str, ClauseWanted]]:
    kind, _, language = stem.partition(".")
    if kind not in ("terms", "bonus", "sports") or language not in LANGUAGES:
        raise Invalid("Clauses lie in files such as terms.en.yaml, bonus.ru.yaml, sports.en.yaml.")
    told: list[_Clause] = _shaped(load_yaml(_filled(text, fill)), list[_Clause])
    return [
        (
            f"{path}#{one.id}",
            ClauseWanted(
                name=one.id,
                kind=_shaped(kind, Literal["terms", "bonus", "sports"]),
                language=_shaped(language, Language),
                title=one.title,
                text=one.text,
                valid_from=one.valid_from,
                valid_to=one.valid_to,
                jurisdiction=one.jurisdiction,
                place=place * 10,
            ),
        )
        for place, one in enumerate(told, 1)
    ]
