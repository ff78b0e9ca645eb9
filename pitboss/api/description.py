"""The API's description as clients are generated from it: what Litestar writes, with the refusals as they really come and
names that stay."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from litestar import Litestar, Request
from litestar.openapi.plugins import JsonRenderPlugin

_LISTING = re.compile(r"Listing_(?:\w+\.)*(\w+)_")
_VERBS = ("get", "post", "put", "patch", "delete")

PROBLEM = {
    "type": "object",
    "title": "ProblemDocument",
    "description": "A refusal (RFC 9457). `title` names the kind, `detail` is the sentence to show, in the reader's language; some kinds say more.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "retry_after": {"type": "integer"},
        "request_id": {"type": "string"},
        "mistakes": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": True,
}
_REFUSED = {
    "description": "Refused; nothing was changed.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
}


_FILE = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            }
        }
    },
}
_LEAVE = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"token": {"type": "string"}, "email": {"type": "string"}},
            }
        }
    }
}
# Bodies that handlers read themselves.
_BODIES = {
    "uploadAttachment": _FILE,
    "uploadArticleImage": _FILE,
    "importHelp": _FILE,
    "uploadChatAttachment": _FILE,
    "leaveChat": _LEAVE,
}
_BINARY = {"application/octet-stream", "message/rfc822"}


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def operation_id(handler: Any, method: Any, path: Any) -> str:
    """The handler's own name, in camel case; a handler whose name says too little names its operation itself."""
    return camel(handler.handler_name)


def described(schema: dict[str, Any]) -> dict[str, Any]:
    """The description to give out, of the one that Litestar makes."""
    text = msgspec.json.encode(schema).decode()
    plain: dict[str, Any] = msgspec.json.decode(_LISTING.sub(r"\1Page", text))
    schemas = plain["components"]["schemas"]
    schemas["ProblemDocument"] = PROBLEM
    schemas.pop("Page", None)  # stands in no answer: each names what its items are
    taken: set[str] = set()
    given: set[str] = set()
    for verbs in plain["paths"].values():
        for operation in (verbs[verb] for verb in _VERBS if verb in verbs):
            _settle(operation)
            taken |= _reached(schemas, operation.get("requestBody"))
            given |= _reached(schemas, operation["responses"])
    for name in given - taken - {"ProblemDocument"}:
        if "properties" in schemas[name]:  # an answer holds all its fields, also those with a default
            schemas[name]["required"] = sorted(schemas[name]["properties"])
    return plain


def _settle(operation: dict[str, Any]) -> None:
    if body := _BODIES.get(operation["operationId"]):
        operation["requestBody"] = body
    done = {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
    for answer in done.values():
        for kind, content in answer.get("content", {}).items():
            if kind in _BINARY:
                content["schema"] = {"type": "string", "format": "binary"}
    operation["responses"] = {**done, "default": _REFUSED}


def _reached(schemas: dict[str, Any], part: Any, seen: set[str] | None = None) -> set[str]:
    """The names of the components that a part refers to, over any number of steps."""
    found = set() if seen is None else seen
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name in schemas and name not in found:
            found.add(name)
            _reached(schemas, schemas[name], found)
        for value in part.values():
            _reached(schemas, value, found)
    elif isinstance(part, list):
        for value in part:
            _reached(schemas, value, found)
    return found


def description(app: Litestar) -> dict[str, Any]:
    return described(app.openapi_schema.to_schema())


class Described(JsonRenderPlugin):
    def __init__(self, path: str) -> None:
        super().__init__(path=path)
        self._bytes: bytes | None = None

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if self._bytes is None:
            self._bytes = msgspec.json.encode(described(openapi_schema))
        return self._bytes
