"""A brand's queues and who serves them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post
from msgspec import UNSET, UnsetType

from pitboss.api.edge import Desk, Req, write
from pitboss.api.lists import must_work_for
from pitboss.api.views import DONE, Done, gives
from pitboss.assist.settings import known_topics
from pitboss.db.tx import Tx
from pitboss.kit.ids import new_id
from pitboss.routing import settings
from pitboss.routing.settings import Queue
from pitboss.staff import teams
from pitboss.staff.actors import Signed
from pitboss.tickets.model import Level

Seconds = Annotated[int, msgspec.Meta(ge=1, le=30 * 24 * 3600)]
LevelName = Literal["bot", "first_line", "senior", "specialist", "developers", "disputes"]


class QueueView(msgspec.Struct, frozen=True):
    """`restricted`: protected. `fallback`: takes what no other queue takes. `overflow_after`, `escalate_after`: seconds.
    `members`: ids of staff. `waiting`: tickets in it that you may see, at most 1000."""

    id: UUID
    name: str
    topics: list[str]
    languages: list[str]
    restricted: bool
    fallback: bool
    level: Level
    overflow_queue: UUID | None
    overflow_after: int | None
    escalate_after: int | None
    members: list[UUID]
    waiting: int


def _view(queue: Queue, members: list[UUID], waiting: int) -> QueueView:
    return QueueView(
        id=queue.id,
        name=queue.name,
        topics=queue.topics,
        languages=queue.languages,
        restricted=queue.restricted,
        fallback=queue.fallback,
        level=Level(queue.level),
        overflow_queue=queue.overflow_queue_id,
        overflow_after=_seconds(queue.overflow_after),
        escalate_after=_seconds(queue.escalate_after),
        members=members,
        waiting=waiting,
    )


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())


async def _shown(tx: Tx, brand: str, queue: UUID) -> QueueView:
    for row in await settings.shown(tx, brand):
        if row.queue.id == queue:
            return _view(row.queue, row.members, row.waiting)
    raise settings.NoSuchQueue


@get("/brands/{brand:str}/queues")
async def list_queues(desk: Desk, signed: Signed, brand: str) -> list[QueueView]:
    """The brand's queues."""
    must_work_for(signed.actor, brand)
    async with desk.db.tx(signed.actor) as tx:
        return [_view(row.queue, row.members, row.waiting) for row in await settings.shown(tx, brand)]


Members = Annotated[list[UUID], msgspec.Meta(max_length=1000)]


class NewQueue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`languages`: none means any. A `fallback` takes over from the one there was. `members`: who serve it. Times are
    in seconds."""

    name: str
    topics: list[str] = []
    languages: list[str] = []
    restricted: bool = False
    fallback: bool = False
    level: LevelName = "first_line"
    overflow_queue: UUID | None = None
    overflow_after: Seconds | None = None
    escalate_after: Seconds | None = None
    members: Members = []
    key: str | None = None


@post("/brands/{brand:str}/queues", responses=gives(201, QueueView))
async def create_queue(
    desk: Desk, signed: Signed, request: Req, brand: str, data: NewQueue
) -> Response[bytes]:
    """Adds a queue."""

    async def do(tx: Tx) -> tuple[int, Any]:
        made = await settings.create_queue(
            tx,
            brand,
            Queue(
                brand=brand,
                id=new_id(),
                name=data.name,
                topics=await known_topics(tx, brand, data.topics),
                languages=data.languages,
                restricted=data.restricted,
                fallback=data.fallback,
                level=data.level,
                overflow_queue_id=data.overflow_queue,
                overflow_after=_duration(data.overflow_after),
                escalate_after=_duration(data.escalate_after),
            ),
        )
        if data.members:
            await teams.set_queue(tx, brand, made.id, data.members)
            tx.wake.add("dispatch")
        return 201, await _shown(tx, brand, made.id)

    return await write(desk, request, signed.actor, do, key=data.key)


def _duration(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


class QueuePatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Fields to change; those left out stay, null takes an overflow or a time away. `members`: all who serve it from now
    on. Times are in seconds."""

    name: str | UnsetType = UNSET
    topics: list[str] | UnsetType = UNSET
    languages: list[str] | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    fallback: bool | UnsetType = UNSET
    level: LevelName | UnsetType = UNSET
    overflow_queue: UUID | UnsetType | None = UNSET
    overflow_after: Seconds | UnsetType | None = UNSET
    escalate_after: Seconds | UnsetType | None = UNSET
    members: Members | UnsetType = UNSET
    key: str | None = None


@patch("/brands/{brand:str}/queues/{queue:uuid}", responses=gives(200, QueueView))
async def change_queue(
    desk: Desk, signed: Signed, request: Req, brand: str, queue: UUID, data: QueuePatch
) -> Response[bytes]:
    """Changes a queue; what is left out stays."""

    async def do(tx: Tx) -> tuple[int, Any]:
        to: dict[str, Any] = {
            field: value
            for field in ("name", "topics", "languages", "restricted", "fallback", "level")
            if (value := getattr(data, field)) is not UNSET
        }
        if data.topics is not UNSET:
            await known_topics(tx, brand, data.topics)
        if data.overflow_queue is not UNSET:
            to["overflow_queue_id"] = data.overflow_queue
        if data.overflow_after is not UNSET:
            to["overflow_after"] = _duration(data.overflow_after)
        if data.escalate_after is not UNSET:
            to["escalate_after"] = _duration(data.escalate_after)
        await settings.change_queue(tx, brand, queue, **to)
        if data.members is not UNSET:
            await teams.set_queue(tx, brand, queue, data.members)
            tx.wake.add("dispatch")
        return 200, await _shown(tx, brand, queue)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete("/brands/{brand:str}/queues/{queue:uuid}", status_code=200, responses=gives(200, Done))
async def delete_queue(desk: Desk, signed: Signed, request: Req, brand: str, queue: UUID) -> Response[bytes]:
    """Deletes a queue."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await settings.delete_queue(tx, brand, queue)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


class NewQueueMember(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    staff: UUID
    key: str | None = None


@post("/brands/{brand:str}/queues/{queue:uuid}/members", status_code=200, responses=gives(200, QueueView))
async def join_queue(
    desk: Desk, signed: Signed, request: Req, brand: str, queue: UUID, data: NewQueueMember
) -> Response[bytes]:
    """Whoever serves a queue sees its tickets. Into a protected one only those let in who may see protected tickets."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await teams.join_queue(tx, brand, queue, data.staff)
        tx.wake.add("dispatch")
        return 200, await _shown(tx, brand, queue)

    return await write(desk, request, signed.actor, do, key=data.key)


@delete(
    "/brands/{brand:str}/queues/{queue:uuid}/members/{staff:uuid}",
    status_code=200,
    responses=gives(200, Done),
)
async def leave_queue(
    desk: Desk, signed: Signed, request: Req, brand: str, queue: UUID, staff: UUID
) -> Response[bytes]:
    """Takes a colleague out of a queue."""

    async def do(tx: Tx) -> tuple[int, Any]:
        await teams.leave_queue(tx, brand, queue, staff)
        return 200, DONE

    return await write(desk, request, signed.actor, do)


HANDLERS = [list_queues, create_queue, change_queue, delete_queue, join_queue, leave_queue]
