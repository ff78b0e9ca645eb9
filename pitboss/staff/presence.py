"""Who is there, and how much each may hold. A person who falls silent goes offline by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

import asyncpg
import msgspec

from pitboss.db.tx import Tx
from pitboss.events.reasons import because
from pitboss.kit.refused import Invalid
from pitboss.staff import events
from pitboss.staff.power import NoSuchPerson, must_be_self_or_manage, must_manage, record_everywhere

SILENT_AFTER = timedelta(seconds=60)
FOCUS_LASTS = timedelta(seconds=45)  # two signs of life

# At once, by class of channel: what one person can follow, not what they can do in a day.
DEFAULT_CAPACITY: Mapping[str, int] = MappingProxyType({"chat": 3, "mail": 10, "phone": 1})
MAX_CAPACITY = 100


# Why a presence changes, for whoever reads it in the log.
_WHY = {
    "chosen": because("presence_chosen"),
    "back": because("presence_back"),
    "idle": because("presence_idle"),
    "silent": because("presence_silent"),
    "deactivated": because("presence_deactivated"),
}


class Presence(StrEnum):
    online = "online"
    away = "away"
    transfer_only = "transfer_only"  # takes what colleagues hand over, gets nothing new
    offline = "offline"


class Load(msgspec.Struct, frozen=True):
    """`class_`: chat, mail or phone."""

    class_: str
    load: int
    capacity: int
    online: bool


async def set_presence(tx: Tx, staff_id: UUID, state: Presence) -> None:
    """One's own, or a colleague's by whoever manages them. Counts as a heartbeat."""
    await must_be_self_or_manage(tx, staff_id)
    await tx.elevate()
    await _set(tx, staff_id, state, reason="chosen")


async def go_offline(tx: Tx, staff_id: UUID) -> None:
    """Of somebody deactivated. The transaction must be the desk's."""
    await _set(tx, staff_id, Presence.offline, reason="deactivated")


async def beat(tx: Tx, staff_id: UUID, *, active: bool = True, focused: bool = False) -> Presence:
    """A sign of life of the person's workspace. `active`: they touched it since the last one; who was away by idleness is
    back. `focused`: it is in front of them. Gives the state that they are in, since silence may have ended it."""
    row = await tx.connection.fetchrow(
        """
        UPDATE presence
        SET    beat_at = now(), active_at = CASE WHEN $2 THEN now() ELSE active_at END,
               focused_until = CASE WHEN $3 THEN now() + $4::interval ELSE focused_until END
        WHERE  staff_id = $1
        RETURNING state::text, idle
        """,
        staff_id,
        active,
        focused,
        FOCUS_LASTS,
    )
    if row is None:
        return Presence.offline
    if active and row["idle"] and row["state"] == Presence.away:
        await tx.elevate()
        await _set(tx, staff_id, Presence.online, reason="back")
        return Presence.online
    return Presence(row["state"])


async def idle(tx: Tx, after: timedelta) -> list[UUID]:
    """Takes away whoever is online and has touched nothing for that long, at most 100 at once; gives who. For a timer, as
    SYSTEM."""
    still = await tx.column(
        """
        SELECT staff_id FROM presence
        WHERE  state = 'online' AND active_at < now() - $1::interval
        ORDER  BY active_at
        LIMIT  100
        FOR UPDATE SKIP LOCKED
        """,
        after,
    )
    for staff_id in sorted(still):
        await _set(tx, staff_id, Presence.away, reason="idle")
    return still


async def expire(tx: Tx, older_than: timedelta = SILENT_AFTER) -> list[UUID]:
    """Takes offline whoever gave no sign of life for that long, at most 100 at once; gives who. For a timer, as SYSTEM."""
    silent = await tx.column(
        """
        SELECT staff_id FROM presence
        WHERE  state <> 'offline' AND beat_at < now() - $1::interval
        ORDER  BY beat_at
        LIMIT  100
        FOR UPDATE SKIP LOCKED
        """,
        older_than,
    )
    for staff_id in sorted(silent):  # as everybody takes the counters
        await _set(tx, staff_id, Presence.offline, reason="silent")
    return silent


async def set_capacity(tx: Tx, staff_id: UUID, class_: str, capacity: int) -> None:
    await must_manage(tx, staff_id)
    if class_ not in DEFAULT_CAPACITY:
        raise Invalid(f"A class of channels is one of: {', '.join(DEFAULT_CAPACITY)}.")
    if not 0 <= capacity <= MAX_CAPACITY:
        raise Invalid(f"A capacity is a number from 0 to {MAX_CAPACITY}.")
    await tx.elevate()
    await tx.run(
        """
        INSERT INTO staff_load (staff_id, class, capacity, online)
        VALUES ($1, $2, $3, EXISTS (SELECT 1 FROM presence WHERE staff_id = $1 AND state = 'online'))
        ON CONFLICT (staff_id, class) DO UPDATE SET capacity = excluded.capacity
        """,
        staff_id,
        class_,
        capacity,
    )
    await record_everywhere(
        tx, staff_id, events.CapacitySet(staff=staff_id, class_=class_, capacity=capacity)
    )


async def load(tx: Tx, staff_id: UUID) -> list[Load]:
    return await tx.all(
        Load,
        "SELECT class AS class_, load, capacity, online FROM staff_load WHERE staff_id = $1 ORDER BY class",
        staff_id,
    )


async def _set(tx: Tx, staff_id: UUID, state: Presence, *, reason: str) -> None:
    was = await tx.value("SELECT state::text FROM presence WHERE staff_id = $1 FOR UPDATE", staff_id)
    if was is None:
        try:
            await tx.run("INSERT INTO presence (staff_id) VALUES ($1) ON CONFLICT DO NOTHING", staff_id)
        except asyncpg.ForeignKeyViolationError as problem:
            raise NoSuchPerson from problem
        was = Presence.offline.value
    await tx.run(
        """
        UPDATE presence
        SET    state = $2::text::presence_state, beat_at = CASE WHEN $3 THEN now() ELSE beat_at END,
               active_at = CASE WHEN $3 OR $4 = 'back' THEN now() ELSE active_at END, idle = $4 = 'idle',
               since = CASE WHEN state::text = $2 THEN since ELSE now() END
        WHERE  staff_id = $1
        """,
        staff_id,
        state.value,
        reason == "chosen",
        reason,
    )
    if state.value != was:
        await record_everywhere(
            tx,
            staff_id,
            events.PresenceChanged(staff=staff_id, state=state.value, was=was, reason=_WHY[reason]),
        )
