"""Settings by environment. `read_settings` checks them all and names every mistake at once; README holds the table."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

T = TypeVar("T")


class BadSettings(Exception):
    """One sentence per mistake."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    data_dir: Path
    database_url: str | None  # None: the embedded PostgreSQL in data_dir
    owner_url: str | None  # who migrates; None: database_url
    host: str
    port: int
    smtp_listen: tuple[str, int]
    smtp_url: str | None  # outgoing mail; None: mail waits in the outbox
    files_url: str
    public_url: str
    secret_key: bytes
    demo_password: str | None
    demo_mailbox: tuple[tuple[str, int], tuple[str, int]]  # SMTP and page of the demo's mailbox
    trusted_authserv: frozenset[str]
    trusted_proxies: frozenset[str]
    max_mail_bytes: int
    max_upload_bytes: int
    rate_factor: float  # multiplies every rate limit
    model_path: Path | None
    log_level: str


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Reads PITBOSS_* variables.

    Raises:
        BadSettings: with a sentence for each variable that can't be used.
    """
    env = os.environ if environ is None else environ
    mistakes: list[str] = []

    def get(name: str, default: str | None, check: Callable[[str], T]) -> T | None:
        text = env.get(name, "").strip() or default
        if text is None:
            return None
        try:
            return check(text)
        except ValueError as problem:
            mistakes.append(f"{name} is {text!r}: {problem}.")
            return None

    data_dir = get("PITBOSS_DATA_DIR", "./var", lambda text: Path(text).expanduser().resolve())
    port = get("PITBOSS_PORT", "8000", _port)
    host = get("PITBOSS_HOST", "127.0.0.1", _host)
    settings = {
        "data_dir": data_dir,
        "database_url": get("PITBOSS_DATABASE_URL", None, _postgres_url),
        "owner_url": get("PITBOSS_DATABASE_OWNER_URL", None, _postgres_url),
        "host": host,
        "port": port,
        "smtp_listen": get("PITBOSS_SMTP_LISTEN", "127.0.0.1:2525", _host_and_port),
        "smtp_url": get("PITBOSS_SMTP_URL", None, _smtp_url),
        "files_url": get("PITBOSS_FILES_URL", f"file://{(data_dir or Path()) / 'files'}", _files_url),
        "public_url": get("PITBOSS_PUBLIC_URL", f"http://{host}:{port}", _http_url),
        "secret_key": get("PITBOSS_SECRET_KEY", None, _secret_key),
        "demo_password": get("PITBOSS_DEMO_PASSWORD", None, _demo_password),
        "demo_mailbox": get("PITBOSS_DEMO_MAILBOX", "127.0.0.1:2526,127.0.0.1:8025", _two_addresses),
        "trusted_authserv": get("PITBOSS_TRUSTED_AUTHSERV", "", _names) or frozenset(),
        "trusted_proxies": get("PITBOSS_TRUSTED_PROXIES", "", _names) or frozenset(),
        "max_mail_bytes": get("PITBOSS_MAX_MAIL_BYTES", str(30 * 2**20), _bytes),
        "max_upload_bytes": get("PITBOSS_MAX_UPLOAD_BYTES", str(15 * 2**20), _bytes),
        "rate_factor": get("PITBOSS_RATE_FACTOR", "1", _factor),
        "model_path": get("PITBOSS_MODEL", None, lambda text: Path(text).expanduser().resolve()),
        "log_level": get("PITBOSS_LOG_LEVEL", "info", _log_level),
    }
    if not mistakes and settings["secret_key"] is None and data_dir is not None:
        if settings["database_url"] is None:
            settings["secret_key"] = _kept_secret(data_dir)
        else:
            mistakes.append(
                "PITBOSS_SECRET_KEY is missing: with PITBOSS_DATABASE_URL set, "
                "all processes need the same key of at least 32 characters."
            )
    if mistakes:
        raise BadSettings("\n".join(mistakes))
    return Settings(**settings)  # type: ignore[arg-type]


def _kept_secret(data_dir: Path) -> bytes:
    """The embedded installation's own key, made once."""
    path = data_dir / "secret.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip().encode()


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError("a port is a whole number from 1 to 65535")
    return int(text)


def _host(text: str) -> str:
    if any(c.isspace() or c in "/:@" for c in text.strip("[]").replace("::", "")) and ":" not in text:
        raise ValueError("a host is a name or an IP address, without port or path")
    return text


def _host_and_port(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host:
        raise ValueError("write it as host:port, for example 127.0.0.1:2525")
    return host.strip("[]"), _port(port)


def _two_addresses(text: str) -> tuple[tuple[str, int], tuple[str, int]]:
    smtp, comma, page = text.partition(",")
    if not comma:
        raise ValueError(
            "write SMTP and page as host:port,host:port, for example 127.0.0.1:2526,127.0.0.1:8025"
        )
    return _host_and_port(smtp.strip()), _host_and_port(page.strip())


def _url(text: str, schemes: tuple[str, ...], example: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in schemes or not (parts.netloc or parts.path):
        raise ValueError(f"write it as {example}")
    return text


def _postgres_url(text: str) -> str:
    return _url(text, ("postgresql", "postgres"), "postgresql://user:password@host:5432/name")


def _smtp_url(text: str) -> str:
    return _url(text, ("smtp", "smtps", "smtp+starttls"), "smtp://user:password@host:587")


def _files_url(text: str) -> str:
    return _url(text, ("file", "s3"), "file:///var/lib/pitboss/files or s3://bucket/prefix")


def _http_url(text: str) -> str:
    return _url(text, ("http", "https"), "https://desk.example").rstrip("/")


def _secret_key(text: str) -> bytes:
    if len(text) < 32:
        raise ValueError("a secret key has at least 32 characters")
    return text.encode()


def _demo_password(text: str) -> str:
    if len(text) < 4:
        raise ValueError("the demo's password has at least 4 characters")
    return text


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in text.split(",") if name.strip())


def _bytes(text: str) -> int:
    if not text.isdigit() or int(text) < 1024:
        raise ValueError("write a number of bytes, at least 1024")
    return int(text)


def _factor(text: str) -> float:
    try:
        factor = float(text)
    except ValueError:
        factor = 0.0
    if not 0.01 <= factor <= 1_000_000:
        raise ValueError("write a number from 0.01 to 1000000; 1 keeps the limits as documented")
    return factor


def _log_level(text: str) -> str:
    if text.lower() not in ("debug", "info", "warning", "error"):
        raise ValueError("a log level is debug, info, warning or error")
    return text.lower()
