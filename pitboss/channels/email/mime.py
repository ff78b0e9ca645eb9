"""The tree of parts of a mail, within fixed limits, from any bytes."""

from __future__ import annotations

import binascii
import re

from pitboss.channels.email import headers
from pitboss.channels.email.headers import Fields

MAX_PARTS = 200
MAX_DEPTH = 30
_MAX_LOOKALIKES = 100_000

_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+")
_LIKELY_BOUNDARY = re.compile(
    rb"(?:\A|[\r\n])--([^\r\n]{1,200}?)[ \t]*\r?\n(?:content-[a-z-]{2,30}[ \t]*:)", re.IGNORECASE
)


class Part:
    """One part: its headers and where its body lies in `raw`. A leaf has no `children`."""

    __slots__ = (
        "children",
        "content_type",
        "disposition",
        "disposition_parameters",
        "end",
        "fields",
        "header_start",
        "parameters",
        "raw",
        "start",
    )

    def __init__(self, raw: bytes, start: int, end: int, default_type: str) -> None:
        self.raw = raw
        self.end = end
        self.header_start = start
        self.fields: Fields
        self.fields, self.start = headers.split(raw, start, end)
        self.children: list[Part] = []
        value = headers.first(self.fields, "content-type")
        self.parameters: dict[str, str] = {}
        self.content_type = default_type
        if value:
            content_type, self.parameters = headers.parameters(value)
            if _TYPE.fullmatch(content_type):
                self.content_type = content_type
            elif content_type not in ("", "text"):
                self.content_type = "text/plain" if content_type == "plain" else "application/octet-stream"
        self.disposition = ""
        self.disposition_parameters: dict[str, str] = {}
        value = headers.first(self.fields, "content-disposition")
        if value:
            self.disposition, self.disposition_parameters = headers.parameters(value)
            if "=" in self.disposition:
                self.disposition, self.disposition_parameters = headers.parameters(b"attachment; " + value)
        if len(self.content_type) > 100:
            self.content_type = "application/octet-stream"

    @property
    def encoding(self) -> str:
        return transfer_encoding(headers.first(self.fields, "content-transfer-encoding"))

    @property
    def name(self) -> str:
        return (
            self.disposition_parameters.get("filename")
            or self.parameters.get("name")
            or (self.disposition_parameters.get("name", ""))
        )

    @property
    def content_id(self) -> str | None:
        value = headers.first(self.fields, "content-id")
        found = value.decode("utf-8", "replace").strip(" <>\t\"'")[:300] if value else ""
        return found or None

    def data(self) -> bytes:
        """The body with its transfer encoding undone."""
        return decoded(self.raw[self.start : self.end], self.encoding)


def read(raw: bytes) -> Part:
    """The tree of a mail: at most 200 parts, 30 deep; what lies beyond stays the body of the last part."""
    budget = [MAX_PARTS]
    root = Part(raw, 0, len(raw), "text/plain")
    _descend(root, 1, budget)
    return root


def _descend(part: Part, depth: int, budget: list[int]) -> None:
    if not part.content_type.startswith("multipart/"):
        return
    if depth >= MAX_DEPTH:
        part.content_type = "application/octet-stream"
        return
    spans = _spans(part)
    if not spans and part.encoding in ("base64", "quoted-printable"):
        # RFC 2045 forbids to encode a whole multipart; some gateways do it.
        part.raw = part.data()
        part.start, part.end = 0, len(part.raw)
        spans = _spans(part)
    if not spans:
        head = part.raw[part.start : part.start + 500].lstrip().lower()
        part.content_type = (
            "text/html" if head.startswith((b"<html", b"<!doctype", b"<body", b"<div")) else "text/plain"
        )
        return
    default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
    for start, end in spans:
        if budget[0] <= 0:
            break
        budget[0] -= 1
        child = Part(part.raw, start, end, default)
        part.children.append(child)
        _descend(child, depth + 1, budget)


def _spans(part: Part) -> list[tuple[int, int]]:
    declared = part.parameters.get("boundary", "").rstrip()
    spans: list[tuple[int, int]] = []
    if declared:
        try:
            boundary = declared.encode("latin-1")
        except UnicodeEncodeError:
            boundary = declared.encode()
        spans = _split(part.raw, part.start, part.end, boundary)
    if not spans:
        likely = _LIKELY_BOUNDARY.search(part.raw, max(part.start - 1, 0), part.end)
        if likely:
            spans = _split(part.raw, part.start, part.end, likely[1])
    return spans


def _split(raw: bytes, start: int, end: int, boundary: bytes) -> list[tuple[int, int]]:
    """The spans between delimiter lines. Parts after a closing delimiter count: some mailers close early."""
    delimiter = b"\n--" + boundary
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    # The line end before a delimiter at the very start of the body may belong to the headers, or be missing.
    at_start = raw.startswith(delimiter[1:], start, end)
    found = start - 1 if at_start else raw.find(delimiter, start, end)
    lookalikes = 0
    while (found >= 0 or at_start) and lookalikes < _MAX_LOOKALIKES:
        at_start = False
        after = found + len(delimiter)
        closing = raw.startswith(b"--", after)
        if closing:
            after += 2
        while after < end and raw[after] in b" \t":
            after += 1
        if after < end and raw[after] not in b"\r\n" and not closing:
            lookalikes += 1  # text, or the longer boundary of an inner multipart
            found = raw.find(delimiter, after, end)
            continue
        if opened is not None:
            spans.append((opened, _before_line_end(raw, opened, found + 1)))
            if len(spans) > MAX_PARTS:
                return spans
        if raw.startswith(b"\r\n", after):
            after += 2
        elif after < end and raw[after] in b"\r\n":
            after += 1
        opened = None if closing else min(after, end)
        found = raw.find(delimiter, after - 1, end)
    if opened is not None:
        spans.append((opened, end))
    return spans


def _before_line_end(raw: bytes, start: int, end: int) -> int:
    if end > start and raw[end - 1 : end] == b"\n":
        end -= 1
    if end > start and raw[end - 1 : end] == b"\r":
        end -= 1
    return end


# Transfer encodings

_ALPHABET = re.compile(rb"[A-Za-z0-9+/=]*")
_JUNK = re.compile(rb"[^A-Za-z0-9+/=]")
_SOFT_BREAK = re.compile(rb"=[ \t]+\r?\n")
_UU_BEGIN = re.compile(rb"^begin[ \t]+[0-7]{3,4}[ \t]+[^\r\n]*\r?$", re.MULTILINE)


def transfer_encoding(value: bytes | None) -> str:
    """'base64', 'quoted-printable', 'uuencode' or '' (as it is)."""
    if not value:
        return ""
    token = re.sub(rb"[^a-z0-9]", b"", value.split(b";")[0].split(b"(")[0].lower())
    if token in (b"base64", b"xbase64", b"b64", b"base64encoding"):
        return "base64"
    if token in (b"quotedprintable", b"xquotedprintable", b"qp", b"quotedprintables"):
        return "quoted-printable"
    if token in (b"uuencode", b"xuuencode", b"uue", b"xuue", b"uuencoded", b"xuu"):
        return "uuencode"
    return ""


def decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "base64":
        return _from_base64(body)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=\n", body))
    if encoding == "uuencode":
        begin = _UU_BEGIN.search(body)
        return from_uu(body[begin.end() :].splitlines()) if begin else body
    return body


def _from_base64(body: bytes) -> bytes:
    dense = body.translate(None, b" \t\r\n\x0b\x0c\x00")
    if not _ALPHABET.fullmatch(dense):
        kept = []
        padded = False
        for line in body.splitlines():
            line = line.strip()
            strange = len(_JUNK.findall(line))
            if (padded and strange) or (strange and (b" " in line or strange * 2 > len(line))):
                continue  # a footer that a list or a scanner added behind the data
            line = _JUNK.sub(b"", line)
            padded = padded or line.endswith(b"=")
            kept.append(line)
        dense = b"".join(kept)
    try:
        if b"=" not in dense[:-2] and len(dense) % 4 == 0:
            return binascii.a2b_base64(dense)
        return headers.from_base64(dense)
    except binascii.Error:
        return b""


def from_uu(lines: list[bytes]) -> bytes:
    """Decodes uuencoded lines up to `end`; lines that are none are skipped."""
    data: list[bytes] = []
    for line in lines:
        if line.strip() == b"end":
            break
        if not line.strip() or (line[:1] in (b"`", b" ") and not line.strip(b"` \t")):
            continue
        try:
            data.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Trailing junk, or a length character that promises too little.
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                data.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                continue
    return b"".join(data)
