"""What the comments to ratings are about: a few themes, found by stems of words in Russian and English. No model is asked."""

from __future__ import annotations

import re
from enum import StrEnum


class Theme(StrEnum):
    speed = "speed"
    understanding = "understanding"
    politeness = "politeness"
    outcome = "outcome"
    money = "money"
    repetition = "repetition"
    other = "other"


def _stems(*stems: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems)})", re.IGNORECASE)


_TERMS = {
    Theme.speed: _stems(
        "fast", "quick", "slow", "speed", "wait", "long time", r"took \w+", "delay", "hours?", "minutes?", "days?", "late", "instant",
        "prompt", "immediately", "быстр", "скор", "медлен", "долг", "ждал", "ждать", "жду", "ожида", "час[аыо]?в?\\b", "сутк", "минут",
        "дн(?:я|ей)\\b", "задерж", "оператив", "сразу", "мгновен", "тянул", "поздно",
    ),
    Theme.understanding: _stems(
        "underst", "explain", "clear", "unclear", "confus", "listen", "read my", "didn.t get", "off topic", "template", "robot",
        "bot\\b", "copy.?paste", "script", "понял", "поняли", "понят", "непонят", "объясн", "разъясн", "ясно", "вник", "услыша",
        "слуша", "шаблон", "робот", "бот\\b", "отписк", "не по теме", "по делу", "подробн",
    ),
    Theme.politeness: _stems(
        "polite", "rude", "kind", "friendly", "nice", "respect", "attitude", "manner", "tone", "warm", "patien", "вежлив",
        "груб", "хам", "добр(?!о пожал)", "дружел", "приятн", "уваж", "отношени", "тон\\b", "терпелив", "внимательн", "любезн",
        "человечн",
    ),
    Theme.outcome: _stems(
        "solved", "resolv", "fixed", "not solved", "unsolved", "still not", "still broken", "help(?:ed|ful)", "no help", "useless",
        "didn.t help", "works now", "nothing changed", "refus", "решен", "решил", "не реш", "помог", "не помог", "толку",
        "бесполезн", "исправил", "работает", "отказ", "результат", "так и не",
    ),
    Theme.money: _stems(
        "money", "payout", "withdraw", "deposit", "refund", "bonus", "paid", "payment", "balance", "€", r"\$", "euro", "деньг",
        "денег", "вывод", "выплат", "депозит", "возврат", "бонус", "платеж", "платёж", "баланс", "счёт", "счет", "рубл",
    ),
    Theme.repetition: _stems(
        "again and again", "repeat", "same question", "same thing", "several times", "second time", "third time", "twice",
        "over and over", "every time", "asked again", "once more", "повтор", "снова", "опять", "ещё раз", "еще раз", "одно и то же",
        "то же самое", "несколько раз", "второй раз", "третий раз", "в сотый раз", "каждый раз", "заново", "по кругу",
    ),
}  # fmt: skip


def themes_of(comment: str) -> list[Theme]:
    """All that it touches; `other` where there are words but none that we know, nothing for no words."""
    if not comment.strip():
        return []
    return [theme for theme, terms in _TERMS.items() if terms.search(comment)] or [Theme.other]
