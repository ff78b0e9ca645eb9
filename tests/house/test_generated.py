"""What clients are generated from: every address says what it gives, every event has its frame."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from pitboss.api import frames
from pitboss.api.description import description
from pitboss.events.log import Event
from pitboss.settings import read_settings
from pitboss.web import create_app

# Objects whose fields are not the API's to name.
OPEN = {
    "settings": "a channel's own, by its kind",
    "data": "an event's; its fields by `type` are in the frames' schema",
    "facts": "what was known",
}
SAYS = {"type", "$ref", "oneOf", "anyOf", "allOf", "enum", "const"}
VERBS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder: Path = tmp_path_factory.mktemp("data")
    return description(create_app(read_settings({"PITBOSS_DATA_DIR": str(folder)}), "postgresql://nowhere"))


def operations(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, verbs in told["paths"].items():
        for verb in VERBS & verbs.keys():
            yield f"{verb} {path}", verbs[verb]


def vague(part: Any, where: str) -> Iterator[str]:
    """The places of which a generated client could only say `any`."""
    if isinstance(part, list):
        for item in part:
            yield from vague(item, where)
    elif isinstance(part, dict):
        for name in ("schema", "items"):
            if name in part and not SAYS & part[name].keys():
                yield f"{where}.{name}"
        for name, shape in part.get("properties", {}).items():
            if not SAYS & shape.keys():
                yield f"{where}.{name}"
        if part.get("additionalProperties") in ({}, True) and where.rpartition(".")[2] not in OPEN:
            yield f"{where}.*"
        for name, inner in part.items():
            if name == "properties":
                for field, shape in inner.items():
                    yield from vague(shape, f"{where}.{field}")
            elif name not in ("headers", "examples", "additionalProperties"):
                yield from vague(inner, where)


def test_every_address_shows_what_it_gives(told: dict[str, Any]) -> None:
    silent = [
        where
        for where, operation in operations(told)
        for status, answer in operation["responses"].items()
        if status not in ("204", "default")
        and not any(content.get("schema") for content in answer.get("content", {}).values())
    ]
    assert silent == []
    textual = [
        where
        for where, operation in operations(told)
        for answer in operation["responses"].values()
        if answer.get("content", {}).get("application/json", {}).get("schema") == {"type": "string"}
    ]
    assert textual == [], "a handler that writes its own bytes says what they are with gives()"


def test_no_shape_is_left_open(told: dict[str, Any]) -> None:
    shapes = told["components"]["schemas"]
    left = [
        place for name, shape in shapes.items() for place in vague(shape, name) if name != "ProblemDocument"
    ]
    left += [place for where, operation in operations(told) for place in vague(operation, where)]
    assert left == []
    assert list(vague({"properties": {"any": {}, "text": {"type": "string"}}}, "Bad")) == ["Bad.any"]


def test_names_stay(told: dict[str, Any]) -> None:
    """A second shape of the same name would rename both."""
    assert [name for name in told["components"]["schemas"] if not re.fullmatch(r"[A-Z][A-Za-z]+", name)] == []
    ids = [operation["operationId"] for _, operation in operations(told)]
    assert len(ids) == len(set(ids))
    assert [name for name in ids if not re.fullmatch(r"[a-z]+([A-Z][a-z]*)*", name)] == []


def test_every_event_has_its_frame() -> None:
    schema = frames.schema()
    names = {str(kind.__struct_config__.tag) for kind in frames.kinds()}
    assert names <= schema["$defs"]["StaffFrame"]["discriminator"]["mapping"].keys()
    public = {str(kind.__struct_config__.tag) for kind in frames.kinds() if kind.public}
    player = schema["$defs"]["PlayerFrame"]["discriminator"]["mapping"].keys()
    assert player == public | {"hello", "reset", "pong", "error", "typing", "read"}
    assert issubclass(frames.kinds()[0], Event)


def test_a_frame_for_players_names_no_member_of_staff() -> None:
    shown = frames.schema()["$defs"]
    fields = {
        field for name, shape in shown.items() if name.endswith("PlayerData") for field in shape["properties"]
    }
    assert fields <= frames.FOR_PLAYERS


def test_a_frame_is_told_apart_by_its_type() -> None:
    raw = b'{"type":"pong"}'
    assert msgspec.json.decode(raw, type=frames.staff_frame()) == frames.Pong()
