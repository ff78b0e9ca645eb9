"""The appeal of a complaint, by staff and by the link of the decision's letter. docs/subsystems/complaint-decisions.md"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api.complaint_case import OnCase, TheCase, Version
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.sentences import in_language, speaks
from pitboss.api.views import gives
from pitboss.complaints import appeals
from pitboss.complaints.appeals import Appeal, Conclusion, Reviewer
from pitboss.complaints.model import Complaint, Outcome
from pitboss.db.tx import SYSTEM, Tx
from pitboss.kit.shapes import shaped
from pitboss.staff.actors import Signed


class AppealView(appeals.AppealFields, frozen=True, kw_only=True):
    """`grounds`: the player's words. `until`: how long it could be asked, by `rule` of the pack; null: without end. `blind`: you
    hear it and have not written your view yet. `view_…`: what its handler thought before they saw the first decision.
    `outcome`: upheld leaves that as it is."""

    blind: bool


def _appeal(one: Appeal, signed: Signed) -> AppealView:
    return shaped(AppealView, one, blind=one.handler_id == signed.staff_id and one.view_at is None)


@get("/complaints/{complaint:str}/appeal")
async def get_appeal(case: TheCase) -> AppealView:
    """The appeal of a case."""
    async with case.read() as (tx, one):
        return _appeal(await _the_appeal(tx, one), case.signed)


async def _the_appeal(tx: Tx, one: Complaint) -> Appeal:
    found = await appeals.of_case(tx, one.brand, one.id)
    if found is None:
        raise appeals.NoSuchAppeal
    return found


class NewAppeal(OnCase, frozen=True, kw_only=True):
    """`grounds`: what the player says is wrong."""

    grounds: str


@post("/complaints/{complaint:str}/appeal", responses=gives(201, AppealView))
async def note_appeal(case: TheCase, data: NewAppeal) -> Response[bytes]:
    """Notes that the player appeals, such as in a call. Noted again, the appeal that is there is given."""

    async def do(tx: Tx, one: Complaint) -> AppealView:
        made = await appeals.ask(tx, one.brand, one.id, data.grounds, how="staff")
        return _appeal(made, case.signed)

    return await case.write(do, key=data.key, status=201)


@get("/complaints/{complaint:str}/appeal/candidates")
async def list_appeal_candidates(case: TheCase) -> list[Reviewer]:
    """Who hears appeals: first whoever may hear this one, then the others, each with the reason."""
    async with case.tx() as (tx, one):
        held = await _the_appeal(tx, one)
        await tx.elevate()
        return [
            msgspec.structs.replace(each, why_not=in_language(each.why_not, case.signed.locale))
            if each.why_not
            else each
            for each in await appeals.candidates(tx, one, held)
        ]


class GiveTo(OnCase, frozen=True, kw_only=True):
    staff: UUID


@post("/complaints/{complaint:str}/appeal/give", status_code=200, responses=gives(200, AppealView))
async def give_appeal(case: TheCase, data: GiveTo) -> Response[bytes]:
    """Gives the appeal to whoever shall hear it: somebody who took no part, does not lead one who did, and has no conflict
    logged. A refusal says why, and names in `may` who could."""

    async def do(tx: Tx, one: Complaint) -> AppealView:
        held = await _the_appeal(tx, one)
        return _appeal(
            await appeals.give(tx, one.brand, held.id, data.staff, version=data.version), case.signed
        )

    return await case.write(do, key=data.key)


class ProvisionalView(OnCase, frozen=True, kw_only=True):
    outcome: Outcome
    text: str


@post("/complaints/{complaint:str}/appeal/view", status_code=200, responses=gives(200, AppealView))
async def write_appeal_view(case: TheCase, data: ProvisionalView) -> Response[bytes]:
    """Writes what you think by the evidence alone. It is never changed; from here on you see the first decision."""

    async def do(tx: Tx, one: Complaint) -> AppealView:
        held = await _the_appeal(tx, one)
        viewed = await appeals.write_view(
            tx, one.brand, held.id, data.outcome, data.text, version=data.version
        )
        return _appeal(viewed, case.signed)

    return await case.write(do, key=data.key)


class NewConclusion(Conclusion, frozen=True, kw_only=True):
    version: Version | None = None
    key: str | None = None


@post("/complaints/{complaint:str}/appeal/conclude", status_code=200, responses=gives(200, AppealView))
async def conclude_appeal(case: TheCase, data: NewConclusion) -> Response[bytes]:
    """Decides the appeal: the first decision stands, is changed to the one that you give, or goes back. A changed one above your
    limit waits for a second person, and so does the appeal."""

    async def do(tx: Tx, one: Complaint) -> AppealView:
        held = await _the_appeal(tx, one)
        done = await appeals.conclude(tx, one.brand, held.id, shaped(Conclusion, data), version=data.version)
        return _appeal(done, case.signed)

    return await case.write(do, key=data.key)


class AppealPage(msgspec.Struct, frozen=True, kw_only=True):
    """What whoever holds the link of a decision's letter may know. `until` null: no end is set. `open`: it can be appealed now.
    `asked_at`: it was."""

    number: str
    language: str
    until: datetime | None
    open: bool
    asked_at: datetime | None


async def _page(tx: Tx, brand: str, decision: UUID, secret: str) -> AppealPage:
    case, held, asked, until, open_ = await appeals.by_link(tx, brand, decision, secret)
    assert held.id == decision, "it is the link's"
    return AppealPage(
        number=case.number,
        language=case.language,
        until=until,
        open=open_,
        asked_at=asked.asked_at if asked else None,
    )


@get("/appeals/{brand:str}/{decision:uuid}/{secret:str}")
async def read_appeal_link(desk: Desk, brand: str, decision: UUID, secret: str) -> AppealPage:
    """How an appeal stands, for whoever holds the link of the letter. Reading changes nothing."""
    async with desk.db.tx(SYSTEM) as tx:
        return await _page(tx, brand, decision, secret)


class PlayersAppeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`grounds`: what is wrong with the decision."""

    grounds: str
    language: str | None = None
    key: str | None = None


@post("/appeals/{brand:str}/{decision:uuid}/{secret:str}", responses=gives(201, AppealPage))
async def ask_appeal(
    desk: Desk, request: Req, brand: str, decision: UUID, secret: str, data: PlayersAppeal
) -> Response[bytes]:
    """The player appeals by the link of the letter. Sent again, it is the same appeal."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    speaks(request, data.language)

    async def do(tx: Tx) -> tuple[int, Any]:
        await appeals.ask_by_link(tx, brand, decision, secret, data.grounds)
        return 201, await _page(tx, brand, decision, secret)

    return await write(desk, request, SYSTEM, do, key=data.key, who=f"appeal:{brand}:{decision}")


HANDLERS = [
    get_appeal,
    note_appeal,
    list_appeal_candidates,
    give_appeal,
    write_appeal_view,
    conclude_appeal,
    read_appeal_link,
    ask_appeal,
]
