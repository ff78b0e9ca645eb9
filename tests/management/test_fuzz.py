"""Whatever is sent to whatever address that the API describes: it is done or refused, and never breaks."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar

from pitboss.db.tx import Database
from pitboss.kit.ids import new_id
from tests.management.client import Client
from tests.management.description import FOR_PLAYERS, Home, Operation, a_home, operations

# The fuzzer's own session must outlive the test.
LEFT_ALONE = {("POST", "/staff/{staff}/password")}

HOSTILE_TEXT = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "\u202eevil",
    "😀" * 50,
    "\ufeff",
    "\ud7ff\ue000\U0010ffff",
    "ﷺ" * 200,
    "a" * 20_000,
    "' OR 1=1 --",
    "{number}{",
    "{{{{}}",
    "../../etc/passwd",
    "%00%ff",
    "=1+1",
    "-1",
    "0",
    "NaN",
    "null",
    "9223372036854775808",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
    "9999-12-31",
    "2026-02-30",
    "2026-11-22T10:00:00",
    "2026-11-22T10:00:00+14:00",
    "00000000-0000-0000-0000-000000000000",
    "me",
    "nobody",
    "HB-1001",
    "999999999999999",
    "W10",  # base64 of []
    "WyJcdTAwMDAiLCAiMDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAwIl0",  # of a NUL and an id
    "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd",  # of an early day
    "https://[",
    "https://aurora.example:99999",
    '{"kty":"oct"}',
    '{"a":' * 2000,
    "-----BEGIN PUBLIC KEY-----\n\n-----END PUBLIC KEY-----",
    "a@b",
    "@",
    "00:00-24:00",
    "25:00-26:00",
]
HOSTILE_NUMBER = [0, -1, 1, 2, 99, 2**31, 2**63 - 1, 2**63, -(2**63), 10**30, 1.5, 1e308, 0.0000001, -0.5]

texts = st.sampled_from(HOSTILE_TEXT) | st.text(max_size=30)
scalars = texts | st.sampled_from(HOSTILE_NUMBER) | st.booleans() | st.none()
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["ru", "x", "", "\x00"]), inner, max_size=2)
    ),
    max_leaves=5,
)
raw_bodies = st.sampled_from(
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'""',
        b"\xff\xfe",
        b'{"a":1}',
        b"[" * 5000,
        b'{"name":"\\ud800"}',
        b'{"name":"\x00"}',
    ]
)


def value_of(shape: dict[str, Any], usual: Any, home: Home) -> st.SearchStrategy[Any]:
    """Mostly what fits the field; else anything."""
    kinds = [shape, *shape.get("oneOf", []), *shape.get("anyOf", [])]
    fitting: list[st.SearchStrategy[Any]] = []
    for kind in kinds:
        if "enum" in kind:
            fitting.append(st.sampled_from(kind["enum"]))
        elif kind.get("format") == "uuid":
            fitting.append(st.sampled_from([str(i) for i in home.ids.values()] + [str(new_id())]))
        elif kind.get("type") in ("integer", "number"):
            fitting.append(st.sampled_from(HOSTILE_NUMBER) | st.integers(0, 20))
        elif kind.get("type") == "string":
            fitting.append(texts)
        elif kind.get("type") == "boolean":
            fitting.append(st.booleans())
        elif kind.get("type") == "array":
            fitting.append(st.lists(scalars, max_size=3))
        elif kind.get("type") == "object":
            fitting.append(st.dictionaries(st.sampled_from(["ru", "en", "chat", ""]), scalars, max_size=2))
    if usual is not None:
        fitting += [st.just(usual)] * 2
    return st.one_of(*fitting, anything)


@st.composite
def requests(
    draw: st.DrawFn, known: list[Operation], home: Home
) -> tuple[Operation, str, dict[str, Any], Any]:
    """(operation, path, query, body); a body of bytes is sent as it is."""
    operation = draw(st.sampled_from(known))
    in_path = home.in_path(operation)
    if in_path and draw(st.integers(0, 4)) == 0:
        spoilt = draw(st.sampled_from(sorted(in_path)))
        in_path[spoilt] = draw(st.sampled_from(HOSTILE_TEXT) | st.just(str(new_id())))
    path = operation.path.format(**{name: quote(text, safe="") for name, text in in_path.items()})
    query = {
        name: draw(value_of(shape, home.brand if name == "brand" else None, home))
        for name, shape in operation.in_query
        if draw(st.integers(0, 2)) == 0
    }
    query = {name: value for name, value in query.items() if isinstance(value, str | int | float | bool)}
    if operation.fields is None:
        return operation, path, query, None
    if draw(st.integers(0, 9)) == 0:
        return operation, path, query, draw(raw_bodies)
    usual = home.body(operation)
    body = {name: value for name, value in usual.items() if draw(st.integers(0, 9))}
    for name, shape in operation.fields.items():
        if draw(st.integers(0, 2)) == 0:
            body[name] = draw(value_of(shape, usual.get(name), home))
    return operation, path, query, body


@pytest.fixture
async def home(db: Database, admin: Client) -> Home:
    return await a_home(db, admin)


@settings(
    max_examples=1000,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(data=st.data())
async def test_every_request_is_done_or_refused_in_words(
    data: st.DataObject, app: Litestar, admin: Client, home: Home
) -> None:
    known = [o for o in operations(app, players_too=True) if (o.method, o.path) not in LEFT_ALONE]
    operation, path, query, body = data.draw(requests(known, home))
    given_body: dict[str, Any] = {}
    if isinstance(body, bytes):
        given_body = {"content": body, "headers": {"content-type": "application/json"}}
    elif body is not None:
        given_body = {"json": body}
    answer = await admin.call(operation.method, path, params=query, **given_body)
    assert answer.status_code < 500, (operation.method, path, query, body, answer.text)
    if not operation.path.startswith(FOR_PLAYERS):
        assert answer.status_code != 401, "the fuzzer has signed itself out"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        document = answer.json()
        assert document["title"]
        assert document["detail"]


@pytest.mark.parametrize(
    ("method", "path", "given_body", "title"),
    [
        ("POST", "/teams", {"json": {"name": "a\x00b"}}, "unstorable_text"),
        ("GET", "/search?q=%00", {}, "unstorable_text"),
        ("GET", "/audit?after=9223372036854775808", {}, "invalid"),
        ("GET", "/staff?cursor=W10", {}, "bad_cursor"),
        (
            "GET",  # a moment before the calendar begins, in our time
            "/knowledge/articles?cursor=WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIjAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMCJd",
            {},
            "bad_cursor",
        ),
        ("POST", "/teams", {"content": b"[" * 5000}, "invalid"),
        ("GET", "/nowhere", {}, "not_found"),
        ("DELETE", "/topics", {}, "method_not_allowed"),
    ],
)
async def test_a_hostile_request_is_refused_by_name(
    admin: Client, method: str, path: str, given_body: dict[str, Any], title: str
) -> None:
    status, named, detail = await admin.refused_raw(method, path, **given_body)
    assert (400 <= status < 500, named) == (True, title)
    assert detail.endswith(".") or ": " in detail
