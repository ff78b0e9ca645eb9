"""Which tickets a list holds, and in which order: one value, the same in a request, a saved view and a bulk action."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import Invalid
from pitboss.tickets.model import PRIORITY_NAMES, LevelName, PriorityName

ACTIVE = ("new", "open", "waiting", "on_hold")
STATUSES = (*ACTIVE, "solved", "closed")
MOST = 100  # of one kind

Word = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Words = Annotated[list[Word], msgspec.Meta(max_length=MOST)]
Ids = Annotated[list[UUID], msgspec.Meta(max_length=MOST)]
Picked = Annotated[list[UUID], msgspec.Meta(max_length=1_000)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
StatusName = Literal["new", "open", "waiting", "on_hold", "solved", "closed", "active"]


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """From `from_` on (`from` in JSON), up to but without `to`."""

    from_: Moment | None = msgspec.field(default=None, name="from")
    to: Moment | None = None


class TicketFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """All that is named must hold; of several values of one kind any, of tags all. What is left out does not matter.
    `status`: `active` means all that are neither solved nor closed. `assignee`: ids, `me` or `nobody`. `mentioned`: by a
    note that mentions whoever reads the list, `unseen` if they have not read it. `unread`: the player has said something
    since the reader last looked. `due`: when the next promise breaks. `promise`: a promise that is still open was broken, or
    one was warned of and none is broken. `solved`: solved then, and still. `broken`: a promise was broken then, whatever
    became of it. `incident`: part of this incident. `ticket`: only these, picked one by one."""

    brand: Words = []
    status: Annotated[list[StatusName], msgspec.Meta(max_length=MOST)] = []
    queue: Ids = []
    assignee: Words = []
    topic: Words = []
    tag: Words = []
    language: Annotated[list[Literal["ru", "en"]], msgspec.Meta(max_length=MOST)] = []
    channel: Words = []
    priority: Annotated[list[PriorityName], msgspec.Meta(max_length=MOST)] = []
    level: Annotated[list[LevelName], msgspec.Meta(max_length=MOST)] = []
    player: UUID | None = None
    incident: UUID | None = None
    ticket: Picked = []
    vip: bool | None = None
    danger: bool | None = None
    mentioned: Literal["any", "unseen"] | None = None
    snoozed: bool | None = None
    unread: bool | None = None
    spam: bool | None = None
    promise: Literal["at_risk", "breached"] | None = None
    created: Range | None = None
    updated: Range | None = None
    due: Range | None = None
    solved: Range | None = None
    broken: Range | None = None


class Sort(StrEnum):
    """urgency: by priority, then the promise that breaks first. recent: the most recently touched first. newest, oldest:
    by when they were opened. waiting: the longest unanswered first. due: the promise that breaks first."""

    urgency = "urgency"
    recent = "recent"
    newest = "newest"
    oldest = "oldest"
    waiting = "waiting"
    due = "due"


OF_OPEN = frozenset({Sort.urgency, Sort.waiting, Sort.due})


class Order(msgspec.Struct, frozen=True):
    """`by`: the column of the moment that the order goes by; NULL comes last. All columns go one way."""

    by: str | None = None
    descending: bool = False
    priority: bool = False


ORDERS = {
    Sort.urgency: Order("due_at", priority=True),
    Sort.recent: Order("updated_at", descending=True),
    Sort.newest: Order(descending=True),
    Sort.oldest: Order(),
    Sort.waiting: Order("waiting_since"),
    Sort.due: Order("due_at"),
}


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a page begins: after this row, or (`back`) before it."""

    sort: Sort
    back: bool
    id: UUID
    at: Moment | None = None
    priority: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0


def keys(order: Order, table: str) -> list[str]:
    """The columns of an order, as the indexes have them."""
    columns = [f"{table}.priority"] if order.priority else []
    if order.by == "updated_at":
        columns.append(f"{table}.updated_at")
    elif order.by is not None:
        columns.append(f"coalesce({table}.{order.by}, 'infinity'::timestamptz)")
    return [*columns, f"{table}.id"]


def key_values(place: Place) -> tuple[list[str], list[Any]]:
    """Placeholders (`{}`) of a place's key, and the values for them."""
    order = ORDERS[place.sort]
    slots: list[str] = []
    values: list[Any] = []
    if order.priority:
        slots.append("{}::int")
        values.append(place.priority)
    if order.by is not None:
        slots.append("coalesce({}::timestamptz, 'infinity'::timestamptz)")
        values.append(place.at)
    return [*slots, "{}::uuid"], [*values, place.id]


def statuses(wanted: TicketFilter) -> list[str]:
    """The statuses meant; none named means any."""
    return sorted({s for name in wanted.status for s in (ACTIVE if name == "active" else (name,))})


_OPEN = "SELECT 1 FROM clock c WHERE c.brand_id = t.brand_id AND c.ticket_id = t.id AND c.met_at IS NULL"
_BROKEN = f"EXISTS ({_OPEN} AND c.breached_at IS NOT NULL)"
_PROMISES = {
    "breached": _BROKEN,
    "at_risk": f"EXISTS ({_OPEN} AND c.warned_at IS NOT NULL) AND NOT {_BROKEN}",
}

# By brand, since so the index of what broke begins.
_BROKEN_WITHIN = """t.id = ANY (ARRAY(
    SELECT c.ticket_id
    FROM   (SELECT {}::timestamptz[] AS ends) span
    CROSS  JOIN brand
    JOIN   clock c ON c.brand_id = brand.id AND c.breached_at >= coalesce(span.ends[1], '-infinity')
                  AND c.breached_at < coalesce(span.ends[2], 'infinity')))"""


def only_open(wanted: TicketFilter) -> bool:
    return bool(wanted.status) and set(statuses(wanted)) <= set(ACTIVE)


def sort_of(wanted: TicketFilter, sort: Sort) -> Sort:
    """The order that a list can have: what is over has no promise and waits for nobody, and there may be millions."""
    return Sort.recent if sort in OF_OPEN and not only_open(wanted) else sort


def conditions(wanted: TicketFilter, me: UUID | None) -> tuple[list[str], list[Any]]:
    """What must hold of a ticket `t`, each with at most one `{}` for its value; and the values, in their order. `me`: who
    reads the list.

    Raises:
        Invalid: for an assignee who is neither an id nor `me` nor `nobody`.
    """
    found: list[str] = []
    values: list[Any] = []

    def want(condition: str, value: Any) -> None:
        if value not in (None, []):
            found.append(condition)
            values.append(value)

    named = statuses(wanted)
    if only_open(wanted):  # in the indexes' own words, so that those serve that hold only what is open
        found.append("t.status IN ('new', 'open', 'waiting', 'on_hold')")
    if set(named) != set(ACTIVE):
        want("t.status = ANY ({}::text[]::ticket_status[])", named)
    want("t.queue_id = ANY ({}::uuid[])", wanted.queue)
    _assignee(wanted, me, found, values)
    want("t.topic = ANY ({}::text[])", wanted.topic)
    want("t.tags @> {}::text[]", wanted.tag)
    want("t.language = ANY ({}::text[])", list(wanted.language))
    want("t.channel = ANY ({}::text[])", wanted.channel)
    want("t.priority = ANY ({}::int[])", [PRIORITY_NAMES.index(name) for name in wanted.priority])
    want("t.level = ANY ({}::text[]::ticket_level[])", list(wanted.level))
    want("t.player_id = {}", wanted.player)
    want("t.id = ANY ({}::uuid[])", wanted.ticket)
    want(
        "t.id = ANY (ARRAY(SELECT i.ticket_id FROM incident_ticket i WHERE i.incident_id = {}))",
        wanted.incident,
    )
    if wanted.vip is not None:
        vip = "EXISTS (SELECT 1 FROM player p WHERE p.brand_id = t.brand_id AND p.id = t.player_id AND p.vip > 0)"
        found.append(vip if wanted.vip else f"NOT {vip}")
    if wanted.danger is not None:
        found.append(f"cardinality(t.danger) {'>' if wanted.danger else '='} 0")
    if wanted.mentioned is not None:
        unseen = " AND m.seen_at IS NULL" if wanted.mentioned == "unseen" else ""
        found.append(f"t.id = ANY (ARRAY(SELECT m.ticket_id FROM mention m WHERE m.staff_id = {{}}{unseen}))")
        values.append(me)
    if wanted.snoozed is not None:
        found.append(f"t.snoozed_until IS {'NOT ' if wanted.snoozed else ''}NULL")
    if wanted.unread is not None:
        how = ">" if wanted.unread else "<="
        found.append(
            f"t.heard {how} coalesce((SELECT r.heard FROM read_mark r WHERE r.brand_id = t.brand_id "
            "AND r.ticket_id = t.id AND r.reader_id = {}), 0)"
        )
        values.append(me)
    if wanted.spam is not None:
        found.append("t.spam" if wanted.spam else "NOT t.spam")
    if wanted.promise is not None:
        found.append(_PROMISES[wanted.promise])
    for column, span in (
        ("created_at", wanted.created),
        ("updated_at", wanted.updated),
        ("due_at", wanted.due),
        ("solved_at", wanted.solved),
    ):
        if span is not None:
            want(f"t.{column} >= {{}}::timestamptz", _storable(span.from_))
            want(f"t.{column} < {{}}::timestamptz", _storable(span.to))
    if wanted.broken is not None:
        found.append(_BROKEN_WITHIN)
        values.append([_storable(wanted.broken.from_), _storable(wanted.broken.to)])
    return found, values


def _storable(moment: datetime | None) -> datetime | None:
    """At the ends of the calendar a moment has no equal in UTC; it may stand in a saved view, and must not break the counts
    of all who see that."""
    if moment is None or 1 < moment.year < 9999:
        return moment
    return datetime(2 if moment.year == 1 else 9998, 1, 1, tzinfo=UTC)


def _assignee(wanted: TicketFilter, me: UUID | None, found: list[str], values: list[Any]) -> None:
    ids: list[UUID] = []
    for name in wanted.assignee:
        if name == "nobody":
            continue
        known = me if name == "me" else as_uuid(name)
        if known is None:
            raise Invalid("assignee is an id, me or nobody.")
        ids.append(known)
    if "nobody" in wanted.assignee:
        if ids:
            found.append("(t.assignee_id IS NULL OR t.assignee_id = ANY ({}::uuid[]))")
            values.append(ids)
        else:
            found.append("t.assignee_id IS NULL")
    elif ids:
        found.append("t.assignee_id = ANY ({}::uuid[])")
        values.append(ids)
