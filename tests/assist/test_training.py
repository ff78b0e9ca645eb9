from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pitboss.assist.model import Model
from pitboss.assist.taxonomy import TOPICS
from pitboss.assist.topics import classify
from pitboss.assist.training import LANGUAGES, TrainingUnavailable, UnknownTopic, report, table, train


def test_corrections_teach_a_new_word_and_the_model_loads_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "models" / "own.npz"
    unheard = "мой квазипликс тормозит"
    assert classify(unheard).topic != "verification"
    measured = train([("verification", "квазипликс не принят"), ("verification", unheard)], out=path)
    assert classify(unheard, model=Model.load(path)).topic == "verification"
    assert min(measured.decided.values()) > 0.85


def test_a_correction_to_an_unknown_topic_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownTopic):
        train([("weather", "will it rain")], out=tmp_path / "m.npz")


def test_training_says_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(TrainingUnavailable, match="scikit-learn"):
        train(out=tmp_path / "m.npz")


def test_the_table_has_a_row_for_every_topic() -> None:
    measured = report()
    assert len(measured.topics) == len(TOPICS) * len(LANGUAGES)
    printed = table(measured)
    assert all(f"\n{topic} " in printed for topic in TOPICS)
