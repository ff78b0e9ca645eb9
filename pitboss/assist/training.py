"""Trains the classifier from the packaged phrases and agents' corrections, and says how good it is.

Needs scikit-learn, which running Pitboss does not: `train` raises TrainingUnavailable without it.
`python -m pitboss.assist.training` prints the table for the packaged model; with `--train` it trains first.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist import features
from pitboss.assist.danger import TOPIC_OF, dangers
from pitboss.assist.features import Ids
from pitboss.assist.model import Model, softmax
from pitboss.assist.taxonomy import TOPICS
from pitboss.assist.wording import Wording, phrases, worded

LANGUAGES = ("ru", "en")
SEED = 20260101
_REGULARITY = 20.0  # scikit-learn's C
_CORRECTION_WEIGHT = 3  # one correction by an agent counts as this many phrases


class TrainingUnavailable(RuntimeError):
    """Training needs scikit-learn, which is not installed. Install it with: pip install scikit-learn"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class UnknownTopic(ValueError):
    """A training pair names a topic that does not exist."""


class TopicScore(msgspec.Struct, frozen=True):
    language: str
    topic: str
    precision: float
    recall: float
    f1: float
    count: int


class Cut(msgspec.Struct, frozen=True):
    """At this threshold so many are answered (the rest is `unsure`), and so many of the answers are right."""

    threshold: float
    answered: float
    right: float


class Report(msgspec.Struct, frozen=True):
    """All on the held-out phrases, by the words alone. `accuracy` counts the likeliest topic, whatever its
    confidence; `decided` counts the topic after danger outranked, without the threshold.
    `calibration_error`: mean distance of confidence from accuracy over ten bins. Recall and false alarms of
    danger count patterns and classifier together.
    """

    trained_on: dict[str, int]
    held_out: dict[str, int]
    accuracy: dict[str, float]
    decided: dict[str, float]
    top3: dict[str, float]
    calibration_error: float
    cuts: tuple[Cut, ...]
    topics: tuple[TopicScore, ...]
    danger_recall: dict[str, float]
    danger_false_alarms: dict[str, float]
    features: int


def train(extra: Iterable[tuple[str, str]] = (), *, out: Path) -> Report:
    """Trains on the packaged phrases and `extra` pairs (topic, text), writes the model to `out`, measures it.

    The same phrases and pairs give the same answers. Raises TrainingUnavailable, or UnknownTopic.
    """
    logistic = _logistic()
    pairs = [(topic, text, language) for language in LANGUAGES for topic, text in phrases(language)]
    corrections = list(extra)
    for topic, _ in corrections:
        if topic not in TOPICS:
            raise UnknownTopic(topic)
    read: list[tuple[str, Wording]] = []
    chance = random.Random(SEED)
    for topic, text, language in pairs:
        read.append((topic, worded(text)))
        read.extend((topic, worded(other)) for other in _augmented(text, language, chance))
    for topic, text in corrections:
        read.extend([(topic, worded(text))] * _CORRECTION_WEIGHT)
    model = _fitted(read, logistic)
    model = msgspec.structs.replace(model, temperature=_temperature(model))
    model.save(out)
    return report(Model.load(out), trained_on=Counter(language for *_, language in pairs))


def report(model: Model | None = None, *, trained_on: dict[str, int] | None = None) -> Report:
    """Measures a model on the held-out phrases, which no training ever sees."""
    model = model or Model.load()
    rows = [
        (language, topic, text) for language in LANGUAGES for topic, text in phrases(f"{language}.heldout")
    ]
    likely = np.stack([model.probabilities(worded(text)) for *_, text in rows])
    order = np.argsort(-likely, axis=1, kind="stable")
    guesses = [model.topics[i] for i in order[:, 0]]
    found = [dangers(text, model=model) for *_, text in rows]
    decided = [TOPIC_OF[f[0]] if f else guess for f, guess in zip(found, guesses, strict=True)]
    dangerous = set(TOPIC_OF.values())

    def share(language: str, hits: Sequence[bool], among: Sequence[bool] | None = None) -> float:
        chosen = [hit for i, hit in enumerate(hits) if rows[i][0] == language and (among is None or among[i])]
        return sum(chosen) / max(len(chosen), 1)

    right = [guess == topic for guess, (_, topic, _) in zip(guesses, rows, strict=True)]
    in_danger = [topic in dangerous for _, topic, _ in rows]
    confident = likely.max(axis=1)
    return Report(
        trained_on=dict(trained_on or {language: len(phrases(language)) for language in LANGUAGES}),
        held_out=dict(Counter(language for language, *_ in rows)),
        accuracy={language: share(language, right) for language in LANGUAGES},
        decided={
            language: share(language, [d == row[1] for d, row in zip(decided, rows, strict=True)])
            for language in LANGUAGES
        },
        top3={
            language: share(
                language,
                [row[1] in {model.topics[i] for i in top[:3]} for top, row in zip(order, rows, strict=True)],
            )
            for language in LANGUAGES
        },
        calibration_error=_calibration_error(confident, np.array(right)),
        cuts=tuple(_cut(threshold / 100, confident, np.array(right)) for threshold in range(0, 75, 10)),
        topics=tuple(_topic_scores(rows, decided)),
        danger_recall={
            language: share(
                language,
                [any(TOPIC_OF[s] == row[1] for s in f) for f, row in zip(found, rows, strict=True)],
                in_danger,
            )
            for language in LANGUAGES
        },
        danger_false_alarms={
            language: share(language, [bool(f) for f in found], [not danger for danger in in_danger])
            for language in LANGUAGES
        },
        features=len(model.ids),
    )


def table(measured: Report) -> str:
    """The report as text for a terminal."""
    scores = {(score.language, score.topic): score for score in measured.topics}
    lines = [
        f"{'':20}{'Russian':^28}{'English':^28}",
        f"{'topic':20}" + f"{'prec':>7}{'recall':>7}{'F1':>7}{'n':>7}" * 2,
    ]
    for topic in TOPICS:
        cells = ""
        for language in LANGUAGES:
            score = scores[language, topic]
            cells += f"{score.precision:7.2f}{score.recall:7.2f}{score.f1:7.2f}{score.count:7}"
        lines.append(f"{topic:20}{cells}")
    lines.append("")
    for label, values in (
        ("phrases trained on", measured.trained_on),
        ("held-out phrases", measured.held_out),
    ):
        lines.append(f"{label:34}" + "  ".join(f"{k} {v}" for k, v in values.items()))
    for label, shares in (
        ("accuracy by the words alone", measured.accuracy),
        ("accuracy, danger outranking", measured.decided),
        ("right topic among first three", measured.top3),
        ("danger recall", measured.danger_recall),
        ("danger false alarms", measured.danger_false_alarms),
    ):
        lines.append(f"{label:34}" + "  ".join(f"{k} {v:.1%}" for k, v in shares.items()))
    lines.append(f"{'calibration error':34}{measured.calibration_error:.3f}")
    lines.append(f"{'features':34}{measured.features}")
    lines += ["", f"{'threshold':>10}{'answered':>10}{'right':>8}"]
    lines += [f"{cut.threshold:10.2f}{cut.answered:10.1%}{cut.right:8.1%}" for cut in measured.cuts]
    return "\n".join(lines)


def _logistic() -> Any:  # scikit-learn ships no types
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as missing:
        raise TrainingUnavailable from missing
    return LogisticRegression(C=_REGULARITY, max_iter=300, tol=1e-3)


@cache
def _around(language: str) -> tuple[str, ...]:
    """Sentences that stand around what a mail is about and say nothing of it."""
    text = (files(__package__) / "phrases" / f"{language}.around.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())


def _augmented(text: str, language: str, chance: random.Random) -> Iterator[str]:
    """Mails around the phrase, and the phrase with slips of the keyboard. Never counted as phrases."""
    around = _around(language)
    yield _mail(chance.choices(around, k=1), text, chance.choices(around, k=1), chance)
    yield _mail(chance.choices(around, k=2), text, chance.choices(around, k=2), chance)
    yield _mail(chance.choices(around, k=4), text, chance.choices(around, k=4), chance)
    if len(text) > 12:
        yield _slip(_slip(text, chance), chance)


def _mail(before: list[str], text: str, after: list[str], chance: random.Random) -> str:
    gap = chance.choice((". ", ". ", ".\n", ", ", " "))
    return gap.join((*before, text, *after))


def _slip(text: str, chance: random.Random) -> str:
    at = chance.randrange(2, len(text) - 3)
    slip = chance.randrange(3)
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]


def _fitted(read: Sequence[tuple[str, Wording]], logistic: Any) -> Model:
    from scipy.sparse import csr_matrix
    from threadpoolctl import threadpool_limits

    seen: Counter[int] = Counter()
    for _, wording in read:
        seen.update(np.unique(features.numbered(wording.sentences)[0]).tolist())
    ids: Ids = np.array(sorted(feature for feature, count in seen.items() if count >= 3), np.uint32)
    counts = np.array([seen[int(feature)] for feature in ids], np.float64)
    idf = (np.log(len(read) / counts) + 1).astype(np.float16).astype(np.float32)
    vectors = [_vector(wording, ids, idf) for _, wording in read]
    matrix = csr_matrix(
        (
            np.concatenate([values for _, values in vectors]),
            np.concatenate([rows for rows, _ in vectors]),
            np.cumsum([0] + [len(rows) for rows, _ in vectors]),
        ),
        shape=(len(read), len(ids)),
    )
    topics = tuple(TOPICS)
    with threadpool_limits(1):  # its steps are so short that several threads mostly wait for each other
        logistic.fit(matrix, np.array([topics.index(topic) for topic, _ in read]))
    if list(logistic.classes_) != list(range(len(topics))):
        raise UnknownTopic("a topic has no phrases")
    weights = logistic.coef_.T
    scale = np.abs(weights).max(axis=0) / 127
    return Model(
        topics=topics,
        ids=ids,
        idf=idf,
        weights=np.rint(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=logistic.intercept_.astype(np.float32),
        temperature=1.0,
    )


def _vector(
    wording: Wording, ids: Ids, idf: NDArray[np.float32]
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    text = features.read(wording.sentences, ids)
    at, values = features.whole(text, idf)
    return text.rows[at], values


def _temperature(model: Model) -> float:
    """The divisor of the scores under which confidence fits the held-out phrases best."""
    rows = [row for language in LANGUAGES for row in phrases(f"{language}.heldout")]
    scores = [model.scores(worded(text))[0] for _, text in rows]
    truth = [model.topics.index(topic) for topic, _ in rows]

    def loss(temperature: float) -> float:
        return -sum(
            float(np.log(softmax(score / np.float32(temperature))[right] + 1e-9))
            for score, right in zip(scores, truth, strict=True)
        )

    return min((round(0.3 + step * 0.05, 2) for step in range(50)), key=loss)


def _calibration_error(confident: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    bins = np.minimum((confident * 10).astype(int), 9)
    error = 0.0
    for number in range(10):
        inside = bins == number
        if inside.any():
            error += inside.mean() * abs(float(confident[inside].mean()) - float(right[inside].mean()))
    return float(error)


def _cut(threshold: float, confident: NDArray[np.float32], right: NDArray[np.bool_]) -> Cut:
    answered = confident >= threshold
    return Cut(threshold, float(answered.mean()), float(right[answered].mean()) if answered.any() else 1.0)


def _topic_scores(rows: Sequence[tuple[str, str, str]], guesses: Sequence[str]) -> Iterator[TopicScore]:
    for language in LANGUAGES:
        pairs = [(row[1], guess) for row, guess in zip(rows, guesses, strict=True) if row[0] == language]
        truth, guessed, both = (
            Counter(t for t, _ in pairs),
            Counter(g for _, g in pairs),
            Counter(t for t, g in pairs if t == g),
        )
        for topic in TOPICS:
            precision = both[topic] / max(guessed[topic], 1)
            recall = both[topic] / max(truth[topic], 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            yield TopicScore(language, topic, precision, recall, f1, truth[topic])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m pitboss.assist.training")
    parser.add_argument("--train", action="store_true", help="train the packaged model anew first")
    chosen = parser.parse_args(arguments)
    packaged = Path(__file__).with_name("model.npz")
    measured = train(out=packaged) if chosen.train else report()
    sys.stdout.write(table(measured) + "\n")


if __name__ == "__main__":
    main()
