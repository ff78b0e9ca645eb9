"""Mail comes in from IMAP mailboxes, none is lost and none doubled. Each test runs against a server in this process; by
`make test-dovecot` also against a real Dovecot."""

from __future__ import annotations

import asyncio
import secrets
import ssl
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from pitboss import worker
from pitboss.channels.adapter import CHANNEL_COLUMNS, Channel
from pitboss.channels.email import imap
from pitboss.channels.email.imap import Limits, Mailboxes, backfill
from pitboss.channels.email.imap_protocol import read_url, signed_in
from pitboss.channels.email.mailbox import BadMailbox
from pitboss.db import embedded
from pitboss.db.migrate import migrate
from pitboss.db.tx import SYSTEM, Database, connect
from pitboss.events.log import flush
from pitboss.files.store import FileStore
from pitboss.kit.ids import new_id
from pitboss.settings import read_settings
from tests.channels.imap_servers import PASSWORD, USER, Dovecot, InProcess, Server, free_port
from tests.test_cli import pitboss

PATIENCE = 30  # seconds; only a hang takes so long
MAX_BYTES = 100_000


@pytest.fixture(scope="module")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("desk")
    url = embedded.start(folder)
    try:
        asyncio.run(_prepare(url))
        yield url
    finally:
        embedded.stop(folder)


async def _prepare(url: str) -> None:
    await migrate(url)
    owner = await asyncpg.connect(url)
    try:  # tests wait for what they expect by hearing of every change
        await owner.execute(
            """
            CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_notify('changed', ''); RETURN NULL; END $$;
            CREATE TRIGGER tell AFTER INSERT OR UPDATE ON original FOR EACH STATEMENT EXECUTE FUNCTION tell();
            CREATE TRIGGER tell AFTER INSERT OR UPDATE ON channel FOR EACH STATEMENT EXECUTE FUNCTION tell();
            CREATE TRIGGER tell AFTER INSERT OR UPDATE ON mailbox_state FOR EACH STATEMENT EXECUTE FUNCTION tell();
            CREATE TRIGGER tell AFTER INSERT ON message FOR EACH STATEMENT EXECUTE FUNCTION tell();
            """
        )
    finally:
        await owner.close()


class Desk:
    """A brand with one mailbox, and readers of it."""

    def __init__(self, db: Database, url: str, files: str) -> None:
        self.db = db
        self.url = url
        self.files_url = files
        self.files = FileStore(files)
        self.brand = f"b{secrets.token_hex(6)}"
        self.channel_id = new_id()
        self.running: list[tuple[asyncio.Event, asyncio.Task[None]]] = []

    async def opens(self, server: Server, *, password: str | None = PASSWORD, **settings: object) -> None:
        box = {"imap": {"url": server.url, "user": USER, **settings}}
        async with self.db.tx(SYSTEM) as tx:
            await tx.run(
                "INSERT INTO brand (id, name, prefix, language, jurisdiction) VALUES ($1, $1, $2, 'en', 'MGA')",
                self.brand,
                "".join(secrets.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(5)),
            )
            await tx.run(
                "INSERT INTO channel (brand_id, id, kind, name, address, settings) VALUES ($1, $2, 'email', 'Mail', $3, $4)",
                self.brand,
                self.channel_id,
                f"support@{self.brand}.example",
                box,
            )
            await tx.run(
                "INSERT INTO queue (brand_id, id, name, fallback) VALUES ($1, $2, 'General', true)",
                self.brand,
                new_id(),
            )
            await tx.run(
                "INSERT INTO promise_policy (brand_id, id, name, first_reply) VALUES ($1, $2, 'All', interval '1 day')",
                self.brand,
                new_id(),
            )
        if password is not None:
            await self.sets_password(password)

    async def sets_password(self, password: str) -> None:
        async with self.db.tx(SYSTEM) as tx:
            await tx.run(
                """
                INSERT INTO brand_secret (brand_id, name, value) VALUES ($1, $2, $3)
                ON CONFLICT (brand_id, name) DO UPDATE SET value = excluded.value
                """,
                self.brand,
                f"imap:{self.channel_id}",
                password,
            )

    async def starts(self) -> Mailboxes:
        mailboxes = Mailboxes(self.db, self.files, self.url, Limits(MAX_BYTES))
        stopping = asyncio.Event()
        self.running.append((stopping, asyncio.create_task(mailboxes.run(stopping))))
        return mailboxes

    async def stops(self) -> None:
        for stopping, task in self.running:
            stopping.set()
            await task
        self.running.clear()

    async def channel(self) -> Channel:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.one(
                Channel, f"SELECT {CHANNEL_COLUMNS} FROM channel WHERE id = $1", self.channel_id
            )

    async def ids(self, state: str = "new") -> list[str]:
        """Message-IDs of what was kept, in the order of arrival."""
        async with self.db.tx(SYSTEM) as tx:
            found = await tx.column(
                "SELECT external_id FROM original WHERE brand_id = $1 AND state = $2::text::original_state ORDER BY id",
                self.brand,
                state,
            )
        return [name.partition("@")[0].lstrip("<") for name in found]

    async def value(self, sql: str) -> Any:
        async with self.db.tx(SYSTEM) as tx:
            return await tx.value(sql, self.brand)

    async def last_error(self) -> str:
        return str(await self.value("SELECT coalesce(last_error, '') FROM channel WHERE brand_id = $1"))

    async def until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Asks again after each change in the database."""
        changed = asyncio.Event()
        owner = await asyncpg.connect(self.url)
        try:
            await owner.add_listener("changed", lambda *_: changed.set())
            async with asyncio.timeout(PATIENCE):
                while not await condition():
                    await changed.wait()
                    changed.clear()
        finally:
            await owner.close()

    async def has(self, *names: str, state: str = "new") -> None:
        async def here() -> bool:
            return set(names) <= set(await self.ids(state))

        await self.until(here)

    async def says(self, words: str) -> None:
        async def said() -> bool:
            return words in await self.last_error()

        await self.until(said)


@pytest.fixture
async def desk(database_url: str, tmp_path: Path) -> AsyncIterator[Desk]:
    db = Database(await connect(database_url, size=12, application="pitboss tests"), flush=flush)
    desk = Desk(db, database_url, f"file://{tmp_path}/files")
    yield desk
    await desk.stops()
    async with db.tx(SYSTEM) as tx:
        await tx.run("UPDATE channel SET enabled = false WHERE brand_id = $1", desk.brand)
    await db.close()


@pytest.fixture(params=["in-process", pytest.param("dovecot", marks=pytest.mark.dovecot)])
async def server(request: pytest.FixtureRequest) -> AsyncIterator[Server]:
    # Not below pytest's own folder: the paths of Dovecot's sockets would be longer than Unix allows.
    with tempfile.TemporaryDirectory(prefix="dovecot-") as folder:
        made: Server = Dovecot(Path(folder)) if request.param == "dovecot" else InProcess()
        try:
            await made.start()
            yield made
        finally:
            await made.stop()


def a_mail(name: str, body: str = "Where is my withdrawal?") -> bytes:
    return (
        f"Return-Path: <anna@mail.example>\r\nDelivered-To: support+x@desk.example\r\n"
        f"From: Anna <anna@mail.example>\r\nTo: support@desk.example\r\nSubject: {name}\r\n"
        f"Message-ID: <{name}@mail.example>\r\n\r\n{body}\r\n"
    ).encode()


async def in_folder(server: Server, folder: str, *criteria: bytes) -> int:
    async with signed_in(read_url(server.url), USER, PASSWORD, plain=False, max_literal=2**20) as client:
        await client.select(folder, read_only=True)
        return len(await client.search(*(criteria or (b"ALL",))))


async def test_a_new_mail_arrives_while_the_reader_idles(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("first"))
    await desk.starts()
    await desk.has("first")
    await server.deliver(a_mail("second"))
    await desk.has("second")
    await server.deliver(a_mail("third"))
    await desk.has("third")
    assert await desk.ids() == ["first", "second", "third"]
    assert await in_folder(server, "INBOX", b"SEEN") == 0


async def test_mail_that_came_while_the_worker_was_down_is_taken_at_its_start(
    desk: Desk, server: Server
) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("before"))
    await desk.starts()
    await desk.has("before")
    await desk.stops()
    await server.deliver(a_mail("meanwhile"))
    await server.deliver(a_mail("also"))
    await desk.starts()
    await desk.has("meanwhile", "also")
    assert await desk.ids() == ["before", "meanwhile", "also"]


async def test_new_numbers_of_the_folder_double_nothing_and_lose_nothing(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    for name in ("one", "two", "three"):
        await server.deliver(a_mail(name))
    await desk.starts()
    await desk.has("one", "two", "three")
    before = await desk.value("SELECT uid_validity FROM mailbox_state WHERE brand_id = $1")
    await server.renumber()
    await server.deliver(a_mail("four"))
    await desk.has("four")
    assert sorted(await desk.ids()) == ["four", "one", "three", "two"]
    assert await desk.value("SELECT uid_validity FROM mailbox_state WHERE brand_id = $1") != before


async def test_five_hundred_mails_at_once_arrive_in_their_order(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    names = [f"n{number:03}" for number in range(500)]
    for name in names:
        await server.deliver(a_mail(name))
    await desk.starts()
    await desk.has(*names)
    kept = await desk.ids()
    assert len(kept) == 500
    assert sorted(kept) == names
    # One range: nothing below the position is forgotten, and nothing is remembered one by one.
    await desk.until(
        lambda: _is(desk, "SELECT upper(seen) - lower(seen) FROM mailbox_state WHERE brand_id = $1", 500)
    )


async def _is(desk: Desk, sql: str, wanted: object) -> bool:
    return bool(await desk.value(sql) == wanted)


async def test_a_broken_mail_between_good_ones_blocks_nobody(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("good"))
    await server.deliver(b"\xff\xfe\x00\x01 no header at all \x00\r\n\r\n{12}\r\n)) (((\r\n")
    await server.deliver(
        b"Message-ID: <nul\x00byte@x>\r\nFrom: \x00<a\x00@b>\r\nReturn-Path: <a\x00@b>\r\n\r\n\x00\r\n"
    )
    await server.deliver(a_mail("large", "x" * MAX_BYTES))
    await server.deliver(a_mail("better"))
    await desk.starts()
    await desk.has("good", "better")
    await desk.has("unfetched:<large", state="quarantined")
    kept = await desk.value("SELECT count(*) FROM original WHERE brand_id = $1")
    assert kept == 5
    told = await desk.value("SELECT error FROM original WHERE brand_id = $1 AND external_id LIKE '%large%'")
    assert f"at most {MAX_BYTES} are taken" in told
    head = await desk.value("SELECT raw FROM original WHERE brand_id = $1 AND external_id LIKE '%large%'")
    assert b"Subject: large" in head
    assert len(head) < 1000


async def test_a_mail_that_the_server_cannot_give_is_set_aside(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LONGEST_PAUSE", 0.05)
    await desk.opens(server)
    await server.deliver(a_mail("good"))
    await server.deliver_unreadable(a_mail("locked"))
    await server.deliver(a_mail("better"))
    await desk.starts()
    await desk.has("good", "better")
    await desk.until(
        lambda: _is(desk, "SELECT count(*) FROM original WHERE brand_id = $1 AND state = 'quarantined'", 1)
    )
    told = await desk.value("SELECT error FROM original WHERE brand_id = $1 AND state = 'quarantined'")
    assert "It is in the folder INBOX, with the number" in told


async def test_a_mail_at_which_the_server_hangs_up_is_set_aside_after_some_tries(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LONGEST_PAUSE", 0.05)
    server = InProcess()
    await server.start()
    try:
        await desk.opens(server)
        await server.deliver(a_mail("good"))
        await server.deliver_poison(a_mail("poison"))
        await server.deliver(a_mail("better"))
        await desk.starts()
        await desk.has("good", "better")
        told = await desk.value("SELECT error FROM original WHERE brand_id = $1 AND state = 'quarantined'")
        assert told.startswith("The connection broke 5 times while this mail was fetched.")
    finally:
        await desk.stops()
        await server.stop()


async def test_a_mail_that_appears_with_a_lower_number_is_found(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "CHECK_SECONDS", 0.2)
    await desk.opens(server)
    await server.deliver(a_mail("high"))
    await desk.starts()
    await desk.has("high")
    await server.slip_in(a_mail("low"))
    await desk.has("low")
    assert await desk.ids() == ["high", "low"]


async def test_the_reader_comes_back_after_the_server_restarts(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("before"))
    await desk.starts()
    await desk.has("before")
    await server.stop()
    await desk.says("The mail server can't be reached")
    await server.deliver(a_mail("during"))
    await server.start()
    await desk.has("during")
    counted = await desk.value("SELECT errors FROM channel WHERE brand_id = $1")
    await server.deliver(a_mail("after"))
    await desk.has("after")
    assert await desk.value("SELECT errors FROM channel WHERE brand_id = $1") == counted > 0


async def test_one_of_two_workers_reads_and_the_other_takes_over_when_it_is_killed(
    desk: Desk, server: Server
) -> None:
    await desk.opens(server)
    first = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.channels.mailbox_worker", desk.url, desk.files_url
    )
    try:
        await server.deliver(a_mail("to-the-first"))
        await desk.has("to-the-first")
        second = await desk.starts()
        second.renew()
        await server.deliver(a_mail("with-both"))
        await desk.has("with-both")
        assert second.reading() == frozenset()
    finally:
        first.kill()
        await first.wait()
    await server.deliver(a_mail("to-the-second"))
    await desk.has("to-the-second")
    assert second.reading() == {desk.channel_id}
    assert await desk.ids() == ["to-the-first", "with-both", "to-the-second"]


async def test_two_readers_without_the_lock_between_them_double_nothing(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    names = [f"m{number:02}" for number in range(60)]
    for name in names:
        await server.deliver(a_mail(name))
    since, limits = datetime.now(UTC).date() - timedelta(days=1), Limits(MAX_BYTES)
    channel = await desk.channel()
    await desk.starts()
    done = await asyncio.gather(
        *(backfill(desk.db, desk.files, channel, since, limits=limits) for _ in range(3))
    )
    await desk.has(*names)
    assert [one.found for one in done] == [60, 60, 60]
    assert sorted(await desk.ids()) == names


async def test_taken_mails_are_marked_as_seen(desk: Desk, server: Server) -> None:
    await desk.opens(server, after="seen")
    await server.deliver(a_mail("one"))
    await desk.starts()
    await desk.until(lambda: _is(desk, "SELECT last_uid > 0 FROM mailbox_state WHERE brand_id = $1", True))
    assert await in_folder(server, "INBOX", b"SEEN") == 1


async def test_taken_mails_are_moved_to_a_folder_with_a_russian_name(desk: Desk, server: Server) -> None:
    await desk.opens(
        server, after='move:Обработано & "готово"' if isinstance(server, Dovecot) else "move:Обработано"
    )
    await server.deliver(a_mail("one"))
    await server.deliver(a_mail("large", "x" * MAX_BYTES))
    await desk.starts()
    await desk.until(lambda: _is(desk, "SELECT last_uid > 11 FROM mailbox_state WHERE brand_id = $1", True))
    assert await in_folder(server, "INBOX") == 1, "what was set aside stays"
    folder = (await desk.channel()).settings["imap"]["after"].partition(":")[2]
    assert await in_folder(server, folder) == 1


async def test_a_wrong_password_shows_in_the_health_and_its_correction_is_noticed(
    desk: Desk, server: Server
) -> None:
    await desk.opens(server, password="not-it")
    await server.deliver(a_mail("one"))
    mailboxes = await desk.starts()
    await desk.says("The mail server refused LOGIN")
    assert "not-it" not in await desk.last_error()
    await desk.sets_password(PASSWORD)
    mailboxes.renew()
    await desk.has("one")


async def test_old_mail_is_left_alone_until_it_is_asked_for(desk: Desk, server: Server) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("ancient"), age=timedelta(days=400))
    await server.deliver(a_mail("old"), age=timedelta(days=40))
    await server.deliver(a_mail("today"))
    await desk.starts()
    await desk.has("today")
    assert await desk.ids() == ["today"]
    done = await backfill(
        desk.db,
        desk.files,
        await desk.channel(),
        datetime.now(UTC).date() - timedelta(days=60),
        limits=Limits(MAX_BYTES),
    )
    assert (done.found, done.new, done.seen) == (2, 1, 1)
    assert await desk.ids() == ["today", "old"]


async def test_what_lies_before_the_days_asked_for_is_still_taken_by_the_first_worker(
    desk: Desk, server: Server
) -> None:
    today = datetime.now(UTC).date()
    await desk.opens(server, since=str(today - timedelta(days=90)))
    await server.deliver(a_mail("first"), age=timedelta(days=60))
    await server.deliver(a_mail("second"), age=timedelta(days=40))
    await server.deliver(a_mail("third"), age=timedelta(days=20))
    day = today - timedelta(days=40)
    done = await backfill(
        desk.db, desk.files, await desk.channel(), day, day + timedelta(days=1), limits=Limits(MAX_BYTES)
    )
    assert (done.found, done.new, done.aside) == (1, 1, 0)
    await desk.starts()
    await desk.has("first", "second", "third")
    assert sorted(await desk.ids()) == ["first", "second", "third"]


async def test_the_command_takes_the_days_asked_for_and_counts(
    desk: Desk, server: Server, database_url: str, tmp_path: Path
) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("old"), age=timedelta(days=40))
    await server.deliver(a_mail("large", "x" * MAX_BYTES), age=timedelta(days=39))
    await server.deliver(a_mail("newer"), age=timedelta(days=5))
    env = {
        "PITBOSS_DATA_DIR": str(tmp_path),
        "PITBOSS_DATABASE_URL": database_url,
        "PITBOSS_SECRET_KEY": "a secret key of at least thirty-two characters",
        "PITBOSS_FILES_URL": desk.files_url,
        "PITBOSS_DNS": "off",
        "PITBOSS_MAX_MAIL_BYTES": str(MAX_BYTES),
    }
    today = datetime.now(UTC).date()
    address = f"support@{desk.brand}.example"
    days = "--since", str(today - timedelta(days=45)), "--until", str(today - timedelta(days=30))
    code, said = await pitboss(env, "backfill", address, *days)
    assert (code, said.strip()) == (0, "Looked at 2 mail(s): 1 new, 0 seen already, 1 in quarantine.")
    code, said = await pitboss(env, "backfill", address, *days)
    assert (code, said.strip()) == (0, "Looked at 2 mail(s): 0 new, 1 seen already, 1 in quarantine.")
    assert await desk.ids() == ["old"]
    code, said = await pitboss(env, "backfill", "nobody@nowhere.example", *days)
    assert (code, said.count("\n")) == (1, 1)
    assert "nobody@nowhere.example" in said
    code, said = await pitboss(env, "backfill", address, "--since", "last week")
    assert code == 2
    assert "2026-01-31" in said


async def test_a_mail_in_a_mailbox_becomes_a_ticket(
    desk: Desk, server: Server, database_url: str, tmp_path: Path
) -> None:
    await desk.opens(server)
    await server.deliver(a_mail("help"))
    settings = read_settings(
        {
            "PITBOSS_DATA_DIR": str(tmp_path),
            "PITBOSS_FILES_URL": desk.files_url,
            "PITBOSS_SMTP_LISTEN": f"127.0.0.1:{free_port()}",
        }
    )
    stopping = asyncio.Event()
    running = asyncio.create_task(worker.run(settings, database_url, smtp=False, stopping=stopping))
    try:
        await desk.until(
            lambda: _is(
                desk, "SELECT count(*) FROM message WHERE brand_id = $1 AND author_kind = 'player'", 1
            )
        )
    finally:
        stopping.set()
        await running
    assert await desk.value("SELECT subject FROM ticket WHERE brand_id = $1") == "help"


async def test_a_server_without_idle_is_asked_each_so_often(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "POLL_SECONDS", 0.05)
    server = InProcess(capabilities="IMAP4rev1")
    await server.start()
    try:
        await desk.opens(server)
        await server.deliver(a_mail("one"))
        await desk.starts()
        await desk.has("one")
        await server.deliver(a_mail("two"))
        await desk.has("two")
    finally:
        await desk.stops()
        await server.stop()


@pytest.mark.parametrize("way", ["from the first byte", "by STARTTLS"])
async def test_a_mailbox_is_read_over_tls_if_its_certificate_is_good(
    desk: Desk, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = await a_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = InProcess(tls=context) if way == "from the first byte" else InProcess(start_tls=context)
    await server.start()
    try:
        await desk.opens(server)
        await server.deliver(a_mail("one"))
        mailboxes = await desk.starts()
        await desk.says("certificate")
        assert server.sign_ins == 0
        await desk.stops()
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        await desk.starts()
        await desk.has("one")
        assert mailboxes.reading() == frozenset()
    finally:
        await desk.stops()
        await server.stop()


async def a_certificate(folder: Path) -> Path:
    """Of localhost, signed by itself; key and certificate in one file."""
    path = folder / "localhost.pem"
    made = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
        *("-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", str(folder / "only.pem")),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await made.wait() == 0
    path.write_bytes(path.read_bytes() + (folder / "only.pem").read_bytes())
    return path


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"url": "http://mail.example"}, "imaps://host:993"),
        ({"url": "imaps://user:secret@mail.example"}, "don't belong"),
        ({"url": "imaps://mail.example", "secret": "x"}, "unknown field `secret`"),
        ({"url": "imaps://mail.example", "after": "delete"}, "after"),
        ({"url": "imaps://mail.example", "after": "move:INBOX"}, "moved to a folder that is read"),
        ({"url": "imaps://mail.example", "folders": []}, "folders"),
    ],
)
async def test_settings_that_cannot_work_are_refused_with_a_sentence(
    desk: Desk, settings: dict[str, Any], said: str
) -> None:
    await desk.opens(InProcess(), **settings)
    await desk.starts()
    await desk.says(said)
    with pytest.raises(BadMailbox):
        await backfill(
            desk.db, desk.files, await desk.channel(), datetime.now(UTC).date(), limits=Limits(MAX_BYTES)
        )


async def test_a_channel_that_is_switched_off_is_read_no_more(desk: Desk) -> None:
    server = InProcess()
    await server.start()
    try:
        await desk.opens(server)
        await server.deliver(a_mail("one"))
        mailboxes = await desk.starts()
        await desk.has("one")
        async with desk.db.tx(SYSTEM) as tx:
            await tx.run("UPDATE channel SET enabled = false WHERE brand_id = $1", desk.brand)
        mailboxes.renew()
        async with asyncio.timeout(PATIENCE):
            await server.left_alone()
        await server.deliver(a_mail("two"))
        assert await desk.ids() == ["one"]
    finally:
        await desk.stops()
        await server.stop()
