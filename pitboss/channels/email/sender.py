"""Whether a mail really comes from the domain in its From header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

import msgspec

from pitboss.channels.email import headers, spf
from pitboss.channels.email.parse import usual_line_ends
from pitboss.channels.email.spf import CantLook, NotYet, Resolve

_MAX_SIGNATURES = 5

_COMMENT = re.compile(r"\([^()]*\)")
_METHOD = re.compile(r"^\s*([\w-]+)(?:/\d+)?\s*=\s*(\w+)")
_HEADER_FROM = re.compile(r"header\.from\s*=\s*\"?([^\s;\"]+)", re.IGNORECASE)
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,250}[a-z0-9])?", re.IGNORECASE)


class Verdict(msgspec.Struct, frozen=True):
    """`pass`: the From domain stands for this mail. `fail`: it does not, or there are several senders.
    `none`: the domain has no DMARC policy. `unknown`: nobody could check. `domain` is the From domain,
    lower-case ASCII."""

    dmarc: Literal["pass", "fail", "none", "unknown"]
    domain: str
    reason: str


def authentication(
    raw: bytes,
    *,
    trusted_authserv: frozenset[str],
    peer_ip: str | None = None,
    helo: str | None = None,
    mail_from: str | None = None,
    resolve: Resolve | None = None,
) -> Verdict:
    """The word of our own mail server if it has spoken, else a check of our own if `resolve` is given.

    Only the topmost `Authentication-Results` can be ours: a mail server adds its own on top, and one
    written by the sender lies below it. Our server must remove such headers with its own name from incoming
    mail (RFC 8601 section 5), since nobody else could tell them apart where it adds none. Behind such a server the
    peer is that server, which may send for our own domains, so SPF says nothing there.
    """
    raw = usual_line_ends(raw)
    fields, _ = headers.split(raw, 0, len(raw))
    senders = headers.addresses(fields.get("from", []))
    if len(fields.get("from", [])) > 1 or len(senders) > 1:
        return Verdict("fail", "", "several senders")
    domain = (
        _ascii_domain(senders[0].address.rpartition("@")[2]) if senders and "@" in senders[0].address else ""
    )
    if not domain:
        return Verdict("fail", "", "no sender address")
    results = fields.get("authentication-results")
    if results:
        said = _from_results(headers.unfold(results[0]).decode("latin-1"), domain, trusted_authserv)
        if said is not None:
            return said
    if resolve is None:
        return Verdict("unknown", domain, "no trusted authentication results")
    envelope = mail_from or (f"postmaster@{helo}" if helo else None)
    try:
        return _evaluated(raw, domain, None if trusted_authserv else peer_ip, envelope, resolve)
    except CantLook as problem:
        return Verdict("unknown", domain, str(problem))


def _from_results(value: str, domain: str, trusted: frozenset[str]) -> Verdict | None:
    for _ in range(5):
        value = _COMMENT.sub(" ", value[:20_000])
    server, *results = value.split(";")
    names = server.split()
    if not names or names[0].lower() not in {name.lower() for name in trusted}:
        return None
    for result in results:
        method = _METHOD.match(result)
        if not method or method[1].lower() != "dmarc":
            continue
        outcome = method[2].lower()
        header_from = _HEADER_FROM.search(result)
        if outcome == "pass":
            checked = _ascii_domain(header_from[1].rpartition("@")[2]) if header_from else ""
            # Some servers name the organisation's domain instead of the From domain.
            if checked == domain or ("." in checked and domain.endswith(f".{checked}")):
                return Verdict("pass", domain, f"{names[0]} says so")
            return Verdict("fail", domain, f"{names[0]} checked {checked or 'no domain'}")
        if outcome in ("none", "bestguesspass"):
            return Verdict("none", domain, f"{names[0]} found no policy")
        if outcome in ("temperror", "permerror"):
            return Verdict("unknown", domain, f"{names[0]} could not check: {outcome}")
        return Verdict("fail", domain, f"{names[0]} says so")
    return None


def _ascii_domain(domain: str) -> str:
    domain = domain.strip(" .<>[]").lower()
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return domain if _DOMAIN.fullmatch(domain) else ""


def _evaluated(raw: bytes, domain: str, ip: str | None, mail_from: str | None, resolve: Resolve) -> Verdict:
    policy = _policy(domain, resolve)
    if policy is None:
        return Verdict("none", domain, "no DMARC policy")
    strict_dkim, strict_spf = policy.get("adkim") == "s", policy.get("aspf") == "s"
    signers, doubtful = _dkim_signers(raw, resolve)
    for signer in signers:
        if _aligned(signer, domain, strict=strict_dkim):
            return Verdict("pass", domain, f"DKIM by {signer}")
    if ip and mail_from:
        envelope = _ascii_domain(mail_from.rpartition("@")[2])
        if (
            envelope
            and _aligned(envelope, domain, strict=strict_spf)
            and spf.check(ip, envelope, resolve) == "pass"
        ):
            return Verdict("pass", domain, f"SPF of {envelope}")
        if doubtful:
            return Verdict("unknown", domain, "the key of a signature could not be looked up")
        return Verdict("fail", domain, "neither DKIM nor SPF stands for the domain")
    return Verdict("unknown", domain, "no DKIM signature of the domain, and the sending host is not known")


def _policy(domain: str, resolve: Resolve) -> Mapping[str, str] | None:
    from authheaders.dmarc_lookup import DMARCException, answer_to_dict

    for host in dict.fromkeys((domain, _organisation(domain))):
        records = [one for one in resolve(f"_dmarc.{host}", "TXT") if one.lower().startswith("v=dmarc1")]
        if len(records) == 1:
            try:
                tags: dict[str, str] = answer_to_dict(records[0])
            except DMARCException:
                return None
            return tags if tags.get("p") else None
    return None


def _dkim_signers(raw: bytes, resolve: Resolve) -> tuple[list[str], bool]:
    """The domains whose DKIM signatures on this mail are valid, of the first five signatures; and whether a key could
    not be looked up."""
    import dkim

    signers: list[str] = []
    doubtful = False

    def txt(name: bytes, timeout: int = 5) -> bytes | None:
        records = resolve(name.decode("ascii", "replace").rstrip("."), "TXT")
        return records[0].encode() if records else None

    try:
        message = dkim.DKIM(raw)
        count = sum(1 for name, _ in message.headers if name.lower() == b"dkim-signature")
    except dkim.DKIMException:
        return signers, doubtful
    for number in range(min(count, _MAX_SIGNATURES)):
        try:
            valid = message.verify(idx=number, dnsfunc=txt)
        except NotYet:
            raise
        except CantLook:
            doubtful = True
            continue
        except Exception:  # noqa: BLE001, S112 - the library meets hostile signatures with any kind of error
            continue
        signer = message.signature_fields.get(b"d", b"") if valid else b""
        # l= leaves the end of the body unsigned, so anyone can add to it.
        if signer and b"l" not in message.signature_fields:
            signers.append(signer.decode("ascii", "replace").lower())
    return signers, doubtful


def _aligned(one: str, other: str, *, strict: bool) -> bool:
    return one == other or (not strict and _organisation(one) == _organisation(other))


@lru_cache(maxsize=4096)
def _organisation(domain: str) -> str:
    """The registered domain by the public suffix list; two labels if its top-level domain is unlisted."""
    listed = _public_suffixes().get_public_suffix(domain)
    return listed if isinstance(listed, str) and "." in listed else ".".join(domain.split(".")[-2:])


@lru_cache(maxsize=1)
def _public_suffixes() -> Any:
    from authheaders.dmarc_lookup import PublicSuffixList

    with (resources.files("authheaders") / "public_suffix_list.txt").open(encoding="utf-8") as listed:
        return PublicSuffixList(listed)
