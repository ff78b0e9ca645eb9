"""Settings by environment. `read_settings` checks them all and names every mistake at once; README holds the table."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

import msgspec

T = TypeVar("T")

KNOWN = frozenset(
    f"PITBOSS_{name}"
    for name in (
        "DATA_DIR", "DATABASE_URL", "DATABASE_OWNER_URL", "HOST", "PORT", "PUBLIC_URL", "SMTP_LISTEN", "SMTP_URL",
        "FILES_URL", "SECRET_KEY", "PACK_KEY", "DEMO_PASSWORD", "DEMO_MAILBOX", "TRUSTED_AUTHSERV", "DNS", "TRUSTED_PROXIES",
        "MAX_MAIL_BYTES", "MAX_UPLOAD_BYTES", "CLAMD", "FILES_ORIGIN", "DOCUMENT_KEY", "DOCUMENT_DAYS", "RATE_FACTOR", "IDLE_MINUTES", "PUSH_HOSTS", "BACKOFFICE_HOSTS", "DEMO_CASINO", "MODEL", "LOG_LEVEL",
    )
)  # fmt: skip
_SECRET = frozenset(
    {"PITBOSS_SECRET_KEY", "PITBOSS_DEMO_PASSWORD", "PITBOSS_DOCUMENT_KEY", "PITBOSS_PACK_KEY"}
)


# The push services of the browsers that there are; a dot in front means every host below.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    ".push.services.mozilla.com",
    ".push.apple.com",
    ".notify.windows.com",
)


class BadSettings(Exception):
    """One sentence per mistake."""


class DocumentKeys(msgspec.Struct, frozen=True):
    """Master keys of documents by their ids; the first encrypts, the others still read what they encrypted."""

    keys: tuple[tuple[str, bytes], ...]

    def __repr__(self) -> str:
        return f"DocumentKeys({', '.join(name for name, _ in self.keys)})"


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
    pack_key: (
        bytes | None
    )  # by which packs of evidence are signed (Ed25519); None: the one that secret_key makes
    demo_password: str | None
    demo_mailbox: tuple[tuple[str, int], tuple[str, int]]  # SMTP and page of the demo's mailbox
    trusted_authserv: frozenset[str]
    dns: Literal["system", "off"] | tuple[str, int]  # an IP address and port; who is asked about senders
    trusted_proxies: tuple[str, ...]  # IP networks, such as 10.0.0.5/32
    max_mail_bytes: int
    max_upload_bytes: int
    clamd: tuple[str, int] | str | None  # host and port, or the path of a socket; None: files are not scanned
    files_origin: str | None  # where files are served, if not at public_url
    document_keys: DocumentKeys | None  # None: no documents can be asked for
    document_days: int  # so long a document is kept after its request was closed
    rate_factor: float  # multiplies every rate limit
    idle_minutes: int  # after which who does nothing is away; 0: never
    push_hosts: tuple[str, ...]  # to which Web Push may be sent
    backoffice_hosts: tuple[str, ...]  # of the network inside, which may be asked as a back office
    demo_casino: tuple[str, int] | None  # where the demo's casino answers; None: at a free port
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
            shown = "" if name in _SECRET else f" is {masked(text)!r}"
            mistakes.append(f"{name}{shown}: {problem}.")
            return None

    for name in sorted(env):
        if name.startswith("PITBOSS_") and name not in KNOWN:
            near = get_close_matches(name, sorted(KNOWN), 1, 0.0)[0]
            mistakes.append(f"{name} is no setting; the nearest is {near}. README lists them all.")

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
        "pack_key": get("PITBOSS_PACK_KEY", None, _key_of),
        "demo_password": get("PITBOSS_DEMO_PASSWORD", None, _demo_password),
        "demo_mailbox": get("PITBOSS_DEMO_MAILBOX", "127.0.0.1:2526,127.0.0.1:8025", _two_addresses),
        "trusted_authserv": get("PITBOSS_TRUSTED_AUTHSERV", "", _names) or frozenset(),
        "dns": get("PITBOSS_DNS", "system", _dns),
        "trusted_proxies": get("PITBOSS_TRUSTED_PROXIES", "", _networks) or (),
        "max_mail_bytes": get("PITBOSS_MAX_MAIL_BYTES", str(30 * 2**20), _bytes),
        "max_upload_bytes": get("PITBOSS_MAX_UPLOAD_BYTES", str(15 * 2**20), _bytes),
        "clamd": get("PITBOSS_CLAMD", None, _clamd),
        "files_origin": get("PITBOSS_FILES_ORIGIN", None, _origin),
        "document_keys": get("PITBOSS_DOCUMENT_KEY", None, _document_keys),
        "document_days": get("PITBOSS_DOCUMENT_DAYS", "90", _days),
        "rate_factor": get("PITBOSS_RATE_FACTOR", "1", _factor),
        "idle_minutes": get("PITBOSS_IDLE_MINUTES", "10", _minutes),
        "push_hosts": get("PITBOSS_PUSH_HOSTS", ",".join(PUSH_HOSTS), _hosts) or (),
        "backoffice_hosts": get("PITBOSS_BACKOFFICE_HOSTS", None, _hosts) or (),
        "demo_casino": get("PITBOSS_DEMO_CASINO", None, _host_and_port),
        "model_path": get("PITBOSS_MODEL", None, _file),
        "log_level": get("PITBOSS_LOG_LEVEL", "info", _log_level),
    }
    needs_folder = settings["database_url"] is None or not env.get("PITBOSS_FILES_URL", "").strip()
    if data_dir is not None and needs_folder and (problem := _unusable(data_dir)):
        mistakes.append(f"PITBOSS_DATA_DIR is {str(data_dir)!r}: {problem}.")
    if not mistakes and settings["secret_key"] is None and data_dir is not None:
        if settings["database_url"] is None:
            try:
                settings["secret_key"] = _kept_secret(data_dir)
            except OSError as failure:
                mistakes.append(f"PITBOSS_DATA_DIR is {str(data_dir)!r}: {failure}.")
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
    return _kept(data_dir / "secret.key", secrets.token_urlsafe(48)).encode()


def document_keys_of(settings: Settings) -> DocumentKeys | None:
    """The configured ones; for the embedded database one of its own, made once."""
    if settings.document_keys is not None or settings.database_url is not None:
        return settings.document_keys
    made = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    return DocumentKeys((("own", _key_of(_kept(settings.data_dir / "document.key", made))),))


def _kept(path: Path, fresh: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(fresh)
    except FileExistsError:
        pass
    return path.read_text().strip()


def read_model_path(environ: Mapping[str, str] | None = None) -> Path | None:
    """PITBOSS_MODEL alone, for what needs no desk. Raises BadSettings."""
    text = (os.environ if environ is None else environ).get("PITBOSS_MODEL", "").strip()
    try:
        return _file(text) if text else None
    except ValueError as problem:
        raise BadSettings(f"PITBOSS_MODEL is {text!r}: {problem}.") from problem


def masked(text: str) -> str:
    """The text without what may be a password: in an address, all between the scheme and the host."""
    scheme, separator, rest = text.partition("://")
    if "@" in text:
        text = f"{scheme + separator if separator else ''}…@{(rest or scheme).rpartition('@')[2]}"
    return re.sub(r"(?i)(password|secret|key)=[^&\s]*", r"\1=…", text)


def _unusable(folder: Path) -> str | None:
    """Why nothing can be written to the folder, which may not be there yet."""
    there = next(path for path in (folder, *folder.parents) if os.path.lexists(path))
    if not there.is_dir():
        return f"{there} is no folder"
    if not os.access(there, os.W_OK | os.X_OK):
        return f"{there} can't be written to"
    return None


def _file(text: str) -> Path:
    path = Path(text).expanduser().resolve()
    if not path.is_file():
        raise ValueError("there is no such file; without the setting the packaged one is used")
    return path


def _dns(text: str) -> Literal["system", "off"] | tuple[str, int]:
    if text in ("system", "off"):
        return text  # type: ignore[return-value]  # a comparison with two narrows no string
    try:
        host, port = _host_and_port(text)
        return str(ip_address(host)), port
    except ValueError as problem:
        raise ValueError(
            "write system, off, or a server's IP address and port, for example 10.0.0.2:53"
        ) from problem


def _networks(text: str) -> tuple[str, ...]:
    try:
        return tuple(str(ip_network(part.strip(), strict=False)) for part in text.split(",") if part.strip())
    except ValueError as problem:
        raise ValueError(
            "write IP addresses or networks with commas between, for example 10.0.0.5, 10.1.0.0/16"
        ) from problem


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
    example = "smtp://user:password@host:587"
    _url(text, ("smtp", "smtps", "smtp+starttls"), example)
    parts = urlsplit(text)
    try:
        usable = parts.hostname and parts.port != 0
    except ValueError as problem:
        raise ValueError(f"its port is no port; write it as {example}") from problem
    if not usable:
        raise ValueError(f"it names no host; write it as {example}")
    return text


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


def _clamd(text: str) -> tuple[str, int] | str:
    if text.startswith("/"):
        return text
    try:
        return _host_and_port(text.removeprefix("tcp://"))
    except ValueError as problem:
        raise ValueError(
            "write host:port or the path of a socket, for example 127.0.0.1:3310 or /run/clamav/clamd.ctl"
        ) from problem


def _origin(text: str) -> str:
    url = _http_url(text)
    if urlsplit(url).path.strip("/"):
        raise ValueError("write an address without a path, for example https://files.example.com")
    return url.rstrip("/")


def _key_of(text: str) -> bytes:
    try:
        key = base64.b64decode(
            text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True
        )
    except (ValueError, binascii.Error):
        key = b""
    if len(key) != 32:
        raise ValueError("a key is 32 random bytes in Base64")
    return key


def _document_keys(text: str) -> DocumentKeys:
    keys: dict[str, bytes] = {}
    for part in text.split(","):
        name, separator, key = part.strip().partition(":")
        if not separator or not re.fullmatch(r"[a-z0-9-]{1,20}", name) or name in keys:
            raise ValueError(
                "write id:key with commas between, the key that encrypts first; an id is 1 to 20 of a-z, 0-9 and -, "
                "a key is 32 random bytes in Base64"
            )
        keys[name] = _key_of(key)
    return DocumentKeys(tuple(keys.items()))


def _days(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 3650:
        raise ValueError("give days, from 1 to 3650")
    return int(text)


def _minutes(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 1440:
        raise ValueError("give minutes, from 0 (never) to 1440")
    return int(text)


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(name for part in text.split(",") if (name := part.strip().lower()))
    if not all(re.fullmatch(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*", name) for name in hosts):
        raise ValueError("give host names separated by commas, as in fcm.googleapis.com,.push.apple.com")
    return hosts


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
