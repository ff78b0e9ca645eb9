"""Where a player's address enters: what no mail can reach is refused at every edge, whatever letters the others have."""

from __future__ import annotations

import html

import httpx
import pytest

from pitboss.db.tx import SYSTEM
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid
from pitboss.players.model import reachable
from tests.making import ABrand
from tests.serving import House, a_chat, casino, house, signed

__all__ = ["casino", "house"]

SENTENCE = "Mail can't reach this address."
UNREACHABLE = [
    "a@x,b@y",
    "ivan@mail.example,olga@mail.example",
    "ivan@mail.example; olga@mail.example",
    "ivan@mail.example olga@mail.example",
    "ivan@localhost",
    "ivan@mail",
    "ivan@mail.example.",
    "ivan@mail..example",
    "ivan.@mail.example",
    "iv an@mail.example",
    "Ivan <ivan@mail.example>",
    "<ivan@mail.example>",
    '"ivan"@mail.example',
    "ivan@[192.0.2.1]",
    "ivan@192.0.2.1",
    "ivan@-mail.example",
    "ivan@ma_il.example",
    "ivan@mail.example\r\nBcc: olga@mail.example",
    "ivan@@mail.example",
    "mailto:",
    "иван@почта",
    "i" * 250 + "@mail.example",
]


@pytest.mark.parametrize("address", UNREACHABLE)
def test_what_no_mail_can_reach_is_refused(address: str) -> None:
    with pytest.raises(Invalid, match="Mail can't reach"):
        reachable(address)


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        (" Ivan@Mail.Example ", "ivan@mail.example"),
        ("ivan+bets@mail.example", "ivan+bets@mail.example"),
        ("o'hara@mail.example", "o'hara@mail.example"),
        ("ivan@почта.рф", "ivan@xn--80a1acny.xn--p1ai"),
        ("ivan@xn--80a1acny.xn--p1ai", "ivan@xn--80a1acny.xn--p1ai"),
        ("иван@почта.рф", "иван@xn--80a1acny.xn--p1ai"),
        ("josé@correo.example", "josé@correo.example"),
        ("i@a.very.long.name.of.a.host.example", "i@a.very.long.name.of.a.host.example"),
    ],
)
def test_what_mail_can_reach_is_taken_in_whatever_letters(written: str, spelled: str) -> None:
    assert reachable(written) == spelled


@pytest.mark.parametrize(
    "address", ["a@x,b@y", "ivan@mail.example.", "Ivan <ivan@mail.example>", "ivan@localhost"]
)
async def test_every_edge_refuses_such_an_address(house: House, casino: ABrand, address: str) -> None:
    chat = await a_chat(house, casino)
    await chat.say("A question")
    async with house.client() as http:
        asked = {"brand": casino.id, "text": "Where is my money?", "contact": {"email": address}}
        answers = {
            "request": await http.post("/requests", json=asked),
            "chat": await http.post("/chat/sessions", json={"brand": casino.id, "email": address}),
            "leaving": await http.post("/chat/leave", json={"token": chat.token, "email": address}),
            "copy": await chat.http.post("/chat/transcript", json={"email": address}),
        }
    for edge, answer in answers.items():
        assert (answer.status_code, SENTENCE in answer.text) == (422, True), (edge, answer.text)
    async with httpx.AsyncClient(base_url=f"{house.url}/help/{casino.id}/en") as site:
        form = {"topic": "other", "text": "Where is my money?", "email": address, "key": new_id().hex}
        fake = {"value": "https://win-now.example/pay", "where": "messenger", "email": address}
        pages = {
            "form": await site.post("/request", data=form, files={"files": ("", b"")}),
            "cabinet": await site.post("/my/code", data={"email": address}),
            "report": await site.post("/verify/report", data=fake, files={"none": b""}),
        }
    for edge, page in pages.items():
        assert (page.status_code, SENTENCE in html.unescape(page.text)) == (422, True), edge


async def test_an_address_of_the_sites_token_that_mail_can_not_reach_is_left_out(
    house: House, casino: ABrand
) -> None:
    await a_chat(house, casino, jwt=signed(casino, "acc-77", email="a@x.example,b@y.example"))
    async with house.db.tx(SYSTEM) as tx:
        kinds = await tx.column("SELECT kind FROM identity WHERE brand_id = $1", casino.id)
    assert kinds == ["account"]
