"""What mail programs can't do, and so what no mail of ours may need: Gmail cuts a mail off at 102 KB and drops a style
sheet over 8 KB, several drop all of them, Outlook on Windows knows the CSS of the nineties."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CLIPPED = 102 * 1024
MOST_STYLE = 8_192
TAGS = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "table",
        "tr",
        "td",
        "p",
        "br",
        "span",
        "strong",
        "em",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "b",
        "i",
        "u",
    ]
)
# Understood everywhere, or harmless where it isn't: corners stay square, long words are cut by the program itself.
PROPERTIES = frozenset(
    [
        "background",
        "border",
        "border-bottom",
        "border-collapse",
        "border-left",
        "border-radius",
        "border-right",
        "border-top",
        "color",
        "display",
        "font-family",
        "font-size",
        "font-weight",
        "letter-spacing",
        "line-height",
        "margin",
        "max-height",
        "max-width",
        "mso-hide",
        "mso-padding-alt",
        "overflow",
        "overflow-wrap",
        "padding",
        "table-layout",
        "text-decoration",
        "width",
        "word-break",
    ]
)
_UNKNOWN_VALUES = re.compile(
    r"url\(|var\(|calc\(|rgba?\(|hsla?\(|\b(?:inline-)?(?:flex|grid)\b|\d(?:r?em|v[wh])\b"
)
_OUR_OWN = re.compile(r"\.(ground|card|part|said|ink|soft|panel|rule|head|button|option|quiet-link)\b")
_VOID = frozenset({"meta", "br"})


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.links: list[str] = []
        self.seen: list[str] = []
        self.style = ""
        self.width_for_outlook = False
        self._open: list[tuple[str, bool]] = []  # and whether it is hidden
        self._said = 0  # how deep within what is said itself

    def handle_comment(self, data: str) -> None:
        self.width_for_outlook |= data.startswith("[if mso]") and 'width="600"' in data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        said = [one.partition(":") for one in given.get("style", "").split(";") if one.strip()]
        style = {name.strip(): value.strip() for name, _, value in said}
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{name}: of <{tag}>" for name in style if name not in PROPERTIES]
        self.wrong += [f"{name}: {value}" for name, value in style.items() if _UNKNOWN_VALUES.search(value)]
        if tag == "table" and given.get("role") != "presentation":
            self.wrong.append("a table that is read as one")
        if "max-width" in style and not self.width_for_outlook:
            self.wrong.append("max-width without a width for Outlook")
        if (
            tag == "td"
            and self._said == 0
            and not ({"padding", "background"} & style.keys() or "class" not in given)
        ):
            self.wrong.append(f"a cell whose look is in the style sheet alone: {given.get('class')}")
        if tag == "a":
            self.links.append(given.get("href", ""))
            if "color" not in style:
                self.wrong.append("a link without its colour")
        if tag not in _VOID:
            self._open.append((tag, style.get("display") == "none" or tag in ("title", "style")))
            self._said += "said" in given.get("class", "").split() or self._said > 0

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        self._said -= self._said > 0

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "style":
            self.style += data
        elif self._said and not any(hidden for _, hidden in self._open):
            self.seen.append(data)


def _of(html: str) -> _Read:
    reader = _Read()
    reader.feed(html)
    return reader


def broken_rules(html: str) -> list[str]:
    read = _of(html)
    wrong = read.wrong
    if (size := len(html.encode())) >= CLIPPED:
        wrong.append(f"{size} bytes: Gmail cuts it off")
    if len(read.style) > MOST_STYLE or "@import" in read.style or "@font-face" in read.style:
        wrong.append("a style sheet that Gmail drops")
    # Without its style sheet a mail looks the same, in light: what stands outside of media queries repeats the inline looks.
    outside = re.sub(r"@media[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", read.style)
    wrong += [f"{rule} in the style sheet alone" for rule in re.findall(r"\.(?!said)[\w-]+[^{}]*\{", outside)]
    dark = read.style.partition("prefers-color-scheme: dark")[2]
    if not _OUR_OWN.search(dark):
        wrong.append("no dark looks")
    if '<html lang="' not in html:
        wrong.append("no language")
    return wrong


def left_out(text: str, html: str) -> list[str]:
    """Words of what is said, and links, that the plain text lacks. A link's short name stands for its address there."""
    read = _of(html)
    told = " ".join(text.split())
    words = (word for piece in read.seen for word in piece.split() if not word.endswith("/…"))
    links = [link for link in read.links if not link.endswith("/channels")]
    return [one for one in (*words, *links) if one not in told]
