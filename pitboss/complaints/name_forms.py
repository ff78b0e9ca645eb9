"""The forms in which a name is written: what a word looks like, how it sounds, which endings it takes. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_UNSEEN = "\u00ad\u0300-\u036f\u200b-\u200d\u2060"  # accents that stand apart, and what takes no room
PART = re.compile(rf"[^\W_](?:[^\W_]|[{_UNSEEN}])*")
WORD = re.compile(rf"{PART.pattern}(?:[-\u2010-\u2015'’ʼ`]+{PART.pattern})*")
CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
LONGEST_ENDING = 5


# ── what a word looks like ──────────────────────────────────────────────────────────────────────────────────

_LOOKS = str.maketrans(
    "авгезиікмнпорстухшјѕԁ" + "0" + "αβεζηικμνορτυχ",
    "abre3uikmhnopctyxwjsd" + "o" + "abezhikmnoptyx",
)


def skeleton(text: str) -> str:
    """Alike for all spellings that look alike or differ in case, accents or what is not seen between the letters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in parts if c.isalnum())
    return unicodedata.normalize("NFKC", letters).translate(_LOOKS)


_SOUNDS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i", "ї": "i",
    "є": "e", "ґ": "g",
}  # fmt: skip
_SAME = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("s(?:h?ch)", "shch"), ("tch", "ch"), ("kh", "h"), ("ck|q", "k"), ("ph", "f"), ("x", "ks"), ("wh?", "v"), ("[yj]", "i"), ("^u(?=[aeio])", "v"),
        ("tz", "ts"), ("c(?!h)", "k"), ("(?<=[aeiou])h$", ""), ("io", "e"), ("ie", "i"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def sound(word: str) -> str:
    """About how a word sounds, in Latin letters, whichever of the two alphabets it is written in."""
    said = "".join(_SOUNDS.get(c, c) for c in word.casefold())
    said = "".join(c for c in unicodedata.normalize("NFKD", said) if c.isalnum())
    for pattern, same in _SAME:
        said = pattern.sub(same, said)
    return said


# ── the forms of a name ─────────────────────────────────────────────────────────────────────────────────────


def _set(words: str) -> frozenset[str]:
    return frozenset({"", *words.split()}) if words.startswith(" ") else frozenset(words.split())


_NOUN = _set(" а у ом ем ым е ы и ов ев ей ам ами ах ых ыми ой ою")
_FEMININE = _set(" а я ы и е у ю ой ей ою ею й ь ам ям ами ями ах ях ин ина ину иной ины иным")
_ADJECTIVE = _set("ий ый ой ого его ому ему им ым ом ем ая яя ую юю ою ие ые их ых ими ыми ия ию ием ии иев")
_SOFT = _set("й ь я ю ем е и ью ей ев ям ями ях")
_NEUTER = _set("о а у е ой ы и ом")
_LATIN = _set(" s es")
_RUSSIAN_ON_A = _set("а ы и е у ой ей")
_RUSSIAN_ON_LATIN = _set(" а у ом ем е ы и ов ей")
# Names that are words too: hidden only where they begin with a capital.
_ORDINARY = frozenset(
    [
        "will",
        "mark",
        "grant",
        "bill",
        "rose",
        "may",
        "art",
        "frank",
        "pat",
        "sue",
        "rob",
        "hope",
        "grace",
        "joy",
        "faith",
        "april",
        "june",
        "august",
        "summer",
        "price",
        "page",
        "bond",
        "cash",
        "banks",
        "bank",
        "rich",
        "king",
        "young",
        "long",
        "white",
        "black",
        "green",
        "brown",
        "gray",
        "grey",
        "wood",
        "hill",
        "field",
        "law",
        "best",
        "day",
        "knight",
        "bishop",
        "case",
        "chance",
        "chase",
        "bell",
        "ball",
        "bird",
        "fox",
        "wolf",
        "gold",
        "silver",
        "stone",
        "street",
        "ford",
        "good",
        "love",
        "power",
        "sharp",
        "short",
        "small",
        "strong",
        "sweet",
        "swift",
        "wise",
        "woods",
        "waters",
        "winter",
        "frost",
        "snow",
        "rice",
        "lane",
        "miles",
        "major",
        "mercy",
        "dean",
        "earl",
        "duke",
        "baker",
        "cook",
        "carter",
        "hunter",
        "porter",
        "singer",
        "taylor",
        "turner",
        "walker",
        "weaver",
        "wheeler",
        "miller",
        "player",
        "gamble",
        "betts",
        "win",
        "won",
        "wins",
        "bet",
        "bets",
        "вера",
        "надежда",
        "любовь",
        "роза",
        "лев",
        "слава",
        "майя",
        "мороз",
        "волк",
        "заяц",
        "король",
        "ставка",
        "банк",
        "лимит",
        "счет",
        "рубль",
        "коваль",
        "кузнец",
        "мельник",
        "писарь",
        "гость",
        "друг",
        "роман",
        "виктория",
        "победа",
        "соболь",
        "орел",
        "сокол",
        "воробей",
        "лиса",
        "медведь",
        "зима",
        "весна",
        "лето",
        "осень",
    ]
)


def forms(word: str) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Stems with the endings that follow them, and whether only with a capital."""
    word = unicodedata.normalize("NFC", word.casefold()).replace("ё", "е")
    capital = len(word) <= 3 or word in _ORDINARY
    if not CYRILLIC.search(word):
        yield word, _LATIN, capital
        return
    yield word, frozenset({""}), capital
    if len(word) < 3:
        return
    stem, two = word[:-1], word[:-2]
    if re.search(r"(?:[иы]й|[а-я]{3}ой|[ая]я)$", word) and not word.endswith(("ия", "ья")):
        yield two, _ADJECTIVE, capital or not word.endswith(("ский", "цкий", "ская", "цкая"))
    elif word.endswith(("а", "я")):
        yield stem, _FEMININE, capital
        if re.search(r"(?:[ое]в|[иы]н)а$", word):
            yield stem, _NOUN, capital
    elif word.endswith(("й", "ь")):
        yield stem, _SOFT, capital
    elif word.endswith("о"):
        yield stem, _NEUTER, capital
    elif word[-1] not in "еиуыюэ":
        yield word, _NOUN, capital
        if len(word) > 3 and word[-2] in "ео":  # Павел, Павла
            yield two + word[-1], _NOUN - {""}, capital
        if word == "лев":
            yield "льв", _NOUN - {""}, capital


def heard(word: str) -> Iterator[tuple[str, frozenset[str]]]:
    """How a name sounds in the other alphabet: stems with endings."""
    if CYRILLIC.search(word):
        for stem, ends, _ in forms(word):
            yield sound(stem), _sounding(ends)
        return
    plain = sound(word)
    if plain.endswith("a"):
        yield plain[:-1], _sounding(_RUSSIAN_ON_A)
    else:
        yield plain, _sounding(_RUSSIAN_ON_LATIN)


@cache
def _sounding(ends: frozenset[str]) -> frozenset[str]:
    return frozenset(map(sound, ends))


@cache
def skeletons(ends: frozenset[str]) -> frozenset[str]:
    return frozenset(map(skeleton, ends))
