"""What every list shares: the cursor of the next page, and the brand that is meant."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from pitboss.api.views import Page, TicketView, ticket_views
from pitboss.db.tx import Actor, Tx
from pitboss.kit.refused import Forbidden, Invalid
from pitboss.tickets.filters import Place, Sort, TicketFilter
from pitboss.tickets.queries import Count, count, listing, place_at

T = TypeVar("T")

Limit = Annotated[int, QueryParameter(ge=1, le=200)]
BIGGEST = 2**63 - 1  # of a number in the database
Number = Annotated[int | None, QueryParameter(ge=0, le=BIGGEST)]


class BadCursor(Invalid):
    """This cursor is not one that the API gave. Begin again without a cursor."""


def cursor_of(place: object) -> str:
    """Opaque to clients: the sort key of the last row that they have."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str | None, shape: type[T]) -> T | None:
    """The sort key that a cursor holds; None without a cursor.

    Raises:
        BadCursor: for anything but a cursor that the API gave.
    """
    if cursor is None:
        return None
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = msgspec.json.decode(raw, type=shape)
        for moment in _moments(msgspec.to_builtins(place, builtin_types=(datetime, UUID))):
            moment.astimezone(UTC)  # the first and the last day of the calendar are not a moment in each zone
    except (ValueError, OverflowError, msgspec.DecodeError) as problem:
        raise BadCursor from problem
    return place


def _moments(part: object) -> Iterator[datetime]:
    if isinstance(part, datetime):
        yield part
    elif isinstance(part, dict | list | tuple):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _moments(inner)


def filter_of(text: str) -> TicketFilter:
    """
    Raises:
        Invalid: saying what of it can't be used.
    """
    try:
        return msgspec.json.decode(text, type=TicketFilter)
    except msgspec.DecodeError as problem:
        raise Invalid(f"`filter` can't be used: {problem}") from problem


class TicketPage(msgspec.Struct, frozen=True):
    """`next` and `prev`: the cursors of the pages after and before; null where the list ends. `prev` of the first page is
    null: what came since then is found by asking for the first page again. `count`: only if it was asked for."""

    items: list[TicketView]
    next: str | None
    prev: str | None
    count: Count | None = None


async def ticket_page(
    tx: Tx, wanted: TicketFilter, *, sort: Sort, cursor: str | None, limit: int, counted: bool = False
) -> TicketPage:
    """
    Raises:
        BadCursor: also for a cursor of another order.
    """
    place = place_of(cursor or None, Place)
    if place is not None and place.sort is not sort:
        raise BadCursor
    rows = await listing(tx, wanted, sort=sort, place=place, limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    back = place is not None and place.back
    if back:
        rows.reverse()
    following = rows and (more or back)
    before = rows and (more if back else place is not None)
    return TicketPage(
        await ticket_views(tx, rows),
        cursor_of(place_at(rows[-1], sort, back=False)) if following else None,
        cursor_of(place_at(rows[0], sort, back=True)) if before else None,
        await count(tx, wanted) if counted else None,
    )


def page(rows: list[Any], limit: int, last: Any) -> Page:
    """A page of at most `limit` of `limit + 1` rows read; `last` gives a row's sort key."""
    shown = rows[:limit]
    return Page(shown, cursor_of(last(shown[-1])) if len(rows) > limit else None)


def must_work_for(actor: Actor, brand: str) -> None:
    """What all of a brand's staff may read, such as the names of its queues."""
    if brand not in actor.brands:
        raise Forbidden(f"You don't work for the brand {brand!r}.")


def the_brand(actor: Actor, named: str | None) -> str:
    """The brand that a request names; whoever works for one brand alone need not name it."""
    if named is not None:
        must_work_for(actor, named)
        return named
    if len(actor.brands) != 1:
        raise Invalid(f"Name the brand: add ?brand= with one of {', '.join(sorted(actor.brands))}.")
    (only,) = actor.brands
    return only
