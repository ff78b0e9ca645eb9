"""Several workers at once, and workers that are killed: everything is done, and done once."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

from pitboss.channels import intake, outbox
from pitboss.db.tx import SYSTEM
from pitboss.sla import actions as sla
from pitboss.web import make_adapters
from tests.desk import Desk, a_mail, until


async def _all(step: object) -> int:
    done = 0
    while count := await step():  # type: ignore[operator]
        done += count
    return done


async def test_two_workers_read_every_mail_once(desk: Desk) -> None:
    for n in range(40):
        await desk.keeps(
            a_mail(to=desk.brand.address, id=f"<m{n}@mail.example>", from_=f"p{n % 7}@mail.example")
        )
    await desk.building.own.renew(desk.db)
    adapters = make_adapters(desk.building.settings, desk.building.own)
    read = await asyncio.gather(
        *[_all(lambda: intake.step(desk.db, desk.building.files, adapters)) for _ in range(3)]
    )
    assert sum(read) == 40
    assert len(await desk.tickets()) == 40
    assert await desk.value("SELECT count(DISTINCT player_id) FROM ticket WHERE brand_id = $1") == 7
    assert (
        await desk.value(
            "SELECT count(*) FROM original WHERE brand_id = $1 AND state = 'done' AND attempts = 1"
        )
        == 40
    )


async def test_two_outboxes_send_every_mail_once(desk: Desk) -> None:
    for n in range(30):
        await desk.keeps(a_mail(to=desk.brand.address, from_=f"p{n}@mail.example"))
    await desk.building.own.renew(desk.db)
    adapters = make_adapters(desk.building.settings, desk.building.own)
    await _all(lambda: intake.step(desk.db, desk.building.files, adapters))
    await asyncio.gather(
        *[_all(lambda: outbox.step(desk.db, desk.building.files, adapters)) for _ in range(4)]
    )
    assert sorted(Counter(sent.recipient for sent in desk.sent_mails()).values()) == [1] * 30
    assert await desk.value("SELECT count(*) FROM delivery WHERE brand_id = $1 AND state = 'sent'") == 30


async def test_two_workers_warn_and_break_each_promise_once(desk: Desk) -> None:
    tickets = [await desk.a_ticket(from_=f"p{n}@mail.example") for n in range(8)]
    for ticket in tickets:
        await desk.time_passes(ticket, timedelta(hours=3, minutes=30), work=False)
    await asyncio.gather(*[_all(lambda: sla.step(desk.db)) for _ in range(3)])
    for ticket in tickets:
        await desk.time_passes(ticket, timedelta(hours=2), work=False)
    await asyncio.gather(*[_all(lambda: sla.step(desk.db)) for _ in range(3)])
    for ticket in tickets:
        told = Counter(
            e.type for e in await desk.events(ticket) if e.type in ("clock_warned", "clock_breached")
        )
        assert told == {"clock_warned": 1, "clock_breached": 1}
        assert (await desk.notices(ticket)).count("delay") == 1


GONE = """
    SELECT NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = 'pitboss worker') AND $1::text <> ''
"""


class Killed:
    """A real `pitboss worker`, killed without warning."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        settings = desk.building.settings
        self._env = {
            **os.environ,
            "PITBOSS_DATA_DIR": str(folder),
            "PITBOSS_DATABASE_URL": settings.database_url or "",
            "PITBOSS_SECRET_KEY": settings.secret_key.decode(),
            "PITBOSS_SMTP_URL": settings.smtp_url or "",
            "PITBOSS_FILES_URL": settings.files_url,
            "PITBOSS_LOG_LEVEL": "error",
        }
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "pitboss", "worker", "--no-smtp", env=self._env,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip

    async def kill(self) -> None:
        assert self._process is not None
        assert self._process.returncode is None, "it died by itself"
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()


async def test_whatever_moment_a_worker_is_killed_at_nothing_is_lost_or_doubled(
    desk: Desk, tmp_path: Path
) -> None:
    chance = random.Random(11)
    worker = Killed(desk, tmp_path)
    total, rounds = 45, 3
    for nth in range(rounds):
        for n in range(nth * total // rounds, (nth + 1) * total // rounds):
            await desk.keeps(
                a_mail(to=desk.brand.address, id=f"<k{n}@mail.example>", from_=f"p{n}@mail.example")
            )
        before = await desk.value("SELECT count(*) FROM message WHERE brand_id = $1")
        await worker.start()
        goal = before + chance.randint(1, 12)
        count = "SELECT count(*) FROM message WHERE brand_id = $1"

        async def some_are_read(goal: int = goal, count: str = count) -> bool:
            return bool(await desk.value(count) >= goal)

        await until(some_are_read, seconds=40)
        await worker.kill()
        await until(lambda: desk.value(GONE))
        async with desk.db.tx(SYSTEM) as tx:  # the leases of the dead run out
            await tx.run(
                "UPDATE original SET next_at = now() WHERE brand_id = $1 AND state = 'new'", desk.brand.id
            )
            await tx.run(
                "UPDATE delivery SET next_at = now() WHERE brand_id = $1 AND next_at IS NOT NULL",
                desk.brand.id,
            )
    await desk.work_until_idle()
    async with desk.db.tx(SYSTEM) as tx:
        await intake.replay(tx, brand=desk.brand.id)  # being read at each of the deaths: put aside, not lost
    await desk.work_until_idle()

    assert await desk.value("SELECT count(*) FROM original WHERE brand_id = $1 AND state = 'done'") == total
    assert len(await desk.tickets()) == total
    said = "SELECT count(*) FROM message WHERE brand_id = $1 AND author_kind = 'player'"
    assert await desk.value(said) == total
    receipts = {sent.recipient: set[str]() for sent in desk.sent_mails()}
    for sent in desk.sent_mails():
        receipts[sent.recipient].add(sent.id)
    assert len(receipts) == total
    # Killed between the outside's "taken" and our commit, a mail is handed over again: with the same Message-ID.
    assert all(len(ids) == 1 for ids in receipts.values())
    assert await desk.value("SELECT count(*) FROM delivery WHERE brand_id = $1 AND state = 'sent'") == total
    assert (
        await desk.value("SELECT count(*) FROM clock WHERE brand_id = $1 AND kind = 'first_reply'") == total
    )
