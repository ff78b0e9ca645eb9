"""What a mail says, once read."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Address(msgspec.Struct, frozen=True):
    """`address` is empty where a header names somebody without an address."""

    name: str
    address: str


class Attachment(msgspec.Struct, frozen=True):
    """`name` is safe to show and to save; `sha256` is lower-case hex; `inline` means shown within the
    body."""

    name: str
    content_type: str
    size: int
    sha256: str
    inline: bool
    content_id: str | None
    data: bytes


class Bounce(msgspec.Struct, frozen=True):
    """A report that mail was not delivered.

    `permanent` is true only if every recipient failed for good: an address is never given up for a delay.
    """

    recipients: tuple[str, ...]
    permanent: bool
    original_message_id: str | None


class Mail(msgspec.Struct, frozen=True):
    """One mail. `reply` and `quoted` together hold every line of `text`; `html` is safe to show.

    `date` is in UTC and as the sender wrote it, however absurd. `automatic` says why no automatic answer may
    follow; None means that a human wrote.
    """

    subject: str
    from_: Address | None = msgspec.field(name="from")
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    message_id: str | None
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    text: str
    html: str | None
    reply: str
    quoted: str
    attachments: tuple[Attachment, ...]
    automatic: str | None
    bounce: Bounce | None


def to_json(mail: Mail) -> bytes:
    """One line of JSON, without the bytes of the attachments and without a line end."""
    line = msgspec.to_builtins(mail, builtin_types=(bytes, datetime))
    for attachment in line["attachments"]:
        del attachment["data"], attachment["content_id"]
    if line["bounce"]:
        del line["bounce"]["original_message_id"]
    return msgspec.json.encode(line)
