"""The API's own description: it says in words what every address does, takes, gives and refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import RequestFactory

from pitboss.api import docs
from pitboss.api.tickets import PERMISSION_OF, TAKES, Act
from pitboss.settings import read_settings
from pitboss.web import create_app


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Litestar:
    folder: Path = tmp_path_factory.mktemp("data")
    return create_app(read_settings({"PITBOSS_DATA_DIR": str(folder)}), "postgresql://nowhere")


@pytest.fixture(scope="module")
async def page(app: Litestar) -> str:
    shown: str = await docs.docs.fn(RequestFactory(app=app).get("/api/docs"))
    return shown


def test_every_handler_says_in_words_what_it_does(app: Litestar) -> None:
    schema: dict[str, Any] = app.openapi_schema.to_schema()
    wordless = [
        (verb, path)
        for path, verbs in schema["paths"].items()
        for verb, told in verbs.items()
        if " " not in told.get("summary", "") or not told.get("description")
    ]
    assert wordless == []


def test_every_action_is_listed_with_what_it_takes(page: str) -> None:
    assert TAKES.keys() == PERMISSION_OF.keys()
    known = {field.name for field in msgspec.structs.fields(Act)}
    assert {name for fields in TAKES.values() for name in fields} == known - {"key"}
    assert all(f"{action} {{" in page for action in TAKES)


def test_every_problem_has_its_place_and_its_sentence(page: str) -> None:
    anchors = re.findall(r"id='(problem-[a-z_]+)'", page)
    assert len(anchors) == len(set(anchors))
    assert {f"problem-{kind().code}" for kind in docs.refusals()} <= set(anchors)
    assert "Reopen it first." in page


def test_shapes_are_shown_as_json_knows_them(page: str) -> None:
    assert "None" not in re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    assert "urgent or high or normal or low or null" in page
    assert "priority_reasons" in page
