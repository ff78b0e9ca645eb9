"""Who writes to the simulated desk, and what: conversation number `i` of a seed is always the same person with the same
words. Only the markers differ from run to run, so that a run counts its own messages and no others."""

from __future__ import annotations

import random
import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources

import msgspec

LETTERS = "bcdfghjklmnpqrstvwxz"  # no vowels: no words; no digits: nothing to mask
RUN_LETTERS = 5
MARK_LETTERS = 4
CHAT_SHARE = 0.45
AGAIN_SHARE = 0.3  # conversations of somebody who has written before
HOME_SHARE = 0.85  # players who write in their brand's language


class Way(StrEnum):
    mail = "mail"
    chat = "chat"


class Client(StrEnum):
    """How a mail program quotes what it answers."""

    gmail = "gmail"
    outlook = "outlook"
    apple = "apple"
    mailru = "mailru"
    yandex = "yandex"
    bare = (
        "bare"  # quotes nothing and names no earlier mail; only the address it answers to leads to the ticket
    )


class Script(msgspec.Struct, frozen=True):
    """One conversation. `{card}` stands for a test card number, `{sum}` for an amount. `file`: a picture comes with the
    first message."""

    topic: str
    subject: str
    say: tuple[str, ...]
    file: bool = False


class Words(msgspec.Struct, frozen=True):
    cards: tuple[str, ...]
    domains: tuple[str, ...]
    emoji: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    answers: dict[str, tuple[str, ...]]
    ru: tuple[Script, ...]
    en: tuple[Script, ...]

    def scripts(self, language: str) -> tuple[Script, ...]:
        return self.ru if language == "ru" else self.en


class Person(msgspec.Struct, frozen=True):
    brand: str
    name: str
    address: str
    language: str


class Line(msgspec.Struct, frozen=True):
    """`text` ends with its marker. `secrets`: card numbers in it. `twice`: it is sent twice on purpose. `drop`: the
    sender hangs up without reading the answer, and sends again. `pause`: seconds before it."""

    marker: str
    text: str
    secrets: tuple[str, ...]
    file: bool
    twice: bool
    drop: bool
    pause: float


class Conversation(msgspec.Struct, frozen=True):
    number: int
    person: Person
    way: Way
    topic: str
    subject: str
    lines: tuple[Line, ...]
    client: Client
    html: bool
    reconnects: bool


@cache
def words() -> Words:
    text = (resources.files("pitboss.demo") / "words.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Words)


def new_run() -> str:
    return "".join(random.choices(LETTERS, k=RUN_LETTERS))


def marker(run: str, number: int) -> str:
    letters = []
    for _ in range(MARK_LETTERS):
        number, digit = divmod(number, len(LETTERS))
        letters.append(LETTERS[digit])
    assert number == 0, "a run has at most 160,000 markers"
    return f"·{run}{''.join(reversed(letters))}·"


def conversation(seed: int, number: int, *, run: str, first_mark: int, chat: bool) -> Conversation:
    """Conversation `number` of a seed. Its lines are marked with `first_mark` and the following."""
    dice = random.Random(f"{seed}:{number}")
    again = number > 0 and dice.random() < AGAIN_SHARE
    who = person(seed, dice.randrange(number) if again else number)
    script = dice.choice(words().scripts(who.language))
    way = Way.chat if dice.random() < CHAT_SHARE else Way.mail
    lines = tuple(
        _line(
            dice,
            said,
            who.language,
            marker(run, first_mark + i),
            way,
            file=script.file and i == 0,
            first=i == 0,
        )
        for i, said in enumerate(script.say)
    )
    clients = [Client.gmail, Client.outlook, Client.apple, Client.bare]
    clients += [Client.mailru, Client.yandex] if who.language == "ru" else []
    return Conversation(
        number,
        who,
        way if chat else Way.mail,
        script.topic,
        script.subject,
        lines,
        dice.choice(clients),
        html=dice.random() < 0.3,
        reconnects=dice.random() < 0.4,
    )


def person(seed: int, number: int) -> Person:
    dice = random.Random(f"{seed}:person:{number}")
    brand, home, other = dice.choice((("harbour", "en", "ru"), ("mayak", "ru", "en")))
    language = home if dice.random() < HOME_SHARE else other
    name = dice.choice(words().names[language])
    login = translit(name.lower()).replace(" ", ".").replace("'", "")
    return Person(brand, name, f"{login}.{seed}.{number}@{dice.choice(words().domains)}", language)


def _line(
    dice: random.Random, said: str, language: str, mark: str, way: Way, *, file: bool, first: bool
) -> Line:
    text = said.replace("{sum}", str(dice.choice((500, 1200, 3000, 4750, 15000))))
    cards = []
    while "{card}" in text:
        cards.append(dice.choice(words().cards))
        text = text.replace("{card}", cards[-1], 1)
    twist = dice.random()
    if twist < 0.05 and language == "ru":
        text = translit(text)
    elif twist < 0.09:
        text = text.upper()
    elif twist < 0.19:
        text = mistyped(dice, text)
    elif twist < 0.27:
        text = f"{text} {dice.choice(words().emoji)}"
    fault = dice.random()
    return Line(
        mark,
        f"{text} {mark}",
        tuple(cards),
        file,
        twice=fault < 0.08,
        drop=way is Way.mail and 0.08 <= fault < 0.14,
        pause=0.0 if first else dice.uniform(0.8, 3.0),
    )


def mistyped(dice: random.Random, text: str) -> str:
    """Two neighbouring letters change places."""
    places = [i for i in range(1, len(text) - 2) if text[i : i + 2].isalpha()]
    if not places:
        return text
    i = dice.choice(places)
    return f"{text[:i]}{text[i + 1]}{text[i]}{text[i + 2 :]}"


_SOUNDS = "a b v g d e e zh z i y k l m n o p r s t u f h c ch sh sch _ y _ e yu ya"
_LATIN = {
    letter: sound.strip("_")
    for letter, sound in zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _SOUNDS.split(), strict=True)
}


def translit(text: str) -> str:
    """Russian in Latin letters, as people type it."""
    return "".join(
        latin.capitalize() if letter.isupper() else latin
        for letter in text
        for latin in (_LATIN.get(letter.lower(), letter.lower()),)
    )
