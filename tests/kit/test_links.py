"""Addresses that stand for a player's own links, and masks that leave our own addresses alone."""

from __future__ import annotations

from uuid import UUID, uuid4

from pitboss.kit import secrets
from pitboss.kit.links import Links

LINKS = Links("https://help.casino.example", b"a key")
# Ids whose digits look like a card number to whoever doesn't see that they are one.
CARDLIKE = (UUID("01a203d5-8fc4-7027-9679-9887d5dbc2e2"), UUID("01a203d5-9215-77cb-8168-901525880910"))


def test_an_address_of_ours_is_taken_for_no_card() -> None:
    for item in CARDLIKE:
        for address in (
            LINKS.tracking("b", item),
            LINKS.sealed_documents("b", "en", item, item),
            LINKS.sealed_documents("b", "en", UUID("41111111111111114111111111111111"), item),
        ):
            assert secrets.mask(f"Look: {address}?choice=1").found == ()


def test_a_sealed_address_opens_where_it_stands_and_nowhere_else() -> None:
    here, there, request = uuid4(), uuid4(), uuid4()
    sealed = f'<a href="{LINKS.sealed_documents("b", "ru", request, here)}">'
    token = LINKS.documents_token("b", request)
    assert token not in sealed
    assert (
        LINKS.unsealed(sealed, "b", here)
        == f'<a href="https://help.casino.example/help/b/ru/documents/{token}">'
    )
    assert LINKS.unsealed(sealed, "b", there, here).count(token) == 1  # said here, moved there
    for strange in (LINKS.unsealed(sealed, "b", there, None), LINKS.unsealed(sealed, "c", here)):
        assert strange == sealed


def test_what_players_quote_of_their_own_link_is_masked() -> None:
    address = f"https://help.casino.example/help/b/ru/documents/{LINKS.documents_token('b', uuid4())}"
    masked = secrets.mask(f"> {address}\nIs it safe?")
    assert masked.found == ("link",)
    assert masked.text == "> https://help.casino.example/help/b/ru/documents/•••\nIs it safe?"
    assert secrets.mask(masked.text).found == ()
    assert secrets.mask_html(f'<a href="{address}">x</a>').found == ("link",)
