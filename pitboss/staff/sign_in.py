"""Signing in and out, and API tokens. Tokens are random; the database knows their SHA-256 only.

Why parallel guesses don't get past the lock: docs/subsystems/security.md."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from pitboss.db.tx import SYSTEM, Database, Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Forbidden, Invalid, NotFound, Refused
from pitboss.staff import events, passwords
from pitboss.staff.permissions import unknown
from pitboss.staff.power import must_be_self_or_manage, record_everywhere

SESSION_LIFE = timedelta(days=7)
SESSION_IDLE = timedelta(hours=12)

ACCOUNT_FAILURES = (
    5  # the last of these locks for a minute, each further one for twice as long, up to an hour
)
ADDRESS_FAILURES = 50  # an office may sit behind one address
LONGEST_LOCK = timedelta(hours=1)
FORGET_AFTER = timedelta(hours=24)

API_PREFIX = "pb_"


class BadCredentials(Refused):
    """The e-mail address or the password is wrong."""

    status: ClassVar[int] = 401


class TooManyAttempts(Refused):
    """Too many attempts. Try again later."""

    status: ClassVar[int] = 429


class Session(msgspec.Struct, frozen=True):
    """`key` names the session to its owner; it is no secret and opens nothing."""

    key: str
    staff_id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str | None
    device: str | None


class ApiToken(msgspec.Struct, frozen=True):
    id: UUID
    staff_id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


class _Known(msgspec.Struct, frozen=True):
    id: UUID
    password_hash: str
    active: bool
    brands: list[str]


_OPENED = (
    """left(encode(hash, 'hex'), 16) AS key, staff_id, created_at, seen_at, expires_at, address, device"""
)
_ISSUED = """id, staff_id, name, scopes, created_at, used_at, expires_at"""


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


async def sign_in(
    db: Database, *, email: str, password: str, address: str | None = None, device: str | None = None
) -> tuple[str, Session]:
    """Opens a session; gives its token, which is shown this once. `address` is the client's IP address. The attempt is
    counted in a transaction of its own, before the password is looked at.

    Raises:
        TooManyAttempts: with `retry_after` in seconds. Says nothing about whether the account exists.
        BadCredentials: whether the address, the password or the state of the account is what is wrong.
    """
    typed = email.strip().lower()[:254]
    account, source = _subject("account", typed), _source(address)
    async with db.tx(SYSTEM) as tx:
        wait = await _count(tx, source, ADDRESS_FAILURES) if source else None
        wait = wait or await _count(tx, account, ACCOUNT_FAILURES)
        known = await tx.maybe(
            _Known,
            """
            SELECT s.id, s.password_hash, s.active,
                   ARRAY(SELECT DISTINCT brand_id FROM staff_role WHERE staff_id = s.id) AS brands
            FROM   staff s
            WHERE  s.email = $1
            """,
            typed,
        )
    if wait is not None:
        raise TooManyAttempts(f"Too many attempts. Try again in {_in_words(wait)}.", retry_after=wait)
    usable = known is not None and known.active
    stored = known.password_hash if known is not None and known.active else passwords.DUMMY
    fits = await passwords.verify(stored, password)
    if known is None or not usable or not fits:
        await _note_failure(db, account, known, address)
        raise BadCredentials
    renewed = await passwords.hash_password(password) if passwords.is_outdated(stored) else None
    token = secrets.token_urlsafe(32)
    async with db.tx(SYSTEM) as tx:
        if source:
            await _take_back(tx, source, ADDRESS_FAILURES)
        await tx.run("DELETE FROM sign_in_attempt WHERE subject = $1", account)
        # The share lock meets set_password and deactivate: whichever is second sees what the first did.
        session = await tx.maybe(
            Session,
            f"""
            INSERT INTO staff_session (hash, staff_id, expires_at, address, device)
            SELECT $1, id, now() + $4::interval, $5, left($6, 300)
            FROM   staff
            WHERE  id = $2 AND active AND password_hash = $3
            FOR SHARE
            RETURNING {_OPENED}
            """,
            digest(token),
            known.id,
            known.password_hash,
            SESSION_LIFE,
            address,
            device,
        )
        if session is None:
            raise BadCredentials
        if renewed:
            await tx.run("UPDATE staff SET password_hash = $2 WHERE id = $1", known.id, renewed)
        for brand in known.brands:
            await record_in(tx, brand, events.SignedIn(staff=known.id, address=address))
    return token, session


async def sign_out(tx: Tx, session: bytes) -> None:
    """Ends one's own session; `session` is its hash, as in actors.Signed."""
    await _end(tx, tx.actor.id, "hash = $2", session)


async def end_session(tx: Tx, key: str) -> None:
    """Ends another of one's own sessions by its key."""
    if not await _end(tx, tx.actor.id, "left(encode(hash, 'hex'), 16) = $2", key):
        raise NotFound("There is no such session.")


async def sign_out_everywhere(tx: Tx, staff_id: UUID) -> int:
    """All sessions of oneself, or of a colleague by whoever manages them; gives how many there were."""
    await must_be_self_or_manage(tx, staff_id)
    return await _end(tx, staff_id, "$2::text IS NULL", None)


async def sessions(tx: Tx, staff_id: UUID) -> list[Session]:
    """The sessions that are still good, the last used first."""
    await must_be_self_or_manage(tx, staff_id)
    await tx.elevate()
    return await tx.all(
        Session,
        f"""
        SELECT {_OPENED}
        FROM   staff_session
        WHERE  staff_id = $1 AND expires_at > now() AND seen_at > now() - $2::interval
        ORDER  BY seen_at DESC
        """,
        staff_id,
        SESSION_IDLE,
    )


async def create_token(
    tx: Tx, *, name: str, scopes: set[str], expires_at: datetime | None = None
) -> tuple[str, ApiToken]:
    """An API token of the actor's own; its text is shown this once. It can do what both its scopes and its owner's
    permissions of the moment allow. The edge lets only a session make one, not another token."""
    shown = " ".join(name.split())
    if not 0 < len(shown) <= 100:
        raise Invalid("A token's name has 1 to 100 characters; say what uses it.")
    if not scopes:
        raise Invalid("Name at least one permission for the token.")
    if strange := unknown(scopes):
        raise Invalid(f"There is no permission {', '.join(strange)}.")
    if beyond := sorted(scope for scope in scopes if not tx.actor.can_anywhere(scope)):
        raise Forbidden(f"A token can do no more than its owner; you don't hold {', '.join(beyond)}.")
    if tx.actor.kind is not Kind.staff or tx.actor.id is None:
        raise Forbidden("A token belongs to a member of staff.")
    if expires_at is not None and expires_at <= await tx.value("SELECT now()"):
        raise Invalid("A token expires in the future.")
    await tx.elevate()
    text = API_PREFIX + secrets.token_urlsafe(32)
    token = await tx.one(
        ApiToken,
        f"""
        INSERT INTO api_token (id, hash, staff_id, name, scopes, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING {_ISSUED}
        """,
        new_id(),
        digest(text),
        tx.actor.id,
        shown,
        sorted(scopes),
        expires_at,
    )
    await record_everywhere(
        tx,
        token.staff_id,
        events.TokenCreated(
            staff=token.staff_id, token=token.id, name=shown, scopes=token.scopes, expires_at=expires_at
        ),
    )
    return text, token


async def revoke_token(tx: Tx, staff_id: UUID, token_id: UUID) -> None:
    """A token of oneself, or of a colleague by whoever manages them."""
    await must_be_self_or_manage(tx, staff_id)
    await tx.elevate()
    name = await tx.value(
        "DELETE FROM api_token WHERE staff_id = $1 AND id = $2 RETURNING name", staff_id, token_id
    )
    if name is None:
        raise NotFound("There is no such token.")
    await record_everywhere(tx, staff_id, events.TokenRevoked(staff=staff_id, token=token_id, name=name))


async def tokens(tx: Tx, staff_id: UUID) -> list[ApiToken]:
    await must_be_self_or_manage(tx, staff_id)
    await tx.elevate()
    return await tx.all(
        ApiToken, f"SELECT {_ISSUED} FROM api_token WHERE staff_id = $1 ORDER BY id", staff_id
    )


async def sweep(tx: Tx) -> int:
    """Removes sessions that are over and attempts long past. For a timer, as SYSTEM."""
    over = await tx.run(
        "DELETE FROM staff_session WHERE expires_at < now() OR seen_at < now() - $1::interval", SESSION_IDLE
    )
    past = await tx.run(
        "DELETE FROM sign_in_attempt WHERE last_at < now() - $1::interval AND coalesce(locked_until, '-infinity') < now()",
        FORGET_AFTER,
    )
    return over + past


async def _count(tx: Tx, subject: bytes, limit: int) -> int | None:
    """Counts an attempt as failed until it turns out to be right. Gives the seconds to wait if it is locked, and then
    does not count it."""
    allowed = await tx.value(
        """
        INSERT INTO sign_in_attempt AS a (subject, failures) VALUES ($1, 1)
        ON CONFLICT (subject) DO UPDATE
        SET    (failures, last_at, locked_until) = (
                   SELECT n, now(), CASE WHEN n >= $2 THEN clock_timestamp()
                                    + least($3::interval, interval '1 minute' * 2 ^ least(n - $2, 10)) END
                   FROM   (SELECT CASE WHEN a.last_at < now() - $4::interval THEN 1 ELSE a.failures + 1 END) AS next (n))
        WHERE  a.locked_until IS NULL OR a.locked_until <= clock_timestamp()
        RETURNING true
        """,
        subject,
        limit,
        LONGEST_LOCK,
        FORGET_AFTER,
    )
    if allowed:
        return None
    seconds = await tx.value(
        "SELECT extract(epoch FROM locked_until - clock_timestamp())::float FROM sign_in_attempt WHERE subject = $1",
        subject,
    )
    return max(1, math.ceil(seconds or 0))


async def _take_back(tx: Tx, subject: bytes, limit: int) -> None:
    await tx.run(
        """
        UPDATE sign_in_attempt
        SET    failures = greatest(failures - 1, 0),
               locked_until = CASE WHEN failures - 1 >= $2 THEN locked_until END
        WHERE  subject = $1
        """,
        subject,
        limit,
    )


async def _note_failure(db: Database, account: bytes, known: _Known | None, address: str | None) -> None:
    """Writes for every address typed, so that the commit costs the same with and without an account."""
    async with db.tx(SYSTEM) as tx:
        locked_until = await tx.value(
            "UPDATE sign_in_attempt SET last_at = now() WHERE subject = $1 RETURNING locked_until", account
        )
        if known is not None:
            for brand in known.brands:
                await record_in(
                    tx, brand, events.SignInFailed(staff=known.id, address=address, locked_until=locked_until)
                )


async def _end(tx: Tx, staff_id: UUID | None, which: str, value: object) -> int:
    if staff_id is None:
        return 0
    await tx.elevate()
    ended = await tx.run(f"DELETE FROM staff_session WHERE staff_id = $1 AND {which}", staff_id, value)
    if ended:
        await record_everywhere(tx, staff_id, events.SignedOut(staff=staff_id, sessions=ended))
    return ended


def _subject(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{kind} {text}".encode()).digest()


def _source(address: str | None) -> bytes | None:
    """An IPv6 client has a whole /64 to itself."""
    if address is None:
        return None
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return _subject("address", address)
    if ip.version == 6:
        ip = ip.ipv4_mapped or ipaddress.ip_network((ip, 64), strict=False).network_address
    return _subject("address", str(ip))


def _in_words(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds"
    return f"{math.ceil(seconds / 60)} minutes"
