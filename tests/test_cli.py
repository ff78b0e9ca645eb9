"""The command line tells what is wrong in a sentence, never by a traceback."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import msgspec
import pytest

from pitboss.kit.ids import new_id
from tests.making import ABrand

NOWHERE = "postgresql://me@127.0.0.1:1/desk"


def environment(folder: Path, database_url: str) -> dict[str, str]:
    return {
        "PITBOSS_DATA_DIR": str(folder),
        "PITBOSS_DATABASE_URL": database_url,
        "PITBOSS_SECRET_KEY": "a secret key of at least thirty-two characters",
    }


async def pitboss(env: dict[str, str], *command: str, given: bytes = b"") -> tuple[int | None, str]:
    """(exit code, all that it said)."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pitboss",
        *command,
        env={**os.environ, **env},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate(given)
    return process.returncode, said.decode()


A_BRAND = ("--name", "Harbour", "--prefix", "HBX", "--mail", "help@harbour.example")
AN_ADMIN = ("a@desk.example", "--name", "Anna", "--password", "a long enough pass phrase 7")


@pytest.mark.parametrize(
    "command",
    [
        ("migrate",),
        ("serve",),
        ("worker",),
        ("replay",),
        ("train",),
        ("create-brand", "harbour", *A_BRAND),
        ("create-admin", *AN_ADMIN),
    ],
    ids=lambda command: command[0],
)
async def test_a_database_out_of_reach_is_a_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    code, said = await pitboss(environment(tmp_path, NOWHERE), *command)
    assert code == 1
    assert said.startswith("The database can't be reached: ")
    assert said.count("\n") == 1


@pytest.fixture
async def empty_database(database_url: str) -> AsyncIterator[str]:
    owner: asyncpg.Connection[Any] = await asyncpg.connect(database_url)
    name = f"empty_{new_id().hex}"
    await owner.execute(f"CREATE DATABASE {name}")
    yield database_url.replace("/pitboss?", f"/{name}?")
    await owner.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await owner.close()


@pytest.mark.parametrize("command", ["serve", "worker", "replay"])
async def test_a_database_that_was_never_migrated_names_the_remedy(
    tmp_path: Path, empty_database: str, command: str
) -> None:
    code, said = await pitboss(environment(tmp_path, empty_database), command)
    assert (code, said.count("\n")) == (1, 1), said
    assert "Run `pitboss migrate`." in said


async def test_an_unknown_brand_is_refused(tmp_path: Path, database_url: str, brand: ABrand) -> None:
    env = environment(tmp_path, database_url)
    for command in (("replay",), ("create-admin", *AN_ADMIN)):
        code, said = await pitboss(env, *command, "--brand", "nope")
        assert code == 1
        assert said.startswith("There is no brand 'nope'. There are: ")
        assert brand.id in said


async def test_a_brand_that_cannot_be_made_is_told_in_words(
    tmp_path: Path, database_url: str, brand: ABrand
) -> None:
    env = environment(tmp_path, database_url)
    code, said = await pitboss(
        env, "create-brand", "Harbour!", "--name", "H", "--prefix", "h1", "--mail", "me", "--language", "de"
    )
    assert code == 1
    assert [line.split(" ")[0] for line in said.splitlines()] == ["'Harbour!'", "'h1'", "'me'", "'de'"]
    code, said = await pitboss(env, "create-brand", brand.id, *A_BRAND)
    assert (code, said) == (1, f"There is a brand {brand.id} already. Choose another id.\n")
    taken = ("--name", "H", "--prefix", "HBX", "--mail", brand.address)
    code, said = await pitboss(env, "create-brand", "harbour-two", *taken)
    assert code == 1
    assert said.startswith(f"Another channel takes the mail of {brand.address}.")


async def test_a_file_that_is_no_model_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"nothing")
    for command in ("classify", "migrate"):
        code, said = await pitboss(
            {**environment(tmp_path, NOWHERE), "PITBOSS_MODEL": str(tmp_path / "model.npz")}, command
        )
        assert code == 2
        assert said.endswith("it is no model that `pitboss train` of this version wrote. Train it anew.\n")
        assert said.count("\n") == 1


async def test_parse_says_that_a_folder_is_one(tmp_path: Path) -> None:
    assert await pitboss({}, "parse", str(tmp_path)) == (2, f"{tmp_path} is a folder.\n")


@pytest.mark.parametrize(("command", "holds"), [("openapi", "paths"), ("events-schema", "$defs")])
async def test_what_clients_are_generated_from_is_printed_without_a_database(
    tmp_path: Path, command: str, holds: str
) -> None:
    code, said = await pitboss({"PITBOSS_DATABASE_URL": NOWHERE, "PITBOSS_DATA_DIR": str(tmp_path)}, command)
    assert code == 0
    assert holds in msgspec.json.decode(said)


async def test_a_folder_of_markdown_is_imported_and_published(
    database_url: str, brand: ABrand, tmp_path: Path
) -> None:
    env = environment(tmp_path / "data", database_url)
    (tmp_path / "help" / "en").mkdir(parents=True)
    (tmp_path / "help" / "en" / "hello.md").write_text("---\ntitle: Hello\n---\nText of {{brand}}.")
    (tmp_path / "help" / "readme.txt").write_text("x")
    command = ("import-help", str(tmp_path / "help"), "--brand", brand.id)
    code, said = await pitboss(env, *command, "--publish")
    assert (code, said.splitlines()[-2:]) == (
        0,
        [
            "skipped   readme.txt: Files of this kind are not taken.",
            "1 created, 0 updated, 0 unchanged, 1 skipped.",
        ],
    )
    assert (await pitboss(env, *command))[1].splitlines()[-1].startswith("0 created, 0 updated, 1 unchanged")
    for wrong, told in (
        (("import-help", str(tmp_path / "nowhere"), "--brand", brand.id), "No such file"),
        ((*command, "--from", "elsewhere"), "--from is markdown, zendesk or intercom."),
        (("import-help", str(tmp_path / "help"), "--brand", "nobody"), "nobody"),
    ):
        code, said = await pitboss(env, *wrong)
        assert code in (1, 2)
        assert told in said
        assert "Traceback" not in said
