"""What makes requests alike, and how many of them are too many. Pure, cheap, the same for Russian and English.

A request is the set of its telling words, cut to their beginnings so that most endings fall away; payment methods and the
words of failure are one word in both languages. Requests of one topic that share a word are alike. How many of them would
be usual is what is usual of the topic, times the share of its earlier requests that hold the word: ten who write of
"withdrawal" among withdrawals are nothing, five who name the same game are."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

import msgspec

FLOOR = 5  # different players; fewer are never an alarm
UNKNOWN = 8  # players, where nothing is known yet of what is usual
LEARNT_DAYS = 7  # fewer days of history say nothing
ENOUGH = 30  # earlier requests of a topic; fewer say nothing of its words
COMMON = 0.7  # share of the requests of a group in which a word stands that is said to be common to them
MOST_WORDS = 4  # named of a group
READ = 2_000  # characters of a request
VAGUE = frozenset({"unsure", "other"})  # topics that say nothing

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = "аеиоуыэюяйьaeiouys"
_NOTHING = """
    the and for not you your are was were has have had can could will would with without this that these those there from
    into out but all any what when where why how who which please hello thanks thank dear good day morning evening help
    need want get got does did been being they them she him her its our just also after before again still very more than
    since some one two team support sir hey bro question problem issue account money minutes minute hours hour today
    yesterday now time times tell know say says said try tried trying
    как что это эта эти этот все мне меня мой моя мои моё мне нас вас ваш ваша вам они она оно его или для при под над без
    был была было были есть нет уже ещё еще когда где почему зачем кто какой какая здравствуйте привет добрый день вечер
    утро спасибо пожалуйста помогите помочь нужно надо хочу могу можно очень только просто после сегодня вчера сейчас снова
    опять часа часов час минут минуты минуту вопрос проблема аккаунт счёт счет деньги так там тут тоже чтобы если раз два
    напишите скажите подскажите поддержка пишу пробовал пробую
"""
_STOP = frozenset(_NOTHING.split())
# By how they begin, in either language.
_SAME = (
    ("visa", ("visa", "виза", "визу", "визой")),
    ("mastercard", ("mastercard", "master card", "мастеркард", "мастеркарт")),
    ("mir", ("карта мир", "картой мир", "карту мир")),
    ("sbp", ("sbp", "сбп", "система быстрых платежей", "faster payments system")),
    ("skrill", ("skrill", "скрилл")),
    ("neteller", ("neteller", "нетеллер")),
    ("qiwi", ("qiwi", "киви")),
    ("piastrix", ("piastrix", "пиастрикс")),
    ("usdt", ("usdt", "tether", "тезер")),
    ("bitcoin", ("bitcoin", "btc", "биткоин", "биткойн")),
    ("ethereum", ("ethereum", "эфириум")),
    ("paypal", ("paypal", "пейпал")),
    ("apple pay", ("apple pay", "эпл пей", "эппл пей")),
    ("google pay", ("google pay", "гугл пей")),
    ("bank transfer", ("bank transfer", "wire transfer", "банковский перевод", "банковским переводом")),
    ("freezes", ("freez", "frozen", "froze", "stuck", "hangs", "завис", "подвис", "застря")),
    ("loading", ("load", "груз", "загруж", "загруз", "прогруж")),
    ("error", ("error", "ошибк")),
    ("crashes", ("crash", "вылет")),
    ("declined", ("declin", "reject", "refused", "отклон", "отказ")),
    ("blank", ("black screen", "white screen", "blank screen", "чёрный экран", "черный экран", "белый экран")),
)  # fmt: skip
_NAMES = {"visa", "mastercard", "mir", "sbp", "skrill", "neteller", "qiwi", "piastrix", "usdt", "bitcoin", "ethereum", "paypal"}  # fmt: skip


def _stem(word: str) -> str:
    cut = word[:6]
    short = cut.rstrip(_ENDINGS)
    return short if len(short) >= 3 else cut


_STOP_STEMS = frozenset(_stem(word.replace("ё", "е")) for word in _STOP if len(word) > 4) | {
    word.replace("ё", "е") for word in _STOP
}


def telling_words(text: str) -> dict[str, str]:
    """The words by which a request can be recognised: each by its beginning, with the form that stands in the text."""
    low = text[:READ].lower().replace("ё", "е")
    found: dict[str, str] = {}
    for name, spellings in _SAME:
        for spelling in (one.replace("ё", "е") for one in spellings):
            if re.search(rf"(?<!\w){re.escape(spelling)}", low):
                found[f"={name}"] = name
                low = re.sub(rf"(?<!\w){re.escape(spelling)}\w*", " ", low)
    for word in _WORD.findall(low):
        if word in _STOP or len(word) < 3 or len(word) > 30 or (word.isdigit() and len(word) != 3):
            continue
        stem = _stem(word)
        if stem not in _STOP_STEMS:
            found.setdefault(stem, word)
    return found


class Seen(msgspec.Struct, frozen=True):
    """A request of the last minutes. `words`: as `telling_words` gives them."""

    ticket: UUID
    player: UUID
    topic: str
    words: Mapping[str, str]


class Alike(msgspec.Struct, frozen=True):
    """Requests of one topic that share `key`, or, with an empty key, the topic alone. `words`: all that is common to most
    of them, as people wrote it."""

    topic: str
    key: str
    words: tuple[str, ...]
    tickets: tuple[UUID, ...]
    players: int


def groups(seen: Collection[Seen]) -> list[Alike]:
    """Every group that might be too large: of at least FLOOR players with a word in common, of twice as many with the topic
    alone. A request may stand in several; the caller judges and takes away."""
    found: list[Alike] = []
    for topic in sorted({one.topic for one in seen}):
        of_topic = [one for one in seen if one.topic == topic]
        players: dict[str, set[UUID]] = {}
        for one in of_topic:
            for word in one.words:
                players.setdefault(word, set()).add(one.player)
        for word in sorted(players):
            if len(players[word]) >= FLOOR:
                found.append(_group(topic, word, [one for one in of_topic if word in one.words]))
        if topic not in VAGUE and len({one.player for one in of_topic}) >= 2 * FLOOR:
            found.append(_group(topic, "", of_topic))
    return found


def _group(topic: str, key: str, members: list[Seen]) -> Alike:
    counted = Counter(word for one in members for word in one.words)
    forms = Counter((word, form) for one in members for word, form in one.words.items())
    common = [word for word, many in counted.most_common() if many >= COMMON * len(members) and word != key]
    shown = [max((form for form in forms if form[0] == word), key=lambda form: forms[form])[1] for word in ([key] if key else []) + common]  # fmt: skip
    return Alike(
        topic,
        key,
        tuple(shown[:MOST_WORDS]),
        tuple(one.ticket for one in members),
        len({one.player for one in members}),
    )


def expected(usual: float | None, key: str, earlier: Collection[Collection[str]]) -> float | None:
    """How many players of such a group there usually are in ten minutes. `usual`: of its topic, at this hour; `earlier`:
    the words of earlier requests of the topic. None: not known."""
    if usual is None or not key:
        return usual
    if len(earlier) < ENOUGH:
        return None
    share = (sum(key in words for words in earlier) + 0.5) / (len(earlier) + 1)
    return usual * share


def limit(usual: float | None, key: str) -> int:
    """So many players are an alarm. Chance alone goes above the mean by three roots of it about once in a thousand times."""
    floor, roots = (FLOOR, 3) if key else (2 * FLOOR, 4)
    if usual is None:
        return UNKNOWN if key else 2 * UNKNOWN
    return max(floor, math.ceil(usual + roots * math.sqrt(usual) + 1))


def too_many(group: Alike, usual: float | None) -> bool:
    return group.players >= limit(usual, group.key)


def worst(judged: Iterable[tuple[Alike, float | None]]) -> tuple[Alike, float | None] | None:
    """Of the groups that are too large, with what is usual of them, the one that is so by the most."""
    over = [one for one in judged if too_many(*one)]
    return max(
        over, key=lambda one: (one[0].players / limit(one[1], one[0].key), one[0].players), default=None
    )


def without(seen: Iterable[Seen], tickets: Collection[UUID]) -> list[Seen]:
    gone = set(tickets)
    return [one for one in seen if one.ticket not in gone]


class Known(msgspec.Struct, frozen=True):
    """An open incident, as far as requests are compared with it."""

    id: UUID
    titles: tuple[str, ...]
    topics: tuple[str, ...]
    names: tuple[str, ...]  # of games and payment methods
    words: tuple[str, ...]


def looks_like(topic: str, words: Collection[str], incidents: Iterable[Known]) -> UUID | None:
    """The incident that a request seems to report: it names what is affected, or is of its topic and says much the same.
    Of several the one that it fits best."""
    fits = [(score, known.id) for known in incidents if (score := _fit(topic, set(words), known))]
    return max(fits)[1] if fits else None


def _fit(topic: str, words: set[str], known: Known) -> int:
    topical = topic in known.topics
    named = any(held <= words for name in known.names if (held := set(telling_words(name))))
    said = set(telling_words(" ".join([*known.words, *known.titles])))
    common = len(said & words)
    if named and (topical or not known.topics or topic in VAGUE):
        return 100 + common
    if topical and common >= 2:
        return 10 + common
    if topical and not known.names and not known.words:
        return 1 + common
    return 0


def same(group: Alike, topic: str, words: Collection[str]) -> bool:
    """Whether a group is what an earlier alarm was about. Where one of them is the topic alone, both are."""
    if group.topic != topic:
        return False
    mine, other = set(telling_words(" ".join(group.words))), set(telling_words(" ".join(words)))
    return not group.key or not other or bool(mine & other)
