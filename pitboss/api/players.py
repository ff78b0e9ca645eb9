"""Players: their card, their tickets, what staff may change of them, and merges."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import Parameter

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, TicketPage, page, place_of, the_brand, ticket_page
from pitboss.api.views import Listing, Made, Page, gives
from pitboss.db.tx import Tx
from pitboss.db.whose import brand_of
from pitboss.kit.refused import Invalid
from pitboss.players import actions, facts, merges, queries
from pitboss.players.actions import NoSuchPlayer
from pitboss.players.model import Player
from pitboss.staff.actors import Signed
from pitboss.tickets.filters import Sort, TicketFilter


class PlayerCard(msgspec.Struct, frozen=True):
    """Addresses and phones are masked for whoever may not see contacts. `assurance`: what is known of who writes;
    `proposals`: merges that are open or can be undone."""

    player: Player
    identities: list[queries.Identity]
    assurance: facts.Facts
    tickets: queries.Tickets
    proposals: list[queries.Proposal]


@get("/players/{player:uuid}")
async def get_player(desk: Desk, signed: Signed, player: UUID, brand: str | None = None) -> PlayerCard:
    """A player with what is known of them."""
    async with desk.db.tx(signed.actor) as tx:
        return await _card(tx, await brand_of(tx, "player", player, brand=brand), player)


async def _card(tx: Tx, brand: str, player: UUID) -> PlayerCard:
    card = await queries.card(tx, brand, player)
    if card is None:
        raise NoSuchPlayer
    known = await facts.facts(tx, brand, player)
    return PlayerCard(card.player, card.identities, known, card.tickets, card.proposals)


class PlayersFound(msgspec.Struct, frozen=True):
    """`complete` false: so many players are kept that the names could not all be looked through in time."""

    players: list[queries.Found]
    complete: bool


Named = Annotated[str, Parameter(min_length=1, max_length=200)]
Few = Annotated[int, Parameter(ge=1, le=50)]


@get("/players", operation_id="findPlayers")
async def find_players(desk: Desk, signed: Signed, q: Named, limit: Few = 10) -> PlayersFound:
    """Players by name (each word as the beginning of one), e-mail address, phone or site account id, in the brands where
    you may see players. Addresses and accounts must be whole."""
    words = " ".join(q.replace("\0", " ").split())
    if not words:
        raise Invalid("Write what to search for.")
    async with desk.db.tx(signed.actor) as tx:
        known = await queries.by_identity(tx, words, limit=limit)
        named = await queries.by_name(tx, words, limit=limit)
    ids = {player.id for player in known}
    found = [*known, *(player for player in named or [] if player.id not in ids)]
    return PlayersFound(found[:limit], complete=named is not None)


@get("/players/{player:uuid}/tickets")
async def list_player_tickets(
    desk: Desk,
    signed: Signed,
    player: UUID,
    brand: str | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> TicketPage:
    """Those that you may see, the most recently touched first."""
    async with desk.db.tx(signed.actor) as tx:
        home = await brand_of(tx, "player", player, brand=brand)
        signed.actor.must("players.see", home)
        wanted = TicketFilter(brand=[home], player=player)
        return await ticket_page(tx, wanted, sort=Sort.recent, cursor=cursor, limit=limit)


class PlayerPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. What the operator's site says of a player next replaces it."""

    vip: int | None = None
    flags: list[str] | None = None
    language: str | None = None
    key: str | None = None


@patch("/players/{player:uuid}", responses=gives(200, PlayerCard))
async def change_player(
    desk: Desk, signed: Signed, request: Req, player: UUID, data: PlayerPatch, brand: str | None = None
) -> Response[bytes]:
    """Changes what is known of a player; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        home = await brand_of(tx, "player", player, brand=brand)
        signed.actor.must("players.edit", home)
        if data.vip is not None:
            await actions.set_vip(tx, home, player, data.vip)
        if data.flags is not None:
            await actions.set_flags(tx, home, player, data.flags)
        if data.language is not None:
            await actions.set_language(tx, home, player, data.language)
        return 200, await _card(tx, home, player)

    return await write(desk, request, signed.actor, do, key=data.key)


# ── merges ──────────────────────────────────────────────────────────────────────────────────────────────────


@get("/merge-proposals", operation_id="listMergeProposals", responses=gives(200, Listing[queries.Proposal]))
async def list_proposals(
    desk: Desk, signed: Signed, brand: str | None = None, cursor: str | None = None, limit: Limit = 50
) -> Page:
    """The open ones, the oldest first."""
    after = place_of(cursor, UUID)
    async with desk.db.tx(signed.actor) as tx:
        rows = await queries.open_proposals(tx, the_brand(signed.actor, brand), after=after, limit=limit + 1)
    return page(rows, limit, lambda row: row.id)


class MergeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`other` would be merged into the player named in the address."""

    other: UUID
    reason: str
    key: str | None = None


@post("/players/{player:uuid}/merge", operation_id="proposeMerge", responses=gives(201, Made))
async def propose_merge(
    desk: Desk, signed: Signed, request: Req, player: UUID, data: MergeBody, brand: str | None = None
) -> Response[bytes]:
    """Proposes it; whoever may merge players decides."""

    async def do(tx: Tx) -> tuple[int, Any]:
        home = await brand_of(tx, "player", player, brand=brand)
        return 201, Made(await merges.propose_merge(tx, home, player, data.other, reason=data.reason))

    return await write(desk, request, signed.actor, do, key=data.key)


Decision = Annotated[str, Parameter(schema_extra={"enum": ["approve", "refuse", "undo"]})]


class Decided(msgspec.Struct, frozen=True):
    id: UUID
    state: Literal["approved", "refused", "undone"]


@post("/merge-proposals/{proposal:uuid}/{decision:str}", status_code=200, responses=gives(200, Decided))
async def decide_merge(
    desk: Desk, signed: Signed, request: Req, proposal: UUID, decision: Decision
) -> Response[bytes]:
    """`decision`: approve, refuse, or undo (of an approved one)."""

    async def do(tx: Tx) -> tuple[int, Any]:
        brand = await brand_of(tx, "merge_proposal", proposal)
        state: Literal["approved", "refused", "undone"]
        match decision:
            case "approve":
                await merges.approve_merge(tx, brand, proposal)
                state = "approved"
            case "refuse":
                await merges.refuse_merge(tx, brand, proposal)
                state = "refused"
            case "undo":
                await merges.undo_merge(tx, brand, proposal)
                state = "undone"
            case _:
                raise Invalid("A decision is approve, refuse or undo.")
        return 200, Decided(proposal, state)

    return await write(desk, request, signed.actor, do)


HANDLERS = [
    find_players,
    get_player,
    list_player_tickets,
    change_player,
    list_proposals,
    propose_merge,
    decide_merge,
]
