"""Masks card numbers, CVV, passwords, one-time codes and a player's own links in words before anything is stored."""

from __future__ import annotations

import hashlib
import html as entities
import re
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from pitboss.kit import secret_words as words
from pitboss.kit.cards import SHORTEST, card_spans
from pitboss.kit.links import SEALED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PASSES = 8


class Secret(StrEnum):
    card = "card"
    cvv = "cvv"
    password = "password"
    code = "code"
    link = "link"  # to a player's own page, as in what they quote of a mail of ours


class Masked(msgspec.Struct, frozen=True):
    """`text` without the secrets, and which kinds were found (sorted; empty: the text is unchanged)."""

    text: str
    found: tuple[Secret, ...]


class _Found(msgspec.Struct, frozen=True):
    kind: Secret
    start: int
    end: int
    written: str


def mask(text: str) -> Masked:
    """Masks secrets in plain text, a subject or a file's words.

    A card number of 16 or more digits keeps its first six and last four, a shorter one its last four; every
    other secret becomes `•••`. Masking what is masked changes nothing. Tags in plain text hide no card.
    """
    return _in_passes(text, _mask_once)


def mask_html(html: str) -> Masked:
    """Masks secrets in HTML: in the text as its reader sees it, across inline tags and entities, and in tags.

    Tags and their order stay as they are; only the secrets' characters change. Links with a secret break.
    """
    return _in_passes(html, _mask_html_once)


def mask_cards(text: str) -> Masked:
    """Masks card numbers alone, where the other words are a program's own: header fields, addresses."""
    return _short_cards(text) if len(text) <= 320 else _in_passes(text, _mask_cards_once)


@lru_cache(maxsize=1024)
def _short_cards(text: str) -> Masked:
    """A mail names its sender several times over."""
    return _in_passes(text, _mask_cards_once)


def kept_key(key: str) -> str:
    """A key that a client made, fit to be kept: as it is, since the client knows its message by it, or its hash where it
    holds a secret. A UUID holds none, whatever its digits look like; nor do hexadecimal digits that hold no number as
    long as a card's."""
    if _UUID.fullmatch(key) or _HEX.fullmatch(key) or not mask(key).found:
        return key
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def mask_filename(name: str) -> Masked:
    """Masks secrets in a file name, whose words `_` may join. Writes `x` for `*`, which Windows refuses."""
    return _in_passes(name, _mask_filename_once)


def _in_passes(text: str, once: Callable[[str], tuple[str, list[Secret]]]) -> Masked:
    """A mask can bring a word and a number together that a second look takes for a secret.

    A thousand secrets are an attack or a dump, not a letter: one look is enough there.
    """
    kinds: set[Secret] = set()
    for _ in range(PASSES):
        text, found = once(text)
        kinds.update(found)
        if not found or len(found) > 1_000:
            break
    return Masked(text, tuple(sorted(kinds)))


def _mask_once(text: str) -> tuple[str, list[Secret]]:
    if not _may_hold_a_secret(text):
        return text, []
    found = _find(text)
    text = _replaced(text, ((f.start, f.end, f.written) for f in found))
    if "<" in text or "&" in text:
        seen = _Visible(text)
        cards = [f for f in _find(seen.text) if f.kind is Secret.card]
        text = _replaced(text, seen.edits(cards))
        found += cards
    return text, [f.kind for f in found]


def _mask_cards_once(text: str) -> tuple[str, list[Secret]]:
    if not _DIGIT.search(text):
        return text, []
    found = [f for f in _find(text) if f.kind is Secret.card]
    return _replaced(text, ((f.start, f.end, f.written) for f in found)), [f.kind for f in found]


def _mask_html_once(html: str) -> tuple[str, list[Secret]]:
    if not _may_hold_a_secret(html) and "&" not in html:
        return html, []
    seen = _Visible(html)
    if not _may_hold_a_secret(seen.text):
        return html, []
    found = _find(seen.text)
    return _replaced(html, seen.edits(found)), [f.kind for f in found]


def _mask_filename_once(name: str) -> tuple[str, list[Secret]]:
    if not _may_hold_a_secret(name):
        return name, []
    found = _find(name.replace("_", " "))
    return _replaced(name, ((f.start, f.end, f.written.replace("*", "x")) for f in found)), [
        f.kind for f in found
    ]


_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_OWN_UUID = re.compile(rf"(?<=/){_UUID.pattern}(?=/)")
_HEX = re.compile(rf"(?!.*[0-9]{{{SHORTEST}}})[0-9a-fA-F]{{1,64}}")
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-z][a-z.]{1,20}")


# What stands for such a link in the desk's own words holds no secret.
_LINK = re.compile(rf"/help/[^/\s]{{1,64}}/[a-z]{{2}}/documents/(?!{SEALED})(?P<secret>[a-z0-9_-]{{16,64}})")


def _may_hold_a_secret(text: str) -> bool:
    if _DIGIT.search(text):
        return True
    low = text.lower()
    if "/documents/" in low:
        return True
    return any(word in low for word in words.PASS_WORDS)


def _folded(text: str) -> str:
    """`text` in lower case with ASCII digits, character for character in its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii():
        odd = {ord(c): str(int(c)) for c in set(low) if c.isdecimal() and not c.isascii()}
        low = low.translate(odd | {0xA0: " ", 0x202F: " ", 0x2009: " "})
    return low.replace(words.CARD, "\x03") if words.CARD in low else low


_MASKED_CARD = re.compile(r"(?:(?<!\d)|(?<=[*x]\d{4}))\d{6}[*x]{6,9}\d{4}|[*x]{9,}\d{4}")


def _find(text: str) -> list[_Found]:
    low = _folded(text)
    if "*" in low or "x" in low:
        low = _MASKED_CARD.sub(lambda match: words.CARD * len(match[0]), low)
    if low.count("-") >= 4:  # an address of ours may hold a UUID whose digits look like a card's
        low = _OWN_UUID.sub(lambda match: "\x01" * 36, low)
    found = [_Found(Secret.card, card.start, card.end, card.written) for card in card_spans(low)]
    if found:
        low = _replaced(low, ((f.start, f.end, words.CARD * (f.end - f.start)) for f in found))
    if "/documents/" in low:
        found += [_Found(Secret.link, *m.span("secret"), words.MARK) for m in _LINK.finditer(low)]
    for kind, span in _worded(low):
        found.append(_Found(kind, *span, words.MARK))
    return _apart(found)


def _worded(low: str) -> Iterator[tuple[Secret, tuple[int, int]]]:
    if _DIGIT.search(low):
        if words.CARD in low:
            for pattern in (words.CVV_BY_A_CARD, words.CVV_CALLED_A_CODE):
                yield from ((Secret.cvv, m.span("secret")) for m in pattern.finditer(low))
        if any(word in low for word in words.CVV_WORDS):
            for pattern in words.CVV:
                yield from ((Secret.cvv, m.span("secret")) for m in pattern.finditer(low))
        if any(word in low for word in words.CODE_WORDS):
            for pattern in words.CODES:
                yield from ((Secret.code, m.span("secret")) for m in pattern.finditer(low))
    if any(word in low for word in words.PASS_WORDS):
        yield from ((Secret.password, span) for span in _passwords(low))


def _passwords(low: str) -> Iterator[tuple[int, int]]:
    for match in words.PASSWORD_NAMED.finditer(low):
        if _not_ordinary(match["secret"]):
            yield _trimmed(match)
    for pattern in (words.PASSWORD_LINKED, words.PASSWORD_BARE):
        for match in pattern.finditer(low):
            owned = pattern is words.PASSWORD_LINKED or match["owner"] is not None
            if _looks_like_a_password(match["secret"]) or (owned and _ends_a_clause(match, low)):
                yield _trimmed(match)
    for match in words.PASSWORD_SAID_AFTER.finditer(low):
        if _looks_like_a_password(match["secret"]):
            yield _trimmed(match)


def _not_ordinary(word: str) -> bool:
    bare = word.strip(".,;:!?()-–—…")
    return bool(bare) and not word.endswith(":") and bare not in words.ORDINARY and "://" not in word


def _looks_like_a_password(word: str) -> bool:
    """Has a digit, or a mark inside the word; and is no link and no e-mail address."""
    bare = word.rstrip(".,;:!?)…")
    if not _not_ordinary(word) or len(bare) < 3 or _EMAIL.fullmatch(bare):
        return False
    return bool(_DIGIT.search(bare)) or bare[0] in "\"“«'`" or any(c in "@#$%^&*_+=!" for c in bare)


def _ends_a_clause(match: re.Match[str], low: str) -> bool:
    """A word of letters alone is a password only if the clause ends there and nobody lost one."""
    word = match["secret"]
    if not _not_ordinary(word) or not word.rstrip(".,;!?)").isascii() or word.endswith("?"):
        return False
    if words.LOST_BEFORE.search(low[max(0, match.start() - 40) : match.start("secret")]):
        return False
    rest = match["rest"]
    return word[-1] in ".,;)" or rest == "" or rest.lstrip()[:1] in ("", ",", ".", ";", ")", "\x00") or (
        rest.startswith((" and ", " и ", " а "))
    )  # fmt: skip


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span("secret")
    word = match["secret"]
    return start, end - (len(word) - len(word.rstrip(".,;)"))) if word[0] not in "\"“«'`" else end


def _apart(found: list[_Found]) -> list[_Found]:
    """In order of place; of two that overlap the first listed kind stays (cards, CVV, codes, passwords)."""
    taken: list[_Found] = []
    rank = {
        kind: i for i, kind in enumerate((Secret.card, Secret.link, Secret.cvv, Secret.code, Secret.password))
    }
    ends = 0
    for one in sorted(found, key=lambda f: (f.start, rank[f.kind], -f.end)):
        if one.start >= ends:
            taken.append(one)
            ends = one.end
    return taken


def _replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    done = 0
    for start, end, written in edits:
        parts += (text[done:start], written)
        done = end
    return "".join((*parts, text[done:])) if parts else text


_MARKUP = re.compile(r"<[a-zA-Z/!?][^<>]*>|&#?\w{1,31};?")
_INSIDE_A_TAG = re.compile(r"&#?\w{1,31};?|%[0-9A-Fa-f]{2}")
_BREAKS = re.compile(
    r"</?(?:br|p|div|td|th|tr|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|option)\b", re.I
)
_BARRIER = "\x00"


class _Visible:
    """HTML as its reader sees it, and after that, behind barriers, what stands inside each tag.

    Each piece of `text` remembers the stretch of HTML that it came from: letter for letter where the
    lengths are equal, as a whole where not (an entity, the line break that a block tag means).
    """

    def __init__(self, html: str) -> None:
        self._parts: list[str] = []
        self._at: list[int] = []
        self._from: list[tuple[int, int]] = []
        self._length = 0
        tags: list[tuple[int, int]] = []
        done = 0
        for match in _MARKUP.finditer(html):
            start, end = match.span()
            if done < start:
                self._add(html[done:start], done, start)
            if html[start] == "&":
                self._add(entities.unescape(match[0]), start, end)
            else:
                if _BREAKS.match(html, start):
                    self._add("\n", start, start)
                if end - start > 6:
                    tags.append((start, end))
            done = end
        self._add(html[done:], done, len(html))
        for start, end in tags:
            self._add(_BARRIER, start, start)
            self._add_pieces(html, start + 1, end - 1)
        self.text = "".join(self._parts)

    def _add(self, text: str, start: int, end: int) -> None:
        if text:
            self._parts.append(text)
            self._at.append(self._length)
            self._from.append((start, end))
            self._length += len(text)

    def _add_pieces(self, html: str, start: int, end: int) -> None:
        done = start
        for match in _INSIDE_A_TAG.finditer(html, start, end):
            self._add(html[done : match.start()], done, match.start())
            piece = match[0]
            decoded = chr(int(piece[1:], 16)) if piece[0] == "%" else entities.unescape(piece)
            self._add(decoded, *match.span())
            done = match.end()
        self._add(html[done:end], done, end)

    def edits(self, found: Iterable[_Found]) -> Iterator[tuple[int, int, str]]:
        """What to write where in the HTML, in order: the mask for the first letter, nothing for the rest."""
        edits = [edit for one in found for edit in self._edits_of(one)]
        edits.sort()
        return iter(edits)

    def _edits_of(self, one: _Found) -> Iterator[tuple[int, int, str]]:
        written = one.written
        piece = bisect_right(self._at, one.start) - 1
        while piece < len(self._at) and self._at[piece] < one.end:
            at = self._at[piece]
            start, end = self._from[piece]
            if start < end:
                if len(self._parts[piece]) == end - start:
                    start, end = start + max(0, one.start - at), min(end, start + one.end - at)
                yield start, end, written
                written = ""
            piece += 1
