"""Two players who are one person: proposed by anybody, decided by a person, undone exactly.

Locks are taken in the order that everything else follows too: identities, chat sessions, tickets, players."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.players import cabinet, events


class TwoAccounts(Conflict):
    """Both players have an account on the site, and they are different. Two accounts are never one player."""


class AlreadyDecided(Conflict):
    """This proposal has been decided already."""


class AlreadyMerged(Conflict):
    """One of these players has meanwhile been merged with another. Propose the merge anew with the player who stayed."""


class NotMerged(Conflict):
    """Only an approved merge can be undone."""


class NoSuchProposal(NotFound):
    """There is no such proposal in this brand."""


class Dropped(msgspec.Struct, frozen=True):
    """An identity that both had; the staying player's remains."""

    id: UUID
    kind: str
    value: str
    registered: bool
    created_at: datetime


class Traits(msgspec.Struct, frozen=True):
    name: str
    language: str | None
    jurisdiction: str | None
    vip: int
    flags: list[str]


class Moved(msgspec.Struct, frozen=True):
    """What a merge moved. `raised`: identities of the staying player that became registered by it. `before`, `after`: the
    staying player's traits."""

    identities: list[UUID]
    dropped: list[Dropped]
    raised: list[UUID]
    tickets: list[UUID]
    sessions: list[UUID]
    before: Traits
    after: Traits
    complaints: list[UUID] = []


class _Proposal(msgspec.Struct, frozen=True):
    id: UUID
    player_id: UUID
    other_id: UUID
    state: str
    moved: dict[str, Any]


class _Side(msgspec.Struct, frozen=True):
    id: UUID
    merged_into: UUID | None
    name: str
    language: str | None
    jurisdiction: str | None
    vip: int
    flags: list[str]

    def traits(self) -> Traits:
        return Traits(self.name, self.language, self.jurisdiction, self.vip, self.flags)


async def propose_merge(tx: Tx, brand: str, player_id: UUID, other_id: UUID, *, reason: str) -> UUID:
    """`player_id` would stay, `other_id` be merged into them. Gives the open proposal, also if there was one already."""
    tx.actor.must("players.see", brand)
    if player_id == other_id:
        raise Invalid("A player can't be merged with themselves.")
    if not reason.strip():
        raise Invalid("Say why these are one person.")
    there = await tx.all(_Side, f"{_SIDES} ORDER BY id", brand, [player_id, other_id])
    if len(there) != 2:
        raise NotFound("There is no such player in this brand.")
    if any(side.merged_into for side in there):
        raise AlreadyMerged
    return await propose(tx, brand, player_id, other_id, reason=reason.strip()[:500])


async def propose(tx: Tx, brand: str, player_id: UUID, other_id: UUID, *, reason: str) -> UUID:
    proposal_id = new_id()
    added = await tx.run(
        """
        INSERT INTO merge_proposal (brand_id, id, player_id, other_id, reason) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (brand_id, least(player_id, other_id), greatest(player_id, other_id)) WHERE state = 'open' DO NOTHING
        """,
        brand,
        proposal_id,
        player_id,
        other_id,
        reason,
    )
    if added:
        await record_in(
            tx,
            brand,
            events.MergeProposed(proposal=proposal_id, player=player_id, other=other_id, reason=reason),
        )
        return proposal_id
    existing: UUID = await tx.value(
        """
        SELECT id FROM merge_proposal
        WHERE  brand_id = $1 AND state = 'open' AND least(player_id, other_id) = least($2::uuid, $3::uuid)
          AND  greatest(player_id, other_id) = greatest($2::uuid, $3::uuid)
        """,
        brand,
        player_id,
        other_id,
    )
    return existing


async def refuse_merge(tx: Tx, brand: str, proposal_id: UUID) -> None:
    tx.actor.must("players.merge", brand)
    proposal = await _hold_open(tx, brand, proposal_id)
    await _decide(tx, brand, proposal_id, "refused", None)
    await record_in(
        tx,
        brand,
        events.MergeRefused(proposal=proposal_id, player=proposal.player_id, other=proposal.other_id),
    )


async def approve_merge(tx: Tx, brand: str, proposal_id: UUID) -> Moved:
    """Moves identities, tickets, complaints and chat sessions to the staying player, who also takes over what they lack of name,
    language and jurisdiction, the higher VIP level and all flags.

    Raises:
        TwoAccounts, AlreadyDecided, AlreadyMerged, NoSuchProposal.
    """
    tx.actor.must("players.merge", brand)
    proposal = await _hold_open(tx, brand, proposal_id)
    await tx.elevate()
    stays, goes = proposal.player_id, proposal.other_id
    await _lock_identities(tx, brand, [goes])
    await _lock_things(tx, brand, goes)
    sides = {
        side.id: side
        for side in await tx.all(_Side, f"{_SIDES} ORDER BY id FOR NO KEY UPDATE", brand, [stays, goes])
    }
    if any(side.merged_into for side in sides.values()):
        raise AlreadyMerged
    accounts = await tx.value(
        "SELECT count(DISTINCT value) FROM identity WHERE brand_id = $1 AND player_id = ANY ($2) AND kind = 'account'",
        brand,
        [stays, goes],
    )
    if accounts > 1:
        raise TwoAccounts
    before, after = sides[stays].traits(), _together(sides[stays].traits(), sides[goes].traits())
    raised = await tx.column(
        """
        UPDATE identity mine SET registered = true
        FROM   identity theirs
        WHERE  mine.brand_id = $1 AND mine.player_id = $2 AND NOT mine.registered
          AND  theirs.brand_id = $1 AND theirs.player_id = $3 AND theirs.kind = mine.kind AND theirs.value = mine.value
          AND  theirs.registered
        RETURNING mine.id
        """,
        brand,
        stays,
        goes,
    )
    dropped = await tx.all(
        Dropped,
        """
        DELETE FROM identity theirs
        USING  identity mine
        WHERE  theirs.brand_id = $1 AND theirs.player_id = $3
          AND  mine.brand_id = $1 AND mine.player_id = $2 AND theirs.kind = mine.kind AND theirs.value = mine.value
        RETURNING theirs.id, theirs.kind, theirs.value, theirs.registered, theirs.created_at
        """,
        brand,
        stays,
        goes,
    )
    moved = Moved(
        identities=await _move(tx, "identity", brand, goes, stays),
        dropped=dropped,
        raised=raised,
        tickets=await _move(tx, "ticket", brand, goes, stays),
        complaints=await _move(tx, "complaint", brand, goes, stays),
        sessions=await _move(tx, "chat_session", brand, goes, stays),
        before=before,
        after=after,
    )
    await tx.run("UPDATE player SET merged_into = $3 WHERE brand_id = $1 AND id = $2", brand, goes, stays)
    await _set_traits(tx, brand, stays, after)
    await _decide(tx, brand, proposal_id, "approved", moved)
    await record_in(
        tx,
        brand,
        events.PlayersMerged(proposal=proposal_id, player=stays, other=goes, tickets=moved.tickets),
    )
    return moved


async def undo_merge(tx: Tx, brand: str, proposal_id: UUID) -> None:
    """Moves back what the merge moved and is still where it put it. Tickets made since then stay, and so does what has
    been changed since then.

    Raises:
        NotMerged, NoSuchProposal, AlreadyMerged (the staying player was merged on: undo that first).
    """
    tx.actor.must("players.merge", brand)
    proposal = await _hold(tx, brand, proposal_id)
    if proposal.state != "approved":
        raise NotMerged
    await tx.elevate()
    moved = msgspec.convert(proposal.moved, Moved)
    stays, back = proposal.player_id, proposal.other_id
    await _lock_identities(tx, brand, [stays])
    await _lock_things(tx, brand, stays)
    sides = {
        side.id: side
        for side in await tx.all(_Side, f"{_SIDES} ORDER BY id FOR NO KEY UPDATE", brand, [stays, back])
    }
    if sides[stays].merged_into is not None:
        raise AlreadyMerged(
            "The player who stayed has since been merged into another. Undo that merge first."
        )
    await tx.run("UPDATE player SET merged_into = NULL WHERE brand_id = $1 AND id = $2", brand, back)
    await _move(tx, "identity", brand, stays, back, moved.identities)
    tickets = await _move(tx, "ticket", brand, stays, back, moved.tickets)
    await _move(tx, "complaint", brand, stays, back, moved.complaints)
    await _move(tx, "chat_session", brand, stays, back, moved.sessions)
    # Whoever came in meanwhile by an address that is the other's again would go on seeing this one's requests.
    await cabinet.lock_out(tx, brand, stays)
    await tx.run(
        "UPDATE identity SET registered = false WHERE brand_id = $1 AND player_id = $2 AND id = ANY ($3)",
        brand,
        stays,
        moved.raised,
    )
    await tx.run(
        """
        INSERT INTO identity (brand_id, id, player_id, kind, value, registered, created_at)
        SELECT $1, id, $2, kind, value, registered, created_at
        FROM   unnest($3::uuid[], $4::text[], $5::text[], $6::boolean[], $7::timestamptz[])
               AS d (id, kind, value, registered, created_at)
        """,
        brand,
        back,
        [d.id for d in moved.dropped],
        [d.kind for d in moved.dropped],
        [d.value for d in moved.dropped],
        [d.registered for d in moved.dropped],
        [d.created_at for d in moved.dropped],
    )
    await _set_traits(tx, brand, stays, _restored(sides[stays].traits(), moved))
    await _decide(tx, brand, proposal_id, "undone", moved)
    await record_in(
        tx, brand, events.MergeUndone(proposal=proposal_id, player=stays, other=back, tickets=tickets)
    )


_SIDES = """
    SELECT id, merged_into, name, language, jurisdiction, vip, flags
    FROM   player
    WHERE  brand_id = $1 AND id = ANY ($2)
"""


async def _hold(tx: Tx, brand: str, proposal_id: UUID) -> _Proposal:
    proposal = await tx.maybe(
        _Proposal,
        """
        SELECT id, player_id, other_id, state, moved
        FROM   merge_proposal
        WHERE  brand_id = $1 AND id = $2
        FOR UPDATE
        """,
        brand,
        proposal_id,
    )
    if proposal is None:
        raise NoSuchProposal
    return proposal


async def _hold_open(tx: Tx, brand: str, proposal_id: UUID) -> _Proposal:
    proposal = await _hold(tx, brand, proposal_id)
    if proposal.state != "open":
        raise AlreadyDecided(f"This proposal has been decided already: {proposal.state}.")
    return proposal


async def _decide(tx: Tx, brand: str, proposal_id: UUID, state: str, moved: Moved | None) -> None:
    await tx.run(
        """
        UPDATE merge_proposal SET state = $3, decided_by = $4, decided_at = now(), moved = coalesce($5, moved)
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        proposal_id,
        state,
        tx.actor.id,
        msgspec.to_builtins(moved) if moved else None,
    )


async def _lock_identities(tx: Tx, brand: str, players: list[UUID]) -> None:
    """Whoever recognises a player by one of these waits until the commit, and whoever has, is waited for."""
    held = await tx.connection.fetch(
        "SELECT DISTINCT kind, value FROM identity WHERE brand_id = $1 AND player_id = ANY ($2) ORDER BY kind, value",
        brand,
        players,
    )
    for row in held:
        await tx.run("SELECT lock_identity($1, $2, $3)", brand, row["kind"], row["value"])


async def _lock_things(tx: Tx, brand: str, player_id: UUID) -> None:
    for table in ("chat_session", "ticket"):
        await tx.run(
            f"SELECT id FROM {table} WHERE brand_id = $1 AND player_id = $2 ORDER BY id FOR NO KEY UPDATE",
            brand,
            player_id,
        )


async def _move(
    tx: Tx, table: str, brand: str, source: UUID, to: UUID, only: list[UUID] | None = None
) -> list[UUID]:
    return await tx.column(
        f"""
        UPDATE {table} SET player_id = $3
        WHERE  brand_id = $1 AND player_id = $2 AND ($4::uuid[] IS NULL OR id = ANY ($4))
        RETURNING id
        """,
        brand,
        source,
        to,
        only,
    )


async def _set_traits(tx: Tx, brand: str, player_id: UUID, traits: Traits) -> None:
    await tx.run(
        """
        UPDATE player SET name = $3, language = $4, jurisdiction = $5, vip = $6, flags = $7
        WHERE  brand_id = $1 AND id = $2
        """,
        brand,
        player_id,
        traits.name,
        traits.language,
        traits.jurisdiction,
        traits.vip,
        traits.flags,
    )


def _together(stays: Traits, goes: Traits) -> Traits:
    return Traits(
        name=stays.name or goes.name,
        language=stays.language or goes.language,
        jurisdiction=stays.jurisdiction or goes.jurisdiction,
        vip=max(stays.vip, goes.vip),
        flags=sorted({*stays.flags, *goes.flags}),
    )


def _restored(now: Traits, moved: Moved) -> Traits:
    """A trait goes back to what it was before the merge, unless somebody has changed it since."""
    return Traits(
        name=moved.before.name if now.name == moved.after.name else now.name,
        language=moved.before.language if now.language == moved.after.language else now.language,
        jurisdiction=moved.before.jurisdiction
        if now.jurisdiction == moved.after.jurisdiction
        else now.jurisdiction,
        vip=moved.before.vip if now.vip == moved.after.vip else now.vip,
        flags=moved.before.flags if now.flags == moved.after.flags else now.flags,
    )
