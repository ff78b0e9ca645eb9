"""Finds payment card numbers in text, in time linear in its length whatever the text is.

A card number is 13 to 19 digits that pass the Luhn check (ISO/IEC 7812-1), begin like a known
issuer, and start and end where a group of digits does. All windows are checked at once
on arrays, so a megabyte of digits costs no more than a megabyte of prose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST, LONGEST = 13, 19
LONGEST_GAP = 24
"""Separator characters between two digits of one card: a line break, a quote mark and indentation fit in."""

SEPARATORS = (
    "\t\n\v\f\r \x85\xa0\xad\u1680\u180e\u202f\u205f\u3000\ufeff\ufe0f\u20e3-._/>·"
    "\u2212\u30fb\ufe58\ufe63\uff0d"
    + "".join(map(chr, range(0x2000, 0x2016)))
    + "".join(map(chr, range(0x2028, 0x202F)))
    + "".join(map(chr, range(0x2060, 0x2065)))
)

_ISSUERS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (4000, 4999, (13, 16, 18, 19)),  # Visa
    (5100, 5599, (16,)),  # Mastercard
    (2221, 2720, (16,)),  # Mastercard
    (2200, 2204, (16, 17, 18, 19)),  # Mir
    (3400, 3499, (15,)),  # American Express
    (3700, 3799, (15,)),  # American Express
    (3000, 3059, (14, 15, 16, 17, 18, 19)),  # Diners Club
    (3095, 3095, (14, 15, 16, 17, 18, 19)),  # Diners Club
    (3600, 3699, (14, 15, 16, 17, 18, 19)),  # Diners Club
    (3800, 3999, (14, 15, 16, 17, 18, 19)),  # Diners Club
    (3528, 3589, (16, 17, 18, 19)),  # JCB
    (6011, 6011, (16, 17, 18, 19)),  # Discover
    (6440, 6599, (16, 17, 18, 19)),  # Discover
    (6200, 6299, (16, 17, 18, 19)),  # UnionPay
    (8100, 8199, (16, 17, 18, 19)),  # UnionPay, RuPay
    (8600, 8600, (16,)),  # Uzcard
    (9860, 9860, (16,)),  # Humo
    (9112, 9112, (16,)),  # Belkart
    (9417, 9417, (16,)),  # Elcart
    (9792, 9792, (16,)),  # Troy
)
_MAESTRO = ((5000, 5099), (5600, 5899), (6000, 6999))
"""Maestro and its national cousins share a seventh of all numbers, so they need a card's look too."""


def _lengths_by_prefix() -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    lengths = np.zeros(10_000, dtype=np.uint32)
    for low, high, allowed in _ISSUERS:
        lengths[low : high + 1] |= np.uint32(sum(1 << n for n in allowed))
    weak = np.zeros(10_000, dtype=np.bool_)
    for low, high in _MAESTRO:
        weak[low : high + 1] = lengths[low : high + 1] == 0
    return lengths, weak


_LENGTHS, _WEAK = _lengths_by_prefix()
_KNOWN: list[bool] = ((_LENGTHS != 0) | _WEAK).tolist()
_GROUP = re.compile(r"[0-9]+")
_IS_SEPARATOR = np.zeros(0x10000, dtype=np.bool_)
_IS_SEPARATOR[[ord(c) for c in SEPARATORS]] = True

_CLASS = re.escape(SEPARATORS).replace("/", r"\/")
_FOURS = re.compile(rf"\d{{4}}(?:[{_CLASS}]+\d{{4}}){{2}}(?:[{_CLASS}]+\d{{1,4}}){{1,2}}")
_CARD_WORD = re.compile(r"(?:\bcard|карт[аыеуо]|\bpan\b|visa|виза|master|мир\b|maestro|маэстро)\D*$")
_ID_WORD = re.compile(
    r"(?:\b(?:round|bet|betslip|coupon|ticket|spin|game|hand|session|txn|tx|txid|invoice|order"
    r"|(?:transaction|payment|deposit|withdrawal|operation|reference|account|player|user|document)[\s_-]*"
    r"(?:id|no|number|ref)|id|uid|guid|ref)"
    r"|раунд\w*|ставк\w*|купон\w*|спин\w*|сесси\w*|игр[аыеу]|заказ\w*|билет\w*|тикет\w*|айди|ид|инвойс\w*"
    r"|(?:транзакц|операц|плат[её]ж|депозит|вывод|выплат|сч[её]т|аккаунт|игрок)\w*[\s_-]*(?:id|ид|айди|№|номер))"
    r"(?:[\s_-]*(?:id|ид|no|number|номер|ref|№|#))?[\s:=#№.(\[\"'«_-]*$"
)
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b")
_DATE = re.compile(
    r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?!\1?\d)|(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?![-\d])"
)
_SAID = re.compile(
    rf"(?:\bcards?|\bpan|карт[аыеуо]\w*)(?:[\s:=#№.,(\"'«-]|number|num|no|is|номер\w*|это|вот|моя|my){{0,8}}"
    rf"((?<!\d)\d(?:[{_CLASS}]{{0,2}}\d){{12,18}}(?!\d))"
)


class Span(msgspec.Struct, frozen=True):
    """Characters `start` to `end` (exclusive) hold a card number; `written` replaces them."""

    start: int
    end: int
    written: str


def card_spans(text: str) -> list[Span]:
    """The card numbers in `text`, in order, apart from each other.

    `text` is in lower case with every digit as ASCII. Shown are the first six and last four digits of a
    number of at least 16 digits, else the last four: at most what PCI DSS lets be displayed.
    """
    if sum(map(text.count, "0123456789")) < SHORTEST:
        return []
    if text.islower():
        text = _IBAN.sub(_blank_iban, text)
    text = _DATE.sub(_blank, text)
    if not _begins_like_a_card(text):
        return _with_mistyped(text, []) if text.islower() else []
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    at = np.flatnonzero((codes >= 48) & (codes <= 57))
    if len(at) < SHORTEST:
        return []
    digits = (codes[at] - 48).astype(np.int32)
    positions: list[int] = at.tolist()
    starts, ends = _group_edges(at)
    candidates = _candidates(digits, _runs(codes, at), starts, ends)
    spans: list[tuple[int, int, bool]] = []
    for first, last in candidates:
        if spans and last <= spans[-1][1]:
            continue
        if not (starts[first] or (spans and first == spans[-1][1])):
            continue
        piece = text[positions[first] : positions[last - 1] + 1]
        before = text[max(0, positions[first] - 48) : positions[first]]
        if not _believable(piece, before):
            continue
        if spans and first < spans[-1][1]:
            spans[-1] = (spans[-1][0], last, True)
        else:
            spans.append((first, last, False))
    found = [
        Span(positions[first], positions[last - 1] + 1, _written(text, positions[first:last], merged))
        for first, last, merged in spans
    ]
    return _with_mistyped(text, found) if text.islower() else found


def _begins_like_a_card(text: str) -> bool:
    """Whether any group of digits begins as an issuer's numbers do. Most short texts end here, before any array."""
    groups = _GROUP.findall(text)
    digits = "".join(groups)
    at = 0
    for group in groups:
        if at + SHORTEST > len(digits):
            break
        if _KNOWN[int(digits[at : at + 4])]:
            return True
        at += len(group)
    return False


def _runs(codes: NDArray[np.uint32], at: NDArray[np.intp]) -> NDArray[np.int32]:
    """The number of each digit's run: digits with nothing but a few separators between them."""
    other = ~_IS_SEPARATOR[np.minimum(codes, 0xFFFF)]
    other[at] = False
    others_before = np.cumsum(other)[at]
    broken = (np.diff(others_before) > 0) | (np.diff(at) > LONGEST_GAP + 1)
    return np.concatenate(([0], np.cumsum(broken))).astype(np.int32)


def _group_edges(at: NDArray[np.intp]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    apart = np.diff(at) > 1
    return np.concatenate(([True], apart)), np.concatenate((apart, [True]))


def _candidates(
    digits: NDArray[np.int32], runs: NDArray[np.int32], starts: NDArray[np.bool_], ends: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Windows (first digit, digit after the last) that could be cards; the likeliest end of a start first."""
    count = len(digits)
    prefix = ((digits[:-3] * 10 + digits[1:-2]) * 10 + digits[2:-1]) * 10 + digits[3:]
    lengths, weak = _LENGTHS[prefix], _WEAK[prefix]
    doubled = np.where(digits > 4, digits * 2 - 9, digits * 2)
    even = np.arange(count) % 2 == 0
    sums = [  # Luhn sums that double the odd places, and the even ones
        np.concatenate(
            ([0], np.cumsum(np.where(even == doubles_odd, digits, doubled), dtype=np.int32))
        ).astype(np.int32)
        for doubles_odd in (True, False)
    ]
    groups = np.cumsum(starts, dtype=np.int32)
    found: list[tuple[int, int, int]] = []
    for length in range(SHORTEST, min(LONGEST, count) + 1):
        windows = count - length + 1
        last = slice(length - 1, None)
        likely = ((lengths[:windows] & (1 << length)) != 0) | weak[:windows]
        # A number glued to what follows it (expiry, CVV) ends within its group.
        ending = ends[last]
        if length in (15, 16):
            ending = ending | ((groups[:windows] == groups[last]) & ~weak[:windows])
        first = np.flatnonzero(likely & ending & (runs[:windows] == runs[last]))
        after = first + length
        total = np.where(after % 2 == 1, sums[0][after] - sums[0][first], sums[1][after] - sums[1][first])
        first = first[total % 10 == 0]
        for start, aligned in zip(first.tolist(), ends[first + length - 1].tolist(), strict=True):
            found.append((start, -length if aligned else 0, start + length))
    found.sort()
    return [(start, end) for start, _, end in found]


def _believable(piece: str, before: str) -> bool:
    if piece.isdecimal():
        doubtful = before.islower() and bool(_ID_WORD.search(before))
    else:
        doubtful = bool(_WEAK[int("".join(filter(str.isdecimal, piece))[:4])]) and not _FOURS.fullmatch(piece)
    return not doubtful or bool(_CARD_WORD.search(before))


def _with_mistyped(text: str, found: list[Span]) -> list[Span]:
    """Adds numbers that the player calls a card: with a wrong digit, or of an issuer not in the table."""
    taken = {span.start for span in found}
    more: list[Span] = []
    for match in _SAID.finditer(text):
        start, end = match.span(1)
        where = [i for i in range(start, end) if text[i].isdecimal()]
        number = "".join(text[i] for i in where)
        known = (int(_LENGTHS[int(number[:4])]) >> len(number)) & 1
        if start in taken or not (known or luhn(number)):
            continue
        if not any(span.start < end and start < span.end for span in found):
            more.append(Span(start, end, _written(text, where, merged=False)))
    return sorted([*found, *more], key=lambda span: span.start) if more else found


def luhn(number: str) -> bool:
    """Whether the last digit is the check digit of those before it. `number` is ASCII digits."""
    doubled = str.maketrans("0123456789", "0246813579")
    return sum(map(int, number[-1::-2] + number[-2::-2].translate(doubled))) % 10 == 0


def _written(text: str, positions: list[int], merged: bool) -> str:
    number = "".join(text[i] for i in positions)
    shown = 6 if len(number) >= 16 and not merged else 0
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]


def _blank(match: re.Match[str]) -> str:
    return "\x01" * len(match[0])


def _blank_iban(match: re.Match[str]) -> str:
    letters = match[0].replace(" ", "")
    if len(letters) < 15:
        return match[0]
    number = "".join(str(int(c, 36)) for c in letters[4:] + letters[:4])
    return _blank(match) if int(number) % 97 == 1 else match[0]
