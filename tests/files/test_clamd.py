"""What the desk asks clamd and makes of its answers. Runs against a stand-in; by `make test-clamav` also a real one."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pitboss.files import clamd
from pitboss.files.clamd import ScannerAway, Verdict
from tests.pictures import PNG
from tests.scanner import VIRUS, a_real_clamd, a_scanner


@pytest.fixture(params=["stand-in", pytest.param("clamd", marks=pytest.mark.clamav)])
async def address(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[clamd.Address]:
    if request.param == "clamd":
        async with a_real_clamd(tmp_path) as path:
            yield path
    else:
        async with a_scanner() as scanner:
            scanner.most = 2**20
            yield "127.0.0.1", scanner.port


async def test_it_tells_what_is_clean_from_what_is_not(address: clamd.Address) -> None:
    assert (await clamd.version(address)).startswith("ClamAV")
    assert await clamd.scan(address, PNG) == Verdict("clean")
    assert await clamd.scan(address, b"") == Verdict("clean")
    found = await clamd.scan(address, b"some words, then " + VIRUS + b" and more")
    assert (found.result, found.said.startswith("Pitboss.Test")) == ("infected", True)
    assert (await clamd.scan(address, bytes(900_000) + VIRUS)).result == "infected"


async def test_what_is_larger_than_it_takes_is_not_called_clean(address: clamd.Address) -> None:
    for size in (2**20 + 1, 8 * 2**20):
        try:
            told = (await clamd.scan(address, bytes(size))).result == "unchecked"
        except (
            ScannerAway
        ) as away:  # it hung up before its answer could be read: tried again, then "unchecked"
            told = away.midway
        assert told


async def test_nobody_there_is_no_verdict(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for address in (("127.0.0.1", port), str(tmp_path / "none.ctl")):
        with pytest.raises(ScannerAway):
            await clamd.scan(address, b"x")
        with pytest.raises(ScannerAway):
            await clamd.version(address)


@pytest.mark.parametrize(
    ("told", "result"),
    [
        ("stream: OK", "clean"),
        ("stream: Eicar-Test-Signature FOUND", "infected"),
        ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", "unchecked"),
        ("INSTREAM size limit exceeded. ERROR", "unchecked"),
    ],
)
def test_each_answer_has_one_meaning(told: str, result: str) -> None:
    assert clamd.verdict(told).result == result


@pytest.mark.parametrize("told", ["", "UNKNOWN COMMAND", "stream: Can't allocate memory ERROR"])
def test_what_is_no_answer_is_no_verdict(told: str) -> None:
    with pytest.raises(ScannerAway):
        clamd.verdict(told)
