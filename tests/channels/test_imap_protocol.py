"""What mail servers say, and what is read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pitboss.channels.email.imap import LONGEST_PAUSE, REFUSED_PAUSE, groups, pause
from pitboss.channels.email.imap_protocol import (
    ImapError,
    Item,
    Response,
    fetched,
    folder_name,
    items,
    quoted,
    uid_set,
)


@pytest.mark.parametrize(
    ("pieces", "read"),
    [
        (
            (b'* LIST (\\HasNoChildren) "/" "a \\"b\\" \\\\"',),
            [b"*", b"LIST", [b"\\HasNoChildren"], b"/", b'a "b" \\'],
        ),
        ((b"a NIL (NIL ()) b",), [b"a", None, [None, []], b"b"]),
        ((b"BODY[HEADER.FIELDS (FROM TO)]<0> x",), [b"BODY[HEADER.FIELDS (FROM TO)]<0>", b"x"]),
        (
            (b"(UID 5 BODY[] ", b"raw ) (", b" FLAGS ())"),
            [[b"UID", b"5", b"BODY[]", b"raw ) (", b"FLAGS", []]],
        ),
    ],
)
def test_an_answer_is_read_into_atoms_strings_and_lists(pieces: tuple[bytes, ...], read: list[Item]) -> None:
    assert items(Response(pieces)) == read


@pytest.mark.parametrize("line", [b"(a", b"a)", b'"a', b"((a)"])
def test_an_answer_that_does_not_close_is_refused(line: bytes) -> None:
    with pytest.raises(ImapError):
        items(Response((line,)))


@pytest.mark.parametrize(
    ("pieces", "data"),
    [
        ((b"* 1 FETCH (UID 7 RFC822.SIZE 120)",), {b"UID": b"7", b"RFC822.SIZE": b"120"}),
        ((b"* 1 FETCH (BODY[] ", b"x", b" UID 7)"), {b"UID": b"7", b"BODY[]": b"x"}),
        ((b"* 1 FETCH (uid 7 body[header]<0> ", b"x", b")"), {b"UID": b"7", b"BODY[HEADER]": b"x"}),
        ((b'* 1 FETCH (UID 7 BODY[] "short")',), {b"UID": b"7", b"BODY[]": b"short"}),
        ((b"* 1 FETCH (UID 7 BODY[] NIL)",), {b"UID": b"7", b"BODY[]": None}),
        ((b"* 4 EXISTS",), {}),
        ((b"* OK FETCH",), {}),
    ],
)
def test_a_fetched_mail_is_known_by_its_items(pieces: tuple[bytes, ...], data: dict[bytes, Item]) -> None:
    assert fetched(Response(pieces)) == data


@pytest.mark.parametrize(
    ("name", "coded"),
    [
        ("INBOX", "INBOX"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),  # the example of RFC 3501
        ("Обработано", "&BB4EMQRABDAEMQQ+BEIEMAQ9BD4-"),
        ("A & B", "A &- B"),
    ],
)
def test_a_folder_is_called_in_modified_utf_7(name: str, coded: str) -> None:
    assert folder_name(name) == coded


@given(st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"])))
def test_every_folder_name_becomes_printable_ascii(name: str) -> None:
    coded = folder_name(name)
    assert all(" " <= character <= "~" for character in coded)
    assert items(Response((quoted(coded),))) == [coded.encode()]


@given(st.sets(st.integers(1, 200)))
def test_a_uid_set_names_each_number_once(uids: set[int]) -> None:
    named: list[int] = []
    for part in uid_set(sorted(uids)).decode().split(",") if uids else []:
        first, _, last = part.partition(":")
        named.extend(range(int(first), int(last or first) + 1))
    assert named == sorted(uids)


@given(
    st.dictionaries(st.integers(1, 10_000), st.integers(0, 20 * 2**20), max_size=300),
    st.sets(st.integers(1, 10_000)),
)
def test_every_mail_is_in_one_group_and_suspects_come_alone(
    sizes: dict[int, int], suspects: set[int]
) -> None:
    made = list(groups(sizes, dict.fromkeys(suspects, 1), 10 * 2**20))
    assert [uid for group in made for uid in group] == list(sizes)
    for group in made:
        assert len(group) <= 50
        assert len(group) == 1 or sum(sizes[uid] for uid in group) <= 8 * 2**20
        assert len(group) == 1 or not suspects & set(group)


@pytest.mark.parametrize(
    ("failures", "refused", "seconds"),
    [
        (0, False, 0),
        (1, False, 1),
        (2, False, 2),
        (5, False, 16),
        (99, False, LONGEST_PAUSE),
        (99, True, REFUSED_PAUSE),
    ],
)
def test_the_pause_doubles_up_to_its_limit(failures: int, refused: bool, seconds: float) -> None:
    assert pause(failures, refused=refused) == seconds
