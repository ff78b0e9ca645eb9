"""Settings: every mistake gets a sentence, and no sentence tells a secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from pitboss.api.edge import is_trusted
from pitboss.settings import KNOWN, BadSettings, masked, read_model_path, read_settings


def mistakes(folder: Path, **variables: str) -> str:
    env = {"PITBOSS_DATA_DIR": str(folder), **{f"PITBOSS_{name}": text for name, text in variables.items()}}
    with pytest.raises(BadSettings) as told:
        read_settings(env)
    return str(told.value)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("TRUSTED_PROXIES", "my-proxy", "IP addresses or networks"),
        ("TRUSTED_PROXIES", "10.0.0.1, 10.0.0.0/99", "IP addresses or networks"),
        ("DNS", "dns.example:53", "IP address and port"),
        ("DNS", "on", "write system, off"),
        ("MODEL", "/nowhere/model.npz", "there is no such file"),
        ("SMTP_URL", "smtp://", "write it as"),
        ("SMTP_URL", "smtp://:25", "names no host"),
        ("SMTP_URL", "smtp://mail.example:smtp", "its port is no port"),
        ("SMTP_URL", "smtp:mail.example", "names no host"),
        ("PORTS", "80", "PITBOSS_PORTS is no setting; the nearest is PITBOSS_PORT."),
        ("DATABSE_URL", "x", "PITBOSS_DATABSE_URL is no setting; the nearest is PITBOSS_DATABASE_URL."),
        ("LOG_LEVEL", "loud", "a log level is debug, info, warning or error"),
        ("RATE_FACTOR", "nan", "write a number from 0.01"),
    ],
)
def test_a_mistake_gets_a_sentence(tmp_path: Path, name: str, text: str, told: str) -> None:
    said = mistakes(tmp_path, **{name: text})
    assert said.startswith(f"PITBOSS_{name} is")
    assert told in said
    assert said.count("\n") == 0


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    assert len(mistakes(tmp_path, PORT="0", HOST="a/b", NONSENSE="1").splitlines()) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SECRET_KEY", "hunter2"),
        ("PACK_KEY", "hunter2"),
        ("DEMO_PASSWORD", "hun"),
        ("DATABASE_URL", "mysql://me:hunter2@db.example/desk"),
        ("DATABASE_URL", "mysql://db.example/desk?user=me&password=hunter2"),
        ("DATABASE_OWNER_URL", "postgres//me:hunter2@db.example/desk"),
        ("SMTP_URL", "smtp://me:hunter2@:25"),
        ("SMTP_URL", "smtp://me:hun@ter2@mail.example:x"),
        ("PUBLIC_URL", "ftp://me:hunter2@desk.example"),
    ],
)
def test_no_sentence_tells_a_secret(tmp_path: Path, name: str, text: str) -> None:
    said = mistakes(tmp_path, **{name: text})
    assert f"PITBOSS_{name}" in said
    assert "hun" not in said


def test_the_key_of_packs_is_32_bytes_or_the_secret_keys_own(tmp_path: Path) -> None:
    assert "PITBOSS_PACK_KEY: a key is 32 random bytes in Base64." in mistakes(
        tmp_path, PACK_KEY="aHVudGVyMg=="
    )
    env = {"PITBOSS_DATA_DIR": str(tmp_path)}
    assert read_settings(env).pack_key is None
    assert read_settings({**env, "PITBOSS_PACK_KEY": "AAEC" * 10 + "AAE="}).pack_key == bytes(
        [0, 1, 2] * 10 + [0, 1]
    )


def test_what_is_no_secret_is_shown() -> None:
    assert masked("smtp://me:hunter2@mail.example:25") == "smtp://…@mail.example:25"
    assert masked("127.0.0.1:x") == "127.0.0.1:x"


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert f"{tmp_path / 'file'} is no folder" in mistakes(tmp_path / "file" / "below")


@pytest.mark.parametrize("folder", ["/proc/pitboss"])
def test_a_data_folder_that_cannot_be_made_is_refused(folder: str) -> None:
    assert f"PITBOSS_DATA_DIR is {folder!r}" in mistakes(Path(folder))


def test_a_data_folder_is_not_needed_by_a_desk_that_keeps_nothing_in_it() -> None:
    read_settings(
        {
            "PITBOSS_DATA_DIR": "/proc/pitboss",
            "PITBOSS_DATABASE_URL": "postgresql://db.example/desk",
            "PITBOSS_FILES_URL": "s3://bucket",
            "PITBOSS_SECRET_KEY": "k" * 32,
        }
    )


@pytest.mark.parametrize(
    ("peer", "trusted"),
    [
        ("10.0.0.5", True),
        ("10.1.200.3", True),
        ("::ffff:10.0.0.5", True),
        ("fd00::7", True),
        ("10.0.0.6", False),
        ("fe80::1", False),
        ("unknown", False),
    ],
)
def test_proxies_are_addresses_and_networks(tmp_path: Path, peer: str, trusted: bool) -> None:
    settings = read_settings(
        {
            "PITBOSS_DATA_DIR": str(tmp_path),
            "PITBOSS_TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/16,fd00::/8",
        }
    )
    assert is_trusted(peer, settings.trusted_proxies) is trusted


def test_nobody_is_trusted_unless_named() -> None:
    assert not is_trusted("127.0.0.1", ())


def test_the_model_alone_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "model.npz").touch()
    assert read_model_path({}) is None
    assert read_model_path({"PITBOSS_MODEL": str(tmp_path / "model.npz")}) == tmp_path / "model.npz"
    with pytest.raises(BadSettings, match="there is no such file"):
        read_model_path({"PITBOSS_MODEL": str(tmp_path / "none")})


def test_the_readme_lists_every_setting() -> None:
    table = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    assert {name for name in KNOWN if f"`{name}`" not in table} == set()
