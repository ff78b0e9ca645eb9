"""Web Push to staff who don't look: mentioned, given a ticket, answered by a player, told of somebody's safety. It follows the log like every other
reader, so no write pays for it; while nobody has subscribed it reads nothing.

What is to be told is taken from the log in one short transaction, and sent after it: a push service may take seconds, and an
open transaction would hold back every reader of the log. So a crash between the two loses a push, never a notice: what was
told stands on the desk anyway."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

import httpx
import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Database, Tx
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.notifications import webpush
from pitboss.notifications.webpush import BadSubscription
from pitboss.staff.actors import Signed

log = structlog.get_logger()

PAGE = 500
PAUSE = 1.0  # seconds between two looks at a busy log
TIMEOUT = 10.0
AT_ONCE = 10
KEPT_BY_SERVICE = 3_600  # seconds that a service holds a message for a sleeping browser
MOST = 20  # browsers of one person
MOST_FAILURES = 20
_SUBSCRIBED = "push subscribed"
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]+")  # no space, control character, backslash, or letter beyond ASCII
_HOST = re.compile(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*")

Occasion = Literal["mentioned", "assigned", "answered", "safety"]
_TITLES: dict[str, dict[str, str]] = {
    "en": {
        "mentioned": "You were mentioned",
        "assigned": "A ticket for you",
        "answered": "The player has written",
        "safety": "It is about somebody's safety",
    },
    "ru": {
        "mentioned": "Вас упомянули",
        "assigned": "Обращение для вас",
        "answered": "Игрок ответил",
        "safety": "Речь о чьей-то безопасности",
    },
}


class NoPush(Conflict):
    """Sign in in the browser that is to be told; an API token has no screen."""


class BadEndpoint(Invalid):
    """This is no push service that the desk knows."""


class PushBrowser(msgspec.Struct, frozen=True):
    id: UUID
    device: str
    created_at: datetime
    sent_at: datetime | None


class Push(msgspec.Struct, frozen=True):
    """What a browser gets, and all of it: no name and no word of a player. `body`: the reference of the ticket, case or
    report; `tag`: a newer one takes the place of an older; `url`: below the workspace's address."""

    kind: Occasion
    title: str
    body: str
    tag: str
    url: str


async def key(tx: Tx) -> str:
    """The installation's key pair, made by whoever needs it first. The transaction is SYSTEM's or elevated."""
    await tx.run(
        "INSERT INTO installation_secret (name, value) VALUES ('vapid', $1) ON CONFLICT DO NOTHING",
        webpush.new_key(),
    )
    kept: str = await tx.value("SELECT value FROM installation_secret WHERE name = 'vapid'")
    return kept


async def browsers(tx: Tx, staff: UUID) -> list[PushBrowser]:
    return await tx.all(
        PushBrowser,
        """
        SELECT id, device, created_at, sent_at FROM push_subscription WHERE staff_id = $1 ORDER BY created_at, id
        """,
        staff,
    )


async def subscribe(
    tx: Tx,
    signed: Signed,
    *,
    endpoint: str,
    p256dh: str,
    auth: str,
    device: str,
    known: Callable[[str], bool],
) -> UUID:
    """The same browser again keeps its place; whoever is signed in there now is told. `known`: whether an address is one of
    a push service."""
    if signed.session is None:
        raise NoPush
    if len(endpoint) > 1_000 or not known(endpoint):
        raise BadEndpoint
    try:
        point, secret = webpush.unb64(p256dh), webpush.unb64(auth)
        webpush.check_keys(point, secret)
    except BadSubscription as problem:
        raise Invalid("These are not the keys of a browser's push subscription.") from problem
    await tx.elevate()
    if not await tx.value("SELECT EXISTS (SELECT 1 FROM push_subscription)"):
        # The first: from now on the log is read, and not what happened before.
        await tx.run("UPDATE push_position SET number = event_watermark() - 1")
    others = await tx.value(
        "SELECT count(*) FROM push_subscription WHERE staff_id = $1 AND endpoint <> $2",
        signed.staff_id,
        endpoint,
    )
    if others >= MOST:
        raise Conflict(f"{MOST} browsers are told already. Take one away first.")
    made: UUID = await tx.value(
        """
        INSERT INTO push_subscription (id, staff_id, session, endpoint, p256dh, auth, device)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (endpoint) DO UPDATE
        SET staff_id = excluded.staff_id, session = excluded.session, p256dh = excluded.p256dh, auth = excluded.auth,
            device = excluded.device, failures = 0
        RETURNING id
        """,
        new_id(),
        signed.staff_id,
        signed.session,
        endpoint,
        point,
        secret,
        device[:200],
    )
    tx.wake.add("settings")  # every worker looks anew whether there is somebody to tell
    return made


async def unsubscribe(tx: Tx, staff: UUID, subscription: UUID) -> None:
    gone = await tx.run("DELETE FROM push_subscription WHERE id = $1 AND staff_id = $2", subscription, staff)
    if not gone:
        raise NotFound("This browser is not told, or it isn't yours.")


def is_service(endpoint: str, hosts: tuple[str, ...]) -> bool:
    """Whether the desk may send there: only to push services that the settings name, so that nobody makes it knock at
    doors inside its network. A host that begins with a dot means all below it. Without TLS only on this machine, and with
    TLS only at the port that push services have. What can be read in two ways, or not be sent to at all, is none."""
    if not _PLAIN.fullmatch(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        host = (parts.hostname or "").lower()
        port = parts.port
        httpx.URL(endpoint)
    except (ValueError, httpx.InvalidURL):
        return False
    if parts.username is not None or parts.password is not None or not _HOST.fullmatch(host):
        return False
    if parts.scheme == "https" and port not in (None, 443) and host not in ("127.0.0.1", "localhost"):
        return False
    if parts.scheme != "https" and not (parts.scheme == "http" and host in ("127.0.0.1", "localhost")):
        return False
    return any(host == known or (known.startswith(".") and host.endswith(known)) for known in hosts)


class _Target(msgspec.Struct, frozen=True):
    """`about`: the ticket, case or report."""

    kind: Occasion
    about: UUID
    url: str
    reference: str
    locale: str
    subscription: UUID
    endpoint: str
    p256dh: bytes
    auth: bytes


_NEWS = """
    WITH news AS MATERIALIZED (
        SELECT number, brand_id, ticket_id, type, actor_id, data
        FROM   event
        WHERE  number > $1 AND number <= $2
          AND  type IN ('assigned', 'note_added', 'message_received', 'complaint_reported', 'complaint_registered',
                        'complaint_changed')),
    told AS (
        SELECT 'assigned' AS kind, brand_id, ticket_id, (data->>'to')::uuid AS staff_id
        FROM   news WHERE type = 'assigned' AND actor_id IS DISTINCT FROM (data->>'to')::uuid
        UNION
        SELECT 'mentioned', brand_id, ticket_id, mentioned::uuid
        FROM   news, jsonb_array_elements_text(data->'mentions') AS mentioned
        WHERE  type = 'note_added' AND actor_id IS DISTINCT FROM mentioned::uuid
        UNION
        SELECT 'answered', n.brand_id, n.ticket_id, t.assignee_id
        FROM   news n JOIN ticket t ON t.brand_id = n.brand_id AND t.id = n.ticket_id
        WHERE  n.type = 'message_received' AND n.data->>'automatic' IS NULL AND t.assignee_id IS NOT NULL),
    needed AS (
        SELECT told.kind, told.staff_id, t.id AS about, '/desk/list/mine/' || t.id AS url,
               b.prefix || '-' || t.number AS reference
        FROM   told
        JOIN   ticket t ON t.brand_id = told.brand_id AND t.id = told.ticket_id
        JOIN   brand b ON b.id = t.brand_id
        UNION
        SELECT 'safety', o.staff_id, r.id, '/desk/complaints/unknown?brand=' || r.brand_id, r.number
        FROM   news n
        JOIN   complaint_report r ON r.brand_id = n.brand_id AND r.id = (n.data->>'report')::uuid
        JOIN   staff_notice o ON o.brand_id = r.brand_id AND o.report_id = r.id
        WHERE  n.type = 'complaint_reported' AND r.safety
        UNION
        SELECT 'safety', o.staff_id, c.id, '/desk/complaints/' || c.number || '?brand=' || c.brand_id, c.number
        FROM   news n
        JOIN   complaint c ON c.brand_id = n.brand_id AND c.id = (n.data->>'complaint')::uuid
        JOIN   staff_notice o ON o.brand_id = c.brand_id AND o.complaint_id = c.id AND o.kind = 'complaint_safety'
        WHERE  n.type = 'complaint_registered' OR (n.type = 'complaint_changed' AND n.data->'fields' ? 'safety'))
    SELECT needed.kind, needed.about, needed.url, needed.reference, s.locale, p.id AS subscription, p.endpoint, p.p256dh, p.auth
    FROM   needed
    JOIN   staff s ON s.id = needed.staff_id AND s.active
    JOIN   push_subscription p ON p.staff_id = s.id
    JOIN   staff_session e ON e.hash = p.session AND e.staff_id = s.id AND e.expires_at > now()
    WHERE  NOT EXISTS (SELECT 1 FROM presence here WHERE here.staff_id = s.id AND here.focused_until > now())
"""


class Follow:
    """`step` and `next_at` of the loop. `contact`: where push services find us."""

    def __init__(self, db: Database, contact: str, *, pause: float = PAUSE) -> None:
        self._db = db
        self._contact = contact
        self._pause = pause
        self._again = 0.0
        self._waits = False

    async def step(self) -> int:
        if not await self._anybody():
            return 0
        now = time.monotonic()
        self._waits = now < self._again
        if self._waits:
            return 0
        self._again = now + self._pause
        return await look(self._db, self._contact)

    async def next_at(self) -> datetime | None:
        if not self._waits:
            return None
        return datetime.now(UTC) + timedelta(seconds=max(0.0, self._again - time.monotonic()))

    async def _anybody(self) -> bool:
        known: Any = self._db.cache.get(_SUBSCRIBED)
        if known is None:
            async with self._db.tx(SYSTEM) as tx:
                known = await tx.value("SELECT EXISTS (SELECT 1 FROM push_subscription)")
            self._db.cache[_SUBSCRIBED] = known
        return bool(known)


async def look(db: Database, contact: str) -> int:
    """Reads what is new in the log and sends what follows; gives how many events it read. Of several workers one reads."""
    async with db.tx(SYSTEM) as tx:
        position = await tx.value("SELECT number FROM push_position FOR UPDATE SKIP LOCKED")
        if position is None:
            return 0
        row = await tx.connection.fetchrow(
            """
            SELECT max(number) AS upto, count(*)::int AS many
            FROM  (SELECT number FROM event WHERE number > $1 AND number < event_watermark() ORDER BY number LIMIT $2) n
            """,
            position,
            PAGE,
        )
        assert row is not None
        if not row["many"]:
            return 0
        targets = await tx.all(_Target, _NEWS, position, row["upto"])
        await tx.run("UPDATE push_position SET number = $1", row["upto"])
        kept = await key(tx) if targets else ""
    if targets:
        await _send_all(db, kept, contact, targets)
    many: int = row["many"]
    return many


async def _send_all(db: Database, kept: str, contact: str, targets: list[_Target]) -> None:
    turn = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:

        async def one(target: _Target) -> None:
            async with turn:
                await _send(db, client, kept, contact, target)

        await asyncio.gather(*(one(target) for target in targets))


async def _send(db: Database, client: httpx.AsyncClient, kept: str, contact: str, target: _Target) -> None:
    titles = _TITLES["ru" if target.locale == "ru" else "en"]
    push = Push(
        target.kind,
        titles[target.kind],
        target.reference,
        str(target.about),
        target.url,
    )
    headers = {
        "authorization": webpush.authorization(kept, target.endpoint, contact, datetime.now(UTC)),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(KEPT_BY_SERVICE),
        "urgency": "high",
        "topic": target.about.hex,  # a newer one of the same ticket replaces one that has not been shown
    }
    body = webpush.encrypt(msgspec.json.encode(push), target.p256dh, target.auth)
    try:
        status = (await client.post(target.endpoint, content=body, headers=headers)).status_code
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as problem:  # nor may one hold up the others
        log.warning("push service not reached", problem=type(problem).__name__)
        status = 0
    async with db.tx(SYSTEM) as tx:
        if status in (404, 410):
            await tx.run("DELETE FROM push_subscription WHERE id = $1", target.subscription)
        elif 200 <= status < 300:
            await tx.run(
                "UPDATE push_subscription SET sent_at = now(), failures = 0 WHERE id = $1",
                target.subscription,
            )
        else:
            log.warning("push not taken", status=status)
            await tx.run(
                "UPDATE push_subscription SET failures = failures + 1 WHERE id = $1", target.subscription
            )


async def sweep(tx: Tx) -> int:
    """Browsers whose session is over, and those that could not be reached for long."""
    return await tx.run(
        """
        DELETE FROM push_subscription p
        WHERE  failures >= $1
           OR  NOT EXISTS (SELECT 1 FROM staff_session s WHERE s.hash = p.session AND s.expires_at > now())
        """,
        MOST_FAILURES,
    )
