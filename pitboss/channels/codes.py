"""A short code that a message carries, by which anybody learns that the desk sent it. docs/subsystems/verify.md.

It is made from the message's id by the desk's key, so a second try carries the same; the database holds only a keyed hash.
Twelve characters of 23: 54 bits. No vowels, so no words, and no characters that are taken for one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx

ALPHABET = "346789BCDFGHJKMPQRTVWXY"
LENGTH = 12
SETTING = "message_codes"  # of a channel: whether what goes out by it carries a code

# As people write them, by what they mean: small letters, and the Cyrillic ones that look the same.
_SAME = str.maketrans("ВСНКМРТХУ", "BCHKMPTXY")
_FORM = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


class Known(msgspec.Struct, frozen=True):
    """What a code tells, and nothing personal. `number`: of the request, null where the letter belongs to none. `by`:
    agent, bot or system. `letter`: what it was about, if it was no message of a request."""

    brand: str
    number: int | None
    channel: str
    by: str
    sent_at: datetime
    letter: str | None


def code_of(tx: Tx, brand: str, message: UUID) -> str:
    """As it is written: three groups of four."""
    number = int.from_bytes(tx.links.digest("message code", f"{brand}\0{message}"))
    letters = []
    for _ in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    if all(letter.isdigit() for letter in letters):
        letters[0] = "X"  # a code is never taken for a telephone number
    code = "".join(letters)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def looks_like_code(text: str) -> str | None:
    """The code in its one spelling, if the text can be one."""
    code = re.sub(r"[\s\-\u2010-\u2015]", "", text).upper().translate(_SAME)
    return code if _FORM.fullmatch(code) and not code.isdigit() else None


async def give(tx: Tx, brand: str, ticket: UUID, messages: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of messages, which from now on are known. The transaction is SYSTEM's or elevated."""
    codes = {message: code_of(tx, brand, message) for message in messages}
    await tx.run(
        """
        INSERT INTO message_code (brand_id, hash, ticket_id, message_id)
        SELECT $1, hash, $2, message FROM unnest($3::bytea[], $4::uuid[]) AS given (hash, message)
        ON CONFLICT DO NOTHING
        """,
        brand,
        ticket,
        [_hash(tx, code) for code in codes.values()],
        list(codes),
    )
    return codes


async def give_letter(tx: Tx, brand: str, letter: UUID, *, about: str, ticket: UUID | None) -> str:
    """The code of a letter, which from now on is known. The transaction is SYSTEM's."""
    code = code_of(tx, brand, letter)
    await tx.run(
        """
        INSERT INTO message_code (brand_id, hash, ticket_id, letter) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING
        """,
        brand,
        _hash(tx, code),
        ticket,
        about,
    )
    return code


def _hash(tx: Tx, code: str) -> bytes:
    return tx.links.digest("message code hash", code.replace("-", ""))


async def look_up(tx: Tx, code: str, brand: str | None = None) -> Known | None:
    """What a code in its one spelling tells; None if no message has it. One statement whether it is known or not."""
    return await tx.maybe(
        Known,
        """
        SELECT c.brand_id AS brand, t.number, coalesce(m.channel, 'email') AS channel,
               coalesce(m.author_kind::text, 'system') AS by, coalesce(m.created_at, c.made_at) AS sent_at, c.letter
        FROM   message_code c
        LEFT   JOIN message m ON m.brand_id = c.brand_id AND m.id = c.message_id
        LEFT   JOIN ticket t ON t.brand_id = c.brand_id AND t.id = coalesce(m.ticket_id, c.ticket_id)
        WHERE  c.hash = $1 AND ($2::text IS NULL OR c.brand_id = $2)
        """,
        _hash(tx, code),
        brand,
    )


_FOOTER = {
    "en": "Is this message really from us? Its code: {code}. Check it at {address}",
    "ru": "Это точно мы? Код этого письма: {code}. Проверить можно на {address}",
}


def footer(code: str, address: str, language: str) -> str:
    """A line below a message. Not a link: whoever learns to follow links in mails follows false ones too."""
    return _FOOTER["ru" if language == "ru" else "en"].format(code=code, address=address)


def below(html: str, line: str) -> str:
    """HTML with a line below it."""
    part = f'<p style="margin-top:24px;font-size:13px;color:#66707a">{escape(line)}</p>'
    body, end, rest = html.rpartition("</body>")
    return f"{body}{part}{end}{rest}" if end else html + part


def wanted(settings: dict[str, object]) -> bool:
    return settings.get(SETTING) is True


def code_line(code: str, language: str) -> str:
    return f"Код сообщения: {code}" if language == "ru" else f"Code of this message: {code}"
