"""Every write of official channels and impostors."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
import msgspec

from pitboss.channels import queries as channels
from pitboss.db.tx import Tx
from pitboss.events.log import record, record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid
from pitboss.official import events, queries
from pitboss.official.model import (
    NEXT,
    AlreadyEnded,
    AlreadyOfficial,
    Impostor,
    ImpostorState,
    KeptByTheDesk,
    NoSuchEntry,
    NoSuchImpostor,
    NotFromHere,
    Official,
    OfficialKind,
)
from pitboss.official.names import Thing, entry, host_of
from pitboss.tickets import actions as tickets
from pitboss.tickets.model import Ticket

OFFICIAL, IMPOSTORS = "official.manage", "impostors.manage"
MOST = 500  # current entries of a brand
MAX_ABOUT = 200
MAX_NOTE = 2_000
_HINTS = {
    OfficialKind.site: "Write a site as its domain, for example casino.example.",
    OfficialKind.email: "Write a whole e-mail address, for example support@casino.example.",
    OfficialKind.phone: "Write a phone number with its country, for example +44 20 7946 0000.",
    OfficialKind.handle: "Write a handle with its network, for example @casino on telegram.",
    OfficialKind.name: "Write a name of 2 to 64 characters, as players see it.",
}


class Wanted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`value`: as it shall be shown. `platform`: of a handle. `about_en`, `about_ru`: what it is for, in a line. `shown`: on
    the brand's page of official channels; it is verified either way. `valid_from`: null is now."""

    kind: OfficialKind
    value: str
    platform: str = ""
    about_en: str = ""
    about_ru: str = ""
    shown: bool = True
    valid_from: datetime | None = None


async def add(tx: Tx, brand: str, wanted: Wanted) -> Official:
    """
    Raises:
        AlreadyOfficial.
        Invalid: it can't be what it is said to be.
    """
    tx.actor.must(OFFICIAL, brand)
    return await _add(tx, brand, wanted, source="staff")


async def _add(tx: Tx, brand: str, wanted: Wanted, *, source: str) -> Official:
    thing = entry(wanted.kind, wanted.platform, wanted.value)
    if thing is None:
        raise Invalid(_HINTS[wanted.kind])
    abouts = [" ".join(text.split()) for text in (wanted.about_en, wanted.about_ru)]
    if any(len(text) > MAX_ABOUT for text in abouts):
        raise Invalid(f"What a channel is for has at most {MAX_ABOUT} characters.")
    if len(await queries.entries(tx, brand)) >= MOST:
        raise Conflict(f"A brand has at most {MOST} official channels.")
    which = new_id()
    try:
        async with tx.savepoint():
            await tx.run(
                """
                INSERT INTO official_channel (brand_id, id, kind, platform, value, normal, about_en, about_ru, shown, source,
                                              valid_from, added_by)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, now()), $12)
                """,
                brand,
                which,
                wanted.kind,
                thing.platform,
                thing.normal if wanted.kind is OfficialKind.site else thing.shown,
                thing.normal,
                *abouts,
                wanted.shown,
                source,
                wanted.valid_from,
                tx.actor.id,
            )
    except asyncpg.UniqueViolationError as problem:
        raise AlreadyOfficial from problem
    await record_in(tx, brand, events.OfficialAdded(entry=which, kind=wanted.kind, source=source))
    tx.wake.add("settings")
    return await queries.entry(tx, brand, which)


async def end(tx: Tx, brand: str, which: UUID) -> Official:
    """From now on it is official no more; the list remembers that it was."""
    tx.actor.must(OFFICIAL, brand)
    held = await _hold(tx, brand, which)
    return await _end(tx, held)


async def replace(tx: Tx, brand: str, which: UUID, wanted: Wanted) -> Official:
    """The entry ends, and another takes its place at the same moment."""
    tx.actor.must(OFFICIAL, brand)
    await _end(tx, await _hold(tx, brand, which))
    return await _add(tx, brand, wanted, source="staff")


async def _hold(tx: Tx, brand: str, which: UUID) -> Official:
    row = await tx.connection.fetchrow(
        f"SELECT {queries.COLUMNS} FROM official_channel WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE",
        brand,
        which,
    )
    if row is None:
        raise NoSuchEntry
    held = queries.official_of(row)
    if held.valid_to is not None:
        raise AlreadyEnded
    if held.source == "desk":
        raise KeptByTheDesk
    return held


async def _end(tx: Tx, held: Official) -> Official:
    await tx.run(
        """
        UPDATE official_channel SET valid_to = greatest(now(), valid_from), ended_by = $3
        WHERE  brand_id = $1 AND id = $2
        """,
        held.brand,
        held.id,
        tx.actor.id,
    )
    await record_in(tx, held.brand, events.OfficialEnded(entry=held.id, kind=held.kind, source=held.source))
    tx.wake.add("settings")
    return await queries.entry(tx, held.brand, held.id)


async def follow_channels(tx: Tx, brand: str) -> None:
    """What the desk receives for and where its chats stand is official by itself, and ends with them. What staff have
    entered already stays theirs."""
    await tx.elevate()
    tx.cache.pop(("channels", brand), None)
    tx.cache.pop(("brand", brand), None)
    wanted = {
        (OfficialKind.email, channel.address)
        for channel in await channels.channels(tx, brand)
        if channel.kind == "email" and channel.enabled and channel.address
    } | {
        (OfficialKind.site, host)
        for origin in (await channels.brand(tx, brand)).origins
        if (host := _host(origin))
    }
    have = await queries.entries(tx, brand)
    for one in have:
        if one.source == "desk" and (one.kind, one.normal) not in wanted:
            await _end(tx, one)
    for kind, value in sorted(wanted - {(one.kind, one.normal) for one in have}):
        if entry(kind, "", value) is not None:
            await _add(tx, brand, Wanted(kind=kind, value=value), source="desk")


def _host(origin: str) -> str | None:
    """None for what only the machine itself can reach."""
    host = urlsplit(origin).hostname or ""
    return host_of(host) if "." in host and not host.replace(".", "").isdigit() else None


# ── impostors ───────────────────────────────────────────────────────────────────────────────────────────────


async def report(tx: Tx, ticket: Ticket, kind: OfficialKind, thing: Thing) -> Impostor:
    """A ticket reports an impostor, perhaps one that others have reported before. The transaction is SYSTEM's or elevated."""
    which: UUID = await tx.value(
        """
        WITH made AS (
            INSERT INTO impostor (brand_id, id, kind, platform, value, normal) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (brand_id, kind, platform, normal) DO UPDATE SET version = impostor.version
            RETURNING id),
        told AS (
            INSERT INTO impostor_report (brand_id, impostor_id, ticket_id) SELECT $1, id, $7 FROM made
            ON CONFLICT DO NOTHING)
        SELECT id FROM made
        """,
        ticket.brand,
        new_id(),
        kind,
        thing.platform,
        thing.shown,
        thing.normal,
        ticket.id,
    )
    await record(tx, ticket, events.ImpostorReported(impostor=which, kind=kind))
    return await queries.impostor(tx, ticket.brand, which)


async def note_from(tx: Tx, brand: str, ticket: UUID, kind: OfficialKind, thing: Thing) -> Impostor:
    """Staff read of an impostor in a ticket that they may see."""
    tx.actor.must(IMPOSTORS, brand)
    held = await tickets.hold(tx, brand, ticket)
    await tx.elevate()
    return await report(tx, held, kind, thing)


async def move(
    tx: Tx,
    brand: str,
    which: UUID,
    state: ImpostorState,
    *,
    note: str | None = None,
    version: int | None = None,
) -> Impostor:
    """`note`: None leaves it. `version`: what the actor has seen.

    Raises:
        NotFromHere: the states don't follow each other.
        Conflict: somebody has changed it meanwhile.
    """
    tx.actor.must(IMPOSTORS, brand)
    if note is not None and len(note) > MAX_NOTE:
        raise Invalid(f"A note on an impostor has at most {MAX_NOTE} characters.")
    row = await tx.connection.fetchrow(
        f"SELECT {queries.IMPOSTOR} FROM impostor i WHERE i.brand_id = $1 AND i.id = $2 FOR NO KEY UPDATE OF i",
        brand,
        which,
    )
    if row is None:
        raise NoSuchImpostor
    before = queries.impostor_of(row)
    if version is not None and version != before.version:
        raise Conflict("Somebody has changed this since you read it. Look again.")
    if state is not before.state and state not in NEXT[before.state]:
        raise NotFromHere
    await tx.run(
        """
        UPDATE impostor
        SET    state = $3, note = coalesce($4, note), state_by = $5, version = version + 1,
               state_at = CASE WHEN state = $3 THEN state_at ELSE now() END
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        which,
        state,
        note.strip() if note is not None else None,
        tx.actor.id,
    )
    if state is not before.state:
        await record_in(tx, brand, events.ImpostorMoved(impostor=which, state=state, was=before.state))
    tx.wake.add("settings")
    return await queries.impostor(tx, brand, which)
