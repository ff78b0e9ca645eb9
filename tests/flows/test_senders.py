"""Whether a mail is really its sender's: asked of a real DNS server, for really signed mail, over SMTP."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import AsyncIterator
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pitboss.channels.email.lookups import Dns
from pitboss.db.tx import SYSTEM
from pitboss.players.actions import recognise
from tests.desk import Desk, a_mail
from tests.names import Names, a_dns_server

PLAYER = "ivan@mail.example"


@cache
def the_key() -> tuple[bytes, str]:
    """A private key, and the record of its public half."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)
    return private, "v=DKIM1; k=rsa; p=" + "".join(public.decode().split("\n")[1:-2])


def signed(raw: bytes, domain: str = "mail.example") -> bytes:
    head: bytes = dkim.sign(
        raw, b"s1", domain.encode(), the_key()[0], include_headers=[b"from", b"to", b"subject"]
    )
    return head + raw


@pytest.fixture
async def names() -> AsyncIterator[Names]:
    records = {
        "TXT _dmarc.mail.example": "v=DMARC1; p=reject",
        "TXT s1._domainkey.mail.example": the_key()[1],
        "TXT mail.example": "v=spf1 include:_spf.mail.example -all",
        "TXT _spf.mail.example": "v=spf1 ip4:127.0.0.1 -all",
        "TXT s1._domainkey.other.example": the_key()[1],
    }
    async with a_dns_server(records) as names:
        yield names


async def arrives(
    desk: Desk, dns: Dns, raw: bytes, sender: str, *, trusted: frozenset[str] = frozenset()
) -> int:
    """Hands a mail to the desk by SMTP; the assurance that its message has."""
    async with desk.db.tx(SYSTEM) as tx:
        await recognise(tx, desk.brand.id, "email", PLAYER, registered=True)

    def hand_over() -> None:
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as smtp:
            smtp.sendmail(sender, [desk.brand.address], raw)

    async with desk.listens(dns=dns, trusted=trusted) as port:
        await asyncio.to_thread(hand_over)
    await desk.work_until_idle()
    level: int = await desk.value(
        "SELECT assurance FROM message WHERE brand_id = $1 AND author_kind = 'player' ORDER BY id DESC LIMIT 1"
    )
    return level


async def test_a_mail_with_its_domains_signature_is_the_registered_players(desk: Desk, names: Names) -> None:
    raw = signed(a_mail(to=desk.brand.address, from_=PLAYER))
    assert await arrives(desk, Dns(names.address), raw, "bounces@esp.example") == 1


async def test_a_mail_from_a_host_of_the_domain_is_too(desk: Desk, names: Names) -> None:
    raw = a_mail(to=desk.brand.address, from_=PLAYER)
    assert await arrives(desk, Dns(names.address), raw, PLAYER) == 1


async def test_behind_a_server_of_ours_its_own_address_vouches_for_nobody(desk: Desk, names: Names) -> None:
    raw = a_mail(to=desk.brand.address, from_=PLAYER)
    trusted = frozenset({"mx.desk.example"})
    assert await arrives(desk, Dns(names.address), raw, PLAYER, trusted=trusted) == 0


async def test_a_forged_sender_is_anybody(desk: Desk, names: Names) -> None:
    dns = Dns(names.address)
    by_another = signed(a_mail(to=desk.brand.address, from_=PLAYER), "other.example")
    changed = signed(a_mail(to=desk.brand.address, from_=PLAYER, text="Pay it to me")).replace(
        b"to me", b"to us"
    )
    for raw in (by_another, changed):
        assert await arrives(desk, dns, raw, "x@other.example") == 0


async def test_what_the_zone_says_is_remembered(desk: Desk, names: Names) -> None:
    dns = Dns(names.address)
    for text in ("One", "Two"):
        await arrives(desk, dns, signed(a_mail(to=desk.brand.address, from_=PLAYER, text=text)), PLAYER)
    assert set(names.asked.values()) == {1}


async def test_a_zone_that_fails_loses_no_mail_and_vouches_for_nobody(desk: Desk, names: Names) -> None:
    names.broken = {"_dmarc.mail.example"}
    raw = signed(a_mail(to=desk.brand.address, from_=PLAYER))
    assert await arrives(desk, Dns(names.address), raw, PLAYER) == 0
    assert len(await desk.tickets()) == 1


async def test_a_key_that_cant_be_looked_up_leaves_it_to_the_sending_host(desk: Desk, names: Names) -> None:
    names.broken = {"s1._domainkey.mail.example"}
    raw = signed(a_mail(to=desk.brand.address, from_=PLAYER))
    assert await arrives(desk, Dns(names.address), raw, PLAYER) == 1
    raw = signed(a_mail(to=desk.brand.address, from_=PLAYER))
    assert await arrives(desk, Dns(names.address), raw, "x@esp.example") == 0


async def test_a_server_that_is_silent_is_left_alone_after_a_few_tries(
    desk: Desk, names: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pitboss.channels.email.lookups.ASK_SECONDS", 0.05)
    names.silent = True
    dns = Dns(names.address)
    for number in range(8):
        raw = a_mail(to=desk.brand.address, from_=PLAYER, text=f"Hello {number}")
        assert await arrives(desk, dns, raw, PLAYER) == 0
    assert len(await desk.tickets()) == 8
    asked = names.asked.total()
    await arrives(desk, dns, a_mail(to=desk.brand.address, from_=PLAYER, text="And again"), PLAYER)
    assert names.asked.total() == asked


async def test_a_mail_that_asks_for_too_much_is_not_asked_about_for_ever(desk: Desk, names: Names) -> None:
    hosts = " ".join(f"include:s{n}.mail.example" for n in range(9))
    names.records["TXT mail.example"] = f"v=spf1 {hosts} a:mail.example -all"
    for n in range(9):
        inner = " ".join(f"a:h{n}-{m}.mail.example" for m in range(9))
        names.records[f"TXT s{n}.mail.example"] = f"v=spf1 {inner} ?all"
    raw = a_mail(to=desk.brand.address, from_=PLAYER)
    assert await arrives(desk, Dns(names.address), raw, PLAYER) == 0
    assert names.asked.total() <= 15
