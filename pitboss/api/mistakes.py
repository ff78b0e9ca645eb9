"""What is wrong with a request, in words: the library's messages with what would have been right."""

from __future__ import annotations

import re
from enum import Enum
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import msgspec
from litestar.handlers import BaseRouteHandler

from pitboss.api.sentences import in_language

_WRONG_CHOICE = re.compile(r"Invalid enum value (.+?)(?: - at .*)?$")
_STEP = re.compile(r"[^.\[\]]+|\[\.*\d*\]")


def sentence(handler: BaseRouteHandler | None, mistake: dict[str, Any], language: str = "en") -> str:
    """`then: 'banana' is not one of waiting, open, solved`."""
    key, told = str(mistake.get("key", "")), str(mistake.get("message", ""))
    if handler is not None:
        if key == "data" and (told == "'data'" or "got `null`" in told):  # no body at all
            fields = ", ".join(_fields(_expected(handler, "data")))
            return in_language(f"it needs a JSON body with any of {fields}", language)
        wrong = _WRONG_CHOICE.match(told)
        choices = _choices(_at(handler, key, mistake.get("source") == "body")) if wrong else []
        if wrong and choices:
            told = f"{wrong[1]} is not one of {', '.join(choices)}"
    return f"{key}: {in_language(told, language)}".strip(": ")


def _expected(handler: BaseRouteHandler, parameter: str) -> Any:
    found = handler.parsed_fn_signature.parameters.get(parameter)
    return found.annotation if found else None


def _at(handler: BaseRouteHandler, key: str, in_body: bool) -> Any:
    """The type that stands at a key such as `then` or `items[0].kind`."""
    steps = _STEP.findall(key)
    place = _expected(handler, "data" if in_body else steps.pop(0)) if steps else None
    for step in steps:
        if step.startswith("["):
            place = next((get_args(part)[-1] for part in _parts(place) if get_args(part)), None)
        else:
            place = next((hints[step] for part in _parts(place) if step in (hints := _hints(part))), None)
    return place


def _parts(annotation: Any) -> list[Any]:
    """A union's members; anything else alone. Without None and UNSET."""
    if get_origin(annotation) is Annotated:
        return _parts(get_args(annotation)[0])
    if get_origin(annotation) in (None, Literal, list, dict, set, tuple):
        return [] if annotation in (None, NoneType, msgspec.UnsetType) else [annotation]
    return [part for member in get_args(annotation) for part in _parts(member)]


def _hints(annotation: Any) -> dict[str, Any]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return get_type_hints(annotation, include_extras=True)
    return {}


def _fields(annotation: Any) -> list[str]:
    return [name for part in _parts(annotation) for name in part.__struct_fields__ if _hints(part)]


def _choices(annotation: Any) -> list[str]:
    found: list[str] = []
    for part in _parts(annotation):
        if get_origin(part) is Literal:
            found += [str(choice) for choice in get_args(part) if choice is not None]
        elif isinstance(part, type) and issubclass(part, Enum):
            found += [str(member.value) for member in part]
        elif get_origin(part) in (list, set, tuple):
            found += _choices(get_args(part)[0])
    return found
