"""Words made comparable: stems, sounds, and what a text reads like on another keyboard or in other letters. Pure."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u0301"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?…;\n]")  # words and the ends of sentences
_RUNS = re.compile(r"([^\W\d_])\1{2,}")
_MERGED = re.compile(r"(.)\1+")
_LATIN, _CYRILLIC = re.compile(r"[a-z]"), re.compile(r"[а-я]")

_KEYS_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_KEYS_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюе"
_TO_RUSSIAN = str.maketrans(_KEYS_LATIN, _KEYS_RUSSIAN)
_TO_LATIN = str.maketrans(_KEYS_RUSSIAN[:-1], _KEYS_LATIN[:-1])
_LOOKALIKES = str.maketrans("aceopxykmthb", "асеорхукмтнв")

# One letter for each sound, whichever way it is spelt; the longer spellings first.
_SPELT_LATIN = (
    ("shch", "щ"), ("sch", "щ"), ("sh", "ш"), ("ch", "ч"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ck", "к"),
    ("yu", "ю"), ("ju", "ю"), ("iu", "ю"), ("ya", "я"), ("ja", "я"), ("ia", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"),
    ("je", "е"), ("iy", "ий"), ("yy", "ый"), ("ij", "ий"),
)  # fmt: skip
_LETTERS_LATIN = dict(zip("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопкрстуввхыз", strict=True)) | {
    "4": "ч",
    "6": "ш",
}
_SPELLING = dict(_SPELT_LATIN) | _LETTERS_LATIN | {"'": "ь", "’": "ь"}
_SPELT = re.compile("|".join([spelt for spelt, _ in _SPELT_LATIN] + ["[a-z46'’]"]))
_IN_LATIN = "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sch y e yu ya"
_SPELT_RUSSIAN = str.maketrans(
    dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", re.findall("[a-z]+", _IN_LATIN), strict=True))
    | {"ъ": "", "ь": ""}
)  # fmt: skip
_SOUNDS = str.maketrans({"ъ": "", "ь": "", "й": "и", "ы": "и", "э": "е", "щ": "ш", "ц": "с"})

# What is said with everything: alone it finds nothing where other words were asked too.
COMMON = frozenset(
    """
    a an the and or but if in on at of to for from with by as is are was were be been am do does did have has had i me my you your
    it its this that there here not no can could will would should how what where when why who which so we our us they please
    и а но или же бы ли в во на с со к ко у о об от до за из по при для не ни я мне меня мой моя мое мои моего моих моей вы вам вас
    ваш ваша ваше ваши мы нам нас они он она оно его ее их это этот эта эти то тот что чтобы как так где когда почему зачем кто
    есть был была было были быть уже еще можно пожалуйста
    """.split()  # noqa: SIM905
)

# What questions and sentences of all kinds are made of. It tells something, but less than its rarity in a few articles says.
LIGHT = frozenset(
    """
    many much more most less often long far soon ever never also just only very then than some any each every other such own same
    over under before after between during about into out up down off again still yet already one two first last kind sort
    say said says get got gets give given gave go goes went come came make made makes take took taken use used using find found
    know known knew call called name named become became happen happened begin began keep kept let put leave left mean means need
    needed want wanted see seen saw look show shown tell told ask asked try tried whom whose must may might
    какой какая какое какие каком какого какому каким какую каких какими сколько скольким скольких кого кому кем чем чему чего чей
    чья чье чьи куда откуда весь все всех всего всем вся сам сама само сами себя себе свой своя свое свои своих того тому тем тех
    этого этому этой этом этих один одна одно одного два две первый первая первое первым первого после перед над под через между
    без про около более больше меньше очень тоже также только лишь сейчас теперь потом затем тогда там тут здесь если хотя пока
    такой такая такое такие мочь может могут мог могли нужно надо нельзя стать стал стали становится иметь имеет имел делать делают
    делает делал сделать сделали сделал дать дали дал взять взяли получить получил получили знать сказать сказал говорить назвать
    назвали называть называют называется звали случилось произошло начать начал начали появиться появился появились пришел пришли
    находится находились идти идет использовать
    """.split()  # noqa: SIM905
)


def evened(text: str) -> str:
    """Small letters, one sort of each."""
    return _RUNS.sub(r"\1", smoothed(text))


def smoothed(text: str) -> str:
    """The same but for letters that are held down; `one_word` takes those out of a word."""
    if not text.isascii():
        for hidden in _HIDDEN:  # seldom there, and looking is much faster than translating
            text = text.replace(hidden, "")
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    return text.casefold().replace("ё", "е")


def one_word(smooth: str) -> str:
    return one_script(_RUNS.sub(r"\1", smooth))


def words(even: str) -> list[str]:
    """Of an evened text."""
    return [one_script(word) for word in _WORD.findall(even)]


def one_script(word: str) -> str:
    """Letters of two scripts in a word are lookalikes."""
    if word.isascii() or not _LATIN.search(word) or not _CYRILLIC.search(word):
        return word
    return word.translate(_LOOKALIKES)


class _Stemmers(threading.local):  # a stemmer serves one thread
    def __init__(self) -> None:
        self.russian, self.english = Stemmer.Stemmer("russian", 0), Stemmer.Stemmer("english", 0)


_stemmers = _Stemmers()


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """Stemmed twice: Snowball takes the end of some Russian words for a verb's, and only a second pass brings their forms
    together."""
    stemmer = _stemmers.russian if word[0] > "z" else _stemmers.english
    stemmed: str = stemmer.stemWord(stemmer.stemWord(word[:40].replace("’", "'")))
    return stemmed


def on_russian_keys(even: str) -> str:
    """What the keys give on the Russian layout: `ult` is «где»."""
    return even.translate(_TO_RUSSIAN)


def on_latin_keys(even: str) -> str:
    return even.translate(_TO_LATIN)


@lru_cache(maxsize=5_000)
def in_russian_letters(word: str) -> str:
    """The nearest spelling of a word in Latin letters: `dengi` is «денги»; `sound` finds what is meant."""
    return _SPELT.sub(lambda match: _SPELLING[match[0]], word)


def in_latin_letters(word: str) -> str:
    return word.translate(_SPELT_RUSSIAN) or word


@lru_cache(maxsize=5_000)
def sound(word: str) -> str:
    """The same for all the ways in which people write one Russian word in Latin letters."""
    return _MERGED.sub(
        r"\1",
        word.translate(_SOUNDS)
        .replace("тс", "с")
        .replace("ио", "е")
        .replace("ие", "е")
        .replace("иа", "я")
        .replace("иу", "ю"),
    )


def has_latin(text: str) -> bool:
    return _LATIN.search(text) is not None


def has_russian(text: str) -> bool:
    return _CYRILLIC.search(text) is not None
