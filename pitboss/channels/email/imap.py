"""Mail from IMAP mailboxes. Every mail is kept before the folder's position moves past it, so whatever dies in between
is done again and known by its Message-ID. docs/how-to/imap.md tells what happens when."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import msgspec
import structlog
from obstore.exceptions import BaseError as StoreError

from pitboss.channels.adapter import Channel
from pitboss.channels.email import headers, mailbox
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.channels.email.imap_protocol import Imap, ImapError, Refusal, read_url, signed_in
from pitboss.channels.email.lookups import Dns
from pitboss.channels.email.mailbox import BadMailbox, Known, Mailbox, read_mailbox
from pitboss.db.tx import SYSTEM, Database
from pitboss.files.store import FileStore

if TYPE_CHECKING:
    LockConnection = asyncpg.Connection[Any]

log = structlog.get_logger()

IDLE_SECONDS = 300.0  # a dead line shows at the next renewal; RFC 2177 allows 29 minutes
POLL_SECONDS = 60.0  # where the server has no IDLE
CHECK_SECONDS = 900.0  # between looks for mails that appeared behind our back
LOOK_SECONDS = 5.0  # between looks at settings and at mailboxes that another worker may have left
GROUP_MAILS = 50
GROUP_BYTES = 8 * 2**20
HEAD = b"BODY[HEADER]<0.65536>"
TRIES = 5  # of one mail at which the connection broke each time
LONGEST_PAUSE = 60.0
REFUSED_PAUSE = 300.0  # after a refused password, lest the account be locked

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Not the mail's own fault.
OUTSIDE = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError, StoreError)


class Backfilled(msgspec.Struct, frozen=True):
    """`found`: mails of the days asked for; `new`: those that the desk did not have; `aside`: those that went into
    quarantine, since they can't be taken."""

    found: int
    new: int
    aside: int

    @property
    def seen(self) -> int:
        """What the desk had already, or what was deleted from the folder while it was read."""
        return self.found - self.new - self.aside


class Limits(msgspec.Struct, frozen=True):
    max_bytes: int
    trusted_authserv: frozenset[str] = frozenset()
    dns: Dns | None = None  # who is asked about senders


class Folder:
    """One folder of one mailbox, read over one connection at a time. Lives as long as its settings do."""

    def __init__(
        self,
        db: Database,
        files: FileStore,
        known: Known,
        settings: Mailbox,
        name: str,
        limits: Limits,
        *,
        position_stays: bool = False,
    ) -> None:
        """`position_stays`: for who reads days out of order; what lies below them may not be taken yet."""
        self._db = db
        self._files = files
        self._channel = known.channel
        self._settings = settings
        self._since = settings.since or (known.created_at - timedelta(days=1)).date()
        self._limits = limits
        self._tries: Counter[int] = Counter()
        self._validity = 0
        self._position_stays = position_stays
        self.aside = 0
        self.name = name

    async def follow(self, imap: Imap, ready: asyncio.Event) -> None:
        """Takes what is there and then what comes, for ever."""
        await self.open(imap)
        await self.check(imap)
        await self.catch_up(imap)
        ready.set()
        checked = time.monotonic()
        while True:
            await self._wait(imap, checked + CHECK_SECONDS - time.monotonic())
            await self.catch_up(imap)
            if time.monotonic() - checked >= CHECK_SECONDS:
                await self.check(imap)
                checked = time.monotonic()

    async def open(self, imap: Imap) -> None:
        """Selects the folder, and begins anew where its numbers are new (RFC 3501 section 2.3.1.1)."""
        self._validity = await imap.select(self.name, read_only=self._settings.after == "keep")
        async with self._db.tx(SYSTEM) as tx:
            before = await mailbox.position(tx, self._channel, self.name)
        if before is not None and before.uid_validity == self._validity:
            return
        self._tries.clear()
        everything = await imap.search(b"ALL")  # first, so that a mail that comes in between is not skipped
        wanted = set(await imap.search(b"SINCE", _imap_date(self._since)))
        async with self._db.tx(SYSTEM) as tx:
            await mailbox.begin_anew(
                tx, self._channel, self.name, self._validity, [uid for uid in everything if uid not in wanted]
            )

    async def check(self, imap: Imap) -> None:
        """Takes what appeared below the position: a delivery that became visible late, say."""
        since = datetime.now(UTC).date() - timedelta(days=self._settings.check_days)
        await self._take_unseen(imap, await imap.search(b"SINCE", _imap_date(since)))

    async def catch_up(self, imap: Imap) -> None:
        imap.news = True
        while imap.news:
            imap.news = False
            async with self._db.tx(SYSTEM) as tx:
                at = await mailbox.position(tx, self._channel, self.name)
            last = at.last_uid if at else 0
            found = await imap.search(
                b"UID", b"%d:*" % (last + 1)
            )  # gives the last mail also when it is older
            await self._take_unseen(imap, [uid for uid in found if uid > last])

    async def _take_unseen(self, imap: Imap, uids: Sequence[int]) -> None:
        if uids:
            async with self._db.tx(SYSTEM) as tx:
                missing = await mailbox.unseen(tx, self._channel, self.name, self._validity, uids)
            await self.take(imap, missing)

    async def _wait(self, imap: Imap, most: float) -> None:
        if b"IDLE" in imap.capabilities:
            await imap.idle(max(min(IDLE_SECONDS, most), 0.0))
        else:
            await asyncio.sleep(max(min(POLL_SECONDS, most), 0.0))
            await imap.run(b"NOOP")

    async def take(self, imap: Imap, uids: Sequence[int]) -> int:
        """Keeps these mails, advancing the position after each group; gives how many are new to the desk."""
        new = 0
        for start in range(0, len(uids), 1000):
            sizes = await imap.sizes(part := uids[start : start + 1000])
            for group in groups(sizes, self._tries, self._limits.max_bytes):
                new += await self._take_group(imap, group, sizes)
            await self._advance([uid for uid in part if uid not in sizes])  # deleted meanwhile
        return new

    async def _take_group(self, imap: Imap, group: list[int], sizes: Mapping[int, int]) -> int:
        first = group[0]
        if sizes[first] > self._limits.max_bytes:
            await self._set_aside(
                imap, first, f"The mail has {sizes[first]} bytes; at most {self._limits.max_bytes} are taken."
            )
            return 0
        if self._tries[first] >= TRIES:
            await self._set_aside(
                None, first, f"The connection broke {TRIES} times while this mail was fetched."
            )
            return 0
        self._tries.update(group)
        try:
            bodies = await imap.bodies(group)
        except Refusal as problem:
            for uid in group:
                self._tries.pop(uid, None)
            if len(group) > 1:
                return sum([await self._take_group(imap, [uid], sizes) for uid in group])
            await self._set_aside(imap, first, str(problem))
            return 0
        for uid in group:
            self._tries.pop(uid, None)
        new, taken = 0, []
        for uid, raw in bodies.items():
            new += (kept := await self._keep(imap, uid, raw)) is True
            if kept is not None:
                taken.append(uid)
        if withheld := [uid for uid in group if uid not in bodies]:
            for uid in await imap.sizes(withheld):
                await self._set_aside(imap, uid, "The mail server gives no content for this mail.")
        await self._after(imap, sorted(taken))
        await self._advance(group)
        return new

    async def _keep(self, imap: Imap, uid: int, raw: bytes) -> bool | None:
        """True: new; False: already there; None: set aside."""
        try:
            return await accept(
                self._db,
                self._files,
                self._channel,
                raw,
                _envelope(raw, self._channel),
                trusted_authserv=self._limits.trusted_authserv,
                dns=self._limits.dns,
            )
        except (asyncpg.DataError, ValueError) as problem:  # no place in a text column, say
            what: Exception = problem
        except OUTSIDE:
            raise
        except Exception as problem:  # noqa: BLE001 - one mail must not keep out those after it
            what = problem
        log.error("mail not kept", channel=str(self._channel.id), uid=uid, problem=type(what).__name__)
        await self._set_aside(imap, uid, f"The mail can't be kept: {type(what).__name__}.")
        return None

    async def _set_aside(self, imap: Imap | None, uid: int, why: str) -> None:
        """Into quarantine, by its header if the server gives one; the mail itself stays where it is."""
        head = b""
        if imap is not None:
            with contextlib.suppress(Refusal):
                head = (await imap.bodies([uid], HEAD)).get(uid, b"")
        self.aside += 1
        where = f"{self.name}:{self._validity}:{uid}"
        told = f"{why} It is in the folder {self.name}, with the number {uid}."
        try:
            async with self._db.tx(SYSTEM) as tx:
                await mailbox.keep_unfetched(
                    tx, self._channel, head, _envelope(head, self._channel), known_as=where, why=told
                )
        except (asyncpg.DataError, ValueError):
            nobody = Envelope(sender="", recipients=())
            async with self._db.tx(SYSTEM) as tx:
                await mailbox.keep_unfetched(tx, self._channel, b"", nobody, known_as=where, why=told)
        await self._advance([uid])

    async def _after(self, imap: Imap, taken: Sequence[int]) -> None:
        """A refusal here is for the health page; the mails are safe already."""
        if not taken:
            return
        try:
            if self._settings.after == "seen":
                await imap.mark_seen(taken)
            elif self._settings.moves_to is not None:
                await imap.move(taken, self._settings.moves_to)
        except Refusal as problem:
            await report(self._db, self._channel, str(problem))

    async def _advance(self, taken: Sequence[int]) -> None:
        if taken:
            async with self._db.tx(SYSTEM) as tx:
                await mailbox.advance(
                    tx, self._channel, self.name, self._validity, taken, position_stays=self._position_stays
                )


def groups(sizes: Mapping[int, int], suspects: Mapping[int, int], max_bytes: int) -> Iterator[list[int]]:
    """Mails to fetch together, in their order. A suspect (fetched before without success) and one that is too large
    come alone."""
    group: list[int] = []
    total = 0
    for uid, size in sizes.items():
        alone = suspects.get(uid, 0) > 0 or size > max_bytes
        if group and (alone or len(group) == GROUP_MAILS or total + size > GROUP_BYTES):
            yield group
            group, total = [], 0
        if alone:
            yield [uid]
            continue
        group.append(uid)
        total += size
    if group:
        yield group


def pause(failures: int, *, refused: bool) -> float:
    """Seconds before the next try, after so many failures in a row."""
    return min(0.5 * 2 ** min(failures, 20), REFUSED_PAUSE if refused else LONGEST_PAUSE) if failures else 0.0


def _imap_date(day: date) -> bytes:
    return f"{day.day}-{MONTHS[day.month - 1]}-{day.year}".encode()


def _envelope(raw: bytes, channel: Channel) -> Envelope:
    """What the delivering server wrote down of the envelope."""
    fields, _ = headers.split(raw, 0, len(raw))
    sender = headers.addresses(fields.get("return-path", [])[:1])
    named = [
        *fields.get("delivered-to", []),
        *fields.get("x-original-to", []),
        *fields.get("envelope-to", []),
    ]
    recipients = [address.address for address in headers.addresses(named[:20])[:50] if address.address]
    return Envelope(
        sender=sender[0].address if sender else "",
        recipients=tuple(dict.fromkeys([*recipients, *([channel.address] if channel.address else [])])),
    )


async def report(db: Database, channel: Channel, what: str) -> None:
    """Writes a failure down for the channel's health; a database that is away is the log's matter alone."""
    log.warning("mailbox failed", channel=str(channel.id), brand=channel.brand, problem=what)
    with contextlib.suppress(*OUTSIDE):
        async with db.tx(SYSTEM) as tx:
            await mailbox.went_wrong(tx, channel, what)


def _in_words(problem: BaseException) -> str:
    if isinstance(problem, ImapError):
        return str(problem)
    if isinstance(problem, TimeoutError):
        return "The mail server did not answer in time."
    if isinstance(problem, OSError):
        return f"The mail server can't be reached: {problem.strerror or problem}."
    return f"Reading the mailbox failed: {type(problem).__name__}."


async def read_folder(folder: Folder, db: Database, known: Known, settings: Mailbox, limits: Limits) -> None:
    """Follows a folder over any number of connections, until cancelled."""
    failures = 0
    while True:
        ready = asyncio.Event()
        refused = False
        try:
            async with signed_in(
                read_url(settings.url),
                settings.user,
                known.password or "",
                plain=settings.plain,
                max_literal=limits.max_bytes + 2**20,
            ) as imap:
                await folder.follow(imap, ready)
        except Exception as problem:  # one mailbox's trouble must not stop the others
            refused = isinstance(problem, Refusal)
            if not isinstance(problem, (ImapError, *OUTSIDE)):
                log.error("mailbox reader failed", channel=str(known.channel.id), exc_info=True)
            await report(db, known.channel, _in_words(problem))
        failures = 1 if ready.is_set() else failures + 1
        await asyncio.sleep(pause(failures, refused=refused))


async def read_one(db: Database, files: FileStore, known: Known, limits: Limits) -> None:
    """All folders of one mailbox, each over its own connection, until cancelled."""
    try:
        settings = read_mailbox(known.channel)
        if known.password is None:
            raise BadMailbox("The mailbox has no password yet.")
    except BadMailbox as mistake:
        await report(db, known.channel, str(mistake))
        return
    async with asyncio.TaskGroup() as group:
        for name in settings.folders:
            folder = Folder(db, files, known, settings, name, limits)
            group.create_task(read_folder(folder, db, known, settings, limits))


class Mailboxes:
    """Reads every mailbox that no other worker reads. Who reads one holds its advisory lock on a connection of their
    own; when they die, PostgreSQL lets go of it, and another worker has it within LOOK_SECONDS."""

    def __init__(self, db: Database, files: FileStore, database_url: str, limits: Limits) -> None:
        self._db = db
        self._files = files
        self._url = database_url
        self._limits = limits
        self._changed = asyncio.Event()
        self._reading: dict[UUID, tuple[Known, asyncio.Task[None]]] = {}

    def renew(self) -> None:
        """Settings may have changed."""
        self._changed.set()

    def reading(self) -> frozenset[UUID]:
        """The channels that this worker reads."""
        return frozenset(self._reading)

    async def run(self, stopping: asyncio.Event) -> None:
        stop = asyncio.create_task(stopping.wait())
        try:
            while not stopping.is_set():
                with contextlib.suppress(*OUTSIDE):
                    await self._with_locks(stop)
                await self._pause(stop)
        finally:
            stop.cancel()

    async def _with_locks(self, stop: asyncio.Task[bool]) -> None:
        # Keepalives: a worker whose machine is gone must lose its locks in seconds, not in two hours.
        connection: LockConnection = await asyncpg.connect(
            self._url,
            timeout=10,
            command_timeout=LOOK_SECONDS,
            server_settings={
                "application_name": "pitboss mailboxes",
                "tcp_keepalives_idle": "3",
                "tcp_keepalives_interval": "2",
                "tcp_keepalives_count": "2",
            },
        )
        try:
            while not stop.done():
                self._changed.clear()
                await self._look(connection)
                await self._pause(stop)
        except OUTSIDE as problem:
            log.warning("mailbox locks lost", problem=type(problem).__name__)
        finally:
            for channel in list(self._reading):
                await self._let_go(channel)
            with contextlib.suppress(*OUTSIDE):
                await connection.close(timeout=2)

    async def _pause(self, stop: asyncio.Task[bool]) -> None:
        changed = asyncio.create_task(self._changed.wait())
        await asyncio.wait([stop, changed], timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        changed.cancel()

    async def _look(self, connection: LockConnection) -> None:
        async with self._db.tx(SYSTEM) as tx:
            wanted = {known.channel.id: known for known in await mailbox.known_mailboxes(tx)}
        for channel, (known, task) in list(self._reading.items()):
            crashed = task.done() and not task.cancelled() and task.exception() is not None
            if crashed or wanted.get(channel) != known:
                await self._let_go(channel)
                await connection.execute("SELECT pg_advisory_unlock(hashtextextended($1, 0))", _lock(channel))
        for channel, known in wanted.items():
            if channel not in self._reading and await connection.fetchval(
                "SELECT pg_try_advisory_lock(hashtextextended($1, 0))", _lock(channel)
            ):
                task = asyncio.create_task(read_one(self._db, self._files, known, self._limits))
                self._reading[channel] = (known, task)
        await connection.execute("SELECT 1")  # whether the locks are still ours

    async def _let_go(self, channel: UUID) -> None:
        _, task = self._reading.pop(channel)
        task.cancel()
        await asyncio.wait([task])


def _lock(channel: UUID) -> str:
    return f"imap:{channel}"


async def backfill(
    db: Database,
    files: FileStore,
    channel: Channel,
    since: date,
    until: date | None = None,
    *,
    limits: Limits,
) -> Backfilled:
    """Takes every mail that the mailbox's server received from one day to another, both included, also those taken or
    set aside before. Can run beside a worker.

    Raises:
        BadMailbox: the channel's settings, or no password.
        ImapError, OSError, TimeoutError: in the mail server's words; what was taken so far stays.
    """
    settings = read_mailbox(channel)
    async with db.tx(SYSTEM) as tx:
        known = next((k for k in await mailbox.known_mailboxes(tx) if k.channel.id == channel.id), None)
    if known is None or known.password is None:
        raise BadMailbox("The channel is switched off, or its mailbox has no password yet.")
    days = [b"SINCE", _imap_date(since)]
    if until is not None:
        days += [b"BEFORE", _imap_date(until + timedelta(days=1))]
    found = new = aside = 0
    for name in settings.folders:
        folder = Folder(db, files, known, settings, name, limits, position_stays=True)
        async with signed_in(
            read_url(settings.url),
            settings.user,
            known.password,
            plain=settings.plain,
            max_literal=limits.max_bytes + 2**20,
        ) as imap:
            await folder.open(imap)
            uids = await imap.search(*days)
            found += len(uids)
            new += await folder.take(imap, uids)
            aside += folder.aside
    return Backfilled(found, new, aside)
