"""How a request goes, for whoever holds its link: nothing personal, no words of it. Reading never changes anything, since
mail scanners follow links; choices are POSTs."""

from __future__ import annotations

import msgspec
from litestar import Response, get, post

from pitboss.api import tracking
from pitboss.api.choices import Chosen, NothingToChoose, NotLate
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of
from pitboss.api.tracking import NoSuchRequest, Track, held_by_link
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM
from pitboss.notifications.templates import choices
from pitboss.public.shell import Here, form, here_at, page, to_address


@get("/track/{brand:str}/{ticket:str}/{secret:str}")
async def tracked(desk: Desk, request: Req, brand: str, ticket: str, secret: str) -> Response[bytes]:
    """`?sent`: straight from the form. `?choice=`: from the mail of a delay; asks whether it is meant."""
    here, shown = await _read(desk, request, brand, ticket, secret)
    asked = request.query_params.get("choice")
    return _page(here, shown, sent="sent" in request.query_params, asked=asked)


@post("/track/{brand:str}/{ticket:str}/{secret:str}/choice")
async def chosen(desk: Desk, request: Req, brand: str, ticket: str, secret: str) -> Response[bytes]:
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))
    here, shown = await _read(desk, request, brand, ticket, secret)
    sent = await form(request, desk)
    try:
        choice = msgspec.convert(sent.text("choice"), Chosen)
    except msgspec.ValidationError:
        return to_address(here.own)
    try:
        async with desk.db.tx(SYSTEM) as tx:
            await tracking.choose_by_link(tx, request, brand, ticket, secret, choice)
    except (NothingToChoose, NotLate) as refusal:
        return _page(here, shown, refused=True, status=refusal.status)
    return to_address(here.own)


async def _read(desk: Desk, request: Req, brand: str, ticket: str, secret: str) -> tuple[Here, Track]:
    own = f"/track/{brand}/{ticket}/{secret}"
    try:
        async with desk.db.tx(SYSTEM) as tx:
            shown = await tracking.view(tx, await held_by_link(tx, brand, ticket, secret))
            known = await channels.brand(tx, brand)
    except NoSuchRequest:
        here_at(request, desk, "/track")
        raise
    return here_at(request, desk, own, brand=known, language=shown.language), shown


def _page(
    here: Here,
    shown: Track,
    *,
    sent: bool = False,
    refused: bool = False,
    asked: str | None = None,
    status: int = 200,
) -> Response[bytes]:
    labels = {choice.id: choice.label for choice in choices(shown.language)}
    offered = {choice.id for choice in shown.choices}
    return page(
        here,
        "track.html",
        title=here.t("track.title", reference=shown.reference),
        personal=True,
        status=status,
        shown=shown,
        sent=sent,
        refused=refused or (asked in labels and asked not in offered),
        asked=asked if asked in offered and asked != shown.chosen else None,
        asked_label=labels.get(asked or ""),
        chosen=labels.get(shown.chosen or ""),
    )


HANDLERS = [tracked, chosen]
