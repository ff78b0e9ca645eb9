"""The API's readable page. No script and nothing from elsewhere: it is rendered here, from the description itself."""

from __future__ import annotations

import html
import re
from typing import Any

from litestar import Litestar, MediaType, Request, get
from litestar.routes import HTTPRoute

from pitboss.api.description import description
from pitboss.kit.refused import Refused

_STYLE = """
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
details { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; padding: .4rem .8rem; }
summary { cursor: pointer; overflow-wrap: anywhere; }
code, .verb { font-family: ui-monospace, monospace; font-size: .92em; }
.verb { display: inline-block; min-width: 4.5em; font-weight: 700; }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; }
td, th { text-align: left; border-top: 1px solid var(--line); padding: .3rem .6rem .3rem 0; vertical-align: top; }
"""


@get("/api/docs", include_in_schema=False, media_type=MediaType.HTML)
async def docs(request: Request[Any, Any, Any]) -> str:
    schema = description(request.app)
    groups: dict[str, list[str]] = {}
    for path, verbs in sorted(schema.get("paths", {}).items()):
        group = path.removeprefix("/api/v1/").strip("/").split("/")[0] or "other"
        for verb, operation in verbs.items():
            groups.setdefault(group, []).append(_operation(schema, path, verb, operation))
    body = "".join(f"<h2 id='{e(group)}'>{e(group)}</h2>{''.join(items)}" for group, items in groups.items())
    links = " · ".join(f"<a href='#{e(group)}'>{e(group)}</a>" for group in groups)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Pitboss API</title><style>{_STYLE}</style><h1>Pitboss API</h1>"
        "<p>Sign in with <code>POST /api/v1/session</code> and send the token as <code>Authorization: Bearer …</code>. "
        "Every write takes an <code>Idempotency-Key</code>: the same request with the same key is done once. "
        "Refusals are problem documents (<code>application/problem+json</code>, RFC 9457): <code>title</code> names the kind, "
        "<code>detail</code> is the sentence to show. Lists give <code>items</code> and <code>next</code>, the cursor of the "
        "following page. Streams are WebSockets at <code>/api/v1/stream</code> and <code>/api/v1/chat/stream</code>; give "
        "<code>after</code> the number of the last event you have. The description for machines is "
        f"<a href='/api/openapi.json'>/api/openapi.json</a>.</p><p>{links} · <a href='#problems'>problems</a></p>{body}{_problems()}</html>"
    )


def name_in_words(app: Litestar) -> None:
    """Gives every handler the first sentence of its docstring as its summary."""
    for route in app.routes:
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                told = " ".join((handler.fn.__doc__ or "").split())
                if told and handler.summary is None:
                    handler.summary = _SENTENCE.match(told + " ")[0].strip().rstrip(".")  # type: ignore[index]


_SENTENCE = re.compile(r".*?\.(?=\s)|.*", re.DOTALL)


def refusals() -> list[type[Refused]]:
    """Every kind that a problem document can name, by its title."""
    found: set[type[Refused]] = set()
    ahead: list[type[Refused]] = [Refused]
    while ahead:
        kind = ahead.pop()
        ahead += kind.__subclasses__()
        if kind is not Refused:
            found.add(kind)
    return sorted(found, key=lambda kind: (kind().code, kind.__module__))


def _problems() -> str:
    rows, named = "", set()
    for kind in refusals():
        title, sentence = kind().code, kind().detail
        anchor = "" if title in named else f" id='problem-{e(title)}'"
        named.add(title)
        rows += f"<tr{anchor}><td><code>{e(title)}</code><td>{kind.status}<td>{e(sentence)}"
    for title, status, sentence in OTHERS:
        if title not in named:
            rows += f"<tr id='problem-{e(title)}'><td><code>{e(title)}</code><td>{status}<td>{e(sentence)}"
    return f"<h2 id='problems'>problems</h2><table><tr><th>title<th>status<th>sentence{rows}</table>"


# Problems that no Refused stands for; see edge.py.
OTHERS = [
    ("method_not_allowed", 405, "This address does not take this method."),
    ("too_large", 413, "The request is too large."),
    ("unsupported_media_type", 415, "The request's body is of a type that this address does not take."),
    ("unstorable_text", 422, "A text holds the character NUL, which can't be stored."),
    ("refused", 400, "The request can't be used."),
    ("unavailable", 503, "The desk can't reach its database right now. Nothing was changed; try again."),
    ("internal", 500, "Something went wrong on our side. Nothing was changed."),
]


def _operation(schema: dict[str, Any], path: str, verb: str, operation: dict[str, Any]) -> str:
    told = operation.get("description") or operation.get("summary") or ""
    rows = "".join(
        f"<tr><td><code>{e(p['name'])}</code><td>{e(p['in'])}{' (needed)' if p.get('required') else ''}<td>{e(_type(schema, p.get('schema', {})))}"
        for p in operation.get("parameters", [])
    )
    content = operation.get("requestBody", {}).get("content", {})
    for kind, body in content.items():
        for name, field in _fields(schema, body.get("schema", {})):
            rows += f"<tr><td><code>{e(name)}</code><td>body, {e(kind)}<td>{e(_type(schema, field))}"
    table = f"<table><tr><th>name<th>where<th>type{rows}</table>" if rows else ""
    told = e(told).replace("\n- ", "<br>")
    return (
        f"<details><summary><span class=verb>{e(verb.upper())}</span><code>{e(path)}</code> "
        f"{e(operation.get('summary', ''))}</summary><p>{told}</p>{table}{_answers(schema, operation)}</details>"
    )


def _answers(schema: dict[str, Any], operation: dict[str, Any]) -> str:
    """The shape of what comes back when it is done."""
    for status, answer in operation.get("responses", {}).items():
        shape: dict[str, Any] = next((c.get("schema", {}) for c in answer.get("content", {}).values()), {})
        if not status.startswith("2") or not shape:
            continue
        lists = shape.get("type") == "array"
        fields = _fields(schema, shape.get("items", {}) if lists else shape)
        if fields:
            rows = "".join(f"<tr><td><code>{e(n)}</code><td>{e(_type(schema, f))}" for n, f in fields)
            return f"<p>Answers {e(status)} with {'a list of' if lists else ''}</p><table>{rows}</table>"
    return ""


def _resolve(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref", "")
    found: dict[str, Any] = (
        schema.get("components", {}).get("schemas", {}).get(reference.rpartition("/")[2], part)
    )
    return found if reference else part


def _fields(schema: dict[str, Any], part: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    for option in part.get("oneOf", [part]):
        resolved = _resolve(schema, option)
        if resolved.get("properties"):
            return list(resolved["properties"].items())
    return []


def _type(schema: dict[str, Any], part: dict[str, Any]) -> str:
    if "oneOf" in part:
        return " or ".join(_type(schema, option) for option in part["oneOf"])
    if "enum" in part:
        return " or ".join("null" if value is None else str(value) for value in part["enum"])
    if part.get("type") == "array":
        return f"list of {_type(schema, part.get('items', {}))}"
    named = part.get("$ref", "").rpartition("/")[2] or part.get("format") or part.get("type") or "any"
    return str(named)


def e(text: str) -> str:
    return html.escape(str(text))


HANDLERS = [docs]
