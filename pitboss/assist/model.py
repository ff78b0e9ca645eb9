"""The trained classifier: which topic do these words speak of, and how surely. numpy only."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from pitboss.assist.features import Ids, vector
from pitboss.assist.wording import Wording


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
        """The model file at `path`, or the packaged one. Raises OSError or ValueError if it can't be read."""
        if path is not None:
            return _read(path)
        return _packaged()

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            np.savez_compressed(
                out,
                topics=np.array(self.topics),
                ids=self.ids,
                idf=self.idf.astype(np.float16),
                weights=self.weights,
                scale=self.scale,
                bias=self.bias,
                temperature=np.float32(self.temperature),
            )

    def scores(self, wording: Wording) -> NDArray[np.float32]:
        """One score per topic, not yet a probability; only the bias when no word is known."""
        rows, values = vector(wording.sentences, self.ids, self.idf)
        if not len(rows):
            return self.bias
        found: NDArray[np.float32] = values @ self.weights[rows].astype(np.float32)
        return found * self.scale + self.bias

    def probabilities(self, wording: Wording) -> NDArray[np.float32]:
        """Calibrated probabilities in the order of `topics`; they sum to 1."""
        return softmax(self.scores(wording) / np.float32(self.temperature))

    def word_weights(self, features: Ids, topic: int) -> NDArray[np.float32]:
        """What each feature says for the topic, above what it says for topics on average."""
        at = np.searchsorted(self.ids, features)
        at[at == len(self.ids)] = 0
        rows = self.weights[at].astype(np.float32) * self.scale
        weight: NDArray[np.float32] = (rows[:, topic] - rows.mean(axis=1)) * self.idf[at]
        return np.where(self.ids[at] == features, weight, np.float32(0))


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(scores - scores.max())
    total: NDArray[np.float32] = raised / raised.sum()
    return total


@cache
def _packaged() -> Model:
    with as_file(files(__package__) / "model.npz") as path:
        return _read(path)


def _read(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as stored:
        return Model(
            topics=tuple(str(topic) for topic in stored["topics"]),
            ids=stored["ids"].astype(np.uint32),
            idf=stored["idf"].astype(np.float32),
            weights=stored["weights"].astype(np.int8),
            scale=stored["scale"].astype(np.float32),
            bias=stored["bias"].astype(np.float32),
            temperature=float(stored["temperature"]),
        )
