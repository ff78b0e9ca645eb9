"""One action over all tickets of a filter. Each ticket is changed in its own transaction, as its owner and with the rights
of that moment, by the ordinary action: whatever is refused singly is refused here too. docs/subsystems/lists.md"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec
import structlog

from pitboss.db.tx import SYSTEM, Actor, Database, Tx
from pitboss.kit import secrets
from pitboss.kit.ids import new_id
from pitboss.kit.refused import Conflict, Forbidden, Invalid, NotFound, Refused
from pitboss.staff.actors import actor_of
from pitboss.tickets import actions, queries
from pitboss.tickets.filters import TicketFilter
from pitboss.tickets.model import COLUMNS, Priority, PriorityName, Ticket, check_step

log = structlog.get_logger()

MOST = 10_000  # tickets of one bulk action
BATCH = 20  # tickets between two looks at the rights of who asked
KEPT = "30 days"

ActionName = Literal[
    "assign",
    "unassign",
    "tag",
    "priority",
    "topic",
    "transfer",
    "snooze",
    "wake",
    "solve",
    "close",
    "reopen",
    "spam",
    "not_spam",
    "incident",
]
PERMISSION: dict[str, str] = {
    "assign": "tickets.assign",
    "unassign": "tickets.assign",
    "tag": "tickets.tag",
    "priority": "tickets.priority",
    "topic": "tickets.topic",
    "transfer": "tickets.transfer",
    "snooze": "tickets.snooze",
    "wake": "tickets.snooze",
    "solve": "tickets.solve",
    "close": "tickets.close",
    "reopen": "tickets.reopen",
    "spam": "tickets.spam",
    "not_spam": "tickets.spam",
    "incident": "tickets.reply",
}
OR = {"incident": "incidents.manage"}  # gives the same right
UNDOABLE = frozenset(
    {
        "assign",
        "unassign",
        "tag",
        "priority",
        "topic",
        "snooze",
        "wake",
        "solve",
        "close",
        "reopen",
        "incident",
    }
)
STEP = {"spam": "spam", "not_spam": "spam"}  # the step that model.STEPS knows, where it has another name
# What an action may change of a ticket, and so what its undo puts back.
FIELDS = (
    "assignee_id", "status", "hold_reason", "waiting_since", "snoozed_until", "tags", "queue_id", "topic",
    "topic_confidence", "topic_reason", "topic_manual", "priority", "priority_score", "priority_reasons", "priority_manual",
)  # fmt: skip
MAIN = {
    "assign": "assignee_id",
    "unassign": "assignee_id",
    "tag": "tags",
    "priority": "priority",
    "topic": "topic",
    "snooze": "snoozed_until",
    "wake": "snoozed_until",
    "solve": "status",
    "close": "status",
    "reopen": "status",
}
State = Literal["running", "done", "stopped", "undoing", "undone"]
TicketState = Literal["waiting", "done", "unchanged", "refused", "undo", "undone", "kept"]


class TooManyTickets(Conflict):
    """At most 10,000 tickets can be changed at once. Narrow the filter."""


class MoreThanExpected(Conflict):
    """There are more tickets now than you were shown. Look at the preview again."""


class NothingToUndo(Conflict):
    """This can't be undone: it still runs, was undone already, or is of a kind that has no way back."""


class Arguments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What an action needs; each takes only its own: assign {to}, tag {add, remove}, priority {priority, reason}, topic
    {topic}, transfer {queue}, snooze {until}, incident {brand, incident}."""

    to: UUID | None = None
    add: list[str] = []
    remove: list[str] = []
    priority: PriorityName | None = None
    topic: str | None = None
    queue: UUID | None = None
    until: datetime | None = None
    brand: str | None = None
    incident: UUID | None = None
    reason: str = ""


NEEDS = {
    "assign": "to",
    "priority": "priority",
    "topic": "topic",
    "transfer": "queue",
    "snooze": "until",
    "incident": "incident",
}


class Bulk(msgspec.Struct, frozen=True, kw_only=True):
    """`waiting` tickets are still to come; `unchanged` were that way already; `kept` were not put back by the undo, since
    somebody had changed them meanwhile."""

    id: UUID
    action: ActionName
    arguments: Arguments
    filter: TicketFilter
    state: State
    total: int
    waiting: int
    done: int
    unchanged: int
    refused: int
    undone: int
    kept: int
    can_undo: bool
    created_at: datetime
    ended_at: datetime | None


class Result(msgspec.Struct, frozen=True):
    """`refusal`: the sentence why not."""

    ticket: UUID
    brand: str
    reference: str
    state: TicketState
    refusal: str | None


class Refusal(msgspec.Struct, frozen=True):
    """`count` tickets would be refused for this reason; `examples`: some of their numbers."""

    detail: str
    count: int
    examples: list[int]


class Foreseen(msgspec.Struct, frozen=True):
    count: int
    refused: list[Refusal]


def checked(action: ActionName, arguments: Arguments, *, now: datetime) -> Arguments:
    """
    Raises:
        Invalid: if something is missing that the action needs, or can't be.
    """
    if (need := NEEDS.get(action)) is not None and getattr(arguments, need) is None:
        raise Invalid(f"This action needs {need!r}.")
    if action == "incident" and arguments.brand is None:
        raise Invalid("Name the brand whose incident it is.")
    if action == "tag" and not arguments.add and not arguments.remove:
        raise Invalid("Name tags to add or to remove.")
    if action == "priority" and not arguments.reason.strip():
        raise Invalid("Say why the priority changes.")
    if arguments.until is not None and (arguments.until.tzinfo is None or arguments.until.year >= 9999):
        raise Invalid("Write `until` with its time zone, as in 2026-11-22T10:00:00Z.")
    if action == "snooze" and arguments.until is not None and arguments.until <= now:
        raise Invalid("A ticket is snoozed until a moment in the future.")
    if len(arguments.add) > 50 or len(arguments.remove) > 50 or len(arguments.reason) > 1_000:
        raise Invalid("At most 50 tags, and a reason of at most 1000 characters.")
    return msgspec.structs.replace(arguments, reason=secrets.mask(arguments.reason).text)


def _may(actor: Actor, action: str, brand: str) -> None:
    if action not in OR or not actor.can(OR[action], brand):
        actor.must(PERMISSION[action], brand)


# ── before ──────────────────────────────────────────────────────────────────────────────────────────────────


class Group(msgspec.Struct, frozen=True):
    """Tickets that the action treats alike."""

    brand: str
    status: str
    merged_into: UUID | None
    spam: bool
    danger: bool
    count: int
    examples: list[int]


async def foresee(tx: Tx, wanted: TicketFilter, action: ActionName, arguments: Arguments) -> Foreseen:
    """How many tickets a filter holds, and which of them the action would be refused for, as far as their state tells."""
    rows, values = await queries.from_filter(tx, wanted, limit=MOST + 1)
    groups = await tx.all(
        Group,
        f"""
        SELECT brand_id AS brand, status::text, (array_agg(merged_into))[1] AS merged_into, spam, danger > 0 AS danger,
               count(*) AS count, (array_agg(number ORDER BY number))[1:3] AS examples
        FROM   (SELECT t.brand_id, t.status, t.merged_into, t.spam, cardinality(t.danger) AS danger, t.number {rows}) AS held
        GROUP  BY brand_id, status, merged_into IS NOT NULL, spam, danger > 0
        ORDER  BY brand_id, status
        """,
        *values,
    )
    count = sum(group.count for group in groups)
    if count > MOST:
        raise TooManyTickets
    refused: dict[str, Refusal] = {}
    for group in groups:
        if (detail := refusal(tx.actor, group, action, arguments)) is not None:
            before = refused.get(detail, Refusal(detail, 0, []))
            refused[detail] = Refusal(
                detail, before.count + group.count, [*before.examples, *group.examples][:5]
            )
    return Foreseen(count, sorted(refused.values(), key=lambda r: -r.count))


def refusal(actor: Actor, group: Group, action: ActionName, arguments: Arguments) -> str | None:
    """Why the action would be refused for such tickets, as far as can be said beforehand."""
    try:
        _may(actor, action, group.brand)
        check_step(group, STEP.get(action, action))
    except Refused as refused:
        return refused.detail
    if action == "incident" and group.brand != arguments.brand:
        return "The incident is another brand's."
    if group.danger and action == "priority" and arguments.priority != "urgent":
        return "A ticket with a signal of danger stays urgent."
    if group.danger and action == "spam":
        return "A ticket with a signal of danger can't be marked as spam. Clear the signal first."
    return None


async def start(
    tx: Tx,
    wanted: TicketFilter,
    action: ActionName,
    arguments: Arguments,
    *,
    expected: int,
    scopes: list[str] | None,
) -> UUID:
    """Writes down which tickets are meant, as the actor sees them now.

    Raises:
        TooManyTickets: MOST at once.
        MoreThanExpected: than the actor was shown.
    """
    if not any(
        tx.actor.can_anywhere(one) for one in (PERMISSION[action], OR.get(action, PERMISSION[action]))
    ):
        raise Forbidden(f"You need the permission {PERMISSION[action]!r} for this.")
    bulk_id = new_id()
    rows, values = await queries.from_filter(tx, wanted, limit=MOST + 1, first=2)
    await tx.run(
        """
        INSERT INTO bulk_action (id, staff_id, scopes, action, arguments, filter, total) VALUES ($1, $2, $3, $4, $5, $6, 0)
        """,
        bulk_id,
        tx.actor.id,
        scopes,
        action,
        msgspec.to_builtins(arguments),
        msgspec.to_builtins(wanted),
    )
    total = await tx.run(
        f"INSERT INTO bulk_ticket (brand_id, bulk_id, ticket_id) SELECT t.brand_id, $1, t.id {rows}",
        bulk_id,
        *values,
    )
    if total > MOST:
        raise TooManyTickets
    if total > expected:
        raise MoreThanExpected(count=total)
    await tx.run(
        """
        UPDATE bulk_action
        SET    total = $2, state = CASE WHEN $2 = 0 THEN 'done' ELSE state END, ended_at = CASE WHEN $2 = 0 THEN now() END
        WHERE  id = $1
        """,
        bulk_id,
        total,
    )
    tx.wake.add("bulk")
    return bulk_id


# ── reads ───────────────────────────────────────────────────────────────────────────────────────────────────

_BULK = """
    SELECT b.id, b.action, b.arguments, b.filter, b.state, b.total, b.created_at, b.ended_at,
           n.waiting, n.done, n.unchanged, n.refused, n.undone, n.kept
    FROM   bulk_action b
    CROSS  JOIN LATERAL (
        SELECT count(*) FILTER (WHERE state IN ('waiting', 'undo')) AS waiting, count(*) FILTER (WHERE state = 'done') AS done,
               count(*) FILTER (WHERE state = 'unchanged') AS unchanged, count(*) FILTER (WHERE state = 'refused') AS refused,
               count(*) FILTER (WHERE state = 'undone') AS undone, count(*) FILTER (WHERE state = 'kept') AS kept
        FROM   bulk_ticket t WHERE t.bulk_id = b.id) AS n
"""


def _shown(row: Any) -> Bulk:
    can_undo = row["state"] in ("done", "stopped") and row["done"] > 0 and row["action"] in UNDOABLE
    return msgspec.convert({**dict(row), "can_undo": can_undo}, Bulk)


async def bulk(tx: Tx, bulk_id: UUID) -> Bulk:
    """
    Raises:
        NotFound: also when it is a colleague's.
    """
    row = await tx.connection.fetchrow(f"{_BULK} WHERE b.id = $1 AND b.staff_id = $2", bulk_id, tx.actor.id)
    if row is None:
        raise NotFound("There is no such bulk action, or it isn't yours.")
    return _shown(row)


async def bulks(tx: Tx, *, limit: int) -> list[Bulk]:
    """The actor's own, the newest first."""
    rows = await tx.connection.fetch(
        f"{_BULK} WHERE b.staff_id = $1 ORDER BY b.id DESC LIMIT $2", tx.actor.id, limit
    )
    return [_shown(row) for row in rows]


async def results(
    tx: Tx, bulk_id: UUID, *, state: TicketState | None, after: UUID | None, limit: int
) -> list[Result]:
    return await tx.all(
        Result,
        """
        SELECT i.ticket_id AS ticket, i.brand_id AS brand, b.prefix || '-' || t.number AS reference, i.state, i.refusal
        FROM   bulk_ticket i
        JOIN   ticket t ON t.brand_id = i.brand_id AND t.id = i.ticket_id
        JOIN   brand b ON b.id = i.brand_id
        WHERE  i.bulk_id = $1 AND ($2::text IS NULL OR i.state = $2) AND ($3::uuid IS NULL OR i.ticket_id > $3)
        ORDER  BY i.ticket_id
        LIMIT  $4
        """,
        bulk_id,
        state,
        after,
        limit,
    )


# ── stop and undo ───────────────────────────────────────────────────────────────────────────────────────────


async def stop(tx: Tx, bulk_id: UUID) -> Bulk:
    """What is done stays done (and can be undone); the rest is left alone."""
    await bulk(tx, bulk_id)
    await tx.run(
        "UPDATE bulk_action SET state = 'stopped', ended_at = now() WHERE id = $1 AND state = 'running'",
        bulk_id,
    )
    return await bulk(tx, bulk_id)


async def undo(tx: Tx, bulk_id: UUID) -> Bulk:
    """Puts back what the action changed, where nobody has changed it since."""
    before = await bulk(tx, bulk_id)
    going = await tx.run(
        "UPDATE bulk_action SET state = 'undoing', ended_at = NULL WHERE id = $1 AND state IN ('done', 'stopped')",
        bulk_id,
    )
    if not going or not before.can_undo:
        raise NothingToUndo
    await tx.run("UPDATE bulk_ticket SET state = 'undo' WHERE bulk_id = $1 AND state = 'done'", bulk_id)
    tx.wake.add("bulk")
    return await bulk(tx, bulk_id)


# ── doing it ────────────────────────────────────────────────────────────────────────────────────────────────


class Going(msgspec.Struct, frozen=True):
    id: UUID
    staff_id: UUID
    scopes: list[str] | None
    action: str
    arguments: dict[str, Any]
    state: str


Told = Callable[[Tx, UUID, Bulk], Awaitable[None]]
OneTicket = Callable[[Tx, str, UUID, Arguments], Awaitable[bool]]


class Doing(msgspec.Struct, frozen=True):
    """How an action of another folder is done to a ticket, and undone. Each says whether that changed anything."""

    do: OneTicket
    undo: OneTicket


Doings = Mapping[str, Doing]


async def step(db: Database, told: Told, doings: Doings) -> int:
    """Does some tickets of each bulk action that is going; `told(tx, staff, bulk)` says how far it is."""
    async with db.tx(SYSTEM) as tx:
        going = await tx.all(
            Going,
            """
            SELECT id, staff_id, scopes, action, arguments, state FROM bulk_action
            WHERE  state IN ('running', 'undoing')
            ORDER  BY id
            LIMIT  10
            """,
        )
    return sum([await _batch(db, one, told, doings.get(one.action)) for one in going])


async def _batch(db: Database, one: Going, told: Told, doing: Doing | None) -> int:
    async with db.tx(SYSTEM) as tx:
        actor = await actor_of(tx, one.staff_id, scopes=one.scopes)
        wanted = "waiting" if one.state == "running" else "undo"
        rows = await tx.connection.fetch(
            "SELECT brand_id, ticket_id FROM bulk_ticket WHERE bulk_id = $1 AND state = $2 ORDER BY ticket_id LIMIT $3",
            one.id,
            wanted,
            BATCH,
        )
    dealt = sum(
        [await _one(db, actor, one, row["brand_id"], row["ticket_id"], wanted, doing) for row in rows]
    )
    async with db.tx(SYSTEM) as tx:
        if len(rows) < BATCH:
            await tx.run(
                """
                UPDATE bulk_action
                SET    state = CASE state WHEN 'running' THEN 'done' ELSE 'undone' END, ended_at = now()
                WHERE  id = $1 AND state = $2
                  AND  NOT EXISTS (SELECT 1 FROM bulk_ticket WHERE bulk_id = $1 AND state IN ('waiting', 'undo'))
                """,
                one.id,
                one.state,
            )
        seen = await tx.connection.fetchrow(f"{_BULK} WHERE b.id = $1", one.id)
        await told(tx, one.staff_id, _shown(seen))
    return dealt


async def _one(
    db: Database,
    actor: Actor | None,
    one: Going,
    brand: str,
    ticket_id: UUID,
    wanted: str,
    doing: Doing | None,
) -> bool:
    """False: another worker has it, or it must be tried again."""
    why: str
    try:
        if actor is None or brand not in actor.brands:
            raise Forbidden("Whoever asked for it no longer works here.")
        async with db.tx(actor) as tx:
            # Two workers may meet here: whoever has the row does the ticket.
            row = await tx.connection.fetchrow(
                """
                SELECT i.before, i.after FROM bulk_ticket i
                WHERE  i.brand_id = $1 AND i.bulk_id = $2 AND i.ticket_id = $3 AND i.state = $4
                  AND  EXISTS (SELECT 1 FROM bulk_action b WHERE b.id = $2 AND b.state = $5)
                FOR UPDATE OF i SKIP LOCKED
                """,
                brand,
                one.id,
                ticket_id,
                wanted,
                one.state,
            )
            if row is None:
                return False
            _may(actor, one.action, brand)
            if doing is not None:
                act, became, else_ = (
                    (doing.undo, "undone", "kept") if wanted == "undo" else (doing.do, "done", "unchanged")
                )
                changed = await act(tx, brand, ticket_id, msgspec.convert(one.arguments, Arguments))
                await _note(tx, one.id, brand, ticket_id, wanted, became if changed else else_)
                return True
            ticket = await actions.hold(tx, brand, ticket_id)
            if wanted == "undo":
                state = await _put_back(tx, ticket, one.action, row["before"], row["after"])
                await _note(tx, one.id, brand, ticket_id, wanted, state)
                return True
            await _act(tx, ticket, one.action, msgspec.convert(one.arguments, Arguments))
            after = await tx.one(
                Ticket, f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2", brand, ticket_id
            )
            changed = after.version != ticket.version
            await tx.run(
                """
                UPDATE bulk_ticket SET state = $4, before = $5, after = $6
                WHERE  brand_id = $1 AND bulk_id = $2 AND ticket_id = $3
                """,
                brand,
                one.id,
                ticket_id,
                "done" if changed else "unchanged",
                _kept(ticket),
                _kept(after),
            )
            return True
    except Refused as refused:
        why = refused.detail
    except (asyncpg.DeadlockDetectedError, asyncpg.LockNotAvailableError):
        return False
    except Exception as problem:  # one ticket must not hold up the others
        log.error("bulk action failed", ticket=str(ticket_id), problem=type(problem).__name__, exc_info=True)
        why = "Something went wrong on our side."
    async with db.tx(SYSTEM) as tx:
        await _note(tx, one.id, brand, ticket_id, wanted, "refused" if wanted == "waiting" else "kept", why)
    return True


async def _note(
    tx: Tx, bulk_id: UUID, brand: str, ticket_id: UUID, wanted: str, state: str, why: str | None = None
) -> None:
    await tx.run(
        """
        UPDATE bulk_ticket SET state = $5, refusal = $6
        WHERE  brand_id = $1 AND bulk_id = $2 AND ticket_id = $3 AND state = $4
        """,
        brand,
        bulk_id,
        ticket_id,
        wanted,
        state,
        why,
    )


def _kept(ticket: Ticket) -> dict[str, Any]:
    kept: dict[str, Any] = msgspec.to_builtins({field: getattr(ticket, field) for field in FIELDS})
    return kept


async def _act(tx: Tx, ticket: Ticket, action: str, given: Arguments) -> None:
    reason = given.reason or "in bulk"
    match action:
        case "assign":
            assert given.to is not None
            await actions.assign(tx, ticket, given.to, reason=reason)
        case "unassign":
            await actions.unassign(tx, ticket, reason=reason)
        case "tag":
            gone = {" ".join(tag.split()).lower() for tag in given.remove}
            await actions.tag(tx, ticket, [*(tag for tag in ticket.tags if tag not in gone), *given.add])
        case "priority":
            assert given.priority is not None
            await actions.set_priority(tx, ticket, Priority[given.priority], reason=reason)
        case "topic":
            assert given.topic is not None
            await actions.set_topic(tx, ticket, given.topic)
        case "transfer":
            assert given.queue is not None
            await actions.transfer(tx, ticket, given.queue, reason=reason)
        case "snooze":
            assert given.until is not None
            await actions.snooze(tx, ticket, given.until)
        case "wake":
            await actions.wake(tx, ticket, reason=reason)
        case "solve":
            await actions.solve(tx, ticket, reason=reason)
        case "close":
            await actions.close(tx, ticket, reason=reason)
        case "reopen":
            await actions.reopen(tx, ticket, reason=reason)
        case _:
            await actions.mark_spam(tx, ticket, spam=action == "spam")


async def _put_back(
    tx: Tx, ticket: Ticket, action: str, before: dict[str, Any], after: dict[str, Any]
) -> TicketState:
    now = _kept(ticket)
    if now[MAIN[action]] != after[MAIN[action]]:
        return "kept"
    changed = {field for field in FIELDS if before[field] != after[field] and now[field] == after[field]}
    was = msgspec.convert(before, actions.Before)
    await actions.put_back(tx, ticket, was, changed, reason="the bulk action was undone")
    return "undone"


async def sweep(tx: Tx) -> None:
    """What is long over is forgotten."""
    await tx.run(
        f"DELETE FROM bulk_action WHERE ended_at < now() - interval '{KEPT}' AND state NOT IN ('running', 'undoing')"
    )
