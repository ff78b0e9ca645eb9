"""The raw original of a mail, made fit to be stored: without card numbers, CVV, passwords and codes."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Callable

import msgspec

from pitboss.channels.email import charsets, headers, mime
from pitboss.channels.email.mime import Part
from pitboss.channels.email.parse import UUENCODED, usual_line_ends
from pitboss.kit import secrets
from pitboss.kit.secrets import Masked, Secret

_MAX_NESTED = 10
_MAX_TEXT = 20_000_000
_WORDS = frozenset(("subject", "content-description", "thread-topic", "comments", "keywords"))
_PARAMETERS = frozenset(("content-type", "content-disposition"))
_ADDRESSES = frozenset(
    f"{again}{name}"
    for again in ("", "resent-")
    for name in ("from", "sender", "to", "cc", "bcc", "reply-to")
)
# Written by programs, and needed as they are: to thread, to judge the sender, to read the parts.
_OF_PROGRAMS = re.compile(
    r"(?:resent-)?(?:message-id|date)|in-reply-to|references|received|mime-version|content-(?:id|transfer-encoding)|"
    r"(?:x-google-)?dkim-signature|domainkey-signature|arc-.*|(?:x-)?authentication-results|received-spf|thread-index|"
    r"list-.*|feedback-id|autocrypt|precedence|auto-submitted|user-agent|x-mailer|"
    r"x-(?:received|ms|gm|google|forefront|microsoft|mimeole|spam|uidl|mras|yandex|proofpoint|ses)(?:-.*)?"
)

_MAY_HOLD_A_CARD = re.compile(rb"\d|=\?")


class Masks(msgspec.Struct, frozen=True):
    """`cards` is for what isn't words: addresses, and header fields that anybody can make up."""

    text: Callable[[str], Masked] = secrets.mask
    html: Callable[[str], Masked] = secrets.mask_html
    cards: Callable[[str], Masked] = secrets.mask_cards


def without_secrets(raw: bytes, masks: Masks = Masks()) -> tuple[bytes, tuple[Secret, ...]]:  # noqa: B008 - it is frozen
    """The mail with every secret masked, and which kinds there were (sorted). Without secrets: the same
    bytes.

    Looks into header fields, every text part in any charset and encoding, uuencoded text, file names and attached
    mails. A changed part is written anew as UTF-8; all else keeps its bytes.
    """
    found: set[Secret] = set()
    changed = _masked(usual_line_ends(raw), masks, found, _MAX_NESTED)
    return (changed, tuple(sorted(found))) if found else (raw, ())


def _masked(raw: bytes, masks: Masks, found: set[Secret], nested: int) -> bytes:
    root = mime.read(raw)
    if root.raw is not raw:
        # A multipart that was encoded as a whole: its parts have no place of their own in the raw bytes.
        return _masked_bytes(raw, root, masks, found, nested)
    edits: list[tuple[int, int, bytes]] = []
    _visit(root, masks, found, edits, nested)
    return _edited(raw, edits)


def _masked_bytes(raw: bytes, root: Part, masks: Masks, found: set[Secret], nested: int) -> bytes:
    """Writes the decoded body instead of the encoded one."""
    end = headers.split(raw, 0, len(raw))[1]
    edits: list[tuple[int, int, bytes]] = []
    for child in root.children:
        _visit(child, masks, found, edits, nested)
    if not found:
        return raw
    head = re.sub(rb"(?im)^(content-transfer-encoding:).*$", rb"\1 8bit", raw[:end])
    return head + _edited(root.raw, edits)


def _edited(raw: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    if not edits:
        return raw
    pieces: list[bytes] = []
    position = 0
    for start, end, replacement in sorted(edits, key=lambda edit: edit[0]):
        if start < position:
            continue
        pieces += [raw[position:start], replacement]
        position = end
    pieces.append(raw[position:])
    return b"".join(pieces)


def _visit(
    part: Part, masks: Masks, found: set[Secret], edits: list[tuple[int, int, bytes]], nested: int
) -> None:
    body, head = _body(part, masks, found, nested), part.raw[part.header_start : part.start]
    new_head = _head(head, masks, found, rewritten=body is not None, content_type=part.content_type)
    if new_head != head:
        edits.append((part.header_start, part.start, new_head))
    if body is not None:
        edits.append((part.start, part.end, body))
    if part.children:
        first, last = part.children[0].header_start, part.children[-1].end
        for start, end in ((part.start, first), (last, part.end)):
            _edit_plain(part, start, end, masks, found, edits)
        for child in part.children:
            _visit(child, masks, found, edits, nested)


def _edit_plain(
    part: Part, start: int, end: int, masks: Masks, found: set[Secret], edits: list[tuple[int, int, bytes]]
) -> None:
    """What stands before the first and after the last part is seen by nobody, but stored. The delimiter itself stays:
    mailers write digits into it that look like a card number now and then, and without it the mail has no parts."""
    line = part.raw[part.start : part.children[0].header_start].splitlines()[-1:]
    delimiter = re.compile(rb"^" + re.escape(line[0].rstrip()), re.MULTILINE) if line else None
    at = start
    for place in delimiter.finditer(part.raw, start, end) if delimiter else ():
        _edit_text(part.raw, at, place.start(), masks, found, edits)
        at = place.end()
    _edit_text(part.raw, at, end, masks, found, edits)


def _edit_text(
    raw: bytes, start: int, end: int, masks: Masks, found: set[Secret], edits: list[tuple[int, int, bytes]]
) -> None:
    if end > start:
        source = raw[start:end].decode("latin-1")
        masked = masks.text(source)
        if masked.found:
            found.update(masked.found)
            edits.append((start, end, masked.text.encode("latin-1", "replace")))


def _body(part: Part, masks: Masks, found: set[Secret], nested: int) -> bytes | None:
    """The new body as base64 (or as it is for an attached mail); None if nothing was found in it."""
    if part.children:
        return None
    kind, data = part.content_type, part.data()
    attached = kind in ("message/rfc822", "message/global")
    if nested > 0 and (attached or _is_mail(part, data)):
        inner: set[Secret] = set()
        changed = _masked(data, masks, inner, nested - 1)
        found.update(inner)
        if not inner:
            return None
        return changed if attached and not part.encoding else _base64(changed)
    if len(data) > _MAX_TEXT or not (kind.startswith(("text/", "message/")) or _is_text(data)):
        return None
    text = charsets.decode(data, part.parameters.get("charset"))
    if kind != "text/html":
        text = _without_uuencoded(text, masks, inner := set())
    else:
        inner = set()
    masked = masks.html(text) if kind == "text/html" else masks.text(text)
    found.update(inner)
    found.update(masked.found)
    return _base64(masked.text.encode("utf-8", "replace")) if inner or masked.found else None


def _is_mail(part: Part, data: bytes) -> bool:
    """Whether a file is a mail, whatever type was declared."""
    if part.content_type.startswith("text/") and part.disposition != "attachment":
        return False
    fields, _ = headers.split(data, 0, min(len(data), 100_000))
    return "from" in fields and not fields.keys().isdisjoint(
        ("subject", "date", "mime-version", "message-id")
    )


def _without_uuencoded(text: str, masks: Masks, found: set[Secret]) -> str:
    """Files between `begin` and `end` within a text."""
    if "begin " not in text:
        return text

    def masked(match: re.Match[str]) -> str:
        data = mime.from_uu(match[2].encode("utf-8", "replace").splitlines())
        if not data or len(data) > _MAX_TEXT or not _is_text(data):
            return match[0]
        clean = masks.text(charsets.decode(data, None))
        if not clean.found:
            return match[0]
        found.update(clean.found)
        lines = clean.text.encode("utf-8", "replace")
        encoded = b"".join(
            binascii.b2a_uu(lines[at : at + 45], backtick=True) for at in range(0, len(lines), 45)
        )
        return f"{match[0].partition(chr(10))[0]}\n{encoded.decode()}`\nend"

    return UUENCODED.sub(masked, text.replace("\r\n", "\n"))


_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def _is_text(data: bytes) -> bool:
    """Whatever type was declared: CSV comes as a spreadsheet, JSON, XML, SVG and RTF as themselves."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not data.startswith(b"%PDF-") and _NOT_TEXT.search(data, 0, 65_536) is None


def _base64(data: bytes) -> bytes:
    encoded = binascii.b2a_base64(data, newline=False)
    return b"\r\n".join(encoded[at : at + 76] for at in range(0, len(encoded), 76)) + b"\r\n"


def _head(head: bytes, masks: Masks, found: set[Secret], *, rewritten: bool, content_type: str) -> bytes:
    """The header block with masked fields; for a rewritten body also with the charset and encoding it now
    has."""
    attached_mail = content_type in ("message/rfc822", "message/global")
    line_end = b"\r\n" if b"\r\n" in head or not head else b"\n"
    pieces: list[bytes] = []
    had_type = had_encoding = False
    for field in re.split(rb"\n(?![ \t])", head):
        name, colon, value = field.partition(b":")
        key = name.strip().lower().decode("latin-1")
        new = field
        if key == "content-type":
            had_type = True
        if key == "content-transfer-encoding":
            had_encoding = True
            if rewritten and not attached_mail:
                new = name + b": base64" + (b"\r" if field.endswith(b"\r") else b"")
        elif colon and not _OF_PROGRAMS.fullmatch(key):
            changed = _masked_field(key, value, masks, found, utf8=rewritten and not attached_mail)
            if changed is not None:
                new = name + b": " + changed + (b"\r" if field.endswith(b"\r") else b"")
        pieces.append(new)
    out = b"\n".join(pieces)
    if rewritten and not attached_mail:
        added = b""
        if not had_type:
            added += b"Content-Type: text/plain; charset=utf-8" + line_end
        if not had_encoding:
            added += b"Content-Transfer-Encoding: base64" + line_end
        out = added + out if out.strip() else added + (out or line_end)
    return out


def _masked_field(key: str, value: bytes, masks: Masks, found: set[Secret], *, utf8: bool) -> bytes | None:
    if key not in _WORDS | _PARAMETERS and not _MAY_HOLD_A_CARD.search(value):
        return None
    unfolded = headers.unfold(value)
    if key in _ADDRESSES:
        return _masked_addresses(unfolded, masks, found)
    if key not in _PARAMETERS:
        mask = masks.text if key in _WORDS else masks.cards
        masked = mask(headers.words(unfolded))
        if not masked.found:
            return None
        found.update(masked.found)
        return _encoded(masked.text)
    main, parameters = headers.parameters(unfolded)
    changed = False
    for name in ("name", "filename"):
        if name in parameters:
            masked = masks.text(parameters[name])
            if masked.found:
                found.update(masked.found)
                parameters[name] = masked.text
                changed = True
    if key == "content-type" and utf8:
        parameters["charset"] = "utf-8"
        changed = True
    if not changed:
        return None
    return b"; ".join(
        [main.encode("ascii", "replace"), *(_parameter(name, text) for name, text in parameters.items())]
    )


def _masked_addresses(value: bytes, masks: Masks, found: set[Secret]) -> bytes | None:
    written: list[bytes] = []
    kinds: set[Secret] = set()
    for one in headers.addresses([value]):
        name, address = masks.text(one.name), masks.cards(one.address)
        kinds.update(name.found, address.found)
        spelled = address.text.encode("utf-8", "replace")
        if name.text.isascii():
            quoted = name.text.replace("\\", "\\\\").replace('"', '\\"').encode()
            written.append(b'"%b" <%b>' % (quoted, spelled) if quoted else b"<%b>" % spelled)
        else:
            written.append(b"%b <%b>" % (_encoded(name.text), spelled))
    found.update(kinds)
    return b",\r\n ".join(written) if kinds else None


def _parameter(name: str, text: str) -> bytes:
    if text.isascii() and name.isascii():
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}="{escaped}"'.encode("ascii")
    encoded = "".join(
        chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}"
        for byte in text.encode("utf-8", "replace")
    )
    return f"{name.encode('ascii', 'replace').decode()}*=utf-8''{encoded}".encode("ascii")


def _encoded(text: str) -> bytes:
    if text.isascii():
        return text.encode("ascii")
    words: list[bytes] = []
    chunk = ""
    for character in text:
        if len((chunk + character).encode("utf-8", "replace")) > 42:
            words.append(
                b"=?utf-8?B?" + binascii.b2a_base64(chunk.encode("utf-8", "replace"), newline=False) + b"?="
            )
            chunk = ""
        chunk += character
    words.append(b"=?utf-8?B?" + binascii.b2a_base64(chunk.encode("utf-8", "replace"), newline=False) + b"?=")
    return b"\r\n ".join(words)
