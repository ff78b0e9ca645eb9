"""The players of the demo's past. Number `i` is always the same person."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from pitboss.demo.ledger import Row, id_at
from pitboss.demo.words import translit
from pitboss.players.events import IdentityAdded, PlayerCreated

FIRST = {
    "ru": "Анна Игорь Марина Олег Светлана Артём Юлия Роман Наталья Виктор Алия Глеб Дарья Эльдар Полина Степан Ксения "
    "Тимофей Лариса Максим Вероника Рустам Елена Кирилл",
    "en": "Hannah Liam Zoe Marcus Aisha Ethan Freya Callum Grace Noah Isla Victor Chloe Ravi Ella Sean Megan Tomas Nadia "
    "Owen Leah Daniel Ruth Kofi",
}
LAST = {
    "ru": "Бел Сав Кот Жук Ряб Лос Черн Щук Ефим Лаптев Соф Хохл Юд Быч Фёдор Громов Гус Зим Корол Морозов",
    "en": "Price O'Connor Turner Webb Khan Brooks Lund Reid Okafor Fischer Grant Mensah Marsh Patel Novak Doyle Hughes "
    "Silva Berg Walsh",
}
DOMAINS = {
    "ru": ("pochta.example", "yashik.example", "pisma.example"),
    "en": ("post.example", "inbox.example", "letters.example"),
}
VISITORS = "visitors.example"  # the mail of those who have a chat open when the demo begins
GUESTS = "guests.example"  # of those who come while it runs
HOME = {"harbour": "en", "mayak": "ru"}
HOME_SHARE = 0.86
LEVELS = (0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 5, 8)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    brand: str
    id: UUID
    name: str
    email: str
    language: str
    registered: bool
    vip: int
    since: datetime
    account: str | None
    phone: str | None
    telegram: str | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


def person(brand: str, number: int, began: datetime, *, in_chat: bool = False) -> Person:
    """`began`: when the history begins; they are known since before. `in_chat`: not of the site, chatting now."""
    dice = random.Random(f"{brand}:{number}:{in_chat}")
    home = HOME[brand]
    language = home if dice.random() < HOME_SHARE else {"ru": "en", "en": "ru"}[home]
    first = FIRST[language].split()[number % 24]
    last = _family(first, dice.choice(LAST[language].split()), language)
    login = translit(f"{first}.{last}".lower()).replace("'", "")
    since = began - timedelta(minutes=dice.randrange(60, 60 * 24 * 20))
    registered = in_chat or dice.random() < 0.82
    code = {"harbour": "+4477009", "mayak": "+7900555"}[brand]
    return Person(
        brand=brand,
        id=id_at(since, dice),
        name=f"{first} {last}",
        email=f"{login}{number}@{VISITORS if in_chat else dice.choice(DOMAINS[language])}",
        language=language,
        registered=registered,
        vip=dice.choice(LEVELS) if registered else 0,
        since=since,
        account=f"{brand[0]}{'b' if brand == 'harbour' else 'k'}-{60000 + number * 37 + (5 if in_chat else 0)}"
        if registered
        else None,
        phone=f"{code}{number:04d}" if dice.random() < 0.45 and not in_chat else None,
        telegram=f"{login}_{number}" if dice.random() < 0.12 and not in_chat else None,
    )


def _family(first: str, last: str, language: str) -> str:
    """Russian family names follow the first name's gender."""
    if language == "en":
        return last
    ending = "" if last.endswith(("ев", "ов")) else "ов" if last not in ("Бел", "Юд") else "ин"
    return f"{last}{ending}{'а' if first[-1] in 'ая' else ''}"


def rows_of(who: Person) -> tuple[dict[str, list[Row]], list[Row]]:
    """The rows of a player, and what the log says of them."""
    dice = random.Random(str(who.id))
    known = [("account", who.account), ("email", who.email), ("phone", who.phone), ("telegram", who.telegram)]
    identities = [
        {
            "brand_id": who.brand,
            "id": id_at(who.since, dice),
            "player_id": who.id,
            "kind": kind,
            "value": value,
            "registered": who.registered and kind != "telegram",
            "created_at": who.since,
        }
        for kind, value in known
        if value is not None
    ]
    player = {
        "brand_id": who.brand,
        "id": who.id,
        "name": who.name,
        "language": who.language,
        "vip": who.vip,
        "flags": [],
        "created_at": who.since,
    }
    happened: list[Any] = [PlayerCreated(player=who.id, by=str(identities[0]["kind"]))]
    happened += [
        IdentityAdded(
            player=who.id,
            identity=identity["id"],  # type: ignore[arg-type]
            kind=str(identity["kind"]),
            registered=bool(identity["registered"]),
        )
        for identity in identities
    ]
    return {"player": [player], "identity": identities}, [_logged(who, event) for event in happened]


def _logged(who: Person, event: Any) -> Row:
    data = msgspec.to_builtins(event)
    return {
        "brand_id": who.brand,
        "ticket_id": None,
        "type": data.pop("type"),
        "public": False,
        "version": None,
        "actor_kind": "system",
        "actor_id": None,
        "data": data,
        "at": who.since,
    }
