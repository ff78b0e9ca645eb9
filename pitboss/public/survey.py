"""The page behind the link of a survey. Mail scanners follow links, so a score is only chosen by opening it; sending the form
gives it. It shows the request's number and nothing that was said."""

from __future__ import annotations

from litestar import Response, get, post

from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.sentences import in_language
from pitboss.channels.webchat.model import clean_text
from pitboss.db.tx import SYSTEM, Actor, Kind, Tx
from pitboss.kit import secrets
from pitboss.notifications.templates import scores
from pitboss.public.shell import Here, form, page, to_address
from pitboss.quality.surveys import find
from pitboss.tickets import actions, ratings
from pitboss.tickets.model import Ticket

_ADDRESS = "/help/{brand:str}/{lang:str}/rate/{token:str}"
_SCORES = {str(score): score for score in range(1, 6)}


@get(_ADDRESS)
async def rate_page(desk: Desk, request: Req, here: Here, token: str) -> Response[bytes]:
    """`?score=`: chosen in the mail. `?saved`: just given."""
    async with desk.db.tx(SYSTEM) as tx:
        ticket = await _ticket(tx, here, token)
        before = await ratings.given(tx, ticket)
    chosen = _SCORES.get(request.query_params.get("score", ""), before.score if before else None)
    return _page(here, ticket, before, chosen=chosen, saved="saved" in request.query_params)


@post(_ADDRESS)
async def rate(desk: Desk, request: Req, here: Here, token: str) -> Response[bytes]:
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    sent = await form(request, desk)
    async with desk.db.tx(SYSTEM) as tx:
        ticket = await _ticket(tx, here, token)
        before = await ratings.given(tx, ticket)
    chosen = _SCORES.get(sent.text("score"))
    said = sent.text("comment", most=ratings.MAX_COMMENT)
    if chosen is None:
        return _page(here, ticket, before, comment=said, problem=here.t("rate.choose"), status=422)
    comment = secrets.mask(clean_text(said, may_be_empty=True, most=ratings.MAX_COMMENT)).text
    player = Actor(kind=Kind.player, id=ticket.player_id, brands=frozenset({ticket.brand}), name="player")
    try:
        async with desk.db.tx(player) as tx:
            await tx.elevate()
            await ratings.rate(tx, await actions.hold(tx, ticket.brand, ticket.id), chosen, comment)
    except (ratings.RatedBefore, ratings.NotNow, ratings.NothingToRate) as refusal:
        told = in_language(refusal.detail, here.language)
        return _page(here, ticket, before, chosen=chosen, comment=said, problem=told, status=refusal.status)
    return to_address(f"{here.own}?saved")


async def _ticket(tx: Tx, here: Here, token: str) -> Ticket:
    found = await find(tx, here.brand.id, token)
    return await actions.hold(tx, found.brand, found.ticket_id)


def _page(
    here: Here,
    ticket: Ticket,
    before: ratings.Given | None,
    *,
    chosen: int | None = None,
    comment: str | None = None,
    saved: bool = False,
    problem: str | None = None,
    status: int = 200,
) -> Response[bytes]:
    return page(
        here,
        "rate.html",
        title=here.t("rate.title"),
        personal=True,
        status=status,
        reference=f"{here.brand.prefix}-{ticket.number}",
        scores=scores(here.language),
        chosen=chosen,
        comment=comment if comment is not None else before.comment if before else "",
        before=before,
        saved=saved and before is not None,
        problem=problem,
    )


HANDLERS = [rate_page, rate]
