"""While the demo runs: new players come now and then, and a few colleagues answer them slowly, so that the desk moves. They
touch only tickets of players that were made here, and never one that somebody else has taken."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import formatdate
from uuid import UUID

import asyncpg
import httpx
import msgspec
import structlog

from pitboss.channels import queries as channels
from pitboss.channels.email.adapter import Envelope, accept
from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.demo.cast import GUESTS, HOME, VISITORS, Person, person
from pitboss.demo.stories import answers, filled, letter
from pitboss.demo.words import Script, words
from pitboss.events.reasons import because
from pitboss.files.store import FileStore
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Refused
from pitboss.staff import presence
from pitboss.staff.actors import actor_of
from pitboss.staff.presence import Presence
from pitboss.tickets import actions

log = structlog.get_logger()

COLLEAGUES = ("frontline", "bonuses", "bets", "technical", "payments2")
STEP = 8.0  # seconds between two looks
ARRIVES = (35.0, 85.0)  # seconds between two guests
MOST_OPEN = 14  # guests' tickets; more would only wait
TOPICS = (
    "registration", "login_locked", "password_reset", "verification", "bonus_missing", "bonus_wagering", "bet_settlement",
    "cash_out", "rules_question", "site_fault", "game_fault", "withdrawal_terms", "deposit_missing", "withdrawal_status",
)  # fmt: skip
# Seconds from the player's words until a colleague takes the ticket, answers it, and ends it.
PACE = {"chat": (15, 40, 75), "mail": (70, 150, 420)}


class Todo(msgspec.Struct, frozen=True):
    """A guest's ticket and the colleague who may do its next step. `answered`: how often staff have answered."""

    brand: str
    brand_name: str
    id: UUID
    class_: str
    topic: str
    language: str
    player: str
    assignee_id: UUID | None
    staff_id: UUID
    version: int
    answered: int
    moved_at: datetime
    now: datetime

    @property
    def idle(self) -> timedelta:
        return self.now - self.moved_at


class Company:
    """`people`: staff ids by login. `base`: where the desk's HTTP answers."""

    def __init__(self, db: Database, files: FileStore, people: Mapping[str, UUID], base: str) -> None:
        self._db = db
        self._files = files
        self._ids = [people[login] for login in COLLEAGUES]
        self._base = base
        self._dice = random.Random()
        self._number = int(time.time()) % 1_000_000

    async def keep(self) -> None:
        """Until it is cancelled. Whatever goes wrong is tried again: the desk may be restarting."""
        next_guest = time.monotonic() + 10
        while True:
            try:
                await self.work()
                if time.monotonic() >= next_guest:
                    next_guest = time.monotonic() + self._dice.uniform(*ARRIVES)
                    await self.a_guest_comes()
            except (
                OSError,
                httpx.HTTPError,
                Refused,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
            ) as problem:
                log.info("the demo's company waits", problem=type(problem).__name__)
            await asyncio.sleep(STEP)

    async def go(self) -> None:
        """The colleagues leave, and the database is closed."""
        try:
            for staff in self._ids:
                await self._be(staff, Presence.offline)
        finally:
            await self._db.close()

    # ── colleagues ──────────────────────────────────────────────────────────────────────────────────────────

    async def work(self) -> None:
        """A sign of life of everybody, and at most one step for each of them."""
        for staff in self._ids:
            async with self._db.tx(SYSTEM) as tx:
                state = await presence.beat(tx, staff)
            if state is Presence.offline:
                await self._be(staff, Presence.transfer_only)
        async with self._db.tx(SYSTEM) as tx:
            await _keep_chats_open(tx)
            todo = await _todo(tx, self._ids)
        busy: set[UUID] = set()
        for one in todo:
            if one.staff_id not in busy and await self._step(one):
                busy.add(one.staff_id)

    async def _be(self, staff: UUID, state: Presence) -> None:
        async with self._db.tx(SYSTEM) as tx:
            actor = await actor_of(tx, staff)
        if actor is not None:
            async with self._db.tx(actor) as tx:
                await presence.set_presence(tx, staff, state)

    async def _step(self, todo: Todo) -> bool:
        """True: something was done. A step that somebody else was quicker to make is left to them."""
        take, answer, end = (timedelta(seconds=s) for s in PACE["chat" if todo.class_ == "chat" else "mail"])
        if todo.idle < (take if todo.assignee_id is None else answer if not todo.answered else end):
            return False
        async with self._db.tx(SYSTEM) as tx:
            actor = await actor_of(tx, todo.staff_id)
        if actor is None:
            return False
        try:
            async with self._db.tx(actor) as tx:
                ticket = await actions.hold(tx, todo.brand, todo.id)
                if ticket.version != todo.version:
                    return False
                if ticket.assignee_id is None:
                    await actions.assign(tx, ticket, todo.staff_id, reason=because("took_it"))
                    return True
                told = answers().of(todo.topic, todo.language)
                text = letter(
                    self._dice.choice(told.then if todo.answered else told.first),
                    to=todo.player.split()[0] if todo.player else "",
                    sender=actor.name.split()[0],
                    brand=todo.brand_name,
                    language=todo.language,
                    chat=todo.class_ == "chat",
                    greet=not todo.answered,
                    dice=self._dice,
                )
                await actions.reply(tx, ticket, text=text, then="solved" if todo.answered else "waiting")
        except Refused:
            return False
        return True

    # ── guests ──────────────────────────────────────────────────────────────────────────────────────────────

    async def a_guest_comes(self) -> None:
        async with self._db.tx(SYSTEM) as tx:
            if await _open_guests(tx) >= MOST_OPEN:
                return
        self._number += 1
        brand = self._dice.choice(tuple(HOME))
        who = person(brand, self._number, datetime.now().astimezone())
        address = f"{who.email.partition('@')[0]}@{GUESTS}"
        script = self._dice.choice([s for s in words().scripts(who.language) if s.topic in TOPICS])
        if self._dice.random() < 0.6:
            await self._chats(who, address, script)
        else:
            await self.mails(who, address, script)

    async def _chats(self, who: Person, address: str, script: Script) -> None:
        async with httpx.AsyncClient(base_url=f"{self._base}/api/v1", timeout=10, trust_env=False) as client:
            key = f"company-{new_id()}"
            opened = await client.post(
                "/chat/sessions",
                json={
                    "brand": who.brand,
                    "name": who.name,
                    "email": address,
                    "language": who.language,
                    "key": key,
                },
            )
            opened.raise_for_status()
            headers = {"authorization": f"Bearer {opened.json()['token']}"}
            said = await client.post(
                "/chat/messages",
                json={"text": filled(script.say[0], self._dice), "key": f"{key}-1"},
                headers=headers,
            )
            said.raise_for_status()

    async def mails(self, who: Person, address: str, script: Script) -> None:
        async with self._db.tx(SYSTEM) as tx:
            channel = await channels.first_channel(tx, who.brand, "email")
        if channel is None or channel.address is None:
            return
        mail = EmailMessage()
        mail["From"] = f"{who.name} <{address}>"
        mail["To"] = channel.address
        mail["Subject"] = script.subject
        mail["Date"] = formatdate()
        mail["Message-ID"] = f"<{new_id().hex}@{GUESTS}>"
        mail.set_content(filled(script.say[0], self._dice) + "\n")
        await accept(
            self._db,
            self._files,
            channel,
            mail.as_bytes(),
            Envelope(address, (channel.address,)),
            trusted_authserv=frozenset(),
        )


_GUEST = f"""(EXISTS (SELECT 1 FROM chat_session s
              WHERE s.brand_id = t.brand_id AND s.id = t.session_id AND s.email LIKE '%@{GUESTS}')
      OR EXISTS (SELECT 1 FROM identity i
                 WHERE i.brand_id = t.brand_id AND i.player_id = t.player_id AND i.kind = 'email'
                   AND i.value LIKE '%@{GUESTS}'))"""


async def _todo(tx: Tx, staff: list[UUID]) -> list[Todo]:
    """Guests' tickets that one of `staff` has, or may take out of a queue of theirs; the longest untouched first."""
    return await tx.all(
        Todo,
        f"""
        SELECT t.brand_id AS brand, b.name AS brand_name, t.id, t.class AS class_, t.topic, t.language, p.name AS player,
               t.assignee_id, coalesce(t.assignee_id, m.staff_id) AS staff_id, t.version,
               (SELECT count(*) FROM message r
                WHERE r.brand_id = t.brand_id AND r.ticket_id = t.id AND r.author_kind = 'agent' AND r.kind = 'reply')::int
                   AS answered,
               t.updated_at AS moved_at, now() AS now
        FROM   ticket t
        JOIN   brand b ON b.id = t.brand_id
        JOIN   player p ON p.brand_id = t.brand_id AND p.id = t.player_id
        LEFT   JOIN LATERAL (
            SELECT q.staff_id FROM queue_member q
            WHERE  q.brand_id = t.brand_id AND q.queue_id = t.queue_id AND q.staff_id = ANY ($1)
            ORDER  BY q.staff_id LIMIT 1) m ON true
        WHERE  t.status IN ('new', 'open', 'waiting') AND NOT t.restricted AND NOT t.spam AND t.merged_into IS NULL
          AND  t.snoozed_until IS NULL AND (t.assignee_id = ANY ($1) OR (t.assignee_id IS NULL AND m.staff_id IS NOT NULL))
          AND  {_GUEST}
        ORDER  BY t.updated_at
        LIMIT  50
        """,
        staff,
    )


async def _open_guests(tx: Tx) -> int:
    many: int = await tx.value(
        f"SELECT count(*) FROM ticket t WHERE t.status IN ('new', 'open', 'waiting') AND {_GUEST}"
    )
    return many


async def _keep_chats_open(tx: Tx) -> None:
    """The players of the demo's own chats have them before them as long as they are talked to."""
    await tx.run(
        """
        UPDATE chat_session s SET seen_at = now()
        WHERE  s.left_at IS NULL AND s.ended_at IS NULL AND split_part(s.email, '@', 2) = ANY ($1)
          AND  EXISTS (SELECT 1 FROM ticket t
                       WHERE t.brand_id = s.brand_id AND t.session_id = s.id AND t.status NOT IN ('solved', 'closed'))
        """,
        [GUESTS, VISITORS],
    )
