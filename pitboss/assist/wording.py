"""A player's words made comparable: quotes and signatures cut, spelling evened out, and Russian typed in
Latin letters or on the wrong keyboard layout turned back into Russian. Every judgement of a text starts here.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

HEAD, TAIL = 4000, 1000


class Wording(msgspec.Struct, frozen=True):
    """`sentences`: repaired lower-case words, by sentence, without punctuation. `language`: ru, en or und."""

    sentences: tuple[tuple[str, ...], ...]
    language: str

    @property
    def text(self) -> str:
        """All words, ` . ` between sentences; a blank at both ends, so ` word ` finds a whole word."""
        return " " + " . ".join(" ".join(words) for words in self.sentences) + " "


class Letters(msgspec.Struct, frozen=True):
    """What is usual in one language: log-probabilities of letter trigrams, known words with counts."""

    trigrams: dict[str, float]
    unseen: float
    words: dict[str, int]

    def score(self, word: str) -> float:
        """Log-probability of the word; a known word is at least as likely as one in two thousand."""
        padded = f"^^{word}$"
        get, unseen = self.trigrams.get, self.unseen
        total = sum([get(padded[i : i + 3], unseen) for i in range(len(word) + 1)])
        return max(total, -7.5) if word in self.words else total


_ZERO_WIDTH = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301"))
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
_REPEATS = re.compile(r"([^\W\d_])\1{2,}")
_ZERO_AS_LETTER = re.compile(r"(?<=[а-я])0(?=[а-я])")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_SENTENCE = re.compile(r"(?<=[^\d\s])[.!?…]+(?=\s|$)|[\n\r;!?…]+")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+(?:[.,]\d+)*|[\U0001f300-\U0001faff\u2600-\u27bf]")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC_LETTERS = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґқғәөұүһң")
_CYRILLIC = re.compile(f"[{''.join(sorted(_CYRILLIC_LETTERS))}]")
_QUOTE_HEAD = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|forwarded message|исходное сообщение|пересылаемое сообщение)"
    r"|on .{6,90} wrote:\s*$|\d{1,2}[./ ].{4,90}(?:пишет|написал\(?а?\)?):?\s*$"
    r"|(?:from|от|от кого):\s.{3,}|_{10,}\s*$)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\s*(?:--\s*$|sent from my |get outlook for |отправлено (?:из|с) |this e-?mail (?:and any|is conf)"
    r"|настоящее (?:письмо|сообщение) (?:и|содерж)|confidentiality notice)",
    re.IGNORECASE,
)

# The keys of a Russian keyboard, each under its Latin letter.
_KEYS_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюе"
_TO_RUSSIAN = str.maketrans(_KEYS_LATIN, _KEYS_RUSSIAN)
_TO_LATIN = str.maketrans(_KEYS_RUSSIAN[:-1], _KEYS_LATIN[:-1])
_LOOKALIKES = str.maketrans("aceopxyktmbhiu", "асеорхуктмвний")
_SWAPPED_EDGE = "[];',."

_SPELLINGS = (
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"),
    ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"),
    ("iy", "ий"), ("yy", "ый"),
)  # fmt: skip
_SPELT = dict(zip("abvgdezijklmnoprstufhcyqwx'", "абвгдезийклмнопрстуфхцыквх", strict=False)) | {"'": "ь"}
_TRANSLIT = re.compile("|".join(latin for latin, _ in _SPELLINGS) + "|[a-z']")
_SPELLING = dict(_SPELLINGS) | _SPELT
_SOUNDS = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", "abvgdejziiklmnoprstufhcCSSieUA", strict=True))
    | {"ъ": "", "ь": "", "ё": "e"}
)
_MERGED = re.compile(r"(.)\1+")


def without_quotes(text: str) -> str:
    """The part the player wrote now: without quoted mail, signatures and legal boilerplate.

    A message that is nothing but a quote stays whole: the player forwarded it to be read.
    """
    if "\n" not in text:
        return text
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTE_HEAD.match(line) or _SIGNATURE.match(line):
            if any(row.strip() for row in kept):
                break
            continue
        if not line.lstrip().startswith(">"):
            kept.append(line)
    own = "\n".join(kept)
    return own if sum(map(str.isalpha, own)) >= 3 else text


@cache
def phrases(name: str) -> tuple[tuple[str, str], ...]:
    """The pairs (topic, utterance) of a packaged phrase file such as `ru` or `en.heldout`."""
    text = (files(__package__) / "phrases" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t", 1) for line in text.splitlines() if line)
    return tuple((topic, utterance.replace("\\n", "\n")) for topic, utterance in rows)


@cache
def letters(language: str) -> Letters:
    """The letters and words of `ru` or `en`, from the packaged phrases (about 50 ms, once per process)."""
    own = re.compile(r"[а-я]+" if language == "ru" else r"[a-z]+(?:'[a-z]+)*")
    words = Counter(
        word for _, utterance in phrases(language) for word in own.findall(_even(utterance)) if len(word) < 30
    )
    triples: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, count in words.items():
        weight = 1 + math.log(count)
        padded = f"^^{word}$"
        for i in range(len(padded) - 2):
            triples[padded[i : i + 3]] += weight  # type: ignore[assignment]
            pairs[padded[i : i + 2]] += weight  # type: ignore[assignment]
    trigrams = {t: math.log((n + 0.1) / (pairs[t[:2]] + 3.3)) for t, n in triples.items()}
    return Letters(trigrams, math.log(0.004), dict(words))


@cache
def _by_sound() -> dict[str, str]:
    """The most frequent known Russian word for each way of sounding."""
    found: dict[str, str] = {}
    known = letters("ru").words
    for word in sorted(known, key=lambda w: (known[w], w)):
        found[_sound(word.translate(_SOUNDS))] = word
    return found


def _sound(latin: str) -> str:
    sound = latin.replace("ts", "c").replace("iA", "A").replace("iU", "U").replace("ie", "e")
    return _MERGED.sub(r"\1", sound)


def _even(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_ZERO_WIDTH))
    text = text.casefold().replace("ё", "е").translate(_APOSTROPHES)
    if "0" in text:
        text = _ZERO_AS_LETTER.sub("о", text)
    return _REPEATS.sub(r"\1", text)


def _plain(chunk: str) -> str:
    """A word with no blank in it as it stands."""
    return chunk.strip(".,;:!?\"'()[]{}<>«»-–—*/\\")


@lru_cache(maxsize=60_000)
def _as_english(chunk: str) -> tuple[str, float]:
    """Each reading of a word comes with its log-probability."""
    plain = _plain(chunk)
    return plain, letters("en").score(plain)


@lru_cache(maxsize=60_000)
def _as_wrong_layout(chunk: str) -> tuple[str, float]:
    russian = letters("ru")
    keys = chunk.strip('?!&:"()*/') or chunk
    options = [keys.translate(_TO_RUSSIAN)]
    if keys[-1] in _SWAPPED_EDGE and len(keys) > 1:
        options.append(keys[:-1].translate(_TO_RUSSIAN))
    scores = [russian.score(option) for option in options]
    best = max(range(len(options)), key=lambda i: scores[i] / (len(options[i]) + 1))
    layout = options[best]
    return layout, scores[best] if layout.isalpha() else -99.0


@lru_cache(maxsize=60_000)
def _as_transliteration(chunk: str) -> tuple[str, float]:
    spelt = _spelt(_plain(chunk))
    return spelt, letters("ru").score(spelt)


_READINGS = (_as_english, _as_wrong_layout, _as_transliteration)


def _spelt(latin: str) -> str:
    known = _by_sound()
    sounds = _latin_sound(latin)
    for sound in (sounds, sounds.replace("S", "sC")):
        if sound in known and len(sound) > 1:
            return known[sound]
    return _TRANSLIT.sub(lambda m: _SPELLING.get(m[0], ""), latin)


def _latin_sound(latin: str) -> str:
    sound = latin.replace("'", "")
    for a, b in (
        ("shch", "S"), ("sch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "j"), ("kh", "h"),
        ("yu", "U"), ("ju", "U"), ("iu", "U"), ("ya", "A"), ("ja", "A"), ("ia", "A"),
        ("yo", "e"), ("jo", "e"), ("ye", "ie"), ("je", "e"), ("y", "i"), ("w", "v"), ("x", "h"), ("q", "k"),
    ):  # fmt: skip
        sound = sound.replace(a, b)
    return _sound(sound)


@lru_cache(maxsize=60_000)
def _cyrillic_readings(word: str) -> tuple[tuple[str, float], tuple[str, float]]:
    """A Cyrillic word read as (Russian, English typed on the Russian layout)."""
    latin = word.translate(_TO_LATIN)
    score = letters("en").score(latin) if latin.replace("'", "").isalpha() else -99.0
    return (word, letters("ru").score(word)), (latin, score)


def worded(text: str) -> Wording:
    """Reads at most the first 4,000 and the last 1,000 characters."""
    text = without_quotes(text)
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]}\n{text[-TAIL:]}"
    even = _even(text)
    if "@" in even or "/" in even or "www." in even:
        even = _LINK.sub(" ", even)
    cyrillic = _CYRILLIC.search(even) is not None
    latin: list[str] = []
    if has_latin := _LATIN.search(even) is not None:
        latin = [c for c in even.split() if _LATIN.search(c) and not (cyrillic and _CYRILLIC.search(c))]
    latin_as, latin_certain = _latin_reading(latin)
    swapped = cyrillic and _typed_on_russian_keys(even)
    sentences: list[tuple[str, ...]] = []
    counts = {"ru": 0, "en": 0, "und": 0}
    points_are_letters = latin_as == 1 and not cyrillic
    rows = [even] if points_are_letters else _SENTENCE.split(even)
    for row in rows:
        words: list[str] = []
        for chunk in row.split() if has_latin else (row,):
            if has_latin and _LATIN.search(chunk):
                if cyrillic and _CYRILLIC.search(chunk):
                    chunk = chunk.translate(_LOOKALIKES)
                    if _LATIN.search(chunk):
                        words += _WORD.findall(chunk)
                        continue
                else:
                    read, language = _latin_word(chunk, latin_as, latin_certain)
                    words += read
                    counts[language] += len(read)
                    continue
            for word in _WORD.findall(chunk):
                if swapped and _CYRILLIC.search(word):
                    word = word.translate(_TO_LATIN)
                    counts["en"] += 1
                elif word.isalpha():
                    counts["ru" if word[0] in _CYRILLIC_LETTERS else "und"] += 1
                words.append(word)
        if words:
            sentences.append(tuple(words))
    return Wording(tuple(sentences), _majority(counts))


def _majority(counts: dict[str, int]) -> str:
    best = max(("ru", "en", "und"), key=counts.__getitem__)
    return best if counts[best] else "und"


def _latin_reading(chunks: list[str]) -> tuple[int, bool]:
    """How to read the Latin letters of a message: 0 as they stand, 1 wrong layout, 2 transliteration."""
    if not chunks:
        return 0, False
    if _known(map(_plain, chunks[:80]), letters("en").words):
        return 0, True
    totals = [0.0, -3.0, -3.0]  # English is the likelier before a letter is seen
    size = 0
    known = [0, 0, 0]
    vocabularies = (letters("en").words, letters("ru").words, letters("ru").words)
    for chunk in chunks[:80]:
        for i, as_read in enumerate(_READINGS):
            word, score = as_read(chunk)
            totals[i] += score
            known[i] += word in vocabularies[i]
            if i == 0:
                size += len(word) + 1
    best = max(range(3), key=totals.__getitem__)
    count = len(chunks[:80])
    per_letter = totals[best] / max(size, 1)
    if best == 0:
        return 0, known[0] * 2 > count or per_letter > -2.6
    return (best, True) if known[best] * 3 >= count or per_letter > -2.0 else (0, False)


def _latin_word(chunk: str, reading: int, certain: bool) -> tuple[list[str], str]:
    english, russian = letters("en").words, letters("ru").words
    plain = _plain(chunk)
    if reading == 0:
        if plain not in english and len(plain) >= 4:
            plain_score = _as_english(chunk)[1]
            (layout, layout_score), (spelt, spelt_score) = _as_wrong_layout(chunk), _as_transliteration(chunk)
            if layout in russian and layout_score > plain_score + 4:
                return [layout], "ru"
            if spelt in russian and spelt_score > plain_score + 4:
                return [spelt], "ru"
        return [plain] if plain.isalpha() else _WORD.findall(chunk), "en" if certain else "und"
    if reading == 1:
        layout, layout_score = _as_wrong_layout(chunk)
        if (layout not in russian and plain in english and len(plain) > 2) or layout_score < -90:
            return _WORD.findall(chunk), "en"
        return [layout], "ru"
    spelt, spelt_score = _as_transliteration(chunk)
    if plain in english and len(plain) > 3 and _as_english(chunk)[1] > spelt_score:
        return [plain], "en"
    return ([spelt], "ru") if spelt else (_WORD.findall(chunk), "und")


def _known(words: Iterable[str], vocabulary: Container[str]) -> bool:
    """Whether it is plain at once that these are words of the language: most of the longer ones are known in it. Short
    words tell little, since they look alike in every reading."""
    longer = [word in vocabulary for word in words if len(word) >= 4]
    return len(longer) >= 2 and sum(longer) * 3 >= len(longer) * 2


def _typed_on_russian_keys(even: str) -> bool:
    words = [w for w in _WORD.findall(even) if w[0] in _CYRILLIC_LETTERS or _CYRILLIC.search(w)][:60]
    if _known(words, letters("ru").words):
        return False
    as_russian = as_english = 0.0
    for word in words:
        (_, russian), (_, english) = _cyrillic_readings(word)
        as_russian += russian
        as_english += english
    return as_english > as_russian + 4
