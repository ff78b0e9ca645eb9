"""Mail that goes out: correct MIME, headers that nobody can inject into, addresses that find their ticket
again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from email.generator import BytesGenerator
from email.headerregistry import Address as _HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from io import BytesIO
from uuid import UUID

from pitboss.channels.email.mail import Address

_POLICY = SMTP.clone(max_line_length=76, refold_source="none")
_MAX_REFERENCES = 20
_SIGNATURE_BYTES = 10
_LINE_BREAKS = re.compile(r"[\r\n\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+\s*")
_MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{3,900}>")
_CONTENT_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}", re.IGNORECASE)


class NotSendable(ValueError):
    """A value can't stand in a mail header: an address without a domain, a malformed Message-ID."""


def compose(
    *,
    sender: Address,
    to: Address,
    subject: str,
    text: str,
    html: str | None,
    message_id: str,
    in_reply_to: str | None,
    references: Sequence[str],
    reply_to: Address | None,
    attachments: Sequence[tuple[str, str, bytes]],
    auto_submitted: bool,
    date: datetime,
) -> bytes:
    """The bytes of a mail, with CRLF line ends.

    Attachments are (name, content type, bytes). References keep the first and the newest, 20 at most. Line
    breaks in names and the subject become blanks. Raises NotSendable for a bad address or message id, of
    the mail itself; bad ids from the player's side are left out.
    """
    if date.tzinfo is None:
        raise NotSendable("date without a time zone")
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(sender)
    mail["To"] = _address(to)
    if reply_to:
        mail["Reply-To"] = _address(reply_to)
    mail["Subject"] = _one_line(subject)
    mail["Date"] = format_datetime(date)
    own_id = _valid_id(message_id)
    if own_id is None:
        raise NotSendable(f"message id {message_id!r}")
    threading = [("Message-ID", own_id)]
    replied = _valid_id(in_reply_to) if in_reply_to else None
    if replied:
        threading.append(("In-Reply-To", replied))
    chain = list(dict.fromkeys(one for one in map(_valid_id, references) if one))
    if replied and replied not in chain:
        chain.append(replied)
    if len(chain) > _MAX_REFERENCES:
        chain = [chain[0], *chain[1 - _MAX_REFERENCES :]]
    if chain:
        threading.append(("References", "\r\n ".join(chain)))
    if auto_submitted:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(_lines(text), charset="utf-8", cte=_encoding(text))
    if html is not None:
        mail.add_alternative(_lines(html), subtype="html", charset="utf-8", cte=_encoding(html))
    for name, content_type, data in attachments:
        maintype, _, subtype = (
            content_type.lower() if _CONTENT_TYPE.fullmatch(content_type) else "application/octet-stream"
        ).partition("/")
        if maintype in ("multipart", "message"):
            maintype, subtype = (
                "application",
                "octet-stream",
            )  # these must not be base64 (RFC 2046 section 5.2.1)
        mail.add_attachment(data, maintype=maintype, subtype=subtype, filename=_one_line(name), cte="base64")
    if "MIME-Version" not in mail:
        mail["MIME-Version"] = "1.0"
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_POLICY).flatten(mail)
    # Ids are never folded or encoded: some mailers lose the thread then.
    return "".join(f"{name}: {value}\r\n" for name, value in threading).encode("ascii") + out.getvalue()


def _address(address: Address) -> _HeaderAddress:
    local, _, domain = address.address.rpartition("@")
    if (
        not local
        or not domain
        or _LINE_BREAKS.search(address.address)
        or re.search(r"[\s<>,;]", address.address)
    ):
        raise NotSendable(f"address {address.address!r}")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            raise NotSendable(f"address {address.address!r}") from None
    if not local.isascii():
        raise NotSendable(f"address {address.address!r}")
    try:
        return _HeaderAddress(_one_line(address.name), addr_spec=f"{local}@{domain}")
    except (ValueError, IndexError):
        raise NotSendable(f"address {address.address!r}") from None
    except Exception as broken:
        if type(broken).__module__ == "email.errors":
            raise NotSendable(f"address {address.address!r}") from None
        raise


def _one_line(value: str) -> str:
    return _LINE_BREAKS.sub(" ", value).encode("utf-8", "replace").decode().strip()


def _lines(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.encode("utf-8", "replace").decode()


def _encoding(text: str) -> str:
    """Quoted-printable stays readable in mostly Latin text; base64 is shorter for Cyrillic."""
    return (
        "base64" if sum(1 for character in text if character > "\x7f") * 3 > len(text) else "quoted-printable"
    )


def _valid_id(value: str) -> str | None:
    value = value.strip()
    return value if value.isascii() and _MESSAGE_ID.fullmatch(value) else None


# Addresses that carry their ticket

_TOKEN = re.compile(r"[a-z2-7]{42}")


def signed_reply_address(base: str, ticket: UUID, key: bytes) -> str:
    """`support@brand.example` → `support+<token>@brand.example`.

    The token is base32 (mail systems change the case of letters) of the ticket id and 80 bits of HMAC-SHA256.
    Raises NotSendable if the local part would exceed the 64 characters of RFC 5321.
    """
    local, _, domain = base.rpartition("@")
    token = base64.b32encode(ticket.bytes + _signature(ticket, key)).decode("ascii").rstrip("=").lower()
    if not local or not domain or len(local) + 1 + len(token) > 64:
        raise NotSendable(f"reply address {base!r}")
    return f"{local}+{token}@{domain}"


def ticket_of_reply_address(address: str, key: bytes) -> UUID | None:
    """The ticket of a signed reply address; None if it has no token or one that we did not sign."""
    local = address.rpartition("@")[0]
    token = local.rpartition("+")[2].lower()
    if not _TOKEN.fullmatch(token):
        return None
    data = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
    ticket = UUID(bytes=data[:16])
    return ticket if hmac.compare_digest(data[16:], _signature(ticket, key)) else None


def _signature(ticket: UUID, key: bytes) -> bytes:
    return hmac.new(key, b"reply-address:" + ticket.bytes, hashlib.sha256).digest()[:_SIGNATURE_BYTES]


# The ticket reference in a subject

_SUBJECT_TOKEN = re.compile(r"\[\s?#?([A-ZА-Я][A-ZА-Я0-9]{0,9}-\d{1,12})\s?\]", re.IGNORECASE)


def subject_token(reference: str) -> str:
    """'HB-1001' → '[HB-1001]'."""
    token = f"[{reference}]"
    if not _SUBJECT_TOKEN.fullmatch(token):
        raise ValueError(f"no ticket reference: {reference!r}")
    return token


def find_subject_tokens(subject: str) -> tuple[str, ...]:
    """The ticket references of a subject, upper-case, each once, in order."""
    return tuple(dict.fromkeys(found.upper() for found in _SUBJECT_TOKEN.findall(subject[:2000])))
