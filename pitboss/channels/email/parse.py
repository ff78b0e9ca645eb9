"""Reads any bytes as a mail. Never raises; docs/subsystems/email.md tells the rules and why they hold."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pitboss.channels.email import (
    automatic,
    bounce,
    charsets,
    flowed,
    headers,
    html,
    mime,
    names,
    quotes,
    tnef,
)
from pitboss.channels.email.mail import Attachment, Mail, to_json
from pitboss.channels.email.mime import Part
from pitboss.files.names import safe

_MAX_TEXT = 2_000_000
_MAX_SUBJECT = 10_000

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_HTML_START = re.compile(r"\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
_STUB = re.compile(
    r"html|браузер|browser|просмотр|plain[- ]?text|view this (?:e-?mail|message)|not support|не поддерживает",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<[^<>]{0,200}>")
UUENCODED = re.compile(
    r"^begin[ \t]+[0-7]{3,4}[ \t]+(\S[^\n]*)\n((?:[ -`][^\n]*\n|\n)+?)end[ \t]*$", re.MULTILINE
)
_BODIES = (
    "text/plain",
    "text/html",
    "text/enriched",
    "text/richtext",
    "text/markdown",
    "text/x-markdown",
    "text/x-web-markdown",
)


class _Segment:
    """A piece of the body: plain, HTML, or both as alternatives of each other."""

    __slots__ = ("html", "plain")

    def __init__(self, plain: str | None, html: str | None) -> None:
        self.plain = plain
        self.html = html


class _Found:
    __slots__ = ("content_types", "files", "seen_text", "tnef")

    def __init__(self) -> None:
        self.files: list[tuple[str, str, bytes, bool, str | None]] = []
        self.content_types: set[str] = set()
        self.seen_text = False
        self.tnef: tnef.Unpacked | None = None

    def attach(self, part: Part, *, inline: bool) -> None:
        data = part.data()
        content_type = part.content_type
        if content_type == "application/ms-tnef" or data.startswith(tnef.SIGNATURE):
            content = tnef.unpack(data)
            if content and (content.files or content.text or content.html):
                self.files += [
                    (name, "application/octet-stream", file, False, None) for name, file in content.files
                ]
                if content.text or content.html:
                    self.tnef = content
                return
        name = part.name
        if content_type in ("message/rfc822", "message/global") and not safe(name):
            fields, _ = headers.split(data, 0, min(len(data), 200_000))
            name = names.of_message(headers.text(fields, "subject"))
        self.files.append((name, content_type, data, inline, part.content_id))


def parse(raw: bytes) -> Mail:
    """The mail in these bytes. Anything at all can be parsed; what can't be understood is text.

    Limits: 200 parts, 30 levels, 2 MB of text for each body; headers as in headers.py.
    """
    raw = usual_line_ends(raw)
    root = mime.read(raw)
    fields = root.fields
    found = _Found()
    segments = _segments(root, found, root=True)
    if found.tnef and not any((part.plain or "").strip() or (part.html or "").strip() for part in segments):
        segments = [_Segment(found.tnef.text or None, found.tnef.html or None)]

    segments = [_without_uuencoded(segment, found) for segment in segments]
    text, markup, marked = _body(segments)
    if marked is not None:
        reply, quoted = quotes.split_reply(text, marked)
    else:
        reply, quoted = quotes.split_reply(text)

    senders = headers.addresses(fields.get("from", [])[:1])
    sender = senders[0] if senders else None
    address = sender.address or sender.name if sender else ""
    subject = headers.text(fields, "subject")[:_MAX_SUBJECT]
    ids = headers.message_ids(headers.first(fields, "message-id"), lone=True)
    report = root.parameters.get("report-type", "").lower()
    because = automatic.reason(
        fields,
        sender=address,
        subject=subject,
        report_type=report,
        content_types=frozenset(found.content_types),
    )
    path = headers.first(fields, "return-path")
    bounced = bounce.read(
        raw,
        root,
        sender=f"{address} {sender.name}" if sender else "",
        subject=subject,
        empty_return_path=path is not None and path.replace(b" ", b"") == b"<>",
    )
    return Mail(
        subject=subject,
        from_=sender,
        to=headers.addresses(fields.get("to", [])),
        cc=headers.addresses(fields.get("cc", [])),
        reply_to=headers.addresses(fields.get("reply-to", [])[:1]),
        message_id=ids[0] if ids else None,
        in_reply_to=headers.message_ids(headers.first(fields, "in-reply-to")),
        references=headers.message_ids(headers.first(fields, "references")),
        date=headers.date(headers.first(fields, "date")),
        text=text,
        html=markup,
        reply=reply,
        quoted=quoted,
        attachments=_attachments(found, markup),
        automatic=because or ("delivery report" if bounced else None),
        bounce=bounced,
    )


def lines(paths: Sequence[Path]) -> Iterator[bytes]:
    """A line of JSON for each file, or for standard input if there is none."""
    if not paths:
        yield to_json(parse(sys.stdin.buffer.read()))
    for path in paths:
        yield to_json(parse(path.read_bytes()))


def usual_line_ends(raw: bytes) -> bytes:
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
    elif raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    if b"\r" in raw:
        if b"\n" not in raw:
            raw = raw.replace(b"\r", b"\n")
        elif b"\r\r\n" in raw[:2000]:
            raw = raw.replace(b"\r\r\n", b"\r\n")
    start = len(raw[:200]) - len(raw[:200].lstrip(b"\r\n"))
    if start and headers.split(raw, start, min(len(raw), start + 20_000))[0]:
        raw = raw[start:]
    return raw


# The body


def _segments(part: Part, found: _Found, *, root: bool = False, alternative: bool = False) -> list[_Segment]:
    found.content_types.add(part.content_type)
    if not part.children:
        return _leaf(part, found, root=root, alternative=alternative)
    kind = part.content_type
    if kind == "multipart/alternative":
        return _chosen([_segments(child, found, alternative=True) for child in part.children])
    if kind == "multipart/appledouble":
        files = [child for child in part.children if child.content_type != "application/applefile"]
        return [segment for child in files for segment in _segments(child, found)]
    if kind == "multipart/related":
        return _related(part, found, alternative=alternative)
    return [segment for child in part.children for segment in _segments(child, found)]


def _chosen(alternatives: list[list[_Segment]]) -> list[_Segment]:
    """One segment that holds the plain and the HTML form of the same content."""
    offered = [
        one for one in alternatives if any((s.plain or "").strip() or (s.html or "").strip() for s in one)
    ]
    plain = next((one for one in offered if all(s.html is None for s in one)), None)
    rich = next((one for one in reversed(offered) if any(s.html is not None for s in one)), None)
    if plain is None or rich is None:
        return rich or plain or []
    return [
        _Segment(
            "\n".join(segment.plain or "" for segment in plain),
            "".join(
                segment.html if segment.html is not None else _as_html(segment.plain or "")
                for segment in rich
            ),
        )
    ]


def _related(part: Part, found: _Found, *, alternative: bool) -> list[_Segment]:
    start = part.parameters.get("start", "").strip("<> ")
    root = next((child for child in part.children if start and child.content_id == start), part.children[0])
    segments = _segments(root, found, alternative=alternative)
    for child in part.children:
        if child is root:
            continue
        if child.children or (child.content_type in _BODIES and not child.content_id and not child.name):
            segments += _segments(child, found)
        else:
            found.content_types.add(child.content_type)
            found.attach(child, inline=child.disposition != "attachment")
    return segments


def _leaf(part: Part, found: _Found, *, root: bool, alternative: bool) -> list[_Segment]:
    kind = part.content_type
    if kind == "text/x-amp-html" and alternative:
        return []
    if kind.startswith("text/") and "/" in kind and (kind in _BODIES or (root and not part.name)):
        attached = part.disposition == "attachment" and not (root and not part.name)
        named_later = bool(part.name) and found.seen_text and not alternative
        if not attached and not named_later:
            found.seen_text = True
            return [_text_segment(part)]
    if root and not part.fields:
        return [_text_segment(part)]
    if part.start >= part.end and not part.fields:
        return []
    found.attach(part, inline=part.disposition == "inline")
    return []


def _text_segment(part: Part) -> _Segment:
    data = part.data()
    truncated = len(data) > _MAX_TEXT
    if truncated:
        data = data[:_MAX_TEXT]
    charset = part.parameters.get("charset")
    is_html = part.content_type == "text/html"
    if is_html and not charset:
        meta = _META_CHARSET.search(data[:4000])
        charset = meta[1].decode("ascii") if meta else None
    text = charsets.decode(data, charset, truncated=truncated)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "")
    if is_html or _HTML_START.match(text):
        return _Segment(None, text)
    if part.content_type in ("text/enriched", "text/richtext"):
        text = _MARKUP.sub("", text.replace("<<", "<").replace("<nl>", "\n"))
    elif part.parameters.get("format", "").lower() == "flowed":
        text = flowed.unflow(text, delsp=part.parameters.get("delsp", "").lower() == "yes")
    return _Segment(text, None)


def _without_uuencoded(segment: _Segment, found: _Found) -> _Segment:
    text = segment.plain
    if text is None or "\nend" not in text or "begin " not in text:
        return segment

    def attach(match: re.Match[str]) -> str:
        data = mime.from_uu(match[2].encode("utf-8", "replace").splitlines())
        if not data:
            return match[0]
        found.files.append((match[1].strip(), "application/octet-stream", data, False, None))
        return ""

    return _Segment(UUENCODED.sub(attach, text), segment.html)


def _body(segments: list[_Segment]) -> tuple[str, str | None, frozenset[int] | None]:
    """Text, safe HTML if any, and the marked lines if text came from HTML."""
    texts: list[str] = []
    markups: list[str] = []
    marked: set[int] | None = None
    has_html = any(segment.html is not None for segment in segments)
    line = 0
    for segment in segments:
        plain = segment.plain
        if segment.html is None:
            text = (plain or "").strip("\n")
            if has_html:
                markups.append(_as_html(plain or ""))
            marks: frozenset[int] | None = None
        else:
            safe = html.safe(segment.html).strip()
            text, marks = (plain or "").strip("\n"), None
            if plain is None or len(text.strip()) < 200:
                converted, converted_marks = html.to_text(safe)
                if not text.strip() or _is_stub(text, converted):
                    text, marks = converted, converted_marks
            if plain is None and texts and _same(texts[-1], text):
                markups[-1:] = [safe]  # both forms of one content, sent as if they were two
                continue
            markups.append(safe)
        if not text.strip():
            continue
        if marks is not None:
            marked = (marked or set()) | {number + line for number in marks}
        texts.append(text)
        line += text.count("\n") + 1
    body = "\n".join(texts)[: 2 * _MAX_TEXT].rstrip()
    return body, "\n".join(markups) if has_html else None, frozenset(marked) if marked is not None else None


def _is_stub(plain: str, converted: str) -> bool:
    return bool(_STUB.search(plain)) and len(converted) > 2 * len(plain)


def _same(one: str, other: str) -> bool:
    squeezed, squeezed_other = (re.sub(r"\W+", "", text[:20_000]) for text in (one, other))
    return bool(squeezed) and squeezed == squeezed_other


def _as_html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<div>{escaped.strip().replace(chr(10), '<br>')}</div>"


def _attachments(found: _Found, markup: str | None) -> tuple[Attachment, ...]:
    attachments = []
    for number, (name, content_type, data, inline, content_id) in enumerate(found.files[: mime.MAX_PARTS], 1):
        shown = inline or bool(content_id and markup and f"cid:{content_id}" in markup)
        attachments.append(
            Attachment(
                name=names.for_attachment(name, content_type, number),
                content_type=content_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                inline=shown,
                content_id=content_id,
                data=data,
            )
        )
    return tuple(attachments)
