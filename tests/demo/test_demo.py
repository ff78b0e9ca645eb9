"""The demo guards its data folder."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from tests.demo.test_simulate import a_demo, environment


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


async def test_while_a_demo_runs_a_reset_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    env = environment(tmp_path)
    async with a_demo(env):
        kept = (tmp_path / "postgres" / "PG_VERSION").stat().st_ino
        for same_or_other_ports in (env, environment(tmp_path)):
            code, said = await pitboss(same_or_other_ports, "demo", "--reset")
            assert code == 1
            assert said.startswith("A demo is running on")
        assert (tmp_path / "postgres" / "PG_VERSION").stat().st_ino == kept
        code, said = await pitboss(env, "doctor")
        assert code == 0, said


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


async def test_the_doctor_starts_nothing_and_says_what_to_do(tmp_path: Path) -> None:
    code, said = await pitboss(environment(tmp_path), "doctor")
    assert code == 1
    assert "BAD  database: the embedded database is not running" in said
    assert not (tmp_path / "postgres").exists()
