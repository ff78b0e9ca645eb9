"""`python -m bench.classify`: how long the classifier takes for messages it has never seen, and how it bears disturbance.

Only the held-out phrases are used. Cold means that nothing of any message before is remembered."""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import _lru_cache_wrapper
from typing import Any

from bench.measure import at_share
from pitboss.assist import features, wording
from pitboss.assist.topics import classify
from pitboss.assist.training import LANGUAGES, SEED, _around, _mail, _slip
from pitboss.assist.wording import phrases

LENGTH, MESSAGES = 280, 400
_LEARNT_ONCE = {"letters", "phrases", "_by_sound"}  # tables of a process, not memories of messages
_KEYS = str.maketrans("йцукенгшщзхъфывапролджэячсмитьбюё", "qwertyuiop[]asdfghjkl;'zxcvbnm,.`")
_SPELT = "a-b-v-g-d-e-e-zh-z-i-y-k-l-m-n-o-p-r-s-t-u-f-h-c-ch-sh-sch--y--e-yu-ya"
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        _SPELT.split("-"),
        strict=True,
    )
)


def memories() -> list[_lru_cache_wrapper[Any]]:
    return [
        held
        for module in (features, wording)
        for name, held in vars(module).items()
        if isinstance(held, _lru_cache_wrapper)
        and held.__module__ == module.__name__
        and name not in _LEARNT_ONCE
    ]


def messages(language: str) -> Iterator[str]:
    chance = random.Random(SEED)
    texts = [text.rstrip(".!? ") for _, text in phrases(f"{language}.heldout")]
    for _ in range(MESSAGES):
        said = ""
        while len(said) < LENGTH:
            said += f"{chance.choice(texts)}. "
        yield said[:LENGTH]


def milliseconds(texts: list[str], *, cold: bool) -> list[float]:
    """CPU time of this thread, ascending, so that other work on the machine counts as little as it can."""
    held = memories()
    taken = []
    for text in texts:
        if cold:
            for memory in held:
                memory.cache_clear()
        gc.disable()
        began = time.thread_time_ns()
        classify(text)
        taken.append((time.thread_time_ns() - began) / 1e6)
        gc.enable()
    return sorted(taken)


def disturbances(language: str) -> dict[str, Callable[[str], str]]:
    chance = random.Random(SEED)
    around = _around(language)

    def letter(text: str) -> str:
        return _mail(chance.choices(around, k=3), text, chance.choices(around, k=3), chance)

    def slips(text: str) -> str:
        words = text.split(" ")
        longer = [at for at, word in enumerate(words) if len(word) > 5]
        for at in longer[::3]:
            words[at] = _slip(words[at], chance)
        return " ".join(words)

    found: dict[str, Callable[[str], str]] = {
        "as written": str,
        "inside a letter": letter,
        "in capitals": str.upper,
        "a slip in every third long word": slips,
    }
    if language == "ru":
        found["in Latin letters"] = lambda text: "".join(_LATIN.get(c, c) for c in text.lower())
        found["on the wrong keyboard layout"] = lambda text: text.lower().translate(_KEYS)
    return found


def main() -> None:
    say = sys.stdout.write
    say(f"{LENGTH} characters, ms{'median':>22}{'p95':>8}{'p99':>8}\n")
    for language in LANGUAGES:
        texts = list(messages(language))
        classify(texts[0])
        for cold in (True, False):
            taken = milliseconds(texts, cold=cold)
            figures = "".join(f"{at_share(taken, share):8.2f}" for share in (0.5, 0.95, 0.99))
            say(f"{language} {'cold' if cold else 'words seen before':30}{figures}\n")
    say("\n")
    for language in LANGUAGES:
        rows = phrases(f"{language}.heldout")
        for name, disturb in disturbances(language).items():
            right = sum(classify(disturb(text)).topic == topic for topic, text in rows)
            say(f"{language} {name:36}{right / len(rows):6.1%}\n")


if __name__ == "__main__":
    main()
