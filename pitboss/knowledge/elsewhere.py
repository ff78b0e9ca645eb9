"""Help centres of other desks, as their export files tell them: Zendesk (articles, sections, categories and translations as
its API lists them) and Intercom (articles and collections)."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import msgspec
import nh3

from pitboss.kit.refused import Invalid
from pitboss.knowledge.bundle import MAX_FILE, Bundle, Page
from pitboss.knowledge.model import (
    MAX_SUMMARY,
    MAX_TITLE,
    ArticleKind,
    Category,
    CategoryWords,
    Language,
    Visibility,
    Wording,
)
from pitboss.knowledge.wording import slug_of

_TAGS = {
    "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "b", "em", "i", "s", "del", "code", "pre",
    "blockquote", "a", "table", "thead", "tbody", "tr", "th", "td", "div", "span",
}  # fmt: skip
_BLANK_LINES = re.compile(r"\n{3,}")
_PICTURES = re.compile(r"<img\b|<iframe\b|<video\b", re.IGNORECASE)
_ARTICLE_LINK = re.compile(r"\]\((?:https?://[^\s()/]+)?/[^\s()]*?articles/(\d+)[^\s()]*\)")
SOME_READERS = "It was for some readers only. Here it is for staff, until somebody lets players see it."
WITHOUT_PICTURES = "Its pictures and videos were left out: add them again."


class BadExport(Invalid):
    """This is not an export file that can be read."""


def to_markdown(html: str) -> str:
    """The words of a page with the marks that we know. Scripts, styles and pictures are left out.

    Raises:
        BadExport: it is nested too deeply, or too long.
    """
    if len(html) > MAX_FILE:
        raise BadExport("The text is too long.")
    from markdownify import markdownify

    safe = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)
    try:
        text: str = markdownify(
            safe, heading_style="ATX", bullets="-", newline_style="BACKSLASH", strip=["span", "div"]
        )
    except RecursionError as problem:
        raise BadExport("The text is nested too deeply.") from problem
    return _BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def language_of(locale: object) -> Language | None:
    name = str(locale or "").lower().replace("_", "-").partition("-")[0]
    return "ru" if name == "ru" else "en" if name == "en" else None


def loaded(files: dict[str, bytes]) -> list[Any]:
    """The JSON of every file.

    Raises:
        BadExport: naming the file that can't be read.
    """
    documents = []
    for path, raw in sorted(files.items()):
        if not path.lower().endswith((".json", ".jsonl", ".ndjson")):
            continue
        try:
            if path.lower().endswith(".json"):
                documents.append(msgspec.json.decode(raw))
            else:
                documents += [msgspec.json.decode(line) for line in raw.splitlines() if line.strip()]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise BadExport(f"The file {path[:100]!r} is not JSON that can be read.") from problem
    if not documents:
        raise BadExport("There is no JSON file in it.")
    return documents


class _Slugs:
    """One address for each article over its languages; no two articles share one."""

    def __init__(self) -> None:
        self._by_id: dict[str, str] = {}

    def of(self, known: str, title: str) -> str:
        if known not in self._by_id:
            slug = slug_of(title)
            self._by_id[known] = slug if slug not in self._by_id.values() else f"{slug[:60]}-{slug_of(known)}"
        return self._by_id[known]

    def linked(self, text: str) -> str:
        """With links between the articles as links of ours."""

        def link(match: re.Match[str]) -> str:
            slug = self._by_id.get(match[1])
            return f"](article:{slug})" if slug else match[0]

        return _ARTICLE_LINK.sub(link, text)


def _listed(documents: list[Any], name: str, alone: Callable[[dict[str, Any]], bool]) -> list[dict[str, Any]]:
    """The objects of a kind, wherever in the files: in a list of that name, in `data`, or alone."""
    found: list[dict[str, Any]] = []
    for document in documents:
        if isinstance(document, dict) and isinstance(document.get(name), list):
            found += [one for one in document[name] if isinstance(one, dict)]
        else:
            inner = document.get("data", [document]) if isinstance(document, dict) else document
            found += (
                [one for one in inner if isinstance(one, dict) and alone(one)]
                if isinstance(inner, list)
                else []
            )
    return found


def _text(raw: dict[str, Any], name: str, most: int | None = None) -> str:
    value = raw.get(name)
    return " ".join(unescape(value).split())[:most] if isinstance(value, str) else ""


def _categories(names: dict[str, dict[Language, tuple[str, str]]]) -> tuple[list[Category], dict[str, str]]:
    """Categories by the names of their two languages, and which of the other desk's became which."""
    made: dict[str, Category] = {}
    known: dict[str, str] = {}
    for other, told in names.items():
        en = told.get("en") or next(iter(told.values()))
        ru = told.get("ru") or en
        category = slug_of(en[0])[:60].strip("-")
        known[other] = category
        if en[0].strip():
            made.setdefault(
                category,
                Category(
                    id=category,
                    icon="",
                    en=CategoryWords(en[0][:80], en[1][:300]),
                    ru=CategoryWords(ru[0][:80], ru[1][:300]),
                    place=(len(made) + 1) * 10,
                ),
            )
    return list(made.values()), {other: category for other, category in known.items() if category in made}


def of_zendesk(files: dict[str, bytes], default: Language) -> Bundle:
    """`default`: the language of what names none."""
    documents = loaded(files)
    articles = _listed(documents, "articles", lambda one: "body" in one and "section_id" in one)
    if not articles:
        raise BadExport("There are no articles in it.")
    sections = _listed(documents, "sections", lambda one: "category_id" in one)
    names: dict[str, dict[Language, tuple[str, str]]] = {}
    for section in sections:
        language = language_of(section.get("locale")) or default
        for told in [section, *_translations(section)]:
            at = language_of(told.get("locale")) or language
            name = _text(told, "name") or _text(told, "title")
            names.setdefault(str(section.get("id")), {})[at] = (name, _text(told, "description"))
    bundle = Bundle(source="zendesk")
    bundle.categories, category_of = _categories(names)
    slugs = _Slugs()
    told_articles: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
    for article in articles:
        translations = _translations(article)
        own = [] if any(t.get("locale") == article.get("locale") for t in translations) else [article]
        told_articles += [(str(article.get("id")), article, told) for told in [*own, *translations]]
    for known, article, told in sorted(
        told_articles, key=lambda one: language_of(one[2].get("locale")) != "en"
    ):
        slugs.of(known, _text(told, "title") or _text(article, "title"))
    for known, article, told in told_articles:
        some = article.get("user_segment_id") is not None
        _add(
            bundle,
            slugs,
            known,
            origin=f"article {known} ({str(told.get('locale') or default)[:20]})",
            language=language_of(told.get("locale")) if told.get("locale") else default,
            told=told,
            summary="",
            category=category_of.get(str(article.get("section_id"))),
            draft=bool(told.get("draft")),
            visibility=Visibility.staff if some else Visibility.public,
            words=[str(label) for label in article.get("label_names") or () if isinstance(label, str)],
            note=SOME_READERS if some else None,
        )
    return bundle


def _translations(raw: dict[str, Any]) -> list[dict[str, Any]]:
    told = raw.get("translations")
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def of_intercom(files: dict[str, bytes], default: Language) -> Bundle:
    """`default`: the language of what names none."""
    documents = loaded(files)
    articles = _listed(
        documents, "articles", lambda one: "body" in one and one.get("type", "article") == "article"
    )
    if not articles:
        raise BadExport("There are no articles in it.")
    names: dict[str, dict[Language, tuple[str, str]]] = {}
    for collection in _listed(documents, "collections", lambda one: one.get("type") == "collection"):
        titles: dict[Language, tuple[str, str]] = {
            default: (_text(collection, "name"), _text(collection, "description"))
        }
        for at, content in _contents(collection):
            titles[at] = (_text(content, "name"), _text(content, "description"))
        names[str(collection.get("id"))] = titles
    bundle = Bundle(source="intercom")
    bundle.categories, category_of = _categories(names)
    slugs = _Slugs()
    for article in articles:
        english = dict(_contents(article)).get("en") or article
        slugs.of(str(article.get("id")), _text(english, "title"))
    for article in articles:
        known = str(article.get("id"))
        first = language_of(article.get("default_locale")) if article.get("default_locale") else default
        told_in: dict[Language | None, dict[str, Any]] = {first: article}
        told_in.update(_contents(article))
        for language, told in told_in.items():
            _add(
                bundle,
                slugs,
                known,
                origin=f"article {known} ({language or str(article.get('default_locale'))[:20]})",
                language=language,
                told=told,
                summary=_text(told, "description", MAX_SUMMARY),
                category=category_of.get(str(article.get("parent_id"))),
                draft=told.get("state") != "published",
                visibility=Visibility.public,
                words=[],
                note=None,
            )
        others = article.get("translated_content")
        for locale, other in others.items() if isinstance(others, dict) else ():
            if locale != "type" and language_of(locale) is None and other:
                bundle.skipped.append(
                    (f"article {known} ({locale[:20]})", "Only Russian and English are taken.")
                )
    return bundle


def _contents(raw: dict[str, Any]) -> list[tuple[Language, dict[str, Any]]]:
    told = raw.get("translated_content")
    if not isinstance(told, dict):
        return []
    return [(at, one) for key, one in told.items() if (at := language_of(key)) and isinstance(one, dict)]


def _add(
    bundle: Bundle,
    slugs: _Slugs,
    known: str,
    *,
    origin: str,
    language: Language | None,
    told: dict[str, Any],
    summary: str,
    category: str | None,
    draft: bool,
    visibility: Visibility,
    words: list[str],
    note: str | None,
) -> None:
    if language is None:
        bundle.skipped.append((origin, "Only Russian and English are taken."))
        return
    body, title = told.get("body"), _text(told, "title", MAX_TITLE)
    if not title or not isinstance(body, str) or not body.strip():
        bundle.skipped.append((origin, "It has no title or no text."))
        return
    try:
        text = slugs.linked(to_markdown(body))
    except BadExport as problem:
        bundle.skipped.append((origin, problem.detail))
        return
    bundle.pages.append(
        Page(
            origin=origin,
            slug=slugs.of(known, title),
            language=language,
            wording=Wording(title=title, summary=summary, text=text, words=words[:50]),
            kind=ArticleKind.article,
            visibility=visibility,
            category=category,
            draft=draft,
            note=note or (WITHOUT_PICTURES if _PICTURES.search(body) else None),
        )
    )
