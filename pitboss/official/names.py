"""What somebody pasted, told apart and spelled in one way: a code of a message, a telephone number, an e-mail address, a
link, a handle, a name. Nothing is ever fetched."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from enum import StrEnum
from functools import cache
from urllib.parse import parse_qs, unquote, urlsplit

import idna
import msgspec
from confusable_homoglyphs.confusables import confusables_data

from pitboss.channels.codes import looks_like_code
from pitboss.official.model import PLATFORMS, OfficialKind

LONGEST = 2_000  # characters of what is pasted
MOST = 5  # things told of one text


class Pasted(StrEnum):
    """Of what was pasted: the kinds of a channel, and besides."""

    site = "site"
    email = "email"
    phone = "phone"
    handle = "handle"
    name = "name"
    code = "code"
    unclear = "unclear"


class Trick(StrEnum):
    """By which something can look like what it isn't."""

    hidden = "hidden"  # characters that nobody sees
    letters = "letters"  # letters of another alphabet that look alike
    before_at = "before_at"  # harbour.com@evil.example
    leads_on = "leads_on"  # a link that holds another link
    number = "number"  # a link without a name: an IP address
    short = "short"  # a link that hides where it leads
    display = "display"  # a name in front of another address


class Thing(msgspec.Struct, frozen=True):
    """`shown`: as it was pasted, without what can't be seen. `normal`: the one spelling: of a site its host in ASCII, of a
    phone + and digits (or digits alone, where it has no country), of a handle small letters. `platform`: of a handle,
    where it is known."""

    what: Pasted
    shown: str
    normal: str
    platform: str = ""
    tricks: tuple[Trick, ...] = ()


_SHORTENERS = frozenset(
    "bit.ly t.co goo.gl tinyurl.com is.gd clck.ru ow.ly buff.ly cutt.ly rb.gy vk.cc u.to shorturl.at t.ly s.id lnkd.in".split()  # noqa: SIM905
)
_PROFILES = {
    "t.me": "telegram", "telegram.me": "telegram", "telegram.dog": "telegram", "wa.me": "whatsapp", "instagram.com": "instagram",
    "facebook.com": "facebook", "fb.com": "facebook", "m.me": "messenger", "x.com": "x", "twitter.com": "x", "vk.com": "vk",
    "vk.ru": "vk", "youtube.com": "youtube", "discord.gg": "discord", "discord.com": "discord", "tiktok.com": "tiktok",
    "viber.me": "viber",
}  # fmt: skip
_HANDLE = re.compile(r"[a-z0-9_.]{2,64}")
_URL = re.compile(r"(?:https?|hxxps?|ftp|tg|viber|whatsapp|mailto|tel|sms)s?:[^\s<>\"'«»]+", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"'«»/@]{1,64}@[^\s<>()\[\],;:\"'«»/@?#]{1,253}")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}")
_BARE = re.compile(_HOST.pattern + r"(?::\d{1,5})?(?:[/?#][^\s<>\"'«»]*)?")
_DISPLAY = re.compile(r"([^<>\n]{1,120})<\s*([^\s<>@]{1,64}@[^\s<>@]{1,253})\s*>")
_PHONE = re.compile(r"(?<![\w@.])\+?[\d(][\d()\s.\-\u2010-\u2015]{5,24}\d(?![\w@])")
_AT = re.compile(r"(?<![\w@/.])@([a-z0-9_.]{2,64})", re.IGNORECASE)
_ENDS = ".,;:!?…»\"')]}>"


@cache
def _latin() -> dict[str, str]:
    """By character, the ASCII one that it can be taken for (Unicode TR 39)."""
    found = {}
    for character, others in confusables_data.items():
        if len(character) == 1 and not character.isascii():
            plain = next(
                (o["c"] for o in others if len(o["c"]) == 1 and o["c"].isascii() and o["c"].isalnum()), None
            )
            if plain:
                found[character] = plain.lower() if character.islower() else plain
    return found


def plain(text: str) -> str:
    """Every letter as the ASCII one that it looks like, as far as there is one; without accents, small."""
    told = []
    for character in unicodedata.normalize("NFKC", text):
        if character.isascii():
            told.append(character)
            continue
        base = unicodedata.normalize("NFD", character)[0]
        told.append(base if base.isascii() else _latin().get(character) or _latin().get(base) or character)
    return "".join(told).lower()


def visible(text: str) -> str:
    """Without characters that show nothing: of no width, of direction, variation selectors."""
    kept = (" " if c in "\u00a0\u202f\u2007\t\r\n\v\f" else c for c in text)
    return "".join(
        c
        for c in kept
        if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn", "Cs", "Mn")
        and c not in "\u3164\u115f\u1160\u2800"
    )


def read(text: str) -> list[Thing]:
    """Everything in a text by which somebody could be reached, each once, the first MOST; the text itself as a name or as
    unclear, if there is nothing."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    seen = visible(text)
    hidden = (Trick.hidden,) if _hides(text) else ()
    seen = re.sub(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)", ".", seen, flags=re.IGNORECASE)
    seen = re.sub(r"\[at\]|\(at\)|\[@\]|\(@\)", "@", seen, flags=re.IGNORECASE).strip()
    found: dict[tuple[str, str, str], Thing] = {}

    def add(thing: Thing | None) -> None:
        if thing is not None and len(found) < MOST:
            thing = msgspec.structs.replace(
                thing, tricks=(*hidden, *(t for t in thing.tricks if t not in hidden))
            )
            found.setdefault((thing.what, thing.platform, thing.normal), thing)

    if code := looks_like_code(seen):
        return [Thing(Pasted.code, seen.strip(), code)]
    rest = seen
    for match in _DISPLAY.finditer(seen):
        if thing := _displayed(match[1], match[2]):
            add(thing)
            rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    for pattern, make in (
        (_URL, _link),
        (_EMAIL, _email),
        (None, None),
        (_AT, _at),
        (_BARE, _bare),
        (_PHONE, phone),
    ):
        if pattern is None or make is None:
            for candidate in _codes(rest):
                add(Thing(Pasted.code, candidate[0], candidate[1]))
                rest = rest.replace(candidate[0], " " * len(candidate[0]))
            continue
        for match in list(pattern.finditer(rest)):
            shown = match[0].rstrip(_ENDS) if pattern is not _PHONE else match[0]
            made = make(shown)
            if made is not None:
                add(made)
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    if found:
        return list(found.values())
    words = " ".join(seen.split())
    if 2 <= len(words) <= 64 and any(c.isalpha() for c in words):
        if _HANDLE.fullmatch(words.lower()):
            return [Thing(Pasted.handle, words, words.lower(), "", hidden)]
        return [Thing(Pasted.name, words, name(words), "", hidden)]
    return [Thing(Pasted.unclear, words[:100], "", "", hidden)]


def _hides(text: str) -> bool:
    """Whether there are unseen characters where there is no reason for any. Joiners stand in emoji, marks in Indic text."""
    return any(unicodedata.category(c) == "Cf" and c not in "\u200d\ufeff" for c in text) or any(
        c in text for c in "\u3164\u115f\u1160\u2800"
    )


def _codes(text: str) -> list[tuple[str, str]]:
    pattern = re.compile(r"(?<![\w-])[\w]{4}[ -]?[\w]{4}[ -]?[\w]{4}(?![\w-])")
    return [(match[0], code) for match in pattern.finditer(text) if (code := looks_like_code(match[0]))]


# ── links and hosts ─────────────────────────────────────────────────────────────────────────────────────────


def host_of(text: str) -> str | None:
    """A host in its ASCII spelling, without www. and the final dot; None if it can't be one."""
    host = unicodedata.normalize("NFKC", text).strip().rstrip(".").lower()
    host = host.replace("\u3002", ".").replace("\uff0e", ".").replace("\uff61", ".")
    if not host or len(host) > 253:
        return None
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        pass
    try:
        spelled = idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        # Not a registrable name, such as one with an underscore; the letters still tell whom it imitates.
        spelled = host if host.isascii() and re.fullmatch(r"[a-z0-9._-]+", host) else ""
    spelled = spelled.removeprefix("www.")
    return spelled if "." in spelled and ".." not in spelled else None


def in_letters(host: str) -> str:
    """A host as it is shown: xn-- in its own letters."""
    try:
        return idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        return host


def _tricks_of(host: str, shown: str) -> tuple[Trick, ...]:
    found = []
    letters = in_letters(host)
    if (
        plain(letters) != letters and any(not c.isascii() for c in letters) and plain(letters).isascii()
    ) or unicodedata.normalize("NFKC", shown) != shown:
        found.append(Trick.letters)
    if host in _SHORTENERS:
        found.append(Trick.short)
    try:
        ipaddress.ip_address(host)
        found.append(Trick.number)
    except ValueError:
        pass
    return tuple(found)


def _link(text: str) -> Thing | None:
    scheme, _, rest = text.partition(":")
    scheme = scheme.lower().replace("hxxp", "http")
    if scheme == "mailto":
        return _email(unquote(rest.partition("?")[0]))
    if scheme in ("tel", "sms"):
        return phone(unquote(rest.partition("?")[0].lstrip("/")))
    if scheme in ("tg", "whatsapp", "viber"):
        return _deep_link(scheme, rest)
    # Browsers read \ as /, and so do we.
    rest = rest.replace("\\", "/").lstrip("/")
    return _web(rest, text)


def _deep_link(scheme: str, rest: str) -> Thing | None:
    asked = parse_qs(rest.partition("?")[2])
    if scheme == "tg" and (named := asked.get("domain")):
        return handle(named[0], "telegram")
    if number := (asked.get("phone") or asked.get("number")):
        return phone(number[0])
    return None


def _web(rest: str, shown: str) -> Thing | None:
    authority, slash, path = rest.partition("/")
    rest = f"{re.sub('%40', '@', authority)}{slash}{path}"
    try:
        parts = urlsplit(f"//{rest}")
        host = host_of(unquote(parts.hostname or ""))
    except ValueError:
        return None
    if host is None:
        return None
    tricks = list(_tricks_of(host, parts.hostname or ""))
    if "@" in parts.netloc:
        tricks.append(Trick.before_at)
    profile = _profile(host, parts.path)
    if profile is not None:
        return msgspec.structs.replace(profile, shown=shown[:200], tricks=tuple(tricks))
    further = unquote(unquote(f"{parts.path}?{parts.query}#{parts.fragment}"))
    if re.search(r"(?:https?:)?//[^/\s]+\.[^/\s]+", further, re.IGNORECASE):
        tricks.append(Trick.leads_on)
    return Thing(Pasted.site, shown[:200], host, "", tuple(dict.fromkeys(tricks)))


def _bare(text: str) -> Thing | None:
    """A host without a scheme."""
    return _web(text, text)


def _profile(host: str, path: str) -> Thing | None:
    """A link to somebody's page on a network is a handle there."""
    platform = _PROFILES.get(host.removeprefix("m."))
    parts = [part for part in unquote(path).split("/") if part]
    if platform is None or not parts:
        return None
    named = (
        parts[1]
        if platform in ("youtube", "telegram") and parts[0] in ("c", "user", "s") and len(parts) > 1
        else parts[0]
    )
    if platform == "whatsapp" and (number := phone(f"+{named.lstrip('+')}")):
        return number
    return handle(named, platform)


# ── addresses, numbers, handles, names ──────────────────────────────────────────────────────────────────────


def _email(text: str) -> Thing | None:
    local, at, domain = text.strip().rpartition("@")
    host = host_of(domain)
    if not at or not local or host is None or len(local) > 64:
        return None
    tricks = list(_tricks_of(host, domain))
    if _HOST.fullmatch(local):
        tricks.append(Trick.before_at)
    return Thing(Pasted.email, text[:200], f"{local.partition('+')[0].lower()}@{host}", "", tuple(tricks))


def _displayed(before: str, address: str) -> Thing | None:
    """`support@harbour.example <x@evil.example>`: what mail programs show is not where it comes from. None where only a
    name is shown."""
    thing = _email(address)
    if thing is None or not (_EMAIL.search(before) or _HOST.search(before)):
        return None
    shown = " ".join(f"{before} <{address}>".split())[:200]
    return msgspec.structs.replace(thing, shown=shown, tricks=(*thing.tricks, Trick.display))


def phone(text: str) -> Thing | None:
    """+ and digits; without a country, the digits alone. A Russian 8 in front of ten digits is +7."""
    digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    if text.strip().startswith("+"):
        normal = f"+{digits}"
    elif digits.startswith("00"):
        digits = digits[2:]
        normal = f"+{digits}"
    elif len(digits) == 11 and digits[0] == "8":
        normal = f"+7{digits[1:]}"
    else:
        normal = digits
    if not 5 <= len(digits) <= 15:
        return None
    return Thing(Pasted.phone, " ".join(text.split())[:40], normal)


def _at(text: str) -> Thing | None:
    return handle(text, "")


def handle(text: str, platform: str) -> Thing | None:
    named = unicodedata.normalize("NFKC", text).strip().lstrip("@").rstrip("/").lower()
    if not 2 <= len(named) <= 64 or any(c.isspace() or not c.isprintable() for c in named):
        return None
    tricks = (Trick.letters,) if not named.isascii() and plain(named).isascii() else ()
    return Thing(Pasted.handle, f"@{named}", named, platform, tricks)


def name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).lower().split())


def entry(kind: OfficialKind, platform: str, value: str) -> Thing | None:
    """What an admin writes down as official, or an agent as an impostor; None if it can't be this kind."""
    text = " ".join(visible(value).split())[:200]
    if kind is OfficialKind.handle:
        found = next((one for one in read(text) if one.what is Pasted.handle), None) or handle(text, platform)
        known = platform or (found.platform if found else "")
        return msgspec.structs.replace(found, platform=known) if found and known in PLATFORMS else None
    if kind is OfficialKind.name:
        return Thing(Pasted.name, text, name(text)) if 2 <= len(text) <= 64 else None
    if kind is OfficialKind.phone:
        found = phone(text)
        return found if found and found.normal.startswith("+") else None
    if kind is OfficialKind.email:
        return _email(text)
    return next((one for one in read(text) if one.what is Pasted.site), None)
