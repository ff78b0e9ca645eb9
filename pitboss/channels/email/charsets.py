"""Bytes to text, when the declared charset is missing, unknown or a lie."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# What mailers write, and the codec that reads what they mean by it (as browsers do, the wider of two
# relatives).
_MEANT = {
    "8bit": "ascii", "ansi": "cp1252", "ansi-x3-4-1968": "ascii", "big-5": "big5hkscs", "big5": "big5hkscs",
    "cn-big5": "big5hkscs", "cn-gb": "gb18030", "cp-1251": "cp1251", "cp-850": "cp850", "cp-866": "cp866",
    "cseuckr": "cp949", "csiso2022jp": "iso2022_jp_ext", "default": "ascii", "dos-866": "cp866",
    "euc-kr": "cp949", "euckr": "cp949", "gb2312": "gb18030", "gb-2312": "gb18030", "gb-2312-80": "gb18030",
    "gbk": "gb18030", "hz-gb-2312": "hz", "ibm866": "cp866", "iso-2022-jp": "iso2022_jp_ext",
    "iso-2022-jp-ms": "iso2022_jp_ext", "iso-8859-1": "cp1252", "iso-8859-11": "cp874",
    "iso-8859-8-e": "iso8859_8", "iso-8859-8-i": "iso8859_8", "iso-8859-9": "cp1254", "iso8859-1": "cp1252",
    "iso88591": "cp1252", "koi8": "koi8_r", "koi8r": "koi8_r", "koi8u": "koi8_u", "ks-c-5601": "cp949",
    "ks-c-5601-1987": "cp949", "ksc5601": "cp949", "l1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "ms-kanji": "cp932", "none": "ascii", "shift-jis": "cp932", "shift-jisx0213": "cp932", "sjis": "cp932",
    "tis-620": "cp874", "unicode": "utf_16", "unicode-1-1-utf-7": "utf_7", "unicode-1-1-utf-8": "utf_8",
    "unicode-2-0-utf-8": "utf_8", "us": "ascii", "utf8mb4": "utf_8", "win-1250": "cp1250",
    "win-1251": "cp1251", "win-1252": "cp1252", "win1251": "cp1251", "windows1251": "cp1251",
    "windows1252": "cp1252", "windows-874": "cp874", "windows-949": "cp949", "x-cp1250": "cp1250",
    "x-cp1251": "cp1251", "x-euc-jp": "euc_jp", "x-gbk": "gb18030", "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-roman": "mac_roman", "macintosh": "mac_roman", "x-sjis": "cp932", "x-user-defined": "cp1252",
    "x-windows-949": "cp949", "x-x-big5": "big5hkscs",
}  # fmt: skip
_NOT_A_CHARSET = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_STATEFUL = {"hz", "utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
_WESTERN = {"cp1252", "iso8859-1", "iso8859-15", "cp1254", "cp850", "mac-roman"}
_MULTIBYTE = {"gb18030", "big5hkscs", "cp949", "cp932", "euc_jp", "cp950", "big5", "johab", "euc_jis_2004"}
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HIGH_LETTER = re.compile(rb"[\xc0-\xff]")
_LOW_LETTER = re.compile(rb"[A-Za-z]")
_SAMPLE = 65_536


@lru_cache(maxsize=512)
def codec(name: str) -> str | None:
    """The codec of a declared charset, or None if nobody knows it."""
    plain = re.sub(r"[\s_:.]+", "-", name.strip().strip("\"'`;,<>").lower()).removeprefix("3d").strip("\"'-")
    if plain.startswith(("-iso-2022-jp", "iso-2022-jp$")):
        plain = "iso-2022-jp"
    if plain in _MEANT:
        return codecs.lookup(_MEANT[plain]).name
    if not _NAME.fullmatch(plain):
        return None
    for candidate in (plain, plain.removeprefix("x-")):
        if candidate in _NOT_A_CHARSET:
            return None
        try:
            found = codecs.lookup(candidate)
        except (LookupError, ValueError):
            continue
        if getattr(found, "_is_text_encoding", True) and found.name not in _NOT_A_CHARSET:
            return found.name
    return None


def decode(data: bytes, declared: str | None = None, *, truncated: bool = False) -> str:
    """Never fails. `truncated` tolerates a character cut in half at the end."""
    name = codec(declared) if declared else None
    plain = data.isascii() and b"\x1b" not in data
    if plain and (name is None or not (name in _STATEFUL or name.startswith("utf-"))):
        return data.decode("ascii") if name != "hz" else _read(data, name, truncated) or data.decode("ascii")
    if name is None or name == "ascii":
        return guess(data, truncated=truncated)
    if name == "utf-8":
        return _utf8(data, truncated)
    if name in _WESTERN:
        return _western(data, name, truncated)
    if name not in _MULTIBYTE and name not in _STATEFUL and not name.startswith("iso2022"):
        # Text in a one-byte charset never happens to be valid UTF-8, so this is UTF-8 under a wrong name.
        as_utf8 = _read(data, "utf-8", truncated)
        if as_utf8 is not None:
            return _clean(as_utf8)
    text = _read(data, name, truncated)
    if text is not None:
        return _clean(text)
    text = _replaced(data, name)
    return text if text.count("\ufffd") <= 1 + len(text) // 50 else guess(data, truncated=truncated)


def guess(data: bytes, *, truncated: bool = False) -> str:
    """Text of undeclared bytes: UTF-8 if valid, else what the letter statistics say, else windows-1252."""
    if b"\x1b" in data:
        text = _read(data, "iso2022_jp_ext", truncated) if b"\x1b$" in data or b"\x1b(" in data else None
        if text is not None:
            return _clean(text)
    text = _read(data, "utf-8", truncated)
    if text is not None:
        return _clean(text)
    almost = _replaced(data, "utf-8")
    if _mostly_right(almost, 10):
        return almost
    import chardet

    found = chardet.detect(data[:_SAMPLE])["encoding"]
    name = codec(found) if found else None
    if name and name not in ("ascii", "utf-8"):
        text = _read(data, name, truncated)
        return _clean(text) if text is not None else _replaced(data, name)
    return _windows_1252(data)


def _utf8(data: bytes, truncated: bool) -> str:
    text = _read(data, "utf-8", truncated)
    if text is not None:
        return _clean(text)
    almost = _replaced(data, "utf-8")
    return almost if _mostly_right(almost, 1) else guess(data, truncated=truncated)


def _mostly_right(almost: str, factor: int) -> bool:
    sample = almost[:_SAMPLE]
    wrong = sample.count("\ufffd")
    right = sum(1 for character in sample if character > "\x7f") - wrong
    return right > factor * wrong


def reads(data: bytes, declared: str) -> bool:
    """Whether these bytes are valid in the declared charset."""
    name = codec(declared)
    return name is not None and _read(data, name, False) is not None


def _western(data: bytes, name: str, truncated: bool) -> str:
    text = _read(data, "utf-8", truncated)
    if text is not None:
        return _clean(text)
    high, low = len(_HIGH_LETTER.findall(data[:_SAMPLE])), len(_LOW_LETTER.findall(data[:_SAMPLE]))
    if high >= 4 and high > (high + low) * 0.4:
        # No Western language has so many accents: most often Cyrillic from a mailer that declares a fixed
        # charset.
        return guess(data, truncated=truncated)
    return _windows_1252(data) if name == "cp1252" else _replaced(data, name)


def _windows_1252(data: bytes) -> str:
    text = _read(data, "cp1252", False)
    return text if text is not None else data.decode("latin-1")


def _read(data: bytes, name: str, truncated: bool) -> str | None:
    try:
        if truncated:
            return codecs.getincrementaldecoder(name)("strict").decode(data, False)
        return data.decode(name)
    except (UnicodeError, ValueError, LookupError):
        return None


def _replaced(data: bytes, name: str) -> str:
    try:
        return _clean(data.decode(name, "replace"))
    except (UnicodeError, ValueError, LookupError):
        return data.decode("latin-1")


def _clean(text: str) -> str:
    """Without lone surrogates (UTF-7 can make them) and without a byte order mark."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.removeprefix("\ufeff")
