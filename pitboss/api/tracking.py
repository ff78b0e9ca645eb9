"""How a request goes, for whoever holds its link: nothing personal, no words of it. Reading never changes anything, since
mail scanners follow links; choices are POSTs."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from pitboss.api.choices import Chosen, choose, is_late, last_choice
from pitboss.api.edge import PUBLIC_WRITE, Desk, Req, address_of, write
from pitboss.api.sentences import speaks
from pitboss.api.views import gives
from pitboss.channels import queries as channels
from pitboss.db.tx import SYSTEM, Tx
from pitboss.kit.ids import as_uuid
from pitboss.kit.moments import in_zone
from pitboss.kit.refused import NotFound
from pitboss.notifications.templates import choices
from pitboss.tickets import actions
from pitboss.tickets.model import COLUMNS, Status, Ticket


class NoSuchRequest(NotFound):
    """There is no such request. Check that the link is complete."""


class ChoiceView(msgspec.Struct, frozen=True):
    id: str
    label: str


class Track(msgspec.Struct, frozen=True, kw_only=True):
    """`stage`: 1 received, 2 in work, 3 answered, 4 solved. `promised_at`: until when an answer is promised; null when none
    is due. `promised`: the same in words; `made`: likewise, when it was made. `choices`: how it may go on when it is late, for POST …/choice; `chosen`: what was
    chosen last."""

    number: int
    reference: str
    brand: str
    language: str
    status: str
    words: str
    stage: int
    stages: list[str]
    promised_at: datetime | None
    promised: str | None
    late: bool
    made: str
    created_at: datetime
    updated_at: datetime
    choices: list[ChoiceView]
    chosen: str | None


STAGES = {
    "ru": ["Получено", "В работе", "Отвечено", "Решено"],
    "en": ["Received", "In progress", "Answered", "Solved"],
}
_STATUS = {
    "ru": {
        "new": "Мы получили ваше обращение.",
        "queued": "Ваше обращение ждёт свободного специалиста.",
        "open": "Специалист занимается вашим обращением.",
        "waiting": "Мы ответили и ждём вашего сообщения.",
        "on_hold": "Мы ждём ответа тех, от кого это зависит, и следим за сроком.",
        "solved": "Ваш вопрос решён. Если это не так, просто ответьте нам.",
        "closed": "Обращение закрыто.",
    },
    "en": {
        "new": "We have received your request.",
        "queued": "Your request is waiting for the next free specialist.",
        "open": "A specialist is working on your request.",
        "waiting": "We have answered and are waiting for your message.",
        "on_hold": "We are waiting for an answer from somebody else, and keep an eye on it.",
        "solved": "Your request is solved. If it is not, simply reply to us.",
        "closed": "This request is closed.",
    },
}
STAGE_OF = {
    Status.new: 1,
    Status.open: 2,
    Status.on_hold: 2,
    Status.waiting: 3,
    Status.solved: 4,
    Status.closed: 4,
}


def words_of(status: str, *, queued: bool, language: str) -> str:
    """How it stands, in a sentence. `queued`: open, and nobody has it yet."""
    return _STATUS[language]["queued" if queued else status]


async def held_by_link(tx: Tx, brand: str, ticket: str, secret: str) -> Ticket:
    """The ticket of a link; for a merged one, where it went. The transaction is SYSTEM's.

    Raises:
        NoSuchRequest: the same for a wrong secret as for a ticket that isn't there.
    """
    ticket_id = as_uuid(ticket)
    if not tx.links.holds("track", brand, ticket_id or UUID(int=0), secret) or ticket_id is None:
        raise NoSuchRequest
    found = await _ticket(tx, brand, ticket_id)
    while found is not None and found.merged_into is not None:
        found = await _ticket(tx, brand, found.merged_into)
    if found is None:
        raise NoSuchRequest
    return found


async def _ticket(tx: Tx, brand: str, ticket_id: UUID) -> Ticket | None:
    return await tx.maybe(
        Ticket, f"SELECT {COLUMNS} FROM ticket WHERE brand_id = $1 AND id = $2", brand, ticket_id
    )


async def reply_due(tx: Tx, ticket: Ticket) -> datetime | None:
    """Until when an answer is promised: what the page says is "we will answer by", so a resolution doesn't count."""
    due: datetime | None = await tx.value(
        """
        SELECT min(due_at) FROM clock
        WHERE  brand_id = $1 AND ticket_id = $2 AND met_at IS NULL AND kind <> 'resolution'
        """,
        ticket.brand,
        ticket.id,
    )
    return due


async def view(tx: Tx, ticket: Ticket) -> Track:
    brand = await channels.brand(tx, ticket.brand)
    language = "ru" if ticket.language == "ru" else "en"
    status = ticket.status
    queued = status == Status.open and ticket.assignee_id is None
    due = await reply_due(tx, ticket) if status in (Status.new, Status.open) else None
    late = due is not None and due < await tx.value("SELECT now()")
    zone = str(brand.settings.get("time_zone", "UTC"))
    offered: list[ChoiceView] = []
    if not ticket.danger and status in (Status.new, Status.open) and await is_late(tx, ticket):
        offered = [ChoiceView(choice.id, choice.label) for choice in choices(language)]
    return Track(
        number=ticket.number,
        reference=f"{brand.prefix}-{ticket.number}",
        brand=brand.name,
        language=language,
        status=status,
        words=words_of(status, queued=queued, language=language),
        stage=STAGE_OF[Status(status)],
        stages=STAGES[language],
        promised_at=due,
        promised=in_zone(due, zone, language) if due else None,
        late=late,
        made=in_zone(ticket.created_at, zone, language),
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        choices=offered,
        chosen=await last_choice(tx, ticket),
    )


@get("/track/{brand:str}/{ticket:str}/{secret:str}", operation_id="trackRequest")
async def track(desk: Desk, brand: str, ticket: str, secret: str) -> Response[Track]:
    """How a request stands, for whoever has its secret link."""
    async with desk.db.tx(SYSTEM) as tx:
        shown = await view(tx, await held_by_link(tx, brand, ticket, secret))
    return Response(shown, headers={"cache-control": "no-store"})


class ChooseInTracking(msgspec.Struct, frozen=True):
    choice: Chosen
    key: str | None = None


@post(
    "/track/{brand:str}/{ticket:str}/{secret:str}/choice",
    status_code=200,
    operation_id="chooseInTracking",
    responses=gives(200, Track),
)
async def track_choice(
    desk: Desk, request: Req, brand: str, ticket: str, secret: str, data: ChooseInTracking
) -> Response[bytes]:
    """What the player chose by the secret link."""
    desk.buckets.take(PUBLIC_WRITE, address_of(request, desk.settings))

    async def do(tx: Tx) -> tuple[int, Any]:
        return 200, await choose_by_link(tx, request, brand, ticket, secret, data.choice)

    link = hashlib.sha256(f"{ticket}:{secret}".encode()).hexdigest()
    return await write(desk, request, SYSTEM, do, key=data.key, who=f"track:{brand}:{link}")


async def choose_by_link(tx: Tx, request: Req, brand: str, ticket: str, secret: str, choice: Chosen) -> Track:
    found = await held_by_link(tx, brand, ticket, secret)
    speaks(request, found.language)
    held = await actions.hold(tx, found.brand, found.id)
    await choose(tx, held, choice)
    shown = await view(tx, await held_by_link(tx, brand, ticket, secret))
    return msgspec.structs.replace(shown, chosen=choice)


HANDLERS = [track, track_choice]
