"""Who vouches for the From header."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pitboss.channels.email import spf
from pitboss.channels.email.sender import authentication

OURS = frozenset({"mx.brand.example"})
MAIL = b"From: Player <player@mail.example>\r\nTo: support@brand.example\r\nSubject: x\r\n\r\nHello\r\n"


@pytest.mark.parametrize(
    ("results", "dmarc"),
    [
        ("mx.brand.example; dkim=pass; dmarc=pass (p=reject) header.from=mail.example", "pass"),
        ("mx.brand.example 1; spf=fail;\r\n dmarc=pass header.from=mail.example", "pass"),
        ("MX.brand.example; dmarc=fail header.from=mail.example", "fail"),
        ("mx.brand.example; dmarc=pass header.from=evil.example", "fail"),
        ("mx.brand.example; dmarc=pass", "fail"),
        ("mx.brand.example; dmarc=none header.from=mail.example", "none"),
        ("mx.brand.example; dmarc=temperror header.from=mail.example", "unknown"),
        ("mx.evil.example; dmarc=pass header.from=mail.example", "unknown"),
        ("mx.evil.example; x=y (mx.brand.example; dmarc=pass header.from=mail.example)", "unknown"),
        ("mx.brand.example; none", "unknown"),
    ],
)
def test_only_our_own_server_is_believed(results: str, dmarc: str) -> None:
    raw = f"Authentication-Results: {results}\r\n".encode() + MAIL
    assert authentication(raw, trusted_authserv=OURS).dmarc == dmarc


def test_results_below_another_servers_are_the_senders_own() -> None:
    forged = b"Authentication-Results: mx.brand.example; dmarc=pass header.from=mail.example\r\n"
    above = b"Authentication-Results: mx.other.example; dmarc=fail header.from=mail.example\r\n"
    assert authentication(above + forged + MAIL, trusted_authserv=OURS).dmarc == "unknown"


@pytest.mark.parametrize(
    "senders",
    [
        b"From: a@mail.example\r\nFrom: b@bank.example\r\n",
        b"From: a@mail.example, b@bank.example\r\n",
        b"From: no address\r\n",
        b"",
    ],
)
def test_several_senders_or_none_fail_whatever_the_server_says(senders: bytes) -> None:
    said = b"Authentication-Results: mx.brand.example; dmarc=pass header.from=mail.example\r\n"
    assert authentication(said + senders + b"\r\nx", trusted_authserv=OURS).dmarc == "fail"


class Zone:
    """DNS from a table."""

    def __init__(self, **records: str) -> None:
        self.records = records

    def __call__(self, name: str, kind: str) -> Sequence[str]:
        found = self.records.get(f"{kind} {name}")
        return [found] if found else []


@cache
def _key() -> tuple[bytes, str]:
    """A private key and the DNS record of its public half."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.PKCS1)
    return private, "v=DKIM1; k=rsa; p=" + "".join(public.decode().split("\n")[1:-2])


def _signed(domain: bytes) -> bytes:
    signature: bytes = dkim.sign(MAIL, b"s1", domain, _key()[0], include_headers=[b"from", b"to", b"subject"])
    return signature + MAIL


def _zone(policy: str = "v=DMARC1; p=reject", **records: str) -> Zone:
    keys = {
        f"TXT s1._domainkey.{domain}": _key()[1]
        for domain in ("mail.example", "esp.example", "news.mail.example")
    }
    return Zone(**{"TXT _dmarc.mail.example": policy}, **keys, **records)


def test_a_signature_of_the_domain_passes() -> None:
    verdict = authentication(_signed(b"mail.example"), trusted_authserv=OURS, resolve=_zone())
    assert (verdict.dmarc, verdict.domain) == ("pass", "mail.example")


def test_a_signature_of_a_sister_domain_passes_unless_the_policy_is_strict() -> None:
    raw = _signed(b"news.mail.example")
    assert authentication(raw, trusted_authserv=OURS, resolve=_zone()).dmarc == "pass"
    strict = _zone("v=DMARC1; p=reject; adkim=s")
    assert authentication(raw, trusted_authserv=OURS, resolve=strict).dmarc == "unknown"


def test_the_signature_behind_a_mailing_services_own_counts_too() -> None:
    raw = _signed(b"mail.example")
    theirs: bytes = dkim.sign(raw, b"s1", b"esp.example", _key()[0], include_headers=[b"from"])
    assert authentication(theirs + raw, trusted_authserv=OURS, resolve=_zone()).dmarc == "pass"


def test_a_strangers_signature_or_a_changed_text_does_not_pass() -> None:
    envelope = {"peer_ip": "192.0.2.9", "mail_from": "x@esp.example"}
    stranger = authentication(
        _signed(b"esp.example"), trusted_authserv=frozenset(), resolve=_zone(), **envelope
    )
    changed = authentication(
        _signed(b"mail.example").replace(b"Hello", b"Money"),
        trusted_authserv=frozenset(),
        resolve=_zone(),
        **envelope,
    )
    assert (stranger.dmarc, changed.dmarc) == ("fail", "fail")


def test_the_sending_host_of_the_domain_passes() -> None:
    zone = _zone(**{"TXT mail.example": "v=spf1 ip4:192.0.2.0/28 -all"})
    for ip, dmarc in (("192.0.2.9", "pass"), ("192.0.2.99", "fail")):
        verdict = authentication(
            MAIL, trusted_authserv=frozenset(), resolve=zone, peer_ip=ip, mail_from="bounce@mail.example"
        )
        assert verdict.dmarc == dmarc


def test_a_domain_without_policy_has_no_verdict() -> None:
    assert authentication(MAIL, trusted_authserv=OURS, resolve=Zone()).dmarc == "none"


@pytest.mark.parametrize(
    ("record", "ip", "result"),
    [
        ("v=spf1 +all", "192.0.2.1", "pass"),
        ("v=spf1 a -all", "192.0.2.7", "pass"),
        ("v=spf1 mx/30 -all", "192.0.2.5", "pass"),
        ("v=spf1 include:other.example ~all", "192.0.2.200", "pass"),
        ("v=spf1 include:other.example ~all", "192.0.2.1", "softfail"),
        ("v=spf1 redirect=other.example", "192.0.2.200", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::1", "pass"),
        ("v=spf1 ip6:2001:db8::/32 -all", "192.0.2.1", "fail"),
        ("v=spf1 include:mail.example -all", "192.0.2.1", "permerror"),
        ("v=spf1 ip4:nonsense -all", "192.0.2.1", "permerror"),
        ("v=spf1", "192.0.2.1", "neutral"),
        ("something else", "192.0.2.1", "none"),
        ("v=spf1 +all", "no address", "none"),
    ],
)
def test_sender_policies(record: str, ip: str, result: str) -> None:
    zone = Zone(
        **{
            "TXT mail.example": record,
            "TXT other.example": "v=spf1 ip4:192.0.2.200 -all",
            "A mail.example": "192.0.2.7",
            "MX mail.example": "mx1.mail.example.",
            "A mx1.mail.example": "192.0.2.6",
        }
    )
    assert spf.check(ip, "mail.example", zone) == result


def test_strangers_under_an_unlisted_top_level_domain_are_not_one_organisation() -> None:
    raw = _signed(b"esp.example")
    assert authentication(raw, trusted_authserv=OURS, resolve=_zone()).dmarc == "unknown"
