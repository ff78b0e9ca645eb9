"""What a player's message is about: topic, confidence, danger and language. Offline and pure.

docs/subsystems/topics.md tells how it works and how good it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist.danger import TOPIC_OF, Danger, signals
from pitboss.assist.features import parts
from pitboss.assist.model import Model, Steps, finish
from pitboss.assist.taxonomy import UNSURE
from pitboss.assist.wording import Wording, worded
from pitboss.events.reasons import because

THRESHOLD = 0.30  # below this the answer is `unsure`; docs/subsystems/topics.md has the trade-off
_DANGER_CONFIDENCE = 0.9
_DANGEROUS = frozenset(TOPIC_OF.values())


# Words by which somebody says that this is a formal complaint, whatever it is about (docs/subsystems/topics.md).
_FORMAL = re.compile(
    r"\b(?:formal(?:ly)? compla\w+|official complaint|(?:make|lodge|raise|file|submit|register|log) (?:a |an |my )?"
    r"(?:formal |official )?complaint|complain formally|ibas|ecogra|gambling commission|ukgc|ombudsman|"
    r"официальн\w+ (?:жалоб|претензи)\w*|(?:подаю|подать|направляю|прошу (?:принять|зарегистрировать)) (?:\w+ )?(?:жалоб|претензи)\w*|"
    r"досудебн\w+ (?:претензи\w*|порядок)|обращусь в (?:\w+ )?(?:суд|роспотребнадзор|прокуратуру|регулятор\w*)|"
    r"подам (?:в суд|иск|жалобу))",
    re.IGNORECASE,
)
_FORMAL_CONFIDENCE = 0.85


class Candidate(msgspec.Struct, frozen=True):
    topic: str
    confidence: float


class Reading(msgspec.Struct, frozen=True):
    """`topic`: an id of TOPICS or `unsure`. `confidence`: 0 to 1, calibrated on the held-out phrases.
    `reason`: the words that decided; events/reasons.told says it in a language. `danger`: signals, most urgent first, usually none.
    `language`: ru, en or und. `candidates`: the three likeliest topics, likeliest first. `said`: the words as they were compared
    (Wording.text), for whoever looks for something else in them.
    """

    topic: str
    confidence: float
    reason: str
    danger: tuple[Danger, ...]
    language: str
    candidates: tuple[Candidate, ...]
    said: str = ""


def classify(text: str, *, model: Model | None = None) -> Reading:
    """Reads one message. A signal of danger outranks what the words say otherwise."""
    return finish(steps(text, model or Model.load()))


def steps(text: str, model: Model) -> Steps[Reading]:
    """`classify` in steps, between which other work may be done."""
    wording = worded(text)
    said = wording.text
    yield
    if not any(len(word) > 1 and word[0].isalnum() for sentence in wording.sentences for word in sentence):
        return Reading(UNSURE, 0.0, because("no_words"), (), wording.language, (), said)
    likely = yield from model.weigh(wording)
    yield
    order = np.argsort(-likely, kind="stable")[:3]
    candidates = tuple(Candidate(model.topics[i], float(likely[i])) for i in order)
    found = signals(wording, dict(zip(model.topics, likely.tolist(), strict=True)))
    yield
    best = candidates[0]
    if found:
        topic = TOPIC_OF[found[0]]
        sure = max(_DANGER_CONFIDENCE, float(likely[model.topics.index(topic)]))
        return Reading(
            topic,
            sure,
            because("danger", signals=[signal.value for signal in found]),
            found,
            wording.language,
            candidates,
            said,
        )
    if (formal := _FORMAL.search(text)) is not None:
        sure = max(_FORMAL_CONFIDENCE, float(likely[model.topics.index("complaint")]))
        return Reading(
            "complaint",
            sure,
            because("topic_words", words=formal[0].lower()),
            (),
            wording.language,
            candidates,
            said,
        )
    if best.confidence < THRESHOLD or best.topic in _DANGEROUS:  # a topic of danger needs its signal
        return Reading(
            UNSURE, best.confidence, because("no_likely_topic"), (), wording.language, candidates, said
        )
    reason = _reason(wording, model, int(order[0]))
    return Reading(best.topic, best.confidence, reason, (), wording.language, candidates, said)


def within(reading: Reading, offered: Collection[str]) -> Reading:
    """The reading of a brand that has switched topics off: the likeliest of the others, if it is likely enough; else
    `unsure`. A signal of danger stands."""
    if reading.danger or reading.topic == UNSURE or reading.topic in offered:
        return reading
    for candidate in reading.candidates:
        if (
            candidate.topic in offered
            and candidate.confidence >= THRESHOLD
            and candidate.topic not in _DANGEROUS
        ):
            return msgspec.structs.replace(
                reading,
                topic=candidate.topic,
                confidence=candidate.confidence,
                reason=because("likelier_switched_off"),
            )
    return msgspec.structs.replace(reading, topic=UNSURE, reason=because("likeliest_switched_off"))


def _reason(wording: Wording, model: Model, topic: int) -> str:
    words = list(dict.fromkeys(word for sentence in wording.sentences for word in sentence))[:120]
    features: NDArray[np.uint32] = np.array([parts(word).word for word in words], np.uint32)
    weights = model.word_weights(features, topic)
    top = [i for i in np.argsort(-weights, kind="stable")[:4] if weights[i] > 0]
    if not top:
        return because("word_parts")
    return because("topic_words", words=[words[i] for i in sorted(top)])
