"""The chain of evidence, by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.complaints import chain
from pitboss.complaints.chain import Break, Link, NotCanonical, canonical, link

HASHES = st.binary(max_size=40).map(chain.sha256)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def a_chain(*contents: str) -> list[Link]:
    links: list[Link] = []
    for seq, content in enumerate(contents, 1):
        links.append(link(seq, f"item-{seq}", content=content, meta={"seq": seq}, previous=chain.head(links)))
    return links


@given(PLAIN)
def test_the_one_spelling_says_the_same_and_is_the_same_however_it_was_put_together(value: Any) -> None:
    spelled = canonical(value)
    assert msgspec.json.decode(spelled) == value
    assert canonical(msgspec.json.decode(spelled)) == spelled
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == spelled


def test_moments_and_decimals_have_one_spelling() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    moscow = noon.astimezone(timezone(timedelta(hours=3)))
    assert canonical([noon]) == canonical([moscow]) == b'["2026-11-22T12:00:00.000000Z"]'
    assert canonical({"b": Decimal("57.50"), "a": "ё"}) == '{"a":"ё","b":"57.50"}'.encode()
    for unspeakable in (1.5, {1: 2}, {"x": object()}, float("nan")):
        with pytest.raises(NotCanonical):
            canonical(unspeakable)


def test_the_hash_of_a_link_can_be_made_with_any_other_tool() -> None:
    (one,) = a_chain(chain.sha256(b"the bet"))
    content, meta = chain.sha256(b"the bet"), chain.sha256(b'{"seq":1}')
    said = (
        f'{{"content":"{content}","format":"pitboss-evidence-1","id":"item-1",'
        f'"meta":"{meta}","previous":"{chain.START}","seq":1}}'
    )
    assert one.sha256 == chain.sha256(said.encode())


@given(st.lists(HASHES, max_size=6))
def test_a_chain_that_nobody_touched_holds(contents: list[str]) -> None:
    assert chain.breaks(a_chain(*contents)) is None


@given(st.lists(HASHES, min_size=2, max_size=6, unique=True), st.data())
def test_whatever_is_changed_taken_out_put_in_or_moved_breaks_it(
    contents: list[str], data: st.DataObject
) -> None:
    links = a_chain(*contents)
    place = data.draw(st.integers(0, len(links) - 1))
    what = data.draw(st.sampled_from(["content", "meta", "id", "previous", "sha256", "out", "in", "moved"]))
    changed = list(links)
    match what:
        case "out":
            del changed[place]
        case "in":
            changed.insert(place, links[place])
        case "moved":
            other = (place + 1) % len(links)
            changed[place], changed[other] = changed[other], changed[place]
        case _:
            changed[place] = msgspec.structs.replace(links[place], **{what: chain.sha256(b"another")})
    last_was_taken = what == "out" and place == len(links) - 1
    assert (chain.breaks(changed) is None) == last_was_taken
    assert chain.head(changed) != chain.head(links) or chain.breaks(changed) is not None


def test_the_break_is_named_by_its_place() -> None:
    links = a_chain(*(chain.sha256(bytes([n])) for n in range(4)))
    links[2] = msgspec.structs.replace(links[2], content=chain.sha256(b"x"))
    assert chain.breaks(links) == Break(3, "hash")
    assert chain.breaks(links[1:]) == Break(1, "order")
