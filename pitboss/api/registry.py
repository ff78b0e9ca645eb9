"""The list of official channels, and reported impostors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import Limit, cursor_of, must_work_for, place_of
from pitboss.api.views import gives
from pitboss.db.tx import Tx
from pitboss.kit.refused import Invalid
from pitboss.kit.shapes import shaped
from pitboss.official import actions, queries
from pitboss.official.judge import Resembled, likened
from pitboss.official.model import (
    NEXT,
    Impostor,
    ImpostorFacts,
    ImpostorState,
    Official,
    OfficialFacts,
    OfficialKind,
)
from pitboss.official.names import entry
from pitboss.staff.actors import Signed


class OfficialView(OfficialFacts, frozen=True, kw_only=True):
    """An official channel. `kind`: site (a domain with all below it), email, phone, handle or name (under which an agent
    writes). `source`: desk, where it follows the brand's channels and sites by itself. `valid_to`: since when it is
    official no more."""


def _view(one: Official) -> OfficialView:
    return shaped(OfficialView, one)


@get("/brands/{brand:str}/official")
async def list_official(desk: Desk, signed: Signed, brand: str, history: bool = False) -> list[OfficialView]:
    """What is official in a brand; with `history` also what was, and what will be."""
    must_work_for(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        return [_view(one) for one in await queries.entries(tx, brand, ended=history)]


class NewOfficial(actions.Wanted, frozen=True, kw_only=True):
    key: str | None = None


@post("/brands/{brand:str}/official", responses=gives(201, OfficialView))
async def add_official(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewOfficial
) -> Response[bytes]:
    """Adds an official channel, from now or a moment to come."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 201, _view(await actions.add(tx, brand, data))

    return await write(desk, request, signed.actor, do, key=data.key)


@post(
    "/brands/{brand:str}/official/{entry:uuid}/replace", status_code=200, responses=gives(200, OfficialView)
)
async def replace_official(
    desk: Desk, signed: Signed, request: Req, brand: str, entry: UUID, data: NewOfficial
) -> Response[bytes]:
    """Ends an entry and puts another in its place. What was official stays in the history as it was."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, _view(await actions.replace(tx, brand, entry, data))

    return await write(desk, request, signed.actor, do, key=data.key)


class Ending(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str | None = None


@post("/brands/{brand:str}/official/{entry:uuid}/end", status_code=200, responses=gives(200, OfficialView))
async def end_official(
    desk: Desk, signed: Signed, request: Req, brand: str, entry: UUID, data: Ending
) -> Response[bytes]:
    """From now on it is official no more."""

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, _view(await actions.end(tx, brand, entry))

    return await write(desk, request, signed.actor, do, key=data.key)


# ── impostors ───────────────────────────────────────────────────────────────────────────────────────────────


class ImpostorView(ImpostorFacts, frozen=True, kw_only=True):
    """`reports`: the tickets that report it, as far as you may see them. `next`: the states that may follow. `version`:
    send it with a change, so that nobody's is lost. `looks_like`: which of the official channels of today it resembles."""

    next: list[ImpostorState]
    looks_like: Resembled | None


def _impostor(one: Impostor, official: Sequence[Official]) -> ImpostorView:
    likeness = likened(one, official, now=datetime.now(UTC))
    return shaped(ImpostorView, one, next=sorted(NEXT[one.state]), looks_like=likeness)


class ImpostorPage(msgspec.Struct, frozen=True):
    items: list[ImpostorView]
    next: str | None


@get("/brands/{brand:str}/impostors")
async def list_impostors(
    desk: Desk,
    signed: Signed,
    brand: str,
    at: ImpostorState | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> ImpostorPage:
    """Reported impostors, the last first. `at`: only those in this state."""
    must_work_for(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        found = await queries.impostors(tx, brand, state=at, before=place_of(cursor, UUID), limit=limit + 1)
        official = await queries.entries(tx, brand)
    items = [_impostor(one, official) for one in found[:limit]]
    return ImpostorPage(items, cursor_of(items[-1].id) if len(found) > limit else None)


@get("/brands/{brand:str}/tickets/{ticket:uuid}/impostors")
async def list_impostors_of_ticket(
    desk: Desk, signed: Signed, brand: str, ticket: UUID
) -> list[ImpostorView]:
    """Those that a ticket reports."""
    must_work_for(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        official = await queries.entries(tx, brand)
        return [_impostor(one, official) for one in await queries.of_ticket(tx, brand, ticket)]


class ImpostorPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`becomes`: the new state. `note`: whom you asked to take it down, under which number; left out, it stays."""

    becomes: ImpostorState
    note: str | None = None
    version: int | None = None
    key: str | None = None


@patch("/brands/{brand:str}/impostors/{impostor:uuid}", responses=gives(200, ImpostorView))
async def move_impostor(
    desk: Desk, signed: Signed, request: Req, brand: str, impostor: UUID, data: ImpostorPatch
) -> Response[bytes]:
    """How far you are with it. Once it is confirmed, whoever asks about it or about what looks like it is warned."""

    async def do(tx: Tx) -> tuple[int, Any]:
        moved = await actions.move(tx, brand, impostor, data.becomes, note=data.note, version=data.version)
        return 200, _impostor(moved, await queries.entries(tx, brand))

    return await write(desk, request, signed.actor, do, key=data.key)


class NewImpostor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a ticket reports. `platform`: of a handle."""

    kind: OfficialKind
    value: str
    platform: str = ""
    key: str | None = None


@post("/brands/{brand:str}/tickets/{ticket:uuid}/impostors", responses=gives(201, ImpostorView))
async def report_impostor(
    desk: Desk, signed: Signed, request: Req, brand: str, ticket: UUID, data: NewImpostor
) -> Response[bytes]:
    """Notes an impostor that a player tells of in a ticket."""

    async def do(tx: Tx) -> tuple[int, Any]:
        thing = entry(data.kind, data.platform, data.value)
        if thing is None:
            raise Invalid("This can't be what it is said to be. Check the kind and the value.")
        noted = await actions.note_from(tx, brand, ticket, data.kind, thing)
        return 201, _impostor(noted, await queries.entries(tx, brand))

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [
    list_official,
    add_official,
    replace_official,
    end_official,
    list_impostors,
    list_impostors_of_ticket,
    move_impostor,
    report_impostor,
]
