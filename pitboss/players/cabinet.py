"""How a player comes into the cabinet: by the operator's signed token, or by a code or link to an address of theirs. Who
asks never learns whether an address is known: the same happens, and takes as long, but nothing is sent.

All transactions are SYSTEM's."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

import msgspec

from pitboss.db.tx import Actor, Kind, Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.links import Links
from pitboss.kit.refused import Refused
from pitboss.players import events
from pitboss.players.assurance import SIGNED_FOR, Assurance
from pitboss.players.model import reachable

CODE_LIFE = timedelta(minutes=30)
CODE_TRIES = 5
# To one address so many letters go without a pause in a day; then one after each pause, unless one of them was used. The
# pause is shorter than a letter's life, so whoever owns the address always has a good one, whoever else asks for more.
CODES_AT_ONCE = 5
CODES_PAUSE = timedelta(minutes=20)
IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=12)
HANDOVER_LIFE = timedelta(minutes=15)


class CodeWrong(Refused):
    """This code doesn't fit, was used before, or is older than 30 minutes. Open the link of the letter, or ask for a new one."""

    status: ClassVar[int] = 401


class LinkUsed(Refused):
    """This link was used before, or is older than 15 minutes. Make a new one."""

    status: ClassVar[int] = 410


class Session(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    player_id: UUID
    assurance: int
    created_at: datetime
    seen_at: datetime


COLUMNS = "brand_id AS brand, id, player_id, assurance, created_at, seen_at"


class Code(msgspec.Struct, frozen=True):
    """A code that was asked for; `player_id` null: nobody is known by that address. `address`: as it is known, which is the
    only spelling that a code may be sent to: what somebody typed may be a look-alike at another's domain. `again`: it is
    the newest of those that went out before, and good still; no other is sent."""

    id: UUID
    address: str
    player_id: UUID | None
    again: bool


class _Asked(msgspec.Struct, frozen=True):
    id: UUID
    player_id: UUID | None
    assurance: int
    tries: int
    good: bool


class Handover(msgspec.Struct, frozen=True):
    brand: str
    id: UUID
    ticket_id: UUID
    player_id: UUID
    goes_to: str
    assurance: int
    assurance_until: datetime | None


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def level(session: Session, now: datetime) -> Assurance:
    """How sure the desk is now of who writes by a session: what it was entered with counts as long as the site's word does."""
    entered = Assurance(session.assurance)
    return entered if now - session.created_at <= SIGNED_FOR else min(entered, Assurance.A1)


def actor_of(session: Session) -> Actor:
    """The session's player, who sees all their requests."""
    return Actor(kind=Kind.player, id=session.player_id, brands=frozenset({session.brand}), name="player")


async def ask_code(tx: Tx, brand: str, address: str) -> Code:
    """
    Raises:
        Invalid: it is no e-mail address that mail can reach.
    """
    spelled = reachable(address)
    await tx.run("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"cabinet {brand} {spelled}")
    if (before := await _good_already(tx, brand, spelled)) is not None:
        return before
    row = await tx.connection.fetchrow(
        """
        INSERT INTO cabinet_code (brand_id, id, address, player_id, assurance)
        SELECT $1, $2, $3, who.player_id, coalesce(who.assurance, 0)
        FROM   (SELECT 1) one
        LEFT   JOIN LATERAL (
            SELECT coalesce(p.merged_into, p.id) AS player_id,
                   CASE WHEN i.registered THEN $4::smallint ELSE $5::smallint END AS assurance
            FROM   identity i JOIN player p ON p.brand_id = i.brand_id AND p.id = i.player_id
            WHERE  i.brand_id = $1 AND i.kind = 'email' AND i.value = $3
              AND  (i.registered OR NOT EXISTS (      -- an address that the site doesn't vouch for opens no account
                       SELECT 1 FROM identity a
                       WHERE a.brand_id = i.brand_id AND a.player_id = coalesce(p.merged_into, p.id) AND a.kind = 'account'))
            ORDER  BY i.registered DESC
            LIMIT  1) who ON true
        RETURNING id, address, player_id
        """,
        brand,
        new_id(),
        spelled,
        int(Assurance.A2),
        int(Assurance.A1),
    )
    assert row is not None, "an insert that returns gives its row"
    return Code(row["id"], row["address"], row["player_id"], again=False)


async def _good_already(tx: Tx, brand: str, address: str) -> Code | None:
    """The newest letter to an address, where many went and it is good for a while yet. Its link opens the cabinet even if
    others have used up the tries of its digits, and it doesn't count any more once it was used."""
    return await tx.maybe(
        Code,
        """
        WITH sent AS (
            SELECT id, address, player_id, created_at FROM cabinet_code
            WHERE  brand_id = $1 AND address = $2 AND created_at > now() - interval '1 day'
              AND  created_at > coalesce((SELECT max(created_at) FROM cabinet_code
                                          WHERE brand_id = $1 AND address = $2 AND used_at IS NOT NULL), '-infinity'))
        SELECT id, address, player_id, true AS again FROM sent
        WHERE  created_at > now() - $3::interval AND (SELECT count(*) FROM sent) >= $4
        ORDER  BY created_at DESC
        LIMIT  1
        """,
        brand,
        address,
        CODES_PAUSE,
        CODES_AT_ONCE,
    )


def code_and_link(links: Links, brand: str, code_id: UUID) -> Mapping[str, str]:
    """What the letter with a code says; neither is kept anywhere."""
    digits = links.digits("cabinet", brand, code_id)
    secret = links.secret("cabinet-link", brand, code_id)
    return {
        "code": f"{digits[:3]} {digits[3:]}",
        "link": links.page(f"/help/{brand}/my/enter/{code_id}/{secret}"),
    }


async def enter_by_code(tx: Tx, brand: str, code_id: UUID, said: str) -> str | None:
    """The token of a new session; None: the code is wrong, which has been counted, so commit before you refuse."""
    asked = await _asked(tx, brand, code_id)
    digits = "".join(str(int(c)) for c in said if c.isdecimal())
    fits = hmac.compare_digest(tx.links.digits("cabinet", brand, code_id), digits)
    if asked is None or not asked.good or asked.tries >= CODE_TRIES or asked.player_id is None or not fits:
        await tx.run(
            "UPDATE cabinet_code SET tries = tries + 1 WHERE brand_id = $1 AND id = $2 AND tries < 100",
            brand,
            code_id,
        )
        return None
    return await _use(tx, brand, asked, asked.player_id)


async def enter_by_link(tx: Tx, brand: str, code_id: UUID, secret: str) -> str | None:
    if not tx.links.holds("cabinet-link", brand, code_id, secret):
        return None
    asked = await _asked(tx, brand, code_id)
    if asked is None or not asked.good or asked.player_id is None:
        return None
    return await _use(tx, brand, asked, asked.player_id)


async def _asked(tx: Tx, brand: str, code_id: UUID) -> _Asked | None:
    return await tx.maybe(
        _Asked,
        """
        SELECT id, player_id, assurance, tries, used_at IS NULL AND created_at > now() - $3::interval AS good
        FROM   cabinet_code WHERE brand_id = $1 AND id = $2
        FOR UPDATE
        """,
        brand,
        code_id,
        CODE_LIFE,
    )


async def _use(tx: Tx, brand: str, asked: _Asked, player: UUID) -> str:
    await tx.run("UPDATE cabinet_code SET used_at = now() WHERE brand_id = $1 AND id = $2", brand, asked.id)
    return await open_session(tx, brand, player, asked.assurance)


async def open_session(tx: Tx, brand: str, player: UUID, assurance: int) -> str:
    """Gives the token, which is known to the player's browser alone."""
    token = secrets.token_urlsafe(32)
    session = new_id()
    await tx.run(
        "INSERT INTO cabinet_session (brand_id, id, hash, player_id, assurance) VALUES ($1, $2, $3, $4, $5)",
        brand,
        session,
        digest(token),
        player,
        assurance,
    )
    await record_in(tx, brand, events.CabinetEntered(player=player, session=session, assurance=assurance))
    return token


async def session_of(tx: Tx, brand: str, token: str) -> Session | None:
    """The session of a token while it is good: used within IDLE, and no older than LIFE."""
    return await tx.maybe(
        Session,
        f"""
        UPDATE cabinet_session SET seen_at = now()
        WHERE  brand_id = $1 AND hash = $2 AND seen_at > now() - $3::interval AND created_at > now() - $4::interval
        RETURNING {COLUMNS}
        """,
        brand,
        digest(token),
        IDLE,
        LIFE,
    )


async def leave(tx: Tx, session: Session) -> None:
    await tx.run("DELETE FROM cabinet_session WHERE brand_id = $1 AND id = $2", session.brand, session.id)


async def lock_out(tx: Tx, brand: str, player: UUID) -> None:
    """Everything that opens the player's cabinet ends, on every device; they sign in anew. The transaction is elevated."""
    for table in ("cabinet_session", "cabinet_code", "handover"):
        await tx.run(f"DELETE FROM {table} WHERE brand_id = $1 AND player_id = $2", brand, player)


async def hand_over(
    tx: Tx, brand: str, ticket: UUID, player: UUID, goes_to: str, assurance: int, until: datetime | None
) -> str:
    """The token of a one-time link."""
    token = secrets.token_urlsafe(24)
    await tx.run(
        """
        INSERT INTO handover (brand_id, id, hash, ticket_id, player_id, goes_to, assurance, assurance_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        brand,
        new_id(),
        digest(token),
        ticket,
        player,
        goes_to,
        assurance,
        until,
    )
    return token


async def take_over(tx: Tx, brand: str, token: str, goes_to: str) -> Handover:
    """Uses a one-time link up.

    Raises:
        LinkUsed: also for one that never was.
    """
    taken = await tx.maybe(
        Handover,
        """
        UPDATE handover SET used_at = now()
        WHERE  brand_id = $1 AND hash = $2 AND goes_to = $3 AND used_at IS NULL AND created_at > now() - $4::interval
        RETURNING brand_id AS brand, id, ticket_id, player_id, goes_to,
                  CASE WHEN assurance_until IS NULL OR assurance_until > now() THEN assurance ELSE 0 END AS assurance, assurance_until
        """,
        brand,
        digest(token),
        goes_to,
        HANDOVER_LIFE,
    )
    if taken is None:
        raise LinkUsed
    return taken


async def mails_of(tx: Tx, brand: str, player: UUID) -> str:
    wanted: str = await tx.value("SELECT mails FROM player WHERE brand_id = $1 AND id = $2", brand, player)
    return wanted


async def set_mails(tx: Tx, brand: str, player: UUID, mails: str) -> None:
    """`mails`: all stages, or answers only."""
    changed = await tx.run(
        "UPDATE player SET mails = $3 WHERE brand_id = $1 AND id = $2 AND mails <> $3", brand, player, mails
    )
    if changed:
        await record_in(tx, brand, events.PlayerChanged(player=player, fields=["mails"], source="player"))


async def sweep(tx: Tx) -> None:
    """Forgets what opens nothing any more."""
    await tx.run("DELETE FROM cabinet_code WHERE created_at < now() - interval '1 day'")
    await tx.run("DELETE FROM cabinet_session WHERE seen_at < now() - interval '1 day'")
    await tx.run("DELETE FROM handover WHERE created_at < now() - interval '1 day'")
