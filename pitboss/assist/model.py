"""The trained classifier: which topic do these words speak of, and how surely. numpy only."""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from importlib.resources import as_file, files
from itertools import pairwise
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist.features import Ids, by_sentence, read, whole
from pitboss.assist.wording import Wording

_MADE_BY = 2  # how features are numbered; a model of another numbering would know no word
_LETTER = 3  # sentences make a letter
_WEIGHED = 12  # sentences of a letter are weighed one by one
_SENTENCE_OF_NOTHING = np.float32(0.3)  # politeness reads as `other`, but says nothing against the matter


T = TypeVar("T")
Steps = Generator[
    None, None, T
]  # work that may be interrupted where it yields; what it returns is its result


def finish(steps: Steps[T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            done: T = end.value
            return done


class BadModel(Exception):
    """A sentence: why the file is no model."""


class Model(msgspec.Struct, frozen=True):
    """`ids`: known features, sorted. `weights`: features x topics, to be multiplied by `scale` per topic."""

    topics: tuple[str, ...]
    ids: Ids
    idf: NDArray[np.float32]
    weights: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]
    temperature: float

    @staticmethod
    def load(path: Path | None = None) -> Model:
        """The model file at `path`, or the packaged one.

        Raises:
            BadModel: if it can't be read.
        """
        if path is not None:
            try:
                return _read(path)
            except OSError as problem:
                raise BadModel(f"it can't be read: {problem.strerror or problem}.") from problem
            except (ValueError, KeyError, TypeError, AttributeError, EOFError, BadZipFile) as problem:
                raise BadModel(
                    "it is no model that `pitboss train` of this version wrote. Train it anew."
                ) from problem
        return _packaged()

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            np.savez_compressed(
                out,
                made_by=np.int32(_MADE_BY),
                topics=np.array(self.topics),
                ids=self.ids,
                idf=self.idf.astype(np.float16),
                weights=self.weights,
                scale=self.scale,
                bias=self.bias,
                temperature=np.float32(self.temperature),
            )

    def scores(self, wording: Wording) -> NDArray[np.float32]:
        """A row of scores per topic for the whole text, then, for a letter of three sentences or more, a row
        for each of its first twelve. Not yet probabilities; only the bias where no word is known.
        """
        return finish(self._score(wording))

    def _score(self, wording: Wording) -> Steps[NDArray[np.float32]]:
        text = read(wording.sentences, self.ids)
        yield
        said = self.weights[text.rows].astype(np.float32)
        at, values = whole(text, self.idf)
        rows = [values @ said[at]]
        if len(wording.sentences) >= _LETTER:
            values = by_sentence(text, self.idf, len(wording.sentences))
            ends = np.searchsorted(text.sentences, np.arange(min(len(wording.sentences), _WEIGHED) + 1))
            rows += [values[a:b] @ said[a:b] for a, b in pairwise(ends.tolist())]
        scores: NDArray[np.float32] = np.stack(rows) * self.scale + self.bias
        return scores

    def probabilities(self, wording: Wording) -> NDArray[np.float32]:
        """Calibrated probabilities in the order of `topics`; they sum to 1.

        In a letter one sentence tells the matter and the others stand around it, so what the most telling
        sentence says counts as much as the whole.
        """
        return finish(self.weigh(wording))

    def weigh(self, wording: Wording) -> Steps[NDArray[np.float32]]:
        """`probabilities` in steps of some tenths of a millisecond."""
        scores = yield from self._score(wording)
        yield
        likely = softmax(scores / np.float32(self.temperature))
        if len(likely) == 1:
            return np.asarray(likely[0])
        told = likely[1:].max(axis=0)
        told[self.topics.index("other")] *= _SENTENCE_OF_NOTHING
        joined: NDArray[np.float32] = likely[0] * (told + np.float32(1e-4))
        total: NDArray[np.float32] = joined / joined.sum()
        return total

    def word_weights(self, features: Ids, topic: int) -> NDArray[np.float32]:
        """What each feature says for the topic, above what it says for topics on average."""
        at = np.searchsorted(self.ids, features)
        at[at == len(self.ids)] = 0
        rows = self.weights[at].astype(np.float32) * self.scale
        weight: NDArray[np.float32] = (rows[:, topic] - rows.mean(axis=1)) * self.idf[at]
        return np.where(self.ids[at] == features, weight, np.float32(0))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Along the last axis."""
    raised: NDArray[np.float32] = np.exp(scores - scores.max(axis=-1, keepdims=True))
    total: NDArray[np.float32] = raised / raised.sum(axis=-1, keepdims=True)
    return total


@cache
def _packaged() -> Model:
    with as_file(files(__package__) / "model.npz") as path:
        return _read(path)


def _read(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as stored:
        if int(stored["made_by"]) != _MADE_BY:
            raise KeyError("made_by")
        return Model(
            topics=tuple(str(topic) for topic in stored["topics"]),
            ids=stored["ids"].astype(np.uint32),
            idf=stored["idf"].astype(np.float32),
            weights=stored["weights"].astype(np.int8),
            scale=stored["scale"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
            temperature=float(stored["temperature"]),
        )
