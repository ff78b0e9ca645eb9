"""Header fields as they are found in the wild: folded, encoded, undeclared, broken."""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from pitboss.channels.email import charsets
from pitboss.channels.email.mail import Address

Fields = dict[str, list[bytes]]

_MAX_BLOCK = 4_000_000
_MAX_FIELDS = 2_000
_MAX_VALUE = 1_500_000
_MAX_TEXT = 65_536
_MAX_ADDRESSES = 20_000
_MAX_CHUNKS = 10_000

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_FOLD = re.compile(rb"\r?\n[ \t]+|\r?\n|\r")
_KNOWN = frozenset(
    b"from to cc bcc subject date message-id mime-version received return-path reply-to sender in-reply-to "
    b"references delivered-to precedence auto-submitted list-id list-unsubscribe user-agent importance "
    b"priority "
    b"authentication-results arc-seal dkim-signature status envelope-to organization thread-topic "
    b"thread-index "
    b"errors-to resent-from resent-to resent-date return-receipt-to disposition-notification-to comments "
    b"keywords apparently-to original-recipient final-recipient reporting-mta action diagnostic-code".split()
)


def split(raw: bytes, start: int, end: int) -> tuple[Fields, int]:
    """Header fields by lower-case name, each value still folded, and where the body starts.

    A line that is no header ends the block, unless known headers go on after it. Without a single known field
    the whole is body.
    """
    fields: list[tuple[bytes, list[bytes]]] = []
    known = False
    position = start
    limit = min(end, start + _MAX_BLOCK)
    body = end
    while position < end:
        line_end = raw.find(b"\n", position, end)
        following = end if line_end < 0 else line_end + 1
        line = raw[position : end if line_end < 0 else line_end]
        if line.endswith(b"\r"):
            line = line[:-1]
        if not line:
            body = following
            break
        field = _FIELD.match(line)
        if line[0] in b" \t" and fields:
            if not line.strip() and not _goes_on(raw, following, end):
                body = following
                break
            fields[-1][1].append(line)
        elif field:
            name = field[1].lower()
            known = known or _is_known(name)
            fields.append((name, [line[field.end() :]]))
        elif position == start and line.startswith((b"From ", b">From ")):
            pass  # the separator line of an mbox file
        elif not (fields and not line.startswith(b"--") and _goes_on(raw, following, end, strictly=True)):
            body = position
            break
        position = following
        if position > limit or len(fields) > _MAX_FIELDS:
            body = _after_blank_line(raw, position, end)
            break
    if not known:
        return {}, start if fields else body
    found: Fields = {}
    for name, lines in fields[:_MAX_FIELDS]:
        found.setdefault(name.decode("ascii"), []).append(b"\n".join(lines)[:_MAX_VALUE])
    return found, body


def _is_known(name: bytes) -> bool:
    return name in _KNOWN or name.startswith((b"x-", b"content-"))


def _goes_on(raw: bytes, position: int, end: int, *, strictly: bool = False) -> bool:
    line = raw[position : min(end, position + 120)]
    field = _FIELD.match(line)
    return bool(field and _is_known(field[1].lower())) or (not strictly and line[:1] in (b" ", b"\t"))


def _after_blank_line(raw: bytes, position: int, end: int) -> int:
    ends = [
        at + width
        for blank, width in ((b"\n\n", 2), (b"\n\r\n", 3))
        if (at := raw.find(blank, position, end)) >= 0
    ]
    return min(ends, default=end)


def unfold(value: bytes) -> bytes:
    if b"\n" in value or b"\r" in value:
        value = _FOLD.sub(b" ", value)
    return value.strip(b" \t\x00")


def first(fields: Fields, name: str) -> bytes | None:
    """The first value of a field, unfolded; a duplicate later on is somebody's mistake or trick."""
    values = fields.get(name)
    return unfold(values[0]) if values else None


def text(fields: Fields, name: str) -> str:
    return words((first(fields, name) or b"")[:_MAX_TEXT])


# RFC 2047

_WORD_START = re.compile(rb"=\?([\w.:+\-$ ]{1,60}?)(?:\*[\w-]*)?\?\s*([bBqQ])\s*\?")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f\u2028\u2029]")


def words(value: bytes) -> str:
    """The text of an unstructured header value.

    Adjacent encoded words of one charset are joined as bytes before they are decoded, since many mailers cut
    in the middle of a character. Undeclared 8-bit text is guessed.
    """
    if value.isascii() and b"=?" not in value and b"\x1b" not in value:
        return _printable(value.decode("ascii"))
    pieces: list[str] = []
    pending: list[tuple[bytes, bytes, bytes]] = []
    position = 0
    close = -1
    while word := _WORD_START.search(value, position):
        start = word.end()
        if close < start:
            close = value.find(b"?=", start)
        if close < 0 and b" " in value[start : start + 2000].strip():
            break
        # `?=` may also be the end of the next word's own beginning, as in `=?utf-8?Q?=D0`.
        next_word = _WORD_START.search(value, start, close + 1 if close >= 0 else len(value))
        if next_word:
            content, after = value[start : next_word.start()].strip(), next_word.start()
        elif close < 0:
            content, after = value[start:].strip(b"? "), len(value)
        else:
            content, after = value[start:close], close + 2
        before = value[position : word.start()]
        if pending and before.strip():
            pieces.append(_joined(pending))
            pending = []
        if not pending:
            pieces.append(_raw_text(before))
        pending.append((word[1].strip().lower(), word[2].lower(), content))
        position = after
    if pending:
        pieces.append(_joined(pending))
    pieces.append(_raw_text(value[position:]))
    return _printable("".join(pieces))


def _joined(run: list[tuple[bytes, bytes, bytes]]) -> str:
    texts: list[str] = []
    gathered: list[tuple[bytes, bytes]] = []
    for index, (charset, encoding, content) in enumerate(run):
        gathered.append((encoding, _NOT_BASE64.sub(b"", content) if encoding == b"b" else content))
        if index + 1 == len(run) or run[index + 1][0] != charset:
            texts.append(_of_one_charset(gathered, charset.decode("ascii", "replace")))
            gathered = []
    return "".join(texts)


def _of_one_charset(gathered: list[tuple[bytes, bytes]], charset: str) -> str:
    data = b"".join(
        from_base64(content)
        if encoding == b"b"
        else _HEX.sub(lambda pair: bytes((int(pair[1], 16),)), content.replace(b"_", b" "))
        for encoding, content in gathered
    )
    if (
        len(gathered) > 1
        and all(encoding == b"b" for encoding, _ in gathered)
        and not charsets.reads(data, charset)
    ):
        # Some mailers cut the base64 itself, not the text.
        whole = from_base64(b"".join(content for _, content in gathered))
        if charsets.reads(whole, charset):
            data = whole
    return charsets.decode(data, charset)


def from_base64(content: bytes) -> bytes:
    """Decodes alphabet-only base64, joined from several padded pieces or cut short."""
    *chunks, rest = content.split(b"=", _MAX_CHUNKS)
    chunks = [chunk for chunk in (*chunks, rest.replace(b"=", b"")) if chunk]
    data = []
    for chunk in chunks:
        whole = chunk[: len(chunk) - 1] if len(chunk) % 4 == 1 else chunk
        data.append(binascii.a2b_base64(whole + b"=" * (-len(whole) % 4)))
    return b"".join(data)


def _raw_text(value: bytes) -> str:
    if value.isascii() and b"\x1b" not in value:
        return value.decode("ascii")
    return charsets.guess(value)


def _printable(value: str) -> str:
    if not value.isprintable():
        value = _CONTROL.sub(" ", value.replace("\x00", "")).replace("\t", " ")
    return value.strip()


# Parameters (RFC 2045, RFC 2231)

_PARAMETER = re.compile(rb";\s*([^\s=;\"]{1,100})\s*=\s*(\"(?:[^\"\\]|\\.)*\"?|[^;]*)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([\"\\])")
_COMMENT = re.compile(rb"\([^()]*\)")
_PIECE = re.compile(r"(.+?)(?:\*(\d{1,3}))?(\*)?")
_TOKEN = re.compile(rb"[^\s;,]+")


def parameters(value: bytes) -> tuple[str, dict[str, str]]:
    """The lower-case value and its parameters, decoded; a parameter in the RFC 2231 form wins over its
    plain twin."""
    value = value[:_MAX_TEXT]
    semicolon = value.find(b";")
    head = value if semicolon < 0 else value[:semicolon]
    if b"(" in head:
        head = _COMMENT.sub(b" ", head)
    token = _TOKEN.search(head)
    main = token[0].strip(b"\"'").lower().decode("ascii", "replace") if token else ""
    if semicolon < 0:
        loose = head[token.end() :].strip() if token else b""
        if b"=" not in loose:
            return main, {}
        value, semicolon = b";" + loose, 0
    plain: dict[str, bytes] = {}
    extended: dict[str, dict[int, tuple[bool, bytes]]] = {}
    for match in _PARAMETER.finditer(value, semicolon):
        name = match[1].lower().decode("ascii", "replace")
        content = match[2].strip()
        if content.startswith(b'"'):
            content = _ESCAPED.sub(
                rb"\1", content[1:-1] if content.endswith(b'"') and len(content) > 1 else content[1:]
            )
        elif b"(" in content and name not in ("filename", "name"):
            content = _COMMENT.sub(b"", content).strip()
        piece = _PIECE.fullmatch(name)
        if "*" in name and piece:
            number = int(piece[2]) if piece[2] else 0
            extended.setdefault(piece[1], {}).setdefault(number, (bool(piece[3]), content))
        else:
            plain.setdefault(name, content)
    found = {name: words(content) for name, content in plain.items()}
    for name, pieces in extended.items():
        found[name] = _rfc2231(pieces)
    return main, found


def _rfc2231(pieces: dict[int, tuple[bool, bytes]]) -> str:
    charset: str | None = None
    encoded = False
    data: list[bytes] = []
    for position, number in enumerate(sorted(pieces)):
        is_encoded, content = pieces[number]
        if is_encoded:
            encoded = True
            if position == 0 and content.count(b"'") >= 2:
                name, _, content = content.split(b"'", 2)
                charset = name.decode("ascii", "replace") or None
            content = unquote_to_bytes(content)
        data.append(content)
    joined = b"".join(data)
    return _printable(charsets.decode(joined, charset)) if encoded else words(joined)


# Addresses (RFC 5322 with its obsolete forms, RFC 6532)

_ADDRESS_TOKEN = re.compile(
    r"(?P<word>=\?[\w.:+\-]{1,40}(?:\*[\w-]*)?\?[bBqQ]\?[^?<]*\?=)|(?P<angle><[^<>]*>?)|(?P<space>\s+)"
    r"|(?P<text>[^\s\"(),:;<=]+)|(?P<special>.)",
    re.DOTALL,
)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_AT = re.compile(r"\s*@\s*")
_ADDRESS_LIKE = re.compile(r"[^\s<>\"'()\[\],;:]+@[^\s<>\"'()\[\],;:]+")
_SPACES = re.compile(r"\s+")


def addresses(values: list[bytes]) -> tuple[Address, ...]:
    """Everybody in the values of one header. Group names are dropped, their members kept.

    An address that is only quoted in a display name is never taken for the address.
    """
    found: list[Address] = []
    for value in values:
        _addresses(unfold(value), found)
        if len(found) >= _MAX_ADDRESSES:
            break
    return tuple(found[:_MAX_ADDRESSES])


def _addresses(value: bytes, found: list[Address]) -> None:
    source = value.decode("latin-1")
    phrase: list[str] = []
    comments: list[str] = []
    angle: str | None = None
    quoted_only = True
    nameless: Address | None = None
    unclosed_quote = unclosed_comment = False
    position = 0

    def flush() -> None:
        nonlocal angle, quoted_only, nameless
        entry = _entry("".join(phrase), comments, angle, quoted_only)
        phrase.clear()
        comments.clear()
        if entry:
            if nameless and angle is not None and found and found[-1] is nameless:
                # "Doe, John <a@b>" without quotes: one person, not two.
                found[-1] = Address(
                    f"{nameless.name}, {entry.name}" if entry.name else nameless.name, entry.address
                )
                nameless = None
            else:
                found.append(entry)
                nameless = entry if not entry.address else None
        angle = None
        quoted_only = True

    while position < len(source) and len(found) <= _MAX_ADDRESSES:
        character = source[position]
        if character == '"' and not unclosed_quote:
            quoted = _QUOTED.match(source, position)
            if quoted:
                inside = re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL)
                if source[quoted.end() : quoted.end() + 1] == "@":
                    phrase.append(f'"{inside}"')
                    quoted_only = False
                else:
                    phrase.append(inside)
                position = quoted.end()
                continue
            unclosed_quote = True
        if character == "(" and not unclosed_comment:
            end = _comment_end(source, position)
            if end:
                comments.append(source[position + 1 : end - 1])
                phrase.append(" ")
                position = end
                continue
            unclosed_comment = True
        token = _ADDRESS_TOKEN.match(source, position)
        if token is None:
            break
        position = token.end()
        kind, content = token.lastgroup, token[0]
        if kind == "angle":
            if angle is None or "@" not in angle:
                angle = content[1:].removesuffix(">")
        elif content in ",;":
            flush()
        elif content == ":" and angle is None and "@" not in "".join(phrase[-3:]):
            phrase.clear()
            comments.clear()
            quoted_only = True
        else:
            phrase.append(content)
            quoted_only = quoted_only and kind == "space"
    flush()


def _comment_end(source: str, position: int) -> int | None:
    depth = 0
    limit = min(len(source), position + 2000)
    while position < limit:
        character = source[position]
        if character == "\\":
            position += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return None


def _entry(phrase: str, comments: list[str], angle: str | None, quoted_only: bool) -> Address | None:
    phrase = phrase.strip()
    if angle is not None:
        address = _address(angle)
        name = words(phrase.encode("latin-1"))
        if "@" not in address and not quoted_only and (inside := _ADDRESS_LIKE.search(phrase)):
            name, address = words(angle.encode("latin-1")), inside[0]
    else:
        joined = _AT.sub("@", phrase).rstrip(": ")
        if "@" in joined and not quoted_only:
            inside = _ADDRESS_LIKE.search(joined) if re.search(r"\s", joined) or joined[-1] in ">'" else None
            address = _decoded(inside[0] if inside else joined).strip()
            name = (
                words((joined[: inside.start()] + " " + joined[inside.end() :]).strip(" '").encode("latin-1"))
                if inside
                else ""
            )
        else:
            name = words(phrase.encode("latin-1"))
            address = ""
            # The whole "Name <a@b>" went into one encoded word.
            if "=?" in phrase and (inside := re.fullmatch(r"(.*?)<([^<>\s]+@[^<>\s]+)>", name)):
                name, address = inside[1], inside[2]
            elif ("=?" in phrase or quoted_only) and _ADDRESS_LIKE.fullmatch(name):
                name, address = "", name
    if not name and comments:
        name = words(" ".join(comments).encode("latin-1"))
    name = _SPACES.sub(" ", name).strip().strip('"').strip()
    if not name and not address:
        return None
    return Address(name, address)


def _address(angle: str) -> str:
    address = angle.strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    if address.startswith("@") and ":" in address:
        address = address.rpartition(":")[2]
    return _decoded(_SPACES.sub("", address) if '"' not in address else address.strip())


def _decoded(address: str) -> str:
    if address.isascii() and "=?" not in address:
        return _printable(address)
    return words(address.encode("latin-1"))


# Message ids (RFC 5322 section 3.6.4)

_ANGLED = re.compile(r"<([^<>]{1,998})>")


def message_ids(value: bytes | None, *, lone: bool = False) -> tuple[str, ...]:
    """Each id with its angle brackets and without blanks; of very many the first and the last 50.

    `lone` takes a value without brackets and without an @ for an id too, as needed for Message-ID itself.
    """
    if not value:
        return ()
    source = words(value) if b"=?" in value else value.decode("utf-8", "replace").replace("\x00", "")
    ids = [f"<{_SPACES.sub('', inside)}>" for inside in _ANGLED.findall(source) if inside.strip()]
    if not ids:
        tokens = [_SPACES.sub("", source)] if lone else source.replace(",", " ").split()
        bare = [token.strip("<>\"'") for token in tokens if lone or "@" in token]
        ids = [f"<{token[:998]}>" for token in bare if token]
    if len(ids) > 51:
        ids = [ids[0], *ids[-50:]]
    return tuple(_printable(one) for one in ids)


# Dates

_ZONES = {"MSK": 180, "MSD": 240, "CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "MEZ": 60, "MESZ": 120,
          "EET": 120, "EEST": 180, "WET": 0, "WEST": 60, "BST": 60, "JST": 540, "KST": 540, "HKT": 480,
          "SAMT": 240, "YEKT": 300, "NOVT": 420, "ALMT": 360, "AEST": 600, "AEDT": 660}  # fmt: skip
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC|UT)\s*([+-])\s*(\d{1,2}):?(\d{2})?\b", re.IGNORECASE)
_COLON_OFFSET = re.compile(r"([+-]\d{2}):(\d{2})\b")
_ZONE_AT_END = re.compile(r"([A-Z]{3,4})$")
_YEAR_FIRST = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?"
    r"\s*(?:(Z|GMT|UTC)|([+-])(\d{2}):?(\d{2}))?"
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
    r"\s*(?:(Z|GMT|UTC)|([+-])(\d{2}):?(\d{2}))?"
)
_RU_MONTHS = {
    "янв": "Jan", "фев": "Feb", "мар": "Mar", "апр": "Apr", "мая": "May", "май": "May", "июн": "Jun",
    "июл": "Jul", "авг": "Aug", "сен": "Sep", "окт": "Oct", "ноя": "Nov", "дек": "Dec",
}  # fmt: skip
_RU_MONTH = re.compile(rf"\b({'|'.join(_RU_MONTHS)})[а-я]*\.?", re.IGNORECASE)


def date(value: bytes | None) -> datetime | None:
    """The moment in UTC; a date without a zone, or with an unknown one, is read as UTC."""
    if not value:
        return None
    source = words(value[:200]).strip('" ')
    numbers = _YEAR_FIRST.match(source) or _DAY_FIRST.match(source)
    try:
        if numbers:
            return _from_numbers(numbers, day_first=numbers.re is _DAY_FIRST)
        if not source.isascii():
            source = _RU_MONTH.sub(lambda month: _RU_MONTHS[month[1].lower()], source)
            source = re.sub(r"[^\x00-\x7f]+\.?,?", "", source).strip(" ,.")
        source = re.sub(r"\([^()]*\)", " ", source).strip()
        source = _NAMED_OFFSET.sub(lambda zone: f"{zone[1]}{int(zone[2]):02}{zone[3] or '00'}", source)
        source = _COLON_OFFSET.sub(r"\1\2", source)
        read = parsedate_tz(source)
        if read is None:
            return None
        year, month, day, hour, minute, second = read[:6]
        zone = _ZONE_AT_END.search(source)
        offset = _ZONES.get(zone[1], (read[9] or 0) // 60) if zone else (read[9] or 0) // 60
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        return moment - timedelta(minutes=offset)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_numbers(found: re.Match[str], *, day_first: bool) -> datetime:
    year, month, day = (found[3], found[2], found[1]) if day_first else (found[1], found[2], found[3])
    zone = timezone(timedelta(0))
    if found[8]:
        offset = timedelta(hours=int(found[9]), minutes=int(found[10]))
        zone = timezone(-offset if found[8] == "-" else offset)
    moment = datetime(
        int(year),
        int(month),
        int(day),
        int(found[4] or 0),
        int(found[5] or 0),
        int(found[6] or 0),
        tzinfo=zone,
    )
    return moment.astimezone(UTC)
