"""Tickets over HTTP: thin handlers around the verbs of pitboss/tickets/actions.py."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, patch, post
from litestar.params import Parameter, QueryParameter

from pitboss.api import ways
from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import TicketPage, filter_of, ticket_page
from pitboss.api.sentences import event_in
from pitboss.api.views import (
    Listing,
    MessageView,
    Page,
    TicketInFull,
    TicketView,
    gives,
    message_views,
    staff_names,
    ticket_views,
)
from pitboss.assist.settings import offered_topics
from pitboss.channels import outbox
from pitboss.complaints import queries as complaints
from pitboss.db.tx import Tx
from pitboss.events import log
from pitboss.events.reasons import because
from pitboss.kit import secrets
from pitboss.kit.ids import as_uuid
from pitboss.kit.refused import Conflict, Invalid, NotFound
from pitboss.reactions import now
from pitboss.routing import dispatch
from pitboss.sla import actions as sla
from pitboss.sla.clocks import ClockName, State, state
from pitboss.sla.explain import explain
from pitboss.staff.actors import Signed
from pitboss.tickets import actions, filters, queries
from pitboss.tickets.filters import Sort, TicketFilter
from pitboss.tickets.model import COLUMNS, Level, Priority, PriorityName, Ticket

Limit = Annotated[int, Parameter(ge=1, le=100)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**31 - 1)] | None


FilterText = Annotated[
    str | None,
    QueryParameter(
        name="filter",
        max_length=8_000,
        description="A TicketFilter as JSON: the same value as in saved views and bulk actions. Not together with the "
        "parameters that filter singly.",
    ),
]


@get("/tickets")
async def list_tickets(
    desk: Desk,
    signed: Signed,
    status: list[str] | None = None,
    queue: str | None = None,
    assignee: str | None = None,
    topic: str | None = None,
    channel: str | None = None,
    priority: PriorityName | None = None,
    player: UUID | None = None,
    brand: str | None = None,
    language: Literal["ru", "en"] | None = None,
    tag: str | None = None,
    mentioned: Literal["true", "false", "unseen"] | None = None,
    snoozed: bool | None = None,
    danger: bool | None = None,
    q: str | None = None,
    filter_: FilterText = None,
    sort: Sort | None = None,
    count: bool = False,
    cursor: str | None = None,
    limit: Limit = 50,
) -> TicketPage:
    """Tickets that you may see. With a `filter` that names only open statuses the most urgent come first, else the most
    recently touched; `sort` names another order. urgency, waiting and due are orders of what is open; a list that holds
    more is ordered as recent. `next` and `prev` lead to the pages after and before; `count` true tells
    how many there are, exactly up to 1000.

    `status` may be repeated or hold several separated by commas; `active` means all that are neither solved nor closed.
    `assignee` is an id, `me` or `nobody`; `queue` an id or a name; `mentioned` true for those with a note that mentions
    you, or unseen for notes that you have not read. With `q` the answer is ranked by the search, has one page, and
    the other parameters narrow the best 400."""
    # To count takes a savepoint, and so a transaction.
    async with desk.db.tx(signed.actor) if count else desk.db.look(signed.actor) as tx:
        queue_id = await _queue_id(tx, queue, brand)
        single = TicketFilter(
            brand=[brand] if brand is not None else [],
            status=_statuses(status),
            queue=[queue_id] if queue_id else [],
            assignee=[assignee] if assignee is not None else [],
            topic=[topic] if topic is not None else [],
            channel=[channel] if channel is not None else [],
            priority=[priority] if priority else [],
            player=player,
            language=[language] if language else [],
            tag=[tag] if tag is not None else [],
            mentioned={"true": "any", "unseen": "unseen"}.get(mentioned or ""),  # type: ignore[arg-type]
            snoozed=snoozed,
            danger=danger,
        )
        wanted = single if filter_ is None else filter_of(filter_)
        if filter_ is not None and single != TicketFilter():
            raise Invalid("Give either `filter` or the parameters that filter singly, not both.")
        if q is not None and q.strip():
            return await _found(tx, q, limit, wanted)
        order = filters.sort_of(wanted, sort or (Sort.recent if filter_ is None else Sort.urgency))
        return await ticket_page(tx, wanted, sort=order, cursor=cursor, limit=limit, counted=count)


def _statuses(given: list[str] | None) -> list[filters.StatusName]:
    names = [name.strip() for text in given or [] for name in text.split(",") if name.strip()]
    try:
        return msgspec.convert(names, list[filters.StatusName])
    except msgspec.ValidationError as problem:
        unknown = ", ".join(sorted(set(names) - {*filters.STATUSES, "active"}))
        raise Invalid(
            f"There is no status {unknown}. Statuses: {', '.join(filters.STATUSES)}, active."
        ) from problem


async def _queue_id(tx: Tx, given: str | None, brand: str | None) -> UUID | None:
    if given is None:
        return None
    if (found := as_uuid(given)) is not None:
        return found
    ids = await tx.column(
        "SELECT id FROM queue WHERE name = $1 AND ($2::text IS NULL OR brand_id = $2)", given, brand
    )
    if len(ids) != 1:
        raise Invalid(
            f"There is no queue {given!r}."
            if not ids
            else f"Several brands have a queue {given!r}; name the brand too."
        )
    found_id: UUID = ids[0]
    return found_id


async def _found(tx: Tx, q: str, limit: int, wanted: TicketFilter) -> TicketPage:
    hits, rows = await _hits(tx, q, limit, wanted if wanted != TicketFilter() else None)
    return TicketPage(await ticket_views(tx, [rows[hit.ticket_id] for hit in hits]), None, None)


async def _hits(
    tx: Tx, q: str, limit: int, wanted: TicketFilter | None = None
) -> tuple[list[queries.Hit], dict[UUID, queries.Listed]]:
    hits = await queries.search(tx, q, limit=limit, wanted=wanted)
    brands, ids = sorted({hit.brand for hit in hits}), [hit.ticket_id for hit in hits]
    rows = {row.id: row for row in await queries.listed_by_ids(tx, brands, ids)} if hits else {}
    return [hit for hit in hits if hit.ticket_id in rows], rows


class HitView(msgspec.Struct, frozen=True):
    """`message`: the one in which the words were found; null for a number, an address or an account id."""

    ticket: TicketView
    message: UUID | None
    rank: float
    excerpt: str


@get("/search", operation_id="searchTickets")
async def search(
    desk: Desk,
    signed: Signed,
    q: str,
    limit: Limit = 20,
    filter_: FilterText = None,
) -> list[HitView]:
    """Tickets by words in any form (Russian and English), by number or reference, by address or account id; best first.
    In excerpts «…» marks the words found. `filter`: as for lists, a TicketFilter as JSON; it narrows the best 400."""
    wanted = None if filter_ is None else filter_of(filter_)
    async with desk.db.look(signed.actor) as tx:
        hits, rows = await _hits(tx, q, limit, wanted)
        views = await ticket_views(tx, [rows[hit.ticket_id] for hit in hits])
        return [
            HitView(view, hit.message_id, hit.rank, hit.excerpt)
            for view, hit in zip(views, hits, strict=True)
        ]


@get("/tickets/{name:str}")
async def get_ticket(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> TicketInFull:
    """One ticket, with its links to others and its complaint. `name` is its id, its number (1001) or its reference (HB-1001)."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        view = msgspec.structs.asdict(await _view(tx, ticket))
        links = await queries.links(tx, ticket)
        await tx.elevate()  # whoever sees a ticket may know that it belongs to a case, and its stage
        complaint = await complaints.of_ticket(tx, ticket.brand, ticket.id)
        return TicketInFull(**view, links=links, complaint=complaint)


async def _view(tx: Tx, ticket: Ticket) -> TicketView:
    return (await ticket_views(tx, [await queries.listed(tx, ticket)]))[0]


@get("/tickets/{name:str}/messages", responses=gives(200, Listing[MessageView]))
async def list_messages(
    desk: Desk,
    signed: Signed,
    name: str,
    brand: str | None = None,
    after: UUID | None = None,
    limit: Limit = 100,
) -> Page:
    """What was said in a ticket, oldest first."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        found = await queries.messages(tx, ticket, after=after, limit=limit + 1)
        views = await message_views(tx, found[:limit], signed.locale)
        return Page(views, str(found[limit - 1].id) if len(found) > limit else None)


class TimelinePage(msgspec.Struct, frozen=True):
    """`names`: what the members of staff are called who are named in the events by their ids."""

    items: list[log.Stored]
    next: str | None
    names: dict[UUID, str]


@get("/tickets/{name:str}/events", operation_id="listTicketEvents")
async def list_events(
    desk: Desk,
    signed: Signed,
    name: str,
    brand: str | None = None,
    after: Annotated[int, Parameter(ge=0, le=2**63 - 1)] = 0,
    limit: Annotated[int, Parameter(ge=1, le=500)] = 200,
) -> TimelinePage:
    """The timeline, oldest first. `next` is the number to give as `after`."""
    async with desk.db.tx(signed.actor) as tx:
        ticket = await queries.find(tx, name, brand=brand)
        found = await log.of_ticket(tx, ticket.brand, ticket.id, after=after, limit=limit + 1)
        shown = [
            msgspec.structs.replace(event, data=event_in(event.data, signed.locale))
            for event in found[:limit]
        ]
        named = set().union(*(_staff_in(event) for event in shown))
        known = await staff_names(tx, named)
        return TimelinePage(
            shown,
            str(found[limit - 1].number) if len(found) > limit else None,
            {one: known[one] for one in named if one in known},
        )


def _staff_in(event: log.Stored) -> set[UUID]:
    holders = (
        [event.data.get("to"), event.data.get("was")] if event.type in ("assigned", "unassigned") else []
    )
    ids = {found for one in holders if isinstance(one, str) and (found := as_uuid(one)) is not None}
    return ids | ({event.actor_id} if event.actor_kind == "staff" and event.actor_id else set())


@get("/tickets/{name:str}/why", operation_id="explainDispatch")
async def why(desk: Desk, signed: Signed, name: str, brand: str | None = None) -> dispatch.Why:
    """Why this agent, why not the others, why still waiting."""
    async with desk.db.tx(signed.actor) as tx:
        return await dispatch.why(tx, await queries.find(tx, name, brand=brand))


class TicketPromise(msgspec.Struct, frozen=True):
    kind: ClockName
    policy: str
    state: State
    due_at: datetime | None
    met_at: datetime | None
    steps: list[str]


@get("/tickets/{name:str}/promises", operation_id="listTicketPromises")
async def promises(
    desk: Desk,
    signed: Signed,
    name: str,
    brand: str | None = None,
    language: Literal["ru", "en"] | None = None,
) -> list[TicketPromise]:
    """Every promise of the ticket, with the steps by which its deadline was computed."""
    async with desk.db.tx(signed.actor) as tx:
        return await promise_views(tx, await queries.find(tx, name, brand=brand), language or signed.locale)


async def promise_views(tx: Tx, ticket: Ticket, language: str) -> list[TicketPromise]:
    at = await now(tx)
    return [
        TicketPromise(
            held.row.kind,
            held.policy.name,
            state(held.clock, at),
            sla.first_due([held.clock]),
            held.clock.met_at,
            explain(held.clock, at, "ru" if language == "ru" else "en"),
        )
        for held in await sla.held(tx, ticket, also_over=True)
    ]


# ── actions ─────────────────────────────────────────────────────────────────────────────────────────────────


class Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an action needs; each takes only its own: assign {to}, transfer {queue, reason}, escalate {level, queue,
    reason}, priority {priority, reason}, topic {topic}, snooze {until}, hold {reason}, solve, close, reopen {reason},
    merge {into}, split {messages, subject}, clear_danger {reason}, redact {message, part, reason} or
    {attachment, reason}, tag {tags}, link {other, kind}, unlink {other, kind},
    retry {message}, channel {channel, reason}: from now on it is answered there."""

    key: str | None = None
    reason: str = ""
    to: UUID | None = None
    queue: str | None = None
    level: Literal["first_line", "senior", "specialist", "developers", "disputes"] | None = None
    priority: Literal["urgent", "high", "normal", "low"] | None = None
    topic: str | None = None
    until: datetime | None = None
    into: str | None = None
    messages: list[UUID] = []
    subject: str = ""
    message: UUID | None = None
    part: str = ""
    attachment: UUID | None = None
    tags: list[str] | None = None
    other: str | None = None
    kind: Literal["duplicate", "follow_up", "incident"] = "duplicate"
    channel: UUID | None = None


PERMISSION_OF = {
    "take": "tickets.take",
    "assign": "tickets.assign",
    "unassign": "tickets.take",
    "transfer": "tickets.transfer",
    "escalate": "tickets.escalate",
    "priority": "tickets.priority",
    "topic": "tickets.topic",
    "snooze": "tickets.snooze",
    "wake": "tickets.snooze",
    "wait": "tickets.reply",
    "hold": "tickets.hold",
    "solve": "tickets.solve",
    "close": "tickets.close",
    "reopen": "tickets.reopen",
    "merge": "tickets.merge",
    "unmerge": "tickets.merge",
    "split": "tickets.split",
    "spam": "tickets.spam",
    "not_spam": "tickets.spam",
    "redact": "tickets.redact",
    "clear_danger": "tickets.see_restricted",
    "tag": "tickets.tag",
    "link": "tickets.tag",
    "unlink": "tickets.tag",
    "rename": "tickets.tag",
    "retry": "tickets.reply",
    "channel": "tickets.reply",
}


# What each action takes of Act.
TAKES: dict[str, tuple[str, ...]] = {
    "take": (),
    "assign": ("to", "reason"),
    "unassign": ("reason",),
    "transfer": ("queue", "reason"),
    "escalate": ("level", "queue", "reason"),
    "priority": ("priority", "reason"),
    "topic": ("topic",),
    "snooze": ("until",),
    "wake": (),
    "wait": ("reason",),
    "hold": ("reason",),
    "solve": ("reason",),
    "close": ("reason",),
    "reopen": ("reason",),
    "merge": ("into",),
    "unmerge": (),
    "split": ("messages", "subject"),
    "spam": (),
    "not_spam": (),
    "redact": ("message", "part", "attachment", "reason"),
    "clear_danger": ("reason",),
    "tag": ("tags",),
    "link": ("other", "kind"),
    "unlink": ("other", "kind"),
    "rename": ("subject",),
    "retry": ("message",),
    "channel": ("channel", "reason"),
}
_ACTIONS = (
    "Takes an action on a ticket, and gives the ticket as it is then. Actions and what they take:\n"
    + "\n".join(
        f"- {action} {{{', '.join(fields)}}} needs {PERMISSION_OF[action]}"
        for action, fields in TAKES.items()
    )
)


class Taken(Conflict):
    """A colleague has this ticket already. It can be assigned to you by somebody who may assign tickets."""


class UnknownAction(NotFound):
    """There is no such action on a ticket."""


@post(
    "/tickets/{name:str}/{action:str}",
    status_code=200,
    description=_ACTIONS,
    responses=gives(200, TicketView),
    operation_id="actOnTicket",
)
async def act(
    desk: Desk,
    signed: Signed,
    request: Req,
    name: str,
    action: Annotated[str, Parameter(schema_extra={"enum": list(PERMISSION_OF)})],
    data: Act | None = None,
    brand: str | None = None,
) -> Response[bytes]:
    """Takes an action on a ticket."""
    body = data or Act()

    async def do(tx: Tx) -> tuple[int, Any]:
        permission = PERMISSION_OF.get(action)
        if permission is None:
            raise UnknownAction(f"There is no action {action!r}. Actions: {', '.join(PERMISSION_OF)}.")
        ticket = await queries.find(tx, name, brand=brand)
        signed.actor.must(permission, ticket.brand)
        others: dict[UUID, Ticket] = {}
        if action == "merge":
            into = await queries.find(tx, _need(body.into, "into"), brand=ticket.brand)
            # Always in the order of their ids, so that two merges can't wait for each other.
            others = {t: await actions.hold(tx, ticket.brand, t) for t in sorted({ticket.id, into.id})}
            after = await actions.merge(tx, others[ticket.id], others[into.id])
        elif action == "unmerge" and ticket.merged_into is not None:
            into = await queries.find(tx, str(ticket.merged_into), brand=ticket.brand)
            others = {t: await actions.hold(tx, ticket.brand, t) for t in sorted({ticket.id, into.id})}
            after = await actions.unmerge(tx, others[ticket.id])
        elif action in ("link", "unlink"):
            other = await queries.find(tx, _need(body.other, "other"), brand=ticket.brand)
            after = await actions.hold(tx, ticket.brand, ticket.id)
            await (actions.link if action == "link" else actions.unlink)(tx, after, other.id, body.kind)
        else:
            queue = await _queue_id(tx, body.queue, ticket.brand)
            held = await actions.hold(tx, ticket.brand, ticket.id)
            after = await _act(tx, signed, action, held, body, queue)
        return 200, await _view(tx, after)

    return await write(desk, request, signed.actor, do, key=body.key)


def _need(value: Any, name: str) -> Any:
    if value in (None, "", []):
        raise Invalid(f"This action needs {name!r}.")
    return value


async def _act(tx: Tx, signed: Signed, action: str, ticket: Ticket, body: Act, queue: UUID | None) -> Ticket:
    # A reason goes into the log, which nobody can ever change.
    body = msgspec.structs.replace(body, reason=secrets.mask(body.reason).text)
    match action:
        case "take":
            if ticket.assignee_id not in (None, signed.staff_id):
                raise Taken
            return await actions.assign(tx, ticket, signed.staff_id, reason=because("took_it"))
        case "assign":
            return await actions.assign(
                tx, ticket, _need(body.to, "to"), reason=body.reason or because("assigned_by_hand")
            )
        case "unassign":
            if ticket.assignee_id != signed.staff_id:
                signed.actor.must("tickets.assign", ticket.brand)
            return await actions.unassign(tx, ticket, reason=body.reason or because("given_back"))
        case "transfer":
            return await actions.transfer(
                tx, ticket, _need(queue, "queue"), reason=body.reason or because("transferred_by_hand")
            )
        case "escalate":
            return await actions.escalate(
                tx, ticket, Level(_need(body.level, "level")), reason=body.reason, queue=queue
            )
        case "priority":
            return await actions.set_priority(
                tx, ticket, Priority[_need(body.priority, "priority")], reason=body.reason
            )
        case "topic":
            topic = _need(body.topic, "topic")
            await offered_topics(tx, ticket.brand, [topic])
            return await actions.set_topic(tx, ticket, topic)
        case "snooze":
            until: datetime = _need(body.until, "until")
            if until.tzinfo is None:
                raise Invalid("Write `until` with its time zone, as in 2026-11-22T10:00:00Z.")
            if until.year >= 9999:  # the end of what can be written in every time zone
                raise Invalid("`until` is too far away.")
            return await actions.snooze(tx, ticket, until)
        case "wake":
            return await actions.wake(tx, ticket, reason=because("woken_by_hand"))
        case "wait":
            return await actions.wait(tx, ticket, reason=body.reason)
        case "hold":
            return await actions.put_on_hold(tx, ticket, reason=body.reason)
        case "solve":
            return await actions.solve(tx, ticket, reason=body.reason)
        case "close":
            return await actions.close(tx, ticket, reason=body.reason)
        case "reopen":
            return await actions.reopen(tx, ticket, reason=body.reason)
        case "unmerge":
            return await actions.unmerge(tx, ticket)
        case "split":
            return await actions.split(tx, ticket, _need(body.messages, "messages"), subject=body.subject)
        case "spam" | "not_spam":
            return await actions.mark_spam(tx, ticket, spam=action == "spam")
        case "clear_danger":
            return await actions.clear_danger(tx, ticket, reason=body.reason)
        case "redact" if body.attachment is not None:
            return await actions.redact_file(tx, ticket, body.attachment, reason=body.reason)
        case "redact":
            return await actions.redact(
                tx, ticket, _need(body.message, "message"), body.part, reason=body.reason
            )
        case "tag":
            return await actions.tag(tx, ticket, body.tags or [])
        case "rename":
            return await actions.rename(tx, ticket, body.subject)
        case "channel":
            return await ways.switch(tx, ticket, _need(body.channel, "channel"), reason=body.reason)
        case _:  # retry
            if not await outbox.retry(tx, ticket, _need(body.message, "message")):
                raise Invalid("This message has no failed delivery.")
            return ticket


class Patch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay. `assignee`: null gives the ticket back to its queue. `reason` belongs to
    priority, queue, level and status. `version`: refuse if the ticket has moved on since."""

    subject: str | msgspec.UnsetType = msgspec.UNSET
    topic: str | msgspec.UnsetType = msgspec.UNSET
    priority: Literal["urgent", "high", "normal", "low"] | msgspec.UnsetType = msgspec.UNSET
    tags: list[str] | msgspec.UnsetType = msgspec.UNSET
    language: Literal["ru", "en"] | msgspec.UnsetType = msgspec.UNSET
    queue: str | msgspec.UnsetType = msgspec.UNSET
    level: Literal["first_line", "senior", "specialist", "developers", "disputes"] | msgspec.UnsetType = (
        msgspec.UNSET
    )
    assignee: UUID | msgspec.UnsetType | None = msgspec.UNSET
    status: Literal["open", "waiting", "on_hold", "solved", "closed"] | msgspec.UnsetType = msgspec.UNSET
    reason: str = ""
    version: Version = None
    key: str | None = None


ACTION_TO = {"open": "reopen", "waiting": "wait", "on_hold": "hold", "solved": "solve", "closed": "close"}


@patch("/tickets/{name:str}", responses=gives(200, TicketView), operation_id="changeTicket")
async def change(
    desk: Desk, signed: Signed, request: Req, name: str, data: Patch, brand: str | None = None
) -> Response[bytes]:
    """Changes fields of a ticket, all or none; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        ticket = await queries.find(tx, name, brand=brand)
        queue = await _queue_id(tx, data.queue, ticket.brand) if data.queue is not msgspec.UNSET else None
        held = await actions.hold(tx, ticket.brand, ticket.id)
        if data.version is not None and data.version < held.version:
            await actions.refuse_stale(tx, held, data.version)
        steps: list[tuple[str, Act]] = []
        if data.subject is not msgspec.UNSET:
            steps.append(("rename", Act(subject=data.subject)))
        if data.tags is not msgspec.UNSET:
            steps.append(("tag", Act(tags=data.tags)))
        if data.topic is not msgspec.UNSET:
            steps.append(("topic", Act(topic=data.topic)))
        if data.priority is not msgspec.UNSET:
            steps.append(("priority", Act(priority=data.priority, reason=data.reason)))
        if data.queue is not msgspec.UNSET:
            steps.append(("transfer", Act(reason=data.reason)))
        if data.level is not msgspec.UNSET:
            steps.append(("escalate", Act(level=data.level, reason=data.reason)))
        if data.assignee is not msgspec.UNSET:
            to = data.assignee
            takes = to == signed.staff_id and held.assignee_id is None
            steps.append(("unassign" if to is None else "take" if takes else "assign", Act(to=to)))
        if data.status is not msgspec.UNSET:
            named = ACTION_TO[data.status]
            if held.status != data.status:
                steps.append((named, Act(reason=data.reason)))
        for action, body in steps:
            signed.actor.must(PERMISSION_OF[action], ticket.brand)
            held = await _act(tx, signed, action, held, body, queue)
            held = await tx.one(
                Ticket,
                f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2",
                held.brand,
                held.id,
            )
        if data.language is not msgspec.UNSET:
            signed.actor.must("tickets.topic", ticket.brand)
            held = await actions.set_language(tx, held, data.language)
        return 200, await _view(tx, held)

    return await write(desk, request, signed.actor, do, key=data.key)


HANDLERS = [
    list_tickets,
    search,
    get_ticket,
    list_messages,
    list_events,
    why,
    promises,
    act,
    change,
]
