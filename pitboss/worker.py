"""`pitboss worker`: the loops that do what waits in the database, the mail listener and the mailboxes. Wiring only;
run many."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from pitboss import reactions
from pitboss.api import allowances
from pitboss.api.bulk import DOINGS, bulk_progress
from pitboss.channels import intake, outbox, pdfs, quiet, scans
from pitboss.channels.email.adapter import EmailAdapter
from pitboss.channels.email.imap import Limits, Mailboxes
from pitboss.channels.email.listener import Listener
from pitboss.channels.email.lookups import Dns, NoDns
from pitboss.channels.webchat import actions as chats
from pitboss.channels.webchat import queries as chat_queries
from pitboss.complaints import drafts as complaint_drafts
from pitboss.complaints import evidence, execution, freezing, rule_watch
from pitboss.complaints import jobs as complaints
from pitboss.db.tx import SYSTEM, Database
from pitboss.files import documents
from pitboss.files.actions import forget_uploads
from pitboss.files.jobs import forget, forget_document
from pitboss.files.store import FileStore
from pitboss.incidents import telling, watch
from pitboss.jobs import queue
from pitboss.jobs.loops import Loops, Work, listen
from pitboss.kit.garbage import settle
from pitboss.knowledge import jobs as articles
from pitboss.knowledge import readers
from pitboss.notifications import letters, push
from pitboss.notifications.frame import framed
from pitboss.players import cabinet
from pitboss.quality import surveys
from pitboss.routing import actions as routing
from pitboss.routing import dispatch
from pitboss.settings import Settings
from pitboss.sla import actions as sla
from pitboss.sla import kept as promise_days
from pitboss.staff import presence, sign_in
from pitboss.tickets import bulk, drafts, later, staff_notices
from pitboss.web import OwnAddresses, document_keys, make_adapters, open_database

log = structlog.get_logger()

PRESENCE_EVERY = timedelta(seconds=10)
SWEEP_EVERY = timedelta(hours=1)
LETTER_SECRETS: dict[str, letters.Secrets] = {
    "sign_in_code": lambda links, brand, letter, _: cabinet.code_and_link(links, brand, letter),
    "survey": surveys.scores,
}


class Every:
    """Work that comes by itself each so often."""

    def __init__(self, period: timedelta) -> None:
        self._period = period
        self._next = datetime.now(UTC)

    def due(self) -> bool:
        if datetime.now(UTC) < self._next:
            return False
        self._next = datetime.now(UTC) + self._period
        return True

    async def next_at(self) -> datetime | None:
        return self._next


def works(db: Database, files: FileStore, settings: Settings, own: OwnAddresses) -> list[Work]:
    adapters = make_adapters(settings, own)
    mail = adapters["email"]
    assert isinstance(mail, EmailAdapter), "mail goes by mail"
    jobs: dict[str, queue.Do] = {
        **reactions.JOBS,
        "forget_file": partial(forget, files),
        "forget_document": partial(forget_document, files),
    }
    keys = document_keys(settings)
    silent, swept, counted = Every(PRESENCE_EVERY), Every(SWEEP_EVERY), Every(promise_days.EVERY)
    pushes = push.Follow(db, settings.public_url)
    outside = freezing.Outside(files, keys, settings.backoffice_hosts)
    idle_after = timedelta(minutes=settings.idle_minutes)

    async def presence_step() -> int:
        if not silent.due():
            return 0
        async with db.tx(SYSTEM) as tx:
            gone = await presence.expire(tx)
            return len(gone) + len(await presence.idle(tx, idle_after) if idle_after else ())

    async def promise_days_step() -> int:
        if counted.due():
            await promise_days.count(db)
        return 0

    async def sweep_step() -> int:
        if not swept.due():
            return 0
        async with db.tx(SYSTEM) as tx:
            await tx.run("DELETE FROM idempotency WHERE created_at < now() - interval '7 days'")
            await sign_in.sweep(tx)
            await forget_uploads(tx)
            await documents.forget_old(tx)
            if keys is not None:
                await documents.rewrap(tx, keys)
                await evidence.rewrap(tx, keys)
            await staff_notices.sweep(tx)
            await bulk.sweep(tx)
            await drafts.sweep(tx)
            await push.sweep(tx)
            await readers.sweep(tx)
            await articles.remind(tx)
            await rule_watch.step(tx, datetime.now(UTC).date())
            await letters.sweep(tx)
            await cabinet.sweep(tx)
            await complaint_drafts.sweep(tx)
            await allowances.sweep(tx)
        await quiet.learn(db)
        await chats.forget_empty(db)
        return 0

    async def settings_step() -> int:
        db.cache.clear()
        await own.renew(db)
        return 0

    scanner = settings.clamd
    scanning = (
        [Work("scans", lambda: scans.step(db, files, scanner), lambda: scans.next_at(db))]
        if scanner is not None
        else []
    )
    return [
        Work("intake", lambda: intake.step(db, files, adapters), lambda: intake.next_at(db)),
        Work("outbox", lambda: outbox.step(db, files, adapters, framed), lambda: outbox.next_at(db)),
        Work("letters", lambda: letters.step(db, mail, LETTER_SECRETS), lambda: letters.next_at(db)),
        Work("dispatch", lambda: dispatch.step(db)),
        Work("overdue", lambda: dispatch.overdue_step(db), lambda: dispatch.next_overdue(db)),
        Work("snoozed", lambda: dispatch.snoozed_step(db), lambda: dispatch.next_snoozed(db)),
        Work("aging", lambda: routing.age(db), lambda: routing.next_older(db)),
        Work("clocks", lambda: sla.step(db), lambda: sla.next_at(db)),
        Work("complaints", lambda: complaints.step(db), lambda: complaints.next_at(db)),
        Work(
            "executions",
            lambda: execution.step(db, hosts=settings.backoffice_hosts),
            lambda: execution.next_at(db),
        ),
        Work("later", lambda: later.step(db), lambda: later.next_at(db)),
        Work("articles", lambda: articles.step(db), lambda: articles.next_at(db)),
        Work("leavers", lambda: chats.leavers(db), lambda: chat_queries.next_silent(db)),
        Work("pdfs", lambda: pdfs.step(db, files), lambda: pdfs.next_at(db)),
        *scanning,
        Work("evidence", lambda: freezing.step(db, outside), lambda: freezing.next_at(db)),
        Work("incidents", lambda: telling.step(db)),
        Work("alarms", lambda: watch.step(db), watch.next_at),
        Work("promise_days", promise_days_step, counted.next_at),
        Work("bulk", lambda: bulk.step(db, bulk_progress, DOINGS)),
        Work("jobs", lambda: queue.step(db, jobs), lambda: queue.next_at(db)),
        Work("push", pushes.step, pushes.next_at),
        Work("presence", presence_step, silent.next_at),
        Work("sweep", sweep_step, swept.next_at),
        Work("settings", settings_step),
    ]


def dns_of(settings: Settings) -> Dns | None:
    if settings.dns == "off":
        return None
    try:
        return Dns(None if settings.dns == "system" else settings.dns)
    except NoDns:
        log.warning("this machine names no dns server, so senders of mail are not checked")
        return None


async def run(settings: Settings, database_url: str, *, smtp: bool, stopping: asyncio.Event) -> None:
    db = await open_database(settings, database_url, size=16, application="pitboss worker")
    files = FileStore(settings.files_url)
    own = OwnAddresses()
    await own.renew(db)
    loops = Loops(works(db, files, settings, own))
    dns = dns_of(settings)
    settle()
    listener = Listener(
        db, files, max_bytes=settings.max_mail_bytes, trusted_authserv=settings.trusted_authserv, dns=dns
    )

    limits = Limits(settings.max_mail_bytes, settings.trusted_authserv, dns)
    mailboxes = Mailboxes(db, files, database_url, limits)

    def heard(channel: str, payload: str) -> None:
        if payload in ("", "settings"):
            mailboxes.renew()
        for work in loops.works:
            if payload in ("", work.name) or (payload == "events" and work.name == "push"):
                loops.wake(work.name)

    if smtp:
        await listener.start(*settings.smtp_listen)
        log.info("mail listener ready", host=settings.smtp_listen[0], port=settings.smtp_listen[1])
    tasks = [
        asyncio.create_task(loops.run()),
        asyncio.create_task(listen(database_url, ["pitboss_work"], heard, stopping)),
        asyncio.create_task(mailboxes.run(stopping)),
    ]
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait([stop, *tasks], return_when=asyncio.FIRST_COMPLETED)
    stopping.set()
    loops.stop()
    await listener.stop()
    await asyncio.gather(*tasks)
    await db.close()
