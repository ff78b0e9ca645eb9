"""`pitboss doctor`: looks at everything the desk needs, and says what to do."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiosmtplib
import asyncpg
import msgspec

from pitboss.api.health import numbers
from pitboss.db import embedded
from pitboss.db.migrate import available, unmigrated
from pitboss.db.tx import SYSTEM, Database, app_url, connect
from pitboss.files import clamd
from pitboss.files.store import FileStore
from pitboss.kit import lock
from pitboss.settings import Settings

OLD_SECONDS = 60.0  # work that has waited longer than this has nobody to do it
LONG_WAIT_SECONDS = 24 * 60 * 60


class Finding(msgspec.Struct, frozen=True):
    what: str
    good: bool
    told: str


async def examine(settings: Settings) -> list[Finding]:
    """Only looks: starts no database and makes none."""
    findings = await _stored(settings)
    findings.append(await _files(settings))
    findings.append(await _mail_out(settings))
    if (scans := await scanner(settings)) is not None:
        findings.append(scans)
    findings.append(await _mail_in(settings))
    return findings


async def _stored(settings: Settings) -> list[Finding]:
    url = settings.database_url
    if url is None:
        owner_url = embedded.running_url(settings.data_dir)
        if owner_url is None:
            return [
                Finding(
                    "database",
                    False,
                    f"the embedded database is not running in {settings.data_dir}. Start the desk "
                    "(`pitboss demo`, or `pitboss migrate` and `pitboss serve`), or set PITBOSS_DATABASE_URL",
                )
            ]
        url = app_url(owner_url)
    try:
        pool = await connect(url, size=2, application="pitboss doctor")
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as problem:
        remedy = (
            "Run `pitboss migrate`" if unmigrated(problem) else "Check PITBOSS_DATABASE_URL and that it runs"
        )
        return [Finding("database", False, f"can't connect: {problem}. {remedy}.")]
    db = Database(pool)
    try:
        findings = await _database(db)
        return findings + await _queues(db) if all(finding.good for finding in findings[:2]) else findings
    finally:
        await db.close()


async def _database(db: Database) -> list[Finding]:
    try:
        async with db.tx(SYSTEM) as tx:
            done = set(await tx.column("SELECT name FROM schema_migration"))
            version: str = await tx.value("SHOW server_version")
            now: datetime = await tx.value("SELECT clock_timestamp()")
            owner: bool = await tx.value(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
            )
    except asyncpg.PostgresError as problem:
        return [Finding("database", False, f"{problem}. Run `pitboss migrate`.")]
    missing = [name for name, _ in available() if name not in done]
    skew = abs((datetime.now(UTC) - now).total_seconds())
    return [
        Finding("database", True, f"PostgreSQL {version}"),
        Finding(
            "migrations",
            not missing,
            f"{', '.join(missing)} not applied. Run `pitboss migrate`." if missing else "up to date",
        ),
        Finding(
            "row-level security",
            not owner,
            "the application's role goes around it; connect as a role that is no superuser"
            if owner
            else "in force",
        ),
        Finding(
            "clocks",
            skew < 2,
            f"this machine and the database are {skew:.1f} s apart"
            + ("; set both by NTP, since promises are counted by them" if skew >= 2 else ""),
        ),
    ]


_TELLS = {
    "pitboss_original_age_seconds": (
        "oldest unread original",
        "start `pitboss worker`, or look into its log",
    ),
    "pitboss_delivery_age_seconds": (
        "oldest unsent delivery",
        "check the outgoing mail server and `pitboss worker`",
    ),
    "pitboss_job_age_seconds": ("oldest waiting job", "start `pitboss worker`"),
    "pitboss_clock_lag_seconds": ("most overdue timer", "start `pitboss worker`"),
    "pitboss_scan_age_seconds": (
        "oldest file not scanned",
        "check PITBOSS_CLAMD and `pitboss worker`; nobody gets the file meanwhile",
    ),
    "pitboss_event_watermark_age_seconds": (
        "longest writing transaction",
        "end it: while it lasts, screens stand still",
    ),
}


async def _queues(db: Database) -> list[Finding]:
    findings: list[Finding] = []
    waits = {"": 0.0}  # by queue
    for name, label, value in await numbers(db):
        if name == "pitboss_queue_age_seconds":
            waits[label] = value
        elif name in _TELLS:
            what, advice = _TELLS[name]
            old = value > OLD_SECONDS
            findings.append(Finding(what, not old, f"{value:.0f} s" + (f"; {advice}" if old else "")))
        elif name == "pitboss_originals_quarantined":
            findings.append(
                Finding(
                    "quarantine",
                    value == 0,
                    f"{value:.0f} original(s)" + ("; `pitboss replay` reads them again" if value else ""),
                )
            )
        elif name == "pitboss_jobs_given_up":
            findings.append(Finding("jobs given up", value == 0, f"{value:.0f}"))
    return [*findings, longest_wait(waits)]


def longest_wait(waits: Mapping[str, float]) -> Finding:
    """Of requests that wait for somebody to take them."""
    queue = max(waits, key=waits.__getitem__)
    old = waits[queue] > LONG_WAIT_SECONDS
    told = f"{waits[queue] / 60:.0f} min in {queue}" if queue else "none waits"
    advice = "; nobody who serves the queue is online or has room: see who does, and who could (`/queues`, the wall)"
    return Finding("longest waiting request", not old, told + (advice if old else ""))


async def _files(settings: Settings) -> Finding:
    try:
        await FileStore(settings.files_url).check()
    except Exception as problem:  # noqa: BLE001 - any store, any error
        return Finding("files", False, f"{type(problem).__name__}: {problem}. Check PITBOSS_FILES_URL.")
    if settings.files_url.startswith("file:"):
        free = shutil.disk_usage(urlsplit(settings.files_url).path).free / 2**30
        return Finding("files", free > 1, f"{settings.files_url}, {free:.0f} GiB free")
    return Finding("files", True, settings.files_url)


async def scanner(settings: Settings) -> Finding | None:
    if settings.clamd is None:
        return None
    try:
        return Finding("virus scanner", True, await clamd.version(settings.clamd))
    except clamd.ScannerAway as problem:
        told = f"{problem}. Until it answers, files wait. Check PITBOSS_CLAMD and clamav-daemon."
        return Finding("virus scanner", False, told)


async def _mail_out(settings: Settings) -> Finding:
    if settings.smtp_url is None and lock.held(settings.data_dir):
        return await _demo_mailbox(*settings.demo_mailbox[0])
    if settings.smtp_url is None:
        return Finding(
            "mail out",
            False,
            "PITBOSS_SMTP_URL is not set; answers by mail wait (make demo brings a mailbox)",
        )
    parts = urlsplit(settings.smtp_url)
    client = aiosmtplib.SMTP(
        hostname=parts.hostname, port=parts.port or 25, use_tls=parts.scheme == "smtps", timeout=10
    )
    try:
        await client.connect()
        await client.noop()
        await client.quit()
    except (aiosmtplib.SMTPException, OSError) as problem:
        return Finding("mail out", False, f"{parts.hostname}: {problem}. Check PITBOSS_SMTP_URL.")
    return Finding("mail out", True, f"{parts.hostname}:{parts.port or 25} answers")


async def _demo_mailbox(host: str, port: int) -> Finding:
    """The demo gives its processes its own mailbox where PITBOSS_SMTP_URL is absent."""
    try:
        good = (await _greeting(host, port)).startswith("220")
    except (OSError, TimeoutError):
        good = False
    told = f"the demo's mailbox {'answers' if good else 'does not answer'} on {host}:{port}"
    return Finding("mail out", good, told + ("" if good else "; PITBOSS_DEMO_MAILBOX says where it is"))


async def _greeting(host: str, port: int) -> str:
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 5)
    try:
        return (await asyncio.wait_for(reader.readline(), 5)).decode("ascii", "replace").strip()
    finally:
        writer.close()


async def _mail_in(settings: Settings) -> Finding:
    host, port = settings.smtp_listen
    try:
        greeting = await _greeting(host, port)
    except (OSError, TimeoutError):
        return Finding(
            "mail in", False, f"nobody listens on {host}:{port}; start `pitboss worker`, or use IMAP only"
        )
    return Finding("mail in", greeting.startswith("220"), f"{host}:{port} says {greeting}")
