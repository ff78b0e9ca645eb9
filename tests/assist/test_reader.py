"""Words read in a process of their own: the same, in order, whatever happens to that process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Iterable
from functools import partial
from typing import Any

import pytest

from pitboss.assist import reader as reading
from pitboss.assist.model import Model
from pitboss.assist.reader import Reader
from pitboss.assist.topics import Reading, classify
from pitboss.reactions import read_between

SAID = [
    "where is my withdrawal, it has been three days",
    "не могу войти в аккаунт, пишет что заблокирован",
    "I want to end my life",
    "две строки\nи ещё \u2028 одна, и 🎲",
    "",
    "x" * 20_000,
]


def told(readings: Iterable[Reading]) -> list[Any]:
    """Sums of small numbers differ in their last digits between two processes."""
    return [(r.topic, round(r.confidence, 4), r.reason, r.danger, r.language) for r in readings]


class Here:
    """Reads in this process, and counts how often it had to."""

    def __init__(self) -> None:
        self.read = 0

    async def __call__(self, text: str) -> Reading:
        self.read += 1
        answer: Reading = await read_between(Model.load(), text)
        return answer


@contextlib.asynccontextmanager
async def started(here: Here) -> AsyncIterator[Reader]:
    reader = Reader(here, None)
    try:
        await reader.read("the first words")
        await there(reader)
        yield reader
    finally:
        await reader.close()


async def there(reader: Reader) -> int:
    async with asyncio.timeout(30):
        while (pid := reader.pid) is None:
            await reader.read("and more of them")
    return pid


async def test_the_process_reads_as_the_desk_itself_does() -> None:
    async with started(here := Here()) as reader:
        before = here.read
        assert told(await asyncio.gather(*map(reader.read, SAID))) == told(map(classify, SAID))
        assert here.read == before


async def test_more_than_it_is_to_hold_is_read_here() -> None:
    async with started(here := Here()) as reader:
        before = here.read
        texts = [f"deposit {n} is missing" for n in range(reading.MOST_WAITING + 20)]
        assert told(await asyncio.gather(*map(reader.read, texts))) == told(map(classify, texts))
        assert here.read == before + 20


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_process_that_dies_or_hangs_costs_nothing_but_time(
    end: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAUSE", 0.0)
    async with started(Here()) as reader:
        first = await there(reader)
        os.kill(first, end)
        answers = await asyncio.gather(*map(reader.read, SAID))
        assert told(answers) == told(map(classify, SAID))
        async with asyncio.timeout(30):
            while reader.pid in (first, None):
                assert told([await reader.read(SAID[0])]) == told([classify(SAID[0])])
        assert told([await reader.read(SAID[1])]) == told([classify(SAID[1])])


async def test_whoever_no_longer_waits_does_not_shift_the_answers() -> None:
    async with started(Here()) as reader:
        first, second = (asyncio.create_task(reader.read(text)) for text in SAID[:2])
        await asyncio.sleep(0)
        first.cancel()
        assert told([await second]) == told([classify(SAID[1])])


async def test_the_process_ends_with_the_desk() -> None:
    async with started(Here()) as reader:
        pid = await there(reader)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_model_that_can_not_be_read_leaves_the_words_to_the_desk(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    bad = tmp_path_factory.mktemp("model") / "model.npz"
    bad.write_bytes(b"no model")
    reader = Reader(partial(read_between, Model.load()), bad)
    for text in SAID:
        assert told([await reader.read(text)]) == told([classify(text)])
    await reader.close()
