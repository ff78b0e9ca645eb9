"""`pitboss classify`: a line in, a line of JSON out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from pitboss.assist.model import Model
from pitboss.assist.topics import classify
from pitboss.events.reasons import told


class Line(msgspec.Struct, frozen=True):
    """`danger` is null or the list of signals."""

    topic: str
    confidence: float
    reason: str
    danger: tuple[str, ...] | None
    language: str


def lines(stdin: Iterable[str], *, model: Model | None = None) -> Iterator[bytes]:
    """One JSON object and a newline for each line of input, blank ones too (topic `unsure`)."""
    encoder = msgspec.json.Encoder()
    for line in stdin:
        read = classify(line, model=model)
        yield (
            encoder.encode(
                Line(
                    topic=read.topic,
                    confidence=round(read.confidence, 4),
                    reason=told(read.reason, "en"),
                    danger=tuple(str(signal) for signal in read.danger) or None,
                    language=read.language,
                )
            )
            + b"\n"
        )
