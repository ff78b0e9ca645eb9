"""Every write to players and their identities. Merging is in merges.py.

A merged player keeps no identity, so whoever is found by one is never merged away. Who finds an identity holds its lock
until the commit, and a merge takes the locks of what it moves: docs/subsystems/security.md."""

from __future__ import annotations

from uuid import UUID

import msgspec

from pitboss.db.tx import Tx
from pitboss.events.log import record_in
from pitboss.events.reasons import because
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Invalid, NotFound
from pitboss.players import events
from pitboss.players.merges import propose
from pitboss.players.model import COLUMNS, Claims, IdentityKind, Player, normalise, reachable


class NoSuchPlayer(NotFound):
    """There is no such player in this brand."""


class _Contact(msgspec.Struct, frozen=True):
    id: UUID
    kind: str
    value: str
    registered: bool


async def recognise(
    tx: Tx,
    brand: str,
    kind: IdentityKind | str,
    value: str,
    *,
    name: str = "",
    language: str | None = None,
    registered: bool = False,
) -> Player:
    """The player of an identity; a new one if nobody has it. Of several with the same e-mail or phone: the one for whom
    the site registered it; of those, or if there is none, the one whose tickets moved last; else the oldest. Players are
    never merged by it. `name` and `language` fill what is blank. The transaction is SYSTEM's or elevated; until it ends,
    others who look for the same identity wait.

    Raises:
        Invalid: the value can't be an identity of this kind.
    """
    kind = IdentityKind(kind)
    spelled = normalise(kind, value)
    shown = _name(name)
    found = await _holder(tx, brand, kind, spelled)
    if found is None:
        return await _create(tx, brand, kind, spelled, name=shown, language=language, registered=registered)
    if (shown and not found.name) or (language and found.language is None):
        found = await _change(tx, found, name=found.name or shown, language=found.language or language)
    if registered and not found.registered:
        await _register(tx, found, kind, spelled)
        found = msgspec.structs.replace(found, registered=True)
    return found


async def identify(tx: Tx, brand: str, claims: Claims) -> Player:
    """The player whom the operator's site names by account. What it says of them replaces what was known; its e-mail and
    phone become the registered ones, instead of those it named before. A player without an account who has the same
    e-mail or phone is proposed for a merge, once. An e-mail or phone that can't be one is passed over. The transaction is
    SYSTEM's or elevated."""
    account = normalise(IdentityKind.account, claims.account)
    player = await _holder(tx, brand, IdentityKind.account, account)
    if player is None:
        player = await _create(
            tx,
            brand,
            IdentityKind.account,
            account,
            name=_name(claims.name or ""),
            language=None,
            registered=True,
        )
    player = await _change(
        tx,
        player,
        source="site",
        name=_name(claims.name or "") or player.name,
        language=claims.language or player.language,
        jurisdiction=claims.jurisdiction or player.jurisdiction,
        vip=player.vip if claims.vip is None else claims.vip,
        flags=player.flags if claims.flags is None else _flags(claims.flags),
    )
    has = await tx.all(
        _Contact,
        """
        SELECT id, kind, value, registered FROM identity
        WHERE  brand_id = $1 AND player_id = $2 AND kind IN ('email', 'phone')
        """,
        brand,
        player.id,
    )
    for kind, said in ((IdentityKind.email, claims.email), (IdentityKind.phone, claims.phone)):
        spelled = _spelled(kind, said)
        if spelled is None:
            continue
        for old in has:
            if old.kind == kind and old.registered and old.value != spelled:
                await _unregister(tx, player, old)
        if not any(c.kind == kind and c.registered and c.value == spelled for c in has):
            await tx.run("SELECT lock_identity($1, $2, $3)", brand, kind.value, spelled)
            await _register(tx, player, kind, spelled)
            await _propose_doubles(tx, player, kind, spelled)
    return msgspec.structs.replace(player, registered=True)


async def create_visitor(tx: Tx, brand: str, *, name: str = "", language: str | None = None) -> Player:
    """Somebody of whom nothing is known but what they say: a player without an identity, never found again by one. The
    transaction is SYSTEM's or elevated."""
    visitor = await tx.one(
        Player,
        f"INSERT INTO player (brand_id, id, name, language) VALUES ($1, $2, $3, $4) RETURNING {COLUMNS}",
        brand,
        new_id(),
        _name(name),
        language,
    )
    await record_in(tx, brand, events.PlayerCreated(player=visitor.id, by="visitor"))
    return visitor


async def set_language(tx: Tx, brand: str, player_id: UUID, language: str) -> Player:
    tx.actor.must("players.edit", brand)
    if language not in ("ru", "en"):
        raise Invalid("The language is ru or en.")
    return await _change(tx, await _hold(tx, brand, player_id), language=language)


async def set_vip(tx: Tx, brand: str, player_id: UUID, vip: int) -> Player:
    tx.actor.must("players.edit", brand)
    if not 0 <= vip <= 10:
        raise Invalid("A VIP level is a number from 0 to 10.")
    return await _change(tx, await _hold(tx, brand, player_id), vip=vip)


async def set_flags(tx: Tx, brand: str, player_id: UUID, flags: list[str]) -> Player:
    """Replaces the flags. The site's next signed token with flags replaces them in turn."""
    tx.actor.must("players.edit", brand)
    if len(_flags(flags)) > 20:
        raise Invalid("A player has at most 20 flags.")
    return await _change(tx, await _hold(tx, brand, player_id), flags=_flags(flags))


async def _hold(tx: Tx, brand: str, player_id: UUID) -> Player:
    player = await tx.maybe(
        Player,
        f"SELECT {COLUMNS} FROM player WHERE brand_id = $1 AND id = $2 FOR NO KEY UPDATE",
        brand,
        player_id,
    )
    if player is None:
        raise NoSuchPlayer
    return player


async def _holder(tx: Tx, brand: str, kind: IdentityKind, spelled: str) -> Player | None:
    return await tx.maybe(
        Player,
        f"""
        SELECT {COLUMNS}, registered
        FROM   holder_of_identity($1, $2, $3) AS holder, LATERAL (SELECT (holder.found).*) AS player
        """,
        brand,
        kind.value,
        spelled,
    )


async def _create(
    tx: Tx,
    brand: str,
    kind: IdentityKind,
    spelled: str,
    *,
    name: str,
    language: str | None,
    registered: bool,
) -> Player:
    player_id, identity_id = new_id(), new_id()
    player = await tx.one(
        Player,
        f"""
        WITH made AS (
            INSERT INTO player (brand_id, id, name, language) VALUES ($1, $2, $3, $4) RETURNING {COLUMNS}),
        known AS (
            INSERT INTO identity (brand_id, id, player_id, kind, value, registered) VALUES ($1, $5, $2, $6, $7, $8)
            RETURNING registered)
        SELECT made.*, known.registered FROM made, known
        """,
        brand,
        player_id,
        name,
        language,
        identity_id,
        kind.value,
        spelled,
        registered,
    )
    await record_in(tx, brand, events.PlayerCreated(player=player_id, by=kind.value))
    await record_in(
        tx,
        brand,
        events.IdentityAdded(player=player_id, identity=identity_id, kind=kind.value, registered=registered),
    )
    return player


async def _change(tx: Tx, player: Player, *, source: str = "staff", **to: object) -> Player:
    """Writes what differs, if anything does."""
    differs = {field: value for field, value in to.items() if getattr(player, field) != value}
    if not differs:
        return player
    after = msgspec.structs.replace(player, **differs)
    await tx.run(
        """
        UPDATE player SET name = $3, language = $4, jurisdiction = $5, vip = $6, flags = $7
        WHERE  brand_id = $1 AND id = $2
        """,
        player.brand,
        player.id,
        after.name,
        after.language,
        after.jurisdiction,
        after.vip,
        after.flags,
    )
    await record_in(
        tx, player.brand, events.PlayerChanged(player=player.id, fields=sorted(differs), source=source)
    )
    return after


async def _register(tx: Tx, player: Player, kind: IdentityKind, spelled: str) -> None:
    identity = await tx.value(
        """
        INSERT INTO identity (brand_id, id, player_id, kind, value, registered) VALUES ($1, $2, $3, $4, $5, true)
        ON CONFLICT (brand_id, kind, value, player_id) DO UPDATE SET registered = true
        RETURNING id
        """,
        player.brand,
        new_id(),
        player.id,
        kind.value,
        spelled,
    )
    await record_in(
        tx,
        player.brand,
        events.IdentityAdded(player=player.id, identity=identity, kind=kind.value, registered=True),
    )


async def _unregister(tx: Tx, player: Player, contact: _Contact) -> None:
    await tx.run(
        "UPDATE identity SET registered = false WHERE brand_id = $1 AND id = $2", player.brand, contact.id
    )
    await record_in(
        tx,
        player.brand,
        events.IdentityUnregistered(player=player.id, identity=contact.id, kind=contact.kind),
    )


async def _propose_doubles(tx: Tx, player: Player, kind: IdentityKind, spelled: str) -> None:
    others = await tx.column(
        """
        SELECT i.player_id
        FROM   identity i
        WHERE  i.brand_id = $1 AND i.kind = $2 AND i.value = $3 AND i.player_id <> $4
          AND  NOT EXISTS (SELECT 1 FROM identity a
                           WHERE a.brand_id = $1 AND a.player_id = i.player_id AND a.kind = 'account')
          AND  NOT EXISTS (SELECT 1 FROM merge_proposal m
                           WHERE m.brand_id = $1 AND least(m.player_id, m.other_id) = least(i.player_id, $4)
                             AND greatest(m.player_id, m.other_id) = greatest(i.player_id, $4))
        ORDER  BY i.player_id
        """,
        player.brand,
        kind.value,
        spelled,
        player.id,
    )
    for other in others:
        await propose(tx, player.brand, player.id, other, reason=because("same_identity", kind=kind.value))


def _spelled(kind: IdentityKind, said: str | None) -> str | None:
    if said is None:
        return None
    try:
        return reachable(said) if kind is IdentityKind.email else normalise(kind, said)
    except Invalid:
        return None


def _name(text: str) -> str:
    return secrets.mask(" ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]).text


def _flags(flags: list[str]) -> list[str]:
    return sorted({flag for flag in (_name(f).lower()[:50] for f in flags) if flag})
