"""The `pitboss` command. Wiring only. The desk itself is imported once a command is sure to need it: that takes seconds."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Coroutine
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import structlog
import typer

from pitboss.kit.failures import in_the_log
from pitboss.settings import BadSettings, Settings, read_model_path, read_settings

if TYPE_CHECKING:
    from pitboss.assist.model import Model
    from pitboss.complaints.records import Compared
    from pitboss.complaints.verify import Verdict
    from pitboss.db.tx import Tx

app = typer.Typer(
    help="The player-support desk of online casinos and bookmakers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

WithParent = Annotated[bool, typer.Option("--with-parent", hidden=True)]


def settings_or_exit() -> Settings:
    try:
        settings = read_settings()
    except BadSettings as mistakes:
        typer.echo(str(mistakes), err=True)
        raise typer.Exit(2) from mistakes
    if settings.model_path is not None:
        model_or_exit(settings.model_path)
    _log_to_stderr(settings.log_level)
    return settings


def model_or_exit(path: Path) -> Model:
    from pitboss.assist.model import BadModel, Model

    try:
        return Model.load(path)
    except BadModel as problem:
        typer.echo(f"PITBOSS_MODEL is {str(path)!r}: {problem}", err=True)
        raise typer.Exit(2) from problem


def _log_to_stderr(level: str) -> None:
    """JSON lines; never a message body or a secret, since nobody hands one to the log."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            in_the_log,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    asyncpg = logging.getLogger("asyncpg")
    asyncpg.handlers = [_OneLine()]
    asyncpg.propagate = False


class _OneLine(logging.Handler):
    """A library's word as one line of our log. A lost database makes its pool tell each connection with a traceback, and
    whoever waits for it gets an error of their own."""

    def emit(self, record: logging.LogRecord) -> None:
        failure = record.exc_info[1] if record.exc_info else None
        structlog.get_logger().warning(
            record.getMessage().partition("\n")[0],
            **({"problem": type(failure).__name__} if failure is not None else {}),
        )


def urls(settings: Settings) -> tuple[str, str]:
    """(the owner's, the application's) address of the database; starts the embedded one."""
    from pitboss.db import embedded
    from pitboss.db.tx import app_url

    if settings.database_url is None:
        owner = embedded.start(settings.data_dir)
        return owner, app_url(owner)
    return settings.owner_url or settings.database_url, settings.database_url


def urls_or_exit(settings: Settings) -> tuple[str, str]:
    """`urls`, once it is sure that the database answers and is of this release."""
    import asyncpg

    from pitboss.db import embedded
    from pitboss.db.migrate import missing, unmigrated

    try:
        found = urls(settings)
        behind = asyncio.run(missing(found[1]))
    except embedded.NotStarted as problem:
        typer.echo(f"{problem}.", err=True)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError) as problem:
        unready = "The database is not set up yet. Run `pitboss migrate`."
        typer.echo(unready if unmigrated(problem) else _unreachable(problem), err=True)
    else:
        if not behind:
            return found
        typer.echo(
            f"The database lacks {len(behind)} migration(s) of this release. Run `pitboss migrate`.", err=True
        )
    raise typer.Exit(1)


def _unreachable(problem: Exception) -> str:
    told = " ".join(str(problem).split()) or type(problem).__name__
    return f"The database can't be reached: {told}. Check that it runs, and PITBOSS_DATABASE_URL."


def end_with_parent() -> None:
    """A child of `pitboss demo` ends when its standard input closes, which also happens when the parent is killed."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def run(main: Coroutine[Any, Any, None]) -> None:
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


def stop_event() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    return stopping


@app.command()
def demo(
    reset: Annotated[bool, typer.Option(help="Delete the demo's data first.")] = False,
    quiet: Annotated[
        bool, typer.Option(help="Nothing moves by itself: no simulated colleagues, no new players.")
    ] = False,
) -> None:
    """Run everything in one: database, sample data, web server, worker, mail listener, mailbox."""
    from pitboss.demo.run import DemoRefused
    from pitboss.demo.run import demo as run_demo

    try:
        asyncio.run(run_demo(settings_or_exit(), reset=reset, quiet=quiet))
    except DemoRefused as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem


@app.command()
def serve(
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes.")] = 1,
    with_parent: WithParent = False,
    demo_pages: Annotated[bool, typer.Option(hidden=True, help="With the demo's casinos at /demo.")] = False,
) -> None:
    """Run the HTTP and socket server."""
    import uvicorn

    from pitboss.api.sockets import SERVED

    settings = settings_or_exit()
    if with_parent:
        end_with_parent()
    urls_or_exit(settings)
    uvicorn.run(
        "pitboss.cli:demo_web_app" if demo_pages else "pitboss.cli:web_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        loop="uvloop",
        **SERVED,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )


def web_app() -> Any:
    from pitboss.web import create_app

    settings = settings_or_exit()
    return create_app(settings, urls(settings)[1])


def demo_web_app() -> Any:
    from pitboss.demo.pages import HANDLERS
    from pitboss.web import create_app

    settings = settings_or_exit()
    return create_app(settings, urls(settings)[1], more=HANDLERS)


@app.command()
def worker(
    smtp: Annotated[bool, typer.Option(help="Listen for mail too.")] = True,
    with_parent: WithParent = False,
) -> None:
    """Run jobs, timers, dispatch, mail in and out. Run as many as you like."""
    settings = settings_or_exit()
    if with_parent:
        end_with_parent()
    url = urls_or_exit(settings)[1]

    from pitboss.worker import run as run_worker

    async def main() -> None:
        await run_worker(settings, url, smtp=smtp, stopping=stop_event())

    run(main())


@app.command(hidden=True)
def mailbox(with_parent: WithParent = False) -> None:
    """The demo's mailbox alone."""
    from pitboss.demo.mailbox import run as run_mailbox

    settings = settings_or_exit()
    if with_parent:
        end_with_parent()

    async def main() -> None:
        await run_mailbox(settings.data_dir / "mailbox", *settings.demo_mailbox, stop_event())

    run(main())


@app.command(hidden=True)
def casino(with_parent: WithParent = False) -> None:
    """The demo's simulated casino alone."""
    from pitboss.demo.casino import run as run_casino

    settings = settings_or_exit()
    if with_parent:
        end_with_parent()

    async def main() -> None:
        await run_casino(settings, stop_event())

    run(main())


@app.command()
def migrate() -> None:
    """Bring the database up to this release."""
    import asyncpg

    from pitboss.db import embedded
    from pitboss.db.migrate import BadMigrations
    from pitboss.db.migrate import migrate as run_migrations

    settings = settings_or_exit()
    try:
        applied = asyncio.run(run_migrations(urls(settings)[0]))
    except BadMigrations as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    except embedded.NotStarted as problem:
        typer.echo(f"{problem}.", err=True)
        raise typer.Exit(1) from problem
    except (
        OSError,
        asyncpg.PostgresConnectionError,
        asyncpg.InvalidAuthorizationSpecificationError,
        asyncpg.InvalidCatalogNameError,
        asyncpg.CannotConnectNowError,
        asyncpg.TooManyConnectionsError,
        asyncpg.InterfaceError,
    ) as problem:
        typer.echo(_unreachable(problem), err=True)
        raise typer.Exit(1) from problem
    except asyncpg.InsufficientPrivilegeError as problem:
        typer.echo(
            f"This user may not migrate: {problem}. Name the owner in PITBOSS_DATABASE_OWNER_URL.", err=True
        )
        raise typer.Exit(1) from problem
    for name in applied:
        typer.echo(f"applied {name}")
    typer.echo("The database is up to date.")


@app.command()
def doctor() -> None:
    """Check database, mail, files, clocks and queues; say what to do."""
    from pitboss.doctor import examine

    settings = settings_or_exit()
    findings = asyncio.run(examine(settings))
    for finding in findings:
        mark = "ok  " if finding.good else "BAD "
        typer.echo(f"{mark} {finding.what}: {finding.told}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


@app.command("create-admin")
def create_admin(
    email: str,
    name: Annotated[str, typer.Option(prompt=True)],
    brand: Annotated[list[str] | None, typer.Option(help="Brands to administer; all when left out.")] = None,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Create a member of staff with the role admin."""
    from pitboss.db.tx import SYSTEM
    from pitboss.kit.refused import Refused
    from pitboss.staff import actions as staff

    settings = settings_or_exit()
    url = urls_or_exit(settings)[1]

    async def main() -> None:
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss create-admin")
        try:
            async with db.tx(SYSTEM) as tx:
                await staff.install_roles(tx)
                for wanted in brand or ():
                    await _must_exist(tx, wanted)
                brands = brand or await tx.column("SELECT id FROM brand ORDER BY id")
                if not brands:
                    raise Refused("There is no brand yet. Make one with `pitboss create-brand` first.")
                admin = await staff.create_staff(
                    tx, brands[0], email=email, name=name, password=password, role="admin"
                )
                for further in brands[1:]:
                    await staff.grant_role(tx, further, admin, "admin")
        finally:
            await db.close()

    _refusable(main())
    typer.echo(f"{email} can sign in now.")


@app.command("create-brand")
def create_brand(
    brand: str,
    name: Annotated[str, typer.Option(prompt=True)],
    prefix: Annotated[str, typer.Option(prompt=True, help="2 to 5 capital letters before ticket numbers.")],
    mail: Annotated[str, typer.Option(prompt=True, help="The address to which players write.")],
    language: Annotated[str, typer.Option()] = "en",
    jurisdiction: Annotated[str, typer.Option()] = "GENERIC",
) -> None:
    """Create a brand with its mail, chat and form channels, one queue, and the default promises."""
    import asyncpg

    from pitboss.channels import settings as brands
    from pitboss.db.tx import SYSTEM
    from pitboss.kit.ids import new_id
    from pitboss.kit.refused import Invalid
    from pitboss.sla import actions as sla

    settings = settings_or_exit()
    _brand_in_words(brand, name, prefix, mail, language)
    url = urls_or_exit(settings)[1]

    async def main() -> None:
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss create-brand")
        try:
            async with db.tx(SYSTEM) as tx:
                await brands.create_brand(
                    tx,
                    brand,
                    name=name,
                    prefix=prefix,
                    mail=mail,
                    language=language,
                    jurisdiction=jurisdiction,
                )
                await tx.run(
                    "INSERT INTO queue (brand_id, id, name, fallback) VALUES ($1, $2, $3, true)",
                    brand,
                    new_id(),
                    "Разбор" if language == "ru" else "Sorting",
                )
                await tx.run(
                    """
                    INSERT INTO queue (brand_id, id, name, topics, restricted)
                    VALUES ($1, $2, $3, '{crisis,underage,self_exclusion,deceased,account_takeover}', true)
                    """,
                    brand,
                    new_id(),
                    "Защита игроков" if language == "ru" else "Player protection",
                )
                await sla.install_defaults(tx, brand)
        except brands.AddressTaken as problem:
            raise Invalid(f"Another channel takes the mail of {mail}. Choose another address.") from problem
        except asyncpg.IntegrityConstraintViolationError as problem:
            raise Invalid(
                _TAKEN.get(problem.constraint_name or "", "").format(brand=brand, prefix=prefix)
                or f"This brand can't be made: {problem.detail or problem}"
            ) from problem
        finally:
            await db.close()

    _refusable(main())
    typer.echo(f"The brand {brand} is there. Next: pitboss create-admin.")


_TAKEN = {
    "brand_pkey": "There is a brand {brand} already. Choose another id.",
    "brand_prefix_key": "Another brand has the prefix {prefix}. Choose another; ticket numbers begin with it.",
}


def _brand_in_words(brand: str, name: str, prefix: str, mail: str, language: str) -> None:
    """Ends with a sentence for each value that the database would not take."""
    mistakes = [
        sentence
        for good, sentence in (
            (
                re.fullmatch(r"[a-z][a-z0-9-]{1,30}", brand),
                f"{brand!r} can't be a brand's id: 2 to 31 small letters, digits and hyphens, a letter first.",
            ),
            (name.strip(), "A brand has a name."),
            (
                re.fullmatch(r"[A-Z]{2,5}", prefix),
                f"{prefix!r} is no prefix: 2 to 5 capital letters, A to Z.",
            ),
            (
                re.fullmatch(r"[^@\s]+@[^@\s]+", mail),
                f"{mail!r} is no mail address; write it in full, for example support@desk.example.",
            ),
            (language in ("ru", "en"), f"{language!r} is no language of the desk: ru or en."),
        )
        if not good
    ]
    if mistakes:
        typer.echo("\n".join(mistakes), err=True)
        raise typer.Exit(1)


async def _must_exist(tx: Tx, brand: str) -> None:
    from pitboss.kit.refused import Refused

    brands = await tx.column("SELECT id FROM brand ORDER BY id")
    if brand not in brands:
        raise Refused(f"There is no brand {brand!r}. There are: {', '.join(brands) or 'none yet'}.")


@app.command()
def replay(
    brand: Annotated[str | None, typer.Option(help="Only this brand.")] = None,
    original: Annotated[str | None, typer.Option(help="Only this original.")] = None,
) -> None:
    """Read quarantined originals again (the worker does it)."""
    from pitboss.db.tx import SYSTEM
    from pitboss.kit.ids import as_uuid

    settings = settings_or_exit()
    wanted = as_uuid(original) if original else None
    if original and wanted is None:
        typer.echo(f"{original!r} is not the id of an original.", err=True)
        raise typer.Exit(2)
    url = urls_or_exit(settings)[1]
    count = 0

    async def main() -> None:
        nonlocal count
        from pitboss.channels import intake
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss replay")
        try:
            async with db.tx(SYSTEM) as tx:
                if brand is not None:
                    await _must_exist(tx, brand)
                count = await intake.replay(tx, brand=brand, original=wanted)
        finally:
            await db.close()

    _refusable(main())
    typer.echo(f"{count} original(s) will be read again.")


@app.command()
def backfill(
    channel: Annotated[str, typer.Argument(help="The channel's mail address, or its id.")],
    since: Annotated[str, typer.Option(help="The first day, such as 2026-01-31.")],
    until: Annotated[str | None, typer.Option(help="The last day; today when left out.")] = None,
) -> None:
    """Take mail of earlier days from an IMAP mailbox. What is new becomes a ticket like any other, with its receipt."""
    from pitboss.channels.email import imap
    from pitboss.channels.email.imap_protocol import ImapError
    from pitboss.channels.email.mailbox import BadMailbox
    from pitboss.channels.queries import mail_channels
    from pitboss.db.tx import SYSTEM
    from pitboss.files.store import FileStore
    from pitboss.kit.refused import Refused

    settings = settings_or_exit()
    first, last = _day(since), _day(until) if until else None
    url = urls_or_exit(settings)[1]
    done = imap.Backfilled(0, 0, 0)

    async def main() -> None:
        nonlocal done
        from pitboss.web import open_database
        from pitboss.worker import dns_of

        db = await open_database(settings, url, size=2, application="pitboss backfill")
        try:
            async with db.tx(SYSTEM) as tx:
                known = await mail_channels(tx)
            named = (c for c in known.values() if channel in (str(c.id), c.address))
            found = known.get(channel.lower()) or next(named, None)
            if found is None:
                raise Refused(
                    f"There is no mailbox {channel!r}. There are: {', '.join(sorted(known)) or 'none yet'}."
                )
            limits = imap.Limits(settings.max_mail_bytes, settings.trusted_authserv, dns_of(settings))
            done = await imap.backfill(db, FileStore(settings.files_url), found, first, last, limits=limits)
        except (BadMailbox, ImapError) as problem:
            raise Refused(str(problem)) from problem
        except (OSError, TimeoutError) as problem:
            raise Refused(
                f"The mail server can't be reached: {problem or type(problem).__name__}."
            ) from problem
        finally:
            await db.close()

    _refusable(main())
    typer.echo(
        f"Looked at {done.found} mail(s): {done.new} new, {done.seen} seen already, {done.aside} in quarantine."
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as problem:
        typer.echo(f"{text!r} is no day; write it as 2026-01-31.", err=True)
        raise typer.Exit(2) from problem


@app.command("import-help")
def import_help(
    path: Annotated[
        Path, typer.Argument(help="A folder or zip of Markdown, or an export file of another desk.")
    ],
    brand: Annotated[str, typer.Option(help="Whose help centre it becomes part of.")],
    source: Annotated[str, typer.Option("--from", help="markdown, zendesk or intercom.")] = "markdown",
    publish: Annotated[
        bool,
        typer.Option(
            "--publish", help="Publish at once what was published there, instead of handing it in for review."
        ),
    ] = False,
) -> None:
    """Take articles, categories and clauses into a brand's knowledge. The same again changes nothing."""
    import msgspec

    from pitboss.db.tx import SYSTEM
    from pitboss.files.store import FileStore
    from pitboss.kit.refused import Refused
    from pitboss.knowledge import archive, importing

    try:
        kind = msgspec.convert(source, importing.Source)
    except msgspec.ValidationError as problem:
        typer.echo("--from is markdown, zendesk or intercom.", err=True)
        raise typer.Exit(2) from problem
    settings = settings_or_exit()
    url = urls_or_exit(settings)[1]

    def found() -> tuple[dict[str, bytes], list[tuple[str, str]]]:
        if path.is_dir():
            return importing.files_of(path), []
        if path.suffix.lower() == ".zip":
            return archive.opened(path.read_bytes())
        return {path.name: path.read_bytes()}, []

    async def run_() -> importing.ImportReport:
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss import-help")
        try:
            files, skipped = found()
            async with db.tx(SYSTEM) as tx:
                await _must_exist(tx, brand)
                fill = await importing.placeholders(tx, brand)
                spoken: str = await tx.value("SELECT language FROM brand WHERE id = $1", brand)
            bundle = importing.read(kind, files, fill, "ru" if spoken == "ru" else "en")
            bundle.skipped += skipped
            pictures = await importing.store(FileStore(settings.files_url), brand, bundle)
            async with db.tx(SYSTEM) as tx:
                return await importing.take(tx, brand, bundle, publish=publish, pictures=pictures)
        finally:
            await db.close()

    try:
        report = asyncio.run(run_())
    except (Refused, OSError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    for line in report.lines:
        if line.why:
            typer.echo(f"{line.what.value:9} {line.origin}: {line.why}")
    typer.echo(
        f"{report.created} created, {report.updated} updated, {report.unchanged} unchanged, {report.skipped} skipped."
    )


@app.command("verify-pack")
def verify_pack(
    file: Annotated[Path, typer.Argument(help="A pack of evidence: the ZIP that was exported.")],
    fingerprint: Annotated[
        list[str] | None,
        typer.Option(
            "--fingerprint",
            "--key",
            help="Of the operator's key, as they publish it: 64 characters. Again for each key that they had.",
        ),
    ] = None,
    database: Annotated[
        bool, typer.Option("--database", help="Compare with this desk's own records too.")
    ] = False,
) -> None:
    """Prove that a pack of evidence was not altered, or say where it was. Exit code 0: unaltered; 1: altered; 2: can't say."""
    from pitboss.complaints.verify import verify

    if not file.is_file():
        typer.echo(f"There is no file {file}.", err=True)
        raise typer.Exit(2)
    verdict = verify(file, expected=fingerprint or ())
    findings = list(verdict.findings)
    compared = _compared(verdict) if database and verdict.manifest is not None else None
    if compared is not None:
        findings += compared.findings
    for finding in findings:
        typer.echo(f"{finding.where}: {finding.what}")
    told = verdict.manifest
    if told is not None:
        typer.echo(
            f"Complaint {told.case.get('number')} of {told.case.get('brand_name')}, {told.edition} edition, "
            f"made {told.generated_at}: {len(told.chain)} item(s), head {told.head}."
        )
    if verdict.key is not None:
        known = "one that you named" if fingerprint else "compare it with what the operator publishes"
        if findings or compared is not None:
            known = "see above" if findings else "this desk's own"
        if not findings and compared is not None and (used := compared.key) is not None:
            known += f", in use from {used.from_at:%Y-%m-%d} to {used.to_at:%Y-%m-%d}"
        typer.echo(f"Signed by the key {verdict.key} ({known}).")
    typer.echo(
        "ALTERED: this is not the pack that was made."
        if findings
        else "UNALTERED: this is the pack as it was made."
    )
    raise typer.Exit(1 if findings else 0)


def _compared(verdict: Verdict) -> Compared:
    """With the desk's own records."""
    from pitboss.complaints import pack_keys, records

    settings = settings_or_exit()
    url = urls_or_exit(settings)[1]
    manifest = verdict.manifest
    assert manifest is not None

    async def look() -> Compared:
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss verify-pack")
        signer = pack_keys.signer(settings.secret_key, settings.pack_key)
        try:
            return await records.compare(db, signer, manifest, verdict.key)
        finally:
            await db.close()

    return asyncio.run(look())


@app.command()
def parse(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Raw mails; none: one on standard input.")
    ] = None,
) -> None:
    """Show what the desk reads from raw mails: a JSON line each."""
    from pitboss.channels.email.parse import lines

    missing = [path for path in files or [] if not path.is_file()]
    for path in missing:
        typer.echo(f"{path} is a folder." if path.is_dir() else f"There is no file {path}.", err=True)
    for line in (
        lines([path for path in files or [] if path.is_file()]) if files is None or not missing else []
    ):
        sys.stdout.buffer.write(line.rstrip(b"\n") + b"\n")
    if missing:
        raise typer.Exit(2)


@app.command()
def classify() -> None:
    """Say what lines of text on standard input are about: a JSON line each."""
    from pitboss.assist.lines import lines

    try:
        path = read_model_path()
    except BadSettings as mistake:
        typer.echo(str(mistake), err=True)
        raise typer.Exit(2) from mistake
    model = model_or_exit(path) if path is not None else None
    texts = (raw.decode("utf-8", "replace") for raw in sys.stdin.buffer)
    for line in lines(texts, model=model):
        sys.stdout.buffer.write(line.rstrip(b"\n") + b"\n")
        sys.stdout.buffer.flush()


@app.command()
def train(
    report: Annotated[
        bool, typer.Option(help="Only measure the present model on the held-out phrases.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="Where to write the model; PITBOSS_MODEL names it to the desk.")
    ] = None,
    corrections: Annotated[bool, typer.Option(help="Learn from agents' corrections too.")] = True,
) -> None:
    """Train the topic classifier from the phrases and the agents' corrections; print its accuracy by topic."""
    from pitboss.assist import training
    from pitboss.db.tx import SYSTEM
    from pitboss.tickets.model import package_topic

    if report:
        typer.echo(training.table(training.report()))
        return
    settings = settings_or_exit()

    async def corrected() -> list[tuple[str, str]]:
        from pitboss.web import open_database

        db = await open_database(settings, url, size=2, application="pitboss train")
        try:
            async with db.tx(SYSTEM) as tx:
                rows = await tx.connection.fetch("SELECT topic, text FROM correction ORDER BY created_at")
                return [(package_topic(row["topic"]), row["text"]) for row in rows]
        finally:
            await db.close()

    url = urls_or_exit(settings)[1] if corrections else ""
    extra = asyncio.run(corrected()) if corrections else []
    target = out or settings.model_path or settings.data_dir / "model.npz"
    try:
        typer.echo(training.table(training.train(extra, out=target)))
    except training.TrainingUnavailable as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from problem
    typer.echo(
        f"Learned from {len(extra)} correction(s) too. The model is in {target}; start the desk with PITBOSS_MODEL={target}."
    )


@app.command()
def openapi() -> None:
    """Print the description of the HTTP API (OpenAPI, JSON), for the clients that are generated from it."""
    import msgspec

    from pitboss.api.description import description
    from pitboss.web import create_app

    app_ = create_app(read_settings({"PITBOSS_SECRET_KEY": "-" * 32}), "postgresql://nowhere")
    typer.echo(msgspec.json.format(msgspec.json.encode(description(app_), order="sorted"), indent=2).decode())


@app.command("events-schema")
def events_schema() -> None:
    """Print the JSON Schema of every frame that the sockets carry, for the clients that are generated from it."""
    import msgspec

    import pitboss.web  # noqa: F401 - so that every event is defined
    from pitboss.api.frames import schema

    typer.echo(msgspec.json.format(msgspec.json.encode(schema(), order="sorted"), indent=2).decode())


@app.command()
def simulate(
    rate: Annotated[float, typer.Option(min=0.1, max=500, help="New conversations a second.")] = 5,
    seconds: Annotated[float, typer.Option(min=1, max=86400, help="How long to send.")] = 20,
    seed: Annotated[int, typer.Option(help="The same seed sends the same words.")] = 1,
    agents: Annotated[bool, typer.Option(help="Let demo agents answer too.")] = True,
) -> None:
    """Play Russian and English players who write by real mail and chat to a running desk, and count what became of it."""
    from pitboss.demo.simulate import simulate as run_simulation

    settings = settings_or_exit()
    good = asyncio.run(run_simulation(settings, rate=rate, seconds=seconds, seed=seed, agents=agents))
    if not good:
        raise typer.Exit(1)


complaints = typer.Typer(help="Formal complaints.", no_args_is_help=True)
app.add_typer(complaints, name="complaints")


@complaints.command("packs")
def complaint_packs(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Packs to check; none: those that the desk comes with.")
    ] = None,
    quiet: Annotated[bool, typer.Option(help="Only what is wrong with a file.")] = False,
) -> None:
    """Check the rule packs of complaints, list their deadlines, and say what compliance should look at."""
    from datetime import UTC, datetime

    from pitboss.complaints import packs
    from pitboss.complaints.listing import lines

    found, bad = [], 0
    try:
        found = [] if files else [packs.effective(id_) for id_ in packs.known()]
    except packs.PackRefused as refused:
        typer.echo(str(refused), err=True)
        bad += 1
    for path in files or []:
        try:
            found.append(packs.read(path.read_bytes(), path.name))
        except (OSError, packs.PackRefused) as problem:
            typer.echo(str(problem), err=True)
            bad += 1
    for pack in found if not quiet else []:
        for line in lines(pack, datetime.now(UTC).date()):
            typer.echo(line)
    if bad:
        raise typer.Exit(1)


def _refusable(main: Coroutine[Any, Any, None]) -> None:
    from pitboss.kit.refused import Refused

    try:
        asyncio.run(main)
    except Refused as refusal:
        typer.echo(refusal.detail, err=True)
        raise typer.Exit(1) from refusal


def main() -> None:
    app()
