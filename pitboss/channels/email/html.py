"""HTML of a mail: made safe to show, and turned into readable text."""

from __future__ import annotations

import html as entities
import re

import nh3

_MAX_TAGS = 30_000
_MAX_ENTITIES = 30_000
_MAX_OPEN = 150
_MAX_OPEN_FORMATTING = 20

_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_WITHOUT_DEPTH = frozenset(
    "area base body br caption col colgroup dd dt head hr html img input li link meta option p param "  # noqa: SIM905
    "source tbody td tfoot th thead tr wbr".split()
)

# Where mail programs say that a quotation or a signature begins. The classes survive, so a page can fold
# them.
_QUOTE_CLASSES = {
    "gmail_quote", "gmail_attr", "moz-cite-prefix", "protonmail_quote", "yahoo_quoted", "zmail_extra",
    "mail-quote-collapse", "tutanota_quote", "cite-prefix", "moz-email-headers-table",
}  # fmt: skip
_SIGNATURE_CLASSES = {
    "gmail_signature", "moz-signature", "protonmail_signature_block", "yahoo_signature",
    "ms-outlook-mobile-signature", "zmail_signature",
}  # fmt: skip
_ALL_BELOW_IDS = {
    "divRplyFwdMsg",
    "appendonsend",
    "mail-editor-reference-message-container",
    "OLK_SRC_BODY_SECTION",
}
_QUOTE_IDS = {"reply-intro", "isReplyContent"}
_SIGNATURE_IDS = {
    "Signature",
    "AppleMailSignature",
    "ms-outlook-mobile-signature",
    "lineBreakAtBeginningOfSignature",
}
_CONTAINED = (_QUOTE_CLASSES - {"gmail_quote"}) | _SIGNATURE_CLASSES
_MARKED = frozenset(_QUOTE_CLASSES | _SIGNATURE_CLASSES)
_MARKED_IDS = frozenset(_ALL_BELOW_IDS | _QUOTE_IDS | _SIGNATURE_IDS)

_TAGS = frozenset(
    "a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt "  # noqa: SIM905
    "em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong "
    "sub sup table tbody td tfoot th thead tr tt u ul var".split()
)
_GONE_WITH_CONTENT = {"script", "style", "title", "noscript", "template", "iframe", "object", "svg", "math"}
_MARKABLE = ("div", "span", "blockquote", "p", "table", "td", "pre")
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags={*_GONE_WITH_CONTENT, "select"},
    attributes={
        "a": {"href", "title"},
        "img": {"src", "alt", "width", "height"},
        "td": {"colspan", "rowspan", "align"},
        "th": {"colspan", "rowspan", "align"},
        "ol": {"start", "type"},
        "*": {"dir", "lang"},
    },
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    allowed_classes={tag: set(_MARKED) for tag in _MARKABLE},
    tag_attribute_values={tag: {"id": set(_MARKED_IDS)} for tag in ("div", "span")},
    strip_comments=True,
)

# What the composer of a chat offers.
_CHAT_CLEANER = nh3.Cleaner(
    tags={"a", "b", "strong", "i", "em", "u", "s", "p", "br", "ul", "ol", "li", "blockquote", "code", "pre"},
    clean_content_tags=_GONE_WITH_CONTENT,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative="deny",
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)

_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_ANY_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>\"]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([^\s=\"]+)=\"([^\"]*)\"")
_EMBEDDED = re.compile(r"cid:|data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_BARE_TAG = re.compile(r"<[^<>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def safe(source: str) -> str:
    """HTML without scripts, forms, styles and remote loads.

    A picture from the net keeps its address in `data-src` only (loading it would tell the sender that, when
    and where the mail was read); `cid:` pictures stay, for the caller to serve from the attachments, and so
    do embedded ones; other `data:` addresses go. HTML too tangled to be cleaned in bounded time becomes
    plain text.
    """
    source = source.replace("\x00", "")
    openings = source.count("<")
    if openings > 60 or len(source) > _MAX_ENTITIES:
        flat = _without_depth(source, openings)
        if flat is None:
            return f"<pre>{entities.escape(_BARE_TAG.sub(' ', source))}</pre>"
        source = flat
    cleaned = _CLEANER.clean(source)
    if "<img" in cleaned or "data:" in cleaned:
        cleaned = _ANY_TAG.sub(_harmless, cleaned)
    return cleaned


def safe_for_chat(source: str) -> str:
    """The little that a chat shows: emphasis, links, lists, quotations, code."""
    return _CHAT_CLEANER.clean(safe(source))


def _without_depth(source: str, openings: int) -> str | None:
    """The cost of building a tree grows with the square of its depth, so depth ends at 150; None if
    hopeless."""
    if openings > _MAX_TAGS or source.count("&") > _MAX_ENTITIES:
        return None
    kept: list[str] = []
    position = depth = formatting = dropped = 0
    for tag in _OPENING.finditer(source):
        name = tag[2].lower()
        if name in _WITHOUT_DEPTH:
            continue
        inline = name in _FORMATTING
        if tag[1]:
            if inline:
                formatting = max(0, formatting - 1)
            depth = max(0, depth - 1)
        else:
            depth += 1
            formatting += inline
            if depth > _MAX_OPEN or formatting > _MAX_OPEN_FORMATTING:
                depth -= 1
                formatting -= inline
                kept.append(source[position : tag.start()])
                position = tag.end()
                close = source.find(">", position, position + 5000)
                position = close + 1 if close >= 0 else position
                dropped += 1
    if not dropped:
        return source
    kept.append(source[position:])
    return "".join(kept)


def _harmless(tag: re.Match[str]) -> str:
    name, attributes = tag[2], tag[3]
    if name == "img" and not tag[1]:
        kept = []
        for key, value in _ATTRIBUTE.findall(attributes):
            if key == "src" and not _EMBEDDED.match(value):
                if value[:4].lower() != "http":
                    continue
                key = "data-src"
            kept.append(f' {key}="{value}"')
        return f"<img{''.join(kept)}>"
    if name == "a" and 'href="data:' in attributes.lower():
        return "<a>"
    return tag[0]


_BREAKS_BEFORE = {"p": 2, "div": 1, "blockquote": 1, "table": 1, "tr": 1, "ul": 1, "ol": 1, "li": 1, "h1": 2,
                  "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "pre": 1, "hr": 1, "dl": 1, "dt": 1, "dd": 1,
                  "center": 1, "caption": 1}  # fmt: skip


class _Lines:
    """Text under construction, line by line, with the lines that a mail program marked as quoted."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.marked: set[int] = set()
        self.current: list[str] = []
        self.quote_depth = 0
        self.marked_depth = 0
        self.pending_blank = False
        self.blank_depth = 0
        self.pending_space = False
        self.bullet = ""

    def word(self, text: str) -> None:
        if self.pending_blank and self.lines and self.lines[-1].strip(" >"):
            depth, self.quote_depth = self.quote_depth, min(self.quote_depth, self.blank_depth)
            self._store("")
            self.quote_depth = depth
        self.pending_blank = False
        if self.bullet:
            self.current.append(self.bullet)
            self.bullet = ""
        elif self.pending_space and self.current:
            self.current.append(" ")
        self.pending_space = False
        self.current.append(text)

    def line_break(self) -> None:
        line = "".join(self.current)
        self.current.clear()
        self.pending_space = False
        if not line and not (self.lines and self.lines[-1].strip(" >")):
            return
        self._store(line)

    def end_line(self, blank: bool = False) -> None:
        if self.current:
            self._store("".join(self.current))
            self.current.clear()
        self.pending_space = False
        if blank:
            self.blank_depth = min(self.quote_depth, self.blank_depth if self.pending_blank else 99)
            self.pending_blank = True

    def _store(self, line: str) -> None:
        if self.quote_depth:
            line = f"{'>' * self.quote_depth} {line}".rstrip()
        if self.marked_depth:
            self.marked.add(len(self.lines))
        self.lines.append(line)


def to_text(source: str) -> tuple[str, frozenset[int]]:
    """Readable text of *safe* HTML, and the numbers of the lines that are marked as quoted history or
    signature.

    Quotations get `> `, list items `- ` or their number, a link its address behind its words, a picture its
    description. The marks are those of Gmail, Outlook, Apple, Thunderbird, Proton, Yahoo, Mail.ru and Zoho.
    """
    out = _Lines()
    lists: list[int | None] = []
    anchors: list[tuple[str, int, int]] = []
    open_marks: list[tuple[str, int, bool]] = []
    depths: dict[str, int] = {}
    below: int | None = None
    preformatted = 0
    position = 0
    for tag in _ANY_TAG.finditer(source):
        if tag.start() > position:
            _flow(out, entities.unescape(source[position : tag.start()]), preformatted > 0)
        position = tag.end()
        closing, name, attributes = tag[1], tag[2], tag[3]
        if name == "br":
            out.line_break()
            continue
        if not closing and name not in ("img", "hr", "col"):
            depths[name] = depths.get(name, 0) + 1
        if attributes and not closing and ("class=" in attributes or "id=" in attributes):
            kind = _mark(dict(_ATTRIBUTE.findall(attributes)))
            if kind:
                out.end_line()
                if kind == "below":
                    below = len(out.lines) if below is None else below
                else:
                    out.marked_depth += 1
                    open_marks.append((name, depths[name], True))
        if name in _BREAKS_BEFORE:
            out.end_line(blank=_BREAKS_BEFORE[name] == 2)
        if closing:
            if name == "blockquote":
                out.quote_depth = max(0, out.quote_depth - 1)
            elif name in ("ul", "ol") and lists:
                lists.pop()
            elif name == "pre":
                preformatted = max(0, preformatted - 1)
            elif name == "a" and anchors:
                _close_anchor(out, *anchors.pop())
            elif name in ("td", "th"):
                out.pending_space = True
            if open_marks and open_marks[-1][:2] == (name, depths.get(name, 0)):
                open_marks.pop()
                out.end_line()
                out.marked_depth -= 1
            depths[name] = max(0, depths.get(name, 0) - 1)
        elif name == "blockquote":
            out.quote_depth = min(out.quote_depth + 1, 20)
        elif name in ("ul", "ol"):
            lists.append(1 if name == "ol" else None)
        elif name == "li":
            number = lists[-1] if lists else None
            if number is not None:
                lists[-1] = number + 1
            out.bullet = "  " * min(max(0, len(lists) - 1), 10) + (
                f"{number}. " if number is not None else "- "
            )
        elif name == "pre":
            preformatted += 1
        elif name == "hr":
            out.word("---")
            out.end_line()
        elif name == "img":
            described = entities.unescape(dict(_ATTRIBUTE.findall(attributes)).get("alt", "")).strip()
            if described:
                out.word(f"[{described}]")
        elif name == "a":
            href = entities.unescape(dict(_ATTRIBUTE.findall(attributes)).get("href", ""))
            anchors.append((href, len(out.lines), len(out.current)))
    _flow(out, entities.unescape(source[position:]), preformatted > 0)
    out.end_line()
    lines = [line.rstrip() for line in out.lines]
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    stop = next((number for number in range(len(lines), start, -1) if lines[number - 1]), start)
    marked = set(out.marked)
    if below is not None:
        marked.update(range(below, len(lines)))
    return "\n".join(lines[start:stop]), frozenset(
        number - start for number in marked if start <= number < stop
    )


def _flow(out: _Lines, text: str, preformatted: bool) -> None:
    if preformatted:
        first, *rest = text.replace("\r\n", "\n").split("\n")
        if first:
            out.word(first)
        for line in rest:
            out.line_break()
            if line:
                out.word(line)
        return
    squeezed = _SPACES.sub(" ", text).replace("\xa0", " ").replace("\u200b", "")
    words = squeezed.strip(" ")
    if squeezed.startswith(" "):
        out.pending_space = True
    if words:
        out.word(words)
        out.pending_space = squeezed.endswith(" ")


def _close_anchor(out: _Lines, href: str, line: int, word: int) -> None:
    if not href or href.startswith(("#", "cid:", "tel:")):
        return
    shown = "".join(out.current[word:]).strip() if line == len(out.lines) else "\n".join(out.lines[line:])
    plain = href.removeprefix("mailto:").rstrip("/")
    if (
        plain
        and shown
        and plain not in shown
        and shown.rstrip("/") not in (plain, re.sub(r"^https?://(www\.)?", "", plain))
    ):
        out.pending_space = True
        out.word(f"<{href.removeprefix('mailto:')}>")


def _mark(attributes: dict[str, str]) -> str:
    identity = attributes.get("id", "")
    if identity in _ALL_BELOW_IDS:
        return "below"
    if identity in _QUOTE_IDS or identity in _SIGNATURE_IDS:
        return "contained"
    classes = attributes.get("class", "").split()
    return "contained" if any(one in _CONTAINED for one in classes) else ""
