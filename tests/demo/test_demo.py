"""A demo that runs: the simulation against it, and how it guards its data folder."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pitboss.demo.simulate import simulate
from pitboss.doctor import Finding, longest_wait
from pitboss.settings import Settings
from tests.demo.test_simulate import a_demo, environment


class Running:
    """A demo of its own, from empty data."""

    def __init__(self, settings: Settings, env: dict[str, str]) -> None:
        self.settings = settings
        self.env = env


@pytest.fixture(scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    env = environment(tmp_path_factory.mktemp("running"))
    async with a_demo(env) as settings:
        yield Running(settings, env)


async def pitboss(env: dict[str, str], *command: str) -> tuple[int | None, str]:
    """(exit code, all that it said)."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pitboss",
        *command,
        env={**os.environ, **env},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


async def test_what_players_send_is_there_once_answered_and_delivered(running: Running) -> None:
    assert await simulate(running.settings, rate=5, seconds=2, seed=7, agents=True)


async def test_while_a_demo_runs_a_reset_is_refused_and_nothing_is_lost(
    running: Running, tmp_path: Path
) -> None:
    kept = running.settings.data_dir / "postgres" / "PG_VERSION"
    before = kept.stat().st_ino
    same_folder = {**environment(tmp_path), "PITBOSS_DATA_DIR": str(running.settings.data_dir)}
    for same_or_other_ports in (running.env, same_folder):
        code, said = await pitboss(same_or_other_ports, "demo", "--reset")
        assert code == 1
        assert said.startswith("A demo is running on")
    assert kept.stat().st_ino == before
    code, said = await pitboss(running.env, "doctor")
    assert code == 0, said
    assert "longest waiting request" in said


async def test_a_reset_with_a_taken_port_deletes_nothing(tmp_path: Path) -> None:
    env = environment(tmp_path)
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "precious").touch()
    taken = await asyncio.start_server(
        lambda reader, writer: writer.close(), "127.0.0.1", int(env["PITBOSS_PORT"])
    )
    async with taken:
        code, said = await pitboss(env, "demo", "--reset")
    assert code == 1
    assert "PITBOSS_PORT" in said
    assert (tmp_path / "postgres" / "precious").exists()


def test_the_doctor_names_the_queue_that_nobody_serves() -> None:
    told = longest_wait({"": 0.0, "harbour/Payments": 600.0, "mayak/Выплаты": 90_000.0})
    assert not told.good
    assert told.told.startswith("1500 min in mayak/Выплаты; ")
    assert longest_wait({"": 0.0}) == Finding("longest waiting request", True, "none waits")


async def test_the_doctor_starts_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    code, said = await pitboss(environment(tmp_path), "doctor")
    assert code == 1
    assert "BAD  database: the embedded database is not running" in said
    assert not (tmp_path / "postgres").exists()
