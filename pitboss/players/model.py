"""Who writes to a brand, and how an identity is spelled. Nothing here reads or writes."""

from __future__ import annotations

import contextlib
import unicodedata
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from email_validator import EmailNotValidError, validate_email

from pitboss.kit import secrets
from pitboss.kit.refused import Invalid


class IdentityKind(StrEnum):
    account = "account"  # the player's id on the operator's site: the key
    email = "email"
    phone = "phone"
    telegram = "telegram"


class Player(msgspec.Struct, frozen=True, kw_only=True):
    """`registered`: the identity by which the player was found is one that the operator's site says is theirs."""

    brand: str
    id: UUID
    name: str
    language: str | None
    jurisdiction: str | None
    vip: int
    flags: list[str]
    last_agent_id: UUID | None
    merged_into: UUID | None
    created_at: datetime
    registered: bool = False


COLUMNS = """brand_id AS brand, id, name, language, jurisdiction, vip, flags, last_agent_id, merged_into, created_at"""


class Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator's site says of the player who opens a chat. None: it says nothing, and nothing changes."""

    account: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    language: str | None = None
    vip: int | None = None
    jurisdiction: str | None = None
    flags: list[str] | None = None


def normalise(kind: IdentityKind, value: str) -> str:
    """The one spelling under which an identity is stored and looked up.

    E-mail: lower case, the domain in its ASCII form (IDNA), so both spellings of a Cyrillic domain are one address; a
    card number before the @ is masked, and so nobody can write there (`is_masked`).
    Phone: "+" and digits; "00" in front is "+". A national number can't be told from an international one without "+",
    so it is taken as written. Account and Telegram id: as written, trimmed.

    Raises:
        Invalid: if it can't be one of these at all.
    """
    text = unicodedata.normalize("NFC", value).strip()
    match kind:
        case IdentityKind.email:
            return _email(text)
        case IdentityKind.phone:
            return _phone(text)
        case IdentityKind.account | IdentityKind.telegram:
            if not 0 < len(text) <= 200 or not text.isprintable():
                raise Invalid("An account id has 1 to 200 printable characters.")
            return text


def _email(text: str) -> str:
    local, at, domain = text.rpartition("@")
    domain = domain.rstrip(".").lower()
    if not at or not local or not domain or len(text) > 320 or not text.isprintable() or " " in text:
        raise Invalid("This is not an e-mail address.")
    # An impossible domain can still stand in a From line, and the same sender must be recognised again.
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return secrets.mask_cards(f"{local.lower()}@{domain}").text


def is_masked(address: str) -> bool:
    return "***" in address.rpartition("@")[0]


def reachable(address: str) -> str:
    """The spelling of an e-mail address that somebody gave to be answered at: one that mail can reach as far as its form
    tells, in whatever letters. Nothing is looked up.

    Raises:
        Invalid.
    """
    given = unicodedata.normalize("NFC", address).strip()
    try:
        validate_email(given, check_deliverability=False)
    except EmailNotValidError as problem:
        raise Invalid(
            "Mail can't reach this address. Write a single one, like name@example.com."
        ) from problem
    spelled = normalise(IdentityKind.email, given)
    if is_masked(spelled):
        raise Invalid("This address looks like a card number. Give another one.")
    return spelled


def _phone(text: str) -> str:
    digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    if not text.startswith("+"):
        digits = digits.removeprefix("00")
    if not 5 <= len(digits) <= 15:
        raise Invalid("A phone number has 5 to 15 digits.")
    return f"+{digits}"


def masked(kind: str, value: str) -> str:
    """An identity as those see it who may not see contacts: `iv***@mail.example`, `+7***67`."""
    if kind == IdentityKind.email:
        local, _, domain = value.rpartition("@")
        return f"{local[: 2 if len(local) > 3 else 1]}***@{domain}"
    if kind == IdentityKind.phone:
        return f"{value[:2]}***{value[-2:]}"
    return value
