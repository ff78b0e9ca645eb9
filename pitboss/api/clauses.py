"""Clauses of terms and rules for the workspace: what holds when, and what cites a clause that has changed."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from litestar import Response, delete, get, post, put

from pitboss.api.edge import Desk, Req, write
from pitboss.api.knowledge import must_edit
from pitboss.api.lists import Limit, page, place_of, the_brand
from pitboss.api.views import DONE, Done, Listing, Page, gives
from pitboss.db.tx import Actor, Tx
from pitboss.kit.shapes import shaped
from pitboss.knowledge import clauses, lists, queries
from pitboss.knowledge.actions import CLAUSES
from pitboss.knowledge.clauses import Citing, ClauseWanted
from pitboss.knowledge.lists import StaleCitation
from pitboss.knowledge.markdown import render
from pitboss.knowledge.model import Clause, ClauseKind, Language
from pitboss.staff.actors import Signed


class ClauseView(Clause, frozen=True, kw_only=True):
    """One text of a clause. `valid_to`: its last day; null: until further notice. `stage`: whether it has held, holds today
    or will. `html`: the text, safe to show. `entered_at`: when it was written down here."""

    html: str
    stage: Literal["past", "present", "future"]


def clause_view(clause: Clause, today: date) -> ClauseView:
    stage: Literal["past", "present", "future"] = "present"
    if clause.valid_from > today:
        stage = "future"
    elif clause.valid_to is not None and clause.valid_to < today:
        stage = "past"
    return shaped(
        ClauseView, clause, html=render(clause.text, clause.brand, clause.language).html, stage=stage
    )


def in_own(signed: Signed) -> Language:
    """The reader's language, where a request names none."""
    return "ru" if signed.locale == "ru" else "en"


def _must_keep(actor: Actor, brand: str) -> None:
    """What cites a clause may be a draft."""
    if not actor.can(CLAUSES, brand):
        must_edit(actor, brand)


@get("/knowledge/clauses")
async def list_clauses(
    desk: Desk,
    signed: Signed,
    language: Language | None = None,
    brand: str | None = None,
    on: date | None = None,
    kind: ClauseKind | None = None,
    jurisdiction: str | None = None,
) -> list[ClauseView]:
    """The clauses that hold on a day, today if none is named; of a jurisdiction where it has texts of its own, else the
    general ones."""
    home = the_brand(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        today = await queries.today(tx, home)
        rows = await queries.clauses_on(
            tx, home, language or in_own(signed), on or today, jurisdiction=jurisdiction, kind=kind
        )
    return [clause_view(row, today) for row in rows]


@get("/knowledge/clauses/{name:str}/history")
async def clause_history(
    desk: Desk, signed: Signed, name: str, language: Language | None = None, brand: str | None = None
) -> list[ClauseView]:
    """Every text that a clause has had or will have, in all jurisdictions, the latest first."""
    home = the_brand(signed.actor, brand)
    async with desk.db.look(signed.actor) as tx:
        today = await queries.today(tx, home)
        rows = await queries.clause_history(
            tx, home, language or in_own(signed), name, all_jurisdictions=True
        )
    return [clause_view(row, today) for row in rows]


@get("/knowledge/clauses/{name:str}/citations")
async def clause_citations(
    desk: Desk, signed: Signed, name: str, language: Language | None = None, brand: str | None = None
) -> list[Citing]:
    """What cites a clause in that language now: articles, canned replies and notices to players; those that you may see."""
    home = the_brand(signed.actor, brand)
    _must_keep(signed.actor, home)
    async with desk.db.tx(signed.actor) as tx:
        return await clauses.citing(tx, home, name, language or in_own(signed))


class NewClause(ClauseWanted, frozen=True, kw_only=True):
    """`name`: what others cite, such as terms-4.2. `text`: Markdown. `jurisdiction`: null for all that have no text of their
    own. `valid_from`, `valid_to`: its first and last day; null: until further notice. `place`: the order in lists."""

    brand: str | None = None
    key: str | None = None


@post("/knowledge/clauses", responses=gives(201, ClauseView))
async def enter_clause(desk: Desk, signed: Signed, request: Req, data: NewClause) -> Response[bytes]:
    """A text of a clause. One that holds until further notice ends the day before, if the new one begins today or later.
    What cites the clause is listed as stale."""
    home = the_brand(signed.actor, data.brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await clauses.enter(tx, home, data)
        return 201, clause_view(await queries.clause(tx, home, made), await queries.today(tx, home))

    return await write(desk, request, signed.actor, do, key=data.key)


@put("/knowledge/clauses/{clause:uuid}", responses=gives(200, ClauseView))
async def change_clause(
    desk: Desk, signed: Signed, request: Req, clause: UUID, data: NewClause
) -> Response[bytes]:
    """Changes a text that does not hold yet. Of one that holds only its last day, to today or later."""
    home = the_brand(signed.actor, data.brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        await clauses.amend(tx, home, clause, data)
        return 200, clause_view(await queries.clause(tx, home, clause), await queries.today(tx, home))

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/knowledge/clauses/{clause:uuid}", status_code=200, responses=gives(200, Done))
async def remove_clause(
    desk: Desk, signed: Signed, request: Req, clause: UUID, brand: str | None = None
) -> Response[bytes]:
    """Takes back a text that does not hold yet."""
    home = the_brand(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        await clauses.remove(tx, home, clause)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


@get("/knowledge/citations/stale", responses=gives(200, Listing[StaleCitation]))
async def list_stale_citations(
    desk: Desk,
    signed: Signed,
    brand: str | None = None,
    clause: str | None = None,
    article: UUID | None = None,
    cursor: str | None = None,
    limit: Limit = 50,
) -> Page:
    """What cites clauses that have changed since, until somebody confirms it; the newest first."""
    home = the_brand(signed.actor, brand)
    _must_keep(signed.actor, home)
    before = place_of(cursor, UUID)
    async with desk.db.look(signed.actor) as tx:
        rows = await lists.stale(tx, home, clause=clause, article=article, before=before, limit=limit + 1)
    return page(rows, limit, lambda row: row.id)


@post("/knowledge/citations/{citation:uuid}/confirm", status_code=200, responses=gives(200, Done))
async def confirm_citation(
    desk: Desk, signed: Signed, request: Req, citation: UUID, brand: str | None = None
) -> Response[bytes]:
    """You have looked: what cites the clause is right, or you have put it right."""
    home = the_brand(signed.actor, brand)

    async def do(tx: Tx) -> tuple[int, Any]:
        await clauses.confirm(tx, home, citation)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


HANDLERS = [
    list_clauses,
    clause_history,
    clause_citations,
    enter_clause,
    change_clause,
    remove_clause,
    list_stale_citations,
    confirm_citation,
]
